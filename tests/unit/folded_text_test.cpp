// The characters of free text: every code point of Unicode, bytes that are not UTF-8, what is escaped, and the gaps between words.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/detail/folded_text.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

using te::detail::fold_code_point;
using te::detail::fold_escape;
using te::detail::fold_mathematical;
using te::detail::fold_unicode;
using te::detail::folded_character;
using te::detail::gap_at;
using te::detail::gap_kind;
using te::detail::hex_digit;
using te::detail::hex_number;
using te::detail::next_character;
using te::detail::number_of;
using te::detail::other_letter;
using te::detail::undecodable;
using te::detail::unescaped;
using te::detail::word_ends_between;

constexpr bool same(const folded_character& left, const folded_character& right) {
    return left.value == right.value && left.capital == right.capital && left.size == right.size;
}

void check(const folded_character& found, const folded_character& expected) {
    INFO("value " << static_cast<int>(found.value) << ", expected " << static_cast<int>(expected.value));
    CHECK(found.value == expected.value);
    CHECK(found.capital == expected.capital);
    CHECK(found.size == expected.size);
}

// ------------------------------------------------------------------------------------------------------------ the charts

// Neighbouring code points, and what they are compared as.
struct range {
    std::uint32_t first;
    std::uint32_t last;
    char value; // of the first one
    bool rises; // the value of each is one more than that of the one before
    bool capital;
};

constexpr range all(std::uint32_t first, std::uint32_t last, char value) { return {first, last, value, false, false}; }
constexpr range from(std::uint32_t first, std::uint32_t last, char value) { return {first, last, value, true, false}; }
constexpr range capitals(std::uint32_t first, std::uint32_t last, char value) { return {first, last, value, true, true}; }
constexpr range blanks(std::uint32_t first, std::uint32_t last) { return all(first, last, ' '); }
constexpr range invisible(std::uint32_t first, std::uint32_t last) { return all(first, last, '\0'); }
constexpr range others(std::uint32_t first, std::uint32_t last) { return all(first, last, other_letter); }
constexpr range capital(std::uint32_t one, char value) { return capitals(one, one, value); }
constexpr range small(std::uint32_t one, char value) { return all(one, one, value); }

