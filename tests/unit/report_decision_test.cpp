// Decisions about whole bodies, and about each recipient.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "reference.hpp"

namespace te = telnyx::errors;

namespace {

std::string finalized(std::string_view recipients, std::string_view errors) {
    return R"({"data":{"event_type":"message.finalized","occurred_at":"2026-03-02T17:20:10Z","payload":{"record_type":"message",)"
           R"("completed_at":"2026-03-02T17:20:09Z","to":[)" +
           std::string{recipients} + R"(],"errors":[)" + std::string{errors} + "]}}}";
}

constexpr std::string_view failed_recipient = R"({"phone_number":"+12025550143","status":"delivery_failed"})";

te::decision decide_text(std::string_view body, int status = 0, te::phase phase = te::phase::unknown, bool idempotent = false) {
    te::situation now;
    now.http_status = status;
    now.phase = phase;
    now.idempotent = idempotent;
    return te::decide(te::read(body), now);
}

te::situation at_status(int status) {
    te::situation now;
    now.http_status = status;
    return now;
}

} // namespace

TEST_CASE("the error that asks for most governs") {
    struct expectation {
        std::string_view errors;
        std::int64_t governing;
        te::step step;
    };
    constexpr expectation expectations[] = {
        {R"({"code":"40008"},{"code":"40001"})", 40001, te::step::stop},
        {R"({"code":"40001"},{"code":"40008"})", 40001, te::step::stop},
        {R"({"code":"40329"},{"code":"40001"})", 40001, te::step::stop},
        {R"({"code":"47000"},{"code":"40329"})", 40329, te::step::fix_first},
        {R"({"code":"47000"},{"code":"40002"})", 47000, te::step::stop},
        {R"({"code":"40020"},{"code":"40002"})", 40002, te::step::fix_first},
        {R"({"code":"40008"},{"code":"40020"})", 40020, te::step::hold},
        {R"({"code":"40008"},{"code":"40006"})", 40006, te::step::retry}, // equal classes: the one that spreads further
    };
    for (const expectation& expected : expectations) {
        INFO(expected.errors);
        const te::decision actual = decide_text(finalized(failed_recipient, expected.errors));
        CHECK(actual.governing_code == expected.governing);
        CHECK(actual.step == expected.step);
    }
}

TEST_CASE("who has opted out") {
    CHECK(decide_text(R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})", 409).consent ==
          te::consent::opted_out);
    CHECK(decide_text(R"({"errors":[{"code":"40300","title":"Forbidden","detail":"not assigned"}]})", 403).consent ==
          te::consent::maybe_opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40300","title":"Unreachable"})")).consent ==
          te::consent::maybe_opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40300","detail":"The recipient sent STOP."})")).consent ==
          te::consent::opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40300","title":"Blocked due to stop message"})")).consent ==
          te::consent::opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"47000","title":"Blocked due to STOP message"})")).consent ==
          te::consent::opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40008","detail":"full stop"})")).consent == te::consent::unchanged);
    const te::decision words =
        decide_text(finalized(failed_recipient, R"({"code":"40008","detail":"The recipient has opted out"})"));
    CHECK(words.consent == te::consent::maybe_opted_out); // words are no proof
    CHECK(words.step == te::step::stop);
    CHECK(words.reason == te::reason::opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40322","detail":"The recipient opted out"})")).consent ==
          te::consent::maybe_opted_out); // whatever the code is about
}

TEST_CASE("without errors the outcome decides") {
    CHECK(decide_text(finalized(R"({"status":"delivered"})", "")).step == te::step::none);
    CHECK(decide_text(finalized(R"({"status":"delivered"})", R"({"code":"40328"})")).step == te::step::none);
    CHECK(decide_text(finalized(R"({"status":"sent"})", "")).reason == te::reason::not_final);
    CHECK(decide_text(finalized(R"({"status":"sending_failed"})", "")).reason == te::reason::unexplained_failure);
    CHECK(decide_text(finalized(R"({"status":"delivery_unconfirmed"})", "")).step == te::step::reconcile);
    // Repeating the look-up is safe; sending again is not.
    CHECK(decide_text(finalized(R"({"status":"delivery_unconfirmed"})", ""), 0, te::phase::unknown, true).step ==
          te::step::reconcile);
    CHECK(decide_text(finalized(R"({"status":"sent"})", R"({"code":"40008"})")).step == te::step::reconcile);
    CHECK(decide_text(finalized(R"({"status":"queued"})", R"({"code":"40002"})")).step == te::step::reconcile);
    CHECK(decide_text(finalized(R"({"status":"unknown"})", R"({"code":"40020"})")).step == te::step::reconcile);
    CHECK(decide_text(finalized(R"({"status":"unknown"})", "")).reason == te::reason::not_reported);
    CHECK(decide_text(finalized(R"({"status":"cancelled"})", "")).reason == te::reason::cancelled);
    CHECK(decide_text(finalized(R"({"status":"expired"})", "")).remedy == te::remedy::extend_validity);
    CHECK(decide_text(finalized(R"({"status":"expired"})", "")).step == te::step::fix_first);
    const te::decision open = decide_text(finalized(R"({"status":"delivery_unconfirmed"})", R"({"code":"40008"})"));
    CHECK(open.step == te::step::reconcile);
    CHECK(open.reason == te::reason::may_have_been_sent);
    // A recipient who opted out is not even looked up.
    const te::decision opted_out =
        decide_text(finalized(R"({"status":"delivery_unconfirmed"})", R"({"code":"40008","detail":"opted out"})"));
    CHECK(opted_out.step == te::step::stop);
    CHECK(opted_out.reason == te::reason::opted_out);
    CHECK(decide_text(R"({"cld":"+12025550143","status":"GW_TIMEOUT"})").step == te::step::reconcile);
}

TEST_CASE("what is no body is decided by its status") {
    CHECK(decide_text("<html>", 429).step == te::step::retry);
    CHECK(decide_text("", 503).step == te::step::reconcile);
    CHECK(decide_text("", 503, te::phase::request, true).step == te::step::retry);
    CHECK(decide_text("", 0).step == te::step::reconcile);
    CHECK(decide_text("{}", 200).step == te::step::none);
    CHECK(decide_text(R"({"x":1})", 0, te::phase::delivery).reason == te::reason::unrecognised);
    CHECK(decide_text(R"({"errors":[]})", 200).step == te::step::none);
    CHECK(decide_text(R"({"errors":[]})", 502).step == te::step::reconcile);
    CHECK(decide_text(R"({"status":429,"error":{"errors":[]}})").step == te::step::retry);
    CHECK(decide_text(R"({"errors":[{"code":"99999"}]})", 422).reason == te::reason::refused);
    CHECK(decide_text(R"({"errors":[{"code":"99999"}]})").reason == te::reason::unknown_code);
}

TEST_CASE("a group message says who is to be sent to again") {
    const te::report report = te::read(finalized(
        R"({"phone_number":"1","status":"delivered"},{"phone_number":"2","status":"delivery_failed"},{"phone_number":"3","status":"delivery_failed"})",
        R"({"code":"40008","source":{"pointer":"/to/1/phone_number"}},{"code":"40001","source":{"pointer":"/to/2/phone_number"}})"));
    REQUIRE(report.recipients().size() == 3);
    CHECK(te::decide_for(report, 0).step == te::step::none);
    CHECK(te::decide_for(report, 1).step == te::step::retry);
    CHECK(te::decide_for(report, 2).step == te::step::stop);
    CHECK(te::decide(report).step == te::step::stop);
}

TEST_CASE("the body's own time counts for a hold of 24 hours") {
    const te::decision held = decide_text(finalized(failed_recipient, R"({"code":"40020"})"));
    CHECK(held.step == te::step::hold);
    CHECK(held.not_before == te::parse_rfc3339("2026-03-03T17:20:09Z"));
}

TEST_CASE("an opt-out says whom to leave alone, and governs as a permanent error does") {
    constexpr std::string_view said = R"({"code":"40008","title":"Undeliverable","detail":"The recipient has opted out"})";
    const te::decision alone = decide_text(finalized(failed_recipient, said));
    CHECK(alone.step == te::step::stop);
    CHECK(alone.remedy == te::remedy::stop_messaging_recipient);
    CHECK(alone.scope == te::scope::profile);
    CHECK(alone.toward == te::toward::recipient);
    for (const std::string_view other : {"40333", "40016", "40320", "40006", "47000"}) {
        const std::string error = R"({"code":")" + std::string{other} + R"("})";
        for (const std::string& errors : {error + "," + std::string{said}, std::string{said} + "," + error}) {
            INFO(errors);
            const te::decision next = decide_text(finalized(failed_recipient, errors));
            CHECK(next.step == te::step::stop);
            CHECK(next.reason == te::reason::opted_out);
            CHECK(next.governing_code == 40008);
            CHECK(next.remedy == te::remedy::stop_messaging_recipient);
        }
    }
    // Permanent by its code as well: no other address is asked for.
    const te::decision blocked =
        decide_text(finalized(failed_recipient, R"({"code":"40012","title":"Destination blocked","detail":"opted out"})"));
    CHECK(blocked.reason == te::reason::permanent);
    CHECK(blocked.remedy == te::remedy::stop_messaging_recipient);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40012"})")).remedy == te::remedy::correct_recipient);
    // The opt-out is what to act on first, whatever reaches further.
    const te::decision wider = decide_text(finalized(failed_recipient, std::string{said} + R"(,{"code":"40010"})"));
    CHECK(wider.remedy == te::remedy::stop_messaging_recipient);
    CHECK(wider.toward == te::toward::recipient);
    CHECK(wider.consent == te::consent::maybe_opted_out);
}

