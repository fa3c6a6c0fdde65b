// telnyx-errors, the command line: text for people: colour, wrapping, and nothing raw. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TERMINAL_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TERMINAL_HPP

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace command_line {

/// When to write colours.
enum class colour_choice { automatic, always, never };

/// How a piece of text looks.
enum class style { plain, strong, label, good, warning, bad };

/// Whether a stream goes to a terminal.
[[nodiscard]] bool is_terminal(std::FILE* stream);

/// Whether the standard output should be coloured.
[[nodiscard]] bool wants_colour(colour_choice choice);

/// How many columns a stream has: COLUMNS, else what the terminal says, else nothing.
[[nodiscard]] std::optional<std::size_t> columns(std::FILE* stream = stdout);

/// A text that is safe on a terminal: control characters, what is not UTF-8, and the characters that turn the direction of
/// writing around are shown as \xNN, byte by byte.
[[nodiscard]] std::string visible(std::string_view text);

/// The same for text from bodies, with phone numbers masked, and cut where it becomes longer than a person will read.
[[nodiscard]] std::string quotable(std::string_view text, std::size_t longest = 600);

/// How many columns a text takes: its characters, not its bytes.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// Text with blanks behind it, up to a width.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

/// The first `width` columns of a text; where something is left out, it ends with "...".
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

/// Collects lines for a person.
class page {
public:
    /// \param width  the columns to wrap at.
    page(bool coloured, std::size_t width) : coloured_(coloured), width_(width) {}

    /// A line that is as long as it is.
    void line(std::string_view text, style how = style::plain);
    /// An empty line.
    void gap();
    /// A text, wrapped, all of it indented.
    void paragraph(std::string_view text, std::size_t indentation, style how = style::plain);
    /// A label and a text beside it, wrapped.
    void field(std::string_view label, std::string_view text, std::size_t indentation, style how = style::plain);
    /// A text in a style, to be part of a line.
    [[nodiscard]] std::string painted(std::string_view text, style how) const;

    /// What was collected.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    void wrapped(std::string_view first, std::string_view text, std::size_t indentation, style how);

    bool coloured_;
    std::size_t width_;
    std::string text_{};
};

/// A page for the standard output.
[[nodiscard]] page make_page(colour_choice choice);

} // namespace command_line

#endif
