/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How firm a band is: every answer is that of a plan computed for the changed case. Synthetic
 * patients. */
#include "firmness.h"

#include <math.h>

#include "fixture.h"

/* M, 40 y, 72 kg: Cockcroft–Gault is 100/creatinine. us-label as the label prints it (evidence file
 * fludarabine-pk.md, 4): from 80 mL/min full dose, 50 to 79 0.8, 30 to 49 0.6 of it, below 30 none;
 * between 79 and 80, and between 49 and 50, no row. */
#define TALL                                                                                       \
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=40; bilirubin_mg_dl=0.6; "           \
    "dialysis=none; "
#define HUNDRED TALL "height_cm=175; "

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
        {LDOSE_FIRM_HEIGHT, -10, TALL "height_cm=157.5; weight_kg=72; creatinine_mg_dl=1.2"},
        {LDOSE_FIRM_HEIGHT, 10, TALL "height_cm=192.5; weight_kg=72; creatinine_mg_dl=1.2"},
    };
    g_autoptr(FixtureCase) fixture = NULL;
    LdoseFirmness firmness =
        firmness_of(HUNDRED "weight_kg=72; creatinine_mg_dl=1.2", &fixture); /* 83.3 mL/min */
    const double tenth_off[] = {1.08, 1.32, 64.8, 79.2, 157.5, 192.5};
    g_assert_cmpuint(firmness.n_cases, ==, G_N_ELEMENTS(tenth_off));
    for (guint i = 0; i < G_N_ELEMENTS(tenth_off); i++)
        g_assert_cmpfloat_with_epsilon(firmness.cases[i].value, tenth_off[i], 1e-9);
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
    g_assert_false(firmness.cases[4].differs || firmness.cases[5].differs);
    g_assert_cmpuint(firmness.differ, ==,
                     (1u << LDOSE_FIRM_CREATININE) | (1u << LDOSE_FIRM_WEIGHT));
    /* By hand: 30 mg/m² of √(175 × weight / 3600) m², × 0.8 below 80 mL/min; to the nearest mg. */
    const double parts[] = {1, 0.8, 0.8, 1, 1, 1};
    const double given_mg[] = {56, 45, 43, 59, 53, 59}; /* of 56.1, 44.9, 42.6, 58.9, 53.2, 58.9 */
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_assert_cmpfloat_with_epsilon(firmness.cases[i].drug[LDOSE_FLUDARABINE].part, parts[i],
                                       1e-12);
        g_assert_cmpfloat_with_epsilon(firmness.cases[i].drug[LDOSE_FLUDARABINE].given_mg,
                                       given_mg[i], 1e-9);
    }
}

/* By hand: 3.6 × 30 mg/m² × 1.5 m² is 162 mg under 96 mg/m² × 1.73 m² = 166 mg, but over
 * 96 × √0.9 × 1.73 = 157.6 mg: a tenth less weight or height is refused, and told as a difference. */
static void
test_refused_beside(void)
{
    g_autoptr(FixtureCase) fixture = NULL;
    LdoseFirmness firmness = firmness_of(
        "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=179.574; "
        "weight_kg=60; creatinine_mg_dl=0.75; bilirubin_mg_dl=0.6; bsa_cap_m2=1.5; "
        "fludarabine_fraction=3.6; override_reason=r; decided_by=d; prescriber=p",
        &fixture);
    guint refused = 0;
    g_assert_cmpint((int)fixture->plan.status, ==, (int)LDOSE_PLAN_FINAL);
    for (guint i = 0; i < firmness.n_cases; i++) {
        const LdoseFirmCase *c = &firmness.cases[i];
        gboolean expected = c->percent < 0 && c->input != LDOSE_FIRM_CREATININE;
        g_assert_true(c->refused == expected);
        g_assert_true(!c->refused || c->differs);
        refused += c->refused ? 1 : 0;
    }
    g_assert_cmpuint(refused, ==, 2);
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
    /* 66.7 mL/min lies in 50 to 79: 100/50 and 100/79 mg/dL. The plan just past each is another. */
    g_assert_cmpfloat_with_epsilon(below->limit, 50, 1e-12);
    g_assert_cmpfloat_with_epsilon(above->limit, 79, 1e-12);
    g_assert_cmpfloat_with_epsilon(below->creatinine_mg_dl, 2, 1e-9);
    g_assert_cmpfloat_with_epsilon(above->creatinine_mg_dl, 100.0 / 79, 1e-9);
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

/* Cockcroft–Gault solved for creatinine: (140 − 61) × 48 × 0.85 / (72 × limit); 40.7 mL/min lies in
 * 30 to 49. */
static void
test_limits_of_a_woman(void)
{
    g_autoptr(FixtureCase) fixture = NULL;
    LdoseFirmness firmness =
        firmness_of("regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; "
                    "weight_kg=48; bilirubin_mg_dl=0.6; creatinine_mg_dl=1.1",
                    &fixture);
    const LdoseFirmLimit *below = &firmness.below[LDOSE_FLUDARABINE];
    const LdoseFirmLimit *above = &firmness.above[LDOSE_FLUDARABINE];
    g_assert_true(below->known && above->known);
    g_assert_cmpfloat_with_epsilon(below->limit, 30, 1e-12);
    g_assert_cmpfloat_with_epsilon(above->limit, 49, 1e-12);
    g_assert_cmpfloat_with_epsilon(below->creatinine_mg_dl, 79 * 48 * 0.85 / (72 * 30), 1e-9);
    g_assert_cmpfloat_with_epsilon(above->creatinine_mg_dl, 79 * 48 * 0.85 / (72 * 49), 1e-9);
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
    g_test_add_func("/firmness/refused-beside", test_refused_beside);
    g_test_add_func("/firmness/limits-as-creatinine", test_limits_as_creatinine);
    g_test_add_func("/firmness/limits-of-a-woman", test_limits_of_a_woman);
    g_test_add_func("/firmness/what-has-no-limit", test_what_has_no_limit);
    return g_test_run();
}
