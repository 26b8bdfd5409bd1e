/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release.h"

#include <math.h>
#include <string.h>

#include "drug-rules.h"
#include "guidance-check.h"
#include "rule-row.h"

/* Bilirubin from which liver and eligibility are told together, µmol/L: the EBMT/JACIE gate. */
#define BILIRUBIN_GATE_UMOL_L 34.0
/* Clearance below which creatinine ages faster, and both organs count as impaired, mL/min. */
#define IMPAIRED_CLEARANCE_ML_MIN 60.0
/* How near to a limit is told. */
#define NEAR 0.10

typedef struct {
    LdosePlan *plan;
    const LdosePatient *patient;
    const LdoseClearance *in_use; /* the clearance in use where one is known; else NULL */
    gboolean high_bilirubin;      /* from the gate on, and not by Gilbert syndrome */
} Judge;

static gboolean
has(const Judge *judge, LdoseColumn column)
{
    return LDOSE_PATIENT_HAS(judge->patient, column);
}

/* A finding on this code that is there already, so that one subject is told once. */
static LdoseFinding *
find(LdosePlan *plan, LdoseFindingCode code, int drug)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        LdoseFinding *finding = &plan->finding[i];
        if (finding->code == code && (finding->drug == drug || finding->drug == LDOSE_DRUG_ANY))
            return finding;
    }
    return NULL;
}

static LdoseFinding *
add_once(const Judge *judge, LdoseFindingCode code)
{
    LdoseFinding *finding = find(judge->plan, code, LDOSE_DRUG_ANY);
    return finding != NULL ? finding : ldose_plan_add_finding(judge->plan, code, LDOSE_DRUG_ANY);
}

static void
set_rule(LdoseFinding *finding, const LdoseGuidance *guidance, const LdoseTable *table,
         const LdoseRule *rule)
{
    finding->guidance = guidance;
    finding->table = table;
    finding->rule = rule;
}

/* ---- why there is no dose ---------------------------------------------------------------------- */

static void
judge_decisions(const Judge *judge)
{
    static const struct {
        LdoseDecisionKind kind;
        LdoseFindingCode code;
    } told[] = {
        {LDOSE_DECISION_CREATININE_UNSTABLE, LDOSE_FINDING_CREATININE_UNSTABLE},
        {LDOSE_DECISION_NO_RULE_FOR_CHILDREN, LDOSE_FINDING_NO_RULE_FOR_CHILDREN},
        {LDOSE_DECISION_DRUG_NOT_COVERED, LDOSE_FINDING_DRUG_NOT_COVERED},
    };
    for (guint i = 0; i < judge->plan->n_decisions; i++) {
        for (guint k = 0; k < G_N_ELEMENTS(told); k++) {
            if (judge->plan->decision[i].kind == told[k].kind)
                add_once(judge, told[k].code);
        }
    }
}

/* ---- the general findings and cautions --------------------------------------------------------- */

static gboolean
creatinine_counts(const Judge *judge)
{
    return has(judge, LDOSE_COLUMN_CREATININE_MG_DL) &&
           !has(judge, LDOSE_COLUMN_GFR_MEASURED_ML_MIN) &&
           !has(judge, LDOSE_COLUMN_CYSTATIN_C_MG_L) &&
           judge->patient->dialysis == LDOSE_DIALYSIS_NONE;
}

/* What a caution of a document becomes: its own code, or a note with its text. Result: (nullable): NULL
 * where it says nothing about this patient. */
static LdoseFinding *
tell_caution(const Judge *judge, const LdoseGuidance *guidance, const LdoseTable *table,
             const LdoseRule *rule, int drug, int condition)
{
    LdoseFindingCode code =
        rule->finding >= 0 ? (LdoseFindingCode)rule->finding : LDOSE_FINDING_CAUTION;
    LdoseFinding *finding;
    if (code == LDOSE_FINDING_CREATININE_UNRELIABLE) {
        if (!creatinine_counts(judge))
            return NULL;
        finding = add_once(judge, code);
    } else if (code == LDOSE_FINDING_WEIGHT_FLUID) {
        finding = add_once(judge, code);
    } else {
        finding = ldose_plan_add_finding(judge->plan, code, drug);
    }
    if (finding->rule == NULL)
        set_rule(finding, guidance, table, rule);
    if (condition >= 0)
        finding->conditions |= 1u << condition;
    return finding;
}

static gboolean
general_value(const Judge *judge, const LdoseAxis *axis, double *value_out)
{
    guint64 missing = 0;
    if (axis->quantity != LDOSE_QUANTITY_CLEARANCE)
        return ldose_axis_value(judge->plan, judge->patient, axis, value_out, &missing);
    if (judge->in_use == NULL || (!judge->plan->measures.adult && !axis->indexed))
        return FALSE;
    *value_out = axis->indexed ? judge->in_use->indexed.ml_min_173 : judge->in_use->absolute.ml_min;
    if (judge->in_use->is_lower_bound)
        *value_out *= 1 + LDOSE_JUST_ABOVE;
    return TRUE;
}

