// What programs store and log of a response: rows, log lines, error objects. Each sample has the decision that follows from the
// reference: a recipient who may have the message is never resent to, and what cannot be read never leads to resending.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "report_as_json.hpp"

namespace {

struct sample {
    std::string_view body;
    te::step step;
    te::reason reason;
    te::receipt receipt;
};

// The decision is the same for a document and for a string.
te::decision decide_both_ways(std::string_view body, const te::situation& here = {}) {
    const json document = json::parse(body);
    const te::decision from_document = te::decide(te::read(document), here);
    const te::decision from_string = te::decide(te::read(body), here);
    CHECK(name(from_document.step) == name(from_string.step));
    CHECK(name(from_document.reason) == name(from_string.reason));
    return from_string;
}

void check(std::initializer_list<sample> samples, const te::situation& here = {}) {
    for (const sample& each : samples) {
        INFO(each.body);
        const te::decision next = decide_both_ways(each.body, here);
        CHECK(name(next.step) == name(each.step));
        CHECK(name(next.reason) == name(each.reason));
        CHECK(name(next.receipt) == name(each.receipt));
    }
}

std::vector<std::string> visited(std::string_view text) {
    std::vector<std::string> found;
    te::read_each_embedded(text, te::phase::unknown, [&found](const te::embedded_payload<te::report>& payload) {
        const std::string status = std::to_string(payload.http_status);
        const std::string wait = payload.retry_after.delay.known() ? std::to_string(payload.retry_after.delay.milliseconds()) : "-";
        found.push_back(std::string{name(payload.report.kind())} + ' ' + status + ' ' + wait);
    });
    return found;
}

using words = std::vector<std::string>;

} // namespace

TEST_CASE("a row that keeps the response in another column keeps its own status") {
    check({
        {R"({"to_number":"+13125550161","message_id":"m","status":"delivered","response":{"errors":[{"code":"40006"}]}})",
         te::step::none, te::reason::nothing_failed, te::receipt::yes},
        {R"({"to_number":"+13125550161","message_id":"m","status":"sent","response":{"errors":[{"code":"40006"}]}})",
         te::step::reconcile, te::reason::may_have_been_sent, te::receipt::maybe},
        {R"({"to_number":"+13125550161","message_id":"m","status":"queued","response":[{"errors":[{"code":"40006"}]}]})",
         te::step::reconcile, te::reason::may_have_been_sent, te::receipt::maybe},
        {R"({"to_number":"+13125550161","message_id":"m","status":"delivery_unconfirmed","raw":"{\"errors\":[{\"code\":\"10011\"}]}"})",
         te::step::reconcile, te::reason::may_have_been_sent, te::receipt::maybe},
        {R"({"to":"+13125550161","id":"m","status":"delivered","error":"{\"errors\":[{\"code\":\"40006\"}]}"})", te::step::none,
         te::reason::nothing_failed, te::receipt::yes},
        {R"({"to":"+13125550161","id":"m","status":"sent","raw":{"code":"10011","title":"Too many requests"}})",
         te::step::reconcile, te::reason::may_have_been_sent, te::receipt::maybe},
        // The recipients are those of the first payload of a list.
        {R"({"to":"+13125550161","id":"m","status":"delivered","raw":[{"errors":["40006"]},{"errors":["40006"]}]})",
         te::step::reconcile, te::reason::may_have_been_sent, te::receipt::maybe},
        {R"({"to":"+13125550161","id":"m","status":"failed","raw":"{\"errors\":[{\"code\":\"10011\"}]}"})", te::step::retry,
         te::reason::throttled, te::receipt::no},
    });
}

