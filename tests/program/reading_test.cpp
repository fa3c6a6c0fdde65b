// Tests of how the command line reads: CSV, UTF-16, times, misspelt words, the place where JSON breaks.
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "failure.hpp"
#include "streams/csv_rows.hpp"
#include "streams/payloads.hpp"
#include "streams/text_input.hpp"
#include "suggestions.hpp"
#include "time_argument.hpp"
#include "unit/catch.hpp"

using namespace command_line;

namespace {

struct rows_read {
    std::vector<std::string> records{};
    std::vector<std::size_t> lines{};
    std::vector<std::string> rejected{}; // "line: text (why)"
};

rows_read read_csv(std::string_view text, const csv_settings& settings = {}) {
    rows_read result;
    csv_rows rows{settings,
                  [&](std::string_view record, std::size_t line) {
                      result.records.emplace_back(record);
                      result.lines.push_back(line);
                  },
                  [&](std::string_view line_text, std::size_t line, const std::string& why) {
                      result.rejected.push_back(std::to_string(line) + ": " + std::string{line_text} + " (" + why + ')');
                  }};
    rows.feed(text);
    rows.finish();
    return result;
}

// Writes a file and reads it as text, in pieces of some bytes.
std::string text_of(std::string_view bytes, std::size_t piece = 65536) {
    const std::string name = (std::filesystem::temp_directory_path() / "telnyx_errors_reading_test").string();
    std::ofstream{name, std::ios::binary} << bytes;
    const csv_settings settings;
    text_input source{name, settings};
    std::string result;
    std::string buffer(piece, '\0');
    while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
        result.append(buffer, 0, size);
    }
    std::remove(name.c_str());
    return result;
}

std::string utf16(std::u16string_view text, bool is_big) {
    std::string result;
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xFFU);
        const char high = static_cast<char>(unit >> 8U);
        result += is_big ? high : low;
        result += is_big ? low : high;
    }
    return result;
}

} // namespace

TEST_CASE("rows of the portal's export become detail records") {
    const rows_read read =
        read_csv("Originating Number,Terminating number,CreateTimestamp(UTC),CompleteTimestamp(UTC),Direction,Status,"
                 "Status_v2,Unique Mdr ID,Message Body,Errors\r\n"
                 "+13125550100,+12025550143,2026-03-01 10:00:00,2026-03-01 10:00:05,outbound,gw_reject,"
                 "delivery_failed,m1,\"Hi, \"\"you\"\"\r\nthere\",40008\r\n"
                 "+13125550100,+12025550144,,,outbound,gw_reject,,m2,,\r\n");
    REQUIRE(read.records.size() == 2);
    CHECK(read.records[0] == R"({"record_type":"message_detail_record","id":"m1","status":"delivery_failed",)"
                             R"("errors":[{"code":"40008"}],"cli":"+13125550100","cld":"+12025550143","direction":"outbound",)"
                             R"("created_at":"2026-03-01T10:00:00Z","completed_at":"2026-03-01T10:00:05Z",)"
                             R"("text":"Hi, \"you\"\r\nthere"})");
    CHECK(read.records[1] == R"({"record_type":"message_detail_record","id":"m2","status":"gw_reject","cli":"+13125550100",)"
                             R"("cld":"+12025550144","direction":"outbound"})"); // Status counts where Status_v2 is empty
    CHECK(read.lines == std::vector<std::size_t>{2, 4});
    CHECK(read.rejected.empty());
}

TEST_CASE("columns are recognised without case, spaces and punctuation, or by what the user says") {
    CHECK(read_csv("UNIQUE_MDR_ID;status v2\nm;sent\n").records ==
          std::vector<std::string>{R"({"record_type":"message_detail_record","id":"m","status":"sent"})"});
    CHECK(read_csv("uuid\tcld\tstatus\nm\t1\tfailed\n").records ==
          std::vector<std::string>{R"({"record_type":"message_detail_record","id":"m","status":"failed","cld":"1"})"});
    csv_settings settings;
    settings.columns = {{"status", "Final state"}, {"code", "why"}};
    CHECK(read_csv("Ref,Final-State,Status,WHY\nm,failed,x,40300\n", settings).records ==
          std::vector<std::string>{R"({"record_type":"message_detail_record","status":"failed","errors":[{"code":"40300"}]})"});
    const auto columns = csv_rows::columns_of("Ref,Final State", settings);
    REQUIRE(columns.has_value());
    CHECK(columns->missing() == "why");
    CHECK_FALSE(csv_rows::columns_of("first,second,third", {}).has_value());
    CHECK_FALSE(csv_rows::columns_of("status of the system: fine", {}).has_value());
}

