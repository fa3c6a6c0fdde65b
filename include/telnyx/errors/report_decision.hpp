// telnyx-errors: what to do about a body. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_REPORT_DECISION_HPP
#define TELNYX_ERRORS_REPORT_DECISION_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/retry.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

[[nodiscard]] constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whether a text contains a phrase, without regard to case, at the beginning of a word.
[[nodiscard]] constexpr bool contains_phrase(std::string_view text, std::string_view lower_case) noexcept {
    for (std::size_t i = 0; i + lower_case.size() <= text.size(); ++i) {
        if (i != 0 && is_letter(text[i - 1])) {
            continue;
        }
        std::size_t k = 0;
        while (k != lower_case.size() && lower(text[i + k]) == lower_case[k]) {
            ++k;
        }
        if (k == lower_case.size()) {
            return true;
        }
    }
    return false;
}

// Whether a body's own words say that the recipient does not want to be written to. STOP counts in capitals only: in
// small letters it is a word like any other.
[[nodiscard]] constexpr bool says_opted_out(std::string_view text) noexcept {
    for (const std::string_view phrase :
         {std::string_view{"opted out"}, std::string_view{"opted-out"}, std::string_view{"opt-out"}, std::string_view{"opt out"},
          std::string_view{"unsubscribed"}, std::string_view{"block rule"}}) {
        if (contains_phrase(text, phrase)) {
            return true;
        }
    }
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        if (text.substr(i, 4) == "STOP" && (i == 0 || !is_letter(text[i - 1])) &&
            (i + 4 == text.size() || !is_letter(text[i + 4]))) {
            return true;
        }
    }
    return false;
}

// The opt-out of one error: by its code where the request was refused under the title of that code, else only by its own
// words, and by these only where the failure is about the recipient, or no known code says what it is about: the scope of an
// HTTP status is not that of the error.
[[nodiscard]] constexpr answer opted_out_of(const error_view& error, const judgement& columns, enum phase through) noexcept {
    const bool about_recipient = columns.scope == scope::recipient || columns.scope == scope::unknown || !columns.known();
    if (about_recipient && (says_opted_out(error.title) || says_opted_out(error.detail))) {
        return answer::yes;
    }
    const answer by_code = opted_out_by_code(error.number, through);
    return by_code == answer::yes && error.title_disagrees() ? answer::maybe : by_code;
}

// What remains to be known about a report: the situation with what the body itself says filled in.
[[nodiscard]] inline situation situation_of(const report_view& report, situation now) noexcept {
    now.phase = now.phase != phase::unknown ? now.phase : report.phase();
    now.http_status = now.http_status != 0 ? now.http_status : report.http_status();
    if (!now.failed_at.known()) {
        const instant completed = parse_rfc3339(report.completed_at());
        now.failed_at = completed.known() ? completed : parse_rfc3339(report.occurred_at());
    }
    return now;
}

// What errors ask for together. The one that asks for most governs, of equals the one that spreads furthest, of these the
// first of the body: the result is the same in whatever order they are added.
struct verdict {
    const error_view* governing = nullptr;
    classification columns{};
    retry_class asked = retry_class::automatic;
    answer opted_out = answer::no;
    bool forbids_again = false;

    void add(const verdict& other) noexcept {
        const answer strictest = other.opted_out > opted_out ? other.opted_out : opted_out;
        const bool forbidden = forbids_again || other.forbids_again;
        if (other.governing != nullptr && (governing == nullptr || other.governs(*this))) {
            *this = other;
        }
        opted_out = strictest;
        forbids_again = forbidden;
    }

private:
    [[nodiscard]] bool governs(const verdict& other) const noexcept {
        if (asked != other.asked) {
            return asked > other.asked;
        }
        return columns.scope != other.columns.scope ? columns.scope > other.columns.scope : governing < other.governing;
    }
};

