// telnyx-errors, the command line: the report of triage, as JSON, CSV and text. SPDX-License-Identifier: MIT
#include "triage/summary.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <telnyx/errors/sdk_comparison.hpp>

#include "failure.hpp"
#include "showing/csv.hpp"
#include "showing/words.hpp"
#include "triage/embedded.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::int64_t most_codes = 4096;
constexpr std::int64_t names_shown = 10;
constexpr std::int64_t most_locations = 1000;
constexpr std::size_t locations_shown = 5;
constexpr std::size_t indentation = 14; // of what stands beside a number

// A part of a whole, from 0 to 1, rounded to four decimal places.
double share_of(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0.0 : std::round(static_cast<double>(part) / static_cast<double>(whole) * 10000) / 10000;
}

// A count for each enumerator.
template <class Enumeration>
void complete(json& counts) {
    json result = json::object();
    for (const Enumeration each : te::enumerators<Enumeration>) {
        result[word(each)] = counts.value(word(each), std::uint64_t{0});
    }
    counts = result;
}

// Adds to a failure what the table of codes knows.
json completed_failure(const json& found, std::uint64_t failed, const decision_settings& settings) {
    const std::string code = found["code"];
    const std::int64_t number = te::code_number(code);
    const te::code_info& info = te::lookup(number);
    json result;
    result["code"] = code;
    result["count"] = found["count"];
    result["share"] = share_of(found["count"], failed);
    result["known"] = info.known();
    result["name"] = info.known() ? std::string{info.name} : code.empty() ? "without a code" : "unknown";
    result["title"] = info.known() ? std::string{info.title} : std::string{};
    const te::decision next = te::decide(number, settings.here, settings.policy); // where another code always decides
    result["step"] = found["step"].is_null() ? json(word(next.step)) : found["step"];
    result["scope"] = found["step"].is_null() ? json(word(next.scope)) : found["scope"];
    result["toward"] = found["step"].is_null() ? json(word(next.toward)) : found["toward"];
    result["remedy"] = found["step"].is_null() ? json(word(next.remedy)) : found["remedy"];
    result["retry"] = word(info.retry);
    result["wait"] = word(info.wait);
    result["category"] = word(info.category);
    result["cause"] = info.known() ? std::string{info.cause} : std::string{};
    result["action"] = info.known() ? std::string{info.action} : std::string{};
    return result;
}

