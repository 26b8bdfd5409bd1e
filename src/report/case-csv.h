/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases as CSV: RFC 4180, UTF-8, LF or CRLF; blanks are part of a field. A streaming splitter: it never
 * holds more than one record, and never guesses a dialect. */
#pragma once

#include <glib.h>

#include "patient.h"

G_BEGIN_DECLS

#define LDOSE_CSV_MAX_FIELDS 512
#define LDOSE_CSV_MAX_RECORD (1024 * 1024)

typedef struct {
    char separator;        /* ',' or ';' */
    LdoseDecimalSign sign; /* of numbers */
} LdoseCsvDialect;

extern const LdoseCsvDialect ldose_csv_plain;           /* comma, decimal point */
extern const LdoseCsvDialect ldose_csv_semicolon_comma; /* what a spreadsheet writes in much of Europe */

/* Where the record that begins at @text ends: at its LF (not included), or at @end.
 *
 * @open_quote: (out): a quoted field is still open at @end
 * Result: (nullable): NULL when no LF was found before @end. */
const char *ldose_csv_record_end(const char *text, const char *end, char separator,
                                 gboolean *open_quote);

/* Splits one record (without its LF; a CR at the end is dropped) and unquotes its fields in place.
 *
 * @fields: (out): room for LDOSE_CSV_MAX_FIELDS
 * Result: the number of fields, 0 for an empty line, -1 for text beside a quoted field, an open quote,
 * or too many fields. */
int ldose_csv_split(char *record, gsize length, char separator, LdoseSlice *fields);

/* Appends a field, quoted only where it must be. */
void ldose_csv_append(GString *out, const char *text, gsize length);

/* What a header says of each field. */
typedef enum {
    LDOSE_HEADER_CASE,    /* a case column */
    LDOSE_HEADER_CARRIED, /* x_…: carried through untouched */
    LDOSE_HEADER_OTHER,   /* the caller's affair: a suite's column, or an error */
} LdoseFieldRole;

typedef struct {
    LdoseFieldRole role;
    LdoseColumn column;
    char *name;
} LdoseHeaderField;

typedef struct {
    guint n;
    LdoseHeaderField *field;
    guint64 columns; /* the case columns that are there */
} LdoseCaseHeader;

/* Reads the fields of a header line. A repeated name is refused.
 * Errors: LDOSE_ERROR_INPUT. */
gboolean ldose_case_header_read(LdoseCaseHeader *header, const LdoseSlice *fields, guint n,
                                GError **error);
void ldose_case_header_clear(LdoseCaseHeader *header);

/* Refuses columns that no case has. Errors: LDOSE_ERROR_INPUT. */
gboolean ldose_case_header_check_names(const LdoseCaseHeader *header, GError **error);

/* Refuses columns that no case has, and a header without the columns that any plan needs.
 * Errors: LDOSE_ERROR_INPUT. */
gboolean ldose_case_header_check(const LdoseCaseHeader *header, GError **error);

/* Fills a case from the fields of one row; the case refers to the row's bytes. */
void ldose_case_from_fields(LdoseCase *c, const LdoseCaseHeader *header, const LdoseSlice *fields,
                            LdoseDecimalSign sign, LdoseFaults *faults);

G_END_DECLS
