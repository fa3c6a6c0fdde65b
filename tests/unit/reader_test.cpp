// The rules of the reader: to whom an error belongs, what statuses and events mean, and what else a report says about a message.
// Every payload is read from a string and from a document.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;
using nlohmann::json;

namespace {

// Reads a payload both ways, and runs the same checks on both reports.
template <class Check>
void both_ways(std::string_view body, Check check) {
    INFO(body);
    {
        INFO("from a document");
        const json document = json::parse(body);
        check(te::read(document));
    }
    INFO("from a string");
    const te::report owned = te::read(body);
    check(owned);
}

std::string event_of(std::string_view type, std::string_view payload) {
    return R"({"data":{"record_type":"event","event_type":")" + std::string{type} + R"(","id":"ev-1","payload":)" +
           std::string{payload} + "}}";
}

// The recipient of each error, as an index; -1 if it has none.
std::vector<int> recipients_of_errors(const te::report_view& report) {
    std::vector<int> result;
    for (const te::error_view& error : report.errors()) {
        result.push_back(error.recipient.known() ? static_cast<int>(error.recipient.value()) : -1);
    }
    return result;
}

std::vector<std::string> outcomes_of(const te::report_view& report) {
    std::vector<std::string> result;
    for (const te::recipient_view& recipient : report.recipients()) {
        result.emplace_back(name(recipient.outcome));
    }
    return result;
}

using indexes = std::vector<int>;
using words = std::vector<std::string>;

} // namespace

TEST_CASE("an error without a pointer is about the only recipient of its body, or about none") {
    both_ways(
        R"({"record_type":"message","to":["+13125550101"],"errors":[{"code":"40008"},{"code":"40001","source":{"pointer":"/text"}}]})",
        [](const te::report_view& report) {
            CHECK(recipients_of_errors(report) == indexes{0, 0});
        });
    both_ways(R"({"record_type":"message","to":["+13125550101","+13125550102"],"errors":[{"code":"40008"},
                  {"code":"40001","source":{"pointer":"/to/1"}},{"code":"40001","source":{"pointer":"/to/2"}}]})",
              [](const te::report_view& report) {
                  CHECK(recipients_of_errors(report) == indexes{-1, 1, -1});
              });
    both_ways(R"({"record_type":"message","to":["+13125550101"],"errors":[{"code":"40008","source":{"pointer":"/to/1"}}]})",
              [](const te::report_view& report) { CHECK(recipients_of_errors(report) == indexes{-1}); });
    both_ways(R"({"record_type":"message","to":["+13125550101"],"cc":["+13125550102"],"errors":["40008"]})",
              [](const te::report_view& report) { CHECK(recipients_of_errors(report) == indexes{-1}); });
    both_ways(R"({"errors":["40008"]})", [](const te::report_view& report) { CHECK(recipients_of_errors(report) == indexes{-1}); });
}

TEST_CASE("errors and recipients know their body, and errors do not reach recipients of another body") {
    both_ways(R"([{"errors":["10011"]},
                  {"record_type":"message","id":"a","to":["+13125550101"],"errors":["40300"]},
                  {"record_type":"message","id":"b","to":["+13125550102"],"errors":["40008",{"code":"40001","source":{"pointer":"/to/0"}}]}])",
              [](const te::report_view& report) {
                  CHECK(report.body_count() == 3);
                  CHECK(recipients_of_errors(report) == indexes{-1, 0, 1, 1});
                  REQUIRE(report.errors().size() == 4);
                  REQUIRE(report.recipients().size() == 2);
                  CHECK(report.errors()[0].body == 0);
                  CHECK(report.errors()[1].body == 1);
                  CHECK(report.errors()[2].body == 2);
                  CHECK(report.errors()[3].body == 2);
                  CHECK(report.recipients()[0].body == 1);
                  CHECK(report.recipients()[1].body == 2);
              });
}

