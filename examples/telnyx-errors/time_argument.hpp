// telnyx-errors, the command line: a time on the command line. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TIME_ARGUMENT_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TIME_ARGUMENT_HPP

#include <string>
#include <string_view>

#include <telnyx/errors/instant.hpp>

namespace command_line {

/// A time as people write it: RFC 3339, "2026-11-26", "2026-11-26 12:00", "2026-11-26T12:00:30" or Unix seconds from 2001 to 5138.
/// UTC, unless an offset is given. Not known if it is none of these.
[[nodiscard]] telnyx::errors::instant time_of(std::string_view text);

/// What is wrong with such a time: "takes ..., not '...'".
[[nodiscard]] std::string problem_with_time(std::string_view text);

} // namespace command_line

#endif
