// The table against the independent transcription of its sources.
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "catch.hpp"
#include "reference.hpp"

namespace te = telnyx::errors;

namespace {

std::string all_classes(const te::code_info& row) {
    std::string text{name(row.retry)};
    for (const te::retry_class other :
         {te::retry_class::automatic, te::retry_class::temporary_hold, te::retry_class::after_intervention,
          te::retry_class::unspecified, te::retry_class::action_required, te::retry_class::permanent}) {
        if (row.also.contains(other)) {
            text += '+';
            text += name(other);
        }
    }
    return text;
}

} // namespace

TEST_CASE("every messaging code answers as its sources say") {
    for (const reference::messaging_row& expected : reference::messaging_rows) {
        INFO(expected.code);
        const te::code_info& row = te::lookup(expected.code);
        CHECK(row.number() == expected.code);
        CHECK(row.known());
        CHECK(row.name == expected.name);
        CHECK(row.title == expected.api_title);
        CHECK(name(row.origin) == expected.origin);
        CHECK(name(row.stage) == expected.stage);
        CHECK(name(row.category) == expected.category);
        CHECK(all_classes(row) == expected.retry);
        CHECK(name(row.basis) == expected.basis);
        CHECK(name(row.wait) == expected.wait);
        CHECK(name(row.scope) == expected.scope);
        CHECK(name(row.remedy) == expected.remedy);
    }
}

TEST_CASE("the reference's table of retry classes is kept, and nothing else claims to be documented") {
    std::set<int> documented;
    for (const reference::retry_row& line : reference::retry_rows) {
        for (const int code : line.codes) {
            if (code == 0) {
                break;
            }
            documented.insert(code);
            const te::code_info& row = te::lookup(code);
            INFO(code << " is documented as " << line.retry);
            CHECK(row.basis == te::basis::documented);
            bool answers = false;
            for (const te::retry_class value :
                 {te::retry_class::automatic, te::retry_class::temporary_hold, te::retry_class::after_intervention,
                  te::retry_class::unspecified, te::retry_class::action_required, te::retry_class::permanent}) {
                answers = answers || (row.is(value) && name(value) == line.retry);
            }
            CHECK(answers);
        }
    }
    CHECK(documented.size() == 23);
    for (const te::code_info& row : te::table) {
        INFO(row.number());
        CHECK((row.basis == te::basis::documented) == (documented.count(row.number()) == 1));
    }
}

TEST_CASE("40010 is documented in two classes: permanent governs, and it answers to both") {
    const te::code_info& row = te::lookup(te::code::not_10dlc_registered);
    CHECK(row.number() == 40010);
    CHECK(row.retry == te::retry_class::permanent);
    CHECK(row.is(te::retry_class::permanent));
    CHECK(row.is(te::retry_class::action_required));
    CHECK_FALSE(row.is(te::retry_class::automatic));
    for (const te::code_info& other : te::table) {
        if (other.number() != 40010) {
            INFO(other.number());
            CHECK(other.also.empty());
        }
    }
}

TEST_CASE("the general codes have the titles of the API error code list, and derived columns") {
    for (const reference::general_row& expected : reference::general_rows) {
        INFO(expected.code);
        const te::code_info& row = te::lookup(expected.code);
        CHECK(row.number() == expected.code);
        CHECK(row.title == expected.api_title);
        CHECK(row.origin == te::origin::general_api_list);
        CHECK(row.basis == te::basis::derived);
        CHECK(row.stage == te::stage::request);
    }
}

TEST_CASE("the table holds these codes and no others") {
    std::set<int> expected;
    for (const reference::messaging_row& row : reference::messaging_rows) {
        expected.insert(row.code);
    }
    CHECK(expected.size() == 66);
    for (const reference::general_row& row : reference::general_rows) {
        expected.insert(row.code);
    }
    CHECK(expected.size() == 124);
    std::set<int> actual;
    for (const te::code_info& row : te::table) {
        actual.insert(row.number());
    }
    CHECK(actual == expected);
    CHECK(te::table.size() == 124);
}

