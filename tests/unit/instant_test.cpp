// RFC 3339, HTTP dates and the calendar. The expectations come from `date -u -d ... +%s`.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

// At compile time, a read outside the table of month lengths is an error.
static_assert(!te::parse_rfc3339("2026-00-10T09:30:00Z").known());
static_assert(!te::parse_rfc3339("2026-13-10T09:30:00Z").known());

static_assert(te::is_printable<te::instant> && te::is_printable<te::delay>);

TEST_CASE("RFC 3339 and HTTP dates are parsed") {
    struct expectation {
        std::string_view text;
        std::int64_t seconds;
    };
    constexpr expectation good[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-11-24T09:30:00Z", 1795512600},
        {"2026-11-24t09:30:00z", 1795512600},
        {"2026-11-24 09:30:00Z", 1795512600},
        {"2026-11-24T09:30:00.999999Z", 1795512600},
        {"2026-11-24T11:30:00+02:00", 1795512600},
        {"2026-11-24T01:30:00-08:00", 1795512600},
        {"2024-02-29T00:00:00Z", 1709164800},
        {"1969-12-31T23:59:59Z", -1},
        {"2016-12-31T23:59:60Z", 1483228800},
        {"2000-02-29T00:00:00Z", 951782400},
        {"2026-03-08T10:00:00Z", 1772964000},
        {"2028-02-29T12:00:00Z", 1835438400},
        {"2400-02-29T00:00:00Z", 13574563200},
        {"0001-01-01T00:00:00Z", -62135596800},
        {"9999-12-31T23:59:59Z", 253402300799},
        {"1900-02-28T23:59:59Z", -2203891201},
        {"2026-11-24T09:30:00-23:59", 1795598940},
        {"2026-11-24T09:30:00+23:59", 1795426260},
        {"2026-11-24T00:15:00+05:45", 1795458600},
        {"2026-01-01T00:30:00+01:00", 1767223800},
        {"2024-03-01T00:00:00+14:00", 1709200800},
        {"1582-10-15T00:00:00Z", -12219292800},
        {"2038-01-19T03:14:08Z", 2147483648},
        {"1901-12-13T20:45:51Z", -2147483649},
        {"2100-03-01T00:00:00Z", 4107542400},
        {"2026-11-24T09:30:00-00:00", 1795512600},
        {"2026-11-24T09:30:00.1Z", 1795512600},
        {"2026-11-24T09:30:00.123456789012345678901234567890+00:00", 1795512600},
    };
    for (const expectation& expected : good) {
        INFO(expected.text);
        CHECK(te::parse_rfc3339(expected.text) == te::instant{expected.seconds});
    }
    for (const std::string_view bad : {"",
                                       "2026",
                                       "2026-11-24",
                                       "2026-11-24T09:30:00",
                                       "2026-13-01T00:00:00Z",
                                       "2026-02-29T00:00:00Z",
                                       "1900-02-29T00:00:00Z",
                                       "2026-11-31T00:00:00Z",
                                       "2026-11-24T24:00:00Z",
                                       "2026-11-24T09:60:00Z",
                                       "2026-11-24T09:30:61Z",
                                       "2026-11-24T09:30:00.Z",
                                       "2026-11-24T09:30:00Zx",
                                       "2026-11-24T09:30:00+24:00",
                                       "2026-11-24T09:30:00+0200",
                                       "2026-11-24T09:30Z",
                                       "+2026-11-24T09:30:00Z",
                                       "2026-00-10T09:30:00Z",
                                       "2026-11-00T09:30:00Z",
                                       " 2026-11-24T09:30:00Z",
                                       "2026-11-24T09:30:00,5Z",
                                       "2100-02-29T00:00:00Z",
                                       "2026-04-31T00:00:00Z",
                                       "2026-11-24T09:30:00+12:60",
                                       "2026-11-24T09:30:00 +02:00",
                                       "2026-11-24T09:30:00UTC",
                                       "26-11-24T09:30:00Z",
                                       "20260-11-24T09:30:00Z",
                                       "2026-1-24T09:30:00Z",
                                       "2026/11/24T09:30:00Z",
                                       "2026-11-24T9:30:00Z",
                                       "2026-11-24T09:-3:00Z",
                                       "-2026-11-24T09:30:00Z",
                                       "2026-W48-2T09:30:00Z",
                                       "1795512600",
                                       "null",
                                       "2026-11-24T09:30:00Z\n",
                                       "\xEF\xBC\x92"
                                       "026-11-24T09:30:00Z"}) {
        INFO(bad);
        CHECK_FALSE(te::parse_rfc3339(bad).known());
    }
    CHECK(te::parse_imf_fixdate("Tue, 24 Nov 2026 09:30:00 GMT") == te::instant{1795512600});
    CHECK(te::parse_imf_fixdate("Tue, 29 Feb 2028 12:00:00 GMT") == te::instant{1835438400});
    CHECK(te::parse_imf_fixdate("Sun, 06 Nov 1994 08:49:37 GMT") == te::instant{784111777});
    CHECK(te::parse_imf_fixdate("Thu, 01 Jan 1970 00:00:00 GMT") == te::instant{0});
    for (const std::string_view bad :
         {"Mon, 24 Nov 2026 09:30:00 GMT", "Tue, 24 Nov 2026 09:30:00", "Tuesday, 24-Nov-26 09:30:00 GMT",
          "Tue Nov 24 09:30:00 2026", "Tue, 24 nov 2026 09:30:00 GMT", "Tue, 24 Nov 2026 09:30:00 GMT ",
          // A Sunday, and a day in January: the first candidate would match if the parser skipped the missing part.
          ", 22 Nov 2026 09:30:00 GMT", "Sun, 04  2026 09:30:00 GMT"}) {
        CHECK_FALSE(te::parse_imf_fixdate(bad).known());
    }
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{INT64_MAX}).known());
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{INT64_MIN + 1}).known());
    CHECK(te::instant{INT64_MAX}.plus(1).unix_seconds() == INT64_MAX);
    // The 64-bit extremes are not multiples of a minute or a day: the lowest has a next one, the highest has none.
    CHECK(te::next_minute(te::instant{INT64_MIN}) == te::instant{INT64_MIN + 8});
    CHECK(te::next_midnight_utc(te::instant{INT64_MIN}) == te::instant{INT64_MIN + 55808});
    CHECK(te::next_minute(te::instant{INT64_MAX}) == te::instant{INT64_MAX});
    CHECK(te::next_midnight_utc(te::instant{INT64_MAX}) == te::instant{INT64_MAX});
    CHECK_FALSE(te::next_minute({}).known());
    CHECK_FALSE(te::next_midnight_utc({}).known());
}

// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110, at compile time.
static_assert(te::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == te::instant{784111777});
static_assert(te::parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", te::instant{1795512600}) == te::instant{784111777});
static_assert(te::parse_http_date("Sun Nov  6 08:49:37 1994") == te::instant{784111777});

TEST_CASE("HTTP dates in all three forms") {
    const te::instant now{1795512600}; // 2026-11-24T09:30:00Z
    struct expectation {
        std::string_view text;
        std::int64_t seconds;
    };
    constexpr expectation good[] = {
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},     {"Tue, 24 Nov 2026 09:30:00 GMT", 1795512600},
        {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},    {"Tuesday, 24-Nov-26 09:30:00 GMT", 1795512600},
        {"Tuesday, 29-Feb-00 00:00:00 GMT", 951782400},   {"Saturday, 31-Dec-16 23:59:60 GMT", 1483228800}, // a leap second
        {"Wednesday, 16-Nov-94 08:49:37 GMT", 784975777}, {"Sun Nov  6 08:49:37 1994", 784111777},
        {"Sun Nov 06 08:49:37 1994", 784111777},          {"Wed Nov 16 08:49:37 1994", 784975777},
        {"Tue Nov 24 09:30:00 2026", 1795512600},         {"Thu Jan  1 00:00:00 1970", 0},
        {"Sat Dec 31 23:59:60 2016", 1483228800},         {"Tue Feb 29 00:00:00 2000", 951782400},
    };
    for (const expectation& expected : good) {
        INFO(expected.text);
        CHECK(te::parse_http_date(expected.text, now) == te::instant{expected.seconds});
    }
    for (const std::string_view bad : {"",
                                       "Sun",
                                       "Sun,",
                                       "Sunday",
                                       "Mon, 06 Nov 1994 08:49:37 GMT",
                                       "Monday, 06-Nov-94 08:49:37 GMT",
                                       "Mon Nov  6 08:49:37 1994",
                                       "Sun, 06-Nov-94 08:49:37 GMT",
                                       "Sunday, 06 Nov 1994 08:49:37 GMT",
                                       "Sunday, 06-Nov-1994 08:49:37 GMT",
                                       "Sunday, 6-Nov-94 08:49:37 GMT",
                                       "Sunday, 06-Nov-94 08:49:37",
                                       "Sunday, 06-Nov-94 08:49:37 UTC",
                                       "Sunday, 06-Nov-94 08:49:37 GMT ",
                                       "Sunday, 06-Nov-94 08:49:61 GMT",
                                       "Sunday, 06-Nov-94 24:49:37 GMT",
                                       "Sunday, 00-Nov-94 08:49:37 GMT",
                                       "Wednesday, 31-Nov-94 08:49:37 GMT",
                                       "sunday, 06-Nov-94 08:49:37 GMT",
                                       "Sunday, 06-nov-94 08:49:37 GMT",
                                       " Sunday, 06-Nov-94 08:49:37 GMT",
                                       "Sun Nov 6 08:49:37 1994",
                                       "Sun Nov   6 08:49:37 1994",
                                       "Sun Nov  16 08:49:37 1994",
                                       "Sun Nov  6 08:49:37 94",
                                       "Sun Nov  6 08:49:37 1994 GMT",
                                       "Sun Nov  6 08:49:37 1994\n",
                                       "Sun Nov  0 08:49:37 1994",
                                       "Wed Nov 31 08:49:37 1994",
                                       "Sunday Nov  6 08:49:37 1994",
                                       "784111777"}) {
        INFO(bad);
        CHECK_FALSE(te::parse_http_date(bad, now).known());
    }
    // The forms without `GMT` and with two digits are rejected where only IMF-fixdate is asked for.
    CHECK_FALSE(te::parse_imf_fixdate("Sunday, 06-Nov-94 08:49:37 GMT").known());
    CHECK_FALSE(te::parse_imf_fixdate("Sun Nov  6 08:49:37 1994").known());
}

