// The board of pauses and suppressions. Expectations are written by hand; pause_model_test.cpp compares it with a naive list.
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/pause_board.hpp>

#include "catch.hpp"
#include "counted_new.hpp"

namespace te = telnyx::errors;

namespace {

constexpr std::int64_t now = 1768507200; // 2026-01-15T20:00:00Z, noon in Los Angeles
constexpr std::int64_t hour = 3600;

te::instant at(std::int64_t seconds) { return te::instant{now + seconds}; }

te::situation here_at(std::int64_t seconds = 0) {
    te::situation here;
    here.time = at(seconds);
    return here;
}

te::message_ids ids_to(std::string_view recipient) {
    te::message_ids ids;
    ids.sender = "+13035550100";
    ids.campaign = "CAMP1";
    ids.brand = "BRAND1";
    ids.messaging_profile = "profile-1";
    ids.content = "template-7";
    ids.recipient = recipient;
    ids.carrier = "T-Mobile USA, Inc.";
    ids.region = "US";
    ids.channel = te::channel::sms;
    return ids;
}

const te::message_ids ids = ids_to("+13125550171");

te::pause pause_for(std::int64_t code, const te::message_ids& of = ids, std::int64_t seconds = 0) {
    return te::pause_of(te::decide(code, here_at(seconds)), of, here_at(seconds));
}

te::pause by_hand(te::scope scope, std::string_view key, std::int64_t seconds) {
    te::pause held;
    held.scope = scope;
    held.scope_key = key;
    held.actor = te::actor::program;
    held.until = at(seconds);
    held.began = at(0);
    return held;
}

// The same board, in plain values.
struct contents {
    std::vector<te::stored_pause> pauses;
    std::vector<te::stored_suppression> suppressions;
    bool overflowed = false;
};

contents contents_of(const te::pause_board& board) { return {board.pauses(), board.suppressions().entries(), board.overflowed()}; }

bool equal(const te::stored_pause& left, const te::stored_pause& right) {
    return left.scope == right.scope && left.scope_key == right.scope_key && left.sender == right.sender &&
           left.toward == right.toward && left.toward_key == right.toward_key && left.channel == right.channel &&
           left.actor == right.actor && left.reason == right.reason && left.remedy == right.remedy &&
           left.ends_by_success == right.ends_by_success && left.until == right.until && left.began == right.began &&
           left.governing_code == right.governing_code;
}

bool operator==(const contents& left, const contents& right) {
    bool same = left.pauses.size() == right.pauses.size() && left.suppressions.size() == right.suppressions.size() &&
                left.overflowed == right.overflowed;
    for (std::size_t i = 0; same && i != left.pauses.size(); ++i) {
        same = equal(left.pauses[i], right.pauses[i]);
    }
    for (std::size_t i = 0; same && i != left.suppressions.size(); ++i) {
        same = left.suppressions[i].messaging_profile == right.suppressions[i].messaging_profile &&
               left.suppressions[i].recipient == right.suppressions[i].recipient;
    }
    return same;
}

} // namespace

TEST_CASE("an empty board holds nothing back") {
    const te::pause_board board{10};
    const te::pause_answer answer = board.ask(ids, at(0));
    CHECK(answer.may_send);
    CHECK_FALSE(answer.suppressed);
    CHECK_FALSE(answer.unchecked);
    CHECK(board.ask(te::message_ids{}, {}).may_send);
    CHECK_FALSE(board.ask(te::message_ids{}, {}).unchecked);
    CHECK(board.size() == 0);
    CHECK(board.capacity() == 10);
    CHECK_FALSE(board.overflowed());
}

TEST_CASE("a message with the keys of a pause is held back, another is not") {
    te::pause_board board{10};
    CHECK(board.add(pause_for(40016)) == te::addition::added);
    const te::pause_answer answer = board.ask(ids, at(0));
    CHECK_FALSE(answer.may_send);
    CHECK(answer.not_before == at(12 * hour));
    CHECK(answer.scope == te::scope::brand);
    CHECK(answer.toward == te::toward::carrier);
    CHECK(answer.actor == te::actor::program);
    CHECK(answer.reason == te::reason::needs_intervention);
    CHECK(answer.remedy == te::remedy::reduce_rate);
    CHECK(answer.governing_code == 40016);
    CHECK_FALSE(board.ask(ids_to("+13125550172"), at(1)).may_send);
    CHECK(board.ask(ids, at(12 * hour)).may_send);
    CHECK_FALSE(board.ask(ids, {}).may_send);

    te::message_ids other = ids;
    other.brand = "BRAND2";
    CHECK(board.ask(other, at(0)).may_send);
    other = ids;
    other.carrier = "AT&T";
    CHECK(board.ask(other, at(0)).may_send);
    CHECK_FALSE(board.ask(other, at(0)).unchecked);
}

