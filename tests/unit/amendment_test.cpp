// House rules: what an amendment changes, and what it must not. Expectations are written by hand.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

// 40004 is automatic in the table, 40300 the code of a STOP, 40001 permanent, 10007 "may have been sent", 40334 in no list.
constexpr te::amendment rules[] = {
    te::amend(40004, te::retry_class::permanent),
    te::amend(40334, te::retry_class::action_required).with(te::remedy::fix_profile).with(te::scope::profile),
    te::amend(40008, te::retry_class::temporary_hold).with(te::wait::fixed_24_hours).on(te::channel::mms),
};
static_assert(te::check(rules).passed());
static_assert(te::decide(40004, {}, {rules}).step == te::step::stop);
static_assert(te::decide(te::code::rejected_by_destination, {}, {rules}).step == te::step::stop);
static_assert(sizeof(te::amendment) <= 32 && sizeof(te::judgement) == 9);

te::situation on(te::channel which) {
    te::situation here;
    here.channel = which;
    return here;
}

std::string failed_with(const std::string& errors, const std::string& status = "delivery_failed") {
    return R"({"data":{"event_type":"message.finalized","id":"e","payload":{"id":"m","record_type":"message","direction":"outbound",)"
           R"("to":[{"phone_number":"+12025550143","status":")" +
           status + R"("}],"errors":[)" + errors + "]}}}";
}

std::string refused_with(const std::string& errors) { return R"({"errors":[)" + errors + "]}"; }

// How much a decision asks for before the message is resent, as documented for retry classes.
int strictness_of(const te::decision& next) {
    switch (next.step) {
    case te::step::none: return 0;
    case te::step::retry: return 1;
    case te::step::hold: return 2;
    case te::step::fix_first: return next.reason == te::reason::action_required ? 5 : 3;
    case te::step::reconcile: return 4;
    case te::step::stop: return next.reason == te::reason::permanent || next.reason == te::reason::opted_out ? 6 : 4;
    }
    return 7;
}

bool resends(const te::decision& next) { return next.step == te::step::retry || next.step == te::step::hold; }

bool same(const te::decision& left, const te::decision& right) {
    return left.step == right.step && left.reason == right.reason && left.scope == right.scope && left.toward == right.toward &&
           left.remedy == right.remedy && left.basis == right.basis && left.consent == right.consent &&
           left.receipt == right.receipt && left.delay == right.delay && left.not_before == right.not_before &&
           left.governing_code == right.governing_code;
}

// Every amendment of a code that differs in class, wait, scope or destination.
template <class Visitor>
void for_each_amendment(std::int64_t number, bool looser, Visitor visit) {
    for (const te::retry_class retry : te::enumerators<te::retry_class>) {
        for (const te::wait wait : te::enumerators<te::wait>) {
            for (const te::scope scope : te::enumerators<te::scope>) {
                for (const te::toward toward : te::enumerators<te::toward>) {
                    te::amendment rule = te::amend(number, retry).with(wait).with(scope).with(toward);
                    rule.looser = looser;
                    visit(rule);
                }
            }
        }
    }
}

// Situations in which waits are over, operations idempotent, attempts used up, or the server has wishes.
std::vector<te::situation> situations() {
    std::vector<te::situation> all;
    for (const te::phase phase : {te::phase::request, te::phase::delivery}) {
        for (const bool idempotent : {false, true}) {
            for (const std::uint32_t attempt : {1U, 5U}) {
                for (const te::server_wish wish : {te::server_wish::none, te::server_wish::retry, te::server_wish::no_retry}) {
                    te::situation here;
                    here.phase = phase;
                    here.idempotent = idempotent;
                    here.attempt = attempt;
                    here.time = te::instant{1800000000};
                    here.failed_at = te::instant{1800000000 - 3 * 86400};
                    here.retry_after.should_retry = wish;
                    all.push_back(here);
                }
            }
        }
    }
    return all;
}

} // namespace

