// Decisions about codes and statuses: the rules, against expectations written by hand.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>

#include "catch.hpp"
#include "reference.hpp"

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
static_assert(te::decide(te::code::blocked_stop, te::situation{}).consent == te::consent::opted_out);

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

TEST_CASE("which way a decision takes is found from the judgement of its code") {
    using te::detail::route;
    struct expectation {
        std::int64_t code;
        route which;
    };
    constexpr expectation expectations[] = {
        {40001, route::complete},  // permanent
        {41000, route::complete},  // not explained
        {40300, route::consent},   // STOP
        {40312, route::fix},       // a person must act
        {40016, route::settle},    // must be fixed, and time helps
        {40008, route::retry},     // automatic
        {40020, route::settle},    // on hold
        {10007, route::settle},    // may have been sent
        {47000, route::elsewhere}, // unknown
    };
    const te::detail::route_table computed = te::detail::make_route_table();
    for (const expectation& expected : expectations) {
        INFO(expected.code);
        const te::judgement& columns = te::classify(expected.code);
        CHECK(te::detail::route_of(columns) == expected.which);
        for (std::size_t i = 0; i != te::detail::judgement_count; ++i) {
            if (te::detail::judgements.distinct[i] == columns) {
                CHECK(computed.of_judgement[i] == expected.which);
                CHECK(te::detail::routes.of_judgement[i] == expected.which);
            }
        }
    }
}

TEST_CASE("the rules that hold at compile time can fail") {
    // Columns of the reference: nothing else has those of a STOP, and 40312 has those of 40313.
    CHECK(te::detail::is_only_row_of_its_kind(40300));
    CHECK_FALSE(te::detail::is_only_row_of_its_kind(40312));
    // A refinement that holds without a payload must be of an automatic code: 40008 is one, 40312 is none.
    CHECK(te::detail::are_only_retries_refined_by_situation(te::refinements));
    te::refinement rows[] = {te::refinement{}};
    rows[0].id = te::code::undeliverable;
    rows[0].channel = te::channel::rcs;
    CHECK(te::detail::are_only_retries_refined_by_situation(rows));
    rows[0].id = te::code::profile_disabled;
    CHECK_FALSE(te::detail::are_only_retries_refined_by_situation(rows));
    rows[0].part = te::part::sender;
    CHECK(te::detail::are_only_retries_refined_by_situation(rows));
    rows[0].part = te::part::unknown;
    rows[0].accepted = true;
    CHECK(te::detail::are_only_retries_refined_by_situation(rows));
    rows[0].accepted = false;
    rows[0].title = te::title_condition::disagrees;
    CHECK(te::detail::are_only_retries_refined_by_situation(rows));
}

TEST_CASE("no code that must not be sent again ever yields a retry") {
    te::retry_policy eager = nominal();
    eager.max_attempts = UINT32_MAX;
    eager.cap_ms = UINT64_MAX;
    std::size_t retries = 0;
    for (const reference::code_row& row : reference::rows) {
        if (row.may_be_resent()) {
            continue;
        }
        for (int status = 0; status != 600; status = status == 0 ? 100 : status + 1) {
            for (const te::phase phase : {te::phase::unknown, te::phase::request, te::phase::delivery, te::phase::record}) {
                for (std::uint32_t attempt = 0; attempt != 7; ++attempt) {
                    for (const auto wish : {te::server_wish::none, te::server_wish::retry, te::server_wish::no_retry}) {
                        te::situation now = at(phase, status, attempt);
                        now.idempotent = attempt % 2 == 0 && !row.may_be_resent_if_idempotent();
                        now.retry_after.should_retry = wish;
                        now.retry_after.delay = attempt % 3 == 0 ? te::delay{0} : te::delay{};
                        retries += te::decide(row.number, now).step == te::step::retry ? 1U : 0U;
                        retries += te::decide(row.number, now, eager).step == te::step::retry ? 1U : 0U;
                    }
                }
            }
        }
    }
    CHECK(retries == 0);
    // Or the loop above could be blind.
    std::size_t resent = 0;
    for (const reference::code_row& row : reference::rows) {
        INFO(row.number);
        te::situation now = at(te::phase::delivery);
        now.idempotent = row.may_be_resent_if_idempotent();
        if (row.may_be_resent() || now.idempotent) {
            ++resent;
            CHECK(te::decide(row.number, now).step == te::step::retry);
        }
    }
    CHECK(resent != 0);
}

