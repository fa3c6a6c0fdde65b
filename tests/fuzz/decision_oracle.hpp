// What must be true of every decision, whatever status, header, try and policy come with it.
#ifndef TELNYX_ERRORS_TESTS_FUZZ_DECISION_ORACLE_HPP
#define TELNYX_ERRORS_TESTS_FUZZ_DECISION_ORACLE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/printing.hpp>

#include "fuzz.hpp"
#include "unit/reference.hpp"

namespace fuzz {

namespace te = telnyx::errors;

/// What is asked beside the code or the body.
struct question {
    te::situation now;
    te::retry_policy policy;
};

inline question question_from(byte_source& bytes) {
    constexpr te::phase phases[] = {te::phase::unknown, te::phase::request, te::phase::delivery, te::phase::record};
    constexpr int statuses[] = {0,   200, 202, 301, 400, 401, 402, 403, 404, 408, 409,
                                422, 429, 499, 500, 502, 503, 599, 600, 99,  -1};
    constexpr te::server_wish wishes[] = {te::server_wish::none, te::server_wish::retry, te::server_wish::no_retry};
    constexpr te::jitter jitters[] = {te::jitter::equal, te::jitter::none, te::jitter::full};
    question result;
    result.now.random_bits = 0;
    const std::uint8_t given = bytes.octet(); // what stays as it is by default
    result.now.phase = bytes.one_of(phases);
    result.now.http_status = bytes.one_of(statuses);
    result.now.idempotent = (given & 1U) != 0;
    result.now.attempt = static_cast<std::uint32_t>(bytes.below(8));
    if ((given & 2U) != 0) {
        result.now.retry_after.should_retry = bytes.one_of(wishes);
        const bool hinted = bytes.flag();
        result.now.retry_after.rate_limit_only = bytes.flag();
        const std::uint64_t milliseconds = bytes.magnitude();
        result.now.retry_after.delay = hinted ? te::delay{milliseconds} : te::delay{};
    }
    if ((given & 4U) != 0) {
        result.now.time = te::instant{static_cast<std::int64_t>(bytes.magnitude())};
    }
    if ((given & 8U) != 0) {
        result.now.failed_at = te::instant{static_cast<std::int64_t>(bytes.magnitude())};
    }
    if ((given & 16U) != 0) {
        result.policy.max_attempts = static_cast<std::uint32_t>(bytes.magnitude());
        result.policy.base_ms = bytes.magnitude();
        result.policy.cap_ms = bytes.magnitude();
        result.policy.jitter = bytes.one_of(jitters);
        result.now.random_bits = static_cast<std::uint32_t>(bytes.number(4));
    }
    if ((given & 32U) != 0) {
        result.policy.deadline = te::delay{bytes.magnitude()};
        result.now.elapsed_ms = bytes.magnitude();
    }
    if ((given & 64U) != 0) {
        result.now.attempt = static_cast<std::uint32_t>(bytes.magnitude());
        result.policy.look_again_ms = bytes.magnitude();
    }
    if ((given & 128U) != 0) {
        result.now.http_status = static_cast<int>(bytes.number(4));
        const std::size_t channels = te::enumerators<te::channel>.size();
        result.now.channel = te::enumerators<te::channel>[bytes.below(channels)];
        result.now.never_left = bytes.flag();
        result.policy.longest_wait = bytes.flag() ? te::delay{bytes.magnitude()} : te::delay{};
        result.policy.longest_hold = bytes.flag() ? te::delay{bytes.magnitude()} : te::delay{};
    }
    return result;
}

inline std::string shown(te::instant when) { return when.known() ? std::to_string(when.unix_seconds()) : "unknown"; }

inline std::string shown(const question& asked) {
    const te::situation& now = asked.now;
    return "phase " + std::string(name(now.phase)) + ", status " + std::to_string(now.http_status) + ", attempt " +
           std::to_string(now.attempt) + ", elapsed_ms " + std::to_string(now.elapsed_ms) + ", now " + shown(now.time) +
           ", failed_at " + shown(now.failed_at) + ", idempotent " + std::to_string(static_cast<int>(now.idempotent)) +
           ", hint of " + (now.retry_after.delay.known() ? std::to_string(now.retry_after.delay.milliseconds()) : "no") + " ms" +
           (now.retry_after.rate_limit_only ? " (rate limit)" : "") + ", wish " +
           std::to_string(static_cast<int>(now.retry_after.should_retry)) + ", channel " + std::string(name(now.channel)) +
           (now.never_left ? ", never left" : "") + "; tries " + std::to_string(asked.policy.max_attempts) + ", base_ms " +
           std::to_string(asked.policy.base_ms) + ", cap_ms " + std::to_string(asked.policy.cap_ms) + ", jitter " +
           std::string(name(asked.policy.jitter)) + ", deadline " + std::string(to_text(asked.policy.deadline).view()) +
           ", random bits " + std::to_string(asked.now.random_bits);
}

inline std::string shown(const te::decision& decided) {
    return std::string(name(decided.step)) + " because " + std::string(name(decided.reason)) + ", scope " +
           std::string(name(decided.scope)) + " toward " + std::string(name(decided.toward)) + ", receipt " +
           std::string(name(decided.receipt)) + ", remedy " + std::string(name(decided.remedy)) + ", basis " +
           std::string(name(decided.basis)) + ", opted out " + std::string(name(decided.consent)) + ", delay " +
           (decided.delay.known() ? std::to_string(decided.delay.milliseconds()) : "none") + ", not before " +
           shown(decided.not_before) + ", code " + std::to_string(decided.governing_code);
}

inline bool same(const te::decision& left, const te::decision& right) {
    return left.step == right.step && left.reason == right.reason && left.scope == right.scope && left.toward == right.toward &&
           left.receipt == right.receipt && left.remedy == right.remedy && left.basis == right.basis &&
           left.consent == right.consent && left.delay == right.delay && left.not_before == right.not_before &&
           left.governing_code == right.governing_code;
}

/// The row of a code in the transcription of the sources, not in the table; null if it has none.
inline const reference::code_row* row_in_sources(std::int64_t number) {
    for (const reference::code_row& row : reference::rows) {
        if (row.number == number) {
            return &row;
        }
    }
    return nullptr;
}

/// Whether the sources forbid a retry of this code: resending the same message cannot help, unless it had to wait for a time that
/// has passed.
inline bool is_retry_forbidden(const te::decision& decided, std::int64_t number) {
    const reference::code_row* const row = row_in_sources(number);
    if (decided.step != te::step::retry || row == nullptr || !row->must_not_be_resent()) {
        return false;
    }
    const bool timed = row->wait == "next_minute" || row->wait == "next_day_pacific" || row->wait == "spend_window";
    return !timed || decided.reason != te::reason::wait_is_over;
}

/// The delay without jitter, by doubling.
inline std::uint64_t nominal_delay(const te::retry_policy& policy, std::uint32_t attempt) {
    std::uint64_t delay = policy.base_ms;
    for (std::uint32_t i = 1; i < attempt && delay != 0 && delay < policy.cap_ms; ++i) {
        delay = delay > UINT64_MAX / 2 ? UINT64_MAX : delay * 2;
    }
    return delay < policy.cap_ms ? delay : policy.cap_ms;
}

/// What is true of backoff.
inline void check_backoff(const question& asked) {
    const te::retry_policy& policy = asked.policy;
    const std::uint64_t expected = nominal_delay(policy, asked.now.attempt);
    const std::uint64_t nominal = te::nominal_delay_ms(policy, asked.now.attempt);
    require(nominal == expected, "the nominal delay is not the base, doubled with each try, up to the cap",
            [&] { return std::to_string(nominal) + " instead of " + std::to_string(expected) + ": " + shown(asked); });
    const std::uint64_t delay = te::backoff_ms(policy, asked.now.attempt, asked.now.random_bits);
    const std::uint64_t least = policy.jitter == te::jitter::none    ? nominal
                                : policy.jitter == te::jitter::equal ? nominal - nominal / 2
                                                                     : 0;
    require(delay >= least && delay <= nominal, "backoff leaves its bounds",
            [&] { return std::to_string(delay) + ": " + shown(asked); });
}

/// What is true of every decision. \param status  the HTTP status that counts.
/// \param known_code  whether a known code was among what was decided about.
inline void check_decision(const te::decision& decided, const question& asked, int status, bool known_code) {
    const te::situation& now = asked.now;
    const te::retry_policy& policy = asked.policy;
    const auto show = [&] { return shown(decided) + "\n  asked: " + shown(asked); };
    if (decided.consent >= te::consent::maybe_opted_out) { // an inbound STOP needs no step
        require(decided.step == te::step::stop || decided.step == te::step::none, "a recipient who opted out is messaged again",
                show);
    }
    if (decided.step == te::step::hold || decided.step == te::step::reconcile || decided.reason == te::reason::not_final) {
        require(decided.delay.known() || decided.not_before.known(), "nothing is final, and there is no time", show);
    }
    require(decided.step != te::step::reconcile || decided.receipt == te::receipt::maybe, "reconciled, but known", show);
    require(decided.step != te::step::retry || decided.receipt == te::receipt::no || now.idempotent, "a try of what may be there",
            show);
    require(decided.delay.known() || decided.delay.milliseconds() == 0, "a delay that is none", show);
    if (decided.step != te::step::retry) {
        return;
    }
    const std::uint32_t attempt = now.attempt == 0 ? 1 : now.attempt;
    require(attempt < policy.max_attempts, "more tries than the policy allows", show);
    require(now.retry_after.should_retry != te::server_wish::no_retry, "a try that the server forbade", show);
    const std::uint64_t hint = now.retry_after.delay.milliseconds();
    require(decided.delay.known() && (hint > UINT64_MAX - policy.cap_ms || decided.delay.milliseconds() <= hint + policy.cap_ms),
            "a delay beyond hint and cap", show);
    const std::uint64_t deadline = policy.deadline.milliseconds();
    require(!policy.deadline.known() || (now.elapsed_ms < deadline && decided.delay.milliseconds() < deadline - now.elapsed_ms),
            "a try beyond the deadline", show);
    require(decided.delay.milliseconds() >= te::delay{te::backoff_ms(policy, attempt, now.random_bits)}.milliseconds(),
            "a try before the backoff is over", show);
    if (now.retry_after.delay.known() && !now.retry_after.rate_limit_only) {
        require(decided.delay.milliseconds() >= now.retry_after.delay.milliseconds(), "a try before the server wants it", show);
    }
    if (now.time.known()) {
        require(decided.not_before.known() && decided.not_before.unix_seconds() >= now.time.unix_seconds(), "a try in the past",
                show);
    }
    if (!known_code && !now.idempotent) {
        // Without a code only a request that was refused or never left may be sent again: what may have been sent is not.
        const bool unsent = status == 0 && now.never_left;
        const bool throttled = status == 429;
        const bool refused = status >= 400 && status < 500 && status != 401 && status != 402 && status != 403 && status != 408;
        require(unsent || throttled || (refused && now.retry_after.should_retry == te::server_wish::retry),
                "a try of what may have been sent", show);
    }
}

/// What is true of a decision about a code by itself.
inline void check_code_decision(std::int64_t number, const question& asked) {
    const te::decision decided = te::decide(number, asked.now, asked.policy);
    const auto show = [&] { return std::to_string(number) + ": " + shown(decided) + "\n  asked: " + shown(asked); };
    require(!is_retry_forbidden(decided, number), "a code that must not be sent again is sent again", show);
    check_decision(decided, asked, asked.now.http_status, te::classify(number).known());
    require(same(decided, te::decide(number, asked.now, asked.policy)), "the same question, another answer", show);
    require(decided.governing_code == number || decided.step == te::step::none, "another code governs", show);
}

} // namespace fuzz

#endif
