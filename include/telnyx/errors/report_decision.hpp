// telnyx-errors: what to do about a payload. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_REPORT_DECISION_HPP
#define TELNYX_ERRORS_REPORT_DECISION_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/found.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/verdict.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What to do about a payload: one decision for the message as a whole. With several errors, the strictest one decides, in the
/// order permanent, action_required, unspecified, after_intervention, temporary_hold, automatic; an error without a code decides
/// only where no known code stands beside it. A payload without a known shape is decided by the HTTP status, if there is one. Where
/// one of several recipients has the message, or may have it, the step is `reconcile` instead of `retry`, `hold` and `fix_first`:
/// then ask `decide_each`. A report that is `incomplete()`, or has `unreadable()` errors, never leads to resending or forgetting
/// the message either.
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

/// What to do about a payload, where the caller has amendments: they replace the judgements of their codes before the strictest
/// error is found. Everything else is as without them. O(errors * (amendments + size of their strings)).
[[nodiscard]] inline decision decide(const report_view& report, const situation& here, const amended_policy& policy) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline decision decide(const report& report, const situation& here, const amended_policy& policy) noexcept;

/// What to do about one recipient of a payload: errors for this recipient count, and errors not tied to any recipient. So a group
/// message tells which recipients to resend to. `step::none` for a recipient who received the message.
///
/// \param recipient  the index in `report.recipients()`; any other index is decided as the whole. The random bits of `here` are
///                   changed by it, so that the recipients of one message do not all come back at the same time.
/// Everything else is as for the decision about the whole. For all recipients, `decide_each` is faster.
[[nodiscard]] inline decision decide_for(const report_view& report, std::size_t recipient, const situation& here = {},
                                         const retry_policy& policy = {}) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline decision decide_for(const report& report, std::size_t recipient, const situation& here = {},
                                         const retry_policy& policy = {}) noexcept;

/// The same, with amendments.
[[nodiscard]] inline decision decide_for(const report_view& report, std::size_t recipient, const situation& here,
                                         const amended_policy& policy) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline decision decide_for(const report& report, std::size_t recipient, const situation& here,
                                         const amended_policy& policy) noexcept;

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

/// The same, with amendments.
template <class Visitor>
void decide_each(const report_view& report, const situation& here, const amended_policy& policy, Visitor visit);
/// The same, also for a temporary report.
template <class Visitor>
void decide_each(const report& report, const situation& here, const amended_policy& policy, Visitor visit);

/// What to do about the answer to "was it taken?": a message looked up by its id, or a list of messages or detail records that was
/// searched for it. `elapsed_ms` of `here` says how long ago the message was sent.
///
/// - Found: as its status says. What is on its way is looked at again; what failed is decided as its errors say; nothing becomes a
///   retry because reading is idempotent.
/// - Not found: errors of which each is 10005 or 40303, a 404 without a body, or, with 2xx or 404, a page of records without rows.
///   Inbound rows do not count, and a page whose counters say that there are rows has some. Not found proves nothing while the
///   message may still be in Telnyx's queue (until `valid_until` of `here`, else for the `queue_window` of the policy). Until then
///   the step is `reconcile`; after it `retry`, where the policy allows another attempt. Messages of more than ten days ago are not
///   found at all: then a person must look.
/// - Anything else, also a 404 that is not Telnyx's, and a page beside 401, 429 or 5xx: look again, until `longest_hold` of the
///   policy has passed.
///
/// Everything else is as for `decide`.
[[nodiscard]] inline decision decide_lookup(const report_view& answer, const situation& here = {},
                                            const retry_policy& policy = {}) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline decision decide_lookup(const report& answer, const situation& here = {},
                                            const retry_policy& policy = {}) noexcept;
/// The same, with amendments.
[[nodiscard]] inline decision decide_lookup(const report_view& answer, const situation& here,
                                            const amended_policy& policy) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline decision decide_lookup(const report& answer, const situation& here, const amended_policy& policy) noexcept;

