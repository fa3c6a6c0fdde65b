// telnyx-errors: the functions of the C interface that read payloads. SPDX-License-Identifier: MIT
//
// Part of <telnyx/errors/c_api.hpp>, which is the header to include. nlohmann/json parses the strings.
#ifndef TELNYX_ERRORS_C_API_READING_HPP
#define TELNYX_ERRORS_C_API_READING_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <new>
#include <utility>

#include <telnyx/errors/c_api.h>
#include <telnyx/errors/c_api/convert.hpp>
#include <telnyx/errors/c_api/core.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/history.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_decision.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail::c {

// The opaque type of C is never defined: its functions would be those of the other version, where a program has two.
[[nodiscard]] inline telnyx_errors_report* handle_of(report* owned) noexcept {
    return reinterpret_cast<telnyx_errors_report*>(owned);
}
[[nodiscard]] inline const report& report_of(const telnyx_errors_report* handle) noexcept {
    return *reinterpret_cast<const report*>(handle);
}
[[nodiscard]] inline report* owned_report(telnyx_errors_report* handle) noexcept { return reinterpret_cast<report*>(handle); }

[[nodiscard]] inline std::uint32_t count_of(std::size_t count) noexcept {
    return count < UINT32_MAX ? static_cast<std::uint32_t>(count) : UINT32_MAX;
}

[[nodiscard]] inline telnyx_errors_summary form_of(const report& from) noexcept {
    telnyx_errors_summary result{};
    result.kind = number_of(from.kind());
    result.phase = number_of(from.phase());
    result.outcome = number_of(from.outcome());
    result.problem = number_of(from.problem());
    result.channel = number_of(from.channel());
    result.keyword = number_of(from.keyword());
    result.final_event = flag_of(from.final_event());
    result.missing_payload = flag_of(from.missing_payload());
    result.empty_page = flag_of(from.empty_page());
    result.inbound = flag_of(from.inbound());
    result.incomplete = flag_of(from.incomplete());
    result.http_status = from.http_status();
    result.body_count = count_of(from.body_count());
    result.unreadable = count_of(from.unreadable());
    result.error_count = count_of(from.errors().size());
    result.recipient_count = count_of(from.recipients().size());
    result.event_type = string_of(from.event_type());
    result.event_id = string_of(from.event_id());
    result.message_id = string_of(from.message_id());
    result.group_message_id = string_of(from.group_message_id());
    result.status = string_of(from.status());
    result.description = string_of(from.description());
    result.sender = string_of(from.sender());
    result.messaging_profile_id = string_of(from.messaging_profile_id());
    result.campaign_id = string_of(from.campaign_id());
    result.occurred_at = string_of(from.occurred_at());
    result.completed_at = string_of(from.completed_at());
    result.valid_until = string_of(from.valid_until());
    result.text = string_of(from.text());
    result.autoresponse_type = string_of(from.autoresponse_type());
    result.delivered_to = string_of(from.delivered_to());
    result.cost = string_of(from.cost());
    result.currency = string_of(from.currency());
    result.should_retry = number_of(from.retry_after().should_retry);
    result.retry_after_ms = number_of(from.retry_after().delay);
    return result;
}

[[nodiscard]] inline telnyx_errors_error form_of(const error_view& from) noexcept {
    telnyx_errors_error result{};
    result.known = flag_of(from.known());
    result.number = from.number;
    result.recipient =
        from.recipient.known() ? static_cast<std::int64_t>(from.recipient.value()) : std::int64_t{TELNYX_ERRORS_PLACE_UNKNOWN};
    result.body = count_of(from.body);
    result.retryable = number_of(from.retryable);
    result.title_disagrees = flag_of(from.title_disagrees());
    result.code = string_of(from.code.view());
    result.title = string_of(from.title);
    result.detail = string_of(from.detail);
    result.pointer = string_of(from.pointer);
    result.parameter = string_of(from.parameter);
    return result;
}

