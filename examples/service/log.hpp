// Log lines: key=value, without phone numbers. SPDX-License-Identifier: MIT
#ifndef SERVICE_LOG_HPP
#define SERVICE_LOG_HPP

#include <cstdint>
#include <initializer_list>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>

#include <telnyx/errors/report.hpp>

#include "clock.hpp"

namespace service {

/// A member of a log line. Strings are masked, except ids: the caller's own ids must not contain phone numbers.
struct field {
    field(std::string_view key_, std::string_view value_) : key(key_), value(te::masked(value_)) {}
    field(std::string_view key_, std::int64_t value_) : key(key_), value(std::to_string(value_)) {}
    [[nodiscard]] static field id(std::string_view value) {
        field result{"id", 0};
        result.value = value;
        return result;
    }

    std::string_view key;
    std::string value;
};

/// Writes one line to the standard error.
inline void log(std::string_view level, std::string_view event, std::initializer_list<field> fields = {}) {
    std::string line = "time_ms=" + std::to_string(service_clock::wall_ms());
    line.append(" level=").append(level).append(" event=").append(event);
    for (const field& each : fields) {
        line.append(" ").append(each.key).append("=");
        const bool plain = !each.value.empty() && each.value.find_first_of(" \"=\\\n\r\t") == std::string::npos;
        line.append(plain ? "" : "\"");
        for (const char c : each.value) {
            line.append(!plain && (c == '"' || c == '\\') ? "\\" : "").push_back(static_cast<unsigned char>(c) < ' ' ? ' ' : c);
        }
        line.append(plain ? "" : "\"");
    }
    static std::mutex mutex;
    const std::lock_guard<std::mutex> lock{mutex};
    std::cerr << line.append("\n") << std::flush;
}

} // namespace service

#endif
