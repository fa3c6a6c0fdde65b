// telnyx-errors, the command line: the file of messages to send again. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_RETRY_FILE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_RETRY_FILE_HPP

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "output.hpp"

namespace command_line {

/// Keeps the messages in a temporary file until all inputs are read: only then it is known who opted out, perhaps behind a
/// message that could have been sent again.
class retry_file {
public:
    /// \throws failure if the file, or a temporary one, cannot be made
    explicit retry_file(std::string_view name);

    /// Adds a line. \param recipient  a hash of whom it is for; 0 if nobody knows
    void add(std::uint64_t recipient, std::string_view line);
    /// Writes the lines whose recipients did not opt out. \return how many were left out
    std::uint64_t finish(const std::function<bool(std::uint64_t recipient)>& has_opted_out);

private:
    struct closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); } // NOLINT(cert-err33-c): it is thrown away
    };

    output target_;
    std::unique_ptr<std::FILE, closer> kept_;
};

} // namespace command_line

#endif
