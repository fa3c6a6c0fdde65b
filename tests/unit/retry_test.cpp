// Decisions about codes and statuses: the rules, against expectations written by hand.
#include <algorithm>
#include <cstddef>
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

TEST_CASE("how decisions begin is the same when it is computed while the program runs") {
    const te::detail::opening_table computed = te::detail::make_opening_table();
    for (std::size_t i = 0; i != te::detail::judgement_count; ++i) {
        const te::decision expected = te::detail::opening_of(te::detail::judgements.distinct[i]);
        for (const te::decision* const found : {&computed.of_judgement[i], &te::detail::openings.of_judgement[i]}) {
            INFO("judgement " << i);
            CHECK(found->step == expected.step);
            CHECK(found->reason == expected.reason);
            CHECK(found->scope == expected.scope);
            CHECK(found->remedy == expected.remedy);
            CHECK(found->basis == expected.basis);
        }
    }
}

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
    te::retry_policy soon_over = nominal();
    soon_over.deadline_ms = 1000; // the hint is beyond this too; what the server asks for is said first
    CHECK(te::decide(10011, now, soon_over).reason == te::reason::hint_beyond_cap);
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

TEST_CASE("each step, reason, answer and jitter has its name") {
    using s = te::step;
    using r = te::reason;
    CHECK(name(s::none) == "none");
    CHECK(name(s::retry) == "retry");
    CHECK(name(s::hold) == "hold");
    CHECK(name(s::fix_first) == "fix_first");
    CHECK(name(s::stop) == "stop");
    CHECK(name(s::reconcile) == "reconcile");
    CHECK(name(r::nothing_failed) == "nothing_failed");
    CHECK(name(r::not_final) == "not_final");
    CHECK(name(r::transient) == "transient");
    CHECK(name(r::throttled) == "throttled");
    CHECK(name(r::on_hold) == "on_hold");
    CHECK(name(r::needs_intervention) == "needs_intervention");
    CHECK(name(r::action_required) == "action_required");
    CHECK(name(r::permanent) == "permanent");
    CHECK(name(r::opted_out) == "opted_out");
    CHECK(name(r::refused) == "refused");
    CHECK(name(r::may_have_been_sent) == "may_have_been_sent");
    CHECK(name(r::server_said_no) == "server_said_no");
    CHECK(name(r::attempts_exhausted) == "attempts_exhausted");
    CHECK(name(r::deadline_exceeded) == "deadline_exceeded");
    CHECK(name(r::hint_beyond_cap) == "hint_beyond_cap");
    CHECK(name(r::unknown_code) == "unknown_code");
    CHECK(name(r::unexplained_failure) == "unexplained_failure");
    CHECK(name(r::unrecognised) == "unrecognised");
    CHECK(name(te::answer::no) == "no");
    CHECK(name(te::answer::maybe) == "maybe");
    CHECK(name(te::answer::yes) == "yes");
    CHECK(name(te::jitter::none) == "none");
    CHECK(name(te::jitter::equal) == "equal");
    CHECK(name(te::jitter::full) == "full");
}

TEST_CASE("what is said where nothing was said") {
    const te::retry_policy policy{};
    CHECK(policy.tries == 5);
    CHECK(policy.base_ms == 1000);
    CHECK(policy.cap_ms == 60000);
    CHECK(policy.jitter == te::jitter::equal);
    CHECK(policy.deadline_ms == UINT64_MAX);
    CHECK(policy.look_again_ms == 900000);
    const te::situation now{};
    CHECK(now.phase == te::phase::unknown);
    CHECK(now.http_status == 0);
    CHECK(now.attempt == 1);
    CHECK(now.elapsed_ms == 0);
    CHECK_FALSE(now.now.known());
    CHECK_FALSE(now.failed_at.known());
    CHECK_FALSE(now.idempotent);
    CHECK(now.retry_after.empty());
    const te::decision next{};
    CHECK(next.step == te::step::none);
    CHECK(next.reason == te::reason::nothing_failed);
    CHECK(next.scope == te::scope::unknown);
    CHECK(next.remedy == te::remedy::none);
    CHECK(next.basis == te::basis::none);
    CHECK(next.opted_out == te::answer::no);
    CHECK_FALSE(next.has_delay);
    CHECK(next.delay_ms == 0);
    CHECK_FALSE(next.not_before.known());
    CHECK(next.governing_code == 0);
    // Without random bits the whole nominal delay is meant.
    CHECK(te::decide(40008, now).delay_ms == 1000);
    CHECK(te::decide(te::code::undeliverable, now).delay_ms == 1000);
    CHECK(te::decide(te::code::undeliverable, now, te::retry_policy{}, 0).delay_ms == 500);
}

