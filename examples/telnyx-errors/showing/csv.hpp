// telnyx-errors, the command line: CSV (RFC 4180). SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_SHOWING_CSV_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SHOWING_CSV_HPP

#include <initializer_list>
#include <string>
#include <string_view>

namespace command_line {

/// Appends a field, quoted if necessary or always.
///
/// A field that a spreadsheet would interpret as a formula gets an apostrophe before it: codes come from payloads, which are
/// untrusted input. A sign with nothing but digits is a number.
void append_csv_field(std::string& result, std::string_view field, bool always_quoted);

/// A record with its line ending. Fields are quoted where necessary.
[[nodiscard]] std::string csv_record(std::initializer_list<std::string_view> fields);

} // namespace command_line

#endif