TEST_CASE("a stricter amendment decides, and the decision says so") {
    const te::decision before = te::decide(40004);
    CHECK(before.step == te::step::retry);
    CHECK(before.basis == te::basis::derived);
    const te::decision next = te::decide(40004, {}, {rules});
    CHECK(next.step == te::step::stop);
    CHECK(next.reason == te::reason::permanent);
    CHECK(next.basis == te::basis::amended);
    CHECK(next.remedy == te::remedy::investigate); // "retry with backoff" would contradict it
    CHECK(next.governing_code == 40004);
    CHECK(next.scope == before.scope);
    CHECK(next.toward == before.toward);
    CHECK(same(te::decide(te::code::rejected_by_destination, {}, {rules}), next));
    CHECK(name(te::basis::amended) == "amended");
    CHECK(te::is_known(te::basis::amended));
    CHECK_FALSE(te::is_known(te::basis::from_status));
}

TEST_CASE("an unknown code is judged by its amendment, whatever the HTTP status says") {
    te::situation here;
    here.phase = te::phase::request;
    here.http_status = 503;
    CHECK(te::decide(40334, here).step == te::step::reconcile);
    const te::decision next = te::decide(40334, here, {rules});
    CHECK(next.step == te::step::fix_first);
    CHECK(next.reason == te::reason::action_required);
    CHECK(next.scope == te::scope::profile);
    CHECK(next.remedy == te::remedy::fix_profile);
    CHECK(next.basis == te::basis::amended);
    CHECK(next.receipt == te::receipt::no);
    const te::report refused = te::read(refused_with(R"({"code":"40334","title":"New"})"));
    CHECK(same(te::decide(refused, here, {rules}), next));
    CHECK(te::decide(te::read(failed_with(R"({"code":"40334"})", "sent")), {}, {rules}).step == te::step::reconcile);
}

TEST_CASE("an amendment may be limited to a channel") {
    te::situation here = on(te::channel::mms);
    here.time = te::instant{1800000000};
    const te::decision next = te::decide(40008, here, {rules});
    CHECK(next.step == te::step::hold);
    CHECK(next.not_before == te::instant{1800086400});
    for (const te::channel other : {te::channel::unknown, te::channel::sms, te::channel::rcs, te::channel::whatsapp}) {
        CHECK(same(te::decide(40008, on(other), {rules}), te::decide(40008, on(other))));
    }
    // The channel of a payload counts.
    std::string body = failed_with(R"({"code":"40008","title":"Undeliverable"})");
    CHECK(te::decide(te::read(body), {}, {rules}).step == te::step::retry);
    body.insert(body.find("\"direction\""), R"("type":"MMS",)");
    CHECK(te::decide(te::read(body), {}, {rules}).step == te::step::hold);
    CHECK(te::decide_lookup(te::read(body), {}, {rules}).step == te::step::hold);
}

TEST_CASE("a looser amendment needs its mark") {
    constexpr te::amendment unmarked[] = {te::amend(40001, te::retry_class::automatic)};
    constexpr te::amendment marked[] = {te::amend(40001, te::retry_class::automatic).marked_looser()};
    CHECK(te::decide(40001).step == te::step::stop);
    CHECK(same(te::decide(40001, {}, {unmarked}), te::decide(40001)));
    const te::decision next = te::decide(40001, {}, {marked});
    CHECK(next.step == te::step::retry);
    CHECK(next.delay == te::delay{1000});
    CHECK(next.basis == te::basis::amended);
    CHECK(next.remedy == te::remedy::retry_with_backoff);
}

TEST_CASE("no mark counts where the payload shows that the code means something else") {
    constexpr te::amendment marked[] = {te::amend(40004, te::retry_class::temporary_hold).marked_looser()};
    const te::report other = te::read(refused_with(R"({"code":"40004","title":"Number not on messaging profile"})"));
    CHECK(te::decide(other).reason == te::reason::title_disagrees);
    CHECK(te::decide(other, {}, {marked}).step == te::step::stop);
    CHECK(te::decide(other, {}, {marked}).reason == te::reason::title_disagrees);
    const te::decision stricter = te::decide(other, {}, {rules});
    CHECK(stricter.step == te::step::stop);
    CHECK(stricter.reason == te::reason::permanent); // the amendment decides, not the title
    CHECK(stricter.basis == te::basis::amended);
}

