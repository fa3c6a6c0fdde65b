// telnyx-errors, the command line: fills in a template. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_TEMPLATE_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_TEMPLATE_HPP

#include <string>
#include <string_view>

#include "showing/json.hpp"

namespace command_line {

/// Fills in an HTML template, with the tags of Mustache and three for numbers. A name is looked up in the innermost section that
/// has it; "a.b" is the member b of a. All strings are escaped.
///
///     {{name}}                    a string or a number
///     {{=name}}                   a number for people in a `data` element for programs, whose id is the path in the JSON
///     {{+name}}                   a number for people
///     {{%part whole}}             a share: "12.3 %"
///     {{#name}} ... {{/name}}     for each element of a list; once for what is neither null, false, 0 nor empty
///     {{^name}} ... {{/name}}     once if the other one is left out
///
/// An object may have a member "path", the path of its members for `data` elements.
[[nodiscard]] std::string filled_in(std::string_view text, const json& values);

} // namespace command_line

#endif
