/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on pages: rows, titles that come again on each page, and where a table may be parted. */
#include "pdf-flow.h"

#define CELL_PAD   3.0 /* left and right of a cell */
#define NUMBER_PAD 9.0 /* right of a cell that is set to the right */
#define ROW_PAD    1.8 /* above and below */
#define HAIRLINE   0.4
#define GRAY_TITLE 0.90
#define GRAY_RULE  0.65
#define TOGETHER   0.30 /* a table of up to this part of a page is not parted */
#define FILL_ROOM  30.0 /* least height of a row to write in */

/* ---- rows ------------------------------------------------------------------------------------ */

typedef struct {
    guint n;
    PangoLayout **layouts;
    double *grays;
    double *shifts; /* down, so that the first lines of all cells stand on one level */
    double height;
} Row;

static void
row_clear(gpointer data)
{
    Row *row = data;
    for (guint i = 0; i < row->n; i++)
        g_clear_object(&row->layouts[i]);
    g_free(row->layouts);
    g_free(row->grays);
    g_free(row->shifts);
}

static double
cell_width(const LdosePages *pages, const LdosePaperColumn *column)
{
    return column->share * pages->text_width - CELL_PAD - (column->right ? NUMBER_PAD : CELL_PAD);
}

/* Lays the cells of a row out; @texts and @styles: one a column. */
static Row
make_row(LdosePages *pages, const LdosePaperBlock *block, const char *const *texts,
         const LdoseStyle *styles)
{
    guint n = block->n_columns;
    Row row = {n, g_new0(PangoLayout *, n), g_new0(double, n), g_new0(double, n), 0};
    double level = 0;
    for (guint i = 0; i < n; i++) {
        row.layouts[i] =
            ldose_pages_layout(pages, (int)styles[i], texts[i],
                               cell_width(pages, &block->columns[i]), block->columns[i].right);
        row.grays[i] = ldose_flow_gray(styles[i]);
        level = MAX(level, pango_units_to_double(pango_layout_get_baseline(row.layouts[i])));
    }
    for (guint i = 0; i < n; i++) {
        row.shifts[i] = level - pango_units_to_double(pango_layout_get_baseline(row.layouts[i]));
        double height = row.shifts[i] + ldose_pages_layout_height(row.layouts[i]);
        row.height = MAX(row.height, height);
    }
    row.height += 2 * ROW_PAD;
    return row;
}

static Row
make_body_row(LdosePages *pages, const LdosePaperBlock *block, guint number)
{
    g_autofree const char **texts = g_new0(const char *, block->n_columns);
    g_autofree LdoseStyle *styles = g_new0(LdoseStyle, block->n_columns);
    for (guint i = 0; i < block->n_columns; i++) {
        const LdosePaperCell *cell =
            &g_array_index(block->cells, LdosePaperCell, number * block->n_columns + i);
        texts[i] = cell->text;
        styles[i] = cell->style;
    }
    Row row = make_row(pages, block, texts, styles);
    if (block->to_fill)
        row.height = MAX(row.height, FILL_ROOM);
    return row;
}

static gboolean
has_titles(const LdosePaperBlock *block)
{
    gboolean any = FALSE;
    for (guint i = 0; i < block->n_columns; i++)
        any = any || block->columns[i].title != NULL;
    return any;
}

/* FALSE: the table has no titles. */
static gboolean
make_title_row(LdosePages *pages, const LdosePaperBlock *block, Row *row_out)
{
    g_autofree const char **texts = g_new0(const char *, block->n_columns);
    g_autofree LdoseStyle *styles = g_new0(LdoseStyle, block->n_columns);
    for (guint i = 0; i < block->n_columns; i++) {
        texts[i] = block->columns[i].title != NULL ? block->columns[i].title : "";
        styles[i] = block->to_fill ? LDOSE_STYLE_SMALL : LDOSE_STYLE_STRONG;
    }
    if (!has_titles(block))
        return FALSE;
    *row_out = make_row(pages, block, texts, styles);
    return TRUE;
}

static void
put_row(LdosePages *pages, const LdosePaperBlock *block, const Row *row)
{
    double x = pages->left;
    for (guint i = 0; i < row->n; i++) {
        PangoLayout *layout = row->layouts[i];
        if (block->to_fill && i > 0)
            ldose_pages_put_fill(pages, x, pages->y, HAIRLINE, row->height, GRAY_RULE);
        ldose_pages_put_text(pages, g_object_ref(layout), 0,
                             (guint)pango_layout_get_line_count(layout), x + CELL_PAD,
                             pages->y + ROW_PAD + row->shifts[i], row->grays[i]);
        x += block->columns[i].share * pages->text_width;
    }
    pages->y += row->height;
}

