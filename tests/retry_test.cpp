// Decisions about codes and statuses: the rules, against expectations written by hand.
#include <algorithm>
#include <cstdint>
#include <iterator>
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
    // By the sources: sent again by itself is what a carrier could not take (40004, 40006, 40008) and what the API throttled
    // (10011); what failed inside Telnyx (10007, 10008, 10037) only where the caller can repeat it without harm.
    constexpr int by_itself[] = {10011, 40004, 40006, 40008};
    constexpr int if_idempotent[] = {10007, 10008, 10037};
    // The reference's own lists: permanent, action required, retriable after intervention.
    constexpr int never[] = {40001, 40003, 40010, 40300, 40314, 40322, 40015, 40019, 40315, 40329,
                             40333, 40002, 40005, 40011, 40014, 40016, 40017, 40018, 40318};
    const auto among = [](const auto& list, std::int64_t code) {
        return std::find(std::begin(list), std::end(list), code) != std::end(list);
    };
    te::retry_policy eager = nominal();
    eager.tries = UINT32_MAX;
    eager.cap_ms = UINT64_MAX;
    std::size_t retries = 0;
    std::size_t codes = 0;
    for (const te::code_info& row : te::table) {
        const auto code = static_cast<std::int64_t>(row.id);
        if (among(by_itself, code)) {
            CHECK_FALSE(among(never, code));
            continue;
        }
        ++codes;
        for (int status = 0; status != 600; status = status == 0 ? 100 : status + 1) {
            for (const te::phase phase : {te::phase::unknown, te::phase::request, te::phase::delivery, te::phase::record}) {
                for (std::uint32_t attempt = 0; attempt != 7; ++attempt) {
                    for (const auto wish :
                         {te::retry_hint::wish::none, te::retry_hint::wish::retry, te::retry_hint::wish::no_retry}) {
                        te::situation now = at(phase, status, attempt);
                        now.idempotent = attempt % 2 == 0 && !among(if_idempotent, code);
                        now.retry_after.should_retry = wish;
                        now.retry_after.has_delay = attempt % 3 == 0;
                        retries += te::decide(code, now).step == te::step::retry ? 1U : 0U;
                        retries += te::decide(code, now, eager).step == te::step::retry ? 1U : 0U;
                    }
                }
            }
        }
    }
    CHECK(codes == 120);
    CHECK(retries == 0);
    // Else the loop above could be blind.
    for (const int code : by_itself) {
        CHECK(te::decide(code, at(te::phase::request)).step == te::step::retry);
    }
    for (const int code : if_idempotent) {
        te::situation now = at(te::phase::request);
        now.idempotent = true;
        CHECK(te::decide(code, now).step == te::step::retry);
    }
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
    // Noon in Los Angeles, 15 January 2026; 20 s into a minute.
    constexpr te::instant noon{1768507220};
    struct wait {
        int code;
        std::uint64_t delay_ms;
    };
    // Everything that is not stopped and has a time; all others have none.
    constexpr wait waits[] = {
        {40004, 1000},
        {40006, 1000},
        {40008, 1000}, // the first of 1, 2, 4, 8 s
        {40016, (12 * 3600 - 20) * 1000},
        {40018, 40000},    // midnight in Los Angeles; the next minute
        {40020, 86400000}, // 24 h, for it failed just now
        {40151, 900000},
        {40320, 900000},
        {40330, 900000},                 // looked at again every quarter of an hour
        {40333, (4 * 3600 - 20) * 1000}, // midnight of UTC
    };
    CHECK(sizeof(expectations) / sizeof(expectations[0]) == 52);
    for (const expectation& expected : expectations) {
        for (const te::phase phase : {te::phase::request, te::phase::delivery}) {
            INFO(expected.code);
            te::situation now = at(phase);
            now.now = noon;
            const te::decision actual = te::decide(expected.code, now, nominal());
            CHECK(actual.step == expected.step);
            CHECK(actual.reason == expected.reason);
            CHECK(actual.governing_code == expected.code);
            const wait* const due = std::find_if(std::begin(waits), std::end(waits),
                                                 [&](const wait& candidate) { return candidate.code == expected.code; });
            CHECK(actual.has_delay == (due != std::end(waits)));
            CHECK(actual.delay_ms == (due != std::end(waits) ? due->delay_ms : 0));
            if (due != std::end(waits)) {
                CHECK(actual.not_before == noon.plus(static_cast<std::int64_t>(due->delay_ms / 1000)));
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

TEST_CASE("policies, headers and tries at their ends get no code sent again that must not be") {
    // The reference's own rows, as above.
    constexpr int never[] = {40001, 40003, 40010, 40300, 40314, 40322, 40015, 40019, 40315, 40329,
                             40333, 40002, 40005, 40011, 40014, 40016, 40017, 40018, 40318};
    std::size_t asked = 0;
    std::size_t retries = 0;
    for (const int code : never) {
        for (int status = 100; status != 600; ++status) {
            for (const std::uint32_t attempt : {0U, 1U, 2U, 31U, 32U, 33U, 63U, 64U, 1U << 31U, UINT32_MAX}) {
                for (const std::uint64_t delay : {std::uint64_t{0}, std::uint64_t{7000}, UINT64_MAX}) {
                    te::situation now = at(static_cast<te::phase>(status % 4), status, attempt);
                    now.idempotent = true;
                    now.now = te::instant{1768507220};
                    now.retry_after.should_retry = te::retry_hint::wish::retry;
                    now.retry_after.has_delay = true;
                    now.retry_after.delay_ms = delay;
                    for (const std::uint32_t tries : {0U, 1U, UINT32_MAX}) {
                        for (const std::uint64_t cap : {std::uint64_t{0}, std::uint64_t{60000}, UINT64_MAX}) {
                            for (const std::uint64_t deadline : {std::uint64_t{0}, te::retry_policy::no_deadline}) {
                                te::retry_policy policy;
                                policy.tries = tries;
                                policy.cap_ms = cap;
                                policy.deadline_ms = deadline;
                                ++asked;
                                retries += te::decide(code, now, policy, attempt).step == te::step::retry ? 1U : 0U;
                            }
                        }
                    }
                }
            }
        }
    }
    CHECK(asked == 19U * 500 * 10 * 3 * 3 * 3 * 2);
    CHECK(retries == 0);
}

TEST_CASE("a delay lies between the server's hint and the cap") {
    for (const std::uint32_t attempt : {0U, 1U, 31U, 32U, 33U, 63U, 64U, 1U << 31U, UINT32_MAX - 1}) {
        for (const std::uint64_t cap : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{60000}, UINT64_MAX}) {
            for (const std::uint64_t hint : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7000}, UINT64_MAX}) {
                for (const te::jitter jitter : {te::jitter::none, te::jitter::equal, te::jitter::full}) {
                    for (const std::uint32_t bits : {0U, 0x80000000U, UINT32_MAX}) {
                        INFO(attempt << ' ' << cap << ' ' << hint << ' ' << name(jitter) << ' ' << bits);
                        te::retry_policy policy;
                        policy.tries = UINT32_MAX;
                        policy.cap_ms = cap;
                        policy.jitter = jitter;
                        te::situation now = at(te::phase::request, 429, attempt);
                        now.now = te::instant{INT64_MAX - 1}; // the instant must not overflow either
                        now.retry_after.has_delay = true;
                        now.retry_after.delay_ms = hint;
                        const te::decision next = te::decide(10011, now, policy, bits);
                        CHECK(next.has_delay);
                        CHECK(next.delay_ms >= hint);
                        CHECK((next.step == te::step::retry) == (hint <= cap));
                        CHECK((next.step == te::step::stop || next.delay_ms <= cap));
                    }
                }
            }
        }
    }
    // A deadline that is now: no try falls before it.
    te::retry_policy over;
    over.deadline_ms = 0;
    CHECK(te::decide(40008, at(te::phase::delivery), over).reason == te::reason::deadline_exceeded);
    te::situation now = at(te::phase::delivery);
    now.elapsed_ms = over.deadline_ms = 30000;
    CHECK(te::decide(40008, now, over).reason == te::reason::deadline_exceeded);
}
