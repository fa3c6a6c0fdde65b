// Which pause follows from a decision. The expectations are written by hand, from the scope, the destinations, the wait and the
// remedy of each code in Telnyx's reference (reference.hpp is another transcription of it).
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/pause.hpp>

#include "catch.hpp"
#include "reference.hpp"

namespace te = telnyx::errors;

namespace {

constexpr std::int64_t now = 1768507200; // 2026-01-15T20:00:00Z, noon in Los Angeles
constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 3600;
constexpr std::int64_t never = -1;

constexpr te::message_ids all_ids() {
    te::message_ids ids;
    ids.sender = "+13035550100";
    ids.campaign = "CAMP1";
    ids.brand = "BRAND1";
    ids.messaging_profile = "profile-1";
    ids.account = "account-1";
    ids.content = "template-7";
    ids.recipient = "+13125550171";
    ids.carrier = "T-Mobile USA, Inc.";
    ids.region = "US";
    return ids;
}

constexpr te::situation at_noon() {
    te::situation here;
    here.time = te::instant{now};
    return here;
}

// The names by which the table below is short.
enum class who { nobody, program, person, telnyx };
constexpr bool over_by_success = true;

struct expectation {
    int code;
    std::string_view scope; // empty: no pause
    std::string_view toward;
    std::int64_t seconds; // until it ends
    who actor;
    bool ends_by_success = false;
    std::string_view channel = "unknown";
};

constexpr expectation expectations[] = {
    // Only this message fails, or it is not certain that more fail.
    {10002, "", "", 0, who::nobody},
    {10005, "", "", 0, who::nobody},
    {10007, "", "", 0, who::nobody}, // possibly everything, and the server asked for no wait
    {10008, "", "", 0, who::nobody},
    {10010, "", "", 0, who::nobody},
    {10015, "", "", 0, who::nobody},
    {10023, "", "", 0, who::nobody},
    {10036, "", "", 0, who::nobody},
    {10037, "", "", 0, who::nobody},
    {20010, "", "", 0, who::nobody},
    {20011, "", "", 0, who::nobody},
    {40005, "", "", 0, who::nobody},
    {40007, "", "", 0, who::nobody},
    {40158, "", "", 0, who::nobody},
    {40300, "", "", 0, who::nobody}, // a suppression
    {40303, "", "", 0, who::nobody},
    {40324, "", "", 0, who::nobody},
    {40326, "", "", 0, who::nobody},
    {40328, "", "", 0, who::nobody},
    {40332, "", "", 0, who::nobody},
    {41000, "", "", 0, who::nobody},
    {131047, "", "", 0, who::nobody},
    // The account.
    {10009, "account", "everyone", never, who::person},
    {10011, "account", "everyone", 1, who::program},
    {20001, "account", "everyone", never, who::person},
    {20002, "account", "everyone", never, who::person},
    {20012, "account", "everyone", never, who::person},
    {20013, "account", "everyone", never, who::telnyx},
    {20017, "account", "everyone", never, who::person},
    {20100, "account", "everyone", never, who::person},
    {40314, "account", "everyone", never, who::telnyx},
    {40006, "account", "carrier", 1, who::program, over_by_success},
    {40001, "account", "recipient", never, who::person},
    {40004, "account", "recipient", 1, who::program, over_by_success},
    {40008, "account", "recipient", 1, who::program, over_by_success},
    {40012, "account", "recipient", never, who::person},
    {40310, "account", "recipient", never, who::person},
    {131026, "account", "recipient", never, who::person, false, "whatsapp"},
    // The messaging profile.
    {40311, "profile", "everyone", never, who::person},
    {40312, "profile", "everyone", never, who::person},
    {40313, "profile", "everyone", never, who::person},
    {40321, "profile", "everyone", never, who::person},
    {40331, "profile", "everyone", never, who::person},
    {40333, "profile", "everyone", 4 * hour, who::person, over_by_success}, // midnight UTC, or a higher limit
    {40306, "profile", "region", never, who::person},
    {40309, "profile", "region", never, who::person},
    // The brand and the campaign.
    {40016, "brand", "carrier", 12 * hour, who::program}, // midnight in Los Angeles
    {40018, "campaign", "carrier", minute, who::program},
    {40019, "campaign", "carrier", never, who::person},
    // The sender.
    {10001, "sender", "everyone", never, who::person},
    {40011, "sender", "everyone", 15 * minute, who::program},
    {40013, "sender", "everyone", never, who::person},
    {40014, "sender", "everyone", 15 * minute, who::program},
    {40020, "sender", "everyone", 24 * hour, who::program, over_by_success},
    {40100, "sender", "everyone", never, who::person},
    {40150, "sender", "everyone", never, who::telnyx},
    {40151, "sender", "everyone", 15 * minute, who::program, over_by_success},
    {40152, "sender", "everyone", never, who::person},
    {40155, "sender", "everyone", never, who::telnyx},
    {40157, "sender", "everyone", 15 * minute, who::program, over_by_success},
    {40305, "sender", "everyone", never, who::person},
    {40307, "sender", "everyone", never, who::person},
    {40315, "sender", "everyone", never, who::person},
    {40318, "sender", "everyone", 15 * minute, who::program},
    {40320, "sender", "everyone", 15 * minute, who::program, over_by_success},
    {40323, "sender", "everyone", never, who::telnyx},
    {40325, "sender", "everyone", never, who::person},
    {40329, "sender", "everyone", never, who::person},
    {40330, "sender", "everyone", 15 * minute, who::program, over_by_success},
    {40003, "sender", "carrier", never, who::person},
    {40010, "sender", "region", never, who::person},
    {40301, "sender", "recipient", never, who::person},
    {40319, "sender", "recipient", never, who::person},
    // The content.
    {40002, "content", "carrier", 15 * minute, who::person},
    {40017, "content", "carrier", never, who::person},
    {40009, "content", "everyone", never, who::person},
    {40015, "content", "everyone", never, who::person},
    {40302, "content", "everyone", never, who::person},
    {40304, "content", "everyone", never, who::person},
    {40308, "content", "everyone", never, who::person},
    {40316, "content", "everyone", never, who::person},
    {40317, "content", "everyone", never, who::person},
    {40322, "content", "everyone", never, who::person},
    {40327, "content", "everyone", never, who::person},
    {132000, "content", "everyone", never, who::person, false, "whatsapp"},
    {132015, "content", "everyone", never, who::person, false, "whatsapp"},
};

std::string_view key_of_scope(std::string_view scope) {
    return scope == "account"    ? "account-1"
           : scope == "profile"  ? "profile-1"
           : scope == "brand"    ? "BRAND1"
           : scope == "campaign" ? "CAMP1"
           : scope == "sender"   ? "+13035550100"
           : scope == "content"  ? "template-7"
                                 : "";
}

std::string_view key_of_destination(std::string_view toward) {
    return toward == "recipient" ? "+13125550171" : toward == "carrier" ? "T-Mobile USA, Inc." : toward == "region" ? "US" : "";
}

te::pause pause_of(std::int64_t code, const te::message_ids& ids = all_ids(), const te::situation& here = at_noon()) {
    return te::pause_of(te::decide(code, here), ids, here);
}

te::decision decide_body(std::string_view body, const te::situation& here = at_noon()) {
    return te::decide(te::read(body, te::phase::delivery), here);
}

} // namespace

