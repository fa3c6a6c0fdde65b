// Times of the wire and of the calendar, against expectations of `date -u -d ... +%s`.
#include <cstdint>
#include <string_view>

#include <telnyx/errors.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

TEST_CASE("times of the wire") {
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
          "Tue Nov 24 09:30:00 2026", "Tue, 24 nov 2026 09:30:00 GMT", "Tue, 24 Nov 2026 09:30:00 GMT "}) {
        CHECK_FALSE(te::parse_imf_fixdate(bad).known());
    }
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{INT64_MAX}).known());
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{INT64_MIN + 1}).known());
    CHECK(te::instant{INT64_MAX}.plus(1).unix_seconds() == INT64_MAX);
    // The ends of 64 bits are no multiples of a minute or a day: the first has a next one, the last has none.
    CHECK(te::next_minute(te::instant{INT64_MIN}) == te::instant{INT64_MIN + 8});
    CHECK(te::next_midnight_utc(te::instant{INT64_MIN}) == te::instant{INT64_MIN + 55808});
    CHECK(te::next_minute(te::instant{INT64_MAX}) == te::instant{INT64_MAX});
    CHECK(te::next_midnight_utc(te::instant{INT64_MAX}) == te::instant{INT64_MAX});
    CHECK_FALSE(te::next_minute({}).known());
    CHECK_FALSE(te::next_midnight_utc({}).known());
}