TEST_CASE("causes and actions lose none of the facts") {
    struct fact {
        int code;
        std::string_view in_action_or_cause;
    };
    // clang-format off
    constexpr fact facts[] = {
        {40001, "landline"}, {40003, "appeal"}, {40006, "exponential backoff"}, {40008, "exponential backoff"}, {40012, "E.164"},
        {40014, "not billed"}, {40016, "midnight Pacific"}, {40016, "vetting score"}, {40017, "URL shorteners"}, {40018, "per minute"},
        {40018, "vetting score"}, {40020, "24 hours"}, {40020, "2FA"}, {40155, "Letter of Authorization"}, {40300, "STOP"},
        {40304, "media_urls"}, {40308, "US long code"}, {40308, "short code"}, {40309, "whitelisted"}, {40310, "E.164"},
        {40311, "X-Profile-Secret"}, {40313, "X-Profile-Secret"}, {40316, "media_urls"}, {40317, "10 URLs"}, {40317, "1 MB"},
        {40325, "1 to 11"}, {40328, "MMS"}, {40333, "spend limit"}, {10003, "2000"}, {10016, "E.164"},
    };
    // clang-format on
    for (const fact& expected : facts) {
        const te::code_info& row = te::lookup(expected.code);
        const std::string text = std::string{row.cause} + ' ' + std::string{row.action};
        INFO(expected.code << ": " << text);
        CHECK(text.find(expected.in_action_or_cause) != std::string::npos);
    }
}

TEST_CASE("texts are sentences") {
    for (const te::code_info& row : te::table) {
        for (const std::string_view text : {row.cause, row.action}) {
            INFO(row.number() << ": " << text);
            CHECK((!text.empty() && text.back() == '.'));
            CHECK(text.size() >= 15);
            CHECK(text.size() <= 240);
            CHECK(text.find("  ") == std::string_view::npos);
        }
    }
}

TEST_CASE("the general codes are judged by what went wrong") {
    using C = te::category;
    using R = te::retry_class;
    using W = te::wait;
    using P = te::scope;
    using M = te::remedy;
    struct group {
        C category;
        R retry;
        W wait;
        P scope;
        M remedy;
        int codes[26]; // 0 ends the list
    };
    // clang-format off
    constexpr group groups[] = {
        // A part of the request is wrong, and whoever wrote it can put it right.
        {C::api, R::after_intervention, W::none, P::message, M::fix_request,
         {10003, 10004, 10006, 10013, 10014, 10015, 10017, 10018, 10019, 10020, 10022, 10023, 10024, 10025, 10026, 10027, 10028,
          10029, 10030, 10031, 10032, 10033, 10034}},
        // It asks for what does not exist, or exists already: the same request never succeeds.
        {C::api, R::permanent, W::none, P::message, M::fix_request, {10005, 10012}},
        // A number is not one, or is no longer the account's.
        {C::sender_recipient, R::permanent, W::none, P::recipient, M::correct_recipient, {10002, 10016}},
        {C::sender_recipient, R::action_required, W::none, P::sender, M::fix_sender, {10001}},
        // Telnyx failed, and may have taken the message.
        {C::api, R::unspecified, W::none, P::platform, M::investigate, {10007, 10008, 10037}},
        // Throttled: refused before it had any effect.
        {C::api, R::automatic, W::as_server_says, P::account, M::retry_with_backoff, {10011}},
        // Something else holds the resource.
        {C::api, R::action_required, W::none, P::message, M::fix_request, {10021}},
        {C::api, R::action_required, W::none, P::message, M::contact_support, {10035}},
        {C::api, R::temporary_hold, W::until_state_changes, P::message, M::wait, {10036}},
        // Credentials and their rights; what the account is allowed; its money.
        {C::account, R::action_required, W::none, P::account, M::fix_credentials,
         {10009, 10010, 20000, 20001, 20002, 20003, 20004, 20005, 20006, 20007, 20008, 20009, 20011}},
        {C::account, R::action_required, W::none, P::account, M::fix_request, {20010}},
        {C::account, R::action_required, W::none, P::account, M::fix_account, {10038, 10039, 20012, 20014, 20015, 20016, 20017}},
        {C::account, R::action_required, W::none, P::account, M::contact_support, {20013}},
        {C::account, R::action_required, W::none, P::account, M::add_funds, {20100}},
    };
    // clang-format on
    std::set<int> judged;
    for (const group& expected : groups) {
        for (const int code : expected.codes) {
            if (code == 0) {
                break;
            }
            judged.insert(code);
            INFO(code);
            const te::code_info& row = te::lookup(code);
            CHECK(row.category == expected.category);
            CHECK(row.retry == expected.retry);
            CHECK(row.wait == expected.wait);
            CHECK(row.scope == expected.scope);
            CHECK(row.remedy == expected.remedy);
            CHECK(row.name == row.title); // the reference has no short name for them
        }
    }
    CHECK(judged.size() == sizeof(reference::general_rows) / sizeof(reference::general_rows[0]));
}

