// Documents of other JSON libraries are read like those of nlohmann/json: over the whole corpus, and over damaged copies of
// it. Compiled once for each library.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

#if defined(TELNYX_ERRORS_TESTS_SIMDJSON)
#include <telnyx/errors/simdjson.hpp>
#elif defined(TELNYX_ERRORS_TESTS_RAPIDJSON)
#include <telnyx/errors/rapidjson.hpp>
#elif defined(TELNYX_ERRORS_TESTS_BOOST_JSON)
#include <telnyx/errors/boost_json.hpp>
#endif

#include "catch.hpp"
#include "counted_new.hpp"
#include "rare_payloads.hpp"
#include "report_description.hpp"
#include "sample_bodies.hpp"

namespace {

// How each library parses; `read_it` gets the document.
#if defined(TELNYX_ERRORS_TESTS_SIMDJSON)
using document = simdjson::dom::element;
constexpr bool allocates_with_new = true;
template <class Reader>
bool parsed(const std::string& text, Reader read_it) {
    simdjson::dom::parser parser;
    document root;
    if (parser.parse(text).get(root) != simdjson::SUCCESS) {
        return false;
    }
    read_it(std::as_const(root));
    return true;
}
#elif defined(TELNYX_ERRORS_TESTS_RAPIDJSON)
using document = rapidjson::Document;
constexpr bool allocates_with_new = false;
template <class Reader>
bool parsed(const std::string& text, Reader read_it) {
    document root;
    root.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag | rapidjson::kParseIterativeFlag>(
        text.data(), text.size());
    if (root.HasParseError()) {
        return false;
    }
    read_it(std::as_const(root));
    return true;
}
#elif defined(TELNYX_ERRORS_TESTS_BOOST_JSON)
using document = boost::json::value;
constexpr bool allocates_with_new = true;
template <class Reader>
bool parsed(const std::string& text, Reader read_it) {
    boost::json::error_code error;
    boost::json::parse_options options;
    options.max_depth = 100000;
    const document root = boost::json::parse(boost::json::string_view{text.data(), text.size()}, error, {}, options);
    if (error) {
        return false;
    }
    read_it(root);
    return true;
}
#endif

// A library and nlohmann/json do not agree on every text: on numbers beyond 64 bits, on 1024 levels, on a byte order mark, on a
// zero byte behind the document. Which texts are JSON is the parser's decision, and differs between its versions. The reader
// only has to agree where both parse the text, and that must be nearly the whole corpus.
constexpr std::size_t disagreements_allowed = 12;

enum class verdict { compared, json_for_neither, refused_here, accepted_here };

verdict compare(const std::string& text) {
    const json reference = json::parse(text, nullptr, false);
    const bool json_here = parsed(text, [&](const document& root) {
        if (reference.is_discarded()) {
            return;
        }
        const json expected = description_of(te::read(reference));
        const json actual = description_of(te::read(root));
        INFO("body: " << text << "\nexpected: " << shown(expected) << "\nactual: " << shown(actual));
        CHECK((actual == expected));
    });
    if (json_here) {
        return reference.is_discarded() ? verdict::accepted_here : verdict::compared;
    }
    return reference.is_discarded() ? verdict::json_for_neither : verdict::refused_here;
}

template <class Json, class = void>
struct reads_temporaries : std::false_type {};
template <class Json>
struct reads_temporaries<Json, std::void_t<decltype(te::read(std::declval<Json&&>()))>> : std::true_type {};
static_assert(!reads_temporaries<document>::value, "a document that is about to die cannot lend its texts");

} // namespace

TEST_CASE("the corpus is read alike") {
    std::size_t compared = 0;
    std::size_t disagreements = 0;
    std::string names;
    for (const std::filesystem::path& path : files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/bodies", ".body")) {
        switch (compare(contents_of(path))) {
        case verdict::compared: ++compared; break;
        case verdict::json_for_neither: break;
        case verdict::refused_here:
        case verdict::accepted_here:
            ++disagreements;
            names += ' ' + path.stem().string();
            break;
        }
    }
    INFO("JSON for only one of the parsers:" << names);
    CHECK(compared >= 250);
    CHECK(disagreements <= disagreements_allowed);
}

TEST_CASE("every rare payload is read as its row says") {
    for (const rare::payload& each : rare::payloads()) {
        json actual;
        CHECK(parsed(each.text, [&](const document& root) { actual = description_of(te::read(root)); }));
        INFO(each.text << "\nexpected: " << each.expected << "\nactual: " << shown(actual));
        CHECK(rare::report_agrees(actual, each));
    }
}

TEST_CASE("a string for which there is no memory makes the report incomplete") {
    const std::string text = json{{"body", std::string{sample::refusal}}}.dump();
    CHECK(parsed(text, [&](const document& root) {
        counted_new::fail(1, counted_new::failing::from_then_on);
        const te::report_view report = te::read(root);
        const bool failed = counted_new::stop_failing();
        CHECK((failed || !allocates_with_new));
        CHECK(report.incomplete() == failed);
        CHECK(report.errors().size() == (failed ? 0U : 1U));
        const te::report_view second = te::read(root); // with memory again
        CHECK_FALSE(second.incomplete());
        CHECK(second.errors().size() == 1);
    }));
}

TEST_CASE("extra bodies are read alike") {
    const char* const directory = std::getenv("TELNYX_ERRORS_EXTRA_BODIES");
    if (directory == nullptr || *directory == '\0') {
        WARN("TELNYX_ERRORS_EXTRA_BODIES names no directory: no extra bodies were read");
        return;
    }
    for (const std::filesystem::path& path : files_in(directory, "")) {
        INFO(path.string());
        compare(contents_of(path));
    }
}

