// telnyx-errors: from statuses and errors to the outcome of each recipient and of the message. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_OUTCOMES_HPP
#define TELNYX_ERRORS_READER_OUTCOMES_HPP

#include <cstddef>
#include <cstdlib>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// One body of a payload, while it is read: what is true of it alone, and where its errors and recipients begin in the report.
struct body_state {
    errors::kind kind = errors::kind::unrecognised;
    std::string_view status{};
    errors::outcome without_status = errors::outcome::none; // the outcome where no status states one
    std::string_view text{};
    std::string_view autoresponse_type{};
    bool inbound = false;
    bool final_event = false;
    bool failed_event = false; // the type of the event says that the message failed
    bool missing_payload = false;
    std::size_t index = 0;
    std::size_t first_error = 0;
    std::size_t first_recipient = 0;
};

// What the type of an event says about the message by itself. WhatsApp's events have no status.
struct event_meaning {
    std::string_view type; // after "message."
    errors::outcome outcome;
    bool final_event;
};

inline constexpr event_meaning event_meanings[] = {
    {"finalized", outcome::none, true},  {"failed", outcome::failed, true},     {"delivered", outcome::delivered, true},
    {"read", outcome::delivered, false}, {"sent", outcome::in_progress, false}, {"received", outcome::none, false},
    {"echo", outcome::none, false}, // written in the app of WhatsApp
};

inline constexpr std::string_view whatsapp_prefix = "whatsapp.";
inline constexpr std::string_view message_prefix = "message";

[[nodiscard]] constexpr const event_meaning* find_meaning(std::string_view type) noexcept {
    for (const event_meaning& known : event_meanings) {
        if (equal_ignoring_case(type, known.type)) {
            return &known;
        }
    }
    return nullptr;
}

// The rest of the type of an event about a message, after "message."; nothing of any other type. Programs that store a known type
// also write it as "message_finalized".
[[nodiscard]] constexpr std::string_view type_of_message(std::string_view type) noexcept {
    type = !type.empty() && lower(type.front()) == 'w' && begins_with(type, whatsapp_prefix) ? type.substr(whatsapp_prefix.size())
                                                                                             : type;
    if (type.size() <= message_prefix.size() + 1 || !begins_with(type, message_prefix)) {
        return {};
    }
    const char separator = type[message_prefix.size()];
    const std::string_view rest = type.substr(message_prefix.size() + 1);
    return separator == '.' || (separator == '_' && find_meaning(rest) != nullptr) ? rest : std::string_view{};
}

// `rest` is that of the type of the event. One about a message that is not known may say that it failed.
[[nodiscard]] constexpr event_meaning meaning_of_event(std::string_view rest) noexcept {
    const event_meaning* const known = find_meaning(rest);
    return known != nullptr ? *known : event_meaning{rest, rest.empty() ? outcome::none : outcome::unknown, false};
}

// The place of a recipient in a payload.
struct recipient_place {
    bool known = false;
    recipient_list list = recipient_list::to;
    std::size_t index = 0;
};

// The recipient that a pointer such as "/to/0/phone_number" or "/data/attributes/cc/1" names. `segment` is "/to/" or "/cc/".
[[nodiscard]] constexpr recipient_place recipient_in_segment(std::string_view pointer, std::size_t segment) noexcept {
    recipient_place result{};
    result.list = pointer.substr(segment, 4) == "/to/" ? recipient_list::to : recipient_list::cc;
    std::size_t i = segment + 4;
    for (; i != pointer.size() && is_digit(pointer[i]) && result.index < limits::list_elements; ++i) {
        result.index = result.index * 10 + static_cast<std::size_t>(pointer[i] - '0');
        result.known = true;
    }
    result.known = result.known && (i == pointer.size() || pointer[i] == '/');
    return result;
}

[[nodiscard]] constexpr recipient_place recipient_of_pointer(std::string_view pointer) noexcept {
    for (std::size_t i = 0; i + 4 < pointer.size(); ++i) {
        if (pointer.substr(i, 4) == "/to/" || pointer.substr(i, 4) == "/cc/") {
            return recipient_in_segment(pointer, i);
        }
    }
    return {};
}

