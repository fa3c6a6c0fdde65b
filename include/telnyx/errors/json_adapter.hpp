// telnyx-errors: the interface between the reader and a JSON library. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_JSON_ADAPTER_HPP
#define TELNYX_ERRORS_JSON_ADAPTER_HPP

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// The type of a JSON value, as far as the reader distinguishes it.
enum class json_type : std::uint8_t {
    null,    ///< null.
    other,   ///< A number that is not an integer of 64 bits (see `json_adapter::number`), or anything else.
    string,  ///< A string.
    integer, ///< A number that the JSON library holds as an integer, and that fits into `std::int64_t`.
    boolean, ///< true or false.
    array,   ///< An array.
    object,  ///< An object.
};

/// How to read the documents of a JSON library. To use a library that has no adapter here, include `<telnyx/errors/bodies.hpp>` and
/// specialise this template for its document type. `read`, `read_each` and all decisions then work with that type. None of the
/// functions but `parse` may throw, allocate or change the document; `read` calls them while the document exists.
///
///     template <>
///     struct telnyx::errors::json_adapter<my::document> {
///         // A handle to a value in a document. It is copied often, so it should be as small as a pointer.
///         using value = const my::node*;
///
///         // The value of the whole document.
///         static value root(const my::document& document);
///
///         // The type of a value.
///         static json_type type(value v);
///
///         // The characters of a string, borrowed from the document. Called for strings only.
///         static std::string_view string(value v);
///
///         // The number. Called for integers only.
///         static std::int64_t integer(value v);
///
///         // The truth value. Called for booleans only.
///         static bool boolean(value v);
///
///         // Calls `visit(std::string_view name, value member)` for each member of an object, in any order. Of members with
///         // the same name the last one counts. Called for objects only.
///         template <class Visitor>
///         static void members(value v, Visitor visit);
///
///         // Calls `visit(value element)` for each element of an array, in order, until it returns false. Called for arrays only.
///         template <class Visitor>
///         static void elements(value v, Visitor visit);
///
///         // Optional, for costs that are numbers, such as 0.0051. The number of a value of the type `other`; NaN if it is no
///         // number. Without this function such costs are not read.
///         static double number(value v);
///
///         // Optional, for payloads that are strings of a document. Parses a string, calls `visit(value root)` with the root of
///         the
///         // inner document, and returns true; returns false if the string is not valid JSON. The inner document may end when
///         // `visit` returns. This function may allocate, and throw std::bad_alloc.
///         template <class Visitor>
///         static bool parse(std::string_view text, Visitor visit);
///     };
///
/// The second parameter of the template is for specialisations that use `std::enable_if`.
template <class Json, class Enable = void>
struct json_adapter;

namespace detail {

// Whether `json_adapter` is specialised for a type.
template <class Json, class Enable = void>
struct is_readable : std::false_type {};
template <class Json>
struct is_readable<Json, std::void_t<decltype(sizeof(json_adapter<Json>))>> : std::true_type {};

// The parts of an adapter: each of these is well formed if the adapter has the part.
template <class To>
void convert_to(To value);

struct member_visitor {
    template <class Name, class Value>
    void operator()(const Name& name, const Value& value) const;
};
struct element_visitor {
    template <class Value>
    bool operator()(const Value& value) const;
};

template <class Json>
using value_of = typename json_adapter<Json>::value;
template <class Json>
using root_of = decltype(convert_to<value_of<Json>>(json_adapter<Json>::root(std::declval<const Json&>())));
template <class Json>
using type_of = decltype(convert_to<json_type>(json_adapter<Json>::type(std::declval<value_of<Json>>())));
template <class Json> // exactly this type: a std::string would convert to a view of a temporary
using string_of =
    std::enable_if_t<std::is_same<decltype(json_adapter<Json>::string(std::declval<value_of<Json>>())), std::string_view>::value>;
template <class Json>
using integer_of = decltype(convert_to<std::int64_t>(json_adapter<Json>::integer(std::declval<value_of<Json>>())));
template <class Json>
using boolean_of = decltype(convert_to<bool>(json_adapter<Json>::boolean(std::declval<value_of<Json>>())));
template <class Json>
using members_of_value = decltype(json_adapter<Json>::members(std::declval<value_of<Json>>(), member_visitor{}));
template <class Json>
using elements_of_value = decltype(json_adapter<Json>::elements(std::declval<value_of<Json>>(), element_visitor{}));

template <template <class> class Part, class Json, class Enable = void>
struct has : std::false_type {};
template <template <class> class Part, class Json>
struct has<Part, Json, std::void_t<Part<Json>>> : std::true_type {};

// Names what an adapter lacks, where a compiler would name a line inside the reader.
template <class Json>
struct complete_adapter {
    static constexpr bool handle = has<value_of, Json>::value;
    static constexpr bool root = has<root_of, Json>::value;
    static constexpr bool type = has<type_of, Json>::value;
    static constexpr bool string = has<string_of, Json>::value;
    static constexpr bool integer = has<integer_of, Json>::value;
    static constexpr bool boolean = has<boolean_of, Json>::value;
    static constexpr bool members = has<members_of_value, Json>::value;
    static constexpr bool elements = has<elements_of_value, Json>::value;
    static constexpr bool value = handle && root && type && string && integer && boolean && members && elements;

    static_assert(handle, "telnyx-errors: this json_adapter lacks `using value = ...;`, a handle to a value");
    static_assert(!handle || root, "telnyx-errors: this json_adapter lacks `static value root(const Json& document)`");
    static_assert(!handle || type, "telnyx-errors: this json_adapter lacks `static json_type type(value)`");
    static_assert(!handle || string, "telnyx-errors: this json_adapter lacks `static std::string_view string(value)`");
    static_assert(!handle || integer, "telnyx-errors: this json_adapter lacks `static std::int64_t integer(value)`");
    static_assert(!handle || boolean, "telnyx-errors: this json_adapter lacks `static bool boolean(value)`");
    static_assert(!handle || members,
                  "telnyx-errors: this json_adapter lacks `template <class F> static void members(value, F visit)`");
    static_assert(!handle || elements,
                  "telnyx-errors: this json_adapter lacks `template <class F> static void elements(value, F visit)`");
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
