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
#include <telnyx/errors/refinement.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/vocabulary.hpp>
#include <telnyx/errors/wait_end.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What to do about a code, without a payload.
///
/// \param number  the code; 0 if there is none. Then the HTTP status decides, and no status means that no response came.
/// \param here    what only the caller knows.
/// \param policy  how often and how patiently to retry.
/// \return the decision. A code that is permanent, or needs a change first, never gives `step::retry`, whatever status, header,
///         attempt or policy comes with it, until the time that it had to wait for has passed. O(1), no allocation.
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
    errors::receipt receipt = errors::receipt::no; // of the recipient, as far as their status tells; the code may know less
    bool title_disagrees = false;                  // the code is judged with caution because of its title
    bool other_conditions = false;                 // another error asks for something too, so that time alone cannot cure this one
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
    result.toward = columns.toward;
    result.remedy = columns.remedy;
    result.basis = columns.basis;
    const bool known = columns.known();
    const bool open = columns.retry == retry_class::unspecified && (columns.scope == scope::platform || !known);
    result.receipt = open ? receipt::maybe : receipt::no;
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

// Nothing more can be tried: a person must look.
constexpr void give_up(decision& result, errors::reason why) noexcept {
    set_step(result, step::stop, why);
    result.remedy = remedy::investigate;
}

constexpr void check_deadline(decision& result, const situation& here, const retry_policy& policy) noexcept {
    if (policy.deadline.known() && saturating_add(here.elapsed_ms, result.delay.milliseconds()) >= policy.deadline.milliseconds()) {
        give_up(result, reason::deadline_exceeded);
    }
}

// A retry for which the server names a time: not before it, and spread after it. Longer than a backoff the message is held.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_hinted_retry(decision& result, const situation& here,
                                                             const retry_policy& policy) noexcept {
    const std::uint64_t hint = here.retry_after.delay.milliseconds();
    set_delay(result, here, delay_after_hint_ms(hint, policy, here.attempt, here.random_bits));
    if (policy.longest_wait.known() && hint > policy.longest_wait.milliseconds()) {
        set_step(result, step::stop, reason::wait_too_long);
        return;
    }
    if (hint > policy.cap_ms) {
        result.step = step::hold;
    }
    check_deadline(result, here, policy);
}

// A retry, if attempts, deadline and server permit it.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_retry(decision& result, const situation& here,
                                                      const retry_policy& policy) noexcept {
    if (here.retry_after.should_retry == server_wish::no_retry) {
        set_step(result, step::stop, reason::server_said_no);
        return;
    }
    const std::uint32_t attempts_before = here.attempt - (here.attempt != 0 ? 1U : 0U);
    if (attempts_before + 1 >= policy.max_attempts) {
        give_up(result, reason::attempts_exhausted);
        return;
    }
    if (here.retry_after.delay.known() && (result.reason == reason::throttled || !here.retry_after.rate_limit_only)) {
        settle_hinted_retry(result, here, policy);
        return;
    }
    set_delay(result, here, backoff_ms(policy, here.attempt, here.random_bits));
    check_deadline(result, here, policy);
}

// What had to pass has passed: the message may be sent, as far as the policy permits.
constexpr void settle_over(decision& result, const situation& here, const retry_policy& policy) noexcept {
    set_step(result, step::retry, reason::wait_is_over);
    settle_retry(result, here, policy);
}

// The wait that the server asks for, as far as the policy accepts waits: nothing is put off for years because of a header.
[[nodiscard]] constexpr std::uint64_t accepted_hint_ms(const situation& here, const retry_policy& policy) noexcept {
    const std::uint64_t hint = here.retry_after.delay.milliseconds();
    return policy.longest_wait.known() && hint > policy.longest_wait.milliseconds() ? policy.longest_wait.milliseconds() : hint;
}

// When to look again: not before a hint, if there is one.
constexpr void set_look_again(decision& result, const situation& here, const retry_policy& policy) noexcept {
    const std::uint64_t hint = here.retry_after.rate_limit_only ? 0 : accepted_hint_ms(here, policy);
    set_delay(result, here, hint > policy.look_again_ms ? hint : policy.look_again_ms);
}

// Whether a message was held, or looked for, for as long as the policy allows.
[[nodiscard]] constexpr bool is_held_too_long(const situation& here, const retry_policy& policy) noexcept {
    return policy.longest_hold.known() && here.elapsed_ms >= policy.longest_hold.milliseconds();
}

// When to look again, or to send; and no longer than the policy holds messages.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_hold(decision& result, errors::wait wait, bool may_end, const situation& here,
                                                     const retry_policy& policy) noexcept {
    const instant end = end_of_wait(wait, start_of_wait(here));
    if (may_end && is_over(end, here)) {
        settle_over(result, here, policy);
        return;
    }
    if (is_held_too_long(here, policy)) {
        give_up(result, reason::held_too_long);
        return;
    }
    if (wait != wait::fixed_24_hours || is_over(end, here)) {
        set_look_again(result, here, policy);
        return;
    }
    set_instant(result, here, end);
    if (!result.delay.known()) {
        result.delay = delay{static_cast<std::uint64_t>(seconds_a_day) * 1000};
    }
}

