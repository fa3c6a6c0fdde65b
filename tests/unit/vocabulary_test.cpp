// Names of enumerators, statuses, judgements.
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <telnyx/errors.hpp>
#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/embedded/notation.hpp>
#include <telnyx/errors/history_facts.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/report.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

// The spelling of an enumerator, as the compiler writes it into the name of a function; empty for a value without one.
template <auto Value>
constexpr std::string_view spelling_of() {
#if defined(__clang__) || defined(__GNUC__)
    const std::string_view text = __PRETTY_FUNCTION__; // "... [Value = telnyx::errors::v0_4_0::step::retry]"
    const std::size_t first = text.find("Value = ") + 8;
    const std::size_t last = text.find_first_of(";]", first);
#elif defined(_MSC_VER)
    const std::string_view text = __FUNCSIG__; // "... spelling_of<telnyx::errors::v0_4_0::step::retry>(void)"
    const std::size_t first = text.find("spelling_of<") + 12;
    const std::size_t last = text.find(">(void)", first);
#endif
    const std::string_view value = text.substr(first, last - first);
    return value.find('(') != std::string_view::npos ? std::string_view{} : value.substr(value.rfind(':') + 1);
}

template <class E, std::size_t... Values>
void check_spellings(std::index_sequence<Values...> /*values*/) {
    const std::string_view spellings[] = {spelling_of<static_cast<E>(Values)>()...};
    std::size_t named = 0;
    for (std::size_t value = 0; value != sizeof...(Values); ++value) {
        const E enumerator = static_cast<E>(value);
        INFO(spellings[value] << " = " << value);
        CHECK(name(enumerator) == spellings[value]);
        if (spellings[value].empty()) {
            continue;
        }
        REQUIRE(named < te::enumerators<E>.size());
        CHECK(te::enumerators<E>[named] == enumerator);
        CHECK(te::from_name<E>(spellings[value]).known());
        CHECK(te::from_name<E>(spellings[value]).value() == enumerator);
        ++named;
    }
    CHECK(named == te::enumerators<E>.size());
    CHECK(te::enumerators<E>.end() - te::enumerators<E>.begin() == static_cast<std::ptrdiff_t>(named));
    for (const std::string_view wrong : {"", " ", "None", "none ", "no such name"}) {
        CHECK_FALSE(te::from_name<E>(wrong).known());
        CHECK(te::from_name<E>(wrong).value() == E{});
    }
    for (unsigned value = sizeof...(Values); value != 256; ++value) {
        CHECK(name(static_cast<E>(value)).empty());
    }
}

template <class E>
void check_names() {
    static_assert(te::is_named<E>);
    check_spellings<E>(std::make_index_sequence<32>{});
}

} // namespace

TEST_CASE("every enumerator has its own spelling as its name, and is found by it") {
    check_names<te::origin>();
    check_names<te::stage>();
    check_names<te::phase>();
    check_names<te::category>();
    check_names<te::retry_class>();
    check_names<te::basis>();
    check_names<te::wait>();
    check_names<te::scope>();
    check_names<te::remedy>();
    check_names<te::outcome>();
    check_names<te::kind>();
    check_names<te::problem>();
    check_names<te::recipient_list>();
    check_names<te::server_wish>();
    check_names<te::jitter>();
    check_names<te::step>();
    check_names<te::reason>();
    check_names<te::consent>();
    check_names<te::condition>();
    check_names<te::actor>();
    check_names<te::addition>();
    check_names<te::amendment_problem>();
    check_names<te::channel>();
    check_names<te::coverage>();
    check_names<te::ending>();
    check_names<te::history_column>();
    check_names<te::keyword>();
    check_names<te::notation>();
    check_names<te::part>();
    check_names<te::progress>();
    check_names<te::receipt>();
    check_names<te::title_condition>();
    check_names<te::toward>();
    static_assert(!te::is_named<te::code> && !te::is_named<int>);
}

