// What a code means where it occurred: refinements, and everything that must be true of decisions about whole payloads, tried for
// every code, every status of up to four recipients, every pointer and every phase.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/history.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "reference.hpp"

namespace te = telnyx::errors;

namespace {

using c = te::retry_class;
using p = te::scope;
using w = te::toward;
using m = te::remedy;

struct refinement_case {
    std::int64_t code;
    te::channel channel;
    te::phase phase;
    te::part part;
    bool accepted;
    std::string_view title;
    te::retry_class retry;
    te::scope scope;
    te::toward toward;
    te::remedy remedy;
};

constexpr auto any_channel = te::channel::unknown;
constexpr auto delivery = te::phase::delivery;
constexpr auto request = te::phase::request;
constexpr auto nothing = te::part::unknown;

// clang-format off
constexpr refinement_case refined[] = {
    // 40008: a carrier's refusal for SMS and MMS, a template or a sender for WhatsApp.
    {40008, any_channel, delivery, nothing, false, "", c::automatic, p::account, w::recipient, m::retry_with_backoff},
    {40008, te::channel::sms, delivery, nothing, false, "Undeliverable", c::automatic, p::account, w::recipient, m::retry_with_backoff},
    {40008, te::channel::mms, te::phase::record, nothing, false, "", c::automatic, p::account, w::recipient, m::retry_with_backoff},
    {40008, te::channel::rcs, delivery, nothing, false, "", c::automatic, p::account, w::recipient, m::retry_with_backoff},
    {40008, te::channel::whatsapp, delivery, nothing, false, "", c::after_intervention, p::content, w::everyone, m::revise_content},
    {40008, te::channel::whatsapp, request, nothing, false, "", c::after_intervention, p::content, w::everyone, m::revise_content},
    {40008, any_channel, request, nothing, false, "Template not usable", c::after_intervention, p::content, w::everyone, m::revise_content},
    {40008, te::channel::sms, request, nothing, false, "", c::after_intervention, p::content, w::everyone, m::revise_content},
    {40006, te::channel::whatsapp, delivery, nothing, false, "", c::automatic, p::account, w::carrier, m::retry_with_backoff},
    // Numbers: the pointer says whose.
    {10001, any_channel, request, nothing, false, "", c::action_required, p::sender, w::everyone, m::fix_sender},
    {10001, any_channel, request, te::part::sender, false, "", c::action_required, p::sender, w::everyone, m::fix_sender},
    {10001, any_channel, request, te::part::recipient, false, "", c::permanent, p::account, w::recipient, m::correct_recipient},
    {10002, any_channel, request, nothing, false, "", c::after_intervention, p::message, w::everyone, m::fix_request},
    {10002, any_channel, request, te::part::sender, false, "", c::action_required, p::sender, w::everyone, m::fix_sender},
    {10002, any_channel, request, te::part::recipient, false, "", c::permanent, p::account, w::recipient, m::correct_recipient},
    {10002, any_channel, request, te::part::content, false, "", c::after_intervention, p::message, w::everyone, m::fix_request},
    {10016, any_channel, request, te::part::sender, false, "", c::action_required, p::sender, w::everyone, m::fix_sender},
    {10016, any_channel, request, te::part::recipient, false, "", c::permanent, p::account, w::recipient, m::correct_recipient},
    {40310, any_channel, request, te::part::sender, false, "", c::permanent, p::account, w::recipient, m::correct_recipient},
    // A header is in every request.
    {10015, any_channel, request, te::part::header, false, "", c::after_intervention, p::account, w::everyone, m::fix_request},
    {10015, any_channel, request, te::part::content, false, "", c::after_intervention, p::message, w::everyone, m::fix_request},
    {10004, any_channel, request, te::part::header, false, "", c::after_intervention, p::account, w::everyone, m::fix_request},
    {10033, any_channel, request, te::part::header, false, "", c::after_intervention, p::account, w::everyone, m::fix_request},
    {10005, any_channel, request, te::part::header, false, "", c::permanent, p::message, w::everyone, m::fix_request},
    // 40328: a refusal, or a warning beside a message on its way.
    {40328, any_channel, request, nothing, false, "", c::after_intervention, p::message, w::everyone, m::revise_content},
    {40328, any_channel, te::phase::record, nothing, true, "", c::unspecified, p::message, w::everyone, m::investigate},
    {40302, any_channel, te::phase::record, nothing, true, "", c::after_intervention, p::content, w::everyone, m::revise_content},
    // Titles.
    {40006, any_channel, request, nothing, false, "", c::automatic, p::account, w::carrier, m::retry_with_backoff},
    {40006, any_channel, request, nothing, false, "Recipient unavailable", c::automatic, p::account, w::carrier, m::retry_with_backoff},
    {40006, any_channel, request, nothing, false, "recipient server UNAVAILABLE.", c::automatic, p::account, w::carrier, m::retry_with_backoff},
    {40006, any_channel, request, nothing, false, "Out of order", c::unspecified, p::message, w::everyone, m::investigate},
    {40006, any_channel, delivery, nothing, false, "Out of order", c::automatic, p::account, w::carrier, m::retry_with_backoff},
    {40006, any_channel, delivery, nothing, false, "Unsupported audio format", c::unspecified, p::message, w::everyone, m::investigate},
    {40004, any_channel, request, nothing, false, "Rejected", c::unspecified, p::message, w::everyone, m::investigate},
    {40004, any_channel, delivery, nothing, false, "Number not on messaging profile", c::unspecified, p::message, w::everyone, m::investigate},
    {10011, any_channel, request, nothing, false, "Too many requests", c::automatic, p::account, w::everyone, m::retry_with_backoff},
    {10011, any_channel, request, nothing, false, "Bad Request", c::unspecified, p::message, w::everyone, m::investigate},
    {40001, any_channel, request, nothing, false, "Out of order", c::permanent, p::account, w::recipient, m::correct_recipient},
    // WhatsApp's own codes, and codes that no list has.
    {131026, te::channel::whatsapp, delivery, nothing, false, "", c::permanent, p::account, w::recipient, m::correct_recipient},
    {131047, te::channel::whatsapp, delivery, nothing, false, "", c::after_intervention, p::message, w::everyone, m::revise_content},
    {132000, any_channel, delivery, nothing, false, "", c::after_intervention, p::content, w::everyone, m::revise_content},
    {132015, any_channel, delivery, nothing, false, "", c::action_required, p::content, w::everyone, m::revise_content},
    {131048, te::channel::whatsapp, delivery, nothing, false, "", c::unspecified, p::unknown, w::everyone, m::investigate},
    {47000, te::channel::whatsapp, request, te::part::header, true, "x", c::unspecified, p::unknown, w::everyone, m::investigate},
};
// clang-format on

te::decision decide_text(std::string_view body, const te::situation& here = {}, const te::retry_policy& policy = {}) {
    return te::decide(te::read(body), here, policy);
}

bool resends(te::step value) { return value == te::step::retry || value == te::step::hold || value == te::step::fix_first; }

} // namespace

