// telnyx-errors: which shape a payload has; the only place that distinguishes them. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include. To add a shape: an enumerator, its condition in `shape_of`, and its case in
// `body_reader::read_shape`.
#ifndef TELNYX_ERRORS_READER_SHAPES_HPP
#define TELNYX_ERRORS_READER_SHAPES_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

enum class shape : std::uint8_t {
    unrecognised, // none of these
    envelope,     // an object in `data`
    event,        // an event, with its message or registration in `payload`
    flat_webhook, // a webhook of API version 1: event and message in one object
    message,      // a message
    record,       // a message detail record
    response,     // an API response with `errors`
    wrapper,      // the error object of an SDK or an HTTP client, around a response
    error,        // one error by itself
};

template <class Adapter>
[[nodiscard]] bool is_event(const members_of<Adapter>& body) {
    return body.text(member::record_type) == "event" || body.is(member::event_type, json_type::string) ||
           body.is(member::payload, json_type::object);
}

template <class Adapter>
[[nodiscard]] bool is_record(const members_of<Adapter>& body) {
    const std::string_view type = body.text(member::record_type);
    return type == "message_detail_record" || type == "mdr" || body.has(member::cld) || body.has(member::cli);
}

// `enveloped` says that the object is the `data` of another.
template <class Adapter>
[[nodiscard]] bool is_message(const members_of<Adapter>& body, bool enveloped) {
    const std::string_view type = body.text(member::record_type);
    const bool addressed = body.has(member::to) && (body.has(member::from) || body.has(member::id) || body.has(member::status) ||
                                                    body.has(member::errors) || body.has(member::messaging_profile_id));
    return type == "message" || body.has(member::direction) || addressed || (enveloped && type.empty() && body.has(member::errors));
}

// The members in which error objects keep the response, in the order in which they count: `raw` repeats what `error` says.
inline constexpr member wrapped_in[] = {member::error, member::raw, member::response};

template <class Adapter>
[[nodiscard]] bool is_wrapper(const members_of<Adapter>& body) {
    for (const member around : wrapped_in) {
        if (body.is(around, json_type::object)) {
            return true;
        }
    }
    return false;
}

// The first condition that holds decides.
template <class Adapter>
[[nodiscard]] shape shape_of(const members_of<Adapter>& body, bool enveloped) {
    if (body.is(member::data, json_type::object)) {
        return shape::envelope;
    }
    if (is_event(body)) {
        return shape::event;
    }
    if (body.has(member::sms_id)) {
        return shape::flat_webhook;
    }
    if (is_record(body)) {
        return shape::record;
    }
    if (is_message(body, enveloped)) {
        return shape::message;
    }
    if (body.has(member::errors)) {
        return shape::response;
    }
    if (is_wrapper(body)) {
        return shape::wrapper;
    }
    return is_error(body) ? shape::error : shape::unrecognised;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
