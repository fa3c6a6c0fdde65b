// From payloads to facts, from facts to a decision, from a decision to a state. SPDX-License-Identifier: MIT
#include "judge.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <telnyx/errors.hpp>

#include "consent.hpp"
#include "log.hpp"

namespace service {

namespace {

std::string text_of(const te::decision& next) {
    return nlohmann::json{{"step", name(next.step)},       {"reason", name(next.reason)},
                          {"scope", name(next.scope)},     {"toward", name(next.toward)},
                          {"remedy", name(next.remedy)},   {"actor", name(next.actor())},
                          {"consent", name(next.consent)}, {"receipt", name(next.receipt)},
                          {"basis", name(next.basis)},     {"governing_code", next.governing_code}}
        .dump();
}

struct next_state {
    std::string_view name;
    te::delay due{};
};

// What the program does for each step. The switches have no default, so that the compiler warns about a step that is not handled.
next_state state_of(const te::decision& next, const te::history& facts, bool looked, bool too_late) {
    const bool only_unconfirmed = facts.outcome() == te::outcome::unconfirmed && !facts.contradictory();
    switch (next.step) {
    case te::step::none:
        switch (next.reason) {
        case te::reason::not_final: return {state::accepted, next.delay};
        case te::reason::not_reported: return {state::unreported};
        case te::reason::cancelled: return {state::cancelled};
        default: break;
        }
        return next.receipt == te::receipt::yes ? next_state{state::delivered} : next_state{state::unknown, te::delay{60000}};
    case te::step::retry: return {state::queued, next.delay};
    case te::step::hold: return {next.reason == te::reason::on_hold ? state::held : state::queued, next.delay};
    case te::step::fix_first: // the program's own fix is to wait, and to send more slowly: the pause that follows does that
        return next.actor() == te::actor::program && !too_late
                   ? next_state{state::queued, next.delay.known() ? next.delay : te::delay{60000}}
                   : next_state{state::needs_person};
    case te::step::stop:
        if (next.consent == te::consent::opted_out) {
            return {state::suppressed};
        }
        if (next.reason == te::reason::permanent) {
            return {state::failed};
        }
        return {only_unconfirmed ? state::unconfirmed : state::needs_person};
    case te::step::reconcile:
        return looked && only_unconfirmed ? next_state{state::unconfirmed}
                                          : next_state{facts.exists() ? state::accepted : state::unknown, next.delay};
    }
    return {state::needs_person};
}

std::uint64_t since(std::int64_t then_ms, std::int64_t now_ms) {
    return then_ms != 0 && now_ms > then_ms ? static_cast<std::uint64_t>(now_ms - then_ms) : 0;
}

constexpr std::string_view join_facts = "UPDATE attempts SET c0 = MAX(c0, ?3), c1 = MAX(c1, ?4), c2 = MAX(c2, ?5), c3 = MAX(c3, "
                                        "?6), c4 = MAX(c4, ?7), c5 = MAX(c5, ?8), "
                                        "c6 = MAX(c6, ?9), c7 = MAX(c7, ?10) WHERE id = ?1 AND attempt = ?2";
static_assert(te::history_integers{}.size() == 8, "the table attempts has a column for each integer of a history");

} // namespace

work message_of(const rows& row) { return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)}; }

te::history history_of(const rows& row, int first_column) {
    te::history_integers columns{};
    for (std::int64_t& each : columns) {
        each = row.integer(first_column++);
    }
    return te::restore(columns);
}

judge::judge(const service_clock& clock, metrics& counters, pauses& board, retry_budget& budget, std::uint64_t give_up_ms)
    : clock_(clock), counters_(counters), pauses_(board), budget_(budget) {
    // An outage may be long, and retries are limited by the budget and the deadline: not by their number.
    request_policy_.max_attempts = 1000;
    request_policy_.cap_ms = std::uint64_t{5} * 60000;
    request_policy_.deadline = te::delay{give_up_ms};
    request_policy_.jitter = te::jitter::full;
    delivery_policy_.deadline = te::delay{give_up_ms};
    delivery_policy_.jitter = te::jitter::full;
}

