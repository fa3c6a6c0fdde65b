// telnyx-errors: the layout of the structs of the C interface, for bindings. SPDX-License-Identifier: MIT
//
// Part of <telnyx/errors/c_api.hpp>, which is the header to include.
#ifndef TELNYX_ERRORS_C_API_LAYOUT_HPP
#define TELNYX_ERRORS_C_API_LAYOUT_HPP

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <telnyx/errors/c_api.h>
#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail::c {

struct layout_row {
    const char* struct_name;
    const char* member_name;
    std::uint32_t offset;
    std::uint32_t size;
    char type;
    std::int32_t enumeration;
};

// Whether a member of C++ can be of a type of telnyx_errors_member.
template <class Member>
[[nodiscard]] constexpr bool is_of(char type) noexcept {
    using element = std::remove_extent_t<Member>;
    switch (type) {
    case 'e':
    case 'f': return std::is_same<Member, std::int32_t>::value;
    case 'n':
    case 't': return std::is_same<Member, std::int64_t>::value;
    case 'd': return std::is_same<Member, std::uint64_t>::value;
    case 'i': return std::is_integral<element>::value && std::is_signed<element>::value;
    case 'u': return std::is_integral<Member>::value && !std::is_signed<Member>::value;
    case 's': return std::is_same<Member, telnyx_errors_string>::value;
    default: return std::is_pointer<Member>::value;
    }
}

template <class Struct>
[[nodiscard]] constexpr layout_row structure(const char* name) noexcept {
    return {name, "", 0, static_cast<std::uint32_t>(sizeof(Struct)), '\0', -1};
}

// A member that is not of its type has no size, which `is_layout_complete` finds.
template <class Member>
[[nodiscard]] constexpr layout_row member(const char* struct_name, const char* name, std::size_t offset, char type,
                                          std::int32_t enumeration) noexcept {
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    const std::size_t size = is_of<Member>(type) && (enumeration >= 0) == (type == 'e') ? sizeof(Member) : 0;
    return {struct_name, name, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(size), type, enumeration};
}

