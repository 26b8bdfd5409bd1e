/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare-text.h"

#include <string.h>

#include "guidance-check.h"
#include "phrase.h"
#include "text-page.h"

gboolean
ldose_compare_covers(const LdoseGuidance *guidance, const LdoseRuleSet *rules,
                     const LdosePatient *patient)
{
    return guidance->kind != LDOSE_GUIDANCE_GENERAL &&
           strcmp(guidance->document.id, rules->guidance->document.id) != 0 &&
           ldose_applies_to_age(&guidance->applies, patient->age_years) &&
           ldose_applies_to_regimen(&guidance->applies, rules->regimen->document.id,
                                    rules->regimen->brand);
}

gboolean
ldose_compare_other_patient(const LdosePatient *patient, const LdoseRegimen *regimen,
                            LdoseOtherPatient *out)
{
    guint64 answers = LDOSE_COLUMN_BIT(LDOSE_COLUMN_FLUDARABINE_FRACTION) |
                      LDOSE_COLUMN_BIT(LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION) |
                      LDOSE_COLUMN_BIT(LDOSE_COLUMN_COMBINE) |
                      LDOSE_COLUMN_BIT(LDOSE_COLUMN_OVERRIDE_REASON) |
                      LDOSE_COLUMN_BIT(LDOSE_COLUMN_DECIDED_BY) |
                      LDOSE_COLUMN_BIT(LDOSE_COLUMN_PRESCRIBER);
    /* Of a regimen that nobody read in a label it is the regimen that was accepted. */
    if (regimen->evidence != LDOSE_EVIDENCE_UNVERIFIED)
        answers |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_ACCEPT_UNVERIFIED);
    out->c = *patient->c;
    out->patient = *patient;
    out->patient.c = &out->c;
    out->c.given &= ~answers;
    out->patient.given &= ~answers;
    return (patient->given & answers) != 0;
}

void
ldose_compare_compute(const LdosePatient *patient, const LdoseRuleSet *rules, LdosePlan *plan)
{
    LdoseFaults faults = {.n = 0};
    if (ldose_plan_compute(patient, rules, plan, NULL, &faults))
        return;
    plan->status = LDOSE_PLAN_DECISION;
    plan->release = LDOSE_RELEASE_BLOCKED;
}

char *
ldose_compare_answers_text(const LdosePatient *patient, const LdoseRuleSet *chosen,
                           const LdoseWording *wording)
{
    LdoseOtherPatient other;
    if (!ldose_compare_other_patient(patient, chosen->regimen, &other))
        return NULL;
    return ldose_tell(wording,
                      N_("What was decided for this patient counts for %1$s alone: the other "
                         "documents are computed without the override and the answers."),
                      chosen->guidance->document.id);
}

/* The row that decides a drug: the one that stops it or leaves a question, else the one with the smaller
 * part, kidneys before liver. Result: (nullable). */
static const LdoseRow *
deciding_row(const LdosePlan *plan, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseRow *kidneys = &drug_plan->row[LDOSE_COHORT_RENAL];
    const LdoseRow *liver = &drug_plan->row[LDOSE_COHORT_HEPATIC];
    if (kidneys->state != LDOSE_ROW_MATCHED)
        return liver->state == LDOSE_ROW_MATCHED ? liver : NULL;
    if (liver->state != LDOSE_ROW_MATCHED)
        return kidneys;
    LdoseEffect by_kidneys = ldose_rule_effect(kidneys->table, kidneys->rule);
    LdoseEffect by_liver = ldose_rule_effect(liver->table, liver->rule);
    gboolean both_known = by_liver.known && by_kidneys.known;
    return both_known && by_liver.part.low < by_kidneys.part.low ? liver : kidneys;
}

/* The organs, of kidneys and liver, whose row has this outcome: "kidneys, liver"; "" none. */
static char *
organs_text(const LdoseDrugPlan *drug_plan, LdoseOutcomeKind outcome, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    for (int cohort = 0; cohort < LDOSE_COHORT_WEIGHT; cohort++) {
        const LdoseRow *row = &drug_plan->row[cohort];
        if (row->state != LDOSE_ROW_MATCHED || ldose_rule_resolved(row->rule)->outcome != outcome)
            continue;
        g_string_append_printf(
            text, "%s%s", text->len > 0 ? ", " : "",
            ldose_wording_text(wording, ldose_vocabulary_label(&ldose_cohorts, cohort)));
    }
    return g_string_free(text, FALSE);
}

/* Why a whole dose is no statement of the source (R16); NULL: each row states it. */
static char *
unstated_text(const LdoseDrugPlan *drug_plan, const LdoseWording *wording)
{
    g_autofree char *not_read = organs_text(drug_plan, LDOSE_OUTCOME_NOT_READ, wording);
    g_autofree char *silent = organs_text(drug_plan, LDOSE_OUTCOME_SILENT, wording);
    g_autofree char *first =
        not_read[0] != '\0' ? ldose_tell(wording, N_("not checked by us: %1$s"), not_read) : NULL;
    g_autofree char *second =
        silent[0] != '\0' ? ldose_tell(wording, N_("no statement in this source: %1$s"), silent)
                          : NULL;
    if (first != NULL && second != NULL)
        return g_strdup_printf("%s; %s", first, second);
    return first != NULL ? g_steal_pointer(&first) : g_steal_pointer(&second);
}

