// telnyx-errors: characters of a string, also escaped ones. SPDX-License-Identifier: MIT
//
// Strings that go into a log are not always decoded: the body of a form, a URL, raw JSON, HTML. Here a character is read in the
// escaping that it is written in. Everything takes constant time: escapes of escapes are read to a fixed depth.
#ifndef TELNYX_ERRORS_DETAIL_CHARACTERS_HPP
#define TELNYX_ERRORS_DETAIL_CHARACTERS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// How a character is written: as it is, %2B, \u002b or \x2b or \n, &#43;, &#x2b;, &nbsp;.
enum class escaping : unsigned char { plain, percent, backslash, decimal_entity, hexadecimal_entity, named_entity };

struct character {
    std::uint32_t code = 0; // Unicode; bytes that are not UTF-8 are U+FFFD
    std::size_t size = 1;   // in bytes
    detail::escaping escaping = detail::escaping::plain;
};

inline constexpr std::uint32_t not_utf_8 = 0xFFFD;

// A string in which characters are read and replaced.
struct characters {
    const char* text;
    std::size_t size;

    // The character at a place; 0 beyond the end.
    [[nodiscard]] constexpr char at(std::size_t place) const noexcept { return place < size ? text[place] : '\0'; }
    // Whether a string stands at a place.
    [[nodiscard]] constexpr bool holds(std::size_t place, std::string_view expected) const noexcept {
        return place <= size && std::string_view{text + place, size - place}.substr(0, expected.size()) == expected;
    }
};

[[nodiscard]] constexpr bool is_hexadecimal(char c) noexcept { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }

// The value of this many hexadecimal digits, at most six; -1 if there are fewer.
[[nodiscard]] constexpr std::int32_t hexadecimal_at(characters all, std::size_t place, std::size_t count) noexcept {
    std::int32_t value = 0;
    for (std::size_t i = place; i != place + count; ++i) {
        const char c = all.at(i);
        if (!is_hexadecimal(c)) {
            return -1;
        }
        value = value * 16 + (is_digit(c) ? c - '0' : lower(c) - 'a' + 10);
    }
    return value;
}

