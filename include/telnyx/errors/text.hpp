// telnyx-errors: values as short texts, for the faces that print. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_TEXT_HPP
#define TELNYX_ERRORS_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <telnyx/errors/code.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/retry.hpp>
#include <telnyx/errors/table.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

enum class problem : std::uint8_t; // report.hpp

/// Whether a type is an enumeration of this library with a function `name`: these are printed by their names.
template <class T>
inline constexpr bool is_named = false;
template <>
inline constexpr bool is_named<stage> = true;
template <>
inline constexpr bool is_named<phase> = true;
template <>
inline constexpr bool is_named<category> = true;
template <>
inline constexpr bool is_named<retry_class> = true;
template <>
inline constexpr bool is_named<basis> = true;
template <>
inline constexpr bool is_named<scope> = true;
template <>
inline constexpr bool is_named<wait> = true;
template <>
inline constexpr bool is_named<remedy> = true;
template <>
inline constexpr bool is_named<origin> = true;
template <>
inline constexpr bool is_named<outcome> = true;
template <>
inline constexpr bool is_named<kind> = true;
template <>
inline constexpr bool is_named<problem> = true;
template <>
inline constexpr bool is_named<step> = true;
template <>
inline constexpr bool is_named<reason> = true;
template <>
inline constexpr bool is_named<answer> = true;
template <>
inline constexpr bool is_named<jitter> = true;

/// A text of at most 127 characters that lies in the object itself. What does not fit is cut off.
class short_text {
public:
    /// The text, valid as long as this object.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters_, size_}; }

    /// Appends a text.
    constexpr short_text& append(std::string_view text) noexcept {
        for (std::size_t i = 0; i != text.size() && size_ != capacity; ++i) {
            characters_[size_++] = text[i];
        }
        return *this;
    }

    /// Appends a number in decimal, with zeros in front of it up to a width of at most 20.
    constexpr short_text& append(std::uint64_t number, std::size_t width = 1) noexcept {
        char digits[20]{};
        std::size_t first = sizeof(digits);
        do {
            digits[--first] = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (number != 0);
        while (first > 0 && sizeof(digits) - first < width) {
            digits[--first] = '0';
        }
        return append(std::string_view{digits + first, sizeof(digits) - first});
    }

private:
    static constexpr std::size_t capacity = 127;
    char characters_[capacity]{};
    std::size_t size_{0};
};

/// A code as bodies spell it: "40300". For a value without an enumerator as well.
[[nodiscard]] constexpr short_text to_text(code which) noexcept {
    const auto number = static_cast<std::int64_t>(which);
    return number < 0 ? short_text{}.append("-").append(static_cast<std::uint64_t>(-number))
                      : short_text{}.append(static_cast<std::uint64_t>(number));
}

/// A row: its code and its short name, "40300 Blocked (STOP)".
[[nodiscard]] constexpr short_text to_text(const code_info& row) noexcept {
    return row.known() ? to_text(row.id).append(" ").append(row.name) : short_text{}.append("unknown code");
}

/// A point in time in RFC 3339, UTC: "2026-11-24T09:30:00Z"; "unknown" if it is not known. What lies outside the years 0 to
/// 9999 is written as Unix seconds: "@253402300800".
[[nodiscard]] constexpr short_text to_text(instant when) noexcept {
    constexpr std::int64_t first = -62167219200; // 0000-01-01T00:00:00Z
    short_text text;
    if (!when.known()) {
        return text.append("unknown");
    }
    const std::int64_t seconds = when.unix_seconds();
    if (seconds < first || seconds > detail::last_computed_second) {
        text.append(seconds < 0 ? "@-" : "@");
        return text.append(seconds < 0 ? ~static_cast<std::uint64_t>(seconds) + 1 : static_cast<std::uint64_t>(seconds));
    }
    const std::int64_t days = detail::floor_to(seconds, detail::seconds_a_day) / detail::seconds_a_day;
    const auto second_of_day = static_cast<std::uint64_t>(seconds - days * detail::seconds_a_day);
    const std::int64_t year = detail::year_of(days);
    int month = 1;
    std::int64_t day = days - detail::days_to(year, 1, 1);
    for (; day >= detail::days_in_month(year, month); ++month) {
        day -= detail::days_in_month(year, month);
    }
    text.append(static_cast<std::uint64_t>(year), 4).append("-").append(static_cast<std::uint64_t>(month), 2);
    text.append("-").append(static_cast<std::uint64_t>(day + 1), 2).append("T").append(second_of_day / 3600, 2);
    text.append(":").append(second_of_day / 60 % 60, 2).append(":").append(second_of_day % 60, 2);
    return text.append("Z");
}

/// The other classes of a row, joined by commas; "none" if there are none.
[[nodiscard]] constexpr short_text to_text(retry_classes classes) noexcept {
    short_text text;
    for (const retry_class one : {retry_class::automatic, retry_class::temporary_hold, retry_class::after_intervention,
                                  retry_class::unspecified, retry_class::action_required, retry_class::permanent}) {
        if (classes.contains(one)) {
            text.append(text.view().empty() ? "" : ",").append(name(one)); // unreachable: no code has two other classes yet
        }
    }
    return text.view().empty() ? text.append("none") : text;
}

/// A decision in a few words: "retry after 1000 ms (transient)", "fix_first (action_required): raise_limit, scope profile".
[[nodiscard]] constexpr short_text to_text(const decision& next) noexcept {
    short_text text;
    text.append(name(next.step));
    if (next.has_delay) {
        text.append(" after ").append(next.delay_ms).append(" ms");
    } else if (next.not_before.known()) {
        text.append(" not before ").append(to_text(next.not_before).view());
    }
    text.append(" (").append(name(next.reason)).append(")");
    if (next.step == step::fix_first) {
        text.append(": ").append(name(next.remedy)).append(", scope ").append(name(next.scope));
    }
    return text;
}

/// Whether a type that is no enumeration with names has a `to_text`.
template <class T>
inline constexpr bool has_text = std::is_same_v<T, code> || std::is_same_v<T, code_info> || std::is_same_v<T, instant> ||
                                 std::is_same_v<T, retry_classes> || std::is_same_v<T, decision>;

TELNYX_ERRORS_END_NAMESPACE

#endif
