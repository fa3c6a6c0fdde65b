// telnyx-errors: the members of what a program stores between payloads, by name. SPDX-License-Identifier: MIT
//
// Part of nlohmann_values.hpp, which is the header to include. As value_members.hpp, for histories, pauses and suppressions.
#ifndef TELNYX_ERRORS_STATE_MEMBERS_HPP
#define TELNYX_ERRORS_STATE_MEMBERS_HPP

#include <cstdint>
#include <type_traits>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/history.hpp>
#include <telnyx/errors/history_facts.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/stored_pause.hpp>
#include <telnyx/errors/suppression_list.hpp>
#include <telnyx/errors/value_members.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

template <>
inline constexpr bool lists_members<history> = true;
template <>
inline constexpr bool lists_members<stored_pause> = true;
template <>
inline constexpr bool lists_members<stored_suppression> = true;
template <>
inline constexpr bool lists_members<pause_answer> = true;

// Unix seconds, of which one number is not known: written as an instant.
template <class Integer>
struct seconds_form : member_form {
    Integer& number;
    std::int64_t unknown;
    seconds_form(Integer& value, std::int64_t not_known) noexcept : number(value), unknown(not_known) {}
};
// 1 or 0: written as a Boolean.
template <class Integer>
struct flag_form : member_form {
    Integer& number;
    explicit flag_form(Integer& value) noexcept : number(value) {}
};
// The name of an enumerator: no other string is read.
template <class E, class String>
struct name_form : member_form {
    String& text;
    explicit name_form(String& value) noexcept : text(value) {}
};

template <class Integer>
[[nodiscard]] seconds_form<Integer> as_seconds(Integer& number, std::int64_t unknown) noexcept {
    return {number, unknown};
}
template <class Integer>
[[nodiscard]] flag_form<Integer> as_flag(Integer& number) noexcept {
    return flag_form<Integer>{number};
}
template <class E, class String>
[[nodiscard]] name_form<E, String> as_name(String& text) noexcept {
    return name_form<E, String>{text};
}

// All columns are needed: without one a history might permit what its payloads forbid.
template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, history>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    history_integers columns = store(value);
    for (const history_column each : enumerators<history_column>) {
        visit.needed(name(each).data(), columns[place_of(each)]); // a literal, so it ends with a zero
    }
    if constexpr (!std::is_const_v<T>) {
        value = restore(columns);
    }
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, stored_pause>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit.needed("scope", as_name<scope>(value.scope));
    visit("scope_key", value.scope_key);
    visit("sender", value.sender);
    visit.needed("toward", as_name<toward>(value.toward));
    visit("toward_key", value.toward_key);
    visit.needed("channel", as_name<channel>(value.channel));
    visit.needed("actor", as_name<actor>(value.actor));
    visit.needed("reason", as_name<reason>(value.reason));
    visit.needed("remedy", as_name<remedy>(value.remedy));
    visit("ends_by_success", as_flag(value.ends_by_success));
    visit.needed("until", as_seconds(value.until, INT64_MAX));
    visit("began", as_seconds(value.began, INT64_MIN));
    visit("governing_code", as_code(value.governing_code));
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, stored_suppression>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit("messaging_profile", value.messaging_profile);
    visit.needed("recipient", value.recipient);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, pause_answer>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit.needed("may_send", value.may_send);
    visit("suppressed", value.suppressed);
    visit("unchecked", value.unchecked);
    visit("not_before", value.not_before);
    visit("scope", value.scope);
    visit("toward", value.toward);
    visit("actor", value.actor);
    visit("reason", value.reason);
    visit("remedy", value.remedy);
    visit("governing_code", as_code(value.governing_code));
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
