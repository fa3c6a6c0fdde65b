// telnyx-errors: the characters of free text, and the gaps between its words. SPDX-License-Identifier: MIT
//
// People and word processors write "opted out" in many ways. Free text is compared character by character without case, accents,
// width and invisible characters. Any bytes are accepted.
#ifndef TELNYX_ERRORS_DETAIL_FOLDED_TEXT_HPP
#define TELNYX_ERRORS_DETAIL_FOLDED_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// One character, without its case, accent and width.
struct folded_character {
    char value = 0; // 'a' to 'z', '0' to '9', a separator as ASCII writes it, `other_letter`, or 0: invisible
    bool capital = false;
    std::size_t size = 1; // in bytes
};

inline constexpr char other_letter = '\x7F'; // of another alphabet, or not UTF-8: a part of a word that is in no list

[[nodiscard]] constexpr char fold_ascii(char c) noexcept { return c == '\r' ? '\n' : lower(c); }

// U+2000 to U+206F: typographic spaces, dashes, quotes and invisible characters, by the last two bytes.
[[nodiscard]] constexpr char fold_punctuation(unsigned second, unsigned third) noexcept {
    if (second == 0x81) {
        return third >= 0xA0 ? '\0' : ' ';
    }
    if ((third >= 0x8B && third <= 0x8F) || (third >= 0xAA && third <= 0xAE)) {
        return '\0'; // zero width, directions
    }
    if (third >= 0x90 && third <= 0x93) {
        return '-';
    }
    if (third == 0x94 || third == 0x95 || third == 0xA8 || third == 0xA9) {
        return '\n'; // long dashes and line separators
    }
    return third == 0xA6 ? ';' : ' ';
}

// A letter or a digit in a style of mathematics (U+1D400 to U+1D7FF), by the place in that block: styles of 26 capitals and 26
// small letters, Greek, and styles of ten digits.
[[nodiscard]] constexpr folded_character fold_mathematical(unsigned place) noexcept {
    constexpr unsigned letters = 26;
    constexpr unsigned last_style = 13 * 2 * letters;
    constexpr unsigned first_digit = 0x3CE;
    if (place < last_style) {
        return {static_cast<char>('a' + place % letters), place / letters % 2 == 0, 4};
    }
    return {place >= first_digit ? static_cast<char>('0' + (place - first_digit) % 10) : other_letter, false, 4};
}

// U+24B6 to U+24E9: letters in circles, by the last two bytes.
[[nodiscard]] constexpr folded_character fold_circled(unsigned second, unsigned third) noexcept {
    const unsigned place = (second & 0x3FU) * 64 + (third & 0x3FU) - 0x4B6;
    return {static_cast<char>('a' + place % 26), place < 26, 3};
}

