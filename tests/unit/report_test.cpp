// Reports: lifetimes, lists beyond their inline part, limits, codes as text, and each body of a list by itself.
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
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

template <class Argument, class = void>
struct can_read : std::false_type {};
template <class Argument>
struct can_read<Argument, std::void_t<decltype(te::read(std::declval<Argument>()))>> : std::true_type {};

std::string answer_with(std::size_t errors) {
    json list = json::array();
    for (std::size_t i = 0; i != errors; ++i) {
        list.push_back({{"code", std::to_string(40000 + i % 21)}, {"title", "number " + std::to_string(i)}});
    }
    return json{{"errors", list}}.dump();
}

std::string message_with(std::size_t recipients) {
    json list = json::array();
    for (std::size_t i = 0; i != recipients; ++i) {
        list.push_back({{"phone_number", "+1312555" + std::to_string(1000 + i)}, {"status", "delivery_failed"}});
    }
    return json{{"data", {{"record_type", "message"}, {"to", list}}}}.dump();
}

} // namespace

static_assert(can_read<const json&>::value && can_read<json&>::value);
static_assert(!can_read<json>::value && !can_read<const json>::value, "a document that is about to die cannot lend its texts");
static_assert(can_read<const nlohmann::ordered_json&>::value && !can_read<nlohmann::ordered_json>::value);
static_assert(can_read<std::string>::value && can_read<std::string_view>::value && can_read<const char*>::value);
static_assert(noexcept(te::read(std::declval<const json&>())));
static_assert(!can_read<int>::value && !can_read<const int&>::value,
              "there is no adapter for int, and no error inside the library");

// A view of a temporary report would dangle.
static_assert(!std::is_constructible<te::report_view, te::report>::value);
static_assert(!std::is_constructible<te::report_view, const te::report>::value);
static_assert(!std::is_assignable<te::report_view&, te::report>::value);
static_assert(!std::is_convertible<te::report, const te::report_view&>::value);
static_assert(!std::is_convertible<te::report&, te::report_view&>::value, "a view must not be changed behind the report's back");
static_assert(!std::is_base_of<te::report_view, te::report>::value);
static_assert(std::is_constructible<te::report_view, const te::report&>::value);
static_assert(std::is_assignable<te::report_view&, te::report&>::value);
static_assert(std::is_convertible<te::report&, const te::report_view&>::value);
static_assert(!std::is_convertible<te::owning_range<te::error_view, te::report>, te::range_of<te::error_view>>::value);
static_assert(std::is_nothrow_move_constructible<te::report>::value && std::is_nothrow_move_assignable<te::report>::value);

static_assert(!te::recipient_index{}.known() && te::recipient_index{0}.known());
static_assert(te::recipient_index{7}.value() == 7 && te::recipient_index{}.value() == static_cast<std::size_t>(-1));
static_assert(te::recipient_index{7} == te::recipient_index{7} && te::recipient_index{7} != te::recipient_index{8});
static_assert(te::recipient_index{} == te::recipient_index{} && te::recipient_index{0} != te::recipient_index{});
static_assert(!std::is_convertible<std::size_t, te::recipient_index>::value);

TEST_CASE("all errors and all recipients are reported, however many") {
    for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 16U, 17U, 100U, 4095U, 4096U}) {
        INFO(count);
        const std::string answer = answer_with(count);
        const te::report owned = te::read(answer);
        const json parsed = json::parse(answer);
        const te::report_view view = te::read(parsed);
        REQUIRE(owned.errors().size() == count);
        REQUIRE(view.errors().size() == count);
        CHECK_FALSE(owned.incomplete());
        for (std::size_t i = 0; i != count; ++i) {
            REQUIRE(owned.errors()[i].title == "number " + std::to_string(i));
            REQUIRE(view.errors()[i].title == owned.errors()[i].title);
        }
        const std::string message = message_with(count);
        const te::report sent = te::read(message);
        REQUIRE(sent.recipients().size() == count);
        if (count != 0) {
            CHECK(sent.recipients()[count - 1].phone_number == "+1312555" + std::to_string(1000 + count - 1));
            CHECK(sent.recipients()[count - 1].outcome == te::outcome::failed);
        }
    }
}

