// Histories: any order, any repetition and any grouping of payloads gives the same one, and the decision that it should give.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <telnyx/errors/history.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

constexpr std::uint64_t hour_ms = 3600000;
constexpr std::int64_t noon = 1772452800; // 2026-03-02T12:00:00Z
constexpr std::string_view number = "+12025550143";

// A payload, and what its receiver knew.
struct payload {
    std::string_view name;
    te::report report;
    te::situation here{};

    [[nodiscard]] te::history alone() const {
        te::history result;
        result.add(report, number, here);
        return result;
    }
};

std::string message(std::string_view status, std::string_view errors) {
    return R"({"record_type":"message","id":"m","direction":"outbound","to":[{"phone_number":"+12025550143","status":")" +
           std::string{status} + R"("}],"errors":[)" + std::string{errors} + "]}";
}

std::string event(std::string_view type, std::string_view status, std::string_view errors = "") {
    return R"({"data":{"event_type":"message.)" + std::string{type} + R"(","occurred_at":"2026-03-02T11:00:00Z","payload":)" +
           message(status, errors) + "}}";
}

payload webhook(std::string_view name, const std::string& body) { return {name, te::read(body), {}}; }

payload response(std::string_view name, int status, std::string_view body) {
    payload result{name, te::read(body), {}};
    result.here.phase = te::phase::request;
    result.here.http_status = status;
    result.here.time = te::instant{noon};
    return result;
}

payload look_up(std::string_view name, int status, std::string_view body, std::uint64_t hours) {
    payload result = response(name, status, body);
    result.here.phase = te::phase::record;
    result.here.elapsed_ms = hours * hour_ms;
    return result;
}

const std::string not_found = R"({"errors":[{"code":"10005","title":"Resource not found"}]})";

std::vector<payload> make_payloads() {
    const std::string queued = R"({"data":)" + message("queued", "") + "}";
    return {
        // The twenty kinds of the permutation tests.
        response("queued", 200, queued),
        webhook("sent", event("sent", "sent")),
        webhook("delivered", event("finalized", "delivered")),
        webhook("failed 40008", event("finalized", "delivery_failed", R"({"code":"40008"})")),
        webhook("failed 40001", event("finalized", "delivery_failed", R"({"code":"40001"})")),
        webhook("failed", event("finalized", "delivery_failed")),
        webhook("sending failed 40006", event("finalized", "sending_failed", R"({"code":"40006"})")),
        webhook("unconfirmed", event("finalized", "delivery_unconfirmed")),
        webhook("unreported", event("finalized", "unknown")),
        webhook("new word", event("finalized", "teleported")),
        webhook("cancelled", event("finalized", "cancelled")),
        webhook("missing", R"({"data":{"event_type":"message.finalized","payload":null}})"),
        response("refused 40300", 409, R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})"),
        response("refused 429", 429, R"({"errors":[{"code":"10011","title":"Too many requests"}]})"),
        response("refused 40312", 409, R"({"errors":[{"code":"40312"}]})"),
        response("lost", 0, ""),
        response("503", 503, "<html>"),
        look_up("not found", 404, not_found, 5),
        webhook("record 40020", R"({"cld":"+12025550143","uuid":"m","status":"failed","errors":["40020"]})"),
        {"STOP",
         te::read(R"({"data":{"event_type":"message.received","payload":{"direction":"inbound","text":"Stop",)"
                  R"("from":{"phone_number":"+12025550143"},"to":[{"phone_number":"+13125550100"}]}}})"),
         {}},
        // More, for the expectations by hand.
        response("200 sending", 200, R"({"data":)" + message("sending", "") + "}"),
        response("201 empty", 201, ""),
        response("200 unknown JSON", 200, R"({"ok":1})"),
        response("200 error", 200, R"({"errors":[{"code":"40312"}]})"),
        response("200 failed", 200, R"({"data":)" + message("sending_failed", R"({"code":"40006"})") + "}"),
        response("unknown code", 400, R"({"errors":[{"code":"49999"}]})"),
        response("302", 302, ""),
        response("400", 400, ""),
        webhook("codeless", event("finalized", "delivery_failed", R"({"title":"It failed"})")),
        webhook("failed 49999", event("finalized", "delivery_failed", R"({"code":"49999"})")),
        webhook("failed 40020", event("finalized", "delivery_failed", R"({"code":"40020"})")),
        webhook("failed 40011", event("finalized", "delivery_failed", R"({"code":"40011"})")),
        webhook("failed, opted out",
                event("finalized", "delivery_failed", R"({"code":"40008","detail":"The recipient opted out"})")),
        webhook("unreadable 40008", event("finalized", "delivery_failed", R"({"code":"40008"},null)")),
        webhook("unreadable 40001", event("finalized", "delivery_failed", R"({"code":"40001"},null)")),
        webhook("sent, 40008", event("sent", "sent", R"({"code":"40008"})")),
        webhook("delivered, 40001", event("finalized", "delivered", R"({"code":"40001"})")),
        webhook("expired", event("finalized", "expired")),
        webhook("record delivered", R"({"cld":"+12025550143","uuid":"m","status":"delivered"})"),
        webhook("record timeout", R"({"cld":"+12025550143","uuid":"m","status":"dlr_timeout"})"),
        webhook("other recipient", R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message",)"
                                   R"("to":[{"phone_number":"+12025550199","status":"delivered"}]}}})"),
        response("no status, no errors", 0, R"({"errors":[]})"),
        response("200 no rows", 200, R"({"data":[]})"),
        response("200 no status", 200, R"({"data":{"record_type":"message","id":"m"}})"),
        response("unknown HTTP status, no status", 0, R"({"data":{"record_type":"message","id":"m"}})"),
        response("422 no status", 422, R"({"data":{"record_type":"message","id":"m"}})"),
        response("500 10007 40002", 500, R"({"errors":[{"code":"10007"},{"code":"40002"}]})"),
        response("refused 40318", 429, R"({"errors":[{"code":"40318"}]})"),
        webhook("unreadable, opted out",
                event("finalized", "delivery_failed", R"({"code":"40008","detail":"The recipient opted out"},null)")),
        webhook("unreadable 40016", event("finalized", "delivery_failed", R"({"code":"40016"},null)")),
        webhook("unreadable unconfirmed", event("finalized", "delivery_unconfirmed", "null")),
        webhook("group without statuses, 40006",
                R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","to":[{"phone_number":)"
                R"("+12025550143"},{"phone_number":"+12025550199"}],"errors":[{"code":"40006"}]}}})"),
        look_up("look-up queued", 200, queued, 1),
        look_up("look-up 429", 429, R"({"errors":[{"code":"10011"}]})", 1),
        look_up("look-up 503", 503, "", 1),
        look_up("not found at once", 404, not_found, 1),
        look_up("not found too late", 404, not_found, 241),
        look_up("no rows", 200, R"({"data":[]})", 6),
        webhook("garbage", "<html>"),
        {"START",
         te::read(R"({"data":{"event_type":"message.received","payload":{"direction":"inbound","text":"START",)"
                  R"("from":{"phone_number":"+12025550143"},"to":[{"phone_number":"+13125550100"}]}}})"),
         {}},
        {"STOP of another",
         te::read(R"({"data":{"event_type":"message.received","payload":{"direction":"inbound",)"
                  R"("text":"STOP","from":{"phone_number":"+12025550199"},"to":[{"phone_number":"+1"}]}}})"),
         {}},
    };
}

constexpr std::size_t kinds = 20;

const std::vector<payload>& payloads() {
    static const std::vector<payload> all = [] {
        std::vector<payload> made = make_payloads();
        payload never{"never left", te::read(""), {}};
        never.here.phase = te::phase::request;
        never.here.never_left = true;
        made.push_back(never);
        made.back().here.time = te::instant{noon};
        payload garbled = response("garbage webhook", 0, "{");
        garbled.here.phase = te::phase::delivery;
        made.push_back(garbled);
        return made;
    }();
    return all;
}

const payload& named(std::string_view name) {
    const auto found = std::find_if(payloads().begin(), payloads().end(), [&](const payload& each) { return each.name == name; });
    REQUIRE(found != payloads().end());
    return *found;
}

const std::vector<te::history>& alone() {
    static const std::vector<te::history> all = [] {
        std::vector<te::history> made;
        for (const payload& each : payloads()) {
            made.push_back(each.alone());
        }
        return made;
    }();
    return all;
}

te::history merged(te::history left, const te::history& right) {
    left.merge(right);
    return left;
}

te::history maximum_of_columns(const std::vector<te::history>& rows) {
    te::history_integers columns{};
    for (const te::history& row : rows) {
        const te::history_integers each = te::store(row);
        for (std::size_t i = 0; i != columns.size(); ++i) {
            columns[i] = (std::max)(columns[i], each[i]);
        }
    }
    return te::restore(columns);
}

// All permutations of the payloads that are left, by what `add` does. Returns how many of them end elsewhere.
template <class Add>
std::size_t permutations_that_end_elsewhere(std::vector<std::size_t>& left, const te::history& before, const te::history& end,
                                            const Add& add) {
    if (left.empty()) {
        return before == end ? 0 : 1;
    }
    std::size_t wrong = 0;
    for (std::size_t i = 0; i != left.size(); ++i) {
        if (std::find(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(i), left[i]) !=
            left.begin() + static_cast<std::ptrdiff_t>(i)) {
            continue; // the same permutation again
        }
        const std::size_t kind = left[i];
        te::history next = before;
        add(next, kind);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
        wrong += permutations_that_end_elsewhere(left, next, end, add);
        left.insert(left.begin() + static_cast<std::ptrdiff_t>(i), kind);
    }
    return wrong;
}

// All trees over the payloads in this order.
std::size_t trees_that_end_elsewhere(const std::vector<std::size_t>& order, const te::history& end) {
    const std::size_t count = order.size();
    std::vector<std::vector<te::history>> of(count, std::vector<te::history>(count));
    std::size_t wrong = 0;
    for (std::size_t size = 1; size <= count; ++size) {
        for (std::size_t first = 0; first + size <= count; ++first) {
            const std::size_t last = first + size - 1;
            of[first][last] = alone()[order[first]];
            for (std::size_t cut = first; cut != last; ++cut) {
                const te::history tree = merged(of[first][cut], of[cut + 1][last]);
                wrong += cut != first && tree != of[first][last] ? 1U : 0U;
                of[first][last] = tree;
            }
        }
    }
    return wrong + (of[0][count - 1] != end ? 1U : 0U);
}

