// telnyx-errors: the formatters of the {fmt} library, 8.1 or newer. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_FMT_FORMAT_HPP
#define TELNYX_ERRORS_FMT_FORMAT_HPP

#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include <telnyx/errors/text.hpp>

/// Formats an enumerator by its name.
template <class Enum>
struct fmt::formatter<Enum, char, std::enable_if_t<TELNYX_ERRORS_NAMESPACE::is_named<Enum>>>
    : fmt::formatter<fmt::string_view, char> {
    template <class Context>
    auto format(Enum value, Context& context) const {
        const std::string_view text = name(value);
        return fmt::formatter<fmt::string_view, char>::format(fmt::string_view{text.data(), text.size()}, context);
    }
};

/// Formats a code, a row, a time, a set of classes or a decision, as `to_text()` gives it.
template <class Value>
struct fmt::formatter<Value, char, std::enable_if_t<TELNYX_ERRORS_NAMESPACE::has_text<Value>>>
    : fmt::formatter<fmt::string_view, char> {
    template <class Context>
    auto format(const Value& value, Context& context) const {
        const auto text = to_text(value);
        return fmt::formatter<fmt::string_view, char>::format(fmt::string_view{text.view().data(), text.view().size()}, context);
    }
};

#endif
