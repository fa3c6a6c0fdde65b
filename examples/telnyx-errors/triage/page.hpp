// telnyx-errors, the command line: what triage says, as a page of HTML. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PAGE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PAGE_HPP

#include <string>

#include "triage/summary.hpp"

namespace command_line {

/// One page that needs nothing but itself: no script, no image, no font, no address it would fetch. Light or dark as the
/// reader's system is, readable on a phone and on paper. Every number also stands in a `data` element, for programs.
[[nodiscard]] std::string html_of(const triage_summary& summary);

} // namespace command_line

#endif