// Calls `visit` with every multiset of so many of the twenty kinds.
template <class Visitor>
void each_multiset(std::size_t size, std::vector<std::size_t>& chosen, const Visitor& visit) {
    if (chosen.size() == size) {
        visit(chosen);
        return;
    }
    for (std::size_t kind = chosen.empty() ? 0 : chosen.back(); kind != kinds; ++kind) {
        chosen.push_back(kind);
        each_multiset(size, chosen, visit);
        chosen.pop_back();
    }
}

te::history joined_set(std::vector<std::size_t> chosen) {
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    te::history result;
    for (const std::size_t kind : chosen) {
        result.merge(alone()[kind]);
    }
    return result;
}

bool resends(te::step step) { return step == te::step::retry || step == te::step::hold || step == te::step::fix_first; }

// What must hold of every history, given what its payloads say by themselves. An empty string if it does.
std::string broken_rule(const std::vector<std::size_t>& kinds_in_it, const te::history& whole) {
    bool delivered = false;
    bool may_have_it = false;
    bool failed = false;
    bool new_word = false;
    te::consent consent = te::consent::unchanged;
    for (const std::size_t kind : kinds_in_it) {
        const std::string_view what = payloads()[kind].name;
        const te::decision by_itself = te::decide(payloads()[kind].report, payloads()[kind].here);
        consent = (std::max)(consent, by_itself.consent);
        const te::report& report = payloads()[kind].report;
        const te::outcome outcome = report.inbound() || what.substr(0, 5) == "other" ? te::outcome::none : report.outcome();
        const bool about_message = report.kind() != te::kind::api_error && report.kind() != te::kind::not_json;
        delivered = delivered || outcome == te::outcome::delivered;
        failed = failed || (about_message && outcome == te::outcome::failed);
        new_word = new_word || outcome == te::outcome::unknown;
        may_have_it = may_have_it || (about_message && (outcome == te::outcome::in_progress || outcome == te::outcome::unknown ||
                                                        outcome == te::outcome::unconfirmed || outcome == te::outcome::unreported));
    }
    const te::decision next = te::decide(whole);
    if (whole.consent() < consent || next.consent < consent) {
        return "consent is weaker than that of a payload";
    }
    if (resends(next.step) && next.consent >= te::consent::maybe_opted_out) {
        return "resent to a recipient who opted out";
    }
    if (resends(next.step) && (delivered || new_word || (may_have_it && !failed))) {
        return "resent to a recipient who may have it";
    }
    if (resends(next.step) && next.receipt != te::receipt::no) {
        return "resent although the receipt is not `no`";
    }
    if (delivered && failed &&
        !(whole.contradictory() && next.reason == te::reason::contradictory && next.step == te::step::stop)) {
        return "the contradiction is not said";
    }
    if (delivered && !failed && !whole.contradictory() && next.step != te::step::none) {
        return "delivered is undone";
    }
    if (failed && !whole.settled() && !new_word) {
        return "failed is undone";
    }
    if (te::restore(te::store(whole)) != whole) {
        return "the integers restore another history";
    }
    return {};
}

} // namespace

static_assert(sizeof(te::history) <= 64 && std::is_trivially_copyable<te::history>::value);
static_assert(te::decide(te::history{}).step == te::step::reconcile, "a history without a payload: the request may have been sent");
static_assert(!te::history{}.known() && te::restore(te::store(te::history{})) == te::history{});

TEST_CASE("every permutation and every tree of up to four payloads ends in the same history") {
    for (std::size_t size = 1; size <= 4; ++size) {
        std::size_t multisets = 0;
        std::size_t wrong = 0;
        std::vector<std::size_t> none;
        each_multiset(size, none, [&](const std::vector<std::size_t>& chosen) {
            ++multisets;
            const te::history end = joined_set(chosen);
            std::vector<std::size_t> left = chosen;
            wrong += permutations_that_end_elsewhere(left, te::history{}, end, [](te::history& into, std::size_t kind) {
                into.add(payloads()[kind].report, number, payloads()[kind].here);
            });
            wrong += trees_that_end_elsewhere(chosen, end);
            std::vector<te::history> rows;
            for (const std::size_t kind : chosen) {
                rows.push_back(alone()[kind]);
            }
            wrong += maximum_of_columns(rows) != end ? 1U : 0U;
            if (const std::string broken = broken_rule(chosen, end); !broken.empty()) {
                std::string names;
                for (const std::size_t kind : chosen) {
                    names += std::string{payloads()[kind].name} + "; ";
                }
                FAIL_CHECK(broken << ": " << names);
            }
        });
        constexpr std::size_t expected[] = {0, 20, 210, 1540, 8855};
        CHECK(multisets == expected[size]);
        CHECK(wrong == 0);
    }
}

TEST_CASE("every permutation and every tree of five payloads ends in the same history") {
    std::size_t multisets = 0;
    std::size_t wrong = 0;
    std::size_t broken = 0;
    std::vector<std::size_t> none;
    each_multiset(5, none, [&](const std::vector<std::size_t>& chosen) {
        ++multisets;
        const te::history end = joined_set(chosen);
        std::vector<std::size_t> left = chosen;
        wrong += permutations_that_end_elsewhere(left, te::history{}, end,
                                                 [](te::history& into, std::size_t kind) { into.merge(alone()[kind]); });
        wrong += trees_that_end_elsewhere(chosen, end);
        broken += broken_rule(chosen, end).empty() ? 0U : 1U;
    });
    CHECK(multisets == 42504);
    CHECK(wrong == 0);
    CHECK(broken == 0);
}

