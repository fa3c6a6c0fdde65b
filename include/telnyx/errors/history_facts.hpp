// telnyx-errors: the facts about one message that a payload states. SPDX-License-Identifier: MIT
//
// Part of history.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_HISTORY_FACTS_HPP
#define TELNYX_ERRORS_HISTORY_FACTS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/enumeration.hpp>
#include <telnyx/errors/found.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_decision.hpp>
#include <telnyx/errors/strictness.hpp>
#include <telnyx/errors/verdict.hpp>
#include <telnyx/errors/vocabulary.hpp>
#include <telnyx/errors/wait_end.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// How far a message came. Of several payloads the furthest counts.
enum class progress : std::uint8_t {
    none,       ///< No payload says.
    never_left, ///< The request never left: no connection was made.
    refused,    ///< The API refused the request.
    uncertain,  ///< The request was made, and it is not known whether it was accepted.
    accepted,   ///< The message exists.
    sent,       ///< Telnyx sent it to the carrier.
    unknown,    ///< A status, in a word that this version does not know: the recipient may have it.
    delivered,  ///< Delivered, or read.
};

/// How a message ended. Of several payloads the last in this order counts: it outweighs those before it.
enum class ending : std::uint8_t {
    none,           ///< No payload says.
    unreported,     ///< The carrier does not report whether it arrived.
    incomplete,     ///< Part of a payload was left out, see `report_view::incomplete`.
    unreadable,     ///< Errors are there, but cannot be read.
    unexpected,     ///< The API answered with success, but not with JSON.
    missing,        ///< A final event whose payload is missing or cannot be read.
    unconfirmed,    ///< Neither success nor failure is confirmed.
    failed,         ///< It failed.
    sending_failed, ///< It failed before it was sent to the carrier.
    cancelled,      ///< It was withdrawn before it was sent.
};

/// The columns of a history as integers, all joined by MAX. 0 is "not known" in each. `name()` gives names for SQL.
enum class history_column : std::uint8_t {
    progress,        ///< The furthest `progress`.
    ending,          ///< The `ending` that counts.
    consent,         ///< The strictest `consent`.
    failure,         ///< The failure that decides, as an ordered key: of the message before of the request, then by `strictness`.
    other_failure,   ///< The least strict failure that forbids resending, as an inverted key: to see whether there are several.
    failed_at,       ///< When it failed, in Unix seconds: the latest time.
    wait_end,        ///< Until when the server asked to wait after a refused request, in Unix seconds: the latest time.
    not_found_after, ///< One more than the milliseconds between the request and the latest look-up that did not find the message.
};

namespace detail {

template <>
struct names<progress> : list_of_names<> {
    static constexpr std::string_view list[] = {"none",     "never_left", "refused", "uncertain",
                                                "accepted", "sent",       "unknown", "delivered"};
};
template <>
struct names<ending> : list_of_names<> {
    static constexpr std::string_view list[] = {"none",    "unreported",  "incomplete", "unreadable",     "unexpected",
                                                "missing", "unconfirmed", "failed",     "sending_failed", "cancelled"};
};
template <>
struct names<history_column> : list_of_names<> {
    static constexpr std::string_view list[] = {"progress",      "ending",    "consent",  "failure",
                                                "other_failure", "failed_at", "wait_end", "not_found_after"};
};

} // namespace detail

/// A history as integers, by `history_column`: what a database stores. The same on every machine.
using history_integers = std::array<std::int64_t, enumerator_range<history_column>::size()>;

