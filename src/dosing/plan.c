/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include <stddef.h>
#include <string.h>

#include "drug-rules.h"
#include "plan-dose.h"
#include "release.h"
#include "rule-row.h"
#include "wording.h"

static const LdoseWord status_words[LDOSE_N_PLAN_STATUSES] = {
    [LDOSE_PLAN_FINAL] = {"final", N_("Dose calculated")},
    [LDOSE_PLAN_DECISION] = {"decision", N_("Choose")},
    [LDOSE_PLAN_INCOMPLETE] = {"incomplete", N_("Data missing")},
    [LDOSE_PLAN_CONTRAINDICATED] = {"contraindicated", N_("Do not give")},
};
const LdoseVocabulary ldose_plan_statuses = {status_words, LDOSE_N_PLAN_STATUSES};

static const LdoseWord release_words[LDOSE_N_RELEASES] = {
    [LDOSE_RELEASE_CLEAR] = {"clear", N_("nothing to acknowledge")},
    [LDOSE_RELEASE_ACKNOWLEDGE] = {"acknowledge", N_("to acknowledge")},
    [LDOSE_RELEASE_BLOCKED] = {"blocked", N_("not to be released")},
};
const LdoseVocabulary ldose_releases = {release_words, LDOSE_N_RELEASES};

static const LdoseDecisionInfo decision_infos[LDOSE_N_DECISIONS] = {
    [LDOSE_DECISION_RANGE] = {"range", "fraction",
                              N_("The source gives a range: which part of the dose?")},
    [LDOSE_DECISION_CHOICE] = {"choice", "fraction", N_("Sources differ: which part of the dose?")},
    [LDOSE_DECISION_UNDEFINED] = {"undefined", "fraction",
                                  N_("The source has no row here: which part of the dose?")},
    [LDOSE_DECISION_GILBERT] =
        {"gilbert", "fraction",
         N_("Gilbert syndrome: no source exempts it from this bilirubin row. Which part of the dose?")},
    [LDOSE_DECISION_COMBINE] =
        {"combine", "combine",
         N_("Kidneys and liver both reduce this drug and the source does not say how they combine. "
            "Which?")},
    [LDOSE_DECISION_PER_KG_WEIGHT] =
        {"per-kg-weight", "dosing_weight_kg",
         N_("A dose per kg at a body mass index of 30 or more: which weight?")},
    [LDOSE_DECISION_UNDER_10_KG] =
        {"bsa-under-10-kg", "confirm",
         N_("Below 10 kg: by body surface as the label says, or by your centre’s own protocol?")},
    [LDOSE_DECISION_LEFT_TO_PERSON] =
        {"left-to-person", "", N_("The source leaves this to a person and gives no figure.")},
    [LDOSE_DECISION_CREATININE_UNSTABLE] =
        {"creatinine-unstable", "gfr_measured_ml_min",
         N_("Creatinine is rising: no estimate of clearance is valid. Repeat it and wait, or enter a "
            "measured GFR.")},
    [LDOSE_DECISION_CREATININE_BOUND] =
        {"creatinine-bound", "creatinine_mg_dl",
         N_("Creatinine is only known to lie below a value, and several rows are possible: enter a "
            "number or a measured GFR.")},
    [LDOSE_DECISION_NO_ESTIMATE] =
        {"no-estimate", "gfr_measured_ml_min",
         N_("No confirmed equation for this patient: enter a measured GFR, or choose another equation.")},
    [LDOSE_DECISION_NO_RULE_FOR_CHILDREN] =
        {"no-rule-for-children", "guidance",
         N_("This document has no rules for children: choose one that has.")},
    [LDOSE_DECISION_DRUG_NOT_COVERED] =
        {"drug-not-covered", "guidance",
         N_("This document does not cover the drug: choose one that does.")},
    [LDOSE_DECISION_UNVERIFIED_REGIMEN] =
        {"unverified-regimen", "accept_unverified",
         N_("Doses or days of this regimen were not read in any label: accept them only after checking "
            "the live label.")},
    [LDOSE_DECISION_UNVERIFIED_RULE] =
        {"unverified-rule", "accept_unverified",
         N_("This rule is unverified: accept it only after checking its source.")},
    [LDOSE_DECISION_ANSWER_NEEDS_OVERRIDE] =
        {"answer-needs-override", "",
         N_("The rule leaves no choice here: another part of the dose needs an override.")},
    [LDOSE_DECISION_OVER_LIMIT] =
        {"over-limit", "", N_("The dose is above the normal maximum: it needs an override.")},
    [LDOSE_DECISION_NO_BAND] =
        {"no-band", "", N_("The site's dose bands do not reach this dose: it needs an override.")},
};

