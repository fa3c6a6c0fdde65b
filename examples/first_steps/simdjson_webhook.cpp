// A webhook handler that parses with simdjson instead of nlohmann/json.
// Shows one parser for each thread, so that reading does not allocate once it is warm. SPDX-License-Identifier: MIT
#include <iostream>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/simdjson.hpp>

namespace te = telnyx::errors;

// [read]
// One parser for each thread: after the first payloads, reading does not allocate. The report borrows from the parser.
te::decision on_webhook(std::string_view payload) {
    thread_local simdjson::dom::parser parser;
    const te::report_view report = te::read(parser, payload, te::phase::delivery);
    return te::decide(report);
}
// [/read]

int main() {
    const te::decision next = on_webhook(R"({"data": {"event_type": "message.finalized", "payload": {
        "to": [{"phone_number": "+13125550171", "status": "delivery_failed"}], "errors": [{"code": "40001"}]}}})");
    std::cout << name(next.step) << ": " << name(next.reason) << '\n';
    return next.step == te::step::stop && on_webhook("<html>").step == te::step::none ? 0 : 1;
}
