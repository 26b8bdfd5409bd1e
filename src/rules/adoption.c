/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adoption.h"

#include <string.h>

#include "error.h"
#include "signature.h"
#include "wording.h"
#include "xml-text.h"

/* An adoption that owns its arrays; its strings are the list's. */
typedef struct {
    LdoseAdoption adoption;
    LdoseAttestation *attestations;
    LdoseAdoptionSuite *suites;
    const char **rows; /* of the attestations, NULL-terminated */
    LdoseWithdrawal withdrawal;
} Entry;

struct _LdoseAdoptionList {
    GPtrArray *entries; /* Entry */
    GStringChunk *strings;
};

struct _LdoseAdoptions {
    LdoseAdoptionList *system, *user;
};

/* ---- the list -------------------------------------------------------------------------------- */

static void
entry_free(gpointer data)
{
    Entry *entry = data;
    g_free(entry->attestations);
    g_free(entry->suites);
    g_free(entry->rows);
    g_free(entry);
}

LdoseAdoptionList *
ldose_adoption_list_new(void)
{
    LdoseAdoptionList *list = g_new0(LdoseAdoptionList, 1);
    list->entries = g_ptr_array_new_with_free_func(entry_free);
    list->strings = g_string_chunk_new(1024);
    return list;
}

void
ldose_adoption_list_free(LdoseAdoptionList *list)
{
    if (list == NULL)
        return;
    g_ptr_array_unref(list->entries);
    g_string_chunk_free(list->strings);
    g_free(list);
}

guint
ldose_adoption_list_length(const LdoseAdoptionList *list)
{
    return list->entries->len;
}

const LdoseAdoption *
ldose_adoption_list_get(const LdoseAdoptionList *list, guint index)
{
    const Entry *entry = g_ptr_array_index(list->entries, index);
    return &entry->adoption;
}

gboolean
ldose_adoption_list_names(const LdoseAdoptionList *list, LdoseDocumentKind kind, const char *id)
{
    for (guint i = 0; i < list->entries->len; i++) {
        const LdoseAdoption *adoption = ldose_adoption_list_get(list, i);
        if (adoption->kind == kind && strcmp(adoption->id, id) == 0)
            return TRUE;
    }
    return FALSE;
}

static const char *
keep(LdoseAdoptionList *list, const char *text)
{
    return g_string_chunk_insert_const(list->strings, text);
}

static void
take_withdrawal(LdoseAdoptionList *list, Entry *entry, const LdoseWithdrawal *withdrawal)
{
    entry->withdrawal = (LdoseWithdrawal){.by = keep(list, withdrawal->by),
                                          .checked_by = keep(list, withdrawal->checked_by),
                                          .at = keep(list, withdrawal->at),
                                          .reason = keep(list, withdrawal->reason)};
    entry->adoption.withdrawal = &entry->withdrawal;
}

static Entry *
copy(LdoseAdoptionList *list, const LdoseAdoption *adoption)
{
    Entry *entry = g_new0(Entry, 1);
    guint n = adoption->n_attestations, n_suites = adoption->n_suites;
    entry->attestations = g_new0(LdoseAttestation, n);
    entry->rows = g_new0(const char *, n + 1);
    for (guint i = 0; i < n; i++) {
        entry->attestations[i] = (LdoseAttestation){keep(list, adoption->attestations[i].row),
                                                    keep(list, adoption->attestations[i].text)};
        entry->rows[i] = entry->attestations[i].row;
    }
    entry->suites = g_new0(LdoseAdoptionSuite, n_suites);
    for (guint i = 0; i < n_suites; i++) {
        entry->suites[i] = adoption->suites[i];
        entry->suites[i].name = keep(list, adoption->suites[i].name);
        entry->suites[i].sha256 = keep(list, adoption->suites[i].sha256);
    }
    entry->adoption = (LdoseAdoption){
        .kind = adoption->kind,
        .id = keep(list, adoption->id),
        .version = keep(list, adoption->version),
        .sha256 = keep(list, adoption->sha256),
        .status = adoption->status,
        .by = keep(list, adoption->by),
        .checked_by = keep(list, adoption->checked_by),
        .at = keep(list, adoption->at),
        .program = keep(list, adoption->program),
        .attestations = entry->attestations,
        .n_attestations = n,
        .suites = entry->suites,
        .n_suites = n_suites,
    };
    if (adoption->withdrawal != NULL)
        take_withdrawal(list, entry, adoption->withdrawal);
    return entry;
}

