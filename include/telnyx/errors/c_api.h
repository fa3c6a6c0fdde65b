// telnyx-errors: the C interface. SPDX-License-Identifier: MIT
//
// For C99 and later, for C++, and for every language that calls C. The definitions are in <telnyx/errors/c_api.hpp>, which exactly
// one C++ file of the program includes:
//
//     #include <telnyx/errors/c_api.hpp>
//
// - Strings are UTF-8 with a size. A parameter may be null where its size is 0. Nothing that is received needs a zero at its end.
// - A function that returns int32_t returns a telnyx_errors_status, unless it says otherwise. Check it.
// - `situation` and `policy` may be null: then the defaults apply.
// - No exception leaves a function, and none jumps. There is no state and no callback: every function may be called from any thread
//   at any time, as long as no thread frees or writes what it uses.
// - Only telnyx_errors_read() and telnyx_errors_read_embedded() allocate memory.
// - The meaning of everything is that of the C++ interface: see docs/guide.md.
//
// Two copies in one program: define TELNYX_ERRORS_C_PREFIX, see <telnyx/errors/c_api/rename.h>.
#ifndef TELNYX_ERRORS_C_API_H
#define TELNYX_ERRORS_C_API_H

#include <stddef.h>
#include <stdint.h>

#include <telnyx/errors/c_api/rename.h>
#include <telnyx/errors/c_api/values.h>
#include <telnyx/errors/c_api/words.h>
#include <telnyx/errors/version.hpp> // macros only: C reads it too

/// The number of this interface: larger after a change that breaks programs that were compiled before it. Below version 1.0 such
/// changes come with a new minor version.
#define TELNYX_ERRORS_C_ABI 1

/// Before each function. A shared library of this interface defines TELNYX_ERRORS_C_EXPORT while it is compiled; on Windows its
/// users define TELNYX_ERRORS_C_IMPORT. Otherwise functions are as visible as the compiler makes them.
#if defined(_WIN32) && defined(TELNYX_ERRORS_C_EXPORT)
#define TELNYX_ERRORS_C_API __declspec(dllexport)
#elif defined(_WIN32) && defined(TELNYX_ERRORS_C_IMPORT)
#define TELNYX_ERRORS_C_API __declspec(dllimport)
#elif defined(__GNUC__) && defined(TELNYX_ERRORS_C_EXPORT)
#define TELNYX_ERRORS_C_API __attribute__((visibility("default")))
#else
#define TELNYX_ERRORS_C_API
#endif
/// Before each function whose status must be checked.
#if defined(__GNUC__)
#define TELNYX_ERRORS_C_STATUS TELNYX_ERRORS_C_API __attribute__((warn_unused_result)) int32_t
#else
#define TELNYX_ERRORS_C_STATUS TELNYX_ERRORS_C_API int32_t
#endif
/// After each function.
#if defined(__cplusplus)
#define TELNYX_ERRORS_C_NOEXCEPT noexcept
#else
#define TELNYX_ERRORS_C_NOEXCEPT
#endif

