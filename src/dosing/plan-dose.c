/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-dose.h"

#include "drug-rules.h"

/* ---- the maxima ------------------------------------------------------------------------------ */

double
ldose_regimen_dose_mg(const LdoseRegimenDose *dose, double weight_kg, double bsa_m2)
{
    return dose->amount * (dose->unit == LDOSE_UNIT_MG_KG ? weight_kg : bsa_m2);
}

/* What the regimen gives this patient by its own amount and the measured size. */
static double
regimen_amount_mg(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug)
{
    return ldose_regimen_dose_mg(&plan->rules->regimen->dose[drug], patient->weight_kg,
                                 plan->measures.bsa_m2);
}

/* 0: none */
static double
normal_maximum_mg(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug)
{
    return plan->rules->formulary->drug[drug].normal_maximum_percent / 100 *
           regimen_amount_mg(plan, patient, drug);
}

static gboolean
is_over_normal(double mg, double normal_mg)
{
    return normal_mg > 0 && ldose_limit_compare(mg, normal_mg) > 0;
}

static gboolean
reaches(double value, double limit)
{
    return limit > 0 && ldose_limit_compare(value, limit) >= 0;
}

gboolean
ldose_plan_reaches_absolute_maximum(const LdosePlan *plan, const LdosePatient *patient,
                                    LdoseDrug drug, double mg)
{
    const LdoseDrugPolicy *policy = &plan->rules->formulary->drug[drug];
    return reaches(mg, policy->absolute_maximum_mg_m2 * plan->measures.bsa_m2) ||
           reaches(mg, policy->absolute_maximum_mg_kg * patient->weight_kg) ||
           reaches(mg, policy->absolute_maximum_mg);
}

/* ---- override -------------------------------------------------------------------------------- */

/* An override names its dose: without the part it is refused. */
static gboolean
names_part(const LdosePatient *patient, LdoseDrug drug, LdoseFaults *faults)
{
    LdoseColumn column = ldose_fraction_column(drug);
    if (LDOSE_PATIENT_HAS(patient, column))
        return TRUE;
    ldose_faults_add(faults, LDOSE_FAULT_MISSING, (int)column, LDOSE_COLUMN_OVERRIDE_REASON);
    return FALSE;
}

/* How many decisions hold the drug, without or with those that only ask for an override of its part. */
static guint
count_decisions(const LdosePlan *plan, LdoseDrug drug, gboolean with_override)
{
    guint n = 0;
    for (guint i = 0; i < plan->n_decisions; i++) {
        const LdoseDecision *decision = &plan->decision[i];
        n += (decision->drug == (int)drug || decision->drug == LDOSE_DRUG_ANY) &&
             (with_override || decision->kind != LDOSE_DECISION_ANSWER_NEEDS_OVERRIDE);
    }
    return n;
}

/* What the rules gave (R29). That the case names another part than theirs is no question of theirs:
 * without it the drug would have had its dose. */
static void
keep_original(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    guint n_open = count_decisions(plan, drug, FALSE);
    double mg;
    LdoseRoundedDose rounded;
    drug_plan->original_status = drug_plan->status;
    if (n_open == count_decisions(plan, drug, TRUE))
        return;
    drug_plan->original_part = drug_plan->part;
    drug_plan->has_original_part = drug_plan->status == LDOSE_PLAN_DECISION;
    if (!drug_plan->has_original_part || n_open > 0 ||
        !ldose_plan_part_dose(plan, drug, drug_plan->part, &mg, &rounded) ||
        ldose_plan_reaches_absolute_maximum(plan, patient, drug, mg) ||
        is_over_normal(mg, normal_maximum_mg(plan, patient, drug)))
        return;
    drug_plan->original_status = LDOSE_PLAN_FINAL;
    drug_plan->original_given_mg = rounded.given_mg;
}