TEST_CASE("each scope and destination holds back its own keys") {
    for (const std::int64_t code : {40316, 40017, 40329, 40003, 40010, 40301, 40018, 40016, 40312, 40309, 20100, 40006, 40001}) {
        INFO(code);
        te::pause_board board{10};
        CHECK(board.add(pause_for(code)) == te::addition::added);
        CHECK_FALSE(board.ask(ids, at(0)).may_send);
        CHECK(board.ask(ids, at(0)).governing_code == code);
        te::message_ids other = ids_to("+13125550199");
        const bool about_recipient = code == 40301 || code == 40001;
        CHECK(board.ask(other, at(0)).may_send == about_recipient);
        other = ids;
        other.carrier = "Verizon";
        CHECK(board.ask(other, at(0)).may_send ==
              (code == 40017 || code == 40003 || code == 40018 || code == 40016 || code == 40006));
        other = ids;
        other.region = "CA";
        CHECK(board.ask(other, at(0)).may_send == (code == 40010 || code == 40309));
        other = ids;
        other.sender = "+13035550199";
        CHECK(board.ask(other, at(0)).may_send ==
              (code == 40316 || code == 40017 || code == 40329 || code == 40003 || code == 40010 || code == 40301));
        other = ids;
        other.content = "template-8";
        CHECK(board.ask(other, at(0)).may_send == (code == 40316 || code == 40017));
        other = ids;
        other.messaging_profile = "profile-2";
        CHECK(board.ask(other, at(0)).may_send == (code == 40312 || code == 40309));
        other = ids;
        other.campaign = "CAMP2";
        CHECK(board.ask(other, at(0)).may_send == (code == 40018));
        other = ids;
        other.brand = "BRAND2";
        CHECK(board.ask(other, at(0)).may_send == (code == 40016));
    }
}

TEST_CASE("of several pauses the strictest one answers") {
    te::pause_board board{10};
    CHECK(board.add(pause_for(40018)) == te::addition::added); // a minute
    CHECK(board.add(pause_for(40016)) == te::addition::added); // midnight
    CHECK(board.ask(ids, at(0)).governing_code == 40016);
    CHECK(board.add(pause_for(40001)) == te::addition::added); // not before somebody acts
    CHECK(board.ask(ids, at(0)).governing_code == 40001);
    CHECK_FALSE(board.ask(ids, at(0)).not_before.known());
    CHECK(board.add(pause_for(40314)) == te::addition::added); // Telnyx
    CHECK(board.ask(ids, at(0)).governing_code == 40314);
    CHECK(board.ask(ids, at(0)).actor == te::actor::telnyx);
}

TEST_CASE("the same pause twice: the stricter one and the later begin, in any order") {
    const te::pause early = pause_for(40330, ids, 0);    // until 15 minutes
    const te::pause late = pause_for(40330, ids, 600);   // until 25 minutes
    const te::pause person = pause_for(40329, ids, 300); // the same sender, until it is verified
    const te::pause pauses[] = {early, late, person};
    const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (const auto& order : orders) {
        te::pause_board board{10};
        for (const int i : order) {
            CHECK(board.add(pauses[i]) == (i == order[0] ? te::addition::added : te::addition::joined));
        }
        CHECK(board.size() == 1);
        const te::stored_pause held = board.pauses()[0];
        CHECK(held.until == INT64_MAX);
        CHECK(held.actor == "person");
        CHECK(held.governing_code == 40329);
        CHECK(held.began == now + 600);
    }
    te::pause_board board{10};
    CHECK(board.add(late) == te::addition::added);
    CHECK(board.add(early) == te::addition::joined);
    CHECK(board.ask(ids, at(0)).not_before == at(600 + 900));
}

TEST_CASE("a pause without a begin") {
    te::pause unknown = by_hand(te::scope::sender, "+13035550100", 100);
    unknown.began = {};
    unknown.ends_by_success = true;
    te::pause known = unknown;
    known.began = at(10);
    te::pause first_instant = unknown; // the first instant is stored like none
    first_instant.began = te::instant{INT64_MIN};
    for (const std::int64_t began : {now + 10, std::int64_t{-10}}) { // is kept, in any order, also before 1970
        known.began = te::instant{began};
        const te::pause orders[][2] = {{unknown, known}, {known, unknown}, {first_instant, known}, {known, first_instant}};
        for (const auto& order : orders) {
            te::pause_board board{10};
            CHECK(board.add(order[0]) == te::addition::added);
            CHECK(board.add(order[1]) == te::addition::joined);
            CHECK(board.pauses()[0].began == began);
        }
    }
    for (const te::pause& each : {unknown, first_instant}) {
        te::pause_board board{1};
        CHECK(board.add(each) == te::addition::added);
        CHECK(board.add(each) == te::addition::joined);
        CHECK(board.pauses()[0].began == INT64_MIN); // not known
        CHECK(board.succeeded(ids, at(50)) == 0);    // the message may have been sent before it began
        CHECK(board.size() == 1);
        // What is forgotten for it may not have ended: it is not known at which time it is forgotten.
        te::pause later = each;
        later.scope_key = "other";
        later.until = at(200);
        CHECK(board.add(later) == te::addition::added);
        CHECK(board.overflowed());
    }
    te::pause_board board{1};
    CHECK(board.add(known) == te::addition::added);
    CHECK(board.succeeded(ids, at(50)) == 1);
}

TEST_CASE("what could not be compared is said") {
    te::pause_board board{10};
    CHECK(board.add(pause_for(40016)) == te::addition::added);
    te::message_ids unknown = ids;
    unknown.carrier = "";
    CHECK(board.ask(unknown, at(0)).may_send);
    CHECK(board.ask(unknown, at(0)).unchecked);
    unknown = ids;
    unknown.brand = "  ";
    CHECK(board.ask(unknown, at(0)).unchecked);
    unknown = ids;
    unknown.campaign = unknown.region = unknown.content = ""; // nothing of the kind is held
    CHECK_FALSE(board.ask(unknown, at(0)).unchecked);
}

