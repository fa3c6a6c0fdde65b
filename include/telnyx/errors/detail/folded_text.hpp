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

// The next visible character at or after a place; its size includes the invisible ones before it. Value 0 at the end.
[[nodiscard]] constexpr folded_character next_character(std::string_view text, std::size_t place) noexcept {
    const std::size_t begin = place;
    while (place < text.size()) {
        const char c = text[place];
        const bool is_ascii = c != '\0' && static_cast<unsigned char>(c) < 0x80; // where char has no sign, too
        const folded_character next = is_ascii ? folded_character{fold_ascii(c), lower(c) != c, 1} : fold_unicode(text, place);
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
