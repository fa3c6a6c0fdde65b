// telnyx-errors: what to do about a payload. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_REPORT_DECISION_HPP
#define TELNYX_ERRORS_REPORT_DECISION_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What to do about a payload: one decision for the message as a whole. With several errors, the strictest one decides, in the
/// order permanent, action_required, unspecified, after_intervention, temporary_hold, automatic. A payload without a known shape
/// is decided by the HTTP status, if there is one. A report that is `incomplete()` never leads to resending or forgetting the
/// message: instead of `none`, `retry` and `hold` the step is `reconcile`.
///
/// \param report  what the payload says.
/// \param here    what only the caller knows. Phase, status and the time of the failure come from the report where they are
///                not given.
/// \param policy  how often and how patiently to retry.
/// \return the decision. O(errors + size of their strings), no allocation.
[[nodiscard]] inline decision decide(const report_view& report, const situation& here = {},
                                     const retry_policy& policy = {}) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline decision decide(const report& report, const situation& here = {}, const retry_policy& policy = {}) noexcept;

/// What to do about one recipient of a payload: errors for this recipient count, and errors not tied to any recipient. So a group
/// message tells which recipients to resend to. `step::none` for a recipient who received the message.
///
/// \param recipient  the index in `report.recipients()`, which must be less than their number. The random bits of `here` are
///                   changed by it, so that the recipients of one message do not all come back at the same time.
/// Everything else is as for the decision about the whole. For all recipients, `decide_each` is faster.
[[nodiscard]] inline decision decide_for(const report_view& report, std::size_t recipient, const situation& here = {},
                                         const retry_policy& policy = {}) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline decision decide_for(const report& report, std::size_t recipient, const situation& here = {},
                                         const retry_policy& policy = {}) noexcept;

/// What to do about each recipient of a payload, in their order: calls `visit(index, decision)` with the result of `decide_for`.
///
/// \param visit  takes the index of a recipient in `report.recipients()`, and the decision.
/// Everything else is as for the decision about the whole. O(errors + size of their strings + recipients, and for every 64
/// recipients another pass over the errors), no allocation. Throws what `visit` throws.
template <class Visitor>
void decide_each(const report_view& report, const situation& here, const retry_policy& policy, Visitor visit);
/// The same, also for a temporary report.
template <class Visitor>
void decide_each(const report& report, const situation& here, const retry_policy& policy, Visitor visit);

namespace detail {

// Whether a string contains a phrase at the beginning of a word, when case is ignored.
[[nodiscard]] constexpr bool contains_phrase(std::string_view text, std::string_view lower_case) noexcept {
    for (std::size_t i = 0; i + lower_case.size() <= text.size(); ++i) {
        const bool word_begins = i == 0 || !is_letter(text[i - 1]);
        if (word_begins && equal_ignoring_case(text.substr(i, lower_case.size()), lower_case)) {
            return true;
        }
    }
    return false;
}

inline constexpr std::string_view opt_out_phrases[] = {"opted out", "opted-out",    "opt-out",
                                                       "opt out",   "unsubscribed", "block rule"};

// Whether the payload's own words say that the recipient opted out. STOP counts in capitals only: in lower case it is a word like
// any other.
[[nodiscard]] constexpr bool says_opted_out(std::string_view text) noexcept {
    for (const std::string_view phrase : opt_out_phrases) {
        if (contains_phrase(text, phrase)) {
            return true;
        }
    }
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        const bool word_begins = i == 0 || !is_letter(text[i - 1]);
        const bool word_ends = i + 4 == text.size() || !is_letter(text[i + 4]);
        if (word_begins && word_ends && text.substr(i, 4) == "STOP") {
            return true;
        }
    }
    return false;
}

// What one error says about consent: by its code where the request was refused under the title of that code, else only by its
// own words. The words count only where the failure is about the recipient, or no known code says what it is about: the scope of
// an HTTP status is not that of the error.
[[nodiscard]] constexpr errors::consent consent_of(const error_view& error, const judgement& columns,
                                                   errors::phase phase) noexcept {
    const bool about_recipient = columns.scope == scope::recipient || columns.scope == scope::unknown || !columns.known();
    if (about_recipient && (says_opted_out(error.title) || says_opted_out(error.detail))) {
        return consent::opted_out;
    }
    if (error.number != stop_code) {
        return consent::unchanged;
    }
    return error.title_disagrees() ? consent::maybe_opted_out : consent_of_stop(phase);
}

