// telnyx-errors: the words in which everything else is said. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_VOCABULARY_HPP
#define TELNYX_ERRORS_VOCABULARY_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

// Every enumeration has its `name(enumerator)`: the word used in JSON, on the command line and in the documents. It is a
// view of static storage; a value that is no enumerator has the empty name. The switches have no default, so that a
// compiler that warns about switches names an enumerator that was forgotten.

/// Which list of Telnyx a code comes from.
enum class origin : std::uint8_t {
    none,                ///< From no list: the code is unknown.
    messaging_reference, ///< The Messaging Error Code Reference.
    general_api_list,    ///< Only the list of API error codes, which all Telnyx products share.
};

/// Where in the life of a message an error belongs: the three kinds of the reference.
enum class stage : std::uint8_t {
    unknown,       ///< Nothing says where the code belongs.
    request,       ///< The API refused the request; no message came into being.
    delivery,      ///< The message was accepted and failed on its way.
    configuration, ///< A number, a profile or a campaign is not set up for what was asked.
};

/// Through which door a body came: what the caller knows, or the body's own shape shows.
enum class phase : std::uint8_t {
    unknown,  ///< Neither the caller nor the shape tells.
    request,  ///< The answer to an HTTP request.
    delivery, ///< A webhook.
    record,   ///< A stored message or a detail record, asked for later.
};

/// What a failure is about.
enum class category : std::uint8_t {
    unknown,               ///< Unknown code.
    carrier_rejection,     ///< A carrier, or Telnyx on its behalf, did not pass the message on.
    ten_dlc,               ///< The United States' registration of long codes (10DLC) and its limits.
    toll_free,             ///< Verification and provisioning of toll-free numbers.
    sender_recipient,      ///< The 'from' or the 'to' address, or the two together.
    content,               ///< What the message says or carries.
    profile_configuration, ///< The messaging profile, or messaging on the account.
    number_provisioning,   ///< Enabling a number for messaging.
    whatsapp,              ///< WhatsApp reported it.
    api,                   ///< The form of the request, or the API itself.
    account,               ///< Credentials, permissions, verification levels and funds.
};

/// Whether, and after what, the same message may be sent again. From `automatic` to `permanent` each asks for more.
enum class retry_class : std::uint8_t {
    automatic,          ///< Temporary: the same message may be sent again, with backoff.
    temporary_hold,     ///< Wait for a time or a state to pass; do not retry meanwhile.
    after_intervention, ///< Change rate, content or request first, then send again.
    unspecified,        ///< Nothing is known that would permit or forbid it.
    action_required,    ///< Somebody must resolve a configuration or compliance problem first.
    permanent,          ///< Do not send this message again.
};

/// How a judgement is known.
enum class basis : std::uint8_t {
    none,        ///< Not at all: the code is unknown and lies in no known block.
    from_block,  ///< The code is unknown; its stage comes from the block of numbers it lies in.
    from_status, ///< There was no known code; the HTTP status decided.
    derived,     ///< Reasoned from the cause and the action that the code's source states.
    documented,  ///< The reference states the retry class of this code.
};

/// What must pass before a message may be sent again.
enum class wait : std::uint8_t {
    none,                ///< No time helps, or none is needed.
    backoff,             ///< Exponential backoff.
    next_minute,         ///< The next minute: the limit is counted per minute.
    next_day_pacific,    ///< Midnight in Los Angeles: the limit is counted per day.
    fixed_24_hours,      ///< 24 hours from the failure.
    until_state_changes, ///< Until something at Telnyx or another provider is finished; look again now and then.
    spend_window,        ///< Until the window of the spend limit starts again.
    queue_drains,        ///< Until the queue at Telnyx has room again.
    rate_falls,          ///< Until the sending rate is below the limit.
    as_server_says,      ///< As the rate-limit headers of the answer say.
};

/// What else fails in the same way if sending goes on unchanged.
enum class scope : std::uint8_t {
    unknown,   ///< Nobody knows.
    message,   ///< This message only.
    recipient, ///< Everything to this recipient.
    region,    ///< Everything to the recipient's country.
    carrier,   ///< Everything to the recipient's carrier.
    sender,    ///< Everything from this sending number.
    campaign,  ///< Everything of this 10DLC campaign.
    profile,   ///< Everything of this messaging profile.
    account,   ///< Everything of this account.
    platform,  ///< Possibly everything: the fault lies with Telnyx itself, which may have taken the message all the same.
};

