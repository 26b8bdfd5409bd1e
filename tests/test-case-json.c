/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected: the contract of the command line, "JSON is one flat object of strings". */
#include "case-json.h"

#include <string.h>

#include "error.h"

typedef struct {
    const char *name, *text;
    const char *message; /* a piece of the error; NULL: accepted */
} Case;

static const Case cases[] = {
    {"empty-object", "{}", NULL},
    {"one", "{\"sex\": \"F\"}", NULL},
    {"blanks", " \n{ \"sex\" :\t\"F\" }\r\n", NULL},
    {"byte-order-mark", "\xef\xbb\xbf{\"sex\": \"F\"}", NULL},
    {"escapes", "{\"case_id\": \"a \\\"b\\\" \\\\ \\u00b5 /\", \"se\\u0078\": \"F\"}", NULL},
    {"not-given", "{\"sex\": \"\"}", NULL},
    {"carried", "{\"x_ward\": 5, \"x_list\": \"b\", \"sex\": \"M\"}", NULL},
    {"number", "{\"weight_kg\": 70}", "\"weight_kg\" is a number: every value of a case is a string"},
    {"number-quoted", "{\"weight_kg\": 0.5}", "put it in quotes"},
    {"boolean", "{\"cirrhosis\": true}", "true or false"},
    {"null", "{\"weight_kg\": null}", "null"},
    {"nested-object", "{\"weight_kg\": {\"value\": \"70\"}}", "an object inside the object"},
    {"nested-list", "{\"conditions\": [\"fluid\"]}", "a list"},
    {"list", "[{\"sex\": \"F\"}]", "a list"},
    {"string", "\"sex\"", "is not an object"},
    {"empty", "", "is not an object"},
    {"not-json", "sex F", "is not JSON"},
    {"single-quotes", "{'sex': 'F'}", "a single quote"},
    {"assignment", "var c = {\"sex\": \"F\"};", "outside of strings"},
    {"not-ascii", "{“sex”: \"F\"}", "outside of strings"},
    {"bare-word", "{\"sex\": F}", "is not JSON"},
    {"infinity", "{\"weight_kg\": NaN}", "is not JSON"},
    {"trailing-comma", "{\"sex\": \"F\",}", "is not JSON"},
    {"cut-off", "{\"sex\": \"F\"", "is not JSON"},
    {"two-objects", "{\"sex\": \"F\"}{}", "an object inside the object"},
    {"comment", "{\"sex\": \"F\" /* female */}", "a comment"},
    {"unknown", "{\"weight\": \"70\"}", "\"weight\" is not a column of a case"},
    {"unknown-number", "{\"weight\": 70}", "\"weight\" is not a column of a case"},
    {"twice", "{\"sex\": \"F\", \"sex\": \"M\"}", "\"sex\" stands twice"},
    {"twice-the-same", "{\"sex\": \"F\", \"weight_kg\": \"70\", \"sex\": \"F\"}", "stands twice"},
    {"twice-by-escape", "{\"sex\": \"F\", \"s\\u0065x\": \"M\"}", "stands twice"},
    {"twice-carried", "{\"x_a\": \"1\", \"x_a\": \"2\"}", "stands twice"},
    {"zero-character", "{\"case_id\": \"a\\u0000b\"}", "a zero character"},
    {"backslash-before-u0000", "{\"case_id\": \"a\\\\u0000b\"}", NULL},
    {"surrogate-pair", "{\"case_id\": \"\\ud83d\\udc8a\"}", NULL},
    {"surrogate-first-half", "{\"case_id\": \"\\ud83d\"}", "half of a pair of escapes"},
    {"surrogate-second-half", "{\"case_id\": \"\\udc8a\"}", "half of a pair of escapes"},
    {"surrogate-twice-first", "{\"case_id\": \"\\ud83d\\ud83d\"}", "half of a pair of escapes"},
    {"surrogate-cut", "{\"case_id\": \"\\ud83d\\udc\xc8\x9c\"}", "half of a pair of escapes"},
    {"escape-no-digits", "{\"case_id\": \"\\u00zz\"}", "an escape that JSON does not have"},
    {"escape-unknown", "{\"case_id\": \"\\x41\"}", "an escape that JSON does not have"},
    {"escape-at-end", "{\"case_id\": \"\\", "an escape that JSON does not have"},
    {"not-utf-8", "{\"case_id\": \"\xff\"}", "not UTF-8"},
};

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    LdoseFaults faults = {.n = 0};
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseCaseJson) json =
        ldose_case_json_read(test->text, strlen(test->text), &faults, &error);
    if (test->message == NULL) {
        g_assert_no_error(error);
        g_assert_nonnull(json);
        return;
    }
    g_assert_null(json);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    if (strstr(error->message, test->message) == NULL)
        g_error("\"%s\" lacks \"%s\"", error->message, test->message);
}

