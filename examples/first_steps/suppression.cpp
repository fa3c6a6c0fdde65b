// A suppression list, fed by webhooks: recipients whom a report says have opted out, and people who write STOP or START.
// Shows whose consent a decision is about, and that the block belongs to the messaging profile. SPDX-License-Identifier: MIT
#include <cstddef>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

// [keep]
using suppression_list = std::set<std::pair<std::string, std::string>>; // the messaging profile and the phone number

void keep_consent(const te::report_view& report, suppression_list& list) {
    const auto apply = [&](std::string_view number, te::consent consent) {
        std::pair<std::string, std::string> entry{report.messaging_profile_id(), number};
        switch (consent) {
        case te::consent::opted_out: list.insert(std::move(entry)); break;
        case te::consent::opted_in: list.erase(entry); break;
        case te::consent::maybe_opted_out: std::cout << "to check: " << te::masked(number) << '\n'; break;
        case te::consent::unchanged: break;
        }
    };
    if (report.inbound()) { // the person is the sender, and the recipients are your numbers
        apply(report.sender(), te::decide(report).consent);
        return;
    }
    te::decide_each(report, {}, {},
                    [&](std::size_t i, const te::decision& next) { apply(report.recipients()[i].phone_number, next.consent); });
}
// [/keep]

constexpr std::string_view blocked = R"({"data": {"event_type": "message.finalized", "payload": {
  "record_type": "message", "direction": "outbound", "messaging_profile_id": "40019664-0000-4000-8000-000000000005",
  "to": [{"phone_number": "+13125550171", "status": "sending_failed"}],
  "errors": [{"code": "40300", "title": "Blocked due to STOP message"}]}}})";

constexpr std::string_view unclear = R"({"data": {"event_type": "message.finalized", "payload": {
  "record_type": "message", "direction": "outbound", "messaging_profile_id": "40019664-0000-4000-8000-000000000005",
  "to": [{"phone_number": "+13125550172", "status": "delivery_failed"}],
  "errors": [{"code": "40300", "title": "Destination unreachable"}]}}})";

constexpr std::string_view start = R"({"data": {"event_type": "message.received", "payload": {
  "record_type": "message", "direction": "inbound", "messaging_profile_id": "40019664-0000-4000-8000-000000000005",
  "text": "START", "from": {"phone_number": "+13125550171"},
  "to": [{"phone_number": "+13125550140", "status": "webhook_delivered"}], "errors": []}}})";

} // namespace

int main() {
    suppression_list list;
    std::size_t most = 0;
    for (const std::string_view webhook : {blocked, unclear, start}) {
        const te::report report = te::read(webhook, te::phase::delivery);
        keep_consent(report, list);
        most = list.size() > most ? list.size() : most;
    }
    std::cout << most << " suppressed, " << list.size() << " after START\n";
    return most == 1 && list.empty() ? 0 : 1;
}
