/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-writer.h"

#include <math.h>
#include <string.h>

#include "number.h"

#define DIGITS 10

void
ldose_json_init(LdoseJsonWriter *json, GString *out)
{
    memset(json, 0, sizeof *json);
    json->out = out;
}

void
ldose_json_end(LdoseJsonWriter *json)
{
    g_assert(json->depth == 0 && !json->after_key);
    g_string_append_c(json->out, '\n');
}

static void
new_line(LdoseJsonWriter *json)
{
    g_string_append_c(json->out, '\n');
    for (guint i = 0; i < json->depth; i++)
        g_string_append(json->out, "  ");
}

/* What stands before a value: nothing after its key, else the comma and the line. */
static void
begin_value(LdoseJsonWriter *json)
{
    if (json->after_key) {
        json->after_key = FALSE;
        return;
    }
    if (json->depth == 0)
        return;
    if (json->filled[json->depth - 1])
        g_string_append_c(json->out, ',');
    json->filled[json->depth - 1] = TRUE;
    new_line(json);
}

static void
open_bracket(LdoseJsonWriter *json, char bracket)
{
    begin_value(json);
    g_assert(json->depth < LDOSE_JSON_MAX_DEPTH);
    g_string_append_c(json->out, bracket);
    json->filled[json->depth++] = FALSE;
}

static void
close_bracket(LdoseJsonWriter *json, char bracket)
{
    g_assert(json->depth > 0 && !json->after_key);
    gboolean filled = json->filled[--json->depth];
    if (filled)
        new_line(json);
    g_string_append_c(json->out, bracket);
}

void
ldose_json_open_object(LdoseJsonWriter *json)
{
    open_bracket(json, '{');
}

void
ldose_json_close_object(LdoseJsonWriter *json)
{
    close_bracket(json, '}');
}

void
ldose_json_open_array(LdoseJsonWriter *json)
{
    open_bracket(json, '[');
}

void
ldose_json_close_array(LdoseJsonWriter *json)
{
    close_bracket(json, ']');
}

/* ---- strings --------------------------------------------------------------------------------- */

static void
append_escaped(GString *out, char c)
{
    static const char short_forms[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *found = c != '\0' ? strchr(short_forms, c) : NULL;
    if (found != NULL)
        g_string_append_printf(out, "\\%c", letters[found - short_forms]);
    else
        g_string_append_printf(out, "\\u%04x", (unsigned)(guchar)c);
}

static void
append_quoted(GString *out, const char *text, gsize length)
{
    const char *end = text + length;
    g_string_append_c(out, '"');
    while (text < end) {
        const char *run = text;
        while (run < end && (guchar)*run >= 0x20 && *run != '"' && *run != '\\')
            run++;
        g_string_append_len(out, text, run - text);
        if (run < end)
            append_escaped(out, *run++);
        text = run;
    }
    g_string_append_c(out, '"');
}

void
ldose_json_string_n(LdoseJsonWriter *json, const char *text, gsize length)
{
    begin_value(json);
    if (g_utf8_validate_len(text, length, NULL)) {
        append_quoted(json->out, text, length);
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);
    append_quoted(json->out, valid, strlen(valid));
}

void
ldose_json_string(LdoseJsonWriter *json, const char *text)
{
    if (text == NULL)
        ldose_json_null(json);
    else
        ldose_json_string_n(json, text, strlen(text));
}

void
ldose_json_key(LdoseJsonWriter *json, const char *name)
{
    g_assert(json->depth > 0 && !json->after_key);
    begin_value(json);
    append_quoted(json->out, name, strlen(name));
    g_string_append(json->out, ": ");
    json->after_key = TRUE;
}

/* ---- other values ---------------------------------------------------------------------------- */

void
ldose_json_number_text(LdoseJsonWriter *json, const char *digits, gsize length)
{
    if (length == 0) {
        ldose_json_null(json);
        return;
    }
    begin_value(json);
    g_string_append_len(json->out, digits, (gssize)length);
}

void
ldose_json_number(LdoseJsonWriter *json, double value)
{
    char digits[LDOSE_NUMBER_BUFFER];
    ldose_json_number_text(json, digits,
                           isfinite(value) ? ldose_number_print(digits, value, DIGITS) : 0);
}

void
ldose_json_boolean(LdoseJsonWriter *json, gboolean value)
{
    begin_value(json);
    g_string_append(json->out, value ? "true" : "false");
}

void
ldose_json_null(LdoseJsonWriter *json)
{
    begin_value(json);
    g_string_append(json->out, "null");
}

/* ---- key and value --------------------------------------------------------------------------- */

void
ldose_json_member(LdoseJsonWriter *json, const char *name, const char *value)
{
    ldose_json_key(json, name);
    ldose_json_string(json, value);
}

void
ldose_json_member_number(LdoseJsonWriter *json, const char *name, double value)
{
    ldose_json_key(json, name);
    ldose_json_number(json, value);
}

void
ldose_json_member_boolean(LdoseJsonWriter *json, const char *name, gboolean value)
{
    ldose_json_key(json, name);
    ldose_json_boolean(json, value);
}

void
ldose_json_member_take(LdoseJsonWriter *json, const char *name, char *value)
{
    g_autofree char *owned = value;
    ldose_json_member(json, name, owned);
}
