// telnyx-errors: how often and how patiently to retry. SPDX-License-Identifier: MIT
//
// Nothing here sleeps or draws a random number: the caller passes random bits and gets a delay.
#ifndef TELNYX_ERRORS_BACKOFF_HPP
#define TELNYX_ERRORS_BACKOFF_HPP

#include <cstdint>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// How often, and how patiently, to retry.
struct retry_policy {
    /// Attempts in all, including the first one.
    std::uint32_t max_attempts = 5;
    /// The nominal delay after the first attempt, in milliseconds. It doubles with every attempt.
    std::uint64_t base_ms = 1000;
    /// The longest delay of the backoff, in milliseconds. For a wait that the server asks for, see `longest_wait`.
    std::uint64_t cap_ms = 60000;
    /// How delays are spread, see `situation::random_bits`.
    errors::jitter jitter = errors::jitter::equal;
    /// How long all attempts may take together, from the first one. Not known: no limit.
    delay deadline{};
    /// How long to wait before checking again whether a state has changed, in milliseconds.
    std::uint64_t look_again_ms = std::uint64_t{15} * 60 * 1000;
    /// The longest wait that a server may ask for before another attempt. Longer ones are refused: the message is not retried. The
    /// default is 24 hours. Not known: no limit.
    delay longest_wait{std::uint64_t{24} * 60 * 60 * 1000};
    /// How long a message may be held in all, from the first attempt or the first time it was held. The default is 72 hours. Not
    /// known: no limit.
    delay longest_hold{std::uint64_t{72} * 60 * 60 * 1000};
    /// How long after a request "not found" does not prove that the message was not accepted: messages wait in Telnyx's queue for
    /// up to 4 hours, the default. Not known: it never proves it.
    delay queue_window{std::uint64_t{4} * 60 * 60 * 1000};
};

/// The delay after an attempt without jitter, in milliseconds: the base, twice, four times ... the base, never more than the
/// cap, for any attempt. Attempt 0 is treated as 1. O(1).
[[nodiscard]] constexpr std::uint64_t nominal_delay_ms(const retry_policy& policy, std::uint32_t attempt) noexcept;

/// The delay after an attempt with jitter, in milliseconds.
/// \param random_bits  any 32 random bits; all ones give the nominal delay. Not used without jitter.
[[nodiscard]] constexpr std::uint64_t backoff_ms(const retry_policy& policy, std::uint32_t attempt,
                                                 std::uint32_t random_bits) noexcept;

/// The delay after an attempt for which the server asked to wait: never less than the hint, never less than `backoff_ms` gives,
/// and spread like that. What random bits take off the nominal delay comes on top of the hint, so that clients that the server sent
/// away together do not come back together: up to half of the nominal delay with `jitter::equal`, up to all of it with
/// `jitter::full`, nothing with `jitter::none`. It saturates. O(1).
/// \param hint_ms      the wait that the server asks for, in milliseconds.
/// \param random_bits  any 32 random bits; all ones give the hint itself, where it is longer than the nominal delay.
[[nodiscard]] constexpr std::uint64_t delay_after_hint_ms(std::uint64_t hint_ms, const retry_policy& policy, std::uint32_t attempt,
                                                          std::uint32_t random_bits) noexcept;

namespace detail {

[[nodiscard]] constexpr retry_policy make_delivery_policy() noexcept {
    constexpr std::uint64_t minute_ms = 60000;
    retry_policy result{};
    result.max_attempts = 6;
    result.base_ms = 5 * minute_ms;
    result.cap_ms = 120 * minute_ms;
    result.deadline = delay{minute_ms * 60 * 24};
    return result;
}

[[nodiscard]] constexpr std::uint64_t saturating_add(std::uint64_t left, std::uint64_t right) noexcept {
    return left > UINT64_MAX - right ? UINT64_MAX : left + right;
}

// `range` times random_bits / 2^32, without overflow. Random bits of all ones give `range` itself.
[[nodiscard]] constexpr std::uint64_t scaled(std::uint64_t range, std::uint32_t random_bits) noexcept {
    const std::uint64_t parts = std::uint64_t{random_bits} + 1; // 1 .. 2^32
    return (range >> 32U) * parts + ((range & 0xFFFFFFFFU) * parts >> 32U);
}

// The delay between the attempts consists of a part that is fixed and a part that random bits scale.
struct spread_delay {
    std::uint64_t fixed = 0;
    std::uint64_t range = 0;
};

[[nodiscard]] constexpr spread_delay spread(std::uint64_t nominal, errors::jitter jitter) noexcept {
    switch (jitter) {
    case jitter::none: break;
    case jitter::equal: return {nominal - nominal / 2, nominal / 2};
    case jitter::full: return {0, nominal};
    }
    return {nominal, 0};
}

} // namespace detail

/// The policy for failed requests: the defaults, which are seconds. The failure is fresh, and the caller often waits.
inline constexpr retry_policy request_policy{};

/// The policy for messages that were accepted and not delivered: 6 attempts, the nominal delays are 5, 10, 20, 40 and 80 minutes,
/// the cap is 2 hours and the deadline 24 hours. A handset that is off, or a carrier in trouble, needs minutes to hours.
inline constexpr retry_policy delivery_policy = detail::make_delivery_policy();

constexpr std::uint64_t nominal_delay_ms(const retry_policy& policy, std::uint32_t attempt) noexcept {
    const std::uint32_t doublings = attempt == 0 ? 0 : attempt - 1;
    const bool beyond = doublings >= 64 || policy.base_ms > policy.cap_ms >> doublings;
    return beyond && policy.base_ms != 0 ? policy.cap_ms : policy.base_ms << (doublings & 63U);
}

constexpr std::uint64_t backoff_ms(const retry_policy& policy, std::uint32_t attempt, std::uint32_t random_bits) noexcept {
    const detail::spread_delay parts = detail::spread(nominal_delay_ms(policy, attempt), policy.jitter);
    return parts.fixed + detail::scaled(parts.range, random_bits); // at most the nominal delay
}

constexpr std::uint64_t delay_after_hint_ms(std::uint64_t hint_ms, const retry_policy& policy, std::uint32_t attempt,
                                            std::uint32_t random_bits) noexcept {
    const detail::spread_delay parts = detail::spread(nominal_delay_ms(policy, attempt), policy.jitter);
    const std::uint64_t scaled = detail::scaled(parts.range, random_bits);
    const std::uint64_t backoff = parts.fixed + scaled;
    const std::uint64_t after_hint = detail::saturating_add(hint_ms, parts.range - scaled);
    return after_hint > backoff ? after_hint : backoff;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
