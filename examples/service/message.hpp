// A message, and the states it goes through. SPDX-License-Identifier: MIT
//
//     queued -> sending -> accepted -> delivered | unconfirmed | unreported | failed | cancelled
//                  |-> unknown (look it up)   |-> queued (again) | held | paused | blocked | needs_person | suppressed
#ifndef SERVICE_MESSAGE_HPP
#define SERVICE_MESSAGE_HPP

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace service {

namespace state {
inline constexpr std::string_view queued = "queued";     // to be sent when it is due
inline constexpr std::string_view held = "held";         // something must pass first: judged again when it is due
inline constexpr std::string_view paused = "paused";     // others failed in the same way: asked again when it is due
inline constexpr std::string_view blocked = "blocked";   // as paused, and a person must end the pause: POST /messages/{id}/lift
inline constexpr std::string_view sending = "sending";   // an attempt is under way, or was when the process ended
inline constexpr std::string_view unknown = "unknown";   // it may have been sent: looked up when it is due
inline constexpr std::string_view accepted = "accepted"; // Telnyx has it; looked up when no webhook says more
inline constexpr std::string_view needs_person = "needs_person"; // waits for a person: POST /messages/{id}/resend or /close
inline constexpr std::string_view delivered = "delivered";       // final, as all below
inline constexpr std::string_view unconfirmed = "unconfirmed";
inline constexpr std::string_view unreported = "unreported";
inline constexpr std::string_view failed = "failed";
inline constexpr std::string_view cancelled = "cancelled";
inline constexpr std::string_view suppressed = "suppressed";
inline constexpr std::string_view closed = "closed"; // by a person
} // namespace state

/// What a worker needs of a message that it has claimed.
struct work {
    std::string id, sender, recipient, text, profile;
    std::int64_t lease = 0;
    std::int64_t attempt = 0;
    std::int64_t started_ms = 0;
    std::int64_t started_wall_ms = 0;
    std::string message_id{}; ///< Telnyx's id of the attempt; empty if it is not known.
};

/// Whether an id may stand in the path of a URL: 1 to 64 ASCII letters, digits and characters of `others`.
[[nodiscard]] inline bool is_path_part(std::string_view id, std::string_view others) {
    const auto good = [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    };
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), good);
}

/// The part of the webhook URL that names a message and an attempt. Both come back in every payload.
[[nodiscard]] inline std::string reference_of(const work& claimed) {
    return "/webhooks/" + claimed.id + "?attempt=" + std::to_string(claimed.attempt);
}

} // namespace service

#endif
