// telnyx-errors: what all payloads so far say about one message. SPDX-License-Identifier: MIT
//
// Payloads about a message arrive twice, late and in any order. A `history` joins the facts that they state. The join is
// commutative, associative and idempotent, so neither order nor duplicates matter, and the decision is a function of the facts.
#ifndef TELNYX_ERRORS_HISTORY_HPP
#define TELNYX_ERRORS_HISTORY_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/enumeration.hpp>
#include <telnyx/errors/history_facts.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_decision.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What all payloads so far say about one message to one recipient. 64 bytes, trivially copyable. Each request, and each recipient
/// of a group message, needs a history of its own: a message that is resent is a new message for Telnyx.
class history {
public:
    /// No payload so far.
    constexpr history() noexcept = default;

    /// Adds what a payload says: the response to the request, a webhook, a stored message or detail record, the response to a
    /// look-up. A payload that lists recipients without this one is no news, and neither is a look-up that failed.
    ///
    /// \param report     what the payload says.
    /// \param recipient  the index of the recipient in `report.recipients()`; not used where the report has no recipients, or is
    ///                   inbound (then it is from this recipient, and says something about consent).
    /// \param here       what only the caller knows, when the payload arrived: `phase` (`request` for the response to the request,
    ///                   `record` for a look-up), `http_status`, `time`, `retry_after`, `never_left`, for a look-up `elapsed_ms`
    ///                   and `valid_until`. Add a payload again with the same values. The phase matters for a look-up that does not
    ///                   find the message: without it a 404 counts as a refusal.
    /// \param amendments  the caller's own judgements. They count here, because the strictest failure is chosen here.
    /// O(errors * (amendments + size of their strings)), no allocation.
    void add(const report_view& report, std::size_t recipient, const situation& here = {}, amendment_list amendments = {}) noexcept;
    /// The same, for an owning report.
    void add(const report& report, std::size_t recipient, const situation& here = {}, amendment_list amendments = {}) noexcept;
    /// The same, for the recipient with exactly this address. An inbound message counts only if it is from this address.
    void add(const report_view& report, std::string_view address, const situation& here = {},
             amendment_list amendments = {}) noexcept;
    /// The same, for an owning report.
    void add(const report& report, std::string_view address, const situation& here = {}, amendment_list amendments = {}) noexcept;

    /// Adds everything that another history of the same message knows. Commutative, associative, idempotent. O(1).
    constexpr void merge(const history& other) noexcept;

    /// Whether any payload said anything.
    [[nodiscard]] constexpr bool known() const noexcept { return *this != history{}; }
    /// How far the message came.
    [[nodiscard]] constexpr errors::progress progress() const noexcept {
        return static_cast<errors::progress>(column(history_column::progress));
    }
    /// How it ended.
    [[nodiscard]] constexpr errors::ending ending() const noexcept {
        return static_cast<errors::ending>(column(history_column::ending));
    }
    /// What is said about the recipient's consent: the strictest statement.
    [[nodiscard]] constexpr errors::consent consent() const noexcept {
        return static_cast<errors::consent>(column(history_column::consent));
    }
    /// Whether some payload says that the message exists.
    [[nodiscard]] constexpr bool exists() const noexcept { return progress() >= errors::progress::accepted; }
    /// Whether payloads contradict each other: delivered and not delivered, or sent and never sent.
    [[nodiscard]] constexpr bool contradictory() const noexcept;
    /// What happened to the message: `delivered` or `failed` outweighs `unconfirmed` and `unreported`; contradictions are
    /// `unconfirmed`; `none` if it is not known whether the message was accepted.
    [[nodiscard]] constexpr errors::outcome outcome() const noexcept;
    /// Whether it is known what became of the message, as far as anything will be: then no look-up is needed. A payload that comes
    /// later all the same may still change the decision.
    [[nodiscard]] constexpr bool settled() const noexcept;
    /// The code of the failure that decides; 0 if there is none.
    [[nodiscard]] constexpr std::int64_t failure_code() const noexcept;

    /// The value of a column.
    [[nodiscard]] constexpr std::int64_t column(history_column which) const noexcept {
        return columns_[static_cast<std::size_t>(which)];
    }

