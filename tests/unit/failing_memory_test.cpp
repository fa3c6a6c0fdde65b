// Every allocation of a run fails in turn, alone and together with all later ones. The run must give the right result, throw
// std::bad_alloc, or report that something is missing, as documented. It must not leak, and the next run must give the right
// result.
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/nlohmann_values.hpp>
#include <telnyx/errors/pause_board.hpp>
#include <telnyx/errors/system_error.hpp>

#include "catch.hpp"
#include "counted_new.hpp"
#include "sample_bodies.hpp"

namespace te = telnyx::errors;
using nlohmann::json;

namespace {

enum class outcome_of_run { right, wrong, incomplete, out_of_memory };

// The results that a run may have besides the right one.
enum class allowed { only_bad_alloc, only_incomplete, both };

// Whether every error and recipient of `found` equals the one at the same index of `expected`. Does not allocate: it runs while
// allocations fail.
bool agrees(const te::report_view& found, const te::report_view& expected) {
    if (found.errors().size() > expected.errors().size() || found.recipients().size() > expected.recipients().size()) {
        return false;
    }
    for (std::size_t i = 0; i != found.errors().size(); ++i) {
        const te::error_view& is = found.errors()[i];
        const te::error_view& should = expected.errors()[i];
        if (is.code != should.code.view() || is.number != should.number || is.title != should.title || is.detail != should.detail ||
            is.pointer != should.pointer || is.parameter != should.parameter ||
            (is.recipient.known() && (is.recipient != should.recipient || is.recipient.value() >= found.recipients().size()))) {
            return false;
        }
    }
    for (std::size_t i = 0; i != found.recipients().size(); ++i) {
        const te::recipient_view& is = found.recipients()[i];
        const te::recipient_view& should = expected.recipients()[i];
        if (is.phone_number != should.phone_number || is.status != should.status || is.list != should.list ||
            is.index != should.index) {
            return false;
        }
    }
    return found.kind() == expected.kind() && found.phase() == expected.phase() && found.problem() == expected.problem() &&
           found.message_id() == expected.message_id() && found.event_type() == expected.event_type() &&
           found.sender() == expected.sender() && found.body_count() == expected.body_count() &&
           found.unreadable() == expected.unreadable();
}

outcome_of_run judged(const te::report_view& found, const te::report_view& expected) {
    if (!agrees(found, expected)) {
        return outcome_of_run::wrong;
    }
    if (found.errors().size() == expected.errors().size() && found.recipients().size() == expected.recipients().size()) {
        return found.outcome() == expected.outcome() && found.incomplete() == expected.incomplete() ? outcome_of_run::right
                                                                                                    : outcome_of_run::wrong;
    }
    return found.incomplete() ? outcome_of_run::incomplete : outcome_of_run::wrong;
}

// Runs `run` once for each of its allocations, which fails.
template <class Run>
void fail_each(std::string_view what, allowed others, Run run) {
    INFO(what);
    REQUIRE(run() == outcome_of_run::right);
    std::size_t requests = 0;
    for (const counted_new::failing how : {counted_new::failing::once, counted_new::failing::from_then_on}) {
        bool failed = true;
        for (std::size_t number = 1; failed; ++number) {
            INFO("request " << number << (how == counted_new::failing::once ? "" : " and all after it"));
            const std::size_t blocks = counted_new::live_blocks();
            const std::size_t bytes = counted_new::live_bytes();
            outcome_of_run got = outcome_of_run::wrong;
            counted_new::fail(number, how);
            try {
                got = run();
            } catch (const std::bad_alloc&) {
                got = outcome_of_run::out_of_memory;
            }
            failed = counted_new::stop_failing();
            requests = failed ? number : requests;
            const std::size_t blocks_after = counted_new::live_blocks();
            const std::size_t bytes_after = counted_new::live_bytes();
            if (blocks != blocks_after || bytes != bytes_after || run() != outcome_of_run::right) {
                CHECK(blocks == blocks_after);
                CHECK(bytes == bytes_after);
                FAIL("a leak, or the run after it is wrong");
            }
            const bool documented = failed && ((got == outcome_of_run::out_of_memory && others != allowed::only_incomplete) ||
                                               (got == outcome_of_run::incomplete && others != allowed::only_bad_alloc));
            if (got != outcome_of_run::right && !documented) {
                FAIL("the run gives " << static_cast<int>(got));
            }
        }
    }
    WARN(what << ": " << requests << " requests for memory, each failed by itself and with all that follow");
}

std::string response_with(std::size_t errors, std::size_t recipients) {
    json error_list = json::array();
    for (std::size_t i = 0; i != errors; ++i) {
        error_list.push_back({{"code", i % 3 == 0 ? json("40008") : json(40001)},
                              {"title", "number " + std::to_string(i)},
                              {"source", {{"pointer", "/to/" + std::to_string(i)}}}});
    }
    json to = json::array();
    for (std::size_t i = 0; i != recipients; ++i) {
        to.push_back({{"phone_number", "+1312555" + std::to_string(1000 + i)}, {"status", "sent"}});
    }
    return json{{"data", {{"record_type", "message"}, {"id", "m"}, {"from", "+13125550100"}, {"to", to}, {"errors", error_list}}}}
        .dump();
}

struct sample_text {
    std::string_view what;
    std::string text;
};

std::vector<sample_text> samples() {
    return {
        {"a refusal", std::string{sample::refusal}},
        {"a webhook", std::string{sample::failed_webhook}},
        {"8 errors and 8 recipients", response_with(8, 8)},
        {"9 errors and 9 recipients", response_with(9, 9)},
        {"100 errors and 70 recipients", response_with(100, 70)},
        {"a page of 96 KB", sample::page_of_96_kilobytes()},
        {"HTML", "<html><body>502 Bad Gateway</body></html>"},
        {"a text that was cut off", std::string{sample::failed_webhook.substr(0, 900)}},
        {"brackets", std::string(3000, '[')},
        {"lists", std::string(3000, '[') + std::string(3000, ']')},
        {"a long title", R"({"code":"40008","title":")" + std::string(20000, 'x') + "\"}"},
    };
}

} // namespace

