/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-draw.h"

#include <math.h>
#include <string.h>

#include <cairo-svg.h>

#include "error.h"
#include "phrase.h"
#include "picture-text.h"

#define TEXT_FONT "Noto Sans, DejaVu Sans, sans-serif"

/* In multiples of the font size. */
#define SCALE_WIDTH   4.2 /* labels of the dose */
#define EDGE          1.2 /* the other side */
#define TITLE_HEIGHT  4.6 /* title and the patient's line */
#define PLOT_HEIGHT   13.0
#define AXIS_HEIGHT   3.6
#define ROW_HEIGHT    1.5 /* of an estimator */
#define LEGEND_HEIGHT 2.1

#define THICK    2.4
#define THIN     1.0
#define HAIRLINE 0.6
#define END      3.4 /* radius of an end */
#define MARK     5.5 /* half of the patient's mark */
#define HATCH    6.0

#define JUMP_KG 1e-3 /* points this close stand on both sides of a jump */
#define FULL_AT 0.86 /* height of the full dose in the plot */

const LdosePictureStyle ldose_picture_paper_style = {
    .ink = {0, 0, 0},
    .quiet = {0.55, 0.55, 0.55},
    .ground = {1, 1, 1},
    .font_size = 8,
};

typedef struct {
    const LdosePicture *picture;
    const LdosePictureStyle *style;
    const LdoseWording *wording;
    cairo_t *cr;
    PangoContext *context; /* owned */
    double width, height;
    double left, right, top, bottom; /* of the plot */
    double dose_high;                /* of a weight: mg at the upper end */
} Sketch;

/* ---- pieces
 * -------------------------------------------------------------------------------------- */

static void
use_ink(const Sketch *s, const LdoseInk *ink)
{
    cairo_set_source_rgb(s->cr, ink->red, ink->green, ink->blue);
}

static void
line(const Sketch *s, double x1, double y1, double x2, double y2, double thickness)
{
    cairo_set_line_width(s->cr, thickness);
    cairo_move_to(s->cr, x1, y1);
    cairo_line_to(s->cr, x2, y2);
    cairo_stroke(s->cr);
}

static void
dashes(const Sketch *s, double on, double off)
{
    const double pattern[] = {on, off};
    cairo_set_dash(s->cr, pattern, on > 0 ? 2 : 0, 0);
}

static PangoContext *
file_context(const char *language)
{
    g_autoptr(PangoFontMap) map = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language));
    return context;
}

/* @width: to wrap at; 0: one line */
static PangoLayout *
make_layout(const Sketch *s, const char *text, double size, gboolean bold, double width)
{
    PangoLayout *layout = pango_layout_new(s->context);
    PangoFontDescription *font =
        s->style->context != NULL
            ? pango_font_description_copy(pango_context_get_font_description(s->context))
            : pango_font_description_from_string(TEXT_FONT);
    pango_font_description_set_absolute_size(font, size * s->style->font_size * PANGO_SCALE);
    if (bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, -1);
    if (width > 0) {
        pango_layout_set_width(layout, pango_units_from_double(width));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    return layout;
}

static void
size_of(PangoLayout *layout, double *width_out, double *height_out)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    *width_out = pango_units_to_double(logical.width);
    *height_out = pango_units_to_double(logical.height);
}

/* @align: 0 from @x on, 0.5 around it, 1 up to it; @y: the upper edge */
static void
put_text(const Sketch *s, const char *text, double x, double y, double align, double size,
         gboolean bold)
{
    double width, height;
    g_autoptr(PangoLayout) layout = make_layout(s, text, size, bold, 0);
    size_of(layout, &width, &height);
    cairo_move_to(s->cr, x - align * width, y);
    pango_cairo_show_layout(s->cr, layout);
}

/* From the edge at which lines of text begin. */
static void
put_line(const Sketch *s, const char *text, double y, double size, gboolean bold)
{
    double width, height;
    g_autoptr(PangoLayout) layout = make_layout(s, text, size, bold, s->width - 2);
    pango_layout_set_height(layout, -2);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    if (s->style->right_to_left)
        pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT); /* the base direction turns it */
    size_of(layout, &width, &height);
    cairo_move_to(s->cr, 1, y);
    pango_cairo_show_layout(s->cr, layout);
}

/* ---- where things stand
 * -------------------------------------------------------------------------- */

