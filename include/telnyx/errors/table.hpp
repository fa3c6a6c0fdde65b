// telnyx-errors: the table, the only place where the facts about a code stand. SPDX-License-Identifier: MIT
//
// Sources: the Telnyx Messaging Error Code Reference (origin messaging_reference) and the Telnyx list of API error codes (origin
// general_api_list). Titles are those that the API sends; causes and actions are in this library's words. The reference states the
// retry class of a `documented` row; docs/contradictions.md gives the reason of each `derived` one.
//
// To add a code: one enumerator in code.hpp and one row here, in ascending order. docs/adding-a-code.md walks through it.
#ifndef TELNYX_ERRORS_TABLE_HPP
#define TELNYX_ERRORS_TABLE_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/code.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The names of a row, as string literals: one string where the name and the title are equal, else {name, title}.
struct row_names {
    const char* name;
    const char* title;

    // NOLINTNEXTLINE(google-explicit-constructor): rows write a string where both are equal
    constexpr row_names(const char* both) noexcept : name(both), title(both) {}
    constexpr row_names(const char* short_name, const char* api_title) noexcept : name(short_name), title(api_title) {}
};

} // namespace detail

/// Everything known about one code: a row of the table. The strings have static storage.
struct code_info : judgement {
    /// The code; `code{}` in the rows that stand for unknown codes.
    code id;
    /// The Telnyx list that has the code. Where both have it: the reference.
    errors::origin origin;
    /// The reference's short name for the code. Where only the general list has the code: the title.
    std::string_view name;
    /// The title as the API sends it.
    std::string_view title;
    /// What happened, in a sentence.
    std::string_view cause;
    /// What to do about it, in a sentence.
    std::string_view action;

    /// A row, in the order in which the table writes it. The strings are literals.
    constexpr code_info(code which, const judgement& columns, errors::origin list, const detail::row_names& names,
                        const char* what_happened, const char* what_to_do) noexcept;

    /// The code as a number; 0 in the rows that stand for unknown codes.
    [[nodiscard]] constexpr std::int32_t number() const noexcept { return static_cast<std::int32_t>(id); }
};

template <>
inline constexpr bool is_printable<code> = true;
template <>
inline constexpr bool is_printable<code_info> = true;

/// The rows of all known codes, in ascending order: `for (const code_info& row : table)`.
class code_table {
public:
    /// The first row.
    [[nodiscard]] constexpr const code_info* begin() const noexcept;
    /// One past the last row.
    [[nodiscard]] constexpr const code_info* end() const noexcept;
    /// How many codes are known.
    [[nodiscard]] constexpr std::size_t size() const noexcept;
};

/// The table itself. It has static storage and no state.
inline constexpr code_table table{};

// __builtin_strlen, which g++, clang and MSVC have, costs a fraction of the compile time of std::string_view(const char*).
constexpr code_info::code_info(code which, const judgement& columns, errors::origin list, const detail::row_names& names,
                               const char* what_happened, const char* what_to_do) noexcept
    : judgement(columns), id(which), origin(list), name(names.name, __builtin_strlen(names.name)),
      title(names.title, __builtin_strlen(names.title)), cause(what_happened, __builtin_strlen(what_happened)),
      action(what_to_do, __builtin_strlen(what_to_do)) {}

namespace detail::rows {

// Writes a judgement, column by column.
struct rule : judgement {
    constexpr rule(errors::stage in, errors::category about) noexcept {
        stage = in;
        category = about;
    }

