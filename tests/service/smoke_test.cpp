// The service as a process, against a stub of Telnyx in this one: kill -9 between durable steps, webhooks, shutdown.
// SPDX-License-Identifier: MIT
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <httplib.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "stub_server.hpp"

namespace {

using nlohmann::json;
using clock_type = std::chrono::steady_clock;

int failures = 0;
void check(const std::string& what, bool right) {
    if (!right) {
        ++failures;
        std::cout << "failed: " << what << std::endl;
    }
}

// Accepts every message, and counts the requests for each id.
class telnyx_stub {
public:
    int requests(const std::string& id) {
        const std::lock_guard<std::mutex> lock{mutex_};
        return requests_[id];
    }
    std::string url(const std::string& id) {
        const std::lock_guard<std::mutex> lock{mutex_};
        return urls_[id];
    }
    int port() const { return server_.port(); }

private:
    std::mutex mutex_;
    std::map<std::string, int> requests_;
    std::map<std::string, std::string> urls_;
    stub_server server_{[this](httplib::Server& http) {
        http.Post("/v2/messages", [this](const httplib::Request& in, httplib::Response& out) {
            const json message = json::parse(in.body);
            const std::string url = message["webhook_url"];
            const std::string id = url.substr(url.find("/webhooks/") + 10, url.find('?') - url.find("/webhooks/") - 10);
            const std::lock_guard<std::mutex> lock{mutex_};
            ++requests_[id];
            urls_[id] = url;
            const json answer{{"data",
                               {{"record_type", "message"},
                                {"id", "id-of-" + id},
                                {"to", {{{"phone_number", message["to"]}, {"status", "queued"}}}},
                                {"errors", json::array()}}}};
            out.set_content(answer.dump(), "application/json");
        });
        http.Get("/v2/detail_records",
                 [](const httplib::Request&, httplib::Response& out) { out.set_content(R"({"data":[]})", "application/json"); });
    }};
};

// The public test key 1 of RFC 8032.
const char* const public_key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

httplib::Headers sign(const std::string& body, long long time) {
    const unsigned char seed[] = {0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
                                  0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
    EVP_PKEY* const secret = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed, sizeof(seed));
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    const std::string message = std::to_string(time) + "|" + body;
    unsigned char raw[64]{};
    std::size_t size = sizeof(raw);
    EVP_DigestSignInit(context, nullptr, nullptr, nullptr, secret);
    EVP_DigestSign(context, raw, &size, reinterpret_cast<const unsigned char*>(message.data()), message.size());
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(secret);
    unsigned char text[89]{};
    EVP_EncodeBlock(text, raw, sizeof(raw));
    return {{"Telnyx-Signature-Ed25519", reinterpret_cast<const char*>(text)}, {"telnyx-timestamp", std::to_string(time)}};
}

// A run of the program. It is killed if it still runs at the end.
class process {
public:
    explicit process(const std::vector<std::string>& command, const std::string& errors = "/dev/null") {
        int ends[2];
        if (pipe(ends) != 0) {
            std::abort();
        }
        id_ = fork();
        if (id_ == 0) {
            dup2(ends[1], STDOUT_FILENO);
            dup2(open(errors.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
            close(ends[0]);
            std::vector<char*> words;
            for (const std::string& word : command) {
                words.push_back(const_cast<char*>(word.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast): execv
            }
            words.push_back(nullptr);
            execv(words[0], words.data());
            _exit(127);
        }
        close(ends[1]);
        out_ = fdopen(ends[0], "r");
    }
    process(const process&) = delete;
    process& operator=(const process&) = delete;
    ~process() {
        if (!ended_) {
            kill(id_, SIGKILL);
            wait();
        }
        std::fclose(out_);
    }
    std::string line() {
        char text[256]{};
        return std::fgets(text, sizeof(text), out_) != nullptr ? text : "";
    }
    [[nodiscard]] pid_t id() const { return id_; }
    void signal(int which) const { kill(id_, which); }
    // The status of waitpid.
    int wait() {
        int status = 0;
        waitpid(id_, &status, 0);
        ended_ = true;
        return status;
    }

private:
    pid_t id_ = 0;
    std::FILE* out_ = nullptr;
    bool ended_ = false;
};

template <class Condition>
bool eventually(Condition condition) {
    for (const auto end = clock_type::now() + std::chrono::seconds{30}; clock_type::now() < end;) {
        if (condition()) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return false;
}

// The status of a response; 0 if there is none.
int status_of(const httplib::Result& response) { return response ? response->status : 0; }

// Shuts down the socket on which another process listens, so that it accepts no more connections. \return whether that was possible
bool stop_accepting(pid_t process, int port) {
#if defined(SYS_pidfd_open) && defined(SYS_pidfd_getfd)
    const auto handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
    bool done = false;
    for (int file = 3; handle >= 0 && file != 64; ++file) {
        const auto copy = static_cast<int>(syscall(SYS_pidfd_getfd, handle, file, 0));
        sockaddr_in address{};
        socklen_t size = sizeof address;
        int listens = 0;
        socklen_t size_of_it = sizeof listens;
        if (getsockopt(copy, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size_of_it) == 0 && listens != 0 &&
            getsockname(copy, reinterpret_cast<sockaddr*>(&address), &size) == 0 && ntohs(address.sin_port) == port) {
            done = shutdown(copy, SHUT_RDWR) == 0;
        }
        close(copy);
    }
    close(handle);
    return done;
#else
    static_cast<void>(process);
    static_cast<void>(port);
    return false;
#endif
}

bool was_killed(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; }

} // namespace

int main(int count, char** values) {
    if (count != 2) {
        std::cerr << "usage: smoke_test SERVICE\n";
        return 2;
    }
    const std::string program = values[1];
    std::string directory = (std::filesystem::temp_directory_path() / "telnyx_service_XXXXXX").string();
    if (mkdtemp(directory.data()) == nullptr) {
        return 2;
    }
    std::ofstream{directory + "/key"} << "KEY\n";
    telnyx_stub telnyx;
    int port = 0;
    const auto command = [&](const std::vector<std::string>& more) {
        const std::string own = "127.0.0.1:" + std::to_string(port);
        std::vector<std::string> result{program,
                                        "--port",
                                        std::to_string(port),
                                        "--api-base",
                                        "http://127.0.0.1:" + std::to_string(telnyx.port()),
                                        "--api-key-file",
                                        directory + "/key",
                                        "--public-key",
                                        public_key,
                                        "--database",
                                        directory + "/db",
                                        "--public-url",
                                        "http://" + own};
        result.insert(result.end(), more.begin(), more.end());
        return result;
    };
    const auto start = [&](process& started) {
        const auto before = clock_type::now();
        const std::string line = started.line();
        check("it says where it listens", line.rfind("listening on ", 0) == 0);
        check("it starts at once", clock_type::now() - before < std::chrono::seconds{4}); // 0.2 s, unless the machine is busy
        port = std::atoi(line.c_str() + (line.size() > 13 ? 13 : line.size()));           // NOLINT(cert-err34-c): 0 if it is none
    };
    const auto submit = [&](const std::string& id) {
        httplib::Client client{"127.0.0.1", port};
        const json message{
            {"id", id}, {"from", "+13125550199"}, {"to", "+13125550100"}, {"text", "hello"}, {"messaging_profile_id", "p"}};
        return status_of(client.Post("/messages", message.dump(), "application/json"));
    };
    const auto notify = [&](const std::string& id, const std::string& status, long long age = 0, const std::string& added = "") {
        const json event{{"data",
                          {{"event_type", "message.finalized"},
                           {"id", "event-" + id + status},
                           {"occurred_at", "2026-01-01T00:00:00Z"},
                           {"payload",
                            {{"record_type", "message"},
                             {"direction", "outbound"},
                             {"id", "id-of-" + id},
                             {"to", {{{"phone_number", "+13125550100"}, {"status", status}}}},
                             {"errors", json::array()}}}}}};
        const std::string url = telnyx.url(id);
        const std::size_t path = url.find("/webhooks/");
        if (path == std::string::npos) {
            return 0; // it was never sent
        }
        httplib::Client client{"127.0.0.1", port};
        return status_of(
            client.Post(url.substr(path), sign(event.dump(), std::time(nullptr) - age), event.dump() + added, "application/json"));
    };
    const auto state = [&](const std::string& id) {
        httplib::Client client{"127.0.0.1", port};
        const auto response = client.Get("/messages/" + id);
        return response && response->status == 200 ? json::parse(response->body)["state"].get<std::string>() : std::string{};
    };

    for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--port", "nowhere"},
                                                  {"--host", "0.0.0.0"},
                                                  {"--amendments", directory + "/key"},
                                                  {"--speed", "0"},
                                                  {"--unknown"},
                                                  {"--public-key", "x"},
                                                  {"--public-url", "sms.example.com"},
                                                  {"--test-stop-at", "somewhere"}}) {
        const std::string errors = directory + "/errors";
        std::filesystem::remove(errors);
        process refused{command(wrong), errors};
        check("exit status of " + wrong[0], WEXITSTATUS(refused.wait()) == 2);
        std::ifstream in{errors};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        check("one line about " + wrong[0], !text.empty() && text.find('\n') == text.size() - 1);
    }
    {
        process first{command({})};
        start(first);
        process second{command({})};
        check("a second service on the same database ends", WEXITSTATUS(second.wait()) == 1);
        check("a message is taken", submit("a") == 202);
        check("and known", submit("a") == 200);
        check("and sent", eventually([&] { return state("a") == "accepted"; }));
        check("a stale webhook is refused", notify("a", "delivered", 301) == 401);
        check("an altered webhook is refused", notify("a", "delivered", 0, " ") == 401);
        httplib::Client client{"127.0.0.1", port};
        check("an unsigned webhook is refused", status_of(client.Post("/webhooks/a", "{}", "application/json")) == 400);
        check("a webhook is taken", notify("a", "delivered") == 200);
        check("and again", notify("a", "delivered") == 200);
        check("and judged", eventually([&] { return state("a") == "delivered"; }));
        check("wrong messages are refused", status_of(client.Post("/messages", R"({"id":"x"})", "application/json")) == 400);
        const auto measured = client.Get("/metrics");
        check("metrics", measured && measured->body.find("service_messages{state=\"delivered\"} 1\n") != std::string::npos);
        first.signal(SIGTERM);
        const int status = first.wait();
        check("it ends politely", WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    // A service that cannot receive STOP must not send.
    {
        process deaf{command({"--rate", "5"})};
        start(deaf);
        for (int i = 0; i != 20; ++i) {
            check("a message is taken", submit("deaf-" + std::to_string(i)) == 202);
        }
        const auto sent = [&telnyx] {
            int result = 0;
            for (int i = 0; i != 20; ++i) {
                result += telnyx.requests("deaf-" + std::to_string(i));
            }
            return result;
        };
        check("it sends", eventually([&] { return sent() != 0; }));
        if (stop_accepting(deaf.id(), port)) {
            const auto before = clock_type::now();
            const bool ended = eventually([&deaf] {
                siginfo_t found{};
                return waitid(P_PID, static_cast<id_t>(deaf.id()), &found, WEXITED | WNOHANG | WNOWAIT) == 0 && found.si_pid != 0;
            });
            if (!ended) {
                deaf.signal(SIGKILL);
            }
            const int status = deaf.wait();
            check("it ends within a second", clock_type::now() - before < std::chrono::seconds{1});
            check("with a failure", WIFEXITED(status) && WEXITSTATUS(status) == 1);
            const int requests = sent();
            std::this_thread::sleep_for(std::chrono::milliseconds{600});
            check("and sends nothing more", sent() == requests && requests < 20);
        } else {
            std::cout << "not tested: this system does not share the socket of another process" << std::endl;
        }
        std::filesystem::remove(directory + "/db"); // 20 messages that are still to be sent
        std::filesystem::remove(directory + "/db-wal");
        std::filesystem::remove(directory + "/db-shm");
    }
    // Sends a message to a service that kills itself.
    const auto kill_at = [&](const std::string& place, const std::string& id) {
        process killed{command({"--test-stop-at", place})};
        start(killed);
        submit(id);
        check(id + ": it was killed", was_killed(killed.wait()));
    };
    // A message that is stored and not yet claimed when the service is killed is sent by the next one. The thread that sends may
    // claim it first, and may even have sent it: then it must not be sent again. So this is repeated until it was not claimed.
    bool sent = false;
    for (int i = 0; i != 30 && !sent; ++i) {
        const std::string id = "killed-submitted-" + std::to_string(i);
        kill_at("submitted", id);
        process again{command({})};
        start(again);
        check(id + ": state", eventually([&] { return state(id) == "accepted" || state(id) == "unknown"; }));
        check(id + ": the client may repeat itself", submit(id) == 200);
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        sent = state(id) == "accepted";
        check(id + ": requests", sent ? telnyx.requests(id) == 1 : telnyx.requests(id) <= 1);
        if (sent) {
            check(id + ": a webhook", notify(id, "delivered") == 200);
            check(id + ": ends", eventually([&] { return state(id) == "delivered"; }));
        }
    }
    check("a message that was only stored is sent after a kill", sent);
    // The other kill points, with the requests that may have been made when it has started again and had time to send.
    const struct {
        const char* place;
        int requests;
        const char* state;
    } places[] = {{"claimed", 0, "unknown"}, {"answered", 1, "unknown"}, {"recorded", 1, "accepted"}};
    for (const auto& each : places) {
        const std::string id = std::string{"killed-"} + each.place;
        kill_at(each.place, id);
        process again{command({})};
        start(again);
        check(id + ": state", eventually([&] { return state(id) == each.state; }));
        check(id + ": the client may repeat itself", submit(id) == 200);
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        check(id + ": requests", telnyx.requests(id) == each.requests);
        if (each.requests != 0) {
            check(id + ": a webhook", notify(id, "delivered") == 200);
            check(id + ": ends", eventually([&] { return state(id) == "delivered"; }));
        }
    }
    for (const char* const place : {"appended", "judging"}) {
        const std::string id = std::string{"killed-"} + place;
        {
            process killed{command({"--test-stop-at", place})};
            start(killed);
            submit(id);
            check(id + ": sent", eventually([&] { return state(id) == "accepted"; }));
            notify(id, "delivered");
            check(id + ": it was killed", was_killed(killed.wait()));
        }
        process again{command({})};
        start(again);
        check(id + ": the event was durable", eventually([&] { return state(id) == "delivered"; }));
        check(id + ": requests", telnyx.requests(id) == 1);
    }
    std::filesystem::remove_all(directory);
    std::cout << failures << " failures\n";
    return failures == 0 ? 0 : 1;
}
