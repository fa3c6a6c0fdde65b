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
    /// The longest delay, in milliseconds. A server that asks for a longer one is not retried.
    std::uint64_t cap_ms = 60000;
    /// How delays are spread, see `situation::random_bits`.
    errors::jitter jitter = errors::jitter::equal;
    /// How long all attempts may take together, from the first one. Not known: no limit.
    delay deadline{};
    /// How long to wait before checking again whether a state has changed, in milliseconds.
    std::uint64_t look_again_ms = std::uint64_t{15} * 60 * 1000;
};

/// The delay after an attempt without jitter, in milliseconds: the base, twice, four times ... the base, never more than the
/// cap, for any attempt. Attempt 0 is treated as 1. O(1).
[[nodiscard]] constexpr std::uint64_t nominal_delay_ms(const retry_policy& policy, std::uint32_t attempt) noexcept;

/// The delay after an attempt with jitter, in milliseconds.
/// \param random_bits  any 32 random bits; all ones give the nominal delay. Not used without jitter.
[[nodiscard]] constexpr std::uint64_t backoff_ms(const retry_policy& policy, std::uint32_t attempt,
                                                 std::uint32_t random_bits) noexcept;

namespace detail {

[[nodiscard]] constexpr std::uint64_t saturating_add(std::uint64_t left, std::uint64_t right) noexcept {
    return left > UINT64_MAX - right ? UINT64_MAX : left + right;
}

// `range` times random_bits / 2^32, without overflow. Random bits of all ones give `range` itself.
[[nodiscard]] constexpr std::uint64_t scaled(std::uint64_t range, std::uint32_t random_bits) noexcept {
    const std::uint64_t parts = std::uint64_t{random_bits} + 1; // 1 .. 2^32
    return (range >> 32U) * parts + ((range & 0xFFFFFFFFU) * parts >> 32U);
}

} // namespace detail

constexpr std::uint64_t nominal_delay_ms(const retry_policy& policy, std::uint32_t attempt) noexcept {
    const std::uint32_t doublings = attempt == 0 ? 0 : attempt - 1;
    const bool beyond = doublings >= 64 || policy.base_ms > policy.cap_ms >> doublings;
    return beyond && policy.base_ms != 0 ? policy.cap_ms : policy.base_ms << (doublings & 63U);
}

constexpr std::uint64_t backoff_ms(const retry_policy& policy, std::uint32_t attempt, std::uint32_t random_bits) noexcept {
    const std::uint64_t nominal = nominal_delay_ms(policy, attempt);
    switch (policy.jitter) {
    case jitter::none: return nominal;
    case jitter::equal: return nominal - nominal / 2 + detail::scaled(nominal / 2, random_bits);
    case jitter::full: return detail::scaled(nominal, random_bits);
    }
    return nominal;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
