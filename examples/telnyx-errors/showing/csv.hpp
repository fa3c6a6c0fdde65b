// telnyx-errors, the command line: CSV (RFC 4180). SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_CSV_OUTPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_CSV_OUTPUT_HPP

#include <initializer_list>
#include <string>
#include <string_view>

namespace command_line {

/// A record, with the end of its line. Fields are quoted where they must be.
///
/// A field that a spreadsheet would take for a formula is preceded by an apostrophe: codes come from bodies, and bodies from
/// anybody.
[[nodiscard]] std::string csv_record(std::initializer_list<std::string_view> fields);

} // namespace command_line

#endif
