// telnyx-errors: the rows, the only place where a fact about a code stands. SPDX-License-Identifier: MIT
//
// Sources: the Telnyx Messaging Error Code Reference (origin messaging_reference) and the Telnyx list of API error codes
// (origin general_api_list). Titles are those that the API sends; causes and actions are in the words of this library.
// A retry class that is `documented` is stated by the reference; docs/contradictions.md says how the `derived` ones were
// reached, and what was done where two pages of Telnyx disagree.
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

/// All that is known of one code. The texts have static storage: their views never dangle.
struct code_info : judgement {
    /// The code; `code{}` in the rows that stand for unknown codes.
    code id;
    /// Which list of Telnyx the code comes from.
    enum origin origin;
    /// The short name that the reference gives to the code.
    std::string_view name;
    /// The title as the API sends it.
    std::string_view title;
    /// What happened, in a sentence.
    std::string_view cause;
    /// What to do about it, in a sentence.
    std::string_view action;

    /// One row, in the order in which the table writes it.
    constexpr code_info(code which, judgement columns, enum origin list, std::string_view short_name, std::string_view api_title,
                        std::string_view what_happened, std::string_view what_to_do) noexcept
        : judgement(columns), id(which), origin(list), name(short_name), title(api_title), cause(what_happened),
          action(what_to_do) {}

    /// The code as a number; 0 in the rows that stand for unknown codes.
    [[nodiscard]] constexpr std::int32_t number() const noexcept { return static_cast<std::int32_t>(id); }
};