TEST_CASE("of several errors the strictest decides, by its amended judgement") {
    const std::string two = R"({"code":"40008","title":"Undeliverable"},{"code":"40004","title":"Rejected by destination"})";
    const te::report report = te::read(failed_with(two));
    CHECK(te::decide(report).step == te::step::retry);
    CHECK(te::decide(report).governing_code == 40008); // both are automatic: the first
    const te::decision next = te::decide(report, {}, {rules});
    CHECK(next.step == te::step::stop);
    CHECK(next.governing_code == 40004);
    CHECK(next.basis == te::basis::amended);
    CHECK(same(te::decide_for(report, 0, {}, {rules}), next));
    int visits = 0;
    te::decide_each(report, {}, te::amended_policy{rules}, [&](std::size_t index, const te::decision& theirs) {
        CHECK(index == 0);
        CHECK(same(theirs, next));
        ++visits;
    });
    CHECK(visits == 1);
    // A marked amendment of the strictest error lets the other one decide.
    constexpr te::amendment looser[] = {te::amend(40001, te::retry_class::automatic).marked_looser()};
    const te::report mixed = te::read(failed_with(R"({"code":"40001"},{"code":"40312"})"));
    CHECK(te::decide(mixed).governing_code == 40001);
    CHECK(te::decide(mixed, {}, {looser}).governing_code == 40312);
}

TEST_CASE("what may have been sent stays so, unless the amendment is marked") {
    constexpr te::amendment permanent[] = {te::amend(10007, te::retry_class::permanent)};
    constexpr te::amendment required[] = {te::amend(10007, te::retry_class::action_required)};
    CHECK(te::decide(10007).step == te::step::reconcile);
    CHECK(te::decide(10007, {}, {permanent}).step == te::step::stop);
    CHECK(te::decide(10007, {}, {permanent}).receipt == te::receipt::maybe);
    CHECK(te::decide(10007, {}, {required}).step == te::step::reconcile);
    const te::report report = te::read(refused_with(R"({"code":"10007","title":"Unexpected error"})"));
    CHECK(te::decide(report, {}, {permanent}).receipt == te::receipt::maybe);
    CHECK(te::decide(report, {}, {required}).step == te::step::reconcile);
    const te::amendment marked[] = {permanent[0].marked_looser()};
    CHECK(te::decide(10007, {}, {marked}).receipt == te::receipt::no);
    CHECK(te::decide(report, {}, {marked}).receipt == te::receipt::no);
}

TEST_CASE("nothing is resent to recipients who opted out, or may have") {
    const std::string_view bodies[] = {
        R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})",
        R"({"errors":[{"code":"40008","title":"Blocked due to STOP message"}]})",
        R"({"errors":[{"code":"40001","detail":"The recipient has opted out."}]})",
        R"({"errors":[{"code":"40334","detail":"The recipient replied STOP."}]})",
    };
    std::vector<te::amendment> all;
    for (const std::int64_t number : {std::int64_t{40300}, std::int64_t{40001}, std::int64_t{40008}, std::int64_t{40334}}) {
        all.push_back(te::amend(number, te::retry_class::automatic).marked_looser());
    }
    for (const std::string_view body : bodies) {
        INFO(body);
        const te::report report = te::read(body);
        REQUIRE(te::decide(report).consent >= te::consent::maybe_opted_out);
        CHECK(same(te::decide(report, {}, {all}), te::decide(report)));
        CHECK(te::decide(report, {}, {all}).step == te::step::stop);
        CHECK(te::decide_lookup(report, {}, {all}).step != te::step::retry);
    }
    CHECK(same(te::decide(40300, {}, {all}), te::decide(40300)));
    // Beside an opt-out, an amended error changes nothing.
    const te::report beside = te::read(failed_with(R"({"code":"40008"},{"code":"40300","title":"Blocked due to STOP message"})"));
    CHECK(te::decide(beside, {}, {all}).step == te::step::stop);
    CHECK(te::decide(beside, {}, {all}).consent == te::consent::opted_out);
}

