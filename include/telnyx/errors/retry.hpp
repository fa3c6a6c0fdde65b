// telnyx-errors: what to do now. SPDX-License-Identifier: MIT
//
// Nothing here sleeps, reads a clock, draws a random number or keeps a state: time, randomness and the number of tries are
// arguments, and the answer is a value. So it fits into any retry loop, and the same question always has the same answer.
#ifndef TELNYX_ERRORS_RETRY_HPP
#define TELNYX_ERRORS_RETRY_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/classify.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What to do with the message.
enum class step : std::uint8_t {
    none,      ///< Nothing: nothing failed, or nothing is final yet.
    retry,     ///< Send the same message again, after `delay_ms`.
    hold,      ///< Keep the message, and look again not before `not_before`, or after `delay_ms`.
    fix_first, ///< Change what `remedy` and `scope` say; then, and not before, send again.
    stop,      ///< Do not send this message again.
    reconcile, ///< It may have been sent: look it up before anything is sent again.
};

/// Why.
enum class reason : std::uint8_t {
    nothing_failed,      ///< No failure was reported.
    not_final,           ///< The message is still on its way.
    transient,           ///< The failure is temporary by its nature.
    throttled,           ///< The server asked for fewer requests.
    on_hold,             ///< Something must pass first: a day, or a pending state.
    needs_intervention,  ///< Rate, content or request must change first.
    action_required,     ///< A configuration or compliance problem must be resolved first.
    permanent,           ///< The failure will not go away.
    opted_out,           ///< The recipient does not want the message.
    refused,             ///< The server refused the request, without a code that is known.
    may_have_been_sent,  ///< Nobody can tell whether the message was taken.
    server_said_no,      ///< The server forbade another try.
    attempts_exhausted,  ///< As many tries were made as the policy allows.
    deadline_exceeded,   ///< The next try would fall beyond the deadline.
    hint_beyond_cap,     ///< The server asks for a longer wait than the policy allows.
    unknown_code,        ///< The code is in no list that this version knows.
    unexplained_failure, ///< It failed, and nothing says why.
    unrecognised,        ///< The body is none that this library knows, and nothing else was said.
    incomplete,          ///< Part of the body was left out, see `report_view::incomplete`: what is missing may forbid it.
};

/// A question that cannot always be answered.
enum class answer : std::uint8_t {
    no,    ///< No.
    maybe, ///< The code says so, but nothing confirms it.
    yes,   ///< Yes.
};

/// How delays are spread, so that clients that failed together do not come back together.
enum class jitter : std::uint8_t {
    none,  ///< Not at all: the nominal delay.
    equal, ///< Between half the nominal delay and all of it.
    full,  ///< Between nothing and the nominal delay.
};