TEST_CASE("no body with a code that must not be sent again ever yields a retry") {
    const std::vector<int> never = reference::documented_never_resent();
    std::vector<te::retry_policy> policies(5);
    policies[1].max_attempts = UINT32_MAX;
    policies[1].cap_ms = UINT64_MAX;
    policies[2].jitter = te::jitter::full;
    policies[2].deadline = te::delay{0};
    policies[3].max_attempts = 0;
    policies[3].base_ms = 0;
    policies[3].cap_ms = 0;
    policies[4].jitter = te::jitter::none;
    policies[4].look_again_ms = 0;
    te::retry_hint kind_server;
    kind_server.should_retry = te::server_wish::retry;
    const te::retry_hint hints[] = {te::retry_hint{}, te::parse_retry_after("0"), te::parse_retry_after("7"),
                                    te::parse_retry_after("99999999999999999999"), kind_server};
    std::size_t asked = 0;
    std::size_t retries = 0;
    const auto ask = [&](const te::report& report, const te::situation& now, const te::retry_policy& policy) {
        ++asked;
        retries += te::decide(report, now, policy).step == te::step::retry ? 1U : 0U;
        if (!report.recipients().empty()) {
            retries += te::decide_for(report, 0, now, policy).step == te::step::retry ? 1U : 0U;
        }
    };
    for (const int code : never) {
        const std::string error = R"({"code":")" + std::to_string(code) + R"("})";
        // Beside a code that is sent again by itself, too; and where the status leaves it open what became of the message.
        const te::report reports[] = {
            te::read(R"({"errors":[)" + error + "]}"),
            te::read(R"({"errors":[{"code":"10011"},)" + error + R"(,{"code":"10007"}]})"),
            te::read(R"({"errors":[{"code":"47000"},)" + error + "]}"),
            te::read(finalized(failed_recipient, R"({"code":"40008"},)" + error)),
            te::read(finalized(R"({"phone_number":"+12025550143","status":"delivery_unconfirmed"})", error)),
            te::read(R"({"record_type":"message_detail_record","cld":"+12025550143","status":"gw_timeout","errors":[")" +
                     std::to_string(code) + R"("]})"),
            te::read(R"({"status":429,"error":{"errors":[)" + error + "]}}"),
        };
        for (const te::report& report : reports) {
            REQUIRE_FALSE(report.errors().empty());
            for (int status = 0; status != 600; status = status == 0 ? 100 : status + 1) {
                for (const std::uint32_t attempt : {0U, 1U, 4U, UINT32_MAX}) {
                    te::situation now;
                    now.http_status = status;
                    now.attempt = attempt;
                    now.phase = static_cast<te::phase>((static_cast<unsigned>(status) + attempt) % 4);
                    for (const te::retry_hint& hint : hints) {
                        now.retry_after = hint;
                        now.idempotent = !now.idempotent;
                        for (const te::retry_policy& policy : policies) {
                            ask(report, now, policy);
                        }
                    }
                }
            }
        }
    }
    CHECK(asked == never.size() * 7 * 501 * 4 * 5 * 5);
    CHECK(retries == 0);
    // The same questions about a code that may be sent again, or the loop above would be blind.
    ask(te::read(finalized(failed_recipient, R"({"code":"40008"})")), te::situation{}, policies[0]);
    CHECK(retries == 2);
}

TEST_CASE("reading a message again is idempotent, sending it again is not") {
    te::situation now;
    now.idempotent = true;
    const te::report failed = te::read(R"({"errors":[{"code":"10007","title":"Unexpected error"}]})");
    now.phase = te::phase::request;
    CHECK(te::decide(failed, now).step == te::step::retry);
    now.phase = te::phase::record;
    CHECK(te::decide(failed, now).step == te::step::reconcile);
}

TEST_CASE("neither caller nor server gets a retry where one of several errors forbids it") {
    te::situation now;
    now.http_status = 503;
    now.idempotent = true;
    now.retry_after.should_retry = te::server_wish::retry;
    // Each of the first ones is sent again if it is alone, and asks for more than the second.
    CHECK(te::decide(te::read(R"({"errors":[{"code":"10007"}]})"), now).step == te::step::retry);
    CHECK(te::decide(te::read(R"({"errors":[{"code":"10007"},{"code":"40002"}]})"), now).step == te::step::reconcile);
    CHECK(te::decide(te::read(R"({"errors":[{"code":"40020"},{"code":"10007"}]})"), now).step == te::step::reconcile);
    CHECK(te::decide(te::read(R"({"errors":[{"code":"47000"}]})"), now).step == te::step::retry);
    CHECK(te::decide(te::read(R"({"errors":[{"code":"47000"},{"code":"40011"}]})"), now).step == te::step::stop);
    now.http_status = 400;
    CHECK(te::decide(te::read(R"({"errors":[{"code":"47000"}]})"), now).step == te::step::retry);
    CHECK(te::decide(te::read(R"({"errors":[{"code":"47000"},{"code":"40333"}]})"), now).step == te::step::fix_first);
    CHECK(te::decide(te::read(R"({"errors":[{"code":"40002"},{"code":"47000"}]})"), now).step == te::step::stop);
    // Where a code is known, the status does not judge the unknown one: it permits nothing.
    CHECK(te::decide(te::read(R"({"errors":[{"code":"47000"},{"code":"40006"}]})"), now).reason == te::reason::unknown_code);
    // An error without a code leaves the decision to the known one.
    now.http_status = 403;
    CHECK(te::decide(te::read(R"({"errors":[{"code":"40333"},{"title":"Forbidden"}]})"), now).governing_code == 40333);
    CHECK(te::decide(te::read(R"({"errors":[{"title":"Forbidden"},{"code":"40333"}]})"), now).remedy == te::remedy::raise_limit);
    CHECK(te::decide(te::read(R"({"errors":[{"title":"see above"},{"code":"40006"}]})"), now).step == te::step::retry);
}

TEST_CASE("what was left out may forbid what is known to be permitted") {
    const auto answer = [](std::size_t automatic, std::string_view last) {
        std::string body = R"({"errors":[)";
        for (std::size_t i = 0; i != automatic; ++i) {
            body += R"({"code":"40006"},)";
        }
        return body.append(last) + "]}";
    };
    // The last of 4096 is read, and governs; the one after it is not.
    CHECK(decide_text(answer(4095, R"({"code":"40300"})")).step == te::step::stop);
    CHECK(decide_text(answer(4095, R"({"code":"40006"})")).step == te::step::retry);
    for (const std::string_view last : {R"({"code":"40300"})", R"({"code":"40006"})"}) {
        const te::decision next = decide_text(answer(4096, last));
        CHECK(next.step == te::step::reconcile);
        CHECK(next.reason == te::reason::incomplete);
        CHECK(next.remedy == te::remedy::investigate);
        CHECK(next.delay.milliseconds() == 900000);
        CHECK_FALSE(next.not_before.known());
    }
    te::situation here;
    here.time = te::instant{1795512600};
    CHECK(te::decide(te::read(answer(4096, R"({"code":"40006"})")), here).not_before == te::instant{1795512600 + 900});
    CHECK(name(te::reason::incomplete) == "incomplete");
    // A hold is no better, and what forbids it already forbids it still.
    std::string body = answer(4096, R"({"code":"40006"})");
    CHECK(decide_text(body.replace(body.find("40006"), 5, "40020")).step == te::step::reconcile);
    CHECK(decide_text(body.replace(body.find("40020"), 5, "40300")).step == te::step::stop);
    CHECK(decide_text(body.replace(body.find("40300"), 5, "40305")).step == te::step::fix_first);
    // Too deep for anything to be known: the status does not say what the code says.
    CHECK(decide_text("[[[[[[[[[[]]]]]]]]]]", 429).reason == te::reason::incomplete);

    // Recipients: nothing was read of the last one.
    std::string list;
    for (std::size_t i = 0; i != 4096; ++i) {
        list += R"({"phone_number":"+13125550100","status":"delivered"},)";
    }
    const auto group = [&list](std::string_view last) {
        return std::string{R"({"record_type":"message","to":[)"}.append(list).append(last).append("]}");
    };
    CHECK(decide_text(group(R"({"status":"delivery_failed"})")).reason == te::reason::incomplete);
    const te::report report = te::read(group(R"({"status":"sent"})"));
    CHECK(te::decide_for(report, 0).step == te::step::none); // this one has it
    const te::report open = te::read(group(R"({"status":"sent"})").replace(group("").find("delivered"), 9, "sent"));
    CHECK(te::decide_for(open, 0).reason == te::reason::incomplete); // an error about this one may be missing
}

