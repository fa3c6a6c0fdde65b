// Retry headers and the HTTP status ladder.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

// The longest delay that is known: UINT64_MAX itself stands for "not known".
constexpr std::uint64_t longest = UINT64_MAX - 1;

TEST_CASE("retry headers give a hint") {
    const te::instant now{1795512600}; // Tue, 24 Nov 2026 09:30:00 GMT
    struct expectation {
        std::string_view value;
        std::uint64_t delay_ms;
    };
    constexpr expectation good[] = {
        {"0", 0},
        {"7", 7000},
        {" 7\t", 7000},
        {"1.5", 1500},
        {"0.0001", 1},
        {"2.", 0},
        {"120", 120000},
        {"Tue, 24 Nov 2026 09:30:10 GMT", 10000},
        {"Tue, 24 Nov 2026 09:29:00 GMT", 0},
        {"99999999999999999999999", longest},
    };
    for (const expectation& expected : good) {
        INFO(expected.value);
        const te::retry_hint hint = te::parse_retry_after(expected.value, now);
        CHECK(hint.delay.known() == (expected.value != "2."));
        CHECK(hint.delay.milliseconds() == expected.delay_ms);
    }
    for (const std::string_view bad :
         {"", " ", "-1", "+5", "1e3", "NaN", "inf", "5s", "5 6", "0x10", "five", ".5", "1..5", "\xEF\xBC\x95"}) {
        INFO(bad);
        CHECK(te::parse_retry_after(bad, now).empty());
    }
    CHECK(te::parse_retry_after("Tue, 24 Nov 2026 09:30:10 GMT").empty());
}

TEST_CASE("a single header gives a hint") {
    const te::instant now{1795512600}; // Tue, 24 Nov 2026 09:30:00 GMT
    constexpr std::int64_t none = -1;
    struct expectation {
        std::string_view name;
        std::string_view value;
        std::int64_t delay_ms;
    };
    constexpr expectation expectations[] = {
        {"Retry-After", "5", 5000},
        {"RETRY-AFTER", "5", 5000},
        {"retry-after", "\t5 ", 5000},
        {"retry-after", "007", 7000},
        {"retry-after", "0.25", 250},
        {"retry-after", "3.9999", 4000},
        {"retry-after", "86400", 86400000},
        {"retry-after", "5, 7", none},
        {"retry-after", "5;7", none},
        {"retry-after", "\"5\"", none},
        {"retry-after", "5.0.0", none},
        {"retry-after", "1,5", none},
        {"retry-after", "- 5", none},
        {"retry-after", "5-", none},
        {"retry-after", "5\n", 5000},
        {"retry-after", "5\r\n", 5000},
        {"retry-after", "\r\n 5\t\r\n", 5000},
        {"retry-after", "5\r\n6", none},
        {"retry-after", "5\v", none},
        {"retry-after", "5\r\nx-evil: 1", none},
        {"retry-after", "tomorrow", none},
        {"retry-after", "2026-11-24T09:30:10Z", none},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 GMT", 60000},
        {"retry-after", "  Tue, 24 Nov 2026 09:31:00 GMT ", 60000},
        {"retry-after", "Tue, 24 Nov 2026 09:30:00 GMT", 0},
        {"retry-after", "Thu, 01 Jan 1970 00:00:00 GMT", 0},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 UTC", 60000}, // as gateways write it
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 +0000", 60000},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 -0000", 60000},
        {"retry-after", "Mon, 24 Nov 2026 09:31:00 GMT", 60000}, // it was a Tuesday
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 +0100", none},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 PST", none},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00", none},
        {"retry-after", "Tue, 31 Nov 2026 09:31:00 GMT", none},
        {"retry-after", "Tue, 24 Nov 2026 25:31:00 GMT", none},
        {"retry_after", "5", none},
        {"retry-after ", "5", 5000},
        {"\tRetry-After\r\n", "5", 5000},
        {"retry-after:", "5", none},
        {"retry- after", "5", none},
        {"retry-after", "Tuesday, 24-Nov-26 09:31:00 GMT", 60000},
        {"retry-after", "Tuesday, 24-Nov-26 09:31:00 GMT\r\n", 60000},
        {"retry-after", "Tue Nov 24 09:31:00 2026", 60000},
        {"retry-after", " Tue Nov 24 09:31:00 2026\n", 60000},
        {"retry-after", "Monday, 24-Nov-26 09:31:00 GMT", none},
        {"retry-after", "Sunday, 06-Nov-94 08:49:37 GMT", 0},
        {"retry-after", "Sun Nov  6 08:49:37 1994", 0},
        {"", "5", none},
        {"retry-after-ms", "1500", 1500},
        {"retry-after-ms", "1500\r\n", 1500},
        {"Retry-After-Ms", "0", 0},
        {"retry-after-ms", "1500.2", 1501},
        {"retry-after-ms", "1.5s", none},
        {"retry-after-ms", "-1500", none},
        {"retry-after-ms", "Tue, 24 Nov 2026 09:31:00 GMT", none},
        {"retry-after-ms", "", none},
        {"x-ratelimit-reset", "30", 30000},
        {"X-RateLimit-Reset", "0", 0},
        {"X-RateLimit-Reset", "30\r\n", 30000},
        {"x-ratelimit-reset", "1795512660", 60000},
        {"x-ratelimit-reset", "1795512600", 0},
        {"x-ratelimit-reset", "1795512000", 0},
        {"x-ratelimit-reset", "1795512660.5", 60000},
        {"x-ratelimit-reset", "soon", none},
        {"x-ratelimit-reset", "-30", none},
        {"x-ratelimit-reset", "99999999999999999999999999", none},
        {"x-ratelimit-remaining", "0", none},
        {"content-length", "5", none},
        {"date", "Tue, 24 Nov 2026 09:31:00 GMT", none},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.name << ": " << expected.value);
        te::retry_hint_reader reader{now};
        reader.header(expected.name, expected.value);
        CHECK(reader.hint().delay.known() == (expected.delay_ms != none));
        CHECK(reader.hint().delay.milliseconds() ==
              (expected.delay_ms == none ? 0 : static_cast<std::uint64_t>(expected.delay_ms)));
        CHECK(reader.hint().should_retry == te::server_wish::none);
    }
    CHECK(te::read_retry_hint(std::vector<std::pair<std::string, std::string>>{}).empty());
}

