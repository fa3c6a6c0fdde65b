// Writes the generated tables of docs/codes.md, docs/decisions.md and docs/comparison.md, and docs/telnyx-errors.json, from the
// library:
//
//     generate_documents DOCS            writes them; the CMake target telnyx_errors_documents runs this
//     generate_documents DOCS --check    compares them; exit status 1 if one differs
//
// A generated table stands between the lines "<!-- generated: NAME -->" and "<!-- end -->". Everything else is written by hand.
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include <telnyx/errors/sdk_comparison.hpp>

#include "tools/library_document.hpp"

namespace te = telnyx::errors;

namespace {

// ------------------------------------------------------------------------------------------------------------ codes.md

std::string section_of(const te::code_info& row) {
    const std::int64_t block = row.number() / 100;
    switch (block) {
    case 100: return "General API errors (100xx)";
    case 200:
    case 201: return "Account and credential errors (20xxx)";
    case 400: return "Delivery errors (400xx)";
    case 401: return "Number provisioning errors (401xx)";
    case 403: return "API request errors (403xx)";
    case 410: return "Channel errors (410xx)";
    case 1310:
    case 1320: return "WhatsApp errors (13xxxx)";
    default: return "Other errors (" + std::to_string(block) + "xx)";
    }
}

std::string classes_of(const te::code_info& row) {
    std::string classes{name(row.retry)};
    for (const te::retry_class other :
         {te::retry_class::automatic, te::retry_class::temporary_hold, te::retry_class::after_intervention,
          te::retry_class::unspecified, te::retry_class::action_required, te::retry_class::permanent}) {
        if (other != row.retry && row.is(other)) {
            classes += '+' + std::string{name(other)};
        }
    }
    return classes;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        result += c == '|' ? "\\|" : std::string(1, c);
    }
    return result;
}

std::string code_rows() {
    std::ostringstream out;
    std::string section;
    std::string explanations;
    for (const te::code_info& row : te::table) {
        if (section_of(row) != section) {
            out << explanations << (section.empty() ? "" : "\n");
            explanations = "\n";
            section = section_of(row);
            out << "## " << section
                << "\n\n| Code | Name | API title | Stage | Category | Retry (basis) | Wait | Scope | Toward | Remedy | Origin |\n"
                   "|---|---|---|---|---|---|---|---|---|---|---|\n";
        }
        out << "| " << row.number() << " | " << escaped(row.name) << " | " << escaped(row.title) << " | " << name(row.stage)
            << " | " << name(row.category) << " | " << classes_of(row) << " (" << name(row.basis) << ") | " << name(row.wait)
            << " | " << name(row.scope) << " | " << name(row.toward) << " | " << name(row.remedy) << " | " << name(row.origin)
            << " |\n";
        explanations += "- **" + std::to_string(row.number()) + "** " + escaped(row.cause) + ' ' + escaped(row.action) + '\n';
    }
    return out.str() + explanations;
}

std::string codes_of(const te::refinement& row) {
    std::string result;
    for (const te::code_info& each : te::table) {
        if (row.id == each.id || (row.id == te::code{} && static_cast<const te::judgement&>(each) == row.of)) {
            result += (result.empty() ? "" : ", ") + std::to_string(each.number());
        }
    }
    return result;
}

std::string condition_of(const te::refinement& row) {
    std::string result;
    const auto add = [&result](const std::string& words) { result += (result.empty() ? "" : ", ") + words; };
    if (row.channel != te::channel::unknown) {
        add("channel " + std::string{name(row.channel)});
    }
    if (row.phase != te::phase::unknown) {
        add("phase " + std::string{name(row.phase)});
    }
    if (row.part != te::part::unknown) {
        add("the pointer names the " + std::string{name(row.part)});
    }
    if (row.accepted) {
        add("the message was accepted");
    }
    switch (row.title) {
    case te::title_condition::any: break;
    case te::title_condition::elsewhere: add("title \"" + std::string{row.other_title} + "\""); break;
    case te::title_condition::disagrees: add("another title than the code's"); break;
    }
    return result;
}

std::string affected(te::scope which, te::toward whom) {
    return std::string{name(which)} + (whom == te::toward::everyone ? "" : " toward " + std::string{name(whom)});
}

std::string refinement_rows() {
    std::ostringstream out;
    out << "| Codes | Where | Retry | Scope | Remedy | Why |\n|---|---|---|---|---|---|\n";
    for (const te::refinement& row : te::refinements) {
        out << "| " << codes_of(row) << " | " << condition_of(row) << " | " << name(row.becomes.retry) << " | "
            << affected(row.becomes.scope, row.becomes.toward) << " | " << name(row.becomes.remedy) << " | " << row.why << " |\n";
    }
    return out.str();
}

