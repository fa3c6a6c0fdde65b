// The limits of docs/payloads.md, each on both sides, for documents and for strings, and the cost of hostile payloads.
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "counted_new.hpp"

namespace te = telnyx::errors;
using nlohmann::json;

// A document that counts the accesses of the reader.
struct counted_document {
    json document;
    mutable std::size_t visits = 0;
};

template <>
struct te::json_adapter<counted_document> {
    using inner = te::json_adapter<json>;
    struct value {
        const json* node;
        const counted_document* whole;
    };
    static value root(const counted_document& document) { return {&document.document, &document}; }
    static te::json_type type(value v) { return ++v.whole->visits, inner::type(v.node); }
    static std::string_view string(value v) { return ++v.whole->visits, inner::string(v.node); }
    static std::int64_t integer(value v) { return ++v.whole->visits, inner::integer(v.node); }
    static bool boolean(value v) { return ++v.whole->visits, inner::boolean(v.node); }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        inner::members(v.node, [&](std::string_view name, const json* member) {
            ++v.whole->visits;
            visit(name, value{member, v.whole});
        });
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        inner::elements(v.node, [&](const json* element) {
            ++v.whole->visits;
            return visit(value{element, v.whole});
        });
    }
};

namespace {

constexpr std::size_t megabyte = 1000000;

// Reads a payload from a document and from a string, and runs the same checks on both reports.
template <class Check>
void both_ways(const json& body, Check check) {
    {
        INFO("from a document");
        check(te::read(body));
    }
    INFO("from text");
    const te::report owned = te::read(body.dump());
    check(owned);
}

json list_of(std::size_t count, const json& element) {
    json list = json::array();
    for (std::size_t i = 0; i != count; ++i) {
        list.push_back(element);
    }
    return list;
}

std::string repeated(std::string_view unit, std::size_t bytes) {
    std::string text;
    text.reserve(bytes + unit.size());
    while (text.size() < bytes) {
        text += unit;
    }
    return text;
}

const json one_error = {{"errors", {{{"code", "40008"}}}}};

json wrapped(json body, std::size_t levels, const char* name) {
    for (std::size_t i = 0; i != levels; ++i) {
        json around = name == nullptr ? json::array() : json::object();
        if (name == nullptr) {
            around.push_back(std::move(body));
        } else {
            around[name] = std::move(body);
        }
        body = std::move(around);
    }
    return body;
}

// A page whose rows are pages ...
json paged(json body, std::size_t levels) {
    for (std::size_t i = 0; i != levels; ++i) {
        json page = {{"data", json::array()}};
        page["data"].push_back(std::move(body));
        body = std::move(page);
    }
    return body;
}

} // namespace

TEST_CASE("the limits have their documented values") {
    CHECK(te::limits::text_bytes == 4096);
    CHECK(te::limits::list_elements == 4096);
    CHECK(te::limits::kept_items == 65536);
    CHECK(te::limits::wrappers == 8);
    CHECK(te::limits::body_bytes == 16777216);
}