// From the charts of Unicode. What stands in no row is a letter of another alphabet.
constexpr range charts[] = {
    // U+0000: Basic Latin.
    invisible(0x0000, 0x0000),     // NUL
    from(0x0001, 0x000C, '\x01'),  // controls
    all(0x000D, 0x000D, '\n'),     // carriage return
    from(0x000E, 0x0040, '\x0E'),  // controls, the space, punctuation, digits
    capitals(0x0041, 0x005A, 'a'), // capital letters
    from(0x005B, 0x007F, '['),     // punctuation, small letters, punctuation, delete
    // U+0080: Latin-1 Supplement.
    blanks(0x0080, 0x00AC),    // controls, signs
    invisible(0x00AD, 0x00AD), // soft hyphen
    blanks(0x00AE, 0x00BF),    // signs
    capital(0x00C0, 'a'),      // a with grave
    capital(0x00C1, 'a'),      // a with acute
    capital(0x00C2, 'a'),      // a with circumflex
    capital(0x00C3, 'a'),      // a with tilde
    capital(0x00C4, 'a'),      // a with diaeresis
    capital(0x00C5, 'a'),      // a with ring
    capital(0x00C6, 'a'),      // ae
    capital(0x00C7, 'c'),      // c with cedilla
    capital(0x00C8, 'e'),      // e with grave
    capital(0x00C9, 'e'),      // e with acute
    capital(0x00CA, 'e'),      // e with circumflex
    capital(0x00CB, 'e'),      // e with diaeresis
    capital(0x00CC, 'i'),      // i with grave
    capital(0x00CD, 'i'),      // i with acute
    capital(0x00CE, 'i'),      // i with circumflex
    capital(0x00CF, 'i'),      // i with diaeresis
    capital(0x00D0, 'd'),      // eth
    capital(0x00D1, 'n'),      // n with tilde
    capital(0x00D2, 'o'),      // o with grave
    capital(0x00D3, 'o'),      // o with acute
    capital(0x00D4, 'o'),      // o with circumflex
    capital(0x00D5, 'o'),      // o with tilde
    capital(0x00D6, 'o'),      // o with diaeresis
    small(0x00D7, ' '),        // multiplication sign
    capital(0x00D8, 'o'),      // o with stroke
    capital(0x00D9, 'u'),      // u with grave
    capital(0x00DA, 'u'),      // u with acute
    capital(0x00DB, 'u'),      // u with circumflex
    capital(0x00DC, 'u'),      // u with diaeresis
    capital(0x00DD, 'y'),      // y with acute
    capital(0x00DE, 't'),      // thorn
    small(0x00DF, 's'),        // sharp s
    small(0x00E0, 'a'),        // a with grave
    small(0x00E1, 'a'),        // a with acute
    small(0x00E2, 'a'),        // a with circumflex
    small(0x00E3, 'a'),        // a with tilde
    small(0x00E4, 'a'),        // a with diaeresis
    small(0x00E5, 'a'),        // a with ring
    small(0x00E6, 'a'),        // ae
    small(0x00E7, 'c'),        // c with cedilla
    small(0x00E8, 'e'),        // e with grave
    small(0x00E9, 'e'),        // e with acute
    small(0x00EA, 'e'),        // e with circumflex
    small(0x00EB, 'e'),        // e with diaeresis
    small(0x00EC, 'i'),        // i with grave
    small(0x00ED, 'i'),        // i with acute
    small(0x00EE, 'i'),        // i with circumflex
    small(0x00EF, 'i'),        // i with diaeresis
    small(0x00F0, 'd'),        // eth
    small(0x00F1, 'n'),        // n with tilde
    small(0x00F2, 'o'),        // o with grave
    small(0x00F3, 'o'),        // o with acute
    small(0x00F4, 'o'),        // o with circumflex
    small(0x00F5, 'o'),        // o with tilde
    small(0x00F6, 'o'),        // o with diaeresis
    small(0x00F7, ' '),        // division sign
    small(0x00F8, 'o'),        // o with stroke
    small(0x00F9, 'u'),        // u with grave
    small(0x00FA, 'u'),        // u with acute
    small(0x00FB, 'u'),        // u with circumflex
    small(0x00FC, 'u'),        // u with diaeresis
    small(0x00FD, 'y'),        // y with acute
    small(0x00FE, 't'),        // thorn
    small(0x00FF, 'y'),        // y with diaeresis
    // U+0300 and on: single blocks and characters.
    blanks(0x02BC, 0x02BC),    // modifier letter apostrophe
    blanks(0x02C6, 0x02C6),    // modifier letter circumflex
    blanks(0x02DC, 0x02DC),    // small tilde
    invisible(0x0300, 0x036F), // Combining Diacritical Marks
    all(0x037E, 0x037E, ';'),  // Greek question mark, canonically a semicolon
    all(0x0387, 0x0387, ';'),  // Greek ano teleia
    all(0x0589, 0x0589, ';'),  // Armenian full stop
    all(0x05C3, 0x05C3, ';'),  // Hebrew sof pasuq
    all(0x060C, 0x060C, ','),  // Arabic comma
    all(0x061B, 0x061B, ';'),  // Arabic semicolon
    invisible(0x061C, 0x061C), // Arabic letter mark
    all(0x061F, 0x061F, '?'),  // Arabic question mark
    all(0x06D4, 0x06D4, ';'),  // Arabic full stop
    all(0x0964, 0x0965, ';'),  // Devanagari danda, double danda
    invisible(0x115F, 0x1160), // Hangul choseong filler, Hangul jungseong filler
    blanks(0x1680, 0x1680),    // Ogham space mark
    invisible(0x180B, 0x180F), // Mongolian free variation selectors, Mongolian vowel separator
    invisible(0x1AB0, 0x1AFF), // Combining Diacritical Marks Extended
    invisible(0x1DC0, 0x1DFF), // Combining Diacritical Marks Supplement
    // U+2000: General Punctuation.
    blanks(0x2000, 0x200A),    // spaces
    invisible(0x200B, 0x200F), // zero width space, non-joiner, joiner, left-to-right mark, right-to-left mark
    all(0x2010, 0x2013, '-'),  // hyphen, non-breaking hyphen, figure dash, en dash
    all(0x2014, 0x2015, '\n'), // em dash, horizontal bar
    blanks(0x2016, 0x2025),    // lines, quotation marks, daggers, bullets, leaders
    all(0x2026, 0x2026, ';'),  // horizontal ellipsis
    blanks(0x2027, 0x2027),    // hyphenation point
    all(0x2028, 0x2029, '\n'), // line separator, paragraph separator
    invisible(0x202A, 0x202E), // embeddings and overrides of direction
    blanks(0x202F, 0x205F),    // narrow no-break space, signs, quotation marks, medium mathematical space
    invisible(0x2060, 0x206F), // word joiner, invisible operators, isolates of direction, deprecated formats
    // U+2070 to U+20FF: superscripts and subscripts, currencies, marks around symbols.
    blanks(0x2070, 0x20CF), invisible(0x20D0, 0x20FF), // Combining Diacritical Marks for Symbols

    // U+2100: Letterlike Symbols. A letter that Mathematical Alphanumeric Symbols would have, if it did not stand here, is one.
    blanks(0x2100, 0x2101), // account of, addressed to the subject
    capital(0x2102, 'c'),   // double-struck C
    blanks(0x2103, 0x2109), // degree Celsius to degree Fahrenheit
    small(0x210A, 'g'),     // script g
    capital(0x210B, 'h'),   // script H
    capital(0x210C, 'h'),   // Fraktur H
    capital(0x210D, 'h'),   // double-struck H
    small(0x210E, 'h'),     // the Planck constant, italic h
    small(0x210F, 'h'),     // the Planck constant over two pi, italic h with stroke
    capital(0x2110, 'i'),   // script I
    capital(0x2111, 'i'),   // Fraktur I
    capital(0x2112, 'l'),   // script L
    small(0x2113, 'l'),     // script l
    blanks(0x2114, 0x2114), // l b bar
    capital(0x2115, 'n'),   // double-struck N
    blanks(0x2116, 0x2118), // numero, sound recording, Weierstrass elliptic function
    capital(0x2119, 'p'),   // double-struck P
    capital(0x211A, 'q'),   // double-struck Q
    capital(0x211B, 'r'),   // script R
    capital(0x211C, 'r'),   // Fraktur R
    capital(0x211D, 'r'),   // double-struck R
    blanks(0x211E, 0x2123), // prescription to versicle
    capital(0x2124, 'z'),   // double-struck Z
    blanks(0x2125, 0x2127), // ounce, ohm, inverted ohm
    capital(0x2128, 'z'),   // Fraktur Z
    blanks(0x2129, 0x212B), // turned iota, kelvin, angstrom
    capital(0x212C, 'b'),   // script B
    capital(0x212D, 'c'),   // Fraktur C
    blanks(0x212E, 0x212E), // estimated
    small(0x212F, 'e'),     // script e
    capital(0x2130, 'e'),   // script E
    capital(0x2131, 'f'),   // script F
    blanks(0x2132, 0x2132), // turned F
    capital(0x2133, 'm'),   // script M
    small(0x2134, 'o'),     // script o
    blanks(0x2135, 0x214F), // Hebrew letters as signs, information source, turned and italic double-struck signs
    // U+2150 to U+2BFF: signs.
    blanks(0x2150, 0x2211),        // number forms, arrows, operators
    all(0x2212, 0x2212, '-'),      // minus sign
    blanks(0x2213, 0x24B5),        // operators, technical, control pictures, numbers and letters in circles and parentheses
    capitals(0x24B6, 0x24CF, 'a'), // circled capital letters
    from(0x24D0, 0x24E9, 'a'),     // circled small letters
    blanks(0x24EA, 0x2BFF),        // circled numbers, boxes, shapes, dingbats, Braille, arrows
    blanks(0x2E00, 0x2E39),        // Supplemental Punctuation
    all(0x2E3A, 0x2E3B, '\n'),     // two-em dash, three-em dash
    blanks(0x2E3C, 0x2E7F),        // Supplemental Punctuation
    // U+3000: CJK Symbols and Punctuation.
    blanks(0x3000, 0x3000),    // ideographic space
    all(0x3001, 0x3002, ';'),  // ideographic comma, ideographic full stop
    blanks(0x3003, 0x303F),    // marks, brackets
    blanks(0x30FB, 0x30FB),    // Katakana middle dot
    invisible(0x3164, 0x3164), // Hangul filler
    blanks(0x3297, 0x3297),    // circled ideograph congratulation, an emoji
    blanks(0x3299, 0x3299),    // circled ideograph secret, an emoji
    // U+D800: surrogates, halves of a character, each of them written as three bytes.
    all(0xD800, 0xDFFF, undecodable), blanks(0xE000, 0xF8FF), // Private Use Area
    // U+FE00 and on.
    invisible(0xFE00, 0xFE0F), // Variation Selectors
    blanks(0xFE10, 0xFE1F),    // Vertical Forms
    invisible(0xFE20, 0xFE2F), // Combining Half Marks
    blanks(0xFE30, 0xFE6F),    // CJK Compatibility Forms, Small Form Variants
    invisible(0xFEFF, 0xFEFF), // byte order mark
    // U+FF00: the fullwidth forms of ASCII.
    from(0xFF01, 0xFF20, '!'),        // punctuation, digits
    capitals(0xFF21, 0xFF3A, 'a'),    // capital letters
    from(0xFF3B, 0xFF40, '['),        // punctuation
    from(0xFF41, 0xFF5A, 'a'),        // small letters
    from(0xFF5B, 0xFF5E, '{'),        // punctuation
    blanks(0xFF5F, 0xFF60),           // fullwidth white parentheses
    all(0xFF61, 0xFF61, ';'),         // halfwidth ideographic full stop
    blanks(0xFF62, 0xFF63),           // halfwidth corner brackets
    all(0xFF64, 0xFF64, ';'),         // halfwidth ideographic comma
    blanks(0xFF65, 0xFF65),           // halfwidth Katakana middle dot
    invisible(0xFFA0, 0xFFA0),        // halfwidth Hangul filler
    blanks(0xFFE0, 0xFFEE),           // fullwidth and halfwidth signs
    invisible(0xFFF9, 0xFFFB),        // interlinear annotations
    blanks(0xFFFC, 0xFFFC),           // object replacement character
    all(0xFFFD, 0xFFFD, undecodable), // replacement character
    // U+1D400: Mathematical Alphanumeric Symbols. Places that are free, because another block had the letter, count with the rest.
    capitals(0x1D400, 0x1D419, 'a'), // bold, capital
    from(0x1D41A, 0x1D433, 'a'),     // bold, small
    capitals(0x1D434, 0x1D44D, 'a'), // italic, capital
    from(0x1D44E, 0x1D467, 'a'),     // italic, small
    capitals(0x1D468, 0x1D481, 'a'), // bold italic, capital
    from(0x1D482, 0x1D49B, 'a'),     // bold italic, small
    capitals(0x1D49C, 0x1D4B5, 'a'), // script, capital
    from(0x1D4B6, 0x1D4CF, 'a'),     // script, small
    capitals(0x1D4D0, 0x1D4E9, 'a'), // bold script, capital
    from(0x1D4EA, 0x1D503, 'a'),     // bold script, small
    capitals(0x1D504, 0x1D51D, 'a'), // Fraktur, capital
    from(0x1D51E, 0x1D537, 'a'),     // Fraktur, small
    capitals(0x1D538, 0x1D551, 'a'), // double-struck, capital
    from(0x1D552, 0x1D56B, 'a'),     // double-struck, small
    capitals(0x1D56C, 0x1D585, 'a'), // bold Fraktur, capital
    from(0x1D586, 0x1D59F, 'a'),     // bold Fraktur, small
    capitals(0x1D5A0, 0x1D5B9, 'a'), // sans-serif, capital
    from(0x1D5BA, 0x1D5D3, 'a'),     // sans-serif, small
    capitals(0x1D5D4, 0x1D5ED, 'a'), // sans-serif bold, capital
    from(0x1D5EE, 0x1D607, 'a'),     // sans-serif bold, small
    capitals(0x1D608, 0x1D621, 'a'), // sans-serif italic, capital
    from(0x1D622, 0x1D63B, 'a'),     // sans-serif italic, small
    capitals(0x1D63C, 0x1D655, 'a'), // sans-serif bold italic, capital
    from(0x1D656, 0x1D66F, 'a'),     // sans-serif bold italic, small
    capitals(0x1D670, 0x1D689, 'a'), // monospace, capital
    from(0x1D68A, 0x1D6A3, 'a'),     // monospace, small
    others(0x1D6A4, 0x1D7CD),        // letters without a dot, Greek
    from(0x1D7CE, 0x1D7D7, '0'),     // bold
    from(0x1D7D8, 0x1D7E1, '0'),     // double-struck
    from(0x1D7E2, 0x1D7EB, '0'),     // sans-serif
    from(0x1D7EC, 0x1D7F5, '0'),     // sans-serif bold
    from(0x1D7F6, 0x1D7FF, '0'),     // monospace
    // U+1F000 and on.
    blanks(0x1F000, 0x1FFFF),    // emoji
    invisible(0xE0000, 0xE0FFF), // Tags, Variation Selectors Supplement
};

