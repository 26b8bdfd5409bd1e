/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which clearance counts: the order of choice, the rows of the site policies, the conversion, and
 * when a creatinine gives none (R09, R10, R42, R43, R44). */
#include "clearance.h"

#include <string.h>

#include "fixture.h"
#include "printed-digits.h"

#define ORDER    "rules.md 2.3"
#define POLICY   "encoding.md 5.3, adult-oncology"
#define UNSTABLE "rules.md 2.5"
#define WHO      "regimen=r; guidance=g; "
#define ADULT    WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; creatinine_mg_dl=1; "
#define CHILD    WHO "sex=M; age_years=10; height_cm=140; weight_kg=35; creatinine_mg_dl=0.5; "
#define CG       LDOSE_FORMULA_COCKCROFT_GAULT
#define NONE     (-1)

static const LdoseFormulary *
formulary(const char *id)
{
    g_autoptr(GError) error = NULL;
    const LdoseFormulary *found = ldose_library_formulary(fixture_library(), id, &error);
    g_assert_no_error(error);
    return found;
}

/* ---- the choice ------------------------------------------------------------------------------ */

typedef struct {
    const char *name;
    const char *source;
    const char *policy;
    int equation; /* that the guidance names, or NONE */
    const char *text;
    const char *expected; /* see choice_text() */
} Case;

/* "by-guidance cockcroft_gault actual", "measured", "dialysis", "missing creatinine_mg_dl", … and
 * the policy's row where one counted. */
static char *
choice_text(const LdoseClearance *clearance)
{
    static const char *const choices[] = {"none", "measured", "by-case", "by-guidance", "by-policy",
                                          "variant"};
    GString *text = g_string_new(NULL);
    switch (clearance->state) {
    case LDOSE_CLEARANCE_DIALYSIS: return g_string_free(g_string_append(text, "dialysis"), FALSE);
    case LDOSE_CLEARANCE_NOT_APPLICABLE:
        return g_string_free(g_string_append(text, "not-applicable"), FALSE);
    case LDOSE_CLEARANCE_MISSING: g_string_append(text, "missing "); break;
    case LDOSE_CLEARANCE_UNSTABLE: g_string_append(text, "unstable "); break;
    case LDOSE_CLEARANCE_KNOWN: break;
    default: g_assert_not_reached();
    }
    g_string_append(text, choices[clearance->choice]);
    if (clearance->choice != LDOSE_CHOSEN_MEASURED)
        g_string_append_printf(text, " %s", ldose_clearance_estimator_id(clearance));
    if (clearance->weight >= 0)
        g_string_append_printf(text, " %s",
                               ldose_vocabulary_id(&ldose_weight_kinds, clearance->weight));
    if (clearance->policy != NULL)
        g_string_append_printf(text, " (%s)", clearance->policy->id);
    return g_string_free(text, FALSE);
}

