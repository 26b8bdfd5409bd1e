/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-module.h"

#include "error.h"
#include "pdf-page.h"
#include "picture-draw.h"

static GBytes *
render(const LdosePaper *paper, guint *n_pages_out, GError **error)
{
    g_autoptr(LdosePages) pages = ldose_pages_new(paper, error);
    if (pages == NULL)
        return NULL;
    if (n_pages_out != NULL)
        *n_pages_out = ldose_pages_count(pages);
    return ldose_pages_pdf(pages, error);
}

static char *
libraries(void)
{
    return g_strdup_printf("cairo %s, pango %s", cairo_version_string(), pango_version_string());
}

__attribute__((visibility("default"))) const LdosePdfModule ldose_pdf_module = {
    LDOSE_VERSION, render, ldose_error_speak, libraries, ldose_pictures_svg,
};
