// Runs the command line with failing allocations: each allocation of a run fails in turn, alone and with all after it. The program
// must either behave as usual, or print the beginning of its usual output and one line about the memory and exit with status 2. It
// must not crash, hang or leak.
//
//     failing_memory_command_line SOURCE-DIRECTORY [the maximum number of failing allocations per run, spread over it]
//
// This is linked with the sources of the command line, whose main function is renamed to `command_line_main`. Each run is a forked
// process, so that a crash is detected.
#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/counted_new.hpp"

int command_line_main(int count, char** arguments);

namespace {

struct invocation {
    std::vector<std::string> arguments;
    std::string standard_input = "/dev/null";
};

// The result of a child process, in shared memory.
struct account {
    bool failed;
    bool returned;
    std::size_t requests;
    std::size_t blocks_left; // without failures, what libraries keep until the process ends
    std::size_t bytes_left;
    std::size_t blocks_leaked; // by a second run; only checked without failures
};

struct result {
    bool crashed = false;
    int status = 0;
    std::string out;
    std::string err;
    account reported{};
};

std::string work;
account* shared = nullptr;

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void redirect(const std::string& path, int flags, int descriptor) {
    const int file = ::open(path.c_str(), flags, 0600);
    if (file < 0 || ::dup2(file, descriptor) < 0) {
        ::_exit(99);
    }
    ::close(file);
}

[[noreturn]] void child(const invocation& what, std::size_t failing_request, counted_new::failing how) {
    redirect(what.standard_input, O_RDONLY, 0);
    redirect(work + "/out", O_WRONLY | O_CREAT | O_TRUNC, 1);
    redirect(work + "/err", O_WRONLY | O_CREAT | O_TRUNC, 2);
    ::alarm(60);
    const auto blocks_since = [](std::size_t before) { return counted_new::live_blocks() - before; };
    std::vector<std::string> texts = what.arguments;
    std::string program = "telnyx-errors";
    std::vector<char*> pointers{program.data()};
    for (std::string& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    const std::size_t blocks = counted_new::live_blocks();
    const std::size_t bytes = counted_new::live_bytes();
    const std::size_t requests = counted_new::allocations();
    if (failing_request != 0) {
        counted_new::fail(failing_request, how);
    }
    const int status = command_line_main(static_cast<int>(pointers.size() - 1), pointers.data());
    shared->failed = counted_new::stop_failing();
    shared->requests = counted_new::allocations() - requests;
    shared->blocks_left = blocks_since(blocks);
    shared->bytes_left = counted_new::live_bytes() - bytes;
    shared->returned = true;
    std::fflush(stdout);
    if (failing_request == 0) {
        redirect(what.standard_input, O_RDONLY, 0);
        redirect("/dev/null", O_WRONLY, 1);
        redirect("/dev/null", O_WRONLY, 2);
        const std::size_t before = counted_new::live_blocks();
        command_line_main(static_cast<int>(pointers.size() - 1), pointers.data());
        shared->blocks_leaked = blocks_since(before);
    }
    ::_exit(status);
}

result run(const invocation& what, std::size_t failing_request, counted_new::failing how) {
    *shared = account{};
    std::fflush(stdout); // otherwise the child would write it, too
    const pid_t id = ::fork();
    if (id == 0) {
        child(what, failing_request, how);
    }
    result got;
    int status = 0;
    got.crashed = id < 0 || ::waitpid(id, &status, 0) != id || !WIFEXITED(status);
    got.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    got.out = contents_of(work + "/out");
    got.err = contents_of(work + "/err");
    got.reported = *shared;
    return got;
}

bool begins_with(const std::string& text, const std::string& start) { return text.compare(0, start.size(), start) == 0; }

bool is_one_line(const std::string& text) { return !text.empty() && text.find('\n') == text.size() - 1; }

// Why a run is wrong; empty if it is correct.
std::string verdict(const result& right, const result& got) {
    if (got.crashed) {
        return "it crashed or hung, status " + std::to_string(got.status);
    }
    if (got.reported.returned &&
        (got.reported.blocks_left != right.reported.blocks_left || got.reported.bytes_left != right.reported.bytes_left)) {
        return std::to_string(got.reported.blocks_left) + " blocks leak";
    }
    if (got.reported.returned && got.status == right.status && got.out == right.out && got.err == right.err) {
        return {};
    }
    if (got.status != 2) {
        return "status " + std::to_string(got.status) + " with unusual output";
    }
    if (!begins_with(right.out, got.out)) {
        return "its output is not the beginning of the usual output";
    }
    return is_one_line(got.err) && got.err.find("memory") != std::string::npos
               ? ""
               : "it does not report that memory ran out: " + got.err;
}

// Returns the number of wrong runs.
std::size_t fail_each(const invocation& what, std::size_t most) {
    std::string shown;
    for (const std::string& argument : what.arguments) {
        shown += ' ' + argument.substr(argument.rfind('/') == std::string::npos ? 0 : argument.rfind('/') + 1);
    }
    static_cast<void>(run(what, 0, counted_new::failing::once)); // the next runs replace its files
    const result right = run(what, 0, counted_new::failing::once);
    if (right.crashed || !right.reported.returned || (right.out.empty() && right.err.empty()) ||
        right.reported.blocks_leaked != 0) {
        std::printf("not ok -%s: without failures, it %s with status %d, and %zu blocks leak; its message: %s\n", shown.c_str(),
                    right.crashed             ? "crashes"
                    : right.reported.returned ? "returns"
                                              : "ends",
                    right.status, right.reported.blocks_leaked, right.err.c_str());
        return 1;
    }
    const std::size_t requests = right.reported.requests;
    const std::size_t step = std::max<std::size_t>(1, (requests + most - 1) / most);
    std::size_t runs = 0;
    std::size_t wrong = 0;
    for (std::size_t number = 1; number <= requests; number += step) {
        for (const counted_new::failing how : {counted_new::failing::once, counted_new::failing::from_then_on}) {
            const result got = run(what, number, how);
            const std::string why =
                got.reported.failed || !got.reported.returned ? verdict(right, got) : "that allocation was not made";
            ++runs;
            if (!why.empty() && ++wrong <= 3) {
                std::printf("# allocation %zu%s: %s\n", number, how == counted_new::failing::once ? "" : " and all after it",
                            why.c_str());
            }
        }
    }
    // One more than the run has: nothing fails.
    const result whole = run(what, requests + 1, counted_new::failing::once);
    wrong += whole.reported.failed || !whole.reported.returned || !verdict(right, whole).empty() ? 1U : 0U;
    std::printf("%s -%s: %zu allocations, %zu runs with failures, %zu wrong\n", wrong == 0 ? "ok" : "not ok", shown.c_str(),
                requests, runs, wrong);
    return wrong;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fputs("usage: failing_memory_command_line SOURCE-DIRECTORY [MOST]\n", stderr);
        return 2;
    }
    const std::string inputs = std::string{arguments[1]} + "/tests/program/";
    const std::size_t most = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : static_cast<std::size_t>(-1) / 2;
    char directory[] = "/tmp/telnyx-errors-failing-memory-XXXXXX";
    if (::mkdtemp(directory) == nullptr) {
        std::perror("mkdtemp");
        return 1;
    }
    work = directory;
    shared = static_cast<account*>(::mmap(nullptr, sizeof(account), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    if (shared == MAP_FAILED) { // NOLINT: the macro casts
        std::perror("mmap");
        return 1;
    }
    // A payload with more errors and recipients than a report stores without allocating.
    {
        std::ofstream many(work + "/many.json");
        many << R"({"data":{"record_type":"message","id":"m","to":[)";
        for (int i = 0; i != 12; ++i) {
            many << (i == 0 ? "" : ",") << R"({"phone_number":"+1312555)" << 1000 + i << R"(","status":"delivery_failed"})";
        }
        many << R"(],"errors":[)";
        for (int i = 0; i != 12; ++i) {
            many << (i == 0 ? "" : ",") << R"({"code":")" << (i == 10 ? 40300 : 40008) << R"(","source":{"pointer":"/to/)" << i
                 << "\"}}";
        }
        many << "]}}\n";
    }

    std::ofstream{work + "/rules"} << R"([{"code": 40004, "retry": "permanent"},
        {"code": 40008, "retry": "action_required", "scope": "profile", "remedy": "fix_profile"}])";

