// telnyx-errors: which shape a payload has; the only place that distinguishes them. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include. To add a shape: an enumerator, its condition in `shape_of`, and its case in
// `body_reader::read_shape`.
#ifndef TELNYX_ERRORS_READER_SHAPES_HPP
#define TELNYX_ERRORS_READER_SHAPES_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

enum class shape : std::uint8_t {
    unrecognised, // none of these
    event,        // an event, with its message or registration in `payload`
    flat_webhook, // a webhook of API version 1: event and message in one object
    order,        // an order of hosted numbers
    record,       // a message detail record
    row,          // a row of a table in which a program keeps messages, with the error in columns
    message,      // a message
    response,     // an API response with `errors`
    error,        // one error by itself
    empty_page,   // a page without rows, which does not say that there are others
};

[[nodiscard]] constexpr bool ends_with(std::string_view text, std::string_view lower_case) noexcept {
    return text.size() >= lower_case.size() && equal_ignoring_case(text.substr(text.size() - lower_case.size()), lower_case);
}

// The types of events about orders of hosted numbers begin with this, and the types of these records.
inline constexpr std::string_view order_prefix = "messaging_hosted_number";

// Whether an object is an event by its own word.
template <class Adapter>
[[nodiscard]] bool is_event(const members_of<Adapter>& body, std::string_view record_type) {
    return body.is(member::event_type, json_type::string) || record_type == "event";
}

// Whether an object says something about a message or a registration by itself, so that it is not an envelope around another
// payload.
template <class Adapter>
[[nodiscard]] bool has_own_content(const members_of<Adapter>& payload) {
    constexpr member_set own{member::to,           member::errors,     member::direction,  member::cld,        member::to_number,
                             member::toNumber,     member::error_code, member::errorCode,  member::from,       member::status,
                             member::order_status, member::reasons,    member::campaignId, member::description};
    return payload.has_any(own) || payload.text(member::record_type) == "message";
}

template <class Adapter>
[[nodiscard]] bool is_record(const members_of<Adapter>& body, std::string_view record_type) {
    return body.has(member::cld) || body.has(member::cli) || record_type == "message_detail_record" || record_type == "mdr";
}

// Whether an object has a code in a column of its own.
template <class Adapter>
[[nodiscard]] bool has_code_column(const members_of<Adapter>& body) {
    const error_view error = code_in(body, member::error_code, member::errorCode);
    return error.number != 0 || !(error.code.empty() || error.code == "0");
}

template <class Adapter>
[[nodiscard]] bool is_row(const members_of<Adapter>& body) {
    constexpr member_set columns{member::to_number, member::toNumber, member::error_code, member::errorCode};
    if (!body.has_any(columns)) {
        return false;
    }
    const bool addressed = body.has(member::to_number) || body.has(member::toNumber);
    const bool named = has_text(body, member::message_id) || has_text(body, member::messageId);
    const bool stated = has_text(body, member::status);
    return has_code_column(body) ? addressed || named || stated || body.has(member::to) : addressed && (named || stated);
}

// Whether an object in `payload` makes an event of the object around it, which does not say that it is one.
template <class Adapter>
[[nodiscard]] bool is_event_payload(const members_of<Adapter>& payload) {
    constexpr member_set of_events{member::to, member::direction, member::reasons, member::campaignId, member::order_status};
    const std::string_view record_type = payload.text(member::record_type);
    return !is_record(payload, record_type) && !is_row(payload) && (payload.has_any(of_events) || record_type == "message");
}

// Whether an object has only what a program asks for when it sends: the request says nothing about its outcome.
template <class Adapter>
[[nodiscard]] bool is_request(const members_of<Adapter>& body) {
    constexpr member_set asked{member::none,   member::to,   member::from, member::messaging_profile_id, member::cc,
                               member::text,   member::body, member::type, member::whatsapp_message,     member::agent_id,
                               member::channel};
    return body.has_only(asked);
}

