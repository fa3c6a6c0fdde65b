// telnyx-errors, the command line: inputs that may be packed. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_UNPACKED_INPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_UNPACKED_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace command_line {

/// An input whose bytes are unpacked where they are gzip, which their first two bytes tell; members one after another are
/// one input. Where the program was built without zlib, gzip is refused and not taken for broken bodies.
class unpacked_input {
public:
    /// Opens a file, or the standard input for "-". \throws failure
    explicit unpacked_input(std::string_view name);
    ~unpacked_input();
    unpacked_input(const unpacked_input&) = delete;
    unpacked_input& operator=(const unpacked_input&) = delete;

    /// Reads at most `size` bytes; 0 at the end. \throws failure, also where the packed data is damaged or ends early
    [[nodiscard]] std::size_t read(char* buffer, std::size_t size);
    /// How many bytes of the file were read so far, as they are on the disk.
    [[nodiscard]] std::uint64_t taken() const noexcept;

private:
    class unpacker;
    std::unique_ptr<unpacker> unpacker_;
};

} // namespace command_line

#endif
