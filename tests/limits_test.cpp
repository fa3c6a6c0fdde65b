// The limits of docs/bodies.md, each on both sides and both ways.
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

namespace te = telnyx::errors;
using nlohmann::json;

namespace {

// Reads a body both ways, and shows each report to the same checks.
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

// A page, whose rows are pages ...
json paged(json body, std::size_t levels) {
    for (std::size_t i = 0; i != levels; ++i) {
        json page = {{"data", json::array()}};
        page["data"].push_back(std::move(body));
        body = std::move(page);
    }
    return body;
}

} // namespace

TEST_CASE("list_elements: lists that hold one text are looked through as far") {
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

TEST_CASE("wrappers: lists around wrappers count apart, and the text is kept as deep as the reader goes") {
    // The deepest that is read: pages, wrappers, an event in the innermost, an error with its source.
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