#define TELNYX_ERRORS_C_MEMBER(name, which, type, enumeration)                                                                     \
    member<decltype(telnyx_errors_##name::which)>(#name, #which, offsetof(telnyx_errors_##name, which), type, enumeration)

inline constexpr layout_row layout_rows[] = {
    structure<telnyx_errors_situation>("situation"),
    TELNYX_ERRORS_C_MEMBER(situation, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(situation, phase, 'e', TELNYX_ERRORS_ENUMERATION_PHASE),
    TELNYX_ERRORS_C_MEMBER(situation, channel, 'e', TELNYX_ERRORS_ENUMERATION_CHANNEL),
    TELNYX_ERRORS_C_MEMBER(situation, never_left, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(situation, http_status, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(situation, attempt, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(situation, elapsed_ms, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(situation, time, 't', -1),
    TELNYX_ERRORS_C_MEMBER(situation, failed_at, 't', -1),
    TELNYX_ERRORS_C_MEMBER(situation, valid_until, 't', -1),
    TELNYX_ERRORS_C_MEMBER(situation, idempotent, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(situation, random_bits, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(situation, retry_after_ms, 'd', -1),
    TELNYX_ERRORS_C_MEMBER(situation, rate_limit_only, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(situation, should_retry, 'e', TELNYX_ERRORS_ENUMERATION_SERVER_WISH),
    structure<telnyx_errors_amendment>("amendment"),
    TELNYX_ERRORS_C_MEMBER(amendment, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(amendment, retry, 'e', TELNYX_ERRORS_ENUMERATION_RETRY_CLASS),
    TELNYX_ERRORS_C_MEMBER(amendment, code, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(amendment, wait, 'e', TELNYX_ERRORS_ENUMERATION_WAIT),
    TELNYX_ERRORS_C_MEMBER(amendment, scope, 'e', TELNYX_ERRORS_ENUMERATION_SCOPE),
    TELNYX_ERRORS_C_MEMBER(amendment, toward, 'e', TELNYX_ERRORS_ENUMERATION_TOWARD),
    TELNYX_ERRORS_C_MEMBER(amendment, remedy, 'e', TELNYX_ERRORS_ENUMERATION_REMEDY),
    TELNYX_ERRORS_C_MEMBER(amendment, channel, 'e', TELNYX_ERRORS_ENUMERATION_CHANNEL),
    TELNYX_ERRORS_C_MEMBER(amendment, looser, 'f', -1),
    structure<telnyx_errors_policy>("policy"),
    TELNYX_ERRORS_C_MEMBER(policy, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(policy, max_attempts, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(policy, base_ms, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(policy, cap_ms, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(policy, deadline_ms, 'd', -1),
    TELNYX_ERRORS_C_MEMBER(policy, look_again_ms, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(policy, longest_wait_ms, 'd', -1),
    TELNYX_ERRORS_C_MEMBER(policy, longest_hold_ms, 'd', -1),
    TELNYX_ERRORS_C_MEMBER(policy, queue_window_ms, 'd', -1),
    TELNYX_ERRORS_C_MEMBER(policy, jitter, 'e', TELNYX_ERRORS_ENUMERATION_JITTER),
    TELNYX_ERRORS_C_MEMBER(policy, amendment_count, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(policy, amendments, 'p', -1),
    structure<telnyx_errors_hint>("hint"),
    TELNYX_ERRORS_C_MEMBER(hint, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(hint, rate_limit_only, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(hint, should_retry, 'e', TELNYX_ERRORS_ENUMERATION_SERVER_WISH),
    TELNYX_ERRORS_C_MEMBER(hint, reserved, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(hint, delay_ms, 'd', -1),
    structure<telnyx_errors_decision>("decision"),
    TELNYX_ERRORS_C_MEMBER(decision, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(decision, step, 'e', TELNYX_ERRORS_ENUMERATION_STEP),
    TELNYX_ERRORS_C_MEMBER(decision, reason, 'e', TELNYX_ERRORS_ENUMERATION_REASON),
    TELNYX_ERRORS_C_MEMBER(decision, scope, 'e', TELNYX_ERRORS_ENUMERATION_SCOPE),
    TELNYX_ERRORS_C_MEMBER(decision, toward, 'e', TELNYX_ERRORS_ENUMERATION_TOWARD),
    TELNYX_ERRORS_C_MEMBER(decision, remedy, 'e', TELNYX_ERRORS_ENUMERATION_REMEDY),
    TELNYX_ERRORS_C_MEMBER(decision, basis, 'e', TELNYX_ERRORS_ENUMERATION_BASIS),
    TELNYX_ERRORS_C_MEMBER(decision, consent, 'e', TELNYX_ERRORS_ENUMERATION_CONSENT),
    TELNYX_ERRORS_C_MEMBER(decision, receipt, 'e', TELNYX_ERRORS_ENUMERATION_RECEIPT),
    TELNYX_ERRORS_C_MEMBER(decision, actor, 'e', TELNYX_ERRORS_ENUMERATION_ACTOR),
    TELNYX_ERRORS_C_MEMBER(decision, delay_ms, 'd', -1),
    TELNYX_ERRORS_C_MEMBER(decision, not_before, 't', -1),
    TELNYX_ERRORS_C_MEMBER(decision, governing_code, 'i', -1),
    structure<telnyx_errors_code_info>("code_info"),
    TELNYX_ERRORS_C_MEMBER(code_info, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(code_info, known, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(code_info, number, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(code_info, origin, 'e', TELNYX_ERRORS_ENUMERATION_ORIGIN),
    TELNYX_ERRORS_C_MEMBER(code_info, stage, 'e', TELNYX_ERRORS_ENUMERATION_STAGE),
    TELNYX_ERRORS_C_MEMBER(code_info, category, 'e', TELNYX_ERRORS_ENUMERATION_CATEGORY),
    TELNYX_ERRORS_C_MEMBER(code_info, retry, 'e', TELNYX_ERRORS_ENUMERATION_RETRY_CLASS),
    TELNYX_ERRORS_C_MEMBER(code_info, also, 'e', TELNYX_ERRORS_ENUMERATION_RETRY_CLASS),
    TELNYX_ERRORS_C_MEMBER(code_info, basis, 'e', TELNYX_ERRORS_ENUMERATION_BASIS),
    TELNYX_ERRORS_C_MEMBER(code_info, wait, 'e', TELNYX_ERRORS_ENUMERATION_WAIT),
    TELNYX_ERRORS_C_MEMBER(code_info, scope, 'e', TELNYX_ERRORS_ENUMERATION_SCOPE),
    TELNYX_ERRORS_C_MEMBER(code_info, toward, 'e', TELNYX_ERRORS_ENUMERATION_TOWARD),
    TELNYX_ERRORS_C_MEMBER(code_info, remedy, 'e', TELNYX_ERRORS_ENUMERATION_REMEDY),
    TELNYX_ERRORS_C_MEMBER(code_info, name, 's', -1),
    TELNYX_ERRORS_C_MEMBER(code_info, title, 's', -1),
    TELNYX_ERRORS_C_MEMBER(code_info, cause, 's', -1),
    TELNYX_ERRORS_C_MEMBER(code_info, action, 's', -1),
    structure<telnyx_errors_summary>("summary"),
    TELNYX_ERRORS_C_MEMBER(summary, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(summary, kind, 'e', TELNYX_ERRORS_ENUMERATION_KIND),
    TELNYX_ERRORS_C_MEMBER(summary, phase, 'e', TELNYX_ERRORS_ENUMERATION_PHASE),
    TELNYX_ERRORS_C_MEMBER(summary, outcome, 'e', TELNYX_ERRORS_ENUMERATION_OUTCOME),
    TELNYX_ERRORS_C_MEMBER(summary, problem, 'e', TELNYX_ERRORS_ENUMERATION_PROBLEM),
    TELNYX_ERRORS_C_MEMBER(summary, channel, 'e', TELNYX_ERRORS_ENUMERATION_CHANNEL),
    TELNYX_ERRORS_C_MEMBER(summary, keyword, 'e', TELNYX_ERRORS_ENUMERATION_KEYWORD),
    TELNYX_ERRORS_C_MEMBER(summary, final_event, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(summary, missing_payload, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(summary, empty_page, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(summary, inbound, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(summary, incomplete, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(summary, http_status, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(summary, body_count, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(summary, unreadable, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(summary, error_count, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(summary, recipient_count, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(summary, should_retry, 'e', TELNYX_ERRORS_ENUMERATION_SERVER_WISH),
    TELNYX_ERRORS_C_MEMBER(summary, event_type, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, event_id, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, message_id, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, group_message_id, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, status, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, description, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, sender, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, messaging_profile_id, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, campaign_id, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, occurred_at, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, completed_at, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, valid_until, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, text, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, autoresponse_type, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, delivered_to, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, cost, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, currency, 's', -1),
    TELNYX_ERRORS_C_MEMBER(summary, retry_after_ms, 'd', -1),
    structure<telnyx_errors_error>("error"),
    TELNYX_ERRORS_C_MEMBER(error, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(error, known, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(error, number, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(error, recipient, 'n', -1),
    TELNYX_ERRORS_C_MEMBER(error, body, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(error, retryable, 'e', TELNYX_ERRORS_ENUMERATION_SERVER_WISH),
    TELNYX_ERRORS_C_MEMBER(error, title_disagrees, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(error, reserved, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(error, code, 's', -1),
    TELNYX_ERRORS_C_MEMBER(error, title, 's', -1),
    TELNYX_ERRORS_C_MEMBER(error, detail, 's', -1),
    TELNYX_ERRORS_C_MEMBER(error, pointer, 's', -1),
    TELNYX_ERRORS_C_MEMBER(error, parameter, 's', -1),
    structure<telnyx_errors_recipient>("recipient"),
    TELNYX_ERRORS_C_MEMBER(recipient, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(recipient, outcome, 'e', TELNYX_ERRORS_ENUMERATION_OUTCOME),
    TELNYX_ERRORS_C_MEMBER(recipient, list, 'e', TELNYX_ERRORS_ENUMERATION_RECIPIENT_LIST),
    TELNYX_ERRORS_C_MEMBER(recipient, place, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(recipient, body, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(recipient, reserved, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(recipient, phone_number, 's', -1),
    TELNYX_ERRORS_C_MEMBER(recipient, status, 's', -1),
    TELNYX_ERRORS_C_MEMBER(recipient, carrier, 's', -1),
    structure<telnyx_errors_embedded>("embedded"),
    TELNYX_ERRORS_C_MEMBER(embedded, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(embedded, notation, 'e', TELNYX_ERRORS_ENUMERATION_NOTATION),
    TELNYX_ERRORS_C_MEMBER(embedded, http_status, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(embedded, rate_limit_only, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(embedded, should_retry, 'e', TELNYX_ERRORS_ENUMERATION_SERVER_WISH),
    TELNYX_ERRORS_C_MEMBER(embedded, reserved, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(embedded, retry_after_ms, 'd', -1),
    TELNYX_ERRORS_C_MEMBER(embedded, first, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(embedded, size, 'u', -1),
    structure<telnyx_errors_ids>("ids"),
    TELNYX_ERRORS_C_MEMBER(ids, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(ids, channel, 'e', TELNYX_ERRORS_ENUMERATION_CHANNEL),
    TELNYX_ERRORS_C_MEMBER(ids, sender, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, campaign, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, brand, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, messaging_profile, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, account, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, content, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, recipient, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, carrier, 's', -1),
    TELNYX_ERRORS_C_MEMBER(ids, region, 's', -1),
    structure<telnyx_errors_pause>("pause"),
    TELNYX_ERRORS_C_MEMBER(pause, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(pause, coverage, 'e', TELNYX_ERRORS_ENUMERATION_COVERAGE),
    TELNYX_ERRORS_C_MEMBER(pause, scope, 'e', TELNYX_ERRORS_ENUMERATION_SCOPE),
    TELNYX_ERRORS_C_MEMBER(pause, toward, 'e', TELNYX_ERRORS_ENUMERATION_TOWARD),
    TELNYX_ERRORS_C_MEMBER(pause, channel, 'e', TELNYX_ERRORS_ENUMERATION_CHANNEL),
    TELNYX_ERRORS_C_MEMBER(pause, actor, 'e', TELNYX_ERRORS_ENUMERATION_ACTOR),
    TELNYX_ERRORS_C_MEMBER(pause, reason, 'e', TELNYX_ERRORS_ENUMERATION_REASON),
    TELNYX_ERRORS_C_MEMBER(pause, remedy, 'e', TELNYX_ERRORS_ENUMERATION_REMEDY),
    TELNYX_ERRORS_C_MEMBER(pause, ends_by_success, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(pause, suppression, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(pause, until, 't', -1),
    TELNYX_ERRORS_C_MEMBER(pause, began, 't', -1),
    TELNYX_ERRORS_C_MEMBER(pause, governing_code, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(pause, scope_key, 's', -1),
    TELNYX_ERRORS_C_MEMBER(pause, sender, 's', -1),
    TELNYX_ERRORS_C_MEMBER(pause, toward_key, 's', -1),
    structure<telnyx_errors_history>("history"),
    TELNYX_ERRORS_C_MEMBER(history, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(history, reserved, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(history, columns, 'i', -1),
    structure<telnyx_errors_history_state>("history_state"),
    TELNYX_ERRORS_C_MEMBER(history_state, struct_size, 'u', -1),
    TELNYX_ERRORS_C_MEMBER(history_state, known, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(history_state, progress, 'e', TELNYX_ERRORS_ENUMERATION_PROGRESS),
    TELNYX_ERRORS_C_MEMBER(history_state, ending, 'e', TELNYX_ERRORS_ENUMERATION_ENDING),
    TELNYX_ERRORS_C_MEMBER(history_state, consent, 'e', TELNYX_ERRORS_ENUMERATION_CONSENT),
    TELNYX_ERRORS_C_MEMBER(history_state, outcome, 'e', TELNYX_ERRORS_ENUMERATION_OUTCOME),
    TELNYX_ERRORS_C_MEMBER(history_state, exists, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(history_state, contradictory, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(history_state, settled, 'f', -1),
    TELNYX_ERRORS_C_MEMBER(history_state, reserved, 'i', -1),
    TELNYX_ERRORS_C_MEMBER(history_state, failure_code, 'i', -1),
};

#undef TELNYX_ERRORS_C_MEMBER

inline constexpr std::size_t layout_row_count = sizeof(layout_rows) / sizeof(layout_rows[0]);

// Every struct is told whole: each member ends where the next one begins, or the struct.
[[nodiscard]] constexpr bool is_layout_complete() noexcept {
    std::uint32_t end = 0;
    std::uint32_t size = 0;
    for (const layout_row& row : layout_rows) {
        if (*row.member_name == '\0') {
            if (end + sizeof(std::uint32_t) < size) {
                return false;
            }
            end = 0;
            size = row.size;
        } else if (row.offset != end) {
            return false;
        } else {
            end += row.size;
        }
    }
    return end == size;
}
static_assert(is_layout_complete(), "c_api/layout.hpp: a member is missing");

} // namespace detail::c

TELNYX_ERRORS_END_NAMESPACE

#endif
