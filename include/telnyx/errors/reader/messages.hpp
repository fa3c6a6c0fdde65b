// telnyx-errors: how messages, their recipients and other events are written in payloads. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_MESSAGES_HPP
#define TELNYX_ERRORS_READER_MESSAGES_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/outcomes.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Adds the recipients of one body to a report, in the order of the payload.
template <class Adapter>
class recipient_reader {
public:
    using value = typename Adapter::value;
    using members = members_of<Adapter>;

    recipient_reader(report_contents& report, const body_state& body) noexcept : report_(report), body_(body) {}

    void read(const members& message) {
        const std::string_view carrier = message.text(member::carrier);
        if (message.has(member::to) && message.type(member::to) != json_type::null) {
            read_list(message.get(member::to), recipient_list::to, carrier);
        } else if (message.has(member::cld)) { // the destination of a detail record
            read_list(message.get(member::cld), recipient_list::to, carrier);
        }
        if (message.has(member::cc)) {
            read_list(message.get(member::cc), recipient_list::cc, {});
        }
    }

private:
    // A list of recipients, or one of them.
    void read_list(value recipients, recipient_list list, std::string_view carrier) {
        switch (Adapter::type(recipients)) {
        case json_type::null: break; // no recipients
        case json_type::array: read_elements(recipients, list, carrier); break;
        case json_type::other:
        case json_type::string:
        case json_type::integer:
        case json_type::boolean:
        case json_type::object: read_recipient(recipients, {{}, body_.status, carrier, outcome::none, list, 0}); break;
        }
    }

    void read_elements(value recipients, recipient_list list, std::string_view carrier) {
        std::size_t index = 0;
        visit_elements<Adapter>(report_, recipients, [&](value recipient) {
            read_recipient(recipient, {{}, body_.status, carrier, outcome::none, list, index++});
            return true;
        });
    }

    // `found` has what is known of the recipient without its own members.
    void read_recipient(value recipient, recipient_view found) {
        switch (Adapter::type(recipient)) {
        case json_type::string: found.phone_number = clip(Adapter::string(recipient)); break;
        case json_type::object: read_members(members{recipient}, found); break;
        case json_type::null:
        case json_type::other:
        case json_type::integer:
        case json_type::boolean:
        case json_type::array: ++report_.unreadable; return;
        }
        report_.add(found);
    }

    static void read_members(const members& recipient, recipient_view& found) {
        found.phone_number = recipient.text(member::phone_number);
        found.carrier = recipient.text(member::carrier);
        if (recipient.has(member::status)) {
            found.status = recipient.text(member::status);
        }
    }

    report_contents& report_;
    const body_state& body_;
};

template <class Adapter>
void read_sender_and_profile(report_contents& report, const members_of<Adapter>& message) {
    keep_first(report.sender, message.text(member::from, member::cli));
    if (message.is(member::from, json_type::object)) {
        const members_of<Adapter> from{message.get(member::from)};
        keep_first(report.sender, from.text(member::phone_number, member::agent_id));
    }
    keep_first(report.messaging_profile_id, message.text(member::messaging_profile_id, member::profile_id));
    keep_first(report.campaign_id, message.text(member::tcr_campaign_id, member::campaignId));
}

template <class Adapter>
void read_message(report_contents& report, body_state& body, const members_of<Adapter>& message, kind which) {
    body.kind = which;
    body.inbound = message.text(member::direction) == "inbound";
    body.status = message.text(member::status);
    keep_first(report.message_id, message.text(member::id, member::sms_id, member::uuid));
    keep_first(report.group_message_id, message.text(member::group_message_id));
    keep_first(report.status, body.status);
    keep_first(report.completed_at, message.text(member::completed_at));
    read_sender_and_profile(report, message);
    recipient_reader<Adapter>{report, body}.read(message);
    error_reader<Adapter>{report}.read_errors_of(message);
}

// The first explanation in the `reasons` of a registration event: strings, or objects with a description.
template <class Adapter>
void read_reasons(report_contents& report, typename Adapter::value reasons) {
    visit_elements<Adapter>(report, reasons, [&report](typename Adapter::value reason) {
        if (Adapter::type(reason) == json_type::object) {
            keep_first(report.description, members_of<Adapter>{reason}.text(member::description));
        } else if (Adapter::type(reason) == json_type::string) {
            keep_first(report.description, clip(Adapter::string(reason)));
        }
        return report.description.empty();
    });
}

// Registrations, orders, spend limits: there is no message, so a status says nothing about one.
template <class Adapter>
void read_registration(report_contents& report, const members_of<Adapter>& payload) {
    read_sender_and_profile(report, payload);
    keep_first(report.status, payload.text(member::status));
    keep_first(report.description, payload.text(member::description));
    if (payload.is(member::reasons, json_type::array)) {
        read_reasons<Adapter>(report, payload.get(member::reasons));
    }
    error_reader<Adapter>{report}.read_errors_of(payload);
}

template <class Adapter>
void read_event(report_contents& report, body_state& body, const members_of<Adapter>& event) {
    body.kind = kind::event;
    const std::string_view type = event.text(member::event_type);
    keep_first(report.event_type, type);
    keep_first(report.event_id, event.text(member::id));
    keep_first(report.occurred_at, event.text(member::occurred_at));
    error_reader<Adapter>{report}.read_errors_of(event);
    if (!event.is(member::payload, json_type::object)) {
        return;
    }
    const members_of<Adapter> payload{event.get(member::payload)};
    if (type.substr(0, 8) == "message." || payload.has(member::to) || payload.text(member::record_type) == "message") {
        read_message(report, body, payload, kind::event);
        body.inbound = body.inbound || type == "message.received";
    } else {
        read_registration(report, payload);
    }
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
