/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derived sizes of a patient (R10). Each row names where its value was printed. */
#include "measures.h"

#include <string.h>

#include "fixture.h"
#include "printed-digits.h"

#define WHO    "regimen=r; guidance=g; "
#define ORACLE "tests/oracle/reference_formulas.py"
#define P1     WHO "sex=F; age_years=58; height_cm=165; weight_kg=128; "
#define P2     WHO "sex=M; age_years=67; height_cm=176; weight_kg=38; "
#define P3     WHO "sex=F; age_years=1; height_cm=70; weight_kg=8; "

static LdoseMeasures
measure(const char *text, LdoseTrace *trace)
{
    g_autoptr(FixtureCase) fixture = fixture_case(text);
    g_autoptr(GError) error = NULL;
    const LdoseFormulary *formulary =
        ldose_library_formulary(fixture_library(), "as-published", &error);
    LdoseMeasures measures;
    g_assert_no_error(error);
    g_assert_true(fixture->valid);
    ldose_measures_compute(&fixture->patient, formulary, &measures, trace);
    return measures;
}

/* ---- body surface and body mass index -------------------------------------------------------- */

typedef struct {
    const char *name, *source, *text, *bmi, *bsa; /* NULL: not printed */
} Size;

static const Size SIZES[] = {
    {"P0", "patients.md P0", WHO "sex=M; age_years=55; height_cm=178; weight_kg=80", NULL,
     "1.9889"},
    {"P1", "patients.md P1", P1, "47.0", "2.4221"},
    {"P1-dubois", "patients.md P1", P1 "bsa_formula=bsa_dubois", "47.0", "2.289"},
    {"P1-haycock", "patients.md P1", P1 "bsa_formula=bsa_haycock", "47.0", "2.496"},
    {"P2", "patients.md P2", P2, "12.3", "1.3630"},
    {"P3", "patients.md P3", P3, NULL, "0.3944"},
    {"P3-haycock", "patients.md P3", P3 "bsa_formula=bsa_haycock", NULL, "0.400"},
    {"P9-actual", "patients.md P9",
     WHO "sex=M; age_years=57; height_cm=174; weight_kg=82; dry_weight_kg=74", NULL, "1.9908"},
    {"no-cap", "rules.md 2.6: uncapped", P1 "bsa_cap_m2=2", NULL, "2.4221"},
    {"no-dosing-weight", "rules.md 2.3", P1 "dosing_weight_kg=60", NULL, "2.4221"},
    {"exactly-1.73", "3600 x 1.73 x 1.73 = 179.574 x 60",
     WHO "sex=M; age_years=50; height_cm=179.574; weight_kg=60", NULL, "1.730000000"},
};

static void
test_size(gconstpointer data)
{
    const Size *row = data;
    g_test_message("source: %s", row->source);
    LdoseMeasures measures = measure(row->text, NULL);
    if (row->bmi != NULL)
        assert_agrees_as_printed(measures.bmi_kg_m2, row->bmi);
    assert_agrees_as_printed(measures.bsa_m2, row->bsa);
}

/* ---- weights --------------------------------------------------------------------------------- */

typedef struct {
    const char *name, *source, *text;
    const char *kg[LDOSE_N_WEIGHTS]; /* by LdoseWeightKind; "0" : undefined */
} Weights;

static const Weights WEIGHTS[] = {
    {"M-170-100",
     ORACLE,
     WHO "sex=M; age_years=50; height_cm=170; weight_kg=100",
     {"100", "65.937", "74.453", "79.562", "65.494", "0"}},
    {"F-165-128", ORACLE, P1, {"128", "56.9094", "74.6821", "85.3457", "58.590", "0"}},
    {"devine-M-152.4",
     "worked-cases.md F27",
     WHO "sex=M; age_years=50; height_cm=152.4; weight_kg=50",
     {"50", "50.0", "50.0", "50.0", NULL, "0"}},
    {"devine-F-152.4",
     "worked-cases.md F28",
     WHO "sex=F; age_years=50; height_cm=152.4; weight_kg=45.5",
     {"45.5", "45.5", "45.5", "45.5", NULL, "0"}},
    {"devine-M-177.8",
     "worked-cases.md F29",
     WHO "sex=M; age_years=50; height_cm=177.8; weight_kg=73",
     {"73", "73.0", NULL, NULL, NULL, "0"}},
    {"devine-F-162.56",
     "worked-cases.md F30",
     WHO "sex=F; age_years=50; height_cm=162.56; weight_kg=54.7",
     {"54.7", "54.7", NULL, NULL, NULL, "0"}},
    {"below-152.4",
     "issue 2: no Devine below 152.4 cm",
     WHO "sex=F; age_years=50; height_cm=152.3; weight_kg=60",
     {"60", "0", "0", "0", NULL, "0"}},
    {"dry",
     "cli.md",
     WHO "sex=M; age_years=57; height_cm=174; weight_kg=82; dry_weight_kg=74",
     {"82", NULL, NULL, NULL, NULL, "74"}},
    {"child",
     "patients.md P11: no Devine",
     WHO "sex=M; age_years=15; height_cm=178; weight_kg=95",
     {"95", "0", "0", "0", "0", "0"}},
    {"child-dry",
     "measures.h",
     WHO "sex=M; age_years=15; height_cm=178; weight_kg=95; dry_weight_kg=90",
     {"95", "0", "0", "0", "0", "90"}},
    {"17.99",
     "rules.md 2.4: under 18",
     WHO "sex=M; age_years=17.99; height_cm=178; weight_kg=95",
     {"95", "0", "0", "0", "0", "0"}},
    {"18",
     "rules.md 2.4",
     WHO "sex=M; age_years=18; height_cm=177.8; weight_kg=73",
     {"73", "73.0", NULL, NULL, NULL, "0"}},
};