TEST_CASE("an account that is not named is each account") {
    te::pause_board board{10};
    te::message_ids first = ids;
    first.account = "account-1";
    te::message_ids second = ids;
    second.account = "account-2";
    CHECK(board.add(pause_for(20100, first)) == te::addition::added);
    CHECK_FALSE(board.ask(first, at(0)).may_send);
    CHECK(board.ask(second, at(0)).may_send);
    CHECK(board.ask(ids, at(0)).may_send);
    CHECK(board.ask(ids, at(0)).unchecked);
    CHECK(board.add(pause_for(40314, ids)) == te::addition::added);
    CHECK(board.size() == 2);
    CHECK_FALSE(board.ask(ids, at(0)).may_send);
    CHECK_FALSE(board.ask(second, at(0)).may_send);
    CHECK(board.lift(te::scope::account, te::toward::everyone, first) == 2);
    CHECK(board.ask(first, at(0)).may_send);
}

TEST_CASE("a pause of WhatsApp holds back WhatsApp only") {
    te::pause_board board{10};
    CHECK(board.add(pause_for(131026)) == te::addition::added);
    te::message_ids message = ids;
    CHECK(board.ask(message, at(0)).may_send); // SMS
    message.channel = te::channel::whatsapp;
    CHECK_FALSE(board.ask(message, at(0)).may_send);
    message.channel = te::channel::unknown;
    CHECK_FALSE(board.ask(message, at(0)).may_send);
    CHECK(board.add(pause_for(40001)) == te::addition::added); // is another pause
    CHECK(board.size() == 2);
    te::pause rcs = pause_for(40001);
    rcs.channel = te::channel::rcs;
    CHECK(board.add(rcs) == te::addition::invalid);
}

TEST_CASE("the form of numbers and names") {
    CHECK(te::detail::pause_key::is_international("+13125550171"));
    CHECK(te::detail::pause_key::is_international("+1 (312) 555-0171"));
    CHECK_FALSE(te::detail::pause_key::is_international("13125550171"));
    CHECK_FALSE(te::detail::pause_key::is_international("x13125550171"));
    CHECK_FALSE(te::detail::pause_key::is_international("+"));
    CHECK_FALSE(te::detail::pause_key::is_international("+-"));
    CHECK_FALSE(te::detail::pause_key::is_international(""));
    te::pause_board board{10};
    CHECK(board.add(pause_for(40001, ids_to("+1 (312) 555-0171"))) == te::addition::added);
    CHECK_FALSE(board.ask(ids_to("+13125550171"), at(0)).may_send);
    CHECK_FALSE(board.ask(ids_to(" +1.312.555.0171\n"), at(0)).may_send);
    CHECK(board.pauses()[0].toward_key == "+13125550171");
    CHECK_FALSE(board.ask(ids_to("+13125550171"), at(0)).unchecked);
    // Not the same for sure: a number of China without its calling code, an extension, another number.
    for (const std::string_view other : {"13125550171", "0013125550171", "(312) 555-0171", "+1 312 555 0171 x5", "+131255501710",
                                         "+1312555017", "whatsapp:+13125550171", "+", "+-"}) {
        INFO(other);
        CHECK(board.ask(ids_to(other), at(0)).may_send);
    }
    CHECK(board.ask(ids_to("13125550171"), at(0)).unchecked);
    CHECK(board.ask(ids_to("+1 312 555 0171 x5"), at(0)).unchecked);
    CHECK_FALSE(board.ask(ids_to("+131255501710"), at(0)).unchecked);

    te::message_ids alphanumeric = ids;
    alphanumeric.sender = "Acme";
    CHECK(board.add(pause_for(40307, alphanumeric)) == te::addition::added);
    CHECK_FALSE(board.ask(alphanumeric, at(0)).may_send);
    te::message_ids other = ids_to("+13125550199");
    other.sender = "ACME";
    CHECK(board.ask(other, at(0)).may_send); // another sender ID
    other.sender = "Ac me";
    CHECK(board.ask(other, at(0)).may_send);

    CHECK(board.add(pause_for(40006)) == te::addition::added);
    other = ids_to("+13125550199");
    other.carrier = "T-MOBILE USA, INC.";
    CHECK_FALSE(board.ask(other, at(0)).may_send);
    other.carrier = "T-Mobile USA";
    CHECK(board.ask(other, at(0)).may_send);
}

TEST_CASE("ids that run into each other are different keys") {
    te::pause_board board{10};
    te::message_ids first = ids;
    first.content = "ab";
    first.sender = "c";
    CHECK(board.add(pause_for(40316, first)) == te::addition::added);
    te::message_ids second = ids;
    second.content = "a";
    second.sender = "bc";
    CHECK(board.ask(second, at(0)).may_send);
    second.content = std::string_view{"ab\0", 3};
    second.sender = "c";
    CHECK(board.ask(second, at(0)).may_send);
}

TEST_CASE("ids that are too long are refused, and hold nothing back") {
    te::pause_board board{10};
    const std::string longest(te::limits::id_bytes, 'x');
    const std::string longer(te::limits::id_bytes + 1, 'x');
    te::message_ids message = ids;
    message.content = longer;
    CHECK(board.add(pause_for(40316, message)) == te::addition::too_long);
    CHECK(board.size() == 0);
    message.content = longest;
    CHECK(board.add(pause_for(40316, message)) == te::addition::added);
    CHECK_FALSE(board.ask(message, at(0)).may_send);
    message.content = longer;
    CHECK(board.ask(message, at(0)).may_send);
    message.content = longest;
    message.sender = longest;
    message.carrier = longest;
    CHECK(board.add(pause_for(40017, message)) == te::addition::added); // the longest key
    CHECK_FALSE(board.ask(message, at(0)).may_send);
    message = ids;
    message.recipient = longer;
    CHECK(board.suppress(message) == te::addition::too_long);
    message = ids;
    message.messaging_profile = longer;
    CHECK(board.suppress(message) == te::addition::too_long);
    CHECK_FALSE(board.overflowed());
}

