// telnyx-errors, the command line: the report of triage, as an HTML page. SPDX-License-Identifier: MIT
#include "triage/page.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>
#include <vector>

#include <telnyx/errors/version.hpp>

#include "showing/words.hpp"
#include "triage/embedded.hpp"
#include "triage/money.hpp"
#include "triage/report.hpp"
#include "triage/summary.hpp"
#include "triage/template.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t codes_in_full = 14; // the others are folded
constexpr std::size_t locations_on_page = 50;
constexpr double top_of_chart = 34; // above it are the marks of spikes
constexpr double height_of_chart = 190;

// Parts of SVG and CSS lengths.
std::string fixed(double number) {
    char text[32];
    // NOLINTNEXTLINE(cert-err33-c,cppcoreguidelines-pro-type-vararg): lengths are short; a stream would hide a lack of memory
    std::snprintf(text, sizeof(text), "%.3f", number);
    return text;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
    return fixed(whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole)) + '%';
}

// A table with the first rows of a list, and one with the others, which is folded.
json folded(const json& list, std::size_t most) {
    json tables = json::array();
    for (std::size_t i = 0; i != list.size(); ++i) {
        if (i == 0 || i == most) {
            tables.push_back({{"rows", json::array()}, {"folded", i == 0 ? 0 : list.size() - most}});
        }
        tables.back()["rows"].push_back(list[i]);
    }
    return tables;
}

// A round number that is not smaller.
std::uint64_t rounded_up(std::uint64_t number) {
    std::uint64_t unit = 1;
    while (unit * 10 < number) {
        unit *= 10;
    }
    for (const std::uint64_t factor : {1U, 2U, 4U, 5U, 6U, 8U}) {
        if (unit * factor >= number) {
            return unit * factor;
        }
    }
    return unit * 10;
}

// Where everything in the chart is. Widths are shares of its width, so that text keeps its size on every screen.
json chart_of(const json& report, bool show_numbers) {
    const json& over_time = report["over_time"];
    if (over_time.is_null() || over_time["series"].empty()) {
        return nullptr;
    }
    const std::uint64_t buckets = over_time["buckets"];
    const std::int64_t seconds = over_time["seconds"];
    const std::int64_t start = over_time["start"];
    std::vector<std::uint64_t> totals(buckets, 0);
    for (const json& each : over_time["series"]) {
        for (std::size_t i = 0; i != buckets; ++i) {
            totals[i] += each["counts"][i].get<std::uint64_t>();
        }
    }
    const std::uint64_t top = rounded_up(*std::max_element(totals.begin(), totals.end()));
    const auto height = [&](std::uint64_t count) {
        return static_cast<double>(count) / static_cast<double>(top) * height_of_chart;
    };
    json chart = {{"total_height", fixed(top_of_chart + height_of_chart + 22)},
                  {"baseline", fixed(top_of_chart + height_of_chart)},
                  {"labels", fixed(top_of_chart + height_of_chart + 16)},
                  {"top", fixed(top_of_chart)},
                  {"middle", fixed(top_of_chart + height_of_chart / 2)},
                  {"top_count", top},
                  {"middle_count", top / 2},
                  {"width", percent(1, buckets)},
                  {"unit", seconds == 3600     ? "hour"
                           : seconds == 86400  ? "day"
                           : seconds == 604800 ? "week"
                                               : "part"},
                  {"series", json::array()},
                  {"ticks", json::array()},
                  {"marks", json::array()}};
    std::vector<std::uint64_t> below(buckets, 0);
    for (std::size_t place = 0; place != over_time["series"].size(); ++place) {
        const json& each = over_time["series"][place];
        const std::string code = each["code"].is_null() ? "" : shown_name(each["code"].get<std::string>(), show_numbers);
        json series = {{"code", code},
                       {"name", each["name"]},
                       {"colour", each["code"].is_null() ? "other" : std::to_string(place)},
                       {"bars", json::array()}};
        for (std::size_t i = 0; i != buckets; ++i) {
            const std::uint64_t count = each["counts"][i];
            const std::int64_t from = start + static_cast<std::int64_t>(i) * seconds;
            below[i] += count;
            if (count != 0) {
                series["bars"].push_back({{"x", percent(i, buckets)},
                                          {"y", fixed(top_of_chart + height_of_chart - height(below[i]))},
                                          {"height", fixed(height(count))},
                                          {"start", from},
                                          {"count", count},
                                          {"when", part_in_words(from, from + seconds)}});
            }
        }
        chart["series"].push_back(series);
    }
    std::map<std::uint64_t, std::string> marks; // by the part with the peak
    for (std::size_t place = 0; place != report["spikes"]["largest"].size(); ++place) {
        const json& spike = report["spikes"]["largest"][place];
        auto at = static_cast<std::uint64_t>((spike["from"].get<std::int64_t>() - start) / seconds);
        for (std::uint64_t i = at; start + static_cast<std::int64_t>(i) * seconds < spike["to"].get<std::int64_t>(); ++i) {
            at = totals[i] > totals[at] ? i : at;
        }
        marks[at] += (marks[at].empty() ? "" : ", ") + std::to_string(place + 1);
    }
    for (const auto& [at, text] : marks) {
        chart["marks"].push_back({{"x", percent(2 * at + 1, 2 * buckets)},
                                  {"text", text},
                                  {"y", fixed(top_of_chart + height_of_chart - height(totals[at]) - 4)},
                                  {"text_y", fixed(top_of_chart + height_of_chart - height(totals[at]) - 18)}});
    }
    const std::uint64_t ticks = (std::min)(buckets, std::uint64_t{4});
    for (std::uint64_t i = 0; i != ticks; ++i) {
        const std::uint64_t at = buckets * i / ticks;
        const std::int64_t from = start + static_cast<std::int64_t>(at) * seconds;
        const std::string date = utc_date(te::instant{from}); // without the year, and with the hour if that is the unit
        chart["ticks"].push_back({{"x", percent(at, buckets)},
                                  {"text", date.substr(0, date.size() - 5) +
                                               (seconds == 3600 ? ' ' + std::to_string(from % 86400 / 3600) + ":00" : "")}});
    }
    return chart;
}

