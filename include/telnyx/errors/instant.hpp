// telnyx-errors: points in time and delays, without a clock. SPDX-License-Identifier: MIT
//
// Times are Unix seconds, delays are milliseconds. Nothing here reads a clock. The calendar is the proleptic Gregorian one.
#ifndef TELNYX_ERRORS_INSTANT_HPP
#define TELNYX_ERRORS_INSTANT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A point in time in Unix seconds, or not known.
class instant {
public:
    /// Not known.
    constexpr instant() noexcept = default;
    /// This many seconds after 1970-01-01T00:00:00Z.
    constexpr explicit instant(std::int64_t unix_seconds) noexcept : unix_seconds_(unix_seconds), known_(true) {}

    /// Whether it is known.
    [[nodiscard]] constexpr bool known() const noexcept { return known_; }
    /// Unix seconds; 0 if it is not known.
    [[nodiscard]] constexpr std::int64_t unix_seconds() const noexcept { return unix_seconds_; }
    /// The point this many seconds later (earlier, if negative). It saturates at plus and minus INT64_MAX. Unknown stays unknown.
    [[nodiscard]] constexpr instant plus(std::int64_t seconds) const noexcept;

    [[nodiscard]] friend constexpr bool operator==(instant left, instant right) noexcept {
        return left.known_ == right.known_ && left.unix_seconds_ == right.unix_seconds_;
    }
    [[nodiscard]] friend constexpr bool operator!=(instant left, instant right) noexcept { return !(left == right); }

private:
    std::int64_t unix_seconds_{0};
    bool known_{false};
};

/// A time to wait in milliseconds, or not known.
class delay {
public:
    /// Not known.
    constexpr delay() noexcept = default;
    /// This many milliseconds. UINT64_MAX becomes UINT64_MAX - 1, some 584 million years.
    constexpr explicit delay(std::uint64_t milliseconds) noexcept
        : one_more_(milliseconds + (milliseconds != UINT64_MAX ? 1U : 0U)) {}

    /// Whether it is known.
    [[nodiscard]] constexpr bool known() const noexcept { return one_more_ != 0; }
    /// Milliseconds; 0 if it is not known.
    [[nodiscard]] constexpr std::uint64_t milliseconds() const noexcept { return one_more_ - (known() ? 1U : 0U); }

    [[nodiscard]] friend constexpr bool operator==(delay left, delay right) noexcept { return left.one_more_ == right.one_more_; }
    [[nodiscard]] friend constexpr bool operator!=(delay left, delay right) noexcept { return !(left == right); }

private:
    std::uint64_t one_more_{0}; // than the milliseconds; 0 is not known
};

template <>
inline constexpr bool is_printable<instant> = true;
template <>
inline constexpr bool is_printable<delay> = true;

/// Parses a time as payloads write it: RFC 3339, with any offset and any fraction of a second (which is cut off). Anything
/// else - no offset, a day that does not exist, trailing characters - is not known, never a wrong instant. O(size).
[[nodiscard]] constexpr instant parse_rfc3339(std::string_view text) noexcept;

/// Parses a time of a payload, also as databases and other clients write it. It takes what `parse_rfc3339` takes, and also a comma
/// before the fraction, an offset of two or four digits ("+00", "+0100"), "UTC" or "GMT", a blank before any of these, and a time
/// without an offset, which is UTC. Anything else is not known. O(size).
[[nodiscard]] constexpr instant parse_payload_time(std::string_view text) noexcept;

/// Parses a time as HTTP writes it: IMF-fixdate (RFC 9110), such as "Tue, 24 Nov 2026 09:30:00 GMT". Anything else, including a
/// wrong weekday, is not known.
[[nodiscard]] constexpr instant parse_imf_fixdate(std::string_view text) noexcept;