TEST_CASE("a two-digit year is the latest that is at most 50 years later") {
    struct expectation {
        std::string_view text;
        std::string_view time;
        std::string_view date; // empty: not known
    };
    constexpr expectation expectations[] = {
        // To the second: 2076-11-24 is a Tuesday, 1976-11-24 a Wednesday.
        {"Tuesday, 24-Nov-76 09:30:00 GMT", "2026-11-24T09:30:00Z", "2076-11-24T09:30:00Z"},
        {"Tuesday, 24-Nov-76 09:30:01 GMT", "2026-11-24T09:30:00Z", ""},
        {"Wednesday, 24-Nov-76 09:30:01 GMT", "2026-11-24T09:30:00Z", "1976-11-24T09:30:01Z"},
        {"Wednesday, 24-Nov-76 09:30:00 GMT", "2026-11-24T09:30:00Z", ""},
        {"Saturday, 06-Nov-94 08:49:37 GMT", "2044-11-06T08:49:37Z", "2094-11-06T08:49:37Z"},
        {"Sunday, 06-Nov-94 08:49:37 GMT", "2044-11-06T08:49:36Z", "1994-11-06T08:49:37Z"},
        {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:30Z", "1994-11-06T08:49:37Z"},
        {"Sunday, 06-Nov-94 08:49:37 GMT", "1970-01-01T00:00:00Z", "1994-11-06T08:49:37Z"},
        // Around the turn of a century.
        {"Monday, 01-Jan-01 00:00:00 GMT", "1999-12-31T23:59:59Z", "2001-01-01T00:00:00Z"},
        {"Saturday, 01-Jan-01 00:00:00 GMT", "2099-12-31T23:59:59Z", "2101-01-01T00:00:00Z"},
        {"Thursday, 31-Dec-99 23:59:59 GMT", "2101-01-01T00:00:00Z", "2099-12-31T23:59:59Z"},
        {"Friday, 31-Dec-99 23:59:59 GMT", "2001-01-01T00:00:00Z", "1999-12-31T23:59:59Z"},
        // 2026 has no February 29: 50 years before 2076-02-29 is 2026-03-01.
        {"Saturday, 29-Feb-76 12:00:00 GMT", "2026-03-01T12:00:00Z", "2076-02-29T12:00:00Z"},
        {"Sunday, 29-Feb-76 12:00:00 GMT", "2026-03-01T11:59:59Z", "1976-02-29T12:00:00Z"},
        // 2100 is not a leap year.
        {"Tuesday, 29-Feb-00 00:00:00 GMT", "2026-11-24T09:30:00Z", "2000-02-29T00:00:00Z"},
        {"Tuesday, 29-Feb-00 00:00:00 GMT", "2060-11-24T09:30:00Z", ""},
        // Without a current time, as POSIX has it.
        {"Monday, 31-Dec-68 23:59:59 GMT", "", "2068-12-31T23:59:59Z"},
        {"Wednesday, 01-Jan-69 00:00:00 GMT", "", "1969-01-01T00:00:00Z"},
        {"Sunday, 06-Nov-94 08:49:37 GMT", "", "1994-11-06T08:49:37Z"},
        {"Tuesday, 24-Nov-26 09:30:00 GMT", "", "2026-11-24T09:30:00Z"},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.text << " at " << expected.time);
        const te::instant time = te::parse_rfc3339(expected.time);
        REQUIRE(time.known() == !expected.time.empty());
        CHECK(te::parse_http_date(expected.text, time) == te::parse_rfc3339(expected.date));
    }
    for (const std::int64_t beyond : {INT64_MAX, INT64_MIN, std::int64_t{253402300800}, std::int64_t{-253402300800}}) {
        CHECK(te::parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", te::instant{beyond}) == te::instant{784111777});
    }
}

namespace {

// A calendar that counts day by day and knows only the lengths of the months.
struct counted_day {
    int year = 1970;
    int month = 1;
    int day = 1;
    int weekday = 4; // 1970-01-01 was a Thursday; 0 is Sunday
    std::int64_t number = 0;

    [[nodiscard]] bool leap() const { return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0); }
    [[nodiscard]] int length_of_month() const {
        switch (month) {
        case 2: return leap() ? 29 : 28;
        case 4:
        case 6:
        case 9:
        case 11: return 30;
        default: return 31;
        }
    }
    void forth() {
        ++number;
        weekday = weekday == 6 ? 0 : weekday + 1;
        if (day != length_of_month()) {
            ++day;
            return;
        }
        day = 1;
        month = month == 12 ? 1 : month + 1;
        year += month == 1 ? 1 : 0;
    }
    void back() {
        --number;
        weekday = weekday == 0 ? 6 : weekday - 1;
        if (day != 1) {
            --day;
            return;
        }
        month = month == 1 ? 12 : month - 1;
        year -= month == 12 ? 1 : 0;
        day = length_of_month();
    }
    [[nodiscard]] std::string digits(int value, std::size_t count) const {
        const std::string text = std::to_string(value);
        return std::string(count - text.size(), '0') + text;
    }
    [[nodiscard]] std::string rfc3339() const {
        return digits(year, 4) + '-' + digits(month, 2) + '-' + digits(day, 2) + "T00:00:00Z";
    }
    [[nodiscard]] std::string imf() const {
        constexpr const char* weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        return std::string{weekdays[weekday]} + ", " + digits(day, 2) + ' ' + months[month - 1] + ' ' + digits(year, 4) +
               " 00:00:00 GMT";
    }
};

} // namespace

