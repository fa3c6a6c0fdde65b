// telnyx-errors: from the literals of programming languages to JSON text. SPDX-License-Identifier: MIT
//
// Python, JavaScript and Ruby print a parsed payload as a literal of their own: {'code': '40300', 'detail': None}. Here it becomes
// JSON text, token by token. The JSON library decides whether that is valid.
#ifndef TELNYX_ERRORS_EMBEDDED_LITERALS_HPP
#define TELNYX_ERRORS_EMBEDDED_LITERALS_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/embedded/escapes.hpp>
#include <telnyx/errors/embedded/spans.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The JSON spelling of a word that stands for a value; null for one that is not known.
[[nodiscard]] constexpr std::string_view json_word(std::string_view word) noexcept {
    if (word == "True" || word == "true") {
        return "true";
    }
    return word == "False" || word == "false" ? "false" : "null";
}

// Translates the value that begins at a place.
class literal_translator {
public:
    // \param json  what the JSON text is appended to.
    literal_translator(std::string_view text, std::size_t first, std::string& json) noexcept
        : text_(text), place_(first), json_(json) {}

    // Whether the value ends: then `place()` is its end, else the place where it cannot go on. O(place() - first).
    // \throws std::bad_alloc
    [[nodiscard]] bool translate() {
        while (place_ < text_.size()) {
            if (!token()) {
                return false;
            }
            if (depth_ == 0) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] std::size_t place() const noexcept { return place_; }

private:
    enum class token_kind { opening, separator, value, string };

    static constexpr std::size_t longest_placeholder = 64;

    [[nodiscard]] bool after_value() const noexcept { return last_ == token_kind::value || last_ == token_kind::string; }
    [[nodiscard]] char peek() const noexcept { return place_ < text_.size() ? text_[place_] : '\0'; }
    [[nodiscard]] char peek_past_space() const noexcept {
        const std::size_t next = skip_space(text_, place_);
        return next < text_.size() ? text_[next] : '\0';
    }

    [[nodiscard]] bool token() {
        const char c = text_[place_];
        if (is_space(c)) {
            ++place_;
            return true;
        }
        if (is_quote(c)) {
            return string(false);
        }
        if (is_digit(c) || c == '-') {
            return number();
        }
        return is_word_character(c) ? word() : punctuation(c);
    }

    [[nodiscard]] bool punctuation(char c) {
        switch (c) {
        case '{': return open('{');
        case '[': return is_placeholder() ? placeholder(']') : open('[');
        case '(': return open('[');
        case '}': return close('}');
        case ']':
        case ')': return close(']');
        case ',': return separate(',', 1);
        case ':': return after_value() ? separate(':', 1) : symbol();
        case '=': return text_.substr(place_, 2) == "=>" && separate(':', 2);
        case '<': return placeholder('>');
        case '+': ++place_; return last_ == token_kind::string; // JavaScript joins the lines of a long string with it
        default: return false;
        }
    }

    [[nodiscard]] bool open(char bracket) {
        if (after_value()) {
            return false;
        }
        json_ += bracket;
        last_ = token_kind::opening;
        ++depth_;
        ++place_;
        return true;
    }

    [[nodiscard]] bool close(char bracket) {
        if (json_.back() == ',') {
            json_.pop_back(); // of a tuple with one element, or at the end of a line
        }
        json_ += bracket;
        last_ = token_kind::value;
        --depth_;
        ++place_;
        return true;
    }

    [[nodiscard]] bool separate(char separator, std::size_t size) {
        if (!after_value()) {
            return false;
        }
        json_ += separator;
        last_ = token_kind::separator;
        place_ += size;
        return true;
    }

    [[nodiscard]] bool value(std::string_view json) {
        if (after_value()) {
            return false;
        }
        json_ += json;
        last_ = token_kind::value;
        return true;
    }

    [[nodiscard]] bool number() {
        const std::string_view digits = take_while("0123456789+-.eE");
        if (peek() == 'T') { // a date of JavaScript
            take_while("0123456789T:.Z+-");
            return value("null");
        }
        return value(digits);
    }

    std::string_view take_while(std::string_view characters) noexcept {
        const std::size_t first = place_;
        while (place_ < text_.size() && characters.find(text_[place_]) != no_place) {
            ++place_;
        }
        return text_.substr(first, place_ - first);
    }

    [[nodiscard]] std::string_view take_word() noexcept {
        const std::size_t first = place_;
        while (is_word_character(peek()) || peek() == '.') {
            ++place_;
        }
        return text_.substr(first, place_ - first);
    }

    [[nodiscard]] bool word() {
        const std::string_view taken = take_word();
        if (taken.size() <= 2 && is_quote(peek())) {
            return string(taken.find_first_of("bB") != no_place); // u'...', b'...'
        }
        switch (peek_past_space()) {
        case ':':
        case '=': return value_of_characters(taken); // the name of a member
        case '(': return call();
        case '{':
        case '[': return !after_value(); // the name of a class
        default: return value(json_word(taken));
        }
    }

    [[nodiscard]] bool value_of_characters(std::string_view characters) {
        if (!value("\"")) {
            return false;
        }
        for (const char c : characters) {
            append_json_byte(json_, c);
        }
        json_ += '"';
        return true;
    }

    // Ruby's :name.
    [[nodiscard]] bool symbol() {
        ++place_;
        if (is_quote(peek())) {
            return string(false);
        }
        return is_word_character(peek()) ? value_of_characters(take_word()) : false;
    }

    // datetime.datetime(2026, 3, 22), which no JSON has; Map(1) before a brace is the name of a class.
    [[nodiscard]] bool call() {
        std::size_t depth = 0;
        do {
            if (place_ >= text_.size() || peek() == '\n') {
                return false;
            }
            depth += peek() == '(' ? 1U : 0U;
            depth -= peek() == ')' ? 1U : 0U;
            ++place_;
        } while (depth != 0 || text_[place_ - 1] != ')');
        return left_out();
    }

    // What Node.js prints for what it leaves out: [Object], [Function: name], [Circular *1].
    [[nodiscard]] bool is_placeholder() const noexcept {
        const std::string_view inside = text_.substr(place_ + 1, longest_placeholder);
        for (const std::string_view constant : {"None", "True", "False", "NaN", "Infinity"}) {
            if (inside.substr(0, constant.size()) == constant) {
                return false;
            }
        }
        const std::size_t end = inside.find_first_of("]'\"`{,");
        return depth_ != 0 && end != no_place && inside[end] == ']' && inside[0] >= 'A' && inside[0] <= 'Z';
    }

    // [Object], <Response [200]>.
    [[nodiscard]] bool placeholder(char closing) {
        const std::size_t size = text_.substr(place_, longest_placeholder).find(closing);
        if (size == no_place) {
            place_ += (std::min)(longest_placeholder, text_.size() - place_);
            return false;
        }
        place_ += size + 1;
        return left_out();
    }

    // Something without a value: the name of a class before its members, the name of a member before a colon, or a value.
    [[nodiscard]] bool left_out() {
        const char next = peek_past_space();
        if (next == ':') {
            return value("\"\"");
        }
        return next == '{' || next == '[' || is_letter(next) ? !after_value() : value("null");
    }

    [[nodiscard]] bool string(bool bytes) {
        const char quote = text_[place_++];
        if (last_ == token_kind::string) {
            json_.pop_back(); // the next part of a long string
        } else if (!value("\"")) {
            return false;
        }
        while (peek() != quote) {
            if (place_ >= text_.size() || (peek() == '\n' && quote != '`')) {
                return false; // an apostrophe
            }
            character(bytes);
        }
        ++place_;
        json_ += '"';
        last_ = token_kind::string;
        return true;
    }

    void character(bool bytes) {
        if (peek() != '\\') {
            append_json_byte(json_, text_[place_++]);
            return;
        }
        const literal_character escaped = read_escape(text_, place_);
        append_json_character(json_, escaped, bytes);
        place_ += escaped.size;
    }

    std::string_view text_;
    std::size_t place_;
    std::string& json_;
    std::size_t depth_{0};
    token_kind last_{token_kind::opening};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
