/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-draw.h"

#include <string.h>

#include <cairo-svg.h>

#include "error.h"
#include "phrase.h"
#include "picture-sketch.h"
#include "picture-text.h"

/* In multiples of the font size. */
#define SCALE_WIDTH   4.2 /* labels of the dose */
#define EDGE          1.2 /* the other side */
#define TITLE_HEIGHT  4.6 /* title and the patient's line */
#define PLOT_HEIGHT   13.0
#define LEGEND_HEIGHT 2.1

const LdosePictureStyle ldose_picture_paper_style = {
    .ink = {0, 0, 0},
    .quiet = {0.55, 0.55, 0.55},
    .ground = {1, 1, 1},
    .font_size = 8,
};

/* ---- where things stand ---------------------------------------------------------------------- */

static void
place_plot(LdoseSketch *s)
{
    double size = s->style->font_size;
    double scale = SCALE_WIDTH * size, edge = EDGE * size;
    double below = LDOSE_SKETCH_AXIS_HEIGHT * size +
                   ldose_sketch_estimate_rows(s->picture) * LDOSE_SKETCH_ROW_HEIGHT * size +
                   LEGEND_HEIGHT * size;
    s->left = s->style->right_to_left ? edge : scale;
    s->right = s->width - (s->style->right_to_left ? scale : edge);
    s->top = TITLE_HEIGHT * size;
    s->bottom = s->height - below;
}

static void
sketch_init(LdoseSketch *s, const LdosePicture *picture, cairo_t *cr, double width, double height,
            const LdosePictureStyle *style, const LdoseWording *wording)
{
    *s = (LdoseSketch){.picture = picture,
                       .style = style,
                       .wording = wording,
                       .cr = cr,
                       .width = width,
                       .height = height,
                       .dose_high = MAX(ldose_sketch_highest_dose(picture), 1)};
    place_plot(s);
}

double
ldose_picture_height(const LdosePicture *picture, double width, const LdosePictureStyle *style)
{
    double size = style->font_size;
    (void)width;
    if (!ldose_picture_is_drawn(picture))
        return (TITLE_HEIGHT + 2.5) * size;
    return (TITLE_HEIGHT + PLOT_HEIGHT + LDOSE_SKETCH_AXIS_HEIGHT + LEGEND_HEIGHT +
            ldose_sketch_estimate_rows(picture) * LDOSE_SKETCH_ROW_HEIGHT) *
           size;
}

gboolean
ldose_picture_plot_range(const LdosePicture *picture, double width, double height,
                         const LdosePictureStyle *style, double *left_out, double *right_out)
{
    LdoseSketch s;
    sketch_init(&s, picture, NULL, width, height, style, &ldose_wording_plain);
    *left_out = s.left;
    *right_out = s.right;
    return ldose_picture_is_drawn(picture);
}

/* ---- title and legend ------------------------------------------------------------------------ */

/* From the edge at which lines of text begin. */
static void
put_line(const LdoseSketch *s, const char *text, double y, double size, gboolean bold)
{
    double width, height;
    g_autoptr(PangoLayout) layout = ldose_sketch_layout(s, text, size, bold, s->width - 2);
    pango_layout_set_height(layout, -2);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    if (s->style->right_to_left)
        pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT); /* the base direction turns it */
    ldose_sketch_layout_size(layout, &width, &height);
    cairo_move_to(s->cr, 1, y);
    pango_cairo_show_layout(s->cr, layout);
}

static void
draw_head(const LdoseSketch *s)
{
    double size = s->style->font_size;
    g_autofree char *title = ldose_picture_title(s->picture, s->wording);
    g_autofree char *patient = ldose_picture_patient_text(s->picture, s->wording);
    ldose_sketch_ink(s, &s->style->ink);
    put_line(s, title, 0, 1.05, TRUE);
    put_line(s, patient, 1.7 * size, 0.9, FALSE);
}

static char *
legend_text(const LdoseSketch *s)
{
    const LdosePicture *picture = s->picture;
    guint others = picture->lines->len - (picture->has_line ? 1 : 0);
    if (picture->axis == LDOSE_PICTURE_WEIGHT)
        return picture->cap_m2 > 0
                   ? ldose_tell(s->wording,
                                N_("Thick: this guidance. Thin: the standard dose. Broken: without "
                                   "the cap of %1$s."),
                                LDOSE_VALUE(s->wording, picture->cap_m2, 3, LDOSE_UNIT_M2))
                   : ldose_tell(s->wording, N_("Thick: this guidance. Thin: the standard dose."));
    if (others == 0)
        return ldose_tell(s->wording, N_("Disc: the limit belongs to the step. Ring: it does not. "
                                         "Hatched: the source has no row."));
    return ldose_tell(s->wording, N_("Disc: the limit belongs to the step. Ring: it does not. "
                                     "Hatched: the source has no row. Faint: other guidances."));
}