TEST_CASE("every day around the exceptional leap years matches a counting calendar") {
    std::size_t wrong = 0;
    const auto look = [&](const counted_day& today) {
        if (today.year % 100 > 5 && today.year % 100 < 95 && (today.year < 1965 || today.year > 2030)) {
            return;
        }
        const te::instant expected{today.number * 86400};
        if (te::parse_rfc3339(today.rfc3339()) != expected || te::parse_imf_fixdate(today.imf()) != expected) {
            ++wrong;
            FAIL_CHECK(today.rfc3339());
        }
        // The calendar repeats every 400 years (146097 days), so it covers years before 0 as well.
        for (const int cycles : {0, 1, 6, 12}) {
            const std::int64_t days = today.number - cycles * std::int64_t{146097};
            const std::int64_t year = today.year - cycles * 400;
            if (te::detail::year_of(days) != year || te::detail::days_to(year, today.month, today.day) != days) {
                ++wrong;
                FAIL_CHECK(days);
            }
        }
    };
    counted_day today;
    for (; today.year != 2405; today.forth()) {
        look(today);
    }
    for (today = counted_day{}; today.year != 1595; today.back()) {
        look(today);
    }
    CHECK(wrong == 0);
}

TEST_CASE("every midnight in Los Angeles in eight hundred years") {
    // Local midnight is 8 hours after UTC's, and 7 during daylight-saving time: from the day after the second Sunday of March
    // to the first Sunday of November, whose own midnight is before the change.
    std::size_t wrong = 0;
    bool forward = false;
    int sundays = 0;
    std::int64_t last_midnight = 0;
    counted_day today;
    for (; today.year != 2405; today.forth()) {
        if (today.day == 1) {
            sundays = 0;
        }
        const std::int64_t midnight = today.number * 86400 + (forward ? 7 : 8) * 3600;
        if (last_midnight != 0) {
            for (const std::int64_t before : {last_midnight, last_midnight + 1, last_midnight + 7200, last_midnight + 10800,
                                              last_midnight + 43200, midnight - 3600, midnight - 1}) {
                if (te::next_midnight_in_los_angeles(te::instant{before}) != te::instant{midnight}) {
                    ++wrong;
                    FAIL_CHECK(before);
                }
            }
        }
        last_midnight = midnight;
        if (today.weekday == 0) {
            ++sundays;
            forward = (forward && !(today.month == 11 && sundays == 1)) || (today.month == 3 && sundays == 2);
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("midnight in Los Angeles around the clock changes of the past and of the future") {
    // The rule applies to all years, also before 1970: 10 March and 3 November 1918 were Sundays.
    struct expectation {
        std::string_view now;
        std::string_view midnight;
    };
    constexpr expectation expectations[] = {
        {"1918-03-10T09:59:59Z", "1918-03-11T07:00:00Z"}, {"1918-03-10T07:59:59Z", "1918-03-10T08:00:00Z"},
        {"1918-11-03T06:59:59Z", "1918-11-03T07:00:00Z"}, {"1918-11-03T07:00:00Z", "1918-11-04T08:00:00Z"},
        {"1918-12-31T23:00:00Z", "1919-01-01T08:00:00Z"}, {"1969-12-31T08:00:00Z", "1970-01-01T08:00:00Z"},
        {"2027-01-01T07:59:59Z", "2027-01-01T08:00:00Z"}, {"2026-03-08T10:00:00Z", "2026-03-09T07:00:00Z"},
        {"2026-03-08T09:59:59Z", "2026-03-09T07:00:00Z"}, {"2026-11-01T08:59:59Z", "2026-11-02T08:00:00Z"},
        {"2026-11-01T09:00:00Z", "2026-11-02T08:00:00Z"}, {"2026-11-02T07:59:59Z", "2026-11-02T08:00:00Z"},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.now);
        CHECK(te::next_midnight_in_los_angeles(te::parse_rfc3339(expected.now)) == te::parse_rfc3339(expected.midnight));
    }
    // The exact second of the change.
    const auto hours_behind = [](std::string_view when) {
        return te::detail::los_angeles_lag(te::parse_rfc3339(when).unix_seconds()) / 3600;
    };
    CHECK(hours_behind("2026-03-08T09:59:59Z") == 8);
    CHECK(hours_behind("2026-03-08T10:00:00Z") == 7);
    CHECK(hours_behind("2026-11-01T08:59:59Z") == 7);
    CHECK(hours_behind("2026-11-01T09:00:00Z") == 8);
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{}).known());
    CHECK(te::next_midnight_in_los_angeles(te::instant{253402300799}) == te::instant{253402329600});
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{253402300800}).known());
    CHECK(te::next_midnight_in_los_angeles(te::instant{-253402300799}).known());
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{-253402300800}).known());
}