// Joins what a payload says to the facts, and draws the consequences for others: consent and pauses.
void judge::add(database& file, const work& message, const te::report& report, const te::situation& here,
                std::int64_t consent_at_ns) {
    te::history facts;
    facts.add(report, message.recipient, here);
    const te::history_integers c = te::store(facts);
    file.run(join_facts, message.id, message.attempt, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
    if (is_path_part(report.message_id(), "-")) {
        file.run("UPDATE attempts SET message_id = ?3 WHERE id = ?1 AND attempt = ?2 AND message_id = ''", message.id,
                 message.attempt, report.message_id());
        file.run("UPDATE events SET due_ms = 0 WHERE message_id = ? AND due_ms IS NOT NULL", report.message_id()); // it was ahead
    }
    std::string_view carrier;
    for (const te::recipient_view& each : report.recipients()) {
        carrier = each.phone_number == message.recipient && !each.carrier.empty() ? each.carrier : carrier;
    }
    if (!carrier.empty()) {
        file.run("UPDATE messages SET carrier = ?2 WHERE id = ?1", message.id, carrier);
    }
    const te::decision next = te::decide(facts, here, facts.exists() ? delivery_policy_ : request_policy_);
    if (next.consent == te::consent::opted_out) {
        note_consent(file, message.profile, message.recipient, true, consent_at_ns);
    }
    if (pauses_.learn(file, next, message, carrier, here)) {
        counters_.count("pauses", "scope=\"" + std::string{name(next.scope)} + "\"");
    }
}

bool judge::release(database& file, const work& message) {
    return file.run("UPDATE messages SET lease = NULL WHERE id = ? AND lease = ?", message.id, message.lease) == 1;
}

bool judge::responded(database& file, const work& sent, const te::report& response, te::situation here) {
    here.random_bits = random_bits();
    const bool accepted = here.http_status >= 200 && here.http_status < 300 && response.errors().empty();
    add(file, sent, response, here, sent.started_wall_ms * 1000000);
    if (accepted) {
        budget_.succeeded();
        file.run("UPDATE messages SET accepted = accepted + 1 WHERE id = ?", sent.id);
        pauses_.succeeded(file, sent, te::instant{sent.started_ms / 1000});
    }
    const bool held = release(file, sent);
    settle(file, sent.id);
    return held;
}

void judge::notified(database& file, const work& message, const te::report& event) {
    te::situation here;
    here.phase = te::phase::delivery;
    here.time = clock_.time();
    here.attempt = static_cast<std::uint32_t>(message.attempt);
    here.random_bits = random_bits();
    if (clock_.sped_up()) {
        here.failed_at = here.time; // the payload's times are not
    }
    const std::int64_t at = nanoseconds_of(event.occurred_at());
    add(file, message, event, here, at != 0 ? at : service_clock::wall_ms() * 1000000);
    settle(file, message.id);
}

void judge::looked_up(database& file, const work& message, const te::report& answer, te::situation here) {
    here.random_bits = random_bits();
    here.phase = te::phase::record;
    here.time = clock_.time();
    here.elapsed_ms = since(message.started_ms, clock_.now_ms());
    if (clock_.sped_up()) {
        here.failed_at = here.time;
    }
    add(file, message, answer, here, message.started_wall_ms * 1000000);
    if (release(file, message)) {
        settle(file, message.id, true);
    }
}

void judge::settle(database& file, std::string_view id, bool looked) {
    std::int64_t attempt = 0;
    std::int64_t accepted = 0;
    std::int64_t released = 0;
    std::int64_t first_ms = 0;
    std::string current;
    {
        rows message =
            file.query("SELECT attempt, accepted, released, first_ms, state FROM messages WHERE id = ? AND lease IS NULL", id);
        if (!message.next()) {
            return; // leased: the holder of the lease settles it
        }
        attempt = message.integer(0);
        accepted = message.integer(1);
        released = message.integer(2);
        first_ms = message.integer(3);
        current = message.text(4);
    }
    te::situation here;
    here.time = clock_.time();
    here.elapsed_ms = since(first_ms, clock_.now_ms());
    here.random_bits = random_bits();
    te::decision governing{};
    te::history facts_of_it;
    bool decided = false;
    bool delivered = false;
    rows attempts =
        file.query("SELECT attempt, c0, c1, c2, c3, c4, c5, c6, c7, message_id FROM attempts WHERE id = ? ORDER BY attempt", id);
    while (attempts.next()) {
        const te::history facts = history_of(attempts, 1);
        const te::retry_policy& policy = facts.exists() ? delivery_policy_ : request_policy_;
        here.attempt = static_cast<std::uint32_t>(std::max(std::int64_t{1}, facts.exists() ? accepted : attempts.integer(0)));
        te::decision next = te::decide(facts, here, policy);
        if (next.step == te::step::retry && next.reason == te::reason::nothing_found && !attempts.text(9).empty()) {
            next.step = te::step::stop; // Telnyx accepted it, and now does not know it: a person must look
            next.receipt = te::receipt::maybe;
        }
        // An earlier attempt that may still arrive outweighs a later one, and one that arrived outweighs all.
        const bool arrived = next.step == te::step::none && next.receipt == te::receipt::yes;
        const bool counts = attempts.integer(0) > released && (next.receipt != te::receipt::no || attempts.integer(0) == attempt);
        if (!delivered && (arrived || (counts && !(decided && governing.receipt != te::receipt::no)))) {
            governing = next;
            facts_of_it = facts;
            decided = true;
            delivered = arrived;
        }
    }
    const bool closed = current == state::closed || current == state::suppressed;
    if (!decided || (closed && !delivered)) {
        return;
    }
    const bool too_late = here.elapsed_ms >= request_policy_.longest_hold.milliseconds();
    const next_state next = state_of(governing, facts_of_it, looked, too_late);
    if (next.name == state::unconfirmed && facts_of_it.contradictory()) {
        counters_.count("contradictions");
    }
    conclude(file, id, next.name,
             clock_.now_ms() + static_cast<std::int64_t>(std::min(next.due.milliseconds(), std::uint64_t{INT32_MAX} * 1000)),
             governing);
}

void judge::conclude(database& file, std::string_view id, std::string_view state, std::int64_t due_ms, const te::decision& next) {
    std::string before;
    {
        rows message = file.query("SELECT state FROM messages WHERE id = ?", id);
        before = message.next() ? message.text(0) : "";
    }
    file.run("UPDATE messages SET state = ?2, due_ms = ?3, decision = ?4, receipt = ?5 WHERE id = ?1", id, state, due_ms,
             text_of(next), name(next.receipt));
    if (before != state) {
        counters_.count("transitions", "state=\"" + std::string{state} + "\"");
        log(state == state::needs_person ? "warning" : "info", state,
            {field::id(id), {"reason", name(next.reason)}, {"code", next.governing_code}, {"remedy", name(next.remedy)}});
    }
}

std::int64_t judge::recover(database& file) {
    std::vector<std::string> ids;
    {
        rows leased = file.query("SELECT id FROM messages WHERE lease IS NOT NULL");
        while (leased.next()) {
            ids.push_back(leased.text(0));
        }
    }
    for (const std::string& id : ids) {
        file.run("UPDATE messages SET lease = NULL WHERE id = ?", id);
        settle(file, id); // a started attempt without an outcome is unknown: looked up, never resent
        file.run("UPDATE messages SET due_ms = ?2 WHERE id = ?1 AND state IN ('unknown', 'accepted')", id, clock_.now_ms());
    }
    return static_cast<std::int64_t>(ids.size());
}

} // namespace service
