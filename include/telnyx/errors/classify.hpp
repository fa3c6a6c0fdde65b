// telnyx-errors: from a code to its decision columns, without a text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_CLASSIFY_HPP
#define TELNYX_ERRORS_CLASSIFY_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/lookup.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What a code means for a program: the decision columns of its row, and its number, known or not. Sixteen bytes.
struct classification : judgement {
    /// The number that was asked for. For a text that is not a number, 0.
    std::int64_t number = 0;
};

namespace detail {

// The decision columns stand apart from the texts, projected from the same rows when this is compiled and packed into four
// bytes a row: a program that only decides links half a kilobyte of them, and no text.
[[nodiscard]] constexpr std::uint32_t pack(const judgement& value) noexcept {
    return static_cast<std::uint32_t>(value.stage) | static_cast<std::uint32_t>(value.category) << 2U |
           static_cast<std::uint32_t>(value.retry) << 6U | static_cast<std::uint32_t>(value.basis) << 9U |
           static_cast<std::uint32_t>(value.wait) << 12U | static_cast<std::uint32_t>(value.scope) << 16U |
           static_cast<std::uint32_t>(value.remedy) << 20U | static_cast<std::uint32_t>(value.also.to_bits()) << 25U;
}

[[nodiscard]] constexpr judgement unpack(std::uint32_t packed) noexcept {
    judgement value{};
    value.stage = static_cast<stage>(packed & 0x3U);
    value.category = static_cast<category>(packed >> 2U & 0xFU);
    value.retry = static_cast<retry_class>(packed >> 6U & 0x7U);
    value.basis = static_cast<basis>(packed >> 9U & 0x7U);
    value.wait = static_cast<wait>(packed >> 12U & 0xFU);
    value.scope = static_cast<scope>(packed >> 16U & 0xFU);
    value.remedy = static_cast<remedy>(packed >> 20U & 0x1FU);
    value.also = retry_classes::from_bits(static_cast<std::uint8_t>(packed >> 25U));
    return value;
}

struct packed_judgements {
    std::uint32_t of_row[rows::count]{};
};

[[nodiscard]] constexpr packed_judgements pack_judgements() noexcept {
    packed_judgements result{};
    for (std::size_t row = 0; row != rows::count; ++row) {
        result.of_row[row] = pack(rows::all[row]);
    }
    return result;
}

inline constexpr packed_judgements all_judgements = pack_judgements();

[[nodiscard]] constexpr bool packing_loses_nothing() noexcept {
    for (std::size_t row = 0; row != rows::count; ++row) {
        if (unpack(all_judgements.of_row[row]) != rows::all[row]) {
            return false;
        }
    }
    return true;
}

static_assert(packing_loses_nothing(), "classify.hpp: an enumeration of vocabulary.hpp has outgrown its bits in pack()");

/// The number that a text writes in canonical decimal (no sign but a minus, no blank, no leading zero), if it fits into 63
/// bits; otherwise 0.
[[nodiscard]] constexpr std::int64_t canonical_number(std::string_view text) noexcept {
    const bool negative = !text.empty() && text[0] == '-';
    const std::size_t first = negative ? 1 : 0;
    if (text.size() <= first || text.size() > first + 18 || text[first] == '0') {
        return 0;
    }
    std::int64_t number = 0;
    for (std::size_t i = first; i != text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return 0;
        }
        number = number * 10 + (text[i] - '0');
    }
    return negative ? -number : number;
}

} // namespace detail

/// The decision columns of a code, by number. An unknown code keeps its number, gets the stage of its block, and permits
/// no retry. O(1), no allocation, no text.
[[nodiscard]] constexpr classification classify(std::int64_t number) noexcept {
    classification result{};
    static_cast<judgement&>(result) = detail::unpack(detail::all_judgements.of_row[detail::row_of(number)]);
    result.number = number;
    return result;
}

/// The decision columns of a code, by the text that bodies carry; the same texts are codes as for `lookup`.
[[nodiscard]] constexpr classification classify(std::string_view text) noexcept { return classify(detail::canonical_number(text)); }

/// The decision columns of a code, by enumerator.
[[nodiscard]] constexpr classification classify(code which) noexcept { return classify(static_cast<std::int64_t>(which)); }

TELNYX_ERRORS_END_NAMESPACE

#endif