TEST_CASE("the next minute and the next midnight in UTC") {
    struct expectation {
        std::int64_t now;
        std::int64_t minute;
        std::int64_t midnight;
    };
    constexpr expectation expectations[] = {
        {0, 60, 86400}, {1, 60, 86400}, {59, 60, 86400}, {60, 120, 86400},    {86399, 86400, 86400},    {86400, 86460, 172800},
        {-1, 0, 0},     {-60, 0, 0},    {-61, -60, 0},   {-86400, -86340, 0}, {-86401, -86400, -86400},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.now);
        CHECK(te::next_minute(te::instant{expected.now}) == te::instant{expected.minute});
        CHECK(te::next_midnight_utc(te::instant{expected.now}) == te::instant{expected.midnight});
    }
    CHECK_FALSE(te::next_minute(te::instant{}).known());
    CHECK_FALSE(te::next_midnight_utc(te::instant{}).known());
    CHECK(te::next_minute(te::instant{INT64_MAX}) == te::instant{INT64_MAX});
}

TEST_CASE("instants saturate") {
    using te::instant;
    CHECK_FALSE(instant{}.plus(5).known());
    CHECK(instant{}.unix_seconds() == 0);
    CHECK(instant{5}.plus(0) == instant{5});
    CHECK(instant{INT64_MIN}.plus(0) == instant{INT64_MIN});
    CHECK(instant{5}.plus(-7) == instant{-2});
    CHECK(instant{-5}.plus(7) == instant{2});
    CHECK(instant{INT64_MAX - 5}.plus(4) == instant{INT64_MAX - 1});
    CHECK(instant{INT64_MAX - 5}.plus(5) == instant{INT64_MAX});
    CHECK(instant{INT64_MAX - 5}.plus(6) == instant{INT64_MAX});
    CHECK(instant{5 - INT64_MAX}.plus(-4) == instant{1 - INT64_MAX});
    CHECK(instant{5 - INT64_MAX}.plus(-5) == instant{-INT64_MAX});
    CHECK(instant{5 - INT64_MAX}.plus(-6) == instant{-INT64_MAX});
    CHECK(instant{INT64_MAX}.plus(-INT64_MAX) == instant{0});
    CHECK(instant{-INT64_MAX}.plus(INT64_MAX) == instant{0});
    CHECK(instant{0} != instant{});
    CHECK_FALSE(instant{0} == instant{});
    CHECK(instant{0} != instant{1});
    CHECK(instant{} == instant{});
    CHECK_FALSE(instant{1} != instant{1});
}

