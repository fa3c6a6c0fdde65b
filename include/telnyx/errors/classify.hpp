// telnyx-errors: from a code to its decision columns, without a text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_CLASSIFY_HPP
#define TELNYX_ERRORS_CLASSIFY_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/http.hpp>
#include <telnyx/errors/lookup.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What a code means for a program: the decision columns of its row, and its number, known or not. Sixteen bytes.
struct classification : judgement {
    /// The number that was asked for. For a text that is not a number, 0.
    std::int64_t number = 0;
};

namespace detail {

// The decision columns stand apart from the texts, projected from the same rows when this is compiled: a program that
// only decides links no text. Many rows share theirs, so each judgement is stored once, and rows say which one is theirs.
struct judgement_index {
    judgement distinct[rows::count]{};
    std::size_t count = 0;
    std::uint8_t of_row[rows::count]{};
};

[[nodiscard]] constexpr judgement_index make_judgement_index() noexcept {
    judgement_index result{};
    for (std::size_t row = 0; row != rows::count; ++row) {
        std::size_t place = 0;
        while (place != result.count && result.distinct[place] != rows::all[row]) {
            ++place;
        }
        if (place == result.count) {
            result.distinct[result.count++] = rows::all[row]; // NOLINT(cppcoreguidelines-slicing): without the texts, on purpose
        }
        result.of_row[row] = static_cast<std::uint8_t>(place);
    }
    return result;
}

inline constexpr std::size_t judgement_count = make_judgement_index().count;

struct judgement_table {
    judgement distinct[judgement_count]{};
    std::uint8_t of_row[rows::count]{};
};

[[nodiscard]] constexpr judgement_table make_judgement_table() noexcept {
    const judgement_index all = make_judgement_index();
    judgement_table result{};
    for (std::size_t i = 0; i != judgement_count; ++i) {
        result.distinct[i] = all.distinct[i];
    }
    for (std::size_t row = 0; row != rows::count; ++row) {
        result.of_row[row] = all.of_row[row];
    }
    return result;
}

inline constexpr judgement_table judgements = make_judgement_table();

[[nodiscard]] constexpr const judgement& judge(std::int64_t number) noexcept {
    return judgements.distinct[judgements.of_row[row_of(number)]];
}

/// The number that a text writes in canonical decimal (no sign but a minus, no blank, no leading zero), if it fits into 63
/// bits; otherwise 0.
[[nodiscard]] constexpr std::int64_t canonical_number(std::string_view text) noexcept {
    const bool negative = !text.empty() && text[0] == '-';
    const std::size_t first = negative ? 1 : 0;
    if (text.size() <= first || text[first] == '0') {
        return 0;
    }
    std::int64_t number = 0;
    for (std::size_t i = first; i != text.size(); ++i) {
        const std::int64_t digit = text[i] - '0';
        if (digit < 0 || digit > 9 || number > (INT64_MAX - digit) / 10) {
            return 0;
        }
        number = number * 10 + digit;
    }
    return negative ? -number : number;
}

} // namespace detail

/// The decision columns of a code, by number. An unknown code keeps its number, gets the stage of its block, and permits
/// no retry. O(1), no allocation, no text.
[[nodiscard]] constexpr classification classify(std::int64_t number) noexcept {
    classification result{};
    static_cast<judgement&>(result) = detail::judge(number);
    result.number = number;
    return result;
}

/// The decision columns of a code, by the text that bodies carry; the same texts are codes as for `lookup`.
[[nodiscard]] constexpr classification classify(std::string_view text) noexcept { return classify(detail::canonical_number(text)); }

/// The decision columns of a code together with what HTTP said: the code outranks the status. The status decides only in
/// the request phase (or an unknown one), and only where the code is not known; then the basis is `from_status`.
/// \param status  the HTTP status; 0 if there was none.
[[nodiscard]] constexpr classification classify(std::int64_t number, enum phase through, int status) noexcept {
    classification result = classify(number);
    if (!result.known() && status != 0 && (through == phase::request || through == phase::unknown)) {
        const judgement by_status = judge_status(status);
        if (by_status.basis == basis::from_status) {
            static_cast<judgement&>(result) = by_status;
        }
    }
    return result;
}

/// The decision columns of a code, by enumerator.
[[nodiscard]] constexpr classification classify(code which) noexcept { return classify(static_cast<std::int64_t>(which)); }

TELNYX_ERRORS_END_NAMESPACE

#endif