TEST_CASE("a payload with words around it is read, and where it cannot be read nothing is resent") {
    check({
        {R"({"level":"error","status":429,"error":"429 Too Many Requests {\"errors\":[{\"code\":\"40300\"}]}"})", te::step::stop,
         te::reason::permanent, te::receipt::no},
        {R"({"error":{"status":429,"message":"429 {\"errors\":[{\"code\":\"40300\"}]}"}})", te::step::stop, te::reason::permanent,
         te::receipt::no},
        {R"({"level":50,"msg":"failed","err":{"status":429,"message":"429 {\"errors\":[{\"code\":\"40300\"}]}"}})", te::step::stop,
         te::reason::permanent, te::receipt::no},
        {R"({"status":429,"cause":{"message":"429 {\"errors\":[{\"code\":\"40300\"}]}"}})", te::step::stop, te::reason::permanent,
         te::receipt::no},
        {R"({"status":429,"stack":"Error: 429 {\"errors\":[{\"code\":\"40300\"}]}\n    at send (/app/send.js:3:9) {"})",
         te::step::stop, te::reason::permanent, te::receipt::no},
        {R"({"status":429,"exception":{"values":[{"type":"E","value":"429 {\"errors\":[{\"code\":\"40300\"}]}"}]}})",
         te::step::stop, te::reason::permanent, te::receipt::no},
        {R"({"status":429,"body":"{'errors': [{'code': '40333', 'detail': None}]}"})", te::step::fix_first,
         te::reason::action_required, te::receipt::no},
        {R"({"status":429,"Errors":[{"Code":"40333","Title":"x"}]})", te::step::fix_first, te::reason::action_required,
         te::receipt::no},
        {R"({"status":429,"body":"{\"errors\": [{\"code\": \"40333\", \"title\": \"Messaging prof"})", te::step::reconcile,
         te::reason::unreadable_errors, te::receipt::maybe},
        {R"({"status":429,"error":"429 {\"errors\": [{\"code\": \"40333\", \"title\": \"Messaging prof"})", te::step::reconcile,
         te::reason::unreadable_errors, te::receipt::maybe},
        // The headers that could be read do not make up for the errors that could not.
        {R"({"status":429,"error":"429 {\"retry-after\":\"1\"} {\"errors\": [{\"code\": \"40333\""})", te::step::reconcile,
         te::reason::unreadable_errors, te::receipt::maybe},
        // A payload that is found makes up for a copy of it that was cut off.
        {R"({"response_body":"{\"errors\": [{\"co","payload":{"errors":[{"code":"10011","title":"Too many requests"}]}})",
         te::step::retry, te::reason::throttled, te::receipt::no},
        {R"({"status":429,"error":"no route to {host}"})", te::step::retry, te::reason::throttled, te::receipt::no},
        {R"({"status":429,"errors":[{"code":"E40300"}]})", te::step::reconcile, te::reason::unreadable_errors, te::receipt::maybe},
        {R"({"status":429,"errors":[{"code":"TELNYX_40300"}]})", te::step::reconcile, te::reason::unreadable_errors,
         te::receipt::maybe},
        {R"({"status":429,"errors":[{"code":"ERR_17_X9"}]})", te::step::retry, te::reason::throttled, te::receipt::no},
    });
    te::situation throttled;
    throttled.http_status = 429;
    check(
        {
            {R"({"success":false,"data":null,"error":"429: {\"errors\":[{\"code\":\"40333\"}]}"})", te::step::fix_first,
             te::reason::action_required, te::receipt::no},
            {R"({"msg":"429 {\"errors\":[{\"code\":\"40333\""})", te::step::reconcile, te::reason::unreadable_errors,
             te::receipt::maybe},
        },
        throttled);
    for (const char* const text : {R"({"errors":[{"code":"40333","title":"Messaging prof)", R"([{"errors":[{"code":"40333")"}) {
        INFO(text);
        CHECK(te::decide(te::read(std::string_view{text}), throttled).step == te::step::reconcile);
        CHECK(te::decide(te::read_embedded(text).report, throttled).step == te::step::reconcile);
        CHECK(te::decide(te::read_embedded("429 " + std::string{text}).report, throttled).step == te::step::reconcile);
    }
    CHECK(te::decide(te::read(std::string_view{"<html>{a}</html>"}), throttled).step == te::step::retry);
    CHECK(te::decide(te::read_embedded("Too many requests {a}").report, throttled).step == te::step::retry);
}

TEST_CASE("the envelopes of logs, queues and workflow tools") {
    for (
        const std::string_view body : {
            R"({"log":"409 {\"errors\":[{\"code\":\"40300\"}]}\n","stream":"stderr"})",
            R"({"textPayload":"409 {\"errors\":[{\"code\":\"40300\"}]}"})",
            R"({"MESSAGE":"409 {\"errors\":[{\"code\":\"40300\"}]}"})",
            R"({"errorMessage":"409 {\"errors\":[{\"code\":\"40300\"}]}","errorType":"Error"})",
            R"({"logEvents":[{"id":"1","message":"409 {\"errors\":[{\"code\":\"40300\"}]}"}]})",
            R"({"hits":{"hits":[{"_source":{"message":"409 {\"errors\":[{\"code\":\"40300\"}]}"}}]}})",
            R"({"stacktrace":["Error: 409 {\"errors\":[{\"code\":\"40300\"}]}\n"]})",
            R"({"errorMessage":"bad","errorDetails":{"rawErrorMessage":["409 - {\"errors\":[{\"code\":\"40300\"}]}"]}})",
            R"({"Error":"States.TaskFailed","Cause":"{\"errors\":[{\"code\":\"40300\"}]}"})",
            R"({"kwargs":{"response":{"errors":[{"code":"40300"}]}}})",
            R"({"cleaned_request":{"errors":[{"code":"40300"}]}})",
            R"({"steps":{"trigger":{"event":{"body":{"errors":[{"code":"40300"}]}}}}})",
            R"({"payload":{"before":null,"after":{"to_number":"+13125550161","status":"failed","error_code":"40300"}}})",
            R"({"event":{"op":"UPDATE","data":{"old":null,"new":{"to_number":"+13125550161","id":"m","error_code":"40300"}}}})",
            R"({"failure":{"message":"x","cause":{"message":"409 {\"errors\":[{\"code\":\"40300\"}]}"}}})",
            R"({"status":"rejected","reason":{"response":{"data":{"errors":[{"code":"40300"}]}}}})",
            R"({"to_number":"+13125550161","message_id":"m","status":"failed","provider_response":{"errors":[{"code":"40300"}]}})",
            R"({"to_number":"+13125550161","message_id":"m","status":"failed","last_error":"409 {\"errors\":[{\"code\":\"40300\"}]}"})",
            R"({"to_number":"+13125550161","message_id":"m","status":"failed","telnyx_error_code":40300})",
        }) {
        INFO(body);
        CHECK(decide_both_ways(body).governing_code == 40300);
    }
}