TEST_CASE("damaged copies of the corpus are read alike") {
    std::size_t compared = 0;
    std::uint32_t state = 4711;
    const auto next = [&state] { return state = state * 1664525U + 1013904223U, state >> 8U; };
    for (const std::filesystem::path& path : files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/bodies", ".body")) {
        const std::string body = contents_of(path);
        if (body.empty() || body.size() > 4096) {
            continue;
        }
        for (int round = 0; round != 20; ++round) {
            std::string damaged = body;
            constexpr std::string_view replacements = "{}[]\",:0123456789ntf\\ ";
            damaged[next() % damaged.size()] = replacements[next() % replacements.size()];
            compared += compare(damaged) == verdict::compared ? 1U : 0U;
        }
    }
    CHECK(compared >= 3000);
}

TEST_CASE("payloads inside other text are read alike") {
    const std::string refusal{sample::refusal};
    const std::string webhook{sample::failed_webhook};
    const std::string texts[] = {"403 " + refusal,
                                 "HTTP/2 429 \r\nretry-after: 9\r\n\r\n" + refusal + "\r\n",
                                 "a {\"x\":1} b " + webhook + " " + refusal,
                                 "Error code: 409 - {'errors': [{'code': '40300', 'title': \"it's\", 'detail': None}]}",
                                 R"("409 {\"errors\":[{\"code\":\"40300\"}]}" [])",
                                 refusal,
                                 "{\"x\":1} {'y': 2}",
                                 "HTTP/1.1 502 Bad Gateway\n\n<html>",
                                 ""};
    for (const std::string& text : texts) {
        INFO(text);
        const te::embedded_payload<te::report> expected = te::read_embedded(text);
        const auto check = [&](const te::embedded_payload<te::report_view>& found) {
            CHECK((description_of(found.report) == description_of(expected.report)));
            CHECK(found.http_status == expected.http_status);
            CHECK(found.retry_after.delay.milliseconds() == expected.retry_after.delay.milliseconds());
            CHECK(found.notation == expected.notation);
            CHECK(found.first == expected.first);
            CHECK(found.size == expected.size);
        };
#if defined(TELNYX_ERRORS_TESTS_SIMDJSON)
        simdjson::dom::parser parser;
        check(te::read_embedded(parser, text));
        std::size_t visits = 0;
        te::read_each_embedded(parser, text, te::phase::unknown, [&](auto& /*found*/) { ++visits; });
        CHECK(visits >= 1);
#elif defined(TELNYX_ERRORS_TESTS_RAPIDJSON)
        document root;
        check(te::read_embedded(
            [&root](std::string_view found) {
                root.Parse(found.data(), found.size());
                return root.HasParseError() ? nullptr : &root;
            },
            text));
#else
        document root;
        check(te::read_embedded(
            [&root](std::string_view found) {
                boost::json::error_code error;
                root = boost::json::parse(boost::json::string_view{found.data(), found.size()}, error);
                return error ? nullptr : &root;
            },
            text));
#endif
    }
}

TEST_CASE("a document is read without an allocation") {
    std::size_t allocations = 1;
    std::size_t errors = 0;
    CHECK(parsed(std::string{sample::failed_webhook}, [&](const document& root) {
        allocations = counted_new::allocations_of([&] { errors = te::read(root).errors().size(); });
    }));
    CHECK(allocations == 0);
    CHECK(errors == 1);
}

#if defined(TELNYX_ERRORS_TESTS_BOOST_JSON)
TEST_CASE("an unsigned number that fits is an integer") {
    // The parser makes such numbers signed; programs that build a document need not.
    const boost::json::value document = {
        {"errors", {std::uint64_t{40300}, std::uint64_t{INT64_MAX}, std::uint64_t{INT64_MAX} + 1}}};
    const te::report_view report = te::read(document);
    REQUIRE(report.errors().size() == 2);
    CHECK(report.errors()[0].number == 40300);
    CHECK(report.errors()[1].number == INT64_MAX);
    CHECK(report.unreadable() == 1);
}
#endif

#if defined(TELNYX_ERRORS_TESTS_SIMDJSON)
TEST_CASE("a text is read through simdjson's parser") {
    simdjson::dom::parser parser;
    const std::string webhook{sample::failed_webhook};
    const te::report owned = te::read(webhook);
    CHECK((description_of(te::read(parser, webhook)) == description_of(owned)));
    CHECK(te::read(parser, "<html>", te::phase::request).kind() == te::kind::not_json);
    CHECK(te::read(parser, "<html>").problem() == te::problem::malformed);
    CHECK(te::read(parser, " \n").problem() == te::problem::empty);
    CHECK(te::read(parser, "").problem() == te::problem::empty);
    CHECK(te::read(parser, std::string(te::limits::body_bytes + 1, ' ')).problem() == te::problem::too_large);
    CHECK(te::read(parser, "{}", te::phase::delivery).phase() == te::phase::delivery);
    std::size_t recipients = 0;
    std::size_t seen = 0;
    CHECK(te::read_each(parser, R"([{"cld":"1","status":"failed"},{"cld":"2","status":"delivered"}])", te::phase::record,
                        [&](const te::report_view& record) {
                            ++seen;
                            recipients += record.recipients().size();
                        }));
    CHECK(seen == 2);
    CHECK(recipients == 2);
    te::problem problem = te::problem::none;
    CHECK(
        te::read_each(parser, "<html>", te::phase::request, [&](const te::report_view& refused) { problem = refused.problem(); }));
    CHECK(problem == te::problem::malformed);
}
#endif