TEST_CASE("allocations can be made to fail") {
    counted_new::fail(2, counted_new::failing::once);
    const auto got = [] {
        void* const memory = ::operator new(8, std::nothrow);
        ::operator delete(memory);
        return memory != nullptr;
    };
    const bool first = got();
    const bool second = got();
    const bool third = got();
    CHECK(counted_new::stop_failing());
    CHECK((first && !second && third));
    counted_new::fail(1, counted_new::failing::from_then_on);
    bool thrown = false;
    try {
        ::operator delete (::operator new (8, std::align_val_t{64}), std::align_val_t{64});
    } catch (const std::bad_alloc&) {
        thrown = true;
    }
    const bool fourth = got();
    CHECK(counted_new::stop_failing());
    CHECK((thrown && !fourth && got()));
    counted_new::fail(1, counted_new::failing::once);
    CHECK_FALSE(counted_new::stop_failing());
}

TEST_CASE("failing memory: reading a string") {
    for (const sample_text& each : samples()) {
        const te::report expected = te::read(each.text, te::phase::delivery);
        fail_each(each.what, allowed::both, [&] {
            const te::report found = te::read(each.text, te::phase::delivery);
            return judged(found, expected);
        });
    }
}

TEST_CASE("failing memory: reading each payload of a string") {
    for (const sample_text& each : samples()) {
        std::vector<te::report_view> expected; // of the visited payloads, in this order
        const json document = json::parse(each.text, nullptr, false);
        const te::report refused = te::read(each.text);
        if (document.is_discarded()) {
            expected.emplace_back(refused);
        } else {
            te::read_each(document, te::phase::unknown, [&](const te::report_view& body) { expected.push_back(body); });
        }
        fail_each(each.what, allowed::both, [&] {
            outcome_of_run whole = outcome_of_run::right;
            std::size_t seen = 0;
            const bool all = te::read_each(each.text, te::phase::unknown, [&](const te::report_view& body) {
                const outcome_of_run one = seen < expected.size() ? judged(body, expected[seen]) : outcome_of_run::wrong;
                ++seen;
                whole = one == outcome_of_run::right || whole == outcome_of_run::wrong ? whole : one;
            });
            const bool too_deep = each.what == "lists";
            return seen == expected.size() && all != too_deep ? whole : outcome_of_run::wrong;
        });
    }
}

