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
    double rate;        ///< How many are sent in a second.
    waker to_send{};    ///< Rings when messages may be due earlier.
    waker to_look_up{}; ///< The same.
    waker to_judge{};   ///< Rings when webhooks arrive.
};

/// Tells of an error that the service goes on after.
inline void note(shop& here, std::string_view event, const std::exception& error) {
    log(line("error", event).add("why", te::masked(error.what())));
    here.counters.count("errors");
}

/// Takes work until the service stops. \param once  does some of it, and says when the next is due: 0 for at once
template <class Once>
void loop(shop& here, waker& bell, Once once) {
    std::uint64_t heard = 0;
    milliseconds pause{1};
    while (bell.sleep(pause, heard)) {
        try {
            const std::int64_t due = once();
            pause = due == 0 ? milliseconds{0} : here.clock.until(due);
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

/// One thread claims messages, and a pool makes their requests. \param interval  seconds between two messages
template <class Claim, class Perform>
void perform_all(shop& here, waker& bell, double interval, Claim claim_some, Perform perform) {
    const std::size_t most_at_once = interval > 0.1 ? 1 : static_cast<std::size_t>(0.1 / std::max(interval, 1e-3)); // for 0.1 s
    httplib::ThreadPool pool{static_cast<std::size_t>(here.requests)};
    std::atomic<std::size_t> free{static_cast<std::size_t>(here.requests)};
    auto place = std::chrono::steady_clock::now(); // of the next request
    loop(here, bell, [&]() -> std::int64_t {
        std::uint64_t heard = 0; // what rings now is seen by the claim that follows
        for (auto now = std::chrono::steady_clock::now(); now < place; now = std::chrono::steady_clock::now()) {
            if (!bell.sleep(std::min(std::chrono::ceil<milliseconds>(place - now), milliseconds{30000}), heard)) {
                return INT64_MAX;
            }
        }
        if (free == 0) {
            return INT64_MAX; // the first one that is free rings
        }
        const claim next = here.changes.run(
            [&claim_some, most = std::min(free.load(), most_at_once)](database& file) { return claim_some(file, most); });
        for (const work& message : next.taken) {
            --free;
            pool.enqueue([&perform, &free, &bell, message] {
                perform(message);
                ++free;
                bell.ring();
            });
        }
        place = std::chrono::steady_clock::now() +
                std::chrono::microseconds{static_cast<std::int64_t>(1e6 * interval * static_cast<double>(next.taken.size()))};
        return next.next_due_ms;
    });
    pool.shutdown(); // which waits for what is under way
}

inline void look_up(shop& here, const work& message) {
    const auto answered = std::make_shared<answer>(here.telnyx.look_up(message));
    reached("looked_up");
    here.counters.count("look_ups", "status", std::to_string(answered->received));
    record(here, [&here, message, answered](database& file) {
        return here.messages.looked_up(file, message, answered->report, answered->here);
    });
    here.to_send.ring();
}

/// These run until the service stops, and end what they have begun.
inline void send_messages(shop& here) {
    const auto claim_some = [&here](database& file, std::size_t most) { return here.messages.claim_to_send(file, most); };
    perform_all(here, here.to_send, 1 / here.rate, claim_some, [&here](const work& message) {
        if (message.state == state::verifying) {
            look_up(here, message);
            return;
        }
        reached("claimed");
        const auto answered = std::make_shared<answer>(here.telnyx.send(message));
        reached("answered");
        here.counters.count("requests", "status", std::to_string(answered->received));
        record(here, [&here, message, answered](database& file) {
            return here.messages.responded(file, message, answered->report, answered->here);
        });
        reached("recorded");
        here.to_look_up.ring();
    });
}

inline void look_up_messages(shop& here) {
    const auto claim_some = [&here](database& file, std::size_t most) { return here.messages.claim_to_look_up(file, most); };
    perform_all(here, here.to_look_up, 0, claim_some, [&here](const work& message) { look_up(here, message); });
}

inline void judge_arrivals(shop& here) {
    std::int64_t tidied_ms = 0;
    loop(here, here.to_judge, [&here, &tidied_ms]() -> std::int64_t {
        const std::int64_t now = service_clock::boot_ms();
        bool untidy = false;
        if (now - tidied_ms > 60000 || tidied_ms == 0) {
            untidy = here.changes.run([&here](database& file) { return tidy(file, here.clock); });
            tidied_ms = untidy ? 0 : now; // webhooks are judged in between
        }
        const std::int64_t due =
            here.changes.run([&here](database& file) { return judge_events(file, here.messages, here.counters, here.clock); });
        here.to_send.ring(); // messages may be due earlier now
        here.to_look_up.ring();
        return untidy ? 0 : due;
    });
}

} // namespace service

#endif
