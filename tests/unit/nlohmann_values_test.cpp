// Values to and from JSON: what is written, by hand; round trips over the corpus; what is refused.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors/nlohmann_values.hpp>

#include "catch.hpp"
#include "report_description.hpp"

namespace te = telnyx::errors;
using nlohmann::ordered_json;

namespace {

template <class T>
te::value_problem problem_of(const char* text, std::string_view member = {}) {
    const auto result = te::value_from<T>(json::parse(text));
    CHECK(result.known() == (result.problem == te::value_problem::none));
    CHECK(result.member == member);
    return result.problem;
}

bool same(const te::decision& left, const te::decision& right) { return json(left) == json(right); }

} // namespace

TEST_CASE("a decision as JSON") {
    te::situation here;
    here.time = te::instant{1000000000};
    const ordered_json written = te::decide(40008, here);
    CHECK(written.dump() == R"({"step":"retry","reason":"transient","delay_ms":1000,"not_before":"2001-09-09T01:46:41Z",)"
                            R"("scope":"account","toward":"recipient","remedy":"retry_with_backoff","governing_code":"40008",)"
                            R"("opted_out":false,"consent":"unchanged","basis":"documented","receipt":"no","actor":"program"})");
    const auto read = written.get<te::decision>();
    CHECK(read.step == te::step::retry);
    CHECK(read.reason == te::reason::transient);
    CHECK(read.delay == te::delay{1000});
    CHECK(read.not_before == te::instant{1000000001});
    CHECK(read.scope == te::scope::account);
    CHECK(read.toward == te::toward::recipient);
    CHECK(read.remedy == te::remedy::retry_with_backoff);
    CHECK(read.governing_code == 40008);
    CHECK(read.consent == te::consent::unchanged);
    CHECK(read.basis == te::basis::documented);
    CHECK(read.receipt == te::receipt::no);
    // Unix seconds and integer codes are read too.
    const auto other =
        json::parse(R"({"step":"hold","reason":"on_hold","not_before":5,"governing_code":40018})").get<te::decision>();
    CHECK(other.not_before == te::instant{5});
    CHECK(other.governing_code == 40018);
    CHECK(json::parse(R"({"step":"stop","reason":"permanent","governing_code":"0"})").get<te::decision>().governing_code == 0);
    CHECK_FALSE(other.delay.known());
    const json nothing = te::decision{};
    CHECK(nothing["delay_ms"].is_null());
    CHECK(nothing["not_before"].is_null());
    CHECK(nothing["governing_code"].is_null());
}

TEST_CASE("every decision of the table makes the round trip") {
    te::situation here;
    here.time = te::instant{1800000000};
    for (const te::code_info& row : te::table) {
        const te::decision next = te::decide(row.number(), here);
        const auto read = json(next).get<te::decision>();
        CHECK(read.step == next.step);
        CHECK(read.delay == next.delay);
        CHECK(read.not_before == next.not_before);
        CHECK(read.governing_code == row.number());
        CHECK(same(read, next));
        const te::judgement columns = row;
        CHECK(json(columns).get<te::judgement>() == columns);
    }
}

