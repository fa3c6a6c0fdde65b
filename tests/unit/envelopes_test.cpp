// Payloads in envelopes and in strings of JSON: every envelope gives the report of its content, and what is not an envelope does
// not.
#include <cstddef>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "counted_new.hpp"
#include "report_as_json.hpp"

// A document whose adapter cannot parse strings.
struct folded_document {
    json document;
};

template <>
struct te::json_adapter<folded_document> {
    using inner = te::json_adapter<json>;
    using value = const json*;
    static value root(const folded_document& document) { return &document.document; }
    static te::json_type type(value v) { return inner::type(v); }
    static std::string_view string(value v) { return inner::string(v); }
    static std::int64_t integer(value v) { return inner::integer(v); }
    static bool boolean(value v) { return inner::boolean(v); }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        inner::members(v, visit);
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        inner::elements(v, visit);
    }
};

#ifdef __cpp_exceptions
// A document that has no memory for strings.
struct exhausted_document {
    json document;
};

template <>
struct te::json_adapter<exhausted_document> : te::json_adapter<folded_document> {
    static value root(const exhausted_document& document) { return &document.document; }
    template <class Visitor>
    static bool parse(std::string_view text, Visitor visit) {
        if (text.find("enough") == std::string_view::npos) {
            throw std::bad_alloc{};
        }
        return inner::parse(text, visit);
    }
};
#endif

namespace {

const json webhook =
    json::parse(R"({"data":{"event_type":"message.finalized","id":"ev-1","record_type":"event","payload":{"id":"m-1",
    "record_type":"message","direction":"outbound","from":{"phone_number":"+13125550100"},
    "to":[{"phone_number":"+13125550101","status":"delivery_failed"}],"errors":[{"code":40300,"title":"Blocked due to STOP message"}]}},
    "meta":{"attempt":1,"delivered_to":"https://example.com/hooks/1"}})");
const json refusal = json::parse(R"({"errors":[{"code":"40310","title":"Invalid 'to' address","source":{"pointer":"/to"}}]})");
const json record = json::parse(
    R"({"record_type":"message_detail_record","uuid":"r-1","cld":"+13125550102","status":"failed","errors":["40001"]})");
const json row = json::parse(R"({"message_id":"m-3","to_number":"+13125550103","status":"failed","error_code":"40008"})");

// Reads a payload both ways; both reports must be the same.
json read_both_ways(const json& body) {
    const te::report owned = te::read(body.dump());
    const json from_string = description_of(owned);
    CHECK(description_of(te::read(body)) == from_string);
    return from_string;
}

std::string text_of(const json& body, int strings) {
    std::string text = body.dump();
    for (int i = 1; i < strings; ++i) {
        text = json(text).dump();
    }
    return text;
}

json in_envelopes(json body, std::size_t levels, bool as_string) {
    for (std::size_t i = 0; i != levels; ++i) {
        body = json{{"body", as_string ? json(body.dump()) : body}};
    }
    return body;
}

std::vector<std::string> kinds_of_each(const json& body) {
    std::vector<std::string> kinds;
    const auto note = [&kinds](const te::report_view& report) {
        kinds.push_back(std::string{name(report.kind())} + ' ' + std::string{report.message_id()});
    };
    static_cast<void>(te::read_each(body, te::phase::unknown, note));
    const std::vector<std::string> of_document = std::exchange(kinds, {});
    static_cast<void>(te::read_each(body.dump(), te::phase::unknown, note));
    CHECK(of_document == kinds);
    return kinds;
}

using words = std::vector<std::string>;

} // namespace

TEST_CASE("the content of every envelope is read as it would be by itself") {
    for (const json* const content : {&webhook, &refusal, &record, &row, &webhook.at("data")}) {
        const json expected = read_both_ways(*content);
        REQUIRE(expected.at("kind") != "unrecognised");
        const bool event = content == &webhook || content == &webhook.at("data");
        for (const te::detail::envelope& each : te::detail::envelopes) {
            const std::string name{te::detail::member_names[static_cast<std::size_t>(each.name) - 1]};
            INFO(name << ": " << content->dump());
            const json found = each.contents == te::detail::contents::events && !event
                                   ? json{{"kind", "unrecognised"}, {"phase", "unknown"}}
                                   : expected;
            if (name != "data") { // an object there makes a webhook of an event
                CHECK(read_both_ways({{name, *content}}) == found);
                CHECK(read_both_ways({{"x", 1}, {name, {{"more", {{"deep", 1}}}, {"json", *content}}}}) == found);
            }
            if (name != "data" || *content == refusal) {
                CHECK(read_both_ways({{name, json::array({*content})}}) == found);
            }
            CHECK(read_both_ways({{name, content->dump()}}) == found);
            CHECK(read_both_ways({{name, "  " + content->dump(2)}}) == found);
            CHECK(read_both_ways({{name, text_of(*content, 2)}}) == found);
            CHECK(read_both_ways({{"x", 1}, {name, {{"json", content->dump()}}}}) == found);
        }
        CHECK(read_both_ways(content->dump()) == expected); // a document that is a string
        CHECK(read_both_ways(json::array({content->dump()})) == expected);
    }
}

