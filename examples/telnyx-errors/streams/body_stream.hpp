// telnyx-errors, the command line: splits a stream of bytes into payloads. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_BODY_STREAM_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_BODY_STREAM_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace command_line {

/// Splits an input into JSON values: one document, one per line, several in a row, or the elements of a list. It tracks strings
/// and brackets only; the JSON library checks everything else. Invalid input is passed on like valid input, so that nothing is
/// lost:
///
/// - A line break inside a string is not valid JSON, so the value ends there.
/// - A line that is a complete object, starting in its first column, is a value of its own if the value before it is never
///   completed. If it is, as for a page with one row per line, the line belongs to it.
/// - A '{' in the first column starts a new value if JSON does not allow it there, that is after any character except '[', ','
///   and ':', even if the value before it is incomplete. Therefore an input can be split at such places and its parts read by
///   streams of their own, with the same result.
/// - A value longer than `te::limits::body_bytes` ends at that length, and the rest of its line is skipped, or passed to the second
///   visitor.
/// - A line such as "[2026-03-22] [app.INFO]: sent {...} []", which is not a list, is one value.
/// - A line of text that ends with an opening bracket continues until the bracket is closed. If it never is, each line is a value.
/// - The head of a response ("HTTP/2 429", headers) and the JSON or the HTML after it are one value; a response without them is
/// one,
///   too. "100 Continue" and the like belong to the response after them.
/// - An input that does not start like JSON is one value, unless it is known to consist of lines, or two of its lines have complete
///   objects: then its other lines are values of their own. HTML is one value in any case.
///
/// Memory: one value at a time.
class body_stream {
public:
    /// Receives the text of a value and the line on which it starts, counted from 1.
    using visitor = std::function<void(std::string_view text, std::size_t line)>;

    /// \param visit  receives each value
    /// \param rest   receives what follows a value that is too long, up to the end of its line, in pieces; may be empty
    explicit body_stream(visitor visit, visitor rest = {}) : visit_(std::move(visit)), rest_(std::move(rest)) {}

    /// Declares that the input consists of lines and starts with this one: a part of another input.
    void start_at(std::size_t line);
    /// Reads the next bytes.
    void feed(std::string_view bytes);
    /// Ends the input.
    void finish();

    /// Whether an input that starts like this may be split: at each place where a '{' in the first column follows `before`, if
    /// `starts_value_after(before)`.
    [[nodiscard]] static bool can_be_split(std::string_view start) noexcept;
    /// Whether a '{' in the first column starts a new value after this text, of which the last 16 KiB are enough.
    [[nodiscard]] static bool starts_value_after(std::string_view before) noexcept;
    /// Whether the next line does not belong to anything before it.
    [[nodiscard]] bool is_between_values() const noexcept { return state_ == state::between && at_line_start_ && !in_list_; }
    /// The number of the next line, counted from 1; meaningful between values.
    [[nodiscard]] std::size_t line() const noexcept { return line_; }
    /// Skips a line, between values, that the caller knows to be one complete object.
    void skip_line();

private:
    enum class state { between, value, scalar, bracket, foreign, head, after_head, page, overlong };

    // Tracks strings and brackets in a value.
    struct scanner {
        std::size_t depth = 0;
        bool in_string = false;
        bool escaped = false;

        /// \returns whether this character completes the value
        bool take(char c);
    };

    std::size_t take_run(std::string_view bytes);
    void take(char c);
    void take_in_state(char c);
    void start_value();
    void begin(char c);
    void begin_list();
    void in_value(char c);
    void in_scalar(char c);
    void in_bracket(char c);
    void in_foreign(char c);
    void in_head(char c);
    void after_head(char c);
    void in_page(char c);
    bool continues_text();
    void look_ahead(char c);
    bool end_of_object_line();
    void end_line();
    void end_broken_value();
    void end_bracket(bool is_end_of_line);
    bool starts_response(char c) const;
    bool ends_before_response(char c);
    void end_overlong(bool is_end_of_line);
    void read_again(std::string_view text, std::size_t line, bool starts_line);
    void pass_on(std::size_t size);
    void pass_on_rest();

    visitor visit_;
    visitor rest_;
    state state_{state::between};
    std::string text_{};
    scanner scanner_{};
    std::size_t line_{1};
    std::size_t first_line_{1};
    bool at_line_start_{true};
    char last_{'\0'}; // the last character that is not a space
    bool any_{false};
    bool in_list_{false};
    std::size_t list_line_{1};
    std::size_t head_begin_{0}; // where the last status line begins in the text
    std::size_t head_line_{0};  // where the last line of the head begins
    // A line inside a value that may be a value of its own.
    struct line_ahead {
        bool active = false;
        bool complete = false;
        bool is_inside = false; // text: characters may stand before and after the object
        std::size_t begin = 0;  // in the text
        std::size_t line = 0;
        scanner scan{};
    };
    line_ahead ahead_{};
    // The first such line of this value, and how many there are.
    std::size_t objects_{0};
    std::size_t object_begin_{0};
    std::size_t object_line_{0};
    bool is_text_{false}; // the value began as a line of text
    bool again_{false};   // text is read again: values that are not completed end at the first such line
};

} // namespace command_line

#endif
