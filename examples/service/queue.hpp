// The messages: submitted, sent, looked up, and decided about by people. SPDX-License-Identifier: MIT
#ifndef SERVICE_QUEUE_HPP
#define SERVICE_QUEUE_HPP

#include <random>

#include "consent.hpp"
#include "judge.hpp"
#include "pauses.hpp"
#include "signature.hpp"

namespace service {

/// What there is to do: messages, and when to ask again.
struct claim {
    std::vector<work> taken{};
    std::int64_t next_due_ms = 0; ///< 0: there may be more at once.
};

/// Everything here runs in the writer's thread and transaction.
class queue {
public:
    queue(const service_clock& clock, metrics& counters, policies how, retry_budget budget = retry_budget{})
        : clock_(clock), counters_(counters), how_(std::move(how)), budget_(budget) {}

    /// Stores a message. \return the HTTP status: 202, 200 if it is known, 409 if its id is known with other contents
    int submit(database& file, work message) {
        message.profile = lower(message.profile);
        if (file.run("INSERT INTO messages(id, sender, recipient, text, profile, content, state, due_ms) VALUES(?, ?, ?, ?, ?, ?, "
                     "'queued', ?) ON CONFLICT DO NOTHING",
                     message.id, message.sender, message.recipient, message.text, message.profile, digest_of(message.text),
                     clock_.now_ms()) == 1) {
            return 202;
        }
        const bool same =
            file.number("SELECT COUNT(*) FROM messages WHERE id = ? AND sender = ? AND recipient = ? AND text = ? AND profile = ?",
                        message.id, message.sender, message.recipient, message.text, message.profile) == 1;
        return same ? 200 : 409;
    }

    /// Starts attempts: they are counted, and known to be started, when the transaction is durable. What goes to a recipient who
    /// opted out, and what is paused, is never claimed. With the state `verifying` nothing is started: look it up, and it may be
    /// claimed again. \param most  at most so many
    claim claim_to_send(database& file, std::size_t most) {
        return claim_some(file, most, "lease IS NULL AND state IN ('queued', 'held', 'paused', 'verified')",
                          [&](work& message) { return start(file, message); });
    }

    /// Claims messages that must be looked up.
    claim claim_to_look_up(database& file, std::size_t most) {
        return claim_some(file, most, "lease IS NULL AND state IN ('unknown', 'accepted', 'verifying')",
                          [&](work& message) { return choose_attempt(file, message); });
    }

    /// The outcome of a request. \return whether the lease was still held: else only the facts were kept
    bool responded(database& file, const work& sent, const te::report& response, const te::situation& here) {
        add(file, sent, response, here, sent.started_wall_ms * nanoseconds_in_ms);
        if (here.http_status >= 200 && here.http_status < 300 && response.errors().empty()) {
            budget_.earn(how_.retry_share);
            work accepted = sent; // which says nothing about its destination
            accepted.recipient.clear();
            accepted.carrier.clear();
            succeeded(file, accepted);
        }
        return give_back(file, sent, false);
    }

    /// The response to a look-up. \param here  with the time between the attempt and the look-up. \return as above
    bool looked_up(database& file, const work& message, const te::report& answer, const te::situation& here) {
        add(file, message, answer, here, message.started_wall_ms * nanoseconds_in_ms);
        return give_back(file, message, here.http_status == 200 && !answer.recipients().empty());
    }

    /// A webhook about an attempt.
    void notified(database& file, const work& message, const te::report& event) {
        te::situation here;
        here.phase = te::phase::delivery;
        here.time = clock_.time();
        here.failed_at = clock_.sped_up() ? here.time : te::instant{}; // the payload's times are not
        const std::int64_t at = nanoseconds_of(event.occurred_at());
        add(file, message, event, here, at != 0 ? at : service_clock::wall_ms() * nanoseconds_in_ms);
        settle(file, message.id, false);
    }

