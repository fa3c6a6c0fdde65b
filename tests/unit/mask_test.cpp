// Masking of phone numbers.
#include <cstddef>
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
    CHECK(masked("312        5550100") == "***        ***0100");   // eight spaces belong to the number
    CHECK(masked("312         5550100") == "312         *****00"); // nine do not
    CHECK(masked("312/555.0100") == "***/***.0100");
    CHECK(masked("312\xC2\xA0"
                 "555\xE2\x80\x93"
                 "0100") == "***\xC2\xA0***\xE2\x80\x93"
                            "0100");
}

namespace {

struct masking {
    std::string_view text;
    std::string_view masked;
};

void check(const masking& expected) {
    INFO(expected.text);
    const std::string once = te::masked(expected.text);
    CHECK(once == expected.masked);
    CHECK(once.size() == expected.text.size());
    CHECK(te::masked(once) == once);
}

void check_stays(std::string_view text) { check({text, text}); }

} // namespace

// Escapes of bytes are octal: a hexadecimal one would take in the digits that follow.
TEST_CASE("more separators between digits") {
    constexpr masking expectations[] = {
        {"312_555_0110", "***_***_0110"},
        {"312,555,0110", "***,***,0110"},
        {"312:555:0110", "***:***:0110"},
        {"312+555+0110", "***+***+0110"}, // the blanks of a form
        {"312-555-\n0110", "***-***-\n0110"},
        {"312-555-\r\n0110", "***-***-\r\n0110"},
        {"312-555-\302\2050110", "***-***-\302\2050110"},                                 // U+0085
        {"312-555-\342\200\2500110", "***-***-\342\200\2500110"},                         // U+2028
        {"312-555-\342\200\2510110", "***-***-\342\200\2510110"},                         // U+2029
        {"312\302\240555\302\2400110", "***\302\240***\302\2400110"},                     // U+00A0
        {"312\342\200\207555\342\200\2570110", "***\342\200\207***\342\200\2570110"},     // U+2007, U+202F
        {"312\342\200\220555\342\200\2210110", "***\342\200\220***\342\200\2210110"},     // U+2010, U+2011
        {"312\342\200\223555\342\200\2250110", "***\342\200\223***\342\200\2250110"},     // U+2013, U+2015
        {"312\342\210\222555\342\210\222\n0110", "***\342\210\222***\342\210\222\n0110"}, // U+2212 is a dash
        // A decimal ends a number after a blank: U+1680, U+205F, U+3000.
        {"5550110\341\232\20012.345678", "*****10\341\232\20012.345678"},
        {"5550110\342\201\23712.345678", "*****10\342\201\23712.345678"},
        {"5550110\343\200\20012.345678", "*****10\343\200\20012.345678"},
        {"312\240555\2400110", "***\240***\2400110"}, // Latin-1
        // Not UTF-8: no first byte, no continuation, the digit 5 in more bytes than it needs.
        {"312\3655550110", "***\365***0110"},
        {"312\303\3005550110", "***\303\300***0110"},
        {"312\340\200\265550110", "***\340\200\265****10"},
        {"312\355\237\277\356\200\2005550110", "***\355\237\277\356\200\200***0110"}, // beside the surrogates
        {"312\364\217\277\277\364\217\277\277\364\217\277\2775550110",                // the last of Unicode: 3 characters
         "***\364\217\277\277\364\217\277\277\364\217\277\277***0110"},
        // More than 8 bytes that are not UTF-8, surrogates and what is beyond Unicode, end a number.
        {"312\355\240\200\355\240\200\355\277\2775550110", "312\355\240\200\355\240\200\355\277\277*****10"},
        {"312\364\220\200\200\364\220\200\200\364\220\200\2005550110",
         "312\364\220\200\200\364\220\200\200\364\220\200\200*****10"},
        {"\357\274\213312\357\274\215555\357\274\2150110", "\357\274\213***\357\274\215***\357\274\2150110"}, // fullwidth
        {"+13125550110,+13125550199", "+*******0110,+*******0199"},
        {"13125550110,13125550199", "*******0110,*******0199"}, // more than 4 digits after the comma: another number
        {"13125550110,40300", "*******0110,40300"},
        {"13125550110\n13125550199\n", "*******0110\n*******0199\n"},
        {"5550110\302\2055550199", "*****10\302\205*****99"},
        {"5550110\342\200\2505550199", "*****10\342\200\250*****99"},
        {"5550110\342\200\2515550199", "*****10\342\200\251*****99"},
    };
    for (const masking& expected : expectations) {
        check(expected);
    }
    // Each of these ends a number.
    for (const std::string_view text :
         {"312,,5550", "312, 5550", "312: 5550", "312 ,5550", "312 +5550", "312;5550", "3125\n5501", "312-\n\n5550", "312-\r\r5550",
          "312\n-5550", "312#5550", "312=5550", "312\"5550", "312|5550", "312~5550", "312*5550", "312\331\2555550"}) {
        check_stays(text);
    }
}

