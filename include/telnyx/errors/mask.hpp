// telnyx-errors: masking of phone numbers in free text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_MASK_HPP
#define TELNYX_ERRORS_MASK_HPP

#include <cstddef>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Masks every phone number in a string, in place: of each run of 7 digits or more, with any spaces, dashes, dots, slashes and
/// parentheses between them, all but the last 4 digits (of fewer than 10: all but the last 2) become '*'. Nothing else changes, and
/// a masked string stays as it is. A long number that is not a phone number is masked too.
///
/// \param text  the first of `size` characters; may be null if `size` is 0.
/// \return how many numbers were masked. O(size), no allocation.
constexpr std::size_t mask_phone_numbers(char* text, std::size_t size) noexcept;

namespace detail {

// Characters between the digits of one phone number. Bytes beyond ASCII count too: they are parts of no-break spaces and of the
// dashes that word processors insert.
[[nodiscard]] constexpr bool joins_digits(char c) noexcept {
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '\t' ||
           static_cast<unsigned char>(c) >= 0x80;
}

inline constexpr std::size_t longest_joint = 6;       // as in ") - (", or two dashes of three bytes each
inline constexpr std::size_t fewest_phone_digits = 7; // a subscriber number without any prefix

// How many digits stay readable: enough to recognise a known number, too few to learn an unknown one.
[[nodiscard]] constexpr std::size_t digits_shown(std::size_t digits) noexcept { return digits < 10 ? 2 : 4; }

struct digit_run {
    std::size_t digits = 0;
    std::size_t end = 0; // one past the last digit
};

// The run of digits, and of what joins them, that begins with the digit at `first`.
[[nodiscard]] constexpr digit_run run_of_digits(const char* text, std::size_t size, std::size_t first) noexcept {
    digit_run run{0, first};
    for (std::size_t i = first; i != size && (is_digit(text[i]) || (joins_digits(text[i]) && i - run.end < longest_joint)); ++i) {
        if (is_digit(text[i])) {
            run = {run.digits + 1, i + 1};
        }
    }
    return run;
}

// Hides so many digits from `first` on. There must be as many.
constexpr void hide_digits(char* text, std::size_t first, std::size_t count) noexcept {
    for (std::size_t i = first; count != 0; ++i) {
        if (is_digit(text[i])) {
            text[i] = '*';
            --count;
        }
    }
}

} // namespace detail

constexpr std::size_t mask_phone_numbers(char* text, std::size_t size) noexcept {
    std::size_t masked = 0;
    std::size_t i = 0;
    while (i != size) {
        if (!detail::is_digit(text[i])) {
            ++i;
            continue;
        }
        const detail::digit_run run = detail::run_of_digits(text, size, i);
        if (run.digits >= detail::fewest_phone_digits) {
            detail::hide_digits(text, i, run.digits - detail::digits_shown(run.digits));
            ++masked;
        }
        i = run.end;
    }
    return masked;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
