// telnyx-errors: what else to hold back after a failure. SPDX-License-Identifier: MIT
//
// No allocation, no clock, no state. A pause borrows the strings of the ids that it was made from. <telnyx/errors/pause_board.hpp>
// keeps pauses.
#ifndef TELNYX_ERRORS_PAUSE_HPP
#define TELNYX_ERRORS_PAUSE_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/vocabulary.hpp>
#include <telnyx/errors/wait_end.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// The ids of one message to one recipient, as far as the caller knows them. Empty, or blank, is not known. The strings are
/// borrowed.
struct message_ids {
    /// The sending number, short code or alphanumeric sender ID.
    std::string_view sender{};
    /// The 10DLC campaign of the sender.
    std::string_view campaign{};
    /// The 10DLC brand of the campaign. No payload names it.
    std::string_view brand{};
    /// The messaging profile.
    std::string_view messaging_profile{};
    /// The Telnyx account. Empty: the program has only one.
    std::string_view account{};
    /// What messages with the same content have in common: the id of a template, or a hash of text and media. It need not contain
    /// the sender.
    std::string_view content{};
    /// The recipient's phone number, in the form +E.164.
    std::string_view recipient{};
    /// The recipient's carrier, as payloads spell it.
    std::string_view carrier{};
    /// The recipient's country, such as "US". A calling code is not enough: several countries share +1, +7 and others.
    std::string_view region{};
    /// The channel of the message.
    errors::channel channel = errors::channel::unknown;
};

/// How much of what a decision affects a pause covers.
enum class coverage : std::uint8_t {
    nothing,      ///< Nothing is to be paused.
    whole,        ///< Everything that the decision affects.
    narrowed,     ///< Less: an id is not known, so that the next narrower one is the key. More messages may fail.
    unknown_key,  ///< None: neither the id of the scope or destination is known, nor a narrower one.
    unknown_time, ///< None: the pause has an end, but without `situation::time` it is not known.
};

/// What became of a pause or a suppression that was added.
enum class addition : std::uint8_t {
    added,      ///< It is held. Another pause may have been forgotten for it, see `pause_board::overflowed`.
    joined,     ///< It was held already; the stricter of the two is.
    nothing,    ///< There was nothing to add.
    incomplete, ///< Not held: an id, or the time at which it ends, is not known.
    too_long,   ///< Not held: an id is longer than `limits::id_bytes`.
    full,       ///< Not held: the board is full, and holds nothing that ends earlier and may be forgotten.
    invalid,    ///< Not held: a value is none of its enumeration, or the scope or the channel cannot be paused.
};

namespace detail {
template <>
struct names<coverage> : list_of_names<> {
    static constexpr std::string_view list[] = {"nothing", "whole", "narrowed", "unknown_key", "unknown_time"};
};
template <>
struct names<addition> : list_of_names<> {
    static constexpr std::string_view list[] = {"added", "joined", "nothing", "incomplete", "too_long", "full", "invalid"};
};
} // namespace detail

/// Messages to hold back: those of a scope, toward destinations, until a time, or a person or Telnyx acts. Borrows its strings.
struct pause {
    /// How much of what the decision affects it covers. Only `whole` and `narrowed` hold anything back.
    errors::coverage coverage = errors::coverage::whole;
    /// Which messages, from `content` to `platform`, and ...
    errors::scope scope = errors::scope::unknown;
    /// ... to which destinations.
    errors::toward toward = errors::toward::everyone;
    /// On which channel. Unknown: on each.
    errors::channel channel = errors::channel::unknown;
    /// Who must act. `program`: it waits, or sends more slowly. With a known `until`, a person may end it earlier.
    errors::actor actor = errors::actor::none;
    /// Why.
    errors::reason reason = errors::reason::nothing_failed;
    /// What to change, or to do.
    errors::remedy remedy = errors::remedy::none;
    /// Whether a message with these keys that goes through proves that it is over, see `pause_board::succeeded`.
    bool ends_by_success = false;
    /// The id of the scope; empty for `platform`, and for the only account of the program.
    std::string_view scope_key{};
    /// The sender, where the scope is `content`: the same content of another sender is not paused. Else empty.
    std::string_view sender{};
    /// The id of the destination; empty for `everyone`.
    std::string_view toward_key{};
    /// When it ends. Not known: not before a person or Telnyx acts.
    instant until{};
    /// When it began: the time of the failure, or the time at which the program learnt of it.
    instant began{};
    /// The code that decided; 0 if none did.
    std::int64_t governing_code = 0;

