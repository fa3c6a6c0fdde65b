// The HTTP interface. SPDX-License-Identifier: MIT
#include "server.hpp"

#include <algorithm>
#include <mutex>
#include <string_view>
#include <utility>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <openssl/crypto.h>
#include <sys/socket.h>
#include <telnyx/errors/nlohmann_values.hpp>

#include "kill_point.hpp"
#include "log.hpp"

namespace service {

namespace {

using nlohmann::json;
using request = httplib::Request;
using response = httplib::Response;

constexpr std::chrono::milliseconds patience{900}; // Telnyx waits for two seconds
constexpr std::size_t most_body = 256 * 1024;
constexpr std::size_t threads = 64;

void reply(response& out, int status, const json& body) {
    out.status = status;
    out.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n", "application/json");
}

bool is_id(std::string_view text) { return is_path_part(text, "-_.") && text != "." && text != ".."; }

// E.164: one person has one spelling, which STOP is compared with.
bool is_number(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
           std::all_of(text.begin() + 1, text.end(), digit);
}

// \return why the message cannot be taken; empty if it can
std::string read_message(const std::string& body, work& message) {
    const json given = json::parse(body, nullptr, false);
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
    if (!is_id(message.id)) {
        return "id must be 1 to 64 letters, digits, '-', '_' or '.', without personal data: it stands in URLs and logs";
    }
    return is_number(message.recipient) ? "" : "to must be a phone number in the form +E.164";
}

json message_as_json(const rows& row) {
    json result{{"id", row.text(0)},
                {"state", row.text(1)},
                {"due_ms", row.integer(2)},
                {"attempt", row.integer(3)},
                {"receipt", row.text(5)}};
    const json decision = json::parse(row.text(4), nullptr, false);
    result["decision"] = decision.is_discarded() ? json(nullptr) : decision;
    return result;
}

} // namespace

struct server::parts {
    parts(shop& all_, const std::string& database_path, webhook_keys keys_, std::int64_t tolerance_, std::string token_)
        : all(all_), reader(database_path), keys(std::move(keys_)), tolerance(tolerance_), token(std::move(token_)) {}

    void webhook(const request& in, response& out, const std::string& own_id);
    void submit(const request& in, response& out);
    void show(const std::string& id, response& out);
    void list(const request& in, response& out);
    void act(const request& in, response& out);
    std::string measure();
    [[nodiscard]] bool permitted(const request& in, response& out) const;
    void routes();

