// Histories, pauses and suppressions to and from JSON: what is written, by hand; round trips; what is refused.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/nlohmann_values.hpp>
#include <telnyx/errors/pause_board.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;
using nlohmann::json;
using nlohmann::ordered_json;
using problem = te::value_problem;

namespace {

template <class T>
problem problem_of(const json& document, std::string_view member = {}) {
    const auto result = te::value_from<T>(document);
    CHECK(result.known() == (result.problem == problem::none));
    CHECK(result.member == member);
    return result.problem;
}

constexpr const char* delivered = R"({"progress":7,"ending":0,"consent":0,"failure":0,"other_failure":0,)"
                                  R"("failed_at":0,"wait_end":0,"not_found_after":0})";

constexpr const char* paused_sender =
    R"({"scope":"sender","scope_key":"+13035550100","sender":"","toward":"carrier","toward_key":"t-mobile","channel":"unknown",)"
    R"("actor":"person","reason":"permanent","remedy":"verify_toll_free","ends_by_success":false,"until":"2001-09-09T01:46:40Z",)"
    R"("began":null,"governing_code":"40330"})";

te::message_ids to(const char* recipient) {
    te::message_ids ids;
    ids.sender = "+13035550100";
    ids.messaging_profile = "profile";
    ids.recipient = recipient;
    ids.carrier = "T-Mobile";
    return ids;
}

json written_board(const te::pause_board& board) {
    return {{"pauses", board.pauses()}, {"suppressions", board.suppressions().entries()}};
}

te::pause_board read_board(const json& document) {
    te::pause_board board{10};
    for (const auto& each : document.at("pauses").get<std::vector<te::stored_pause>>()) {
        CHECK(board.add(each) == te::addition::added);
    }
    for (const auto& each : document.at("suppressions").get<std::vector<te::stored_suppression>>()) {
        CHECK(board.suppress(te::ids_of(each)) == te::addition::added);
    }
    return board;
}

} // namespace

TEST_CASE("a history as JSON") {
    te::history history;
    history.add(te::read(R"({"data":{"event_type":"message.finalized","payload":{"id":"m","record_type":"message",)"
                         R"("to":[{"phone_number":"+13125550199","status":"delivered"}]}}})"),
                0);
    const ordered_json written = history;
    CHECK(written.dump() == delivered);
    CHECK(written.get<te::history>() == history);
    CHECK(json::parse(delivered).get<te::history>().outcome() == te::outcome::delivered);
    CHECK(json(te::history{}).size() == 8);

    // The columns have the names of `history_column`, and are integers of any size, not codes.
    te::history_integers columns{};
    json large = json::object();
    for (const te::history_column each : te::enumerators<te::history_column>) {
        columns[static_cast<std::size_t>(each)] = each == te::history_column::failed_at ? 1700000000 : INT64_MAX;
        large[std::string{name(each)}] = each == te::history_column::failed_at ? 1700000000 : INT64_MAX;
    }
    CHECK(large.get<te::history>() == te::restore(columns));
    CHECK(json(large.get<te::history>())["failed_at"] == 1700000000);
    CHECK(json(json(te::restore(columns)).get<te::history>()) == json(te::restore(columns)));
}

TEST_CASE("a history that failed and its opt-out make the round trip") {
    te::history history;
    te::situation here;
    here.phase = te::phase::request;
    here.http_status = 409;
    here.time = te::instant{1700000000};
    history.add(te::read(R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})"), 0, here);
    const auto read = json(history).get<te::history>();
    CHECK(read == history);
    CHECK(read.consent() == te::consent::opted_out);
    CHECK(read.failure_code() == 40300);
    CHECK(te::decide(read).step == te::step::stop);
}

TEST_CASE("what is no history is refused") {
    json document = json::parse(delivered);
    document["message"] = "another member";
    CHECK(problem_of<te::history>(document) == problem::none);
    for (const te::history_column each : te::enumerators<te::history_column>) {
        const std::string column{name(each)};
        json changed = document;
        changed.erase(column);
        CHECK(problem_of<te::history>(changed, column) == problem::missing);
        for (const json& wrong : {json("7"), json(nullptr), json(1.5), json(true)}) {
            changed[column] = wrong;
            CHECK(problem_of<te::history>(changed, column) == problem::wrong_type);
        }
        changed[column] = UINT64_MAX;
        CHECK(problem_of<te::history>(changed, column) == problem::out_of_range);
    }
    CHECK(problem_of<te::history>(json::array()) == problem::wrong_type);
    te::history kept = json::parse(delivered).get<te::history>();
    CHECK_THROWS_AS(json::object().get_to(kept), json::out_of_range);
    CHECK(kept.outcome() == te::outcome::delivered);
    CHECK_FALSE(te::value_from<te::history>(json::parse(R"({"progress":7})")).value.known());
}