TEST_CASE("what exceeds the limits is said to be missing") {
    CHECK_FALSE(te::read(answer_with(te::limits::list_elements)).incomplete());
    const te::report too_many = te::read(answer_with(te::limits::list_elements + 1));
    CHECK(too_many.incomplete());
    CHECK(too_many.errors().size() == te::limits::list_elements);
    const json parsed = json::parse(answer_with(te::limits::list_elements + 1));
    CHECK(te::read(parsed).incomplete());
    CHECK(te::read(parsed).errors().size() == te::limits::list_elements);
    CHECK(te::read(message_with(te::limits::list_elements + 5)).incomplete());

    const auto titled = [](std::size_t bytes) { return json{{"errors", {{{"title", std::string(bytes, 'x')}}}}}.dump(); };
    CHECK(te::read(titled(te::limits::text_bytes)).errors()[0].title.size() == te::limits::text_bytes);
    CHECK(te::read(titled(te::limits::text_bytes + 1)).errors()[0].title.size() == te::limits::text_bytes);
    std::string umlauts = "x";
    for (int i = 0; i != 3000; ++i) {
        umlauts += "\xC3\xBC";
    }
    const std::string with_umlauts = json{{"errors", {{{"title", umlauts}}}}}.dump();
    const te::report cut = te::read(with_umlauts);
    CHECK(cut.errors()[0].title.size() == te::limits::text_bytes - 1); // 4095 is where a character begins
    CHECK(cut.errors()[0].title == umlauts.substr(0, te::limits::text_bytes - 1));

    std::string large(te::limits::body_bytes + 1, ' ');
    large.replace(0, 2, "[]");
    const te::report refused = te::read(large);
    CHECK(refused.kind() == te::kind::not_json);
    CHECK(refused.problem() == te::problem::too_large);
    large.pop_back();
    CHECK(te::read(large).kind() == te::kind::unrecognised);
}

TEST_CASE("of two spellings of an HTTP status the same one counts, in whatever order the members come") {
    // Documents sort their members or keep them as they came, so the order must not decide.
    for (const std::string body :
         {R"({"status_code":404,"statusCode":500,"error":"x"})", R"({"statusCode":500,"error":"x","status_code":404})"}) {
        INFO(body);
        CHECK(te::read(body).http_status() == 404);
        const json sorted = json::parse(body);
        CHECK(te::read(sorted).http_status() == 404);
        const nlohmann::ordered_json in_order = nlohmann::ordered_json::parse(body);
        CHECK(te::read(in_order).http_status() == 404);
    }
    CHECK(te::read(R"({"statusCode":503,"error":"x"})").http_status() == 503);
    CHECK(te::read(R"({"status_code":"404","statusCode":503,"error":"x"})").http_status() == 503);
    CHECK(te::read(R"({"status":409,"status_code":404,"error":"x"})").http_status() == 409);
}

TEST_CASE("many bodies in one list stay within the items kept") {
    json page = json::array();
    const json answer = json::parse(answer_with(4096));
    for (int i = 0; i != 17; ++i) {
        page.push_back(answer);
    }
    const te::report_view merged = te::read(page);
    CHECK(merged.body_count() == 17);
    CHECK(merged.errors().size() == te::limits::kept_items);
    CHECK(merged.incomplete());
    page.erase(page.begin());
    CHECK(te::read(page).errors().size() == te::limits::kept_items);
    CHECK_FALSE(te::read(page).incomplete());
}

TEST_CASE("wrappers and lists are looked into up to a depth") {
    const auto wrapped = [](std::size_t levels, bool list) {
        json body = json::parse(answer_with(1));
        for (std::size_t i = 0; i != levels; ++i) {
            body = list ? json::array({body}) : json{{"error", body}};
        }
        return body;
    };
    for (const bool list : {false, true}) {
        const json inside = wrapped(te::limits::wrappers, list);
        CHECK(te::read(inside).errors().size() == 1);
        CHECK_FALSE(te::read(inside).incomplete());
        CHECK(te::read(inside.dump()).errors().size() == 1);
        const json outside = wrapped(te::limits::wrappers + 1, list);
        CHECK(te::read(outside).errors().empty());
        CHECK(te::read(outside).incomplete());
        CHECK(te::read(outside.dump()).errors().empty());
        CHECK(te::read(outside.dump()).incomplete());
    }
    const std::string brackets(1000000, '[');
    CHECK(te::read(brackets).kind() == te::kind::not_json);
    CHECK(te::read(brackets + std::string(1000000, ']')).kind() == te::kind::unrecognised);
}

