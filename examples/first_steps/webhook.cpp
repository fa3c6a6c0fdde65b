// A webhook handler whose framework has already parsed the payload: recipients, errors, pointers, titles, masking.
// Shows that a report borrows from a parsed document: nothing is copied, nothing throws. SPDX-License-Identifier: MIT
#include <iostream>
#include <string_view>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [handler]
void on_webhook(const nlohmann::json& payload, std::ostream& log) {
    const te::report_view report = te::read(payload); // borrows from `payload`: copies nothing, throws nothing
    for (const te::recipient_view& recipient : report.recipients()) {
        log << te::masked(recipient.phone_number) << ": " << name(recipient.outcome) << '\n';
    }
    for (const te::error_view& error : report.errors()) {
        const te::code_info& info = error.info(); // also for an unknown code
        log << error.code.view() << ' ' << info.title << ": " << name(info.retry) << ", " << info.action << '\n';
    }
}
// [/handler]

// [whose]
// The recipient of each error, if the error's pointer names one.
void log_failed_recipients(const te::report_view& report, std::ostream& log) {
    for (const te::error_view& error : report.errors()) {
        if (error.recipient.known()) {
            const te::recipient_view& recipient = report.recipients()[error.recipient.value()];
            log << te::masked(recipient.phone_number) << " failed with " << error.code.view() << '\n';
        }
    }
}
// [/whose]

// [disagrees]
// A known code with another title: the code of another product, or a Telnyx page that uses the number differently. The row
// of the table may be the wrong one, so alert someone before the program acts on it.
void check_titles(const te::report_view& report, std::ostream& log) {
    for (const te::error_view& error : report.errors()) {
        if (error.title_disagrees()) {
            log << error.code.view() << " is \"" << error.info().title << "\" in the table, \"" << error.title
                << "\" in the payload\n";
        }
    }
}
// [/disagrees]

// [masked]
// Titles and details are untrusted input and may contain phone numbers: mask them before they reach a log.
void log_details(const te::report_view& report, std::ostream& log) {
    for (const te::error_view& error : report.errors()) {
        log << report.event_type() << ' ' << report.message_id() << ": " << te::masked(error.detail) << '\n';
    }
}
// [/masked]

// A group message that reached one of its two recipients.
constexpr std::string_view finalized = R"({
  "data": {
    "event_type": "message.finalized",
    "id": "5b0f2c7e-8a1d-4e53-9d2c-6f1a7b3c9e10",
    "occurred_at": "2026-03-02T10:15:04.120+00:00",
    "payload": {
      "direction": "outbound",
      "errors": [
        {"code": "40008", "title": "Undeliverable", "source": {"pointer": "/to/1/phone_number"},
         "detail": "The carrier did not accept the message from +13125550140 to +13125550162."},
        {"code": "40300", "title": "Destination unreachable", "detail": "+13125550162 could not be reached."}
      ],
      "from": {"phone_number": "+13125550140"},
      "id": "40318f29-2c4b-4d86-8e1f-0a9b7c6d5e4f",
      "record_type": "message",
      "to": [
        {"phone_number": "+13125550161", "status": "delivered"},
        {"phone_number": "+13125550162", "status": "delivery_failed"}
      ]
    },
    "record_type": "event"
  },
  "meta": {"attempt": 1}
})";

} // namespace

int main() {
    const nlohmann::json payload = nlohmann::json::parse(finalized);
    on_webhook(payload, std::cout);
    const te::report_view report = te::read(payload);
    log_failed_recipients(report, std::cout);
    check_titles(report, std::cout);
    log_details(report, std::cout);
}
