// The table against the independent transcription of its sources.
#include <cstddef>
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
        if (other != row.retry && row.is(other)) {
            text += '+';
            text += name(other);
        }
    }
    return text;
}

// Whether a text contains each of the facts, which are separated by '|'.
bool contains_all(std::string_view text, std::string_view facts) {
    for (;;) {
        const std::size_t end = facts.find('|');
        const std::string_view fact = facts.substr(0, end);
        if (fact.empty() || text.find(fact) == std::string_view::npos) {
            return false;
        }
        if (end == std::string_view::npos) {
            return true;
        }
        facts.remove_prefix(end + 1);
    }
}

} // namespace

TEST_CASE("the table holds the codes of the sources and no others, in ascending order") {
    CHECK(te::table.size() == reference::count);
    const te::code_info* row = te::table.begin();
    for (const reference::code_row& expected : reference::rows) {
        INFO(expected.number);
        REQUIRE(row != te::table.end());
        CHECK(row->number() == expected.number);
        ++row;
    }
}

TEST_CASE("every code answers as its sources say") {
    for (const reference::code_row& expected : reference::rows) {
        INFO(expected.number);
        const te::code_info& row = te::lookup(expected.number);
        CHECK(row.number() == expected.number);
        CHECK(row.known());
        CHECK(row.name == expected.name);
        CHECK(row.title == expected.title());
        CHECK(name(row.origin) == expected.origin);
        CHECK(name(row.stage) == expected.stage);
        CHECK(name(row.category) == expected.category);
        CHECK(all_classes(row) == expected.retry);
        CHECK(name(row.basis) == expected.basis);
        CHECK(name(row.wait) == expected.wait);
        CHECK(name(row.scope) == expected.scope);
        CHECK(name(row.toward) == expected.toward);
        CHECK(name(row.remedy) == expected.remedy);
    }
}

TEST_CASE("causes and actions lose none of the facts") {
    for (const reference::code_row& expected : reference::rows) {
        const te::code_info& row = te::lookup(expected.number);
        INFO(expected.number);
        INFO("cause: " << row.cause << "\naction: " << row.action);
        INFO("facts: " << expected.in_cause << "; " << expected.in_action);
        CHECK(contains_all(row.cause, expected.in_cause));
        CHECK(contains_all(row.action, expected.in_action));
    }
}

TEST_CASE("the transcription is complete") {
    std::size_t documented = 0;
    for (const reference::code_row& row : reference::rows) {
        INFO(row.number);
        CHECK(row.different_title != row.name); // a name that is the title is written once
        CHECK((row.basis == "documented" || row.basis == "derived"));
        CHECK((row.basis == "derived" || row.origin == "messaging_reference"));
        documented += row.documented() ? 1U : 0U;
    }
    CHECK(documented != 0);
    CHECK_FALSE(reference::documented_never_resent().empty());
    CHECK_FALSE(contains_all("a text", ""));
    CHECK_FALSE(contains_all("a text", "text|"));
    CHECK_FALSE(contains_all("a text", "text|words"));
    CHECK(contains_all("a text", "text|a "));
}

