/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exposure of a plan: values, each refusal, each warning, and what it must never do. Synthetic
 * patients. */
#include "plan-exposure.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

/* Dossier fludarabine-pk.md, case A03: 63 y, 80 kg, 174 cm, eGFR 80, 30 mg/m² for 3 days: 17.9,
 * with the second model 20.8. Creatinine 0.9458 mg/dL makes eGFR 80 by Cockcroft–Gault, indexed by
 * Mosteller; us-yescarta gives full dose from 80. */
#define TYPICAL                                                                                    \
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=63; height_cm=174; weight_kg=80; "   \
    "bilirubin_mg_dl=0.6; dialysis=none; "

#define BIT LDOSE_EXPOSURE_BIT

static LdosePlanExposure
exposure_of(const char *text)
{
    LdosePlanExposure exposure;
    g_autoptr(FixtureCase) fixture = fixture_plan(text);
    if (!fixture->planned) {
        g_autofree char *faults = fixture_faults_text(&fixture->faults);
        g_error("%s: %s", text, faults);
    }
    ldose_plan_exposure(&fixture->plan, &fixture->patient, &exposure);
    return exposure;
}

static void
test_values(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(TYPICAL "creatinine_mg_dl=0.94");
    LdosePlanExposure e;
    ldose_plan_exposure(&fixture->plan, &fixture->patient, &e);
    g_assert_cmpint(fixture->plan.status, ==, LDOSE_PLAN_FINAL);
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_cmpuint(e.varela_refused, ==, 0);
    g_assert_cmpint(e.n_doses, ==, 3);
    /* The whole course, as given: 30 mg/m² × 1.9664 m² is 59 mg, on 3 days. */
    g_assert_cmpfloat_with_epsilon(e.phosphate_mg, 177, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.fara_a_mg / e.phosphate_mg, 285.2 / 365.2, 1e-12);
    /* By hand, from the equations in the dossier's 1.2, 1.4 and 2: (140−63)×80/(72×0.94) ×
     * 1.73/√(174×80/3600) */
    double bsa = sqrt(174.0 * 80 / 3600), crcl = 77.0 * 80 / (72 * 0.94);
    double egfr = crcl * 1.73 / bsa, size = pow(80.0 / 70, 0.75);
    g_assert_cmpfloat_with_epsilon(e.egfr_ml_min_173, egfr, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.egfr_used_ml_min_173, egfr, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.crcl_ml_min, crcl, 1e-9);
    double clearance = (3.24 + 0.782 * egfr * 0.06) * size;
    g_assert_cmpfloat_with_epsilon(e.clearance.total_l_h, clearance, 1e-9);
    double fara_a = 177 * 285.2 / 365.2;
    g_assert_cmpfloat_with_epsilon(e.auc_mg_h_l, fara_a / clearance, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.varela_auc_mg_h_l[LDOSE_VARELA_AXI_CEL],
                                   fara_a / ((4.4 + 1.7 * crcl / 96) * size), 1e-9);
    g_assert_cmpfloat(e.varela_auc_mg_h_l[LDOSE_VARELA_TISA_CEL], ==, 0);
    /* The dossier's 17.9 (16.8–18.3 around it) and its interval × 0.677 to 1.478. */
    g_assert_cmpfloat(e.auc_mg_h_l, >, 17.5);
    g_assert_cmpfloat(e.auc_mg_h_l, <, 18.2);
    g_assert_cmpfloat_with_epsilon(e.interval.low_mg_h_l / e.auc_mg_h_l, 0.677, 0.001);
    g_assert_cmpfloat_with_epsilon(e.interval.high_mg_h_l / e.auc_mg_h_l, 1.478, 0.001);
}

typedef struct {
    const char *text;
    guint32 refused; /* by the first model */
} Refusal;

