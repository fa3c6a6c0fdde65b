// telnyx-errors: the structs of the C interface. SPDX-License-Identifier: MIT
//
// Part of <telnyx/errors/c_api.h>, which is the header to include. C99.
//
// Every struct begins with `struct_size`, which the caller sets to sizeof of the struct. So structs may grow at their end: a newer
// library writes only what the caller's struct has room for, and an older library sets members that it does not know to 0 and
// refuses those that are not 0 (TELNYX_ERRORS_STATUS_STRUCT_SIZE). Structs have no padding. Flags are 1 or 0; any other value that
// is given to the library counts as 1.
#ifndef TELNYX_ERRORS_C_API_VALUES_H
#define TELNYX_ERRORS_C_API_VALUES_H

#include <stddef.h>
#include <stdint.h>

/// A time that is not known. Times are Unix seconds.
#define TELNYX_ERRORS_TIME_UNKNOWN INT64_MIN
/// A delay that is not known. Delays are milliseconds.
#define TELNYX_ERRORS_DELAY_UNKNOWN UINT64_MAX
/// A place in a list that is not known.
#define TELNYX_ERRORS_PLACE_UNKNOWN (-1)
/// A column of an amendment that follows from its code and its retry class.
#define TELNYX_ERRORS_AS_USUAL (-1)
/// How many columns a history has.
#define TELNYX_ERRORS_HISTORY_COLUMNS 8

/// A string: UTF-8 as the payload has it, with its size in bytes, and without a zero at its end. As a result `data` is never null,
/// and the string is borrowed: from the report, or from the ids of a pause. As a parameter `data` may be null where `size` is 0.
/// The only struct that never grows.
typedef struct telnyx_errors_string {
    const char* data;
    size_t size;
} telnyx_errors_string;

/// What a payload says, with strings of its own. Made by telnyx_errors_read(), freed by telnyx_errors_report_free(). It never
/// changes, so several threads may use it at the same time.
typedef struct telnyx_errors_report telnyx_errors_report;

/// What only the caller knows about a failure. Set it with telnyx_errors_situation_init(), then change what you know.
typedef struct telnyx_errors_situation {
    uint32_t struct_size;
    int32_t phase;           ///< enum telnyx_errors_phase
    int32_t channel;         ///< enum telnyx_errors_channel
    int32_t never_left;      ///< Flag: no connection was made, so the request provably never left.
    int32_t http_status;     ///< 0 if there was no response.
    uint32_t attempt;        ///< How many attempts were made, including this one.
    uint64_t elapsed_ms;     ///< How long ago the first attempt was made.
    int64_t time;            ///< The current time.
    int64_t failed_at;       ///< When the failure happened, if the caller knows it.
    int64_t valid_until;     ///< For a look-up: until when the message may be in Telnyx's queue.
    int32_t idempotent;      ///< Flag: the operation may be repeated. Sending a message may not.
    uint32_t random_bits;    ///< 32 random bits for the jitter. All ones, the default, give the nominal delay.
    uint64_t retry_after_ms; ///< telnyx_errors_hint: the wait that the server asks for.
    int32_t rate_limit_only; ///< telnyx_errors_hint
    int32_t should_retry;    ///< telnyx_errors_hint: enum telnyx_errors_server_wish
} telnyx_errors_situation;

/// The caller's own judgement for a code. Set it with telnyx_errors_amendment_init(), then code and retry.
typedef struct telnyx_errors_amendment {
    uint32_t struct_size;
    int32_t retry;   ///< enum telnyx_errors_retry_class
    int64_t code;    ///< The code, known or not.
    int32_t wait;    ///< enum telnyx_errors_wait, or TELNYX_ERRORS_AS_USUAL, as the next three.
    int32_t scope;   ///< enum telnyx_errors_scope
    int32_t toward;  ///< enum telnyx_errors_toward
    int32_t remedy;  ///< enum telnyx_errors_remedy
    int32_t channel; ///< enum telnyx_errors_channel: the channel that it is limited to; UNKNOWN: all channels.
    int32_t looser;  ///< Flag: it applies also where it is less strict than the judgement that it replaces.
} telnyx_errors_amendment;

