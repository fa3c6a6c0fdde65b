// telnyx-errors: how messages, their recipients and other events are written in payloads. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_MESSAGES_HPP
#define TELNYX_ERRORS_READER_MESSAGES_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/consent_words.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/outcomes.hpp>
#include <telnyx/errors/reader/shapes.hpp>
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
        } else if (message.has(member::to_number)) { // a row of a table
            read_list(message.get(member::to_number), recipient_list::to, carrier);
        } else if (message.has(member::toNumber)) {
            read_list(message.get(member::toNumber), recipient_list::to, carrier);
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
        case json_type::string:
            found.phone_number = clip(Adapter::string(recipient));
            report_.add(found);
            break;
        case json_type::object: read_object(members{recipient}, found); break;
        case json_type::null:
        case json_type::other:
        case json_type::integer:
        case json_type::boolean:
        case json_type::array: ++report_.unreadable; break;
        }
    }

    void read_object(const members& recipient, recipient_view& found) {
        found.phone_number = recipient.text(member::phone_number, member::agent_id);
        found.carrier = recipient.text(member::carrier);
        if (recipient.has(member::status)) {
            found.status = recipient.text(member::status);
        }
        const std::size_t first_error = report_.errors.size();
        error_reader<Adapter>{report_}.read_errors_beside(recipient);
        const recipient_index index{report_.recipients.size()};
        report_.add(found);
        const bool kept = report_.recipients.size() != index.value();
        for (std::size_t e = first_error; kept && e != report_.errors.size(); ++e) {
            report_.errors.data()[e].recipient = index;
        }
    }

    report_contents& report_;
    const body_state& body_;
};

struct channel_name {
    std::string_view name;
    errors::channel channel;
};

inline constexpr channel_name channel_names[] = {
    {"sms", channel::sms}, {"mms", channel::mms}, {"whatsapp", channel::whatsapp}, {"rcs", channel::rcs}};

[[nodiscard]] constexpr channel channel_of(std::string_view type) noexcept {
    for (const channel_name& known : channel_names) {
        if (equal_ignoring_case(type, known.name)) {
            return known.channel;
        }
    }
    return channel::unknown;
}

// `type` of a message, `message_type` of a detail record; WhatsApp and RCS have members of their own, too.
template <class Adapter>
void read_channel(report_contents& report, const members_of<Adapter>& message) {
    for (const member which : {member::type, member::message_type, member::channel}) {
        if (report.channel == channel::unknown) {
            report.channel = channel_of(message.text(which));
        }
    }
    if (report.channel == channel::unknown && message.is(member::whatsapp_message, json_type::object)) {
        report.channel = channel::whatsapp;
    }
}

// Other software writes the channel before a phone number: "whatsapp:+13125550161".
inline void read_channel_of_addresses(report_contents& report, const body_state& body) noexcept {
    constexpr std::string_view prefix = "whatsapp:";
    if (report.channel == channel::unknown &&
        (begins_with(report.sender, prefix) ||
         (report.recipients.size() != body.first_recipient &&
          begins_with(report.recipients.data()[body.first_recipient].phone_number, prefix)))) {
        report.channel = channel::whatsapp;
    }
}

// The text of a message: `text`, or `body`, which RCS and WhatsApp write as an object around it: {"text": "..."} or
// {"text": {"body": "..."}}.
template <class Adapter>
[[nodiscard]] std::string_view text_of(const members_of<Adapter>& message) {
    std::string_view text = message.text(member::text, member::body);
    if (text.empty()) {
        message.object(member::body, [&text](const members_of<Adapter>& body) {
            text = body.text(member::text);
            body.object(member::text, [&text](const members_of<Adapter>& inner) { keep_first(text, inner.text(member::body)); });
        });
    }
    return text;
}

template <class Adapter>
void read_sender_and_profile(report_contents& report, const members_of<Adapter>& message) {
    keep_first(report.sender, message.text(member::from, member::cli, member::from_number, member::fromNumber));
    message.object(member::from, [&report](const members_of<Adapter>& from) {
        keep_first(report.sender, from.text(member::phone_number, member::agent_id));
    });
    keep_first(report.messaging_profile_id, message.text(member::messaging_profile_id, member::profile_id));
    keep_first(report.campaign_id, message.text(member::tcr_campaign_id, member::campaignId));
}