TEST_CASE("the pause of each code") {
    CHECK(sizeof(expectations) / sizeof(expectations[0]) >= 60);
    std::set<int> seen;
    for (const expectation& each : expectations) {
        INFO(each.code);
        CHECK(seen.insert(each.code).second);
        const te::pause found = pause_of(each.code);
        if (each.scope.empty()) {
            CHECK(found.coverage == te::coverage::nothing);
            continue;
        }
        CHECK(found.coverage == te::coverage::whole);
        CHECK(name(found.scope) == each.scope);
        CHECK(name(found.toward) == each.toward);
        CHECK(found.scope_key == key_of_scope(each.scope));
        CHECK(found.sender == (each.scope == "content" ? "+13035550100" : ""));
        CHECK(found.toward_key == key_of_destination(each.toward));
        CHECK(found.until == (each.seconds == never ? te::instant{} : te::instant{now + each.seconds}));
        CHECK(static_cast<int>(found.actor) == static_cast<int>(each.actor));
        CHECK(found.ends_by_success == each.ends_by_success);
        CHECK(name(found.channel) == each.channel);
        CHECK(found.began == te::instant{now});
        CHECK(found.governing_code == each.code);
    }
}

TEST_CASE("every code pauses what the reference says, or only its own message") {
    for (const reference::code_row& row : reference::rows) {
        INFO(row.number);
        const te::pause found = pause_of(row.number);
        if (row.scope == "message" || row.scope == "platform" || row.number == 40300) {
            CHECK(found.coverage == te::coverage::nothing);
        } else {
            CHECK(found.coverage == te::coverage::whole);
            CHECK(name(found.scope) == row.scope);
            CHECK(name(found.toward) == row.toward);
            CHECK(name(found.remedy) == row.remedy);
        }
    }
}

TEST_CASE("a pause holds until its end") {
    const te::pause cap = pause_of(40016);
    CHECK(cap.holds_at(te::instant{now}));
    CHECK(cap.holds_at(te::instant{now + 12 * hour - 1}));
    CHECK_FALSE(cap.holds_at(te::instant{now + 12 * hour}));
    CHECK(cap.holds_at({}));
    CHECK(pause_of(40329).holds_at(te::instant{INT64_MAX}));
}