[[nodiscard]] constexpr std::string_view name(step value) noexcept {
    switch (value) {
    case step::none: return "none";
    case step::retry: return "retry";
    case step::hold: return "hold";
    case step::fix_first: return "fix_first";
    case step::stop: return "stop";
    case step::reconcile: return "reconcile";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(reason value) noexcept {
    switch (value) {
    case reason::nothing_failed: return "nothing_failed";
    case reason::not_final: return "not_final";
    case reason::transient: return "transient";
    case reason::throttled: return "throttled";
    case reason::on_hold: return "on_hold";
    case reason::needs_intervention: return "needs_intervention";
    case reason::action_required: return "action_required";
    case reason::permanent: return "permanent";
    case reason::opted_out: return "opted_out";
    case reason::refused: return "refused";
    case reason::may_have_been_sent: return "may_have_been_sent";
    case reason::server_said_no: return "server_said_no";
    case reason::attempts_exhausted: return "attempts_exhausted";
    case reason::deadline_exceeded: return "deadline_exceeded";
    case reason::hint_beyond_cap: return "hint_beyond_cap";
    case reason::unknown_code: return "unknown_code";
    case reason::unexplained_failure: return "unexplained_failure";
    case reason::unrecognised: return "unrecognised";
    case reason::incomplete: return "incomplete";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(answer value) noexcept {
    switch (value) {
    case answer::no: return "no";
    case answer::maybe: return "maybe";
    case answer::yes: return "yes";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(jitter value) noexcept {
    switch (value) {
    case jitter::none: return "none";
    case jitter::equal: return "equal";
    case jitter::full: return "full";
    }
    return {};
}

/// How often, and how patiently, to try.
struct retry_policy {
    /// No deadline.
    static constexpr std::uint64_t no_deadline = UINT64_MAX;

    /// Tries in all, the first one included.
    std::uint32_t tries = 5;
    /// The nominal delay after the first try, in milliseconds; it doubles with every try.
    std::uint64_t base_ms = 1000;
    /// The longest delay, in milliseconds. A server that asks for more is not waited for.
    std::uint64_t cap_ms = 60000;
    /// How delays are spread.
    enum jitter jitter = jitter::equal;
    /// How long all tries may take together, in milliseconds from the first one.
    std::uint64_t deadline_ms = no_deadline;
    /// How long to wait before looking again whether a state has changed, in milliseconds.
    std::uint64_t look_again_ms = std::uint64_t{15} * 60 * 1000;
};

/// What only the caller knows about the failure.
struct situation {
    /// Through which door it came. For a report its own phase counts where this is `unknown`.
    enum phase phase = phase::unknown;
    /// The HTTP status of the answer; 0 if there was none. For a report its own counts where this is 0.
    int http_status = 0;
    /// How many tries were made, this one included. 0 is taken for 1.
    std::uint32_t attempt = 1;
    /// How long ago the first try was made, in milliseconds.
    std::uint64_t elapsed_ms = 0;
    /// What time it is. Without it decisions have delays, but no instants that depend on the time of day.
    instant now{};
    /// When the failure happened, if the caller knows. For a report its own time counts where this is not known.
    instant failed_at{};
    /// Whether the operation may be repeated without harm. Sending a message may not, unless the caller can tell.
    bool idempotent = false;
    /// What the server said about trying again.
    retry_hint retry_after{};
};

/// What to do, and why.
struct decision {
    /// What to do with the message.
    enum step step = step::none;
    /// Why.
    enum reason reason = reason::nothing_failed;
    /// What else fails in the same way.
    enum scope scope = scope::unknown;
    /// What to change, or to do.
    enum remedy remedy = remedy::none;
    /// How the judgement behind it is known.
    enum basis basis = basis::none;
    /// Whether the recipient has opted out of messages from this sender.
    answer opted_out = answer::no;
    /// Whether `delay_ms` is meaningful: for retry and hold, for fix_first where a time is known, and for a stop because
    /// the wait would be too long.
    bool has_delay = false;
    /// The time to wait, in milliseconds from now.
    std::uint64_t delay_ms = 0;
    /// The earliest sensible time, where the time of the day or of the failure is known.
    instant not_before{};
    /// The code that governs; 0 if none does.
    std::int64_t governing_code = 0;
};

namespace detail {

[[nodiscard]] constexpr std::uint64_t saturating_add(std::uint64_t left, std::uint64_t right) noexcept {
    return left > UINT64_MAX - right ? UINT64_MAX : left + right;
}

// `range` times random_bits / 2^32, without overflow; random bits of all ones give `range` itself.
[[nodiscard]] constexpr std::uint64_t scaled(std::uint64_t range, std::uint32_t random_bits) noexcept {
    const std::uint64_t parts = std::uint64_t{random_bits} + 1; // 1 .. 2^32
    return (range >> 32U) * parts + ((range & 0xFFFFFFFFU) * parts >> 32U);
}

} // namespace detail

/// The delay after a try without jitter: base, twice, four times ... the base, never more than the cap, for any number of
/// tries. Try 0 is taken for 1.
[[nodiscard]] constexpr std::uint64_t nominal_delay_ms(const retry_policy& policy, std::uint32_t attempt) noexcept {
    const std::uint32_t doublings = attempt == 0 ? 0 : attempt - 1;
    const bool beyond = doublings >= 64 || policy.base_ms > policy.cap_ms >> doublings;
    return beyond && policy.base_ms != 0 ? policy.cap_ms : policy.base_ms << (doublings & 63U);
}

/// The delay after a try with jitter. \param random_bits  any 32 random bits; not used without jitter.
[[nodiscard]] constexpr std::uint64_t backoff_ms(const retry_policy& policy, std::uint32_t attempt,
                                                 std::uint32_t random_bits) noexcept {
    const std::uint64_t nominal = nominal_delay_ms(policy, attempt);
    switch (policy.jitter) {
    case jitter::none: return nominal;
    case jitter::equal: return nominal - nominal / 2 + detail::scaled(nominal / 2, random_bits);
    case jitter::full: return detail::scaled(nominal, random_bits);
    }
    return nominal;
}

namespace detail {

// One failure, as the rules below see it. The judgement is borrowed: it lies in the table, or with the caller.
struct failure {
    const judgement& columns;
    std::int64_t number = 0;
    answer opted_out = answer::no;
    bool may_have_been_sent = false; // whatever the code says, the outcome leaves it open
};

// The rules fill a decision in place: it is larger than what fits into registers.
constexpr void set_delay(decision& result, const situation& now, std::uint64_t delay_ms) noexcept {
    result.has_delay = true;
    result.delay_ms = delay_ms;
    if (!now.now.known()) {
        return;
    }
    constexpr std::uint64_t most_seconds = static_cast<std::uint64_t>(INT64_MAX) / 1000;
    const std::uint64_t seconds = delay_ms / 1000 + (delay_ms % 1000 != 0 ? 1 : 0);
    result.not_before = now.now.plus(static_cast<std::int64_t>(seconds < most_seconds ? seconds : most_seconds));
}

constexpr void set_instant(decision& result, const situation& now, instant when) noexcept {
    result.not_before = when;
    result.has_delay = now.now.known() && when.known();
    result.delay_ms = result.has_delay ? milliseconds_until(when.unix_seconds(), now.now.unix_seconds()) : 0;
}

constexpr void give_up(decision& result, enum reason why) noexcept {
    result.step = step::stop;
    result.reason = why;
}

// The same message again, if tries, deadline and server permit.
TELNYX_ERRORS_OUT_OF_LINE constexpr void decide_retry(decision& result, const situation& now, const retry_policy& policy,
                                                      std::uint32_t random_bits) noexcept {
    if (now.retry_after.should_retry == retry_hint::wish::no_retry) {
        give_up(result, reason::server_said_no);
        return;
    }
    const std::uint32_t tries_before = now.attempt - (now.attempt != 0 ? 1U : 0U);
    if (tries_before + 1 >= policy.tries) {
        give_up(result, reason::attempts_exhausted);
        return;
    }
    const std::uint64_t backoff = backoff_ms(policy, now.attempt, random_bits);
    const bool hinted = now.retry_after.has_delay && (result.reason == reason::throttled || !now.retry_after.rate_limit_only);
    if (hinted && now.retry_after.delay_ms > policy.cap_ms) {
        set_delay(result, now, now.retry_after.delay_ms); // the backoff is within the cap
        give_up(result, reason::hint_beyond_cap);
        return;
    }
    set_delay(result, now, hinted && now.retry_after.delay_ms > backoff ? now.retry_after.delay_ms : backoff);
    if (policy.deadline_ms != retry_policy::no_deadline && saturating_add(now.elapsed_ms, result.delay_ms) >= policy.deadline_ms) {
        give_up(result, reason::deadline_exceeded);
    }
}

TELNYX_ERRORS_OUT_OF_LINE constexpr void decide_hold(decision& result, enum wait wait, const situation& now,
                                                     const retry_policy& policy) noexcept {
    if (wait != wait::fixed_24_hours) {
        const bool hinted = now.retry_after.has_delay && !now.retry_after.rate_limit_only;
        const bool later = hinted && now.retry_after.delay_ms > policy.look_again_ms;
        set_delay(result, now, later ? now.retry_after.delay_ms : policy.look_again_ms);
        return;
    }
    const instant from = now.failed_at.known() ? now.failed_at : now.now;
    set_instant(result, now, from.plus(seconds_a_day));
    if (!result.has_delay) {
        result.has_delay = true;
        result.delay_ms = static_cast<std::uint64_t>(seconds_a_day) * 1000;
    }
}

// The earliest sensible time for what must be changed first. What the table knows about a limit outranks a hint, which is
// about the next request, whatever it is.
TELNYX_ERRORS_OUT_OF_LINE constexpr void set_earliest_time(decision& result, enum wait wait, const situation& now) noexcept {
    switch (wait) {
    case wait::next_minute: set_instant(result, now, next_minute(now.now)); break;
    case wait::next_day_pacific: set_instant(result, now, next_midnight_in_los_angeles(now.now)); break;
    case wait::spend_window: set_instant(result, now, next_midnight_utc(now.now)); break; // the limit is a daily one, of UTC's day
    case wait::none:
    case wait::backoff:
    case wait::fixed_24_hours:
    case wait::until_state_changes:
    case wait::queue_drains:
    case wait::rate_falls:
    case wait::as_server_says: break;
    }
    if (!result.has_delay && now.retry_after.has_delay && !now.retry_after.rate_limit_only) {
        set_delay(result, now, now.retry_after.delay_ms);
    }
}

// What the columns decide by themselves. The rest depends on the situation, see `settle`.
[[nodiscard]] constexpr decision opening_of(const judgement& columns) noexcept {
    decision result{};
    const auto is = [&result](enum step step, enum reason reason) {
        result.step = step;
        result.reason = reason;
    };
    result.scope = columns.scope;
    result.remedy = columns.remedy;
    result.basis = columns.basis;
    switch (columns.retry) {
    case retry_class::automatic:
        is(step::retry, columns.wait == wait::as_server_says ? reason::throttled : reason::transient);
        break;
    case retry_class::temporary_hold: is(step::hold, reason::on_hold); break;
    case retry_class::after_intervention: is(step::fix_first, reason::needs_intervention); break;
    case retry_class::action_required: is(step::fix_first, reason::action_required); break;
    case retry_class::permanent: is(step::stop, columns.known() ? reason::permanent : reason::refused); break;
    case retry_class::unspecified:
        if (columns.scope == scope::platform) {
            is(step::reconcile, reason::may_have_been_sent);
        } else {
            is(step::stop, columns.known() ? reason::unexplained_failure : reason::unknown_code);
        }
        break;
    }
    return result;
}

// How the decision about each judgement of the table begins, made when this is compiled: a decision about a known code is
// a copy of it, and mostly nothing more.
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

// What the situation makes of an opening.
TELNYX_ERRORS_IN_LINE constexpr void settle(decision& result, const judgement& columns, const situation& now,
                                            const retry_policy& policy, std::uint32_t random_bits) noexcept {
    switch (result.step) {
    case step::none: // unreachable: every opening has a step
    case step::stop: return;
    case step::retry: decide_retry(result, now, policy, random_bits); return;
    case step::hold: decide_hold(result, columns.wait, now, policy); return;
    case step::fix_first:
        if (columns.wait != wait::none || now.retry_after.has_delay) {
            set_earliest_time(result, columns.wait, now);
        }
        return;
    case step::reconcile:
        if (now.idempotent) {
            result.step = step::retry;
            result.reason = reason::transient;
            decide_retry(result, now, policy, random_bits);
        }
        return;
    }
}

// What remains to be said where the outcome alone says that the message may have been sent.
constexpr void decide_open(decision& result, const situation& now, const retry_policy& policy, std::uint32_t random_bits) noexcept {
    result.step = step::reconcile;
    result.reason = reason::may_have_been_sent;
    settle(result, judgement{}, now, policy, random_bits);
}

// One failure, with everything that may be known about it beside the code.
constexpr void decide_failure(decision& result, const failure& what, const situation& now, const retry_policy& policy,
                              std::uint32_t random_bits) noexcept {
    const judgement& columns = what.columns;
    result = opening_of(columns);
    result.opted_out = what.opted_out;
    result.governing_code = what.number;
    if (what.opted_out == answer::yes) { // before anything that could send again
        // The row of a permanent code says more than the opt-out does; a status that refuses for good does not.
        if (result.reason != reason::permanent) {
            result.step = step::stop;
            result.reason = reason::opted_out;
            result.scope = scope::recipient;
        }
        if (result.scope == scope::recipient) {
            result.remedy = remedy::stop_messaging_recipient; // correcting his address would not do
        }
        return;
    }
    if (result.reason == reason::refused && now.retry_after.should_retry == retry_hint::wish::retry) {
        // A refusal without a known code is judged by its status only, so the server may know better.
        result.step = step::retry;
        result.reason = reason::transient;
    }
    if (what.may_have_been_sent && (columns.retry == retry_class::automatic || columns.retry == retry_class::unspecified)) {
        result.step = step::reconcile;
        result.reason = reason::may_have_been_sent;
    }
    settle(result, columns, now, policy, random_bits);
}

// A code that nobody knows, or none: in the request phase the HTTP status decides, if there is one; no code and no status
// means that no answer came.
TELNYX_ERRORS_OUT_OF_LINE constexpr void decide_unknown(decision& result, std::int64_t number, const situation& now,
                                                        const retry_policy& policy, std::uint32_t random_bits) noexcept {
    const bool request = now.phase == phase::request || now.phase == phase::unknown;
    const bool by_status = request && (number == 0 || now.http_status != 0);
    const judgement ladder = by_status ? judge_status(now.http_status) : judgement{};
    if (by_status && number == 0 && ladder.basis == basis::none) {
        result = decision{}; // 1xx, 2xx, 3xx without a code: nothing failed
        return;
    }
    decide_failure(result, {ladder.basis == basis::none ? judge(number) : ladder, number, answer::no, false}, now, policy,
                   random_bits);
}

// Who answered STOP is told by the code only where the request itself was refused: in reports of delivery the number is
// also seen with other meanings.
[[nodiscard]] constexpr answer opted_out_by_code(std::int64_t number, enum phase through) noexcept {
    if (number != static_cast<std::int64_t>(code::blocked_stop)) {
        return answer::no;
    }
    return through == phase::delivery || through == phase::record ? answer::maybe : answer::yes;
}

} // namespace detail

/// What to do about a code, without a body.
///
/// \param number       the code; 0 if there is none, then the HTTP status decides (and none at all means no answer came).
/// \param now          what only the caller knows.
/// \param policy       how often and how patiently to try.
/// \param random_bits  32 random bits for the jitter, from the caller's generator.
/// \return the decision. No code that is permanent, or needs something changed, is ever answered with `step::retry`,
///         whatever status, header, try or policy comes with it. O(1), no allocation.
[[nodiscard]] constexpr decision decide(std::int64_t number, const situation& now, const retry_policy& policy = {},
                                        std::uint32_t random_bits = 0xFFFFFFFFU) noexcept {
    const std::size_t place = detail::judgements.of_row[detail::row_of(number)];
    decision result = detail::openings.of_judgement[place];
    result.governing_code = number;
    if (result.basis != basis::documented && result.basis != basis::derived) {
        detail::decide_unknown(result, number, now, policy, random_bits);
        return result;
    }
    result.opted_out = detail::opted_out_by_code(number, now.phase);
    detail::settle(result, detail::judgements.distinct[place], now, policy, random_bits);
    return result;
}

/// What to do about a code, by enumerator.
[[nodiscard]] constexpr decision decide(code which, const situation& now, const retry_policy& policy = {},
                                        std::uint32_t random_bits = 0xFFFFFFFFU) noexcept {
    return decide(static_cast<std::int64_t>(which), now, policy, random_bits);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