TEST_CASE("reports may be moved, copied and assigned") {
    const std::string small = R"({"errors":[{"code":"40300","title":"Blocked due to STOP message","detail":"one"}]})";
    const std::string large = answer_with(40);
    for (const std::string& body : {small, large}) {
        te::report first = te::read(body);
        const std::size_t count = first.errors().size();
        const std::string title{first.errors()[count - 1].title};
        te::report moved = std::move(first);
        CHECK(moved.errors()[count - 1].title == title);
        te::report copy = moved;
        CHECK(copy.errors()[count - 1].title == title);
        CHECK(copy.errors()[count - 1].title.data() != moved.errors()[count - 1].title.data());
        te::report assigned;
        assigned = copy;
        copy = te::report{};
        CHECK(copy.kind() == te::kind::unrecognised);
        CHECK(assigned.errors()[count - 1].title == title);
        assigned = *&assigned;
        CHECK(assigned.errors()[count - 1].title == title);
        std::vector<te::report> grown;
        for (int i = 0; i != 20; ++i) {
            grown.push_back(assigned);
        }
        CHECK(grown.front().errors()[count - 1].title == title);

        const json parsed = json::parse(body);
        te::report_view view = te::read(parsed);
        te::report_view view_copy = view;
        view = te::report_view{};
        CHECK(view.errors().empty());
        CHECK(view_copy.errors()[count - 1].title == title);
        view = view_copy;
        view = *&view;
        const te::report_view moved_view = std::move(view);
        CHECK(moved_view.errors().size() == count);
    }
}

TEST_CASE("codes as text") {
    CHECK(te::code_text{}.empty());
    CHECK(te::code_text{std::int64_t{0}} == "0");
    CHECK(te::code_text{std::int64_t{40300}} == "40300");
    CHECK(te::code_text{std::int64_t{-7}} == "-7");
    CHECK(te::code_text{(std::numeric_limits<std::int64_t>::min)()} == "-9223372036854775808");
    CHECK(te::code_text{(std::numeric_limits<std::int64_t>::max)()} == "9223372036854775807");
    CHECK(te::code_text{std::string_view{"some_code"}} == "some_code");
    CHECK(te::code_text{std::string_view{"some_code"}} != "other");
    te::code_text copy;
    {
        const te::code_text number{std::int64_t{75499}};
        copy = number;
    }
    CHECK(copy == "75499"); // the digits are in the copy, not in what was copied
    const std::string_view as_view = copy;
    CHECK(as_view == "75499");
}

TEST_CASE("titles agree but for case, blanks and punctuation") {
    struct expectation {
        std::int64_t number;
        std::string_view title;
        bool disagrees;
    };
    constexpr expectation expectations[] = {
        {40002, "Blocked as spam - temporary", false},
        {40002, "Blocked as spam (temporary)", false},
        {40002, "BLOCKED AS SPAM TEMPORARY", false},
        {40002, "Blocked as spam - permanent", true},
        {40002, "Unsupported format", true},
        {40002, "Blocked as spam", true},
        {40002, "", false},
        {40100, "Number not messaging enabled", false},
        {47000, "Whatever", false},
        {40017, "AT&T 10DLC Spam Message Rejected", false},
        {40300, "Forbidden", true},
        {40300, "---", false},
        {40300, "Blocked due to STOP message\xC3\xBC", true},
        {40002, "Blocked as spam \xE2\x80\x93 temporary", false},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.number << ' ' << expected.title);
        te::error_view error{};
        error.number = expected.number;
        error.title = expected.title;
        CHECK(error.title_disagrees() == expected.disagrees);
    }
}