/* A missing value is "not assessed": the table says nothing. */
static void
judge_general_table(const Judge *judge, const LdoseTable *table)
{
    double values[LDOSE_TABLE_MAX_AXES];
    if (!ldose_applies_to_age(&table->applies, judge->patient->age_years))
        return;
    for (guint i = 0; i < table->n_axes; i++) {
        if (!general_value(judge, &table->axes[i], &values[i]))
            return;
    }
    const LdoseRule *rule = ldose_table_match(table, values);
    if (rule == NULL || rule->outcome != LDOSE_OUTCOME_CAUTION ||
        (rule->quiet_with_clearance && judge->in_use != NULL))
        return;
    gboolean bilirubin_gate = rule->finding == LDOSE_FINDING_OUTSIDE_GATE &&
                              table->axes[0].quantity == LDOSE_QUANTITY_BILIRUBIN;
    if (bilirubin_gate && judge->patient->gilbert) {
        LdoseFinding *finding = add_once(judge, LDOSE_FINDING_GILBERT);
        finding->value = judge->patient->bilirubin_umol_l;
        finding->unit = LDOSE_UNIT_UMOL_L;
        return;
    }
    LdoseFinding *finding =
        tell_caution(judge, judge->plan->rules->general, table, rule, table->drug, -1);
    if (finding != NULL && finding->table == table) {
        finding->value = values[0];
        finding->unit = table->axes[0].unit;
    }
}

static void
judge_stop(const Judge *judge, const LdoseGuidance *guidance, const LdoseStop *stop)
{
    if (!ldose_patient_has_condition(judge->patient, stop->condition))
        return;
    const LdoseRule *rule = &stop->rule;
    if (rule->outcome == LDOSE_OUTCOME_CAUTION) {
        tell_caution(judge, guidance, NULL, rule, stop->drug, (int)stop->condition);
    } else if (rule->finding >= 0) {
        /* A stop that is also something to acknowledge, told once for both drugs. */
        for (guint i = 0; i < judge->plan->n_findings; i++) {
            const LdoseFinding *other = &judge->plan->finding[i];
            if ((int)other->code == rule->finding &&
                (other->conditions & (1u << stop->condition)) != 0)
                return;
        }
        LdoseFinding *finding = ldose_plan_add_finding(
            judge->plan, (LdoseFindingCode)rule->finding, LDOSE_DRUG_ANY);
        set_rule(finding, guidance, NULL, rule);
        finding->conditions = 1u << stop->condition;
    }
}

static void
judge_general(const Judge *judge)
{
    const LdoseGuidance *general = judge->plan->rules->general;
    const GArray *tables = judge->plan->rules->general_tables;
    for (guint i = 0; i < tables->len; i++)
        judge_general_table(judge, g_array_index(tables, const LdoseTable *, i));
    if (judge->patient->conditions == 0)
        return;
    for (guint i = 0; i < general->n_stops; i++)
        judge_stop(judge, general, &general->stops[i]);
    const LdoseGuidance *guidance = judge->plan->rules->guidance;
    for (guint i = 0; i < guidance->n_stops; i++)
        judge_stop(judge, guidance, &guidance->stops[i]);
}

static gboolean
above_limit(const Judge *judge, LdoseColumn value, LdoseColumn limit, double value_u_l,
            double limit_u_l)
{
    return has(judge, value) && has(judge, limit) && ldose_limit_compare(value_u_l, limit_u_l) > 0;
}

/* A caution of a one-row liver table concerns only a liver that is not normal. */
static gboolean
liver_is_impaired(const Judge *judge)
{
    const LdosePatient *patient = judge->patient;
    return judge->high_bilirubin || patient->cirrhosis ||
           above_limit(judge, LDOSE_COLUMN_AST_U_L, LDOSE_COLUMN_AST_ULN_U_L, patient->ast_u_l,
                       patient->ast_uln_u_l) ||
           above_limit(judge, LDOSE_COLUMN_ALT_U_L, LDOSE_COLUMN_ALT_ULN_U_L, patient->alt_u_l,
                       patient->alt_uln_u_l);
}

static void
judge_row_caution(const Judge *judge, int drug, const LdoseRow *row)
{
    if (row->state != LDOSE_ROW_MATCHED)
        return;
    const LdoseRule *rule = ldose_rule_resolved(row->rule);
    if (rule->outcome != LDOSE_OUTCOME_CAUTION)
        return;
    if (row->table->cohort == LDOSE_COHORT_HEPATIC && row->table->n_axes == 0 &&
        !liver_is_impaired(judge))
        return;
    tell_caution(judge, judge->plan->rules->guidance, row->table, rule, drug, -1);
}

