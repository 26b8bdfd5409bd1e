/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-page.h"

#include <string.h>

#include "quantity.h"

#define GAP 3 /* blanks between two columns of a table */

static guint
width_of(const char *text, gsize length)
{
    guint width = 0;
    for (const char *p = text; p < text + length; p += g_utf8_skip[(guchar)*p]) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_iszerowidth(c))
            width += g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

guint
ldose_page_width(const char *text)
{
    return width_of(text, strlen(text));
}

static void
pad(GString *out, guint blanks)
{
    for (guint i = 0; i < blanks; i++)
        g_string_append_c(out, ' ');
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

/* Whether a word is the symbol of a unit (of one with a blank inside, its first part), with either
 * decimal sign and whatever punctuation after it. */
static gboolean
is_unit(const char *word, gsize length)
{
    while (length > 0 && strchr(".,;:)", word[length - 1]) != NULL)
        length--;
    for (int unit = LDOSE_UNIT_NONE + 1; unit < LDOSE_N_UNITS; unit++) {
        const char *symbol = ldose_unit_symbol((LdoseUnit)unit);
        gsize same = 0;
        while (same < length &&
               (symbol[same] == word[same] || (symbol[same] == '.' && word[same] == ',')))
            same++;
        if (length > 0 && same == length && strcspn(symbol, " ") == length)
            return TRUE;
    }
    return FALSE;
}

/* Where the chunk that begins at @text and must stay on one line ends: a word, with the unit after
 * it. */
static const char *
chunk_end(const char *text)
{
    const char *end = text + strcspn(text, " \n");
    while (*end == ' ' && end > text) {
        const char *next = end + 1;
        gsize length = strcspn(next, " \n");
        if (!g_ascii_isdigit(end[-1]) || !is_unit(next, length))
            break;
        end = next + length;
    }
    return end;
}

void
ldose_page_paragraph(GString *out, guint first, guint rest, const char *text)
{
    guint column = first;
    gboolean at_start = TRUE;
    pad(out, first);
    while (*text != '\0') {
        if (*text == '\n') {
            g_string_append_c(out, '\n');
            pad(out, rest);
            column = rest;
            at_start = TRUE;
            text++;
            continue;
        }
        const char *end = chunk_end(text);
        guint width = width_of(text, (gsize)(end - text));
        if (!at_start && column + 1 + width > LDOSE_PAGE_WIDTH) {
            g_string_append_c(out, '\n');
            pad(out, rest);
            column = rest;
        } else if (!at_start) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append_len(out, text, end - text);
        column += width;
        at_start = FALSE;
        text = end + strspn(end, " ");
    }
    g_string_append_c(out, '\n');
}

void
ldose_page_labelled(GString *out, guint indent, guint column, const char *label, const char *text)
{
    guint width = indent + ldose_page_width(label);
    g_autofree char *spaced =
        g_strdup_printf("%s%*s", label, width < column ? (int)(column - width) : 1, "");
    pad(out, indent);
    g_string_append(out, spaced);
    /* The label already stands on the line: wrap the rest as if it had been indented this far. */
    GString *wrapped = g_string_new(NULL);
    guint start = MAX(width + 1, column);
    ldose_page_paragraph(wrapped, start, column, text);
    g_string_append(out, wrapped->str + start);
    g_string_free(wrapped, TRUE);
}

/* ---- tables ---------------------------------------------------------------------------------- */

void
ldose_page_table_init(LdosePageTable *table, guint n_columns, const gboolean *right)
{
    table->n_columns = n_columns;
    table->right = right;
    table->cells = g_ptr_array_new_with_free_func(g_free);
}

void
ldose_page_table_add(LdosePageTable *table, char *text)
{
    g_ptr_array_add(table->cells, text);
}

static guint
column_width(const LdosePageTable *table, guint column)
{
    guint width = 0;
    for (guint i = column; i < table->cells->len; i += table->n_columns)
        width = MAX(width, ldose_page_width(g_ptr_array_index(table->cells, i)));
    return width;
}

static void
print_row(const LdosePageTable *table, GString *out, guint first, const guint *widths)
{
    gsize begin = out->len;
    for (guint column = 0; column < table->n_columns; column++) {
        const char *text = g_ptr_array_index(table->cells, first + column);
        guint blanks = widths[column] - ldose_page_width(text);
        pad(out, column > 0 ? GAP : 0);
        if (table->right[column])
            pad(out, blanks);
        g_string_append(out, text);
        if (!table->right[column])
            pad(out, blanks);
    }
    while (out->len > begin && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

void
ldose_page_table_print(LdosePageTable *table, GString *out, guint indent)
{
    g_assert(table->cells->len % table->n_columns == 0);
    g_autofree guint *widths = g_new0(guint, table->n_columns);
    for (guint column = 0; column < table->n_columns; column++)
        widths[column] = column_width(table, column);
    for (guint first = 0; first < table->cells->len; first += table->n_columns) {
        pad(out, indent);
        print_row(table, out, first, widths);
    }
    g_clear_pointer(&table->cells, g_ptr_array_unref);
}
