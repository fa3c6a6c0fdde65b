// telnyx-errors: finds the payloads of a document in lists, pages, envelopes and JSON strings. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_FINDER_HPP
#define TELNYX_ERRORS_READER_FINDER_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/member_names.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader/envelopes.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/shapes.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// What stands around a value.
template <class Adapter>
struct surroundings {
    const surroundings* outer = nullptr;
    const members_of<Adapter>* envelope = nullptr; // the object whose `data` this is
    const members_of<Adapter>* row = nullptr;      // a row of a table that keeps the response to its message
    detail::contents accepted = contents::anything;
    unsigned lists = 0;
    unsigned wrappers = 0;
    bool by_itself = true;    // the document, a row of a page: it is visited even if it is no payload
    bool enveloped = false;   // `envelope` is one of Telnyx, and not written by an HTTP client
    bool unfolded = false;    // in a string that is JSON
    bool from_client = false; // an HTTP status in the object is that of a response
    bool* read = nullptr;     // set when a body is found that the errors of `envelope` belong to

    // The surroundings of what an envelope holds.
    [[nodiscard]] surroundings inside(detail::contents held) const noexcept {
        surroundings inner;
        inner.outer = this;
        inner.row = row;
        inner.accepted = accepted < held ? held : accepted;
        inner.lists = lists;
        inner.wrappers = wrappers + 1;
        inner.by_itself = false;
        inner.unfolded = unfolded;
        return inner;
    }
    // The surroundings of the document that a string is.
    [[nodiscard]] surroundings in_string() const noexcept {
        surroundings inner = *this;
        ++inner.wrappers;
        inner.by_itself = false;
        inner.unfolded = true;
        return inner;
    }
    [[nodiscard]] bool too_deep() const noexcept { return wrappers > limits::wrappers || lists > limits::wrappers; }
};

// A payload that was found.
template <class Adapter>
struct found_body {
    const members_of<Adapter>* members; // nothing if the value is not a payload
    shape which = shape::unrecognised;
    const members_of<Adapter>* payload = nullptr; // of an event
    const surroundings<Adapter>* around = nullptr;
    std::int32_t http_status = 0;
    bool incomplete = false;
};

// Whether an adapter can parse a string of a document.
struct value_visitor {
    template <class Value>
    void operator()(const Value& value) const;
};
template <class Adapter, class = void>
struct parses_strings : std::false_type {};
template <class Adapter>
struct parses_strings<Adapter, std::void_t<decltype(Adapter::parse(std::string_view{}, value_visitor{}))>> : std::true_type {};

// Parses a string and calls `visit(value)` if it is JSON. Returns false if memory runs out. What `visit` throws is passed on.
template <class Adapter, class Visit>
[[nodiscard]] bool parse_string(std::string_view text, Visit visit) {
    if constexpr (parses_strings<Adapter>::value) {
#if TELNYX_ERRORS_EXCEPTIONS
        bool parsed = false;
        try {
            static_cast<void>(Adapter::parse(text, [&](typename Adapter::value content) {
                parsed = true;
                visit(content);
            }));
        } catch (...) {
            if (parsed) {
                throw;
            }
            return false;
        }
#else
        static_cast<void>(Adapter::parse(text, visit));
#endif
    } else {
        static_cast<void>(text);
        static_cast<void>(visit);
    }
    return true;
}

// The HTTP status in an object; 0 if it has none.
template <class Adapter>
[[nodiscard]] std::int32_t http_status_of(const members_of<Adapter>& body) {
    for (const member where : {member::status, member::status_code, member::statusCode}) {
        if (body.is(where, json_type::integer)) {
            const std::int64_t status = Adapter::integer(body.get(where));
            if (status >= 100 && status <= 599) {
                return static_cast<std::int32_t>(status);
            }
        }
    }
    return 0;
}

// Whether a message is more than a row of a table that may have the response in another column.
template <class Adapter>
[[nodiscard]] bool states_more(const members_of<Adapter>& message) {
    return message.has(member::direction) || has_text(message, member::record_type) || has_errors(message);
}