TEST_CASE("each body of a list, a page or nothing, by itself") {
    const std::string page = R"({"data":[{"record_type":"message_detail_record","uuid":"a","status":"failed","errors":["40001"]},
        {"record_type":"message_detail_record","uuid":"b","status":"delivered","errors":[]}],"meta":{"total_pages":1}})";
    std::vector<std::string> seen;
    const auto note = [&](const te::report_view& report) {
        seen.push_back(std::string{name(report.kind())} + ' ' + std::string{report.message_id()} + ' ' +
                       std::to_string(report.errors().size()) + ' ' + std::string{name(report.outcome())} + ' ' +
                       std::string{name(report.phase())});
    };
    const std::vector<std::string> expected{"record a 1 failed record", "record b 0 delivered record"};
    CHECK(te::read_each(page, te::phase::unknown, note));
    CHECK(seen == expected);
    seen.clear();
    const json parsed = json::parse(page);
    CHECK(te::read_each(parsed, te::phase::unknown, note));
    CHECK(seen == expected);

    seen.clear();
    CHECK(te::read_each("<html>", te::phase::request, note));
    CHECK(seen == std::vector<std::string>{"not_json  0 none request"});
    seen.clear();
    CHECK(te::read_each(R"([{"errors":[{"code":"40300"}]},[{"a":1}],7])", te::phase::delivery, note));
    CHECK(seen == std::vector<std::string>{"api_error  1 failed delivery", "unrecognised  0 none delivery",
                                           "unrecognised  0 none delivery"}); // the 7, which is no body either
    for (const std::string_view other : {"42", "null", "true", R"("40300")", R"({"data":[1.5]})", R"([[null]])"}) {
        INFO(other);
        seen.clear();
        CHECK(te::read_each(other, te::phase::unknown, note));
        CHECK(te::read_each(json::parse(other), te::phase::unknown, note));
        CHECK(seen == std::vector<std::string>(2, "unrecognised  0 none unknown"));
    }
    seen.clear();
    CHECK(te::read_each("[]", te::phase::unknown, note));
    CHECK(seen.empty());
    CHECK_FALSE(te::read_each("[[[[[[[[[[{}]]]]]]]]]]", te::phase::unknown, note));
}

TEST_CASE("the caller's phase outranks the body's") {
    const std::string body = R"({"errors":[{"code":"40300"}]})";
    CHECK(te::read(body).phase() == te::phase::request);
    CHECK(te::read(body, te::phase::record).phase() == te::phase::record);
    CHECK(te::read("", te::phase::request).phase() == te::phase::request);
    CHECK(te::read("").phase() == te::phase::unknown);
}

TEST_CASE("an instance of basic_json with other containers is read as well") {
    using narrow_json = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int32_t, std::uint32_t, float>;
    const narrow_json parsed = narrow_json::parse(R"({"errors":[{"code":40300},{"code":4294967295}]})");
    const te::report_view report = te::read(parsed);
    REQUIRE(report.errors().size() == 2);
    CHECK(report.errors()[0].number == 40300);
    CHECK(report.errors()[1].number == 4294967295);
}

TEST_CASE("the samples of docs/payloads.md are the kinds of body that it says") {
    struct sample {
        te::kind kind;
        std::size_t errors;
        te::outcome outcome;
        std::string_view title;     // of the first error, if there is one
        std::string_view detail;    // the same
        std::string_view parameter; // the same
    };
    using k = te::kind;
    using o = te::outcome;
    // By the text of the document, in its order.
    constexpr sample samples[] = {
        {k::api_error, 1, o::failed, "Invalid 'to' address", "The number is too short.", "to"},
        {k::message, 1, o::in_progress, "Unexpected error", "", ""},
        {k::api_error, 1, o::failed, "", "field required", "to"},
        {k::api_error, 1, o::failed, "invalid_client", "The client is not known.", ""},
        {k::api_error, 1, o::failed, "", "Something went wrong.", ""},
        {k::webhook, 1, o::failed, "Undeliverable", "", ""},
        {k::webhook, 0, o::none, "", "", ""},
        {k::webhook, 0, o::failed, "", "", ""},
        {k::webhook, 0, o::received, "", "", ""},
        {k::event, 0, o::in_progress, "", "", ""},
        {k::message, 0, o::failed, "", "", ""},
        {k::record, 1, o::failed, "", "", ""},
        {k::record, 1, o::failed, "", "Undeliverable", ""},
        {k::api_error, 1, o::failed, "Messaging profile spend limit reached", "", ""},
        {k::api_error, 1, o::failed, "Blocked due to STOP message", "", ""},
        {k::api_error, 1, o::failed, "Too many requests", "", ""},
        {k::webhook, 1, o::failed, "", "", ""},
        {k::record, 1, o::failed, "", "", ""},
    };
    std::ifstream file(TELNYX_ERRORS_TESTS_SOURCE "/docs/payloads.md");
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const std::string_view fence = "```json\n";
    std::size_t seen = 0;
    for (std::size_t place = text.find(fence); place != std::string::npos; place = text.find(fence, place)) {
        place += fence.size();
        const te::report report = te::read(std::string_view{text}.substr(place, text.find("```\n", place) - place));
        INFO("sample " << seen);
        REQUIRE(seen < sizeof(samples) / sizeof(samples[0]));
        const sample& expected = samples[seen++];
        CHECK(name(report.kind()) == name(expected.kind));
        CHECK(name(report.outcome()) == name(expected.outcome));
        REQUIRE(report.errors().size() == expected.errors);
        if (expected.errors != 0) {
            CHECK(report.errors()[0].title == expected.title);
            CHECK(report.errors()[0].detail == expected.detail);
            CHECK(report.errors()[0].parameter == expected.parameter);
        }
    }
    CHECK(seen == sizeof(samples) / sizeof(samples[0]));
}