TEST_CASE("an error beside a recipient is about this recipient") {
    both_ways(R"({"record_type":"message","to":[
                  {"phone_number":"+13125550101","errors":[{"code":"40300","source":{"pointer":"/to/3"}},"40008"]},
                  {"phone_number":"+13125550102","status":"sent","error_code":"40001","error_message":"no luck"},
                  {"phone_number":"+13125550103","errorCode":40006,"errors":[]},
                  {"phone_number":"+13125550104","error":{"code":"40012","title":"Invalid messaging destination number"}},
                  {"phone_number":"+13125550105","error":"40003"},
                  {"phone_number":"+13125550106","error":"it went wrong"},
                  {"phone_number":"+13125550107","status":"delivered","error_code":null,"error":"","errors":null},
                  {"phone_number":"+13125550108","error_code":0,"error":false}],
                  "errors":[{"code":"40002"}]})",
              [](const te::report_view& report) {
                  CHECK(recipients_of_errors(report) == indexes{0, 0, 1, 2, 3, 4, 5, -1});
                  REQUIRE(report.errors().size() == 8);
                  CHECK(report.errors()[2].number == 40001);
                  CHECK(report.errors()[2].detail == "no luck");
                  CHECK(report.errors()[3].number == 40006);
                  CHECK(report.errors()[4].title == "Invalid messaging destination number");
                  CHECK(report.errors()[5].number == 40003);
                  CHECK(report.errors()[6].title == "it went wrong");
                  CHECK(report.errors()[6].code.empty());
                  CHECK(outcomes_of(report) ==
                        words{"failed", "in_progress", "failed", "failed", "failed", "failed", "delivered", "none"});
              });
}

TEST_CASE("the code of a row") {
    struct expectation {
        std::string_view columns;
        std::size_t errors;
        std::string_view code;
    };
    for (const expectation& expected :
         {expectation{R"("error_code":"40008")", 1, "40008"}, expectation{R"("errorCode":40008)", 1, "40008"},
          expectation{R"("error_code":null,"errorCode":"40001")", 1, "40001"}, expectation{R"("error_code":"0")", 0, ""},
          expectation{R"("error_code":0,"error_message":"odd")", 1, "0"}, expectation{R"("error_code":"E17")", 1, "E17"},
          expectation{R"("code":"40008")", 1, "40008"}, expectation{R"("code":"US")", 0, ""},
          expectation{R"("error_code":"40001","code":"40008")", 1, "40001"}, expectation{R"("failure_reason":"no route")", 1, ""},
          expectation{R"("errors":["40002"],"error_code":"40001")", 1, "40002"}, expectation{R"("error_code":[40001])", 0, ""}}) {
        both_ways(R"({"message_id":"m-1","to_number":"+13125550101","status":"failed",)" + std::string{expected.columns} + "}",
                  [&](const te::report_view& report) {
                      CHECK(report.kind() == te::kind::record);
                      CHECK(report.message_id() == "m-1");
                      CHECK(report.outcome() == te::outcome::failed);
                      CHECK_FALSE(report.final_event());
                      REQUIRE(report.errors().size() == expected.errors);
                      if (expected.errors != 0) {
                          CHECK(report.errors()[0].code == expected.code);
                          CHECK(recipients_of_errors(report) == indexes{0});
                      }
                  });
    }
}

TEST_CASE("how the type of an event begins and ends, in any case") {
    using te::detail::begins_with;
    using te::detail::ends_with;
    CHECK(begins_with("Message.sent", "message."));
    CHECK_FALSE(begins_with("message", "message."));
    CHECK_FALSE(begins_with("a message.", "message."));
    CHECK(ends_with("approval_Rejected", "_rejected"));
    CHECK(ends_with("_rejected", "_rejected"));
    CHECK_FALSE(ends_with("rejected", "_rejected")); // shorter
    CHECK_FALSE(ends_with("_rejected_", "_rejected"));
}

