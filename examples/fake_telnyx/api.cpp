// fake_telnyx: the API over HTTP, and the control of it. SPDX-License-Identifier: MIT
#include "api.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

#include <httplib.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <telnyx/errors/instant.hpp>

namespace fake_telnyx {

namespace {

using json = nlohmann::json;

int port_of(const sockaddr_storage& address) {
    if (address.ss_family == AF_INET6) {
        return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
    }
    return address.ss_family == AF_INET ? ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port) : 0;
}

// Shuts connections to our port down, all or the one from that port. The library does not show their sockets, so they are looked
// for among the open files.
void shut_down(int our_port, int their_port) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    const int most = static_cast<int>(std::min<rlim_t>(files.rlim_cur, 4096));
    for (int file = 3; file < most; ++file) {
        sockaddr_storage ours{};
        sockaddr_storage theirs{};
        socklen_t size = sizeof ours;
        if (getsockname(file, reinterpret_cast<sockaddr*>(&ours), &size) != 0 || port_of(ours) != our_port) {
            continue;
        }
        size = sizeof theirs;
        if (getpeername(file, reinterpret_cast<sockaddr*>(&theirs), &size) == 0 &&
            (their_port == 0 || port_of(theirs) == their_port)) {
            shutdown(file, SHUT_RDWR);
        }
    }
}

void write_json(httplib::Response& response, const json& body) { response.set_content(body.dump(), "application/json"); }

submission submission_of(const json& body) {
    submission result;
    result.from = body.value("from", "");
    result.profile = body.value("messaging_profile_id", "");
    result.text = body.value("text", "");
    result.webhook_url = body.value("webhook_url", "");
    result.failover_url = body.value("webhook_failover_url", "");
    if (const auto to = body.find("to"); to != body.end()) {
        result.to = to->is_array() ? to->get<std::vector<std::string>>() : std::vector<std::string>{to->get<std::string>()};
    }
    if (const telnyx::errors::instant at = telnyx::errors::parse_rfc3339(body.value("send_at", "")); at.known()) {
        result.send_at = at.unix_seconds() * 1000;
    }
    return result;
}

// Calls a function with the JSON of a request; answers 400 if it is none, or has the wrong types.
template <class Function>
void with_body(const httplib::Request& request, httplib::Response& response, Function function) {
    try {
        function(request.body.empty() ? json::object() : json::parse(request.body));
    } catch (const json::exception& error) {
        response.status = 400;
        json body = error_body(10015);
        body["errors"][0]["detail"] = error.what();
        write_json(response, body);
    }
}

std::size_t number_of(const httplib::Request& request, const char* name, std::size_t otherwise) {
    try {
        return std::max<std::size_t>(std::stoul(request.get_param_value(name)), 1);
    } catch (const std::exception&) {
        return otherwise;
    }
}

} // namespace

