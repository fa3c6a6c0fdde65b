// telnyx-errors: codes as std::error_code, and conditions to compare them with. SPDX-License-Identifier: MIT
//
// An error_code holds the number of the code, known or not. A program compares it with a condition:
//
//     error == te::retry_class::permanent      the class of its row; 40010 equals both of its classes
//     error == te::condition::throttled        what several codes have in common
//
// A program of several shared libraries may have a category object in each of them. Comparing an error_code with a condition
// uses the name of the category, so it works across them. Comparing two error_codes is done by the standard library, and uses the
// address: across libraries, compare `number_of` both.
#ifndef TELNYX_ERRORS_SYSTEM_ERROR_HPP
#define TELNYX_ERRORS_SYSTEM_ERROR_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <telnyx/errors/code.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/table.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A code as an error.
[[nodiscard]] inline std::error_code make_error_code(code value) noexcept;

/// The code of a payload as an error, known or not: `error_code_of(error.number)`. An error without a number, or with a number that
/// does not fit into an int, is -1: it is still an error.
[[nodiscard]] inline std::error_code error_code_of(std::int64_t number) noexcept;

/// The number of the code that an error holds; 0 if it holds none, or belongs to another category.
[[nodiscard]] inline std::int64_t number_of(const std::error_code& error) noexcept;

/// A retry class as a condition. Its value is never 0, which would mean "no error".
[[nodiscard]] inline std::error_condition make_error_condition(retry_class value) noexcept;

/// A condition.
[[nodiscard]] inline std::error_condition make_error_condition(condition value) noexcept;

/// The category of codes, named "telnyx.errors". Static storage.
[[nodiscard]] inline const std::error_category& error_category() noexcept;

/// The category of retry classes as conditions. Static storage.
[[nodiscard]] inline const std::error_category& retry_class_category() noexcept;

/// The category of the other conditions. Static storage.
[[nodiscard]] inline const std::error_category& condition_category() noexcept;

namespace detail {

inline constexpr std::string_view category_name = "telnyx.errors";

[[nodiscard]] inline bool is_ours(const std::error_code& error) noexcept { return error.category().name() == category_name; }

[[nodiscard]] constexpr bool holds(condition which, std::int64_t number) noexcept {
    const judgement& columns = judge(number);
    switch (which) {
    case condition::opted_out: return number == stop_code;
    case condition::throttled:
        return columns.known() &&
               (columns.remedy == remedy::reduce_rate || columns.wait == wait::rate_falls || columns.wait == wait::as_server_says);
    case condition::configuration:
        return columns.is(retry_class::action_required) && columns.scope > scope::content && columns.toward != toward::recipient;
    }
    return false;
}

// Retry classes start at 0, and a condition of 0 is no error: the value of the condition is one more.
[[nodiscard]] constexpr int condition_value(retry_class value) noexcept { return static_cast<int>(value) + 1; }
[[nodiscard]] constexpr retry_class class_of_condition(int value) noexcept { return static_cast<retry_class>(value - 1); }

class TELNYX_ERRORS_VISIBLE retry_class_category final : public std::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "telnyx.errors.retry_class"; }
    [[nodiscard]] std::string message(int value) const override {
        return std::string{TELNYX_ERRORS_NAMESPACE::errors::name(class_of_condition(value))};
    }
    [[nodiscard]] bool equivalent(const std::error_code& error, int value) const noexcept override {
        return is_ours(error) && judge(error.value()).is(class_of_condition(value));
    }
};

class TELNYX_ERRORS_VISIBLE condition_category final : public std::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "telnyx.errors.condition"; }
    [[nodiscard]] std::string message(int value) const override {
        switch (static_cast<condition>(value)) {
        case condition::opted_out: return "the recipient opted out";
        case condition::throttled: return "too much was sent in too little time";
        case condition::configuration: return "something must be set up first";
        }
        return "unknown condition";
    }
    [[nodiscard]] bool equivalent(const std::error_code& error, int value) const noexcept override {
        return is_ours(error) && holds(static_cast<condition>(value), error.value());
    }
};

class TELNYX_ERRORS_VISIBLE error_category final : public std::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return category_name.data(); }
    // The title, and the cause for people.
    [[nodiscard]] std::string message(int value) const override {
        const code_info& row = lookup(std::int64_t{value});
        if (!row.known()) {
            return value == -1 ? "a Telnyx error without a code" : "unknown Telnyx error code " + std::to_string(value);
        }
        return std::string{row.title}.append(row.title.back() == '.' ? " " : ": ").append(row.cause);
    }
    [[nodiscard]] std::error_condition default_error_condition(int value) const noexcept override {
        return make_error_condition(judge(value).retry);
    }
    // Conditions compare by name: this would compare addresses.
    [[nodiscard]] bool equivalent(int /*value*/, const std::error_condition& /*condition*/) const noexcept override {
        return false;
    }
};

} // namespace detail

inline std::error_code make_error_code(code value) noexcept { return {static_cast<int>(value), error_category()}; }

inline std::error_code error_code_of(std::int64_t number) noexcept {
    return {number > 0 && number <= INT32_MAX ? static_cast<int>(number) : -1, error_category()};
}

inline std::int64_t number_of(const std::error_code& error) noexcept {
    return detail::is_ours(error) && error.value() > 0 ? std::int64_t{error.value()} : std::int64_t{0};
}

inline std::error_condition make_error_condition(retry_class value) noexcept {
    return {detail::condition_value(value), retry_class_category()};
}

inline std::error_condition make_error_condition(condition value) noexcept {
    return {static_cast<int>(value), condition_category()};
}

inline const std::error_category& error_category() noexcept {
    static const detail::error_category category;
    return category;
}

inline const std::error_category& retry_class_category() noexcept {
    static const detail::retry_class_category category;
    return category;
}

inline const std::error_category& condition_category() noexcept {
    static const detail::condition_category category;
    return category;
}

TELNYX_ERRORS_END_NAMESPACE

template <>
struct std::is_error_code_enum<TELNYX_ERRORS_NAMESPACE::errors::code> : std::true_type {};
template <>
struct std::is_error_condition_enum<TELNYX_ERRORS_NAMESPACE::errors::retry_class> : std::true_type {};
template <>
struct std::is_error_condition_enum<TELNYX_ERRORS_NAMESPACE::errors::condition> : std::true_type {};

#endif