static char *
final_text(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    g_autofree char *dose = ldose_tell(wording, N_("%1$s %%, %2$s"),
                                       LDOSE_NUMBER(wording, 100 * drug_plan->part, 1),
                                       LDOSE_MG(wording, drug_plan->rounded.given_mg));
    if (drug_plan->overridden) {
        g_autofree char *original = ldose_phrase_original(wording, plan, drug);
        g_autofree char *sentence =
            ldose_tell(wording, N_("OVERRIDE: the rules say “%1$s”."), original);
        return ldose_tell(wording, N_("%1$s. %2$s"), dose, sentence);
    }
    g_autofree char *unstated = ldose_limit_compare(drug_plan->part, 1) == 0
                                    ? unstated_text(drug_plan, wording)
                                    : NULL;
    return unstated != NULL ? ldose_tell(wording, N_("%1$s (%2$s)"), dose, unstated)
                            : g_steal_pointer(&dose);
}

char *
ldose_compare_drug_text(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    if (drug_plan->has_dose)
        return final_text(plan, drug, wording);
    if (!drug_plan->covered)
        return g_strdup(ldose_wording_text(wording, N_("not covered")));
    if (drug_plan->missing != 0)
        return g_strdup(ldose_wording_text(wording, N_("data missing")));
    const LdoseRow *row = deciding_row(plan, drug);
    if (row == NULL)
        return g_strdup(ldose_wording_text(wording, N_("no row for this patient")));
    /* The ends of a range belong to a decision's choices, and so do its doses. */
    gboolean choice = plan->status == LDOSE_PLAN_DECISION && drug_plan->status == plan->status &&
                      ldose_rule_resolved(row->rule)->outcome == LDOSE_OUTCOME_FRACTION_RANGE;
    return ldose_phrase_outcome(wording, row->rule, choice ? drug_plan->base_mg : 0);
}

/* ---- the line of other documents ------------------------------------------------------------- */

void
ldose_compare_other_text(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    g_autofree char *fludarabine = ldose_compare_drug_text(plan, LDOSE_FLUDARABINE, wording);
    g_autofree char *cyclophosphamide = ldose_compare_drug_text(plan, LDOSE_CYCLOPHOSPHAMIDE, wording);
    g_autofree char *text = ldose_tell(
        wording, N_("%1$s: fludarabine %2$s; cyclophosphamide %3$s"),
        plan->rules->guidance->document.id, fludarabine, cyclophosphamide);
    if (out->len > 0)
        g_string_append_c(out, '\n');
    g_string_append(out, text);
}

/* ---- the table ------------------------------------------------------------------------------- */

static char *
deciding_rules_text(const LdosePlan *plan)
{
    GString *text = g_string_new(NULL);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = deciding_row(plan, (LdoseDrug)drug);
        if (row != NULL)
            g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "", row->table->id,
                                   row->rule->id);
    }
    return g_string_free(text, FALSE);
}

static gboolean
drugs_agree(const LdoseDrugPlan *one, const LdoseDrugPlan *other)
{
    return one->status == other->status && one->has_part == other->has_part &&
           (!one->has_part || ldose_limit_compare(one->part, other->part) == 0);
}

/* The first document's own words where the two differ: that is why. */
static char *
difference_text(const LdosePlan *first, const LdosePlan *plan, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (drugs_agree(&first->drug[drug], &plan->drug[drug]))
            continue;
        const LdoseRow *row = deciding_row(plan, (LdoseDrug)drug);
        const char *name = ldose_phrase_drug(wording, drug);
        g_autofree char *reason =
            row != NULL && row->rule->note[0] != '\0'
                ? ldose_tell(wording, N_("%1$s: %2$s"), name,
                             ldose_wording_rule_text(wording, row->rule->note))
                : ldose_tell(wording, N_("%1$s: no row that holds this patient"), name);
        g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", reason);
    }
    return g_string_free(text, FALSE);
}

static void
add_header(LdosePageTable *table, const LdoseWording *wording)
{
    static const char *const titles[] = {N_("Guidance"), N_("Status"), N_("Fludarabine a day"),
                                         N_("Cyclophosphamide a day"), N_("Deciding rows")};
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
        ldose_page_table_add(table, g_strdup(ldose_wording_text(wording, titles[i])));
}

void
ldose_compare_table_text(GString *out, const GPtrArray *plans, const LdoseWording *wording)
{
    static const gboolean right[] = {FALSE, FALSE, FALSE, FALSE, FALSE};
    const LdosePlan *first = g_ptr_array_index(plans, 0);
    LdosePageTable table;
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    add_header(&table, wording);
    for (guint i = 0; i < plans->len; i++) {
        const LdosePlan *plan = g_ptr_array_index(plans, i);
        ldose_page_table_add(&table, g_strdup(plan->rules->guidance->document.id));
        ldose_page_table_add(&table,
                             g_strdup(ldose_vocabulary_id(&ldose_plan_statuses, (int)plan->status)));
        ldose_page_table_add(&table, ldose_compare_drug_text(plan, LDOSE_FLUDARABINE, wording));
        ldose_page_table_add(&table, ldose_compare_drug_text(plan, LDOSE_CYCLOPHOSPHAMIDE, wording));
        ldose_page_table_add(&table, deciding_rules_text(plan));
    }
    ldose_page_table_print(&table, out, 0);

    for (guint i = 1; i < plans->len; i++) {
        const LdosePlan *plan = g_ptr_array_index(plans, i);
        g_autofree char *difference = difference_text(first, plan, wording);
        g_autofree char *title = ldose_tell(
            wording, N_("%1$s differs from %2$s:"), plan->rules->guidance->document.id,
            first->rules->guidance->document.id);
        if (difference[0] == '\0')
            continue;
        g_string_append_printf(out, "%s\n", title);
        ldose_page_paragraph(out, 2, 2, difference);
    }
}