static void
test_values(void)
{
    static const char text[] =
        "{\"regimen\": \"us-yescarta\", \"sex\": \"F\", \"age_years\": \"61\", \"weight_kg\": \"48.250\","
        " \"creatinine_mg_dl\": \"<0.20\", \"as_of\": \"2026-11-24\", \"estimator\": \"cockcroft_gault\","
        " \"conditions\": \"fluid amputation\", \"confirm\": \"weight_kg bsa-under-10-kg\"}";
    static const struct {
        LdoseColumn column;
        const char *value; /* as machine files write it */
    } expected[] = {
        {LDOSE_COLUMN_REGIMEN, "us-yescarta"},      {LDOSE_COLUMN_SEX, "F"},
        {LDOSE_COLUMN_AGE_YEARS, "61"},             {LDOSE_COLUMN_WEIGHT_KG, "48.25"},
        {LDOSE_COLUMN_CREATININE_MG_DL, "<0.2"},    {LDOSE_COLUMN_AS_OF, "2026-11-24"},
        {LDOSE_COLUMN_ESTIMATOR, "cockcroft_gault"}, {LDOSE_COLUMN_CONDITIONS, "amputation fluid"},
        {LDOSE_COLUMN_CONFIRM, "weight_kg bsa-under-10-kg"},
    };
    LdoseFaults faults = {.n = 0};
    g_autoptr(LdoseCaseJson) json = ldose_case_json_read(text, strlen(text), &faults, NULL);
    g_assert_nonnull(json);
    g_assert_cmpuint(faults.n, ==, 0);
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *value = ldose_case_value_text(&json->c, expected[i].column);
        g_assert_cmpstr(value, ==, expected[i].value);
    }
    g_assert_cmpstr(json->entered[LDOSE_COLUMN_WEIGHT_KG], ==, "48.250");
    g_assert_null(json->entered[LDOSE_COLUMN_HEIGHT_CM]);
}

/* What a column refuses is a fault of the value, not of the file; its text stays for the message. */
static void
test_refused_values(void)
{
    static const char text[] = "{\"weight_kg\": \"1,5\", \"sex\": \"X\", \"height_cm\": \"165\"}";
    LdoseFaults faults = {.n = 0};
    g_autoptr(LdoseCaseJson) json = ldose_case_json_read(text, strlen(text), &faults, NULL);
    g_assert_nonnull(json);
    g_assert_cmpuint(faults.n, ==, 2);
    g_assert_cmpint(faults.fault[0].code, ==, LDOSE_FAULT_MALFORMED);
    g_assert_cmpint(faults.fault[0].column, ==, LDOSE_COLUMN_WEIGHT_KG);
    g_assert_cmpint(faults.fault[1].code, ==, LDOSE_FAULT_UNKNOWN);
    g_assert_cmpstr(json->entered[LDOSE_COLUMN_WEIGHT_KG], ==, "1,5");
    g_assert_false(LDOSE_CASE_HAS(&json->c, LDOSE_COLUMN_WEIGHT_KG));
    g_assert_true(LDOSE_CASE_HAS(&json->c, LDOSE_COLUMN_HEIGHT_CM));
}

/* Hostile files (R22): a clear error at once, whatever the depth or size. */
static void
test_hostile(void)
{
    static const char *const beginnings[] = {"[", "{\"a\":", "{\"a\":["};
    for (guint i = 0; i < G_N_ELEMENTS(beginnings); i++) {
        GString *text = g_string_new(NULL);
        LdoseFaults faults = {.n = 0};
        g_autoptr(GError) error = NULL;
        while (text->len < LDOSE_CASE_JSON_MAX_SIZE - 16)
            g_string_append(text, beginnings[i]);
        g_assert_null(ldose_case_json_read(text->str, text->len, &faults, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
        g_string_free(text, TRUE);
    }
    g_autofree char *large = g_strnfill(LDOSE_CASE_JSON_MAX_SIZE + 1, ' ');
    LdoseFaults faults = {.n = 0};
    g_autoptr(GError) error = NULL;
    g_assert_null(ldose_case_json_read(large, LDOSE_CASE_JSON_MAX_SIZE + 1, &faults, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, "larger than"));
}

/* What was written reads back as the same case. */
static void
test_round_trip(void)
{
    static const char text[] = "{\"case_id\": \"a \\\"b\\\" µ\", \"sex\": \"M\", \"inr\": \"1.25\","
                               " \"creatinine_umol_l\": \"<18\", \"birth_date\": \"1960-02-29\"}";
    LdoseFaults faults = {.n = 0};
    g_autoptr(LdoseCaseJson) first = ldose_case_json_read(text, strlen(text), &faults, NULL);
    LdoseJsonWriter json;
    GString *out = g_string_new(NULL);
    ldose_json_init(&json, out);
    ldose_json_open_object(&json);
    ldose_case_json_write(&json, &first->c);
    ldose_json_close_object(&json);
    ldose_json_end(&json);
    g_autoptr(LdoseCaseJson) second = ldose_case_json_read(out->str, out->len, &faults, NULL);
    g_assert_nonnull(second);
    g_assert_cmpuint(faults.n, ==, 0);
    g_assert_cmpuint(first->c.given, ==, second->c.given);
    g_assert_cmpuint(first->c.bound, ==, second->c.bound);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (!LDOSE_CASE_HAS(&first->c, i))
            continue;
        g_autofree char *one = ldose_case_value_text(&first->c, (LdoseColumn)i);
        g_autofree char *other = ldose_case_value_text(&second->c, (LdoseColumn)i);
        g_assert_cmpstr(one, ==, other);
    }
    g_string_free(out, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/case-json/read/R05/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/case-json/values/R04", test_values);
    g_test_add_func("/case-json/refused-values", test_refused_values);
    g_test_add_func("/case-json/hostile/R22", test_hostile);
    g_test_add_func("/case-json/round-trip", test_round_trip);
    return g_test_run();
}