// What one error asks for. An opt-out asks for as much as a permanent error, whatever its code is.
[[nodiscard]] inline verdict verdict_of(const error_view& error, const situation& now) noexcept {
    verdict result;
    result.governing = &error;
    result.columns = classify(error.number, now.phase, now.http_status);
    result.opted_out = opted_out_of(error, result.columns, now.phase);
    result.asked = result.opted_out == answer::yes ? retry_class::permanent : result.columns.retry;
    // Then sending again is out of the question, even if an error beside it governs that leaves it to caller or server.
    result.forbids_again = result.columns.known() && result.columns.retry != retry_class::automatic &&
                           result.columns.retry != retry_class::unspecified;
    return result;
}

// What the errors ask for that `concerns` admits.
template <class Predicate>
[[nodiscard]] inline verdict verdict_of_those(const report_view& report, const situation& now, Predicate concerns) noexcept {
    verdict result;
    for (const error_view& error : report.errors()) {
        if (concerns(error)) {
            result.add(verdict_of(error, now));
        }
    }
    return result;
}

// The decision for an outcome, and what the errors ask for.
[[nodiscard]] inline decision decide_outcome(enum outcome outcome, const verdict& errors, const situation& now,
                                             const retry_policy& policy, std::uint32_t random_bits) noexcept {
    decision result{};
    if (errors.governing != nullptr) {
        situation here = now;
        if (errors.forbids_again) {
            here.idempotent = false;
            here.retry_after.should_retry =
                now.retry_after.should_retry == retry_hint::wish::retry ? retry_hint::wish::none : now.retry_after.should_retry;
        }
        const bool open = outcome == outcome::unconfirmed;
        decide_failure(result, {errors.columns, errors.governing->number, errors.opted_out, open}, here, policy, random_bits);
        return result;
    }
    switch (outcome) {
    case outcome::unconfirmed:
        result.scope = scope::recipient;
        result.remedy = remedy::investigate;
        decide_open(result, now, policy, random_bits);
        break;
    case outcome::failed:
        result.step = step::stop;
        result.reason = reason::unexplained_failure;
        result.scope = scope::unknown;
        result.remedy = remedy::investigate;
        break;
    case outcome::in_progress: result.reason = reason::not_final; break;
    case outcome::none:
    case outcome::delivered: // unreachable: needs no decision
    case outcome::received:  // unreachable: needs no decision
        result.reason = reason::nothing_failed;
        break;
    }
    return result;
}

[[nodiscard]] constexpr bool needs_no_decision(enum outcome outcome) noexcept {
    return outcome == outcome::delivered || outcome == outcome::received;
}

[[nodiscard]] inline decision decide_whole(const report_view& report, const situation& now, const retry_policy& policy,
                                           std::uint32_t random_bits) noexcept {
    const situation here = situation_of(report, now);
    const bool request = here.phase == phase::request || here.phase == phase::unknown;
    if (needs_no_decision(report.outcome())) {
        return decision{}; // an error beside a delivered message is a remark
    }
    if (report.errors().empty() && request) {
        const bool foreign = report.kind() == kind::not_json || report.kind() == kind::unrecognised;
        if (here.http_status >= 400 || (foreign && here.http_status < 100)) {
            return decide(std::int64_t{0}, here, policy, random_bits);
        }
    }
    if (report.kind() == kind::unrecognised || report.kind() == kind::not_json) {
        decision result{};
        result.reason = here.http_status == 0 ? reason::unrecognised : reason::nothing_failed;
        return result;
    }
    const verdict errors = verdict_of_those(report, here, [](const error_view& /*error*/) { return true; });
    return decide_outcome(report.outcome(), errors, here, policy, random_bits);
}

// An error that was left out may forbid what those that are known permit, and a recipient who was left out may be the one whom
// it did not reach.
[[nodiscard]] inline decision unless_incomplete(const report_view& report, decision next) noexcept {
    const bool lenient = next.step == step::none || next.step == step::retry || next.step == step::hold;
    if (report.incomplete() && lenient) {
        next.step = step::reconcile;
        next.reason = reason::incomplete;
        next.remedy = remedy::investigate;
        next.has_delay = false;
        next.delay_ms = 0;
        next.not_before = {};
    }
    return next;
}

