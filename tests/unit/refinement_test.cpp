// How rules and refinements are written, and the checks that the library runs over them while it is compiled: here they run over
// rows that are wrong.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <tuple>
#include <vector>

#include <telnyx/errors.hpp>

#include "catch.hpp"
#include "reference.hpp"

namespace te = telnyx::errors;
namespace rows = telnyx::errors::detail::rows;

namespace {

constexpr te::code blocked = te::code::blocked_stop;
constexpr te::code undeliverable = te::code::undeliverable;

rows::rule permanent() { return rows::rule{te::stage::delivery, te::category::content}.documented(te::retry_class::permanent); }

// A row that keeps all rules.
te::refinement on_whatsapp(te::code id) { return rows::on_channel(id, te::channel::whatsapp, permanent(), "why"); }

bool in_order(const std::vector<te::refinement>& list) { return te::detail::are_in_order(list.data(), list.data() + list.size()); }
bool reachable(const std::vector<te::refinement>& list) {
    return te::detail::are_reachable(list.data(), list.data() + list.size());
}
bool changes(const te::refinement& row) { return te::detail::change_something(&row, &row + 1); }

} // namespace

TEST_CASE("a rule is written column by column, and leaves the one that it starts from as it was") {
    const rows::rule first{te::stage::request, te::category::toll_free};
    CHECK(first.stage == te::stage::request);
    CHECK(first.category == te::category::toll_free);
    CHECK_FALSE(first.known());

    const rows::rule documented = first.documented(te::retry_class::permanent);
    CHECK(documented.basis == te::basis::documented);
    CHECK(documented.retry == te::retry_class::permanent);
    CHECK(documented.also == te::retry_class::permanent);
    const rows::rule both = documented.and_also(te::retry_class::action_required);
    CHECK(both.retry == te::retry_class::permanent);
    CHECK(both.also == te::retry_class::action_required);
    const rows::rule derived = first.derived(te::retry_class::automatic);
    CHECK(derived.basis == te::basis::derived);
    CHECK(derived.retry == te::retry_class::automatic);
    CHECK(derived.also == te::retry_class::automatic);
    CHECK(first.from_block().basis == te::basis::from_block);
    CHECK(first.from_block().retry == te::retry_class::unspecified);
    CHECK(first.until(te::wait::fixed_24_hours).wait == te::wait::fixed_24_hours);
    CHECK(first.affects(te::scope::brand).scope == te::scope::brand);
    CHECK(first.affects(te::scope::brand).toward == te::toward::everyone);
    CHECK(first.affects(te::scope::campaign, te::toward::carrier).scope == te::scope::campaign);
    CHECK(first.affects(te::scope::campaign, te::toward::carrier).toward == te::toward::carrier);
    CHECK(first.remedy_is(te::remedy::raise_limit).remedy == te::remedy::raise_limit);

    CHECK(first == rows::rule{te::stage::request, te::category::toll_free});
    CHECK(documented.stage == te::stage::request);
    CHECK(documented.category == te::category::toll_free);

    const te::detail::row_names same = "Blocked";
    CHECK(std::string_view{same.name} == "Blocked");
    CHECK(std::string_view{same.title} == "Blocked");
}