// What a client that retries by HTTP status alone does with the refused requests. Without a status, those that the code was seen
// with count. \param refusals  lists of status, code, whether it must not be resent automatically, and payloads
json status_only_client(const json& refusals) {
    json result;
    for (const char* const member :
         {"refusals", "sent_again", "sent_again_wrongly", "perhaps_sent_again", "perhaps_sent_again_wrongly", "nobody_knows"}) {
        result[member] = std::uint64_t{0};
    }
    const auto add = [&](const std::string& member, std::uint64_t count) {
        result[member] = result[member].get<std::uint64_t>() + count;
    };
    for (const json& each : refusals) {
        const std::uint64_t payloads = each[3];
        const std::uint64_t wrongly = each[2] == 1 ? payloads : 0;
        const std::int64_t code = te::code_number(each[1].get<std::string>());
        add("refusals", payloads);
        if (each[0].is_number()) {
            const bool again = te::sdk_resends(each[0].get<int>());
            add("sent_again", again ? payloads : 0);
            add("sent_again_wrongly", again ? wrongly : 0);
        } else if (te::sdk_may_resend(code)) {
            add("perhaps_sent_again", payloads);
            add("perhaps_sent_again_wrongly", wrongly);
        } else if (std::none_of(std::begin(te::observed_statuses), std::end(te::observed_statuses),
                                [&](const auto& row) { return row.code == code; })) {
            add("nobody_knows", payloads);
        }
    }
    return result;
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

// Writes the parts of the report as text.
class summary_writer {
public:
    summary_writer(page& result, const json& report, bool show_numbers)
        : page_(result), report_(report), show_numbers_(show_numbers) {}

    void write() {
        totals();
        failures();
        schedule();
        opt_outs();
        status_only();
        for (const name_list& each : name_lists) {
            names(each);
        }
        rejects();
    }

private:
    [[nodiscard]] std::uint64_t count(const char* member) const { return count_in(report_, member); }

    void heading(std::string_view text) {
        page_.gap();
        page_.line(text, style::strong);
    }
    void always(std::uint64_t value, const std::string& text, style how = style::plain) {
        page_.line("  " + page_.painted(right_aligned(grouped(value), 10), how) + "  " + text);
    }
    // Leaves out what is 0.
    void add(std::uint64_t value, const std::string& text, style how = style::plain) {
        if (value != 0) {
            always(value, text, how);
        }
    }

    void totals() {
        page_.line(grouped(count("bodies")) + (count("bodies") == 1 ? " payload" : " payloads"), style::strong);
        add(count("failed"), "need action (" + percent_of(count("failed"), count("counted")) + ")", style::bad);
        add(count("counted") - count("failed"), "need no action", style::good);
        add(count("duplicates"), "duplicates, not counted again");
        add(count("not_json"), "invalid JSON", style::warning);
        add(count("unrecognised"), "unknown payloads", style::warning);
    }

    void failures() {
        if (report_["failures"].empty()) {
            return;
        }
        constexpr std::size_t widest = 29;
        heading("Failures by code");
        page_.line("  " + padded("code", 7) + padded("meaning", widest) + right_aligned("payloads", 12) +
                       right_aligned("share", 9) + "  what to do",
                   style::label);
        for (const json& row : report_["failures"]) {
            const std::string code = row["code"];
            const auto step = enumerator_in<te::step>(row, "step");
            page_.line("  " + padded(code.empty() ? "-" : shortened(shown_name(code, show_numbers_), 12), 6) + ' ' +
                       padded(shortened(row["name"].get<std::string>(), widest), widest) +
                       right_aligned(grouped(row["count"]), 12) + right_aligned(percent_of(row["count"], count("failed")), 9) +
                       "  " + page_.painted(in_short(step), style_of(step)));
            const std::string toward = row["toward"];
            page_.line("         " + visible(row["scope"].get<std::string>() + (toward == "everyone" ? "" : " to one " + toward) +
                                             ", " + row["remedy"].get<std::string>()));
        }
    }

    void schedule() {
        if (report_["send_again"].empty() && count("withheld") + count("contradicted") == 0) {
            return;
        }
        heading("Messages to resend");
        for (const json& row : report_["send_again"]) {
            const std::string wait = in_words(enumerator_in<te::wait>(row, "wait"));
            const auto step = enumerator_in<te::step>(row, "step");
            const std::uint64_t without_id = row["without_id"];
            always(row["messages"],
                   std::string{in_short(step)} + (wait.empty() ? "" : ", " + wait) +
                       (without_id == 0 ? "" : " (" + grouped(without_id) + " without an identifier)"),
                   style_of(step));
            if (const std::string times = times_of(row); !times.empty()) {
                page_.paragraph(times, indentation);
            }
        }
        add(count("withheld"), "do not resend: the recipient opted out or may have");
        add(count("contradicted"), "do not resend: another payload rules it out");
        add(count("too_old"), "too old: not in the file of --retry");
    }

    void opt_outs() {
        if (count("opted_out") + count("opted_out_unnamed") + count("maybe_opted_out") + count("maybe_opted_out_unnamed") == 0) {
            return;
        }
        heading("Opt-outs");
        add(count("opted_out"), "recipients: do not message them again", style::bad);
        add(count("opted_out_unnamed"), "refusals without a recipient", style::bad);
        add(count("maybe_opted_out"), "recipients who may have opted out: check before messaging them", style::warning);
        add(count("maybe_opted_out_unnamed"), "refusals without a recipient that may be opt-outs", style::warning);
    }

    void status_only() {
        const json& client = report_["status_only_client"];
        if (count_in(client, "refusals") == 0) {
            return;
        }
        heading("A client that retries by HTTP status alone");
        add(count_in(client, "refusals"), "refused requests");
        const std::uint64_t wrongly = count_in(client, "sent_again_wrongly");
        always(count_in(client, "sent_again"),
               "resent, " + page_.painted(grouped(wrongly), wrongly == 0 ? style::good : style::bad) + " of them wrongly");
        add(count_in(client, "perhaps_sent_again"), "possibly resent, " + grouped(count_in(client, "perhaps_sent_again_wrongly")) +
                                                        " of them wrongly: the status is not known");
        add(count_in(client, "nobody_knows"), "unknown: without a status, and none is recorded for the code");
    }

    void names(const name_list& which) {
        const json& list = report_[which.member];
        if (count_in(list, "names") == 0) {
            return;
        }
        heading(which.title);
        for (const json& entry : list["most"]) {
            always(entry["count"], shown_name(entry["name"].get<std::string>(), show_numbers_, which.are_identifiers));
        }
    }

    void rejects() {
        const json& locations = report_["rejects"];
        if (locations.empty()) {
            return;
        }
        heading("Rejected");
        for (std::size_t i = 0; i != (std::min)(locations.size(), locations_shown); ++i) {
            page_.paragraph(visible(locations[i]["input"].get<std::string>()) + ", line " + locations[i]["line"].dump() + ": " +
                                visible(locations[i]["problem"].get<std::string>()),
                            2);
        }
        if (const std::uint64_t all = count("not_json") + count("unrecognised"); all > locations_shown) {
            page_.paragraph(
                "and " + grouped(all - locations_shown) + " more: --json lists their locations, --rejects FILE saves them", 2);
        }
    }

    page& page_;
    const json& report_;
    bool show_numbers_;
};

} // namespace

