// Counters and gauges in the text format of Prometheus. SPDX-License-Identifier: MIT
#ifndef SERVICE_METRICS_HPP
#define SERVICE_METRICS_HPP

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace service {

/// The counters since the start of the process. Names and labels are a fixed set: no ids, no numbers.
class metrics {
public:
    /// \param label  such as `result="valid"`; may be empty.
    void count(std::string_view name, std::string_view label = {}, std::uint64_t by = 1) {
        const std::lock_guard<std::mutex> lock{mutex_};
        counters_[{std::string{name}, std::string{label}}] += by;
    }
    [[nodiscard]] std::string text() {
        const std::lock_guard<std::mutex> lock{mutex_};
        std::string result;
        std::string_view last;
        for (const auto& [key, value] : counters_) {
            if (key.first != last) {
                result.append("# TYPE service_").append(key.first).append("_total counter\n");
                last = key.first;
            }
            line(result, key.first + "_total", key.second, static_cast<std::int64_t>(value));
        }
        return result;
    }
    static void gauge(std::string& text, std::string_view name, std::int64_t value) {
        text.append("# TYPE service_").append(name).append(" gauge\n");
        line(text, name, {}, value);
    }
    static void line(std::string& text, std::string_view name, std::string_view label, std::int64_t value) {
        text.append("service_").append(name);
        if (!label.empty()) {
            text.append("{").append(label).append("}");
        }
        text.append(" ").append(std::to_string(value)).append("\n");
    }

private:
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> counters_;
};

} // namespace service

#endif