TEST_CASE("what a report was moved from says nothing") {
    te::report source = te::read(R"({"data":{"record_type":"message","id":"m-1","errors":[{"code":"40300","title":"Stopped"}]}})");
    REQUIRE(source.message_id() == "m-1");
    const std::string_view title = source.errors()[0].title;
    te::report constructed{std::move(source)};
    te::report assigned;
    assigned = std::move(constructed);
    CHECK(assigned.errors()[0].title.data() == title.data());      // views stay valid
    for (const te::report* const left : {&source, &constructed}) { // NOLINT(bugprone-use-after-move)
        CHECK(left->kind() == te::kind::unrecognised);
        CHECK(left->errors().empty());
        CHECK(left->message_id().empty());
    }
}

TEST_CASE("the errors and recipients of a temporary report are safe to use") {
    const std::string body = R"({"data":{"record_type":"message","to":["+13125550100","+13125550101"],)"
                             R"("errors":[{"code":"40300","title":"Blocked due to STOP message"},{"code":40008}]}})";
    const json document = json::parse(body);
    std::string seen;
    for (const te::error_view& error : te::read(document).errors()) {
        seen.append(error.code.view()).append(" ").append(error.title).append(";");
    }
    for (const te::error_view& error : te::read(body).errors()) {
        seen.append(error.code.view()).append(" ").append(error.title).append(";");
    }
    CHECK(seen == "40300 Blocked due to STOP message;40008 ;40300 Blocked due to STOP message;40008 ;");
    seen.clear();
    for (const te::recipient_view& recipient : te::read(document).recipients()) {
        seen.append(recipient.phone_number).append(";");
    }
    for (const te::recipient_view& recipient : te::read(body).recipients()) {
        seen.append(recipient.phone_number).append(";");
    }
    CHECK(seen == "+13125550100;+13125550101;+13125550100;+13125550101;");

    const auto errors = te::read(body).errors(); // the report lives in the range
    REQUIRE(errors.size() == 2);
    CHECK_FALSE(errors.empty());
    CHECK(errors[0].title == "Blocked due to STOP message");
    CHECK(errors.end() - errors.begin() == 2);
    CHECK(te::read(body).errors()[1].code == "40008");
    CHECK(te::read("{}").errors().empty());
    te::report report = te::read(body);
    CHECK(std::move(report).recipients().size() == 2);
    CHECK(report.recipients().empty()); // NOLINT(bugprone-use-after-move): it is in the range
}