TEST_CASE("phone numbers in escapes") {
    constexpr masking expectations[] = {
        {"to=%2B1%20312%20555%200110", "to=%2B*%20***%20***%200110"},
        {"312%20555%200110", "***%20***%200110"},
        {"to%3D13125550110%26x", "to%3D*******0110%26x"},
        {"%28312%29%20555%2D0110", "%28***%29%20***%2D0110"},
        {"312%C2%A0555%C2%A00110", "***%C2%A0***%C2%A00110"},
        {"312%c2%a0555%e2%80%930110", "***%c2%a0***%e2%80%930110"},
        {"%252B1%2520312%2520555%25200110", "%252B*%2520***%2520***%25200110"},
        {"312%09555%090110", "***%09***%090110"},
        {"312-555-%0A0110", "***-***-%0A0110"},
        {"312-555-%0D%0A0110", "***-***-%0D%0A0110"},
        {"%E9312%A0555%A00110", "%E9***%A0***%A00110"},       // Latin-1
        {"5550110%25D9", "*****10%25D9"},                     // a character that is cut off
        {"3125%25C2555%25C2x25A0", "****%25C2*55%25C2x25A0"}, // an x where the next byte would begin
        {"312%25C2%A05550110", "***%25C2%A0***0110"},         // the next byte is not escaped to the same depth
        {"312&nbsp;555&nbsp;0110", "***&nbsp;***&nbsp;0110"},
        {"312&#160;555&#xA0;0110", "***&#160;***&#xA0;0110"},
        {"&#43;1312&ndash;555&#8209;0110", "&#43;****&ndash;***&#8209;0110"},
        {"312&amp;nbsp;555&amp;#160;0110", "***&amp;nbsp;***&amp;#160;0110"},
        {R"("\u002b13125550110")", R"("\u002b*******0110")"},
        {R"("\\u002b13125550110")", R"("\\u002b*******0110")"},
        {R"(312\u00a0555\u20110110)", R"(***\u00a0***\u20110110)"},
        {R"(312\xa0555\xa00110)", R"(***\xa0***\xa00110)"},
        {R"(312-555-\r\n0110)", R"(***-***-\r\n0110)"},
        {R"(line\n13125550110\n)", R"(line\n*******0110\n)"},
        {R"(312\t555\/0110)", R"(***\t***\/0110)"},
        {R"(\"13125550110\")", R"(\"*******0110\")"},
        {R"(\u00e913125550110)", R"(\u00e9*******0110)"},
        // Escaped digits stay escaped.
        {R"(\u0033\u0031\u00325550110)", R"(\u002a\u002a\u002a***0110)"},
        {"%33%31%325550110", "%2A%2A%2A***0110"},
        {"&#51;&#x31;&#0050;5550110", "&#42;&#x2a;&#0042;***0110"},
        {"50%5551234", "50%*****34"},             // no escape of a letter
        {"%7F5550110%1B[0m", "%7F*****10%1B[0m"}, // control characters
        {"id%005550110", "id%00*****10"},
        {"&#0000051;1255501", "&#0000042;*****01"},
        {"312&#x110000;5550110", "312&#x110000;*****10"}, // beyond Unicode
    };
    for (const masking& expected : expectations) {
        check(expected);
    }
}

TEST_CASE("escapes of escapes to a depth of 4") {
    const auto repeated = [](std::size_t count, std::string_view piece) {
        std::string result;
        for (; count != 0; --count) {
            result += piece;
        }
        return result;
    };
    for (std::size_t depth = 0; depth <= 5; ++depth) {
        // Each escape of an escape writes a percent sign as %25, an ampersand as &amp; and a backslash as two.
        const std::string escaped[] = {
            "%" + repeated(depth, "25") + "20",
            "&" + repeated(depth, "amp;") + "nbsp;",
            repeated(std::size_t{1} << depth, "\\") + "u00a0",
        };
        for (const std::string& blank : escaped) {
            INFO(depth << " " << blank);
            const std::string masked = te::masked("312" + blank + "5550110");
            const std::string_view last = std::string_view{masked}.substr(masked.size() - 4);
            if (depth <= 4) { // one number of 10 digits
                CHECK(masked == "***" + blank + "***0110");
            } else { // two numbers, of which the first has only 3 digits
                CHECK(masked.substr(0, 3) == "312");
                CHECK(last == "**10");
            }
        }
    }
}

