// telnyx-errors, the command line: inputs that may be compressed. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_DECOMPRESSED_INPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_DECOMPRESSED_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace command_line {

/// An input that is decompressed if it is gzip, which its first two bytes show; several members are one input. Without zlib, gzip
/// is an error rather than invalid JSON.
class decompressed_input {
public:
    /// Opens a file, or standard input for "-". \throws failure
    explicit decompressed_input(std::string_view name);
    ~decompressed_input();
    decompressed_input(const decompressed_input&) = delete;
    decompressed_input& operator=(const decompressed_input&) = delete;

    /// Reads up to `size` bytes. \returns 0 at the end \throws failure, also if the compressed data is corrupt or truncated
    [[nodiscard]] std::size_t read(char* buffer, std::size_t size);
    /// The number of (compressed) bytes read so far.
    [[nodiscard]] std::uint64_t taken() const noexcept;

private:
    class decompressor;
    std::unique_ptr<decompressor> decompressor_;
};

} // namespace command_line

#endif
