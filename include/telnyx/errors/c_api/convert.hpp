// telnyx-errors: between the structs of the C interface and the values of the library. SPDX-License-Identifier: MIT
//
// Part of <telnyx/errors/c_api.hpp>, which is the header to include.
#ifndef TELNYX_ERRORS_C_API_CONVERT_HPP
#define TELNYX_ERRORS_C_API_CONVERT_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/c_api.h>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/enumeration.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail::c {

using status = std::int32_t; // enum telnyx_errors_status
inline constexpr status ok = TELNYX_ERRORS_STATUS_OK;

// The size that a struct had when it was published: no caller has a smaller one. When a struct grows, specialise this with the
// offset of its first new member.
template <class Struct>
inline constexpr std::size_t least_size = sizeof(Struct);
template <>
inline constexpr std::size_t least_size<telnyx_errors_summary> = offsetof(telnyx_errors_summary, cost);

template <class Struct>
[[nodiscard]] status check_size(const Struct* place) noexcept {
    if (place == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    const bool possible = place->struct_size >= least_size<Struct> && place->struct_size % alignof(Struct) == 0;
    return possible ? TELNYX_ERRORS_STATUS_OK : TELNYX_ERRORS_STATUS_STRUCT_SIZE;
}

// Writes a struct to a place that has room for `room` bytes.
template <class Struct>
void write(const Struct& value, void* place, std::size_t room) noexcept {
    static_assert(std::is_trivially_copyable<Struct>::value && std::has_unique_object_representations_v<Struct>,
                  "c_api/values.h: a struct has padding");
    const std::size_t known = room < sizeof(Struct) ? room : sizeof(Struct);
    const auto size = static_cast<std::uint32_t>(room);
    std::memcpy(place, &value, known);
    std::memset(static_cast<char*>(place) + known, 0, room - known);
    std::memcpy(place, &size, sizeof(size)); // `struct_size`, which every struct begins with
}

// Gives a result to the caller.
template <class Struct>
[[nodiscard]] status give(const Struct& value, Struct* result) noexcept {
    const status wrong = check_size(result);
    if (wrong == ok) {
        write(value, result, result->struct_size);
    }
    return wrong;
}

// Gives results to an array of the caller, one after the other.
template <class Struct>
class array_writer {
public:
    array_writer(Struct* results, std::size_t count) noexcept
        : wrong_(count == 0 ? ok : check_size(results)), place_(reinterpret_cast<char*>(results)),
          stride_(count == 0 || wrong_ != ok ? 0 : results->struct_size) {}

    [[nodiscard]] status wrong() const noexcept { return wrong_; }
    void write(const Struct& value) noexcept {
        c::write(value, place_, stride_);
        place_ += stride_;
    }

private:
    status wrong_;
    char* place_;
    std::size_t stride_;
};

// Sets the struct of a caller, who says its size.
template <class Struct>
[[nodiscard]] status initialise(const Struct& value, Struct* result, std::size_t size) noexcept {
    if (result == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    if (size < least_size<Struct> || size > UINT32_MAX) {
        return TELNYX_ERRORS_STATUS_STRUCT_SIZE;
    }
    write(value, result, size);
    return ok;
}

// Takes the struct of a caller. What it has no room for keeps its value.
template <class Struct>
[[nodiscard]] status take_struct(const Struct* given, Struct& result) noexcept {
    if (const status wrong = check_size(given); wrong != ok) {
        return wrong;
    }
    const std::size_t room = given->struct_size;
    std::memcpy(&result, given, room < sizeof(Struct) ? room : sizeof(Struct));
    for (std::size_t i = sizeof(Struct); i < room; ++i) {
        if (reinterpret_cast<const char*>(given)[i] != 0) {
            return TELNYX_ERRORS_STATUS_STRUCT_SIZE;
        }
    }
    return ok;
}

// The number of an enumerator, which is that of the C++ interface: names.hpp checks it.
template <class E>
[[nodiscard]] constexpr std::int32_t number_of(E value) noexcept {
    return static_cast<std::int32_t>(value);
}

// Sets an enumerator, if the number is one.
template <class E>
[[nodiscard]] constexpr bool take_number(std::int32_t number, E& result) noexcept {
    static_assert(names<E>::first == 0);
    if (number < 0 || static_cast<std::size_t>(number) >= enumerators<E>.size()) {
        return false;
    }
    result = static_cast<E>(number);
    return true;
}

[[nodiscard]] constexpr std::int32_t flag_of(bool value) noexcept { return value ? 1 : 0; }

[[nodiscard]] constexpr std::int64_t number_of(instant when) noexcept {
    return when.known() ? when.unix_seconds() : TELNYX_ERRORS_TIME_UNKNOWN;
}
[[nodiscard]] constexpr instant instant_of(std::int64_t seconds) noexcept {
    return seconds != TELNYX_ERRORS_TIME_UNKNOWN ? instant{seconds} : instant{};
}
[[nodiscard]] constexpr std::uint64_t number_of(delay wait) noexcept {
    return wait.known() ? wait.milliseconds() : TELNYX_ERRORS_DELAY_UNKNOWN;
}
[[nodiscard]] constexpr delay delay_of(std::uint64_t milliseconds) noexcept {
    return milliseconds != TELNYX_ERRORS_DELAY_UNKNOWN ? delay{milliseconds} : delay{};
}

// Never null, because some languages have no null strings.
[[nodiscard]] constexpr telnyx_errors_string string_of(std::string_view text) noexcept {
    return {text.empty() ? "" : text.data(), text.size()};
}
// A null pointer with a size is empty; where it matters, the caller was told before.
[[nodiscard]] constexpr std::string_view view_of(const char* data, std::size_t size) noexcept {
    return data != nullptr ? std::string_view{data, size} : std::string_view{};
}
[[nodiscard]] constexpr std::string_view view_of(const telnyx_errors_string& text) noexcept {
    return view_of(text.data, text.size);
}
[[nodiscard]] constexpr bool is_text(const char* data, std::size_t size) noexcept { return data != nullptr || size == 0; }

[[nodiscard]] inline telnyx_errors_hint form_of(const retry_hint& value) noexcept {
    telnyx_errors_hint result{};
    result.rate_limit_only = flag_of(value.rate_limit_only);
    result.should_retry = number_of(value.should_retry);
    result.delay_ms = number_of(value.delay);
    return result;
}

[[nodiscard]] inline telnyx_errors_situation form_of(const situation& value) noexcept {
    telnyx_errors_situation result{};
    result.phase = number_of(value.phase);
    result.channel = number_of(value.channel);
    result.never_left = flag_of(value.never_left);
    result.http_status = value.http_status;
    result.attempt = value.attempt;
    result.elapsed_ms = value.elapsed_ms;
    result.time = number_of(value.time);
    result.failed_at = number_of(value.failed_at);
    result.valid_until = number_of(value.valid_until);
    result.idempotent = flag_of(value.idempotent);
    result.random_bits = value.random_bits;
    result.retry_after_ms = number_of(value.retry_after.delay);
    result.rate_limit_only = flag_of(value.retry_after.rate_limit_only);
    result.should_retry = number_of(value.retry_after.should_retry);
    return result;
}

[[nodiscard]] inline telnyx_errors_policy form_of(const retry_policy& value) noexcept {
    telnyx_errors_policy result{};
    result.max_attempts = value.max_attempts;
    result.base_ms = value.base_ms;
    result.cap_ms = value.cap_ms;
    result.deadline_ms = number_of(value.deadline);
    result.look_again_ms = value.look_again_ms;
    result.longest_wait_ms = number_of(value.longest_wait);
    result.longest_hold_ms = number_of(value.longest_hold);
    result.queue_window_ms = number_of(value.queue_window);
    result.jitter = number_of(value.jitter);
    return result;
}

[[nodiscard]] inline telnyx_errors_decision form_of(const decision& value) noexcept {
    telnyx_errors_decision result{};
    result.step = number_of(value.step);
    result.reason = number_of(value.reason);
    result.scope = number_of(value.scope);
    result.toward = number_of(value.toward);
    result.remedy = number_of(value.remedy);
    result.basis = number_of(value.basis);
    result.consent = number_of(value.consent);
    result.receipt = number_of(value.receipt);
    result.actor = number_of(value.actor());
    result.delay_ms = number_of(value.delay);
    result.not_before = number_of(value.not_before);
    result.governing_code = value.governing_code;
    return result;
}

[[nodiscard]] inline telnyx_errors_code_info form_of(const code_info& value) noexcept {
    telnyx_errors_code_info result{};
    result.known = flag_of(value.known());
    result.number = value.number();
    result.origin = number_of(value.origin);
    result.stage = number_of(value.stage);
    result.category = number_of(value.category);
    result.retry = number_of(value.retry);
    result.also = number_of(value.also);
    result.basis = number_of(value.basis);
    result.wait = number_of(value.wait);
    result.scope = number_of(value.scope);
    result.toward = number_of(value.toward);
    result.remedy = number_of(value.remedy);
    result.name = string_of(value.name);
    result.title = string_of(value.title);
    result.cause = string_of(value.cause);
    result.action = string_of(value.action);
    return result;
}

[[nodiscard]] inline telnyx_errors_pause form_of(const pause& value) noexcept {
    telnyx_errors_pause result{};
    result.coverage = number_of(value.coverage);
    result.scope = number_of(value.scope);
    result.toward = number_of(value.toward);
    result.channel = number_of(value.channel);
    result.actor = number_of(value.actor);
    result.reason = number_of(value.reason);
    result.remedy = number_of(value.remedy);
    result.ends_by_success = flag_of(value.ends_by_success);
    result.until = number_of(value.until);
    result.began = number_of(value.began);
    result.governing_code = value.governing_code;
    result.scope_key = string_of(value.scope_key);
    result.sender = string_of(value.sender);
    result.toward_key = string_of(value.toward_key);
    return result;
}

// Takes what the caller knows. Null: nothing.
[[nodiscard]] inline status take(const telnyx_errors_situation* given, situation& result) noexcept {
    telnyx_errors_situation plain = form_of(situation{});
    if (given == nullptr) {
        return ok;
    }
    if (const status wrong = take_struct(given, plain); wrong != ok) {
        return wrong;
    }
    result.never_left = plain.never_left != 0;
    result.http_status = plain.http_status;
    result.attempt = plain.attempt;
    result.elapsed_ms = plain.elapsed_ms;
    result.time = instant_of(plain.time);
    result.failed_at = instant_of(plain.failed_at);
    result.valid_until = instant_of(plain.valid_until);
    result.idempotent = plain.idempotent != 0;
    result.random_bits = plain.random_bits;
    result.retry_after.delay = delay_of(plain.retry_after_ms);
    result.retry_after.rate_limit_only = plain.rate_limit_only != 0;
    return take_number(plain.phase, result.phase) && take_number(plain.channel, result.channel) &&
                   take_number(plain.should_retry, result.retry_after.should_retry)
               ? TELNYX_ERRORS_STATUS_OK
               : TELNYX_ERRORS_STATUS_BAD_VALUE;
}

// A column of an amendment: as usual, or one of the caller's.
template <class E>
[[nodiscard]] bool take_column(std::int32_t number, E& column) noexcept {
    return number == TELNYX_ERRORS_AS_USUAL || take_number(number, column);
}

[[nodiscard]] inline status take(const telnyx_errors_amendment* given, amendment& result) noexcept {
    telnyx_errors_amendment plain{};
    if (const status wrong = take_struct(given, plain); wrong != ok) {
        return wrong;
    }
    retry_class becomes{};
    if (!take_number(plain.retry, becomes)) {
        return TELNYX_ERRORS_STATUS_BAD_VALUE;
    }
    result = amend(plain.code, becomes);
    result.looser = plain.looser != 0;
    judgement& columns = result.becomes;
    return take_column(plain.wait, columns.wait) && take_column(plain.scope, columns.scope) &&
                   take_column(plain.toward, columns.toward) && take_column(plain.remedy, columns.remedy) &&
                   take_number(plain.channel, result.channel)
               ? TELNYX_ERRORS_STATUS_OK
               : TELNYX_ERRORS_STATUS_BAD_VALUE;
}

// A policy of the caller, with its amendments, for which no memory is allocated.
class taken_policy { // NOLINT(cppcoreguidelines-pro-type-member-init): see `room_`
public:
    // Null: the default policy.
    [[nodiscard]] status take(const telnyx_errors_policy* given) noexcept {
        if (given == nullptr) {
            return ok;
        }
        telnyx_errors_policy plain = form_of(retry_policy{});
        if (const status wrong = take_struct(given, plain); wrong != ok) {
            return wrong;
        }
        policy_.max_attempts = plain.max_attempts;
        policy_.base_ms = plain.base_ms;
        policy_.cap_ms = plain.cap_ms;
        policy_.deadline = delay_of(plain.deadline_ms);
        policy_.look_again_ms = plain.look_again_ms;
        policy_.longest_wait = delay_of(plain.longest_wait_ms);
        policy_.longest_hold = delay_of(plain.longest_hold_ms);
        policy_.queue_window = delay_of(plain.queue_window_ms);
        const bool valid = take_number(plain.jitter, policy_.jitter);
        return valid ? take(plain.amendments, plain.amendment_count) : TELNYX_ERRORS_STATUS_BAD_VALUE;
    }

    [[nodiscard]] amended_policy policy() const noexcept { return {amendments(), policy_}; }
    [[nodiscard]] const retry_policy& without_amendments() const noexcept { return policy_; }
    [[nodiscard]] amendment_list amendments() const noexcept {
        return {count_ != 0 ? std::launder(reinterpret_cast<const amendment*>(room_)) : nullptr, count_};
    }

private:
    [[nodiscard]] status take(const telnyx_errors_amendment* first, std::size_t count) noexcept {
        if (count > TELNYX_ERRORS_MOST_AMENDMENTS) {
            return TELNYX_ERRORS_STATUS_OUT_OF_RANGE;
        }
        if (count == 0) {
            return ok;
        }
        if (const status wrong = check_size(first); wrong != ok) {
            return wrong;
        }
        const std::size_t stride = first->struct_size;
        for (const char* place = reinterpret_cast<const char*>(first); count_ != count; place += stride) {
            amendment one{};
            if (const status wrong = c::take(reinterpret_cast<const telnyx_errors_amendment*>(place), one); wrong != ok) {
                return wrong;
            }
            ::new (static_cast<void*>(room_ + count_ * sizeof(amendment))) amendment(one);
            ++count_;
        }
        return ok;
    }

    retry_policy policy_{};
    std::size_t count_{0};
    alignas(amendment) unsigned char room_[sizeof(amendment) * TELNYX_ERRORS_MOST_AMENDMENTS]; // not initialised: mostly unused
};

[[nodiscard]] inline status take(const telnyx_errors_decision* given, decision& result) noexcept {
    telnyx_errors_decision plain{};
    if (const status wrong = take_struct(given, plain); wrong != ok) {
        return wrong;
    }
    result.delay = delay_of(plain.delay_ms);
    result.not_before = instant_of(plain.not_before);
    result.governing_code = plain.governing_code;
    return take_number(plain.step, result.step) && take_number(plain.reason, result.reason) &&
                   take_number(plain.scope, result.scope) && take_number(plain.toward, result.toward) &&
                   take_number(plain.remedy, result.remedy) && take_number(plain.basis, result.basis) &&
                   take_number(plain.consent, result.consent) && take_number(plain.receipt, result.receipt)
               ? TELNYX_ERRORS_STATUS_OK
               : TELNYX_ERRORS_STATUS_BAD_VALUE;
}

// Takes the ids of a message. Null: none is known.
[[nodiscard]] inline status take(const telnyx_errors_ids* given, message_ids& result) noexcept {
    telnyx_errors_ids plain{};
    if (given == nullptr) {
        return ok;
    }
    if (const status wrong = take_struct(given, plain); wrong != ok) {
        return wrong;
    }
    const telnyx_errors_string* const texts[] = {&plain.sender,  &plain.campaign, &plain.brand,     &plain.messaging_profile,
                                                 &plain.account, &plain.content,  &plain.recipient, &plain.carrier,
                                                 &plain.region};
    std::string_view* const ids[] = {&result.sender,  &result.campaign, &result.brand,     &result.messaging_profile,
                                     &result.account, &result.content,  &result.recipient, &result.carrier,
                                     &result.region};
    for (std::size_t i = 0; i != sizeof(ids) / sizeof(ids[0]); ++i) {
        if (!is_text(texts[i]->data, texts[i]->size)) {
            return TELNYX_ERRORS_STATUS_NULL_POINTER;
        }
        *ids[i] = view_of(*texts[i]);
    }
    return take_number(plain.channel, result.channel) ? TELNYX_ERRORS_STATUS_OK : TELNYX_ERRORS_STATUS_BAD_VALUE;
}

// Takes a pause without its keys.
[[nodiscard]] inline status take(const telnyx_errors_pause* given, pause& result) noexcept {
    telnyx_errors_pause plain{};
    if (const status wrong = take_struct(given, plain); wrong != ok) {
        return wrong;
    }
    result.ends_by_success = plain.ends_by_success != 0;
    result.until = instant_of(plain.until);
    result.began = instant_of(plain.began);
    result.governing_code = plain.governing_code;
    return take_number(plain.coverage, result.coverage) && take_number(plain.scope, result.scope) &&
                   take_number(plain.toward, result.toward) && take_number(plain.channel, result.channel) &&
                   take_number(plain.actor, result.actor) && take_number(plain.reason, result.reason) &&
                   take_number(plain.remedy, result.remedy)
               ? TELNYX_ERRORS_STATUS_OK
               : TELNYX_ERRORS_STATUS_BAD_VALUE;
}

} // namespace detail::c

TELNYX_ERRORS_END_NAMESPACE

#endif
