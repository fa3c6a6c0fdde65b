// What the sources say about each code, transcribed from them and not from the table: the table must match it. This is the only
// place in the tests that lists the codes. The other tests take their lists and counts from here.
//
// The sources are the Telnyx Messaging Error Code Reference ("messaging_reference") and the list of API error codes ("general API
// list"). `documented` marks a retry class of the reference's own table of retry classes; where that table names two classes, they
// are joined by '+', the governing one first.
#ifndef TELNYX_ERRORS_TESTS_REFERENCE_HPP
#define TELNYX_ERRORS_TESTS_REFERENCE_HPP

#include <cstddef>
#include <string_view>
#include <vector>

namespace reference {

struct code_row {
    int number;
    std::string_view name;            // the reference's short name, or the title where only the general list has the code
    std::string_view different_title; // the title that the API sends, where it is not the name
    std::string_view origin;
    std::string_view stage;
    std::string_view category;
    std::string_view retry;
    std::string_view basis;
    std::string_view wait;
    std::string_view scope;
    std::string_view toward;
    std::string_view remedy;
    std::string_view in_cause;  // facts of the source that the cause must contain, separated by '|'
    std::string_view in_action; // the same for the action

    [[nodiscard]] constexpr std::string_view title() const { return different_title.empty() ? name : different_title; }
    [[nodiscard]] constexpr std::string_view governing_class() const { return retry.substr(0, retry.find('+')); }
    [[nodiscard]] constexpr bool has_class(std::string_view retry_class) const {
        return retry.find(retry_class) != std::string_view::npos;
    }
    [[nodiscard]] constexpr bool documented() const { return basis == "documented"; }