static guint count_rows(const LdosePicture *picture);

static void
place_plot(Sketch *s)
{
    double size = s->style->font_size;
    double scale = SCALE_WIDTH * size, edge = EDGE * size;
    double below =
        AXIS_HEIGHT * size + count_rows(s->picture) * ROW_HEIGHT * size + LEGEND_HEIGHT * size;
    s->left = s->style->right_to_left ? edge : scale;
    s->right = s->width - (s->style->right_to_left ? scale : edge);
    s->top = TITLE_HEIGHT * size;
    s->bottom = s->height - below;
}

static double
x_of(const Sketch *s, double value)
{
    double share = (value - s->picture->low) / (s->picture->high - s->picture->low);
    return s->left + CLAMP(share, 0, 1) * (s->right - s->left);
}

/* Of a part of the standard dose. */
static double
y_of(const Sketch *s, double part)
{
    return s->bottom - FULL_AT * part * (s->bottom - s->top);
}

static double
y_of_mg(const Sketch *s, double mg)
{
    return s->bottom - 0.94 * mg / s->dose_high * (s->bottom - s->top);
}

/* ---- scales
 * -------------------------------------------------------------------------------------- */

/* A round distance between about @n marks. */
static double
mark_distance(double range, double n)
{
    double raw = range / n, unit = pow(10, floor(log10(raw)));
    double times = raw / unit;
    return unit * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
}

static void
draw_x_axis(const Sketch *s)
{
    const LdosePicture *picture = s->picture;
    double size = s->style->font_size;
    double distance =
        mark_distance(picture->high - picture->low, (s->right - s->left) / (5 * size));
    g_autofree char *label = ldose_picture_axis_label(picture, s->wording);
    use_ink(s, &s->style->ink);
    line(s, s->left, s->bottom, s->right, s->bottom, THIN);
    for (double value = ceil(picture->low / distance - 1e-9) * distance;
         value <= picture->high * (1 + 1e-9); value += distance) {
        line(s, x_of(s, value), s->bottom, x_of(s, value), s->bottom + 0.4 * size, THIN);
        put_text(s, LDOSE_NUMBER(s->wording, value, 2), x_of(s, value), s->bottom + 0.5 * size, 0.5,
                 0.9, FALSE);
    }
    put_text(s, label, (s->left + s->right) / 2, s->bottom + 1.9 * size, 0.5, 0.9, FALSE);
}

static void
y_mark(const Sketch *s, double y, const char *text)
{
    double size = s->style->font_size;
    gboolean rtl = s->style->right_to_left;
    use_ink(s, &s->style->quiet);
    dashes(s, 1, 3);
    line(s, s->left, y, s->right, y, HAIRLINE);
    dashes(s, 0, 0);
    use_ink(s, &s->style->ink);
    put_text(s, text, rtl ? s->right + 0.4 * size : s->left - 0.4 * size, y - 0.75 * size,
             rtl ? 0 : 1, 0.9, FALSE);
}

static void
draw_part_axis(const Sketch *s)
{
    for (int percent = 0; percent <= 100; percent += 25) {
        g_autofree char *text =
            ldose_tell(s->wording, N_("%1$s %%"), LDOSE_NUMBER(s->wording, percent, 0));
        y_mark(s, y_of(s, percent / 100.0), text);
    }
}

static void
draw_mg_axis(const Sketch *s)
{
    double distance = mark_distance(s->dose_high, 4);
    for (double mg = 0; mg <= s->dose_high * (1 + 1e-9); mg += distance)
        y_mark(s, y_of_mg(s, mg), LDOSE_VALUE(s->wording, mg, 2, LDOSE_UNIT_MG));
}

/* ---- the patient
 * --------------------------------------------------------------------------------- */

static void
diamond(const Sketch *s, double x, double y, gboolean filled)
{
    cairo_move_to(s->cr, x, y - MARK);
    cairo_line_to(s->cr, x + MARK, y);
    cairo_line_to(s->cr, x, y + MARK);
    cairo_line_to(s->cr, x - MARK, y);
    cairo_close_path(s->cr);
    use_ink(s, filled ? &s->style->ink : &s->style->ground);
    cairo_fill_preserve(s->cr);
    cairo_set_line_width(s->cr, 1.6);
    use_ink(s, filled ? &s->style->ground : &s->style->ink);
    cairo_stroke_preserve(s->cr);
    cairo_set_line_width(s->cr, 0.8);
    use_ink(s, &s->style->ink);
    cairo_stroke(s->cr);
}

