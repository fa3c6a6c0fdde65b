// Webhooks: stored first, judged later. In the writer's thread and transaction. SPDX-License-Identifier: MIT
#ifndef SERVICE_INBOX_HPP
#define SERVICE_INBOX_HPP

#include <telnyx/errors/nlohmann.hpp>

#include "queue.hpp"

namespace service {

inline constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;

/// Stores a webhook whose signature was checked. An event that is known (its `data.id`) is stored once. STOP and START count at
/// once: when the webhook is answered, no message is sent any more to a person who opted out by it. \param own_id, attempt  from
/// the path of the request: untrusted pointers. May be empty and 0. \return whether it is new
inline bool append(database& file, std::string_view body, std::string_view own_id, std::int64_t attempt, std::int64_t now_ms) {
    const te::report report = te::read(body, te::phase::delivery);
    const std::string event_id = report.event_id().empty() ? "body:" + digest_of(body) : std::string{report.event_id()};
    const bool fresh = file.run("INSERT INTO events VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT DO NOTHING", event_id, own_id,
                                attempt, report.message_id(), body, now_ms) == 1;
    if (fresh && note_inbound(file, report)) {
        log(line("info", "consent_changed").add("keyword", name(report.keyword())));
    }
    return fresh;
}

/// Finds the message and the attempt that an event is about. Telnyx's id in the payload counts more than the path: the signature
/// covers the payload only. Where the id is not known yet, the path names an attempt without one.
inline std::optional<work> find(database& file, std::string_view message_id, std::string_view own_id, std::int64_t attempt) {
    rows found = file.query("SELECT attempt, started_ms, message_id, id FROM attempts WHERE (?1 <> '' AND message_id = ?1) OR "
                            "(id = ?2 AND message_id = '') ORDER BY message_id <> '' DESC, attempt = ?3 DESC, attempt DESC LIMIT 1",
                            message_id, own_id, attempt);
    std::optional<work> result = found.next() ? find_message(file, "id = ?", found.text(3)) : std::nullopt;
    if (result) {
        found.read(result->attempt, result->started_ms, result->message_id);
    }
    return result;
}

/// Judges some of the events that are due. One about a message that is not known (yet: it may be ahead of the response) is parked
/// for a day. \return when the next are due; 0 if there may be more
inline std::int64_t judge_events(database& file, queue& messages, metrics& counters, const service_clock& clock) {
    constexpr int most_together = 50;
    std::int64_t next_ms = 0;
    int seen = 0;
    for (; seen != most_together; ++seen) {
        const std::int64_t now = clock.now_ms();
        rows event = file.query("SELECT event_id, own_id, attempt, message_id, body, received_ms, due_ms FROM events WHERE due_ms "
                                "IS NOT NULL ORDER BY due_ms LIMIT 1");
        std::string event_id, own_id, message_id, body;
        std::int64_t attempt = 0, received_ms = 0, due_ms = INT64_MAX;
        if (event.next()) {
            event.read(event_id, own_id, attempt, message_id, body, received_ms, due_ms);
        }
        if (due_ms > now) {
            next_ms = due_ms;
            break;
        }
        const te::report report = te::read(body, te::phase::delivery);
        std::string_view result = "judged";
        if (report.inbound()) { // what it says about consent was noted when it arrived
            result = "inbound";
            work from;
            from.profile = lower(report.messaging_profile_id());
            from.recipient = report.sender();
            if (report.keyword() == te::keyword::start) { // which ends the pause of a recipient who may have opted out
                change_pauses(file, from, [&](te::pause_board& board) { return board.unsuppress(ids_of(from)); });
            }
        } else if (const std::optional<work> message = find(file, message_id, own_id, attempt)) {
            messages.notified(file, *message, report);
        } else if (const std::int64_t age = now - received_ms; age < day_ms) { // twice as long each time
            file.run("UPDATE events SET due_ms = ?2 WHERE event_id = ?1", event_id,
                     std::min(now + std::max(std::int64_t{10000}, age), received_ms + day_ms));
            continue;
        } else {
            result = "unmatched";
            log(line("warning", "event_unmatched").add("type", te::masked(report.event_type())));
        }
        counters.count("events", "result", result);
        file.run("UPDATE events SET due_ms = NULL WHERE event_id = ?", event_id);
    }
    if (seen != 0) {
        reached("judging");
    }
    return next_ms;
}

/// Removes events that were judged and are older than Telnyx's memory, and pauses that have ended. \return whether there may be
/// more
inline bool tidy(database& file, const service_clock& clock) {
    constexpr int most_together = 1000;
    file.run("DELETE FROM pauses WHERE until <= ?", clock.time().unix_seconds()); // what waits for one comes back by itself
    return file.run("DELETE FROM events WHERE rowid IN (SELECT rowid FROM events WHERE due_ms IS NULL AND received_ms < ? LIMIT ?)",
                    clock.now_ms() - 10 * day_ms, std::int64_t{most_together}) == most_together;
}

} // namespace service

#endif
