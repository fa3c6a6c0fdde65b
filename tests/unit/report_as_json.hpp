// A report in the form of the expectations, for the tests and for the fuzz targets, which know no test framework.
#ifndef TELNYX_ERRORS_TESTS_REPORT_AS_JSON_HPP
#define TELNYX_ERRORS_TESTS_REPORT_AS_JSON_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

namespace te = telnyx::errors;
using nlohmann::json;

inline std::string text(std::string_view view) { return std::string{view}; }

// The place of something in a list, where none is not the same as the first.
struct place_in_list {
    std::int64_t value;

    constexpr operator std::int64_t() const { return value; }
};

// Calls `visit(name, value)` for every field of an error, a recipient or a report; a value is a std::string_view, a
// std::int64_t, a place_in_list, a bool or nullptr.
template <class Visitor>
void visit_fields(const te::error_view& error, Visitor visit) {
    const te::code_info& info = error.info();
    visit("code", error.code.view());
    visit("number", error.number);
    visit("known", error.known());
    visit("title", error.title);
    visit("detail", error.detail);
    visit("pointer", error.pointer);
    visit("parameter", error.parameter);
    if (error.recipient.known()) {
        visit("recipient", place_in_list{static_cast<std::int64_t>(error.recipient.value())});
    } else {
        visit("recipient", nullptr);
    }
    visit("body", static_cast<std::int64_t>(error.body));
    visit("retryable", name(error.retryable));
    visit("title_disagrees", error.title_disagrees());
    visit("stage", name(info.stage));
    visit("retry", name(info.retry));
    visit("basis", name(info.basis));
}

template <class Visitor>
void visit_fields(const te::recipient_view& recipient, Visitor visit) {
    visit("phone_number", recipient.phone_number);
    visit("status", recipient.status);
    visit("carrier", recipient.carrier);
    visit("outcome", name(recipient.outcome));
    visit("list", std::string_view{recipient.list == te::recipient_list::to ? "to" : "cc"});
    visit("index", static_cast<std::int64_t>(recipient.index));
    visit("body", static_cast<std::int64_t>(recipient.body));
}

template <class Visitor>
void visit_fields(const te::report_view& report, Visitor visit) {
    visit("kind", name(report.kind()));
    visit("phase", name(report.phase()));
    visit("outcome", name(report.outcome()));
    visit("problem", name(report.problem()));
    visit("event_type", report.event_type());
    visit("event_id", report.event_id());
    visit("message_id", report.message_id());
    visit("group_message_id", report.group_message_id());
    visit("status", report.status());
    visit("description", report.description());
    visit("sender", report.sender());
    visit("messaging_profile_id", report.messaging_profile_id());
    visit("campaign_id", report.campaign_id());
    visit("occurred_at", report.occurred_at());
    visit("completed_at", report.completed_at());
    visit("valid_until", report.valid_until());
    visit("text", report.text());
    visit("autoresponse_type", report.autoresponse_type());
    visit("delivered_to", report.delivered_to());
    visit("cost", report.cost());
    visit("currency", report.currency());
    visit("channel", report.channel() == te::channel::unknown ? std::string_view{} : name(report.channel()));
    visit("keyword", name(report.keyword()));
    visit("final_event", report.final_event());
    visit("missing_payload", report.missing_payload());
    visit("empty_page", report.empty_page());
    visit("http_status", std::int64_t{report.http_status()});
    visit("retry_after_ms",
          report.retry_after().delay.known() ? static_cast<std::int64_t>(report.retry_after().delay.milliseconds()) : 0);
    visit("should_retry", name(report.retry_after().should_retry));
    visit("inbound", report.inbound());
    visit("body_count", static_cast<std::int64_t>(report.body_count()));
    visit("unreadable", static_cast<std::int64_t>(report.unreadable()));
    visit("incomplete", report.incomplete());
}

// Keeps the fields that are not empty: not "", "none", 0, false, a list of nothing or nullptr. So an expectation names the
// fields that its payload has, and a new field of a report changes only the expectations of payloads that have it.
struct json_fields {
    json& object;

    void operator()(const char* name, std::string_view value) const {
        if (!value.empty() && value != "none") {
            object[name] = text(value);
        }
    }
    void operator()(const char* name, std::int64_t value) const {
        if (value != 0) {
            object[name] = value;
        }
    }
    void operator()(const char* name, place_in_list value) const { object[name] = value.value; }
    void operator()(const char* name, bool value) const {
        if (value) {
            object[name] = value;
        }
    }
    void operator()(const char* /*name*/, std::nullptr_t) const {}
};

template <class List>
void add_list(json& object, const char* name, const List& list) {
    for (const auto& item : list) {
        visit_fields(item, json_fields{object[name].emplace_back(json::object())});
    }
}

// A report in the form of the expectations.
inline json description_of(const te::report_view& report) {
    json result = json::object();
    visit_fields(report, json_fields{result});
    add_list(result, "errors", report.errors());
    add_list(result, "recipients", report.recipients());
    return result;
}

inline std::string shown(const json& value) { return value.dump(1, ' ', false, json::error_handler_t::replace); }

#endif
