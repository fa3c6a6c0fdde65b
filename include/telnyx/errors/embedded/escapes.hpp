// telnyx-errors: the escapes of string literals. SPDX-License-Identifier: MIT
//
// Programs print strings as literals of their language: \n, \x0a, \u000a, \U0001F600. Here they become characters again, either
// as they are (`unescaped`), or as a JSON string spells them (`append_json_character`).
#ifndef TELNYX_ERRORS_EMBEDDED_ESCAPES_HPP
#define TELNYX_ERRORS_EMBEDDED_ESCAPES_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

inline constexpr std::uint32_t not_a_number = UINT32_MAX;
inline constexpr std::uint32_t replacement_character = 0xFFFD;

[[nodiscard]] constexpr std::uint32_t hex_value(char c) noexcept {
    if (is_digit(c)) {
        return static_cast<std::uint32_t>(c - '0');
    }
    return lower(c) >= 'a' && lower(c) <= 'f' ? static_cast<std::uint32_t>(lower(c) - 'a' + 10) : not_a_number;
}

// The number that exactly so many hexadecimal digits write at a place of the text, or `not_a_number`. At most 8 digits.
[[nodiscard]] constexpr std::uint32_t read_hex(std::string_view text, std::size_t place, std::size_t digits) noexcept {
    if (text.size() - place < digits) {
        return not_a_number;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i != digits; ++i) {
        const std::uint32_t digit = hex_value(text[place + i]);
        if (digit == not_a_number) {
            return not_a_number;
        }
        value = value << 4U | digit;
    }
    return value;
}

// A character of a literal, and how many characters write it.
struct literal_character {
    std::uint32_t value = 0; // a code point, or a byte
    std::size_t size = 1;
    bool is_byte = false; // \xNN: a byte in a literal of bytes, else a code point
};

inline constexpr std::string_view simple_escapes = "n\nt\tr\rb\bf\fv\va\ae\x1B\"\"''``\\\\//";

// \uNNNN: a code point, or a pair of surrogates.
[[nodiscard]] constexpr literal_character read_short_unicode(std::string_view text, std::size_t place) noexcept {
    const std::uint32_t first = read_hex(text, place + 2, 4);
    if (first == not_a_number) {
        return {'\\', 1};
    }
    if (first >= 0xD800 && first < 0xDC00 && text.substr(place + 6, 2) == "\\u") {
        const std::uint32_t second = read_hex(text, place + 8, 4);
        if (second >= 0xDC00 && second < 0xE000) {
            return {0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00), 12};
        }
    }
    return {first, 6};
}

// The character at a backslash. A backslash that begins no escape is a character by itself, as in Python.
[[nodiscard]] constexpr literal_character read_escape(std::string_view text, std::size_t place) noexcept {
    const char kind = place + 1 < text.size() ? text[place + 1] : '\0';
    for (std::size_t i = 0; i != simple_escapes.size(); i += 2) {
        if (simple_escapes[i] == kind) {
            return {static_cast<unsigned char>(simple_escapes[i + 1]), 2};
        }
    }
    if (kind == 'u') {
        return read_short_unicode(text, place);
    }
    const std::size_t digits = kind == 'x' ? 2 : kind == 'U' ? 8 : 0;
    const std::uint32_t value = digits != 0 ? read_hex(text, place + 2, digits) : not_a_number;
    return value != not_a_number ? literal_character{value, digits + 2, kind == 'x'} : literal_character{'\\', 1};
}

// Appends a code point in UTF-8. \throws std::bad_alloc
inline void append_utf8(std::string& out, std::uint32_t point) {
    if ((point >= 0xD800 && point < 0xE000) || point > 0x10FFFF) {
        point = replacement_character;
    }
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | (point >> shift & 0x3FU)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
        return;
    }
    if (point < 0x800) {
        out += static_cast<char>(0xC0U | point >> 6U);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xE0U | point >> 12U);
        tail(6);
    } else {
        out += static_cast<char>(0xF0U | point >> 18U);
        tail(12);
        tail(6);
    }
    tail(0);
}

// Appends a byte as it stands in a JSON string. \throws std::bad_alloc
inline void append_json_byte(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20) {
        (((out += "\\u00") += digits[octet >> 4U]) += digits[octet & 0xFU]);
    } else {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
}

// Appends a character of a literal to a JSON string. \throws std::bad_alloc
inline void append_json_character(std::string& out, const literal_character& character, bool bytes) {
    if (character.value < 0x80 || (character.is_byte && bytes)) {
        append_json_byte(out, static_cast<char>(character.value));
    } else {
        append_utf8(out, character.value);
    }
}

// A text without one level of escapes. O(size). \throws std::bad_alloc
[[nodiscard]] inline std::string unescaped(std::string_view text, bool bytes) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t place = 0; place != text.size();) {
        if (text[place] != '\\') {
            out += text[place++];
            continue;
        }
        const literal_character character = read_escape(text, place);
        place += character.size;
        if (character.is_byte && bytes) {
            out += static_cast<char>(character.value);
        } else {
            append_utf8(out, character.value);
        }
    }
    return out;
}

// How much of a text gives so many characters without escapes. O(size).
[[nodiscard]] inline std::size_t escaped_size(std::string_view text, std::size_t size) {
    std::string out;
    std::size_t place = 0;
    std::size_t count = 0;
    while (place < text.size() && count < size) {
        const literal_character character = text[place] == '\\' ? read_escape(text, place) : literal_character{};
        out.clear();
        append_utf8(out, character.value);
        count += out.size();
        place += character.size;
    }
    return place;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
