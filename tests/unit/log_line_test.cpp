// Decisions as lines of a log, by hand; no line of the corpus has a phone number.
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/log_line.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "report_description.hpp"

namespace te = telnyx::errors;

namespace {

constexpr te::decision longest() {
    te::decision next;
    next.step = te::step::fix_first;
    next.reason = te::reason::unexpected_response;
    next.scope = te::scope::campaign;
    next.toward = te::toward::recipient;
    next.remedy = te::remedy::stop_messaging_recipient;
    next.basis = te::basis::from_status;
    next.consent = te::consent::maybe_opted_out;
    next.receipt = te::receipt::maybe;
    next.delay = te::delay{UINT64_MAX - 1};
    next.not_before = te::instant{INT64_MIN};
    next.governing_code = INT32_MIN;
    return next;
}
static_assert(!te::log_line(longest()).cut());
static_assert(te::log_line(longest()).view().size() > 220);

// Whether seven digits or more stand together, or only with the separators of phone numbers between them.
bool has_phone_number(std::string_view text) {
    std::size_t digits = 0;
    for (const char c : text) {
        const bool between = c == ' ' || c == '.' || c == '(' || c == ')' || c == '-';
        digits = std::isdigit(static_cast<unsigned char>(c)) != 0 ? digits + 1 : between ? digits : 0;
        if (digits >= 7) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("a decision is one line in a stable order") {
    te::situation here;
    here.time = te::instant{1000000000};
    CHECK(te::log_line(te::decide(40008, here)).view() ==
          "step=retry reason=transient code=40008 delay_ms=1000 not_before=2001-09-09T01:46:41Z scope=account toward=recipient "
          "remedy=retry_with_backoff actor=program basis=documented consent=unchanged receipt=no");
    CHECK(te::log_line(te::decision{}).view() ==
          "step=none reason=nothing_failed scope=unknown toward=everyone remedy=none actor=none basis=none consent=unchanged "
          "receipt=maybe");
    const std::string copy{te::log_line(te::decide(40300))}; // it converts to a view
    CHECK(copy == "step=stop reason=permanent code=40300 scope=profile toward=recipient remedy=stop_messaging_recipient "
                  "actor=program basis=documented consent=opted_out receipt=no");
}

TEST_CASE("a line says which message and event it is about") {
    const te::report report = te::read(
        R"({"data":{"event_type":"message.finalized","id":"9d4f3f8a-7a6c-4f0e-8f0a-3b1f6f1d2c10","payload":{)"
        R"("id":"40318f29-5d7e-4a71-9a4e-1c8f2f0c7b55","record_type":"message","direction":"outbound",)"
        R"("to":[{"phone_number":"+12025550143","status":"delivery_failed"}],"errors":[{"code":"40008"},{"code":"40001"}]}}})");
    CHECK(te::log_line(te::decide(report), report).view() ==
          "step=stop reason=permanent code=40001 scope=account toward=recipient remedy=correct_recipient actor=person "
          "basis=documented consent=unchanged receipt=no message=40318f29-5d7e-4a71-9a4e-1c8f2f0c7b55 "
          "event=9d4f3f8a-7a6c-4f0e-8f0a-3b1f6f1d2c10 type=message.finalized outcome=failed codes=40008_40001");
    CHECK(te::log_line(te::decide(40300), te::report{}).view() == te::log_line(te::decide(40300)).view());
}

TEST_CASE("values are quoted and escaped where needed") {
    CHECK(te::log_text<80>{}.add("a", "b").add("c", "").add("d", "e f").view() == R"(a=b c="" d="e f")");
    CHECK(te::log_text<80>{}.add("a", "x\n\"y\"\\=\x7F\xC3\xA9").view() == R"(a="x\x0A\x22y\x22\x5C=\x7F\xC3\xA9")");
    CHECK(te::log_text<80>{}.add("a", "A-Z.0_9:+/@").view() == "a=A-Z.0_9:+/@");
    CHECK(te::log_text<80>{}.add("a", "{x}").view() == R"(a="{x}")");
    const te::log_text<5> full = te::log_text<5>{}.add("a", "1").add("b", "2").add("c", "");
    CHECK(full.view() == "a=1"); // a key is there with all of its value, or not at all
    CHECK(full.cut());
    CHECK(te::log_text<7>{}.add("a", "1").add("b", "2").view() == "a=1 b=2");
    CHECK_FALSE(te::log_text<7>{}.add("a", "1").add("b", "2").cut());
    CHECK(te::log_text<3>{}.add("a", "").view().empty());

    te::decision numbered;
    numbered.governing_code = 12025550143;
    CHECK(te::log_line(numbered).view().find(" code=other ") != std::string_view::npos);
    numbered.governing_code = 999999;
    CHECK(te::log_line(numbered).view().find(" code=999999 ") != std::string_view::npos);

    const te::report hostile = te::read(
        R"({"data":{"event_type":"x\ny=1 step=retry","id":"e","payload":{"id":"to +12025550143","record_type":"message","to":[]}}})");
    const auto line = te::log_line(te::decide(hostile), hostile);
    CHECK(line.view().find('\n') == std::string_view::npos);
    CHECK(line.view().find(R"(type="x\x0Ay=1 step=retry")") != std::string_view::npos);
    CHECK(line.view().find("2025550143") == std::string_view::npos);
    CHECK(line.view().find("0143") != std::string_view::npos);
}

TEST_CASE("strings of a payload are cut at 80 characters, so that a line is not cut") {
    const std::string type = "message." + std::string(100, 'x');
    const te::report report = te::read(R"({"data":{"event_type":")" + type +
                                       R"(","payload":{"id":"m","record_type":"message","direction":"outbound","to":[]}}})");
    const auto line = te::log_line(te::decide(report), report);
    CHECK_FALSE(line.cut());
    CHECK(line.view().find(" type=" + type.substr(0, 80)) != std::string_view::npos);
    CHECK(line.view().find(type.substr(0, 81)) == std::string_view::npos);
    CHECK(te::detail::longest_name<te::step>() == std::string_view{"fix_first"}.size());
    CHECK(te::detail::longest_name<te::consent>() == std::string_view{"maybe_opted_out"}.size());
}

TEST_CASE("no line about the corpus has a phone number or is cut") {
    const std::vector<std::filesystem::path> bodies = files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/bodies", ".body");
    REQUIRE_FALSE(bodies.empty());
    CHECK(has_phone_number("message=+12025550143"));
    for (const std::filesystem::path& path : bodies) {
        const te::report report = te::read(contents_of(path));
        const te::decision next = te::decide(report);
        const auto line = te::log_line(next, report);
        INFO(path.filename().string() << ": " << line.view());
        CHECK_FALSE(line.cut());
        CHECK(line.view().substr(0, te::log_line(next).view().size()) == te::log_line(next).view());
        for (const te::recipient_view& recipient : report.recipients()) {
            const bool is_number = recipient.phone_number.size() >= 8 && recipient.phone_number.front() == '+';
            CHECK((!is_number || line.view().find(recipient.phone_number.substr(1)) == std::string_view::npos));
        }
        CHECK((report.sender().size() < 8 || line.view().find(report.sender()) == std::string_view::npos));
        const std::size_t rest = line.view().find(" message=");
        const std::string_view event = rest == std::string_view::npos ? std::string_view{} : line.view().substr(rest);
        CHECK((event.find('-') != std::string_view::npos || !has_phone_number(event)));
    }
}
