// telnyx-errors, the command line: the report of triage, as CSV and text. SPDX-License-Identifier: MIT
#include "triage/summary.hpp"

#include <algorithm>
#include <cmath>

#include "showing/csv.hpp"
#include "showing/words.hpp"
#include "triage/money.hpp"
#include "triage/report.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t locations_shown = 5;
constexpr std::size_t indentation = 14; // of what stands beside a number

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
        page_.paragraph(report_["headline"].get<std::string>(), 0, style::strong);
        page_.gap();
        totals();
        failures();
        spikes();
        schedule();
        opt_outs();
        status_only();
        for (const name_list& each : name_lists) {
            names(each);
        }
        compared();
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
        always(count("bodies"), count("bodies") == 1 ? "payload" : "payloads");
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
            const auto step = enumerator_in<te::step>(row, "step");
            page_.line(code_and(row, row["name"], widest) + right_aligned(grouped(row["count"]), 12) +
                       right_aligned(percent_of(row["count"], count("failed")), 9) + "  " +
                       page_.painted(in_short(step), style_of(step)));
            const std::string toward = row["toward"];
            page_.line("         " + visible(row["scope"].get<std::string>() + (toward == "everyone" ? "" : " to one " + toward) +
                                             ", " + row["remedy"].get<std::string>()));
        }
    }

    // A code and its meaning, for the start of a line.
    [[nodiscard]] std::string code_and(const json& row, const std::string& meaning, std::size_t widest) const {
        const std::string code = row["code"];
        return "  " + padded(code.empty() ? "-" : shortened(shown_name(code, show_numbers_), 12), 6) + ' ' +
               padded(shortened(meaning, widest), widest);
    }

    void spikes() {
        constexpr std::size_t widest = 29;
        if (report_["spikes"]["largest"].empty()) {
            return;
        }
        heading("Spikes");
        page_.line("  " + padded("code", 7) + padded("meaning", widest) + right_aligned("payloads", 12) +
                       right_aligned("highest", 12) + right_aligned("median", 12),
                   style::label);
        for (const json& row : report_["spikes"]["largest"]) {
            page_.line(code_and(row, row["name"], widest) + right_aligned(grouped(row["payloads"]), 12) +
                       right_aligned(grouped(row["peak"]), 12) + right_aligned(grouped(row["median"]), 12));
            page_.line("         " + part_in_words(row["from"], row["to"]));
        }
    }

    void compared() {
        const json& earlier = report_["compare"];
        if (earlier.is_null()) {
            return;
        }
        constexpr std::size_t widest = 22;
        heading("Compared with the earlier period");
        always(count_in(earlier, "counted"), "payloads earlier, of which " +
                                                 percent_of(count_in(earlier, "failed"), count_in(earlier, "counted")) +
                                                 " needed action");
        page_.line("  " + padded("code", 7) + padded("meaning", widest) + right_aligned("now", 11) + right_aligned("rate", 9) +
                       right_aligned("earlier", 11) + right_aligned("rate", 9) + "  change",
                   style::label);
        for (const json& row : earlier["codes"]) {
            page_.line(code_and(row, row["name"], widest) + right_aligned(grouped(row["count"]), 11) +
                       right_aligned(percent_of(row["count"], count("counted")), 9) + right_aligned(grouped(row["earlier"]), 11) +
                       right_aligned(percent_of(row["earlier"], count_in(earlier, "counted")), 9) + "  " +
                       (row["change"] == "both" ? "" : row["change"].get<std::string>()));
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
            always(row["messages"], std::string{in_short(step)} + (wait.empty() ? "" : ", " + wait), style_of(step));
            if (without_id != 0) {
                page_.paragraph(grouped(without_id) + " without an identifier", indentation);
            }
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
        if (count_in(client, "refusals") + count("failed_later") == 0) {
            return;
        }
        heading("A client that retries by HTTP status alone");
        add(count("failed_later"), "messages that failed after the response: it counts them as sent");
        add(count_in(client, "refusals"), "refused requests");
        const std::uint64_t wrongly = count_in(client, "sent_again_wrongly");
        always(count_in(client, "sent_again"),
               "resent, " + page_.painted(grouped(wrongly), wrongly == 0 ? style::good : style::bad) + " of them wrongly");
        add(count_in(client, "perhaps_sent_again"), "possibly resent, " + grouped(count_in(client, "perhaps_sent_again_wrongly")) +
                                                        " of them wrongly: the status is not known");
        add(count_in(client, "nobody_knows"), "unknown: without a status, and none is recorded for the code");
        if (const std::string cost = cost_in_words(report_, show_numbers_); !cost.empty()) {
            page_.paragraph(cost, indentation);
        }
    }

    void names(const name_list& which) {
        const json& list = report_[which.member];
        if (count_in(list, "names") == 0) {
            return;
        }
        heading(which.title);
        page_.line("  " + right_aligned("failures", 10) + right_aligned("of", 12) + right_aligned("rate", 9) + "  name",
                   style::label);
        for (const json& entry : list["most"]) {
            const std::uint64_t all = entry["payloads"];
            always(entry["count"],
                   right_aligned(grouped(all), 10) + right_aligned(percent_of(entry["count"], all), 9) + "  " +
                       shortened(shown_name(entry["name"].get<std::string>(), show_numbers_, which.are_identifiers), 44));
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

std::string percent_of(std::uint64_t part, std::uint64_t whole) {
    const auto tenths = whole == 0 ? 0 : std::lround(static_cast<double>(part) / static_cast<double>(whole) * 1000);
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

std::string part_in_words(std::int64_t from, std::int64_t to) {
    constexpr std::int64_t day = 86400;
    const auto hour = [](std::int64_t time) {
        const std::string minutes = std::to_string(time % 3600 / 60);
        return std::to_string(time % day / 3600) + (minutes.size() == 1 ? ":0" : ":") + minutes;
    };
    const std::string first = utc_date(te::instant{from});
    const std::string last = utc_date(te::instant{to - 1});
    if (from % day == 0 && to % day == 0) {
        return first == last ? first : first + " to " + last;
    }
    return first + ' ' + hour(from) + " to " + (first == last ? "" : utc_date(te::instant{to}) + ' ') + hour(to);
}

std::string cost_in_words(const json& report, bool show_numbers) {
    const json& client = report["status_only_client"];
    const json& cost = client["cost"];
    const std::uint64_t wrongly = count_in(client, "sent_again_wrongly");
    const std::uint64_t perhaps = count_in(client, "perhaps_sent_again_wrongly");
    if (cost.is_null() || wrongly + perhaps == 0) {
        return {};
    }
    const std::string currency = shown_name(cost["currency"].get<std::string>(), show_numbers);
    const auto amount = [&](const char* member) { return money::from(cost[member].get<std::string>()).in_words(currency); };
    std::string result = "Wrongly resent: ";
    result += wrongly == 0 ? "" : "about " + amount("sent_again_wrongly");
    result += perhaps == 0 ? "" : (wrongly == 0 ? "possibly about " : ", and possibly ") + amount("perhaps_sent_again_wrongly");
    result += perhaps == 0 || wrongly == 0 ? "" : " more";
    const std::uint64_t payloads = cost["payloads"];
    const std::uint64_t currencies = report["costs"]["currencies"];
    return result + ", at " + amount("mean") + " a message, the mean of " + grouped(payloads) +
           (payloads == 1 ? " payload that carries" : " payloads that carry") + " a cost" +
           (currencies > 1 ? " in the most frequent of " + grouped(currencies) + " currencies" : "");
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
