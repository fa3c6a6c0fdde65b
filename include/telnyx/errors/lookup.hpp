// telnyx-errors: from a number, a string or an enumerator to everything known about a code. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_LOOKUP_HPP
#define TELNYX_ERRORS_LOOKUP_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/table.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

template <class, class>
inline constexpr bool is_same = false;
template <class T>
inline constexpr bool is_same<T, T> = true;

template <class T, class... Listed>
inline constexpr bool is_one_of = (is_same<T, Listed> || ...);

// Types that convert to an integer or a string, but never hold a code. A byte is too small for one.
template <class T>
inline constexpr bool never_a_code = is_one_of<T, bool, char, signed char, unsigned char, wchar_t, char16_t, char32_t, float,
                                               double, long double, decltype(nullptr)>;
#if defined(__cpp_char8_t)
template <>
inline constexpr bool never_a_code<char8_t> = true;
#endif

} // namespace detail

/// Everything known about a code, by number. Never fails: the result for an unknown code is not `known()`, has the stage of the
/// code's block (400xx delivery, 401xx configuration, 403xx request) and permits no retry.
///
/// The result has static storage. O(1), no allocation.
[[nodiscard]] constexpr const code_info& lookup(std::int64_t number) noexcept;

/// Everything known about a code, by the string that payloads carry. Only the canonical decimal is a code: no blanks, signs,
/// leading zeros, fractions or exponents. Otherwise as by number.
[[nodiscard]] constexpr const code_info& lookup(std::string_view text) noexcept;

/// Everything known about a code, by enumerator. A value without an enumerator is an unknown code. Otherwise as by number.
[[nodiscard]] constexpr const code_info& lookup(code which) noexcept;

/// The decision columns of a code, by number. Equal to those of `lookup(number)`, but a program that calls nothing else links no
/// string. The result has static storage. O(1), no allocation.
[[nodiscard]] constexpr const judgement& classify(std::int64_t number) noexcept;

/// The decision columns of a code, by the string that payloads carry, which is read as `lookup` reads it.
[[nodiscard]] constexpr const judgement& classify(std::string_view text) noexcept;

/// The decision columns of a code, by enumerator.
[[nodiscard]] constexpr const judgement& classify(code which) noexcept;

/// The number that a string writes in canonical decimal, whether or not it is a known code: no blanks, plus signs, leading zeros,
/// fractions or exponents. 0 for any other string, and for a number that needs more than 63 bits. O(size).
[[nodiscard]] constexpr std::int64_t code_number(std::string_view text) noexcept;

/// The code with this title or short name, where case, spaces and punctuation are ignored: a hint for an error without a code.
/// Titles are no identifiers. Never decide by the result: show it to a person.
/// \return the code; `code{}` if no code has these words, or if several codes share them. O(size of the table).
[[nodiscard]] constexpr code code_of_title(std::string_view title) noexcept;

// Compilers print the line of a deleted function, and with it the reason.
template <class T, typename detail::only_if<detail::never_a_code<T>>::type = 0>
const code_info& lookup(T) = delete; // A code is an integer or a string: no floating-point number, bool or character is one.
template <class T, typename detail::only_if<detail::never_a_code<T>>::type = 0>
const judgement& classify(T) = delete; // A code is an integer or a string: no floating-point number, bool or character is one.

