// telnyx-errors, the command line: from inputs to findings, on several threads and in order. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PIPELINE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PIPELINE_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "triage_findings.hpp"

namespace command_line {

/// What is said while it runs.
struct triage_progress {
    std::uint64_t bytes_taken = 0;  ///< Of the inputs, as they are on the disk.
    std::uint64_t bytes_in_all = 0; ///< 0 if that cannot be known.
};

/// What happens with the findings, and meanwhile.
struct triage_listener {
    /// Takes the next findings, in the order of the input; one call at a time, from any thread.
    std::function<void(const std::vector<finding>&)> findings;
    /// Called by the calling thread now and then.
    std::function<void(const triage_progress&)> progress;
};

/// Reads all inputs to their ends, in their order, or until the program is asked to end. One thread reads, the others look
/// at what it read; with 1 the calling thread does everything. Memory is bounded by the number of threads and the largest
/// body.
///
/// \return why inputs could not be read to their ends, a line each; what was read of them counts
/// \throws failure if an input cannot be opened: before anything is read; and whatever the listener throws
[[nodiscard]] std::vector<std::string> examine_inputs(const std::vector<std::string_view>& names, const triage_settings& settings,
                                                      unsigned threads, const triage_listener& listener);

} // namespace command_line

#endif
