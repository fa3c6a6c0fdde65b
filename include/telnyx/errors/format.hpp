// telnyx-errors: std::format. SPDX-License-Identifier: MIT
//
// Where the standard library has no <format> (`__cpp_lib_format`), this header adds nothing. The formatters accept the same
// specifications as the formatter of std::string_view: width, fill, alignment, precision.
#ifndef TELNYX_ERRORS_FORMAT_HPP
#define TELNYX_ERRORS_FORMAT_HPP

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/printing.hpp>
#include <telnyx/errors/vocabulary.hpp>

#if TELNYX_ERRORS_CPLUSPLUS >= 202002L && defined(__has_include)
#if __has_include(<version>)
#include <version>
#endif
#endif

#if defined(__cpp_lib_format)
#include <format>
#include <string_view>

/// Formats an enumerator, a code, a row, a time, a delay or a decision, as `to_text()` gives it.
template <class T>
requires(TELNYX_ERRORS_NAMESPACE::errors::is_printable<T>) struct std::formatter<T, char> : std::formatter<std::string_view, char> {
    template <class Context>
    auto format(const T& value, Context& context) const {
        return std::formatter<std::string_view, char>::format(to_text(value).view(), context);
    }
};
#endif

#endif