    [[nodiscard]] friend constexpr bool operator==(const history& left, const history& right) noexcept {
        for (const history_column each : enumerators<history_column>) {
            if (left.column(each) != right.column(each)) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] friend constexpr bool operator!=(const history& left, const history& right) noexcept { return !(left == right); }

private:
    constexpr explicit history(const history_integers& columns) noexcept : columns_(columns) {}
    friend constexpr history restore(const history_integers& columns) noexcept;
    friend constexpr history_integers store(const history& from) noexcept;

    history_integers columns_{};
};

static_assert(sizeof(history) <= 64 && std::is_trivially_copyable<history>::value, "history.hpp: a history is a small value");

/// A history as integers. The maximum of each column, over rows of any histories of a message, is the joined history. O(1).
[[nodiscard]] constexpr history_integers store(const history& from) noexcept { return from.columns_; }

/// The history that integers hold; that of `store` for what `store` returned. Any integers are accepted: a value that no history
/// has becomes one that permits no resending, times become the nearest that may be stored, and `not_found_after` becomes 0. O(1).
[[nodiscard]] constexpr history restore(const history_integers& columns) noexcept;

/// What to do about a message, from all payloads so far. The first of these lines that applies decides:
///
/// - Delivered and failed at once, or sent and withdrawn: `stop`, reason `contradictory`; a person must look.
/// - Delivered: `none`. Withdrawn: `none`. Failed: as the strictest failure says. `failed` outweighs `unconfirmed`.
/// - Anything else about a message that exists: as the same outcome of a single payload.
/// - Refused: as the strictest refusal says. A refusal does not count if some payload says that the message exists.
/// - Not known whether it was accepted, or no payload at all: `reconcile`, and `retry` once a look-up after the `queue_window` did
///   not find the message.
///
/// Amendments count where payloads are added: pass them to `history::add`. An `amended_policy` is refused by the compiler.
/// What is looked at again ends after `longest_hold` of the policy. A recipient who opted out is never resent to.
///
/// \param from    what is known about the message.
/// \param here    what only the caller knows now. The time of the failure, and how long the server asked to wait, come from the
///                history where they are not given.
/// \param policy  how often and how patiently to retry.
/// \return the decision. O(1), no allocation.
[[nodiscard]] constexpr decision decide(const history& from, const situation& here = {}, const retry_policy& policy = {}) noexcept;
decision decide(const history&, const situation&, const amended_policy&) = delete; // telnyx-errors: amend in history::add

constexpr void history::merge(const history& other) noexcept { detail::join(columns_, other.columns_); }

inline void history::add(const report_view& report, std::size_t recipient, const situation& here,
                         amendment_list amendments) noexcept {
    detail::join(columns_, detail::facts_of(report, recipient, here, amendments));
}

inline void history::add(const report& report, std::size_t recipient, const situation& here, amendment_list amendments) noexcept {
    add(detail::report_access::view(report), recipient, here, amendments);
}

inline void history::add(const report_view& report, std::string_view address, const situation& here,
                         amendment_list amendments) noexcept {
    const range_of<recipient_view> recipients = report.recipients();
    if (report.inbound() ? report.sender() == address : recipients.empty()) {
        add(report, recipients.size(), here, amendments);
    }
    for (std::size_t i = 0; i != recipients.size(); ++i) {
        if (recipients[i].phone_number == address && !detail::is_inbound(report, recipients[i])) {
            add(report, i, here, amendments);
        }
    }
}

inline void history::add(const report& report, std::string_view address, const situation& here,
                         amendment_list amendments) noexcept {
    add(detail::report_access::view(report), address, here, amendments);
}

constexpr bool history::contradictory() const noexcept {
    return (progress() == progress::delivered && ending() >= ending::failed) ||
           (progress() == progress::sent && ending() >= ending::sending_failed);
}

constexpr outcome history::outcome() const noexcept {
    if (contradictory()) {
        return outcome::unconfirmed;
    }
    switch (progress()) {
    case progress::none:
    case progress::never_left:
    case progress::uncertain: return outcome::none;
    case progress::refused: return outcome::failed;
    case progress::unknown: return ending() == ending::unconfirmed ? outcome::unconfirmed : outcome::unknown;
    case progress::delivered: return outcome::delivered;
    case progress::accepted:
    case progress::sent: break;
    }
    switch (ending()) {
    case ending::unreported: return outcome::unreported;
    case ending::unconfirmed: return outcome::unconfirmed;
    case ending::failed:
    case ending::sending_failed: return outcome::failed;
    case ending::cancelled: return outcome::cancelled;
    case ending::none: return outcome::in_progress;
    case ending::incomplete:
    case ending::unreadable:
    case ending::unexpected:
    case ending::missing: break;
    }
    return outcome::unknown;
}

constexpr bool history::settled() const noexcept {
    switch (outcome()) {
    case outcome::delivered:
    case outcome::received: // unreachable: outcome() says delivered
    case outcome::cancelled:
    case outcome::unreported:
    case outcome::failed: return true;
    case outcome::none: return progress() == progress::never_left;
    case outcome::in_progress:
    case outcome::unknown:
    case outcome::unconfirmed: break;
    }
    return contradictory();
}

constexpr history restore(const history_integers& columns) noexcept {
    history_integers result{};
    for (const history_column each : enumerators<history_column>) {
        result[detail::place_of(each)] = detail::restored(each, columns[detail::place_of(each)]);
    }
    return history{result};
}

namespace detail {
// The failure that counts, if there is one: once the message exists, only failures of the message do.
struct counted_failure {
    bool known = false;
    kept_failure what{};
    bool forbids_resending = false;
    bool other_conditions = false; // a failure with another code asks for something too
};

[[nodiscard]] constexpr counted_failure failure_in(const history& from) noexcept {
    const std::int64_t key = from.column(history_column::failure);
    counted_failure result{};
    bool valid = true;
    const kept_failure kept = failure_of_key(key, valid);
    if (key == 0 || (from.exists() && !kept.of_message)) {
        return result;
    }
    const other_failure other = failure_of_inverted_key(from.column(history_column::other_failure));
    result.known = true;
    result.what = kept;
    result.forbids_resending = other.known && other.of_message == kept.of_message;
    result.other_conditions = result.forbids_resending && other.number != kept.number;
    return result;
}

// The situation, completed with what the history knows. A wait that the server asked for is about a request that it refused.
[[nodiscard]] constexpr situation situation_of(const history& from, const counted_failure& failure, situation here) noexcept {
    const std::int64_t failed_at = from.column(history_column::failed_at);
    if (!here.failed_at.known() && failed_at != 0) {
        here.failed_at = instant{failed_at};
    }
    const std::int64_t wait_end = from.column(history_column::wait_end);
    if (!from.exists() && !here.retry_after.delay.known() && here.time.known() && wait_end > here.time.unix_seconds()) {
        here.retry_after.delay = delay{milliseconds_until(wait_end, here.time.unix_seconds())};
        here.retry_after.rate_limit_only = false;
    }
    if (failure.what.server_said_no && here.retry_after.should_retry == server_wish::none) {
        here.retry_after.should_retry = server_wish::no_retry;
    }
    if (failure.forbids_resending) { // then what the caller or the server permits does not count
        here.idempotent = false;
        if (here.retry_after.should_retry == server_wish::retry) {
            here.retry_after.should_retry = server_wish::none;
        }
    }
    return here;
}

[[nodiscard]] constexpr decision decide_kept(const counted_failure& failure, receipt has_message, const situation& here,
                                             const retry_policy& policy) noexcept {
    if (failure.what.redirected) { // which says nothing about another request
        return has_message == receipt::no ? redirected() : reconcile(reason::may_have_been_sent, here, policy);
    }
    decision result{};
    decide_failure(result,
                   {failure.what.columns, failure.what.number, consent::unchanged, has_message, failure.what.title_disagrees,
                    failure.other_conditions},
                   here, policy);
    return result;
}

[[nodiscard]] constexpr decision contradiction(const counted_failure& failure) noexcept {
    decision result = nothing_to_do(reason::contradictory, receipt::maybe);
    give_up(result, reason::contradictory);
    result.scope = scope::message;
    result.toward = toward::recipient;
    result.governing_code = failure.what.number;
    return result;
}

// The message exists.
[[nodiscard]] constexpr decision decide_message(const history& from, const counted_failure& failure, const situation& here,
                                                const retry_policy& policy) noexcept {
    const outcome what = from.outcome();
    if (from.contradictory()) {
        return contradiction(failure);
    }
    if (what == outcome::delivered || what == outcome::cancelled) {
        return decide_outcome(what, {}, here, policy);
    }
    if (failure.known) {
        return decide_kept(failure, what == outcome::failed ? receipt::no : receipt::maybe, here, policy);
    }
    switch (from.ending()) {
    case ending::incomplete: return reconcile(reason::incomplete, here, policy);
    case ending::unreadable: return reconcile(reason::unreadable_errors, here, policy);
    case ending::unexpected: return reconcile(reason::unexpected_response, here, policy);
    case ending::missing: return reconcile(reason::missing_payload, here, policy);
    case ending::none:
    case ending::unreported:
    case ending::unconfirmed:
    case ending::failed:
    case ending::sending_failed:
    case ending::cancelled: break;
    }
    return decide_outcome(what, {}, here, policy);
}

// Whether a look-up proves that the message was not accepted.
[[nodiscard]] constexpr bool is_never_accepted(const history& from, situation here, const retry_policy& policy) noexcept {
    const std::int64_t not_found_after = from.column(history_column::not_found_after);
    if (not_found_after == 0 || (here.valid_until.known() && may_be_queued(here, policy))) {
        return false;
    }
    here.valid_until = {};
    here.elapsed_ms = static_cast<std::uint64_t>(not_found_after) - 1;
    return !may_be_queued(here, policy);
}

// No payload says whether the request was accepted.
[[nodiscard]] constexpr decision decide_uncertain(const history& from, const counted_failure& failure, const situation& here,
                                                  const retry_policy& policy) noexcept {
    const bool never_accepted = is_never_accepted(from, here, policy);
    const bool is_looked_up = from.column(history_column::not_found_after) != 0;
    const decision opening = opening_of(failure.what.columns);
    if (failure.known && (opening.step != step::reconcile || !is_looked_up)) {
        const bool is_refusal = never_accepted || (opening.receipt != receipt::no && !failure.what.redirected);
        return decide_kept(failure, is_refusal ? receipt::no : receipt::maybe, here, policy);
    }
    if (is_looked_up) {
        return never_accepted && !failure.forbids_resending ? decide_never_accepted(here, policy)
                                                            : reconcile(reason::nothing_found, here, policy);
    }
    situation no_response = here;
    no_response.phase = phase::request;
    no_response.http_status = 0;
    no_response.never_left = here.never_left && from.progress() == progress::none;
    return decide(std::int64_t{0}, no_response, policy);
}

[[nodiscard]] constexpr decision decide_refused(const history& from, const counted_failure& failure, const situation& here,
                                                const retry_policy& policy) noexcept {
    const decision next = decide_kept(failure, receipt::no, here, policy);
    switch (from.ending()) {
    case ending::incomplete: return unless_lenient(next, reason::incomplete, here, policy);
    case ending::unreadable: return unless_lenient(next, reason::unreadable_errors, here, policy);
    case ending::none:
    case ending::unreported:
    case ending::unexpected:
    case ending::missing:
    case ending::unconfirmed:
    case ending::failed:
    case ending::sending_failed:
    case ending::cancelled: break;
    }
    return next;
}

[[nodiscard]] constexpr decision decide_progress(const history& from, const counted_failure& failure, const situation& here,
                                                 const retry_policy& policy) noexcept {
    switch (from.progress()) {
    case progress::none:
    case progress::uncertain: return decide_uncertain(from, failure, here, policy);
    case progress::never_left: {
        decision result{};
        decide_never_left(result, here, policy);
        return result;
    }
    case progress::refused: return decide_refused(from, failure, here, policy);
    case progress::accepted:
    case progress::sent:
    case progress::unknown:
    case progress::delivered: break;
    }
    return decide_message(from, failure, here, policy);
}

} // namespace detail

constexpr std::int64_t history::failure_code() const noexcept { return detail::failure_in(*this).what.number; }

constexpr decision decide(const history& from, const situation& here, const retry_policy& policy) noexcept {
    const detail::counted_failure failure = detail::failure_in(from);
    const situation complete = detail::situation_of(from, failure, here);
    decision result = detail::unless_too_long(detail::decide_progress(from, failure, complete, policy), complete, policy);
    result.consent = from.consent();
    if (result.consent >= consent::maybe_opted_out && result.step != step::none && result.reason != reason::contradictory) {
        detail::settle_opt_out(result);
        result.delay = {};
        result.not_before = {};
    }
    return result;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