TEST_CASE("delays are compared") {
    CHECK(te::delay{} == te::delay{});
    CHECK_FALSE(te::delay{} != te::delay{});
    CHECK(te::delay{0} != te::delay{}); // no wait, and no known one
    CHECK(te::delay{1} != te::delay{2});
    CHECK_FALSE(te::delay{1} != te::delay{1});
    CHECK(te::delay{UINT64_MAX} == te::delay{UINT64_MAX - 1});
}

TEST_CASE("a date with one wrong character is rejected") {
    // Every octet at every position: only the characters that the format permits there are accepted.
    const std::string rfc = "2026-11-24T09:30:00Z";
    const std::string rfc_forms = "dddd-dd-ddTdd:dd:ddZ";
    std::size_t wrong = 0;
    for (std::size_t place = 0; place != rfc.size(); ++place) {
        for (int octet = 0; octet != 256; ++octet) {
            std::string text = rfc;
            text[place] = static_cast<char>(octet);
            const bool digit = octet >= '0' && octet <= '9';
            const bool form = rfc_forms[place] == 'd'   ? digit
                              : rfc_forms[place] == 'T' ? octet == 'T' || octet == 't' || octet == ' '
                              : rfc_forms[place] == 'Z' ? octet == 'Z' || octet == 'z'
                                                        : octet == rfc_forms[place];
            // 2026-11-24T09:30:00Z: the digits that keep month, day, hour, minute and second in their ranges.
            constexpr std::string_view fits[] = {"0123456789", "0123456789", "0123456789", "0123456789", "-",
                                                 "01",         "012",        "-",          "012",        "0123456789",
                                                 "T",          "01",         "0123456789", ":",          "012345",
                                                 "0123456789", ":",          "0123456",    "0123456789", "Z"};
            const bool good =
                form && (rfc_forms[place] != 'd' || fits[place].find(static_cast<char>(octet)) != std::string_view::npos);
            if (te::parse_rfc3339(text).known() != good) {
                ++wrong;
                FAIL_CHECK(text);
            }
        }
    }
    CHECK(wrong == 0);
    for (std::size_t size = 0; size != rfc.size(); ++size) {
        CHECK_FALSE(te::parse_rfc3339(rfc.substr(0, size)).known());
    }
    const std::string imf = "Tue, 24 Nov 2026 09:30:00 GMT";
    for (std::size_t place = 0; place != imf.size(); ++place) {
        INFO(place);
        std::string text = imf;
        text[place] = '~';
        CHECK_FALSE(te::parse_imf_fixdate(text).known());
        CHECK_FALSE(te::parse_imf_fixdate(imf.substr(0, place)).known());
    }
    for (const std::string_view form : {"Tuesday, 24-Nov-26 09:30:00 GMT", "Tue Nov 24 09:30:00 2026"}) {
        for (std::size_t place = 0; place != form.size(); ++place) {
            INFO(form << ' ' << place);
            std::string text{form};
            text[place] = '~';
            CHECK_FALSE(te::parse_http_date(text).known());
            CHECK_FALSE(te::parse_http_date(form.substr(0, place)).known());
        }
    }
    for (const std::string_view offset : {"+02:00", "-02:00"}) {
        const std::string with_offset = "2026-11-24T09:30:00" + std::string{offset};
        for (std::size_t place = 19; place != with_offset.size(); ++place) {
            INFO(with_offset << ' ' << place);
            std::string text = with_offset;
            text[place] = '~';
            CHECK_FALSE(te::parse_rfc3339(text).known());
            CHECK_FALSE(te::parse_rfc3339(with_offset.substr(0, place)).known());
        }
    }
    CHECK(te::parse_rfc3339("2026-11-24T09:59:59Z") == te::instant{1795514399});
    CHECK(te::parse_rfc3339("2026-11-24T23:30:60Z") == te::instant{1795563060});
    CHECK(te::parse_rfc3339("2026-12-31T00:00:00Z") == te::instant{1798675200});
    CHECK(te::parse_rfc3339("2026-11-24T09:30:00+23:00") == te::instant{1795429800});
    CHECK(te::parse_rfc3339("2026-11-24T09:30:00.0123456789Z") == te::instant{1795512600});
    CHECK_FALSE(te::parse_rfc3339("2026-11-24T09:30:00./Z").known());
    CHECK_FALSE(te::parse_rfc3339("2026-11-24T09:30:00.:Z").known());
    CHECK_FALSE(te::parse_rfc3339("2026-11-24T09:30:00.5:Z").known());
    CHECK_FALSE(te::parse_rfc3339("2026-11-24T09:30:00.5/Z").known());
}

