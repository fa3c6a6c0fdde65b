// The table against the independent transcription of its sources.
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "catch.hpp"
#include "reference.hpp"

namespace te = telnyx::errors;

namespace {

std::string all_classes(const te::code_info& row) {
    std::string text{name(row.retry)};
    for (const te::retry_class other :
         {te::retry_class::automatic, te::retry_class::temporary_hold, te::retry_class::after_intervention,
          te::retry_class::unspecified, te::retry_class::action_required, te::retry_class::permanent}) {
        if (row.also.contains(other)) {
            text += '+';
            text += name(other);
        }
    }
    return text;
}

} // namespace

TEST_CASE("every messaging code answers as its sources say") {
    for (const reference::messaging_row& expected : reference::messaging_rows) {
        INFO(expected.code);
        const te::code_info& row = te::lookup(expected.code);
        CHECK(row.number() == expected.code);
        CHECK(row.known());
        CHECK(row.name == expected.name);
        CHECK(row.title == expected.api_title);
        CHECK(name(row.origin) == expected.origin);
        CHECK(name(row.stage) == expected.stage);
        CHECK(name(row.category) == expected.category);
        CHECK(all_classes(row) == expected.retry);
        CHECK(name(row.basis) == expected.basis);
        CHECK(name(row.wait) == expected.wait);
        CHECK(name(row.scope) == expected.scope);
        CHECK(name(row.remedy) == expected.remedy);
    }
}

TEST_CASE("the reference's table of retry classes is kept, and nothing else claims to be documented") {
    std::set<int> documented;
    for (const reference::retry_row& line : reference::retry_rows) {
        for (const int code : line.codes) {
            if (code == 0) {
                break;
            }
            documented.insert(code);
            const te::code_info& row = te::lookup(code);
            INFO(code << " is documented as " << line.retry);
            CHECK(row.basis == te::basis::documented);
            bool answers = false;
            for (const te::retry_class value :
                 {te::retry_class::automatic, te::retry_class::temporary_hold, te::retry_class::after_intervention,
                  te::retry_class::unspecified, te::retry_class::action_required, te::retry_class::permanent}) {
                answers = answers || (row.is(value) && name(value) == line.retry);
            }
            CHECK(answers);
        }
    }
    CHECK(documented.size() == 23);
    for (const te::code_info& row : te::table) {
        INFO(row.number());
        CHECK((row.basis == te::basis::documented) == (documented.count(row.number()) == 1));
    }
}

TEST_CASE("40010 is documented in two classes: permanent governs, and it answers to both") {
    const te::code_info& row = te::lookup(te::code::not_10dlc_registered);
    CHECK(row.number() == 40010);
    CHECK(row.retry == te::retry_class::permanent);
    CHECK(row.is(te::retry_class::permanent));
    CHECK(row.is(te::retry_class::action_required));
    CHECK_FALSE(row.is(te::retry_class::automatic));
    for (const te::code_info& other : te::table) {
        if (other.number() != 40010) {
            INFO(other.number());
            CHECK(other.also.empty());
        }
    }
}

TEST_CASE("the general codes have the titles of the API error code list, and derived columns") {
    for (const reference::general_row& expected : reference::general_rows) {
        INFO(expected.code);
        const te::code_info& row = te::lookup(expected.code);
        CHECK(row.number() == expected.code);
        CHECK(row.title == expected.api_title);
        CHECK(row.origin == te::origin::general_api_list);
        CHECK(row.basis == te::basis::derived);
        CHECK(row.stage == te::stage::request);
    }
}

TEST_CASE("the table holds these codes and no others") {
    std::set<int> expected;
    for (const reference::messaging_row& row : reference::messaging_rows) {
        expected.insert(row.code);
    }
    CHECK(expected.size() == 66);
    for (const reference::general_row& row : reference::general_rows) {
        expected.insert(row.code);
    }
    CHECK(expected.size() == 124);
    std::set<int> actual;
    for (const te::code_info& row : te::table) {
        actual.insert(row.number());
    }
    CHECK(actual == expected);
    CHECK(te::table.size() == 124);
}

TEST_CASE("causes and actions lose none of the facts") {
    struct fact {
        int code;
        std::string_view in_action_or_cause;
    };
    // clang-format off
    constexpr fact facts[] = {
        {40001, "landline"}, {40003, "appeal"}, {40006, "exponential backoff"}, {40008, "exponential backoff"}, {40012, "E.164"},
        {40014, "not billed"}, {40016, "midnight Pacific"}, {40016, "vetting score"}, {40017, "URL shorteners"}, {40018, "per minute"},
        {40018, "vetting score"}, {40020, "24 hours"}, {40020, "2FA"}, {40155, "Letter of Authorization"}, {40300, "STOP"},
        {40304, "media_urls"}, {40308, "US long code"}, {40308, "short code"}, {40309, "whitelisted"}, {40310, "E.164"},
        {40311, "X-Profile-Secret"}, {40313, "X-Profile-Secret"}, {40316, "media_urls"}, {40317, "10 URLs"}, {40317, "1 MB"},
        {40325, "1 to 11"}, {40328, "MMS"}, {40333, "spend limit"}, {10003, "2000"}, {10016, "E.164"},
    };
    // clang-format on
    for (const fact& expected : facts) {
        const te::code_info& row = te::lookup(expected.code);
        const std::string text = std::string{row.cause} + ' ' + std::string{row.action};
        INFO(expected.code << ": " << text);
        CHECK(text.find(expected.in_action_or_cause) != std::string::npos);
    }
}

TEST_CASE("texts are sentences") {
    for (const te::code_info& row : te::table) {
        for (const std::string_view text : {row.cause, row.action}) {
            INFO(row.number() << ": " << text);
            CHECK(text.back() == '.');
            CHECK(text.size() >= 15);
            CHECK(text.size() <= 240);
            CHECK(text.find("  ") == std::string_view::npos);
        }
    }
}
