// telnyx-errors: what words say about opt-outs. SPDX-License-Identifier: MIT
//
// Two kinds of words: keywords, of which a whole inbound message consists, and sentences in the errors of a payload.
//
// A sentence is read clause by clause. Every word or phrase of `detail::phrases` has a role: it states an opt-out, negates,
// demands, and so on. Roles that depend on their neighbours reach over words that say nothing, and no further: "has not yet opted
// out" is a negation, "could not be delivered to an opted-out recipient" is not.
#ifndef TELNYX_ERRORS_CONSENT_WORDS_HPP
#define TELNYX_ERRORS_CONSENT_WORDS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/consent_phrases.hpp>
#include <telnyx/errors/detail/folded_text.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Whether the title or the detail of an error states that the recipient opted out: "Recipient replied STOP", "opted-out",
/// "has chosen to stop receiving messages". It does not where it negates that ("has not opted out"), takes it back ("but
/// re-subscribed"), asks or makes it a condition ("if they opted out"), or demands opt-out language ("must include opt-out
/// instructions", "Reply STOP to unsubscribe"). Case, dashes, underscores, typographic and invisible characters do not matter.
///
/// Words prove nothing: use it to stop and let a person look. In doubt it is true, so that no opt-out is missed.
///
/// \param text  any bytes; UTF-8 is understood.
/// \return whether an opt-out is stated. O(size), no allocation.
[[nodiscard]] constexpr bool states_opt_out(std::string_view text) noexcept;

/// The keyword that a whole inbound message consists of, in any case, with any punctuation, blanks, quotes, emoji and invisible
/// characters around it. Between the letters of an opt-out keyword these are ignored too ("STOP ALL", "S.T.O.P."), between those
/// of the others not, and nothing that is not UTF-8 may be around those: a wrong opt-in does more harm than a wrong opt-out.
/// "please stop" is no keyword.
///
/// \param text  the text of the message: any bytes; UTF-8 is understood.
/// \return the keyword; `keyword::none` for any other message. O(size), no allocation.
[[nodiscard]] constexpr keyword keyword_of(std::string_view text) noexcept;

/// The keyword that Telnyx found in an inbound message, from the `autoresponse_type` of its webhook.
///
/// \param type  "STOP", "START" or "HELP", in any case.
/// \return the keyword; `keyword::none` for any other string. O(1).
[[nodiscard]] constexpr keyword keyword_of_autoresponse(std::string_view type) noexcept;

namespace detail {

// Reads the roles of a text one after the other, and remembers what it states.
class opt_out_reader {
public:
    constexpr void read(const found_phrase& found) noexcept {
        const role meaning = found.meaning;
        only_negation_ = clause_is_new_ && meaning == role::negation;
        clause_is_new_ = false;
        switch (meaning) {
        case role::statement:
        case role::definite:
        case role::mention:
        case role::keyword:
        case role::common_word:
        case role::quitting: read_mention(meaning, found.capitals); break;
        case role::sent:
        case role::replied:
            if (rank_ == rank::latent || rank_ == rank::caused || rank_ == rank::weak) {
                rank_ = rank::strong;
            }
            // "cannot be sent to recipients that replied STOP": that act is not negated.
            negated_ = negated_ == negation::no || negated_ == negation::sending ? negation::no : negation::act;
            replied_ = replied_ || (meaning == role::replied && negated_ == negation::no);
            evidence_ = meaning;
            advised_ = false;
            break;
        case role::wish:
            settle(false);
            evidence_ = others_ ? role::other : meaning;
            break;
        case role::cause:
            end_clause(false, false);
            evidence_ = meaning;
            break;
        case role::connector: end_clause(false, false); break;
        case role::instruction:
            rank_ = rank_ == rank::weak ? rank::latent : rank_; // "STOP to unsubscribe"
            advised_ = advised_ || evidence_ == role::other || evidence_ == role::cause;
            break;
        case role::negation:
            drop_mention();
            negated_ = negation::yes;
            break;
        case role::sending:
            drop_mention();
            negated_ = negation::sending;
            break;
        case role::condition:
            separate();
            unstated_ = true;
            break;
        case role::obligation:
            separate();
            unstated_ = demanded_ = true;
            break;
        case role::demand:
            separate();
            demanded_ = true;
            break;
        case role::wording:
            drop_mention();
            evidence_ = role::other;
            advised_ = true;
            break;
        case role::lifted:
            drop_mention();
            separate();
            strong_ = strong_ || after_field_; // "consent: revoked"
            break;
        case role::field: separate(); break;
        case role::empty: empty_ = true; break;
        case role::opted_in:
            if (!unstated_ && !awaited_ && negated_ == negation::no) {
                stated_ = before_ = strong_ = weak_ = false;
                rank_ = rank::none;
            }
            separate();
            break;
        case role::later:
            separate();
            awaited_ = true;
            break;
        case role::person: others_ = false; break;
        case role::other_party: others_ = true; break;
        case role::filler: break;
        case role::other: separate(); break;
        }
        last_ = meaning;
        bracketed_ = false;
    }

