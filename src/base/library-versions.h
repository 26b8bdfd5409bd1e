/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which libraries the program was built with, and which it runs with: for the self-check. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    const char *name;
    char *built;   /* "2.74.6" */
    char *running; /* NULL: the library does not tell */
    gboolean good; /* not older than what the program needs */
} LdoseLibraryVersion;

/* GLib, libxml2, json-glib and the C library. (transfer full) (element-type LdoseLibraryVersion) */
GPtrArray *ldose_library_versions(void);

G_END_DECLS
