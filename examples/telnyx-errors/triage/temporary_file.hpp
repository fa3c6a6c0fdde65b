// telnyx-errors, the command line: bytes that do not fit into memory. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TEMPORARY_FILE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TEMPORARY_FILE_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "failure.hpp"

namespace command_line {

/// A temporary file cannot be made, written or read.
struct temporary_file_failure : failure {
    using failure::failure;
};

/// A file without a name, which is gone when the program ends, however it ends. The first mebibyte of it stays in memory; the file
/// is made, in the directory that TMPDIR names or else the usual one, when more is written.
class temporary_file {
public:
    /// Writes behind everything that was written before. \return where it begins \throws temporary_file_failure
    std::uint64_t append(const void* bytes, std::size_t size);
    /// Reads what was written. \throws temporary_file_failure, also if it is not all there
    void read(std::uint64_t from, void* bytes, std::size_t size);
    /// How many bytes were written.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

private:
    struct closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); } // NOLINT(cert-err33-c): it is thrown away
    };

    void write(const void* bytes, std::size_t size);

    std::string in_memory_{};
    std::unique_ptr<std::FILE, closer> file_{};
    std::uint64_t size_ = 0;
    std::uint64_t place_ = 0; // in the file
    bool is_writing_ = false;
};

} // namespace command_line

#endif
