// telnyx-errors: reading with simdjson (its DOM, 1.0 or newer). SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_SIMDJSON_HPP
#define TELNYX_ERRORS_SIMDJSON_HPP

#include <cstdint>
#include <string_view>

#include <simdjson.h>

#include <telnyx/errors/body.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_decision.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// An element of simdjson's DOM. It and the texts of the report borrow from the parser: until it parses again or dies.
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
};

namespace detail {

[[nodiscard]] inline enum problem parse_text(simdjson::dom::parser& parser, std::string_view text,
                                             simdjson::dom::element& document) noexcept {
    if (const enum problem early = problem_before_parsing(text); early != problem::none) {
        return early;
    }
    return parser.parse(text.data(), text.size()).get(document) == simdjson::SUCCESS ? problem::none : problem::malformed;
}

} // namespace detail

/// Reads every body of a text by itself, see `read_each` for documents. The views are valid during the call of `visit`.
/// A text that is no JSON is visited once, as `kind::not_json`.
template <class Visitor>
bool read_each(simdjson::dom::parser& parser, std::string_view text, enum phase asked, Visitor visit) {
    simdjson::dom::element document;
    const enum problem problem = detail::parse_text(parser, text, document);
    if (problem != problem::none) {
        report_view view;
        detail::refuse(detail::report_access::contents(view), problem, asked);
        visit(static_cast<const report_view&>(view));
        return true;
    }
    return detail::read_each_into<json_adapter<simdjson::dom::element>>(document, asked, visit);
}

/// Reads a text with a parser of simdjson, which is fast and, once it is warm, allocates nothing. What is no JSON is an
/// answer like any other, as for `read(text)`; where memory ran out the problem is `malformed` too. simdjson refuses two
/// texts that nlohmann/json accepts: those with an integer beyond 64 bits, and those with a zero byte behind the document.
///
/// \param parser  the report borrows from it: until it parses again or dies.
/// \param text    not needed any more when this returns.
/// \param asked   how the body came, if the caller knows; else the kind of the body tells.
/// \return the report. O(size of the text), no exception.
[[nodiscard]] inline report_view read(simdjson::dom::parser& parser, std::string_view text,
                                      enum phase asked = phase::unknown) noexcept {
    simdjson::dom::element document;
    const enum problem problem = detail::parse_text(parser, text, document);
    report_view view;
    if (problem == problem::none) {
        detail::read_into<json_adapter<simdjson::dom::element>>(detail::report_access::contents(view), document, asked);
    } else {
        detail::refuse(detail::report_access::contents(view), problem, asked);
    }
    return view;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
