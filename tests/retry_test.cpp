// Decisions, instants and headers: the rules, against expectations written by hand.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

te::retry_policy nominal() {
    te::retry_policy policy;
    policy.jitter = te::jitter::none;
    return policy;
}

te::situation at(te::phase phase, int status = 0, std::uint32_t attempt = 1) {
    te::situation now;
    now.phase = phase;
    now.http_status = status;
    now.attempt = attempt;
    return now;
}

} // namespace

static_assert(noexcept(te::decide(40300, te::situation{})));
static_assert(te::decide(te::code::blocked_stop, te::situation{}).opted_out == te::answer::yes);

TEST_CASE("no code that must not be sent again ever yields a retry") {
    // The reference's own lists: permanent, action required, retriable after intervention.
    constexpr int never[] = {40001, 40003, 40010, 40300, 40314, 40322, 40015, 40019, 40315, 40329,
                             40333, 40002, 40005, 40011, 40014, 40016, 40017, 40018, 40318};
    te::retry_policy eager = nominal();
    eager.tries = UINT32_MAX;
    eager.cap_ms = UINT64_MAX;
    std::size_t retries = 0;
    for (const int code : never) {
        for (int status = 0; status != 600; status = status == 0 ? 100 : status + 1) {
            for (const te::phase phase : {te::phase::unknown, te::phase::request, te::phase::delivery, te::phase::record}) {
                for (std::uint32_t attempt = 0; attempt != 7; ++attempt) {
                    for (const auto wish :
                         {te::retry_hint::wish::none, te::retry_hint::wish::retry, te::retry_hint::wish::no_retry}) {
                        te::situation now = at(phase, status, attempt);
                        now.idempotent = attempt % 2 == 0;
                        now.retry_after.should_retry = wish;
                        now.retry_after.has_delay = attempt % 3 == 0;
                        retries += te::decide(code, now).step == te::step::retry ? 1U : 0U;
                        retries += te::decide(code, now, eager).step == te::step::retry ? 1U : 0U;
                    }
                }
            }
        }
    }
    CHECK(retries == 0);
}

TEST_CASE("what the documented codes ask for") {
    struct expectation {
        int code;
        te::step step;
        te::reason reason;
    };
    using s = te::step;
    using r = te::reason;
    // clang-format off
    constexpr expectation expectations[] = {
        {40001, s::stop, r::permanent}, {40002, s::fix_first, r::needs_intervention}, {40003, s::stop, r::permanent},
        {40004, s::retry, r::transient}, {40005, s::fix_first, r::needs_intervention}, {40006, s::retry, r::transient},
        {40008, s::retry, r::transient}, {40009, s::fix_first, r::needs_intervention}, {40010, s::stop, r::permanent},
        {40011, s::fix_first, r::needs_intervention}, {40012, s::stop, r::permanent}, {40013, s::fix_first, r::action_required},
        {40014, s::fix_first, r::needs_intervention}, {40015, s::fix_first, r::action_required},
        {40016, s::fix_first, r::needs_intervention}, {40017, s::fix_first, r::needs_intervention},
        {40018, s::fix_first, r::needs_intervention}, {40019, s::fix_first, r::action_required}, {40020, s::hold, r::on_hold},
        {40100, s::fix_first, r::action_required}, {40150, s::fix_first, r::action_required}, {40151, s::hold, r::on_hold},
        {40155, s::fix_first, r::action_required}, {40300, s::stop, r::permanent}, {40301, s::stop, r::permanent},
        {40302, s::fix_first, r::needs_intervention}, {40304, s::fix_first, r::needs_intervention},
        {40305, s::fix_first, r::action_required}, {40306, s::fix_first, r::action_required}, {40307, s::fix_first, r::action_required},
        {40308, s::fix_first, r::action_required}, {40309, s::fix_first, r::action_required}, {40310, s::stop, r::permanent},
        {40311, s::fix_first, r::action_required}, {40312, s::fix_first, r::action_required}, {40313, s::fix_first, r::action_required},
        {40314, s::stop, r::permanent}, {40315, s::fix_first, r::action_required}, {40316, s::fix_first, r::needs_intervention},
        {40317, s::fix_first, r::needs_intervention}, {40318, s::fix_first, r::needs_intervention}, {40319, s::stop, r::permanent},
        {40320, s::hold, r::on_hold}, {40321, s::fix_first, r::action_required}, {40322, s::stop, r::permanent},
        {40323, s::fix_first, r::action_required}, {40325, s::fix_first, r::action_required},
        {40328, s::fix_first, r::needs_intervention}, {40329, s::fix_first, r::action_required}, {40330, s::hold, r::on_hold},
        {40331, s::fix_first, r::action_required}, {40333, s::fix_first, r::action_required},
    };
    // clang-format on
    CHECK(sizeof(expectations) / sizeof(expectations[0]) == 52);
    for (const expectation& expected : expectations) {
        for (const te::phase phase : {te::phase::request, te::phase::delivery}) {
            INFO(expected.code);
            const te::decision actual = te::decide(expected.code, at(phase), nominal());
            CHECK(actual.step == expected.step);
            CHECK(actual.reason == expected.reason);
            CHECK(actual.governing_code == expected.code);
            if (expected.step == te::step::retry) {
                CHECK(actual.delay_ms == 1000);
            }
        }
    }
}

