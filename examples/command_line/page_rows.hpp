// telnyx-errors, the command line: the rows of a page, as text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_PAGE_ROWS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_PAGE_ROWS_HPP

#include <functional>
#include <string_view>

namespace command_line {

/// Calls `visit` with the text of each row of a page (`{"data": [...]}`), as it stands there; and at the end with the page without
/// its rows, if it has errors of its own. \return whether there were rows
bool for_each_row(std::string_view page, const std::function<void(std::string_view row)>& visit);

} // namespace command_line

#endif
