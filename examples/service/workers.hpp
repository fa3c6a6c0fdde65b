// The threads that send, look up and judge. SPDX-License-Identifier: MIT
#ifndef SERVICE_WORKERS_HPP
#define SERVICE_WORKERS_HPP

#include <atomic>

#include "api.hpp"
#include "inbox.hpp"

namespace service {

/// What all threads share.
struct shop {
    const service_clock& clock;
    writer& changes;
    queue& messages;
    const api& telnyx;
    metrics& counters;
    int requests;       ///< How many to send, and how many to look up, are under way at once.
    waker to_send{};    ///< Rings when messages may be due earlier.
    waker to_look_up{}; ///< The same.
    waker to_judge{};   ///< Rings when webhooks arrive.
};

/// Tells of an error that the service goes on after.
inline void note(shop& here, std::string_view event, const std::exception& error) {
    log(line("error", event).add("why", te::masked(error.what())));
    here.counters.count("errors");
}

/// Takes work until the service stops. \param once  does some of it, and says how long to sleep unless it rings
template <class Once>
void loop(shop& here, waker& bell, Once once) {
    std::uint64_t heard = 0;
    milliseconds pause{1};
    while (bell.sleep(pause, heard)) {
        try {
            pause = once();
        } catch (const std::exception& error) {
            note(here, "worker_failed", error);
            pause = milliseconds{1000};
        }
    }
}

/// Writes an outcome. It must not be lost because the disk is full or the database is locked: then the message would be looked up.
template <class Change>
void record(shop& here, const Change& change) {
    std::uint64_t heard = 0;
    do {
        try {
            if (!here.changes.run(change)) {
                here.counters.count("leases_lost");
            }
            return;
        } catch (const std::exception& error) {
            note(here, "outcome_not_recorded", error);
        }
    } while (here.to_judge.sleep(milliseconds{1000}, heard)); // else the service stops: at the next start it is looked up
}

/// Makes the request of a message that was claimed, and writes its outcome.
inline void look_up(shop& here, const work& message) {
    const answer found = here.telnyx.look_up(message);
    reached("looked_up");
    here.counters.count("look_ups", "status", std::to_string(found.received));
    record(here, [&](database& file) { return here.messages.looked_up(file, message, found.report, found.here); });
    here.to_send.ring();
}

inline void send(shop& here, const work& message) {
    reached("claimed");
    const answer found = here.telnyx.send(message);
    reached("answered");
    here.counters.count("requests", "status", std::to_string(found.received));
    record(here, [&](database& file) { return here.messages.responded(file, message, found.report, found.here); });
    reached("recorded");
    here.to_look_up.ring();
}

/// Runs until the service stops, and ends what it has begun: one thread claims messages, and a pool makes their requests.
/// \param interval  seconds between two messages
inline void perform_all(shop& here, waker& bell, double interval, claim (queue::*claim_some)(database&, std::size_t)) {
    using steady = std::chrono::steady_clock;
    const std::size_t most_at_once = interval > 0.1 ? 1 : static_cast<std::size_t>(0.1 / std::max(interval, 1e-3)); // for 0.1 s
    httplib::ThreadPool pool{static_cast<std::size_t>(here.requests)};
    std::atomic<std::size_t> free{static_cast<std::size_t>(here.requests)};
    auto place = steady::now(); // of the next request
    loop(here, bell, [&]() -> milliseconds {
        if (const auto wait = std::chrono::ceil<milliseconds>(place - steady::now()); wait.count() > 0 || free == 0) {
            return free == 0 ? milliseconds{30000} : std::min(wait, milliseconds{30000}); // the first one that is free rings
        }
        const std::size_t most = std::min(free.load(), most_at_once);
        const claim next = here.changes.run([&](database& file) { return (here.messages.*claim_some)(file, most); });
        for (const work& message : next.taken) {
            --free;
            pool.enqueue([&here, &free, &bell, message] {
                message.state == state::sending ? send(here, message) : look_up(here, message);
                ++free;
                bell.ring();
            });
        }
        place = steady::now() +
                std::chrono::microseconds{static_cast<std::int64_t>(1e6 * interval * static_cast<double>(next.taken.size()))};
        return here.clock.until(next.next_due_ms);
    });
    pool.shutdown(); // which waits for what is under way
}

/// Judges webhooks until the service stops.
inline void judge_arrivals(shop& here) {
    std::int64_t to_tidy_ms = 0;
    loop(here, here.to_judge, [&]() -> milliseconds {
        bool untidy = false;
        if (const std::int64_t now = service_clock::boot_ms(); now >= to_tidy_ms) {
            untidy = here.changes.run([&](database& file) { return tidy(file, here.clock); });
            to_tidy_ms = untidy ? 0 : now + 60000; // webhooks are judged in between
        }
        const std::int64_t due =
            here.changes.run([&](database& file) { return judge_events(file, here.messages, here.counters, here.clock); });
        here.to_send.ring(); // messages may be due earlier now
        here.to_look_up.ring();
        return here.clock.until(untidy ? 0 : due);
    });
}

} // namespace service

#endif