// The earliest time for a fix. What the table knows about a limit outranks a hint, which is about the next request, whatever that
// is.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_fix(decision& result, errors::wait wait, bool may_end, const situation& here,
                                                    const retry_policy& policy) noexcept {
    const instant end = end_of_wait(wait, start_of_wait(here));
    if (is_over(end, here)) {
        may_end ? settle_over(result, here, policy) : set_look_again(result, here, policy);
        return;
    }
    set_instant(result, here, end);
    if (result.delay.known()) {
        return;
    }
    // Of a rate or a queue the server knows best. A hint about something else says less than that a limit is reached.
    const bool by_server = wait == wait::none || wait == wait::rate_falls || wait == wait::queue_drains;
    if (by_server && here.retry_after.delay.known() && !here.retry_after.rate_limit_only) {
        set_delay(result, here, accepted_hint_ms(here, policy));
    } else if (wait != wait::none) {
        set_look_again(result, here, policy); // which leaves the instant that is known
    }
}

// What became of the message is not known: look it up, now and then.
TELNYX_ERRORS_OUT_OF_LINE constexpr void settle_reconcile(decision& result, errors::reason why, const situation& here,
                                                          const retry_policy& policy) noexcept {
    set_step(result, step::reconcile, why);
    result.remedy = remedy::investigate;
    result.receipt = receipt::maybe;
    set_look_again(result, here, policy);
}

// Completes an opening with what the situation permits.
TELNYX_ERRORS_IN_LINE constexpr void settle(decision& result, const judgement& columns, bool may_end, const situation& here,
                                            const retry_policy& policy) noexcept {
    switch (result.step) {
    case step::none: // unreachable: every opening has a step
    case step::stop: return;
    case step::retry: settle_retry(result, here, policy); return;
    case step::hold: settle_hold(result, columns.wait, may_end, here, policy); return;
    case step::fix_first: settle_fix(result, columns.wait, may_end, here, policy); return;
    case step::reconcile:
        if (here.idempotent) {
            set_step(result, step::retry, reason::transient);
            settle_retry(result, here, policy);
        } else {
            settle_reconcile(result, result.reason, here, policy);
        }
        return;
    }
}

// A recipient who opted out is not written to, whatever else is known.
constexpr void settle_opt_out(decision& result) noexcept {
    // The row of a permanent code says more than the opt-out does. A status that refuses for good does not.
    if (result.reason != reason::permanent || result.toward != toward::recipient) {
        set_step(result, step::stop, reason::opted_out);
        result.scope = scope::profile;
        result.toward = toward::recipient;
    }
    result.remedy = remedy::stop_messaging_recipient; // correcting the address would not help
}

// One failure, with everything that may be known about it beside the code.
constexpr void decide_failure(decision& result, const failure& what, const situation& here, const retry_policy& policy) noexcept {
    const judgement& columns = what.columns;
    result = opening_of(columns);
    result.receipt = what.receipt > result.receipt ? what.receipt : result.receipt;
    result.consent = what.consent;
    result.governing_code = what.number;
    if (what.consent >= consent::maybe_opted_out) { // before anything that could resend
        settle_opt_out(result);
        return;
    }
    if (result.reason == reason::refused && here.retry_after.should_retry == server_wish::retry) {
        // A refusal without a known code is judged by its status only, so the server may know better.
        set_step(result, step::retry, reason::transient);
    }
    if (what.title_disagrees && result.step == step::stop) {
        result.reason = reason::title_disagrees;
    }
    if (what.receipt != receipt::no && (result.step != step::stop || columns.retry == retry_class::unspecified)) {
        settle_reconcile(result, reason::may_have_been_sent, here, policy);
        return;
    }
    settle(result, columns, !what.other_conditions, here, policy);
}

// The request was answered with a redirection, which no client follows with its body: it was not carried out.
[[nodiscard]] constexpr decision redirected() noexcept {
    decision result{};
    set_step(result, step::fix_first, reason::redirected);
    result.scope = scope::account;
    result.remedy = remedy::fix_request;
    result.basis = basis::from_status;
    result.receipt = receipt::no;
    return result;
}

// The request never left: sending it is safe.
constexpr void decide_never_left(decision& result, const situation& here, const retry_policy& policy) noexcept {
    result = decision{};
    set_step(result, step::retry, reason::never_left);
    result.remedy = remedy::retry_with_backoff;
    result.receipt = receipt::no;
    settle_retry(result, here, policy);
}

// An unknown code, or none: in the request phase the HTTP status decides, if there is one.
TELNYX_ERRORS_OUT_OF_LINE constexpr void decide_unknown(decision& result, std::int64_t number, const situation& here,
                                                        const retry_policy& policy) noexcept {
    const bool status_only = number == 0 && has_http_status(here.phase);
    if (status_only && here.http_status == 0 && here.never_left) {
        decide_never_left(result, here, policy);
        return;
    }
    if (status_only && is_redirection(here.http_status)) {
        result = redirected();
        return;
    }
    const judgement columns = status_only ? judge_status(here.http_status) : classify(number, here.phase, here.http_status);
    if (status_only && columns.basis == basis::none) {
        result = decision{}; // 2xx without a code: nothing failed
        return;
    }
    decide_failure(result, {columns, number}, here, policy);
}