static void
override_drug(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug, LdoseFaults *faults)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    if (drug_plan->status == LDOSE_PLAN_FINAL || !names_part(patient, drug, faults))
        return;
    keep_original(plan, patient, drug);
    drug_plan->overridden = plan->overridden = TRUE;
    drug_plan->status = LDOSE_PLAN_FINAL;
    drug_plan->has_part = TRUE;
    drug_plan->part = patient->c->value[ldose_fraction_column(drug)].number;
    for (guint i = 0; i < plan->n_decisions; i++) {
        if (plan->decision[i].drug == (int)drug || plan->decision[i].drug == LDOSE_DRUG_ANY)
            plan->decision[i].overridden = TRUE;
    }
}

/* ---- steps 8 and 9: limits, rounding --------------------------------------------------------- */

/* What an override lifted, beside what the rules said. */
static void
mark_overridden(LdosePlan *plan, LdoseDrug drug, LdosePlanStatus original)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    if (drug_plan->overridden)
        return;
    drug_plan->overridden = plan->overridden = TRUE;
    drug_plan->original_status = original;
}

/* What a person gave that leads to a dose above the absolute maximum. */
static LdoseColumn
column_at_fault(const LdosePatient *patient, LdoseDrug drug)
{
    LdoseColumn part = ldose_fraction_column(drug);
    return LDOSE_PATIENT_HAS(patient, part) ||
                   !LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_DOSING_WEIGHT_KG)
               ? part
               : LDOSE_COLUMN_DOSING_WEIGHT_KG;
}

static gboolean
has_override(const LdosePatient *patient)
{
    return LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_OVERRIDE_REASON);
}

static void
trace_maximum(const LdosePlan *plan, LdoseDrug drug, gboolean reached, LdoseTrace *trace)
{
    double normal_mg = plan->drug[drug].normal_maximum_mg;
    LdoseTraceStep *step =
        ldose_trace_add(trace, "maximum", LDOSE_STEP_LIMIT,
                        reached ? LDOSE_STEP_APPLIED : LDOSE_STEP_NOT_APPLIED);
    ldose_trace_operand_text(step, "drug", ldose_vocabulary_id(&ldose_drugs, (int)drug));
    ldose_trace_operand(step, "calculated", plan->drug[drug].calculated_mg, LDOSE_UNIT_MG);
    if (normal_mg > 0)
        ldose_trace_operand(step, "normal_maximum", normal_mg, LDOSE_UNIT_MG);
}

static void
check_limits(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug, LdoseTrace *trace,
             LdoseFaults *faults)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    drug_plan->own_mg = regimen_amount_mg(plan, patient, drug);
    drug_plan->normal_maximum_mg = normal_maximum_mg(plan, patient, drug);
    gboolean over = is_over_normal(drug_plan->calculated_mg, drug_plan->normal_maximum_mg);
    gboolean refused =
        ldose_plan_reaches_absolute_maximum(plan, patient, drug, drug_plan->calculated_mg);

    if (trace != NULL)
        trace_maximum(plan, drug, over || refused, trace);
    if (!over && !refused)
        return;
    if (refused) { /* no override lifts it, so none is asked for */
        ldose_faults_add(faults, LDOSE_FAULT_IMPOSSIBLE, (int)column_at_fault(patient, drug),
                         LDOSE_COLUMN_WEIGHT_KG);
        return;
    }
    if (!has_override(patient)) {
        ldose_plan_add_decision(plan, LDOSE_DECISION_OVER_LIMIT, (int)drug, NULL, NULL);
        drug_plan->status = MAX(drug_plan->status, LDOSE_PLAN_DECISION);
        return;
    }
    if (!names_part(patient, drug, faults))
        return;
    mark_overridden(plan, drug, LDOSE_PLAN_DECISION);
    LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_OVER_LIMIT, (int)drug);
    finding->value = drug_plan->calculated_mg;
    finding->limit = drug_plan->normal_maximum_mg;
    finding->unit = LDOSE_UNIT_MG;
}