TEST_CASE("no amendment without a mark makes a decision more lenient; no amendment at all resends after an opt-out") {
    const std::vector<te::situation> all = situations();
    std::vector<std::int64_t> numbers{40334, 47000, 131099};
    for (const te::code_info& row : te::table) {
        numbers.push_back(row.number());
    }
    std::uint64_t more_lenient = 0;
    std::uint64_t resent = 0;
    std::uint64_t applied = 0;
    for (const std::int64_t number : numbers) {
        const bool known = te::classify(number).known();
        std::vector<te::decision> before;
        for (const te::situation& here : all) {
            before.push_back(te::decide(number, here));
        }
        for_each_amendment(number, false, [&](const te::amendment& rule) {
            const te::amended_policy policy{te::amendment_list{&rule, 1}};
            const te::decision plain = te::decide(number, {}, policy);
            applied += plain.basis == te::basis::amended ? 1U : 0U;
            more_lenient += strictness_of(plain) < strictness_of(te::decide(number)) ? 1U : 0U;
            for (std::size_t i = 0; i != all.size(); ++i) {
                const te::decision next = te::decide(number, all[i], policy);
                const bool kept = next.receipt >= before[i].receipt || !known;
                more_lenient += (next.step == te::step::retry && before[i].step != te::step::retry) || !kept ? 1U : 0U;
            }
        });
        if (number == 40300) {
            for_each_amendment(number, true, [&](const te::amendment& rule) {
                for (const te::situation& here : all) {
                    resent += resends(te::decide(number, here, te::amendment_list{&rule, 1})) ? 1U : 0U;
                }
            });
        }
    }
    CHECK(more_lenient == 0);
    CHECK(resent == 0);
    CHECK(applied > 10000); // else nothing was tested
}

TEST_CASE("a list of amendments is checked") {
    using problem = te::amendment_problem;
    const te::amendment good = te::amend(40004, te::retry_class::permanent);
    const auto found = [](std::vector<te::amendment> list) { return te::check(list).problem; };
    CHECK(found({}) == problem::none);
    CHECK(found({good}) == problem::none);
    CHECK(found({te::amend(std::int64_t{0}, te::retry_class::permanent)}) == problem::no_code);
    CHECK(found({te::amend(std::int64_t{-5}, te::retry_class::permanent)}) == problem::no_code);
    CHECK(found({te::amendment{}}) == problem::no_code);
    CHECK(found({te::amend(40300, te::retry_class::permanent)}) == problem::opt_out);
    CHECK(found({good, good}) == problem::repeated);
    const std::array<te::amendment, 2> repeated{good, good};
    CHECK(te::check(repeated).index == 1);
    CHECK(found({good, good.on(te::channel::sms)}) == problem::repeated);
    CHECK(found({good.on(te::channel::sms), good}) == problem::none);
    CHECK(found({te::amend(40001, te::retry_class::automatic)}) == problem::unmarked);
    CHECK(found({te::amend(40001, te::retry_class::automatic).marked_looser()}) == problem::none);
    CHECK(found({good.with(static_cast<te::scope>(200))}) == problem::bad_value);
    CHECK(found({te::amend(40004, static_cast<te::retry_class>(6))}) == problem::bad_value);
    CHECK(found({good.on(static_cast<te::channel>(9))}) == problem::bad_value);
    CHECK(found({good.with(static_cast<te::toward>(4))}) == problem::bad_value);
    CHECK(found({good.with(static_cast<te::wait>(200))}) == problem::bad_value);
    CHECK(found({good.with(static_cast<te::remedy>(200))}) == problem::bad_value);
    te::amendment odd = good;
    odd.becomes.stage = static_cast<te::stage>(200);
    CHECK(found({odd}) == problem::bad_value);
    odd = good;
    odd.becomes.category = static_cast<te::category>(200);
    CHECK(found({odd}) == problem::bad_value);
    CHECK(te::check({&good, 1}).passed());
    CHECK_FALSE(te::check({&odd, 1}).passed());
    CHECK(te::check({&good, 1}).problem == problem::none);
    CHECK(te::check({&good, 1}).index == 0); // as where there is no amendment
    CHECK(te::check({}).index == 0);
    // Invalid ones are ignored; of several the first counts.
    const te::amendment twice[] = {good, te::amend(40004, te::retry_class::action_required)};
    CHECK(te::decide(40004, {}, {twice}).step == te::step::stop);
    const te::amendment none[] = {te::amend(std::int64_t{0}, te::retry_class::automatic).marked_looser()};
    CHECK(te::decide(std::int64_t{0}, {}, {none}).basis == te::decide(std::int64_t{0}).basis);
    CHECK(te::decide(te::read(refused_with(R"({"title":"no code"})")), {}, {none}).step == te::step::stop);
    constexpr std::string_view names[] = {"none", "no_code", "opt_out", "bad_value", "repeated", "unmarked"};
    REQUIRE(te::enumerators<problem>.size() == sizeof(names) / sizeof(names[0]));
    for (const problem each : te::enumerators<problem>) {
        CHECK(name(each) == names[static_cast<std::size_t>(each)]);
    }
}