    const invocation invocations[] = {
        {{"--version"}},
        {{"help"}},
        {{"explain", "40300", "40008"}},
        {{"explain", "--json", "40300", "40021"}},
        {{"table"}},
        {{"table", "--format", "csv"}},
        {{"table", "--format", "json"}},
        {{"classify", "--now", "1795600000", inputs + "failed_webhook.json"}},
        {{"classify", "--now", "1795600000", "--json", inputs + "failed_webhook.json", inputs + "refused_stop.json"}},
        {{"classify", "--now", "1795600000", "--json", "--status", "429", "--header", "Retry-After: 7",
          inputs + "rate_limited.json"}},
        {{"classify", "--now", "1795600000", "--json"}, inputs + "broken_lines.ndjson"},
        {{"classify", "--now", "1795600000", "-"}, inputs + "broken_lines.ndjson"},
        {{"classify", "--now", "1795600000", "--json", work + "/many.json"}},
        {{"classify", "--now", "1795600000", work + "/many.json"}},
        {{"classify", "--now", "1795600000", "--json", inputs + "detail_record.json"}},
        {{"triage", "--now", "1795600000", "--threads", "1", inputs + "failed_webhook.json", inputs + "broken_lines.ndjson"}},
        {{"triage", "--now", "1795600000", "--threads", "1", "--json", "--html", work + "/page", "--retry", work + "/retry",
          "--suppress", work + "/suppress", "--rejects", work + "/rejects", work + "/many.json", inputs + "refused_stop.json",
          inputs + "broken_lines.ndjson"}},
        {{"triage", "--csv", "--threads", "2"}, inputs + "broken_lines.ndjson"},
        {{"explain", "--amendments", work + "/rules", "40004", "40334"}},
        {{"classify", "--now", "1795600000", "--json", "--amendments", work + "/rules", work + "/many.json"}},
        {{"triage", "--now", "1795600000", "--threads", "1", "--amendments", work + "/rules", work + "/many.json"}},
        {{"classify", "--now", "1795600000", "no such file"}},
        {{"classify", "--now", "1795600000", "--phase", "sideways"}},
    };
    std::size_t wrong = 0;
    for (const invocation& each : invocations) {
        wrong += fail_each(each, most);
    }
    for (const char* const name : {"/out", "/err", "/many.json", "/rules", "/page", "/retry", "/suppress", "/rejects"}) {
        ::unlink((work + name).c_str());
    }
    ::rmdir(work.c_str());
    return wrong == 0 ? 0 : 1;
}
