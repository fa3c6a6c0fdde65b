// fake_telnyx: Telnyx, carriers and handsets as a state machine without threads, sockets and clocks. SPDX-License-Identifier: MIT
//
// The server runs it in real time, the simulation in virtual time. Every call says what time it is; time never goes back.
#ifndef FAKE_TELNYX_WORLD_HPP
#define FAKE_TELNYX_WORLD_HPP

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "ledger.hpp"
#include "scenarios.hpp"

namespace fake_telnyx {

/// Milliseconds since 1970.
using milliseconds = std::int64_t;

/// A message as a client sends it.
struct submission {
    std::string from{}, profile{}, text{}, webhook_url{}, failover_url{};
    std::vector<std::string> to{};
    milliseconds send_at = 0; ///< 0: now.
};

/// What a request is answered with.
struct reply {
    answer how = answer::json;
    int status = 200;
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};
    int code = 0;             ///< The error code in the body; 0: none.
    std::string message_id{}; ///< The message, if it was accepted, even if the body does not say so.
};

/// A webhook that is due.
struct webhook {
    std::string url{}, failover_url{};
    std::size_t message = 0; ///< The message's place; only for `webhook_done`.
    std::string stopped{};   ///< For an inbound STOP: the recipient.
    std::size_t consent = 0; ///< For an inbound STOP or START: one more than its place in the ledger's `consents`.
    std::string client_id{}; ///< As in the ledger.
    std::string to{};        ///< The recipient; for inbound messages: the person who wrote.
    std::string event{}, status{};
    int code = 0;
    int attempt = 1;
    nlohmann::json body{}; ///< Without `meta`.
    bool odd = false;      ///< To be written with spaces, escapes and a byte that is not UTF-8.

    /// The bytes that are sent.
    [[nodiscard]] std::string bytes(const std::string& delivered_to, int attempt_number) const;
};

/// A time in which requests fail whatever their scenario is.
struct outage {
    milliseconds from = 0, until = 0;
    answer how = answer::html; ///< html: HTTP 503; json: HTTP 500 and 10007; closed; refused.
    std::uint64_t permille = 1000;
    bool accepts = false; ///< Whether the message is accepted all the same.
};

class world {
public:
    /// \param speed  all waits of the scenarios are divided by it, but not those that responses ask for.
    world(std::uint64_t seed, double speed) : seed_(seed), speed_(speed) {}

    /// The scenario of a number. Replaces `scenario_of`, for instance by one with fewer scenarios.
    std::function<const scenario&(const std::string&)> choose = scenario_of;
    /// Where inbound messages are reported; empty: to the recipient's last webhook_url without the last part of its path.
    std::string profile_webhook_url{};

    // The API.
    [[nodiscard]] reply post(const submission& what, milliseconds now);
    [[nodiscard]] reply get(const std::string& id, milliseconds now);
    /// Queued messages are not found. Filters are pairs of a field (uuid, cld, cli, delivery_status_webhook_url, ...) and a value.
    [[nodiscard]] reply search(const std::map<std::string, std::string>& filters, std::size_t page, std::size_t page_size);
    [[nodiscard]] reply opt_outs() const;

    // Time.
    /// When something happens next; nothing if all is done.
    [[nodiscard]] std::optional<milliseconds> next_event() const;
    /// Lets happen what is due, and returns the webhooks that follow.
    [[nodiscard]] std::vector<webhook> advance(milliseconds now);
    /// The webhook was answered with 2xx, or given up.
    void webhook_done(const webhook& which, bool delivered, milliseconds now = 0);
    /// Whether all webhooks of the message are delivered or given up, and no other is to come.
    [[nodiscard]] bool is_quiet(const std::string& message_id) const;
    [[nodiscard]] bool is_quiet() const { return events_.empty() && open_webhooks_ == 0; }
    [[nodiscard]] std::size_t pending_events() const { return events_.size(); }
    [[nodiscard]] std::size_t pending_webhooks() const { return open_webhooks_; }