static gboolean
refuse(GError **error, const char *what, const char *why)
{
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", what, ldose_error_text(why));
    return FALSE;
}

/* @same_name: what is said of one name for both */
static gboolean
check_people(const char *by, const char *checked_by, const char *at, const char *same_name,
             GError **error)
{
    LdoseSignature signature = {by, at};
    if (!ldose_signature_check(&signature, error) ||
        !ldose_person_check(checked_by, "checked-by", error))
        return FALSE;
    return !ldose_person_is_same(by, checked_by) || refuse(error, checked_by, same_name);
}

static gboolean
check_withdrawal(const LdoseWithdrawal *withdrawal, GError **error)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(withdrawal->reason));
    if (!check_people(withdrawal->by, withdrawal->checked_by, withdrawal->at,
                      N_("the same name twice: a document is withdrawn by two different people"),
                      error))
        return FALSE;
    return (trimmed[0] != '\0' && ldose_xml_text_is_allowed(withdrawal->reason)) ||
           refuse(error, "reason", N_("say why it is withdrawn"));
}

static gboolean
check(const LdoseAdoption *adoption, GError **error)
{
    if (!check_people(adoption->by, adoption->checked_by, adoption->at,
                      N_("the same name twice: a document is adopted by two different people"),
                      error) ||
        (adoption->withdrawal != NULL && !check_withdrawal(adoption->withdrawal, error)))
        return FALSE;
    for (guint i = 0; i < adoption->n_attestations; i++) {
        const LdoseAttestation *attestation = &adoption->attestations[i];
        g_autofree char *trimmed = g_strstrip(g_strdup(attestation->text));
        if (!ldose_xml_text_is_allowed(attestation->text) || trimmed[0] == '\0')
            return refuse(error, attestation->row,
                          N_("say where it was read: \"read in section … of …, agrees\""));
        for (guint k = 0; k < i; k++) {
            if (strcmp(attestation->row, adoption->attestations[k].row) == 0)
                return refuse(error, attestation->row, N_("attested twice"));
        }
    }
    return TRUE;
}

static int
compare(const LdoseAdoption *one, const LdoseAdoption *other)
{
    if (one->kind != other->kind)
        return one->kind < other->kind ? -1 : 1;
    int by_id = strcmp(one->id, other->id);
    return by_id != 0 ? by_id : ldose_document_compare_versions(one->version, other->version);
}

gboolean
ldose_adoption_list_put(LdoseAdoptionList *list, const LdoseAdoption *adoption, GError **error)
{
    if (!check(adoption, error))
        return FALSE;
    guint place = 0;
    while (place < list->entries->len &&
           compare(ldose_adoption_list_get(list, place), adoption) < 0)
        place++;
    Entry *entry = copy(list, adoption);
    if (place < list->entries->len && compare(ldose_adoption_list_get(list, place), adoption) == 0)
        g_ptr_array_remove_index(list->entries, place);
    g_ptr_array_insert(list->entries, (int)place, entry);
    return TRUE;
}