// Hands on what is found, with what is known of the value by itself in which it is: a document, or a row of a page.
template <class Adapter, class Visitor>
class body_visits {
public:
    using value = typename Adapter::value;
    using members = members_of<Adapter>;
    using place = surroundings<Adapter>;

    explicit body_visits(Visitor& visit) : visit_(visit) {}

    // Searches a value by itself with `search()`, which returns whether it is, or has in it, a payload.
    template <class Search>
    void visit_by_itself(const place& at, Search search) {
        const body_visits around = *this;
        http_status_ = 0;
        incomplete_ = false;
        reported_ = false;
        if (!search()) {
            visit_(found_body<Adapter>{nullptr, shape::unrecognised, nullptr, &at, http_status_, incomplete_});
            reported_ = true;
        }
        complete_ = complete_ && (reported_ || !incomplete_);
        http_status_ = around.http_status_;
        incomplete_ = around.incomplete_;
        reported_ = around.reported_;
    }

    // Hands on a body if its place accepts it, with the columns parsed that a table keeps as strings.
    bool deliver(const members& body, shape which, const place& at, const members* payload = nullptr) {
        if (!accepts(at.accepted, body, which)) {
            return false;
        }
        for (const member column : {member::errors, member::to}) {
            if (body.is(column, json_type::string) && unfold(body.get(column), at, [&](value content, const place& inside) {
                    members with = body;
                    with.set(column, content);
                    return deliver(with, which, inside, payload == &body ? &with : payload);
                })) {
                return true;
            }
        }
        for (const place* each = &at; each != nullptr; each = each->outer) {
            if (each->read != nullptr) {
                *each->read = true;
            }
        }
        if (which == shape::response || which == shape::error) {
            read_http_status(body);
        }
        const std::int32_t http_status = at.accepted == contents::events ? 0 : http_status_; // it is that of the answer to Telnyx
        visit_(found_body<Adapter>{&body, which, payload, &at, http_status, incomplete_});
        reported_ = incomplete_;
        return true;
    }

    // Parses a string that looks like JSON, and returns what `search(value, place)` returns. False if it is not JSON.
    template <class Search>
    bool unfold(value string, const place& at, Search search) {
        const std::string_view text = Adapter::string(string);
        if (!parses_strings<Adapter>::value || !looks_like_json(text)) {
            return false;
        }
        if (text.size() > limits::nested_bytes || at.too_deep() || nesting_of(text) > limits::nested_depth) {
            incomplete_ = true;
            return false;
        }
        bool found = false;
        const place inner = at.in_string();
        const bool parsed = parse_string<Adapter>(text, [&](value content) { found = search(content, inner); });
        incomplete_ = !parsed || incomplete_;
        return found;
    }

    // The first HTTP status counts.
    void read_http_status(const members& body) { http_status_ = http_status_ != 0 ? http_status_ : http_status_of(body); }
    [[nodiscard]] std::int32_t http_status() const noexcept { return http_status_; }

    // Notes that a part of the value by itself is not searched.
    void note_incomplete() noexcept { incomplete_ = true; }
    // Notes that a value by itself is not searched.
    void note_left_out() noexcept { complete_ = false; }
    // Whether no value by itself, and no part of one that no body tells of, was left out.
    [[nodiscard]] bool complete() const noexcept { return complete_; }

private:
    Visitor& visit_;
    bool complete_{true};
    bool incomplete_{false}; // of the value by itself that is searched
    bool reported_{false};   // a body of it tells that it is incomplete
    std::int32_t http_status_{0};
};

// Finds payloads. Calls `visit(const found_body<Adapter>&)` for each of them, in the order of the document, and for each value by
// itself that is none.
template <class Adapter, class Visitor>
class body_finder {
public:
    using value = typename Adapter::value;
    using members = members_of<Adapter>;
    using place = surroundings<Adapter>;

    explicit body_finder(Visitor& visit) : bodies_(visit) {}

