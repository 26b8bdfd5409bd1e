/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-witness.h"

#include <string.h>

#include "plan-rows.h"
#include "plan.h"
#include "rule-row.h"
#include "rule-set.h"

/* Everything that a witness is tried with. */
typedef struct {
    LdoseLibrary *library;
    const LdoseCheckedDocument *checked;
    const LdoseGuidance *guidance, *general; /* one of them is the document that is checked */
    const LdoseFormulary *formulary;
} Bench;

/* ---- a regimen ------------------------------------------------------------------------------- */

static gboolean
is_for(const LdoseApplies *applies, const LdoseRegimen *regimen)
{
    return applies == NULL ||
           ldose_applies_to_regimen(applies, regimen->document.id, regimen->brand);
}

/* Of a table that is missing: whether it is missing for this regimen. */
static gboolean
lacks_table(const Bench *bench, const LdoseCheckFinding *finding, const LdoseRegimen *regimen)
{
    return finding->table != NULL || finding->cohort < 0 ||
           ldose_guidance_table(bench->guidance, regimen, (LdoseDrug)finding->drug,
                                (LdoseCohort)finding->cohort) == NULL;
}

static const LdoseRegimen *
try_regimen(const Bench *bench, const char *name, const LdoseCheckFinding *finding)
{
    const LdoseTable *table = finding->table;
    const LdoseRegimen *regimen = ldose_library_regimen(bench->library, name, NULL);
    gboolean good = regimen != NULL && is_for(&bench->guidance->applies, regimen) &&
                    is_for(table != NULL ? &table->applies : NULL, regimen) &&
                    lacks_table(bench, finding, regimen);
    return good ? regimen : NULL;
}

/* One that document and table are both for. Result: (nullable). */
static const LdoseRegimen *
find_regimen(const Bench *bench, const LdoseCheckFinding *finding)
{
    const LdoseTable *table = finding->table;
    const GArray *names = table != NULL && table->applies.regimens->len > 0
                              ? table->applies.regimens
                              : bench->guidance->applies.regimens;
    if (finding->regimen != NULL)
        return try_regimen(bench, finding->regimen, finding);
    const LdoseRegimen *regimen = try_regimen(bench, LDOSE_ORDINARY_REGIMEN, finding);
    for (guint i = 0; i < names->len && regimen == NULL; i++)
        regimen = try_regimen(bench, g_array_index(names, const char *, i), finding);
    if (regimen != NULL || names->len > 0)
        return regimen;
    g_autoptr(GPtrArray) entries = ldose_library_entries(bench->library, LDOSE_DOCUMENT_REGIMENS);
    for (guint i = 0; i < entries->len && regimen == NULL; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        regimen = try_regimen(bench, entry->id, finding);
    }
    return regimen;
}

/* ---- a patient ------------------------------------------------------------------------------- */

static const LdoseStop *
find_stop(const LdoseGuidance *guidance, const LdoseCheckFinding *finding)
{
    for (guint i = 0; i < guidance->n_stops && finding->table == NULL; i++) {
        const LdoseStop *stop = &guidance->stops[i];
        if (strcmp(stop->rule.id, finding->rule_ids) == 0 && (int)stop->condition >= 0 &&
            stop->condition < LDOSE_N_CONDITIONS)
            return stop;
    }
    return NULL;
}

static void
make_up(const Bench *bench, const LdoseCheckFinding *finding, const LdoseRegimen *regimen,
        LdoseMadeUp *made_up)
{
    const LdoseTable *table = finding->table;
    const LdoseStop *stop = find_stop(bench->checked->guidance, finding);
    ldose_made_up_begin(made_up, regimen->document.id, bench->formulary, &bench->guidance->applies,
                        table != NULL ? &table->applies : NULL);
    for (guint i = 0; table != NULL && i < table->n_axes && finding->has_witness; i++)
        ldose_made_up_want(made_up, &table->axes[i], finding->witness[i]);
    if (finding->age_years > 0)
        ldose_made_up_set_age(made_up, finding->age_years);
    if (stop != NULL)
        made_up->conditions = 1u << stop->condition;
    made_up->accepts_unverified = regimen->evidence == LDOSE_EVIDENCE_UNVERIFIED;
    ldose_made_up_complete(made_up, bench->guidance, regimen->brand);
}

static gboolean
is_covered(const LdosePlan *plan, const LdoseTable *table)
{
    return table->drug == LDOSE_DRUG_ANY || plan->drug[table->drug].covered;
}

/* Whether the engine finds the patient where the finding is. */
static gboolean
lies_there(const Bench *bench, const LdoseCheckFinding *finding, const LdosePatient *patient,
           LdosePlan *plan)
{
    LdoseRow row;
    const LdoseStop *stop = find_stop(bench->checked->guidance, finding);
    if (finding->cohort >= 0 && finding->table == NULL)
        return plan->drug[finding->drug].row[finding->cohort].state == LDOSE_ROW_NONE;
    if (stop != NULL)
        return ldose_patient_has_condition(patient, stop->condition);
    if (finding->table == NULL)
        return FALSE;
    ldose_row_find(plan, patient, finding->table, &row, NULL);
    if (finding->code == LDOSE_CHECK_COHORT_MISSING)
        return finding->age_years > 0 ? row.table == NULL : !is_covered(plan, finding->table);
    if (row.table == NULL || (row.state != LDOSE_ROW_MATCHED && row.state != LDOSE_ROW_NONE))
        return FALSE;
    if (finding->code == LDOSE_CHECK_GAP && row.rule != NULL)
        return FALSE;
    return !finding->has_place ||
           ldose_region_contains(finding->table, &finding->place, row.values);
}

