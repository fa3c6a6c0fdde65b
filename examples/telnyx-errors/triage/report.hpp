// telnyx-errors, the command line: the report of triage. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_REPORT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_REPORT_HPP

#include <cstdint>
#include <string>

#include <telnyx/errors.hpp>

#include "rows/maker.hpp"
#include "showing/json.hpp"
#include "triage/database.hpp"

namespace command_line {

/// The report about all rows of a database, see docs/triage.md. SQL counts; this adds what the table of codes knows, and words.
/// Names and order of members are stable within a major version; new members are appended.
/// \param too_old  messages that failed before this time are too old to be resent \throws failure
[[nodiscard]] json report_on(database& source, const decision_settings& settings, std::int64_t too_old);
/// Adds a comparison with the report about an earlier period.
void compare(json& report, const json& earlier);

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

} // namespace command_line

#endif
