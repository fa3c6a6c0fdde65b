// The C interface says what the C++ interface says, for every payload of tests/bodies and for situations and policies with every
// member set. tests/c_api/use.c has expectations that were written by hand.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/c_api.h>
#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/history.hpp>
#include <telnyx/errors/nlohmann_values.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/stored_pause.hpp>

#include "c_api/c_as_json.hpp"
#include "c_api/c_values.hpp"
#include "unit/catch.hpp"
#include "unit/counted_new.hpp"
#include "unit/report_description.hpp"
#include "unit/sample_bodies.hpp"

namespace {

using c_values::made;
using c_values::read;

// A policy with amendments in both forms.
struct both_policies {
    std::vector<te::amendment> cpp_list;
    std::vector<telnyx_errors_amendment> c_list;
    te::retry_policy cpp;
    telnyx_errors_policy c = made<telnyx_errors_policy>();

    void add(std::int64_t code, te::retry_class becomes, bool looser) {
        te::amendment one = te::amend(code, becomes).with(te::scope::sender).on(te::channel::sms);
        cpp_list.push_back(looser ? one.marked_looser() : one);
        auto other = made<telnyx_errors_amendment>();
        other.code = code;
        other.retry = static_cast<std::int32_t>(becomes);
        other.scope = TELNYX_ERRORS_SCOPE_SENDER;
        other.channel = TELNYX_ERRORS_CHANNEL_SMS;
        other.looser = looser ? 1 : 0;
        c_list.push_back(other);
        c.amendments = c_list.data();
        c.amendment_count = static_cast<std::uint32_t>(c_list.size());
    }
    [[nodiscard]] te::amended_policy amended() const { return {cpp_list, cpp}; }
};

// Every member has a value of its own, so that none can stand for another.
both_policies strange_policies() {
    both_policies result;
    result.cpp = te::retry_policy{
        7, 1500, 90000, te::jitter::full, te::delay{8640000}, 720000, te::delay{3600000}, te::delay{7200000}, te::delay{1800000}};
    result.c.max_attempts = 7;
    result.c.base_ms = 1500;
    result.c.cap_ms = 90000;
    result.c.jitter = TELNYX_ERRORS_JITTER_FULL;
    result.c.deadline_ms = 8640000;
    result.c.look_again_ms = 720000;
    result.c.longest_wait_ms = 3600000;
    result.c.longest_hold_ms = 7200000;
    result.c.queue_window_ms = 1800000;
    result.add(40008, te::retry_class::permanent, false);
    result.add(40001, te::retry_class::automatic, true);
    result.add(49999, te::retry_class::temporary_hold, true);
    return result;
}

void same_decision(const telnyx_errors_decision& c, const te::decision& cpp) { CHECK((c_as_json::of(c) == json(cpp))); }

void same_decisions(const telnyx_errors_report* c, const te::report& cpp, const telnyx_errors_situation* c_here,
                    const te::situation& cpp_here, const both_policies& policies) {
    auto next = made<telnyx_errors_decision>();
    const te::amended_policy policy = policies.amended();
    REQUIRE(telnyx_errors_decide(c, c_here, &policies.c, &next) == TELNYX_ERRORS_STATUS_OK);
    same_decision(next, te::decide(cpp, cpp_here, policy));
    REQUIRE(telnyx_errors_decide_lookup(c, c_here, &policies.c, &next) == TELNYX_ERRORS_STATUS_OK);
    same_decision(next, te::decide_lookup(cpp, cpp_here, policy));
    const std::size_t count = cpp.recipients().size();
    std::vector<telnyx_errors_decision> each(count + 1, made<telnyx_errors_decision>());
    REQUIRE(telnyx_errors_decide_each(c, c_here, &policies.c, count, each.data()) == TELNYX_ERRORS_STATUS_OK);
    for (std::size_t i = 0; i < count && i < 20; ++i) {
        const te::decision expected = te::decide_for(cpp, i, cpp_here, policy);
        same_decision(each[i], expected);
        REQUIRE(telnyx_errors_decide_recipient(c, i, c_here, &policies.c, &next) == TELNYX_ERRORS_STATUS_OK);
        same_decision(next, expected);
    }
    auto c_history = made<telnyx_errors_history>();
    te::history cpp_history;
    REQUIRE(telnyx_errors_history_add(&c_history, c, 0, c_here, &policies.c) == TELNYX_ERRORS_STATUS_OK);
    cpp_history.add(cpp, std::size_t{0}, cpp_here, policy.amendments);
    CHECK((c_as_json::of(c_history) == json(cpp_history)));
    telnyx_errors_policy plain = policies.c;
    plain.amendment_count = 0;
    REQUIRE(telnyx_errors_history_decide(&c_history, c_here, &plain, &next) == TELNYX_ERRORS_STATUS_OK);
    same_decision(next, te::decide(cpp_history, cpp_here, policies.cpp));
}

void same_state(const telnyx_errors_history& c, const te::history& cpp) {
    auto state = made<telnyx_errors_history_state>();
    REQUIRE(telnyx_errors_history_read(&c, &state) == TELNYX_ERRORS_STATUS_OK);
    CHECK(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_PROGRESS, state.progress) == name(cpp.progress()));
    CHECK(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_ENDING, state.ending) == name(cpp.ending()));
    CHECK(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_CONSENT, state.consent) == name(cpp.consent()));
    CHECK(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_OUTCOME, state.outcome) == name(cpp.outcome()));
    CHECK((state.known != 0) == cpp.known());
    CHECK((state.exists != 0) == cpp.exists());
    CHECK((state.contradictory != 0) == cpp.contradictory());
    CHECK((state.settled != 0) == cpp.settled());
    CHECK(state.failure_code == cpp.failure_code());
}

} // namespace

