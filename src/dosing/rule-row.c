/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule-row.h"

#include <math.h>
#include <string.h>

gboolean
ldose_axis_value(const LdosePlan *plan, const LdosePatient *patient, const LdoseAxis *axis,
                 double *value_out, guint64 *missing)
{
    guint64 needed = 0;
    double value = 0;
    switch (axis->quantity) {
    case LDOSE_QUANTITY_BILIRUBIN:
        needed = LDOSE_COLUMN_BIT(LDOSE_COLUMN_BILIRUBIN_MG_DL);
        if (axis->unit == LDOSE_UNIT_XULN) {
            needed |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL);
            value = patient->bilirubin_mg_dl / patient->bilirubin_uln_mg_dl;
        } else
            value = axis->unit == LDOSE_UNIT_UMOL_L ? patient->bilirubin_umol_l
                                                    : patient->bilirubin_mg_dl;
        break;
    case LDOSE_QUANTITY_AST:
        needed = LDOSE_COLUMN_BIT(LDOSE_COLUMN_AST_U_L);
        value = patient->ast_u_l;
        if (axis->unit == LDOSE_UNIT_XULN) {
            needed |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_AST_ULN_U_L);
            value /= patient->ast_uln_u_l;
        }
        break;
    case LDOSE_QUANTITY_ALT:
        needed = LDOSE_COLUMN_BIT(LDOSE_COLUMN_ALT_U_L);
        value = patient->alt_u_l;
        if (axis->unit == LDOSE_UNIT_XULN) {
            needed |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_ALT_ULN_U_L);
            value /= patient->alt_uln_u_l;
        }
        break;
    case LDOSE_QUANTITY_BMI: value = plan->measures.bmi_kg_m2; break;
    case LDOSE_QUANTITY_WEIGHT: value = patient->weight_kg; break;
    case LDOSE_QUANTITY_AGE: value = patient->age_years; break;
    case LDOSE_QUANTITY_WBC:
        needed = LDOSE_COLUMN_BIT(LDOSE_COLUMN_WBC_10E9_L);
        value = (patient->given & needed) != 0 ? patient->c->value[LDOSE_COLUMN_WBC_10E9_L].number : 0;
        break;
    case LDOSE_QUANTITY_PLATELETS:
        needed = LDOSE_COLUMN_BIT(LDOSE_COLUMN_PLATELETS_10E9_L);
        value = (patient->given & needed) != 0
                    ? patient->c->value[LDOSE_COLUMN_PLATELETS_10E9_L].number
                    : 0;
        break;
    case LDOSE_QUANTITY_WEIGHT_CHANGE:
        needed = LDOSE_COLUMN_BIT(LDOSE_COLUMN_PREVIOUS_WEIGHT_KG);
        value = 100 * fabs(patient->weight_kg - patient->previous_weight_kg) /
                patient->previous_weight_kg;
        break;
    case LDOSE_QUANTITY_DIALYSIS: value = (double)patient->dialysis; break;
    case LDOSE_QUANTITY_CLEARANCE:
    case LDOSE_N_QUANTITIES:
    default: g_assert_not_reached();
    }
    if ((needed & ~patient->given) != 0) {
        *missing |= needed & ~patient->given;
        return FALSE;
    }
    *value_out = value;
    return TRUE;
}

static LdoseRowState
state_of_clearance(const LdoseClearance *clearance)
{
    switch (clearance->state) {
    case LDOSE_CLEARANCE_KNOWN:
    case LDOSE_CLEARANCE_DIALYSIS: return LDOSE_ROW_MATCHED;
    case LDOSE_CLEARANCE_MISSING: return LDOSE_ROW_INCOMPLETE;
    case LDOSE_CLEARANCE_UNSTABLE: return LDOSE_ROW_UNSTABLE;
    case LDOSE_CLEARANCE_NOT_APPLICABLE:
    default: return LDOSE_ROW_NO_ESTIMATE;
    }
}

