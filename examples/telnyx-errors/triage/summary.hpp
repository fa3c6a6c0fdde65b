// telnyx-errors, the command line: the report of triage, as CSV and text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SUMMARY_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SUMMARY_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "showing/json.hpp"
#include "showing/terminal.hpp"

namespace command_line {

/// The failures by code.
[[nodiscard]] std::string csv_of(const json& report);
/// The report as text, 80 columns wide. \param show_numbers  otherwise phone numbers are masked
void write_summary(page& result, const json& report, bool show_numbers);

// What the text and the page have in common.

/// A part of a whole as text: "12.3 %".
[[nodiscard]] std::string percent_of(std::uint64_t part, std::uint64_t whole);
/// A sender, a carrier or a code, masked unless `show_numbers`. An identifier with seven digits looks like a phone number; it is
/// treated as one only if it has no letter, or if it has a plus sign.
[[nodiscard]] std::string shown_name(std::string_view name, bool show_numbers, bool is_identifier = false);
/// What to do, in a few words.
[[nodiscard]] std::string_view in_short(telnyx::errors::step value);
/// A part of time in UTC, from its first second to the one after its last: "26 Oct 2026", "26 Oct 2026 to 3 Nov 2026" or "26 Oct
/// 2026 14:00 to 16:00".
[[nodiscard]] std::string part_in_words(std::int64_t from, std::int64_t to);
/// The times of a row of messages to resend: "not before ... to ...".
[[nodiscard]] std::string times_of(const json& row);
/// What the wrong resends of a client that retries by HTTP status alone cost, as a sentence; empty if there are none, or if no
/// payload has a cost.
[[nodiscard]] std::string cost_in_words(const json& report, bool show_numbers);

} // namespace command_line

#endif