// Whether what is decided about a code depends on the phase, which the table of refinements says.
bool depends_on_phase(std::int64_t code) {
    te::context where;
    where.phase = te::phase::request;
    return te::refinement_of(code, where) != nullptr;
}

// -------------------------------------------------------------------------------------------------------- decisions.md

// 2026-01-15 20:00:00 UTC, noon in Los Angeles.
constexpr te::instant noon{1768507200};

te::decision decision_of(std::int64_t code, te::phase phase, int status, std::uint32_t attempt) {
    te::situation now;
    now.phase = phase;
    now.http_status = status;
    now.attempt = attempt;
    now.time = noon;
    now.failed_at = noon;
    te::retry_policy policy;
    policy.jitter = te::jitter::none;
    return te::decide(code, now, policy);
}

std::string duration(std::uint64_t milliseconds) {
    const std::uint64_t seconds = milliseconds / 1000;
    return seconds % 3600 == 0 ? std::to_string(seconds / 3600) + " h"
           : seconds % 60 == 0 ? std::to_string(seconds / 60) + " min"
                               : std::to_string(seconds) + " s";
}

// When the step is due. The delays of a retry are found by asking after each attempt.
std::string when(const te::code_info& row, te::phase phase) {
    const te::decision first = decision_of(row.number(), phase, 0, 1);
    switch (first.step) {
    case te::step::retry: {
        std::string delays;
        te::decision next = first;
        for (std::uint32_t attempt = 1; next.step == te::step::retry;
             ++attempt, next = decision_of(row.number(), phase, 0, attempt)) {
            delays += (attempt == 1 ? "" : ", ") + std::to_string(next.delay.milliseconds() / 1000);
        }
        return "after " + delays + " s" + (row.wait == te::wait::as_server_says ? ", not before the server's hint" : "");
    }
    case te::step::hold:
        return row.wait == te::wait::fixed_24_hours ? duration(first.delay.milliseconds()) + " after the failure"
                                                    : "look again every " + duration(first.delay.milliseconds());
    case te::step::fix_first:
        switch (row.wait) {
        case te::wait::next_minute: return "not before the next minute";
        case te::wait::next_day_pacific: return "not before the next midnight in Los Angeles";
        case te::wait::spend_window: return "not before the next midnight UTC, unless the limit is raised";
        case te::wait::queue_drains:
        case te::wait::rate_falls: return "after the server's hint, or " + duration(first.delay.milliseconds());
        default: return "when it is fixed";
        }
    case te::step::none:
    case te::step::stop:
    case te::step::reconcile: break;
    }
    return "";
}

std::string decision_rows() {
    std::ostringstream out;
    out << "| code | name | class | step | when | reason | scope | remedy | who can act |\n|---|---|---|---|---|---|---|---|---|\n";
    for (const te::code_info& row : te::table) {
        const te::decision request = decision_of(row.number(), te::phase::request, 0, 1);
        const te::decision delivery = decision_of(row.number(), te::phase::delivery, 0, 1);
        if (!depends_on_phase(row.number()) && (request.step != delivery.step || request.reason != delivery.reason)) {
            throw std::logic_error("decisions.md needs a column for the phase: decisions about " + std::to_string(row.number()) +
                                   " depend on it");
        }
        out << "| " << row.number() << " | " << row.name << " | " << name(row.retry)
            << (row.basis == te::basis::documented ? "" : " (derived)") << " | " << name(delivery.step) << " | "
            << when(row, te::phase::delivery) << " | " << name(delivery.reason) << " | "
            << affected(delivery.scope, delivery.toward) << " | " << name(delivery.remedy) << " | " << name(delivery.actor())
            << " |\n";
    }
    return out.str();
}

std::string status_rows() {
    std::ostringstream out;
    out << "| HTTP status, without a known code | step | reason | scope | remedy |\n|---|---|---|---|---|\n";
    constexpr struct {
        int status;
        std::string_view words;
    } statuses[] = {
        {0, "no response, 1xx"}, {200, "2xx"}, {302, "3xx"}, {401, "401"}, {402, "402"}, {403, "403"}, {408, "408"}, {429, "429"},
        {400, "other 4xx"},      {500, "5xx"}};
    for (const auto& row : statuses) {
        const te::decision next = decision_of(0, te::phase::request, row.status, 1);
        out << "| " << row.words << " | " << name(next.step) << " | " << name(next.reason) << " | " << name(next.scope) << " | "
            << name(next.remedy) << " |\n";
    }
    return out.str();
}

// ------------------------------------------------------------------------------------------------------- comparison.md

