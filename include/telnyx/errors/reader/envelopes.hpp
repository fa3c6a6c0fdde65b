// telnyx-errors: finds payloads in lists, pages, envelopes and JSON strings. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include. An envelope is an object that other software puts around a payload: a queue,
// a database, an HTTP client, an SDK. `envelopes` lists the members in which they keep it; a new envelope is one line there. A
// payload that has a shape of its own (shapes.hpp) is no envelope, whatever else it contains.
#ifndef TELNYX_ERRORS_READER_ENVELOPES_HPP
#define TELNYX_ERRORS_READER_ENVELOPES_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/member_names.hpp>
#include <telnyx/errors/embedded/spans.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/shapes.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Which payloads a place may hold, from the most to the fewest. In a member such as `items` anything may be, so a payload in it
// must look like one of Telnyx: an object with a code or with `to` is not enough.
enum class contents : std::uint8_t { anything, likely, events };

// When an envelope is looked into.
enum class use : std::uint8_t {
    always,         // also in an error, and in a row of a table: the member holds what the server said
    beside_message, // also in a row of a table, but not in an error
    otherwise,      // only in an object without a shape. These members also hold texts of messages, which anyone can write
};

struct envelope {
    member name;
    detail::contents contents;
    detail::use use;
};

// In the order in which they are looked into: the first one with a payload counts. `raw` repeats what `error` says. `data` comes
// before all of them, see `body_finder`.
inline constexpr envelope envelopes[] = {
    // Error objects of SDKs and HTTP clients.
    {member::error, contents::anything, use::always},
    {member::err, contents::anything, use::always},
    {member::raw, contents::anything, use::always},
    {member::response, contents::anything, use::always},
    {member::cause, contents::anything, use::always},
    {member::exception, contents::anything, use::always},
    {member::originalError, contents::anything, use::always},
    // Bodies of HTTP requests and responses.
    {member::json_body, contents::likely, use::always},
    {member::jsonBody, contents::likely, use::always},
    {member::http_body, contents::likely, use::always},
    {member::response_body, contents::likely, use::always},
    {member::responseBody, contents::likely, use::always},
    {member::responsePayload, contents::likely, use::always},
    {member::body, contents::likely, use::otherwise},
    {member::Body, contents::likely, use::otherwise},
    {member::rawBody, contents::likely, use::beside_message},
    {member::raw_body, contents::likely, use::beside_message},
    {member::json, contents::likely, use::otherwise},
    {member::data, contents::likely, use::otherwise}, // as a string
    // Columns for the error of a row, and texts of errors.
    {member::error_message, contents::likely, use::beside_message},
    {member::errorMessage, contents::likely, use::beside_message},
    {member::error_detail, contents::likely, use::beside_message},
    {member::error_description, contents::likely, use::beside_message},
    {member::failure_reason, contents::likely, use::beside_message},
    // Tables and logs of webhooks.
    {member::payload, contents::likely, use::beside_message},
    {member::raw_payload, contents::likely, use::beside_message},
    {member::webhook, contents::likely, use::beside_message},
    {member::webhook_payload, contents::likely, use::beside_message},
    {member::raw_event, contents::likely, use::beside_message},
    {member::rawEvent, contents::likely, use::beside_message},
    {member::event_data, contents::likely, use::beside_message},
    {member::event_payload, contents::likely, use::beside_message},
    {member::event, contents::likely, use::beside_message},
    {member::events, contents::likely, use::otherwise},
    {member::record, contents::likely, use::otherwise},
    {member::after, contents::likely, use::otherwise}, // a row as a change left it
    {member::records, contents::likely, use::otherwise},
    {member::row, contents::likely, use::otherwise},
    {member::rows, contents::likely, use::otherwise},
    {member::log, contents::likely, use::otherwise},
    {member::entry, contents::likely, use::otherwise},
    {member::entries, contents::likely, use::otherwise},
    {member::jsonPayload, contents::likely, use::otherwise},
    {member::extra, contents::likely, use::otherwise},
    {member::attributes, contents::likely, use::otherwise},
    {member::properties, contents::likely, use::otherwise},
    // Queues, buses and functions: SQS, SNS, EventBridge, Kafka, job queues.
    {member::Records, contents::likely, use::otherwise},
    {member::Sns, contents::likely, use::otherwise},
    {member::Message, contents::likely, use::otherwise},
    {member::Messages, contents::likely, use::otherwise},
    {member::message, contents::likely, use::otherwise},
    {member::messages, contents::likely, use::otherwise},
    {member::detail, contents::likely, use::otherwise},
    {member::details, contents::likely, use::otherwise},
    {member::value, contents::likely, use::otherwise},
    {member::job, contents::likely, use::otherwise},
    {member::args, contents::likely, use::otherwise},
    {member::arguments, contents::likely, use::otherwise},
    {member::params, contents::likely, use::otherwise},
    {member::notification, contents::likely, use::otherwise},
    // Texts of log lines and of errors, with a payload in them.
    {member::msg, contents::likely, use::otherwise},
    {member::title, contents::likely, use::otherwise},
    {member::description, contents::likely, use::otherwise},
    {member::stack, contents::likely, use::otherwise},
    // Workflow tools.
    {member::item, contents::likely, use::otherwise},
    {member::items, contents::likely, use::otherwise},
    {member::content, contents::likely, use::otherwise},
    {member::result, contents::likely, use::otherwise},
    {member::results, contents::likely, use::otherwise},
    {member::input, contents::likely, use::otherwise},
    {member::output, contents::likely, use::otherwise},
    // What was sent: of a webhook that was received it is the event. Of a call of the API it says nothing about what became of it.
    {member::request, contents::events, use::otherwise},
    {member::requestBody, contents::events, use::otherwise},
    {member::request_body, contents::events, use::otherwise},
};

