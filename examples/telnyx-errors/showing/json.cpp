// telnyx-errors, the command line: rows, reports and decisions as JSON. SPDX-License-Identifier: MIT
#include "showing/json.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

std::string text(std::string_view view) { return std::string{view}; }

// What the table says about a code.
void add_columns(json& result, const te::code_info& row) {
    result["stage"] = word(row.stage);
    result["category"] = word(row.category);
    result["retry"] = word(row.retry);
    result["also"] = also_of(row);
    result["basis"] = word(row.basis);
    result["wait"] = word(row.wait);
    result["scope"] = word(row.scope);
    result["toward"] = word(row.toward);
    result["remedy"] = word(row.remedy);
    result["cause"] = text(row.cause);
    result["action"] = text(row.action);
}

void add_row(json& result, const te::code_info& row) {
    result["name"] = row.known() ? text(row.name) : std::string{};
    result["title"] = row.known() ? text(row.title) : std::string{};
    result["origin"] = word(row.origin);
    add_columns(result, row);
}

json error_of(const te::error_view& error) {
    const te::code_info& info = error.info();
    json result;
    result["code"] = text(error.code);
    result["known"] = error.known();
    result["title"] = error.known() ? text(info.title) : std::string{};
    result["body_title"] = text(error.title);
    result["detail"] = text(error.detail);
    result["pointer"] = text(error.pointer);
    for (const char* const member : {"stage", "category", "scope"}) { // in this order
        result[member] = nullptr;
    }
    add_columns(result, info);
    result["name"] = error.known() ? text(info.name) : std::string{};
    result["parameter"] = text(error.parameter);
    result["recipient"] = error.recipient.known() ? json(error.recipient.value()) : json{};
    result["title_disagrees"] = error.title_disagrees();
    const te::code titled = error.code.empty() ? te::code_of_title(error.title) : te::code{};
    result["code_of_title"] = titled != te::code{} ? json(std::to_string(static_cast<int>(titled))) : json{};
    result["retryable"] = word(error.retryable);
    return result;
}

json recipient_of(const te::recipient_view& recipient) {
    json result;
    result["phone_number"] = text(recipient.phone_number);
    result["status"] = text(recipient.status);
    result["outcome"] = word(recipient.outcome);
    result["list"] = recipient.list == te::recipient_list::to ? "to" : "cc";
    result["carrier"] = text(recipient.carrier);
    return result;
}

} // namespace

json also_of(const te::judgement& judged) {
    json result = json::array();
    if (judged.also != judged.retry) {
        result.push_back(word(judged.also));
    }
    return result;
}

json row_of(const te::code_info& row) {
    json result;
    result["code"] = row.number();
    add_row(result, row);
    return result;
}

json explanation_of(std::string_view typed) {
    const te::code_info& row = te::lookup(typed);
    json result;
    result["code"] = text(typed);
    result["number"] = te::code_number(typed);
    result["known"] = row.known();
    add_row(result, row);
    return result;
}

json decision_of(const te::decision& decision) {
    json result;
    result["step"] = word(decision.step);
    result["reason"] = word(decision.reason);
    result["delay_ms"] = decision.delay.known() ? json(decision.delay.milliseconds()) : json{};
    result["not_before"] = decision.not_before.known() ? json(decision.not_before.unix_seconds()) : json{};
    result["scope"] = word(decision.scope);
    result["toward"] = word(decision.toward);
    result["remedy"] = word(decision.remedy);
    result["governing_code"] = decision.governing_code != 0 ? json(std::to_string(decision.governing_code)) : json{};
    result["opted_out"] = decision.consent == te::consent::opted_out;
    result["consent"] = word(decision.consent);
    result["basis"] = word(decision.basis);
    result["receipt"] = word(decision.receipt);
    result["actor"] = word(decision.actor());
    return result;
}

json report_of(const te::report_view& report) {
    json result;
    result["kind"] = word(report.kind());
    result["phase"] = word(report.phase());
    result["event_type"] = text(report.event_type());
    result["message_id"] = text(report.message_id());
    result["outcome"] = word(report.outcome());
    result["recipients"] = json::array();
    for (const te::recipient_view& recipient : report.recipients()) {
        result["recipients"].push_back(recipient_of(recipient));
    }
    result["errors"] = json::array();
    for (const te::error_view& error : report.errors()) {
        result["errors"].push_back(error_of(error));
    }
    return result;
}

std::string line_of(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace) + '\n'; }

} // namespace command_line
