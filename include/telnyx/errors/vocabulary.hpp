// telnyx-errors: the words that everything else is expressed in. SPDX-License-Identifier: MIT
//
// Glossary
//   code         a Telnyx error number, such as 40300
//   code_info    a row of the table: everything known about one code
//   judgement    the decision columns of a row, without its strings
//   situation    what only the caller knows: time, attempt, HTTP status, retry headers, random bits
//   report       what a payload says: its kind, errors, recipients and outcome
//   decision     what to do now, why, and not before when
//   phase        where a payload came from: an API response, a webhook, or a stored record
//   stage        where in the life of a message a code belongs
//   outcome      what happened to a message, or to a message for one recipient
//   consent      what a payload says about the recipient's opt-out
//   scope        which of the caller's messages fail in the same way, and `toward` which destinations
//   refinement   a judgement that replaces that of a code in a context: a channel, a pointer, a phase, a title
//   amendment    the caller's own judgement for a code
//   receipt      whether the recipient has the message
//   history      what all payloads so far say about one message
#ifndef TELNYX_ERRORS_VOCABULARY_HPP
#define TELNYX_ERRORS_VOCABULARY_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/enumeration.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

// Every enumeration of this header has, from the lists in `detail::names`:
//
//     name(enumerator)      its spelling, as JSON, the command line and the documents use it
//     from_name<E>(string)  the enumerator with that spelling
//     enumerators<E>        all of them, in ascending order
//
// Where code compares enumerators with < or >, they are ordered by strictness, and the enumeration says so.

/// Which list of Telnyx a code comes from.
enum class origin : std::uint8_t {
    none,                ///< From no list: the code is unknown.
    messaging_reference, ///< The Messaging Error Code Reference.
    general_api_list,    ///< Only the list of API error codes that all Telnyx products share.
    whatsapp_guide,      ///< Only the guide for WhatsApp over Telnyx: a code of WhatsApp itself.
};

/// Where in the life of a message an error belongs: the three kinds of the reference.
enum class stage : std::uint8_t {
    unknown,       ///< Nothing says where the code belongs.
    request,       ///< The API refused the request, and no message was created.
    delivery,      ///< The message was accepted and failed on its way.
    configuration, ///< A number, a profile or a campaign is not set up for the request.
};

/// Where a payload came from: the caller says so, or the payload's shape shows it.
enum class phase : std::uint8_t {
    unknown,  ///< Neither the caller nor the shape says.
    request,  ///< The response to an HTTP request.
    delivery, ///< A webhook.
    record,   ///< A stored message or a detail record that was looked up later.
};

/// What a failure is about.
enum class category : std::uint8_t {
    unknown,               ///< Unknown code.
    carrier_rejection,     ///< A carrier, or Telnyx on its behalf, did not pass the message on.
    ten_dlc,               ///< Registration of long codes in the United States (10DLC), and its limits.
    toll_free,             ///< Verification and provisioning of toll-free numbers.
    sender_recipient,      ///< The 'from' or the 'to' address, or the two together.
    content,               ///< The text or the media of the message.
    profile_configuration, ///< The messaging profile, or messaging on the account.
    number_provisioning,   ///< Enabling a number for messaging.
    whatsapp,              ///< WhatsApp reported the failure.
    api,                   ///< The form of the request, or the API itself.
    account,               ///< Credentials, permissions, verification levels and funds.
};

/// Whether the same message may be resent, and after what. Ordered by strictness.
enum class retry_class : std::uint8_t {
    automatic,          ///< Temporary: the same message may be resent, with backoff.
    temporary_hold,     ///< Wait for a time or a state to pass, and do not retry meanwhile.
    after_intervention, ///< Change the rate, the content or the request first, then resend.
    unspecified,        ///< Nothing is known that permits or forbids it.
    action_required,    ///< A configuration or compliance problem must be resolved first.
    permanent,          ///< Do not resend this message.
};

/// How a judgement is known.
enum class basis : std::uint8_t {
    none,        ///< It is not: the code is unknown and lies in no known block.
    from_block,  ///< The code is unknown, and its stage comes from the block of numbers it lies in.
    from_status, ///< There is no known code, and the HTTP status decides.
    derived,     ///< It is reasoned from the cause and the action that the code's source states.
    documented,  ///< The reference states the retry class of this code.
    amended,     ///< The caller's own amendment decides, see amendment.hpp.
};

