// What words say about opt-outs: sentences in errors, and the keywords of inbound messages.
#include <chrono>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors/consent_words.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

static_assert(te::states_opt_out("The recipient replied STOP."));
static_assert(!te::states_opt_out("The recipient has not opted out, reply STOP to unsubscribe."));
static_assert(noexcept(te::states_opt_out(std::string_view{})) && noexcept(te::keyword_of(std::string_view{})) && noexcept(
    te::keyword_of_autoresponse(std::string_view{})));
static_assert(te::keyword_of(" Stop. ") == te::keyword::stop);
static_assert(te::keyword_of_autoresponse("START") == te::keyword::start);

namespace {

struct sentence {
    std::string_view text;
    bool states;
};

void check(const sentence& expected) {
    INFO(expected.text);
    CHECK(te::states_opt_out(expected.text) == expected.states);
}

} // namespace

TEST_CASE("sentences that state an opt-out") {
    for (const sentence expected : {
             // The participle, and the noun.
             sentence{"The customer opted out.", true},
             {"This number has already opted out of marketing messages", true},
             {"Destination is opted-out", true},
             {"recipient has opted out; no further attempts", true},
             {"Number is unsubscribed", true},
             {"user unsubscribed on 2026-01-03", true},
             {"Subscriber opts out", true},
             {"Opt-out", true},
             {"Opt out received from handset", true},
             {"Active opt-out on file", true},
             {"Recipient is on the opt-out list.", true},
             {"rejected: number was added to opt out list", true},
             {"Cannot send to opted out number", true},
             {"Failed to deliver to opt-out recipient", true},
             {"Unable to deliver to unsubscribed contacts", true},
             {"An existing block rule applies", true},
             {"Messages cannot be sent from '+13125550100' to '+13125550199' due to an existing block rule.", true},
             {"Number is on the do-not-contact list", true},
             {"listed in the national do not call registry", true},
             {"marked as DO_NOT_CONTACT", true},
             {"Destination number is in DND", true},
             {"The handset owner registered for do not disturb", true},
             {"The recipient no longer wishes to receive messages", true},
             {"Consent was withdrawn by the user", true},
             {"The client revoked their consent", true},
             // Keywords: in capitals, or as what someone sent.
             {"STOP", true},
             {"(STOP)", true},
             {"Blocked (STOP)", true},
             {"Blocked (stop)", true},
             {"has sent a message saying stop", true},
             {"Unable to send (STOP)", true},
             {"Blocked due to STOP message", true},
             {"Blocked due to stop message", true},
             {"Blocked due to stop", true},
             {"Blocked because of a stop received yesterday", true},
             {"The contact replied and wrote stop", true},
             {"They replied twice and answered stop", true},
             {"Block reason: stop", true},
             {"customer replied stop", true},
             {"Customer Replied Stop", true},
             {"They replied with 'stop' yesterday", true},
             {"the contact responded on monday with stop", true},
             {"User texted \"stop\" to +13125550100", true},
             {"The recipient sent STOP to your number", true},
             {"stop was received", true},
             {"CANCEL was received", true},
             {"Stop request received", true},
             {"STOPALL received", true},
             {"The contact texted stop all", true},
             {"Recipient sent UNSUBSCRIBE", true},
             {"recipient sent unsubscribe", true},
             {"An unsubscribe was received", true},
             {"User answered QUIT", true},
             {"user replied cancel", true},
             {"Recipient sent END", true},
             // Wishes.
             {"This recipient has chosen to stop receiving marketing messages on WhatsApp from your business", true},
             {"The user asked us to stop texting them", true},
             {"Customer requested to be removed", true},
             {"They opted not to receive promotions", true},
             {"Subscriber decided to unsubscribe", true},
             {"The recipient chose to opt out", true},
             // The negation, the demand or the condition is about something else.
             {"Message not delivered because the recipient opted out", true},
             {"Not delivered: recipient opted out", true},
             {"Message not sent - recipient opted out", true},
             {"Message not sent recipient opted out", true},
             {"Not sent to opted-out recipients", true},
             {"No action was taken since the number is unsubscribed", true},
             {"Could not be delivered to an opted-out recipient", true},
             {"Delivery is not possible, STOP received", true},
             {"The 'to' list includes a number that has opted out", true},
             {"Recipient opted out and must opt in again", true},
             {"The user replied STOP, and must send START before you can message them", true},
             {"Recipient opted out; they can be messaged again if they reply START", true},
             {"Recipient unsubscribed and has not re-subscribed", true},
             {"Recipient opted out and has not opted back in", true},
             {"Opted out until they opt back in", true},
             {"Opted out. Check whether they opted back in.", true},
             {"Opted out, unless they opted back in", true},
             {"The user opted out cannot be messaged", true},
             {"The recipient unsubscribed via link", true},
             {"Re-subscribed in May, unsubscribed in June", true},
             {"This message should not have been sent to an opted-out number", true},
             {"Opt-out not honored", true},
             {"Recipient opted out. No.", true},
             {"STOP: no further messages", true},
             {"Recipient sent STOP. Messages resume after the recipient has sent START.", true},
             {"You must not message this number (opted out)", true},
             {"You cannot message this recipient who opted out", true},
             {"The recipient sent STOP to unsubscribe from these messages", true},
             {"The carrier reported that the recipient asked to stop receiving messages", true},
             {"Registration required, recipient opt-out", true},
             // What is denied is that something is sent.
             {"Cannot send message to opted-out recipient", true},
             {"Cannot send SMS to opted out number", true},
             {"Cannot message opted-out recipient", true},
             {"Can't message opted-out user", true},
             {"Can not text an unsubscribed number", true},
             {"Cannot contact opted-out recipients", true},
             {"Could not send message to opted-out recipient", true},
             {"Never message opted-out recipients", true},
             {"Will not message an opted-out recipient", true},
             {"You must not message people who opted out", true},
             {"You must not message recipients who opted out", true},
             {"Messages cannot be sent to recipients that replied STOP", true},
             {"You cannot text a contact who texted STOP", true},
             {"No message can be sent to recipients who replied STOP", true},
             {"Until they reply START this opted out recipient cannot be messaged", true},
             {"The recipient hasn't opted back in since replying STOP", true},
             // Other words for it.
             {"Do-Not-Call", true},
             {"contact is marked do-not-text", true},
             {"recipient asked us not to message them again", true},
             {"Recipient requested no further messages", true},
             {"number has been STOPped", true},
             {"recipient has blocked the sender", true},
             {"Recipient blocked messages from this sender", true},
             {"User has blocked this business", true},
             {"User turned off marketing messages", true},
             {"sms_consent: revoked", true},
             {"Consent = withdrawn", true},
             {"Number not found - opted out", true},
             // Other languages.
             {"Le destinataire s'est d\xC3\xA9sabonn\xC3\xA9", true},
             {"le destinataire s'est desabonne", true},
             {"El usuario se ha dado de baja", true},
             {"Empf\xC3\xA4nger hat sich abgemeldet", true},
             {"O usu\xC3\xA1rio foi descadastrado", true},
             {"usuario respondi\xC3\xB3 PARAR", true},
             {"El usuario envi\xC3\xB3 BAJA", true},
             {"Destinatario ha cancelado la suscripci\xC3\xB3n", true},
         }) {
        check(expected);
    }
}

