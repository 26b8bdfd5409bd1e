/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the blocks of a document to pages: what stands together, where a page ends. */
#include "pdf-page.h"

#define SPACE            3.0 /* after a block */
#define HEADING_SPACE    8.0 /* before a heading */
#define ITEM_INDENT      8.0
#define LEAST_MARK       10.0 /* room for the mark of an item */
#define CELL_PAD         3.0  /* left and right of a cell */
#define NUMBER_PAD       9.0  /* right of a cell that is set to the right */
#define ROW_PAD          1.8  /* above and below */
#define BOX_PAD          6.0
#define LINES_ROOM       20.0 /* to write in */
#define LINES_GAP        12.0
#define RULE             0.6
#define HAIRLINE         0.4
#define GRAY_TITLE       0.90
#define GRAY_RULE        0.65
#define GRAY_LABEL       0.28
#define TOGETHER         0.30 /* a table of up to this part of a page is not parted */
#define FILL_ROOM        30.0 /* least height of a row to write in */
#define ROLE_SHARE       0.19 /* of the width: what lines are for */
#define LEAST_SCALE      84 /* percent, of a part that is to stand on one side: 9 points become 7.6 */
#define SLIGHTLY_SMALLER 94 /* percent, where that saves a page */
#define SCALE_STEP       2

static double
room(const LdosePages *pages)
{
    return pages->bottom - pages->y;
}

static double
whole_room(const LdosePages *pages)
{
    return pages->bottom - pages->top;
}

/* ---- lines of text --------------------------------------------------------------------------- */

static double
line_height(PangoLayout *layout, guint line)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, (int)line), NULL,
                                  &logical);
    return pango_units_to_double(logical.height);
}

/* How many lines from @first on fit into a height. */
static guint
lines_that_fit(PangoLayout *layout, guint first, double height)
{
    guint n = 0, all = (guint)pango_layout_get_line_count(layout);
    while (first + n < all) {
        height -= line_height(layout, first + n);
        if (height < -0.01)
            break;
        n++;
    }
    return n;
}

static double
height_of_lines(PangoLayout *layout, guint first, guint n)
{
    double height = 0;
    for (guint i = 0; i < n; i++)
        height += line_height(layout, first + i);
    return height;
}

/* Of a text of @all lines, @fit would fit here: how many stand here, so that no line stands alone.
 */
static guint
lines_to_keep(guint all, guint fit)
{
    if (fit >= all)
        return all;
    if (fit < 2 || all < 4)
        return 0;
    return all - fit < 2 ? fit - 1 : fit;
}

/* @mark: (nullable) (transfer full): stands before the first line */
static void
flow_text(LdosePages *pages, PangoLayout *layout, double x, PangoLayout *mark, double mark_x,
          double gray)
{
    guint first = 0, all = (guint)pango_layout_get_line_count(layout);
    while (first < all) {
        guint fit = lines_that_fit(layout, first, room(pages));
        guint n = lines_to_keep(all - first, fit);
        if (n == 0 && pages->y <= pages->top) /* a fresh page: as it is */
            n = MAX(fit, 1);
        if (n > 0) {
            if (first == 0 && mark != NULL)
                ldose_pages_put_text(pages, g_steal_pointer(&mark), 0, 1, mark_x, pages->y, gray);
            ldose_pages_put_text(pages, g_object_ref(layout), first, n, x, pages->y, gray);
            pages->y += height_of_lines(layout, first, n);
            first += n;
        }
        if (first < all)
            ldose_pages_turn(pages);
    }
    g_clear_object(&mark);
    g_object_unref(layout);
    pages->y += SPACE;
}

static int
font_of(const LdosePaperBlock *block)
{
    switch (block->kind) {
    case LDOSE_PAPER_HEADLINE: return LDOSE_FONT_HEADLINE;
    case LDOSE_PAPER_HEADING: return LDOSE_FONT_HEADING;
    case LDOSE_PAPER_PART:
    case LDOSE_PAPER_PARAGRAPH:
    case LDOSE_PAPER_ITEM:
    case LDOSE_PAPER_BOX:
    case LDOSE_PAPER_TABLE:
    case LDOSE_PAPER_LINES:
    case LDOSE_PAPER_PICTURE:
    default: return (int)block->style;
    }
}

