// The messages: taken in, claimed, and released by people. SPDX-License-Identifier: MIT
//
// Everything here runs in the writer's thread and transaction.
#ifndef SERVICE_QUEUE_HPP
#define SERVICE_QUEUE_HPP

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "clock.hpp"
#include "database.hpp"
#include "judge.hpp"
#include "message.hpp"

namespace service {

enum class submission { created, known, differs };

/// What a worker got: a message, or when to ask again.
struct claim {
    std::optional<work> message{};
    std::int64_t next_due_ms = INT64_MAX;
};

class queue {
public:
    queue(const service_clock& clock, metrics& counters, pauses& board, retry_budget& budget, judge& judge)
        : clock_(clock), counters_(counters), pauses_(board), budget_(budget), judge_(judge) {}

    /// Stores a message; `differs` if the id is known with other contents.
    submission submit(database& file, const work& message);
    /// Starts an attempt: it is counted, and known to be started, when the transaction is durable. A recipient who opted out, and
    /// what is paused, is never claimed.
    claim claim_to_send(database& file);
    /// Claims a message that must be looked up.
    claim claim_to_look_up(database& file);
    /// A person decided. \param resend  else close. \param may_be_duplicate  resend although the recipient may have it
    /// \return whether the message was waiting for a person, and that is permitted
    bool release(database& file, std::string_view id, bool resend, bool may_be_duplicate);
    /// Lifts the pauses that hold a message back, by hand. \return whether there were any
    bool lift(database& file, std::string_view id);

private:
    [[nodiscard]] std::int64_t draw(std::int64_t most) { return std::uniform_int_distribution<std::int64_t>{0, most}(random_); }

    const service_clock& clock_;
    metrics& counters_;
    pauses& pauses_;
    retry_budget& budget_;
    judge& judge_;
    std::mt19937_64 random_{std::random_device{}()};
};

} // namespace service

#endif
