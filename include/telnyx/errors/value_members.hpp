// telnyx-errors: the members of each value, by name. SPDX-License-Identifier: MIT
//
// Part of nlohmann_values.hpp, which is the header to include. Nothing here depends on a JSON library. To add a value: name it in
// `lists_members`, and list its members here, or in state_members.hpp.
#ifndef TELNYX_ERRORS_VALUE_MEMBERS_HPP
#define TELNYX_ERRORS_VALUE_MEMBERS_HPP

#include <cstdint>
#include <type_traits>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_items.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Which values have a list of members below. Another header may specialise it.
template <class T>
inline constexpr bool lists_members =
    is_one_of<T, judgement, decision, retry_hint, situation, retry_policy, amendment, error_view, recipient_view, report_contents>;

// Whether a value with a member that it does not list is refused: people write amendments by hand.
template <class T>
inline constexpr bool refuses_other_members = std::is_same_v<T, amendment>;

// How a member is written, where its type does not say so: an integer is an integer. A form refers to the member.
struct member_form {};

// A code: written as a string, or null where it is 0.
template <class Integer>
struct code_form : member_form {
    Integer& number;
    explicit code_form(Integer& value) noexcept : number(value) {}
};
// A code: written as an integer. Both are read as strings and as integers.
template <class Integer>
struct integer_code_form : member_form {
    Integer& number;
    explicit integer_code_form(Integer& value) noexcept : number(value) {}
};

template <class Integer>
[[nodiscard]] code_form<Integer> as_code(Integer& number) noexcept {
    return code_form<Integer>{number};
}
template <class Integer>
[[nodiscard]] integer_code_form<Integer> as_integer_code(Integer& number) noexcept {
    return integer_code_form<Integer>{number};
}

// The members of each value, once for both directions. A visitor is called with the name and the member, or a form of it; `needed`
// is for members that must be there, `derived` for what is written and not read. What follows
// from members that were read is set in place, where the value is not constant.

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, judgement>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit("stage", value.stage);
    visit("category", value.category);
    visit.needed("retry", value.retry);
    if constexpr (!std::is_const_v<T>) {
        value.also = value.retry;
    }
    visit("also", value.also);
    visit("basis", value.basis);
    visit("wait", value.wait);
    visit("scope", value.scope);
    visit("toward", value.toward);
    visit("remedy", value.remedy);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, decision>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit.needed("step", value.step);
    visit.needed("reason", value.reason);
    visit("delay_ms", value.delay);
    visit("not_before", value.not_before);
    visit("scope", value.scope);
    visit("toward", value.toward);
    visit("remedy", value.remedy);
    visit("governing_code", as_code(value.governing_code));
    visit.derived("opted_out", value.consent == consent::opted_out);
    visit("consent", value.consent);
    visit("basis", value.basis);
    visit("receipt", value.receipt);
    visit.derived("actor", value.actor());
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, retry_hint>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit("delay_ms", value.delay);
    visit("rate_limit_only", value.rate_limit_only);
    visit("should_retry", value.should_retry);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, situation>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit("phase", value.phase);
    visit("channel", value.channel);
    visit("never_left", value.never_left);
    visit("http_status", value.http_status);
    visit("attempt", value.attempt);
    visit("elapsed_ms", value.elapsed_ms);
    visit("time", value.time);
    visit("failed_at", value.failed_at);
    visit("valid_until", value.valid_until);
    visit("idempotent", value.idempotent);
    visit("retry_after", value.retry_after);
    visit("random_bits", value.random_bits);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, retry_policy>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit("max_attempts", value.max_attempts);
    visit("base_ms", value.base_ms);
    visit("cap_ms", value.cap_ms);
    visit("jitter", value.jitter);
    visit("deadline_ms", value.deadline);
    visit("look_again_ms", value.look_again_ms);
    visit("longest_wait_ms", value.longest_wait);
    visit("longest_hold_ms", value.longest_hold);
    visit("queue_window_ms", value.queue_window);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, amendment>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit.needed("code", as_integer_code(value.code));
    visit.needed("retry", value.becomes.retry);
    if constexpr (!std::is_const_v<T>) { // the members that are not there follow from these
        value = amend(value.code, value.becomes.retry);
    }
    visit("wait", value.becomes.wait);
    visit("scope", value.becomes.scope);
    visit("toward", value.becomes.toward);
    visit("remedy", value.becomes.remedy);
    visit("stage", value.becomes.stage);
    visit("category", value.becomes.category);
    visit("channel", value.channel);
    visit("looser", value.looser);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, recipient_view>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit("phone_number", value.phone_number);
    visit("status", value.status);
    visit("outcome", value.outcome);
    visit("list", value.list);
    visit("carrier", value.carrier);
    visit("index", value.index);
    visit("body", value.body);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, error_view>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit("code", value.code);
    visit("number", as_integer_code(value.number));
    if constexpr (!std::is_const_v<T>) { // the two agree where the code is a number
        const std::int64_t written = code_number(value.code.view());
        value.number = written != 0 ? written : value.number;
    }
    visit("title", value.title);
    visit("detail", value.detail);
    visit("pointer", value.pointer);
    visit("parameter", value.parameter);
    visit("recipient", value.recipient);
    visit("body", value.body);
    visit("retryable", value.retryable);
}

template <class T, class Visitor, std::enable_if_t<std::is_same_v<std::remove_const_t<T>, report_contents>, int> = 0>
void visit_members(T& value, Visitor& visit) {
    visit.needed("kind", value.kind);
    visit("phase", value.phase);
    visit("event_type", value.event_type);
    visit("message_id", value.message_id);
    visit("outcome", value.outcome);
    visit("recipients", value.recipients);
    visit("errors", value.errors);
    visit("problem", value.problem);
    visit("event_id", value.event_id);
    visit("group_message_id", value.group_message_id);
    visit("status", value.status);
    visit("description", value.description);
    visit("sender", value.sender);
    visit("messaging_profile_id", value.messaging_profile_id);
    visit("campaign_id", value.campaign_id);
    visit("occurred_at", value.occurred_at);
    visit("completed_at", value.completed_at);
    visit("valid_until", value.valid_until);
    visit("text", value.text);
    visit("autoresponse_type", value.autoresponse_type);
    visit("delivered_to", value.delivered_to);
    visit("cost", value.cost);
    visit("currency", value.currency);
    visit("channel", value.channel);
    visit("keyword", value.keyword);
    visit("final_event", value.final_event);
    visit("missing_payload", value.missing_payload);
    visit("empty_page", value.empty_page);
    visit("inbound", value.inbound);
    visit("http_status", value.http_status);
    visit("retry_after_ms", value.retry_delay);
    visit("should_retry", value.should_retry);
    visit("body_count", value.bodies);
    visit("unreadable", value.unreadable);
    visit("incomplete", value.incomplete);
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