TEST_CASE("text_bytes: every string is kept up to the limit and cut beyond it") {
    for (const std::size_t size : {std::size_t{4095}, std::size_t{4096}, std::size_t{4097}, std::size_t{10000}}) {
        const std::size_t kept = size < 4096 ? size : 4096;
        INFO(size);
        // Different letters, so that no string can replace another one unnoticed.
        const auto text = [size](char letter) { return std::string(size, letter); };
        const json error = {{"code", text('a')},
                            {"title", text('b')},
                            {"detail", text('c')},
                            {"source", {{"pointer", text('d')}, {"parameter", text('e')}}}};
        const json payload = {{"record_type", "message"},
                              {"id", text('f')},
                              {"group_message_id", text('g')},
                              {"status", text('h')},
                              {"from", text('i')},
                              {"messaging_profile_id", text('j')},
                              {"tcr_campaign_id", text('k')},
                              {"completed_at", text('l')},
                              {"to", {{{"phone_number", text('m')}, {"status", text('n')}, {"carrier", text('o')}}, text('p')}},
                              {"errors", {error, text('q'), text(' ')}}};
        const json event = {{"event_type", text('r')}, {"id", text('s')}, {"occurred_at", text('t')}, {"payload", payload}};
        both_ways({{"data", event}}, [&](const te::report_view& report) {
            const auto is = [&](std::string_view found, char letter) { return found == std::string(kept, letter); };
            REQUIRE(report.errors().size() == 3);
            CHECK(is(report.errors()[0].code, 'a'));
            CHECK(is(report.errors()[0].title, 'b'));
            CHECK(is(report.errors()[0].detail, 'c'));
            CHECK(is(report.errors()[0].pointer, 'd'));
            CHECK(is(report.errors()[0].parameter, 'e'));
            CHECK(is(report.errors()[1].code, 'q'));
            CHECK(is(report.errors()[2].title, ' '));
            CHECK(is(report.message_id(), 'f'));
            CHECK(is(report.group_message_id(), 'g'));
            CHECK(is(report.status(), 'h'));
            CHECK(is(report.sender(), 'i'));
            CHECK(is(report.messaging_profile_id(), 'j'));
            CHECK(is(report.campaign_id(), 'k'));
            CHECK(is(report.completed_at(), 'l'));
            REQUIRE(report.recipients().size() == 2);
            CHECK(is(report.recipients()[0].phone_number, 'm'));
            CHECK(is(report.recipients()[0].status, 'n'));
            CHECK(is(report.recipients()[0].carrier, 'o'));
            CHECK(is(report.recipients()[1].phone_number, 'p'));
            CHECK(is(report.event_type(), 'r'));
            CHECK(is(report.event_id(), 's'));
            CHECK(is(report.occurred_at(), 't'));
            CHECK_FALSE(report.incomplete()); // a string that was cut is not left out
        });
        both_ways({{"event_type", "10dlc.x"}, {"payload", {{"reasons", {text('u')}}}}},
                  [&](const te::report_view& report) { CHECK(report.description() == std::string(kept, 'u')); });
        both_ways({{"detail", {{{"loc", {"body", text('v')}}, {"msg", text('w')}}}}}, [&](const te::report_view& report) {
            REQUIRE(report.errors().size() == 1);
            CHECK(report.errors()[0].parameter == std::string(kept, 'v'));
            CHECK(report.errors()[0].detail == std::string(kept, 'w'));
        });
    }
}