// The routes. A server listens once; after an outage there is another one.
class api::server : public httplib::Server {
public:
    explicit server(api& owner) : owner_(owner) {
        const std::size_t threads = owner.asked_.threads;
        // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): httplib deletes it
        new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
        set_keep_alive_max_count(1000000);
        set_tcp_nodelay(true);
        set_socket_options([](socket_t socket) {
            const int on = 1; // without SO_REUSEPORT: two servers on one port would share the requests
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
        set_pre_routing_handler([this](const httplib::Request& in, httplib::Response& out) {
            const std::string& key = owner_.asked_.api_key;
            const std::string given = in.get_header_value("Authorization");
            const bool api = in.path.rfind("/v2/", 0) == 0;
            if (!api || (key.empty() ? given.rfind("Bearer ", 0) == 0 : given == "Bearer " + key)) {
                return HandlerResponse::Unhandled;
            }
            out.status = 401;
            write_json(out, error_body(10009));
            return HandlerResponse::Handled;
        });
        add_routes();
        add_controls();
    }

    /// To be called after binding. The library lets only five connections wait, so that bursts would take seconds.
    void let_many_wait() { static_cast<void>(::listen(svr_sock_, 1024)); }

private:
    using request = httplib::Request;
    using response = httplib::Response;

    template <class Function>
    auto locked(Function function) {
        const std::lock_guard<std::mutex> lock{owner_.mutex_};
        return function(owner_.world_);
    }

    void add_routes() {
        const auto post = [this](const request& in, response& out) {
            with_body(in, out, [&](const json& body) {
                const submission what = submission_of(body);
                const std::shared_ptr<void> counted = count_request();
                const reply result = locked([&what](world& w) { return w.post(what, now()); });
                owner_.changed_.notify_all();
                write(in, out, result);
            });
        };
        Post("/v2/messages", post);
        Post("/v2/messages/group_mms", post);
        Get(R"(/v2/messages/([^/]+))", [this](const request& in, response& out) {
            write(in, out, locked([&in](world& w) { return w.get(in.matches[1], now()); }));
        });
        Get("/v2/detail_records", [this](const request& in, response& out) {
            if (owner_.unrouted_until_ > now()) { // a proxy in front of the API does not know the path
                out.status = 404;
                out.set_content("default backend - 404", "text/plain");
                return;
            }
            std::map<std::string, std::string> filters;
            for (const auto& each : in.params) {
                if (each.first.rfind("filter[", 0) == 0 && each.first.back() == ']') {
                    filters[each.first.substr(7, each.first.size() - 8)] = each.second;
                }
            }
            filters.erase("date_range"); // no record is older than a run
            if (filters.count("record_type") == 0) {
                out.status = 422;
                write_json(out, error_body(10004, "/filter"));
                return;
            }
            const std::size_t size = std::min<std::size_t>(number_of(in, "page[size]", 20), 50);
            write(in, out, locked([&](world& w) { return w.search(filters, number_of(in, "page[number]", 1), size); }));
        });
        Get("/v2/messaging_optouts",
            [this](const request& in, response& out) { write(in, out, locked([](world& w) { return w.opt_outs(); })); });
    }

    void add_controls() {
        Get("/control/ledger",
            [this](const request&, response& out) { write_json(out, locked([](world& w) { return w.books().to_json(); })); });
        Get("/control/consents", [this](const request&, response& out) {
            write_json(out, locked([](world& w) { return to_json(w.books().consents); }));
        });
        Get("/control/counts", [this](const request&, response& out) {
            json counts = locked([](world& w) { return to_json(w.books().counts()); });
            counts["webhook_attempts"] = owner_.sender_.attempts.load();
            counts["webhooks_delivered"] = owner_.sender_.delivered.load();
            counts["webhooks_given_up"] = owner_.sender_.given_up.load();
            counts["in_progress"] = owner_.in_progress_.load();
            write_json(out, counts);
        });
        Get("/control/quiet", [this](const request&, response& out) { write_quiet(out); });
        Post("/control/quiet", [this](const request&, response& out) { write_quiet(out); });
        Post("/control/inbound", [this](const request& in, response& out) {
            with_body(in, out, [&](const json& body) {
                locked([&body](world& w) {
                    if (body.contains("webhook_url")) {
                        w.profile_webhook_url = body["webhook_url"];
                    }
                    w.inbound(body.at("from"), body.at("to"), body.value("messaging_profile_id", ""), body.at("text"), now());
                });
                owner_.changed_.notify_all();
                write_json(out, json::object());
            });
        });
        Post("/control/profile", [this](const request& in, response& out) {
            with_body(in, out, [&](const json& body) {
                locked([&body](world& w) { w.profile_webhook_url = body.at("webhook_url"); });
                write_json(out, json::object());
            });
        });
        Post("/control/outage", [this](const request& in, response& out) {
            with_body(in, out, [&](const json& body) {
                const std::string kind = body.value("kind", "unavailable");
                outage made;
                made.from = now();
                made.until = made.from + static_cast<milliseconds>(body.at("seconds").get<double>() * 1000);
                made.permille = body.value("permille", std::uint64_t{1000});
                made.accepts = body.value("accepts", false);
                made.how = kind == "error" ? answer::json : kind == "closed" ? answer::closed : answer::html;
                if (kind == "refused") {
                    owner_.closed_until_ = made.until;
                } else if (kind == "404") {
                    owner_.unrouted_until_ = made.until;
                } else {
                    locked([&made](world& w) { w.add_outage(made); });
                }
                write_json(out, json::object());
            });
        });
        Post("/control/rotate", [this](const request& in, response& out) {
            with_body(in, out, [&](const json& body) {
                const std::string old = owner_.sender_.key().public_key();
                const std::string next = owner_.sender_.next_key().public_key();
                if (body.value("activate", true)) {
                    owner_.sender_.rotate();
                }
                write_json(out, {{"old", old}, {"new", next}});
            });
        });
        Post("/control/sign", [this](const request& in, response& out) {
            const std::string time = in.has_param("timestamp") ? in.get_param_value("timestamp") : std::to_string(now() / 1000);
            write_json(out, {{"telnyx-timestamp", time}, {"telnyx-signature-ed25519", owner_.sender_.key().sign(time, in.body)}});
        });
    }

    void write_quiet(response& out) {
        write_json(out, locked([](world& w) {
                       return json{{"quiet", w.is_quiet()},
                                   {"pending_events", w.pending_events()},
                                   {"pending_webhooks", w.pending_webhooks()}};
                   }));
    }

    // The request is in progress until this and all copies are destroyed.
    std::shared_ptr<void> count_request() {
        ++owner_.in_progress_;
        return {nullptr, [this](void*) { --owner_.in_progress_; }};
    }

    // Waits for something, but not longer than the server listens: an outage begins when the last request has ended.
    template <class Predicate>
    void wait(std::chrono::milliseconds longest, Predicate done) {
        std::unique_lock<std::mutex> lock{owner_.mutex_};
        owner_.changed_.wait_for(lock, longest, [&] { return owner_.ending_ || owner_.closed_until_ > now() || done(); });
    }

    void write(const request& in, response& out, const reply& result) {
        out.status = result.status;
        for (const auto& header : result.headers) {
            // NOLINTNEXTLINE(readability-redundant-string-cstr): before 0.11, httplib takes a const char*
            out.set_header(header.first.c_str(), header.second);
        }
        const auto body = std::make_shared<std::string>(result.body);
        const std::size_t size = body->size();
        switch (result.how) {
        case answer::html: out.set_content(*body, "text/html"); return;
        case answer::empty:
        case answer::redirect: return;
        case answer::truncated:
            out.set_content_provider(size, "application/json", [body, size](std::size_t, std::size_t, httplib::DataSink& sink) {
                sink.write(body->data(), size / 2);
                return false;
            });
            return;
        case answer::drip:
            out.set_content_provider(
                size, "application/json",
                [body, size, counted = count_request()](std::size_t from, std::size_t, httplib::DataSink& sink) {
                    std::this_thread::sleep_for(std::chrono::milliseconds{100});
                    return sink.write(body->data() + from, std::min(size / 20 + 1, size - from));
                });
            return;
        case answer::closed:
        case answer::refused:
            shut_down(in.local_port, in.remote_port);
            out.set_header("Connection", "close");
            return;
        case answer::late: wait(std::chrono::seconds{5}, [] { return false; }); break;
        case answer::after_webhooks:
            wait(std::chrono::seconds{10}, [&] { return owner_.world_.is_quiet(result.message_id); });
            break;
        case answer::json: break;
        }
        out.set_content(*body, "application/json");
    }

    api& owner_;
};

milliseconds api::now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

api::api(const arguments& asked)
    : asked_(asked), world_(asked.seed, asked.speed),
      sender_(asked.webhooks, asked.seed,
              asked.webhook_secret.empty() ? signing_key::from_seed(asked.seed, 0) : signing_key{asked.webhook_secret},
              [this](const webhook& which, bool delivered) {
                  {
                      const std::lock_guard<std::mutex> lock{mutex_};
                      world_.webhook_done(which, delivered, now());
                  }
                  changed_.notify_all();
              }) {
    world_.profile_webhook_url = asked.profile_webhook_url;
    if (!asked.scenarios.empty()) {
        world_.choose = [names = asked.scenarios](const std::string& number) -> const scenario& {
            const scenario& row = scenario_of(number);
            return names.count(row.name) != 0 ? row : scenarios().front();
        };
    }
    pump_ = std::thread{[this] { pump(); }};
}

api::~api() {
    ending_ = true;
    changed_.notify_all();
    pump_.join();
}

void api::pump() {
    std::unique_lock<std::mutex> lock{mutex_};
    while (!ending_) {
        std::vector<webhook> due = world_.advance(now());
        if (!due.empty()) {
            lock.unlock();
            for (webhook& each : due) {
                sender_.send(std::move(each));
            }
            lock.lock();
            continue;
        }
        const milliseconds next = world_.next_event().value_or(now() + 100);
        changed_.wait_for(lock, std::chrono::milliseconds{std::clamp<milliseconds>(next - now(), 1, 100)});
    }
}

bool api::run() {
    int port = asked_.port;
    bool first = true;
    while (!ending_) {
        server http{*this};
        const bool bound = port == 0 ? (port = http.bind_to_any_port(asked_.host)) > 0 : http.bind_to_port(asked_.host, port);
        if (!bound) {
            std::cerr << "fake_telnyx: cannot listen on " << asked_.host << ':' << port << "; is the port in use?\n";
            return false;
        }
        http.let_many_wait();
        if (first) {
            std::cout << "listening on " << port << "\npublic key " << key().public_key() << std::endl;
            first = false;
        }
        std::thread watch{[&] {
            while (!ending_ && closed_until_ <= now()) {
                std::this_thread::sleep_for(std::chrono::milliseconds{20});
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{20}); // for the response to the control
            changed_.notify_all();
            http.stop();
            shut_down(port, 0);
        }};
        static_cast<void>(http.listen_after_bind());
        watch.join();
        while (!ending_ && closed_until_ > now()) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    }
    return true;
}

} // namespace fake_telnyx