TEST_CASE("each code asks for what its retry class says") {
    using s = te::step;
    using r = te::reason;
    struct expectation {
        s step;
        r reason;
    };
    const auto expected_of = [](const reference::code_row& row) -> expectation {
        const std::string_view retry = row.governing_class();
        if (retry == "automatic") {
            return {s::retry, row.wait == "as_server_says" ? r::throttled : r::transient};
        }
        if (retry == "temporary_hold") {
            return {s::hold, r::on_hold};
        }
        if (retry == "after_intervention") {
            return {s::fix_first, r::needs_intervention};
        }
        if (retry == "action_required") {
            return {s::fix_first, r::action_required};
        }
        if (retry == "permanent") {
            return {s::stop, r::permanent};
        }
        REQUIRE(retry == "unspecified");
        return row.scope == "platform" ? expectation{s::reconcile, r::may_have_been_sent}
                                       : expectation{s::stop, r::unexplained_failure};
    };
    // Noon in Los Angeles, 15 January 2026; 20 s into a minute.
    constexpr te::instant noon{1768507220};
    // Seconds until the wait is over; 0 where it has no time.
    const auto seconds_of = [](std::string_view wait) -> std::uint64_t {
        if (wait == "backoff" || wait == "as_server_says") {
            return 1; // the first of 1, 2, 4, 8 s
        }
        if (wait == "next_minute") {
            return 40;
        }
        if (wait == "next_day_pacific") {
            return 12 * 3600 - 20;
        }
        if (wait == "spend_window") {
            return 4 * 3600 - 20; // midnight of UTC
        }
        if (wait == "fixed_24_hours") {
            return 24 * 3600; // for it failed just now
        }
        if (wait == "until_state_changes" || wait == "queue_drains" || wait == "rate_falls") {
            return 900; // looked at again every quarter of an hour
        }
        REQUIRE(wait == "none");
        return 0;
    };
    for (const reference::code_row& row : reference::rows) {
        const expectation expected = expected_of(row);
        const std::uint64_t seconds = expected.step == s::reconcile ? 900 : seconds_of(row.wait);
        for (const te::phase phase : {te::phase::request, te::phase::delivery}) {
            if (row.number == 40008 && phase == te::phase::request) {
                continue; // a WhatsApp template, see below
            }
            INFO(row.number);
            te::situation now = at(phase);
            now.time = noon;
            const te::decision actual = te::decide(row.number, now, nominal());
            CHECK(actual.step == expected.step);
            CHECK(actual.reason == expected.reason);
            CHECK(actual.governing_code == row.number);
            CHECK(actual.delay.known() == (seconds != 0));
            CHECK(actual.delay.milliseconds() == seconds * 1000);
            if (seconds != 0) {
                CHECK(actual.not_before == noon.plus(static_cast<std::int64_t>(seconds)));
            }
        }
    }
}

TEST_CASE("named cases") {
    const te::decision stop = te::decide(40300, at(te::phase::request, 409));
    CHECK(stop.step == te::step::stop);
    CHECK(stop.consent == te::consent::opted_out);
    CHECK(te::decide(40300, at(te::phase::delivery)).consent == te::consent::maybe_opted_out);
    CHECK(te::decide(40301, at(te::phase::request)).consent == te::consent::unchanged);

    const te::decision spend = te::decide(40333, at(te::phase::request, 429));
    CHECK(spend.step == te::step::fix_first);
    CHECK(spend.scope == te::scope::profile);

    te::situation limited = at(te::phase::request, 429);
    limited.retry_after = te::parse_retry_after("7");
    const te::decision later = te::decide(10011, limited, nominal());
    CHECK(later.step == te::step::retry);
    CHECK(later.delay.milliseconds() == 7000);

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
        CHECK(again.delay.milliseconds() == delays[attempt - 1]);
    }
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 5), nominal()).reason == te::reason::attempts_exhausted);
    CHECK(te::decide(40008, at(te::phase::delivery, 0, UINT32_MAX), nominal()).reason == te::reason::attempts_exhausted);

    te::situation now = at(te::phase::request, 429);
    now.retry_after = te::parse_retry_after("61");
    CHECK(te::decide(10011, now, nominal()).step == te::step::hold); // longer than a backoff, so the message is kept
    CHECK(te::decide(10011, now, nominal()).reason == te::reason::throttled);
    CHECK(te::decide(10011, now, nominal()).delay.milliseconds() == 61000);
    te::retry_policy soon_over = nominal();
    soon_over.deadline = te::delay{1000};
    CHECK(te::decide(10011, now, soon_over).reason == te::reason::deadline_exceeded);
    soon_over.longest_wait = te::delay{60999};
    CHECK(te::decide(10011, now, soon_over).reason == te::reason::wait_too_long);
    CHECK(te::decide(10011, now, soon_over).step == te::step::stop);
    soon_over = nominal();
    soon_over.longest_wait = te::delay{61000};
    CHECK(te::decide(10011, now, soon_over).step == te::step::hold);
    now.retry_after = te::parse_retry_after("60");
    CHECK(te::decide(10011, now, nominal()).step == te::step::retry);
    now.retry_after.should_retry = te::server_wish::no_retry;
    CHECK(te::decide(10011, now, nominal()).reason == te::reason::server_said_no);

    te::retry_policy hurried = nominal();
    hurried.deadline = te::delay{5000};
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