TEST_CASE("errors in a field of CSV") {
    const auto errors = [](const std::string& field) {
        const std::string record = read_csv("status,errors\nfailed," + field + '\n').records.at(0);
        const std::size_t place = record.find("\"errors\":");
        return place == std::string::npos ? std::string{} : record.substr(place + 9, record.size() - place - 10);
    };
    CHECK(errors("40008") == R"([{"code":"40008"}])");
    CHECK(errors("40008;40300 | 40001") == R"([{"code":"40008"},{"code":"40300"},{"code":"40001"}])");
    CHECK(errors("40008 - Undeliverable") == R"([{"code":"40008","title":"Undeliverable"}])");
    CHECK(errors("Undeliverable") == R"([{"title":"Undeliverable"}])");
    CHECK(errors("\"[\"\"40008\"\",\"\"40300\"\"]\"") == R"(["40008","40300"])");
    CHECK(errors("\"[{\"\"code\"\":\"\"40008\"\"}]\"") == R"([{"code":"40008"}])");
    CHECK(errors("40008x") == R"([{"code":"40008x"}])");
    CHECK(errors("40008.0") == R"([{"code":"40008"}])"); // as data frames write it
    CHECK(errors("40008.5") == R"([{"code":"40008.5"}])");
    CHECK(errors("\"['40008', '40300']\"") == R"([{"code":"40008"},{"code":"40300"}])");
    CHECK(errors("\"[{'code': '40300', 'title': 'Blocked', 'detail': None}]\"") ==
          R"([{"code":"40300","title":"Blocked","detail":null}])");
    CHECK(errors("\"{'code': '40300'}\"") == R"([{"code":"40300"}])");
    CHECK(errors("\"{40300,40008}\"") == R"([{"code":"40300"},{"code":"40008"}])"); // as PostgreSQL writes it
    CHECK(errors("\"{\"\"40300\"\",NULL}\"") == R"([{"code":"40300"}])");
    CHECK(errors("\"[40300.0, 40008]\"") == "[40300,40008]");
    CHECK(errors("\"[{\"\"code\"\":40300.0}]\"") == R"([{"code":40300}])");
    for (const char* const nothing : {"[]", "{}", "NULL", "None", "NaN"}) {
        INFO(nothing);
        CHECK(errors(nothing) == (std::string_view{nothing} == "{}" ? "[{}]" : ""));
    }
    CHECK(errors("").empty());
}

TEST_CASE("times without a zone stay as they are unless their column says UTC") {
    CHECK(read_csv("status,Completed At\nfailed,2026-03-01 10:00:00\n").records.at(0).find("2026-03-01 10:00:00\"") !=
          std::string::npos);
    CHECK(read_csv("status,completed_at_utc\nfailed,2026-03-01 10:00:00.5\n").records.at(0).find("2026-03-01T10:00:00.5Z") !=
          std::string::npos);
    CHECK(read_csv("status,CompleteTimestamp(UTC)\nfailed,2026-03-01 10:00:00+02:00\n").records.at(0).find("10:00:00+02:00") !=
          std::string::npos);
}

TEST_CASE("a row that cannot be read costs its line only") {
    const rows_read read = read_csv("id,status\n"
                                    "m1,failed,40008\n"
                                    "m2\n"
                                    "\n"
                                    "\"m3,failed\n"
                                    "m4,failed\n"
                                    "\"m\"5,failed\n"
                                    "m6,delivered");
    CHECK(read.lines == std::vector<std::size_t>{6, 8});
    CHECK(read.rejected == std::vector<std::string>{"2: m1,failed,40008 (it has 3 fields, and the header has 2)",
                                                    "3: m2 (it has 1 field, and the header has 2)",
                                                    "5: \"m3,failed (its quotes do not fit together)",
                                                    "7: \"m\"5,failed (its quotes do not fit together)"});
}

