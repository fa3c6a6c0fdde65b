// The adapter for nlohmann/json: every kind of document, and the parser's edges, with whichever version of that library is
// compiled.
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

std::string version() {
    return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." + std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
           std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

constexpr std::string_view refusal = R"({"errors": [{"code": 40300, "title": "Blocked", "source": {"pointer": "/to/0"}},
    {"code": "40310"}, {"code": 4294967295}, {"code": -7}, {"code": 1.5}]})";

template <class Report>
std::string codes_in(const Report& report) {
    std::string codes;
    for (const te::error_view& error : report.errors()) {
        codes += std::string{static_cast<std::string_view>(error.code)} + " " + std::to_string(error.number) + "\n";
    }
    return codes;
}

template <class Json>
void reads_refusal() {
    const Json document = Json::parse(refusal.begin(), refusal.end(), nullptr, false);
    REQUIRE_FALSE(document.is_discarded());
    const te::report_view view = te::read(document);
    const te::report expected = te::read(refusal);
    CHECK(expected.errors().size() == 5);
    CHECK(view.errors().size() == 5);
    CHECK(view.kind() == te::kind::api_error);
    CHECK(view.errors()[0].title == "Blocked");
    CHECK(view.errors()[0].pointer == "/to/0");
    CHECK(codes_in(view) == codes_in(expected));
}

// What a string is to the parser of nlohmann/json that users call, and to the reader.
void accepted_alike(const std::string& text) {
    INFO(text.size() << " bytes: " << text.substr(0, 80));
    CHECK(nlohmann::json::accept(text) == (te::read(text).kind() != te::kind::not_json));
}

} // namespace

TEST_CASE("the version of nlohmann/json") {
#ifdef TELNYX_ERRORS_TESTS_NLOHMANN_VERSION
    CHECK(version() == TELNYX_ERRORS_TESTS_NLOHMANN_VERSION);
#endif
    WARN("nlohmann/json " << version());
}

TEST_CASE("every kind of basic_json is read") {
    reads_refusal<nlohmann::json>();
    reads_refusal<nlohmann::ordered_json>();
    using narrow_float = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, float>;
    reads_refusal<narrow_float>();
#if NLOHMANN_JSON_VERSION_MAJOR * 10000 + NLOHMANN_JSON_VERSION_MINOR * 100 + NLOHMANN_JSON_VERSION_PATCH >= 31103
    struct base {};
    using with_base = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, double,
                                           std::allocator, nlohmann::adl_serializer, std::vector<std::uint8_t>, base>;
    reads_refusal<with_base>();
#endif
}

TEST_CASE("numbers narrower than those of the reader") {
    using narrow = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int32_t, std::uint32_t>;
    narrow error;
    error["code"] = std::uint32_t{4294967295U};
    narrow document;
    document["errors"].push_back(error);
    error["code"] = std::int32_t{-7};
    document["errors"].push_back(error);
    const te::report_view view = te::read(document);
    REQUIRE(view.errors().size() == 2);
    CHECK(view.errors()[0].number == 4294967295);
    CHECK(view.errors()[1].number == -7);
}

TEST_CASE("values that no string has: binary, discarded") {
    nlohmann::json document;
    document["errors"].push_back({{"code", "40300"}, {"title", nlohmann::json::binary({1, 2, 3})}});
    document["errors"].push_back(nlohmann::json(nlohmann::json::value_t::discarded));
    const te::report_view view = te::read(document);
    REQUIRE_FALSE(view.errors().empty());
    CHECK(view.errors()[0].number == 40300);
    CHECK(view.errors()[0].title.empty());
}

