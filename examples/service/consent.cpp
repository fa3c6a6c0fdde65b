// Who must not be sent to. SPDX-License-Identifier: MIT
#include "consent.hpp"

#include <telnyx/errors.hpp>
#include <telnyx/errors/report_decision.hpp>

namespace service {

namespace te = telnyx::errors;

std::int64_t nanoseconds_of(std::string_view time) {
    const te::instant seconds = te::parse_rfc3339(time);
    if (!seconds.known() || seconds.unix_seconds() < 0 || seconds.unix_seconds() > 9000000000) {
        return 0;
    }
    std::int64_t fraction = 0;
    std::int64_t unit = 1000000000;
    const std::size_t point = time.find('.');
    for (std::size_t i = point;
         point != std::string_view::npos && i + 1 < time.size() && time[i + 1] >= '0' && time[i + 1] <= '9' && unit > 1; ++i) {
        unit /= 10;
        fraction += (time[i + 1] - '0') * unit;
    }
    return seconds.unix_seconds() * 1000000000 + fraction;
}

void note_consent(database& file, std::string_view profile, std::string_view recipient, bool opted_out, std::int64_t at_ns) {
    file.run("INSERT INTO consents VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET opted_out = ?3, at_ns = ?4 "
             "WHERE ?4 > at_ns OR (?4 = at_ns AND ?3 > opted_out)",
             profile, recipient, opted_out, at_ns);
}

bool note_inbound(database& file, const te::report& message) {
    if (!message.inbound() || message.sender().empty()) {
        return false;
    }
    const te::consent said = te::decide(message).consent;
    const std::int64_t at = nanoseconds_of(message.occurred_at());
    if (said == te::consent::opted_out) {
        // Without a time it counts as the latest of all: only a person can lift it.
        note_consent(file, message.messaging_profile_id(), message.sender(), true, at != 0 ? at : INT64_MAX);
    } else if (said == te::consent::opted_in && at != 0) {
        note_consent(file, message.messaging_profile_id(), message.sender(), false, at);
    } else {
        return false;
    }
    return true;
}

bool is_opted_out(database& file, std::string_view profile, std::string_view recipient) {
    return file.number("SELECT COUNT(*) FROM consents WHERE recipient = ?1 AND (profile = ?2 OR profile = '') AND opted_out",
                       recipient, profile) != 0;
}

} // namespace service
