// A group message that failed for some of its recipients: which of them get the message again?
// Shows `decide_each`, which decides for each recipient, with a jitter of its own. SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [again]
// The recipients to resend to. The others have the message already, or must not get it.
std::vector<std::string> recipients_to_retry(const te::report_view& report, const te::situation& here) {
    std::vector<std::string> numbers;
    te::decide_each(report, here, te::retry_policy{}, [&](std::size_t i, const te::decision& next) {
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
    std::random_device random;
    const te::report report = te::read(webhook, te::phase::delivery);
    std::cout << "the message as a whole: " << name(te::decide(report).step) << '\n';
    te::situation here;
    here.random_bits = static_cast<std::uint32_t>(random());
    const std::vector<std::string> numbers = recipients_to_retry(report, here);
    for (const std::string& number : numbers) {
        std::cout << "resend to " << te::masked(number) << '\n';
    }
    return numbers == std::vector<std::string>{"+13125550162"} ? 0 : 1;
}
