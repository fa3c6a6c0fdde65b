// Webhooks: stored first, judged later. SPDX-License-Identifier: MIT
#include "inbox.hpp"

#include <telnyx/errors/nlohmann.hpp>

#include "consent.hpp"
#include "digest.hpp"
#include "kill_point.hpp"
#include "log.hpp"

namespace service {

namespace {

constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;

struct event {
    std::string id, own_id, message_id, body;
    std::int64_t attempt = 0;
    std::int64_t received_ms = 0;
};

// The message and the attempt that an event is about. The id of the message in the payload counts more than the path: the signature
// covers the payload only.
bool find(database& file, const event& what, work& result) {
    std::int64_t attempt = 0;
    std::string id = what.own_id;
    {
        rows known = file.query("SELECT id, attempt FROM attempts WHERE message_id = ? AND message_id <> ''", what.message_id);
        if (known.next()) {
            id = known.text(0);
            attempt = known.integer(1);
        }
    }
    if (attempt == 0) {
        // The latest attempt whose id is not known, or the one that the path names.
        rows open = file.query(
            "SELECT attempt FROM attempts WHERE id = ?1 AND message_id = '' ORDER BY attempt = ?2 DESC, attempt DESC LIMIT 1", id,
            what.attempt);
        if (!open.next()) {
            return false;
        }
        attempt = open.integer(0);
    }
    rows message = file.query("SELECT id, sender, recipient, text, profile FROM messages WHERE id = ?", id);
    if (!message.next()) {
        return false;
    }
    result = message_of(message);
    result.attempt = attempt;
    return true;
}

} // namespace

bool append(database& file, std::string_view body, std::string_view own_id, std::int64_t attempt, std::int64_t now_ms) {
    const te::report report = te::read(body, te::phase::delivery);
    const std::string event_id = report.event_id().empty() ? "body:" + digest_of(body) : std::string{report.event_id()};
    const bool fresh = file.run("INSERT INTO events VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING", event_id, own_id,
                                attempt, report.message_id(), body, now_ms, now_ms) == 1;
    if (fresh && note_inbound(file, report)) {
        log("info", "consent_changed", {{"keyword", name(report.keyword())}});
    }
    return fresh;
}

judged judge_events(database& file, judge& judge, pauses& board, metrics& counters, const service_clock& clock) {
    constexpr std::int64_t most_together = 50;
    judged result;
    for (; result.events != most_together; ++result.events) {
        const std::int64_t now = clock.now_ms();
        event next;
        {
            rows due = file.query(
                "SELECT event_id, own_id, attempt, message_id, body, received_ms, due_ms FROM events WHERE due_ms IS NOT NULL "
                "ORDER BY due_ms LIMIT 1");
            if (!due.next()) {
                break;
            }
            if (due.integer(6) > now) {
                result.next_due_ms = due.integer(6);
                break;
            }
            next = {due.text(0), due.text(1), due.text(3), due.text(4), due.integer(2), due.integer(5)};
        }
        const te::report report = te::read(next.body, te::phase::delivery);
        work message;
        std::string_view what = "judged";
        if (report.inbound()) {
            what = "inbound"; // what it says about consent was noted when it arrived
            if (report.keyword() == te::keyword::start) {
                board.opted_in(file, report.messaging_profile_id(), report.sender());
            }
        } else if (find(file, next, message)) {
            judge.notified(file, message, report);
        } else if (now - next.received_ms < day_ms) {
            file.run("UPDATE events SET due_ms = ?2 WHERE event_id = ?1", next.id, now + 10000);
            continue;
        } else {
            what = "unmatched";
            log("warning", "event_unmatched", {{"event", report.event_type()}, {"message", report.message_id()}});
        }
        counters.count("events", "result=\"" + std::string{what} + "\"");
        file.run("UPDATE events SET due_ms = NULL WHERE event_id = ?", next.id);
    }
    if (result.events != 0) {
        reached("judging");
    }
    return result;
}

void remove_old_events(database& file, std::int64_t now_ms) {
    file.run("DELETE FROM events WHERE rowid IN (SELECT rowid FROM events WHERE due_ms IS NULL AND received_ms < ? LIMIT 1000)",
             now_ms - 10 * day_ms);
}

} // namespace service
