// telnyx-errors, the command line: the report of triage, as an HTML page. SPDX-License-Identifier: MIT
#include "triage/page.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <telnyx/errors/version.hpp>

#include "showing/words.hpp"
#include "triage/embedded.hpp"
#include "triage/summary.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t locations_on_page = 50;
constexpr std::string_view narrow_space = "\xE2\x80\xAF"; // without a line break

// Escapes text for HTML.
std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : visible(text)) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        case '\'': result += "&#39;"; break;
        default: result += c; break;
        }
    }
    return result;
}

// A number for people and for programs. \param what  its path in the JSON
std::string number(std::string_view what, std::uint64_t value) {
    return "<data id=\"" + std::string{what} + "\" value=\"" + std::to_string(value) + "\">" + grouped(value, narrow_space) +
           "</data>";
}

std::string width_style(std::uint64_t part, std::uint64_t whole) {
    const std::string percent = percent_of(part, whole);
    return "style=\"width:" + percent.substr(0, percent.find(' ')) + "%\"";
}

std::string bar(std::string_view colour, std::uint64_t part, std::uint64_t whole) {
    return R"(<span class="bar"><i class=")" + std::string{colour} + "\" " + width_style(part, whole) + "></i></span>";
}

std::string row_of_cells(std::initializer_list<std::pair<std::string_view, std::string>> cells, std::string_view attributes = {}) {
    std::string result = "<tr" + std::string{attributes.empty() ? "" : " "} + std::string{attributes} + ">";
    for (const auto& [column, text] : cells) {
        const bool is_number = text.compare(0, 5, "<data") == 0;
        result += std::string{"<td"} + (is_number ? " class=\"number\"" : "") +
                  (column.empty() ? std::string{} : " data-label=\"" + std::string{column} + "\"") + ">" + text + "</td>";
    }
    return result + "</tr>\n";
}

std::string table_head(std::initializer_list<std::string_view> columns) {
    std::string result = "<table>\n<thead><tr>";
    for (const std::string_view column : columns) {
        result += "<th scope=\"col\">" + std::string{column} + "</th>";
    }
    return result + "</tr></thead>\n<tbody>\n";
}

constexpr std::string_view table_end = "</tbody>\n</table>\n";

std::string section(std::string_view title, const std::string& content) {
    return "<section>\n<h2>" + std::string{title} + "</h2>\n" + content + "</section>\n";
}

std::string span(const std::string& classes, const std::string& content) {
    return "<span class=\"" + classes + "\">" + content + "</span>";
}

std::string step_text(te::step value) { return span("step " + std::string{name(value)}, std::string{in_short(value)}); }

std::string heading(const json& report) {
    std::string inputs;
    for (const json& input : report["inputs"]) {
        inputs += (inputs.empty() ? "" : ", ") + escaped(input.get<std::string>());
    }
    std::string result = "<h1>Message failures</h1>\n<p class=\"soft\">" + inputs + " &middot; " +
                         escaped(local_time(te::instant{report["now"].get<std::int64_t>()})) + "</p>\n";
    if (report["interrupted"] == true) {
        result += "<p class=\"warning\">Ended early: these are the counts so far.</p>\n";
    }
    for (const json& problem : report["problems"]) {
        result += "<p class=\"warning\">" + escaped(problem.get<std::string>()) + "</p>\n";
    }
    return result;
}

std::string tiles(const json& report) {
    const auto tile = [&](const char* what, const std::string& text) {
        return "<div class=\"tile\"><b>" + number(what, count_in(report, what)) + "</b>" + text + "</div>\n";
    };
    return "<div class=\"tiles\">\n" + tile("bodies", "payloads") + tile("counted", "counted") +
           tile("failed", "need action (" + percent_of(count_in(report, "failed"), count_in(report, "counted")) + ")") +
           tile("duplicates", "duplicates") + tile("not_json", "invalid JSON") + tile("unrecognised", "unknown payloads") +
           tile("opted_out", "opted out") + tile("maybe_opted_out", "may have opted out") + "</div>\n";
}

std::string steps(const json& report) {
    constexpr te::step order[] = {te::step::stop,      te::step::fix_first, te::step::hold,
                                  te::step::reconcile, te::step::retry,     te::step::none};
    std::string bars;
    std::string legend;
    for (const te::step value : order) {
        const std::string word{name(value)};
        const std::uint64_t count = count_in(report["steps"], word.c_str());
        if (value != te::step::none && count != 0) {
            bars += "<i class=\"" + word + "\" " + width_style(count, count_in(report, "failed")) + "></i>";
        }
        legend +=
            "<li><i class=\"" + word + "\"></i>" + std::string{in_short(value)} + ' ' + number("steps." + word, count) + "</li>\n";
    }
    return section("What to do",
                   R"(<div class="stack" aria-hidden="true">)" + bars + "</div>\n<ul class=\"legend\">\n" + legend + "</ul>\n");
}

