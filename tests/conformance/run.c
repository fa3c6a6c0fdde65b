/* Runs vectors with the C interface: run_c FILE...
 * The last line says how many there were and how many failed. Exit status 0 if all passed and there was at least one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <telnyx/errors/c_api.h>

#include "c_forms.h"

#define SUITE_VERSION "1.1.0"

/* What most operations are given. */
struct context {
    telnyx_errors_situation here;
    telnyx_errors_policy policy;
    telnyx_errors_amendment* amendments;
};

static void read_policy(struct context* result, const json_t* given) {
    json_t* const plain = given != NULL ? json_copy((json_t*)given) : json_object();
    const json_t* const list = json_object_get(plain, "amendments");
    size_t i;
    if (json_is_true(json_object_get(plain, "delivery_policy"))) {
        REQUIRE(telnyx_errors_delivery_policy_init(&result->policy, sizeof result->policy));
    } else {
        REQUIRE(telnyx_errors_policy_init(&result->policy, sizeof result->policy));
    }
    result->amendments = calloc(json_array_size(list) + 1, sizeof *result->amendments);
    if (result->amendments == NULL) {
        exit(2);
    }
    for (i = 0; i != json_array_size(list); ++i) {
        REQUIRE(telnyx_errors_amendment_init(&result->amendments[i], sizeof result->amendments[i]));
        fill("amendment", &result->amendments[i], json_array_get(list, i));
    }
    result->policy.amendments = result->amendments;
    result->policy.amendment_count = (uint32_t)json_array_size(list);
    json_object_del(plain, "amendments");
    json_object_del(plain, "delivery_policy");
    fill("policy", &result->policy, plain);
    json_decref(plain);
}

static struct context context_of(const json_t* input) {
    struct context result;
    REQUIRE(telnyx_errors_situation_init(&result.here, sizeof result.here));
    fill("situation", &result.here, json_object_get(input, "situation"));
    read_policy(&result, json_object_get(input, "policy"));
    return result;
}

static telnyx_errors_string text_of(const json_t* input) {
    static char decoded[1 << 16];
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const json_t* const plain = json_object_get(input, "text");
    const char* encoded = json_string_value(json_object_get(input, "base64"));
    telnyx_errors_string result;
    uint32_t bits = 0;
    int count = 0;
    result.data = plain != NULL ? json_string_value(plain) : decoded;
    result.size = plain != NULL ? json_string_length(plain) : 0;
    for (; encoded != NULL && *encoded != '\0' && *encoded != '=' && result.size != sizeof decoded; ++encoded) {
        bits = bits << 6 | (uint32_t)(strchr(digits, *encoded) - digits);
        if ((count += 6) >= 8) {
            count -= 8;
            decoded[result.size++] = (char)(unsigned char)(bits >> count);
        }
    }
    if (plain == NULL && json_object_get(input, "base64") == NULL) {
        complain("neither text nor base64", "");
    }
    return result;
}

static int32_t word_in(int32_t enumeration, const json_t* name, int32_t otherwise) {
    return name != NULL ? telnyx_errors_value(enumeration, json_string_value(name), json_string_length(name)) : otherwise;
}
static int64_t time_in(const json_t* input) {
    const char* const digits = json_string_value(json_object_get(input, "time"));
    return digits != NULL ? strtoll(digits, NULL, 10) : TELNYX_ERRORS_TIME_UNKNOWN;
}
static uint64_t number_in(const json_t* input, const char* name) {
    const char* const digits = json_string_value(json_object_get(input, name));
    return digits == NULL ? 0 : digits[0] == '-' ? (uint64_t)strtoll(digits, NULL, 10) : strtoull(digits, NULL, 10);
}

static json_t* report_of(const telnyx_errors_report* report) {
    telnyx_errors_summary summary = {.struct_size = sizeof summary};
    json_t* const errors = json_array();
    json_t* const recipients = json_array();
    json_t* result;
    size_t i;
    REQUIRE(telnyx_errors_report_summary(report, &summary));
    for (i = 0; i != summary.error_count; ++i) {
        telnyx_errors_error error = {.struct_size = sizeof error};
        REQUIRE(telnyx_errors_report_errors(report, i, 1, &error));
        json_array_append_new(errors, object_of("error", &error));
    }
    for (i = 0; i != summary.recipient_count; ++i) {
        telnyx_errors_recipient recipient = {.struct_size = sizeof recipient};
        REQUIRE(telnyx_errors_report_recipients(report, i, 1, &recipient));
        json_array_append_new(recipients, object_of("recipient", &recipient));
    }
    result = object_of("summary", &summary);
    json_object_set_new(result, "errors", errors);
    json_object_set_new(result, "recipients", recipients);
    return result;
}

