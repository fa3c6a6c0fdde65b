// telnyx-errors, the command line: the report of triage. SPDX-License-Identifier: MIT
#include "triage/report.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include <telnyx/errors/sdk_comparison.hpp>

#include "failure.hpp"
#include "showing/words.hpp"
#include "triage/embedded.hpp"
#include "triage/money.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::int64_t most_codes = 4096;
constexpr std::int64_t names_shown = 10;
constexpr std::int64_t most_locations = 1000;

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
    // Where another code always decides. A code that is not a number is an unknown one, not a failure without a code.
    constexpr std::int64_t unknown_number = 1;
    te::decision next = te::decide(number == 0 && !code.empty() ? unknown_number : number, settings.here, settings.policy);
    result["step"] = found["step"].is_null() ? json(word(next.step)) : found["step"];
    result["scope"] = found["step"].is_null() ? json(word(next.scope)) : found["scope"];
    result["toward"] = found["step"].is_null() ? json(word(next.toward)) : found["toward"];
    result["remedy"] = found["step"].is_null() ? json(word(next.remedy)) : found["remedy"];
    result["retry"] = word(info.retry);
    result["wait"] = word(info.wait);
    result["category"] = word(info.category);
    result["cause"] = info.known() ? std::string{info.cause} : std::string{};
    result["action"] = info.known() ? std::string{info.action} : std::string{};
    next.step = enumerator_in<te::step>(result, "step");
    next.remedy = enumerator_in<te::remedy>(result, "remedy");
    result["actor"] = word(next.actor());
    result["examples"] = found["examples"];
    return result;
}

// The counts about a client that retries by HTTP status alone.
constexpr const char* counts_of_client[] = {
    "refusals", "sent_again", "sent_again_wrongly", "perhaps_sent_again", "perhaps_sent_again_wrongly", "nobody_knows"};

// What such a client does with the refused requests, and by code. Without a status, those that the code was seen with count.
// \param refusals  lists of status, code, whether it must not be resent automatically, and payloads; in the order of codes
json status_only_client(const json& refusals) {
    json result;
    json codes = json::array();
    for (const char* const member : counts_of_client) {
        result[member] = std::uint64_t{0};
    }
    const json nothing = result;
    for (const json& each : refusals) {
        const std::uint64_t payloads = each[3];
        const bool is_wrong = each[2] == 1;
        const std::int64_t code = te::code_number(each[1].get<std::string>());
        if (codes.empty() || codes.back()["code"] != each[1]) {
            codes.push_back({{"code", each[1]}});
            codes.back().update(nothing);
        }
        const auto add = [&](const char* member, bool counts) {
            for (json* const counted : {&result, &codes.back()}) {
                (*counted)[member] = count_in(*counted, member) + (counts ? payloads : 0);
            }
        };
        const bool has_status = each[0].is_number();
        const bool again = has_status && te::sdk_resends(each[0].get<int>());
        const bool perhaps = !has_status && te::sdk_may_resend(code);
        add("refusals", true);
        add("sent_again", again);
        add("sent_again_wrongly", again && is_wrong);
        add("perhaps_sent_again", perhaps);
        add("perhaps_sent_again_wrongly", perhaps && is_wrong);
        add("nobody_knows", !has_status && !perhaps &&
                                std::none_of(std::begin(te::observed_statuses), std::end(te::observed_statuses),
                                             [&](const auto& row) { return row.code == code; }));
    }
    result["codes"] = codes;
    return result;
}

// The costs, whose sums are lists of whole units and millionths.
void complete_costs(json& costs) {
    const auto amount = [](const json& sum) { return money{sum[0].get<std::uint64_t>(), sum[1].get<std::uint64_t>()}; };
    for (json& each : costs["most"]) {
        const std::uint64_t outbound = each["outbound"];
        each["sum"] = amount(each["sum"]).text();
        each["mean"] = outbound == 0 ? json{} : json(amount(each["mean"]).divided_by(outbound).text());
    }
}

// Adds what the wrong resends of a client cost, at the mean of the most frequent currency.
void add_cost(json& client, const json& costs) {
    const bool is_known = !costs["most"].empty() && !costs["most"][0]["mean"].is_null();
    const auto add = [&](json& counts, json cost) {
        if (is_known) {
            const money each = money::from(costs["most"][0]["mean"].get<std::string>());
            for (const char* const member : {"sent_again_wrongly", "perhaps_sent_again_wrongly"}) {
                cost[member] = each.times(count_in(counts, member)).text();
            }
        }
        counts["cost"] = is_known ? cost : json{};
    };
    for (json& each : client["codes"]) {
        add(each, json::object());
    }
    const json& most = is_known ? costs["most"][0] : costs;
    add(client, {{"currency", most.value("currency", "")},
                 {"mean", most.value("mean", "")},
                 {"payloads", most.value("outbound", std::uint64_t{0})}});
}