TEST_CASE("the rows of unknown codes know a stage and nothing else") {
    struct expectation {
        int code; // one that nobody knows, of the block that the row stands for
        te::stage stage;
        te::basis basis;
        std::string_view name;
        std::string_view in_cause;
    };
    constexpr expectation expectations[] = {
        {42200, te::stage::unknown, te::basis::none, "Unknown code", "The code is in none of the lists"},
        {40021, te::stage::delivery, te::basis::from_block, "Unknown delivery code", "delivery errors (400xx)"},
        {40199, te::stage::configuration, te::basis::from_block, "Unknown provisioning code", "provisioning errors (401xx)"},
        {40334, te::stage::request, te::basis::from_block, "Unknown request code", "request errors (403xx)"},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.code);
        const te::code_info& row = te::lookup(expected.code);
        CHECK(row.number() == 0);
        CHECK(row.stage == expected.stage);
        CHECK(row.basis == expected.basis);
        CHECK(row.category == te::category::unknown);
        CHECK(row.retry == te::retry_class::unspecified);
        CHECK(row.also.empty());
        CHECK(row.wait == te::wait::none);
        CHECK(row.scope == te::scope::unknown);
        CHECK(row.remedy == te::remedy::investigate);
        CHECK(row.origin == te::origin::none);
        CHECK(row.name == expected.name);
        CHECK(row.title == expected.name);
        CHECK(row.cause.find(expected.in_cause) != std::string_view::npos);
        CHECK(row.action.find("do not retry") != std::string_view::npos);
    }
}

