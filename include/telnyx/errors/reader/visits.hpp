// telnyx-errors: hands on the payloads of a document, and parses its strings. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_VISITS_HPP
#define TELNYX_ERRORS_READER_VISITS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/member_names.hpp>
#include <telnyx/errors/embedded/finder.hpp>
#include <telnyx/errors/embedded/http_text.hpp>
#include <telnyx/errors/embedded/spans.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader/envelopes.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/reader/responses.hpp>
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
    // The surroundings of the elements of a list in an envelope.
    [[nodiscard]] surroundings in_list() const noexcept {
        surroundings inner = *this;
        inner.outer = nullptr;
        inner.envelope = nullptr;
        inner.read = nullptr;
        inner.enveloped = false;
        ++inner.lists;
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
    retry_hint hint{};
    std::size_t unreadable = 0; // strings that begin like a payload, and are not one
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
        unreadable_ = 0;
        hint_ = {};
        reported_ = false;
        if (!search()) {
            visit_(found_body<Adapter>{nullptr, shape::unrecognised, nullptr, &at, http_status_, incomplete_, hint_, unreadable_});
            reported_ = true;
        }
        complete_ = complete_ && (reported_ || !incomplete_);
        http_status_ = around.http_status_;
        incomplete_ = around.incomplete_;
        unreadable_ = around.unreadable_;
        hint_ = around.hint_;
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
        visit_(found_body<Adapter>{&body, which, payload, &at, http_status, incomplete_, hint_, exchange_unreadable(0)});
        reported_ = incomplete_;
        return true;
    }

    // Parses a string that looks like JSON, and returns what `search(value, place)` returns. False if it is not JSON, nor how a
    // programming language writes it.
    template <class Search>
    bool unfold(value string, const place& at, Search search) {
        const std::string_view text = Adapter::string(string);
        if (!parses_strings<Adapter>::value || !looks_like_json(text) || !is_within_limits(text, at)) {
            return false;
        }
        bool found = false;
        const place inner = at.in_string();
        return parse(text, [&](value content) { found = search(content, inner); }) ? found : search_text(text, inner, search);
    }

    // Searches a string, which may have a payload with words around it. Returns whether `search(value, place)` found it.
    template <class Search>
    bool unfold_words(value string, const place& at, Search search) {
        const std::string_view text = Adapter::string(string);
        if (looks_like_json(text)) {
            return unfold(string, at, search);
        }
        if (!parses_strings<Adapter>::value || !may_hold_payload(text) || !is_within_limits(text, at)) {
            return false;
        }
        return search_text(text, at.in_string(), search);
    }

    // How many strings were not read since the last call; sets the number.
    std::size_t exchange_unreadable(std::size_t number) noexcept {
        const std::size_t before = unreadable_;
        unreadable_ = number;
        return before;
    }

    // The first HTTP status counts.
    void read_http_status(const members& body) { http_status_ = http_status_ != 0 ? http_status_ : http_status_of(body); }
    [[nodiscard]] std::int32_t http_status() const noexcept { return http_status_; }
    // The first retry headers count.
    void read_hint(const members& body) { hint_ = hint_.empty() ? hint_in(body) : hint_; }

    // Notes that a part of the value by itself is not searched.
    void note_incomplete() noexcept { incomplete_ = true; }
    // Notes that a value by itself is not searched.
    void note_left_out() noexcept { complete_ = false; }
    // Whether no value by itself, and no part of one that no body tells of, was left out.
    [[nodiscard]] bool complete() const noexcept { return complete_; }

private:
    // Whether a string may be parsed, and nothing in it is too deep. Notes it if not.
    [[nodiscard]] bool is_within_limits(std::string_view text, const place& at) noexcept {
        const bool within =
            text.size() <= limits::nested_bytes && !at.too_deep() && text.size() <= limits::all_nested_bytes - unfolded_;
        unfolded_ += within ? text.size() : 0;
        incomplete_ = incomplete_ || !within;
        return within;
    }

    // Parses JSON text, and calls `use(value)` with its root. Returns whether it is JSON, and not nested too deep.
    template <class Use>
    [[nodiscard]] bool parse(std::string_view text, Use use) {
        if (nesting_of(text) > limits::nested_depth) {
            incomplete_ = true;
            return true;
        }
        bool is_json = false;
        const bool parsed = parse_string<Adapter>(text, [&](value content) {
            is_json = true;
            use(content);
        });
        incomplete_ = !parsed || incomplete_;
        return is_json || !parsed;
    }

    // The first payload in a text. What begins like a payload and cannot be read is counted, unless a payload is found.
    template <class Search>
    [[nodiscard]] bool search_text(std::string_view text, const place& at, Search search) {
        embedded_finder finder{text};
        const std::int32_t stated = http_status_;
        const retry_hint hint = hint_;
        bool found = false;
        bool unread = false;
        std::size_t end = 0;
        std::size_t scanned = 0; // for a status
        http_surroundings around{instant{}, false};
        while (!found && next_candidate(finder)) {
            const std::size_t first = finder.place().first;
            if (first > scanned) {
                around.read(text, scanned, first, [](std::size_t, std::size_t, int, const retry_hint&) {});
                scanned = first;
            }
            http_status_ = stated != 0 ? stated : around.http_status();
            hint_ = hint.empty() ? around.hint() : hint;
            if (parse(finder.json(), [&](value content) { found = search(content, at); })) {
                const embedded_place taken = finder.take();
                unread = unread || begins_payload(text.substr(end, taken.first - end));
                end = taken.end;
            }
        }
        http_status_ = found ? http_status_ : stated;
        hint_ = found ? hint_ : hint;
        unreadable_ += !found && (unread || begins_payload(text.substr(end))) ? 1U : 0U;
        return found;
    }

    // Without memory the rest of the text is left out.
    [[nodiscard]] bool next_candidate(embedded_finder& finder) noexcept {
#if TELNYX_ERRORS_EXCEPTIONS
        try {
            return finder.next();
        } catch (...) {
            incomplete_ = true;
            return false;
        }
#else
        return finder.next();
#endif
    }

    Visitor& visit_;
    retry_hint hint_{};
    std::size_t unfolded_{0};   // bytes of strings that were parsed
    std::size_t unreadable_{0}; // of the value by itself that is searched
    bool complete_{true};
    bool incomplete_{false}; // of the value by itself that is searched
    bool reported_{false};   // a body of it tells that it is incomplete
    std::int32_t http_status_{0};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
