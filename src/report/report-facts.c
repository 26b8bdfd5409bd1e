/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-facts.h"

static const LdoseDocument *
load(LdoseLibrary *library, const LdoseLibraryEntry *entry, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s@%s", entry->id, entry->version);
    return ldose_library_document(library, entry->kind, name, error);
}

static gboolean
holds(const GPtrArray *documents, gconstpointer document)
{
    for (guint i = 0; i < documents->len; i++) {
        if (g_ptr_array_index(documents, i) == document)
            return TRUE;
    }
    return FALSE;
}

void
ldose_report_facts_load(LdoseReportFacts *facts, LdoseLibrary *library)
{
    facts->documents = g_ptr_array_new();
    facts->faults = g_ptr_array_new_with_free_func(g_free);
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        g_autoptr(GPtrArray) entries = ldose_library_entries(library, (LdoseDocumentKind)kind);
        for (guint i = 0; i < entries->len; i++) {
            g_autoptr(GError) error = NULL;
            const LdoseDocument *document = load(library, g_ptr_array_index(entries, i), &error);
            if (document == NULL)
                g_ptr_array_add(facts->faults, g_strdup(error->message));
            else if (!holds(facts->documents, document)) /* in two directories it is one */
                g_ptr_array_add(facts->documents, (gpointer)(gsize)document);
        }
    }
}

void
ldose_report_facts_clear(LdoseReportFacts *facts)
{
    g_clear_pointer(&facts->documents, g_ptr_array_unref);
    g_clear_pointer(&facts->faults, g_ptr_array_unref);
}
