// telnyx-errors: the functions of the C interface that read no payload. SPDX-License-Identifier: MIT
//
// Part of <telnyx/errors/c_api.hpp>. By itself it is the C interface without a JSON library: exactly one C++ file of the program
// includes either of them. Nothing here allocates memory.
#ifndef TELNYX_ERRORS_C_API_CORE_HPP
#define TELNYX_ERRORS_C_API_CORE_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/c_api.h>
#include <telnyx/errors/c_api/convert.hpp>
#include <telnyx/errors/c_api/layout.hpp>
#include <telnyx/errors/c_api/names.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/consent_words.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/mask.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/report_items.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail::c {

// Situation and policy of a caller, which most decisions need.
struct taken_context {
    situation here{};
    taken_policy policy;

    [[nodiscard]] status take(const telnyx_errors_situation* situation, const telnyx_errors_policy* given) noexcept {
        const status wrong = c::take(situation, here);
        return wrong != ok ? wrong : policy.take(given);
    }
};

// Gives a decision that a function of the context makes.
template <class Decide>
[[nodiscard]] status give_decision(const telnyx_errors_situation* situation, const telnyx_errors_policy* policy,
                                   telnyx_errors_decision* result, Decide decide_with) noexcept {
    if (const status wrong = check_size(result); wrong != ok) {
        return wrong;
    }
    taken_context context;
    if (const status wrong = context.take(situation, policy); wrong != ok) {
        return wrong;
    }
    return give(form_of(decide_with(context)), result);
}

// Gives a number that a function of the policy makes.
template <class Compute>
[[nodiscard]] status give_delay(const telnyx_errors_policy* given, std::uint64_t* result, Compute compute) noexcept {
    if (result == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    taken_policy policy;
    const status wrong = policy.take(given);
    if (wrong == ok) {
        *result = compute(policy.without_amendments());
    }
    return wrong;
}

} // namespace detail::c

TELNYX_ERRORS_END_NAMESPACE

