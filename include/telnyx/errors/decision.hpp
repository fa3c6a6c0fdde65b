// telnyx-errors: what to do now. SPDX-License-Identifier: MIT
//
// Nothing here sleeps, reads a clock, draws a random number or keeps state. Time, randomness and the number of attempts are
// arguments, and the result is a value. So it fits into any retry loop, and the same arguments always give the same result.
#ifndef TELNYX_ERRORS_DECISION_HPP
#define TELNYX_ERRORS_DECISION_HPP

#include <cstddef>
#include <cstdint>

#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/code.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What only the caller knows about the failure.
struct situation {
    /// Where the code or payload came from. The phase of a report is used where this is `unknown`.
    errors::phase phase = errors::phase::unknown;
    /// The HTTP status of the response; 0 if there was none. The status in a report is used where this is 0.
    int http_status = 0;
    /// How many attempts were made, including this one. 0 is treated as 1.
    std::uint32_t attempt = 1;
    /// How long ago the first attempt was made, in milliseconds.
    std::uint64_t elapsed_ms = 0;
    /// The current time. Without it decisions have delays, but no instants that depend on the time of day.
    instant time{};
    /// When the failure happened, if the caller knows it. The time in a report is used where this is not known.
    instant failed_at{};
    /// Whether the operation is idempotent. Sending a message is not, unless the caller can tell that it is.
    bool idempotent = false;
    /// What the server said about another attempt.
    retry_hint retry_after{};
    /// 32 bits from the caller's random generator, for the jitter of the delay. All ones, the default, give the nominal delay:
    /// without random bits, clients that failed together come back together.
    std::uint32_t random_bits = UINT32_MAX;
};

/// What to do, and why.
struct decision {
    /// What to do with the message.
    errors::step step = errors::step::none;
    /// Why.
    errors::reason reason = errors::reason::nothing_failed;
    /// What else fails in the same way.
    errors::scope scope = errors::scope::unknown;
    /// What to change, or to do.
    errors::remedy remedy = errors::remedy::none;
    /// How the judgement behind it is known.
    errors::basis basis = errors::basis::none;
    /// Whether the recipient opted out of messages from this sender.
    errors::consent consent = errors::consent::unchanged;
    /// How long to wait from now: known for retry and hold, for fix_first where a time is known, and for a stop because the wait
    /// would be too long.
    errors::delay delay{};
    /// The earliest sensible time, where the time of day or of the failure is known.
    instant not_before{};
    /// The code that decided; 0 if none did.
    std::int64_t governing_code = 0;
};

template <>
inline constexpr bool is_printable<decision> = true;

/// What to do about a code, without a payload.
///
/// \param number  the code; 0 if there is none. Then the HTTP status decides, and no status means that no response came.
/// \param here    what only the caller knows.
/// \param policy  how often and how patiently to retry.
/// \return the decision. A code that is permanent, or needs a change first, never gives `step::retry`, whatever status, header,
///         attempt or policy comes with it. O(1), no allocation.
[[nodiscard]] constexpr decision decide(std::int64_t number, const situation& here = {}, const retry_policy& policy = {}) noexcept;

/// What to do about a code, by enumerator.
[[nodiscard]] constexpr decision decide(code which, const situation& here = {}, const retry_policy& policy = {}) noexcept;

// Compilers print the line of a deleted function, and with it the reason.
template <class T, class... More, typename detail::only_if<detail::never_a_code<T>>::type = 0>
decision decide(T, const More&...) = delete; // A code is an integer: no floating-point number, bool or character is one.

/// The decision columns of a code together with the HTTP status. The code outranks the status: the status decides only in the
/// request phase (or an unknown one), and only where the code is not known. Then the basis is `from_status`.
/// \param status  the HTTP status; 0 if there was none.
[[nodiscard]] constexpr judgement classify(std::int64_t number, errors::phase phase, int status) noexcept;

