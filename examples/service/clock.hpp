// Time as the service counts it. SPDX-License-Identifier: MIT
//
// Due times are wall-clock times, because they outlive the process. Sleeping is monotonic and short, so that after a step of the
// clock forward nothing waits for long. After a step back, what was to be due waits until the clock is there again. What proves
// that a message was never accepted does not trust the wall clock. For tests and demos a factor makes time pass faster; its origin
// is stored in the database.
#ifndef SERVICE_CLOCK_HPP
#define SERVICE_CLOCK_HPP

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <ctime>
#include <mutex>

#include <telnyx/errors.hpp>

#ifndef CLOCK_BOOTTIME // only Linux has it
#define CLOCK_BOOTTIME CLOCK_MONOTONIC
#endif

namespace service {

namespace te = telnyx::errors;
using std::chrono::milliseconds;

class service_clock {
public:
    service_clock(double speed, std::int64_t origin_ms) : speed_(speed), origin_ms_(origin_ms) {}

    /// Milliseconds since the machine was started, those that it slept included. Setting the clock does not change it.
    [[nodiscard]] static std::int64_t boot_ms() {
        timespec now{};
        clock_gettime(CLOCK_BOOTTIME, &now);
        return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1000000;
    }

    /// Unix milliseconds of the wall clock, which signatures and opt-outs are about.
    [[nodiscard]] static std::int64_t wall_ms() {
        return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    }
    /// Milliseconds that due times are counted in: the wall clock, unless time is sped up.
    [[nodiscard]] std::int64_t now_ms() const {
        return origin_ms_ + static_cast<std::int64_t>(static_cast<double>(wall_ms() - origin_ms_) * speed_);
    }
    [[nodiscard]] te::instant time() const { return te::instant{now_ms() / 1000}; }
    [[nodiscard]] bool sped_up() const { return speed_ != 1; }
    /// A wait that the server asks for, in the milliseconds of `now_ms`: its time is not sped up.
    [[nodiscard]] te::delay counted(te::delay wait) const {
        return wait.known() ? te::delay{static_cast<std::uint64_t>(static_cast<double>(wait.milliseconds()) * speed_)} : wait;
    }
    /// How much time passed at least, in the milliseconds of `now_ms`, whatever became of the wall clock: what began before this
    /// process is as old as this process, and no older than the wall clock says.
    /// \param then_ms  of `now_ms`. \param then_boot_ms  of `boot_ms`, at the same time; 0 if not known
    [[nodiscard]] std::uint64_t passed_since(std::int64_t then_ms, std::int64_t then_boot_ms) const {
        const std::int64_t boot = boot_ms();
        const bool is_ours = then_boot_ms >= began_boot_ms_ && then_boot_ms <= boot; // else of an earlier process, or boot
        const auto longest =
            static_cast<std::int64_t>(static_cast<double>(boot - (is_ours ? then_boot_ms : began_boot_ms_)) * speed_);
        return static_cast<std::uint64_t>(std::max(std::int64_t{0}, std::min(now_ms() - then_ms, longest)));
    }
    /// How long to sleep until a due time: at most 30 s, and not at all if it has passed.
    [[nodiscard]] milliseconds until(std::int64_t due_ms) const {
        const double wait = static_cast<double>(due_ms - now_ms()) / speed_;
        return milliseconds{static_cast<std::int64_t>(std::ceil(std::clamp(wait, 0.0, 30000.0)))};
    }

private:
    double speed_;
    std::int64_t origin_ms_;
    std::int64_t began_boot_ms_{boot_ms()};
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
        const std::lock_guard<std::mutex> lock{mutex_};
        ++rings_;
        stopped_ = stopped_ || stop;
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
