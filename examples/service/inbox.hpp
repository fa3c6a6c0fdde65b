// Webhooks: stored first, judged later. SPDX-License-Identifier: MIT
//
// Everything here runs in the writer's thread and transaction.
#ifndef SERVICE_INBOX_HPP
#define SERVICE_INBOX_HPP

#include <cstdint>
#include <string>
#include <string_view>

#include "clock.hpp"
#include "database.hpp"
#include "judge.hpp"

namespace service {

/// Stores a webhook whose signature was checked. An event that is known (its `data.id`) is stored once. STOP and START count at
/// once: when the webhook is answered, no message is sent any more to a person who opted out by it. \param own_id, attempt  from
/// the path of the request: untrusted pointers. May be empty and 0. \return whether it is new
bool append(database& file, std::string_view body, std::string_view own_id, std::int64_t attempt, std::int64_t now_ms);

/// What `judge_events` did.
struct judged {
    std::int64_t events = 0;
    std::int64_t next_due_ms = INT64_MAX;
};

/// Judges events that are due. One about a message that is not known (yet: it may be ahead of the response) is parked for a day.
judged judge_events(database& file, judge& judge, pauses& board, metrics& counters, const service_clock& clock);

/// Removes events that were judged, and are older than Telnyx's memory.
void remove_old_events(database& file, std::int64_t now_ms);

} // namespace service

#endif