static const Case CASES[] = {
    /* the order: dialysis, measured, the case's estimator, the guidance's equation, the policy */
    {"order/dialysis-first", ORDER "; R43", "as-published", CG,
     ADULT "gfr_measured_ml_min=90; estimator=ckd_epi_2021_cr; dialysis=hd", "dialysis"},
    {"order/dialysis-none", ORDER, "as-published", CG, ADULT "dialysis=none",
     "by-guidance cockcroft_gault actual (rest)"},
    {"order/dialysis-pd", ORDER, "as-published", CG, ADULT "dialysis=pd", "dialysis"},
    {"order/dialysis-crrt", ORDER, "as-published", CG, ADULT "dialysis=crrt", "dialysis"},
    {"order/measured-before-estimator", ORDER, "as-published", CG,
     ADULT "gfr_measured_ml_min=90; estimator=ckd_epi_2021_cr", "measured"},
    {"order/case-before-guidance", ORDER, "as-published", CG, ADULT "estimator=ckd_epi_2021_cr",
     "by-case ckd_epi_2021_cr"},
    {"order/guidance-before-policy", ORDER, "as-published", CG, ADULT,
     "by-guidance cockcroft_gault actual (rest)"},
    {"order/guidance-other-equation", ORDER, "as-published", LDOSE_FORMULA_CKD_EPI_2021_CR, ADULT,
     "by-guidance ckd_epi_2021_cr"},
    {"order/policy-last", ORDER, "as-published", NONE, ADULT,
     "by-policy cockcroft_gault actual (rest)"},
    {"order/guidance-outside-its-population", ORDER ": if the patient is in its population",
     "as-published", CG, CHILD, "by-policy schwartz_bedside_2009 (child)"},
    {"order/guidance-17.99", ORDER, "as-published", CG,
     WHO "sex=M; age_years=17.99; height_cm=170; weight_kg=70; creatinine_mg_dl=1",
     "by-policy schwartz_bedside_2009 (child)"},
    {"order/guidance-18", ORDER, "as-published", CG,
     WHO "sex=M; age_years=18; height_cm=170; weight_kg=70; creatinine_mg_dl=1",
     "by-guidance cockcroft_gault actual (rest)"},
    /* what is missing is named (R01) */
    {"missing/creatinine", "R01", "as-published", CG,
     WHO "sex=M; age_years=50; height_cm=170; weight_kg=70",
     "missing by-guidance cockcroft_gault actual (rest)"},
    {"missing/cystatin", "R01", "as-published", NONE, ADULT "estimator=ckd_epi_2012_cys",
     "missing by-case ckd_epi_2012_cys"},
    {"missing/dry-weight", "cli.md clearance_weight", "as-published", NONE,
     ADULT "clearance_weight=dry", "missing by-policy cockcroft_gault dry (rest)"},
    /* the weight in Cockcroft-Gault: the case's, else the policy's, also when the guidance names
       the equation */
    {"weight/case", ORDER, "adult-oncology", CG, ADULT "clearance_weight=ideal",
     "by-guidance cockcroft_gault ideal"},
    {"weight/case-before-policy", ORDER, "adult-oncology", CG,
     WHO "sex=F; age_years=50; height_cm=165; weight_kg=128; creatinine_mg_dl=1; "
         "clearance_weight=actual",
     "by-guidance cockcroft_gault actual"},
    {"weight/policy-with-named-equation", ORDER, "adult-oncology", CG,
     WHO "sex=F; age_years=50; height_cm=165; weight_kg=128; creatinine_mg_dl=1",
     "by-guidance cockcroft_gault adjusted40 (obese)"},
    {"weight/ideal-undefined", "encoding.md 5.3: undefined below 152.4 cm", "as-published", NONE,
     WHO
     "sex=F; age_years=50; height_cm=150; weight_kg=60; creatinine_mg_dl=1; clearance_weight=ideal",
     "not-applicable"},
    {"weight/dosing-weight-does-not-count", ORDER ": never enters a clearance", "as-published",
     NONE, ADULT "dosing_weight_kg=50", "by-policy cockcroft_gault actual (rest)"},
    /* children: Schwartz from 1 year, none below (rules.md 2.4) */
    {"child/policy", POLICY " row 1", "adult-oncology", NONE, CHILD,
     "by-policy schwartz_bedside_2009 (child)"},
    {"child/1-year", POLICY " row 1", "adult-oncology", NONE,
     WHO "sex=F; age_years=1; height_cm=70; weight_kg=8; creatinine_mg_dl=0.2",
     "by-policy schwartz_bedside_2009 (child)"},
    {"child/under-1-year", POLICY " row 1", "adult-oncology", NONE,
     WHO "sex=F; age_years=0.99; height_cm=70; weight_kg=8; creatinine_mg_dl=0.2",
     "not-applicable"},
    {"child/no-adult-equation", "rules.md 2.4", "as-published", NONE,
     CHILD "estimator=cockcroft_gault", "not-applicable"},
    {"child/ckid-u25", "cli.md: 1 to 25 y", "as-published", NONE, CHILD "estimator=ckid_u25_cr",
     "by-case ckid_u25_cr"},
    {"adult/no-childrens-equation", ORDER, "as-published", NONE,
     ADULT "estimator=schwartz_bedside_2009", "not-applicable"},
    /* adult-oncology, row by row */
    {"policy/fluid-dry", POLICY " row 2", "adult-oncology", NONE,
     ADULT "conditions=fluid; dry_weight_kg=62", "by-policy cockcroft_gault dry (fluid)"},
    {"policy/fluid-without-dry", POLICY " row 2: falls to the next", "adult-oncology", NONE,
     ADULT "conditions=fluid", "by-policy cockcroft_gault actual (rest)"},
    {"policy/fluid-without-dry-obese", POLICY " rows 2, 4", "adult-oncology", NONE,
     WHO "sex=F; age_years=50; height_cm=165; weight_kg=128; creatinine_mg_dl=1; conditions=fluid",
     "by-policy cockcroft_gault adjusted40 (obese)"},
    {"policy/fluid-absent", POLICY " row 2", "adult-oncology", NONE,
     ADULT "conditions_absent=fluid; dry_weight_kg=62", "by-policy cockcroft_gault actual (rest)"},
    {"policy/ascites-mild", POLICY " row 2", "adult-oncology", NONE,
     ADULT "ascites=mild; dry_weight_kg=62", "by-policy cockcroft_gault dry (ascites-mild)"},
    {"policy/ascites-moderate", POLICY " row 2", "adult-oncology", NONE,
     ADULT "ascites=moderate; dry_weight_kg=62",
     "by-policy cockcroft_gault dry (ascites-moderate)"},
    {"policy/ascites-none", POLICY " row 2", "adult-oncology", NONE,
     ADULT "ascites=none; dry_weight_kg=62", "by-policy cockcroft_gault actual (rest)"},
    {"policy/ascites-not-stated", "cli.md: declared inputs", "adult-oncology", NONE,
     ADULT "dry_weight_kg=62", "by-policy cockcroft_gault actual (rest)"},
    {"policy/fluid-before-emaciated", "encoding.md D24", "adult-oncology", NONE,
     ADULT "conditions=fluid emaciated; dry_weight_kg=62", "by-policy cockcroft_gault dry (fluid)"},
    {"policy/emaciated", POLICY " row 3", "adult-oncology", NONE, ADULT "conditions=emaciated",
     "by-policy cockcroft_gault actual (emaciated)"},
    {"policy/emaciated-before-obese", POLICY " rows 3, 4", "adult-oncology", NONE,
     WHO
     "sex=F; age_years=50; height_cm=165; weight_kg=128; creatinine_mg_dl=1; conditions=emaciated",
     "by-policy cockcroft_gault actual (emaciated)"},
    {"policy/bmi-29.99", POLICY " row 4", "adult-oncology", NONE,
     WHO "sex=M; age_years=50; height_cm=200; weight_kg=119.96; creatinine_mg_dl=1",
     "by-policy cockcroft_gault actual (rest)"},
    {"policy/bmi-30", POLICY " row 4", "adult-oncology", NONE,
     WHO "sex=M; age_years=50; height_cm=200; weight_kg=120; creatinine_mg_dl=1",
     "by-policy cockcroft_gault adjusted40 (obese)"},
    {"policy/bmi-30.01", POLICY " row 4", "adult-oncology", NONE,
     WHO "sex=M; age_years=50; height_cm=200; weight_kg=120.04; creatinine_mg_dl=1",
     "by-policy cockcroft_gault adjusted40 (obese)"},
    {"policy/obese-152.3-cm", POLICY " rows 4, 5", "adult-oncology", NONE,
     WHO "sex=F; age_years=50; height_cm=152.3; weight_kg=100; creatinine_mg_dl=1",
     "by-policy cockcroft_gault lean (obese-short)"},
    {"policy/obese-152.4-cm", POLICY " rows 4, 5", "adult-oncology", NONE,
     WHO "sex=F; age_years=50; height_cm=152.4; weight_kg=100; creatinine_mg_dl=1",
     "by-policy cockcroft_gault adjusted40 (obese)"},
    {"policy/short-normal-size", "encoding.md D24: keeps measured weight", "adult-oncology", NONE,
     WHO "sex=F; age_years=50; height_cm=146; weight_kg=60; creatinine_mg_dl=1",
     "by-policy cockcroft_gault actual (rest)"},
    {"policy/130-percent", POLICY " row 6: 1.3 x 45.5 kg", "adult-oncology", NONE,
     WHO "sex=F; age_years=50; height_cm=152.4; weight_kg=59.15; creatinine_mg_dl=1",
     "by-policy cockcroft_gault actual (rest)"},
    {"policy/130-percent-below", POLICY " row 6", "adult-oncology", NONE,
     WHO "sex=F; age_years=50; height_cm=152.4; weight_kg=59.14; creatinine_mg_dl=1",
     "by-policy cockcroft_gault actual (rest)"},
    {"policy/130-percent-above", POLICY " row 6", "adult-oncology", NONE,
     WHO "sex=F; age_years=50; height_cm=152.4; weight_kg=59.16; creatinine_mg_dl=1",
     "by-policy cockcroft_gault adjusted40 (above-130-percent)"},
    {"policy/rest", POLICY " row 7: not ideal weight", "adult-oncology", NONE, ADULT,
     "by-policy cockcroft_gault actual (rest)"},
    {"policy/thin", POLICY " row 7", "adult-oncology", NONE,
     WHO "sex=M; age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.5",
     "by-policy cockcroft_gault actual (rest)"},
    /* uk-nhs-bands: as as-published (encoding.md D27) */
    {"policy/nhs-obese", "encoding.md D27", "uk-nhs-bands", NONE,
     WHO "sex=F; age_years=50; height_cm=165; weight_kg=128; creatinine_mg_dl=1",
     "by-policy cockcroft_gault actual (rest)"},
    /* a creatinine that is rising makes every estimate invalid, never a measured GFR */
    {"unstable/estimate", UNSTABLE, "as-published", CG, ADULT "creatinine_earlier_mg_dl=0.6",
     "unstable by-guidance cockcroft_gault actual (rest)"},
    {"unstable/cystatin-too", UNSTABLE ": every estimate", "as-published", CG,
     ADULT "creatinine_earlier_mg_dl=0.6; estimator=ckd_epi_2012_cys; cystatin_c_mg_l=0.9",
     "unstable by-case ckd_epi_2012_cys"},
    {"unstable/measured", UNSTABLE, "as-published", CG,
     ADULT "creatinine_earlier_mg_dl=0.6; gfr_measured_ml_min=70", "measured"},
};

