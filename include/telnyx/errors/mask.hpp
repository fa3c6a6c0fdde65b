// telnyx-errors: masking of phone numbers in free text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_MASK_HPP
#define TELNYX_ERRORS_MASK_HPP

#include <cstddef>
#include <cstdint>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/characters.hpp>
#include <telnyx/errors/detail/identifiers.hpp>
#include <telnyx/errors/detail/number_shapes.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Masks what reads as a phone number in a string, in place: of each run of 7 digits or more, all but the last 4 digits (of fewer
/// than 10: all but the last 2) become asterisks. Nothing else changes, the size stays, and a masked string stays as it is.
///
/// **Digits** are ASCII, fullwidth (U+FF10 to U+FF19), Arabic-Indic (U+0660 to U+0669) and extended Arabic-Indic (U+06F0 to U+06F9)
/// ones. The asterisk has the size of the digit: '*', U+FF0A, and U+066D for both Arabic ones. Valid UTF-8 stays valid.
///
/// **Between two digits of a run** are at most 8 of: spaces, tabs, dashes, dots, slashes, parentheses, underscores, and characters
/// beyond ASCII (no-break spaces, the dashes of word processors, bytes that are not UTF-8). A comma, a colon or a plus sign joins
/// digits if it is alone between them and a group of at most 4 digits follows. A line end joins them once, after a dash. Anything
/// else ends the run.
///
/// **Escapes** are read as the character that they stand for, and stay escapes of the same size: `%20`, `\u00a0`, `\xa0`, `\n`,
/// `\r`, `\t`, `\/`, `&#160;`, `&#xa0;` and `&nbsp;` (also ensp, emsp, thinsp, shy, ndash, mdash, hyphen, dash, minus, plus, lpar,
/// rpar, period, sol), and escapes of escapes (`%2520`, `\\u00a0`, `&amp;nbsp;`) to a depth of 4. Percent escapes of letters are
/// none: `50%4155501` is a percent sign before a number.
///
/// **Not masked:**
/// - dates of the years 1900 to 2099 with '-', '/' or '.', the year first or last; times (10:00, 10:00:00.123) with or without a
///   date and an offset; ranges of them;
/// - UUIDs; IPv6 addresses; IPv4 addresses with or without a port or a prefix;
/// - identifiers: words of ASCII letters and digits, as in `40b8f1c2d3e45678` or `1500000000ms`. If all their letters are words
///   around phone numbers (tel, phone, fax, cell, mobile, number, msisdn, sms, mms, call, from, to, and, or, x, ext, nr, no), the
///   digits are masked: `tel13125550110`, `3125550110x22`;
/// - decimals: a whole part of at most 9 digits and a fraction of at most 3, or of at most 2 and at most 8, or a 0 and at most 20;
///   with a decimal comma at most 2 digits after it; numbers with separators (`1,234,567.89`, `1.234.567,89`): at most 8
///   groups, the fraction included, which has at most 4 digits after a dot and at most 2 after a comma;
/// - versions: `10.0.19045.3693`, 3 to 8 groups of at most 6 digits, the first of at most 3, with dots between them, and a group
///   after the first that is 0; or any with a v directly before it.
///
/// Each of them stands alone: where another joint than a blank, a line end or a comma connects it to more digits, all of it is one
/// run. Within a run, after another joint, only UUIDs, IPv6 addresses and words of 12 to 64 hexadecimal digits end the run; after a
/// blank, a line end or a comma also dates, times, decimals, versions and IPv4 addresses. A number with a plus sign before it is no
/// identifier, decimal, version or address, and only after a blank, a line end or a comma it ends before a date, a time, a UUID, an
/// IPv6 address or a word of 12 to 64 hexadecimal digits.
///
/// **Masked although it is not a phone number:** every other number of 7 digits or more, such as Unix times, identifiers of digits
/// only, dates without separators, codes with spaces between them. **Not masked although it may be one:** digits of other scripts
/// or in a word, digits interrupted by other characters, and numbers that look like something from the list above.
///
/// \param text  the first of `size` characters; may be null if `size` is 0.
/// \return how many numbers were masked. O(size), no allocation.
constexpr std::size_t mask_phone_numbers(char* text, std::size_t size) noexcept;

