// telnyx-errors: the formatters of the {fmt} library, 8.1 or newer. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_FMT_FORMAT_HPP
#define TELNYX_ERRORS_FMT_FORMAT_HPP

#include <type_traits>

#include <fmt/format.h>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/printing.hpp>
#include <telnyx/errors/vocabulary.hpp>

/// Formats an enumerator, a code, a row, a time, a delay or a decision, as `to_text()` gives it.
template <class T>
struct fmt::formatter<T, char, std::enable_if_t<TELNYX_ERRORS_NAMESPACE::errors::is_printable<T>>>
    : fmt::formatter<fmt::string_view, char> {
    template <class Context>
    auto format(const T& value, Context& context) const {
        const auto text = to_text(value);
        return fmt::formatter<fmt::string_view, char>::format(fmt::string_view{text.view().data(), text.view().size()}, context);
    }
};

#endif