TEST_CASE("a refinement has the one condition that it is written with") {
    const te::judgement becomes = permanent();
    const te::refinement expected_of = [&] {
        te::refinement result{};
        result.becomes = becomes;
        result.why = "why";
        return result;
    }();
    const auto equal = [](const te::refinement& left, const te::refinement& right) {
        return left.id == right.id && left.of == right.of && left.channel == right.channel && left.phase == right.phase &&
               left.part == right.part && left.accepted == right.accepted && left.title == right.title &&
               left.other_title == right.other_title && left.becomes == right.becomes && left.why == right.why;
    };
    const auto expected = [&](te::code id, auto change) {
        te::refinement result = expected_of;
        result.id = id;
        change(result);
        return result;
    };
    CHECK(equal(rows::on_channel(blocked, te::channel::whatsapp, becomes, "why"),
                expected(blocked, [](te::refinement& row) { row.channel = te::channel::whatsapp; })));
    CHECK(equal(rows::in_phase(blocked, te::phase::request, becomes, "why"),
                expected(blocked, [](te::refinement& row) { row.phase = te::phase::request; })));
    CHECK(equal(rows::where_pointer_names(blocked, te::part::sender, becomes, "why"),
                expected(blocked, [](te::refinement& row) { row.part = te::part::sender; })));
    CHECK(equal(rows::where_pointer_names(permanent(), te::part::sender, becomes, "why"), expected(te::code{}, [](auto& row) {
                    row.part = te::part::sender;
                    row.of = permanent();
                })));
    CHECK(equal(rows::beside_accepted_message(blocked, becomes, "why"),
                expected(blocked, [](te::refinement& row) { row.accepted = true; })));
    CHECK(equal(rows::with_title(blocked, "Unsupported", becomes, "why"), expected(blocked, [](te::refinement& row) {
                    row.title = te::title_condition::elsewhere;
                    row.other_title = "Unsupported";
                })));
    const te::refinement refused = rows::refused_with_other_title(blocked, becomes);
    CHECK(refused.id == blocked);
    CHECK(refused.phase == te::phase::request);
    CHECK(refused.title == te::title_condition::disagrees);
    CHECK(refused.becomes == becomes);
    CHECK_FALSE(refused.why.empty());

    const rows::rule doubt = rows::class_in_doubt(te::stage::delivery, te::category::carrier_rejection);
    CHECK(doubt.stage == te::stage::delivery);
    CHECK(doubt.category == te::category::carrier_rejection);
    CHECK(doubt.retry == te::retry_class::unspecified);
    CHECK(doubt.basis == te::basis::derived);
    CHECK(doubt.scope == te::scope::message);
    CHECK(doubt.remedy == te::remedy::investigate);
}

TEST_CASE("refinements stand in the order of their codes, those of many codes last") {
    const te::refinement of_many = rows::where_pointer_names(permanent(), te::part::sender, permanent(), "why");
    const te::refinement earlier = on_whatsapp(undeliverable); // 40008
    const te::refinement later = on_whatsapp(blocked);         // 40300
    CHECK(in_order({}));
    CHECK(in_order({earlier, earlier, later, of_many, of_many}));
    CHECK_FALSE(in_order({later, earlier}));
    CHECK_FALSE(in_order({of_many, later}));
    CHECK(te::refinements.size() == static_cast<std::size_t>(std::distance(te::refinements.begin(), te::refinements.end())));
    CHECK(te::detail::are_in_order(te::refinements.begin(), te::refinements.end()));
}

TEST_CASE("a refinement is reached: no earlier one of the same code holds wherever it holds") {
    const te::judgement becomes = permanent();
    const te::refinement whatsapp = on_whatsapp(blocked);
    te::refinement whatsapp_request = whatsapp;
    whatsapp_request.phase = te::phase::request;
    const te::refinement request = rows::in_phase(blocked, te::phase::request, becomes, "why");
    const te::refinement sender = rows::where_pointer_names(blocked, te::part::sender, becomes, "why");
    const te::refinement accepted = rows::beside_accepted_message(blocked, becomes, "why");
    const te::refinement one_title = rows::with_title(blocked, "One title", becomes, "why");
    const te::refinement title_of_channel = [&] {
        te::refinement result = one_title;
        result.channel = te::channel::whatsapp;
        return result;
    }();
    CHECK(reachable({}));
    CHECK(reachable({whatsapp_request, whatsapp})); // the narrower one first
    CHECK_FALSE(reachable({whatsapp, whatsapp_request}));
    CHECK_FALSE(reachable({whatsapp, whatsapp}));
    CHECK(reachable({whatsapp, request, sender, accepted, one_title}));
    CHECK_FALSE(reachable({request, request}));
    CHECK_FALSE(reachable({sender, sender}));
    CHECK_FALSE(reachable({accepted, accepted}));
    CHECK(reachable({whatsapp, on_whatsapp(undeliverable)}));
    CHECK_FALSE(reachable({one_title, title_of_channel}));
    CHECK(reachable({one_title, rows::with_title(blocked, "Another title", becomes, "why")}));
    CHECK_FALSE(reachable({one_title, rows::with_title(blocked, "one title", becomes, "why")})); // titles are compared as words
    CHECK(te::detail::are_reachable(te::refinements.begin(), te::refinements.end()));
}

