/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture cannot lie: at a thousand points of each axis what is drawn is what the engine gives.
 * Synthetic patients. */
#include "picture.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

#define N_POINTS 1000

static const char *const cases[] = {
    /* an adult; a row that is a range; a hole of the source; two organs; a case already answered */
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "
    "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
    "regimen=us-yescarta; guidance=eu-smpc; sex=M; age_years=58; height_cm=172; weight_kg=130; "
    "creatinine_mg_dl=1.6; bilirubin_mg_dl=3.05; fludarabine_fraction=0.5",
    "regimen=us-yescarta; guidance=vall-hebron; sex=M; age_years=58; height_cm=172; weight_kg=90; "
    "creatinine_mg_dl=1.6; bilirubin_umol_l=20",
    "regimen=us-yescarta; guidance=ie-nccp; sex=M; age_years=58; height_cm=172; weight_kg=90; "
    "creatinine_mg_dl=1.6; bilirubin_mg_dl=2.5; bilirubin_uln_mg_dl=1.2; dialysis=none",
    "regimen=us-yescarta; guidance=uk-uhs-car-t; sex=F; age_years=70; height_cm=158; weight_kg=61; "
    "creatinine_umol_l=110; bilirubin_umol_l=12",
    "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=44; height_cm=160; "
    "weight_kg=118; creatinine_mg_dl=1.3; bilirubin_mg_dl=4; bsa_cap_m2=2",
    "regimen=eu-kymriah-ball; guidance=kinderformularium; sex=F; age_years=7; height_cm=121; "
    "weight_kg=22; creatinine_mg_dl=0.9; bilirubin_mg_dl=0.5; accept_unverified=yes",
    "regimen=us-amtagvi; guidance=us-label; sex=M; age_years=50; height_cm=180; weight_kg=82; "
    "creatinine_mg_dl=1.0; bilirubin_mg_dl=0.7",
    "regimen=us-yescarta; guidance=us-label-older; sex=M; age_years=66; height_cm=175; "
    "weight_kg=77; creatinine_mg_dl=5; bilirubin_mg_dl=0.7; dialysis=hd",
    /* limits beside that are multiples of an upper limit */
    "regimen=us-yescarta; guidance=eu-smpc; sex=M; age_years=58; height_cm=172; weight_kg=90; "
    "creatinine_mg_dl=1.6; bilirubin_mg_dl=2.5; bilirubin_uln_mg_dl=1.2",
};

/* The plans under every other guidance. */
static GPtrArray *
plans_beside(const FixtureCase *fixture)
{
    GPtrArray *plans = g_ptr_array_new_with_free_func(g_free);
    const GPtrArray *guidances = ldose_library_guidances(fixture_library(), NULL);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(guidances, i);
        LdoseFaults faults = {.n = 0};
        if (guidance == fixture->rules->guidance || guidance->kind == LDOSE_GUIDANCE_GENERAL ||
            !ldose_applies_to_age(&guidance->applies, fixture->patient.age_years))
            continue;
        const LdoseRuleSet *rules =
            fixture_rules(fixture->rules->regimen->document.id, guidance->document.id,
                          fixture->rules->formulary->document.id);
        g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
        if (ldose_plan_compute(&fixture->patient, rules, plan, NULL, &faults))
            g_ptr_array_add(plans, g_steal_pointer(&plan));
    }
    return plans;
}

static const LdoseRuleSet *
rules_of(const GPtrArray *plans, const FixtureCase *fixture, const LdoseGuidance *guidance)
{
    for (guint i = 0; i < plans->len; i++) {
        const LdosePlan *plan = g_ptr_array_index(plans, i);
        if (plan->rules->guidance == guidance)
            return plan->rules;
    }
    g_assert_true(fixture->rules->guidance == guidance);
    return fixture->rules;
}

/* What the engine says at one value, against the step that is drawn there. Reads the plan by its
 * findings of fact only: row, part, status, dose. */