TEST_CASE("what cannot be held is said") {
    te::pause_board board{10};
    CHECK(board.add(pause_for(40005)) == te::addition::nothing);
    CHECK(board.add(pause_for(40016, te::message_ids{})) == te::addition::incomplete);
    CHECK(board.add(te::pause_of(te::decide(40016), ids, {})) == te::addition::incomplete); // no time
    CHECK(board.add(te::pause{}) == te::addition::invalid);
    te::pause held = pause_for(40016);
    held.scope = te::scope::message;
    CHECK(board.add(held) == te::addition::invalid);
    held = pause_for(40016);
    held.scope_key = " ";
    CHECK(board.add(held) == te::addition::incomplete);
    held = pause_for(40016);
    held.toward_key = "";
    CHECK(board.add(held) == te::addition::incomplete);
    held = pause_for(40016);
    held.remedy = static_cast<te::remedy>(200);
    CHECK(board.add(held) == te::addition::invalid);
    held.coverage = static_cast<te::coverage>(200);
    CHECK(board.add(held) == te::addition::invalid);
    held = pause_for(40016);
    held.scope = static_cast<te::scope>(9);
    CHECK(board.add(held) == te::addition::invalid);
    held = pause_for(40016);
    held.actor = static_cast<te::actor>(200);
    CHECK(board.add(held) == te::addition::invalid);
    held = pause_for(40016);
    held.reason = static_cast<te::reason>(200);
    CHECK(board.add(held) == te::addition::invalid);
    held = pause_for(40016);
    held.toward = static_cast<te::toward>(4);
    CHECK(board.add(held) == te::addition::invalid);
    CHECK(board.size() == 0);
    CHECK_FALSE(board.overflowed());
}

TEST_CASE("pauses end by hand") {
    te::pause_board board{10};
    CHECK(board.add(pause_for(40329)) == te::addition::added);
    CHECK(board.add(pause_for(40312)) == te::addition::added);
    const te::pause_answer answer = board.ask(ids, at(0));
    CHECK(board.lift(answer.scope, answer.toward, ids) == 1);
    CHECK_FALSE(board.ask(ids, at(0)).may_send);
    CHECK(board.lift(te::scope::sender, te::toward::everyone, ids) + board.lift(te::scope::profile, te::toward::everyone, ids) ==
          1);
    CHECK(board.ask(ids, at(0)).may_send);
    CHECK(board.size() == 0);
    CHECK(board.lift(te::scope::sender, te::toward::everyone, ids) == 0);
}

TEST_CASE("pauses end by success, if one message can prove it") {
    const auto ends = [](std::int64_t code, std::int64_t sent) {
        te::pause_board board{10};
        CHECK(board.add(pause_for(code)) == te::addition::added);
        const std::size_t ended = board.succeeded(ids, at(sent));
        CHECK(board.size() == 1 - ended);
        CHECK(board.ask(ids, at(0)).may_send == (ended == 1));
        return ended == 1;
    };
    CHECK(ends(40006, 1)); // the carrier is back
    CHECK(ends(40008, 1));
    CHECK(ends(40330, 1)); // the number is provisioned
    CHECK(ends(40333, 1)); // the limit was raised
    CHECK(ends(40020, 1));
    CHECK_FALSE(ends(40006, 0)); // sent before it began, or in the same second
    CHECK_FALSE(ends(40006, -100));
    CHECK_FALSE(ends(40016, 1)); // of limits and filters some messages get through
    CHECK_FALSE(ends(40011, 1));
    CHECK_FALSE(ends(10011, 1));
    CHECK_FALSE(ends(40002, 1));
    CHECK_FALSE(ends(40329, 1)); // a person must look
    CHECK_FALSE(ends(40001, 1));

    te::pause_board board{10};
    CHECK(board.add(pause_for(40006)) == te::addition::added);
    CHECK(board.succeeded(ids, {}) == 0);
    te::message_ids other = ids;
    other.carrier = "Verizon";
    CHECK(board.succeeded(other, at(1)) == 0);
    other.carrier = "";
    CHECK(board.succeeded(other, at(1)) == 0);
    other = ids;
    other.account = "account-1"; // it is not known of which account the pause is
    CHECK(board.succeeded(other, at(1)) == 0);
    CHECK(board.succeeded(ids, at(1)) == 1);
}

TEST_CASE("pauses that have ended are removed") {
    te::pause_board board{10};
    CHECK(board.add(pause_for(40018)) == te::addition::added);                              // 60
    CHECK(board.add(pause_for(40016)) == te::addition::added);                              // 12 hours
    CHECK(board.add(pause_for(40329)) == te::addition::added);                              // never
    CHECK(board.add(by_hand(te::scope::platform, "", 100)) == te::addition::added);         // is kept
    CHECK(board.add(by_hand(te::scope::account, "account-1", 30)) == te::addition::added);  // is kept
    CHECK(board.add(by_hand(te::scope::account, "account-2", 300)) == te::addition::added); // is kept
    CHECK(board.remove_ended({}) == 0);
    CHECK(board.remove_ended(at(29)) == 0);
    CHECK(board.remove_ended(at(30)) == 1);
    CHECK(board.remove_ended(at(99)) == 1);
    CHECK(board.remove_ended(at(100)) == 1);
    CHECK(board.size() == 3);
    CHECK(board.remove_ended(te::instant{INT64_MAX}) == 2);
    CHECK(board.pauses()[0].governing_code == 40329);
}

