// What headers and statuses say about sending again.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

TEST_CASE("headers") {
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
        {"99999999999999999999999", UINT64_MAX},
    };
    for (const expectation& expected : good) {
        INFO(expected.value);
        const te::retry_hint hint = te::parse_retry_after(expected.value, now);
        CHECK(hint.has_delay == (expected.value != "2."));
        CHECK(hint.delay_ms == expected.delay_ms);
    }
    for (const std::string_view bad :
         {"", " ", "-1", "+5", "1e3", "NaN", "inf", "5s", "5 6", "0x10", "five", ".5", "1..5", "\xEF\xBC\x95"}) {
        INFO(bad);
        CHECK(te::parse_retry_after(bad, now).empty());
    }
    CHECK(te::parse_retry_after("Tue, 24 Nov 2026 09:30:10 GMT").empty());
}

TEST_CASE("one header by itself") {
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
        {"retry-after", "5\n", none},
        {"retry-after", "5\r\nx-evil: 1", none},
        {"retry-after", "tomorrow", none},
        {"retry-after", "2026-11-24T09:30:10Z", none},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 GMT", 60000},
        {"retry-after", "  Tue, 24 Nov 2026 09:31:00 GMT ", 60000},
        {"retry-after", "Tue, 24 Nov 2026 09:30:00 GMT", 0},
        {"retry-after", "Thu, 01 Jan 1970 00:00:00 GMT", 0},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 UTC", none},
        {"retry-after", "Tue, 24 Nov 2026 09:31:00 +0000", none},
        {"retry-after", "Tue, 31 Nov 2026 09:31:00 GMT", none},
        {"retry-after", "Tue, 24 Nov 2026 25:31:00 GMT", none},
        {"retry_after", "5", none},
        {"retry-after ", "5", none},
        {"", "5", none},
        {"retry-after-ms", "1500", 1500},
        {"Retry-After-Ms", "0", 0},
        {"retry-after-ms", "1500.2", 1501},
        {"retry-after-ms", "1.5s", none},
        {"retry-after-ms", "-1500", none},
        {"retry-after-ms", "Tue, 24 Nov 2026 09:31:00 GMT", none},
        {"retry-after-ms", "", none},
        {"x-ratelimit-reset", "30", 30000},
        {"X-RateLimit-Reset", "0", 0},
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
        CHECK(reader.hint().has_delay == (expected.delay_ms != none));
        CHECK(reader.hint().delay_ms == (expected.delay_ms == none ? 0 : static_cast<std::uint64_t>(expected.delay_ms)));
        CHECK(reader.hint().should_retry == te::retry_hint::wish::none);
    }
    CHECK(te::read_retry_hint(std::vector<std::pair<std::string, std::string>>{}).empty());
}

TEST_CASE("several headers") {
    const te::instant now{1795512600};
    using headers = std::multimap<std::string, std::string>;
    CHECK(te::read_retry_hint(headers{{"RETRY-AFTER", "5"}, {"retry-after-ms", "1500"}}).delay_ms == 1500);
    CHECK(te::read_retry_hint(headers{{"x-ratelimit-reset", "9"}, {"Retry-After", "5"}}).delay_ms == 5000);
    CHECK(te::read_retry_hint(headers{{"x-ratelimit-reset", "9"}}).delay_ms == 9000);
    CHECK(te::read_retry_hint(headers{{"X-RateLimit-Reset", "1795512630"}}, now).delay_ms == 30000);
    CHECK(te::read_retry_hint(headers{{"X-RateLimit-Reset", "1795512630"}}).empty());
    CHECK(te::read_retry_hint(headers{{"X-Should-Retry", "TRUE"}}).should_retry == te::retry_hint::wish::retry);
    CHECK(te::read_retry_hint(headers{{"x-should-retry", "false"}}).should_retry == te::retry_hint::wish::no_retry);
    CHECK(te::read_retry_hint(headers{{"x-should-retry", "maybe"}, {"content-type", "7"}}).empty());
}

TEST_CASE("the status ladder") {
    for (int status = 0; status != 1000; ++status) {
        const te::judgement ladder = te::judge_status(status);
        INFO(status);
        if (status >= 100 && status < 400) {
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
