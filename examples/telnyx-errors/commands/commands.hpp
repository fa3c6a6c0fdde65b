// telnyx-errors, the command line: the commands. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_COMMANDS_COMMANDS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_COMMANDS_COMMANDS_HPP

#include "arguments.hpp"
#include "failure.hpp"
#include "streams/output.hpp"

namespace command_line {

/// Explains codes. \throws failure
[[nodiscard]] exit_status explain(const arguments& asked, output& out);
/// Explains payloads, and what to do about them. \throws failure
[[nodiscard]] exit_status classify(const arguments& asked, output& out);
/// Writes the rows of payloads: classify --rows. \throws failure
[[nodiscard]] exit_status write_rows(const arguments& asked, output& out);
/// Answers each line of the input: classify --lines. \throws failure
[[nodiscard]] exit_status answer_lines(const arguments& asked, output& out);
/// Counts the failures in many payloads. \throws failure
[[nodiscard]] exit_status triage(const arguments& asked, output& out);
/// Prints the rows of all codes. \throws failure
[[nodiscard]] exit_status print_table(const arguments& asked, output& out);

} // namespace command_line

#endif