static void
assert_step_is_plan(const LdosePicture *picture, const LdosePictureStep *step,
                    const LdosePlan *plan, double value)
{
    LdoseCohort cohort =
        picture->axis == LDOSE_PICTURE_CLEARANCE ? LDOSE_COHORT_RENAL : LDOSE_COHORT_HEPATIC;
    const LdoseDrugPlan *drug = &plan->drug[picture->drug];
    double part = drug->part_of_cohort[cohort];
    g_assert_nonnull(step);
    g_assert_cmpfloat(value, >=, step->from);
    if (drug->row[cohort].state == LDOSE_ROW_MATCHED)
        g_assert_true(step->rule == drug->row[cohort].rule);
    g_assert_cmpint(step->has_dose, ==, drug->status == LDOSE_PLAN_FINAL);
    if (step->has_dose)
        g_assert_cmpfloat_with_epsilon(step->given_mg, drug->rounded.given_mg, 1e-9);
    if (step->kind == LDOSE_DRAWN_PART)
        g_assert_cmpfloat_with_epsilon(step->part.low, part, 1e-12);
    else
        g_assert_cmpfloat(part, ==, 0);
    if (step->kind == LDOSE_DRAWN_STOP)
        g_assert_cmpint(drug->status, ==, LDOSE_PLAN_CONTRAINDICATED);
    if (step->hole)
        g_assert_cmpint(step->rule->outcome, ==, LDOSE_OUTCOME_UNDEFINED);
    if (step->kind == LDOSE_DRAWN_RANGE) {
        gboolean found = FALSE;
        for (guint i = 0; i < plan->n_decisions; i++)
            found = found || (plan->decision[i].kind == LDOSE_DECISION_RANGE &&
                              plan->decision[i].drug == (int)picture->drug);
        g_assert_true(found);
    }
}

static guint
check_lines(const FixtureCase *fixture, LdoseDrug drug, LdosePictureAxis axis, GRand *dice)
{
    g_autoptr(GPtrArray) others = plans_beside(fixture);
    g_autoptr(LdosePicture) picture =
        ldose_picture_new(&fixture->plan, &fixture->patient, others, drug, axis);
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    guint checked = 0;
    for (guint i = 0; i < picture->lines->len; i++) {
        const LdosePictureLine *line = g_ptr_array_index(picture->lines, i);
        const LdoseRuleSet *rules = rules_of(others, fixture, line->guidance);
        guint n = i == 0 ? N_POINTS : N_POINTS / 10;
        for (guint k = 0; k < n; k++) {
            /* A tenth of the points are the limits themselves, where errors live. */
            const LdosePictureStep *some =
                &g_array_index(line->steps, LdosePictureStep,
                               (guint)g_rand_int_range(dice, 0, (gint32)line->steps->len));
            double value = k % 10 == 0 && some->from > 0
                               ? some->from
                               : g_rand_double_range(dice, 1e-3, picture->high * 1.5);
            if (!ldose_picture_plan_at(picture, rules, value, plan))
                continue;
            assert_step_is_plan(picture, ldose_picture_line_at(line, value), plan, value);
            checked++;
        }
    }
    return checked;
}

static void
test_steps(void)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(20261124);
    guint checked = 0;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(cases[i]);
        g_assert_true(fixture->planned);
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            checked += check_lines(fixture, (LdoseDrug)drug, LDOSE_PICTURE_CLEARANCE, dice);
            checked += check_lines(fixture, (LdoseDrug)drug, LDOSE_PICTURE_BILIRUBIN, dice);
        }
    }
    g_test_message("%u points are the engine's", checked);
    g_assert_cmpuint(checked, >, 20 * N_POINTS);
}

/* The line between the points that are drawn. */
static gboolean
dose_on_line(const LdosePicture *picture, double weight_kg, double *dose_out)
{
    for (guint i = 1; i < picture->points->len; i++) {
        const LdosePicturePoint *one = &g_array_index(picture->points, LdosePicturePoint, i - 1);
        const LdosePicturePoint *two = &g_array_index(picture->points, LdosePicturePoint, i);
        if (weight_kg < one->weight_kg || weight_kg > two->weight_kg)
            continue;
        if (!one->has_dose || !two->has_dose)
            return FALSE;
        double way = two->weight_kg - one->weight_kg;
        double share = way > 0 ? (weight_kg - one->weight_kg) / way : 0;
        *dose_out = one->calculated_mg + share * (two->calculated_mg - one->calculated_mg);
        return TRUE;
    }
    g_assert_not_reached();
}