TEST_CASE("digits of other scripts") {
    constexpr masking expectations[] = {
        // Fullwidth 3125550: U+FF13 ... The asterisk is U+FF0A.
        {"\357\274\223\357\274\221\357\274\222\357\274\225\357\274\225\357\274\225\357\274\220",
         "\357\274\212\357\274\212\357\274\212\357\274\212\357\274\212\357\274\225\357\274\220"},
        // Arabic-Indic: U+0663 ... The asterisk is U+066D.
        {"\331\243\331\241\331\242\331\245\331\245\331\245\331\240", "\331\255\331\255\331\255\331\255\331\255\331\245\331\240"},
        // Extended Arabic-Indic: U+06F3 ... The same asterisk.
        {"\333\263\333\261\333\262\333\265\333\265\333\265\333\260", "\331\255\331\255\331\255\331\255\331\255\333\265\333\260"},
        {"+1 \357\274\223\357\274\221\357\274\222 5550110", "+* \357\274\212\357\274\212\357\274\212 ***0110"}, // mixed
        {R"(\uff13\uff11\uff12\uFF15\u0665\u06f50)", R"(\uff0a\uff0a\uff0a\uFF0a\u066d\u06f50)"},
        {"%EF%BC%93%D9%A3%DB%B3555%31%30", "%EF%BC%8A%D9%AD%D9%AD***%31%30"},
        {"&#65299;&#1635;&#x6F3;55501", "&#65290;&#1645;&#x66d;***01"},
    };
    for (const masking& expected : expectations) {
        check(expected);
    }
    // A digit that is cut off is none.
    check_stays("31255\357\274");
    check_stays("\357\274\223\357\274\221\357\274\222\357\274\225\357\274\225\357\274\225"); // six digits
}

TEST_CASE("dates and times stay") {
    for (const std::string_view text : {"2026-03-01",
                                        "2026/03/01",
                                        "2026.03.01",
                                        "01.03.2026",
                                        "03/31/2026",
                                        "31-12-1999",
                                        "2026-03-01T10:00:00Z",
                                        "2026-03-01T10:00:00.123456789+01:00",
                                        "2026-03-01t10:00:00-0800",
                                        "2026-03-01t10:00:00z/2026-03-02t10:00:00z",
                                        "2026-03-01T10:00:00\342\210\2220800", // U+2212, as ISO 8601 has it
                                        "2026-03-01 10:00:00 +01:00 failed",
                                        "2026-03-01 10:00:00.123",
                                        "2026-03-01 10:00:00,123 failed",
                                        "2026-03-01 10:00:00 +0000 40300",
                                        "2026-03-01_10:00:00",
                                        "2026-03-01T10%3A00%3A00.123Z",
                                        "2026-03-01T10:00",
                                        "10:00:00.123456",
                                        "10:00:00Ztel5550110", // no offset: a word
                                        "between 21:00-08:00 and 09:00:00-17:00:00",
                                        "21:00\342\200\22308:00",
                                        "2026-03-01/2026-03-31",
                                        "from 2026-03-01 10:00:00 to 2026-03-02 11:30:00",
                                        "Tue, 24 Nov 2026 09:30:00 GMT",
                                        "Tuesday, 24-Nov-26 09:30:00 GMT",
                                        "Tue Nov 24 09:30:00 2026",
                                        "20260301T100000Z",
                                        "[2026-03-01 10:00:00] 40300: 12345",
                                        "(2026-03-01)",
                                        "2026-03-01, 10:00:00"}) {
        check_stays(text);
    }
    constexpr masking expectations[] = {
        {"20260301", "******01"},                       // without separators
        {"2026-13-01", "****-**-01"},                   // no such month
        {"1826-03-01", "****-**-01"},                   // before 1900
        {"32.01.2026", "**.**.**26"},                   // no such day
        {"13.13.2026", "**.**.**26"},                   // no such month
        {"2026-03.01 ", "****-**.01 "},                 // two separators
        {"2026-03-01-5550110", "****-**-**-***0110"},   // part of a longer number
        {"2026-03-0112", "****-**-0112"},               // a longer day
        {"10:00:00.1234567890", "**:**:**.******7890"}, // a longer fraction
        {"10:00:00Zulu 5550110", "10:00:00Zulu *****10"},
        // The day is the beginning of an identifier.
        {"5550110 2026-03-01ab12cd34ef56", "******* **26-03-01ab12cd34ef56"},
        {"25:00:00.1", "**:**:*0.1"}, // no such hour
        {"10:60:00.1", "**:**:*0.1"}, // no such minute

        {"+13125550110 2026-03-01 10:00:00", "+*******0110 2026-03-01 10:00:00"},
        {"2026-03-01T10:00:00Z,13125550110", "2026-03-01T10:00:00Z,*******0110"},
        {"2026-03-01 13125550110", "2026-03-01 *******0110"},
        {"10:00:00 +01:00 5550110", "10:00:00 +01:00 *****10"},
        {"10:00:00 -0800 5550110", "10:00:00 -0800 *****10"},
        {"10:00:00 +13:12:555 0110", "10:00:00 +**:**:*** 0110"}, // no offset: the number goes on
        {"12:34 567 8901", "12:34 *** **01"},
        {"01:42:22:33:44", "**:**:**:33:44"}, // more than a time
    };
    for (const masking& expected : expectations) {
        check(expected);
    }
}

