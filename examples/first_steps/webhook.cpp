// A webhook that is parsed already, in its handler. SPDX-License-Identifier: MIT
#include <iostream>
#include <string_view>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [handler]
void on_webhook(const nlohmann::json& body, std::ostream& log) {
    const te::report_view report = te::read(body); // views into `body`: nothing is copied, nothing throws
    for (const te::recipient_view& recipient : report.recipients()) {
        log << te::masked(recipient.phone_number) << ": " << name(recipient.outcome) << '\n';
    }
    for (const te::error_view& error : report.errors()) {
        const te::code_info& info = error.info(); // never absent, whatever the code is
        log << error.code.view() << ' ' << info.title << ": " << name(info.retry) << ", " << info.action << '\n';
    }
}
// [/handler]

// [whose]
// Which recipient each error is about: its pointer says so, if it has one.
void blame(const te::report_view& report, std::ostream& log) {
    for (const te::error_view& error : report.errors()) {
        if (error.recipient != te::error_view::no_recipient) {
            const te::recipient_view& recipient = report.recipients()[error.recipient];
            log << te::masked(recipient.phone_number) << " failed with " << error.code.view() << '\n';
        }
    }
}
// [/whose]

// [disagrees]
// The same number with another title: another product's code, or a page of Telnyx that uses it otherwise. The row of the
// table may then be the wrong one, and somebody should look before the program acts on it.
void check_titles(const te::report_view& report, std::ostream& log) {
    for (const te::error_view& error : report.errors()) {
        if (error.title_disagrees()) {
            log << error.code.view() << " is \"" << error.info().title << "\" here, the body says \"" << error.title << "\"\n";
        }
    }
}
// [/disagrees]

// [masked]
// Titles and details come from outside and may hold phone numbers: mask them before they reach a log.
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
    const nlohmann::json body = nlohmann::json::parse(finalized);
    on_webhook(body, std::cout);
    const te::report_view report = te::read(body);
    blame(report, std::cout);
    check_titles(report, std::cout);
    log_details(report, std::cout);
}