static gboolean
place_patient(const Sketch *s, double *x, double *y)
{
    const LdosePicture *picture = s->picture;
    gboolean on_dialysis =
        picture->axis == LDOSE_PICTURE_CLEARANCE && picture->dialysis != LDOSE_DIALYSIS_NONE;
    if (!picture->has_value && !on_dialysis)
        return FALSE;
    double part =
        picture->organ_part > 0 && !picture->overridden ? picture->organ_part : picture->part;
    *x = on_dialysis ? s->left : x_of(s, picture->value);
    *y = !picture->has_dose                      ? s->bottom
         : picture->axis == LDOSE_PICTURE_WEIGHT ? y_of_mg(s, picture->given_mg)
                                                 : y_of(s, part);
    return TRUE;
}

static void
draw_patient_line(const Sketch *s)
{
    double x, y;
    if (!place_patient(s, &x, &y))
        return;
    use_ink(s, &s->style->ink);
    dashes(s, 2, 2);
    line(s, x, s->top - 0.3 * s->style->font_size, x, s->bottom, THIN);
    dashes(s, 0, 0);
    if (!s->picture->is_lower_bound)
        return;
    double arrow = s->top + 0.6 * s->style->font_size;
    line(s, x, arrow, x + 14, arrow, 1.4);
    line(s, x + 14, arrow, x + 9, arrow - 4, 1.4);
    line(s, x + 14, arrow, x + 9, arrow + 4, 1.4);
}

static void
draw_patient(const Sketch *s)
{
    double x, y;
    if (place_patient(s, &x, &y))
        diamond(s, x, y, s->picture->has_dose);
}

/* ---- steps
 * --------------------------------------------------------------------------------------- */

/* The ends of a step on paper; a point gets a width, so that it can be seen. */
static void
ends_of(const Sketch *s, const LdosePictureStep *step, double *x1, double *x2)
{
    *x1 = x_of(s, step->from);
    *x2 = isinf(step->to) ? s->right : x_of(s, step->to);
    if (*x2 - *x1 < 3) {
        double middle = (*x1 + *x2) / 2;
        *x1 = middle - 1.5;
        *x2 = middle + 1.5;
    }
}

static void
hatch(const Sketch *s, double x1, double y1, double x2, double y2)
{
    cairo_save(s->cr);
    cairo_rectangle(s->cr, x1, y1, x2 - x1, y2 - y1);
    cairo_clip(s->cr);
    use_ink(s, &s->style->quiet);
    for (double x = x1 - (y2 - y1); x < x2; x += HATCH)
        line(s, x, y2, x + (y2 - y1), y1, HAIRLINE);
    cairo_restore(s->cr);
    use_ink(s, &s->style->quiet);
    cairo_set_line_width(s->cr, HAIRLINE);
    cairo_rectangle(s->cr, x1, y1, x2 - x1, y2 - y1);
    cairo_stroke(s->cr);
}

/* Upright stripes: no part of the dose is stated, and none is drawn. */
static void
stripe(const Sketch *s, double x1, double x2)
{
    use_ink(s, &s->style->quiet);
    dashes(s, 3, 3);
    for (double x = x1 + HATCH; x < x2; x += 2 * HATCH)
        line(s, x, s->top, x, s->bottom, HAIRLINE);
    dashes(s, 0, 0);
}

/* A ring: the limit does not belong to it; a disc: it does. */
static void
end_mark(const Sketch *s, double x, double y, gboolean owned)
{
    cairo_arc(s->cr, x, y, END, 0, 2 * G_PI);
    use_ink(s, owned ? &s->style->ink : &s->style->ground);
    cairo_fill_preserve(s->cr);
    use_ink(s, &s->style->ink);
    cairo_set_line_width(s->cr, 1.3);
    cairo_stroke(s->cr);
}

static void
level(const Sketch *s, const LdosePictureStep *step, double y, double on, double off)
{
    double x1, x2;
    ends_of(s, step, &x1, &x2);
    use_ink(s, &s->style->ink);
    dashes(s, on, off);
    line(s, x1, y, x2, y, THICK);
    dashes(s, 0, 0);
    if (step->from > 0)
        end_mark(s, x_of(s, step->from), y, step->from_owned);
    if (!isinf(step->to))
        end_mark(s, x_of(s, step->to), y, step->to_owned);
}