/// How often, and how patiently, to retry. Set it with telnyx_errors_policy_init(), then change what you want.
typedef struct telnyx_errors_policy {
    uint32_t struct_size;
    uint32_t max_attempts;                     ///< Attempts in all, including the first one.
    uint64_t base_ms;                          ///< The nominal delay after the first attempt. It doubles with every attempt.
    uint64_t cap_ms;                           ///< The longest delay of the backoff.
    uint64_t deadline_ms;                      ///< How long all attempts may take together. Not known: no limit.
    uint64_t look_again_ms;                    ///< How long to wait before checking again whether a state has changed.
    uint64_t longest_wait_ms;                  ///< The longest wait that a server may ask for. Not known: no limit.
    uint64_t longest_hold_ms;                  ///< How long a message may be held. Not known: no limit.
    uint64_t queue_window_ms;                  ///< How long after a request "not found" proves nothing. Not known: it never does.
    int32_t jitter;                            ///< enum telnyx_errors_jitter
    uint32_t amendment_count;                  ///< How many amendments follow, at most TELNYX_ERRORS_MOST_AMENDMENTS.
    const telnyx_errors_amendment* amendments; ///< Of several for a code and a channel, the first one counts.
#if UINTPTR_MAX <= UINT32_MAX
    uint32_t reserved; ///< 0. Only where pointers have 32 bits.
#endif
} telnyx_errors_policy;

/// The most amendments that a policy may have.
#define TELNYX_ERRORS_MOST_AMENDMENTS 256

/// What the retry headers of a response say.
typedef struct telnyx_errors_hint {
    uint32_t struct_size;
    int32_t rate_limit_only; ///< Flag: `delay_ms` only says when a rate limit starts again (x-ratelimit-reset).
    int32_t should_retry;    ///< enum telnyx_errors_server_wish
    int32_t reserved;        ///< 0
    uint64_t delay_ms;       ///< The minimum wait that the server asks for.
} telnyx_errors_hint;

/// What to do, and why.
typedef struct telnyx_errors_decision {
    uint32_t struct_size;
    int32_t step;           ///< enum telnyx_errors_step: what to do with the message.
    int32_t reason;         ///< enum telnyx_errors_reason: why.
    int32_t scope;          ///< enum telnyx_errors_scope: which of your messages fail in the same way, and ...
    int32_t toward;         ///< enum telnyx_errors_toward: ... to which destinations.
    int32_t remedy;         ///< enum telnyx_errors_remedy: what to change, or to do.
    int32_t basis;          ///< enum telnyx_errors_basis: how the judgement behind it is known.
    int32_t consent;        ///< enum telnyx_errors_consent: OPTED_OUT: do not message this recipient again.
    int32_t receipt;        ///< enum telnyx_errors_receipt: whether the recipient has the message.
    int32_t actor;          ///< enum telnyx_errors_actor: who can act.
    uint64_t delay_ms;      ///< How long to wait from now.
    int64_t not_before;     ///< The earliest sensible time.
    int64_t governing_code; ///< The code that decided; 0 if none did.
} telnyx_errors_decision;

/// Everything known about one code. The strings have static storage and end with a zero.
typedef struct telnyx_errors_code_info {
    uint32_t struct_size;
    int32_t known;    ///< Flag: the table has the code.
    int64_t number;   ///< The code; 0 if it is not known.
    int32_t origin;   ///< enum telnyx_errors_origin
    int32_t stage;    ///< enum telnyx_errors_stage
    int32_t category; ///< enum telnyx_errors_category
    int32_t retry;    ///< enum telnyx_errors_retry_class: the class that decides, and ...
    int32_t also;     ///< enum telnyx_errors_retry_class: ... the one that is documented beside it.
    int32_t basis;    ///< enum telnyx_errors_basis
    int32_t wait;     ///< enum telnyx_errors_wait
    int32_t scope;    ///< enum telnyx_errors_scope
    int32_t toward;   ///< enum telnyx_errors_toward
    int32_t remedy;   ///< enum telnyx_errors_remedy
    telnyx_errors_string name;
    telnyx_errors_string title;  ///< As the API sends it.
    telnyx_errors_string cause;  ///< What happened.
    telnyx_errors_string action; ///< What to do about it.
} telnyx_errors_code_info;