TEST_CASE("C reads every payload as C++ does, and decides the same") {
    const auto strange = c_values::strange_situation();
    te::situation cpp_strange = c_values::strange_situation_of_cpp();
    const both_policies defaults;
    const both_policies amended = strange_policies();
    std::size_t compared = 0;
    for (const std::filesystem::path& path : files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/bodies", ".body")) {
        INFO(path.filename().string());
        const std::string body = contents_of(path);
        for (const te::phase asked : {te::phase::unknown, te::phase::delivery}) {
            const te::report cpp = te::read(body, asked);
            const auto c = read(body, static_cast<std::int32_t>(asked));
            CHECK((c_as_json::of(c.get()) == json(cpp)));
            auto errors = std::vector<telnyx_errors_error>(cpp.errors().size() + 1, made<telnyx_errors_error>());
            REQUIRE(telnyx_errors_report_errors(c.get(), 0, cpp.errors().size(), errors.data()) == TELNYX_ERRORS_STATUS_OK);
            for (std::size_t i = 0; i != cpp.errors().size(); ++i) {
                CHECK((errors[i].known != 0) == cpp.errors()[i].known());
                CHECK((errors[i].title_disagrees != 0) == cpp.errors()[i].title_disagrees());
            }
            same_decisions(c.get(), cpp, nullptr, {}, defaults);
            same_decisions(c.get(), cpp, &strange, cpp_strange, amended);
            ++compared;
        }
    }
    CHECK(compared > 1000);
}

TEST_CASE("C finds payloads in texts as C++ does") {
    for (const std::filesystem::path& path : files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/fuzz/corpus/embedded", "")) {
        INFO(path.filename().string());
        const std::string line = contents_of(path);
        const auto cpp = te::read_embedded(line, te::phase::unknown, te::instant{1700000000});
        telnyx_errors_report* owned = nullptr;
        auto about = made<telnyx_errors_embedded>();
        REQUIRE(telnyx_errors_read_embedded(line.data(), line.size(), 0, 1700000000, &owned, nullptr, &about) ==
                TELNYX_ERRORS_STATUS_OK);
        const c_values::owned_report c{owned};
        CHECK((c_as_json::of(c.get()) == json(cpp.report)));
        CHECK(about.http_status == cpp.http_status);
        CHECK(about.notation == static_cast<std::int32_t>(cpp.notation));
        CHECK((about.first == cpp.first && about.size == cpp.size));
        CHECK((c_as_json::delay(about.retry_after_ms) == json(cpp.retry_after.delay)));
        CHECK((about.rate_limit_only != 0) == cpp.retry_after.rate_limit_only);
        CHECK(about.should_retry == static_cast<std::int32_t>(cpp.retry_after.should_retry));
    }
}