/// What must pass before a message may be resent.
enum class wait : std::uint8_t {
    none,                ///< Time does not help, or is not needed.
    backoff,             ///< Exponential backoff.
    next_minute,         ///< The next minute: the limit is counted per minute.
    next_day_pacific,    ///< Midnight in Los Angeles: the limit is counted per day.
    fixed_24_hours,      ///< 24 hours from the failure.
    until_state_changes, ///< Until something at Telnyx or another provider is finished: look again now and then.
    spend_window,        ///< Until the window of the spend limit starts again.
    queue_drains,        ///< Until the queue at Telnyx has room again.
    rate_falls,          ///< Until the sending rate is below the limit.
    as_server_says,      ///< As the rate-limit headers of the response say.
};

/// Which of the caller's messages fail in the same way if sending goes on unchanged: the widest for which it is certain. `toward`
/// says to which destinations. Ordered by how far the failure reaches.
enum class scope : std::uint8_t {
    unknown,  ///< Not known.
    message,  ///< This message only.
    content,  ///< Messages with the same text, media or template from the same sender.
    sender,   ///< Everything from this sender.
    campaign, ///< Everything of this 10DLC campaign.
    brand,    ///< Everything of this 10DLC brand, with all of its campaigns.
    profile,  ///< Everything of this messaging profile.
    account,  ///< Everything of this account.
    platform, ///< Possibly everything: the fault is at Telnyx, which may have accepted the message all the same.
};

/// To which destinations the messages of a `scope` fail: the widest for which it is certain. Ordered by how far that reaches.
enum class toward : std::uint8_t {
    recipient, ///< This recipient.
    carrier,   ///< The recipient's carrier.
    region,    ///< The recipient's country.
    everyone,  ///< All destinations.
};

/// Which part of a request or of a message a pointer names.
enum class part : std::uint8_t {
    unknown,   ///< No pointer, or another part.
    sender,    ///< The sending number or sender ID.
    recipient, ///< A destination.
    content,   ///< The text, the media or the template.
    header,    ///< A header of the request.
};

/// What to do about a failure, in one word.
enum class remedy : std::uint8_t {
    none,                     ///< Nothing to do, or nothing known.
    stop_messaging_recipient, ///< Do not message this recipient again.
    reduce_rate,              ///< Send more slowly.
    use_another_sender,       ///< Send from another number.
    retry_with_backoff,       ///< Resend at growing intervals.
    extend_validity,          ///< Give the message more time.
    investigate,              ///< Find out what happened before anything else.
    revise_content,           ///< Change the content.
    register_campaign,        ///< Register, or correct, the 10DLC campaign of the number.
    correct_recipient,        ///< Correct the destination, or choose another channel for it.
    fix_sender,               ///< Correct or enable the sending number.
    wait,                     ///< Only wait.
    contact_support,          ///< Only Telnyx can resolve it.
    fix_request,              ///< Correct the request.
    fix_profile,              ///< Correct the messaging profile.
    fix_credentials,          ///< Correct the API key, its secret or its permissions.
    fix_account,              ///< Verify, activate or upgrade the account.
    add_funds,                ///< Add money to the account.
    verify_toll_free,         ///< Complete toll-free verification.
    raise_limit,              ///< Raise the spend limit.
};

/// Over which channel a message is sent. A code may mean something else on another channel.
enum class channel : std::uint8_t {
    unknown,  ///< Not stated.
    sms,      ///< SMS.
    mms,      ///< MMS.
    whatsapp, ///< WhatsApp.
    rcs,      ///< RCS.
};

/// What a whole message says, where it is a keyword: what recipients write to opt out of messages, or back in.
enum class keyword : std::uint8_t {
    none,  ///< No keyword: an ordinary message.
    stop,  ///< STOP, STOPALL, STOP ALL, UNSUBSCRIBE, CANCEL, END or QUIT: the sender opts out.
    start, ///< START or UNSTOP: the sender opts back in.
    help,  ///< HELP: the sender asks for help.
};

