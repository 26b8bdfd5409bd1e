/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "site-adopt.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "error.h"
#include "file-read.h"
#include "file-save.h"

#define LIST_MODE 0644 /* no patient's data; every user's program reads the system's */

/* ---- the document ---------------------------------------------------------------------------- */

/* A document of any kind. */
typedef struct {
    const LdoseDocument *header;
    const LdoseRegimen *regimen;   /* NULL: another kind */
    const LdoseGuidance *guidance; /* likewise */
} Adopted;

static Adopted
load(LdoseLibrary *library, LdoseDocumentKind kind, const char *name, GError **error)
{
    Adopted adopted = {NULL, NULL, NULL};
    if (kind == LDOSE_DOCUMENT_REGIMENS) {
        adopted.regimen = ldose_library_regimen(library, name, error);
        adopted.header = adopted.regimen != NULL ? &adopted.regimen->document : NULL;
    } else if (kind == LDOSE_DOCUMENT_GUIDANCE) {
        adopted.guidance = ldose_library_guidance(library, name, error);
        adopted.header = adopted.guidance != NULL ? &adopted.guidance->document : NULL;
    } else {
        const LdoseFormulary *formulary = ldose_library_formulary(library, name, error);
        adopted.header = formulary != NULL ? &formulary->document : NULL;
    }
    return adopted;
}

static gboolean
is_there(LdoseLibrary *library, LdoseDocumentKind kind, const char *name)
{
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, kind);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_autofree char *full = g_strdup_printf("%s@%s", entry->id, entry->version);
        if (strcmp(full, name) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Finds ID@VERSION among all kinds, or in the kind that was named. What loads is proved. */
static gboolean
find_document(LdoseLibrary *library, const LdoseSiteAct *act, Adopted *adopted_out, GError **error)
{
    const char *name = act->name;
    int found = -1;
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        const char *word = ldose_document_kind_id((LdoseDocumentKind)kind);
        if ((act->kind != NULL && strcmp(act->kind, word) != 0) ||
            !is_there(library, (LdoseDocumentKind)kind, name))
            continue;
        if (found >= 0) {
            ldose_set_error(error, LDOSE_ERROR_USAGE,
                            N_("%s is the name of two documents; say which with --kind"), name);
            return FALSE;
        }
        found = kind;
    }
    if (found < 0) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("%s: no such document; lymphodose guidance list shows what there is"),
                        name);
        return FALSE;
    }
    *adopted_out = load(library, (LdoseDocumentKind)found, name, error);
    if (adopted_out->header == NULL)
        return FALSE;
    if (adopted_out->header->status != LDOSE_STATUS_RETIRED)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                    N_("%s: the document is retired; it cannot be taken into use"), name);
    return FALSE;
}

/* ---- attestations ---------------------------------------------------------------------------- */

/* Each "ROW=text" names an unverified rule of the document. @owned: gets what they refer to. */
static gboolean
read_attestations(const LdoseSiteAct *act, const Adopted *adopted, GArray *attestations,
                  GPtrArray *owned, GError **error)
{
    for (guint i = 0; act->attestations != NULL && act->attestations[i] != NULL; i++) {
        const char *text = act->attestations[i];
        const char *equals = strchr(text, '=');
        char *row = g_strndup(text, equals != NULL ? (gsize)(equals - text) : strlen(text));
        g_ptr_array_add(owned, row);
        gboolean can =
            equals != NULL &&
            ((adopted->regimen != NULL && ldose_regimen_can_attest(adopted->regimen, row)) ||
             (adopted->guidance != NULL && ldose_guidance_can_attest(adopted->guidance, row)));
        if (!can) {
            if (equals == NULL)
                ldose_set_error(error, LDOSE_ERROR_INPUT, N_("--attest %s: expected ROW=TEXT"),
                                row);
            else
                ldose_set_error(
                    error, LDOSE_ERROR_INPUT,
                    N_("--attest %s: the document has no such unverified rule; of a regimen "
                       "name the drug, of a guidance the row"),
                    row);
            return FALSE;
        }
        LdoseAttestation attestation = {row, equals + 1};
        g_array_append_val(attestations, attestation);
    }
    return TRUE;
}

/* ---- the list -------------------------------------------------------------------------------- */

/* The list that is added to, and the bytes that it was read from. */
typedef struct {
    char *path;
    GBytes *before; /* NULL: there is no file yet */
    LdoseAdoptionList *list;
} Target;