// The situation, completed with what the payload itself says.
[[nodiscard]] inline situation situation_of(const report_view& report, situation here) noexcept {
    here.phase = here.phase != phase::unknown ? here.phase : report.phase();
    here.http_status = here.http_status != 0 ? here.http_status : report.http_status();
    if (!here.failed_at.known()) {
        const instant completed = parse_rfc3339(report.completed_at());
        here.failed_at = completed.known() ? completed : parse_rfc3339(report.occurred_at());
    }
    return here;
}

// The result of several errors together. The strictest one decides; of equals the one that reaches furthest; of these the first
// in the payload. So the order in which they are added does not matter.
struct verdict {
    const error_view* governing = nullptr;
    judgement columns{};
    retry_class asked = retry_class::automatic;
    errors::consent consent = errors::consent::unchanged;
    bool forbids_resending = false;

    void add(const verdict& other) noexcept {
        const errors::consent strictest = other.consent > consent ? other.consent : consent;
        const bool forbidden = forbids_resending || other.forbids_resending;
        if (other.governing != nullptr && (governing == nullptr || other.governs(*this))) {
            *this = other;
        }
        consent = strictest;
        forbids_resending = forbidden;
    }

private:
    [[nodiscard]] bool governs(const verdict& other) const noexcept {
        if (asked != other.asked) {
            return asked > other.asked;
        }
        return columns.scope != other.columns.scope ? columns.scope > other.columns.scope : governing < other.governing;
    }
};

// The verdict of one error. An opt-out is as strict as a permanent error, whatever its code is.
[[nodiscard]] inline verdict verdict_of(const error_view& error, const situation& here) noexcept {
    verdict result;
    result.governing = &error;
    result.columns = classify(error.number, here.phase, here.http_status);
    result.consent = consent_of(error, result.columns, here.phase);
    result.asked = result.consent == consent::opted_out ? retry_class::permanent : result.columns.retry;
    // Then the message is not resent, even if the error that decides leaves that to the caller or the server.
    result.forbids_resending = result.columns.known() && result.columns.retry != retry_class::automatic &&
                               result.columns.retry != retry_class::unspecified;
    return result;
}

// The verdict of the errors that `concerns` admits.
template <class Predicate>
[[nodiscard]] inline verdict verdict_of_those(const report_view& report, const situation& here, Predicate concerns) noexcept {
    verdict result;
    for (const error_view& error : report.errors()) {
        if (concerns(error)) {
            result.add(verdict_of(error, here));
        }
    }
    return result;
}

// The decision of errors, of which at least one governs.
[[nodiscard]] inline decision decide_errors(const verdict& errors, bool may_have_been_sent, situation here,
                                            const retry_policy& policy) noexcept {
    if (errors.forbids_resending) {
        here.idempotent = false;
        if (here.retry_after.should_retry == server_wish::retry) {
            here.retry_after.should_retry = server_wish::none;
        }
    }
    decision result{};
    decide_failure(result, {errors.columns, errors.governing->number, errors.consent, may_have_been_sent}, here, policy);
    return result;
}

// The decision of an outcome without errors.
[[nodiscard]] inline decision decide_outcome(errors::outcome outcome, const situation& here, const retry_policy& policy) noexcept {
    decision result{};
    switch (outcome) {
    case outcome::unconfirmed:
        set_step(result, step::reconcile, reason::may_have_been_sent);
        result.scope = scope::recipient;
        result.remedy = remedy::investigate;
        settle(result, judgement{}, here, policy);
        break;
    case outcome::failed:
        set_step(result, step::stop, reason::unexplained_failure);
        result.remedy = remedy::investigate;
        break;
    case outcome::in_progress: result.reason = reason::not_final; break;
    case outcome::none:
    case outcome::delivered: // unreachable: needs no decision
    case outcome::received:  // unreachable: needs no decision
        break;
    }
    return result;
}

[[nodiscard]] inline decision decide_outcome_and_errors(errors::outcome outcome, const verdict& errors, const situation& here,
                                                        const retry_policy& policy) noexcept {
    return errors.governing != nullptr ? decide_errors(errors, outcome == outcome::unconfirmed, here, policy)
                                       : decide_outcome(outcome, here, policy);
}

// An error beside a message that arrived is a remark.
[[nodiscard]] constexpr bool needs_no_decision(errors::outcome outcome) noexcept {
    return outcome == outcome::delivered || outcome == outcome::received;
}