/// What happened to a message, or to a message for one recipient. Ordered by how much attention it needs.
enum class outcome : std::uint8_t {
    none,        ///< Not stated.
    delivered,   ///< Delivered, or read.
    received,    ///< An inbound message that arrived.
    cancelled,   ///< A scheduled message that was withdrawn.
    unreported,  ///< Sent, and the carrier does not report whether it arrived: recipients of a group message outside Telnyx.
    in_progress, ///< On its way: nothing is final.
    unknown,     ///< Stated in words that this version does not know.
    unconfirmed, ///< Neither success nor failure is confirmed: it may have been delivered.
    failed,      ///< Refused, expired or not delivered.
};

/// Whether a recipient has the message. Only after `no` may another channel or another provider take over.
enum class receipt : std::uint8_t {
    no,    ///< It never left, was refused, or failed for good.
    maybe, ///< It may be on its way, or may have arrived.
    yes,   ///< It was delivered.
};

/// Who can do something about a failure.
enum class actor : std::uint8_t {
    none,    ///< Nothing is to be done.
    program, ///< The program itself: it waits, slows down or resends.
    person,  ///< A person: content, numbers, registrations, credentials, money.
    telnyx,  ///< Only Telnyx, through its support.
};

/// What kind of payload was read.
enum class kind : std::uint8_t {
    not_json,     ///< Not JSON at all: HTML, text, nothing, or cut off.
    unrecognised, ///< JSON, but none of the shapes below.
    api_error,    ///< The API's response to a request that it refused, or one error of it.
    webhook,      ///< A webhook: an event in its `data` envelope, or the flat one of API version 1.
    message,      ///< A message: `{"data": {...}}`, or the bare payload.
    record,       ///< A row of message detail records.
    event,        ///< The bare event without its `data` envelope, as SDKs pass it on.
};

/// Why a string could not be read as JSON.
enum class problem : std::uint8_t {
    none,      ///< It could.
    empty,     ///< It is empty or blank.
    malformed, ///< It is not valid JSON, is cut off, or is not UTF-8.
    too_large, ///< It is longer than `limits::body_bytes`.
};

/// Which list of a message a recipient is in.
enum class recipient_list : std::uint8_t {
    to, ///< `to`: also the single destination of a detail record.
    cc, ///< `cc`: the others of a group message.
};

/// What the server asks for with x-should-retry.
enum class server_wish : std::uint8_t {
    none,     ///< It does not say.
    retry,    ///< It asks for another attempt.
    no_retry, ///< It forbids another attempt.
};

/// How delays are spread, so that clients that failed together do not come back together.
enum class jitter : std::uint8_t {
    none,  ///< Not at all: the nominal delay.
    equal, ///< Between half of the nominal delay and all of it.
    full,  ///< Between zero and the nominal delay.
};

/// What to do with the message.
enum class step : std::uint8_t {
    none,      ///< Nothing: nothing failed, or nothing is final yet.
    retry,     ///< Resend the same message, after `delay`.
    hold,      ///< Keep the message, and look again not before `not_before`, or after `delay`.
    fix_first, ///< Change what `remedy` and `scope` say. Resend only after that.
    stop,      ///< Do not resend this message.
    reconcile, ///< It may have been sent: look it up before anything is resent.
};

/// Why a decision was made.
enum class reason : std::uint8_t {
    nothing_failed,      ///< No failure was reported.
    not_final,           ///< The message is still on its way.
    transient,           ///< The failure is temporary by its nature.
    throttled,           ///< The server asked for fewer requests.
    on_hold,             ///< Something must pass first: a day, or a pending state.
    needs_intervention,  ///< The rate, the content or the request must change first.
    action_required,     ///< A configuration or compliance problem must be resolved first.
    permanent,           ///< The failure will not go away.
    opted_out,           ///< The recipient opted out.
    refused,             ///< The server refused the request, without a known code.
    may_have_been_sent,  ///< It is not known whether the message was accepted.
    server_said_no,      ///< The server forbade another attempt.
    attempts_exhausted,  ///< The policy allows no more attempts.
    deadline_exceeded,   ///< The next attempt would be past the deadline.
    wait_too_long,       ///< The server asks for a longer wait than the policy allows.
    unknown_code,        ///< The code is in no list that this version knows.
    unexplained_failure, ///< The message failed, and nothing says why.
    unrecognised,        ///< The payload has no known shape, and nothing else was said.
    incomplete,          ///< Part of the payload was left out, see `report_view::incomplete`: it may forbid resending.
    never_left,          ///< The request never left: no connection was made, so nothing was sent.
    wait_is_over,        ///< What had to pass has passed since the failure: the message may be sent.
    held_too_long,       ///< It was held for longer than the policy allows.
    title_disagrees,     ///< The payload's title says something else than the code: the code may mean something else here.
    cancelled,           ///< The message was withdrawn before it was sent.
    not_reported,        ///< It was sent, and the carrier does not report whether it arrived.
    unknown_status,      ///< The status is a word that this version does not know.
    missing_payload,     ///< A final event whose payload is missing or cannot be read.
    unreadable_errors,   ///< Errors are there, but cannot be read: they may forbid resending.
    redirected,          ///< The server answered with a redirection (3xx): the request was not carried out.
    unexpected_response, ///< The server answered with success, but not with JSON.
    nothing_found,       ///< The answer to a look-up has no rows.
    contradictory,       ///< Payloads about the same message contradict each other, see history.hpp: a person must look.
};

