// telnyx-errors: what the errors of a payload say together. SPDX-License-Identifier: MIT
//
// Part of report_decision.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_VERDICT_HPP
#define TELNYX_ERRORS_VERDICT_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

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

// What one error says about consent. The code of a STOP counts where the request was refused, unless under another title; elsewhere
// only with its own title or words that state it, because the number has other uses. Its title counts without the code. Words alone
// are no proof, and count with any code: Telnyx passes on what carriers and Meta say under codes of other failures.
[[nodiscard]] constexpr errors::consent consent_of(const error_view& error, errors::phase phase) noexcept {
    if (!same_words(error.title, {}) && same_words(error.title, lookup(stop_code).title)) {
        return consent::opted_out;
    }
    const bool stated = states_opt_out(error.title) || states_opt_out(error.detail);
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

// Whether a recipient has the message, as far as their outcome tells.
[[nodiscard]] constexpr receipt receipt_of(errors::outcome outcome) noexcept {
    switch (outcome) {
    case outcome::delivered:
    case outcome::received: return receipt::yes;
    case outcome::cancelled:
    case outcome::failed: return receipt::no;
    case outcome::unreported:
    case outcome::in_progress:
    case outcome::unknown:
    case outcome::unconfirmed:
    case outcome::none: break;
    }
    return receipt::maybe;
}

// The phase of a payload. A message that a response with success carries is no refusal: what it says of a failure is a result of
// its delivery.
[[nodiscard]] inline errors::phase phase_in(const report_view& report, const situation& here) noexcept {
    const errors::phase told = here.phase != phase::unknown ? here.phase : report.phase();
    const errors::phase shown = phase_of(report.kind());
    const bool of_message = !report.empty_page() && (shown == phase::delivery || shown == phase::record);
    return told == phase::request && of_message && here.http_status < 300 ? shown : told;
}

// When the message failed: the first plausible time of the payload.
[[nodiscard]] inline instant failure_in(const report_view& report, situation here) noexcept {
    here.failed_at = parse_payload_time(report.completed_at());
    return believable_failure(here).known() ? here.failed_at : parse_payload_time(report.occurred_at());
}

// The situation, completed with what the payload itself says.
[[nodiscard]] inline situation situation_of(const report_view& report, situation here) noexcept {
    here.channel = here.channel != channel::unknown ? here.channel : report.channel();
    here.http_status = here.http_status != 0 ? here.http_status : report.http_status();
    here.phase = phase_in(report, here);
    if (here.retry_after.empty()) {
        here.retry_after = report.retry_after();
    }
    if (here.phase == phase::record) {
        here.idempotent = false; // reading is; sending again is not
    }
    if (!here.failed_at.known()) {
        here.failed_at = failure_in(report, here);
    }
    return here;
}

// Whether the recipients have the message as a whole: yes or no only if that is true of all. Inbound messages in a list of messages
// are not the message.
[[nodiscard]] inline receipt receipt_of_whole(const report_view& report) noexcept {
    const receipt whole = receipt_of(report.outcome());
    for (const recipient_view& recipient : report.recipients()) {
        if (recipient.outcome != outcome::received && receipt_of(recipient.outcome) != whole) {
            return receipt::maybe;
        }
    }
    return whole;
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
    result.consent = consent_of(error, here.phase);
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

// The verdict of all errors of a report.
template <class Amendments>
[[nodiscard]] inline verdict verdict_of_all(const report_view& report, const situation& here, Amendments amendments) noexcept {
    verdict result;
    for (const error_view& error : report.errors()) {
        result.add(verdict_of(report, error, here, amendments));
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

// Whether two recipients of a message are one person, who may be in its lists more than once.
[[nodiscard]] inline bool is_same_person(const recipient_view& left, const recipient_view& right) noexcept {
    return left.body == right.body && !left.phone_number.empty() && left.phone_number == right.phone_number;
}

// Which recipients of a report may be in its messages more than once, found in linear time: sure of few recipients, and else by
// hashes, so that it may be wrong about some who are not.
class repetitions {
public:
    explicit repetitions(const report_view& report) noexcept : report_(report) {
        if (report.recipients().size() <= few) {
            return;
        }
        marks& all = marks_.emplace();
        for (std::size_t i = 0; i != report.recipients().size(); ++i) {
            if (has_company(i)) {
                const std::size_t hash = hash_of(report.recipients()[i]);
                bits& marked = is_in(all.once, hash) ? all.twice : all.once;
                marked[hash / word] |= std::uint64_t{1} << (hash % word);
            }
        }
    }

    [[nodiscard]] bool may_have(std::size_t i) const noexcept {
        return has_company(i) && (!marks_ || is_in(marks_->twice, hash_of(report_.recipients()[i])));
    }

private:
    static constexpr std::size_t few = 16;
    static constexpr std::size_t word = std::numeric_limits<std::uint64_t>::digits;
    static constexpr std::size_t words = 512;
    static constexpr std::size_t slots = words * word;
    using bits = std::uint64_t[words];
    struct marks {
        bits once;
        bits twice;
    };

    // Whether the message has another recipient; those of one message stand together.
    [[nodiscard]] bool has_company(std::size_t i) const noexcept {
        const range_of<recipient_view> all = report_.recipients();
        return (i != 0 && all[i - 1].body == all[i].body) || (i + 1 != all.size() && all[i + 1].body == all[i].body);
    }
    [[nodiscard]] static std::size_t hash_of(const recipient_view& recipient) noexcept {
        return (std::hash<std::string_view>{}(recipient.phone_number) + recipient.body) % slots;
    }
    [[nodiscard]] static bool is_in(const bits& marked, std::size_t hash) noexcept {
        return (marked[hash / word] >> (hash % word) & 1U) != 0;
    }

    const report_view& report_;
    std::optional<marks> marks_; // where there are more than a few
};

// What an error that is about another recipient says about this one: nothing, unless both are one person, who opted out.
template <class Amendments>
inline void add_opt_out_of_same_person(verdict& result, const report_view& report, const error_view& error, std::size_t index,
                                       const situation& here, Amendments amendments) noexcept {
    const std::size_t other = error.recipient.value();
    if (error.recipient.known() && other != index && is_same_person(report.recipients()[other], report.recipients()[index])) {
        const verdict theirs = verdict_of(report, error, here, amendments);
        if (theirs.consent >= consent::maybe_opted_out) {
            result.add(theirs);
        }
    }
}

template <class Amendments>
inline void add_opt_outs_of_same_person(verdict& result, const report_view& report, std::size_t index, const situation& here,
                                        Amendments amendments) noexcept {
    for (const error_view& error : report.errors()) {
        add_opt_out_of_same_person(result, report, error, index, here, amendments);
    }
}

// The verdict of the errors that are about one recipient.
template <class Amendments>
[[nodiscard]] inline verdict verdict_of_recipient(const report_view& report, std::size_t index, const situation& here,
                                                  Amendments amendments) noexcept {
    verdict result;
    for (const error_view& error : report.errors()) {
        if (concerns(error, report.recipients()[index], index)) {
            result.add(verdict_of(report, error, here, amendments));
        } else {
            add_opt_out_of_same_person(result, report, error, index, here, amendments);
        }
    }
    return result;
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
