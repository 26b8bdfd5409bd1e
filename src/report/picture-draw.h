/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a picture with cairo, for the page of the app, an SVG file and paper: one renderer.
 * Readable without colour: what differs, differs in form. Only the PDF module and the desktop link
 * this file; the command line reaches it through pdf-loader.h. */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <pango/pangocairo.h>

#include "picture.h"
#include "wording.h"

G_BEGIN_DECLS

typedef struct {
    double red, green, blue;
} LdoseInk;

typedef struct {
    LdoseInk ink;     /* text and lines */
    LdoseInk quiet;   /* the grid, other guidances */
    LdoseInk ground;  /* what is drawn on: inside of open ends and behind labels */
    double font_size; /* in the units of the surface */
    gboolean
        right_to_left;     /* scale and labels stand at the right; values still rise to the right */
    const char *language;  /* (nullable): of a file: "de": how characters are drawn */
    PangoContext *context; /* (nullable): fonts of the screen; else those of a file */
} LdosePictureStyle;

/* How a file is written, whoever makes it: nothing of the machine's screen, locale or user shapes it.
 * Result: (transfer full) */
PangoContext *ldose_picture_file_context(const char *language);

/* Black on white, 8 units. */
extern const LdosePictureStyle ldose_picture_paper_style;

/* How high a picture of this width wants to be. */
double
ldose_picture_height(const LdosePicture *picture, double width, const LdosePictureStyle *style);

/* Draws into the rectangle from 0, 0. */
void ldose_picture_draw(const LdosePicture *picture, cairo_t *cr, double width, double height,
                        const LdosePictureStyle *style, const LdoseWording *wording);

/* Where the axis lies. FALSE: nothing is drawn that could be pointed at. */
gboolean
ldose_picture_plot_range(const LdosePicture *picture, double width, double height,
                         const LdosePictureStyle *style, double *left_out, double *right_out);

/* Pictures below one another as an SVG file. The same input gives the same bytes wherever the same
 * fonts and libraries are.
 *
 * @pictures: (element-type LdosePicture)
 * @title: of the file, for who cannot see it
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_OUTPUT. */
GBytes *ldose_pictures_svg(const GPtrArray *pictures, const LdoseWording *wording, GError **error);

G_END_DECLS
