// Starts fake_telnyx and the service as processes of their own, and ends them. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_TESTS_SERVICE_HARNESS_HPP
#define TELNYX_ERRORS_TESTS_SERVICE_HARNESS_HPP

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <httplib.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace harness {

using nlohmann::json;
using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

[[noreturn]] inline void give_up(const std::string& why) { throw std::runtime_error{why}; }

/// What the test found. A failed check does not end the test: the others are still of use.
class findings {
public:
    void check(bool good, const std::string& what) {
        std::cout << (good ? "  ok    " : "  FAIL  ") << what << std::endl;
        failed_ += good ? 0 : 1;
    }
    [[nodiscard]] int exit_status() const {
        std::cout << (failed_ == 0 ? "passed" : std::to_string(failed_) + " checks failed") << std::endl;
        return failed_ == 0 ? 0 : 1;
    }

private:
    int failed_ = 0;
};

/// A small generator, the same on every platform: SplitMix64.
class random_source {
public:
    explicit random_source(std::uint64_t seed) : state_(seed) {}
    /// 0 to `limit` - 1.
    std::uint64_t below(std::uint64_t limit) {
        std::uint64_t bits = state_ += 0x9E3779B97F4A7C15U;
        bits = (bits ^ bits >> 30U) * 0xBF58476D1CE4E5B9U;
        bits = (bits ^ bits >> 27U) * 0x94D049BB133111EBU;
        return (bits ^ bits >> 31U) % limit;
    }

private:
    std::uint64_t state_;
};

/// A process. Its standard error goes to a file. Start it in the main thread: it ends with the thread that started it.
class process {
public:
    process(std::vector<std::string> command, const std::string& log) : started_(clock::now()) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) {
            give_up("no pipe");
        }
        const int errors = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        std::vector<char*> values;
        for (std::string& each : command) {
            values.push_back(each.data());
        }
        values.push_back(nullptr);
        id_ = fork();
        if (id_ == 0) {
#ifdef __linux__
            prctl(PR_SET_PDEATHSIG, SIGKILL); // it must not outlive a test that is killed
#endif
            dup2(ends[1], STDOUT_FILENO);
            dup2(errors, STDERR_FILENO);
            execv(values[0], values.data());
            _exit(127);
        }
        close(ends[1]);
        close(errors);
        out_ = ends[0];
    }
    ~process() {
        if (running()) {
            end(SIGKILL);
        }
        close(out_);
    }
    process(const process&) = delete;
    process& operator=(const process&) = delete;

    [[nodiscard]] pid_t id() const { return id_; }
    [[nodiscard]] clock::time_point started() const { return started_; }
    /// The rest of the line of standard output that begins so. Empty if none comes in time.
    std::string line_after(const std::string& beginning, milliseconds longest = milliseconds{10000}) {
        const clock::time_point end = clock::now() + longest;
        for (;;) {
            const std::size_t found = text_.find(beginning);
            const std::size_t line = found == std::string::npos ? found : text_.find('\n', found);
            if (line != std::string::npos) {
                return text_.substr(found + beginning.size(), line - found - beginning.size());
            }
            pollfd ready{out_, POLLIN, 0};
            const auto left = std::chrono::duration_cast<milliseconds>(end - clock::now()).count();
            char bytes[512];
            const ssize_t count =
                left > 0 && poll(&ready, 1, static_cast<int>(left)) > 0 ? read(out_, bytes, sizeof bytes) : ssize_t{0};
            if (count <= 0) {
                return {};
            }
            text_.append(bytes, static_cast<std::size_t>(count));
        }
    }
    [[nodiscard]] bool running() {
        if (!ended_ && waitpid(id_, &status_, WNOHANG) == id_) {
            ended_ = true;
        }
        return !ended_;
    }
    /// Waits for its end. \return whether it ended in time
    bool wait(milliseconds longest) {
        const clock::time_point end = clock::now() + longest;
        while (running() && clock::now() < end) {
            std::this_thread::sleep_for(milliseconds{1});
        }
        return !running();
    }
    void end(int signal) {
        kill(id_, signal);
        wait(milliseconds{30000});
    }
    /// Whether that signal ended it. A polite exit does not count.
    [[nodiscard]] bool ended_by(int signal) const { return ended_ && WIFSIGNALED(status_) && WTERMSIG(status_) == signal; }
    [[nodiscard]] int exit_status() const { return ended_ && WIFEXITED(status_) ? WEXITSTATUS(status_) : -1; }