TEST_CASE("lines that end with a carriage return") {
    const std::string csv = "id,status,Message Body\rm1,failed,\"two\rlines\"\rm2\r\rm3,delivered,\r";
    const csv_settings settings;
    for (std::size_t piece = 1; piece != csv.size(); ++piece) {
        rows_read read;
        csv_rows rows{settings,
                      [&](std::string_view record, std::size_t line) {
                          read.records.emplace_back(record);
                          read.lines.push_back(line);
                      },
                      [&](std::string_view text, std::size_t line, const std::string&) {
                          read.rejected.push_back(std::to_string(line) + ": " + std::string{text});
                      }};
        for (std::size_t at = 0; at < csv.size(); at += piece) {
            rows.feed(std::string_view{csv}.substr(at, piece));
        }
        rows.finish();
        CHECK(read.lines == std::vector<std::size_t>{2, 6});
        CHECK(read.records.at(0) == R"({"record_type":"message_detail_record","id":"m1","status":"failed","text":"two\nlines"})");
        CHECK(read.rejected == std::vector<std::string>{"4: m2"});
    }
    // Elsewhere it is a part of a field.
    CHECK(read_csv("id,status\nm\r1,failed\r\n").records.at(0).find(R"("id":"m\r1","status":"failed")") != std::string::npos);
    CHECK(read_csv("\"id\r\",status\nm1,failed\n").lines == std::vector<std::size_t>{2});
    CHECK(csv_rows::first_line_size("a,b\r", false) == std::nullopt);
    CHECK(csv_rows::first_line_size("a,b\r", true) == 3);
    CHECK(csv_rows::first_line_size("a,b\r\n", false) == 4);
    CHECK(csv_rows::first_line_size("a,b", false) == std::nullopt);
    CHECK(csv_rows::first_line_size("a,b", true) == 3);
}

TEST_CASE("a repeated header is skipped") {
    const rows_read read = read_csv("id,status\nm1,failed\nid,status\n\"id\",\"status\"\r\nm2,failed\nid,status,more\n");
    CHECK(read.lines == std::vector<std::size_t>{2, 5});
    CHECK(read.rejected.size() == 1);
}

TEST_CASE("a last column with quotes that are not doubled") {
    csv_settings settings;
    settings.broken_last_column = true;
    const std::string csv = "id,status,Message Body\n"
                            "m1,failed,\"{\"text\":\"a, b\",\"media\":[\"c\"]}\"\n"
                            "m2,failed,\"two\nlines \"here\"\"\n"
                            "m3,failed,plain, \"x\" y\n"
                            "\"m,4\",failed,\n";
    const rows_read read = read_csv(csv, settings);
    CHECK(read.rejected.empty());
    REQUIRE(read.records.size() == 4);
    CHECK(read.records[0] ==
          R"({"record_type":"message_detail_record","id":"m1","status":"failed","text":"{\"text\":\"a, b\",\"media\":[\"c\"]}"})");
    CHECK(read.records[1].find(R"("text":"two\nlines \"here\"")") != std::string::npos);
    CHECK(read.records[2].find(R"("text":"plain, \"x\" y")") != std::string::npos);
    CHECK(read.records[3].find(R"("id":"m,4")") != std::string::npos);
    CHECK(read.lines == std::vector<std::size_t>{2, 3, 5, 6});
    CHECK(read_csv(csv).records.size() == 1); // otherwise these are rejected
}

TEST_CASE("an open quote at the beginning of a long file is read twice at most") {
    std::string csv = "id,status\n\"open,failed\n";
    for (int i = 0; i != 200000; ++i) {
        csv += "m,delivered\n";
    }
    CHECK(read_csv(csv).records.size() == 200000);
}

TEST_CASE("UTF-16, with and without a byte order mark") {
    const std::u16string_view text = u"{\"errors\":[{\"title\":\"\u00E9\u20AC\U0001F600\"}]}\n";
    const std::string expected = "{\"errors\":[{\"title\":\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"}]}\n";
    for (const bool is_big : {false, true}) {
        CHECK(text_of(utf16(text, is_big)) == expected);
        CHECK(text_of(utf16(u"\uFEFF", is_big) + utf16(text, is_big)) == expected);
        CHECK(text_of(utf16(text, is_big), 4) == expected);
        CHECK(text_of(utf16(u"[1]", is_big) + (is_big ? '\0' : 'x')) == "[1]\xEF\xBF\xBD"); // half a character
        const char16_t halves[] = {u'[', u'"', 0xDC00, u'"', u',', u'"', 0xD800, u'"', u']', 0xD800};
        CHECK(text_of(utf16({halves, 10}, is_big)) == "[\"\xEF\xBF\xBD\",\"\xEF\xBF\xBD\"]\xEF\xBF\xBD");
    }
    CHECK(text_of("") == "");
    CHECK(text_of("1") == "1");
    CHECK(text_of(std::string_view{"\0", 1}) == std::string(1, '\0'));
    for (const std::size_t piece : {std::size_t{4}, std::size_t{65536}}) {
        CHECK(text_of("\xEF\xBB\xBF{}", piece) == "{}");
        CHECK(text_of("\xEF\xBB\xBF\xEF\xBB\xBF{}", piece) == "\xEF\xBB\xBF{}"); // one is a mark
        CHECK(text_of("\xEF\xBB{}", piece) == "\xEF\xBB{}");
        CHECK(text_of("\xEF\xBB\xBF", piece).empty());
        CHECK(text_of("\xEF\xBB", piece) == "\xEF\xBB");
        CHECK(text_of("\xEF", piece) == "\xEF");
    }
}

