// telnyx-errors: the phrases by which sentences state opt-outs, and their roles. SPDX-License-Identifier: MIT
//
// This is the data behind `states_opt_out`. To teach it a phrase, add it to the list of its role.
#ifndef TELNYX_ERRORS_DETAIL_CONSENT_PHRASES_HPP
#define TELNYX_ERRORS_DETAIL_CONSENT_PHRASES_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/folded_text.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// What a phrase does to the meaning of its clause.
enum class role : std::uint8_t {
    statement,   // states an opt-out by itself
    definite,    // the same, also after a condition: "until they reply START, this opted-out recipient"
    mention,     // names an opt-out: states one where nothing demands, negates or advises it
    keyword,     // in capitals a mention; else it needs to be what someone sent or asked for
    common_word, // a keyword that is a common word as well: it must be what someone answered, or in capitals sent or asked for
    quitting,    // an opt-out only as a wish: "has chosen to stop receiving"
    sent,        // an act of the recipient, beside a keyword or a mention
    replied,     // the same, and nothing else than an answer
    wish,        // a decision of the recipient
    cause,       // ends a clause; a keyword at the end of the next one is the cause
    connector,   // ends a clause
    instruction, // what follows is advice: "reply STOP", "to opt out"
    negation,    // negates what follows, and a mention that it follows
    sending,     // negates that something is sent: not what is said of the recipient it is not sent to
    condition,   // nothing in the rest of the clause is a statement
    obligation,  // the same, and its mentions are demands
    demand,      // the mentions of the clause are demands
    wording,     // what is demanded: the mention beside it is a part of its name
    lifted,      // the mention before it is over
    field,       // the name of a field that says whether the recipient consents
    empty,       // nothing in the clause is a statement
    opted_in,    // takes back what was stated before
    later,       // an opt-in in its clause is awaited: "after they sent START"
    person,      // a possible recipient
    other_party, // whose wishes are not the recipient's
    filler,      // says nothing, and separates nothing
    other,       // any other word, and phrases that only look like one of the above
};

