/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How firm a band is: every answer is that of a plan computed for the changed case. Synthetic
 * patients. */
#include "firmness.h"

#include <math.h>

#include "fixture.h"

/* M, 40 y, 72 kg: Cockcroft–Gault is 100/creatinine. us-label: 80 and 50, 30 mL/min are its limits.
 */
#define HUNDRED                                                                                    \
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=40; height_cm=175; "                 \
    "bilirubin_mg_dl=0.6; dialysis=none; "

static LdoseFirmness
firmness_of(const char *text, FixtureCase **fixture_out)
{
    LdoseFirmness firmness;
    *fixture_out = fixture_plan(text);
    g_assert_true((*fixture_out)->planned);
    ldose_firmness_compute(&(*fixture_out)->plan, &(*fixture_out)->patient, &firmness);
    return firmness;
}

static void
test_cases_are_plans(void)
{
    static const struct {
        LdoseFirmInput input;
        int percent;
        const char *text;
    } same[] = {
        {LDOSE_FIRM_CREATININE, -10, HUNDRED "weight_kg=72; creatinine_mg_dl=1.08"},
        {LDOSE_FIRM_CREATININE, 10, HUNDRED "weight_kg=72; creatinine_mg_dl=1.32"},
        {LDOSE_FIRM_WEIGHT, -10, HUNDRED "weight_kg=64.8; creatinine_mg_dl=1.2"},
        {LDOSE_FIRM_WEIGHT, 10, HUNDRED "weight_kg=79.2; creatinine_mg_dl=1.2"},
    };
    g_autoptr(FixtureCase) fixture = NULL;
    LdoseFirmness firmness =
        firmness_of(HUNDRED "weight_kg=72; creatinine_mg_dl=1.2", &fixture); /* 83.3 mL/min */
    g_assert_cmpuint(firmness.n_cases, ==, 6);
    for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
        g_autoptr(FixtureCase) other = fixture_plan(same[i].text);
        const LdoseFirmCase *c = &firmness.cases[i];
        g_assert_cmpint(c->input, ==, same[i].input);
        g_assert_cmpint(c->percent, ==, same[i].percent);
        g_assert_cmpint(c->status, ==, other->plan.status);
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            const LdoseDrugPlan *expected = &other->plan.drug[drug];
            g_assert_cmpint(c->drug[drug].status, ==, expected->status);
            g_assert_true(c->drug[drug].rule == expected->row[LDOSE_COHORT_RENAL].rule);
            g_assert_cmpfloat_with_epsilon(c->drug[drug].part, expected->part, 1e-12);
            g_assert_cmpfloat_with_epsilon(c->drug[drug].given_mg, expected->rounded.given_mg,
                                           1e-9);
        }
    }
    /* 83.3 / 1.1 = 75.8 lies below 80, 83.3 × 0.9 too; height does not touch Cockcroft–Gault. */
    g_assert_false(firmness.cases[0].differs);
    g_assert_true(firmness.cases[1].differs);
    g_assert_true(firmness.cases[2].differs);
    g_assert_false(firmness.cases[3].differs);
    g_assert_cmpuint(firmness.differ, ==,
                     (1u << LDOSE_FIRM_CREATININE) | (1u << LDOSE_FIRM_WEIGHT));
}

static void
test_limits_as_creatinine(void)
{
    g_autoptr(FixtureCase) fixture = NULL;
    LdoseFirmness firmness = firmness_of(HUNDRED "weight_kg=72; creatinine_mg_dl=1.5", &fixture);
    const LdoseFirmLimit *below = &firmness.below[LDOSE_FLUDARABINE];
    const LdoseFirmLimit *above = &firmness.above[LDOSE_FLUDARABINE];
    const LdoseRule *rule = fixture->plan.drug[LDOSE_FLUDARABINE].row[LDOSE_COHORT_RENAL].rule;
    g_assert_true(below->known && above->known);
    g_assert_true(below->beyond != rule && above->beyond != rule);
    /* 66.7 mL/min: the limits are those of its row, and the plan just past each is another one. */
    g_assert_cmpfloat_with_epsilon(100 / below->creatinine_mg_dl, below->limit, 1e-6);
    g_assert_cmpfloat_with_epsilon(100 / above->creatinine_mg_dl, above->limit, 1e-6);
    g_assert_cmpfloat(below->creatinine_mg_dl, >, 1.5);
    g_assert_cmpfloat(above->creatinine_mg_dl, <, 1.5);
    const LdoseFirmLimit *const ends[] = {below, above};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        LdosePatient other = fixture->patient;
        g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
        LdoseFaults faults = {.n = 0};
        other.creatinine_mg_dl = ends[i]->creatinine_mg_dl * (i == 0 ? 1.0001 : 0.9999);
        g_assert_true(ldose_plan_compute(&other, fixture->rules, plan, NULL, &faults));
        g_assert_true(plan->drug[LDOSE_FLUDARABINE].row[LDOSE_COHORT_RENAL].rule ==
                      ends[i]->beyond);
    }
}

static void
test_what_has_no_limit(void)
{
    g_autoptr(FixtureCase) measured = NULL, bound = NULL, dialysis = NULL;
    /* A measured GFR does not hang on creatinine. */
    LdoseFirmness firmness = firmness_of(
        HUNDRED "weight_kg=72; creatinine_mg_dl=1.5; gfr_measured_ml_min=66", &measured);
    g_assert_false(firmness.below[LDOSE_FLUDARABINE].known);
    g_assert_false(firmness.cases[0].differs);
    /* A bound is not varied. */
    firmness = firmness_of(HUNDRED "weight_kg=72; creatinine_mg_dl=<0.5", &bound);
    g_assert_cmpuint(firmness.n_cases, ==, 4);
    g_assert_false(firmness.below[LDOSE_FLUDARABINE].known);
    firmness = firmness_of("regimen=us-yescarta; guidance=us-label; sex=M; age_years=40; "
                           "height_cm=175; weight_kg=72; bilirubin_mg_dl=0.6; creatinine_mg_dl=4; "
                           "dialysis=hd",
                           &dialysis);
    g_assert_false(firmness.above[LDOSE_FLUDARABINE].known);
    g_assert_cmpuint(firmness.differ, ==, 0);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/firmness/cases-are-plans", test_cases_are_plans);
    g_test_add_func("/firmness/limits-as-creatinine", test_limits_as_creatinine);
    g_test_add_func("/firmness/what-has-no-limit", test_what_has_no_limit);
    return g_test_run();
}