TEST_CASE("a judgement, a situation and a policy as JSON") {
    const ordered_json columns = te::classify(40010);
    CHECK(columns.dump() ==
          R"({"stage":"delivery","category":"ten_dlc","retry":"permanent","also":"action_required",)"
          R"("basis":"documented","wait":"none","scope":"sender","toward":"region","remedy":"register_campaign"})");
    CHECK(json::parse(R"({"retry":"permanent"})").get<te::judgement>().also == te::retry_class::permanent);

    te::situation here;
    here.phase = te::phase::request;
    here.channel = te::channel::rcs;
    here.never_left = true;
    here.http_status = 429;
    here.attempt = 3;
    here.elapsed_ms = UINT64_MAX;
    here.time = te::instant{0};
    here.failed_at = te::instant{INT64_MAX};
    here.valid_until = te::instant{-1};
    here.idempotent = true;
    here.retry_after.delay = te::delay{7000};
    here.retry_after.rate_limit_only = true;
    here.retry_after.should_retry = te::server_wish::no_retry;
    here.random_bits = 5;
    const ordered_json written = here;
    CHECK(written.dump() ==
          R"({"phase":"request","channel":"rcs","never_left":true,"http_status":429,"attempt":3,"elapsed_ms":18446744073709551615,)"
          R"("time":"1970-01-01T00:00:00Z","failed_at":9223372036854775807,"valid_until":"1969-12-31T23:59:59Z","idempotent":true,)"
          R"("retry_after":{"delay_ms":7000,"rate_limit_only":true,"should_retry":"no_retry"},"random_bits":5})");
    CHECK(ordered_json(written.get<te::situation>()) == written);
    CHECK(ordered_json(json::object().get<te::situation>()) == ordered_json(te::situation{}));

    const ordered_json policy = te::retry_policy{};
    CHECK(policy.dump() ==
          R"({"max_attempts":5,"base_ms":1000,"cap_ms":60000,"jitter":"equal","deadline_ms":null,)"
          R"("look_again_ms":900000,"longest_wait_ms":86400000,"longest_hold_ms":259200000,"queue_window_ms":14400000})");
    CHECK(ordered_json(ordered_json(te::delivery_policy).get<te::retry_policy>()) == ordered_json(te::delivery_policy));
    CHECK(json::parse(R"({"deadline_ms":5})").get<te::retry_policy>().deadline == te::delay{5});
    CHECK_FALSE(json::parse(R"({"longest_hold_ms":null})").get<te::retry_policy>().longest_hold.known());
}

TEST_CASE("an amendment as JSON") {
    const te::amendment rule = te::amend(40004, te::retry_class::permanent).on(te::channel::sms);
    const ordered_json written = rule;
    CHECK(written.dump() ==
          R"({"code":40004,"retry":"permanent","wait":"none","scope":"account","toward":"recipient",)"
          R"("remedy":"investigate","stage":"delivery","category":"carrier_rejection","channel":"sms","looser":false})");
    CHECK(written.get<te::amendment>() == rule);
    CHECK(json::parse(R"({"code":"40004","retry":"permanent","channel":"sms"})").get<te::amendment>() == rule);
    using problem = te::value_problem;
    CHECK(problem_of<te::amendment>(R"({"retry":"permanent"})", "code") == problem::missing);
    CHECK(problem_of<te::amendment>(R"({"code":40004})", "retry") == problem::missing);
    CHECK(problem_of<te::amendment>(R"({"code":40004,"retry":"for ever"})", "retry") == problem::unknown_name);
    CHECK(problem_of<te::amendment>(R"({"code":40004,"retry":"permanent","remdy":"wait"})") == problem::unknown_member);
    CHECK(problem_of<te::amendment>(R"({"code":40004,"retry":"permanent","looser":"no"})", "looser") == problem::wrong_type);
    CHECK(problem_of<te::amendment>(R"({"code":1.5,"retry":"permanent"})", "code") == problem::wrong_type);
    CHECK(problem_of<te::amendment>(R"({"code":"4o004","retry":"permanent"})", "code") == problem::unknown_name);
    CHECK(problem_of<te::amendment>("[]") == problem::wrong_type);
}

