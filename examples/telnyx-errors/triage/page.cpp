// telnyx-errors, the command line: the report of triage, as an HTML page. SPDX-License-Identifier: MIT
#include "triage/page.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <telnyx/errors/version.hpp>

#include "showing/words.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t locations_on_page = 50;

// The policy prevents the page from fetching anything, whatever the payloads contain.
constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Message failures</title>
<style>
:root {
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f26; --soft: #5b6472; --line: #dfe3e8; --track: #eceff3;
  --none: #8a94a3; --retry: #1f8f4e; --hold: #2f6fde; --fix_first: #b96a00; --reconcile: #8446c9; --stop: #c7333b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #13161b; --card: #1c2027; --text: #e6e9ee; --soft: #9aa4b2; --line: #2f353f; --track: #282e38;
    --none: #7d8796; --retry: #4cc27e; --hold: #6fa1ff; --fix_first: #f0a53f; --reconcile: #b98af0; --stop: #ff7078;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
p { margin: .25rem 0; }
.soft { color: var(--soft); }
.warning { border-left: 4px solid var(--stop); padding-left: .75rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin-top: 1rem; overflow-wrap: break-word; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin-top: 1rem; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .75rem 1rem; }
.tile b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.stack { display: flex; height: 1.75rem; border-radius: .4rem; overflow: hidden; background: var(--track); }
.stack i { display: block; min-width: 2px; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .6rem 0 0; padding: 0; }
.legend i { display: inline-block; width: .75rem; height: .75rem; border-radius: .2rem; margin-right: .4rem; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .85rem; }
th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { display: block; height: .5rem; border-radius: .25rem; background: var(--track); margin-top: .35rem; overflow: hidden; }
.bar i { display: block; height: 100%; }
.step, .code, .share { white-space: nowrap; }
.step, .code { font-weight: 600; }
.name { overflow-wrap: anywhere; }
details { color: var(--soft); font-size: .9rem; }
summary { cursor: pointer; }
.none { color: var(--none); } .retry { color: var(--retry); } .hold { color: var(--hold); } .fix_first { color: var(--fix_first); }
.reconcile { color: var(--reconcile); } .stop { color: var(--stop); }
i.none { background: var(--none); } i.retry { background: var(--retry); } i.hold { background: var(--hold); }
i.fix_first { background: var(--fix_first); } i.reconcile { background: var(--reconcile); } i.stop { background: var(--stop); }
@media (max-width: 40rem) {
  thead { display: none; }
  tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  tr:last-child { border-bottom: 0; }
  td { display: block; border: 0; padding: .1rem 0; }
  td.number { text-align: left; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--soft); }
}
@media print { body { background: none; } section, .tile { break-inside: avoid; } details { display: none; } }
</style>
</head>
<body>
<main>
)";

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

// Digits in groups of three, separated by narrow no-break spaces.
std::string grouped(std::uint64_t value) {
    const std::string digits = std::to_string(value);
    std::string result;
    for (std::size_t i = 0; i != digits.size(); ++i) {
        result += i != 0 && (digits.size() - i) % 3 == 0 ? "\xE2\x80\xAF" : "";
        result += digits[i];
    }
    return result;
}

// A number for people and for programs. \param what  its path in the JSON
std::string number(std::string_view what, std::uint64_t value) {
    return "<data id=\"" + std::string{what} + "\" value=\"" + std::to_string(value) + "\">" + grouped(value) + "</data>";
}