static const Refusal refusals[] = {
    {TYPICAL "creatinine_mg_dl=0.94", 0},
    {TYPICAL, BIT(LDOSE_EXPOSURE_NOT_FINAL) | BIT(LDOSE_EXPOSURE_NO_CREATININE)},
    /* In dialysis under a label that stops, then with a person's override. */
    {TYPICAL "creatinine_mg_dl=0.94; dialysis=hd",
     BIT(LDOSE_EXPOSURE_NOT_FINAL) | BIT(LDOSE_EXPOSURE_DIALYSIS)},
    {TYPICAL "creatinine_mg_dl=0.94; dialysis=hd; override_reason=tumour board; decided_by=A. B.; "
             "prescriber=C. D.; "
             "fludarabine_fraction=0.5; cyclophosphamide_fraction=1",
     BIT(LDOSE_EXPOSURE_DIALYSIS)},
    /* Rising creatinine: no estimate is valid, also beside a measured GFR. */
    {TYPICAL "creatinine_mg_dl=0.94; creatinine_earlier_mg_dl=0.5; gfr_measured_ml_min=90",
     BIT(LDOSE_EXPOSURE_UNSTABLE)},
    {"regimen=us-yescarta; guidance=us-label; sex=M; age_years=75; height_cm=174; weight_kg=80; "
     "bilirubin_mg_dl=0.6; creatinine_mg_dl=0.7",
     BIT(LDOSE_EXPOSURE_AGE)},
    {"regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=174; "
     "weight_kg=131; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.9",
     BIT(LDOSE_EXPOSURE_WEIGHT)},
    /* The ends themselves are inside: 0.3 to 74 years, 4.3 to 130 kg (dossier 1.1). */
    {"regimen=us-yescarta; guidance=us-label; sex=M; age_years=74; height_cm=174; weight_kg=80; "
     "bilirubin_mg_dl=0.6; creatinine_mg_dl=0.7",
     0},
    {"regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=174; "
     "weight_kg=130; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.9",
     0},
    /* eGFR below 25 by the model's own rule, final by a measured GFR. */
    {TYPICAL "creatinine_mg_dl=3.2; gfr_measured_ml_min=90", BIT(LDOSE_EXPOSURE_CLEARANCE)},
    /* A bound above the ceiling is a number; one below it is none. */
    {TYPICAL "creatinine_mg_dl=<0.3", 0},
    {TYPICAL "creatinine_mg_dl=<0.9", BIT(LDOSE_EXPOSURE_BOUND)},
};

static void
test_refusals(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *text = g_strdup(refusals[i].text);
        /* The last of two values counts. */
        if (strstr(text, "dialysis=hd") != NULL)
            text = fixture_replace(g_steal_pointer(&text), "dialysis=none; ", "");
        LdosePlanExposure e = exposure_of(text);
        if (e.refused != refusals[i].refused)
            g_error("%s: refused %x, expected %x", text, e.refused, refusals[i].refused);
        g_assert_true((e.refused == 0) == (e.auc_mg_h_l > 0));
    }
}

/* 23 and 82 years, 52 and 101 kg, 39 and 214 mL/min are the second model's ends (dossier 2). By
 * Cockcroft–Gault 77 × 80 / 72 = 85.56 mL/min at 1 mg/dL. */
static const Refusal varela_refusals[] = {
    {"age_years=23; weight_kg=80; creatinine_mg_dl=1", 0},
    {"age_years=22; weight_kg=80; creatinine_mg_dl=1", BIT(LDOSE_EXPOSURE_AGE)},
    {"age_years=82; weight_kg=80; creatinine_mg_dl=0.7", 0},
    {"age_years=83; weight_kg=80; creatinine_mg_dl=0.7", BIT(LDOSE_EXPOSURE_AGE)},
    {"age_years=63; weight_kg=52; creatinine_mg_dl=0.6", 0},
    {"age_years=63; weight_kg=51; creatinine_mg_dl=0.6", BIT(LDOSE_EXPOSURE_WEIGHT)},
    {"age_years=63; weight_kg=101; creatinine_mg_dl=1", 0},
    {"age_years=63; weight_kg=102; creatinine_mg_dl=1", BIT(LDOSE_EXPOSURE_WEIGHT)},
    {"age_years=63; weight_kg=80; creatinine_mg_dl=0.4", 0}, /* 213.9 */
    {"age_years=63; weight_kg=80; creatinine_mg_dl=0.395", BIT(LDOSE_EXPOSURE_CLEARANCE)},
    {"age_years=63; weight_kg=80; creatinine_mg_dl=2.19", 0}, /* 39.1 */
    {"age_years=63; weight_kg=80; creatinine_mg_dl=2.2", BIT(LDOSE_EXPOSURE_CLEARANCE)},
};

