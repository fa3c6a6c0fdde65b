// Who must not be sent to. In the writer's thread and transaction. SPDX-License-Identifier: MIT
#ifndef SERVICE_CONSENT_HPP
#define SERVICE_CONSENT_HPP

#include <telnyx/errors/report_decision.hpp>

#include "clock.hpp"
#include "message.hpp"

namespace service {

/// Nanoseconds since 1970 of a time in RFC 3339; 0 if it is none.
[[nodiscard]] inline std::int64_t nanoseconds_of(std::string_view time) {
    const te::instant seconds = te::parse_rfc3339(time);
    if (!seconds.known() || seconds.unix_seconds() < 0 || seconds.unix_seconds() > 9000000000) {
        return 0;
    }
    std::int64_t result = seconds.unix_seconds() * 1000000000;
    std::int64_t unit = 100000000;
    for (std::size_t i = time.find('.') + 1; i != 0 && i < time.size() && time[i] >= '0' && time[i] <= '9'; ++i) {
        result += (time[i] - '0') * unit;
        unit /= 10;
    }
    return result;
}

/// Notes that a recipient opted out of messages from a profile (empty: of all), or back in. The later statement counts, in whatever
/// order they arrive; of two at the same time the opt-out does.
inline void note_consent(database& file, std::string_view profile, std::string_view recipient, bool opted_out, std::int64_t at_ns) {
    file.run("INSERT INTO consents VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET opted_out = ?3, at_ns = ?4 "
             "WHERE ?4 > at_ns OR (?4 = at_ns AND ?3 > opted_out)",
             profile, recipient, opted_out, at_ns);
}

/// Notes what an inbound message says: STOP or START. \return whether it said something
inline bool note_inbound(database& file, const te::report& message) {
    const te::consent said = message.inbound() && !message.sender().empty() ? te::decide(message).consent : te::consent::unchanged;
    const std::int64_t at = nanoseconds_of(message.occurred_at());
    const std::string profile = lower(message.messaging_profile_id());
    const bool stop = said == te::consent::opted_out;
    if (!stop && (said != te::consent::opted_in || at == 0)) { // START without a time counts for nothing
        return false;
    }
    // STOP without a time counts as the latest of all: only a person can lift it.
    note_consent(file, profile, message.sender(), stop, at != 0 ? at : INT64_MAX);
    return true;
}

[[nodiscard]] inline bool is_opted_out(database& file, std::string_view profile, std::string_view recipient) {
    return file.number("SELECT 1 FROM consents WHERE recipient = ? AND profile IN (?, '') AND opted_out", recipient, profile) != 0;
}

} // namespace service

#endif