TEST_CASE("identifiers and addresses stay") {
    for (const std::string_view text : {"4b300178-5f5d-8f3d-1234-123456789012",
                                        "4B300178-5F5D-8F3D-1234-123456789012",
                                        "12345678-1234-1234-1234-123456789012",
                                        "attempt 3 4b300178-5f5d-8f3d-1234-123456789012 failed",
                                        "40b8f1c2d3e4567890123456789abcde",
                                        "deadbeefcafe 40300",
                                        "SM1234567890abcdef",
                                        "order1234567",
                                        "1500000000ms",
                                        "/v2/messages/40300178abcdef12",
                                        "https://x.y/2026/40300178abcdef12",
                                        "CBX1234567",
                                        "code 40300",
                                        "(40300)",
                                        "40300,40310,40311",
                                        "192.168.100.200",
                                        "192.168.100.200:8080",
                                        "10.100.0.0/16 10.100.200.30",
                                        "2001:db8::1234:5678:9abc",
                                        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
                                        "::1234:5678",
                                        "::ffff:192.168.100.200",
                                        "00:1a:2b:3c:4d:5e",
                                        "10.0.19045.3693",
                                        "C++ v10.2.19045.3693",
                                        "v10.2.19045.3693",
                                        "1.0.3.4.5.6.7.8",
                                        "192.168.100.200: refused",
                                        "124.0.6367.207"}) {
        check_stays(text);
    }
    constexpr masking expectations[] = {
        {"12345678-1234-1234-1234-1234567890123", "********-****-****-****-*********0123"}, // a digit too many
        {"id 1234567890", "id ******7890"},                                                 // digits only
        {"msg_1234567", "msg_*****67"},
        {"0x12345678", "0x******78"}, // an x between digits is an extension
        {"1795512600", "******2600"}, // a Unix time
        {"192.168.100.256", "***.***.**0.256"},
        {"192.168.001.200", "***.***.**1.200"},     // no address has zeros before a number
        {"10.2.345.6789", "**.*.***.6789"},         // no group is 0
        {"10.0.5550110", "**.*.***0110"},           // a group that is longer than those of versions
        {"1.0.3.4.5.6.7.8.9", "*.*.*.*.*.*.*.8.9"}, // more groups than versions have
        {"1.0.3.4.5.6.7.8,9", "*.*.*.*.*.*.*.8,9"},
        {"v 5550110", "v *****10"},
        {"10v.5550110", "10v.*****10"},
        {"v10. 5550110", "v10. *****10"},
        // No IPv6 address: a group too long, groups too many, two gaps, a gap for no group, more digits, a word.
        {":::5550110", ":::*****10"},
        {"1234:5678:::9", "****:**78:::9"},
        {"1:2:3:4:5:6:7:8:9:0:55501", "*:*:*:*:*:*:7:8:9:0:55501"},
        {"1234:5678::9::1", "****:**78::9::1"},
        {"5550:1111:2:3:4:5:6:7::8", "****:**11:2:3:4:5:6:7::8"},
        {"::1234:5678.9", "::****:***8.9"},
        {"::1234:5678.*", "::****:**78.*"}, // an asterisk may hide a digit
        {"::1234:5678*", "::****:**78*"},
        {"::1234:5678z", "::****:**78z"},
        {"4b300178-5f5d-8f3d-1234-123456789012*", "4b300178-5f5d-8f3d-****-********9012*"},
        {"5550110-1a2b3c4d5e6f", "*****10-1a2b3c4d5e6f"},
        {"5550110-1a2b3c4d5e6fz", "******0-1a2b3c4d5e6fz"},
        {"1.312.555.0110", "*.***.***.0110"},
        {"+32 2.123.45.67", "+** *.***.45.67"},               // no address after a plus sign
        {"93469+90 212.111.22.33", "*****+** ***.***.22.33"}, // after one in the middle neither
        {"+(32) 2.123.45.67", "+(**) *.***.45.67"},
        {"+ 32 2.123.45.67", "+ ** *.***.45.67"},
        {"+4b3001781234567", "+4b3001781234567"},
        {"tel13125550110", "tel*******0110"},
        {"Fax3125550110", "Fax******0110"},
        {"3125550110x22", "******0110x22"},
        {"312 555 0110ext22", "*** *** 0110ext22"},
        {"from13125550100to13125550199", "from*******0100to*******0199"},
        {"+13125550110abc", "+*******0110abc"},
        {"\320\275\320\276\320\274\320\265\321\20013125550110", "\320\275\320\276\320\274\320\265\321\200*******0110"},
        {"https://wa.me/13125550110", "https://wa.me/*******0110"},
        {"sip:13125550110@10.0.0.1:5060", "sip:*******0110@10.0.0.1:5060"},
    };
    for (const masking& expected : expectations) {
        check(expected);
    }
}

