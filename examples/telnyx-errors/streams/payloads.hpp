// telnyx-errors, the command line: the payloads in a text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOADS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOADS_HPP

#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace command_line {

/// Reads each payload in a text that a `body_stream` split off. In a text that is not JSON, such as a log line or a response with
/// its headers, it reads the payloads inside, and visits each stretch of lines between them as `kind::not_json`.
///
/// \param time   the current time: needed for a Retry-After header with a date
/// \param visit  called with a `const report_view&`, and with the `const retry_hint&` that the text around the payload gives
/// \returns whether everything was read: not if the text is nested too deeply. \throws what `visit` throws
template <class Visitor>
bool read_payloads(std::string_view text, telnyx::errors::phase phase, telnyx::errors::instant time, Visitor visit) {
    bool is_json = true;
    const bool complete = telnyx::errors::read_each(text, phase, [&](const telnyx::errors::report_view& report) {
        is_json = report.problem() != telnyx::errors::problem::malformed;
        if (is_json) {
            visit(report, telnyx::errors::retry_hint{});
        }
    });
    if (!is_json) {
        telnyx::errors::read_each_embedded(
            text, phase, [&](const auto& found) { visit(found.report, found.retry_after); }, time);
    }
    return complete;
}

} // namespace command_line

#endif
