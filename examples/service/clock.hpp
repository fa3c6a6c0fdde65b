// Time as the service counts it. SPDX-License-Identifier: MIT
//
// Due times are wall-clock times, because they outlive the process. Sleeping is monotonic and short, so that a step of the clock
// delays nothing for long. For tests and demos a factor makes time pass faster; its origin is stored in the database.
#ifndef SERVICE_CLOCK_HPP
#define SERVICE_CLOCK_HPP

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include <telnyx/errors.hpp>

namespace service {

namespace te = telnyx::errors;
using std::chrono::milliseconds;

class service_clock {
public:
    service_clock(double speed, std::int64_t origin_ms) : speed_(speed), origin_ms_(origin_ms) {}

    /// Unix milliseconds of the wall clock, which signatures and opt-outs are about.
    [[nodiscard]] static std::int64_t wall_ms() {
        return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    }
    /// Milliseconds that due times are counted in: the wall clock, unless time is sped up.
    [[nodiscard]] std::int64_t now_ms() const {
        const std::int64_t wall = wall_ms();
        return sped_up() ? origin_ms_ + static_cast<std::int64_t>(static_cast<double>(wall - origin_ms_) * speed_) : wall;
    }
    [[nodiscard]] te::instant time() const { return te::instant{now_ms() / 1000}; }
    [[nodiscard]] bool sped_up() const { return speed_ != 1; }
    /// A wait that the server asks for, in the milliseconds of `now_ms`: its time is not sped up.
    [[nodiscard]] te::delay counted(te::delay wait) const {
        return wait.known() ? te::delay{static_cast<std::uint64_t>(static_cast<double>(wait.milliseconds()) * speed_)} : wait;
    }
    /// How long to sleep until a due time: at most 30 s, at least a millisecond.
    [[nodiscard]] milliseconds until(std::int64_t due_ms) const {
        const double wait = static_cast<double>(due_ms - now_ms()) / speed_;
        return milliseconds{static_cast<std::int64_t>(std::clamp(wait, 1.0, 30000.0))};
    }

private:
    double speed_;
    std::int64_t origin_ms_;
};

/// Wakes a thread that waits: for the next due time, for new work, or because the service stops.
class waker {
public:
    /// Sleeps until it rings. \param heard  how often it had rung when the caller last looked for work
    /// \return whether to go on: false once the service stops
    bool sleep(milliseconds longest, std::uint64_t& heard) {
        std::unique_lock<std::mutex> lock{mutex_};
        changed_.wait_for(lock, longest, [&] { return rings_ != heard || stopped_; });
        heard = rings_;
        return !stopped_;
    }
    void ring(bool stop = false) {
        {
            const std::lock_guard<std::mutex> lock{mutex_};
            ++rings_;
            stopped_ = stopped_ || stop;
        }
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t rings_{0};
    bool stopped_{false};
};

} // namespace service

#endif