[[nodiscard]] inline telnyx_errors_recipient form_of(const recipient_view& from) noexcept {
    telnyx_errors_recipient result{};
    result.outcome = number_of(from.outcome);
    result.list = number_of(from.list);
    result.place = count_of(from.index);
    result.body = count_of(from.body);
    result.phone_number = string_of(from.phone_number);
    result.status = string_of(from.status);
    result.carrier = string_of(from.carrier);
    return result;
}

// Makes a report on the heap. `read_into` sets it, and may throw std::bad_alloc; without exceptions, memory that runs out ends the
// program there.
template <class Read>
[[nodiscard]] status make(telnyx_errors_report** result, telnyx_errors_summary* summary, Read read_into) noexcept {
    *result = nullptr;
    auto* const owned = new (std::nothrow) report{}; // NOLINT(cppcoreguidelines-owning-memory): C frees it
    if (owned == nullptr) {
        return TELNYX_ERRORS_STATUS_OUT_OF_MEMORY;
    }
#if TELNYX_ERRORS_EXCEPTIONS
    try {
        read_into(*owned);
    } catch (const std::bad_alloc&) {
        delete owned; // NOLINT(cppcoreguidelines-owning-memory)
        return TELNYX_ERRORS_STATUS_OUT_OF_MEMORY;
    }
#else
    read_into(*owned);
#endif
    *result = handle_of(owned);
    return summary != nullptr ? give(form_of(*owned), summary) : ok; // its size was checked
}

// What is wrong with the arguments of a function that reads.
[[nodiscard]] inline status check_reading(const char* text, std::size_t size, telnyx_errors_report* const* report,
                                          const telnyx_errors_summary* summary) noexcept {
    if (!is_text(text, size) || report == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    return summary != nullptr ? check_size(summary) : ok;
}

// Gives a part of a list, item by item.
template <class Struct, class List>
[[nodiscard]] status give_part(const List& list, std::size_t first, std::size_t count, Struct* results) noexcept {
    if (first > list.size() || count > list.size() - first) {
        return TELNYX_ERRORS_STATUS_OUT_OF_RANGE;
    }
    array_writer<Struct> writer{results, count};
    for (std::size_t i = 0; writer.wrong() == ok && i != count; ++i) {
        writer.write(form_of(list[first + i]));
    }
    return writer.wrong();
}

[[nodiscard]] inline history history_of(const telnyx_errors_history& from) noexcept {
    history_integers columns{};
    static_assert(columns.size() == TELNYX_ERRORS_HISTORY_COLUMNS);
    for (std::size_t i = 0; i != columns.size(); ++i) {
        columns[i] = from.columns[i];
    }
    return restore(columns);
}

[[nodiscard]] inline status take(const telnyx_errors_history* given, history& result) noexcept {
    telnyx_errors_history plain{};
    const status wrong = take_struct(given, plain);
    result = history_of(plain);
    return wrong;
}

[[nodiscard]] inline status give(const history& from, telnyx_errors_history* result) noexcept {
    telnyx_errors_history plain{};
    const history_integers columns = store(from);
    for (std::size_t i = 0; i != columns.size(); ++i) {
        plain.columns[i] = columns[i];
    }
    return give(plain, result);
}

// Changes a history with a function of it and of the context.
template <class Add>
[[nodiscard]] status change(telnyx_errors_history* history, const telnyx_errors_situation* situation,
                            const telnyx_errors_policy* policy, Add add) noexcept {
    errors::history known{};
    taken_context context;
    if (const status wrong = take(history, known); wrong != ok) {
        return wrong;
    }
    if (const status wrong = context.take(situation, policy); wrong != ok) {
        return wrong;
    }
    add(known, context);
    return give(known, history);
}

} // namespace detail::c

TELNYX_ERRORS_END_NAMESPACE

