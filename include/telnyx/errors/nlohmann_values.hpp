// telnyx-errors: values to and from JSON, with nlohmann/json. SPDX-License-Identifier: MIT
//
// `nlohmann::json j = next;` and `j.get<decision>()`. Enumerators are written by name, instants in RFC 3339 or null, delays in
// milliseconds or null, codes as payloads write them. Members are only added, never renamed within a major version.
//
// What is read must be an object. Members that are not there keep their defaults, except those without which a value means
// nothing: `step` and `reason` of a decision, `kind` of a report, `retry` of a judgement, `code` and `retry` of an amendment, all
// columns of a history, the enumerators and `until` of a stored_pause, `recipient` of a stored_suppression, `may_send` of a
// pause_answer. Other members are ignored, except in an amendment, which people write by hand.
#ifndef TELNYX_ERRORS_NLOHMANN_VALUES_HPP
#define TELNYX_ERRORS_NLOHMANN_VALUES_HPP

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/nlohmann_members.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/state_members.hpp>
#include <telnyx/errors/value_members.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What was read from JSON, or why it was not.
template <class T>
struct value_result {
    /// The value; `T{}` if it was not read.
    T value{};
    /// Why it was not read.
    value_problem problem = value_problem::none;
    /// The member that has the problem; empty if it is the value itself. Of an unknown member only the problem is told.
    std::string_view member{};

    /// Whether it was read.
    [[nodiscard]] bool known() const noexcept { return problem == value_problem::none; }
};

namespace detail {

// The exceptions of nlohmann/json, which each of its versions makes in another way.
template <class Exception, class Json>
[[noreturn]] void refuse(int id, const std::string& what, const Json& json) {
#if TELNYX_ERRORS_EXCEPTIONS && !defined(JSON_NOEXCEPTION)
    static_cast<void>(json);
#if NLOHMANN_JSON_VERSION_MAJOR > 3 || NLOHMANN_JSON_VERSION_MINOR >= 11
    throw Exception::create(id, what, &json);
#elif NLOHMANN_JSON_VERSION_MINOR == 10
    throw Exception::create(id, what, json);
#else
    throw Exception::create(id, what);
#endif
#else
    static_cast<void>(id);
    static_cast<void>(what);
    static_cast<void>(json);
    std::abort();
#endif
}

[[nodiscard]] inline std::string sentence_of(const value_failure& failed) {
    std::string what = failed.member.empty() ? "value" : "member '" + std::string{failed.member} + "'";
    switch (failed.problem) {
    case value_problem::none: break; // unreachable: there is a problem
    case value_problem::missing: return what + " is missing";
    case value_problem::wrong_type: return what + " has the wrong type";
    case value_problem::unknown_name: return what + " is not a known name, time or code";
    case value_problem::out_of_range: return what + " is out of range";
    case value_problem::unknown_member: return "an unknown member";
    }
    return what; // unreachable: every problem has a case
}

template <class Json>
void require(const value_failure& failed, const Json& json) {
    switch (failed.problem) {
    case value_problem::none: return;
    case value_problem::wrong_type:
    case value_problem::unknown_name: refuse<nlohmann::detail::type_error>(302, sentence_of(failed), json);
    case value_problem::missing:
    case value_problem::unknown_member: refuse<nlohmann::detail::out_of_range>(403, sentence_of(failed), json);
    case value_problem::out_of_range: refuse<nlohmann::detail::out_of_range>(406, sentence_of(failed), json);
    }
}

// The values that have `to_json` and `from_json`, beside the enumerations.
template <class T>
inline constexpr bool is_json_value = is_one_of<T, instant, delay> || (lists_members<T> && !is_same<T, report_contents>);
// An error and a recipient borrow their strings, so they are only written: a report reads them.
template <class T>
inline constexpr bool is_read_alone = is_json_value<T> && !is_one_of<T, error_view, recipient_view>;

} // namespace detail

/// Writes a value: `nlohmann::json j = next;`. For judgement, decision, retry_hint, situation, retry_policy, amendment, history,
/// stored_pause, stored_suppression, pause_answer, error_view, recipient_view, instant and delay; nlohmann/json calls it. The JSON
/// holds copies of all strings. \throws std::bad_alloc
template <class Json, class T, detail::only_json<Json> = 0, std::enable_if_t<detail::is_json_value<T>, int> = 0>
void to_json(Json& json, const T& value) {
    json = detail::to_value<Json>(value);
}
/// Writes everything that a report says. \throws std::bad_alloc
template <class Json, detail::only_json<Json> = 0>
void to_json(Json& json, const report_view& value) {
    json = detail::to_value<Json>(detail::report_access::contents(value));
}
/// The same, also for a temporary report.
template <class Json, detail::only_json<Json> = 0>
void to_json(Json& json, const report& value) {
    json = detail::to_value<Json>(detail::report_access::contents(value));
}

/// Reads a value: `j.get<decision>()`. For what `to_json` writes, except an error_view and a recipient_view by themselves.
/// \throws nlohmann::json::type_error, nlohmann::json::out_of_range, std::bad_alloc; then `value` is not changed. Without
/// exceptions it aborts, as nlohmann/json does: use `value_from` there.
template <class Json, class T, detail::only_json<Json> = 0, std::enable_if_t<detail::is_read_alone<T>, int> = 0>
void from_json(const Json& json, T& value) {
    T read{};
    detail::require(detail::from_value(json, read), json);
    value = std::move(read);
}
/// Reads a report, which owns its strings: the JSON is not needed any more when this returns. \throws as the other one
template <class Json, detail::only_json<Json> = 0>
void from_json(const Json& json, report& value) {
    detail::require(detail::from_value(json, value), json);
}

/// Reads a value, or says why that is not possible: `value_from<amendment>(j)`. It throws nothing but std::bad_alloc.
template <class T, class Json, detail::only_json<Json> = 0>
[[nodiscard]] value_result<T> value_from(const Json& json) {
    value_result<T> result;
    const detail::value_failure failed = detail::from_value(json, result.value);
    result.problem = failed.problem;
    result.member = failed.problem != value_problem::none ? failed.member : std::string_view{};
    if (failed.problem != value_problem::none) {
        result.value = T{};
    }
    return result;
}

TELNYX_ERRORS_END_NAMESPACE

/// Enumerations of the library, by name. The library has no functions for them, because those of nlohmann/json write numbers.
template <class E>
struct nlohmann::adl_serializer<E, std::enable_if_t<TELNYX_ERRORS_NAMESPACE::errors::is_named<E>>> {
    /// Writes the name.
    template <class Json>
    static void to_json(Json& json, E value) {
        json = TELNYX_ERRORS_NAMESPACE::errors::detail::to_value<Json>(value);
    }
    /// Reads the name. \throws nlohmann::json::type_error
    template <class Json>
    static void from_json(const Json& json, E& value) {
        E read{};
        TELNYX_ERRORS_NAMESPACE::errors::detail::require(TELNYX_ERRORS_NAMESPACE::errors::detail::from_value(json, read), json);
        value = read;
    }
};

#endif
