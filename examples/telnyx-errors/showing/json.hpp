// telnyx-errors, the command line: rows, reports and decisions as JSON. SPDX-License-Identifier: MIT
//
// Names and order of members are stable within a major version; new members come behind the old ones.
#ifndef TELNYX_ERRORS_COMMAND_LINE_JSON_OUTPUT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_JSON_OUTPUT_HPP

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace command_line {

using json = nlohmann::ordered_json;

/// The classes beside the governing one.
[[nodiscard]] json also_of(const telnyx::errors::judgement& columns);
/// A row of the table.
[[nodiscard]] json row_of(const telnyx::errors::code_info& row);
/// A code that was asked for, known or not.
[[nodiscard]] json explanation_of(std::string_view typed);
/// A decision.
[[nodiscard]] json decision_of(const telnyx::errors::decision& decision);
/// A report, without its decision.
[[nodiscard]] json report_of(const telnyx::errors::report_view& report);
/// One line of JSON. What is not UTF-8 is replaced: arguments may hold anything.
[[nodiscard]] std::string line_of(const json& value);

} // namespace command_line

#endif