TEST_CASE("each positive number is a code that may be amended") {
    const te::amendment smallest[] = {te::amend(std::int64_t{1}, te::retry_class::permanent)};
    CHECK(te::check(smallest).passed());
    CHECK(te::amendment_list{smallest}.find(1, te::channel::unknown) == &smallest[0]);
    CHECK(te::decide(std::int64_t{1}, {}, {smallest}).reason == te::reason::permanent);
    CHECK(te::decide(std::int64_t{1}, {}, {smallest}).basis == te::basis::amended);
}

TEST_CASE("a temporary container of amendments is refused, a temporary view of them is not") {
    struct view { // as small as std::span
        const te::amendment* first;
        std::size_t count;

        [[nodiscard]] const te::amendment* data() const { return first; }
        [[nodiscard]] std::size_t size() const { return count; }
    };
    using list = te::amendment_list;
    CHECK(std::is_convertible<view, list>::value);
    CHECK(std::is_convertible<const view&, list>::value);
    CHECK(std::is_convertible<const std::vector<te::amendment>&, list>::value);
    CHECK_FALSE(std::is_convertible<std::vector<te::amendment>, list>::value);
    CHECK_FALSE(std::is_convertible<std::array<te::amendment, 1>, list>::value); // has nothing to destroy, and holds one
    CHECK_FALSE(std::is_convertible<std::array<te::amendment, 2>, list>::value);
    const view first_two{rules, 2};
    CHECK(list{first_two}.begin() == rules);
    CHECK(list{first_two}.size() == 2);
}

TEST_CASE("a stricter class applies without a mark, whatever it replaces") {
    const auto decided = [](const te::amendment& rule) { return te::decide(rule.code, {}, te::amendment_list{&rule, 1}); };
    // What waits for a state ends at no time that is known, and what is permanent at none at all.
    const te::decision stopped = decided(te::amend(40330, te::retry_class::permanent));
    CHECK(stopped.step == te::step::stop);
    CHECK(stopped.reason == te::reason::permanent);
    CHECK(stopped.basis == te::basis::amended);
    const te::decision not_known = decided(te::amend(40330, te::retry_class::unspecified));
    CHECK(not_known.step == te::step::stop);
    CHECK(not_known.basis == te::basis::amended);
    // A new code permits nothing. To say so takes nothing away, and may name a remedy.
    const te::amendment named = te::amend(40334, te::retry_class::unspecified).with(te::remedy::fix_profile);
    CHECK(te::check({&named, 1}).passed());
    CHECK(decided(named).step == te::step::stop);
    CHECK(decided(named).remedy == te::remedy::fix_profile);
    CHECK(decided(named).basis == te::basis::amended);
    const te::amendment elsewhere = named.with(te::scope::sender).with(te::toward::carrier);
    CHECK(decided(elsewhere).scope == te::scope::sender);
    CHECK(decided(elsewhere).toward == te::toward::carrier);
}

TEST_CASE("within one class another wait, fewer messages and fewer destinations are looser") {
    using problem = te::amendment_problem;
    const auto found = [](const te::amendment& rule) { return te::check({&rule, 1}).problem; };
    const te::amendment cap = te::amend(40016, te::retry_class::after_intervention); // a brand's messages to a carrier
    CHECK(found(cap) == problem::none);
    CHECK(found(cap.with(te::remedy::investigate)) == problem::none);
    CHECK(found(cap.with(te::scope::account)) == problem::none);
    CHECK(found(cap.with(te::toward::everyone)) == problem::none);
    for (const te::amendment& looser : {cap.with(te::wait::none), cap.with(te::wait::backoff), cap.with(te::wait::next_minute),
                                        cap.with(te::scope::sender), cap.with(te::toward::recipient)}) {
        CHECK(found(looser) == problem::unmarked);
        CHECK(found(looser.marked_looser()) == problem::none);
        CHECK(te::decide(40016, {}, te::amendment_list{&looser, 1}).basis == te::basis::documented);
    }
}

