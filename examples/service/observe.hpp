// What can be seen from outside: log lines, counters, and places at which tests kill the process. SPDX-License-Identifier: MIT
#ifndef SERVICE_OBSERVE_HPP
#define SERVICE_OBSERVE_HPP

#include <atomic>
#include <csignal>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include <telnyx/errors/log_line.hpp>

#include "clock.hpp"

namespace service {

/// The beginning of a log line: `log(line("info", "stopping").add("signal", "15"))`. Ids are written as they are, because they
/// must not contain personal data. Mask everything that comes from elsewhere.
[[nodiscard]] inline te::log_text<1024> line(std::string_view level, std::string_view event) {
    te::log_text<1024> result;
    return result.add("time_ms", std::to_string(service_clock::wall_ms())).add("level", level).add("event", event);
}

/// Writes a line to the standard error. \param more  such as `log_line(decision)`
inline void log(std::string_view text, std::string_view more = {}) {
    static std::mutex mutex;
    const std::lock_guard<std::mutex> lock{mutex};
    std::cerr << text << (more.empty() ? "" : " ") << more << '\n' << std::flush;
}

/// Counters since the start of the process, in the text format of Prometheus. Labels are a fixed set: no ids, no phone numbers.
class metrics {
public:
    void count(const std::string& name, std::string_view label = {}, std::string_view value = {}) {
        std::string key = "service_" + name + "_total";
        if (!label.empty()) {
            key.append("{").append(label).append("=\"").append(value).append("\"}");
        }
        const std::lock_guard<std::mutex> lock{mutex_};
        ++counters_[key];
    }
    [[nodiscard]] std::string text() {
        const std::lock_guard<std::mutex> lock{mutex_};
        std::string result;
        for (const auto& [key, value] : counters_) {
            result.append(key).append(" ").append(std::to_string(value)).append("\n");
        }
        return result;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::uint64_t> counters_;
};

inline constexpr const char* kill_points[] = {
    "submitted", // a message is durable, and its 202 is not sent
    "claimed",   // an attempt is durable, and its request is not sent
    "answered",  // a request is answered, and its outcome is not durable
    "recorded",  // an outcome is durable
    "appended",  // a webhook is durable, and its 2xx is not sent
    "judging",   // events are judged, and nothing of it is durable
    "looked_up", // a look-up is answered, and its outcome is not durable
};
inline std::string kill_name; // NOLINT(cert-err58-cpp): set before any thread is started
inline int kill_passes = 1;   // NOLINT: as above

/// Ends the process with SIGKILL, if this is the place and the pass.
inline void reached(std::string_view place) {
    static std::atomic<int> passes{0};
    if (kill_name == place && ++passes == kill_passes) {
        std::raise(SIGKILL);
    }
}

} // namespace service

#endif