static void
choose(const Case *row, FixtureCase *fixture, LdoseMeasures *measures, LdoseClearance *clearance)
{
    g_assert_true(fixture->valid);
    ldose_measures_compute(&fixture->patient, formulary(row->policy), measures, NULL);
    ldose_clearance_choose(&fixture->patient, measures, formulary(row->policy), row->equation,
                           clearance);
}

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_test_message("source: %s", row->source);
    g_autoptr(FixtureCase) fixture = fixture_case(row->text);
    LdoseMeasures measures;
    LdoseClearance clearance;
    choose(row, fixture, &measures, &clearance);
    g_autofree char *choice = choice_text(&clearance);
    g_assert_cmpstr(choice, ==, row->expected);
    if (clearance.state == LDOSE_CLEARANCE_MISSING)
        g_assert_cmpuint(clearance.missing, !=, 0);
    else
        g_assert_cmpuint(clearance.missing, ==, 0);
}

/* ---- values, and the conversion between the two metrics (R09, R10) --------------------------- */

typedef struct {
    const char *name;
    const char *source;
    const char *text;
    LdoseFormulaId formula;
    int weight;
    const char *absolute, *indexed; /* as printed; NULL: not printed */
} Value;

#define P1 WHO "sex=F; age_years=58; height_cm=165; weight_kg=128; creatinine_mg_dl=0.60; "
#define P2                                                                                         \
    WHO "sex=M; age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; "                \
        "cystatin_c_mg_l=1.6; "