TEST_CASE("statuses: what they mean") {
    struct expectation {
        std::string_view status;
        te::outcome outcome;
    };
    for (const expectation& expected : {expectation{"", te::outcome::none},
                                        expectation{"undeliverable", te::outcome::failed},
                                        expectation{"rejected", te::outcome::failed},
                                        expectation{"carrier_rejected", te::outcome::failed},
                                        expectation{"FAILED_TIMEOUT", te::outcome::failed},
                                        expectation{"failed_", te::outcome::failed},
                                        expectation{"failed", te::outcome::failed},
                                        expectation{"failedly", te::outcome::unknown},
                                        expectation{"unknown", te::outcome::unreported},
                                        expectation{"Unknown", te::outcome::unreported},
                                        expectation{"cancelled", te::outcome::cancelled},
                                        expectation{"canceled", te::outcome::cancelled},
                                        expectation{"undelivered", te::outcome::unknown},
                                        expectation{"accepted", te::outcome::unknown},
                                        expectation{"pending", te::outcome::unknown},
                                        expectation{"enroute", te::outcome::unknown},
                                        expectation{" sent", te::outcome::unknown},
                                        expectation{"sent", te::outcome::in_progress},
                                        expectation{"gw_timeout", te::outcome::unconfirmed},
                                        expectation{"dlr_timeout", te::outcome::unconfirmed},
                                        expectation{"GW_REJECT", te::outcome::failed}}) {
        INFO(expected.status);
        CHECK(name(te::outcome_of_status(expected.status)) == name(expected.outcome));
        CHECK(name(te::outcome_of_status(expected.status, true)) == name(expected.outcome));
    }
    CHECK(te::outcome_of_status("delivered", true) == te::outcome::received);
}

TEST_CASE("an error changes no outcome that a status states") {
    const auto message = [](std::string_view status) {
        return R"({"record_type":"message","to":[{"phone_number":"+13125550101","status":")" + std::string{status} +
               R"("}],"errors":[{"code":"40008"}]})";
    };
    for (const std::string_view status : {"queued", "sending", "sent", "scheduled", "unknown", "delivery_unconfirmed",
                                          "dlr_timeout", "delivered", "read", "received", "cancelled", "undelivered"}) {
        both_ways(message(status), [&](const te::report_view& report) {
            CHECK(name(report.outcome()) == name(te::outcome_of_status(status)));
            CHECK(name(report.recipients()[0].outcome) == name(te::outcome_of_status(status)));
        });
    }
    both_ways(message(""), [&](const te::report_view& report) {
        CHECK(report.outcome() == te::outcome::failed);
        CHECK(report.recipients()[0].outcome == te::outcome::failed);
    });
    both_ways(R"({"errors":["40008"]})", [](const te::report_view& report) { CHECK(report.outcome() == te::outcome::failed); });
    both_ways(R"({"record_type":"message","to":["+13125550101","+13125550102"],"errors":["40008"]})",
              [](const te::report_view& report) {
                  CHECK(report.outcome() == te::outcome::failed);
                  CHECK(outcomes_of(report) == words{"none", "none"});
              });
}

TEST_CASE("the outcome of a group is the worst of its recipients") {
    both_ways(R"({"record_type":"message","to":[{"status":"delivered"},{"status":"unknown"}]})",
              [](const te::report_view& report) { CHECK(report.outcome() == te::outcome::unreported); });
    both_ways(R"({"record_type":"message","to":[{"status":"undelivered"},{"status":"sent"}]})",
              [](const te::report_view& report) { CHECK(report.outcome() == te::outcome::unknown); });
    both_ways(R"({"record_type":"message","to":[{"status":"delivered"},{"status":"canceled"}]})",
              [](const te::report_view& report) { CHECK(report.outcome() == te::outcome::cancelled); });
}

