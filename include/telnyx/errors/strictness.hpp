// telnyx-errors: the order of judgements and decisions, as numbers. SPDX-License-Identifier: MIT
//
// A program that joins judgements or decisions elsewhere, such as in SQL, gets the same result with MAX over these numbers. They
// have 42 bits and are never negative. Higher means stricter.
#ifndef TELNYX_ERRORS_STRICTNESS_HPP
#define TELNYX_ERRORS_STRICTNESS_HPP

#include <cstddef>
#include <cstdint>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/enumeration.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// The strictness of a failure: by retry class, then by `toward`, then by `scope`, then by code, where the lower code is the
/// stricter one and no code is the least strict. A code that is negative or has more than 32 bits counts as none. O(1).
/// \param columns  the judgement of the failure.
/// \param number   its code; 0 if there is none.
[[nodiscard]] constexpr std::int64_t strictness(const judgement& columns, std::int64_t number = 0) noexcept;

/// The strictness of a decision: by what it permits (`retry` the most, then `hold`, then `fix_first`; everything else, and every
/// decision about a recipient who may have the message, permits nothing), then by `toward`, then by `scope`, then by code as above.
/// O(1).
[[nodiscard]] constexpr std::int64_t strictness(const decision& next) noexcept;

namespace detail {

// Appends fields to a number, the most significant first, and takes them off again in reverse order.
class bit_fields {
public:
    constexpr bit_fields() noexcept = default;
    constexpr explicit bit_fields(std::int64_t value) noexcept : bits_(static_cast<std::uint64_t>(value)) {}

    template <class T>
    constexpr void append(T value, unsigned width) noexcept {
        bits_ = bits_ << width | static_cast<std::uint64_t>(value);
    }
    [[nodiscard]] constexpr std::uint64_t take(unsigned width) noexcept {
        const std::uint64_t field = bits_ & ((std::uint64_t{1} << width) - 1);
        bits_ >>= width;
        return field;
    }
    // The value of a field as an enumerator; says so in `valid` if it is none.
    template <class E>
    [[nodiscard]] constexpr E take(unsigned width, bool& valid) noexcept {
        const std::uint64_t field = take(width);
        valid = valid && field < enumerator_range<E>::size();
        return valid ? static_cast<E>(field) : E{};
    }
    [[nodiscard]] constexpr std::int64_t value() const noexcept { return static_cast<std::int64_t>(bits_); }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }

private:
    std::uint64_t bits_{0};
};

// Stored numbers depend on these widths, and on the values of the enumerators.
inline constexpr unsigned class_bits = 3;
inline constexpr unsigned toward_bits = 3;
inline constexpr unsigned scope_bits = 4;
inline constexpr unsigned code_bits = 32;
inline constexpr unsigned strictness_bits = class_bits + toward_bits + scope_bits + code_bits;

template <class E>
[[nodiscard]] constexpr bool fits(unsigned width) noexcept {
    return enumerator_range<E>::size() <= std::size_t{1} << width;
}
static_assert(fits<retry_class>(class_bits) && fits<toward>(toward_bits) && fits<scope>(scope_bits),
              "strictness.hpp: an enumeration has outgrown its bits");

inline constexpr std::int64_t code_limit = std::int64_t{1} << code_bits;

// 0 for no code; else the lower the code, the higher.
[[nodiscard]] constexpr std::int64_t rank_of_code(std::int64_t number) noexcept {
    return number > 0 && number < code_limit ? code_limit - number : 0;
}
[[nodiscard]] constexpr std::int64_t code_of_rank(std::int64_t rank) noexcept { return rank == 0 ? 0 : code_limit - rank; }

template <class Rank>
[[nodiscard]] constexpr std::int64_t strictness_of(Rank rank, errors::toward toward, errors::scope scope,
                                                   std::int64_t number) noexcept {
    bit_fields result;
    result.append(rank, class_bits);
    result.append(toward, toward_bits);
    result.append(scope, scope_bits);
    result.append(rank_of_code(number), code_bits);
    return result.value();
}

// How little a decision permits.
[[nodiscard]] constexpr unsigned rank_of(const decision& next) noexcept {
    constexpr unsigned nothing = 3;
    if (next.receipt != receipt::no) {
        return nothing;
    }
    switch (next.step) {
    case step::retry: return 0;
    case step::hold: return 1;
    case step::fix_first: return 2;
    case step::none:
    case step::stop:
    case step::reconcile: break;
    }
    return nothing;
}

} // namespace detail

constexpr std::int64_t strictness(const judgement& columns, std::int64_t number) noexcept {
    return detail::strictness_of(columns.retry, columns.toward, columns.scope, number);
}

constexpr std::int64_t strictness(const decision& next) noexcept {
    return detail::strictness_of(detail::rank_of(next), next.toward, next.scope, next.governing_code);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
