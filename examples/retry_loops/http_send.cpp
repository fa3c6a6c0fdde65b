// A send over HTTP with cpp-httplib, against a server in the same process that returns every code of the table.
// Shows that no code and status leads to a resend that the table forbids. SPDX-License-Identifier: MIT
//
// The server answers POST /code/CODE/STATUS with that code and that status, and counts the requests to each path.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>

#include <telnyx/errors.hpp>
#include <telnyx/errors/chrono.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/ostream.hpp>

#include <telnyx/errors/sdk_comparison.hpp>

namespace te = telnyx::errors;

namespace {

// [send]
te::decision send(httplib::Client& client, const std::string& path, const std::string& message, const te::retry_policy& policy) {
    static std::mt19937 random{std::random_device{}()};
    for (std::uint32_t attempt = 1;; ++attempt) {
        const httplib::Result response = client.Post(path, message, "application/json");
        te::situation here;
        here.phase = te::phase::request;
        here.attempt = attempt;
        here.random_bits = static_cast<std::uint32_t>(random());
        te::decision next;
        if (response) {
            here.http_status = response->status;
            here.retry_after = te::read_retry_hint(response->headers, te::to_instant(std::chrono::system_clock::now()));
            next = te::decide(te::read(response->body, te::phase::request), here, policy);
        } else {
            here.never_left = response.error() == httplib::Error::Connection; // refused, or the name was not resolved
            next = te::decide(0, here, policy);                               // any other failure: the message may have been sent
        }
        if (next.step != te::step::retry) {
            return next;
        }
        std::this_thread::sleep_for(te::to_duration(next.delay));
    }
}
// [/send]

// The codes that are resent, and those after which the message is looked up. Every other code is sent once: 40008 too, because in
// the response to a request it is about a template or a sender.
const std::set<int> resent{10011, 40004, 40006};
const std::set<int> looked_up{10007, 10008, 10037};

class server {
public:
    server() {
        http_.Post(R"(/code/(\d+)/(\d+))", [this](const httplib::Request& request, httplib::Response& response) {
            count(request.path);
            response.status = std::atoi(request.matches[2].str().c_str()); // NOLINT(cert-err34-c): the pattern admits digits only
            response.set_header("retry-after-ms", "1");
            response.set_content(R"({"errors": [{"code": ")" + request.matches[1].str() + R"(", "detail": "made up"}]})",
                                 "application/json");
        });
        http_.Post("/html", [this](const httplib::Request& request, httplib::Response& response) {
            count(request.path);
            response.status = 429;
            response.set_content("<html><body>Slow down</body></html>", "text/html");
        });
        http_.Post("/empty", [this](const httplib::Request& request, httplib::Response& response) {
            count(request.path);
            response.status = 503;
        });
        http_.Post("/accepted", [this](const httplib::Request& request, httplib::Response& response) {
            // Busy at first: the third attempt is accepted.
            if (count(request.path) < 3) {
                response.status = 429;
                response.set_header("Retry-After", "0");
                response.set_content(R"({"errors": [{"code": "10011", "title": "Too many requests"}]})", "application/json");
            } else {
                response.set_content(R"({"data": {"record_type": "message", "to": [{"status": "queued"}], "errors": []}})",
                                     "application/json");
            }
        });
        http_.Post("/failed", [this](const httplib::Request& request, httplib::Response& response) {
            count(request.path);
            response.set_content(R"({"data": {"record_type": "message", "to": [{"status": "sending_failed"}],
                                     "errors": [{"code": "40310", "title": "Invalid 'to' address"}]}})",
                                 "application/json");
        });
        http_.Post("/broken", [this](const httplib::Request& request, httplib::Response& response) {
            count(request.path);
            // Announces 1000 bytes, and closes the connection before they are sent.
            response.set_content_provider(1000, "application/json",
                                          [](std::size_t /*offset*/, std::size_t /*length*/, httplib::DataSink& sink) {
                                              sink.write("{\"da", 4);
                                              return false;
                                          });
        });
        http_.set_tcp_nodelay(true);
        port_ = http_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread{[this] { http_.listen_after_bind(); }};
    }
    ~server() {
        http_.stop();
        thread_.join();
    }
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] int requests(const std::string& path) {
        const std::lock_guard<std::mutex> lock{mutex_};
        return counts_[path];
    }

private:
    int count(const std::string& path) {
        const std::lock_guard<std::mutex> lock{mutex_};
        return ++counts_[path];
    }

    httplib::Server http_;
    std::thread thread_;
    std::mutex mutex_;
    std::map<std::string, int> counts_;
    int port_{0};
};

int failures = 0;

void check(server& server, const std::string& path, const te::decision& last, te::step expected, int times) {
    const int requests = server.requests(path);
    if (last.step != expected || requests != times) {
        ++failures;
        std::cout << path << ": expected " << expected << " after " << times << " requests, found " << last << " after " << requests
                  << '\n';
    }
}

} // namespace

int main() {
    server server;
    if (server.port() <= 0) {
        std::cout << "no free port\n";
        return 1;
    }
    httplib::Client client{"127.0.0.1", server.port()};
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    te::retry_policy impatient;
    impatient.max_attempts = 3;
    impatient.base_ms = 1;

    int sends = 0;
    for (const te::code_info& row : te::table) {
        const int code = row.number();
        std::set<int> statuses{400, 409, 429, 500}; // what clients look at, and the recorded statuses
        for (const te::observed_status& seen : te::observed_statuses) {
            if (seen.code == code) {
                statuses.insert(seen.status);
            }
        }
        for (const int status : statuses) {
            const std::string path = "/code/" + std::to_string(code) + "/" + std::to_string(status);
            const te::decision last = send(client, path, "{}", impatient);
            ++sends;
            if (resent.count(code) != 0) {
                check(server, path, last, te::step::stop, 3);
            } else if (looked_up.count(code) != 0) {
                check(server, path, last, te::step::reconcile, 1);
            } else {
                const bool held_back =
                    last.step == te::step::stop || last.step == te::step::hold || last.step == te::step::fix_first;
                check(server, path, last, held_back ? last.step : te::step::stop, 1);
            }
        }
    }
    check(server, "/html", send(client, "/html", "{}", impatient), te::step::stop, 3);
    check(server, "/empty", send(client, "/empty", "{}", impatient), te::step::reconcile, 1);
    check(server, "/accepted", send(client, "/accepted", "{}", impatient), te::step::none, 3);
    check(server, "/failed", send(client, "/failed", "{}", impatient), te::step::stop, 1);
    check(server, "/broken", send(client, "/broken", "{}", impatient), te::step::reconcile, 1);
    check(server, "/code/40300/409", send(client, "/code/40300/409", "{}", impatient), te::step::stop, 2); // a second message
    httplib::Client nowhere{"127.0.0.1", 1}; // refuses the connection, so that the request never leaves
    failures += send(nowhere, "/accepted", "{}", impatient).receipt == te::receipt::no ? 0 : 1;
    std::cout << sends << " pairs of code and status sent, " << failures << " wrong\n";
    return failures == 0 && sends > 496 ? 0 : 1;
}