/* ---- what a plan says of him ----------------------------------------------------------------- */

static void
tell_drug(GString *out, const LdosePlan *plan, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    g_string_append_printf(out, "; %s %s", ldose_vocabulary_id(&ldose_drugs, (int)drug),
                           ldose_vocabulary_id(&ldose_plan_statuses, (int)drug_plan->status));
    if (drug_plan->status == LDOSE_PLAN_FINAL && drug_plan->has_part) {
        LdosePart part = {drug_plan->part, drug_plan->part, TRUE};
        g_string_append(out, ", part ");
        ldose_part_write(out, &part);
    }
}

/* Which row of the finding's table counts, or which other table. */
static void
tell_table(GString *out, const LdoseTable *table, const LdosePatient *patient, LdosePlan *plan)
{
    LdoseRow row;
    if (table->cohort != LDOSE_COHORT_GENERAL && table->drug != LDOSE_DRUG_ANY) {
        const LdoseTable *counts = plan->drug[table->drug].row[table->cohort].table;
        if (counts != table) {
            g_string_append_printf(out, "; %s counts", counts != NULL ? counts->id : "no table");
            return;
        }
    }
    ldose_row_find(plan, patient, table, &row, NULL);
    if (row.rule != NULL)
        g_string_append_printf(out, "; row %s of %s counts", row.rule->id, table->id);
    else
        g_string_append_printf(out, "; no row of %s", table->id);
}

static char *
tell_today(const LdoseCheckFinding *finding, const LdosePatient *patient, LdosePlan *plan)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "status %s",
                           ldose_vocabulary_id(&ldose_plan_statuses, (int)plan->status));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        tell_drug(out, plan, (LdoseDrug)drug);
    if (finding->table != NULL)
        tell_table(out, finding->table, patient, plan);
    GString *decisions = g_string_new(NULL);
    ldose_plan_decisions_write(decisions, plan);
    if (decisions->len > 0)
        g_string_append_printf(out, "; to decide: %s", decisions->str);
    g_string_free(decisions, TRUE);
    return g_string_free(out, FALSE);
}

/* ---- the witnesses --------------------------------------------------------------------------- */

/* Only a finding about a place, a missing table or a condition has one. */
static gboolean
has_patient(const Bench *bench, const LdoseCheckFinding *finding)
{
    gboolean of_table = finding->table != NULL &&
                        (finding->has_witness || finding->code == LDOSE_CHECK_TABLES_OVERLAP ||
                         finding->code == LDOSE_CHECK_COHORT_MISSING ||
                         finding->code == LDOSE_CHECK_RENAL_UNSTATED);
    return of_table || (finding->cohort >= 0 && finding->table == NULL) ||
           find_stop(bench->checked->guidance, finding) != NULL;
}

static void
find_witness(const Bench *bench, const LdoseCheckFinding *finding, LdoseCheckWitness *witness)
{
    LdoseCase c;
    LdosePatient patient;
    LdoseRuleSet rules;
    LdoseFaults faults = {.n = 0};
    if (!has_patient(bench, finding))
        return;
    const LdoseRegimen *regimen = find_regimen(bench, finding);
    if (regimen == NULL)
        return;
    make_up(bench, finding, regimen, &witness->made_up);
    if (!ldose_made_up_finish(&witness->made_up, bench->guidance->document.id, &c, &patient))
        return;
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    ldose_rule_set_init(&rules, regimen, bench->guidance, bench->formulary, bench->general, NULL);
    if (ldose_plan_compute(&patient, &rules, plan, NULL, &faults) &&
        lies_there(bench, finding, &patient, plan)) {
        witness->found = TRUE;
        witness->runs_in_calc = bench->checked->guidance == bench->guidance;
        witness->today = tell_today(finding, &patient, plan);
    }
    ldose_rule_set_clear(&rules);
}

static void
witness_free(gpointer data)
{
    LdoseCheckWitness *witness = data;
    g_free(witness->today);
    g_free(witness);
}

/* The document of general findings is tried beside any other guidance, every other beside it. */
static gboolean
prepare(Bench *bench, const LdoseCheckedDocument *checked, LdoseLibrary *library)
{
    const LdoseGuidance *guidance = checked->guidance;
    *bench = (Bench){.library = library, .checked = checked};
    bench->formulary = ldose_library_formulary(library, LDOSE_DEFAULT_FORMULARY, NULL);
    if (guidance->kind == LDOSE_GUIDANCE_GENERAL) {
        const GPtrArray *all = ldose_library_guidances(library, NULL);
        bench->general = guidance;
        for (guint i = 0; i < all->len && bench->guidance == NULL; i++) {
            const LdoseGuidance *other = g_ptr_array_index(all, i);
            if (other->kind != LDOSE_GUIDANCE_GENERAL && other->applies.regimens->len == 0)
                bench->guidance = other;
        }
    } else {
        bench->guidance = guidance;
        bench->general = ldose_library_guidance(library, LDOSE_GENERAL_FINDINGS, NULL);
    }
    return bench->formulary != NULL && bench->guidance != NULL && bench->general != NULL;
}

void
ldose_check_find_witnesses(LdoseCheckedDocument *checked, LdoseLibrary *library)
{
    Bench bench;
    gboolean ready = checked->guidance != NULL && prepare(&bench, checked, library);
    checked->witnesses = g_ptr_array_new_with_free_func(witness_free);
    for (guint i = 0; i < checked->findings->len; i++) {
        LdoseCheckWitness *witness = g_new0(LdoseCheckWitness, 1);
        if (ready)
            find_witness(&bench, g_ptr_array_index(checked->findings, i), witness);
        g_ptr_array_add(checked->witnesses, witness);
    }
}
