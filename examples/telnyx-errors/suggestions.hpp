// telnyx-errors, the command line: what was meant by a misspelt word. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_SUGGESTIONS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SUGGESTIONS_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace command_line {

/// How many characters must be added, removed, replaced or swapped with their neighbour to make one word of the other.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

/// The words that may have been meant: at most a third of the characters differ. The nearest ones first, at most three.
[[nodiscard]] std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& words);

/// "; did you mean 'a' or 'b'?"; empty if there is nothing near.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& words);

} // namespace command_line

#endif