TEST_CASE("where words about an opt-out count") {
    using c = te::consent;
    const auto consent = [](std::string_view errors) { return decide_text(finalized(failed_recipient, errors)).consent; };
    // The title counts like the detail, with any code.
    CHECK(consent(R"({"code":"40008","title":"Recipient opted out"})") == c::maybe_opted_out);
    CHECK(consent(R"({"code":"47000","detail":"The recipient has opted out"})") == c::maybe_opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"47000","detail":"recipient opted out"})")).reason ==
          te::reason::opted_out);
    CHECK(consent(R"({"code":"40002","detail":"recipient opted out"})") == c::maybe_opted_out);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40006","title":"opted out"})")).reason == te::reason::opted_out);
    // Of several errors the surest statement counts, whichever governs and wherever it stands.
    for (const std::string_view errors : {R"({"code":"40300","detail":"The recipient has opted out"},{"code":"40002"})",
                                          R"({"code":"40002"},{"code":"40300","detail":"The recipient has opted out"})"}) {
        INFO(errors);
        CHECK(consent(errors) == c::opted_out);
        CHECK(decide_text(finalized(failed_recipient, errors)).step == te::step::stop);
    }
    for (const std::string_view errors :
         {R"({"code":"40300"},{"code":"40008","detail":"recipient has opted out"})", R"({"code":"40300"},{"code":"40002"})",
          R"({"code":"40002"},{"code":"40008","detail":"recipient has opted out"})"}) {
        INFO(errors);
        CHECK(consent(errors) == c::maybe_opted_out);
        CHECK(decide_text(finalized(failed_recipient, errors)).step == te::step::stop);
    }
    // A refused request: the code under its own title, or under none, is an opt-out.
    CHECK(decide_text(R"({"errors":[{"code":"40300"}]})", 409).consent == c::opted_out);
    CHECK(decide_text(R"({"errors":[{"code":"40301","title":"Forbidden"}]})", 409).consent == c::unchanged);
    CHECK(decide_text(R"({"errors":[{"code":"40300"}]})", 0, te::phase::record).consent == c::maybe_opted_out);
    CHECK(decide_text(R"({"errors":[{"code":"40300"}]})", 0, te::phase::delivery).consent == c::maybe_opted_out);
}

TEST_CASE("what the outcome decides, column by column") {
    struct expectation {
        std::string_view status;
        te::step step;
        te::reason reason;
        te::scope scope;
        te::toward toward;
        te::remedy remedy;
    };
    using s = te::step;
    using r = te::reason;
    using p = te::scope;
    using w = te::toward;
    using m = te::remedy;
    constexpr expectation expectations[] = {
        {"delivered", s::none, r::nothing_failed, p::unknown, w::everyone, m::none},
        {"sent", s::none, r::not_final, p::unknown, w::everyone, m::none},
        {"teleported", s::reconcile, r::unknown_status, p::unknown, w::everyone, m::investigate},
        {"delivery_failed", s::stop, r::unexplained_failure, p::unknown, w::everyone, m::investigate},
        {"expired", s::fix_first, r::needs_intervention, p::message, w::recipient, m::extend_validity},
        {"delivery_unconfirmed", s::reconcile, r::may_have_been_sent, p::message, w::recipient, m::investigate},
    };
    for (const expectation& expected : expectations) {
        const te::report report = te::read(finalized(R"({"status":")" + std::string{expected.status} + R"("})", ""));
        REQUIRE(report.recipients().size() == 1);
        for (const te::decision& actual : {te::decide(report), te::decide_for(report, 0)}) {
            INFO(expected.status);
            CHECK(actual.step == expected.step);
            CHECK(actual.reason == expected.reason);
            CHECK(actual.scope == expected.scope);
            CHECK(actual.toward == expected.toward);
            CHECK(actual.remedy == expected.remedy);
            CHECK(actual.consent == te::consent::unchanged);
            CHECK(actual.governing_code == 0);
        }
    }
    // An inbound message is not sent again, whatever stands in it.
    CHECK(decide_text(R"({"data":{"event_type":"message.received","payload":{"record_type":"message","direction":"inbound",)"
                      R"("to":[{"status":"webhook_delivered"}],"errors":[{"code":"40008"}]}}})")
              .step == s::stop);
    // Not final, but an error stands there already: the error decides.
    CHECK(decide_text(finalized(R"({"status":"sent"})", R"({"code":"40001"})")).step == s::stop);
}

TEST_CASE("an outcome without errors, by itself") {
    struct expectation {
        te::outcome outcome;
        te::step step;
        te::reason reason;
        te::receipt receipt;
    };
    using o = te::outcome;
    using s = te::step;
    using r = te::reason;
    using has = te::receipt;
    constexpr expectation expectations[] = {
        {o::none, s::none, r::nothing_failed, has::maybe},
        {o::delivered, s::none, r::nothing_failed, has::yes},
        {o::received, s::none, r::nothing_failed, has::yes},
        {o::cancelled, s::none, r::cancelled, has::no},
        {o::unreported, s::none, r::not_reported, has::maybe},
        {o::in_progress, s::none, r::not_final, has::maybe},
        {o::unknown, s::reconcile, r::unknown_status, has::maybe},
        {o::unconfirmed, s::reconcile, r::may_have_been_sent, has::maybe},
        {o::failed, s::stop, r::unexplained_failure, has::no},
    };
    CHECK(sizeof(expectations) / sizeof(expectations[0]) == te::enumerators<te::outcome>.size());
    for (const expectation& expected : expectations) {
        INFO(name(expected.outcome));
        const te::decision next = te::detail::decide_outcome(expected.outcome, {}, {}, {});
        CHECK(name(next.step) == name(expected.step));
        CHECK(name(next.reason) == name(expected.reason));
        CHECK(name(next.receipt) == name(expected.receipt));
    }
}

TEST_CASE("a view of a report is decided as the report is, with and without amendments") {
    const te::report report =
        te::read(finalized(R"({"phone_number":"1","status":"delivered"},{"phone_number":"2","status":"delivery_failed"})",
                           R"({"code":"40008","source":{"pointer":"/to/1"}})"));
    const te::report_view& view = report;
    const te::report none = te::read(R"({"data":[]})");
    const te::report_view& empty = none;
    const te::amendment rules[] = {te::amend(40008, te::retry_class::permanent)};
    const te::amended_policy strict{rules};
    te::situation later;
    later.elapsed_ms = 5 * 3600000;
    // One of the two has it, so that the whole is not resent; the other one is resent to, unless the rules forbid it.
    CHECK(te::decide(view).step == te::step::reconcile);
    CHECK(te::decide(view, {}, strict).step == te::step::stop);
    CHECK(te::decide(report, {}, strict).step == te::step::stop);
    CHECK(te::decide_for(view, 0).step == te::step::none);
    CHECK(te::decide_for(view, 1).step == te::step::retry);
    CHECK(te::decide_for(view, 1, {}, strict).step == te::step::stop);
    CHECK(te::decide_for(view, 1, {}, strict).basis == te::basis::amended);
    CHECK(te::decide_for(report, 1, {}, strict).step == te::step::stop);
    CHECK(te::decide_lookup(empty, later).step == te::step::retry);
    CHECK(te::decide_lookup(empty, later, strict).step == te::step::retry);
    CHECK(te::decide_lookup(view, later).step == te::step::reconcile);
    CHECK(te::decide_lookup(view, later, strict).step == te::step::stop);
    std::vector<te::step> steps;
    const auto keep = [&steps](std::size_t, const te::decision& next) { steps.push_back(next.step); };
    te::decide_each(view, {}, te::retry_policy{}, keep);
    te::decide_each(view, {}, strict, keep);
    te::decide_each(report, {}, strict, keep);
    using s = te::step;
    CHECK(steps == std::vector<s>{s::none, s::retry, s::none, s::stop, s::none, s::stop});
    // An index that no recipient has stands for the whole.
    for (const std::size_t index : {std::size_t{2}, SIZE_MAX}) {
        CHECK(te::decide_for(view, index).step == te::step::reconcile);
        CHECK(te::decide_for(report, index, {}, strict).step == te::step::stop);
    }
    CHECK(te::decide_for(te::read("<html>"), 0, at_status(429)).reason == te::reason::throttled);
}

TEST_CASE("what the caller knows outranks what the body says") {
    const std::string held = finalized(failed_recipient, R"({"code":"40020"})");
    te::situation now;
    now.failed_at = te::instant{1773000000};
    CHECK(te::decide(te::read(held), now).not_before == te::instant{1773086400});
    CHECK(te::decide(te::read(held)).not_before == te::instant{1772558409}); // 24 h after completed_at, 2026-03-02T17:20:09Z
    // Without completed_at, or with one that is no time, occurred_at counts: a second later.
    for (const std::string_view completed : {R"("completed_at":null,)", R"("completed_at":"yesterday",)"}) {
        std::string without = held;
        const std::string_view known = R"("completed_at":"2026-03-02T17:20:09Z",)";
        without.replace(without.find(known), known.size(), completed);
        CHECK(te::decide(te::read(without)).not_before == te::instant{1772558410});
    }
    // A webhook is no answer to a request, unless the caller says so: then the status decides about unknown codes.
    const std::string unknown = finalized(failed_recipient, R"({"code":"47000"})");
    CHECK(decide_text(unknown, 429).step == te::step::stop);
    CHECK(decide_text(unknown, 429, te::phase::request).step == te::step::retry);
    CHECK(decide_text(R"({"errors":[{"code":"47000"}]})", 429).step == te::step::retry);
    CHECK(decide_text(R"({"errors":[{"code":"47000"}]})", 429, te::phase::delivery).step == te::step::stop);
    // The status around an SDK's error counts where the caller gives none.
    constexpr std::string_view wrapped = R"({"status":429,"error":{"errors":[{"code":"47000"}]}})";
    CHECK(decide_text(wrapped).step == te::step::retry);
    CHECK(decide_text(wrapped, 422).reason == te::reason::refused);
}

