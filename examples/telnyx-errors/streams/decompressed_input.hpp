// telnyx-errors, the command line: inputs that may be compressed. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_DECOMPRESSED_INPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_DECOMPRESSED_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace command_line {

/// An input that libarchive decompresses if its first bytes show that it is gzip, bzip2, xz or zstd, several members or frames
/// included, or that it is a tar or ZIP archive, which must have one file. Other formats, and all of these in a program that was
/// built without libarchive, are errors that name the format.
class decompressed_input {
public:
    /// Opens a file, or standard input for "-". \throws failure
    /// \param at_end  see `input`
    explicit decompressed_input(std::string_view name, std::function<void()> at_end = {});
    ~decompressed_input();
    decompressed_input(const decompressed_input&) = delete;
    decompressed_input& operator=(const decompressed_input&) = delete;

    /// Reads up to `size` bytes, which may not be 0. \returns 0 at the end, or if the program was interrupted \throws failure, also
    /// if the compressed data is corrupt or truncated: after what could be decompressed
    [[nodiscard]] std::size_t read(char* buffer, std::size_t size);
    /// The number of (compressed) bytes read so far.
    [[nodiscard]] std::uint64_t taken() const noexcept;

private:
    class reader;
    std::unique_ptr<reader> reader_;
};

} // namespace command_line

#endif