TEST_CASE("several headers give one hint") {
    const te::instant now{1795512600};
    using headers = std::multimap<std::string, std::string>;
    CHECK(te::read_retry_hint(headers{{"RETRY-AFTER", "5"}, {"retry-after-ms", "1500"}}).delay.milliseconds() == 1500);
    CHECK(te::read_retry_hint(headers{{"x-ratelimit-reset", "9"}, {"Retry-After", "5"}}).delay.milliseconds() == 5000);
    CHECK(te::read_retry_hint(headers{{"x-ratelimit-reset", "9"}}).delay.milliseconds() == 9000);
    CHECK(te::read_retry_hint(headers{{"X-RateLimit-Reset", "1795512630"}}, now).delay.milliseconds() == 30000);
    CHECK(te::read_retry_hint(headers{{"X-RateLimit-Reset", "1795512630"}}).empty());
    CHECK(te::read_retry_hint(headers{{"X-Should-Retry", "TRUE"}}).should_retry == te::server_wish::retry);
    CHECK(te::read_retry_hint(headers{{"x-should-retry", "false"}}).should_retry == te::server_wish::no_retry);
    CHECK(te::read_retry_hint(headers{{"x-should-retry", "maybe"}, {"content-type", "7"}}).empty());
}

TEST_CASE("the status ladder") {
    for (int status = 0; status != 1000; ++status) {
        const te::judgement ladder = te::judge_status(status);
        INFO(status);
        if (status >= 200 && status < 400) {
            CHECK(ladder.basis == te::basis::none);
        } else if (status == 429) {
            CHECK(ladder.retry == te::retry_class::automatic);
        } else if (status == 401 || status == 402 || status == 403) {
            CHECK(ladder.retry == te::retry_class::action_required);
            CHECK(ladder.scope == te::scope::account);
        } else if (status >= 400 && status < 500 && status != 408) {
            CHECK(ladder.retry == te::retry_class::permanent);
        } else {
            CHECK(ladder.retry == te::retry_class::unspecified);
            CHECK(ladder.scope == te::scope::platform);
        }
    }
}