    shop& all;
    database reader;
    std::mutex reading;
    webhook_keys keys;
    std::int64_t tolerance;
    std::string token;
    httplib::Server http;
    socket_t socket = -1;
};

void server::parts::webhook(const request& in, response& out, const std::string& own_id) {
    const auto values = [&](const char* name) {
        std::vector<std::string> result;
        const auto range = in.headers.equal_range(name);
        std::transform(range.first, range.second, std::back_inserter(result), [](const auto& header) { return header.second; });
        return result;
    };
    const webhook_keys::verdict checked = keys.check(values("telnyx-signature-ed25519"), values("telnyx-timestamp"), in.body,
                                                     service_clock::wall_ms() / 1000, tolerance);
    all.counters.count("webhooks", "signature=\"" + std::string{name_of(checked.result)} + "\"");
    if (checked.result != signature_result::valid) {
        log("error", "webhook_refused", {{"why", name_of(checked.result)}, {"bytes", static_cast<std::int64_t>(in.body.size())}});
        const bool genuine = checked.result == signature_result::forged || checked.result == signature_result::stale ||
                             checked.result == signature_result::ahead;
        reply(out, genuine ? 401 : 400, {{"error", name_of(checked.result)}});
        return;
    }
    all.counters.count("webhook_keys", "key=\"" + std::to_string(checked.key) + "\"");
    const std::string attempt = in.get_param_value("attempt");
    const bool number = !attempt.empty() && attempt.size() < 10 && attempt.find_first_not_of("0123456789") == std::string::npos;
    const bool fresh =
        all.changes.run([body = in.body, own_id, number = number ? std::stoll(attempt) : 0,
                         now = all.clock.now_ms()](database& file) { return append(file, body, own_id, number, now); },
                        patience);
    reached("appended");
    all.counters.count("webhooks_stored", fresh ? "new=\"yes\"" : "new=\"no\"");
    all.events_due.ring();
    reply(out, 200, {{"stored", fresh}});
}

void server::parts::submit(const request& in, response& out) {
    work message;
    const std::string wrong = read_message(in.body, message);
    if (!wrong.empty()) {
        reply(out, 400, {{"error", wrong}});
        return;
    }
    const submission result =
        all.changes.run([this, message](database& file) { return all.messages.submit(file, message); }, patience);
    reached("submitted");
    all.messages_due.ring();
    switch (result) {
    case submission::created: reply(out, 202, {{"id", message.id}, {"state", state::queued}}); break;
    case submission::known: reply(out, 200, {{"id", message.id}}); break;
    case submission::differs: reply(out, 409, {{"error", "this id was used for another message"}}); break;
    }
}

void server::parts::show(const std::string& id, response& out) {
    const std::lock_guard<std::mutex> lock{reading};
    json result;
    {
        rows found = reader.query("SELECT id, state, due_ms, attempt, decision, receipt FROM messages WHERE id = ?", id);
        if (!found.next()) {
            reply(out, 404, {{"error", "no such message"}});
            return;
        }
        result = message_as_json(found);
    }
    rows attempts = reader.query(
        "SELECT attempt, started_ms, message_id, c0, c1, c2, c3, c4, c5, c6, c7 FROM attempts WHERE id = ? ORDER BY attempt", id);
    result["attempts"] = json::array();
    while (attempts.next()) {
        const te::history facts = history_of(attempts, 3);
        result["attempts"].push_back({{"attempt", attempts.integer(0)},
                                      {"started_ms", attempts.integer(1)},
                                      {"message_id", attempts.text(2)},
                                      {"outcome", name(facts.outcome())},
                                      {"contradictory", facts.contradictory()},
                                      {"history", facts}});
    }
    reply(out, 200, result);
}

void server::parts::list(const request& in, response& out) {
    const std::string after = in.get_param_value("after");
    const std::lock_guard<std::mutex> lock{reading};
    rows found = reader.query("SELECT id, state, due_ms, attempt, decision, receipt FROM messages WHERE (state = ?1 OR (?1 = "
                              "'needs_person' AND state = 'blocked')) AND id > ?2 ORDER BY id LIMIT 100",
                              in.get_param_value("state"), after);
    json result = json::array();
    while (found.next()) {
        result.push_back(message_as_json(found));
    }
    reply(out, 200, {{"data", result}});
}

// What a person decided: POST /messages/{id}/resend, /close or /lift.
void server::parts::act(const request& in, response& out) {
    const std::string id = in.matches[1];
    const std::string what = in.matches[2];
    const bool sure = in.get_param_value("may_be_duplicate") == "yes";
    const bool done = all.changes.run(
        [this, id, what, sure](database& file) {
            return what == "lift" ? all.messages.lift(file, id) : all.messages.release(file, id, what == "resend", sure);
        },
        patience);
    log("info", "person_acted", {field::id(id), {"what", what}, {"done", done ? "yes" : "no"}});
    all.messages_due.ring();
    reply(out, done ? 200 : 409,
          done ? json{{"id", id}}
               : json{{"error", "not in a state for this; a message that may have arrived needs ?may_be_duplicate=yes"}});
}

std::string server::parts::measure() {
    std::string text = all.counters.text();
    const std::lock_guard<std::mutex> lock{reading};
    text.append("# TYPE service_messages gauge\n");
    rows states = reader.query("SELECT state, COUNT(*) FROM messages GROUP BY state");
    while (states.next()) {
        metrics::line(text, "messages", "state=\"" + states.text(0) + "\"", states.integer(1));
    }
    metrics::gauge(text, "events_waiting", reader.number("SELECT COUNT(*) FROM events WHERE due_ms IS NOT NULL"));
    metrics::gauge(text, "opted_out", reader.number("SELECT COUNT(*) FROM consents WHERE opted_out"));
    metrics::gauge(text, "pauses", reader.number("SELECT COUNT(*) FROM pauses"));
    const std::int64_t oldest =
        reader.number("SELECT MIN(due_ms) FROM messages WHERE lease IS NULL AND state IN ('queued', 'held', 'paused')");
    metrics::gauge(text, "oldest_due_seconds", oldest == 0 ? 0 : std::max(std::int64_t{0}, (all.clock.now_ms() - oldest) / 1000));
    return text;
}

bool server::parts::permitted(const request& in, response& out) const {
    const std::string given = in.get_header_value("Authorization");
    const std::string wanted = "Bearer " + token;
    if (token.empty() || (given.size() == wanted.size() && CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0)) {
        return true;
    }
    reply(out, 401, {{"error", "the token is missing or wrong"}});
    return false;
}

void server::parts::routes() {
    const auto guarded = [this](auto handler) {
        return [this, handler](const request& in, response& out) {
            if (permitted(in, out)) {
                handler(in, out);
            }
        };
    };
    http.Post("/webhooks", [this](const request& in, response& out) { webhook(in, out, {}); });
    http.Post(R"(/webhooks/([A-Za-z0-9._-]{1,64}))", [this](const request& in, response& out) { webhook(in, out, in.matches[1]); });
    http.Post("/messages", guarded([this](const request& in, response& out) { submit(in, out); }));
    http.Get("/messages", guarded([this](const request& in, response& out) { list(in, out); }));
    http.Get(R"(/messages/([A-Za-z0-9._-]{1,64}))",
             guarded([this](const request& in, response& out) { show(in.matches[1], out); }));
    http.Post(R"(/messages/([A-Za-z0-9._-]{1,64})/(resend|close|lift))",
              guarded([this](const request& in, response& out) { act(in, out); }));
    http.Get("/metrics",
             guarded([this](const request&, response& out) { out.set_content(measure(), "text/plain; version=0.0.4"); }));
    http.Get("/health", [](const request&, response& out) { reply(out, 200, {{"status", "ok"}}); });
    // Whatever could not be made durable in time: the other side tries again.
    http.set_exception_handler([this](const request&, response& out, std::exception_ptr failure) {
        std::string why = "unknown";
        try {
            std::rethrow_exception(std::move(failure));
        } catch (const std::exception& error) {
            why = error.what();
        } catch (...) { // NOLINT(bugprone-empty-catch): `why` says it
        }
        log("error", "request_failed", {{"why", why}});
        all.counters.count("errors");
        reply(out, 503, {{"error", "try again"}});
    });
    http.set_payload_max_length(most_body);
    http.set_tcp_nodelay(true);
    http.set_keep_alive_timeout(1); // a connection that waits occupies a thread
    http.set_keep_alive_max_count(1000);
    http.new_task_queue = [] { return new httplib::ThreadPool(threads); };
    http.set_socket_options([this](socket_t opened) {
        const int yes = 1;
        setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
        socket = opened;
    });
}

server::server(shop& all, const std::string& database_path, webhook_keys keys, std::int64_t tolerance, std::string token)
    : parts_(std::make_unique<parts>(all, database_path, std::move(keys), tolerance, std::move(token))) {
    parts_->routes();
}

server::~server() = default;

int server::bind(const std::string& host, int port) {
    const int bound = port == 0 ? parts_->http.bind_to_any_port(host) : parts_->http.bind_to_port(host, port) ? port : -1;
    if (bound > 0) {
        ::listen(parts_->socket, 1024); // cpp-httplib asks for 5, too few for a flood of webhooks
    }
    return bound;
}

void server::listen() { parts_->http.listen_after_bind(); }

void server::stop() { parts_->http.stop(); }

} // namespace service
