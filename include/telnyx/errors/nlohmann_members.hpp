// telnyx-errors: how values are written and read with nlohmann/json. SPDX-License-Identifier: MIT
//
// Part of nlohmann_values.hpp, which is the header to include. The members of each value are in value_members.hpp and
// state_members.hpp; here is what their types become.
#ifndef TELNYX_ERRORS_NLOHMANN_MEMBERS_HPP
#define TELNYX_ERRORS_NLOHMANN_MEMBERS_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/printing.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/state_members.hpp>
#include <telnyx/errors/value_members.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Why JSON could not be read as a value of this library.
enum class value_problem : std::uint8_t {
    none,           ///< It was read.
    missing,        ///< A member is missing.
    wrong_type,     ///< It has another JSON type than the value needs.
    unknown_name,   ///< A string that is no spelling of an enumerator, no RFC 3339 time or no code.
    out_of_range,   ///< A number is too small or too large, an error names no recipient of its report, or a list does not fit.
    unknown_member, ///< An amendment has a member that no amendment has.
};

template <>
struct detail::names<value_problem> : detail::list_of_names<> {
    static constexpr std::string_view list[] = {"none", "missing", "wrong_type", "unknown_name", "out_of_range", "unknown_member"};
};

namespace detail {

template <class Json>
using only_json = std::enable_if_t<nlohmann::detail::is_basic_json<Json>::value, int>;

// --- Writing.

template <class Json>
[[nodiscard]] Json string_value(std::string_view text) {
    return typename Json::string_t(text.data(), text.size());
}

template <class Json, class T>
[[nodiscard]] Json to_value(const T& value);

// A number that is no code, which payloads may have all the same, is written as it is.
template <class Json, class Integer>
[[nodiscard]] Json written(const code_form<Integer>& form) {
    return form.number > 0 ? string_value<Json>(code_text{form.number}.view()) : form.number != 0 ? Json(form.number) : Json();
}
template <class Json, class Integer>
[[nodiscard]] Json written(const integer_code_form<Integer>& form) {
    return Json(form.number);
}
template <class Json, class Integer>
[[nodiscard]] Json written(const seconds_form<Integer>& form) {
    return to_value<Json>(form.number != form.unknown ? instant{form.number} : instant{});
}
template <class Json, class Integer>
[[nodiscard]] Json written(const flag_form<Integer>& form) {
    return form.number == 0 || form.number == 1 ? Json(form.number == 1) : Json(form.number);
}
template <class Json, class E, class String>
[[nodiscard]] Json written(const name_form<E, String>& form) {
    return string_value<Json>(form.text);
}

template <class Json>
class member_writer {
public:
    explicit member_writer(Json& object) : object_(object) {}

    template <class T>
    void operator()(const char* name, const T& value) {
        object_[name] = to_value<Json>(value);
    }
    template <class T>
    void needed(const char* name, const T& value) {
        (*this)(name, value);
    }
    template <class T>
    void derived(const char* name, const T& value) {
        (*this)(name, value);
    }

private:
    Json& object_;
};

template <class Json, class T>
[[nodiscard]] Json to_value(const T& value) {
    if constexpr (lists_members<T>) {
        Json result = Json::object();
        member_writer<Json> writer{result};
        visit_members(value, writer);
        return result;
    } else if constexpr (std::is_base_of_v<member_form, T>) {
        return written<Json>(value);
    } else if constexpr (errors::is_named<T>) {
        return string_value<Json>(name(value));
    } else if constexpr (std::is_same_v<T, instant>) {
        const bool written = value.unix_seconds() >= first_written_second && value.unix_seconds() <= last_computed_second;
        return !value.known() ? Json() : written ? string_value<Json>(to_text(value).view()) : Json(value.unix_seconds());
    } else if constexpr (std::is_same_v<T, delay>) {
        return value.known() ? Json(value.milliseconds()) : Json();
    } else if constexpr (std::is_same_v<T, recipient_index>) {
        return value.known() ? Json(value.value()) : Json();
    } else if constexpr (is_one_of<T, std::string_view, std::string>) {
        return string_value<Json>(value);
    } else if constexpr (std::is_same_v<T, code_text>) {
        return string_value<Json>(value.view());
    } else if constexpr (std::is_arithmetic_v<T>) {
        return Json(value);
    } else {
        Json list = Json::array();
        for (std::size_t i = 0; i != value.size(); ++i) {
            list.push_back(to_value<Json>(value.data()[i]));
        }
        return list;
    }
}

// --- Reading. Nothing here throws, except that memory may run out.

struct value_failure {
    value_problem problem = value_problem::none;
    std::string_view member{};
};

template <class Json, class T>
[[nodiscard]] value_failure from_value(const Json& json, T& value);

template <class Json>
class member_reader {
public:
    explicit member_reader(const Json& object) : object_(object) {}