// Refinements that hold without a payload, which only codes with an automatic retry have: the others need not be asked.
template <class Rows> // so that a test can give others
[[nodiscard]] constexpr bool are_only_retries_refined_by_situation(const Rows& rows) noexcept {
    for (const refinement& each : rows) {
        if (!needs_payload(each) && refined_by(each).retry != retry_class::automatic) {
            return false;
        }
    }
    return true;
}
static_assert(are_only_retries_refined_by_situation(refinements),
              "decision.hpp: `decide` asks for refinements of automatic codes only");

// Everything but a code of five digits that means here what it means everywhere.
TELNYX_ERRORS_OUT_OF_LINE constexpr void decide_elsewhere(decision& result, std::int64_t number, const situation& here,
                                                          const retry_policy& policy) noexcept {
    if (!judge(number).known()) {
        decide_unknown(result, number, here, policy);
        return;
    }
    const judgement& columns = classify_without_payload(number, here.channel, here.phase);
    result = opening_of(columns);
    result.governing_code = number;
    settle(result, columns, true, here, policy);
}

// What the opening of a judgement still needs.
enum class route : std::uint8_t {
    complete,  // nothing
    consent,   // what the code of a STOP says in this phase
    fix,       // a hint, if there is one
    retry,     // a delay, if nothing in the situation refines it
    settle,    // everything else that a situation decides
    elsewhere, // a judgement: the code is unknown
};

[[nodiscard]] constexpr route route_of(const judgement& columns) noexcept {
    if (!columns.known()) {
        return route::elsewhere;
    }
    if (columns == judge(stop_code)) {
        return route::consent;
    }
    switch (opening_of(columns).step) {
    case step::stop: return route::complete;
    case step::fix_first: return columns.wait == wait::none ? route::fix : route::settle;
    case step::retry: return route::retry;
    case step::none: // unreachable: every opening has a step
    case step::hold:
    case step::reconcile: break;
    }
    return route::settle;
}

struct route_table {
    route of_judgement[judgement_count]{};
};

[[nodiscard]] constexpr route_table make_route_table() noexcept {
    route_table result{};
    for (std::size_t i = 0; i != judgement_count; ++i) {
        result.of_judgement[i] = route_of(judgements.distinct[i]);
    }
    return result;
}

inline constexpr route_table routes = make_route_table();

// Only the code of a STOP has its judgement, so that the judgement finds the code.
[[nodiscard]] constexpr bool is_only_row_of_its_kind(std::int64_t number) noexcept {
    std::size_t count = 0;
    for (const std::uint8_t place : judgements.of_row) {
        count += place == judgements.of_row[row_of(number)] ? 1U : 0U;
    }
    return count == 1;
}
static_assert(is_only_row_of_its_kind(stop_code), "decision.hpp: another code has the judgement of a STOP");

// Completes a decision whose opening stands.
TELNYX_ERRORS_IN_LINE constexpr void follow(route which, decision& result, const judgement& columns, const situation& here,
                                            const retry_policy& policy) noexcept {
    switch (which) {
    case route::complete: return;
    case route::fix:
        if (here.retry_after.delay.known()) {
            settle_fix(result, columns.wait, true, here, policy);
        }
        return;
    case route::consent: result.consent = consent_of_stop(here.phase); return;
    case route::retry:
        if (here.phase != phase::request && here.channel == channel::unknown) {
            settle_retry(result, here, policy);
            return;
        }
        break;
    case route::settle: settle(result, columns, true, here, policy); return;
    case route::elsewhere: break;
    }
    decide_elsewhere(result, result.governing_code, here, policy);
}

} // namespace detail

constexpr decision decide(std::int64_t number, const situation& here, const retry_policy& policy) noexcept {
    // A number outside of all pages has the opening of an unknown code, and is then judged elsewhere.
    const std::int64_t folded = detail::is_beyond_pages(number) ? 0 : number;
    const std::size_t place = detail::judgements.of_row[detail::row_in_pages(folded)];
    decision result = detail::openings.of_judgement[place];
    result.governing_code = number;
    detail::follow(detail::routes.of_judgement[place], result, detail::judgements.distinct[place], here, policy);
    return result;
}

constexpr decision decide(code which, const situation& here, const retry_policy& policy) noexcept {
    return decide(static_cast<std::int64_t>(which), here, policy);
}

constexpr judgement classify(std::int64_t number, errors::phase phase, int status) noexcept {
    const judgement& by_code = classify(number);
    if (by_code.known() || status == 0 || detail::is_interim(status) || !detail::has_http_status(phase)) {
        return by_code;
    }
    const judgement by_status = judge_status(status);
    return by_status.basis == basis::from_status ? by_status : by_code;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
