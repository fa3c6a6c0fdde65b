// A webhook that simdjson parses. SPDX-License-Identifier: MIT
#include <iostream>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/simdjson.hpp>

namespace te = telnyx::errors;

// [read]
// One parser for each thread: once it is warm, reading allocates nothing. The report borrows from the parser.
te::decision on_webhook(std::string_view body) {
    thread_local simdjson::dom::parser parser;
    const te::report_view report = te::read(parser, body, te::phase::delivery);
    return te::decide(report);
}
// [/read]

int main() {
    const te::decision next = on_webhook(R"({"data": {"event_type": "message.finalized", "payload": {
        "to": [{"phone_number": "+13125550171", "status": "delivery_failed"}], "errors": [{"code": "40001"}]}}})");
    std::cout << name(next.step) << ": " << name(next.reason) << '\n';
    return next.step == te::step::stop && on_webhook("<html>").step == te::step::none ? 0 : 1;
}
