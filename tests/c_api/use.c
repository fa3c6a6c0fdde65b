/* A C99 program that calls every function of the C interface, and checks results that were written by hand. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <telnyx/errors/c_api.h>

static int failures = 0;

#define CHECK(condition)                                                                                                           \
    do {                                                                                                                           \
        if (!(condition)) {                                                                                                        \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                                                                 \
            ++failures;                                                                                                            \
        }                                                                                                                          \
    } while (0)
#define OK(call) CHECK((call) == TELNYX_ERRORS_STATUS_OK)
#define GIVES(status, call) CHECK((call) == TELNYX_ERRORS_STATUS_##status)
#define TEXT(literal) (literal), (sizeof(literal) - 1)

static int is(telnyx_errors_string text, const char* expected) {
    return text.data != NULL && text.size == strlen(expected) && memcmp(text.data, expected, text.size) == 0;
}

static const char refusal[] = "{\"errors\":[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\","
                              "\"detail\":\"Messages cannot be sent from 'X' to '+13125550142' due to STOP message.\","
                              "\"source\":{\"pointer\":\"/to\"}}]}";
static const char webhook[] =
    "{\"data\":{\"event_type\":\"message.finalized\",\"id\":\"e-1\",\"occurred_at\":\"2026-11-24T09:30:00.000Z\","
    "\"record_type\":\"event\",\"payload\":{\"id\":\"m-1\",\"record_type\":\"message\",\"direction\":\"outbound\",\"type\":\"SMS\","
    "\"from\":{\"phone_number\":\"+13125550100\"},\"to\":["
    "{\"phone_number\":\"+13125550142\",\"status\":\"delivered\",\"carrier\":\"Carrier A\"},"
    "{\"phone_number\":\"+13125550143\",\"status\":\"delivery_failed\",\"carrier\":\"Carrier B\"}],"
    "\"errors\":[{\"code\":\"40001\",\"title\":\"Not routable\",\"source\":{\"pointer\":\"/to/1\"}}],"
    "\"cost\":{\"amount\":0.0051,\"currency\":\"USD\"}}}}";

static void check_version_and_names(void) {
    telnyx_errors_member member = {.struct_size = sizeof member};
    size_t rows = 0;
    CHECK(strcmp(telnyx_errors_version(), TELNYX_ERRORS_VERSION_STRING) == 0);
    CHECK(telnyx_errors_abi() == TELNYX_ERRORS_C_ABI);
    CHECK(strcmp(telnyx_errors_enumeration_name(TELNYX_ERRORS_ENUMERATION_STEP), "step") == 0);
    CHECK(strcmp(telnyx_errors_enumeration_name(-1), "") == 0 && strcmp(telnyx_errors_enumeration_name(1000), "") == 0);
    CHECK(telnyx_errors_enumerator_count(TELNYX_ERRORS_ENUMERATION_STEP) == 6);
    CHECK(telnyx_errors_enumerator_count(-1) == 0 && telnyx_errors_enumerator_count(INT32_MAX) == 0);
    CHECK(strcmp(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_STEP, TELNYX_ERRORS_STEP_FIX_FIRST), "fix_first") == 0);
    CHECK(strcmp(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_STEP, 6), "") == 0);
    CHECK(strcmp(telnyx_errors_name(INT32_MIN, INT32_MIN), "") == 0);
    CHECK(telnyx_errors_value(TELNYX_ERRORS_ENUMERATION_STEP, TEXT("fix_first")) == TELNYX_ERRORS_STEP_FIX_FIRST);
    CHECK(telnyx_errors_value(TELNYX_ERRORS_ENUMERATION_STEP, TEXT("Fix_first")) == -1);
    CHECK(telnyx_errors_value(TELNYX_ERRORS_ENUMERATION_STEP, NULL, 0) == -1);
    CHECK(telnyx_errors_value(99, TEXT("retry")) == -1);
    OK(telnyx_errors_member_at(0, &member));
    CHECK(strcmp(member.struct_name, "situation") == 0 && strcmp(member.member_name, "") == 0);
    CHECK(member.size == sizeof(telnyx_errors_situation));
    for (; telnyx_errors_member_at(rows, &member) == TELNYX_ERRORS_STATUS_OK; ++rows) {
        if (strcmp(member.struct_name, "decision") == 0 && strcmp(member.member_name, "delay_ms") == 0) {
            CHECK(member.offset == offsetof(telnyx_errors_decision, delay_ms) && member.size == 8 && member.type == 'd' &&
                  member.enumeration == -1);
        }
    }
    CHECK(rows > 100);
    GIVES(OUT_OF_RANGE, telnyx_errors_member_at(rows, &member));
    GIVES(NULL_POINTER, telnyx_errors_member_at(0, NULL));
}

/* Every enumerator has the number that was published, and its name. */
static void check_numbers(void) {
    int32_t counts[64] = {0};
    int32_t enumeration;
    int known = 0;
#define NUMBER(enumeration, enumerator, number, text)                                                                              \
    CHECK(TELNYX_ERRORS_##enumeration##_##enumerator == number);                                                                   \
    if (strcmp(#enumeration, "ENUMERATION") == 0) {                                                                                \
        CHECK(strcmp(telnyx_errors_enumeration_name(number), text) == 0);                                                          \
        ++known;                                                                                                                   \
    }
#include "published_numbers.inc"
#undef NUMBER
#define TELNYX_ERRORS_ENUMERATION_ENUMERATION 63
#define NUMBER(enumeration, enumerator, number, text)                                                                              \
    if (strcmp(#enumeration, "ENUMERATION") != 0) {                                                                                \
        CHECK(strcmp(telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_##enumeration, number), text) == 0);                             \
        CHECK(telnyx_errors_value(TELNYX_ERRORS_ENUMERATION_##enumeration, text, strlen(text)) == number);                         \
        ++counts[TELNYX_ERRORS_ENUMERATION_##enumeration];                                                                         \
    }
#include "published_numbers.inc"
#undef NUMBER
    for (enumeration = 0; enumeration != known; ++enumeration) {
        CHECK(counts[enumeration] == telnyx_errors_enumerator_count(enumeration));
    }
    CHECK(known > 20 && strcmp(telnyx_errors_enumeration_name(known), "") == 0);
}

static void check_codes(void) {
    telnyx_errors_code_info info = {.struct_size = sizeof info};
    int64_t before = 0;
    size_t i;
    OK(telnyx_errors_lookup(40300, &info));
    CHECK(info.known == 1 && info.number == 40300 && info.retry == TELNYX_ERRORS_RETRY_CLASS_PERMANENT);
    CHECK(info.scope == TELNYX_ERRORS_SCOPE_PROFILE && info.toward == TELNYX_ERRORS_TOWARD_RECIPIENT);
    CHECK(is(info.title, "Blocked due to STOP message") && info.cause.size != 0 && info.action.size != 0);
    OK(telnyx_errors_lookup(49999, &info));
    CHECK(info.known == 0 && info.number == 0 && info.retry == TELNYX_ERRORS_RETRY_CLASS_UNSPECIFIED);
    OK(telnyx_errors_lookup(INT64_MIN, &info));
    CHECK(info.known == 0);
    CHECK(telnyx_errors_code_count() > 100);
    for (i = 0; i != telnyx_errors_code_count(); ++i) {
        OK(telnyx_errors_code_at(i, &info));
        CHECK(info.number > before);
        before = info.number;
    }
    GIVES(OUT_OF_RANGE, telnyx_errors_code_at(i, &info));
    GIVES(NULL_POINTER, telnyx_errors_lookup(40300, NULL));
    CHECK(telnyx_errors_code_number(TEXT("40300")) == 40300 && telnyx_errors_code_number(TEXT("040300")) == 0);
    CHECK(telnyx_errors_code_number(NULL, 0) == 0 && telnyx_errors_code_number(NULL, 5) == 0);
    CHECK(telnyx_errors_code_of_title(TEXT("blocked due to STOP message")) == 40300);
    CHECK(telnyx_errors_code_of_title(TEXT("no such title")) == 0);
}

static void check_headers_and_times(void) {
    telnyx_errors_hint hint = {.struct_size = sizeof hint};
    OK(telnyx_errors_parse_retry_after(TEXT("1.5"), TELNYX_ERRORS_TIME_UNKNOWN, &hint));
    CHECK(hint.delay_ms == 1500 && hint.rate_limit_only == 0 && hint.should_retry == TELNYX_ERRORS_SERVER_WISH_NONE);
    OK(telnyx_errors_parse_retry_after(TEXT("soon"), 0, &hint));
    CHECK(hint.delay_ms == TELNYX_ERRORS_DELAY_UNKNOWN);
    OK(telnyx_errors_read_headers(TEXT("x-ratelimit-reset: 12\r\nx-should-retry: false\r\n"), TELNYX_ERRORS_TIME_UNKNOWN, &hint));
    CHECK(hint.delay_ms == 12000 && hint.rate_limit_only == 1 && hint.should_retry == TELNYX_ERRORS_SERVER_WISH_NO_RETRY);
    OK(telnyx_errors_read_headers(NULL, 0, 0, &hint));
    CHECK(hint.delay_ms == TELNYX_ERRORS_DELAY_UNKNOWN);
    GIVES(NULL_POINTER, telnyx_errors_read_headers(NULL, 1, 0, &hint));
    GIVES(NULL_POINTER, telnyx_errors_parse_retry_after(NULL, 1, 0, &hint));
    CHECK(telnyx_errors_parse_rfc3339(TEXT("1970-01-02T00:00:00Z")) == 86400);
    CHECK(telnyx_errors_parse_rfc3339(TEXT("1970-01-02")) == TELNYX_ERRORS_TIME_UNKNOWN);
    CHECK(telnyx_errors_parse_http_date(TEXT("Thu, 01 Jan 1970 00:01:00 GMT"), TELNYX_ERRORS_TIME_UNKNOWN) == 60);
    CHECK(telnyx_errors_next_minute(61) == 120 && telnyx_errors_next_midnight_utc(0) == 86400);
    CHECK(telnyx_errors_next_midnight_in_los_angeles(0) == 8 * 3600);
    CHECK(telnyx_errors_next_minute(TELNYX_ERRORS_TIME_UNKNOWN) == TELNYX_ERRORS_TIME_UNKNOWN);
}

static void check_backoff(void) {
    telnyx_errors_policy policy;
    uint64_t delay = 0;
    OK(telnyx_errors_policy_init(&policy, sizeof policy));
    CHECK(policy.struct_size == sizeof policy && policy.max_attempts == 5 && policy.base_ms == 1000 && policy.cap_ms == 60000);
    CHECK(policy.deadline_ms == TELNYX_ERRORS_DELAY_UNKNOWN && policy.jitter == TELNYX_ERRORS_JITTER_EQUAL);
    CHECK(policy.amendments == NULL && policy.amendment_count == 0);
    OK(telnyx_errors_nominal_delay_ms(&policy, 3, &delay));
    CHECK(delay == 4000);
    OK(telnyx_errors_backoff_ms(&policy, 3, 0, &delay));
    CHECK(delay == 2000);
    OK(telnyx_errors_delay_after_hint_ms(10000, &policy, 3, 0, &delay));
    CHECK(delay >= 11999 && delay <= 12000);
    OK(telnyx_errors_nominal_delay_ms(NULL, 1, &delay));
    CHECK(delay == 1000);
    OK(telnyx_errors_delivery_policy_init(&policy, sizeof policy));
    OK(telnyx_errors_nominal_delay_ms(&policy, 1, &delay));
    CHECK(delay == 300000);
    policy.jitter = 3;
    GIVES(BAD_VALUE, telnyx_errors_backoff_ms(&policy, 1, 0, &delay));
    GIVES(NULL_POINTER, telnyx_errors_backoff_ms(NULL, 1, 0, NULL));
}

static void check_words(void) {
    char text[] = "to +13125550142";
    CHECK(telnyx_errors_keyword_of(TEXT(" Stop! ")) == TELNYX_ERRORS_KEYWORD_STOP);
    CHECK(telnyx_errors_keyword_of(TEXT("please stop")) == TELNYX_ERRORS_KEYWORD_NONE);
    CHECK(telnyx_errors_keyword_of_autoresponse(TEXT("START")) == TELNYX_ERRORS_KEYWORD_START);
    CHECK(telnyx_errors_states_opt_out(TEXT("Recipient replied STOP")) == 1);
    CHECK(telnyx_errors_states_opt_out(TEXT("Recipient has not opted out")) == 0 && telnyx_errors_states_opt_out(NULL, 0) == 0);
    CHECK(telnyx_errors_outcome_of_status(TEXT("delivered"), 0) == TELNYX_ERRORS_OUTCOME_DELIVERED);
    CHECK(telnyx_errors_outcome_of_status(TEXT("delivered"), 1) == TELNYX_ERRORS_OUTCOME_RECEIVED);
    telnyx_errors_mask_phone_numbers(text, sizeof text - 1);
    CHECK(strstr(text, "5550142") == NULL && strlen(text) == sizeof text - 1);
    telnyx_errors_mask_phone_numbers(NULL, 0);
}

static void check_decisions_about_codes(void) {
    telnyx_errors_situation here;
    telnyx_errors_policy policy;
    telnyx_errors_amendment rules[2];
    telnyx_errors_decision next = {.struct_size = sizeof next};
    int32_t problem = -1;
    size_t index = 99;
    OK(telnyx_errors_situation_init(&here, sizeof here));
    CHECK(here.struct_size == sizeof here && here.attempt == 1 && here.random_bits == UINT32_MAX);
    CHECK(here.time == TELNYX_ERRORS_TIME_UNKNOWN && here.retry_after_ms == TELNYX_ERRORS_DELAY_UNKNOWN);
    OK(telnyx_errors_decide_code(40300, NULL, NULL, &next));
    CHECK(next.struct_size == sizeof next && next.step == TELNYX_ERRORS_STEP_STOP && next.governing_code == 40300);
    CHECK(next.remedy == TELNYX_ERRORS_REMEDY_STOP_MESSAGING_RECIPIENT && next.actor == TELNYX_ERRORS_ACTOR_PROGRAM);
    here.phase = TELNYX_ERRORS_PHASE_REQUEST;
    here.http_status = 429;
    here.time = 1000;
    here.retry_after_ms = 7000;
    OK(telnyx_errors_decide_code(0, &here, NULL, &next));
    CHECK(next.step == TELNYX_ERRORS_STEP_RETRY && next.reason == TELNYX_ERRORS_REASON_THROTTLED);
    CHECK(next.delay_ms == 7000 && next.not_before == 1007);

    /* House rules: 40008 is permanent; an unknown code may be retried. */
    OK(telnyx_errors_policy_init(&policy, sizeof policy));
    OK(telnyx_errors_amendment_init(&rules[0], sizeof rules[0]));
    OK(telnyx_errors_amendment_init(&rules[1], sizeof rules[1]));
    CHECK(rules[0].wait == TELNYX_ERRORS_AS_USUAL && rules[0].remedy == TELNYX_ERRORS_AS_USUAL);
    rules[0].code = 40008;
    rules[0].retry = TELNYX_ERRORS_RETRY_CLASS_PERMANENT;
    rules[1].code = 49999;
    rules[1].retry = TELNYX_ERRORS_RETRY_CLASS_AUTOMATIC;
    policy.amendments = rules;
    policy.amendment_count = 2;
    OK(telnyx_errors_check_amendments(&policy, &problem, &index));
    CHECK(problem == TELNYX_ERRORS_AMENDMENT_PROBLEM_UNMARKED && index == 1);
    rules[1].looser = 1;
    OK(telnyx_errors_check_amendments(&policy, &problem, &index));
    CHECK(problem == TELNYX_ERRORS_AMENDMENT_PROBLEM_NONE);
    OK(telnyx_errors_decide_code(40008, NULL, &policy, &next));
    CHECK(next.step == TELNYX_ERRORS_STEP_STOP && next.basis == TELNYX_ERRORS_BASIS_AMENDED);
    OK(telnyx_errors_decide_code(49999, NULL, &policy, &next));
    CHECK(next.step == TELNYX_ERRORS_STEP_RETRY && next.basis == TELNYX_ERRORS_BASIS_AMENDED);
    rules[1].wait = 1000;
    GIVES(BAD_VALUE, telnyx_errors_decide_code(49999, NULL, &policy, &next));
    policy.amendment_count = TELNYX_ERRORS_MOST_AMENDMENTS + 1;
    GIVES(OUT_OF_RANGE, telnyx_errors_decide_code(49999, NULL, &policy, &next));
    policy.amendments = NULL;
    policy.amendment_count = 1;
    GIVES(NULL_POINTER, telnyx_errors_decide_code(49999, NULL, &policy, &next));
}

static void check_pauses(void) {
    telnyx_errors_decision next = {.struct_size = sizeof next};
    telnyx_errors_ids ids;
    telnyx_errors_pause held = {.struct_size = sizeof held};
    telnyx_errors_pause other;
    int32_t stricter = -1;
    OK(telnyx_errors_decide_code(40300, NULL, NULL, &next));
    OK(telnyx_errors_ids_init(&ids, sizeof ids));
    CHECK(ids.sender.size == 0 && ids.channel == TELNYX_ERRORS_CHANNEL_UNKNOWN);
    OK(telnyx_errors_decide_code(40305, NULL, NULL, &next)); /* the sender is not set up */
    ids.sender.data = "+13125550100";
    ids.sender.size = 12;
    OK(telnyx_errors_pause_of(&next, &ids, NULL, &held));
    CHECK(held.coverage == TELNYX_ERRORS_COVERAGE_WHOLE && held.scope == TELNYX_ERRORS_SCOPE_SENDER);
    CHECK(is(held.scope_key, "+13125550100") && is(held.toward_key, "") && held.suppression == 0);
    CHECK(held.until == TELNYX_ERRORS_TIME_UNKNOWN && held.actor == TELNYX_ERRORS_ACTOR_PERSON);
    other = held;
    other.until = 5;
    OK(telnyx_errors_pause_is_stricter(&held, &other, &stricter));
    CHECK(stricter == 1);
    OK(telnyx_errors_pause_is_stricter(&other, &held, &stricter));
    CHECK(stricter == 0);
    other.scope = 99;
    GIVES(BAD_VALUE, telnyx_errors_pause_is_stricter(&held, &other, &stricter));
    GIVES(NULL_POINTER, telnyx_errors_pause_is_stricter(&held, &held, NULL));
    OK(telnyx_errors_pause_of(&next, NULL, NULL, &held));
    CHECK(held.coverage == TELNYX_ERRORS_COVERAGE_UNKNOWN_KEY);
    next.consent = TELNYX_ERRORS_CONSENT_OPTED_OUT;
    OK(telnyx_errors_pause_of(&next, &ids, NULL, &held));
    CHECK(held.suppression == 1);
    ids.brand.data = NULL;
    ids.brand.size = 3;
    GIVES(NULL_POINTER, telnyx_errors_pause_of(&next, &ids, NULL, &held));
    GIVES(NULL_POINTER, telnyx_errors_pause_of(NULL, NULL, NULL, &held));
    next.step = 99;
    GIVES(BAD_VALUE, telnyx_errors_pause_of(&next, NULL, NULL, &held));
}

static void check_payloads(void) {
    telnyx_errors_report* report = NULL;
    telnyx_errors_summary summary = {.struct_size = sizeof summary};
    telnyx_errors_error errors[1] = {{.struct_size = sizeof errors[0]}};
    telnyx_errors_recipient recipients[2] = {{.struct_size = sizeof recipients[0]}};
    telnyx_errors_decision each[2] = {{.struct_size = sizeof each[0]}};
    telnyx_errors_embedded embedded = {.struct_size = sizeof embedded};

    OK(telnyx_errors_read(TEXT(refusal), TELNYX_ERRORS_PHASE_UNKNOWN, &report, &summary));
    CHECK(summary.kind == TELNYX_ERRORS_KIND_API_ERROR && summary.phase == TELNYX_ERRORS_PHASE_REQUEST);
    CHECK(summary.error_count == 1 && summary.recipient_count == 0 && is(summary.message_id, ""));
    OK(telnyx_errors_report_errors(report, 0, 1, errors));
    CHECK(errors[0].number == 40300 && errors[0].known == 1 && errors[0].recipient == TELNYX_ERRORS_PLACE_UNKNOWN);
    CHECK(is(errors[0].code, "40300") && is(errors[0].pointer, "/to") && errors[0].title_disagrees == 0);
    GIVES(OUT_OF_RANGE, telnyx_errors_report_errors(report, 0, 2, errors));
    GIVES(OUT_OF_RANGE, telnyx_errors_report_errors(report, 2, 0, errors));
    GIVES(OUT_OF_RANGE, telnyx_errors_report_errors(report, 1, (size_t)-1, errors));
    OK(telnyx_errors_report_errors(report, 1, 0, NULL));
    OK(telnyx_errors_decide(report, NULL, NULL, &each[0]));
    CHECK(each[0].step == TELNYX_ERRORS_STEP_STOP && each[0].consent == TELNYX_ERRORS_CONSENT_OPTED_OUT);
    GIVES(OUT_OF_RANGE, telnyx_errors_decide_recipient(report, 0, NULL, NULL, &each[0]));
    telnyx_errors_report_free(report);

    OK(telnyx_errors_read(TEXT(webhook), TELNYX_ERRORS_PHASE_DELIVERY, &report, NULL));
    OK(telnyx_errors_report_summary(report, &summary));
    CHECK(summary.kind == TELNYX_ERRORS_KIND_WEBHOOK && summary.final_event == 1 && summary.channel == TELNYX_ERRORS_CHANNEL_SMS);
    CHECK(summary.outcome == TELNYX_ERRORS_OUTCOME_FAILED && summary.error_count == 1 && summary.recipient_count == 2);
    CHECK(is(summary.message_id, "m-1") && is(summary.event_id, "e-1") && is(summary.sender, "+13125550100"));
    CHECK(is(summary.event_type, "message.finalized") && is(summary.occurred_at, "2026-11-24T09:30:00.000Z"));
    CHECK(is(summary.cost, "0.0051") && is(summary.currency, "USD"));
    CHECK(summary.retry_after_ms == TELNYX_ERRORS_DELAY_UNKNOWN && summary.should_retry == TELNYX_ERRORS_SERVER_WISH_NONE);
    { // as a program that was compiled before the struct had costs
        telnyx_errors_summary earlier = {.struct_size = offsetof(telnyx_errors_summary, cost)};
        OK(telnyx_errors_report_summary(report, &earlier));
        CHECK(is(earlier.message_id, "m-1") && earlier.struct_size == offsetof(telnyx_errors_summary, cost));
        CHECK(earlier.cost.data == NULL && earlier.currency.data == NULL && earlier.retry_after_ms == 0);
        earlier.struct_size = offsetof(telnyx_errors_summary, delivered_to); // smaller than any that was published
        GIVES(STRUCT_SIZE, telnyx_errors_report_summary(report, &earlier));
    }
    OK(telnyx_errors_report_recipients(report, 0, 2, recipients));
    CHECK(recipients[1].struct_size == sizeof recipients[1] && is(recipients[1].phone_number, "+13125550143"));
    CHECK(recipients[0].outcome == TELNYX_ERRORS_OUTCOME_DELIVERED && recipients[1].outcome == TELNYX_ERRORS_OUTCOME_FAILED);
    CHECK(is(recipients[1].carrier, "Carrier B") && recipients[1].place == 1);
    OK(telnyx_errors_report_errors(report, 0, 1, errors));
    CHECK(errors[0].recipient == 1);
    OK(telnyx_errors_decide_each(report, NULL, NULL, 2, each));
    CHECK(each[0].step == TELNYX_ERRORS_STEP_NONE && each[0].receipt == TELNYX_ERRORS_RECEIPT_YES);
    CHECK(each[1].step == TELNYX_ERRORS_STEP_STOP && each[1].governing_code == 40001 && each[1].struct_size == sizeof each[1]);
    GIVES(OUT_OF_RANGE, telnyx_errors_decide_each(report, NULL, NULL, 1, each));
    OK(telnyx_errors_decide_recipient(report, 0, NULL, NULL, &each[1]));
    CHECK(memcmp(&each[0], &each[1], sizeof each[0]) == 0);
    OK(telnyx_errors_decide_lookup(report, NULL, NULL, &each[0]));
    CHECK(each[0].step != TELNYX_ERRORS_STEP_RETRY);
    telnyx_errors_report_free(report);

    OK(telnyx_errors_read(TEXT("<html>"), TELNYX_ERRORS_PHASE_UNKNOWN, &report, &summary));
    CHECK(summary.kind == TELNYX_ERRORS_KIND_NOT_JSON && summary.problem == TELNYX_ERRORS_PROBLEM_MALFORMED);
    telnyx_errors_report_free(report);
    OK(telnyx_errors_read(NULL, 0, TELNYX_ERRORS_PHASE_UNKNOWN, &report, &summary));
    CHECK(summary.problem == TELNYX_ERRORS_PROBLEM_EMPTY);
    telnyx_errors_report_free(report);
    telnyx_errors_report_free(NULL);

    OK(telnyx_errors_read_embedded(TEXT("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\n\r\n"
                                        "{\"errors\":[{\"code\":\"10011\"}]}"),
                                   TELNYX_ERRORS_PHASE_UNKNOWN, TELNYX_ERRORS_TIME_UNKNOWN, &report, &summary, &embedded));
    CHECK(embedded.http_status == 429 && embedded.retry_after_ms == 3000 && embedded.notation == TELNYX_ERRORS_NOTATION_JSON);
    CHECK(embedded.first == 50 && embedded.size == 29 && summary.http_status == 429 && summary.error_count == 1);
    telnyx_errors_report_free(report);

    report = NULL;
    GIVES(NULL_POINTER, telnyx_errors_read(NULL, 1, 0, &report, NULL));
    GIVES(NULL_POINTER, telnyx_errors_read(TEXT("{}"), 0, NULL, NULL));
    GIVES(BAD_VALUE, telnyx_errors_read(TEXT("{}"), 4, &report, NULL));
    CHECK(report == NULL);
    GIVES(NULL_POINTER, telnyx_errors_report_summary(NULL, &summary));
    GIVES(NULL_POINTER, telnyx_errors_decide(NULL, NULL, NULL, &each[0]));
    GIVES(NULL_POINTER, telnyx_errors_report_errors(NULL, 0, 0, NULL));
}

static void check_histories(void) {
    telnyx_errors_history known;
    telnyx_errors_history other;
    telnyx_errors_history_state state = {.struct_size = sizeof state};
    telnyx_errors_decision next = {.struct_size = sizeof next};
    telnyx_errors_report* report = NULL;
    OK(telnyx_errors_history_init(&known, sizeof known));
    OK(telnyx_errors_history_init(&other, sizeof other));
    OK(telnyx_errors_history_read(&known, &state));
    CHECK(state.known == 0 && state.outcome == TELNYX_ERRORS_OUTCOME_NONE && state.exists == 0);
    OK(telnyx_errors_history_decide(&known, NULL, NULL, &next));
    CHECK(next.step == TELNYX_ERRORS_STEP_RECONCILE);
    OK(telnyx_errors_read(TEXT(webhook), TELNYX_ERRORS_PHASE_DELIVERY, &report, NULL));
    OK(telnyx_errors_history_add(&known, report, 1, NULL, NULL));
    OK(telnyx_errors_history_read(&known, &state));
    CHECK(state.known == 1 && state.outcome == TELNYX_ERRORS_OUTCOME_FAILED && state.settled == 1);
    CHECK(state.ending == TELNYX_ERRORS_ENDING_FAILED && state.failure_code == 40001 && state.contradictory == 0);
    CHECK(known.columns[TELNYX_ERRORS_HISTORY_COLUMN_ENDING] == TELNYX_ERRORS_ENDING_FAILED);
    OK(telnyx_errors_history_decide(&known, NULL, NULL, &next));
    CHECK(next.step == TELNYX_ERRORS_STEP_STOP && next.governing_code == 40001);
    OK(telnyx_errors_history_add_address(&other, report, TEXT("+13125550142"), NULL, NULL));
    OK(telnyx_errors_history_read(&other, &state));
    CHECK(state.progress == TELNYX_ERRORS_PROGRESS_DELIVERED && state.outcome == TELNYX_ERRORS_OUTCOME_DELIVERED);
    OK(telnyx_errors_history_merge(&known, &other));
    OK(telnyx_errors_history_read(&known, &state));
    CHECK(state.contradictory == 1);
    GIVES(NULL_POINTER, telnyx_errors_history_merge(&known, NULL));
    GIVES(NULL_POINTER, telnyx_errors_history_add_address(&other, report, NULL, 4, NULL, NULL));
    telnyx_errors_report_free(report);
}

/* Structs of other sizes: those of an older or a newer header. */
static void check_struct_sizes(void) {
    struct {
        telnyx_errors_decision known;
        unsigned char more[16];
    } larger;
    struct {
        telnyx_errors_situation known;
        unsigned char more[8];
    } here;
    telnyx_errors_decision next = {.struct_size = sizeof next};
    memset(&larger, 0x5A, sizeof larger);
    larger.known.struct_size = sizeof larger;
    OK(telnyx_errors_decide_code(40300, NULL, NULL, &larger.known));
    CHECK(larger.known.step == TELNYX_ERRORS_STEP_STOP && larger.known.struct_size == sizeof larger);
    CHECK(larger.more[0] == 0 && larger.more[15] == 0); /* what the library does not know is 0 */

    memset(&here, 0x5A, sizeof here);
    OK(telnyx_errors_situation_init(&here.known, sizeof here));
    CHECK(here.more[0] == 0 && here.known.struct_size == sizeof here);
    OK(telnyx_errors_decide_code(40300, &here.known, NULL, &next));
    here.more[7] = 1;
    GIVES(STRUCT_SIZE, telnyx_errors_decide_code(40300, &here.known, NULL, &next));

    memset(&next, 0x5A, sizeof next);
    next.struct_size = sizeof next - 8;
    GIVES(STRUCT_SIZE, telnyx_errors_decide_code(40300, NULL, NULL, &next));
    CHECK(next.step == 0x5A5A5A5A); /* nothing was written */
    next.struct_size = 0;
    GIVES(STRUCT_SIZE, telnyx_errors_decide_code(40300, NULL, NULL, &next));
    next.struct_size = sizeof next + 1;
    GIVES(STRUCT_SIZE, telnyx_errors_decide_code(40300, NULL, NULL, &next));
    GIVES(STRUCT_SIZE, telnyx_errors_situation_init(&here.known, sizeof here.known - 8));
    GIVES(NULL_POINTER, telnyx_errors_situation_init(NULL, sizeof here));
}

int main(void) {
    check_version_and_names();
    check_numbers();
    check_codes();
    check_headers_and_times();
    check_backoff();
    check_words();
    check_decisions_about_codes();
    check_pauses();
    check_payloads();
    check_histories();
    check_struct_sizes();
    if (failures != 0) {
        printf("%d checks failed\n", failures);
        return EXIT_FAILURE;
    }
    puts("every function of the C interface was called");
    return EXIT_SUCCESS;
}