    /// A person decided. \param resend  else close. \param may_be_duplicate  resend although the recipient may have it
    /// \return whether the message was waiting for a person, or held, and that is permitted
    bool release(database& file, std::string_view id, bool resend, bool may_be_duplicate) {
        if (!resend) {
            return file.run("UPDATE messages SET state = 'closed' WHERE id = ? AND state IN ('needs_person', 'blocked', 'held')",
                            id) == 1;
        }
        return file.run("UPDATE messages SET state = 'queued', due_ms = ?2, released = attempt, first_ms = 0 WHERE id = ?1 AND "
                        "state IN ('needs_person', 'held') AND (receipt = 'no' OR ?3)",
                        id, clock_.now_ms(), may_be_duplicate) == 1;
    }

    /// What was under way when the process ended is looked up, never resent. \return how many messages
    int recover(database& file) {
        return file.run("UPDATE messages SET lease = NULL, due_ms = ?, state = IIF(state = 'sending', 'unknown', state) "
                        "WHERE lease IS NOT NULL",
                        clock_.now_ms());
    }

private:
    static constexpr std::int64_t nanoseconds_in_ms = 1000000;

    [[nodiscard]] std::int64_t draw(std::int64_t most) { return std::uniform_int_distribution<std::int64_t>{0, most}(random_); }

    // Takes what is due, of the messages of a condition.
    template <class Take>
    claim claim_some(database& file, std::size_t most, const std::string& condition, Take take) {
        constexpr int most_skipped = 100; // in one transaction
        claim result;
        for (int i = 0; i != most_skipped && result.taken.size() != most; ++i) {
            std::optional<work> next = find_message(file, condition + " ORDER BY due_ms LIMIT 1");
            if (!next || next->due_ms > clock_.now_ms()) {
                result.next_due_ms = next ? next->due_ms : INT64_MAX;
                break;
            }
            next->lease = draw(INT64_MAX - 1) + 1;
            if (take(*next)) {
                file.run("UPDATE messages SET lease = ?2 WHERE id = ?1", next->id, next->lease);
                result.taken.push_back(*std::move(next));
            }
        }
        return result;
    }

    // Starts an attempt of a message that is due, or says what it waits for. \return whether it is started
    bool start(database& file, work& message) {
        const std::int64_t now = clock_.now_ms();
        te::pause_answer answer = board_for(file, message).ask(ids_of(message), clock_.time());
        if (is_opted_out(file, message.profile, message.recipient)) {
            answer = {};
            answer.may_send = false;
            answer.suppressed = true;
            answer.reason = te::reason::opted_out;
        } else if (message.state == state::held) { // what had to pass may have passed
            return settle(file, message.id, false);
        }
        if (!answer.may_send) {
            constexpr std::int64_t spread = 10000; // what waits for the same time does not come back at the same time
            const bool timed = answer.not_before.known();
            const std::string_view next = answer.suppressed ? state::suppressed : timed ? state::paused : state::blocked;
            const std::int64_t due_ms = std::max(timed ? answer.not_before.unix_seconds() * 1000 : now, now) + draw(spread);
            return conclude(file, message, next, due_ms, answer, te::receipt::no,
                            te::log_text<64>{}.add("reason", name(answer.reason)));
        }
        if (message.attempt > 0 && message.state != state::verified) {
            if (!budget_.take(now)) {
                counters_.count("retries_postponed");
                file.run("UPDATE messages SET state = 'queued', due_ms = ?2 WHERE id = ?1", message.id, now + 1000 + draw(60000));
                return false;
            }
            // What Telnyx accepted and reported as failed may have arrived all the same: it is looked up right before it is resent.
            if (file.number("SELECT 1 FROM attempts WHERE id = ? AND attempt > ? AND message_id <> ''", message.id,
                            message.released) != 0) {
                message.state = state::verifying;
                file.run("UPDATE messages SET state = 'verifying', due_ms = ?2 WHERE id = ?1", message.id, now);
                return choose_attempt(file, message);
            }
        }
        message.state = state::sending;
        message.attempt += 1;
        message.started_ms = now;
        message.started_wall_ms = service_clock::wall_ms();
        message.started_boot_ms = service_clock::boot_ms();
        file.run("UPDATE messages SET state = 'sending', attempt = ?2, first_ms = IIF(first_ms = 0, ?3, first_ms) WHERE id = ?1",
                 message.id, message.attempt, now);
        file.run("INSERT INTO attempts(id, attempt, started_ms, started_wall_ms, started_boot_ms) VALUES(?, ?, ?, ?, ?)",
                 message.id, message.attempt, now, message.started_wall_ms, message.started_boot_ms);
        return true;
    }