namespace detail {

// Codes lie in a few blocks of a hundred numbers (400xx, 403xx ...) that are far apart, so the index has two levels. The numbers
// are divided into pages of 128. A page that has a code, or part of a block with a stage of its own, is stored: the row of each of
// its numbers. All other pages share one that is stored first and holds zeros, which is the row of codes that are unknown and in no
// such block. No branch depends on a number of five digits, so the lookup of an unknown code costs what that of a known one costs.
inline constexpr std::size_t page_bits = 7;
inline constexpr std::size_t page_size = std::size_t{1} << page_bits;
// Codes with more than five digits, which WhatsApp has, are in no page: the few of them are searched for.
[[nodiscard]] constexpr std::size_t count_rows_in_pages() noexcept {
    std::size_t row = rows::first_known;
    while (row != rows::count && static_cast<std::uint32_t>(rows::all[row].id) <= 99999) { // unreachable: some codes are beyond
        ++row;
    }
    return row;
}

inline constexpr std::size_t rows_in_pages = count_rows_in_pages();
inline constexpr std::size_t number_limit = (static_cast<std::size_t>(rows::all[rows_in_pages - 1].id) / page_size + 1) * page_size;
inline constexpr std::size_t page_count = number_limit / page_size;

struct page_directory {
    // By page: what to add to a number, modulo 2^16, for its place in `code_index::rows`.
    std::uint16_t displacement[page_count]{};
};

[[nodiscard]] constexpr std::uint16_t displacement_of(std::size_t page, std::size_t place) noexcept {
    return static_cast<std::uint16_t>(place - page * page_size);
}

[[nodiscard]] constexpr std::size_t place_of(const page_directory& pages, std::size_t number) noexcept {
    return static_cast<std::uint16_t>(number + pages.displacement[number / page_size]);
}

// Which pages are stored, and where: before the array that holds them, because its size follows from it.
struct page_plan {
    page_directory pages{};
    std::size_t size = page_size; // of what is stored; the shared page is
};

constexpr void store_page_of(std::size_t number, page_plan& plan) noexcept {
    const std::size_t page = number / page_size;
    if (plan.pages.displacement[page] == displacement_of(page, 0)) {
        plan.pages.displacement[page] = displacement_of(page, plan.size);
        plan.size += page_size;
    }
}

[[nodiscard]] constexpr page_plan make_page_plan() noexcept {
    page_plan plan{};
    for (std::size_t page = 0; page != page_count; ++page) {
        plan.pages.displacement[page] = displacement_of(page, 0);
    }
    for (std::size_t row = 1; row != rows::first_known; ++row) {
        store_page_of(rows::unknown_blocks[row], plan);
        store_page_of(rows::unknown_blocks[row] + rows::block_size - 1, plan);
    }
    for (std::size_t row = rows::first_known; row != rows_in_pages; ++row) {
        store_page_of(static_cast<std::size_t>(rows::all[row].id), plan);
    }
    return plan;
}

inline constexpr page_plan plan_of_pages = make_page_plan();

struct code_index {
    page_directory pages{};
    std::uint8_t rows[plan_of_pages.size]{};
};

[[nodiscard]] constexpr code_index make_code_index() noexcept {
    code_index index{plan_of_pages.pages, {}};
    for (std::size_t row = 1; row != rows::first_known; ++row) {
        const std::size_t place = place_of(index.pages, rows::unknown_blocks[row]);
        for (std::size_t i = 0; i != rows::block_size; ++i) {
            index.rows[place + i] = static_cast<std::uint8_t>(row);
        }
    }
    for (std::size_t row = rows::first_known; row != rows_in_pages; ++row) {
        index.rows[place_of(index.pages, static_cast<std::size_t>(rows::all[row].id))] = static_cast<std::uint8_t>(row);
    }
    return index;
}

// The two pages of a block are stored one after the other.
[[nodiscard]] constexpr bool are_blocks_in_one_piece(const page_directory& pages) noexcept {
    for (std::size_t row = 1; row != rows::first_known; ++row) {
        const std::size_t first = rows::unknown_blocks[row];
        const std::size_t last = first + rows::block_size - 1;
        if (place_of(pages, last) != place_of(pages, first) + (last - first)) {
            return false;
        }
    }
    return true;
}

static_assert(rows::count <= 256, "lookup.hpp: the index stores rows in 8 bits");
static_assert(number_limit <= 65536, "lookup.hpp: the index calculates in 16 bits");
static_assert(are_blocks_in_one_piece(plan_of_pages.pages), "lookup.hpp: `unknown_blocks` must be in ascending order");

inline constexpr code_index index_of_codes = make_code_index();

// Whether a number is outside of all pages. Negative numbers are, as very large ones.
[[nodiscard]] constexpr bool is_beyond_pages(std::int64_t number) noexcept {
    return static_cast<std::uint64_t>(number) >= number_limit;
}

// The codes outside of all pages by themselves, so that a program that only classifies holds no strings of the table.
struct codes_beyond_pages {
    std::int32_t numbers[rows::count - rows_in_pages]{};
};

[[nodiscard]] constexpr codes_beyond_pages list_codes_beyond_pages() noexcept {
    codes_beyond_pages list{};
    for (std::size_t row = rows_in_pages; row != rows::count; ++row) {
        list.numbers[row - rows_in_pages] = rows::all[row].number();
    }
    return list;
}

inline constexpr codes_beyond_pages codes_beyond = list_codes_beyond_pages();

// The row of a number outside of all pages.
[[nodiscard]] constexpr std::size_t row_beyond_pages(std::int64_t number) noexcept {
    for (std::size_t row = rows_in_pages; row != rows::count; ++row) {
        if (codes_beyond.numbers[row - rows_in_pages] == number) {
            return row;
        }
    }
    return 0;
}

// The row of any other number, without a branch.
[[nodiscard]] constexpr std::size_t row_in_pages(std::int64_t number) noexcept {
    return index_of_codes.rows[place_of(index_of_codes.pages, static_cast<std::size_t>(number))];
}

[[nodiscard]] constexpr std::size_t row_of(std::int64_t number) noexcept {
    return is_beyond_pages(number) ? row_beyond_pages(number) : row_in_pages(number);
}

// The number that five decimal digits write; 0 if they are no digits.
[[nodiscard]] constexpr std::int64_t five_digits(std::string_view text) noexcept {
    const auto octet = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    // Four digits are tested and added up together, a byte each: a digit's byte is 0x30 .. 0x39, and adding 6 to it does not carry
    // out of its low half. Compilers read the four bytes in one load.
    const std::uint32_t four = octet(0) | octet(1) << 8U | octet(2) << 16U | octet(3) << 24U;
    const std::uint32_t last = octet(4) - std::uint32_t{'0'};
    const std::uint32_t low_halves = four ^ 0x30303030U;
    if ((((low_halves + 0x06060606U) | low_halves) & 0xF0F0F0F0U) != 0 || last > 9) {
        return 0;
    }
    const std::uint32_t pairs = low_halves * 10 + (low_halves >> 8U); // bytes 0 and 2: the first and the second pair
    return std::int64_t{((pairs & 0xFFU) * 100 + (pairs >> 16U & 0xFFU)) * 10 + last};
}

// The number that a string of five or six decimal digits writes, and 0 for any other string: no code has another length.
[[nodiscard]] constexpr std::int64_t code_digits(std::string_view text) noexcept {
    if (text.size() == 5) {
        return five_digits(text);
    }
    return text.size() == 6 && text[0] != '-' ? code_number(text) : 0;
}

// The decision columns are stored apart from the strings, copied from the same rows when this is compiled, so that a program that
// only classifies links no string. Many rows have equal ones: each judgement is stored once, and `of_row` says which one a row has.
struct judgement_draft {
    judgement distinct[rows::count]{};
    std::size_t count = 0;
    std::uint8_t of_row[rows::count]{};
};

// All columns in one number; `scope` and `toward` have less than 16 enumerators each. It is not 0: every row has a remedy.
[[nodiscard]] constexpr std::uint64_t key_of(judgement columns) noexcept {
    auto key = static_cast<std::uint64_t>(columns.stage);
    key = key << 8U | static_cast<std::uint64_t>(columns.category);
    key = key << 8U | static_cast<std::uint64_t>(columns.retry);
    key = key << 8U | static_cast<std::uint64_t>(columns.also);
    key = key << 8U | static_cast<std::uint64_t>(columns.basis);
    key = key << 8U | static_cast<std::uint64_t>(columns.wait);
    key = key << 8U | static_cast<std::uint64_t>(columns.scope) << 4U | static_cast<std::uint64_t>(columns.toward);
    return key << 8U | static_cast<std::uint64_t>(columns.remedy);
}

[[nodiscard]] constexpr judgement_draft draft_judgements() noexcept {
    judgement_draft draft{};
    // A hash table of keys, to save the compile time of comparing each row with all judgements before it.
    std::uint64_t key_in_slot[256]{};
    std::uint8_t place_in_slot[256]{};
    for (std::size_t row = 0; row != rows::count; ++row) {
        const judgement columns = rows::all[row]; // NOLINT(cppcoreguidelines-slicing): on purpose, without the strings
        const std::uint64_t key = key_of(columns);
        auto slot = static_cast<std::size_t>(key * 0x9E3779B97F4A7C15U >> 56U);
        while (key_in_slot[slot] != key && key_in_slot[slot] != 0) {
            slot = (slot + 1) % 256;
        }
        if (key_in_slot[slot] == 0) {
            key_in_slot[slot] = key;
            place_in_slot[slot] = static_cast<std::uint8_t>(draft.count);
            draft.distinct[draft.count++] = columns;
        }
        draft.of_row[row] = place_in_slot[slot];
    }
    return draft;
}

inline constexpr std::size_t judgement_count = draft_judgements().count;

struct judgement_table {
    judgement distinct[judgement_count]{};
    std::uint8_t of_row[rows::count]{};
};

[[nodiscard]] constexpr judgement_table make_judgement_table() noexcept {
    const judgement_draft draft = draft_judgements();
    judgement_table result{};
    for (std::size_t i = 0; i != judgement_count; ++i) {
        result.distinct[i] = draft.distinct[i];
    }
    for (std::size_t row = 0; row != rows::count; ++row) {
        result.of_row[row] = draft.of_row[row];
    }
    return result;
}

inline constexpr judgement_table judgements = make_judgement_table();

[[nodiscard]] constexpr const judgement& judgement_of_row(std::size_t row) noexcept {
    return judgements.distinct[judgements.of_row[row]];
}

// The decision columns of a number.
[[nodiscard]] constexpr const judgement& judge(std::int64_t number) noexcept { return judgement_of_row(row_of(number)); }

// Whether a title is a row's title or name, when case, spaces and punctuation are ignored.
[[nodiscard]] constexpr bool is_title_of(const code_info& row, std::string_view title) noexcept {
    return same_words(title, row.title) || same_words(title, row.name);
}

// Whether a title is one, but not that of the row of a known code.
[[nodiscard]] constexpr bool disagrees(const code_info& row, std::string_view title) noexcept {
    return row.known() && !same_words(title, {}) && !is_title_of(row, title);
}

// Numbers outside of all pages, and strings that are not five digits, are rare: out of line, they cost the others nothing.
[[nodiscard]] TELNYX_ERRORS_OUT_OF_LINE constexpr const code_info& look_up_beyond(std::int64_t number) noexcept {
    return rows::all[row_beyond_pages(number)];
}
[[nodiscard]] TELNYX_ERRORS_OUT_OF_LINE constexpr const judgement& judge_beyond(std::int64_t number) noexcept {
    return judgement_of_row(row_beyond_pages(number));
}
[[nodiscard]] TELNYX_ERRORS_OUT_OF_LINE constexpr const code_info& look_up_six(std::string_view text) noexcept {
    return rows::all[row_of(code_digits(text))];
}
[[nodiscard]] TELNYX_ERRORS_OUT_OF_LINE constexpr const judgement& judge_six(std::string_view text) noexcept {
    return judge(code_digits(text));
}

} // namespace detail

