// telnyx-errors: the characters of free text, and the gaps between its words. SPDX-License-Identifier: MIT
//
// People and word processors write "opted out" in many ways. Free text is compared character by character without case, accents,
// width and invisible characters. Any bytes are accepted.
#ifndef TELNYX_ERRORS_DETAIL_FOLDED_TEXT_HPP
#define TELNYX_ERRORS_DETAIL_FOLDED_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/characters.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// One character, without its case, accent and width.
struct folded_character {
    char value = 0; // 'a' to 'z', '0' to '9', a separator as ASCII writes it, `other_letter`, `undecodable`, or 0: invisible
    bool capital = false;
    std::size_t size = 1; // in bytes
};

// Of another alphabet: a part of a word that is in no list. Nothing in ASCII is folded to it.
inline constexpr char other_letter = '\x80';
// What is not UTF-8, or could not be decoded before: it separates words, but might have been a letter. ASCII calls it a substitute.
inline constexpr char undecodable = '\x1A';

[[nodiscard]] constexpr char fold_ascii(char c) noexcept { return c == '\r' ? '\n' : lower(c); }

// Neighbouring code points that are folded alike.
struct folded_range { // NOLINT(cppcoreguidelines-pro-type-member-init): each row gives the first three
    std::uint32_t first;
    std::uint32_t last;
    char value; // of the first one
    bool capital = false;
    bool rises = false; // each has the value after that of the one before it; else all have the same
};

