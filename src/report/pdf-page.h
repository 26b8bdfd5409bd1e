/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays a document out on pages with pango, and draws them with cairo: into a PDF, or page by page
 * on any other cairo surface, as a printer's. Needs no display. Only the PDF module and the desktop
 * link this file; the command line reaches it through pdf-loader.h.
 *
 * A place that a font does not cover is an error, never an empty box: a page that is filed must be
 * legible. */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <pango/pangocairo.h>

#include "paper.h"
#include "picture-draw.h"

G_BEGIN_DECLS

typedef struct _LdosePages LdosePages;

/* @paper: must outlive the pages
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_OUTPUT: a character is in no font of this machine. It is told by its number,
 * not with the text around it, which may be a patient's. */
LdosePages *ldose_pages_new(const LdosePaper *paper, GError **error);
void ldose_pages_free(LdosePages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdosePages, ldose_pages_free)

guint ldose_pages_count(const LdosePages *pages);

/* In points: 1/72 inch. */
void ldose_pages_size(const LdosePages *pages, double *width_out, double *height_out);

/* Draws page @index (from 0) in points, from the upper left corner. */
void ldose_pages_draw(const LdosePages *pages, guint index, cairo_t *cr);

/* The whole document as a PDF. The only time in it is the document's own, so that the same document
 * gives the same bytes wherever the same fonts and libraries are.
 *
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_OUTPUT, also when the document's time is none. */
GBytes *ldose_pages_pdf(const LdosePages *pages, GError **error);

/* ---- for the files of the module ------------------------------------------------------------- */

typedef enum {
    LDOSE_DRAW_TEXT,
    LDOSE_DRAW_FILL,  /* a filled rectangle; a rule is a thin one */
    LDOSE_DRAW_FRAME, /* the outline of a rectangle */
    LDOSE_DRAW_PICTURE,
} LdoseDrawKind;

typedef struct {
    LdoseDrawKind kind;
    double x, y, width, height;
    double gray;                  /* 0 black, 1 white */
    PangoLayout *layout;          /* of a text; owned */
    guint first, n;               /* its lines that stand here */
    const LdosePaperBlock *block; /* of a picture */
} LdoseDrawing;

/* What the layout puts down with; fonts by style, then those of no style. */
enum { LDOSE_FONT_HEADLINE = LDOSE_N_STYLES, LDOSE_FONT_HEADING, LDOSE_FONT_BANNER, LDOSE_N_FONTS };

/* A side of paper: what stands on it, and how much smaller than laid out it is drawn. */
typedef struct {
    GArray *drawings; /* LdoseDrawing */
    double scale;     /* 1: as laid out */
} LdoseSide;

struct _LdosePages {
    const LdosePaper *paper;
    const char *title; /* of the part that is laid out */
    gboolean rtl;      /* the document's language is written from right to left */
    PangoContext *context;
    PangoFontDescription *fonts[LDOSE_N_FONTS];
    double scale;            /* of the part that is laid out; what follows is before scaling */
    double width, height;    /* of the sheet */
    double left, text_width; /* of the text */
    double top, bottom;      /* of the room between the running words */
    double y;                /* where the next block begins */
    GPtrArray *sides;        /* LdoseSide */
    GString *missing;        /* characters without a glyph: "U+4E2D U+…" */
};

/* A text in a width; @right: set to the side where a line ends. Counts missing glyphs. (transfer
 * full) */
PangoLayout *
ldose_pages_layout(LdosePages *pages, int font, const char *text, double width, gboolean right);
double ldose_pages_layout_height(PangoLayout *layout);

/* Puts something on the last page. On a page that is written from right to left, @x counts from the
 * right. @layout: (transfer full) */
void ldose_pages_put_text(LdosePages *pages, PangoLayout *layout, guint first, guint n, double x,
                          double y, double gray);
void ldose_pages_put_fill(LdosePages *pages, double x, double y, double width, double height,
                          double gray);
void ldose_pages_put_frame(LdosePages *pages, double x, double y, double width, double height);

void ldose_pages_put_picture(LdosePages *pages, const LdosePaperBlock *block, double x, double y,
                             double width, double height);

/* How pictures are drawn on this document. */
LdosePictureStyle ldose_pages_picture_style(const LdosePages *pages);

/* Lays out larger than the sheet by 1 / @scale, to be drawn smaller. */
void ldose_pages_set_scale(LdosePages *pages, double scale);

/* Begins a page. */
void ldose_pages_turn(LdosePages *pages);

/* Appends all blocks of the document. */
void ldose_pages_flow(LdosePages *pages);

G_END_DECLS