TEST_CASE("events: which ones are final, and what they mean without a status") {
    const std::string payload = R"({"id":"m-1","type":"whatsapp","from":"+13125550100","to":"+13125550101"})";
    struct expectation {
        std::string_view type;
        bool final_event;
        te::outcome outcome;
    };
    for (const expectation& expected :
         {expectation{"message.finalized", true, te::outcome::none}, expectation{"message.failed", true, te::outcome::failed},
          expectation{"Message.Failed", true, te::outcome::failed}, expectation{"MESSAGE.DELIVERED", true, te::outcome::delivered},
          expectation{"message.read", false, te::outcome::delivered}, expectation{"message.sent", false, te::outcome::in_progress},
          expectation{"message.echo", false, te::outcome::none},
          expectation{"message.failed.later", false, te::outcome::unknown}}) {
        both_ways(event_of(expected.type, payload), [&](const te::report_view& report) {
            CHECK(report.final_event() == expected.final_event);
            CHECK(name(report.outcome()) == name(expected.outcome));
            REQUIRE(report.recipients().size() == 1);
            CHECK(name(report.recipients()[0].outcome) == name(expected.outcome));
            CHECK(report.channel() == te::channel::whatsapp);
            CHECK_FALSE(report.missing_payload());
        });
    }
    // A status says more than the type of the event.
    both_ways(
        event_of("message.failed", R"({"to":[{"phone_number":"+13125550101","status":"sent"},{"phone_number":"+13125550102"}]})"),
        [](const te::report_view& report) {
            CHECK(outcomes_of(report) == words{"unknown", "failed"}); // the two contradict each other
        });
    both_ways(R"({"cld":"+13125550101","status":"delivered"})", [](const te::report_view& report) { CHECK(report.final_event()); });
    both_ways(R"({"record_type":"message","to":["+13125550101"]})",
              [](const te::report_view& report) { CHECK_FALSE(report.final_event()); });
}

TEST_CASE("a final event without a payload says so") {
    for (const std::string_view payload : {"null", "{}", "[]", "7", "\"text\"", R"({"of no":"known member"})"}) {
        both_ways(event_of("message.finalized", payload), [](const te::report_view& report) {
            CHECK(report.kind() == te::kind::webhook);
            CHECK(report.missing_payload());
            CHECK(report.outcome() == te::outcome::none);
        });
        both_ways(event_of("message.queued", payload),
                  [](const te::report_view& report) { CHECK_FALSE(report.missing_payload()); });
    }
    both_ways(R"({"event_type":"message.failed","id":"row-7"})", [](const te::report_view& report) {
        CHECK(report.kind() == te::kind::event);
        CHECK(report.missing_payload());
        CHECK(report.outcome() == te::outcome::failed);
    });
    both_ways(event_of("message.finalized", R"({"id":"m-1"})"),
              [](const te::report_view& report) { CHECK_FALSE(report.missing_payload()); });
}

TEST_CASE("orders of hosted numbers: a failure does not read as if nothing had failed") {
    const auto outcome = [](std::string_view type, std::string_view payload, te::outcome expected, std::string_view description) {
        both_ways(event_of(type, payload), [&](const te::report_view& report) {
            CHECK(name(report.outcome()) == name(expected));
            CHECK(report.description() == description);
            CHECK(report.recipients().empty());
        });
    };
    const std::string_view updated = "messaging_hosted_numbers_orders.updated";
    outcome(updated, R"({"order_status":"successful","numbers":[{"value":"+13125550111","status":"successful"}]})",
            te::outcome::none, "");
    outcome(updated, R"({"order_status":"carrier_rejected"})", te::outcome::failed, "");
    outcome(updated, R"({"order_status":"compliance_review_failed"})", te::outcome::failed, "");
    outcome(
        updated,
        R"({"order_status":"pending","numbers":[{"status":"pending"},{"status":"failed_ownership_verification"},{"status":"failed"}]})",
        te::outcome::failed, "failed_ownership_verification");
    outcome("messaging_hosted_numbers_orders.deleted", R"({"order_status":"deleted"})", te::outcome::none, "");
    outcome("messaging_hosted_numbers_orders.approval_rejected", R"({"id":"o-1"})", te::outcome::failed, "");
    outcome("10dlc.campaign.update", R"({"status":"REJECTED","description":"no sample"})", te::outcome::none, "no sample");
}

