// telnyx-errors, the command line: what triage counts. SPDX-License-Identifier: MIT
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
#include "triage/keyed_hash.hpp"
#include "triage/message_ledger.hpp"
#include "triage/findings.hpp"

namespace command_line {

/// A number for each enumerator of a vocabulary, in its order.
template <class Enumeration, std::size_t Count>
class count_of {
public:
    static constexpr std::size_t size = Count;

    std::uint64_t& operator[](Enumeration value) noexcept { return counts_[static_cast<std::size_t>(value)]; }
    std::uint64_t operator[](Enumeration value) const noexcept { return counts_[static_cast<std::size_t>(value)]; }

private:
    std::array<std::uint64_t, Count> counts_{};
};

/// What is to be done about a code.
struct code_advice {
    telnyx::errors::step step = telnyx::errors::step::none;
    telnyx::errors::scope scope = telnyx::errors::scope::unknown;
    telnyx::errors::remedy remedy = telnyx::errors::remedy::none;

    friend bool operator<(const code_advice& left, const code_advice& right) noexcept {
        return std::tie(left.step, left.scope, left.remedy) < std::tie(right.step, right.scope, right.remedy);
    }
};

/// A row of the failures: a code, and the bodies that have it.
struct failure_count {
    std::string code{}; ///< As the bodies spell it; empty for failures without a code.
    std::int64_t number = 0;
    std::uint64_t count = 0;
    code_advice advice{}; ///< The most frequent one: that of an unknown code depends on more than the code.
};

/// A row of what is to be sent again, or may be when something has changed.
struct schedule_count {
    telnyx::errors::step step = telnyx::errors::step::none;
    telnyx::errors::wait wait = telnyx::errors::wait::none;
    std::uint64_t messages = 0;
    std::uint64_t without_id = 0; ///< Those of them that no body names: refused requests, which are no messages yet.
    telnyx::errors::instant earliest{};
    telnyx::errors::instant latest{};
};

/// Where a text stands that is no JSON or no known body.
struct reject_place {
    std::uint32_t input = 0;
    std::size_t line = 0;
    telnyx::errors::problem problem = telnyx::errors::problem::none; ///< `none` for JSON that is no known body.
};

/// A client that retries by HTTP status, on the refused requests among the bodies.
struct sdk_counts {
    std::uint64_t refusals = 0;      ///< Answers of the API that refuse.
    std::uint64_t sent_again = 0;    ///< Those that would be sent again, by the status they came with.
    std::uint64_t wrongly = 0;       ///< Those of them that must not be sent again by themselves.
    std::uint64_t maybe = 0;         ///< No status is known, and the code was seen with one after which they would be.
    std::uint64_t maybe_wrongly = 0; ///< Those of them that must not be sent again by themselves.
    std::uint64_t unknown = 0;       ///< No status is known, nor recorded for the code.
};

/// What a finding is new in.
struct news {
    bool is_body = false;                         ///< Nothing that was rejected.
    bool is_copy = false;                         ///< An event that was counted before, or something under its identifier.
    std::vector<const found_opt_out*> opt_outs{}; ///< Recipients who opted out, seen for the first time, or unnamed.
};

/// Everything that is counted. Findings are added in the order of the input.
class triage_counts {
public:
    /// How many different codes are kept apart; those after them are one row, "other".
    static constexpr std::size_t most_codes = 4096;
    /// How many places of rejected texts are kept.
    static constexpr std::size_t most_places = 1000;

    explicit triage_counts(const keyed_hash& hash) : hash_(hash) {}

    /// Counts a finding. The pointers in the result point into it.
    news add(const finding& found);
    /// Counts what becomes of a message, which is known when everything was added.
    void add(const message_fate& fate);
    /// Forgets what was counted of messages, and of recipients who opted out: it is not all.
    void forget_messages();

    std::uint64_t bodies = 0;       ///< All: copies and what was rejected included.
    std::uint64_t duplicates = 0;   ///< Copies of events that were counted.
    std::uint64_t not_json = 0;     ///< Texts that are no JSON.
    std::uint64_t unrecognised = 0; ///< JSON that is no known body.
    std::uint64_t failed = 0;       ///< Bodies about which something is to be done.
    count_of<telnyx::errors::kind, 7> kinds{};
    count_of<telnyx::errors::outcome, 6> outcomes{};
    count_of<telnyx::errors::step, 6> steps{};
    sdk_counts sdk{};
    std::uint64_t opted_out = 0;         ///< Recipients to be written to no more, each once; filled at the end.
    std::uint64_t opted_out_unnamed = 0; ///< Refusals because of an opt-out that do not say whose.
    std::uint64_t withheld = 0;          ///< Messages that are not sent again, because their recipients opted out.
    std::uint64_t contradicted = 0;      ///< Messages that are not sent again, because of what other bodies say about them.
    frequent_names senders{};            ///< Of the bodies about which something is to be done, as are the next two.
    frequent_names campaigns{};
    frequent_names carriers{};
    std::vector<reject_place> places{};

    /// How many bodies were neither copies nor rejected.
    [[nodiscard]] std::uint64_t counted() const noexcept { return bodies - duplicates - not_json - unrecognised; }
    /// By count, the largest first, then by code.
    [[nodiscard]] std::vector<failure_count> failures() const;
    /// By step and wait: retry, hold, fix_first.
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
    void add_opt_outs(const finding& found, news& result);

    const keyed_hash& hash_;
    std::map<std::string, failure_row> failures_{};
    std::map<std::pair<telnyx::errors::step, telnyx::errors::wait>, schedule_count> schedule_{};
    recent_hashes events_{};
    recent_hashes opt_outs_{}; // pairs of recipient and sender
};

} // namespace command_line

#endif
