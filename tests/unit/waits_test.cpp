// When to send again, by the time of the failure, the time now and the calendar. Every expected time is written out by hand, in the
// zone in which the limit is counted.
#include <cstdint>
#include <string_view>

#include <telnyx/errors.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

constexpr std::string_view never = "";
constexpr std::int64_t no_delay = -1;

struct wait_case {
    std::int64_t code;
    std::string_view failed; // empty: not known
    std::string_view now;
    te::step step;
    te::reason reason;
    std::string_view not_before;
    std::int64_t delay_s;
};

te::instant at(std::string_view text) { return text.empty() ? te::instant{} : te::parse_rfc3339(text); }

using s = te::step;
using r = te::reason;

// clang-format off
constexpr wait_case cases[] = {
    // T-Mobile's daily limit (40016) ends at midnight in Los Angeles. From November to March that is UTC-8, else UTC-7.
    {40016, "2026-01-15T11:59:40-08:00", "2026-01-15T12:00:00-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 43200},
    {40016, never, "2026-01-15T12:00:00-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 43200},
    {40016, "2026-01-15T11:59:40-08:00", never, s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 900},
    {40016, never, never, s::fix_first, r::needs_intervention, never, 900},
    {40016, "2026-01-15T23:59:50-08:00", "2026-01-15T23:59:59-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 1},
    {40016, "2026-01-15T23:59:50-08:00", "2026-01-16T00:00:00-08:00", s::retry, r::wait_is_over, "2026-01-16T00:00:01-08:00", 1},
    {40016, "2026-01-15T23:59:50-08:00", "2026-01-16T00:00:10-08:00", s::retry, r::wait_is_over, "2026-01-16T00:00:11-08:00", 1},
    {40016, "2026-01-16T00:00:00-08:00", "2026-01-16T00:00:10-08:00", s::fix_first, r::needs_intervention, "2026-01-17T00:00:00-08:00", 86390},
    {40016, "2026-01-12T10:00:00-08:00", "2026-01-15T10:00:00-08:00", s::retry, r::wait_is_over, "2026-01-15T10:00:01-08:00", 1},
    {40016, "2026-03-07T23:30:00-08:00", "2026-03-07T23:45:00-08:00", s::fix_first, r::needs_intervention, "2026-03-08T00:00:00-08:00", 900},
    {40016, "2026-03-08T01:30:00-08:00", "2026-03-08T01:59:59-08:00", s::fix_first, r::needs_intervention, "2026-03-09T00:00:00-07:00", 75601},
    {40016, "2026-03-08T01:30:00-08:00", "2026-03-08T03:00:00-07:00", s::fix_first, r::needs_intervention, "2026-03-09T00:00:00-07:00", 75600},
    {40016, "2026-03-08T12:00:00-07:00", "2026-03-09T00:00:00-07:00", s::retry, r::wait_is_over, "2026-03-09T00:00:01-07:00", 1},
    {40016, "2026-10-31T23:00:00-07:00", "2026-10-31T23:30:00-07:00", s::fix_first, r::needs_intervention, "2026-11-01T00:00:00-07:00", 1800},
    {40016, "2026-11-01T00:30:00-07:00", "2026-11-01T01:30:00-08:00", s::fix_first, r::needs_intervention, "2026-11-02T00:00:00-08:00", 81000},
    {40016, "2026-11-01T12:00:00-08:00", "2026-11-01T23:59:59-08:00", s::fix_first, r::needs_intervention, "2026-11-02T00:00:00-08:00", 1},
    {40016, "2026-07-04T06:59:59Z", "2026-07-04T07:00:00Z", s::retry, r::wait_is_over, "2026-07-04T07:00:01Z", 1},
    {40016, "2026-07-04T07:00:00Z", "2026-07-04T07:00:00Z", s::fix_first, r::needs_intervention, "2026-07-05T07:00:00Z", 86400},
    // A failure a few minutes ahead of the caller's clock is believed; other times that cannot be are not.
    {40016, "2026-01-16T00:02:00-08:00", "2026-01-15T23:58:00-08:00", s::fix_first, r::needs_intervention, "2026-01-17T00:00:00-08:00", 86520},
    {40016, "2026-01-16T00:04:00-08:00", "2026-01-15T23:58:00-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 120},
    {40016, "0001-01-01T00:00:00Z", "2026-01-15T12:00:00-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 43200},
    {40016, "9999-12-31T00:00:00Z", "2026-01-15T12:00:00-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 43200},
    {40016, "1970-01-01T00:00:00Z", "2026-01-15T12:00:00-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 43200},
    {40016, "2025-01-14T20:00:00Z", "2026-01-15T20:00:00Z", s::retry, r::wait_is_over, "2026-01-15T20:00:01Z", 1},
    {40016, "2025-01-14T19:59:59Z", "2026-01-15T20:00:00Z", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 43200},
    {40016, "2026-01-16T00:03:00-08:00", "2026-01-15T23:58:00-08:00", s::fix_first, r::needs_intervention, "2026-01-17T00:00:00-08:00", 86520},
    {40016, "2026-01-16T00:03:01-08:00", "2026-01-15T23:58:00-08:00", s::fix_first, r::needs_intervention, "2026-01-16T00:00:00-08:00", 120},
    {40016, "2008-12-31T23:59:59Z", never, s::fix_first, r::needs_intervention, never, 900},
    {40016, "2009-01-01T00:00:00Z", never, s::fix_first, r::needs_intervention, "2009-01-01T00:00:00-08:00", 900},
    {40016, "2099-12-31T23:59:59Z", never, s::fix_first, r::needs_intervention, "2100-01-01T00:00:00-08:00", 900},
    {40016, "2100-01-01T00:00:00Z", never, s::fix_first, r::needs_intervention, never, 900},
    {40016, "0001-01-01T00:00:00Z", never, s::fix_first, r::needs_intervention, never, 900},
    {40016, "9999-12-31T00:00:00Z", never, s::fix_first, r::needs_intervention, never, 900},
    // AT&T counts by the minute (40018).
    {40018, "2026-01-15T20:00:05Z", "2026-01-15T20:00:20Z", s::fix_first, r::needs_intervention, "2026-01-15T20:01:00Z", 40},
    {40018, never, "2026-01-15T20:00:59Z", s::fix_first, r::needs_intervention, "2026-01-15T20:01:00Z", 1},
    {40018, never, "2026-01-15T20:01:00Z", s::fix_first, r::needs_intervention, "2026-01-15T20:02:00Z", 60},
    {40018, "2026-01-15T20:00:59Z", "2026-01-15T20:01:00Z", s::retry, r::wait_is_over, "2026-01-15T20:01:01Z", 1},
    {40018, "2026-01-12T20:00:59Z", "2026-01-15T20:01:00Z", s::retry, r::wait_is_over, "2026-01-15T20:01:01Z", 1},
    {40018, "2026-01-15T20:00:05Z", never, s::fix_first, r::needs_intervention, "2026-01-15T20:01:00Z", 900},
    {40018, "9999-12-31T00:00:00Z", "2026-01-15T20:00:20Z", s::fix_first, r::needs_intervention, "2026-01-15T20:01:00Z", 40},
    {40018, "2026-12-31T23:59:30Z", "2026-12-31T23:59:31Z", s::fix_first, r::needs_intervention, "2027-01-01T00:00:00Z", 29},
    // The spend limit (40333) starts again at midnight UTC.
    {40333, "2026-01-15T20:00:00Z", "2026-01-15T20:00:20Z", s::fix_first, r::action_required, "2026-01-16T00:00:00Z", 14380},
    {40333, never, "2026-01-15T23:59:59Z", s::fix_first, r::action_required, "2026-01-16T00:00:00Z", 1},
    {40333, never, "2026-01-16T00:00:00Z", s::fix_first, r::action_required, "2026-01-17T00:00:00Z", 86400},
    {40333, "2026-01-15T23:59:59Z", "2026-01-16T00:00:00Z", s::retry, r::wait_is_over, "2026-01-16T00:00:01Z", 1},
    {40333, "2026-01-13T12:00:00Z", "2026-01-15T12:00:00Z", s::retry, r::wait_is_over, "2026-01-15T12:00:01Z", 1},
    {40333, "2026-02-28T10:00:00Z", "2026-02-28T22:00:00Z", s::fix_first, r::action_required, "2026-03-01T00:00:00Z", 7200},
    {40333, "2028-02-28T10:00:00Z", "2028-02-28T22:00:00Z", s::fix_first, r::action_required, "2028-02-29T00:00:00Z", 7200},
    {40333, "2026-01-15T15:30:00-08:00", "2026-01-15T15:45:00-08:00", s::fix_first, r::action_required, "2026-01-16T00:00:00Z", 900},
    {40333, never, never, s::fix_first, r::action_required, never, 900},
    {40333, "0001-01-01T00:00:00Z", "2026-01-15T20:00:00Z", s::fix_first, r::action_required, "2026-01-16T00:00:00Z", 14400},
    // 24 hours after the failure (40020).
    {40020, "2026-03-01T00:00:00Z", "2026-03-01T06:00:00Z", s::hold, r::on_hold, "2026-03-02T00:00:00Z", 64800},
    {40020, "2026-03-01T00:00:00Z", "2026-03-01T23:59:59Z", s::hold, r::on_hold, "2026-03-02T00:00:00Z", 1},
    {40020, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", s::retry, r::wait_is_over, "2026-03-02T00:00:01Z", 1},
    {40020, "2026-03-01T00:00:00Z", "2026-03-02T06:00:00Z", s::retry, r::wait_is_over, "2026-03-02T06:00:01Z", 1},
    {40020, "2026-03-01T00:00:00Z", "2026-03-20T06:00:00Z", s::retry, r::wait_is_over, "2026-03-20T06:00:01Z", 1},
    {40020, never, "2026-03-01T06:00:00Z", s::hold, r::on_hold, "2026-03-02T06:00:00Z", 86400},
    {40020, "2026-03-01T00:00:00Z", never, s::hold, r::on_hold, "2026-03-02T00:00:00Z", 86400},
    {40020, never, never, s::hold, r::on_hold, never, 86400},
    {40020, "0001-01-01T00:00:00Z", "2026-03-01T06:00:00Z", s::hold, r::on_hold, "2026-03-02T06:00:00Z", 86400},
    {40020, "9999-12-31T00:00:00Z", "2026-03-01T06:00:00Z", s::hold, r::on_hold, "2026-03-02T06:00:00Z", 86400},
    {40020, "2026-03-01T06:04:59Z", "2026-03-01T06:00:00Z", s::hold, r::on_hold, "2026-03-02T06:04:59Z", 86699},
    {40020, "2026-03-01T06:05:01Z", "2026-03-01T06:00:00Z", s::hold, r::on_hold, "2026-03-02T06:00:00Z", 86400},
    {40020, "2026-03-07T12:00:00-08:00", "2026-03-08T12:00:00-07:00", s::hold, r::on_hold, "2026-03-08T13:00:00-07:00", 3600},
    // What has no time is looked at again.
    {40002, "2026-03-01T00:00:00Z", "2026-03-01T00:00:05Z", s::fix_first, r::needs_intervention, "2026-03-01T00:15:05Z", 900},
    {40011, "2026-03-01T00:00:00Z", "2026-03-01T00:00:05Z", s::fix_first, r::needs_intervention, "2026-03-01T00:15:05Z", 900},
    {40014, "2026-03-01T00:00:00Z", "2026-03-01T00:00:05Z", s::fix_first, r::needs_intervention, "2026-03-01T00:15:05Z", 900},
    {40318, never, "2026-03-01T00:00:05Z", s::fix_first, r::needs_intervention, "2026-03-01T00:15:05Z", 900},
    {40318, never, never, s::fix_first, r::needs_intervention, never, 900},
    {40320, never, "2026-03-01T00:00:05Z", s::hold, r::on_hold, "2026-03-01T00:15:05Z", 900},
    {40100, never, "2026-03-01T00:00:05Z", s::fix_first, r::action_required, never, no_delay},
    {40151, never, never, s::hold, r::on_hold, never, 900},
    {10007, never, "2026-03-01T00:00:05Z", s::reconcile, r::may_have_been_sent, "2026-03-01T00:15:05Z", 900},
};
// clang-format on

te::retry_policy nominal() {
    te::retry_policy policy;
    policy.jitter = te::jitter::none;
    return policy;
}

} // namespace

TEST_CASE("when to send again, case by case") {
    for (const wait_case& each : cases) {
        INFO(each.code << ", failed " << each.failed << ", now " << each.now);
        te::situation here;
        here.phase = te::phase::delivery;
        here.failed_at = at(each.failed);
        here.time = at(each.now);
        REQUIRE(here.failed_at.known() == !each.failed.empty());
        REQUIRE(here.time.known() == !each.now.empty());
        const te::decision next = te::decide(each.code, here, nominal());
        CHECK(name(next.step) == name(each.step));
        CHECK(name(next.reason) == name(each.reason));
        CHECK(next.not_before == at(each.not_before));
        CHECK(next.delay.known() == (each.delay_s != no_delay));
        CHECK(next.delay.milliseconds() == static_cast<std::uint64_t>(each.delay_s == no_delay ? 0 : each.delay_s * 1000));
    }
}

TEST_CASE("a wait that is over is a try like another") {
    te::situation here;
    here.phase = te::phase::delivery;
    here.failed_at = at("2026-03-01T00:00:00Z");
    here.time = at("2026-03-02T06:00:00Z");
    here.attempt = 3;
    CHECK(te::decide(40020, here, nominal()).delay.milliseconds() == 4000);
    here.attempt = 5;
    CHECK(te::decide(40020, here, nominal()).reason == te::reason::attempts_exhausted);
    here.attempt = 1;
    here.retry_after.should_retry = te::server_wish::no_retry;
    CHECK(te::decide(40020, here, nominal()).reason == te::reason::server_said_no);
}

TEST_CASE("a wait that is over does not excuse another condition") {
    // The reader of payloads finds two codes, each of which asks for something.
    te::situation here;
    here.time = at("2026-03-02T06:00:00Z");
    here.failed_at = at("2026-03-01T00:00:00Z");
    te::decision result = te::decide(40018, here, nominal());
    CHECK(result.step == te::step::retry);
    te::detail::decide_failure(result, {te::classify(40018), 40018, te::consent::unchanged, te::receipt::no, false, true}, here,
                               nominal());
    CHECK(result.step == te::step::fix_first);
    CHECK(result.delay.milliseconds() == 900000);
    // A hold of 24 hours that is over: it is looked at again, for the other condition may still hold.
    CHECK(te::decide(40020, here, nominal()).step == te::step::retry);
    te::detail::decide_failure(result, {te::classify(40020), 40020, te::consent::unchanged, te::receipt::no, false, true}, here,
                               nominal());
    CHECK(result.step == te::step::hold);
    CHECK(result.delay.milliseconds() == 900000);
    CHECK(result.not_before == at("2026-03-02T06:15:00Z"));
}

TEST_CASE("a hold ends") {
    te::situation here;
    here.phase = te::phase::request;
    te::retry_policy policy = nominal();
    policy.longest_hold = te::delay{3600000};
    here.elapsed_ms = 3599999;
    CHECK(te::decide(40320, here, policy).step == te::step::hold);
    here.elapsed_ms = 3600000;
    CHECK(te::decide(40320, here, policy).step == te::step::stop);
    CHECK(te::decide(40320, here, policy).reason == te::reason::held_too_long);
    CHECK(te::decide(40320, here, policy).actor() == te::actor::person);
    CHECK_FALSE(te::decide(40320, here, policy).delay.known()); // there is nothing to wait for
    policy.longest_hold = {};                                   // no end
    CHECK(te::decide(40320, here, policy).step == te::step::hold);
    // A time that is over ends the hold better than the policy does.
    policy.longest_hold = te::delay{0};
    here.failed_at = at("2026-03-01T00:00:00Z");
    here.time = at("2026-03-02T00:00:00Z");
    CHECK(te::decide(40020, here, policy).reason == te::reason::wait_is_over);
}

TEST_CASE("a server's wish is kept, and spread") {
    te::situation here;
    here.phase = te::phase::request;
    here.http_status = 429;
    te::retry_policy policy; // equal jitter
    for (const std::uint64_t seconds : {2U, 30U, 60U, 61U, 3600U, 86400U}) {
        here.retry_after.delay = te::delay{seconds * 1000};
        here.random_bits = UINT32_MAX;
        const te::decision nominal_wait = te::decide(10011, here, policy);
        CHECK(nominal_wait.delay.milliseconds() == seconds * 1000);
        CHECK(nominal_wait.step == (seconds <= 60 ? te::step::retry : te::step::hold));
        here.random_bits = 0;
        const te::decision spread = te::decide(10011, here, policy);
        CHECK(spread.delay.milliseconds() > seconds * 1000);
        CHECK(spread.delay.milliseconds() <= seconds * 1000 + 1000);
    }
    here.retry_after.delay = te::delay{86400001};
    CHECK(te::decide(10011, here, policy).step == te::step::stop);
    CHECK(te::decide(10011, here, policy).reason == te::reason::wait_too_long);
    policy.longest_wait = {}; // any wait
    CHECK(te::decide(10011, here, policy).step == te::step::hold);
    // When to look again, too.
    here.http_status = 503;
    here.retry_after.delay = te::delay{std::uint64_t{100} * 3600000};
    CHECK(te::decide(0, here, policy).step == te::step::reconcile);
    CHECK(te::decide(0, here, policy).delay.milliseconds() == std::uint64_t{100} * 3600000);
    policy.longest_wait = te::delay{3600000};
    CHECK(te::decide(0, here, policy).delay.milliseconds() == 3600000);
}

TEST_CASE("a request that never left may be sent again") {
    te::situation here;
    here.phase = te::phase::request;
    here.never_left = true;
    const te::decision next = te::decide(0, here, nominal());
    CHECK(next.step == te::step::retry);
    CHECK(next.reason == te::reason::never_left);
    CHECK(next.receipt == te::receipt::no);
    CHECK(next.delay.milliseconds() == 1000);
    CHECK(next.remedy == te::remedy::retry_with_backoff);
    CHECK(next.basis == te::basis::none); // neither a code nor a status says so
    CHECK(next.scope == te::scope::unknown);
    CHECK(next.toward == te::toward::everyone);
    CHECK(next.governing_code == 0);
    here.attempt = 5;
    CHECK(te::decide(0, here, nominal()).reason == te::reason::attempts_exhausted);
    here.attempt = 1;
    here.never_left = false; // no response: it may have been taken
    CHECK(te::decide(0, here, nominal()).step == te::step::reconcile);
    CHECK(te::decide(0, here, nominal()).receipt == te::receipt::maybe);
    // An answer proves that it left.
    here.never_left = true;
    here.http_status = 503;
    CHECK(te::decide(0, here, nominal()).step == te::step::reconcile);
    here.http_status = 0;
    CHECK(te::decide(40300, here, nominal()).step == te::step::stop);
}

TEST_CASE("a situation says nothing, and a decision nothing failed, until somebody says so") {
    constexpr te::situation here{};
    CHECK(here.phase == te::phase::unknown);
    CHECK(here.channel == te::channel::unknown);
    CHECK_FALSE(here.never_left);
    CHECK(here.http_status == 0);
    CHECK(here.attempt == 1);
    CHECK(here.elapsed_ms == 0);
    CHECK_FALSE(here.time.known());
    CHECK_FALSE(here.failed_at.known());
    CHECK_FALSE(here.valid_until.known());
    CHECK_FALSE(here.idempotent);
    CHECK(here.retry_after.empty());
    CHECK(here.random_bits == 4294967295);
    constexpr te::decision next{};
    CHECK(next.step == te::step::none);
    CHECK(next.reason == te::reason::nothing_failed);
    CHECK(next.scope == te::scope::unknown);
    CHECK(next.toward == te::toward::everyone);
    CHECK(next.remedy == te::remedy::none);
    CHECK(next.basis == te::basis::none);
    CHECK(next.consent == te::consent::unchanged);
    CHECK(next.receipt == te::receipt::maybe);
    CHECK_FALSE(next.delay.known());
    CHECK_FALSE(next.not_before.known());
    CHECK(next.governing_code == 0);
}

TEST_CASE("who can act") {
    CHECK(te::actor_of(static_cast<te::remedy>(31)) == te::actor::none);
    using a = te::actor;
    te::situation here;
    here.phase = te::phase::request;
    CHECK(te::decide(40006).actor() == a::program);
    CHECK(te::decide(40320).actor() == a::program);
    CHECK(te::decide(10007).actor() == a::program); // look it up
    CHECK(te::decide(40018).actor() == a::program);
    CHECK(te::decide(40322).actor() == a::person);
    CHECK(te::decide(40333).actor() == a::person);
    CHECK(te::decide(40314).actor() == a::telnyx);
    CHECK(te::decide(40300).actor() == a::program);
    CHECK(te::is_printable<te::decision>);
    here.http_status = 200;
    CHECK(te::decide(0, here).actor() == a::none);
    for (const te::remedy each : te::enumerators<te::remedy>) {
        INFO(name(each));
        CHECK((te::actor_of(each) == a::none) == (each == te::remedy::none));
    }
}