    // Returns false if something was nested too deep, or too far back in its list, to be visited.
    bool find(value document) {
        find_by_itself(document, {});
        return bodies_.complete();
    }

private:
    // A document, a row of a page, or an element of a list of them.
    void find_by_itself(value found, const place& at) {
        if (at.lists > limits::wrappers) {
            bodies_.note_left_out();
            return;
        }
        if (Adapter::type(found) == json_type::array) {
            static_cast<void>(find_rows(found, at));
            return;
        }
        bodies_.visit_by_itself(at, [&] { return search(found, at); });
    }

    // Returns whether there are any.
    bool find_rows(value list, const place& at) {
        place inner;
        inner.lists = at.lists + 1;
        inner.unfolded = at.unfolded;
        bool any = false;
        const bool all = for_each_element<Adapter>(list, [&](value row) {
            any = true;
            find_by_itself(row, inner);
            return true;
        });
        if (!all) {
            bodies_.note_left_out();
        }
        return any;
    }

    // Whether a place is within the limits. Notes it if not.
    bool is_searched(const place& at) {
        if (at.too_deep()) {
            bodies_.note_incomplete();
            return false;
        }
        return true;
    }

    // These return whether a payload was found.
    bool search(value found, const place& at) {
        if (!is_searched(at)) {
            return false;
        }
        switch (Adapter::type(found)) {
        case json_type::object: return search_object(members{found}, at);
        case json_type::array: return search_list(found, at);
        case json_type::string:
            return bodies_.unfold(found, at, [this](value inner, const place& inside) { return search(inner, inside); });
        case json_type::null:
        case json_type::other:
        case json_type::integer:
        case json_type::boolean: return false;
        }
        return false; // unreachable: every type has a case
    }

    // A list in an envelope.
    bool search_list(value list, const place& at) {
        place inner = at;
        inner.outer = nullptr;
        inner.envelope = nullptr;
        inner.row = nullptr;
        inner.read = nullptr;
        inner.enveloped = false;
        ++inner.lists;
        bool any = false;
        const bool all = for_each_element<Adapter>(list, [&](value element) {
            any = search(element, inner) || any;
            return true;
        });
        if (!all) {
            bodies_.note_left_out();
            bodies_.note_incomplete();
        }
        return any;
    }

    bool search_object(const members& body, const place& at) {
        constexpr member_set special{member::webhook, member::data, member::event_type, member::record_type, member::payload};
        if (at.from_client) {
            bodies_.read_http_status(body);
        }
        return body.has_any(special) ? search_special(body, at) : search_other(body, at);
    }

    bool search_special(const members& body, const place& at) {
        if (body.has(member::webhook) && body.text(member::record_type) == "webhook_delivery") {
            return search_member(body, {member::webhook, contents::anything, use::always}, at);
        }
        if (body.is(member::data, json_type::object) && search_data(body, at)) {
            return true;
        }
        if (body.is(member::data, json_type::array) && search_page(body, at)) {
            return true;
        }
        if (is_event(body, body.text(member::record_type))) {
            return search_event(body, at);
        }
        if (body.is(member::payload, json_type::object) && !body.has(member::to) && !is_row(body)) {
            const members payload{body.get(member::payload)};
            if (is_event_payload(payload)) {
                return bodies_.deliver(body, shape::event, at, &payload);
            }
        }
        return search_other(body, at);
    }

    // A response with HTTP 200 may carry errors beside its data. Where a status stands beside the data, an HTTP client wrote the
    // object around the response, and it is not an envelope of Telnyx.
    bool search_data(const members& body, const place& at) {
        bodies_.read_http_status(body);
        bool read = false;
        place inner = at.inside(contents::anything);
        inner.read = &read;
        inner.envelope = &body;
        inner.enveloped = !body.is(member::status, json_type::integer) && !body.is(member::status_code, json_type::integer) &&
                          !body.is(member::statusCode, json_type::integer);
        if (!search(body.get(member::data), inner)) {
            return false;
        }
        if (!read && has_errors(body)) { // the bodies were in a list, so the errors are of none of them
            bodies_.deliver(body, shape::response, at);
        }
        return true;
    }

    // A page of messages or records: each row is a body.
    bool search_page(const members& body, const place& at) {
        const value rows = body.get(member::data);
        if (!(at.by_itself ? find_rows(rows, at) : search_list(rows, at))) {
            return false;
        }
        if (body.has(member::errors)) {
            bodies_.deliver(body, shape_of(body, at.enveloped), at);
        }
        return true;
    }