TEST_CASE("instants are compared, and saturate") {
    const te::instant one{1768507200};
    CHECK(one == te::instant{1768507200});
    CHECK(one != te::instant{1768507201});
    CHECK(te::instant{0} != te::instant{});
    CHECK(te::instant{} == te::instant{});
    CHECK(one.plus(-200).unix_seconds() == 1768507000);
    CHECK(te::instant{INT64_MAX - 5}.plus(6).unix_seconds() == INT64_MAX);
    CHECK(te::instant{-INT64_MAX + 5}.plus(-6).unix_seconds() == -INT64_MAX);
    CHECK_FALSE(te::instant{}.plus(1).known());
}

TEST_CASE("a day beyond the end of its month is rejected") {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month != 13; ++month) {
        for (const bool leap : {false, true}) {
            const int last = lengths[month - 1] + (leap && month == 2 ? 1 : 0);
            const std::string head =
                (leap ? "2028-" : "2026-") + std::string(month < 10 ? 1 : 0, '0') + std::to_string(month) + '-';
            INFO(head);
            CHECK(te::parse_rfc3339(head + std::to_string(last) + "T00:00:00Z").known());
            CHECK_FALSE(te::parse_rfc3339(head + std::to_string(last + 1) + "T00:00:00Z").known());
        }
    }
}

