// telnyx-errors, the command line: exit statuses and failures. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_FAILURE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_FAILURE_HPP

#include <stdexcept>

namespace command_line {

/// The exit statuses; `--help` describes them.
enum exit_status : int { success = 0, not_recognised = 1, failed = 2, interrupted_early = 130 };

/// Invalid usage, or an input or output that does not work: a line on stderr, and exit status 2.
struct failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// An output that does not work.
struct output_failure : failure {
    using failure::failure;
};

} // namespace command_line

#endif