TEST_CASE("failing memory: a report of a document is incomplete if it could not keep everything") {
    for (const sample_text& each : samples()) {
        const json document = json::parse(each.text, nullptr, false);
        if (document.is_discarded()) {
            continue;
        }
        const te::report_view expected = te::read(document);
        fail_each(each.what, allowed::only_incomplete, [&] { return judged(te::read(document), expected); });
    }
}

// Documents of nlohmann/json are left out: they allocate when they are destroyed, and end the program if that fails.
TEST_CASE("failing memory: a payload in a string that cannot be read makes the report incomplete") {
    const json document = {
        {"Records", {{{"body", std::string{sample::failed_webhook}}}, {{"body", std::string{sample::refusal}}}}}};
    const std::string text = document.dump();
    const te::report_view expected = te::read(document);
    REQUIRE(expected.body_count() == 2);
    std::size_t incomplete = 0;
    const auto judge = [&](const te::report_view& found) {
        if (agrees(found, expected) && found.errors().size() == 2 && !found.incomplete()) {
            return outcome_of_run::right;
        }
        ++incomplete;
        for (const te::error_view& error : found.errors()) { // what is there is right, or empty
            if (error.number != 40008 && error.number != 40300) {
                return outcome_of_run::wrong;
            }
        }
        return found.incomplete() ? outcome_of_run::incomplete : outcome_of_run::wrong;
    };
    fail_each("a string with strings of JSON", allowed::both, [&] {
        const te::report found = te::read(text);
        return judge(found);
    });
    CHECK(incomplete > 10);
    fail_each("each payload of a string with strings of JSON", allowed::both, [&] {
        std::size_t complete = 0;
        std::size_t without = 0;
        te::read_each(text, te::phase::unknown, [&](const te::report_view& body) {
            complete += !body.incomplete() && body.errors().size() == 1 ? 1U : 0U;
            without += !body.incomplete() && body.errors().empty() ? 1U : 0U;
        });
        if (without != 0) {
            return outcome_of_run::wrong;
        }
        return complete == 2 ? outcome_of_run::right : outcome_of_run::incomplete;
    });
    fail_each("copies of a report with strings of JSON", allowed::both, [&] {
        const te::report_view view = expected;
        const te::report found = te::read(text);
        const te::report copy = found;
        const outcome_of_run first = judge(copy);
        return first == outcome_of_run::right ? judge(view) : first;
    });
}

TEST_CASE("failing memory: a payload within the text of a string makes the report incomplete") {
    const json document = {{"level", "error"}, {"msg", "refused: {'errors': [{'code': '40300'}]} (see the log)"}};
    const std::string text = document.dump();
    fail_each("a string with a literal", allowed::both, [&] {
        const te::report found = te::read(text);
        const bool right = found.errors().size() == 1 && found.errors()[0].number == 40300 && !found.incomplete();
        return right ? outcome_of_run::right : found.incomplete() ? outcome_of_run::incomplete : outcome_of_run::wrong;
    });
}