TEST_CASE("a delay after a hint is spread above the hint") {
    te::retry_policy policy;
    policy.base_ms = 8000;
    // Half of the nominal delay is spread.
    CHECK(te::delay_after_hint_ms(30000, policy, 1, 0) == 34000);
    CHECK(te::delay_after_hint_ms(30000, policy, 1, 0x7FFFFFFF) == 32000);
    CHECK(te::delay_after_hint_ms(30000, policy, 1, UINT32_MAX) == 30000);
    CHECK(te::delay_after_hint_ms(30000, policy, 2, 0x7FFFFFFF) == 34000);
    CHECK(te::delay_after_hint_ms(30000, policy, 9, 0) == 60000); // the cap is for the backoff, not for the hint
    // A hint below the backoff does not shorten it.
    CHECK(te::delay_after_hint_ms(4000, policy, 1, 0) == 8000);
    CHECK(te::delay_after_hint_ms(4001, policy, 1, UINT32_MAX) == 8000);
    CHECK(te::delay_after_hint_ms(1, policy, 1, 0) == 4001);
    CHECK(te::delay_after_hint_ms(1, policy, 1, UINT32_MAX) == 8000);
    CHECK(te::delay_after_hint_ms(6000, policy, 1, 0) == 10000);
    policy.jitter = te::jitter::full;
    CHECK(te::delay_after_hint_ms(30000, policy, 1, 0) == 38000);
    CHECK(te::delay_after_hint_ms(30000, policy, 1, 0x3FFFFFFF) == 36000);
    CHECK(te::delay_after_hint_ms(30000, policy, 1, UINT32_MAX) == 30000);
    CHECK(te::delay_after_hint_ms(1, policy, 1, 0x7FFFFFFF) == 4001);
    policy.jitter = te::jitter::none;
    CHECK(te::delay_after_hint_ms(30000, policy, 1, 0) == 30000);
    CHECK(te::delay_after_hint_ms(30000, policy, 1, UINT32_MAX) == 30000);
    CHECK(te::delay_after_hint_ms(7999, policy, 1, UINT32_MAX) == 8000);
    // It saturates, and never gives less than the hint or the backoff.
    for (const te::jitter jitter : te::enumerators<te::jitter>) {
        policy.jitter = jitter;
        CHECK(te::delay_after_hint_ms(UINT64_MAX, policy, 1, UINT32_MAX) == UINT64_MAX);
        CHECK(te::delay_after_hint_ms(UINT64_MAX - 1, policy, 1, UINT32_MAX) >= UINT64_MAX - 1);
        for (const std::uint32_t bits : {0U, 1U, 0x7FFFFFFFU, UINT32_MAX}) {
            for (const std::uint64_t hint : {0U, 1U, 3999U, 4000U, 8000U, 90000U}) {
                const std::uint64_t delay = te::delay_after_hint_ms(hint, policy, 1, bits);
                CHECK(delay >= hint);
                CHECK(delay >= te::backoff_ms(policy, 1, bits));
                CHECK(delay <= hint + te::backoff_ms(policy, 1, UINT32_MAX));
            }
            CHECK(te::delay_after_hint_ms(0, policy, 3, bits) >= te::backoff_ms(policy, 3, bits));
        }
    }
    static_assert(te::delay_after_hint_ms(30000, te::request_policy, 1, 0) == 30500);
}

TEST_CASE("policies for requests and for deliveries") {
    constexpr std::uint64_t minute = 60000;
    constexpr std::uint64_t hour = 3600000;
    const te::retry_policy& defaults = te::request_policy;
    CHECK(defaults.max_attempts == 5);
    CHECK(defaults.base_ms == 1000);
    CHECK(defaults.cap_ms == minute);
    CHECK(defaults.jitter == te::jitter::equal);
    CHECK_FALSE(defaults.deadline.known());
    CHECK(defaults.look_again_ms == 15 * minute);
    CHECK(defaults.longest_wait == te::delay{24 * hour});
    CHECK(defaults.longest_hold == te::delay{72 * hour});
    CHECK(defaults.queue_window == te::delay{4 * hour});
    te::retry_policy made{};
    made = te::detail::make_delivery_policy(); // as the compiler made the other
    for (const te::retry_policy& patient : {te::delivery_policy, made}) {
        CHECK(patient.max_attempts == 6);
        CHECK(patient.base_ms == 5 * minute);
        CHECK(patient.cap_ms == 2 * hour);
        CHECK(patient.jitter == te::jitter::equal);
        CHECK(patient.deadline == te::delay{24 * hour});
        CHECK(patient.look_again_ms == 15 * minute);
        CHECK(patient.longest_wait == te::delay{24 * hour});
        CHECK(patient.longest_hold == te::delay{72 * hour});
        CHECK(patient.queue_window == te::delay{4 * hour});
        CHECK(te::nominal_delay_ms(patient, 1) == 5 * minute);
        CHECK(te::nominal_delay_ms(patient, 2) == 10 * minute);
        CHECK(te::nominal_delay_ms(patient, 5) == 80 * minute);
        CHECK(te::nominal_delay_ms(patient, 6) == 2 * hour);
    }
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
        now.time = te::parse_rfc3339(expected.now);
        REQUIRE(now.time.known());
        CHECK(te::decide(40016, now).not_before == te::instant{expected.midnight});
    }
    now.time = te::instant{1773039659};
    CHECK(te::decide(40018, now).delay.milliseconds() == 1000);
    now.time = te::instant{1773039600};
    CHECK(te::decide(40018, now).delay.milliseconds() == 60000);
    now.failed_at = te::instant{1773036000};
    CHECK(te::decide(40020, now).not_before == te::instant{1773036000 + 86400});
    CHECK(te::decide(40020, now).delay.milliseconds() == (86400 - 3600) * 1000);
    CHECK(te::decide(40020, at(te::phase::delivery)).delay.milliseconds() == 86400000);
    CHECK_FALSE(te::decide(40016, at(te::phase::delivery)).not_before.known());
    now.time = te::instant{1773100000};
    CHECK(te::decide(40333, now).not_before == te::instant{1773100800});
    CHECK(te::decide(40320, now).delay.milliseconds() == 900000);
}

