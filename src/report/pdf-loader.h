/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the PDF module when a PDF is asked for, and not before: cairo and pango cost nothing to
 * whoever wants a dose on a terminal, and a program without them runs. */
#pragma once

#include <glib.h>

#include "paper.h"
#include "wording.h"

G_BEGIN_DECLS

/* @directory: where the module lies
 * @n_pages_out: (out) (optional)
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_OUTPUT: no module, one of another version of the program, or what the module
 * says (a character in no font). */
GBytes *ldose_pdf_render(const char *directory, const LdosePaper *paper, guint *n_pages_out,
                         GError **error);

/* Pictures below one another as SVG.
 *
 * @pictures: (element-type LdosePicture)
 * Result: (transfer full) (nullable). Errors: as above. */
GBytes *ldose_svg_render(const char *directory, const GPtrArray *pictures,
                         const LdoseWording *wording, GError **error);

/* "cairo 1.16.0, pango 1.50.12" (transfer full) (nullable). Errors: as above. */
char *ldose_pdf_libraries(const char *directory, GError **error);

/* The module's file in a directory. (transfer full) */
char *ldose_pdf_module_path(const char *directory);

G_END_DECLS