/* ---- other documents --------------------------------------------------------------------------- */

/* The patient's row in a table of another document. FALSE: it cannot be asked. */
static gboolean
row_elsewhere(const Judge *judge, const LdoseTable *table, LdoseRow *row)
{
    /* With Gilbert syndrome a bilirubin row is a question there, not a stop. */
    if (judge->patient->gilbert && ldose_table_axis(table, LDOSE_QUANTITY_BILIRUBIN) >= 0)
        return FALSE;
    ldose_row_find(judge->plan, judge->patient, table, row);
    return row->state == LDOSE_ROW_MATCHED;
}

static gboolean
is_quiet_elsewhere(const Judge *judge)
{
    const LdoseQuietZone *quiet = &judge->plan->rules->quiet;
    const LdosePatient *patient = judge->patient;
    if (!quiet->exists || !judge->plan->measures.adult || patient->conditions != 0 ||
        patient->dialysis != LDOSE_DIALYSIS_NONE ||
        has(judge, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL))
        return FALSE;
    if (has(judge, LDOSE_COLUMN_BILIRUBIN_MG_DL) &&
        ldose_limit_compare(patient->bilirubin_mg_dl, quiet->below_bilirubin_mg_dl) >= 0)
        return FALSE;
    for (guint i = 0; i < quiet->n_equations; i++) {
        int number = ldose_plan_clearance(judge->plan, patient, quiet->equations[i]);
        const LdoseClearance *clearance = &judge->plan->clearance[number];
        if (clearance->state != LDOSE_CLEARANCE_KNOWN ||
            ldose_limit_compare(clearance->absolute.ml_min, quiet->above_ml_min) <= 0 ||
            ldose_limit_compare(clearance->indexed.ml_min_173, quiet->above_ml_min_173) <= 0)
            return FALSE;
    }
    return TRUE;
}

static void
judge_elsewhere(const Judge *judge)
{
    if (is_quiet_elsewhere(judge))
        return;
    const GArray *elsewhere = judge->plan->rules->elsewhere;
    const LdoseTable *table = NULL; /* the last one that was asked */
    gboolean asked = FALSE;
    LdoseRow row;
    for (guint i = 0; i < elsewhere->len; i++) {
        const LdoseStopElsewhere *stop = &g_array_index(elsewhere, LdoseStopElsewhere, i);
        gboolean applies;
        if (stop->condition >= 0) {
            applies = ldose_patient_has_condition(judge->patient, (LdoseCondition)stop->condition);
        } else {
            if (stop->table != table) {
                table = stop->table;
                asked = row_elsewhere(judge, table, &row);
            }
            applies = asked && row.rule == stop->rule;
        }
        if (!applies ||
            !ldose_applies_to_age(&stop->guidance->applies, judge->patient->age_years))
            continue;
        LdoseFinding *finding = ldose_plan_add_finding(
            judge->plan, LDOSE_FINDING_CONTRAINDICATED_ELSEWHERE, (int)stop->drug);
        set_rule(finding, stop->guidance, stop->table, stop->rule);
        if (stop->condition >= 0)
            finding->conditions = 1u << stop->condition;
    }
}

/* ---- other clearances -------------------------------------------------------------------------- */

static void
compare_variant(const Judge *judge, LdoseVariant *variant)
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
add_variant(const Judge *judge, LdoseFormulaId formula, int weight)
{
    LdosePlan *plan = judge->plan;
    const LdoseClearance *in_use = judge->in_use;
    gboolean same = in_use->choice != LDOSE_CHOSEN_MEASURED && in_use->formula == formula &&
                    in_use->weight == weight;
    if (same || plan->n_variants == LDOSE_MAX_VARIANTS)
        return;
    LdoseVariant *variant = &plan->variant[plan->n_variants];
    memset(variant, 0, sizeof *variant);
    ldose_clearance_estimate(judge->patient, &plan->measures, formula, weight, &variant->clearance);
    if (variant->clearance.state != LDOSE_CLEARANCE_KNOWN)
        return;
    plan->n_variants++;
    compare_variant(judge, variant);
}