// `enveloped` says that the object is the `data` of another. Errors in it may be those of a refusal, if nothing else is of a
// message.
template <class Adapter>
[[nodiscard]] bool is_message(const members_of<Adapter>& body, bool enveloped) {
    constexpr member_set of_messages{member::to, member::id, member::status, member::from};
    const bool addressed = body.has(member::to) && (body.has(member::from) || body.has(member::id) || body.has(member::status) ||
                                                    body.has(member::errors) || body.has(member::messaging_profile_id));
    return body.has(member::direction) || (addressed && !is_request(body)) ||
           (enveloped && !has_text(body, member::record_type) && body.has(member::errors) && body.has_any(of_messages));
}

template <class Adapter>
[[nodiscard]] bool has_elements(typename Adapter::value list) {
    bool any = false;
    Adapter::elements(list, [&any](typename Adapter::value /*element*/) {
        any = true;
        return false;
    });
    return any;
}

// Whether `errors` is there and not empty.
template <class Adapter>
[[nodiscard]] bool has_errors(const members_of<Adapter>& body) {
    if (!body.has(member::errors)) {
        return false;
    }
    const typename Adapter::value errors = body.get(member::errors);
    switch (Adapter::type(errors)) {
    case json_type::null: return false;
    case json_type::string: return !states_nothing(trim(Adapter::string(errors)));
    case json_type::array: return has_elements<Adapter>(errors);
    case json_type::other:
    case json_type::integer:
    case json_type::boolean:
    case json_type::object: return true;
    }
    return true; // unreachable: every type has a case
}

// Whether a counter says that there are more than so many.
template <class Adapter>
[[nodiscard]] bool counts_more_than(const members_of<Adapter>& body, member which, std::int64_t least) {
    if (body.is(which, json_type::integer)) {
        return Adapter::integer(body.get(which)) > least;
    }
    const std::string_view text = body.text(which);
    return !text.empty() && text != "0" && (least == 0 || text != "1");
}

// Whether the counters of a page say that there are rows on another page.
template <class Adapter>
[[nodiscard]] bool claims_rows(const members_of<Adapter>& page) {
    bool claims = false;
    page.object(member::meta, [&claims](const members_of<Adapter>& meta) {
        claims = counts_more_than(meta, member::total_results, 0) || counts_more_than(meta, member::total_pages, 1) ||
                 has_text(meta, member::next);
        meta.object(member::cursors,
                    [&claims](const members_of<Adapter>& cursors) { claims = claims || has_text(cursors, member::after); });
    });
    return claims;
}

// An event, a message or the like, or nothing of that.
template <class Adapter>
[[nodiscard]] shape shape_of_message(const members_of<Adapter>& body, bool enveloped) {
    const std::string_view type = body.text(member::record_type);
    if (is_event(body, type)) {
        return shape::event;
    }
    if (body.has(member::sms_id)) {
        return shape::flat_webhook;
    }
    if (is_record(body, type)) {
        return shape::record;
    }
    if (type == "message") {
        return shape::message;
    }
    if (begins_with(type, order_prefix)) {
        return shape::order;
    }
    if (is_row(body)) {
        return shape::row;
    }
    return is_message(body, enveloped) ? shape::message : shape::unrecognised;
}

// The first condition that holds decides. Envelopes are not shapes: see envelopes.hpp.
template <class Adapter>
[[nodiscard]] shape shape_of(const members_of<Adapter>& body, bool enveloped) {
    constexpr member_set of_messages{member::event_type, member::record_type, member::sms_id,    member::cld,
                                     member::cli,        member::to,          member::to_number, member::toNumber,
                                     member::direction,  member::error_code,  member::errorCode};
    if (enveloped || body.has_any(of_messages)) {
        if (const shape found = shape_of_message(body, enveloped); found != shape::unrecognised) {
            return found;
        }
    }
    if (body.has(member::errors)) {
        return shape::response;
    }
    if (is_error(body)) {
        return shape::error;
    }
    const bool empty = body.is(member::data, json_type::array) && !has_elements<Adapter>(body.get(member::data));
    return empty && !claims_rows(body) ? shape::empty_page : shape::unrecognised;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