TEST_CASE("bodies without errors and their statuses") {
    struct expectation {
        std::string_view body;
        int status;
        te::phase phase;
        te::step step;
        te::reason reason;
    };
    using h = te::phase;
    using s = te::step;
    using r = te::reason;
    constexpr expectation expectations[] = {
        {"<html>", 0, h::unknown, s::reconcile, r::may_have_been_sent}, // no response that could be read
        {"<html>", 99, h::request, s::reconcile, r::may_have_been_sent},
        {"<html>", 100, h::request, s::reconcile, r::may_have_been_sent},
        {"<html>", 199, h::request, s::reconcile, r::may_have_been_sent},
        {"<html>", 200, h::request, s::reconcile, r::unexpected_response},
        {"<html>", 399, h::request, s::fix_first, r::redirected},
        {"{}", 302, h::request, s::fix_first, r::redirected},
        {"<html>", 400, h::request, s::stop, r::refused},
        {"<html>", 401, h::unknown, s::fix_first, r::action_required},
        {"<html>", 0, h::delivery, s::none, r::unrecognised},
        {"<html>", 503, h::delivery, s::none, r::unrecognised},
        {"{}", 0, h::request, s::reconcile, r::may_have_been_sent}, // no response that says anything
        {"{}", 199, h::request, s::reconcile, r::may_have_been_sent},
        {"{}", 200, h::request, s::none, r::unrecognised},
        {"{}", 400, h::request, s::stop, r::refused},
        {"{}", 0, h::record, s::none, r::unrecognised},
        {"{}", 200, h::record, s::none, r::unrecognised},
        {R"({"errors":[]})", 0, h::request, s::none, r::nothing_failed},
        {R"({"errors":[]})", 103, h::request, s::reconcile, r::may_have_been_sent},
        {R"({"data":[]})", 103, h::request, s::reconcile, r::may_have_been_sent},
        {R"({"errors":[]})", 103, h::delivery, s::none, r::nothing_failed},
        {R"({"errors":[]})", 299, h::request, s::none, r::nothing_failed},
        {R"({"errors":[]})", 300, h::request, s::fix_first, r::redirected},
        {R"({"errors":[]})", 399, h::request, s::fix_first, r::redirected},
        {R"({"errors":[]})", 400, h::request, s::stop, r::refused},
        {R"({"errors":[]})", 503, h::delivery, s::none, r::nothing_failed},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.body << ' ' << expected.status << ' ' << name(expected.phase));
        const te::decision actual = decide_text(expected.body, expected.status, expected.phase);
        CHECK(actual.step == expected.step);
        CHECK(actual.reason == expected.reason);
    }
}

TEST_CASE("of two errors that ask for the same the one that spreads furthest governs, else the first") {
    // By the sources: 40001 and 40012 account toward recipient, 40003 sender toward carrier, 40314 account, 40322 content.
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40001"},{"code":"40003"})")).governing_code == 40003);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40003"},{"code":"40001"})")).governing_code == 40003);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40001"},{"code":"40012"})")).governing_code == 40001);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40012"},{"code":"40001"})")).governing_code == 40012);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40322"},{"code":"40314"})")).governing_code == 40314);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40003"},{"code":"40314"},{"code":"40001"})")).governing_code ==
          40314);
    CHECK(decide_text(finalized(failed_recipient, R"({"code":"40333"},{"code":"40001"})")).governing_code == 40001);
}

TEST_CASE("the order in which errors are added to a verdict does not matter") {
    const te::report report = te::read(R"({"errors":[{"title":"a"},{"title":"b"},{"code":"40008"},{"code":"40001"}]})");
    const te::report_view& view = report;
    const auto of = [&](std::size_t i) {
        return te::detail::verdict_of(view, view.errors()[i], te::situation{}, te::detail::no_amendments{});
    };
    for (std::size_t left = 0; left != 4; ++left) {
        for (std::size_t right = left; right != 4; ++right) {
            te::detail::verdict forward = of(left);
            forward.add(of(right));
            te::detail::verdict backward = of(right);
            backward.add(of(left));
            for (const te::detail::verdict& both : {forward, backward}) {
                INFO(left << ' ' << right);
                CHECK(both.codeless == (left < 2 ? &view.errors()[left] : nullptr)); // the first one without a code
                CHECK(both.governing == (right == 1 || right == 0 ? nullptr : &view.errors()[right])); // 40001 is the strictest
                CHECK_FALSE(both.empty());
            }
        }
    }
}

TEST_CASE("an error that points at nobody counts for every recipient, one that points at another for none") {
    const te::report report =
        te::read(finalized(R"({"phone_number":"1","status":"delivery_failed"},{"phone_number":"2","status":"delivery_failed"},)"
                           R"({"phone_number":"3","status":"received"},{"phone_number":"4","status":"delivery_unconfirmed"})",
                           R"({"code":"40008"},{"code":"40001","source":{"pointer":"/to/1/phone_number"}})"));
    REQUIRE(report.recipients().size() == 4);
    CHECK(te::decide_for(report, 0).governing_code == 40008);
    CHECK(te::decide_for(report, 0).step == te::step::retry);
    CHECK(te::decide_for(report, 0).delay.milliseconds() == 1000);
    CHECK(te::decide_for(report, 1).governing_code == 40001);
    CHECK(te::decide_for(report, 1).step == te::step::stop);
    CHECK(te::decide_for(report, 2).step == te::step::none);
    CHECK(te::decide_for(report, 2).governing_code == 0);
    CHECK(te::decide_for(report, 3).step == te::step::reconcile);
    te::retry_policy unspread;
    unspread.jitter = te::jitter::full;
    te::situation early;
    early.random_bits = 0;
    CHECK(te::decide_for(report, 0, early, unspread).delay.milliseconds() == 0);
    CHECK(te::decide_for(report, 0, {}, unspread).delay.milliseconds() == 1000);
    const te::report alone = te::read(finalized(failed_recipient, R"({"code":"40008"})"));
    CHECK(te::decide(alone, early, unspread).delay.milliseconds() == 0);
    CHECK(te::decide(alone, {}, unspread).delay.milliseconds() == 1000);
}

TEST_CASE("all recipients at once: each has the decision that they have alone, whatever the order of the errors") {
    // 150 recipients are three rounds of 64. Each third one has a retry of his own, each fifth one a permanent error; what
    // points at nobody is a hold, and stands between them.
    std::string recipients;
    std::string errors;
    for (int i = 0; i != 150; ++i) {
        const std::string number = std::to_string(i);
        recipients += (i == 0 ? "" : ",") + std::string{R"({"phone_number":")"} + number + R"(","status":")" +
                      (i % 7 == 0 ? "delivered" : "delivery_failed") + R"("})";
        if (i % 3 == 0) {
            errors.append(R"({"code":"40008","source":{"pointer":"/to/)").append(number).append(R"("}},)");
        }
        if (i % 5 == 0) {
            errors.append(R"({"code":"40001","source":{"pointer":"/to/)").append(number).append(R"("}},)");
        }
    }
    const auto steps_of = [&](const std::string& list) {
        const te::report report = te::read(finalized(recipients, list));
        std::vector<te::step> steps;
        te::decide_each(report, te::situation{}, te::retry_policy{}, [&](std::size_t i, const te::decision& next) {
            CHECK(i == steps.size());
            CHECK(next.step == te::decide_for(report, i).step);
            CHECK(next.governing_code == te::decide_for(report, i).governing_code);
            CHECK(next.delay.milliseconds() == te::decide_for(report, i).delay.milliseconds());
            steps.push_back(next.step);
        });
        return steps;
    };
    const std::string for_all = R"({"code":"40020"})";
    for (const std::string& list : {errors + for_all, for_all + ',' + errors.substr(0, errors.size() - 1)}) {
        const std::vector<te::step> steps = steps_of(list);
        REQUIRE(steps.size() == 150);
        for (std::size_t i = 0; i != steps.size(); ++i) {
            INFO(i);
            CHECK(steps[i] == (i % 7 == 0 ? te::step::none : i % 5 == 0 ? te::step::stop : te::step::hold));
        }
    }
    // Of two that ask for the same and spread as far the first of the body governs, also when it is the one for everybody.
    const auto governing = [&](std::string_view list) {
        const te::report report = te::read(
            finalized(R"({"phone_number":"1","status":"delivery_failed"},{"phone_number":"2","status":"delivery_failed"})", list));
        std::vector<std::int64_t> codes;
        te::decide_each(report, te::situation{}, te::retry_policy{},
                        [&](std::size_t, const te::decision& next) { codes.push_back(next.governing_code); });
        return codes;
    };
    using codes = std::vector<std::int64_t>;
    CHECK(governing(R"({"code":"40012"},{"code":"40001","source":{"pointer":"/to/0"}})") == codes{40012, 40012});
    CHECK(governing(R"({"code":"40001","source":{"pointer":"/to/0"}},{"code":"40012"})") == codes{40001, 40012});
    // Where nothing points at everybody, each has his own, and who has none is not explained.
    const te::report tied =
        te::read(finalized(R"({"phone_number":"1","status":"delivery_failed"},{"phone_number":"2","status":"delivery_failed"})",
                           R"({"code":"40008","source":{"pointer":"/to/1"}})"));
    std::vector<te::reason> reasons;
    te::decide_each(tied, te::situation{}, te::retry_policy{},
                    [&](std::size_t, const te::decision& next) { reasons.push_back(next.reason); });
    CHECK(reasons == std::vector<te::reason>{te::reason::unexplained_failure, te::reason::transient});
    // Two errors for everybody ask for something, so that the end of one wait is not the end of both; together with errors that
    // are about one recipient, too.
    te::situation after;
    after.time = te::parse_rfc3339("2026-03-04T00:00:00Z"); // more than 24 hours after the failure
    const auto step_of = [&](std::string_view list) {
        const te::report report = te::read(
            finalized(R"({"phone_number":"1","status":"delivery_failed"},{"phone_number":"2","status":"delivery_failed"})", list));
        te::step step = te::step::none;
        te::decide_each(report, after, te::retry_policy{}, [&](std::size_t i, const te::decision& next) {
            CHECK(next.step == te::decide_for(report, i, after).step);
            CHECK(next.governing_code == te::decide_for(report, i, after).governing_code);
            step = i == 0 ? next.step : step;
        });
        return step;
    };
    CHECK(step_of(R"({"code":"40020"})") == te::step::retry);
    CHECK(step_of(R"({"code":"40020"},{"code":"40320"})") == te::step::hold);
    CHECK(step_of(R"({"code":"40020","source":{"pointer":"/to/0"}},{"code":"40320"})") == te::step::hold);
    CHECK(step_of(R"({"code":"40020","source":{"pointer":"/to/0"}},{"code":"40020"})") == te::step::retry);
    CHECK(step_of(R"({"code":"40020","source":{"pointer":"/to/0"}},{"code":"40020"},{"code":"40320"})") == te::step::hold);
    std::size_t calls = 0;
    te::decide_each(te::read("{}"), te::situation{}, te::retry_policy{}, [&](std::size_t, const te::decision&) { ++calls; });
    CHECK(calls == 0);
}