TEST_CASE("numbers are exact to the last digit") {
    struct expectation {
        std::string_view value;
        std::uint64_t delay_ms;
    };
    // Seconds: fractions are rounded up to the millisecond, and values out of range saturate.
    constexpr expectation seconds[] = {
        {"1.1", 1100},
        {"1.12", 1120},
        {"1.123", 1123},
        {"1.1230", 1123},
        {"1.12300000", 1123},
        {"1.1239", 1124},
        {"1.12300001", 1124},
        {"1.123000010", 1124},
        {"1.9999", 2000},
        {"0.000", 0},
        {"0.0", 0},
        {"90", 90000},
        {"09", 9000},
        {"1234567890", 1234567890000},
        {"18446744073709551", 18446744073709551000U},
        {"18446744073709551.614", 18446744073709551614U},
        {"18446744073709551.615", longest},
        {"18446744073709551.616", longest},
        {"18446744073709552", longest},
        {"18446744073709552.5", longest},
        {"18446744073709551615", longest},
        {"18446744073709551616", longest},
        {"184467440737095516150", longest},
        {"184467440737095516160000000000001", longest},
    };
    for (const expectation& expected : seconds) {
        INFO(expected.value);
        CHECK(te::parse_retry_after(expected.value).delay.known());
        CHECK(te::parse_retry_after(expected.value).delay.milliseconds() == expected.delay_ms);
        CHECK_FALSE(te::parse_retry_after(expected.value).rate_limit_only);
    }
    constexpr expectation milliseconds[] = {
        {"1", 1},
        {"0.5", 1},
        {"0.0001", 1},
        {"1.0", 1},
        {"1.001", 2},
        {"999.9", 1000},
        {"1000", 1000},
        {"18446744073709551", 18446744073709551U},
        {"18446744073709551.1", 18446744073709552U},
        {"18446744073709552", longest},
        {"99999999999999999999", longest},
    };
    for (const expectation& expected : milliseconds) {
        INFO(expected.value);
        te::retry_hint_reader reader;
        reader.header("retry-after-ms", expected.value);
        CHECK(reader.hint().delay.known());
        CHECK(reader.hint().delay.milliseconds() == expected.delay_ms);
    }
    for (const std::string_view bad : {"/", ":", "5/", "5:", "/5", ":5", "5./", "5.:", "5.5/", "5.5:", "5.", ".", "5,", "5. 5"}) {
        INFO(bad);
        CHECK(te::parse_retry_after(bad).empty());
        CHECK(te::parse_retry_after(bad).delay.milliseconds() == 0);
    }
    CHECK(te::parse_retry_after("\t \t5\t \t").delay.milliseconds() == 5000);
    CHECK(te::parse_retry_after("\t").empty());
    CHECK(te::parse_retry_after("\v5").empty());
    CHECK(te::parse_retry_after("5\n").delay.milliseconds() == 5000);
    CHECK(te::parse_retry_after("\r\n").empty());
    CHECK(te::parse_retry_after("5\f").empty());
}

TEST_CASE("the Date header is the current time where the caller passes none") {
    using pairs = std::vector<std::pair<std::string, std::string>>;
    const auto delay = [](const pairs& headers, te::instant time = {}) { return te::read_retry_hint(headers, time).delay; };
    const std::string date = "Tue, 24 Nov 2026 09:30:00 GMT";
    const std::string later = "Tue, 24 Nov 2026 09:30:10 GMT";
    CHECK_FALSE(delay({{"retry-after", later}}).known());
    CHECK_FALSE(delay({{"retry-after", later}, {"date", "yesterday"}}).known());
    CHECK(delay({{"date", date}, {"retry-after", later}}) == te::delay{10000});
    CHECK(delay({{"retry-after", later}, {"Date", date}}) == te::delay{10000});
    CHECK(delay({{"retry-after", later}, {"date", "yesterday"}, {"date", date}, {"date", later}}) == te::delay{10000});
    CHECK(delay({{"retry-after", later}, {"date", "Tuesday, 24-Nov-26 09:30:00 GMT\r\n"}}) == te::delay{10000});
    CHECK(delay({{"retry-after", "Tuesday, 24-Nov-26 09:30:10 GMT"}, {"date", "Tue Nov 24 09:30:00 2026"}}) == te::delay{10000});
    CHECK(delay({{"retry-after", date}, {"date", later}}) == te::delay{0});
    CHECK(delay({{"retry-after", later}, {"date", date}}, te::instant{1795512605}) ==
          te::delay{5000}); // the caller's time outranks it
    CHECK(delay({{"x-ratelimit-reset", "1795512660"}, {"date", date}}) == te::delay{60000});
    CHECK(delay({{"date", date}, {"x-ratelimit-reset", "1795512660"}}) == te::delay{60000});
    CHECK_FALSE(delay({{"date", date}}).known());
    // Without any current time a date does not hide a header that is known.
    CHECK(delay({{"retry-after", later}, {"x-ratelimit-reset", "30"}}) == te::delay{30000});
    CHECK(te::read_retry_hint(pairs{{"retry-after", later}, {"x-ratelimit-reset", "30"}}).rate_limit_only);
    CHECK_FALSE(te::read_retry_hint(pairs{{"retry-after", later}, {"x-ratelimit-reset", "30"}, {"date", date}}).rate_limit_only);
    // A date that exists in no century is no value.
    CHECK(delay({{"retry-after", "tomorrow"}, {"retry-after", "9"}}) == te::delay{9000});
    CHECK(delay({{"retry-after", "Thursday, 11-Feb-84 05:60:51 GMT"}, {"retry-after", "9"}}) == te::delay{9000});
    CHECK(delay({{"retry-after", "Thursday, 30-Feb-84 05:50:51 GMT"}, {"retry-after", "9"}}) == te::delay{9000});
    // The century of a two-digit year depends on the Date header, which may come later: 1994, and 2094, a Saturday.
    CHECK(delay({{"retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"}, {"date", "Sun, 06 Nov 1994 08:49:30 GMT"}}) == te::delay{7000});
    CHECK(delay({{"retry-after", "Saturday, 06-Nov-94 08:49:37 GMT"}, {"date", "Sat, 06 Nov 2094 08:49:30 GMT"}}) ==
          te::delay{7000});
    CHECK_FALSE(delay({{"retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"}, {"date", "Sat, 06 Nov 2094 08:49:30 GMT"}}).known());
}

