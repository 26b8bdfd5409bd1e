/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a document into use at a site, and out of it again (R46): what the command and the app do
 * alike. Two people, once, pinned by the hash of the document's bytes. */
#pragma once

#include <glib.h>

#include "adoption.h"
#include "library.h"

G_BEGIN_DECLS

/* Where the site's lists are. */
typedef struct {
    const char *system_folder, *user_folder;
    gboolean system; /* the list for every user is written; else the user's own */
} LdoseSitePlace;

typedef struct {
    const char *name; /* "id@version" */
    const char *kind; /* (nullable): "regimens", "guidance", "formulary"; NULL: whichever has it */
    const char *by, *checked_by, *at;
    const char *const *attestations; /* (nullable): "ROW=TEXT", NULL-terminated; to adopt */
    const char *reason;              /* to withdraw */
    const char *default_formulary;   /* of the suites' rows that name none; to adopt */
} LdoseSiteAct;

/* What was done. All strings live as long as it and the library. */
typedef struct {
    LdoseAdoption adoption;
    LdoseWithdrawal withdrawal; /* where it was withdrawn */
    char *path;                 /* of the list */
    /* A shipped suite with rows that fail with this document; then nothing was written. NULL:
     * none. */
    const LdoseAdoptionSuite *failing;

    GArray *attestations, *suites;
    GPtrArray *owned;
    LdoseAdoptionList *list;
} LdoseSiteResult;

void ldose_site_result_clear(LdoseSiteResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LdoseSiteResult, ldose_site_result_clear)

/* Adopts: finds the document (what loads is proved), runs every shipped suite that has rows with
 * it, writes the list.
 *
 * @result: (out): cleared by the caller, whatever is returned
 * Errors: LDOSE_ERROR_DOCUMENT: unknown, broken or retired, or the system's list decides about it;
 * LDOSE_ERROR_USAGE: a name of two documents; LDOSE_ERROR_INPUT: a name, time or attestation that
 * cannot be, or the same name twice; LDOSE_ERROR_OUTPUT: the list cannot be written. */
gboolean ldose_site_adopt(LdoseLibrary *library, const LdoseSitePlace *place,
                          const LdoseSiteAct *act, LdoseSiteResult *result, GError **error);

/* Withdraws: the document need not be there any more. The list keeps its entry, and says who
 * withdrew it, when and why. Errors: as above; LDOSE_ERROR_DOCUMENT: not in the list, or withdrawn
 * already. */
gboolean ldose_site_withdraw(const LdoseSitePlace *place, const LdoseSiteAct *act,
                             LdoseSiteResult *result, GError **error);

/* For site-adopt.c: runs the shipped suites that have rows with @document and counts how those rows
 * went. @suites: (element-type LdoseAdoptionSuite); @owned: gets their texts
 * Errors: LDOSE_ERROR_INPUT: a suite that cannot be run. */
gboolean ldose_site_run_suites(LdoseLibrary *library, const LdoseDocument *document,
                               gboolean is_newest, const char *default_formulary, GArray *suites,
                               GPtrArray *owned, GError **error);

G_END_DECLS
