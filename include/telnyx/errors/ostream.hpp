// telnyx-errors: operator<<. SPDX-License-Identifier: MIT
//
// What a program logs: names, codes, rows, times and decisions. Nothing here prints a text of a body, because that may hold
// a phone number: print `masked(error.detail)` yourself.
#ifndef TELNYX_ERRORS_OSTREAM_HPP
#define TELNYX_ERRORS_OSTREAM_HPP

#include <ostream>
#include <type_traits>

#include <telnyx/errors/text.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Writes the name of an enumerator, as `name()` gives it. Width and fill of the stream are obeyed.
template <class Enum, std::enable_if_t<is_named<Enum>, int> = 0>
std::ostream& operator<<(std::ostream& out, Enum value) {
    return out << name(value);
}

/// Writes a code, a row, a time, a set of classes or a decision, as `to_text()` gives it.
template <class Value, std::enable_if_t<has_text<Value>, int> = 0>
std::ostream& operator<<(std::ostream& out, const Value& value) {
    return out << to_text(value).view();
}

TELNYX_ERRORS_END_NAMESPACE

#endif