// The phrases of every role, in the order of the roles: in lower case, without accents and apostrophes. A blank stands for any
// blanks, hyphens and underscores, or none. The longest phrase counts.
// NOLINTBEGIN(bugprone-suspicious-missing-comma): a list goes on in the next line on purpose
inline constexpr std::string_view phrases[] = {
    /* statement */
    "opted out|opts out|un subscribed|block rule|block rules|opt out list|opt out recipient|opt out recipients|opt out number|"
    "opt out numbers|do not contact list|do not call list|do not text list|do not message list|do not contact registry|"
    "do not call registry|as do not contact|as do not call|do not disturb|dnd|dnc|ndnc|no longer wants|no longer wishes|"
    "no longer subscribed|no longer opted in|not want to receive|not want to get|wants no more|not wish to receive|not want to be "
    "contacted|"
    "not wish to be contacted|declined to receive|refused to receive|consent revoked|opt in revoked|opt in withdrawn|revoked opt "
    "in|withdrew opt in|consent withdrawn|consent was revoked|"
    "consent was withdrawn|consent has been revoked|consent has been withdrawn|revoked consent|revoked their consent|"
    "withdrew consent|withdrew their consent|withdrawn consent|withdrawn their consent|blocked by recipient|"
    "blocked by the recipient|blocked by user|blocked by the user|opt out not honored|opt out not honoured|opt out not respected|"
    "desabonne|desabonnee|desinscrit|desinscrite|dado de baja|dio de baja|abgemeldet|abbestellt|descadastrado|descadastrou|"
    "disiscritto|cancelado la suscripcion|marked do not contact|marked do not call|marked do not text|marked do not message|"
    "as do not text|as do not message|number has been stopped|recipient has blocked|user has blocked|customer has blocked|"
    "subscriber has blocked|contact has blocked|recipient blocked messages|recipient blocked the|recipient blocked this|"
    "recipient blocked your|user blocked messages|user blocked the|user blocked this|user blocked your|turned off marketing|"
    "turned off messages|turned off promotional",
    /* definite */ "this opted out|this un subscribed",
    /* mention */
    "opt out|opt outs|opting out|un subscribe|unsubscribes|unsubscription|stop message|stop keyword|stop request|"
    "stop requested|stop was requested|stop has been requested|stop reply|stop response|stop block|stop command|stop word|stop "
    "list|do not contact|do not call|suppression list",
    /* keyword */ "stop|stop all|arret",
    /* common_word */ "cancel|end|quit|baja|parar|stopp",
    /* quitting */
    "stop receiving|stop sending|stop messaging|stop texting|stop contacting|stop calling|stop getting|stop messages|"
    "stop all messages|stop marketing|stop communications|no longer receive|not receive|not to receive|not be contacted|"
    "not to be contacted|not be messaged|not to be messaged|not to message|not to text|not to contact|not to send|"
    "no further messages|no more messages|no further texts|no more texts|no further contact|be removed|removal",
    /* sent */
    "sent|sends|received|receives|got|recorded|registered|processed|detected|submitted|issued|logged|confirmed|on file|on record|"
    "in effect|active|said|saying|envio|enviou",
    /* replied */
    "replied|replies|responded|responds|answered|texted|wrote|typed|since replying|since sending|"
    "since texting|respondio|respondeu|repondu",
    /* wish */
    "chosen|chose|chooses|asked|asks|requested|requests|request to|decided|elected|wants|wanted|wishes|wished|prefers|preferred|"
    "told us|told you|demanded|opted",
    /* cause */ "due to|because of|caused by|triggered by|result of|blocked by",
    /* connector */ "but|because|since|however|although|though|whereas|while|therefore|so",
    /* instruction */
    "to|reply|replying|text|texting|send|sending|respond|responding|answer|answering|type|typing|may|might|could",
    /* negation */
    "not|never|no|none|nobody|neither|nor|without|cannot|can|will|would|shall|isn t|hasn t|haven t|hadn t|didn t|wasn t|weren t|"
    "aren t|don t|doesn t|can t|won t|no longer|not because|not because of|not due to|not caused by|not blocked by|not a result of|"
    "not the result of|not since|lack of|absence of|no record|no evidence|no indication|no sign|rather than|instead "
    "of|false|null|zero|0|pas|jamais|nicht|nao|nunca|non",
    /* sending */
    "can not send|can not message|can not text|can not contact|can not be sent|can not be messaged|can not be texted|"
    "can not be contacted|can t send|can t message|can t text|can t contact|can t be sent|can t be messaged|"
    "can t be texted|can t be contacted|could not send|could not message|could not text|could not contact|"
    "could not be sent|could not be messaged|could not be texted|could not be contacted|couldn t send|couldn t message|"
    "couldn t text|couldn t contact|couldn t be sent|couldn t be messaged|couldn t be texted|couldn t be contacted|"
    "must not send|must not message|must not text|must not contact|must not be sent|must not be messaged|"
    "must not be texted|must not be contacted|mustn t send|mustn t message|mustn t text|mustn t contact|mustn t be sent|"
    "mustn t be messaged|mustn t be texted|mustn t be contacted|never send|never message|never text|never contact|"
    "never be sent|never be messaged|never be texted|never be contacted|will not send|will not message|will not text|"
    "will not contact|will not be sent|will not be messaged|will not be texted|will not be contacted|won t send|"
    "won t message|won t text|won t contact|won t be sent|won t be messaged|won t be texted|won t be contacted|can be sent|"
    "can be messaged|not sending|did not send|didn t send",
    /* condition */
    "if|unless|whether|in case|once|until|assuming|ensure|make sure|find out|check that|check the|check for|verify that|verify the",
    /* obligation */ "must|should|ought|need to|needs to|have to|has to|required to",
    /* demand */
    "include|includes|included|including|contain|contains|containing|require|requires|required|requiring|requirement|requirements|"
    "mandatory|missing|lack|lacks|lacking|omit|omits|omitted|need|needs|add|provide|provides|offer|offers|allow|allows|absent|"
    "insufficient|inadequate|incomplete|unclear|improper|please|how to|expected|comply|support|supports|recommend|recommended|"
    "stop 2 end|stop 2 quit|advanced opt out|advanced opt in|opt out keywords",
    /* wording */
    "instruction|instructions|language|button|buttons|link|links|mechanism|mechanisms|wording|footer|disclosure|disclaimer|notice|"
    "information|info|option|options|keywords|flow|flows|process|procedure|procedures|policy|policies|feature|features|url|"
    "configuration|setting|settings|template|templates|clause|method|methods|path|checkbox|management|rate|rates|capability",
    /* lifted */ "removed|lifted|cleared|revoked|expired|reversed|deleted|withdrawn|disabled",
    /* field */ "consent|consent status|subscription|subscription status",
    /* empty */ "empty|has no entries",
    /* opted_in */
    "re subscribed|subscribed again|opted back in|opted in again|re opted in|then opted in|later opted in|since opted in|"
    "but opted in|replied start|sent start|texted start|start received|replied unstop|sent unstop|texted unstop|unstop received|"
    "removed from opt out list|removed from the opt out list|removed from your opt out list",
    /* later */ "after|when|as soon as|only|upon|before",
    /* person */
    "recipient|recipients|user|users|customer|customers|subscriber|subscribers|contact|contacts|consumer|consumers|person|member|"
    "client|owner|number|numbers|destination|they|he|she|destinataire|usuario",
    /* other_party */ "carrier|carriers|operator|operators|network|provider|regulator|telnyx|meta|whatsapp|sender",
    /* filler */
    "a|an|the|this|that|these|its|their|your|our|his|her|my|us|you|we|it|s|ve|d|is|are|was|were|be|been|being|has|have|had|having|"
    "did|does|do|yet|ever|currently|already|actually|explicitly|previously|recently|any|such|valid|known|existing|previous|prior|"
    "explicit|clear|easy|or|on|in|of|from|for|with|by|at|via|as|back|keyword|word|message|request|command|list|listed|found|"
    "present|"
    "marked|flagged|considered|global|globally|marketing|sms|mms|inbound|incoming|single|all|just|also|then|simply|themselves|"
    "se|si|est|ha|sido|hat|ist|sich|n|l|de",
    /* other */
    "non stop|bus stop|full stop|truck stop|one stop|stop sign|stop bit|stop retrying|stop trying|stop using|unstop|"
    "do not contact support|do not contact us|do not contact telnyx|do not call support|do not call us|do not call telnyx|"
    "do not disturb mode|dnd mode|message not sent|message was not sent|should have|should not have|please note|deliver "
    "to|delivered to|delivery to|send to|sending to",
};
// NOLINTEND(bugprone-suspicious-missing-comma)
static_assert(sizeof(phrases) / sizeof(phrases[0]) == static_cast<std::size_t>(role::other) + 1, "one list for every role");

