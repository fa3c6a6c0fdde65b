// A message, and the states it goes through. SPDX-License-Identifier: MIT
#ifndef SERVICE_MESSAGE_HPP
#define SERVICE_MESSAGE_HPP

#include <cctype>

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
    std::int64_t due_ms = 0;
    std::int64_t attempt = 0;
    std::int64_t released = 0; ///< The attempts that a person has dealt with.
    std::int64_t first_ms = 0; ///< When the first attempt after these was started; 0 if none was.
    std::int64_t lease = 0;
    std::int64_t started_ms = 0;
    std::int64_t started_wall_ms = 0;
    std::int64_t started_boot_ms = 0; ///< Of `service_clock::boot_ms`.
    std::string message_id{};         ///< Telnyx's id of the attempt; empty if it is not known.
    te::history facts{};              ///< What all payloads so far say about the attempt.
};

/// The first message of a condition; nothing if there is none.
template <class... Values>
[[nodiscard]] std::optional<work> find_message(database& file, std::string_view condition, const Values&... values) {
    constexpr const char* columns =
        "id, sender, recipient, text, profile, content, carrier, state, due_ms, first_ms, attempt, released";
    rows found = file.query(std::string{"SELECT "}.append(columns).append(" FROM messages WHERE ").append(condition), values...);
    if (!found.next()) {
        return std::nullopt;
    }
    work m;
    found.read(m.id, m.sender, m.recipient, m.text, m.profile, m.content, m.carrier, m.state, m.due_ms, m.first_ms, m.attempt,
               m.released);
    return m;
}

/// A message with each of its attempts, the first one first.
[[nodiscard]] inline std::vector<work> attempts_of(database& file, const work& message) {
    std::vector<work> result;
    rows found =
        file.query("SELECT attempt, started_ms, started_wall_ms, started_boot_ms, message_id, progress, ending, consent, "
                   "failure, other_failure, failed_at, wait_end, not_found_after FROM attempts WHERE id = ? ORDER BY attempt",
                   message.id);
    while (found.next()) {
        work& each = result.emplace_back(message);
        found.read(each.attempt, each.started_ms, each.started_wall_ms, each.started_boot_ms, each.message_id);
        te::history_integers columns{};
        for (std::int64_t& column : columns) {
            found.read(column);
        }
        each.facts = te::restore(columns);
    }
    return result;
}

/// A messaging profile's id in one spelling: a UUID may come in capitals.
[[nodiscard]] inline std::string lower(std::string_view id) {
    std::string result{id};
    std::transform(id.begin(), id.end(), result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Whether an id may stand in the path of a URL: 1 to 64 ASCII letters, digits and characters of `others`.
[[nodiscard]] inline bool is_path_part(std::string_view id, std::string_view others) {
    const auto good = [others](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || others.find(c) != std::string_view::npos;
    };
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), good);
}

} // namespace service

#endif