// Which message it is, from whom and to whom.
template <class Adapter>
void read_addresses(report_contents& report, const body_state& body, const members_of<Adapter>& message) {
    keep_first(report.message_id, message.text(member::message_id, member::messageId, member::id, member::sms_id, member::uuid));
    keep_first(report.group_message_id, message.text(member::group_message_id));
    read_sender_and_profile(report, message);
    recipient_reader<Adapter>{report, body}.read(message);
}

// An amount of money: a string, or a number. No other type is read.
template <class Adapter>
[[nodiscard]] code_text amount_in(typename Adapter::value amount) {
    switch (Adapter::type(amount)) {
    case json_type::string: return code_text{clip(Adapter::string(amount))};
    case json_type::integer: return code_text{Adapter::integer(amount)};
    case json_type::other:
        if constexpr (has_numbers<Adapter>::value) {
            return report_contents::written_out(Adapter::number(amount));
        } else {
            return {};
        }
    case json_type::null:
    case json_type::boolean:
    case json_type::array:
    case json_type::object: break;
    }
    return {};
}

// `cost` of a message is an object with `amount` and `currency`, or null; that of a record is the amount, with `currency` beside
// it. Both are of the same body.
template <class Adapter>
void read_cost(report_contents& report, const members_of<Adapter>& message) {
    if (!message.has(member::cost) || !report.cost.empty()) {
        return;
    }
    if (!message.is(member::cost, json_type::object)) {
        report.cost = amount_in<Adapter>(message.get(member::cost));
    }
    message.object(member::cost, [&report](const members_of<Adapter>& cost) {
        report.cost = cost.has(member::amount) ? amount_in<Adapter>(cost.get(member::amount)) : code_text{};
        report.currency = cost.text(member::currency);
    });
    if (report.currency.empty()) {
        report.currency = message.text(member::currency);
    }
    if (report.cost.empty()) {
        report.currency = {};
    }
}

// How a message that was received is called.
[[nodiscard]] constexpr bool is_inbound(std::string_view direction) noexcept {
    return equal_ignoring_case(direction, "inbound") || equal_ignoring_case(direction, "incoming") ||
           equal_ignoring_case(direction, "in");
}

// Everything that a message says, except its errors.
template <class Adapter>
void read_message_alone(report_contents& report, body_state& body, const members_of<Adapter>& message) {
    body.inbound = is_inbound(message.text(member::direction));
    body.status = message.text(member::status);
    body.text = text_of(message);
    body.autoresponse_type = message.text(member::autoresponse_type);
    keep_first(report.status, body.status);
    keep_first(report.completed_at, message.text(member::completed_at));
    keep_first(report.valid_until, message.text(member::valid_until));
    keep_first(report.text, body.text);
    keep_first(report.autoresponse_type, body.autoresponse_type);
    read_channel(report, message);
    read_cost(report, message);
    read_addresses(report, body, message);
    read_channel_of_addresses(report, body);
}

template <class Adapter>
void read_message(report_contents& report, body_state& body, const members_of<Adapter>& message, kind which) {
    body.kind = which;
    read_message_alone(report, body, message);
    error_reader<Adapter>{report}.read_errors_beside(message);
}

