// What the sources say about each code, transcribed from them and not from the table: the expectation the table is held to.
//
// The first 52 + 14 rows follow the Telnyx Messaging Error Code Reference and the list of API error codes, with the columns
// that were decided from them; the general rows give the titles of the API error code list.
#ifndef TELNYX_ERRORS_TESTS_REFERENCE_HPP
#define TELNYX_ERRORS_TESTS_REFERENCE_HPP

#include <string_view>

namespace reference {

struct messaging_row {
    int code;
    std::string_view name;
    std::string_view api_title;
    std::string_view origin;
    std::string_view stage;
    std::string_view category;
    std::string_view retry; // several classes are joined by '+', the one that governs first
    std::string_view basis;
    std::string_view wait;
    std::string_view scope;
    std::string_view remedy;
};

// clang-format off
inline constexpr messaging_row messaging_rows[] = {
    {40001, "Not routable", "Not routable", "messaging reference", "delivery", "carrier_rejection", "permanent", "documented", "none", "recipient", "stop_messaging_recipient"},
    {40002, "Blocked as spam (temporary)", "Blocked as spam - temporary", "messaging reference", "delivery", "carrier_rejection", "after_intervention", "documented", "rate falls", "sender", "reduce_rate"},
    {40003, "Blocked as spam (permanent)", "Blocked as spam - permanent", "messaging reference", "delivery", "carrier_rejection", "permanent", "documented", "none", "sender", "use_another_sender"},
    {40004, "Rejected by destination", "Rejected by destination", "messaging reference", "delivery", "carrier_rejection", "automatic", "derived", "backoff", "recipient", "retry_with_backoff"},
    {40005, "Message expired", "Message expired during transmission", "messaging reference", "delivery", "carrier_rejection", "after_intervention", "documented", "none", "message", "extend_validity"},
    {40006, "Recipient unavailable", "Recipient server unavailable", "messaging reference", "delivery", "carrier_rejection", "automatic", "documented", "backoff", "carrier", "retry_with_backoff"},
    {40007, "Loop detected", "Loop detected", "general API list", "delivery", "carrier_rejection", "permanent", "derived", "none", "message", "investigate"},
    {40008, "Undeliverable", "Undeliverable", "messaging reference", "delivery", "carrier_rejection", "automatic", "documented", "backoff", "recipient", "retry_with_backoff"},
    {40009, "Invalid message body", "Invalid message body", "messaging reference", "delivery", "carrier_rejection", "after_intervention", "derived", "none", "message", "revise_content"},
    {40010, "Not 10DLC registered", "Not 10DLC registered", "messaging reference", "delivery", "ten_dlc", "permanent+action_required", "documented", "none", "sender", "register_campaign"},
    {40011, "Rate limit exceeded (upstream)", "Too many requests", "messaging reference", "delivery", "carrier_rejection", "after_intervention", "documented", "rate falls", "sender", "reduce_rate"},
    {40012, "Invalid destination number", "Invalid messaging destination number", "messaging reference", "delivery", "carrier_rejection", "permanent", "derived", "none", "recipient", "correct_recipient"},
    {40013, "Invalid source number", "Invalid messaging source number", "messaging reference", "delivery", "carrier_rejection", "action_required", "derived", "none", "sender", "fix_sender"},
    {40014, "Expired in queue", "Message expired in queue", "messaging reference", "delivery", "carrier_rejection", "after_intervention", "documented", "rate falls", "sender", "reduce_rate"},
    {40015, "Internal spam filter", "Blocked as spam - internal", "messaging reference", "delivery", "carrier_rejection", "action_required", "documented", "none", "message", "revise_content"},
    {40016, "T-Mobile sending limit", "T-Mobile 10DLC Sending Limit Reached", "messaging reference", "delivery", "ten_dlc", "after_intervention", "documented", "next day, 00:00 Pacific", "campaign", "reduce_rate"},
    {40017, "AT&T spam rejection", "AT&T 10DLC Spam Message Rejected", "messaging reference", "delivery", "ten_dlc", "after_intervention", "documented", "none", "message", "revise_content"},
    {40018, "AT&T sending limit", "AT&T 10DLC Sending Limit Reached", "messaging reference", "delivery", "ten_dlc", "after_intervention", "documented", "next minute", "campaign", "reduce_rate"},
    {40019, "AT&T invalid tag data", "AT&T 10DLC Invalid Tag Data", "messaging reference", "delivery", "ten_dlc", "action_required", "documented", "none", "campaign", "register_campaign"},
    {40020, "Artificial traffic inflation", "Blocked as potentially artificial inflation of traffic", "messaging reference", "delivery", "ten_dlc", "temporary_hold", "documented", "fixed 24 h", "sender", "wait"},
    {40100, "Not messaging enabled", "Number not messaging enabled.", "messaging reference", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "fix_sender"},
    {40150, "Not in voice registry", "Toll free number not in registry", "messaging reference", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "contact_support"},
    {40151, "Enablement pending elsewhere", "Message enablement pending with other provider", "messaging reference", "configuration", "number_provisioning", "temporary_hold", "derived", "until state changes", "sender", "wait"},
    {40152, "Invalid OSR parameter", "Invalid OSR parameter", "general API list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "fix_request"},
    {40153, "Cannot access OSR", "Cannot access OSR", "general API list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "contact_support"},
    {40154, "Unauthorized NNID", "Unauthorized NNID", "general API list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "contact_support"},
    {40155, "LOA required", "LOA required", "messaging reference", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "contact_support"},
    {40156, "Unauthorized property name/value", "Unauthorized property name/value", "general API list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "contact_support"},
    {40157, "Temporarily blocked", "Temporarily blocked", "general API list", "configuration", "number_provisioning", "temporary_hold", "derived", "until state changes", "sender", "wait"},
    {40158, "Delete failed", "Delete failed", "general API list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "fix_request"},
    {40159, "Unknown OSR error", "Unknown OSR error", "general API list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "contact_support"},
    {40300, "Blocked (STOP)", "Blocked due to STOP message", "messaging reference", "request", "sender_recipient", "permanent", "documented", "none", "recipient", "stop_messaging_recipient"},
    {40301, "Unsupported message type", "Unsupported message type for the 'to' address", "messaging reference", "request", "sender_recipient", "permanent", "derived", "none", "recipient", "correct_recipient"},
    {40302, "Message too large", "Message too large", "messaging reference", "request", "content", "after_intervention", "derived", "none", "message", "revise_content"},
    {40303, "Message not found", "Message not found", "general API list", "request", "api", "permanent", "derived", "none", "message", "fix_request"},
    {40304, "Invalid content combination", "Invalid combination of message content arguments", "messaging reference", "request", "content", "after_intervention", "derived", "none", "message", "revise_content"},
    {40305, "Invalid 'from' address", "Invalid 'from' address", "messaging reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "fix_sender"},
    {40306, "Alpha sender not configured", "Alpha sender not configured", "messaging reference", "request", "sender_recipient", "action_required", "derived", "none", "profile", "fix_profile"},
    {40307, "Alpha sender mismatch", "Alpha sender mismatch", "messaging reference", "request", "sender_recipient", "action_required", "derived", "none", "profile", "fix_profile"},
    {40308, "Invalid 'from' for MMS", "Invalid 'from' address for MMS", "messaging reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "use_another_sender"},
    {40309, "Invalid destination region", "Invalid destination region", "messaging reference", "request", "sender_recipient", "action_required", "derived", "none", "region", "fix_profile"},
    {40310, "Invalid 'to' address", "Invalid 'to' address", "messaging reference", "request", "sender_recipient", "permanent", "derived", "none", "recipient", "correct_recipient"},
    {40311, "Invalid profile secret", "Invalid messaging profile secret", "messaging reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "fix_profile"},
    {40312, "Profile disabled", "Messaging profile is disabled", "messaging reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "fix_profile"},
    {40313, "Missing profile secret", "Missing messaging profile secret", "messaging reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "fix_profile"},
    {40314, "Messaging disabled", "Messaging disabled on account", "messaging reference", "request", "profile_configuration", "permanent", "documented", "none", "account", "contact_support"},
    {40315, "Unhealthy sender", "Unhealthy 'from' address", "messaging reference", "request", "profile_configuration", "action_required", "documented", "none", "sender", "use_another_sender"},
    {40316, "No content", "No content provided for message", "messaging reference", "request", "content", "after_intervention", "derived", "none", "message", "revise_content"},
    {40317, "Invalid MMS content", "Invalid MMS content", "messaging reference", "request", "content", "after_intervention", "derived", "none", "message", "revise_content"},
    {40318, "Queue full", "Message queue full", "messaging reference", "request", "profile_configuration", "after_intervention", "documented", "queue drains", "sender", "reduce_rate"},
    {40319, "Incompatible message type", "Incompatible message type for the 'to' address", "messaging reference", "request", "sender_recipient", "permanent", "derived", "none", "recipient", "correct_recipient"},
    {40320, "Temporarily unusable sender", "Temporarily unusable 'from' address", "messaging reference", "request", "sender_recipient", "temporary_hold", "documented", "until state changes", "sender", "wait"},
    {40321, "No usable numbers in pool", "No usable numbers on messaging profile", "messaging reference", "request", "sender_recipient", "action_required", "derived", "none", "profile", "fix_profile"},
    {40322, "Blocked content", "Blocked due to content", "messaging reference", "request", "content", "permanent", "documented", "none", "message", "revise_content"},
    {40323, "Activation failed", "Messaging activation failed", "messaging reference", "request", "profile_configuration", "action_required", "derived", "none", "sender", "contact_support"},
    {40324, "Messaging product type change failed", "Messaging product type change failed", "general API list", "configuration", "number_provisioning", "action_required", "derived", "none", "sender", "contact_support"},
    {40325, "Invalid alpha sender ID", "Invalid alphanumeric sender ID", "messaging reference", "request", "sender_recipient", "action_required", "derived", "none", "sender", "fix_sender"},
    {40326, "Cannot assign alphanumeric sender ID", "Cannot assign alphanumeric sender ID", "general API list", "configuration", "profile_configuration", "action_required", "derived", "none", "profile", "fix_profile"},
    {40327, "Invalid Domain", "Invalid Domain", "general API list", "request", "content", "after_intervention", "derived", "none", "message", "revise_content"},
    {40328, "SMS too large (warning)", "SMS exceeds recommended size", "messaging reference", "request", "content", "after_intervention", "derived", "none", "message", "revise_content"},
    {40329, "Toll-free not verified", "Tollfree number is not verified", "messaging reference", "delivery", "toll_free", "action_required", "documented", "none", "sender", "verify_toll_free"},
    {40330, "Toll-free not provisioned", "Tollfree number is not provisioned", "messaging reference", "delivery", "toll_free", "temporary_hold", "derived", "until state changes", "sender", "wait"},
    {40331, "Missing whitelist", "Missing whitelisted destinations", "messaging reference", "request", "profile_configuration", "action_required", "derived", "none", "profile", "fix_profile"},
    {40332, "Brand cannot be deleted", "Brand cannot be deleted", "general API list", "configuration", "ten_dlc", "action_required", "derived", "none", "campaign", "fix_request"},
    {40333, "Spend limit reached", "Messaging profile spend limit reached", "messaging reference", "request", "profile_configuration", "action_required", "documented", "spend window", "profile", "raise_limit"},
    {41000, "WhatsApp Error", "WhatsApp Error", "general API list", "delivery", "whatsapp", "unspecified", "derived", "none", "recipient", "investigate"},
};

// The reference's own table of retry classes, row by row.
struct retry_row {
    std::string_view retry;
    int codes[9]; // 0 ends the list
};
inline constexpr retry_row retry_rows[] = {
    {"automatic", {40006, 40008}},
    {"after_intervention", {40002, 40005, 40011, 40014, 40016, 40017, 40018, 40318}},
    {"temporary_hold", {40020, 40320}},
    {"permanent", {40001, 40003, 40010, 40300, 40314, 40322}},
    {"action_required", {40010, 40015, 40019, 40315, 40329, 40333}},
};

struct general_row {
    int code;
    std::string_view api_title;
};
inline constexpr general_row general_rows[] = {
    {10001, "Inactive phone number"},
    {10002, "Invalid phone number"},
    {10003, "Invalid URL"},
    {10004, "Missing required parameter"},
    {10005, "Resource not found"},
    {10006, "Invalid ID"},
    {10007, "Unexpected error"},
    {10008, "Request timeout"},
    {10009, "Authentication failed"},
    {10010, "Authorization failed"},
    {10011, "Too many requests"},
    {10012, "Duplicate resource"},
    {10013, "Missing association"},
    {10014, "Unsupported Media Type"},
    {10015, "Bad Request"},
    {10016, "Phone number must be in +E.164 format"},
    {10017, "Associated resource does not exist"},
    {10018, "Invalid sort direction"},
    {10019, "Invalid email address"},
    {10020, "Invalid resource type"},
    {10021, "Resource in use"},
    {10022, "One or more invalid IDs"},
    {10023, "Invalid JSON"},
    {10024, "Unsupported Content-Type"},
    {10025, "String length out of range"},
    {10026, "Invalid parameter type"},
    {10027, "Unprocessable Entity"},
    {10028, "Character encoding error"},
    {10029, "Expected JSON Content-Type"},
    {10030, "Method not allowed"},
    {10031, "Invalid request filter"},
    {10032, "Invalid enumerated value"},
    {10033, "Value outside of range"},
    {10034, "Expected URL-encoded form Content-Type"},
    {10035, "Resource locked"},
    {10036, "Resource is being processed"},
    {10037, "Service unavailable"},
    {10038, "Feature not permitted"},
    {10039, "Feature limited"},
    {20000, "Invalid resource groups"},
    {20001, "Invalid API Key secret"},
    {20002, "API Key revoked"},
    {20003, "API Key forbidden"},
    {20004, "Invalid permission groups"},
    {20005, "Invalid user"},
    {20006, "Expired access token"},
    {20007, "Invalid permission groups"},
    {20008, "Invalid API Key"},
    {20009, "Invalid user"},
    {20010, "Invalid invitation"},
    {20011, "API Key in use"},
    {20012, "Account inactive"},
    {20013, "Account blocked"},
    {20014, "Account unverified"},
    {20015, "Feature not enabled"},
    {20016, "Account not level 1 verified"},
    {20017, "Account not level 2 verified"},
    {20100, "Insufficient Funds"},
};
// clang-format on

} // namespace reference

#endif