constexpr const code_info& lookup(std::int64_t number) noexcept {
    return detail::is_beyond_pages(number) ? detail::look_up_beyond(number) : detail::rows::all[detail::row_in_pages(number)];
}
constexpr const code_info& lookup(std::string_view text) noexcept {
    return text.size() == 5 ? lookup(detail::five_digits(text)) : detail::look_up_six(text);
}
constexpr const code_info& lookup(code which) noexcept { return lookup(static_cast<std::int64_t>(which)); }
constexpr const judgement& classify(std::int64_t number) noexcept {
    return detail::is_beyond_pages(number) ? detail::judge_beyond(number) : detail::judgement_of_row(detail::row_in_pages(number));
}
constexpr const judgement& classify(std::string_view text) noexcept {
    return text.size() == 5 ? classify(detail::five_digits(text)) : detail::judge_six(text);
}
constexpr const judgement& classify(code which) noexcept { return classify(static_cast<std::int64_t>(which)); }

constexpr code code_of_title(std::string_view title) noexcept {
    code found{};
    for (const code_info& row : table) {
        if (detail::is_title_of(row, title)) {
            if (found != code{}) {
                return code{};
            }
            found = row.id;
        }
    }
    return found;
}

constexpr std::int64_t code_number(std::string_view text) noexcept {
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

namespace detail {

// `lookup` reads strings with `code_digits`, the errors of a report with `code_number`: both must find the same row.
[[nodiscard]] constexpr bool find_the_same_row(std::string_view text) noexcept {
    return row_of(code_digits(text)) == row_of(code_number(text));
}
static_assert(find_the_same_row({"40300", 5}) && find_the_same_row({"04030", 5}),
              "lookup.hpp: code_digits and code_number must find the same code");

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