/// What a payload says about the recipient's opt-out. Ordered by strictness.
enum class consent : std::uint8_t {
    unchanged,       ///< Nothing.
    opted_in,        ///< They opted back in: they wrote START.
    maybe_opted_out, ///< Words or a code say that they opted out, but nothing confirms it.
    opted_out,       ///< They opted out of messages from this messaging profile.
};

/// What several codes have in common, whatever their retry classes are: for std::error_condition, see system_error.hpp.
enum class condition : std::uint8_t {
    opted_out = 1, ///< The recipient replied STOP (40300). In delivery reports the number also has other uses: ask `decide`.
    throttled,     ///< Too much was sent in too little time: the rate must fall, or a queue drain.
    configuration, ///< Something at Telnyx must be set up, registered, paid or permitted, and it affects more than this message.
};

namespace detail {

template <>
struct names<origin> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "messaging_reference", "general_api_list", "whatsapp_guide"};
};
template <>
struct names<stage> : list_of_names<> {
    static constexpr std::string_view list[] = {"unknown", "request", "delivery", "configuration"};
};
template <>
struct names<phase> : list_of_names<> {
    static constexpr std::string_view list[] = {"unknown", "request", "delivery", "record"};
};
template <>
struct names<category> : list_of_names<> {
    static constexpr std::string_view list[] = {"unknown",
                                                "carrier_rejection",
                                                "ten_dlc",
                                                "toll_free",
                                                "sender_recipient",
                                                "content",
                                                "profile_configuration",
                                                "number_provisioning",
                                                "whatsapp",
                                                "api",
                                                "account"};
};
template <>
struct names<retry_class> : list_of_names<> {
    static constexpr std::string_view list[] = {"automatic",   "temporary_hold",  "after_intervention",
                                                "unspecified", "action_required", "permanent"};
};
template <>
struct names<basis> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "from_block", "from_status", "derived", "documented", "amended"};
};
template <>
struct names<wait> : list_of_names<> {
    static constexpr std::string_view list[] = {
        "none",         "backoff",      "next_minute", "next_day_pacific", "fixed_24_hours", "until_state_changes",
        "spend_window", "queue_drains", "rate_falls",  "as_server_says"};
};
template <>
struct names<scope> : list_of_names<> {
    static constexpr std::string_view list[] = {"unknown", "message", "content", "sender",  "campaign",
                                                "brand",   "profile", "account", "platform"};
};
template <>
struct names<toward> : list_of_names<> {
    static constexpr std::string_view list[] = {"recipient", "carrier", "region", "everyone"};
};
template <>
struct names<part> : list_of_names<> {
    static constexpr std::string_view list[] = {"unknown", "sender", "recipient", "content", "header"};
};
template <>
struct names<remedy> : list_of_names<> {
    static constexpr std::string_view list[] = {"none",
                                                "stop_messaging_recipient",
                                                "reduce_rate",
                                                "use_another_sender",
                                                "retry_with_backoff",
                                                "extend_validity",
                                                "investigate",
                                                "revise_content",
                                                "register_campaign",
                                                "correct_recipient",
                                                "fix_sender",
                                                "wait",
                                                "contact_support",
                                                "fix_request",
                                                "fix_profile",
                                                "fix_credentials",
                                                "fix_account",
                                                "add_funds",
                                                "verify_toll_free",
                                                "raise_limit"};
};
template <>
struct names<channel> : list_of_names<> {
    static constexpr std::string_view list[] = {"unknown", "sms", "mms", "whatsapp", "rcs"};
};
template <>
struct names<keyword> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "stop", "start", "help"};
};
template <>
struct names<outcome> : list_of_names<> {
    static constexpr std::string_view list[] = {"none",        "delivered", "received",    "cancelled", "unreported",
                                                "in_progress", "unknown",   "unconfirmed", "failed"};
};
template <>
struct names<receipt> : list_of_names<> {
    static constexpr std::string_view list[] = {"no", "maybe", "yes"};
};
template <>
struct names<actor> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "program", "person", "telnyx"};
};
template <>
struct names<kind> : list_of_names<> {
    static constexpr std::string_view list[] = {"not_json", "unrecognised", "api_error", "webhook", "message", "record", "event"};
};
template <>
struct names<problem> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "empty", "malformed", "too_large"};
};
template <>
struct names<recipient_list> : list_of_names<> {
    static constexpr std::string_view list[] = {"to", "cc"};
};
template <>
struct names<server_wish> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "retry", "no_retry"};
};
template <>
struct names<jitter> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "equal", "full"};
};
template <>
struct names<step> : list_of_names<> {
    static constexpr std::string_view list[] = {"none", "retry", "hold", "fix_first", "stop", "reconcile"};
};
template <>
struct names<reason> : list_of_names<> {
    static constexpr std::string_view list[] = {
        "nothing_failed",     "not_final",           "transient",          "throttled",         "on_hold",
        "needs_intervention", "action_required",     "permanent",          "opted_out",         "refused",
        "may_have_been_sent", "server_said_no",      "attempts_exhausted", "deadline_exceeded", "wait_too_long",
        "unknown_code",       "unexplained_failure", "unrecognised",       "incomplete",        "never_left",
        "wait_is_over",       "held_too_long",       "title_disagrees",    "cancelled",         "not_reported",
        "unknown_status",     "missing_payload",     "unreadable_errors",  "redirected",        "unexpected_response",
        "nothing_found",      "contradictory"};
};
template <>
struct names<consent> : list_of_names<> {
    static constexpr std::string_view list[] = {"unchanged", "opted_in", "maybe_opted_out", "opted_out"};
};
template <>
struct names<condition> : list_of_names<1> {
    static constexpr std::string_view list[] = {"opted_out", "throttled", "configuration"};
};

} // namespace detail

