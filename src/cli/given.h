/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one case of calc, as it was given: texts out of a file, standard input and --set, before
 * anything is made of them. */
#pragma once

#include <glib.h>

#include "command.h"
#include "patient.h"

G_BEGIN_DECLS

/* The fields of the case, as given: name and text. Later ones win over earlier ones. All zero:
 * nothing is given. */
typedef struct {
    char *text[LDOSE_N_COLUMNS]; /* NULL: not given */
    LdoseCase c;                 /* as ldose_given_fill_case() left it */
} LdoseGiven;

void ldose_given_clear(LdoseGiven *given);

/* @text: @length bytes, copied; none: the column is not given. */
void ldose_given_set(LdoseGiven *given, LdoseColumn column, const char *text, gsize length);

/* Takes the fields of a file of one case: CSV with a header and one row, or JSON.
 *
 * @path: "-": standard input
 * Errors: LDOSE_ERROR_INPUT: it cannot be read, is larger than LDOSE_CASE_JSON_MAX_SIZE or is not one
 * case; and those of the readers of CSV and JSON. */
gboolean ldose_given_read(LdoseGiven *given, const char *path, GError **error);

/* Takes what --set gives: "name=value", each name once.
 *
 * @settings: (nullable): NULL-terminated
 * Errors: LDOSE_ERROR_INPUT: no "=", an unknown name, a name set twice. */
gboolean ldose_given_read_settings(LdoseGiven *given, char **settings, GError **error);

/* Makes the case out of the texts. A text that is no value of its column is added to @faults. */
void ldose_given_fill_case(LdoseGiven *given, LdoseFaults *faults);

/* Complains of each fault, with what was given. Result: the exit status. */
int ldose_given_complain(const LdoseCommandContext *session, const LdoseGiven *given,
                         const LdoseFaults *faults);

G_END_DECLS
