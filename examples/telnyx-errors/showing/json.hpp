// telnyx-errors, the command line: rows, reports and decisions as JSON. SPDX-License-Identifier: MIT
//
// Names and order of members are stable within a major version; new members are appended.
#ifndef TELNYX_ERRORS_COMMAND_LINE_SHOWING_JSON_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SHOWING_JSON_HPP

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann_values.hpp>

namespace command_line {

using json = nlohmann::ordered_json;

/// The name of an enumerator.
template <class Enumeration>
[[nodiscard]] std::string word(Enumeration value) {
    return std::string{name(value)};
}

/// A row of the table.
[[nodiscard]] json row_of(const telnyx::errors::code_info& row);
/// A code given by the user, known or not, and its row.
[[nodiscard]] json explanation_of(std::string_view typed, const telnyx::errors::code_info& row);
/// A decision.
[[nodiscard]] json decision_of(const telnyx::errors::decision& decision);
/// A report, without its decision.
[[nodiscard]] json report_of(const telnyx::errors::report_view& report, telnyx::errors::channel channel,
                             const telnyx::errors::amended_policy& policy);
/// A copy in which phone numbers are masked, in every string that is neither an identifier nor an amount of money.
[[nodiscard]] json masked_strings(const json& value);
/// One line of JSON. Invalid UTF-8 is replaced: arguments can contain any bytes.
[[nodiscard]] std::string line_of(const json& value);

} // namespace command_line

#endif
