// telnyx-errors: other names for the functions of the C interface. SPDX-License-Identifier: MIT
//
// Part of <telnyx/errors/c_api.h>, which is the header to include.
//
// Two copies of the library in one program need different names. Define TELNYX_ERRORS_C_PREFIX for one of them, with the same value
// in the file that includes <telnyx/errors/c_api.hpp> and in every file that calls it: -DTELNYX_ERRORS_C_PREFIX=acme_ makes
// telnyx_errors_read the linker's acme_read. The source keeps the name telnyx_errors_read.
#ifndef TELNYX_ERRORS_C_API_RENAME_H
#define TELNYX_ERRORS_C_API_RENAME_H

#if defined(TELNYX_ERRORS_C_PREFIX)

#define TELNYX_ERRORS_C_JOIN_(prefix, name) prefix##name
#define TELNYX_ERRORS_C_JOIN(prefix, name) TELNYX_ERRORS_C_JOIN_(prefix, name)
#define TELNYX_ERRORS_C_RENAMED(name) TELNYX_ERRORS_C_JOIN(TELNYX_ERRORS_C_PREFIX, name)

#define telnyx_errors_version TELNYX_ERRORS_C_RENAMED(version)
#define telnyx_errors_abi TELNYX_ERRORS_C_RENAMED(abi)
#define telnyx_errors_enumeration_name TELNYX_ERRORS_C_RENAMED(enumeration_name)
#define telnyx_errors_enumerator_count TELNYX_ERRORS_C_RENAMED(enumerator_count)
#define telnyx_errors_name TELNYX_ERRORS_C_RENAMED(name)
#define telnyx_errors_value TELNYX_ERRORS_C_RENAMED(value)
#define telnyx_errors_member_at TELNYX_ERRORS_C_RENAMED(member_at)
#define telnyx_errors_code_count TELNYX_ERRORS_C_RENAMED(code_count)
#define telnyx_errors_code_at TELNYX_ERRORS_C_RENAMED(code_at)
#define telnyx_errors_lookup TELNYX_ERRORS_C_RENAMED(lookup)
#define telnyx_errors_code_number TELNYX_ERRORS_C_RENAMED(code_number)
#define telnyx_errors_code_of_title TELNYX_ERRORS_C_RENAMED(code_of_title)
#define telnyx_errors_situation_init TELNYX_ERRORS_C_RENAMED(situation_init)
#define telnyx_errors_policy_init TELNYX_ERRORS_C_RENAMED(policy_init)
#define telnyx_errors_delivery_policy_init TELNYX_ERRORS_C_RENAMED(delivery_policy_init)
#define telnyx_errors_amendment_init TELNYX_ERRORS_C_RENAMED(amendment_init)
#define telnyx_errors_ids_init TELNYX_ERRORS_C_RENAMED(ids_init)
#define telnyx_errors_history_init TELNYX_ERRORS_C_RENAMED(history_init)
#define telnyx_errors_check_amendments TELNYX_ERRORS_C_RENAMED(check_amendments)
#define telnyx_errors_parse_retry_after TELNYX_ERRORS_C_RENAMED(parse_retry_after)
#define telnyx_errors_read_headers TELNYX_ERRORS_C_RENAMED(read_headers)
#define telnyx_errors_parse_rfc3339 TELNYX_ERRORS_C_RENAMED(parse_rfc3339)
#define telnyx_errors_parse_http_date TELNYX_ERRORS_C_RENAMED(parse_http_date)
#define telnyx_errors_next_minute TELNYX_ERRORS_C_RENAMED(next_minute)
#define telnyx_errors_next_midnight_utc TELNYX_ERRORS_C_RENAMED(next_midnight_utc)
#define telnyx_errors_next_midnight_in_los_angeles TELNYX_ERRORS_C_RENAMED(next_midnight_in_los_angeles)
#define telnyx_errors_nominal_delay_ms TELNYX_ERRORS_C_RENAMED(nominal_delay_ms)
#define telnyx_errors_backoff_ms TELNYX_ERRORS_C_RENAMED(backoff_ms)
#define telnyx_errors_delay_after_hint_ms TELNYX_ERRORS_C_RENAMED(delay_after_hint_ms)
#define telnyx_errors_keyword_of TELNYX_ERRORS_C_RENAMED(keyword_of)
#define telnyx_errors_keyword_of_autoresponse TELNYX_ERRORS_C_RENAMED(keyword_of_autoresponse)
#define telnyx_errors_states_opt_out TELNYX_ERRORS_C_RENAMED(states_opt_out)
#define telnyx_errors_outcome_of_status TELNYX_ERRORS_C_RENAMED(outcome_of_status)
#define telnyx_errors_mask_phone_numbers TELNYX_ERRORS_C_RENAMED(mask_phone_numbers)
#define telnyx_errors_decide_code TELNYX_ERRORS_C_RENAMED(decide_code)
#define telnyx_errors_pause_of TELNYX_ERRORS_C_RENAMED(pause_of)
#define telnyx_errors_pause_is_stricter TELNYX_ERRORS_C_RENAMED(pause_is_stricter)
#define telnyx_errors_read TELNYX_ERRORS_C_RENAMED(read)
#define telnyx_errors_read_embedded TELNYX_ERRORS_C_RENAMED(read_embedded)
#define telnyx_errors_report_free TELNYX_ERRORS_C_RENAMED(report_free)
#define telnyx_errors_report_summary TELNYX_ERRORS_C_RENAMED(report_summary)
#define telnyx_errors_report_errors TELNYX_ERRORS_C_RENAMED(report_errors)
#define telnyx_errors_report_recipients TELNYX_ERRORS_C_RENAMED(report_recipients)
#define telnyx_errors_decide TELNYX_ERRORS_C_RENAMED(decide)
#define telnyx_errors_decide_recipient TELNYX_ERRORS_C_RENAMED(decide_recipient)
#define telnyx_errors_decide_each TELNYX_ERRORS_C_RENAMED(decide_each)
#define telnyx_errors_decide_lookup TELNYX_ERRORS_C_RENAMED(decide_lookup)
#define telnyx_errors_history_add TELNYX_ERRORS_C_RENAMED(history_add)
#define telnyx_errors_history_add_address TELNYX_ERRORS_C_RENAMED(history_add_address)
#define telnyx_errors_history_merge TELNYX_ERRORS_C_RENAMED(history_merge)
#define telnyx_errors_history_read TELNYX_ERRORS_C_RENAMED(history_read)
#define telnyx_errors_history_decide TELNYX_ERRORS_C_RENAMED(history_decide)

#endif

#endif
