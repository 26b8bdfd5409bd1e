/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-page.h"

#include <string.h>

#include <cairo-pdf.h>

#include "error.h"
#include "quantity.h"

#define MARGIN       48.0 /* points; 17 mm: room for the holes of a binder */
#define TOP_MARGIN   34.0
#define FOOT_MARGIN  30.0
#define RUNNING_ROOM 16.0 /* of the words on top or at the foot */
#define RULE         0.6
#define LINE_TO_FILL 150.0
#define PAGE_OF_ROOM 110.0
#define BANNER_PAD   4.0
#define GRAY_QUIET   0.25

static const struct {
    double width, height;
} sheets[LDOSE_N_SHEETS] = {
    [LDOSE_SHEET_A4] = {595.276, 841.89},
    [LDOSE_SHEET_LETTER] = {612, 792},
};

/* ---- fonts and layouts ----------------------------------------------------------------------- */

#define TEXT_FONT "Noto Sans, DejaVu Sans, sans-serif"
#define CODE_FONT "Noto Sans Mono, DejaVu Sans Mono, monospace"

static const struct {
    const char *family;
    double size;
    gboolean bold;
} fonts[LDOSE_N_FONTS] = {
    [LDOSE_STYLE_NORMAL] = {TEXT_FONT, 9, FALSE},   [LDOSE_STYLE_SMALL] = {TEXT_FONT, 8, FALSE},
    [LDOSE_STYLE_FINE] = {TEXT_FONT, 7.2, FALSE},   [LDOSE_STYLE_LABEL] = {TEXT_FONT, 8, FALSE},
    [LDOSE_STYLE_STRONG] = {TEXT_FONT, 9, TRUE},    [LDOSE_STYLE_DOSE] = {TEXT_FONT, 14, TRUE},
    [LDOSE_STYLE_CODE] = {CODE_FONT, 7, FALSE},     [LDOSE_FONT_HEADLINE] = {TEXT_FONT, 17, TRUE},
    [LDOSE_FONT_HEADING] = {TEXT_FONT, 10.5, TRUE}, [LDOSE_FONT_BANNER] = {TEXT_FONT, 11, TRUE},
};

static PangoFontDescription *
make_font(int font)
{
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description, fonts[font].family);
    pango_font_description_set_absolute_size(description, fonts[font].size * PANGO_SCALE);
    pango_font_description_set_weight(description,
                                      fonts[font].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return description;
}

/* ---- what no line end parts ------------------------------------------------------------------ */

#define LONGEST_WORD  16 /* bytes of a word with "/" or "-" that is not parted */
#define PUNCTUATION   ".,;:)"
#define LEFT_TO_RIGHT "\u2066" /* opens what is ordered by itself */
#define END_OF_ORDER  "\u2069"

static gsize
without_punctuation(const char *word, gsize length)
{
    while (length > 0 && strchr(PUNCTUATION, word[length - 1]) != NULL)
        length--;
    return length;
}

/* Whether a word is the symbol of a unit, with nothing but punctuation behind it. */
static gboolean
is_unit(const char *word, gsize length)
{
    const gsize end = strlen(END_OF_ORDER);
    length = without_punctuation(word, length);
    if (length > end && memcmp(word + length - end, END_OF_ORDER, end) == 0)
        length -= end;
    for (int unit = LDOSE_UNIT_NONE + 1; length > 0 && unit < LDOSE_N_UNITS; unit++) {
        const char *symbol = ldose_unit_symbol((LdoseUnit)unit);
        if (strncmp(symbol, word, length) == 0 && (symbol[length] == '\0' || symbol[length] == ' '))
            return TRUE;
    }
    return FALSE;
}

static void
hold(PangoAttrList *attributes, const char *text, const char *from, const char *to)
{
    PangoAttribute *attribute = pango_attr_allow_breaks_new(FALSE);
    attribute->start_index = (guint)(from - text);
    attribute->end_index = (guint)(to - text);
    pango_attr_list_insert(attributes, attribute);
}

/* A value stays with its unit, and "mg/m²" and "CKD-EPI" are one word. The text itself is not
 * changed, so that it can be searched and copied. */
