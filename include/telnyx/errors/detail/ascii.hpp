// telnyx-errors: ASCII letters, digits and decimals, without a locale. SPDX-License-Identifier: MIT
//
// Payloads and headers are bytes. Every comparison and conversion of characters uses these functions, so that no locale of
// the program changes a result. Bytes beyond ASCII are neither letters nor digits.
#ifndef TELNYX_ERRORS_DETAIL_ASCII_HPP
#define TELNYX_ERRORS_DETAIL_ASCII_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

[[nodiscard]] constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

[[nodiscard]] constexpr bool is_blank_or_line_end(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// A string without the spaces, tabs and line ends around it: HTTP clients leave them on header lines and values.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_blank_or_line_end(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank_or_line_end(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// Whether a string equals another, which is written in lower case, when the case of letters is ignored.
[[nodiscard]] constexpr bool equal_ignoring_case(std::string_view text, std::string_view lower_case) noexcept {
    if (text.size() != lower_case.size() || text.empty() || lower(text[0]) != lower_case[0]) {
        return text.empty() && lower_case.empty();
    }
    if (text == lower_case) { // mostly
        return true;
    }
    for (std::size_t i = 1; i != text.size(); ++i) {
        if (lower(text[i]) != lower_case[i]) {
            return false;
        }
    }
    return true;
}

// The size of the separator at a place of a string: a space, punctuation, or a typographic dash, quote or space (U+2000 to
// U+203F). 0 where a word goes on.
[[nodiscard]] constexpr std::size_t separator_size(std::string_view text, std::size_t place) noexcept {
    const char c = text[place];
    if (is_letter(c) || is_digit(c)) {
        return 0;
    }
    if (static_cast<unsigned char>(c) < 0x80) {
        return 1;
    }
    return text.substr(place, 2) == "\xE2\x80" ? 3 : 0;
}

// The place of the next character of a word, at or after a place; the size of the string if there is none.
[[nodiscard]] constexpr std::size_t skip_separators(std::string_view text, std::size_t place) noexcept {
    while (place < text.size()) {
        const std::size_t size = separator_size(text, place);
        if (size == 0) {
            return place;
        }
        place += size;
    }
    return text.size();
}

// Whether two strings have the same words when case, spaces and punctuation are ignored: payloads write "Blocked as spam -
// temporary" for what the reference calls "Blocked as spam (temporary)".
[[nodiscard]] constexpr bool same_words(std::string_view left, std::string_view right) noexcept {
    std::size_t i = skip_separators(left, 0);
    std::size_t k = skip_separators(right, 0);
    while (i != left.size() && k != right.size() && lower(left[i]) == lower(right[k])) {
        i = skip_separators(left, i + 1);
        k = skip_separators(right, k + 1);
    }
    return i == left.size() && k == right.size();
}

// The digits of the largest number of 64 bits, or the digits and the sign of the smallest one.
inline constexpr std::size_t decimal_size = 20;

// Writes a number in decimal to the end of an array, and returns the place of its first digit.
[[nodiscard]] constexpr std::size_t write_decimal(char (&digits)[decimal_size], std::uint64_t number) noexcept {
    std::size_t first = decimal_size;
    do {
        digits[--first] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    return first;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