TEST_CASE("where an id is not known, the next narrower one is paused, and the pause says so") {
    te::message_ids ids = all_ids();
    ids.brand = "";
    te::pause found = pause_of(40016, ids);
    CHECK(found.coverage == te::coverage::narrowed);
    CHECK(found.scope == te::scope::campaign);
    CHECK(found.scope_key == "CAMP1");
    CHECK(found.toward == te::toward::carrier);

    ids.campaign = " \t";
    found = pause_of(40016, ids);
    CHECK(found.coverage == te::coverage::narrowed);
    CHECK(found.scope == te::scope::sender);
    CHECK(found.scope_key == "+13035550100");

    ids.carrier = "";
    found = pause_of(40016, ids);
    CHECK(found.coverage == te::coverage::narrowed);
    CHECK(found.toward == te::toward::recipient);
    CHECK(found.toward_key == "+13125550171");

    ids.recipient = "";
    CHECK(pause_of(40016, ids).coverage == te::coverage::unknown_key);
    ids = all_ids();
    ids.brand = ids.campaign = ids.sender = "";
    CHECK(pause_of(40016, ids).coverage == te::coverage::unknown_key);

    ids = all_ids();
    ids.messaging_profile = "";
    found = pause_of(40312, ids);
    CHECK(found.coverage == te::coverage::narrowed);
    CHECK(found.scope == te::scope::sender);
    ids.region = "";
    found = pause_of(40309, ids);
    CHECK(found.coverage == te::coverage::narrowed);
    CHECK(found.toward == te::toward::recipient);

    // Narrower destinations alone are less as well.
    ids = all_ids();
    ids.carrier = ids.region = "";
    found = pause_of(40016, ids);
    CHECK(found.coverage == te::coverage::narrowed);
    CHECK(found.scope == te::scope::brand);
    CHECK(found.toward == te::toward::recipient);
    found = pause_of(40309, ids);
    CHECK(found.coverage == te::coverage::narrowed);
    CHECK(found.scope == te::scope::profile);
    CHECK(found.toward == te::toward::recipient);
}

TEST_CASE("no wider id is taken instead of one that is not known") {
    te::message_ids ids = all_ids();
    ids.content = "";
    CHECK(pause_of(40316, ids).coverage == te::coverage::unknown_key);
    ids = all_ids();
    ids.sender = "";
    CHECK(pause_of(40316, ids).coverage == te::coverage::unknown_key); // the same content of another sender may pass
    CHECK(pause_of(40329, ids).coverage == te::coverage::unknown_key);
    ids = all_ids();
    ids.recipient = "";
    CHECK(pause_of(40001, ids).coverage == te::coverage::unknown_key);
}

TEST_CASE("each scope has its id, and the next narrower scope") {
    struct row {
        te::scope which;
        std::string_view id;
        te::scope narrower; // unknown: none
    };
    using p = te::scope;
    constexpr row rows[] = {
        {p::unknown, "", p::unknown},
        {p::message, "", p::unknown},
        {p::content, "template-7", p::unknown}, // the same content of another sender may pass
        {p::sender, "+13035550100", p::unknown},
        {p::campaign, "CAMP1", p::sender},
        {p::brand, "BRAND1", p::campaign},
        {p::profile, "profile-1", p::sender},
        {p::account, "account-1", p::unknown},
        {p::platform, "", p::unknown},
    };
    CHECK(sizeof(rows) / sizeof(rows[0]) == te::enumerators<te::scope>.size());
    for (const row& each : rows) {
        INFO(name(each.which));
        CHECK(te::detail::id_of(each.which, all_ids()) == each.id);
        CHECK(te::detail::narrower(each.which) == each.narrower);
    }
}

TEST_CASE("the account needs no id") {
    te::message_ids ids = all_ids();
    ids.account = "";
    const te::pause found = pause_of(20100, ids);
    CHECK(found.coverage == te::coverage::whole);
    CHECK(found.scope_key.empty());
    CHECK(pause_of(20100, te::message_ids{}).coverage == te::coverage::whole);
}

TEST_CASE("a wait counts from the failure, and is over after it") {
    te::situation here = at_noon();
    here.failed_at = te::instant{now - hour};
    te::pause found = pause_of(40020, all_ids(), here);
    CHECK(found.until == te::instant{now + 23 * hour});
    CHECK(found.began == te::instant{now - hour});
    here.failed_at = te::instant{now - 25 * hour};
    CHECK(pause_of(40020, all_ids(), here).coverage == te::coverage::nothing); // wait_is_over
    CHECK(pause_of(40016, all_ids(), here).coverage == te::coverage::nothing);
    CHECK(pause_of(40329, all_ids(), here).coverage == te::coverage::whole); // time does not verify a number
}