TEST_CASE("what ends a mention, and what a remark in brackets is") {
    for (const sentence expected : {
             sentence{"The customer opted out and consent revoked", true},
             {"STOP removed", false},
             {"opted out unsubscribed removed", true}, // the first one stands
             {"consent: revoked", true},
             {"They should no longer be texted (opted out)", true},
             {"This number should not get more messages (unsubscribed)", true},
             {"They should be opted out", false},
         }) {
        check(expected);
    }
}

TEST_CASE("what an act or a wish says of the keyword beside it") {
    for (const sentence expected : {
             sentence{"An opt-out was received and should be honored", true},
             {"The number has no active or recorded opt-out", false},
             {"Text STOP received from handset", true},
             {"The customer texted unsubscribe to +13125550100", true},
             {"Only the end of the message was received", false},
             {"The handset did not receive the message sent", false},
             // The act or the wish is lost where its mention is a part of a name, or over.
             {"We sent the CANCEL instructions", false},
             {"The opt-out on file was removed", false},
             {"The request to stop messages was withdrawn", false},
             // Wishes, of the recipient and of others.
             {"Requested removal", true},
             {"Customer requested CANCEL", true},
             {"The user wants to QUIT", true},
             {"The user wants to quit", false},
             {"Stop requested by the user", true},
             {"A stop was requested by the customer", true},
             {"Blocked due to a stop requested by the customer", true},
             {"No stop was requested", false},
             {"Action: stop requests to this endpoint", false},
             {"Unsubscribe requested without confirmation", true},
             {"The carrier asked you to reply STOP", false},
             {"The carrier requested QUIT", false},
             {"A message received by the carrier requested an opt-out", true},
             {"A text received by the operator requested an opt-out", true},
         }) {
        check(expected);
    }
}

