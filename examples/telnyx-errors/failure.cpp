// telnyx-errors, the command line: exit statuses and failures. SPDX-License-Identifier: MIT
#include "failure.hpp"

#include <cstdio>

#include "showing/terminal.hpp"

namespace command_line {

void print_on_stderr(std::string_view message) {
    std::fprintf(stderr, "telnyx-errors: %s\n", visible(message).c_str()); // NOLINT: the exit status reports failures too
}

} // namespace command_line