TEST_CASE("C decides about every code, and pauses, as C++ does") {
    const auto here = c_values::strange_situation();
    const te::situation cpp_here = c_values::strange_situation_of_cpp();
    const both_policies policies = strange_policies();
    const auto ids = c_values::every_id();
    const te::message_ids cpp_ids = c_values::every_id_of_cpp();
    auto next = made<telnyx_errors_decision>();
    for (std::int64_t number = 39990; number != 50010; ++number) {
        REQUIRE(telnyx_errors_decide_code(number, &here, &policies.c, &next) == TELNYX_ERRORS_STATUS_OK);
        const te::decision expected = te::decide(number, cpp_here, policies.amended());
        if (!te::classify(number).known() && c_as_json::of(next) == json(expected) && number % 97 != 0) {
            continue; // an assertion takes longer than the comparison
        }
        same_decision(next, expected);
        auto held = made<telnyx_errors_pause>();
        REQUIRE(telnyx_errors_pause_of(&next, &ids, &here, &held) == TELNYX_ERRORS_STATUS_OK);
        const te::pause cpp_held = te::pause_of(expected, cpp_ids, cpp_here);
        CHECK((c_as_json::of(held) == json(te::store(cpp_held))));
        CHECK(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_COVERAGE, held.coverage) == name(cpp_held.coverage));
        CHECK((held.suppression != 0) == te::is_suppression(expected));
    }
}

TEST_CASE("C joins histories as C++ does, also from any integers") {
    std::uint64_t state = 20261124;
    const auto any = [&state] { return static_cast<std::int64_t>(state = state * 6364136223846793005U + 1442695040888963407U); };
    for (int round = 0; round != 2000; ++round) {
        auto c = made<telnyx_errors_history>();
        auto other = made<telnyx_errors_history>();
        te::history_integers cpp_columns{};
        te::history_integers cpp_other{};
        for (std::size_t i = 0; i != cpp_columns.size(); ++i) {
            c.columns[i] = cpp_columns[i] = round % 3 == 0 ? any() : (any() >> 32U) % 12;
            other.columns[i] = cpp_other[i] = (any() >> 32U) % 12;
        }
        te::history cpp = te::restore(cpp_columns);
        same_state(c, cpp);
        REQUIRE(telnyx_errors_history_merge(&c, &other) == TELNYX_ERRORS_STATUS_OK);
        cpp.merge(te::restore(cpp_other));
        CHECK((c_as_json::of(c) == json(cpp)));
        same_state(c, cpp);
    }
}