#define P9                                                                                         \
    WHO "sex=M; age_years=57; height_cm=174; weight_kg=82; dry_weight_kg=74; "                     \
        "creatinine_mg_dl=1.10; "

static const Value VALUES[] = {
    {"P1-actual", "patients.md P1", P1, CG, LDOSE_WEIGHT_ACTUAL, "206.5", NULL},
    {"P1-adjusted", "patients.md P1", P1, CG, LDOSE_WEIGHT_ADJUSTED40, "137.7", NULL},
    {"P1-ideal", "patients.md P1", P1, CG, LDOSE_WEIGHT_IDEAL, "91.8", NULL},
    {"P1-lean", "patients.md P1", P1, CG, LDOSE_WEIGHT_LEAN, "94.5", NULL},
    {"P1-ckd-epi", "patients.md P1", P1, LDOSE_FORMULA_CKD_EPI_2021_CR, NONE, "145.6", NULL},
    {"P1b-adjusted25", "patients.md P1b",
     WHO "sex=F; age_years=58; height_cm=165; weight_kg=128; creatinine_mg_dl=0.90", CG,
     LDOSE_WEIGHT_ADJUSTED25, "80.3", NULL},
    {"P1b-ideal", "patients.md P1b",
     WHO "sex=F; age_years=58; height_cm=165; weight_kg=128; creatinine_mg_dl=0.90", CG,
     LDOSE_WEIGHT_IDEAL, "61.2", NULL},
    {"P1b-ckd-epi", "oracle/reference_formulas.py (patients.md P1b prints 103.8)",
     WHO "sex=F; age_years=58; height_cm=165; weight_kg=128; creatinine_mg_dl=0.90",
     LDOSE_FORMULA_CKD_EPI_2021_CR, NONE, "103.750", NULL},
    {"P2-actual", "patients.md P2", P2, CG, LDOSE_WEIGHT_ACTUAL, "77.06", NULL},
    {"P2-ideal", "patients.md P2: never ideal weight", P2, CG, LDOSE_WEIGHT_IDEAL, "144.7", NULL},
    {"P2-ckd-epi", "patients.md P2", P2, LDOSE_FORMULA_CKD_EPI_2021_CR, NONE, "88.1", "111.8"},
    {"P2-cystatin", "oracle/reference_formulas.py (patients.md P2 prints 66.0)", P2,
     LDOSE_FORMULA_CKD_EPI_2021_CR_CYS, NONE, "52.0", "65.946"},
    {"P3-schwartz", "patients.md P3: de-indexed 33 mL/min",
     WHO "sex=F; age_years=1; height_cm=70; weight_kg=8; creatinine_mg_dl=0.2",
     LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009, NONE, "33", "144.6"},
    {"P3-u25", "patients.md P3",
     WHO "sex=F; age_years=1; height_cm=70; weight_kg=8; creatinine_mg_dl=0.2",
     LDOSE_FORMULA_CKID_U25_CR, NONE, NULL, "115.7"},
    {"P5-ckd-epi", "patients.md P5",
     WHO "sex=M; age_years=64; height_cm=175; weight_kg=74; creatinine_mg_dl=1.08",
     LDOSE_FORMULA_CKD_EPI_2021_CR, NONE, "84.0", NULL},
    {"P9-82-kg", "patients.md P9", P9, CG, LDOSE_WEIGHT_ACTUAL, "85.9", NULL},
    {"P9-74-kg", "patients.md P9", P9, CG, LDOSE_WEIGHT_DRY, "77.6", NULL},
    {"P9-ckd-epi", "patients.md P9", P9, LDOSE_FORMULA_CKD_EPI_2021_CR, NONE, "90.1", NULL},
    {"P10-ckd-epi", "oracle/reference_formulas.py (patients.md P10 prints 100.7)",
     WHO "sex=M; age_years=61; height_cm=170; weight_kg=68; creatinine_mg_dl=0.90",
     LDOSE_FORMULA_CKD_EPI_2021_CR, NONE, "100.649", NULL},
    {"P11-schwartz", "patients.md P11",
     WHO "sex=M; age_years=15; height_cm=178; weight_kg=95; creatinine_mg_dl=0.80",
     LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009, NONE, NULL, "91.9"},
    {"P11-u25", "patients.md P11",
     WHO "sex=M; age_years=15; height_cm=178; weight_kg=95; creatinine_mg_dl=0.80",
     LDOSE_FORMULA_CKID_U25_CR, NONE, NULL, "99.0"},
    {"K4-indexed", "encoding.md 7 K4: x 1.73/1.66",
     WHO "sex=F; age_years=68; height_cm=160; weight_kg=62; creatinine_mg_dl=1.1", CG,
     LDOSE_WEIGHT_ACTUAL, "47.91", "49.93"},
    {"K5-indexed", "encoding.md 7 K5",
     WHO "sex=M; age_years=58; height_cm=190; weight_kg=118; creatinine_mg_dl=1.9", CG,
     LDOSE_WEIGHT_ACTUAL, "70.73", "49.03"},
    {"K6-indexed", "encoding.md 7 K6",
     WHO "sex=M; age_years=75; height_cm=172; weight_kg=90; creatinine_mg_dl=2.5", CG,
     LDOSE_WEIGHT_ACTUAL, "32.5", "27.11"},
    {"row-4-indexed", "issue 2 row 4",
     WHO "sex=M; age_years=26; height_cm=152; weight_kg=55.4; creatinine_mg_dl=3.1", CG,
     LDOSE_WEIGHT_ACTUAL, "28.30", "32.01"},
    {"F1", "worked-cases.md F1",
     WHO "sex=F; age_years=30; height_cm=170; weight_kg=70; creatinine_mg_dl=10", CG,
     LDOSE_WEIGHT_ACTUAL, "9.090", NULL},
};

