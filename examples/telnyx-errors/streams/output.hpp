// telnyx-errors, the command line: the standard output, and files. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_OUTPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_OUTPUT_HPP

#include <string>
#include <string_view>

#include "streams/file_identity.hpp"

namespace command_line {

/// Writes, and throws `failure` when that cannot be done: a full disk must not look like success. A signal that comes while a
/// write waits loses nothing of it.
class output {
public:
    /// The standard output.
    output();
    /// A file, which is made if there is none; what is in it stays until `make_empty`. \throws failure
    explicit output(std::string_view name);
    output(const output&) = delete;
    output& operator=(const output&) = delete;
    /// Writes what is not written yet, if that can be done.
    ~output();

    /// Which file it is.
    [[nodiscard]] file_identity identity() const noexcept { return file_identity::of(descriptor_); }
    /// Empties a file, and forgets what is not written yet; of a device or a pipe there is nothing to empty. \throws failure
    void make_empty();
    void write(std::string_view text);
    void flush();

private:
    void write_through(std::string_view text);
    [[noreturn]] void cannot_write();

    std::string name_{}; // empty: the standard output
    int descriptor_;
    std::string held_{};
    bool is_broken_ = false; // what could not be written is not tried again
};

/// Makes sure that no file gets the number of a standard stream that the caller of the program closed: the report would go
/// into it. To be called before anything is opened.
void occupy_closed_streams() noexcept;

} // namespace command_line

#endif
