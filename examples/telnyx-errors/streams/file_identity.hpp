// telnyx-errors, the command line: identity of files. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_FILE_IDENTITY_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_FILE_IDENTITY_HPP

#include <cstdint>
#include <string_view>

namespace command_line {

/// The identity of a file, independent of names, links and redirections: equal identities are the same file.
class file_identity {
public:
    /// The identity of a file, or of standard input for "-". Does not open it: that would block on a named pipe.
    [[nodiscard]] static file_identity of(std::string_view name);
    /// The identity of an open file.
    [[nodiscard]] static file_identity of(int descriptor) noexcept;

    /// Whether both are known and the same. Terminals and other devices are not known: several streams may share them.
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