// The size of a UTF-8 sequence by its first byte; 0 if no sequence begins with it.
[[nodiscard]] constexpr std::size_t utf_8_size(unsigned lead) noexcept {
    return lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

// The bits that the first byte of a sequence holds.
[[nodiscard]] constexpr std::uint32_t lead_bits(unsigned lead, std::size_t size) noexcept {
    return lead & (size == 2 ? 0x1FU : size == 3 ? 0x0FU : 0x07U);
}

// Whether a sequence of this size is the wrong one for a code: there is a shorter one, or it is beyond Unicode.
[[nodiscard]] constexpr bool is_wrong_size(std::uint32_t code, std::size_t size) noexcept {
    return code < (size == 2 ? 0x80U : size == 3 ? 0x800U : 0x10000U) || code > 0x10FFFF;
}

// The same, or a surrogate, for which UTF-8 has no sequence at all.
[[nodiscard]] constexpr bool is_ill_formed(std::uint32_t code, std::size_t size) noexcept {
    return is_wrong_size(code, size) || (code >= 0xD800 && code <= 0xDFFF);
}

// A character in UTF-8, whose bytes `byte_at(i)` gives (-1: there is none), each of which has `unit` bytes in the string.
template <class ByteAt>
[[nodiscard]] constexpr character decode_utf_8(ByteAt byte_at, std::size_t unit, escaping how) noexcept {
    const auto lead = static_cast<unsigned>(byte_at(0));
    const std::size_t size = utf_8_size(lead);
    if (size == 1) {
        return {lead, unit, how};
    }
    std::uint32_t code = lead_bits(lead, size);
    for (std::size_t i = 1; i < size; ++i) {
        const std::int32_t next = byte_at(i);
        if (next < 0x80 || next > 0xBF) {
            return {not_utf_8, unit, how};
        }
        code = code << 6U | (static_cast<std::uint32_t>(next) & 0x3FU);
    }
    return size == 0 || is_ill_formed(code, size) ? character{not_utf_8, unit, how} : character{code, unit * size, how};
}

// Whether a percent escape is taken for this character. Encoders do not escape letters, so "50%4155501" is not one.
[[nodiscard]] constexpr bool is_worth_an_escape(std::int32_t byte) noexcept {
    return byte >= 0x80 || !is_letter(static_cast<char>(byte));
}

// %2B, also %252B, %25252B and so on. In UTF-8 all bytes of a character must be escaped to the same depth.
[[nodiscard]] constexpr character percent_escape(characters all, std::size_t place) noexcept {
    constexpr std::size_t deepest = 4;
    std::size_t depth = 0;
    while (depth != deepest && all.holds(place + 1 + 2 * depth, "25")) {
        ++depth;
    }
    const std::size_t unit = 3 + 2 * depth;
    const auto byte_at = [&](std::size_t i) -> std::int32_t {
        const std::size_t first = place + i * unit;
        for (std::size_t level = 0; level != depth; ++level) {
            if (!all.holds(first + 1 + 2 * level, "25")) {
                return -1;
            }
        }
        return all.at(first) == '%' ? hexadecimal_at(all, first + unit - 2, 2) : -1;
    };
    const std::int32_t first = byte_at(0);
    if (first >= 0 && is_worth_an_escape(first)) {
        return decode_utf_8(byte_at, unit, escaping::percent);
    }
    return {'%', 1 + 2 * depth, escaping::percent};
}

// \u002b, \x2b, \n, \r, \t, \/ and \", also with more backslashes, as in JSON within JSON.
[[nodiscard]] constexpr character backslash_escape(characters all, std::size_t place) noexcept {
    constexpr std::size_t deepest = 16; // each escape of the escape doubles the backslashes
    std::size_t letter = place + 1;
    while (letter - place != deepest && all.at(letter) == '\\') {
        ++letter;
    }
    const std::size_t digits = all.at(letter) == 'u' ? 4 : all.at(letter) == 'x' ? 2 : 0;
    if (digits != 0) {
        const std::int32_t code = hexadecimal_at(all, letter + 1, digits);
        return code < 0 ? character{'\\', 1, escaping::plain}
                        : character{static_cast<std::uint32_t>(code), letter + 1 + digits - place, escaping::backslash};
    }
    switch (all.at(letter)) {
    case 'n': return {'\n', letter + 1 - place, escaping::backslash};
    case 'r': return {'\r', letter + 1 - place, escaping::backslash};
    case 't': return {'\t', letter + 1 - place, escaping::backslash};
    case '/': return {'/', letter + 1 - place, escaping::backslash};
    case '"': return {'"', letter + 1 - place, escaping::backslash};
    default: return {'\\', 1, escaping::plain};
    }
}

// The named entities of HTML that stand between digits or before them.
struct named_character {
    std::string_view name;
    std::uint32_t code;
};

inline constexpr named_character named_characters[] = {
    {"nbsp;", 0xA0},    {"ensp;", 0x2002},  {"emsp;", 0x2003},   {"thinsp;", 0x2009}, {"shy;", 0xAD},
    {"ndash;", 0x2013}, {"mdash;", 0x2014}, {"hyphen;", 0x2010}, {"dash;", 0x2010},   {"minus;", 0x2212},
    {"plus;", '+'},     {"lpar;", '('},     {"rpar;", ')'},      {"period;", '.'},    {"sol;", '/'},
};

// &#43;, &#x2b; and &nbsp;, also with "amp;" after the ampersand.
[[nodiscard]] constexpr character entity(characters all, std::size_t place) noexcept {
    constexpr std::size_t deepest = 4;
    std::size_t next = place + 1;
    for (std::size_t depth = 0; depth != deepest && all.holds(next, "amp;"); ++depth) {
        next += 4;
    }
    if (all.at(next) == '#') {
        const bool hexadecimal = lower(all.at(next + 1)) == 'x';
        const std::size_t first = next + (hexadecimal ? 2 : 1);
        std::uint32_t code = 0;
        std::size_t end = first;
        for (; end - first != 7 && (hexadecimal ? is_hexadecimal(all.at(end)) : is_digit(all.at(end))); ++end) {
            const auto digit = static_cast<std::uint32_t>(hexadecimal_at(all, end, 1));
            code = code * (hexadecimal ? 16 : 10) + digit;
        }
        if (end != first && all.at(end) == ';' && code <= 0x10FFFF) {
            return {code, end + 1 - place, hexadecimal ? escaping::hexadecimal_entity : escaping::decimal_entity};
        }
    } else {
        for (const named_character& named : named_characters) {
            if (all.holds(next, named.name)) {
                return {named.code, next + named.name.size() - place, escaping::named_entity};
            }
        }
    }
    return {'&', 1, escaping::plain};
}

// The character at a place, which must be less than the size.
[[nodiscard]] constexpr character read_character(characters all, std::size_t place) noexcept {
    switch (all.text[place]) {
    case '%': return percent_escape(all, place);
    case '\\': return backslash_escape(all, place);
    case '&': return entity(all, place);
    default: break;
    }
    const auto byte_at = [&](std::size_t i) -> std::int32_t {
        return place + i < all.size ? static_cast<unsigned char>(all.text[place + i]) : -1;
    };
    return decode_utf_8(byte_at, 1, escaping::plain);
}

// The ASCII character that a fullwidth one stands for; any other character itself.
[[nodiscard]] constexpr std::uint32_t without_width(std::uint32_t code) noexcept {
    return code >= 0xFF01 && code <= 0xFF5E ? code - 0xFEE0 : code;
}

// The value of a digit: ASCII, fullwidth, Arabic-Indic or extended Arabic-Indic. -1 for anything else.
[[nodiscard]] constexpr int digit_value(std::uint32_t code) noexcept {
    for (const std::uint32_t zero : {std::uint32_t{'0'}, std::uint32_t{0xFF10}, std::uint32_t{0x0660}, std::uint32_t{0x06F0}}) {
        if (code >= zero && code <= zero + 9) {
            return static_cast<int>(code - zero);
        }
    }
    return -1;
}

// What hides a digit: an asterisk of the same size in every escaping.
struct asterisk {
    std::uint32_t code;
    std::string_view utf_8;
};

[[nodiscard]] constexpr asterisk asterisk_for(std::uint32_t digit) noexcept {
    return digit < 0x80      ? asterisk{'*', "*"}
           : digit >= 0xFF10 ? asterisk{0xFF0A, "\xEF\xBC\x8A"} // the fullwidth one
                             : asterisk{0x066D, "\xD9\xAD"};    // the Arabic one
}

// Writes a byte in two hexadecimal digits.
constexpr void write_hexadecimal(char* to, std::uint32_t byte, std::string_view digits) noexcept {
    to[0] = digits[byte >> 4U & 0xFU];
    to[1] = digits[byte & 0xFU];
}

// Replaces a digit that was read at a place by an asterisk, in the same escaping and of the same size.
constexpr void hide_digit(char* text, std::size_t place, const character& digit) noexcept {
    const asterisk star = asterisk_for(digit.code);
    const std::size_t end = place + digit.size;
    const std::size_t unit = digit.size / star.utf_8.size(); // of a byte that is escaped
    switch (digit.escaping) {
    case escaping::plain:
        for (std::size_t i = 0; i != star.utf_8.size(); ++i) {
            text[place + i] = star.utf_8[i];
        }
        return;
    case escaping::percent:
        for (std::size_t i = 0; i != star.utf_8.size(); ++i) {
            write_hexadecimal(text + place + (i + 1) * unit - 2, static_cast<unsigned char>(star.utf_8[i]), "0123456789ABCDEF");
        }
        return;
    // Digits and their asterisks have the same leading digits, in hexadecimal (002a, ff0a, 066d) but not in decimal.
    case escaping::backslash: write_hexadecimal(text + end - 2, star.code, "0123456789abcdef"); return;
    case escaping::hexadecimal_entity: write_hexadecimal(text + end - 3, star.code, "0123456789abcdef"); return;
    case escaping::decimal_entity: {
        std::size_t to = end - 1;
        for (std::uint32_t rest = star.code; rest != 0; rest /= 10) {
            text[--to] = static_cast<char>('0' + rest % 10);
        }
        return;
    }
    case escaping::named_entity: return; // unreachable: no digit has a name
    }
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
