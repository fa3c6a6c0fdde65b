// From payloads to facts, from facts to a decision, from a decision to a state. SPDX-License-Identifier: MIT
//
// The only place that maps the library's steps to states. Everything here runs in the writer's thread and transaction.
#ifndef SERVICE_JUDGE_HPP
#define SERVICE_JUDGE_HPP

#include <cstdint>
#include <random>
#include <string_view>

#include <telnyx/errors/history.hpp>
#include <telnyx/errors/report.hpp>

#include "clock.hpp"
#include "database.hpp"
#include "message.hpp"
#include "metrics.hpp"
#include "pauses.hpp"
#include "retry_budget.hpp"

namespace service {

/// A message of the table `messages`: its columns id, sender, recipient, text and profile come first in the row.
[[nodiscard]] work message_of(const rows& row);

/// The columns of a history in the table `attempts`, joined by MAX.
[[nodiscard]] te::history history_of(const rows& row, int first_column);

class judge {
public:
    judge(const service_clock& clock, metrics& counters, pauses& board, retry_budget& budget, std::uint64_t give_up_ms);

    /// The outcome of a request. \return whether the lease was still held: else only the facts were kept
    bool responded(database& file, const work& sent, const te::report& response, te::situation here);
    /// A webhook about an attempt.
    void notified(database& file, const work& message, const te::report& event);
    /// The response to a look-up.
    void looked_up(database& file, const work& message, const te::report& answer, te::situation here);
    /// Decides again about a message that is not leased, from all facts, and writes its state.
    /// \param looked  whether a look-up has just been made: then an unconfirmed message stays so
    void settle(database& file, std::string_view id, bool looked = false);
    /// Writes a state.
    void conclude(database& file, std::string_view id, std::string_view state, std::int64_t due_ms, const te::decision& next);
    /// What was under way when the process ended is judged by what is known of it. \return how many messages
    std::int64_t recover(database& file);

private:
    void add(database& file, const work& message, const te::report& report, const te::situation& here, std::int64_t consent_at_ns);
    [[nodiscard]] bool release(database& file, const work& message);
    [[nodiscard]] std::uint32_t random_bits() { return static_cast<std::uint32_t>(random_()); }

    const service_clock& clock_;
    metrics& counters_;
    pauses& pauses_;
    retry_budget& budget_;
    te::retry_policy request_policy_{};
    te::retry_policy delivery_policy_{te::delivery_policy};
    std::mt19937 random_{std::random_device{}()};
};

} // namespace service

#endif
