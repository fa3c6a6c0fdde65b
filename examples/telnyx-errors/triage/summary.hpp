// telnyx-errors, the command line: the report of triage, as text, JSON and CSV. SPDX-License-Identifier: MIT
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

/// The number of senders, campaigns and carriers in the report.
constexpr std::size_t names_shown = 10;

/// The content of the report.
struct triage_summary {
    const triage_counts& counts;
    std::vector<std::string> inputs{};
    std::vector<std::string> problems{}; ///< One line for each input or output that failed.
    bool interrupted = false;
    bool show_numbers = false;
    telnyx::errors::instant now{};
};

/// One object. Names and order of members are stable within a major version; new members are appended.
[[nodiscard]] json json_of(const triage_summary& summary);
/// The failures by code.
[[nodiscard]] std::string csv_of(const triage_summary& summary);
/// The report as text.
void write_summary(page& result, const triage_summary& summary);

/// The name of the code of a row, or a description of a row without one.
[[nodiscard]] std::string name_of(const failure_count& row);
/// A part of a whole, from 0 to 1, rounded to four decimal places.
[[nodiscard]] double share_of(std::uint64_t part, std::uint64_t whole);
/// A part of a whole as text: "12.3 %".
[[nodiscard]] std::string percent_of(std::uint64_t part, std::uint64_t whole);
/// Formats a name, with phone numbers or with masked ones.
using name_writer = std::string (*)(std::string_view name, bool show_numbers);
/// A sender, a carrier or a code, masked unless `show_numbers`.
[[nodiscard]] std::string shown_name(std::string_view name, bool show_numbers);
/// A campaign, masked unless `show_numbers`. An identifier with seven digits looks like a phone number; it is treated as one only
/// if it has no letter, or if it has a plus sign.
[[nodiscard]] std::string shown_identifier(std::string_view identifier, bool show_numbers);
/// What to do, in a few words.
[[nodiscard]] std::string_view in_short(telnyx::errors::step value);
/// The times of a row of messages to resend: "not before ... to ...".
[[nodiscard]] std::string times_of(const schedule_count& row);

} // namespace command_line

#endif
