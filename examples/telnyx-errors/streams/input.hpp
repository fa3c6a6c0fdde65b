// telnyx-errors, the command line: files and the standard input, as bytes. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_INPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace command_line {

/// An input that is read block by block. A block is what is there already: of a pipe that stays open, one gets each line
/// when it comes, and not when 64 KiB have come together, as with std::fread.
class input {
public:
    /// Opens a file, or the standard input for "-". An input that was not there yet when the program was asked to end, such as
    /// a named pipe that nobody writes to, is empty. \throws failure
    explicit input(std::string_view name);
    input(const input&) = delete;
    input& operator=(const input&) = delete;
    ~input();

    /// Reads at most `size` bytes; 0 at the end, and when the program was asked to end. \throws failure
    [[nodiscard]] std::size_t read(char* buffer, std::size_t size);
    /// Whether a person is at the other end.
    [[nodiscard]] bool is_terminal() const noexcept;

    /// How many bytes an input has, without opening it; 0 where that cannot be known, as of a pipe. \throws failure if it
    /// cannot be opened
    [[nodiscard]] static std::uint64_t size_of(std::string_view name);

private:
    std::string name_;
    int descriptor_;
};

} // namespace command_line

#endif