static void
test_varela_refusals(void)
{
    LdosePlanExposure e;
    for (guint i = 0; i < G_N_ELEMENTS(varela_refusals); i++) {
        g_autofree char *text =
            g_strconcat("regimen=us-yescarta; guidance=us-label; sex=M; height_cm=174; "
                        "bilirubin_mg_dl=0.6; dialysis=none; ",
                        varela_refusals[i].text, NULL);
        e = exposure_of(text);
        if (e.varela_refused != varela_refusals[i].refused)
            g_error("%s: refused %x, expected %x", text, e.varela_refused,
                    varela_refusals[i].refused);
        g_assert_true((e.varela_refused == 0) == (e.varela_auc_mg_h_l[LDOSE_VARELA_AXI_CEL] > 0));
    }
    e = exposure_of("regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=174; "
                    "weight_kg=110; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.9");
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_cmpuint(e.varela_refused, ==, BIT(LDOSE_EXPOSURE_WEIGHT));
    g_assert_cmpfloat(e.varela_auc_mg_h_l[0] + e.varela_auc_mg_h_l[1], ==, 0);
    /* A product that it has no constant for: both are told. */
    e = exposure_of("regimen=us-carvykti; guidance=us-label; sex=M; age_years=60; height_cm=174; "
                    "weight_kg=80; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.9");
    g_assert_cmpuint(e.varela_refused, ==, 0);
    g_assert_cmpint(e.varela_product, ==, -1);
    g_assert_cmpfloat(e.varela_auc_mg_h_l[LDOSE_VARELA_AXI_CEL], >, 0);
    g_assert_cmpfloat(e.varela_auc_mg_h_l[LDOSE_VARELA_TISA_CEL], >,
                      e.varela_auc_mg_h_l[LDOSE_VARELA_AXI_CEL]);
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_OTHER_PRODUCT)) != 0);
}

static void
test_warnings(void)
{
    LdosePlanExposure e = exposure_of(TYPICAL "creatinine_mg_dl=0.5");
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_CAPPED)) != 0);
    g_assert_cmpfloat_with_epsilon(e.egfr_used_ml_min_173, 140 - 0.8 * 33, 1e-9);
    g_assert_cmpfloat(e.egfr_ml_min_173, >, e.egfr_used_ml_min_173); /* what it was stays */
    e = exposure_of(TYPICAL "gfr_measured_ml_min=90");
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_MEASURED_GFR)) != 0);
    e = exposure_of("regimen=us-yescarta; guidance=us-label; sex=F; age_years=50; height_cm=160; "
                    "weight_kg=100; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.7");
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_OBESE)) != 0);
    /* 42.8 mL/min is 37.6 mL/min/1.73 m². */
    e = exposure_of(TYPICAL "creatinine_mg_dl=2.0");
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_cmpfloat_with_epsilon(e.egfr_ml_min_173, 37.635, 0.001);
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_SPARSE)) != 0);
    e = exposure_of(TYPICAL "creatinine_mg_dl=1.6"); /* 47.0 */
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_SPARSE)) == 0);
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_OTHER_DISEASE)) != 0); /* "all indications" */
    /* A child of 6 years under the one document with rules for children. */
    e = exposure_of("regimen=eu-kymriah-ball; guidance=kinderformularium; sex=F; age_years=6; "
                    "height_cm=116; weight_kg=20.5; bilirubin_mg_dl=0.4; creatinine_mg_dl=0.4; "
                    "accept_unverified=yes; dialysis=none");
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_cmpint(e.egfr_formula, ==, LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009);
    g_assert_cmpfloat_with_epsilon(e.egfr_ml_min_173, 0.413 * 116 / 0.4, 1e-9);
    g_assert_cmpuint(e.warnings & (BIT(LDOSE_EXPOSURE_CHILD) | BIT(LDOSE_EXPOSURE_SCHWARTZ)), ==,
                     BIT(LDOSE_EXPOSURE_CHILD) | BIT(LDOSE_EXPOSURE_SCHWARTZ));
    g_assert_true((e.varela_refused & BIT(LDOSE_EXPOSURE_AGE)) != 0);
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_UNDER_2)) == 0);
    /* 1.5 years, 11 kg, 81 cm: 0.413 × 81 / 0.2 is above the ceiling of 140. Clearance is that of
     * case P03 of tests/oracle/flu-pk-values.csv. */
    e = exposure_of("regimen=eu-kymriah-ball; guidance=kinderformularium; sex=F; age_years=1.5; "
                    "height_cm=81; weight_kg=11; bilirubin_mg_dl=0.4; creatinine_mg_dl=0.2; "
                    "accept_unverified=yes; dialysis=none");
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_UNDER_2)) != 0);
    g_assert_cmpfloat_with_epsilon(e.egfr_used_ml_min_173, 140, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.clearance.total_l_h, 2.448143, 1e-6);
    g_assert_cmpfloat_with_epsilon(e.auc_mg_h_l * 2.448143 * 365.2 / 285.2, e.phosphate_mg, 1e-4);
}