static void
draw_range(const Sketch *s, const LdosePictureStep *step)
{
    double x1, x2, y1 = y_of(s, step->part.high), y2 = y_of(s, step->part.low);
    ends_of(s, step, &x1, &x2);
    cairo_save(s->cr);
    cairo_rectangle(s->cr, x1, y1, x2 - x1, y2 - y1);
    cairo_clip(s->cr);
    use_ink(s, &s->style->quiet);
    for (double y = y1; y < y2; y += HATCH)
        line(s, x1, y, x2, y, HAIRLINE);
    cairo_restore(s->cr);
    level(s, step, y2, 0, 0);
    /* An upper end that the range does not own is broken. */
    level(s, step, y1, step->part.high_owned ? 0 : 4, step->part.high_owned ? 0 : 3);
}

/* Crosses on the ground line: do not give. */
static void
crosses(const Sketch *s, double x1, double x2)
{
    double y = s->bottom - 5;
    use_ink(s, &s->style->ink);
    for (double x = x1 + 5; x < x2 - 3; x += 12) {
        line(s, x - 3, y - 3, x + 3, y + 3, 1.4);
        line(s, x - 3, y + 3, x + 3, y - 3, 1.4);
    }
}

static void
draw_stop(const Sketch *s, const LdosePictureStep *step)
{
    double x1, x2;
    ends_of(s, step, &x1, &x2);
    crosses(s, x1, x2);
    level(s, step, y_of(s, 0), 0, 0);
}

static void
draw_step(const Sketch *s, const LdosePictureStep *step)
{
    double x1, x2;
    ends_of(s, step, &x1, &x2);
    if (step->hole)
        hatch(s, x1, s->top, x2, s->bottom);
    switch (step->kind) {
    case LDOSE_DRAWN_PART: {
        int outcome = (int)step->rule->outcome;
        gboolean stated =
            !step->hole && outcome != LDOSE_OUTCOME_SILENT && outcome != LDOSE_OUTCOME_NOT_READ;
        level(s, step, y_of(s, step->part.low), stated ? 0 : 7, stated ? 0 : 4);
        break;
    }
    case LDOSE_DRAWN_RANGE: draw_range(s, step); break;
    case LDOSE_DRAWN_CHOICE:
        for (guint i = 0; i < step->n_options; i++)
            level(s, step, y_of(s, step->option[i].low), 3, 3);
        break;
    case LDOSE_DRAWN_STOP: draw_stop(s, step); break;
    case LDOSE_DRAWN_OPEN: stripe(s, x1, x2); break;
    case LDOSE_N_PICTURE_STEP_KINDS:
    default: g_assert_not_reached();
    }
}

/* The height beside which a step's words stand. */
static double
label_y(const Sketch *s, const LdosePictureStep *step, double height)
{
    double above = 0.7 * s->style->font_size;
    switch (step->kind) {
    case LDOSE_DRAWN_PART: return y_of(s, step->part.low) - height - above;
    case LDOSE_DRAWN_RANGE:
        return (y_of(s, step->part.low) + y_of(s, step->part.high) - height) / 2;
    case LDOSE_DRAWN_OPEN: return (s->top + s->bottom - height) / 2;
    case LDOSE_DRAWN_CHOICE:
    case LDOSE_DRAWN_STOP:
    case LDOSE_N_PICTURE_STEP_KINDS:
    default: return y_of(s, 0) - height - 14;
    }
}

/* Words where they fit; elsewhere the table and pointing have them. */
static void
label_step(const Sketch *s, const LdosePictureStep *step)
{
    double x1, x2, width, height, size = s->style->font_size;
    ends_of(s, step, &x1, &x2);
    double room = x2 - x1 - size;
    if (room < 3.2 * size)
        return;
    g_autofree char *text = ldose_picture_step_label(step, s->wording);
    g_autoptr(PangoLayout) layout = make_layout(s, text, 0.85, FALSE, room);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    size_of(layout, &width, &height);
    if (height > 4.5 * size)
        return;
    double y = label_y(s, step, height);
    if (y < s->top - 1.6 * size) /* below its line, where it does not fit above */
        y = y_of(s, step->part.high) + 0.7 * size;
    double x = x1 + (x2 - x1 - room) / 2;
    PangoRectangle ink;
    pango_layout_get_extents(layout, NULL, &ink);
    use_ink(s, &s->style->ground);
    cairo_rectangle(s->cr, x + pango_units_to_double(ink.x) - 1.5, y, width + 3, height);
    cairo_fill(s->cr);
    use_ink(s, &s->style->ink);
    cairo_move_to(s->cr, x, y);
    pango_cairo_show_layout(s->cr, layout);
}