/// Parses a time in any of the three forms that RFC 9110 obliges a recipient to accept. They are IMF-fixdate, RFC 850
/// ("Tuesday, 24-Nov-26 09:30:00 GMT") and asctime ("Tue Nov 24 09:30:00 2026": UTC, and a day below 10 has a blank or a zero
/// before it). Anything else, including a wrong weekday, is not known. Case matters, and nothing may stand around the time. O(1).
/// \param time  the current time, for the two-digit year of RFC 850: the latest such year that makes the time at most 50 years
///              later than `time`. Not known, or beyond the year 9999: 69 to 99 are in the 20th century, 00 to 68 in the 21st,
///              as POSIX has it.
[[nodiscard]] constexpr instant parse_http_date(std::string_view text, instant time = {}) noexcept;

/// The start of the next minute: at least 1 and at most 60 seconds later.
[[nodiscard]] constexpr instant next_minute(instant time) noexcept;

/// The next midnight in UTC: at least a second and at most a day later.
[[nodiscard]] constexpr instant next_midnight_utc(instant time) noexcept;

/// The next midnight in Los Angeles, by the United States' rule for daylight-saving time since 2007: at least a second and
/// at most 25 hours later. Not known for years that the wire formats cannot write.
[[nodiscard]] constexpr instant next_midnight_in_los_angeles(instant time) noexcept;