// Adds what the template shows besides the report itself.
class page_values {
public:
    page_values(json report, bool show_numbers) : values_(std::move(report)), show_numbers_(show_numbers) {}

    json made() {
        const json& report = values_;
        values_["version"] = TELNYX_ERRORS_VERSION_STRING;
        values_["made_at"] = local_time(te::instant{report["now"].get<std::int64_t>()});
        values_["input_count"] = report["inputs"].size();
        values_["period_words"] = report["period"].is_null()
                                      ? ""
                                      : part_in_words(report["period"]["from"], report["period"]["to"].get<std::int64_t>() + 1);
        values_["chart"] = chart_of(report, show_numbers_);
        steps();
        actors();
        spikes();
        for (json& row : values_["send_again"]) {
            const std::string wait{in_words(enumerator_in<te::wait>(row, "wait"))};
            row["step_words"] = in_short(enumerator_in<te::step>(row, "step"));
            row["wait_words"] = wait.empty() ? "a change" : wait;
            row["times"] = times_of(row);
        }
        values_["has_send_again"] =
            !report["send_again"].empty() || count_in(report, "withheld") + count_in(report, "contradicted") != 0;
        names();
        costs();
        status_only();
        comparison();
        rejects();
        return values_;
    }

private:
    [[nodiscard]] std::string code_of(const json& row) const {
        const std::string code = shown_name(row["code"].get<std::string>(), show_numbers_);
        return code.empty() ? "\xE2\x80\x93" : code;
    }
    // The elements of a list, with their paths and their codes as words.
    [[nodiscard]] json listed(const json& list, const std::string& path) const {
        json result = json::array();
        for (std::size_t i = 0; i != list.size(); ++i) {
            json row = list[i];
            row["path"] = path + '.' + std::to_string(i);
            row["code_words"] = code_of(row);
            result.push_back(row);
        }
        return result;
    }

    void steps() {
        values_["step_bars"] = json::array();
        std::uint64_t before = 0;
        for (const te::step step : {te::step::stop, te::step::fix_first, te::step::hold, te::step::reconcile, te::step::retry}) {
            const std::uint64_t count = values_["steps"][word(step)];
            const std::uint64_t all = count_in(values_, "failed");
            values_["step_bars"].push_back({{"step", word(step)}, {"x", percent(before, all)}, {"width", percent(count, all)}});
            before += count;
        }
    }

    void actors() {
        json all = listed(values_["failures"], "failures");
        values_["actors"] = json::array();
        for (const auto& [actor, words] :
             {std::pair{te::actor::person, "A person must act"}, std::pair{te::actor::program, "Your program can act by itself"},
              std::pair{te::actor::telnyx, "Only Telnyx can act: contact its support"},
              std::pair{te::actor::none, "Nothing is left to do"}}) {
            json rows = json::array();
            std::size_t in_full = 0;
            for (std::size_t i = 0; i != all.size(); ++i) {
                json& row = all[i];
                if (row["actor"] != word(actor)) {
                    continue;
                }
                in_full += i < codes_in_full ? 1 : 0;
                row["step_words"] = in_short(enumerator_in<te::step>(row, "step"));
                row["scope_words"] = in_words(enumerator_in<te::scope>(row, "scope"), enumerator_in<te::toward>(row, "toward"));
                rows.push_back(row);
            }
            if (!rows.empty()) {
                values_["actors"].push_back({{"words", words}, {"tables", folded(rows, in_full == 0 ? rows.size() : in_full)}});
            }
        }
    }

    void spikes() {
        json all = listed(values_["spikes"]["largest"], "spikes.largest");
        for (std::size_t i = 0; i != all.size(); ++i) {
            all[i]["number"] = i + 1;
            all[i]["when"] = part_in_words(all[i]["from"], all[i]["to"]);
        }
        values_["spike_list"] = all;
    }