static double
gray_of(LdoseStyle style)
{
    return style == LDOSE_STYLE_LABEL ? GRAY_LABEL : 0;
}

static void
flow_paragraph(LdosePages *pages, const LdosePaperBlock *block)
{
    flow_text(pages,
              ldose_pages_layout(pages, (int)block->style, block->text, pages->text_width, FALSE),
              pages->left, NULL, 0, gray_of(block->style));
}

static double
mark_width(PangoLayout *mark)
{
    PangoRectangle logical;
    pango_layout_get_extents(mark, NULL, &logical);
    return pango_units_to_double(logical.width) + 4;
}

static void
flow_item(LdosePages *pages, const LdosePaperBlock *block)
{
    PangoLayout *mark =
        ldose_pages_layout(pages, (int)block->style, block->mark, pages->text_width / 4, FALSE);
    double indent = ITEM_INDENT + MAX(mark_width(mark), LEAST_MARK);
    PangoLayout *layout = ldose_pages_layout(pages, (int)block->style, block->text,
                                             pages->text_width - indent, FALSE);
    flow_text(pages, layout, pages->left + indent, mark, pages->left + ITEM_INDENT, 0);
}

static void
flow_box(LdosePages *pages, const LdosePaperBlock *block)
{
    PangoLayout *layout = ldose_pages_layout(pages, (int)block->style, block->text,
                                             pages->text_width - 2 * BOX_PAD, FALSE);
    double height = ldose_pages_layout_height(layout) + 2 * BOX_PAD;
    if (height > whole_room(pages)) { /* too much for one frame */
        flow_text(pages, layout, pages->left + BOX_PAD, NULL, 0, 0);
        return;
    }
    if (height + SPACE > room(pages))
        ldose_pages_turn(pages);
    pages->y += SPACE;
    ldose_pages_put_frame(pages, pages->left, pages->y, pages->text_width, height);
    ldose_pages_put_text(pages, layout, 0, (guint)pango_layout_get_line_count(layout),
                         pages->left + BOX_PAD, pages->y + BOX_PAD, 0);
    pages->y += height + 2 * SPACE;
}

/* ---- lines to write on ----------------------------------------------------------------------- */

/* What the lines are for, which stands before them. */
static PangoLayout *
lines_role(LdosePages *pages, const LdosePaperBlock *block)
{
    return ldose_pages_layout(pages, LDOSE_STYLE_STRONG, block->text,
                              ROLE_SHARE * pages->text_width - LINES_GAP, FALSE);
}

/* From the top to the lines. */
static double
lines_room(LdosePages *pages, const LdosePaperBlock *block)
{
    double height = LINES_ROOM;
    if (block->text != NULL) {
        PangoLayout *role = lines_role(pages, block);
        height = MAX(height, ldose_pages_layout_height(role));
        g_object_unref(role);
    }
    return height;
}

static double
lines_height(LdosePages *pages, const LdosePaperBlock *block)
{
    return lines_room(pages, block) + 12;
}

/* The place of each line: side by side, behind what they are for; without that the first, which
 * asks for a reason, is as wide as all others, and all stand below the item that they belong to. */
