/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "version.h"

#include <string.h>

static const LdoseDocument *
load(LdoseCommandContext *session, const LdoseLibraryEntry *entry, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s@%s", entry->id, entry->version);
    return ldose_library_document(session->library, entry->kind, name, error);
}

static int
print_documents(LdoseCommandContext *session, LdoseDocumentKind kind)
{
    g_autoptr(GPtrArray) entries = ldose_library_entries(session->library, kind);
    int status = LDOSE_EXIT_DONE;
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_autoptr(GError) error = NULL;
        const LdoseDocument *document = load(session, entry, &error);
        if (document == NULL) {
            ldose_complain("%s", error->message);
            status = LDOSE_EXIT_DOCUMENT;
            continue;
        }
        printf("%-10s %-20s %-6s %-9s %s\n", ldose_document_kind_id(kind), document->id,
               document->version, ldose_document_status_id(document->status), document->sha256);
    }
    return status;
}

int
ldose_print_version(LdoseCommandContext *session)
{
    int status = LDOSE_EXIT_DONE;
    printf("lymphodose %s\n", LDOSE_VERSION);
    /* The number after a format is the last part of its XML namespace, or the JSON schema's. */
    printf("reads: regimens 1, guidance 1, formulary 1, adopted 1, record 1, CSV, JSON; "
           "writes: record 1, adopted 1, plan JSON 1, text, CSV, JUnit XML, PDF 1.5\n");
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        int of_kind = print_documents(session, (LdoseDocumentKind)kind);
        status = MAX(status, of_kind);
    }
    return ldose_finish_output(status);
}