static void
test_weight(void)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(7);
    guint checked = 0, with_dose = 0;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(cases[i]);
        g_autoptr(LdosePicture) picture = ldose_picture_new(
            &fixture->plan, &fixture->patient, NULL, LDOSE_FLUDARABINE, LDOSE_PICTURE_WEIGHT);
        for (guint k = 0; k < N_POINTS; k++) {
            LdosePicturePoint point;
            LdosePatient other = fixture->patient;
            g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
            LdoseFaults faults = {.n = 0};
            double drawn = 0;
            other.weight_kg = g_rand_double_range(dice, picture->low, picture->high);
            other.given &= ~(LDOSE_COLUMN_BIT(LDOSE_COLUMN_FLUDARABINE_FRACTION));
            ldose_picture_point_at(picture, other.weight_kg, &point);
            g_assert_true(ldose_plan_compute(&other, fixture->rules, plan, NULL, &faults));
            const LdoseDrugPlan *drug = &plan->drug[LDOSE_FLUDARABINE];
            g_assert_cmpint(point.has_dose, ==, drug->status == LDOSE_PLAN_FINAL);
            g_assert_cmpfloat_with_epsilon(point.base_mg, drug->base_mg, 1e-9);
            if (point.has_dose)
                g_assert_cmpfloat_with_epsilon(point.given_mg, drug->rounded.given_mg, 1e-9);
            /* Within a thousandth of the dose, or at a jump between two points of 0.1 g. */
            if (point.has_dose && dose_on_line(picture, other.weight_kg, &drawn)) {
                g_assert_cmpfloat(fabs(drawn / drug->calculated_mg - 1), <, 1e-3);
                with_dose++;
            }
            checked++;
        }
    }
    g_assert_cmpuint(checked, ==, N_POINTS * G_N_ELEMENTS(cases));
    g_assert_cmpuint(with_dose, >, 3 * N_POINTS);
}

static const LdosePictureStep *
step(const LdosePicture *picture, guint number)
{
    const LdosePictureLine *line = g_ptr_array_index(picture->lines, 0);
    g_assert_cmpuint(number, <, line->steps->len);
    return &g_array_index(line->steps, LdosePictureStep, number);
}

/* eu-smpc, fludarabine: below 30 do not give; from 30 to 70 a range; above 70 no statement. */
static void
test_ends(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(cases[1]);
    g_autoptr(LdosePicture) picture = ldose_picture_new(&fixture->plan, &fixture->patient, NULL,
                                                        LDOSE_FLUDARABINE, LDOSE_PICTURE_CLEARANCE);
    const LdosePictureLine *line = g_ptr_array_index(picture->lines, 0);
    g_assert_cmpint(picture->state, ==, LDOSE_PICTURE_DRAWN);
    g_assert_cmpuint(line->steps->len, ==, 3);
    g_assert_cmpint(step(picture, 0)->kind, ==, LDOSE_DRAWN_STOP);
    g_assert_cmpfloat_with_epsilon(step(picture, 0)->to, 30, 1e-12);
    g_assert_false(step(picture, 0)->to_owned);
    g_assert_cmpint(step(picture, 1)->kind, ==, LDOSE_DRAWN_RANGE);
    g_assert_true(step(picture, 1)->from_owned && step(picture, 1)->to_owned);
    g_assert_cmpfloat_with_epsilon(step(picture, 1)->part.low, 0.5, 1e-12);
    g_assert_false(step(picture, 1)->part.high_owned);
    g_assert_cmpint(step(picture, 2)->rule->outcome, ==, LDOSE_OUTCOME_SILENT);
    g_assert_true(isinf(step(picture, 2)->to));
    /* Cockcroft–Gault by hand, actual weight: 82 × 130 / (72 × 1.6). */
    g_assert_cmpfloat_with_epsilon(picture->value, 92.534722, 1e-6);
    g_assert_false(picture->has_dose); /* cyclophosphamide is in a hole of the source */
}