std::string width_style(std::uint64_t part, std::uint64_t whole) {
    return "style=\"width:" + json(share_of(part, whole) * 100).dump() + "%\"";
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

std::string heading(const triage_summary& summary) {
    std::string inputs;
    for (const std::string& input : summary.inputs) {
        inputs += (inputs.empty() ? "" : ", ") + escaped(input);
    }
    std::string result =
        "<h1>Message failures</h1>\n<p class=\"soft\">" + inputs + " &middot; " + escaped(local_time(summary.now)) + "</p>\n";
    if (summary.interrupted) {
        result += "<p class=\"warning\">Ended early: these are the counts so far.</p>\n";
    }
    for (const std::string& problem : summary.problems) {
        result += "<p class=\"warning\">" + escaped(problem) + "</p>\n";
    }
    return result;
}

std::string tiles(const triage_summary& summary) {
    const triage_counts& counts = summary.counts;
    const auto tile = [](std::string_view what, std::uint64_t value, std::string_view text) {
        return "<div class=\"tile\"><b>" + number(what, value) + "</b>" + std::string{text} + "</div>\n";
    };
    return "<div class=\"tiles\">\n" + tile("bodies", counts.bodies, "payloads") + tile("counted", counts.counted(), "counted") +
           tile("failed", counts.failed, "need action (" + percent_of(counts.failed, counts.counted()) + ")") +
           tile("duplicates", counts.duplicates, "duplicates") + tile("not_json", counts.not_json, "invalid JSON") +
           tile("unrecognised", counts.unrecognised, "unknown payloads") + tile("opted_out", counts.opted_out, "opted out") +
           tile("maybe_opted_out", counts.maybe_opted_out, "may have opted out") + "</div>\n";
}

std::string steps(const triage_summary& summary) {
    const triage_counts& counts = summary.counts;
    constexpr te::step order[] = {te::step::stop,      te::step::fix_first, te::step::hold,
                                  te::step::reconcile, te::step::retry,     te::step::none};
    std::string bars;
    std::string legend;
    for (const te::step value : order) {
        const std::string word{name(value)};
        if (value != te::step::none && counts.steps[value] != 0) {
            bars += "<i class=\"" + word + "\" " + width_style(counts.steps[value], counts.failed) + "></i>";
        }
        legend += "<li><i class=\"" + word + "\"></i>" + std::string{in_short(value)} + ' ' +
                  number("steps." + word, counts.steps[value]) + "</li>\n";
    }
    return section("What to do",
                   R"(<div class="stack" aria-hidden="true">)" + bars + "</div>\n<ul class=\"legend\">\n" + legend + "</ul>\n");
}

std::string failures(const triage_summary& summary) {
    const std::vector<failure_count> rows = summary.counts.failures();
    if (rows.empty()) {
        return section("Failures by code", "<p>None.</p>\n");
    }
    std::string content = table_head({"Code", "Meaning", "Payloads", "Share", "What to do", "What else fails"});
    std::size_t place = 0;
    for (const failure_count& row : rows) {
        const te::code_info& info = te::lookup(row.number);
        std::string meaning = escaped(name_of(row)) + bar(name(row.advice.step), row.count, rows.front().count);
        if (info.known()) {
            meaning += "<details><summary>cause and action</summary><p>" + escaped(info.cause) + "</p><p>" + escaped(info.action) +
                       "</p></details>";
        }
        content += row_of_cells(
            {{"", span("code", row.code.empty() ? std::string{"&ndash;"} : escaped(shown_name(row.code, summary.show_numbers)))},
             {"", meaning},
             {"payloads", number("failures." + std::to_string(place) + ".count", row.count)},
             {"share", span("share", percent_of(row.count, summary.counts.failed))},
             {"", step_text(row.advice.step) + " <span class=\"soft\">" + std::string{name(row.advice.remedy)} + "</span>"},
             {"", escaped(in_words(row.advice.scope, row.advice.toward))}},
            "data-code=\"" + escaped(shown_name(row.code, summary.show_numbers)) + "\"");
        ++place;
    }
    return section("Failures by code", content + std::string{table_end});
}

std::string schedule(const triage_summary& summary) {
    const std::vector<schedule_count> rows = summary.counts.schedule();
    const triage_counts& counts = summary.counts;
    if (rows.empty() && counts.withheld == 0 && counts.contradicted == 0) {
        return {};
    }
    std::string content = table_head({"Messages", "What to do", "Wait", "When"});
    std::size_t place = 0;
    for (const schedule_count& row : rows) {
        const std::string times = times_of(row);
        content += row_of_cells({{"", number("send_again." + std::to_string(place++) + ".messages", row.messages)},
                                 {"", step_text(row.step)},
                                 {"", row.wait == te::wait::none ? std::string{"a change"} : escaped(in_words(row.wait))},
                                 {"", times.empty() ? std::string{"after the change"} : escaped(times)}});
    }
    content += table_end;
    content += "<p class=\"soft\">" + number("withheld", counts.withheld) +
               " more must not be resent: the recipient opted out or may have.</p>\n<p class=\"soft\">" +
               number("contradicted", counts.contradicted) +
               " more must not be resent: another payload says that the message was delivered, may have been sent or must not be "
               "resent.</p>\n";
    return section("Messages to resend", content);
}

std::string sdk(const triage_summary& summary) {
    const sdk_counts& counts = summary.counts.sdk;
    if (counts.refusals == 0) {
        return {};
    }
    std::string content = table_head({"Requests", "What happens"});
    const auto add = [&](std::string_view what, std::uint64_t value, std::string_view text) {
        content += row_of_cells({{"", number("status_only_client." + std::string{what}, value)}, {"", std::string{text}}});
    };
    add("refusals", counts.refusals, "were refused");
    add("sent_again", counts.resent, "are resent because of their status");
    add("sent_again_wrongly", counts.wrongly, "of these must not be resent automatically");
    add("perhaps_sent_again", counts.maybe,
        "have no status; they are resent if they came with a status that their code is known to come with");
    add("perhaps_sent_again_wrongly", counts.maybe_wrongly, "of these must not be resent automatically");
    add("nobody_knows", counts.unknown, "have no status, and none is recorded for their codes");
    return section("A client that retries by HTTP status alone", content + std::string{table_end});
}

std::string names(std::string_view title, std::string_view what, const frequent_names& all, name_writer shown, bool show_numbers) {
    const std::vector<frequent_names::entry> rows = all.most(names_shown);
    if (rows.empty()) {
        return {};
    }
    std::string content = table_head({"Name", "Failures"});
    std::size_t place = 0;
    for (const frequent_names::entry& row : rows) {
        content +=
            row_of_cells({{"", span("name", escaped(shown(row.name, show_numbers))) + bar("none", row.count, rows.front().count)},
                          {"", number(std::string{what} + ".most." + std::to_string(place++) + ".count", row.count)}});
    }
    content += table_end;
    if (!all.exact()) {
        content += "<p class=\"soft\">There are too many names to count exactly: the counts are upper bounds.</p>\n";
    }
    return section(title, content);
}

std::string rejects(const triage_summary& summary) {
    const std::vector<reject_location>& locations = summary.counts.locations;
    if (locations.empty()) {
        return {};
    }
    std::string content = "<ul>\n";
    for (std::size_t i = 0; i != (std::min)(locations.size(), locations_on_page); ++i) {
        content += "<li>" + escaped(summary.inputs[locations[i].input]) + ", line " + std::to_string(locations[i].line) + ": " +
                   std::string{locations[i].problem == te::problem::none ? "unknown payload" : name(locations[i].problem)} +
                   "</li>\n";
    }
    content += "</ul>\n";
    const std::uint64_t all = summary.counts.not_json + summary.counts.unrecognised;
    if (all > locations_on_page) {
        content += "<p class=\"soft\">And " + grouped(all - locations_on_page) + " more.</p>\n";
    }
    return section("Rejected", content);
}

} // namespace

std::string html_of(const triage_summary& summary) {
    std::string result{head};
    result += heading(summary);
    result += tiles(summary);
    result += steps(summary);
    result += failures(summary);
    result += schedule(summary);
    result += sdk(summary);
    result += names("Senders with the most failures", "senders", summary.counts.senders, shown_name, summary.show_numbers);
    result +=
        names("Campaigns with the most failures", "campaigns", summary.counts.campaigns, shown_identifier, summary.show_numbers);
    result += names("Carriers with the most failures", "carriers", summary.counts.carriers, shown_name, summary.show_numbers);
    result += rejects(summary);
    result += "<p class=\"soft\">telnyx-errors " TELNYX_ERRORS_VERSION_STRING "</p>\n</main>\n</body>\n</html>\n";
    return result;
}

} // namespace command_line