TEST_CASE("the members of envelopes are known as such") {
    const te::detail::member_set names = te::detail::names_of_envelopes();
    std::vector<bool> listed(te::detail::member_count);
    for (const te::detail::envelope& each : te::detail::envelopes) {
        listed[static_cast<std::size_t>(each.name)] = true;
    }
    for (std::size_t i = 1; i != te::detail::member_count; ++i) {
        INFO(te::detail::member_names[i - 1]);
        const auto which = static_cast<te::detail::member>(i);
        CHECK(names.has(which) == listed[i]);
        CHECK(te::detail::envelope_names.has(which) == listed[i]);
    }
}

TEST_CASE("a payload that has a shape is not an envelope") {
    for (const json* const content : {&webhook, &refusal, &record, &row, &webhook.at("data").at("payload")}) {
        for (const te::detail::envelope& each : te::detail::envelopes) {
            const std::string name{te::detail::member_names[static_cast<std::size_t>(each.name) - 1]};
            if (content->contains(name) || name == "data" || (name == "payload" && *content == webhook)) {
                continue;
            }
            INFO(name << " in " << content->dump());
            json body = *content;
            json other = webhook;
            other["data"]["payload"]["id"] = "m-other";
            for (const json& inside : {other, json(other.dump())}) {
                body[name] = inside;
                const json found = read_both_ways(body);
                CHECK(found.value("message_id", "") == read_both_ways(*content).value("message_id", ""));
                CHECK(found.at("kind") == read_both_ways(*content).at("kind"));
            }
        }
    }
}

TEST_CASE("members that may hold anything hold only payloads that are certain") {
    for (const char* const body :
         {R"({"code":"40008","name":"bread"})", R"({"code":"40008"})", R"({"detail":"fresh"})", R"({"error":"none left"})",
          R"({"errors":3})", R"({"errors":[]})", R"({"errors":null})", R"({"errors":["flaky"]})",
          R"({"to":"shipped","from":"packed","id":1})", R"({"event_type":"click","payload":{"x":1}})", R"({"direction":"north"})",
          R"({"success":false,"message":"no"})", R"({"data":[]})", R"({"status":"failed","error_code":"E17"})"}) {
        INFO(body);
        const json inner = json::parse(body);
        for (const char* const name : {"items", "record", "event", "message", "result", "content"}) {
            CHECK(read_both_ways({{name, inner}}).at("kind") == "unrecognised");
            CHECK(read_both_ways({{name, inner.dump()}}).at("kind") == "unrecognised");
        }
    }
    // A message is certain by its type, its profile or the number of a recipient; and what was asked for is no message.
    const json queued = {{"id", "m"}, {"to", {{{"status", "queued"}}}}};
    json of_profile = queued;
    of_profile["messaging_profile_id"] = "p";
    json of_type = queued;
    of_type["record_type"] = "message";
    CHECK(read_both_ways({{"items", queued}}).at("kind") == "unrecognised");
    for (const json& message : {of_profile, of_type}) {
        CHECK(read_both_ways({{"items", message}}).at("kind") == "message");
        CHECK(read_both_ways({{"request", message}}).at("kind") == "unrecognised");
    }
    // Beside an HTTP status that says so, an error without a code is one.
    CHECK(read_both_ways({{"statusCode", 401}, {"body", R"({"error":"invalid_client"})"}}).at("kind") == "api_error");
    CHECK(read_both_ways({{"statusCode", 200}, {"body", R"({"error":"invalid_client"})"}}).at("kind") == "unrecognised");
}

TEST_CASE("the text of a message is not parsed") {
    for (const char* const name : {"body", "text", "message", "content", "Body"}) {
        INFO(name);
        const json found = read_both_ways(
            {{"id", "m-5"}, {"from", "+13125550105"}, {"to", "+13125550100"}, {"status", "received"}, {name, refusal.dump()}});
        CHECK(found.at("kind") == "message");
        CHECK_FALSE(found.contains("errors"));
    }
    const json event = {
        {"event_type", "message.received"}, {"from", "+13125550105"}, {"to", "+13125550100"}, {"body", webhook.dump()}};
    CHECK(read_both_ways(event).at("kind") == "event");
    CHECK_FALSE(read_both_ways(event).contains("errors"));
}