// One character of several bytes, or NUL, which is invisible.
[[nodiscard]] constexpr folded_character fold_unicode(std::string_view text, std::size_t place) noexcept {
    const unsigned first = static_cast<unsigned char>(text[place]);
    if (first == 0) {
        return {'\0', false, 1};
    }
    const std::size_t left = text.size() - place;
    const unsigned second = left > 1 ? static_cast<unsigned char>(text[place + 1]) : 0;
    const unsigned third = left > 2 ? static_cast<unsigned char>(text[place + 2]) : 0;
    if (first == 0xC2 && second >= 0x80) { // U+0080 to U+00BF: the soft hyphen is invisible, the rest separates
        return {second == 0xAD ? '\0' : ' ', false, 2};
    }
    if (first == 0xC3 && second >= 0x80) { // U+00C0 to U+00FF: letters with accents
        return {"aaaaaaaceeeeiiiidnooooo ouuuuyts"[second & 0x1F], second < 0xA0, 2};
    }
    if ((first == 0xCC && second >= 0x80) || (first == 0xCD && second >= 0x80 && second < 0xB0)) {
        return {'\0', false, 2}; // combining accents
    }
    if (first == 0xD8 && second == 0x9C) { // U+061C, a mark of direction
        return {'\0', false, 2};
    }
    if ((first == 0xE1 && second == 0xA0 && third == 0x8E) || (first == 0xE3 && second == 0x85 && third == 0xA4)) {
        return {'\0', false, 3}; // U+180E and U+3164 are drawn as nothing
    }
    if (first == 0xE2 && ((second == 0x92 && third >= 0xB6) || (second == 0x93 && third >= 0x80 && third <= 0xA9))) {
        return fold_circled(second, third);
    }
    if (first == 0xF0 && second == 0x9D && left >= 4 && third >= 0x90 && third <= 0x9F) {
        return fold_mathematical((third - 0x90) * 64 + (static_cast<unsigned char>(text[place + 3]) & 0x3FU));
    }
    if (first == 0xE2 && third >= 0x80 && second < 0xB0) { // the rest are arrows, signs and dingbats; U+2212 is a minus
        return {second <= 0x81 ? fold_punctuation(second, third) : second == 0x88 && third == 0x92 ? '-' : ' ', false, 3};
    }
    if (first == 0xE3 && second == 0x80 && third >= 0x80) { // ideographic punctuation
        return {third == 0x81 || third == 0x82 ? ';' : ' ', false, 3};
    }
    if (first == 0xEF && (second == 0xBB || second == 0xB8) && third >= 0x80) { // byte order mark, variation selectors
        return {'\0', false, 3};
    }
    if (first == 0xEF && (second == 0xBC || second == 0xBD) && third > 0x80) { // fullwidth ASCII
        const char c = static_cast<char>((second == 0xBC ? 0x20 : 0x60) + (third & 0x3F));
        return {fold_ascii(c), lower(c) != c, 3};
    }
    if (first == 0xF0 && second == 0x9F && left >= 4) { // emoji
        return {' ', false, 4};
    }
    return {other_letter, false, 1};
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

// The number that hexadecimal digits write; -1 if they are not there.
[[nodiscard]] constexpr int hex_number(std::string_view text, std::size_t place, std::size_t digits) noexcept {
    if (text.size() < place + digits) {
        return -1;
    }
    int number = 0;
    for (std::size_t i = place; i != place + digits; ++i) {
        const int digit = hex_digit(text[i]);
        if (digit < 0) {
            return -1;
        }
        number = number * 16 + digit;
    }
    return number;
}

// A character of ASCII, or a blank for any other: those that separate words are what is escaped.
[[nodiscard]] constexpr folded_character unescaped(int number, std::size_t size) noexcept {
    const char c = number > 0 && number < 0x80                                ? static_cast<char>(number)
                   : number == '\0' || (number >= 0x200B && number <= 0x200F) ? '\0'
                   : number == 0xAD || number == 0x2060 || number == 0xFEFF   ? '\0'
                                                                              : ' ';
    return {fold_ascii(c), lower(c) != c, size};
}

// A character that is escaped for another format: "%20", "&nbsp;", "&#8209;", "<br>", "\\u2011". Size 0 if it is none.
[[nodiscard]] constexpr folded_character fold_escape(std::string_view text, std::size_t place) noexcept {
    constexpr std::size_t longest_entity = 10;
    const std::string_view rest = text.substr(place, longest_entity);
    if (rest.front() == '%') {
        const int byte = hex_number(rest, 1, 2);
        return byte < 0 ? folded_character{'\0', false, 0} : unescaped(byte, 3);
    }
    if (rest.front() == '\\') {
        const int number = rest.size() > 1 && rest[1] == 'u' ? hex_number(rest, 2, 4) : -1;
        return number < 0 ? folded_character{'\0', false, 0} : unescaped(number, 6);
    }
    if (rest.front() == '<') { // "<br>", "<br/>", "<br />"
        const std::size_t end = rest.find('>');
        const bool is_break = end != std::string_view::npos && equal_ignoring_case(rest.substr(1, 2), "br") &&
                              rest.substr(3, end - 3).find_first_not_of(" /") == std::string_view::npos;
        return {' ', false, is_break ? end + 1 : 0};
    }
    std::size_t end = 1;
    while (end != rest.size() && (is_letter(lower(rest[end])) || is_digit(rest[end]) || rest[end] == '#')) {
        ++end;
    }
    const bool is_entity = end > 2 && end != rest.size() && rest[end] == ';';
    return {' ', false, is_entity ? end + 1 : 0};
}

// The next visible character at or after a place; its size includes the invisible ones before it. Value 0 at the end.
[[nodiscard]] constexpr folded_character next_character(std::string_view text, std::size_t place) noexcept {
    const std::size_t begin = place;
    while (place < text.size()) {
        const char c = text[place];
        const bool is_ascii = c != '\0' && static_cast<unsigned char>(c) < 0x80; // where char has no sign, too
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
        if (dash_after_blank && next.value == ' ') {
            kind = gap_kind::pause;
        }
        result.kind = kind > result.kind ? kind : result.kind;
        dash_after_blank = next.value == '-' && (before == ' ' || dash_after_blank);
        before = next.value;
        result.end += next.size;
    }
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