TEST_CASE("retry headers beside a body are those of its response") {
    for (const std::string_view body : {
             R"({"status":429,"headers":{"retry-after":"120"},"error":{"errors":[{"code":"10011"}]}})",
             R"({"response":{"status":429,"headers":{"Retry-After":["120"]},"data":{"errors":[{"code":"10011"}]}}})",
             R"({"statusCode":429,"headers":{"retry-after":120},"body":"{\"errors\":[{\"code\":\"10011\"}]}"})",
             R"({"status":429,"response_headers":{"retry-after-ms":"120000"},"response_body":{"errors":[{"code":"10011"}]}})",
         }) {
        INFO(body);
        const te::decision next = decide_both_ways(body);
        CHECK(name(next.step) == "hold");
        CHECK(next.delay.milliseconds() == 120000);
        te::situation own; // what the caller says outranks the payload
        own.retry_after.delay = te::delay{7000};
        CHECK(decide_both_ways(body, own).delay.milliseconds() == 7000);
    }
    for (const std::string_view body :
         {R"({"status":429,"headers":{"retry-after":true},"error":{"errors":[{"code":"10011"}]}})",
          R"({"status":429,"headers":{"retry-after":[7],"x":null},"error":{"errors":[{"code":"10011"}]}})",
          R"({"status":429,"headers":{"retry-after":null},"error":{"errors":[{"code":"10011"}]}})",
          R"({"status":429,"headers":"retry-after: 120","error":{"errors":[{"code":"10011"}]}})"}) {
        INFO(body);
        CHECK(name(decide_both_ways(body).step) == "retry");
    }
    CHECK(name(te::read(R"({"headers":{"x-should-retry":"false"},"error":{"errors":["10011"]}})").retry_after().should_retry) ==
          "no_retry");
    CHECK(name(te::read(R"({"headers":{"x-should-retry":false},"error":{"errors":["10011"]}})").retry_after().should_retry) ==
          "no_retry");
    CHECK(name(te::read(R"({"headers":{"x-should-retry":true},"error":{"errors":["10011"]}})").retry_after().should_retry) ==
          "retry");
    for (const std::string_view header : {"{}", "1.5", "null", "[]"}) {
        INFO(header);
        const std::string body = R"({"headers":{"retry-after":)" + std::string{header} + R"(},"error":{"errors":["10011"]}})";
        const json document = json::parse(body);
        CHECK(te::read(body).retry_after().empty());
        CHECK(te::read(document).retry_after().empty());
        CHECK(te::read(document).errors().size() == 1);
    }
    // Of several responses the first one with headers counts; those beside a text are those of the payload in it.
    CHECK(te::read(R"([{"headers":{"retry-after":"5"},"error":{"errors":["10011"]}},
                       {"headers":{"retry-after":"9"},"error":{"errors":["10011"]}}])")
              .retry_after()
              .delay.milliseconds() == 5000);
    const te::report in_text = te::read(R"({"headers":{"retry-after":"7"},"msg":"refused: {\"errors\":[{\"code\":\"10011\"}]}"})");
    REQUIRE(in_text.errors().size() == 1);
    CHECK(in_text.retry_after().delay.milliseconds() == 7000);
    CHECK(te::read_embedded("429 {'retry-after': '5'} {'retry-after': '9'} {'errors': [{'code': '10011'}]}")
              .retry_after.delay.milliseconds() == 5000);
}