static telnyx_errors_report* read(const json_t* input) {
    const telnyx_errors_string text = text_of(input);
    telnyx_errors_report* report = NULL;
    REQUIRE(telnyx_errors_read(
        text.data, text.size,
        word_in(TELNYX_ERRORS_ENUMERATION_PHASE, json_object_get(input, "phase"), TELNYX_ERRORS_PHASE_UNKNOWN), &report, NULL));
    return report;
}

static json_t* answer_payload(const json_t* input, const struct context* with) {
    telnyx_errors_report* const report = read(input);
    telnyx_errors_decision whole = {.struct_size = sizeof whole};
    telnyx_errors_decision lookup = {.struct_size = sizeof lookup};
    telnyx_errors_summary summary = {.struct_size = sizeof summary};
    json_t* const each = json_array();
    telnyx_errors_decision* all;
    size_t i;
    REQUIRE(telnyx_errors_report_summary(report, &summary));
    REQUIRE(telnyx_errors_decide(report, &with->here, &with->policy, &whole));
    REQUIRE(telnyx_errors_decide_lookup(report, &with->here, &with->policy, &lookup));
    all = calloc(summary.recipient_count + 1, sizeof *all);
    if (all == NULL) {
        exit(2);
    }
    all[0].struct_size = sizeof all[0];
    REQUIRE(telnyx_errors_decide_each(report, &with->here, &with->policy, summary.recipient_count, all));
    for (i = 0; i != summary.recipient_count; ++i) {
        json_array_append_new(each, object_of("decision", &all[i]));
    }
    free(all);
    {
        json_t* const result = json_pack("{s:o, s:o, s:o, s:o}", "report", report_of(report), "decision",
                                         object_of("decision", &whole), "each", each, "lookup", object_of("decision", &lookup));
        telnyx_errors_report_free(report);
        return result;
    }
}

static json_t* answer_code(const json_t* input, const struct context* with) {
    const int64_t number = (int64_t)number_in(input, "number");
    telnyx_errors_code_info info = {.struct_size = sizeof info};
    telnyx_errors_decision next = {.struct_size = sizeof next};
    REQUIRE(telnyx_errors_lookup(number, &info));
    REQUIRE(telnyx_errors_decide_code(number, &with->here, &with->policy, &next));
    return json_pack("{s:o, s:o}", "info", object_of("code_info", &info), "decision", object_of("decision", &next));
}

static json_t* answer_embedded(const json_t* input) {
    const telnyx_errors_string text = text_of(input);
    telnyx_errors_embedded about = {.struct_size = sizeof about};
    telnyx_errors_report* report = NULL;
    json_t* result;
    REQUIRE(telnyx_errors_read_embedded(text.data, text.size, TELNYX_ERRORS_PHASE_UNKNOWN, time_in(input), &report, NULL, &about));
    result = json_pack("{s:o, s:o}", "embedded", object_of("embedded", &about), "report", report_of(report));
    telnyx_errors_report_free(report);
    return result;
}

static json_t* answer_history(const json_t* input, const struct context* with) {
    struct context adding;
    telnyx_errors_history known;
    telnyx_errors_history_state state = {.struct_size = sizeof state};
    telnyx_errors_decision next = {.struct_size = sizeof next};
    const json_t* const payloads = json_object_get(input, "payloads");
    json_t* const columns = json_array();
    json_t* result;
    size_t i;
    read_policy(&adding, json_object_get(input, "added_with"));
    REQUIRE(telnyx_errors_history_init(&known, sizeof known));
    for (i = 0; i != json_array_size(payloads); ++i) {
        const json_t* const payload = json_array_get(payloads, i);
        const json_t* const address = json_object_get(payload, "address");
        telnyx_errors_report* const report = read(payload);
        REQUIRE(telnyx_errors_situation_init(&adding.here, sizeof adding.here));
        fill("situation", &adding.here, json_object_get(payload, "situation"));
        if (address != NULL) {
            REQUIRE(telnyx_errors_history_add_address(&known, report, json_string_value(address), json_string_length(address),
                                                      &adding.here, &adding.policy));
        } else {
            REQUIRE(
                telnyx_errors_history_add(&known, report, (size_t)number_in(payload, "recipient"), &adding.here, &adding.policy));
        }
        telnyx_errors_report_free(report);
    }
    free(adding.amendments);
    REQUIRE(telnyx_errors_history_read(&known, &state));
    REQUIRE(telnyx_errors_history_decide(&known, &with->here, &with->policy, &next));
    for (i = 0; i != TELNYX_ERRORS_HISTORY_COLUMNS; ++i) {
        json_array_append_new(columns, integer(known.columns[i]));
    }
    result = object_of("history_state", &state);
    json_object_set_new(result, "columns", columns);
    return json_pack("{s:o, s:o}", "history", result, "decision", object_of("decision", &next));
}

