/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings about the patient: what is known of kidneys, weight and age, how old it is, and what nobody
 * stated. */
#include "release-judge.h"

#include <math.h>
#include <string.h>

#include "guidance-check.h"
#include "rule-row.h"

/* Clearance below which creatinine ages faster, and both organs count as impaired, mL/min. */
#define IMPAIRED_CLEARANCE_ML_MIN 60.0

/* Change of the weight from which it is told, % of the previous one. */
#define WEIGHT_CHANGE_PERCENT 10.0

gboolean
ldose_judge_creatinine_counts(const LdoseJudge *judge)
{
    return ldose_judge_has(judge, LDOSE_COLUMN_CREATININE_MG_DL) &&
           !ldose_judge_has(judge, LDOSE_COLUMN_GFR_MEASURED_ML_MIN) &&
           !ldose_judge_has(judge, LDOSE_COLUMN_CYSTATIN_C_MG_L) &&
           judge->patient->dialysis == LDOSE_DIALYSIS_NONE;
}

/* ---- other clearances ------------------------------------------------------------------------ */

static void
compare_variant(const LdoseJudge *judge, LdoseVariant *variant)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &judge->plan->drug[drug].row[LDOSE_COHORT_RENAL];
        gboolean in_row = row->state == LDOSE_ROW_MATCHED || row->state == LDOSE_ROW_BOUND_OPEN;
        if (!in_row || row->clearance < 0)
            continue;
        variant->rule[drug] = ldose_row_at_clearance(row, &variant->clearance);
        if (variant->rule[drug] == NULL)
            continue;
        variant->drug_differs[drug] =
            !ldose_rules_agree(row->table, row->rule, variant->rule[drug]);
        variant->differs = variant->differs || variant->drug_differs[drug];
    }
}

static void
add_variant(const LdoseJudge *judge, LdoseFormulaId formula, int weight)
{
    LdosePlan *plan = judge->plan;
    const LdoseClearance *in_use = judge->in_use;
    if (plan->n_variants == LDOSE_MAX_VARIANTS)
        return;
    LdoseVariant *variant = &plan->variant[plan->n_variants];
    memset(variant, 0, sizeof *variant);
    ldose_clearance_estimate(judge->patient, &plan->measures, formula, weight, &variant->clearance);
    if (variant->clearance.state != LDOSE_CLEARANCE_KNOWN ||
        ldose_clearance_is_same(in_use, &variant->clearance))
        return;
    plan->n_variants++;
    compare_variant(judge, variant);
}

/* CKD-EPI 2021 and, in obesity, Cockcroft-Gault with the other weights, against the value in use. */
static void
judge_variants(const LdoseJudge *judge)
{
    LdosePlan *plan = judge->plan;
    /* Beside a measured GFR an estimate from a rising creatinine proves nothing either. */
    if (judge->in_use == NULL || !plan->measures.adult ||
        ldose_creatinine_is_unstable(judge->patient))
        return;
    add_variant(judge, LDOSE_FORMULA_CKD_EPI_2021_CR, -1);
    if (ldose_judge_has(judge, LDOSE_COLUMN_CYSTATIN_C_MG_L))
        add_variant(judge, LDOSE_FORMULA_CKD_EPI_2021_CR_CYS, -1);
    gboolean obese = ldose_limit_compare(plan->measures.bmi_kg_m2, LDOSE_OBESE_BMI_KG_M2) >= 0;
    if (obese) {
        gboolean ideal = plan->measures.weight_kg[LDOSE_WEIGHT_IDEAL] > 0;
        add_variant(judge, LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_ACTUAL);
        add_variant(judge, LDOSE_FORMULA_COCKCROFT_GAULT,
                    ideal ? LDOSE_WEIGHT_ADJUSTED40 : LDOSE_WEIGHT_LEAN);
    }
    for (guint i = 0; i < plan->n_variants; i++) {
        if (plan->variant[i].differs) {
            ldose_judge_add_once(judge, LDOSE_FINDING_CLEARANCE_DISAGREES);
            return;
        }
    }
    if (obese && plan->n_variants > 0 && plan->status == LDOSE_PLAN_FINAL)
        ldose_judge_add_once(judge, LDOSE_FINDING_CLEARANCES_AGREE);
}

