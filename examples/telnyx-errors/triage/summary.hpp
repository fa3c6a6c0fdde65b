// telnyx-errors, the command line: the report of triage, as JSON, CSV and text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SUMMARY_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_SUMMARY_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "rows/maker.hpp"
#include "showing/json.hpp"
#include "showing/terminal.hpp"
#include "triage/database.hpp"

namespace command_line {

/// The report about all rows of a database, see docs/triage.md. Names and order of members are stable within a major version; new
/// members are appended. \param too_old  messages that failed before this time are too old to be resent \throws failure
[[nodiscard]] json report_on(database& source, const decision_settings& settings, std::int64_t too_old);
/// The failures by code.
[[nodiscard]] std::string csv_of(const json& report);
/// The report as text, 80 columns wide. \param show_numbers  otherwise phone numbers are masked
void write_summary(page& result, const json& report, bool show_numbers);

// What the text and the page have in common.

/// The columns "senders", "campaigns" and "carriers", and their titles.
struct name_list {
    const char* member;
    const char* title;
    bool are_identifiers;
};
inline constexpr name_list name_lists[] = {{"senders", "Senders with the most failures", false},
                                           {"campaigns", "Campaigns with the most failures", true},
                                           {"carriers", "Carriers with the most failures", false}};

/// A number of a report.
[[nodiscard]] std::uint64_t count_in(const json& report, const char* member);
/// An enumerator by its name in a report; the first one if it is none.
template <class Enumeration>
[[nodiscard]] Enumeration enumerator_in(const json& object, const char* member) {
    return telnyx::errors::from_name<Enumeration>(object[member].is_string() ? object[member].get<std::string>() : "").value();
}
/// Digits in groups of three. \param separator  between the groups
[[nodiscard]] std::string grouped(std::uint64_t value, std::string_view separator = ",");
/// A part of a whole as text: "12.3 %".
[[nodiscard]] std::string percent_of(std::uint64_t part, std::uint64_t whole);
/// A sender, a carrier or a code, masked unless `show_numbers`. An identifier with seven digits looks like a phone number; it is
/// treated as one only if it has no letter, or if it has a plus sign.
[[nodiscard]] std::string shown_name(std::string_view name, bool show_numbers, bool is_identifier = false);
/// What to do, in a few words.
[[nodiscard]] std::string_view in_short(telnyx::errors::step value);
/// The times of a row of messages to resend: "not before ... to ...".
[[nodiscard]] std::string times_of(const json& row);

} // namespace command_line

#endif