const LdoseDecisionInfo *
ldose_decision_info(LdoseDecisionKind kind)
{
    g_assert((int)kind >= 0 && kind < LDOSE_N_DECISIONS);
    return &decision_infos[kind];
}

/* ---- collecting ------------------------------------------------------------------------------ */

LdoseDecision *
ldose_plan_add_decision(LdosePlan *plan, LdoseDecisionKind kind, int drug, const LdoseTable *table,
                        const LdoseRule *rule)
{
    g_assert(plan->n_decisions < LDOSE_MAX_DECISIONS);
    LdoseDecision *decision = &plan->decision[plan->n_decisions++];
    memset(decision, 0, offsetof(LdoseDecision, option));
    decision->kind = kind;
    decision->drug = drug;
    decision->table = table;
    decision->rule = rule;
    return decision;
}

static gboolean
is_note(LdoseFindingCode code)
{
    return ldose_finding_kind(code)->severity == LDOSE_SEVERITY_NOTE;
}

/* Hundreds of documents of a site could fill a plan. Then a note finds no place, and gives up its own to
 * what stops the plan or is to be acknowledged; where no note is left either, there is no plan. */
static LdoseFinding *
place_of_finding(LdosePlan *plan, LdoseFindingCode code)
{
    if (plan->n_findings < LDOSE_MAX_FINDINGS)
        return &plan->finding[plan->n_findings++];
    for (guint i = LDOSE_MAX_FINDINGS; i > 0 && !is_note(code); i--) {
        if (is_note(plan->finding[i - 1].code))
            return &plan->finding[i - 1];
    }
    plan->findings_lost = plan->findings_lost || !is_note(code);
    return &plan->finding[LDOSE_MAX_FINDINGS];
}

LdoseFinding *
ldose_plan_add_finding(LdosePlan *plan, LdoseFindingCode code, int drug)
{
    LdoseFinding *finding = place_of_finding(plan, code);
    *finding = (LdoseFinding){
        .code = code, .drug = drug, .axis = -1, .clearance = -1, .formula = -1};
    return finding;
}

gboolean
ldose_plan_has_finding(const LdosePlan *plan, LdoseFindingCode code)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        if (plan->finding[i].code == code)
            return TRUE;
    }
    return FALSE;
}

static gboolean
has_same_clearance(const LdosePlan *plan, const LdoseClearance *clearance)
{
    for (const LdoseClearance *other = plan->clearance; other < clearance; other++) {
        if (ldose_clearance_is_same(other, clearance))
            return TRUE;
    }
    return FALSE;
}

int
ldose_plan_clearance(LdosePlan *plan, const LdosePatient *patient, int equation, LdoseTrace *trace)
{
    for (guint i = 0; i < plan->n_clearances; i++) {
        if (plan->clearance_equation[i] == equation)
            return (int)i;
    }
    g_assert(plan->n_clearances < LDOSE_MAX_CLEARANCES);
    guint i = plan->n_clearances++;
    LdoseClearance *clearance = &plan->clearance[i];
    plan->clearance_equation[i] = equation;
    ldose_clearance_choose(patient, &plan->measures, plan->rules->formulary, equation, clearance);
    if (!has_same_clearance(plan, clearance))
        ldose_clearance_trace(patient, &plan->measures, clearance, trace);
    return (int)i;
}

/* ---- step 6: dosing size --------------------------------------------------------------------- */