    // The reference's table of retry classes names the class.
    [[nodiscard]] constexpr rule documented(retry_class value) const noexcept { return based_on(errors::basis::documented, value); }
    // The class follows from the cause and the action that the source states.
    [[nodiscard]] constexpr rule derived(retry_class value) const noexcept { return based_on(errors::basis::derived, value); }
    // The code is unknown, and its block gives the stage.
    [[nodiscard]] constexpr rule from_block() const noexcept { return based_on(errors::basis::from_block, retry); }
    // The reference names a second class. The first one is the stricter.
    [[nodiscard]] constexpr rule and_also(retry_class value) const noexcept {
        rule result = *this;
        result.also = value;
        return result;
    }
    [[nodiscard]] constexpr rule until(errors::wait value) const noexcept {
        rule result = *this;
        result.wait = value;
        return result;
    }
    // Which messages fail in the same way, and to which destinations.
    [[nodiscard]] constexpr rule affects(errors::scope value, errors::toward whom = errors::toward::everyone) const noexcept {
        rule result = *this;
        result.scope = value;
        result.toward = whom;
        return result;
    }
    [[nodiscard]] constexpr rule remedy_is(errors::remedy value) const noexcept {
        rule result = *this;
        result.remedy = value;
        return result;
    }

private:
    [[nodiscard]] constexpr rule based_on(errors::basis how, retry_class value) const noexcept {
        rule result = *this;
        result.basis = how;
        result.retry = value;
        result.also = value;
        return result;
    }
};

using row = code_info;

inline constexpr origin reference = origin::messaging_reference;
inline constexpr origin general = origin::general_api_list;
inline constexpr origin whatsapp_guide = origin::whatsapp_guide;

// The first rows stand for unknown codes: one for each block of numbers below, the first for everything outside of these blocks.
// They are rows like the others, so that the lookup of an unknown code costs what that of a known one costs.
inline constexpr std::size_t unknown_blocks[] = {0, 40000, 40100, 40300};
inline constexpr std::size_t block_size = 100;
inline constexpr std::size_t first_known = sizeof(unknown_blocks) / sizeof(unknown_blocks[0]);
inline constexpr const char* look_it_up =
    "Read the title and the detail in the payload, and look up the code at Telnyx; do not retry because of the code.";

// clang-format off

// Rules: the judgements that several codes share. docs/contradictions.md gives the reasons of the derived ones in full.

// The form of the request is wrong. Only this request fails, until it is corrected.
inline constexpr rule wrong_form =
    rule{stage::request, category::api}.derived(retry_class::after_intervention)
        .affects(scope::message).remedy_is(remedy::fix_request);
// The resource does not exist, or exists already: the same request has the same result again.
inline constexpr rule same_result_again =
    rule{stage::request, category::api}.derived(retry_class::permanent)
        .affects(scope::message).remedy_is(remedy::fix_request);
// Telnyx itself failed or timed out, so the request may have taken effect.
inline constexpr rule may_have_been_sent =
    rule{stage::request, category::api}.derived(retry_class::unspecified)
        .affects(scope::platform).remedy_is(remedy::investigate);
// The API key, its secret or its permissions: every request from this client fails until they are corrected.
inline constexpr rule wrong_credentials =
    rule{stage::request, category::account}.derived(retry_class::action_required)
        .affects(scope::account).remedy_is(remedy::fix_credentials);
// The account must be verified, activated or upgraded first.
inline constexpr rule account_not_ready =
    rule{stage::request, category::account}.derived(retry_class::action_required)
        .affects(scope::account).remedy_is(remedy::fix_account);
// The number is wrong, or of a type that cannot receive the message. A corrected number is another recipient.
inline constexpr rule wrong_recipient =
    rule{stage::request, category::sender_recipient}.derived(retry_class::permanent)
        .affects(scope::account, toward::recipient).remedy_is(remedy::correct_recipient);
// The sender cannot send this type of message to this type of number. Another sender or another type keeps message and recipient.
inline constexpr rule numbers_do_not_fit =
    rule{stage::request, category::sender_recipient}.derived(retry_class::action_required)
        .affects(scope::sender, toward::recipient).remedy_is(remedy::use_another_sender);
// A number in the request is wrong, and only a pointer says which.
inline constexpr rule wrong_number =
    rule{stage::request, category::sender_recipient}.derived(retry_class::after_intervention)
        .affects(scope::message).remedy_is(remedy::fix_request);
// The sending number or sender ID must be set up, corrected or replaced first.
inline constexpr rule wrong_sender =
    rule{stage::request, category::sender_recipient}.derived(retry_class::action_required)
        .affects(scope::sender).remedy_is(remedy::fix_sender);
// The messaging profile does not have the sender, or none that is usable.
inline constexpr rule profile_lacks_sender =
    rule{stage::request, category::sender_recipient}.derived(retry_class::action_required)
        .affects(scope::profile).remedy_is(remedy::fix_profile);
// The messaging profile is disabled or misconfigured, so every message from it fails.
inline constexpr rule wrong_profile =
    rule{stage::request, category::profile_configuration}.derived(retry_class::action_required)
        .affects(scope::profile).remedy_is(remedy::fix_profile);
// The content must change. The changed message may be sent at once.
inline constexpr rule wrong_content =
    rule{stage::request, category::content}.derived(retry_class::after_intervention)
        .affects(scope::content).remedy_is(remedy::revise_content);
// Messaging is not enabled on the number, and only Telnyx support can enable it.
inline constexpr rule support_must_provision =
    rule{stage::configuration, category::number_provisioning}.derived(retry_class::action_required)
        .affects(scope::sender).remedy_is(remedy::contact_support);
// The registry of messaging numbers (OSR) refused an entry, which must be corrected.
inline constexpr rule wrong_provisioning =
    rule{stage::configuration, category::number_provisioning}.derived(retry_class::action_required)
        .affects(scope::sender).remedy_is(remedy::fix_request);
// Provisioning is still running, and finishes without any action.
inline constexpr rule provisioning_pending =
    rule{stage::configuration, category::number_provisioning}.derived(retry_class::temporary_hold)
        .until(wait::until_state_changes).affects(scope::sender).remedy_is(remedy::wait);
// The number sends faster than the carrier, or its own queue, allows.
inline constexpr rule sends_too_fast =
    rule{stage::delivery, category::carrier_rejection}.documented(retry_class::after_intervention)
        .until(wait::rate_falls).affects(scope::sender).remedy_is(remedy::reduce_rate);

inline constexpr code_info all[] = {
    // Unknown codes, in the order of `unknown_blocks`.
    row{code{}, rule{stage::unknown, category::unknown}.remedy_is(remedy::investigate), origin::none,
        "Unknown code",
        "The code is in none of the lists that this version knows.",
        look_it_up},
    row{code{}, rule{stage::delivery, category::unknown}.from_block().remedy_is(remedy::investigate), origin::none,
        "Unknown delivery code",
        "The code is in the block of delivery errors (400xx), but in none of the lists that this version knows.",
        look_it_up},
    row{code{}, rule{stage::configuration, category::unknown}.from_block().remedy_is(remedy::investigate), origin::none,
        "Unknown provisioning code",
        "The code is in the block of number provisioning errors (401xx), but in none of the lists that this version knows.",
        look_it_up},
    row{code{}, rule{stage::request, category::unknown}.from_block().remedy_is(remedy::investigate), origin::none,
        "Unknown request code",
        "The code is in the block of request errors (403xx), but in none of the lists that this version knows.",
        look_it_up},

    // General API errors (100xx): the request itself, its credentials' rights, and the service.
    row{code::inactive_phone_number, wrong_sender, general,
        "Inactive phone number",
        "The phone number in the request is no longer active.",
        "Send from a number that is active on the account, or reactivate this one."},
    row{code::invalid_phone_number, wrong_number, general,
        "Invalid phone number",
        "A phone number in the request is not a valid number.",
        "Correct the number; if it cannot be confirmed, remove it from the list."},
    row{code::invalid_url, wrong_form, general,
        "Invalid URL",
        "A URL in the request is malformed, or longer than the 2000 characters that are allowed.",
        "Correct or shorten the URL, then resend the request."},
    row{code::missing_required_parameter, wrong_form, general,
        "Missing required parameter",
        "A required parameter is absent.",
        "Add the parameter that the error's pointer or detail names."},
    row{code::resource_not_found, same_result_again, general,
        "Resource not found",
        "The requested resource or URL does not exist.",
        "Check the path and the identifier; do not repeat the request unchanged."},
    row{code::invalid_id, wrong_form, general,
        "Invalid ID",
        "An identifier in the request is not a valid resource identifier.",
        "Use the identifier exactly as the API returned it."},
    row{code::unexpected_error, may_have_been_sent, general,
        "Unexpected error",
        "Telnyx had an error of its own while it handled the request; the request may have taken effect anyway.",
        "Find out whether the message was accepted before sending it again; contact support if the error persists."},
    row{code::request_timeout, may_have_been_sent, general,
        "Request timeout",
        "The request ran out of time inside Telnyx; it may have taken effect anyway.",
        "Find out whether the message was accepted before sending it again."},
    row{code::authentication_failed, wrong_credentials, general,
        "Authentication failed",
        "The authentication headers are missing or not valid.",
        "Send a valid API key as a bearer token; every request from this client fails until then."},
    row{code::authorization_failed,
        rule{stage::request, category::account}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_credentials), general,
        "Authorization failed",
        "The API key may not do this to this resource.",
        "Grant the permission to the key, or use a key that has it."},
    row{code::too_many_requests,
        rule{stage::request, category::api}.derived(retry_class::automatic)
            .until(wait::as_server_says).affects(scope::account).remedy_is(remedy::retry_with_backoff), general,
        "Too many requests",
        "The account sent more API requests than its rate limit allows; the request was refused before it had any effect.",
        "Slow down, and resend when the server's rate-limit headers allow it."},
    row{code::duplicate_resource, same_result_again, general,
        "Duplicate resource",
        "The resource exists already.",
        "Use the existing resource; do not create it again."},
    row{code::missing_association, wrong_form, general,
        "Missing association",
        "A field refers to something that does not exist.",
        "Correct the reference, or create what it refers to first."},
    row{code::unsupported_media_type, wrong_form, general,
        "Unsupported Media Type",
        "The server does not support the media type of the request.",
        "Send the request in a media type that the operation accepts."},
    row{code::bad_request, wrong_form, general,
        "Bad Request",
        "The request is not well-formed, or contains something that the operation refuses.",
        "Correct what the error's pointer or detail names, then resend the request."},
    row{code::phone_number_not_e164, wrong_number, general,
        "Phone number must be in +E.164 format",
        "A phone number is not in +E.164 format.",
        "Write the number as a plus sign, the country code and the subscriber number, without spaces."},
    row{code::associated_resource_does_not_exist, wrong_form, general,
        "Associated resource does not exist",
        "A parameter refers to a resource that does not exist.",
        "Correct the parameter, or create the resource first."},
    row{code::invalid_sort_direction, wrong_form, general,
        "Invalid sort direction",
        "The sort direction is neither 'asc' nor 'desc'.",
        "Use 'asc' or 'desc'."},
    row{code::invalid_email_address, wrong_form, general,
        "Invalid email address",
        "The email parameter is not a valid email address.",
        "Correct the email address."},
    row{code::invalid_resource_type, wrong_form, general,
        "Invalid resource type",
        "A parameter that must be a string has another type.",
        "Send the parameter as a string."},
    row{code::resource_in_use,
        rule{stage::request, category::api}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_request), general,
        "Resource in use",
        "The resource cannot be removed because something still uses it.",
        "Detach the resource from everything that uses it, then remove it."},
    row{code::one_or_more_invalid_ids, wrong_form, general,
        "One or more invalid IDs",
        "At least one of the identifiers in the request is not valid.",
        "Correct or drop the identifiers that are not valid."},
    row{code::invalid_json, wrong_form, general,
        "Invalid JSON",
        "The request body is not valid JSON.",
        "Serialize the request with a JSON library, then resend it."},
    row{code::unsupported_content_type, wrong_form, general,
        "Unsupported Content-Type",
        "The Content-Type is neither application/json nor application/x-www-form-urlencoded.",
        "Send the request with one of these two content types."},
    row{code::string_length_out_of_range, wrong_form, general,
        "String length out of range",
        "A text field is shorter or longer than allowed.",
        "Keep the field within the limits that the detail states."},
    row{code::invalid_parameter_type, wrong_form, general,
        "Invalid parameter type",
        "A parameter has the wrong JSON type.",
        "Send the parameter with the type that the detail states."},
    row{code::unprocessable_entity, wrong_form, general,
        "Unprocessable Entity",
        "The request is well-formed, but its instructions cannot be carried out.",
        "Correct what the error's pointer or detail names, then resend the request."},
    row{code::character_encoding_error, wrong_form, general,
        "Character encoding error",
        "The request body cannot be decoded.",
        "Encode the body as valid UTF-8."},
    row{code::expected_json_content_type, wrong_form, general,
        "Expected JSON Content-Type",
        "The operation accepts application/json only.",
        "Send the request with Content-Type: application/json."},
    row{code::method_not_allowed, wrong_form, general,
        "Method not allowed",
        "The URL exists, but not for this HTTP method.",
        "Use the method that the operation documents."},
    row{code::invalid_request_filter, wrong_form, general,
        "Invalid request filter",
        "A filter in the query is not valid.",
        "Correct the filter, or leave it out."},
    row{code::invalid_enumerated_value, wrong_form, general,
        "Invalid enumerated value",
        "A value is not one of those that the field allows.",
        "Use one of the values that the detail lists."},
    row{code::value_outside_of_range, wrong_form, general,
        "Value outside of range",
        "A value is outside its permitted range.",
        "Use a value within the range that the detail states."},
    row{code::expected_form_content_type, wrong_form, general,
        "Expected URL-encoded form Content-Type",
        "The operation accepts application/x-www-form-urlencoded only.",
        "Send the request with Content-Type: application/x-www-form-urlencoded."},
    row{code::resource_locked,
        rule{stage::request, category::api}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::contact_support), general,
        "Resource locked",
        "Telnyx has locked the resource.",
        "Contact Telnyx support to have it unlocked."},
    row{code::resource_is_being_processed,
        rule{stage::request, category::api}.derived(retry_class::temporary_hold)
            .until(wait::until_state_changes).affects(scope::message).remedy_is(remedy::wait), general,
        "Resource is being processed",
        "The resource is being processed and cannot be changed yet, for example while a number joins a pending 10DLC campaign.",
        "Wait until the running operation is finished, then resend the request."},
    row{code::service_unavailable, may_have_been_sent, general,
        "Service unavailable",
        "The Telnyx service is unavailable; the request may have taken effect anyway.",
        "Find out whether the message was accepted before sending it again."},
    row{code::feature_not_permitted,
        rule{stage::request, category::account}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_account), general,
        "Feature not permitted",
        "The feature is not permitted at this account level, for example sending to unverified destinations.",
        "Verify the number that is written to, upgrade the account level, or stay within what it permits."},
    row{code::feature_limited,
        rule{stage::request, category::account}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_account), general,
        "Feature limited",
        "The account has reached its level's limit for this feature.",
        "Verify the number that is written to, upgrade the account level, or stay below its limit."},

    // Account and credential errors (20xxx).
    row{code::invalid_resource_groups, wrong_credentials, general,
        "Invalid resource groups",
        "The resource groups are not valid.",
        "Correct the resource groups of the key or the request."},
    row{code::invalid_api_key_secret, wrong_credentials, general,
        "Invalid API Key secret",
        "The secret of the API key is not valid.",
        "Configure the right secret; every request from this client fails until then."},
    row{code::api_key_revoked, wrong_credentials, general,
        "API Key revoked",
        "The API key is no longer active.",
        "Configure an active API key; every request from this client fails until then."},
    row{code::api_key_forbidden, wrong_credentials, general,
        "API Key forbidden",
        "The API key may not be used here.",
        "Use a key that is allowed to make this request."},
    row{code::invalid_permission_groups, wrong_credentials, general,
        "Invalid permission groups",
        "The permission groups are not valid.",
        "Correct the permission groups."},
    row{code::invalid_user, wrong_credentials, general,
        "Invalid user",
        "The user is not valid.",
        "Correct the user that the request names."},
    row{code::expired_access_token, wrong_credentials, general,
        "Expired access token",
        "The access token has expired.",
        "Obtain a new token, then resend the request."},
    row{code::permission_groups_beyond_api_key, wrong_credentials, general,
        "Invalid permission groups",
        "The permission groups go beyond those of the API key.",
        "Ask only for groups that the API key itself has."},
    row{code::invalid_api_key, wrong_credentials, general,
        "Invalid API Key",
        "The API key is not valid.",
        "Configure a valid API key; every request from this client fails until then."},
    row{code::user_does_not_exist, wrong_credentials, general,
        "Invalid user",
        "The user does not exist.",
        "Specify a user that exists."},
    row{code::invalid_invitation,
        rule{stage::request, category::account}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_request), general,
        "Invalid invitation",
        "The invitation does not exist.",
        "Specify an invitation that exists, or issue a new one."},
    row{code::api_key_in_use,
        rule{stage::request, category::account}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_credentials), general,
        "API Key in use",
        "The API key cannot be revoked while a portal user has it.",
        "Remove the key from its user first, then revoke it."},
    row{code::account_inactive, account_not_ready, general,
        "Account inactive",
        "The account has been deactivated; it may be out of funds.",
        "Add funds or have the account reactivated; nothing can be sent until then."},
    row{code::account_blocked,
        rule{stage::request, category::account}.derived(retry_class::action_required)
            .affects(scope::account).remedy_is(remedy::contact_support), general,
        "Account blocked",
        "The account has been blocked.",
        "Contact Telnyx support; nothing can be sent until then."},
    row{code::account_unverified, account_not_ready, general,
        "Account unverified",
        "The account lacks a verification that this operation needs.",
        "Complete the verifications that the portal lists under the account."},
    row{code::feature_not_enabled, account_not_ready, general,
        "Feature not enabled",
        "The feature is not enabled on the account.",
        "Have the feature enabled for the account."},
    row{code::account_not_level_1_verified, account_not_ready, general,
        "Account not level 1 verified",
        "The operation needs level 1 verification of the account.",
        "Complete level 1 verification in the portal."},
    row{code::account_not_level_2_verified, account_not_ready, general,
        "Account not level 2 verified",
        "The operation needs level 2 verification of the account.",
        "Complete level 2 verification in the portal."},
    row{code::insufficient_funds,
        rule{stage::request, category::account}.derived(retry_class::action_required)
            .affects(scope::account).remedy_is(remedy::add_funds), general,
        "Insufficient Funds",
        "The account has too little money for this operation.",
        "Add funds or enable automatic recharge; every message fails until then."},

    // Delivery errors (400xx): carrier rejections, and the rules of 10DLC.
    row{code::not_routable,
        rule{stage::delivery, category::carrier_rejection}.documented(retry_class::permanent)
            .affects(scope::account, toward::recipient).remedy_is(remedy::correct_recipient), reference,
        "Not routable",
        "The destination is a landline or a number that no carrier can route to.",
        "Stop messaging this number unless you can confirm that it receives SMS or MMS."},
    row{code::blocked_as_spam_temporary,
        rule{stage::delivery, category::carrier_rejection}.documented(retry_class::after_intervention)
            .until(wait::rate_falls).affects(scope::content, toward::carrier).remedy_is(remedy::revise_content), reference,
        {"Blocked as spam (temporary)", "Blocked as spam - temporary"},
        "The carrier's spam filter caught the message, because of its content or the rate; the block is temporary.",
        "Send more slowly and remove content that reads like spam, then resend."},
    row{code::blocked_as_spam_permanent,
        rule{stage::delivery, category::carrier_rejection}.documented(retry_class::permanent)
            .affects(scope::sender, toward::carrier).remedy_is(remedy::use_another_sender), reference,
        {"Blocked as spam (permanent)", "Blocked as spam - permanent"},
        "The carrier's spam filter has blocked the sending number for good.",
        "Send from another number; Telnyx support can file an appeal for this one."},
    row{code::rejected_by_destination,
        rule{stage::delivery, category::carrier_rejection}.derived(retry_class::automatic)
            .until(wait::backoff).affects(scope::account, toward::recipient).remedy_is(remedy::retry_with_backoff), reference,
        "Rejected by destination",
        "The recipient's carrier rejected the message and does not say why.",
        "Resend after a delay; contact support if it keeps failing."},
    row{code::message_expired,
        rule{stage::delivery, category::carrier_rejection}.documented(retry_class::after_intervention)
            .affects(scope::message).remedy_is(remedy::extend_validity), reference,
        {"Message expired", "Message expired during transmission"},
        "The message's validity period ended before the carrier could deliver it.",
        "Find out why the carrier is slow, then resend. The API has no field for a longer validity period."},
    row{code::recipient_unavailable,
        rule{stage::delivery, category::carrier_rejection}.documented(retry_class::automatic)
            .until(wait::backoff).affects(scope::account, toward::carrier).remedy_is(remedy::retry_with_backoff), reference,
        {"Recipient unavailable", "Recipient server unavailable"},
        "The server of the recipient's carrier is down or does not respond.",
        "Resend the same message with exponential backoff."},
    row{code::loop_detected,
        rule{stage::delivery, category::carrier_rejection}.derived(retry_class::permanent)
            .affects(scope::message).remedy_is(remedy::investigate), general,
        "Loop detected",
        "The message was caught in an endless loop.",
        "Find out what sends the message back, for example two auto-responders, before you send anything again."},
    row{code::undeliverable,
        rule{stage::delivery, category::carrier_rejection}.documented(retry_class::automatic)
            .until(wait::backoff).affects(scope::account, toward::recipient).remedy_is(remedy::retry_with_backoff), reference,
        "Undeliverable",
        "The recipient's carrier did not accept the message and gave no more specific reason.",
        "Resend with exponential backoff; if that fails, check the number or try another route. It is not an opt-out."},
    row{code::invalid_message_body,
        rule{stage::delivery, category::carrier_rejection}.derived(retry_class::after_intervention)
            .affects(scope::content).remedy_is(remedy::revise_content), reference,
        "Invalid message body",
        "The carrier rejected the content of the message.",
        "Correct invalid characters or the wrong encoding, then resend."},
    row{code::not_10dlc_registered,
        rule{stage::delivery, category::ten_dlc}.documented(retry_class::permanent).and_also(retry_class::action_required)
            .affects(scope::sender, toward::region).remedy_is(remedy::register_campaign), reference,
        "Not 10DLC registered",
        "The carrier requires 10DLC registration, and the sending number belongs to no registered campaign.",
        "Register the brand and the campaign, and assign the number; until then nothing from it arrives in the United States."},
    row{code::rate_limit_exceeded_upstream, sends_too_fast, reference,
        {"Rate limit exceeded (upstream)", "Too many requests"},
        "The sender exceeded the carrier's throughput limit and the message was caught as spam; the condition is temporary.",
        "Lower the sending rate first, then resend."},
    row{code::invalid_destination_number,
        rule{stage::delivery, category::carrier_rejection}.derived(retry_class::permanent)
            .affects(scope::account, toward::recipient).remedy_is(remedy::correct_recipient), reference,
        {"Invalid destination number", "Invalid messaging destination number"},
        "The carrier considers the destination number invalid.",
        "Check that the number exists and is in E.164 format; do not message it until it is corrected."},
    row{code::invalid_source_number,
        rule{stage::delivery, category::carrier_rejection}.derived(retry_class::action_required)
            .affects(scope::sender).remedy_is(remedy::fix_sender), reference,
        {"Invalid source number", "Invalid messaging source number"},
        "The carrier considers the sending number invalid.",
        "Check that the number is active and enabled for messaging, or send from another number."},
    row{code::expired_in_queue, sends_too_fast, reference,
        {"Expired in queue", "Message expired in queue"},
        "The message stayed in the Telnyx queue past its validity period and was never sent; it is not billed.",
        "Remove the bottleneck: send more slowly or from more numbers, then resend."},
    row{code::internal_spam_filter,
        rule{stage::delivery, category::carrier_rejection}.documented(retry_class::action_required)
            .affects(scope::content).remedy_is(remedy::revise_content), reference,
        {"Internal spam filter", "Blocked as spam - internal"},
        "The spam filter of Telnyx, not of a carrier, blocked the message.",
        "Review the content; contact support if it was blocked by mistake."},
    row{code::tmobile_sending_limit,
        rule{stage::delivery, category::ten_dlc}.documented(retry_class::after_intervention)
            .until(wait::next_day_pacific).affects(scope::brand, toward::carrier).remedy_is(remedy::reduce_rate), reference,
        {"T-Mobile sending limit", "T-Mobile 10DLC Sending Limit Reached"},
        "The brand has used up its daily T-Mobile allowance, which all of its campaigns share; it resets at midnight Pacific time.",
        "Hold the brand's T-Mobile traffic until then; send less, or raise the brand's vetting score for a higher limit."},
    row{code::att_spam_rejection,
        rule{stage::delivery, category::ten_dlc}.documented(retry_class::after_intervention)
            .affects(scope::content, toward::carrier).remedy_is(remedy::revise_content), reference,
        {"AT&T spam rejection", "AT&T 10DLC Spam Message Rejected"},
        "AT&T flagged the message on the 10DLC route as spam.",
        "Revise the content: no public URL shorteners, nothing that reads like spam. Then resend."},
    row{code::att_sending_limit,
        rule{stage::delivery, category::ten_dlc}.documented(retry_class::after_intervention)
            .until(wait::next_minute).affects(scope::campaign, toward::carrier).remedy_is(remedy::reduce_rate), reference,
        {"AT&T sending limit", "AT&T 10DLC Sending Limit Reached"},
        "The campaign exceeded its AT&T throughput, which is counted per minute; in campaign classes G and N per number.",
        "Wait for the next minute and lower the rate, or raise the brand's vetting score for a higher limit."},
    row{code::att_invalid_tag_data,
        rule{stage::delivery, category::ten_dlc}.documented(retry_class::action_required)
            .affects(scope::campaign, toward::carrier).remedy_is(remedy::register_campaign), reference,
        {"AT&T invalid tag data", "AT&T 10DLC Invalid Tag Data"},
        "AT&T rejected the message because its 10DLC tagging is wrong.",
        "Check the campaign and that the number is assigned to it, then resend."},
    row{code::artificial_traffic_inflation,
        rule{stage::delivery, category::ten_dlc}.documented(retry_class::temporary_hold)
            .until(wait::fixed_24_hours).affects(scope::sender).remedy_is(remedy::wait), reference,
        {"Artificial traffic inflation", "Blocked as potentially artificial inflation of traffic"},
        "The traffic looks artificially inflated, and sending 2FA messages is blocked for 24 hours.",
        "Send no 2FA traffic for 24 hours, and check your numbers for fraud in the meantime; do not retry."},

    // Number provisioning errors (401xx).
    row{code::not_messaging_enabled,
        rule{stage::configuration, category::number_provisioning}.derived(retry_class::action_required)
            .affects(scope::sender).remedy_is(remedy::fix_sender), reference,
        {"Not messaging enabled", "Number not messaging enabled."},
        "The number is not enabled for messaging.",
        "Enable messaging for the number in Mission Control."},
    row{code::not_in_voice_registry, support_must_provision, reference,
        {"Not in voice registry", "Toll free number not in registry"},
        "The toll-free number is missing from the voice registry, so messaging cannot be enabled for it.",
        "Contact Telnyx support."},
    row{code::enablement_pending_elsewhere, provisioning_pending, reference,
        {"Enablement pending elsewhere", "Message enablement pending with other provider"},
        "Another provider is currently enabling messaging on this number.",
        "Wait until the transfer is complete, then try again."},
    row{code::invalid_osr_parameter, wrong_provisioning, general,
        "Invalid OSR parameter",
        "A parameter sent to the OSR, the registry of messaging numbers, is missing or invalid.",
        "Correct the data of the number, then try again; contact support if they are already correct."},
    row{code::cannot_access_osr, support_must_provision, general,
        "Cannot access OSR",
        "Telnyx is not authorized to access the OSR for this number.",
        "Contact Telnyx support."},
    row{code::unauthorized_nnid, support_must_provision, general,
        "Unauthorized NNID",
        "Telnyx is not authorized to use this NNID, the network identity of the number.",
        "Contact Telnyx support."},
    row{code::loa_required, support_must_provision, reference,
        "LOA required",
        "The number can be enabled for messaging only with a Letter of Authorization.",
        "Submit the Letter of Authorization (LOA) through support."},
    row{code::unauthorized_property, support_must_provision, general,
        "Unauthorized property name/value",
        "Telnyx is not authorized to provision this property or this value.",
        "Contact Telnyx support."},
    row{code::temporarily_blocked, provisioning_pending, general,
        "Temporarily blocked",
        "For the moment, Telnyx cannot change entries in the OSR.",
        "Wait, and retry the provisioning later."},
    row{code::delete_failed,
        rule{stage::configuration, category::number_provisioning}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_request), general,
        "Delete failed",
        "The entry could not be deleted: the record was not found, or its NNID is invalid.",
        "Check that the number is still there to be deleted, and correct the request."},
    row{code::unknown_osr_error, support_must_provision, general,
        "Unknown OSR error",
        "An unexplained error occurred while the OSR was updated.",
        "Contact Telnyx support."},

    // API request errors (403xx): sender and recipient, content, profile; the toll-free and configuration codes among them.
    row{code::blocked_stop,
        rule{stage::request, category::sender_recipient}.documented(retry_class::permanent)
            .affects(scope::profile, toward::recipient).remedy_is(remedy::stop_messaging_recipient), reference,
        {"Blocked (STOP)", "Blocked due to STOP message"},
        "The recipient replied STOP: a block rule prevents messages from every number of the messaging profile to this recipient.",
        "Do not message this recipient again until they send START to the blocked number. A toll-free number may be blocked "
        "at the carrier, too."},
    row{code::unsupported_message_type, numbers_do_not_fit, reference,
        {"Unsupported message type", "Unsupported message type for the 'to' address"},
        "Messages of this type cannot be sent between these two types of number.",
        "Check what the sending and the receiving number can do, and choose another channel or sender."},
    row{code::message_too_large, wrong_content, reference,
        "Message too large",
        "The SMS needs more segments than the maximum.",
        "Shorten the text, or send it as MMS."},
    row{code::message_not_found, same_result_again, general,
        "Message not found",
        "There is no message with this identifier.",
        "Check the message id; do not repeat the request unchanged."},
    row{code::invalid_content_combination, wrong_content, reference,
        {"Invalid content combination", "Invalid combination of message content arguments"},
        "The request mixes the content parameters of SMS and MMS.",
        "Use only text for SMS, or media_urls with optional text for MMS."},
    row{code::invalid_from_address, wrong_sender, reference,
        "Invalid 'from' address",
        "The sending number does not belong to the messaging profile, or a number pool skipped unhealthy numbers.",
        "Assign the number to the messaging profile, or correct the 'from' address."},
    row{code::alpha_sender_not_configured,
        rule{stage::request, category::sender_recipient}.derived(retry_class::action_required)
            .affects(scope::profile, toward::region).remedy_is(remedy::fix_profile), reference,
        "Alpha sender not configured",
        "The messaging profile has no alphanumeric sender ID, which this destination needs.",
        "Configure the alphanumeric sender on the messaging profile; destinations that take its numbers are not affected."},
    row{code::alpha_sender_mismatch,
        rule{stage::request, category::sender_recipient}.derived(retry_class::action_required)
            .affects(scope::sender).remedy_is(remedy::fix_profile), reference,
        "Alpha sender mismatch",
        "The 'from' address is not the alphanumeric sender ID that the profile has.",
        "Use exactly the sender ID that the profile has, or change the profile."},
    row{code::invalid_from_for_mms,
        rule{stage::request, category::sender_recipient}.derived(retry_class::action_required)
            .affects(scope::content).remedy_is(remedy::use_another_sender), reference,
        {"Invalid 'from' for MMS", "Invalid 'from' address for MMS"},
        "MMS can be sent only from a US long code or from a short code that is set up for MMS.",
        "Send from a number that can do MMS, or send the message as SMS."},
    row{code::invalid_destination_region,
        rule{stage::request, category::sender_recipient}.derived(retry_class::action_required)
            .affects(scope::profile, toward::region).remedy_is(remedy::fix_profile), reference,
        "Invalid destination region",
        "The destination's country is not among the profile's whitelisted destinations.",
        "Add the region to the messaging profile; everything to this region fails until then."},
    row{code::invalid_to_address, wrong_recipient, reference,
        "Invalid 'to' address",
        "The destination is not one valid number.",
        "Use E.164 format: a plus sign, the country code and the number, with one recipient per field."},
    row{code::invalid_profile_secret, wrong_profile, reference,
        {"Invalid profile secret", "Invalid messaging profile secret"},
        "The X-Profile-Secret header does not match the messaging profile.",
        "Configure the profile's current secret; every message from this profile fails until then."},
    row{code::profile_disabled, wrong_profile, reference,
        {"Profile disabled", "Messaging profile is disabled"},
        "The messaging profile is disabled.",
        "Enable it again in Mission Control; every message from this profile fails until then."},
    row{code::missing_profile_secret, wrong_profile, reference,
        {"Missing profile secret", "Missing messaging profile secret"},
        "The messaging profile requires the X-Profile-Secret header, and the request has none.",
        "Send the header with every request for this profile."},
    row{code::messaging_disabled,
        rule{stage::request, category::profile_configuration}.documented(retry_class::permanent)
            .affects(scope::account).remedy_is(remedy::contact_support), reference,
        {"Messaging disabled", "Messaging disabled on account"},
        "Messaging is disabled on the whole account.",
        "Contact Telnyx support; nothing can be sent until then."},
    row{code::unhealthy_sender,
        rule{stage::request, category::profile_configuration}.documented(retry_class::action_required)
            .affects(scope::sender).remedy_is(remedy::use_another_sender), reference,
        {"Unhealthy sender", "Unhealthy 'from' address"},
        "The sending number failed the health check: less than 25 % of its messages arrive, or more than 75 % count as spam.",
        "Check the number's success and spam rates and consider replacing it; send from a healthy number in the meantime."},
    row{code::no_content, wrong_content, reference,
        {"No content", "No content provided for message"},
        "The message has neither text nor media.",
        "Add text, media_urls or both."},
    row{code::invalid_mms_content, wrong_content, reference,
        "Invalid MMS content",
        "The MMS has more than 10 media items, or they exceed 1 MB in total.",
        "Reduce it to at most 10 URLs and at most 1 MB in total."},
    row{code::queue_full,
        rule{stage::request, category::profile_configuration}.documented(retry_class::after_intervention)
            .until(wait::queue_drains).affects(scope::sender).remedy_is(remedy::reduce_rate), reference,
        {"Queue full", "Message queue full"},
        "The message queue at Telnyx is full.",
        "Back off, let the queue drain and lower the rate before you resend."},
    row{code::incompatible_message_type, numbers_do_not_fit, reference,
        {"Incompatible message type", "Incompatible message type for the 'to' address"},
        "The types of the sending and receiving numbers do not fit together.",
        "Check the types of both numbers, and choose another channel or sender."},
    row{code::temporarily_unusable_sender,
        rule{stage::request, category::sender_recipient}.documented(retry_class::temporary_hold)
            .until(wait::until_state_changes).affects(scope::sender).remedy_is(remedy::wait), reference,
        {"Temporarily unusable sender", "Temporarily unusable 'from' address"},
        "The sending number is pending or changing state, and cannot be used at the moment.",
        "Wait until the number's purchase is final and its provisioning is complete, then resend."},
    row{code::no_usable_numbers_in_pool, profile_lacks_sender, reference,
        {"No usable numbers in pool", "No usable numbers on messaging profile"},
        "The profile's number pool is disabled, empty, or has only unhealthy numbers: below 25 % delivered, or above 75 % spam.",
        "Enable the pool, add numbers to it, or restore the health of its numbers."},
    row{code::blocked_content,
        rule{stage::request, category::content}.documented(retry_class::permanent)
            .affects(scope::content).remedy_is(remedy::revise_content), reference,
        {"Blocked content", "Blocked due to content"},
        "The message contains prohibited content.",
        "Do not resend it unchanged: remove the content that was flagged."},
    row{code::activation_failed,
        rule{stage::request, category::profile_configuration}.derived(retry_class::action_required)
            .affects(scope::sender).remedy_is(remedy::contact_support), reference,
        {"Activation failed", "Messaging activation failed"},
        "Messaging could not be enabled on the number.",
        "Contact Telnyx support."},
    row{code::product_type_change_failed,
        rule{stage::configuration, category::number_provisioning}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::contact_support), general,
        "Messaging product type change failed",
        "The messaging product of the number could not be changed.",
        "Contact Telnyx support."},
    row{code::invalid_alpha_sender_id, wrong_sender, reference,
        {"Invalid alpha sender ID", "Invalid alphanumeric sender ID"},
        "The alphanumeric sender ID has an invalid form.",
        "Use 1 to 11 letters and digits."},
    row{code::cannot_assign_alpha_sender_id,
        rule{stage::configuration, category::profile_configuration}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_profile), general,
        "Cannot assign alphanumeric sender ID",
        "The alphanumeric sender ID could not be assigned to the messaging profile.",
        "Check the sender ID and the profile; contact support if both are correct."},
    row{code::invalid_domain, wrong_content, general,
        "Invalid Domain",
        "The domain is not one of those that the URL shortener may use.",
        "Use a domain that is listed for the URL shortener, or do not use the shortener."},
    row{code::sms_too_large_warning,
        rule{stage::request, category::content}.derived(retry_class::after_intervention)
            .affects(scope::message).remedy_is(remedy::revise_content), reference,
        {"SMS too large (warning)", "SMS exceeds recommended size"},
        "The SMS splits into more parts than Telnyx recommends. Beside an accepted message it is a warning.",
        "Shorten the text, send it as MMS, or turn off automatic detection (auto_detect=false)."},
    row{code::toll_free_not_verified,
        rule{stage::delivery, category::toll_free}.documented(retry_class::action_required)
            .affects(scope::sender).remedy_is(remedy::verify_toll_free), reference,
        {"Toll-free not verified", "Tollfree number is not verified"},
        "The toll-free number has not passed toll-free verification.",
        "Complete the verification, and check that it was approved; nothing from this number arrives until then."},
    row{code::toll_free_not_provisioned,
        rule{stage::delivery, category::toll_free}.derived(retry_class::temporary_hold)
            .until(wait::until_state_changes).affects(scope::sender).remedy_is(remedy::wait), reference,
        {"Toll-free not provisioned", "Tollfree number is not provisioned"},
        "The toll-free number is not yet fully provisioned for messaging.",
        "Wait until provisioning is complete; contact support if it does not finish."},
    row{code::missing_whitelist, wrong_profile, reference,
        {"Missing whitelist", "Missing whitelisted destinations"},
        "The messaging profile has no whitelisted destinations at all.",
        "Add destination regions to the messaging profile; every message from this profile fails until then."},
    row{code::brand_cannot_be_deleted,
        rule{stage::configuration, category::ten_dlc}.derived(retry_class::action_required)
            .affects(scope::message).remedy_is(remedy::fix_request), general,
        "Brand cannot be deleted",
        "The brand still has an active campaign.",
        "Deactivate the brand's campaigns first, then delete it."},
    row{code::spend_limit_reached,
        rule{stage::request, category::profile_configuration}.documented(retry_class::action_required)
            .until(wait::spend_window).affects(scope::profile).remedy_is(remedy::raise_limit), reference,
        {"Spend limit reached", "Messaging profile spend limit reached"},
        "The message would take the messaging profile over its spend limit.",
        "Raise the limit, which works at once, use another profile, or wait until midnight UTC; until then every message from "
        "this profile fails."},

    // Channel errors (410xx).
    row{code::whatsapp_error,
        rule{stage::delivery, category::whatsapp}.derived(retry_class::unspecified)
            .affects(scope::message).remedy_is(remedy::investigate), general,
        "WhatsApp Error",
        "WhatsApp reported an error; the code itself says nothing more.",
        "Read the detail: templates, their parameters and the 24-hour window are the usual causes."},

    // WhatsApp's own codes, which the guide for WhatsApp over Telnyx lists.
    row{code::not_a_whatsapp_user,
        rule{stage::delivery, category::whatsapp}.derived(retry_class::permanent)
            .affects(scope::account, toward::recipient).remedy_is(remedy::correct_recipient), whatsapp_guide,
        "Not a WhatsApp user",
        "The recipient is not a WhatsApp user, so that no WhatsApp message can be delivered.",
        "Use another channel for this recipient."},
    row{code::outside_conversation_window,
        rule{stage::delivery, category::whatsapp}.derived(retry_class::after_intervention)
            .affects(scope::message).remedy_is(remedy::revise_content), whatsapp_guide,
        "Outside the 24-hour window",
        "The recipient wrote more than 24 hours ago, and the message is not a template.",
        "Send an approved template instead; free text is possible again when the recipient writes."},
    row{code::template_parameter_mismatch,
        rule{stage::delivery, category::whatsapp}.derived(retry_class::after_intervention)
            .affects(scope::content).remedy_is(remedy::revise_content), whatsapp_guide,
        "Template parameter mismatch",
        "The number of parameters differs from that of the template.",
        "Send as many parameters as the template has; every message with these parameters fails until then."},
    row{code::template_paused,
        rule{stage::delivery, category::whatsapp}.derived(retry_class::action_required)
            .affects(scope::content).remedy_is(remedy::revise_content), whatsapp_guide,
        "Template paused or disabled",
        "Meta has paused or disabled the template.",
        "Correct the template, or use another one that is approved; messages with this template fail until then."},
};
// clang-format on