TEST_CASE("a code means what it means where it occurred") {
    // A reference to columns of a temporary context: they have static storage, and compilers that look for dangling references
    // find none.
    const te::judgement& columns = te::classify(40300, te::context{te::channel::sms, te::phase::delivery});
    CHECK(columns.retry == te::retry_class::permanent);
    for (const refinement_case& each : refined) {
        INFO(each.code << ' ' << name(each.channel) << ' ' << name(each.phase) << ' ' << name(each.part) << ' ' << each.title);
        const te::judgement& actual = te::classify(each.code, {each.channel, each.phase, each.part, each.accepted, each.title});
        CHECK(name(actual.retry) == name(each.retry));
        CHECK(name(actual.scope) == name(each.scope));
        CHECK(name(actual.toward) == name(each.toward));
        CHECK(name(actual.remedy) == name(each.remedy));
    }
    // Every refinement is one of those above, or it is not tried.
    for (const te::refinement& row : te::refinements) {
        bool tried = false;
        for (const refinement_case& each : refined) {
            const te::context where{each.channel, each.phase, each.part, each.accepted, each.title};
            tried = tried || te::refinement_of(each.code, where) == &row;
        }
        INFO(row.why);
        CHECK((tried || row.id == te::code::rejected_by_destination || row.id == te::code::too_many_requests));
    }
}