TEST_CASE("header lines") {
    const te::instant now{1795512600}; // Tue, 24 Nov 2026 09:30:00 GMT
    struct expectation {
        std::string_view lines;
        std::int64_t delay_ms; // -1: none
    };
    constexpr expectation expectations[] = {
        {"Retry-After: 30\r\n", 30000},
        {"Retry-After: 30\n", 30000},
        {"Retry-After: 30", 30000},
        {"Retry-After:30\r\n", 30000},
        {"retry-after \t:\t 30 \r\n", 30000},
        {"Retry-After: Tue, 24 Nov 2026 09:31:00 GMT\r\n", 60000},
        {"Retry-After: Tuesday, 24-Nov-26 09:31:00 GMT\r\n", 60000},
        {"Retry-After: Tue Nov 24 09:31:00 2026\r\n", 60000},
        {"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\n\r\n", 30000},
        {"HTTP/2 429\r\nretry-after: 30\r\nretry-after-ms: 1500\r\n\r\n", 1500},
        {"HTTP/1.1 302 Found\r\nRetry-After: 30\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", -1},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nRetry-After: 9\r\n\r\n", 9000},
        {"X-Note: a\r\n Retry-After: 30\r\n", -1}, // the continuation of another header
        {"X-Note: Retry-After: 30\r\n", -1},
        {"Retry-After 30\r\n", -1},
        {":30\r\n", -1},
        {"\r\n", -1},
        {"", -1},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.lines);
        te::retry_hint_reader reader{now};
        reader.header_lines(expected.lines);
        CHECK(reader.hint().delay.known() == (expected.delay_ms >= 0));
        CHECK(reader.hint().delay.milliseconds() == (expected.delay_ms < 0 ? 0 : static_cast<std::uint64_t>(expected.delay_ms)));
    }
    te::retry_hint_reader one_by_one; // as libcurl calls a header callback
    for (const std::string_view line : {"HTTP/1.1 503 Service Unavailable\r\n", "Retry-After: Tue, 24 Nov 2026 09:30:10 GMT\r\n",
                                        "x-should-retry: true\r\n", "Date: Tue, 24 Nov 2026 09:30:00 GMT\r\n", "\r\n"}) {
        one_by_one.header_lines(line);
    }
    CHECK(one_by_one.hint().delay == te::delay{10000});
    CHECK(one_by_one.hint().should_retry == te::server_wish::retry);
    one_by_one.header_lines("HTTP/1.1 200 OK\r\n");
    CHECK(one_by_one.hint().empty());
}

