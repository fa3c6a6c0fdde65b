// telnyx-errors: finds the payloads of a document in lists, pages, envelopes and JSON strings. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_FINDER_HPP
#define TELNYX_ERRORS_READER_FINDER_HPP

#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/member_names.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader/envelopes.hpp>
#include <telnyx/errors/reader/errors.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/shapes.hpp>
#include <telnyx/errors/reader/visits.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Whether a message is more than a row of a table that may have the response in another column.
template <class Adapter>
[[nodiscard]] bool states_more(const members_of<Adapter>& message) {
    return message.has(member::direction) || has_text(message, member::record_type) || has_errors(message);
}

// Whether `error` of a row is its own error, and not the response.
template <class Adapter>
[[nodiscard]] bool has_own_error(const members_of<Adapter>& row) {
    return row.is(member::error, json_type::object) && shape_of(members_of<Adapter>{row.get(member::error)}, false) == shape::error;
}

// Whether the value of an envelope is worth searching.
template <class Adapter>
[[nodiscard]] bool may_be_payload(typename Adapter::value content) {
    const json_type type = Adapter::type(content);
    return type == json_type::object || type == json_type::array ||
           (type == json_type::string && may_hold_payload(Adapter::string(content)));
}

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
        case json_type::string: return search_string(found, at);
        case json_type::null:
        case json_type::other:
        case json_type::integer:
        case json_type::boolean: return false;
        }
        return false; // unreachable: every type has a case
    }

    // A document that is a string is JSON, or `read_embedded` is for it.
    bool search_string(value found, const place& at) {
        const auto search_content = [this](value inner, const place& inside) { return search(inner, inside); };
        const bool whole = at.by_itself && at.lists == 0;
        return whole ? bodies_.unfold(found, at, search_content) : bodies_.unfold_words(found, at, search_content);
    }

    // A list in an envelope.
    bool search_list(value list, const place& at) {
        place inner = at.in_list();
        bool any = false;
        const bool all = for_each_element<Adapter>(list, [&](value element) {
            any = search(element, inner) || any;
            inner.row = any ? nullptr : inner.row; // its recipients are those of the first payload
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
        bodies_.read_hint(body);
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
        return search_envelopes(row, inner, use::beside_message, has_own_error(row) ? member::error : member::none);
    }

    bool search_envelopes(const members& body, const place& at, use most, member except = member::none) {
        if (!body.has_any(envelope_names)) {
            return false;
        }
        std::size_t unreadable = bodies_.exchange_unreadable(0);
        for (const envelope& each : envelopes) {
            if (each.use <= most && each.name != except && body.has(each.name) && search_member(body, each, at)) {
                return true; // so what other members hold need not be read
            }
            unreadable += bodies_.exchange_unreadable(0);
        }
        bodies_.exchange_unreadable(unreadable);
        return false;
    }

    bool search_member(const members& body, const envelope& which, const place& at) {
        const value content = body.get(which.name);
        if (!may_be_payload<Adapter>(content)) {
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
