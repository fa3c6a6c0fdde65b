// telnyx-errors: where JSON may begin and end in other text. SPDX-License-Identifier: MIT
//
// This is no JSON parser: it balances brackets outside of strings, and stops at the first character that no JSON has there. The
// JSON library decides about what lies between.
#ifndef TELNYX_ERRORS_EMBEDDED_SPANS_HPP
#define TELNYX_ERRORS_EMBEDDED_SPANS_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

inline constexpr std::size_t no_place = std::string_view::npos;

[[nodiscard]] constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
[[nodiscard]] constexpr bool is_quote(char c) noexcept { return c == '"' || c == '\'' || c == '`'; }
[[nodiscard]] constexpr bool is_word_character(char c) noexcept { return is_letter(c) || is_digit(c) || c == '_' || c == '$'; }

[[nodiscard]] constexpr std::size_t skip_space(std::string_view text, std::size_t place) noexcept {
    while (place < text.size() && is_space(text[place])) {
        ++place;
    }
    return place;
}

[[nodiscard]] constexpr std::size_t backslashes_at(std::string_view text, std::size_t place) noexcept {
    std::size_t count = 0;
    while (place + count < text.size() && text[place + count] == '\\') {
        ++count;
    }
    return count;
}

// Whether a line break or tab, written with so many backslashes, stands at a place.
[[nodiscard]] constexpr bool is_escaped_space(std::string_view text, std::size_t place, std::size_t backslashes) noexcept {
    const std::size_t letter = place + backslashes;
    return backslashes != 0 && letter < text.size() && (text[letter] == 'n' || text[letter] == 'r' || text[letter] == 't');
}

// How a JSON text is written inside a string literal. Each level of escaping doubles its backslashes; where it also escapes the
// quotes, the backslashes of the escapes stand before them. So of `count` backslashes before a quote, `(count - before) / unit`
// belong to the JSON text.
struct quoting {
    std::size_t unit = 1;
    std::size_t before = 0;

    // The backslashes of the JSON text before a quote; `no_place` if the quote does not belong to the JSON text.
    [[nodiscard]] constexpr std::size_t inner_backslashes(std::size_t count) const noexcept {
        return count >= before && (count - before) % unit == 0 ? (count - before) / unit : no_place;
    }
};

// Finds the end of a JSON object or list that begins at a place.
class span_scanner {
public:
    constexpr span_scanner(std::string_view text, std::size_t first, quoting quotes) noexcept
        : text_(text), place_(first), quotes_(quotes) {}