// The decision about a recipient, when it is known what the errors ask for that concern him.
[[nodiscard]] inline decision decide_recipient(const report_view& report, std::size_t recipient, const verdict& errors,
                                               const situation& now, const retry_policy& policy,
                                               std::uint32_t random_bits) noexcept {
    const enum outcome outcome = report.recipients()[recipient].outcome;
    if (needs_no_decision(outcome)) {
        return decision{};
    }
    return unless_incomplete(report, decide_outcome(outcome, errors, now, policy, random_bits));
}

} // namespace detail

/// What to do about a body: one decision for the message as a whole. Of several errors the one that asks for most governs,
/// in the order permanent, action_required, unspecified, after_intervention, temporary_hold, automatic. What is no body of
/// a known shape is decided by the HTTP status, if there is one. Of a report that is `incomplete()` nothing follows that sends
/// again, or forgets: instead of `none`, `retry` and `hold` it says `reconcile`.
///
/// \param report       what was read.
/// \param now          what only the caller knows; phase, status and the time of the failure come from the body where they
///                     are not given.
/// \param policy       how often and how patiently to try.
/// \param random_bits  32 random bits for the jitter, from the caller's generator.
/// \return the decision. O(errors + size of their texts), no allocation.
[[nodiscard]] inline decision decide(const report_view& report, const situation& now = {}, const retry_policy& policy = {},
                                     std::uint32_t random_bits = 0xFFFFFFFFU) noexcept {
    return detail::unless_incomplete(report, detail::decide_whole(report, now, policy, random_bits));
}

/// What to do about one recipient of a body: only the errors that point at him count, and those that point at nobody. So
/// a group message says who is to be sent to again. `step::none` for a recipient to whom the message was delivered.
///
/// \param recipient  his index in `report.recipients()`, which must be less than their number.
/// Everything else is as for the decision about the whole. Who asks about all of them uses `decide_each`.
[[nodiscard]] inline decision decide_for(const report_view& report, std::size_t recipient, const situation& now = {},
                                         const retry_policy& policy = {}, std::uint32_t random_bits = 0xFFFFFFFFU) noexcept {
    const situation here = detail::situation_of(report, now);
    const detail::verdict errors = detail::verdict_of_those(report, here, [recipient](const error_view& error) {
        return error.recipient == recipient || error.recipient == error_view::no_recipient;
    });
    return detail::decide_recipient(report, recipient, errors, here, policy, random_bits);
}

/// What to do about each recipient of a body, in their order: calls `visit(index, decision)` with what `decide_for` says about
/// him. What concerns all of them is looked at once, so that no body takes time by the product of its recipients and the texts
/// of its errors.
///
/// \param visit  takes the index of a recipient in `report.recipients()`, and the decision.
/// Everything else is as for the decision about the whole. O(errors + size of their texts + recipients, and for each 64
/// recipients another look at whom the errors concern), no allocation; throws what `visit` throws.
template <class Visitor>
void decide_each(const report_view& report, const situation& now, const retry_policy& policy, std::uint32_t random_bits,
                 Visitor visit) {
    constexpr std::size_t at_once = 64;
    const situation here = detail::situation_of(report, now);
    const detail::verdict everybody =
        detail::verdict_of_those(report, here, [](const error_view& error) { return error.recipient == error_view::no_recipient; });
    const std::size_t count = report.recipients().size();
    for (std::size_t round = 0; round * at_once < count; ++round) {
        detail::verdict each[at_once]{};
        for (const error_view& error : report.errors()) {
            if (error.recipient / at_once == round) {
                each[error.recipient % at_once].add(detail::verdict_of(error, here));
            }
        }
        for (std::size_t i = 0; i != at_once && round * at_once + i != count; ++i) {
            const std::size_t recipient = round * at_once + i;
            each[i].add(everybody);
            visit(recipient, detail::decide_recipient(report, recipient, each[i], here, policy, random_bits));
        }
    }
}

TELNYX_ERRORS_END_NAMESPACE

#endif