TEST_CASE("what a pointer names") {
    using t = te::part;
    struct expectation {
        std::string_view pointer;
        std::string_view parameter;
        te::part part;
    };
    constexpr expectation expectations[] = {
        {"/from", "", t::sender},
        {"/from/phone_number", "", t::sender},
        {"/to", "", t::recipient},
        {"/to/0", "", t::recipient},
        {"/cc/1/phone_number", "", t::recipient},
        {"/data/attributes/from", "", t::sender},
        {"from", "", t::sender},
        {"", "from", t::sender},
        {"", "to", t::recipient},
        {"/text", "", t::content},
        {"/body", "", t::content},
        {"/subject", "", t::content},
        {"/template/id", "", t::content},
        {"/media_urls/2", "", t::content},
        {"/whatsapp_message", "", t::content},
        {"/whatsapp_message/template", "", t::content},
        {"/header/Idempotency-Key", "", t::header},
        {"/headers/authorization", "", t::header},
        {"/FROM", "", t::sender},
        {"/fromage", "", t::unknown},
        {"/total", "", t::unknown},
        {"", "", t::unknown},
        {"/", "", t::unknown},
        {"//from", "", t::sender},
        {"/messaging_profile_id", "from", t::sender},
        // The body of the request is not the content; JSON paths, and parameters that are lists.
        {"/body/from", "", t::sender},
        {"body.to", "", t::recipient},
        {"/body/to/0/phone_number", "", t::recipient},
        {"/body/text", "", t::content},
        {"/body/id", "", t::content},
        {"$.from", "", t::sender},
        {"$['from']", "", t::sender},
        {"$.to[0].phone_number", "", t::recipient},
        {"", "to[]", t::recipient},
        {"", "to[0]", t::recipient},
        {"", "body.from", t::sender},
        {"$.total", "", t::unknown},
        {"..[]", "", t::unknown},
        {"/messaging_profile_id", "", t::unknown},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.pointer << ' ' << expected.parameter);
        CHECK(name(te::part_of(expected.pointer, expected.parameter)) == name(expected.part));
    }
}

TEST_CASE("an automatic code under a title that means something else is not resent, and the decision says why") {
    te::situation here;
    here.http_status = 400;
    const te::decision other = decide_text(R"({"errors":[{"code":"40006","title":"Unsupported audio format"}]})", here);
    CHECK(other.step == te::step::stop);
    CHECK(other.reason == te::reason::title_disagrees);
    CHECK(other.actor() == te::actor::person);
    CHECK(decide_text(R"({"errors":[{"code":"40006","title":"Recipient server unavailable"}]})", here).step == te::step::retry);
    here.idempotent = true;
    here.retry_after.should_retry = te::server_wish::retry;
    CHECK(decide_text(R"({"errors":[{"code":"40004","title":"Made up"}]})", here).step == te::step::stop);
    // In the message's own payload the code decides.
    CHECK(decide_text(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","direction":"outbound",
        "to":[{"phone_number":"+13125550111","status":"delivery_failed"}],"errors":[{"code":"40004","title":"Made up"}]}}})")
              .step == te::step::retry);
}

TEST_CASE("WhatsApp: the channel comes from the payload, or from the caller") {
    const auto webhook = [](std::string_view type) {
        return R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","type":")" + std::string{type} +
               R"(","to":[{"phone_number":"+13125550111","status":"delivery_failed"}],"errors":[{"code":"40008"}]}}})";
    };
    CHECK(decide_text(webhook("SMS")).step == te::step::retry);
    CHECK(decide_text(webhook("WHATSAPP")).step == te::step::fix_first);
    CHECK(decide_text(webhook("whatsapp")).remedy == te::remedy::revise_content);
    te::situation here;
    here.channel = te::channel::whatsapp;
    CHECK(decide_text(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message",
        "to":[{"phone_number":"+13125550111","status":"delivery_failed"}],"errors":[{"code":"40008"}]}}})",
                      here)
              .step == te::step::fix_first);
    CHECK(te::decide(40008, here).step == te::step::fix_first);
    here = {};
    here.phase = te::phase::request;
    CHECK(te::decide(40008, here).step == te::step::fix_first);
    CHECK(te::decide(40006, here).step == te::step::retry);
}

TEST_CASE("errors of one payload of a list say nothing about the recipients of another") {
    const te::report report = te::read(R"([
        {"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"m-1",
         "to":[{"phone_number":"+13125550121","status":"delivery_failed"}],
         "errors":[{"code":"40300","title":"Blocked due to STOP message"}]}}},
        {"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"m-2",
         "to":[{"phone_number":"+13125550122","status":"delivery_failed"}],"errors":[{"code":"40008"}]}}}])");
    REQUIRE(report.recipients().size() == 2);
    CHECK(te::decide_for(report, 0).consent == te::consent::opted_out);
    CHECK(te::decide_for(report, 1).consent == te::consent::unchanged);
    CHECK(te::decide_for(report, 1).step == te::step::retry);
}