static void
target_clear(Target *target)
{
    g_free(target->path);
    g_clear_pointer(&target->before, g_bytes_unref);
    ldose_adoption_list_free(target->list);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Target, target_clear)

/* A user's list says nothing of a document that the system's names. */
static gboolean
check_system(const LdoseSitePlace *place, LdoseDocumentKind kind, const char *id, GError **error)
{
    if (place->system)
        return TRUE;
    g_autofree char *path = g_build_filename(place->system_folder, LDOSE_ADOPTED_FILE, NULL);
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_load(path, error);
    if (list == NULL)
        return FALSE;
    if (!ldose_adoption_list_names(list, kind, id))
        return TRUE;
    ldose_set_error(
        error, LDOSE_ERROR_DOCUMENT,
        N_("%1$s names %2$s, and decides about it for every user: do it there, with --system"),
        path, id);
    return FALSE;
}

static gboolean
open_target(const LdoseSitePlace *place, Target *target, GError **error)
{
    const char *folder = place->system ? place->system_folder : place->user_folder;
    target->path = g_build_filename(folder, LDOSE_ADOPTED_FILE, NULL);
    if (!ldose_file_read_if_there(target->path, LDOSE_DOCUMENT_MAX_SIZE, LDOSE_ERROR_DOCUMENT,
                                  &target->before, error))
        return FALSE;
    target->list = target->before != NULL
                       ? ldose_adoption_list_parse(target->path, target->before, error)
                       : ldose_adoption_list_new();
    return target->list != NULL;
}

static gboolean
save_target(const LdoseSitePlace *place, const Target *target, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(target->path);
    g_autoptr(GBytes) after = ldose_adoption_list_serialize(target->list);
    if (g_mkdir_with_parents(folder, place->system ? 0755 : 0700) != 0) {
        ldose_set_error(error, LDOSE_ERROR_OUTPUT, N_("%1$s: %2$s"), folder, g_strerror(errno));
        return FALSE;
    }
    return ldose_file_save_over(target->path, target->before, after, LIST_MODE, error);
}

/* ---- the act --------------------------------------------------------------------------------- */

void
ldose_site_result_clear(LdoseSiteResult *result)
{
    g_clear_pointer(&result->path, g_free);
    g_clear_pointer(&result->attestations, g_array_unref);
    g_clear_pointer(&result->suites, g_array_unref);
    g_clear_pointer(&result->owned, g_ptr_array_unref);
    g_clear_pointer(&result->list, ldose_adoption_list_free);
}

static void
result_init(LdoseSiteResult *result)
{
    *result = (LdoseSiteResult){
        .attestations = g_array_new(FALSE, FALSE, sizeof(LdoseAttestation)),
        .suites = g_array_new(FALSE, FALSE, sizeof(LdoseAdoptionSuite)),
        .owned = g_ptr_array_new_with_free_func(g_free),
    };
}

static const LdoseAdoptionSuite *
failing_suite(const GArray *suites)
{
    for (guint i = 0; i < suites->len; i++) {
        const LdoseAdoptionSuite *suite = &g_array_index(suites, LdoseAdoptionSuite, i);
        if (suite->failed > 0)
            return suite;
    }
    return NULL;
}

/* Everything that is checked before the list may say it. */
static gboolean
prove(LdoseLibrary *library, const LdoseSiteAct *act, const Adopted *adopted, Target *target,
      LdoseSiteResult *result, GError **error)
{
    const LdoseDocument *document = adopted->header;
    LdoseAdoption *adoption = &result->adoption;
    if (!read_attestations(act, adopted, result->attestations, result->owned, error))
        return FALSE;
    *adoption = (LdoseAdoption){
        .kind = document->kind,
        .id = document->id,
        .version = document->version,
        .sha256 = document->sha256,
        .status = document->status,
        .by = act->by,
        .checked_by = act->checked_by,
        .at = act->at,
        .program = LDOSE_VERSION,
        .attestations = (const LdoseAttestation *)(const void *)result->attestations->data,
        .n_attestations = result->attestations->len,
    };
    /* Once without the suites: what is wrong with the names is told before anything is run. */
    const LdoseDocument *newest = load(library, document->kind, document->id, NULL).header;
    if (!ldose_adoption_list_put(target->list, adoption, error) ||
        !ldose_site_run_suites(library, document, newest == document, act->default_formulary,
                               result->suites, result->owned, error))
        return FALSE;
    adoption->suites = (const LdoseAdoptionSuite *)(const void *)result->suites->data;
    adoption->n_suites = result->suites->len;
    result->failing = failing_suite(result->suites);
    return TRUE;
}

