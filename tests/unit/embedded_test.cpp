// Payloads inside other text. Each paste has the payload that stands in it, written as JSON by hand: reading the paste gives the
// same report as reading that payload.
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

// Before the adapter: the order does not matter.
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "embedded_pastes.hpp"
#include "report_as_json.hpp"
#include "sample_bodies.hpp"

namespace {

using namespace pastes;

json without_status(const te::report_view& report) {
    json result = description_of(report);
    result.erase("http_status");
    return result;
}

json direct_description(std::string_view text) {
    const te::report direct = te::read(text);
    return description_of(direct);
}

void check_paste(const paste& each) {
    INFO(each.name << ": " << each.text);
    const te::embedded_payload<te::report> found = te::read_embedded(each.text);
    const te::report direct = te::read(each.payload);
    REQUIRE(direct.kind() != te::kind::not_json);
    INFO("instead of " << shown(description_of(direct)) << "\n" << shown(description_of(found.report)));
    CHECK((without_status(found.report) == without_status(direct)));
    CHECK(found.http_status == each.status);
    CHECK(found.report.http_status() == (direct.http_status() != 0 ? direct.http_status() : each.status));
    CHECK(found.retry_after.delay.milliseconds() == each.delay_ms);
    CHECK(found.notation == each.notation);
    REQUIRE(found.first + found.size <= each.text.size());
    if (found.notation == te::notation::json) {
        CHECK(te::read(std::string_view{each.text}.substr(found.first, found.size)).kind() == direct.kind());
    }
    // A parsed document of each candidate gives the same.
    json document;
    const auto parse = [&document](std::string_view text) {
        document = json::parse(text, nullptr, false);
        return document.is_discarded() ? nullptr : &document;
    };
    const te::embedded_payload<te::report_view> parsed = te::read_embedded(parse, each.text);
    CHECK((description_of(parsed.report) == description_of(found.report)));
    CHECK(parsed.http_status == found.http_status);
    CHECK(parsed.first == found.first);
    // What the caller knows outranks the shape.
    CHECK(te::read_embedded(each.text, te::phase::delivery).report.phase() == te::phase::delivery);
}

struct visited {
    te::kind kind;
    std::string_view text;
    int status = 0;

    friend bool operator==(const visited& left, const visited& right) {
        return left.kind == right.kind && left.text == right.text && left.status == right.status;
    }
    friend std::ostream& operator<<(std::ostream& out, const visited& each) {
        return out << name(each.kind) << ", " << each.status << ": " << each.text;
    }
};

std::vector<visited> visit_all(std::string_view text) {
    std::vector<visited> result;
    std::size_t payloads = 0;
    const std::size_t count = te::read_each_embedded(text, te::phase::unknown, [&](const te::embedded_payload<te::report>& found) {
        payloads += found.notation != te::notation::none ? 1U : 0U;
        REQUIRE(found.first + found.size <= text.size());
        result.push_back({found.report.kind(), text.substr(found.first, found.size), found.http_status});
    });
    CHECK(count == payloads);
    return result;
}

} // namespace

TEST_CASE("a payload in other text is read like the payload itself") {
    std::size_t count = 0;
    for (const auto& group :
         {pastes_with_a_status(), pastes_without_a_status(), responses_with_a_head(), literals(), escaped_pastes()}) {
        for (const paste& each : group) {
            check_paste(each);
            ++count;
        }
    }
    CHECK(count >= 70);
}