namespace {

constexpr std::string_view statuses[] = {"delivered", "delivery_failed", "delivery_unconfirmed", "sent", "queued", "unknown", "",
                                         "x"};
constexpr bool may_have_it[] = {true, false, true, true, true, true, true, true}; // in a message's own payload
constexpr std::string_view pointers[] = {"", "/to/0", "/to/1/phone_number", "/to/3", "/from", "/to/9"};

std::string message_of(const std::vector<std::size_t>& chosen, std::string_view code, std::string_view pointer) {
    std::string body =
        R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","direction":"outbound","to":[)";
    for (std::size_t i = 0; i != chosen.size(); ++i) {
        body += std::string{i == 0 ? "" : ","} + R"({"phone_number":"+1312555010)" + std::to_string(i) + '"';
        if (!statuses[chosen[i]].empty()) {
            body += R"(,"status":")" + std::string{statuses[chosen[i]]} + '"';
        }
        body += '}';
    }
    body += R"(],"errors":[{"code":")" + std::string{code} + '"';
    if (!pointer.empty()) {
        body += R"(,"source":{"pointer":")" + std::string{pointer} + R"("})";
    }
    return body + "}]}}}";
}

struct counts {
    std::size_t asked = 0;
    std::size_t resent_to_holders = 0;
    std::size_t opted_out_by_others = 0;
    std::size_t opted_out_without_code = 0;
    std::size_t without_time = 0;
    std::size_t retries = 0;
};

bool is_open(const te::decision& next) {
    const bool waits = next.step == te::step::retry || next.step == te::step::hold || next.step == te::step::reconcile ||
                       next.reason == te::reason::not_final;
    return waits && !next.delay.known() && !next.not_before.known();
}

void try_message(const std::vector<std::size_t>& chosen, const reference::code_row& row, std::string_view pointer, counts& result) {
    const te::report report = te::read(message_of(chosen, std::to_string(row.number), pointer));
    REQUIRE(report.recipients().size() == chosen.size());
    const std::size_t named = pointer.substr(0, 4) == "/to/" ? static_cast<std::size_t>(pointer[4] - '0') : 99;
    for (const te::phase phase : te::enumerators<te::phase>) {
        for (const bool idempotent : {false, true}) {
            te::situation here;
            here.phase = phase;
            here.idempotent = idempotent;
            here.retry_after.should_retry = idempotent ? te::server_wish::retry : te::server_wish::none;
            const bool request_phase = phase == te::phase::request;
            bool anybody_has_it = false;
            te::decide_each(report, here, te::retry_policy{}, [&](std::size_t i, const te::decision& next) {
                const bool refused = request_phase && statuses[chosen[i]].empty();
                const bool failed_by_error = statuses[chosen[i]].empty() && (named == i || chosen.size() == 1);
                const bool holder = may_have_it[chosen[i]] && !refused && !failed_by_error;
                anybody_has_it = anybody_has_it || holder;
                ++result.asked;
                result.resent_to_holders += holder && resends(next.step) ? 1U : 0U;
                result.opted_out_by_others += next.consent == te::consent::opted_out && named != i && chosen.size() != 1 ? 1U : 0U;
                result.opted_out_without_code += next.consent == te::consent::opted_out && row.number != 40300 ? 1U : 0U;
                result.without_time += is_open(next) ? 1U : 0U;
                result.retries += next.step == te::step::retry ? 1U : 0U;
            });
            const te::decision whole = te::decide(report, here);
            ++result.asked;
            result.resent_to_holders += anybody_has_it && resends(whole.step) ? 1U : 0U;
            result.without_time += is_open(whole) ? 1U : 0U;
        }
    }
}

// All choices of statuses of so many recipients.
void try_all_statuses(std::size_t recipients, const reference::code_row& row, counts& result) {
    std::vector<std::size_t> chosen(recipients, 0);
    for (;;) {
        for (const std::string_view pointer : pointers) {
            try_message(chosen, row, pointer, result);
        }
        std::size_t place = 0;
        while (place != recipients && ++chosen[place] == std::size(statuses)) {
            chosen[place++] = 0;
        }
        if (place == recipients) {
            return;
        }
    }
}

} // namespace

namespace {

void require_safe(const counts& result) {
    CHECK(result.resent_to_holders == 0);
    CHECK(result.opted_out_by_others == 0);
    CHECK(result.opted_out_without_code == 0);
    CHECK(result.without_time == 0);
    CHECK(result.retries != 0); // or the questions were blind
}

} // namespace