TEST_CASE("tokens of every length are collected whole") {
    // The buffer of the parser grows at 255, 511 and so on; a number needs one more character than its digits.
    for (std::size_t size = 1; size != 1100; ++size) {
        const std::string title(size, 'x');
        const te::report report = te::read(R"({"errors": [{"code": "40300", "title": ")" + title + R"("}]})");
        REQUIRE(report.errors().size() == 1);
        REQUIRE(report.errors()[0].title == title);
        const std::string fraction = "1." + std::string(size, '5');
        REQUIRE(te::read(R"({"n": )" + fraction + R"(, "errors": [{"code": 40300}]})").errors()[0].number == 40300);
        REQUIRE(te::read(R"({")" + title + R"(": 1, "errors": [{"code": 40300}]})").errors()[0].number == 40300);
    }
}

#if NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR <= 12
TEST_CASE("the string of the lexer") {
    using te::detail::token_string;
    const token_string empty;
    CHECK(empty.size() == 0);
    CHECK(std::string_view{empty.c_str()}.empty());
    token_string text{"ab"};
    for (int i = 0; i != 300; ++i) {
        text.push_back('c');
    }
    text.push_back('d');
    CHECK(text.size() == 303);
    CHECK(std::string_view{text.c_str()} == "ab" + std::string(300, 'c') + "d");
    text[1] = 'x';
    const token_string& constant = text;
    CHECK(constant[1] == 'x');
    CHECK(constant[302] == 'd');
    text.clear();
    CHECK(text.size() == 0);
    CHECK(std::string_view{text.data()}.empty());
}
#endif

TEST_CASE("binary values, which only other formats have") {
    te::detail::excerpt_builder builder{0};
    te::detail::nlohmann_events events{builder};
    te::detail::nlohmann_events::binary_t bytes{};
    CHECK(events.binary(bytes));
    using adapter = te::json_adapter<te::detail::excerpt>;
    CHECK(adapter::type(adapter::root(builder.document())) == te::json_type::other);
    CHECK(std::isnan(adapter::number(adapter::root(builder.document()))));
    // As the cost of a message it is nothing, in a document too.
    const nlohmann::json cost = {{"record_type", "message"}, {"id", "m-1"}, {"cost", nlohmann::json::binary({1})}};
    CHECK(te::read(cost).cost().empty());
}

TEST_CASE("a string is invalid to the reader exactly where nlohmann/json says so") {
    for (const char* const value : {"0",
                                    "-0",
                                    "-1",
                                    "-",
                                    "+1",
                                    "01",
                                    "1.",
                                    ".5",
                                    "1e5",
                                    "1e+5",
                                    "1e",
                                    "1E-400",
                                    "1e400",
                                    "-1e400",
                                    "18446744073709551615",
                                    "18446744073709551616",
                                    "-9223372036854775808",
                                    "-9223372036854775809",
                                    "9223372036854775808",
                                    "true",
                                    "True",
                                    "null",
                                    "nul",
                                    "\"\\u0000\"",
                                    "\"\\u12\"",
                                    "\"\\ud83d\\ude00\"",
                                    "\"\\ud83d\"",
                                    "\"\\ude00\"",
                                    "\"\\x41\"",
                                    "\"\t\"",
                                    "\"\x7F\"",
                                    "\"\xC3\xA9\"",
                                    "\"\xC3\"",
                                    "\"\xFF\"",
                                    "\"\xED\xA0\x80\"",
                                    "\"\xF4\x90\x80\x80\"",
                                    "\"\xE2\x82\xAC\"",
                                    "[",
                                    "]",
                                    "{}",
                                    "[]",
                                    "[1,]",
                                    "[,1]",
                                    "{\"a\":1,}",
                                    "{\"a\"}",
                                    "{1:1}",
                                    "// comment\n1",
                                    "/* comment */1",
                                    "NaN",
                                    "Infinity",
                                    "'a'"}) {
        accepted_alike(value);
        accepted_alike(std::string("{\"errors\": [{\"code\": ") + value + "}]}");
        accepted_alike(std::string("[") + value + "] 1");
    }
    accepted_alike("\xEF\xBB\xBF{}");
    accepted_alike("\xEF\xBB{}");
    accepted_alike(std::string(10000, '['));
    accepted_alike(std::string(10000, '[') + std::string(10000, ']'));
}