namespace detail {

// The decision of errors, of which there is at least one. The HTTP status is asked only where no code is known. Where an error
// forbids resending, it does not count that the operation is idempotent.
[[nodiscard]] inline decision decide_errors(const verdict& errors, receipt has_message, situation here,
                                            const retry_policy& policy) noexcept {
    here.idempotent = here.idempotent && !errors.forbids_resending;
    const std::int64_t number = errors.governing != nullptr ? errors.governing->number : 0;
    const judgement columns = errors.any_known ? errors.columns : classify(number, here.phase, here.http_status);
    decision result{};
    decide_failure(result, {columns, number, errors.consent, has_message, errors.title_disagrees, errors.other_conditions}, here,
                   policy);
    return result;
}

// Nothing is to be done with the message, and why.
[[nodiscard]] constexpr decision nothing_to_do(reason why, receipt has_message) noexcept {
    decision result{};
    result.reason = why;
    result.receipt = has_message;
    return result;
}

// Reconciles: something that may forbid resending is not known.
[[nodiscard]] constexpr decision reconcile(reason why, const situation& here, const retry_policy& policy) noexcept {
    decision result{};
    settle_reconcile(result, why, here, policy);
    return result;
}

// The message arrived. An error beside it is a remark, but what it says of an opt-out counts for the next message.
[[nodiscard]] constexpr decision decide_arrived(errors::consent said) noexcept {
    decision result = nothing_to_do(reason::nothing_failed, receipt::yes);
    result.consent = said;
    return result;
}

// A failure without an error. A status "expired" explains itself.
[[nodiscard]] constexpr decision decide_failed(std::string_view status) noexcept {
    decision result = nothing_to_do(reason::nothing_failed, receipt::no);
    if (!equal_ignoring_case(status, "expired")) {
        give_up(result, reason::unexplained_failure);
        return result;
    }
    set_step(result, step::fix_first, reason::needs_intervention);
    result.scope = scope::message;
    result.toward = toward::recipient;
    result.remedy = remedy::extend_validity;
    return result;
}

// The decision of an outcome without errors. \param status  the words of the payload for it
[[nodiscard]] constexpr decision decide_outcome(errors::outcome outcome, std::string_view status, const situation& here,
                                                const retry_policy& policy) noexcept {
    decision result = nothing_to_do(reason::nothing_failed, receipt_of(outcome));
    switch (outcome) {
    case outcome::unconfirmed:
        settle_reconcile(result, reason::may_have_been_sent, here, policy);
        result.scope = scope::message;
        result.toward = toward::recipient;
        break;
    case outcome::unknown: settle_reconcile(result, reason::unknown_status, here, policy); break;
    case outcome::failed: return decide_failed(status);
    case outcome::in_progress:
        result.reason = reason::not_final;
        set_look_again(result, here, policy);
        break;
    case outcome::unreported: result.reason = reason::not_reported; break;
    case outcome::cancelled: result.reason = reason::cancelled; break;
    case outcome::none:
    case outcome::delivered:
    case outcome::received: break;
    }
    return result;
}

// An inbound message: no recipient is to be sent to again; it may say something about its sender.
[[nodiscard]] inline decision decide_inbound(const report_view& report, bool failed) noexcept {
    decision result = nothing_to_do(reason::nothing_failed, receipt::yes);
    if (failed) {
        give_up(result, reason::unexplained_failure);
    }
    result.consent = consent_of(report.keyword());
    return result;
}

// Neither an error nor an outcome.
[[nodiscard]] inline decision decide_silence(const report_view& report, const situation& here,
                                             const retry_policy& policy) noexcept {
    const bool foreign = report.kind() == kind::unrecognised || report.kind() == kind::not_json;
    if (has_http_status(here.phase) &&
        (is_interim(here.http_status) || here.http_status >= 300 || (foreign && !is_success(here.http_status)))) {
        return decide(std::int64_t{0}, here, policy);
    }
    if (report.kind() == kind::not_json && has_http_status(here.phase)) {
        return reconcile(reason::unexpected_response, here, policy);
    }
    if (foreign) {
        return nothing_to_do(reason::unrecognised, receipt::maybe);
    }
    if (report.missing_payload()) {
        return reconcile(reason::missing_payload, here, policy);
    }
    if (report.empty_page()) {
        return nothing_to_do(reason::nothing_found, receipt::maybe);
    }
    return report.final_event() ? reconcile(reason::unknown_status, here, policy) : decision{};
}

// An outbound message, or several of them.
template <class Policy>
[[nodiscard]] inline decision decide_outbound(const report_view& report, const situation& here, const Policy& policy) noexcept {
    const bool arrived = report.outcome() == outcome::delivered || report.outcome() == outcome::received;
    if (report.errors().empty() && !arrived) {
        const bool one = report.recipients().size() == 1;
        return report.outcome() == outcome::none
                   ? decide_silence(report, here, policy)
                   : decide_outcome(report.outcome(), one ? report.recipients()[0].status : report.status(), here, policy);
    }
    const auto amendments = amendments_of(policy);
    const verdict errors = verdict_of_all(report, here, amendments);
    if (arrived) {
        return decide_arrived(errors.consent);
    }
    const receipt has_message = receipt_of_whole(report);
    return decide_errors(errors, receipt_known(report, errors, has_message, here, amendments), here, policy);
}

// Who said STOP in one of several payloads may be the recipient of another one. The decision about each of them tells.
[[nodiscard]] constexpr decision unless_opted_out(decision result, errors::consent said) noexcept {
    if (said == consent::opted_out && result.consent != said) {
        result.consent = said;
        if (result.step != step::none) {
            set_step(result, step::stop, reason::opted_out);
            result.remedy = remedy::stop_messaging_recipient;
        }
    }
    return result;
}

// Looking again tells no more: a person must look.
[[nodiscard]] constexpr decision hand_over(decision result, reason why) noexcept {
    give_up(result, why);
    result.delay = {};
    result.not_before = {};
    return result;
}

// An error that was left out may forbid what the others permit, and a recipient who was left out may be the one whom the message
// did not reach.
[[nodiscard]] constexpr decision unless_lenient(const decision& next, reason why, const situation& here,
                                                const retry_policy& policy) noexcept {
    if (next.step != step::none && next.step != step::retry && next.step != step::hold) {
        return next;
    }
    decision result = reconcile(why, here, policy);
    if (next.consent >= consent::maybe_opted_out) { // after an opt-out nothing is sent, whatever a look-up tells
        result = hand_over(result, why);
    }
    result.scope = next.scope;
    result.toward = next.toward;
    result.basis = next.basis;
    result.consent = next.consent;
    result.governing_code = next.governing_code;
    return result;
}

[[nodiscard]] inline decision unless_incomplete(const report_view& report, const decision& next, const situation& here,
                                                const retry_policy& policy) noexcept {
    if (report.incomplete()) {
        return unless_lenient(next, reason::incomplete, here, policy);
    }
    return report.unreadable() != 0 ? unless_lenient(next, reason::unreadable_errors, here, policy) : next;
}

// The random bits of one recipient: steps of the golden ratio of 2^32, which spread any number of recipients evenly.
[[nodiscard]] constexpr std::uint32_t random_bits_of(std::uint32_t random_bits, std::size_t recipient) noexcept {
    constexpr std::uint64_t golden_ratio = 0x9E3779B9;
    return static_cast<std::uint32_t>(random_bits + std::uint64_t{static_cast<std::uint32_t>(recipient)} * golden_ratio);
}

// The decision about a recipient, when the errors that concern them are known.
template <class Policy>
[[nodiscard]] inline decision decide_recipient(const report_view& report, std::size_t index, const verdict& errors, situation here,
                                               const Policy& policy) noexcept {
    const recipient_view& recipient = report.recipients()[index];
    if (is_inbound(report, recipient)) {
        return decide_inbound(report, !errors.empty());
    }
    const receipt has_message = receipt_of(recipient.outcome);
    if (has_message == receipt::yes) {
        return decide_arrived(errors.consent);
    }
    here.random_bits = random_bits_of(here.random_bits, index);
    const receipt known = receipt_known(report, errors, has_message, here, amendments_of(policy));
    const decision next = !errors.empty()                      ? decide_errors(errors, known, here, policy)
                          : recipient.outcome == outcome::none ? decide_silence(report, here, policy)
                                                               : decide_outcome(recipient.outcome, recipient.status, here, policy);
    return unless_incomplete(report, next, here, policy);
}

// Messages can be looked up for so long.
inline constexpr std::uint64_t lookup_horizon_ms = std::uint64_t{10} * 24 * 60 * 60 * 1000;

[[nodiscard]] constexpr bool may_be_queued(const situation& here, const retry_policy& policy) noexcept {
    if (here.valid_until.known() && here.time.known()) {
        return here.time.unix_seconds() < here.valid_until.unix_seconds();
    }
    return !policy.queue_window.known() || here.elapsed_ms < policy.queue_window.milliseconds();
}

// The message was not found where it would be found if it had been accepted: it was not.
[[nodiscard]] constexpr decision decide_never_accepted(const situation& here, const retry_policy& policy) noexcept {
    decision result{};
    set_step(result, step::retry, reason::nothing_found);
    result.remedy = remedy::retry_with_backoff;
    result.receipt = receipt::no;
    settle_retry(result, here, policy);
    return result;
}

// The message was not found.
[[nodiscard]] constexpr decision decide_not_found(const situation& here, const retry_policy& policy) noexcept {
    const decision result = reconcile(reason::nothing_found, here, policy);
    if (here.elapsed_ms >= lookup_horizon_ms) {
        return hand_over(result, reason::may_have_been_sent);
    }
    return may_be_queued(here, policy) ? result : decide_never_accepted(here, policy);
}

// What is looked at again is not looked at for ever.
[[nodiscard]] constexpr decision unless_too_long(const decision& next, const situation& here, const retry_policy& policy) noexcept {
    const bool again = next.step == step::reconcile || next.reason == reason::not_final;
    return again && is_held_too_long(here, policy) ? hand_over(next, reason::held_too_long) : next;
}

template <class Policy>
[[nodiscard]] inline decision decide_report(const report_view& report, const situation& here, const Policy& policy) noexcept {
    if (is_only_inbound(report)) {
        return decide_inbound(report, !report.errors().empty());
    }
    const situation complete = situation_of(report, here);
    const decision all = unless_opted_out(decide_outbound(report, complete, policy), consent_of(report.keyword()));
    const decision next = unless_incomplete(report, all, complete, policy);
    // What the message came to, or one of several, is not known; unless the type of a single event says it.
    const bool open = report.body_count() > 1 || next.step != step::none;
    return report.missing_payload() && open ? unless_lenient(next, reason::missing_payload, complete, policy) : next;
}

template <class Policy>
[[nodiscard]] inline decision decide_recipient(const report_view& report, std::size_t recipient, const situation& here,
                                               const Policy& policy) noexcept {
    if (recipient >= report.recipients().size()) {
        return decide_report(report, here, policy);
    }
    const situation complete = situation_of(report, here);
    const verdict errors = verdict_of_recipient(report, recipient, complete, amendments_of(policy));
    return decide_recipient(report, recipient, errors, complete, policy);
}

template <class Policy, class Visitor>
void decide_recipients(const report_view& report, const situation& here, const Policy& policy, Visitor& visit) {
    constexpr std::size_t at_once = 64;
    const auto amendments = amendments_of(policy);
    const situation complete = situation_of(report, here);
    verdicts_of_bodies<decltype(amendments_of(policy))> of_bodies{report, complete, amendments};
    const repetitions repeated{report};
    const std::size_t count = report.recipients().size();
    for (std::size_t first = 0; first < count; first += at_once) {
        const std::size_t size = count - first < at_once ? count - first : at_once;
        std::array<verdict, at_once> each{};
        for (const error_view& error : report.errors()) {
            const std::size_t place = error.recipient.value() - first;
            if (error.recipient.known() && place < size) {
                each[place].add(verdict_of(report, error, complete, amendments));
            }
        }
        for (std::size_t i = 0; i != size; ++i) {
            if (repeated.may_have(first + i)) {
                add_opt_outs_of_same_person(each[i], report, first + i, complete, amendments);
            }
            each[i].add(of_bodies.find(report.recipients()[first + i].body));
            visit(first + i, decide_recipient(report, first + i, each[i], complete, policy));
        }
    }
}

// The message was found, so it was taken: its status decides. An unconfirmed one is final. Inbound rows beside it do not count.
template <class Policy>
[[nodiscard]] inline decision decide_found(const report_view& answer, const situation& here, const Policy& policy) noexcept {
    const decision result = unless_incomplete(answer, decide_outbound(answer, here, policy), here, policy);
    const bool silent = result.step == step::none && answer.outcome() == outcome::none;
    return result.step == step::reconcile && answer.outcome() == outcome::unconfirmed
               ? hand_over(result, reason::may_have_been_sent)
           : silent ? reconcile(reason::unknown_status, here, policy)
                    : result;
}

template <class Policy>
[[nodiscard]] inline decision decide_answer(const report_view& answer, const situation& here, const Policy& policy) noexcept {
    situation asked = here;
    asked.phase = phase::record;
    const situation complete = situation_of(answer, asked);
    const decision next = is_not_found(answer, complete.http_status) ? decide_not_found(complete, policy)
                          : is_found(answer)                         ? decide_found(answer, complete, policy)
                                                                     : reconcile(reason::may_have_been_sent, complete, policy);
    return unless_too_long(next, complete, policy);
}

} // namespace detail