TEST_CASE("policies, headers and tries at their ends get no code sent again that must not be") {
    const std::vector<int> never = reference::documented_never_resent();
    std::size_t asked = 0;
    std::size_t retries = 0;
    for (const int code : never) {
        for (int status = 100; status != 600; ++status) {
            for (const std::uint32_t attempt : {0U, 1U, 2U, 31U, 32U, 33U, 63U, 64U, 1U << 31U, UINT32_MAX}) {
                for (const std::uint64_t delay : {std::uint64_t{0}, std::uint64_t{7000}, UINT64_MAX}) {
                    te::situation now = at(static_cast<te::phase>(status % 4), status, attempt);
                    now.idempotent = true;
                    now.time = te::instant{1768507220};
                    now.retry_after.should_retry = te::server_wish::retry;
                    now.retry_after.delay = te::delay{delay};
                    now.random_bits = attempt;
                    for (const std::uint32_t tries : {0U, 1U, UINT32_MAX}) {
                        for (const std::uint64_t cap : {std::uint64_t{0}, std::uint64_t{60000}, UINT64_MAX}) {
                            for (const te::delay deadline : {te::delay{0}, te::delay{}}) {
                                te::retry_policy policy;
                                policy.max_attempts = tries;
                                policy.cap_ms = cap;
                                policy.deadline = deadline;
                                ++asked;
                                retries += te::decide(code, now, policy).step == te::step::retry ? 1U : 0U;
                            }
                        }
                    }
                }
            }
        }
    }
    CHECK(asked == never.size() * 500 * 10 * 3 * 3 * 3 * 2);
    CHECK(retries == 0);
}

TEST_CASE("a delay is no shorter than the server's hint, and no longer than the hint and the cap") {
    for (const std::uint32_t attempt : {0U, 1U, 31U, 32U, 33U, 63U, 64U, 1U << 31U, UINT32_MAX - 1}) {
        for (const std::uint64_t cap : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{60000}, UINT64_MAX}) {
            for (const std::uint64_t hint : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7000}, UINT64_MAX}) {
                for (const te::jitter jitter : {te::jitter::none, te::jitter::equal, te::jitter::full}) {
                    for (const std::uint32_t bits : {0U, 0x80000000U, UINT32_MAX}) {
                        INFO(attempt << ' ' << cap << ' ' << hint << ' ' << name(jitter) << ' ' << bits);
                        te::retry_policy policy;
                        policy.max_attempts = UINT32_MAX;
                        policy.cap_ms = cap;
                        policy.jitter = jitter;
                        te::situation now = at(te::phase::request, 429, attempt);
                        now.time = te::instant{INT64_MAX - 1}; // the instant must not overflow either
                        now.retry_after.delay = te::delay{hint};
                        now.random_bits = bits;
                        const te::decision next = te::decide(10011, now, policy);
                        CHECK(next.delay.known());
                        CHECK(next.delay.milliseconds() >= te::delay{hint}.milliseconds());
                        const bool too_long = hint > 86400000;
                        CHECK((next.step == te::step::stop) == too_long);
                        CHECK((next.step == te::step::retry) == (!too_long && hint <= cap));
                        CHECK((hint > UINT64_MAX - cap || next.delay.milliseconds() <= hint + cap));
                    }
                }
            }
        }
    }
    // A deadline that is now: no try falls before it.
    te::retry_policy over;
    over.deadline = te::delay{0};
    CHECK(te::decide(40008, at(te::phase::delivery), over).reason == te::reason::deadline_exceeded);
    te::situation now = at(te::phase::delivery);
    over.deadline = te::delay{30000};
    now.elapsed_ms = 30000;
    CHECK(te::decide(40008, now, over).reason == te::reason::deadline_exceeded);
}