// All of it works at compile time.
constexpr te::delay delay_of_lines(std::string_view lines) {
    te::retry_hint_reader reader;
    reader.header_lines(lines);
    return reader.hint().delay;
}
static_assert(delay_of_lines("Retry-After: 30\r\n") == te::delay{30000});
static_assert(delay_of_lines("Retry-After: Tuesday, 24-Nov-26 09:30:10 GMT\r\nDate: Tue Nov 24 09:30:00 2026\r\n") ==
              te::delay{10000});

TEST_CASE("the most distant date") {
    // Tue, 24 Nov 2026 09:30:10 GMT is 1795512610.
    constexpr std::string_view date = "Tue, 24 Nov 2026 09:30:10 GMT";
    constexpr std::int64_t then = 1795512610;
    CHECK(te::parse_retry_after(date, then - 1).delay.milliseconds() == 1000);
    CHECK(te::parse_retry_after(date, then).delay.milliseconds() == 0);
    CHECK(te::parse_retry_after(date, then).delay.known());
    CHECK(te::parse_retry_after(date, then + 1).delay.milliseconds() == 0);
    CHECK(te::parse_retry_after(date, then + 1).delay.known());
    CHECK(te::parse_retry_after(date, then - 18446744073709551).delay.milliseconds() == 18446744073709551000U);
    CHECK(te::parse_retry_after(date, then - 18446744073709552).delay.milliseconds() == longest);
    CHECK(te::parse_retry_after(date, -INT64_MAX).delay.milliseconds() == longest);
    CHECK(te::parse_retry_after(date, INT64_MAX).delay.milliseconds() == 0);
}

TEST_CASE("x-ratelimit-reset is a number of seconds or a Unix time") {
    const auto read = [](std::string_view value, te::instant now) {
        te::retry_hint_reader reader{now};
        reader.header("x-ratelimit-reset", value);
        return reader.hint();
    };
    const te::instant now{1795512600};
    CHECK(read("999999999", now).delay.milliseconds() == 999999999000);
    CHECK(read("999999999.999", now).delay.milliseconds() == 999999999999);
    CHECK(read("1000000000", now).delay.milliseconds() == 0);
    CHECK(read("1000000000", now).delay.known());
    CHECK(read("1000000000", te::instant{999999990}).delay.milliseconds() == 10000);
    CHECK_FALSE(read("1000000000", te::instant{}).delay.known());
    // Milliseconds since 1970, and no time at all.
    CHECK(read("1795512630000", now).delay.milliseconds() == 30000);
    CHECK(read("1795512000000", now).delay == te::delay{0});
    CHECK(read("9999999999", now).delay.milliseconds() == (9999999999 - 1795512600) * std::uint64_t{1000});
    for (const std::string_view value : {"10000000000", "999999999999", "10000000000000", "1795512630000000", "9223372036854775"}) {
        INFO(value);
        CHECK_FALSE(read(value, now).delay.known());
    }
    CHECK_FALSE(read("9223372036854776", now).delay.known());
    CHECK(read("30", te::instant{}).rate_limit_only);
    CHECK(read("1795512630", now).rate_limit_only);
}