    constexpr void read(gap_kind kind) noexcept {
        if (kind == gap_kind::bracket) {
            advised_ = false;
            bracketed_ = true;
        }
        if (kind < gap_kind::pause) {
            return;
        }
        // A demand goes on in a list: "must include: a name, an address, opt-out".
        const bool goes_on = kind == gap_kind::colon   ? last_ == role::demand || last_ == role::obligation
                             : kind == gap_kind::comma ? listed_ || demanded_
                                                       : kind == gap_kind::pause && listed_;
        if (after_colon_ && only_negation_) { // "opted_out: false"
            stated_ = before_;
        }
        end_clause(goes_on, kind == gap_kind::question);
        after_colon_ = kind == gap_kind::colon;
        after_field_ = after_colon_ && last_ == role::field;
        evidence_ = after_colon_ ? role::cause : role::other;
    }

    [[nodiscard]] constexpr bool stated() const noexcept { return stated_; }

private:
    // How sure the mention is that was read last, as long as only words follow that say nothing.
    enum class rank : std::uint8_t {
        none,
        latent, // no statement, unless an act follows: "stop received"
        caused, // a statement if it ends its clause
        weak,   // a statement if its clause demands nothing
        strong, // a statement, unless it is a part of a name that follows: "received opt-out instructions"
        sure,
    };
    // act: "has not sent STOP", but "was not sent, opted out". sending: "cannot send STOP", but "cannot message who replied STOP".
    enum class negation : std::uint8_t { no, yes, act, sending };

    constexpr void read_mention(role meaning, bool capitals) noexcept {
        settle(false);
        const bool states = meaning == role::statement || meaning == role::definite;
        const bool remark = bracketed_ && states; // "must not be messaged (opted out)"
        const bool negated = negated_ == negation::yes || (negated_ != negation::no && !states);
        if ((negated || (unstated_ && meaning != role::definite)) && !remark) {
            return;
        }
        const bool act = evidence_ == role::sent || evidence_ == role::replied || evidence_ == role::wish;
        const bool common = meaning == role::keyword && !capitals;
        switch (meaning) {
        case role::statement:
        case role::definite: rank_ = rank::sure; break;
        case role::quitting: rank_ = evidence_ == role::wish ? rank::strong : rank::none; break;
        case role::common_word:
            rank_ = evidence_ == role::replied || (act && capitals) ? rank::strong : capitals ? rank::latent : rank::none;
            break;
        default: // mention, keyword
            if (act || (common && replied_)) {
                rank_ = rank::strong;
            } else if (advised_ || (listed_ && last_ != role::person)) {
                rank_ = rank::latent;
            } else {
                rank_ = !common ? rank::weak : evidence_ == role::cause || bracketed_ ? rank::caused : rank::latent;
            }
            break;
        }
    }

    // The mention is complete.
    constexpr void settle(bool clause_ends) noexcept {
        strong_ = strong_ || rank_ >= rank::strong;
        weak_ = weak_ || rank_ == rank::weak || (clause_ends && rank_ == rank::caused);
        rank_ = rank::none;
    }

