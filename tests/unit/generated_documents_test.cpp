// The tables in docs/decisions.md and docs/comparison.md are what the library answers. To write them anew after a row or a
// rule changed: documents_cpp17 "[write]".
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "sdk_retries.hpp"
#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

const std::filesystem::path documents = std::filesystem::path{TELNYX_ERRORS_TESTS_SOURCE} / "docs";

// 2026-01-15 20:00:00 UTC, noon in Los Angeles.
constexpr te::instant noon{1768507200};

te::decision decision_of(std::int64_t code, te::phase phase, int status, std::uint32_t attempt) {
    te::situation now;
    now.phase = phase;
    now.http_status = status;
    now.attempt = attempt;
    now.now = noon;
    now.failed_at = noon;
    te::retry_policy policy;
    policy.jitter = te::jitter::none;
    return te::decide(code, now, policy);
}

std::string seconds(std::uint64_t milliseconds) {
    const std::uint64_t whole = milliseconds / 1000;
    return whole % 3600 == 0 ? std::to_string(whole / 3600) + " h"
           : whole % 60 == 0 ? std::to_string(whole / 60) + " min"
                             : std::to_string(whole) + " s";
}

// When the step is due, found by asking: after each try, and with a hint of the server.
std::string when(const te::code_info& row, std::int64_t code, te::phase phase) {
    const te::decision first = decision_of(code, phase, 0, 1);
    switch (first.step) {
    case te::step::retry: {
        std::string delays;
        for (std::uint32_t attempt = 1; decision_of(code, phase, 0, attempt).step == te::step::retry; ++attempt) {
            delays += (attempt == 1 ? "" : ", ") + std::to_string(decision_of(code, phase, 0, attempt).delay_ms / 1000);
        }
        return "after " + delays + " s" + (row.wait == te::wait::as_server_says ? ", not before the server's hint" : "");
    }
    case te::step::hold:
        return row.wait == te::wait::fixed_24_hours ? seconds(first.delay_ms) + " after the failure"
                                                    : "look again every " + seconds(first.delay_ms);
    case te::step::fix_first:
        switch (row.wait) {
        case te::wait::next_minute: return "not before the next minute";
        case te::wait::next_day_pacific: return "not before the next midnight in Los Angeles";
        case te::wait::spend_window: return "not before the next midnight UTC, unless the limit is raised";
        case te::wait::queue_drains: return "when the queue has room again";
        case te::wait::rate_falls: return "when the rate has fallen";
        default: return "when it is changed";
        }
    case te::step::none:
    case te::step::stop:
    case te::step::reconcile: break;
    }
    return "";
}

std::string decision_rows() {
    std::ostringstream out;
    out << "| code | name | class | step | when | reason | scope | remedy |\n|---|---|---|---|---|---|---|---|\n";
    for (const te::code_info& row : te::table) {
        const auto code = static_cast<std::int64_t>(row.id);
        const te::decision request = decision_of(code, te::phase::request, 0, 1);
        const te::decision delivery = decision_of(code, te::phase::delivery, 0, 1);
        CHECK(request.step == delivery.step); // else the table needs a column more
        CHECK(request.reason == delivery.reason);
        out << "| " << code << " | " << row.name << " | " << name(row.retry)
            << (row.basis == te::basis::documented ? "" : " (derived)") << " | " << name(request.step) << " | "
            << when(row, code, te::phase::request) << " | " << name(request.reason) << " | " << name(request.scope) << " | "
            << name(request.remedy) << " |\n";
    }
    return out.str();
}

std::string status_rows() {
    std::ostringstream out;
    out << "| status, without a code that is known | step | reason | scope | remedy |\n|---|---|---|---|---|\n";
    constexpr struct {
        int status;
        std::string_view words;
    } statuses[] = {{0, "no answer"}, {200, "1xx, 2xx, 3xx"}, {401, "401"},       {402, "402"}, {403, "403"},
                    {408, "408"},     {429, "429"},           {400, "other 4xx"}, {500, "5xx"}};
    for (const auto& row : statuses) {
        const te::decision next = decision_of(0, te::phase::request, row.status, 1);
        out << "| " << row.words << " | " << name(next.step) << " | " << name(next.reason) << " | " << name(next.scope) << " | "
            << name(next.remedy) << " |\n";
    }
    return out.str();
}

std::string comparison_rows() {
    std::ostringstream out;
    out << "| code | name | status | seen in | current SDKs | Node 2 | Python 2.1 | this library "
           "|\n|---|---|---|---|---|---|---|---|\n";
    for (const command_line::recorded_status& row : command_line::recorded_statuses) {
        const te::decision next = decision_of(row.code, te::phase::request, row.status, 1);
        const bool again = command_line::sdk_sends_again(row.status);
        const bool wrong = again && next.step != te::step::retry;
        out << "| " << row.code << " | " << te::lookup(row.code).name << " | " << row.status << " | " << row.where << " | "
            << (again ? (wrong ? "**send again**" : "send again") : "give up") << " | "
            << (row.status == 409 || row.status == 503 ? "send again" : "give up") << " | "
            << (row.status == 409 ? "send again" : "give up") << " | " << name(next.step) << ", scope " << name(next.scope)
            << " |\n";
    }
    return out.str();
}

std::string other_rows() {
    std::ostringstream out;
    out << "| code | name | with 408, 409, 429, 5xx | with another status, or in a webhook | this library, always "
           "|\n|---|---|---|---|---|\n";
    for (const te::code_info& row : te::table) {
        const auto code = static_cast<std::int64_t>(row.id);
        bool listed = false;
        for (const command_line::recorded_status& pair : command_line::recorded_statuses) {
            listed = listed || pair.code == code;
        }
        if (!listed) {
            const te::decision next = decision_of(code, te::phase::request, 409, 1);
            CHECK(next.step == decision_of(code, te::phase::request, 400, 1).step);
            CHECK(next.step == decision_of(code, te::phase::delivery, 0, 1).step);
            out << "| " << code << " | " << row.name << " | " << (next.step == te::step::retry ? "send again" : "**send again**")
                << " | give up | " << name(next.step) << ", scope " << name(next.scope) << " |\n";
        }
    }
    return out.str();
}

struct section {
    std::string_view document;
    std::string_view name;
    std::string (*rows)();
};
constexpr section sections[] = {{"decisions.md", "codes", decision_rows},
                                {"decisions.md", "statuses", status_rows},
                                {"comparison.md", "recorded", comparison_rows},
                                {"comparison.md", "others", other_rows}};

struct document {
    std::string before;
    std::string rows;
    std::string after;
};

document read_section(const section& which) {
    std::ifstream in(documents / which.document);
    REQUIRE(in);
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const std::string begin = "<!-- generated: " + std::string{which.name} + " -->\n";
    const std::string end = "<!-- end -->\n";
    const std::size_t first = text.find(begin);
    REQUIRE(first != std::string::npos);
    const std::size_t last = text.find(end, first);
    REQUIRE(last != std::string::npos);
    const std::size_t rows = first + begin.size();
    return {text.substr(0, rows), text.substr(rows, last - rows), text.substr(last)};
}

} // namespace

TEST_CASE("the generated tables of the documents are what the library answers") {
    for (const section& which : sections) {
        INFO(which.document << ", " << which.name);
        CHECK(read_section(which).rows == which.rows());
    }
}

TEST_CASE("the generated tables are written", "[.][write]") {
    for (const section& which : sections) {
        const document found = read_section(which);
        std::ofstream{documents / which.document} << found.before << which.rows() << found.after;
    }
}
