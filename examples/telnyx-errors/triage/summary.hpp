// telnyx-errors, the command line: what triage says, as text, JSON and CSV. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SUMMARY_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SUMMARY_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>

#include "showing/json.hpp"
#include "showing/terminal.hpp"
#include "triage/counts.hpp"

namespace command_line {

/// Senders, campaigns and carriers that are named.
constexpr std::size_t names_shown = 10;

/// Everything there is to say.
struct triage_summary {
    const triage_counts& counts;
    std::vector<std::string> inputs{};
    std::vector<std::string> problems{}; ///< Why inputs could not be read to their ends.
    bool interrupted = false;
    bool show_numbers = false;
    telnyx::errors::instant now{};
};

/// One object. Names and order of members are stable within a major version; new members come behind the old ones.
[[nodiscard]] json json_of(const triage_summary& summary);
/// The failures by code.
[[nodiscard]] std::string csv_of(const triage_summary& summary);
/// The text for people.
void write_summary(page& result, const triage_summary& summary);

/// The name of the code of a row, or words for a row without one.
[[nodiscard]] std::string name_of(const failure_count& row);
/// A part of a whole, from 0 to 1, rounded to four places.
[[nodiscard]] double share_of(std::uint64_t part, std::uint64_t whole);
/// A part of a whole as people write it: "12.3 %".
[[nodiscard]] std::string percent_of(std::uint64_t part, std::uint64_t whole);
/// How a name is written for people, with its numbers or without.
using name_writer = std::string (*)(std::string_view name, bool show_numbers);
/// A sender, carrier or code as people may see it.
[[nodiscard]] std::string shown_name(std::string_view name, bool show_numbers);
/// A campaign as people may see it. An identifier looks like a phone number where it has seven digits; it is one where it has
/// no letter, or a plus.
[[nodiscard]] std::string shown_identifier(std::string_view identifier, bool show_numbers);
/// What to do, in a word or two.
[[nodiscard]] std::string_view in_short(telnyx::errors::step value);
/// The times of a row of the schedule: "from ... to ...".
[[nodiscard]] std::string times_of(const schedule_count& row);

} // namespace command_line

#endif
