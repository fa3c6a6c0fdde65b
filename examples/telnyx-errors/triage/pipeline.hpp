// telnyx-errors, the command line: from inputs to findings, on several threads and in order. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PIPELINE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PIPELINE_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "triage/findings.hpp"

namespace command_line {

/// Receives the findings and the progress.
struct triage_listener {
    /// Receives findings in the order of the input; one call at a time, from any thread.
    std::function<void(const std::vector<finding>&)> findings;
    /// Receives the number of (compressed) bytes read so far; from the calling thread.
    std::function<void(std::uint64_t bytes)> progress;
};

/// The total size of the inputs in bytes; 0 if unknown. Called first, so that a mistyped name is reported at once.
/// \throws failure if one of them cannot be opened
[[nodiscard]] std::uint64_t size_of_inputs(const std::vector<std::string>& names);

/// Reads all inputs in order, until their ends or until the program is interrupted. The calling thread reads, and all threads
/// examine the payloads. Memory is bounded by the number of threads and the largest payload.
///
/// \param threads  including the calling thread
/// \returns one line for each input that could not be read to its end; what was read of it counts
/// \throws what the listener throws
[[nodiscard]] std::vector<std::string> examine_inputs(const std::vector<std::string>& names, const triage_settings& settings,
                                                      unsigned threads, const triage_listener& listener);

} // namespace command_line

#endif