TEST_CASE("names are usable at compile time") {
    static_assert(name(te::wait::next_day_pacific) == "next_day_pacific");
    static_assert(te::from_name<te::step>("fix_first").value() == te::step::fix_first);
    static_assert(!te::from_name<te::step>("fix first").known());
    static_assert(te::enumerators<te::recipient_list>.size() == 2); // to, cc
    static_assert(te::parsed<int>{0}.known() && !te::parsed<int>{}.known());
}

TEST_CASE("outcomes and consents are ordered by strictness") {
    CHECK(te::outcome::failed > te::outcome::unconfirmed);
    CHECK(te::outcome::unconfirmed > te::outcome::in_progress);
    CHECK(te::outcome::in_progress > te::outcome::received);
    CHECK(te::outcome::received > te::outcome::delivered);
    CHECK(te::outcome::delivered > te::outcome::none);
    CHECK(te::consent::opted_out > te::consent::maybe_opted_out);
    CHECK(te::consent::maybe_opted_out > te::consent::unchanged);
}

TEST_CASE("retry classes are ordered by strictness") {
    CHECK(te::retry_class::permanent > te::retry_class::action_required);
    CHECK(te::retry_class::action_required > te::retry_class::unspecified);
    CHECK(te::retry_class::unspecified > te::retry_class::after_intervention);
    CHECK(te::retry_class::after_intervention > te::retry_class::temporary_hold);
    CHECK(te::retry_class::temporary_hold > te::retry_class::automatic);
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
        {"cancelled", o::cancelled, o::cancelled}, {"canceled", o::cancelled, o::cancelled}, {"rejected", o::failed, o::failed},
        {"unknown", o::unreported, o::unreported}, {"", o::none, o::none},
        {"teleported", o::unknown, o::unknown}, {"undelivered", o::unknown, o::unknown}, {"undeliverable", o::failed, o::failed},
        {"carrier_rejected", o::failed, o::failed}, {"failed_timeout", o::failed, o::failed},
        {"delivered ", o::unknown, o::unknown},
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

TEST_CASE("judgements are equal if all their columns are equal") {
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
    CHECK(differs([](te::judgement& j) { j.also = te::retry_class::permanent; }));
    CHECK(differs([](te::judgement& j) { j.basis = te::basis::derived; }));
    CHECK(differs([](te::judgement& j) { j.wait = te::wait::next_minute; }));
    CHECK(differs([](te::judgement& j) { j.scope = te::scope::platform; }));
    CHECK(differs([](te::judgement& j) { j.remedy = te::remedy::add_funds; }));
}

TEST_CASE("an invalid kind has no phase") { CHECK(te::phase_of(static_cast<te::kind>(99)) == te::phase::unknown); }
TEST_CASE("statuses are compared without case, letter by letter") {
    for (const std::string_view status :
         {"delivered", "queued", "sending", "sent", "scheduled", "read", "delivery_failed", "sending_failed", "expired", "failed",
          "gw_reject", "delivery_unconfirmed", "dlr_unconfirmed", "dlr_timeout", "gw_timeout", "webhook_delivered", "received"}) {
        CHECK(te::outcome_of_status(status) != te::outcome::none);
        for (std::size_t place = 0; place != status.size(); ++place) {
            std::string text{status};
            text[place] = '~';
            INFO(text);
            CHECK(te::outcome_of_status(text) == te::outcome::unknown);
            text[place] = static_cast<char>(status[place] == '_' ? '_' : status[place] - 'a' + 'A');
            CHECK(te::outcome_of_status(text) == te::outcome_of_status(status));
        }
    }
    CHECK(te::detail::equal_ignoring_case("AZ", "az"));
    CHECK_FALSE(te::detail::equal_ignoring_case("@", "`")); // the neighbours of A and Z are not letters
    CHECK_FALSE(te::detail::equal_ignoring_case("[", "{"));
    CHECK(te::phase_of(static_cast<te::kind>(200)) == te::phase::unknown);
}
