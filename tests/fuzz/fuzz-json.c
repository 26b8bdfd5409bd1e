/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case as JSON, as far as its plan. A case that is read is written, and reads as the same. */
#include <string.h>

#include "case-json.h"
#include "fuzz-plan.h"
#include "fuzz.h"

static void
check_round_trip(const LdoseCase *c)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    LdoseFaults faults = {.n = 0};
    LdoseJsonWriter writer;
    ldose_json_init(&writer, text);
    ldose_json_open_object(&writer);
    ldose_case_json_write(&writer, c);
    ldose_json_close_object(&writer);
    ldose_json_end(&writer);
    g_autoptr(LdoseCaseJson) again = ldose_case_json_read(text->str, text->len, &faults, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(again->c.given, ==, c->given);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (!LDOSE_CASE_HAS(c, i))
            continue;
        g_autofree char *first = ldose_case_value_text(c, (LdoseColumn)i);
        g_autofree char *second = ldose_case_value_text(&again->c, (LdoseColumn)i);
        g_assert_cmpstr(first, ==, second);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    LdoseFaults faults = {.n = 0};
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseCaseJson) json = ldose_case_json_read((const char *)data, size, &faults, &error);
    g_assert_true((json == NULL) == (error != NULL));
    if (json != NULL && faults.n == 0) {
        check_round_trip(&json->c);
        fuzz_plan_case(&json->c, &faults);
    }
    return 0;
}
