// The complete program of the README: reads one webhook and prints what failed and what to do next.
// Shows the two calls that most programs need, `read` and `decide`. SPDX-License-Identifier: MIT

// [program]
#include <iostream>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

int main() {
    const std::string_view payload = R"({"data": {"event_type": "message.finalized", "payload": {
        "to": [{"phone_number": "+13125550162", "status": "delivery_failed"}],
        "errors": [{"code": "40008", "title": "Undeliverable"}]}}})";

    const te::report report = te::read(payload, te::phase::delivery); // any bytes: HTML, nothing, cut off
    for (const te::error_view& error : report.errors()) {
        const te::code_info& info = error.info(); // also for an unknown code
        std::cout << error.code.view() << ' ' << info.title << "\n  " << info.cause << "\n  " << info.action << '\n';
    }
    const te::decision next = te::decide(report);
    std::cout << "next: " << name(next.step) << ", because " << name(next.reason) << '\n';
}
// [/program]
