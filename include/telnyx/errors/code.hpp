// telnyx-errors: a name for every code. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_CODE_HPP
#define TELNYX_ERRORS_CODE_HPP

#include <cstdint>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Every code of the table, by the reference's short name for it. The underlying type is fixed, so that a value that came
/// over the wire can be held whether or not it has an enumerator here; zero is never a code.
// clang-format off
enum class code : std::int32_t {
    // General API errors (100xx): the request itself, its credentials' rights, and the service.
    inactive_phone_number = 10001,              ///< Inactive phone number.
    invalid_phone_number = 10002,               ///< Invalid phone number.
    invalid_url = 10003,                        ///< Invalid URL.
    missing_required_parameter = 10004,         ///< Missing required parameter.
    resource_not_found = 10005,                 ///< Resource not found.
    invalid_id = 10006,                         ///< Invalid ID.
    unexpected_error = 10007,                   ///< Unexpected error.
    request_timeout = 10008,                    ///< Request timeout.
    authentication_failed = 10009,              ///< Authentication failed.
    authorization_failed = 10010,               ///< Authorization failed.
    too_many_requests = 10011,                  ///< Too many requests.
    duplicate_resource = 10012,                 ///< Duplicate resource.
    missing_association = 10013,                ///< Missing association.
    unsupported_media_type = 10014,             ///< Unsupported Media Type.
    bad_request = 10015,                        ///< Bad Request.
    phone_number_not_e164 = 10016,              ///< Phone number must be in +E.164 format.
    associated_resource_does_not_exist = 10017, ///< Associated resource does not exist.
    invalid_sort_direction = 10018,             ///< Invalid sort direction.
    invalid_email_address = 10019,              ///< Invalid email address.
    invalid_resource_type = 10020,              ///< Invalid resource type.
    resource_in_use = 10021,                    ///< Resource in use.
    one_or_more_invalid_ids = 10022,            ///< One or more invalid IDs.
    invalid_json = 10023,                       ///< Invalid JSON.
    unsupported_content_type = 10024,           ///< Unsupported Content-Type.
    string_length_out_of_range = 10025,         ///< String length out of range.
    invalid_parameter_type = 10026,             ///< Invalid parameter type.
    unprocessable_entity = 10027,               ///< Unprocessable Entity.
    character_encoding_error = 10028,           ///< Character encoding error.
    expected_json_content_type = 10029,         ///< Expected JSON Content-Type.
    method_not_allowed = 10030,                 ///< Method not allowed.
    invalid_request_filter = 10031,             ///< Invalid request filter.
    invalid_enumerated_value = 10032,           ///< Invalid enumerated value.
    value_outside_of_range = 10033,             ///< Value outside of range.
    expected_form_content_type = 10034,         ///< Expected URL-encoded form Content-Type.
    resource_locked = 10035,                    ///< Resource locked.
    resource_is_being_processed = 10036,        ///< Resource is being processed.
    service_unavailable = 10037,                ///< Service unavailable.
    feature_not_permitted = 10038,              ///< Feature not permitted.
    feature_limited = 10039,                    ///< Feature limited.
    // Account and credential errors (20xxx).
    invalid_resource_groups = 20000,            ///< Invalid resource groups.
    invalid_api_key_secret = 20001,             ///< Invalid API Key secret.
    api_key_revoked = 20002,                    ///< API Key revoked.
    api_key_forbidden = 20003,                  ///< API Key forbidden.
    invalid_permission_groups = 20004,          ///< Invalid permission groups.
    invalid_user = 20005,                       ///< Invalid user.
    expired_access_token = 20006,               ///< Expired access token.
    permission_groups_beyond_api_key = 20007,   ///< Invalid permission groups.
    invalid_api_key = 20008,                    ///< Invalid API Key.
    user_does_not_exist = 20009,                ///< Invalid user.
    invalid_invitation = 20010,                 ///< Invalid invitation.
    api_key_in_use = 20011,                     ///< API Key in use.
    account_inactive = 20012,                   ///< Account inactive.
    account_blocked = 20013,                    ///< Account blocked.
    account_unverified = 20014,                 ///< Account unverified.
    feature_not_enabled = 20015,                ///< Feature not enabled.
    account_not_level_1_verified = 20016,       ///< Account not level 1 verified.
    account_not_level_2_verified = 20017,       ///< Account not level 2 verified.
    insufficient_funds = 20100,                 ///< Insufficient Funds.
    // Delivery errors (400xx): carrier rejections, and the rules of 10DLC.
    not_routable = 40001,                       ///< Not routable.
    blocked_as_spam_temporary = 40002,          ///< Blocked as spam (temporary).
    blocked_as_spam_permanent = 40003,          ///< Blocked as spam (permanent).
    rejected_by_destination = 40004,            ///< Rejected by destination.
    message_expired = 40005,                    ///< Message expired.
    recipient_unavailable = 40006,              ///< Recipient unavailable.
    loop_detected = 40007,                      ///< Loop detected.
    undeliverable = 40008,                      ///< Undeliverable.
    invalid_message_body = 40009,               ///< Invalid message body.
    not_10dlc_registered = 40010,               ///< Not 10DLC registered.
    rate_limit_exceeded_upstream = 40011,       ///< Rate limit exceeded (upstream).
    invalid_destination_number = 40012,         ///< Invalid destination number.
    invalid_source_number = 40013,              ///< Invalid source number.
    expired_in_queue = 40014,                   ///< Expired in queue.
    internal_spam_filter = 40015,               ///< Internal spam filter.
    tmobile_sending_limit = 40016,              ///< T-Mobile sending limit.
    att_spam_rejection = 40017,                 ///< AT&T spam rejection.
    att_sending_limit = 40018,                  ///< AT&T sending limit.
    att_invalid_tag_data = 40019,               ///< AT&T invalid tag data.
    artificial_traffic_inflation = 40020,       ///< Artificial traffic inflation.
    // Number provisioning errors (401xx).
    not_messaging_enabled = 40100,              ///< Not messaging enabled.
    not_in_voice_registry = 40150,              ///< Not in voice registry.
    enablement_pending_elsewhere = 40151,       ///< Enablement pending elsewhere.
    invalid_osr_parameter = 40152,              ///< Invalid OSR parameter.
    cannot_access_osr = 40153,                  ///< Cannot access OSR.
    unauthorized_nnid = 40154,                  ///< Unauthorized NNID.
    loa_required = 40155,                       ///< LOA required.
    unauthorized_property = 40156,              ///< Unauthorized property name/value.
    temporarily_blocked = 40157,                ///< Temporarily blocked.
    delete_failed = 40158,                      ///< Delete failed.
    unknown_osr_error = 40159,                  ///< Unknown OSR error.
    // API request errors (403xx): sender and recipient, content, profile; the toll-free and configuration codes among them.
    blocked_stop = 40300,                       ///< Blocked (STOP).
    unsupported_message_type = 40301,           ///< Unsupported message type.
    message_too_large = 40302,                  ///< Message too large.
    message_not_found = 40303,                  ///< Message not found.
    invalid_content_combination = 40304,        ///< Invalid content combination.
    invalid_from_address = 40305,               ///< Invalid 'from' address.
    alpha_sender_not_configured = 40306,        ///< Alpha sender not configured.
    alpha_sender_mismatch = 40307,              ///< Alpha sender mismatch.
    invalid_from_for_mms = 40308,               ///< Invalid 'from' for MMS.
    invalid_destination_region = 40309,         ///< Invalid destination region.
    invalid_to_address = 40310,                 ///< Invalid 'to' address.
    invalid_profile_secret = 40311,             ///< Invalid profile secret.
    profile_disabled = 40312,                   ///< Profile disabled.
    missing_profile_secret = 40313,             ///< Missing profile secret.
    messaging_disabled = 40314,                 ///< Messaging disabled.
    unhealthy_sender = 40315,                   ///< Unhealthy sender.
    no_content = 40316,                         ///< No content.
    invalid_mms_content = 40317,                ///< Invalid MMS content.
    queue_full = 40318,                         ///< Queue full.
    incompatible_message_type = 40319,          ///< Incompatible message type.
    temporarily_unusable_sender = 40320,        ///< Temporarily unusable sender.
    no_usable_numbers_in_pool = 40321,          ///< No usable numbers in pool.
    blocked_content = 40322,                    ///< Blocked content.
    activation_failed = 40323,                  ///< Activation failed.
    product_type_change_failed = 40324,         ///< Messaging product type change failed.
    invalid_alpha_sender_id = 40325,            ///< Invalid alpha sender ID.
    cannot_assign_alpha_sender_id = 40326,      ///< Cannot assign alphanumeric sender ID.
    invalid_domain = 40327,                     ///< Invalid Domain.
    sms_too_large_warning = 40328,              ///< SMS too large (warning).
    toll_free_not_verified = 40329,             ///< Toll-free not verified.
    toll_free_not_provisioned = 40330,          ///< Toll-free not provisioned.
    missing_whitelist = 40331,                  ///< Missing whitelist.
    brand_cannot_be_deleted = 40332,            ///< Brand cannot be deleted.
    spend_limit_reached = 40333,                ///< Spend limit reached.
    // Channel errors (410xx).
    whatsapp_error = 41000,                     ///< WhatsApp Error.
};
// clang-format on

TELNYX_ERRORS_END_NAMESPACE

#endif