inline decision decide(const report_view& report, const situation& here, const retry_policy& policy) noexcept {
    return detail::decide_report(report, here, policy);
}
inline decision decide(const report& report, const situation& here, const retry_policy& policy) noexcept {
    return detail::decide_report(detail::report_access::view(report), here, policy);
}
inline decision decide(const report_view& report, const situation& here, const amended_policy& policy) noexcept {
    return detail::decide_report(report, here, policy);
}
inline decision decide(const report& report, const situation& here, const amended_policy& policy) noexcept {
    return detail::decide_report(detail::report_access::view(report), here, policy);
}

inline decision decide_for(const report_view& report, std::size_t recipient, const situation& here,
                           const retry_policy& policy) noexcept {
    return detail::decide_recipient(report, recipient, here, policy);
}
inline decision decide_for(const report& report, std::size_t recipient, const situation& here,
                           const retry_policy& policy) noexcept {
    return detail::decide_recipient(detail::report_access::view(report), recipient, here, policy);
}
inline decision decide_for(const report_view& report, std::size_t recipient, const situation& here,
                           const amended_policy& policy) noexcept {
    return detail::decide_recipient(report, recipient, here, policy);
}
inline decision decide_for(const report& report, std::size_t recipient, const situation& here,
                           const amended_policy& policy) noexcept {
    return detail::decide_recipient(detail::report_access::view(report), recipient, here, policy);
}

