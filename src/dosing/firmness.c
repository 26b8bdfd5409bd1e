/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmness.h"

#include <string.h>

#include "rule-row.h"
#include "wording.h"

static const LdoseWord input_words[LDOSE_N_FIRM_INPUTS] = {
    [LDOSE_FIRM_CREATININE] = {"creatinine", N_("Creatinine")},
    [LDOSE_FIRM_WEIGHT] = {"weight", N_("Weight")},
    [LDOSE_FIRM_HEIGHT] = {"height", N_("Height")},
};
const LdoseVocabulary ldose_firm_inputs = {input_words, LDOSE_N_FIRM_INPUTS};

/* ---- 10 % off -------------------------------------------------------------------------------- */

static double *
value_of(LdosePatient *patient, LdoseFirmInput input)
{
    return input == LDOSE_FIRM_CREATININE ? &patient->creatinine_mg_dl
           : input == LDOSE_FIRM_WEIGHT   ? &patient->weight_kg
                                          : &patient->height_cm;
}

static gboolean
is_varied(const LdosePatient *patient, LdoseFirmInput input)
{
    return input != LDOSE_FIRM_CREATININE ||
           (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL) &&
            !patient->creatinine_is_bound);
}

static gboolean
part_differs(const LdoseDrugPlan *one, const LdoseDrugPlan *other)
{
    return one->has_part != other->has_part ||
           (one->has_part && ldose_limit_compare(one->part, other->part) != 0);
}

static void
fill_case(LdoseFirmCase *c, const LdosePlan *plan, const LdosePlan *other)
{
    c->status = other->status;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *mine = &plan->drug[drug], *its = &other->drug[drug];
        c->drug[drug].status = its->status;
        c->drug[drug].has_part = its->has_part;
        c->drug[drug].part = its->part;
        c->drug[drug].has_dose = its->has_dose;
        c->drug[drug].given_mg = its->rounded.given_mg;
        c->drug[drug].rule = its->row[LDOSE_COHORT_RENAL].rule;
        if (its->status != mine->status || part_differs(mine, its) ||
            its->row[LDOSE_COHORT_RENAL].rule != mine->row[LDOSE_COHORT_RENAL].rule)
            c->differs = TRUE;
    }
}

static void
vary(const LdosePlan *plan, const LdosePatient *patient, LdoseFirmInput input, int percent,
     LdosePlan *scratch, LdoseFirmness *out)
{
    LdosePatient other = *patient;
    LdoseFaults faults = {.n = 0};
    LdoseFirmCase *c = &out->cases[out->n_cases++];
    double *value = value_of(&other, input);
    *value *= 1 + percent / 100.0;
    memset(c, 0, sizeof *c);
    c->input = input;
    c->percent = percent;
    c->value = *value;
    c->refused = !ldose_plan_compute(&other, plan->rules, scratch, NULL, &faults);
    if (c->refused)
        c->differs = TRUE;
    else
        fill_case(c, plan, scratch);
    if (c->differs)
        out->differ |= 1u << input;
}

/* ---- the limits of the row ------------------------------------------------------------------- */

static void
find_limit(const LdosePlan *plan, const LdosePatient *patient, const LdoseRow *row, guint axis,
           const LdoseBound *end, double step, LdoseFirmLimit *out)
{
    const LdoseClearance *clearance = &plan->clearance[row->clearance];
    const LdoseAxis *definition = &row->table->axes[axis];
    double values[LDOSE_TABLE_MAX_AXES];
    memset(out, 0, sizeof *out);
    if (!end->bounded || !(end->limit > 0))
        return;
    memcpy(values, row->values, sizeof values);
    /* An end that the row owns is left only beyond it. */
    values[axis] = end->limit * (end->owned ? 1 + step : 1);
    out->limit = end->limit;
    out->unit = definition->unit;
    out->beyond = ldose_table_match(row->table, values);
    out->creatinine_mg_dl = ldose_clearance_creatinine_at(patient, &plan->measures, clearance,
                                                          end->limit, definition->indexed);
    out->known = out->beyond != NULL && out->creatinine_mg_dl > 0;
}

static void
find_limits(const LdosePlan *plan, const LdosePatient *patient, int drug, LdoseFirmness *out)
{
    const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
    if (row->state != LDOSE_ROW_MATCHED || row->clearance < 0 || patient->creatinine_is_bound)
        return;
    int axis = ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE);
    g_assert(axis >= 0); /* a row with a clearance has its axis */
    const LdoseInterval *range = &row->rule->ranges[axis];
    find_limit(plan, patient, row, (guint)axis, &range->low, -LDOSE_JUST_ABOVE, &out->below[drug]);
    find_limit(plan, patient, row, (guint)axis, &range->high, LDOSE_JUST_ABOVE, &out->above[drug]);
}

/* ---------------------------------------------------------------------------------------------- */

void
ldose_firmness_compute(const LdosePlan *plan, const LdosePatient *patient, LdoseFirmness *out)
{
    g_autofree LdosePlan *scratch = g_new0(LdosePlan, 1);
    memset(out, 0, sizeof *out);
    for (int input = 0; input < LDOSE_N_FIRM_INPUTS; input++) {
        if (!is_varied(patient, (LdoseFirmInput)input))
            continue;
        vary(plan, patient, (LdoseFirmInput)input, -LDOSE_FIRM_PERCENT, scratch, out);
        vary(plan, patient, (LdoseFirmInput)input, LDOSE_FIRM_PERCENT, scratch, out);
    }
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        find_limits(plan, patient, drug, out);
}