    /// Whether it holds at a time. If the time is not known, it does.
    [[nodiscard]] constexpr bool holds_at(instant time) const noexcept {
        return !until.known() || !time.known() || time.unix_seconds() < until.unix_seconds();
    }
};

/// Whether a message may be sent now; if not, when, why and who must act.
struct pause_answer {
    /// Whether nothing that the board holds is against it.
    bool may_send = true;
    /// Whether the recipient opted out: only they can change that, by START.
    bool suppressed = false;
    /// Whether something is held that may be against it, but could not be compared: an id of the message is not known, or the
    /// recipient is not in the form +E.164.
    bool unchecked = false;
    /// When the strictest pause ends. Not known: not before a person or Telnyx acts.
    instant not_before{};
    /// Which messages it holds back, and ...
    errors::scope scope = errors::scope::unknown;
    /// ... to which destinations.
    errors::toward toward = errors::toward::everyone;
    /// Who must act. `none` for a suppression.
    errors::actor actor = errors::actor::none;
    /// Why.
    errors::reason reason = errors::reason::nothing_failed;
    /// What to change, or to do.
    errors::remedy remedy = errors::remedy::none;
    /// The code that decided; 0 if none did.
    std::int64_t governing_code = 0;
};

/// What `pause_board::apply` did.
struct applied {
    /// How much of what the decision affects the pause covers.
    errors::coverage coverage = errors::coverage::nothing;
    /// What became of the pause.
    addition paused = addition::nothing;
    /// What became of the suppression.
    addition suppressed = addition::nothing;

    /// Whether everything that followed from the decision is held. If not, log it: messages that fail may be sent.
    [[nodiscard]] constexpr bool complete() const noexcept {
        return paused <= addition::nothing && suppressed <= addition::nothing && coverage <= coverage::whole;
    }
};

/// The pause that follows from a decision about one message to one recipient. For several recipients, pass what `decide_each` says
/// about each, with its ids.
///
/// - Nothing is paused for a failure of this message alone, after a wait that is over, where the title of an error disagrees with
///   its code, and where it is not known what became of the message (`step::reconcile`).
/// - A failure that time cures gives a pause until then. A stop because attempts or time are used up is about the message, and
///   gives a pause only until the next attempt would have been sensible. If the server asks for a longer wait than 72 hours, and
///   the policy does not accept it, the pause has no end: a person must look.
/// - A failure that a person or Telnyx must cure gives a pause without an end. After a `fix_first` with a time it ends then.
/// - `scope::platform` is only possibly everything: paused only if the server asked for a wait, for that long.
/// - An opt-out is a suppression, not a pause, see `pause_board::suppress`. A recipient who may have opted out is paused until a
///   person has checked: toward the whole account, if the profile is not known.
/// - A code of WhatsApp pauses WhatsApp only.
/// - Where an id is not known, the next narrower one is used, for which the failure is certain too: brand, campaign, sender;
///   profile, sender; carrier or region, recipient. A wider one would hold back messages that would go through.
///
/// \param next  the decision.
/// \param ids   the ids of the message that it is about. The pause borrows them.
/// \param here  the situation that the decision was made with; of a report, `failed_at` may be added.
/// \return the pause; see `coverage` for whether it is one. O(size of the ids), no allocation.
[[nodiscard]] constexpr pause pause_of(const decision& next, const message_ids& ids, const situation& here) noexcept;

/// Whether the recipient of a decision is to be suppressed: they opted out for certain.
[[nodiscard]] constexpr bool is_suppression(const decision& next) noexcept { return next.consent == consent::opted_out; }

/// Whether a pause is stricter than another: it ends later or never, then by who must act (Telnyx, a person, the program), then in
/// a fixed order of everything else but `began`. Of two pauses of the same keys the stricter one counts. A total order.
[[nodiscard]] constexpr bool is_stricter(const pause& left, const pause& right) noexcept;

