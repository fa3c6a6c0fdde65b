// Small payloads of shapes that the corpus does not have, each with what its report must say, by hand. They are read through
// strings and through the documents of every JSON library.
#ifndef TELNYX_ERRORS_TESTS_RARE_PAYLOADS_HPP
#define TELNYX_ERRORS_TESTS_RARE_PAYLOADS_HPP

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace rare {

using nlohmann::json;

struct payload {
    std::string text;
    // Members that the description of the report has; null for one that it must not have. Errors and recipients are all listed.
    std::string expected;
};

// Whether a description has what is expected of it.
inline bool agrees(const json& actual, const json& expected) {
    if (expected.is_array()) {
        bool agreed = actual.is_array() && actual.size() == expected.size();
        for (std::size_t i = 0; agreed && i != expected.size(); ++i) {
            agreed = agrees(actual[i], expected[i]);
        }
        return agreed;
    }
    if (!expected.is_object()) {
        return actual == expected;
    }
    for (const auto& each : expected.items()) {
        if (each.value().is_null() ? actual.contains(each.key())
                                   : !actual.contains(each.key()) || !agrees(actual.at(each.key()), each.value())) {
            return false;
        }
    }
    return true;
}

inline bool report_agrees(const json& actual, const payload& each) {
    json expected = json::parse(each.expected);
    for (const char* const list : {"errors", "recipients"}) {
        if (!expected.contains(list)) {
            expected[list] = nullptr;
        }
    }
    return agrees(actual, expected);
}

inline std::string in_envelopes(std::string text, int levels) {
    for (int i = 0; i != levels; ++i) {
        text = R"({"body":)" + text + "}";
    }
    return text;
}

inline std::vector<payload> errors_by_themselves() {
    return {
        {R"({"error_code":"40300","message":"Blocked"})",
         R"({"kind":"api_error","errors":[{"code":"40300","number":40300,"detail":"Blocked"}]})"},
        {R"({"errorCode":"E17","message":"no"})", R"({"kind":"api_error","errors":[{"code":"E17","detail":"no"}]})"},
        {R"({"error_code":"0","message":"ok"})", R"({"kind":"unrecognised"})"}, // a success
    };
}

inline std::vector<payload> errors_of_messages() {
    const auto message = [](const std::string& error) {
        return R"({"record_type":"message","to":["+13125550101"],)" + error + "}";
    };
    const std::string without =
        R"({"kind":"message","outcome":null,"recipients":[{"phone_number":"+13125550101","outcome":null}]})";
    const std::string failed =
        R"({"kind":"message","outcome":"failed","recipients":[{"phone_number":"+13125550101","outcome":"failed"}],)";
    return {
        {message(R"("error":40300)"), failed + R"("errors":[{"code":"40300","number":40300,"recipient":0}]})"},
        {message(R"("error":["40300",40008])"),
         failed + R"("errors":[{"number":40300,"recipient":0},{"number":40008,"recipient":0}]})"},
        {message(R"("error":0)"), without},
        {message(R"("error":null)"), without},
        {message(R"("error":1.5)"), without},
        // A column that was encoded once, and twice.
        {message(R"("errors":"[{\"code\":\"40300\"}]")"), failed + R"("errors":[{"number":40300,"recipient":0}]})"},
        {message(R"("errors":"\"[{\\\"code\\\":\\\"40300\\\"}]\"")"), failed + R"("errors":[{"number":40300,"recipient":0}]})"},
        {R"({"record_type":"mdr","status":"failed"})", R"({"kind":"record","status":"failed"})"},
        {R"({"error_code":"40300","to":"+13125550101"})",
         R"({"kind":"record","errors":[{"number":40300,"recipient":0}],"recipients":[{"phone_number":"+13125550101"}]})"},
        {R"({"to_number":"+13125550101"})", R"({"kind":"unrecognised"})"}, // of any table
        {R"({"error_code":"40300","message_id":"m-1"})", R"({"kind":"record","message_id":"m-1","errors":[{"number":40300}]})"},
    };
}

inline std::vector<payload> events() {
    const std::string record = R"({"record_type":"message_detail_record","uuid":"r-1","cld":"+13125550102","status":"delivered"})";
    const std::string in_string = R"({"event_type":"message.sent","payload":"{\"to\":[\"+13125550101\"]}"})";
    const std::string with_payload =
        R"({"kind":"event","event_type":"message.sent","incomplete":null,"recipients":[{"phone_number":"+13125550101"}]})";
    const std::string without_payload = R"({"kind":"event","event_type":"message.sent","incomplete":true})";
    const std::string around_a_refusal = R"({"event_type":"message.sent","payload":{"json":{"errors":["40300"]}}})";
    return {
        {R"({"payload":{"record_type":"message","from":"+13125550100"}})", R"({"kind":"event","sender":"+13125550100"})"},
        {R"({"data":{"event_type":"message.sent","payload":{"to":["+13125550101"]}},"meta":{"delivered_to":7}})",
         R"({"kind":"webhook","delivered_to":null,"recipients":[{"phone_number":"+13125550101","outcome":"in_progress"}]})"},
        {R"({"event_type":"message.sent","to":"[{\"phone_number\":\"+13125550101\",\"status\":\"delivered\"}]"})",
         R"({"kind":"event","event_type":"message.sent","recipients":[{"phone_number":"+13125550101","outcome":"delivered"}]})"},
        {R"({"event_type":"message.sent","data":[)" + record + R"(],"errors":["10007"]})",
         R"({"kind":"record","message_id":"r-1","event_type":"message.sent","body_count":2,)"
         R"("errors":[{"number":10007,"body":1,"recipient":null}],"recipients":[{"phone_number":"+13125550102"}]})"},
        // A payload in a string: an object, the string of one, and a list, which no event has.
        {in_string, with_payload},
        {R"({"event_type":"message.sent","payload":"\"{\\\"to\\\":[\\\"+13125550101\\\"]}\""})", with_payload},
        {json{{"event_type", "message.sent"}, {"payload", "[" + record + "]"}}.dump(),
         R"({"kind":"record","message_id":"r-1","recipients":[{"phone_number":"+13125550102"}]})"},
        // At the depth to which envelopes are searched, and beyond.
        {in_envelopes(in_string, 7), with_payload},
        {in_envelopes(in_string, 8), without_payload},
        {in_envelopes(around_a_refusal, 6), R"({"kind":"api_error","incomplete":null,"errors":[{"number":40300}]})"},
        {in_envelopes(around_a_refusal, 7), without_payload},
        {in_envelopes(around_a_refusal, 8), without_payload},
        {R"({"event_type":"messaging_hosted_numbers_orders.updated","payload":{"order_status":"pending",)"
         R"("numbers":["+13125550111",{"status":"failed"}]}})",
         R"({"kind":"event","outcome":"failed","description":"failed"})"},
    };
}

// Everything but errors and recipients is that of the first body that has it.
inline std::vector<payload> lists_of_bodies() {
    return {
        {R"([{"status":409,"error":{"errors":["40300"]}},{"status":429,"error":{"errors":["10011"]}}])",
         R"({"kind":"api_error","http_status":409,"body_count":2,"errors":[{"number":40300},{"number":10011,"body":1}]})"},
        {R"([{"record_type":"message","direction":"inbound","text":"STOP"},)"
         R"({"record_type":"message","direction":"inbound","text":"START"}])",
         R"({"kind":"message","keyword":"stop","text":"STOP","body_count":2})"},
        {R"([{"record_type":"message","type":"SMS"},{"event_type":"whatsapp.template.rejected","payload":{"status":"REJECTED"}}])",
         R"({"kind":"message","channel":"sms","body_count":2})"},
        {R"({"items":[[[[[[[[{"errors":["40300"]}]]]]]]]]})",
         R"({"kind":"api_error","incomplete":null,"errors":[{"number":40300}]})"},
        {R"({"items":[[[[[[[[[{"errors":["40300"]}]]]]]]]]]})", R"({"kind":"unrecognised","incomplete":true})"},
    };
}

// Where anything may be, only payloads count that are certain.
inline std::vector<payload> members_that_hold_anything() {
    const std::string nothing = R"({"kind":"unrecognised","incomplete":null})";
    const std::string stopped = R"({"kind":"api_error","errors":[{"code":"40300","number":40300}]})";
    const std::string flat = R"({"sms_id":"s-1","to":"+13125550101","status":"delivered"})";
    const std::string read_flat =
        R"({"kind":"webhook","message_id":"s-1","recipients":[{"phone_number":"+13125550101","outcome":"delivered"}]})";
    std::vector<payload> result = {
        {R"({"body":"\""})", nothing},
        {R"({"items":{"errors":"40300"}})", stopped},
        {R"({"items":{"errors":40300}})", stopped},
        {R"({"items":{"errors":{"code":"40300"}}})", stopped},
        {R"({"items":{"errors":{"name":["is required"]}}})", nothing},
        {R"({"items":{"errors":[1.5]}})", nothing},
        {R"({"items":{"errors":[true]}})", nothing},
        {R"({"items":{"errors":[[40300]]}})", nothing},
        {R"({"items":)" + flat + "}", read_flat},
        {R"({"request":)" + flat + "}", read_flat}, // an event
        {R"({"request":{"code":"40300","title":"Blocked due to STOP message"}})", nothing},
        {R"({"request":{"data":[],"meta":{"total_results":0}}})", nothing},
        {R"({"items":{"record_type":"messaging_hosted_number_order","status":"failed"}})",
         R"({"kind":"record","status":"failed","outcome":"failed"})"},
        {R"({"items":{"to":"x","from":"y","messaging_profile_id":"p-1"}})",
         R"({"kind":"unrecognised"})"}, // the request of a message
    };
    // Addresses: 7 to 15 digits, with or without a plus, by themselves or in a list.
    for (const char* const to : {R"("")", R"("+")", R"("123456")", R"("+1234567890123456")", R"("1234567890123456")",
                                 R"("12345678x")", "[]", R"([["+13125550101"]])", "[null]", "[1.5]", "[7]", "[true]"}) {
        result.push_back({R"({"items":{"id":1,"from":"x","to":)" + std::string{to} + "}}", nothing});
    }
    for (const char* const to : {"1234567", "+1234567", "123456789012345", "+123456789012345"}) {
        const std::string address = R"(")" + std::string{to} + R"(")";
        const std::string found = R"({"kind":"message","recipients":[{"phone_number":)" + address + "}]}";
        result.push_back({R"({"items":{"id":1,"from":"x","to":)" + address + "}}", found});
        result.push_back({R"({"items":{"id":1,"from":"x","to":[{"phone_number":)" + address + "}]}}", found});
    }
    return result;
}