// The code of a failure as words: its name.
std::string name_of(const json& code) {
    const auto text = code.get<std::string>();
    const te::code_info& info = te::lookup(te::code_number(text));
    return info.known() ? std::string{info.name} : text.empty() ? "without a code" : "unknown";
}

// A share in whole percent; never 0 or 100 if that is not true.
std::string rounded_percent(std::uint64_t part, std::uint64_t whole) {
    const long percent = std::lround(static_cast<double>(part) / static_cast<double>(whole) * 100);
    return percent == 0 && part != 0 ? "less than 1 %" : std::to_string(percent == 100 && part != whole ? 99 : percent) + " %";
}

std::string in_letters(std::uint64_t number) {
    constexpr const char* words[] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    return number < std::size(words) ? words[number] : grouped(number);
}

// When the payloads happened: " between 26 Oct and 25 Nov 2026"; the time zone is UTC.
std::string period_in_words(const json& period) {
    if (period.is_null()) {
        return {};
    }
    const std::string first = utc_date(te::instant{period["from"].get<std::int64_t>()});
    const std::string last = utc_date(te::instant{period["to"].get<std::int64_t>()});
    constexpr std::size_t year = 5; // " 2026"
    const bool same_year = first.compare(first.size() - year, year, last, last.size() - year, year) == 0;
    return first == last ? " on " + last : " between " + first.substr(0, first.size() - (same_year ? year : 0)) + " and " + last;
}

// The report in one sentence.
std::string headline_of(const json& report) {
    const std::uint64_t messages = count_in(report, "messages");
    const bool has_messages = messages != 0;
    const std::uint64_t all = has_messages ? messages : count_in(report, "counted");
    const std::uint64_t failed = count_in(report, has_messages ? "failed_messages" : "failed");
    if (all == 0) {
        return "Nothing was counted";
    }
    std::string result = failed == 0 ? "None" : rounded_percent(failed, all);
    result += " of " + grouped(all) + (has_messages ? " message" : " payload") + (all == 1 ? "" : "s") +
              (has_messages ? " failed" : " need action") + period_in_words(report["period"]);
    if (const std::uint64_t codes = count_in(report["leading"], "codes"); codes != 0) {
        result += "; " + in_letters(codes) + (codes == 1 ? " code makes " : " codes make ") +
                  rounded_percent(count_in(report["leading"], "payloads"), count_in(report, "failed")) + " of the failures";
    }
    if (const std::uint64_t spikes = count_in(report["spikes"], "count"); spikes != 0) {
        result += "; " + in_letters(spikes) + (spikes == 1 ? " spike" : " spikes");
    }
    return result;
}

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
    complete_costs(result["costs"]);
    result["status_only_client"] = status_only_client(result["status_only_client"]);
    add_cost(result["status_only_client"], result["costs"]);
    for (const name_list& each : name_lists) {
        if (result[each.member].is_null()) {
            result[each.member] = {{"names", 0}, {"exact", true}, {"most", json::array()}};
        }
    }
    for (json& each : result["spikes"]["largest"]) {
        each["name"] = name_of(each["code"]);
    }
    if (!result["over_time"].is_null()) {
        for (json& each : result["over_time"]["series"]) {
            each["name"] = each["code"].is_null() ? std::string{"other codes"} : name_of(each["code"]);
        }
    }
    result["headline"] = headline_of(result);
    const json costs = result["costs"]; // new members are the last ones
    result.erase("costs");
    result["compare"] = nullptr;
    result["costs"] = costs;
    result["now"] = settings.here.time.unix_seconds();
    return result;
}

void compare(json& report, const json& earlier) {
    json result;
    for (const char* const member : {"inputs", "period", "counted", "failed", "messages", "failed_messages"}) {
        result[member] = earlier[member];
    }
    json& codes = result["codes"] = json::array();
    std::map<std::string, std::uint64_t> before;
    for (const json& each : earlier["failures"]) {
        before[each["code"]] = each["count"];
    }
    const auto add = [&codes](const json& code, std::uint64_t now, std::uint64_t then) {
        codes.push_back({{"code", code},
                         {"name", name_of(code)},
                         {"count", now},
                         {"earlier", then},
                         {"change", then == 0  ? "new"
                                    : now == 0 ? "gone"
                                               : "both"}});
    };
    for (const json& each : report["failures"]) {
        add(each["code"], each["count"], before[each["code"]]);
        before.erase(each["code"]);
    }
    for (const auto& [code, count] : before) {
        add(code, 0, count);
    }
    report["compare"] = result;
}

std::uint64_t count_in(const json& report, const char* member) { return report[member].get<std::uint64_t>(); }

} // namespace command_line