TEST_CASE("text_bytes: a string is cut at the start of a character") {
    // Characters of 1 to 4 bytes: the limit falls on each byte of the last character.
    for (const std::string_view character : {"x", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x93\xB1"}) {
        for (std::size_t before = 0; before != character.size(); ++before) {
            INFO(character.size() << " bytes, " << before << " before the limit");
            const std::string start(4096 - before, 'x');
            both_ways({{"errors", {{{"title", start + std::string{character}}}}}},
                      [&](const te::report_view& report) { CHECK(report.errors()[0].title == start); });
            // A character that ends exactly at the limit is kept.
            const std::string whole = std::string(4096 - character.size(), 'x') + std::string{character};
            both_ways({{"errors", {{{"title", whole + "y"}}}}},
                      [&](const te::report_view& report) { CHECK(report.errors()[0].title == whole); });
        }
    }
}

TEST_CASE("list_elements: that many elements of every list are read, and a longer list makes the report incomplete") {
    for (const std::size_t size : {std::size_t{4095}, std::size_t{4096}, std::size_t{4097}, std::size_t{5000}}) {
        const std::size_t kept = size < 4096 ? size : 4096;
        INFO(size);
        const auto errors = [&](const te::report_view& report) {
            CHECK(report.errors().size() == kept);
            CHECK(report.incomplete() == (size > 4096));
        };
        both_ways({{"errors", list_of(size, {{"code", "40008"}})}}, errors);
        both_ways({{"errors", list_of(size, "40008")}}, errors);
        both_ways({{"detail", list_of(size, {{"loc", {"to"}}, {"msg", "no"}})}}, errors);
        both_ways(list_of(size, one_error), errors);
        both_ways({{"data", list_of(size, one_error)}}, errors);

        const auto recipients = [&](const te::report_view& report) {
            CHECK(report.recipients().size() == kept);
            CHECK(report.incomplete() == (size > 4096));
        };
        both_ways({{"record_type", "message"}, {"to", list_of(size, "+13125550100")}}, recipients);
        both_ways({{"record_type", "message"}, {"cc", list_of(size, {{"phone_number", "+13125550100"}})}}, recipients);
        both_ways({{"errors", list_of(size, nullptr)}}, [&](const te::report_view& report) {
            CHECK(report.unreadable() == kept);
            CHECK(report.incomplete() == (size > 4096));
        });
    }
}

TEST_CASE("list_elements: a list that is searched for one string is read up to the limit") {
    for (const std::size_t place : {std::size_t{4095}, std::size_t{4096}, std::size_t{4097}, std::size_t{6000}}) {
        INFO(place);
        json reasons = list_of(7000, 0);
        reasons[place] = "The sample does not show how to opt out.";
        both_ways({{"event_type", "10dlc.x"}, {"payload", {{"reasons", reasons}}}},
                  [&](const te::report_view& report) { CHECK(report.description().empty() == (place >= 4096)); });
        json steps = list_of(7000, 0);
        steps[place] = "to";
        both_ways({{"errors", {{{"loc", steps}, {"msg", "no"}}}}},
                  [&](const te::report_view& report) { CHECK(report.errors()[0].parameter.empty() == (place >= 4096)); });
    }
}

TEST_CASE("list_elements: read_each visits the payloads of a list up to the limit") {
    for (const std::size_t size : {std::size_t{4096}, std::size_t{4097}}) {
        const json page = list_of(size, one_error);
        std::size_t seen = 0;
        const auto count = [&](const te::report_view&) { ++seen; };
        CHECK(te::read_each(page, te::phase::unknown, count) == (size == 4096));
        CHECK(seen == 4096);
        CHECK(te::read_each(page.dump(), te::phase::unknown, count) == (size == 4096));
        CHECK(seen == 8192);
    }
}

TEST_CASE("kept_items: a report keeps that many errors and recipients") {
    // 16 payloads of 4096 are 65536; one more payload adds one more.
    for (const std::size_t more : {std::size_t{0}, std::size_t{1}}) {
        INFO(more);
        json answers = list_of(16, {{"errors", list_of(4096, "40008")}});
        answers.push_back({{"errors", list_of(more, "40300")}});
        both_ways(answers, [&](const te::report_view& report) {
            CHECK(report.errors().size() == 65536);
            CHECK(report.incomplete() == (more != 0));
            CHECK(report.body_count() == 17);
        });
        json messages = list_of(16, {{"record_type", "message"}, {"to", list_of(4096, "+13125550100")}});
        messages.push_back({{"record_type", "message"}, {"to", list_of(more, "+13125550101")}});
        both_ways(messages, [&](const te::report_view& report) {
            CHECK(report.recipients().size() == 65536);
            CHECK(report.recipients()[65535].phone_number == "+13125550100");
            CHECK(report.incomplete() == (more != 0));
        });
    }
}

TEST_CASE("wrappers: payloads are found within that many lists, pages and wrappers") {
    for (const std::size_t depth : {std::size_t{7}, std::size_t{8}, std::size_t{9}, std::size_t{20}, std::size_t{200}}) {
        const bool within = depth <= 8;
        INFO(depth);
        const auto check = [&](const te::report_view& report) {
            CHECK(report.errors().size() == (within ? 1 : 0));
            CHECK(report.incomplete() == !within);
        };
        both_ways(wrapped(one_error, depth, nullptr), check);
        for (const char* const name : {"error", "raw", "response", "data"}) {
            INFO(name);
            both_ways(wrapped(one_error, depth, name), check);
        }
        both_ways(paged(one_error, depth), check);
    }
}

TEST_CASE("wrappers: lists around wrappers count separately, and a string is kept as deep as the reader goes") {
    // The deepest readable payload: pages, wrappers, an event in the innermost one, an error with its source.
    const json error = {{"code", "40008"}, {"source", {{"pointer", "/to/0"}}}};
    const json event = {{"record_type", "event"},
                        {"payload", {{"to", {"+13125550100"}}, {"from", {{"phone_number", "+13125550101"}}}, {"errors", {error}}}}};
    both_ways(paged(wrapped(event, 8, "error"), 8), [](const te::report_view& report) {
        REQUIRE(report.errors().size() == 1);
        CHECK(report.errors()[0].pointer == "/to/0");
        CHECK(report.sender() == "+13125550101");
        CHECK_FALSE(report.incomplete());
    });
    const json registration = {{"record_type", "event"}, {"payload", {{"reasons", {{{"description", "no"}}}}}}};
    both_ways(paged(wrapped(registration, 8, "error"), 8), [](const te::report_view& report) {
        CHECK(report.description() == "no");
        CHECK_FALSE(report.incomplete());
    });
    const json validation = {{"detail", {{{"loc", {"body", "to"}}, {"msg", "no"}}}}};
    both_ways(paged(wrapped(validation, 8, "error"), 8), [](const te::report_view& report) {
        REQUIRE(report.errors().size() == 1);
        CHECK(report.errors()[0].parameter == "to");
        CHECK_FALSE(report.incomplete());
    });
    for (const json& body : {paged(wrapped(event, 9, "error"), 8), paged(wrapped(event, 8, "error"), 9)}) {
        both_ways(body, [](const te::report_view& report) {
            CHECK(report.errors().empty());
            CHECK(report.incomplete());
        });
    }
}

TEST_CASE("body_bytes: a string is read up to the limit and refused beyond it") {
    std::string text = one_error.dump();
    text.append(te::limits::body_bytes - text.size(), ' ');
    CHECK(te::read(text).errors().size() == 1);
    text += ' ';
    CHECK(te::read(text).kind() == te::kind::not_json);
    CHECK(te::read(text).problem() == te::problem::too_large);
    std::size_t seen = 0;
    CHECK(te::read_each(text, te::phase::request, [&](const te::report_view& report) {
        ++seen;
        CHECK(report.problem() == te::problem::too_large);
        CHECK(report.phase() == te::phase::request);
    }));
    CHECK(seen == 1);
}

TEST_CASE("a string of 100 MB is refused before any of it is kept") {
    const std::size_t size = 100 * megabyte;
    const std::string error = R"({"code":"40008","title":"Undeliverable","detail":"no"},)";
    for (const std::string& text : {repeated("[", size), repeated(R"({"a":)", size), '"' + std::string(size, 'x') + '"',
                                    R"({"errors":[)" + repeated(error, size) + "0]}", std::string(size, ' ')}) {
        INFO(text.substr(0, 8));
        te::problem problem = te::problem::none;
        CHECK(counted_new::peak_of([&] { problem = te::read(text).problem(); }) < 8192);
        CHECK(problem == te::problem::too_large);
    }
}

TEST_CASE("the longest readable string takes a bounded amount of memory") {
    // In bytes per byte of input. nlohmann's lexer keeps a copy of the brackets since the last string or number, and of each
    // string; the excerpt keeps 24 bytes per list element. A growing vector holds up to three times as much.
    const std::size_t size = te::limits::body_bytes;
    struct hostile {
        std::string text;
        te::kind kind;
        double most; // bytes of memory per byte of input
    };
    const std::string error = R"({"code":"40008","title":"Undeliverable","detail":"no"},)";
    const std::string zeros = '[' + repeated("0,", 8192 - 3) + "0],";
    const auto closed = [](std::string_view begin, const std::string& unit, std::string_view end) {
        return std::string{begin} + repeated(unit, size - begin.size() - end.size() - unit.size()) + std::string{end};
    };
    for (const hostile& each : {
             hostile{std::string(size, '['), te::kind::not_json, 4.1},
             hostile{repeated(R"({"a":)", size - 5), te::kind::not_json, 0.5},
             hostile{repeated(R"({"errors":)", size - 10), te::kind::not_json, 0.5},
             hostile{std::string(size / 2, '[') + std::string(size / 2, ']'), te::kind::unrecognised, 4.1},
             hostile{'"' + std::string(size - 2, 'x') + '"', te::kind::unrecognised, 3.1},
             hostile{R"({"title":")" + std::string(size - 20, 'x') + "\"}", te::kind::unrecognised, 3.1},
             hostile{std::string(size, '"'), te::kind::not_json, 0.1},
             hostile{std::string(size, ' '), te::kind::not_json, 0.1},
             hostile{closed(R"({"errors":[)", error, "0]}"), te::kind::api_error, 0.3},
             hostile{closed("[", R"({"errors":["40008","40009","40010"]},)", "0]"), te::kind::api_error, 0.3},
             hostile{closed("[", zeros, "0]"), te::kind::unrecognised, 18.1},
         }) {
        INFO(each.text.substr(0, 24));
        REQUIRE(each.text.size() <= size);
        te::kind kind = te::kind::record;
        const std::size_t peak = counted_new::peak_of([&] { kind = te::read(each.text).kind(); });
        CHECK(kind == each.kind);
        CHECK(static_cast<double>(peak) <= each.most * static_cast<double>(size) + 8192);
        WARN(each.text.substr(0, 12) << ": " << peak << " bytes at most, " << static_cast<double>(peak) / static_cast<double>(size)
                                     << " for each of the text's");
    }
}