namespace detail {

// One failure, as the rules below see it. The judgement is borrowed: from the table, or from the caller.
struct failure {
    const judgement& columns;
    std::int64_t number = 0;
    errors::consent consent = errors::consent::unchanged;
    bool may_have_been_sent = false; // whatever the code says, the outcome is open
};

// The rules change a decision in place: it is too large for registers. They follow in the order of a decision: its opening, what
// the situation makes of it, and what is known about a failure beside its code.

// Whether the HTTP status of this phase can say something about a failure.
[[nodiscard]] constexpr bool has_http_status(errors::phase phase) noexcept {
    return phase == phase::request || phase == phase::unknown;
}

// The code of a recipient who replied STOP.
inline constexpr auto stop_code = static_cast<std::int64_t>(code::blocked_stop);

// That code says that the recipient opted out only where the request itself was refused: in delivery reports the number also has
// other uses.
[[nodiscard]] constexpr errors::consent consent_of_stop(errors::phase phase) noexcept {
    return phase == phase::delivery || phase == phase::record ? consent::maybe_opted_out : consent::opted_out;
}

// This many milliseconds later, rounded up to a second.
[[nodiscard]] constexpr instant later(instant time, std::uint64_t milliseconds) noexcept {
    constexpr std::uint64_t most_seconds = static_cast<std::uint64_t>(INT64_MAX) / 1000;
    const std::uint64_t seconds = milliseconds / 1000 + (milliseconds % 1000 != 0 ? 1 : 0);
    return time.plus(static_cast<std::int64_t>(seconds < most_seconds ? seconds : most_seconds));
}

constexpr void set_delay(decision& result, const situation& here, std::uint64_t milliseconds) noexcept {
    result.delay = delay{milliseconds};
    if (here.time.known()) {
        result.not_before = later(here.time, milliseconds);
    }
}

constexpr void set_instant(decision& result, const situation& here, instant when) noexcept {
    result.not_before = when;
    result.delay =
        here.time.known() && when.known() ? delay{milliseconds_until(when.unix_seconds(), here.time.unix_seconds())} : delay{};
}

constexpr void set_step(decision& result, errors::step step, errors::reason reason) noexcept {
    result.step = step;
    result.reason = reason;
}

// The decision that the columns make by themselves. The rest depends on the situation.
[[nodiscard]] constexpr decision opening_of(const judgement& columns) noexcept {
    decision result{};
    result.scope = columns.scope;
    result.remedy = columns.remedy;
    result.basis = columns.basis;
    const bool known = columns.known();
    switch (columns.retry) {
    case retry_class::automatic:
        set_step(result, step::retry, columns.wait == wait::as_server_says ? reason::throttled : reason::transient);
        break;
    case retry_class::temporary_hold: set_step(result, step::hold, reason::on_hold); break;
    case retry_class::after_intervention: set_step(result, step::fix_first, reason::needs_intervention); break;
    case retry_class::action_required: set_step(result, step::fix_first, reason::action_required); break;
    case retry_class::permanent: set_step(result, step::stop, known ? reason::permanent : reason::refused); break;
    case retry_class::unspecified:
        if (columns.scope == scope::platform) {
            set_step(result, step::reconcile, reason::may_have_been_sent);
        } else {
            set_step(result, step::stop, known ? reason::unexplained_failure : reason::unknown_code);
        }
        break;
    }
    return result;
}

// The opening of each judgement of the table, computed at compile time: a decision about a known code is a copy of it, and
// mostly nothing more.
struct opening_table {
    decision of_judgement[judgement_count]{};
};

[[nodiscard]] constexpr opening_table make_opening_table() noexcept {
    opening_table result{};
    for (std::size_t i = 0; i != judgement_count; ++i) {
        result.of_judgement[i] = opening_of(judgements.distinct[i]);
    }
    return result;
}

inline constexpr opening_table openings = make_opening_table();

// A retry, if attempts, deadline and server permit it.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_retry(decision& result, const situation& here,
                                                      const retry_policy& policy) noexcept {
    if (here.retry_after.should_retry == server_wish::no_retry) {
        set_step(result, step::stop, reason::server_said_no);
        return;
    }
    const std::uint32_t attempts_before = here.attempt - (here.attempt != 0 ? 1U : 0U);
    if (attempts_before + 1 >= policy.max_attempts) {
        set_step(result, step::stop, reason::attempts_exhausted);
        return;
    }
    const std::uint64_t backoff = backoff_ms(policy, here.attempt, here.random_bits);
    const retry_hint& hint = here.retry_after;
    const bool hinted = hint.delay.known() && (result.reason == reason::throttled || !hint.rate_limit_only);
    if (hinted && hint.delay.milliseconds() > policy.cap_ms) {
        set_delay(result, here, hint.delay.milliseconds()); // the backoff is within the cap
        set_step(result, step::stop, reason::hint_beyond_cap);
        return;
    }
    set_delay(result, here, hinted && hint.delay.milliseconds() > backoff ? hint.delay.milliseconds() : backoff);
    if (policy.deadline.known() && saturating_add(here.elapsed_ms, result.delay.milliseconds()) >= policy.deadline.milliseconds()) {
        set_step(result, step::stop, reason::deadline_exceeded);
    }
}

// When to look again.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_hold(decision& result, errors::wait wait, const situation& here,
                                                     const retry_policy& policy) noexcept {
    if (wait != wait::fixed_24_hours) {
        const std::uint64_t hint = here.retry_after.rate_limit_only ? 0 : here.retry_after.delay.milliseconds();
        set_delay(result, here, hint > policy.look_again_ms ? hint : policy.look_again_ms);
        return;
    }
    const instant from = here.failed_at.known() ? here.failed_at : here.time;
    set_instant(result, here, from.plus(seconds_a_day));
    if (!result.delay.known()) {
        result.delay = delay{static_cast<std::uint64_t>(seconds_a_day) * 1000};
    }
}

