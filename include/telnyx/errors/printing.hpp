// telnyx-errors: values as short strings, for the headers that print. SPDX-License-Identifier: MIT
//
// Nothing here prints a string of a payload, because that may hold a phone number: print `masked(error.detail)` yourself.
#ifndef TELNYX_ERRORS_PRINTING_HPP
#define TELNYX_ERRORS_PRINTING_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/code.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/table.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A string of at most 127 characters, stored in the object. Longer strings are cut. No allocation.
class short_text {
public:
    /// The string. Valid as long as this object.
    [[nodiscard]] constexpr std::string_view view() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return {characters_, size_}; }

    /// Appends a string.
    constexpr short_text& append(std::string_view text) noexcept;
    /// Appends a number in decimal, padded with zeros to a width of at most 20.
    constexpr short_text& append(std::uint64_t number, std::size_t width = 1) noexcept;

private:
    static constexpr std::size_t capacity = 127;
    char characters_[capacity]{};
    std::size_t size_{0};
};

/// An enumerator: `name(value)`.
template <class E, typename detail::only_if<is_named<E>>::type = 0>
[[nodiscard]] constexpr short_text to_text(E value) noexcept {
    return short_text{}.append(name(value));
}

/// A code as payloads spell it, also for a value without an enumerator: "40300".
[[nodiscard]] constexpr short_text to_text(code which) noexcept;

/// A row: its code and its short name, "40300 Blocked (STOP)".
[[nodiscard]] constexpr short_text to_text(const code_info& row) noexcept;

/// A point in time in RFC 3339, UTC: "2026-11-24T09:30:00Z"; "unknown" if it is not known. Times outside the years 0 to 9999 are
/// written as Unix seconds: "@253402300800".
[[nodiscard]] constexpr short_text to_text(instant when) noexcept;

/// A delay: "1000 ms"; "unknown" if it is not known.
[[nodiscard]] constexpr short_text to_text(delay wait) noexcept;

/// A decision in a few words: "retry after 1000 ms (transient)", "fix_first (action_required): raise_limit, scope profile".
[[nodiscard]] constexpr short_text to_text(const decision& next) noexcept;

constexpr short_text& short_text::append(std::string_view text) noexcept {
    for (std::size_t i = 0; i != text.size() && size_ != capacity; ++i) {
        characters_[size_++] = text[i];
    }
    return *this;
}

constexpr short_text& short_text::append(std::uint64_t number, std::size_t width) noexcept {
    char digits[detail::decimal_size]{};
    std::size_t first = detail::write_decimal(digits, number);
    while (first > 0 && detail::decimal_size - first < width) {
        digits[--first] = '0';
    }
    return append(std::string_view{digits + first, detail::decimal_size - first});
}

constexpr short_text to_text(code which) noexcept {
    const auto number = static_cast<std::int64_t>(which);
    return number < 0 ? short_text{}.append("-").append(static_cast<std::uint64_t>(-number))
                      : short_text{}.append(static_cast<std::uint64_t>(number));
}

constexpr short_text to_text(const code_info& row) noexcept {
    return row.known() ? to_text(row.id).append(" ").append(row.name) : short_text{}.append("unknown code");
}

namespace detail {

inline constexpr std::int64_t first_written_second = -62167219200; // 0000-01-01T00:00:00Z

[[nodiscard]] constexpr short_text unix_seconds_text(std::int64_t seconds) noexcept {
    const auto magnitude = static_cast<std::uint64_t>(seconds);
    return short_text{}.append(seconds < 0 ? "@-" : "@").append(seconds < 0 ? ~magnitude + 1 : magnitude);
}

} // namespace detail

constexpr short_text to_text(instant when) noexcept {
    if (!when.known()) {
        return short_text{}.append("unknown");
    }
    const std::int64_t seconds = when.unix_seconds();
    if (seconds < detail::first_written_second || seconds > detail::last_computed_second) {
        return detail::unix_seconds_text(seconds);
    }
    const std::int64_t days = detail::floor_to(seconds, detail::seconds_a_day) / detail::seconds_a_day;
    const auto second_of_day = static_cast<std::uint64_t>(seconds - days * detail::seconds_a_day);
    const std::int64_t year = detail::year_of(days);
    int month = 1;
    std::int64_t day = days - detail::days_to(year, 1, 1);
    for (; day >= detail::days_in_month(year, month); ++month) {
        day -= detail::days_in_month(year, month);
    }
    short_text text;
    text.append(static_cast<std::uint64_t>(year), 4).append("-").append(static_cast<std::uint64_t>(month), 2);
    text.append("-").append(static_cast<std::uint64_t>(day + 1), 2).append("T").append(second_of_day / 3600, 2);
    text.append(":").append(second_of_day / 60 % 60, 2).append(":").append(second_of_day % 60, 2);
    return text.append("Z");
}

constexpr short_text to_text(delay wait) noexcept {
    return wait.known() ? short_text{}.append(wait.milliseconds()).append(" ms") : short_text{}.append("unknown");
}

constexpr short_text to_text(const decision& next) noexcept {
    short_text text;
    text.append(name(next.step));
    if (next.delay.known()) {
        text.append(" after ").append(to_text(next.delay).view());
    } else if (next.not_before.known()) {
        text.append(" not before ").append(to_text(next.not_before).view());
    }
    text.append(" (").append(name(next.reason)).append(")");
    if (next.step == step::fix_first) {
        text.append(": ").append(name(next.remedy)).append(", scope ").append(name(next.scope));
        if (next.toward != toward::everyone) {
            text.append(" toward ").append(name(next.toward));
        }
    }
    return text;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