TEST_CASE("each cause and each action is about its own code") {
    struct words {
        int code;
        std::string_view in_cause;  // of what the sources say of the cause,
        std::string_view in_action; // and of what is to be done
    };
    // clang-format off
    constexpr words expectations[] = {
        {10001, "no longer active", "active"}, {10002, "not a valid number", "Correct the number"}, {10003, "2000 characters", "shorten the URL"},
        {10004, "absent", "Add the parameter"}, {10005, "does not exist", "Check the path"}, {10006, "identifier", "identifier exactly"},
        {10007, "an error of its own", "contact support"}, {10008, "out of time", "before sending it again"},
        {10009, "authentication headers", "bearer token"}, {10010, "may not do this", "permission"}, {10011, "rate limit", "Slow down"},
        {10012, "exists already", "existing resource"}, {10013, "field refers to something", "what it refers to"},
        {10014, "media type", "media type"}, {10015, "not well-formed", "Correct what"}, {10016, "+E.164", "country code"},
        {10017, "parameter refers to a resource", "create the resource"}, {10018, "sort direction", "'asc' or 'desc'"},
        {10019, "email", "email"}, {10020, "must be a string", "as a string"}, {10021, "still uses it", "Detach"},
        {10022, "At least one of the identifiers", "identifiers"}, {10023, "not valid JSON", "Serialize"},
        {10024, "neither application/json nor application/x-www-form-urlencoded", "two content types"}, {10025, "text field", "limits"},
        {10026, "wrong JSON type", "the type that"}, {10027, "well-formed, but", "Correct what"}, {10028, "decoded", "UTF-8"},
        {10029, "application/json only", "Content-Type: application/json"}, {10030, "HTTP method", "method"}, {10031, "filter", "filter"},
        {10032, "not one of those", "one of the values"}, {10033, "range", "within the range"},
        {10034, "application/x-www-form-urlencoded only", "Content-Type: application/x-www-form-urlencoded"}, {10035, "locked", "unlocked"},
        {10036, "being processed", "Wait until"}, {10037, "unavailable", "before sending it again"}, {10038, "not permitted", "what it permits"},
        {10039, "limit for this feature", "below its limit"},
        {20000, "resource groups", "resource groups"}, {20001, "secret", "right secret"}, {20002, "no longer active", "active API key"},
        {20003, "may not be used", "allowed"}, {20004, "permission groups are not valid", "permission groups"}, {20005, "user is not valid", "user that the request"},
        {20006, "expired", "new token"}, {20007, "beyond", "only for groups"}, {20008, "API key is not valid", "valid API key"},
        {20009, "user does not exist", "user that exists"}, {20010, "invitation", "invitation"}, {20011, "cannot be revoked", "revoke"},
        {20012, "deactivated", "reactivated"}, {20013, "blocked", "Contact Telnyx support"}, {20014, "lacks a verification", "Complete the verifications"},
        {20015, "not enabled", "enabled"}, {20016, "level 1", "level 1"}, {20017, "level 2", "level 2"}, {20100, "too little money", "Add funds"},
        {40001, "landline", "receives SMS or MMS"}, {40002, "temporary", "more slowly"}, {40003, "for good", "appeal"},
        {40004, "does not say why", "after a delay"}, {40005, "validity period", "longer validity period"},
        {40006, "carrier is down", "exponential backoff"}, {40007, "loop", "sends the message back"},
        {40008, "did not accept", "another route"}, {40009, "content", "encoding"}, {40010, "10DLC registration", "Register"},
        {40011, "throughput", "Lower the sending rate"}, {40012, "destination number", "E.164"}, {40013, "sending number", "active and enabled"},
        {40014, "queue", "bottleneck"}, {40015, "spam filter of Telnyx", "by mistake"}, {40016, "T-Mobile", "vetting score"},
        {40017, "as spam", "URL shorteners"}, {40018, "per minute", "next minute"}, {40019, "tagging", "assigned"},
        {40020, "24 hours", "fraud"},
        {40100, "not enabled for messaging", "Enable messaging"}, {40150, "registry", "Contact Telnyx support"}, {40151, "Another provider", "transfer is complete"},
        {40152, "parameter", "data of the number"}, {40153, "access the OSR", "Contact Telnyx support"}, {40154, "NNID", "Contact Telnyx support"},
        {40155, "Letter of Authorization", "LOA"}, {40156, "property", "Contact Telnyx support"}, {40157, "For the moment", "Wait"},
        {40158, "deleted", "to be deleted"}, {40159, "unexplained", "Contact Telnyx support"},
        {40300, "STOP", "opts in again"}, {40301, "of this type", "what the sending and the receiving number can do"}, {40302, "segments", "as MMS"},
        {40303, "no message", "message id"}, {40304, "mixes", "media_urls"}, {40305, "does not belong", "Assign the number"},
        {40306, "no alphanumeric sender", "Configure the alphanumeric sender"}, {40307, "not the alphanumeric sender ID", "exactly the sender ID"},
        {40308, "US long code", "can do MMS"}, {40309, "country", "Add the region"}, {40310, "not one valid number", "E.164"},
        {40311, "does not match", "current secret"}, {40312, "disabled", "Mission Control"}, {40313, "has none", "Send the header"},
        {40314, "whole account", "Contact Telnyx support"}, {40315, "health", "replacing"}, {40316, "neither text nor media", "media_urls"},
        {40317, "1 MB", "10 URLs"}, {40318, "queue", "drain"}, {40319, "do not fit", "types of both numbers"},
        {40320, "pending", "provisioning is complete"}, {40321, "pool", "pool"}, {40322, "prohibited", "flagged"},
        {40323, "could not be enabled", "Contact Telnyx support"}, {40324, "product", "Contact Telnyx support"}, {40325, "invalid form", "1 to 11"},
        {40326, "could not be assigned", "Check the sender ID"}, {40327, "domain", "domain"}, {40328, "more parts", "as MMS"},
        {40329, "verification", "Complete the verification"}, {40330, "not yet fully provisioned", "provisioning is complete"},
        {40331, "no whitelisted destinations", "destination regions"}, {40332, "active campaign", "Deactivate"},
        {40333, "spend limit", "Raise the limit"},
        {41000, "WhatsApp", "templates"},
    };
    // clang-format on
    CHECK(sizeof(expectations) / sizeof(expectations[0]) == te::table.size());
    for (const words& expected : expectations) {
        INFO(expected.code);
        const te::code_info& row = te::lookup(expected.code);
        CHECK(row.number() == expected.code);
        CHECK(row.cause.find(expected.in_cause) != std::string_view::npos);
        CHECK(row.action.find(expected.in_action) != std::string_view::npos);
    }
}