/* Another guidance: thin and without words. */
static void
draw_faint(const Sketch *s, const LdosePictureLine *other)
{
    use_ink(s, &s->style->quiet);
    for (guint i = 0; i < other->steps->len; i++) {
        const LdosePictureStep *step = &g_array_index(other->steps, LdosePictureStep, i);
        double x1, x2;
        ends_of(s, step, &x1, &x2);
        if (step->kind == LDOSE_DRAWN_PART || step->kind == LDOSE_DRAWN_RANGE)
            line(s, x1, y_of(s, step->part.low), x2, y_of(s, step->part.low), THIN);
        if (step->kind == LDOSE_DRAWN_RANGE)
            line(s, x1, y_of(s, step->part.high), x2, y_of(s, step->part.high), THIN);
        if (step->kind == LDOSE_DRAWN_STOP)
            line(s, x1, y_of(s, 0), x2, y_of(s, 0), THIN);
        if (step->from > 0 && step->from < s->picture->high)
            line(s, x1, s->bottom, x1, s->bottom - 3, THIN);
    }
}

static void
draw_steps(const Sketch *s)
{
    const LdosePicture *picture = s->picture;
    guint first = picture->has_line ? 1 : 0;
    draw_part_axis(s);
    for (guint i = first; i < picture->lines->len; i++)
        draw_faint(s, g_ptr_array_index(picture->lines, i));
    if (!picture->has_line)
        return;
    const LdosePictureLine *mine = g_ptr_array_index(picture->lines, 0);
    for (guint i = 0; i < mine->steps->len; i++) {
        const LdosePictureStep *step = &g_array_index(mine->steps, LdosePictureStep, i);
        if (step->from < picture->high)
            draw_step(s, step);
    }
    draw_patient_line(s);
    for (guint i = 0; i < mine->steps->len; i++) {
        const LdosePictureStep *step = &g_array_index(mine->steps, LdosePictureStep, i);
        if (step->from < picture->high)
            label_step(s, step);
    }
}

/* ---- weight
 * -------------------------------------------------------------------------------------- */

typedef double (*PointValue)(const LdosePicturePoint *point);

static double
uncapped(const LdosePicturePoint *point)
{
    return point->base_uncapped_mg;
}

static double
capped(const LdosePicturePoint *point)
{
    return point->base_mg;
}

static double
given(const LdosePicturePoint *point)
{
    return point->has_dose ? point->calculated_mg : NAN;
}

static void
draw_curve(const Sketch *s, PointValue value_of)
{
    const LdosePicture *picture = s->picture;
    gboolean open = FALSE;
    double last_kg = 0;
    for (guint i = 0; i < picture->points->len; i++) {
        const LdosePicturePoint *point = &g_array_index(picture->points, LdosePicturePoint, i);
        double value = value_of(point);
        if (isnan(value)) {
            open = FALSE;
            continue;
        }
        double x = x_of(s, point->weight_kg), y = y_of_mg(s, value);
        if (open && point->weight_kg - last_kg < JUMP_KG)
            open = FALSE; /* a jump is no way */
        last_kg = point->weight_kg;
        if (open)
            cairo_line_to(s->cr, x, y);
        else
            cairo_move_to(s->cr, x, y);
        open = TRUE;
    }
    cairo_stroke(s->cr);
}

/* Where the rules give no dose, or none without a person. */
static void
mark_gaps(const Sketch *s)
{
    const LdosePicture *picture = s->picture;
    for (guint i = 1; i < picture->points->len; i++) {
        const LdosePicturePoint *one = &g_array_index(picture->points, LdosePicturePoint, i - 1);
        const LdosePicturePoint *two = &g_array_index(picture->points, LdosePicturePoint, i);
        if (one->has_dose || two->has_dose)
            continue;
        while (i + 1 < picture->points->len &&
               !g_array_index(picture->points, LdosePicturePoint, i + 1).has_dose &&
               g_array_index(picture->points, LdosePicturePoint, i + 1).stops == one->stops)
            i++;
        double x1 = x_of(s, one->weight_kg);
        double x2 = x_of(s, g_array_index(picture->points, LdosePicturePoint, i).weight_kg);
        if (one->stops)
            crosses(s, x1, x2);
        else
            hatch(s, x1, s->top, x2, s->bottom);
    }
}

