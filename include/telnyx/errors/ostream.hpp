// telnyx-errors: operator<<. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_OSTREAM_HPP
#define TELNYX_ERRORS_OSTREAM_HPP

#include <ostream>
#include <type_traits>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/printing.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Writes an enumerator, a code, a row, a time, a delay or a decision, as `to_text()` gives it. Width and fill of the stream
/// apply.
template <class T, std::enable_if_t<is_printable<T>, int> = 0>
std::ostream& operator<<(std::ostream& out, const T& value) {
    return out << to_text(value).view();
}

TELNYX_ERRORS_END_NAMESPACE

#endif