#if defined(__cplusplus)
extern "C" {
#endif

// Version and names

/// The version of the library, such as "0.4.0". Static storage.
TELNYX_ERRORS_C_API const char* telnyx_errors_version(void) TELNYX_ERRORS_C_NOEXCEPT;
/// The number of the interface that the library has: compare it with TELNYX_ERRORS_C_ABI where the library is loaded at run time.
TELNYX_ERRORS_C_API uint32_t telnyx_errors_abi(void) TELNYX_ERRORS_C_NOEXCEPT;
/// The name of an enumeration (enum telnyx_errors_enumeration), such as "step"; "" for any other number. Static storage.
TELNYX_ERRORS_C_API const char* telnyx_errors_enumeration_name(int32_t enumeration) TELNYX_ERRORS_C_NOEXCEPT;
/// How many enumerators an enumeration has: their numbers are 0 to one less. 0 for any other number.
TELNYX_ERRORS_C_API int32_t telnyx_errors_enumerator_count(int32_t enumeration) TELNYX_ERRORS_C_NOEXCEPT;
/// The name of an enumerator, such as "fix_first"; "" for any other number. Static storage. O(1).
TELNYX_ERRORS_C_API const char* telnyx_errors_name(int32_t enumeration, int32_t value) TELNYX_ERRORS_C_NOEXCEPT;
/// The number of the enumerator with exactly this name; -1 if there is none. O(number of enumerators).
TELNYX_ERRORS_C_API int32_t telnyx_errors_value(int32_t enumeration, const char* name, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// The layout of the structs, row by row: OUT_OF_RANGE behind the last row.
TELNYX_ERRORS_C_STATUS telnyx_errors_member_at(size_t index, telnyx_errors_member* result) TELNYX_ERRORS_C_NOEXCEPT;

// Codes

/// How many codes the table has.
TELNYX_ERRORS_C_API size_t telnyx_errors_code_count(void) TELNYX_ERRORS_C_NOEXCEPT;
/// A row of the table, in ascending order of the codes: OUT_OF_RANGE behind the last row.
TELNYX_ERRORS_C_STATUS telnyx_errors_code_at(size_t index, telnyx_errors_code_info* result) TELNYX_ERRORS_C_NOEXCEPT;
/// Everything known about a code. A code that the table does not have gives a row that is not `known` and permits no retry.
TELNYX_ERRORS_C_STATUS telnyx_errors_lookup(int64_t number, telnyx_errors_code_info* result) TELNYX_ERRORS_C_NOEXCEPT;
/// The number that a string writes in canonical decimal, whether or not it is a known code; 0 for any other string.
TELNYX_ERRORS_C_API int64_t telnyx_errors_code_number(const char* text, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// The code with this title or short name, without case, spaces and punctuation; 0 if none or several have it. A hint for people:
/// never decide by it.
TELNYX_ERRORS_C_API int64_t telnyx_errors_code_of_title(const char* title, size_t size) TELNYX_ERRORS_C_NOEXCEPT;

// Values that are passed in: `size` is sizeof of the struct

/// Sets the defaults: first attempt, nothing known.
TELNYX_ERRORS_C_STATUS telnyx_errors_situation_init(telnyx_errors_situation* result, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// Sets the defaults: for requests that failed. The failure is fresh, the delays are seconds.
TELNYX_ERRORS_C_STATUS telnyx_errors_policy_init(telnyx_errors_policy* result, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// Sets the policy for messages that were accepted and not delivered: the delays are minutes to hours.
TELNYX_ERRORS_C_STATUS telnyx_errors_delivery_policy_init(telnyx_errors_policy* result, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// Sets an amendment without a code, whose columns are TELNYX_ERRORS_AS_USUAL.
TELNYX_ERRORS_C_STATUS telnyx_errors_amendment_init(telnyx_errors_amendment* result, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// Sets ids of which none is known.
TELNYX_ERRORS_C_STATUS telnyx_errors_ids_init(telnyx_errors_ids* result, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// Sets a history of no payload.
TELNYX_ERRORS_C_STATUS telnyx_errors_history_init(telnyx_errors_history* result, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// The first problem of the amendments of a policy (enum telnyx_errors_amendment_problem), and the index of the amendment. To be
/// checked once, where the program starts.
TELNYX_ERRORS_C_STATUS telnyx_errors_check_amendments(const telnyx_errors_policy* policy, int32_t* problem,
                                                      size_t* index) TELNYX_ERRORS_C_NOEXCEPT;

// Headers and times

/// The hint of the value of a Retry-After header. \param time  the current time, for a value that is a date
TELNYX_ERRORS_C_STATUS telnyx_errors_parse_retry_after(const char* value, size_t size, int64_t time,
                                                       telnyx_errors_hint* result) TELNYX_ERRORS_C_NOEXCEPT;
/// The hint of the header lines of a response, "name: value", which end with LF or CR LF. A line end within a value must be removed
/// before. \param time  the current time; where it is not known, that of the Date header
TELNYX_ERRORS_C_STATUS telnyx_errors_read_headers(const char* lines, size_t size, int64_t time,
                                                  telnyx_errors_hint* result) TELNYX_ERRORS_C_NOEXCEPT;
/// The time that payloads write (RFC 3339); TELNYX_ERRORS_TIME_UNKNOWN for any other string.
TELNYX_ERRORS_C_API int64_t telnyx_errors_parse_rfc3339(const char* text, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// The time that HTTP writes, in any of its three forms. \param time  the current time, for years of two digits
TELNYX_ERRORS_C_API int64_t telnyx_errors_parse_http_date(const char* text, size_t size, int64_t time) TELNYX_ERRORS_C_NOEXCEPT;
/// The start of the next minute.
TELNYX_ERRORS_C_API int64_t telnyx_errors_next_minute(int64_t time) TELNYX_ERRORS_C_NOEXCEPT;
/// The next midnight in UTC.
TELNYX_ERRORS_C_API int64_t telnyx_errors_next_midnight_utc(int64_t time) TELNYX_ERRORS_C_NOEXCEPT;
/// The next midnight in Los Angeles.
TELNYX_ERRORS_C_API int64_t telnyx_errors_next_midnight_in_los_angeles(int64_t time) TELNYX_ERRORS_C_NOEXCEPT;

// Backoff

/// The delay after an attempt without jitter, in milliseconds.
TELNYX_ERRORS_C_STATUS telnyx_errors_nominal_delay_ms(const telnyx_errors_policy* policy, uint32_t attempt,
                                                      uint64_t* result) TELNYX_ERRORS_C_NOEXCEPT;
/// The delay after an attempt with jitter, in milliseconds. \param random_bits  all ones give the nominal delay
TELNYX_ERRORS_C_STATUS telnyx_errors_backoff_ms(const telnyx_errors_policy* policy, uint32_t attempt, uint32_t random_bits,
                                                uint64_t* result) TELNYX_ERRORS_C_NOEXCEPT;
/// The delay after an attempt for which the server asked to wait, in milliseconds: never less than the hint.
TELNYX_ERRORS_C_STATUS telnyx_errors_delay_after_hint_ms(uint64_t hint_ms, const telnyx_errors_policy* policy, uint32_t attempt,
                                                         uint32_t random_bits, uint64_t* result) TELNYX_ERRORS_C_NOEXCEPT;

// Words

/// The keyword (enum telnyx_errors_keyword) that a whole inbound message consists of; NONE for any other message.
TELNYX_ERRORS_C_API int32_t telnyx_errors_keyword_of(const char* text, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// The keyword that Telnyx found, from the `autoresponse_type` of a webhook.
TELNYX_ERRORS_C_API int32_t telnyx_errors_keyword_of_autoresponse(const char* text, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// 1 if the title or the detail of an error states that the recipient opted out, else 0. Words prove nothing: let a person look.
TELNYX_ERRORS_C_API int32_t telnyx_errors_states_opt_out(const char* text, size_t size) TELNYX_ERRORS_C_NOEXCEPT;
/// What a status means (enum telnyx_errors_outcome). \param inbound  flag: the message is inbound
TELNYX_ERRORS_C_API int32_t telnyx_errors_outcome_of_status(const char* status, size_t size,
                                                            int32_t inbound) TELNYX_ERRORS_C_NOEXCEPT;
/// Masks in place what reads as a phone number. `text` may be null where `size` is 0.
TELNYX_ERRORS_C_API void telnyx_errors_mask_phone_numbers(char* text, size_t size) TELNYX_ERRORS_C_NOEXCEPT;

// Decisions about codes, and what else to hold back

/// What to do about a code, without a payload. \param number  the code; 0 if there is none: then the HTTP status decides
TELNYX_ERRORS_C_STATUS telnyx_errors_decide_code(int64_t number, const telnyx_errors_situation* situation,
                                                 const telnyx_errors_policy* policy,
                                                 telnyx_errors_decision* result) TELNYX_ERRORS_C_NOEXCEPT;
/// What else to hold back after a decision about one message to one recipient. \param ids  null: none is known
TELNYX_ERRORS_C_STATUS telnyx_errors_pause_of(const telnyx_errors_decision* decision, const telnyx_errors_ids* ids,
                                              const telnyx_errors_situation* situation,
                                              telnyx_errors_pause* result) TELNYX_ERRORS_C_NOEXCEPT;
/// Whether a pause is stricter than another of the same keys: then it counts. \param result  1 or 0
TELNYX_ERRORS_C_STATUS telnyx_errors_pause_is_stricter(const telnyx_errors_pause* left, const telnyx_errors_pause* right,
                                                       int32_t* result) TELNYX_ERRORS_C_NOEXCEPT;

// Payloads

/// Reads a payload: an API response, a webhook, a stored message, a detail record. It never fails but for memory and bad arguments:
/// what is not JSON is of the kind NOT_JSON.
///
/// \param text     the payload, as it was received. Not needed any more when this returns.
/// \param phase    enum telnyx_errors_phase: where the payload came from, UNKNOWN if the caller does not know.
/// \param report   the report, to be freed with telnyx_errors_report_free(); null if none was made.
/// \param summary  what the payload says as a whole; null if the caller does not need it.
TELNYX_ERRORS_C_STATUS telnyx_errors_read(const char* text, size_t size, int32_t phase, telnyx_errors_report** report,
                                          telnyx_errors_summary* summary) TELNYX_ERRORS_C_NOEXCEPT;
/// Reads the payload in a text, such as a line of a log or the output of `curl -i`.
/// \param time      the current time, for a Retry-After header with a date.
/// \param embedded  where the payload was found; may be null, as `summary` may.
TELNYX_ERRORS_C_STATUS telnyx_errors_read_embedded(const char* text, size_t size, int32_t phase, int64_t time,
                                                   telnyx_errors_report** report, telnyx_errors_summary* summary,
                                                   telnyx_errors_embedded* embedded) TELNYX_ERRORS_C_NOEXCEPT;
/// Frees a report, and with it the strings of its summary, errors and recipients. Null is ignored.
TELNYX_ERRORS_C_API void telnyx_errors_report_free(telnyx_errors_report* report) TELNYX_ERRORS_C_NOEXCEPT;
/// What a payload says as a whole.
TELNYX_ERRORS_C_STATUS telnyx_errors_report_summary(const telnyx_errors_report* report,
                                                    telnyx_errors_summary* result) TELNYX_ERRORS_C_NOEXCEPT;
/// Its errors, `count` of them from `first` on: OUT_OF_RANGE if there are not as many. \param results  an array of `count` structs,
/// of which the first has `struct_size` set
TELNYX_ERRORS_C_STATUS telnyx_errors_report_errors(const telnyx_errors_report* report, size_t first, size_t count,
                                                   telnyx_errors_error* results) TELNYX_ERRORS_C_NOEXCEPT;
/// Its recipients, as the errors.
TELNYX_ERRORS_C_STATUS telnyx_errors_report_recipients(const telnyx_errors_report* report, size_t first, size_t count,
                                                       telnyx_errors_recipient* results) TELNYX_ERRORS_C_NOEXCEPT;

/// What to do about a payload: one decision for the message as a whole.
TELNYX_ERRORS_C_STATUS telnyx_errors_decide(const telnyx_errors_report* report, const telnyx_errors_situation* situation,
                                            const telnyx_errors_policy* policy,
                                            telnyx_errors_decision* result) TELNYX_ERRORS_C_NOEXCEPT;
/// What to do about one recipient: OUT_OF_RANGE if there is no such recipient.
TELNYX_ERRORS_C_STATUS telnyx_errors_decide_recipient(const telnyx_errors_report* report, size_t recipient,
                                                      const telnyx_errors_situation* situation, const telnyx_errors_policy* policy,
                                                      telnyx_errors_decision* result) TELNYX_ERRORS_C_NOEXCEPT;
/// What to do about each recipient, in their order. \param count  how many there are: OUT_OF_RANGE for any other number
TELNYX_ERRORS_C_STATUS telnyx_errors_decide_each(const telnyx_errors_report* report, const telnyx_errors_situation* situation,
                                                 const telnyx_errors_policy* policy, size_t count,
                                                 telnyx_errors_decision* results) TELNYX_ERRORS_C_NOEXCEPT;
/// What to do about the answer to "was it taken?": a message looked up by its id, or a list that was searched for it.
TELNYX_ERRORS_C_STATUS telnyx_errors_decide_lookup(const telnyx_errors_report* report, const telnyx_errors_situation* situation,
                                                   const telnyx_errors_policy* policy,
                                                   telnyx_errors_decision* result) TELNYX_ERRORS_C_NOEXCEPT;

// Histories

/// Adds what a payload says about one message to one recipient. The policy is asked only for its amendments, which count here.
/// \param recipient  the index of the recipient; not used where the report has none, or is inbound
TELNYX_ERRORS_C_STATUS telnyx_errors_history_add(telnyx_errors_history* history, const telnyx_errors_report* report,
                                                 size_t recipient, const telnyx_errors_situation* situation,
                                                 const telnyx_errors_policy* policy) TELNYX_ERRORS_C_NOEXCEPT;
/// The same, for the recipient with exactly this address.
TELNYX_ERRORS_C_STATUS telnyx_errors_history_add_address(telnyx_errors_history* history, const telnyx_errors_report* report,
                                                         const char* address, size_t size, const telnyx_errors_situation* situation,
                                                         const telnyx_errors_policy* policy) TELNYX_ERRORS_C_NOEXCEPT;
/// Adds everything that another history of the same message knows.
TELNYX_ERRORS_C_STATUS telnyx_errors_history_merge(telnyx_errors_history* history,
                                                   const telnyx_errors_history* other) TELNYX_ERRORS_C_NOEXCEPT;
/// What a history says. Any integers are accepted as columns.
TELNYX_ERRORS_C_STATUS telnyx_errors_history_read(const telnyx_errors_history* history,
                                                  telnyx_errors_history_state* result) TELNYX_ERRORS_C_NOEXCEPT;
/// What to do about a message, from all payloads so far. The policy must have no amendments (BAD_VALUE): they count where payloads
/// are added.
TELNYX_ERRORS_C_STATUS telnyx_errors_history_decide(const telnyx_errors_history* history, const telnyx_errors_situation* situation,
                                                    const telnyx_errors_policy* policy,
                                                    telnyx_errors_decision* result) TELNYX_ERRORS_C_NOEXCEPT;

#if defined(__cplusplus)
}
#endif

#endif