static char *
empty_text(const LdoseSketch *s)
{
    char *state = ldose_picture_state_text(s->picture, s->wording);
    if (state != NULL || s->picture->axis != LDOSE_PICTURE_WEIGHT)
        return state;
    return ldose_tell(s->wording, N_("The plan is not final: no dose is drawn."));
}

/* ---- the page -------------------------------------------------------------------------------- */

PangoContext *
ldose_picture_file_context(const char *language)
{
    g_autoptr(PangoFontMap) map = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language));
    return context;
}

void
ldose_picture_draw(const LdosePicture *picture, cairo_t *cr, double width, double height,
                   const LdosePictureStyle *style, const LdoseWording *wording)
{
    LdoseSketch s;
    sketch_init(&s, picture, cr, width, height, style, wording);
    s.context = style->context != NULL
                    ? g_object_ref(style->context)
                    : ldose_picture_file_context(style->language != NULL ? style->language : "en");
    pango_context_set_base_dir(s.context,
                               style->right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    cairo_save(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    draw_head(&s);
    if (!ldose_picture_is_drawn(picture)) {
        g_autofree char *text = empty_text(&s);
        put_line(&s, text != NULL ? text : "", TITLE_HEIGHT * style->font_size, 0.9, FALSE);
    } else {
        g_autofree char *legend = legend_text(&s);
        ldose_sketch_x_axis(&s);
        if (picture->axis == LDOSE_PICTURE_WEIGHT) {
            ldose_sketch_weights(&s);
            ldose_sketch_patient_line(&s);
        } else {
            ldose_sketch_steps(&s);
            if (!picture->has_line)
                ldose_sketch_patient_line(&s);
        }
        ldose_sketch_patient(&s);
        ldose_sketch_estimates(&s);
        ldose_sketch_ink(&s, &style->ink);
        put_line(&s, legend, height - 1.5 * style->font_size, 0.8, FALSE);
    }
    cairo_restore(cr);
    g_object_unref(s.context);
}

/* ---- SVG ------------------------------------------------------------------------------------- */

#define SVG_WIDTH  640.0
#define SVG_MARGIN 16.0

static cairo_status_t
append_bytes(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void
draw_all(cairo_t *cr, const GPtrArray *pictures, const LdosePictureStyle *style, double height,
         const LdoseWording *wording)
{
    double y = SVG_MARGIN, width = SVG_WIDTH - 2 * SVG_MARGIN;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_rectangle(cr, 0, 0, SVG_WIDTH, height);
    cairo_fill(cr);
    for (guint i = 0; i < pictures->len; i++) {
        const LdosePicture *picture = g_ptr_array_index(pictures, i);
        double own = ldose_picture_height(picture, width, style);
        cairo_save(cr);
        cairo_translate(cr, SVG_MARGIN, y);
        ldose_picture_draw(picture, cr, width, own, style, wording);
        cairo_restore(cr);
        y += own + SVG_MARGIN;
    }
}

/* Title and description, for who cannot see it: behind the opening tag. */
static GBytes *
describe(const GByteArray *svg, const GPtrArray *pictures, const LdoseWording *wording)
{
    g_autoptr(GString) text = g_string_new_len((const char *)svg->data, (gssize)svg->len);
    g_autoptr(GString) words = g_string_new("\n<title>");
    g_autoptr(GString) details = g_string_new(NULL);
    const char *tag = strstr(text->str, "<svg");
    const char *end = tag != NULL ? strchr(tag, '>') : NULL;
    for (guint i = 0; i < pictures->len; i++) {
        g_autofree char *title = ldose_picture_title(g_ptr_array_index(pictures, i), wording);
        g_autofree char *detail = ldose_picture_text(g_ptr_array_index(pictures, i), wording);
        g_string_append_printf(words, "%s%s", i > 0 ? "; " : "", title);
        g_string_append_printf(details, "%s\n", detail);
    }
    g_autofree char *safe = g_markup_escape_text(details->str, -1);
    g_string_append_printf(words, "</title>\n<desc>%s</desc>", safe);
    if (end != NULL)
        g_string_insert(text, end + 1 - text->str, words->str);
    return g_string_free_to_bytes(g_steal_pointer(&text));
}

GBytes *
ldose_pictures_svg(const GPtrArray *pictures, const LdoseWording *wording, GError **error)
{
    LdosePictureStyle style = ldose_picture_paper_style;
    double height = SVG_MARGIN;
    g_autoptr(GByteArray) svg = g_byte_array_new();
    style.font_size = 11;
    for (guint i = 0; i < pictures->len; i++)
        height += ldose_picture_height(g_ptr_array_index(pictures, i), SVG_WIDTH - 2 * SVG_MARGIN,
                                       &style) +
                  SVG_MARGIN;
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(append_bytes, svg, SVG_WIDTH, height);
    cairo_t *cr = cairo_create(surface);
    draw_all(cr, pictures, &style, height, wording);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        return describe(svg, pictures, wording);
    ldose_set_error(error, LDOSE_ERROR_OUTPUT, N_("the picture could not be drawn: %s"),
                    cairo_status_to_string(status));
    return NULL;
}
