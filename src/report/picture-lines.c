/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture tells in its plot: the steps of a guidance, or the dose over weight. */
#include "picture-sketch.h"

#include <math.h>

#include "picture-text.h"

#define THICK 2.4
#define END   3.4 /* radius of an end */
#define HATCH 6.0

#define JUMP_KG 1e-3 /* points this close stand on both sides of a jump */

/* ---- steps ----------------------------------------------------------------------------------- */

/* The ends of a step on paper; a point gets a width, so that it can be seen. */
static void
ends_of(const LdoseSketch *s, const LdosePictureStep *step, double *x1, double *x2)
{
    *x1 = ldose_sketch_x(s, step->from);
    *x2 = isinf(step->to) ? s->right : ldose_sketch_x(s, step->to);
    if (*x2 - *x1 < 3) {
        double middle = (*x1 + *x2) / 2;
        *x1 = middle - 1.5;
        *x2 = middle + 1.5;
    }
}

static void
hatch(const LdoseSketch *s, double x1, double y1, double x2, double y2)
{
    cairo_save(s->cr);
    cairo_rectangle(s->cr, x1, y1, x2 - x1, y2 - y1);
    cairo_clip(s->cr);
    ldose_sketch_ink(s, &s->style->quiet);
    for (double x = x1 - (y2 - y1); x < x2; x += HATCH)
        ldose_sketch_line(s, x, y2, x + (y2 - y1), y1, LDOSE_SKETCH_HAIRLINE);
    cairo_restore(s->cr);
    ldose_sketch_ink(s, &s->style->quiet);
    cairo_set_line_width(s->cr, LDOSE_SKETCH_HAIRLINE);
    cairo_rectangle(s->cr, x1, y1, x2 - x1, y2 - y1);
    cairo_stroke(s->cr);
}

/* Upright stripes: no part of the dose is stated, and none is drawn. */
static void
stripe(const LdoseSketch *s, double x1, double x2)
{
    ldose_sketch_ink(s, &s->style->quiet);
    ldose_sketch_dashes(s, 3, 3);
    for (double x = x1 + HATCH; x < x2; x += 2 * HATCH)
        ldose_sketch_line(s, x, s->top, x, s->bottom, LDOSE_SKETCH_HAIRLINE);
    ldose_sketch_dashes(s, 0, 0);
}

/* A ring: the limit does not belong to it; a disc: it does. */
static void
end_mark(const LdoseSketch *s, double x, double y, gboolean owned)
{
    cairo_arc(s->cr, x, y, END, 0, 2 * G_PI);
    ldose_sketch_ink(s, owned ? &s->style->ink : &s->style->ground);
    cairo_fill_preserve(s->cr);
    ldose_sketch_ink(s, &s->style->ink);
    cairo_set_line_width(s->cr, 1.3);
    cairo_stroke(s->cr);
}

static void
level(const LdoseSketch *s, const LdosePictureStep *step, double y, double on, double off)
{
    double x1, x2;
    ends_of(s, step, &x1, &x2);
    ldose_sketch_ink(s, &s->style->ink);
    ldose_sketch_dashes(s, on, off);
    ldose_sketch_line(s, x1, y, x2, y, THICK);
    ldose_sketch_dashes(s, 0, 0);
    if (step->from > 0)
        end_mark(s, ldose_sketch_x(s, step->from), y, step->from_owned);
    if (!isinf(step->to))
        end_mark(s, ldose_sketch_x(s, step->to), y, step->to_owned);
}