// What an inbound message says about consent: its text, and what Telnyx took it for.
inline void read_keyword(report_contents& report, const body_state& body) noexcept {
    if (body.inbound && report.keyword == keyword::none) {
        const keyword written = keyword_of(body.text);
        const keyword recognised = keyword_of_autoresponse(body.autoresponse_type);
        report.keyword = written == keyword::none || recognised == keyword::stop ? recognised : written; // an opt-out outranks
    }
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

// The first status of the numbers of an order that says that a number failed.
template <class Adapter>
[[nodiscard]] std::string_view failure_in_numbers(report_contents& report, typename Adapter::value numbers) {
    std::string_view found;
    visit_elements<Adapter>(report, numbers, [&found](typename Adapter::value number) {
        if (Adapter::type(number) == json_type::object) {
            const std::string_view status = members_of<Adapter>{number}.text(member::status);
            found = outcome_of_status(status) == outcome::failed ? status : found;
        }
        return found.empty();
    });
    return found;
}

// Statuses of orders of hosted numbers that say that the order failed, beside those that `outcome_of_status` knows.
inline constexpr std::string_view order_review_failed = "compliance_review_failed";

// An order of hosted numbers is no message, but if it failed, the report must not read as if nothing had.
template <class Adapter>
void read_order(report_contents& report, body_state& body, const members_of<Adapter>& order) {
    const std::string_view status = order.text(member::order_status, member::status);
    keep_first(report.status, status);
    std::string_view failed_number;
    for (const member list : {member::numbers, member::phone_numbers}) {
        if (failed_number.empty() && order.is(list, json_type::array)) {
            failed_number = failure_in_numbers<Adapter>(report, order.get(list));
        }
    }
    keep_first(report.description, failed_number);
    const bool failed = outcome_of_status(status) == outcome::failed || equal_ignoring_case(status, order_review_failed);
    if (failed || !failed_number.empty()) {
        body.without_status = outcome::failed;
    }
}

// An event about an order of hosted numbers that ends with this is about one that failed.
inline constexpr std::string_view rejected_suffix = "_rejected";

// Registrations, orders, spend limits: there is no message, so a status says nothing about one.
template <class Adapter>
void read_registration(report_contents& report, body_state& body, const members_of<Adapter>& payload, std::string_view type) {
    read_sender_and_profile(report, payload);
    keep_first(report.description, payload.text(member::description));
    if (payload.is(member::reasons, json_type::array)) {
        read_reasons<Adapter>(report, payload.get(member::reasons));
    }
    if (begins_with(type, order_prefix)) {
        read_order(report, body, payload);
        body.without_status = ends_with(type, rejected_suffix) ? outcome::failed : body.without_status;
    }
    keep_first(report.status, payload.text(member::status));
    error_reader<Adapter>{report}.read_errors_of(payload);
}

// An order of hosted numbers that was looked up.
template <class Adapter>
void read_stored_order(report_contents& report, body_state& body, const members_of<Adapter>& order) {
    body.kind = kind::record;
    read_sender_and_profile(report, order);
    read_order(report, body, order);
    error_reader<Adapter>{report}.read_errors_of(order);
}

template <class Adapter>
[[nodiscard]] bool is_about_message(const members_of<Adapter>& payload, std::string_view type_of_message) {
    return !type_of_message.empty() || payload.has(member::to) || payload.text(member::record_type) == "message";
}

// The members of a payload that do not say what happened to the message.
inline constexpr member_set says_nothing{member::none, member::cost, member::amount, member::currency};

// `payload` is that of the event, the event itself if the message is in it, or nothing if the event has none that can be read.
template <class Adapter>
void read_event(report_contents& report, body_state& body, const members_of<Adapter>& event, const members_of<Adapter>* payload) {
    body.kind = kind::event;
    const std::string_view type = event.text(member::event_type);
    const std::string_view rest = type_of_message(type);
    const event_meaning meaning = meaning_of_event(rest);
    if (report.channel == channel::unknown && begins_with(type, whatsapp_prefix)) {
        report.channel = channel::whatsapp;
    }
    body.without_status = meaning.outcome;
    body.final_event = meaning.final_event;
    body.failed_event = meaning.outcome == outcome::failed;
    body.missing_payload = meaning.final_event && (payload == nullptr || payload->has_only(says_nothing));
    keep_first(report.event_type, type);
    keep_first(report.event_id, event.text(member::id));
    keep_first(report.occurred_at, event.text(member::occurred_at));
    if (payload != &event) { // else its errors are read with the message
        error_reader<Adapter>{report}.read_errors_of(event);
    }
    if (payload == nullptr) {
        return;
    }
    if (is_about_message(*payload, rest)) {
        read_message(report, body, *payload, kind::event);
        body.inbound = body.inbound || equal_ignoring_case(rest, "received");
    } else {
        read_registration(report, body, *payload, type);
    }
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