TEST_CASE("a full board forgets what ends first, and says so") {
    te::pause_board board{3};
    CHECK(board.add(by_hand(te::scope::sender, "a", 100)) == te::addition::added);
    CHECK(board.add(by_hand(te::scope::sender, "b", 300)) == te::addition::added);
    CHECK(board.add(by_hand(te::scope::sender, "c", 200)) == te::addition::added);
    CHECK_FALSE(board.overflowed());
    CHECK(board.add(by_hand(te::scope::sender, "b", 50)) == te::addition::joined); // needs no room
    CHECK_FALSE(board.overflowed());
    CHECK(board.add(by_hand(te::scope::sender, "d", 50)) == te::addition::full); // it would be the first to go
    CHECK(board.overflowed());
    CHECK(board.size() == 3);
    CHECK(board.add(by_hand(te::scope::sender, "d", 400)) == te::addition::added);
    const std::vector<te::stored_pause> held = board.pauses();
    REQUIRE(held.size() == 3);
    CHECK(held[0].scope_key == "b");
    CHECK(held[1].scope_key == "c");
    CHECK(held[2].scope_key == "d");

    te::pause_board fresh{1}; // a pause that has ended is no loss
    te::pause ended = by_hand(te::scope::sender, "a", 0);
    CHECK(fresh.add(ended) == te::addition::added);
    CHECK(fresh.add(by_hand(te::scope::sender, "b", 100)) == te::addition::added);
    CHECK_FALSE(fresh.overflowed());

    te::pause_board none{0};
    CHECK(none.add(pause_for(20100)) == te::addition::full);
    CHECK(none.overflowed());
    CHECK(none.ask(ids, at(0)).may_send);
}

TEST_CASE("what is wide is never forgotten") {
    te::pause_board board{2};
    CHECK(board.add(by_hand(te::scope::account, "account-1", 1)) == te::addition::added);
    CHECK(board.add(pause_for(40329)) == te::addition::added);
    CHECK(board.add(by_hand(te::scope::platform, "", 1)) == te::addition::added); // the one of the sender goes
    CHECK(board.overflowed());
    CHECK(board.add(pause_for(40329)) == te::addition::full);
    CHECK(board.add(by_hand(te::scope::account, "account-2", 1000)) == te::addition::full);
    CHECK(board.pauses()[0].scope == "account");
    CHECK(board.pauses()[1].scope == "platform");
    te::pause to_carrier = pause_for(40006); // the account toward a carrier is not the whole account
    CHECK(board.remove_ended(at(1)) == 2);
    CHECK(board.add(to_carrier) == te::addition::added);
    CHECK(board.add(pause_for(20100)) == te::addition::added);
    CHECK(board.add(pause_for(40329)) == te::addition::added);
    CHECK(board.pauses()[0].governing_code == 40329);
    CHECK(board.pauses()[1].governing_code == 20100);
}

TEST_CASE("suppressions are apart from pauses") {
    te::pause_board board{1, 2};
    CHECK(board.suppress(ids) == te::addition::added);
    CHECK(board.suppress(ids) == te::addition::joined);
    CHECK(board.size() == 0);
    const te::pause_answer answer = board.ask(ids, te::instant{INT64_MAX});
    CHECK_FALSE(answer.may_send);
    CHECK(answer.suppressed);
    CHECK_FALSE(answer.not_before.known());
    CHECK(answer.scope == te::scope::profile);
    CHECK(answer.toward == te::toward::recipient);
    CHECK(answer.reason == te::reason::opted_out);
    CHECK(answer.remedy == te::remedy::stop_messaging_recipient);
    CHECK(answer.actor == te::actor::none);
    CHECK(answer.governing_code == 0);
    CHECK_FALSE(board.ask(ids_to("+1 312 555-0171"), at(0)).may_send);
    CHECK(board.ask(ids_to("+13125550172"), at(0)).may_send);
    CHECK(board.add(pause_for(40314)) == te::addition::added); // it answers before each pause
    CHECK(board.ask(ids, at(0)).suppressed);
    CHECK_FALSE(board.ask(ids_to("+13125550172"), at(0)).suppressed);

    te::message_ids other = ids;
    other.messaging_profile = "profile-2";
    CHECK_FALSE(board.ask(other, at(0)).suppressed);
    other.messaging_profile = "";
    CHECK(board.ask(other, at(0)).suppressed); // it may be of that profile

    CHECK(board.remove_ended(te::instant{INT64_MAX}) == 0);
    CHECK(board.succeeded(ids, at(1)) == 0);
    CHECK(board.lift(te::scope::profile, te::toward::recipient, ids) == 0);
    CHECK(board.ask(ids, at(0)).suppressed);

    CHECK(board.suppress(ids_to("+13125550172")) == te::addition::added);
    CHECK_FALSE(board.overflowed());
    CHECK(board.suppress(ids_to("+13125550173")) == te::addition::full);
    CHECK(board.overflowed());
    CHECK(board.suppressions().size() == 2);
    CHECK(board.suppress(te::message_ids{}) == te::addition::incomplete);
}