/* CKD-EPI 2021 and, in obesity, Cockcroft-Gault with the other weights, against the value in use. */
static void
judge_variants(const Judge *judge)
{
    LdosePlan *plan = judge->plan;
    /* Beside a measured GFR an estimate from a rising creatinine proves nothing either. */
    if (judge->in_use == NULL || !plan->measures.adult ||
        ldose_creatinine_is_unstable(judge->patient))
        return;
    add_variant(judge, LDOSE_FORMULA_CKD_EPI_2021_CR, -1);
    if (has(judge, LDOSE_COLUMN_CYSTATIN_C_MG_L))
        add_variant(judge, LDOSE_FORMULA_CKD_EPI_2021_CR_CYS, -1);
    gboolean obese = ldose_limit_compare(plan->measures.bmi_kg_m2, 30) >= 0;
    if (obese) {
        gboolean ideal = plan->measures.weight_kg[LDOSE_WEIGHT_IDEAL] > 0;
        add_variant(judge, LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_ACTUAL);
        add_variant(judge, LDOSE_FORMULA_COCKCROFT_GAULT,
                    ideal ? LDOSE_WEIGHT_ADJUSTED40 : LDOSE_WEIGHT_LEAN);
    }
    for (guint i = 0; i < plan->n_variants; i++) {
        if (plan->variant[i].differs) {
            add_once(judge, LDOSE_FINDING_CLEARANCE_DISAGREES);
            return;
        }
    }
    if (obese && plan->n_variants > 0 && plan->status == LDOSE_PLAN_FINAL)
        add_once(judge, LDOSE_FINDING_CLEARANCES_AGREE);
}

/* ---- whom the documents are for ---------------------------------------------------------------- */

static void
add_population(const Judge *judge, LdoseColumn column, const LdoseGuidance *guidance)
{
    LdoseFinding *finding = ldose_plan_add_finding(
        judge->plan, LDOSE_FINDING_OUTSIDE_POPULATION, LDOSE_DRUG_ANY);
    finding->columns = LDOSE_COLUMN_BIT(column);
    finding->guidance = guidance;
    finding->value = judge->patient->age_years;
    finding->unit = LDOSE_UNIT_YEARS;
}

static void
judge_population(const Judge *judge)
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
judge_jurisdiction(const Judge *judge)
{
    const LdoseRuleSet *rules = judge->plan->rules;
    if (rules->regions_differ)
        add_once(judge, LDOSE_FINDING_JURISDICTION_MIXED)->guidance = rules->guidance;
}

/* ---- creatinine and weight --------------------------------------------------------------------- */

/* Whether the creatinine is what a dose would rest on: it is given, and nothing better is in use. */
static gboolean
creatinine_is_in_use(const Judge *judge)
{
    if (!has(judge, LDOSE_COLUMN_CREATININE_MG_DL) ||
        has(judge, LDOSE_COLUMN_GFR_MEASURED_ML_MIN) ||
        judge->patient->dialysis != LDOSE_DIALYSIS_NONE)
        return FALSE;
    int number = judge->plan->clearance_in_use;
    const LdoseClearance *clearance = number >= 0 ? &judge->plan->clearance[number] : NULL;
    if (clearance == NULL || clearance->state == LDOSE_CLEARANCE_NOT_APPLICABLE)
        return TRUE;
    return (ldose_formula_get(clearance->formula)->inputs & LDOSE_FIELD_CREATININE_MG_DL) != 0;
}

static void
judge_creatinine_age(const Judge *judge)
{
    const LdosePatient *patient = judge->patient;
    const LdoseFormulary *formulary = judge->plan->rules->formulary;
    LdoseDate on = judge->plan->schedule.ld_start;
    if (on.year == 0)
        on = patient->as_of;
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
    LdoseFinding *finding = add_once(judge, LDOSE_FINDING_CREATININE_OLD);
    finding->value = days;
    finding->limit = most;
    finding->unit = LDOSE_UNIT_DAYS;
}

static void
judge_cirrhosis(const Judge *judge)
{
    if (!judge->patient->cirrhosis || !creatinine_counts(judge))
        return;
    add_once(judge, LDOSE_FINDING_CREATININE_UNRELIABLE)->columns |=
        LDOSE_COLUMN_BIT(LDOSE_COLUMN_CIRRHOSIS);
}

static void
judge_fluid(const Judge *judge)
{
    if (!has(judge, LDOSE_COLUMN_ASCITES))
        return;
    if (judge->patient->ascites == LDOSE_ASCITES_MODERATE)
        add_once(judge, LDOSE_FINDING_WEIGHT_FLUID)->columns |=
            LDOSE_COLUMN_BIT(LDOSE_COLUMN_ASCITES);
    else if (judge->patient->ascites == LDOSE_ASCITES_MILD &&
             !ldose_plan_has_finding(judge->plan, LDOSE_FINDING_WEIGHT_FLUID))
        add_once(judge, LDOSE_FINDING_WEIGHT_FLUID_MILD);
}

