// The inputs that are combined, and those that are too many to be written out in cases.json.
#ifndef TELNYX_ERRORS_TESTS_CONFORMANCE_INPUTS_HPP
#define TELNYX_ERRORS_TESTS_CONFORMANCE_INPUTS_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace conformance {

using nlohmann::json;

inline std::string base64_of(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k != 3; ++k) {
            bits = bits << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k != 4; ++k) {
            result += i + k <= bytes.size() ? digits[bits >> (18U - 6U * k) & 63U] : '=';
        }
    }
    return result;
}

// Codes that no list has.
inline constexpr const char* other_numbers[] = {"0",
                                                "-1",
                                                "1",
                                                "200",
                                                "10999",
                                                "40099",
                                                "40199",
                                                "40399",
                                                "49999",
                                                "99999",
                                                "65536",
                                                "105836",
                                                "4294967296",
                                                "9223372036854775807",
                                                "-9223372036854775808"};

// The situations in which every code is asked about.
inline const std::vector<std::pair<std::string, json>>& situations_of_codes() {
    static const std::vector<std::pair<std::string, json>> all = {
        {"alone", json::object()},
        {"refused",
         {{"situation", {{"phase", "request"}, {"http_status", "429"}, {"time", "1795512600"}, {"retry_after_ms", "7000"}}}}},
        {"a_day_ago",
         {{"situation",
           {{"phase", "delivery"},
            {"attempt", "2"},
            {"time", "1795512600"},
            {"failed_at", "1795422600"},
            {"random_bits", "1000000000"}}}}},
        {"at_the_last_attempt",
         {{"situation", {{"phase", "delivery"}, {"attempt", "6"}, {"time", "1795512600"}, {"elapsed_ms", "3600000"}}},
          {"policy", {{"delivery_policy", true}}}}},
    };
    return all;
}

// What may be told about one message, in any order.
inline const std::vector<std::pair<std::string, json>>& parts_of_histories() {
    const auto event = [](const char* type, const char* status, const char* errors) {
        return std::string{R"({"data":{"event_type":")"} + type +
               R"(","id":"e","occurred_at":"2026-11-24T09:30:00Z","record_type":"event","payload":{"id":"m","record_type":"message",)" +
               R"("direction":"outbound","to":[{"phone_number":"+13125550142","status":")" + status + R"("}],"errors":[)" + errors +
               "]}}}";
    };
    static const std::vector<std::pair<std::string, json>> all = {
        {"accepted",
         {{"text", R"({"data":{"id":"m","record_type":"message","to":[{"phone_number":"+13125550142","status":"queued"}]}})"},
          {"phase", "request"},
          {"situation", {{"http_status", "200"}, {"time", "1795512600"}}}}},
        {"sent", {{"text", event("message.sent", "sent", "")}, {"phase", "delivery"}}},
        {"delivered", {{"text", event("message.finalized", "delivered", "")}, {"phase", "delivery"}, {"address", "+13125550142"}}},
        {"not_routable",
         {{"text", event("message.finalized", "delivery_failed", R"({"code":"40001","title":"Not routable"})")},
          {"phase", "delivery"}}},
        {"undeliverable",
         {{"text", event("message.finalized", "delivery_failed", R"({"code":"40008","title":"Undeliverable"})")},
          {"phase", "delivery"}}},
        {"unconfirmed", {{"text", event("message.finalized", "delivery_unconfirmed", "")}, {"phase", "delivery"}}},
        {"refused_stop",
         {{"text", R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})"},
          {"phase", "request"},
          {"situation", {{"http_status", "409"}, {"time", "1795512600"}}}}},
        {"throttled",
         {{"text", R"({"errors":[{"code":"10011","title":"Too many requests"}]})"},
          {"phase", "request"},
          {"situation", {{"http_status", "429"}, {"time", "1795512600"}, {"retry_after_ms", "300000"}}}}},
        {"timed_out", {{"text", ""}, {"phase", "request"}, {"situation", {{"http_status", "504"}, {"time", "1795512600"}}}}},
        {"never_left", {{"text", ""}, {"phase", "request"}, {"situation", {{"never_left", true}, {"time", "1795512600"}}}}},
        {"not_found",
         {{"text", R"({"errors":[{"code":"10005","title":"Resource not found"}]})"},
          {"phase", "record"},
          {"situation", {{"http_status", "404"}, {"time", "1795532600"}, {"elapsed_ms", "20000000"}}}}},
        {"stop",
         {{"text",
           R"({"data":{"event_type":"message.received","id":"e2","record_type":"event","payload":{"id":"m2","record_type":"message",)"
           R"("direction":"inbound","from":{"phone_number":"+13125550142"},"to":[{"phone_number":"+13125550100"}],"text":"Stop"}}})"},
          {"phase", "delivery"},
          {"address", "+13125550142"}}},
    };
    return all;
}

inline const std::vector<std::pair<std::string, json>>& ids_of_pauses() {
    static const std::vector<std::pair<std::string, json>> all = {
        {"all",
         {{"channel", "sms"},
          {"sender", "+13125550100"},
          {"campaign", "C1"},
          {"brand", "B1"},
          {"messaging_profile", "P1"},
          {"account", "A1"},
          {"content", "T1"},
          {"recipient", "+13125550142"},
          {"carrier", "Carrier A"},
          {"region", "US"}}},
        {"sender_and_recipient", {{"sender", "+13125550100"}, {"recipient", "+13125550142"}}},
        {"none", json::object()},
    };
    return all;
}

// Backoff: every combination of these.
inline json inputs_of_backoff() {
    json result = json::array();
    const json policies[] = {{{"jitter", "none"}},
                             {{"jitter", "equal"}},
                             {{"jitter", "full"}},
                             {{"delivery_policy", true}},
                             {{"base_ms", "0"}, {"cap_ms", "0"}},
                             {{"base_ms", "90000"}, {"cap_ms", "1000"}},
                             {{"base_ms", "3"}, {"cap_ms", "18446744073709551615"}, {"jitter", "full"}}};
    for (const json& policy : policies) {
        for (const char* const attempt : {"0", "1", "2", "3", "7", "63", "64", "65", "4294967295"}) {
            for (const auto& [bits, hint] :
                 {std::pair{"0", "0"}, {"2147483648", "45000"}, {"4294967295", "18446744073709551614"}}) {
                result.push_back({{"policy", policy}, {"attempt", attempt}, {"random_bits", bits}, {"hint_ms", hint}});
            }
        }
    }
    return result;
}

} // namespace conformance

#endif