[[nodiscard]] inline decision decide_whole(const report_view& report, const situation& here, const retry_policy& policy) noexcept {
    if (needs_no_decision(report.outcome())) {
        return decision{};
    }
    const bool foreign = report.kind() == kind::not_json || report.kind() == kind::unrecognised;
    if (report.errors().empty() && has_http_status(here.phase) &&
        (here.http_status >= 400 || (foreign && here.http_status < 100))) {
        return decide(std::int64_t{0}, here, policy);
    }
    if (foreign) {
        decision result{};
        result.reason = here.http_status == 0 ? reason::unrecognised : reason::nothing_failed;
        return result;
    }
    const verdict errors = verdict_of_those(report, here, [](const error_view& /*error*/) { return true; });
    return decide_outcome_and_errors(report.outcome(), errors, here, policy);
}

// An error that was left out may forbid what the others permit, and a recipient who was left out may be the one whom the message
// did not reach.
[[nodiscard]] inline decision unless_incomplete(const report_view& report, decision next) noexcept {
    const bool lenient = next.step == step::none || next.step == step::retry || next.step == step::hold;
    if (report.incomplete() && lenient) {
        set_step(next, step::reconcile, reason::incomplete);
        next.remedy = remedy::investigate;
        next.delay = {};
        next.not_before = {};
    }
    return next;
}

// The random bits of one recipient: steps of the golden ratio of 2^32, which spread any number of recipients evenly.
[[nodiscard]] constexpr std::uint32_t random_bits_of(std::uint32_t random_bits, std::size_t recipient) noexcept {
    constexpr std::uint64_t golden_ratio = 0x9E3779B9;
    return static_cast<std::uint32_t>(random_bits + std::uint64_t{static_cast<std::uint32_t>(recipient)} * golden_ratio);
}

// The decision about a recipient, when the errors that concern them are known.
[[nodiscard]] inline decision decide_recipient(const report_view& report, std::size_t recipient, const verdict& errors,
                                               situation here, const retry_policy& policy) noexcept {
    const errors::outcome outcome = report.recipients()[recipient].outcome;
    if (needs_no_decision(outcome)) {
        return decision{};
    }
    here.random_bits = random_bits_of(here.random_bits, recipient);
    return unless_incomplete(report, decide_outcome_and_errors(outcome, errors, here, policy));
}

} // namespace detail

inline decision decide(const report_view& report, const situation& here, const retry_policy& policy) noexcept {
    return detail::unless_incomplete(report, detail::decide_whole(report, detail::situation_of(report, here), policy));
}

inline decision decide(const report& report, const situation& here, const retry_policy& policy) noexcept {
    return decide(detail::report_access::view(report), here, policy);
}

inline decision decide_for(const report_view& report, std::size_t recipient, const situation& here,
                           const retry_policy& policy) noexcept {
    const situation complete = detail::situation_of(report, here);
    const detail::verdict errors = detail::verdict_of_those(report, complete, [recipient](const error_view& error) {
        return !error.recipient.known() || error.recipient.value() == recipient;
    });
    return detail::decide_recipient(report, recipient, errors, complete, policy);
}

inline decision decide_for(const report& report, std::size_t recipient, const situation& here,
                           const retry_policy& policy) noexcept {
    return decide_for(detail::report_access::view(report), recipient, here, policy);
}

template <class Visitor>
void decide_each(const report_view& report, const situation& here, const retry_policy& policy, Visitor visit) {
    constexpr std::size_t at_once = 64;
    const situation complete = detail::situation_of(report, here);
    const detail::verdict of_all =
        detail::verdict_of_those(report, complete, [](const error_view& error) { return !error.recipient.known(); });
    const std::size_t count = report.recipients().size();
    for (std::size_t first = 0; first < count; first += at_once) {
        detail::verdict each[at_once]{};
        for (const error_view& error : report.errors()) {
            const std::size_t place = error.recipient.value() - first;
            if (error.recipient.known() && place < at_once) {
                each[place].add(detail::verdict_of(error, complete));
            }
        }
        for (std::size_t i = 0; i != at_once && first + i != count; ++i) {
            each[i].add(of_all);
            visit(first + i, detail::decide_recipient(report, first + i, each[i], complete, policy));
        }
    }
}

template <class Visitor>
void decide_each(const report& report, const situation& here, const retry_policy& policy, Visitor visit) {
    decide_each(detail::report_access::view(report), here, policy, visit);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
