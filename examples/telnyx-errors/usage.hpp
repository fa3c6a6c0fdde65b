// telnyx-errors, the command line: how it is used. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_USAGE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_USAGE_HPP

#include "options.hpp"
#include "showing/terminal.hpp"

namespace command_line {

/// Writes how a command is used; for `command::none`, how the whole program is. All of it comes from the tables of options.cpp.
void write_usage(page& result, command which);

} // namespace command_line

#endif
