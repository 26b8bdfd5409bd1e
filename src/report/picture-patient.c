/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The patient on a picture: the mark on the plot, and the estimates of each equation below it. */
#include "picture-sketch.h"

#include "phrase.h"
#include "picture-text.h"

#define MARK 5.5 /* half of the patient's mark */

/* ---- the mark -------------------------------------------------------------------------------- */

static void
diamond(const LdoseSketch *s, double x, double y, gboolean filled)
{
    cairo_move_to(s->cr, x, y - MARK);
    cairo_line_to(s->cr, x + MARK, y);
    cairo_line_to(s->cr, x, y + MARK);
    cairo_line_to(s->cr, x - MARK, y);
    cairo_close_path(s->cr);
    ldose_sketch_ink(s, filled ? &s->style->ink : &s->style->ground);
    cairo_fill_preserve(s->cr);
    cairo_set_line_width(s->cr, 1.6);
    ldose_sketch_ink(s, filled ? &s->style->ground : &s->style->ink);
    cairo_stroke_preserve(s->cr);
    cairo_set_line_width(s->cr, 0.8);
    ldose_sketch_ink(s, &s->style->ink);
    cairo_stroke(s->cr);
}

static gboolean
place_patient(const LdoseSketch *s, double *x, double *y)
{
    const LdosePicture *picture = s->picture;
    gboolean on_dialysis =
        picture->axis == LDOSE_PICTURE_CLEARANCE && picture->dialysis != LDOSE_DIALYSIS_NONE;
    if (!picture->has_value && !on_dialysis)
        return FALSE;
    double part =
        picture->organ_part > 0 && !picture->overridden ? picture->organ_part : picture->part;
    *x = on_dialysis ? s->left : ldose_sketch_x(s, picture->value);
    *y = !picture->has_dose                      ? s->bottom
         : picture->axis == LDOSE_PICTURE_WEIGHT ? ldose_sketch_y_mg(s, picture->given_mg)
                                                 : ldose_sketch_y(s, part);
    return TRUE;
}

void
ldose_sketch_patient_line(const LdoseSketch *s)
{
    double x, y;
    if (!place_patient(s, &x, &y))
        return;
    ldose_sketch_ink(s, &s->style->ink);
    ldose_sketch_dashes(s, 2, 2);
    ldose_sketch_line(s, x, s->top - 0.3 * s->style->font_size, x, s->bottom, LDOSE_SKETCH_THIN);
    ldose_sketch_dashes(s, 0, 0);
    if (!s->picture->is_lower_bound)
        return;
    double arrow = s->top + 0.6 * s->style->font_size;
    ldose_sketch_line(s, x, arrow, x + 14, arrow, 1.4);
    ldose_sketch_line(s, x + 14, arrow, x + 9, arrow - 4, 1.4);
    ldose_sketch_line(s, x + 14, arrow, x + 9, arrow + 4, 1.4);
}

void
ldose_sketch_patient(const LdoseSketch *s)
{
    double x, y;
    if (place_patient(s, &x, &y))
        diamond(s, x, y, s->picture->has_dose);
}

/* ---- estimates ------------------------------------------------------------------------------- */

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

guint
ldose_sketch_estimate_rows(const LdosePicture *picture)
{
    Row rows[MAX_ROWS];
    return collect_rows(picture, rows);
}

static char *
row_text(const LdoseSketch *s, const Row *row)
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
draw_ticks(const LdoseSketch *s, const Row *row, double y)
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
        double x = ldose_sketch_x(s, one->value);
        if (one->in_use)
            diamond(s, x, y, TRUE);
        else
            ldose_sketch_line(s, x, y - 4, x, y + 4, 1.3);
    }
}

void
ldose_sketch_estimates(const LdoseSketch *s)
{
    Row rows[MAX_ROWS];
    double size = s->style->font_size;
    guint n = collect_rows(s->picture, rows);
    for (guint i = 0; i < n; i++) {
        double y = s->bottom + LDOSE_SKETCH_AXIS_HEIGHT * size +
                   (i + 0.5) * LDOSE_SKETCH_ROW_HEIGHT * size;
        double x1 = ldose_sketch_x(s, rows[i].low), x2 = ldose_sketch_x(s, rows[i].high), width,
               height;
        g_autofree char *text = row_text(s, &rows[i]);
        g_autoptr(PangoLayout) layout = ldose_sketch_layout(s, text, 0.85, rows[i].in_use, 0);
        ldose_sketch_layout_size(layout, &width, &height);
        ldose_sketch_ink(s, &s->style->ink);
        ldose_sketch_line(s, x1, y, x2, y, LDOSE_SKETCH_THIN);
        draw_ticks(s, &rows[i], y);
        ldose_sketch_ink(s, &s->style->ink);
        double after = x2 + size, before = x1 - size - width;
        cairo_move_to(s->cr, after + width <= s->width ? after : MAX(before, 0), y - height / 2);
        pango_cairo_show_layout(s->cr, layout);
    }
}