// NOLINTBEGIN(misc-definitions-in-headers): one file of a program includes this header
extern "C" {

TELNYX_ERRORS_C_STATUS telnyx_errors_read(const char* text, std::size_t size, std::int32_t phase, telnyx_errors_report** report,
                                          telnyx_errors_summary* summary) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (const c::status wrong = c::check_reading(text, size, report, summary); wrong != c::ok) {
        return wrong;
    }
    errors::phase asked{};
    if (!c::take_number(phase, asked)) {
        return TELNYX_ERRORS_STATUS_BAD_VALUE;
    }
    return c::make(report, summary, [&](errors::report& result) { result = errors::read(c::view_of(text, size), asked); });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_read_embedded(const char* text, std::size_t size, std::int32_t phase, std::int64_t time,
                                                   telnyx_errors_report** report, telnyx_errors_summary* summary,
                                                   telnyx_errors_embedded* embedded) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (const c::status wrong = c::check_reading(text, size, report, summary); wrong != c::ok) {
        return wrong;
    }
    if (const c::status wrong = embedded != nullptr ? c::check_size(embedded) : c::ok; wrong != c::ok) {
        return wrong;
    }
    errors::phase asked{};
    if (!c::take_number(phase, asked)) {
        return TELNYX_ERRORS_STATUS_BAD_VALUE;
    }
    telnyx_errors_embedded about{};
    const c::status wrong = c::make(report, summary, [&](errors::report& result) {
        auto found = errors::read_embedded(c::view_of(text, size), asked, c::instant_of(time));
        about.notation = c::number_of(found.notation);
        about.http_status = found.http_status;
        about.rate_limit_only = c::flag_of(found.retry_after.rate_limit_only);
        about.should_retry = c::number_of(found.retry_after.should_retry);
        about.retry_after_ms = c::number_of(found.retry_after.delay);
        about.first = found.first;
        about.size = found.size;
        result = std::move(found.report);
    });
    return wrong == c::ok && embedded != nullptr ? c::give(about, embedded) : wrong;
}

TELNYX_ERRORS_C_API void telnyx_errors_report_free(telnyx_errors_report* report) noexcept {
    delete TELNYX_ERRORS_NAMESPACE::errors::detail::c::owned_report(report); // NOLINT(cppcoreguidelines-owning-memory)
}

