// What else is held back after a failure. In the writer's thread and transaction. SPDX-License-Identifier: MIT
//
// The table has the pauses as the library writes them, and the keys to find those that can be about a message: a board of just
// these decides. Nothing is kept in memory, so a transaction that is rolled back leaves nothing behind.
#ifndef SERVICE_PAUSES_HPP
#define SERVICE_PAUSES_HPP

#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <telnyx/errors/nlohmann_values.hpp>
#include <telnyx/errors/pause_board.hpp>

#include "message.hpp"
#include "observe.hpp"

namespace service {

[[nodiscard]] inline te::message_ids ids_of(const work& message) {
    te::message_ids ids;
    ids.sender = message.sender;
    ids.messaging_profile = message.profile;
    ids.content = message.content;
    ids.recipient = message.recipient;
    ids.carrier = message.carrier;
    return ids;
}

/// A pause, and its row in the table.
using stored_row = std::pair<nlohmann::json, std::int64_t>;

/// The pauses that can be about a message. A row that cannot be read is none. \param stored  gets the rows of these pauses, if
/// given
[[nodiscard]] inline te::pause_board board_for(database& file, const work& message, std::vector<stored_row>* stored = nullptr) {
    te::pause_board board{SIZE_MAX};
    rows found = file.query("SELECT pause, rowid FROM pauses WHERE scope_key IN (?1, ?2, ?3, '') AND toward_key IN (?4, ?5, '')",
                            message.content, message.sender, message.profile, message.recipient, message.carrier);
    while (found.next()) {
        const auto held = te::value_from<te::stored_pause>(nlohmann::json::parse(found.text(0), nullptr, false));
        if (!held.known() || board.add(held.value) > te::addition::nothing) {
            log(line("error", "pause_not_loaded"));
        } else if (stored != nullptr) {
            stored->emplace_back(held.value, found.integer(1));
        }
    }
    return board;
}

/// Lets the library change the pauses that can be about a message, and stores what became of them.
template <class Change>
auto change_pauses(database& file, const work& message, Change change) {
    std::vector<stored_row> stored;
    te::pause_board board = board_for(file, message, &stored);
    const nlohmann::json before = board.pauses();
    const auto result = change(board);
    const nlohmann::json after = board.pauses();
    for (const nlohmann::json& each : before) {
        if (std::find(after.begin(), after.end(), each) != after.end()) {
            continue;
        }
        for (const auto& [held, row] : stored) {
            if (held == each) {
                file.run("DELETE FROM pauses WHERE rowid = ?", row);
            }
        }
        if (after.size() < before.size()) { // It ended; else another one took its place. Whatever it could hold back asks again.
            file.run("UPDATE messages SET state = 'paused', due_ms = 0 WHERE lease IS NULL AND state IN ('paused', 'blocked') AND "
                     "(?1 = '' OR ?1 IN (content, sender, profile)) AND (?2 = '' OR recipient = ?2 OR carrier = ?2)",
                     each.value("scope_key", ""), each.value("toward_key", ""));
        }
    }
    for (const nlohmann::json& each : after) {
        const auto held = each.get<te::stored_pause>();
        file.run("INSERT INTO pauses VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING", each.dump(), held.scope_key, held.toward_key,
                 held.until);
    }
    return result;
}

/// Pauses what a decision about a message says. \return whether something new is paused
inline bool learn_pause(database& file, const work& message, const te::decision& next, const te::situation& here) {
    const te::pause found = te::pause_of(next, ids_of(message), here);
    if (found.coverage == te::coverage::nothing) {
        return false;
    }
    const te::addition result = change_pauses(file, message, [&found](te::pause_board& board) { return board.add(found); });
    if (result != te::addition::joined) {
        log(line(result == te::addition::added ? "warning" : "error", "pause")
                .add("result", name(result))
                .add("coverage", name(found.coverage)),
            te::log_line(next));
    }
    return result == te::addition::added;
}

/// Ends what holds a message back, by hand. \return whether there was something
inline bool lift_pauses(database& file, std::string_view id, te::instant now) {
    const std::optional<work> message = find_message(file, "id = ?", id);
    const auto lift_all = [&](te::pause_board& board) {
        std::size_t lifted = 0;
        for (te::pause_answer held; !(held = board.ask(ids_of(*message), now)).may_send;) {
            lifted += board.lift(held.scope, held.toward, ids_of(*message));
        }
        return lifted != 0;
    };
    return message && change_pauses(file, *message, lift_all);
}

} // namespace service

#endif