namespace detail {

[[nodiscard]] constexpr std::size_t place_of(history_column which) noexcept { return static_cast<std::size_t>(which); }

constexpr void raise(history_integers& columns, history_column which, std::int64_t value) noexcept {
    std::int64_t& column = columns[place_of(which)];
    column = value > column ? value : column;
}

constexpr void join(history_integers& columns, const history_integers& other) noexcept {
    for (const history_column each : enumerators<history_column>) {
        raise(columns, each, other[place_of(each)]);
    }
}

// A failure that a history keeps: what a decision needs of a judgement, and how the failure ranks among others.
struct kept_failure {
    bool of_message = false;                    // else of the request: these do not count once the message exists
    bool coded = false;                         // an error without a code decides only if there is no other
    retry_class asked = retry_class::automatic; // its class, or `permanent` for an opt-out
    std::int64_t number = 0;
    judgement columns{}; // only retry, basis, wait, scope, toward and remedy
    bool title_disagrees = false;
    bool redirected = false;     // no error: the API answered with a redirection
    bool server_said_no = false; // the server forbade another attempt
};

inline constexpr unsigned basis_bits = 3;
inline constexpr unsigned wait_bits = 4;
inline constexpr unsigned remedy_bits = 5;
inline constexpr unsigned failure_bits = 2 + strictness_bits + class_bits + basis_bits + wait_bits + remedy_bits + 3;
static_assert(fits<basis>(basis_bits) && fits<wait>(wait_bits) && fits<remedy>(remedy_bits) && failure_bits < 64,
              "history_facts.hpp: an enumeration has outgrown its bits");

// The column `failure`: ordered by these fields from first to last.
[[nodiscard]] constexpr std::int64_t key_of(const kept_failure& what) noexcept {
    bit_fields key;
    key.append(what.of_message, 1);
    key.append(what.coded, 1);
    key.append(strictness_of(what.asked, what.columns.toward, what.columns.scope, what.number), strictness_bits);
    key.append(what.columns.retry, class_bits);
    key.append(what.columns.basis, basis_bits);
    key.append(what.columns.wait, wait_bits);
    key.append(what.columns.remedy, remedy_bits);
    key.append(what.title_disagrees, 1);
    key.append(what.redirected, 1);
    key.append(what.server_said_no, 1);
    return key.value();
}

[[nodiscard]] constexpr kept_failure failure_of_key(std::int64_t key, bool& valid) noexcept {
    bit_fields fields{key};
    kept_failure result{};
    result.server_said_no = fields.take(1) != 0;
    result.redirected = fields.take(1) != 0;
    result.title_disagrees = fields.take(1) != 0;
    result.columns.remedy = fields.take<remedy>(remedy_bits, valid);
    result.columns.wait = fields.take<wait>(wait_bits, valid);
    result.columns.basis = fields.take<basis>(basis_bits, valid);
    result.columns.retry = fields.take<retry_class>(class_bits, valid);
    result.columns.also = result.columns.retry;
    result.number = code_of_rank(static_cast<std::int64_t>(fields.take(code_bits)));
    result.columns.scope = fields.take<scope>(scope_bits, valid);
    result.columns.toward = fields.take<toward>(toward_bits, valid);
    result.asked = fields.take<retry_class>(class_bits, valid);
    result.coded = fields.take(1) != 0;
    result.of_message = fields.take(1) != 0;
    valid = valid && fields.empty();
    return result;
}

// The column `other_failure`: the least strict failure has the highest key.
inline constexpr std::int64_t most_strict = (std::int64_t{1} << strictness_bits) - 1;
[[nodiscard]] constexpr std::int64_t inverted_key_of(bool of_message, const judgement& columns, std::int64_t number) noexcept {
    bit_fields key;
    key.append(of_message, 1);
    key.append(true, 1); // there is one
    key.append(most_strict - strictness(columns, number), strictness_bits);
    return key.value();
}

struct other_failure {
    bool of_message = false;
    bool known = false;
    std::int64_t number = 0;
};
[[nodiscard]] constexpr other_failure failure_of_inverted_key(std::int64_t key) noexcept {
    bit_fields fields{key};
    other_failure result{};
    bit_fields rest{most_strict - static_cast<std::int64_t>(fields.take(strictness_bits))};
    result.number = code_of_rank(static_cast<std::int64_t>(rest.take(code_bits)));
    result.known = fields.take(1) != 0;
    result.of_message = fields.take(1) != 0;
    return result;
}

// Instants are kept from 1970 to the year 2100: what is beyond is no time of a message. 0 is not known.
inline constexpr std::int64_t last_kept_second = 4102444800;
[[nodiscard]] constexpr std::int64_t kept_instant(instant when) noexcept {
    const std::int64_t seconds = when.unix_seconds();
    return seconds < 0 ? 0 : seconds < last_kept_second ? seconds : last_kept_second;
}

// Reads the facts of one payload about one recipient, or, where it names no recipients, about the message.
class fact_reader {
public:
    fact_reader(const report_view& report, std::size_t recipient, const situation& here, amendment_list amendments) noexcept
        : report_(report), recipient_(recipient < report.recipients().size() ? &report.recipients()[recipient] : nullptr),
          index_(recipient), here_(situation_of(report, here)), amendments_(amendments),
          errors_(recipient_ != nullptr ? verdict_of_recipient(report, recipient, here_, amendments)
                                        : verdict_of_all(report, here_, amendments)) {}