TEST_CASE("named cases") {
    const te::decision stop = te::decide(40300, at(te::phase::request, 409));
    CHECK(stop.step == te::step::stop);
    CHECK(stop.opted_out == te::answer::yes);
    CHECK(te::decide(40300, at(te::phase::delivery)).opted_out == te::answer::maybe);
    CHECK(te::decide(40301, at(te::phase::request)).opted_out == te::answer::no);

    const te::decision spend = te::decide(40333, at(te::phase::request, 429));
    CHECK(spend.step == te::step::fix_first);
    CHECK(spend.scope == te::scope::profile);

    te::situation limited = at(te::phase::request, 429);
    limited.retry_after = te::parse_retry_after("7");
    const te::decision later = te::decide(10011, limited, nominal());
    CHECK(later.step == te::step::retry);
    CHECK(later.delay_ms == 7000);

    const te::decision html = te::decide(0, at(te::phase::request, 429), nominal());
    CHECK(html.step == te::step::retry);
    CHECK(html.basis == te::basis::from_status);
    CHECK(te::decide(0, at(te::phase::request, 503)).step == te::step::reconcile);
    te::situation repeatable = at(te::phase::request, 503);
    repeatable.idempotent = true;
    CHECK(te::decide(0, repeatable).step == te::step::retry);
    CHECK(te::decide(0, at(te::phase::request)).step == te::step::reconcile);
    CHECK(te::decide(10007, at(te::phase::request, 500)).step == te::step::reconcile);
    CHECK(te::decide(0, at(te::phase::request, 401)).step == te::step::fix_first);
    CHECK(te::decide(0, at(te::phase::request, 401)).scope == te::scope::account);
    CHECK(te::decide(0, at(te::phase::request, 404)).reason == te::reason::refused);
    CHECK(te::decide(0, at(te::phase::request, 200)).step == te::step::none);
    CHECK(te::decide(47000, at(te::phase::delivery)).reason == te::reason::unknown_code);
    CHECK(te::decide(47000, at(te::phase::delivery, 429)).step == te::step::stop);
}

TEST_CASE("tries, hints and deadlines") {
    constexpr std::uint64_t delays[] = {1000, 2000, 4000, 8000};
    for (std::uint32_t attempt = 1; attempt != 5; ++attempt) {
        const te::decision again = te::decide(40008, at(te::phase::delivery, 0, attempt), nominal());
        CHECK(again.step == te::step::retry);
        CHECK(again.delay_ms == delays[attempt - 1]);
    }
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 5), nominal()).reason == te::reason::attempts_exhausted);
    CHECK(te::decide(40008, at(te::phase::delivery, 0, UINT32_MAX), nominal()).reason == te::reason::attempts_exhausted);

    te::situation now = at(te::phase::request, 429);
    now.retry_after = te::parse_retry_after("61");
    CHECK(te::decide(10011, now, nominal()).reason == te::reason::hint_beyond_cap);
    CHECK(te::decide(10011, now, nominal()).delay_ms == 61000);
    now.retry_after = te::parse_retry_after("60");
    CHECK(te::decide(10011, now, nominal()).step == te::step::retry);
    now.retry_after.should_retry = te::retry_hint::wish::no_retry;
    CHECK(te::decide(10011, now, nominal()).reason == te::reason::server_said_no);

    te::retry_policy hurried = nominal();
    hurried.deadline_ms = 5000;
    te::situation late = at(te::phase::delivery);
    late.elapsed_ms = 3999;
    CHECK(te::decide(40008, late, hurried).step == te::step::retry);
    late.elapsed_ms = 4000;
    CHECK(te::decide(40008, late, hurried).reason == te::reason::deadline_exceeded);
    late.elapsed_ms = UINT64_MAX;
    CHECK(te::decide(40008, late, hurried).reason == te::reason::deadline_exceeded);
}