TEST_CASE("channels") {
    struct expectation {
        std::string_view body;
        te::channel channel;
    };
    for (const expectation& expected :
         {expectation{R"({"record_type":"message","type":"SMS"})", te::channel::sms},
          expectation{R"({"record_type":"message","type":"mms"})", te::channel::mms},
          expectation{R"({"record_type":"message","type":"WhatsApp"})", te::channel::whatsapp},
          expectation{R"({"record_type":"message","type":"RCS"})", te::channel::rcs},
          expectation{R"({"record_type":"message","type":"other"})", te::channel::unknown},
          expectation{R"({"record_type":"message"})", te::channel::unknown},
          expectation{R"({"cld":"1","message_type":"RCS"})", te::channel::rcs},
          expectation{R"({"record_type":"message","whatsapp_message":{"type":"text"}})", te::channel::whatsapp},
          expectation{R"({"errors":["40008"],"type":"SMS"})", te::channel::unknown}}) {
        both_ways(expected.body, [&](const te::report_view& report) { CHECK(name(report.channel()) == name(expected.channel)); });
    }
    both_ways(event_of("whatsapp.template.rejected", R"({"status":"REJECTED"})"),
              [](const te::report_view& report) { CHECK(report.channel() == te::channel::whatsapp); });
}

TEST_CASE("texts and keywords of inbound messages") {
    struct expectation {
        std::string_view members;
        std::string_view text;
        te::keyword keyword;
    };
    for (const expectation& expected :
         {expectation{R"("text":"STOP")", "STOP", te::keyword::stop}, expectation{R"("body":"HELP")", "HELP", te::keyword::help},
          expectation{R"("body":{"text":"START"})", "START", te::keyword::start},
          expectation{R"("body":{"type":"text","text":{"body":"STOP"}})", "STOP", te::keyword::stop},
          expectation{R"("text":"see you then","autoresponse_type":"STOP")", "see you then", te::keyword::stop},
          expectation{R"("autoresponse_type":"START")", "", te::keyword::start},
          expectation{R"("text":"see you then")", "see you then", te::keyword::none},
          expectation{R"("text":7)", "", te::keyword::none}}) {
        const std::string more{expected.members};
        both_ways(event_of("message.received",
                           R"({"from":{"phone_number":"+13125550101"},"to":[{"phone_number":"+13125550100"}],)" + more + "}"),
                  [&](const te::report_view& report) {
                      CHECK(report.inbound());
                      CHECK(report.text() == expected.text);
                      CHECK(name(report.keyword()) == name(expected.keyword));
                      CHECK(report.sender() == "+13125550101");
                      CHECK(report.recipients()[0].phone_number == "+13125550100");
                  });
        both_ways(event_of("message.sent", R"({"direction":"outbound","to":["+13125550100"],)" + more + "}"),
                  [&](const te::report_view& report) {
                      CHECK(report.text() == expected.text);
                      CHECK(report.keyword() == te::keyword::none); // what a program writes itself opts out no recipient
                  });
    }
    both_ways(
        R"([{"record_type":"message","direction":"inbound","text":"hello"},{"record_type":"message","direction":"Inbound","text":"STOP"}])",
        [](const te::report_view& report) {
            CHECK(report.text() == "hello");
            CHECK(report.keyword() == te::keyword::stop);
        });
}