TEST_CASE("a refinement has a code, a condition and a reason, and changes something") {
    CHECK(changes(on_whatsapp(blocked)));
    te::refinement row = on_whatsapp(blocked);
    row.id = static_cast<te::code>(99999); // unknown
    CHECK_FALSE(changes(row));
    row = on_whatsapp(blocked);
    row.channel = te::channel::unknown; // then it has no condition
    CHECK_FALSE(changes(row));
    row = on_whatsapp(blocked);
    row.why = {};
    CHECK_FALSE(changes(row));
    row = on_whatsapp(blocked);
    row.becomes = te::classify(blocked);
    CHECK_FALSE(changes(row));
    row.becomes = te::judgement{};
    CHECK_FALSE(changes(row));

    row = on_whatsapp(te::code{}); // of many codes: those with this judgement
    CHECK_FALSE(changes(row));
    row.of = te::classify(blocked);
    CHECK(changes(row));
    CHECK(te::detail::refined_by(row) == te::classify(blocked));
    row.of.scope = te::scope::platform; // no code has this one
    CHECK_FALSE(changes(row));
    CHECK(te::detail::change_something(te::refinements.begin(), te::refinements.end()));
}

TEST_CASE("every automatic code has a refinement for a refusal with another title") {
    // Those that the reference calls automatic.
    std::vector<te::refinement> list;
    for (const reference::code_row& row : reference::rows) {
        if (row.retry == "automatic") {
            list.push_back(rows::refused_with_other_title(static_cast<te::code>(row.number), permanent()));
        }
    }
    const auto covers = [&] { return te::detail::cover_automatic_codes(list.data(), list.data() + list.size()); };
    REQUIRE(list.size() > 1);
    CHECK(covers());
    const te::refinement kept = list.back();
    const auto without = [&](auto change) {
        list.back() = kept;
        change(list.back());
        return covers();
    };
    CHECK_FALSE(without([](te::refinement& row) { row.phase = te::phase::delivery; }));
    CHECK_FALSE(without([](te::refinement& row) { row.part = te::part::sender; }));
    CHECK_FALSE(without([](te::refinement& row) { row.channel = te::channel::whatsapp; }));
    CHECK_FALSE(without([](te::refinement& row) { row.accepted = true; }));
    CHECK_FALSE(without([](te::refinement& row) { row.title = te::title_condition::elsewhere; }));
    CHECK_FALSE(without([](te::refinement& row) { row.becomes.retry = te::retry_class::automatic; }));
    list.pop_back();
    CHECK_FALSE(covers());
    CHECK(te::detail::cover_automatic_codes(te::refinements.begin(), te::refinements.end()));
}

TEST_CASE("a refinement says why it is there, and keeps the stage and category of the code") {
    using s = te::stage;
    using c = te::category;
    constexpr std::string_view other_product =
        "A refusal whose title is not that of the code: other Telnyx products use the same numbers with other meanings.";
    const std::vector<std::tuple<int, s, c, std::string_view, std::string_view>> expected = {
        {10001, s::request, c::sender_recipient, "", "The pointer names the recipient, whose number is no longer active."},
        {10011, s::request, c::api, "Bad Request",
         "The specification of the detail records gives this title to 10011 in its example."},
        {10011, s::request, c::api, "", other_product},
        {40004, s::delivery, c::carrier_rejection, "Number not on messaging profile",
         "The meaning of 40004 in an earlier migration guide."},
        {40004, s::delivery, c::carrier_rejection, "", other_product},
        {40006, s::delivery, c::carrier_rejection, "Unsupported audio format",
         "The meaning of 40006 in the speech-to-text service."},
        {40006, s::delivery, c::carrier_rejection, "", other_product},
        // With these two, no carrier is in play.
        {40008, s::delivery, c::whatsapp, "",
         "For WhatsApp, Telnyx sends 40008 for everything that Meta refuses: mostly the template, or the 24-hour window."},
        {40008, s::delivery, c::whatsapp, "",
         "No carrier answers a request: the API refuses a WhatsApp template or sender with 40008."},
        {40328, s::request, c::content, "",
         "Beside an accepted message 40328 is a warning: sending it again, shorter, could deliver it twice."},
        {0, s::request, c::sender_recipient, "", "The pointer names the sender: no recipient is at fault."},
        {0, s::request, c::sender_recipient, "", "The pointer names the recipient: a corrected number is another recipient."},
        {0, s::request, c::api, "", "The pointer names a header, which every request of this client has."},
    };
    std::vector<std::tuple<int, s, c, std::string_view, std::string_view>> found;
    for (const te::refinement& each : te::refinements) {
        found.emplace_back(static_cast<int>(each.id), each.becomes.stage, each.becomes.category, each.other_title, each.why);
    }
    CHECK(found == expected);
}

