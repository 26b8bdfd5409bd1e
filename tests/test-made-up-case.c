/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up patients: what is wanted of a quantity is what the engine then compares, in every
 * unit. */
#include "made-up-case.h"

#include <string.h>

#include "fixture.h"
#include "rule-row.h"

static const LdoseFormulary *
formulary(void)
{
    return ldose_library_formulary(fixture_library(), "as-published", NULL);
}

/* ---- one quantity ---------------------------------------------------------------------------- */

static const struct {
    LdoseQuantity quantity;
    LdoseUnit unit;
    double value;
    gboolean possible;
    const char *confirmed; /* what had to be confirmed */
} WANTED[] = {
    {LDOSE_QUANTITY_CLEARANCE, LDOSE_UNIT_ML_MIN, 29.99, TRUE, ""},
    {LDOSE_QUANTITY_CLEARANCE, LDOSE_UNIT_ML_MIN, 401, FALSE, ""},
    {LDOSE_QUANTITY_CLEARANCE, LDOSE_UNIT_ML_MIN_173, 70, TRUE, ""},
    {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_MG_DL, 3.05, TRUE, ""},
    {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_MG_DL, 60, TRUE, "bilirubin_mg_dl"},
    {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_MG_DL, 81, TRUE, ""}, /* fits into µmol/L */
    {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_MG_DL, 85, FALSE, ""},
    {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_UMOL_L, 34, TRUE, ""},
    {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_XULN, 3, TRUE, ""},
    {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_XULN, 99, TRUE, ""},
    {LDOSE_QUANTITY_AST, LDOSE_UNIT_U_L, 180, TRUE, ""},
    {LDOSE_QUANTITY_AST, LDOSE_UNIT_XULN, 5, TRUE, ""},
    {LDOSE_QUANTITY_ALT, LDOSE_UNIT_XULN, 2.5, TRUE, ""},
    {LDOSE_QUANTITY_BMI, LDOSE_UNIT_KG_M2, 18.5, TRUE, ""},
    {LDOSE_QUANTITY_BMI, LDOSE_UNIT_KG_M2, 85, TRUE, "height_cm weight_kg"},
    {LDOSE_QUANTITY_WEIGHT, LDOSE_UNIT_KG, 10, TRUE, ""},
    {LDOSE_QUANTITY_WEIGHT, LDOSE_UNIT_KG, 0.3, FALSE, ""},
    {LDOSE_QUANTITY_AGE, LDOSE_UNIT_YEARS, 65, TRUE, ""},
    {LDOSE_QUANTITY_AGE, LDOSE_UNIT_YEARS, 0.5, TRUE, ""},
    {LDOSE_QUANTITY_AGE, LDOSE_UNIT_YEARS, 131, FALSE, ""},
    {LDOSE_QUANTITY_WBC, LDOSE_UNIT_10E9_L, 2.5, TRUE, ""},
    {LDOSE_QUANTITY_PLATELETS, LDOSE_UNIT_10E9_L, 49, TRUE, ""},
    {LDOSE_QUANTITY_WEIGHT_CHANGE, LDOSE_UNIT_PERCENT, 10, TRUE, ""},
    {LDOSE_QUANTITY_DIALYSIS, LDOSE_UNIT_NONE, LDOSE_DIALYSIS_CRRT, TRUE, ""},
};

/* A table of one axis and one row for everybody, as the engine reads it. */
static double
compared_value(const LdosePatient *patient, const LdoseAxis *axis)
{
    const LdoseRuleSet *rules = fixture_rules("us-yescarta", "us-label", "as-published");
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    LdoseRule rule = {.id = "r", .outcome = LDOSE_OUTCOME_SILENT, .words = {~0u}};
    LdoseTable table = {.id = "t", .axes = {*axis}, .n_axes = 1, .rules = &rule, .n_rules = 1};
    LdoseRow row;
    plan->rules = rules;
    ldose_measures_compute(patient, rules->formulary, &plan->measures, NULL);
    ldose_row_find(plan, patient, &table, &row, NULL);
    g_assert_cmpint((int)row.state, ==, LDOSE_ROW_MATCHED);
    return row.values[0];
}