/* The size that a weight table of the guidance names for the drug. Result: (nullable). */
static const LdoseRule *
size_rule(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug, LdoseTrace *trace)
{
    LdoseRow row;
    if (!plan->rules->names_size[drug] || (!plan->measures.adult && plan->rules->for_adults))
        return NULL;
    ldose_row_find(plan, patient, plan->rules->table[drug][LDOSE_COHORT_WEIGHT], &row, trace);
    const LdoseRule *rule = row.rule != NULL ? ldose_rule_resolved(row.rule) : NULL;
    return rule != NULL && rule->outcome == LDOSE_OUTCOME_SIZE ? rule : NULL;
}

static double
capped_m2(const LdoseDrugPlan *drug_plan, double bsa_m2)
{
    return drug_plan->cap_m2 > 0 && bsa_m2 > drug_plan->cap_m2 ? drug_plan->cap_m2 : bsa_m2;
}

/* Case, then guidance, then site policy, then actual weight; a weight that is undefined for this
 * patient falls back to the actual one. */
static void
choose_size(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug, LdoseTrace *trace)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseFormulary *formulary = plan->rules->formulary;
    const LdoseRule *rule = size_rule(plan, patient, drug, trace);
    drug_plan->size_weight = rule != NULL ? rule->size_weight : formulary->dosing_weight;
    drug_plan->size_kg = plan->measures.weight_kg[drug_plan->size_weight];
    if (drug_plan->size_kg <= 0) {
        drug_plan->size_weight = LDOSE_WEIGHT_ACTUAL;
        drug_plan->size_kg = patient->weight_kg;
    }
    drug_plan->size_by_case = LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_DOSING_WEIGHT_KG);
    if (drug_plan->size_by_case)
        drug_plan->size_kg = patient->c->value[LDOSE_COLUMN_DOSING_WEIGHT_KG].number;

    drug_plan->cap_m2 = formulary->bsa_cap_m2;
    if (rule != NULL)
        drug_plan->cap_m2 = rule->size_cap_m2;
    if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_BSA_CAP_M2))
        drug_plan->cap_m2 = patient->c->value[LDOSE_COLUMN_BSA_CAP_M2].number;
    if (plan->rules->regimen->dose[drug].unit == LDOSE_UNIT_MG_KG)
        drug_plan->cap_m2 = 0; /* a dose per kg has no surface to cap */

    gboolean measured = ldose_limit_compare(drug_plan->size_kg, patient->weight_kg) == 0;
    drug_plan->bsa_uncapped_m2 =
        measured ? plan->measures.bsa_m2
                 : ldose_measures_bsa_m2(patient, plan->measures.bsa_formula, drug_plan->size_kg);
    drug_plan->bsa_m2 = capped_m2(drug_plan, drug_plan->bsa_uncapped_m2);
}

static void
trace_size(const LdosePlan *plan, LdoseDrug drug, LdoseTrace *trace)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    LdoseTraceStep *step = ldose_trace_add(trace, "dosing-size", LDOSE_STEP_CHOICE,
                                           LDOSE_STEP_APPLIED);
    ldose_trace_operand_text(step, "drug", ldose_vocabulary_id(&ldose_drugs, (int)drug));
    ldose_trace_operand(step,
                        drug_plan->size_by_case
                            ? "dosing_weight_kg"
                            : ldose_vocabulary_id(&ldose_weight_kinds, (int)drug_plan->size_weight),
                        drug_plan->size_kg, LDOSE_UNIT_KG);
    ldose_trace_result(step, drug_plan->bsa_uncapped_m2, LDOSE_UNIT_M2);
    step = ldose_trace_add(trace, "bsa-cap", LDOSE_STEP_LIMIT,
                           drug_plan->bsa_m2 < drug_plan->bsa_uncapped_m2 ? LDOSE_STEP_APPLIED
                                                                          : LDOSE_STEP_NOT_APPLIED);
    if (drug_plan->cap_m2 > 0)
        ldose_trace_operand(step, "bsa_cap_m2", drug_plan->cap_m2, LDOSE_UNIT_M2);
    ldose_trace_result(step, drug_plan->bsa_m2, LDOSE_UNIT_M2);
}

/* ---- step 7: base dose ----------------------------------------------------------------------- */