// The members of envelopes.
[[nodiscard]] constexpr member_set names_of_envelopes() noexcept {
    member_set names;
    for (const envelope& each : envelopes) {
        names.add(each.name);
    }
    return names;
}

inline constexpr member_set envelope_names = names_of_envelopes();

// Whether a string may be JSON that is worth parsing: an object or a list, or a string of one.
[[nodiscard]] constexpr bool looks_like_json(std::string_view text) noexcept {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return false;
    }
    const char next = text[first] == '"' && first + 1 != text.size() ? text[first + 1] : text[first];
    return next == '{' || next == '[';
}

// Whether a string may hold a payload with words around it.
[[nodiscard]] constexpr bool may_hold_payload(std::string_view text) noexcept {
    return looks_like_json(text) || may_begin_object(text);
}

// How deep lists and objects are nested in a string that may be JSON; 0 if it is one string. It bounds what a JSON library has to
// do.
[[nodiscard]] constexpr std::size_t nesting_of(std::string_view text) noexcept {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool in_string = false;
    for (std::size_t i = 0; i != text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            i += c == '\\' && i + 1 != text.size() ? 1U : 0U;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
            deepest = depth > deepest ? depth : deepest;
        } else if ((c == '}' || c == ']') && depth != 0) {
            --depth;
        }
    }
    return deepest;
}

// Whether a string is like a phone number in E.164 format, with or without the plus.
[[nodiscard]] constexpr bool like_phone_number(std::string_view text) noexcept {
    const std::size_t first = !text.empty() && text[0] == '+' ? 1 : 0;
    for (std::size_t i = first; i != text.size(); ++i) {
        if (!is_digit(text[i])) {
            return false;
        }
    }
    return text.size() >= first + 7 && text.size() <= first + 15;
}

