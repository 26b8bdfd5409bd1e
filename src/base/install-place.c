/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "install-place.h"

#include <string.h>

static const struct {
    const char *variable, *configured;
} places[LDOSE_N_PLACES] = {
    [LDOSE_PLACE_DATA] = {"LYMPHODOSE_DATA", LDOSE_DATADIR},
    [LDOSE_PLACE_MODULES] = {"LYMPHODOSE_MODULES", LDOSE_MODULEDIR},
    [LDOSE_PLACE_LOCALES] = {"LYMPHODOSE_LOCALES", LDOSE_LOCALEDIR},
};

char *
ldose_place_moved(const char *program, const char *prefix, const char *configured)
{
    if (program == NULL || !g_path_is_absolute(program) || !g_str_has_prefix(configured, prefix))
        return NULL;
    g_autofree char *folder = g_path_get_dirname(program);
    g_autofree char *name = g_path_get_basename(folder);
    g_autofree char *moved = g_path_get_dirname(folder);
    if (!g_str_equal(name, "bin") || g_str_equal(moved, prefix))
        return NULL;
    g_autofree char *place = g_strconcat(moved, configured + strlen(prefix), NULL);
    return g_file_test(place, G_FILE_TEST_IS_DIR) ? g_steal_pointer(&place) : NULL;
}

gboolean
ldose_place_is_replaced(LdosePlace place)
{
    const char *replaced = g_getenv(places[place].variable);
    return replaced != NULL && replaced[0] != '\0';
}

const char *
ldose_place(LdosePlace place)
{
    if (ldose_place_is_replaced(place))
        return g_intern_string(g_getenv(places[place].variable));
    /* Where there is no such file the configured place counts. */
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *moved = ldose_place_moved(program, LDOSE_PREFIX, places[place].configured);
    return moved != NULL ? g_intern_string(moved) : places[place].configured;
}
