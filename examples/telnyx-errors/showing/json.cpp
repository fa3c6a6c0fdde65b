// telnyx-errors, the command line: rows, reports and decisions as JSON. SPDX-License-Identifier: MIT
#include "showing/json.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

std::string text(std::string_view view) { return std::string{view}; }

template <class Enumeration>
std::string word(Enumeration value) {
    return std::string{name(value)};
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
    result["stage"] = word(info.stage);
    result["category"] = word(info.category);
    result["scope"] = word(info.scope);
    result["retry"] = word(info.retry);
    result["also"] = also_of(info);
    result["basis"] = word(info.basis);
    result["wait"] = word(info.wait);
    result["remedy"] = word(info.remedy);
    result["cause"] = text(info.cause);
    result["action"] = text(info.action);
    result["name"] = error.known() ? text(info.name) : std::string{};
    result["parameter"] = text(error.parameter);
    result["recipient"] = error.recipient == te::error_view::no_recipient ? json{} : json(error.recipient);
    result["title_disagrees"] = error.title_disagrees();
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

json also_of(const te::judgement& columns) {
    json result = json::array();
    for (const te::retry_class value :
         {te::retry_class::automatic, te::retry_class::temporary_hold, te::retry_class::after_intervention,
          te::retry_class::unspecified, te::retry_class::action_required, te::retry_class::permanent}) {
        if (columns.also.contains(value)) {
            result.push_back(word(value));
        }
    }
    return result;
}

json row_of(const te::code_info& row) {
    json result;
    result["code"] = row.number();
    result["name"] = text(row.name);
    result["title"] = text(row.title);
    result["origin"] = word(row.origin);
    result["stage"] = word(row.stage);
    result["category"] = word(row.category);
    result["retry"] = word(row.retry);
    result["also"] = also_of(row);
    result["basis"] = word(row.basis);
    result["wait"] = word(row.wait);
    result["scope"] = word(row.scope);
    result["remedy"] = word(row.remedy);
    result["cause"] = text(row.cause);
    result["action"] = text(row.action);
    return result;
}

json explanation_of(std::string_view typed) {
    const te::code_info& row = te::lookup(typed);
    json result;
    result["code"] = text(typed);
    result["number"] = te::classify(typed).number;
    result["known"] = row.known();
    json columns = row_of(row);
    if (!row.known()) {
        columns["name"] = "";
        columns["title"] = "";
    }
    for (const auto& member : columns.items()) {
        if (member.key() != "code") {
            result[member.key()] = member.value();
        }
    }
    return result;
}

json decision_of(const te::decision& decision) {
    json result;
    result["step"] = word(decision.step);
    result["reason"] = word(decision.reason);
    result["delay_ms"] = decision.has_delay ? json(decision.delay_ms) : json{};
    result["not_before"] = decision.not_before.known() ? json(decision.not_before.unix_seconds()) : json{};
    result["scope"] = word(decision.scope);
    result["remedy"] = word(decision.remedy);
    result["governing_code"] = decision.governing_code != 0 ? json(std::to_string(decision.governing_code)) : json{};
    result["opted_out"] = decision.opted_out == te::answer::yes;
    result["opt_out"] = word(decision.opted_out);
    result["basis"] = word(decision.basis);
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