    // Whether the span ends: then `place()` is its end, else the place where it cannot go on. O(place() - first).
    [[nodiscard]] constexpr bool find_end() noexcept {
        while (place_ < text_.size()) {
            if (!(in_string_ ? step_inside() : step_outside())) {
                return false;
            }
            if (depth_ == 0) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] constexpr std::size_t place() const noexcept { return place_; }

private:
    // The size of a quote after so many backslashes; 0 if there is none. Some programs escape a quote as \u0022.
    [[nodiscard]] constexpr std::size_t quote_size(std::size_t backslashes) const noexcept {
        const std::string_view rest = text_.substr(place_ + backslashes, 5);
        if (!rest.empty() && rest.front() == '"') {
            return 1;
        }
        return quotes_.before == 1 && backslashes % 2 == 1 && rest == "u0022" ? 5 : 0;
    }

    [[nodiscard]] constexpr bool step_inside() noexcept {
        const std::size_t count = backslashes_at(text_, place_);
        const std::size_t quote = quote_size(count);
        if (quote != 0) {
            const std::size_t inner = quotes_.inner_backslashes(count);
            if (inner == no_place) {
                return false;
            }
            in_string_ = inner % 2 != 0;
        } else if (count == 0 && text_[place_] == '\n') {
            return false; // no string goes on in the next line
        }
        place_ += count + (quote != 0 ? quote : count == 0 ? 1 : 0);
        return true;
    }

    [[nodiscard]] constexpr bool step_outside() noexcept {
        const char c = text_[place_];
        switch (c) {
        case '{':
        case '[': return open();
        case '}':
        case ']': return close();
        case ',':
        case ':': after_value_ = false; break;
        case '"':
        case '\\': return open_string();
        default:
            // What numbers, true, false and null are made of.
            if (!is_space(c) && !is_digit(c) && std::string_view{"-+.eEtrufalsn"}.find(c) == no_place) {
                return false;
            }
        }
        ++place_;
        return true;
    }

    [[nodiscard]] constexpr bool open() noexcept {
        if (after_value_) {
            return false;
        }
        ++depth_;
        ++place_;
        return true;
    }
    [[nodiscard]] constexpr bool close() noexcept {
        after_value_ = true;
        --depth_;
        ++place_;
        return true;
    }

    [[nodiscard]] constexpr bool open_string() noexcept {
        const std::size_t count = backslashes_at(text_, place_);
        const std::size_t quote = quote_size(count);
        if (quote != 0 && !after_value_ && quotes_.inner_backslashes(count) == 0) {
            place_ += count + quote;
            after_value_ = in_string_ = true;
            return true;
        }
        return quote == 0 && skip_escaped_space(count);
    }

    // A line break of the JSON text, written as \n in the literal.
    [[nodiscard]] constexpr bool skip_escaped_space(std::size_t backslashes) noexcept {
        const bool space = quotes_.unit > 1 && is_escaped_space(text_, place_, backslashes);
        place_ += space ? backslashes + 1 : 0;
        return space;
    }

    std::string_view text_;
    std::size_t place_;
    quoting quotes_;
    std::size_t depth_{0};
    bool in_string_{false};
    bool after_value_{false}; // so that prose and the next payload do not look like a part of one that was cut off
};

// How a value may begin: an object, or lists around one.
struct opening {
    char next = '\0';               // the first character in the object; '\0' if nothing begins here
    std::size_t backslashes = 0;    // before it
    bool has_escaped_space = false; // before it
};

inline constexpr std::size_t lists_around_a_payload = 8;

// The place after spaces, written as they are or escaped.
[[nodiscard]] constexpr std::size_t skip_any_space(std::string_view text, std::size_t place, bool& escaped) noexcept {
    for (;;) {
        place = skip_space(text, place);
        const std::size_t count = backslashes_at(text, place);
        if (!is_escaped_space(text, place, count)) {
            return place;
        }
        escaped = true;
        place += count + 1;
    }
}

// Looks at the brace or bracket at a place. O(spaces after up to 9 brackets).
[[nodiscard]] constexpr opening opening_at(std::string_view text, std::size_t place) noexcept {
    opening result{};
    for (std::size_t lists = 0; lists != lists_around_a_payload && place < text.size() && text[place] == '['; ++lists) {
        place = skip_any_space(text, place + 1, result.has_escaped_space);
    }
    if (place >= text.size() || text[place] != '{') {
        return {};
    }
    place = skip_any_space(text, place + 1, result.has_escaped_space);
    result.backslashes = backslashes_at(text, place);
    place += result.backslashes;
    result.next = place < text.size() ? text[place] : '\0';
    return result;
}

// Whether an object with a name in quotes begins in a text: a payload, of which the end may be missing. O(size).
[[nodiscard]] constexpr bool begins_payload(std::string_view text) noexcept {
    for (std::size_t place = text.find('{'); place != no_place; place = text.find('{', place + 1)) {
        const opening begins = opening_at(text, place);
        if (is_quote(begins.next) || (begins.next == 'u' && begins.backslashes == 1)) { // \u0022
            return true;
        }
    }
    return false;
}

// Whether an object may begin in a text as any notation writes it: with a name in quotes, or a bare one before a colon or an equals
// sign. O(size).
[[nodiscard]] constexpr bool may_begin_object(std::string_view text) noexcept {
    for (std::size_t place = text.find('{'); place != no_place; place = text.find('{', place + 1)) {
        const std::size_t first = skip_space(text, place + 1);
        const char next = first < text.size() ? text[first] : '\0';
        if (is_quote(next) || next == '\\' || next == ':') {
            return true;
        }
        std::size_t end = first;
        while (end < text.size() && is_word_character(text[end])) {
            ++end;
        }
        const std::size_t after = skip_space(text, end);
        if (end != first && after < text.size() && (text[after] == ':' || text[after] == '=')) {
            return true;
        }
    }
    return false;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