namespace detail::rows {

// One letter a column, so that a row stays a line.
using S = stage;
using C = category;
using R = retry_class;
using also = retry_classes;
using B = basis;
using W = wait;
using P = scope;
using M = remedy;
using O = origin;
inline constexpr also no_other{};

// The first rows stand for the codes that nobody knows: one for each block whose stage is known, one for all the rest.
// They are rows like the others so that a miss costs the lookup what a hit costs.
inline constexpr std::size_t unknown_elsewhere = 0;
inline constexpr std::size_t unknown_delivery = 1;
inline constexpr std::size_t unknown_configuration = 2;
inline constexpr std::size_t unknown_request = 3;
inline constexpr std::size_t first_known = 4;

// clang-format off
inline constexpr code_info all[] = {
    // Unknown codes.
    {code{}, {S::unknown, C::unknown, R::unspecified, no_other, B::none, W::none, P::unknown, M::investigate}, O::none, "Unknown code", "Unknown code", "The code is in none of the lists that this version knows.", "Read the title and the detail of the body, and look the code up at Telnyx; do not retry on its account."},
    {code{}, {S::delivery, C::unknown, R::unspecified, no_other, B::from_block, W::none, P::unknown, M::investigate}, O::none, "Unknown delivery code", "Unknown delivery code", "The code lies among the delivery errors (400xx), but is in none of the lists that this version knows.", "Read the title and the detail of the body, and look the code up at Telnyx; do not retry on its account."},
    {code{}, {S::configuration, C::unknown, R::unspecified, no_other, B::from_block, W::none, P::unknown, M::investigate}, O::none, "Unknown provisioning code", "Unknown provisioning code", "The code lies among the number provisioning errors (401xx), but is in none of the lists that this version knows.", "Read the title and the detail of the body, and look the code up at Telnyx; do not retry on its account."},
    {code{}, {S::request, C::unknown, R::unspecified, no_other, B::from_block, W::none, P::unknown, M::investigate}, O::none, "Unknown request code", "Unknown request code", "The code lies among the request errors (403xx), but is in none of the lists that this version knows.", "Read the title and the detail of the body, and look the code up at Telnyx; do not retry on its account."},
    // General API errors (100xx): the request itself, its credentials' rights, and the service.
    {code::inactive_phone_number, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::sender, M::fix_sender}, O::general_api_list, "Inactive phone number", "Inactive phone number", "The phone number named in the request is no longer active.", "Send from a number that is active on the account, or reactivate this one."},
    {code::invalid_phone_number, {S::request, C::sender_recipient, R::permanent, no_other, B::derived, W::none, P::recipient, M::correct_recipient}, O::general_api_list, "Invalid phone number", "Invalid phone number", "A phone number in the request is not a valid number.", "Correct the number, or remove it from the list if nobody can confirm it."},
    {code::invalid_url, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid URL", "Invalid URL", "A URL in the request is malformed, or longer than the 2000 characters that are allowed.", "Correct or shorten the URL, then send the request again."},
    {code::missing_required_parameter, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Missing required parameter", "Missing required parameter", "A parameter that this operation needs is absent.", "Add the parameter that the error's pointer or detail names."},
    {code::resource_not_found, {S::request, C::api, R::permanent, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Resource not found", "Resource not found", "The resource or the URL that was asked for does not exist.", "Check the path and the identifier; do not repeat the request as it is."},
    {code::invalid_id, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid ID", "Invalid ID", "An identifier in the request is not a valid resource identifier.", "Use the identifier exactly as the API returned it."},
    {code::unexpected_error, {S::request, C::api, R::unspecified, no_other, B::derived, W::none, P::platform, M::investigate}, O::general_api_list, "Unexpected error", "Unexpected error", "Telnyx met an error of its own while it handled the request; the request may have taken effect all the same.", "Find out whether the message was taken before sending it again; contact support if the error keeps coming."},
    {code::request_timeout, {S::request, C::api, R::unspecified, no_other, B::derived, W::none, P::platform, M::investigate}, O::general_api_list, "Request timeout", "Request timeout", "The request ran out of time inside Telnyx; it may have taken effect all the same.", "Find out whether the message was taken before sending it again."},
    {code::authentication_failed, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Authentication failed", "Authentication failed", "The authentication headers are missing or not valid.", "Send a valid API key as a bearer token; every request of this client fails until then."},
    {code::authorization_failed, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Authorization failed", "Authorization failed", "The API key may not do this to this resource.", "Grant the key the permission, or use a key that has it."},
    {code::too_many_requests, {S::request, C::api, R::automatic, no_other, B::derived, W::as_server_says, P::account, M::retry_with_backoff}, O::general_api_list, "Too many requests", "Too many requests", "The account sent more API requests than its rate limit allows; the request was refused before it had any effect.", "Slow down and send again when the server's rate-limit headers allow it."},
    {code::duplicate_resource, {S::request, C::api, R::permanent, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Duplicate resource", "Duplicate resource", "The resource exists already.", "Use the existing resource; do not create it again."},
    {code::missing_association, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Missing association", "Missing association", "A field refers to something that does not exist.", "Correct the reference, or create what it refers to first."},
    {code::unsupported_media_type, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Unsupported Media Type", "Unsupported Media Type", "The server does not support the media type of the request.", "Send the request in a media type that the operation accepts."},
    {code::bad_request, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Bad Request", "Bad Request", "The request is not well-formed, or carries something that the operation refuses.", "Correct what the error's pointer or detail names, then send the request again."},
    {code::phone_number_not_e164, {S::request, C::sender_recipient, R::permanent, no_other, B::derived, W::none, P::recipient, M::correct_recipient}, O::general_api_list, "Phone number must be in +E.164 format", "Phone number must be in +E.164 format", "A phone number is not in +E.164 format.", "Write the number as a plus sign, the country code and the subscriber number, without spaces."},
    {code::associated_resource_does_not_exist, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Associated resource does not exist", "Associated resource does not exist", "A parameter refers to a resource that does not exist.", "Correct the parameter, or create the resource first."},
    {code::invalid_sort_direction, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid sort direction", "Invalid sort direction", "The sort direction is neither 'asc' nor 'desc'.", "Use 'asc' or 'desc'."},
    {code::invalid_email_address, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid email address", "Invalid email address", "The email parameter is not a valid email address.", "Correct the email address."},
    {code::invalid_resource_type, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid resource type", "Invalid resource type", "A parameter that must be a string has another type.", "Send the parameter as a string."},
    {code::resource_in_use, {S::request, C::api, R::action_required, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Resource in use", "Resource in use", "The resource cannot be removed because something still uses it.", "Detach whatever uses the resource first."},
    {code::one_or_more_invalid_ids, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "One or more invalid IDs", "One or more invalid IDs", "At least one of the identifiers in the request is not valid.", "Correct or drop the identifiers that are not valid."},
    {code::invalid_json, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid JSON", "Invalid JSON", "The body of the request is not valid JSON.", "Serialize the request with a JSON library and send it again."},
    {code::unsupported_content_type, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Unsupported Content-Type", "Unsupported Content-Type", "The Content-Type is neither application/json nor application/x-www-form-urlencoded.", "Send the request with one of these two content types."},
    {code::string_length_out_of_range, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "String length out of range", "String length out of range", "A text field is shorter or longer than its limits allow.", "Bring the field within the limits that the detail states."},
    {code::invalid_parameter_type, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid parameter type", "Invalid parameter type", "A parameter has the wrong JSON type.", "Send the parameter in the type that the detail states."},
    {code::unprocessable_entity, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Unprocessable Entity", "Unprocessable Entity", "The request is well-formed, but its instructions cannot be carried out.", "Correct what the error's pointer or detail names, then send the request again."},
    {code::character_encoding_error, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Character encoding error", "Character encoding error", "The body of the request cannot be decoded.", "Encode the body as valid UTF-8."},
    {code::expected_json_content_type, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Expected JSON Content-Type", "Expected JSON Content-Type", "The operation accepts application/json only.", "Send the request with Content-Type: application/json."},
    {code::method_not_allowed, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Method not allowed", "Method not allowed", "The URL exists, but not for this HTTP method.", "Use the method that the operation documents."},
    {code::invalid_request_filter, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid request filter", "Invalid request filter", "A filter in the query is not valid.", "Correct the filter, or leave it out."},
    {code::invalid_enumerated_value, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Invalid enumerated value", "Invalid enumerated value", "A value is not one of those that the field allows.", "Use one of the values that the detail lists."},
    {code::value_outside_of_range, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Value outside of range", "Value outside of range", "A value lies outside its permitted range.", "Bring the value within the range that the detail states."},
    {code::expected_form_content_type, {S::request, C::api, R::after_intervention, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Expected URL-encoded form Content-Type", "Expected URL-encoded form Content-Type", "The operation accepts application/x-www-form-urlencoded only.", "Send the request with Content-Type: application/x-www-form-urlencoded."},
    {code::resource_locked, {S::request, C::api, R::action_required, no_other, B::derived, W::none, P::message, M::contact_support}, O::general_api_list, "Resource locked", "Resource locked", "Telnyx has locked the resource.", "Contact Telnyx support to have it unlocked."},
    {code::resource_is_being_processed, {S::request, C::api, R::temporary_hold, no_other, B::derived, W::until_state_changes, P::message, M::wait}, O::general_api_list, "Resource is being processed", "Resource is being processed", "The resource is still being processed and cannot be touched; seen while a number is being assigned to a pending 10DLC campaign.", "Wait until the running operation is finished, then send the request again."},
    {code::service_unavailable, {S::request, C::api, R::unspecified, no_other, B::derived, W::none, P::platform, M::investigate}, O::general_api_list, "Service unavailable", "Service unavailable", "The Telnyx service is unavailable; the request may have taken effect all the same.", "Find out whether the message was taken before sending it again."},
    {code::feature_not_permitted, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_account}, O::general_api_list, "Feature not permitted", "Feature not permitted", "The feature is not permitted at this account level, for example sending to destinations that were not verified beforehand.", "Upgrade the account level, or stay within what it permits."},
    {code::feature_limited, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_account}, O::general_api_list, "Feature limited", "Feature limited", "The account level's limit for this feature is reached.", "Upgrade the account level, or stay below its limit."},
    // Account and credential errors (20xxx).
    {code::invalid_resource_groups, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Invalid resource groups", "Invalid resource groups", "The resource groups are not valid.", "Correct the resource groups of the key or the request."},
    {code::invalid_api_key_secret, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Invalid API Key secret", "Invalid API Key secret", "The secret of the API key is not valid.", "Configure the right secret; every request of this client fails until then."},
    {code::api_key_revoked, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "API Key revoked", "API Key revoked", "The API key is no longer active.", "Configure an active API key; every request of this client fails until then."},
    {code::api_key_forbidden, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "API Key forbidden", "API Key forbidden", "The API key may not be used here.", "Use a key that is allowed to make this request."},
    {code::invalid_permission_groups, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Invalid permission groups", "Invalid permission groups", "The permission groups are not valid.", "Correct the permission groups."},
    {code::invalid_user, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Invalid user", "Invalid user", "The user is not valid.", "Correct the user that the request names."},
    {code::expired_access_token, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Expired access token", "Expired access token", "The access token has expired.", "Obtain a new token, then send the request again."},
    {code::permission_groups_beyond_api_key, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Invalid permission groups", "Invalid permission groups", "The permission groups reach beyond those of the API key.", "Ask only for groups that the API key has itself."},
    {code::invalid_api_key, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Invalid API Key", "Invalid API Key", "The API key is not valid.", "Configure a valid API key; every request of this client fails until then."},
    {code::user_does_not_exist, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "Invalid user", "Invalid user", "The user does not exist.", "Name a user that exists."},
    {code::invalid_invitation, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_request}, O::general_api_list, "Invalid invitation", "Invalid invitation", "The invitation does not exist.", "Name an invitation that exists, or issue a new one."},
    {code::api_key_in_use, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_credentials}, O::general_api_list, "API Key in use", "API Key in use", "The API key cannot be revoked while a portal user holds it.", "Take the key from its user first, then revoke it."},
    {code::account_inactive, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_account}, O::general_api_list, "Account inactive", "Account inactive", "The account has been deactivated; it may be out of funds.", "Add funds or have the account reactivated; nothing can be sent until then."},
    {code::account_blocked, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::contact_support}, O::general_api_list, "Account blocked", "Account blocked", "The account has been blocked.", "Contact Telnyx support; nothing can be sent until then."},
    {code::account_unverified, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_account}, O::general_api_list, "Account unverified", "Account unverified", "The account lacks a verification that this operation needs.", "Complete the verifications that the portal lists under the account."},
    {code::feature_not_enabled, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_account}, O::general_api_list, "Feature not enabled", "Feature not enabled", "The feature is not enabled on the account.", "Have the feature enabled for the account."},
    {code::account_not_level_1_verified, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_account}, O::general_api_list, "Account not level 1 verified", "Account not level 1 verified", "The operation needs level 1 verification of the account.", "Complete level 1 verification in the portal."},
    {code::account_not_level_2_verified, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::fix_account}, O::general_api_list, "Account not level 2 verified", "Account not level 2 verified", "The operation needs level 2 verification of the account.", "Complete level 2 verification in the portal."},
    {code::insufficient_funds, {S::request, C::account, R::action_required, no_other, B::derived, W::none, P::account, M::add_funds}, O::general_api_list, "Insufficient Funds", "Insufficient Funds", "The account has too little money for this operation.", "Add funds or switch on automatic recharge; every message fails until then."},
    // Delivery errors (400xx): carrier rejections, and the rules of 10DLC.
    {code::not_routable, {S::delivery, C::carrier_rejection, R::permanent, no_other, B::documented, W::none, P::recipient, M::stop_messaging_recipient}, O::messaging_reference, "Not routable", "Not routable", "The destination is a landline or a number that no carrier can route to.", "Stop messaging this number unless somebody can show that it receives SMS or MMS."},
    {code::blocked_as_spam_temporary, {S::delivery, C::carrier_rejection, R::after_intervention, no_other, B::documented, W::rate_falls, P::sender, M::reduce_rate}, O::messaging_reference, "Blocked as spam (temporary)", "Blocked as spam - temporary", "The carrier's spam filter caught the message; the block is temporary.", "Send more slowly and look through the content for what reads as spam, then send again."},
    {code::blocked_as_spam_permanent, {S::delivery, C::carrier_rejection, R::permanent, no_other, B::documented, W::none, P::sender, M::use_another_sender}, O::messaging_reference, "Blocked as spam (permanent)", "Blocked as spam - permanent", "The carrier's spam filter has blocked the sending number for good.", "Send from another number; Telnyx support can file an appeal for this one."},
    {code::rejected_by_destination, {S::delivery, C::carrier_rejection, R::automatic, no_other, B::derived, W::backoff, P::recipient, M::retry_with_backoff}, O::messaging_reference, "Rejected by destination", "Rejected by destination", "The recipient's carrier rejects the message and does not say why.", "Send again after a delay; contact support if it goes on."},
    {code::message_expired, {S::delivery, C::carrier_rejection, R::after_intervention, no_other, B::documented, W::none, P::message, M::extend_validity}, O::messaging_reference, "Message expired", "Message expired during transmission", "The message's validity period ended before the carrier could deliver it.", "Allow a longer validity period, or find out why the carrier is slow, then send again."},
    {code::recipient_unavailable, {S::delivery, C::carrier_rejection, R::automatic, no_other, B::documented, W::backoff, P::carrier, M::retry_with_backoff}, O::messaging_reference, "Recipient unavailable", "Recipient server unavailable", "The server of the recipient's carrier is down or does not answer.", "Send the same message again with exponential backoff."},
    {code::loop_detected, {S::delivery, C::carrier_rejection, R::permanent, no_other, B::derived, W::none, P::message, M::investigate}, O::general_api_list, "Loop detected", "Loop detected", "The message ran in an endless loop.", "Find out what sends the message back, for example two auto-responders, before anything is sent again."},
    {code::undeliverable, {S::delivery, C::carrier_rejection, R::automatic, no_other, B::documented, W::backoff, P::recipient, M::retry_with_backoff}, O::messaging_reference, "Undeliverable", "Undeliverable", "The recipient's carrier did not accept the message and gave no better reason.", "Send again with exponential backoff; if that fails, check the number or try another route. It is not an opt-out."},
    {code::invalid_message_body, {S::delivery, C::carrier_rejection, R::after_intervention, no_other, B::derived, W::none, P::message, M::revise_content}, O::messaging_reference, "Invalid message body", "Invalid message body", "The carrier rejected the content of the message.", "Look for invalid characters or the wrong encoding, correct them, then send again."},
    {code::not_10dlc_registered, {S::delivery, C::ten_dlc, R::permanent, also(R::action_required), B::documented, W::none, P::sender, M::register_campaign}, O::messaging_reference, "Not 10DLC registered", "Not 10DLC registered", "The carrier demands 10DLC registration, and the sending number belongs to no registered campaign.", "Register the brand and the campaign and assign the number; nothing from this number arrives until then."},
    {code::rate_limit_exceeded_upstream, {S::delivery, C::carrier_rejection, R::after_intervention, no_other, B::documented, W::rate_falls, P::sender, M::reduce_rate}, O::messaging_reference, "Rate limit exceeded (upstream)", "Too many requests", "The sender exceeded the carrier's throughput limit and the message was caught as spam; the condition is temporary.", "Lower the sending rate first, then send again."},
    {code::invalid_destination_number, {S::delivery, C::carrier_rejection, R::permanent, no_other, B::derived, W::none, P::recipient, M::correct_recipient}, O::messaging_reference, "Invalid destination number", "Invalid messaging destination number", "The carrier holds the destination number to be invalid.", "Check that the number exists and is in E.164 format; do not send to it as it is."},
    {code::invalid_source_number, {S::delivery, C::carrier_rejection, R::action_required, no_other, B::derived, W::none, P::sender, M::fix_sender}, O::messaging_reference, "Invalid source number", "Invalid messaging source number", "The carrier holds the sending number to be invalid.", "Check that the number is active and enabled for messaging, or send from another."},
    {code::expired_in_queue, {S::delivery, C::carrier_rejection, R::after_intervention, no_other, B::documented, W::rate_falls, P::sender, M::reduce_rate}, O::messaging_reference, "Expired in queue", "Message expired in queue", "The message waited in the Telnyx queue beyond its validity period and never left; it is not billed.", "Remove the bottleneck: send more slowly or over more numbers, then send again."},
    {code::internal_spam_filter, {S::delivery, C::carrier_rejection, R::action_required, no_other, B::documented, W::none, P::message, M::revise_content}, O::messaging_reference, "Internal spam filter", "Blocked as spam - internal", "The spam filter of Telnyx itself blocked the message.", "Review the content; contact support if it was blocked by mistake."},
    {code::tmobile_sending_limit, {S::delivery, C::ten_dlc, R::after_intervention, no_other, B::documented, W::next_day_pacific, P::campaign, M::reduce_rate}, O::messaging_reference, "T-Mobile sending limit", "T-Mobile 10DLC Sending Limit Reached", "The campaign has used up its T-Mobile allowance; the count starts again at midnight Pacific time.", "Hold the campaign's T-Mobile traffic until then; send less, or raise the brand's vetting score for a higher limit."},
    {code::att_spam_rejection, {S::delivery, C::ten_dlc, R::after_intervention, no_other, B::documented, W::none, P::message, M::revise_content}, O::messaging_reference, "AT&T spam rejection", "AT&T 10DLC Spam Message Rejected", "AT&T flagged the message on the 10DLC route as spam.", "Revise the content: no public URL shorteners, nothing that reads like spam. Then send again."},
    {code::att_sending_limit, {S::delivery, C::ten_dlc, R::after_intervention, no_other, B::documented, W::next_minute, P::campaign, M::reduce_rate}, O::messaging_reference, "AT&T sending limit", "AT&T 10DLC Sending Limit Reached", "The campaign exceeded its AT&T throughput, which is counted per minute.", "Wait for the next minute and lower the rate, or raise the brand's vetting score for a higher limit."},
    {code::att_invalid_tag_data, {S::delivery, C::ten_dlc, R::action_required, no_other, B::documented, W::none, P::campaign, M::register_campaign}, O::messaging_reference, "AT&T invalid tag data", "AT&T 10DLC Invalid Tag Data", "AT&T rejected the message because its 10DLC tagging is wrong.", "Check the campaign and that the number is assigned to it, then send again."},
    {code::artificial_traffic_inflation, {S::delivery, C::ten_dlc, R::temporary_hold, no_other, B::documented, W::fixed_24_hours, P::sender, M::wait}, O::messaging_reference, "Artificial traffic inflation", "Blocked as potentially artificial inflation of traffic", "The traffic looks artificially inflated, and sending 2FA messages is blocked for 24 hours.", "Send no 2FA traffic for 24 hours and look for fraud against your numbers meanwhile; do not retry."},
    // Number provisioning errors (401xx).
    {code::not_messaging_enabled, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::fix_sender}, O::messaging_reference, "Not messaging enabled", "Number not messaging enabled.", "The number is not enabled for messaging.", "Enable messaging for the number in Mission Control."},
    {code::not_in_voice_registry, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::messaging_reference, "Not in voice registry", "Toll free number not in registry", "The toll-free number is missing from the voice registry, so messaging cannot be enabled for it.", "Contact Telnyx support."},
    {code::enablement_pending_elsewhere, {S::configuration, C::number_provisioning, R::temporary_hold, no_other, B::derived, W::until_state_changes, P::sender, M::wait}, O::messaging_reference, "Enablement pending elsewhere", "Message enablement pending with other provider", "Another provider is enabling messaging on this number at the moment.", "Wait until the transfer is complete, then try again."},
    {code::invalid_osr_parameter, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::fix_request}, O::general_api_list, "Invalid OSR parameter", "Invalid OSR parameter", "A parameter that was sent to the OSR, the registry of messaging numbers, is missing or invalid.", "Correct the data of the number, then try again; contact support if they are right."},
    {code::cannot_access_osr, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::general_api_list, "Cannot access OSR", "Cannot access OSR", "Telnyx is not authorized to access the OSR for this number.", "Contact Telnyx support."},
    {code::unauthorized_nnid, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::general_api_list, "Unauthorized NNID", "Unauthorized NNID", "Telnyx is not authorized to use this NNID, the network identity of the number.", "Contact Telnyx support."},
    {code::loa_required, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::messaging_reference, "LOA required", "LOA required", "The number can be enabled for messaging only with a Letter of Authorization.", "Submit the Letter of Authorization (LOA) through support."},
    {code::unauthorized_property, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::general_api_list, "Unauthorized property name/value", "Unauthorized property name/value", "Telnyx is not authorized to provision this property or this value.", "Contact Telnyx support."},
    {code::temporarily_blocked, {S::configuration, C::number_provisioning, R::temporary_hold, no_other, B::derived, W::until_state_changes, P::sender, M::wait}, O::general_api_list, "Temporarily blocked", "Temporarily blocked", "For the moment Telnyx cannot change entries in the OSR.", "Wait and try the provisioning again later."},
    {code::delete_failed, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::fix_request}, O::general_api_list, "Delete failed", "Delete failed", "The entry could not be deleted: the record was not found, or its NNID is invalid.", "Check that the number is still there to be deleted, and correct the request."},
    {code::unknown_osr_error, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::general_api_list, "Unknown OSR error", "Unknown OSR error", "An unexplained error occurred while the OSR was updated.", "Contact Telnyx support."},
    // API request errors (403xx): sender and recipient, content, profile; the toll-free and configuration codes among them.
    {code::blocked_stop, {S::request, C::sender_recipient, R::permanent, no_other, B::documented, W::none, P::recipient, M::stop_messaging_recipient}, O::messaging_reference, "Blocked (STOP)", "Blocked due to STOP message", "The recipient answered STOP: a block rule stands between this sender and this recipient.", "Do not send to this recipient until he opts in again, for example with START."},
    {code::unsupported_message_type, {S::request, C::sender_recipient, R::permanent, no_other, B::derived, W::none, P::recipient, M::correct_recipient}, O::messaging_reference, "Unsupported message type", "Unsupported message type for the 'to' address", "Messages of this type cannot be sent between these two kinds of number.", "Check what the sending and the receiving number can do, and choose another channel or sender."},
    {code::message_too_large, {S::request, C::content, R::after_intervention, no_other, B::derived, W::none, P::message, M::revise_content}, O::messaging_reference, "Message too large", "Message too large", "The SMS would need more segments than the maximum.", "Shorten the text, or send it as MMS."},
    {code::message_not_found, {S::request, C::api, R::permanent, no_other, B::derived, W::none, P::message, M::fix_request}, O::general_api_list, "Message not found", "Message not found", "There is no message with this identifier.", "Check the message id; do not repeat the request as it is."},
    {code::invalid_content_combination, {S::request, C::content, R::after_intervention, no_other, B::derived, W::none, P::message, M::revise_content}, O::messaging_reference, "Invalid content combination", "Invalid combination of message content arguments", "The request mixes the content parameters of SMS and MMS.", "Use text alone for SMS, or media_urls, with text if wanted, for MMS."},
    {code::invalid_from_address, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::sender, M::fix_sender}, O::messaging_reference, "Invalid 'from' address", "Invalid 'from' address", "The sending number does not belong to the messaging profile; also seen when a number pool skips unhealthy numbers.", "Assign the number to the messaging profile, or correct the 'from' address."},
    {code::alpha_sender_not_configured, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::messaging_reference, "Alpha sender not configured", "Alpha sender not configured", "The messaging profile has no alphanumeric sender ID.", "Configure the alphanumeric sender on the messaging profile."},
    {code::alpha_sender_mismatch, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::messaging_reference, "Alpha sender mismatch", "Alpha sender mismatch", "The 'from' address is not the alphanumeric sender ID that the profile has.", "Use exactly the sender ID that the profile has, or change the profile."},
    {code::invalid_from_for_mms, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::sender, M::use_another_sender}, O::messaging_reference, "Invalid 'from' for MMS", "Invalid 'from' address for MMS", "MMS can be sent only from a US long code or from a short code that is set up for MMS.", "Send from a number that can do MMS."},
    {code::invalid_destination_region, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::region, M::fix_profile}, O::messaging_reference, "Invalid destination region", "Invalid destination region", "The destination's country is not among the profile's whitelisted destinations.", "Add the region to the messaging profile; everything to this region fails until then."},
    {code::invalid_to_address, {S::request, C::sender_recipient, R::permanent, no_other, B::derived, W::none, P::recipient, M::correct_recipient}, O::messaging_reference, "Invalid 'to' address", "Invalid 'to' address", "The destination is not one valid number.", "Correct it to E.164: a plus sign, the country code and the number; one recipient a field."},
    {code::invalid_profile_secret, {S::request, C::profile_configuration, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::messaging_reference, "Invalid profile secret", "Invalid messaging profile secret", "The X-Profile-Secret header does not match the messaging profile.", "Configure the profile's current secret; every message of this profile fails until then."},
    {code::profile_disabled, {S::request, C::profile_configuration, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::messaging_reference, "Profile disabled", "Messaging profile is disabled", "The messaging profile is disabled.", "Enable it again in Mission Control; every message of this profile fails until then."},
    {code::missing_profile_secret, {S::request, C::profile_configuration, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::messaging_reference, "Missing profile secret", "Missing messaging profile secret", "The messaging profile demands the X-Profile-Secret header, and the request has none.", "Send the header with every request of this profile."},
    {code::messaging_disabled, {S::request, C::profile_configuration, R::permanent, no_other, B::documented, W::none, P::account, M::contact_support}, O::messaging_reference, "Messaging disabled", "Messaging disabled on account", "Messaging is disabled on the whole account.", "Contact Telnyx support; nothing can be sent until then."},
    {code::unhealthy_sender, {S::request, C::profile_configuration, R::action_required, no_other, B::documented, W::none, P::sender, M::use_another_sender}, O::messaging_reference, "Unhealthy sender", "Unhealthy 'from' address", "The sending number failed the health check because of its success rate or its spam rate.", "Look at the number's success and spam rates and think about replacing it; send from a healthy number meanwhile."},
    {code::no_content, {S::request, C::content, R::after_intervention, no_other, B::derived, W::none, P::message, M::revise_content}, O::messaging_reference, "No content", "No content provided for message", "The message has neither text nor media.", "Give it text, media_urls or both."},
    {code::invalid_mms_content, {S::request, C::content, R::after_intervention, no_other, B::derived, W::none, P::message, M::revise_content}, O::messaging_reference, "Invalid MMS content", "Invalid MMS content", "The MMS has more than 10 media items, or they exceed 1 MB together.", "Reduce it to at most 10 URLs and at most 1 MB in all."},
    {code::queue_full, {S::request, C::profile_configuration, R::after_intervention, no_other, B::documented, W::queue_drains, P::sender, M::reduce_rate}, O::messaging_reference, "Queue full", "Message queue full", "The message queue at Telnyx is full.", "Back off, let the queue drain and lower the rate before sending again."},
    {code::incompatible_message_type, {S::request, C::sender_recipient, R::permanent, no_other, B::derived, W::none, P::recipient, M::correct_recipient}, O::messaging_reference, "Incompatible message type", "Incompatible message type for the 'to' address", "The kinds of the sending and the receiving number do not fit together.", "Check the types of both numbers, and choose another channel or sender."},
    {code::temporarily_unusable_sender, {S::request, C::sender_recipient, R::temporary_hold, no_other, B::documented, W::until_state_changes, P::sender, M::wait}, O::messaging_reference, "Temporarily unusable sender", "Temporarily unusable 'from' address", "The sending number is pending or changing state, and cannot be used for the moment.", "Wait until its provisioning is complete, then send again."},
    {code::no_usable_numbers_in_pool, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::messaging_reference, "No usable numbers in pool", "No usable numbers on messaging profile", "The profile's number pool is off, empty, or left with unhealthy numbers only.", "Switch the pool on, add numbers to it, or restore the health of those it has."},
    {code::blocked_content, {S::request, C::content, R::permanent, no_other, B::documented, W::none, P::message, M::revise_content}, O::messaging_reference, "Blocked content", "Blocked due to content", "The message contains content that is prohibited.", "Do not send it again as it is: remove what was flagged."},
    {code::activation_failed, {S::request, C::profile_configuration, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::messaging_reference, "Activation failed", "Messaging activation failed", "Messaging could not be enabled on the number.", "Contact Telnyx support."},
    {code::product_type_change_failed, {S::configuration, C::number_provisioning, R::action_required, no_other, B::derived, W::none, P::sender, M::contact_support}, O::general_api_list, "Messaging product type change failed", "Messaging product type change failed", "The messaging product of the number could not be changed.", "Contact Telnyx support."},
    {code::invalid_alpha_sender_id, {S::request, C::sender_recipient, R::action_required, no_other, B::derived, W::none, P::sender, M::fix_sender}, O::messaging_reference, "Invalid alpha sender ID", "Invalid alphanumeric sender ID", "The alphanumeric sender ID has an invalid form.", "Use 1 to 11 letters and digits."},
    {code::cannot_assign_alpha_sender_id, {S::configuration, C::profile_configuration, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::general_api_list, "Cannot assign alphanumeric sender ID", "Cannot assign alphanumeric sender ID", "The alphanumeric sender ID could not be assigned to the messaging profile.", "Check the sender ID and the profile; contact support if both are right."},
    {code::invalid_domain, {S::request, C::content, R::after_intervention, no_other, B::derived, W::none, P::message, M::revise_content}, O::general_api_list, "Invalid Domain", "Invalid Domain", "The domain is not one of those that the URL shortener may use.", "Use a domain that is listed for the URL shortener, or leave the shortener off."},
    {code::sms_too_large_warning, {S::request, C::content, R::after_intervention, no_other, B::derived, W::none, P::message, M::revise_content}, O::messaging_reference, "SMS too large (warning)", "SMS exceeds recommended size", "The SMS splits into more parts than Telnyx recommends.", "Shorten the text, send it as MMS, or switch the automatic detection off (auto_detect=false)."},
    {code::toll_free_not_verified, {S::delivery, C::toll_free, R::action_required, no_other, B::documented, W::none, P::sender, M::verify_toll_free}, O::messaging_reference, "Toll-free not verified", "Tollfree number is not verified", "The toll-free number has not passed toll-free verification.", "Complete the verification, and check that it was approved; nothing from this number arrives until then."},
    {code::toll_free_not_provisioned, {S::delivery, C::toll_free, R::temporary_hold, no_other, B::derived, W::until_state_changes, P::sender, M::wait}, O::messaging_reference, "Toll-free not provisioned", "Tollfree number is not provisioned", "The toll-free number is not yet fully provisioned for messaging.", "Wait until provisioning is complete; contact support if it does not end."},
    {code::missing_whitelist, {S::request, C::profile_configuration, R::action_required, no_other, B::derived, W::none, P::profile, M::fix_profile}, O::messaging_reference, "Missing whitelist", "Missing whitelisted destinations", "The messaging profile has no whitelisted destinations at all.", "Add destination regions to the messaging profile; every message of this profile fails until then."},
    {code::brand_cannot_be_deleted, {S::configuration, C::ten_dlc, R::action_required, no_other, B::derived, W::none, P::campaign, M::fix_request}, O::general_api_list, "Brand cannot be deleted", "Brand cannot be deleted", "The brand still has an active campaign.", "Deactivate the brand's campaigns first, then delete it."},
    {code::spend_limit_reached, {S::request, C::profile_configuration, R::action_required, no_other, B::documented, W::spend_window, P::profile, M::raise_limit}, O::messaging_reference, "Spend limit reached", "Messaging profile spend limit reached", "The message would take the messaging profile over its spend limit.", "Raise the limit, or wait until its window starts again; every message of this profile fails until then."},
    // Channel errors (410xx).
    {code::whatsapp_error, {S::delivery, C::whatsapp, R::unspecified, no_other, B::derived, W::none, P::recipient, M::investigate}, O::general_api_list, "WhatsApp Error", "WhatsApp Error", "WhatsApp reported an error; the code says nothing more.", "Read the detail: templates, their parameters and the 24-hour window are the usual suspects."},
};
// clang-format on

inline constexpr std::size_t count = sizeof(all) / sizeof(all[0]);

} // namespace detail::rows

/// The rows of all known codes, in ascending order: `for (const code_info& row : table)`.
class code_table {
public:
    /// The first row.
    [[nodiscard]] constexpr const code_info* begin() const noexcept { return detail::rows::all + detail::rows::first_known; }
    /// One past the last row.
    [[nodiscard]] constexpr const code_info* end() const noexcept { return detail::rows::all + detail::rows::count; }
    /// How many codes are known.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return detail::rows::count - detail::rows::first_known; }
};

/// The table itself. It has static storage and no state.
inline constexpr code_table table{};

namespace detail {

// What must be true of the table is checked while it is compiled. A check finds the first code that breaks its rule, and
// the static_assert stands in a template over that code, so that the compiler's message names the row; `code{}` is none.
[[nodiscard]] constexpr code first_row_out_of_order(const code_info* first, const code_info* last) noexcept {
    for (const code_info* row = first + 1; row != last; ++row) {
        if (row->number() <= (row - 1)->number()) {
            return row->id;
        }
    }
    return code{};
}

[[nodiscard]] constexpr code first_row_with_an_empty_text(const code_info* first, const code_info* last) noexcept {
    for (const code_info* row = first; row != last; ++row) {
        if (row->name.empty() || row->title.empty() || row->cause.empty() || row->action.empty()) {
            return row->id;
        }
    }
    return code{};
}

[[nodiscard]] constexpr code first_row_without_judgement(const code_info* first, const code_info* last) noexcept {
    for (const code_info* row = first; row != last; ++row) {
        if (!row->known() || row->origin == origin::none || row->stage == stage::unknown || row->category == category::unknown ||
            row->scope == scope::unknown || row->remedy == remedy::none || row->also.contains(row->retry)) {
            return row->id;
        }
    }
    return code{};
}

template <code Offender>
struct rows_are_ascending_and_unique {
    static_assert(Offender == code{}, "table.hpp: this row stands in the wrong place, or its code has two rows");
    static constexpr bool value = true;
};

template <code Offender>
struct rows_have_all_texts {
    static_assert(Offender == code{}, "table.hpp: this row has an empty name, title, cause or action");
    static constexpr bool value = true;
};

template <code Offender>
struct rows_have_all_columns {
    static_assert(Offender == code{}, "table.hpp: this row lacks an origin, a stage, a category, a basis, a scope or a remedy, or "
                                      "names its retry class twice");
    static constexpr bool value = true;
};

static_assert(rows_are_ascending_and_unique<first_row_out_of_order(table.begin(), table.end())>::value);
static_assert(rows_have_all_texts<first_row_with_an_empty_text(table.begin(), table.end())>::value);
static_assert(rows_have_all_columns<first_row_without_judgement(table.begin(), table.end())>::value);
static_assert(table.begin()->number() > 0, "table.hpp: zero and negative numbers are no codes");

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
