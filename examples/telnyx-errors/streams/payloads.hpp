// telnyx-errors, the command line: the parts of JSON. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOADS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOADS_HPP

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace command_line {

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

/// A list in an envelope, such as `{"Records": [...]}` or `{"result": {"data": [...]}}`.
struct element_list {
    std::size_t first = 0; ///< The place after the opening bracket.
    std::size_t last = 0;  ///< The place of the closing bracket.
    std::size_t elements = 0;
    std::string path{};  ///< What opens the list if nothing else is around it: `{"result":{"data":[`.
    unsigned levels = 0; ///< How many objects that opens.

    /// The envelope with one element.
    [[nodiscard]] std::string with_element(std::string_view json, std::string_view element) const;
    /// The envelope without elements.
    [[nodiscard]] std::string without_elements(std::string_view json) const;
};

/// The longest list of at least two elements in an envelope, by the names that envelopes give to lists. \param json  is valid
[[nodiscard]] std::optional<element_list> list_in_envelope(std::string_view json);

/// Calls `visit` with the text of each element, as `for_each_row`.
void for_each_element(std::string_view json, const element_list& list, const std::function<void(std::string_view element)>& visit);

} // namespace command_line

#endif