static void
put_rule(LdosePages *pages, double thickness, double gray)
{
    ldose_pages_put_fill(pages, pages->left, pages->y - thickness / 2, pages->text_width, thickness,
                         gray);
}

static void
put_title_row(LdosePages *pages, const LdosePaperBlock *block)
{
    Row row;
    if (!make_title_row(pages, block, &row)) {
        put_rule(pages, HAIRLINE, GRAY_RULE);
        return;
    }
    ldose_pages_put_fill(pages, pages->left, pages->y, pages->text_width, row.height, GRAY_TITLE);
    put_row(pages, block, &row);
    put_rule(pages, LDOSE_FLOW_RULE, 0);
    row_clear(&row);
}

/* A row that is higher than a page: its cells go on, line by line, on as many pages as they
 * need. */
static void
put_long_row(LdosePages *pages, const LdosePaperBlock *block, const Row *row)
{
    g_autofree guint *done = g_new0(guint, row->n);
    for (gboolean rest = TRUE; rest;) {
        double x = pages->left, used = 0, height = ldose_flow_room(pages) - 2 * ROW_PAD;
        rest = FALSE;
        for (guint i = 0; i < row->n; i++) {
            PangoLayout *layout = row->layouts[i];
            guint n = ldose_flow_lines_that_fit(layout, done[i], height);
            if (n > 0)
                ldose_pages_put_text(pages, g_object_ref(layout), done[i], n, x + CELL_PAD,
                                     pages->y + ROW_PAD, row->grays[i]);
            used = MAX(used, ldose_flow_lines_height(layout, done[i], n));
            done[i] += n;
            rest = rest || done[i] < (guint)pango_layout_get_line_count(layout);
            x += block->columns[i].share * pages->text_width;
        }
        pages->y += used + 2 * ROW_PAD;
        if (rest) {
            ldose_pages_turn(pages);
            put_title_row(pages, block);
        }
    }
}

/* ---- the table ------------------------------------------------------------------------------- */

static void
flow_rows(LdosePages *pages, const LdosePaperBlock *block, GArray *rows)
{
    gboolean fresh = pages->y <= pages->top;
    put_title_row(pages, block);
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i);
        if (row->height > ldose_flow_room(pages) && !fresh) {
            put_rule(pages, LDOSE_FLOW_RULE, 0);
            ldose_pages_turn(pages);
            put_title_row(pages, block);
        }
        if (row->height > ldose_flow_room(pages))
            put_long_row(pages, block, row);
        else
            put_row(pages, block, row);
        put_rule(pages, HAIRLINE, GRAY_RULE);
        fresh = FALSE;
    }
    pages->y += 2 * LDOSE_FLOW_SPACE;
}

/* A table without titles goes on below one of the same kind, whatever its columns. */
static gboolean
goes_on(const LdosePaperBlock *block, const LdosePaperBlock *previous)
{
    return previous != NULL && previous->kind == LDOSE_PAPER_TABLE && !has_titles(previous) &&
           !has_titles(block);
}

void
ldose_flow_table(LdosePages *pages, const LdosePaperBlock *block, const LdosePaperBlock *previous)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
    double height = 0;
    Row title;
    g_array_set_clear_func(rows, row_clear);
    if (block->cells->len == 0)
        return;
    if (goes_on(block, previous) && pages->y > pages->top)
        pages->y -= 2 * LDOSE_FLOW_SPACE;
    if (make_title_row(pages, block, &title)) {
        height += title.height;
        row_clear(&title);
    }
    double first = height;
    for (guint i = 0; i < block->cells->len / block->n_columns; i++) {
        Row row = make_body_row(pages, block, i);
        g_array_append_val(rows, row);
        height += row.height;
        if (i == 0)
            first = height;
    }
    gboolean together = height <= TOGETHER * ldose_flow_whole_room(pages);
    if ((together && height > ldose_flow_room(pages)) || first > ldose_flow_room(pages))
        ldose_pages_turn(pages);
    flow_rows(pages, block, rows);
}

double
ldose_flow_table_least_height(LdosePages *pages, const LdosePaperBlock *block)
{
    Row row;
    double height = 0, least = 0;
    guint n = block->cells->len / block->n_columns;
    if (make_title_row(pages, block, &row)) {
        height = row.height;
        row_clear(&row);
    }
    for (guint i = 0; i < n && height <= TOGETHER * ldose_flow_whole_room(pages); i++) {
        row = make_body_row(pages, block, i);
        height += row.height;
        row_clear(&row);
        if (i < 2)
            least = height;
    }
    return height <= TOGETHER * ldose_flow_whole_room(pages) ? height : least;
}