static void
set_base(LdosePlan *plan, LdoseDrug drug, LdoseTrace *trace)
{
    const LdoseRegimenDose *dose = &plan->rules->regimen->dose[drug];
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    gboolean per_kg = dose->unit == LDOSE_UNIT_MG_KG;
    drug_plan->has_base = TRUE;
    drug_plan->base_mg = ldose_regimen_dose_mg(dose, drug_plan->size_kg, drug_plan->bsa_m2);
    if (trace == NULL)
        return;
    LdoseTraceStep *step = ldose_trace_add(trace, "base-dose", LDOSE_STEP_FORMULA,
                                           LDOSE_STEP_APPLIED);
    ldose_trace_operand_text(step, "drug", ldose_vocabulary_id(&ldose_drugs, (int)drug));
    ldose_trace_operand(step, "amount", dose->amount, dose->unit);
    ldose_trace_operand(step, per_kg ? "weight" : "bsa",
                        per_kg ? drug_plan->size_kg : drug_plan->bsa_m2,
                        per_kg ? LDOSE_UNIT_KG : LDOSE_UNIT_M2);
    ldose_trace_formula(step, per_kg ? "amount × weight" : "amount × body surface",
                        dose->source != NULL ? dose->source->title : NULL);
    ldose_trace_result(step, drug_plan->base_mg, LDOSE_UNIT_MG);
}

gboolean
ldose_plan_part_dose(const LdosePlan *plan, LdoseDrug drug, double part, double *calculated_mg_out,
                     LdoseRoundedDose *rounded_out)
{
    *calculated_mg_out = plan->drug[drug].base_mg * part;
    return ldose_round_dose(&plan->rules->formulary->drug[drug], *calculated_mg_out, rounded_out);
}

gboolean
ldose_plan_with_weight(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                       LdoseWeightKind weight, double *base_mg_out, const LdoseRule **rule_out)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseRow *row = &drug_plan->row[LDOSE_COHORT_RENAL];
    double weight_kg = plan->measures.weight_kg[weight];
    *rule_out = row->rule;
    if (row->state != LDOSE_ROW_MATCHED || weight_kg <= 0)
        return FALSE;
    if (row->clearance >= 0 && plan->clearance[row->clearance].weight >= 0) {
        LdoseClearance other;
        ldose_clearance_estimate(patient, &plan->measures, plan->clearance[row->clearance].formula,
                                 (int)weight, &other);
        *rule_out = ldose_row_at_clearance(row, &other);
    }
    double bsa_m2 = ldose_measures_bsa_m2(patient, plan->measures.bsa_formula, weight_kg);
    *base_mg_out = ldose_regimen_dose_mg(&plan->rules->regimen->dose[drug], weight_kg,
                                         capped_m2(drug_plan, bsa_m2));
    return *rule_out != NULL;
}

/* A dose per kg in obesity: no source says which weight, so each is shown with its dose. */
static void
ask_per_kg_weight(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug)
{
    static const LdoseWeightKind kinds[] = {LDOSE_WEIGHT_ACTUAL, LDOSE_WEIGHT_ADJUSTED25,
                                            LDOSE_WEIGHT_ADJUSTED40, LDOSE_WEIGHT_LEAN};
    const LdoseRegimenDose *dose = &plan->rules->regimen->dose[drug];
    if (dose->unit != LDOSE_UNIT_MG_KG ||
        ldose_limit_compare(plan->measures.bmi_kg_m2, LDOSE_OBESE_BMI_KG_M2) < 0 ||
        LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_DOSING_WEIGHT_KG))
        return;
    LdoseDecision *decision = ldose_plan_add_decision(plan, LDOSE_DECISION_PER_KG_WEIGHT, (int)drug,
                                                      NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        double weight_kg = plan->measures.weight_kg[kinds[i]];
        LdoseRoundedDose rounded;
        if (weight_kg <= 0)
            continue;
        LdoseDecisionOption *option = &decision->option[decision->n_options++];
        *option = (LdoseDecisionOption){.remark = "",
                                        .part = {1, 1, TRUE},
                                        .weight = (int)kinds[i],
                                        .weight_kg = weight_kg,
                                        .combine = -1,
                                        .has_dose = TRUE,
                                        .low_mg = dose->amount * weight_kg,
                                        .high_mg = dose->amount * weight_kg};
        if (ldose_round_dose(&plan->rules->formulary->drug[drug], option->low_mg, &rounded))
            option->given_mg = rounded.given_mg;
    }
    plan->drug[drug].status = MAX(plan->drug[drug].status, LDOSE_PLAN_DECISION);
}