namespace detail {

inline constexpr std::size_t fewest_phone_digits = 7; // a subscriber number without any prefix

// How many digits stay readable: enough to recognise a known number, too few to learn an unknown one.
[[nodiscard]] constexpr std::size_t digits_shown(std::size_t digits) noexcept { return digits < 10 ? 2 : 4; }

// The end of what begins with the digit at a place and is no phone number, where a run could begin; the place itself if there is
// none.
[[nodiscard]] constexpr std::size_t end_of_other_number(characters all, std::size_t place, bool after_plus) noexcept {
    std::size_t end = end_of_id(all, place);
    if (end == place) {
        end = end_of_moments(all, place);
    }
    return end == place && !after_plus ? end_of_number_with_points(all, place) : end;
}

struct digit_run {
    std::size_t digits = 0;
    std::size_t end = 0; // one past the last digit
};

// The run of digits, and of what joins them, that begins with the digit at `first`.
[[nodiscard]] constexpr digit_run run_of_digits(characters all, std::size_t first, bool after_plus) noexcept {
    digit_run run{0, first};
    for (;;) {
        while (run.end < all.size) {
            const character next = read_character(all, run.end);
            if (digit_value(next.code) < 0) {
                break;
            }
            run = {run.digits + 1, run.end + next.size};
        }
        const joint between = read_joint(all, run.end);
        if (!between.joins) {
            return run;
        }
        after_plus = after_plus || between.is_plus;
        const std::size_t other = between.is_wide ? end_of_other_number(all, between.end, after_plus)
                                  : after_plus    ? between.end
                                                  : end_of_id(all, between.end);
        if (other != between.end) {
            return run;
        }
        run.end = between.end;
    }
}

// Hides so many digits from `first` on. There must be as many.
constexpr void hide_digits(char* text, std::size_t size, std::size_t first, std::size_t count) noexcept {
    for (std::size_t i = first; count != 0;) {
        const character next = read_character({text, size}, i);
        if (digit_value(next.code) >= 0) {
            hide_digit(text, i, next);
            --count;
        }
        i += next.size;
    }
}

// Walks over a string from run to run.
class masker {
public:
    constexpr masker(char* text, std::size_t size) noexcept : text_(text), size_(size) {}

    constexpr std::size_t mask() noexcept {
        while (place_ < size_) {
            const std::size_t end = end_of_what_stays();
            if (end != place_) {
                place_ = end;
                after_plus_ = false;
                continue;
            }
            const character next = read_character(all(), place_);
            if (digit_value(next.code) >= 0) {
                mask_run();
                continue;
            }
            const std::uint32_t code = without_width(next.code);
            after_plus_ = code == '+' || (after_plus_ && (code == '(' || is_any_blank(code)));
            place_ += next.size;
        }
        return masked_;
    }

private:
    [[nodiscard]] constexpr characters all() const noexcept { return {text_, size_}; }

    // The end of what is no phone number and begins here; here if there is nothing such.
    constexpr std::size_t end_of_what_stays() noexcept {
        const char c = text_[place_];
        if (c == ':' && all().at(place_ + 1) == ':') {
            return end_of_ipv6(all(), place_);
        }
        if (after_plus_ && !is_letter(c)) {
            return place_;
        }
        const bool begins_word = is_of_word(c) && place_ >= word_end_;
        if (digit_value(read_character(all(), place_).code) >= 0) {
            const std::size_t end = end_of_other_number(all(), place_, false);
            return end == place_ && begins_word ? end_of_identifier() : end;
        }
        if (!begins_word) {
            return place_;
        }
        const std::size_t end = place_ == run_end_ ? place_ : end_of_id(all(), place_); // after a run, a word only goes on
        return end == place_ ? end_of_identifier() : end;
    }

    // Each word is judged once, so that masking is linear.
    constexpr std::size_t end_of_identifier() noexcept {
        const word here = read_word(all(), place_);
        word_end_ = here.end;
        return here.is_identifier ? here.end : place_;
    }

    constexpr void mask_run() noexcept {
        const digit_run run = run_of_digits(all(), place_, after_plus_);
        if (run.digits >= fewest_phone_digits) {
            hide_digits(text_, size_, place_, run.digits - digits_shown(run.digits));
            ++masked_;
        }
        place_ = run.end;
        run_end_ = run.end;
        after_plus_ = false;
    }

    char* text_;
    std::size_t size_;
    std::size_t place_{0};
    std::size_t word_end_{0};       // of the last word that was judged
    std::size_t run_end_{SIZE_MAX}; // of the last run
    std::size_t masked_{0};
    bool after_plus_{false};
};

} // namespace detail

constexpr std::size_t mask_phone_numbers(char* text, std::size_t size) noexcept { return detail::masker{text, size}.mask(); }

TELNYX_ERRORS_END_NAMESPACE

#endif
