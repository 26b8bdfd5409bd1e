/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files that draw a picture: what it is drawn on and with. The page, picture-draw.c, places
 * the plot; what stands in it and below draws itself there. */
#pragma once

#include "picture-draw.h"

G_BEGIN_DECLS

/* In multiples of the font size. */
#define LDOSE_SKETCH_AXIS_HEIGHT 3.6
#define LDOSE_SKETCH_ROW_HEIGHT  1.5 /* of an estimator */

/* Of lines. */
#define LDOSE_SKETCH_THIN     1.0
#define LDOSE_SKETCH_HAIRLINE 0.6

typedef struct {
    const LdosePicture *picture;
    const LdosePictureStyle *style;
    const LdoseWording *wording;
    cairo_t *cr;
    PangoContext *context; /* owned */
    double width, height;
    double left, right, top, bottom; /* of the plot */
    double dose_high;                /* of a weight: mg at the upper end */
} LdoseSketch;

/* ---- pieces ---------------------------------------------------------------------------------- */

void ldose_sketch_ink(const LdoseSketch *s, const LdoseInk *ink);
void ldose_sketch_line(const LdoseSketch *s, double x1, double y1, double x2, double y2,
                       double thickness);

/* @on: 0: unbroken */
void ldose_sketch_dashes(const LdoseSketch *s, double on, double off);

/* @size: in multiples of the font size
 * @width: to wrap at; 0: one line
 * Result: (transfer full) */
PangoLayout *ldose_sketch_layout(const LdoseSketch *s, const char *text, double size, gboolean bold,
                                 double width);
void ldose_sketch_layout_size(PangoLayout *layout, double *width_out, double *height_out);

/* ---- where things stand ---------------------------------------------------------------------- */

/* Of a value of the axis; what lies beyond an end stands at that end. */
double ldose_sketch_x(const LdoseSketch *s, double value);

/* Of a part of the standard dose. */
double ldose_sketch_y(const LdoseSketch *s, double part);
double ldose_sketch_y_mg(const LdoseSketch *s, double mg);

/* ---- scales ---------------------------------------------------------------------------------- */

void ldose_sketch_x_axis(const LdoseSketch *s);
void ldose_sketch_part_axis(const LdoseSketch *s);
void ldose_sketch_mg_axis(const LdoseSketch *s);

/* ---- the plot (picture-lines.c) -------------------------------------------------------------- */

/* The steps of the guidance and, thin, of others, with the patient's line below the words. */
void ldose_sketch_steps(const LdoseSketch *s);

/* The dose over weight. */
void ldose_sketch_weights(const LdoseSketch *s);

/* In mg, of all that ldose_sketch_weights() draws. */
double ldose_sketch_highest_dose(const LdosePicture *picture);

/* ---- the patient (picture-patient.c) --------------------------------------------------------- */

/* The upright line, and the mark on it. */
void ldose_sketch_patient_line(const LdoseSketch *s);
void ldose_sketch_patient(const LdoseSketch *s);

/* A whisker for each equation, with a tick for each weight; the one in use is a diamond. */
void ldose_sketch_estimates(const LdoseSketch *s);
guint ldose_sketch_estimate_rows(const LdosePicture *picture);

G_END_DECLS