TELNYX_ERRORS_C_STATUS telnyx_errors_report_summary(const telnyx_errors_report* report, telnyx_errors_summary* result) noexcept {
    namespace c = TELNYX_ERRORS_NAMESPACE::errors::detail::c;
    return report == nullptr ? TELNYX_ERRORS_STATUS_NULL_POINTER : c::give(c::form_of(c::report_of(report)), result);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_report_errors(const telnyx_errors_report* report, std::size_t first, std::size_t count,
                                                   telnyx_errors_error* results) noexcept {
    namespace c = TELNYX_ERRORS_NAMESPACE::errors::detail::c;
    return report == nullptr ? TELNYX_ERRORS_STATUS_NULL_POINTER
                             : c::give_part(c::report_of(report).errors(), first, count, results);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_report_recipients(const telnyx_errors_report* report, std::size_t first, std::size_t count,
                                                       telnyx_errors_recipient* results) noexcept {
    namespace c = TELNYX_ERRORS_NAMESPACE::errors::detail::c;
    return report == nullptr ? TELNYX_ERRORS_STATUS_NULL_POINTER
                             : c::give_part(c::report_of(report).recipients(), first, count, results);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_decide(const telnyx_errors_report* report, const telnyx_errors_situation* situation,
                                            const telnyx_errors_policy* policy, telnyx_errors_decision* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (report == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    return c::give_decision(situation, policy, result, [report](const c::taken_context& context) {
        return errors::decide(c::report_of(report), context.here, context.policy.policy());
    });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_decide_recipient(const telnyx_errors_report* report, std::size_t recipient,
                                                      const telnyx_errors_situation* situation, const telnyx_errors_policy* policy,
                                                      telnyx_errors_decision* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (report == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    if (recipient >= c::report_of(report).recipients().size()) {
        return TELNYX_ERRORS_STATUS_OUT_OF_RANGE;
    }
    return c::give_decision(situation, policy, result, [=](const c::taken_context& context) {
        return errors::decide_for(c::report_of(report), recipient, context.here, context.policy.policy());
    });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_decide_each(const telnyx_errors_report* report, const telnyx_errors_situation* situation,
                                                 const telnyx_errors_policy* policy, std::size_t count,
                                                 telnyx_errors_decision* results) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (report == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    if (count != c::report_of(report).recipients().size()) {
        return TELNYX_ERRORS_STATUS_OUT_OF_RANGE;
    }
    c::array_writer<telnyx_errors_decision> writer{results, count};
    c::taken_context context;
    for (const c::status wrong : {writer.wrong(), context.take(situation, policy)}) {
        if (wrong != c::ok) {
            return wrong;
        }
    }
    errors::decide_each(c::report_of(report), context.here, context.policy.policy(),
                        [&](std::size_t /*recipient*/, const errors::decision& next) { writer.write(c::form_of(next)); });
    return c::ok;
}

TELNYX_ERRORS_C_STATUS telnyx_errors_decide_lookup(const telnyx_errors_report* report, const telnyx_errors_situation* situation,
                                                   const telnyx_errors_policy* policy, telnyx_errors_decision* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (report == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    return c::give_decision(situation, policy, result, [report](const c::taken_context& context) {
        return errors::decide_lookup(c::report_of(report), context.here, context.policy.policy());
    });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_history_add(telnyx_errors_history* history, const telnyx_errors_report* report,
                                                 std::size_t recipient, const telnyx_errors_situation* situation,
                                                 const telnyx_errors_policy* policy) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (report == nullptr) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    return c::change(history, situation, policy, [=](errors::history& known, const c::taken_context& context) {
        known.add(c::report_of(report), recipient, context.here, context.policy.amendments());
    });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_history_add_address(telnyx_errors_history* history, const telnyx_errors_report* report,
                                                         const char* address, std::size_t size,
                                                         const telnyx_errors_situation* situation,
                                                         const telnyx_errors_policy* policy) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    if (report == nullptr || !c::is_text(address, size)) {
        return TELNYX_ERRORS_STATUS_NULL_POINTER;
    }
    return c::change(history, situation, policy, [=](errors::history& known, const c::taken_context& context) {
        known.add(c::report_of(report), c::view_of(address, size), context.here, context.policy.amendments());
    });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_history_merge(telnyx_errors_history* history, const telnyx_errors_history* other) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    errors::history more{};
    if (const c::status wrong = c::take(other, more); wrong != c::ok) {
        return wrong;
    }
    return c::change(history, nullptr, nullptr,
                     [&more](errors::history& known, const c::taken_context& /*context*/) { known.merge(more); });
}

TELNYX_ERRORS_C_STATUS telnyx_errors_history_read(const telnyx_errors_history* history,
                                                  telnyx_errors_history_state* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    errors::history known{};
    if (const c::status wrong = c::take(history, known); wrong != c::ok) {
        return wrong;
    }
    telnyx_errors_history_state state{};
    state.known = c::flag_of(known.known());
    state.progress = c::number_of(known.progress());
    state.ending = c::number_of(known.ending());
    state.consent = c::number_of(known.consent());
    state.outcome = c::number_of(known.outcome());
    state.exists = c::flag_of(known.exists());
    state.contradictory = c::flag_of(known.contradictory());
    state.settled = c::flag_of(known.settled());
    state.failure_code = known.failure_code();
    return c::give(state, result);
}

TELNYX_ERRORS_C_STATUS telnyx_errors_history_decide(const telnyx_errors_history* history, const telnyx_errors_situation* situation,
                                                    const telnyx_errors_policy* policy, telnyx_errors_decision* result) noexcept {
    namespace errors = TELNYX_ERRORS_NAMESPACE::errors;
    namespace c = errors::detail::c;
    errors::history known{};
    c::taken_context context;
    for (const c::status wrong : {c::take(history, known), context.take(situation, policy)}) {
        if (wrong != c::ok) {
            return wrong;
        }
    }
    if (!context.policy.amendments().empty()) {
        return TELNYX_ERRORS_STATUS_BAD_VALUE;
    }
    return c::give(c::form_of(errors::decide(known, context.here, context.policy.without_amendments())), result);
}

} // extern "C"
// NOLINTEND(misc-definitions-in-headers)

#endif