TEST_CASE("jitter is exact") {
    te::retry_policy policy;
    policy.base_ms = 4000;
    // Full jitter: the share of the random bits, plus one, in 2^32. Equal jitter: half, and that share of the other half.
    policy.jitter = te::jitter::full;
    CHECK(te::backoff_ms(policy, 1, 0x7FFFFFFF) == 2000);
    CHECK(te::backoff_ms(policy, 1, 0x3FFFFFFF) == 1000);
    CHECK(te::backoff_ms(policy, 1, 0xBFFFFFFF) == 3000);
    CHECK(te::backoff_ms(policy, 1, 0) == 0);
    CHECK(te::backoff_ms(policy, 1, UINT32_MAX) == 4000);
    CHECK(te::backoff_ms(policy, 2, 0x7FFFFFFF) == 4000);
    policy.jitter = te::jitter::equal;
    CHECK(te::backoff_ms(policy, 1, 0x7FFFFFFF) == 3000);
    CHECK(te::backoff_ms(policy, 1, 0) == 2000);
    policy.base_ms = 4001; // the odd millisecond is waited for, not drawn
    CHECK(te::backoff_ms(policy, 1, 0) == 2001);
    CHECK(te::backoff_ms(policy, 1, UINT32_MAX) == 4001);
    // A range beyond 32 bits: (2^40 + 2^31) / 2, and / 4.
    policy.jitter = te::jitter::full;
    policy.base_ms = (std::uint64_t{1} << 40U) + (std::uint64_t{1} << 31U);
    policy.cap_ms = UINT64_MAX;
    CHECK(te::backoff_ms(policy, 1, 0x7FFFFFFF) == (std::uint64_t{1} << 39U) + (std::uint64_t{1} << 30U));
    CHECK(te::backoff_ms(policy, 1, 0x3FFFFFFF) == (std::uint64_t{1} << 38U) + (std::uint64_t{1} << 29U));
    policy.base_ms = UINT64_MAX;
    CHECK(te::backoff_ms(policy, 1, UINT32_MAX) == UINT64_MAX);
    policy.base_ms = 1000;
    policy.jitter = te::jitter::none;
    CHECK(te::backoff_ms(policy, 1, 0) == 1000);
    // No enumerator: as without jitter.
    policy.jitter = static_cast<te::jitter>(9);
    CHECK(te::backoff_ms(policy, 1, 0) == 1000);
}

TEST_CASE("doubling ends at the cap, to the millisecond") {
    te::retry_policy policy = nominal();
    policy.base_ms = 1000;
    policy.cap_ms = 8000;
    CHECK(te::nominal_delay_ms(policy, 0) == 1000);
    CHECK(te::nominal_delay_ms(policy, 1) == 1000);
    CHECK(te::nominal_delay_ms(policy, 2) == 2000);
    CHECK(te::nominal_delay_ms(policy, 4) == 8000);
    CHECK(te::nominal_delay_ms(policy, 5) == 8000);
    policy.cap_ms = 7999;
    CHECK(te::nominal_delay_ms(policy, 3) == 4000);
    CHECK(te::nominal_delay_ms(policy, 4) == 7999);
    policy.cap_ms = 500;
    CHECK(te::nominal_delay_ms(policy, 1) == 500);
    policy.base_ms = 1;
    policy.cap_ms = UINT64_MAX;
    CHECK(te::nominal_delay_ms(policy, 64) == std::uint64_t{1} << 63U);
    CHECK(te::nominal_delay_ms(policy, 65) == UINT64_MAX);
    policy.base_ms = 0;
    CHECK(te::nominal_delay_ms(policy, 1) == 0);
    CHECK(te::nominal_delay_ms(policy, 65) == 0);
}

