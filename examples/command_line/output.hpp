// telnyx-errors, the command line: the standard output. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_OUTPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_OUTPUT_HPP

#include <string_view>

namespace command_line {

/// Writes to the standard output, and throws `failure` when that cannot be done: a full disk must not look like success.
class output {
public:
    output();

    void write(std::string_view text);
    void flush();
};

} // namespace command_line

#endif