/// What a payload says as a whole. The strings are borrowed from the report; they are empty where the payload has none.
typedef struct telnyx_errors_summary {
    uint32_t struct_size;
    int32_t kind;             ///< enum telnyx_errors_kind
    int32_t phase;            ///< enum telnyx_errors_phase
    int32_t outcome;          ///< enum telnyx_errors_outcome
    int32_t problem;          ///< enum telnyx_errors_problem: why it is not JSON.
    int32_t channel;          ///< enum telnyx_errors_channel
    int32_t keyword;          ///< enum telnyx_errors_keyword: of an inbound message.
    int32_t final_event;      ///< Flag: nothing more happens to the message.
    int32_t missing_payload;  ///< Flag: such an event lacks its payload.
    int32_t empty_page;       ///< Flag: a page without rows: nothing was found.
    int32_t inbound;          ///< Flag: the sender is the person who wrote.
    int32_t incomplete;       ///< Flag: something was left out.
    int32_t http_status;      ///< The status that the payload itself carries; 0 if there is none.
    uint32_t body_count;      ///< How many bodies the payload has.
    uint32_t unreadable;      ///< How many errors or recipients could not be read.
    uint32_t error_count;     ///< For telnyx_errors_report_errors().
    uint32_t recipient_count; ///< For telnyx_errors_report_recipients() and telnyx_errors_decide_each().
    int32_t should_retry;     ///< enum telnyx_errors_server_wish: what headers within the payload say, as `retry_after_ms`.
    telnyx_errors_string event_type;
    telnyx_errors_string event_id; ///< The same for both copies of a webhook that is delivered twice.
    telnyx_errors_string message_id;
    telnyx_errors_string group_message_id;
    telnyx_errors_string status;
    telnyx_errors_string description;
    telnyx_errors_string sender;
    telnyx_errors_string messaging_profile_id;
    telnyx_errors_string campaign_id;
    telnyx_errors_string occurred_at; ///< RFC 3339, see telnyx_errors_parse_rfc3339(); as the next two.
    telnyx_errors_string completed_at;
    telnyx_errors_string valid_until;
    telnyx_errors_string text;
    telnyx_errors_string autoresponse_type;
    telnyx_errors_string delivered_to; ///< The URL that the webhook was sent to.
    telnyx_errors_string cost;         ///< What the message costs, as the payload writes it; a JSON number in decimal.
    telnyx_errors_string currency;     ///< The currency of the cost.
    uint64_t retry_after_ms;           ///< The wait that headers within the payload ask for; TELNYX_ERRORS_DELAY_UNKNOWN if none.
} telnyx_errors_summary;

/// One error of a payload. The strings are borrowed from the report. They are untrusted; `detail` may have phone numbers.
typedef struct telnyx_errors_error {
    uint32_t struct_size;
    int32_t known;           ///< Flag: the table has the code.
    int64_t number;          ///< The code; 0 if there is none, or if it is not a canonical decimal.
    int64_t recipient;       ///< The index of the recipient that it is about, or TELNYX_ERRORS_PLACE_UNKNOWN.
    uint32_t body;           ///< Which body of the payload it is in.
    int32_t retryable;       ///< enum telnyx_errors_server_wish: what meta.retryable says. It is not used.
    int32_t title_disagrees; ///< Flag: the title says something else than the code.
    int32_t reserved;        ///< 0
    telnyx_errors_string code;
    telnyx_errors_string title;
    telnyx_errors_string detail;
    telnyx_errors_string pointer;
    telnyx_errors_string parameter;
} telnyx_errors_error;

/// One recipient of a payload. The strings are borrowed from the report.
typedef struct telnyx_errors_recipient {
    uint32_t struct_size;
    int32_t outcome;  ///< enum telnyx_errors_outcome
    int32_t list;     ///< enum telnyx_errors_recipient_list
    uint32_t place;   ///< The place in that list.
    uint32_t body;    ///< Which body of the payload the recipient is in.
    int32_t reserved; ///< 0
    telnyx_errors_string phone_number;
    telnyx_errors_string status;
    telnyx_errors_string carrier;
} telnyx_errors_recipient;

/// Where a payload was found in a text, and what the text around it says about the response.
typedef struct telnyx_errors_embedded {
    uint32_t struct_size;
    int32_t notation;        ///< enum telnyx_errors_notation
    int32_t http_status;     ///< The status that the text states; 0 if it states none.
    int32_t rate_limit_only; ///< telnyx_errors_hint
    int32_t should_retry;    ///< telnyx_errors_hint: enum telnyx_errors_server_wish
    int32_t reserved;        ///< 0
    uint64_t retry_after_ms; ///< telnyx_errors_hint
    uint64_t first;          ///< Where the payload begins, in bytes.
    uint64_t size;           ///< How many bytes are the payload.
} telnyx_errors_embedded;

