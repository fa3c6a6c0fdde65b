// telnyx-errors, the command line: amounts of money. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_MONEY_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_MONEY_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace command_line {

/// An amount of money in whole units and millionths. All arithmetic is that of integers.
class money {
public:
    /// Nothing.
    constexpr money() noexcept = default;
    /// Whole units, and any number of millionths.
    constexpr money(std::uint64_t whole, std::uint64_t millionths) noexcept
        : whole_(whole + millionths / unit), millionths_(millionths % unit) {}
    /// From a decimal, as `text()` writes it.
    [[nodiscard]] static money from(std::string_view text);

    /// A multiple of it.
    [[nodiscard]] constexpr money times(std::uint64_t count) const noexcept { return {whole_ * count, millionths_ * count}; }
    /// The mean of so many payloads, which must not be 0, rounded to millionths.
    [[nodiscard]] constexpr money divided_by(std::uint64_t count) const noexcept {
        return {whole_ / count, (whole_ % count * unit + millionths_ + count / 2) / count};
    }
    [[nodiscard]] friend constexpr money operator+(money left, money right) noexcept {
        return {left.whole_ + right.whole_, left.millionths_ + right.millionths_};
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return whole_ == 0 && millionths_ == 0; }

    /// As a decimal: "0.0051", "12".
    [[nodiscard]] std::string text() const;
    /// For people: "12.35 USD", and below 1 all digits, "0.0051 USD".
    [[nodiscard]] std::string in_words(std::string_view currency) const;

private:
    static constexpr std::uint64_t unit = 1000000;

    std::uint64_t whole_{0};
    std::uint64_t millionths_{0};
};

} // namespace command_line

#endif