TEST_CASE("START lifts exactly the suppression of its profile") {
    te::pause_board board{10};
    te::message_ids unknown = ids;
    unknown.messaging_profile = "";
    te::message_ids other = ids;
    other.messaging_profile = "profile-2";
    CHECK(board.suppress(unknown) == te::addition::added); // each profile
    CHECK(board.ask(ids, at(0)).suppressed);
    CHECK(board.ask(other, at(0)).suppressed);
    CHECK_FALSE(board.unsuppress(ids)); // START to one profile does not prove that it was this one
    CHECK(board.ask(ids, at(0)).suppressed);
    CHECK(board.unsuppress(unknown));
    CHECK(board.ask(ids, at(0)).may_send);
    CHECK(board.suppress(ids) == te::addition::added);
    CHECK(board.suppress(other) == te::addition::added);
    CHECK(board.unsuppress(other));
    CHECK(board.ask(ids, at(0)).suppressed);
    CHECK_FALSE(board.ask(other, at(0)).suppressed);
    CHECK(board.suppressions().size() == 1);
    CHECK_FALSE(board.unsuppress(te::message_ids{}));
}

TEST_CASE("a recipient who is not in the form +E.164 cannot be checked against suppressions") {
    te::pause_board board{10};
    CHECK(board.suppress(ids) == te::addition::added);
    for (const std::string_view number : {"", "13125550171", "3125550171", "+1312555x171"}) {
        INFO(number);
        CHECK(board.ask(ids_to(number), at(0)).may_send);
        CHECK(board.ask(ids_to(number), at(0)).unchecked);
    }
    CHECK_FALSE(board.ask(ids_to("+13125550172"), at(0)).unchecked);
}

TEST_CASE("a decision is applied: pauses, suppressions and what lifts them") {
    te::pause_board board{10};
    te::situation request = here_at();
    request.phase = te::phase::request;
    te::applied done = board.apply(te::decide(40300, request), ids, request);
    CHECK(done.suppressed == te::addition::added);
    CHECK(done.paused == te::addition::nothing);
    CHECK(done.complete());
    CHECK(board.ask(ids, at(0)).suppressed);

    te::situation delivery = here_at();
    delivery.phase = te::phase::delivery;
    const te::message_ids maybe = ids_to("+13125550172");
    done = board.apply(te::decide(40300, delivery), maybe, delivery);
    CHECK(done.suppressed == te::addition::nothing);
    CHECK(done.paused == te::addition::added);
    CHECK_FALSE(board.ask(maybe, at(0)).may_send);
    CHECK_FALSE(board.ask(maybe, at(0)).suppressed);
    CHECK(board.ask(maybe, at(0)).actor == te::actor::person);
    CHECK(board.succeeded(maybe, at(1)) == 0); // a delivery is no consent

    const te::report start = te::read(R"({"data":{"event_type":"message.received","payload":{"record_type":"message",
        "direction":"inbound","text":"START","from":{"phone_number":"+13125550171"},"to":[{"phone_number":"+13035550100"}]}}})",
                                      te::phase::delivery);
    const te::decision opted_in = te::decide(start, delivery);
    CHECK(opted_in.consent == te::consent::opted_in);
    CHECK(board.apply(opted_in, ids, delivery).complete());
    CHECK(board.ask(ids, at(0)).may_send);
    CHECK(board.apply(opted_in, maybe, delivery).complete()); // also the pause of who may have opted out
    CHECK(board.ask(maybe, at(0)).may_send);
    CHECK(board.size() == 0);
    CHECK_FALSE(board.unsuppress(maybe)); // there is nothing any more
    CHECK(board.apply(te::decide(40300, delivery), maybe, delivery).paused == te::addition::added);
    CHECK(board.unsuppress(maybe)); // a pause, without a suppression
    CHECK_FALSE(board.unsuppress(maybe));

    te::message_ids partial = ids;
    partial.brand = "";
    done = board.apply(te::decide(40016, here_at()), partial, here_at());
    CHECK(done.coverage == te::coverage::narrowed);
    CHECK(done.paused == te::addition::added);
    CHECK_FALSE(done.complete());
    done = board.apply(te::decide(40016, here_at()), te::message_ids{}, here_at());
    CHECK(done.paused == te::addition::incomplete);
    CHECK_FALSE(done.complete());
    CHECK_FALSE(board.apply(te::decide(40300, request), te::message_ids{}, request).complete());
    CHECK(board.apply(te::decide(40005, here_at()), te::message_ids{}, here_at()).complete());
}

