// telnyx-errors, the command line: the report of triage, as text, JSON and CSV. SPDX-License-Identifier: MIT
#include "triage/summary.hpp"

#include <algorithm>
#include <cmath>

#include <telnyx/errors/report.hpp>

#include "showing/csv.hpp"
#include "showing/terminal.hpp"
#include "showing/words.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t locations_shown = 5;

template <class Enumeration>
json json_of(const count_of<Enumeration>& counts) {
    json result = json::object();
    for (std::size_t i = 0; i != counts.size; ++i) {
        const auto value = static_cast<Enumeration>(i);
        result[word(value)] = counts[value];
    }
    return result;
}

json json_of(te::instant when) { return when.known() ? json(when.unix_seconds()) : json{}; }

json json_of(const failure_count& row, std::uint64_t failed) {
    const te::code_info& info = te::lookup(row.number);
    json result;
    result["code"] = row.code;
    result["count"] = row.count;
    result["share"] = share_of(row.count, failed);
    result["known"] = info.known();
    result["name"] = name_of(row);
    result["title"] = info.known() ? std::string{info.title} : std::string{};
    result["step"] = word(row.advice.step);
    result["scope"] = word(row.advice.scope);
    result["toward"] = word(row.advice.toward);
    result["remedy"] = word(row.advice.remedy);
    result["retry"] = word(info.retry);
    result["wait"] = word(info.wait);
    result["category"] = word(info.category);
    result["cause"] = info.known() ? std::string{info.cause} : std::string{};
    result["action"] = info.known() ? std::string{info.action} : std::string{};
    return result;
}

json json_of(const frequent_names& names) {
    json most = json::array();
    for (const frequent_names::entry& entry : names.most(names_shown)) {
        json row;
        row["name"] = entry.name;
        row["count"] = entry.count;
        most.push_back(row);
    }
    json result;
    result["names"] = names.size();
    result["exact"] = names.exact();
    result["most"] = most;
    return result;
}

json json_of(const schedule_count& row) {
    json result;
    result["step"] = word(row.step);
    result["wait"] = word(row.wait);
    result["messages"] = row.messages;
    result["without_id"] = row.without_id;
    result["earliest"] = json_of(row.earliest);
    result["latest"] = json_of(row.latest);
    return result;
}

json json_of(const sdk_counts& counts) {
    json result;
    result["refusals"] = counts.refusals;
    result["sent_again"] = counts.resent;
    result["sent_again_wrongly"] = counts.wrongly;
    result["perhaps_sent_again"] = counts.maybe;
    result["perhaps_sent_again_wrongly"] = counts.maybe_wrongly;
    result["nobody_knows"] = counts.unknown;
    return result;
}

std::string_view reason_of(const reject_location& location) {
    return location.problem == te::problem::none ? std::string_view{"unrecognised"} : name(location.problem);
}

style style_of(te::step value) {
    switch (value) {
    case te::step::none: return style::plain;
    case te::step::retry: return style::good;
    case te::step::hold:
    case te::step::reconcile:
    case te::step::fix_first: return style::warning;
    case te::step::stop: return style::bad;
    }
    return style::plain;
}