TEST_CASE("the recipients of one message do not all come back at the same time") {
    std::string recipients;
    for (int i = 0; i != 100; ++i) {
        recipients +=
            std::string{i == 0 ? "" : ","} + R"({"phone_number":")" + std::to_string(i) + R"(","status":"delivery_failed"})";
    }
    const te::report report = te::read(finalized(recipients, R"({"code":"40008"})"));
    for (const std::uint32_t bits : {0U, 0x12345678U, UINT32_MAX}) {
        te::situation here;
        here.random_bits = bits;
        here.attempt = 4;
        std::vector<std::uint64_t> delays;
        te::decide_each(report, here, te::retry_policy{}, [&](std::size_t, const te::decision& next) {
            CHECK(next.step == te::step::retry);
            delays.push_back(next.delay.milliseconds());
        });
        REQUIRE(delays.size() == 100);
        CHECK(delays[0] == te::backoff_ms(te::retry_policy{}, 4, bits)); // the first one has the caller's own bits
        std::sort(delays.begin(), delays.end());
        // Equal jitter spreads the fourth delay over 4 to 8 s. Evenly spread, 100 of them are 40 ms apart.
        CHECK(delays.front() >= 4000);
        CHECK(delays.back() <= 8000);
        for (std::size_t i = 1; i != delays.size(); ++i) {
            CHECK(delays[i] - delays[i - 1] >= 10);
            CHECK(delays[i] - delays[i - 1] <= 120);
        }
    }
}

TEST_CASE("what the caller knows outranks the body, and an unknown code is no reason to send again") {
    const std::string held = R"({"data":{"event_type":"message.finalized","occurred_at":"2026-01-15T20:00:00Z","payload":
        {"to":[{"status":"sending_failed"}],"errors":[{"code":"40020"}]}}})";
    te::situation now;
    now.time = te::instant{1768507200};
    CHECK(te::decide(te::read(held), now).not_before == te::instant{1768593600});
    now.failed_at = te::instant{1768500000};
    CHECK(te::decide(te::read(held), now).not_before == te::instant{1768586400});

    CHECK(te::decide(te::read("<html>", te::phase::delivery)).reason == te::reason::unrecognised);
    CHECK(te::decide(te::read(R"({"data":{"record_type":"message","direction":"inbound"}})")).step == te::step::none);
    CHECK(decide_text(finalized(R"({"status":"delivery_unconfirmed"})", R"({"code":"99999"})")).step == te::step::reconcile);

    te::situation wished;
    wished.http_status = 400;
    wished.retry_after.should_retry = te::server_wish::retry;
    CHECK(te::decide(te::read(R"({"errors":[{"code":"99999","title":"no"}]})"), wished).step == te::step::retry);
}

TEST_CASE("a recipient who opted out is not sent to again because of a status") {
    for (const char* const body : {R"({"errors":[{"title":"The recipient has opted out"}]})",
                                   R"({"errors":[{"code":"99999","detail":"The recipient opted out."}]})"}) {
        for (const int status : {400, 409, 422, 429, 500, 503}) {
            for (const auto wish : {te::server_wish::none, te::server_wish::retry}) {
                INFO(body << ' ' << status);
                te::situation now;
                now.http_status = status;
                now.idempotent = true;
                now.retry_after.should_retry = wish;
                const te::decision next = te::decide(te::read(body), now);
                CHECK(next.step == te::step::stop);
                CHECK(next.consent == te::consent::maybe_opted_out);
                CHECK(next.scope == te::scope::profile);
                CHECK(next.toward == te::toward::recipient);
                CHECK(next.remedy == te::remedy::stop_messaging_recipient);
            }
        }
    }
}

TEST_CASE("letters have neighbours that are none, and words go on over separators") {
    for (const char c : {'a', 'z', 'A', 'Z'}) {
        CHECK(te::detail::is_letter(c));
    }
    for (const char c : {'`', '{', '@', '[', '\x7F', '\x80'}) {
        CHECK_FALSE(te::detail::is_letter(c));
    }
    CHECK(te::detail::same_words("opt\x7Fout", "optout"));               // delete
    CHECK_FALSE(te::detail::same_words("opt\x80out", "optout"));         // no character of ASCII
    CHECK(te::detail::same_words("can\xE2\x80\x99t send", "cant send")); // a typographic apostrophe
}

TEST_CASE("capitals are folded, their neighbours are not") {
    CHECK(te::detail::lower('A') == 'a');
    CHECK(te::detail::lower('Z') == 'z');
    CHECK(te::detail::lower('@') == '@');
    CHECK(te::detail::lower('[') == '[');
    CHECK(te::detail::lower('a') == 'a');
}

TEST_CASE("words about an opt-out outrank every code, whatever it is about") {
    te::situation days_later; // the waits of 40016, 40018 and 40020 are over
    days_later.time = te::parse_rfc3339("2026-03-06T00:00:00Z");
    for (const std::string_view code : {"40006", "40020", "40016", "40018", "40002", "40011", "40003", "10011", "40312", "20100"}) {
        INFO(code);
        const te::decision next = te::decide(
            te::read(finalized(failed_recipient, R"({"code":")" + std::string{code} + R"(","detail":"Recipient replied STOP"})")),
            days_later);
        CHECK(next.step == te::step::stop);
        CHECK(next.reason == te::reason::opted_out);
        CHECK(next.consent == te::consent::maybe_opted_out);
        CHECK(next.scope == te::scope::profile);
        CHECK(next.toward == te::toward::recipient);
    }
    CHECK(decide_text(R"({"errors":[{"code":"10011","detail":"Recipient has opted out"}]})", 429).reason == te::reason::opted_out);
    // No title or name of the table states an opt-out, but those of a STOP.
    for (const te::code_info& row : te::table) {
        INFO(row.number());
        CHECK((row.id == te::code::blocked_stop || (!te::states_opt_out(row.title) && !te::states_opt_out(row.name))));
        CHECK((row.id == te::code::blocked_stop || !te::states_opt_out(row.cause)));
    }
}

TEST_CASE("an opt-out that no pointer ties to one of several recipients opts none of them out for sure") {
    constexpr std::string_view errors = R"({"code":"40300","title":"Blocked due to STOP message"})";
    const te::report two = te::read(finalized(R"({"phone_number":"+12025550143","status":"delivery_failed"},)"
                                              R"({"phone_number":"+12025550144","status":"delivery_failed"})",
                                              errors));
    CHECK(te::decide(two).consent == te::consent::maybe_opted_out);
    CHECK(te::decide(two).step == te::step::stop);
    for (const std::size_t recipient : {0U, 1U}) {
        CHECK(te::decide_for(two, recipient).consent == te::consent::maybe_opted_out);
        CHECK(te::decide_for(two, recipient).step == te::step::stop);
    }
    const te::report one = te::read(finalized(failed_recipient, errors));
    CHECK(te::decide(one).consent == te::consent::opted_out);
    CHECK(te::decide_for(one, 0).consent == te::consent::opted_out);
}

TEST_CASE("a message in a refusal was not sent") {
    const te::report report = te::read(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143"}]}})");
    te::situation now;
    now.phase = te::phase::request;
    for (const int status : {400, 404, 422}) {
        INFO(status);
        now.http_status = status;
        CHECK(te::decide_for(report, 0, now).step == te::step::stop);
        CHECK(te::decide_for(report, 0, now).receipt == te::receipt::no);
    }
    for (const int status : {408, 500, 503}) {
        INFO(status);
        now.http_status = status;
        CHECK(te::decide_for(report, 0, now).step == te::step::reconcile);
        CHECK(te::decide_for(report, 0, now).receipt == te::receipt::maybe);
    }
    now.http_status = 200;
    CHECK(te::decide_for(report, 0, now).receipt == te::receipt::maybe);
}