TEST_CASE("the status on a line is that of its payload, and not of an object beside it") {
    CHECK(visited("ERROR 429 {'retry-after': '120'} {'errors': [{'code': '40333', 'title': 'x'}]}\n") ==
          words{"unrecognised 0 -", "api_error 429 120000"});
    CHECK(visited("[req] status: 429 {\"tag\"=>\"x\"} response {\"errors\"=>[{\"code\"=>\"40333\"}]}") ==
          words{"unrecognised 0 -", "api_error 429 -"});
    CHECK(visited("status: 429 {\"errors\":[]} request {\"x\":1}\nstatus: 500 {\"x\":1} {\"y\":1}") ==
          words{"api_error 429 -", "unrecognised 0 -", "unrecognised 500 -", "unrecognised 0 -"});
    CHECK(visited("409 {\"x\":1} {\"y\":1} {\"errors\":[]} {\"z\":1} {\"errors\":[]}") ==
          words{"unrecognised 0 -", "unrecognised 0 -", "api_error 409 -", "unrecognised 0 -", "api_error 0 -"});
    const te::embedded_payload<te::report> found = te::read_embedded("429 {'retry-after': '120'} {'errors': [{'code': '10011'}]}");
    CHECK(found.retry_after.delay.milliseconds() == 120000);
    CHECK(found.http_status == 429);
    // Text that is not JSON does not separate an object from its payload.
    CHECK(visited("409 {\"x\":1} {\"y\":} {\"errors\":[]}") == words{"unrecognised 0 -", "api_error 409 -"});
    // The request of a call is no payload.
    const te::embedded_payload<te::report> logged = te::read_embedded(
        R"(request={"from":"+13125550140","to":"+13125550161","text":"hi"} response={"errors":[{"code":"40300"}]})");
    REQUIRE(logged.report.errors().size() == 1);
    CHECK(logged.report.errors()[0].number == 40300);
}