static double
highest_dose(const LdosePicture *picture)
{
    double high = picture->given_mg;
    for (guint i = 0; i < picture->points->len; i++) {
        const LdosePicturePoint *point = &g_array_index(picture->points, LdosePicturePoint, i);
        high = MAX(high, point->base_uncapped_mg);
        high = MAX(high, point->calculated_mg);
    }
    return high;
}

static void
draw_weights(const Sketch *s)
{
    draw_mg_axis(s);
    mark_gaps(s);
    use_ink(s, &s->style->ink);
    cairo_set_line_width(s->cr, THIN);
    if (s->picture->cap_m2 > 0) {
        dashes(s, 5, 4);
        draw_curve(s, uncapped);
        dashes(s, 0, 0);
    }
    draw_curve(s, capped);
    cairo_set_line_width(s->cr, THICK);
    draw_curve(s, given);
}

/* ---- estimates
 * ----------------------------------------------------------------------------------- */

/* The estimates of one equation, from the lowest to the highest. */
typedef struct {
    const LdosePictureEstimate *first; /* whose name is told */
    double low, high;
    guint n;
    gboolean in_use;
} Row;

#define MAX_ROWS 16

static guint
collect_rows(const LdosePicture *picture, Row rows[MAX_ROWS])
{
    guint n = 0;
    for (guint i = 0; i < picture->estimates->len; i++) {
        const LdosePictureEstimate *one =
            &g_array_index(picture->estimates, LdosePictureEstimate, i);
        gboolean measured = one->clearance.choice == LDOSE_CHOSEN_MEASURED;
        Row *row = NULL;
        for (guint k = 0; k < n && row == NULL && !measured; k++) {
            if (rows[k].first->clearance.choice != LDOSE_CHOSEN_MEASURED &&
                rows[k].first->clearance.formula == one->clearance.formula)
                row = &rows[k];
        }
        if (row == NULL && n == MAX_ROWS)
            continue;
        if (row == NULL) {
            row = &rows[n++];
            *row = (Row){.first = one, .low = one->value, .high = one->value};
        }
        row->low = MIN(row->low, one->value);
        row->high = MAX(row->high, one->value);
        row->in_use = row->in_use || one->in_use;
        row->n++;
    }
    return n;
}

static guint
count_rows(const LdosePicture *picture)
{
    Row rows[MAX_ROWS];
    return collect_rows(picture, rows);
}

static char *
row_text(const Sketch *s, const Row *row)
{
    const LdoseClearance *clearance = &row->first->clearance;
    const char *low = LDOSE_NUMBER(s->wording, row->low, 1);
    g_autofree char *name = row->n > 1
                                ? g_strdup(ldose_phrase_formula(s->wording, clearance->formula))
                                : ldose_picture_estimate_name(s->picture, row->first, s->wording);
    if (row->n > 1)
        return ldose_tell(s->wording, N_("%1$s, by weight: %2$s to %3$s"), name, low,
                          LDOSE_NUMBER(s->wording, row->high, 1));
    return ldose_tell(s->wording, N_("%1$s: %2$s"), name, low);
}

static void
draw_ticks(const Sketch *s, const Row *row, double y)
{
    for (guint i = 0; i < s->picture->estimates->len; i++) {
        const LdosePictureEstimate *one =
            &g_array_index(s->picture->estimates, LdosePictureEstimate, i);
        gboolean same =
            one == row->first || (row->first->clearance.choice != LDOSE_CHOSEN_MEASURED &&
                                  one->clearance.choice != LDOSE_CHOSEN_MEASURED &&
                                  one->clearance.formula == row->first->clearance.formula);
        if (!same)
            continue;
        double x = x_of(s, one->value);
        if (one->in_use)
            diamond(s, x, y, TRUE);
        else
            line(s, x, y - 4, x, y + 4, 1.3);
    }
}

