// fake_telnyx: what may happen to a message, as data. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_SCENARIOS_HPP
#define FAKE_TELNYX_SCENARIOS_HPP

#include <string>
#include <string_view>
#include <vector>

namespace fake_telnyx {

/// How a request is answered.
enum class answer {
    json,           ///< With a JSON body.
    html,           ///< With an HTML page, as a proxy in front of the API does.
    empty,          ///< With no body.
    redirect,       ///< With a Location header.
    truncated,      ///< With half of the body; then the connection is closed.
    drip,           ///< With the whole body, a few bytes at a time.
    late,           ///< After five seconds.
    after_webhooks, ///< After the webhooks of the message were delivered.
    closed,         ///< Not at all: the connection is closed.
    refused,        ///< Not at all: no connection is made. Only the simulation and POST /control/outage use it.
};

/// Which headers say how long to wait.
enum class hint { none, retry_after, retry_after_ms, reset_seconds, reset_unix };

/// Something that happens to a message after it was accepted.
struct step {
    int after = 0;        ///< Seconds from the acceptance.
    std::string event{};  ///< The webhook that is sent; empty: none, only look-ups show the change.
    std::string status{}; ///< The recipient's new status; for message.received: the text that the recipient sends.
    int code = 0;         ///< The error of the event; 0: none.
    bool arrives = false; ///< Whether the handset receives the message now.
    int copies = 1;       ///< How often the event is sent.
    int occurred = -1;    ///< When it says that it occurred, if that is not `after`.
};

/// A limit, or a block, that messages of the scenario share.
struct limit {
    enum class of { nothing, recipient, content, sender, profile, account };
    of whose = of::nothing;
    int allowed = 0;     ///< How many messages pass in a period.
    int period = 0;      ///< Seconds; 0: it never ends.
    bool repeats = true; ///< Whether another period follows. If not, everything passes afterwards.
};

/// What happens to a message, and what its requests are answered with.
struct scenario {
    std::string name;
    std::string sentence;
    bool deliverable = true;    ///< Whether a program that does everything right gets the message to the handset.
    answer how = answer::json;  ///< The answer to the first `times` requests.
    int status = 200;           ///< Its HTTP status.
    int code = 0;               ///< Its error code.
    bool accepts = true;        ///< Whether the message is accepted in spite of it.
    int times = 0;              ///< Of how many requests to a recipient; -1: of all.
    hint headers = hint::none;  ///< Headers beside it. Requests before that wait is over are answered in the same way.
    int wait = 0;               ///< The seconds that these say. They are not compressed.
    std::vector<step> steps{};  ///< What happens to the first `failing` accepted messages to a recipient, or to all.
    int failing = -1;           ///< All others are delivered.
    fake_telnyx::limit limit{}; ///< If there is one, `how` and `steps` are for what is over the limit only.
    std::string number{};       ///< What the numbers of its recipients begin with. Set by `scenarios`.
};

/// All named scenarios. The recipients of row N have numbers that begin with +1 and 201 + N.
[[nodiscard]] const std::vector<scenario>& scenarios();

/// The scenario with that name; null if there is none.
[[nodiscard]] const scenario* find_scenario(std::string_view name);

/// The scenario of a recipient. Beside the named ones there are two for every code, of six digits CCCCCC: +1800CCCCCC followed by
/// any digits is refused with the code, +1801CCCCCC is accepted and not delivered. Everything else is delivered. Not thread-safe.
[[nodiscard]] const scenario& scenario_of(const std::string& number);

/// The HTTP status that a code comes with: one that was observed, or a plausible one.
[[nodiscard]] int plausible_status(int code);

/// What happens to a message if nothing fails.
[[nodiscard]] const std::vector<step>& delivered_steps();

} // namespace fake_telnyx

#endif