TEST_CASE("the header with the highest precedence counts") {
    const te::instant now{1795512600};
    using pairs = std::vector<std::pair<std::string, std::string>>;
    struct expectation {
        pairs headers;
        std::uint64_t delay_ms;
        bool rate_limit_only;
    };
    const expectation expectations[] = {
        {{{"retry-after-ms", "1"}, {"retry-after", "2"}, {"x-ratelimit-reset", "3"}}, 1, false},
        {{{"x-ratelimit-reset", "3"}, {"retry-after", "2"}, {"retry-after-ms", "1"}}, 1, false},
        {{{"retry-after", "2"}, {"x-ratelimit-reset", "3"}}, 2000, false},
        {{{"x-ratelimit-reset", "3"}, {"retry-after", "2"}}, 2000, false},
        {{{"x-ratelimit-reset", "3"}, {"retry-after-ms", "1"}}, 1, false},
        {{{"retry-after-ms", "1"}, {"x-ratelimit-reset", "3"}}, 1, false},
        {{{"x-ratelimit-reset", "3"}}, 3000, true},
        {{{"retry-after", "soon"}, {"x-ratelimit-reset", "3"}}, 3000, true},
        {{{"retry-after-ms", "soon"}, {"retry-after", "2"}}, 2000, false},
        // Of two headers with the same name, the first valid one.
        {{{"retry-after", "2"}, {"retry-after", "9"}}, 2000, false},
        {{{"retry-after", "soon"}, {"retry-after", "9"}}, 9000, false},
        {{{"retry-after-ms", "7"}, {"retry-after-ms", "8"}}, 7, false},
        {{{"x-ratelimit-reset", "3"}, {"x-ratelimit-reset", "4"}}, 3000, true},
        {{{"x-ratelimit-reset", "soon"}, {"x-ratelimit-reset", "4"}}, 4000, true},
        {{{"retry-after", "Tue, 24 Nov 2026 09:30:10 GMT"}, {"retry-after", "9"}}, 10000, false},
        {{{"x-ratelimit-reset", "1795512660"}, {"x-ratelimit-reset", "4"}}, 60000, true},
    };
    for (const expectation& expected : expectations) {
        const te::retry_hint hint = te::read_retry_hint(expected.headers, now);
        INFO(expected.headers[0].first << ": " << expected.headers[0].second);
        CHECK(hint.delay.known());
        CHECK(hint.delay.milliseconds() == expected.delay_ms);
        CHECK(hint.rate_limit_only == expected.rate_limit_only);
    }
    using w = te::server_wish;
    const auto wish = [](const pairs& headers) { return te::read_retry_hint(headers).should_retry; };
    CHECK(wish({{"x-should-retry", "true"}, {"x-should-retry", "false"}}) == w::retry);
    CHECK(wish({{"x-should-retry", "false"}, {"x-should-retry", "true"}}) == w::no_retry);
    CHECK(wish({{"x-should-retry", "perhaps"}, {"x-should-retry", "false"}}) == w::no_retry);
    CHECK(wish({{"x-should-retry", " True\t"}}) == w::retry);
    CHECK(wish({{"x-should-retry", "truefalse"}}) == w::none);
    CHECK(wish({{"x-should-retr", "true"}}) == w::none);
    CHECK_FALSE(te::read_retry_hint(pairs{{"x-should-retry", "true"}}).delay.known());
    CHECK_FALSE(te::read_retry_hint(pairs{{"x-should-retry", "true"}}).empty());
    CHECK_FALSE(te::read_retry_hint(pairs{{"x-should-retry", "false"}}).empty());
    CHECK_FALSE(te::read_retry_hint(pairs{{"retry-after", "0"}}).empty());
    CHECK(te::retry_hint{}.empty());
    CHECK(te::retry_hint{}.delay.milliseconds() == 0);
    CHECK_FALSE(te::retry_hint{}.delay.known());
    CHECK_FALSE(te::retry_hint{}.rate_limit_only);
    CHECK(te::retry_hint{}.should_retry == w::none);
}

TEST_CASE("the status ladder, column by column") {
    struct expectation {
        int first;
        int last;
        te::basis basis;
        te::stage stage;
        te::category category;
        te::retry_class retry;
        te::wait wait;
        te::scope scope;
        te::remedy remedy;
    };
    using b = te::basis;
    using s = te::stage;
    using c = te::category;
    using r = te::retry_class;
    using w = te::wait;
    using p = te::scope;
    using m = te::remedy;
    // clang-format off
    constexpr expectation expectations[] = {
        {-1, 199, b::from_status, s::request, c::api, r::unspecified, w::none, p::platform, m::investigate},
        {200, 399, b::none, s::unknown, c::unknown, r::unspecified, w::none, p::unknown, m::investigate},
        {400, 400, b::from_status, s::request, c::api, r::permanent, w::none, p::message, m::fix_request},
        {401, 401, b::from_status, s::request, c::account, r::action_required, w::none, p::account, m::fix_credentials},
        {402, 402, b::from_status, s::request, c::account, r::action_required, w::none, p::account, m::add_funds},
        {403, 403, b::from_status, s::request, c::account, r::action_required, w::none, p::account, m::fix_credentials},
        {404, 407, b::from_status, s::request, c::api, r::permanent, w::none, p::message, m::fix_request},
        {408, 408, b::from_status, s::request, c::api, r::unspecified, w::none, p::platform, m::investigate},
        {409, 428, b::from_status, s::request, c::api, r::permanent, w::none, p::message, m::fix_request},
        {429, 429, b::from_status, s::request, c::api, r::automatic, w::as_server_says, p::account, m::retry_with_backoff},
        {430, 499, b::from_status, s::request, c::api, r::permanent, w::none, p::message, m::fix_request},
        {500, 1000, b::from_status, s::request, c::api, r::unspecified, w::none, p::platform, m::investigate},
    };
    // clang-format on
    for (const expectation& expected : expectations) {
        for (int status = expected.first; status <= expected.last; ++status) {
            INFO(status);
            const te::judgement actual = te::judge_status(status);
            CHECK(actual.basis == expected.basis);
            CHECK(actual.stage == expected.stage);
            CHECK(actual.category == expected.category);
            CHECK(actual.retry == expected.retry);
            CHECK(actual.wait == expected.wait);
            CHECK(actual.scope == expected.scope);
            if (expected.basis != b::none) {
                CHECK(actual.remedy == expected.remedy);
            }
            CHECK(actual.also == actual.retry);
            CHECK_FALSE(actual.known());
        }
    }
}

