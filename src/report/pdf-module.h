/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the PDF module offers to the program that opens it: one symbol. */
#pragma once

#include <glib.h>

#include "paper.h"
#include "wording.h"

G_BEGIN_DECLS

#define LDOSE_PDF_MODULE_SYMBOL "ldose_pdf_module"

typedef struct {
    const char *version; /* of the program that it was built with: no other opens it */

    /* A document as a PDF. @n_pages_out: (out) (optional). Result: (transfer full) (nullable).
     * Errors: as ldose_pages_pdf(). */
    GBytes *(*render)(const LdosePaper *paper, guint *n_pages_out, GError **error);

    /* The language of its errors: it has ldose_error_speak() of its own. */
    void (*speak)(LdoseTranslate translate);

    /* "cairo 1.16.0, pango 1.50.12": what it runs with. (transfer full) */
    char *(*libraries)(void);

    /* Pictures as SVG: ldose_pictures_svg(). (element-type LdosePicture) (transfer full) (nullable) */
    GBytes *(*svg)(const GPtrArray *pictures, const LdoseWording *wording, GError **error);
} LdosePdfModule;

extern const LdosePdfModule ldose_pdf_module;

G_END_DECLS