// The same for recipients: one of them, or the first of a list.
template <class Adapter>
[[nodiscard]] bool has_phone_number(typename Adapter::value recipients, bool in_list = false) {
    bool found = false;
    switch (Adapter::type(recipients)) {
    case json_type::string: return like_phone_number(Adapter::string(recipients));
    case json_type::object: return like_phone_number(members_of<Adapter>{recipients}.text(member::phone_number));
    case json_type::array:
        if (!in_list) {
            Adapter::elements(recipients, [&found](typename Adapter::value first) {
                found = has_phone_number<Adapter>(first, true);
                return false;
            });
        }
        return found;
    case json_type::null:
    case json_type::other:
    case json_type::integer:
    case json_type::boolean: return false;
    }
    return false; // unreachable: every type has a case
}

template <class Adapter>
[[nodiscard]] bool has_phone_number(const members_of<Adapter>& body) {
    for (const member which : {member::to, member::to_number, member::toNumber}) {
        if (body.has(which) && has_phone_number<Adapter>(body.get(which))) {
            return true;
        }
    }
    return false;
}

// Whether an object is an error beyond doubt: a code of the table, explained.
template <class Adapter>
[[nodiscard]] bool is_known_error(const members_of<Adapter>& body) {
    return classify(code_of(body).number).known() && !body.text(member::title, member::detail, member::description, member::message,
                                                                member::error_message, member::errorMessage)
                                                          .empty();
}

// Whether an object states an error: with a code, or in words. The `errors` of a form have the names of its fields instead.
template <class Adapter>
[[nodiscard]] bool states_error(const members_of<Adapter>& error) {
    return !code_of(error).code.empty() || !error
                                                .text(member::title, member::detail, member::description, member::message,
                                                      member::msg, member::error, member::error_message, member::errorMessage)
                                                .empty();
}

// Whether one of the `errors`, which the object has, is an object that states an error, or a code of the table.
template <class Adapter>
[[nodiscard]] bool has_likely_errors(const members_of<Adapter>& body) {
    using value = typename Adapter::value;
    const auto likely = [](value error) {
        switch (Adapter::type(error)) {
        case json_type::object: return states_error(members_of<Adapter>{error});
        case json_type::string: return classify(code_number(Adapter::string(error))).known();
        case json_type::integer: return classify(Adapter::integer(error)).known();
        case json_type::null:
        case json_type::other:
        case json_type::boolean:
        case json_type::array: return false;
        }
        return false; // unreachable: every type has a case
    };
    if (!body.is(member::errors, json_type::array)) {
        return likely(body.get(member::errors));
    }
    bool found = false;
    static_cast<void>(for_each_element<Adapter>(body.get(member::errors), [&](value error) {
        found = likely(error);
        return !found;
    }));
    return found;
}

// The types of Telnyx's events begin with one of these.
inline constexpr std::string_view event_families[] = {"message.", "10dlc.", order_prefix, "messaging-profile.", "whatsapp."};

template <class Adapter>
[[nodiscard]] bool is_likely_event(const members_of<Adapter>& body) {
    const std::string_view type = body.text(member::event_type);
    for (const std::string_view family : event_families) {
        if (begins_with(type, family)) {
            return true;
        }
    }
    return body.text(member::record_type) == "event" && body.has(member::payload);
}

// Whether a place that accepts only some payloads accepts this one.
template <class Adapter>
[[nodiscard]] bool accepts(contents accepted, const members_of<Adapter>& body, shape which) {
    if (accepted == contents::anything) {
        return which != shape::unrecognised;
    }
    switch (which) {
    case shape::event: return is_likely_event(body);
    case shape::flat_webhook: return true;
    case shape::order:
    case shape::record: return accepted == contents::likely;
    case shape::row: return accepted == contents::likely && (has_phone_number(body) || classify(code_of(body).number).known());
    case shape::message:
        return accepted == contents::likely &&
               (body.text(member::record_type) == "message" || body.has(member::messaging_profile_id) || has_phone_number(body));
    case shape::response: return accepted == contents::likely && has_likely_errors(body);
    case shape::error: return accepted == contents::likely && is_known_error(body);
    case shape::empty_page: return accepted == contents::likely && body.is(member::meta, json_type::object);
    case shape::unrecognised: return false;
    }
    return false; // unreachable: every shape has a case
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