TEST_CASE("what is said where nothing was said") {
    const te::retry_policy policy{};
    CHECK(policy.max_attempts == 5);
    CHECK(policy.base_ms == 1000);
    CHECK(policy.cap_ms == 60000);
    CHECK(policy.jitter == te::jitter::equal);
    CHECK_FALSE(policy.deadline.known());
    CHECK(policy.look_again_ms == 900000);
    const te::situation now{};
    CHECK(now.phase == te::phase::unknown);
    CHECK(now.http_status == 0);
    CHECK(now.attempt == 1);
    CHECK(now.elapsed_ms == 0);
    CHECK_FALSE(now.time.known());
    CHECK_FALSE(now.failed_at.known());
    CHECK_FALSE(now.idempotent);
    CHECK(now.retry_after.empty());
    const te::decision next{};
    CHECK(next.step == te::step::none);
    CHECK(next.reason == te::reason::nothing_failed);
    CHECK(next.scope == te::scope::unknown);
    CHECK(next.remedy == te::remedy::none);
    CHECK(next.basis == te::basis::none);
    CHECK(next.consent == te::consent::unchanged);
    CHECK_FALSE(next.delay.known());
    CHECK(next.delay.milliseconds() == 0);
    CHECK_FALSE(next.not_before.known());
    CHECK(next.governing_code == 0);
    // Without random bits the delay is the nominal one.
    CHECK(te::decide(40008).delay.milliseconds() == 1000);
    CHECK(te::decide(te::code::undeliverable).delay.milliseconds() == 1000);
    te::situation spread;
    spread.random_bits = 0;
    CHECK(te::decide(te::code::undeliverable, spread).delay.milliseconds() == 500);
    spread.random_bits = 0x7FFFFFFF;
    CHECK(te::decide(te::code::undeliverable, spread).delay.milliseconds() == 750);
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
    now.time = te::instant{1000000};
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
        CHECK(next.delay.known());
        CHECK(next.delay.milliseconds() == expected.delay_ms);
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
    CHECK(te::decide(40008, now, nominal()).delay.milliseconds() == 1000); // the backoff is longer
    now.retry_after = te::parse_retry_after("3");
    CHECK(te::decide(40008, now, nominal()).delay.milliseconds() == 3000);
    CHECK(te::decide(40008, now, nominal()).reason == te::reason::transient);
    CHECK(te::decide(10011, now, nominal()).reason == te::reason::throttled);
    // When the rate limit starts again matters to what was throttled, and to nothing else.
    now.retry_after.rate_limit_only = true;
    CHECK(te::decide(40008, now, nominal()).delay.milliseconds() == 1000);
    CHECK(te::decide(10011, now, nominal()).delay.milliseconds() == 3000);
    CHECK_FALSE(te::decide(40329, now, nominal()).delay.known());
    now.retry_after.rate_limit_only = false;
    CHECK(te::decide(40329, now, nominal()).delay.milliseconds() == 3000);
    CHECK(te::decide(40329, now, nominal()).delay.known());
    CHECK(te::decide(40011, now, nominal()).delay.milliseconds() == 3000);
    now.time = te::instant{1768507220};
    CHECK(te::decide(40329, now, nominal()).not_before == te::instant{1768507223});
    // What the table knows outranks it: the next minute, the next midnight.
    CHECK(te::decide(40018, now, nominal()).delay.milliseconds() == 40000);
    CHECK(te::decide(40333, now, nominal()).delay.milliseconds() == (4 * 3600 - 20) * 1000);
    // A hold looks again as often as the policy says.
    CHECK(te::decide(40320, now, nominal()).delay.milliseconds() == 900000);
    // A hint without a delay changes nothing.
    const te::situation silent = at(te::phase::delivery);
    CHECK(te::decide(40008, silent, nominal()).delay.milliseconds() == 1000);
    CHECK_FALSE(te::decide(40329, silent, nominal()).delay.known());

    // Stopped tries: who forbade it, and no delay with it.
    te::situation refused = at(te::phase::delivery);
    refused.retry_after.should_retry = te::server_wish::no_retry;
    const te::decision no = te::decide(40008, refused, nominal());
    CHECK(no.step == te::step::stop);
    CHECK(no.reason == te::reason::server_said_no);
    CHECK_FALSE(no.delay.known());
    const te::decision exhausted = te::decide(40008, at(te::phase::delivery, 0, 5), nominal());
    CHECK(exhausted.step == te::step::stop);
    CHECK_FALSE(exhausted.delay.known());
    // Try 0 is the first one.
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 0), nominal()).delay.milliseconds() == 1000);
    te::retry_policy once = nominal();
    once.max_attempts = 1;
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 0), once).reason == te::reason::attempts_exhausted);
    once.max_attempts = 2;
    CHECK(te::decide(40008, at(te::phase::delivery, 0, 0), once).step == te::step::retry);
    te::situation long_wait = at(te::phase::request, 429);
    long_wait.retry_after = te::parse_retry_after("61");
    const te::decision beyond = te::decide(10011, long_wait, nominal());
    CHECK(beyond.step == te::step::hold);
    CHECK(beyond.delay.known());
    // The deadline counts what has passed and what would be waited for; reaching it is too late.
    te::retry_policy hurried = nominal();
    hurried.deadline = te::delay{5000};
    te::situation late = at(te::phase::delivery);
    late.elapsed_ms = 4000;
    CHECK(te::decide(40008, late, hurried).step == te::step::stop);
    CHECK(te::decide(40008, late, hurried).reason == te::reason::deadline_exceeded);
    CHECK(te::decide(40008, late, hurried).delay.milliseconds() == 1000);
    late.elapsed_ms = UINT64_MAX;
    CHECK(te::decide(40008, late, hurried).reason == te::reason::deadline_exceeded);
    CHECK(te::decide(40008, late, nominal()).step == te::step::retry);
    late.elapsed_ms = UINT64_MAX - 1000;
    hurried.deadline = te::delay{UINT64_MAX - 1};
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
    CHECK(unknown_now.delay.known());
    CHECK(unknown_now.delay.milliseconds() == 86400000);
    now.failed_at = te::instant{};
    CHECK_FALSE(te::decide(40020, now, nominal()).not_before.known());
    CHECK(te::decide(40020, now, nominal()).delay.known());
    now.time = te::instant{1773036000};
    CHECK(te::decide(40020, now, nominal()).not_before == te::instant{1773036000 + 86400});
    now.failed_at = te::instant{1773036000 - 90000}; // over already
    CHECK(te::decide(40020, now, nominal()).step == te::step::retry);
    CHECK(te::decide(40020, now, nominal()).reason == te::reason::wait_is_over);
    CHECK(te::decide(40020, now, nominal()).delay.milliseconds() == 1000);
    // Without any time, the caller is told when to look again.
    CHECK(te::decide(40018, at(te::phase::delivery), nominal()).delay.milliseconds() == 900000);
    CHECK(te::decide(40333, at(te::phase::delivery), nominal()).delay.milliseconds() == 900000);
}