TEST_CASE("an instant is not before the delay has passed") {
    te::retry_policy policy = nominal();
    te::situation now = at(te::phase::delivery);
    CHECK_FALSE(te::decide(40008, now, policy).not_before.known());
    now.now = te::instant{1000000};
    struct expectation {
        std::uint64_t delay_ms;
        std::int64_t not_before;
    };
    constexpr expectation expectations[] = {{0, 1000000},    {1, 1000001},    {500, 1000001},  {999, 1000001},
                                            {1000, 1000001}, {1001, 1000002}, {2000, 1000002}, {59999, 1000060}};
    for (const expectation& expected : expectations) {
        INFO(expected.delay_ms);
        policy.base_ms = expected.delay_ms;
        const te::decision next = te::decide(40008, now, policy);
        CHECK(next.step == te::step::retry);
        CHECK(next.has_delay);
        CHECK(next.delay_ms == expected.delay_ms);
        CHECK(next.not_before == te::instant{expected.not_before});
    }
    // The longest wait there is ends where instants end.
    policy.base_ms = UINT64_MAX;
    policy.cap_ms = UINT64_MAX;
    CHECK(te::decide(40008, now, policy).not_before == te::instant{1000000 + INT64_MAX / 1000});
    policy.base_ms = static_cast<std::uint64_t>(INT64_MAX) / 1000 * 1000 - 1000;
    CHECK(te::decide(40008, now, policy).not_before == te::instant{1000000 + INT64_MAX / 1000 - 1});
}

TEST_CASE("a hint is a floor, and the delay says what was stopped for") {
    te::situation now = at(te::phase::delivery);
    now.retry_after = te::parse_retry_after("0.5");
    CHECK(te::decide(40008, now, nominal()).delay_ms == 1000); // the backoff is longer
    now.retry_after = te::parse_retry_after("3");
    CHECK(te::decide(40008, now, nominal()).delay_ms == 3000);
    CHECK(te::decide(40008, now, nominal()).reason == te::reason::transient);
    CHECK(te::decide(10011, now, nominal()).reason == te::reason::throttled);
    // When the rate limit starts again matters to what was throttled, and to nothing else.
    now.retry_after.rate_limit_only = true;
    CHECK(te::decide(40008, now, nominal()).delay_ms == 1000);
    CHECK(te::decide(10011, now, nominal()).delay_ms == 3000);
    CHECK_FALSE(te::decide(40329, now, nominal()).has_delay);
    now.retry_after.rate_limit_only = false;
    CHECK(te::decide(40329, now, nominal()).delay_ms == 3000);
    CHECK(te::decide(40329, now, nominal()).has_delay);
    CHECK(te::decide(40011, now, nominal()).delay_ms == 3000);
    now.now = te::instant{1768507220};
    CHECK(te::decide(40329, now, nominal()).not_before == te::instant{1768507223});
    // What the table knows outranks it: the next minute, the next midnight.
    CHECK(te::decide(40018, now, nominal()).delay_ms == 40000);
    CHECK(te::decide(40333, now, nominal()).delay_ms == (4 * 3600 - 20) * 1000);
    // A hold looks again as often as the policy says.
    CHECK(te::decide(40320, now, nominal()).delay_ms == 900000);
    // A delay that is not one: the member alone says nothing.
    te::situation silent = at(te::phase::delivery);
    silent.retry_after.delay_ms = 5000;
    CHECK(te::decide(40008, silent, nominal()).delay_ms == 1000);
    CHECK_FALSE(te::decide(40329, silent, nominal()).has_delay);

    // Stopped tries: who forbade it, and no delay with it.
    te::situation refused = at(te::phase::delivery);
    refused.retry_after.should_retry = te::retry_hint::wish::no_retry;
    const te::decision no = te::decide(40008, refused, nominal());
    CHECK(no.step == te::step::stop);
    CHECK(no.reason == te::reason::server_said_no);
    CHECK_FALSE(no.has_delay);
    const te::decision exhausted = te::decide(40008, at(te::phase::delivery, 0, 5), nominal());
    CHECK(exhausted.step == te::step::stop);
    CHECK_FALSE(exhausted.has_delay);
    // Try 0 is the first one.
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 0), nominal()).delay_ms == 1000);
    te::retry_policy once = nominal();
    once.tries = 1;
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 0), once).reason == te::reason::attempts_exhausted);
    once.tries = 2;
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 0), once).step == te::step::retry);
    te::situation long_wait = at(te::phase::request, 429);
    long_wait.retry_after = te::parse_retry_after("61");
    const te::decision beyond = te::decide(10011, long_wait, nominal());
    CHECK(beyond.step == te::step::stop);
    CHECK(beyond.has_delay);
    // The deadline counts what has passed and what would be waited for; reaching it is too late.
    te::retry_policy hurried = nominal();
    hurried.deadline_ms = 5000;
    te::situation late = at(te::phase::delivery);
    late.elapsed_ms = 4000;
    CHECK(te::decide(40008, late, hurried).step == te::step::stop);
    CHECK(te::decide(40008, late, hurried).reason == te::reason::deadline_exceeded);
    CHECK(te::decide(40008, late, hurried).delay_ms == 1000);
    late.elapsed_ms = UINT64_MAX;
    CHECK(te::decide(40008, late, hurried).reason == te::reason::deadline_exceeded);
    CHECK(te::decide(40008, late, nominal()).step == te::step::retry);
    late.elapsed_ms = UINT64_MAX - 1000;
    hurried.deadline_ms = UINT64_MAX - 1;
    CHECK(te::decide(40008, late, hurried).reason == te::reason::deadline_exceeded);
    late.elapsed_ms = UINT64_MAX - 1002;
    CHECK(te::decide(40008, late, hurried).step == te::step::retry);
}

