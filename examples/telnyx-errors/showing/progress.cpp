// telnyx-errors, the command line: the progress bar. SPDX-License-Identifier: MIT
#include "showing/progress.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string>

#include "showing/terminal.hpp"
#include "showing/words.hpp"

namespace command_line {
namespace {

constexpr std::chrono::milliseconds pause{100};
constexpr std::size_t bar_columns = 24;

// "4.2 MB".
std::string bytes_in_words(std::uint64_t bytes) {
    constexpr const char* units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) {
        return std::to_string(bytes) + " B";
    }
    std::size_t unit = 0;
    for (; bytes >= 999950 && unit + 1 != std::size(units); ++unit) {
        bytes /= 1000;
    }
    const std::uint64_t tenths = (bytes + 50) / 100;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + ' ' + units[unit];
}

// \param columns  the maximum length
std::string progress_line(std::uint64_t taken, std::uint64_t total, std::chrono::milliseconds elapsed, std::size_t columns) {
    const auto milliseconds = static_cast<std::uint64_t>((std::max)(elapsed.count(), std::chrono::milliseconds::rep{1}));
    const double rate = static_cast<double>(taken) / static_cast<double>(milliseconds); // bytes per millisecond
    std::string line;
    if (total != 0) {
        const double share = (std::min)(1.0, static_cast<double>(taken) / static_cast<double>(total));
        const auto full = static_cast<std::size_t>(share * bar_columns);
        const auto percent = static_cast<unsigned>(share * 100);
        line = '[' + std::string(full, '#') + std::string(bar_columns - full, '.') + "] " + std::to_string(percent) + " %  ";
    }
    line += bytes_in_words(taken) + "  " + bytes_in_words(static_cast<std::uint64_t>(rate * 1000)) + "/s";
    if (total > taken && rate > 0) {
        line += "  " + span_in_words(static_cast<std::uint64_t>(static_cast<double>(total - taken) / rate)) + " left";
    }
    return shortened(line, columns);
}

} // namespace

progress_bar::progress_bar() : wanted_(is_terminal(stderr)), begin_(clock::now()), next_(begin_ + pause) {}

progress_bar::~progress_bar() { clear(); }

void progress_bar::show(std::uint64_t taken, std::uint64_t total) {
    if (!wanted_) {
        return;
    }
    const clock::time_point now = clock::now();
    if (now < next_) {
        return;
    }
    next_ = now + pause;
    drawn_ = true;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_);
    const std::string line = "\r\x1b[K" + progress_line(taken, total, elapsed, columns(stderr).value_or(80) - 1);
    std::fputs(line.c_str(), stderr); // NOLINT(cert-err33-c): the bar is optional
    std::fflush(stderr);              // NOLINT(cert-err33-c)
}

void progress_bar::clear() noexcept {
    if (drawn_) {
        std::fputs("\r\x1b[K", stderr); // NOLINT(cert-err33-c)
        std::fflush(stderr);            // NOLINT(cert-err33-c)
        drawn_ = false;
    }
}

} // namespace command_line