TEST_CASE("plain values out and in, in an order of their own") {
    const std::int64_t codes[] = {40329, 20100, 40016, 40018, 40001, 131026, 40316, 40006, 40309, 40314};
    te::pause_board forward{100};
    te::pause_board backward{100};
    for (std::size_t i = 0; i != 10; ++i) {
        CHECK(forward.add(pause_for(codes[i])) <= te::addition::joined);
        CHECK(backward.add(pause_for(codes[9 - i])) <= te::addition::joined);
    }
    CHECK(forward.suppress(ids) == te::addition::added);
    CHECK(forward.suppress(ids_to("+13125550170")) == te::addition::added);
    CHECK(backward.suppress(ids_to("+13125550170")) == te::addition::added);
    CHECK(backward.suppress(ids) == te::addition::added);
    const contents saved = contents_of(forward);
    CHECK(saved == contents_of(backward));
    CHECK(saved.pauses.size() == 9); // the account was paused twice
    CHECK(saved.suppressions[0].recipient == "+13125550170");
    CHECK(saved.suppressions[1].messaging_profile == "profile-1");

    te::pause_board loaded{100};
    for (const te::stored_pause& each : saved.pauses) {
        CHECK(loaded.add(each) == te::addition::added);
    }
    for (const te::stored_suppression& each : saved.suppressions) {
        CHECK(loaded.suppress(te::ids_of(each)) == te::addition::added);
    }
    CHECK(contents_of(loaded) == saved);
    const te::stored_pause& content = saved.pauses[0];
    CHECK(content.scope == "content");
    CHECK(content.scope_key == "template-7");
    CHECK(content.sender == "+13035550100");
    CHECK(content.toward == "everyone");
    CHECK(content.toward_key.empty());
    CHECK(content.channel == "unknown");
    CHECK(content.actor == "person");
    CHECK(content.reason == "needs_intervention");
    CHECK(content.remedy == "revise_content");
    CHECK(content.until == INT64_MAX);
    CHECK(content.began == now);
    CHECK(content.governing_code == 40316);
    CHECK(content.ends_by_success == 0);
}

TEST_CASE("a stored value that is none is refused, and nothing else changes") {
    const te::stored_pause good = te::store(pause_for(40016));
    te::pause_board board{10};
    CHECK(board.add(good) == te::addition::added);
    const contents before = contents_of(board);
    const auto refused = [&](auto change) {
        te::stored_pause bad = good;
        change(bad);
        const te::addition answer = board.add(bad);
        CHECK(contents_of(board) == before);
        return answer;
    };
    CHECK(refused([](te::stored_pause& p) { p.scope = "Brand"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.scope = ""; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.scope = "message"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.scope = "unknown"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.toward = "nobody"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.channel = "mms"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.channel = "fax"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.actor = "1"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.reason = "because"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.remedy = "pray"; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.ends_by_success = 2; }) == te::addition::invalid);
    CHECK(refused([](te::stored_pause& p) { p.scope_key = ""; }) == te::addition::incomplete);
    CHECK(refused([](te::stored_pause& p) { p.toward_key = ""; }) == te::addition::incomplete);
    CHECK(refused([](te::stored_pause& p) { p.scope_key.assign(201, 'x'); }) == te::addition::too_long);
    te::stored_pause extreme = good; // the ends of the integers
    extreme.until = INT64_MIN;
    extreme.began = INT64_MAX;
    extreme.governing_code = INT64_MIN;
    extreme.scope_key = "other";
    extreme.toward_key = "at&t";
    CHECK(board.add(extreme) == te::addition::added);
    CHECK(equal(board.pauses()[0], extreme)); // shorter ids come first
    CHECK(board.remove_ended(te::instant{INT64_MIN + 1}) == 1);
    te::pause last = pause_for(40016); // the last instant is no end: it is stored like none
    last.until = te::instant{INT64_MAX};
    CHECK(board.add(last) == te::addition::joined);
    CHECK_FALSE(board.ask(ids, at(0)).not_before.known());
    CHECK_FALSE(board.ask(ids, te::instant{INT64_MAX}).may_send);
}

TEST_CASE("a board is a value") {
    te::pause_board board{10, 5};
    CHECK(board.add(pause_for(40016)) == te::addition::added);
    CHECK(board.add(pause_for(20100)) == te::addition::added);
    CHECK(board.suppress(ids_to("+13125550199")) == te::addition::added);
    const contents before = contents_of(board);
    te::pause_board copy{board};
    CHECK(contents_of(copy) == before);
    CHECK(copy.lift(te::scope::account, te::toward::everyone, ids) == 1);
    CHECK(copy.unsuppress(ids_to("+13125550199")));
    CHECK(contents_of(board) == before);
    CHECK(board.ask(ids, at(0)).governing_code == 20100);
    CHECK(copy.ask(ids, at(0)).governing_code == 40016);
    te::pause_board moved{std::move(board)};
    CHECK(contents_of(moved) == before);
    CHECK(board.size() == 0); // NOLINT(bugprone-use-after-move): documented
    CHECK(board.capacity() == 10);
    CHECK(board.ask(ids, at(0)).may_send);
    copy = moved;
    CHECK(contents_of(copy) == before);
    te::pause_board& same = copy;
    copy = same;
    CHECK(contents_of(copy) == before);
    board = std::move(copy);
    CHECK(contents_of(board) == before);
    CHECK(board.suppressions().capacity() == 5);
    te::pause_board full{1};
    CHECK(full.add(pause_for(40016)) == te::addition::added);
    CHECK(full.add(pause_for(40329)) == te::addition::added);
    CHECK(te::pause_board{full}.overflowed());
    CHECK_FALSE(te::pause_board{board}.overflowed());
}