gboolean
ldose_site_adopt(LdoseLibrary *library, const LdoseSitePlace *place, const LdoseSiteAct *act,
                 LdoseSiteResult *result, GError **error)
{
    g_auto(Target) target = {NULL, NULL, NULL};
    Adopted adopted = {NULL, NULL, NULL};
    result_init(result);
    if (!find_document(library, act, &adopted, error) ||
        !check_system(place, adopted.header->kind, adopted.header->id, error) ||
        !open_target(place, &target, error) ||
        !prove(library, act, &adopted, &target, result, error))
        return FALSE;
    result->path = g_strdup(target.path);
    return result->failing != NULL ||
           (ldose_adoption_list_put(target.list, &result->adoption, error) &&
            save_target(place, &target, error));
}

/* ---- withdrawing ----------------------------------------------------------------------------- */

/* Finds the kind of the one entry with this name.
 *
 * @kind_out: (out): -1: the list has none
 * Errors: LDOSE_ERROR_USAGE: two entries have it. */
static gboolean
find_kind(const LdoseAdoptionList *list, const LdoseSiteAct *act, int *kind_out, GError **error)
{
    int found = -1;
    for (guint i = 0; i < ldose_adoption_list_length(list); i++) {
        const LdoseAdoption *adoption = ldose_adoption_list_get(list, i);
        g_autofree char *full = g_strdup_printf("%s@%s", adoption->id, adoption->version);
        if (strcmp(full, act->name) != 0 ||
            (act->kind != NULL && strcmp(act->kind, ldose_document_kind_id(adoption->kind)) != 0))
            continue;
        if (found >= 0) {
            ldose_set_error(error, LDOSE_ERROR_USAGE,
                            N_("%s is the name of two documents; say which with --kind"),
                            act->name);
            return FALSE;
        }
        found = (int)adoption->kind;
    }
    *kind_out = found;
    return TRUE;
}

/* What the system's list names is withdrawn there, whatever the user's own says.
 *
 * @kind: -1: of any kind */
static gboolean
check_system_kinds(const LdoseSitePlace *place, int kind, const char *id, GError **error)
{
    for (int i = 0; i < LDOSE_N_DOCUMENT_KINDS; i++) {
        if ((kind < 0 || kind == i) && !check_system(place, (LdoseDocumentKind)i, id, error))
            return FALSE;
    }
    return TRUE;
}

static void
keep_entry(LdoseSiteResult *result, Target *target, const LdoseSiteAct *act, LdoseDocumentKind kind)
{
    for (guint i = 0; i < ldose_adoption_list_length(target->list); i++) {
        const LdoseAdoption *adoption = ldose_adoption_list_get(target->list, i);
        g_autofree char *full = g_strdup_printf("%s@%s", adoption->id, adoption->version);
        if (adoption->kind == kind && strcmp(full, act->name) == 0)
            result->adoption = *adoption;
    }
    result->path = g_strdup(target->path);
    result->list = g_steal_pointer(&target->list);
}

gboolean
ldose_site_withdraw(const LdoseSitePlace *place, const LdoseSiteAct *act, LdoseSiteResult *result,
                    GError **error)
{
    g_auto(Target) target = {NULL, NULL, NULL};
    int found = -1;
    g_auto(GStrv) parts = g_strsplit(act->name, "@", 2);
    result_init(result);
    result->withdrawal = (LdoseWithdrawal){act->by, act->checked_by, act->at, act->reason};
    if (!open_target(place, &target, error) || !find_kind(target.list, act, &found, error) ||
        !check_system_kinds(place, found, parts[0], error))
        return FALSE;
    LdoseDocumentKind kind = found >= 0 ? (LdoseDocumentKind)found : LDOSE_DOCUMENT_REGIMENS;
    if (!ldose_adoption_list_withdraw(target.list, kind, parts[0], parts[1] != NULL ? parts[1] : "",
                                      &result->withdrawal, error) ||
        !save_target(place, &target, error))
        return FALSE;
    keep_entry(result, &target, act, kind);
    return TRUE;
}