TEST_CASE("an inbound message in a list of payloads says nothing about the recipients of the others") {
    const std::string stop = R"({"data":{"event_type":"message.received","payload":{"direction":"inbound","text":"STOP",)"
                             R"("from":{"phone_number":"+12025550100"},"to":[{"phone_number":"+12025550199",)"
                             R"("status":"webhook_delivered"}]}}})";
    const auto failed = [](std::string_view code) {
        return R"({"data":{"event_type":"message.finalized","payload":{"id":"m","to":[{"phone_number":"+12025550144",)"
               R"("status":"delivery_failed"}],"errors":[{"code":")" +
               std::string{code} + "\"}]}}}";
    };
    for (const std::string& list : {'[' + stop + ',' + failed("40008") + ']', '[' + failed("40008") + ',' + stop + ']'}) {
        INFO(list);
        const te::report report = te::read(list);
        REQUIRE(report.recipients().size() == 2);
        for (std::size_t i = 0; i != 2; ++i) {
            const bool inbound = report.recipients()[i].phone_number == "+12025550199";
            const te::decision next = te::decide_for(report, i);
            CHECK(next.step == (inbound ? te::step::none : te::step::retry));
            CHECK(next.consent == (inbound ? te::consent::opted_out : te::consent::unchanged));
            CHECK(next.receipt == (inbound ? te::receipt::yes : te::receipt::no));
        }
        // The person who said STOP may be the recipient of the other one: nothing is sent for the whole.
        CHECK(te::decide(report).step == te::step::stop);
        CHECK(te::decide(report).reason == te::reason::opted_out);
        CHECK(te::decide(report).consent == te::consent::opted_out);
        CHECK(te::decide(report).remedy == te::remedy::stop_messaging_recipient);
        te::history of_recipient;
        of_recipient.add(report, "+12025550144");
        CHECK(te::decide(of_recipient).step == te::step::retry);
        CHECK(te::decide(of_recipient).consent == te::consent::unchanged);
    }
    te::history of_sender;
    of_sender.add(te::read('[' + stop + ',' + failed("40008") + ']'), "+12025550100");
    CHECK(te::decide(of_sender).consent == te::consent::opted_out);
    CHECK_FALSE(of_sender.exists());
    te::history of_own_number;
    of_own_number.add(te::read('[' + stop + ',' + failed("40008") + ']'), "+12025550199");
    CHECK(te::decide(of_own_number).consent == te::consent::unchanged);
    CHECK_FALSE(of_own_number.exists());
    // A message that arrived stays so, and an opt-out that an error states keeps its reason.
    const std::string arrived_other = R"({"data":{"event_type":"message.finalized","payload":{"id":"m","to":[{"phone_number":)"
                                      R"("+12025550144","status":"delivered"}]}}})";
    CHECK(te::decide(te::read('[' + stop + ',' + arrived_other + ']')).step == te::step::none);
    CHECK(te::decide(te::read('[' + stop + ',' + arrived_other + ']')).consent == te::consent::opted_out);
    std::string blocked = failed("40300");
    blocked.insert(blocked.find(R"("40300")") + 7, R"(,"title":"Blocked due to STOP message","source":{"pointer":"/to/0"})");
    const te::decision both = te::decide(te::read('[' + stop + ',' + blocked + ']'));
    CHECK(both.step == te::step::stop);
    CHECK(both.reason == te::reason::permanent);
    CHECK(both.consent == te::consent::opted_out);
    // Two inbound messages are not sent again, and neither is one of which a part cannot be read.
    CHECK(te::decide(te::read('[' + stop + ',' + stop + ']')).step == te::step::none);
    const te::report unreadable = te::read(R"({"data":{"event_type":"message.received","payload":{"direction":"inbound",)"
                                           R"("text":"STOP","to":[7]}}})");
    REQUIRE(unreadable.unreadable() == 1);
    CHECK(te::decide(unreadable).step == te::step::none);
    CHECK(te::decide(unreadable).consent == te::consent::opted_out);
    // After an opt-out nothing is left to look up, even if a part of the payload cannot be read.
    const te::decision arrived = te::decide(te::read(
        R"({"data":{"event_type":"message.finalized","payload":{"to":[{"phone_number":"+12025550144","status":"delivered"},7],)"
        R"("errors":[{"code":"40300","title":"Blocked due to STOP message","source":{"pointer":"/to/0"}}]}}})"));
    CHECK(arrived.step == te::step::stop);
    CHECK(arrived.reason == te::reason::unreadable_errors);
    CHECK(arrived.consent == te::consent::opted_out);
    CHECK_FALSE(arrived.delay.known());
}

TEST_CASE("nobody who may have the message is resent to, and nobody is opted out by the error of another") {
    counts result;
    for (const reference::code_row& row : reference::rows) {
        try_all_statuses(1, row, result);
        try_all_statuses(2, row, result);
    }
    CHECK(result.asked > 900000);
    require_safe(result);
}