private:
    pid_t id_ = -1;
    int out_ = -1;
    int status_ = 0;
    bool ended_ = false;
    std::string text_;
    clock::time_point started_;
};

/// A port that nothing listens on.
inline int free_port() {
    const int opened = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = bind(opened, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                       getsockname(opened, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(opened);
    return bound ? ntohs(address.sin_port) : throw std::runtime_error{"no free port"};
}

/// A connection that is kept.
inline httplib::Client connect(int port) {
    httplib::Client client{"127.0.0.1", port};
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    client.set_connection_timeout(2);
    client.set_read_timeout(20);
    return client;
}

inline json get(httplib::Client& client, const std::string& path) {
    const httplib::Result result = client.Get(path.c_str());
    if (!result || result->status != 200) {
        give_up("no response to GET " + path);
    }
    return json::parse(result->body);
}

/// The value of a line of Prometheus text, such as `service_messages{state="queued"}`; 0 if there is none.
inline std::int64_t metric(const std::string& text, const std::string& name) {
    const std::size_t found = ("\n" + text).find("\n" + name + " ");
    return found == std::string::npos ? 0 : std::strtoll(text.c_str() + found + name.size() + 1, nullptr, 10);
}

/// A new directory, removed at the end unless the test fails.
class directory {
public:
    directory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "telnyx-service-XXXXXX").string();
        path_ = mkdtemp(pattern.data()) == nullptr ? throw std::runtime_error{"no temporary directory"} : pattern;
    }
    ~directory() {
        if (!kept) {
            std::error_code ignored;
            std::filesystem::remove_all(path_, ignored);
        }
    }
    directory(const directory&) = delete;
    directory& operator=(const directory&) = delete;
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

    bool kept = false;

private:
    std::string path_;
};

/// Reads a database of the service.
class reader {
public:
    explicit reader(const std::string& path) {
        if (sqlite3_open(path.c_str(), &file_) != SQLITE_OK) {
            give_up("cannot open " + path);
        }
    }
    ~reader() { sqlite3_close(file_); }
    reader(const reader&) = delete;
    reader& operator=(const reader&) = delete;

    /// Calls a function for each row, with the statement.
    template <class Function>
    void each(const std::string& sql, Function function) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(file_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            give_up(sqlite3_errmsg(file_));
        }
        while (sqlite3_step(statement) == SQLITE_ROW) {
            function(statement);
        }
        sqlite3_finalize(statement);
    }
    [[nodiscard]] std::int64_t number(const std::string& sql) {
        std::int64_t result = -1;
        each(sql, [&result](sqlite3_stmt* row) { result = sqlite3_column_int64(row, 0); });
        return result;
    }

private:
    sqlite3* file_ = nullptr;
};

/// What is leased in the file of a service that was killed: attempts without a durable outcome. A copy is read, so that the service
/// itself recovers the file. -1: the file is not there yet.
inline std::int64_t leased(const std::string& database) {
    const std::string copy = database + ".copy";
    for (const char* const part : {"", "-wal"}) {
        std::error_code error;
        std::filesystem::remove(copy + part, error);
        std::filesystem::copy_file(database + part, copy + part, error);
    }
    std::error_code ignored;
    std::filesystem::remove(copy + "-shm", ignored);
    return reader{copy}.number("SELECT COUNT(*) FROM messages WHERE lease IS NOT NULL");
}

} // namespace harness

#endif