/* eu-smpc, cyclophosphamide: the source has no row above 3 and below 3.1 mg/dL, nor above 5. */
static void
test_holes(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(cases[1]);
    g_autoptr(LdosePicture) picture = ldose_picture_new(
        &fixture->plan, &fixture->patient, NULL, LDOSE_CYCLOPHOSPHAMIDE, LDOSE_PICTURE_BILIRUBIN);
    g_assert_true(picture->has_value);
    g_assert_cmpfloat_with_epsilon(picture->value, 3.05, 1e-12);
    g_assert_false(step(picture, 0)->hole);
    g_assert_true(step(picture, 1)->hole);
    g_assert_false(step(picture, 1)->from_owned || step(picture, 1)->to_owned);
    g_assert_cmpfloat_with_epsilon(step(picture, 1)->part.low, 0.75, 1e-12); /* our reading */
    g_assert_false(step(picture, 2)->hole);
    g_assert_true(step(picture, 3)->hole);
    g_assert_cmpint(step(picture, 3)->kind, ==, LDOSE_DRAWN_STOP);
}

/* Where the weight alone makes the dose reach the absolute maximum, there is no plan and no dose:
 * 30 mg/m2 of a surface for 600 kg is 96 mg/m2 of one for 58.6 kg (Mosteller: 600 / 3.2²). */
static void
test_refused(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=us-yescarta; guidance=us-label; sex=M; age_years=40; height_cm=180; "
                     "weight_kg=60; gfr_measured_ml_min=100; dosing_weight_kg=600");
    g_autoptr(LdosePicture) picture = ldose_picture_new(&fixture->plan, &fixture->patient, NULL,
                                                        LDOSE_FLUDARABINE, LDOSE_PICTURE_WEIGHT);
    LdosePicturePoint point;
    ldose_picture_point_at(picture, 58.5, &point);
    g_assert_false(point.has_dose);
    g_assert_cmpfloat(point.base_mg, ==, 0);
    ldose_picture_point_at(picture, 58.7, &point);
    g_assert_cmpfloat(point.base_mg, >, 0);
}

static double
estimate_of(const LdosePicture *picture, LdoseFormulaId formula, int weight)
{
    for (guint i = 0; i < picture->estimates->len; i++) {
        const LdosePictureEstimate *one =
            &g_array_index(picture->estimates, LdosePictureEstimate, i);
        if (one->clearance.formula == formula && (int)one->clearance.weight == weight)
            return one->value;
    }
    g_error("no such estimate");
}

static void
test_patient(void)
{
    g_autoptr(FixtureCase) adult = fixture_plan(cases[0]);
    g_autoptr(LdosePicture) clearance = ldose_picture_new(
        &adult->plan, &adult->patient, NULL, LDOSE_FLUDARABINE, LDOSE_PICTURE_CLEARANCE);
    /* Each estimator and weight once, the one in use first, all where the engine puts them. */
    g_assert_cmpuint(clearance->estimates->len, >, 6);
    for (guint i = 0; i < clearance->estimates->len; i++) {
        const LdosePictureEstimate *one =
            &g_array_index(clearance->estimates, LdosePictureEstimate, i);
        LdoseClearance again;
        g_assert_cmpint(one->in_use, ==, i == 0);
        ldose_clearance_estimate(&adult->patient, &adult->plan.measures, one->clearance.formula,
                                 one->clearance.weight, &again);
        g_assert_cmpfloat_with_epsilon(one->value, again.absolute.ml_min, 1e-9);
        for (guint k = 0; k < i; k++)
            g_assert_false(ldose_clearance_is_same(
                &one->clearance,
                &g_array_index(clearance->estimates, LdosePictureEstimate, k).clearance));
    }
    /* By hand, F, 61 y, 48 kg, 165 cm, 1.1 mg/dL: Cockcroft–Gault 79 × 48 × 0.85 / (72 × 1.1), with
     * ideal weight 45.5 + 2.3 × (165/2.54 − 60) kg. CKD-EPI 2021 as
     * tests/oracle/reference_formulas.py has it, × √(165 × 48 / 3600) / 1.73. */
    g_assert_cmpfloat_with_epsilon(clearance->value, 40.696970, 1e-6);
    g_assert_cmpfloat_with_epsilon(
        estimate_of(clearance, LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_IDEAL), 48.250877, 1e-6);
    g_assert_cmpfloat_with_epsilon(estimate_of(clearance, LDOSE_FORMULA_CKD_EPI_2021_CR, -1),
                                   49.013877, 1e-6);
    /* In dialysis no estimate counts. */
    g_autoptr(FixtureCase) dialysis = fixture_plan(cases[8]);
    g_autoptr(LdosePicture) none = ldose_picture_new(&dialysis->plan, &dialysis->patient, NULL,
                                                     LDOSE_FLUDARABINE, LDOSE_PICTURE_CLEARANCE);
    g_assert_cmpint(none->dialysis, ==, LDOSE_DIALYSIS_HD);
    g_assert_false(none->has_value);
    g_assert_cmpuint(none->estimates->len, ==, 0);
    /* Limits in mL/min are never compared with a child's clearance (R39). */
    g_autoptr(FixtureCase) child = fixture_plan(
        "regimen=us-kymriah-ball; guidance=us-label; sex=F; age_years=7; height_cm=121; "
        "weight_kg=22; creatinine_mg_dl=0.4; bilirubin_mg_dl=0.5");
    g_autoptr(LdosePicture) no_steps = ldose_picture_new(
        &child->plan, &child->patient, NULL, LDOSE_FLUDARABINE, LDOSE_PICTURE_CLEARANCE);
    g_assert_true(no_steps->state == LDOSE_PICTURE_CHILD ||
                  no_steps->state == LDOSE_PICTURE_NO_CHILDREN);
    g_assert_cmpuint(no_steps->lines->len, ==, 0);
}