TEST_CASE("which statuses refuse a request") {
    constexpr std::string_view message = R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143",)"
                                         R"("status":"delivery_failed"}],"errors":[{"code":"40300"}]}})";
    constexpr std::string_view record = R"({"record_type":"mdr","cld":"+12025550143","status":"failed","errors":["40300"]})";
    constexpr std::string_view refusal = R"({"errors":[{"code":"40300"}]})";
    const auto consent = [](std::string_view body, int status) { return decide_text(body, status, te::phase::request).consent; };
    // Only a refused request says for sure that the code is that of a STOP.
    for (const int status : {0, 200, 202, 299}) {
        INFO(status);
        CHECK(consent(message, status) == te::consent::maybe_opted_out);
        CHECK(consent(record, status) == te::consent::maybe_opted_out);
        CHECK(consent(refusal, status) == te::consent::opted_out);
    }
    for (const int status : {300, 301, 403, 422}) {
        INFO(status);
        CHECK(consent(message, status) == te::consent::opted_out);
        CHECK(consent(record, status) == te::consent::opted_out);
        CHECK(consent(refusal, status) == te::consent::opted_out);
    }
    // Not even a webhook that someone passes on as the response.
    const std::string webhook = finalized(failed_recipient, R"({"code":"40300"})");
    CHECK(consent(webhook, 200) == te::consent::maybe_opted_out);
    CHECK(consent(webhook, 422) == te::consent::opted_out);
    // An empty page is no message: the status of the response counts.
    CHECK(decide_text(R"({"data":[]})", 200, te::phase::request).step == te::step::none);
    CHECK(decide_text(R"({"data":[]})", 422, te::phase::request).step == te::step::stop);
    // What the headers in a payload ask for counts where the caller has none.
    const te::report hinted = te::read(R"({"headers":{"retry-after":"7200"},"error":{"errors":[{"code":"10011"}]}})");
    CHECK(te::decide(hinted, at_status(429)).step == te::step::hold);
    CHECK(te::decide(hinted, at_status(429)).delay.milliseconds() == 7200000);
}

TEST_CASE("whether all recipients have the message") {
    const auto receipt = [](std::string_view first, std::string_view second) {
        const auto recipient = [](std::string_view number, std::string_view status) {
            return R"({"phone_number":"+1202555)" + std::string{number} + R"(","status":")" + std::string{status} + "\"}";
        };
        return decide_text(finalized(recipient("0143", first) + ',' + recipient("0144", second), R"({"code":"40008"})")).receipt;
    };
    CHECK(receipt("delivery_failed", "delivery_failed") == te::receipt::no);
    for (const std::string_view other : {"sent", "delivered", "delivery_unconfirmed", "queued"}) {
        INFO(other);
        CHECK(receipt("delivery_failed", other) == te::receipt::maybe);
        CHECK(receipt(other, "delivery_failed") == te::receipt::maybe);
    }
    CHECK(receipt("sent", "queued") == te::receipt::maybe);
}

TEST_CASE("recipients without a number are not one person") {
    const te::report report =
        te::read(finalized(R"({"status":"delivery_failed"},{"status":"delivery_failed"})",
                           R"({"code":"40300","title":"Blocked due to STOP message","source":{"pointer":"/to/0"}})"));
    REQUIRE(report.recipients().size() == 2);
    CHECK(te::decide_for(report, 0).consent == te::consent::opted_out);
    CHECK(te::decide_for(report, 1).consent == te::consent::unchanged);
}

TEST_CASE("many messages of one recipient each, beside one of several") {
    std::string messages;
    for (int i = 0; i != 20; ++i) {
        messages += R"({"record_type":"message","id":"m","to":[{"phone_number":"+12025550143","status":"delivery_failed"}],)"
                    R"("errors":[{"code":"40008"}]},)";
    }
    // The recipient is in this message twice, and opted out.
    messages += R"({"record_type":"message","id":"n","to":[{"phone_number":"+12025550144","status":"delivery_failed"},)"
                R"({"phone_number":"+12025550144","status":"delivery_failed"}],)"
                R"("errors":[{"code":"40300","title":"Blocked due to STOP message","source":{"pointer":"/to/0"}}]})";
    const te::report report = te::read(R"({"data":[)" + messages + "]}");
    REQUIRE(report.recipients().size() == 22);
    std::vector<te::decision> each;
    te::decide_each(report, {}, {}, [&each](std::size_t /*recipient*/, const te::decision& next) { each.push_back(next); });
    REQUIRE(each.size() == 22);
    for (std::size_t i = 0; i != each.size(); ++i) {
        INFO(i);
        CHECK(each[i].step == (i < 20 ? te::step::retry : te::step::stop));
        CHECK(each[i].consent == (i < 20 ? te::consent::unchanged : te::consent::opted_out));
    }
}

TEST_CASE("an opt-out beside a message that arrived counts for the next one") {
    constexpr std::string_view arrived = R"({"phone_number":"+12025550143","status":"delivered"})";
    const auto next = [&](std::string_view errors) { return decide_text(finalized(arrived, errors)); };
    CHECK(next(R"({"code":"40300","title":"Blocked due to STOP message"})").consent == te::consent::opted_out);
    CHECK(next(R"({"code":"40300","title":"Blocked due to STOP message"})").step == te::step::none);
    CHECK(next(R"({"code":"40300","title":"Blocked due to STOP message"})").receipt == te::receipt::yes);
    CHECK(next(R"({"code":"40300"})").consent == te::consent::maybe_opted_out);
    CHECK(next(R"({"code":"40008"})").consent == te::consent::unchanged);
    const te::report report = te::read(finalized(arrived, R"({"code":"40300","title":"Blocked due to STOP message"})"));
    CHECK(te::decide_for(report, 0).consent == te::consent::opted_out);
}

TEST_CASE("a person who is in the lists of a message twice has one consent") {
    const te::report report =
        te::read(finalized(R"({"phone_number":"+12025550143","status":"delivery_failed"},{"phone_number":"+12025550143","status":)"
                           R"("delivery_failed"},{"phone_number":"+12025550144","status":"delivery_failed"})",
                           R"({"code":"40300","title":"Blocked due to STOP message","source":{"pointer":"/to/0"}},)"
                           R"({"code":"40008","source":{"pointer":"/to/1"}},{"code":"40008","source":{"pointer":"/to/2"}})"));
    REQUIRE(report.recipients().size() == 3);
    std::vector<te::decision> each;
    te::decide_each(report, {}, te::retry_policy{}, [&](std::size_t, const te::decision& next) { each.push_back(next); });
    for (std::size_t i = 0; i != 3; ++i) {
        INFO(i);
        const bool same = i < 2;
        CHECK(each[i].consent == (same ? te::consent::opted_out : te::consent::unchanged));
        CHECK(each[i].step == (same ? te::step::stop : te::step::retry));
        CHECK(te::decide_for(report, i).consent == each[i].consent);
        CHECK(te::decide_for(report, i).step == each[i].step);
    }
    // No error reaches another payload of a list, and other failures say nothing about the second place.
    const te::report list =
        te::read("[" + finalized(failed_recipient, R"({"code":"40300","title":"Blocked due to STOP message"})") + "," +
                 finalized(failed_recipient, R"({"code":"40008"})") + "]");
    REQUIRE(list.recipients().size() == 2);
    CHECK(te::decide_for(list, 1).consent == te::consent::unchanged);
    const te::report landline =
        te::read(finalized(R"({"phone_number":"1","status":"delivery_failed"},{"phone_number":"1","status":)"
                           R"("delivery_failed"})",
                           R"({"code":"40001","source":{"pointer":"/to/0"}},)"
                           R"({"code":"40008","source":{"pointer":"/to/1"}})"));
    CHECK(te::decide_for(landline, 1).governing_code == 40008);
    // Many places: the decisions are made for 64 at once.
    std::string places = R"({"phone_number":"+12025550143","status":"delivery_failed"})";
    for (int i = 1; i != 70; ++i) {
        places += i == 69 ? R"(,{"phone_number":"+12025550143","status":"delivery_failed"})" : R"(,{"status":"delivery_failed"})";
    }
    const te::report many = te::read(finalized(places, R"({"code":"40300","title":"Blocked due to STOP message","source":)"
                                                       R"({"pointer":"/to/0"}},{"code":"40008"})"));
    REQUIRE(many.recipients().size() == 70);
    te::decide_each(many, {}, te::retry_policy{}, [](std::size_t i, const te::decision& next) {
        CHECK(next.consent == (i == 0 || i == 69 ? te::consent::opted_out : te::consent::unchanged));
    });
}

TEST_CASE("a failed message in a response with success is no refusal") {
    const auto body = [](std::string_view error) {
        return R"({"data":{"record_type":"message","direction":"outbound","id":"m","type":"SMS","to":[)" +
               std::string{failed_recipient} + R"(],"errors":[)" + std::string{error} + "]}}";
    };
    for (const int status : {0, 200, 202}) {
        INFO(status);
        const te::decision undeliverable =
            decide_text(body(R"({"code":"40008","title":"Undeliverable"})"), status, te::phase::request);
        CHECK(undeliverable.step == te::step::retry);
        CHECK(undeliverable.reason == te::reason::transient);
        CHECK(decide_text(body(R"({"code":"40300"})"), status, te::phase::request).consent == te::consent::maybe_opted_out);
    }
    // A refusal is one by its status, or by its shape.
    CHECK(decide_text(body(R"({"code":"40008"})"), 400, te::phase::request).remedy == te::remedy::revise_content);
    CHECK(decide_text(body(R"({"code":"40300"})"), 409, te::phase::request).consent == te::consent::opted_out);
    CHECK(decide_text(R"({"errors":[{"code":"40008"}]})", 200, te::phase::request).remedy == te::remedy::revise_content);
    CHECK(decide_text(R"({"errors":[{"code":"40300"}]})", 0, te::phase::request).consent == te::consent::opted_out);
}