// All phrases by their first three letters, so that a word is compared with few of them.
class phrase_index {
public:
    struct entry {
        std::uint16_t first = 0; // in the list of its role
        std::uint16_t next = 0;  // the next entry in the same slot; 0 after the last
        std::uint8_t size = 0;
        role meaning = role::other;

        [[nodiscard]] constexpr std::string_view phrase() const noexcept {
            return phrases[static_cast<std::size_t>(meaning)].substr(first, size);
        }
    };

    constexpr phrase_index() noexcept {
        for (std::size_t meaning = 0; meaning <= static_cast<std::size_t>(role::other); ++meaning) {
            const char* const list = phrases[meaning].data(); // compilers evaluate this faster than a string_view
            const std::size_t size = phrases[meaning].size();
            for (std::size_t first = 0, end = 0; first < size; first = end + 1) {
                end = first;
                while (end != size && list[end] != '|') {
                    ++end;
                }
                const std::size_t third = first + 2 < end && list[first + 2] == ' ' ? first + 3 : first + 2;
                std::uint16_t& head =
                    heads_[slot(list[first], first + 1 < end ? list[first + 1] : '\0', third < end ? list[third] : '\0')];
                ++count_;
                entries_[count_] = {static_cast<std::uint16_t>(first), head, static_cast<std::uint8_t>(end - first),
                                    static_cast<role>(meaning)};
                head = count_;
            }
        }
    }

