// A calendar for comparison: it counts, year by year and month by month, where the library computes.
#ifndef TELNYX_ERRORS_TESTS_FUZZ_NAIVE_CALENDAR_HPP
#define TELNYX_ERRORS_TESTS_FUZZ_NAIVE_CALENDAR_HPP

#include <array>
#include <cstdint>
#include <string_view>

namespace naive {

struct date {
    int year = 0;
    int month = 1;
    int day = 1;
};

inline bool leap(int year) {
    if (year % 400 == 0) {
        return true;
    }
    return year % 4 == 0 && year % 100 != 0;
}

inline int month_length(int year, int month) {
    switch (month) {
    case 4:
    case 6:
    case 9:
    case 11: return 30;
    case 2: return leap(year) ? 29 : 28;
    default: return 31;
    }
}

constexpr int first_year = -1;
constexpr int last_year = 10000;

/// The days from 1970-01-01 to the first of January of each year.
inline const std::array<std::int64_t, last_year - first_year + 2>& new_years() {
    static const auto table = [] {
        std::array<std::int64_t, last_year - first_year + 2> result{};
        std::int64_t before_1970 = 0;
        for (int year = first_year; year != 1970; ++year) {
            before_1970 += leap(year) ? 366 : 365;
        }
        std::int64_t days = -before_1970;
        for (int year = first_year; year <= last_year + 1; ++year) {
            result[static_cast<std::size_t>(year - first_year)] = days;
            days += leap(year) ? 366 : 365;
        }
        return result;
    }();
    return table;
}

inline std::int64_t days_of(const date& when) {
    std::int64_t days = new_years()[static_cast<std::size_t>(when.year - first_year)];
    for (int month = 1; month != when.month; ++month) {
        days += month_length(when.year, month);
    }
    return days + when.day - 1;
}

inline date date_of(std::int64_t days) {
    int low = first_year;
    int high = last_year + 1;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (new_years()[static_cast<std::size_t>(middle - first_year)] <= days ? low : high) = middle;
    }
    date result{low, 1, 1};
    std::int64_t rest = days - new_years()[static_cast<std::size_t>(low - first_year)];
    while (rest >= month_length(low, result.month)) {
        rest -= month_length(low, result.month++);
    }
    result.day = static_cast<int>(rest) + 1;
    return result;
}

/// 0 is Sunday. 1970-01-01 was a Thursday.
inline int weekday_of(std::int64_t days) {
    std::int64_t rest = (days + 4) % 7;
    if (rest < 0) {
        rest += 7;
    }
    return static_cast<int>(rest);
}

/// Seconds since 1970 of a wall clock in Los Angeles less those in UTC, by the rule of the United States since 2007, found by
/// walking through the months of the change day by day.
inline std::int64_t los_angeles_offset(std::int64_t unix_seconds) {
    const std::int64_t standard = unix_seconds - 8 * 3600;
    const std::int64_t days = standard >= 0 ? standard / 86400 : -((-standard + 86399) / 86400);
    const int year = date_of(days).year;
    const auto sunday = [&](int month, int which) {
        for (int day = 1;; ++day) {
            const std::int64_t here = days_of({year, month, day});
            if (weekday_of(here) == 0 && --which == 0) {
                return here;
            }
        }
    };
    const std::int64_t begin = sunday(3, 2) * 86400 + 2 * 3600; // both on the clock of standard time
    const std::int64_t end = sunday(11, 1) * 86400 + 1 * 3600;
    return standard >= begin && standard < end ? -7 * 3600 : -8 * 3600;
}

/// Whether a text looks like a pattern, in which 'd' stands for a digit and everything else for itself.
inline bool looks_like(std::string_view text, std::string_view pattern) {
    if (text.size() != pattern.size()) {
        return false;
    }
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (pattern[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i]) {
            return false;
        }
    }
    return true;
}

/// The number that digits write.
inline int number(std::string_view digits) {
    int result = 0;
    for (const char c : digits) {
        result = result * 10 + (c - '0');
    }
    return result;
}

} // namespace naive

#endif
