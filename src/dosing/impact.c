/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "impact.h"

#include <string.h>

#include "document-diff.h"
#include "number.h"

static const char *const bit_ids[LDOSE_N_IMPACT_BITS] = {"status", "part", "dose", "decision",
                                                         "finding"};

const char *
ldose_impact_bit_id(guint number)
{
    g_assert(number < LDOSE_N_IMPACT_BITS);
    return bit_ids[number];
}

/* ---- comparing plans ------------------------------------------------------------------------- */

static gboolean
numbers_differ(gboolean one_given, double one, gboolean other_given, double other)
{
    return one_given != other_given || (one_given && ldose_limit_compare(one, other) != 0);
}

static gboolean
options_differ(const LdoseDecisionOption *one, const LdoseDecisionOption *other)
{
    return g_strcmp0(one->source_id, other->source_id) != 0 || one->stop != other->stop ||
           (!one->stop && !ldose_part_equal(&one->part, &other->part)) ||
           one->weight != other->weight || one->combine != other->combine;
}

static gboolean
decisions_differ(const LdosePlan *older, const LdosePlan *newer)
{
    gboolean differ = older->n_decisions != newer->n_decisions;
    for (guint i = 0; i < older->n_decisions && !differ; i++) {
        const LdoseDecision *one = &older->decision[i], *other = &newer->decision[i];
        differ = one->kind != other->kind || one->drug != other->drug ||
                 one->n_options != other->n_options;
        for (guint k = 0; k < one->n_options && !differ; k++)
            differ = options_differ(&one->option[k], &other->option[k]);
    }
    return differ;
}

/* A finding is the same by its code and drug, a caution also by its row. */
static gboolean
has_finding(const LdosePlan *plan, const LdoseFinding *wanted)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        gboolean same = finding->code == wanted->code && finding->drug == wanted->drug;
        if (same && finding->code == LDOSE_FINDING_CAUTION)
            same = strcmp(finding->rule->id, wanted->rule->id) == 0;
        if (same)
            return TRUE;
    }
    return FALSE;
}

static gboolean
lacks_finding(const LdosePlan *plan, const LdosePlan *of)
{
    for (guint i = 0; i < of->n_findings; i++) {
        if (!has_finding(plan, &of->finding[i]))
            return TRUE;
    }
    return FALSE;
}

/* ---- comparing rows -------------------------------------------------------------------------- */

/* What counts of a row, as words. NULL: nothing does. */
static char *
counting_words(const LdoseRow *row)
{
    return row->state == LDOSE_ROW_MATCHED ? ldose_counting_outcome_words(row->rule) : NULL;
}

gboolean
ldose_impact_row_differs(const LdosePlan *older, const LdosePlan *newer, LdoseDrug drug,
                         LdoseCohort cohort)
{
    const LdoseRow *one = &older->drug[drug].row[cohort], *other = &newer->drug[drug].row[cohort];
    if (one->state != other->state)
        return TRUE;
    if (one->state != LDOSE_ROW_MATCHED || one->rule == other->rule)
        return FALSE;
    g_autofree char *a = counting_words(one), *b = counting_words(other);
    return strcmp(a, b) != 0 || one->rule->outcome != other->rule->outcome;
}

static guint32
cohorts_that_differ(const LdosePlan *older, const LdosePlan *newer)
{
    guint32 cohorts = 0;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
            if (ldose_impact_row_differs(older, newer, (LdoseDrug)drug, (LdoseCohort)cohort))
                cohorts |= 1u << cohort;
        }
    }
    return cohorts != 0 ? cohorts : 1u << LDOSE_COHORT_GENERAL;
}

void
ldose_impact_compare(const LdosePlan *older, const LdosePlan *newer, LdoseImpact *out)
{
    out->changed = out->cohorts = 0;
    if (older->status != newer->status)
        out->changed |= LDOSE_IMPACT_STATUS;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *a = &older->drug[drug], *b = &newer->drug[drug];
        if (a->status != b->status)
            out->changed |= LDOSE_IMPACT_STATUS;
        if (numbers_differ(a->has_part, a->part, b->has_part, b->part))
            out->changed |= LDOSE_IMPACT_PART;
        if (numbers_differ(a->has_dose, a->rounded.given_mg, b->has_dose, b->rounded.given_mg) ||
            numbers_differ(a->has_dose, a->calculated_mg, b->has_dose, b->calculated_mg) ||
            numbers_differ(a->has_range, a->range_low_mg, b->has_range, b->range_low_mg) ||
            numbers_differ(a->has_range, a->range_high_mg, b->has_range, b->range_high_mg))
            out->changed |= LDOSE_IMPACT_DOSE;
    }
    if (decisions_differ(older, newer))
        out->changed |= LDOSE_IMPACT_DECISION;
    if (lacks_finding(older, newer) || lacks_finding(newer, older))
        out->changed |= LDOSE_IMPACT_FINDING;
    if (out->changed != 0)
        out->cohorts = cohorts_that_differ(older, newer);
}