TEST_CASE("words that nothing reaches over") {
    for (const sentence expected : {
             // The advice, the negation or the keyword before them is over.
             sentence{"Unable to send due to opt-out", true},
             {"Unable to reply because the number is on the suppression list", true},
             {"Sending was disabled by an opt-out", true},
             {"Cannot be sent without consent (STOP)", true},
             {"Stop until the user has responded", false},
             {"Stop as soon as the message was received", false},
             {"Every opt-out should be recorded", false},
             {"The message that was sent lacks an opt-out", false},
             // They end a clause, which is no question.
             {"The recipient opted out due to too many messages", true},
             {"The recipient opted out so the message was blocked", true},
             // The next keyword is no part of the mention before it.
             {"The recipient opted out by the end of May", true},
             {"Next step: stop or cancel the campaign", false},
             {"The unsubscribed user re-subscribed", false},
             // Advice after a mention, and in brackets after wording.
             {"Opt out by replying", false},
             {"Your template uses the footer (reply STOP)", false},
             // A bracket counts for the word behind it only.
             {"Failed (not opted out)", false},
         }) {
        check(expected);
    }
}

TEST_CASE("what a value behind a colon says of the clause before it") {
    for (const sentence expected : {
             sentence{"The recipient opted out: retries 0", true}, // more than a negation
             {"Recipient opted out. Retryable: no", true},         // an earlier clause stands
             {"Number status: deleted", false},                    // no field about consent
         }) {
        check(expected);
    }
}