gboolean
ldose_adoption_list_withdraw(LdoseAdoptionList *list, LdoseDocumentKind kind, const char *id,
                             const char *version, const LdoseWithdrawal *withdrawal, GError **error)
{
    if (!check_withdrawal(withdrawal, error))
        return FALSE;
    for (guint i = 0; i < list->entries->len; i++) {
        Entry *entry = g_ptr_array_index(list->entries, i);
        const LdoseAdoption *adoption = &entry->adoption;
        if (adoption->kind != kind || strcmp(adoption->id, id) != 0 ||
            strcmp(adoption->version, version) != 0)
            continue;
        if (adoption->withdrawal == NULL) {
            take_withdrawal(list, entry, withdrawal);
            return TRUE;
        }
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("%1$s@%2$s was withdrawn already, by %3$s, %4$s"), id, version,
                        adoption->withdrawal->by, adoption->withdrawal->at);
        return FALSE;
    }
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                    N_("%1$s@%2$s is not in this list, so there is nothing to withdraw"), id,
                    version);
    return FALSE;
}

/* ---- the site -------------------------------------------------------------------------------- */

LdoseAdoptions *
ldose_adoptions_new(LdoseAdoptionList *system, LdoseAdoptionList *user)
{
    LdoseAdoptions *adoptions = g_new0(LdoseAdoptions, 1);
    adoptions->system = system != NULL ? system : ldose_adoption_list_new();
    adoptions->user = user != NULL ? user : ldose_adoption_list_new();
    return adoptions;
}

void
ldose_adoptions_free(LdoseAdoptions *adoptions)
{
    if (adoptions == NULL)
        return;
    ldose_adoption_list_free(adoptions->system);
    ldose_adoption_list_free(adoptions->user);
    g_free(adoptions);
}

static LdoseAdoptionList *
load_folder(const char *folder, GError **error)
{
    if (folder == NULL)
        return ldose_adoption_list_new();
    g_autofree char *path = g_build_filename(folder, LDOSE_ADOPTED_FILE, NULL);
    return ldose_adoption_list_load(path, error);
}

LdoseAdoptions *
ldose_adoptions_load(const char *system_folder, const char *user_folder, GError **error)
{
    g_autoptr(LdoseAdoptionList) system = load_folder(system_folder, error);
    g_autoptr(LdoseAdoptionList) user = system != NULL ? load_folder(user_folder, error) : NULL;
    if (user == NULL)
        return NULL;
    return ldose_adoptions_new(g_steal_pointer(&system), g_steal_pointer(&user));
}

/* @by_bytes: whether the hash counts */
static const Entry *
find_entry(const LdoseAdoptions *adoptions, const LdoseDocument *document, gboolean by_bytes)
{
    if (adoptions == NULL)
        return NULL;
    const LdoseAdoptionList *list =
        ldose_adoption_list_names(adoptions->system, document->kind, document->id)
            ? adoptions->system
            : adoptions->user;
    for (guint i = 0; i < list->entries->len; i++) {
        const Entry *entry = g_ptr_array_index(list->entries, i);
        const LdoseAdoption *adoption = &entry->adoption;
        if (adoption->kind == document->kind && strcmp(adoption->id, document->id) == 0 &&
            strcmp(adoption->version, document->version) == 0 &&
            (!by_bytes || strcmp(adoption->sha256, document->sha256) == 0))
            return entry;
    }
    return NULL;
}

/* What is in use. */
static const Entry *
find(const LdoseAdoptions *adoptions, const LdoseDocument *document)
{
    const Entry *entry = find_entry(adoptions, document, TRUE);
    return entry != NULL && entry->adoption.withdrawal == NULL ? entry : NULL;
}

const LdoseAdoption *
ldose_adoptions_find(const LdoseAdoptions *adoptions, const LdoseDocument *document)
{
    const Entry *entry = find(adoptions, document);
    return entry != NULL ? &entry->adoption : NULL;
}

const LdoseAdoption *
ldose_adoptions_entry(const LdoseAdoptions *adoptions, const LdoseDocument *document)
{
    const Entry *entry = find_entry(adoptions, document, FALSE);
    return entry != NULL ? &entry->adoption : NULL;
}

/* ---- the documents of a plan ----------------------------------------------------------------- */

