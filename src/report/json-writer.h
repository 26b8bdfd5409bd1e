/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as RFC 8259 has it, indented by two blanks, members in the order in which they are written.
 * Numbers are written as the rest of the program prints them: 1.82, never 1.8200000000000001. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LDOSE_JSON_MAX_DEPTH 32

typedef struct {
    GString *out;
    guint depth;
    gboolean filled[LDOSE_JSON_MAX_DEPTH]; /* whether the open object or array holds anything yet */
    gboolean after_key;
} LdoseJsonWriter;

/* @out: outlives the writer; what it writes is appended */
void ldose_json_init(LdoseJsonWriter *json, GString *out);

/* Ends the text with a newline. A value that is still open is a programmer error. */
void ldose_json_end(LdoseJsonWriter *json);

void ldose_json_open_object(LdoseJsonWriter *json);
void ldose_json_close_object(LdoseJsonWriter *json);
void ldose_json_open_array(LdoseJsonWriter *json);
void ldose_json_close_array(LdoseJsonWriter *json);

/* The name of the next member. Names are not checked for being there twice. */
void ldose_json_key(LdoseJsonWriter *json, const char *name);

/* @text: UTF-8 without zero bytes; what is not is written as U+FFFD. NULL: null. */
void ldose_json_string(LdoseJsonWriter *json, const char *text);
void ldose_json_string_n(LdoseJsonWriter *json, const char *text, gsize length);

/* At most 10 significant digits, no exponent. Not finite: null. */
void ldose_json_number(LdoseJsonWriter *json, double value);
/* @digits: a number as ldose_number_print() writes one; length 0: null */
void ldose_json_number_text(LdoseJsonWriter *json, const char *digits, gsize length);

void ldose_json_boolean(LdoseJsonWriter *json, gboolean value);
void ldose_json_null(LdoseJsonWriter *json);

/* A key and its value in one. @value: (transfer full) in the last one. */
void ldose_json_member(LdoseJsonWriter *json, const char *name, const char *value);
void ldose_json_member_number(LdoseJsonWriter *json, const char *name, double value);
void ldose_json_member_boolean(LdoseJsonWriter *json, const char *name, gboolean value);
void ldose_json_member_take(LdoseJsonWriter *json, const char *name, char *value);

G_END_DECLS