/* ---- decisions of the plan as a whole -------------------------------------------------------- */

static void
hold_every_drug(LdosePlan *plan)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        plan->drug[drug].status = MAX(plan->drug[drug].status, LDOSE_PLAN_DECISION);
}

const LdoseRule *
ldose_plan_rule_under_10_kg(const LdosePlan *plan, const LdosePatient *patient)
{
    const LdoseTable *table = plan->rules->under_10_kg;
    const LdoseRule *rule = table != NULL ? ldose_table_match(table, &patient->weight_kg) : NULL;
    return rule != NULL && rule->under_10_kg ? rule : NULL;
}

static void
ask_under_10_kg(LdosePlan *plan, const LdosePatient *patient)
{
    const LdoseRule *rule = ldose_plan_rule_under_10_kg(plan, patient);
    if (rule == NULL || (patient->confirmed & LDOSE_CONFIRM_BSA_UNDER_10_KG_BIT) != 0)
        return;
    ldose_plan_add_decision(plan, LDOSE_DECISION_UNDER_10_KG, LDOSE_DRUG_ANY,
                            plan->rules->under_10_kg, rule);
    hold_every_drug(plan);
}

static void
ask_unverified_regimen(LdosePlan *plan, const LdosePatient *patient)
{
    if (plan->rules->regimen->evidence != LDOSE_EVIDENCE_UNVERIFIED ||
        ldose_patient_accepts_unverified(patient) || plan->rules->site.regimen_attested)
        return;
    ldose_plan_add_decision(plan, LDOSE_DECISION_UNVERIFIED_REGIMEN, LDOSE_DRUG_ANY, NULL, NULL);
    hold_every_drug(plan);
}

/* ---- the drug's last lines ------------------------------------------------------------------- */

/* Both ends of a range that is the only thing left to decide for the drug. */
static void
show_range(LdosePlan *plan, LdoseDrug drug)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseDecision *range = NULL;
    guint n_open = 0;
    for (guint i = 0; i < plan->n_decisions; i++) {
        const LdoseDecision *decision = &plan->decision[i];
        if (decision->drug != (int)drug && decision->drug != LDOSE_DRUG_ANY)
            continue;
        n_open++;
        if (decision->kind == LDOSE_DECISION_RANGE)
            range = decision;
    }
    if (range == NULL || n_open != 1 || plan->status != LDOSE_PLAN_DECISION ||
        !range->option[0].has_dose)
        return;
    drug_plan->has_range = TRUE;
    drug_plan->range_low_mg = range->option[0].low_mg;
    drug_plan->range_high_mg = range->option[0].high_mg;
    drug_plan->range_high_owned = range->option[0].part.high_owned;
}

static void
check_order(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    LdoseColumn column = drug == LDOSE_FLUDARABINE
                             ? LDOSE_COLUMN_ORDERED_FLUDARABINE_MG_PER_DAY
                             : LDOSE_COLUMN_ORDERED_CYCLOPHOSPHAMIDE_MG_PER_DAY;
    drug_plan->ordered = LDOSE_PATIENT_HAS(patient, column);
    if (!drug_plan->ordered)
        return;
    drug_plan->ordered_mg = patient->c->value[column].number;
    drug_plan->order_too_high =
        ldose_plan_reaches_absolute_maximum(plan, patient, drug, drug_plan->ordered_mg);
    drug_plan->has_order_deviation = plan->status == LDOSE_PLAN_FINAL;
    if (!drug_plan->has_order_deviation)
        return;
    drug_plan->order_deviation_mg = drug_plan->ordered_mg - drug_plan->rounded.given_mg;
    drug_plan->order_deviation_percent =
        100 * drug_plan->order_deviation_mg / drug_plan->rounded.given_mg;
}