TEST_CASE("without a current time, a pause with an end is not made") {
    const te::situation here{};
    CHECK(pause_of(40016, all_ids(), here).coverage == te::coverage::unknown_time);
    CHECK(pause_of(40006, all_ids(), here).coverage == te::coverage::unknown_time);
    CHECK(pause_of(40330, all_ids(), here).coverage == te::coverage::unknown_time);
    te::decision by_hand; // a hold that says neither how long nor until when
    by_hand.step = te::step::hold;
    by_hand.reason = te::reason::on_hold;
    by_hand.scope = te::scope::account;
    CHECK(te::pause_of(by_hand, all_ids(), at_noon()).coverage == te::coverage::unknown_time);
    const te::pause endless = pause_of(40329, all_ids(), here);
    CHECK(endless.coverage == te::coverage::whole);
    CHECK_FALSE(endless.began.known());
    te::situation failed = here; // then the end follows from the failure
    failed.failed_at = te::instant{now};
    CHECK(pause_of(40016, all_ids(), failed).until == te::instant{now + 12 * hour});
    te::decision instant_only = te::decide(40016, failed); // as a program may have stored it
    instant_only.delay = {};
    CHECK(te::pause_of(instant_only, all_ids(), failed).until == te::instant{now + 12 * hour});
}

TEST_CASE("a decision that is older than its wait pauses nothing") {
    const te::decision minute_ago = te::decide(40018, at_noon()); // until the next minute
    te::situation later = at_noon();
    later.time = te::instant{now + minute - 1};
    CHECK(te::pause_of(minute_ago, all_ids(), later).until == te::instant{now + minute});
    later.time = te::instant{now + minute};
    CHECK(te::pause_of(minute_ago, all_ids(), later).coverage == te::coverage::nothing);
}

TEST_CASE("a hint of the server is the end only of what waits for the server") {
    te::situation here = at_noon();
    here.http_status = 429;
    here.retry_after.delay = te::delay{30000};
    CHECK(pause_of(10011, all_ids(), here).until == te::instant{now + 30});
    CHECK(pause_of(40318, all_ids(), here).until == te::instant{now + 30});
    CHECK_FALSE(pause_of(40312, all_ids(), here).until.known()); // a disabled profile needs a person
    CHECK_FALSE(pause_of(40329, all_ids(), here).until.known());
    CHECK(pause_of(40333, all_ids(), here).until == te::instant{now + 4 * hour});
    here.retry_after.delay = te::delay{std::uint64_t{2} * 3600 * 1000}; // held, not retried
    CHECK(te::decide(10011, here).step == te::step::hold);
    CHECK(pause_of(10011, all_ids(), here).until == te::instant{now + 2 * hour});
    here.retry_after.delay = te::delay{std::uint64_t{25} * 3600 * 1000}; // too long for the message, not for the account
    CHECK(te::decide(10011, here).reason == te::reason::wait_too_long);
    CHECK(pause_of(10011, all_ids(), here).until == te::instant{now + 25 * hour});
    CHECK(pause_of(10011, all_ids(), here).actor == te::actor::program);
}

TEST_CASE("no header holds messages back for years without a person") {
    constexpr std::int64_t ten_years = std::int64_t{3650} * 24 * hour;
    te::retry_hint_reader by_reset{te::instant{now}};
    by_reset.header("x-ratelimit-reset", std::to_string(now + ten_years));
    for (const te::retry_hint& hint : {te::parse_retry_after(std::to_string(ten_years), te::instant{now}), by_reset.hint()}) {
        te::situation here = at_noon();
        here.http_status = 429;
        here.retry_after = hint;
        REQUIRE(here.retry_after.delay.milliseconds() == static_cast<std::uint64_t>(ten_years) * 1000);
        CHECK(te::decide(10011, here).reason == te::reason::wait_too_long);
        CHECK(pause_of(10011, all_ids(), here).coverage == te::coverage::whole);
        CHECK_FALSE(pause_of(10011, all_ids(), here).until.known());
        CHECK(pause_of(10011, all_ids(), here).actor == te::actor::person);
        here.attempt = 99;
        CHECK(te::decide(10011, here).reason == te::reason::attempts_exhausted);
        CHECK_FALSE(pause_of(10011, all_ids(), here).until.known());
        CHECK(pause_of(10011, all_ids(), here).actor == te::actor::person);
    }
    te::situation here = at_noon();
    here.http_status = 503;
    here.retry_after.delay = te::delay{static_cast<std::uint64_t>(ten_years) * 1000};
    CHECK_FALSE(pause_of(0, all_ids(), here).until.known());
    CHECK(pause_of(0, all_ids(), here).actor == te::actor::person);
    // The policy bounds when to look again, and the time of a fix.
    CHECK(te::decide(0, here).step == te::step::reconcile);
    CHECK(te::decide(0, here).not_before == te::instant{now + 24 * hour});
    CHECK(te::decide(40318, here).not_before == te::instant{now + 24 * hour});
    here.retry_after.delay = te::delay{std::uint64_t{72} * 3600 * 1000};
    CHECK(pause_of(10011, all_ids(), here).until == te::instant{now + 72 * hour});
    here.retry_after.delay = te::delay{std::uint64_t{72} * 3600 * 1000 + 1};
    CHECK_FALSE(pause_of(10011, all_ids(), here).until.known());
}