TEST_CASE("the first payload of an object counts") {
    const json other = json::parse(R"({"errors":[{"code":"40333","title":"Messaging profile spend limit reached"}]})");
    CHECK(read_both_ways({{"error", refusal}, {"body", other}}) == read_both_ways(refusal));
    CHECK(read_both_ways({{"body", "nothing"}, {"result", other}, {"error", {{"x", 1}}}}) == read_both_ways(other));
    CHECK(read_both_ways({{"data", {{"x", 1}}}, {"result", other}}) == read_both_ways(other));
    CHECK(read_both_ways({{"errors", json::array()}, {"result", other}}) == read_both_ways(other));
    CHECK(read_both_ways({{"error", "it failed"}, {"body", other}}) == read_both_ways(other));
    CHECK(read_both_ways({{"event_type", "x"}, {"event", webhook}}) == read_both_ways(webhook));
}

TEST_CASE("read_each visits every payload of an envelope") {
    const json batch = {
        {"Records", {{{"body", webhook.dump()}}, {{"body", "text"}}, {{"body", json::array({record, row, 7}).dump()}}}}};
    CHECK(kinds_of_each(batch) == words{"webhook m-1", "record r-1", "record m-3"});
    CHECK(kinds_of_each({{"items", {1, 2}}}) == words{"unrecognised "});
    CHECK(kinds_of_each({{"data", {webhook, 1, {{"x", 1}}, row.dump()}}}) ==
          words{"webhook m-1", "unrecognised ", "unrecognised ", "record m-3"});
    CHECK(kinds_of_each({webhook.dump(), "text", 7}) == words{"webhook m-1", "unrecognised ", "unrecognised "});
    CHECK(kinds_of_each({{"body", R"({"data":[1,{"x":1}]})"}}) == words{"unrecognised "});
    CHECK(kinds_of_each({{"data", json::array()}, {"meta", {{"total_results", 0}}}}) == words{"record "});
}

TEST_CASE("errors beside data belong to the first payload in it, or to none of a list") {
    const json in_object = {{"data", {{"body", webhook}}}, {"errors", {"10007"}}};
    const json found = read_both_ways(in_object);
    REQUIRE(found.at("errors").size() == 2);
    CHECK(found.at("errors")[0].at("recipient") == 0);
    const json in_list = read_both_ways({{"data", {{"events", {webhook, row}}}}, {"errors", {"10007"}}});
    REQUIRE(in_list.at("errors").size() == 3);
    CHECK(in_list.at("errors")[2].at("number") == 10007);
    CHECK_FALSE(in_list.at("errors")[2].contains("recipient"));
    CHECK(in_list.at("body_count") == 3);
}

TEST_CASE("an empty page is an answer without rows") {
    for (const char* const body : {R"({"data":[],"meta":{"total_results":0}})", R"({"data":[]})", R"([{"data":[]}])"}) {
        const json found = read_both_ways(json::parse(body));
        CHECK(found.at("empty_page") == true);
        CHECK(found.at("kind") == "record");
        CHECK(found.at("phase") == "record");
        CHECK_FALSE(found.contains("body_count"));
    }
    CHECK(read_both_ways({{"data", json::array()}, {"errors", {"40008"}}}).at("kind") == "api_error");
    const json beside = read_both_ways({{{"data", json::array()}}, row});
    CHECK(beside.at("body_count") == 1);
    CHECK_FALSE(beside.contains("empty_page"));
    CHECK(read_both_ways({{"data", {1}}}).at("kind") == "unrecognised");
}

TEST_CASE("envelopes and strings are searched up to a depth") {
    for (std::size_t depth = 1; depth != 12; ++depth) {
        INFO(depth);
        const json found = read_both_ways(in_envelopes(refusal, depth, false));
        CHECK(found.contains("errors") == (depth <= 8));
        CHECK(found.contains("incomplete") == (depth > 8));
        const json strings = read_both_ways(in_envelopes(refusal, depth, true)); // a member and a string each
        CHECK(strings.contains("errors") == (depth <= 4));
        CHECK(strings.contains("incomplete") == (depth > 4));
    }
}

