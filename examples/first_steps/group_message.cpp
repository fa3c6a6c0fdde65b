// A group message failed in part: who is to be sent to again? SPDX-License-Identifier: MIT
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [again]
// The recipients to whom the same message may be sent again; to all others it went, or must not go.
std::vector<std::string> to_send_again(const te::report_view& report, const te::situation& now) {
    std::vector<std::string> numbers;
    te::decide_each(report, now, te::retry_policy{}, 0xFFFFFFFF, [&](std::size_t i, const te::decision& next) {
        if (next.step == te::step::retry) {
            numbers.emplace_back(report.recipients()[i].phone_number);
        }
    });
    return numbers;
}
// [/again]

constexpr std::string_view webhook = R"({"data": {
  "event_type": "message.finalized", "record_type": "event", "occurred_at": "2026-03-02T10:15:04.120+00:00",
  "payload": {
    "id": "40318f29-0000-4000-8000-000000000004", "group_message_id": "6f0a7d35-0000-4000-8000-000000000003",
    "record_type": "message", "type": "MMS",
    "errors": [
      {"code": "40008", "title": "Undeliverable", "source": {"pointer": "/to/1"}},
      {"code": "40001", "title": "Not routable", "source": {"pointer": "/to/2"}}
    ],
    "to": [
      {"phone_number": "+13125550161", "status": "delivered"},
      {"phone_number": "+13125550162", "status": "delivery_failed"},
      {"phone_number": "+13125550163", "status": "delivery_failed"}
    ]
  }
}})";

} // namespace

int main() {
    const te::report report = te::read(webhook, te::phase::delivery);
    std::cout << "the message as a whole: " << name(te::decide(report).step) << '\n';
    const std::vector<std::string> numbers = to_send_again(report, te::situation{});
    for (const std::string& number : numbers) {
        std::cout << "again to " << te::masked(number) << '\n';
    }
    return numbers == std::vector<std::string>{"+13125550162"} ? 0 : 1;
}