static void
judge_weight(const Judge *judge)
{
    const LdosePatient *patient = judge->patient;
    if (has(judge, LDOSE_COLUMN_PREVIOUS_WEIGHT_KG)) {
        double change = 100 * (patient->weight_kg - patient->previous_weight_kg) /
                        patient->previous_weight_kg;
        if (ldose_limit_compare(fabs(change), 10) >= 0) {
            LdoseFinding *finding = add_once(judge, LDOSE_FINDING_WEIGHT_CHANGE);
            finding->value = change;
            finding->unit = LDOSE_UNIT_PERCENT;
        }
    }
    int most = judge->plan->rules->formulary->weight_days;
    LdoseDate on = judge->plan->schedule.ld_start;
    if (on.year == 0)
        on = patient->as_of;
    if (most == 0 || patient->weight_date.year == 0 || on.year == 0)
        return;
    int days = ldose_date_days_between(patient->weight_date, on);
    if (days > most) {
        LdoseFinding *finding = add_once(judge, LDOSE_FINDING_WEIGHT_OLD);
        finding->value = days;
        finding->limit = most;
        finding->unit = LDOSE_UNIT_DAYS;
    }
}

/* ---- readings and limits ----------------------------------------------------------------------- */

static void
judge_hole(const Judge *judge, int drug, const LdoseRow *row)
{
    if (row->state != LDOSE_ROW_MATCHED)
        return;
    gboolean dialysed = judge->patient->dialysis != LDOSE_DIALYSIS_NONE &&
                        row->table->cohort == LDOSE_COHORT_RENAL;
    gboolean hole = row->rule->outcome == LDOSE_OUTCOME_UNDEFINED && row->rule->reading != NULL;
    if (row->dialysis_reading || (dialysed && hole)) {
        LdoseFinding *finding =
            ldose_plan_add_finding(judge->plan, LDOSE_FINDING_DIALYSIS_READING, drug);
        set_rule(finding, judge->plan->rules->guidance, row->table, row->rule);
    } else if (hole) {
        LdoseFinding *finding = ldose_plan_add_finding(judge->plan, LDOSE_FINDING_RULE_HOLE, drug);
        set_rule(finding, judge->plan->rules->guidance, row->table, row->rule);
        finding->value = row->values[0];
        finding->unit = row->table->n_axes > 0 ? row->table->axes[0].unit : LDOSE_UNIT_NONE;
    }
}

static gboolean
is_at(const LdoseBound *bound, double value)
{
    return bound->bounded && ldose_limit_compare(value, bound->limit) == 0;
}

/* Exactly at a limit of which the source does not say who owns it. */
static void
judge_interpreted_limit(const Judge *judge, int drug, const LdoseRow *row)
{
    if (row->state != LDOSE_ROW_MATCHED || row->dialysis_reading ||
        row->rule->edge_basis != LDOSE_EDGE_INTERPRETATION ||
        row->rule->outcome == LDOSE_OUTCOME_UNDEFINED)
        return;
    for (guint axis = 0; axis < row->table->n_axes; axis++) {
        const LdoseInterval *range = &row->rule->ranges[axis];
        if (row->table->axes[axis].quantity == LDOSE_QUANTITY_DIALYSIS ||
            !(is_at(&range->low, row->values[axis]) || is_at(&range->high, row->values[axis])))
            continue;
        LdoseFinding *finding =
            ldose_plan_add_finding(judge->plan, LDOSE_FINDING_INTERPRETED_LIMIT, drug);
        set_rule(finding, judge->plan->rules->guidance, row->table, row->rule);
        finding->value = row->values[axis];
        finding->unit = row->table->axes[axis].unit;
        return;
    }
}

/* The row just beyond a limit, seen from where the patient stands. */
static const LdoseRule *
row_beyond(const LdoseRow *row, guint axis, double limit)
{
    double values[LDOSE_TABLE_MAX_AXES];
    memcpy(values, row->values, sizeof values);
    values[axis] = ldose_limit_compare(row->values[axis], limit) < 0
                       ? limit * (1 + LDOSE_JUST_ABOVE)
                       : limit * (1 - LDOSE_JUST_ABOVE);
    const LdoseRule *rule = ldose_table_match(row->table, values);
    /* Exactly at a limit the other side may lie above as well as below. */
    if (ldose_limit_compare(row->values[axis], limit) == 0 && rule == row->rule) {
        values[axis] = limit * (1 + LDOSE_JUST_ABOVE);
        rule = ldose_table_match(row->table, values);
    }
    return rule;
}