TEST_CASE("a stored pause as JSON") {
    te::stored_pause stored;
    stored.scope = "sender";
    stored.scope_key = "+13035550100";
    stored.toward = "carrier";
    stored.toward_key = "t-mobile";
    stored.channel = "unknown";
    stored.actor = "person";
    stored.reason = "permanent";
    stored.remedy = "verify_toll_free";
    stored.until = 1000000000;
    stored.governing_code = 40330;
    const ordered_json written = stored;
    CHECK(written.dump() == paused_sender);
    auto read = written.get<te::stored_pause>();
    CHECK(read.scope == "sender");
    CHECK(read.scope_key == "+13035550100");
    CHECK(read.sender.empty());
    CHECK(read.toward == "carrier");
    CHECK(read.toward_key == "t-mobile");
    CHECK(read.channel == "unknown");
    CHECK(read.actor == "person");
    CHECK(read.reason == "permanent");
    CHECK(read.remedy == "verify_toll_free");
    CHECK(read.ends_by_success == 0);
    CHECK(read.until == 1000000000);
    CHECK(read.began == INT64_MIN);
    CHECK(read.governing_code == 40330);

    // Without an end; times as Unix seconds; what need not be there.
    read = json::parse(R"({"scope":"account","toward":"everyone","channel":"whatsapp","actor":"telnyx","reason":"refused",)"
                       R"("remedy":"investigate","ends_by_success":true,"until":null,"began":5})")
               .get<te::stored_pause>();
    CHECK(read.until == INT64_MAX);
    CHECK(read.began == 5);
    CHECK(read.ends_by_success == 1);
    CHECK(read.governing_code == 0);
    CHECK(json(read)["until"].is_null());
    CHECK(json(read)["governing_code"].is_null());
    json by_number = json::parse(paused_sender);
    by_number["until"] = 40330; // a number is a time, not a code
    CHECK(by_number.get<te::stored_pause>().until == 40330);
    CHECK(json(by_number.get<te::stored_pause>())["until"] == "1970-01-01T11:12:10Z");
}

TEST_CASE("what is no stored pause is refused") {
    const json document = json::parse(paused_sender);
    for (const char* const column : {"scope", "toward", "channel", "actor", "reason", "remedy", "until"}) {
        json changed = document;
        changed.erase(column);
        CHECK(problem_of<te::stored_pause>(changed, column) == problem::missing);
        changed[column] = "whenever";
        CHECK(problem_of<te::stored_pause>(changed, column) == problem::unknown_name);
        changed[column] = json::object();
        CHECK(problem_of<te::stored_pause>(changed, column) == problem::wrong_type);
    }
    json changed = document;
    changed["ends_by_success"] = 1;
    CHECK(problem_of<te::stored_pause>(changed, "ends_by_success") == problem::wrong_type);
    changed = document;
    changed["scope_key"] = 13035550100;
    CHECK(problem_of<te::stored_pause>(changed, "scope_key") == problem::wrong_type);
    changed = document;
    changed["until"] = UINT64_MAX;
    CHECK(problem_of<te::stored_pause>(changed, "until") == problem::out_of_range);
    changed = document;
    changed["governing_code"] = "4o330";
    CHECK(problem_of<te::stored_pause>(changed, "governing_code") == problem::unknown_name);
    // What another program wrote into the row does not become something else.
    te::stored_pause bad;
    bad.ends_by_success = 2;
    CHECK(json(bad)["ends_by_success"] == 2);
    CHECK(problem_of<te::stored_pause>(json(bad), "scope") == problem::unknown_name);
}

TEST_CASE("a suppression and an answer as JSON") {
    const ordered_json written = te::stored_suppression{"profile", "+13125550199"};
    CHECK(written.dump() == R"({"messaging_profile":"profile","recipient":"+13125550199"})");
    CHECK(written.get<te::stored_suppression>().messaging_profile == "profile");
    CHECK(written.get<te::stored_suppression>().recipient == "+13125550199");
    CHECK(json::parse(R"({"recipient":"+13125550199"})").get<te::stored_suppression>().messaging_profile.empty());
    CHECK(problem_of<te::stored_suppression>(json::parse(R"({"messaging_profile":"p"})"), "recipient") == problem::missing);
    CHECK(problem_of<te::stored_suppression>(json::parse(R"({"recipient":13125550199})"), "recipient") == problem::wrong_type);
    CHECK(problem_of<te::stored_suppression>(json("+13125550199")) == problem::wrong_type);

    te::pause_board board{10};
    CHECK(board.suppress(to("+13125550199")) == te::addition::added);
    const ordered_json answer = board.ask(to("+13125550199"), te::instant{0});
    CHECK(answer.dump() ==
          R"({"may_send":false,"suppressed":true,"unchecked":false,"not_before":null,"scope":"profile","toward":"recipient",)"
          R"("actor":"none","reason":"opted_out","remedy":"stop_messaging_recipient","governing_code":null})");
    CHECK(answer.get<te::pause_answer>().suppressed);
    CHECK_FALSE(answer.get<te::pause_answer>().may_send);
    CHECK(problem_of<te::pause_answer>(json::object(), "may_send") == problem::missing);
}

TEST_CASE("a board makes the round trip through JSON") {
    te::pause_board board{10};
    const json document = {{"pauses", {json::parse(paused_sender)}},
                           {"suppressions", {{{"messaging_profile", "profile"}, {"recipient", "+13125550198"}}}}};
    board = read_board(document);
    CHECK(written_board(board) == document);
    CHECK(written_board(read_board(written_board(board))) == document);
    CHECK(board.ask(to("+13125550198"), te::instant{}).suppressed);
    const te::pause_answer answer = board.ask(to("+13125550197"), te::instant{999999999});
    CHECK_FALSE(answer.may_send);
    CHECK(answer.governing_code == 40330);
    CHECK(answer.not_before == te::instant{1000000000});
    CHECK(board.ask(to("+13125550197"), te::instant{1000000000}).may_send);
    CHECK(written_board(te::pause_board{10}).dump() == R"({"pauses":[],"suppressions":[]})");
}

TEST_CASE("a governing code that is no code makes the round trip") {
    te::decision next = te::decide(40008);
    next.governing_code = -5;
    CHECK(json(next)["governing_code"] == -5);
    CHECK(json(next).get<te::decision>().governing_code == -5);
}