TEST_CASE("the checks of the table find a row that breaks a rule") {
    // The library runs them while it is compiled; here they run over rows that are wrong.
    const te::code_info good[] = {te::lookup(40001), te::lookup(40008)};
    const auto check = [&good](auto rule, auto change) {
        te::code_info rows[] = {good[0], good[1]};
        CHECK(rule(rows, rows + 2) == te::code{});
        change(rows[1]);
        return rule(rows, rows + 2);
    };
    CHECK(check(te::detail::first_row_out_of_order, [&](te::code_info& row) { row = good[0]; }) == good[0].id);
    CHECK(check(te::detail::first_row_out_of_order, [](te::code_info& row) { row = te::lookup(20100); }) == te::lookup(20100).id);
    const auto texts = te::detail::first_row_with_an_empty_text;
    CHECK(check(texts, [](te::code_info& row) { row.name = {}; }) == good[1].id);
    CHECK(check(texts, [](te::code_info& row) { row.title = {}; }) == good[1].id);
    CHECK(check(texts, [](te::code_info& row) { row.cause = {}; }) == good[1].id);
    CHECK(check(texts, [](te::code_info& row) { row.action = {}; }) == good[1].id);
    const auto columns = te::detail::first_row_without_judgement;
    CHECK(check(columns, [](te::code_info& row) { row.basis = te::basis::none; }) == good[1].id);
    CHECK(check(columns, [](te::code_info& row) { row.origin = te::origin::none; }) == good[1].id);
    CHECK(check(columns, [](te::code_info& row) { row.stage = te::stage::unknown; }) == good[1].id);
    CHECK(check(columns, [](te::code_info& row) { row.category = te::category::unknown; }) == good[1].id);
    CHECK(check(columns, [](te::code_info& row) { row.scope = te::scope::unknown; }) == good[1].id);
    CHECK(check(columns, [](te::code_info& row) { row.remedy = te::remedy::none; }) == good[1].id);
    CHECK(check(columns, [](te::code_info& row) { row.also = te::retry_classes{row.retry}; }) == good[1].id);

    const te::code_info made{te::code::queue_full, good[0], te::origin::messaging_reference, "name", "title", "cause", "action"};
    CHECK(made.number() == static_cast<std::int64_t>(te::code::queue_full));
    CHECK(made.title == "title");
    CHECK(made.scope == good[0].scope);
}