/* The nearest limit within 10 % at which the outcome changes. */
static void
judge_near_limit(const Judge *judge, int drug, const LdoseRow *row, guint axis)
{
    double value = row->values[axis], nearest = 0;
    const LdoseRule *beyond = NULL;
    for (guint i = 0; i < row->table->n_limits[axis]; i++) {
        double limit = row->table->limits[axis][i];
        if (ldose_limit_compare(fabs(value - limit), NEAR * limit) > 0 ||
            (beyond != NULL && fabs(value - limit) >= fabs(value - nearest)))
            continue;
        const LdoseRule *rule = row_beyond(row, axis, limit);
        if (rule == NULL || ldose_rules_agree(row->table, row->rule, rule))
            continue;
        nearest = limit;
        beyond = rule;
    }
    if (beyond == NULL)
        return;
    LdoseFinding *finding = ldose_plan_add_finding(judge->plan, LDOSE_FINDING_NEAR_LIMIT, drug);
    set_rule(finding, judge->plan->rules->guidance, row->table, beyond);
    finding->value = value;
    finding->limit = nearest;
    finding->unit = row->table->axes[axis].unit;
    const LdoseAxis *definition = &row->table->axes[axis];
    if (definition->quantity == LDOSE_QUANTITY_CLEARANCE)
        finding->other = (double)row->clearance;
}

static void
judge_row_limits(const Judge *judge, int drug, const LdoseRow *row)
{
    judge_hole(judge, drug, row);
    judge_interpreted_limit(judge, drug, row);
    if (row->state != LDOSE_ROW_MATCHED || row->dialysis_reading)
        return;
    for (guint axis = 0; axis < row->table->n_axes; axis++) {
        if (row->table->axes[axis].quantity != LDOSE_QUANTITY_DIALYSIS)
            judge_near_limit(judge, drug, row, axis);
    }
}

static void
judge_both_organs(const Judge *judge)
{
    if (judge->in_use == NULL || !judge->plan->measures.adult || !judge->high_bilirubin ||
        ldose_limit_compare(judge->in_use->absolute.ml_min, IMPAIRED_CLEARANCE_ML_MIN) >= 0)
        return;
    LdoseFinding *finding = add_once(judge, LDOSE_FINDING_BOTH_ORGANS);
    finding->value = judge->in_use->absolute.ml_min;
    finding->other = judge->patient->bilirubin_umol_l;
}

/* ---- what was accepted, chosen, ordered -------------------------------------------------------- */

static void
judge_unverified(const Judge *judge)
{
    LdosePlan *plan = judge->plan;
    if (plan->rules->regimen->evidence == LDOSE_EVIDENCE_UNVERIFIED)
        add_once(judge, LDOSE_FINDING_UNVERIFIED);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
            const LdoseRow *row = &plan->drug[drug].row[cohort];
            if (row->state != LDOSE_ROW_MATCHED || row->rule == NULL ||
                ldose_rule_resolved(row->rule)->evidence != LDOSE_EVIDENCE_UNVERIFIED)
                continue;
            LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_UNVERIFIED, drug);
            set_rule(finding, plan->rules->guidance, row->table, row->rule);
        }
    }
}

static void
judge_estimator(const Judge *judge)
{
    const LdosePlan *plan = judge->plan;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
        if (row->state != LDOSE_ROW_MATCHED || row->clearance < 0)
            continue;
        int axis = ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE);
        int named = row->table->axes[axis].equation;
        const LdoseClearance *used = &plan->clearance[row->clearance];
        if (named < 0 || used->state != LDOSE_CLEARANCE_KNOWN ||
            (used->choice != LDOSE_CHOSEN_MEASURED && (int)used->formula == named))
            continue;
        LdoseFinding *finding = add_once(judge, LDOSE_FINDING_ESTIMATOR_OTHER);
        finding->value = named;
        finding->other = row->clearance;
    }
}

static void
judge_drug(const Judge *judge, int drug)
{
    LdosePlan *plan = judge->plan;
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseDrugPolicy *policy = &plan->rules->formulary->drug[drug];
    if (drug_plan->overridden)
        ldose_plan_add_finding(plan, LDOSE_FINDING_OVERRIDDEN, drug);
    for (int cohort = 0; cohort < LDOSE_COHORT_WEIGHT; cohort++) {
        judge_row_caution(judge, drug, &drug_plan->row[cohort]);
        judge_row_limits(judge, drug, &drug_plan->row[cohort]);
    }
    if (drug_plan->in_proportion && drug_plan->has_part) {
        LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_IN_PROPORTION, drug);
        const LdoseRow *row = &drug_plan->row[LDOSE_COHORT_RENAL];
        if (row->rule == NULL || ldose_rule_resolved(row->rule)->outcome != LDOSE_OUTCOME_DOSE_OF)
            row = &drug_plan->row[LDOSE_COHORT_HEPATIC];
        set_rule(finding, plan->rules->guidance, row->table, ldose_rule_resolved(row->rule));
    }
    if (drug_plan->bsa_m2 < drug_plan->bsa_uncapped_m2) {
        LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_SIZE_CAPPED, drug);
        finding->value = drug_plan->bsa_uncapped_m2;
        finding->limit = drug_plan->bsa_m2;
        finding->unit = LDOSE_UNIT_M2;
    }
    if (drug_plan->has_dose && drug_plan->rounded.tenth_step)
        ldose_plan_add_finding(plan, LDOSE_FINDING_ROUNDING_FINER, drug);
    if (drug_plan->has_order_deviation &&
        ldose_limit_compare(fabs(drug_plan->order_deviation_percent),
                            policy->permitted_deviation_percent) > 0) {
        LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_ORDER_DIFFERS, drug);
        finding->value = drug_plan->order_deviation_mg;
        finding->other = drug_plan->order_deviation_percent;
        finding->limit = policy->permitted_deviation_percent;
        finding->unit = LDOSE_UNIT_MG;
    }
}