TEST_CASE("a hint does not end what amendments say a person must do") {
    te::situation here = at_noon();
    here.http_status = 429;
    here.retry_after.delay = te::delay{30000};
    const auto found = [&](const te::amendment& rule) {
        const te::amended_policy policy{te::amendment_list{&rule, 1}};
        return te::pause_of(te::decide(rule.code, here, policy), all_ids(), here);
    };
    // A full queue drains, and the server says when. Not so where the rules name another scope, other destinations or a remedy.
    const te::amendment queue = te::amend(40318, te::retry_class::after_intervention);
    CHECK(found(queue).until == te::instant{now + 30});
    const te::pause by_profile = found(queue.with(te::scope::profile));
    CHECK(by_profile.scope == te::scope::profile);
    CHECK_FALSE(by_profile.until.known());
    const te::pause by_telnyx = found(queue.with(te::remedy::contact_support));
    CHECK(by_telnyx.actor == te::actor::telnyx);
    CHECK_FALSE(by_telnyx.until.known());
    const te::amendment spam = te::amend(40002, te::retry_class::after_intervention);
    CHECK(found(spam).until == te::instant{now + 30});
    const te::pause to_everyone = found(spam.with(te::toward::everyone));
    CHECK(to_everyone.toward == te::toward::everyone);
    CHECK_FALSE(to_everyone.until.known());
}

TEST_CASE("a message that gets through says nothing about a limit, whatever the code waits for") {
    const auto found = [](const te::amendment& rule) {
        const te::amended_policy policy{te::amendment_list{&rule, 1}};
        return te::pause_of(te::decide(rule.code, at_noon(), policy), all_ids(), at_noon());
    };
    const te::amendment held = te::amend(40330, te::retry_class::temporary_hold); // until it is provisioned
    CHECK(found(held).ends_by_success);
    CHECK(found(held.with(te::remedy::use_another_sender)).ends_by_success);
    CHECK(found(held.with(te::remedy::reduce_rate)).coverage == te::coverage::whole);
    CHECK_FALSE(found(held.with(te::remedy::reduce_rate)).ends_by_success);
}

TEST_CASE("a fault at Telnyx pauses everything only if the server asks for a wait") {
    te::situation here = at_noon();
    here.http_status = 503;
    CHECK(pause_of(0, all_ids(), here).coverage == te::coverage::nothing);
    here.retry_after.delay = te::delay{120000};
    const te::pause found = pause_of(0, all_ids(), here);
    CHECK(found.scope == te::scope::platform);
    CHECK(found.toward == te::toward::everyone);
    CHECK(found.scope_key.empty());
    CHECK(found.until == te::instant{now + 120});
    CHECK(found.actor == te::actor::program);
    CHECK(found.ends_by_success);
    CHECK(pause_of(0, te::message_ids{}, here).coverage == te::coverage::whole);
    here.retry_after.rate_limit_only = true; // x-ratelimit-reset comes with every response
    CHECK(pause_of(0, all_ids(), here).coverage == te::coverage::nothing);
}

TEST_CASE("the HTTP status alone") {
    te::situation here = at_noon();
    const auto found = [&](int status) {
        here.http_status = status;
        return pause_of(0, all_ids(), here);
    };
    CHECK(found(401).scope == te::scope::account);
    CHECK_FALSE(found(401).until.known());
    CHECK(found(402).actor == te::actor::person);
    CHECK(found(302).scope == te::scope::account); // the URL is wrong
    here.retry_after.delay = te::delay{30000};     // adds no funds
    CHECK_FALSE(found(402).until.known());
    here.retry_after.delay = {};
    CHECK(found(429).until == te::instant{now + 1});
    CHECK(found(422).coverage == te::coverage::nothing);
    CHECK(found(500).coverage == te::coverage::nothing);
    CHECK(found(200).coverage == te::coverage::nothing);
    here.never_left = true;
    CHECK(found(0).coverage == te::coverage::nothing);
}

