// Who must not be sent to. SPDX-License-Identifier: MIT
#ifndef SERVICE_CONSENT_HPP
#define SERVICE_CONSENT_HPP

#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors/report.hpp>

#include "database.hpp"

namespace service {

/// Nanoseconds since 1970 of a time in RFC 3339; 0 if it is none.
[[nodiscard]] std::int64_t nanoseconds_of(std::string_view time);

/// Notes that a recipient opted out of messages from a profile (empty: of all), or back in. The later statement counts, in whatever
/// order they arrive; of two at the same time the opt-out does.
void note_consent(database& file, std::string_view profile, std::string_view recipient, bool opted_out, std::int64_t at_ns);

/// Notes what an inbound message says: STOP or START. An opt-in without a time is ignored. \return whether it said something
bool note_inbound(database& file, const telnyx::errors::report& message);

[[nodiscard]] bool is_opted_out(database& file, std::string_view profile, std::string_view recipient);

} // namespace service

#endif