// NOLINTBEGIN(misc-definitions-in-headers): one file of a program includes this header
extern "C" {

TELNYX_ERRORS_C_API const char* telnyx_errors_version(void) noexcept { return TELNYX_ERRORS_VERSION_STRING; }

TELNYX_ERRORS_C_API std::uint32_t telnyx_errors_abi(void) noexcept { return TELNYX_ERRORS_C_ABI; }

TELNYX_ERRORS_C_API const char* telnyx_errors_enumeration_name(std::int32_t enumeration) noexcept {
    const auto* const row = TELNYX_ERRORS_NAMESPACE::errors::detail::c::find_enumeration(enumeration);
    return row != nullptr ? row->name : "";
}

TELNYX_ERRORS_C_API std::int32_t telnyx_errors_enumerator_count(std::int32_t enumeration) noexcept {
    const auto* const row = TELNYX_ERRORS_NAMESPACE::errors::detail::c::find_enumeration(enumeration);
    return row != nullptr ? row->count : 0;
}

TELNYX_ERRORS_C_API const char* telnyx_errors_name(std::int32_t enumeration, std::int32_t value) noexcept {
    const auto* const row = TELNYX_ERRORS_NAMESPACE::errors::detail::c::find_enumeration(enumeration);
    return row != nullptr && value >= 0 && value < row->count ? row->names[value].data() : "";
}

TELNYX_ERRORS_C_API std::int32_t telnyx_errors_value(std::int32_t enumeration, const char* name, std::size_t size) noexcept {
    namespace c = TELNYX_ERRORS_NAMESPACE::errors::detail::c;
    const auto* const row = c::find_enumeration(enumeration);
    for (std::int32_t value = 0; row != nullptr && value != row->count; ++value) {
        if (row->names[value] == c::view_of(name, size)) {
            return value;
        }
    }
    return -1;
}

TELNYX_ERRORS_C_STATUS telnyx_errors_member_at(std::size_t index, telnyx_errors_member* result) noexcept {
    namespace c = TELNYX_ERRORS_NAMESPACE::errors::detail::c;
    if (index >= c::layout_row_count) {
        return TELNYX_ERRORS_STATUS_OUT_OF_RANGE;
    }
    const c::layout_row& row = c::layout_rows[index];
    const telnyx_errors_member found{0, row.offset, row.size, row.type, row.enumeration, 0, row.struct_name, row.member_name};
    return c::give(found, result);
}

TELNYX_ERRORS_C_API std::size_t telnyx_errors_code_count(void) noexcept { return TELNYX_ERRORS_NAMESPACE::errors::table.size(); }

TELNYX_ERRORS_C_STATUS telnyx_errors_code_at(std::size_t index, telnyx_errors_code_info* result) noexcept {
    namespace c = TELNYX_ERRORS_NAMESPACE::errors::detail::c;
    if (index >= TELNYX_ERRORS_NAMESPACE::errors::table.size()) {
        return TELNYX_ERRORS_STATUS_OUT_OF_RANGE;
    }
    const auto& row = TELNYX_ERRORS_NAMESPACE::errors::table.begin()[index];
    return c::give(c::form_of(row), result);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_lookup(std::int64_t number, telnyx_errors_code_info* result) noexcept {
    namespace c = TELNYX_ERRORS_NAMESPACE::errors::detail::c;
    return c::give(c::form_of(TELNYX_ERRORS_NAMESPACE::errors::lookup(number)), result);
}

TELNYX_ERRORS_C_API std::int64_t telnyx_errors_code_number(const char* text, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::code_number(errors::detail::c::view_of(text, size));
}

TELNYX_ERRORS_C_API std::int64_t telnyx_errors_code_of_title(const char* title, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return static_cast<std::int64_t>(errors::code_of_title(errors::detail::c::view_of(title, size)));
}

TELNYX_ERRORS_C_STATUS telnyx_errors_situation_init(telnyx_errors_situation* result, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::initialise(errors::detail::c::form_of(errors::situation{}), result, size);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_policy_init(telnyx_errors_policy* result, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::initialise(errors::detail::c::form_of(errors::request_policy), result, size);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_delivery_policy_init(telnyx_errors_policy* result, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::initialise(errors::detail::c::form_of(errors::delivery_policy), result, size);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_amendment_init(telnyx_errors_amendment* result, std::size_t size) noexcept {
    telnyx_errors_amendment value{};
    value.wait = value.scope = value.toward = value.remedy = TELNYX_ERRORS_AS_USUAL;
    return TELNYX_ERRORS_NAMESPACE::errors::detail::c::initialise(value, result, size);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_ids_init(telnyx_errors_ids* result, std::size_t size) noexcept {
    return TELNYX_ERRORS_NAMESPACE::errors::detail::c::initialise(telnyx_errors_ids{}, result, size);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_history_init(telnyx_errors_history* result, std::size_t size) noexcept {
    return TELNYX_ERRORS_NAMESPACE::errors::detail::c::initialise(telnyx_errors_history{}, result, size);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_check_amendments(const telnyx_errors_policy* policy, std::int32_t* problem,
                                                      std::size_t* index) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    if (policy == nullptr || problem == nullptr || index == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    errors::detail::c::taken_policy taken;
    const std::int32_t wrong = taken.take(policy);
    if (wrong == TELNYX_ERRORS_STATUS_OK) {
        const errors::amendment_check found = errors::check(taken.amendments());
        *problem = errors::detail::c::number_of(found.problem);
        *index = found.index;
    }
    return wrong;
}

TELNYX_ERRORS_C_STATUS telnyx_errors_parse_retry_after(const char* value, std::size_t size, std::int64_t time,
                                                       telnyx_errors_hint* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (!c::is_text(value, size)) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    return c::give(c::form_of(errors::parse_retry_after(c::view_of(value, size), c::instant_of(time))), result);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_read_headers(const char* lines, std::size_t size, std::int64_t time,
                                                  telnyx_errors_hint* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (!c::is_text(lines, size)) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    errors::retry_hint_reader reader{c::instant_of(time)};
    reader.header_lines(c::view_of(lines, size));
    return c::give(c::form_of(reader.hint()), result);
}

TELNYX_ERRORS_C_API std::int64_t telnyx_errors_parse_rfc3339(const char* text, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::number_of(errors::parse_rfc3339(errors::detail::c::view_of(text, size)));
}

TELNYX_ERRORS_C_API std::int64_t telnyx_errors_parse_http_date(const char* text, std::size_t size, std::int64_t time) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    return c::number_of(errors::parse_http_date(c::view_of(text, size), c::instant_of(time)));
}

TELNYX_ERRORS_C_API std::int64_t telnyx_errors_next_minute(std::int64_t time) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::number_of(errors::next_minute(errors::detail::c::instant_of(time)));
}

TELNYX_ERRORS_C_API std::int64_t telnyx_errors_next_midnight_utc(std::int64_t time) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::number_of(errors::next_midnight_utc(errors::detail::c::instant_of(time)));
}

TELNYX_ERRORS_C_API std::int64_t telnyx_errors_next_midnight_in_los_angeles(std::int64_t time) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::number_of(errors::next_midnight_in_los_angeles(errors::detail::c::instant_of(time)));
}

TELNYX_ERRORS_C_STATUS telnyx_errors_nominal_delay_ms(const telnyx_errors_policy* policy, std::uint32_t attempt,
                                                      std::uint64_t* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::give_delay(
        policy, result, [attempt](const errors::retry_policy& taken) { return errors::nominal_delay_ms(taken, attempt); });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_backoff_ms(const telnyx_errors_policy* policy, std::uint32_t attempt,
                                                std::uint32_t random_bits, std::uint64_t* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::give_delay(
        policy, result, [=](const errors::retry_policy& taken) { return errors::backoff_ms(taken, attempt, random_bits); });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_delay_after_hint_ms(std::uint64_t hint_ms, const telnyx_errors_policy* policy,
                                                         std::uint32_t attempt, std::uint32_t random_bits,
                                                         std::uint64_t* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::give_delay(policy, result, [=](const errors::retry_policy& taken) {
        return errors::delay_after_hint_ms(hint_ms, taken, attempt, random_bits);
    });
}

TELNYX_ERRORS_C_API std::int32_t telnyx_errors_keyword_of(const char* text, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::number_of(errors::keyword_of(errors::detail::c::view_of(text, size)));
}

TELNYX_ERRORS_C_API std::int32_t telnyx_errors_keyword_of_autoresponse(const char* text, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::number_of(errors::keyword_of_autoresponse(errors::detail::c::view_of(text, size)));
}

TELNYX_ERRORS_C_API std::int32_t telnyx_errors_states_opt_out(const char* text, std::size_t size) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    return errors::detail::c::flag_of(errors::states_opt_out(errors::detail::c::view_of(text, size)));
}

TELNYX_ERRORS_C_API std::int32_t telnyx_errors_outcome_of_status(const char* status, std::size_t size,
                                                                 std::int32_t inbound) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    return c::number_of(errors::outcome_of_status(c::view_of(status, size), inbound != 0));
}

TELNYX_ERRORS_C_API void telnyx_errors_mask_phone_numbers(char* text, std::size_t size) noexcept {
    if (text != nullptr) {
        TELNYX_ERRORS_NAMESPACE::errors::mask_phone_numbers(text, size);
    }
}

TELNYX_ERRORS_C_STATUS telnyx_errors_decide_code(std::int64_t number, const telnyx_errors_situation* situation,
                                                 const telnyx_errors_policy* policy, telnyx_errors_decision* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    return c::give_decision(situation, policy, result, [number](const c::taken_context& context) {
        return errors::decide(number, context.here, context.policy.policy());
    });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_pause_of(const telnyx_errors_decision* decision, const telnyx_errors_ids* ids,
                                              const telnyx_errors_situation* situation, telnyx_errors_pause* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    errors::decision next{};
    errors::message_ids keys{};
    errors::situation here{};
    for (const c::status wrong : {c::check_size(result), c::take(decision, next), c::take(ids, keys), c::take(situation, here)}) {
        if (wrong != TELNYX_ERRORS_STATUS_OK) {
            return wrong;
        }
    }
    telnyx_errors_pause found = c::form_of(errors::pause_of(next, keys, here));
    found.suppression = c::flag_of(errors::is_suppression(next));
    return c::give(found, result);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_pause_is_stricter(const telnyx_errors_pause* left, const telnyx_errors_pause* right,
                                                       std::int32_t* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    errors::pause first{};
    errors::pause second{};
    for (const c::status wrong : {c::take(left, first), c::take(right, second)}) {
        if (wrong != TELNYX_ERRORS_STATUS_OK) {
            return wrong;
        }
    }
    if (result == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    *result = c::flag_of(errors::is_stricter(first, second));
    return TELNYX_ERRORS_STATUS_OK;
}

} // extern "C"
// NOLINTEND(misc-definitions-in-headers)

#endif