std::string right_aligned(const std::string& text, std::size_t width) {
    return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

std::string number(std::uint64_t value, std::size_t width = 10) { return right_aligned(std::to_string(value), width); }

// Adds a line, unless the count is 0.
void add_count(page& result, std::uint64_t count, const std::string& text, style how = style::plain) {
    if (count != 0) {
        result.line("  " + result.painted(number(count), how) + "  " + text);
    }
}

void write_totals(page& result, const triage_summary& summary) {
    const triage_counts& counts = summary.counts;
    result.line(std::to_string(counts.bodies) + (counts.bodies == 1 ? " payload" : " payloads"), style::strong);
    add_count(result, counts.failed, "need action (" + percent_of(counts.failed, counts.counted()) + ")", style::bad);
    add_count(result, counts.counted() - counts.failed, "need no action", style::good);
    add_count(result, counts.duplicates, "duplicates, not counted again", style::plain);
    add_count(result, counts.not_json, "invalid JSON", style::warning);
    add_count(result, counts.unrecognised, "unknown payloads", style::warning);
}

void write_failures(page& result, const triage_summary& summary) {
    const std::vector<failure_count> rows = summary.counts.failures();
    if (rows.empty()) {
        return;
    }
    result.gap();
    result.line("Failures by code", style::strong);
    std::size_t widest = 0;
    for (const failure_count& row : rows) {
        widest = (std::max)(widest, (std::min)(width_of(name_of(row)), std::size_t{30}));
    }
    for (const failure_count& row : rows) {
        const std::string code = row.code.empty() ? "-" : shortened(shown_name(row.code, summary.show_numbers), 12);
        const std::string share = percent_of(row.count, summary.counts.failed);
        result.line(
            "  " + padded(code, 6) + ' ' + padded(shortened(name_of(row), widest), widest) + ' ' + number(row.count, 9) + ' ' +
            right_aligned(share, 8) + "  " + result.painted(padded(in_short(row.advice.step), 16), style_of(row.advice.step)) +
            ' ' + word(row.advice.scope) + (row.advice.toward == te::toward::everyone ? "" : " to one " + word(row.advice.toward)) +
            ", " + word(row.advice.remedy));
    }
}

void write_schedule(page& result, const triage_summary& summary) {
    const std::vector<schedule_count> rows = summary.counts.schedule();
    if (rows.empty() && summary.counts.withheld == 0 && summary.counts.contradicted == 0) {
        return;
    }
    result.gap();
    result.line("Messages to resend", style::strong);
    for (const schedule_count& row : rows) {
        const std::string wait = in_words(row.wait);
        const std::string times = times_of(row);
        std::string text =
            std::string{in_short(row.step)} + (wait.empty() ? "" : ", " + wait) + (times.empty() ? "" : ": " + times);
        text += row.without_id == 0 ? "" : " (" + std::to_string(row.without_id) + " without an identifier)";
        result.line("  " + result.painted(number(row.messages), style_of(row.step)) + "  " + text);
    }
    add_count(result, summary.counts.withheld, "do not resend: the recipient opted out or may have");
    add_count(result, summary.counts.contradicted,
              "do not resend: another payload says that it was delivered, may have been sent or must not be resent");
}

void write_opt_outs(page& result, const triage_summary& summary) {
    const triage_counts& counts = summary.counts;
    if (counts.opted_out + counts.opted_out_unnamed + counts.maybe_opted_out + counts.maybe_opted_out_unnamed == 0) {
        return;
    }
    result.gap();
    result.line("Opt-outs", style::strong);
    add_count(result, counts.opted_out, "recipients: do not message them again", style::bad);
    add_count(result, counts.opted_out_unnamed, "refusals without a recipient", style::bad);
    add_count(result, counts.maybe_opted_out, "recipients who may have opted out: check before you message them again",
              style::warning);
    add_count(result, counts.maybe_opted_out_unnamed, "refusals without a recipient that may be opt-outs", style::warning);
}

void write_sdk(page& result, const triage_summary& summary) {
    const sdk_counts& sdk = summary.counts.sdk;
    if (sdk.refusals == 0) {
        return;
    }
    result.gap();
    result.line("A client that retries by HTTP status alone", style::strong);
    add_count(result, sdk.refusals, "refused requests");
    result.line("  " + number(sdk.resent) + "  resent, " +
                result.painted(std::to_string(sdk.wrongly), sdk.wrongly == 0 ? style::good : style::bad) + " of them wrongly");
    add_count(result, sdk.maybe,
              "possibly resent, " + std::to_string(sdk.maybe_wrongly) +
                  " of them wrongly: without a status, but the code is known to come with a retried one");
    add_count(result, sdk.unknown, "unknown: without a status, and none is recorded for the code");
}

void write_names(page& result, std::string_view what, const frequent_names& names, name_writer shown, bool show_numbers) {
    if (names.size() == 0) {
        return;
    }
    result.gap();
    result.line(std::string{what} + (names.exact() ? "" : " (upper bounds: too many names to count exactly)"), style::strong);
    for (const frequent_names::entry& entry : names.most(names_shown)) {
        result.line("  " + number(entry.count) + "  " + shown(entry.name, show_numbers));
    }
}

void write_rejects(page& result, const triage_summary& summary) {
    const triage_counts& counts = summary.counts;
    if (counts.locations.empty()) {
        return;
    }
    result.gap();
    result.line("Rejected", style::strong);
    for (std::size_t i = 0; i != (std::min)(counts.locations.size(), locations_shown); ++i) {
        const reject_location& location = counts.locations[i];
        result.line("  " + visible(summary.inputs[location.input]) + ", line " + std::to_string(location.line) + ": " +
                    std::string{reason_of(location)});
    }
    const std::uint64_t rejected = counts.not_json + counts.unrecognised;
    if (rejected > locations_shown) {
        result.line("  and " + std::to_string(rejected - locations_shown) +
                    " more: --json lists their locations, --rejects FILE saves them");
    }
}

} // namespace