// From the charts of Unicode, in ascending order. What is in no range is a letter of another alphabet.
inline constexpr folded_range folded_ranges[] = {
    {0x80, 0xAC, ' '},
    {0xAD, 0xAD, '\0'}, // soft hyphen
    {0xAE, 0xBF, ' '},
    {0x2BC, 0x2BC, ' '}, // an apostrophe
    {0x2C6, 0x2C6, ' '}, // an accent and a tilde by themselves
    {0x2DC, 0x2DC, ' '},
    {0x300, 0x36F, '\0'},   // combining accents
    {0x37E, 0x37E, ';'},    // the Greek question mark, which is a semicolon
    {0x387, 0x387, ';'},    // the Greek semicolon
    {0x589, 0x589, ';'},    // the Armenian full stop
    {0x5C3, 0x5C3, ';'},    // the full stop of Hebrew verses
    {0x60C, 0x60C, ','},    // Arabic comma
    {0x61B, 0x61B, ';'},    // Arabic semicolon
    {0x61C, 0x61C, '\0'},   // a mark of direction
    {0x61F, 0x61F, '?'},    // Arabic question mark
    {0x6D4, 0x6D4, ';'},    // Arabic full stop
    {0x964, 0x965, ';'},    // the full stops of Indic scripts
    {0x115F, 0x1160, '\0'}, // fillers of Hangul
    {0x1680, 0x1680, ' '},  // a space
    {0x180B, 0x180F, '\0'}, // Mongolian variation selectors and the vowel separator
    {0x1AB0, 0x1AFF, '\0'}, // combining marks
    {0x1DC0, 0x1DFF, '\0'},
    {0x2000, 0x200A, ' '},  // spaces
    {0x200B, 0x200F, '\0'}, // zero width, directions
    {0x2010, 0x2013, '-'},  // hyphens and short dashes
    {0x2014, 0x2015, '\n'}, // long dashes
    {0x2016, 0x2025, ' '},  // quotes, bullets
    {0x2026, 0x2026, ';'},  // ellipsis
    {0x2027, 0x2027, ' '},
    {0x2028, 0x2029, '\n'}, // line and paragraph separators
    {0x202A, 0x202E, '\0'}, // directions
    {0x202F, 0x205F, ' '},
    {0x2060, 0x206F, '\0'}, // word joiner, invisible operators
    {0x2070, 0x20CF, ' '},  // superscripts, currencies
    {0x20D0, 0x20FF, '\0'}, // combining marks of symbols
    {0x2100, 0x2101, ' '},
    {0x2102, 0x2102, 'c', true}, // letters that the styles of mathematics have here
    {0x2103, 0x2109, ' '},
    {0x210A, 0x210A, 'g'},
    {0x210B, 0x210D, 'h', true},
    {0x210E, 0x210F, 'h'},
    {0x2110, 0x2111, 'i', true},
    {0x2112, 0x2112, 'l', true},
    {0x2113, 0x2113, 'l'},
    {0x2114, 0x2114, ' '},
    {0x2115, 0x2115, 'n', true},
    {0x2116, 0x2118, ' '},
    {0x2119, 0x211B, 'p', true, true},
    {0x211C, 0x211D, 'r', true},
    {0x211E, 0x2123, ' '},
    {0x2124, 0x2124, 'z', true},
    {0x2125, 0x2127, ' '},
    {0x2128, 0x2128, 'z', true},
    {0x2129, 0x212B, ' '},
    {0x212C, 0x212D, 'b', true, true},
    {0x212E, 0x212E, ' '},
    {0x212F, 0x212F, 'e'},
    {0x2130, 0x2131, 'e', true, true},
    {0x2132, 0x2132, ' '},
    {0x2133, 0x2133, 'm', true},
    {0x2134, 0x2134, 'o'},
    {0x2135, 0x2211, ' '}, // number forms, arrows, operators
    {0x2212, 0x2212, '-'}, // minus
    {0x2213, 0x24B5, ' '},
    {0x24B6, 0x24CF, 'a', true, true}, // letters in circles
    {0x24D0, 0x24E9, 'a', false, true},
    {0x24EA, 0x2BFF, ' '},  // shapes, dingbats, arrows
    {0x2E00, 0x2E39, ' '},  // punctuation of manuscripts
    {0x2E3A, 0x2E3B, '\n'}, // long dashes
    {0x2E3C, 0x2E7F, ' '},
    {0x3000, 0x3000, ' '},
    {0x3001, 0x3002, ';'}, // ideographic comma and full stop
    {0x3003, 0x303F, ' '},
    {0x30FB, 0x30FB, ' '},  // the dot of Katakana
    {0x3164, 0x3164, '\0'}, // a filler of Hangul
    {0x3297, 0x3297, ' '},  // emoji
    {0x3299, 0x3299, ' '},
    {0xD800, 0xDFFF, undecodable},      // halves of a character
    {0xE000, 0xF8FF, ' '},              // for private use, such as emoji of carriers
    {0xFE00, 0xFE0F, '\0'},             // variation selectors
    {0xFE10, 0xFE1F, ' '},              // vertical punctuation
    {0xFE20, 0xFE2F, '\0'},             // combining half marks
    {0xFE30, 0xFE6F, ' '},              // vertical and small punctuation
    {0xFEFF, 0xFEFF, '\0'},             // byte order mark
    {0xFF01, 0xFF20, '!', false, true}, // ASCII in full width
    {0xFF21, 0xFF3A, 'a', true, true},
    {0xFF3B, 0xFF5E, '[', false, true},
    {0xFF5F, 0xFF60, ' '}, // brackets in half width, and ideographic punctuation
    {0xFF61, 0xFF61, ';'},
    {0xFF62, 0xFF63, ' '},
    {0xFF64, 0xFF64, ';'},
    {0xFF65, 0xFF65, ' '},
    {0xFFA0, 0xFFA0, '\0'}, // a filler of Hangul
    {0xFFE0, 0xFFEE, ' '},  // signs in full and half width
    {0xFFF9, 0xFFFB, '\0'}, // marks of annotations
    {0xFFFC, 0xFFFC, ' '},  // stands for an attachment
    {0xFFFD, 0xFFFD, undecodable},
    {0x1F000, 0x1FFFF, ' '},  // emoji
    {0xE0000, 0xE0FFF, '\0'}, // tags, which flags have, and variation selectors
};

// A letter or a digit in a style of mathematics (U+1D400 to U+1D7FF): styles of 26 capitals and 26 small letters, Greek, and styles
// of ten digits.
[[nodiscard]] constexpr folded_character fold_mathematical(std::uint32_t place) noexcept {
    constexpr std::uint32_t letters = 26;
    constexpr std::uint32_t last_style = 13 * 2 * letters;
    constexpr std::uint32_t first_digit = 0x3CE;
    if (place < last_style) {
        return {static_cast<char>('a' + place % letters), place / letters % 2 == 0};
    }
    return {place >= first_digit ? static_cast<char>('0' + (place - first_digit) % 10) : other_letter};
}

