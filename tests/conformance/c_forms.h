/* The structs of the C interface in the form of the vectors, and back. To be included once, by run.c.
 * Members are found by the layout that the library describes, so that nothing here repeats a struct. */
#ifndef TELNYX_ERRORS_TESTS_CONFORMANCE_C_FORMS_H
#define TELNYX_ERRORS_TESTS_CONFORMANCE_C_FORMS_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <telnyx/errors/c_api.h>

#define MOST_ROWS 512

static telnyx_errors_member rows[MOST_ROWS];
static size_t row_count = 0;
static char wrong[512]; /* why the vector cannot be run; empty if it can */

static void complain(const char* what, const char* about) {
    if (wrong[0] == '\0') {
        snprintf(wrong, sizeof wrong, "%s: %s", what, about != NULL ? about : "");
    }
}

static void require(int32_t status, const char* function) {
    if (status != TELNYX_ERRORS_STATUS_OK) {
        complain(function, telnyx_errors_name(TELNYX_ERRORS_ENUMERATION_STATUS, status));
    }
}
#define REQUIRE(call) require((call), #call)

static void read_layout(void) {
    for (; row_count != MOST_ROWS; ++row_count) {
        rows[row_count].struct_size = sizeof rows[row_count];
        if (telnyx_errors_member_at(row_count, &rows[row_count]) != TELNYX_ERRORS_STATUS_OK) {
            return;
        }
    }
}

/* Integers are written as strings, because not every language has 64 bits for them. */
static json_t* integer(int64_t value) {
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    return json_string(digits);
}
static json_t* natural(uint64_t value) {
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRIu64, value);
    return json_string(digits);
}
static json_t* word(int32_t enumeration, int32_t value) { return json_string(telnyx_errors_name(enumeration, value)); }

static int64_t signed_at(const char* place, uint32_t size) {
    int32_t narrow;
    int64_t wide;
    if (size == sizeof narrow) {
        memcpy(&narrow, place, sizeof narrow);
        return narrow;
    }
    memcpy(&wide, place, sizeof wide);
    return wide;
}
static uint64_t unsigned_at(const char* place, uint32_t size) {
    uint32_t narrow;
    uint64_t wide;
    if (size == sizeof narrow) {
        memcpy(&narrow, place, sizeof narrow);
        return narrow;
    }
    memcpy(&wide, place, sizeof wide);
    return wide;
}

/* A member in the form of the vectors; null if it is empty and left out. */
static json_t* value_of(const telnyx_errors_member* row, const char* place) {
    telnyx_errors_string text;
    switch (row->type) {
    case 'e': return word(row->enumeration, (int32_t)signed_at(place, row->size));
    case 'f': return signed_at(place, row->size) != 0 ? json_true() : NULL;
    case 'i': return integer(signed_at(place, row->size));
    case 'u': return natural(unsigned_at(place, row->size));
    case 'n':
    case 't': {
        const int64_t value = signed_at(place, row->size);
        const int64_t unknown = row->type == 't' ? TELNYX_ERRORS_TIME_UNKNOWN : TELNYX_ERRORS_PLACE_UNKNOWN;
        return value != unknown ? integer(value) : NULL;
    }
    case 'd': {
        const uint64_t value = unsigned_at(place, row->size);
        return value != TELNYX_ERRORS_DELAY_UNKNOWN ? natural(value) : NULL;
    }
    case 's': memcpy(&text, place, sizeof text); return text.size != 0 ? json_stringn(text.data, text.size) : NULL;
    default: return NULL;
    }
}

static int is_left_out(const char* name) {
    return strcmp(name, "") == 0 || strcmp(name, "struct_size") == 0 || strcmp(name, "reserved") == 0 ||
           strcmp(name, "cause") == 0 || strcmp(name, "action") == 0; /* the last two are prose */
}

/* A struct in the form of the vectors. */
static json_t* object_of(const char* struct_name, const void* from) {
    json_t* result = json_object();
    size_t i;
    for (i = 0; i != row_count; ++i) {
        if (strcmp(rows[i].struct_name, struct_name) == 0 && !is_left_out(rows[i].member_name)) {
            json_t* const value = value_of(&rows[i], (const char*)from + rows[i].offset);
            if (value != NULL) {
                json_object_set_new(result, rows[i].member_name, value);
            }
        }
    }
    return result;
}

/* Sets a member from the form of the vectors. */
static void set_value(const telnyx_errors_member* row, char* place, const json_t* given) {
    const char* const digits = json_string_value(given);
    int64_t number = 0;
    uint64_t unsigned_number = 0;
    if (row->type == 's') {
        telnyx_errors_string text;
        text.data = digits;
        text.size = json_string_length(given);
        memcpy(place, &text, sizeof text);
        return;
    }
    if (row->type == 'f') {
        number = json_is_true(given);
    } else if (row->type == 'e') {
        number = telnyx_errors_value(row->enumeration, digits != NULL ? digits : "", json_string_length(given));
    } else if (json_is_null(given)) {
        number = row->type == 't' ? TELNYX_ERRORS_TIME_UNKNOWN : -1; /* of a delay all ones */
        unsigned_number = (uint64_t)number;
    } else if (digits != NULL) {
        number = strtoll(digits, NULL, 10);
        unsigned_number = strtoull(digits, NULL, 10);
    } else {
        complain("not a string", row->member_name);
    }
    if (row->type == 'u' || row->type == 'd') {
        number = (int64_t)unsigned_number;
    }
    if (row->size == sizeof(int32_t)) {
        const uint32_t narrow = (uint32_t)number;
        memcpy(place, &narrow, sizeof narrow);
    } else {
        memcpy(place, &number, sizeof number);
    }
}

static void fill(const char* struct_name, void* to, const json_t* object) {
    const char* key;
    json_t* value;
    json_object_foreach((json_t*)object, key, value) {
        size_t i = 0;
        while (i != row_count && (strcmp(rows[i].struct_name, struct_name) != 0 || strcmp(rows[i].member_name, key) != 0)) {
            ++i;
        }
        if (i != row_count) {
            set_value(&rows[i], (char*)to + rows[i].offset, value);
        } else {
            complain("unknown member", key);
        }
    }
}

#endif
