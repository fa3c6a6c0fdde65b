// The messages: taken in, claimed, and released by people. SPDX-License-Identifier: MIT
#include "queue.hpp"

#include "consent.hpp"

namespace service {

namespace {

constexpr std::string_view all_of_it = "SELECT id, sender, recipient, text, profile, attempt, state, carrier FROM messages ";

work read(const rows& row) {
    work result = message_of(row);
    result.attempt = row.integer(5);
    return result;
}

} // namespace

submission queue::submit(database& file, const work& message) {
    {
        rows known = file.query("SELECT sender = ?2 AND recipient = ?3 AND text = ?4 AND profile = ?5 FROM messages WHERE id = ?1",
                                message.id, message.sender, message.recipient, message.text, message.profile);
        if (known.next()) {
            return known.integer(0) != 0 ? submission::known : submission::differs;
        }
    }
    const std::int64_t now = clock_.now_ms();
    file.run("INSERT INTO messages(id, sender, recipient, text, profile, state, due_ms, created_ms) VALUES(?, ?, ?, ?, ?, "
             "'queued', ?, ?)",
             message.id, message.sender, message.recipient, message.text, message.profile, now, now);
    return submission::created;
}

claim queue::claim_to_send(database& file) {
    constexpr int most_skipped = 100; // in one transaction
    for (int i = 0; i != most_skipped; ++i) {
        const std::int64_t now = clock_.now_ms();
        work found;
        std::string before;
        std::string carrier;
        {
            rows due =
                file.query(std::string{all_of_it} + "WHERE lease IS NULL AND state IN ('queued', 'held', 'paused') AND due_ms <= ? "
                                                    "ORDER BY due_ms LIMIT 1",
                           now);
            if (!due.next()) {
                break;
            }
            found = read(due);
            before = due.text(6);
            carrier = due.text(7);
        }
        if (is_opted_out(file, found.profile, found.recipient)) {
            te::decision stopped;
            stopped.step = te::step::stop;
            stopped.reason = te::reason::opted_out;
            stopped.consent = te::consent::opted_out;
            stopped.receipt = te::receipt::no;
            judge_.conclude(file, found.id, state::suppressed, now, stopped);
            continue;
        }
        if (before == state::held) { // what had to pass may have passed
            judge_.settle(file, found.id);
            continue;
        }
        const te::pause_answer answer = pauses_.ask(found, carrier, clock_.time());
        if (!answer.may_send) {
            constexpr std::int64_t spread = 10000; // what waits for the same time does not come back at the same time
            const std::int64_t end = answer.not_before.known() ? answer.not_before.unix_seconds() * 1000 : now;
            te::decision waits;
            waits.step = te::step::hold;
            waits.reason = answer.reason;
            waits.scope = answer.scope;
            waits.toward = answer.toward;
            waits.remedy = answer.remedy;
            waits.receipt = te::receipt::no;
            waits.governing_code = answer.governing_code;
            judge_.conclude(file, found.id, answer.not_before.known() ? state::paused : state::blocked,
                            std::max(end, now) + draw(spread), waits);
            continue;
        }
        if (found.attempt > 0 && !budget_.take(now)) {
            file.run("UPDATE messages SET due_ms = ?2 WHERE id = ?1", found.id, now + 1000 + draw(60000));
            counters_.count("retries_postponed");
            continue;
        }
        found.lease = draw(INT64_MAX - 1) + 1;
        found.attempt += 1;
        found.started_ms = now;
        found.started_wall_ms = service_clock::wall_ms();
        file.run("UPDATE messages SET state = 'sending', lease = ?2, attempt = ?3, first_ms = CASE first_ms WHEN 0 THEN ?4 ELSE "
                 "first_ms END "
                 "WHERE id = ?1",
                 found.id, found.lease, found.attempt, now);
        file.run("INSERT INTO attempts VALUES(?, ?, ?, ?, '', 0, 0, 0, 0, 0, 0, 0, 0)", found.id, found.attempt, now,
                 found.started_wall_ms);
        return {found};
    }
    rows next = file.query(
        "SELECT due_ms FROM messages WHERE lease IS NULL AND state IN ('queued', 'held', 'paused') ORDER BY due_ms LIMIT 1");
    return {{}, next.next() ? next.integer(0) : INT64_MAX};
}

claim queue::claim_to_look_up(database& file) {
    const std::int64_t now = clock_.now_ms();
    std::int64_t released = 0;
    work found;
    {
        rows due = file.query(
            "SELECT id, sender, recipient, text, profile, attempt, released, due_ms FROM messages WHERE lease IS NULL AND "
            "state IN ('unknown', 'accepted') ORDER BY due_ms LIMIT 1");
        if (!due.next()) {
            return {};
        }
        if (due.integer(7) > now) {
            return {{}, due.integer(7)};
        }
        found = read(due);
        released = due.integer(6);
    }
    {
        // The attempt of which it is not known what became of it. An earlier one may be alive although there is a later one.
        rows attempts =
            file.query("SELECT attempt, started_ms, started_wall_ms, message_id, c0, c1, c2, c3, c4, c5, c6, c7 FROM attempts "
                       "WHERE id = ? AND attempt > ? ORDER BY attempt",
                       found.id, released);
        bool open = false;
        while (!open && attempts.next()) {
            const te::history facts = history_of(attempts, 4);
            open = !facts.settled() && te::decide(facts).receipt != te::receipt::no;
            found.attempt = attempts.integer(0);
            found.started_ms = attempts.integer(1);
            found.started_wall_ms = attempts.integer(2);
            found.message_id = attempts.text(3);
        }
    }
    found.lease = draw(INT64_MAX - 1) + 1;
    file.run("UPDATE messages SET lease = ?2 WHERE id = ?1", found.id, found.lease);
    return {found};
}

bool queue::release(database& file, std::string_view id, bool resend, bool may_be_duplicate) {
    if (!resend) {
        return file.run(
                   "UPDATE messages SET state = 'closed' WHERE id = ? AND lease IS NULL AND state IN ('needs_person', 'blocked')",
                   id) == 1;
    }
    return file.run("UPDATE messages SET state = 'queued', due_ms = ?2, released = attempt, first_ms = 0 WHERE id = ?1 AND lease "
                    "IS NULL AND "
                    "state = 'needs_person' AND (receipt = 'no' OR ?3)",
                    id, clock_.now_ms(), may_be_duplicate) == 1;
}

bool queue::lift(database& file, std::string_view id) {
    work message;
    std::string carrier;
    {
        rows found = file.query(std::string{all_of_it} + "WHERE id = ?", id);
        if (!found.next()) {
            return false;
        }
        message = read(found);
        carrier = found.text(7);
    }
    return pauses_.lift(file, message, carrier, clock_.time()) != 0;
}

} // namespace service
