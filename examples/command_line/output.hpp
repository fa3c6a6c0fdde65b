// telnyx-errors, the command line: the standard output, and files. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_OUTPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_OUTPUT_HPP

#include <cstdio>
#include <string>
#include <string_view>

namespace command_line {

/// Writes, and throws `failure` when that cannot be done: a full disk must not look like success.
class output {
public:
    /// The standard output.
    output();
    /// A file, which is made, or emptied. \throws failure
    explicit output(std::string_view name);
    output(const output&) = delete;
    output& operator=(const output&) = delete;
    ~output();

    void write(std::string_view text);
    void flush();

private:
    [[noreturn]] void cannot_write() const;

    std::string name_{}; // empty: the standard output
    std::FILE* file_;
};

} // namespace command_line

#endif
