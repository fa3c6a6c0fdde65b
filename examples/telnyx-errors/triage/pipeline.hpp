// telnyx-errors, the command line: from inputs to findings, on several threads and in order. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PIPELINE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_PIPELINE_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/findings.hpp"

namespace command_line {

/// What happens with the findings, and meanwhile.
struct triage_listener {
    /// Takes the next findings, in the order of the input; one call at a time, from any thread.
    std::function<void(const std::vector<finding>&)> findings;
    /// Takes, now and then, how many bytes of the inputs were read, as they are on the disk; from the calling thread.
    std::function<void(std::uint64_t bytes)> progress;
};

/// How many bytes inputs have together; 0 where that cannot be known. Whoever misspelt a name shall not learn it an hour later.
/// \throws failure if one of them cannot be opened
[[nodiscard]] std::uint64_t size_of_inputs(const std::vector<std::string_view>& names);

/// Reads all inputs to their ends, in their order, or until the program is asked to end. One thread reads, the others look
/// at what it read; with 1 the calling thread does everything. Memory is bounded by the number of threads and the largest
/// text.
///
/// \return why inputs could not be read to their ends, a line each; what was read of them counts
/// \throws whatever the listener throws
[[nodiscard]] std::vector<std::string> examine_inputs(const std::vector<std::string_view>& names, const triage_settings& settings,
                                                      unsigned threads, const triage_listener& listener);

} // namespace command_line

#endif
