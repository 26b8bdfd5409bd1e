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
    /* The whole course, as given. */
    g_assert_cmpfloat_with_epsilon(e.phosphate_mg, fixture->plan.drug[LDOSE_FLUDARABINE].total_mg,
                                   1e-9);
    g_assert_cmpfloat_with_epsilon(e.fara_a_mg / e.phosphate_mg, 285.2 / 365.2, 1e-12);
    /* By hand: (140−63)×80/(72×0.94) × 1.73/√(174×80/3600) */
    double bsa = sqrt(174.0 * 80 / 3600), crcl = 77.0 * 80 / (72 * 0.94);
    double egfr = crcl * 1.73 / bsa, size = pow(80.0 / 70, 0.75);
    g_assert_cmpfloat_with_epsilon(e.egfr, egfr, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.egfr_used, egfr, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.crcl_ml_min, crcl, 1e-9);
    double clearance = (3.24 + 0.782 * egfr * 0.06) * size;
    g_assert_cmpfloat_with_epsilon(e.clearance.total_l_h, clearance, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.auc, e.fara_a_mg / clearance, 1e-9);
    g_assert_cmpfloat_with_epsilon(e.varela_auc[LDOSE_VARELA_AXI_CEL],
                                   e.fara_a_mg / ((4.4 + 1.7 * crcl / 96) * size), 1e-9);
    g_assert_cmpfloat(e.varela_auc[LDOSE_VARELA_TISA_CEL], ==, 0);
    /* The dossier's 17.9 (16.8–18.3 around it) and its interval × 0.677 to 1.478. */
    g_assert_cmpfloat(e.auc, >, 17.5);
    g_assert_cmpfloat(e.auc, <, 18.2);
    g_assert_cmpfloat_with_epsilon(e.interval.low / e.auc, 0.677, 0.001);
    g_assert_cmpfloat_with_epsilon(e.interval.high / e.auc, 1.478, 0.001);
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
    {TYPICAL "creatinine_mg_dl=0.94; dialysis=hd; override_reason=tumour board; decided_by=A. B.; prescriber=C. D.; "
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
        g_assert_true((e.refused == 0) == (e.auc > 0));
    }
}

static void
test_varela_refusals(void)
{
    /* 101 kg, 52 kg, 23 and 82 years, 39 and 214 mL/min are its own ends. */
    LdosePlanExposure e =
        exposure_of("regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=174; "
                    "weight_kg=110; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.9");
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_cmpuint(e.varela_refused, ==, BIT(LDOSE_EXPOSURE_WEIGHT));
    g_assert_cmpfloat(e.varela_auc[0] + e.varela_auc[1], ==, 0);
    /* A product that it has no constant for: both are told. */
    e = exposure_of("regimen=us-carvykti; guidance=us-label; sex=M; age_years=60; height_cm=174; "
                    "weight_kg=80; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.9");
    g_assert_cmpuint(e.varela_refused, ==, 0);
    g_assert_cmpint(e.varela_product, ==, -1);
    g_assert_cmpfloat(e.varela_auc[LDOSE_VARELA_AXI_CEL], >, 0);
    g_assert_cmpfloat(e.varela_auc[LDOSE_VARELA_TISA_CEL], >, e.varela_auc[LDOSE_VARELA_AXI_CEL]);
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_OTHER_PRODUCT)) != 0);
}

static void
test_warnings(void)
{
    LdosePlanExposure e = exposure_of(TYPICAL "creatinine_mg_dl=0.5");
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_CAPPED)) != 0);
    g_assert_cmpfloat_with_epsilon(e.egfr_used, 140 - 0.8 * 33, 1e-9);
    g_assert_cmpfloat(e.egfr, >, e.egfr_used); /* what it was stays */
    e = exposure_of(TYPICAL "gfr_measured_ml_min=90");
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_MEASURED_GFR)) != 0);
    e = exposure_of("regimen=us-yescarta; guidance=us-label; sex=F; age_years=50; height_cm=160; "
                    "weight_kg=100; bilirubin_mg_dl=0.6; creatinine_mg_dl=0.7");
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_OBESE)) != 0);
    e = exposure_of(TYPICAL "creatinine_mg_dl=2.0");
    g_assert_true((e.warnings & BIT(LDOSE_EXPOSURE_SPARSE)) != 0 || e.refused != 0);
    /* A child of 6 years under the one document with rules for children. */
    e = exposure_of("regimen=eu-kymriah-ball; guidance=kinderformularium; sex=F; age_years=6; "
                    "height_cm=116; weight_kg=20.5; bilirubin_mg_dl=0.4; creatinine_mg_dl=0.4; "
                    "accept_unverified=yes; dialysis=none");
    g_assert_cmpuint(e.refused, ==, 0);
    g_assert_cmpint(e.egfr_formula, ==, LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009);
    g_assert_cmpfloat_with_epsilon(e.egfr, 0.413 * 116 / 0.4, 1e-9);
    g_assert_cmpuint(e.warnings & (BIT(LDOSE_EXPOSURE_CHILD) | BIT(LDOSE_EXPOSURE_SCHWARTZ)), ==,
                     BIT(LDOSE_EXPOSURE_CHILD) | BIT(LDOSE_EXPOSURE_SCHWARTZ));
    g_assert_true((e.varela_refused & BIT(LDOSE_EXPOSURE_AGE)) != 0);
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