inline constexpr std::size_t count = sizeof(all) / sizeof(all[0]);

} // namespace detail::rows

constexpr const code_info* code_table::begin() const noexcept { return detail::rows::all + detail::rows::first_known; }
constexpr const code_info* code_table::end() const noexcept { return detail::rows::all + detail::rows::count; }
constexpr std::size_t code_table::size() const noexcept { return detail::rows::count - detail::rows::first_known; }

namespace detail {

// The rules that all rows keep, checked when this is compiled: the first row that breaks each of them; `code{}` stands for none.
struct offending_rows {
    code out_of_order{};
    code with_empty_string{};
    code with_missing_column{};
    code with_undocumented_class{};
};

constexpr void note(code& first, code offender) noexcept { first = first == code{} ? offender : first; }

[[nodiscard]] constexpr offending_rows check(const code_info* first, const code_info* last) noexcept {
    offending_rows found{};
    code previous{};
    for (const code_info* row = first; row != last; ++row) {
        const judgement columns = *row; // NOLINT(cppcoreguidelines-slicing): on purpose, without the strings
        if (row->id <= previous) {      // for the rows of unknown codes the row above is named: they have no code
            note(found.out_of_order, row->id == code{} ? previous : row->id);
        }
        if (row->name.empty() || row->title.empty() || row->cause.empty() || row->action.empty()) {
            note(found.with_empty_string, row->id);
        }
        if (row->origin == origin::none || columns.stage == stage::unknown || columns.category == category::unknown ||
            columns.basis < basis::derived || columns.scope == scope::unknown || columns.remedy == remedy::none) {
            note(found.with_missing_column, row->id);
        }
        if (columns.also != columns.retry && (columns.basis != basis::documented || columns.also > columns.retry)) {
            note(found.with_undocumented_class, row->id);
        }
        previous = row->id;
    }
    return found;
}

// The static_asserts stand in templates over the offending code, so that the compiler's message names the row.
template <code Offender>
struct rows_are_ascending_and_unique {
    static_assert(Offender == code{}, "table.hpp: this row stands in the wrong place, or its code has two rows");
    static constexpr bool value = true;
};

template <code Offender>
struct rows_have_all_strings {
    static_assert(Offender == code{}, "table.hpp: this row has an empty name, title, cause or action");
    static constexpr bool value = true;
};

template <code Offender>
struct rows_have_all_columns {
    static_assert(Offender == code{}, "table.hpp: this row lacks an origin, a stage, a category, a basis, a scope or a remedy");
    static constexpr bool value = true;
};

template <code Offender>
struct rows_have_one_class_or_two_documented {
    static_assert(Offender == code{},
                  "table.hpp: this row has a second retry class that the reference does not document, or that is "
                  "the stricter one");
    static constexpr bool value = true;
};

inline constexpr offending_rows offenders = check(table.begin(), table.end());
static_assert(rows_are_ascending_and_unique<offenders.out_of_order>::value);
static_assert(rows_have_all_strings<offenders.with_empty_string>::value);
static_assert(rows_have_all_columns<offenders.with_missing_column>::value);
static_assert(rows_have_one_class_or_two_documented<offenders.with_undocumented_class>::value);
static_assert(table.begin()->number() > 0 && (table.begin() - 1)->number() == 0,
              "table.hpp: the rows of unknown codes stand first, one for each of `unknown_blocks`");

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