/* The case names an equation or a weight of its own: what the documents would take without it. */
static void
judge_choice(const LdoseJudge *judge)
{
    LdosePlan *plan = judge->plan;
    LdosePatient unchosen = *judge->patient;
    unchosen.given &= ~(LDOSE_COLUMN_BIT(LDOSE_COLUMN_ESTIMATOR) |
                        LDOSE_COLUMN_BIT(LDOSE_COLUMN_CLEARANCE_WEIGHT));
    if (judge->in_use == NULL || unchosen.given == judge->patient->given)
        return;
    LdoseVariant *variant = &plan->unchosen;
    memset(variant, 0, sizeof *variant);
    ldose_clearance_choose(&unchosen, &plan->measures, plan->rules->formulary,
                           plan->clearance_equation[plan->clearance_in_use], &variant->clearance);
    if (variant->clearance.state != LDOSE_CLEARANCE_KNOWN)
        return;
    for (guint i = 0; i < plan->n_variants; i++) { /* told beside the others */
        if (ldose_clearance_is_same(&plan->variant[i].clearance, &variant->clearance))
            return;
    }
    compare_variant(judge, variant);
    if (variant->differs)
        ldose_judge_add_once(judge, LDOSE_FINDING_CLEARANCE_CHOSEN);
}

/* ---- whom the documents are for -------------------------------------------------------------- */

static void
add_population(const LdoseJudge *judge, LdoseColumn column, const LdoseGuidance *guidance)
{
    LdoseFinding *finding = ldose_plan_add_finding(
        judge->plan, LDOSE_FINDING_OUTSIDE_POPULATION, LDOSE_DRUG_ANY);
    finding->columns = LDOSE_COLUMN_BIT(column);
    finding->guidance = guidance;
    finding->value = judge->patient->age_years;
    finding->unit = LDOSE_UNIT_YEARS;
}

static void
judge_population(const LdoseJudge *judge)
{
    const LdoseRuleSet *rules = judge->plan->rules;
    double age_years = judge->patient->age_years;
    if (!ldose_interval_contains(&rules->regimen->age_years, age_years))
        add_population(judge, LDOSE_COLUMN_AGE_YEARS, NULL);
    if (!ldose_applies_to_age(&rules->guidance->applies, age_years))
        add_population(judge, LDOSE_COLUMN_AGE_YEARS, rules->guidance);
    if (!rules->guidance_has_regimen)
        add_population(judge, LDOSE_COLUMN_REGIMEN, rules->guidance);
}

static void
judge_jurisdiction(const LdoseJudge *judge)
{
    const LdoseRuleSet *rules = judge->plan->rules;
    if (rules->regions_differ)
        ldose_judge_add_once(judge, LDOSE_FINDING_JURISDICTION_MIXED)->guidance = rules->guidance;
}

/* ---- creatinine and weight ------------------------------------------------------------------- */

/* Whether the creatinine is what a dose would rest on: it is given, and nothing better is in use. */
static gboolean
creatinine_is_in_use(const LdoseJudge *judge)
{
    if (!ldose_judge_has(judge, LDOSE_COLUMN_CREATININE_MG_DL) ||
        ldose_judge_has(judge, LDOSE_COLUMN_GFR_MEASURED_ML_MIN) ||
        judge->patient->dialysis != LDOSE_DIALYSIS_NONE)
        return FALSE;
    int number = judge->plan->clearance_in_use;
    const LdoseClearance *clearance = number >= 0 ? &judge->plan->clearance[number] : NULL;
    if (clearance == NULL || clearance->state == LDOSE_CLEARANCE_NOT_APPLICABLE)
        return TRUE;
    return (ldose_formula_get(clearance->formula)->inputs & LDOSE_FIELD_CREATININE_MG_DL) != 0;
}