TEST_CASE("the digits of an integer code are strings of the report") {
    std::string many = R"({"errors":[)";
    for (int i = 0; i != 300; ++i) { // more digits than there is room for among the strings
        many += std::to_string(40000 + i) + ",";
    }
    many += "-9223372036854775808]}";
    for (const std::string& body : {std::string{R"({"errors":[{"code":40300,"title":"Stopped"}]})"},
                                    std::string{R"({"code":40300})"}, std::string{R"({"errors":[40300,"40008",-7]})"}, many}) {
        INFO(body.substr(0, 40));
        std::vector<te::report> reports;
        reports.push_back(te::read(body));
        const std::vector<te::error_view> errors(reports[0].errors().begin(), reports[0].errors().end());
        std::vector<std::string_view> codes;
        std::vector<std::string> copies;
        for (const te::error_view& error : reports[0].errors()) {
            codes.push_back(error.code.view());
            copies.emplace_back(error.code.view());
        }
        for (int i = 0; i != 10; ++i) {
            reports.push_back(reports[0]); // moves and copies
        }
        const te::report_view view = reports[0];
        REQUIRE(view.errors().size() == copies.size());
        for (std::size_t i = 0; i != copies.size(); ++i) {
            CHECK(codes[i] == copies[i]);
            CHECK(codes[i].data() == reports[0].errors()[i].code.view().data());
            CHECK(view.errors()[i].code == copies[i]);
            CHECK(view.errors()[i].title == errors[i].title);
            CHECK(std::to_string(errors[i].number) == copies[i]);
            CHECK(reports[10].errors()[i].code == copies[i]);
            CHECK(reports[10].errors()[i].code.view().data() != codes[i].data());
        }
    }
}

TEST_CASE("a cost that is a number is written out in the report, and in each copy of it") {
    const std::string body =
        R"({"record_type":"message","id":"m-1","errors":[{"code":40300}],"cost":{"amount":0.0051,"currency":"USD"}})";
    te::report_view copied_view;
    {
        const json document = json::parse(body);
        const te::report_view view = te::read(document);
        CHECK(view.cost() == "0.0051");
        const char* const digits = view.cost().data(); // in the view itself
        CHECK((digits >= reinterpret_cast<const char*>(&view) && digits < reinterpret_cast<const char*>(&view + 1)));
        copied_view = view;
        CHECK(copied_view.currency() == "USD");
    }
    CHECK(copied_view.cost() == "0.0051"); // the document is gone, and so is the first view
    te::report copied;
    {
        te::report owner = te::read(body);
        const std::string_view before = owner.cost();
        const te::report moved = std::move(owner);
        CHECK(before == "0.0051"); // moving does not invalidate strings
        CHECK(moved.cost().data() == before.data());
        copied = moved;
        CHECK(copied.cost().data() != moved.cost().data());
    }
    CHECK(copied.cost() == "0.0051");
    CHECK(copied.currency() == "USD");
    CHECK(copied.errors()[0].code == "40300");
    for (std::size_t size = 200; size != 600; ++size) { // with and without room for the digits among the strings
        const std::string text(size, 'x');
        const te::report long_one =
            te::read(R"({"id":"m-1-is-the-first-string","record_type":"message","text":")" + text + R"(","cost":0.0051})");
        CHECK((long_one.message_id() == "m-1-is-the-first-string" && long_one.text() == text && long_one.cost() == "0.0051"));
        const auto place_of = [](std::string_view string) { return reinterpret_cast<std::uintptr_t>(string.data()); };
        const std::size_t strings = long_one.message_id().size() + std::string_view{"message"}.size() + size;
        CHECK(place_of(long_one.cost()) == place_of(long_one.message_id()) + strings); // in the same buffer
    }
    CHECK(te::report{}.cost().empty());
    CHECK(te::report_view{}.currency().empty());
}

TEST_CASE("a report assigned to itself stays as it is") {
    te::report report = te::read(answer_with(20));
    te::report& same = report;
    report = std::move(same);
    CHECK(report.errors().size() == 20);
    CHECK(report.errors()[19].title == "number 19");
    te::report_view view = report;
    te::report_view& same_view = view;
    view = std::move(same_view);
    CHECK(view.errors().size() == 20);
    view = same_view;
    CHECK(view.errors().size() == 20);
    te::detail::inline_list<int, 2> numbers; // the part of it that gives memory back
    for (int i = 0; i != 3; ++i) {
        CHECK(numbers.push_back(i));
    }
    te::detail::inline_list<int, 2>& same_numbers = numbers;
    numbers = same_numbers;
    REQUIRE(numbers.size() == 3);
    CHECK(numbers.data()[2] == 2);
}

