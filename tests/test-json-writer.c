/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected texts: RFC 8259, sections 6 and 7; the form (two blanks, one member a line) is our own. */
#include "json-writer.h"

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

/* What a function writes, ended. (transfer full) */
static char *
written(void (*write)(LdoseJsonWriter *json))
{
    LdoseJsonWriter json;
    GString *out = g_string_new(NULL);
    ldose_json_init(&json, out);
    write(&json);
    ldose_json_end(&json);
    return g_string_free(out, FALSE);
}

static void
write_nested(LdoseJsonWriter *json)
{
    ldose_json_open_object(json);
    ldose_json_member(json, "name", "value");
    ldose_json_key(json, "list");
    ldose_json_open_array(json);
    ldose_json_number(json, 1.82);
    ldose_json_null(json);
    ldose_json_boolean(json, TRUE);
    ldose_json_close_array(json);
    ldose_json_key(json, "empty");
    ldose_json_open_object(json);
    ldose_json_close_object(json);
    ldose_json_member_boolean(json, "no", FALSE);
    ldose_json_member_number(json, "half", 0.5);
    ldose_json_member_take(json, "taken", g_strdup("x"));
    ldose_json_member(json, "nothing", NULL);
    ldose_json_close_object(json);
}

static void
test_nested(void)
{
    g_autofree char *text = written(write_nested);
    g_assert_cmpstr(text, ==,
                    "{\n"
                    "  \"name\": \"value\",\n"
                    "  \"list\": [\n"
                    "    1.82,\n"
                    "    null,\n"
                    "    true\n"
                    "  ],\n"
                    "  \"empty\": {},\n"
                    "  \"no\": false,\n"
                    "  \"half\": 0.5,\n"
                    "  \"taken\": \"x\",\n"
                    "  \"nothing\": null\n"
                    "}\n");
}

static const struct {
    const char *text, *json;
} strings[] = {
    {"", "\"\""},
    {"plain", "\"plain\""},
    {"a \"quote\" and a \\", "\"a \\\"quote\\\" and a \\\\\""},
    {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
    {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
    {"µmol/L, −5, “x”, 𝛼", "\"µmol/L, −5, “x”, 𝛼\""},
    {"solidus / stays", "\"solidus / stays\""},
    {"bad \xff byte", "\"bad \xef\xbf\xbd byte\""},
    {"cut \xe2\x82", "\"cut \xef\xbf\xbd\xef\xbf\xbd\""},
};

static void
test_strings(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(strings); i++) {
        LdoseJsonWriter json;
        GString *out = g_string_new(NULL);
        ldose_json_init(&json, out);
        ldose_json_string(&json, strings[i].text);
        g_assert_cmpstr(out->str, ==, strings[i].json);
        g_assert_true(g_utf8_validate(out->str, -1, NULL));
        g_string_free(out, TRUE);
    }
}

/* Any bytes give JSON that another reader takes, and that reads as the same text where it was text. */
static void
test_random_strings(void)
{
    for (guint round = 0; round < 2000; round++) {
        char text[24];
        LdoseJsonWriter json;
        GString *out = g_string_new(NULL);
        gsize length = (gsize)g_test_rand_int_range(0, sizeof text);
        for (gsize i = 0; i < length; i++)
            text[i] = (char)g_test_rand_int_range(1, 256);
        ldose_json_init(&json, out);
        ldose_json_open_array(&json);
        ldose_json_string_n(&json, text, length);
        ldose_json_close_array(&json);
        ldose_json_end(&json);
        g_autoptr(JsonParser) parser = json_parser_new();
        g_autoptr(GError) error = NULL;
        json_parser_load_from_data(parser, out->str, (gssize)out->len, &error);
        g_assert_no_error(error);
        JsonArray *array = json_node_get_array(json_parser_get_root(parser));
        g_autofree char *expected = g_utf8_make_valid(text, (gssize)length);
        g_assert_cmpstr(json_array_get_string_element(array, 0), ==, expected);
        g_string_free(out, TRUE);
    }
}

static const struct {
    double value;
    const char *json;
} numbers[] = {
    {0, "0"},
    {-0.0, "0"},
    {27, "27"},
    {0.5, "0.5"},
    {1.82, "1.82"}, /* not 1.8200000000000001 */
    {26.699999999999996, "26.7"},
    {40.69696969696969, "40.6969697"},
    {1234567890123, "1234567890000"},
    {1e-7, "0.0000001"},
    {INFINITY, "null"},
    {NAN, "null"},
};

static void
test_numbers(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        LdoseJsonWriter json;
        GString *out = g_string_new(NULL);
        ldose_json_init(&json, out);
        ldose_json_number(&json, numbers[i].value);
        g_assert_cmpstr(out->str, ==, numbers[i].json);
        g_string_free(out, TRUE);
    }
}

static void
write_empty_number(LdoseJsonWriter *json)
{
    ldose_json_open_array(json);
    ldose_json_number_text(json, "", 0);
    ldose_json_number_text(json, "12.5x", 4);
    ldose_json_close_array(json);
}

static void
test_number_text(void)
{
    g_autofree char *text = written(write_empty_number);
    g_assert_cmpstr(text, ==, "[\n  null,\n  12.5\n]\n");
}

static void
test_left_open(void)
{
    if (g_test_subprocess()) {
        LdoseJsonWriter json;
        ldose_json_init(&json, g_string_new(NULL));
        ldose_json_open_array(&json);
        ldose_json_end(&json);
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-writer/nested", test_nested);
    g_test_add_func("/json-writer/strings", test_strings);
    g_test_add_func("/json-writer/random-strings", test_random_strings);
    g_test_add_func("/json-writer/numbers", test_numbers);
    g_test_add_func("/json-writer/number-text", test_number_text);
    g_test_add_func("/json-writer/precondition/left-open", test_left_open);
    return g_test_run();
}