/* ---- the regimen's own conditions -------------------------------------------------------------- */

static gboolean
count_holds(const Judge *judge, const LdoseCountCondition *condition)
{
    static const LdoseColumn columns[LDOSE_N_COUNTS] = {LDOSE_COLUMN_WBC_10E9_L,
                                                        LDOSE_COLUMN_ANC_10E9_L,
                                                        LDOSE_COLUMN_PLATELETS_10E9_L};
    if (condition->count < 0 || !has(judge, columns[condition->count]))
        return FALSE;
    return ldose_interval_contains(&condition->range,
                                   judge->patient->c->value[columns[condition->count]].number);
}

static void
judge_omission(const Judge *judge)
{
    const LdoseOmission *omission = &judge->plan->rules->regimen->omission;
    if (!omission->stated)
        return;
    for (guint i = 0; i < omission->conditions->len; i++) {
        if (!count_holds(judge, &g_array_index(omission->conditions, LdoseCountCondition, i)))
            return;
    }
    LdoseFinding *finding = add_once(judge, LDOSE_FINDING_OMISSION_POSSIBLE);
    finding->text = omission->note;
}

static void
judge_alternatives(const Judge *judge)
{
    const GArray *alternatives = judge->plan->rules->regimen->alternatives;
    for (guint i = 0; i < alternatives->len; i++) {
        const LdoseCitedText *text = &g_array_index(alternatives, LdoseCitedText, i);
        if (text->condition < 0 ||
            !ldose_patient_has_condition(judge->patient, (LdoseCondition)text->condition))
            continue;
        LdoseFinding *finding = add_once(judge, LDOSE_FINDING_ALTERNATIVE_NAMED);
        finding->text = text->text;
        finding->conditions |= 1u << text->condition;
    }
}

static void
judge_window(const Judge *judge)
{
    const LdoseSchedule *schedule = &judge->plan->schedule;
    if (schedule->dates_disagree || schedule->window == LDOSE_WINDOW_OUTSIDE ||
        schedule->window == LDOSE_WINDOW_DEFERRED)
        add_once(judge, LDOSE_FINDING_WINDOW_OUTSIDE);
    else if (schedule->window == LDOSE_WINDOW_BOUNDARY &&
             judge->plan->rules->regimen->window.from_days !=
                 judge->plan->rules->regimen->window.to_days)
        add_once(judge, LDOSE_FINDING_WINDOW_BOUNDARY);
}

/* ---- answers without a question, and what was not stated --------------------------------------- */

static void
judge_unused_answers(const Judge *judge)
{
    const LdosePlan *plan = judge->plan;
    const LdosePatient *patient = judge->patient;
    guint64 unused = 0;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (plan->drug[drug].answer_unused && !plan->drug[drug].overridden &&
            !has(judge, LDOSE_COLUMN_OVERRIDE_REASON))
            unused |= LDOSE_COLUMN_BIT(ldose_fraction_column((LdoseDrug)drug));
    }
    if (has(judge, LDOSE_COLUMN_COMBINE)) {
        gboolean asked = FALSE;
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            const double *part = plan->drug[drug].part_of_cohort;
            asked = asked || (part[LDOSE_COHORT_RENAL] > 0 && part[LDOSE_COHORT_RENAL] < 1 &&
                              part[LDOSE_COHORT_HEPATIC] > 0 && part[LDOSE_COHORT_HEPATIC] < 1);
        }
        if (!asked)
            unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_COMBINE);
    }
    if (ldose_patient_accepts_unverified(patient) &&
        !ldose_plan_has_finding(plan, LDOSE_FINDING_UNVERIFIED))
        unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_ACCEPT_UNVERIFIED);
    if (has(judge, LDOSE_COLUMN_OVERRIDE_REASON) && !plan->overridden &&
        !ldose_plan_has_finding(plan, LDOSE_FINDING_OVER_LIMIT))
        unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_OVERRIDE_REASON);
    if ((patient->confirmed & LDOSE_CONFIRM_BSA_UNDER_10_KG_BIT) != 0 &&
        ldose_limit_compare(patient->weight_kg, 10) >= 0)
        unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_CONFIRM);
    if (unused != 0)
        add_once(judge, LDOSE_FINDING_UNUSED_ANSWER)->columns = unused;
}