static void
hold_units(PangoLayout *layout, const char *text)
{
    PangoAttrList *attributes = pango_attr_list_new();
    const char *word = text;
    while (*word != '\0') {
        const char *end = word + strcspn(word, " \n");
        gsize length = (gsize)(end - word);
        gsize next = *end == ' ' ? strcspn(end + 1, " \n") : 0;
        if (length > 0 && g_ascii_isdigit(end[-1]) && next > 0 && is_unit(end + 1, next)) {
            end += 1 + next;
            hold(attributes, text, word, end);
        } else if (length <= LONGEST_WORD &&
                   (memchr(word, '/', length) != NULL || memchr(word, '-', length) != NULL))
            hold(attributes, text, word, end);
        word = end + strspn(end, " \n");
    }
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

/* On a page that is written from right to left a value still reads from its number to its unit:
 * without this "48 kg" would stand in the order of the words around it. (transfer full) */
static char *
isolate_values(const char *text)
{
    GString *out = g_string_new(NULL);
    while (*text != '\0') {
        gsize before = strspn(text, " \n(");
        const char *word = text + before, *end = word + strcspn(word, " \n");
        gsize next = *end == ' ' ? strcspn(end + 1, " \n") : 0;
        g_string_append_len(out, text, (gssize)before);
        if (end > word && g_ascii_isdigit(end[-1]) && next > 0 && is_unit(end + 1, next)) {
            end += 1 + without_punctuation(end + 1, next);
            g_string_append(out, LEFT_TO_RIGHT);
            g_string_append_len(out, word, end - word);
            g_string_append(out, END_OF_ORDER);
        } else
            g_string_append_len(out, word, end - word);
        text = end;
    }
    return g_string_free(out, FALSE);
}

/* Notes the characters that were drawn as boxes; pango keeps their numbers in the glyphs. */
static void
note_missing(LdosePages *pages, PangoLayout *layout)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do {
        const PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);
        for (int i = 0; run != NULL && i < run->glyphs->num_glyphs; i++) {
            PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
            if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0 || glyph == PANGO_GLYPH_EMPTY)
                continue;
            g_autofree char *name = g_strdup_printf("U+%04X", glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
            if (strstr(pages->missing->str, name) == NULL && pages->missing->len < 100)
                g_string_append_printf(pages->missing, "%s%s", pages->missing->len > 0 ? " " : "",
                                       name);
        }
    } while (pango_layout_iter_next_run(iter));
    pango_layout_iter_free(iter);
}

/* Whether a text runs from right to left. One of figures alone runs as the page does, which its
 * line knows. */
static gboolean
is_turned(const LdosePages *pages, PangoLayout *layout)
{
    return (pages->rtl ? pango_layout_line_get_resolved_direction(
                             pango_layout_get_line_readonly(layout, 0))
                       : pango_layout_get_direction(layout, 0)) == PANGO_DIRECTION_RTL;
}