    // An event without a message may be the row of a table that has the event inside.
    bool search_event(const members& event, const place& at) {
        if (event.is(member::payload, json_type::object)) {
            return search_payload(event, event.get(member::payload), at);
        }
        if (event.is(member::payload, json_type::string) &&
            unfold_payload(event, event.get(member::payload), at, at.inside(contents::likely))) {
            return true;
        }
        const use most = has_own_content(event) ? use::beside_message : use::otherwise;
        return search_envelopes(event, at, most, member::payload) ||
               bodies_.deliver(event, shape::event, at, is_row(event) || event.has(member::to) ? &event : nullptr);
    }

    // A payload in a string, or in the string of one.
    bool unfold_payload(const members& event, value string, const place& at, const place& inside) {
        return bodies_.unfold(string, inside, [&](value payload, const place& inner) {
            if (Adapter::type(payload) == json_type::string) {
                return unfold_payload(event, payload, at, inner);
            }
            place around = at;
            around.unfolded = inner.unfolded;
            return Adapter::type(payload) == json_type::object ? search_payload(event, payload, around) : search(payload, inner);
        });
    }

    bool search_payload(const members& event, value content, const place& at) {
        const members payload{content};
        const place inner = at.inside(contents::likely);
        if (!has_own_content(payload) && is_searched(inner) && search_object(payload, inner)) {
            return true;
        }
        return bodies_.deliver(event, shape::event, at, &payload);
    }

    bool search_other(const members& body, const place& at) {
        const shape which = shape_of(body, at.enveloped);
        switch (which) {
        case shape::flat_webhook:
        case shape::order:
        case shape::record: return bodies_.deliver(body, which, at);
        case shape::row: return (!has_code_column(body) && search_beside_message(body, at)) || bodies_.deliver(body, which, at);
        case shape::message: return (!states_more(body) && search_beside_message(body, at)) || bodies_.deliver(body, which, at);
        case shape::response:
            return (!has_errors(body) && search_envelopes(body, at, use::otherwise)) || bodies_.deliver(body, which, at);
        case shape::error: {
            const bool certain = is_known_error(body) || at.wrappers == limits::wrappers;
            return search_envelopes(body, at, certain ? use::always : use::otherwise) || bodies_.deliver(body, which, at);
        }
        case shape::event: // unreachable: was searched for before
        case shape::empty_page:
        case shape::unrecognised: return search_envelopes(body, at, use::otherwise) || bodies_.deliver(body, which, at);
        }
        return false; // unreachable: every shape has a case
    }

    // A row of a table of messages may keep the response, or the webhook, in another column. `error` may be its own.
    bool search_beside_message(const members& row, const place& at) {
        place inner = at;
        inner.row = &row;
        const bool own_error =
            row.is(member::error, json_type::object) && shape_of(members{row.get(member::error)}, false) == shape::error;
        return search_envelopes(row, inner, use::beside_message, own_error ? member::error : member::none);
    }

    bool search_envelopes(const members& body, const place& at, use most, member except = member::none) {
        if (!body.has_any(envelope_names)) {
            return false;
        }
        for (const envelope& each : envelopes) {
            if (each.use <= most && each.name != except && body.has(each.name) && search_member(body, each, at)) {
                return true;
            }
        }
        return false;
    }

    bool search_member(const members& body, const envelope& which, const place& at) {
        const value content = body.get(which.name);
        const json_type type = Adapter::type(content);
        const bool container = type == json_type::object || type == json_type::array ||
                               (type == json_type::string && looks_like_json(Adapter::string(content)));
        if (!container) {
            return false;
        }
        place inner = at.inside(which.contents);
        if (which.contents != contents::events) { // else it is the status of an answer to Telnyx
            bodies_.read_http_status(body);
            inner.from_client = which.contents == contents::anything;
            inner.accepted = bodies_.http_status() >= 400 ? at.accepted : inner.accepted; // an envelope around a refusal
        }
        return search(content, inner);
    }

    body_visits<Adapter, Visitor> bodies_;
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