TEST_CASE("nested_bytes: a string is parsed up to the limit") {
    for (const std::size_t more : {std::size_t{0}, std::size_t{1}}) {
        std::string text = refusal.dump();
        text.append(te::limits::nested_bytes + more - text.size(), ' ');
        const json found = read_both_ways({{"body", text}});
        CHECK(found.contains("errors") == (more == 0));
        CHECK(found.contains("incomplete") == (more == 1));
    }
    CHECK(te::limits::nested_bytes == 1048576);
    const json prose = read_both_ways({{"body", std::string(te::limits::nested_bytes + 1, 'x')}});
    CHECK_FALSE(prose.contains("incomplete")); // it is not JSON
}

TEST_CASE("all_nested_bytes: the strings of a document are parsed up to the limit") {
    std::string text = R"(409 {"errors":["40008"]})";
    text.append(te::limits::nested_bytes - text.size(), ' ');
    CHECK(te::limits::all_nested_bytes == 64 * te::limits::nested_bytes);
    for (const std::size_t strings : {std::size_t{64}, std::size_t{65}}) {
        const json document = {{"Records", std::vector<json>(strings, {{"body", text}})}};
        const te::report_view found = te::read(document);
        CHECK(found.errors().size() == 64);
        CHECK(found.incomplete() == (strings == 65));
    }
    // A string that is searched for again and again costs no more.
    json nested = {{"body", std::string{text}.replace(4, 20, 20, '{')}};
    for (int i = 0; i != 7; ++i) {
        nested = json{{"data", nested}};
    }
    CHECK(te::read(nested).errors().empty());
}