static void
test_weights(gconstpointer data)
{
    const Weights *row = data;
    g_test_message("source: %s", row->source);
    LdoseMeasures measures = measure(row->text, NULL);
    for (int kind = 0; kind < LDOSE_N_WEIGHTS; kind++) {
        if (row->kg[kind] == NULL)
            continue;
        if (strcmp(row->kg[kind], "0") == 0)
            g_assert_cmpfloat(measures.weight_kg[kind], ==, 0);
        else
            assert_agrees_as_printed(measures.weight_kg[kind], row->kg[kind]);
    }
}

static void
test_adult(void)
{
    static const struct {
        const char *age;
        gboolean adult;
    } rows[] = {
        {"17.99", FALSE}, {"18", TRUE}, {"18.01", TRUE}, {"0", FALSE}, {"17.9999999999", TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            g_strdup_printf(WHO "sex=M; height_cm=100; weight_kg=20; age_years=%s", rows[i].age);
        g_assert_true(measure(text, NULL).adult == rows[i].adult);
    }
}

/* R10: all weight variants and the surface stand in the trace; those that do not apply say so. */
static void
test_trace(void)
{
    static const char *const ids[] = {"bmi",      "ibw_devine",        "adjbw_25",
                                      "adjbw_40", "lbw_janmahasatian", "bsa_mosteller"};
    for (guint adult = 0; adult < 2; adult++) {
        g_autoptr(LdoseTrace) trace = ldose_trace_new();
        LdoseMeasures measures = measure(adult != 0 ? P1 : P3, trace);
        LdoseMeasures without = measure(adult != 0 ? P1 : P3, NULL);
        g_assert_cmpint(memcmp(&measures, &without, sizeof measures), ==, 0);
        for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
            const LdoseTraceStep *step = NULL;
            for (guint k = 0; k < ldose_trace_length(trace); k++) {
                if (strcmp(ldose_trace_step(trace, k)->id, ids[i]) == 0)
                    step = ldose_trace_step(trace, k);
            }
            g_assert_nonnull(step);
            gboolean applies = adult != 0 || i == 0 || i == 5;
            g_assert_cmpint((int)step->outcome, ==,
                            applies ? (int)LDOSE_STEP_APPLIED : (int)LDOSE_STEP_NOT_APPLIED);
            g_assert_true(step->has_result == applies);
            g_assert_nonnull(step->formula);
            g_assert_nonnull(step->source);
        }
    }
}

static void
test_surface_of_another_weight(void)
{
    /* patients.md P9: 1.8912 m² with 74 kg */
    g_autoptr(FixtureCase) fixture =
        fixture_case(WHO "sex=M; age_years=57; height_cm=174; weight_kg=82");
    assert_agrees_as_printed(
        ldose_measures_bsa_m2(&fixture->patient, LDOSE_FORMULA_BSA_MOSTELLER, 74), "1.8912");
    static const LdoseFormulaId formulas[] = {
        LDOSE_FORMULA_BSA_MOSTELLER, LDOSE_FORMULA_BSA_DUBOIS,
        LDOSE_FORMULA_BSA_HAYCOCK,   LDOSE_FORMULA_BSA_GEHAN_GEORGE,
        LDOSE_FORMULA_BSA_BOYD,      LDOSE_FORMULA_BSA_BOYD_WEIGHT_ONLY,
        LDOSE_FORMULA_BSA_LIVINGSTON};
    for (guint i = 0; i < G_N_ELEMENTS(formulas); i++) {
        double bsa_m2 = ldose_measures_bsa_m2(&fixture->patient, formulas[i], 82);
        g_assert_true(bsa_m2 > 1.9 && bsa_m2 < 2.1);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(SIZES); i++) {
        g_autofree char *path = g_strdup_printf("/measures/R10-size/%s", SIZES[i].name);
        g_test_add_data_func(path, &SIZES[i], test_size);
    }
    for (guint i = 0; i < G_N_ELEMENTS(WEIGHTS); i++) {
        g_autofree char *path = g_strdup_printf("/measures/R10-weights/%s", WEIGHTS[i].name);
        g_test_add_data_func(path, &WEIGHTS[i], test_weights);
    }
    g_test_add_func("/measures/adult", test_adult);
    g_test_add_func("/measures/R10-trace", test_trace);
    g_test_add_func("/measures/surface-of-another-weight", test_surface_of_another_weight);
    return g_test_run();
}