/// The ids of one message to one recipient, as far as the caller knows them. Set it with telnyx_errors_ids_init(). An empty string
/// is not known.
typedef struct telnyx_errors_ids {
    uint32_t struct_size;
    int32_t channel; ///< enum telnyx_errors_channel
    telnyx_errors_string sender;
    telnyx_errors_string campaign;
    telnyx_errors_string brand;
    telnyx_errors_string messaging_profile;
    telnyx_errors_string account;   ///< Empty: the program has only one.
    telnyx_errors_string content;   ///< The id of a template, or a hash of text and media.
    telnyx_errors_string recipient; ///< In the form +E.164.
    telnyx_errors_string carrier;
    telnyx_errors_string region; ///< A country, such as US.
} telnyx_errors_ids;

/// What else to hold back. The keys are borrowed from the ids that it was made from.
typedef struct telnyx_errors_pause {
    uint32_t struct_size;
    int32_t coverage;        ///< enum telnyx_errors_coverage: only WHOLE and NARROWED hold anything back.
    int32_t scope;           ///< enum telnyx_errors_scope: which messages, and ...
    int32_t toward;          ///< enum telnyx_errors_toward: ... to which destinations.
    int32_t channel;         ///< enum telnyx_errors_channel; UNKNOWN: on each.
    int32_t actor;           ///< enum telnyx_errors_actor: who must act.
    int32_t reason;          ///< enum telnyx_errors_reason
    int32_t remedy;          ///< enum telnyx_errors_remedy
    int32_t ends_by_success; ///< Flag: a message with these keys that goes through proves that it is over.
    int32_t suppression;     ///< Flag: the recipient opted out for certain, and is to be suppressed, pause or not.
    int64_t until;           ///< Not known: not before a person or Telnyx acts.
    int64_t began;
    int64_t governing_code;          ///< The code that decided; 0 if none did.
    telnyx_errors_string scope_key;  ///< The id of the scope; empty for PLATFORM, and for the only account.
    telnyx_errors_string sender;     ///< Where the scope is CONTENT. Else empty.
    telnyx_errors_string toward_key; ///< The id of the destination; empty for EVERYONE.
} telnyx_errors_pause;

/// What all payloads so far say about one message to one recipient: integers to store, one a column. The maximum of each column,
/// over rows of any histories of a message, is the joined history. All zeros is no payload so far.
typedef struct telnyx_errors_history {
    uint32_t struct_size;
    uint32_t reserved;                              ///< 0
    int64_t columns[TELNYX_ERRORS_HISTORY_COLUMNS]; ///< By enum telnyx_errors_history_column.
} telnyx_errors_history;

/// What a history says.
typedef struct telnyx_errors_history_state {
    uint32_t struct_size;
    int32_t known;         ///< Flag: some payload said something.
    int32_t progress;      ///< enum telnyx_errors_progress: how far the message came.
    int32_t ending;        ///< enum telnyx_errors_ending: how it ended.
    int32_t consent;       ///< enum telnyx_errors_consent: the strictest statement.
    int32_t outcome;       ///< enum telnyx_errors_outcome: what happened to the message.
    int32_t exists;        ///< Flag: some payload says that the message exists.
    int32_t contradictory; ///< Flag: payloads contradict each other.
    int32_t settled;       ///< Flag: no look-up is needed.
    int32_t reserved;      ///< 0
    int64_t failure_code;  ///< The code of the failure that decides; 0 if there is none.
} telnyx_errors_history_state;

/// One member of one struct, with its place and its meaning: so that a binding need not copy a struct by hand. All of it has static
/// storage. The types are:
///
///     e  an enumerator: int32_t, of the enumeration that `enumeration` says
///     f  a flag: int32_t
///     i  an integer: int32_t or int64_t, as `size` says; of a history several int64_t
///     u  an integer: uint32_t or uint64_t, as `size` says
///     n  a place in a list: int64_t, or TELNYX_ERRORS_PLACE_UNKNOWN
///     t  a time: int64_t
///     d  a delay: uint64_t
///     s  a telnyx_errors_string
///     p  a pointer
///     0  the struct itself: this row comes before those of its members
typedef struct telnyx_errors_member {
    uint32_t struct_size;
    uint32_t offset;         ///< In bytes.
    uint32_t size;           ///< In bytes.
    int32_t type;            ///< One of the characters above.
    int32_t enumeration;     ///< enum telnyx_errors_enumeration, where the type is e; else -1.
    int32_t reserved;        ///< 0
    const char* struct_name; ///< Such as "decision".
    const char* member_name; ///< Such as "step"; empty in the row of a struct.
} telnyx_errors_member;

#endif