namespace {

using s = te::step;
using r = te::reason;
using c = te::consent;
using has = te::receipt;

struct expectation {
    std::vector<std::string_view> payloads;
    te::step step;
    te::reason reason;
    te::receipt receipt;
    te::consent consent;
    std::int64_t code;
};

// Written by hand from the rules in docs/history.md and from the table of codes: 40008 and 40006 are automatic, 40001 is permanent,
// 40020 is a hold, 40312 needs a person, 10011 is throttled.
const expectation expectations[] = {
    // One payload.
    {{"queued"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"201 empty"}, s::reconcile, r::unexpected_response, has::maybe, c::unchanged, 0},
    {{"200 unknown JSON"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"200 failed"}, s::retry, r::transient, has::no, c::unchanged, 40006},
    {{"200 error"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 40312},
    {{"unknown code"}, s::stop, r::refused, has::no, c::unchanged, 49999},
    {{"302"}, s::fix_first, r::redirected, has::no, c::unchanged, 0},
    {{"400"}, s::stop, r::refused, has::no, c::unchanged, 0},
    {{"lost"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"503"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"never left"}, s::retry, r::never_left, has::no, c::unchanged, 0},
    {{"refused 429"}, s::retry, r::throttled, has::no, c::unchanged, 10011},
    {{"refused 40300"}, s::stop, r::permanent, has::no, c::opted_out, 40300},
    {{"not found"}, s::retry, r::nothing_found, has::no, c::unchanged, 0},
    {{"not found at once"}, s::reconcile, r::nothing_found, has::maybe, c::unchanged, 0},
    {{"expired"}, s::fix_first, r::needs_intervention, has::no, c::unchanged, 0},
    {{"codeless"}, s::stop, r::unknown_code, has::maybe, c::unchanged, 0},
    {{"missing"}, s::reconcile, r::missing_payload, has::maybe, c::unchanged, 0},
    {{"unreadable 40008"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 40008},
    {{"unreadable 40001"}, s::stop, r::permanent, has::no, c::unchanged, 40001},
    {{"no status, no errors"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"200 no rows"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"200 no status"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"unknown HTTP status, no status"}, s::none, r::not_final, has::maybe, c::unchanged, 0}, // it has an id: it exists
    {{"422 no status"}, s::stop, r::refused, has::no, c::unchanged, 0},
    {{"500 10007 40002"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 10007},
    {{"unreadable, opted out"}, s::stop, r::opted_out, has::no, c::maybe_opted_out, 40008},
    {{"unreadable 40016"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 40016}, // would be resent at midnight
    {{"unreadable unconfirmed"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"group without statuses, 40006"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 40006},
    // In order, late and overtaking.
    {{"queued", "sent"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"queued", "sent", "delivered"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"delivered", "queued"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"delivered", "lost"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"delivered", "503", "record delivered"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"delivered", "missing"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"queued", "failed 40008"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"queued", "sent", "failed 40008"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"lost", "failed 40008"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"503", "failed 40001"}, s::stop, r::permanent, has::no, c::unchanged, 40001},
    {{"200 sending", "sending failed 40006"}, s::retry, r::transient, has::no, c::unchanged, 40006},
    // Several failures: the strictest.
    {{"failed 40008", "failed 40001"}, s::stop, r::permanent, has::no, c::unchanged, 40001},
    {{"failed 40008", "failed 40020"}, s::hold, r::on_hold, has::no, c::unchanged, 40020},
    {{"failed 40020", "failed 40011"}, s::fix_first, r::needs_intervention, has::no, c::unchanged, 40011},
    {{"failed 40008", "failed"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"failed 40008", "codeless"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"failed 40008", "failed 49999"}, s::stop, r::unknown_code, has::maybe, c::unchanged, 49999},
    {{"failed 40008", "group without statuses, 40006"}, s::retry, r::transient, has::no, c::unchanged, 40006},
    {{"failed 40008", "unreadable 40008"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    // Refused, and it exists all the same.
    {{"refused 429", "queued"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"refused 40312", "sent"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"refused 40312", "delivered"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"refused 40312", "failed 40008"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"refused 40300", "delivered"}, s::none, r::nothing_failed, has::yes, c::opted_out, 0},
    {{"refused 429", "refused 40312"}, s::fix_first, r::action_required, has::no, c::unchanged, 40312},
    {{"refused 429", "never left"}, s::retry, r::throttled, has::no, c::unchanged, 10011},
    // Not known whether it was accepted.
    {{"lost", "refused 40312"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 40312},
    {{"lost", "refused 429"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 10011},
    {{"lost", "not found at once"}, s::reconcile, r::nothing_found, has::maybe, c::unchanged, 0},
    {{"lost", "not found"}, s::retry, r::nothing_found, has::no, c::unchanged, 0},
    {{"lost", "no rows"}, s::retry, r::nothing_found, has::no, c::unchanged, 0},
    {{"lost", "not found too late"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"lost", "not found", "not found too late"}, s::retry, r::nothing_found, has::no, c::unchanged, 0},
    {{"lost", "not found", "refused 40312"}, s::fix_first, r::action_required, has::no, c::unchanged, 40312},
    {{"503", "not found"}, s::retry, r::nothing_found, has::no, c::unchanged, 0},
    {{"500 10007 40002", "not found"}, s::reconcile, r::nothing_found, has::maybe, c::unchanged, 0}, // 40002 forbids it
    {{"lost", "not found", "queued"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"lost", "not found", "sent"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"lost", "look-up 429", "look-up 503"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"lost", "look-up queued"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"lost", "never left"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    // Weak endings.
    {{"sent", "unconfirmed"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"unconfirmed", "delivered"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"unconfirmed", "failed 40001"}, s::stop, r::permanent, has::no, c::unchanged, 40001},
    {{"record timeout", "failed 40008"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"unreported", "unconfirmed"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
    {{"unreported", "sent"}, s::none, r::not_reported, has::maybe, c::unchanged, 0},
    {{"new word", "sent"}, s::reconcile, r::unknown_status, has::maybe, c::unchanged, 0},
    {{"new word", "failed 40008"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 40008},
    {{"new word", "failed 40001"}, s::stop, r::permanent, has::maybe, c::unchanged, 40001},
    {{"new word", "failed"}, s::reconcile, r::unknown_status, has::maybe, c::unchanged, 0},
    {{"new word", "delivered"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"sent, 40008"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 40008},
    {{"sent, 40008", "delivered"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    {{"missing", "failed 40008"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"201 empty", "sent"}, s::reconcile, r::unexpected_response, has::maybe, c::unchanged, 0},
    {{"201 empty", "delivered"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    // Contradictions.
    {{"delivered", "failed 40008"}, s::stop, r::contradictory, has::maybe, c::unchanged, 40008},
    {{"record delivered", "failed"}, s::stop, r::contradictory, has::maybe, c::unchanged, 0},
    {{"delivered", "failed 40008", "queued", "lost"}, s::stop, r::contradictory, has::maybe, c::unchanged, 40008},
    {{"delivered", "cancelled"}, s::stop, r::contradictory, has::maybe, c::unchanged, 0},
    {{"sent", "cancelled"}, s::stop, r::contradictory, has::maybe, c::unchanged, 0},
    {{"sent", "sending failed 40006"}, s::stop, r::contradictory, has::maybe, c::unchanged, 40006},
    {{"queued", "cancelled"}, s::none, r::cancelled, has::no, c::unchanged, 0},
    {{"cancelled", "failed 40008"}, s::none, r::cancelled, has::no, c::unchanged, 0},
    {{"delivered", "delivered, 40001"}, s::none, r::nothing_failed, has::yes, c::unchanged, 0},
    // Consent.
    {{"queued", "STOP"}, s::none, r::not_final, has::maybe, c::opted_out, 0},
    {{"failed 40008", "STOP"}, s::stop, r::opted_out, has::no, c::opted_out, 40008},
    {{"failed 40008", "STOP", "START"}, s::stop, r::opted_out, has::no, c::opted_out, 40008},
    {{"failed 40008", "START"}, s::retry, r::transient, has::no, c::opted_in, 40008},
    {{"failed 40008", "STOP of another"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"failed, opted out", "failed 40008"}, s::stop, r::opted_out, has::no, c::maybe_opted_out, 40008},
    {{"never left", "STOP"}, s::stop, r::opted_out, has::no, c::opted_out, 0},
    {{"lost", "not found", "STOP"}, s::stop, r::opted_out, has::no, c::opted_out, 0},
    {{"unconfirmed", "STOP"}, s::stop, r::opted_out, has::maybe, c::opted_out, 0},
    {{"delivered", "failed 40008", "STOP"}, s::stop, r::contradictory, has::maybe, c::opted_out, 40008},
    // No news.
    {{"failed 40008", "other recipient"}, s::retry, r::transient, has::no, c::unchanged, 40008},
    {{"queued", "look-up 503"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"queued", "garbage webhook"}, s::none, r::not_final, has::maybe, c::unchanged, 0},
    {{"other recipient"}, s::reconcile, r::may_have_been_sent, has::maybe, c::unchanged, 0},
};

} // namespace

TEST_CASE("what follows from a sequence, in every order") {
    for (const expectation& expected : expectations) {
        std::vector<std::size_t> order(expected.payloads.size());
        std::string names;
        for (std::size_t i = 0; i != order.size(); ++i) {
            order[i] = i;
            names += std::string{expected.payloads[i]} + "; ";
        }
        INFO(names);
        do {
            te::history whole;
            for (const std::size_t i : order) {
                const payload& each = named(expected.payloads[i]);
                whole.add(each.report, number, each.here);
            }
            const te::decision next = te::decide(whole);
            CHECK(name(next.step) == name(expected.step));
            CHECK(name(next.reason) == name(expected.reason));
            CHECK(name(next.receipt) == name(expected.receipt));
            CHECK(name(next.consent) == name(expected.consent));
            CHECK(next.governing_code == expected.code);
        } while (std::next_permutation(order.begin(), order.end()));
    }
}

TEST_CASE("a payload changes only the recipient it is about") {
    const te::report group = te::read(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","to":[)"
                                      R"({"phone_number":"+12025550143","status":"delivered"},)"
                                      R"({"phone_number":"+12025550144","status":"delivery_failed"}],)"
                                      R"("errors":[{"code":"40008","source":{"pointer":"/to/1/phone_number"}}]}}})");
    te::history first;
    te::history second;
    te::history third;
    first.add(group, 0);
    second.add(group, "+12025550144");
    third.add(group, "+12025550145");
    te::history fourth;
    fourth.add(group, 2);
    CHECK(te::decide(first).reason == te::reason::nothing_failed);
    CHECK(te::decide(second).step == te::step::retry);
    CHECK(second.failure_code() == 40008);
    CHECK(!third.known());
    CHECK(!fourth.known());
}

TEST_CASE("what a history says by itself") {
    const auto of = [](std::initializer_list<std::string_view> names) {
        te::history result;
        for (const std::string_view each : names) {
            result.merge(named(each).alone());
        }
        return result;
    };
    CHECK(of({"queued", "sent"}).outcome() == te::outcome::in_progress);
    CHECK(of({"queued", "sent"}).progress() == te::progress::sent);
    CHECK(of({"queued", "unconfirmed"}).outcome() == te::outcome::unconfirmed);
    CHECK(of({"unconfirmed", "failed"}).outcome() == te::outcome::failed);
    CHECK(of({"unreported", "sent"}).outcome() == te::outcome::unreported);
    CHECK(of({"delivered", "sent"}).outcome() == te::outcome::delivered);
    CHECK(of({"refused 429"}).outcome() == te::outcome::failed);
    CHECK(of({"lost"}).outcome() == te::outcome::none);
    CHECK(of({"new word", "failed"}).outcome() == te::outcome::unknown);
    CHECK(of({"delivered", "failed"}).outcome() == te::outcome::unconfirmed);
    CHECK(of({"delivered", "failed"}).contradictory());
    CHECK(!of({"sent", "failed"}).contradictory());
    for (const std::string_view each : {"delivered", "failed", "cancelled", "unreported", "refused 429", "never left"}) {
        CHECK(of({each}).settled());
    }
    for (const std::string_view each : {"queued", "sent", "lost", "503", "new word", "missing", "unconfirmed", "not found"}) {
        CHECK(!of({each}).settled());
    }
    CHECK(of({"delivered", "failed"}).settled());
    CHECK(of({"failed 40008", "failed 40001"}).failure_code() == 40001);
    CHECK(of({"refused 40312", "sent"}).failure_code() == 0); // the message exists
    CHECK(!of({"look-up 429"}).known());
}

TEST_CASE("times are kept as facts") {
    te::situation later;
    later.time = te::instant{noon + 30};

    { // the server's wait, after a restart
        payload refused = named("refused 429");
        refused.here.retry_after.delay = te::delay{90000};
        te::history whole = refused.alone();
        CHECK(whole.column(te::history_column::wait_end) == noon + 90);
        CHECK(te::decide(whole, later).step == te::step::retry);
        CHECK(te::decide(whole, later).delay.milliseconds() == 60000);
        refused.here.retry_after.delay = te::delay{20000};
        whole.merge(refused.alone());
        CHECK(te::decide(whole, later).delay.milliseconds() == 60000); // the latest
        whole.merge(named("failed 40008").alone());
        CHECK(te::decide(whole, later).delay.milliseconds() == 1000); // of the message, not of the refused request
    }
    { // a wait is about the refusal, or only about the rate limit; and without the current time it has no end
        const auto wait_end = [](std::string_view name, bool rate_limit_only, te::instant time) {
            payload refused = named(name);
            refused.here.time = time;
            refused.here.retry_after.delay = te::delay{90000};
            refused.here.retry_after.rate_limit_only = rate_limit_only;
            return refused.alone().column(te::history_column::wait_end);
        };
        CHECK(wait_end("refused 429", true, te::instant{noon}) == noon + 90);
        CHECK(wait_end("refused 40318", false, te::instant{noon}) == noon + 90);
        CHECK(wait_end("refused 40318", true, te::instant{noon}) == 0);
        CHECK(wait_end("refused 429", false, {}) == 0);
    }
    { // until the message must have left the queue, a look-up that does not find it proves nothing
        const auto not_found_after = [](te::instant time, te::instant valid_until) {
            payload looked_up = named("not found"); // after 5 hours
            looked_up.here.time = time;
            looked_up.here.valid_until = valid_until;
            return looked_up.alone().column(te::history_column::not_found_after);
        };
        constexpr std::int64_t hours = 5 * static_cast<std::int64_t>(hour_ms);
        CHECK(not_found_after(te::instant{noon}, te::instant{noon + 1}) == 1);
        CHECK(not_found_after(te::instant{noon}, te::instant{noon}) == hours + 1);
        CHECK(not_found_after({}, te::instant{noon + 1}) == hours + 1);
        CHECK(not_found_after(te::instant{noon}, {}) == hours + 1);
    }
    { // a wait that counts from the failure
        const te::history whole = named("failed 40020").alone();
        CHECK(whole.column(te::history_column::failed_at) == noon - 3600);
    }
    { // an implausible time is not kept
        te::history whole;
        whole.add(te::read(R"({"data":{"event_type":"message.finalized","occurred_at":"9999-01-01T00:00:00Z","payload":)" +
                           message("delivery_failed", R"({"code":"40008"})") + "}}"),
                  number);
        CHECK(whole.column(te::history_column::failed_at) == 0);
    }
    { // looking again has an end
        te::situation much_later = later;
        much_later.elapsed_ms = 72 * hour_ms;
        for (const std::string_view each : {"queued", "lost", "new word"}) {
            CHECK(te::decide(named(each).alone(), later).step != te::step::stop);
            CHECK(te::decide(named(each).alone(), much_later).reason == te::reason::held_too_long);
        }
        CHECK(te::decide(named("delivered").alone(), much_later).step == te::step::none);
    }
}

TEST_CASE("what the server or the caller permits does not outweigh the payloads") {
    te::situation idempotent;
    idempotent.idempotent = true;
    CHECK(te::decide(named("lost").alone(), idempotent).step == te::step::retry);
    CHECK(te::decide(merged(named("lost").alone(), named("refused 40312").alone()), idempotent).step == te::step::reconcile);
    CHECK(te::decide(merged(named("lost").alone(), named("sent").alone()), idempotent).step == te::step::none);
    payload refused = named("refused 429");
    refused.here.retry_after.should_retry = te::server_wish::no_retry;
    CHECK(te::decide(refused.alone()).reason == te::reason::server_said_no);
    CHECK(te::decide(merged(refused.alone(), named("refused 429").alone())).reason == te::reason::server_said_no);
    // What the server says now is given, and counts instead.
    te::situation asked_again;
    asked_again.retry_after.should_retry = te::server_wish::retry;
    CHECK(te::decide(refused.alone(), asked_again).step == te::step::retry);
    CHECK(te::decide(named("refused 40312").alone(), asked_again).step == te::step::fix_first);
    // A refusal with an unknown code is judged by its status, so the server may know better; not than the code of another refusal.
    const te::history unknown = response("unknown code", 400, R"({"errors":[{"code":"99999","title":"x"}]})").alone();
    CHECK(te::decide(unknown, asked_again).step == te::step::retry);
    for (const std::string_view forbidding : {"refused 40312", "refused 40318"}) {
        INFO(forbidding);
        CHECK(te::decide(merged(unknown, named(forbidding).alone()), asked_again).step != te::step::retry);
    }
    // That the request never left can only be true where no payload says that it was made.
    te::situation never_left;
    never_left.never_left = true;
    CHECK(te::decide(te::history{}, never_left).reason == te::reason::never_left);
    CHECK(te::decide(te::history{}, never_left).step == te::step::retry);
    for (const std::string_view each : {"lost", "no status, no errors"}) {
        CHECK(te::decide(named(each).alone(), never_left).reason == te::reason::may_have_been_sent);
        CHECK(te::decide(named(each).alone(), never_left).step == te::step::reconcile);
    }
}

TEST_CASE("an event without a status says that the message was sent, also as one of a list") {
    const std::string sent = R"({"data":{"event_type":"message.sent","payload":{"record_type":"message","id":"m",)"
                             R"("to":[{"phone_number":"+12025550143"}]}}})";
    const std::string other = R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"o",)"
                              R"("to":[{"phone_number":"+12025550199","status":"delivered"}]}}})";
    for (const std::string& body : {sent, "[" + sent + "," + other + "]", "[" + other + "," + sent + "]"}) {
        INFO(body);
        te::history whole;
        whole.add(te::read(body), number);
        CHECK(name(whole.progress()) == "sent");
        whole.merge(named("cancelled").alone());
        CHECK(whole.contradictory());
    }
    CHECK(name(named("queued").alone().progress()) == "accepted");
}

TEST_CASE("any integers are restored") {
    using column = te::history_column;
    const auto with = [](column which, std::int64_t value) {
        te::history_integers columns{};
        columns[static_cast<std::size_t>(which)] = value;
        return te::restore(columns);
    };
    CHECK(with(column::progress, 8).progress() == te::progress::unknown);
    CHECK(with(column::progress, -1).progress() == te::progress::unknown);
    CHECK(with(column::progress, 7).progress() == te::progress::delivered);
    CHECK(with(column::ending, 10).ending() == te::ending::unconfirmed);
    CHECK(with(column::consent, 4).consent() == te::consent::maybe_opted_out);
    CHECK(with(column::wait_end, INT64_MAX).column(column::wait_end) == 4102444800);
    CHECK(with(column::failed_at, -5).column(column::failed_at) == 0);
    CHECK(with(column::not_found_after, INT64_MAX).column(column::not_found_after) == 0);
    CHECK(with(column::not_found_after, 240 * 3600000LL).column(column::not_found_after) == 240 * 3600000LL);
    CHECK(te::decide(with(column::failure, INT64_MAX)).reason == te::reason::unknown_code);
    CHECK(te::decide(with(column::failure, INT64_MIN)).reason == te::reason::unknown_code);
    CHECK(with(column::other_failure, 1).column(column::other_failure) != 1);

    // A failure of a message with the code 40008, as the document of the columns describes it: of the message, has a code, class,
    // toward, scope, rank of the code, class of the judgement, basis, wait, remedy, three flags. Then one field at a time has the
    // first number that is no enumerator.
    struct packed {
        std::int64_t asked = 0, toward = 0, scope = 1, retry = 0, basis = 0, wait = 0, remedy = 0;
        [[nodiscard]] std::int64_t value() const {
            const std::int64_t strictness = ((asked * 8 + toward) * 16 + scope) * 4294967296 + 4294927288;
            return ((((((3 * 4398046511104 + strictness) * 8 + retry) * 8 + basis) * 16 + wait) * 32) + remedy) * 8;
        }
    };
    const auto reason_of = [&](const packed& failure) { return te::decide(with(column::failure, failure.value())).reason; };
    CHECK(reason_of({}) != te::reason::unknown_code);
    CHECK(with(column::failure, packed{}.value()).failure_code() == 40008);
    CHECK(reason_of({5, 3, 8, 5, 5, 9, 19}) != te::reason::unknown_code);
    CHECK(reason_of({6, 0, 1, 0, 0, 0, 0}) == te::reason::unknown_code);
    CHECK(reason_of({0, 4, 1, 0, 0, 0, 0}) == te::reason::unknown_code);
    CHECK(reason_of({0, 0, 9, 0, 0, 0, 0}) == te::reason::unknown_code);
    CHECK(reason_of({0, 0, 1, 6, 0, 0, 0}) == te::reason::unknown_code);
    CHECK(reason_of({0, 0, 1, 0, 6, 0, 0}) == te::reason::unknown_code);
    CHECK(reason_of({0, 0, 1, 0, 0, 10, 0}) == te::reason::unknown_code);
    CHECK(reason_of({0, 0, 1, 0, 0, 0, 20}) == te::reason::unknown_code);

    // A column that no version has is not known; a refusal is one, whatever ending stands beside it.
    CHECK(te::detail::restored(static_cast<column>(8), 5) == 0);
    for (const te::ending each : te::enumerators<te::ending>) {
        INFO(name(each));
        te::history_integers columns = te::store(named("refused 429").alone());
        columns[static_cast<std::size_t>(column::ending)] = static_cast<std::int64_t>(each);
        const te::decision next = te::decide(te::restore(columns));
        const bool unclear = each == te::ending::incomplete || each == te::ending::unreadable;
        CHECK(next.step == (unclear ? te::step::reconcile : te::step::retry));
        CHECK(next.governing_code == 10011);
    }

    // Each failure has one key only: what can be unpacked is packed in the same way.
    std::mt19937_64 random{20260302};
    std::size_t packed_again = 0;
    for (int round = 0; round != 100000; ++round) {
        const auto key = static_cast<std::int64_t>(random() >> 2U); // 62 bits
        bool valid = true;
        const te::detail::kept_failure failure = te::detail::failure_of_key(key, valid);
        packed_again += valid && te::detail::key_of(failure) == key ? 1U : 0U;
        if (valid && te::detail::key_of(failure) != key) {
            FAIL_CHECK("key " << key);
        }
    }
    CHECK(packed_again > 1000); // else nothing was tested

    for (int round = 0; round != 200000; ++round) {
        te::history_integers columns{};
        for (std::int64_t& each : columns) {
            each = static_cast<std::int64_t>(random() >> (random() % 64));
            each = random() % 8 == 0 ? -each : each;
        }
        const te::history restored = te::restore(columns);
        const te::decision next = te::decide(restored);
        const bool right = te::restore(te::store(restored)) == restored && merged(restored, restored) == restored &&
                           next.consent == restored.consent() && !name(restored.outcome()).empty() &&
                           (next.consent < te::consent::maybe_opted_out || !resends(next.step));
        if (!right) {
            FAIL_CHECK("round " << round);
        }
    }
}

TEST_CASE("random sequences of all payloads") {
    std::mt19937 random{7};
    for (int round = 0; round != 20000; ++round) {
        std::vector<std::size_t> chosen(1 + random() % 12);
        for (std::size_t& each : chosen) {
            each = random() % kinds;
        }
        te::history whole;
        for (const std::size_t kind : chosen) {
            whole.add(payloads()[kind].report, number, payloads()[kind].here);
        }
        std::shuffle(chosen.begin(), chosen.end(), random);
        te::history again;
        for (const std::size_t kind : chosen) {
            again.merge(alone()[kind]);
        }
        const std::string broken = whole == again ? broken_rule(chosen, whole) : "another history";
        if (!broken.empty()) {
            FAIL_CHECK(broken);
        }
    }
}

TEST_CASE("the order of strictness, as numbers") {
    using te::strictness;
    // By class, then toward, then scope, then the lower code.
    CHECK(strictness(te::classify(40001), 40001) > strictness(te::classify(40312), 40312)); // permanent, action_required
    CHECK(strictness(te::classify(40312), 40312) > strictness(te::classify(40020), 40020)); // temporary_hold
    CHECK(strictness(te::classify(40020), 40020) > strictness(te::classify(40008), 40008)); // automatic
    te::judgement columns = te::classify(40008);
    CHECK(strictness(columns, 40006) > strictness(columns, 40008));
    CHECK(strictness(columns, 40008) > strictness(columns, 0));
    CHECK(strictness(columns, -1) == strictness(columns, 0));
    CHECK(strictness(columns, INT64_MAX) == strictness(columns, 0));
    te::judgement wider = columns;
    wider.scope = te::scope::platform;
    CHECK(strictness(wider, 0) > strictness(columns, 40006));
    columns.toward = te::toward::recipient;
    wider.toward = te::toward::everyone;
    wider.scope = te::scope::message;
    CHECK(strictness(wider, 0) > strictness(columns, 1));
    // The numbers, which are stored: 3 bits for the class, 3 for toward, 4 for the scope, 32 for the code.
    te::judgement lowest;
    lowest.retry = te::retry_class::automatic;
    lowest.toward = te::toward::recipient;
    lowest.scope = te::scope::unknown;
    CHECK(strictness(lowest) == 0);
    CHECK(strictness(lowest, 0) == 0);
    CHECK(strictness(lowest, 40008) == 4294927288);
    CHECK(strictness(lowest, 1) == 4294967295);
    CHECK(strictness(lowest, 4294967295) == 1);
    CHECK(strictness(lowest, 4294967296) == 0);
    lowest.scope = te::scope::message;
    CHECK(strictness(lowest) == 0x1'0000'0000);
    lowest.toward = te::toward::carrier;
    CHECK(strictness(lowest) == 0x11'0000'0000);
    lowest.retry = te::retry_class::permanent;
    CHECK(strictness(lowest) == 0x291'0000'0000);
    te::decision told;
    told.toward = te::toward::recipient;
    CHECK(strictness(told) == 0x180'0000'0000);
    // Decisions: by what they permit.
    te::decision next;
    next.receipt = te::receipt::no;
    std::int64_t before = -1;
    for (const te::step step : {te::step::retry, te::step::hold, te::step::fix_first, te::step::stop}) {
        next.step = step;
        CHECK(strictness(next) > before);
        before = strictness(next);
    }
    for (const te::step step : {te::step::none, te::step::reconcile}) {
        next.step = step;
        CHECK(strictness(next) == before); // nothing more is permitted
    }
    next.step = te::step::retry;
    next.receipt = te::receipt::maybe;
    CHECK(strictness(next) == before);
    // Whether the enumerators fit into so many bits: there are 9 scopes and 4 kinds of destinations.
    CHECK(te::detail::fits<te::scope>(4));
    CHECK_FALSE(te::detail::fits<te::scope>(3));
    CHECK(te::detail::fits<te::toward>(2));
    CHECK_FALSE(te::detail::fits<te::toward>(1));
}

TEST_CASE("amendments count where a payload is added") {
    const te::amendment rules[] = {te::amend(40008, te::retry_class::permanent), te::amend(40300, te::retry_class::automatic)};
    const te::report undelivered = te::read(message("delivery_failed", R"({"code":"40008"})"));
    te::history ours;
    ours.add(undelivered, number, {}, rules);
    CHECK(te::decide(ours).step == te::step::stop);
    CHECK(te::decide(ours).reason == te::reason::permanent);
    CHECK(te::decide(ours).basis == te::basis::amended);
    CHECK(te::decide(te::restore(te::store(ours))).basis == te::basis::amended);
    te::history plain;
    plain.add(undelivered, number);
    CHECK(te::decide(plain).step == te::step::retry);
    // The stricter judgement of the two counts, in any order.
    te::history both = plain;
    both.merge(ours);
    CHECK(te::decide(both).step == te::step::stop);
    // Never against an opt-out.
    const te::report stopped = te::read(R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})");
    te::situation refused;
    refused.phase = te::phase::request;
    refused.http_status = 409;
    te::history opted_out;
    opted_out.add(stopped, number, refused, rules);
    CHECK(te::decide(opted_out, refused).step == te::step::stop);
    CHECK(te::decide(opted_out, refused).consent == te::consent::opted_out);
}

TEST_CASE("a history keeps an opt-out beside a delivery, and is misled by no page that is no answer") {
    constexpr std::string_view stop = R"({"code":"40300","title":"Blocked due to STOP message"})";
    const te::history arrived = webhook("arrived", event("finalized", "delivered", stop)).alone();
    CHECK(te::decide(arrived).step == te::step::none);
    CHECK(te::decide(arrived).receipt == te::receipt::yes);
    CHECK(te::decide(arrived).consent == te::consent::opted_out);

    const te::history refused = response("refused", 503, "").alone();
    const auto looked_up = [&](int status, std::string_view body) {
        te::history both = refused;
        both.merge(look_up("look-up", status, body, 5).alone());
        return te::decide(both);
    };
    CHECK(looked_up(200, R"({"data":[]})").reason == te::reason::nothing_found);
    CHECK(looked_up(200, R"({"data":[]})").step == te::step::retry);
    CHECK(looked_up(503, R"({"data":[]})").step == te::step::reconcile);
    CHECK(looked_up(404, "<html>").step == te::step::reconcile);
    CHECK(looked_up(200, R"({"data":[],"meta":{"total_results":1}})").step == te::step::reconcile);
    CHECK(looked_up(500, R"({"errors":[{"code":"10005"},{"code":"10007"}]})").step == te::step::reconcile);
    // A response without a status of the message accepts it if it succeeds, and not if it refuses.
    constexpr std::string_view message = R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143"}]}})";
    for (const int status : {0, 200, 202}) {
        INFO(status);
        CHECK(name(response("taken", status, message).alone().progress()) == "accepted");
    }
    CHECK(name(response("refused", 422, message).alone().progress()) == "refused");
    CHECK(te::decide(response("refused", 422, message).alone()).step == te::step::stop);
    // The response to the request itself is no look-up.
    te::history response_without_message = response("200 without rows", 200, R"({"data":[]})").alone();
    CHECK(response_without_message.column(te::history_column::not_found_after) == 0);
}

TEST_CASE("histories are equal if each of their columns is") {
    for (const te::history_column each : te::enumerators<te::history_column>) {
        INFO(name(each));
        te::history_integers columns{};
        columns[static_cast<std::size_t>(each)] = 1;
        const te::history other = te::restore(columns);
        CHECK(other == te::restore(columns));
        CHECK_FALSE(other != te::restore(columns));
        CHECK_FALSE(other == te::history{});
        CHECK_FALSE(te::history{} == other);
        CHECK(other != te::history{});
        CHECK(other.known());
    }
}

TEST_CASE("the names of columns, of progress and of endings") {
    std::string names;
    const auto add = [&](auto each) { names += std::string{name(each)} + " "; };
    const auto begin = [&] { names.clear(); };
    for (const te::history_column each : te::enumerators<te::history_column>) {
        add(each);
    }
    CHECK(names == "progress ending consent failure other_failure failed_at wait_end not_found_after ");
    begin();
    for (const te::progress each : te::enumerators<te::progress>) {
        add(each);
    }
    CHECK(names == "none never_left refused uncertain accepted sent unknown delivered ");
    begin();
    for (const te::ending each : te::enumerators<te::ending>) {
        add(each);
    }
    CHECK(names == "none unreported incomplete unreadable unexpected missing unconfirmed failed sending_failed cancelled ");
}

TEST_CASE("a payload that says too little about a message that exists") {
    // What is known of the end says more than a status in an unknown word.
    const te::history unconfirmed = merged(named("new word").alone(), named("unconfirmed").alone());
    CHECK(name(unconfirmed.outcome()) == "unconfirmed");
    CHECK(name(te::decide(unconfirmed).reason) == "may_have_been_sent");
    for (const std::string_view each : {"missing", "201 empty", "unreadable 40008"}) {
        INFO(each);
        CHECK(name(named(each).alone().outcome()) == "unknown");
        CHECK_FALSE(named(each).alone().settled());
    }

    // More recipients than a report keeps, and errors that cannot be read: what is missing may forbid resending.
    std::string others;
    for (std::size_t i = 0; i != te::limits::list_elements; ++i) {
        others += R"(,{"phone_number":"+12025550199","status":"sent"})";
    }
    const std::string many = R"({"data":{"event_type":"message.sent","payload":{"record_type":"message","id":"m","to":[)"
                             R"({"phone_number":"+12025550143","status":"sent"})" +
                             others + "]}}}";
    const payload too_many = webhook("too many recipients", many);
    REQUIRE(too_many.report.incomplete());
    const te::history incomplete = too_many.alone();
    const te::history unreadable = webhook("unreadable", event("sent", "sent", "null")).alone();
    CHECK(name(incomplete.ending()) == "incomplete");
    CHECK(name(unreadable.ending()) == "unreadable");
    for (const te::history& each : {incomplete, unreadable}) {
        const te::decision next = te::decide(each);
        CHECK(name(each.progress()) == "sent");
        CHECK(name(each.outcome()) == "unknown");
        CHECK(name(next.step) == "reconcile");
        CHECK(name(next.receipt) == "maybe");
        CHECK(next.governing_code == 0);
    }
    CHECK(name(te::decide(incomplete).reason) == "incomplete");
    CHECK(name(te::decide(unreadable).reason) == "unreadable_errors");
    CHECK(name(te::decide(named("201 empty").alone()).reason) == "unexpected_response");
    CHECK(name(te::decide(named("missing").alone()).reason) == "missing_payload");
    // A failure without an error that can be read stays one: nothing about it would be resent.
    const te::history failed = webhook("failed, unreadable", event("finalized", "delivery_failed", "null")).alone();
    CHECK(name(te::decide(failed).step) == "stop");
    CHECK(name(te::decide(failed).reason) == "unexplained_failure");
    CHECK(name(te::decide(failed).receipt) == "no");
}

TEST_CASE("a refusal of which something is missing permits nothing") {
    std::string same_again;
    for (std::size_t i = 0; i != te::limits::list_elements; ++i) {
        same_again += R"(,{"code":"10011"})";
    }
    const payload too_many = response("too many errors", 429, R"({"errors":[{"code":"10011"})" + same_again + "]}");
    REQUIRE(too_many.report.incomplete());
    const payload unreadable = response("unreadable", 429, R"({"errors":[{"code":"10011"},null]})");
    const payload both = response("both", 429, R"({"errors":[null,{"code":"10011"})" + same_again + "]}");
    REQUIRE(both.report.incomplete());
    REQUIRE(both.report.unreadable() != 0);
    const auto check = [](const payload& each, std::string_view reason) {
        INFO(each.name);
        const te::decision next = te::decide(each.alone());
        CHECK(name(each.alone().progress()) == "refused");
        CHECK(name(next.step) == "reconcile");
        CHECK(name(next.reason) == reason);
        CHECK(name(next.receipt) == "maybe");
        CHECK(name(next.scope) == "account");
        CHECK(name(next.toward) == "everyone");
        CHECK(name(next.basis) == "derived");
        CHECK(next.delay.milliseconds() == 900000);
        CHECK(next.governing_code == 10011);
    };
    check(too_many, "incomplete");
    check(unreadable, "unreadable_errors");
    check(both, "incomplete"); // as of the payload by itself
    CHECK(te::decide(both.report, both.here).reason == te::reason::incomplete);
    // What stops, or needs a fix, does so all the same.
    CHECK(te::decide(response("40312", 409, R"({"errors":[{"code":"40312"},null]})").alone()).step == te::step::fix_first);
    CHECK(te::decide(response("40001", 400, R"({"errors":[{"code":"40001"},null]})").alone()).reason == te::reason::permanent);
}

TEST_CASE("a contradiction is about one message to one recipient") {
    for (const te::history& each : {merged(named("delivered").alone(), named("failed 40008").alone()),
                                    merged(named("sent").alone(), named("cancelled").alone())}) {
        const te::decision next = te::decide(each);
        CHECK(name(next.reason) == "contradictory");
        CHECK(name(next.scope) == "message");
        CHECK(name(next.toward) == "recipient");
        CHECK(name(next.remedy) == "investigate");
        CHECK(name(next.actor()) == "person");
        CHECK(name(next.receipt) == "maybe");
        CHECK_FALSE(next.delay.known());
        CHECK_FALSE(next.not_before.known());
    }
}

TEST_CASE("a wait counts from the failure that a history knows, where the caller knows none") {
    constexpr std::int64_t day = 86400;
    const te::history failed = named("failed 40020").alone(); // an hour before noon
    te::situation now;
    now.time = te::instant{noon + 30};
    CHECK(name(te::decide(failed, now).step) == "hold");
    CHECK(te::decide(failed, now).not_before == te::instant{noon - 3600 + day});
    CHECK(te::decide(failed, now).delay.milliseconds() == (day - 3630) * 1000);
    now.failed_at = te::instant{noon};
    CHECK(te::decide(failed, now).not_before == te::instant{noon + day});
    now.failed_at = {};
    // It does not know when it failed: then the wait counts from now.
    const te::history some_time = webhook("without a time", message("delivery_failed", R"({"code":"40020"})")).alone();
    CHECK(some_time.column(te::history_column::failed_at) == 0);
    CHECK(te::decide(some_time, now).not_before == te::instant{noon + 30 + day});
    // 0 is no time, not even in the first year of all; 1 is.
    now.time = te::instant{1000};
    CHECK(te::decide(some_time, now).not_before == te::instant{1000 + day});
    te::history_integers columns = te::store(some_time);
    columns[static_cast<std::size_t>(te::history_column::failed_at)] = 1;
    CHECK(te::decide(te::restore(columns), now).not_before == te::instant{1 + day});
    // A refusal failed when it came, if its receiver knew the time.
    CHECK(response("refused", 403, R"({"errors":[{"code":"40333"}]})").alone().column(te::history_column::failed_at) == noon);
    CHECK(named("failed 40008").alone().column(te::history_column::failed_at) == noon - 3600);
    // The response to the request itself is as recent as the current time; a webhook may come days later.
    payload late = webhook("late", message("delivery_failed", R"({"code":"40020"})"));
    late.here.time = te::instant{noon};
    CHECK(late.alone().column(te::history_column::failed_at) == 0);
}

TEST_CASE("a wait that is over says send, unless another code asks for something too") {
    te::situation later;
    later.time = te::instant{noon + 3 * 86400};
    const te::history midnight = webhook("40016", event("finalized", "delivery_failed", R"({"code":"40016"})")).alone();
    const te::history day = named("failed 40020").alone();
    for (const te::history& each : {midnight, day, merged(midnight, midnight), merged(midnight, named("failed 40008").alone())}) {
        const te::decision next = te::decide(each, later);
        INFO(next.governing_code);
        CHECK(name(next.step) == "retry");
        CHECK(name(next.reason) == "wait_is_over");
        CHECK(name(next.receipt) == "no");
    }
    const te::decision both = te::decide(merged(midnight, day), later);
    CHECK(name(both.step) == "fix_first");
    CHECK(name(both.reason) == "needs_intervention");
    CHECK(both.governing_code == 40016);
    // A column with 0 says nothing of another failure; one that no history has permits nothing.
    te::history_integers columns = te::store(midnight);
    columns[static_cast<std::size_t>(te::history_column::other_failure)] = 0;
    CHECK(te::decide(te::restore(columns), later).reason == te::reason::wait_is_over);
    for (const std::int64_t value : {std::int64_t{-1}, std::int64_t{1}, INT64_MIN, INT64_MAX, std::int64_t{1} << 44,
                                     (std::int64_t{1} << 44) + (std::int64_t{3} << 42)}) {
        INFO(value);
        columns[static_cast<std::size_t>(te::history_column::other_failure)] = value;
        CHECK(te::decide(te::restore(columns), later).step == te::step::fix_first);
    }
    // What the server says now counts for the attempt.
    later.retry_after.should_retry = te::server_wish::no_retry;
    CHECK(te::decide(midnight, later).reason == te::reason::server_said_no);
    later.retry_after.should_retry = te::server_wish::retry;
    CHECK(te::decide(midnight, later).reason == te::reason::wait_is_over);
    CHECK(te::decide(merged(midnight, day), later).step == te::step::fix_first);
}

TEST_CASE("the wait that the server asked for, at its end and beside the caller's") {
    const auto refused = [](std::string_view name) {
        payload each = named(name);
        each.here.retry_after.delay = te::delay{3600000};
        return each.alone();
    };
    const te::history queue_full = refused("refused 40318");
    te::situation now;
    now.time = te::instant{noon + 30};
    CHECK(te::decide(queue_full, now).delay.milliseconds() == 3570000);
    now.retry_after.rate_limit_only = true; // of no delay: it says nothing about that of the history
    CHECK(te::decide(queue_full, now).delay.milliseconds() == 3570000);
    now.retry_after.rate_limit_only = false;
    now.retry_after.delay = te::delay{7200000}; // what the server says now
    CHECK(te::decide(queue_full, now).delay.milliseconds() == 7200000);
    now.retry_after.delay = {};
    for (const std::int64_t seconds : {3600, 3601}) { // over
        now.time = te::instant{noon + seconds};
        CHECK(te::decide(queue_full, now).delay.milliseconds() == 900000);
    }
    // Without the current time the history's wait has no end that could be told.
    now.time = {};
    CHECK(te::decide(queue_full, now).delay.milliseconds() == 900000);
    // Then a retry is spread by the backoff alone.
    te::retry_policy policy;
    policy.jitter = te::jitter::full;
    now.random_bits = 0;
    now.time = te::instant{noon + 3600};
    CHECK(te::decide(refused("refused 429"), now, policy).delay.milliseconds() == 0);
    now.time = te::instant{noon + 3599};
    CHECK(te::decide(refused("refused 429"), now, policy).delay.milliseconds() == 2000); // the rest, and the backoff on top
}

TEST_CASE("a look-up proves something from the end of the queue window on") {
    constexpr std::uint64_t window = 4 * hour_ms;
    const auto looked_up = [](std::uint64_t elapsed_ms) {
        payload each = named("not found");
        each.here.elapsed_ms = elapsed_ms;
        return merged(named("lost").alone(), each.alone());
    };
    CHECK(name(te::decide(looked_up(window)).step) == "retry");
    CHECK(name(te::decide(looked_up(window)).reason) == "nothing_found");
    CHECK(name(te::decide(looked_up(window)).receipt) == "no");
    CHECK(name(te::decide(looked_up(window - 1)).step) == "reconcile");
    CHECK(name(te::decide(looked_up(window - 1)).reason) == "nothing_found");
    // The same as of the response by itself.
    for (const std::uint64_t elapsed_ms : {window - 1, window, window + 1}) {
        payload each = named("not found");
        each.here.elapsed_ms = elapsed_ms;
        CHECK(te::decide_lookup(each.report, each.here).step == te::decide(looked_up(elapsed_ms)).step);
    }
    // What was looked up before the message must have left the queue proves nothing later either.
    payload early = named("not found");
    early.here.valid_until = te::instant{noon + 3600};
    te::situation later;
    later.time = te::instant{noon + 7200};
    later.valid_until = early.here.valid_until;
    CHECK(name(te::decide(merged(named("lost").alone(), early.alone()), later).step) == "reconcile");
    // Messages are found for ten days.
    constexpr std::uint64_t ten_days = 240 * hour_ms;
    CHECK(looked_up(ten_days - 1).column(te::history_column::not_found_after) == static_cast<std::int64_t>(ten_days));
    CHECK(looked_up(ten_days).column(te::history_column::not_found_after) == 0);
    CHECK(looked_up(0).column(te::history_column::not_found_after) == 1);
}

TEST_CASE("a request that may have been accepted beside one that was refused") {
    // The refusal stops for good; what became of the other one is not known.
    const te::history blocked = response("40322", 400, R"({"errors":[{"code":"40322"}]})").alone();
    const te::decision next = te::decide(merged(named("lost").alone(), blocked));
    CHECK(name(next.step) == "stop");
    CHECK(name(next.reason) == "permanent");
    CHECK(name(next.receipt) == "maybe");
    CHECK(next.governing_code == 40322);
    // One error forbids resending for all, also of an operation that could be repeated.
    te::situation repeatable;
    repeatable.idempotent = true;
    CHECK(te::decide(named("503").alone(), repeatable).step == te::step::retry);
    CHECK(te::decide(named("500 10007 40002").alone(), repeatable).step == te::step::reconcile);
    // Where a payload came from was said when it was added: nothing else is asked of that later.
    te::situation here;
    for (const te::phase phase : te::enumerators<te::phase>) {
        here.phase = phase;
        for (const int status : {0, 200, 302, 404, 429}) {
            here.http_status = status;
            INFO(name(phase) << " " << status);
            for (const te::history& each : {te::history{}, named("lost").alone()}) {
                CHECK(name(te::decide(each, here).step) == "reconcile");
                CHECK(name(te::decide(each, here).reason) == "may_have_been_sent");
                CHECK(name(te::decide(each, here).receipt) == "maybe");
            }
        }
    }
}

TEST_CASE("a stop because of an opt-out has no time") {
    te::situation now;
    now.time = te::instant{noon};
    for (const std::string_view each : {"failed 40008", "failed 40020", "lost", "never left", "unconfirmed", "refused 429"}) {
        INFO(each);
        CHECK(te::decide(named(each).alone(), now).delay.known());
        CHECK(te::decide(named(each).alone(), now).not_before.known());
        const te::decision next = te::decide(merged(named(each).alone(), named("STOP").alone()), now);
        CHECK(name(next.reason) == "opted_out");
        CHECK(name(next.scope) == "profile");
        CHECK(name(next.toward) == "recipient");
        CHECK(name(next.remedy) == "stop_messaging_recipient");
        CHECK_FALSE(next.delay.known());
        CHECK_FALSE(next.not_before.known());
    }
}

TEST_CASE("the numbers of failures, which are stored") {
    // As the document of the columns describes them: of the message (1 bit), has a code (1), strictness (42), then 18 bits: class
    // (3), basis (3), wait (4), remedy (5), title disagrees, redirected, the server said no.
    struct stored {
        bool of_message;
        bool coded;
        te::judgement columns;
        std::int64_t code = 0;
        te::retry_class asked = te::retry_class::unspecified;
        std::int64_t flags = 0;

        [[nodiscard]] std::int64_t value() const {
            te::judgement ranked = columns;
            ranked.retry = asked;
            std::int64_t key = (of_message ? 2 : 0) + (coded ? 1 : 0);
            key = key * (std::int64_t{1} << 42) + te::strictness(ranked, code);
            key = key * 8 + static_cast<std::int64_t>(columns.retry);
            key = key * 8 + static_cast<std::int64_t>(columns.basis);
            key = key * 16 + static_cast<std::int64_t>(columns.wait);
            key = key * 32 + static_cast<std::int64_t>(columns.remedy);
            return key * 8 + flags;
        }
        // The least strict failure that forbids resending: of the message (1 bit), there is one (1), strictness, inverted (42).
        [[nodiscard]] std::int64_t inverted() const {
            constexpr std::int64_t most = (std::int64_t{1} << 42) - 1;
            return (std::int64_t{of_message ? 3 : 1} << 42) + most - te::strictness(columns, code);
        }
    };
    const auto of_code = [](bool of_message, std::int64_t code) {
        const te::judgement columns = te::classify(code);
        return stored{of_message, true, columns, code, columns.retry};
    };
    const auto failure_of = [](const te::history& from) { return from.column(te::history_column::failure); };
    const auto other_of = [](const te::history& from) { return from.column(te::history_column::other_failure); };

    CHECK(failure_of(named("failed 40020").alone()) == of_code(true, 40020).value());
    CHECK(other_of(named("failed 40020").alone()) == of_code(true, 40020).inverted());
    CHECK(failure_of(named("refused 40312").alone()) == of_code(false, 40312).value());
    CHECK(other_of(named("refused 40312").alone()) == of_code(false, 40312).inverted());
    CHECK(failure_of(named("failed 40008").alone()) == of_code(true, 40008).value());
    CHECK(other_of(named("failed 40008").alone()) == 0); // it forbids nothing
    // Of several failures the one that decides, and the least strict one that forbids resending.
    const te::history three =
        webhook("three", event("finalized", "delivery_failed", R"({"code":"40020"},{"code":"40008"},{"code":"40001"})")).alone();
    CHECK(failure_of(three) == of_code(true, 40001).value());
    CHECK(other_of(three) == of_code(true, 40020).inverted());
    // An opt-out is as strict as a permanent failure, whatever its code is.
    stored opted_out = of_code(true, 40008);
    opted_out.asked = te::retry_class::permanent;
    CHECK(failure_of(named("failed, opted out").alone()) == opted_out.value());
    // Without a code: of an error, of a status that explains itself, and of HTTP statuses.
    CHECK(failure_of(named("codeless").alone()) == stored{true, false, te::classify(0)}.value());
    stored expired{true, false, te::judgement{}, 0, te::retry_class::after_intervention};
    expired.columns.retry = te::retry_class::after_intervention;
    expired.columns.scope = te::scope::message;
    expired.columns.toward = te::toward::recipient;
    expired.columns.remedy = te::remedy::extend_validity;
    CHECK(failure_of(named("expired").alone()) == expired.value());
    for (const int status : {401, 402, 403, 408, 429, 404, 500, 503}) {
        INFO(status);
        const te::judgement columns = te::judge_status(status);
        CHECK(failure_of(response("status", status, "").alone()) == stored{false, false, columns, 0, columns.retry}.value());
    }
    // What the server said, and a title of another product.
    payload forbidden = response("429", 429, "");
    forbidden.here.retry_after.should_retry = te::server_wish::no_retry;
    CHECK(failure_of(forbidden.alone()) == stored{false, false, te::judge_status(429), 0, te::retry_class::automatic, 1}.value());
    stored redirected{false, false, te::judgement{}, 0, te::retry_class::after_intervention, 2};
    redirected.columns.retry = te::retry_class::after_intervention;
    redirected.columns.scope = te::scope::account;
    CHECK(failure_of(named("302").alone()) == redirected.value());
    CHECK((failure_of(response("title", 422, R"({"errors":[{"code":"40006","title":"Unsupported audio format"}]})").alone()) & 7) ==
          4);
    CHECK((failure_of(named("refused 40312").alone()) & 7) == 0);
}

TEST_CASE("an integer that is no failure permits nothing, beside any failure") {
    te::history_integers columns{};
    const auto with = [&](std::int64_t failure) {
        columns[static_cast<std::size_t>(te::history_column::failure)] = failure;
        return te::restore(columns);
    };
    const std::int64_t one_bit_more = named("failed 40008").alone().column(te::history_column::failure) + (std::int64_t{1} << 62);
    for (const std::int64_t value : {std::int64_t{-1}, INT64_MAX, INT64_MIN, std::int64_t{1} << 62, one_bit_more}) {
        INFO(value);
        const te::history none = with(value);
        CHECK(none.failure_code() == 0);
        CHECK(te::decide(none).reason == te::reason::unknown_code);
        CHECK(te::decide(none).step == te::step::stop);
        for (const std::string_view each : {"failed 40008", "failed 40020", "refused 429", "refused 40312", "lost", "503"}) {
            INFO(each);
            CHECK(te::decide(merged(none, named(each).alone())).step == te::step::stop);
            CHECK(te::decide(merged(none, named(each).alone())).reason == te::reason::unknown_code);
        }
        for (const std::string_view each : {"queued", "sent"}) { // who may have it
            CHECK(te::decide(merged(none, named(each).alone())).step == te::step::reconcile);
            CHECK(te::decide(merged(none, named(each).alone())).reason == te::reason::may_have_been_sent);
        }
        CHECK(te::decide(merged(none, named("failed 40001").alone())).governing_code == 40001); // which is stricter
    }
    CHECK(with(0) == te::history{});
}

TEST_CASE("what an HTTP status says of a request") {
    struct expected {
        int status;
        std::string_view progress;
        te::step step;
        te::reason reason;
    };
    // Of an object of no known shape, of nothing at all, and of a message without a status.
    for (const expected& each :
         {expected{99, "uncertain", s::reconcile, r::may_have_been_sent},
          expected{100, "uncertain", s::reconcile, r::may_have_been_sent},
          expected{199, "uncertain", s::reconcile, r::may_have_been_sent}, expected{300, "refused", s::fix_first, r::redirected},
          expected{399, "refused", s::fix_first, r::redirected}, expected{400, "refused", s::stop, r::refused},
          expected{401, "refused", s::fix_first, r::action_required}, expected{404, "refused", s::stop, r::refused},
          expected{408, "uncertain", s::reconcile, r::may_have_been_sent}, expected{429, "refused", s::retry, r::throttled},
          expected{499, "refused", s::stop, r::refused}, expected{500, "uncertain", s::reconcile, r::may_have_been_sent},
          expected{599, "uncertain", s::reconcile, r::may_have_been_sent}}) {
        INFO(each.status);
        for (const std::string_view body :
             {R"({"ok":1})", "", R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143"}]}})"}) {
            if (each.status < 300 && body.size() > 10) {
                continue; // a message is told by its payload
            }
            INFO(body);
            const te::history whole = response("status", each.status, body).alone();
            CHECK(name(whole.progress()) == each.progress);
            CHECK(name(te::decide(whole).step) == name(each.step));
            CHECK(name(te::decide(whole).reason) == name(each.reason));
            CHECK(te::decide(whole).receipt == (each.progress == "refused" ? te::receipt::no : te::receipt::maybe));
        }
    }
    for (const int status : {0, 99}) { // neither a status nor a known shape: as no response
        CHECK(response("nothing known", status, R"({"ok":1})").alone() == named("lost").alone());
        CHECK(response("nothing", status, "").alone() == named("lost").alone());
    }
    for (const int status : {200, 299}) {
        INFO(status);
        CHECK(name(response("taken", status, R"({"ok":1})").alone().progress()) == "accepted");
        CHECK(name(te::decide(response("taken", status, R"({"ok":1})").alone()).reason) == "not_final");
        CHECK(name(te::decide(response("taken", status, "<html>").alone()).reason) == "unexpected_response");
        // Success beside an error leaves open whether the message was accepted.
        CHECK(name(response("open", status, R"({"errors":[{"code":"40312"}]})").alone().progress()) == "uncertain");
    }
    for (const int status : {199, 300}) {
        CHECK(name(response("refused", status, R"({"errors":[{"code":"40312"}]})").alone().progress()) == "refused");
    }
    // A refusal that carries a message without statuses says what its error says of consent: here, of one of the two.
    const te::history stopped = response("stopped", 409,
                                         R"({"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143"},)"
                                         R"({"phone_number":"+12025550199"}]},"errors":[{"code":"40300","title":)"
                                         R"("Blocked due to STOP message"}]})")
                                    .alone();
    CHECK(name(stopped.progress()) == "refused");
    CHECK(name(stopped.consent()) == "maybe_opted_out");
    CHECK(stopped.failure_code() == 40300);
    // Errors at the URL for webhooks are none of the response to the request.
    payload elsewhere = webhook("at the URL for webhooks", R"({"errors":[{"code":"40312"}]})");
    elsewhere.here.phase = te::phase::delivery;
    CHECK(name(elsewhere.alone().progress()) == "uncertain");
    CHECK(te::decide(elsewhere.alone()).step == te::step::reconcile);
    // Of redirections and other refusals the strictest decides: 302 needs a change, 400 is final, 429 would be resent.
    const te::history redirected = named("302").alone();
    CHECK(te::decide(merged(redirected, response("429", 429, "").alone())).reason == te::reason::redirected);
    CHECK(te::decide(merged(redirected, named("400").alone())).reason == te::reason::refused);
    CHECK(te::decide(merged(redirected, response("401", 401, "").alone())).reason == te::reason::action_required);
    // That a request never left is not true where a status says that the server has it.
    payload answered = response("answered", 503, "");
    answered.here.never_left = true;
    CHECK(name(answered.alone().progress()) == "uncertain");
    CHECK(name(named("never left").alone().progress()) == "never_left");
    CHECK(named("never left").alone().failure_code() == 0);
    CHECK(te::decide(merged(named("never left").alone(), named("503").alone())).step == te::step::reconcile);
}

TEST_CASE("what a server said of another attempt is about a refused request") {
    payload failed = named("failed 40008");
    failed.here.time = te::instant{noon};
    failed.here.retry_after.should_retry = te::server_wish::no_retry;
    failed.here.retry_after.delay = te::delay{90000};
    CHECK(failed.alone() == named("failed 40008").alone());
    for (const int status : {401, 429}) { // by the status alone
        payload refused = response("refused", status, "");
        refused.here.retry_after.delay = te::delay{90000};
        CHECK(refused.alone().column(te::history_column::wait_end) == noon + 90);
        refused.here.retry_after.rate_limit_only = true;
        CHECK(refused.alone().column(te::history_column::wait_end) == (status == 429 ? noon + 90 : 0));
        refused.here.retry_after = {};
        refused.here.retry_after.should_retry = te::server_wish::no_retry;
        CHECK(te::decide(refused.alone()).step == (status == 429 ? te::step::stop : te::step::fix_first));
    }
    // The end of a rate limit is the end of nothing else, also where the failure is resent automatically.
    payload unavailable = response("40006", 422, R"({"errors":[{"code":"40006"}]})");
    unavailable.here.retry_after.delay = te::delay{90000};
    CHECK(unavailable.alone().column(te::history_column::wait_end) == noon + 90);
    unavailable.here.retry_after.rate_limit_only = true;
    CHECK(unavailable.alone().column(te::history_column::wait_end) == 0);
    unavailable.here.retry_after = {};
    CHECK(unavailable.alone().column(te::history_column::wait_end) == 0);
}

TEST_CASE("events that say little") {
    const auto of = [](std::string_view body) { return webhook("event", std::string{body}).alone(); };
    // A final event without a status, and without an error.
    const te::history final_event = of(R"({"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"m",)"
                                       R"("to":[{"phone_number":"+12025550143"}]}}})");
    CHECK(name(final_event.progress()) == "unknown");
    CHECK(name(te::decide(final_event).step) == "reconcile");
    CHECK(name(te::decide(final_event).reason) == "unknown_status");
    // A message without a status exists, by its id or by its recipient. Without both it may be about something else.
    for (const std::string_view body :
         {R"({"record_type":"message","id":"m"})", R"({"record_type":"message","to":[{"phone_number":"+12025550143"}]})"}) {
        INFO(body);
        CHECK(name(of(body).progress()) == "accepted");
        CHECK(name(te::decide(of(body)).reason) == "not_final");
    }
    CHECK_FALSE(of(R"({"record_type":"message","text":"x","direction":"outbound"})").known());
    // In a word that is not known to be final, the event says something all the same.
    const te::history updated = of(R"({"data":{"event_type":"message.updated","payload":{"record_type":"message"}}})");
    CHECK(name(updated.progress()) == "unknown");
    CHECK(name(te::decide(updated).reason) == "unknown_status");
    // Not sent yet.
    for (const std::string_view status : {"queued", "sending", "scheduled"}) {
        INFO(status);
        CHECK(name(of(event("updated", status)).progress()) == "accepted");
    }
    for (const std::string_view status : {"sent", "SENT"}) {
        CHECK(name(of(event("updated", status)).progress()) == "sent");
    }
    // In any case, and each with what it says.
    CHECK(name(of(event("finalized", "Sending_Failed")).ending()) == "sending_failed");
    CHECK(name(of(event("finalized", "delivery_failed")).ending()) == "failed");
    const te::decision expired = te::decide(of(event("finalized", "EXPIRED")));
    CHECK(name(expired.step) == "fix_first");
    CHECK(name(expired.reason) == "needs_intervention");
    CHECK(name(expired.remedy) == "extend_validity");
    CHECK(name(expired.scope) == "message");
    CHECK(name(expired.toward) == "recipient");
    CHECK(of(event("finalized", "expired")).column(te::history_column::failed_at) == noon - 3600);
    // An error explains more than the word.
    CHECK(te::decide(of(event("finalized", "expired", R"({"code":"40008"})"))).step == te::step::retry);
    CHECK(te::decide(of(event("finalized", "expired", R"({"title":"It failed"})"))).reason == te::reason::unknown_code);
    // Unreported: it was sent.
    const te::history unreported = named("unreported").alone();
    CHECK(name(unreported.progress()) == "sent");
    CHECK(name(unreported.ending()) == "unreported");
}

TEST_CASE("errors that cannot be read, beside those that can") {
    const auto ending_of = [](std::string_view status, std::string_view errors) {
        const te::history whole = webhook("unclear", event("finalized", status, std::string{errors})).alone();
        return std::string{name(whole.ending())} + " " + std::string{name(te::decide(whole).step)};
    };
    CHECK(ending_of("delivery_failed", R"({"code":"40001"},null)") == "failed stop");
    CHECK(ending_of("delivery_failed", R"({"code":"40312"},null)") == "failed fix_first");
    CHECK(ending_of("delivery_failed", R"({"code":"40017"},null)") == "failed fix_first");
    CHECK(ending_of("delivery_failed", R"({"code":"49999"},null)") == "failed stop");
    // What would be resent at once, after a wait, or at its end is not.
    for (const std::string_view code : {"40008", "40020", "40016", "40018", "40333"}) {
        INFO(code);
        CHECK(ending_of("delivery_failed", R"({"code":")" + std::string{code} + R"("},null)") == "unreadable reconcile");
    }
    CHECK(ending_of("sending_failed", R"({"code":"40001"},null)") == "sending_failed stop");
    CHECK(ending_of("sending_failed", "null") == "sending_failed stop");
    CHECK(ending_of("cancelled", "null") == "unreadable reconcile");
    CHECK(ending_of("unknown", "null") == "unreadable reconcile");
    CHECK(ending_of("sent", R"({"code":"40001"},null)") == "unreadable stop");
    CHECK(ending_of("cancelled", R"({"code":"40001"},null)") == "unreadable stop");
    CHECK(ending_of("delivery_unconfirmed", "null") == "unconfirmed reconcile");
    CHECK(ending_of("delivered", "null") == "none none");
    // An opt-out stops whatever else there is.
    CHECK(ending_of("delivery_failed", R"({"code":"40008","detail":"The recipient opted out"},null)") == "failed stop");
}

TEST_CASE("a page without rows is the answer to a look-up, unless it is the response to the request") {
    payload page = webhook("page", R"({"data":[]})");
    page.here.elapsed_ms = 5 * hour_ms;
    CHECK(page.alone().column(te::history_column::not_found_after) == static_cast<std::int64_t>(5 * hour_ms) + 1);
    CHECK(page.alone().progress() == te::progress::none);
    page.here.phase = te::phase::request;
    CHECK(page.alone().column(te::history_column::not_found_after) == 0);
    CHECK(page.alone().progress() == te::progress::uncertain);
    page.here.http_status = 200;
    CHECK(page.alone().progress() == te::progress::accepted);
    // A look-up that fails, with whatever, says nothing.
    for (const std::string_view body : {"<html>", R"({"errors":[{"code":"10009"}]})", R"({"ok":1})"}) {
        for (const int status : {0, 200, 401, 503}) {
            INFO(body << status);
            CHECK_FALSE(look_up("failed", status, body, 5).alone().known());
        }
    }
    CHECK_FALSE(look_up("no body", 500, "", 5).alone().known());
    CHECK_FALSE(look_up("no body", 302, "", 5).alone().known());
    // Neither does what is no payload at the URL for webhooks.
    CHECK_FALSE(named("garbage webhook").alone().known());
}

TEST_CASE("what restore keeps, and what it replaces, at the limits of each column") {
    using column = te::history_column;
    const auto restored = [](column which, std::int64_t value) {
        te::history_integers columns{};
        columns[static_cast<std::size_t>(which)] = value;
        return te::restore(columns).column(which);
    };
    const auto check = [&](column which, std::initializer_list<std::int64_t> kept, std::initializer_list<std::int64_t> others,
                           std::int64_t replacement) {
        INFO(name(which));
        for (const std::int64_t value : kept) {
            CHECK(restored(which, value) == value);
        }
        for (const std::int64_t value : others) {
            INFO(value);
            CHECK(restored(which, value) == replacement);
        }
    };
    constexpr std::int64_t latest = 4102444800;                // the beginning of the year 2100
    constexpr std::int64_t ten_days = 240 * 3600000LL;         // one more than the last millisecond of a look-up
    constexpr std::int64_t known = std::int64_t{1} << 42;      // there is another failure, ...
    constexpr std::int64_t of_message = std::int64_t{1} << 43; // ... of the message
    const std::int64_t any_other = of_message + known + (known - 1) - te::strictness(te::judgement{});
    check(column::progress, {0, 1, 6, 7}, {8, 9, -1, INT64_MIN, INT64_MAX}, static_cast<std::int64_t>(te::progress::unknown));
    check(column::ending, {0, 1, 8, 9}, {10, 11, -1, INT64_MIN, INT64_MAX}, static_cast<std::int64_t>(te::ending::unconfirmed));
    check(column::consent, {0, 1, 2, 3}, {4, 5, -1, INT64_MIN, INT64_MAX}, static_cast<std::int64_t>(te::consent::maybe_opted_out));
    check(column::other_failure, {0, known, 2 * known - 1, of_message + known, of_message + 2 * known - 1},
          {1, known - 1, of_message, of_message + known - 1, 2 * of_message, 2 * of_message + known, -1, INT64_MIN, INT64_MAX},
          any_other);
    for (const column which : {column::failed_at, column::wait_end}) {
        check(which, {0, 1, latest - 1, latest}, {-1, INT64_MIN}, 0);
        check(which, {}, {latest + 1, INT64_MAX}, latest);
    }
    check(column::not_found_after, {0, 1, ten_days - 1, ten_days}, {ten_days + 1, -1, INT64_MIN, INT64_MAX}, 0);
}

TEST_CASE("a redirection beside a response that leaves it open proves nothing") {
    const te::history redirection = response("redirected", 302, "").alone();
    CHECK(te::decide(redirection).reason == te::reason::redirected);
    CHECK(te::decide(redirection).receipt == te::receipt::no);
    for (const payload& open : {response("continue", 100, ""), response("processing", 102, "{}"), response("lost", 0, ""),
                                response("no errors", 0, R"({"errors":[]})"), response("unavailable", 503, "")}) {
        INFO(open.here.http_status);
        const te::decision next = te::decide(merged(redirection, open.alone()));
        CHECK(name(next.step) == name(te::step::reconcile));
        CHECK(name(next.reason) == name(te::reason::may_have_been_sent));
        CHECK(name(next.receipt) == name(te::receipt::maybe));
    }
    // Integers that no history has: a failure of the status 503 that is a redirection.
    te::history_integers integers = te::store(response("unavailable", 503, "").alone());
    integers[static_cast<std::size_t>(te::history_column::failure)] += 2;
    const te::decision strange = te::decide(te::restore(integers));
    CHECK(name(strange.step) == name(te::step::reconcile));
    CHECK(name(strange.receipt) == name(te::receipt::maybe));
}

TEST_CASE("a message that may still be queued is not resent, whichever call says until when") {
    const te::history looked_up = named("not found").alone(); // after 5 hours
    te::situation here;
    here.time = te::instant{noon};
    CHECK(name(te::decide(looked_up, here).step) == name(te::step::retry));
    here.valid_until = te::instant{noon + 1};
    CHECK(name(te::decide(looked_up, here).step) == name(te::step::reconcile));
    CHECK(name(te::decide(looked_up, here).reason) == name(te::reason::nothing_found));
    here.valid_until = te::instant{noon};
    CHECK(name(te::decide(looked_up, here).step) == name(te::step::retry));
}
