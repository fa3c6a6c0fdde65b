// Integration with the standard library: std::error_code and conditions, std::chrono, streams.
// Shows a caller that handles Telnyx failures without knowing a single code. SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>
#include <iostream>
#include <random>
#include <system_error>

#include <telnyx/errors.hpp>
#include <telnyx/errors/chrono.hpp>
#include <telnyx/errors/ostream.hpp>
#include <telnyx/errors/system_error.hpp>

namespace te = telnyx::errors;

namespace {

// [error_code]
// A function that returns std::error_code, and a caller that compares it with conditions.
std::error_code send(std::int64_t code) { return code == 0 ? std::error_code{} : te::error_code_of(code); }

const char* handle(const std::error_code& error) {
    if (!error) {
        return "sent";
    }
    if (error == te::condition::opted_out) {
        return "remove the recipient from the list";
    }
    if (error == te::condition::throttled) {
        return "slow down";
    }
    if (error == te::condition::configuration) {
        return "alert someone";
    }
    return error == te::retry_class::automatic ? "resend later" : "give up";
}
// [/error_code]

// [chrono]
// When to resend, on the system clock.
std::chrono::system_clock::time_point due(const te::decision& next, std::chrono::system_clock::time_point now) {
    return te::to_time_point(next.not_before, now + te::to_duration(next.delay));
}
// [/chrono]

// [stream]
void log(const te::decision& next) {
    std::clog << te::lookup(next.governing_code) << ": " << next << '\n'; // 40008 Undeliverable: retry after 731 ms (transient)
}
// [/stream]

} // namespace

int main() {
    for (const std::int64_t code : {0, 40300, 40318, 40312, 40008, 40001}) {
        const std::error_code error = send(code);
        std::cout << code << ": " << handle(error) << '\n';
    }
    std::random_device random;
    const auto start = std::chrono::system_clock::now();
    te::situation here;
    here.time = te::to_instant(start);
    here.random_bits = static_cast<std::uint32_t>(random());
    const te::decision next = te::decide(te::code::undeliverable, here);
    log(next);
    return due(next, start) > start ? 0 : 1;
}