TEST_CASE("sentences that only mention an opt-out") {
    for (const sentence expected : {
             // Nothing of the kind.
             sentence{"", false},
             {" . , ; ", false},
             {"Carrier rejected the message", false},
             {"adopted outright", false},
             {"The recipient opted in", false},
             {"Option outage", false},
             {"Block", false},
             {"block ruled", false},
             {"roadblock rule", false},
             // The word stop.
             {"stop", false},
             {"Non-stop traffic from this sender", false},
             {"NON-STOP DELIVERY FAILURES", false},
             {"nonstop", false},
             {"The service stopped working", false},
             {"Delivered at the bus stop", false},
             {"Stop sending", false},
             {"STOP SENDING", false},
             {"Stop sending messages to landlines", false},
             {"Stop retrying and contact support", false},
             {"Action: stop retries", false},
             {"This will stop soon", false},
             {"The carrier asked you to stop sending spam", false},
             {"STOPPED", false},
             {"STOPz", false},
             {"ASTOP", false},
             {"end of stream", false},
             {"CANCEL the schedule", false},
             {"Request was sent to cancel the schedule", false},
             // Negations.
             {"Recipient has not opted out; carrier rejected it", false},
             {"The customer hasn't opted out", false},
             {"The customer hasn\xE2\x80\x99t opted-out", false},
             {"They never unsubscribed", false},
             {"This is not an opt-out.", false},
             {"It isn't an opt out", false},
             {"No opt-out on record", false},
             {"no opt-outs found for this number", false},
             {"No recipient has opted out", false},
             {"The user did not reply STOP", false},
             {"has not yet sent STOP", false},
             {"The user has not replied with stop", false},
             {"They never responded, stop", false},
             {"Nobody answered at the last stop", false},
             {"No STOP received", false},
             {"STOP was not received", false},
             {"Neither opted out nor blocked", false},
             {"Recipient is not on the opt-out list", false},
             {"Not listed as opted out", false},
             {"not blocked by STOP", false},
             {"There is no record that this customer opted out", false},
             {"This failure is not due to an opt-out", false},
             {"Failed, but not because the recipient opted out", false},
             {"The recipient is no longer opted out", false},
             {"has not opted out or unsubscribed", false},
             {"has not chosen to stop receiving messages", false},
             {"opted_out: false", false},
             {"opted_out=false", false},
             {R"({"opted_out":false,"blocked":true})", false},
             {"Opted out: no", false},
             {"unsubscribed: 0", false},
             {"n'est pas d\xC3\xA9sabonn\xC3\xA9", false},
             // What was taken back.
             {"User unsubscribed last year but re-subscribed", false},
             {"Unsubscribed in May, resubscribed in June", false},
             {"The customer opted out, then opted back in", false},
             {"opted out earlier but opted in again", false},
             {"The recipient opted back in", false},
             {"Sent STOP, later replied START", false},
             {"The opt-out was removed", false},
             {"Opt-out list is empty", false},
             {"Number was removed from the opt-out list", false},
             // Demands.
             {"Campaign samples must include opt-out language", false},
             {"The message lacks the opt-out instructions that the carrier requires", false},
             {"Content has to contain 'Reply STOP to unsubscribe'", false},
             {"Text must say: Reply STOP to opt out", false},
             {"Reply STOP to unsubscribe", false},
             {"reply stop to end", false},
             {"Txt STOP2END", false},
             {"Text STOP", false},
             {"STOP to unsubscribe", false},
             {"Text STOP to 55512 to opt out", false},
             {"Add an opt-out button to the template", false},
             {"Template requires an unsubscribe link", false},
             {"Missing opt-out", false},
             {"Opt-out is required", false},
             {"Opt-out wording missing", false},
             {"Opt-out and HELP must be supported", false},
             {"Message must include: brand, address, opt-out", false},
             {"Every message must: name the brand, opt-out", false},
             {"Samples must contain HELP, STOP", false},
             {"Samples must include:\n- HELP\n- STOP", false},
             {"We sent language for opt-out", false},
             {"Sent without opt-out instructions", false},
             {"Rejected due to missing opt-out", false},
             {"Rejected due to opt-out language", false},
             {"Advanced opt-out is not configured", false},
             {"We received opt-out instructions only", false},
             {"Opt-out keywords: STOP, END, QUIT", false},
             {"Opt-out message could not be sent", false},
             // A message about opting out that is not sent, and blocks of others.
             {"Cannot send opt-out confirmation", false},
             {"Cannot send STOP", false},
             {"The user will not send STOP", false},
             {"Recipient cannot be messaged, not opted out", false},
             {"The carrier has blocked the sender", false},
             {"The recipient has not blocked the sender", false},
             {"Consent revoked: no", false},
             {"sms_consent: true", false},
             {"Do not call support", false},
             {"BAJA CALIFORNIA", false},
             {"no ha cancelado la suscripci\xC3\xB3n", false},
             // Conditions, questions, advice, the future.
             {"Check whether the recipient opted out", false},
             {"Remove them if the recipient opted out", false},
             {"If the number is unsubscribed, do not retry", false},
             {"Allowed unless the recipient has opted out", false},
             {"Check that the number is not on the do-not-call list", false},
             {"Has the recipient opted out?", false},
             {"The recipient will be opted out", false},
             {"Recipients can opt out at any time", false},
             {"How to unsubscribe", false},
             {"Users may unsubscribe", false},
             {"Do not message opted-out users", false},
             {"STOP will be sent", false},
             {"Phone is in do not disturb mode", false},
             {"Do not contact support", false},
         }) {
        check(expected);
    }
}