TEST_CASE("hints at their limits") {
    CHECK(te::retry_hint{}.empty());
    te::retry_hint wished;
    wished.should_retry = te::server_wish::retry;
    CHECK_FALSE(wished.empty());
    CHECK_FALSE(te::parse_retry_after("5", 1768507200).empty());
    CHECK(te::parse_retry_after("Thu, 15 Jan 2026 20:00:07 GMT", 1768507200).delay.milliseconds() == 7000);
    CHECK(te::parse_retry_after("1.0001").delay.milliseconds() == 1001); // never less than was asked for
    CHECK(te::parse_retry_after("1.0000").delay.milliseconds() == 1000);
    CHECK(te::parse_retry_after("1.00010").delay.milliseconds() == 1001);
    CHECK(te::detail::milliseconds_until(INT64_MAX, -INT64_MAX) == UINT64_MAX);

    te::retry_hint_reader huge;
    huge.header("retry-after-ms", "99999999999999999999999");
    CHECK(huge.hint().delay.milliseconds() == longest);
    te::retry_hint_reader twice;
    twice.header("x-should-retry", "false");
    twice.header("x-should-retry", "true");
    CHECK(twice.hint().should_retry == te::server_wish::no_retry); // the first one counts
}

TEST_CASE("header names are compared without case, letter by letter") {
    for (const std::string_view name : {"retry-after-ms", "retry-after", "x-ratelimit-reset"}) {
        for (std::size_t place = 0; place != name.size(); ++place) {
            std::string wrong{name};
            wrong[place] = '~';
            INFO(wrong);
            te::retry_hint_reader reader;
            reader.header(wrong, "5");
            CHECK(reader.hint().empty());
        }
    }
    CHECK(te::detail::equal_ignoring_case("AZ", "az"));
    CHECK(te::detail::equal_ignoring_case("az", "az"));
    CHECK(te::detail::equal_ignoring_case("", ""));
    CHECK_FALSE(te::detail::equal_ignoring_case("", "a"));
    CHECK_FALSE(te::detail::equal_ignoring_case("a", ""));
    CHECK_FALSE(te::detail::equal_ignoring_case("@", "`")); // the neighbours of A and Z are not letters
    CHECK_FALSE(te::detail::equal_ignoring_case("[", "{"));
}

TEST_CASE("a date that a gateway wrote counts, in each place of a date") {
    // The name of the zone is not that of RFC 9110, or the weekday is wrong: November 24, 2026 is a Tuesday.
    constexpr te::instant now{1795512600}; // 2026-11-24T09:30:00Z
    for (const std::string_view text : {"Tue, 24 Nov 2026 09:31:00 UTC", "Mon, 24 Nov 2026 09:31:00 GMT"}) {
        INFO(text);
        CHECK(te::parse_retry_after(text, now).delay == te::delay{60000});
        te::retry_hint_reader reader;
        reader.header("Date", text);
        reader.header("Retry-After", "Tue, 24 Nov 2026 09:31:30 GMT");
        CHECK(reader.hint().delay == te::delay{30000});
    }
}

TEST_CASE("kinds of statuses") {
    struct expectation {
        int first;
        int last;
        bool interim;
        bool success;
        bool redirection;
    };
    for (const expectation& expected : {expectation{-1, 99, false, false, false},
                                        {100, 199, true, false, false},
                                        {200, 299, false, true, false},
                                        {300, 399, false, false, true},
                                        {400, 999, false, false, false}}) {
        for (int status = expected.first; status <= expected.last; ++status) {
            INFO(status);
            CHECK(te::detail::is_interim(status) == expected.interim);
            CHECK(te::detail::is_success(status) == expected.success);
            CHECK(te::detail::is_redirection(status) == expected.redirection);
        }
    }
}