TEST_CASE("a wait that ends by itself is looser where the code would not be retried by then") {
    using problem = te::amendment_problem;
    const auto found = [](const te::amendment& rule) { return te::check({&rule, 1}).problem; };
    for (const te::wait each :
         {te::wait::next_minute, te::wait::next_day_pacific, te::wait::spend_window, te::wait::fixed_24_hours}) {
        INFO(name(each));
        // The server names the time of 10011, which may be a later one. A backoff is over sooner or later in any case.
        CHECK(found(te::amend(10011, te::retry_class::temporary_hold).with(each)) == problem::unmarked);
        CHECK(found(te::amend(40004, te::retry_class::temporary_hold).with(each)) == problem::none);
        CHECK(found(te::amend(40001, te::retry_class::permanent).with(each)) == problem::unmarked); // another wait
        CHECK(found(te::amend(40330, te::retry_class::permanent).with(each)) == problem::none);     // nothing ends there
        CHECK(found(te::amend(40330, te::retry_class::action_required).with(each)) == problem::unmarked);
    }
    CHECK(found(te::amend(10011, te::retry_class::temporary_hold)) == problem::none);
    CHECK(found(te::amend(40016, te::retry_class::action_required).with(te::wait::next_day_pacific)) == problem::none);
    CHECK(found(te::amend(40016, te::retry_class::action_required).with(te::wait::next_minute)) == problem::unmarked);

    // The same of any two judgements, also of those that the table does not have.
    const auto columns = [](te::retry_class retry, te::wait wait) {
        te::judgement result;
        result.retry = retry;
        result.wait = wait;
        result.basis = te::basis::documented;
        return result;
    };
    const te::judgement ended = columns(te::retry_class::permanent, te::wait::none);
    for (const te::wait each : te::enumerators<te::wait>) {
        INFO(name(each));
        const te::judgement retried = columns(te::retry_class::automatic, each);
        const te::judgement held = columns(te::retry_class::temporary_hold, each);
        CHECK(te::detail::resends_more(ended, retried));
        CHECK_FALSE(te::detail::resends_more(retried, ended));
        CHECK_FALSE(te::detail::resends_more(retried, held)); // at the same time, or not by itself
        CHECK_FALSE(te::detail::resends_more(ended, columns(te::retry_class::unspecified, each)));
    }
}

TEST_CASE("amend starts from the table") {
    const te::amendment rule = te::amend(40016, te::classify(40016).retry);
    CHECK(rule.becomes.wait == te::classify(40016).wait);
    CHECK(rule.becomes.remedy == te::classify(40016).remedy);
    const te::amendment held = te::amend(te::code::rejected_by_destination, te::retry_class::temporary_hold);
    CHECK(held.code == 40004);
    CHECK(held.becomes.wait == te::wait::until_state_changes);
    CHECK(held.becomes.remedy == te::remedy::wait);
    for (const te::retry_class each : {te::retry_class::after_intervention, te::retry_class::unspecified,
                                       te::retry_class::action_required, te::retry_class::permanent}) {
        const te::amendment stricter = te::amend(40004, each);
        CHECK(stricter.becomes.wait == te::wait::none);
        CHECK(stricter.becomes.retry == each);
        CHECK(stricter.becomes.also == each); // not the class that the table has
        CHECK(stricter.becomes.basis == te::basis::amended);
    }
    CHECK_FALSE(te::amend(40010, te::retry_class::permanent).becomes.is(te::retry_class::action_required));
    CHECK(te::amend(40334, te::retry_class::automatic).becomes.basis == te::basis::amended);
    CHECK(te::amend(40334, te::retry_class::automatic).becomes.wait == te::wait::backoff);
    CHECK(te::amend(40334, te::retry_class::automatic).becomes.remedy == te::remedy::retry_with_backoff);
    CHECK(te::amend(40334, te::retry_class::after_intervention).becomes.remedy == te::remedy::investigate);
    // What the caller leaves open stays that of the table.
    te::amendment bare;
    CHECK(bare.code == 0);
    bare.code = 40004;
    bare.becomes.retry = te::retry_class::permanent;
    bare.becomes.scope = te::scope::account;
    const te::judgement columns = te::classify(40004, {}, {te::amendment_list{&bare, 1}});
    CHECK(columns.basis == te::basis::amended);
    CHECK(columns.also == te::retry_class::permanent);
    CHECK(columns.stage == te::stage::delivery);
    CHECK(columns.category == te::category::carrier_rejection);
    CHECK(bare != rule);
    CHECK(bare == bare);
}