TEST_CASE("the first plausible time of a payload is that of the failure") {
    const auto not_before = [](std::string_view completed) {
        std::string body = finalized(failed_recipient, R"({"code":"40020"})");
        constexpr std::string_view known = R"("completed_at":"2026-03-02T17:20:09Z")";
        body.replace(body.find(known), known.size(), R"("completed_at":")" + std::string{completed} + '"');
        te::situation now;
        now.time = te::instant{1772480000}; // 2026-03-02T19:33:20Z
        return te::decide(te::read(body), now).not_before.unix_seconds() - 86400;
    };
    // 2026-03-02T17:20:09Z is 1772472009; occurred_at is a second later.
    for (const std::string_view same :
         {"2026-03-02T17:20:09Z", "2026-03-02 17:20:09", "2026-03-02T17:20:09", "2026-03-02 17:20:09+00",
          "2026-03-02T18:20:09+0100", "2026-03-02T17:20:09,080Z", "2026-03-02 17:20:09 UTC"}) {
        INFO(same);
        CHECK(not_before(same) == 1772472009);
    }
    for (const std::string_view none : {"0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2027-03-02T17:20:09Z", "yesterday", ""}) {
        INFO(none);
        CHECK(not_before(none) == 1772472010);
    }
}

TEST_CASE("only Telnyx itself says that a message does not exist") {
    struct expectation {
        std::string_view answer;
        int status;
        bool not_found;
    };
    constexpr std::string_view inbound =
        R"({"record_type":"mdr","direction":"inbound","cld":"+12025550100","cli":"+12025550143","status":"received"})";
    constexpr expectation expectations[] = {
        {R"({"data":[]})", 200, true},
        {R"({"data":[]})", 0, true},
        {R"({"data":[],"meta":{"total_pages":1,"total_results":0,"page_number":1,"cursors":{"after":null},"next":null}})", 200,
         true},
        {R"({"data":[],"meta":{"total_pages":"1","total_results":"0","next":""}})", 200, true},
        // No answer.
        {R"({"data":[]})", 401, false},
        {R"({"data":[]})", 403, false},
        {R"({"data":[]})", 429, false},
        {R"({"data":[]})", 500, false},
        {R"({"data":[]})", 503, false},
        // The rows are on other pages.
        {R"({"data":[],"meta":{"total_results":3,"page_number":9}})", 200, false},
        {R"({"data":[],"meta":{"total_results":"3"}})", 200, false},
        {R"({"data":[],"meta":{"total_pages":2,"page_number":3}})", 200, false},
        {R"({"data":[],"meta":{"next":"https://example.com/2"}})", 200, false},
        {R"({"data":[],"meta":{"cursors":{"after":"abc"}}})", 200, false},
        {R"({"data":[],"meta":{"total_pages":"3","total_results":"0"}})", 200, false},
        {R"({"data":[],"meta":{"total_results":3,"cursors":{"after":null}}})", 200, false},
        // Every error must say so.
        {R"({"errors":[{"code":"10005"}]})", 404, true},
        {R"({"errors":[{"code":"40303"},{"code":"10005"}]})", 404, true},
        {R"({"errors":[{"code":"10005"},{"code":"10007"}]})", 500, false},
        {R"({"errors":[{"code":"10005"}]})", 503, false},
        {R"({"errors":[{"code":"10010"},{"code":"10005"}]})", 403, false},
        {R"({"errors":[]})", 404, false},
        // A proxy, or another URL.
        {"", 404, true},
        {"<html>Not found</html>", 404, false},
        {R"({"detail":"Not Found"})", 404, false},
        {"{}", 404, false},
        {"", 200, false},
    };
    te::situation here;
    here.elapsed_ms = 5 * 3600000;
    for (const expectation& expected : expectations) {
        INFO(expected.answer << ' ' << expected.status);
        here.http_status = expected.status;
        const te::decision next = te::decide_lookup(te::read(expected.answer), here);
        CHECK(next.step == (expected.not_found ? te::step::retry : te::step::reconcile));
        CHECK(next.reason == (expected.not_found ? te::reason::nothing_found : te::reason::may_have_been_sent));
    }
    // Inbound rows are not the message, and say nothing about it.
    here.http_status = 200;
    const auto answer = [&](const std::string& rows) { return te::decide_lookup(te::read(R"({"data":[)" + rows + "]}"), here); };
    const std::string failed =
        R"({"record_type":"mdr","direction":"outbound","cld":"+12025550143","status":"failed","errors":["40006"]})";
    const std::string arrived = R"({"record_type":"mdr","direction":"outbound","cld":"+12025550143","status":"delivered"})";
    CHECK(answer(std::string{inbound}).reason == te::reason::nothing_found);
    // What was left out of a page may be the message.
    std::string many{inbound};
    for (std::size_t i = 0; i != te::limits::list_elements; ++i) {
        many += ',' + std::string{inbound};
    }
    CHECK(answer(many).step == te::step::reconcile);
    CHECK(answer(many).reason != te::reason::nothing_found);
    for (const std::string& rows : {failed + ',' + std::string{inbound}, std::string{inbound} + ',' + failed}) {
        INFO(rows);
        CHECK(answer(rows).step == te::step::retry);
        CHECK(answer(rows).governing_code == 40006);
    }
    CHECK(answer(std::string{inbound} + ',' + arrived).receipt == te::receipt::yes);
    // One message, of which one row says that it arrived: nothing is resent.
    CHECK(answer(arrived + ',' + failed).step == te::step::reconcile);
    // An inbound message is another one.
    const te::report other =
        te::read(R"({"data":{"record_type":"message","direction":"inbound","id":"m","to":[{"status":"webhook_delivered"}]}})");
    CHECK(te::decide_lookup(other, here).step == te::step::reconcile);
}

TEST_CASE("what Telnyx took an inbound message for counts beside its text") {
    const auto said = [](std::string_view text, std::string_view type) {
        return decide_text(R"({"data":{"event_type":"message.received","payload":{"direction":"inbound","record_type":"message",)"
                           R"("from":{"phone_number":"+12025550143"},"text":")" +
                           std::string{text} + R"(","autoresponse_type":")" + std::string{type} + R"("}}})")
            .consent;
    };
    using c = te::consent;
    CHECK(said("START", "STOP") == c::opted_out);
    CHECK(said("HELP", "STOP") == c::opted_out);
    CHECK(said("STOP", "START") == c::opted_out);
    CHECK(said("START", "HELP") == c::opted_in);
    CHECK(said("START", "") == c::opted_in);
    CHECK(said("ARRANCAR", "START") == c::opted_in);
    CHECK(said("BAJA", "STOP") == c::opted_out);
}

TEST_CASE("a warning beside an accepted message is one for the recipient whose message was accepted") {
    const auto step_of = [](std::string_view pointer, std::size_t recipient) {
        const te::report report =
            te::read(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"queued"},)"
                     R"({"phone_number":"2","status":"delivery_failed"}],"errors":[{"code":"40328","source":{"pointer":")" +
                     std::string{pointer} + R"("}}]}})");
        return te::decide_for(report, recipient).step;
    };
    CHECK(step_of("/to/0", 0) == te::step::reconcile); // sending it again, shorter, could deliver it twice
    CHECK(step_of("/to/1", 1) == te::step::fix_first);
}

TEST_CASE("a warning beside an accepted message governs for that recipient only") {
    // Both ask for an intervention and reach as far, so the first governs. Beside an accepted message nothing is sure of 40328,
    // which is stricter.
    const auto governing = [](std::string_view status) {
        return te::decide_for(
                   te::read(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":")" +
                            std::string{status} +
                            R"("},{"phone_number":"2","status":"delivery_failed"}],"errors":[)"
                            R"({"code":"10004","source":{"pointer":"/to/0"}},{"code":"40328","source":{"pointer":"/to/0"}}]}})"),
                   0)
            .governing_code;
    };
    CHECK(governing("queued") == 40328);
    CHECK(governing("delivery_failed") == 10004);
    CHECK(governing("a new status") == 10004);
}

TEST_CASE("the sixty-fifth recipient of a message has an error as the others have") {
    std::string recipients;
    for (int i = 0; i != 66; ++i) {
        recipients.append(i == 0 ? "" : ",")
            .append(R"({"phone_number":")")
            .append(std::to_string(i))
            .append(R"(","status":"delivery_failed"})");
    }
    const te::report report = te::read(finalized(recipients, R"({"code":"40006","source":{"pointer":"/to/64"}})"));
    te::decide_each(report, {}, {}, [](std::size_t i, const te::decision& next) {
        INFO(i);
        CHECK(name(next.step) == name(i == 64 ? te::step::retry : te::step::stop));
    });
}

TEST_CASE("an event without its payload is looked up, whatever error stands beside it") {
    const te::decision next =
        decide_text(R"({"data":{"event_type":"message.finalized","payload":null},"errors":[{"code":"40006"}]})");
    CHECK(name(next.step) == name(te::step::reconcile));
    CHECK(name(next.reason) == name(te::reason::missing_payload));
    // The type of this one says what became of the message.
    const std::string delivered = R"({"data":{"event_type":"message.delivered","payload":null}})";
    CHECK(name(decide_text(delivered).step) == name(te::step::none));
    CHECK(name(decide_text("[" + delivered + "," + finalized(R"({"status":"delivered"})", "") + "]").reason) ==
          name(te::reason::missing_payload));
}