TEST_CASE("a refinement without conditions holds always") {
    const te::refinement none{};
    CHECK(none.id == te::code{});
    CHECK(none.channel == te::channel::unknown);
    CHECK(none.phase == te::phase::unknown);
    CHECK(none.part == te::part::unknown);
    CHECK_FALSE(none.accepted);
    CHECK(none.title == te::title_condition::any);
    CHECK(te::detail::holds(none, te::context{te::channel::rcs, te::phase::record, te::part::header, true, "Title"}));
    CHECK(te::detail::holds(none, te::context{}));
    const te::context nothing{};
    CHECK(nothing.channel == te::channel::unknown);
    CHECK(nothing.phase == te::phase::unknown);
    CHECK(nothing.part == te::part::unknown);
    CHECK_FALSE(nothing.accepted);
    CHECK(name(te::title_condition::any) == "any");
    CHECK(name(te::title_condition::elsewhere) == "elsewhere");
    CHECK(name(te::title_condition::disagrees) == "disagrees");
}

TEST_CASE("every code that a refinement is about is asked for refinements") {
    const te::detail::refined_judgements found = te::detail::find_refined_judgements(); // as the compiler found them
    CHECK(std::equal(std::begin(found.any), std::end(found.any), std::begin(te::detail::refined.any)));
    for (const reference::code_row& row : reference::rows) {
        INFO(row.number);
        const bool concerned = std::any_of(te::refinements.begin(), te::refinements.end(),
                                           [&](const te::refinement& each) { return te::detail::concerns(each, row.number); });
        CHECK((!concerned || te::detail::has_refinements(row.number)));
    }
    CHECK(te::detail::has_refinements(40008));       // on WhatsApp
    CHECK_FALSE(te::detail::has_refinements(40300)); // a STOP is a STOP everywhere
    CHECK_FALSE(te::detail::has_refinements(99999));
}

TEST_CASE("without a payload, the refinements by channel and phase hold, and no others") {
    // 40008 on WhatsApp, and in the answer to a request.
    CHECK(te::detail::count_refinements_by_situation() == 2);
    const te::detail::refinements_by_situation list = te::detail::list_refinements_by_situation(); // as the compiler made it
    for (std::size_t i = 0; i != 2; ++i) {
        CHECK(list.rows[i].id == undeliverable);
        CHECK(list.rows[i].channel == te::detail::by_situation.rows[i].channel);
        CHECK(list.rows[i].phase == te::detail::by_situation.rows[i].phase);
        CHECK(list.rows[i].becomes == te::detail::by_situation.rows[i].becomes);
    }
    std::vector<int> numbers{0, reference::unknown_elsewhere, reference::unknown_delivery, -1};
    for (const reference::code_row& row : reference::rows) {
        numbers.push_back(row.number);
    }
    for (const int number : numbers) {
        for (const te::channel through : te::enumerators<te::channel>) {
            for (const te::phase in : te::enumerators<te::phase>) {
                INFO(number << " " << name(through) << " " << name(in));
                const te::judgement& alone = te::detail::classify_without_payload(number, through, in);
                CHECK(alone == te::classify(number, te::context{through, in}));
                const bool refined = number == 40008 && (through == te::channel::whatsapp || in == te::phase::request);
                CHECK((alone == te::classify(number)) == !refined);
            }
        }
    }
}