TEST_CASE("spelling and typography of sentences") {
    for (const sentence expected : {
             sentence{"opt_out", true},
             {"OptOut", true},
             {"optout", true},
             {"OPTOUT", true},
             {"recipientOptedOut", true},
             {"recipient.opted_out", true},
             {"RECIPIENT_OPTED_OUT", true},
             {"userSentSTOP", true},
             {"error/opted-out/409", true},
             {"409opted-out", true},
             {"opted   out", true},
             {"opted\tout", true},
             {"opted\nout", true},
             {"opted\xE2\x80\x82out", true},              // U+2002, an en space
             {"opted\xE2\x81\x9Fout", true},              // U+205F, a space of formulas
             {"opted\xE3\x80\x80out", true},              // U+3000, an ideographic space
             {"opted\xE2\x86\x92out", true},              // U+2192, an arrow
             {"opted\xE2\x88\x9Eout", true},              // U+221E, a sign of formulas
             {"op\xE2\x80\xAAted\xE2\x80\xAC out", true}, // U+202A, U+202C: directions
             {"op\xE2\x81\xA0ted out", true},             // U+2060, a word joiner
             // A line separator (U+2028), a paragraph separator (U+2029) and dashes between blanks end a clause, blanks do not.
             {"registration required\xE2\x80\xA8opt-out", true},
             {"registration required\xE2\x80\xA9opt-out", true},
             {"registration required -- opt-out", true},
             {"registration required \xE2\x80\x93 opt-out", true},
             {"registration required opt-out", false},
             {"registration required -opt-out", false},
             {"opted\xE3\x80\x81out", false}, // U+3001 and U+3002 end a sentence
             {"opted\xE3\x80\x82out", false},
             {"opted\xC2\xA0out", true},
             {"opted\xE2\x80\x90out", true},
             {"opted\xE2\x80\x91out", true},
             {"opted\xE2\x80\x92out", true},
             {"opted\xE2\x80\x93out", true},
             {"opted\xE2\x80\x94out", true},
             {"opted\xE2\x80\x95out", true},
             {"opted\xE2\x88\x92out", true},
             {"opted\xE2\x80\xAFout", true},
             {"op\xC2\xADted out", true},
             {"opt\xE2\x80\x8B-\xE2\x80\x8Bout", true},
             {"\xEF\xBB\xBFopted out", true},
             {"\xE2\x80\x9Copted out\xE2\x80\x9D", true},
             {"\xEF\xBC\xAF\xEF\xBC\xB0\xEF\xBC\xB4 \xEF\xBD\x8F\xEF\xBD\x95\xEF\xBD\x94", true}, // fullwidth "OPT out"
             {"de\xCC\x81sabonne\xCC\x81", true},                                                 // combining accents
             {"replied \xE2\x80\x9Cstop\xE2\x80\x9D", true},
             {"replied: sToP", true},
             {"STOP\xE2\x80\xA6", true},
             {"blocked\xE2\x80\x94STOP", true},
             {"UN-SUBSCRIBED", true},
             // Escaped for another format.
             {"recipient%20opted%20out", true},
             {"opted%2Dout", true},
             {"opted&nbsp;out", true},
             {"opted&#8209;out", true},
             {"opted-&#8203;out", true},
             {"opted<br>out", true},
             {"opted<br />out", true},
             {"opted\\u2011out", true},
             {"op\\u00adted\\u00a0out", true},
             {"\\u006fpted out", true},
             {"Recipient replied &quot;stop&quot;", true},
             {"not%20opted%20out", false},
             {"has&nbsp;not&nbsp;opted&nbsp;out", false},
             {"opted%2", false},
             {"opted%zzout", false},
             {"opted&out", true}, // no entity: a separator
             {"opted<brx>out", false},
             {"opted\\u20out", false},
             {"not\xC2\xA0opted\xC2\xA0out", false},
             {"NOT_OPTED_OUT", false},
             {"notOptedOut", false},
             {"not-opted-out", false},
             {"non\xE2\x80\x91stop", false},
             {"hasn`t opted out", false},
             {"opted, out", false},
             {"opted. out", false},
             {"sto\xC3\x9Fp", false},
             {"\xD0\x81STOP", false}, // a letter of another alphabet belongs to the word
             {"STOP\xD0\x81", false},
             // What is not UTF-8, or could not be decoded, separates words: quotes of Windows, a blank, a part of an emoji.
             {"\xFFSTOP", true},
             {"STOP\xE2\x80", true},
             {"The recipient sent \x93STOP\x94", true},
             {"Recipient opted\xA0out", true},
             {"Recipient opted\xEF\xBF\xBDout", true},
             {"\xE2\x80", false},
             {"\xC2", false},
             {"\xF0\x9F", false},
         }) {
        check(expected);
    }
    CHECK(te::states_opt_out(std::string_view{"opted\0out", 9}));
}