    [[nodiscard]] history_integers read() noexcept {
        if (recipient_ != nullptr ? is_inbound(report_, *recipient_) : report_.inbound()) {
            note(consent_of(report_.keyword()));
        } else if (recipient_ != nullptr || report_.recipients().empty()) {
            read_outbound();
        }
        return facts_;
    }

private:
    void note(progress value) noexcept { raise(facts_, history_column::progress, static_cast<std::int64_t>(value)); }
    void note(ending value) noexcept { raise(facts_, history_column::ending, static_cast<std::int64_t>(value)); }
    void note(consent value) noexcept { raise(facts_, history_column::consent, static_cast<std::int64_t>(value)); }

    [[nodiscard]] bool counts(const error_view& error) const noexcept {
        return recipient_ == nullptr || concerns(error, *recipient_, index_);
    }
    [[nodiscard]] bool is_unclear() const noexcept { return report_.incomplete() || report_.unreadable() != 0; }
    [[nodiscard]] ending how_unclear() const noexcept { return report_.incomplete() ? ending::incomplete : ending::unreadable; }
    [[nodiscard]] outcome stated_outcome() const noexcept {
        return recipient_ != nullptr ? recipient_->outcome : report_.outcome();
    }
    [[nodiscard]] std::string_view status() const noexcept { return recipient_ != nullptr ? recipient_->status : report_.status(); }

    void read_outbound() noexcept {
        if (is_found(report_)) {
            read_message();
            return;
        }
        note(errors_.consent);
        const bool looked_up = here_.phase == phase::record || (report_.empty_page() && here_.phase != phase::request);
        if (looked_up) {
            if (is_not_found(report_, here_.http_status)) {
                read_not_found();
            } // any other failure of a look-up says nothing about the message
        } else if (here_.phase != phase::delivery || !errors_.empty()) {
            read_response();
        }
    }

    // Of a look-up that comes too late, or before the message must have left the queue, nothing follows.
    void read_not_found() noexcept {
        if (here_.elapsed_ms >= lookup_horizon_ms) {
            return;
        }
        const bool may_wait =
            here_.valid_until.known() && here_.time.known() && here_.time.unix_seconds() < here_.valid_until.unix_seconds();
        raise(facts_, history_column::not_found_after, 1 + (may_wait ? 0 : static_cast<std::int64_t>(here_.elapsed_ms)));
    }

    void read_message() noexcept {
        const outcome what = stated_outcome();
        if (what == outcome::none && here_.phase == phase::request) { // only in a refusal, see phase_in()
            note(errors_.consent);
            read_response();
            return;
        }
        if (what == outcome::none && report_.recipients().empty() && report_.message_id().empty() && !report_.final_event()) {
            return; // an event about something else
        }
        note(progress::accepted);
        note(errors_.consent);
        if (what == outcome::delivered || what == outcome::received) {
            note(progress::delivered); // an error beside it is a remark
            return;
        }
        keep_errors(true);
        note_outcome(what);
        if (is_unclear() && !is_strict_failure(what)) {
            facts_[place_of(history_column::ending)] = 0;
            note(what == outcome::unconfirmed ? ending::unconfirmed : how_unclear());
        }
    }