    template <class T>
    void operator()(const char* name, T&& member) { // a form of a member is a temporary
        read(name, member, false);
    }
    template <class T>
    void needed(const char* name, T&& member) {
        read(name, member, true);
    }
    template <class T>
    void derived(const char* /*name*/, const T& /*value*/) noexcept {}

    [[nodiscard]] const value_failure& failure() const noexcept { return failure_; }
    [[nodiscard]] std::size_t found() const noexcept { return found_; }

private:
    template <class T>
    void read(const char* name, T& value, bool is_needed) {
        if (failure_.problem != value_problem::none) {
            return;
        }
        const auto place = object_.find(name);
        if (place == object_.end()) {
            failure_ = {is_needed ? value_problem::missing : value_problem::none, name};
            return;
        }
        ++found_;
        failure_ = from_value(*place, value);
        failure_.member = failure_.member.empty() ? std::string_view{name} : failure_.member;
    }

    const Json& object_;
    value_failure failure_{};
    std::size_t found_{0};
};

template <class Json>
[[nodiscard]] std::string_view characters_of(const Json& json) noexcept {
    const auto& text = *json.template get_ptr<const typename Json::string_t*>();
    return {text.data(), text.size()};
}

template <class Json, class T>
[[nodiscard]] value_problem read_integer(const Json& json, T& value) noexcept {
    if (!json.is_number_integer()) {
        return value_problem::wrong_type;
    }
    constexpr auto most = static_cast<std::uint64_t>((std::numeric_limits<T>::max)());
    if (json.is_number_unsigned()) {
        const std::uint64_t number = *json.template get_ptr<const typename Json::number_unsigned_t*>();
        value = static_cast<T>(number <= most ? number : 0);
        return number <= most ? value_problem::none : value_problem::out_of_range;
    }
    const std::int64_t number = *json.template get_ptr<const typename Json::number_integer_t*>();
    const bool fits = number >= 0 ? static_cast<std::uint64_t>(number) <= most
                                  : std::is_signed_v<T> && number >= static_cast<std::int64_t>((std::numeric_limits<T>::min)());
    value = static_cast<T>(fits ? number : 0);
    return fits ? value_problem::none : value_problem::out_of_range;
}

// A code is a string, as in payloads, or an integer, as people write it.
template <class Json>
[[nodiscard]] value_problem read_code(const Json& json, std::int64_t& number) noexcept {
    if (!json.is_string()) {
        number = 0;
        return json.is_null() ? value_problem::none : read_integer(json, number);
    }
    number = code_number(characters_of(json));
    return number != 0 || characters_of(json) == "0" ? value_problem::none : value_problem::unknown_name;
}

// Strings are borrowed from the JSON.
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, std::string_view& value) noexcept {
    value = json.is_string() ? characters_of(json) : std::string_view{};
    return json.is_string() ? value_problem::none : value_problem::wrong_type;
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, code_text& value) noexcept {
    std::string_view text;
    const value_problem problem = read_scalar(json, text);
    value = code_text{text};
    return problem;
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, bool& value) noexcept {
    value = json.is_boolean() && *json.template get_ptr<const typename Json::boolean_t*>();
    return json.is_boolean() ? value_problem::none : value_problem::wrong_type;
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, instant& value) noexcept {
    value = json.is_string() ? parse_rfc3339(characters_of(json)) : instant{};
    std::int64_t seconds = 0;
    if (!json.is_number_integer()) {
        return json.is_null() || value.known() ? value_problem::none
               : json.is_string()              ? value_problem::unknown_name
                                               : value_problem::wrong_type;
    }
    const value_problem problem = read_integer(json, seconds);
    value = problem == value_problem::none ? instant{seconds} : instant{};
    return problem;
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, delay& value) noexcept {
    std::uint64_t milliseconds = 0;
    const value_problem problem = json.is_null() ? value_problem::none : read_integer(json, milliseconds);
    value = json.is_null() || problem != value_problem::none ? delay{} : delay{milliseconds};
    return problem;
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, recipient_index& value) noexcept {
    std::size_t index = 0;
    const value_problem problem = json.is_null() ? value_problem::none : read_integer(json, index);
    value = json.is_null() || problem != value_problem::none ? recipient_index{} : recipient_index{index};
    return problem;
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, code_form<std::int64_t>& form) noexcept {
    return read_code(json, form.number);
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, integer_code_form<std::int64_t>& form) noexcept {
    return read_code(json, form.number);
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, seconds_form<std::int64_t>& form) noexcept {
    instant when;
    const value_problem problem = read_scalar(json, when);
    form.number = when.known() ? when.unix_seconds() : form.unknown;
    return problem;
}
template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, flag_form<std::int64_t>& form) noexcept {
    bool flag = false;
    const value_problem problem = read_scalar(json, flag);
    form.number = flag ? 1 : 0;
    return problem;
}
template <class Json, class T, std::enable_if_t<errors::is_named<T> || std::is_integral_v<T>, int> = 0>
[[nodiscard]] value_problem read_scalar(const Json& json, T& value) noexcept {
    if constexpr (errors::is_named<T>) {
        const parsed<T> found = json.is_string() ? from_name<T>(characters_of(json)) : parsed<T>{};
        value = found.value();
        return found.known() ? value_problem::none : json.is_string() ? value_problem::unknown_name : value_problem::wrong_type;
    } else {
        return read_integer(json, value);
    }
}