TEST_CASE("binary files are named, and text with a few odd bytes is read") {
    std::string random;
    std::minstd_rand generator{1};
    for (unsigned i = 0; i != 4096; ++i) {
        random += static_cast<char>(generator() >> 8U & 0xFFU);
    }
    CHECK_THROWS_AS(text_of(random), failure);
    CHECK_THROWS_AS(text_of(std::string(64, '\0')), failure);
    CHECK(text_of("{\"errors\":[]}\n{\"a\":\"\xE9t\xE9 latin-1\"}\n").size() == 34);
    std::string cyrillic;
    for (int i = 0; i != 100; ++i) {
        cyrillic += "\xD0\xB6";
    }
    CHECK(text_of(cyrillic) == cyrillic);
}

TEST_CASE("times on the command line") {
    const auto seconds = [](std::string_view text) { return time_of(text).known() ? time_of(text).unix_seconds() : -1; };
    CHECK(seconds("2026-11-26T12:00:00Z") == 1795694400); // date -d ... +%s
    CHECK(seconds("2026-11-26T13:00:00+01:00") == 1795694400);
    CHECK(seconds("2026-11-26 12:00") == 1795694400);
    CHECK(seconds("2026-11-26 12:00 UTC") == 1795694400);
    CHECK(seconds("2026-11-26 12:00:00.5Z") == 1795694400);
    CHECK(seconds("2026-11-26 13:00+01:00") == 1795694400);
    CHECK(seconds("2026-11-26") == 1795651200);
    CHECK(seconds("1795694400") == 1795694400);
    for (const std::string_view wrong : {"", "now", "0x10", "1795694400000", "20783", "20261126", "-1795694400", "2026-11-31",
                                         "2026-11-26x", "2026-11-26 12", "2026-11-26 12:00 CET", "01795694400", "26.11.2026"}) {
        INFO(wrong);
        CHECK(seconds(wrong) == -1);
    }
    CHECK(problem_with_time("1795694400000").find("milliseconds") != std::string::npos);
    CHECK(problem_with_time("20783").find("milliseconds") == std::string::npos);
}

TEST_CASE("misspelt words") {
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("exlpain", "explain") == 1); // neighbours are swapped
    CHECK(edit_distance("same", "same") == 0);
    const std::vector<std::string> commands{"explain", "classify", "triage", "table"};
    CHECK(nearest("trige", commands) == std::vector<std::string>{"triage"});
    CHECK(nearest("clasify", commands) == std::vector<std::string>{"classify"});
    CHECK(nearest("nonsense", commands).empty());
    CHECK(nearest(std::string(100000, 'x'), commands).empty());
    CHECK(did_you_mean("tabel", commands) == "; did you mean 'table'?");
    CHECK(did_you_mean("a1", {"a2", "a3", "a4", "a5"}).empty());
    CHECK(did_you_mean("aaa1", {"aaa2", "aaa3", "aaa4", "aaa5"}) == "; did you mean 'aaa2', 'aaa3' or 'aaa4'?");
}

TEST_CASE("where JSON breaks") {
    const auto place = [](std::string_view text) {
        const auto found = json_break(text);
        return found ? std::to_string(found->line) + ':' + std::to_string(found->column) : std::string{};
    };
    CHECK(place("{\"errors\":[}") == "1:12");
    CHECK(place("{\n  \"a\": 1,\n  \"\xC3\xA9\": x\n}") == "3:8"); // a character of two bytes is one column
    CHECK(place("{\"a\":1") == "1:7");
    CHECK(place("[1,]") == "1:4");
    CHECK(place("{\"a\":1}").empty());
    CHECK(place("no json").empty());
    CHECK(place("").empty());
}