/* The clearance of a table's axis. Under dialysis no estimate counts: the worst end is asked for. */
static void
read_clearance(LdosePlan *plan, const LdosePatient *patient, LdoseRow *row, guint axis,
               LdoseTrace *trace)
{
    const LdoseAxis *definition = &row->table->axes[axis];
    if (!plan->measures.adult && !definition->indexed) {
        row->state = LDOSE_ROW_CHILD;
        return;
    }
    row->clearance = ldose_plan_clearance(plan, patient, definition->equation, trace);
    const LdoseClearance *clearance = &plan->clearance[row->clearance];
    LdoseRowState state = state_of_clearance(clearance);
    if (state != LDOSE_ROW_MATCHED && row->state != LDOSE_ROW_INCOMPLETE)
        row->state = state;
    row->missing |= clearance->missing;
    row->values[axis] = 0;
    if (clearance->state == LDOSE_CLEARANCE_DIALYSIS)
        row->dialysis_reading = ldose_table_axis(row->table, LDOSE_QUANTITY_DIALYSIS) < 0;
    else
        row->values[axis] = definition->indexed ? clearance->indexed.ml_min_173
                                                : clearance->absolute.ml_min;
}

/* A bound on creatinine leaves every clearance above a value possible: only a row without an upper
 * limit that begins at or below it holds them all. */
static const LdoseRule *
find_row_above(const LdoseRow *row, guint axis)
{
    for (guint i = 0; i < row->table->n_rules; i++) {
        const LdoseRule *rule = &row->table->rules[i];
        const LdoseInterval *range = &rule->ranges[axis];
        double values[LDOSE_TABLE_MAX_AXES];
        memcpy(values, row->values, sizeof values);
        values[axis] *= 1 + LDOSE_JUST_ABOVE;
        if (!range->high.bounded && ldose_rule_holds(row->table, rule, values))
            return rule;
    }
    return NULL;
}

/* The values of a table's axes. The state is LDOSE_ROW_MATCHED where all of them are there. */
static void
read_values(LdosePlan *plan, const LdosePatient *patient, const LdoseTable *table, LdoseRow *out,
            LdoseTrace *trace)
{
    gboolean for_age = table != NULL && ldose_applies_to_age(&table->applies, patient->age_years);
    out->table = for_age ? table : NULL;
    out->rule = NULL;
    out->dialysis_reading = FALSE;
    out->clearance = -1;
    out->missing = 0;
    if (out->table == NULL) {
        out->state = LDOSE_ROW_NONE;
        return;
    }
    out->state = LDOSE_ROW_MATCHED;
    for (guint axis = 0; axis < out->table->n_axes && out->state != LDOSE_ROW_CHILD; axis++) {
        const LdoseAxis *definition = &out->table->axes[axis];
        if (definition->quantity == LDOSE_QUANTITY_CLEARANCE)
            read_clearance(plan, patient, out, axis, trace);
        else if (!ldose_axis_value(plan, patient, definition, &out->values[axis], &out->missing))
            out->state = LDOSE_ROW_INCOMPLETE;
    }
}

void
ldose_row_find(LdosePlan *plan, const LdosePatient *patient, const LdoseTable *table, LdoseRow *out,
               LdoseTrace *trace)
{
    read_values(plan, patient, table, out, trace);
    if (out->state != LDOSE_ROW_MATCHED)
        return;
    if (table->n_axes == 0) {
        out->rule = &table->rules[0];
        return;
    }
    int axis = ldose_table_axis(out->table, LDOSE_QUANTITY_CLEARANCE);
    if (axis >= 0 && plan->clearance[out->clearance].is_lower_bound) {
        out->rule = find_row_above(out, (guint)axis);
        if (out->rule == NULL) {
            out->state = LDOSE_ROW_BOUND_OPEN;
            out->rule = ldose_row_at_clearance(out, &plan->clearance[out->clearance]);
        }
        return;
    }
    out->rule = ldose_table_match(out->table, out->values);
    if (out->rule == NULL) /* only a document loaded in spite of its faults has such a hole */
        out->state = LDOSE_ROW_NONE;
}

const LdoseRule *
ldose_row_at_clearance(const LdoseRow *row, const LdoseClearance *clearance)
{
    double values[LDOSE_TABLE_MAX_AXES];
    int axis = ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE);
    g_assert(axis >= 0);
    memcpy(values, row->values, sizeof values);
    values[axis] = row->table->axes[axis].indexed ? clearance->indexed.ml_min_173
                                                  : clearance->absolute.ml_min;
    if (clearance->is_lower_bound)
        values[axis] *= 1 + LDOSE_JUST_ABOVE;
    return ldose_table_match(row->table, values);
}
