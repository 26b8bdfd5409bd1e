/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-versions.h"

#include <gnu/libc-version.h>

#include <json-glib/json-glib.h>
#include <libxml/xmlversion.h>

/* libxml2's own, as "20914". Declared here, because one file alone includes its parser. */
extern const char *xmlParserVersion;

#define LEAST_LIBXML 20914

static void
version_free(gpointer data)
{
    LdoseLibraryVersion *version = data;
    g_free(version->built);
    g_free(version->running);
    g_free(version);
}

/* @built, @running: (transfer full) (nullable) */
static void
add(GPtrArray *versions, const char *name, char *built, char *running, gboolean good)
{
    LdoseLibraryVersion *version = g_new0(LdoseLibraryVersion, 1);
    *version = (LdoseLibraryVersion){name, built, running, good};
    g_ptr_array_add(versions, version);
}

GPtrArray *
ldose_library_versions(void)
{
    GPtrArray *versions = g_ptr_array_new_with_free_func(version_free);
    guint64 xml = g_ascii_strtoull(xmlParserVersion, NULL, 10);
    add(versions, "GLib",
        g_strdup_printf("%d.%d.%d", GLIB_MAJOR_VERSION, GLIB_MINOR_VERSION, GLIB_MICRO_VERSION),
        g_strdup_printf("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version),
        glib_check_version(2, 74, 0) == NULL);
    add(versions, "libxml2", g_strdup(LIBXML_DOTTED_VERSION),
        g_strdup_printf("%u.%u.%u", (guint)(xml / 10000), (guint)(xml / 100 % 100),
                        (guint)(xml % 100)),
        xml >= LEAST_LIBXML);
    add(versions, "json-glib", g_strdup(JSON_VERSION_S), NULL, TRUE);
    add(versions, "C library", g_strdup_printf("%d.%d", __GLIBC__, __GLIBC_MINOR__),
        g_strdup_printf("%s %s", gnu_get_libc_version(), gnu_get_libc_release()), TRUE);
    return versions;
}
