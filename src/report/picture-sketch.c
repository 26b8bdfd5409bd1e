/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-sketch.h"

#include <math.h>

#include "phrase.h"
#include "picture-text.h"

#define TEXT_FONT "Noto Sans, DejaVu Sans, sans-serif"

#define FULL_AT 0.86 /* height of the full dose in the plot */

/* ---- pieces ---------------------------------------------------------------------------------- */

void
ldose_sketch_ink(const LdoseSketch *s, const LdoseInk *ink)
{
    cairo_set_source_rgb(s->cr, ink->red, ink->green, ink->blue);
}

void
ldose_sketch_line(const LdoseSketch *s, double x1, double y1, double x2, double y2,
                  double thickness)
{
    cairo_set_line_width(s->cr, thickness);
    cairo_move_to(s->cr, x1, y1);
    cairo_line_to(s->cr, x2, y2);
    cairo_stroke(s->cr);
}

void
ldose_sketch_dashes(const LdoseSketch *s, double on, double off)
{
    const double pattern[] = {on, off};
    cairo_set_dash(s->cr, pattern, on > 0 ? 2 : 0, 0);
}

PangoLayout *
ldose_sketch_layout(const LdoseSketch *s, const char *text, double size, gboolean bold,
                    double width)
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

void
ldose_sketch_layout_size(PangoLayout *layout, double *width_out, double *height_out)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    *width_out = pango_units_to_double(logical.width);
    *height_out = pango_units_to_double(logical.height);
}

/* @align: 0 from @x on, 0.5 around it, 1 up to it; @y: the upper edge */
static void
put_text(const LdoseSketch *s, const char *text, double x, double y, double align, double size,
         gboolean bold)
{
    double width, height;
    g_autoptr(PangoLayout) layout = ldose_sketch_layout(s, text, size, bold, 0);
    ldose_sketch_layout_size(layout, &width, &height);
    cairo_move_to(s->cr, x - align * width, y);
    pango_cairo_show_layout(s->cr, layout);
}

/* ---- where things stand ---------------------------------------------------------------------- */

double
ldose_sketch_x(const LdoseSketch *s, double value)
{
    double share = (value - s->picture->low) / (s->picture->high - s->picture->low);
    return s->left + CLAMP(share, 0, 1) * (s->right - s->left);
}

double
ldose_sketch_y(const LdoseSketch *s, double part)
{
    return s->bottom - FULL_AT * part * (s->bottom - s->top);
}

double
ldose_sketch_y_mg(const LdoseSketch *s, double mg)
{
    return s->bottom - 0.94 * mg / s->dose_high * (s->bottom - s->top);
}

/* ---- scales ---------------------------------------------------------------------------------- */

/* A round distance between about @n marks. */
static double
mark_distance(double range, double n)
{
    double raw = range / n, unit = pow(10, floor(log10(raw)));
    double times = raw / unit;
    return unit * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
}

void
ldose_sketch_x_axis(const LdoseSketch *s)
{
    const LdosePicture *picture = s->picture;
    double size = s->style->font_size;
    double distance =
        mark_distance(picture->high - picture->low, (s->right - s->left) / (5 * size));
    g_autofree char *label = ldose_picture_axis_label(picture, s->wording);
    ldose_sketch_ink(s, &s->style->ink);
    ldose_sketch_line(s, s->left, s->bottom, s->right, s->bottom, LDOSE_SKETCH_THIN);
    for (double value = ceil(picture->low / distance - 1e-9) * distance;
         value <= picture->high * (1 + 1e-9); value += distance) {
        ldose_sketch_line(s, ldose_sketch_x(s, value), s->bottom, ldose_sketch_x(s, value),
                          s->bottom + 0.4 * size, LDOSE_SKETCH_THIN);
        put_text(s, LDOSE_NUMBER(s->wording, value, 2), ldose_sketch_x(s, value),
                 s->bottom + 0.5 * size, 0.5, 0.9, FALSE);
    }
    put_text(s, label, (s->left + s->right) / 2, s->bottom + 1.9 * size, 0.5, 0.9, FALSE);
}

static void
y_mark(const LdoseSketch *s, double y, const char *text)
{
    double size = s->style->font_size;
    gboolean rtl = s->style->right_to_left;
    ldose_sketch_ink(s, &s->style->quiet);
    ldose_sketch_dashes(s, 1, 3);
    ldose_sketch_line(s, s->left, y, s->right, y, LDOSE_SKETCH_HAIRLINE);
    ldose_sketch_dashes(s, 0, 0);
    ldose_sketch_ink(s, &s->style->ink);
    put_text(s, text, rtl ? s->right + 0.4 * size : s->left - 0.4 * size, y - 0.75 * size,
             rtl ? 0 : 1, 0.9, FALSE);
}

void
ldose_sketch_part_axis(const LdoseSketch *s)
{
    for (int percent = 0; percent <= 100; percent += 25) {
        g_autofree char *text =
            ldose_tell(s->wording, N_("%1$s %%"), LDOSE_NUMBER(s->wording, percent, 0));
        y_mark(s, ldose_sketch_y(s, percent / 100.0), text);
    }
}

void
ldose_sketch_mg_axis(const LdoseSketch *s)
{
    double distance = mark_distance(s->dose_high, 4);
    for (double mg = 0; mg <= s->dose_high * (1 + 1e-9); mg += distance)
        y_mark(s, ldose_sketch_y_mg(s, mg), LDOSE_VALUE(s->wording, mg, 2, LDOSE_UNIT_MG));
}
