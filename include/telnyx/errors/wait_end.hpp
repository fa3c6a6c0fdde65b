// telnyx-errors: when a wait ends, by the failure and the calendar. SPDX-License-Identifier: MIT
//
// Part of decision.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_WAIT_END_HPP
#define TELNYX_ERRORS_WAIT_END_HPP

#include <cstdint>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The time of the failure, if it is plausible: clocks may differ by minutes, and a zero time is no time.
[[nodiscard]] constexpr instant believable_failure(const situation& here) noexcept {
    constexpr std::int64_t skew = 5 * seconds_a_minute;
    constexpr std::int64_t year = 366 * seconds_a_day;
    constexpr std::int64_t first = 1230768000; // 2009, when Telnyx was founded
    constexpr std::int64_t last = 4102444800;  // 2100
    const std::int64_t failed = here.failed_at.unix_seconds();
    const bool plausible = here.time.known()
                               ? failed <= here.time.plus(skew).unix_seconds() && failed >= here.time.plus(-year).unix_seconds()
                               : failed >= first && failed < last;
    return here.failed_at.known() && plausible ? here.failed_at : instant{};
}

// From when a wait counts.
[[nodiscard]] constexpr instant start_of_wait(const situation& here) noexcept {
    const instant failed = believable_failure(here);
    return failed.known() ? failed : here.time;
}

// The end of a wait that depends on the time of day or on the failure; not known for other waits.
[[nodiscard]] constexpr instant end_of_wait(errors::wait wait, instant from) noexcept {
    switch (wait) {
    case wait::next_minute: return next_minute(from);
    case wait::next_day_pacific: return next_midnight_in_los_angeles(from);
    case wait::spend_window: return next_midnight_utc(from); // a daily limit, by UTC's day
    case wait::fixed_24_hours: return from.plus(seconds_a_day);
    case wait::none:
    case wait::backoff:
    case wait::until_state_changes:
    case wait::queue_drains:
    case wait::rate_falls:
    case wait::as_server_says: break;
    }
    return {};
}

[[nodiscard]] constexpr bool is_over(instant end, const situation& here) noexcept {
    return end.known() && here.time.known() && end.unix_seconds() <= here.time.unix_seconds();
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
