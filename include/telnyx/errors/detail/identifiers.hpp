// telnyx-errors: identifiers in a string. SPDX-License-Identifier: MIT
//
// UUIDs, hexadecimal identifiers, IPv6 addresses, and words of letters and digits. Functions named `end_of_...` return the place
// after such a thing, or the place that they were asked about if there is none.
#ifndef TELNYX_ERRORS_DETAIL_IDENTIFIERS_HPP
#define TELNYX_ERRORS_DETAIL_IDENTIFIERS_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/characters.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

[[nodiscard]] constexpr bool is_of_word(char c) noexcept { return is_digit(c) || is_letter(c); }

// Whether an identifier can end before this character. An asterisk may hide a digit.
[[nodiscard]] constexpr bool ends_id(char c) noexcept { return !is_of_word(c) && c != '*'; }

// 8-4-4-4-12 hexadecimal digits.
[[nodiscard]] constexpr std::size_t end_of_uuid(characters all, std::size_t place) noexcept {
    constexpr std::size_t uuid_size = 36;
    for (std::size_t i = 0; i != uuid_size; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? all.at(place + i) != '-' : !is_hexadecimal(all.at(place + i))) {
            return place;
        }
    }
    return ends_id(all.at(place + uuid_size)) ? place + uuid_size : place;
}

// A word of 12 to 64 hexadecimal digits, letters among them.
[[nodiscard]] constexpr std::size_t end_of_hexadecimal_id(characters all, std::size_t place) noexcept {
    std::size_t letters = 0;
    std::size_t end = place;
    for (; end - place <= 64 && is_hexadecimal(all.at(end)); ++end) {
        letters += is_letter(all.at(end)) ? 1U : 0U;
    }
    const std::size_t size = end - place;
    return size >= 12 && size <= 64 && letters != 0 && ends_id(all.at(end)) ? end : place;
}

// Groups of up to 4 hexadecimal digits with colons between them: eight, or fewer with one "::". A lone colon must not be there.
[[nodiscard]] constexpr std::size_t end_of_ipv6(characters all, std::size_t place) noexcept {
    std::size_t groups = 0;
    std::size_t gaps = 0;
    std::size_t end = place;
    for (;;) {
        std::size_t digits = 0;
        for (; digits != 5 && is_hexadecimal(all.at(end + digits)); ++digits) {
        }
        const bool has_empty_group = digits == 0 && all.at(end) == ':' && end != place; // ":::"
        if (digits == 5 || groups == 9 || has_empty_group) {
            return place;
        }
        end += digits;
        groups += digits != 0 ? 1U : 0U;
        if (all.at(end) != ':') {
            break;
        }
        if (all.at(end + 1) == ':') {
            ++gaps;
            ++end;
        }
        ++end;
    }
    const bool complete = gaps == 0 ? groups == 8 : gaps == 1 && groups < 8 && groups != 0;
    const bool goes_on = all.at(end) == '.' && (is_digit(all.at(end + 1)) || all.at(end + 1) == '*');
    return complete && ends_id(all.at(end)) && !goes_on ? end : place;
}

// The end of an identifier that can be in the middle of a run.
[[nodiscard]] constexpr std::size_t end_of_id(characters all, std::size_t place) noexcept {
    std::size_t end = end_of_uuid(all, place);
    if (end == place) {
        end = end_of_ipv6(all, place);
    }
    return end == place ? end_of_hexadecimal_id(all, place) : end;
}

// The words that stand directly before or after a phone number.
inline constexpr std::string_view phone_words[] = {"tel",  "phone", "fax", "cell", "mobile", "number", "msisdn", "sms", "mms",
                                                   "call", "from",  "to",  "and",  "or",     "x",      "ext",    "nr",  "no"};

[[nodiscard]] constexpr bool is_phone_word(std::string_view word) noexcept {
    for (const std::string_view each : phone_words) {
        if (equal_ignoring_case(word, each)) {
            return true;
        }
    }
    return false;
}

// The word of letters and digits at a place.
struct word {
    std::size_t end = 0;
    bool is_identifier = false;
};

// An identifier has digits, and letters that are not only the words around phone numbers. O(size of the word).
[[nodiscard]] constexpr word read_word(characters all, std::size_t place) noexcept {
    word result{place, false};
    bool has_digits = false;
    bool ends_as_version = false; // v10
    while (is_of_word(all.at(result.end))) {
        const std::size_t first = result.end;
        while (is_letter(all.at(result.end))) {
            ++result.end;
        }
        const std::string_view letters{all.text + first, result.end - first};
        result.is_identifier = result.is_identifier || (!letters.empty() && !is_phone_word(letters));
        ends_as_version = equal_ignoring_case(letters, "v") && is_digit(all.at(result.end));
        for (; is_digit(all.at(result.end)); ++result.end) {
            has_digits = true;
        }
    }
    result.is_identifier = result.is_identifier && has_digits;
    while (ends_as_version && all.at(result.end) == '.' && is_digit(all.at(result.end + 1))) {
        for (++result.end; is_digit(all.at(result.end)); ++result.end) {
        }
    }
    return result;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