static void
judge_review_dates(const Judge *judge)
{
    const LdoseRuleSet *rules = judge->plan->rules;
    const LdoseDocument *documents[] = {&rules->regimen->document, &rules->guidance->document,
                                        &rules->formulary->document, &rules->general->document};
    if (judge->patient->as_of.year == 0)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
        if (documents[i]->review_by.year != 0 &&
            ldose_date_days_between(documents[i]->review_by, judge->patient->as_of) > 0)
            add_once(judge, LDOSE_FINDING_PAST_REVIEW)->text = documents[i]->id;
    }
}

/* One note for all that a rule could hang on and nobody stated. */
static void
judge_not_stated(const Judge *judge)
{
    static const LdoseColumn asked[] = {LDOSE_COLUMN_DIALYSIS, LDOSE_COLUMN_ASCITES,
                                        LDOSE_COLUMN_CIRRHOSIS};
    const LdosePatient *patient = judge->patient;
    guint64 columns = 0;
    for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
        if (!has(judge, asked[i]))
            columns |= LDOSE_COLUMN_BIT(asked[i]);
    }
    if (creatinine_is_in_use(judge) && patient->creatinine_date.year == 0)
        columns |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_DATE);
    if (has(judge, LDOSE_COLUMN_BILIRUBIN_MG_DL) && !has(judge, LDOSE_COLUMN_GILBERT) &&
        ldose_limit_compare(patient->bilirubin_umol_l, BILIRUBIN_GATE_UMOL_L) >= 0)
        columns |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_GILBERT);
    guint32 all = (1u << LDOSE_N_CONDITIONS) - 1;
    guint32 conditions = all & ~(patient->conditions | patient->conditions_absent);
    if (columns == 0 && conditions == 0)
        return;
    LdoseFinding *finding = add_once(judge, LDOSE_FINDING_NOT_STATED);
    finding->columns = columns;
    finding->conditions = conditions;
}

/* ---- putting it in order ----------------------------------------------------------------------- */

static void
sort_findings(LdosePlan *plan)
{
    /* Insertion sort: short, and equal codes keep their order. */
    for (guint i = 1; i < plan->n_findings; i++) {
        LdoseFinding moving = plan->finding[i];
        guint place = i;
        while (place > 0 && plan->finding[place - 1].code > moving.code) {
            plan->finding[place] = plan->finding[place - 1];
            place--;
        }
        if (place != i)
            plan->finding[place] = moving;
    }
}

static void
settle_release(LdosePlan *plan)
{
    plan->release = LDOSE_RELEASE_BLOCKED;
    if (plan->status != LDOSE_PLAN_FINAL)
        return;
    plan->release = LDOSE_RELEASE_CLEAR;
    for (guint i = 0; i < plan->n_findings; i++) {
        if (ldose_finding_kind(plan->finding[i].code)->severity == LDOSE_SEVERITY_ACKNOWLEDGE)
            plan->release = LDOSE_RELEASE_ACKNOWLEDGE;
    }
}

void
ldose_release_judge(LdosePlan *plan, const LdosePatient *patient)
{
    Judge judge = {.plan = plan, .patient = patient};
    if (plan->clearance_in_use < 0 && plan->measures.adult)
        plan->clearance_in_use = ldose_plan_clearance(plan, patient, -1); /* for gates only */
    if (plan->clearance_in_use >= 0 &&
        plan->clearance[plan->clearance_in_use].state == LDOSE_CLEARANCE_KNOWN)
        judge.in_use = &plan->clearance[plan->clearance_in_use];
    judge.high_bilirubin =
        LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_BILIRUBIN_MG_DL) && !patient->gilbert &&
        ldose_limit_compare(patient->bilirubin_umol_l, BILIRUBIN_GATE_UMOL_L) >= 0;

    judge_decisions(&judge);
    judge_general(&judge);
    if (plan->status == LDOSE_PLAN_FINAL)
        judge_elsewhere(&judge);
    judge_variants(&judge);
    judge_population(&judge);
    judge_jurisdiction(&judge);
    judge_creatinine_age(&judge);
    judge_cirrhosis(&judge);
    judge_fluid(&judge);
    judge_weight(&judge);
    judge_both_organs(&judge);
    judge_unverified(&judge);
    judge_estimator(&judge);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        judge_drug(&judge, drug);
    if (judge.in_use != NULL && judge.in_use->is_lower_bound)
        add_once(&judge, LDOSE_FINDING_CREATININE_BOUND)->value = patient->creatinine_mg_dl;
    judge_omission(&judge);
    judge_alternatives(&judge);
    judge_window(&judge);
    judge_unused_answers(&judge);
    judge_review_dates(&judge);
    judge_not_stated(&judge);
    sort_findings(plan);
    settle_release(plan);
}