TEST_CASE("other members of a message and of its webhook") {
    both_ways(
        R"({"data":{"event_type":"message.sent","payload":{"to":["+13125550101"],"valid_until":"2026-04-01T10:00:00Z","autoresponse_type":"HELP"}},
                  "meta":{"attempt":2,"delivered_to":"https://example.com/hooks/order-7"}})",
        [](const te::report_view& report) {
            CHECK(report.valid_until() == "2026-04-01T10:00:00Z");
            CHECK(report.autoresponse_type() == "HELP");
            CHECK(report.delivered_to() == "https://example.com/hooks/order-7");
        });
    both_ways(
        R"({"event_type":"message.sent","payload":{"to":["+13125550101"]},"meta":{"delivered_to":"https://example.com/hooks/7"}})",
        [](const te::report_view& report) { CHECK(report.delivered_to() == "https://example.com/hooks/7"); });
    both_ways(
        R"({"errors":[{"code":"10038","meta":{"url":"https://example.com","retryable":true}},{"code":"10038","meta":{"retryable":false}},
                  {"code":"10038","meta":{"retryable":"true"}},{"code":"10038","meta":null},{"code":"10038"}]})",
        [](const te::report_view& report) {
            REQUIRE(report.errors().size() == 5);
            CHECK(report.errors()[0].retryable == te::server_wish::retry);
            CHECK(report.errors()[1].retryable == te::server_wish::no_retry);
            for (std::size_t i = 2; i != 5; ++i) {
                CHECK(report.errors()[i].retryable == te::server_wish::none);
            }
        });
}

TEST_CASE("of several names of one member the preferred one counts, wherever it stands") {
    struct row {
        const char* first;
        const char* second;
        const char* code; // of the only error
    };
    for (const row& each : {
             row{R"("code":"40300")", R"("Code":"40001")", "40300"}, // the plain name, before its alias
             row{R"("code":"40300")", R"("Code":null)", "40300"},    // but null says nothing,
             row{R"("code":null)", R"("Code":"40001")", "40001"},    // whichever name it has
             row{R"("code":"")", R"("Code":"40001")", ""},           // an empty string is a value
             row{R"("code":"40001")", R"("code":"40300")", "40300"}, // one name twice: the last one
             row{R"("Code":"40001")", R"("Code":"40300")", "40300"}, //
         }) {
        const auto error = [](const char* one, const char* other) {
            return std::string{R"({"errors":[{"title":"a title",)"} + one + "," + other + "}]}";
        };
        const auto check = [&each](const te::report_view& report) {
            REQUIRE(report.errors().size() == 1);
            CHECK(report.errors()[0].code == each.code);
        };
        both_ways(error(each.first, each.second), check);
        if (std::string_view{each.first}.substr(0, 6) != std::string_view{each.second}.substr(0, 6)) {
            both_ways(error(each.second, each.first), check);
        }
    }
    // Of three names of one list, the second is there with something.
    for (const char* body : {
             R"({"values":[{"errors":[{"code":"40001"}]}],"items":null,"hits":[{"errors":[{"code":"40300"}]}]})",
             R"({"hits":[{"errors":[{"code":"40300"}]}],"values":[{"errors":[{"code":"40001"}]}],"items":null})",
             R"({"items":null,"hits":[{"errors":[{"code":"40300"}]}],"values":[{"errors":[{"code":"40001"}]}]})",
         }) {
        both_ways(body, [](const te::report_view& report) {
            REQUIRE(report.errors().size() == 1);
            CHECK(report.errors()[0].code == "40300");
        });
    }
    // The headers of a response count, not those of its request.
    for (const char* headers : {
             R"("headers":{"Retry-After":"1"},"response_headers":{"Retry-After":"30"})",
             R"("response_headers":{"Retry-After":"30"},"headers":{"Retry-After":"1"})",
             R"("Headers":{"Retry-After":"2"},"responseHeaders":{"Retry-After":"30"},"headers":{"Retry-After":"1"})",
             R"("response_headers":null,"headers":{"Retry-After":"30"},"Headers":{"Retry-After":"2"})",
         }) {
        both_ways(R"({"status":429,"errors":[{"code":"10011"}],)" + std::string{headers} + "}",
                  [](const te::report_view& report) { CHECK(report.retry_after().delay.milliseconds() == 30000); });
    }
}
