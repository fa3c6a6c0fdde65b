// telnyx-errors, the command line: what ends it early. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_FAILURE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_FAILURE_HPP

#include <stdexcept>

namespace command_line {

/// The exit statuses. The usage text explains them.
enum exit_status : int { classified = 0, not_known = 1, failed = 2, broken_off = 130 };

/// Wrong usage, or an input or output that does not work: one line on stderr, and exit status 2.
struct failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace command_line

#endif