static gboolean
holds(const char *const *rows, const char *row)
{
    return rows != NULL && g_strv_contains(rows, row);
}

/* Every unverified dose is attested, and there is one. */
static gboolean
regimen_is_attested(const LdoseRegimen *regimen, const Entry *entry)
{
    gboolean all = entry != NULL && entry->adoption.n_attestations > 0;
    for (int drug = 0; all && drug < LDOSE_N_DRUGS; drug++) {
        const char *name = ldose_vocabulary_id(&ldose_drugs, drug);
        if (ldose_regimen_can_attest(regimen, name))
            all = holds(entry->rows, name);
    }
    return all;
}

LdoseAdoptionState
ldose_adoptions_judge(const LdoseAdoptions *adoptions, const LdoseRegimen *regimen,
                      const LdoseGuidance *guidance, const LdoseFormulary *formulary)
{
    const Entry *of_regimen = find(adoptions, &regimen->document);
    const Entry *of_guidance = find(adoptions, &guidance->document);
    const Entry *of_formulary = find(adoptions, &formulary->document);
    gboolean adopted = of_regimen != NULL && of_guidance != NULL && of_formulary != NULL;
    return (LdoseAdoptionState){
        .adopted = adopted,
        .missing = of_regimen == NULL    ? LDOSE_DOCUMENT_REGIMENS
                   : of_guidance == NULL ? LDOSE_DOCUMENT_GUIDANCE
                                         : LDOSE_DOCUMENT_FORMULARY,
        .regimen_attested = regimen_is_attested(regimen, of_regimen),
        .rows = of_guidance != NULL ? of_guidance->rows : NULL,
    };
}

gboolean
ldose_adoption_state_attests(const LdoseAdoptionState *state, const char *row)
{
    return holds(state->rows, row);
}

const char *
ldose_adoption_line(gboolean adopted)
{
    return adopted ? N_("Documents: adopted at this site")
                   : N_("Evaluation: not adopted at this site");
}

char *
ldose_adoption_refusal(const LdoseDocument *document)
{
    return g_strdup_printf(
        ldose_error_text(N_("%1$s@%2$s is not adopted at this site in these bytes (sha256 %3$s); "
                            "lymphodose guidance adopt %4$s@%5$s takes it into use")),
        document->id, document->version, document->sha256, document->id, document->version);
}

/* Whether a dose is unverified by its own grade; else the regimen's speaks for all its doses. */
static gboolean
has_unverified_dose(const LdoseRegimen *regimen)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRegimenDose *dose = &regimen->dose[drug];
        if (dose->amount > 0 && dose->evidence == LDOSE_EVIDENCE_UNVERIFIED)
            return TRUE;
    }
    return FALSE;
}

gboolean
ldose_regimen_can_attest(const LdoseRegimen *regimen, const char *drug)
{
    int number = ldose_vocabulary_find(&ldose_drugs, drug, -1);
    if (number < 0 || regimen->evidence != LDOSE_EVIDENCE_UNVERIFIED)
        return FALSE;
    const LdoseRegimenDose *dose = &regimen->dose[number];
    return dose->amount > 0 &&
           (dose->evidence == LDOSE_EVIDENCE_UNVERIFIED || !has_unverified_dose(regimen));
}

static gboolean
is_unverified(const LdoseRule *rule, const char *id)
{
    return rule->evidence == LDOSE_EVIDENCE_UNVERIFIED && strcmp(rule->id, id) == 0;
}

gboolean
ldose_guidance_can_attest(const LdoseGuidance *guidance, const char *row)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        for (guint k = 0; k < guidance->tables[i].n_rules; k++) {
            if (is_unverified(&guidance->tables[i].rules[k], row))
                return TRUE;
        }
    }
    for (guint i = 0; i < guidance->n_stops; i++) {
        if (is_unverified(&guidance->stops[i].rule, row))
            return TRUE;
    }
    return FALSE;
}