TEST_CASE("the memory for a string grows no faster than the string") {
    for (const std::string_view unit :
         {R"({"errors":["40008"]},)", R"({"to":["+13125550100"],"id":"x","errors":[]},)", "[0],", "0,"}) {
        INFO(unit);
        const auto peak = [unit](std::size_t bytes) {
            const std::string text = '[' + repeated(unit, bytes) + "0]";
            return counted_new::peak_of([&] { CHECK(te::read(text).kind() != te::kind::not_json); });
        };
        CHECK(peak(200000) <= 2 * peak(100000) + 8192);
        CHECK(peak(4 * megabyte) <= 2 * peak(2 * megabyte) + 8192);
    }
}

TEST_CASE("the reader does not follow a document that is nested 100,000 deep beyond its limits") {
    for (const char* const name : {static_cast<const char*>(nullptr), "error", "raw", "response", "data", "payload", "errors", "to",
                                   "from", "source", "loc", "detail", "reasons", "anything"}) {
        INFO((name == nullptr ? "list" : name));
        const json deep = wrapped(one_error, 100000, name);
        const te::report_view report = te::read(deep);
        CHECK(report.errors().size() <= 1);
        std::size_t seen = 0;
        te::read_each(deep, te::phase::unknown, [&](const te::report_view&) { ++seen; });
        CHECK(seen <= 1);
    }
    CHECK(te::read(one_error).errors().size() == 1);
}

