// telnyx-errors, the command line: the commands. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_COMMANDS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_COMMANDS_HPP

#include "failure.hpp"
#include "options.hpp"
#include "streams/output.hpp"

namespace command_line {

/// What codes mean. \throws failure
[[nodiscard]] exit_status explain(const options& asked, output& out);
/// What bodies say, and what to do about them. \throws failure
[[nodiscard]] exit_status classify(const options& asked, output& out);
/// What failed in many bodies. \throws failure
[[nodiscard]] exit_status triage(const options& asked, output& out);
/// The rows of all codes. \throws failure
[[nodiscard]] exit_status print_table(const options& asked, output& out);

} // namespace command_line

#endif