TEST_CASE("every text of an error counts for consent") {
    for (
        const std::string_view body : {
            R"({"message_id":"m","to_number":"+13125550161","status":"failed","error_code":"40008","error_detail":"Undeliverable",
                 "error_message":"Recipient has opted out"})",
            R"({"message_id":"m","to_number":"+13125550161","status":"failed","error_code":"40008","error_message":"Undeliverable",
                 "error":"Recipient has opted out"})",
            R"({"data":{"event_type":"message.finalized","payload":{"to":[{"phone_number":"+13125550161","status":"delivery_failed"}],
                 "errors":[{"code":"40008","title":"Undeliverable","detail":"Rejected","description":"Recipient has opted out"}]}}})",
            R"({"data":{"event_type":"message.finalized","payload":{"to":[{"phone_number":"+13125550161","status":"delivery_failed"}],
                 "errors":[{"code":"40008","title":"Undeliverable","message":"x","msg":"Blocked due to STOP message"}]}}})",
            R"({"errors":[{"code":"40008","title":"Recipient has opted out","detail":"Rejected","message":"x"}]})",
            R"({"errors":[{"code":"40008","title":"Undeliverable","detail":"Recipient has opted out","message":"x"}]})",
        }) {
        INFO(body);
        const te::decision next = decide_both_ways(body);
        CHECK(name(next.step) == "stop");
        CHECK(name(next.consent) == "maybe_opted_out");
    }
    // Title and detail stay what they are where they state it themselves.
    const te::report own =
        te::read(R"({"errors":[{"code":"40008","title":"Recipient has opted out","detail":"Rejected","message":"Replied STOP"}]})");
    CHECK(own.errors()[0].detail == "Rejected");
    // The title of the code is itself such words.
    CHECK(te::states_opt_out("Blocked due to STOP message"));
}