/* ---- the plan -------------------------------------------------------------------------------- */

static void
find_clearance_in_use(LdosePlan *plan)
{
    plan->clearance_in_use = -1;
    for (int drug = 0; drug < LDOSE_N_DRUGS && plan->clearance_in_use < 0; drug++)
        plan->clearance_in_use = plan->drug[drug].row[LDOSE_COHORT_RENAL].clearance;
}

/* Cockcroft-Gault with the weight in use, for the column of that name. */
static void
note_cockcroft_gault(LdosePlan *plan, const LdosePatient *patient)
{
    LdoseClearance estimate;
    const LdoseClearance *in_use =
        plan->clearance_in_use >= 0 ? &plan->clearance[plan->clearance_in_use] : NULL;
    if (!plan->measures.adult || !LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL) ||
        patient->dialysis != LDOSE_DIALYSIS_NONE)
        return;
    if (in_use != NULL && in_use->weight >= 0 &&
        (in_use->state == LDOSE_CLEARANCE_KNOWN || in_use->state == LDOSE_CLEARANCE_UNSTABLE)) {
        estimate = *in_use;
    } else {
        LdosePatient alone = *patient; /* whatever else the case would use instead */
        alone.given &= ~(LDOSE_COLUMN_BIT(LDOSE_COLUMN_GFR_MEASURED_ML_MIN) |
                         LDOSE_COLUMN_BIT(LDOSE_COLUMN_ESTIMATOR));
        ldose_clearance_choose(&alone, &plan->measures, plan->rules->formulary,
                               LDOSE_FORMULA_COCKCROFT_GAULT, &estimate);
    }
    plan->has_cockcroft_gault = estimate.state == LDOSE_CLEARANCE_KNOWN ||
                                estimate.state == LDOSE_CLEARANCE_UNSTABLE;
    plan->cockcroft_gault_ml_min = estimate.absolute.ml_min;
}

static void
settle_status(LdosePlan *plan)
{
    plan->status = LDOSE_PLAN_FINAL;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        plan->status = MAX(plan->status, plan->drug[drug].status);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        plan->drug[drug].has_dose = plan->status == LDOSE_PLAN_FINAL;
}

static void
begin(LdosePlan *plan, const LdoseRuleSet *rules)
{
    memset(plan, 0, offsetof(LdosePlan, clearance));
    plan->rules = rules;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++)
            plan->drug[drug].row[cohort].clearance = -1;
    }
}

gboolean
ldose_plan_compute(const LdosePatient *patient, const LdoseRuleSet *rules, LdosePlan *plan,
                   LdoseTrace *trace, LdoseFaults *faults)
{
    begin(plan, rules);
    ldose_measures_compute(patient, rules->formulary, &plan->measures, trace);

    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        choose_size(plan, patient, (LdoseDrug)drug, trace);
        if (trace != NULL)
            trace_size(plan, (LdoseDrug)drug, trace);
        set_base(plan, (LdoseDrug)drug, trace);
        ask_per_kg_weight(plan, patient, (LdoseDrug)drug);
        ldose_drug_rules_apply(plan, patient, (LdoseDrug)drug, trace);
    }
    find_clearance_in_use(plan);
    ask_unverified_regimen(plan, patient);
    ask_under_10_kg(plan, patient);

    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        ldose_plan_dose_drug(plan, patient, (LdoseDrug)drug, trace, faults);
    if (faults->n > 0)
        return FALSE;
    settle_status(plan);
    note_cockcroft_gault(plan, patient);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        show_range(plan, (LdoseDrug)drug);
        check_order(plan, patient, (LdoseDrug)drug);
    }
    ldose_schedule_compute(patient, rules->regimen, &plan->schedule);
    ldose_release_judge(plan, patient);
    if (plan->findings_lost)
        ldose_faults_add(faults, LDOSE_FAULT_IMPOSSIBLE, LDOSE_COLUMN_GUIDANCE, -1);
    return faults->n == 0;
}