/// Whether a basis is that of a code that the table has, or that the caller amended. O(1).
[[nodiscard]] constexpr bool is_known(basis value) noexcept { return value >= basis::derived; }

/// The decision columns of one code: everything a program needs to act, and no string. Nine bytes.
struct judgement {
    /// Where in the life of a message the error belongs.
    errors::stage stage = errors::stage::unknown;
    /// What the failure is about.
    errors::category category = errors::category::unknown;
    /// Whether the message may be resent. Where two classes are documented, this is the one that decides.
    retry_class retry = retry_class::unspecified;
    /// The class that is documented beside `retry`. The same as `retry` for every code but 40010.
    retry_class also = retry_class::unspecified;
    /// How the retry class is known.
    errors::basis basis = errors::basis::none;
    /// What must pass before the message may be resent.
    errors::wait wait = errors::wait::none;
    /// Which of the caller's messages fail in the same way.
    errors::scope scope = errors::scope::unknown;
    /// To which destinations they fail.
    errors::toward toward = errors::toward::everyone;
    /// What to do about it.
    errors::remedy remedy = errors::remedy::none;

    /// Whether the table, or an amendment, has the code. The judgement of an unknown code is an ordinary value that permits no
    /// retry.
    [[nodiscard]] constexpr bool known() const noexcept { return is_known(basis); }
    /// Whether the code is of this class, as the class that decides or the one beside it.
    [[nodiscard]] constexpr bool is(retry_class value) const noexcept { return retry == value || also == value; }

    [[nodiscard]] friend constexpr bool operator==(const judgement& left, const judgement& right) noexcept {
        return left.stage == right.stage && left.category == right.category && left.retry == right.retry &&
               left.also == right.also && left.basis == right.basis && left.wait == right.wait && left.scope == right.scope &&
               left.toward == right.toward && left.remedy == right.remedy;
    }
    [[nodiscard]] friend constexpr bool operator!=(const judgement& left, const judgement& right) noexcept {
        return !(left == right);
    }
};

TELNYX_ERRORS_END_NAMESPACE

#endif