// What a message costs: an object, or as in a record the amount with the currency beside it.
inline std::vector<payload> costs() {
    const auto message = [](const std::string& members) { return R"({"record_type":"message","id":"m-1",)" + members + "}"; };
    const auto amount = [&](const std::string& number) {
        return message(R"("cost":{"amount":)" + number + R"(,"currency":"USD"})");
    };
    const auto read = [](const std::string& text) { return R"({"kind":"message","cost":")" + text + R"(","currency":"USD"})"; };
    const std::string none = R"({"kind":"message","cost":null,"currency":null,"incomplete":null})";
    const std::string final_event = R"({"event_type":"message.finalized","payload":)";
    const std::string unknown_end = R"({"event_type":"message.finalized","missing_payload":true,"cost":null})";
    return {
        {amount(R"("0.0051")"), read("0.0051")},
        {amount(R"("5.1e-3 or so")"), read("5.1e-3 or so")}, // as it is written
        // A number is written out in decimal, rounded to millionths.
        {amount("0.0051"), read("0.0051")},
        {amount("0.00510"), read("0.0051")},
        {amount("5.1e-3"), read("0.0051")},
        {amount("0.1"), read("0.1")},
        {amount("1.000001"), read("1.000001")},
        {amount("0.0000014"), read("0.000001")},
        {amount("0.0000016"), read("0.000002")},
        {amount("0.0"), read("0")},
        {amount("2.0"), read("2")},
        {amount("-0.0051"), read("-0.0051")},
        {amount("999999999.999999"), read("999999999.999999")},
        {amount("999999999.9999996"), read("1000000000")},
        {amount("0"), read("0")},
        {amount("12"), read("12")},
        {amount("-9223372036854775808"), read("-9223372036854775808")},
        {amount("1000000000.5"), none}, // too large for a number with a point
        {amount("-1e9"), none},
        {amount("1e300"), none},
        {amount("18446744073709551615"), none},
        {amount("null"), none},
        {amount("true"), none},
        {amount(R"(["0.0051"])"), none},
        {amount(R"({"amount":"0.0051"})"), none},
        {amount(R"("")"), none},
        {message(R"("cost":null,"currency":"USD")"), none},
        {message(R"("cost":false)"), none},
        {message(R"("cost":["0.0051"])"), none},
        {message(R"("cost":{"currency":"USD"})"), none},
        {message(R"("cost":{},"currency":"USD")"), none},
        {message(R"("currency":"USD")"), none},
        {message(R"("amount":"0.0051","currency":"USD")"), none},
        {message(R"("cost":{"amount":"0.0051"})"), R"({"kind":"message","cost":"0.0051","currency":null})"},
        {message(R"("cost":{"amount":"0.0051"},"currency":"EUR")"), R"({"cost":"0.0051","currency":"EUR"})"},
        {message(R"("cost":{"amount":"0.0051","currency":"USD"},"currency":"EUR")"), read("0.0051")},
        {message(R"("cost":{"amount":"0.0051","currency":7})"), R"({"cost":"0.0051","currency":null})"},
        {R"({"record_type":"message_detail_record","uuid":"r-1","cost":"0.004","currency":"USD"})",
         R"({"kind":"record","cost":"0.004","currency":"USD"})"},
        {R"({"record_type":"mdr","cost":0.004,"currency":"USD"})", R"({"kind":"record","cost":"0.004","currency":"USD"})"},
        {R"({"sms_id":"s-1","to":"+13125550101","cost":{"cost":"1.23"}})",
         R"({"kind":"webhook","cost":null,"recipients":[{"phone_number":"+13125550101"}]})"},
        {R"({"to_number":"+13125550101","status":"failed","cost":"0.01","currency":"USD"})",
         R"({"kind":"record","cost":"0.01","currency":"USD","recipients":[{"status":"failed"}]})"},
        {R"({"data":{"event_type":"message.sent","payload":{"to":[],"cost":{"amount":"0.0051","currency":"USD"}}}})",
         R"({"kind":"webhook","cost":"0.0051","currency":"USD"})"},
        // A string that is JSON, in which a number is written out.
        {json{{"body", amount("0.0051")}}.dump(), read("0.0051")},
        {json{{"body", amount(R"("0.0052")")}}.dump(), read("0.0052")},
        // The cost and the currency of a list are those of the same body, the first one that has a cost.
        {"[" + message(R"("cost":null,"currency":"EUR")") + "," + message(R"("cost":"1")") + "," + amount("2") + "]",
         R"({"kind":"message","cost":"1","currency":null,"body_count":3})"},
        // What is no message has none, and a payload that says nothing else is missing.
        {R"({"errors":["40300"],"cost":"1","currency":"USD"})", R"({"kind":"api_error","cost":null,"errors":[{"number":40300}]})"},
        {final_event + "{}}", unknown_end},
        {final_event + R"({"cost":null,"currency":"USD","amount":"1"}})", unknown_end},
        {final_event + R"({"text":"x"}})", R"({"event_type":"message.finalized","missing_payload":null})"},
    };
}

inline std::vector<payload> payloads() {
    std::vector<payload> all;
    for (const std::vector<payload>& group :
         {errors_by_themselves(), errors_of_messages(), events(), lists_of_bodies(), costs(), members_that_hold_anything()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

} // namespace rare

#endif
