/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that this run can use: found by id and version in a list of data directories,
 * loaded when first asked for, kept until the library is freed. Safe to ask from several
 * threads. */
#pragma once

#include <glib.h>

#include "formulary.h"
#include "guidance.h"
#include "regimen.h"

G_BEGIN_DECLS

typedef struct _LdoseLibrary LdoseLibrary;

/* @directories: data directories in the order of search; each may hold regimens/, guidance/ and
 * formulary/ with files named <id>-<version>.xml. Missing directories are not an error. */
LdoseLibrary *ldose_library_new(const char *const *directories);
void ldose_library_free(LdoseLibrary *library);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseLibrary, ldose_library_free)

/* Looks into the directories again: what was asked for by its id alone, or was not there, may be
 * found otherwise now. Documents that were given out stay valid, entries and arrays do not. */
void ldose_library_rescan(LdoseLibrary *library);

/* Finds a document by "id" (the highest version that is not retired) or "id@version".
 *
 * Result: (transfer none) (nullable)
 * Errors: LDOSE_ERROR_DOCUMENT: unknown, broken, or the same id and version twice with other bytes
 * (both paths are named). */
const LdoseRegimen *ldose_library_regimen(LdoseLibrary *library, const char *name, GError **error);
const LdoseGuidance *
ldose_library_guidance(LdoseLibrary *library, const char *name, GError **error);
const LdoseFormulary *
ldose_library_formulary(LdoseLibrary *library, const char *name, GError **error);

/* Likewise, of a kind that is known at run time only: its header. */
const LdoseDocument *ldose_library_document(LdoseLibrary *library, LdoseDocumentKind kind,
                                            const char *name, GError **error);

/* A file that could be loaded. */
typedef struct {
    LdoseDocumentKind kind;
    const char *id, *version, *path;
} LdoseLibraryEntry;

/* All files of a kind, by id, then by rising version. (transfer container)
 * (element-type LdoseLibraryEntry), owned by the library until it is freed or scanned again. */
GPtrArray *ldose_library_entries(LdoseLibrary *library, LdoseDocumentKind kind);

/* The guidance of every id in its highest version that is not retired, by id. One that cannot be
 * read is left out and named in @faults_out.
 *
 * @faults_out: (out) (optional) (transfer container) (element-type utf8), owned by the library until it is
 * freed or scanned again
 * Result: (transfer none) (element-type LdoseGuidance), valid as long as @faults_out */
const GPtrArray *ldose_library_guidances(LdoseLibrary *library, const GPtrArray **faults_out);

G_END_DECLS
