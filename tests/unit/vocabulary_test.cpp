// Names of enumerators, sets of retry classes, statuses.
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

// All names of an enumeration, in order, read until a value has none.
template <class Enumeration>
std::set<std::string_view> names_of(std::size_t& count) {
    std::set<std::string_view> names;
    for (count = 0; count != 256; ++count) {
        const std::string_view text = name(static_cast<Enumeration>(count));
        if (text.empty()) {
            break;
        }
        names.insert(text);
    }
    return names;
}

template <class Enumeration>
void check_names(std::set<std::string_view> expected) {
    std::size_t count = 0;
    CHECK(names_of<Enumeration>(count) == expected);
    CHECK(count == expected.size());
    for (std::size_t beyond = count; beyond != 256; ++beyond) {
        CHECK(name(static_cast<Enumeration>(beyond)).empty());
    }
}

} // namespace

TEST_CASE("the vocabulary is the documented one") {
    check_names<te::stage>({"request", "delivery", "configuration", "unknown"});
    check_names<te::phase>({"request", "delivery", "record", "unknown"});
    check_names<te::category>({"carrier_rejection", "ten_dlc", "toll_free", "sender_recipient", "content", "profile_configuration",
                               "number_provisioning", "whatsapp", "api", "account", "unknown"});
    check_names<te::retry_class>(
        {"automatic", "after_intervention", "temporary_hold", "permanent", "action_required", "unspecified"});
    check_names<te::basis>({"documented", "derived", "from_block", "from_status", "none"});
    check_names<te::scope>(
        {"message", "recipient", "region", "carrier", "sender", "campaign", "profile", "account", "platform", "unknown"});
    check_names<te::wait>({"none", "backoff", "next minute", "next day, 00:00 Pacific", "fixed 24 h", "until state changes",
                           "spend window", "queue drains", "rate falls", "as the server says"});
    check_names<te::remedy>({"none",
                             "stop_messaging_recipient",
                             "reduce_rate",
                             "use_another_sender",
                             "retry_with_backoff",
                             "extend_validity",
                             "investigate",
                             "revise_content",
                             "register_campaign",
                             "correct_recipient",
                             "fix_sender",
                             "wait",
                             "contact_support",
                             "fix_request",
                             "fix_profile",
                             "fix_credentials",
                             "fix_account",
                             "add_funds",
                             "verify_toll_free",
                             "raise_limit"});
    check_names<te::outcome>({"none", "in_progress", "delivered", "failed", "unconfirmed", "received"});
    check_names<te::kind>({"api_error", "webhook", "message", "record", "event", "unrecognised", "not_json"});
    check_names<te::origin>({"none", "messaging reference", "general API list"});
    check_names<te::problem>({"none", "empty", "malformed", "too_large"});
    check_names<te::step>({"none", "retry", "hold", "fix_first", "stop", "reconcile"});
    check_names<te::reason>({"nothing_failed", "not_final", "transient", "throttled", "on_hold", "needs_intervention",
                             "action_required", "permanent", "opted_out", "refused", "may_have_been_sent", "server_said_no",
                             "attempts_exhausted", "deadline_exceeded", "hint_beyond_cap", "unknown_code", "unexplained_failure",
                             "unrecognised", "incomplete"});
    check_names<te::answer>({"no", "maybe", "yes"});
    check_names<te::jitter>({"none", "equal", "full"});
}

TEST_CASE("retry classes are ordered by what they ask for") {
    CHECK(te::retry_class::permanent > te::retry_class::action_required);
    CHECK(te::retry_class::action_required > te::retry_class::unspecified);
    CHECK(te::retry_class::unspecified > te::retry_class::after_intervention);
    CHECK(te::retry_class::after_intervention > te::retry_class::temporary_hold);
    CHECK(te::retry_class::temporary_hold > te::retry_class::automatic);
}

TEST_CASE("a set of retry classes") {
    constexpr te::retry_classes none{};
    constexpr te::retry_classes one{te::retry_class::action_required};
    CHECK(none.empty());
    CHECK_FALSE(one.empty());
    CHECK(one.contains(te::retry_class::action_required));
    CHECK_FALSE(one.contains(te::retry_class::permanent));
    CHECK(one != none);
    CHECK_FALSE(te::retry_classes{static_cast<te::retry_class>(200)}.contains(static_cast<te::retry_class>(200)));
}