TEST_CASE("enumerators, instants and delays as JSON") {
    CHECK(json(te::step::fix_first) == "fix_first");
    CHECK(json("reconcile").get<te::step>() == te::step::reconcile);
    CHECK(json(te::condition::throttled).get<te::condition>() == te::condition::throttled);
    CHECK_THROWS_AS(json("sometimes").get<te::step>(), json::type_error);
    CHECK_THROWS_AS(json(2).get<te::step>(), json::type_error);
    CHECK(json(te::instant{1000000000}) == "2001-09-09T01:46:40Z");
    CHECK(json(te::instant{}).is_null());
    CHECK(json(te::delay{15}) == 15);
    CHECK(json(te::delay{}).is_null());
    for (const std::int64_t seconds : {INT64_MIN, std::int64_t{-62167219201}, std::int64_t{-62167219200}, std::int64_t{-1},
                                       std::int64_t{253402300799}, std::int64_t{253402300800}, INT64_MAX}) {
        CHECK(json(te::instant{seconds}).get<te::instant>() == te::instant{seconds});
    }
    CHECK(json(te::delay{UINT64_MAX - 1}).get<te::delay>() == te::delay{UINT64_MAX - 1});
}

TEST_CASE("what is no value is refused") {
    using problem = te::value_problem;
    CHECK(problem_of<te::decision>("{}", "step") == problem::missing);
    CHECK(problem_of<te::decision>(R"({"step":"stop"})", "reason") == problem::missing);
    CHECK(problem_of<te::decision>(R"({"step":7,"reason":"permanent"})", "step") == problem::wrong_type);
    CHECK(problem_of<te::decision>(R"({"step":"stop","reason":"permanent","delay_ms":-1})", "delay_ms") == problem::out_of_range);
    CHECK(problem_of<te::decision>(R"({"step":"stop","reason":"permanent","delay_ms":1.5})", "delay_ms") == problem::wrong_type);
    CHECK(problem_of<te::decision>(R"({"step":"stop","reason":"permanent","not_before":"soon"})", "not_before") ==
          problem::unknown_name);
    CHECK(problem_of<te::decision>(R"({"step":"stop","reason":"permanent","not_before":18446744073709551615})", "not_before") ==
          problem::out_of_range);
    CHECK(problem_of<te::decision>(R"({"step":"stop","reason":"permanent","new_member":1})") == problem::none);
    CHECK(problem_of<te::situation>(R"({"attempt":4294967296})", "attempt") == problem::out_of_range);
    CHECK(problem_of<te::situation>(R"({"http_status":-2147483649})", "http_status") == problem::out_of_range);
    CHECK(problem_of<te::situation>(R"({"retry_after":{"delay_ms":"5"}})", "delay_ms") == problem::wrong_type);
    CHECK(problem_of<te::situation>(R"({"idempotent":1})", "idempotent") == problem::wrong_type);
    CHECK(problem_of<te::judgement>("null") == problem::wrong_type);
    CHECK(problem_of<te::report>("{}", "kind") == problem::missing);
    CHECK(problem_of<te::report>(R"({"kind":"webhook","errors":{}})", "errors") == problem::wrong_type);
    CHECK(problem_of<te::report>(R"({"kind":"webhook","errors":[{"code":5}]})", "code") == problem::wrong_type);
    CHECK(problem_of<te::report>(R"({"kind":"webhook","errors":[{"recipient":0}]})", "recipient") == problem::out_of_range);
    CHECK(problem_of<te::report>(R"({"kind":"webhook","recipients":[{}],"errors":[{"recipient":0}]})") == problem::none);
    CHECK(problem_of<te::report>(R"({"kind":"webhook","recipients":[{}],"errors":[{"recipient":"0"}]})", "recipient") ==
          problem::wrong_type);
    CHECK(problem_of<te::report>(R"({"kind":"webhook","recipients":[{}],"errors":[{"recipient":-1}]})", "recipient") ==
          problem::out_of_range);

    te::decision kept = te::decide(40300);
    CHECK_THROWS_AS(json::object().get_to(kept), json::out_of_range);
    CHECK(same(kept, te::decide(40300)));
    CHECK_THROWS_AS(json::parse(R"({"step":7})").get<te::decision>(), json::type_error);
    CHECK_THROWS_AS(json(5).get<te::report>(), json::type_error);
    CHECK(te::enumerators<problem>.size() == 6);
    CHECK(name(problem::none) == "none");
    CHECK(name(problem::missing) == "missing");
    CHECK(name(problem::wrong_type) == "wrong_type");
    CHECK(name(problem::unknown_name) == "unknown_name");
    CHECK(name(problem::out_of_range) == "out_of_range");
    CHECK(name(problem::unknown_member) == "unknown_member");
}