/// What to do about it, in one word.
enum class remedy : std::uint8_t {
    none,                     ///< Nothing to do, or nothing known.
    stop_messaging_recipient, ///< Send nothing more to this recipient.
    reduce_rate,              ///< Send more slowly.
    use_another_sender,       ///< Send from another number.
    retry_with_backoff,       ///< Send again, at growing intervals.
    extend_validity,          ///< Give the message more time.
    investigate,              ///< Find out what happened before anything else.
    revise_content,           ///< Change the content.
    register_campaign,        ///< Register, or correct, the 10DLC campaign of the number.
    correct_recipient,        ///< Correct the destination, or choose another channel for it.
    fix_sender,               ///< Correct or enable the sending number.
    wait,                     ///< Do nothing but wait.
    contact_support,          ///< Only Telnyx can resolve it.
    fix_request,              ///< Correct the request.
    fix_profile,              ///< Correct the messaging profile.
    fix_credentials,          ///< Correct the API key, its secret or its permissions.
    fix_account,              ///< Verify, activate or upgrade the account.
    add_funds,                ///< Put money on the account.
    verify_toll_free,         ///< Complete toll-free verification.
    raise_limit,              ///< Raise the spend limit.
};

/// What became of a message, or of a message for one recipient.
enum class outcome : std::uint8_t {
    none,        ///< Nothing is said, or in words that this version does not know.
    in_progress, ///< On its way: nothing is final.
    delivered,   ///< Delivered, or read.
    received,    ///< An inbound message that arrived.
    unconfirmed, ///< Neither success nor failure is confirmed; it may have been delivered.
    failed,      ///< Refused, expired or not delivered.
};

/// What kind of body was read.
enum class kind : std::uint8_t {
    not_json,     ///< Not JSON at all: HTML, text, nothing, or cut off.
    unrecognised, ///< JSON, of none of the shapes below.
    api_error,    ///< The API's answer to a request that it refused, or one error of it.
    webhook,      ///< A webhook: an event in its `data` envelope, or the flat one of API version 1.
    message,      ///< A message: `{"data": {...}}`, or the bare payload.
    record,       ///< A row of message detail records.
    event,        ///< The bare event, without its `data` envelope, as SDKs hand it on.
};