    // Resending the same message unchanged cannot help.
    [[nodiscard]] constexpr bool must_not_be_resent() const {
        return has_class("permanent") || has_class("action_required") || has_class("after_intervention");
    }
    // A carrier could not take the message, or the API throttled it.
    [[nodiscard]] constexpr bool may_be_resent() const { return retry == "automatic"; }
    // Telnyx failed and may have taken the message: only an idempotent request may be repeated.
    [[nodiscard]] constexpr bool may_be_resent_if_idempotent() const { return retry == "unspecified" && scope == "platform"; }
};

// clang-format off
inline constexpr code_row rows[] = {
    {10001, "Inactive phone number", "", "general_api_list", "request", "sender_recipient", "action_required", "derived", "none", "sender", "everyone", "fix_sender", "no longer active", "active"},
    {10002, "Invalid phone number", "", "general_api_list", "request", "sender_recipient", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "not a valid number", "Correct the number"},
    {10003, "Invalid URL", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "2000 characters", "shorten the URL"},
    {10004, "Missing required parameter", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "absent", "Add the parameter"},
    {10005, "Resource not found", "", "general_api_list", "request", "api", "permanent", "derived", "none", "message", "everyone", "fix_request", "does not exist", "Check the path"},
    {10006, "Invalid ID", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "identifier", "identifier exactly"},
    {10007, "Unexpected error", "", "general_api_list", "request", "api", "unspecified", "derived", "none", "platform", "everyone", "investigate", "an error of its own", "contact support"},
    {10008, "Request timeout", "", "general_api_list", "request", "api", "unspecified", "derived", "none", "platform", "everyone", "investigate", "out of time", "before sending it again"},
    {10009, "Authentication failed", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "authentication headers", "bearer token"},
    {10010, "Authorization failed", "", "general_api_list", "request", "account", "action_required", "derived", "none", "message", "everyone", "fix_credentials", "may not do this", "permission"},
    {10011, "Too many requests", "", "general_api_list", "request", "api", "automatic", "derived", "as_server_says", "account", "everyone", "retry_with_backoff", "rate limit", "Slow down"},
    {10012, "Duplicate resource", "", "general_api_list", "request", "api", "permanent", "derived", "none", "message", "everyone", "fix_request", "exists already", "existing resource"},
    {10013, "Missing association", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "field refers to something", "what it refers to"},
    {10014, "Unsupported Media Type", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "media type", "media type"},
    {10015, "Bad Request", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "not well-formed", "Correct what"},
    {10016, "Phone number must be in +E.164 format", "", "general_api_list", "request", "sender_recipient", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "+E.164", "country code"},
    {10017, "Associated resource does not exist", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "parameter refers to a resource", "create the resource"},
    {10018, "Invalid sort direction", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "sort direction", "'asc' or 'desc'"},
    {10019, "Invalid email address", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "email", "email"},
    {10020, "Invalid resource type", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "must be a string", "as a string"},
    {10021, "Resource in use", "", "general_api_list", "request", "api", "action_required", "derived", "none", "message", "everyone", "fix_request", "still uses it", "Detach"},
    {10022, "One or more invalid IDs", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "At least one of the identifiers", "identifiers"},
    {10023, "Invalid JSON", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "not valid JSON", "Serialize"},
    {10024, "Unsupported Content-Type", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "neither application/json nor application/x-www-form-urlencoded", "two content types"},
    {10025, "String length out of range", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "text field", "limits"},
    {10026, "Invalid parameter type", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "wrong JSON type", "the type that"},
    {10027, "Unprocessable Entity", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "well-formed, but", "Correct what"},
    {10028, "Character encoding error", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "decoded", "UTF-8"},
    {10029, "Expected JSON Content-Type", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "application/json only", "Content-Type: application/json"},
    {10030, "Method not allowed", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "HTTP method", "method"},
    {10031, "Invalid request filter", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "filter", "filter"},
    {10032, "Invalid enumerated value", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "not one of those", "one of the values"},
    {10033, "Value outside of range", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "range", "within the range"},
    {10034, "Expected URL-encoded form Content-Type", "", "general_api_list", "request", "api", "after_intervention", "derived", "none", "message", "everyone", "fix_request", "application/x-www-form-urlencoded only", "Content-Type: application/x-www-form-urlencoded"},
    {10035, "Resource locked", "", "general_api_list", "request", "api", "action_required", "derived", "none", "message", "everyone", "contact_support", "locked", "unlocked"},
    {10036, "Resource is being processed", "", "general_api_list", "request", "api", "temporary_hold", "derived", "until_state_changes", "message", "everyone", "wait", "being processed", "Wait until"},
    {10037, "Service unavailable", "", "general_api_list", "request", "api", "unspecified", "derived", "none", "platform", "everyone", "investigate", "unavailable", "before sending it again"},
    {10038, "Feature not permitted", "", "general_api_list", "request", "account", "action_required", "derived", "none", "message", "everyone", "fix_account", "not permitted", "what it permits"},
    {10039, "Feature limited", "", "general_api_list", "request", "account", "action_required", "derived", "none", "message", "everyone", "fix_account", "limit for this feature", "below its limit"},
    {20000, "Invalid resource groups", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "resource groups", "resource groups"},
    {20001, "Invalid API Key secret", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "secret", "right secret"},
    {20002, "API Key revoked", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "no longer active", "active API key"},
    {20003, "API Key forbidden", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "may not be used", "allowed"},
    {20004, "Invalid permission groups", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "permission groups are not valid", "permission groups"},
    {20005, "Invalid user", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "user is not valid", "user that the request"},
    {20006, "Expired access token", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "expired", "new token"},
    {20007, "Invalid permission groups", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "beyond", "only for groups"},
    {20008, "Invalid API Key", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "API key is not valid", "valid API key"},
    {20009, "Invalid user", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_credentials", "user does not exist", "user that exists"},
    {20010, "Invalid invitation", "", "general_api_list", "request", "account", "action_required", "derived", "none", "message", "everyone", "fix_request", "invitation", "invitation"},
    {20011, "API Key in use", "", "general_api_list", "request", "account", "action_required", "derived", "none", "message", "everyone", "fix_credentials", "cannot be revoked", "revoke"},
    {20012, "Account inactive", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_account", "deactivated", "reactivated"},
    {20013, "Account blocked", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "contact_support", "blocked", "Contact Telnyx support"},
    {20014, "Account unverified", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_account", "lacks a verification", "Complete the verifications"},
    {20015, "Feature not enabled", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_account", "not enabled", "enabled"},
    {20016, "Account not level 1 verified", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_account", "level 1", "level 1"},
    {20017, "Account not level 2 verified", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "fix_account", "level 2", "level 2"},
    {20100, "Insufficient Funds", "", "general_api_list", "request", "account", "action_required", "derived", "none", "account", "everyone", "add_funds", "too little money", "Add funds"},
    {40001, "Not routable", "", "messaging_reference", "delivery", "carrier_rejection", "permanent", "documented", "none", "account", "recipient", "correct_recipient", "landline", "receives SMS or MMS"},
    {40002, "Blocked as spam (temporary)", "Blocked as spam - temporary", "messaging_reference", "delivery", "carrier_rejection", "after_intervention", "documented", "rate_falls", "content", "carrier", "revise_content", "temporary", "more slowly"},
    {40003, "Blocked as spam (permanent)", "Blocked as spam - permanent", "messaging_reference", "delivery", "carrier_rejection", "permanent", "documented", "none", "sender", "carrier", "use_another_sender", "for good", "appeal"},
    {40004, "Rejected by destination", "", "messaging_reference", "delivery", "carrier_rejection", "automatic", "derived", "backoff", "account", "recipient", "retry_with_backoff", "does not say why", "after a delay"},
    {40005, "Message expired", "Message expired during transmission", "messaging_reference", "delivery", "carrier_rejection", "after_intervention", "documented", "none", "message", "everyone", "extend_validity", "validity period", "longer validity period"},
    {40006, "Recipient unavailable", "Recipient server unavailable", "messaging_reference", "delivery", "carrier_rejection", "automatic", "documented", "backoff", "account", "carrier", "retry_with_backoff", "carrier is down", "exponential backoff"},
    {40007, "Loop detected", "", "general_api_list", "delivery", "carrier_rejection", "permanent", "derived", "none", "message", "everyone", "investigate", "loop", "sends the message back"},
    {40008, "Undeliverable", "", "messaging_reference", "delivery", "carrier_rejection", "automatic", "documented", "backoff", "account", "recipient", "retry_with_backoff", "did not accept", "another route|exponential backoff"},
    {40009, "Invalid message body", "", "messaging_reference", "delivery", "carrier_rejection", "after_intervention", "derived", "none", "content", "everyone", "revise_content", "content", "encoding"},
    {40010, "Not 10DLC registered", "", "messaging_reference", "delivery", "ten_dlc", "permanent+action_required", "documented", "none", "sender", "region", "register_campaign", "10DLC registration", "Register"},
    {40011, "Rate limit exceeded (upstream)", "Too many requests", "messaging_reference", "delivery", "carrier_rejection", "after_intervention", "documented", "rate_falls", "sender", "everyone", "reduce_rate", "throughput", "Lower the sending rate"},
    {40012, "Invalid destination number", "Invalid messaging destination number", "messaging_reference", "delivery", "carrier_rejection", "permanent", "derived", "none", "account", "recipient", "correct_recipient", "destination number", "E.164"},
    {40013, "Invalid source number", "Invalid messaging source number", "messaging_reference", "delivery", "carrier_rejection", "action_required", "derived", "none", "sender", "everyone", "fix_sender", "sending number", "active and enabled"},
    {40014, "Expired in queue", "Message expired in queue", "messaging_reference", "delivery", "carrier_rejection", "after_intervention", "documented", "rate_falls", "sender", "everyone", "reduce_rate", "queue|not billed", "bottleneck"},
    {40015, "Internal spam filter", "Blocked as spam - internal", "messaging_reference", "delivery", "carrier_rejection", "action_required", "documented", "none", "content", "everyone", "revise_content", "spam filter of Telnyx", "by mistake"},
    {40016, "T-Mobile sending limit", "T-Mobile 10DLC Sending Limit Reached", "messaging_reference", "delivery", "ten_dlc", "after_intervention", "documented", "next_day_pacific", "brand", "carrier", "reduce_rate", "T-Mobile|midnight Pacific", "vetting score"},
    {40017, "AT&T spam rejection", "AT&T 10DLC Spam Message Rejected", "messaging_reference", "delivery", "ten_dlc", "after_intervention", "documented", "none", "content", "carrier", "revise_content", "as spam", "URL shorteners"},
    {40018, "AT&T sending limit", "AT&T 10DLC Sending Limit Reached", "messaging_reference", "delivery", "ten_dlc", "after_intervention", "documented", "next_minute", "campaign", "carrier", "reduce_rate", "per minute", "next minute|vetting score"},
    {40019, "AT&T invalid tag data", "AT&T 10DLC Invalid Tag Data", "messaging_reference", "delivery", "ten_dlc", "action_required", "documented", "none", "campaign", "carrier", "register_campaign", "tagging", "assigned"},
    {40020, "Artificial traffic inflation", "Blocked as potentially artificial inflation of traffic", "messaging_reference", "delivery", "ten_dlc", "temporary_hold", "documented", "fixed_24_hours", "sender", "everyone", "wait", "24 hours|2FA", "fraud"},
    {40100, "Not messaging enabled", "Number not messaging enabled.", "messaging_reference", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "fix_sender", "not enabled for messaging", "Enable messaging"},
    {40150, "Not in voice registry", "Toll free number not in registry", "messaging_reference", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "contact_support", "registry", "Contact Telnyx support"},
    {40151, "Enablement pending elsewhere", "Message enablement pending with other provider", "messaging_reference", "configuration", "number_provisioning", "temporary_hold", "derived", "until_state_changes", "sender", "everyone", "wait", "Another provider", "transfer is complete"},
    {40152, "Invalid OSR parameter", "", "general_api_list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "fix_request", "parameter", "data of the number"},
    {40153, "Cannot access OSR", "", "general_api_list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "contact_support", "access the OSR", "Contact Telnyx support"},
    {40154, "Unauthorized NNID", "", "general_api_list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "contact_support", "NNID", "Contact Telnyx support"},
    {40155, "LOA required", "", "messaging_reference", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "contact_support", "Letter of Authorization", "LOA"},
    {40156, "Unauthorized property name/value", "", "general_api_list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "contact_support", "property", "Contact Telnyx support"},
    {40157, "Temporarily blocked", "", "general_api_list", "configuration", "number_provisioning", "temporary_hold", "derived", "until_state_changes", "sender", "everyone", "wait", "For the moment", "Wait"},
    {40158, "Delete failed", "", "general_api_list", "configuration", "number_provisioning", "action_required", "derived", "none", "message", "everyone", "fix_request", "deleted", "to be deleted"},
    {40159, "Unknown OSR error", "", "general_api_list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "everyone", "contact_support", "unexplained", "Contact Telnyx support"},
    {40300, "Blocked (STOP)", "Blocked due to STOP message", "messaging_reference", "request", "sender_recipient", "permanent", "documented", "none", "profile", "recipient", "stop_messaging_recipient", "STOP", "START"},
    {40301, "Unsupported message type", "Unsupported message type for the 'to' address", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "recipient", "use_another_sender", "of this type", "what the sending and the receiving number can do"},
    {40302, "Message too large", "", "messaging_reference", "request", "content", "after_intervention", "derived", "none", "content", "everyone", "revise_content", "segments", "as MMS"},
    {40303, "Message not found", "", "general_api_list", "request", "api", "permanent", "derived", "none", "message", "everyone", "fix_request", "no message", "message id"},
    {40304, "Invalid content combination", "Invalid combination of message content arguments", "messaging_reference", "request", "content", "after_intervention", "derived", "none", "content", "everyone", "revise_content", "mixes", "media_urls"},
    {40305, "Invalid 'from' address", "", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "everyone", "fix_sender", "does not belong", "Assign the number"},
    {40306, "Alpha sender not configured", "", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "profile", "region", "fix_profile", "no alphanumeric sender", "Configure the alphanumeric sender"},
    {40307, "Alpha sender mismatch", "", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "everyone", "fix_profile", "not the alphanumeric sender ID", "exactly the sender ID"},
    {40308, "Invalid 'from' for MMS", "Invalid 'from' address for MMS", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "content", "everyone", "use_another_sender", "US long code|short code", "can do MMS"},
    {40309, "Invalid destination region", "", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "profile", "region", "fix_profile", "country|whitelisted", "Add the region"},
    {40310, "Invalid 'to' address", "", "messaging_reference", "request", "sender_recipient", "permanent", "derived", "none", "account", "recipient", "correct_recipient", "not one valid number", "E.164"},
    {40311, "Invalid profile secret", "Invalid messaging profile secret", "messaging_reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "everyone", "fix_profile", "does not match|X-Profile-Secret", "current secret"},
    {40312, "Profile disabled", "Messaging profile is disabled", "messaging_reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "everyone", "fix_profile", "disabled", "Mission Control"},
    {40313, "Missing profile secret", "Missing messaging profile secret", "messaging_reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "everyone", "fix_profile", "has none|X-Profile-Secret", "Send the header"},
    {40314, "Messaging disabled", "Messaging disabled on account", "messaging_reference", "request", "profile_configuration", "permanent", "documented", "none", "account", "everyone", "contact_support", "whole account", "Contact Telnyx support"},
    {40315, "Unhealthy sender", "Unhealthy 'from' address", "messaging_reference", "request", "profile_configuration", "action_required", "documented", "none", "sender", "everyone", "use_another_sender", "health", "replacing"},
    {40316, "No content", "No content provided for message", "messaging_reference", "request", "content", "after_intervention", "derived", "none", "content", "everyone", "revise_content", "neither text nor media", "media_urls"},
    {40317, "Invalid MMS content", "", "messaging_reference", "request", "content", "after_intervention", "derived", "none", "content", "everyone", "revise_content", "1 MB", "10 URLs"},
    {40318, "Queue full", "Message queue full", "messaging_reference", "request", "profile_configuration", "after_intervention", "documented", "queue_drains", "sender", "everyone", "reduce_rate", "queue", "drain"},
    {40319, "Incompatible message type", "Incompatible message type for the 'to' address", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "recipient", "use_another_sender", "do not fit", "types of both numbers"},
    {40320, "Temporarily unusable sender", "Temporarily unusable 'from' address", "messaging_reference", "request", "sender_recipient", "temporary_hold", "documented", "until_state_changes", "sender", "everyone", "wait", "pending", "provisioning is complete"},
    {40321, "No usable numbers in pool", "No usable numbers on messaging profile", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "profile", "everyone", "fix_profile", "pool", "pool"},
    {40322, "Blocked content", "Blocked due to content", "messaging_reference", "request", "content", "permanent", "documented", "none", "content", "everyone", "revise_content", "prohibited", "flagged"},
    {40323, "Activation failed", "Messaging activation failed", "messaging_reference", "request", "profile_configuration", "action_required", "derived", "none", "sender", "everyone", "contact_support", "could not be enabled", "Contact Telnyx support"},
    {40324, "Messaging product type change failed", "", "general_api_list", "configuration", "number_provisioning", "action_required", "derived", "none", "message", "everyone", "contact_support", "product", "Contact Telnyx support"},
    {40325, "Invalid alpha sender ID", "Invalid alphanumeric sender ID", "messaging_reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "everyone", "fix_sender", "invalid form", "1 to 11"},
    {40326, "Cannot assign alphanumeric sender ID", "", "general_api_list", "configuration", "profile_configuration", "action_required", "derived", "none", "message", "everyone", "fix_profile", "could not be assigned", "Check the sender ID"},
    {40327, "Invalid Domain", "", "general_api_list", "request", "content", "after_intervention", "derived", "none", "content", "everyone", "revise_content", "domain", "domain"},
    {40328, "SMS too large (warning)", "SMS exceeds recommended size", "messaging_reference", "request", "content", "after_intervention", "derived", "none", "message", "everyone", "revise_content", "more parts", "as MMS"},
    {40329, "Toll-free not verified", "Tollfree number is not verified", "messaging_reference", "delivery", "toll_free", "action_required", "documented", "none", "sender", "everyone", "verify_toll_free", "verification", "Complete the verification"},
    {40330, "Toll-free not provisioned", "Tollfree number is not provisioned", "messaging_reference", "delivery", "toll_free", "temporary_hold", "derived", "until_state_changes", "sender", "everyone", "wait", "not yet fully provisioned", "provisioning is complete"},
    {40331, "Missing whitelist", "Missing whitelisted destinations", "messaging_reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "everyone", "fix_profile", "no whitelisted destinations", "destination regions"},
    {40332, "Brand cannot be deleted", "", "general_api_list", "configuration", "ten_dlc", "action_required", "derived", "none", "message", "everyone", "fix_request", "active campaign", "Deactivate"},
    {40333, "Spend limit reached", "Messaging profile spend limit reached", "messaging_reference", "request", "profile_configuration", "action_required", "documented", "spend_window", "profile", "everyone", "raise_limit", "spend limit", "Raise the limit"},
    {41000, "WhatsApp Error", "", "general_api_list", "delivery", "whatsapp", "unspecified", "derived", "none", "message", "everyone", "investigate", "WhatsApp", "templates"},
    {131026, "Not a WhatsApp user", "", "whatsapp_guide", "delivery", "whatsapp", "permanent", "derived", "none", "account", "recipient", "correct_recipient", "WhatsApp user", "another channel"},
    {131047, "Outside the 24-hour window", "", "whatsapp_guide", "delivery", "whatsapp", "after_intervention", "derived", "none", "message", "everyone", "revise_content", "24 hours", "template"},
    {132000, "Template parameter mismatch", "", "whatsapp_guide", "delivery", "whatsapp", "after_intervention", "derived", "none", "content", "everyone", "revise_content", "number of parameters", "parameters"},
    {132015, "Template paused or disabled", "", "whatsapp_guide", "delivery", "whatsapp", "action_required", "derived", "none", "content", "everyone", "revise_content", "paused or disabled", "template"},
};
// clang-format on

inline constexpr std::size_t count = sizeof(rows) / sizeof(rows[0]);

// Samples of numbers that no list has: outside of all blocks, and the last ones of the blocks 400xx, 401xx and 403xx.
inline constexpr int unknown_elsewhere = 42200;
inline constexpr int unknown_delivery = 40099;
inline constexpr int unknown_configuration = 40199;
inline constexpr int unknown_request = 40399;

// The numbers of the rows for which a predicate holds.
template <class Predicate>
std::vector<int> numbers_where(Predicate holds) {
    std::vector<int> numbers;
    for (const code_row& row : rows) {
        if (holds(row)) {
            numbers.push_back(row.number);
        }
    }
    return numbers;
}

// The reference's own rows of classes that forbid to resend.
inline std::vector<int> documented_never_resent() {
    return numbers_where([](const code_row& row) { return row.documented() && row.must_not_be_resent(); });
}

} // namespace reference

#endif
