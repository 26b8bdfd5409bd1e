/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as plain text: the second half of paper.h. */
#include "paper.h"

#include <string.h>

#include "text-page.h"

#define INDENT     2
#define GAP        3   /* blanks between two columns of a table, as text-page.c sets them */
#define MOST_WIDTH 112 /* a table that is wider is told row by row */
#define LINE_WIDTH 28  /* of a line to write on */

static void
underlined(GString *out, const char *text, char mark)
{
    guint width = ldose_page_width(text);
    g_string_append_printf(out, "%s\n", text);
    for (guint i = 0; i < width; i++)
        g_string_append_c(out, mark);
    g_string_append_c(out, '\n');
}

static const char *
cell_text(const LdosePaperBlock *block, guint index)
{
    return g_array_index(block->cells, LdosePaperCell, index).text;
}

static gboolean
has_titles(const LdosePaperBlock *block)
{
    for (guint i = 0; i < block->n_columns; i++) {
        if (block->columns[i].title != NULL)
            return TRUE;
    }
    return FALSE;
}

static guint
natural_width(const LdosePaperBlock *block)
{
    guint sum = INDENT + GAP * (block->n_columns - 1);
    for (guint column = 0; column < block->n_columns; column++) {
        const char *title = block->columns[column].title;
        guint widest = title != NULL ? ldose_page_width(title) : 0;
        for (guint i = column; i < block->cells->len; i += block->n_columns) {
            const char *text = cell_text(block, i);
            if (strchr(text, '\n') != NULL)
                return G_MAXUINT;
            widest = MAX(widest, ldose_page_width(text));
        }
        sum += widest;
    }
    return sum;
}

static void
print_aligned(GString *out, const LdosePaperBlock *block)
{
    g_autofree gboolean *right = g_new0(gboolean, block->n_columns);
    LdosePageTable table;
    for (guint i = 0; i < block->n_columns; i++)
        right[i] = block->columns[i].right;
    ldose_page_table_init(&table, block->n_columns, right);
    for (guint i = 0; has_titles(block) && i < block->n_columns; i++)
        ldose_page_table_add(
            &table, g_strdup(block->columns[i].title != NULL ? block->columns[i].title : ""));
    for (guint i = 0; i < block->cells->len; i++)
        ldose_page_table_add(&table, g_strdup(cell_text(block, i)));
    ldose_page_table_print(&table, out, INDENT);
}

/* Each cell on a line of its own behind its title: what does not fit side by side. */
static void
print_row_by_row(GString *out, const LdosePaperBlock *block)
{
    for (guint first = 0; first < block->cells->len; first += block->n_columns) {
        for (guint column = 0; column < block->n_columns; column++) {
            const char *text = cell_text(block, first + column);
            const char *title = block->columns[column].title;
            if (text[0] == '\0')
                continue;
            guint indent = column == 0 ? INDENT : INDENT + 2;
            if (title != NULL && title[0] != '\0' && column > 0) {
                g_autofree char *label = g_strdup_printf("%s:", title);
                ldose_page_labelled(out, indent, indent + ldose_page_width(label) + 1, label, text);
            } else
                ldose_page_paragraph(out, indent, indent + 2, text);
        }
    }
}

static void
print_lines(GString *out, const LdosePaperBlock *block)
{
    if (block->text != NULL)
        ldose_page_paragraph(out, INDENT, INDENT, block->text);
    for (guint i = 0; i < block->cells->len; i++) {
        g_autofree char *line = g_strnfill(LINE_WIDTH, '_');
        ldose_page_labelled(out, INDENT + 2, INDENT + 20, cell_text(block, i), line);
    }
}

/* A trace stands line by line as it is: a line end would part what belongs together. */
static void
print_code(GString *out, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        g_string_append_printf(out, "%*s%s\n", INDENT + 2, "", lines[i]);
}

static void
print_block(GString *out, const LdosePaperBlock *block)
{
    switch (block->kind) {
    case LDOSE_PAPER_PART:
        g_string_append_c(out, '\n');
        underlined(out, block->text, '=');
        break;
    case LDOSE_PAPER_HEADLINE: underlined(out, block->text, '='); break;
    case LDOSE_PAPER_HEADING:
        g_string_append_c(out, '\n');
        underlined(out, block->text, '-');
        break;
    case LDOSE_PAPER_ITEM: {
        g_autofree char *text = g_strdup_printf("%s %s", block->mark, block->text);
        ldose_page_paragraph(out, INDENT, INDENT + ldose_page_width(block->mark) + 1, text);
        break;
    }
    case LDOSE_PAPER_TABLE:
        if (natural_width(block) <= MOST_WIDTH)
            print_aligned(out, block);
        else
            print_row_by_row(out, block);
        break;
    case LDOSE_PAPER_LINES: print_lines(out, block); break;
    case LDOSE_PAPER_PARAGRAPH:
        if (block->style == LDOSE_STYLE_CODE) {
            print_code(out, block->text);
            break;
        }
        G_GNUC_FALLTHROUGH;
    case LDOSE_PAPER_BOX:
    case LDOSE_PAPER_PICTURE:
    default: ldose_page_paragraph(out, INDENT, INDENT, block->text); break;
    }
}

void
ldose_paper_text(GString *out, const LdosePaper *paper)
{
    g_string_append_printf(out, "%s\n", paper->title);
    if (paper->label != NULL)
        g_string_append_printf(out, "%s\n", paper->label);
    if (paper->banner != NULL)
        g_string_append_printf(out, "%s\n", paper->banner);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < paper->blocks->len; i++)
        print_block(out, g_ptr_array_index(paper->blocks, i));
    if (paper->foot[0] != '\0')
        g_string_append_printf(out, "\n%s\n", paper->foot);
}
