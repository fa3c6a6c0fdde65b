// telnyx-errors, the command line: rows as CSV, TSV and NDJSON. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_ROWS_FORMATS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_ROWS_FORMATS_HPP

#include <string>

#include "rows/row.hpp"

namespace command_line {

/// How rows are written. A value has the same spelling in each, apart from what the format needs:
///
/// - csv: RFC 4180 with a header. Every string is quoted, so that no reader takes a code for a number; an absent number is an empty
///   field. A string that a spreadsheet would take for a formula gets an apostrophe; a plus sign with digits does not.
/// - tsv: as the TabSeparated format of ClickHouse, without a header. Tabs, line breaks and backslashes are escaped; an absent
///   number is \N.
/// - ndjson: one object per line. An absent number is null.
enum class row_format { none, csv, tsv, ndjson };

/// The line before the first row; empty if the format has none.
[[nodiscard]] std::string header_of(row_format format);

/// Appends a row and its line ending.
void append_row(std::string& result, const row& added, row_format format);

} // namespace command_line

#endif