static void
test_value(gconstpointer data)
{
    const Value *row = data;
    g_test_message("source: %s", row->source);
    g_autoptr(FixtureCase) fixture = fixture_case(row->text);
    LdoseMeasures measures;
    LdoseClearance clearance;
    ldose_measures_compute(&fixture->patient, formulary("as-published"), &measures, NULL);
    ldose_clearance_estimate(&fixture->patient, &measures, row->formula, row->weight, &clearance);
    g_assert_cmpint((int)clearance.state, ==, (int)LDOSE_CLEARANCE_KNOWN);
    if (row->absolute != NULL)
        assert_agrees_as_printed(clearance.absolute.ml_min, row->absolute);
    if (row->indexed != NULL)
        assert_agrees_as_printed(clearance.indexed.ml_min_173, row->indexed);
    /* One is the other, converted with the surface of the measured weight, once. */
    g_assert_cmpfloat_with_epsilon(clearance.indexed.ml_min_173 * measures.bsa_m2 / 1.73,
                                   clearance.absolute.ml_min, 1e-9 * clearance.absolute.ml_min);
}

static void
test_measured(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_case(WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; "
                         "gfr_measured_ml_min=78.03; bsa_cap_m2=1.5; dosing_weight_kg=50");
    LdoseMeasures measures;
    LdoseClearance clearance;
    ldose_measures_compute(&fixture->patient, formulary("as-published"), &measures, NULL);
    ldose_clearance_choose(&fixture->patient, &measures, formulary("as-published"), CG, &clearance);
    g_assert_cmpfloat(clearance.absolute.ml_min, ==, 78.03);
    /* Neither cap nor dosing weight: Mosteller of 170 cm and 70 kg, 1.8181 m². */
    g_assert_cmpfloat_with_epsilon(clearance.indexed.ml_min_173, 78.03 * 1.73 / 1.81812, 1e-3);
    g_assert_cmpstr(ldose_clearance_estimator_id(&clearance), ==, "gfr_measured_ml_min");
    g_assert_false(clearance.is_lower_bound);
}