TEST_CASE("backoff saturates for any try, base and cap") {
    for (const std::uint64_t cap : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{60000}, UINT64_MAX}) {
        for (const std::uint64_t base : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, UINT64_MAX}) {
            for (const std::uint32_t attempt : {0U, 1U, 2U, 31U, 32U, 33U, 63U, 64U, 65U, 1U << 31U, UINT32_MAX}) {
                te::retry_policy policy = nominal();
                policy.cap_ms = cap;
                policy.base_ms = base;
                const std::uint64_t delay = te::nominal_delay_ms(policy, attempt);
                INFO(cap << ' ' << base << ' ' << attempt);
                CHECK(delay <= cap);
                CHECK((attempt < 66 || delay == (base == 0 ? 0 : cap)));
                for (const te::jitter jitter : {te::jitter::none, te::jitter::equal, te::jitter::full}) {
                    policy.jitter = jitter;
                    CHECK(te::backoff_ms(policy, attempt, UINT32_MAX) == delay);
                    CHECK(te::backoff_ms(policy, attempt, 0) <= delay);
                }
                policy.jitter = te::jitter::equal;
                CHECK(te::backoff_ms(policy, attempt, 0) >= delay / 2);
            }
        }
    }
    std::uint64_t state = 7;
    double equal_sum = 0;
    double full_sum = 0;
    te::retry_policy equal;
    te::retry_policy full;
    full.jitter = te::jitter::full;
    constexpr int draws = 1000000;
    for (int i = 0; i != draws; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const auto bits = static_cast<std::uint32_t>(state >> 32U);
        equal_sum += static_cast<double>(te::backoff_ms(equal, 4, bits));
        full_sum += static_cast<double>(te::backoff_ms(full, 4, bits));
    }
    CHECK(equal_sum / draws == Approx(6000).epsilon(0.01));
    CHECK(full_sum / draws == Approx(4000).epsilon(0.01));
}

TEST_CASE("waits with instants") {
    te::situation now = at(te::phase::delivery);
    // Expected values by `TZ=America/Los_Angeles date -d '...' +%s`.
    struct expectation {
        std::string_view now;
        std::int64_t midnight;
    };
    constexpr expectation expectations[] = {
        {"2026-03-07T23:59:59-08:00", 1772956800}, {"2026-03-08T00:00:00-08:00", 1773039600},
        {"2026-03-08T01:59:59-08:00", 1773039600}, {"2026-03-08T03:00:00-07:00", 1773039600},
        {"2026-03-08T23:59:59-07:00", 1773039600}, {"2026-10-31T23:59:59-07:00", 1793516400},
        {"2026-11-01T00:00:00-07:00", 1793606400}, {"2026-11-01T01:30:00-08:00", 1793606400},
        {"2026-11-01T23:59:59-08:00", 1793606400},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.now);
        now.now = te::parse_rfc3339(expected.now);
        REQUIRE(now.now.known());
        CHECK(te::decide(40016, now).not_before == te::instant{expected.midnight});
    }
    now.now = te::instant{1773039659};
    CHECK(te::decide(40018, now).delay_ms == 1000);
    now.now = te::instant{1773039600};
    CHECK(te::decide(40018, now).delay_ms == 60000);
    now.failed_at = te::instant{1773036000};
    CHECK(te::decide(40020, now).not_before == te::instant{1773036000 + 86400});
    CHECK(te::decide(40020, now).delay_ms == (86400 - 3600) * 1000);
    CHECK(te::decide(40020, at(te::phase::delivery)).delay_ms == 86400000);
    CHECK_FALSE(te::decide(40016, at(te::phase::delivery)).not_before.known());
    now.now = te::instant{1773100000};
    CHECK(te::decide(40333, now).not_before == te::instant{1773100800});
    CHECK(te::decide(40320, now).delay_ms == 900000);
}

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
                                       "2026-11-24T09:30:00,5Z"}) {
        INFO(bad);
        CHECK_FALSE(te::parse_rfc3339(bad).known());
    }
    CHECK(te::parse_imf_fixdate("Tue, 24 Nov 2026 09:30:00 GMT") == te::instant{1795512600});
    for (const std::string_view bad :
         {"Mon, 24 Nov 2026 09:30:00 GMT", "Tue, 24 Nov 2026 09:30:00", "Tuesday, 24-Nov-26 09:30:00 GMT",
          "Tue Nov 24 09:30:00 2026", "Tue, 24 nov 2026 09:30:00 GMT", "Tue, 24 Nov 2026 09:30:00 GMT "}) {
        CHECK_FALSE(te::parse_imf_fixdate(bad).known());
    }
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{INT64_MAX}).known());
    CHECK_FALSE(te::next_midnight_in_los_angeles(te::instant{INT64_MIN + 1}).known());
    CHECK(te::instant{INT64_MAX}.plus(1).unix_seconds() == INT64_MAX);
}

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