PangoLayout *
ldose_pages_layout(LdosePages *pages, int font, const char *text, double width, gboolean right)
{
    PangoLayout *layout = pango_layout_new(pages->context);
    pango_layout_set_font_description(layout, pages->fonts[font]);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    g_autofree char *isolated = pages->rtl ? isolate_values(text) : NULL;
    const char *shown = isolated != NULL ? isolated : text;
    pango_layout_set_text(layout, shown, -1);
    /* Pango turns left and right round for a text that runs against the page: a Hebrew name stays
     * beside its label, and on a Hebrew page so does an English one. */
    gboolean turned = is_turned(pages, layout);
    pango_layout_set_alignment(layout, right != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    hold_units(layout, shown);
    if (pango_layout_get_unknown_glyphs_count(layout) > 0)
        note_missing(pages, layout);
    return layout;
}

double
ldose_pages_layout_height(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}

/* ---- putting down ---------------------------------------------------------------------------- */

static void
drawing_clear(gpointer data)
{
    g_clear_object(&((LdoseDrawing *)data)->layout);
}

static void
side_free(gpointer data)
{
    LdoseSide *side = data;
    g_array_unref(side->drawings);
    g_free(side);
}

static LdoseSide *
side_at(const LdosePages *pages, guint index)
{
    return g_ptr_array_index(pages->sides, index);
}

/* From the left edge of the sheet, whichever way its language is written. */
static double
from_left(const LdosePages *pages, double x, double width)
{
    return pages->rtl ? pages->width - x - width : x;
}

static void
put(LdosePages *pages, const LdoseDrawing *drawing)
{
    g_array_append_vals(side_at(pages, pages->sides->len - 1)->drawings, drawing, 1);
}

void
ldose_pages_put_text(LdosePages *pages, PangoLayout *layout, guint first, guint n, double x,
                     double y, double gray)
{
    double width = pango_units_to_double(pango_layout_get_width(layout));
    put(pages, &(LdoseDrawing){LDOSE_DRAW_TEXT, from_left(pages, x, width), y, 0, 0, gray, layout,
                               first, n});
}

void
ldose_pages_put_fill(LdosePages *pages, double x, double y, double width, double height,
                     double gray)
{
    put(pages, &(LdoseDrawing){LDOSE_DRAW_FILL, from_left(pages, x, width), y, width, height, gray,
                               NULL, 0, 0});
}

void
ldose_pages_put_frame(LdosePages *pages, double x, double y, double width, double height)
{
    put(pages, &(LdoseDrawing){LDOSE_DRAW_FRAME, from_left(pages, x, width), y, width, height, 0,
                               NULL, 0, 0});
}

void
ldose_pages_put_picture(LdosePages *pages, const LdosePaperBlock *block, double x, double y,
                        double width, double height)
{
    put(pages, &(LdoseDrawing){.kind = LDOSE_DRAW_PICTURE,
                               .x = from_left(pages, x, width),
                               .y = y,
                               .width = width,
                               .height = height,
                               .block = block});
}

LdosePictureStyle
ldose_pages_picture_style(const LdosePages *pages)
{
    LdosePictureStyle style = ldose_picture_paper_style;
    style.right_to_left = pages->rtl;
    style.language = pages->paper->language;
    return style;
}

static void
put_whole(LdosePages *pages, PangoLayout *layout, double x, double y, double gray)
{
    ldose_pages_put_text(pages, layout, 0, (guint)pango_layout_get_line_count(layout), x, y, gray);
}

/* ---- the words of every page ----------------------------------------------------------------- */

/* The label at the right, with room to write behind it where it is to be filled in by hand. */
static void
put_label(LdosePages *pages, double y)
{
    const LdosePaper *paper = pages->paper;
    double room = pages->text_width * 0.56 - (paper->has_line ? LINE_TO_FILL : 0);
    double x = pages->left + pages->text_width - room - (paper->has_line ? LINE_TO_FILL : 0);
    if (paper->label == NULL)
        return;
    PangoLayout *layout = ldose_pages_layout(
        pages, paper->has_line ? LDOSE_STYLE_SMALL : LDOSE_STYLE_STRONG, paper->label, room, TRUE);
    /* One line, cut off with an ellipsis: the whole label stands among the patient's data. */
    pango_layout_set_height(layout, 0);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    put_whole(pages, layout, x, y, 0);
    if (paper->has_line)
        ldose_pages_put_fill(pages, x + room + 4, y + RUNNING_ROOM - 5, LINE_TO_FILL - 4, RULE, 0);
}

static double
put_banner(LdosePages *pages, double y)
{
    if (pages->paper->banner == NULL)
        return y;
    PangoLayout *layout = ldose_pages_layout(pages, LDOSE_FONT_BANNER, pages->paper->banner,
                                             pages->text_width - 4 * BANNER_PAD, FALSE);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    double height = ldose_pages_layout_height(layout) + 2 * BANNER_PAD;
    ldose_pages_put_fill(pages, pages->left, y, pages->text_width, height, 0);
    put_whole(pages, layout, pages->left + 2 * BANNER_PAD, y + BANNER_PAD, 1);
    return y + height + 6;
}

void
ldose_pages_turn(LdosePages *pages)
{
    LdoseSide *side = g_new0(LdoseSide, 1);
    side->drawings = g_array_new(FALSE, FALSE, sizeof(LdoseDrawing));
    side->scale = pages->scale;
    g_array_set_clear_func(side->drawings, drawing_clear);
    g_ptr_array_add(pages->sides, side);

    double y = TOP_MARGIN / pages->scale;
    PangoLayout *title = ldose_pages_layout(pages, LDOSE_STYLE_STRONG, pages->title,
                                            pages->text_width * 0.42, FALSE);
    pango_layout_set_height(title, 0);
    pango_layout_set_ellipsize(title, PANGO_ELLIPSIZE_END);
    put_whole(pages, title, pages->left, y, 0);
    put_label(pages, y);
    y += RUNNING_ROOM;
    ldose_pages_put_fill(pages, pages->left, y, pages->text_width, RULE, 0);
    y = put_banner(pages, y + 8);
    pages->top = pages->y = y;
}

static char *
page_of(const char *format, guint index, guint n)
{
    GString *text = g_string_new(format);
    g_autofree char *number = g_strdup_printf("%u", index + 1);
    g_autofree char *count = g_strdup_printf("%u", n);
    g_string_replace(text, "%1$s", number, 0);
    g_string_replace(text, "%2$s", count, 0);
    return g_string_free(text, FALSE);
}

static void
put_foot(LdosePages *pages, guint index, guint n)
{
    double y = pages->height - FOOT_MARGIN / pages->scale - RUNNING_ROOM;
    g_autofree char *number = page_of(pages->paper->page_of, index, n);
    ldose_pages_put_fill(pages, pages->left, y, pages->text_width, RULE, 0);
    put_whole(pages,
              ldose_pages_layout(pages, LDOSE_STYLE_SMALL, pages->paper->foot,
                                 pages->text_width - PAGE_OF_ROOM, FALSE),
              pages->left, y + 4, GRAY_QUIET);
    put_whole(pages, ldose_pages_layout(pages, LDOSE_STYLE_STRONG, number, PAGE_OF_ROOM, TRUE),
              pages->left + pages->text_width - PAGE_OF_ROOM, y + 3, 0);
}

/* Feet are put down last, when the number of pages is known. */
static void
put_feet(LdosePages *pages)
{
    GPtrArray *all = pages->sides;
    g_autoptr(GPtrArray) one = g_ptr_array_new();
    g_ptr_array_add(one, NULL);
    for (guint i = 0; i < all->len; i++) {
        one->pdata[0] = all->pdata[i];
        pages->sides = one; /* the page to put on */
        ldose_pages_set_scale(pages, side_at(pages, 0)->scale);
        put_foot(pages, i, all->len);
    }
    pages->sides = all;
}

/* ---- making and freeing ---------------------------------------------------------------------- */

/* Margins stay as they are: holes are punched there. */
void
ldose_pages_set_scale(LdosePages *pages, double scale)
{
    pages->scale = scale;
    pages->width = sheets[pages->paper->sheet].width / scale;
    pages->height = sheets[pages->paper->sheet].height / scale;
    pages->left = MARGIN / scale;
    pages->text_width = pages->width - 2 * pages->left;
    pages->bottom = pages->height - FOOT_MARGIN / scale - RUNNING_ROOM - 6;
}

/* A document's direction is that of its own words, whatever names and sources stand in it. */
static void
find_direction(LdosePages *pages)
{
    g_autofree char *words = page_of(pages->paper->page_of, 0, 1);
    PangoLayout *layout = pango_layout_new(pages->context);
    pango_layout_set_text(layout, words, -1);
    pages->rtl = pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL;
    pango_context_set_base_dir(pages->context,
                               pages->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    g_object_unref(layout);
}

LdosePages *
ldose_pages_new(const LdosePaper *paper, GError **error)
{
    g_autoptr(LdosePages) pages = g_new0(LdosePages, 1);
    pages->paper = paper;
    pages->context = ldose_picture_file_context(paper->language);
    find_direction(pages);
    for (int i = 0; i < LDOSE_N_FONTS; i++)
        pages->fonts[i] = make_font(i);
    pages->sides = g_ptr_array_new_with_free_func(side_free);
    pages->missing = g_string_new(NULL);
    ldose_pages_flow(pages);
    put_feet(pages);
    if (pages->missing->len == 0)
        return g_steal_pointer(&pages);
    ldose_set_error(error, LDOSE_ERROR_OUTPUT,
                    N_("no font of this machine has the characters %s: install one that has (on "
                       "Debian fonts-dejavu-core, fonts-noto-core, for Chinese, Japanese and "
                       "Korean fonts-noto-cjk)"),
                    pages->missing->str);
    return NULL;
}

void
ldose_pages_free(LdosePages *pages)
{
    if (pages == NULL)
        return;
    g_ptr_array_unref(pages->sides);
    for (int i = 0; i < LDOSE_N_FONTS; i++)
        pango_font_description_free(pages->fonts[i]);
    g_object_unref(pages->context);
    g_string_free(pages->missing, TRUE);
    g_free(pages);
}

guint
ldose_pages_count(const LdosePages *pages)
{
    return pages->sides->len;
}

void
ldose_pages_size(const LdosePages *pages, double *width_out, double *height_out)
{
    *width_out = sheets[pages->paper->sheet].width;
    *height_out = sheets[pages->paper->sheet].height;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void
draw_text(const LdoseDrawing *drawing, cairo_t *cr)
{
    PangoLayoutIter *iter = pango_layout_get_iter(drawing->layout);
    guint line = 0;
    int top = 0;
    do {
        PangoRectangle logical;
        if (line >= drawing->first + drawing->n)
            break;
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        if (line == drawing->first)
            top = logical.y;
        if (line >= drawing->first) {
            double down = pango_units_to_double(pango_layout_iter_get_baseline(iter) - top);
            cairo_move_to(cr, drawing->x + pango_units_to_double(logical.x), drawing->y + down);
            pango_cairo_show_layout_line(cr, pango_layout_iter_get_line_readonly(iter));
        }
        line++;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

static void
draw_picture(const LdosePages *pages, const LdoseDrawing *drawing, cairo_t *cr)
{
    LdosePictureStyle style = ldose_pages_picture_style(pages);
    cairo_save(cr);
    cairo_translate(cr, drawing->x, drawing->y);
    ldose_picture_draw(drawing->block->picture, cr, drawing->width, drawing->height, &style,
                       &drawing->block->wording);
    cairo_restore(cr);
}

void
ldose_pages_draw(const LdosePages *pages, guint index, cairo_t *cr)
{
    const LdoseSide *side = side_at(pages, index);
    cairo_save(cr);
    cairo_scale(cr, side->scale, side->scale);
    for (guint i = 0; i < side->drawings->len; i++) {
        const LdoseDrawing *drawing = &g_array_index(side->drawings, LdoseDrawing, i);
        cairo_set_source_rgb(cr, drawing->gray, drawing->gray, drawing->gray);
        switch (drawing->kind) {
        case LDOSE_DRAW_TEXT: draw_text(drawing, cr); break;
        case LDOSE_DRAW_FILL:
            cairo_rectangle(cr, drawing->x, drawing->y, drawing->width, drawing->height);
            cairo_fill(cr);
            break;
        case LDOSE_DRAW_PICTURE: draw_picture(pages, drawing, cr); break;
        case LDOSE_DRAW_FRAME:
        default:
            cairo_set_line_width(cr, RULE);
            cairo_rectangle(cr, drawing->x, drawing->y, drawing->width, drawing->height);
            cairo_stroke(cr);
        }
    }
    cairo_restore(cr);
}

static cairo_status_t
append_bytes(void *array, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(array, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* The document's time as cairo reads one; NULL: it is none. (transfer full) */
static char *
time_of(const char *at)
{
    g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(at, utc);
    return time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
}

GBytes *
ldose_pages_pdf(const LdosePages *pages, GError **error)
{
    g_autofree char *time = time_of(pages->paper->at);
    if (time == NULL) {
        /* Without one cairo would write the time of the clock. */
        ldose_set_error(error, LDOSE_ERROR_OUTPUT,
                        N_("\"%s\" is no time: expected for instance 2026-11-24T09:30:00Z"),
                        pages->paper->at);
        return NULL;
    }
    GByteArray *bytes = g_byte_array_new();
    double width, height;
    ldose_pages_size(pages, &width, &height);
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append_bytes, bytes, width, height);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, pages->paper->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Lymphodose");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
    cairo_t *cr = cairo_create(surface);
    for (guint i = 0; i < ldose_pages_count(pages); i++) {
        ldose_pages_draw(pages, i, cr);
        cairo_show_page(cr);
    }
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    GBytes *result = g_byte_array_free_to_bytes(bytes);
    if (status == CAIRO_STATUS_SUCCESS)
        return result;
    g_bytes_unref(result);
    g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT, "PDF: %s", cairo_status_to_string(status));
    return NULL;
}
