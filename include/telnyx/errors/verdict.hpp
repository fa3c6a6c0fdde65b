// telnyx-errors: what the errors of a payload say together. SPDX-License-Identifier: MIT
//
// Part of report_decision.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_VERDICT_HPP
#define TELNYX_ERRORS_VERDICT_HPP

#include <cstddef>
#include <cstdint>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/consent_words.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/refinement.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/strictness.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Whether a failure is about the recipient, or nothing known says what it is about: only then can words be about consent. The scope
// of an HTTP status is not that of the error.
[[nodiscard]] constexpr bool may_concern_consent(const judgement& columns) noexcept {
    return columns.toward == toward::recipient || columns.scope <= scope::message || !columns.known();
}

// What one error says about consent. The code of a STOP counts where the request was refused, unless under another title; elsewhere
// only with its own title or words that state it, because the number has other uses. Its title counts without the code. Words alone
// are no proof.
[[nodiscard]] constexpr errors::consent consent_of(const error_view& error, const judgement& columns,
                                                   errors::phase phase) noexcept {
    if (!same_words(error.title, {}) && same_words(error.title, lookup(stop_code).title)) {
        return consent::opted_out;
    }
    const bool stated = may_concern_consent(columns) && (states_opt_out(error.title) || states_opt_out(error.detail));
    if (error.number != stop_code) {
        return stated ? consent::maybe_opted_out : consent::unchanged;
    }
    if (stated) {
        return consent::opted_out;
    }
    return error.title_disagrees() ? consent::maybe_opted_out : consent_of_stop(phase);
}

// What an inbound message says about its sender.
[[nodiscard]] constexpr errors::consent consent_of(keyword said) noexcept {
    switch (said) {
    case keyword::stop: return consent::opted_out;
    case keyword::start: return consent::opted_in;
    case keyword::none:
    case keyword::help: break;
    }
    return consent::unchanged;
}

// Whether a recipient has the message, as far as their outcome tells. Where nothing is said: an API that refuses a request sends
// nothing.
[[nodiscard]] constexpr receipt receipt_of(errors::outcome outcome, errors::phase phase) noexcept {
    switch (outcome) {
    case outcome::delivered:
    case outcome::received: return receipt::yes;
    case outcome::cancelled:
    case outcome::failed: return receipt::no;
    case outcome::unreported:
    case outcome::in_progress:
    case outcome::unknown:
    case outcome::unconfirmed: return receipt::maybe;
    case outcome::none: break;
    }
    return phase == phase::request ? receipt::no : receipt::maybe;
}

// The situation, completed with what the payload itself says.
[[nodiscard]] inline situation situation_of(const report_view& report, situation here) noexcept {
    here.phase = here.phase != phase::unknown ? here.phase : report.phase();
    here.channel = here.channel != channel::unknown ? here.channel : report.channel();
    here.http_status = here.http_status != 0 ? here.http_status : report.http_status();
    if (here.retry_after.empty()) {
        here.retry_after = report.retry_after();
    }
    if (here.phase == phase::record) {
        here.idempotent = false; // reading is; sending again is not
    }
    if (!here.failed_at.known()) {
        const instant completed = parse_rfc3339(report.completed_at());
        here.failed_at = completed.known() ? completed : parse_rfc3339(report.occurred_at());
    }
    return here;
}

// Whether the recipients have the message as a whole: yes or no only if that is true of all.
[[nodiscard]] inline receipt receipt_of_whole(const report_view& report, errors::phase phase) noexcept {
    if (report.recipients().empty()) {
        return receipt_of(report.outcome(), phase);
    }
    const receipt first = receipt_of(report.recipients()[0].outcome, phase);
    for (const recipient_view& recipient : report.recipients()) {
        if (receipt_of(recipient.outcome, phase) != first) {
            return receipt::maybe;
        }
    }
    return first;
}

// The result of several errors together. The strictest one decides; of equals the one that reaches furthest; of these the first
// in the payload. So the order in which they are added does not matter.
struct verdict {
    const error_view* governing = nullptr;
    const error_view* codeless = nullptr; // the first error without a code, which decides if there is no other
    judgement columns{};
    retry_class asked = retry_class::automatic;
    errors::consent consent = errors::consent::unchanged;
    bool any_known = false;
    bool forbids_resending = false;
    bool other_conditions = false; // two errors with different codes ask for something
    bool title_disagrees = false;

    [[nodiscard]] bool empty() const noexcept { return governing == nullptr && codeless == nullptr; }

