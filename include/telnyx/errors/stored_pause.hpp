// telnyx-errors: a pause as plain values, to store it. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_STORED_PAUSE_HPP
#define TELNYX_ERRORS_STORED_PAUSE_HPP

#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A pause as strings and integers: columns of a table, or members of a JSON object. Enumerators are spelt as `name` gives them.
struct stored_pause {
    /// `pause::scope`.
    std::string scope;
    /// `pause::scope_key`.
    std::string scope_key;
    /// `pause::sender`.
    std::string sender;
    /// `pause::toward`.
    std::string toward;
    /// `pause::toward_key`.
    std::string toward_key;
    /// `pause::channel`.
    std::string channel;
    /// `pause::actor`.
    std::string actor;
    /// `pause::reason`.
    std::string reason;
    /// `pause::remedy`.
    std::string remedy;
    /// `pause::ends_by_success`, as 1 or 0.
    std::int64_t ends_by_success = 0;
    /// `pause::until` in Unix seconds. INT64_MAX: not known, so that the later of two is the larger one.
    std::int64_t until = INT64_MAX;
    /// `pause::began` in Unix seconds. INT64_MIN: not known.
    std::int64_t began = INT64_MIN;
    /// `pause::governing_code`.
    std::int64_t governing_code = 0;
};

/// A pause as plain values. Throws std::bad_alloc.
[[nodiscard]] inline stored_pause store(const pause& held);

/// The pause of plain values, which borrows their strings.
/// \return false if a value is none of its enumeration, or not 0 or 1: then `result` is unchanged. The ids are not checked.
[[nodiscard]] inline bool restore(const stored_pause& stored, pause& result) noexcept;
bool restore(stored_pause&&, pause&) = delete; // The pause would borrow from a temporary.

inline stored_pause store(const pause& held) {
    stored_pause result;
    result.scope = name(held.scope);
    result.scope_key = held.scope_key;
    result.sender = held.sender;
    result.toward = name(held.toward);
    result.toward_key = held.toward_key;
    result.channel = name(held.channel);
    result.actor = name(held.actor);
    result.reason = name(held.reason);
    result.remedy = name(held.remedy);
    result.ends_by_success = held.ends_by_success ? 1 : 0;
    result.until = held.until.known() ? held.until.unix_seconds() : INT64_MAX;
    result.began = held.began.known() ? held.began.unix_seconds() : INT64_MIN;
    result.governing_code = held.governing_code;
    return result;
}

inline bool restore(const stored_pause& stored, pause& result) noexcept {
    const parsed<scope> scope_of = from_name<scope>(stored.scope);
    const parsed<toward> toward_of = from_name<toward>(stored.toward);
    const parsed<channel> channel_of = from_name<channel>(stored.channel);
    const parsed<actor> actor_named = from_name<actor>(stored.actor);
    const parsed<reason> reason_of = from_name<reason>(stored.reason);
    const parsed<remedy> remedy_of = from_name<remedy>(stored.remedy);
    if (!scope_of.known() || !toward_of.known() || !channel_of.known() || !actor_named.known() || !reason_of.known() ||
        !remedy_of.known() || (stored.ends_by_success != 0 && stored.ends_by_success != 1)) {
        return false;
    }
    result = pause{};
    result.scope = scope_of.value();
    result.toward = toward_of.value();
    result.channel = channel_of.value();
    result.actor = actor_named.value();
    result.reason = reason_of.value();
    result.remedy = remedy_of.value();
    result.ends_by_success = stored.ends_by_success != 0;
    result.scope_key = stored.scope_key;
    result.sender = stored.sender;
    result.toward_key = stored.toward_key;
    result.until = stored.until != INT64_MAX ? instant{stored.until} : instant{};
    result.began = stored.began != INT64_MIN ? instant{stored.began} : instant{};
    result.governing_code = stored.governing_code;
    return true;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
