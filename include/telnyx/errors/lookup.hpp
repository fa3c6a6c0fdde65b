// telnyx-errors: from a number, a text or an enumerator to its row. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_LOOKUP_HPP
#define TELNYX_ERRORS_LOOKUP_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/table.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The codes lie in a few blocks of a hundred (400xx, 403xx ...) far apart. So the index has two levels: numbers are cut into
// pages of 128; the few pages that hold a code, or a block with a stage of its own, have their row numbers written out, and
// all the others share one page of zeros. A number outside the table is folded onto 0, which lies in that page. No branch
// depends on the number, which is why an unknown code costs what a known one costs.
inline constexpr std::size_t page_bits = 7;
inline constexpr std::size_t page_size = std::size_t{1} << page_bits;
inline constexpr std::size_t number_limit = (static_cast<std::size_t>((table.end() - 1)->number()) / page_size + 1) * page_size;
inline constexpr std::size_t page_count = number_limit / page_size;

[[nodiscard]] constexpr std::size_t unknown_row_of(std::size_t number) noexcept {
    switch (number / 100) {
    case 400: return rows::unknown_delivery;
    case 401: return rows::unknown_configuration;
    case 403: return rows::unknown_request;
    default: return rows::unknown_elsewhere;
    }
}

static_assert(rows::unknown_elsewhere == 0, "the shared page holds zeros");

// Whether a page must be written out. The walk over the rows is paid once for each page, when this is compiled.
[[nodiscard]] constexpr bool is_page_written(std::size_t page) noexcept {
    const std::size_t first = page * page_size;
    if (unknown_row_of(first) != rows::unknown_elsewhere || unknown_row_of(first + page_size - 1) != rows::unknown_elsewhere) {
        return true;
    }
    for (const code_info& row : table) {
        if (static_cast<std::size_t>(row.number()) / page_size == page) {
            return true;
        }
    }
    return false;
}

[[nodiscard]] constexpr std::size_t count_written_pages() noexcept {
    std::size_t written = 0;
    for (std::size_t page = 0; page != page_count; ++page) {
        written += is_page_written(page) ? std::size_t{1} : std::size_t{0};
    }
    return written;
}

struct code_index {
    // What to add to a number, modulo 2^16, to find its place among `rows`.
    std::uint16_t displacement_of_page[page_count]{};
    // Page after page of row numbers; the first page is the one of zeros.
    std::uint8_t rows[(count_written_pages() + 1) * page_size]{};
};

[[nodiscard]] constexpr code_index make_code_index() noexcept {
    code_index index{};
    std::size_t place = page_size;
    for (std::size_t page = 0; page != page_count; ++page) {
        const std::size_t first = page * page_size;
        const bool written = is_page_written(page);
        index.displacement_of_page[page] = static_cast<std::uint16_t>((written ? place : 0) - first);
        if (written) {
            for (std::size_t i = 0; i != page_size; ++i) {
                index.rows[place + i] = static_cast<std::uint8_t>(unknown_row_of(first + i));
            }
            place += page_size;
        }
    }
    for (std::size_t row = rows::first_known; row != rows::count; ++row) {
        const auto number = static_cast<std::size_t>(rows::all[row].number());
        index.rows[static_cast<std::uint16_t>(number + index.displacement_of_page[number / page_size])] =
            static_cast<std::uint8_t>(row);
    }
    return index;
}

static_assert(rows::count <= 256, "lookup.hpp: the index holds row numbers in a byte each");
static_assert(number_limit <= 65536, "lookup.hpp: the index computes with numbers of 16 bits");

inline constexpr code_index index_of_codes = make_code_index();

/// Where the row of a number stands. O(1), without a branch.
[[nodiscard]] constexpr std::size_t row_of(std::int64_t number) noexcept {
    // Negative numbers become very large ones, and are folded onto 0 like those.
    const auto wide = static_cast<std::uint64_t>(number);
    const std::uint32_t inside = 0U - static_cast<std::uint32_t>(wide < number_limit); // all ones, or zero
    const std::uint32_t folded = static_cast<std::uint32_t>(wide) & inside;
    return index_of_codes.rows[static_cast<std::uint16_t>(folded + index_of_codes.displacement_of_page[folded >> page_bits])];
}

/// The number that five decimal digits write, and 0 for any other text. All codes have five digits, so that no other text
/// writes one.
[[nodiscard]] constexpr std::int64_t five_digits(std::string_view text) noexcept {
    if (text.size() != 5) {
        return 0;
    }
    const auto octet = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    // Four digits are tested and added up together, a byte each: a digit's byte is 0x30 .. 0x39, and adding 6 to it does
    // not carry out of its low half. Compilers read the four bytes in one load.
    const std::uint32_t four = octet(0) | octet(1) << 8U | octet(2) << 16U | octet(3) << 24U;
    const std::uint32_t last = octet(4) - std::uint32_t{'0'};
    const std::uint32_t low_halves = four ^ 0x30303030U;
    if ((((low_halves + 0x06060606U) | low_halves) & 0xF0F0F0F0U) != 0 || last > 9) {
        return 0;
    }
    const std::uint32_t pairs = low_halves * 10 + (low_halves >> 8U); // bytes 0 and 2: the first and the second pair
    return std::int64_t{((pairs & 0xFFU) * 100 + (pairs >> 16U & 0xFFU)) * 10 + last};
}

} // namespace detail

/// The row of a code, by number. Never fails: an unknown code answers with a row that is not `known()`, has the stage of
/// its block (400xx delivery, 401xx configuration, 403xx request) and permits no retry. The row has static storage.
/// The number itself stays with the caller, and in `classification::number`. O(1), no allocation, no branch.
[[nodiscard]] constexpr const code_info& lookup(std::int64_t number) noexcept { return detail::rows::all[detail::row_of(number)]; }

/// The row of a code, by the text that bodies carry. Only the canonical decimal is the code: no blanks, signs, leading
/// zeros, fractions or exponents. Otherwise as by number.
[[nodiscard]] constexpr const code_info& lookup(std::string_view text) noexcept {
    return detail::rows::all[detail::row_of(detail::five_digits(text))];
}

/// The row of a code, by enumerator; a value without an enumerator is an unknown code. Otherwise as by number.
[[nodiscard]] constexpr const code_info& lookup(code which) noexcept { return lookup(static_cast<std::int64_t>(which)); }

TELNYX_ERRORS_END_NAMESPACE

#endif