    void add(const verdict& other) noexcept {
        const verdict before = *this;
        if (other.governing != nullptr && (governing == nullptr || other.governs(*this))) {
            *this = other;
        }
        codeless = first_of(before.codeless, other.codeless);
        consent = before.consent > other.consent ? before.consent : other.consent;
        any_known = before.any_known || other.any_known;
        forbids_resending = before.forbids_resending || other.forbids_resending;
        other_conditions =
            before.other_conditions || other.other_conditions ||
            (before.forbids_resending && other.forbids_resending && before.governing->number != other.governing->number);
    }

private:
    [[nodiscard]] static const error_view* first_of(const error_view* left, const error_view* right) noexcept {
        return right == nullptr || (left != nullptr && left < right) ? left : right;
    }
    [[nodiscard]] bool governs(const verdict& other) const noexcept {
        const std::int64_t mine = strictness_of(asked, columns.toward, columns.scope, 0);
        const std::int64_t others = strictness_of(other.asked, other.columns.toward, other.columns.scope, 0);
        return mine != others ? mine > others : governing < other.governing;
    }
};

// Where an error occurred.
[[nodiscard]] inline context context_of(const report_view& report, const error_view& error, const situation& here) noexcept {
    const errors::outcome outcome =
        error.recipient.known() ? report.recipients()[error.recipient.value()].outcome : report.outcome();
    return {here.channel, here.phase, part_of(error.pointer, error.parameter), outcome == outcome::in_progress, error.title};
}

// The verdict of one error. An opt-out is as strict as a permanent error, whatever its code is. An error that no pointer ties to
// one of several recipients opts none of them out for sure. No amendment applies to an opt-out.
template <class Amendments>
[[nodiscard]] inline verdict verdict_of(const report_view& report, const error_view& error, const situation& here,
                                        Amendments amendments) noexcept {
    verdict result;
    const refinement* const found =
        has_refinements(error.number) ? refinement_of(error.number, context_of(report, error, here)) : nullptr;
    result.columns = found != nullptr ? found->becomes : classify(error.number);
    result.title_disagrees = found != nullptr && found->title != title_condition::any;
    result.consent = consent_of(error, result.columns, here.phase);
    if (result.consent == consent::opted_out && !error.recipient.known() && report.recipients().size() > 1) {
        result.consent = consent::maybe_opted_out;
    }
    const bool opts_out = result.consent >= consent::maybe_opted_out;
    if (!opts_out && amend_columns(result.columns, error.number, here.channel, result.title_disagrees, amendments)) {
        result.title_disagrees = false;
    }
    (error.number == 0 && !opts_out ? result.codeless : result.governing) = &error;
    result.asked = opts_out ? retry_class::permanent : result.columns.retry;
    result.any_known = result.columns.known();
    // Then the message is not resent, even if the error that decides leaves that to the caller or the server.
    result.forbids_resending = result.columns.known() && result.columns.retry != retry_class::automatic &&
                               result.columns.retry != retry_class::unspecified;
    return result;
}

// The verdict of the errors that `concerns` admits.
template <class Amendments, class Predicate>
[[nodiscard]] inline verdict verdict_of_those(const report_view& report, const situation& here, Amendments amendments,
                                              Predicate concerns) noexcept {
    verdict result;
    for (const error_view& error : report.errors()) {
        if (concerns(error)) {
            result.add(verdict_of(report, error, here, amendments));
        }
    }
    return result;
}

// Whether the recipient has the message, where an amendment may have replaced the judgement that says that they may.
[[nodiscard]] inline receipt receipt_known(const report_view& /*report*/, const verdict& /*errors*/, receipt has_message,
                                           const situation& /*here*/, no_amendments /*amendments*/) noexcept {
    return has_message;
}
[[nodiscard]] inline receipt receipt_known(const report_view& report, const verdict& errors, receipt has_message,
                                           const situation& here, amendment_list amendments) noexcept {
    if (errors.columns.basis != basis::amended || has_message != receipt::no) {
        return has_message;
    }
    const error_view& error = *errors.governing;
    return receipt_before(classify(error.number, context_of(report, error, here)), *amendments.find(error.number, here.channel));
}

// Whether an error is about one recipient: it says so, or it says nothing of recipients and is in the same body.
[[nodiscard]] inline bool concerns(const error_view& error, const recipient_view& recipient, std::size_t index) noexcept {
    return error.recipient.known() ? error.recipient.value() == index : error.body == recipient.body;
}

// The errors that are about a body as a whole, for one body after the other: bodies, errors and recipients are in the same order.
template <class Amendments>
class verdicts_of_bodies {
public:
    verdicts_of_bodies(const report_view& report, const situation& here, Amendments amendments) noexcept
        : report_(report), here_(here), amendments_(amendments) {}

    [[nodiscard]] const verdict& find(std::size_t body) noexcept {
        const range_of<error_view> errors = report_.errors();
        if (body == body_) {
            return verdict_;
        }
        body_ = body;
        verdict_ = {};
        for (; next_ != errors.size() && errors[next_].body <= body; ++next_) {
            if (errors[next_].body == body && !errors[next_].recipient.known()) {
                verdict_.add(verdict_of(report_, errors[next_], here_, amendments_));
            }
        }
        return verdict_;
    }

private:
    const report_view& report_;
    const situation& here_;
    Amendments amendments_;
    std::size_t body_{static_cast<std::size_t>(-1)};
    std::size_t next_{0};
    verdict verdict_{};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