TEST_CASE("40010 is documented in two classes: permanent governs, and it answers to both") {
    const te::code_info& row = te::lookup(te::code::not_10dlc_registered);
    CHECK(row.number() == 40010);
    CHECK(row.retry == te::retry_class::permanent);
    CHECK(row.is(te::retry_class::permanent));
    CHECK(row.is(te::retry_class::action_required));
    CHECK_FALSE(row.is(te::retry_class::automatic));
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

TEST_CASE("the rows of unknown codes know a stage and nothing else") {
    struct expectation {
        int number; // a sample of the block that the row stands for
        te::stage stage;
        te::basis basis;
        std::string_view name;
        std::string_view in_cause;
    };
    constexpr expectation expectations[] = {
        {reference::unknown_elsewhere, te::stage::unknown, te::basis::none, "Unknown code", "The code is in none of the lists"},
        {reference::unknown_delivery, te::stage::delivery, te::basis::from_block, "Unknown delivery code",
         "delivery errors (400xx)"},
        {reference::unknown_configuration, te::stage::configuration, te::basis::from_block, "Unknown provisioning code",
         "provisioning errors (401xx)"},
        {reference::unknown_request, te::stage::request, te::basis::from_block, "Unknown request code", "request errors (403xx)"},
    };
    for (const expectation& expected : expectations) {
        INFO(expected.number);
        const te::code_info& row = te::lookup(expected.number);
        CHECK(row.number() == 0);
        CHECK(row.stage == expected.stage);
        CHECK(row.basis == expected.basis);
        CHECK(row.category == te::category::unknown);
        CHECK(row.retry == te::retry_class::unspecified);
        CHECK(row.also == row.retry);
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

TEST_CASE("the checks of the table find a row that breaks a rule") {
    // The library runs them while it is compiled; here they run over rows that are wrong.
    const te::code_info good[] = {te::lookup(40001), te::lookup(40008)};
    const auto check = [&good](auto change) {
        te::code_info rows[] = {good[0], good[1]};
        change(rows[1]);
        return te::detail::check(rows, rows + 2);
    };
    const auto none = check([](te::code_info&) {});
    CHECK(none.out_of_order == te::code{});
    CHECK(none.with_empty_string == te::code{});
    CHECK(none.with_missing_column == te::code{});
    CHECK(none.with_undocumented_class == te::code{});
    CHECK(check([&](te::code_info& row) { row = good[0]; }).out_of_order == good[0].id);
    CHECK(check([](te::code_info& row) { row = te::lookup(20100); }).out_of_order == te::lookup(20100).id);
    CHECK(check([](te::code_info& row) { row.name = {}; }).with_empty_string == good[1].id);
    CHECK(check([](te::code_info& row) { row.title = {}; }).with_empty_string == good[1].id);
    CHECK(check([](te::code_info& row) { row.cause = {}; }).with_empty_string == good[1].id);
    CHECK(check([](te::code_info& row) { row.action = {}; }).with_empty_string == good[1].id);
    CHECK(check([](te::code_info& row) { row.basis = te::basis::none; }).with_missing_column == good[1].id);
    CHECK(check([](te::code_info& row) { row.origin = te::origin::none; }).with_missing_column == good[1].id);
    CHECK(check([](te::code_info& row) { row.stage = te::stage::unknown; }).with_missing_column == good[1].id);
    CHECK(check([](te::code_info& row) { row.category = te::category::unknown; }).with_missing_column == good[1].id);
    CHECK(check([](te::code_info& row) { row.scope = te::scope::unknown; }).with_missing_column == good[1].id);
    CHECK(check([](te::code_info& row) { row.remedy = te::remedy::none; }).with_missing_column == good[1].id);
    // The first of two is named, and for a row without a code the one above it.
    CHECK(te::detail::check(good + 1, good + 2).out_of_order == te::code{});
    const te::code_info descending[] = {good[1], good[0], te::lookup(20100)};
    CHECK(te::detail::check(descending, descending + 3).out_of_order == good[0].id);
    CHECK(check([](te::code_info& row) { row = te::lookup(99999); }).out_of_order == good[0].id);
    // 40010 is documented in two classes, of which the first is the stricter.
    CHECK(check([](te::code_info& row) { row = te::lookup(40010); }).with_undocumented_class == te::code{});
    // good[1] is documented as automatic: a second class that is stricter than the first, and one that no source states.
    CHECK(check([](te::code_info& row) { row.also = te::retry_class::permanent; }).with_undocumented_class == good[1].id);
    CHECK(check([](te::code_info& row) {
              row.basis = te::basis::derived;
              row.retry = te::retry_class::permanent;
          }).with_undocumented_class == good[1].id);

    const te::code_info made{te::code::queue_full, good[0], te::origin::messaging_reference, {"name", "title"}, "cause", "action"};
    CHECK(made.number() == static_cast<std::int64_t>(te::code::queue_full));
    CHECK(made.title == "title");
    CHECK(made.scope == good[0].scope);
}
