/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of plain text, about 100 columns wide: wrapped paragraphs and aligned tables. Widths are
 * those of a terminal: a combining mark takes none, a wide character two. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LDOSE_PAGE_WIDTH 100

/* Columns that a text takes. */
guint ldose_page_width(const char *text);

/* Appends @text wrapped, the first line indented by @first blanks and all others by @rest. A value
 * is never parted from its unit. A newline inside @text begins a new line, indented by @rest. */
void ldose_page_paragraph(GString *out, guint first, guint rest, const char *text);

/* Appends @label indented by @indent, then @text from column @column on, wrapped there. */
void ldose_page_labelled(GString *out, guint indent, guint column, const char *label,
                         const char *text);

/* A table of text cells. */
typedef struct {
    guint n_columns;
    const gboolean *right; /* a flag a column: numbers are set to the right */
    GPtrArray *cells;      /* char *, row by row */
} LdosePageTable;

/* @right: must outlive the table */
void ldose_page_table_init(LdosePageTable *table, guint n_columns, const gboolean *right);
/* @text: (transfer full) */
void ldose_page_table_add(LdosePageTable *table, char *text);
/* Appends the rows, indented, and empties the table. */
void ldose_page_table_print(LdosePageTable *table, GString *out, guint indent);

G_END_DECLS
