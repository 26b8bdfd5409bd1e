/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole CSV records from a file or a pipe, in memory that does not grow with the input. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    int descriptor;
    const char *name; /* for messages; not owned */
    char separator;
    guint64 line;      /* of what was read last, or could not be read; the first line is 1 */
    guint64 next_line; /* after it */
    char *data;        /* what was read of the input, of which the first @taken bytes are handed out */
    gsize taken, length, capacity;
    gboolean at_end;
} LdoseCsvReader;

typedef enum {
    LDOSE_CSV_READ,        /* there is a record, or a block of them */
    LDOSE_CSV_OPEN_QUOTE,  /* likewise: the last one of the input, with a quoted field still open */
    LDOSE_CSV_AT_END,      /* there is nothing more */
    LDOSE_CSV_TOO_LONG,    /* a record of more than LDOSE_CSV_MAX_RECORD bytes */
    LDOSE_CSV_INTERRUPTED, /* see interrupt.h */
    LDOSE_CSV_UNREADABLE,  /* told by errno */
} LdoseCsvOutcome;

/* @path: (nullable): NULL or "-" is standard input; lives as long as the reader
 * Errors: LDOSE_ERROR_INPUT: it cannot be opened. */
gboolean ldose_csv_reader_open(LdoseCsvReader *reader, const char *path, char separator,
                               GError **error);

/* Also of a reader that could not be opened. */
void ldose_csv_reader_close(LdoseCsvReader *reader);

/* The next record, without its LF.
 *
 * @record: (out): may be changed in place; until the next call */
LdoseCsvOutcome ldose_csv_reader_record(LdoseCsvReader *reader, char **record, gsize *length);

/* As many whole records as are there, each with its LF, but maybe the last one of the input.
 *
 * @block: (out): likewise */
LdoseCsvOutcome ldose_csv_reader_block(LdoseCsvReader *reader, char **block, gsize *length);

G_END_DECLS
