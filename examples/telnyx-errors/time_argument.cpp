// telnyx-errors, the command line: a time on the command line. SPDX-License-Identifier: MIT
#include "time_argument.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t fewest_digits = 10; // of Unix seconds: what has fewer may be days, or a date without dashes
constexpr std::size_t most_digits = 11;   // what has more are milliseconds, microseconds or nanoseconds

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

te::instant time_of(std::string_view text) {
    if (is_number(text)) {
        std::int64_t seconds = 0;
        const bool has_unit = text.size() >= fewest_digits && text.size() <= most_digits && text.front() != '0';
        std::from_chars(text.data(), text.data() + text.size(), seconds);
        return has_unit ? te::instant{seconds} : te::instant{};
    }
    constexpr std::size_t date = 10;
    std::string time{text.substr(0, date)};
    std::string_view rest = text.substr((std::min)(date, text.size()));
    if (!rest.empty() && rest.front() != ' ' && rest.front() != 'T' && rest.front() != 't') {
        return {};
    }
    rest.remove_prefix(rest.empty() ? 0 : 1);
    const std::size_t clock = (std::min)(rest.find_first_not_of("0123456789:."), rest.size());
    std::string_view zone = rest.substr(clock);
    zone.remove_prefix((std::min)(zone.find_first_not_of(' '), zone.size()));
    time += 'T' + (clock == 0 ? "00:00:00" : std::string{rest.substr(0, clock)} + (clock == 5 ? ":00" : ""));
    time += zone.empty() || zone == "UTC" ? "Z" : std::string{zone};
    return te::parse_rfc3339(time);
}

std::string problem_with_time(std::string_view text) {
    const bool is_finer = is_number(text) && text.size() > most_digits;
    return "takes a time such as 2026-11-26, 2026-11-26 12:00, 2026-11-26T12:00:00Z or Unix seconds, not '" + std::string{text} +
           "'" + (is_finer ? ", which is in milliseconds or a finer unit" : "");
}

} // namespace command_line
