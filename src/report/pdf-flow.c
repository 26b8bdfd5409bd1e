/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the blocks of a document to pages: what stands together, where a page ends. */
#include "pdf-flow.h"

#define HEADING_SPACE    8.0 /* before a heading */
#define ITEM_INDENT      8.0
#define LEAST_MARK       10.0 /* room for the mark of an item */
#define BOX_PAD          6.0
#define LINES_ROOM       20.0 /* to write in */
#define LINES_GAP        12.0
#define GRAY_LABEL       0.28
#define ROLE_SHARE       0.19 /* of the width: what lines are for */
#define LEAST_SCALE      84 /* percent, of a part that is to stand on one side: 9 points become 7.6 */
#define SLIGHTLY_SMALLER 94 /* percent, where that saves a page */
#define SCALE_STEP       2

double
ldose_flow_room(const LdosePages *pages)
{
    return pages->bottom - pages->y;
}

double
ldose_flow_whole_room(const LdosePages *pages)
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

guint
ldose_flow_lines_that_fit(PangoLayout *layout, guint first, double height)
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

double
ldose_flow_lines_height(PangoLayout *layout, guint first, guint n)
{
    double height = 0;
    for (guint i = 0; i < n; i++)
        height += line_height(layout, first + i);
    return height;
}

/* Of a text of @all lines, @fit would fit here: how many stand here, so that no line stands
 * alone. */
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
        guint fit = ldose_flow_lines_that_fit(layout, first, ldose_flow_room(pages));
        guint n = lines_to_keep(all - first, fit);
        if (n == 0 && pages->y <= pages->top) /* a fresh page: as it is */
            n = MAX(fit, 1);
        if (n > 0) {
            if (first == 0 && mark != NULL)
                ldose_pages_put_text(pages, g_steal_pointer(&mark), 0, 1, mark_x, pages->y, gray);
            ldose_pages_put_text(pages, g_object_ref(layout), first, n, x, pages->y, gray);
            pages->y += ldose_flow_lines_height(layout, first, n);
            first += n;
        }
        if (first < all)
            ldose_pages_turn(pages);
    }
    g_clear_object(&mark);
    g_object_unref(layout);
    pages->y += LDOSE_FLOW_SPACE;
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

double
ldose_flow_gray(LdoseStyle style)
{
    return style == LDOSE_STYLE_LABEL ? GRAY_LABEL : 0;
}

static void
flow_paragraph(LdosePages *pages, const LdosePaperBlock *block)
{
    flow_text(pages,
              ldose_pages_layout(pages, (int)block->style, block->text, pages->text_width, FALSE),
              pages->left, NULL, 0, ldose_flow_gray(block->style));
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
    if (height > ldose_flow_whole_room(pages)) { /* too much for one frame */
        flow_text(pages, layout, pages->left + BOX_PAD, NULL, 0, 0);
        return;
    }
    if (height + LDOSE_FLOW_SPACE > ldose_flow_room(pages))
        ldose_pages_turn(pages);
    pages->y += LDOSE_FLOW_SPACE;
    ldose_pages_put_frame(pages, pages->left, pages->y, pages->text_width, height);
    ldose_pages_put_text(pages, layout, 0, (guint)pango_layout_get_line_count(layout),
                         pages->left + BOX_PAD, pages->y + BOX_PAD, 0);
    pages->y += height + 2 * LDOSE_FLOW_SPACE;
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
    if (lines_height(pages, block) > ldose_flow_room(pages))
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
        ldose_pages_put_fill(pages, x, pages->y, width, LDOSE_FLOW_RULE, 0);
        ldose_pages_put_text(pages, label, 0, 1, x, pages->y + 1, GRAY_LABEL);
        x += width + LINES_GAP;
    }
    pages->y += 12 + LDOSE_FLOW_SPACE;
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
    if (height > ldose_flow_room(pages) && pages->y > pages->top)
        ldose_pages_turn(pages);
    ldose_pages_put_picture(pages, block, pages->left, pages->y, pages->text_width, height);
    pages->y += height + LDOSE_FLOW_SPACE;
}

/* @whole: all lines of a text, else the first three */
static double
least_height(LdosePages *pages, const LdosePaperBlock *block, gboolean whole)
{
    if (block->kind == LDOSE_PAPER_LINES)
        return lines_height(pages, block);
    if (block->kind == LDOSE_PAPER_TABLE)
        return ldose_flow_table_least_height(pages, block);
    if (block->kind == LDOSE_PAPER_PICTURE)
        return picture_height(pages, block);
    PangoLayout *layout = ldose_pages_layout(pages, font_of(block), block->text,
                                             pages->text_width - 2 * ITEM_INDENT, FALSE);
    guint n = (guint)pango_layout_get_line_count(layout);
    whole = whole || block->kind == LDOSE_PAPER_BOX || n < 6;
    double height = ldose_flow_lines_height(layout, 0, whole ? n : 3);
    g_object_unref(layout);
    return block->kind == LDOSE_PAPER_BOX ? height + 2 * BOX_PAD + LDOSE_FLOW_SPACE : height;
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
        height += LDOSE_FLOW_SPACE;
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
    pages->y += ldose_pages_layout_height(layout) + LDOSE_FLOW_SPACE / 2;
}

static void
flow_block(LdosePages *pages, const LdosePaperBlock *block, const Place *place)
{
    const LdosePaperBlock *previous = block_at(place, -1);
    if (leads_on(block, block_at(place, 1)) && pages->y > pages->top) {
        double height = height_together(pages, place);
        if (height > ldose_flow_room(pages) && height <= ldose_flow_whole_room(pages))
            ldose_pages_turn(pages);
    }
    switch (block->kind) {
    case LDOSE_PAPER_HEADLINE:
    case LDOSE_PAPER_HEADING: flow_heading(pages, block); break;
    case LDOSE_PAPER_ITEM: flow_item(pages, block); break;
    case LDOSE_PAPER_BOX: flow_box(pages, block); break;
    case LDOSE_PAPER_TABLE: ldose_flow_table(pages, block, previous); break;
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
