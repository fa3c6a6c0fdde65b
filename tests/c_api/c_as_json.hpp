// The structs of the C interface as JSON, written by the names that C gives: in the form in which nlohmann_values.hpp writes the
// values of C++, so that the two can be compared.
#ifndef TELNYX_ERRORS_TESTS_C_AS_JSON_HPP
#define TELNYX_ERRORS_TESTS_C_AS_JSON_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <telnyx/errors/c_api.h>
#include <telnyx/errors/nlohmann_values.hpp>

namespace c_as_json {

using nlohmann::json;

inline json word(std::int32_t enumeration, std::int32_t value) { return telnyx_errors_name(enumeration, value); }
inline json text(const telnyx_errors_string& from) { return std::string{from.data, from.size}; }
inline json flag(std::int32_t value) { return value != 0; }
inline json delay(std::uint64_t milliseconds) {
    return milliseconds != TELNYX_ERRORS_DELAY_UNKNOWN ? json(milliseconds) : json(nullptr);
}
inline json time(std::int64_t seconds) {
    return seconds != TELNYX_ERRORS_TIME_UNKNOWN ? json(telnyx::errors::instant{seconds}) : json(nullptr);
}
inline json code(std::int64_t number) {
    return number > 0 ? json(std::to_string(number)) : number < 0 ? json(number) : json(nullptr);
}

inline json of(const telnyx_errors_decision& from) {
    return {{"step", word(TELNYX_ERRORS_ENUMERATION_STEP, from.step)},
            {"reason", word(TELNYX_ERRORS_ENUMERATION_REASON, from.reason)},
            {"delay_ms", delay(from.delay_ms)},
            {"not_before", time(from.not_before)},
            {"scope", word(TELNYX_ERRORS_ENUMERATION_SCOPE, from.scope)},
            {"toward", word(TELNYX_ERRORS_ENUMERATION_TOWARD, from.toward)},
            {"remedy", word(TELNYX_ERRORS_ENUMERATION_REMEDY, from.remedy)},
            {"governing_code", code(from.governing_code)},
            {"opted_out", from.consent == TELNYX_ERRORS_CONSENT_OPTED_OUT},
            {"consent", word(TELNYX_ERRORS_ENUMERATION_CONSENT, from.consent)},
            {"basis", word(TELNYX_ERRORS_ENUMERATION_BASIS, from.basis)},
            {"receipt", word(TELNYX_ERRORS_ENUMERATION_RECEIPT, from.receipt)},
            {"actor", word(TELNYX_ERRORS_ENUMERATION_ACTOR, from.actor)}};
}

inline json of(const telnyx_errors_recipient& from) {
    return {{"phone_number", text(from.phone_number)},
            {"status", text(from.status)},
            {"outcome", word(TELNYX_ERRORS_ENUMERATION_OUTCOME, from.outcome)},
            {"list", word(TELNYX_ERRORS_ENUMERATION_RECIPIENT_LIST, from.list)},
            {"carrier", text(from.carrier)},
            {"index", from.place},
            {"body", from.body}};
}

inline json of(const telnyx_errors_error& from) {
    return {{"code", text(from.code)},
            {"number", from.number},
            {"title", text(from.title)},
            {"detail", text(from.detail)},
            {"pointer", text(from.pointer)},
            {"parameter", text(from.parameter)},
            {"recipient", from.recipient != TELNYX_ERRORS_PLACE_UNKNOWN ? json(from.recipient) : json(nullptr)},
            {"body", from.body},
            {"retryable", word(TELNYX_ERRORS_ENUMERATION_SERVER_WISH, from.retryable)}};
}

inline json of(const telnyx_errors_summary& from) {
    return {{"kind", word(TELNYX_ERRORS_ENUMERATION_KIND, from.kind)},
            {"phase", word(TELNYX_ERRORS_ENUMERATION_PHASE, from.phase)},
            {"event_type", text(from.event_type)},
            {"message_id", text(from.message_id)},
            {"outcome", word(TELNYX_ERRORS_ENUMERATION_OUTCOME, from.outcome)},
            {"problem", word(TELNYX_ERRORS_ENUMERATION_PROBLEM, from.problem)},
            {"event_id", text(from.event_id)},
            {"group_message_id", text(from.group_message_id)},
            {"status", text(from.status)},
            {"description", text(from.description)},
            {"sender", text(from.sender)},
            {"messaging_profile_id", text(from.messaging_profile_id)},
            {"campaign_id", text(from.campaign_id)},
            {"occurred_at", text(from.occurred_at)},
            {"completed_at", text(from.completed_at)},
            {"valid_until", text(from.valid_until)},
            {"text", text(from.text)},
            {"autoresponse_type", text(from.autoresponse_type)},
            {"delivered_to", text(from.delivered_to)},
            {"cost", text(from.cost)},
            {"currency", text(from.currency)},
            {"channel", word(TELNYX_ERRORS_ENUMERATION_CHANNEL, from.channel)},
            {"keyword", word(TELNYX_ERRORS_ENUMERATION_KEYWORD, from.keyword)},
            {"final_event", flag(from.final_event)},
            {"missing_payload", flag(from.missing_payload)},
            {"empty_page", flag(from.empty_page)},
            {"inbound", flag(from.inbound)},
            {"http_status", from.http_status},
            {"retry_after_ms", delay(from.retry_after_ms)},
            {"should_retry", word(TELNYX_ERRORS_ENUMERATION_SERVER_WISH, from.should_retry)},
            {"body_count", from.body_count},
            {"unreadable", from.unreadable},
            {"incomplete", flag(from.incomplete)}};
}

// Everything that a report says, with its errors and recipients.
inline json of(const telnyx_errors_report* report) {
    telnyx_errors_summary summary{};
    summary.struct_size = sizeof(summary);
    if (telnyx_errors_report_summary(report, &summary) != TELNYX_ERRORS_STATUS_OK) {
        return nullptr;
    }
    std::vector<telnyx_errors_error> errors(summary.error_count + 1U); // one more: the first must exist
    std::vector<telnyx_errors_recipient> recipients(summary.recipient_count + 1U);
    errors[0].struct_size = sizeof(errors[0]);
    recipients[0].struct_size = sizeof(recipients[0]);
    if (telnyx_errors_report_errors(report, 0, summary.error_count, errors.data()) != TELNYX_ERRORS_STATUS_OK ||
        telnyx_errors_report_recipients(report, 0, summary.recipient_count, recipients.data()) != TELNYX_ERRORS_STATUS_OK) {
        return nullptr;
    }
    json result = of(summary);
    result["errors"] = json::array();
    result["recipients"] = json::array();
    for (std::size_t i = 0; i != summary.error_count; ++i) {
        result["errors"].push_back(of(errors[i]));
    }
    for (std::size_t i = 0; i != summary.recipient_count; ++i) {
        result["recipients"].push_back(of(recipients[i]));
    }
    return result;
}

inline json of(const telnyx_errors_history& from) {
    json result = json::object();
    for (std::int32_t i = 0; i != TELNYX_ERRORS_HISTORY_COLUMNS; ++i) {
        result[telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_HISTORY_COLUMN, i)] = from.columns[i];
    }
    return result;
}