static void
flow_lines(LdosePages *pages, const LdosePaperBlock *block, const LdosePaperBlock *previous)
{
    guint n = block->cells->len;
    gboolean of_item = previous != NULL && previous->kind == LDOSE_PAPER_ITEM;
    double indent = of_item               ? ITEM_INDENT + LEAST_MARK
                    : block->text != NULL ? ROLE_SHARE * pages->text_width
                                          : 0;
    double unit = (pages->text_width - indent - LINES_GAP * (n - 1)) / (of_item ? 2 * (n - 1) : n);
    double x = pages->left + indent;
    if (lines_height(pages, block) > room(pages))
        ldose_pages_turn(pages);
    pages->y += lines_room(pages, block);
    if (block->text != NULL) {
        PangoLayout *role = lines_role(pages, block);
        double height = ldose_pages_layout_height(role);
        ldose_pages_put_text(pages, role, 0, (guint)pango_layout_get_line_count(role), pages->left,
                             pages->y - height, 0);
    }
    for (guint i = 0; i < n; i++) {
        double width = of_item && i == 0 ? unit * (n - 1) : unit;
        const char *text = g_array_index(block->cells, LdosePaperCell, i).text;
        PangoLayout *label = ldose_pages_layout(pages, LDOSE_STYLE_LABEL, text, width, FALSE);
        ldose_pages_put_fill(pages, x, pages->y, width, RULE, 0);
        ldose_pages_put_text(pages, label, 0, 1, x, pages->y + 1, GRAY_LABEL);
        x += width + LINES_GAP;
    }
    pages->y += 12 + SPACE;
}

/* ---- tables ---------------------------------------------------------------------------------- */

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
        row.grays[i] = gray_of(styles[i]);
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
    put_rule(pages, RULE, 0);
    row_clear(&row);
}

/* A row that is higher than a page: its cells go on, line by line, on as many pages as they need.
 */
static void
put_long_row(LdosePages *pages, const LdosePaperBlock *block, const Row *row)
{
    g_autofree guint *done = g_new0(guint, row->n);
    for (gboolean rest = TRUE; rest;) {
        double x = pages->left, used = 0, height = room(pages) - 2 * ROW_PAD;
        rest = FALSE;
        for (guint i = 0; i < row->n; i++) {
            PangoLayout *layout = row->layouts[i];
            guint n = lines_that_fit(layout, done[i], height);
            if (n > 0)
                ldose_pages_put_text(pages, g_object_ref(layout), done[i], n, x + CELL_PAD,
                                     pages->y + ROW_PAD, row->grays[i]);
            used = MAX(used, height_of_lines(layout, done[i], n));
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

static void
flow_rows(LdosePages *pages, const LdosePaperBlock *block, GArray *rows)
{
    gboolean fresh = pages->y <= pages->top;
    put_title_row(pages, block);
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i);
        if (row->height > room(pages) && !fresh) {
            put_rule(pages, RULE, 0);
            ldose_pages_turn(pages);
            put_title_row(pages, block);
        }
        if (row->height > room(pages))
            put_long_row(pages, block, row);
        else
            put_row(pages, block, row);
        put_rule(pages, HAIRLINE, GRAY_RULE);
        fresh = FALSE;
    }
    pages->y += 2 * SPACE;
}

/* A table without titles goes on below one of the same kind, whatever its columns. */
static gboolean
goes_on(const LdosePaperBlock *block, const LdosePaperBlock *previous)
{
    return previous != NULL && previous->kind == LDOSE_PAPER_TABLE && !has_titles(previous) &&
           !has_titles(block);
}

/* @previous: (nullable) */
static void
flow_table(LdosePages *pages, const LdosePaperBlock *block, const LdosePaperBlock *previous)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
    double height = 0;
    Row title;
    g_array_set_clear_func(rows, row_clear);
    if (block->cells->len == 0)
        return;
    if (goes_on(block, previous) && pages->y > pages->top)
        pages->y -= 2 * SPACE;
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
    gboolean together = height <= TOGETHER * whole_room(pages);
    if ((together && height > room(pages)) || first > room(pages))
        ldose_pages_turn(pages);
    flow_rows(pages, block, rows);
}

/* ---- what stands together -------------------------------------------------------------------- */

/* The blocks around the one that is laid out. */
typedef struct {
    const GPtrArray *blocks;
    guint index;
} Place;

