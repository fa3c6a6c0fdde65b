// The HTTP interface: webhooks from Telnyx, messages from the operator's programs, metrics. SPDX-License-Identifier: MIT
#ifndef SERVICE_SERVER_HPP
#define SERVICE_SERVER_HPP

#include <iterator>

#include <openssl/crypto.h>
#include <sys/socket.h>

#include "workers.hpp"

namespace service {

/// A message as the operator's programs give it. \return why it cannot be taken; empty if it can
inline std::string read_message(const std::string& body, work& message) {
    const nlohmann::json given = nlohmann::json::parse(body, nullptr, false);
    if (!given.is_object()) {
        return "the body must be a JSON object";
    }
    const std::pair<const char*, std::string*> members[] = {{"id", &message.id},
                                                            {"from", &message.sender},
                                                            {"to", &message.recipient},
                                                            {"text", &message.text},
                                                            {"messaging_profile_id", &message.profile}};
    for (const auto& [name, target] : members) {
        const auto found = given.find(name);
        if (found == given.end() || !found->is_string() || found->get_ref<const std::string&>().empty()) {
            return std::string{name} + " must be a string that is not empty";
        }
        *target = found->get<std::string>();
    }
    // E.164: one person has one spelling, which STOP is compared with.
    const auto is_number = [](const std::string& text) {
        return text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
               text.find_first_not_of("0123456789", 1) == std::string::npos;
    };
    // The keys of pauses: one spelling too.
    const auto is_trimmed = [](const std::string& key) {
        return std::isspace(static_cast<unsigned char>(key.front())) == 0 &&
               std::isspace(static_cast<unsigned char>(key.back())) == 0;
    };
    const std::pair<bool, const char*> rules[] = {
        {is_path_part(message.id, "-_.") && message.id != "." && message.id != "..",
         "id must be 1 to 64 letters, digits, '-', '_' or '.', without personal data: it stands in URLs and logs"},
        {is_number(message.recipient), "to must be a phone number in the form +E.164"},
        {is_trimmed(message.sender) && is_trimmed(message.profile),
         "from and messaging_profile_id must not begin or end with a blank"},
        {message.sender[0] != '+' || is_number(message.sender), "from must be +E.164, a short code or a sender ID"},
    };
    const auto broken = std::find_if(std::begin(rules), std::end(rules), [](const auto& rule) { return !rule.first; });
    return broken != std::end(rules) ? broken->second : "";
}

class server {
public:
    /// \param token  what Authorization must say for everything but webhooks and /health; empty: nothing is asked for.
    server(shop& shared, const std::string& path, webhook_keys keys, std::int64_t tolerance, const std::string& token)
        : here_(shared), reader_(path), keys_(std::move(keys)), tolerance_(tolerance),
          authorization_(token.empty() ? "" : "Bearer " + token) {
        const std::string id = "([A-Za-z0-9._-]{1,64})";
        http_.Post("/webhooks", [this](const request& in, response& out) { webhook(in, out, {}); });
        http_.Post("/webhooks/" + id, [this](const request& in, response& out) { webhook(in, out, in.matches[1]); });
        http_.Post("/messages", guarded(&server::submit));
        http_.Get("/messages", guarded(&server::list));
        http_.Get("/messages/" + id, guarded(&server::show));
        http_.Post("/messages/" + id + "/(resend|close|lift)", guarded(&server::act));
        http_.Get("/metrics", guarded(&server::measure));
        http_.Get("/health", [](const request&, response& out) { reply(out, 200, {{"status", "ok"}}); });
        // Whatever could not be made durable in time: the other side tries again.
        http_.set_exception_handler([this](const request&, response& out, const std::exception_ptr& failure) {
            try {
                std::rethrow_exception(failure);
            } catch (const std::exception& error) {
                note(here_, "request_failed", error);
            }
            reply(out, 503, {{"error", "try again"}});
        });
        http_.set_payload_max_length(256 * 1024);
        http_.set_tcp_nodelay(true);
        http_.set_keep_alive_timeout(1); // a connection that waits occupies a thread
        http_.set_keep_alive_max_count(1000);
        http_.new_task_queue = [] { return new httplib::ThreadPool(64); };
        http_.set_socket_options([this](socket_t opened) {
            const int yes = 1;
            setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
            socket_ = opened;
        });
    }

    /// \return the port, or -1
    int bind(const std::string& host, int port) {
        const int bound = port == 0 ? http_.bind_to_any_port(host) : http_.bind_to_port(host, port) ? port : -1;
        if (bound > 0) {
            ::listen(socket_, 1024); // cpp-httplib asks for 5, too few for a flood of webhooks
        }
        return bound;
    }
    /// Serves until `stop`, or until the system accepts no connections any more.
    void listen() { http_.listen_after_bind(); }
    void stop() { http_.stop(); }

private:
    using json = nlohmann::json;
    using request = httplib::Request;
    using response = httplib::Response;

    static constexpr milliseconds patience{900}; // Telnyx waits for two seconds

    static void reply(response& out, int status, const json& body) {
        out.status = status;
        out.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n", "application/json");
    }

    // A handler for those who have the token.
    httplib::Server::Handler guarded(void (server::*handler)(const request&, response&)) {
        return [this, handler](const request& in, response& out) {
            const std::string given = in.get_header_value("Authorization");
            if (authorization_.empty() ||
                (given.size() == authorization_.size() && CRYPTO_memcmp(given.data(), authorization_.data(), given.size()) == 0)) {
                (this->*handler)(in, out);
            } else {
                reply(out, 401, {{"error", "the token is missing or wrong"}});
            }
        };
    }