/* A whisker for each equation, with a tick for each weight; the one in use is a diamond. */
static void
draw_estimates(const Sketch *s)
{
    Row rows[MAX_ROWS];
    double size = s->style->font_size;
    guint n = collect_rows(s->picture, rows);
    for (guint i = 0; i < n; i++) {
        double y = s->bottom + AXIS_HEIGHT * size + (i + 0.5) * ROW_HEIGHT * size;
        double x1 = x_of(s, rows[i].low), x2 = x_of(s, rows[i].high), width, height;
        g_autofree char *text = row_text(s, &rows[i]);
        g_autoptr(PangoLayout) layout = make_layout(s, text, 0.85, rows[i].in_use, 0);
        size_of(layout, &width, &height);
        use_ink(s, &s->style->ink);
        line(s, x1, y, x2, y, THIN);
        draw_ticks(s, &rows[i], y);
        use_ink(s, &s->style->ink);
        double after = x2 + size, before = x1 - size - width;
        cairo_move_to(s->cr, after + width <= s->width ? after : MAX(before, 0), y - height / 2);
        pango_cairo_show_layout(s->cr, layout);
    }
}

/* ---- legend
 * -------------------------------------------------------------------------------------- */

static char *
legend_text(const Sketch *s)
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

/* -------------------------------------------------------------------------------------------------
 */

static void
sketch_init(Sketch *s, const LdosePicture *picture, cairo_t *cr, double width, double height,
            const LdosePictureStyle *style, const LdoseWording *wording)
{
    *s = (Sketch){.picture = picture,
                  .style = style,
                  .wording = wording,
                  .cr = cr,
                  .width = width,
                  .height = height,
                  .dose_high = MAX(highest_dose(picture), 1)};
    place_plot(s);
}

double
ldose_picture_height(const LdosePicture *picture, double width, const LdosePictureStyle *style)
{
    double size = style->font_size;
    (void)width;
    if (!ldose_picture_is_drawn(picture))
        return (TITLE_HEIGHT + 2.5) * size;
    return (TITLE_HEIGHT + PLOT_HEIGHT + AXIS_HEIGHT + LEGEND_HEIGHT +
            count_rows(picture) * ROW_HEIGHT) *
           size;
}

gboolean
ldose_picture_plot_range(const LdosePicture *picture, double width, double height,
                         const LdosePictureStyle *style, double *left_out, double *right_out)
{
    Sketch s;
    sketch_init(&s, picture, NULL, width, height, style, &ldose_wording_plain);
    *left_out = s.left;
    *right_out = s.right;
    return ldose_picture_is_drawn(picture);
}

static void
draw_head(const Sketch *s)
{
    double size = s->style->font_size;
    g_autofree char *title = ldose_picture_title(s->picture, s->wording);
    g_autofree char *patient = ldose_picture_patient_text(s->picture, s->wording);
    use_ink(s, &s->style->ink);
    put_line(s, title, 0, 1.05, TRUE);
    put_line(s, patient, 1.7 * size, 0.9, FALSE);
}

static char *
empty_text(const Sketch *s)
{
    char *state = ldose_picture_state_text(s->picture, s->wording);
    if (state != NULL || s->picture->axis != LDOSE_PICTURE_WEIGHT)
        return state;
    return ldose_tell(s->wording, N_("The plan is not final: no dose is drawn."));
}

void
ldose_picture_draw(const LdosePicture *picture, cairo_t *cr, double width, double height,
                   const LdosePictureStyle *style, const LdoseWording *wording)
{
    Sketch s;
    sketch_init(&s, picture, cr, width, height, style, wording);
    s.context = style->context != NULL ? g_object_ref(style->context) : file_context(style->language != NULL ? style->language : "en");
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
        draw_x_axis(&s);
        if (picture->axis == LDOSE_PICTURE_WEIGHT) {
            draw_weights(&s);
            draw_patient_line(&s);
        } else {
            draw_steps(&s);
            if (!picture->has_line)
                draw_patient_line(&s);
        }
        draw_patient(&s);
        draw_estimates(&s);
        use_ink(&s, &style->ink);
        put_line(&s, legend, height - 1.5 * style->font_size, 0.8, FALSE);
    }
    cairo_restore(cr);
    g_object_unref(s.context);
}

/* ---- SVG
 * ------------------------------------------------------------------------------------------ */

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