TEST_CASE("the times of payloads as other programs write them") {
    static_assert(te::parse_payload_time("2026-03-02 17:20:09") == te::instant{1772472009});
    for (const char* const same :
         {"2026-03-02T17:20:09Z", "2026-03-02t17:20:09z", "2026-03-02 17:20:09", "2026-03-02T17:20:09", "2026-03-02T17:20:09.080",
          "2026-03-02T17:20:09,080+00:00", "2026-03-02T17:20:09+00", "2026-03-02T17:20:09-00", "2026-03-02T17:20:09+0000",
          "2026-03-02T18:20:09+0100", "2026-03-02T18:20:09+01", "2026-03-02T11:50:09-0530", "2026-03-02T11:50:09-05:30",
          "2026-03-02 17:20:09 UTC", "2026-03-02 17:20:09 GMT", "2026-03-02 17:20:09UTC", "2026-03-02 17:20:09 +0000",
          "2026-03-02 18:20:09 +01:00", "2026-03-02 17:20:09 Z"}) {
        INFO(same);
        CHECK(te::parse_payload_time(same) == te::instant{1772472009});
    }
    for (const char* const none : {"",
                                   "2026-03-02",
                                   "2026-03-02T17:20",
                                   "2026-03-02T17:20:09 ",
                                   "2026-03-02T17:20:09.",
                                   "2026-03-02T17:20:09,Z",
                                   "2026-03-02T17:20:09+",
                                   "2026-03-02T17:20:09+1",
                                   "2026-03-02T17:20:09+010",
                                   "2026-03-02T17:20:09+01:0",
                                   "2026-03-02T17:20:09+01:",
                                   "2026-03-02T17:20:09+24",
                                   "2026-03-02T17:20:09+0060",
                                   "2026-03-02T17:20:09+00000",
                                   "2026-03-02T17:20:09 PST",
                                   "2026-03-02T17:20:09 UTC ",
                                   "2026-03-02T17:20:09  Z",
                                   "2026-02-30T17:20:09",
                                   "2026-03-02T24:20:09",
                                   "2026-03-02_17:20:09",
                                   "20260302T172009Z",
                                   "1772472009",
                                   " 2026-03-02 17:20:09"}) {
        INFO(none);
        CHECK_FALSE(te::parse_payload_time(none).known());
    }
    // RFC 3339 itself stays strict.
    for (const char* const lenient : {"2026-03-02 17:20:09", "2026-03-02T17:20:09+00", "2026-03-02T17:20:09+0000",
                                      "2026-03-02T17:20:09,080Z", "2026-03-02T17:20:09 Z", "2026-03-02T17:20:09UTC"}) {
        INFO(lenient);
        CHECK_FALSE(te::parse_rfc3339(lenient).known());
    }
}

TEST_CASE("whether a date of HTTP exists before its century is known") {
    // `date -u -d 1926-11-24 +%A` and so on: Wednesday in 1926, Tuesday in 2026, Sunday in 2126, Friday in 2226.
    struct expectation {
        std::string_view weekday;
        bool exists;
    };
    for (const expectation expected : {expectation{"Sunday", true},
                                       {"Monday", false},
                                       {"Tuesday", true},
                                       {"Wednesday", true},
                                       {"Thursday", false},
                                       {"Friday", true},
                                       {"Saturday", false}}) {
        const std::string text = std::string{expected.weekday} + ", 24-Nov-26 09:30:00 GMT";
        INFO(text);
        CHECK(te::detail::exists_in_a_century(te::detail::read_http_date(text)) == expected.exists);
    }
    // A year of four digits is that year: 2000 had a February 29, 1900 had none.
    CHECK_FALSE(te::detail::exists_in_a_century(te::detail::read_http_date("Thu, 29 Feb 1900 09:30:00 GMT", true)));
    CHECK(te::detail::exists_in_a_century(te::detail::read_http_date("Tue, 29 Feb 2000 09:30:00 GMT", true)));
}