// A code point beyond ASCII. The size is not set.
[[nodiscard]] constexpr folded_character fold_code_point(std::uint32_t code_point) noexcept {
    if (code_point >= 0xC0 && code_point <= 0xFF) { // letters with accents
        const bool capital = code_point < 0xDF && code_point != 0xD7;
        return {code_point == 0xFF ? 'y' : "aaaaaaaceeeeiiiidnooooo ouuuuyts"[code_point & 0x1FU], capital};
    }
    if (code_point >= 0x1D400 && code_point <= 0x1D7FF) {
        return fold_mathematical(code_point - 0x1D400);
    }
    std::size_t below = 0; // a binary search, which is not constexpr in the library of C++17
    for (std::size_t above = std::size(folded_ranges); below != above;) {
        const std::size_t middle = below + (above - below) / 2;
        const folded_range& range = folded_ranges[middle];
        if (code_point >= range.first && code_point <= range.last) {
            return {static_cast<char>(range.value + (range.rises ? static_cast<char>(code_point - range.first) : 0)),
                    range.capital};
        }
        code_point < range.first ? above = middle : below = middle + 1;
    }
    return {other_letter};
}

// One character of several bytes. What is not UTF-8 counts byte by byte, so that it swallows nothing behind it.
[[nodiscard]] TELNYX_ERRORS_OUT_OF_LINE constexpr folded_character fold_unicode(std::string_view text, std::size_t place) noexcept {
    constexpr folded_character broken{undecodable};
    const unsigned first = static_cast<unsigned char>(text[place]);
    const std::size_t size = utf_8_size(first);
    if (size == 0 || text.size() - place < size) {
        return broken;
    }
    std::uint32_t code_point = lead_bits(first, size);
    for (std::size_t i = 1; i != size; ++i) {
        const auto next = static_cast<unsigned char>(text[place + i]);
        if ((next & 0xC0U) != 0x80U) {
            return broken;
        }
        code_point = code_point << 6U | (next & 0x3FU);
    }
    if (is_wrong_size(code_point, size)) { // surrogates are read, and are in the ranges
        return broken;
    }
    folded_character result = fold_code_point(code_point);
    result.size = size;
    return result;
}

[[nodiscard]] constexpr bool is_in_word(char folded) noexcept {
    return is_letter(folded) || is_digit(folded) || folded == other_letter;
}

// Whether a word ends between two neighbouring characters: "optOut", "STOP2".
[[nodiscard]] constexpr bool word_ends_between(const folded_character& left, const folded_character& right) noexcept {
    if (!is_in_word(right.value)) {
        return true;
    }
    return is_digit(left.value) != is_digit(right.value) || (is_letter(left.value) && !left.capital && right.capital);
}