/* A block of the same part. Result: (nullable) */
static const LdosePaperBlock *
block_at(const Place *place, int distance)
{
    int index = (int)place->index + distance;
    if (index < 0 || index >= (int)place->blocks->len)
        return NULL;
    const LdosePaperBlock *block = g_ptr_array_index(place->blocks, (guint)index);
    return block->kind != LDOSE_PAPER_PART ? block : NULL;
}

/* Of a table, what must stand on one page: all of a small one, of others the titles and two rows.
 */
static double
least_table_height(LdosePages *pages, const LdosePaperBlock *block)
{
    Row row;
    double height = 0, least = 0;
    guint n = block->cells->len / block->n_columns;
    if (make_title_row(pages, block, &row)) {
        height = row.height;
        row_clear(&row);
    }
    for (guint i = 0; i < n && height <= TOGETHER * whole_room(pages); i++) {
        row = make_body_row(pages, block, i);
        height += row.height;
        row_clear(&row);
        if (i < 2)
            least = height;
    }
    return height <= TOGETHER * whole_room(pages) ? height : least;
}

static double
picture_height(const LdosePages *pages, const LdosePaperBlock *block)
{
    LdosePictureStyle style = ldose_pages_picture_style(pages);
    return ldose_picture_height(block->picture, pages->text_width, &style);
}

/* Never parted. */
static void
flow_picture(LdosePages *pages, const LdosePaperBlock *block)
{
    double height = picture_height(pages, block);
    if (height > room(pages) && pages->y > pages->top)
        ldose_pages_turn(pages);
    ldose_pages_put_picture(pages, block, pages->left, pages->y, pages->text_width, height);
    pages->y += height + SPACE;
}

/* @whole: all lines of a text, else the first three */
static double
least_height(LdosePages *pages, const LdosePaperBlock *block, gboolean whole)
{
    if (block->kind == LDOSE_PAPER_LINES)
        return lines_height(pages, block);
    if (block->kind == LDOSE_PAPER_TABLE)
        return least_table_height(pages, block);
    if (block->kind == LDOSE_PAPER_PICTURE)
        return picture_height(pages, block);
    PangoLayout *layout = ldose_pages_layout(pages, font_of(block), block->text,
                                             pages->text_width - 2 * ITEM_INDENT, FALSE);
    guint n = (guint)pango_layout_get_line_count(layout);
    whole = whole || block->kind == LDOSE_PAPER_BOX || n < 6;
    double height = height_of_lines(layout, 0, whole ? n : 3);
    g_object_unref(layout);
    return block->kind == LDOSE_PAPER_BOX ? height + 2 * BOX_PAD + SPACE : height;
}

/* Whether a block must not be the last of its page: a heading, a strong line that heads what
 * follows, a text above a table or with lines to write on, and the first of two signatures. */
static gboolean
leads_on(const LdosePaperBlock *block, const LdosePaperBlock *next)
{
    if (next == NULL)
        return FALSE;
    switch (block->kind) {
    case LDOSE_PAPER_HEADLINE:
    case LDOSE_PAPER_HEADING: return TRUE;
    case LDOSE_PAPER_PARAGRAPH:
    case LDOSE_PAPER_ITEM:
        return next->kind == LDOSE_PAPER_LINES || next->kind == LDOSE_PAPER_TABLE ||
               (block->style == LDOSE_STYLE_STRONG && next->kind != LDOSE_PAPER_HEADING);
    case LDOSE_PAPER_LINES: return block->text != NULL && next->kind == LDOSE_PAPER_LINES;
    case LDOSE_PAPER_PART:
    case LDOSE_PAPER_BOX:
    case LDOSE_PAPER_TABLE:
    case LDOSE_PAPER_PICTURE:
    default: return FALSE;
    }
}

/* The height of a block with all that must stand on its page. */
static double
height_together(LdosePages *pages, const Place *place)
{
    double height = 0;
    for (int i = 0;; i++) {
        const LdosePaperBlock *block = block_at(place, i), *next = block_at(place, i + 1);
        gboolean on = leads_on(block, next);
        if (block->kind == LDOSE_PAPER_HEADING)
            height += HEADING_SPACE;
        height += least_height(pages, block, on);
        if (!on)
            return height;
        height += SPACE;
    }
}