std::size_t encoded_size(std::uint32_t code_point) {
    return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
}

// The UTF-8 of a code point.
std::size_t encode(std::uint32_t code_point, char* out) {
    const std::size_t size = encoded_size(code_point);
    constexpr unsigned leads[] = {0x00, 0x00, 0xC0, 0xE0, 0xF0};
    for (std::size_t i = size; i-- != 1; code_point >>= 6U) {
        out[i] = static_cast<char>(0x80U | (code_point & 0x3FU));
    }
    out[0] = static_cast<char>(leads[size] | code_point);
    return size;
}

// The rows of the charts one after the other, for code points that rise.
class reader {
public:
    // The row that a code point stands in, or null.
    const range* row_of(std::uint32_t code_point) {
        while (row_ != std::end(charts) && row_->last < code_point) {
            ++row_;
        }
        return row_ != std::end(charts) && row_->first <= code_point ? row_ : nullptr;
    }

private:
    const range* row_ = std::begin(charts);
};

folded_character expected_of(std::uint32_t code_point, const range* row) {
    if (row == nullptr) {
        return {other_letter, false, encoded_size(code_point)};
    }
    const std::uint32_t more = row->rises ? code_point - row->first : 0;
    return {static_cast<char>(static_cast<unsigned char>(row->value) + more), row->capital, encoded_size(code_point)};
}

// Whether a code point is read as expected, between letters and at the end of a text.
bool is_read_as(std::uint32_t code_point, const folded_character& expected) {
    char text[8] = {'q'};
    const std::size_t size = encode(code_point, text + 1);
    text[1 + size] = 'Z';
    const std::string_view between{text, 2 + size};
    const std::string_view last{text, 1 + size};
    folded_character visible = expected;
    if (expected.value == '\0') { // its size shows in that of the next one
        visible = {'z', true, expected.size + 1};
    }
    if (!same(next_character(between, 1), visible) || !same(next_character(last, 1), expected)) {
        return false;
    }
    if (code_point < 0x80) {
        return true;
    }
    const folded_character folded = fold_code_point(code_point); // its size is not set
    return same(fold_unicode(between, 1), expected) && same(fold_unicode(last, 1), expected) && folded.value == expected.value &&
           folded.capital == expected.capital;
}

// --------------------------------------------------------------------------------------------------------------- broken

// A text of exactly so many bytes: a sanitizer sees what is read behind it.
class exact {
public:
    explicit exact(std::string_view text) : bytes_(text.begin(), text.end()) {}
    [[nodiscard]] std::string_view text() const { return {bytes_.data(), bytes_.size()}; }

private:
    std::vector<char> bytes_;
};

// The visible characters of a text, '#' for a byte that is not UTF-8, '*' for a letter of another alphabet.
std::string characters_of(std::string_view text) {
    const exact copy{text};
    std::string found;
    std::size_t place = 0;
    while (place < text.size()) {
        const folded_character next = next_character(copy.text(), place);
        REQUIRE(next.size != 0);
        place += next.size;
        if (next.value != '\0') {
            found += next.value == undecodable ? '#' : next.value == other_letter ? '*' : next.value;
        }
    }
    CHECK(place == text.size());
    return found;
}

} // namespace

static_assert(same(next_character("Opt", 0), {'o', true, 1}));
static_assert(same(next_character("\xC3\x89t", 0), {'e', true, 2}));
static_assert(same(next_character("\xE2\x80\x8Bt", 0), {'t', false, 4}));
static_assert(same(fold_unicode("\xF0\x9D\x9F\x8E", 0), {'0', false, 4}));
static_assert(same(fold_unicode("\xE2\x93", 0), {undecodable, false, 1}));
static_assert(same(fold_unicode("\x93STOP", 0), {undecodable, false, 1}));
static_assert(same(fold_unicode("\xE4\xB8\xAD", 0), {other_letter, false, 3}));
static_assert(same(fold_code_point(0x2102), {'c', true, 1}) && same(fold_mathematical(26), {'a', false, 1}));
static_assert(hex_digit('f') == 15 && hex_number("%2d", 1, 2) == 0x2D && number_of("8209", 10) == 8209);
static_assert(same(unescaped(0x41, 6), {'a', true, 6}));
static_assert(same(unescaped(0xE9, 6), {'e', false, 6}));
static_assert(same(fold_escape("%20", 0), {' ', false, 3}) && fold_escape("%2", 0).size == 0);
static_assert(same(fold_escape("&#8209;", 0), {'-', false, 7}));
static_assert(te::detail::is_in_word('z') && !te::detail::is_in_word('-'));
static_assert(word_ends_between({'t', false, 1}, {'o', true, 1}));
static_assert(te::detail::kind_of_separator('?') == gap_kind::question);
static_assert(gap_at("opted. Out", 5).end == 7 && gap_at("opted. Out", 5).kind == gap_kind::full_stop);

TEST_CASE("what a character and a gap are before anything is read") {
    check(folded_character{}, {'\0', false, 1});
    const te::detail::gap nothing;
    CHECK(nothing.end == 0);
    CHECK(nothing.kind == gap_kind::blank);
}

