/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings about the rules: what they say beside the dose, what other documents say, and how near the
 * patient stands to a limit. */
#include "release-judge.h"

#include <math.h>
#include <string.h>

#include "guidance-check.h"
#include "rule-row.h"

/* How near to a limit is told. */
#define NEAR 0.10

/* ---- the general findings and cautions ------------------------------------------------------- */

/* What a caution of a document becomes: its own code, or a note with its text. Result: (nullable): NULL
 * where it says nothing about this patient. */
static LdoseFinding *
tell_caution(const LdoseJudge *judge, const LdoseGuidance *guidance, const LdoseTable *table,
             const LdoseRule *rule, int drug, int condition)
{
    LdoseFindingCode code =
        rule->finding >= 0 ? (LdoseFindingCode)rule->finding : LDOSE_FINDING_CAUTION;
    LdoseFinding *finding;
    if (code == LDOSE_FINDING_CREATININE_UNRELIABLE) {
        if (!ldose_judge_creatinine_counts(judge))
            return NULL;
        finding = ldose_judge_add_once(judge, code);
    } else if (code == LDOSE_FINDING_WEIGHT_FLUID) {
        finding = ldose_judge_add_once(judge, code);
    } else {
        finding = ldose_plan_add_finding(judge->plan, code, drug);
    }
    if (finding->rule == NULL)
        ldose_judge_set_rule(finding, guidance, table, rule);
    if (condition >= 0)
        finding->conditions |= 1u << condition;
    return finding;
}

static gboolean
general_value(const LdoseJudge *judge, const LdoseAxis *axis, double *value_out)
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
judge_general_table(const LdoseJudge *judge, const LdoseTable *table)
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
        LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_GILBERT);
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
judge_stop(const LdoseJudge *judge, const LdoseGuidance *guidance, const LdoseStop *stop)
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
        ldose_judge_set_rule(finding, guidance, NULL, rule);
        finding->conditions = 1u << stop->condition;
    }
}

void
ldose_judge_general(const LdoseJudge *judge)
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
above_limit(const LdoseJudge *judge, LdoseColumn value, LdoseColumn limit, double value_u_l,
            double limit_u_l)
{
    return ldose_judge_has(judge, value) && ldose_judge_has(judge, limit) &&
           ldose_limit_compare(value_u_l, limit_u_l) > 0;
}

/* A caution of a one-row liver table concerns only a liver that is not normal. */
static gboolean
liver_is_impaired(const LdoseJudge *judge)
{
    const LdosePatient *patient = judge->patient;
    return judge->high_bilirubin || patient->cirrhosis ||
           above_limit(judge, LDOSE_COLUMN_AST_U_L, LDOSE_COLUMN_AST_ULN_U_L, patient->ast_u_l,
                       patient->ast_uln_u_l) ||
           above_limit(judge, LDOSE_COLUMN_ALT_U_L, LDOSE_COLUMN_ALT_ULN_U_L, patient->alt_u_l,
                       patient->alt_uln_u_l);
}

static void
judge_row_caution(const LdoseJudge *judge, int drug, const LdoseRow *row)
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

/* ---- other documents ------------------------------------------------------------------------- */

/* The patient's row in a table of another document. FALSE: it cannot be asked. */
static gboolean
row_elsewhere(const LdoseJudge *judge, const LdoseTable *table, LdoseRow *row)
{
    /* With Gilbert syndrome a bilirubin row is a question there, not a stop. */
    if (judge->patient->gilbert && ldose_table_axis(table, LDOSE_QUANTITY_BILIRUBIN) >= 0)
        return FALSE;
    ldose_row_find(judge->plan, judge->patient, table, row, NULL);
    return row->state == LDOSE_ROW_MATCHED;
}

static gboolean
is_quiet_elsewhere(const LdoseJudge *judge)
{
    const LdoseQuietZone *quiet = &judge->plan->rules->quiet;
    const LdosePatient *patient = judge->patient;
    if (!quiet->exists || !judge->plan->measures.adult || patient->conditions != 0 ||
        patient->dialysis != LDOSE_DIALYSIS_NONE ||
        ldose_judge_has(judge, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL))
        return FALSE;
    if (ldose_judge_has(judge, LDOSE_COLUMN_BILIRUBIN_MG_DL) &&
        ldose_limit_compare(patient->bilirubin_mg_dl, quiet->below_bilirubin_mg_dl) >= 0)
        return FALSE;
    for (guint i = 0; i < quiet->n_equations; i++) {
        int number = ldose_plan_clearance(judge->plan, patient, quiet->equations[i], NULL);
        const LdoseClearance *clearance = &judge->plan->clearance[number];
        if (clearance->state != LDOSE_CLEARANCE_KNOWN ||
            ldose_limit_compare(clearance->absolute.ml_min, quiet->above_ml_min) <= 0 ||
            ldose_limit_compare(clearance->indexed.ml_min_173, quiet->above_ml_min_173) <= 0)
            return FALSE;
    }
    return TRUE;
}

void
ldose_judge_elsewhere(const LdoseJudge *judge)
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
        ldose_judge_set_rule(finding, stop->guidance, stop->table, stop->rule);
        if (stop->condition >= 0)
            finding->conditions = 1u << stop->condition;
    }
}

/* ---- readings and limits --------------------------------------------------------------------- */

static void
judge_hole(const LdoseJudge *judge, int drug, const LdoseRow *row)
{
    if (row->state != LDOSE_ROW_MATCHED)
        return;
    gboolean dialysed = judge->patient->dialysis != LDOSE_DIALYSIS_NONE &&
                        row->table->cohort == LDOSE_COHORT_RENAL;
    gboolean hole = row->rule->outcome == LDOSE_OUTCOME_UNDEFINED && row->rule->reading != NULL;
    if (row->dialysis_reading || (dialysed && hole)) {
        LdoseFinding *finding =
            ldose_plan_add_finding(judge->plan, LDOSE_FINDING_DIALYSIS_READING, drug);
        ldose_judge_set_rule(finding, judge->plan->rules->guidance, row->table, row->rule);
    } else if (hole) {
        LdoseFinding *finding = ldose_plan_add_finding(judge->plan, LDOSE_FINDING_RULE_HOLE, drug);
        ldose_judge_set_rule(finding, judge->plan->rules->guidance, row->table, row->rule);
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
judge_interpreted_limit(const LdoseJudge *judge, int drug, const LdoseRow *row)
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
        ldose_judge_set_rule(finding, judge->plan->rules->guidance, row->table, row->rule);
        finding->axis = (int)axis;
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
judge_near_limit(const LdoseJudge *judge, int drug, const LdoseRow *row, guint axis)
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
    ldose_judge_set_rule(finding, judge->plan->rules->guidance, row->table, beyond);
    finding->axis = (int)axis;
    finding->value = value;
    finding->limit = nearest;
    finding->unit = row->table->axes[axis].unit;
    if (row->table->axes[axis].quantity == LDOSE_QUANTITY_CLEARANCE)
        finding->clearance = row->clearance;
}

static void
judge_row_limits(const LdoseJudge *judge, int drug, const LdoseRow *row)
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

/* ---- the row of a drug ----------------------------------------------------------------------- */

void
ldose_judge_row(const LdoseJudge *judge, int drug, const LdoseRow *row)
{
    judge_row_caution(judge, drug, row);
    judge_row_limits(judge, drug, row);
}