static void
flow_heading(LdosePages *pages, const LdosePaperBlock *block)
{
    PangoLayout *layout =
        ldose_pages_layout(pages, font_of(block), block->text, pages->text_width, FALSE);
    if (pages->y > pages->top && block->kind == LDOSE_PAPER_HEADING)
        pages->y += HEADING_SPACE;
    ldose_pages_put_text(pages, layout, 0, (guint)pango_layout_get_line_count(layout), pages->left,
                         pages->y, 0);
    pages->y += ldose_pages_layout_height(layout) + SPACE / 2;
}

static void
flow_block(LdosePages *pages, const LdosePaperBlock *block, const Place *place)
{
    const LdosePaperBlock *previous = block_at(place, -1);
    if (leads_on(block, block_at(place, 1)) && pages->y > pages->top) {
        double height = height_together(pages, place);
        if (height > room(pages) && height <= whole_room(pages))
            ldose_pages_turn(pages);
    }
    switch (block->kind) {
    case LDOSE_PAPER_HEADLINE:
    case LDOSE_PAPER_HEADING: flow_heading(pages, block); break;
    case LDOSE_PAPER_ITEM: flow_item(pages, block); break;
    case LDOSE_PAPER_BOX: flow_box(pages, block); break;
    case LDOSE_PAPER_TABLE: flow_table(pages, block, previous); break;
    case LDOSE_PAPER_LINES: flow_lines(pages, block, previous); break;
    case LDOSE_PAPER_PICTURE: flow_picture(pages, block); break;
    case LDOSE_PAPER_PART: break; /* begun already */
    case LDOSE_PAPER_PARAGRAPH:
    default: flow_paragraph(pages, block);
    }
}

/* ---- parts ----------------------------------------------------------------------------------- */

/* Lays out the blocks from @first to the next part. Result: where that begins. */
static guint
flow_part(LdosePages *pages, guint first)
{
    Place place = {pages->paper->blocks, first};
    const LdosePaperBlock *block =
        first < place.blocks->len ? g_ptr_array_index(place.blocks, first) : NULL;
    gboolean titled = block != NULL && block->kind == LDOSE_PAPER_PART;
    pages->title = titled ? block->text : pages->paper->title;
    ldose_pages_turn(pages);
    place.index += titled ? 1 : 0;
    while ((block = block_at(&place, 0)) != NULL) {
        flow_block(pages, block, &place);
        place.index++;
    }
    return place.index;
}

/* Lays a part out from the last page on, @percent of its size. Result: where the next begins. */
static guint
flow_scaled(LdosePages *pages, guint first, guint n_before, int percent)
{
    g_ptr_array_set_size(pages->sides, (int)n_before);
    ldose_pages_set_scale(pages, percent / 100.0);
    return flow_part(pages, first);
}

/* Makes a part a little smaller where that saves a page, the first one also more where it then
 * stands on one side. */
static guint
flow_fitted(LdosePages *pages, guint first)
{
    guint n_before = pages->sides->len;
    gboolean one_side = pages->paper->one_side && first == 0;
    guint next = flow_scaled(pages, first, n_before, 100);
    guint n = pages->sides->len - n_before;
    for (int percent = 100 - SCALE_STEP;
         n > 1 && percent >= (one_side ? LEAST_SCALE : SLIGHTLY_SMALLER); percent -= SCALE_STEP) {
        flow_scaled(pages, first, n_before, percent);
        guint fewer = pages->sides->len - n_before;
        if (fewer == 1 || (fewer < n && percent >= SLIGHTLY_SMALLER))
            return next;
    }
    return n > 1 ? flow_scaled(pages, first, n_before, 100) : next;
}

void
ldose_pages_flow(LdosePages *pages)
{
    guint next = 0;
    do
        next = flow_fitted(pages, next);
    while (next < pages->paper->blocks->len);
}