TEST_CASE("statuses and what they mean") {
    struct expectation {
        std::string_view status;
        te::outcome outbound;
        te::outcome inbound;
    };
    using o = te::outcome;
    // clang-format off
    constexpr expectation expectations[] = {
        {"queued", o::in_progress, o::in_progress}, {"sending", o::in_progress, o::in_progress}, {"sent", o::in_progress, o::in_progress},
        {"scheduled", o::in_progress, o::in_progress}, {"delivered", o::delivered, o::received}, {"read", o::delivered, o::received},
        {"expired", o::failed, o::failed}, {"sending_failed", o::failed, o::failed}, {"delivery_failed", o::failed, o::failed},
        {"failed", o::failed, o::failed}, {"gw_reject", o::failed, o::failed}, {"delivery_unconfirmed", o::unconfirmed, o::unconfirmed},
        {"dlr_unconfirmed", o::unconfirmed, o::unconfirmed}, {"dlr_timeout", o::unconfirmed, o::unconfirmed},
        {"gw_timeout", o::unconfirmed, o::unconfirmed}, {"received", o::received, o::received}, {"webhook_delivered", o::received, o::received},
        {"GW_TIMEOUT", o::unconfirmed, o::unconfirmed}, {"Delivered", o::delivered, o::received},
        {"cancelled", o::none, o::none}, {"unknown", o::none, o::none}, {"", o::none, o::none}, {"teleported", o::none, o::none},
        {"delivered ", o::none, o::none},
    };
    // clang-format on
    for (const expectation& expected : expectations) {
        INFO(expected.status);
        CHECK(te::outcome_of_status(expected.status) == expected.outbound);
        CHECK(te::outcome_of_status(expected.status, true) == expected.inbound);
    }
}

TEST_CASE("kinds and their phases") {
    CHECK(te::phase_of(te::kind::api_error) == te::phase::request);
    CHECK(te::phase_of(te::kind::webhook) == te::phase::delivery);
    CHECK(te::phase_of(te::kind::event) == te::phase::delivery);
    CHECK(te::phase_of(te::kind::message) == te::phase::record);
    CHECK(te::phase_of(te::kind::record) == te::phase::record);
    CHECK(te::phase_of(te::kind::not_json) == te::phase::unknown);
    CHECK(te::phase_of(te::kind::unrecognised) == te::phase::unknown);
}

TEST_CASE("judgements are the same if all their columns are") {
    const te::judgement one = te::lookup(40008);
    te::judgement other = one;
    CHECK(one == other);
    CHECK_FALSE(one != other);
    const auto differs = [&one](auto change) {
        te::judgement changed = one;
        change(changed);
        return one != changed && !(changed == one);
    };
    CHECK(differs([](te::judgement& j) { j.stage = te::stage::configuration; }));
    CHECK(differs([](te::judgement& j) { j.category = te::category::whatsapp; }));
    CHECK(differs([](te::judgement& j) { j.retry = te::retry_class::permanent; }));
    CHECK(differs([](te::judgement& j) { j.also = te::retry_classes{te::retry_class::permanent}; }));
    CHECK(differs([](te::judgement& j) { j.basis = te::basis::derived; }));
    CHECK(differs([](te::judgement& j) { j.wait = te::wait::next_minute; }));
    CHECK(differs([](te::judgement& j) { j.scope = te::scope::platform; }));
    CHECK(differs([](te::judgement& j) { j.remedy = te::remedy::add_funds; }));
}

TEST_CASE("a kind that there is not has no phase") { CHECK(te::phase_of(static_cast<te::kind>(99)) == te::phase::unknown); }
TEST_CASE("every letter of a status counts, in either case") {
    for (const std::string_view status :
         {"delivered", "queued", "sending", "sent", "scheduled", "read", "delivery_failed", "sending_failed", "expired", "failed",
          "gw_reject", "delivery_unconfirmed", "dlr_unconfirmed", "dlr_timeout", "gw_timeout", "webhook_delivered", "received"}) {
        CHECK(te::outcome_of_status(status) != te::outcome::none);
        for (std::size_t place = 0; place != status.size(); ++place) {
            std::string text{status};
            text[place] = '~';
            INFO(text);
            CHECK(te::outcome_of_status(text) == te::outcome::none);
            text[place] = static_cast<char>(status[place] == '_' ? '_' : status[place] - 'a' + 'A');
            CHECK(te::outcome_of_status(text) == te::outcome_of_status(status));
        }
    }
    CHECK(te::detail::same_letters("AZ", "az"));
    CHECK_FALSE(te::detail::same_letters("@", "`")); // the neighbours of A and Z are no letters
    CHECK_FALSE(te::detail::same_letters("[", "{"));
    CHECK(te::phase_of(static_cast<te::kind>(200)) == te::phase::unknown);
}
