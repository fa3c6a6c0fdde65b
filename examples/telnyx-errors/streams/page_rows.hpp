// telnyx-errors, the command line: the rows of pages and lists. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAGE_ROWS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAGE_ROWS_HPP

#include <functional>
#include <string_view>

namespace command_line {

/// Calls `visit` with the text of each row of a page (`{"data": [...]}`) or of each element of a list: unchanged, or reformatted
/// if it is a number or a string. If a page has errors of its own, the last call has the page without its rows.
/// \returns whether there were rows
bool for_each_row(std::string_view text, const std::function<void(std::string_view row)>& visit);

} // namespace command_line

#endif