TEST_CASE("a refusal of one message opts its recipient out, also beside a message to another one") {
    const te::decision both =
        te::decide(te::read(R"([{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]},)"
                            R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"delivered"}]}}])"));
    CHECK(both.consent == te::consent::opted_out);
    CHECK(both.step == te::step::stop);
}

TEST_CASE("a person in a message twice: both places, whichever the error names, and however sure it is") {
    for (const std::string_view words : {R"("code":"40300","title":"Blocked due to STOP message")",
                                         R"("code":"40008","detail":"The recipient has opted out")"}) { // words are no proof
        for (const std::string_view pointer : {"/to/0", "/to/1"}) {
            INFO(words << ' ' << pointer);
            const std::string twice = std::string{failed_recipient} + "," + std::string{failed_recipient};
            const te::report report = te::read(
                finalized(twice, "{" + std::string{words} + R"(,"source":{"pointer":")" + std::string{pointer} + R"("}})"));
            REQUIRE(report.recipients().size() == 2);
            te::decide_each(report, {}, {}, [&](std::size_t i, const te::decision& next) {
                CHECK(name(next.step) == name(te::step::stop));
                CHECK(next.consent == (words.find("STOP") != words.npos ? te::consent::opted_out : te::consent::maybe_opted_out));
                CHECK(te::decide_for(report, i).consent == next.consent);
            });
        }
    }
}

TEST_CASE("who may be in a message twice") {
    const auto message = [](int recipients, int first) {
        std::string list;
        for (int i = 0; i != recipients; ++i) {
            list.append(i == 0 ? "" : ",").append(R"({"phone_number":")").append(std::to_string(first + i)).append(R"("})");
        }
        return R"({"record_type":"message","id":"m","to":[)" + list + "]}";
    };
    const auto candidates = [](const std::string& body) {
        const te::report report = te::read(body);
        const te::report_view& view = report;
        const te::detail::repetitions repetitions{view};
        std::vector<bool> result;
        for (std::size_t i = 0; i != view.recipients().size(); ++i) {
            result.push_back(repetitions.may_have(i));
        }
        return result;
    };
    // Of a few, those who are not alone in their message.
    CHECK(candidates("[" + message(1, 1) + "," + message(2, 2) + "," + message(1, 4) + "," + message(2, 5) + "]") ==
          std::vector<bool>{false, true, true, false, true, true});
    CHECK(candidates(message(16, 1)) == std::vector<bool>(16, true));
    // Of more, those who look like another one: where all are different, mostly none.
    const std::vector<bool> more = candidates(message(17, 1));
    CHECK(std::count(more.begin(), more.end(), true) < 17);
    const std::vector<bool> alone = candidates("[" + message(17, 1) + "," + message(1, 1) + "]");
    REQUIRE(alone.size() == 18);
    CHECK_FALSE(alone.back());
    std::string seventeen = message(17, 1);
    seventeen.replace(seventeen.find(R"("17")"), 4, R"("1")");
    const std::vector<bool> again = candidates(seventeen);
    REQUIRE(again.size() == 17);
    CHECK(again.front());
    CHECK(again.back());
    CHECK(std::count(again.begin(), again.end(), true) < 17);
}

TEST_CASE("the errors of a payload as a whole stay with it, in a list of several with several recipients each") {
    const std::string two = std::string{failed_recipient} + R"(,{"phone_number":"+12025550144","status":"delivery_failed"})";
    const auto steps_of = [](const std::string& body) {
        std::vector<te::step> steps;
        const te::report report = te::read(body);
        te::decide_each(report, {}, {}, [&](std::size_t i, const te::decision& next) {
            CHECK(name(te::decide_for(report, i).step) == name(next.step));
            steps.push_back(next.step);
        });
        return steps;
    };
    using steps = std::vector<te::step>;
    constexpr te::step stop = te::step::stop;
    constexpr te::step retry = te::step::retry;
    CHECK(steps_of("[" + finalized(two, R"({"code":"40001"})") + "," + finalized(two, R"({"code":"40008"})") + "]") ==
          steps{stop, stop, retry, retry});
    CHECK(steps_of("[" + finalized(two, R"({"code":"40008"})") + "," + finalized(two, R"({"code":"40001"})") + "]") ==
          steps{retry, retry, stop, stop});
    CHECK(steps_of(R"([{"errors":[{"code":"40001"}]},)" + finalized(two, R"({"code":"40006"})") + "]") == steps{retry, retry});
}

TEST_CASE("a cancelled message beside an inbound one is not inbound") {
    const te::report report =
        te::read(R"({"data":[{"record_type":"message","direction":"inbound","id":"i","text":"STOP","from":{"phone_number":"1"},)"
                 R"("to":[{"phone_number":"9","status":"received"}]},)"
                 R"({"record_type":"message","direction":"outbound","id":"o","to":[{"phone_number":"2","status":"cancelled"}]}]})");
    REQUIRE(report.recipients().size() == 2);
    CHECK(te::detail::is_inbound(report, report.recipients()[0]));
    CHECK_FALSE(te::detail::is_inbound(report, report.recipients()[1]));
    CHECK_FALSE(te::detail::is_only_inbound(report));
}

TEST_CASE("an empty page is no message with 404, and nothing with its neighbours") {
    const te::report page = te::read(R"({"data":[],"meta":{"total_results":0}})");
    for (const int status : {0, 200, 299, 404}) {
        INFO(status);
        CHECK(te::detail::is_not_found(page, status));
    }
    for (const int status : {199, 300, 403, 405}) {
        INFO(status);
        CHECK_FALSE(te::detail::is_not_found(page, status));
    }
    const te::report error = te::read(R"({"errors":[{"code":"10005"}]})"); // Telnyx's own word, unless it stumbles
    CHECK(te::detail::is_not_found(error, 499));
    CHECK_FALSE(te::detail::is_not_found(error, 500));
    CHECK_FALSE(te::detail::is_not_found(error, 501));
}

TEST_CASE("what is decided without an error says why, and whether the message arrived") {
    struct expectation {
        std::string_view body;
        int status;
        te::step step;
        te::reason reason;
        te::receipt receipt;
    };
    using s = te::step;
    using r = te::reason;
    using has = te::receipt;
    constexpr std::string_view inbound =
        R"({"data":{"event_type":"message.received","payload":{"record_type":"message","direction":"inbound","to":[{"status":"x"}]}}})";
    constexpr std::string_view inbound_failed =
        R"({"data":{"event_type":"message.received","payload":{"record_type":"message","direction":"inbound",)"
        R"("to":[{"status":"webhook_delivered"}],"errors":[{"code":"40008"}]}}})";
    constexpr std::string_view page = R"({"data":[],"meta":{"total_results":0}})";
    constexpr expectation expectations[] = {
        {inbound, 0, s::none, r::nothing_failed, has::yes},
        {inbound_failed, 0, s::stop, r::unexplained_failure, has::yes},
        {page, 0, s::none, r::nothing_found, has::maybe},
        {R"({"foo":1})", 299, s::none, r::unrecognised, has::maybe},
        {R"({"foo":1})", 300, s::fix_first, r::redirected, has::no},
        {R"({"foo":1})", 301, s::fix_first, r::redirected, has::no},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.body << ' ' << expected.status);
        const te::decision actual = decide_text(expected.body, expected.status, te::phase::unknown);
        CHECK(name(actual.step) == name(expected.step));
        CHECK(name(actual.reason) == name(expected.reason));
        CHECK(name(actual.receipt) == name(expected.receipt));
        CHECK(actual.governing_code == 0);
    }
    // An error without a code has no number.
    const te::decision codeless = decide_text(finalized(failed_recipient, R"({"title":"odd"})"));
    CHECK(codeless.governing_code == 0);
    CHECK(codeless.reason == te::reason::unknown_code);
}

TEST_CASE("a part that cannot be read: what the others say stays, and an opt-out in words goes to a person") {
    te::situation now;
    now.time = te::instant{1795512600};
    const auto decided = [&now](std::string_view status, std::string_view error) {
        return te::decide(te::read(finalized(R"({"phone_number":"+12025550143","status":")" + std::string{status} + R"("})",
                                             std::string{error} + R"(,["40300"])")),
                          now);
    };
    // 40008: an account toward a recipient, documented (messaging reference).
    const te::decision open = decided("delivery_failed", R"({"code":"40008"})");
    CHECK(open.step == te::step::reconcile);
    CHECK(open.reason == te::reason::unreadable_errors);
    CHECK(open.scope == te::scope::account);
    CHECK(open.toward == te::toward::recipient);
    CHECK(open.basis == te::basis::documented);
    CHECK(open.governing_code == 40008);
    CHECK(open.not_before == te::instant{1795512600 + 900});
    for (const std::string_view error : {R"({"code":"40008","detail":"The recipient has opted out"})",
                                         R"({"code":"40300","title":"Blocked due to STOP message"})"}) {
        INFO(error);
        const te::decision arrived = decided("delivered", error);
        CHECK(arrived.step == te::step::stop);
        CHECK(arrived.reason == te::reason::unreadable_errors);
        CHECK(arrived.consent == (error.find("STOP") != error.npos ? te::consent::opted_out : te::consent::maybe_opted_out));
        CHECK_FALSE(arrived.delay.known());
        CHECK_FALSE(arrived.not_before.known());
    }
}