// As a stored_pause, whose `until` is not known by its largest number.
inline json of(const telnyx_errors_pause& from) {
    return {{"scope", word(TELNYX_ERRORS_ENUMERATION_SCOPE, from.scope)},
            {"scope_key", text(from.scope_key)},
            {"sender", text(from.sender)},
            {"toward", word(TELNYX_ERRORS_ENUMERATION_TOWARD, from.toward)},
            {"toward_key", text(from.toward_key)},
            {"channel", word(TELNYX_ERRORS_ENUMERATION_CHANNEL, from.channel)},
            {"actor", word(TELNYX_ERRORS_ENUMERATION_ACTOR, from.actor)},
            {"reason", word(TELNYX_ERRORS_ENUMERATION_REASON, from.reason)},
            {"remedy", word(TELNYX_ERRORS_ENUMERATION_REMEDY, from.remedy)},
            {"ends_by_success", flag(from.ends_by_success)},
            {"until", time(from.until)},
            {"began", time(from.began)},
            {"governing_code", code(from.governing_code)}};
}

inline json of(const telnyx_errors_hint& from) {
    return {{"delay_ms", delay(from.delay_ms)},
            {"rate_limit_only", flag(from.rate_limit_only)},
            {"should_retry", word(TELNYX_ERRORS_ENUMERATION_SERVER_WISH, from.should_retry)}};
}

} // namespace c_as_json

#endif