std::string name_of(const failure_count& row) {
    const te::code_info& info = te::lookup(row.number);
    if (info.known()) {
        return std::string{info.name};
    }
    return row.code.empty() ? "without a code" : "unknown";
}

double share_of(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0.0 : std::round(static_cast<double>(part) / static_cast<double>(whole) * 10000) / 10000;
}

std::string percent_of(std::uint64_t part, std::uint64_t whole) {
    const auto tenths = static_cast<std::uint64_t>(std::lround(share_of(part, whole) * 1000));
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

std::string shown_name(std::string_view name, bool show_numbers) { return show_numbers ? visible(name) : quotable(name); }

std::string shown_identifier(std::string_view identifier, bool show_numbers) {
    const bool has_letter =
        std::any_of(identifier.begin(), identifier.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    return shown_name(identifier, show_numbers || (has_letter && identifier.find('+') == std::string_view::npos));
}

std::string_view in_short(te::step value) {
    switch (value) {
    case te::step::none: return "nothing";
    case te::step::retry: return "resend";
    case te::step::hold: return "check later";
    case te::step::fix_first: return "fix first";
    case te::step::stop: return "do not resend";
    case te::step::reconcile: return "look up first";
    }
    return {};
}

std::string times_of(const schedule_count& row) {
    if (!row.earliest.known()) {
        return {};
    }
    return row.earliest == row.latest ? "not before " + local_time(row.earliest)
                                      : "not before " + local_time(row.earliest) + " to " + local_time(row.latest);
}

json json_of(const triage_summary& summary) {
    const triage_counts& counts = summary.counts;
    json result;
    result["bodies"] = counts.bodies;
    result["counted"] = counts.counted();
    result["duplicates"] = counts.duplicates;
    result["not_json"] = counts.not_json;
    result["unrecognised"] = counts.unrecognised;
    result["failed"] = counts.failed;
    result["interrupted"] = summary.interrupted;
    result["kinds"] = json_of(counts.kinds);
    result["outcomes"] = json_of(counts.outcomes);
    result["steps"] = json_of(counts.steps);
    result["failures"] = json::array();
    for (const failure_count& row : counts.failures()) {
        result["failures"].push_back(json_of(row, counts.failed));
    }
    result["send_again"] = json::array();
    for (const schedule_count& row : counts.schedule()) {
        result["send_again"].push_back(json_of(row));
    }
    result["withheld"] = counts.withheld;
    result["opted_out"] = counts.opted_out;
    result["opted_out_unnamed"] = counts.opted_out_unnamed;
    result["senders"] = json_of(counts.senders);
    result["campaigns"] = json_of(counts.campaigns);
    result["carriers"] = json_of(counts.carriers);
    result["status_only_client"] = json_of(counts.sdk);
    result["now"] = json_of(summary.now);
    result["inputs"] = summary.inputs;
    result["problems"] = summary.problems;
    result["rejects"] = json::array();
    for (const reject_location& location : counts.locations) {
        json row;
        row["input"] = summary.inputs[location.input];
        row["line"] = location.line;
        row["problem"] = std::string{reason_of(location)};
        result["rejects"].push_back(row);
    }
    result["contradicted"] = counts.contradicted;
    result["maybe_opted_out"] = counts.maybe_opted_out;
    result["maybe_opted_out_unnamed"] = counts.maybe_opted_out_unnamed;
    return result;
}

std::string csv_of(const triage_summary& summary) {
    std::string result =
        csv_record({"code", "name", "count", "share", "step", "scope", "remedy", "retry", "wait", "category", "toward"});
    for (const failure_count& row : summary.counts.failures()) {
        const te::code_info& info = te::lookup(row.number);
        result +=
            csv_record({visible(row.code), name_of(row), std::to_string(row.count),
                        json(share_of(row.count, summary.counts.failed)).dump(), name(row.advice.step), name(row.advice.scope),
                        name(row.advice.remedy), name(info.retry), name(info.wait), name(info.category), name(row.advice.toward)});
    }
    return result;
}

void write_summary(page& result, const triage_summary& summary) {
    write_totals(result, summary);
    write_failures(result, summary);
    write_schedule(result, summary);
    write_opt_outs(result, summary);
    write_sdk(result, summary);
    write_names(result, "Senders with the most failures", summary.counts.senders, shown_name, summary.show_numbers);
    write_names(result, "Campaigns with the most failures", summary.counts.campaigns, shown_identifier, summary.show_numbers);
    write_names(result, "Carriers with the most failures", summary.counts.carriers, shown_name, summary.show_numbers);
    write_rejects(result, summary);
}

} // namespace command_line