namespace detail {

// The scope within a scope for which a failure is certain too; unknown if there is none.
[[nodiscard]] constexpr scope narrower(scope from) noexcept {
    switch (from) {
    case scope::brand: return scope::campaign;
    case scope::campaign:
    case scope::profile: return scope::sender;
    case scope::unknown:
    case scope::message:
    case scope::content:
    case scope::sender:
    case scope::account:
    case scope::platform: break;
    }
    return scope::unknown;
}

// The id that a scope has as its key.
[[nodiscard]] constexpr std::string_view id_of(scope which, const message_ids& ids) noexcept {
    switch (which) {
    case scope::content: return trim(ids.content);
    case scope::sender: return trim(ids.sender);
    case scope::campaign: return trim(ids.campaign);
    case scope::brand: return trim(ids.brand);
    case scope::profile: return trim(ids.messaging_profile);
    case scope::account: return trim(ids.account);
    case scope::unknown:
    case scope::message:
    case scope::platform: break;
    }
    return {};
}

[[nodiscard]] constexpr std::string_view id_of(toward which, const message_ids& ids) noexcept {
    switch (which) {
    case toward::recipient: return trim(ids.recipient);
    case toward::carrier: return trim(ids.carrier);
    case toward::region: return trim(ids.region);
    case toward::everyone: break;
    }
    return {};
}

// Whether a scope has its keys, of which the account and the platform need none.
[[nodiscard]] constexpr bool has_keys(scope which, std::string_view key, std::string_view sender) noexcept {
    const bool needs_none = which == scope::account || which == scope::platform;
    return needs_none || (!key.empty() && (which != scope::content || !sender.empty()));
}

// Sets the keys of the widest part of scope and destinations whose ids are known.
constexpr void set_keys(pause& result, const message_ids& ids) noexcept {
    const scope wanted = result.scope;
    const auto take = [&] {
        result.scope_key = id_of(result.scope, ids);
        result.sender = result.scope == scope::content ? trim(ids.sender) : std::string_view{};
    };
    take();
    while (!has_keys(result.scope, result.scope_key, result.sender)) {
        if (narrower(result.scope) == scope::unknown) {
            result.scope = wanted;
            result.coverage = coverage::unknown_key;
            return;
        }
        result.scope = narrower(result.scope);
        result.coverage = coverage::narrowed;
        take();
    }
    if (result.toward == toward::everyone) {
        return;
    }
    result.toward_key = id_of(result.toward, ids);
    if (result.toward_key.empty() && result.toward != toward::recipient) {
        result.toward_key = id_of(toward::recipient, ids);
        if (!result.toward_key.empty()) {
            result.toward = toward::recipient;
            result.coverage = coverage::narrowed;
        }
    }
    if (result.toward_key.empty()) {
        result.coverage = coverage::unknown_key;
    }
}

// Whether the server's hint is about this failure: the header of a rate limit also comes with other ones.
[[nodiscard]] constexpr bool has_hint(const decision& next, const situation& here) noexcept {
    return here.retry_after.delay.known() && (!here.retry_after.rate_limit_only || here.http_status == 429 ||
                                              classify(next.governing_code).wait == wait::as_server_says);
}

// The longest wait of a server that ends a pause by itself. What holds messages back for longer, such as a header of ten years, a
// person must know of.
inline constexpr std::uint64_t longest_hinted_pause_ms = std::uint64_t{72} * 60 * 60 * 1000;

[[nodiscard]] constexpr bool is_hint_too_long(const situation& here) noexcept {
    return here.retry_after.delay.milliseconds() > longest_hinted_pause_ms;
}

// Whether time ends what must be fixed first. A hint alone does not: it is about the next request, whatever that is.
[[nodiscard]] constexpr bool is_timed_fix(const decision& next, const situation& here) noexcept {
    if (!next.delay.known() && !next.not_before.known()) {
        return false;
    }
    const judgement& row = classify(next.governing_code);
    const bool of_row = row.scope == next.scope && row.toward == next.toward && row.remedy == next.remedy;
    return !here.retry_after.delay.known() || (row.known() && row.wait != wait::none && of_row);
}

// What ends a pause.
enum class pause_end : std::uint8_t { none, action, time, hint };

[[nodiscard]] constexpr pause_end end_of(const decision& next, const situation& here) noexcept {
    if (next.consent >= consent::maybe_opted_out) {
        const bool only_suppressed = is_suppression(next) && (next.scope == scope::profile || next.scope < scope::content) &&
                                     next.toward == toward::recipient;
        return only_suppressed ? pause_end::none : pause_end::action;
    }
    const pause_end by_hint = is_hint_too_long(here) ? pause_end::action : pause_end::hint;
    if (next.scope == scope::platform) {
        return has_hint(next, here) ? by_hint : pause_end::none;
    }
    switch (next.step) {
    case step::none:
    case step::reconcile: return pause_end::none;
    case step::retry: return next.reason == reason::wait_is_over ? pause_end::none : pause_end::time;
    case step::hold: return pause_end::time;
    case step::fix_first: return is_timed_fix(next, here) ? pause_end::time : pause_end::action;
    case step::stop: break;
    }
    switch (next.reason) {
    case reason::attempts_exhausted: return has_hint(next, here) ? by_hint : pause_end::none;
    case reason::deadline_exceeded:
    case reason::wait_too_long: return is_hint_too_long(here) ? pause_end::action : pause_end::time;
    case reason::permanent:
    case reason::refused:
    case reason::held_too_long: return pause_end::action;
    default: return pause_end::none; // about this message, or not known well enough
    }
}

// The instant at which it ends. Not known if neither that nor the current time is.
[[nodiscard]] constexpr instant instant_of(pause_end end, const decision& next, const situation& here) noexcept {
    if (end == pause_end::hint) {
        return later(here.time, here.retry_after.delay.milliseconds());
    }
    return next.not_before.known() ? next.not_before : next.delay.known() ? later(here.time, next.delay.milliseconds()) : instant{};
}

// Of limits and filters some messages get through, so that one of them proves nothing.
[[nodiscard]] constexpr bool is_disproved_by_success(const decision& next) noexcept {
    return next.remedy != remedy::reduce_rate &&
           (next.reason == reason::transient || next.reason == reason::on_hold || next.reason == reason::action_required ||
            next.reason == reason::may_have_been_sent);
}

} // namespace detail