std::string failures(const json& report, bool show_numbers) {
    const json& rows = report["failures"];
    if (rows.empty()) {
        return section("Failures by code", "<p>None.</p>\n");
    }
    std::string content = table_head({"Code", "Meaning", "Payloads", "Share", "What to do", "What else fails"});
    std::size_t place = 0;
    for (const json& row : rows) {
        const auto step = enumerator_in<te::step>(row, "step");
        const std::string code = shown_name(row["code"].get<std::string>(), show_numbers);
        std::string meaning = escaped(row["name"].get<std::string>()) + bar(name(step), row["count"], rows[0]["count"]);
        if (row["known"] == true) {
            meaning += "<details><summary>cause and action</summary><p>" + escaped(row["cause"].get<std::string>()) + "</p><p>" +
                       escaped(row["action"].get<std::string>()) + "</p></details>";
        }
        content += row_of_cells(
            {{"", span("code", code.empty() ? std::string{"&ndash;"} : escaped(code))},
             {"", meaning},
             {"payloads", number("failures." + std::to_string(place++) + ".count", row["count"])},
             {"share", span("share", percent_of(row["count"], count_in(report, "failed")))},
             {"", step_text(step) + " <span class=\"soft\">" + escaped(row["remedy"].get<std::string>()) + "</span>"},
             {"", escaped(in_words(enumerator_in<te::scope>(row, "scope"), enumerator_in<te::toward>(row, "toward")))}},
            "data-code=\"" + escaped(code) + "\"");
    }
    return section("Failures by code", content + std::string{table_end});
}

std::string schedule(const json& report) {
    const json& rows = report["send_again"];
    if (rows.empty() && count_in(report, "withheld") + count_in(report, "contradicted") == 0) {
        return {};
    }
    std::string content = table_head({"Messages", "What to do", "Wait", "When"});
    std::size_t place = 0;
    for (const json& row : rows) {
        const std::string times = times_of(row);
        const auto wait = enumerator_in<te::wait>(row, "wait");
        content += row_of_cells({{"", number("send_again." + std::to_string(place++) + ".messages", row["messages"])},
                                 {"", step_text(enumerator_in<te::step>(row, "step"))},
                                 {"", wait == te::wait::none ? std::string{"a change"} : escaped(in_words(wait))},
                                 {"", times.empty() ? std::string{"after the change"} : escaped(times)}});
    }
    content += table_end;
    content += "<p class=\"soft\">" + number("withheld", count_in(report, "withheld")) +
               " more must not be resent: the recipient opted out or may have.</p>\n<p class=\"soft\">" +
               number("contradicted", count_in(report, "contradicted")) +
               " more must not be resent: another payload says that the message was delivered, may have been sent or must not be "
               "resent.</p>\n";
    return section("Messages to resend", content);
}

std::string status_only(const json& report) {
    const json& client = report["status_only_client"];
    if (count_in(client, "refusals") == 0) {
        return {};
    }
    constexpr std::pair<const char*, const char*> lines[] = {
        {"refusals", "were refused"},
        {"sent_again", "are resent because of their status"},
        {"sent_again_wrongly", "of these must not be resent automatically"},
        {"perhaps_sent_again", "have no status; they are resent if they came with a status that their code is known to come with"},
        {"perhaps_sent_again_wrongly", "of these must not be resent automatically"},
        {"nobody_knows", "have no status, and none is recorded for their codes"}};
    std::string content = table_head({"Requests", "What happens"});
    for (const auto& [what, text] : lines) {
        content += row_of_cells({{"", number(std::string{"status_only_client."} + what, count_in(client, what))}, {"", text}});
    }
    return section("A client that retries by HTTP status alone", content + std::string{table_end});
}

std::string names(const json& report, const name_list& which, bool show_numbers) {
    const json& rows = report[which.member]["most"];
    if (rows.empty()) {
        return {};
    }
    std::string content = table_head({"Name", "Failures"});
    std::size_t place = 0;
    for (const json& row : rows) {
        const std::string shown = shown_name(row["name"].get<std::string>(), show_numbers, which.are_identifiers);
        content +=
            row_of_cells({{"", span("name", escaped(shown)) + bar("none", row["count"], rows[0]["count"])},
                          {"", number(std::string{which.member} + ".most." + std::to_string(place++) + ".count", row["count"])}});
    }
    return section(which.title, content + std::string{table_end});
}

std::string rejects(const json& report) {
    const json& locations = report["rejects"];
    if (locations.empty()) {
        return {};
    }
    std::string content = "<ul>\n";
    for (std::size_t i = 0; i != (std::min)(locations.size(), locations_on_page); ++i) {
        const std::string problem = locations[i]["problem"];
        content += "<li>" + escaped(locations[i]["input"].get<std::string>()) + ", line " + locations[i]["line"].dump() + ": " +
                   escaped(problem == "unrecognised" ? "unknown payload" : problem) + "</li>\n";
    }
    content += "</ul>\n";
    if (const std::uint64_t all = count_in(report, "not_json") + count_in(report, "unrecognised"); all > locations_on_page) {
        content += "<p class=\"soft\">And " + grouped(all - locations_on_page, narrow_space) + " more.</p>\n";
    }
    return section("Rejected", content);
}

} // namespace

std::string html_of(const json& report, bool show_numbers) {
    std::string result{embedded::page_head};
    result +=
        heading(report) + tiles(report) + steps(report) + failures(report, show_numbers) + schedule(report) + status_only(report);
    for (const name_list& each : name_lists) {
        result += names(report, each, show_numbers);
    }
    result += rejects(report);
    result += "<p class=\"soft\">telnyx-errors " TELNYX_ERRORS_VERSION_STRING "</p>\n</main>\n</body>\n</html>\n";
    return result;
}

} // namespace command_line