TEST_CASE("a decision carries the columns of what governs") {
    struct expectation {
        std::int64_t code;
        te::phase phase;
        int status;
        te::step step;
        te::reason reason;
        te::scope scope;
        te::toward toward;
        te::remedy remedy;
        te::basis basis;
        te::consent consent;
        te::receipt receipt;
    };
    using h = te::phase;
    using s = te::step;
    using r = te::reason;
    using p = te::scope;
    using w = te::toward;
    using m = te::remedy;
    using b = te::basis;
    using a = te::consent;
    using e = te::receipt;
    // clang-format off
    constexpr expectation expectations[] = {
        {40300, h::request, 409, s::stop, r::permanent, p::profile, w::recipient, m::stop_messaging_recipient, b::documented, a::opted_out, e::no},
        {40300, h::unknown, 0, s::stop, r::permanent, p::profile, w::recipient, m::stop_messaging_recipient, b::documented, a::opted_out, e::no},
        {40300, h::delivery, 0, s::stop, r::permanent, p::profile, w::recipient, m::stop_messaging_recipient, b::documented, a::maybe_opted_out, e::no},
        {40300, h::record, 0, s::stop, r::permanent, p::profile, w::recipient, m::stop_messaging_recipient, b::documented, a::maybe_opted_out, e::no},
        {40333, h::request, 429, s::fix_first, r::action_required, p::profile, w::everyone, m::raise_limit, b::documented, a::unchanged, e::no},
        {41000, h::delivery, 0, s::stop, r::unexplained_failure, p::message, w::everyone, m::investigate, b::derived, a::unchanged, e::no},
        {10008, h::request, 408, s::reconcile, r::may_have_been_sent, p::platform, w::everyone, m::investigate, b::derived, a::unchanged, e::maybe},
        {10011, h::request, 429, s::retry, r::throttled, p::account, w::everyone, m::retry_with_backoff, b::derived, a::unchanged, e::no},
        // A known code outranks the status, whatever that is.
        {40006, h::request, 200, s::retry, r::transient, p::account, w::carrier, m::retry_with_backoff, b::documented, a::unchanged, e::no},
        {40001, h::request, 503, s::stop, r::permanent, p::account, w::recipient, m::correct_recipient, b::documented, a::unchanged, e::no},
        // An unknown code: the status decides where the request was answered, and only there.
        {reference::unknown_delivery, h::request, 0, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::from_block, a::unchanged, e::maybe},
        {reference::unknown_delivery, h::request, 200, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::from_block, a::unchanged, e::maybe},
        {reference::unknown_delivery, h::request, 103, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::from_block, a::unchanged, e::maybe},
        {reference::unknown_delivery, h::request, 199, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::from_block, a::unchanged, e::maybe},
        {reference::unknown_delivery, h::request, 399, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::from_block, a::unchanged, e::maybe},
        {reference::unknown_delivery, h::request, 422, s::stop, r::refused, p::message, w::everyone, m::fix_request, b::from_status, a::unchanged, e::no},
        {reference::unknown_delivery, h::unknown, 429, s::retry, r::throttled, p::account, w::everyone, m::retry_with_backoff, b::from_status, a::unchanged, e::no},
        {reference::unknown_delivery, h::request, 503, s::reconcile, r::may_have_been_sent, p::platform, w::everyone, m::investigate, b::from_status, a::unchanged, e::maybe},
        {reference::unknown_delivery, h::delivery, 429, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::from_block, a::unchanged, e::maybe},
        {reference::unknown_delivery, h::record, 503, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::from_block, a::unchanged, e::maybe},
        {47000, h::unknown, 0, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::none, a::unchanged, e::maybe},
        {-1, h::request, 403, s::fix_first, r::action_required, p::account, w::everyone, m::fix_credentials, b::from_status, a::unchanged, e::no},
        // No code.
        {0, h::unknown, 0, s::reconcile, r::may_have_been_sent, p::platform, w::everyone, m::investigate, b::from_status, a::unchanged, e::maybe},
        {0, h::unknown, 402, s::fix_first, r::action_required, p::account, w::everyone, m::add_funds, b::from_status, a::unchanged, e::no},
        {0, h::request, 100, s::reconcile, r::may_have_been_sent, p::platform, w::everyone, m::investigate, b::from_status, a::unchanged, e::maybe},
        {0, h::request, 199, s::reconcile, r::may_have_been_sent, p::platform, w::everyone, m::investigate, b::from_status, a::unchanged, e::maybe},
        {0, h::request, 200, s::none, r::nothing_failed, p::unknown, w::everyone, m::none, b::none, a::unchanged, e::maybe},
        {0, h::request, 299, s::none, r::nothing_failed, p::unknown, w::everyone, m::none, b::none, a::unchanged, e::maybe},
        {0, h::request, 300, s::fix_first, r::redirected, p::account, w::everyone, m::fix_request, b::from_status, a::unchanged, e::no},
        {0, h::request, 399, s::fix_first, r::redirected, p::account, w::everyone, m::fix_request, b::from_status, a::unchanged, e::no},
        {0, h::request, 400, s::stop, r::refused, p::message, w::everyone, m::fix_request, b::from_status, a::unchanged, e::no},
        {0, h::request, 302, s::fix_first, r::redirected, p::account, w::everyone, m::fix_request, b::from_status, a::unchanged, e::no},
        {0, h::delivery, 0, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::none, a::unchanged, e::maybe},
        {0, h::record, 503, s::stop, r::unknown_code, p::unknown, w::everyone, m::investigate, b::none, a::unchanged, e::maybe},
    };
    // clang-format on
    for (const expectation& expected : expectations) {
        INFO(expected.code << ' ' << name(expected.phase) << ' ' << expected.status);
        const te::decision actual = te::decide(expected.code, at(expected.phase, expected.status), nominal());
        CHECK(actual.step == expected.step);
        CHECK(actual.reason == expected.reason);
        CHECK(actual.scope == expected.scope);
        CHECK(actual.toward == expected.toward);
        CHECK(actual.remedy == expected.remedy);
        CHECK(actual.basis == expected.basis);
        CHECK(actual.consent == expected.consent);
        CHECK(actual.receipt == expected.receipt);
        CHECK(actual.governing_code == (expected.step == te::step::none ? 0 : expected.code));
    }
}