TEST_CASE("failing memory: a report keeps the first errors") {
    const json document = json::parse(response_with(100, 70));
    counted_new::fail(1, counted_new::failing::from_then_on);
    const te::report_view first = te::read(document);
    counted_new::stop_failing();
    CHECK(first.errors().size() == 8);
    CHECK(first.recipients().size() == 8);
    CHECK(first.incomplete());
    CHECK(first.outcome() == te::outcome::in_progress);

    // A copy keeps as many as fit.
    const te::report_view whole = te::read(document);
    REQUIRE(whole.errors().size() == 100);
    counted_new::fail(1, counted_new::failing::from_then_on);
    const te::report_view copy{whole};
    te::report_view assigned;
    assigned = whole;
    counted_new::stop_failing();
    for (const te::report_view* const each : {&copy, static_cast<const te::report_view*>(&assigned)}) {
        CHECK(each->errors().size() == 8);
        CHECK(each->recipients().size() == 8);
        CHECK(each->incomplete());
        CHECK(agrees(*each, whole));
    }
}

TEST_CASE("failing memory: copying and moving reports") {
    for (const sample_text& each : samples()) {
        te::report original = te::read(each.text);
        const te::report expected = original;
        fail_each(each.what, allowed::both, [&] {
            const te::report copy = original;
            return judged(copy, expected);
        });
        fail_each(each.what, allowed::both, [&] {
            te::report assigned;
            bool thrown = true;
            try {
                assigned = original;
                thrown = false;
            } catch (const std::bad_alloc&) {
            }
            if (thrown) { // the target of the assignment is unchanged
                return assigned.kind() == te::kind::unrecognised && assigned.errors().empty() && !assigned.incomplete()
                           ? outcome_of_run::out_of_memory
                           : outcome_of_run::wrong;
            }
            return judged(assigned, expected);
        });
        fail_each(each.what, allowed::both, [&] {
            te::report_view view = original;
            te::report_view second;
            second = view;
            view = second;
            return judged(view, expected);
        });
        const std::size_t moves = counted_new::allocations_of([&] {
            te::report moved = std::move(original);
            te::report again;
            again = std::move(moved);
            original = std::move(again);
        });
        CHECK(moves == 0);
        CHECK(judged(original, expected) == outcome_of_run::right);
    }
}

TEST_CASE("failing memory: a report from a document") {
    for (const sample_text& each : samples()) {
        const te::report expected = te::read(each.text);
        const json document = expected;
        fail_each(each.what, allowed::only_bad_alloc, [&] {
            const auto found = te::value_from<te::report>(document);
            return found.known() ? judged(found.value, expected) : outcome_of_run::wrong;
        });
        fail_each(each.what, allowed::only_bad_alloc, [&] { // what is thrown has changed nothing
            te::report found;
            bool thrown = true;
            try {
                from_json(document, found);
                thrown = false;
            } catch (const std::bad_alloc&) {
            }
            const bool unchanged = found.kind() == te::kind::unrecognised && found.errors().empty() && found.recipients().empty();
            return !thrown ? judged(found, expected) : unchanged ? outcome_of_run::out_of_memory : outcome_of_run::wrong;
        });
    }
}

TEST_CASE("failing memory: a list that does not fit is out of range, not out of memory") {
    json document = {{"kind", "webhook"}, {"errors", json::array()}};
    document["errors"].get_ref<json::array_t&>().assign(te::limits::kept_items, json::object());
    CHECK(te::value_from<te::report>(document).value.errors().size() == te::limits::kept_items);
    document["errors"].push_back(json::object());
    CHECK(te::value_from<te::report>(document).problem == te::value_problem::out_of_range);
}

