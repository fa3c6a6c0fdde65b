// telnyx-errors, the command line: the payloads in a text. SPDX-License-Identifier: MIT
#include "streams/payloads.hpp"

#include <nlohmann/json.hpp>

namespace command_line {

std::optional<text_place> json_break(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[')) {
        return std::nullopt;
    }
    try {
        const auto discard = [](int /*depth*/, nlohmann::json::parse_event_t /*event*/, nlohmann::json& /*value*/) {
            return false;
        };
        const nlohmann::json nothing = nlohmann::json::parse(text, discard);
        return std::nullopt;
    } catch (const nlohmann::json::parse_error& error) {
        const std::string_view before = text.substr(0, error.byte == 0 ? 0 : error.byte - 1); // the byte is that read last, from 1
        const std::size_t line_begin = before.rfind('\n') + 1;
        const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
        const auto line = std::count(before.begin(), before.end(), '\n');
        const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(), starts_character);
        return text_place{static_cast<std::size_t>(line) + 1, static_cast<std::size_t>(column) + 1};
    }
}

} // namespace command_line