TEST_CASE("a server that asks for another try is believed only where no code is known") {
    te::situation now = at(te::phase::request, 422);
    now.retry_after.should_retry = te::server_wish::retry;
    CHECK(te::decide(0, now, nominal()).step == te::step::retry);
    CHECK(te::decide(0, now, nominal()).reason == te::reason::transient);
    CHECK(te::decide(47000, now, nominal()).step == te::step::retry);
    CHECK(te::decide(40310, now, nominal()).step == te::step::stop);
    CHECK(te::decide(40310, now, nominal()).reason == te::reason::permanent);
    now.retry_after.should_retry = te::server_wish::no_retry;
    CHECK(te::decide(0, now, nominal()).reason == te::reason::refused);
    // When the rate limit starts again is no hint for it: the request was not throttled.
    now.retry_after = te::parse_retry_after("3");
    now.retry_after.rate_limit_only = true;
    now.retry_after.should_retry = te::server_wish::retry;
    CHECK(te::decide(0, now, nominal()).delay.milliseconds() == 1000);
    te::situation repeatable = at(te::phase::request, 503);
    repeatable.idempotent = true;
    repeatable.retry_after = now.retry_after;
    CHECK(te::decide(0, repeatable, nominal()).delay.milliseconds() == 1000);
    CHECK(te::decide(0, repeatable, nominal()).reason == te::reason::transient);
}

TEST_CASE("a hold is looked at again no sooner than the server says") {
    te::situation now = at(te::phase::request, 409);
    now.time = te::instant{1768507220};
    now.retry_after = te::parse_retry_after("3600");
    CHECK(te::decide(40320, now).step == te::step::hold);
    CHECK(te::decide(40320, now).delay.milliseconds() == 3600000);
    CHECK(te::decide(40320, now).not_before == te::instant{1768507220 + 3600});
    CHECK(te::decide(10036, now).delay.milliseconds() == 3600000);
    CHECK(te::decide(40020, now).delay.milliseconds() == 86400000); // the 24 hours are known
    now.retry_after = te::parse_retry_after("5");
    CHECK(te::decide(40320, now).delay.milliseconds() == 900000);
    te::retry_hint_reader limit;
    limit.header("x-ratelimit-reset", "3600");
    now.retry_after = limit.hint();
    CHECK(te::decide(40320, now).delay.milliseconds() == 900000); // about the rate limit, not about the number
}

TEST_CASE("tries, hints and times at their edges") {
    te::situation now = at(te::phase::delivery);
    now.attempt = 0; // taken for the first
    CHECK(te::decide(40008, now, nominal()).delay.milliseconds() == 1000);
    te::retry_policy odd = nominal();
    odd.jitter = static_cast<te::jitter>(9);
    CHECK(te::backoff_ms(odd, 2, 0) == 2000);

    // A hint counts for every failure that is tried again; the time at which a rate limit starts again for rate limits only.
    now.attempt = 1;
    now.time = te::instant{1768507200};
    now.retry_after.delay = te::delay{7001};
    CHECK(te::decide(40008, now, nominal()).delay.milliseconds() == 7001);
    CHECK(te::decide(40008, now, nominal()).not_before == te::instant{1768507208}); // a second that has begun counts
    CHECK(te::decide(10011, now, nominal()).delay.milliseconds() == 7001);
    CHECK(te::decide(40100, now, nominal()).delay.milliseconds() == 7001);
    now.retry_after.rate_limit_only = true;
    CHECK(te::decide(40008, now, nominal()).delay.milliseconds() == 1000);
    CHECK(te::decide(10011, now, nominal()).delay.milliseconds() == 7001);
    CHECK_FALSE(te::decide(40100, now, nominal()).delay.known());
    now.retry_after = {};

    te::retry_policy patient = nominal();
    patient.base_ms = patient.cap_ms = UINT64_MAX;
    CHECK(te::decide(40008, now, patient).not_before == te::instant{INT64_MAX / 1000}.plus(1768507200));

    // What has a time that cannot be computed is looked at again.
    now.time = te::instant{INT64_MAX};
    const te::decision never = te::decide(40016, now, nominal());
    CHECK(never.step == te::step::fix_first);
    CHECK(never.delay.milliseconds() == 900000);
}

TEST_CASE("every wait has its earliest time, or none") {
    te::situation now;
    now.time = te::instant{1768507200}; // 2026-01-15T20:00:00Z
    const auto earliest = [&now](te::wait wait) {
        te::decision result;
        te::detail::settle_fix(result, wait, true, now, te::retry_policy{});
        return result;
    };
    CHECK(earliest(te::wait::next_minute).not_before == te::instant{1768507260});
    CHECK(earliest(te::wait::next_day_pacific).not_before == te::instant{1768550400}); // 2026-01-16T08:00:00Z
    CHECK(earliest(te::wait::spend_window).not_before == te::instant{1768521600});     // 2026-01-16T00:00:00Z
    CHECK(earliest(te::wait::fixed_24_hours).not_before == te::instant{1768593600});   // 2026-01-16T20:00:00Z
    for (const te::wait wait : {te::wait::backoff, te::wait::until_state_changes, te::wait::as_server_says}) {
        now.retry_after.delay = te::delay{5000};
        CHECK(earliest(wait).delay.milliseconds() == 900000); // look again
        now.retry_after.delay = te::delay{1000000};
        CHECK(earliest(wait).delay.milliseconds() == 1000000);
        CHECK(earliest(wait).not_before == te::instant{1768508200});
    }
    for (const te::wait wait : {te::wait::queue_drains, te::wait::rate_falls}) {
        now.retry_after.delay = {};
        CHECK(earliest(wait).delay.milliseconds() == 900000);
        now.retry_after.delay = te::delay{5000}; // the server knows its queue and the rate
        CHECK(earliest(wait).delay.milliseconds() == 5000);
    }
    CHECK(earliest(te::wait::none).delay.milliseconds() == 5000);
    CHECK(earliest(te::wait::none).not_before == te::instant{1768507205});
}