[[nodiscard]] constexpr std::string_view name(origin value) noexcept {
    switch (value) {
    case origin::none: return "none";
    case origin::messaging_reference: return "messaging reference";
    case origin::general_api_list: return "general API list";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(stage value) noexcept {
    switch (value) {
    case stage::unknown: return "unknown";
    case stage::request: return "request";
    case stage::delivery: return "delivery";
    case stage::configuration: return "configuration";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(phase value) noexcept {
    switch (value) {
    case phase::unknown: return "unknown";
    case phase::request: return "request";
    case phase::delivery: return "delivery";
    case phase::record: return "record";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(category value) noexcept {
    switch (value) {
    case category::unknown: return "unknown";
    case category::carrier_rejection: return "carrier_rejection";
    case category::ten_dlc: return "ten_dlc";
    case category::toll_free: return "toll_free";
    case category::sender_recipient: return "sender_recipient";
    case category::content: return "content";
    case category::profile_configuration: return "profile_configuration";
    case category::number_provisioning: return "number_provisioning";
    case category::whatsapp: return "whatsapp";
    case category::api: return "api";
    case category::account: return "account";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(retry_class value) noexcept {
    switch (value) {
    case retry_class::automatic: return "automatic";
    case retry_class::temporary_hold: return "temporary_hold";
    case retry_class::after_intervention: return "after_intervention";
    case retry_class::unspecified: return "unspecified";
    case retry_class::action_required: return "action_required";
    case retry_class::permanent: return "permanent";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(basis value) noexcept {
    switch (value) {
    case basis::none: return "none";
    case basis::from_block: return "from_block";
    case basis::from_status: return "from_status";
    case basis::derived: return "derived";
    case basis::documented: return "documented";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(wait value) noexcept {
    switch (value) {
    case wait::none: return "none";
    case wait::backoff: return "backoff";
    case wait::next_minute: return "next minute";
    case wait::next_day_pacific: return "next day, 00:00 Pacific";
    case wait::fixed_24_hours: return "fixed 24 h";
    case wait::until_state_changes: return "until state changes";
    case wait::spend_window: return "spend window";
    case wait::queue_drains: return "queue drains";
    case wait::rate_falls: return "rate falls";
    case wait::as_server_says: return "as the server says";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(scope value) noexcept {
    switch (value) {
    case scope::unknown: return "unknown";
    case scope::message: return "message";
    case scope::recipient: return "recipient";
    case scope::region: return "region";
    case scope::carrier: return "carrier";
    case scope::sender: return "sender";
    case scope::campaign: return "campaign";
    case scope::profile: return "profile";
    case scope::account: return "account";
    case scope::platform: return "platform";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(remedy value) noexcept {
    switch (value) {
    case remedy::none: return "none";
    case remedy::stop_messaging_recipient: return "stop_messaging_recipient";
    case remedy::reduce_rate: return "reduce_rate";
    case remedy::use_another_sender: return "use_another_sender";
    case remedy::retry_with_backoff: return "retry_with_backoff";
    case remedy::extend_validity: return "extend_validity";
    case remedy::investigate: return "investigate";
    case remedy::revise_content: return "revise_content";
    case remedy::register_campaign: return "register_campaign";
    case remedy::correct_recipient: return "correct_recipient";
    case remedy::fix_sender: return "fix_sender";
    case remedy::wait: return "wait";
    case remedy::contact_support: return "contact_support";
    case remedy::fix_request: return "fix_request";
    case remedy::fix_profile: return "fix_profile";
    case remedy::fix_credentials: return "fix_credentials";
    case remedy::fix_account: return "fix_account";
    case remedy::add_funds: return "add_funds";
    case remedy::verify_toll_free: return "verify_toll_free";
    case remedy::raise_limit: return "raise_limit";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(outcome value) noexcept {
    switch (value) {
    case outcome::none: return "none";
    case outcome::in_progress: return "in_progress";
    case outcome::delivered: return "delivered";
    case outcome::received: return "received";
    case outcome::unconfirmed: return "unconfirmed";
    case outcome::failed: return "failed";
    }
    return {};
}

[[nodiscard]] constexpr std::string_view name(kind value) noexcept {
    switch (value) {
    case kind::not_json: return "not_json";
    case kind::unrecognised: return "unrecognised";
    case kind::api_error: return "api_error";
    case kind::webhook: return "webhook";
    case kind::message: return "message";
    case kind::record: return "record";
    case kind::event: return "event";
    }
    return {};
}

/// A set of retry classes, for the codes that the reference documents in more than one.
class retry_classes {
public:
    /// The empty set.
    constexpr retry_classes() noexcept = default;
    /// The set of one class.
    constexpr explicit retry_classes(retry_class only) noexcept : bits_{bit(only)} {}

    /// Whether the class is in the set.
    [[nodiscard]] constexpr bool contains(retry_class value) const noexcept { return (bits_ & bit(value)) != 0; }
    /// Whether the set has no class.
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }

    [[nodiscard]] friend constexpr bool operator==(retry_classes left, retry_classes right) noexcept {
        return left.bits_ == right.bits_;
    }
    [[nodiscard]] friend constexpr bool operator!=(retry_classes left, retry_classes right) noexcept {
        return left.bits_ != right.bits_;
    }

private:
    // A value that is no enumerator has no bit, whatever its number: shifting by it would be undefined.
    [[nodiscard]] static constexpr std::uint8_t bit(retry_class value) noexcept {
        return value > retry_class::permanent ? std::uint8_t{0} : static_cast<std::uint8_t>(1U << static_cast<unsigned>(value));
    }

    std::uint8_t bits_{0};
};

/// The decision columns of one code: everything a program needs to act, and no text. Eight bytes.
struct judgement {
    /// Where in the life of a message the error belongs.
    enum stage stage = stage::unknown;
    /// What the failure is about.
    enum category category = category::unknown;
    /// Whether the message may be sent again; where several classes are documented, the one that governs.
    retry_class retry = retry_class::unspecified;
    /// The classes documented beside `retry`; empty for all codes but 40010.
    retry_classes also{};
    /// How the retry class is known.
    enum basis basis = basis::none;
    /// What must pass before the message may be sent again.
    enum wait wait = wait::none;
    /// What else fails in the same way.
    enum scope scope = scope::unknown;
    /// What to do about it.
    enum remedy remedy = remedy::none;

    /// Whether the table has the code. The judgement of an unknown code is an ordinary value that permits no retry.
    [[nodiscard]] constexpr bool known() const noexcept { return basis == basis::documented || basis == basis::derived; }
    [[nodiscard]] friend constexpr bool operator==(const judgement& left, const judgement& right) noexcept {
        return left.stage == right.stage && left.category == right.category && left.retry == right.retry &&
               left.also == right.also && left.basis == right.basis && left.wait == right.wait && left.scope == right.scope &&
               left.remedy == right.remedy;
    }
    [[nodiscard]] friend constexpr bool operator!=(const judgement& left, const judgement& right) noexcept {
        return !(left == right);
    }

    /// Whether the code is documented, or derived, to be of this class, as the governing one or beside it.
    [[nodiscard]] constexpr bool is(retry_class value) const noexcept { return retry == value || also.contains(value); }
};

TELNYX_ERRORS_END_NAMESPACE

#endif
