// telnyx-errors, the command line: which file a name stands for. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_FILE_IDENTITY_HPP
#define TELNYX_ERRORS_COMMAND_LINE_FILE_IDENTITY_HPP

#include <cstdint>
#include <string_view>

namespace command_line {

/// What the system knows a file by, however it is spelt, linked or redirected: two that are equal are one file.
class file_identity {
public:
    /// That of a file, "-" for the standard input. It is not opened: a named pipe would be taken from its writer.
    [[nodiscard]] static file_identity of(std::string_view name);
    /// That of an open file.
    [[nodiscard]] static file_identity of(int descriptor) noexcept;

    /// Whether both are known, and the same. Terminals and other devices are not known: many may share them.
    friend bool operator==(const file_identity& left, const file_identity& right) noexcept {
        return left.known_ && right.known_ && left.device_ == right.device_ && left.number_ == right.number_;
    }

private:
    bool known_ = false;
    std::uint64_t device_ = 0;
    std::uint64_t number_ = 0;
};

} // namespace command_line

#endif