    void webhook(const request& in, response& out, const std::string& own_id) {
        const auto values = [&in](const char* name) {
            std::vector<std::string> result;
            const auto range = in.headers.equal_range(name);
            std::transform(range.first, range.second, std::back_inserter(result), [](const auto& each) { return each.second; });
            return result;
        };
        const webhook_keys::verdict result = keys_.check(values("telnyx-signature-ed25519"), values("telnyx-timestamp"), in.body,
                                                         service_clock::wall_ms() / 1000, tolerance_);
        here_.counters.count("webhooks", "signature", result.name);
        if (result.status != 200) {
            log(line("error", "webhook_refused").add("why", result.name).add("bytes", std::to_string(in.body.size())));
            reply(out, result.status, {{"error", result.name}});
            return;
        }
        here_.counters.count("webhook_keys", "key", std::to_string(result.key));
        const std::string given = in.get_param_value("attempt");
        const bool number = !given.empty() && given.size() < 10 && given.find_first_not_of("0123456789") == std::string::npos;
        const bool fresh =
            here_.changes.run([body = in.body, own_id, attempt = number ? std::stoll(given) : 0,
                               now = here_.clock.now_ms()](database& file) { return append(file, body, own_id, attempt, now); },
                              patience);
        reached("appended");
        here_.counters.count("webhooks_stored", "new", fresh ? "yes" : "no");
        here_.to_judge.ring();
        reply(out, 200, {{"stored", fresh}});
    }

    void submit(const request& in, response& out) {
        work message;
        const std::string wrong = read_message(in.body, message);
        if (!wrong.empty()) {
            reply(out, 400, {{"error", wrong}});
            return;
        }
        const int status =
            here_.changes.run([this, message](database& file) { return here_.messages.submit(file, message); }, patience);
        reached("submitted");
        here_.to_send.ring();
        reply(out, status, status == 409 ? json{{"error", "this id was used for another message"}} : json{{"id", message.id}});
    }

    // The messages of a condition, as JSON.
    template <class... Values>
    json find(const std::string& condition, const Values&... values) {
        const std::string sql =
            "SELECT json_group_array(json_object('id', id, 'state', state, 'due_ms', due_ms, 'attempt', attempt, "
            "'receipt', receipt, 'decision', json(decision))) FROM (SELECT * FROM messages WHERE ";
        return json::parse(reader_.text(sql + condition + ")", values...));
    }

    void show(const request& in, response& out) {
        const std::string id = in.matches[1];
        const std::lock_guard<std::mutex> lock{reading_};
        json found = find("id = ?", id);
        if (found.empty()) {
            reply(out, 404, {{"error", "no such message"}});
            return;
        }
        work message;
        message.id = id;
        for (const work& each : attempts_of(reader_, message)) {
            found[0]["attempts"].push_back({{"attempt", each.attempt},
                                            {"started_ms", each.started_ms},
                                            {"message_id", each.message_id},
                                            {"outcome", each.facts.outcome()},
                                            {"contradictory", each.facts.contradictory()},
                                            {"history", each.facts}});
        }
        reply(out, 200, found[0]);
    }

    void list(const request& in, response& out) {
        const std::lock_guard<std::mutex> lock{reading_};
        reply(out, 200,
              {{"data", find("(state = ?1 OR (?1 = 'needs_person' AND state = 'blocked')) AND id > ?2 ORDER BY id LIMIT 100",
                             in.get_param_value("state"), in.get_param_value("after"))}});
    }

    // What a person decided: POST /messages/{id}/resend, /close or /lift.
    void act(const request& in, response& out) {
        const std::string id = in.matches[1];
        const std::string what = in.matches[2];
        const bool sure = in.get_param_value("may_be_duplicate") == "yes";
        const auto change = [this, id, what, sure](database& file) {
            return what == "lift" ? lift_pauses(file, id, here_.clock.time())
                                  : here_.messages.release(file, id, what == "resend", sure);
        };
        const bool done = here_.changes.run(change, patience);
        log(line("info", "person_acted").add("id", id).add("what", what).add("done", done ? "yes" : "no"));
        here_.to_send.ring();
        const char* const wrong = "not in a state for this; a message that may have arrived needs ?may_be_duplicate=yes";
        reply(out, done ? 200 : 409, done ? json{{"id", id}} : json{{"error", wrong}});
    }

    void measure(const request& /*in*/, response& out) {
        const std::lock_guard<std::mutex> lock{reading_};
        const std::string gauges = reader_.text(
            "SELECT group_concat('service_' || name || ' ' || value || char(10), '') FROM ("
            "SELECT 'messages{state=\"' || state || '\"}' AS name, COUNT(*) AS value FROM messages GROUP BY state "
            "UNION ALL SELECT 'events_waiting', COUNT(*) FROM events WHERE due_ms IS NOT NULL "
            "UNION ALL SELECT 'opted_out', COUNT(*) FROM consents WHERE opted_out "
            "UNION ALL SELECT 'pauses', COUNT(*) FROM pauses "
            "UNION ALL SELECT 'oldest_due_seconds', MAX(0, (?1 - COALESCE(MIN(due_ms), ?1)) / 1000) FROM messages WHERE lease IS "
            "NULL AND state IN ('queued', 'held', 'paused', 'verified') AND due_ms > 0)",
            here_.clock.now_ms());
        out.set_content(here_.counters.text() + gauges, "text/plain; version=0.0.4");
    }

    shop& here_;
    database reader_;
    std::mutex reading_;
    webhook_keys keys_;
    std::int64_t tolerance_;
    std::string authorization_;
    httplib::Server http_;
    socket_t socket_ = -1;
};

} // namespace service

#endif
