// What else is held back after a failure. SPDX-License-Identifier: MIT
#include "pauses.hpp"

#include <string>

#include "digest.hpp"
#include "log.hpp"

namespace service {

namespace {

constexpr std::size_t most_pauses = 100000;

struct ids_of_message {
    ids_of_message(const work& message, std::string_view carrier) : content(digest_of(message.text)) {
        ids.sender = message.sender;
        ids.messaging_profile = message.profile;
        ids.content = content;
        ids.recipient = message.recipient;
        ids.carrier = carrier;
    }
    std::string content;
    te::message_ids ids;
};

void insert(database& file, const te::stored_pause& each) {
    file.run(
        "INSERT INTO pauses VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT DO UPDATE SET actor = ?7, "
        "reason = ?8, remedy = ?9, ends_by_success = ?10, until = ?11, began = MAX(began, ?12), governing_code = ?13 WHERE ?11 >= "
        "until",
        each.scope, each.scope_key, each.sender, each.toward, each.toward_key, each.channel, each.actor, each.reason, each.remedy,
        each.ends_by_success, each.until, each.began, each.governing_code);
}

} // namespace

pauses::pauses(database& file) : board_(most_pauses) {
    rows stored = file.query("SELECT * FROM pauses");
    while (stored.next()) {
        te::stored_pause each;
        int column = 0;
        for (std::string* const text : {&each.scope, &each.scope_key, &each.sender, &each.toward, &each.toward_key, &each.channel,
                                        &each.actor, &each.reason, &each.remedy}) {
            *text = stored.text(column++);
        }
        for (std::int64_t* const value : {&each.ends_by_success, &each.until, &each.began, &each.governing_code}) {
            *value = stored.integer(column++);
        }
        if (board_.add(each) > te::addition::nothing) {
            log("error", "pause_not_loaded", {{"scope", each.scope}, {"reason", each.reason}});
        }
    }
}

te::pause_answer pauses::ask(const work& message, std::string_view carrier, te::instant now) const {
    return board_.ask(ids_of_message{message, carrier}.ids, now);
}

bool pauses::learn(database& file, const te::decision& next, const work& message, std::string_view carrier,
                   const te::situation& here) {
    const ids_of_message known{message, carrier};
    const te::pause found = te::pause_of(next, known.ids, here);
    if (found.coverage != te::coverage::whole && found.coverage != te::coverage::narrowed) {
        return false;
    }
    const te::addition result = board_.add(found);
    if (result > te::addition::nothing) {
        log("error", "pause_not_held", {{"scope", name(found.scope)}, {"why", name(result)}});
        return false;
    }
    insert(file, te::store(found));
    if (result == te::addition::added) {
        log("warning", "paused",
            {{"scope", name(found.scope)},
             {"toward", name(found.toward)},
             {"reason", name(found.reason)},
             {"code", found.governing_code},
             {"until", found.until.unix_seconds()},
             {"actor", name(found.actor)}});
    }
    return result == te::addition::added;
}

void pauses::succeeded(database& file, const work& message, te::instant sent_at) {
    if (board_.size() != 0 && board_.succeeded(ids_of_message{message, {}}.ids, sent_at) != 0) {
        store(file);
    }
}

void pauses::opted_in(database& file, std::string_view profile, std::string_view recipient) {
    const std::size_t before = board_.size();
    te::message_ids ids;
    ids.messaging_profile = profile;
    ids.recipient = recipient;
    board_.unsuppress(ids); // which lifts the pause of a recipient who may have opted out
    if (board_.size() != before) {
        store(file);
    }
}

std::size_t pauses::lift(database& file, const work& message, std::string_view carrier, te::instant now) {
    const ids_of_message known{message, carrier};
    std::size_t count = 0;
    for (te::pause_answer held = board_.ask(known.ids, now); !held.may_send && !held.suppressed;
         held = board_.ask(known.ids, now)) {
        const std::size_t lifted = board_.lift(held.scope, held.toward, known.ids);
        if (lifted == 0) {
            break;
        }
        count += lifted;
    }
    store(file);
    return count;
}

void pauses::remove_ended(database& file, te::instant now) {
    if (board_.remove_ended(now) != 0) {
        store(file);
    }
}

void pauses::store(database& file) {
    file.run("DELETE FROM pauses");
    for (const te::stored_pause& each : board_.pauses()) {
        insert(file, each);
    }
    file.run("UPDATE messages SET state = 'paused', due_ms = 0 WHERE lease IS NULL AND state IN ('paused', 'blocked')");
}

} // namespace service