template <class Json>
[[nodiscard]] value_problem read_scalar(const Json& json, std::string& value) {
    std::string_view text;
    const value_problem problem = read_scalar(json, text);
    value = text;
    return problem;
}
template <class Json, class E>
[[nodiscard]] value_problem read_scalar(const Json& json, name_form<E, std::string>& form) {
    E found{};
    const value_problem problem = read_scalar(json, found);
    form.text = problem == value_problem::none ? name(found) : std::string_view{};
    return problem;
}

[[noreturn]] inline void run_out_of_memory() {
#if TELNYX_ERRORS_EXCEPTIONS
    throw std::bad_alloc{};
#else
    std::abort();
#endif
}

template <class Json, class T, std::size_t Inline>
[[nodiscard]] value_failure read_list(const Json& json, inline_list<T, Inline>& list) {
    if (!json.is_array()) {
        return {value_problem::wrong_type, {}};
    }
    for (const Json& element : json) {
        T item{};
        if (const value_failure failed = from_value(element, item); failed.problem != value_problem::none) {
            return failed;
        }
        if (list.size() == limits::kept_items) {
            return {value_problem::out_of_range, {}};
        }
        if (!list.push_back(item)) {
            run_out_of_memory();
        }
    }
    return {};
}

template <class T>
inline constexpr bool is_list = false;
template <class T, std::size_t Inline>
inline constexpr bool is_list<inline_list<T, Inline>> = true;

template <class Json, class T>
[[nodiscard]] value_failure from_value(const Json& json, T& value) {
    if constexpr (lists_members<T>) {
        if (!json.is_object()) {
            return {value_problem::wrong_type, {}};
        }
        member_reader<Json> reader{json};
        visit_members(value, reader);
        const bool strange = refuses_other_members<T> && reader.found() != json.size();
        return reader.failure().problem != value_problem::none
                   ? reader.failure()
                   : value_failure{strange ? value_problem::unknown_member : value_problem::none, {}};
    } else if constexpr (is_list<T>) {
        return read_list(json, value);
    } else {
        return {read_scalar(json, value), {}};
    }
}

// A report is read with the strings of the JSON, and then copies them.
[[nodiscard]] inline bool has_all_recipients(const report_contents& contents) noexcept {
    for (const error_view& error : contents.range<error_view>()) {
        if (error.recipient.known() && error.recipient.value() >= contents.recipients.size()) {
            return false;
        }
    }
    return true;
}

inline void own_strings(report& owner) {
    report_contents& contents = report_access::contents(owner);
    std::size_t size = 0;
    contents.for_each_string(0, 0, [&](std::string_view& text) { size += text.size(); });
    std::vector<char> texts(size);
    char* place = texts.data();
    contents.for_each_string(0, 0, [&](std::string_view& text) { copy_to_room(text, place); });
    report_access::texts(owner) = std::move(texts);
}

template <class Json>
[[nodiscard]] value_failure from_value(const Json& json, report& value) {
    report read;
    report_contents& contents = report_access::contents(read);
    value_failure failed = from_value(json, contents);
    if (failed.problem == value_problem::none && !has_all_recipients(contents)) {
        failed = {value_problem::out_of_range, "recipient"};
    }
    if (failed.problem == value_problem::none) {
        own_strings(read);
        value = std::move(read);
    }
    return failed;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