namespace detail {

inline constexpr std::int64_t seconds_a_minute = 60;
inline constexpr std::int64_t seconds_an_hour = 3600;
inline constexpr std::int64_t seconds_a_day = 86400;

// Rounds towards the past, also before 1970.
[[nodiscard]] constexpr std::int64_t floor_to(std::int64_t seconds, std::int64_t unit) noexcept {
    const std::int64_t rest = seconds % unit;
    return seconds - (rest < 0 ? rest + unit : rest);
}

[[nodiscard]] constexpr bool is_leap_year(std::int64_t year) noexcept {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

[[nodiscard]] constexpr int days_in_month(std::int64_t year, int month) noexcept {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

// From a second to the next multiple of a unit after it. Unlike `floor_to` it takes any second, including INT64_MIN.
[[nodiscard]] constexpr std::int64_t seconds_to_next(std::int64_t seconds, std::int64_t unit) noexcept {
    const std::int64_t rest = seconds % unit;
    return rest < 0 ? -rest : unit - rest;
}

// Days from 1970-01-01 to a date. Years are counted from March, so that the leap day is the last of its year; 400 years
// have 146097 days.
[[nodiscard]] constexpr std::int64_t days_to(std::int64_t year, int month, int day) noexcept {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

// The year in which a day lies, counted from 1970-01-01: what years of average length say may be wrong by one near its turn.
[[nodiscard]] constexpr std::int64_t year_of(std::int64_t days) noexcept {
    const std::int64_t year = 1970 + floor_to(days * 400, 146097) / 146097;
    return year - (days < days_to(year, 1, 1) ? 1 : 0) + (days >= days_to(year + 1, 1, 1) ? 1 : 0);
}

// The day of the `nth` Sunday of a month, counted from 1970-01-01, which was a Thursday.
[[nodiscard]] constexpr std::int64_t nth_sunday(std::int64_t year, int month, int nth) noexcept {
    const std::int64_t first = days_to(year, month, 1);
    const std::int64_t weekday = (first + 4) % 7; // 0 is Sunday; before 1970 less than that, and right modulo 7
    const std::int64_t weeks = nth - 1;
    return first + (7 - weekday) % 7 + 7 * weeks;
}

// How far the clocks of Los Angeles are behind UTC: 7 hours from the second Sunday of March, 2 a.m. standard time, to the
// first Sunday of November, 2 a.m. daylight time; else 8. The rule of the United States since 2007, applied to all years.
[[nodiscard]] constexpr std::int64_t los_angeles_lag(std::int64_t unix_seconds) noexcept {
    // In UTC: where it is another year in Los Angeles, the lag is the same in both.
    const std::int64_t year = year_of(floor_to(unix_seconds, seconds_a_day) / seconds_a_day);
    const std::int64_t begin = nth_sunday(year, 3, 2) * seconds_a_day + 10 * seconds_an_hour;
    const std::int64_t end = nth_sunday(year, 11, 1) * seconds_a_day + 9 * seconds_an_hour;
    return (unix_seconds >= begin && unix_seconds < end ? 7 : 8) * seconds_an_hour;
}

// Beyond this the calendar is not computed: the year 9999, the last one that the wire formats can write.
inline constexpr std::int64_t last_computed_second = 253402300799;
[[nodiscard]] constexpr bool is_computed(instant when) noexcept {
    return when.known() && when.unix_seconds() >= -last_computed_second && when.unix_seconds() <= last_computed_second;
}

// Parses a string from left to right.
class cursor {
public:
    constexpr explicit cursor(std::string_view text) noexcept : text_(text) {}

    [[nodiscard]] constexpr bool failed() const noexcept { return failed_; }
    [[nodiscard]] constexpr bool at_end() const noexcept { return place_ == text_.size(); }
    [[nodiscard]] constexpr char peek() const noexcept { return at_end() ? '\0' : text_[place_]; }
    constexpr void skip() noexcept { place_ += at_end() ? 0U : 1U; }
    constexpr void fail() noexcept { failed_ = true; }

    /// Exactly this many digits, as a number.
    constexpr int digits(int count) noexcept {
        int number = 0;
        for (; count != 0; --count) {
            if (!is_digit(peek())) {
                failed_ = true;
                return 0;
            }
            number = number * 10 + (peek() - '0');
            skip();
        }
        return number;
    }
    /// Exactly this string.
    constexpr void literal(std::string_view expected) noexcept {
        if (text_.substr(place_, expected.size()) == expected) {
            place_ += expected.size();
        } else {
            failed_ = true;
        }
    }
    /// One of several strings, none of which begins with another. Returns its index.
    template <std::size_t Count>
    constexpr int one_of(const std::string_view (&choices)[Count]) noexcept {
        int number = 0;
        for (const std::string_view choice : choices) {
            if (text_.substr(place_, choice.size()) == choice) {
                place_ += choice.size();
                return number;
            }
            ++number;
        }
        failed_ = true;
        return 0;
    }

private:
    std::string_view text_;
    std::size_t place_{0};
    bool failed_{false};
};

// The milliseconds from one second to another; 0 if the other one is past.
[[nodiscard]] constexpr std::uint64_t milliseconds_until(std::int64_t then, std::int64_t time) noexcept {
    if (then <= time) {
        return 0;
    }
    const std::uint64_t seconds = static_cast<std::uint64_t>(then) - static_cast<std::uint64_t>(time);
    return seconds > UINT64_MAX / 1000 ? UINT64_MAX : seconds * 1000;
}

[[nodiscard]] constexpr instant make_instant(int year, int month, int day, int hour, int minute, int second) noexcept {
    // A leap second is written as second 60; in Unix time it is the first of the next minute.
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month) || hour > 23 || minute > 59 || second > 60) {
        return {};
    }
    return instant{days_to(year, month, day) * seconds_a_day + hour * seconds_an_hour + minute * seconds_a_minute + second};
}

// A time of HTTP as it is written: its year may have two digits, so that only a current time tells the century.
struct http_date {
    bool valid = false; // the form; the fields may still be out of range
    bool two_digit_year = false;
    bool any_weekday = false; // whether a wrong weekday is no mistake that matters
    int weekday = 0;          // 0 is Sunday
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;

    // The time in a year. Not known if there is none, or if it is another day of the week.
    [[nodiscard]] constexpr instant in_year(int which) const noexcept {
        const instant result = make_instant(which, month, day, hour, minute, second);
        const bool fits = any_weekday || ((days_to(which, month, day) + 4) % 7 + 7) % 7 == weekday;
        return result.known() && fits ? result : instant{};
    }
};

// "+0000" is that of the dates of e-mails.
inline constexpr std::string_view names_of_utc[] = {"GMT", "UTC", "+0000", "-0000"};
inline constexpr std::string_view weekday_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
inline constexpr std::string_view long_weekday_names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                          "Thursday", "Friday", "Saturday"};
inline constexpr std::string_view month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr void read_time_of_day(cursor& in, http_date& result) noexcept {
    result.hour = in.digits(2);
    in.literal(":");
    result.minute = in.digits(2);
    in.literal(":");
    result.second = in.digits(2);
}

[[nodiscard]] constexpr http_date read_imf_fixdate(std::string_view text, bool lenient = false) noexcept {
    cursor in{text};
    http_date result{};
    result.any_weekday = lenient;
    result.weekday = in.one_of(weekday_names);
    in.literal(", ");
    result.day = in.digits(2);
    in.literal(" ");
    result.month = in.one_of(month_names) + 1;
    in.literal(" ");
    result.year = in.digits(4);
    in.literal(" ");
    read_time_of_day(in, result);
    if (lenient) {
        in.literal(" ");
        static_cast<void>(in.one_of(names_of_utc));
    } else {
        in.literal(" GMT");
    }
    result.valid = !in.failed() && in.at_end();
    return result;
}

[[nodiscard]] constexpr http_date read_rfc850_date(std::string_view text) noexcept {
    cursor in{text};
    http_date result{};
    result.two_digit_year = true;
    result.weekday = in.one_of(long_weekday_names);
    in.literal(", ");
    result.day = in.digits(2);
    in.literal("-");
    result.month = in.one_of(month_names) + 1;
    in.literal("-");
    result.year = in.digits(2);
    in.literal(" ");
    read_time_of_day(in, result);
    in.literal(" GMT");
    result.valid = !in.failed() && in.at_end();
    return result;
}

[[nodiscard]] constexpr http_date read_asctime_date(std::string_view text) noexcept {
    cursor in{text};
    http_date result{};
    result.weekday = in.one_of(weekday_names);
    in.literal(" ");
    result.month = in.one_of(month_names) + 1;
    in.literal(" ");
    const bool one_digit = in.peek() == ' ';
    if (one_digit) {
        in.skip();
    }
    result.day = in.digits(one_digit ? 1 : 2);
    in.literal(" ");
    read_time_of_day(in, result);
    in.literal(" ");
    result.year = in.digits(4);
    result.valid = !in.failed() && in.at_end();
    return result;
}

// Reads any of the three forms, which differ in the character after the weekday. \param lenient  whether the form with a year of
// four digits may have a wrong weekday, and another name of UTC than "GMT": proxies and gateways write such dates
[[nodiscard]] constexpr http_date read_http_date(std::string_view text, bool lenient = false) noexcept {
    const char fourth = text.size() > 3 ? text[3] : '\0';
    return fourth == ',' ? read_imf_fixdate(text, lenient) : fourth == ' ' ? read_asctime_date(text) : read_rfc850_date(text);
}

// The year of a two-digit one: the latest that is at most 50 years later.
[[nodiscard]] constexpr int full_year(const http_date& date, instant time) noexcept {
    if (!is_computed(time)) {
        return date.year + (date.year < 69 ? 2000 : 1900);
    }
    const std::int64_t this_year = year_of(floor_to(time.unix_seconds(), seconds_a_day) / seconds_a_day);
    std::int64_t year = floor_to(this_year, 100) + 100 + date.year;
    // The same day 50 years before: of two such years at most one is a leap year, so February 29 becomes March 1.
    const auto is_too_late = [&] {
        const std::int64_t then = days_to(year - 50, date.month, date.day) * seconds_a_day + date.hour * seconds_an_hour +
                                  date.minute * seconds_a_minute + date.second;
        return then > time.unix_seconds();
    };
    while (is_too_late()) {
        year -= 100;
    }
    return static_cast<int>(year);
}

// The instant of a time as it is written. Not known if it does not exist.
[[nodiscard]] constexpr instant resolve(const http_date& date, instant time) noexcept {
    if (!date.valid) {
        return {};
    }
    return date.in_year(date.two_digit_year ? full_year(date, time) : date.year);
}

// Whether a time exists, in any century if its year has two digits. The calendar repeats after four centuries.
[[nodiscard]] constexpr bool exists_in_a_century(const http_date& date) noexcept {
    bool exists = false;
    for (int century = 0; century != (date.two_digit_year ? 4 : 1); ++century) {
        exists = exists || date.in_year(date.year + 100 * century).known();
    }
    return date.valid && exists;
}

// The date and the time of day with which a time begins.
[[nodiscard]] constexpr instant read_local_time(cursor& in, bool lenient) noexcept {
    const int year = in.digits(4);
    in.literal("-");
    const int month = in.digits(2);
    in.literal("-");
    const int day = in.digits(2);
    const bool separated = in.peek() == 'T' || in.peek() == 't' || in.peek() == ' ';
    in.skip();
    const int hour = in.digits(2);
    in.literal(":");
    const int minute = in.digits(2);
    in.literal(":");
    const int second = in.digits(2);
    if (in.peek() == '.' || (lenient && in.peek() == ',')) {
        in.skip();
        in.digits(1);
        while (is_digit(in.peek())) {
            in.skip();
        }
    }
    return separated && !in.failed() ? make_instant(year, month, day, hour, minute, second) : instant{};
}

// The seconds of an offset behind its sign.
[[nodiscard]] constexpr std::int64_t read_offset(cursor& in, char sign, bool lenient) noexcept {
    const int hours = in.digits(2);
    int minutes = 0;
    if (!lenient || !in.at_end()) {
        if (!lenient || in.peek() == ':') {
            in.literal(":");
        }
        minutes = in.digits(2);
    }
    if (hours > 23 || minutes > 59) {
        in.fail();
    }
    return (hours * seconds_an_hour + minutes * seconds_a_minute) * (sign == '+' ? 1 : -1);
}

} // namespace detail

