// Values of the C interface for tests: with every member set, and in both languages.
#ifndef TELNYX_ERRORS_TESTS_C_VALUES_HPP
#define TELNYX_ERRORS_TESTS_C_VALUES_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include <telnyx/errors/c_api.h>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/situation.hpp>

namespace c_values {

inline std::int32_t set_up(telnyx_errors_situation& value) { return telnyx_errors_situation_init(&value, sizeof(value)); }
inline std::int32_t set_up(telnyx_errors_policy& value) { return telnyx_errors_policy_init(&value, sizeof(value)); }
inline std::int32_t set_up(telnyx_errors_amendment& value) { return telnyx_errors_amendment_init(&value, sizeof(value)); }
inline std::int32_t set_up(telnyx_errors_ids& value) { return telnyx_errors_ids_init(&value, sizeof(value)); }
inline std::int32_t set_up(telnyx_errors_history& value) { return telnyx_errors_history_init(&value, sizeof(value)); }
template <class Result>
std::int32_t set_up(Result& value) {
    value.struct_size = sizeof(value);
    return TELNYX_ERRORS_STATUS_OK;
}

// A struct as its init function makes it; of a result, with its size.
template <class Struct>
Struct made() {
    Struct result{};
    if (set_up(result) != TELNYX_ERRORS_STATUS_OK) {
        std::abort();
    }
    return result;
}

struct freeing {
    void operator()(telnyx_errors_report* report) const noexcept { telnyx_errors_report_free(report); }
};
using owned_report = std::unique_ptr<telnyx_errors_report, freeing>;

inline owned_report read(std::string_view text, std::int32_t phase) {
    telnyx_errors_report* report = nullptr;
    if (telnyx_errors_read(text.data(), text.size(), phase, &report, nullptr) != TELNYX_ERRORS_STATUS_OK) {
        std::abort();
    }
    return owned_report{report};
}

// No two members have the same value, so that none can stand for another.
inline telnyx_errors_situation strange_situation() {
    auto here = made<telnyx_errors_situation>();
    here.phase = TELNYX_ERRORS_PHASE_DELIVERY;
    here.channel = TELNYX_ERRORS_CHANNEL_SMS;
    here.never_left = 7; // any number but 0
    here.http_status = 503;
    here.attempt = 3;
    here.elapsed_ms = 61000;
    here.time = 1795512600;
    here.failed_at = 1795512500;
    here.valid_until = 1795519999;
    here.idempotent = -1;
    here.random_bits = 0x12345678;
    here.retry_after_ms = 45000;
    here.rate_limit_only = 1;
    here.should_retry = TELNYX_ERRORS_SERVER_WISH_RETRY;
    return here;
}

inline telnyx::errors::situation strange_situation_of_cpp() {
    namespace te = telnyx::errors;
    te::situation here;
    here.phase = te::phase::delivery;
    here.channel = te::channel::sms;
    here.never_left = true;
    here.http_status = 503;
    here.attempt = 3;
    here.elapsed_ms = 61000;
    here.time = te::instant{1795512600};
    here.failed_at = te::instant{1795512500};
    here.valid_until = te::instant{1795519999};
    here.idempotent = true;
    here.random_bits = 0x12345678;
    here.retry_after.delay = te::delay{45000};
    here.retry_after.rate_limit_only = true;
    here.retry_after.should_retry = te::server_wish::retry;
    return here;
}

inline telnyx_errors_string text(std::string_view from) { return {from.data(), from.size()}; }

inline telnyx_errors_ids every_id() {
    auto ids = made<telnyx_errors_ids>();
    ids.channel = TELNYX_ERRORS_CHANNEL_SMS;
    ids.sender = text("+13125550100");
    ids.campaign = text("C1");
    ids.brand = text("B1");
    ids.messaging_profile = text("P1");
    ids.account = text("A1");
    ids.content = text("T1");
    ids.recipient = text("+13125550142");
    ids.carrier = text("Carrier A");
    ids.region = text("US");
    return ids;
}

inline telnyx::errors::message_ids every_id_of_cpp() {
    return {"+13125550100", "C1", "B1", "P1", "A1", "T1", "+13125550142", "Carrier A", "US", telnyx::errors::channel::sms};
}

} // namespace c_values

#endif