constexpr pause pause_of(const decision& next, const message_ids& ids, const situation& here) noexcept {
    pause result{};
    result.coverage = coverage::nothing;
    const detail::pause_end end = detail::end_of(next, here);
    const bool to_check = next.consent == consent::maybe_opted_out;
    if (end == detail::pause_end::none || (next.scope < scope::content && !to_check)) {
        return result;
    }
    const bool timed = end != detail::pause_end::action;
    const instant until = timed ? detail::instant_of(end, next, here) : instant{};
    if (timed && until.known() && here.time.known() && until.unix_seconds() <= here.time.unix_seconds()) {
        return result;
    }
    result.coverage = coverage::whole;
    result.scope = next.scope;
    result.toward = next.toward;
    result.reason = next.reason;
    result.remedy = next.remedy;
    result.governing_code = next.governing_code;
    result.until = until;
    result.began = detail::start_of_wait(here);
    result.ends_by_success = timed && detail::is_disproved_by_success(next);
    const bool waits = timed && next.step != step::fix_first;
    result.actor = next.consent >= consent::maybe_opted_out ? actor::person : waits ? actor::program : actor_of(next.remedy);
    if (!timed && result.actor < actor::person && detail::is_hint_too_long(here)) {
        result.actor = actor::person; // the program would wait for ever
    }
    if (to_check && result.scope <= scope::profile) {
        result.reason = reason::opted_out;
        // The person asked the sender of messages, not a profile.
        result.scope = detail::id_of(scope::profile, ids).empty() ? scope::account : scope::profile;
    }
    if (classify(next.governing_code).category == category::whatsapp) {
        result.channel = channel::whatsapp;
    }
    detail::set_keys(result, ids);
    if (timed && !until.known()) {
        result.coverage = coverage::unknown_time;
    }
    return result;
}

constexpr bool is_stricter(const pause& left, const pause& right) noexcept {
    if (left.until != right.until) {
        return !left.until.known() || (right.until.known() && left.until.unix_seconds() > right.until.unix_seconds());
    }
    if (left.actor != right.actor) {
        return left.actor > right.actor;
    }
    if (left.ends_by_success != right.ends_by_success) {
        return right.ends_by_success;
    }
    if (left.scope != right.scope) {
        return left.scope > right.scope;
    }
    if (left.toward != right.toward) {
        return left.toward > right.toward;
    }
    if (left.channel != right.channel) {
        return left.channel < right.channel;
    }
    if (left.reason != right.reason) {
        return left.reason > right.reason;
    }
    return left.remedy != right.remedy ? left.remedy > right.remedy : left.governing_code > right.governing_code;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