static void
test_bound(void)
{
    static const struct {
        const char *text;
        LdoseFormulaId formula;
        gboolean bound;
    } rows[] = {
        {WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; creatinine_mg_dl=<0.2", CG, TRUE},
        {WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; creatinine_mg_dl=<0.2",
         LDOSE_FORMULA_CKD_EPI_2021_CR, TRUE},
        {WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; creatinine_mg_dl=<0.2; "
             "cystatin_c_mg_l=0.8",
         LDOSE_FORMULA_CKD_EPI_2021_CR_CYS, TRUE},
        {WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; creatinine_mg_dl=<0.2; "
             "cystatin_c_mg_l=0.8",
         LDOSE_FORMULA_CKD_EPI_2012_CYS, FALSE},
        {WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; creatinine_mg_dl=0.2", CG, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(FixtureCase) fixture = fixture_case(rows[i].text);
        LdoseMeasures measures;
        LdoseClearance clearance;
        ldose_measures_compute(&fixture->patient, formulary("as-published"), &measures, NULL);
        ldose_clearance_estimate(&fixture->patient, &measures, rows[i].formula,
                                 rows[i].formula == CG ? LDOSE_WEIGHT_ACTUAL : NONE, &clearance);
        g_assert_true(clearance.is_lower_bound == rows[i].bound);
    }
}

/* ---- unstable creatinine (R44): each rule below, at and above -------------------------------- */

typedef struct {
    const char *name;
    const char *text; /* beside a patient */
    gboolean unstable;
} Rise;

static const Rise RISES[] = {
    /* 0.3 mg/dL in 48 h */
    {"0.3-in-48-h/below",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.199; creatinine_earlier_date=2026-11-28; "
     "creatinine_date=2026-11-30",
     FALSE},
    {"0.3-in-48-h/at",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.2; creatinine_earlier_date=2026-11-28; "
     "creatinine_date=2026-11-30",
     TRUE},
    {"0.3-in-48-h/at-binary",
     "creatinine_earlier_mg_dl=0.7; creatinine_mg_dl=1; creatinine_earlier_date=2026-11-28; "
     "creatinine_date=2026-11-30",
     TRUE},
    {"0.3-in-48-h/above",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.201; creatinine_earlier_date=2026-11-28; "
     "creatinine_date=2026-11-30",
     TRUE},
    {"0.3-in-48-h/third-day",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.3; creatinine_earlier_date=2026-11-27; "
     "creatinine_date=2026-11-30",
     FALSE},
    /* 1.5 times in 7 days */
    {"1.5-in-7-days/below",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.349; creatinine_earlier_date=2026-11-23; "
     "creatinine_date=2026-11-30",
     FALSE},
    {"1.5-in-7-days/at",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.35; creatinine_earlier_date=2026-11-23; "
     "creatinine_date=2026-11-30",
     TRUE},
    {"1.5-in-7-days/above",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.351; creatinine_earlier_date=2026-11-23; "
     "creatinine_date=2026-11-30",
     TRUE},
    {"1.5-in-7-days/eighth-day",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=2; creatinine_earlier_date=2026-11-22; "
     "creatinine_date=2026-11-30",
     FALSE},
    /* more than 20 µmol/L in 24 h */
    {"20-in-24-h/below",
     "creatinine_earlier_umol_l=60; creatinine_umol_l=79.9; creatinine_earlier_date=2026-11-29; "
     "creatinine_date=2026-11-30",
     FALSE},
    {"20-in-24-h/at",
     "creatinine_earlier_umol_l=60; creatinine_umol_l=80; creatinine_earlier_date=2026-11-29; "
     "creatinine_date=2026-11-30",
     FALSE},
    {"20-in-24-h/above",
     "creatinine_earlier_umol_l=60; creatinine_umol_l=80.1; creatinine_earlier_date=2026-11-29; "
     "creatinine_date=2026-11-30",
     TRUE},
    {"20-in-24-h/second-day",
     "creatinine_earlier_umol_l=60; creatinine_umol_l=81; creatinine_earlier_date=2026-11-28; "
     "creatinine_date=2026-11-30",
     FALSE},
    /* dates, and what is not a rise */
    {"without-dates", "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.2", TRUE},
    {"without-one-date",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.2; creatinine_date=2026-11-30", TRUE},
    {"same-day",
     "creatinine_earlier_mg_dl=0.9; creatinine_mg_dl=1.2; creatinine_earlier_date=2026-11-30; "
     "creatinine_date=2026-11-30",
     TRUE},
    {"fall",
     "creatinine_earlier_mg_dl=2; creatinine_mg_dl=1; creatinine_earlier_date=2026-11-29; "
     "creatinine_date=2026-11-30",
     FALSE},
    {"equal",
     "creatinine_earlier_mg_dl=1; creatinine_mg_dl=1; creatinine_earlier_date=2026-11-29; "
     "creatinine_date=2026-11-30",
     FALSE},
    {"no-earlier-value", "creatinine_mg_dl=5", FALSE},
    {"no-value", "creatinine_earlier_mg_dl=5", FALSE},
    {"two-units",
     "creatinine_earlier_mg_dl=0.9; creatinine_umol_l=120; creatinine_earlier_date=2026-11-27; "
     "creatinine_date=2026-11-30",
     TRUE},
};

static void
test_rise(gconstpointer data)
{
    const Rise *row = data;
    g_test_message("source: " UNSTABLE "; clearance-policy.md rows 7, 8");
    g_autofree char *text =
        g_strconcat(WHO "sex=M; age_years=50; height_cm=170; weight_kg=70; ", row->text, NULL);
    g_autoptr(FixtureCase) fixture = fixture_case(text);
    g_assert_true(fixture->valid);
    g_assert_true(ldose_creatinine_is_unstable(&fixture->patient) == row->unstable);
}

/* ---- turning it round ------------------------------------------------------------------------ */

static void
test_creatinine_at(void)
{
    static const struct {
        const char *source, *text;
        LdoseFormulaId formula;
        int weight;
        double target;
        gboolean indexed;
        const char *creatinine;
    } rows[] = {
        {"patients.md P5: 70 is reached at 1.12",
         WHO "sex=M; age_years=64; height_cm=175; weight_kg=74; creatinine_mg_dl=1.08", CG,
         LDOSE_WEIGHT_ACTUAL, 70, FALSE, "1.12"},
        {"patients.md P10: 80 is reached at 0.93",
         WHO "sex=M; age_years=61; height_cm=170; weight_kg=68; creatinine_mg_dl=0.90", CG,
         LDOSE_WEIGHT_ACTUAL, 80, FALSE, "0.93"},
        {"issue 2, comparator: 30 at 2.1",
         WHO "sex=M; age_years=20; height_cm=165; weight_kg=37.8; creatinine_mg_dl=1", CG,
         LDOSE_WEIGHT_ACTUAL, 30, FALSE, "2.1000000"},
        {"Schwartz 0.413 x 70 / 50",
         WHO "sex=F; age_years=1; height_cm=70; weight_kg=8; creatinine_mg_dl=0.2",
         LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009, NONE, 50, TRUE, "0.5782000"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(FixtureCase) fixture = fixture_case(rows[i].text);
        LdoseMeasures measures;
        LdoseClearance clearance;
        ldose_measures_compute(&fixture->patient, formulary("as-published"), &measures, NULL);
        ldose_clearance_estimate(&fixture->patient, &measures, rows[i].formula, rows[i].weight,
                                 &clearance);
        double at = ldose_clearance_creatinine_at(&fixture->patient, &measures, &clearance,
                                                  rows[i].target, rows[i].indexed);
        assert_agrees_as_printed(at, rows[i].creatinine);
    }
    /* A measured GFR and cystatin C do not depend on creatinine. */
    g_autoptr(FixtureCase) fixture =
        fixture_case(ADULT "gfr_measured_ml_min=70; cystatin_c_mg_l=0.9");
    LdoseMeasures measures;
    LdoseClearance clearance;
    ldose_measures_compute(&fixture->patient, formulary("as-published"), &measures, NULL);
    ldose_clearance_choose(&fixture->patient, &measures, formulary("as-published"), CG, &clearance);
    g_assert_cmpfloat(
        ldose_clearance_creatinine_at(&fixture->patient, &measures, &clearance, 50, FALSE), ==, 0);
    ldose_clearance_estimate(&fixture->patient, &measures, LDOSE_FORMULA_CKD_EPI_2012_CYS, NONE,
                             &clearance);
    g_assert_cmpfloat(
        ldose_clearance_creatinine_at(&fixture->patient, &measures, &clearance, 50, TRUE), ==, 0);
}

static void
test_weight_at(void)
{
    /* patients.md P9: "the row changes below 76.3 kg" */
    g_autoptr(FixtureCase) fixture = fixture_case(P9);
    LdoseMeasures measures;
    LdoseClearance clearance;
    ldose_measures_compute(&fixture->patient, formulary("as-published"), &measures, NULL);
    ldose_clearance_estimate(&fixture->patient, &measures, CG, LDOSE_WEIGHT_ACTUAL, &clearance);
    assert_agrees_as_printed(ldose_clearance_weight_at(&clearance, 80), "76.3");
    ldose_clearance_estimate(&fixture->patient, &measures, LDOSE_FORMULA_CKD_EPI_2021_CR, NONE,
                             &clearance);
    g_assert_cmpfloat(ldose_clearance_weight_at(&clearance, 80), ==, 0);
}

/* R09: the conversion is a step that is shown, once. */
static void
test_trace(void)
{
    static const struct {
        const char *text;
        guint conversions;
    } rows[] = {{ADULT, 1},
                {ADULT "gfr_measured_ml_min=70", 1},
                {ADULT "dialysis=hd", 0},
                {WHO "sex=M; age_years=50; height_cm=170; weight_kg=70", 0}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(FixtureCase) fixture = fixture_case(rows[i].text);
        g_autoptr(LdoseTrace) trace = ldose_trace_new();
        LdoseMeasures measures;
        LdoseClearance clearance;
        guint n = 0;
        ldose_measures_compute(&fixture->patient, formulary("as-published"), &measures, NULL);
        ldose_clearance_choose(&fixture->patient, &measures, formulary("as-published"), CG,
                               &clearance);
        ldose_clearance_trace(&fixture->patient, &measures, &clearance, trace);
        g_assert_cmpuint(ldose_trace_length(trace), >, 0);
        for (guint k = 0; k < ldose_trace_length(trace); k++) {
            const LdoseTraceStep *step = ldose_trace_step(trace, k);
            n += step->kind == LDOSE_STEP_CONVERSION && step->outcome == LDOSE_STEP_APPLIED ? 1 : 0;
            if (step->kind == LDOSE_STEP_CONVERSION)
                g_assert_cmpfloat(step->result, ==, clearance.indexed.ml_min_173);
        }
        g_assert_cmpuint(n, ==, rows[i].conversions);
        ldose_clearance_trace(&fixture->patient, &measures, &clearance, NULL);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/clearance/R42-choice/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    for (guint i = 0; i < G_N_ELEMENTS(VALUES); i++) {
        g_autofree char *path = g_strdup_printf("/clearance/R10-value/%s", VALUES[i].name);
        g_test_add_data_func(path, &VALUES[i], test_value);
    }
    g_test_add_func("/clearance/R09-measured", test_measured);
    g_test_add_func("/clearance/R04-bound", test_bound);
    for (guint i = 0; i < G_N_ELEMENTS(RISES); i++) {
        g_autofree char *path = g_strdup_printf("/clearance/R44-unstable/%s", RISES[i].name);
        g_test_add_data_func(path, &RISES[i], test_rise);
    }
    g_test_add_func("/clearance/creatinine-at", test_creatinine_at);
    g_test_add_func("/clearance/weight-at", test_weight_at);
    g_test_add_func("/clearance/R09-trace", test_trace);
    return g_test_run();
}