TEST_CASE("a stop because attempts or time are used up is about the message") {
    te::situation here = at_noon();
    here.attempt = 5;
    CHECK(te::decide(40006, here).reason == te::reason::attempts_exhausted);
    CHECK(pause_of(40006, all_ids(), here).coverage == te::coverage::nothing);
    CHECK(pause_of(10011, all_ids(), here).coverage == te::coverage::nothing);
    here.retry_after.delay = te::delay{60000}; // but the server's wait holds for the account
    here.retry_after.rate_limit_only = true;
    const te::pause throttled = pause_of(10011, all_ids(), here);
    CHECK(throttled.until == te::instant{now + minute});
    CHECK(throttled.actor == te::actor::program);
    CHECK_FALSE(throttled.ends_by_success);
    here.http_status = 429; // no code says so, but the status
    CHECK(te::decide(0, here).reason == te::reason::attempts_exhausted);
    CHECK(pause_of(0, all_ids(), here).until == te::instant{now + minute});
    here.http_status = 0;
    CHECK(pause_of(40006, all_ids(), here).coverage == te::coverage::nothing); // that hint is about requests

    te::situation late = at_noon();
    te::retry_policy policy;
    policy.deadline = te::delay{1000};
    late.elapsed_ms = 900;
    const te::decision too_late = te::decide(40006, late, policy);
    CHECK(too_late.reason == te::reason::deadline_exceeded);
    CHECK(te::pause_of(too_late, all_ids(), late).until == te::instant{now + 1});

    late = at_noon();
    late.retry_after.should_retry = te::server_wish::no_retry;
    CHECK(pause_of(40006, all_ids(), late).coverage == te::coverage::nothing);

    late = at_noon();
    late.elapsed_ms = std::uint64_t{73} * 3600 * 1000;
    const te::pause held = pause_of(40330, all_ids(), late); // for longer than the policy allows: a person must look
    CHECK(held.reason == te::reason::held_too_long);
    CHECK_FALSE(held.until.known());
    CHECK(held.actor == te::actor::person);
    CHECK_FALSE(held.ends_by_success);
}

TEST_CASE("unknown codes, disagreeing titles and unknown results pause nothing") {
    CHECK(pause_of(reference::unknown_delivery).coverage == te::coverage::nothing);
    CHECK(pause_of(reference::unknown_request).coverage == te::coverage::nothing);
    const te::situation here = at_noon();
    const te::report other = te::read(R"({"errors":[{"code":"40006","title":"Unsupported audio format"}]})", te::phase::request);
    CHECK(te::decide(other, here).reason == te::reason::title_disagrees);
    CHECK(te::pause_of(te::decide(other, here), all_ids(), here).coverage == te::coverage::nothing);
    const te::decision unconfirmed =
        decide_body(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","direction":"outbound",
                        "to":[{"phone_number":"+13125550171","status":"delivery_unconfirmed"}],
                        "errors":[{"code":"40016"}]}}})");
    CHECK(unconfirmed.step == te::step::reconcile);
    CHECK(te::pause_of(unconfirmed, all_ids(), here).coverage == te::coverage::nothing);
    CHECK(te::pause_of(te::decision{}, all_ids(), here).coverage == te::coverage::nothing);
}