json report_on(database& source, const decision_settings& settings, std::int64_t too_old) {
    statement query = source.prepare(embedded::report);
    query.bind(1, most_codes);
    query.bind(2, names_shown);
    query.bind(3, most_locations);
    query.bind(4, too_old);
    query.step();
    // Names of inputs, and strings of a database from elsewhere, may have any bytes: line_of() replaces what is not UTF-8.
    const json text = json::parse(line_of(query.text(0)));
    json result = json::parse(text.get_ref<const std::string&>(), nullptr, false);
    if (!result.is_object()) {
        throw failure("the database is damaged: it has invalid strings");
    }
    complete<te::kind>(result["kinds"]);
    complete<te::outcome>(result["outcomes"]);
    complete<te::step>(result["steps"]);
    for (json& each : result["failures"]) {
        each = completed_failure(each, result["failed"], settings);
    }
    result["status_only_client"] = status_only_client(result["status_only_client"]);
    for (const name_list& each : name_lists) {
        if (result[each.member].is_null()) {
            result[each.member] = {{"names", 0}, {"exact", true}, {"most", json::array()}};
        }
    }
    result["now"] = settings.here.time.unix_seconds();
    return result;
}

std::uint64_t count_in(const json& report, const char* member) { return report[member].get<std::uint64_t>(); }

std::string grouped(std::uint64_t value, std::string_view separator) {
    const std::string digits = std::to_string(value);
    std::string result;
    for (std::size_t i = 0; i != digits.size(); ++i) {
        result += i != 0 && (digits.size() - i) % 3 == 0 ? separator : "";
        result += digits[i];
    }
    return result;
}

std::string percent_of(std::uint64_t part, std::uint64_t whole) {
    const auto tenths = static_cast<std::uint64_t>(std::lround(share_of(part, whole) * 1000));
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

std::string shown_name(std::string_view name, bool show_numbers, bool is_identifier) {
    const bool has_letter =
        std::any_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    const bool is_safe = is_identifier && has_letter && name.find('+') == std::string_view::npos;
    return show_numbers || is_safe ? visible(name) : quotable(name);
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

std::string times_of(const json& row) {
    if (row["earliest"].is_null()) {
        return {};
    }
    const std::string earliest = local_time(te::instant{row["earliest"].get<std::int64_t>()});
    return "not before " + earliest +
           (row["earliest"] == row["latest"] ? "" : " to " + local_time(te::instant{row["latest"].get<std::int64_t>()}));
}

std::string csv_of(const json& report) {
    constexpr const char* members[] = {"code",   "name",  "count", "share",    "step",  "scope",
                                       "remedy", "retry", "wait",  "category", "toward"};
    std::string result;
    for (const char* const member : members) {
        result.append(result.empty() ? "" : ",").append(member);
    }
    result += "\r\n";
    for (const json& row : report["failures"]) {
        for (const char* const member : members) {
            result += member == members[0] ? "" : ",";
            append_csv_field(result, row[member].is_string() ? visible(row[member].get<std::string>()) : row[member].dump(), false);
        }
        result += "\r\n";
    }
    return result;
}

void write_summary(page& result, const json& report, bool show_numbers) { summary_writer{result, report, show_numbers}.write(); }

} // namespace command_line