    // The first attempt of which it is not known what became of it: an earlier one may be alive although there is a later one. Else
    // the last one that Telnyx accepted.
    static bool choose_attempt(database& file, work& message) {
        bool open = false;
        for (const work& each : attempts_of(file, message)) {
            const bool counts = !open && each.attempt > each.released;
            open = open || (counts && !each.facts.settled() && te::decide(each.facts).receipt != te::receipt::no);
            if (counts && (open || message.started_ms == 0 || !each.message_id.empty())) {
                message = each;
            }
        }
        return true;
    }

    // Joins what a payload says to the facts, and draws the consequences for others: consent and pauses.
    void add(database& file, work message, const te::report& report, te::situation here, std::int64_t consent_at_ns) {
        here.random_bits = static_cast<std::uint32_t>(random_());
        // Telnyx may spell the number otherwise. What it says under its own id, or when it is asked, is about the only recipient.
        const bool is_ours =
            here.phase != te::phase::delivery || (!message.message_id.empty() && message.message_id == report.message_id());
        const std::string address{is_ours && report.recipients().size() == 1 ? report.recipients()[0].phone_number
                                                                             : std::string_view{message.recipient}};
        te::history facts;
        facts.add(report, address, here, how_.amendments);
        te::history_integers c = te::store(facts);
        const bool is_news = file.number("SELECT failure < ?3 OR consent < ?4 FROM attempts WHERE id = ?1 AND attempt = ?2",
                                         message.id, message.attempt, c[3], c[2]) != 0;
        c[5] = is_news ? c[5] : 0; // a failure that is told again did not happen again: its wait goes on
        static_assert(te::history_integers{}.size() == 8, "the table attempts has a column for each integer of a history");
        file.run("UPDATE attempts SET progress = MAX(progress, ?3), ending = MAX(ending, ?4), consent = MAX(consent, ?5), "
                 "failure = MAX(failure, ?6), other_failure = MAX(other_failure, ?7), failed_at = MAX(failed_at, ?8), "
                 "wait_end = MAX(wait_end, ?9), not_found_after = MAX(not_found_after, ?10) WHERE id = ?1 AND attempt = ?2",
                 message.id, message.attempt, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
        if (is_path_part(report.message_id(), "-") &&
            file.run("UPDATE attempts SET message_id = ?3 WHERE id = ?1 AND attempt = ?2 AND message_id = ''", message.id,
                     message.attempt, report.message_id()) != 0) {
            // Webhooks that were ahead of it.
            file.run("UPDATE events SET due_ms = 0 WHERE message_id = ? AND due_ms IS NOT NULL", report.message_id());
        }
        for (const te::recipient_view& each : report.recipients()) {
            if (each.phone_number == address && !each.carrier.empty()) {
                message.carrier = each.carrier;
                file.run("UPDATE messages SET carrier = ?2 WHERE id = ?1", message.id, message.carrier);
            }
        }
        if (facts.outcome() == te::outcome::delivered) {
            succeeded(file, message);
        }
        // For others it matters when the failure may be over, not how long this message waits for late webhooks.
        const te::decision next = te::decide(facts, here, facts.exists() ? te::delivery_policy : te::request_policy);
        if (next.consent == te::consent::opted_out) {
            note_consent(file, message.profile, message.recipient, true, consent_at_ns);
        }
        if (is_news && learn_pause(file, message, next, here)) {
            counters_.count("pauses", "scope", name(next.scope));
        }
    }

    // Ends the pauses that a message which went through disproves.
    static void succeeded(database& file, const work& message) {
        change_pauses(file, message, [&](te::pause_board& board) {
            return board.succeeded(ids_of(message), te::instant{message.started_ms / 1000});
        });
    }

    bool give_back(database& file, const work& message, bool looked) {
        const bool held = file.run("UPDATE messages SET lease = NULL WHERE id = ? AND lease = ?", message.id, message.lease) == 1;
        settle(file, message.id, looked && held);
        return held;
    }

    // Decides again about a message, from all facts, and writes its state. \param looked  see `state_of`
    bool settle(database& file, std::string_view id, bool looked) {
        const std::optional<work> message = find_message(file, "id = ? AND lease IS NULL", id);
        if (!message) {
            return false; // leased: the holder of the lease settles it
        }
        const std::int64_t elapsed_ms = message->first_ms != 0 ? clock_.now_ms() - message->first_ms : 0;
        te::situation here;
        here.elapsed_ms = static_cast<std::uint64_t>(std::max(std::int64_t{0}, elapsed_ms));
        here.time = clock_.time();
        here.random_bits = static_cast<std::uint32_t>(random_());
        te::decision governing{};
        const work* decided = nullptr; // the attempt that it is about
        bool delivered = false;
        std::int64_t accepted = 0;
        const std::vector<work> attempts = attempts_of(file, *message);
        for (const work& each : attempts) {
            const bool exists = each.facts.exists();
            const std::int64_t made = each.attempt - message->released; // after a fix by a person they are counted anew
            accepted += made > 0 && exists ? 1 : 0;
            here.attempt = static_cast<std::uint32_t>(std::max(std::int64_t{1}, exists ? accepted : made));
            te::decision next = te::decide(each.facts, here, how_.policy_for(each.facts));
            if (next.step == te::step::retry && next.reason == te::reason::nothing_found && !each.message_id.empty()) {
                next.step = te::step::stop; // Telnyx accepted it, and now does not know it: a person must look
                next.receipt = te::receipt::maybe;
            }
            // An earlier attempt that may still arrive outweighs a later one, and one that arrived outweighs all.
            const bool arrived = next.step == te::step::none && next.receipt == te::receipt::yes;
            const bool counts = made > 0 && (next.receipt != te::receipt::no || each.attempt == message->attempt);
            if (!delivered && (arrived || (counts && !(decided != nullptr && governing.receipt != te::receipt::no)))) {
                governing = next;
                decided = &each;
                delivered = arrived;
            }
        }
        const bool closed = message->state == state::closed || message->state == state::suppressed;
        if (decided == nullptr || (closed && !delivered)) {
            return false;
        }
        const bool too_late = here.elapsed_ms >= te::retry_policy{}.longest_hold.milliseconds();
        next_state next = state_of(governing, decided->facts, looked, too_late);
        if (next.name == state::queued && looked && message->state == state::verifying) {
            next = {state::verified}; // it waited, and the look-up right before the resend says that it failed
        }
        const auto wait = static_cast<std::int64_t>(std::min(next.due.milliseconds(), std::uint64_t{INT32_MAX} * 1000));
        const std::int64_t due_ms = next.name == state::verified ? 0 : clock_.now_ms() + wait;
        return conclude(file, *message, next.name, due_ms, governing, governing.receipt, te::log_line(governing));
    }

    // Writes a state. \param why  a decision, or the answer of a board. \return false: nothing is started
    bool conclude(database& file, const work& message, std::string_view state, std::int64_t due_ms, const nlohmann::json& why,
                  te::receipt receipt, std::string_view to_log) {
        file.run("UPDATE messages SET state = ?2, due_ms = ?3, decision = ?4, receipt = ?5 WHERE id = ?1", message.id, state,
                 due_ms, why.dump(), name(receipt));
        if (message.state != state) {
            counters_.count("transitions", "state", state);
            log(line(state == state::needs_person ? "warning" : "info", state).add("id", message.id), to_log);
        }
        return false;
    }

    const service_clock& clock_;
    metrics& counters_;
    policies how_;
    retry_budget budget_;
    std::mt19937_64 random_{std::random_device{}()};
};

} // namespace service

#endif
