// telnyx-errors, the command line: writes files and standard output. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_OUTPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_OUTPUT_HPP

#include <string>
#include <string_view>

#include "streams/file_identity.hpp"

namespace command_line {

/// A file or standard output. Throws `failure` if a write fails: a full disk must not look like success. A signal during a write
/// loses no data.
class output {
public:
    /// Standard output.
    output();
    /// Opens a file, or creates it for its owner alone. Its content remains until `truncate`. \throws failure
    explicit output(std::string_view name);
    /// Creates a file next to another one, for its owner alone, with a name that no file has. \param created  is set to its name
    /// \throws failure, which names the other file
    output(std::string_view name, std::string& created);
    output(const output&) = delete;
    output& operator=(const output&) = delete;
    /// Flushes; errors are ignored.
    ~output();

    /// The identity of the file.
    [[nodiscard]] file_identity identity() const noexcept { return file_identity::of(descriptor_); }
    /// Discards the content of the file and what was not flushed; has no effect on a device or a pipe. \throws failure
    void truncate();
    /// Writes, through a buffer. \throws failure
    void write(std::string_view text);
    /// Writes the buffer. \throws failure
    void flush();

private:
    void write_through(std::string_view text);
    [[noreturn]] void cannot_write();

    std::string name_{}; // empty: standard output
    int descriptor_;
    std::string buffer_{};
    bool is_broken_ = false; // a failed write is not retried
};

/// Opens each standard stream that the caller of the program closed. Otherwise a file could get its descriptor, and the report
/// would be written to it. Must be called before anything is opened.
void occupy_closed_streams() noexcept;

} // namespace command_line

#endif
