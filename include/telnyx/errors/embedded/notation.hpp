// telnyx-errors: how a payload is written in other text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_EMBEDDED_NOTATION_HPP
#define TELNYX_ERRORS_EMBEDDED_NOTATION_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// How a payload is written in the text around it.
enum class notation : std::uint8_t {
    none,    ///< The text has no payload.
    json,    ///< As JSON.
    literal, ///< As Python, JavaScript or Ruby print an object: {'code': '40300', 'detail': None}.
    escaped, ///< As JSON inside a string literal: {\"code\":\"40300\"}.
};

namespace detail {

template <>
struct names<notation> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "json", "literal", "escaped"};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
