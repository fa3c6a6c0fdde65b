// telnyx-errors, the command line: from inputs to rows, on several threads and in order. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_ROWS_PIPELINE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_ROWS_PIPELINE_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "rows/examiner.hpp"
#include "streams/csv_rows.hpp"

namespace command_line {

/// Receives the rows and the progress.
struct row_listener {
    /// Receives rows in the order of the input; one call at a time, from any thread.
    std::function<void(const row_batch&)> rows;
    /// Receives the number of (compressed) bytes read so far; from the calling thread.
    std::function<void(std::uint64_t bytes)> progress;
    /// If given, the last input is a growing file, see `input`. Called in the calling thread when all complete lines so far were
    /// passed on, again and again.
    std::function<void()> idle{};
};

/// The total size of the inputs in bytes; 0 if unknown. Called first, so that a mistyped name is reported at once.
/// \throws failure if one of them cannot be opened
[[nodiscard]] std::uint64_t size_of_inputs(const std::vector<std::string>& names);

/// Reads all inputs in order, until their ends or until the program is interrupted. The calling thread reads, and all threads
/// examine the payloads. Memory is bounded by the number of threads and the largest payload.
///
/// \param csv      how to read inputs that are CSV
/// \param threads  including the calling thread; 0: one per processor
/// \returns one line for each input that could not be read to its end; what was read of it counts
/// \throws what the listener throws
[[nodiscard]] std::vector<std::string> examine_inputs(const std::vector<std::string>& names, const decision_settings& settings,
                                                      const csv_settings& csv, unsigned threads, const row_listener& listener);

} // namespace command_line

#endif
