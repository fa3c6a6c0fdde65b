// What several payloads say about one message: two webhooks, each twice and in the wrong order. The history is stored as eight
// integers, and joined again from rows. SPDX-License-Identifier: MIT
#include <cstdint>
#include <initializer_list>
#include <iostream>
#include <string_view>

#include <telnyx/errors/history.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [webhook]
// For each webhook about a message: adds it to what was stored before, and says what follows.
te::decision on_webhook(te::history_integers& row, std::string_view body, std::string_view recipient, const te::situation& here) {
    const auto report = te::read(body);
    te::history known = te::restore(row);
    known.add(report, recipient, here);
    row = te::store(known); // in a database: the maximum of each column
    return te::decide(known, here);
}
// [/webhook]

constexpr std::string_view delivery_failed = R"({"data": {"record_type": "event", "event_type": "message.finalized",
    "id": "event-2", "occurred_at": "2026-01-15T20:00:02Z", "payload": {"record_type": "message", "id": "message-1",
    "direction": "outbound", "type": "SMS", "to": [{"phone_number": "+13125550172", "status": "delivery_failed"}],
    "errors": [{"code": "40001", "title": "Not routable"}]}}})";
constexpr std::string_view sent = R"({"data": {"record_type": "event", "event_type": "message.sent",
    "id": "event-1", "occurred_at": "2026-01-15T20:00:01Z", "payload": {"record_type": "message", "id": "message-1",
    "direction": "outbound", "type": "SMS", "to": [{"phone_number": "+13125550172", "status": "sent"}], "errors": []}}})";

} // namespace

int main() {
    te::situation here;
    here.time = te::instant{1768507200};
    here.phase = te::phase::delivery;
    te::history_integers row{}; // zeros: nothing is known
    bool right = true;
    for (const std::string_view body : {delivery_failed, sent, sent, delivery_failed}) {
        const te::decision next = on_webhook(row, body, "+13125550172", here);
        std::cout << name(next.step) << ", " << name(next.reason) << ", code " << next.governing_code << '\n';
        right = right && next.step == te::step::stop && next.governing_code == 40001; // "sent" undoes nothing
    }
    return right ? 0 : 1;
}
