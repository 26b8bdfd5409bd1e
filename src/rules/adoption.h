/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents a site has taken into use (R46): an act of two people, once a document, pinned by
 * the hash of its bytes. There are two lists, the system's and the user's; where the system's names
 * a document, in whatever version, the user's says nothing about it. */
#pragma once

#include <glib.h>

#include "formulary.h"
#include "guidance.h"
#include "regimen.h"

G_BEGIN_DECLS

/* The name of a list in its folder. */
#define LDOSE_ADOPTED_FILE "adopted.xml"

/* An unverified rule that somebody at the site has read in its source. */
typedef struct {
    const char *row;  /* of a guidance: id of a row or stop; of a regimen: drug of a dose */
    const char *text; /* "read in section … of …, agrees" */
} LdoseAttestation;

/* The rows of a suite that name the document, when it was adopted. */
typedef struct {
    const char *name, *sha256;
    guint passed, failed;
} LdoseAdoptionSuite;

/* Two people took the document out of use again. */
typedef struct {
    const char *by, *checked_by, *at, *reason;
} LdoseWithdrawal;

typedef struct {
    LdoseDocumentKind kind;
    const char *id, *version, *sha256;
    LdoseDocumentStatus status; /* of the document, at that time */
    const char *by, *checked_by, *at;
    const char *program; /* its version */
    const LdoseAttestation *attestations;
    guint n_attestations;
    const LdoseAdoptionSuite *suites;
    guint n_suites;
    const LdoseWithdrawal *withdrawal; /* NULL: in use */
} LdoseAdoption;

/* ---- one list -------------------------------------------------------------------------------- */

typedef struct _LdoseAdoptionList LdoseAdoptionList;

LdoseAdoptionList *ldose_adoption_list_new(void);
void ldose_adoption_list_free(LdoseAdoptionList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseAdoptionList, ldose_adoption_list_free)

/* Adds a document; another adoption of the same kind, id and version goes.
 *
 * @adoption: copied
 * Errors: LDOSE_ERROR_INPUT: a name, time or text that cannot be, or the same name twice. */
gboolean
ldose_adoption_list_put(LdoseAdoptionList *list, const LdoseAdoption *adoption, GError **error);

/* Says that a document is out of use; its entry stays, so that the list tells what was in use and
 * when.
 *
 * @withdrawal: copied
 * Errors: LDOSE_ERROR_DOCUMENT: the list does not name that version, or it is out of use already.
 * LDOSE_ERROR_INPUT: a name, time or reason that cannot be, or the same name twice. */
gboolean ldose_adoption_list_withdraw(LdoseAdoptionList *list, LdoseDocumentKind kind,
                                      const char *id, const char *version,
                                      const LdoseWithdrawal *withdrawal, GError **error);

/* The adoptions, by kind, id and rising version; those withdrawn, too. */
guint ldose_adoption_list_length(const LdoseAdoptionList *list);
const LdoseAdoption *ldose_adoption_list_get(const LdoseAdoptionList *list, guint index);

/* Whether a list names a document, in any version, in use or withdrawn. */
gboolean
ldose_adoption_list_names(const LdoseAdoptionList *list, LdoseDocumentKind kind, const char *id);

/* ---- its file (adoption-file.c) -------------------------------------------------------------- */

/* Reads a list with all the defences of a rule document.
 *
 * @path: the name that messages carry
 * Errors: LDOSE_ERROR_DOCUMENT: broken, of unknown format, or with one name for both people. */
LdoseAdoptionList *ldose_adoption_list_parse(const char *path, GBytes *bytes, GError **error);

/* As ldose_adoption_list_parse(); a file that does not exist is an empty list. One that cannot be
 * read is an error: it may decide about a document. */
LdoseAdoptionList *ldose_adoption_list_load(const char *path, GError **error);

/* The list as a file. The same list gives the same bytes. */
GBytes *ldose_adoption_list_serialize(const LdoseAdoptionList *list);

/* ---- the site -------------------------------------------------------------------------------- */

/* Both lists. Not changed once made: safe to ask from several threads. */
typedef struct _LdoseAdoptions LdoseAdoptions;

/* @system, @user: (transfer full) (nullable) */
LdoseAdoptions *ldose_adoptions_new(LdoseAdoptionList *system, LdoseAdoptionList *user);
void ldose_adoptions_free(LdoseAdoptions *adoptions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseAdoptions, ldose_adoptions_free)

/* Reads adopted.xml of both folders; one that does not exist is empty.
 *
 * @system_folder, @user_folder: (nullable)
 * Errors: LDOSE_ERROR_DOCUMENT. */
LdoseAdoptions *
ldose_adoptions_load(const char *system_folder, const char *user_folder, GError **error);

/* The adoption of exactly these bytes under this kind, id and version; NULL: not adopted, or
 * withdrawn.
 * @adoptions: (nullable): NULL: nothing is adopted. */
const LdoseAdoption *
ldose_adoptions_find(const LdoseAdoptions *adoptions, const LdoseDocument *document);

/* The entry that decides about this kind, id and version, whatever its bytes, also when it was
 * withdrawn; NULL: there is none. @adoptions: (nullable) */
const LdoseAdoption *
ldose_adoptions_entry(const LdoseAdoptions *adoptions, const LdoseDocument *document);

/* ---- the documents of a plan ----------------------------------------------------------------- */

/* What the site says of a plan's documents. All zero: nothing is adopted. */
typedef struct {
    gboolean adopted;          /* regimen, guidance and site policy are */
    LdoseDocumentKind missing; /* the first that is not; meaningless where all are */
    gboolean regimen_attested; /* every unverified dose of the regimen is attested */
    const char *const *rows;   /* attested rows of the guidance, NULL-terminated; NULL: none */
} LdoseAdoptionState;

/* @adoptions: (nullable); must outlive the state */
LdoseAdoptionState
ldose_adoptions_judge(const LdoseAdoptions *adoptions, const LdoseRegimen *regimen,
                      const LdoseGuidance *guidance, const LdoseFormulary *formulary);

/* Whether a row of the guidance is attested: it then counts as an unverified rule that was
 * accepted. */
gboolean ldose_adoption_state_attests(const LdoseAdoptionState *state, const char *row);

/* The line that every plan carries, to be translated. */
const char *ldose_adoption_line(gboolean adopted);

/* Why a document is refused where only adopted ones may be used. (transfer full) */
char *ldose_adoption_refusal(const LdoseDocument *document);

/* What can be attested: an unverified dose of a regimen by its drug, an unverified row or stop of a
 * guidance by its id. */
gboolean ldose_regimen_can_attest(const LdoseRegimen *regimen, const char *drug);
gboolean ldose_guidance_can_attest(const LdoseGuidance *guidance, const char *row);

G_END_DECLS