TEST_CASE("C: the layout of the structs has each of them, whole") {
    std::map<std::string, std::size_t> sizes;
    std::map<std::string, std::size_t> ends;
    auto row = made<telnyx_errors_member>();
    for (std::size_t i = 0; telnyx_errors_member_at(i, &row) == TELNYX_ERRORS_STATUS_OK; ++i) {
        if (*row.member_name == '\0') {
            sizes[row.struct_name] = row.size;
            continue;
        }
        CHECK(row.offset == ends[row.struct_name]); // structs have no padding
        CHECK((row.offset != 0 || std::strcmp(row.member_name, "struct_size") == 0));
        CHECK(std::string_view{"efiuntdsp"}.find(static_cast<char>(row.type)) != std::string_view::npos);
        CHECK((row.type == 'e') == (telnyx_errors_enumerator_count(row.enumeration) != 0));
        ends[row.struct_name] = row.offset + row.size;
    }
    CHECK((sizes == std::map<std::string, std::size_t>{{"situation", sizeof(telnyx_errors_situation)},
                                                       {"amendment", sizeof(telnyx_errors_amendment)},
                                                       {"policy", sizeof(telnyx_errors_policy)},
                                                       {"hint", sizeof(telnyx_errors_hint)},
                                                       {"decision", sizeof(telnyx_errors_decision)},
                                                       {"code_info", sizeof(telnyx_errors_code_info)},
                                                       {"summary", sizeof(telnyx_errors_summary)},
                                                       {"error", sizeof(telnyx_errors_error)},
                                                       {"recipient", sizeof(telnyx_errors_recipient)},
                                                       {"embedded", sizeof(telnyx_errors_embedded)},
                                                       {"ids", sizeof(telnyx_errors_ids)},
                                                       {"pause", sizeof(telnyx_errors_pause)},
                                                       {"history", sizeof(telnyx_errors_history)},
                                                       {"history_state", sizeof(telnyx_errors_history_state)}}));
    if (sizeof(void*) == 8) {
        CHECK((sizes == ends));
    }
}

#if TELNYX_ERRORS_EXCEPTIONS // without them it ends the program
TEST_CASE("C: memory that runs out is a status, and nothing leaks") {
    const std::string page = sample::page_of_96_kilobytes();
    for (const std::string_view body : {std::string_view{sample::refusal}, std::string_view{sample::failed_webhook},
                                        std::string_view{page}, std::string_view{"<html>"}}) {
        const json expected = c_as_json::of(read(body, 0).get());
        for (const counted_new::failing how : {counted_new::failing::once, counted_new::failing::from_then_on}) {
            bool failed = true;
            std::size_t refused = 0;
            for (std::size_t request = 1; failed; ++request) {
                const std::size_t before = counted_new::live_blocks();
                telnyx_errors_report* report = nullptr;
                auto summary = made<telnyx_errors_summary>();
                counted_new::fail(request, how);
                const std::int32_t status = telnyx_errors_read(body.data(), body.size(), 0, &report, &summary);
                failed = counted_new::stop_failing();
                if (status == TELNYX_ERRORS_STATUS_OK) { // where memory runs out for items beyond the eighth, some are left out
                    REQUIRE(report != nullptr);
                    CHECK((summary.incomplete != 0 || c_as_json::of(report) == expected));
                    CHECK((failed || summary.incomplete == 0));
                } else {
                    ++refused;
                    REQUIRE((failed && status == TELNYX_ERRORS_STATUS_OUT_OF_MEMORY && report == nullptr));
                    CHECK(summary.kind == 0);
                }
                telnyx_errors_report_free(report);
                CHECK(counted_new::live_blocks() == before);
            }
            CHECK(refused > 0); // else the library allocates with functions of its own
        }
    }
}
#endif

TEST_CASE("C: only reading allocates") {
    const auto report = read(sample::failed_webhook, 0);
    const both_policies policies = strange_policies();
    const auto here = c_values::strange_situation();
    bool worked = true;
    const std::size_t requests = counted_new::allocations_of([&] {
        auto next = made<telnyx_errors_decision>();
        auto history = made<telnyx_errors_history>();
        auto summary = made<telnyx_errors_summary>();
        worked = telnyx_errors_decide(report.get(), &here, &policies.c, &next) == 0;
        worked = telnyx_errors_decide_each(report.get(), &here, &policies.c, 1, &next) == 0 && worked;
        worked = telnyx_errors_report_summary(report.get(), &summary) == 0 && worked;
        worked = telnyx_errors_history_add(&history, report.get(), 0, &here, &policies.c) == 0 && worked;
        worked = telnyx_errors_history_decide(&history, &here, nullptr, &next) == 0 && worked;
    });
    CHECK(worked);
    CHECK(requests == 0);
}