TEST_CASE("every code point of Unicode") {
    constexpr std::uint32_t last = 0x10FFFF;
    reader chart;
    int wrong = 0;
    for (std::uint32_t code_point = 0; code_point <= last; ++code_point) {
        const folded_character expected = expected_of(code_point, chart.row_of(code_point));
        if (is_read_as(code_point, expected)) {
            continue;
        }
        ++wrong;
        if (wrong <= 10) {
            INFO("U+" << std::hex << code_point << " as " << static_cast<int>(expected.value) << ' ' << expected.capital << ' '
                      << expected.size);
            CHECK(is_read_as(code_point, expected));
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("the ranges of the charts rise") {
    CHECK(charts[0].first == 0);
    for (std::size_t i = 1; i != std::size(charts); ++i) {
        INFO("U+" << std::hex << charts[i].first);
        CHECK(charts[i - 1].last < charts[i].first);
        CHECK(charts[i].first <= charts[i].last);
    }
}

TEST_CASE("the ranges of the header rise, and none is answered before") {
    const te::detail::folded_range* before = nullptr;
    for (const te::detail::folded_range& range : te::detail::folded_ranges) {
        INFO("U+" << std::hex << range.first << " to U+" << range.last);
        CHECK(range.first <= range.last);
        CHECK(range.first > (before != nullptr ? before->last : 0x7F));
        CHECK((range.last < 0xC0 || range.first > 0xFF));       // letters with accents
        CHECK((range.last < 0x1D400 || range.first > 0x1D7FF)); // styles of mathematics
        CHECK((!range.rises || range.first != range.last));     // one code point has nothing to rise to
        before = &range;
    }
}

TEST_CASE("code points by their number") {
    struct expectation {
        std::uint32_t code_point;
        char value;
        bool capital;
    };
    for (const expectation& each : {
             expectation{0x80, ' ', false},
             {0xAD, '\0', false},
             {0xC0, 'a', true},
             {0xD7, ' ', false},
             {0xDE, 't', true},
             {0xDF, 's', false},
             {0xF7, ' ', false},
             {0xFF, 'y', false},
             {0x100, other_letter, false},
             {0x2014, '\n', false},
             {0x2115, 'n', true},
             {0x24CF, 'z', true},
             {0x24E9, 'z', false},
             {0xD83D, undecodable, false},
             {0xFF3A, 'z', true},
             {0xFF5A, 'z', false},
             {0x1D3FF, other_letter, false},
             {0x1D400, 'a', true},
             {0x1D7FF, '9', false},
             {0x1D800, other_letter, false},
             {0x1F600, ' ', false},
             {0xDFFFF, other_letter, false},
             {0xE0000, '\0', false},
             {0xE0FFF, '\0', false},
             {0xE1000, other_letter, false},
             {0x10FFFF, other_letter, false},
             {0x110000, other_letter, false},
             {0xFFFFFFFF, other_letter, false},
         }) {
        INFO("U+" << std::hex << each.code_point);
        check(fold_code_point(each.code_point), {each.value, each.capital, 1});
    }
}

TEST_CASE("styles of mathematics by the place in their block") {
    check(fold_mathematical(0), {'a', true, 1});
    check(fold_mathematical(25), {'z', true, 1});
    check(fold_mathematical(26), {'a', false, 1});
    check(fold_mathematical(51), {'z', false, 1});
    check(fold_mathematical(52), {'a', true, 1});
    check(fold_mathematical(649), {'z', true, 1});
    check(fold_mathematical(650), {'a', false, 1});
    check(fold_mathematical(675), {'z', false, 1});
    check(fold_mathematical(676), {other_letter, false, 1}); // without a dot
    check(fold_mathematical(973), {other_letter, false, 1}); // Greek
    check(fold_mathematical(974), {'0', false, 1});
    check(fold_mathematical(983), {'9', false, 1});
    check(fold_mathematical(984), {'0', false, 1});
    check(fold_mathematical(1023), {'9', false, 1});
}

TEST_CASE("text that ends within a character") {
    struct expectation {
        std::string_view text;
        std::string_view characters;
    };
    for (const expectation& each : {
             expectation{"", ""},
             {"a", "a"},
             {"A\r", "a\n"},
             // Two bytes.
             {"a\xC2", "a#"},
             {"a\xC3", "a#"},
             {"a\xCC", "a#"},
             {"a\xCD", "a#"},
             {"a\xD8", "a#"},
             {"a\xD0", "a#"},
             {"a\xDF", "a#"},
             // Three.
             {"a\xE1\xA0", "a##"},
             {"a\xE2", "a#"},
             {"a\xE2\x80", "a##"},
             {"a\xE2\x88", "a##"},
             {"a\xE2\x92", "a##"},
             {"a\xE2\x93", "a##"},
             {"a\xE3", "a#"},
             {"a\xE3\x80", "a##"},
             {"a\xE3\x85", "a##"},
             {"a\xEF", "a#"},
             {"a\xEF\xB8", "a##"},
             {"a\xEF\xBB", "a##"},
             {"a\xEF\xBC", "a##"},
             {"a\xEF\xBD", "a##"},
             // Four.
             {"a\xF0", "a#"},
             {"a\xF0\x9D", "a##"},
             {"a\xF0\x9D\x90", "a###"},
             {"a\xF0\x9D\x9F", "a###"},
             {"a\xF0\x9F", "a##"},
             {"a\xF0\x9F\x98", "a###"},
             {"a\xF3\xA0\x81", "a###"},
             {"a\xF4\x8F\xBF", "a###"},
         }) {
        INFO(each.text);
        CHECK(characters_of(each.text) == each.characters);
    }
    CHECK(characters_of({"\0", 1}).empty());
    CHECK(characters_of({"a\0\0z\0", 5}) == "az");
}

TEST_CASE("a broken character swallows nothing behind it") {
    struct expectation {
        std::string_view broken;
        std::string_view characters;
    };
    for (const expectation& each : {
             // What does not go on.
             expectation{"\xC2", "#"},
             {"\xC3", "#"},
             {"\xCC", "#"},
             {"\xDF", "#"},
             {"\xE2", "#"},
             {"\xE2\x80", "##"},
             {"\xE2\x93", "##"},
             {"\xE3\x80", "##"},
             {"\xEF\xBC", "##"},
             {"\xF0", "#"},
             {"\xF0\x9D", "##"},
             {"\xF0\x9D\x90", "###"},
             {"\xF0\x9F", "##"},
             {"\xF0\x9F\x98", "###"},
             {"\xF4\x8F\xBF", "###"},
             // What goes on with another character.
             {"\xC3\xC3\xA9", "#e"},
             {"\xE2\xC3\xA9", "#e"},
             {"\xE2\x80\xC3\xA9", "##e"},
             {"\xE2\x80\xE2\x80\x94", "##\n"},
             {"\xF0\x9F\xE2\x80\x94", "##\n"},
             {"\xF0\x9F\x98\xF0\x9F\x98\x80", "### "},
             {"\xC3 \xE2 \xE2\x80 \xF0\x9F\x98 ", "# # ## ### "},
             {"\xC3\x7F\xE2\x7F\xF0\x9F\x7F", "#\x7F#\x7F##\x7F"},
             // Continuations alone.
             {"\x80", "#"},
             {"\x8B\x80", "##"},
             {"\xBF\xBF\xBF\xBF", "####"},
             {"\xC3\xA9\xA9", "e#"},
             {"\xE2\x80\x94\x94", "\n#"},
             {"\xF0\x9F\x98\x80\x80", " #"},
             // Bytes that UTF-8 does not have.
             {"\xC0", "#"},
             {"\xC1", "#"},
             {"\xF5", "#"},
             {"\xF7", "#"},
             {"\xF8", "#"},
             {"\xF8\x80\x80\x80", "####"},
             {"\xF8\x90\x80\x80", "####"},
             {"\xF8\x88\x80\x80\x80", "#####"},
             {"\xFC\x84\x80\x80\x80\x80", "######"},
             {"\xFE", "#"},
             {"\xFF\xFE", "##"},
             // Characters in more bytes than they need.
             {"\xC0\x80", "##"},           // NUL
             {"\xC0\xAF", "##"},           // a slash
             {"\xC1\x93", "##"},           // S
             {"\xC1\xBF", "##"},           // U+007F
             {"\xE0\x80\x80", "###"},      // NUL
             {"\xE0\x81\x93", "###"},      // S
             {"\xE0\x83\xA9", "###"},      // U+00E9
             {"\xE0\x9F\xBF", "###"},      // U+07FF
             {"\xF0\x80\x80\x80", "####"}, // NUL
             {"\xF0\x80\x81\x93", "####"}, // S
             {"\xF0\x82\x80\x94", "####"}, // U+2014
             {"\xF0\x8F\xBF\xBF", "####"}, // U+FFFF
             // Numbers that are no code points.
             {"\xF4\x90\x80\x80", "####"},
             {"\xF5\x80\x80\x80", "####"},
             {"\xF7\xBF\xBF\xBF", "####"},
         }) {
        INFO(each.characters);
        CHECK(characters_of(std::string{each.broken} + "STOP") == std::string{each.characters} + "stop");
        CHECK(characters_of("STOP" + std::string{each.broken}) == "stop" + std::string{each.characters});
    }
    check(next_character("\xF0\x9FSTOP", 2), {'s', true, 1});
    check(fold_unicode("\xF0\x9FSTOP", 0), {undecodable, false, 1});
    check(fold_unicode("\xC1\x93", 0), {undecodable, false, 1});
    check(fold_unicode("STOP\xE2STOP", 4), {undecodable, false, 1});
    check(fold_unicode("\x93STOP", 0), {undecodable, false, 1});
}

TEST_CASE("what is no complete character counts byte by byte") {
    constexpr unsigned thirds[] = {0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xFF};
    constexpr unsigned fourths[] = {0x00, 0x53, 0x80, 0xBF, 0xC0};
    const auto continues = [](unsigned byte) { return byte >= 0x80 && byte <= 0xBF; };
    int wrong = 0;
    // A text of so many bytes begins with a character of so many bytes, 1 if it is broken.
    const auto is_wrong = [](const char* text, std::size_t size, std::size_t expected) {
        const folded_character found = fold_unicode({text, size}, 0);
        return found.size != expected || (expected == 1 && !same(found, {undecodable, false, 1}));
    };
    for (unsigned first = 0x80; first <= 0xFF; ++first) {
        const bool of_two = first >= 0xC2 && first <= 0xDF;
        const bool of_three = first >= 0xE0 && first <= 0xEF;
        const bool of_four = first >= 0xF0 && first <= 0xF4;
        char text[] = {static_cast<char>(first), '\0', '\0', '\0'};
        wrong += is_wrong(text, 1, 1) ? 1 : 0;
        for (unsigned second = 0; second <= 0xFF; ++second) {
            text[1] = static_cast<char>(second);
            wrong += is_wrong(text, 2, of_two && continues(second) ? 2 : 1) ? 1 : 0;
            const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
            const bool beyond = first == 0xF4 && second > 0x8F; // U+10FFFF
            const bool goes_on = continues(second) && !overlong && !beyond;
            for (const unsigned third : thirds) {
                text[2] = static_cast<char>(third);
                const std::size_t short_size = goes_on && of_two ? 2 : goes_on && of_three && continues(third) ? 3 : 1;
                wrong += is_wrong(text, 3, short_size) ? 1 : 0;
                for (const unsigned fourth : fourths) {
                    text[3] = static_cast<char>(fourth);
                    const bool is_of_four = goes_on && of_four && continues(third) && continues(fourth);
                    wrong += is_wrong(text, 4, is_of_four ? 4 : short_size) ? 1 : 0;
                }
            }
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("no character reaches behind its text") {
    constexpr unsigned bytes[] = {0x00, 0x25, 0x26, 0x32, 0x3C, 0x3E, 0x5C, 0x72, 0x80, 0x9D, 0x9F, 0xAD, 0xC2, 0xE2, 0xEF, 0xF0};
    int wrong = 0;
    char text[4] = {};
    for (unsigned place = 0; place != 0x10000; ++place) {
        for (unsigned i = 0; i != 4; ++i) {
            text[i] = static_cast<char>(bytes[place >> (4 * i) & 0xFU]);
        }
        for (std::size_t size = 1; size <= 4; ++size) {
            const folded_character next = next_character({text, size}, 0);
            wrong += next.size >= 1 && next.size <= size ? 0 : 1;
        }
    }
    CHECK(wrong == 0);
}

// -------------------------------------------------------------------------------------------------------------- escapes

TEST_CASE("hexadecimal digits") {
    for (int c = 0; c != 256; ++c) {
        int expected = -1;
        switch (c) {
        case '0': expected = 0; break;
        case '1': expected = 1; break;
        case '2': expected = 2; break;
        case '3': expected = 3; break;
        case '4': expected = 4; break;
        case '5': expected = 5; break;
        case '6': expected = 6; break;
        case '7': expected = 7; break;
        case '8': expected = 8; break;
        case '9': expected = 9; break;
        case 'a':
        case 'A': expected = 10; break;
        case 'b':
        case 'B': expected = 11; break;
        case 'c':
        case 'C': expected = 12; break;
        case 'd':
        case 'D': expected = 13; break;
        case 'e':
        case 'E': expected = 14; break;
        case 'f':
        case 'F': expected = 15; break;
        default: break;
        }
        INFO(c);
        CHECK(hex_digit(static_cast<char>(c)) == expected);
    }
}

TEST_CASE("hexadecimal numbers") {
    CHECK(hex_number("0", 0, 1) == 0);
    CHECK(hex_number("7", 0, 1) == 7);
    CHECK(hex_number("10", 0, 2) == 16);
    CHECK(hex_number("2d", 0, 2) == 45);
    CHECK(hex_number("2011", 0, 4) == 8209);
    CHECK(hex_number("FfFf", 0, 4) == 65535);
    CHECK(hex_number("%20out", 1, 2) == 32);
    CHECK(hex_number("\\u00A0", 2, 4) == 160);
    CHECK(hex_number("1234", 2, 2) == 52);
    CHECK(hex_number("", 0, 1) == -1);
    CHECK(hex_number("%", 1, 2) == -1);
    CHECK(hex_number("%2", 1, 2) == -1);
    CHECK(hex_number("123", 0, 4) == -1);
    CHECK(hex_number("g0", 0, 2) == -1);
    CHECK(hex_number("0g", 0, 2) == -1);
    CHECK(hex_number(" 20", 0, 2) == -1);
    CHECK(hex_number("-1", 0, 2) == -1);
}

TEST_CASE("numbers in digits") {
    CHECK(number_of("0", 10) == 0);
    CHECK(number_of("9", 10) == 9);
    CHECK(number_of("10", 10) == 10);
    CHECK(number_of("8209", 10) == 8209);
    CHECK(number_of("0008209", 10) == 8209);
    CHECK(number_of("1114111", 10) == 1114111);
    CHECK(number_of("9999999", 10) == 9999999);
    CHECK(number_of("0", 16) == 0);
    CHECK(number_of("f", 16) == 15);
    CHECK(number_of("10", 16) == 16);
    CHECK(number_of("2011", 16) == 8209);
    CHECK(number_of("1f600", 16) == 128512);
    CHECK(number_of("1F600", 16) == 128512);
    CHECK(number_of("10fFfF", 16) == 1114111);
    CHECK(number_of("fffffff", 16) == 268435455);
    // None, too many.
    CHECK(number_of("", 10) == -1);
    CHECK(number_of("", 16) == -1);
    CHECK(number_of("00000000", 10) == -1);
    CHECK(number_of("12345678", 10) == -1);
    CHECK(number_of("00000000", 16) == -1);
    CHECK(number_of("ffffffff", 16) == -1);
    CHECK(number_of("ffffffffffffffffffff", 16) == -1);
    // Not of this base, no digit at all.
    CHECK(number_of("a", 10) == -1);
    CHECK(number_of("a1", 10) == -1);
    CHECK(number_of("12a", 10) == -1);
    CHECK(number_of("1a2", 10) == -1);
    CHECK(number_of("f", 10) == -1);
    CHECK(number_of("g", 16) == -1);
    CHECK(number_of("1g", 16) == -1);
    CHECK(number_of("x11", 16) == -1);
    CHECK(number_of("-1", 10) == -1);
    CHECK(number_of("+1", 16) == -1);
    CHECK(number_of(" 1", 10) == -1);
    CHECK(number_of("1 ", 10) == -1);
    CHECK(number_of("1.0", 10) == -1);
    CHECK(number_of("/", 10) == -1);
    CHECK(number_of(":", 10) == -1);
    CHECK(number_of("\xB2", 16) == -1);
}

TEST_CASE("what the number of an escape is compared as") {
    struct expectation {
        std::int32_t number;
        char value;
        bool capital;
    };
    for (const expectation& each : {
             expectation{0x00, '\0', false},
             {0x01, '\x01', false},
             {0x0A, '\n', false},
             {0x0D, '\n', false}, // carriage return
             {0x20, ' ', false},
             {0x2C, ',', false},
             {0x30, '0', false},
             {0x40, '@', false},
             {0x41, 'a', true},
             {0x5A, 'z', true},
             {0x5B, '[', false},
             {0x61, 'a', false},
             {0x7A, 'z', false},
             {0x7E, '~', false},
             {0x7F, '\x7F', false},
             // As in the charts.
             {0x80, ' ', false},
             {0x81, ' ', false},
             {0xA0, ' ', false},
             {0xAC, ' ', false},
             {0xAD, '\0', false}, // soft hyphen
             {0xAE, ' ', false},
             {0xC9, 'e', true},
             {0xE9, 'e', false},
             {0xFF, 'y', false},
             {0x301, '\0', false}, // a combining accent
             {0x200A, ' ', false},
             {0x200B, '\0', false}, // zero width, directions
             {0x200C, '\0', false},
             {0x200D, '\0', false},
             {0x200E, '\0', false},
             {0x200F, '\0', false},
             {0x2010, '-', false},
             {0x2011, '-', false},
             {0x2014, '\n', false},
             {0x2019, ' ', false},
             {0x2026, ';', false},
             {0x202A, '\0', false},
             {0x205F, ' ', false},
             {0x2060, '\0', false}, // word joiner
             {0x2061, '\0', false},
             {0x2102, 'c', true},
             {0x2212, '-', false},
             {0x4E2D, other_letter, false},
             {0xD83D, undecodable, false}, // half of an emoji
             {0xDE00, undecodable, false},
             {0xFEFE, other_letter, false},
             {0xFEFF, '\0', false}, // byte order mark
             {0xFF00, other_letter, false},
             {0xFF21, 'a', true},
             {0xFFFF, other_letter, false},
             {0x1D41A, 'a', false},
             {0x1F600, ' ', false},
             {0x10FFFF, other_letter, false},
             {0x110000, other_letter, false},
             {0xFFFFFFF, other_letter, false},
         }) {
        INFO(each.number);
        check(unescaped(each.number, 3), {each.value, each.capital, 3});
        check(unescaped(each.number, 6), {each.value, each.capital, 6});
    }
}

TEST_CASE("what is escaped for another format") {
    struct expectation {
        std::string_view text;
        folded_character character;
    };
    for (const expectation& each : {
             // A byte of an address.
             expectation{"%20", {' ', false, 3}},
             {"%20out", {' ', false, 3}},
             {"%2D", {'-', false, 3}},
             {"%2d", {'-', false, 3}},
             {"%3F", {'?', false, 3}},
             {"%0D", {'\n', false, 3}},
             {"%4F", {'o', true, 3}},
             {"%6f", {'o', false, 3}},
             {"%00", {'\0', false, 3}},
             {"%01", {'\x01', false, 3}},
             {"%7F", {'\x7F', false, 3}},
             // Of a character of several bytes.
             {"%80", {undecodable, false, 3}},
             {"%81", {undecodable, false, 3}},
             {"%A0", {undecodable, false, 3}},
             {"%AD", {undecodable, false, 3}},
             {"%C3", {undecodable, false, 3}},
             {"%C3%A9", {undecodable, false, 3}},
             {"%e9", {undecodable, false, 3}},
             {"%E2%80%91", {undecodable, false, 3}},
             {"%FF", {undecodable, false, 3}},
             {"%2020", {' ', false, 3}},
             // A character of JSON.
             {"\\u2011", {'-', false, 6}},
             {"\\u2011out", {'-', false, 6}},
             {"\\u200A", {' ', false, 6}},
             {"\\u200B", {'\0', false, 6}},
             {"\\u200f", {'\0', false, 6}},
             {"\\u2010", {'-', false, 6}},
             {"\\u2014", {'\n', false, 6}},
             {"\\u202A", {'\0', false, 6}},
             {"\\u00ac", {' ', false, 6}},
             {"\\u00ad", {'\0', false, 6}},
             {"\\u00AE", {' ', false, 6}},
             {"\\u00e9", {'e', false, 6}},
             {"\\u00C9", {'e', true, 6}},
             {"\\u2060", {'\0', false, 6}},
             {"\\u4e2d", {other_letter, false, 6}},
             {"\\ud83d", {undecodable, false, 6}},
             {"\\ud83d\\ude00", {undecodable, false, 6}},
             {"\\ufeff", {'\0', false, 6}},
             {"\\uFEFF", {'\0', false, 6}},
             {"\\uFFFF", {other_letter, false, 6}},
             {"\\u0041", {'a', true, 6}},
             {"\\u0061", {'a', false, 6}},
             {"\\u003a", {':', false, 6}},
             {"\\u000d", {'\n', false, 6}},
             {"\\u0000", {'\0', false, 6}},
             {"\\u007f", {'\x7F', false, 6}},
             {"\\u0080", {' ', false, 6}},
             {"\\u201100", {'-', false, 6}},
             // An entity of HTML with a name.
             {"&nbsp;", {' ', false, 6}},
             {"&nbsp;out", {' ', false, 6}},
             {"&NBSP;", {' ', false, 6}},
             {"&amp;", {' ', false, 5}},
             {"&lt;", {' ', false, 4}},
             {"&az;", {' ', false, 4}},
             {"&AZ;", {' ', false, 4}},
             {"&09;", {' ', false, 4}},
             {"&lt;;", {' ', false, 4}},
             {"&frac12;", {' ', false, 8}},
             {"&abcdefg;", {' ', false, 9}},
             {"&abcdefgh;", {' ', false, 10}},
             {"&abcdefgh;i", {' ', false, 10}},
             {"&shy;", {'\0', false, 5}},
             {"&shy;out", {'\0', false, 5}},
             {"&sh;", {' ', false, 4}},
             {"&shyx;", {' ', false, 6}},
             {"&xshy;", {' ', false, 6}},
             {"&x41;", {' ', false, 5}},
             // With a number.
             {"&#8209;", {'-', false, 7}},
             {"&#8209;out", {'-', false, 7}},
             {"&#x2011;", {'-', false, 8}},
             {"&#X2011;", {'-', false, 8}},
             {"&#x2e;", {'.', false, 6}},
             {"&#x2E;", {'.', false, 6}},
             {"&#233;", {'e', false, 6}},
             {"&#xC9;", {'e', true, 6}},
             {"&#65;", {'a', true, 5}},
             {"&#x41;", {'a', true, 6}},
             {"&#0;", {'\0', false, 4}},
             {"&#9;", {'\t', false, 4}},
             {"&#x9;", {'\t', false, 5}},
             {"&#13;", {'\n', false, 5}},
             {"&#39;", {'\'', false, 5}},
             {"&#039;", {'\'', false, 6}},
             {"&#127;", {'\x7F', false, 6}},
             {"&#128;", {' ', false, 6}},
             {"&#160;", {' ', false, 6}},
             {"&#173;", {'\0', false, 6}},
             {"&#8212;", {'\n', false, 7}},
             {"&#20013;", {other_letter, false, 8}},
             {"&#128512;", {' ', false, 9}},
             {"&#x1F600;", {' ', false, 9}},
             {"&#x10FFFF;", {other_letter, false, 10}},
             {"&#x10FFFF;x", {other_letter, false, 10}},
             {"&#x110000;", {other_letter, false, 10}}, // no code point
             {"&#9999999;", {other_letter, false, 10}},
             // A line break of HTML.
             {"<br>", {' ', false, 4}},
             {"<br>out", {' ', false, 4}},
             {"<BR>", {' ', false, 4}},
             {"<bR>", {' ', false, 4}},
             {"<br>>", {' ', false, 4}},
             {"<br/>", {' ', false, 5}},
             {"<br />", {' ', false, 6}},
             {"<BR />", {' ', false, 6}},
             {"<br / />", {' ', false, 8}},
             {"<br      >", {' ', false, 10}},
             {"<br     />x", {' ', false, 10}},
         }) {
        INFO(each.text);
        check(fold_escape(exact{each.text}.text(), 0), each.character);
        check(fold_escape(exact{"&lt;<%" + std::string{each.text}}.text(), 6), each.character);
    }
}

TEST_CASE("what is no escape") {
    struct expectation {
        std::string_view text;
        char value; // of the character that stands there
    };
    for (const expectation& each : {
             expectation{"%", '%'},
             {"%2", '%'},
             {"%2G", '%'},
             {"%G2", '%'},
             {"%zz", '%'},
             {"% 20", '%'},
             {"%%20", '%'},
             {"%2 0", '%'},
             {"%u2011", '%'},
             {"\\", '\\'},
             {"\\u", '\\'},
             {"\\u1", '\\'},
             {"\\u12", '\\'},
             {"\\u201", '\\'},
             {"\\u201g", '\\'},
             {"\\ug011", '\\'},
             {"\\n", '\\'},
             {"\\n0041", '\\'},
             {"\\U0041", '\\'},
             {"\\v0041", '\\'},
             {"\\t0041", '\\'},
             {"\\00041", '\\'},
             {"\\\\u0041", '\\'},
             {"\\ 0041", '\\'},
             {"&", '&'},
             {"&;", '&'},
             {"&x;", '&'},
             {"&nbsp", '&'},
             {"&nbsp out;", '&'},
             {"&nb-sp;", '&'},
             {"& nbsp;", '&'},
             {"&&lt;", '&'},
             {"&;;", '&'},
             {"&;lt;", '&'},
             {"&lt:", '&'},
             {"&a/b;", '&'},
             {"&a:b;", '&'},
             {"&a@b;", '&'},
             {"&a[b;", '&'},
             {"&a`b;", '&'},
             {"&a{b;", '&'},
             {"&a$b;", '&'},
             {"&a\"b;", '&'},
             {"&\xC3\xA9\xC3;", '&'},
             {"&a#b;", '&'},
             {"&ab#;", '&'},
             {"&#;", '&'},
             {"&#x;", '&'},
             {"&#X;", '&'},
             {"&##1;", '&'},
             {"&#a;", '&'},
             {"&#12a;", '&'},
             {"&#1x2;", '&'},
             {"&#y41;", '&'},
             {"&#x4g;", '&'},
             {"&#xx4;", '&'},
             {"&#0x41;", '&'},
             {"&# 65;", '&'},
             {"&#-1;", '&'},
             {"&#6.5;", '&'},
             {"&#65", '&'},
             {"&#x41", '&'},
             {"&# ;", '&'},
             {"&x#41;", '&'},
             {"&12345678", '&'},
             {"&#12345678;", '&'},
             {"&#99999999;", '&'},
             {"&#x1234567;", '&'},
             {"&#00000065;", '&'},
             {"&shy", '&'},
             {"&abcdefghi;", '&'},
             {"&abcdefghijkl;", '&'},
             {"&abcdefgh", '&'},
             {"&abcdefghi", '&'},
             {"&ab", '&'},
             {"<", '<'},
             {"<>", '<'},
             {"<b>", '<'},
             {"<r>", '<'},
             {"<br", '<'},
             {"<br /", '<'},
             {"<brx>", '<'},
             {"<br x>", '<'},
             {"<br=>", '<'},
             {"<br\n>", '<'},
             {"<br.>", '<'},
             {"<br0>", '<'},
             {"< br>", '<'},
             {"</br>", '<'},
             {"<hr>", '<'},
             {"<bs>", '<'},
             {"<bbr>", '<'},
             {"<x>br>", '<'},
             {"<br       >", '<'},
             {"<br       />", '<'},
         }) {
        INFO(each.text);
        check(fold_escape(exact{each.text}.text(), 0), {each.value == '<' ? ' ' : '\0', false, 0});
        check(next_character(exact{each.text}.text(), 0), {each.value, false, 1});
    }
}

TEST_CASE("escapes between characters") {
    CHECK(characters_of("Opted%20out") == "opted out");
    CHECK(characters_of("Opted&nbsp;out") == "opted out");
    CHECK(characters_of("Opted<br>out") == "opted out");
    CHECK(characters_of("Opted\\u2011out") == "opted-out");
    CHECK(characters_of("Opted&#8209;out") == "opted-out");
    CHECK(characters_of("Opted&#x2014;out") == "opted\nout");
    CHECK(characters_of("op&shy;t\\u00e9d&#8203;") == "opted");
    CHECK(characters_of("d\\u00e9sinscrit d&#233;sinscrit d%C3%A9sinscrit") == "desinscrit desinscrit d##sinscrit");
    CHECK(characters_of("\\u4e2d\\ud83d\\ude00") == "*##");
    CHECK(characters_of("%4F%70t%4FUT") == "optout");
    CHECK(characters_of("opt\\u0020out") == "opt out");
    CHECK(characters_of("o%00p\\u200Bt\\u00AD") == "opt");
    CHECK(characters_of("100%") == "100%");
    CHECK(characters_of("AT&T; <b>x</b>") == "at&t; <b>x</b>");
    CHECK(characters_of("C:\\users") == "c:\\users");
    CHECK(characters_of("$20 'lt; =br> ]u0041 [u0041") == "$20 'lt; =br> ]u0041 [u0041");
    check(next_character("%00%41", 0), {'a', true, 6});
    check(next_character("&shy;%41", 0), {'a', true, 8});
    check(next_character("%00\xC2\xAD\\u200B\xE2\x80\x8B", 0), {'\0', false, 14});
    check(next_character("x%00", 1), {'\0', false, 3});
    check(next_character("x%AD", 1), {undecodable, false, 3});
    check(next_character("x", 1), {'\0', false, 0});
    check(next_character("", 0), {'\0', false, 0});
    check(next_character("xA", 1), {'a', true, 1});
    check(next_character("\xF0\x9F\x98\x80%20", 4), {' ', false, 3});
}

// ----------------------------------------------------------------------------------------------------------------- gaps

TEST_CASE("which characters are part of a word") {
    const std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (int c = 0; c != 256; ++c) {
        const char folded = static_cast<char>(c);
        if (c >= 'A' && c <= 'Z') { // folded to small letters
            continue;
        }
        INFO(c);
        CHECK(te::detail::is_in_word(folded) == (letters_and_digits.find(folded) != std::string_view::npos || c == 0x80));
    }
}

TEST_CASE("where a word ends") {
    constexpr folded_character a{'a', false, 1};
    constexpr folded_character z{'z', false, 1};
    constexpr folded_character capital_a{'a', true, 1};
    constexpr folded_character capital_z{'z', true, 1};
    constexpr folded_character zero{'0', false, 1};
    constexpr folded_character nine{'9', false, 1};
    constexpr folded_character foreign{other_letter, false, 1};
    constexpr folded_character space{' ', false, 1};
    constexpr folded_character nothing{'\0', false, 0};
    struct expectation {
        folded_character left;
        folded_character right;
        bool ends;
    };
    for (const expectation& each : {
             expectation{a, z, false},
             {z, a, false},
             {a, capital_z, true}, // "optOut"
             {z, capital_a, true},
             {capital_a, z, false}, // "Opt"
             {capital_a, capital_z, false},
             {a, zero, true}, // "stop2"
             {capital_z, nine, true},
             {zero, a, true},
             {nine, capital_a, true},
             {zero, nine, false},
             {foreign, zero, true},
             {nine, foreign, true},
             {foreign, a, false},
             {foreign, capital_a, false},
             {a, foreign, false},
             {capital_a, foreign, false},
             {foreign, foreign, false},
             {a, space, true},
             {capital_a, space, true},
             {zero, space, true},
             {foreign, space, true},
             {space, space, true},
             {a, nothing, true},
             {capital_a, nothing, true},
             {nine, nothing, true},
         }) {
        INFO(static_cast<int>(each.left.value) << ' ' << static_cast<int>(each.right.value));
        CHECK(word_ends_between(each.left, each.right) == each.ends);
    }
}

TEST_CASE("how much a separator separates") {
    for (int c = 0; c != 256; ++c) {
        gap_kind expected = gap_kind::blank;
        switch (c) {
        case 0x28: expected = gap_kind::bracket; break;   // opening parenthesis
        case 0x0A: expected = gap_kind::pause; break;     // new line
        case 0x2C: expected = gap_kind::comma; break;     // comma
        case 0x3A: expected = gap_kind::colon; break;     // colon
        case 0x3D: expected = gap_kind::colon; break;     // equals sign
        case 0x3B: expected = gap_kind::full_stop; break; // semicolon
        case 0x21: expected = gap_kind::full_stop; break; // exclamation mark
        case 0x3F: expected = gap_kind::question; break;  // question mark
        default: break;
        }
        INFO(c);
        CHECK(te::detail::kind_of_separator(static_cast<char>(c)) == expected);
    }
    CHECK(gap_kind::blank < gap_kind::bracket);
    CHECK(gap_kind::bracket < gap_kind::pause);
    CHECK(gap_kind::pause < gap_kind::comma);
    CHECK(gap_kind::comma < gap_kind::colon);
    CHECK(gap_kind::colon < gap_kind::full_stop);
    CHECK(gap_kind::full_stop < gap_kind::question);
}

TEST_CASE("gaps between words") {
    struct expectation {
        std::string_view text;
        std::size_t place;
        std::size_t end;
        gap_kind kind;
    };
    using k = gap_kind;
    for (const expectation& each : {
             // Nothing between, and nothing at all.
             expectation{"opted", 0, 0, k::blank},
             {"opted", 2, 2, k::blank},
             {"0", 0, 0, k::blank},
             {"\xD0\x81", 0, 0, k::blank},
             {"opted", 5, 5, k::blank},
             {"", 0, 0, k::blank},
             // Blanks.
             {"opted out", 5, 6, k::blank},
             {"opted   out", 5, 8, k::blank},
             {"opted   out", 6, 8, k::blank},
             {"opted-out", 5, 6, k::blank},
             {"opted_out", 5, 6, k::blank},
             {"opted/out", 5, 6, k::blank},
             {"opted \"out\"", 5, 7, k::blank},
             {"opted \"out\"", 10, 11, k::blank},
             {"opted)out", 5, 6, k::blank},
             {"opted\tout", 5, 6, k::blank},
             {"opted\x7Fout", 5, 6, k::blank}, // delete
             {"\x7Fopted", 0, 1, k::blank},
             {"opted\xF0\x9Fout", 5, 7, k::blank}, // broken
             {"opted   ", 5, 8, k::blank},
             {"   ", 0, 3, k::blank},
             {" - ' ", 3, 5, k::blank},
             {"opted\xC2\xA0out", 5, 7, k::blank},
             {"opted\xE2\x80\x91out", 5, 8, k::blank},
             {"opted%20out", 5, 8, k::blank},
             {"opted&nbsp;out", 5, 11, k::blank},
             {"opted&#8209;out", 5, 12, k::blank},
             {"opted\\ud83dout", 5, 11, k::blank},
             {"opted \xF0\x9F\x98\x80 out", 5, 11, k::blank},
             // The invisible characters before a word belong to it, those at the end of the text to the gap.
             {"opted \xE2\x80\x8Bout", 5, 6, k::blank},
             {"opted\xE2\x80\x8B out", 5, 9, k::blank},
             {"opted\xE2\x80\x8B", 5, 8, k::blank},
             {"opted \xC2\xAD", 5, 8, k::blank},
             // Brackets.
             {"opted (out)", 5, 7, k::bracket},
             {"opted(out)", 5, 6, k::bracket},
             {"opted (", 5, 7, k::bracket},
             {"opted [out]", 5, 7, k::blank},
             {"opted \xEF\xBC\x88out", 5, 9, k::bracket}, // fullwidth
             // Pauses: new lines, long dashes, dashes between blanks.
             {"opted\nout", 5, 6, k::pause},
             {"opted\r\nout", 5, 7, k::pause},
             {"opted\rout", 5, 6, k::pause},
             {"opted \n", 5, 7, k::pause},
             {"opted\xE2\x80\xA8out", 5, 8, k::pause},
             {"opted\xE2\x80\x94out", 5, 8, k::pause},
             {"opted<br />out", 5, 11, k::blank},
             {"opted&#8212;out", 5, 12, k::pause},
             {"opted\\u2014out", 5, 11, k::pause},
             {"opted - out", 5, 8, k::pause},
             {"opted -- out", 5, 9, k::pause},
             {"opted --- out", 5, 10, k::pause},
             {"opted - ", 5, 8, k::pause},
             {"opted - - out", 5, 10, k::pause},
             {"opted - -out", 5, 9, k::pause},
             {"opted \xE2\x80\x93 out", 5, 10, k::pause},
             {"opted\xC2\xA0\xE2\x88\x92\xC2\xA0out", 5, 12, k::pause}, // no-break spaces and a minus
             {"opted%20-%20out", 5, 12, k::pause},
             {"opted -\xE2\x80\x8B out", 5, 11, k::pause},
             {"opted &#8211; out", 5, 14, k::pause},
             {"opted\t-\tout", 5, 8, k::pause}, // a tab is a blank, too
             {"opted\t- out", 5, 8, k::pause},
             {"opted -\tout", 5, 8, k::pause},
             {"opted\t--\tout", 5, 9, k::pause},
             {"opted \t- out", 5, 9, k::pause},
             {"opted\t-out", 5, 7, k::blank},
             {"opted-\tout", 5, 7, k::blank},
             {"opted\t\tout", 5, 7, k::blank},
             {"opted\n- out", 5, 8, k::pause},
             {"opted\v-\vout", 5, 8, k::blank}, // another control is none
             {"opted- out", 5, 7, k::blank},
             {"opted-- out", 5, 8, k::blank},
             {"opted -out", 5, 7, k::blank},
             {"opted --out", 5, 8, k::blank},
             {"opted -", 5, 7, k::blank},
             {"opted --", 5, 8, k::blank},
             {"opted - out", 6, 8, k::blank}, // from the dash on
             {"opted _ out", 5, 8, k::blank},
             {"opted -_ out", 5, 9, k::blank},
             {"opted _- out", 5, 9, k::blank},
             {"opted -_- out", 5, 10, k::blank},
             // Commas and colons.
             {"opted, out", 5, 7, k::comma},
             {"opted ,out", 5, 7, k::comma},
             {"opted,", 5, 6, k::comma},
             {"opted%2Cout", 5, 8, k::comma},
             {"opted: out", 5, 7, k::colon},
             {"opted=out", 5, 6, k::colon},
             {"opted = ", 5, 8, k::colon},
             {"opted:", 5, 6, k::colon},
             // Full stops.
             {"opted; out", 5, 7, k::full_stop},
             {"opted;out", 5, 6, k::full_stop},
             {"opted!", 5, 6, k::full_stop},
             {"opted!out", 5, 6, k::full_stop},
             {"opted\xE2\x80\xA6out", 5, 8, k::full_stop},
             {"opted\xE3\x80\x82out", 5, 8, k::full_stop},
             {"opted. out", 5, 7, k::full_stop},
             {"opted.\tout", 5, 7, k::full_stop},
             {"opted.\nout", 5, 7, k::full_stop},
             {"opted.\" out", 5, 8, k::full_stop},
             {"opted.) out", 5, 8, k::full_stop},
             {"opted.. out", 5, 8, k::full_stop},
             {"opted .. out", 5, 9, k::full_stop},
             {"opted.\xE2\x80\x8B out", 5, 10, k::full_stop},
             {"opted.", 5, 6, k::full_stop},
             {"opted .", 5, 7, k::full_stop},
             {"opted...", 5, 8, k::full_stop},
             {"opted.\xE2\x80\x8B", 5, 9, k::full_stop},
             {"opted. ", 5, 7, k::full_stop},
             {"opted.out", 5, 6, k::blank},
             {"opted .out", 5, 7, k::blank},
             {"opted.\xE2\x80\x8Bout", 5, 6, k::blank},
             {"recipient.opted_out", 9, 10, k::blank},
             {"recipient.opted_out", 15, 16, k::blank},
             {"recipient.opted_out", 19, 19, k::blank},
             {"example.com. Out", 7, 8, k::blank},
             {"example.com. Out", 11, 13, k::full_stop},
             {"1.5", 1, 2, k::blank},
             {"opted/ out", 5, 7, k::blank}, // what stands beside the full stop in ASCII
             {"opted/", 5, 6, k::blank},
             {"opted-", 5, 6, k::blank},
             // Questions.
             {"opted? out", 5, 7, k::question},
             {"opted?out", 5, 6, k::question},
             {"opted?", 5, 6, k::question},
             {"opted\xEF\xBC\x9F", 5, 8, k::question}, // fullwidth
             // The strongest one counts, wherever it stands.
             {"opted (- out", 5, 9, k::bracket},
             {"opted (\nout", 5, 8, k::pause},
             {"opted\n(out", 5, 7, k::pause},
             {"opted - (out", 5, 9, k::pause},
             {"opted,\nout", 5, 7, k::comma},
             {"opted\n, out", 5, 8, k::comma},
             {"opted (, out", 5, 9, k::comma},
             {"opted, (out", 5, 8, k::comma},
             {"opted, - out", 5, 9, k::comma},
             {"opted - , out", 5, 10, k::comma},
             {"opted,: out", 5, 8, k::colon},
             {"opted:, out", 5, 8, k::colon},
             {"opted:\n- out", 5, 9, k::colon},
             {"opted:!out", 5, 7, k::full_stop},
             {"opted!:out", 5, 7, k::full_stop},
             {"opted; - (out", 5, 10, k::full_stop},
             {"opted?!", 5, 7, k::question},
             {"opted!?", 5, 7, k::question},
             {"opted?; out", 5, 8, k::question},
             {"opted?, out", 5, 8, k::question},
             {"opted? - out", 5, 9, k::question},
             // A full stop within.
             {"opted.?", 5, 7, k::question},
             {"opted.? out", 5, 8, k::question},
             {"opted?.", 5, 7, k::question},
             {"opted?. out", 5, 8, k::question},
             {"opted., out", 5, 8, k::full_stop},
             {"opted.: out", 5, 8, k::full_stop},
             {"opted.(out", 5, 7, k::full_stop},
             {"opted.;out", 5, 7, k::full_stop},
             {"opted;.out", 5, 7, k::full_stop},
             {"opted,.", 5, 7, k::full_stop},
             {"opted,.out", 5, 7, k::comma},
             {"opted(.out", 5, 7, k::bracket},
             {"opted. - out", 5, 9, k::full_stop},
             {"opted - .out", 5, 9, k::pause},
             {"opted - .", 5, 9, k::full_stop},
         }) {
        INFO(each.text << " at " << each.place);
        const te::detail::gap found = gap_at(exact{each.text}.text(), each.place);
        CHECK(found.end == each.end);
        CHECK(found.kind == each.kind);
    }
    const te::detail::gap nul = gap_at({"opted\0 \0out", 11}, 5);
    CHECK(nul.end == 7);
    CHECK(nul.kind == gap_kind::blank);
}
