// The library beside <system_error>, <chrono> and streams. SPDX-License-Identifier: MIT
#include <chrono>
#include <iostream>
#include <system_error>

#include <telnyx/errors.hpp>
#include <telnyx/errors/chrono.hpp>
#include <telnyx/errors/ostream.hpp>
#include <telnyx/errors/system_error.hpp>

namespace te = telnyx::errors;

namespace {

// [error_code]
// A function that reports as the standard library does; its callers need to know no code.
std::error_code send(std::int64_t answered) { return answered == 0 ? std::error_code{} : te::error_code_of(answered); }

const char* handle(const std::error_code& error) {
    if (!error) {
        return "sent";
    }
    if (error == te::condition::opted_out) {
        return "take the recipient off the list";
    }
    if (error == te::condition::throttled) {
        return "slow down";
    }
    if (error == te::condition::configuration) {
        return "call somebody";
    }
    return error == te::retry_class::automatic ? "again, later" : "give up";
}
// [/error_code]

// [chrono]
// When to send again, on the system's clock.
std::chrono::system_clock::time_point due(const te::decision& next, std::chrono::system_clock::time_point now) {
    return te::to_time_point(next.not_before, now + te::delay_of(next));
}
// [/chrono]

// [stream]
void log(const te::decision& next) {
    std::clog << te::lookup(next.governing_code) << ": " << next << '\n'; // 40008 Undeliverable: retry after 1000 ms (transient)
}
// [/stream]

} // namespace

int main() {
    for (const std::int64_t answered : {0, 40300, 40318, 40312, 40008, 40001}) {
        const std::error_code error = send(answered);
        std::cout << answered << ": " << handle(error) << '\n';
    }
    const auto start = std::chrono::system_clock::now();
    te::situation now;
    now.now = te::to_instant(start);
    const te::decision next = te::decide(te::code::undeliverable, now);
    log(next);
    return due(next, start) > start ? 0 : 1;
}
