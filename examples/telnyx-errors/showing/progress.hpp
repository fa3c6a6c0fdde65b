// telnyx-errors, the command line: how far it is. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_PROGRESS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_PROGRESS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace command_line {

/// A number of bytes as people say it: "4.2 MB".
[[nodiscard]] std::string bytes_in_words(std::uint64_t bytes);

/// A bar on stderr where that is a terminal: bytes, rate and time left. Else nothing is written.
class progress_bar {
public:
    progress_bar();
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar();

    /// Draws it, a few times a second. \param in_all  0 if nobody knows
    void show(std::uint64_t taken, std::uint64_t in_all);
    /// Takes it away.
    void clear() noexcept;

private:
    using clock = std::chrono::steady_clock;

    bool wanted_;
    bool drawn_ = false;
    clock::time_point begin_;
    clock::time_point next_;
};

/// The line that is drawn. \param columns  how long it may be
[[nodiscard]] std::string progress_line(std::uint64_t taken, std::uint64_t in_all, std::chrono::milliseconds elapsed,
                                        std::size_t columns);

} // namespace command_line

#endif