constexpr instant instant::plus(std::int64_t seconds) const noexcept {
    constexpr std::int64_t most = INT64_MAX;
    if (!known_) {
        return {};
    }
    if (seconds > 0 && unix_seconds_ > most - seconds) {
        return instant{most};
    }
    if (seconds < 0 && unix_seconds_ < -most - seconds) {
        return instant{-most};
    }
    return instant{unix_seconds_ + seconds};
}

constexpr instant parse_rfc3339(std::string_view text) noexcept {
    detail::cursor in{text};
    const instant local = detail::read_local_time(in, false);
    const char zone = in.peek();
    in.skip();
    std::int64_t offset = 0;
    if (zone == '+' || zone == '-') {
        offset = detail::read_offset(in, zone, false);
    } else if (zone != 'Z' && zone != 'z') {
        return {};
    }
    return in.failed() || !in.at_end() ? instant{} : local.plus(-offset);
}

constexpr instant parse_payload_time(std::string_view text) noexcept {
    detail::cursor in{text};
    const instant local = detail::read_local_time(in, true);
    if (in.peek() == ' ') {
        in.skip();
        if (in.at_end()) {
            return {};
        }
    }
    const char zone = in.peek();
    std::int64_t offset = 0;
    if (zone == '+' || zone == '-') {
        in.skip();
        offset = detail::read_offset(in, zone, true);
    } else if (zone == 'Z' || zone == 'z') {
        in.skip();
    } else if (!in.at_end()) {
        static_cast<void>(in.one_of(detail::names_of_utc));
    }
    return in.failed() || !in.at_end() ? instant{} : local.plus(-offset);
}

constexpr instant parse_imf_fixdate(std::string_view text) noexcept { return detail::resolve(detail::read_imf_fixdate(text), {}); }

constexpr instant parse_http_date(std::string_view text, instant time) noexcept {
    return detail::resolve(detail::read_http_date(text), time);
}

constexpr instant next_minute(instant time) noexcept {
    return time.plus(detail::seconds_to_next(time.unix_seconds(), detail::seconds_a_minute));
}

constexpr instant next_midnight_utc(instant time) noexcept {
    return time.plus(detail::seconds_to_next(time.unix_seconds(), detail::seconds_a_day));
}

constexpr instant next_midnight_in_los_angeles(instant time) noexcept {
    if (!detail::is_computed(time)) {
        return {};
    }
    const std::int64_t local = time.unix_seconds() - detail::los_angeles_lag(time.unix_seconds());
    const std::int64_t midnight = detail::floor_to(local, detail::seconds_a_day) + detail::seconds_a_day;
    // The clocks change at 2 a.m., so the lag at midnight is that of the afternoon before, when it was midnight in UTC.
    return instant{midnight + detail::los_angeles_lag(midnight)};
}

TELNYX_ERRORS_END_NAMESPACE

#endif
