/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data files against the manifest of their hashes, which is made when the program is built: a
 * line a file, as sha256sum writes and checks it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LDOSE_MANIFEST_FILE     "manifest.sha256"
#define LDOSE_MANIFEST_MAX_SIZE (1024 * 1024)

typedef enum {
    LDOSE_FILE_CHANGED, /* other bytes than when the program was built */
    LDOSE_FILE_MISSING,
    LDOSE_FILE_UNREADABLE,
    LDOSE_FILE_EXTRA, /* in a folder of the manifest, but not in the manifest */
} LdoseFileFaultKind;

typedef struct {
    LdoseFileFaultKind kind;
    char *name;     /* below the directory */
    char *expected; /* hash; "" of an extra file */
    char *got;      /* hash; "" of one that is not there or cannot be read */
} LdoseFileFault;

typedef struct {
    guint n; /* files of the manifest */
    guint good;
    GPtrArray *faults; /* LdoseFileFault, in the order of the manifest, extra files last by name */
    char sha256[65];   /* of the manifest itself */
} LdoseManifestCheck;

/* @path: the manifest
 * @directory: what its names are below
 * @out: (out caller-allocates): written only on success
 * Errors: LDOSE_ERROR_DOCUMENT: no manifest, or not of this form; a name that leads out of the
 * directory is refused. */
gboolean ldose_manifest_check(const char *path, const char *directory, LdoseManifestCheck *out,
                              GError **error);
void ldose_manifest_check_clear(LdoseManifestCheck *check);

/* "changed", "missing", "unreadable", "not in the manifest"; to be translated. */
const char *ldose_file_fault_word(LdoseFileFaultKind kind);

/* The hash of a file; NULL: it cannot be read. (transfer full) (nullable) */
char *ldose_file_sha256(const char *path);

G_END_DECLS