TEST_CASE("nested_depth: a string is parsed up to the limit") {
    for (const std::size_t depth : {std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{100000}}) {
        const std::string deep = R"({"errors":["40008"],"x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
        const json found = read_both_ways({{"body", deep}});
        CHECK(found.contains("errors") == (depth <= 64));
        CHECK(found.contains("incomplete") == (depth > 64));
    }
    CHECK(te::limits::nested_depth == 64);
    CHECK(te::detail::nesting_of(R"({"a":"[[[\"[[[","b":["}}"]})") == 2);
    CHECK(te::detail::nesting_of("\"[[\"") == 0);
    CHECK(te::detail::nesting_of("]]]][") == 1);
    CHECK(te::detail::nesting_of("\"\\") == 0);
}

TEST_CASE("the strings of an unfolded payload live as long as the report") {
    const json expected = description_of(te::read(webhook));
    std::vector<te::report_view> views;
    std::vector<te::report> reports;
    {
        const json document = {{"Records", {{{"body", webhook.dump()}}}}};
        te::report_view first = te::read(document);
        CHECK(description_of(first) == expected);
        const te::report_view copy = first;
        CHECK(copy.errors()[0].title.data() == first.errors()[0].title.data()); // shared
        first = te::report_view{};
        views.push_back(copy);
        for (int i = 0; i != 20; ++i) {
            views.push_back(views.front());
        }
        te::report_view source = copy;
        const te::report_view moved = std::move(source);
        CHECK(description_of(moved) == expected);
        const std::string text = document.dump();
        reports.push_back(te::read(text));
        for (int i = 0; i != 20; ++i) {
            reports.push_back(reports.front());
            te::report other = te::read(text);
            reports.push_back(std::move(other));
        }
    }
    for (const te::report_view& each : views) {
        CHECK(description_of(each) == expected);
    }
    for (const te::report& each : reports) {
        CHECK(description_of(each) == expected);
    }
    te::report assigned = te::read(std::string_view{"{}"});
    assigned = reports[3];
    reports.clear();
    CHECK(description_of(assigned) == expected);
}

TEST_CASE("strings of the document and of unfolded payloads stand side by side in one report") {
    json second = webhook;
    second["data"]["payload"]["errors"] = {{{"code", 40008}, {"title", "Undeliverable"}}};
    const json list = {record, webhook.dump(), second, second.dump()};
    const json expected = read_both_ways({record, webhook, second, second});
    CHECK(read_both_ways(list) == expected);
    const te::report owned = te::read(list.dump());
    const te::report copy = owned;
    CHECK(description_of(copy) == expected);
}

TEST_CASE("only a string that is unfolded costs an allocation") {
    const json plain = {{"statusCode", 200}, {"body", "all right"}, {"message", "not {json}"}, {"content", "  "}, {"result", ""}};
    te::kind kind = te::kind::not_json;
    CHECK(counted_new::allocations_of([&] { kind = te::read(plain).kind(); }) == 0);
    CHECK(kind == te::kind::unrecognised);
    const json objects = {{"Records", {{{"body", webhook}}}}};
    CHECK(counted_new::allocations_of([&] { kind = te::read(objects).kind(); }) == 0);
    CHECK(kind == te::kind::webhook);
    const te::report_view view = te::read(webhook);
    CHECK(counted_new::allocations_of([&] { const te::report_view copy = view; }) == 0);
    const json text = {{"body", webhook.dump()}};
    const te::report_view unfolded = te::read(text);
    CHECK(counted_new::allocations_of([&] { const te::report_view copy = unfolded; }) == 0);
}

TEST_CASE("an adapter that cannot parse leaves strings as they are") {
    const folded_document document{{{"body", webhook.dump()}}};
    CHECK(te::read(document).kind() == te::kind::unrecognised);
    const folded_document object{{{"body", webhook}}};
    CHECK(te::read(object).kind() == te::kind::webhook);
    static_assert(!te::detail::parses_strings<te::json_adapter<folded_document>>::value);
    static_assert(te::detail::parses_strings<te::json_adapter<json>>::value);
}

TEST_CASE("an adapter that cannot give numbers leaves costs that are numbers unread") {
    const auto priced = [](const json& amount) {
        return json{{"record_type", "message"}, {"id", "m-1"}, {"cost", {{"amount", amount}, {"currency", "USD"}}}};
    };
    const folded_document number{priced(0.0051)};
    CHECK(te::read(number).cost().empty());
    CHECK(te::read(number.document).cost() == "0.0051");
    CHECK(te::read(number).currency().empty());
    const folded_document integer{priced(2)};
    CHECK(te::read(integer).cost() == "2");
    const folded_document text{priced("0.0051")};
    CHECK(te::read(text).cost() == "0.0051");
    static_assert(!te::detail::has_numbers<te::json_adapter<folded_document>>::value);
    static_assert(te::detail::has_numbers<te::json_adapter<json>>::value);
}

#ifdef __cpp_exceptions
TEST_CASE("a string for which there is no memory makes the report incomplete") {
    json enough = row;
    enough["x"] = "enough";
    const exhausted_document document{{{"Records", {row.dump(), refusal, webhook.dump(), enough.dump()}}}};
    const te::report_view report = te::read(document);
    CHECK(report.incomplete());
    CHECK(report.body_count() == 2);
    CHECK(report.kind() == te::kind::api_error);
    std::vector<bool> incomplete;
    CHECK(
        te::read_each(document, te::phase::unknown, [&](const te::report_view& each) { incomplete.push_back(each.incomplete()); }));
    CHECK(incomplete == std::vector<bool>{true, true});
}

TEST_CASE("an exception of the visitor is passed on, also from an unfolded payload") {
    const json document = {{"body", webhook.dump()}};
    CHECK_THROWS_AS(te::read_each(document, te::phase::unknown, [](const te::report_view&) { throw std::runtime_error("stop"); }),
                    std::runtime_error);
    CHECK_THROWS_AS(te::read_each(document, te::phase::unknown, [](const te::report_view&) { throw std::bad_alloc{}; }),
                    std::bad_alloc);
}
#endif

TEST_CASE("rows of a table: columns that are JSON, and responses beside the message") {
    const json errors = json::parse(R"([{"code":"40001","title":"Not routable"}])");
    const json expected =
        read_both_ways({{"message_id", "m-6"}, {"to_number", "+13125550106"}, {"status", "failed"}, {"errors", errors}});
    CHECK(read_both_ways({{"message_id", "m-6"}, {"to_number", "+13125550106"}, {"status", "failed"}, {"errors", errors.dump()}}) ==
          expected);
    CHECK(expected.at("errors")[0].at("recipient") == 0);
    const json sent = {{"id", 7}, {"to", "+13125550107"}, {"from", "+13125550100"}, {"status", "error"}};
    for (const char* const column : {"response", "response_body", "error", "raw", "payload"}) {
        INFO(column);
        for (const json& value : {refusal, json(refusal.dump())}) {
            json with = sent;
            with[column] = value;
            const json found = read_both_ways(with);
            CHECK(found.at("kind") == "api_error");
            CHECK(found.at("errors")[0].at("number") == 40310);
            CHECK(found.at("errors")[0].at("recipient") == 0);
            CHECK(found.at("recipients")[0].at("phone_number") == "+13125550107");
            CHECK(found.at("recipients")[0].at("status") == "error");
            CHECK(found.at("recipients")[0].at("outcome") == "unknown"); // a word that Telnyx does not use
        }
    }
    json own = sent;
    own["error"] = {{"code", "40008"}, {"title", "Undeliverable"}};
    CHECK(read_both_ways(own).at("kind") == "message");
    CHECK(read_both_ways(own).at("errors")[0].at("recipient") == 0);
}