static void
test_studies(void)
{
    /* A study applies only where product and indication are its own. */
    LdosePlanExposure e = exposure_of(TYPICAL "creatinine_mg_dl=0.94");
    g_assert_cmpuint(e.applies, ==, 0); /* "all indications" is not large B-cell lymphoma */
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_NO_STUDY)) != 0);
    e = exposure_of("regimen=us-kymriah-lbcl; guidance=us-label; sex=M; age_years=63; "
                    "height_cm=174; weight_kg=80; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.94");
    g_assert_cmpuint(e.applies, ==, 0); /* no exposure target exists for it */
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_OTHER_DISEASE)) == 0);
    e = exposure_of("regimen=us-kymriah-ball; guidance=us-label; sex=M; age_years=20; "
                    "height_cm=174; weight_kg=80; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.94");
    g_assert_cmpuint(e.applies, ==, BIT(LDOSE_STUDY_FABRIZIO_2022) | BIT(LDOSE_STUDY_DEKKER_2022));
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_NO_STUDY)) == 0);
    /* No shipped regimen of axi-cel is for large B-cell lymphoma alone; a site's own may be. */
    g_autoptr(FixtureCase) fixture = fixture_plan(TYPICAL "creatinine_mg_dl=0.94");
    LdoseRegimen regimen = *fixture->rules->regimen;
    LdoseRuleSet rules = *fixture->rules;
    regimen.indication = "large B-cell lymphoma";
    rules.regimen = &regimen;
    fixture->plan.rules = &rules;
    ldose_plan_exposure(&fixture->plan, &fixture->patient, &e);
    g_assert_cmpuint(e.applies, ==, BIT(LDOSE_STUDY_SCORDO_2023));
    g_assert_cmpuint(
        e.warnings & (BIT(LDOSE_EXPOSURE_NO_STUDY) | BIT(LDOSE_EXPOSURE_OTHER_DISEASE)), ==, 0);
}

/* Never overrides a rule: the plan is the same bytes before and after. */
static void
test_leaves_the_plan_alone(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(TYPICAL "creatinine_mg_dl=0.94");
    g_autofree LdosePlan *before = g_memdup2(&fixture->plan, sizeof fixture->plan);
    LdosePlanExposure e;
    ldose_plan_exposure(&fixture->plan, &fixture->patient, &e);
    g_assert_true(memcmp(before, &fixture->plan, sizeof *before) == 0);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/plan-exposure/values", test_values);
    g_test_add_func("/plan-exposure/refusals", test_refusals);
    g_test_add_func("/plan-exposure/second-model", test_varela_refusals);
    g_test_add_func("/plan-exposure/warnings", test_warnings);
    g_test_add_func("/plan-exposure/studies", test_studies);
    g_test_add_func("/plan-exposure/leaves-the-plan-alone", test_leaves_the_plan_alone);
    return g_test_run();
}