std::string comparison_rows() {
    std::ostringstream out;
    out << "| code | name | status | seen in | current SDKs | Node 2 | Python 2.1 | this library |\n"
           "|---|---|---|---|---|---|---|---|\n";
    for (const te::observed_status& row : te::observed_statuses) {
        const te::decision next = decision_of(row.code, te::phase::request, row.status, 1);
        const bool resends = te::sdk_resends(row.status);
        const bool wrong = resends && next.step != te::step::retry;
        out << "| " << row.code << " | " << te::lookup(row.code).name << " | " << row.status << " | " << row.source << " | "
            << (resends ? (wrong ? "**resend**" : "resend") : "give up") << " | "
            << (row.status == 409 || row.status == 503 ? "resend" : "give up") << " | "
            << (row.status == 409 ? "resend" : "give up") << " | " << name(next.step) << ", " << affected(next.scope, next.toward)
            << " |\n";
    }
    return out.str();
}

bool has_recorded_status(std::int64_t code) {
    for (const te::observed_status& pair : te::observed_statuses) {
        if (pair.code == code) {
            return true;
        }
    }
    return false;
}

std::string other_rows() {
    std::ostringstream out;
    out << "| code | name | SDKs, with 408, 409, 429, 5xx | SDKs, with another status | this library, always |\n"
           "|---|---|---|---|---|\n";
    for (const te::code_info& row : te::table) {
        if (has_recorded_status(row.number())) {
            continue;
        }
        const te::decision next = decision_of(row.number(), te::phase::request, 409, 1);
        if (next.step != decision_of(row.number(), te::phase::request, 400, 1).step ||
            (!depends_on_phase(row.number()) && next.step != decision_of(row.number(), te::phase::delivery, 0, 1).step)) {
            throw std::logic_error("comparison.md needs a column for the status: decisions about " + std::to_string(row.number()) +
                                   " depend on it");
        }
        out << "| " << row.number() << " | " << row.name << " | " << (next.step == te::step::retry ? "resend" : "**resend**")
            << " | give up | " << name(next.step) << ", " << affected(next.scope, next.toward) << " |\n";
    }
    return out.str();
}

// ------------------------------------------------------------------------------------------------------------ sections

struct section {
    std::string_view document;
    std::string_view name;
    std::string (*rows)();
};
constexpr section sections[] = {{"codes.md", "refinements", refinement_rows},   {"codes.md", "all", code_rows},
                                {"decisions.md", "codes", decision_rows},       {"decisions.md", "statuses", status_rows},
                                {"comparison.md", "recorded", comparison_rows}, {"comparison.md", "others", other_rows}};

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::runtime_error("cannot read " + path.string());
    }
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

// Puts new rows between the two lines that enclose a section; answers whether they differ from the old rows.
bool replace_section(std::string& text, const section& which) {
    const std::string begin = "<!-- generated: " + std::string{which.name} + " -->\n";
    const std::string end = "<!-- end -->\n";
    const std::size_t first = text.find(begin);
    const std::size_t last = first == std::string::npos ? first : text.find(end, first);
    if (last == std::string::npos) {
        throw std::runtime_error(std::string{which.document} + " lacks the lines \"" + begin.substr(0, begin.size() - 1) +
                                 "\" and \"" + end.substr(0, end.size() - 1) + '"');
    }
    const std::size_t place = first + begin.size();
    const std::string rows = which.rows();
    const bool differs = text.compare(place, last - place, rows) != 0;
    text.replace(place, last - place, rows);
    return differs;
}

int run(const std::filesystem::path& documents, bool only_check) {
    int differing = 0;
    for (const section& which : sections) {
        const std::filesystem::path path = documents / which.document;
        std::string text = read_file(path);
        if (!replace_section(text, which)) {
            continue;
        }
        ++differing;
        if (only_check) {
            std::cout << "docs/" << which.document << " differs from the library in the section \"" << which.name << "\"\n";
        } else {
            write_file(path, text);
            std::cout << "wrote docs/" << which.document << ", section \"" << which.name << "\"\n";
        }
    }
    const std::filesystem::path whole = documents / "telnyx-errors.json";
    const std::string text = library_document();
    if (!std::filesystem::exists(whole) || read_file(whole) != text) {
        ++differing;
        if (only_check) {
            std::cout << "docs/telnyx-errors.json differs from the library\n";
        } else {
            write_file(whole, text);
            std::cout << "wrote docs/telnyx-errors.json\n";
        }
    }
    if (only_check && differing != 0) {
        std::cout << "Run `cmake --build BUILD --target telnyx_errors_documents` and review the difference.\n";
    }
    return only_check && differing != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    const bool only_check = argc == 3 && argv[2] == std::string_view{"--check"};
    if (argc != 2 && !only_check) {
        std::cerr << "usage: generate_documents DOCS [--check]\n";
        return 2;
    }
    try {
        return run(argv[1], only_check);
    } catch (const std::exception& error) {
        std::cerr << "generate_documents: " << error.what() << '\n';
        return 2;
    }
}