TEST_CASE("letters in circles and of mathematics, and what is escaped") {
    for (const sentence expected : {
             sentence{"Recipient \xE2\x93\x84\xE2\x93\x9F\xE2\x93\xA3\xE2\x93\x94\xE2\x93\x93 out", true}, // Opted, in circles
             {"\xE2\x92\xB7locked by recipient", true},                                                    // B in a circle
             {"opted\xE2\x93\xAAout", true},      // 0 in a circle separates
             {"opted\xE2\x92\xB0out", true},      // u in parentheses, too
             {"opted\xF0\x9D\x8C\x80out", false}, // other blocks beside the letters of mathematics
             {"opted\xF0\x9D\xA0\x80out", false},
             {"o\\u200Bpted out", true}, // invisible
             {"o\\u2060pted out", true},
             {"o\\uFEFFpted out", true},
             {"o\\u00ADpted out", true},
             {"o%00pted out", true},
             {"opted\\u2010out", true}, // separates
             {"o\\u2010pted out", false},
             {"opted&nbsp;out", true},
             {"opted&nbsp out", false}, // not an entity
             {"opted%2", false},
             {"opted out%", true},
         }) {
        check(expected);
    }
}

TEST_CASE("every phrase is spelled as it is compared, and stands in one list only") {
    std::set<std::string> seen;
    std::size_t count = 0;
    for (const std::string_view list : te::detail::phrases) {
        std::string phrase;
        for (const char c : std::string{list} + '|') {
            if (c != '|') {
                CHECK(((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' '));
                phrase += c;
                continue;
            }
            INFO(phrase);
            CHECK(!phrase.empty());
            CHECK(phrase.size() < 256);
            std::string without_blanks;
            for (const char letter : phrase) {
                without_blanks += letter == ' ' ? std::string{} : std::string{letter};
            }
            CHECK(seen.insert(without_blanks).second);
            CHECK(te::detail::find_phrase(phrase, 0).end == phrase.size());
            ++count;
            phrase.clear();
        }
    }
    CHECK(count == te::detail::indexed_phrases.size());
}

TEST_CASE("an index built at run time is the one built at compile time") {
    const auto built = std::make_unique<te::detail::phrase_index>();
    REQUIRE(built->size() == te::detail::indexed_phrases.size());
    for (std::size_t i = 1; i <= built->size(); ++i) {
        INFO(i);
        CHECK((*built)[i].phrase() == te::detail::indexed_phrases[i].phrase());
        CHECK((*built)[i].meaning == te::detail::indexed_phrases[i].meaning);
        CHECK((*built)[i].next == te::detail::indexed_phrases[i].next);
    }
    // The letters of no phrase, and phrases of one, two and more letters.
    const auto meaning_of = [&](std::string_view phrase, char one, char two, char three) {
        std::size_t i = built->first(one, two, three);
        while (i != 0 && (*built)[i].phrase() != phrase) {
            i = (*built)[i].next;
        }
        return i == 0 ? te::detail::role::other : (*built)[i].meaning;
    };
    CHECK(built->first('z', 'z', 'z') == 0);
    CHECK(meaning_of("s", 's', '\0', '\0') == te::detail::role::filler);
    CHECK(meaning_of("he", 'h', 'e', '\0') == te::detail::role::person);
    CHECK(meaning_of("un subscribed", 'u', 'n', 's') == te::detail::role::statement);
    CHECK(meaning_of("stop", 's', 't', 'o') == te::detail::role::keyword);
    CHECK(meaning_of("stop", 's', 't', '\0') == te::detail::role::other);
}

TEST_CASE("long and hostile sentences take linear time") {
    constexpr std::size_t size = 100'000;
    for (const std::string_view piece :
         {"opted ", "opted", "opt ", "stop ", "stop to ", "STOP to opt", "do not contact ", "not ", " ", "-", "\xE2\x80\x8B",
          "\xE2", "stop to be       ", "consent has been ", "removed from the opt out ", ":", "no: ", "a", "sent "}) {
        std::string text;
        while (text.size() < size) {
            text += piece;
        }
        const auto begin = std::chrono::steady_clock::now();
        const bool states = te::states_opt_out(text);
        const te::keyword keyword = te::keyword_of(text);
        const auto took = std::chrono::steady_clock::now() - begin;
        INFO(piece << ' ' << std::chrono::duration_cast<std::chrono::microseconds>(took).count() << " us, " << states);
        CHECK(took < std::chrono::seconds{5}); // quadratic time would be minutes
        CHECK(keyword == te::keyword::none);
    }
    CHECK(te::states_opt_out(std::string(size, ' ') + "opted" + std::string(size, ' ') + "out" + std::string(size, '.')));
    CHECK(te::keyword_of(std::string(size, ' ') + "stop" + std::string(size, '!')) == te::keyword::stop);
    int found = 0; // any two bytes
    for (int first = 0; first != 256; ++first) {
        for (int second = 0; second != 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second)};
            found += te::states_opt_out(text) || te::keyword_of(text) != te::keyword::none ? 1 : 0;
        }
    }
    CHECK(found == 0);
}