TEST_CASE("a list of suppressions is a value") {
    const auto lines_of = [](const te::suppression_list& list) {
        std::string result;
        for (const te::stored_suppression& each : list.entries()) {
            result += each.recipient + "," + each.messaging_profile + ";";
        }
        return result;
    };
    te::message_ids other = ids;
    other.messaging_profile = "profile-2";
    te::message_ids each_profile = ids_to("+13125550199");
    each_profile.messaging_profile = "";
    te::suppression_list list{3};
    CHECK(list.add(other) == te::addition::added);
    CHECK(list.add(each_profile) == te::addition::added);
    CHECK(list.add(ids) == te::addition::added);
    const std::string_view lines = "+13125550171,profile-1;+13125550171,profile-2;+13125550199,;";
    CHECK(lines_of(list) == lines);
    te::suppression_list copy{list};
    CHECK(lines_of(copy) == lines);
    CHECK(copy.capacity() == 3);
    CHECK_FALSE(copy.overflowed());
    CHECK(copy.remove(other)); // changes only the copy
    CHECK(lines_of(list) == lines);
    CHECK(list.contains(other));
    CHECK_FALSE(copy.contains(other));
    CHECK(list.add(ids_to("+13125550200")) == te::addition::full);
    copy = list;
    CHECK(lines_of(copy) == lines);
    CHECK(copy.overflowed());
    te::suppression_list& same = copy;
    copy = same;
    CHECK(lines_of(copy) == lines);

    te::suppression_list moved{std::move(copy)};
    CHECK(lines_of(moved) == lines);
    CHECK(moved.size() == 3);
    CHECK(moved.capacity() == 3);
    CHECK(moved.overflowed());
    CHECK(copy.size() == 0); // NOLINT(bugprone-use-after-move): documented
    CHECK_FALSE(copy.contains(ids));
    CHECK_FALSE(copy.overflowed());
    te::suppression_list target{1};
    CHECK(target.add(ids_to("+13125550200")) == te::addition::added);
    target = std::move(moved);
    CHECK(lines_of(target) == lines);
    CHECK(target.capacity() == 3);
    CHECK_FALSE(target.contains(ids_to("+13125550200"))); // what it held is gone
    te::suppression_list& itself = target;
    target = std::move(itself);
    CHECK(lines_of(target) == lines);
    target.swap(list);
    CHECK(lines_of(list) == lines);
    CHECK(list.remove(ids));
    CHECK(lines_of(target) == lines);
}

TEST_CASE("failing memory: a board is unchanged, or changed as a whole") {
    const te::stored_pause more = te::store(pause_for(40018));
    const auto try_each = [&](std::string_view what, std::size_t capacity, auto change) {
        INFO(what);
        te::pause_board original{capacity};
        for (const std::int64_t code : {40329, 40016, 40001, 40312}) {
            CHECK(original.add(pause_for(code)) == te::addition::added);
        }
        CHECK(original.suppress(ids) == te::addition::added);
        const contents before = contents_of(original);
        te::pause_board expected{original};
        change(expected);
        const contents after = contents_of(expected);
        std::size_t failures = 0;
        for (const counted_new::failing how : {counted_new::failing::once, counted_new::failing::from_then_on}) {
            bool failed = true;
            for (std::size_t number = 1; failed; ++number) {
                te::pause_board board{original};
                const std::size_t blocks = counted_new::live_blocks();
                bool thrown = false;
                counted_new::fail(number, how);
                try {
                    change(board);
                } catch (const std::bad_alloc&) {
                    thrown = true;
                }
                failed = counted_new::stop_failing();
                failures += failed ? 1U : 0U;
                CHECK(thrown == failed);
                CHECK((thrown ? counted_new::live_blocks() == blocks : true));
                CHECK(contents_of(board) == (thrown ? before : after));
                if (thrown) {
                    change(board);
                    CHECK(contents_of(board) == after);
                }
            }
        }
        return failures;
    };
    CHECK(try_each("add", 100, [](te::pause_board& board) { static_cast<void>(board.add(pause_for(40018))); }) >= 6);
    CHECK(try_each("add to a full board", 4, [](te::pause_board& board) { static_cast<void>(board.add(pause_for(20100))); }) >= 6);
    CHECK(try_each("load", 100, [&](te::pause_board& board) { static_cast<void>(board.add(more)); }) >= 6);
    CHECK(try_each("join", 100, [](te::pause_board& board) { static_cast<void>(board.add(pause_for(40313))); }) == 0);
    CHECK(try_each("suppress", 100, [](te::pause_board& board) { static_cast<void>(board.suppress(ids_to("+13125550172"))); }) >=
          6);
    CHECK(try_each("suppress for another profile", 100, [](te::pause_board& board) {
              te::message_ids other = ids;
              other.messaging_profile = "a profile with a name that is longer than a short string";
              static_cast<void>(board.suppress(other));
          }) >= 2);
    CHECK(try_each("assign", 100, [&](te::pause_board& board) {
              te::pause_board other{7};
              static_cast<void>(other.add(more));
              static_cast<void>(other.suppress(ids_to("+13125550172")));
              board = other;
          }) >= 12);
    CHECK(try_each("end", 100, [](te::pause_board& board) {
              board.lift(te::scope::sender, te::toward::everyone, ids);
              board.unsuppress(ids);
              board.remove_ended(te::instant{INT64_MAX});
          }) == 0);
}

TEST_CASE("asking does not allocate") {
    te::pause_board board{1000};
    for (const std::int64_t code : {40316, 40017, 40329, 40003, 40010, 40301, 40018, 40016, 40312, 40309, 20100, 40006, 40001}) {
        CHECK(board.add(pause_for(code)) == te::addition::added);
    }
    CHECK(board.suppress(ids) == te::addition::added);
    te::message_ids message = ids_to("+1 (312) 555-0199");
    message.content = "a content id that is much longer than what a std::string keeps without an allocation";
    bool held = true;
    CHECK(counted_new::allocations_of([&] {
              held = !board.ask(message, at(0)).may_send && !board.ask(ids, at(0)).may_send;
              board.succeeded(message, at(1));
          }) == 0);
    CHECK(held);
}
