/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-loader.h"

#include <string.h>

#include <gmodule.h>

#include "error.h"
#include "pdf-module.h"

#define MODULE_FILE "liblymphodose-pdf." G_MODULE_SUFFIX

char *
ldose_pdf_module_path(const char *directory)
{
    return g_build_filename(directory, MODULE_FILE, NULL);
}

/* Result: (nullable). The module stays open to the end of the program: fontconfig and pango keep
 * what they have learnt. */
static const LdosePdfModule *
open_module(const char *directory, GError **error)
{
    g_autofree char *path = ldose_pdf_module_path(directory);
    gpointer symbol = NULL;
    GModule *library = g_module_open(path, G_MODULE_BIND_LOCAL);
    if (library == NULL || !g_module_symbol(library, LDOSE_PDF_MODULE_SYMBOL, &symbol)) {
        ldose_set_error(error, LDOSE_ERROR_OUTPUT,
                        N_("no PDF here: %s; the part of Lymphodose that writes PDF is a file of "
                           "its own and needs cairo and pango"),
                        g_module_error());
        return NULL;
    }
    g_module_make_resident(library);
    const LdosePdfModule *module = symbol;
    if (strcmp(module->version, LDOSE_VERSION) != 0) {
        ldose_set_error(error, LDOSE_ERROR_OUTPUT,
                        N_("no PDF here: %1$s belongs to Lymphodose %2$s, this is %3$s: install "
                           "both together"),
                        path, module->version, LDOSE_VERSION);
        return NULL;
    }
    module->speak(ldose_error_language());
    return module;
}

GBytes *
ldose_pdf_render(const char *directory, const LdosePaper *paper, guint *n_pages_out, GError **error)
{
    const LdosePdfModule *module = open_module(directory, error);
    return module != NULL ? module->render(paper, n_pages_out, error) : NULL;
}

GBytes *
ldose_svg_render(const char *directory, const GPtrArray *pictures, const LdoseWording *wording,
                 GError **error)
{
    const LdosePdfModule *module = open_module(directory, error);
    return module != NULL ? module->svg(pictures, wording, error) : NULL;
}

char *
ldose_pdf_libraries(const char *directory, GError **error)
{
    const LdosePdfModule *module = open_module(directory, error);
    return module != NULL ? module->libraries() : NULL;
}
