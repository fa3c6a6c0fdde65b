// telnyx-errors: numbers that are not phone numbers. SPDX-License-Identifier: MIT
//
// What joins the digits of a number; dates, times, IPv4 addresses, versions and decimals. Functions named `end_of_...` return the
// place after such a thing, or the place that they were asked about if there is none. They read a limited number of characters, so
// that masking is linear.
#ifndef TELNYX_ERRORS_DETAIL_NUMBER_SHAPES_HPP
#define TELNYX_ERRORS_DETAIL_NUMBER_SHAPES_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/characters.hpp>
#include <telnyx/errors/detail/identifiers.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// What a character means between two digits of a number. A lone one joins them only if nothing else is between them, and only to a
// group of at most 4 digits: other groups are list items.
enum class joint_kind : unsigned char { none, blank, line_end, dash, other, lone };

[[nodiscard]] constexpr bool is_any_blank(std::uint32_t code) noexcept {
    return code == ' ' || code == '\t' || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
           code == 0x205F || code == 0x3000;
}

[[nodiscard]] constexpr bool is_any_dash(std::uint32_t code) noexcept {
    return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

// Of a character that is no digit.
[[nodiscard]] constexpr joint_kind joint_kind_of(std::uint32_t code) noexcept {
    code = without_width(code);
    if (is_any_blank(code)) {
        return joint_kind::blank;
    }
    if (is_any_dash(code)) {
        return joint_kind::dash;
    }
    switch (code) {
    case '\n':
    case '\r':
    case 0x85:
    case 0x2028:
    case 0x2029: return joint_kind::line_end;
    case '.':
    case '(':
    case ')':
    case '/':
    case '_': return joint_kind::other;
    case ',':
    case ':':
    case '+': return joint_kind::lone;
    case 0x066D: return joint_kind::none; // hides a digit
    default: return code >= 0x80 ? joint_kind::other : joint_kind::none;
    }
}

inline constexpr std::size_t longest_joint = 8; // in characters

// What is between a digit and the next one of the same number.
struct joint {
    bool joins = false;   // whether there is a next digit
    bool is_wide = false; // blanks, a line end or a comma: what follows can be something else
    bool is_plus = false;
    std::size_t end = 0; // the place of the next digit
};

// Whether at most so many digits follow each other at a place.
[[nodiscard]] constexpr bool has_at_most(characters all, std::size_t place, std::size_t digits) noexcept {
    for (std::size_t count = 0; place < all.size; ++count) {
        const character next = read_character(all, place);
        if (digit_value(next.code) < 0) {
            return true;
        }
        if (count == digits) {
            return false;
        }
        place += next.size;
    }
    return true;
}

// What begins at a place where there is no digit.
[[nodiscard]] constexpr joint read_joint(characters all, std::size_t place) noexcept {
    joint result{};
    result.end = place;
    bool lone = false;
    bool after_dash = false;
    std::uint32_t line_end = 0;
    for (std::size_t count = 0; result.end < all.size && count <= longest_joint; ++count) {
        const character next = read_character(all, result.end);
        if (digit_value(next.code) >= 0) {
            result.joins = !lone || has_at_most(all, result.end, 4);
            return result;
        }
        const joint_kind kind = joint_kind_of(next.code);
        // One line end, and only where a dash shows that the number goes on.
        const bool ends_line =
            kind == joint_kind::line_end && (!after_dash || (line_end != 0 && (line_end != '\r' || next.code != '\n')));
        if (kind == joint_kind::none || lone || (kind == joint_kind::lone && count != 0) || ends_line) {
            return result;
        }
        lone = kind == joint_kind::lone;
        result.is_plus = without_width(next.code) == '+';
        after_dash = after_dash || kind == joint_kind::dash;
        line_end = kind == joint_kind::line_end ? next.code : line_end;
        result.is_wide =
            result.is_wide || kind == joint_kind::blank || kind == joint_kind::line_end || without_width(next.code) == ',';
        result.end += next.size;
    }
    return result;
}

// The last group of digits in a part of a string.
[[nodiscard]] constexpr std::size_t last_group(characters all, std::size_t begin, std::size_t end) noexcept {
    std::size_t result = end;
    bool in_group = false;
    for (std::size_t i = begin; i < end;) {
        const character next = read_character(all, i);
        const bool digit = digit_value(next.code) >= 0;
        result = digit && !in_group ? i : result;
        in_group = digit;
        i += next.size;
    }
    return result;
}

// Whether what begins at one place ends at another: its last digits do not belong to a longer number, and are not the first ones of
// an identifier.
[[nodiscard]] constexpr bool ends_at(characters all, std::size_t begin, std::size_t end) noexcept {
    if (end >= all.size) {
        return true;
    }
    if (digit_value(read_character(all, end).code) >= 0 || end_of_id(all, last_group(all, begin, end)) > end) {
        return false;
    }
    const joint next = read_joint(all, end);
    return !next.joins || next.is_wide;
}

// Parses from left to right. After a failure nothing is parsed.
class shape_cursor {
public:
    constexpr shape_cursor(characters all, std::size_t place) noexcept : all_(all), place_(place) {}

    [[nodiscard]] constexpr bool failed() const noexcept { return failed_; }
    [[nodiscard]] constexpr std::size_t place() const noexcept { return place_; }
    // The next character; 0 at the end.
    [[nodiscard]] constexpr std::uint32_t peek() const noexcept {
        return failed_ || place_ >= all_.size ? 0 : read_character(all_, place_).code;
    }
    constexpr void skip() noexcept { place_ += place_ < all_.size ? read_character(all_, place_).size : 0; }
    constexpr bool accept(std::uint32_t code) noexcept {
        const bool found = !failed_ && peek() == code;
        if (found) {
            skip();
        }
        return found;
    }
    constexpr void expect(std::uint32_t code) noexcept { failed_ = !accept(code); }
    // Up to this many digits. Returns how many there are.
    constexpr std::size_t digits(std::size_t most) noexcept {
        std::size_t count = 0;
        for (; count != most && digit_value(peek()) >= 0; ++count) {
            skip();
        }
        return count;
    }
    // Exactly this many digits, as a number from `least` to `most`.
    constexpr int number(int count, int least, int most) noexcept {
        int value = 0;
        for (; count != 0; --count) {
            const int digit = digit_value(peek());
            if (digit < 0) {
                failed_ = true;
                return 0;
            }
            value = value * 10 + digit;
            skip();
        }
        failed_ = value < least || value > most;
        return value;
    }

private:
    characters all_;
    std::size_t place_;
    bool failed_{false};
};

// 2026-03-01, 2026/03/01, 2026.03.01, or with the year last.
[[nodiscard]] constexpr std::size_t end_of_date(characters all, std::size_t place) noexcept {
    shape_cursor year_first{all, place};
    year_first.number(4, 1900, 2099);
    const std::uint32_t separator = year_first.peek();
    if (separator == '-' || separator == '/' || separator == '.') {
        year_first.skip();
        year_first.number(2, 1, 12);
        year_first.expect(separator);
        year_first.number(2, 1, 31);
        return year_first.failed() ? place : year_first.place();
    }
    shape_cursor year_last{all, place};
    const int first = year_last.number(2, 1, 31);
    const std::uint32_t mark = year_last.peek();
    year_last.skip();
    const int second = year_last.number(2, 1, 31);
    year_last.expect(mark);
    year_last.number(4, 1900, 2099);
    const bool is_date = (mark == '-' || mark == '/' || mark == '.') && (first <= 12 || second <= 12);
    return year_last.failed() || !is_date ? place : year_last.place();
}

// The offset from UTC after a time: Z, +01:00, -0800, also after a blank.
[[nodiscard]] constexpr std::size_t end_of_offset(characters all, std::size_t place) noexcept {
    shape_cursor in{all, place};
    if (in.accept('Z') || in.accept('z')) {
        return is_of_word(all.at(in.place())) ? place : in.place();
    }
    in.accept(' ');
    if (!in.accept('+') && !in.accept('-') && !in.accept(0x2212)) {
        return place;
    }
    in.number(2, 0, 23);
    in.accept(':');
    in.number(2, 0, 59);
    return in.failed() || !ends_at(all, place, in.place()) ? place : in.place();
}

// 10:00, 10:00:00, 10:00:00.123, with or without an offset.
[[nodiscard]] constexpr std::size_t end_of_time(characters all, std::size_t place) noexcept {
    shape_cursor in{all, place};
    in.number(2, 0, 24);
    in.expect(':');
    in.number(2, 0, 59);
    if (in.failed()) {
        return place;
    }
    std::size_t end = in.place();
    in.expect(':');
    in.number(2, 0, 60);
    if (!in.failed()) {
        end = in.place();
        if (in.accept('.') || in.accept(',')) {
            end = in.digits(9) != 0 ? in.place() : end;
        }
    }
    return end_of_offset(all, end);
}

// A date, a time, or a date and a time.
[[nodiscard]] constexpr std::size_t end_of_moment(characters all, std::size_t place) noexcept {
    const std::size_t date = end_of_date(all, place);
    if (date == place) {
        return end_of_time(all, place);
    }
    if (date >= all.size) {
        return date;
    }
    const character between = read_character(all, date);
    const bool separates = between.code == 'T' || between.code == 't' || between.code == '_' || is_any_blank(between.code);
    const std::size_t time = separates ? end_of_time(all, date + between.size) : date;
    return time != date + between.size && time != date && ends_at(all, place, time) ? time : date;
}

// One moment, or from one to another: 21:00-08:00, 2026-03-01/2026-03-31.
[[nodiscard]] constexpr std::size_t end_of_moments(characters all, std::size_t place) noexcept {
    std::size_t end = end_of_moment(all, place);
    if (end != place && end < all.size) {
        const character between = read_character(all, end);
        if (is_any_dash(between.code) || between.code == '/') {
            const std::size_t second = end_of_moment(all, end + between.size);
            end = second != end + between.size ? second : end;
        }
    }
    return end != place && ends_at(all, place, end) ? end : place;
}

// Groups of digits with a '.' or a ',' between them.
struct digit_groups {
    static constexpr std::size_t most = 8;

    std::size_t count = 0;
    std::size_t sizes[most]{};
    int values[most]{};               // of up to 4 digits; larger ones count as 10000
    bool zero_first[most]{};          // whether it begins with 0 and has more digits
    std::uint32_t separators[most]{}; // before each group
    std::size_t end = 0;

    // Whether the same separator is before each group from the second one to the `last`.
    [[nodiscard]] constexpr bool are_separated_by(std::uint32_t separator, std::size_t last) const noexcept {
        for (std::size_t i = 1; i <= last; ++i) {
            if (separators[i] != separator) {
                return false;
            }
        }
        return true;
    }
    // Whether the groups from the second one to the `last` have three digits.
    [[nodiscard]] constexpr bool are_thousands(std::size_t last) const noexcept {
        for (std::size_t i = 1; i <= last; ++i) {
            if (sizes[i] != 3) {
                return false;
            }
        }
        return sizes[0] <= 3 && !zero_first[0];
    }
};

[[nodiscard]] constexpr digit_groups read_digit_groups(characters all, std::size_t place) noexcept {
    digit_groups result{};
    shape_cursor in{all, place};
    std::uint32_t separator = 0;
    while (result.count != digit_groups::most) {
        const std::size_t i = result.count;
        const bool zero = digit_value(in.peek()) == 0;
        int value = 0;
        std::size_t size = 0;
        for (; size != 20 && digit_value(in.peek()) >= 0; ++size) {
            value = value < 1000 ? value * 10 + digit_value(in.peek()) : 10000;
            in.skip();
        }
        if (size == 0) {
            break;
        }
        result.sizes[i] = size;
        result.values[i] = value;
        result.zero_first[i] = zero && size != 1;
        result.separators[i] = separator;
        result.end = in.place();
        ++result.count;
        separator = in.peek();
        if (separator != '.' && separator != ',') {
            break;
        }
        in.skip();
    }
    if (result.count == digit_groups::most && digit_value(in.peek()) >= 0) {
        result.count = 0; // there are more
    }
    return result;
}

// 1234567.89, 12.345678, 0.0000123, 1234567,89.
[[nodiscard]] constexpr bool is_decimal(const digit_groups& groups) noexcept {
    if (groups.count != 2 || groups.zero_first[0]) {
        return false;
    }
    const std::size_t whole = groups.sizes[0];
    const std::size_t fraction = groups.sizes[1];
    if (groups.separators[1] == ',') {
        return whole <= 9 && fraction <= 2;
    }
    return (whole <= 9 && fraction <= 3) || (whole <= 2 && fraction <= 8) || (whole == 1 && groups.values[0] == 0);
}

// 1,234,567 with or without a fraction, 1.234.567,89.
[[nodiscard]] constexpr bool is_grouped_number(const digit_groups& groups) noexcept {
    if (groups.count < 3) {
        return false;
    }
    const std::size_t last = groups.count - 1;
    if (groups.are_separated_by(',', last)) {
        return groups.are_thousands(last);
    }
    const bool by_commas = groups.separators[last] == '.' && groups.are_separated_by(',', last - 1) && groups.sizes[last] <= 4;
    const bool by_dots = groups.separators[last] == ',' && groups.are_separated_by('.', last - 1) && groups.sizes[last] <= 2;
    return (by_commas || by_dots) && groups.are_thousands(last - 1);
}

// Four groups, each at most 255.
[[nodiscard]] constexpr bool is_ipv4(const digit_groups& groups) noexcept {
    if (groups.count != 4 || !groups.are_separated_by('.', 3)) {
        return false;
    }
    for (std::size_t i = 0; i != 4; ++i) {
        if (groups.zero_first[i] || groups.values[i] > 255) {
            return false;
        }
    }
    return true;
}

// Three groups or more, one of them a single 0 that is not the first: 10.0.19045.3693. No phone number has such a group.
[[nodiscard]] constexpr bool is_version(const digit_groups& groups) noexcept {
    if (groups.count < 3 || groups.sizes[0] > 3 || !groups.are_separated_by('.', groups.count - 1)) {
        return false;
    }
    bool has_zero = false;
    for (std::size_t i = 0; i != groups.count; ++i) {
        if (groups.zero_first[i] || groups.sizes[i] > 6) {
            return false;
        }
        has_zero = has_zero || (i != 0 && groups.sizes[i] == 1 && groups.values[i] == 0);
    }
    return has_zero;
}

// A decimal, a number with separators, a version, or an IPv4 address with or without a port or a prefix.
[[nodiscard]] constexpr std::size_t end_of_number_with_points(characters all, std::size_t place) noexcept {
    const digit_groups groups = read_digit_groups(all, place);
    std::size_t end = groups.end;
    const bool ipv4 = is_ipv4(groups);
    if (ipv4) {
        shape_cursor suffix{all, end};
        const bool port = suffix.accept(':');
        if ((port || suffix.accept('/')) && suffix.digits(port ? 5 : 2) != 0) {
            end = suffix.place();
        }
    }
    const bool found = ipv4 || is_decimal(groups) || is_grouped_number(groups) || is_version(groups);
    return found && ends_at(all, place, end) ? end : place;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
