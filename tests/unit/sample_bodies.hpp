// Bodies that the allocation test and the benchmarks share.
#ifndef TELNYX_ERRORS_TESTS_SAMPLE_BODIES_HPP
#define TELNYX_ERRORS_TESTS_SAMPLE_BODIES_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace sample {

/// A webhook of 1.7 KB about a message that failed.
inline constexpr std::string_view failed_webhook =
    R"({"data":{"event_type":"message.finalized","id":"9d4f3f8a-7a6c-4f0e-8f0a-3b1f6f1d2c10","occurred_at":"2026-02-11T08:14:31.417+00:00",
"payload":{"cc":[],"completed_at":"2026-02-11T08:14:31.391+00:00","cost":{"amount":"0.0040","currency":"USD"},
"cost_breakdown":{"carrier_fee":{"amount":"0.0030","currency":"USD"},"rate":{"amount":"0.0010","currency":"USD"}},
"direction":"outbound","encoding":"GSM-7","errors":[{"code":"40008","detail":"The carrier of the recipient did not accept the message, and said no more about it.",
"meta":{"url":"https://example.com/errors/40008"},"source":{"pointer":"/to/0/phone_number"},"title":"Undeliverable"}],
"from":{"carrier":"Telnyx","line_type":"Wireless","phone_number":"+13125550100"},"id":"40318f29-5d7e-4a71-9a4e-1c8f2f0c7b55","media":[],
"messaging_profile_id":"40019664-1a2b-4c3d-8e4f-5a6b7c8d9e0f","organization_id":"6a7c1f7e-0f66-4f4c-b1ad-6f0a3a3f0b11","parts":1,
"received_at":"2026-02-11T08:14:28.102+00:00","record_type":"message","sent_at":"2026-02-11T08:14:28.655+00:00","subject":null,"tags":["reminder","february"],
"tcr_campaign_billable":false,"tcr_campaign_id":"CEXAMPLE","tcr_campaign_registered":"REGISTERED",
"text":"Good morning from the example clinic: your appointment is tomorrow at 9:40. Reply C to confirm or R to choose another time. Reply STOP to receive no more messages from us.",
"to":[{"carrier":"EXAMPLE WIRELESS","line_type":"Wireless","phone_number":"+13125550199","status":"delivery_failed"}],
"type":"SMS","valid_until":"2026-02-11T09:14:28.102+00:00","webhook_failover_url":"https://example.com/hooks/backup","webhook_url":"https://example.com/hooks"},
"record_type":"event"},"meta":{"attempt":1,"delivered_to":"https://example.com/hooks"}})";

/// A refusal of the API, 0.2 KB.
inline constexpr std::string_view refusal =
    R"({"errors":[{"code":"40300","title":"Blocked due to STOP message","detail":"Messages cannot be sent from '+13125550100' to '+13125550199' due to an existing block rule.","meta":{"url":"https://example.com/errors/40300"}}]})";

/// A page of messages that failed, of about 96 KB.
[[nodiscard]] inline std::string page_of_96_kilobytes() {
    const std::string_view payload = failed_webhook.substr(failed_webhook.find("{\"cc\""));
    const std::string_view message = payload.substr(0, payload.find(",\n\"record_type\":\"event\""));
    std::string page = R"({"data":[)";
    while (page.size() + message.size() < std::size_t{96} * 1024) {
        page += message;
        page += ',';
    }
    page.back() = ']';
    return page + '}';
}

} // namespace sample

#endif