TEST_CASE("codes as spreadsheets, databases and programs write them") {
    const auto numbers = [](std::string_view errors) {
        std::string found;
        const std::string body =
            R"({"record_type":"mdr","cld":"+13125550161","status":"failed","errors":)" + std::string{errors} + '}';
        const json document = json::parse(body);
        for (const te::error_view& error : te::read(body).errors()) {
            found += std::to_string(error.number) + (error.title.empty() ? "" : ':' + text(error.title)) + ' ';
        }
        const te::report owned = te::read(body);
        CHECK(description_of(te::read(document)) == description_of(owned));
        return found;
    };
    CHECK(numbers(R"("40008; 40300")") == "40008 40300 ");
    CHECK(numbers(R"("{40008,40300}")") == "40008 40300 ");
    CHECK(numbers(R"("40008 - Undeliverable, by the carrier | 40300:")") == "40008:Undeliverable, by the carrier 40300 ");
    CHECK(numbers(R"(["40008 ", " 40300", 40001.0, "40002.00"])") == "40008 40300 40001 40002 ");
    CHECK(numbers(R"("10DLC is missing, says the carrier")") == "0:10DLC is missing, says the carrier ");
    CHECK(numbers(R"("40008x, 40300")") == "0:40008x, 40300 ");
    CHECK(numbers(R"("[]")").empty());
    CHECK(numbers(R"(" None ")").empty());
    CHECK(numbers(R"(40300.5)").empty());
    CHECK(numbers(R"(-40300.5)").empty());
    CHECK(numbers(R"([1e12, -1e12])").empty());
    CHECK(te::read(R"({"errors":[-40300.5, 1e12]})").unreadable() == 2);
    CHECK(numbers(R"("40008;")") == "40008 ");
    CHECK(numbers(R"("40008 | ")") == "40008 ");
    for (const std::string_view code : {".0", "40300.", "4a300.0", "40300.01"}) { // no numbers with a fraction of zero
        INFO(code);
        CHECK(te::detail::code_in_column(code) == code);
    }
    CHECK(te::detail::code_in_column(" 40300.0 ") == "40300");
    // `error` of any object: the code, or words.
    const te::report code_alone = te::read(R"({"error":"40300.0"})");
    REQUIRE(code_alone.errors().size() == 1);
    CHECK(code_alone.errors()[0].number == 40300);
    CHECK(code_alone.errors()[0].title.empty());
    for (const std::string_view body : {R"({"error":"40300"})", R"({"error":40300})", R"({"error":"40300.0","message":"x"})",
                                        R"({"success":false,"error":"40300"})", R"({"errors":[],"error":"40300"})",
                                        R"({"errors":null,"error":40300})", R"({"errors":[],"error":"40300.0"})"}) {
        INFO(body);
        CHECK(decide_both_ways(body).governing_code == 40300);
        CHECK(name(decide_both_ways(body).step) == "stop");
    }
    CHECK(te::read(R"({"code":"40008","error":"40300"})").errors()[0].number == 40008);
    CHECK(te::read(R"({"error":"40300","title":"x"})").errors()[0].title == "x");
    CHECK(te::read(R"({"error":"12"})").errors()[0].title == "12"); // no code of the table
    CHECK(te::read(R"({"errors":[],"error":"Bad gateway"})").errors()[0].title == "Bad gateway");
    for (const std::string_view nothing : {"null", "false", "0", R"("")", R"("none")"}) {
        INFO(nothing);
        CHECK(te::read(R"({"errors":[],"error":)" + std::string{nothing} + "}").errors().empty());
    }
    // A row with nothing but a title.
    const te::report title_alone =
        te::read(R"({"message_id":"m","to_number":"+13125550161","status":"failed","error_title":"Carrier rejected"})");
    REQUIRE(title_alone.errors().size() == 1);
    CHECK(title_alone.errors()[0].title == "Carrier rejected");
    for (const std::string_view nothing : {"None", "null", "NaN", "nil", "N/A", "undefined", ""}) {
        INFO(nothing);
        const std::string row = R"({"to_number":"+13125550161","message_id":"m","status":"delivered","error_code":")" +
                                std::string{nothing} + R"(","error_message":")" + std::string{nothing} + "\"}";
        CHECK(te::read(row).errors().empty());
        CHECK(te::read(row).unreadable() == 0);
    }
    check({{R"({"record_type":"mdr","cld":"+13125550161","status":"failed","error_code":"40008.0"})", te::step::retry,
            te::reason::transient, te::receipt::no},
           {R"({"code":40300.0,"title":"Blocked due to STOP message"})", te::step::stop, te::reason::permanent, te::receipt::no}});
}

TEST_CASE("a refusal is no message, and a request is no answer") {
    check({
        {R"({"jsonrpc":"2.0","error":{"code":-32000,"message":"x","data":{"errors":[{"code":"40008","title":"Undeliverable"}]}},"id":1})",
         te::step::fix_first, te::reason::needs_intervention, te::receipt::no},
        {R"({"response":{"data":{"errors":[{"code":"40008","title":"Undeliverable"}]}}})", te::step::fix_first,
         te::reason::needs_intervention, te::receipt::no},
        {R"({"data":{"errors":[{"code":"40008","title":"Undeliverable"}]}})", te::step::fix_first, te::reason::needs_intervention,
         te::receipt::no},
    });
    CHECK(te::read(R"({"data":{"id":"m","errors":[{"code":"40008"}]}})").kind() == te::kind::message);
    CHECK(te::read(R"({"from":"+13125550140","to":"+13125550161","text":"hi"})").kind() == te::kind::unrecognised);
    CHECK(te::read(R"({"from":"+13125550140","to":"+13125550161","text":"hi","id":"m"})").kind() == te::kind::message);
    CHECK(te::read(R"({"from":"+13125550140","to":"+13125550161","text":"hi","direction":"outbound"})").kind() ==
          te::kind::message);
}

