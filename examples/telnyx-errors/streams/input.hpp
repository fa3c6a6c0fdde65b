// telnyx-errors, the command line: reads files and standard input. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_INPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace command_line {

/// An input that is read in blocks. A block contains what is available: lines from an open pipe are read as they arrive, and not
/// in blocks of 64 KiB as with std::fread.
class input {
public:
    /// Opens a file, or standard input for "-", and prints a hint if it is a terminal. If the program is interrupted while it
    /// waits, for example for the writer of a named pipe, the input is empty. \throws failure \param at_end  if given, a file has
    /// no end: it is called where the file ends for now, and `read` waits for more, also of
    ///     another file that took the name, until the program is interrupted. That interruption is an ordinary end
    explicit input(std::string_view name, std::function<void()> at_end = {});
    input(const input&) = delete;
    input& operator=(const input&) = delete;
    ~input();

    /// Reads up to `size` bytes. \returns 0 at the end, or if the program was interrupted \throws failure
    [[nodiscard]] std::size_t read(char* buffer, std::size_t size);

    /// The size of an input in bytes, without opening it; 0 if unknown, for example for a pipe. \throws failure if it cannot be
    /// opened
    [[nodiscard]] static std::uint64_t size_of(std::string_view name);

private:
    [[nodiscard]] bool is_growing_file() const;
    [[nodiscard]] bool begins_again();

    std::string name_;
    std::function<void()> at_end_;
    int descriptor_;
};

} // namespace command_line

#endif
