// The threads that send, look up and judge. SPDX-License-Identifier: MIT
#ifndef SERVICE_WORKERS_HPP
#define SERVICE_WORKERS_HPP

#include <algorithm>
#include <chrono>
#include <mutex>

#include "api.hpp"
#include "clock.hpp"
#include "database.hpp"
#include "inbox.hpp"
#include "judge.hpp"
#include "queue.hpp"

namespace service {

/// So many requests a second, for all threads together, whatever was due at the same time.
class rate_limit {
public:
    explicit rate_limit(double per_second) : interval_(std::chrono::nanoseconds{static_cast<std::int64_t>(1e9 / per_second)}) {}
    /// Waits for the next place, or until the service stops.
    void wait(alarm& bell) {
        std::chrono::steady_clock::time_point place;
        {
            const std::lock_guard<std::mutex> lock{mutex_};
            place = next_ = std::max(next_ + interval_, std::chrono::steady_clock::now());
        }
        std::uint64_t heard = 0;
        for (auto now = std::chrono::steady_clock::now(); now < place; now = std::chrono::steady_clock::now()) {
            const auto rest = std::chrono::ceil<std::chrono::milliseconds>(place - now);
            if (!bell.sleep(std::min(rest, std::chrono::milliseconds{30000}), heard)) {
                return;
            }
        }
    }

private:
    std::mutex mutex_;
    std::chrono::steady_clock::time_point next_{};
    std::chrono::nanoseconds interval_;
};

/// What all threads share.
struct shop {
    const service_clock& clock;
    writer& changes;
    queue& messages;
    judge& rules;
    const api& telnyx;
    metrics& counters;
    rate_limit rate;
    alarm messages_due{}; ///< Rings when messages may be due earlier.
    alarm events_due{};   ///< Rings when webhooks arrive.
};

/// Each runs until the service stops, and ends what it has begun.
void send_messages(shop& all);
void look_up_messages(shop& all);
void judge_arrivals(shop& all, pauses& board);

} // namespace service

#endif