/* The day for which measurements must be fresh: the first of lymphodepletion, else the day of the plan.
 * Year 0: neither is known. */
static LdoseDate
dosing_date(const LdoseJudge *judge)
{
    LdoseDate start = judge->plan->schedule.ld_start;
    return start.year != 0 ? start : judge->patient->as_of;
}

static void
judge_creatinine_age(const LdoseJudge *judge)
{
    const LdosePatient *patient = judge->patient;
    const LdoseFormulary *formulary = judge->plan->rules->formulary;
    LdoseDate on = dosing_date(judge);
    if (!creatinine_is_in_use(judge) || patient->creatinine_date.year == 0 || on.year == 0)
        return;
    int days = ldose_date_days_between(patient->creatinine_date, on);
    int most = formulary->creatinine_days;
    gboolean impaired =
        judge->plan->measures.adult && judge->in_use != NULL &&
        ldose_limit_compare(judge->in_use->absolute.ml_min, IMPAIRED_CLEARANCE_ML_MIN) < 0;
    if (impaired && formulary->creatinine_days_abnormal > 0)
        most = formulary->creatinine_days_abnormal;
    if (most == 0 || days <= most)
        return;
    LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_CREATININE_OLD);
    finding->value = days;
    finding->limit = most;
    finding->unit = LDOSE_UNIT_DAYS;
    if (most != formulary->creatinine_days)
        finding->other = IMPAIRED_CLEARANCE_ML_MIN;
}

static void
judge_cirrhosis(const LdoseJudge *judge)
{
    if (!judge->patient->cirrhosis || !ldose_judge_creatinine_counts(judge))
        return;
    ldose_judge_add_once(judge, LDOSE_FINDING_CREATININE_UNRELIABLE)->columns |=
        LDOSE_COLUMN_BIT(LDOSE_COLUMN_CIRRHOSIS);
}

static void
judge_fluid(const LdoseJudge *judge)
{
    if (!ldose_judge_has(judge, LDOSE_COLUMN_ASCITES))
        return;
    if (judge->patient->ascites == LDOSE_ASCITES_MODERATE)
        ldose_judge_add_once(judge, LDOSE_FINDING_WEIGHT_FLUID)->columns |=
            LDOSE_COLUMN_BIT(LDOSE_COLUMN_ASCITES);
    else if (judge->patient->ascites == LDOSE_ASCITES_MILD &&
             !ldose_plan_has_finding(judge->plan, LDOSE_FINDING_WEIGHT_FLUID))
        ldose_judge_add_once(judge, LDOSE_FINDING_WEIGHT_FLUID_MILD);
}

static void
judge_weight(const LdoseJudge *judge)
{
    const LdosePatient *patient = judge->patient;
    if (ldose_judge_has(judge, LDOSE_COLUMN_PREVIOUS_WEIGHT_KG)) {
        double change = 100 * (patient->weight_kg - patient->previous_weight_kg) /
                        patient->previous_weight_kg;
        if (ldose_limit_compare(fabs(change), WEIGHT_CHANGE_PERCENT) >= 0) {
            LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_WEIGHT_CHANGE);
            finding->value = change;
            finding->unit = LDOSE_UNIT_PERCENT;
        }
    }
    int most = judge->plan->rules->formulary->weight_days;
    LdoseDate on = dosing_date(judge);
    if (most == 0 || patient->weight_date.year == 0 || on.year == 0)
        return;
    int days = ldose_date_days_between(patient->weight_date, on);
    if (days > most) {
        LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_WEIGHT_OLD);
        finding->value = days;
        finding->limit = most;
        finding->unit = LDOSE_UNIT_DAYS;
    }
}

