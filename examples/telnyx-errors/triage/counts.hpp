// telnyx-errors, the command line: the counts of triage. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_COUNTS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_COUNTS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

#include "triage/bounded_counts.hpp"
#include "triage/findings.hpp"
#include "triage/message_ledger.hpp"

namespace command_line {

/// A count for each enumerator. Access is checked: a value that is not an enumerator throws std::out_of_range.
template <class Enumeration>
class count_of {
public:
    static constexpr std::size_t size = telnyx::errors::enumerators<Enumeration>.size();

    std::uint64_t& operator[](Enumeration value) { return counts_.at(static_cast<std::size_t>(value)); }
    std::uint64_t operator[](Enumeration value) const { return counts_.at(static_cast<std::size_t>(value)); }

private:
    std::array<std::uint64_t, size> counts_{};
};

/// What to do about a code.
struct code_advice {
    telnyx::errors::step step = telnyx::errors::step::none;
    telnyx::errors::scope scope = telnyx::errors::scope::unknown;
    telnyx::errors::toward toward = telnyx::errors::toward::everyone;
    telnyx::errors::remedy remedy = telnyx::errors::remedy::none;

    friend bool operator<(const code_advice& left, const code_advice& right) noexcept {
        return std::tie(left.step, left.scope, left.toward, left.remedy) <
               std::tie(right.step, right.scope, right.toward, right.remedy);
    }
};

/// A row of the failures: a code and the number of payloads that have it.
struct failure_count {
    std::string code{}; ///< As in the payloads; empty for failures without a code.
    std::int64_t number = 0;
    std::uint64_t count = 0;
    code_advice advice{}; ///< The most frequent one: for an unknown code it depends on more than the code.
};

/// A row of the messages to resend, some of them only after a change.
struct schedule_count {
    telnyx::errors::step step = telnyx::errors::step::none;
    telnyx::errors::wait wait = telnyx::errors::wait::none;
    std::uint64_t messages = 0;
    std::uint64_t without_id = 0; ///< Of these, refused requests, which have no message identifier.
    telnyx::errors::instant earliest{};
    telnyx::errors::instant latest{};
};

/// The location of invalid JSON or of an unknown payload.
struct reject_location {
    std::uint32_t input = 0;
    std::size_t line = 0;
    telnyx::errors::problem problem = telnyx::errors::problem::none; ///< `none` for an unknown payload.
};

/// What a client that retries by HTTP status alone does with the refused requests.
struct sdk_counts {
    std::uint64_t refusals = 0;      ///< API responses that refuse a request.
    std::uint64_t resent = 0;        ///< Of these, resent because of their status.
    std::uint64_t wrongly = 0;       ///< Of these, those that must not be resent automatically.
    std::uint64_t maybe = 0;         ///< Without a status, and the code was seen with a status that is retried.
    std::uint64_t maybe_wrongly = 0; ///< Of these, those that must not be resent automatically.
    std::uint64_t unknown = 0;       ///< Without a status, and none is recorded for the code.
};

/// How a finding was counted.
struct counted_finding {
    bool is_body = false; ///< It was not rejected.
    bool is_copy = false; ///< An event with its identifier was counted before.
};

/// All counts. Findings must be added in the order of the input.
class triage_counts {
public:
    /// The maximum number of different codes; further ones are counted in one row, "other".
    static constexpr std::size_t most_codes = 4096;
    /// The maximum number of locations of rejected payloads.
    static constexpr std::size_t most_locations = 1000;

    /// Counts a finding.
    counted_finding add(const finding& found);
    /// Counts the fate of a message, after all findings were added.
    void add(const message_fate& fate);
    /// Counts a person who opted out, or may have, after all findings were added.
    void add(telnyx::errors::consent state) { ++(state == telnyx::errors::consent::opted_out ? opted_out : maybe_opted_out); }
    /// Resets the counts of messages and opt-outs, which are incomplete.
    void forget_messages();

    std::uint64_t bodies = 0;       ///< All payloads, including copies and rejected ones.
    std::uint64_t duplicates = 0;   ///< Copies of events that were counted.
    std::uint64_t not_json = 0;     ///< Invalid JSON.
    std::uint64_t unrecognised = 0; ///< Valid JSON, but not a known payload.
    std::uint64_t failed = 0;       ///< Payloads that need action.
    count_of<telnyx::errors::kind> kinds{};
    count_of<telnyx::errors::outcome> outcomes{};
    count_of<telnyx::errors::step> steps{};
    sdk_counts sdk{};
    std::uint64_t opted_out = 0;               ///< Different people who opted out; counted at the end.
    std::uint64_t opted_out_unnamed = 0;       ///< Opt-outs of unknown people: refusals that do not name the recipient.
    std::uint64_t maybe_opted_out = 0;         ///< Different people who may have opted out; counted at the end.
    std::uint64_t maybe_opted_out_unnamed = 0; ///< Of unknown people.
    std::uint64_t withheld = 0;                ///< Messages not to resend because the recipient opted out.
    std::uint64_t contradicted = 0;            ///< Messages not to resend because of another payload.
    frequent_names senders{};                  ///< Of the payloads that need action, like the next two.
    frequent_names campaigns{};
    frequent_names carriers{};
    std::vector<reject_location> locations{};

    /// The payloads that are neither copies nor rejected.
    [[nodiscard]] std::uint64_t counted() const noexcept { return bodies - duplicates - not_json - unrecognised; }
    /// Ordered by count, the largest first, then by code.
    [[nodiscard]] std::vector<failure_count> failures() const;
    /// Ordered by step (retry, hold, fix_first) and wait.
    [[nodiscard]] std::vector<schedule_count> schedule() const;

private:
    struct failure_row {
        std::int64_t number = 0;
        std::uint64_t count = 0;
        std::map<code_advice, std::uint64_t> advice{};
    };

    void add_rejected(const finding& found);
    void add_codes(const finding& found);
    void add_to_sdk(const finding& found);
    void add_unnamed_opt_outs(const finding& found);

    std::map<std::string, failure_row> failures_{};
    std::map<std::pair<telnyx::errors::step, telnyx::errors::wait>, schedule_count> schedule_{};
    recent_hashes events_{};
};

} // namespace command_line

#endif