TEST_CASE("a list assigned from another is a copy of it") {
    using list = te::detail::inline_list<int, 2>;
    const auto counted = [](int count) { // 0, 1, 2 ...
        list result;
        for (int i = 0; i != count; ++i) {
            CHECK(result.push_back(i));
        }
        return result;
    };
    // Two elements are kept in the object, three are not.
    for (const int from : {0, 2, 3, 5}) {
        for (const int to : {0, 1, 3, 7}) {
            INFO(from << " to " << to);
            list original = counted(from);
            list copy = counted(to);
            copy = original;
            for (int& number : original) {
                number = -1;
            }
            REQUIRE(copy.size() == static_cast<std::size_t>(from));
            for (int i = 0; i != from; ++i) {
                CHECK(copy.data()[i] == i);
            }
            CHECK(copy.push_back(from));
            CHECK(copy.data()[from] == from);
        }
    }
}

TEST_CASE("names of members are told apart by all their letters") {
    const te::detail::name_hash hash = te::detail::find_name_hash(te::detail::known_names.list);
    CHECK(hash.first_factor == te::detail::hash_of_names.first_factor);
    CHECK(hash.middle_factor == te::detail::hash_of_names.middle_factor);
    CHECK(te::detail::tells_names_apart(hash, te::detail::known_names.list));
    CHECK_FALSE(te::detail::tells_names_apart({0, 0}, te::detail::known_names.list));
    // No factors tell apart two names that are the same.
    const std::string_view twice[] = {"code", "code"};
    CHECK_FALSE(te::detail::tells_names_apart({21, 5}, twice));
    CHECK(te::detail::find_name_hash(twice).first_factor == 0);
    CHECK(te::detail::find_name_hash(twice).middle_factor == 0);
    const te::detail::every_name names = te::detail::make_every_name();
    CHECK(std::equal(std::begin(names.list), std::end(names.list), std::begin(te::detail::known_names.list)));
    CHECK(std::equal(std::begin(names.which), std::end(names.which), std::begin(te::detail::known_names.which)));
    const te::detail::name_index index = te::detail::make_name_index();
    CHECK(std::equal(std::begin(index.slot), std::end(index.slot), std::begin(te::detail::index_of_names.slot)));
    CHECK(te::detail::longest_name() == std::string_view{"messaging_profile_id"}.size());
    CHECK(te::detail::same_name("abc", "abc", 3));
    CHECK_FALSE(te::detail::same_name("abc", "abd", 3));
    CHECK_FALSE(te::detail::same_name("abc", "aXc", 3));
    std::size_t place = 0;
    for (const std::string_view name : te::detail::member_names) {
        CHECK(te::detail::identify(name) == static_cast<te::detail::spelling>(++place));
        CHECK(te::detail::member_of(te::detail::identify(name)) == static_cast<te::detail::member>(place));
    }
    CHECK(place + 1 == te::detail::member_count);
    for (const te::detail::member_alias& alias : te::detail::member_aliases) {
        CHECK(te::detail::identify(alias.name) == static_cast<te::detail::spelling>(++place));
        CHECK(te::detail::member_of(te::detail::identify(alias.name)) == alias.which);
    }
    CHECK(te::detail::member_of(te::detail::identify("Errors")) == te::detail::member::errors);
    CHECK(te::detail::identify("ERRORS") == te::detail::spelling::none);
    CHECK(te::detail::member_of(te::detail::spelling::none) == te::detail::member::none);
    std::size_t known = 0;
    std::size_t wrong = 0;
    for (char a = '0'; a != '{'; ++a) {
        for (char b = '0'; b != '{'; ++b) {
            for (char c = '0'; c != '{'; ++c) {
                const std::string name{a, b, c};
                const auto which = static_cast<std::size_t>(te::detail::member_of(te::detail::identify(name)));
                known += which != 0 ? 1U : 0U;
                wrong += which != 0 && name != "new" && te::detail::member_names[which - 1] != name ? 1U : 0U;
            }
        }
    }
    CHECK(known == 11); // cld, cli, err, job, loc, log, msg, new, raw, row, Sns
    CHECK(wrong == 0);
}