TEST_CASE("24 hours are counted from the failure") {
    // The time of the failure alone gives the instant; without the time of the day the delay is a whole day.
    te::situation now = at(te::phase::delivery);
    now.failed_at = te::instant{1773036000};
    const te::decision unknown_now = te::decide(40020, now, nominal());
    CHECK(unknown_now.step == te::step::hold);
    CHECK(unknown_now.reason == te::reason::on_hold);
    CHECK(unknown_now.not_before == te::instant{1773036000 + 86400});
    CHECK(unknown_now.has_delay);
    CHECK(unknown_now.delay_ms == 86400000);
    now.failed_at = te::instant{};
    CHECK_FALSE(te::decide(40020, now, nominal()).not_before.known());
    CHECK(te::decide(40020, now, nominal()).has_delay);
    now.now = te::instant{1773036000};
    CHECK(te::decide(40020, now, nominal()).not_before == te::instant{1773036000 + 86400});
    now.failed_at = te::instant{1773036000 - 90000}; // over already
    CHECK(te::decide(40020, now, nominal()).delay_ms == 0);
    CHECK(te::decide(40020, now, nominal()).has_delay);
    CHECK_FALSE(te::decide(40018, at(te::phase::delivery), nominal()).has_delay);
    CHECK_FALSE(te::decide(40333, at(te::phase::delivery), nominal()).has_delay);
    CHECK(te::decide(40018, at(te::phase::delivery), nominal()).delay_ms == 0);
    CHECK(te::decide(40333, at(te::phase::delivery), nominal()).delay_ms == 0);
}