TEST_CASE("an amendment is changed in one member at a time, and compared by all of them") {
    te::amendment rule = te::amend(40312, te::retry_class::action_required); // not const, so that the program computes the others
    const te::amendment changed[] = {
        te::amend(40313, te::retry_class::action_required),
        rule.with(te::wait::next_minute),
        rule.with(te::scope::account),
        rule.with(te::toward::carrier),
        rule.with(te::remedy::add_funds),
        rule.on(te::channel::mms),
        rule.marked_looser(),
    };
    for (const te::amendment& each : changed) {
        INFO("amendment " << &each - changed);
        CHECK(each != rule);
        CHECK(each == te::amendment{each});
    }
    CHECK(changed[1].becomes.wait == te::wait::next_minute);
    CHECK(changed[2].becomes.scope == te::scope::account);
    CHECK(changed[3].becomes.toward == te::toward::carrier);
    CHECK(changed[4].becomes.remedy == te::remedy::add_funds);
    CHECK(changed[5].channel == te::channel::mms);
    CHECK(changed[6].looser);
    CHECK(te::amendment_list{changed}.size() == 7);
    CHECK_FALSE(te::amendment_list{changed}.empty());
    CHECK(te::amendment_list{}.empty());
}

TEST_CASE("no judgement resends more than itself, and a remedy that is only time is replaced") {
    for (const te::code_info& row : te::table) {
        INFO(row.number());
        const te::judgement columns = te::classify(row.number());
        CHECK_FALSE(te::detail::resends_more(columns, columns));
        CHECK_FALSE(te::detail::is_looser(columns, columns));
    }
    // A message that is not resent may need another judgement than "wait"; what a person must do stays.
    using m = te::remedy;
    for (const te::retry_class each :
         {te::retry_class::permanent, te::retry_class::action_required, te::retry_class::after_intervention}) {
        for (const m before : {m::none, m::retry_with_backoff, m::wait}) {
            CHECK(te::detail::usual_remedy(each, before) == m::investigate);
        }
        for (const m before : {m::investigate, m::reduce_rate, m::fix_sender, m::contact_support}) {
            CHECK(te::detail::usual_remedy(each, before) == before);
        }
    }
}

TEST_CASE("a code with its context is classified with amendments as it is decided") {
    constexpr te::amendment marked[] = {te::amend(40004, te::retry_class::temporary_hold).marked_looser()};
    te::context where;
    CHECK(te::classify(40004, where, {marked}).retry == te::retry_class::temporary_hold);
    where.title = "Number not on messaging profile"; // another meaning: no mark counts, but a stricter judgement does
    CHECK(te::classify(40004, where, {marked}).retry == te::retry_class::unspecified);
    CHECK(te::classify(40004, where, {marked}).basis != te::basis::amended);
    CHECK(te::classify(40004, where, {rules}).retry == te::retry_class::permanent);
    CHECK(te::classify(40004, where, {rules}).basis == te::basis::amended);
    where = {};
    where.channel = te::channel::whatsapp; // the same meaning elsewhere: an amendment replaces it
    constexpr te::amendment approved[] = {te::amend(40008, te::retry_class::automatic).marked_looser()};
    CHECK(te::classify(40008, where, {te::amendment_list{}}).retry == te::retry_class::after_intervention);
    CHECK(te::classify(40008, where, {approved}).retry == te::retry_class::automatic);
}

TEST_CASE("the policy keeps its other fields, and no amendments change nothing") {
    te::retry_policy patient;
    patient.max_attempts = 2;
    const te::amended_policy policy{rules, patient};
    te::situation here;
    here.attempt = 2;
    CHECK(te::decide(40008, here, policy).reason == te::reason::attempts_exhausted);
    const te::amended_policy none{te::amendment_list{}};
    for (const te::code_info& row : te::table) {
        CHECK(same(te::decide(row.number(), {}, none), te::decide(row.number())));
    }
}
