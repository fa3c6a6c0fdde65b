// telnyx-errors, the command line: the report of triage, as an HTML page. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PAGE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PAGE_HPP

#include <string>

#include "showing/json.hpp"

namespace command_line {

/// A self-contained page, from the template page.html: nothing to fetch, and one script of its own, which sorts tables. It follows
/// the light or dark scheme of the system and is readable on a phone and on paper. Every number of the report that it shows is also
/// in a `data` element, for programs.
[[nodiscard]] std::string html_of(const json& report, bool show_numbers);

} // namespace command_line

#endif
