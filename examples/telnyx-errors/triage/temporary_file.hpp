// telnyx-errors, the command line: temporary files. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_TEMPORARY_FILE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_TEMPORARY_FILE_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "failure.hpp"

namespace command_line {

/// A temporary file cannot be created, written or read.
struct temporary_file_failure : failure {
    using failure::failure;
};

/// A temporary file without a name, which disappears when the program ends, even after a crash. The first mebibyte is kept in
/// memory; the file is created when more is written, in TMPDIR or else the default directory.
class temporary_file {
public:
    /// Appends bytes. \returns their position \throws temporary_file_failure
    std::uint64_t append(const void* bytes, std::size_t size);
    /// Reads bytes. \throws temporary_file_failure, also if there are fewer
    void read(std::uint64_t from, void* bytes, std::size_t size);
    /// The number of bytes written.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

private:
    struct closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); } // NOLINT(cert-err33-c): the file is discarded
    };

    void write(const void* bytes, std::size_t size);

    std::string in_memory_{};
    std::unique_ptr<std::FILE, closer> file_{};
    std::uint64_t size_ = 0;
    std::uint64_t position_ = 0; // of the file
    bool is_writing_ = false;
};

} // namespace command_line

#endif
