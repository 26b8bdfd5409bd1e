/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-rows.h"

static void
free_row(gpointer data)
{
    LdoseDocumentRow *row = data;
    g_free(row->heading);
    g_free(row->text);
    g_free(row->more);
    g_free(row->source);
    g_free(row);
}

/* A heading waits as a row without a text for the text that comes next. */
static LdoseDocumentRow *
waiting_row(GPtrArray *rows)
{
    LdoseDocumentRow *last = rows->len > 0 ? g_ptr_array_index(rows, rows->len - 1) : NULL;
    if (last != NULL && last->text == NULL)
        return last;
    LdoseDocumentRow *row = g_new0(LdoseDocumentRow, 1);
    g_ptr_array_add(rows, row);
    return row;
}

static char *
or_empty(char *text)
{
    return text != NULL ? text : g_strdup("");
}

GPtrArray *
ldose_document_rows_new(void)
{
    return g_ptr_array_new_with_free_func(free_row);
}

void
ldose_document_rows_section(GPtrArray *rows, const char *heading)
{
    LdoseDocumentRow *row = waiting_row(rows);
    g_free(row->heading);
    row->heading = g_strdup(heading);
}

void
ldose_document_rows_take(GPtrArray *rows, char *text, char *more, char *source)
{
    LdoseDocumentRow *row = waiting_row(rows);
    row->text = or_empty(text);
    row->more = or_empty(more);
    row->source = or_empty(source);
}
