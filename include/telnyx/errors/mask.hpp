// telnyx-errors: making phone numbers in free text unreadable. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_MASK_HPP
#define TELNYX_ERRORS_MASK_HPP

#include <cstddef>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// What people write between the digits of one phone number. Bytes beyond ASCII count too: they are parts of no-break
// spaces and of the dashes that word processors put in.
[[nodiscard]] constexpr bool joins_digits(char c) noexcept {
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '\t' ||
           static_cast<unsigned char>(c) >= 0x80;
}

inline constexpr std::size_t longest_joint = 6;       // as in ") - (", or two dashes of three bytes each
inline constexpr std::size_t fewest_phone_digits = 7; // a subscriber number without any prefix

// How many digits stay readable: enough to recognise a number one knows, too few to learn one.
[[nodiscard]] constexpr std::size_t digits_shown(std::size_t digits) noexcept { return digits < 10 ? 2 : 4; }

} // namespace detail

/// Masks every phone number in a text, in place: of each run of 7 digits or more, whatever blanks, dashes, dots, slashes
/// and parentheses stand between them, all but the last 4 (of fewer than 10: the last 2) become '*'. The length of the
/// text and everything else in it stay as they are. A masked text masks to itself.
///
/// It errs on the side of masking: a long number that is no phone number is masked too.
/// \return how many numbers were masked. O(size), no allocation.
constexpr std::size_t mask_phone_numbers(char* text, std::size_t size) noexcept {
    std::size_t found = 0;
    std::size_t i = 0;
    while (i != size) {
        if (!detail::is_digit(text[i])) {
            ++i;
            continue;
        }
        const std::size_t first = i;
        std::size_t digits = 0;
        std::size_t end = i; // one past the last digit of the run
        while (i != size && (detail::is_digit(text[i]) || (detail::joins_digits(text[i]) && i - end < detail::longest_joint))) {
            if (detail::is_digit(text[i])) {
                ++digits;
                end = i + 1;
            }
            ++i;
        }
        if (digits >= detail::fewest_phone_digits) {
            std::size_t hidden = digits - detail::digits_shown(digits);
            for (std::size_t k = first; hidden != 0; ++k) { // fewer than there are
                if (detail::is_digit(text[k])) {
                    text[k] = '*';
                    --hidden;
                }
            }
            ++found;
        }
        i = end;
    }
    return found;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
