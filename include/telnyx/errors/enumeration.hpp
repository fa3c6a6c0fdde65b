// telnyx-errors: what every enumeration has: names. SPDX-License-Identifier: MIT
//
// The enumerations themselves, and the spelling of their enumerators, are in vocabulary.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_ENUMERATION_HPP
#define TELNYX_ERRORS_ENUMERATION_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The spelling of every enumerator, in the order of its enumeration. `first` is the value of the first enumerator.
template <class E>
struct names {
    static constexpr bool listed = false;
};

template <unsigned First = 0>
struct list_of_names {
    static constexpr bool listed = true;
    static constexpr unsigned first = First;
};

// `type` only where `Condition` holds: std::enable_if, without <type_traits>.
template <bool Condition, class Type = int>
struct only_if {};
template <class Type>
struct only_if<true, Type> {
    using type = Type;
};

} // namespace detail

/// Whether a type is one of this library's enumerations, so that it has `name`, `from_name` and `enumerators`.
template <class E>
inline constexpr bool is_named = detail::names<E>::listed;

/// The spelling of an enumerator. Static storage; empty for a value that is no enumerator. O(1).
template <class E, typename detail::only_if<is_named<E>>::type = 0>
[[nodiscard]] constexpr std::string_view name(E value) noexcept {
    using names = detail::names<E>;
    constexpr unsigned count = sizeof(names::list) / sizeof(names::list[0]); // NOLINT(bugprone-sizeof-expression): not a pointer
    const unsigned place = static_cast<unsigned>(value) - names::first;
    return place < count ? names::list[place] : std::string_view{};
}

/// What a string was parsed into, or nothing.
template <class T>
class parsed {
public:
    /// Nothing: the string is no spelling of a `T`.
    constexpr parsed() noexcept = default;
    /// This value.
    constexpr explicit parsed(T value) noexcept : value_(value), known_(true) {}

    /// Whether there is a value.
    [[nodiscard]] constexpr bool known() const noexcept { return known_; }
    /// The value; `T{}` if there is none.
    [[nodiscard]] constexpr T value() const noexcept { return value_; }

private:
    T value_{};
    bool known_{false};
};

/// All enumerators of an enumeration, in ascending order: `for (const step each : enumerators<step>)`.
template <class E>
class enumerator_range {
public:
    constexpr enumerator_range() noexcept {
        for (std::size_t i = 0; i != size(); ++i) {
            values_[i] = static_cast<E>(detail::names<E>::first + i);
        }
    }

    /// How many enumerators there are: usable as the size of an array.
    [[nodiscard]] static constexpr std::size_t size() noexcept { return sizeof(detail::names<E>::list) / sizeof(std::string_view); }
    [[nodiscard]] constexpr const E* begin() const noexcept { return values_; }
    [[nodiscard]] constexpr const E* end() const noexcept { return values_ + size(); }
    /// The enumerator of this index, which must be less than `size()`.
    [[nodiscard]] constexpr E operator[](std::size_t index) const noexcept { return values_[index]; }

private:
    E values_[size()]{};
};

/// The range of all enumerators of `E`, see `enumerator_range`.
template <class E>
inline constexpr enumerator_range<E> enumerators{};

/// The enumerator with exactly this spelling, as `name` gives it. O(number of enumerators).
template <class E, typename detail::only_if<is_named<E>>::type = 0>
[[nodiscard]] constexpr parsed<E> from_name(std::string_view spelling) noexcept {
    unsigned value = detail::names<E>::first;
    for (const std::string_view candidate : detail::names<E>::list) {
        if (candidate == spelling) {
            return parsed<E>{static_cast<E>(value)};
        }
        ++value;
    }
    return {};
}

/// Whether a type of this library can be printed: see `to_text` in printing.hpp, and the headers ostream, format and fmt_format.
template <class T>
inline constexpr bool is_printable = is_named<T>;

// Without this declaration, compilers answer `std::cout << decision` with pages of candidates. <string_view> declares the stream.
template <class Traits, class T, typename detail::only_if<is_printable<T>>::type = 0>
void operator<<(std::basic_ostream<char, Traits>&, const T&) = delete; // To print it, include <telnyx/errors/ostream.hpp>.

TELNYX_ERRORS_END_NAMESPACE

#endif