TEST_CASE("a decision carries the columns of what governs") {
    struct expectation {
        std::int64_t code;
        te::phase phase;
        int status;
        te::step step;
        te::reason reason;
        te::scope scope;
        te::remedy remedy;
        te::basis basis;
        te::answer opted_out;
    };
    using h = te::phase;
    using s = te::step;
    using r = te::reason;
    using p = te::scope;
    using m = te::remedy;
    using b = te::basis;
    using a = te::answer;
    // clang-format off
    constexpr expectation expectations[] = {
        {40300, h::request, 409, s::stop, r::permanent, p::recipient, m::stop_messaging_recipient, b::documented, a::yes},
        {40300, h::unknown, 0, s::stop, r::permanent, p::recipient, m::stop_messaging_recipient, b::documented, a::yes},
        {40300, h::delivery, 0, s::stop, r::permanent, p::recipient, m::stop_messaging_recipient, b::documented, a::maybe},
        {40300, h::record, 0, s::stop, r::permanent, p::recipient, m::stop_messaging_recipient, b::documented, a::maybe},
        {40333, h::request, 429, s::fix_first, r::action_required, p::profile, m::raise_limit, b::documented, a::no},
        {41000, h::delivery, 0, s::stop, r::unexplained_failure, p::recipient, m::investigate, b::derived, a::no},
        {10008, h::request, 408, s::reconcile, r::may_have_been_sent, p::platform, m::investigate, b::derived, a::no},
        {10011, h::request, 429, s::retry, r::throttled, p::account, m::retry_with_backoff, b::derived, a::no},
        // A known code outranks the status, whatever that is.
        {40006, h::request, 200, s::retry, r::transient, p::carrier, m::retry_with_backoff, b::documented, a::no},
        {40001, h::request, 503, s::stop, r::permanent, p::recipient, m::stop_messaging_recipient, b::documented, a::no},
        // An unknown code: the status decides where the request was answered, and only there.
        {40021, h::request, 0, s::stop, r::unknown_code, p::unknown, m::investigate, b::from_block, a::no},
        {40021, h::request, 200, s::stop, r::unknown_code, p::unknown, m::investigate, b::from_block, a::no},
        {40021, h::request, 399, s::stop, r::unknown_code, p::unknown, m::investigate, b::from_block, a::no},
        {40021, h::request, 422, s::stop, r::refused, p::message, m::fix_request, b::from_status, a::no},
        {40021, h::unknown, 429, s::retry, r::throttled, p::account, m::retry_with_backoff, b::from_status, a::no},
        {40021, h::request, 503, s::reconcile, r::may_have_been_sent, p::platform, m::investigate, b::from_status, a::no},
        {40021, h::delivery, 429, s::stop, r::unknown_code, p::unknown, m::investigate, b::from_block, a::no},
        {40021, h::record, 503, s::stop, r::unknown_code, p::unknown, m::investigate, b::from_block, a::no},
        {47000, h::unknown, 0, s::stop, r::unknown_code, p::unknown, m::investigate, b::none, a::no},
        {-1, h::request, 403, s::fix_first, r::action_required, p::account, m::fix_credentials, b::from_status, a::no},
        // No code.
        {0, h::unknown, 0, s::reconcile, r::may_have_been_sent, p::platform, m::investigate, b::from_status, a::no},
        {0, h::unknown, 402, s::fix_first, r::action_required, p::account, m::add_funds, b::from_status, a::no},
        {0, h::request, 100, s::none, r::nothing_failed, p::unknown, m::none, b::none, a::no},
        {0, h::request, 302, s::none, r::nothing_failed, p::unknown, m::none, b::none, a::no},
        {0, h::delivery, 0, s::stop, r::unknown_code, p::unknown, m::investigate, b::none, a::no},
        {0, h::record, 503, s::stop, r::unknown_code, p::unknown, m::investigate, b::none, a::no},
    };
    // clang-format on
    for (const expectation& expected : expectations) {
        INFO(expected.code << ' ' << name(expected.phase) << ' ' << expected.status);
        const te::decision actual = te::decide(expected.code, at(expected.phase, expected.status), nominal());
        CHECK(actual.step == expected.step);
        CHECK(actual.reason == expected.reason);
        CHECK(actual.scope == expected.scope);
        CHECK(actual.remedy == expected.remedy);
        CHECK(actual.basis == expected.basis);
        CHECK(actual.opted_out == expected.opted_out);
        CHECK(actual.governing_code == (expected.step == te::step::none ? 0 : expected.code));
    }
}

TEST_CASE("a server that asks for another try is believed only where no code is known") {
    te::situation now = at(te::phase::request, 422);
    now.retry_after.should_retry = te::retry_hint::wish::retry;
    CHECK(te::decide(0, now, nominal()).step == te::step::retry);
    CHECK(te::decide(0, now, nominal()).reason == te::reason::transient);
    CHECK(te::decide(47000, now, nominal()).step == te::step::retry);
    CHECK(te::decide(40310, now, nominal()).step == te::step::stop);
    CHECK(te::decide(40310, now, nominal()).reason == te::reason::permanent);
    now.retry_after.should_retry = te::retry_hint::wish::no_retry;
    CHECK(te::decide(0, now, nominal()).reason == te::reason::refused);
    // When the rate limit starts again is no hint for it: the request was not throttled.
    now.retry_after = te::parse_retry_after("3");
    now.retry_after.rate_limit_only = true;
    now.retry_after.should_retry = te::retry_hint::wish::retry;
    CHECK(te::decide(0, now, nominal()).delay_ms == 1000);
    te::situation repeatable = at(te::phase::request, 503);
    repeatable.idempotent = true;
    repeatable.retry_after = now.retry_after;
    CHECK(te::decide(0, repeatable, nominal()).delay_ms == 1000);
    CHECK(te::decide(0, repeatable, nominal()).reason == te::reason::transient);
}

TEST_CASE("a hold is looked at again no sooner than the server says") {
    te::situation now = at(te::phase::request, 409);
    now.now = te::instant{1768507220};
    now.retry_after = te::parse_retry_after("3600");
    CHECK(te::decide(40320, now).step == te::step::hold);
    CHECK(te::decide(40320, now).delay_ms == 3600000);
    CHECK(te::decide(40320, now).not_before == te::instant{1768507220 + 3600});
    CHECK(te::decide(10036, now).delay_ms == 3600000);
    CHECK(te::decide(40020, now).delay_ms == 86400000); // the 24 hours are known
    now.retry_after = te::parse_retry_after("5");
    CHECK(te::decide(40320, now).delay_ms == 900000);
    te::retry_hint_reader limit;
    limit.header("x-ratelimit-reset", "3600");
    now.retry_after = limit.hint();
    CHECK(te::decide(40320, now).delay_ms == 900000); // about the rate limit, not about the number
}