/* Cap 2 m²: the lines part where the body surface reaches it. */
/* A measured clearance is one whatever equation stands beside it, and never an estimate. */
static void
test_same_clearance(void)
{
    LdoseClearance measured = {.choice = LDOSE_CHOSEN_MEASURED,
                               .formula = LDOSE_FORMULA_COCKCROFT_GAULT,
                               .weight = LDOSE_WEIGHT_ACTUAL},
                   other = measured, estimated = measured;
    other.formula = LDOSE_FORMULA_CKD_EPI_2021_CR;
    estimated.choice = LDOSE_CHOSEN_BY_GUIDANCE;
    g_assert_true(ldose_clearance_is_same(&measured, &other));
    g_assert_false(ldose_clearance_is_same(&measured, &estimated));
    g_assert_false(ldose_clearance_is_same(&estimated, &measured));
    g_assert_true(ldose_clearance_is_same(&estimated, &estimated));
}

static void
test_cap(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(cases[5]);
    g_autoptr(LdosePicture) picture = ldose_picture_new(&fixture->plan, &fixture->patient, NULL,
                                                        LDOSE_FLUDARABINE, LDOSE_PICTURE_WEIGHT);
    guint under = 0, over = 0;
    for (guint i = 0; i < picture->points->len; i++) {
        const LdosePicturePoint *point = &g_array_index(picture->points, LdosePicturePoint, i);
        /* By hand: 160 cm have 2 m² at 4 × 3600 / 160 = 90 kg; 30 mg/m². */
        g_assert_cmpfloat_with_epsilon(point->base_uncapped_mg,
                                       30 * sqrt(160 * point->weight_kg / 3600), 1e-9);
        g_assert_cmpfloat_with_epsilon(point->base_mg, MIN(point->base_uncapped_mg, 60), 1e-9);
        if (point->weight_kg > 90)
            over++;
        else
            under++;
    }
    g_assert_cmpfloat_with_epsilon(picture->cap_m2, 2, 1e-12);
    g_assert_cmpuint(under, >, 10);
    g_assert_cmpuint(over, >, 10);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/picture/steps-are-the-engine", test_steps);
    g_test_add_func("/picture/weight-is-the-engine", test_weight);
    g_test_add_func("/picture/ends", test_ends);
    g_test_add_func("/picture/holes", test_holes);
    g_test_add_func("/picture/refused", test_refused);
    g_test_add_func("/picture/patient", test_patient);
    g_test_add_func("/picture/same-clearance", test_same_clearance);
    g_test_add_func("/picture/cap", test_cap);
    return g_test_run();
}