TEST_CASE("the same for three recipients", "[slow]") { // left out with mutants: those that it finds, the two above find
    counts result;
    for (const reference::code_row& row : reference::rows) {
        try_all_statuses(3, row, result);
    }
    CHECK(result.asked > 12000000);
    require_safe(result);
}

TEST_CASE("the same for four recipients", "[.][four_recipients]") { // with the label "long"
    counts result;
    for (const reference::code_row& row : reference::rows) {
        try_all_statuses(4, row, result);
    }
    CHECK(result.asked > 120000000);
    require_safe(result);
}

TEST_CASE("whether the recipient has the message") {
    using v = te::receipt;
    const auto receipt = [](std::string_view status, std::string_view errors) {
        return decide_text(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","to":[{"phone_number":)"
                           R"("+13125550131","status":")" +
                           std::string{status} + R"("}],"errors":[)" + std::string{errors} + "]}}}")
            .receipt;
    };
    CHECK(receipt("delivered", "") == v::yes);
    CHECK(receipt("delivered", R"({"code":"40008"})") == v::yes);
    CHECK(receipt("delivery_failed", R"({"code":"40008"})") == v::no);
    CHECK(receipt("delivery_failed", R"({"code":"40300"})") == v::no);
    CHECK(receipt("delivery_failed", "") == v::no);
    CHECK(receipt("sent", "") == v::maybe);
    CHECK(receipt("sent", R"({"code":"40008"})") == v::maybe);
    CHECK(receipt("delivery_unconfirmed", "") == v::maybe);
    CHECK(receipt("unknown", "") == v::maybe);
    CHECK(receipt("cancelled", "") == v::no);
    te::situation here;
    here.http_status = 409;
    CHECK(decide_text(R"({"errors":[{"code":"40300"}]})", here).receipt == v::no);
    CHECK(decide_text(R"({"errors":[{"code":"10007"}]})", here).receipt == v::maybe);
    here.http_status = 503;
    CHECK(decide_text("<html>", here).receipt == v::maybe);
    here.http_status = 302;
    CHECK(decide_text("<html>", here).receipt == v::no);
}

TEST_CASE("a message that arrives says whether its sender wants more") {
    const auto inbound = [](std::string_view text, std::string_view more = "") {
        return decide_text(R"({"data":{"event_type":"message.received","payload":{"record_type":"message","direction":"inbound",)" +
                           std::string{more} + R"("text":")" + std::string{text} +
                           R"(","from":{"phone_number":"+13125550141"},"to":[{"phone_number":"+13125550142",)"
                           R"("status":"webhook_delivered"}],"errors":[]}}})");
    };
    CHECK(inbound("STOP").consent == te::consent::opted_out);
    CHECK(inbound("STOP").step == te::step::none);
    CHECK(inbound("START").consent == te::consent::opted_in);
    CHECK(inbound("HELP").consent == te::consent::unchanged);
    CHECK(inbound("See you at the bus stop").consent == te::consent::unchanged);
    CHECK(inbound("arret", R"("autoresponse_type":"STOP",)").consent == te::consent::opted_out);
    // The same words in a message that was sent are its text.
    CHECK(decide_text(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","direction":"outbound",
        "text":"STOP","to":[{"phone_number":"+13125550142","status":"delivered"}]}}})")
              .consent == te::consent::unchanged);
}

TEST_CASE("silence has a reason of its own") {
    using r = te::reason;
    const auto reason = [](std::string_view body, int status = 0) {
        te::situation here;
        here.http_status = status;
        return name(decide_text(body, here).reason);
    };
    CHECK(reason(R"({"data":{"event_type":"message.finalized","payload":{"to":[{"phone_number":"1","status":"teleported"}]}}})") ==
          name(r::unknown_status));
    CHECK(reason(R"({"data":{"event_type":"message.failed","payload":{"to":[{"phone_number":"1"}],"errors":[]}}})") ==
          name(r::unexplained_failure));
    CHECK(reason(R"({"data":{"event_type":"message.delivered","payload":{"to":[{"phone_number":"1"}],"errors":[]}}})") ==
          name(r::nothing_failed));
    CHECK(reason(R"({"data":{"event_type":"message.finalized","id":"e","payload":null}})") == name(r::missing_payload));
    CHECK(reason(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","errors":[["40300"]],
        "to":[{"phone_number":"1","status":"sent"}]}}})") == name(r::unreadable_errors));
    CHECK(reason(R"({"errors":[{"code":"40006"},["40300"]]})", 400) == name(r::unreadable_errors));
    // One recipient has a status and an error, another has neither: what became of them is not known.
    const te::report partly = te::read(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","to":[
        {"phone_number":"1","status":"delivery_failed"},{"phone_number":"2"}],
        "errors":[{"code":"40006","source":{"pointer":"/to/0"}}]}}})");
    CHECK(te::decide_for(partly, 0).step == te::step::retry);
    CHECK(te::decide_for(partly, 1).reason == r::unknown_status);
    CHECK(te::decide(partly).step == te::step::reconcile);
    // A warning beside a message on its way.
    CHECK(decide_text(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"queued"}],
        "errors":[{"code":"40328","title":"SMS exceeds recommended size"}]}})")
              .step == te::step::reconcile);
    CHECK(reason("", 302) == name(r::redirected));
    CHECK(reason("<html><body>OK</body></html>", 200) == name(r::unexpected_response));
    CHECK(reason(R"({"data":[],"meta":{"total_results":0}})", 200) == name(r::nothing_found));
    CHECK(reason(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"delivered"}]}})", 200) ==
          name(r::nothing_failed));
}