// In the order in which recipients are kept: `to` before `cc`, then by their index. As std::bsearch wants it.
[[nodiscard]] inline int compare_places(const void* wanted, const void* element) noexcept {
    const auto& place = *static_cast<const recipient_place*>(wanted);
    const auto& recipient = *static_cast<const recipient_view*>(element);
    if (place.list == recipient.list && place.index == recipient.index) {
        return 0;
    }
    return place.list < recipient.list || (place.list == recipient.list && place.index < recipient.index) ? -1 : 1;
}

// The index in the report of a recipient of a body.
[[nodiscard]] inline recipient_index find_recipient(const report_contents& report, const body_state& body,
                                                    const recipient_place& place) noexcept {
    const recipient_view* const begin = report.recipients.data();
    const std::size_t count = report.recipients.size() - body.first_recipient;
    const void* const found =
        place.known ? std::bsearch(&place, begin + body.first_recipient, count, sizeof(recipient_view), compare_places) : nullptr;
    return found == nullptr ? recipient_index{}
                            : recipient_index{static_cast<std::size_t>(static_cast<const recipient_view*>(found) - begin)};
}

// Sets the body of each error and of each recipient.
inline void number_items(report_contents& report, const body_state& body) noexcept {
    for (std::size_t e = body.first_error; e != report.errors.size(); ++e) {
        report.errors.data()[e].body = body.index;
    }
    for (std::size_t r = body.first_recipient; r != report.recipients.size(); ++r) {
        report.recipients.data()[r].body = body.index;
    }
}

// An error that does not stand beside a recipient is about the recipient whom its pointer names, or about the only one.
inline void tie_errors_to_recipients(report_contents& report, const body_state& body) noexcept {
    const bool alone = report.recipients.size() - body.first_recipient == 1;
    for (std::size_t e = body.first_error; e != report.errors.size(); ++e) {
        error_view& error = report.errors.data()[e];
        if (error.recipient.known()) {
            continue;
        }
        const recipient_place place = recipient_of_pointer(error.pointer);
        error.recipient = place.known || !alone ? find_recipient(report, body, place) : recipient_index{body.first_recipient};
    }
}

// Of two outcomes the one that needs more attention.
[[nodiscard]] constexpr outcome worse(outcome left, outcome right) noexcept { return left < right ? right : left; }

// An error changes no outcome that is stated: a message that is queued or sent may arrive all the same.
[[nodiscard]] constexpr outcome failed_if_not_stated(outcome value) noexcept {
    return value == outcome::none ? outcome::failed : value;
}

// An event that says that the message failed, and a status that says that it is on its way, contradict each other.
[[nodiscard]] constexpr outcome stated_outcome(std::string_view status, const body_state& body) noexcept {
    const outcome stated = status.empty() ? body.without_status : outcome_of_status(status, body.inbound);
    return body.failed_event && stated == outcome::in_progress ? outcome::unknown : stated;
}

// Each recipient's outcome: of their status, or of the errors about them.
inline void set_recipient_outcomes(report_contents& report, const body_state& body) noexcept {
    recipient_view* const recipients = report.recipients.data();
    for (std::size_t r = body.first_recipient; r != report.recipients.size(); ++r) {
        recipients[r].outcome = stated_outcome(recipients[r].status, body);
    }
    for (std::size_t e = body.first_error; e != report.errors.size(); ++e) {
        const recipient_index about = report.errors.data()[e].recipient;
        if (about.known()) {
            recipients[about.value()].outcome = failed_if_not_stated(recipients[about.value()].outcome);
        }
    }
}

// The outcome of a body, whose recipients have theirs.
[[nodiscard]] inline outcome outcome_of_body(const report_contents& report, const body_state& body) noexcept {
    const range_of<recipient_view> recipients = report.range<recipient_view>();
    outcome whole = recipients.size() == body.first_recipient ? stated_outcome(body.status, body) : outcome::none;
    for (std::size_t r = body.first_recipient; r != recipients.size(); ++r) {
        whole = worse(whole, recipients[r].outcome);
    }
    if (report.errors.size() != body.first_error) {
        whole = failed_if_not_stated(whole);
    }
    return whole == outcome::none && body.inbound ? outcome::received : whole;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