TEST_CASE("an opt-out is no pause; a possible one is, until a person has checked") {
    const te::situation here = at_noon();
    te::situation request = here;
    request.phase = te::phase::request;
    const te::decision certain = te::decide(40300, request);
    CHECK(te::is_suppression(certain));
    CHECK(te::pause_of(certain, all_ids(), request).coverage == te::coverage::nothing);

    te::situation delivery = here;
    delivery.phase = te::phase::delivery;
    const te::decision possible = te::decide(40300, delivery);
    CHECK_FALSE(te::is_suppression(possible));
    te::pause found = te::pause_of(possible, all_ids(), delivery);
    CHECK(found.coverage == te::coverage::whole);
    CHECK(found.scope == te::scope::profile);
    CHECK(found.scope_key == "profile-1");
    CHECK(found.toward == te::toward::recipient);
    CHECK(found.toward_key == "+13125550171");
    CHECK_FALSE(found.until.known());
    CHECK(found.actor == te::actor::person);
    CHECK_FALSE(found.ends_by_success);
    CHECK(found.reason == te::reason::opted_out);

    te::message_ids ids = all_ids(); // wider, not narrower: the person did not opt out of a sender
    ids.messaging_profile = "";
    found = te::pause_of(possible, ids, delivery);
    CHECK(found.coverage == te::coverage::whole);
    CHECK(found.scope == te::scope::account);
    CHECK(found.toward == te::toward::recipient);

    const te::decision words =
        decide_body(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","direction":"outbound",
                        "to":[{"phone_number":"+13125550171","status":"delivery_failed"}],
                        "errors":[{"code":"40008","detail":"Recipient has opted out."}]}}})");
    CHECK(words.consent == te::consent::maybe_opted_out);
    CHECK(te::pause_of(words, all_ids(), here).scope == te::scope::profile);

    // An inbound STOP is a suppression of its sender, and no reason to pause anything.
    const te::decision inbound =
        decide_body(R"({"data":{"event_type":"message.received","payload":{"record_type":"message","direction":"inbound",
                        "text":"STOP","from":{"phone_number":"+13125550171"},"to":[{"phone_number":"+13035550100"}]}}})");
    CHECK(te::is_suppression(inbound));
    CHECK(te::pause_of(inbound, all_ids(), here).coverage == te::coverage::nothing);

    // A landline whose owner may have opted out stays one.
    te::decision landline = te::decide(40001, here);
    landline.consent = te::consent::maybe_opted_out;
    found = te::pause_of(landline, all_ids(), here);
    CHECK(found.coverage == te::coverage::whole);
    CHECK(found.scope == te::scope::account);
    CHECK(found.toward == te::toward::recipient);
    CHECK(found.reason == te::reason::permanent);
    CHECK(found.actor == te::actor::person);

    // A landline whose owner opted out for certain is both.
    te::decision both = te::decide(40001, here);
    both.consent = te::consent::opted_out;
    CHECK(te::is_suppression(both));
    found = te::pause_of(both, all_ids(), here);
    CHECK(found.scope == te::scope::account);
    CHECK(found.actor == te::actor::person);
    both.scope = te::scope::content; // and so is content that will never reach them
    found = te::pause_of(both, all_ids(), here);
    CHECK(found.coverage == te::coverage::whole);
    CHECK(found.scope == te::scope::content);
    CHECK(found.toward == te::toward::recipient);
    CHECK(found.actor == te::actor::person);
    both.scope = te::scope::message; // this message alone is no reason for more than the suppression
    CHECK(te::pause_of(both, all_ids(), here).coverage == te::coverage::nothing);
}

TEST_CASE("the refined judgement of a code decides, not that of its row") {
    te::situation here = at_noon();
    here.channel = te::channel::whatsapp;
    const te::pause content = pause_of(40008, all_ids(), here);
    CHECK(content.scope == te::scope::content);
    CHECK_FALSE(content.until.known());
    here.retry_after.delay = te::delay{30000}; // a hint does not approve a template
    CHECK_FALSE(pause_of(40008, all_ids(), here).until.known());
    here = at_noon();
    const te::report from = te::read(R"({"errors":[{"code":"10002","source":{"pointer":"/from"}}]})", te::phase::request);
    CHECK(te::pause_of(te::decide(from, here), all_ids(), here).scope == te::scope::sender);
    const te::report to = te::read(R"({"errors":[{"code":"10002","source":{"pointer":"/to"}}]})", te::phase::request);
    CHECK(te::pause_of(te::decide(to, here), all_ids(), here).toward == te::toward::recipient);
}

TEST_CASE("the order of pauses is total") {
    const te::pause pauses[] = {pause_of(10011), pause_of(40011), pause_of(40018), pause_of(40016), pause_of(40020),
                                pause_of(40329), pause_of(40013), pause_of(40314), pause_of(20100), pause_of(131026)};
    for (const te::pause& left : pauses) {
        CHECK_FALSE(te::is_stricter(left, left));
        for (const te::pause& right : pauses) {
            CHECK((&left == &right || te::is_stricter(left, right) != te::is_stricter(right, left)));
            for (const te::pause& third : pauses) {
                CHECK((!te::is_stricter(left, right) || !te::is_stricter(right, third) || te::is_stricter(left, third)));
            }
        }
    }
    CHECK(te::is_stricter(pause_of(40020), pause_of(40016))); // later
    CHECK(te::is_stricter(pause_of(40329), pause_of(40020))); // not before somebody acts
    CHECK(te::is_stricter(pause_of(40150), pause_of(40329))); // Telnyx
}