    // The rest of the world.
    /// A recipient writes to a sender. STOP and START change what the profile may send.
    void inbound(const std::string& from, const std::string& to, const std::string& profile, const std::string& text,
                 milliseconds now);
    void add_outage(const outage& which) { outages_.push_back(which); }
    [[nodiscard]] const ledger& books() const { return ledger_; }
    /// Whether a message that is sent now would reach the handset, as far as it can be known without sending it.
    /// \return the time from which it would; nothing: never
    [[nodiscard]] std::optional<milliseconds> foresee(const submission& what, milliseconds now) const;

private:
    struct recipient {
        std::string number, id, status;
        const scenario* row = nullptr;
        int code = 0;
        milliseconds changed = 0;
    };
    struct message {
        std::string id, client_id;
        submission what;
        milliseconds created = 0, valid_until = 0;
        std::vector<recipient> to;
        std::size_t open = 0; // events and webhooks to come
    };
    struct event {
        milliseconds due;
        std::uint64_t order;
        std::size_t message; // npos: inbound
        std::size_t recipient;
        const step* what; // null: see `texts_`
        bool operator>(const event& other) const { return due != other.due ? due > other.due : order > other.order; }
    };
    struct inbound_text {
        std::string from, to, profile, text, url;
    };
    struct window {
        milliseconds start = 0;
        int used = 0;
        bool known = false; // whether the client was told that the limit is reached
    };
    struct progress { // of a recipient and scenario
        int answers = 0, accepted = 0;
        milliseconds not_before = 0; // what the last response asked for
    };
    using window_key = std::pair<std::string, std::string>;

    [[nodiscard]] milliseconds scaled(int seconds) const;
    [[nodiscard]] milliseconds period_of(const scenario& row) const;
    [[nodiscard]] milliseconds start_of_window(const scenario& row, milliseconds now) const;
    [[nodiscard]] static window_key key_of(const scenario& row, const submission& what);
    [[nodiscard]] bool is_over_limit(const scenario& row, const submission& what, milliseconds now, ledger_entry& entry);
    [[nodiscard]] const outage* outage_at(milliseconds now, const std::string& client_id, const std::string& to,
                                          std::uint64_t attempt) const;
    [[nodiscard]] reply refuse(answer how, int status, int code, const scenario* row, milliseconds now) const;
    [[nodiscard]] reply accept(const submission& what, const std::string& client_id, const std::vector<bool>& over,
                               milliseconds now);
    void schedule(std::size_t place, std::size_t index, const std::vector<step>& steps, milliseconds base);
    void happen(const event& due, std::vector<webhook>& out);
    void receive(const inbound_text& what, milliseconds now, std::vector<webhook>& out);
    [[nodiscard]] nlohmann::json payload(const message& which, std::size_t index) const;
    [[nodiscard]] std::string make_id(const char* purpose, const std::string& key, std::uint64_t count) const;

    std::uint64_t seed_;
    double speed_;
    fake_telnyx::ledger ledger_;
    std::deque<message> messages_;
    std::unordered_map<std::string, std::size_t> by_id_;
    std::unordered_multimap<std::string, std::size_t> by_url_;
    std::priority_queue<event, std::vector<event>, std::greater<>> events_;
    std::map<std::uint64_t, inbound_text> texts_; // by the order of the event
    std::uint64_t order_ = 0;
    std::size_t open_webhooks_ = 0;
    std::map<window_key, window> windows_;
    std::unordered_map<std::string, progress> progress_;
    std::unordered_map<std::string, std::uint64_t> sequence_; // how many ids a key has
    std::set<std::pair<std::string, std::string>> blocked_;   // profile, recipient
    std::set<std::pair<std::string, std::string>> told_;      // those of which the client knows
    std::set<std::pair<std::string, std::string>> started_;   // those who opted out before, and have opted in since
    std::vector<outage> outages_;
};

/// The last part of a URL's path; empty if there is none.
[[nodiscard]] std::string last_part(const std::string& url);
/// The instant as RFC 3339 with milliseconds.
[[nodiscard]] std::string to_text(milliseconds time);
/// {"errors": [...]} with the title that the API gives the code.
[[nodiscard]] nlohmann::json error_body(int code, const std::string& pointer = "");

} // namespace fake_telnyx

#endif