static void
draw_range(const LdoseSketch *s, const LdosePictureStep *step)
{
    double x1, x2, y1 = ldose_sketch_y(s, step->part.high), y2 = ldose_sketch_y(s, step->part.low);
    ends_of(s, step, &x1, &x2);
    cairo_save(s->cr);
    cairo_rectangle(s->cr, x1, y1, x2 - x1, y2 - y1);
    cairo_clip(s->cr);
    ldose_sketch_ink(s, &s->style->quiet);
    for (double y = y1; y < y2; y += HATCH)
        ldose_sketch_line(s, x1, y, x2, y, LDOSE_SKETCH_HAIRLINE);
    cairo_restore(s->cr);
    level(s, step, y2, 0, 0);
    /* An upper end that the range does not own is broken. */
    level(s, step, y1, step->part.high_owned ? 0 : 4, step->part.high_owned ? 0 : 3);
}

/* Crosses on the ground line: do not give. */
static void
crosses(const LdoseSketch *s, double x1, double x2)
{
    double y = s->bottom - 5;
    ldose_sketch_ink(s, &s->style->ink);
    for (double x = x1 + 5; x < x2 - 3; x += 12) {
        ldose_sketch_line(s, x - 3, y - 3, x + 3, y + 3, 1.4);
        ldose_sketch_line(s, x - 3, y + 3, x + 3, y - 3, 1.4);
    }
}

static void
draw_stop(const LdoseSketch *s, const LdosePictureStep *step)
{
    double x1, x2;
    ends_of(s, step, &x1, &x2);
    crosses(s, x1, x2);
    level(s, step, ldose_sketch_y(s, 0), 0, 0);
}

static void
draw_step(const LdoseSketch *s, const LdosePictureStep *step)
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
        level(s, step, ldose_sketch_y(s, step->part.low), stated ? 0 : 7, stated ? 0 : 4);
        break;
    }
    case LDOSE_DRAWN_RANGE: draw_range(s, step); break;
    case LDOSE_DRAWN_CHOICE:
        for (guint i = 0; i < step->n_options; i++)
            level(s, step, ldose_sketch_y(s, step->option[i].low), 3, 3);
        break;
    case LDOSE_DRAWN_STOP: draw_stop(s, step); break;
    case LDOSE_DRAWN_OPEN: stripe(s, x1, x2); break;
    case LDOSE_N_PICTURE_STEP_KINDS:
    default: g_assert_not_reached();
    }
}

/* The height beside which a step's words stand. */
static double
label_y(const LdoseSketch *s, const LdosePictureStep *step, double height)
{
    double above = 0.7 * s->style->font_size;
    switch (step->kind) {
    case LDOSE_DRAWN_PART: return ldose_sketch_y(s, step->part.low) - height - above;
    case LDOSE_DRAWN_RANGE:
        return (ldose_sketch_y(s, step->part.low) + ldose_sketch_y(s, step->part.high) - height) /
               2;
    case LDOSE_DRAWN_OPEN: return (s->top + s->bottom - height) / 2;
    case LDOSE_DRAWN_CHOICE:
    case LDOSE_DRAWN_STOP:
    case LDOSE_N_PICTURE_STEP_KINDS:
    default: return ldose_sketch_y(s, 0) - height - 14;
    }
}

/* Words where they fit; elsewhere the table and pointing have them. */
static void
label_step(const LdoseSketch *s, const LdosePictureStep *step)
{
    double x1, x2, width, height, size = s->style->font_size;
    ends_of(s, step, &x1, &x2);
    double room = x2 - x1 - size;
    if (room < 3.2 * size)
        return;
    g_autofree char *text = ldose_picture_step_label(step, s->wording);
    g_autoptr(PangoLayout) layout = ldose_sketch_layout(s, text, 0.85, FALSE, room);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    ldose_sketch_layout_size(layout, &width, &height);
    if (height > 4.5 * size)
        return;
    double y = label_y(s, step, height);
    if (y < s->top - 1.6 * size) /* below its line, where it does not fit above */
        y = ldose_sketch_y(s, step->part.high) + 0.7 * size;
    double x = x1 + (x2 - x1 - room) / 2;
    PangoRectangle ink;
    pango_layout_get_extents(layout, NULL, &ink);
    ldose_sketch_ink(s, &s->style->ground);
    cairo_rectangle(s->cr, x + pango_units_to_double(ink.x) - 1.5, y, width + 3, height);
    cairo_fill(s->cr);
    ldose_sketch_ink(s, &s->style->ink);
    cairo_move_to(s->cr, x, y);
    pango_cairo_show_layout(s->cr, layout);
}

