/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay FILE-OR-FOLDER…: runs a fuzz target over files, once each. A fault ends it by a signal; no
 * file at all is an error, so that a lost corpus is noticed. */
#include <glib.h>

#include "fuzz.h"

static guint
replay(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    if (folder != NULL) {
        guint n = 0;
        const char *name;
        while ((name = g_dir_read_name(folder)) != NULL) {
            g_autofree char *child = g_build_filename(path, name, NULL);
            n += replay(child);
        }
        return n;
    }

    g_autoptr(GError) error = NULL;
    g_autofree char *contents = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &contents, &length, &error))
        g_error("%s", error->message);
    /* A copy of exactly this size: one byte too far is seen. */
    g_autofree uint8_t *bytes = g_memdup2(contents, length);
    g_debug("%s", path);
    LLVMFuzzerTestOneInput(bytes, length);
    return 1;
}

int
main(int argc, char **argv)
{
    guint n = 0;
    for (int i = 1; i < argc; i++)
        n += replay(argv[i]);
    g_print("%u files\n", n);
    return n > 0 ? 0 : 1;
}