static json_t* answer_pause(const json_t* input, const struct context* with) {
    telnyx_errors_decision next = {.struct_size = sizeof next};
    telnyx_errors_ids ids;
    telnyx_errors_pause held = {.struct_size = sizeof held};
    next.delay_ms = TELNYX_ERRORS_DELAY_UNKNOWN;
    next.not_before = TELNYX_ERRORS_TIME_UNKNOWN;
    fill("decision", &next, json_object_get(input, "decision"));
    REQUIRE(telnyx_errors_ids_init(&ids, sizeof ids));
    fill("ids", &ids, json_object_get(input, "ids"));
    REQUIRE(telnyx_errors_pause_of(&next, &ids, &with->here, &held));
    return json_pack("{s:o}", "pause", object_of("pause", &held));
}

static json_t* answer_headers(const json_t* input, int only_retry_after) {
    const telnyx_errors_string text = text_of(input);
    telnyx_errors_hint hint = {.struct_size = sizeof hint};
    REQUIRE(only_retry_after ? telnyx_errors_parse_retry_after(text.data, text.size, time_in(input), &hint)
                             : telnyx_errors_read_headers(text.data, text.size, time_in(input), &hint));
    return json_pack("{s:o}", "hint", object_of("hint", &hint));
}

static json_t* answer_time(const json_t* input) {
    const char* const function = json_string_value(json_object_get(input, "function"));
    const json_t* const text = json_object_get(input, "text");
    const char* const data = json_string_value(text);
    const size_t size = json_string_length(text);
    const int64_t time = time_in(input);
    const int64_t result = strcmp(function, "rfc3339") == 0             ? telnyx_errors_parse_rfc3339(data, size)
                           : strcmp(function, "http_date") == 0         ? telnyx_errors_parse_http_date(data, size, time)
                           : strcmp(function, "next_minute") == 0       ? telnyx_errors_next_minute(time)
                           : strcmp(function, "next_midnight_utc") == 0 ? telnyx_errors_next_midnight_utc(time)
                                                                        : telnyx_errors_next_midnight_in_los_angeles(time);
    return result != TELNYX_ERRORS_TIME_UNKNOWN ? json_pack("{s:o}", "time", integer(result)) : json_object();
}

static json_t* answer_backoff(const json_t* input, const struct context* with) {
    const uint32_t attempt = (uint32_t)number_in(input, "attempt");
    const uint32_t bits = (uint32_t)number_in(input, "random_bits");
    uint64_t nominal = 0;
    uint64_t backoff = 0;
    uint64_t after_hint = 0;
    REQUIRE(telnyx_errors_nominal_delay_ms(&with->policy, attempt, &nominal));
    REQUIRE(telnyx_errors_backoff_ms(&with->policy, attempt, bits, &backoff));
    REQUIRE(telnyx_errors_delay_after_hint_ms(number_in(input, "hint_ms"), &with->policy, attempt, bits, &after_hint));
    return json_pack("{s:o, s:o, s:o}", "nominal_ms", natural(nominal), "backoff_ms", natural(backoff), "after_hint_ms",
                     natural(after_hint));
}

static json_t* answer_words(const json_t* input) {
    const telnyx_errors_string text = text_of(input);
    char* const masked = malloc(text.size + 1);
    json_t* result;
    if (masked == NULL) {
        exit(2);
    }
    memcpy(masked, text.data, text.size);
    telnyx_errors_mask_phone_numbers(masked, text.size);
    result =
        json_pack("{s:o, s:o, s:o, s:o, s:o}", "keyword",
                  word(TELNYX_ERRORS_ENUMERATION_KEYWORD, telnyx_errors_keyword_of(text.data, text.size)), "autoresponse",
                  word(TELNYX_ERRORS_ENUMERATION_KEYWORD, telnyx_errors_keyword_of_autoresponse(text.data, text.size)), "outcome",
                  word(TELNYX_ERRORS_ENUMERATION_OUTCOME,
                       telnyx_errors_outcome_of_status(text.data, text.size, json_is_true(json_object_get(input, "inbound")))),
                  "code_number", integer(telnyx_errors_code_number(text.data, text.size)), "code_of_title",
                  integer(telnyx_errors_code_of_title(text.data, text.size)));
    if (telnyx_errors_states_opt_out(text.data, text.size) != 0) {
        json_object_set_new(result, "states_opt_out", json_true());
    }
    if (text.size != 0) {
        json_object_set_new(result, "masked", json_stringn(masked, text.size));
    }
    free(masked);
    return result;
}

