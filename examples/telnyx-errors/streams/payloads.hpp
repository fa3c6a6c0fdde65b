// telnyx-errors, the command line: the payloads in a text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOADS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOADS_HPP

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace command_line {

/// A part of a text that is a payload, or a stretch of lines without one.
struct text_part {
    std::string_view text;
    std::size_t lines_before = 0;
};

/// Reads each payload in a text that a `body_stream` split off. In a text that is not JSON, such as a log line or a response with
/// its headers, it reads the payloads inside, and visits each stretch of lines between them as `kind::not_json`.
///
/// \param whole  whether a page is one payload, and not each of its rows
/// \param time   the current time: needed for a Retry-After header with a date
/// \param visit  called with a `const report_view&`, with the `const retry_hint&` that the text around the payload gives, and with
///               its `const text_part&`
/// \returns whether everything was read: not if the text is nested too deeply. \throws what `visit` throws
template <class Visitor>
bool read_payloads(std::string_view text, telnyx::errors::phase phase, bool whole, telnyx::errors::instant time, Visitor visit) {
    bool is_json = true;
    const auto visit_json = [&](const telnyx::errors::report_view& report) {
        is_json = report.problem() != telnyx::errors::problem::malformed;
        if (is_json) {
            visit(report, telnyx::errors::retry_hint{}, text_part{text, 0});
        }
    };
    bool complete = true;
    if (whole) {
        const telnyx::errors::report report = telnyx::errors::read(text, phase);
        visit_json(report);
    } else {
        complete = telnyx::errors::read_each(text, phase, visit_json);
    }
    std::size_t lines = 0;
    std::size_t place = 0; // up to which they are counted
    const auto visit_embedded = [&](const auto& found) {
        const std::size_t first = (std::min)(text.find_first_not_of(" \t\r\n", found.first), text.size());
        lines += static_cast<std::size_t>(
            std::count(text.begin() + static_cast<std::ptrdiff_t>(place), text.begin() + static_cast<std::ptrdiff_t>(first), '\n'));
        place = first;
        visit(found.report, found.retry_after, text_part{text.substr(found.first, found.size), lines});
    };
    if (!is_json) {
        telnyx::errors::read_each_embedded(text, phase, visit_embedded, time);
    }
    return complete;
}

/// A place in a text, counted from 1.
struct text_place {
    std::size_t line = 1;
    std::size_t column = 1; ///< In characters.
};

/// Where text that starts like JSON stops being JSON; nothing if it does not start like JSON, or is valid.
[[nodiscard]] std::optional<text_place> json_break(std::string_view text);

/// Calls `visit` with the text of each row of a page (`{"data": [...]}`) or of each element of a list: unchanged, or reformatted
/// if it is a number or a string. If a page has errors of its own, the last call has the page without its rows.
/// \returns whether there were rows
bool for_each_row(std::string_view text, const std::function<void(std::string_view row)>& visit);

} // namespace command_line

#endif