TEST_CASE("hexadecimal identifiers within a run have at most 64 digits") {
    const std::string most = "1" + std::string(63, 'a');
    check({"5550110-" + most, "*****10-" + most});
    check({"5550110-" + most + 'a', "******0-" + most + 'a'});
}

TEST_CASE("decimals and prices stay") {
    for (const std::string_view text :
         {"1234567.89", "$1,234,567.89", "1.234.567,89", "1,234,567", "1234567,89", "48.8566140", "-0.1234567", "0.00001234567",
          "12.345678 USD", "1234567.125 s", "0.0040", "$0.0075000 per part", "0.00001234567890123456"}) {
        check_stays(text);
    }
    constexpr masking expectations[] = {
        {"122.4194155", "***.***4155"},
        {"555.0110", "***.**10"}, // a local number
        {"1.3125550110", "*.******0110"},
        {"030.1234567", "***.***4567"}, // no decimal begins with 0 and more digits
        {"1 234 567", "* *** *67"},
        {"612.345.678", "***.***.*78"},
        {"+1234567.89", "+*******.89"},
        {"1,23,4567", "*,**,**67"},
        {"0.000012345678901234567", "*.*****************4567"}, // a fraction of 21 digits
        {"1234567890.12", "********90.12"},                     // a whole part of 10 digits
        {"1234567.89-5550110", "*******.**-***0110"},           // part of a longer number
        {"1234,567,890", "****,**7,890"},
        {"012,345,678", "***,***,*78"},
        {"1,234,567.12345", "*,***,***.*2345"},
        {"1.234.567,890", "*.***.**7,890"},
        {"1,2345.678,90", "*,****.*78,90"},
        {"1.23.456,78", "*.**.***,78"},
        {"1.234.567,890,12", "*.***.*67,890,12"},
        {"1,234,567.890.12", "*,***,***.*90.12"},
    };
    for (const masking& expected : expectations) {
        check(expected);
    }
}

TEST_CASE("masking at compile time, and its size") {
    static_assert([] {
        char text[] = "+1%20312%20555%200110 at 2026-03-01T10:00:00Z";
        const std::size_t count = te::mask_phone_numbers(text, sizeof(text) - 1);
        return count == 1 && std::string_view{text} == "+*%20***%20***%200110 at 2026-03-01T10:00:00Z";
    }());
    // The part of a string that is passed is all that is read and written.
    char part[] = "31255501%32";
    CHECK(te::mask_phone_numbers(part, 9) == 1);
    CHECK(std::string_view{part} == "******01%32");
    const std::string all =
        "13125550110 %20&#160;\\u00a0 2026-03-01T10:00:00.123+01:00 4b300178-5f5d-8f3d-1234-123456789012 ::1234:5678";
    for (std::size_t size = 0; size <= all.size(); ++size) {
        const std::string once = te::masked(all.substr(0, size));
        CHECK(once.size() == size);
        CHECK(te::masked(once) == once);
    }
}