TEST_CASE("failing memory: a board from a document") {
    const json document = json::parse(
        R"({"pauses":[{"scope":"sender","scope_key":"+13035550100","toward":"everyone","channel":"unknown","actor":"person",)"
        R"("reason":"permanent","remedy":"verify_toll_free","until":null,"governing_code":"40330"},)"
        R"({"scope":"account","scope_key":"an account with a long name","toward":"region","toward_key":"US","channel":"unknown",)"
        R"("actor":"program","reason":"on_hold","remedy":"wait","until":"2026-11-26T00:00:00Z"}],)"
        R"("suppressions":[{"messaging_profile":"40017c1c-5e8b-4a8d-b1c2-d41fe3f5d0e7","recipient":"+13125550199"},)"
        R"({"recipient":"+13125550198"}]})");
    std::vector<json> pauses = document["pauses"];
    std::vector<json> suppressions = document["suppressions"];
    te::message_ids ids;
    ids.sender = "+13035550100";
    ids.messaging_profile = "40017c1c-5e8b-4a8d-b1c2-d41fe3f5d0e7";
    ids.recipient = "+13125550199";
    fail_each("a board", allowed::only_bad_alloc, [&] {
        te::pause_board board{10};
        bool added = true;
        for (const json& each : pauses) {
            const auto read = te::value_from<te::stored_pause>(each);
            added = added && read.known() && board.add(read.value) == te::addition::added;
        }
        for (const json& each : suppressions) {
            const auto read = te::value_from<te::stored_suppression>(each);
            added = added && read.known() && board.suppress(te::ids_of(read.value)) == te::addition::added;
        }
        return added && board.size() == 2 && board.suppressions().size() == 2 && board.ask(ids, te::instant{}).suppressed
                   ? outcome_of_run::right
                   : outcome_of_run::wrong;
    });
}

TEST_CASE("failing memory: deciding does not allocate") {
    const te::report sent = te::read(response_with(100, 70));
    te::situation here;
    here.time = te::instant{1768507200};
    const te::decision expected = te::decide(sent, here);
    const te::decision expected_for = te::decide_for(sent, 3, here);
    CHECK(expected.step == te::step::stop); // 40001 among them
    CHECK(counted_new::allocations_of([&] {
              const te::decision next = te::decide(sent, here);
              const te::decision next_for = te::decide_for(sent, 3, here);
              const bool same = next.step == expected.step && next.delay == expected.delay && next_for.step == expected_for.step &&
                                next_for.delay == expected_for.delay;
              if (!same) {
                  throw 0;
              }
          }) == 0);
}

TEST_CASE("failing memory: an error that was not kept still forbids a resend") {
    json errors = json::array();
    for (int i = 0; i != 8; ++i) {
        errors.push_back({{"code", "40006"}});
    }
    errors.push_back({{"code", "40300"}});
    const json document = {{"errors", errors}};
    counted_new::fail(1, counted_new::failing::from_then_on);
    const te::report_view report = te::read(document);
    const te::decision next = te::decide(report);
    counted_new::stop_failing();
    CHECK(report.errors().size() == 8);
    CHECK(next.step == te::step::reconcile);
    CHECK(next.reason == te::reason::incomplete);
    CHECK(te::decide(te::report_view{te::read(document)}).step == te::step::stop);
}

TEST_CASE("failing memory: masking and messages") {
    const std::string text = "Messages cannot be sent from '+13125550100' to '+13125550199' due to an existing block rule.";
    const std::string expected = te::masked(text);
    REQUIRE(expected != text);
    fail_each("masked", allowed::only_bad_alloc,
              [&] { return te::masked(text) == expected ? outcome_of_run::right : outcome_of_run::wrong; });

    const std::error_code known = te::code::blocked_stop;
    const std::error_code unknown = te::error_code_of(40021);
    const std::string known_message = known.message();
    const std::string unknown_message = unknown.message();
    fail_each("a known code", allowed::only_bad_alloc,
              [&] { return known.message() == known_message ? outcome_of_run::right : outcome_of_run::wrong; });
    fail_each("an unknown code", allowed::only_bad_alloc,
              [&] { return unknown.message() == unknown_message ? outcome_of_run::right : outcome_of_run::wrong; });
    for (const std::error_condition& condition :
         {te::make_error_condition(te::retry_class::action_required), te::make_error_condition(te::condition::throttled)}) {
        const std::string message = condition.message();
        fail_each("a condition", allowed::only_bad_alloc,
                  [&] { return condition.message() == message ? outcome_of_run::right : outcome_of_run::wrong; });
    }
    fail_each("a comparison", allowed::only_bad_alloc, [&] {
        return known == te::retry_class::permanent && known == te::condition::opted_out && known != te::retry_class::automatic
                   ? outcome_of_run::right
                   : outcome_of_run::wrong;
    });
}