TEST_CASE("a code that nobody knows, by status") {
    te::situation now = at(te::phase::request, 400);
    CHECK(te::decide(0, now, nominal()).reason == te::reason::refused);
    CHECK(te::decide(99999, now, nominal()).reason == te::reason::refused);
    now.retry_after.should_retry = te::server_wish::retry; // heeded for a refusal without a known code
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

TEST_CASE("after a fault that leaves open whether the message was sent, the recipient may have it, also if sending again is safe") {
    te::situation now = at(te::phase::request, 503);
    now.idempotent = true;
    for (const std::int64_t code : {0, 10007}) {
        INFO(code);
        const te::decision next = te::decide(code, now, nominal());
        CHECK(next.step == te::step::retry);
        CHECK(next.reason == te::reason::transient);
        CHECK(next.receipt == te::receipt::maybe);
    }
    const te::decision refused = te::decide(40006, now, nominal()); // the code says that it was not sent
    CHECK(refused.step == te::step::retry);
    CHECK(refused.receipt == te::receipt::no);
}

TEST_CASE("an interim response says no more than none") {
    // An unknown code is judged by the status of a response; there is none yet, so that nothing is resent.
    te::situation here = at(te::phase::request, 103);
    here.idempotent = true;
    CHECK(te::decide(99999, here, nominal()).step == te::step::stop);
    CHECK(te::decide(99999, here, nominal()).reason == te::reason::unknown_code);
    here.http_status = 503;
    CHECK(te::decide(99999, here, nominal()).step == te::step::retry);
}

TEST_CASE("the phase and the channel change what a code means, also without a payload") {
    struct expectation {
        te::phase phase;
        te::channel channel;
        te::step step;
    };
    // 40008 is an automatic retry, but for WhatsApp and in the response to a request, where a person must change something.
    constexpr expectation expectations[] = {
        {te::phase::delivery, te::channel::unknown, te::step::retry},
        {te::phase::delivery, te::channel::sms, te::step::retry},
        {te::phase::delivery, te::channel::whatsapp, te::step::fix_first},
        {te::phase::unknown, te::channel::unknown, te::step::retry},
        {te::phase::record, te::channel::rcs, te::step::retry},
        {te::phase::request, te::channel::unknown, te::step::fix_first},
        {te::phase::request, te::channel::sms, te::step::fix_first},
        {te::phase::request, te::channel::whatsapp, te::step::fix_first},
    };
    for (const expectation& expected : expectations) {
        INFO(name(expected.phase) << ' ' << name(expected.channel));
        te::situation here = at(expected.phase);
        here.channel = expected.channel;
        CHECK(te::decide(40008, here, nominal()).step == expected.step);
    }
}

TEST_CASE("what is stopped has no time, whatever the server asks for") {
    te::situation here = at(te::phase::request, 429);
    here.time = te::instant{1768507200};
    here.retry_after.delay = te::delay{5000};
    for (const std::int64_t code : {40001, 40300, 41000, 40310}) {
        INFO(code);
        const te::decision next = te::decide(code, here, nominal());
        CHECK(next.step == te::step::stop);
        CHECK_FALSE(next.delay.known());
        CHECK_FALSE(next.not_before.known());
    }
}

TEST_CASE("a hint for rate limits only says nothing about when to look again") {
    te::situation here = at(te::phase::request, 503);
    here.retry_after.delay = te::delay{5000};
    te::retry_policy impatient = nominal();
    impatient.look_again_ms = 0;
    CHECK(te::decide(0, here, impatient).delay == te::delay{5000});
    here.retry_after.rate_limit_only = true;
    CHECK(te::decide(0, here, impatient).delay == te::delay{0});
}

TEST_CASE("an opt-out is stopped, whatever else is known about the failure") {
    te::situation here = at(te::phase::delivery);
    here.retry_after.delay = te::delay{5000};
    for (const std::int64_t code : {41000, 40008, 40018, 47000}) { // not explained, automatic, a limit, unknown
        INFO(code);
        te::decision next;
        te::detail::decide_failure(next, {te::classify(code), code, te::consent::maybe_opted_out, te::receipt::maybe, true, false},
                                   here, nominal());
        CHECK(next.step == te::step::stop);
        CHECK(next.reason == te::reason::opted_out);
        CHECK(next.remedy == te::remedy::stop_messaging_recipient);
        CHECK(next.consent == te::consent::maybe_opted_out);
        CHECK(next.receipt == te::receipt::maybe);
        CHECK_FALSE(next.delay.known());
    }
}

TEST_CASE("a failure of a message that was delivered all the same leaves open whether the recipient has it") {
    te::decision next;
    te::detail::decide_failure(next, {te::classify(40008), 40008, te::consent::unchanged, te::receipt::yes, false, false},
                               at(te::phase::delivery), nominal());
    CHECK(next.step == te::step::reconcile);
    CHECK(next.reason == te::reason::may_have_been_sent);
    CHECK(next.receipt == te::receipt::maybe);
}