TEST_CASE("text that is JSON from its first to its last character is read as by read") {
    for (const std::string_view text :
         {stop, queued, two, std::string_view{"  {\"errors\":[]}\r\n"}, std::string_view{"[]"}, std::string_view{"[1, 2]"},
          std::string_view{"\"words\""}, std::string_view{"\"{broken\""}, std::string_view{"42"}, std::string_view{"null"},
          std::string_view{R"({"a":{"errors":[{"code":"40300"}]}})"},
          std::string_view{R"({"a":"{\"errors\":[{\"code\":\"40300\"}]}"})"}, std::string_view{}, std::string_view{" \n"}}) {
        INFO(text);
        const te::embedded_payload<te::report> found = te::read_embedded(text);
        CHECK((description_of(found.report) == direct_description(text)));
        CHECK(found.http_status == 0);
        CHECK(found.retry_after.empty());
        CHECK((found.notation == te::notation::json) == (found.report.kind() != te::kind::not_json));
        std::size_t visits = 0;
        te::read_each_embedded(text, te::phase::unknown, [&](const te::embedded_payload<te::report>& each) {
            ++visits;
            CHECK((description_of(each.report) == direct_description(text)));
        });
        CHECK(visits == 1);
    }
    const std::string too_large(te::limits::body_bytes + 1, ' ');
    CHECK(te::read_embedded(too_large).report.problem() == te::problem::too_large);
}

TEST_CASE("JSON inside a string literal is read at any of four levels") {
    std::string text{stop};
    for (int level = 1; level <= 5; ++level) {
        text = json(text).dump();
        INFO(text);
        const te::embedded_payload<te::report> found = te::read_embedded("words " + text);
        CHECK(found.notation == (level <= 4 ? te::notation::escaped : te::notation::none));
        REQUIRE(found.report.errors().size() == (level <= 4 ? 1U : 0U));
        if (level <= 4) {
            CHECK((description_of(found.report) == direct_description(stop)));
        }
    }
}

TEST_CASE("a payload that carries a status keeps it") {
    const te::embedded_payload<te::report> found =
        te::read_embedded(R"(HTTP 200 {"status":409,"error":{"errors":[{"code":"40300"}]}})");
    CHECK(found.http_status == 200);
    CHECK(found.report.http_status() == 409);
}

TEST_CASE("the first payload of a known shape is read, else the first one") {
    const te::embedded_payload<te::report> known =
        te::read_embedded(R"(a {"x":1} HTTP 409 {"errors":[{"code":"40300"}]} {"errors":[]})");
    CHECK(known.report.errors().size() == 1);
    CHECK(known.http_status == 409);
    const std::string text = R"(HTTP 404 {"x": "first"} HTTP 409 [{"y": 2}] {'z': None})";
    const te::embedded_payload<te::report> unknown = te::read_embedded(text);
    CHECK(unknown.report.kind() == te::kind::unrecognised);
    CHECK(text.substr(unknown.first, unknown.size) == R"({"x": "first"})");
    CHECK(unknown.http_status == 404);
    CHECK(unknown.report.http_status() == 404);
    // A parser that keeps only its last document is asked for that one again.
    json document;
    std::string last;
    const auto parse = [&](std::string_view candidate) {
        last = candidate;
        document = json::parse(candidate, nullptr, false);
        return document.is_discarded() ? nullptr : &document;
    };
    CHECK(te::read_embedded(parse, text).report.kind() == te::kind::unrecognised);
    CHECK(last == R"({"x": "first"})");
}

TEST_CASE("text without a payload is not JSON, and still has a status and headers") {
    const te::embedded_payload<te::report> page =
        te::read_embedded("HTTP/1.1 502 Bad Gateway\r\nRetry-After: 30\r\n\r\n<html><body>502</body></html>\r\n");
    CHECK(page.report.kind() == te::kind::not_json);
    CHECK(page.report.problem() == te::problem::malformed);
    CHECK(page.notation == te::notation::none);
    CHECK(page.http_status == 502);
    CHECK(page.report.http_status() == 502);
    CHECK(page.retry_after.delay.milliseconds() == 30000);
    for (const std::string_view text :
         {"code 40300", "Error 40300: Blocked due to STOP message", "{", "}", "[{", "{'", "{\"errors\":[{\"code\":\"40300\"}]",
          "403 {\"errors\":[{\"code\":\"40300\"},{\"code\":\"403", "{errors:[{code:40300]", "{'errors': [{'code': '40300'}]",
          "{'errors' => => 1}", R"({\\"errors\\":[{\\"code\\":\\"40300\\"}]})", R"({\\'errors\\': [{\\'code\\': \\'40300\\'}]})"}) {
        INFO(text);
        const te::embedded_payload<te::report> found = te::read_embedded(text);
        CHECK(found.report.kind() == te::kind::not_json);
        CHECK(found.report.errors().empty());
    }
}

TEST_CASE("an object may begin in a text as any notation writes it") {
    for (const std::string_view text : {"{\"a\"", "{ 'a'", "{\\\"a", "{:a", "{a:", "{a =", "x { { a_b: 1"}) {
        INFO(text);
        CHECK(te::detail::may_begin_object(text));
    }
    for (const std::string_view text : {"", "{", "{}", "{ ", "{a", "{a b", "{ , :", "a:"}) {
        INFO(text);
        CHECK_FALSE(te::detail::may_begin_object(text));
    }
    // Such a text is read where it is a literal, and else is not taken for a payload without errors.
    const auto in_log = [](std::string_view text) { return te::read(json{{"level", "error"}, {"msg", text}}.dump()); };
    const te::report literal = in_log("refused {errors: [{code: 40300}]}");
    REQUIRE(literal.errors().size() == 1);
    CHECK(literal.errors()[0].number == 40300);
    CHECK(te::decide(in_log("refused {errors=[{code=40300}]}")).step == te::step::reconcile);
}

TEST_CASE("notations have names") {
    CHECK(name(te::notation::literal) == "literal");
    CHECK(te::from_name<te::notation>("escaped").value() == te::notation::escaped);
    CHECK(te::enumerators<te::notation>.size() == 4);
}

TEST_CASE("headers that need the current time") {
    const std::string text =
        join("HTTP/1.1 429 x\r\nRetry-After: Tue, 24 Nov 2026 09:30:10 GMT\r\nx-should-retry: false\r\n\r\n", limited);
    CHECK_FALSE(te::read_embedded(text).retry_after.delay.known());
    const te::instant time = te::parse_rfc3339("2026-11-24T09:30:00Z");
    const te::embedded_payload<te::report> found = te::read_embedded(text, te::phase::unknown, time);
    CHECK(found.retry_after.delay.milliseconds() == 10000);
    CHECK(found.retry_after.should_retry == te::server_wish::no_retry);
    te::situation here;
    here.retry_after = found.retry_after;
    CHECK(te::decide(found.report, here).reason == te::reason::server_said_no);
}

TEST_CASE("a log file: every payload, and every stretch of lines without one") {
    const std::string log = "Listening on port 8080\n"
                            "{\"errors\":[{\"code\":\"40310\"}]}\n"
                            "HTTP 409 {\"errors\":[{\"code\":\"40300\"}]} []\n"
                            "\n"
                            "call failed with status code 500\n"
                            "again\n"
                            "{\"x\":1} {'errors': [{'code': '40001'}]}\n"
                            "HTTP/2 429\r\nretry-after: 1\r\n\r\n{\"errors\":[{\"code\":\"10011\"}]}\n"
                            "HTTP/2 502\r\n\r\n<html>\n"
                            "done";
    const std::vector<visited> expected = {
        {te::kind::not_json, "Listening on port 8080"},
        {te::kind::api_error, R"({"errors":[{"code":"40310"}]})"},
        {te::kind::api_error, R"({"errors":[{"code":"40300"}]})", 409},
        {te::kind::not_json, "call failed with status code 500\nagain"},
        {te::kind::unrecognised, R"({"x":1})"},
        {te::kind::api_error, "{'errors': [{'code': '40001'}]}"},
        {te::kind::api_error, R"({"errors":[{"code":"10011"}]})", 429},
        {te::kind::not_json, "<html>\ndone", 502},
    };
    CHECK(visit_all(log) == expected);
    CHECK(visit_all("no payload\nhere") == std::vector<visited>{{te::kind::not_json, "no payload\nhere"}});
    CHECK(visit_all("HTTP/2 502\r\n\r\n") == std::vector<visited>{{te::kind::not_json, "HTTP/2 502\r\n\r\n", 502}});
    CHECK(visit_all(join("\"", "409 {\\\"errors\\\":[]}", "\"")) ==
          std::vector<visited>{{te::kind::api_error, R"({\"errors\":[]})", 409}});
    CHECK(visit_all("-HTTP/2 403\n\n{\"errors\":[]}") == // no status line
          std::vector<visited>{{te::kind::not_json, "-HTTP/2 403"}, {te::kind::api_error, "{\"errors\":[]}"}});
    // Longer than a payload may be.
    std::string many;
    while (many.size() <= te::limits::body_bytes) {
        many += join(sample::failed_webhook, "\nwords\n");
    }
    std::size_t visits = 0;
    const std::size_t payloads =
        te::read_each_embedded(many, te::phase::delivery, [&](const te::embedded_payload<te::report>& found) {
            ++visits;
            CHECK((found.report.kind() == te::kind::webhook || found.report.kind() == te::kind::not_json));
        });
    CHECK(payloads == many.size() / (sample::failed_webhook.size() + 7));
    CHECK(visits == 2 * payloads);
}

TEST_CASE("no text takes longer than its size allows") {
    // Each is half a megabyte. With a step for every pair of characters, each of them would take minutes.
    for (const std::string_view part : {"{",
                                        "[",
                                        "[{",
                                        "{\"",
                                        "{\"a\":",
                                        "{\"a\":[",
                                        "[{\"a\":",
                                        "{'a':",
                                        "{a:",
                                        "{\\\"a\\\":",
                                        "{\\n",
                                        "'{\"a\\\\",
                                        "b'{\"a\":\"",
                                        "{\"a\":1}{",
                                        "\\",
                                        "{\\",
                                        "\"",
                                        "'",
                                        "`{`",
                                        "{\"\\",
                                        "200 ",
                                        "HTTP 200",
                                        "status code 409 ",
                                        "a: b\n",
                                        "HTTP/2 200\n",
                                        "[   ",
                                        "{   ",
                                        "{a(",
                                        "{a<",
                                        "{a:[A",
                                        "}",
                                        "\xFF{",
                                        "{\"a\":\"\\\\\"}'",
                                        "[[[[[[[[{\"a\":1}",
                                        "{:a=>",
                                        "u'{u'",
                                        "{'a\\':1}',", // one literal up to the end, or an escaped one that ends at once
                                        "\n",
                                        "{}"}) {
        INFO(part);
        std::string text;
        while (text.size() < (std::size_t{1} << 19U)) {
            text += part;
        }
        static_cast<void>(te::read_embedded(text));
        static_cast<void>(te::read_embedded("x" + text));
        std::size_t covered = 0;
        te::read_each_embedded("x" + text, te::phase::unknown, [&](auto& found) { covered += found.size; });
        CHECK(covered <= text.size() + 1);
    }
}

TEST_CASE("every beginning of a paste, and every damaged paste, is read without a crash") {
    std::uint32_t state = 4321;
    const auto next = [&state] { return state = state * 1664525U + 1013904223U, state >> 8U; };
    for (const auto& group : {pastes_with_a_status(), responses_with_a_head(), literals(), escaped_pastes()}) {
        for (const paste& each : group) {
            for (std::size_t size = 0; size < each.text.size(); size += 3) {
                const te::embedded_payload<te::report> found = te::read_embedded(each.text.substr(0, size));
                CHECK(found.first + found.size <= size);
            }
            for (int round = 0; round != 20; ++round) {
                std::string damaged = each.text;
                for (int change = 0; change != 3; ++change) {
                    constexpr std::string_view replacements = "{}[]()\"'`\\:,=>n0\n ";
                    damaged[next() % damaged.size()] = replacements[next() % replacements.size()];
                }
                static_cast<void>(te::read_embedded(damaged));
                static_cast<void>(visit_all(damaged));
            }
        }
    }
}