/* Another guidance: thin and without words. */
static void
draw_faint(const LdoseSketch *s, const LdosePictureLine *other)
{
    ldose_sketch_ink(s, &s->style->quiet);
    for (guint i = 0; i < other->steps->len; i++) {
        const LdosePictureStep *step = &g_array_index(other->steps, LdosePictureStep, i);
        double x1, x2;
        ends_of(s, step, &x1, &x2);
        if (step->kind == LDOSE_DRAWN_PART || step->kind == LDOSE_DRAWN_RANGE)
            ldose_sketch_line(s, x1, ldose_sketch_y(s, step->part.low), x2,
                              ldose_sketch_y(s, step->part.low), LDOSE_SKETCH_THIN);
        if (step->kind == LDOSE_DRAWN_RANGE)
            ldose_sketch_line(s, x1, ldose_sketch_y(s, step->part.high), x2,
                              ldose_sketch_y(s, step->part.high), LDOSE_SKETCH_THIN);
        if (step->kind == LDOSE_DRAWN_STOP)
            ldose_sketch_line(s, x1, ldose_sketch_y(s, 0), x2, ldose_sketch_y(s, 0),
                              LDOSE_SKETCH_THIN);
        if (step->from > 0 && step->from < s->picture->high)
            ldose_sketch_line(s, x1, s->bottom, x1, s->bottom - 3, LDOSE_SKETCH_THIN);
    }
}

void
ldose_sketch_steps(const LdoseSketch *s)
{
    const LdosePicture *picture = s->picture;
    guint first = picture->has_line ? 1 : 0;
    ldose_sketch_part_axis(s);
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
    ldose_sketch_patient_line(s);
    for (guint i = 0; i < mine->steps->len; i++) {
        const LdosePictureStep *step = &g_array_index(mine->steps, LdosePictureStep, i);
        if (step->from < picture->high)
            label_step(s, step);
    }
}

/* ---- weight ---------------------------------------------------------------------------------- */

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
draw_curve(const LdoseSketch *s, PointValue value_of)
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
        double x = ldose_sketch_x(s, point->weight_kg), y = ldose_sketch_y_mg(s, value);
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
mark_gaps(const LdoseSketch *s)
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
        double x1 = ldose_sketch_x(s, one->weight_kg);
        double x2 =
            ldose_sketch_x(s, g_array_index(picture->points, LdosePicturePoint, i).weight_kg);
        if (one->stops)
            crosses(s, x1, x2);
        else
            hatch(s, x1, s->top, x2, s->bottom);
    }
}

double
ldose_sketch_highest_dose(const LdosePicture *picture)
{
    double high = picture->given_mg;
    for (guint i = 0; i < picture->points->len; i++) {
        const LdosePicturePoint *point = &g_array_index(picture->points, LdosePicturePoint, i);
        high = MAX(high, point->base_uncapped_mg);
        high = MAX(high, point->calculated_mg);
    }
    return high;
}

void
ldose_sketch_weights(const LdoseSketch *s)
{
    ldose_sketch_mg_axis(s);
    mark_gaps(s);
    ldose_sketch_ink(s, &s->style->ink);
    cairo_set_line_width(s->cr, LDOSE_SKETCH_THIN);
    if (s->picture->cap_m2 > 0) {
        ldose_sketch_dashes(s, 5, 4);
        draw_curve(s, uncapped);
        ldose_sketch_dashes(s, 0, 0);
    }
    draw_curve(s, capped);
    cairo_set_line_width(s->cr, THICK);
    draw_curve(s, given);
}