TEST_CASE("what is refused throws as nlohmann/json does, and says why") {
    struct expectation {
        int id; // as the documentation of nlohmann/json numbers its exceptions
        std::string_view sentence;
    };
    const auto check = [](auto value, const char* text, const expectation& expected) {
        INFO(text);
        try {
            json::parse(text).get_to(value);
            FAIL("it was read");
        } catch (const json::exception& refusal) {
            CHECK(refusal.id == expected.id);
            const std::string_view what{refusal.what()};
            CHECK(what.substr(what.size() - (std::min)(what.size(), expected.sentence.size())) == expected.sentence);
        }
    };
    check(te::amendment{}, R"({"code":40004})", {403, "member 'retry' is missing"});
    check(te::amendment{}, R"({"code":40004,"retry":"permanent","remdy":"wait"})", {403, "an unknown member"});
    check(te::amendment{}, R"({"code":40004,"retry":7})", {302, "member 'retry' has the wrong type"});
    check(te::amendment{}, R"({"code":40004,"retry":"for ever"})", {302, "member 'retry' is not a known name, time or code"});
    check(te::situation{}, R"({"attempt":4294967296})", {406, "member 'attempt' is out of range"});
    check(te::delay{}, "-1", {406, "value is out of range"});
}

TEST_CASE("every body of the corpus makes the round trip, and its report owns its strings") {
    const std::vector<std::filesystem::path> bodies = files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/bodies", ".body");
    REQUIRE_FALSE(bodies.empty());
    for (const std::filesystem::path& path : bodies) {
        INFO(path.filename().string());
        const te::report original = te::read(contents_of(path));
        te::report copy;
        {
            json written = original;
            copy = written.get<te::report>();
            CHECK(json(static_cast<const te::report_view&>(original)) == written);
            written = nullptr; // its strings are gone
        }
        CHECK((description_of(copy) == description_of(original)));
        const te::report moved = std::move(copy);
        CHECK((description_of(moved) == description_of(original)));
        CHECK(same(te::decide(moved), te::decide(original)));
        CHECK((ordered_json(moved).get<te::report>().errors().size() == original.errors().size()));
    }
}

TEST_CASE("a report as JSON") {
    const ordered_json written =
        te::read(R"({"errors":[{"code":40300,"title":"Blocked due to STOP message","source":{"pointer":"/to"}}]})");
    CHECK(written["kind"] == "api_error");
    CHECK(written["errors"].dump() ==
          R"([{"code":"40300","number":40300,"title":"Blocked due to STOP message","detail":"","pointer":"/to",)"
          R"("parameter":"","recipient":null,"body":0,"retryable":"none"}])");
    CHECK(written["recipients"].dump() == "[]");
    CHECK(written["body_count"] == 1);
    CHECK(written.size() == 35);
}

TEST_CASE("a cost that is a number is a string in JSON") {
    const json document = json::parse(R"({"record_type":"message","id":"m-1","cost":{"amount":0.0051,"currency":"USD"}})");
    json written = te::read(document);
    CHECK(written["cost"] == "0.0051");
    CHECK(written["currency"] == "USD");
    const auto copy = written.get<te::report>();
    written["cost"] = "7";
    CHECK(copy.cost() == "0.0051");
    CHECK(copy.currency() == "USD");
    written.erase("cost"); // as written by earlier versions
    written.erase("currency");
    CHECK(written.get<te::report>().cost().empty());
    written["cost"] = 0.0051;
    CHECK_THROWS_AS(written.get<te::report>(), json::type_error);
}