static void
judge_dosing_weight(const LdoseJudge *judge)
{
    const LdosePatient *patient = judge->patient;
    if (!ldose_judge_has(judge, LDOSE_COLUMN_DOSING_WEIGHT_KG))
        return;
    double given_kg = patient->c->value[LDOSE_COLUMN_DOSING_WEIGHT_KG].number;
    if (ldose_limit_compare(given_kg, patient->weight_kg) == 0)
        return;
    LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_DOSING_WEIGHT_GIVEN);
    finding->value = given_kg;
    finding->unit = LDOSE_UNIT_KG;
}

static void
judge_dates(const LdoseJudge *judge)
{
    LdoseDate start = judge->plan->schedule.ld_start, as_of = judge->patient->as_of;
    if (start.year != 0 && as_of.year != 0 && ldose_date_days_between(as_of, start) < 0)
        ldose_judge_add_once(judge, LDOSE_FINDING_DATES_PAST);
}

static void
judge_both_organs(const LdoseJudge *judge)
{
    if (judge->in_use == NULL || !judge->plan->measures.adult || !judge->high_bilirubin ||
        ldose_limit_compare(judge->in_use->absolute.ml_min, IMPAIRED_CLEARANCE_ML_MIN) >= 0)
        return;
    LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_BOTH_ORGANS);
    finding->value = judge->in_use->absolute.ml_min;
    finding->limit = IMPAIRED_CLEARANCE_ML_MIN;
    finding->unit = LDOSE_UNIT_ML_MIN;
    finding->other = judge->patient->bilirubin_umol_l;
    finding->other_limit = LDOSE_BILIRUBIN_GATE_UMOL_L;
}

void
ldose_judge_patient(const LdoseJudge *judge)
{
    judge_variants(judge);
    judge_choice(judge);
    judge_population(judge);
    judge_jurisdiction(judge);
    judge_creatinine_age(judge);
    judge_cirrhosis(judge);
    judge_fluid(judge);
    judge_weight(judge);
    judge_dosing_weight(judge);
    judge_dates(judge);
    judge_both_organs(judge);
}

/* ---- what was not stated --------------------------------------------------------------------- */

/* One note for all that a rule could hang on and nobody stated. */
void
ldose_judge_not_stated(const LdoseJudge *judge)
{
    static const LdoseColumn asked[] = {LDOSE_COLUMN_DIALYSIS, LDOSE_COLUMN_ASCITES,
                                        LDOSE_COLUMN_CIRRHOSIS};
    static const LdoseColumn limits[][2] = {{LDOSE_COLUMN_AST_U_L, LDOSE_COLUMN_AST_ULN_U_L},
                                            {LDOSE_COLUMN_ALT_U_L, LDOSE_COLUMN_ALT_ULN_U_L}};
    const LdosePatient *patient = judge->patient;
    guint64 columns = 0;
    for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
        if (!ldose_judge_has(judge, asked[i]))
            columns |= LDOSE_COLUMN_BIT(asked[i]);
    }
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) { /* without its limit a value says nothing */
        if (ldose_judge_has(judge, limits[i][0]) && !ldose_judge_has(judge, limits[i][1]))
            columns |= LDOSE_COLUMN_BIT(limits[i][1]);
    }
    if (creatinine_is_in_use(judge) && patient->creatinine_date.year == 0)
        columns |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_DATE);
    else if (creatinine_is_in_use(judge) && dosing_date(judge).year == 0) /* how old, nobody knows */
        columns |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_AS_OF);
    if (ldose_judge_has(judge, LDOSE_COLUMN_BILIRUBIN_MG_DL) &&
        !ldose_judge_has(judge, LDOSE_COLUMN_GILBERT) &&
        ldose_limit_compare(patient->bilirubin_umol_l, LDOSE_BILIRUBIN_GATE_UMOL_L) >= 0)
        columns |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_GILBERT);
    guint32 all = (1u << LDOSE_N_CONDITIONS) - 1;
    guint32 conditions = all & ~(patient->conditions | patient->conditions_absent);
    if (columns == 0 && conditions == 0)
        return;
    LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_NOT_STATED);
    finding->columns = columns;
    finding->conditions = conditions;
}