    void names() {
        values_["name_tables"] = json::array();
        for (const name_list& which : name_lists) {
            const json& most = values_[which.member]["most"];
            if (most.empty()) {
                continue;
            }
            json table = {{"title", which.title}, {"columns", json::array()}, {"rows", json::array()}};
            const std::size_t columns = (std::min)(values_["failures"].size(), std::size_t{5});
            for (std::size_t i = 0; i != columns; ++i) {
                const json& failure = values_["failures"][i];
                table["columns"].push_back({{"words", code_of(failure)}, {"name", failure["name"]}});
            }
            for (std::size_t i = 0; i != most.size(); ++i) {
                const std::string path = std::string{which.member} + ".most." + std::to_string(i);
                json row = most[i];
                row["path"] = path;
                row["shown"] = shown_name(row["name"].get<std::string>(), show_numbers_, which.are_identifiers);
                row["cells"] = json::array();
                for (std::size_t j = 0; j != columns; ++j) {
                    json cell = {{"column", table["columns"][j]["words"]}, {"is_some", false}, {"count", 0}};
                    for (std::size_t k = 0; k != most[i]["codes"].size(); ++k) {
                        const json& found = most[i]["codes"][k];
                        if (found["code"] == values_["failures"][j]["code"]) {
                            cell["is_some"] = true;
                            cell["count"] = found["count"];
                            cell["path"] = path + ".codes." + std::to_string(k);
                        }
                    }
                    row["cells"].push_back(cell);
                }
                table["rows"].push_back(row);
            }
            values_["name_tables"].push_back(table);
        }
    }

    // What the payloads cost, in each currency.
    void costs() {
        values_["cost_lines"] = json::array();
        for (const json& each : values_["costs"]["most"]) {
            const std::string currency = shown_name(each["currency"].get<std::string>(), show_numbers_);
            const auto amount = [&](const char* member) { return money::from(each[member].get<std::string>()).in_words(currency); };
            values_["cost_lines"].push_back({{"payloads", each["payloads"]},
                                             {"outbound", each["outbound"]},
                                             {"sum", amount("sum")},
                                             {"mean", each["mean"].is_null() ? "" : amount("mean")}});
        }
        values_["more_currencies"] = count_in(values_["costs"], "currencies") - values_["cost_lines"].size();
        values_["cost_sentence"] = cost_in_words(values_, show_numbers_);
    }

    void status_only() {
        json rows = listed(values_["status_only_client"]["codes"], "status_only_client.codes");
        for (json& row : rows) {
            row["name"] = te::lookup(te::code_number(row["code"].get<std::string>())).name;
            if (const json& cost = row["cost"]; !cost.is_null()) {
                const money wrongly = money::from(cost["sent_again_wrongly"].get<std::string>());
                const money perhaps = money::from(cost["perhaps_sent_again_wrongly"].get<std::string>());
                row["cost_words"] = (wrongly + perhaps).in_words("") + (perhaps.empty() ? "" : " at most");
            }
        }
        std::stable_sort(rows.begin(), rows.end(), [](const json& left, const json& right) {
            return count_in(left, "sent_again_wrongly") + count_in(left, "perhaps_sent_again_wrongly") >
                   count_in(right, "sent_again_wrongly") + count_in(right, "perhaps_sent_again_wrongly");
        });
        values_["status_only_tables"] = folded(rows, 8);
        if (const json& cost = values_["status_only_client"]["cost"]; !cost.is_null()) {
            const std::string currency = shown_name(cost["currency"].get<std::string>(), show_numbers_);
            values_["cost_column"] = currency.empty() ? "Cost" : "Cost, " + currency;
        }
    }

    void comparison() {
        json& compare = values_["compare"];
        if (!compare.is_null()) {
            compare["period_words"] = compare["period"].is_null() ? "no time"
                                                                  : part_in_words(compare["period"]["from"],
                                                                                  compare["period"]["to"].get<std::int64_t>() + 1);
            values_["now_counted"] = values_["counted"];
            compare["tables"] = folded(listed(compare["codes"], "compare.codes"), codes_in_full);
        }
    }

    void rejects() {
        json rows = json::array();
        for (std::size_t i = 0; i != (std::min)(values_["rejects"].size(), locations_on_page); ++i) {
            json& row = rows.emplace_back(values_["rejects"][i]);
            row["words"] = row["problem"] == "unrecognised" ? "unknown payload" : row["problem"].get<std::string>();
        }
        const std::uint64_t all = count_in(values_, "not_json") + count_in(values_, "unrecognised");
        if (!rows.empty()) {
            values_["rejects_shown"] = {{"rows", rows}, {"more", all - rows.size()}};
        }
    }

    json values_;
    bool show_numbers_;
};

} // namespace

std::string html_of(const json& report, bool show_numbers) {
    return filled_in(embedded::page, page_values{report, show_numbers}.made());
}

} // namespace command_line
