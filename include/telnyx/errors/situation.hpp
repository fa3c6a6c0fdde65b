// telnyx-errors: what a decision needs to know, and what it says. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_SITUATION_HPP
#define TELNYX_ERRORS_SITUATION_HPP

#include <cstdint>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What only the caller knows about the failure.
struct situation {
    /// Where the code or payload came from. The phase of a report is used where this is `unknown`.
    errors::phase phase = errors::phase::unknown;
    /// The channel of the message. That of a report is used where this is `unknown`.
    errors::channel channel = errors::channel::unknown;
    /// Whether the request provably never left: the connection was refused, or the name of the server was not resolved. Counts only
    /// where there is neither a code nor an HTTP status.
    bool never_left = false;
    /// The HTTP status of the response; 0 if there was none. The status in a report is used where this is 0.
    int http_status = 0;
    /// How many attempts were made, including this one. 0 is treated as 1.
    std::uint32_t attempt = 1;
    /// How long ago the first attempt was made, in milliseconds.
    std::uint64_t elapsed_ms = 0;
    /// The current time. Without it decisions have delays, but no instants that depend on the time of day.
    instant time{};
    /// When the failure happened, if the caller knows it. The time in a report is used where this is not known. A time in the
    /// future, or more than a year before `time`, is not believed: then waits count from `time`.
    instant failed_at{};
    /// For a look-up: until when the message may be in Telnyx's queue, as the response that accepted it said
    /// (`report.valid_until()`).
    instant valid_until{};
    /// Whether the operation is idempotent. Sending a message is not, unless the caller can tell that it is.
    bool idempotent = false;
    /// What the server said about another attempt.
    retry_hint retry_after{};
    /// 32 bits from the caller's random generator, for the jitter of the delay. All ones, the default, give the nominal delay:
    /// without random bits, clients that failed together come back together.
    std::uint32_t random_bits = UINT32_MAX;
};

/// What to do, and why.
struct decision {
    /// What to do with the message.
    errors::step step = errors::step::none;
    /// Why.
    errors::reason reason = errors::reason::nothing_failed;
    /// Which of the caller's messages fail in the same way, and ...
    errors::scope scope = errors::scope::unknown;
    /// ... to which destinations.
    errors::toward toward = errors::toward::everyone;
    /// What to change, or to do.
    errors::remedy remedy = errors::remedy::none;
    /// How the judgement behind it is known.
    errors::basis basis = errors::basis::none;
    /// What is said about the recipient's consent to messages from this messaging profile.
    errors::consent consent = errors::consent::unchanged;
    /// Whether the recipient has the message. Only after `no` may another channel or another provider take over.
    errors::receipt receipt = errors::receipt::maybe;
    /// How long to wait from now: known for retry, hold and reconcile, for messages that are on their way, for fix_first where a
    /// wait is part of the fix, and for a stop because the wait would be too long.
    errors::delay delay{};
    /// The earliest sensible time, where the time of day or of the failure is known.
    instant not_before{};
    /// The code that decided; 0 if none did.
    std::int64_t governing_code = 0;

    /// Who can act: the program itself, a person, or only Telnyx.
    [[nodiscard]] constexpr errors::actor actor() const noexcept;
};

/// Who can carry out a remedy.
[[nodiscard]] constexpr actor actor_of(remedy what) noexcept;

template <>
inline constexpr bool is_printable<decision> = true;

constexpr actor actor_of(remedy what) noexcept {
    switch (what) {
    case remedy::none: return actor::none;
    case remedy::stop_messaging_recipient:
    case remedy::reduce_rate:
    case remedy::retry_with_backoff:
    case remedy::wait: return actor::program;
    case remedy::contact_support: return actor::telnyx;
    case remedy::use_another_sender:
    case remedy::extend_validity:
    case remedy::investigate:
    case remedy::revise_content:
    case remedy::register_campaign:
    case remedy::correct_recipient:
    case remedy::fix_sender:
    case remedy::fix_request:
    case remedy::fix_profile:
    case remedy::fix_credentials:
    case remedy::fix_account:
    case remedy::add_funds:
    case remedy::verify_toll_free:
    case remedy::raise_limit: return actor::person;
    }
    return actor::none;
}

constexpr actor decision::actor() const noexcept {
    switch (step) {
    case step::none: return actor::none;
    case step::retry:
    case step::hold:
    case step::reconcile: return actor::program;
    case step::fix_first:
    case step::stop: break;
    }
    return actor_of(remedy);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
