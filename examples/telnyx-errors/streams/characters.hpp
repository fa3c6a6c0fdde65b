// telnyx-errors, the command line: what a stream of payloads goes by. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_CHARACTERS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_CHARACTERS_HPP

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace command_line {

inline constexpr std::string_view spaces = " \t\r\n";
/// What the first line of a response begins with.
inline constexpr std::string_view status_line = "HTTP/";
/// The maximum size of the head of a response.
inline constexpr std::size_t longest_head = 16384;

inline bool is_space(char c) { return spaces.find(c) != std::string_view::npos; }
/// Whether a JSON value that is neither an object nor a list may start like this.
inline bool starts_scalar(char c) { return c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n'; }
/// Whether JSON permits a '{' after this character, the last one that is not a space.
inline bool permits_object(char last) { return last == '[' || last == ',' || last == ':'; }

/// Whether two texts are equal but for the case of ASCII letters. \param lower_case  has no capitals
inline bool equal_ignoring_case(std::string_view text, std::string_view lower_case) {
    return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                      [](char c, char lower) { return lower == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c); });
}
inline bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }
inline bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

} // namespace command_line

#endif
