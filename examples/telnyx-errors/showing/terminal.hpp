// telnyx-errors, the command line: text for people. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_SHOWING_TERMINAL_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SHOWING_TERMINAL_HPP

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace command_line {

/// When to use colours.
enum class colour_choice { automatic, always, never };

/// The look of a piece of text.
enum class style { plain, strong, label, good, warning, bad };

/// Whether a stream is a terminal with colours and a cursor that can be moved (not TERM=dumb).
[[nodiscard]] bool is_terminal(std::FILE* stream);

/// The width of a stream: COLUMNS, or else the width of the terminal, or else nothing.
[[nodiscard]] std::optional<std::size_t> columns(std::FILE* stream = stdout);

/// A string that is safe to print on a terminal: control characters, invalid UTF-8 and characters that change the direction of
/// writing become \xNN, byte by byte.
[[nodiscard]] std::string visible(std::string_view text);

/// The same for a string from a payload: phone numbers are masked, and a long string is cut.
[[nodiscard]] std::string quotable(std::string_view text, std::size_t longest = 600);

/// Prints a line on stderr, after the name of the program; the string becomes `visible`.
void print_on_stderr(std::string_view message);

/// A string padded with spaces to a width.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

/// The first `width` columns of a string; ends with "..." if it was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

/// A page of text for people.
class page {
public:
    /// \param width  the maximum length of a line
    page(bool coloured, std::size_t width) : coloured_(coloured), width_(width) {}

    /// Adds a line without breaking it.
    void line(std::string_view text, style how = style::plain);
    /// Adds an empty line, unless the page is empty.
    void gap();
    /// Adds a paragraph, broken into indented lines.
    void paragraph(std::string_view text, std::size_t indentation, style how = style::plain);
    /// Adds a label with a paragraph beside it.
    void field(std::string_view label, std::string_view text, std::size_t indentation, style how = style::plain);
    /// Styled text, for a part of a line.
    [[nodiscard]] std::string painted(std::string_view text, style how) const;

    /// The text of the page.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    void wrapped(std::string_view first, std::string_view text, std::size_t indentation, style how);

    bool coloured_;
    std::size_t width_;
    std::string text_{};
};

/// A page for standard output.
[[nodiscard]] page make_page(colour_choice choice);

} // namespace command_line

#endif