template <class Visitor>
void decide_each(const report_view& report, const situation& here, const retry_policy& policy, Visitor visit) {
    detail::decide_recipients(report, here, policy, visit);
}
template <class Visitor>
void decide_each(const report& report, const situation& here, const retry_policy& policy, Visitor visit) {
    detail::decide_recipients(detail::report_access::view(report), here, policy, visit);
}
template <class Visitor>
void decide_each(const report_view& report, const situation& here, const amended_policy& policy, Visitor visit) {
    detail::decide_recipients(report, here, policy, visit);
}
template <class Visitor>
void decide_each(const report& report, const situation& here, const amended_policy& policy, Visitor visit) {
    detail::decide_recipients(detail::report_access::view(report), here, policy, visit);
}

inline decision decide_lookup(const report_view& answer, const situation& here, const retry_policy& policy) noexcept {
    return detail::decide_answer(answer, here, policy);
}
inline decision decide_lookup(const report& answer, const situation& here, const retry_policy& policy) noexcept {
    return detail::decide_answer(detail::report_access::view(answer), here, policy);
}
inline decision decide_lookup(const report_view& answer, const situation& here, const amended_policy& policy) noexcept {
    return detail::decide_answer(answer, here, policy);
}
inline decision decide_lookup(const report& answer, const situation& here, const amended_policy& policy) noexcept {
    return detail::decide_answer(detail::report_access::view(answer), here, policy);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
