// telnyx-errors, the command line: from a stream of bytes to the texts of bodies. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_BODY_STREAM_HPP
#define TELNYX_ERRORS_COMMAND_LINE_BODY_STREAM_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace command_line {

/// Cuts an input into the texts of JSON values: one document, one a line, several one after another, or the elements of a
/// list. It knows strings and brackets and nothing else of JSON: what is in between is for the JSON library to judge. What
/// is broken is handed on like everything else, so that nothing is lost:
///
/// - A line break inside a string cannot be JSON, so the value ends there.
/// - A line that is a complete object from its first column on does not belong to an unfinished one before it.
/// - A '{' in the first column begins anew where JSON has no place for it, which is behind anything but '[', ',' and ':',
///   whatever is unfinished before it. So an input may be cut at such places and its parts be read by streams of their own,
///   with the same result.
/// - A value longer than `te::limits::body_bytes` ends there, and the rest of its line with it; whoever keeps texts gets the
///   rest too.
/// - An input that does not begin like JSON is one text, unless it is known to consist of lines.
///
/// It keeps one value at a time.
class body_stream {
public:
    /// Takes a text and the line on which it began, counted from 1.
    using visitor = std::function<void(std::string_view text, std::size_t line)>;

    /// \param visit  takes each text.
    /// \param rest   takes what followed a text that was too long, up to the end of its line, piece by piece; may be empty.
    explicit body_stream(visitor visit, visitor rest = {}) : visit_(std::move(visit)), rest_(std::move(rest)) {}

    /// Says that the input consists of lines, and begins with this one: a part that was cut off another, or much traffic.
    void start_at(std::size_t line);
    /// Takes the next bytes.
    void feed(std::string_view bytes);
    /// Takes the end of the input.
    void finish();

    /// Whether a '{' in the first column begins anew behind this character, the last one that is no blank.
    [[nodiscard]] static bool begins_anew_behind(char last) noexcept { return last != '[' && last != ',' && last != ':'; }
    /// Whether a line begins here that belongs to nothing before it.
    [[nodiscard]] bool at_rest() const noexcept { return state_ == state::between && at_line_start_ && !in_list_; }
    /// The line that comes next, counted from 1; meaningful when at rest.
    [[nodiscard]] std::size_t line() const noexcept { return line_; }
    /// Passes over a line, when at rest, that the caller knows to be one complete object.
    void pass_line();

private:
    enum class state { between, value, scalar, foreign, overlong };

    // Follows strings and brackets through a value.
    struct scanner {
        std::size_t depth = 0;
        bool in_string = false;
        bool escaped = false;

        /// Whether the value is complete with this character.
        bool take(char c);
    };

    std::size_t take_run(std::string_view bytes);
    void take_part_of_mark();
    void take(char c);
    void begin_anew();
    void begin(char c);
    void in_value(char c);
    void end_line();
    void hand_on(std::size_t size);
    void hand_on_rest();

    visitor visit_;
    visitor rest_;
    state state_{state::between};
    std::string text_{};
    scanner scanner_{};
    std::size_t line_{1};
    std::size_t first_line_{1};
    bool at_line_start_{true};
    char last_{'\0'}; // the last character that is no blank
    bool any_{false};
    bool in_list_{false};
    std::size_t list_line_{1};
    std::size_t bom_{0}; // how much of a byte order mark was seen at the beginning; its whole size when that is decided
    // A line inside an unfinished value that might be a value of its own.
    bool ahead_{false};
    bool ahead_complete_{false};
    std::size_t ahead_begin_{0};
    std::size_t ahead_line_{0};
    scanner ahead_scanner_{};
};

} // namespace command_line

#endif