TEST_CASE("an event without a payload counts, whatever comes after it") {
    check({{R"([{"data":{"event_type":"message.finalized"}},
                {"data":{"event_type":"message.sent","payload":{"id":"m","to":[{"phone_number":"+13125550161","status":"sent"}]}}}])",
            te::step::reconcile, te::reason::missing_payload, te::receipt::maybe},
           {R"([{"data":{"event_type":"message.finalized"}},{"data":{"event_type":"message.finalized","payload":{}}}])",
            te::step::reconcile, te::reason::missing_payload, te::receipt::maybe}});
    CHECK(te::read(R"([{"data":{"event_type":"message.finalized"}},{"data":{"event_type":"message.sent"}}])").missing_payload());
}

TEST_CASE("an event that does not say what happened is looked up") {
    check({
        {R"({"data":{"event_type":"message.undeliverable","payload":{"id":"m","to":[{"phone_number":"+13125550161"}]}}})",
         te::step::reconcile, te::reason::unknown_status, te::receipt::maybe},
        {R"({"data":{"event_type":"message.delivery_failed","payload":{"id":"m","to":["+13125550161"]}}})", te::step::reconcile,
         te::reason::unknown_status, te::receipt::maybe},
        {R"({"data":{"event_type":"message.expired","payload":{"id":"m","to":"+13125550161"}}})", te::step::reconcile,
         te::reason::unknown_status, te::receipt::maybe},
        {R"({"data":{"event_type":"message_finalized","payload":null}})", te::step::reconcile, te::reason::missing_payload,
         te::receipt::maybe},
        {R"({"data":{"event_type":"message.failed","payload":{"id":"m","to":[{"phone_number":"+13125550161","status":"sent"}]}}})",
         te::step::reconcile, te::reason::unknown_status, te::receipt::maybe},
        {R"({"data":{"event_type":"whatsapp.message.failed","payload":{"id":"m","to":"+13125550161","errors":[{"code":"40008"}]}}})",
         te::step::fix_first, te::reason::needs_intervention, te::receipt::no},
        {R"({"data":{"event_type":"message_template.approved","payload":{"id":"t","status":"APPROVED"}}})", te::step::none,
         te::reason::nothing_failed, te::receipt::maybe},
    });
}

TEST_CASE("the channel of a row, and of an address") {
    for (const std::string_view body : {
             R"({"to_number":"+13125550161","message_id":"m","status":"failed","error_code":"40008","channel":"whatsapp"})",
             R"({"to_number":"whatsapp:+13125550161","message_id":"m","status":"failed","error_code":"40008"})",
             R"({"to":"+13125550161","from":"WhatsApp:+13125550140","id":"m","status":"failed","error_code":"40008"})",
         }) {
        INFO(body);
        CHECK(te::read(body).channel() == te::channel::whatsapp);
        CHECK(name(decide_both_ways(body).step) == "fix_first");
    }
    CHECK(te::read(R"({"to_number":"+13125550161","message_id":"m","status":"failed","error_code":"40008","channel":"api"})")
              .channel() == te::channel::unknown);
}

TEST_CASE("a message that came in is known by its direction, or by its words in version 1") {
    for (const std::string_view body : {R"({"direction":"incoming","from":"+13125550161","to":"+13125550140","text":"STOP"})",
                                        R"({"direction":"In","from":"+13125550161","to":"+13125550140","text":"STOP"})",
                                        R"({"sms_id":"1","from":"+13125550161","to":"+13125550140","body":"STOP"})"}) {
        INFO(body);
        CHECK(te::read(body).inbound());
        CHECK(name(decide_both_ways(body).consent) == "opted_out");
    }
    CHECK_FALSE(te::read(R"({"sms_id":"1","from":"+13125550140","to":"+13125550161","body":"STOP","status":"sent"})").inbound());
    CHECK_FALSE(te::read(R"({"sms_id":"1","from":"+13125550140","to":"+13125550161"})").inbound());
}
