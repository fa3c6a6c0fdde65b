// telnyx-errors: delays and times as std::chrono types. SPDX-License-Identifier: MIT
//
// Nothing here reads a clock. A value that does not fit into the other type saturates; nothing overflows.
#ifndef TELNYX_ERRORS_CHRONO_HPP
#define TELNYX_ERRORS_CHRONO_HPP

#include <chrono>
#include <cstdint>
#include <ratio>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/instant.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A number of milliseconds as a duration. A number that does not fit is the longest duration.
[[nodiscard]] constexpr std::chrono::milliseconds to_duration(std::uint64_t milliseconds) noexcept {
    const auto most = static_cast<std::uint64_t>((std::chrono::milliseconds::max)().count());
    return std::chrono::milliseconds{static_cast<std::chrono::milliseconds::rep>(milliseconds < most ? milliseconds : most)};
}

/// A delay as a duration; zero if it is not known.
[[nodiscard]] constexpr std::chrono::milliseconds to_duration(delay wait) noexcept { return to_duration(wait.milliseconds()); }

/// A duration in whole milliseconds, rounded up, as policies and situations hold it. A negative duration, and one that is not a
/// number, is 0. A duration that does not fit is UINT64_MAX.
template <class Rep, class Period>
[[nodiscard]] constexpr std::uint64_t to_milliseconds(std::chrono::duration<Rep, Period> duration) noexcept {
    const double estimate = std::chrono::duration<double, std::milli>(duration).count();
    if (!(estimate > 0)) {
        return 0;
    }
    if (estimate >= 9.2e18) { // the ends of 63 bits; the exact computation below would overflow
        return UINT64_MAX;
    }
    const auto whole = std::chrono::duration_cast<std::chrono::duration<std::int64_t, std::milli>>(duration);
    const bool rest = std::chrono::duration<double, std::milli>(whole).count() < estimate;
    return static_cast<std::uint64_t>(whole.count()) + (rest ? 1U : 0U);
}

/// A time of the system clock as an instant, rounded down.
[[nodiscard]] constexpr instant to_instant(std::chrono::system_clock::time_point when) noexcept {
    return instant{static_cast<std::int64_t>(std::chrono::floor<std::chrono::seconds>(when.time_since_epoch()).count())};
}

/// An instant as a time of the system clock; `unknown` if it is not known. Instants beyond the range of the clock (some 292 years
/// from 1970 where it counts nanoseconds) saturate.
[[nodiscard]] constexpr std::chrono::system_clock::time_point
to_time_point(instant when, std::chrono::system_clock::time_point unknown = {}) noexcept {
    using clock = std::chrono::system_clock;
    constexpr std::int64_t most = std::chrono::duration_cast<std::chrono::seconds>((clock::duration::max)()).count();
    constexpr std::int64_t least = std::chrono::duration_cast<std::chrono::seconds>((clock::duration::min)()).count();
    if (!when.known()) {
        return unknown;
    }
    if (when.unix_seconds() >= most) {
        return (clock::time_point::max)();
    }
    if (when.unix_seconds() <= least) {
        return (clock::time_point::min)();
    }
    return clock::time_point{std::chrono::duration_cast<clock::duration>(std::chrono::seconds{when.unix_seconds()})};
}

TELNYX_ERRORS_END_NAMESPACE

#endif