    void note_outcome(outcome what) noexcept {
        switch (what) {
        case outcome::none:
            if (report_.missing_payload()) {
                note(ending::missing);
            } else if (report_.final_event() && errors_.empty()) {
                note(progress::unknown);
            }
            break;
        case outcome::in_progress:
            // Without a status only the event message.sent says so, which need not be the first of a list.
            if (status().empty() || equal_ignoring_case(status(), "sent")) {
                note(progress::sent);
            }
            break;
        case outcome::unreported:
            note(progress::sent);
            note(ending::unreported);
            break;
        case outcome::unknown: note(progress::unknown); break;
        case outcome::unconfirmed: note(ending::unconfirmed); break;
        case outcome::cancelled: note(ending::cancelled); break;
        case outcome::failed: note_failed(); break;
        case outcome::delivered:       // unreachable: read_message has noted it
        case outcome::received: break; // unreachable: read_message has noted it
        }
    }

    void note_failed() noexcept {
        note(equal_ignoring_case(status(), "sending_failed") ? ending::sending_failed : ending::failed);
        if (errors_.empty() && equal_ignoring_case(status(), "expired")) {
            kept_failure expired{};
            expired.of_message = true;
            expired.asked = retry_class::after_intervention;
            expired.columns.retry = retry_class::after_intervention;
            expired.columns.scope = scope::message;
            expired.columns.toward = toward::recipient;
            expired.columns.remedy = remedy::extend_validity;
            keep(expired);
        }
    }

    // Whether the failure stays one although something of the payload is not known, which may forbid resending: its own step does
    // not resend, and no wait ends in one that does.
    [[nodiscard]] bool is_strict_failure(outcome what) const noexcept {
        if (what != outcome::failed || errors_.empty() || errors_.consent >= consent::maybe_opted_out) {
            return what == outcome::failed;
        }
        const step first = opening_of(columns()).step;
        return (first == step::stop || first == step::fix_first) && !end_of_wait(columns().wait, instant{0}).known();
    }

    // The response to the request, where it is no message.
    void read_response() noexcept {
        const bool foreign = report_.kind() == kind::unrecognised || report_.kind() == kind::not_json;
        if (is_unclear()) {
            note(how_unclear());
        }
        if (!errors_.empty()) {
            keep_errors(false);
            note_refusal(columns());
        } else if (here_.http_status >= 300 || (foreign && !is_success(here_.http_status))) {
            read_status();
        } else if (is_success(here_.http_status)) {
            note(progress::accepted);
            if (report_.kind() == kind::not_json) {
                note(ending::unexpected);
            }
        } else {
            note(progress::uncertain);
        }
    }

    void read_status() noexcept {
        if (here_.http_status == 0 && here_.never_left) {
            note(progress::never_left);
            return;
        }
        kept_failure what{};
        what.redirected = is_redirection(here_.http_status);
        what.columns = judge_status(here_.http_status);
        if (what.redirected) {
            what.columns.retry = retry_class::after_intervention;
            what.columns.scope = scope::account;
        }
        what.asked = what.columns.retry;
        what.server_said_no = here_.retry_after.should_retry == server_wish::no_retry;
        keep(what);
        keep_wait_end(what.columns);
        note_refusal(what.columns);
    }

    // A response that says so itself, or says success beside an error, leaves open whether the message was accepted.
    void note_refusal(const judgement& of) noexcept {
        const bool open = opening_of(of).receipt != receipt::no || is_success(here_.http_status) || here_.phase == phase::delivery;
        note(open ? progress::uncertain : progress::refused);
    }