static void
test_wanted(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    gboolean indexed = WANTED[i].unit == LDOSE_UNIT_ML_MIN_173;
    LdoseAxis axis = {WANTED[i].quantity, WANTED[i].unit, indexed, -1};
    LdoseMadeUp made_up;
    LdoseCase c;
    LdosePatient patient;
    char buffer[LDOSE_MADE_UP_TEXT];
    ldose_made_up_begin(&made_up, "us-yescarta", formulary(), NULL, NULL);
    ldose_made_up_want(&made_up, &axis, WANTED[i].value);
    g_assert_true(ldose_made_up_finish(&made_up, "us-label", &c, &patient) == WANTED[i].possible);
    if (!WANTED[i].possible)
        return;
    g_assert_cmpint(ldose_limit_compare(compared_value(&patient, &axis), WANTED[i].value), ==, 0);
    g_assert_cmpstr(ldose_made_up_text(&made_up, LDOSE_COLUMN_CONFIRM, buffer), ==,
                    WANTED[i].confirmed);
}

/* An indexed clearance of a body that is not 1.73 m², to the limit exactly. */
static void
test_indexed_of_another_size(void)
{
    static const double sizes[][2] = {{150, 45}, {190, 115}, {120, 22}};
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        LdoseAxis axis = {LDOSE_QUANTITY_CLEARANCE, LDOSE_UNIT_ML_MIN_173, TRUE, -1};
        LdoseMadeUp made_up;
        LdoseCase c;
        LdosePatient patient;
        ldose_made_up_begin(&made_up, "us-yescarta", formulary(), NULL, NULL);
        ldose_made_up_set_size(&made_up, sizes[i][0], sizes[i][1]);
        ldose_made_up_want(&made_up, &axis, 70);
        g_assert_true(ldose_made_up_finish(&made_up, "us-label", &c, &patient));
        g_assert_cmpint(ldose_limit_compare(patient.gfr_measured_ml_min, 70), !=, 0);
        g_assert_cmpint(ldose_limit_compare(compared_value(&patient, &axis), 70), ==, 0);
    }
}

/* A weight and a body mass index: the height follows. */
static void
test_weight_and_bmi(void)
{
    static const double wanted[][2] = {{80, 30}, {45, 18.5}, {120, 40}}; /* kg, kg/m² */
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        LdoseAxis weight = {LDOSE_QUANTITY_WEIGHT, LDOSE_UNIT_KG, FALSE, -1};
        LdoseAxis bmi = {LDOSE_QUANTITY_BMI, LDOSE_UNIT_KG_M2, FALSE, -1};
        LdoseMadeUp made_up;
        LdoseCase c;
        LdosePatient patient;
        ldose_made_up_begin(&made_up, "us-yescarta", formulary(), NULL, NULL);
        ldose_made_up_want(&made_up, &weight, wanted[i][0]);
        ldose_made_up_want(&made_up, &bmi, wanted[i][1]);
        g_assert_true(ldose_made_up_finish(&made_up, "us-label", &c, &patient));
        g_assert_cmpint(ldose_limit_compare(patient.weight_kg, wanted[i][0]), ==, 0);
        g_assert_cmpint(ldose_limit_compare(compared_value(&patient, &bmi), wanted[i][1]), ==, 0);
    }
}

/* The same clearance from creatinine. */
static void
test_by_creatinine(void)
{
    LdoseAxis axis = {LDOSE_QUANTITY_CLEARANCE, LDOSE_UNIT_ML_MIN, FALSE, -1};
    LdoseMadeUp made_up;
    LdoseCase c;
    LdosePatient patient;
    ldose_made_up_begin(&made_up, "us-yescarta", formulary(), NULL, NULL);
    made_up.by_creatinine = TRUE;
    ldose_made_up_want(&made_up, &axis, 50);
    g_assert_true(ldose_made_up_finish(&made_up, "us-label", &c, &patient));
    g_assert_false(LDOSE_PATIENT_HAS(&patient, LDOSE_COLUMN_GFR_MEASURED_ML_MIN));
    g_assert_cmpint(ldose_limit_compare(compared_value(&patient, &axis), 50), ==, 0);
}