TEST_CASE("statuses are found by their sizes") {
    using te::detail::status_outcome;
    CHECK(te::detail::are_in_order(te::detail::status_outcomes));
    constexpr status_outcome sorted[] = {{"a", te::outcome::failed}, {"b", te::outcome::failed}, {"cc", te::outcome::failed}};
    constexpr status_outcome unsorted[] = {{"aa", te::outcome::failed}, {"b", te::outcome::failed}};
    constexpr status_outcome longest[] = {{"a status of 20 bytes", te::outcome::failed}};
    constexpr status_outcome too_long[] = {{"a status of 21 bytes.", te::outcome::failed}};
    CHECK(te::detail::are_in_order(sorted));
    CHECK_FALSE(te::detail::are_in_order(unsorted));
    CHECK(te::detail::are_in_order(longest));
    CHECK_FALSE(te::detail::are_in_order(too_long));
    const te::detail::status_index index = te::detail::make_status_index();
    const std::size_t count = std::size(te::detail::status_outcomes);
    for (std::size_t size = 0; size <= te::detail::longest_status; ++size) {
        INFO(size);
        CHECK(index.first[size] == te::detail::index_of_statuses.first[size]);
        for (std::size_t i = 0; i != count; ++i) {
            const bool listed = index.first[size] <= i && i < index.first[size + 1];
            CHECK(listed == (te::detail::status_outcomes[i].status.size() == size));
        }
    }
    CHECK(index.first[te::detail::longest_status + 1] == count);
}

TEST_CASE("rare shapes are read alike from a document and from text") {
    struct expectation {
        const char* body;
        te::kind kind;
        std::size_t errors;
        std::size_t recipients;
        std::size_t unreadable;
    };
    for (const expectation& expected : {
             expectation{"1.5", te::kind::unrecognised, 0, 0, 0},
             expectation{R"({"errors":1.5})", te::kind::api_error, 0, 0, 1},
             expectation{R"({"data":[{"errors":["40001"]}],"errors":["40300"]})", te::kind::api_error, 2, 0, 0},
             expectation{R"({"cli":"+13125550100"})", te::kind::record, 0, 0, 0},
             expectation{R"({"to":"+13125550100","messaging_profile_id":"p"})", te::kind::unrecognised, 0, 0, 0},
             expectation{R"({"code":0,"message":"ok"})", te::kind::unrecognised, 0, 0, 0},
             expectation{R"({"code":200,"message":"ok"})", te::kind::unrecognised, 0, 0, 0},
             expectation{R"({"code":299,"message":"ok"})", te::kind::unrecognised, 0, 0, 0},
             expectation{R"({"code":300,"message":"no"})", te::kind::api_error, 1, 0, 0},
             expectation{R"({"code":199,"message":"no"})", te::kind::api_error, 1, 0, 0},
             expectation{R"({"statusCode":200,"data":{"errors":["40300"]}})", te::kind::api_error, 1, 0, 0},
             expectation{R"({"status_code":200,"data":{"errors":["40300"]}})", te::kind::api_error, 1, 0, 0},
             expectation{R"({"status":200,"data":{"errors":["40300"]}})", te::kind::api_error, 1, 0, 0},
             expectation{R"({"event_type":"x","payload":{"record_type":"message","from":"1"}})", te::kind::event, 0, 0, 0},
             expectation{R"({"record_type":"message","to":"1","cc":null})", te::kind::message, 0, 1, 0},
             expectation{
                 R"({"record_type":"message","to":["1"],"cc":["2"],"errors":[{"code":"40008","source":{"pointer":"/to/5"}}]})",
                 te::kind::message, 1, 2, 0},
             expectation{R"([[[[[[[[[[[]]]]]]]]]],[[[[[[[[[[]]]]]]]]]],{"errors":["40300"]}])", te::kind::api_error, 1, 0, 0},
         }) {
        INFO(expected.body);
        const json document = json::parse(expected.body);
        const te::report owned = te::read(expected.body);
        const te::report_view view = te::read(document);
        const te::report_view& view_of_owned = owned;
        for (const te::report_view* const report : {&view_of_owned, &view}) {
            CHECK(report->kind() == expected.kind);
            CHECK(report->errors().size() == expected.errors);
            CHECK(report->recipients().size() == expected.recipients);
            CHECK(report->unreadable() == expected.unreadable);
        }
    }
    // What no text can hold.
    const json binary = json::binary({1, 2, 3});
    const json discarded = json::parse("<", nullptr, false);
    CHECK(te::read(binary).kind() == te::kind::unrecognised);
    CHECK(te::read(discarded).kind() == te::kind::unrecognised);
    const json invalid = {{"errors", {{{"title", std::string(5000, '\x80')}}}}};
    CHECK(te::read(invalid).errors()[0].title.size() == te::limits::text_bytes - 3);
}
