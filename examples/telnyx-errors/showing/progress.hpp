// telnyx-errors, the command line: the progress bar. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_SHOWING_PROGRESS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SHOWING_PROGRESS_HPP

#include <chrono>
#include <cstdint>

namespace command_line {

/// A progress bar on stderr, if that is a terminal: bytes, rate and time left.
class progress_bar {
public:
    progress_bar();
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar();

    /// Draws the bar, at most ten times per second. \param total  0 if unknown
    void show(std::uint64_t taken, std::uint64_t total);
    /// Removes the bar.
    void clear() noexcept;

private:
    using clock = std::chrono::steady_clock;

    bool wanted_;
    bool drawn_ = false;
    clock::time_point begin_;
    clock::time_point next_;
};

} // namespace command_line

#endif
