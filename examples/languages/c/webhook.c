/* Reads a webhook from standard input and says what to do about each recipient. Exit status 2: it could not be read.
 *
 *     cc -std=c99 webhook.c $(pkg-config --cflags --libs telnyx-errors-c) -o webhook && ./webhook <webhook.json
 */
#include <stdio.h>
#include <stdlib.h>

#include <telnyx/errors/c_api.h>

#define MOST_BYTES ((size_t)16 << 20)

static void show(telnyx_errors_string whom, const telnyx_errors_decision* next) {
    printf("%.*s: %s, because %s", (int)whom.size, whom.data, telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_STEP, next->step),
           telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_REASON, next->reason));
    if (next->governing_code != 0) {
        printf(" (%ld)", (long)next->governing_code);
    }
    if (next->delay_ms != TELNYX_ERRORS_DELAY_UNKNOWN) {
        printf(", after %lu ms", (unsigned long)next->delay_ms);
    }
    if (next->consent == TELNYX_ERRORS_CONSENT_OPTED_OUT) {
        printf(", and put them on the suppression list");
    }
    putchar('\n');
}

/* Reads the payload and decides. The report holds all strings until it is freed. */
static int32_t decide(const char* body, size_t size) {
    telnyx_errors_report* report = NULL;
    telnyx_errors_summary summary = {.struct_size = sizeof summary};
    telnyx_errors_decision next = {.struct_size = sizeof next};
    telnyx_errors_recipient recipient = {.struct_size = sizeof recipient};
    int32_t status = telnyx_errors_read(body, size, TELNYX_ERRORS_PHASE_DELIVERY, &report, &summary);
    if (status == TELNYX_ERRORS_STATUS_OK && summary.recipient_count == 0) {
        status = telnyx_errors_decide(report, NULL, NULL, &next);
        if (status == TELNYX_ERRORS_STATUS_OK) {
            show(summary.message_id, &next);
        }
    }
    for (size_t i = 0; status == TELNYX_ERRORS_STATUS_OK && i != summary.recipient_count; ++i) {
        status = telnyx_errors_report_recipients(report, i, 1, &recipient);
        if (status == TELNYX_ERRORS_STATUS_OK) {
            status = telnyx_errors_decide_recipient(report, i, NULL, NULL, &next);
        }
        if (status == TELNYX_ERRORS_STATUS_OK) {
            show(recipient.phone_number, &next);
        }
    }
    telnyx_errors_report_free(report);
    return status;
}

int main(void) {
    char* const body = malloc(MOST_BYTES);
    size_t size;
    int32_t status;
    if (body == NULL) {
        fputs("webhook: out of memory\n", stderr);
        return 2;
    }
    size = fread(body, 1, MOST_BYTES, stdin);
    status = decide(body, size);
    free(body);
    if (status != TELNYX_ERRORS_STATUS_OK) {
        fprintf(stderr, "webhook: %s\n", telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_STATUS, status));
        return 2;
    }
    return EXIT_SUCCESS;
}