static void
trace_rounding(const LdosePlan *plan, LdoseDrug drug, LdoseTrace *trace)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    LdoseTraceStep *step = ldose_trace_add(trace, "rounding", LDOSE_STEP_ROUNDING,
                                           LDOSE_STEP_APPLIED);
    ldose_trace_operand_text(step, "drug", ldose_vocabulary_id(&ldose_drugs, (int)drug));
    ldose_trace_operand(step, "calculated", drug_plan->calculated_mg, LDOSE_UNIT_MG);
    if (drug_plan->rounded.banded)
        ldose_trace_operand(step, "band_from", drug_plan->rounded.band.from_mg, LDOSE_UNIT_MG);
    else
        ldose_trace_operand(step, "step", drug_plan->rounded.step_mg, LDOSE_UNIT_MG);
    ldose_trace_result(step, drug_plan->rounded.given_mg, LDOSE_UNIT_MG);
    step = ldose_trace_add(trace, "course-total", LDOSE_STEP_RESULT, LDOSE_STEP_APPLIED);
    ldose_trace_operand_text(step, "drug", ldose_vocabulary_id(&ldose_drugs, (int)drug));
    ldose_trace_operand(step, "given", drug_plan->rounded.given_mg, LDOSE_UNIT_MG);
    ldose_trace_operand(step, "days", plan->rules->regimen->dose[drug].n_days, LDOSE_UNIT_DAYS);
    ldose_trace_formula(step, "given × days", NULL);
    ldose_trace_result(step, drug_plan->total_mg, LDOSE_UNIT_MG);
}

static void
round_drug(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug, LdoseTrace *trace,
           LdoseFaults *faults)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseDrugPolicy *policy = &plan->rules->formulary->drug[drug];
    if (!ldose_round_dose(policy, drug_plan->calculated_mg, &drug_plan->rounded)) {
        if (!has_override(patient)) {
            ldose_plan_add_decision(plan, LDOSE_DECISION_NO_BAND, (int)drug, NULL, NULL);
            drug_plan->status = MAX(drug_plan->status, LDOSE_PLAN_DECISION);
            return;
        }
        if (!names_part(patient, drug, faults))
            return;
        mark_overridden(plan, drug, LDOSE_PLAN_DECISION);
        drug_plan->rounded.given_mg = drug_plan->calculated_mg; /* overridden: as calculated */
    }
    if (drug_plan->rounded.given_mg <= 0) { /* nothing is left of the dose: no plan */
        ldose_faults_add(faults, LDOSE_FAULT_IMPOSSIBLE, (int)ldose_fraction_column(drug), -1);
        return;
    }
    drug_plan->total_mg = drug_plan->rounded.given_mg * plan->rules->regimen->dose[drug].n_days;

    if (trace != NULL)
        trace_rounding(plan, drug, trace);
}

static void
trace_adjusted(const LdosePlan *plan, LdoseDrug drug, LdoseTrace *trace)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    LdoseTraceStep *step =
        ldose_trace_add(trace, "adjusted-dose", LDOSE_STEP_FORMULA,
                        drug_plan->overridden ? LDOSE_STEP_OVERRIDDEN : LDOSE_STEP_APPLIED);
    ldose_trace_operand_text(step, "drug", ldose_vocabulary_id(&ldose_drugs, (int)drug));
    ldose_trace_operand(step, "base", drug_plan->base_mg, LDOSE_UNIT_MG);
    ldose_trace_operand(step, "part", drug_plan->part, LDOSE_UNIT_NONE);
    ldose_trace_formula(step, "base × part", NULL);
    ldose_trace_result(step, drug_plan->calculated_mg, LDOSE_UNIT_MG);
}

static void
dose_drug(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug, LdoseTrace *trace,
          LdoseFaults *faults)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    if (drug_plan->status != LDOSE_PLAN_FINAL)
        return;
    g_assert(drug_plan->has_base && drug_plan->has_part);
    drug_plan->calculated_mg = drug_plan->base_mg * drug_plan->part;
    if (trace != NULL)
        trace_adjusted(plan, drug, trace);
    check_limits(plan, patient, drug, trace, faults);
    round_drug(plan, patient, drug, trace, faults);
}

void
ldose_plan_dose_drug(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                     LdoseTrace *trace, LdoseFaults *faults)
{
    if (has_override(patient))
        override_drug(plan, patient, drug, faults);
    dose_drug(plan, patient, drug, trace, faults);
}