// The earliest time for a fix. What the table knows about a limit outranks a hint, which is about the next request, whatever that
// is.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_fix(decision& result, errors::wait wait, const situation& here) noexcept {
    switch (wait) {
    case wait::next_minute: set_instant(result, here, next_minute(here.time)); break;
    case wait::next_day_pacific: set_instant(result, here, next_midnight_in_los_angeles(here.time)); break;
    case wait::spend_window: set_instant(result, here, next_midnight_utc(here.time)); break; // a daily limit, by UTC's day
    case wait::none:
    case wait::backoff:
    case wait::fixed_24_hours:
    case wait::until_state_changes:
    case wait::queue_drains:
    case wait::rate_falls:
    case wait::as_server_says: break;
    }
    if (!result.delay.known() && here.retry_after.delay.known() && !here.retry_after.rate_limit_only) {
        set_delay(result, here, here.retry_after.delay.milliseconds());
    }
}

// Completes an opening with what the situation permits.
TELNYX_ERRORS_IN_LINE constexpr void settle(decision& result, const judgement& columns, const situation& here,
                                            const retry_policy& policy) noexcept {
    switch (result.step) {
    case step::none: // unreachable: every opening has a step
    case step::stop: return;
    case step::retry: settle_retry(result, here, policy); return;
    case step::hold: settle_hold(result, columns.wait, here, policy); return;
    case step::fix_first:
        if (columns.wait != wait::none || here.retry_after.delay.known()) {
            settle_fix(result, columns.wait, here);
        }
        return;
    case step::reconcile:
        if (here.idempotent) {
            set_step(result, step::retry, reason::transient);
            settle_retry(result, here, policy);
        }
        return;
    }
}

// One failure, with everything that may be known about it beside the code.
constexpr void decide_failure(decision& result, const failure& what, const situation& here, const retry_policy& policy) noexcept {
    const judgement& columns = what.columns;
    result = opening_of(columns);
    result.consent = what.consent;
    result.governing_code = what.number;
    if (what.consent == consent::opted_out) { // before anything that could resend
        // The row of a permanent code says more than the opt-out does. A status that refuses for good does not.
        if (result.reason != reason::permanent) {
            set_step(result, step::stop, reason::opted_out);
            result.scope = scope::recipient;
        }
        if (result.scope == scope::recipient) {
            result.remedy = remedy::stop_messaging_recipient; // correcting the address would not help
        }
        return;
    }
    if (result.reason == reason::refused && here.retry_after.should_retry == server_wish::retry) {
        // A refusal without a known code is judged by its status only, so the server may know better.
        set_step(result, step::retry, reason::transient);
    }
    if (what.may_have_been_sent && (columns.retry == retry_class::automatic || columns.retry == retry_class::unspecified)) {
        set_step(result, step::reconcile, reason::may_have_been_sent);
    }
    settle(result, columns, here, policy);
}

// An unknown code, or none: in the request phase the HTTP status decides, if there is one.
TELNYX_ERRORS_OUT_OF_LINE constexpr void decide_unknown(decision& result, std::int64_t number, const situation& here,
                                                        const retry_policy& policy) noexcept {
    const bool status_only = number == 0 && has_http_status(here.phase);
    const judgement columns = status_only ? judge_status(here.http_status) : classify(number, here.phase, here.http_status);
    if (status_only && columns.basis == basis::none) {
        result = decision{}; // 1xx, 2xx, 3xx without a code: nothing failed
        return;
    }
    decide_failure(result, {columns, number, consent::unchanged, false}, here, policy);
}

} // namespace detail

constexpr decision decide(std::int64_t number, const situation& here, const retry_policy& policy) noexcept {
    const std::size_t place = detail::judgements.of_row[detail::row_of(number)];
    decision result = detail::openings.of_judgement[place];
    result.governing_code = number;
    if (!detail::judgements.distinct[place].known()) {
        detail::decide_unknown(result, number, here, policy);
        return result;
    }
    if (number == detail::stop_code) {
        result.consent = detail::consent_of_stop(here.phase);
    }
    detail::settle(result, detail::judgements.distinct[place], here, policy);
    return result;
}

constexpr decision decide(code which, const situation& here, const retry_policy& policy) noexcept {
    return decide(static_cast<std::int64_t>(which), here, policy);
}

constexpr judgement classify(std::int64_t number, errors::phase phase, int status) noexcept {
    const judgement& by_code = classify(number);
    if (by_code.known() || status == 0 || !detail::has_http_status(phase)) {
        return by_code;
    }
    const judgement by_status = judge_status(status);
    return by_status.basis == basis::from_status ? by_status : by_code;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