TEST_CASE("of what two pauses differ in, the first decides which one is stricter") {
    // In the documented order: the end, who must act, and then the others.
    using change = void (*)(te::pause&, bool stricter);
    constexpr change members[] = {
        [](te::pause& of, bool stricter) { of.until = stricter ? te::instant{} : te::instant{now}; },
        [](te::pause& of, bool stricter) { of.actor = stricter ? te::actor::person : te::actor::program; },
        [](te::pause& of, bool stricter) { of.ends_by_success = !stricter; },
        [](te::pause& of, bool stricter) { of.scope = stricter ? te::scope::account : te::scope::sender; },
        [](te::pause& of, bool stricter) { of.toward = stricter ? te::toward::everyone : te::toward::carrier; },
        [](te::pause& of, bool stricter) { of.channel = stricter ? te::channel::unknown : te::channel::whatsapp; },
        [](te::pause& of, bool stricter) { of.reason = stricter ? te::reason::permanent : te::reason::on_hold; },
        [](te::pause& of, bool stricter) { of.remedy = stricter ? te::remedy::fix_sender : te::remedy::reduce_rate; },
        [](te::pause& of, bool stricter) { of.governing_code = stricter ? 40013 : 40011; },
    };
    constexpr std::size_t count = sizeof(members) / sizeof(members[0]);
    for (std::size_t which = 0; which != count; ++which) {
        for (const bool others_disagree : {false, true}) {
            INFO("member " << which << ", those after it disagree: " << others_disagree);
            te::pause stricter;
            te::pause other;
            for (std::size_t i = 0; i != count; ++i) {
                members[i](stricter, i == which);
                members[i](other, i > which && others_disagree);
            }
            CHECK(te::is_stricter(stricter, other));
            CHECK_FALSE(te::is_stricter(other, stricter));
            other.began = te::instant{now}; // counts for nothing
            CHECK(te::is_stricter(stricter, other));
            CHECK_FALSE(te::is_stricter(other, stricter));
        }
    }
}

TEST_CASE("what is not stated about a pause or an answer holds nothing back") {
    CHECK(te::message_ids{}.channel == te::channel::unknown);

    const te::pause held;
    CHECK(held.coverage == te::coverage::whole);
    CHECK(held.scope == te::scope::unknown); // which no board accepts
    CHECK(held.toward == te::toward::everyone);
    CHECK(held.channel == te::channel::unknown);
    CHECK(held.actor == te::actor::none);
    CHECK(held.reason == te::reason::nothing_failed);
    CHECK(held.remedy == te::remedy::none);
    CHECK_FALSE(held.ends_by_success);
    CHECK_FALSE(held.until.known());
    CHECK_FALSE(held.began.known());
    CHECK(held.governing_code == 0);
    CHECK(pause_of(10005).reason == te::reason::nothing_failed); // as where a decision pauses nothing
    CHECK(pause_of(10005).governing_code == 0);

    const te::pause_answer answer;
    CHECK(answer.may_send);
    CHECK_FALSE(answer.suppressed);
    CHECK_FALSE(answer.unchecked);
    CHECK_FALSE(answer.not_before.known());
    CHECK(answer.scope == te::scope::unknown);
    CHECK(answer.toward == te::toward::everyone);
    CHECK(answer.actor == te::actor::none);
    CHECK(answer.reason == te::reason::nothing_failed);
    CHECK(answer.remedy == te::remedy::none);
    CHECK(answer.governing_code == 0);
}

TEST_CASE("what was applied is complete unless something is not held") {
    using a = te::addition;
    using c = te::coverage;
    const te::applied nothing;
    CHECK(nothing.coverage == c::nothing);
    CHECK(nothing.paused == a::nothing);
    CHECK(nothing.suppressed == a::nothing);
    CHECK(nothing.complete());
    for (const a each : te::enumerators<a>) {
        INFO(name(each));
        const bool held = each == a::added || each == a::joined || each == a::nothing;
        CHECK(te::applied{c::whole, each, a::nothing}.complete() == held);
        CHECK(te::applied{c::nothing, a::nothing, each}.complete() == held);
        CHECK(te::applied{c::whole, each, each}.complete() == held);
    }
    for (const c each : te::enumerators<c>) {
        INFO(name(each));
        CHECK(te::applied{each, a::added, a::nothing}.complete() == (each == c::nothing || each == c::whole));
    }
}

TEST_CASE("coverage and additions are spelt as they are documented") {
    constexpr std::string_view coverages[] = {"nothing", "whole", "narrowed", "unknown_key", "unknown_time"};
    constexpr std::string_view additions[] = {"added", "joined", "nothing", "incomplete", "too_long", "full", "invalid"};
    REQUIRE(te::enumerators<te::coverage>.size() == sizeof(coverages) / sizeof(coverages[0]));
    REQUIRE(te::enumerators<te::addition>.size() == sizeof(additions) / sizeof(additions[0]));
    for (const te::coverage each : te::enumerators<te::coverage>) {
        CHECK(name(each) == coverages[static_cast<std::size_t>(each)]);
    }
    for (const te::addition each : te::enumerators<te::addition>) {
        CHECK(name(each) == additions[static_cast<std::size_t>(each)]);
    }
}

TEST_CASE("a pause is a constant expression") {
    constexpr te::situation here = at_noon();
    constexpr te::pause cap = te::pause_of(te::decide(40016, here), all_ids(), here);
    static_assert(cap.scope == te::scope::brand && cap.until == te::instant{now + 12 * hour}, "");
    CHECK(cap.scope_key == "BRAND1");
}