    // How many phrases there are.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    // The index of the first entry whose phrase may begin with three folded letters, the blank after two of them aside; NUL for
    // those that a phrase does not have. 0 if there is none.
    [[nodiscard]] constexpr std::size_t first(char one, char two, char three) const noexcept {
        return heads_[slot(one, two, three)];
    }
    [[nodiscard]] constexpr const entry& operator[](std::size_t index) const noexcept { return entries_[index]; }

private:
    static constexpr std::size_t slots = 2048;

    // In a slot are all phrases with the same letters, and perhaps others.
    [[nodiscard]] static constexpr std::size_t slot(char one, char two, char three) noexcept {
        return (letter(one) * 961 + letter(two) * 31 + letter(three)) % slots;
    }
    [[nodiscard]] static constexpr std::size_t letter(char folded) noexcept {
        return is_letter(folded) ? static_cast<std::size_t>(folded - 'a' + 1) : 0;
    }

    entry entries_[768]{}; // the first is unused; if they are too few, the constant below does not compile
    std::uint16_t heads_[slots]{};
    std::uint16_t count_ = 0;
};

inline constexpr phrase_index indexed_phrases{};

struct found_phrase {
    std::size_t end = 0;
    role meaning = role::other;
    bool capitals = false;
};

// Where a phrase ends that begins at a place of a text, and whether it is written in capitals; end 0 if it is not there.
[[nodiscard]] constexpr found_phrase match_phrase(std::string_view text, std::size_t place, std::string_view phrase) noexcept {
    found_phrase result{place, role::other, true};
    folded_character last{};
    for (const char c : phrase) {
        if (c == ' ') {
            const gap between = gap_at(text, result.end);
            if (between.kind > gap_kind::pause) {
                return {};
            }
            result.end = between.end;
            continue;
        }
        last = next_character(text, result.end);
        if (last.value != c) {
            return {};
        }
        result.end += last.size;
        result.capitals = result.capitals && last.capital;
    }
    return word_ends_between(last, next_character(text, result.end)) ? result : found_phrase{};
}

// The next characters of words from a place, without what separates them. Each is folded once, when it is first asked for; they
// exclude nearly all phrases.
class next_letters {
public:
    constexpr next_letters(std::string_view text, std::size_t place) noexcept : text_{text}, place_{place} {}

    // False if a phrase cannot begin here.
    [[nodiscard]] constexpr bool may_begin(const phrase_index::entry& entry) noexcept {
        std::size_t count = 0;
        for (const char c : entry.phrase()) {
            if (c != ' ') {
                if (c != at(count)) {
                    return false;
                }
                ++count;
                if (count == most) {
                    break;
                }
            }
        }
        return true;
    }

    // A letter by its place, below `most`; NUL after the end of the text.
    [[nodiscard]] constexpr char at(std::size_t index) noexcept {
        while (count_ <= index && place_ < text_.size()) {
            const folded_character next = next_character(text_, place_);
            place_ += next.size;
            if (is_in_word(next.value)) {
                folded_[count_] = next.value;
                ++count_;
            }
        }
        return folded_[index];
    }

private:
    static constexpr std::size_t most = 12;

    std::string_view text_;
    std::size_t place_;
    std::size_t count_ = 0;
    char folded_[most]{};
};

// The longest phrase at a place where a word begins; else that word.
[[nodiscard]] constexpr found_phrase find_phrase(std::string_view text, std::size_t place) noexcept {
    folded_character last = next_character(text, place);
    std::size_t end = place + last.size;
    folded_character next = next_character(text, end);
    next_letters letters{text, place};
    const char second = is_letter(next.value) ? next.value : '\0';
    found_phrase longest{};
    for (const char third : {letters.at(2), '\0'}) { // phrases of one or two letters have none
        for (std::size_t i = indexed_phrases.first(last.value, second, third); i != 0; i = indexed_phrases[i].next) {
            const found_phrase match =
                letters.may_begin(indexed_phrases[i]) ? match_phrase(text, place, indexed_phrases[i].phrase()) : found_phrase{};
            if (match.end > longest.end) {
                longest = {match.end, indexed_phrases[i].meaning, match.capitals};
            }
        }
    }
    if (longest.end != 0) {
        return longest;
    }
    while (!word_ends_between(last, next)) {
        end += next.size;
        last = next;
        next = next_character(text, end);
    }
    return {end, role::other, false};
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
