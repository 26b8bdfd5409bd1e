/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data-library.h"

#include "catalogue.h"
#include "install-place.h"

#define SYSTEM_FOLDER "/etc/lymphodose"

LdoseLibrary *
ldose_data_library_new(void)
{
    /* A library that replaces the installed one also comes before the user's own. */
    gboolean is_replaced = ldose_place_is_replaced(LDOSE_PLACE_DATA);
    const char *data = ldose_place(LDOSE_PLACE_DATA);
    g_autofree char *own = g_build_filename(g_get_user_data_dir(), "lymphodose", NULL);
    const char *directories[] = {is_replaced ? data : own, is_replaced ? own : data, NULL};
    return ldose_library_new(directories);
}

char *
ldose_data_system_folder(void)
{
    const char *replaced = g_getenv("LYMPHODOSE_SITE");
    return g_strdup(replaced != NULL && replaced[0] != '\0' ? replaced : SYSTEM_FOLDER);
}

LdoseSite *
ldose_data_site_new(LdoseLibrary *library)
{
    g_autofree char *system = ldose_data_system_folder();
    g_autofree char *user = g_build_filename(g_get_user_config_dir(), "lymphodose", NULL);
    g_autofree char *own = g_build_filename(g_get_user_data_dir(), "lymphodose", NULL);
    return ldose_site_new(library, system, user, own);
}

/* Loads one file by its exact name, for its error alone. */
static void
try_document(LdoseLibrary *library, const LdoseLibraryEntry *entry, GPtrArray *faults)
{
    g_autofree char *name = g_strdup_printf("%s@%s", entry->id, entry->version);
    g_autoptr(GError) error = NULL;
    ldose_library_document(library, entry->kind, name, &error);
    if (error != NULL &&
        !g_ptr_array_find_with_equal_func(faults, error->message, g_str_equal, NULL))
        g_ptr_array_add(faults, g_strdup(error->message));
}

GPtrArray *
ldose_data_library_faults(LdoseLibrary *library)
{
    GPtrArray *faults = g_ptr_array_new_with_free_func(g_free);
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        g_autoptr(GPtrArray) entries = ldose_library_entries(library, (LdoseDocumentKind)kind);
        for (guint i = 0; i < entries->len; i++)
            try_document(library, g_ptr_array_index(entries, i), faults);
    }
    return faults;
}

const LdoseWording *
ldose_data_wording(void)
{
    static LdoseWording wording;
    if (wording.decimal_sign != '\0')
        return &wording;
    wording = ldose_catalogue_open(NULL);
    return &wording;
}
