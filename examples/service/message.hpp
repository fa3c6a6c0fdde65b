// A message, and the states it goes through. SPDX-License-Identifier: MIT
#ifndef SERVICE_MESSAGE_HPP
#define SERVICE_MESSAGE_HPP

#include <telnyx/errors/history.hpp>

#include "clock.hpp"
#include "database.hpp"

namespace service {

/// README.md has a picture of them.
namespace state {
// To be sent when it is due: at all; when something has passed; when a pause has ended; a resend that was just looked up.
inline constexpr std::string_view queued = "queued", held = "held", paused = "paused", verified = "verified";
// Under way. Looked up when it is due: it may have been sent; it was accepted; it is to be resent.
inline constexpr std::string_view sending = "sending", unknown = "unknown", accepted = "accepted", verifying = "verifying";
// A person must end a pause, or decide.
inline constexpr std::string_view blocked = "blocked", needs_person = "needs_person";
// Final. `closed` by a person, `suppressed` because of STOP.
inline constexpr std::string_view delivered = "delivered", unconfirmed = "unconfirmed", unreported = "unreported",
                                  failed = "failed", cancelled = "cancelled", suppressed = "suppressed", closed = "closed";
} // namespace state

/// A message, and an attempt of it.
struct work {
    std::string id, sender, recipient, text, profile;
    std::string content{}; ///< A digest of the text.
    std::string carrier{}; ///< The recipient's, as payloads named it; empty if none did.
    std::string state{};
    std::int64_t attempt = 0;
    std::int64_t released = 0; ///< The attempts that a person has dealt with.
    std::int64_t lease = 0;
    std::int64_t started_ms = 0;
    std::int64_t started_wall_ms = 0;
    std::int64_t started_boot_ms = 0; ///< Of `service_clock::boot_ms`.
    std::string message_id{};         ///< Telnyx's id of the attempt; empty if it is not known.
};

/// The columns of a message, which come first in a row, and how many they are.
#define SERVICE_MESSAGE "messages.id, sender, recipient, text, profile, content, carrier, state, messages.attempt, released"
inline constexpr int message_columns = 10;
[[nodiscard]] inline work message_of(const rows& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3),    row.text(4),
            row.text(5), row.text(6), row.text(7), row.integer(8), row.integer(9)};
}

/// The columns of a history, which the library joins by the maximum of each.
#define SERVICE_HISTORY "progress, ending, consent, failure, other_failure, failed_at, wait_end, not_found_after"
[[nodiscard]] inline te::history history_of(const rows& row, int first_column) {
    te::history_integers columns{};
    for (std::int64_t& each : columns) {
        each = row.integer(first_column++);
    }
    return te::restore(columns);
}

/// A messaging profile's id in one spelling: a UUID may come in capitals.
[[nodiscard]] inline std::string lower(std::string_view id) {
    std::string result{id};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

/// Whether an id may stand in the path of a URL: 1 to 64 ASCII letters, digits and characters of `others`.
[[nodiscard]] inline bool is_path_part(std::string_view id, std::string_view others) {
    const auto good = [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    };
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), good);
}

} // namespace service

#endif