/* Under dialysis no clearance is entered. */
static void
test_dialysis(void)
{
    LdoseAxis clearance = {LDOSE_QUANTITY_CLEARANCE, LDOSE_UNIT_ML_MIN, FALSE, -1};
    LdoseAxis dialysis = {LDOSE_QUANTITY_DIALYSIS, LDOSE_UNIT_NONE, FALSE, -1};
    LdoseMadeUp made_up;
    LdoseCase c;
    LdosePatient patient;
    ldose_made_up_begin(&made_up, "us-yescarta", formulary(), NULL, NULL);
    ldose_made_up_want(&made_up, &clearance, 50);
    ldose_made_up_want(&made_up, &dialysis, LDOSE_DIALYSIS_HD);
    g_assert_true(ldose_made_up_finish(&made_up, "us-label", &c, &patient));
    g_assert_false(LDOSE_PATIENT_HAS(&patient, LDOSE_COLUMN_GFR_MEASURED_ML_MIN));
    g_assert_cmpint((int)patient.dialysis, ==, LDOSE_DIALYSIS_HD);
}

/* ---- whom a document is for ------------------------------------------------------------------ */

static void
test_age_of_the_document(void)
{
    static const struct {
        LdoseInterval ages;
        double from, below;
    } rows[] = {
        {{{FALSE, FALSE, 0}, {FALSE, FALSE, 0}}, 18, 130},
        {{{TRUE, TRUE, 18}, {FALSE, FALSE, 0}}, 18, 130},
        {{{TRUE, FALSE, 0.25}, {TRUE, FALSE, 18}}, 0.25, 18},
        {{{TRUE, TRUE, 0.25}, {TRUE, FALSE, 0.5}}, 0.25, 0.5},
        {{{TRUE, TRUE, 81}, {FALSE, FALSE, 0}}, 81, 130},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseApplies applies = {.age_years = rows[i].ages};
        LdoseMadeUp made_up;
        ldose_made_up_begin(&made_up, "us-yescarta", formulary(), &applies, NULL);
        g_assert_cmpfloat(made_up.age_years, >=, rows[i].from);
        g_assert_cmpfloat(made_up.age_years, <, rows[i].below);
        g_assert_true(ldose_applies_to_age(&applies, made_up.age_years));
    }
}

/* Every other input that the document's tables ask for is given: the plan is never incomplete. */
static void
test_complete(gconstpointer data)
{
    const LdoseGuidance *guidance = ldose_library_guidance(fixture_library(), data, NULL);
    const char *regimen = guidance->applies.regimens->len > 0
                              ? g_array_index(guidance->applies.regimens, const char *, 0)
                              : "us-yescarta";
    const LdoseRuleSet *rules = fixture_rules(regimen, data, "as-published");
    LdoseMadeUp made_up;
    LdoseCase c;
    LdosePatient patient;
    LdoseFaults faults = {.n = 0};
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    ldose_made_up_begin(&made_up, regimen, formulary(), &guidance->applies, NULL);
    ldose_made_up_complete(&made_up, guidance, rules->regimen->brand);
    g_assert_true(ldose_made_up_finish(&made_up, data, &c, &patient));
    g_assert_true(ldose_plan_compute(&patient, rules, plan, NULL, &faults));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        g_assert_cmpint((int)plan->drug[drug].status, !=, LDOSE_PLAN_INCOMPLETE);
}

int
main(int argc, char **argv)
{
    static const char *const guidances[] = {
        "us-label",    "us-label-older", "eu-smpc", "ch-fludara",       "dana-farber",
        "vall-hebron", "uk-uhs-car-t",   "ie-nccp", "composed-example", "kinderformularium"};
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(WANTED); i++) {
        g_autofree char *path =
            g_strdup_printf("/made-up-case/wanted/%s-%u",
                            ldose_vocabulary_id(&ldose_quantities, (int)WANTED[i].quantity), i);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_wanted);
    }
    g_test_add_func("/made-up-case/indexed-of-another-size", test_indexed_of_another_size);
    g_test_add_func("/made-up-case/weight-and-bmi", test_weight_and_bmi);
    g_test_add_func("/made-up-case/by-creatinine", test_by_creatinine);
    g_test_add_func("/made-up-case/dialysis", test_dialysis);
    g_test_add_func("/made-up-case/age-of-the-document", test_age_of_the_document);
    for (guint i = 0; i < G_N_ELEMENTS(guidances); i++) {
        g_autofree char *path = g_strdup_printf("/made-up-case/complete/%s", guidances[i]);
        g_test_add_data_func(path, guidances[i], test_complete);
    }
    return g_test_run();
}