TEST_CASE("was it taken?") {
    using s = te::step;
    using r = te::reason;
    struct expectation {
        std::string_view answer;
        int status;
        std::uint64_t hours;
        te::step step;
        te::reason reason;
        te::receipt receipt;
    };
    constexpr std::string_view not_found = R"({"errors":[{"code":"10005","title":"Resource not found"}]})";
    constexpr std::string_view empty = R"({"data":[],"meta":{"total_results":0}})";
    constexpr std::string_view delivered =
        R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"delivered"}]}})";
    constexpr std::string_view queued =
        R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"queued"}]}})";
    constexpr std::string_view unconfirmed =
        R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"delivery_unconfirmed"}]}})";
    constexpr std::string_view failed =
        R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"delivery_failed"}],"errors":[{"code":"40006"}]}})";
    constexpr std::string_view blocked =
        R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"sending_failed"}],"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}})";
    constexpr std::string_view record =
        R"({"data":[{"record_type":"message_detail_record","uuid":"m","cld":"+13125550151","status":"gw_timeout","errors":[]}]})";
    constexpr expectation expectations[] = {
        {not_found, 404, 0, s::reconcile, r::nothing_found, te::receipt::maybe},
        {not_found, 404, 3, s::reconcile, r::nothing_found, te::receipt::maybe},
        {not_found, 404, 4, s::retry, r::nothing_found, te::receipt::no},
        {not_found, 404, 239, s::retry, r::nothing_found, te::receipt::no},
        {not_found, 404, 240, s::stop, r::may_have_been_sent, te::receipt::maybe},
        {queued, 200, 72, s::stop, r::held_too_long, te::receipt::maybe},
        {R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"x"}]}})", 200, 71, s::reconcile,
         r::unknown_status, te::receipt::maybe},
        {R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"x"}]}})", 200, 72, s::stop,
         r::held_too_long, te::receipt::maybe},
        {not_found, 0, 5, s::retry, r::nothing_found, te::receipt::no},
        {"", 404, 5, s::retry, r::nothing_found, te::receipt::no},
        {empty, 200, 1, s::reconcile, r::nothing_found, te::receipt::maybe},
        {empty, 200, 4, s::retry, r::nothing_found, te::receipt::no},
        {delivered, 200, 1, s::none, r::nothing_failed, te::receipt::yes},
        {queued, 200, 5, s::none, r::not_final, te::receipt::maybe},
        {unconfirmed, 200, 1, s::stop, r::may_have_been_sent, te::receipt::maybe},
        {failed, 200, 1, s::retry, r::transient, te::receipt::no},
        {blocked, 200, 1, s::stop, r::permanent, te::receipt::no},
        {record, 200, 100, s::stop, r::may_have_been_sent, te::receipt::maybe},
        {"<html>", 503, 1, s::reconcile, r::may_have_been_sent, te::receipt::maybe},
        {"<html>", 200, 1, s::reconcile, r::may_have_been_sent, te::receipt::maybe},
        {"", 0, 1, s::reconcile, r::may_have_been_sent, te::receipt::maybe},
        {R"({"errors":[{"code":"10009"}]})", 401, 1, s::reconcile, r::may_have_been_sent, te::receipt::maybe},
        {R"({"errors":[{"code":"10011"}]})", 429, 1, s::reconcile, r::may_have_been_sent, te::receipt::maybe},
        {R"({"errors":[{"code":"10009"}]})", 401, 72, s::stop, r::held_too_long, te::receipt::maybe},
        {"", 503, 72, s::stop, r::held_too_long, te::receipt::maybe},
    };
    for (const expectation& expected : expectations) {
        for (const bool idempotent : {false, true}) {
            INFO(expected.answer << ' ' << expected.status << ' ' << expected.hours << ' ' << idempotent);
            te::situation here;
            here.http_status = expected.status;
            here.elapsed_ms = expected.hours * 3600000;
            here.idempotent = idempotent;
            const te::decision actual = te::decide_lookup(te::read(expected.answer), here);
            CHECK(name(actual.step) == name(expected.step));
            CHECK(name(actual.reason) == name(expected.reason));
            CHECK(name(actual.receipt) == name(expected.receipt));
            CHECK_FALSE(is_open(actual));
            CHECK((actual.step != s::stop || !actual.delay.known()));
        }
    }
    // The response that accepted the message may have said until when it is queued.
    te::situation queued_until;
    queued_until.http_status = 404;
    queued_until.elapsed_ms = 5 * 3600000;
    queued_until.time = te::instant{1795512600};
    queued_until.valid_until = te::instant{1795512601};
    CHECK(te::decide_lookup(te::read(empty), queued_until).step == te::step::reconcile);
    queued_until.valid_until = te::instant{1795512600};
    queued_until.elapsed_ms = 0;
    CHECK(te::decide_lookup(te::read(empty), queued_until).step == te::step::retry);
    // Without the current time that instant says nothing: the window of the policy counts.
    queued_until.valid_until = te::instant{1795512601};
    queued_until.time = {};
    queued_until.elapsed_ms = 4 * 3600000 - 1;
    CHECK(te::decide_lookup(te::read(empty), queued_until).step == te::step::reconcile);
    queued_until.elapsed_ms = 4 * 3600000;
    CHECK(te::decide_lookup(te::read(empty), queued_until).step == te::step::retry);
    // Without a window a message may be queued for as long as it can be looked up.
    te::retry_policy unlimited;
    unlimited.queue_window = {};
    unlimited.longest_hold = {};
    queued_until.elapsed_ms = 239 * std::uint64_t{3600000};
    CHECK(te::decide_lookup(te::read(empty), queued_until, unlimited).step == te::step::reconcile);
    CHECK(te::decide_lookup(te::read(empty), queued_until, unlimited).reason == te::reason::nothing_found);
    // The code of "not found" beside a message that was found is an error of the message.
    const te::report found =
        te::read(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"sending_failed"}],)"
                 R"("errors":[{"code":"10005"}]}})");
    te::situation now;
    now.http_status = 200;
    now.elapsed_ms = 5 * 3600000;
    CHECK(te::decide_lookup(found, now).step == te::step::stop);
    CHECK(te::decide_lookup(found, now).reason == te::reason::permanent);
    CHECK(te::decide_lookup(found, now).governing_code == 10005);
    // Messages can be looked up for ten days, to the millisecond.
    te::situation tenth_day;
    tenth_day.http_status = 404;
    tenth_day.elapsed_ms = 240 * std::uint64_t{3600000} - 1;
    CHECK(te::decide_lookup(te::read(not_found), tenth_day).step == te::step::retry);
    CHECK(te::decide_lookup(te::read(not_found), tenth_day).remedy == te::remedy::retry_with_backoff);
    // A message that was found, and says nothing of what became of it.
    const te::decision silent =
        te::decide_lookup(te::read(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1"}]}})"), now);
    CHECK(name(silent.step) == name(te::step::reconcile));
    CHECK(name(silent.reason) == name(te::reason::unknown_status));
    // Whatever the caller says of the request: the answer is about a message, whose sending is not idempotent.
    te::situation asked = now;
    asked.phase = te::phase::request;
    asked.idempotent = true;
    const auto answered = [&asked](std::string_view code) {
        return te::decide_lookup(
            te::read(R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"1","status":"sending_failed"}],)"
                     R"("errors":[{"code":")" +
                     std::string{code} + R"("}]}})"),
            asked);
    };
    CHECK(answered("40300").consent == te::consent::maybe_opted_out); // sure only where a request is refused
    CHECK(name(answered("10007").step) == name(te::step::reconcile));
    const te::report event = te::read(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"m",)"
                                      R"("to":[{"phone_number":"1","status":"sending_failed"}],"errors":[{"code":"10007"}]}}})");
    for (const te::phase phase : {te::phase::unknown, te::phase::delivery, te::phase::request}) {
        asked.phase = phase;
        CHECK(name(te::decide_lookup(event, asked).step) == name(te::step::reconcile));
    }
    te::situation last;
    last.http_status = 404;
    last.elapsed_ms = 5 * 3600000;
    last.attempt = 5;
    CHECK(te::decide_lookup(te::read(empty), last).reason == te::reason::attempts_exhausted);
}
