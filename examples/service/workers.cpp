// The threads that send, look up and judge. SPDX-License-Identifier: MIT
#include "workers.hpp"

#include <exception>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include "kill_point.hpp"
#include "log.hpp"

namespace service {

namespace {

// Takes work until the service stops. `once` does one piece of it, and says when the next is due: 0 for at once.
template <class Once>
void loop(shop& all, alarm& bell, std::string_view what, Once once) {
    std::uint64_t heard = 0;
    std::chrono::milliseconds pause{1};
    while (bell.sleep(pause, heard)) {
        try {
            const std::int64_t due = once();
            pause = due == 0 ? std::chrono::milliseconds{0} : all.clock.until(due);
        } catch (const std::exception& error) {
            log("error", "worker_failed", {{"worker", what}, {"why", error.what()}});
            all.counters.count("errors");
            pause = std::chrono::seconds{1};
        }
    }
}

// An outcome must not be lost because the disk is full, or the database is locked: without it the message would be looked up.
template <class Change>
void record(shop& all, const Change& change) {
    for (std::uint64_t heard = 0;;) {
        try {
            all.changes.run(change);
            return;
        } catch (const std::exception& error) {
            log("error", "outcome_not_recorded", {{"why", error.what()}});
            all.counters.count("errors");
        }
        if (!all.messages_due.sleep(std::chrono::seconds{1}, heard)) {
            return; // the service stops: at the next start it is looked up
        }
    }
}

} // namespace

void send_messages(shop& all) {
    loop(all, all.messages_due, "sender", [&all]() -> std::int64_t {
        const claim next = all.changes.run([&all](database& file) { return all.messages.claim_to_send(file); });
        if (!next.message) {
            return next.next_due_ms;
        }
        reached("claimed");
        const auto answered = std::make_shared<answer>(all.telnyx.send(*next.message));
        reached("answered");
        all.counters.count("requests", "status=\"" + std::to_string(answered->here.http_status) + "\"");
        record(all, [&all, message = *next.message, answered](database& file) {
            if (!all.rules.responded(file, message, answered->report, answered->here)) {
                all.counters.count("leases_lost");
            }
        });
        reached("recorded");
        all.rate.wait(all.messages_due);
        return 0;
    });
}

void look_up_messages(shop& all) {
    loop(all, all.messages_due, "reconciler", [&all]() -> std::int64_t {
        const claim next = all.changes.run([&all](database& file) { return all.messages.claim_to_look_up(file); });
        if (!next.message) {
            return next.next_due_ms;
        }
        const auto answered = std::make_shared<answer>(all.telnyx.look_up(*next.message));
        reached("looked_up");
        all.counters.count("look_ups", "status=\"" + std::to_string(answered->here.http_status) + "\"");
        record(all, [&all, message = *next.message, answered](database& file) {
            all.rules.looked_up(file, message, answered->report, answered->here);
        });
        all.messages_due.ring();
        return 0;
    });
}

void judge_arrivals(shop& all, pauses& board) {
    std::int64_t tidied_ms = 0;
    loop(all, all.events_due, "judge", [&, tidied_ms]() mutable -> std::int64_t {
        const judged done =
            all.changes.run([&](database& file) { return judge_events(file, all.rules, board, all.counters, all.clock); });
        const std::int64_t now = service_clock::wall_ms();
        if (now - tidied_ms > 60000) {
            tidied_ms = now;
            all.changes.run([&](database& file) {
                remove_old_events(file, all.clock.now_ms());
                board.remove_ended(file, all.clock.time());
            });
        }
        if (done.events != 0) {
            all.messages_due.ring(); // messages may be due earlier now
            return 0;
        }
        return done.next_due_ms;
    });
}

} // namespace service