TEST_CASE("the time to read a document grows no faster than the document") {
    const auto visits = [](json body) {
        const counted_document counted{std::move(body)};
        CHECK(te::read(counted).kind() != te::kind::not_json);
        return counted.visits;
    };
    const json error = {{"code", "40008"}, {"title", "Undeliverable"}, {"source", {{"pointer", "/to/3"}}}, {"loc", {"a", "b"}}};
    struct family {
        const char* what;
        json (*make)(std::size_t, const json&);
    };
    for (const family& each : {
             family{"errors",
                    [](std::size_t n, const json&e) {
                        return json{{"errors", list_of(n, e)}};
                    }},
             family{"recipients",
                    [](std::size_t n, const json&e) {
                        return json{{"to", list_of(n, "+13125550100")}, {"id", "x"}, {"errors", list_of(n, e)}};
                    }},
             family{"bodies",
                    [](std::size_t n, const json&e) {
                        return list_of(n, {{"errors", {e}}});
                    }},
             family{"pages",
                    [](std::size_t n, const json&e) {
                        return json{{"data", list_of(n, {{"errors", {e}}})}};
                    }},
             family{"members",
                    [](std::size_t n, const json&e) {
                        json body = {{"errors", {e}}};
                        for (std::size_t i = 0; i != n; ++i) {
                            body[std::to_string(i).append("m")] = i;
                        }
                        return body;
                    }},
             family{"wrappers", // three paths at each of eight levels: their content must not be visited three times
                    [](std::size_t n, const json&) {
                        json body = {{"x", list_of(n, 0)}};
                        for (int i = 0; i != 6; ++i) {
                            json around;
                            around["error"] = body;
                            around["raw"] = body;
                            around["response"] = body;
                            body = std::move(around);
                        }
                        return body;
                    }},
             family{"steps",
                    [](std::size_t n, const json&) {
                        return json{{"errors", {{{"loc", list_of(n, "a")}, {"msg", "b"}}}}};
                    }},
         }) {
        INFO(each.what);
        const std::size_t once = visits(each.make(1000, error));
        const std::size_t twice = visits(each.make(2000, error));
        CHECK(once > 0);
        CHECK(twice <= 2 * once);
        WARN(each.what << ": " << once << " visits for 1000, " << twice << " for 2000");
    }
}