TEST_CASE("tries, hints and times at their edges") {
    te::situation now = at(te::phase::delivery);
    now.attempt = 0; // taken for the first
    CHECK(te::decide(40008, now, nominal()).delay_ms == 1000);
    te::retry_policy odd = nominal();
    odd.jitter = static_cast<te::jitter>(9);
    CHECK(te::backoff_ms(odd, 2, 0) == 2000);

    // A hint counts for every failure that is tried again; the time at which a rate limit starts again for rate limits only.
    now.attempt = 1;
    now.now = te::instant{1768507200};
    now.retry_after.has_delay = true;
    now.retry_after.delay_ms = 7001;
    CHECK(te::decide(40008, now, nominal()).delay_ms == 7001);
    CHECK(te::decide(40008, now, nominal()).not_before == te::instant{1768507208}); // a second that has begun counts
    CHECK(te::decide(10011, now, nominal()).delay_ms == 7001);
    CHECK(te::decide(40100, now, nominal()).delay_ms == 7001);
    now.retry_after.rate_limit_only = true;
    CHECK(te::decide(40008, now, nominal()).delay_ms == 1000);
    CHECK(te::decide(10011, now, nominal()).delay_ms == 7001);
    CHECK_FALSE(te::decide(40100, now, nominal()).has_delay);
    now.retry_after = {};

    te::retry_policy patient = nominal();
    patient.base_ms = patient.cap_ms = UINT64_MAX;
    CHECK(te::decide(40008, now, patient).not_before == te::instant{INT64_MAX / 1000}.plus(1768507200));

    // What has a time that cannot be computed has none.
    now.now = te::instant{INT64_MAX};
    const te::decision never = te::decide(40016, now, nominal());
    CHECK(never.step == te::step::fix_first);
    CHECK_FALSE(never.has_delay);
    CHECK(never.delay_ms == 0);
}

TEST_CASE("every wait has its earliest time, or none") {
    te::situation now;
    now.now = te::instant{1768507200}; // 2026-01-15T20:00:00Z
    const auto earliest = [&now](te::wait wait) {
        te::decision result;
        te::detail::set_earliest_time(result, wait, now);
        return result;
    };
    CHECK(earliest(te::wait::next_minute).not_before == te::instant{1768507260});
    CHECK(earliest(te::wait::next_day_pacific).not_before == te::instant{1768550400}); // 2026-01-16T08:00:00Z
    CHECK(earliest(te::wait::spend_window).not_before == te::instant{1768521600});     // 2026-01-16T00:00:00Z
    for (const te::wait wait : {te::wait::none, te::wait::backoff, te::wait::fixed_24_hours, te::wait::until_state_changes,
                                te::wait::queue_drains, te::wait::rate_falls, te::wait::as_server_says}) {
        now.retry_after = {};
        CHECK_FALSE(earliest(wait).has_delay);
        now.retry_after.has_delay = true;
        now.retry_after.delay_ms = 5000;
        CHECK(earliest(wait).delay_ms == 5000);
        CHECK(earliest(wait).not_before == te::instant{1768507205});
    }
}

TEST_CASE("a code that nobody knows, by status") {
    te::situation now = at(te::phase::request, 400);
    CHECK(te::decide(0, now, nominal()).reason == te::reason::refused);
    CHECK(te::decide(99999, now, nominal()).reason == te::reason::refused);
    now.retry_after.should_retry = te::retry_hint::wish::retry; // heeded for a refusal without a known code
    CHECK(te::decide(0, now, nominal()).step == te::step::retry);
    CHECK(te::decide(40300, now, nominal()).step == te::step::stop);
    now = at(te::phase::request, 200);
    CHECK(te::decide(0, now, nominal()).step == te::step::none);
    CHECK(te::decide(99999, now, nominal()).reason == te::reason::unknown_code);
    now = at(te::phase::request, 0);
    CHECK(te::decide(99999, now, nominal()).reason == te::reason::unknown_code);
    CHECK(te::decide(0, now, nominal()).step == te::step::reconcile); // no answer came
    now = at(te::phase::delivery, 503);
    CHECK(te::decide(99999, now, nominal()).reason == te::reason::unknown_code);
}