    // The judgement of the errors, of which there is at least one.
    [[nodiscard]] judgement columns() const noexcept {
        const std::int64_t number = errors_.governing != nullptr ? errors_.governing->number : 0;
        return errors_.any_known ? errors_.columns : classify(number, here_.phase, here_.http_status);
    }

    void keep_errors(bool of_message) noexcept {
        if (errors_.empty()) {
            return;
        }
        kept_failure what{};
        what.of_message = of_message;
        what.coded = errors_.governing != nullptr;
        what.number = what.coded ? errors_.governing->number : 0;
        what.columns = columns();
        what.asked = errors_.consent >= consent::maybe_opted_out ? retry_class::permanent : what.columns.retry;
        what.title_disagrees = errors_.title_disagrees;
        what.server_said_no = !of_message && here_.retry_after.should_retry == server_wish::no_retry;
        keep(what);
        if (!of_message) {
            keep_wait_end(what.columns);
        }
        for (const error_view& error : report_.errors()) {
            if (counts(error)) {
                const verdict single = verdict_of(report_, error, here_, amendments_);
                if (single.forbids_resending) {
                    raise(facts_, history_column::other_failure, inverted_key_of(of_message, single.columns, error.number));
                }
            }
        }
    }

    // Only a response is as recent as the current time.
    void keep(const kept_failure& what) noexcept {
        raise(facts_, history_column::failure, key_of(what));
        raise(facts_, history_column::failed_at, kept_instant(what.of_message ? believable_failure(here_) : start_of_wait(here_)));
    }

    void keep_wait_end(const judgement& of) noexcept {
        const bool throttled = of.retry == retry_class::automatic && of.wait == wait::as_server_says;
        if (here_.retry_after.delay.known() && here_.time.known() && (throttled || !here_.retry_after.rate_limit_only)) {
            raise(facts_, history_column::wait_end, kept_instant(later(here_.time, here_.retry_after.delay.milliseconds())));
        }
    }

    const report_view& report_;
    const recipient_view* recipient_;
    std::size_t index_;
    situation here_;
    amendment_list amendments_;
    verdict errors_;
    history_integers facts_{};
};

[[nodiscard]] inline history_integers facts_of(const report_view& report, std::size_t recipient, const situation& here,
                                               amendment_list amendments) noexcept {
    return fact_reader{report, recipient, here, amendments}.read();
}

// A column of any value, so that it is one that a history has. What is none permits no resending.
[[nodiscard]] constexpr std::int64_t restored(history_column which, std::int64_t value) noexcept {
    constexpr auto latest_look_up = static_cast<std::int64_t>(lookup_horizon_ms);
    const auto either = [value](std::size_t count, auto otherwise) {
        return value >= 0 && value < static_cast<std::int64_t>(count) ? value : static_cast<std::int64_t>(otherwise);
    };
    switch (which) {
    // NOLINTBEGIN(readability-static-accessed-through-instance): `size` is static
    case history_column::progress: return either(enumerators<progress>.size(), progress::unknown);
    case history_column::ending: return either(enumerators<ending>.size(), ending::unconfirmed);
    case history_column::consent: return either(enumerators<consent>.size(), consent::maybe_opted_out);
    // NOLINTEND(readability-static-accessed-through-instance)
    case history_column::failure: {
        bool valid = value >= 0;
        static_cast<void>(failure_of_key(value, valid)); // each failure has one key only
        kept_failure unknown{};
        unknown.of_message = true;
        unknown.coded = true;
        unknown.asked = unknown.columns.retry;
        return valid ? value : key_of(unknown);
    }
    case history_column::other_failure: {
        const bool valid =
            value == 0 || (value >= 0 && value >> (strictness_bits + 2) == 0 && failure_of_inverted_key(value).known);
        return valid ? value : inverted_key_of(true, judgement{}, 0);
    }
    case history_column::failed_at:
    case history_column::wait_end: return kept_instant(instant{value});
    case history_column::not_found_after: return value >= 0 && value <= latest_look_up ? value : 0;
    }
    return 0;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