[[nodiscard]] constexpr int hex_digit(char c) noexcept {
    const char low = lower(c);
    return is_digit(c) ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// The number that digits write; -1 if something else is there. At most seven digits are read.
[[nodiscard]] constexpr std::int32_t number_of(std::string_view digits, int base) noexcept {
    std::int32_t number = digits.empty() || digits.size() > 7 ? -1 : 0;
    for (const char c : digits) {
        const int digit = hex_digit(c);
        number = number < 0 || digit < 0 || digit >= base ? -1 : number * base + digit;
    }
    return number;
}

// The same for so many hexadecimal digits from a place; -1 if they are not there.
[[nodiscard]] constexpr std::int32_t hex_number(std::string_view text, std::size_t place, std::size_t digits) noexcept {
    return text.size() < place + digits ? -1 : number_of(text.substr(place, digits), 16);
}

// A code point that is escaped in so many bytes.
[[nodiscard]] constexpr folded_character unescaped(std::int32_t number, std::size_t size) noexcept {
    if (number >= 0x80) {
        folded_character result = fold_code_point(static_cast<std::uint32_t>(number));
        result.size = size;
        return result;
    }
    const char c = static_cast<char>(number);
    return {fold_ascii(c), lower(c) != c, size};
}

// A character that is escaped for another format: "%20", "&nbsp;", "&#8209;", "<br>", "\\u2011". Size 0 if it is none.
[[nodiscard]] TELNYX_ERRORS_OUT_OF_LINE constexpr folded_character fold_escape(std::string_view text, std::size_t place) noexcept {
    constexpr std::size_t longest_entity = 10;
    constexpr folded_character none{'\0', false, 0};
    const std::string_view rest = text.substr(place, longest_entity);
    if (rest.front() == '%') { // a byte; those beyond ASCII are a part of a character
        const std::int32_t byte = hex_number(rest, 1, 2);
        return byte < 0 ? none : byte < 0x80 ? unescaped(byte, 3) : folded_character{undecodable, false, 3};
    }
    if (rest.front() == '\\') {
        const std::int32_t number = rest.size() > 1 && rest[1] == 'u' ? hex_number(rest, 2, 4) : -1;
        return number < 0 ? none : unescaped(number, 6);
    }
    if (rest.front() == '<') { // "<br>", "<br/>", "<br />"
        const std::size_t end = rest.find('>');
        const bool is_break = end != std::string_view::npos && equal_ignoring_case(rest.substr(1, 2), "br") &&
                              rest.substr(3, end - 3).find_first_not_of(" /") == std::string_view::npos;
        return {' ', false, is_break ? end + 1 : 0};
    }
    const std::size_t end = rest.find(';');
    const std::string_view name = end == std::string_view::npos ? std::string_view{} : rest.substr(1, end - 1);
    if (!name.empty() && name[0] == '#') { // "&#8209;", "&#x2011;"
        const bool is_hex = name.size() > 1 && lower(name[1]) == 'x';
        const std::int32_t number = is_hex ? number_of(name.substr(2), 16) : number_of(name.substr(1), 10);
        return number < 0 ? none : unescaped(number, end + 1);
    }
    for (const char c : name) {
        if (!is_letter(lower(c)) && !is_digit(c)) {
            return none;
        }
    }
    return name.size() < 2 ? none : folded_character{name == "shy" ? '\0' : ' ', false, end + 1};
}

// The next visible character at or after a place; its size includes the invisible ones before it. Value 0 at the end.
[[nodiscard]] constexpr folded_character next_character(std::string_view text, std::size_t place) noexcept {
    const std::size_t begin = place;
    while (place < text.size()) {
        const char c = text[place];
        const bool is_ascii = static_cast<unsigned char>(c) < 0x80; // where char has no sign, too
        folded_character next = is_ascii ? folded_character{fold_ascii(c), lower(c) != c, 1} : fold_unicode(text, place);
        if (c == '%' || c == '&' || c == '<' || c == '\\') {
            const folded_character escaped = fold_escape(text, place);
            next = escaped.size != 0 ? escaped : next;
        }
        place += next.size;
        if (next.value != '\0') {
            return {next.value, next.capital, place - begin};
        }
    }
    return {'\0', false, place - begin};
}

// What separates two words, ordered by how much it separates.
enum class gap_kind : std::uint8_t {
    blank,   // blanks, hyphens, underscores, quotes
    bracket, // an opening parenthesis
    pause,   // a new line, a dash between blanks: ends a clause, but may be within a phrase
    comma,
    colon, // also '='
    full_stop,
    question,
};

struct gap {
    std::size_t end = 0;
    gap_kind kind = gap_kind::blank;
};

[[nodiscard]] constexpr gap_kind kind_of_separator(char folded) noexcept {
    switch (folded) {
    case '(': return gap_kind::bracket;
    case '\n': return gap_kind::pause;
    case ',': return gap_kind::comma;
    case ':':
    case '=': return gap_kind::colon;
    case ';':
    case '!': return gap_kind::full_stop;
    case '?': return gap_kind::question;
    default: return gap_kind::blank;
    }
}

// The gap from a place up to the next word.
[[nodiscard]] constexpr gap gap_at(std::string_view text, std::size_t place) noexcept {
    gap result{place, gap_kind::blank};
    char before = 'a';
    bool after_blank = false;
    bool dash_after_blank = false;
    while (true) {
        const folded_character next = next_character(text, result.end);
        if (next.value == '\0') {
            return {text.size(), before == '.' && result.kind < gap_kind::full_stop ? gap_kind::full_stop : result.kind};
        }
        if (is_in_word(next.value)) {
            return result;
        }
        gap_kind kind = kind_of_separator(next.value);
        if (before == '.') { // not in "recipient.opted_out"
            kind = kind < gap_kind::full_stop ? gap_kind::full_stop : kind;
        }
        const bool is_blank = next.value == ' ' || next.value == '\t';
        if (dash_after_blank && is_blank) {
            kind = gap_kind::pause;
        }
        result.kind = kind > result.kind ? kind : result.kind;
        dash_after_blank = next.value == '-' && (after_blank || dash_after_blank);
        after_blank = is_blank;
        before = next.value;
        result.end += next.size;
    }
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