    constexpr void drop_mention() noexcept { rank_ = rank_ == rank::sure ? rank_ : rank::none; }

    // A word that no neighbour reaches over.
    constexpr void separate() noexcept {
        settle(false);
        negated_ = negation::no;
        evidence_ = role::other;
        advised_ = false;
    }

    constexpr void end_clause(bool demand_goes_on, bool is_question) noexcept {
        settle(true);
        before_ = stated_;
        stated_ = stated_ || (!empty_ && !is_question && (strong_ || (weak_ && !demanded_)));
        separate();
        strong_ = weak_ = unstated_ = demanded_ = empty_ = awaited_ = replied_ = others_ = after_colon_ = only_negation_ = false;
        clause_is_new_ = true;
        listed_ = demand_goes_on;
    }

    // The text.
    bool stated_ = false;
    bool before_ = false; // what was stated before the clause that ended last
    // The clause.
    bool strong_ = false;
    bool weak_ = false;
    bool unstated_ = false; // after a condition or an obligation
    bool demanded_ = false;
    bool listed_ = false; // a demand of an earlier clause goes on
    bool empty_ = false;
    bool awaited_ = false; // what follows has not happened yet
    bool replied_ = false;
    bool others_ = false; // someone else than the recipient acts
    bool after_colon_ = false;
    bool after_field_ = false;
    bool only_negation_ = false;
    bool clause_is_new_ = true;
    // The neighbours.
    rank rank_ = rank::none;
    negation negated_ = negation::no;
    role evidence_ = role::other;
    role last_ = role::other;
    bool advised_ = false;
    bool bracketed_ = false;
};

// Whether a message consists of one word, and of separators.
[[nodiscard]] constexpr bool consists_of(std::string_view text, std::string_view word, bool separators_within) noexcept {
    std::size_t matched = 0;
    bool separated = false;
    for (std::size_t place = 0; place < text.size();) {
        const folded_character next = next_character(text, place);
        place += next.size;
        if (is_in_word(next.value)) {
            if (matched == word.size() || next.value != word[matched] || (separated && !separators_within)) {
                return false;
            }
            ++matched;
        } else if (next.value == undecodable && !separators_within) {
            return false; // it might have been a letter
        } else {          // a separator, or the end
            separated = matched != 0;
        }
    }
    return matched == word.size();
}

struct keyword_row {
    std::string_view word;
    keyword meaning;
};

inline constexpr keyword_row keywords[] = {
    {"stop", keyword::stop},   {"stopall", keyword::stop}, {"unsubscribe", keyword::stop},
    {"cancel", keyword::stop}, {"end", keyword::stop},     {"quit", keyword::stop},
    {"start", keyword::start}, {"unstop", keyword::start}, {"help", keyword::help},
};

} // namespace detail

constexpr bool states_opt_out(std::string_view text) noexcept {
    detail::opt_out_reader reader;
    for (std::size_t place = 0; place != text.size();) {
        const detail::gap between = detail::gap_at(text, place);
        reader.read(between.kind);
        place = between.end;
        if (place != text.size()) {
            const detail::found_phrase found = detail::find_phrase(text, place);
            reader.read(found);
            place = found.end;
        }
    }
    reader.read(detail::gap_kind::full_stop);
    return reader.stated();
}

constexpr keyword keyword_of(std::string_view text) noexcept {
    for (const detail::keyword_row& row : detail::keywords) {
        if (detail::consists_of(text, row.word, row.meaning == keyword::stop)) {
            return row.meaning;
        }
    }
    return keyword::none;
}

constexpr keyword keyword_of_autoresponse(std::string_view type) noexcept {
    return detail::equal_ignoring_case(type, "stop")    ? keyword::stop
           : detail::equal_ignoring_case(type, "start") ? keyword::start
           : detail::equal_ignoring_case(type, "help")  ? keyword::help
                                                        : keyword::none;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