static json_t* answer_amendments(const struct context* with) {
    int32_t problem = 0;
    size_t index = 0;
    REQUIRE(telnyx_errors_check_amendments(&with->policy, &problem, &index));
    return json_pack("{s:o, s:o}", "problem", word(TELNYX_ERRORS_ENUMERATION_AMENDMENT_PROBLEM, problem), "index", natural(index));
}

static json_t* answer_enumeration(const json_t* input) {
    json_t* const names = json_array();
    int32_t enumeration = 0;
    int32_t value;
    while (*telnyx_errors_enumeration_name(enumeration) != '\0' &&
           strcmp(telnyx_errors_enumeration_name(enumeration), json_string_value(json_object_get(input, "name"))) != 0) {
        ++enumeration;
    }
    for (value = 0; value != telnyx_errors_enumerator_count(enumeration); ++value) {
        json_array_append_new(names, word(enumeration, value));
    }
    return json_pack("{s:o}", "names", names);
}

static json_t* answer(const char* operation, const json_t* input) {
    const struct context with = context_of(input);
    json_t* result = strcmp(operation, "payload") == 0       ? answer_payload(input, &with)
                     : strcmp(operation, "code") == 0        ? answer_code(input, &with)
                     : strcmp(operation, "embedded") == 0    ? answer_embedded(input)
                     : strcmp(operation, "history") == 0     ? answer_history(input, &with)
                     : strcmp(operation, "pause") == 0       ? answer_pause(input, &with)
                     : strcmp(operation, "headers") == 0     ? answer_headers(input, 0)
                     : strcmp(operation, "retry_after") == 0 ? answer_headers(input, 1)
                     : strcmp(operation, "time") == 0        ? answer_time(input)
                     : strcmp(operation, "backoff") == 0     ? answer_backoff(input, &with)
                     : strcmp(operation, "words") == 0       ? answer_words(input)
                     : strcmp(operation, "amendments") == 0  ? answer_amendments(&with)
                     : strcmp(operation, "enumeration") == 0 ? answer_enumeration(input)
                                                             : NULL;
    if (result == NULL) {
        complain("unknown operation", operation);
    }
    free(with.amendments);
    return result;
}

static int run_vector(const json_t* vector) {
    json_t* found;
    wrong[0] = '\0';
    found = answer(json_string_value(json_object_get(vector, "operation")), json_object_get(vector, "input"));
    if (wrong[0] == '\0' && !json_equal(found, json_object_get(vector, "expected"))) {
        char* const shown = json_dumps(found, JSON_SORT_KEYS);
        complain("says", shown);
        free(shown);
    }
    json_decref(found);
    if (wrong[0] != '\0') {
        printf("%s: %s\n", json_string_value(json_object_get(vector, "id")), wrong);
    }
    return wrong[0] == '\0';
}

int main(int argc, char** argv) {
    size_t count = 0;
    size_t failed = 0;
    int i;
    read_layout();
    for (i = 1; i < argc; ++i) {
        json_t* const suite = json_load_file(argv[i], JSON_ALLOW_NUL, NULL);
        const char* const version = json_string_value(json_object_get(suite, "suite_version"));
        const json_t* const vectors = json_object_get(suite, "vectors");
        size_t place;
        if (version == NULL || strcmp(version, SUITE_VERSION) != 0) {
            printf("%s: not a file of version " SUITE_VERSION " of the suite\n", argv[i]);
            json_decref(suite);
            return 2;
        }
        for (place = 0; place != json_array_size(vectors); ++place) {
            ++count;
            failed += run_vector(json_array_get(vectors, place)) ? 0 : 1;
        }
        json_decref(suite);
    }
    printf("suite " SUITE_VERSION ": %lu vectors, %lu failed\n", (unsigned long)count, (unsigned long)failed);
    return count != 0 && failed == 0 ? 0 : 1;
}