TEST_CASE("keywords of whole messages") {
    struct message {
        std::string_view text;
        te::keyword expected;
    };
    using k = te::keyword;
    for (const message each : {
             message{"STOP", k::stop},
             {"stop", k::stop},
             {"Stop", k::stop},
             {" Stop. ", k::stop},
             {"stop!!", k::stop},
             {"\"stop\"", k::stop},
             {"\xE2\x80\x9CSTOP\xE2\x80\x9D", k::stop},
             {"\xC2\xABSTOP\xC2\xBB", k::stop},
             {"\xEF\xBB\xBFSTOP", k::stop},
             {"\xE2\x80\x8BST\xE2\x80\x8BOP\xC2\xA0", k::stop},
             {"STOP\r\n", k::stop},
             {"STOP?", k::stop},
             {"S T O P", k::stop},
             {"S.T.O.P.", k::stop},
             {"STOP \xF0\x9F\x9B\x91", k::stop}, // with an emoji
             {"\xEF\xBC\xB3\xEF\xBC\xB4\xEF\xBC\xAF\xEF\xBC\xB0", k::stop},
             // U+180E, U+3164 and U+061C are invisible; bold letters of mathematics, and letters in circles.
             {"STOP\xE1\xA0\x8E", k::stop},
             {"ST\xE3\x85\xA4OP", k::stop},
             {"\xD8\x9CSTOP", k::stop},
             {"\xF0\x9D\x90\x92\xF0\x9D\x90\x93\xF0\x9D\x90\x8E\xF0\x9D\x90\x8F", k::stop},
             {"\xF0\x9D\x98\xB4\xF0\x9D\x98\xB5\xF0\x9D\x98\xB0\xF0\x9D\x98\xB1", k::stop}, // U+1D634, small sans-serif italic
             {"\xE2\x93\x88\xE2\x93\x89\xE2\x93\x84\xE2\x93\x85", k::stop},
             {"\xE2\x93\xA2\xE2\x93\xA3\xE2\x93\x9E\xE2\x93\x9F", k::stop},
             {"\xF0\x9D\x9F\x8E", k::none}, // U+1D7CE, a bold zero
             {"STOP\xF0\x9D\x9F\x8E", k::none},
             {"\xF0\x9D\x9A\xA8STOP", k::none}, // U+1D6A8, a bold Alpha
             {"\xF0\x9D\x90", k::none},
             {"STOPALL", k::stop},
             {"Stop all", k::stop},
             {"stop-all.", k::stop},
             {"UNSUBSCRIBE", k::stop},
             {"un-subscribe", k::stop},
             {"Cancel", k::stop},
             {"end", k::stop},
             {"(quit)", k::stop},
             {"START", k::start},
             {"'start'", k::start},
             {"unstop\n", k::start},
             {"s\xC2\xADtart", k::start},
             {"Help!", k::help},
             {"", k::none},
             {" ", k::none},
             {"...", k::none},
             {"please stop", k::none},
             {"stop it", k::none},
             {"STOP START", k::none},
             {"stopp", k::none},
             {"sto", k::none},
             {"STOP 1", k::none},
             {"S T A R T", k::none},
             {"un stop", k::none},
             {"he.lp", k::none},
             {"start now", k::none},
             {"ended", k::none},
             {"unsubscribed", k::none},
             {"STOP\xD0\x81", k::none},
             // What is not UTF-8, or could not be decoded, might have been a letter: STOP counts, START does not.
             {"STOP\xFF", k::stop},
             {"\x93STOP\x94", k::stop},
             {"STOP\xF0\x9F\x9B", k::stop},
             {"\xEF\xBF\xBDSTOP", k::stop},
             {"START\xFF", k::none},
             {"\x93START\x94", k::none},
             {"\xEF\xBF\xBD\xEF\xBF\xBD START", k::none},
             {"START \xEF\xBF\xBD", k::none},
             {"%D0%BD%D0%B5%20START", k::none},
             {"%D0%BD%D0%B5%20STOP", k::stop},
             {"START \\ud83d\\ude00", k::none},
             {"HELP\xED\xA0\xBD", k::none},
             {"unstop\xA0", k::none},
             // Brackets, dots and signs of Japanese are no letters.
             {"\xEF\xBD\xA2STOP\xEF\xBD\xA3", k::stop},
             {"STOP\xEF\xBD\xA5", k::stop},
             {"\xEF\xBD\x9FSTOP\xEF\xBD\xA0", k::stop},
             {"START\xEE\x90\x95", k::start}, // U+E415, an emoji of a carrier
         }) {
        INFO(each.text);
        CHECK(te::keyword_of(each.text) == each.expected);
    }
}

TEST_CASE("keywords that Telnyx found") {
    using k = te::keyword;
    CHECK(te::keyword_of_autoresponse("STOP") == k::stop);
    CHECK(te::keyword_of_autoresponse("stop") == k::stop);
    CHECK(te::keyword_of_autoresponse("Start") == k::start);
    CHECK(te::keyword_of_autoresponse("HELP") == k::help);
    for (const std::string_view other : {"", "none", "NONE", "UNSUBSCRIBE", "STOP ", "STOPS", "opt_out", "STO", "null"}) {
        INFO(other);
        CHECK(te::keyword_of_autoresponse(other) == k::none);
    }
}
