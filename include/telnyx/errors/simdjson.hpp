// telnyx-errors: reading with simdjson (its DOM, 1.0 or newer). SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_SIMDJSON_HPP
#define TELNYX_ERRORS_SIMDJSON_HPP

// First, because it checks the C++ standard.
#include <telnyx/errors/config.hpp>

#include <cstdint>
#include <new>
#include <string_view>

#include <simdjson.h>

#include <telnyx/errors/bodies.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Parses and reads a string with a parser of simdjson. Once the parser has parsed a string as long, this allocates nothing. A
/// string that is not valid JSON gives `kind::not_json`, as with `read(text)`; where memory runs out, the problem is `malformed`
/// too. simdjson refuses some strings that nlohmann/json accepts: integers beyond 64 bits, a zero byte after the document, more
/// than 1024 levels and, in older versions, a byte order mark.
///
/// \param parser  the report borrows its strings from it: valid until it parses again or is destroyed.
/// \param text    the payload, as it was received. Not needed any more when this returns.
/// \param asked   where the payload came from, if the caller knows; else its kind shows it.
/// \return the report. O(size of the string), no exception.
[[nodiscard]] inline report_view read(simdjson::dom::parser& parser TELNYX_ERRORS_LIFETIMEBOUND, std::string_view text,
                                      phase asked = phase::unknown) noexcept;

/// Reads an element of simdjson's DOM, see `read` for documents. The report borrows its strings from the parser that the element
/// comes from, not from the element: valid until the parser parses again or is destroyed.
[[nodiscard]] inline report_view read(const simdjson::dom::element& document, phase asked = phase::unknown) noexcept;

/// Parses a string and reads every body of it by itself, see `read_each` for documents. The views are valid during the call of
/// `visit`. A string that is not valid JSON is one body of `kind::not_json`.
/// \return whether all bodies were read. \throws what `visit` throws
template <class Visitor>
bool read_each(simdjson::dom::parser& parser, std::string_view text, phase asked, Visitor visit);

/// The adapter of simdjson's DOM.
template <>
struct json_adapter<simdjson::dom::element> {
    using value = simdjson::dom::element;

    [[nodiscard]] static value root(const simdjson::dom::element& document) noexcept { return document; }
    [[nodiscard]] static json_type type(value v) noexcept {
        switch (v.type()) {
        case simdjson::dom::element_type::OBJECT: return json_type::object;
        case simdjson::dom::element_type::ARRAY: return json_type::array;
        case simdjson::dom::element_type::STRING: return json_type::string;
        case simdjson::dom::element_type::BOOL: return json_type::boolean;
        case simdjson::dom::element_type::INT64: return json_type::integer;
        case simdjson::dom::element_type::NULL_VALUE: return json_type::null;
        case simdjson::dom::element_type::UINT64: // only what does not fit into 63 bits
        case simdjson::dom::element_type::DOUBLE: return json_type::other;
        }
        return json_type::other; // unreachable: every type has a case
    }
    [[nodiscard]] static std::string_view string(value v) noexcept { return v.get_string().value_unsafe(); }
    [[nodiscard]] static std::int64_t integer(value v) noexcept { return v.get_int64().value_unsafe(); }
    [[nodiscard]] static double number(value v) noexcept {
        return v.get_double().value_unsafe(); // also of an integer beyond 63 bits
    }
    [[nodiscard]] static bool boolean(value v) noexcept { return v.get_bool().value_unsafe(); }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        const simdjson::dom::object object = v.get_object().value_unsafe();
        for (const simdjson::dom::key_value_pair member : object) {
            visit(member.key, member.value);
        }
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        const simdjson::dom::array array = v.get_array().value_unsafe();
        for (const simdjson::dom::element element : array) {
            if (!visit(element)) {
                return;
            }
        }
    }
    template <class Visitor>
    static bool parse(std::string_view text, Visitor visit) {
        simdjson::dom::parser parser;
        simdjson::dom::element document;
        const simdjson::error_code error = parser.parse(text.data(), text.size()).get(document);
#if TELNYX_ERRORS_EXCEPTIONS
        if (error == simdjson::MEMALLOC) {
            throw std::bad_alloc{};
        }
#endif
        if (error != simdjson::SUCCESS) {
            return false;
        }
        visit(document);
        return true;
    }
};

namespace detail {

[[nodiscard]] inline problem parse_text(simdjson::dom::parser& parser, std::string_view text,
                                        simdjson::dom::element& document) noexcept {
    if (const problem early = problem_before_parsing(text); early != problem::none) {
        return early;
    }
    return parser.parse(text.data(), text.size()).get(document) == simdjson::SUCCESS ? problem::none : problem::malformed;
}

} // namespace detail

inline report_view read(simdjson::dom::parser& parser, std::string_view text, phase asked) noexcept {
    simdjson::dom::element document;
    const problem found = detail::parse_text(parser, text, document);
    report_view view;
    if (found == problem::none) {
        return read(document, asked);
    }
    detail::refuse(detail::report_access::contents(view), found, asked, text);
    return view;
}

inline report_view read(const simdjson::dom::element& document, phase asked) noexcept {
    return read<simdjson::dom::element>(document, asked);
}

template <class Visitor>
bool read_each(simdjson::dom::parser& parser, std::string_view text, phase asked, Visitor visit) {
    simdjson::dom::element document;
    const problem found = detail::parse_text(parser, text, document);
    if (found == problem::none) {
        return detail::read_each_into<json_adapter<simdjson::dom::element>>(document, asked, visit);
    }
    report_view view;
    detail::refuse(detail::report_access::contents(view), found, asked, text);
    visit(static_cast<const report_view&>(view));
    return true;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
