// telnyx-errors, the command line: rows, reports and decisions as JSON. SPDX-License-Identifier: MIT
#include "showing/json.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "amendments.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

std::string text(std::string_view view) { return std::string{view}; }

// What the table says about a code.
void add_columns(json& result, const te::code_info& row) {
    result["stage"] = word(row.stage);
    result["category"] = word(row.category);
    result["retry"] = word(row.retry);
    result["also"] = json::array();
    if (row.also != row.retry) {
        result["also"].push_back(word(row.also));
    }
    result["basis"] = word(row.basis);
    result["wait"] = word(row.wait);
    result["scope"] = word(row.scope);
    result["toward"] = word(row.toward);
    result["remedy"] = word(row.remedy);
    result["cause"] = text(row.cause);
    result["action"] = text(row.action);
}

void add_row(json& result, const te::code_info& row) {
    const bool listed = row.origin != te::origin::none; // an amendment knows a code, but no name
    result["name"] = listed ? text(row.name) : std::string{};
    result["title"] = listed ? text(row.title) : std::string{};
    result["origin"] = word(row.origin);
    add_columns(result, row);
}

// The members of what the library writes, in this order.
void take(json& result, const json& written, std::initializer_list<const char*> members) {
    for (const char* const member : members) {
        result[member] = written[member];
    }
}

json error_of(const te::error_view& error, const te::code_info& info) {
    const json written = error;
    json result;
    result["code"] = written["code"];
    result["known"] = error.known();
    result["title"] = error.known() ? text(info.title) : std::string{};
    result["body_title"] = written["title"];
    take(result, written, {"detail", "pointer"});
    for (const char* const member : {"stage", "category", "scope"}) { // in this order
        result[member] = nullptr;
    }
    add_columns(result, info);
    result["name"] = error.known() ? text(info.name) : std::string{};
    take(result, written, {"parameter", "recipient"});
    result["title_disagrees"] = error.title_disagrees();
    const te::code titled = error.code.empty() ? te::code_of_title(error.title) : te::code{};
    result["code_of_title"] = titled != te::code{} ? json(std::to_string(static_cast<int>(titled))) : json{};
    take(result, written, {"retryable"});
    return result;
}

} // namespace

json row_of(const te::code_info& row) {
    json result;
    result["code"] = row.number();
    add_row(result, row);
    return result;
}

json explanation_of(std::string_view typed, const te::code_info& row) {
    json result;
    result["code"] = text(typed);
    result["number"] = te::code_number(typed);
    result["known"] = row.known();
    add_row(result, row);
    return result;
}

// As the library writes it, but times are Unix seconds, as in all files of this program.
json decision_of(const te::decision& decision) {
    json result = decision;
    result["not_before"] = decision.not_before.known() ? json(decision.not_before.unix_seconds()) : json{};
    return result;
}

json report_of(const te::report_view& report, te::channel channel, const te::amended_policy& policy) {
    const json written = report;
    json result;
    take(result, written, {"kind", "phase", "event_type", "message_id", "outcome"});
    result["recipients"] = json::array();
    for (const json& recipient : written["recipients"]) {
        take(result["recipients"].emplace_back(), recipient, {"phone_number", "status", "outcome", "list", "carrier"});
    }
    result["errors"] = json::array();
    for (const te::error_view& error : report.errors()) {
        result["errors"].push_back(error_of(error, amended_row(error.number, channel, policy)));
    }
    return result;
}

json masked_strings(const json& value) {
    // Identifiers, and amounts of money.
    constexpr const char* unmasked[] = {
        "message_id", "event_id",           "messaging_profile_id",      "input", "inputs", "governing_code", "campaigns", "sum",
        "mean",       "sent_again_wrongly", "perhaps_sent_again_wrongly"};
    json result = value.is_string() ? json(te::masked(value.get<std::string>())) : value;
    if (value.is_structured()) {
        for (const auto& each : result.items()) {
            const bool is_unmasked = std::any_of(std::begin(unmasked), std::end(unmasked),
                                                 [&](const char* name) { return value.is_object() && each.key() == name; });
            each.value() = is_unmasked ? each.value() : masked_strings(each.value());
        }
    }
    return result;
}

std::string line_of(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace) + '\n'; }

} // namespace command_line
