// telnyx-errors: std::format. SPDX-License-Identifier: MIT
//
// Where the standard library has no <format> (`__cpp_lib_format`), this header brings in nothing. The formatters take what
// the one of std::string_view takes: width, fill, alignment, precision.
#ifndef TELNYX_ERRORS_FORMAT_HPP
#define TELNYX_ERRORS_FORMAT_HPP

#include <telnyx/errors/text.hpp>

#if TELNYX_ERRORS_CPLUSPLUS >= 202002L && defined(__has_include)
#if __has_include(<version>)
#include <version>
#endif
#endif

#if defined(__cpp_lib_format)
#include <format>
#include <string_view>

/// Formats an enumerator by its name.
template <class Enum>
requires(TELNYX_ERRORS_NAMESPACE::is_named<Enum>) struct std::formatter<Enum, char> : std::formatter<std::string_view, char> {
    template <class Context>
    auto format(Enum value, Context& context) const {
        return std::formatter<std::string_view, char>::format(name(value), context);
    }
};

/// Formats a code, a row, a time, a set of classes or a decision, as `to_text()` gives it.
template <class Value>
requires(std::is_same_v<Value, TELNYX_ERRORS_NAMESPACE::code> || std::is_same_v<Value, TELNYX_ERRORS_NAMESPACE::code_info> ||
         std::is_same_v<Value, TELNYX_ERRORS_NAMESPACE::instant> || std::is_same_v<Value, TELNYX_ERRORS_NAMESPACE::retry_classes> ||
         std::is_same_v<Value, TELNYX_ERRORS_NAMESPACE::decision>) struct std::formatter<Value, char>
    : std::formatter<std::string_view, char> {
    template <class Context>
    auto format(const Value& value, Context& context) const {
        return std::formatter<std::string_view, char>::format(to_text(value).view(), context);
    }
};
#endif

#endif
