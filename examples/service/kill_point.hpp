// Named places between durable steps, at which a test kills the process. SPDX-License-Identifier: MIT
#ifndef SERVICE_KILL_POINT_HPP
#define SERVICE_KILL_POINT_HPP

#include <atomic>
#include <csignal>
#include <string>
#include <string_view>

namespace service {

inline constexpr std::string_view kill_points[] = {
    "submitted", // a message is durable, and its 202 is not sent
    "claimed",   // an attempt is durable, and its request is not sent
    "answered",  // a request is answered, and its outcome is not durable
    "recorded",  // an outcome is durable
    "appended",  // a webhook is durable, and its 2xx is not sent
    "judging",   // events are judged, and nothing of it is durable
    "looked_up", // a look-up is answered, and its outcome is not durable
};

/// Where to end, and at the how manyth time. Set before any thread is started.
struct kill_plan {
    std::string name;
    std::atomic<int> passes{1};
};
inline kill_plan planned_kill; // NOLINT(cert-err58-cpp): one for the process, as the signal

/// Ends the process with SIGKILL, if the plan says so.
inline void reached(std::string_view name) {
    if (planned_kill.name == name && --planned_kill.passes == 0) {
        std::raise(SIGKILL);
    }
}

} // namespace service

#endif
