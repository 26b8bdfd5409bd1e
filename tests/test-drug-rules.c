/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of a table that holds a patient, and what it contributes (rules.md 1 and 2.7; R16, R39,
 * R43). */
#include "drug-rules.h"

#include <string.h>

#include "fixture.h"
#include "printed-digits.h"
#include "rule-row.h"

#define ADULT "sex=M; age_years=50; height_cm=179.574; weight_kg=60; " /* exactly 1.73 m² */
#define US    "regimen=us-yescarta; guidance=us-label; " ADULT
#define EU    "regimen=eu-yescarta; guidance=eu-smpc; " ADULT

/* ---- rows ------------------------------------------------------------------------------------ */

typedef struct {
    const char *name, *source, *text;
    LdoseDrug drug;
    LdoseCohort cohort;
    const char *row; /* "state rule" */
} Case;

static const char *const STATES[] = {"none",        "matched",  "incomplete", "child",
                                     "no-estimate", "unstable", "bound-open"};

static char *
row_text(const LdoseRow *row)
{
    return g_strdup_printf("%s%s%s%s", STATES[row->state], row->rule != NULL ? " " : "",
                           row->rule != NULL ? row->rule->id : "",
                           row->dialysis_reading ? " dialysis" : "");
}

#define FR LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL
#define FH LDOSE_FLUDARABINE, LDOSE_COHORT_HEPATIC
#define FW LDOSE_FLUDARABINE, LDOSE_COHORT_WEIGHT
#define CR LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL
#define CH LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_HEPATIC
#define CW LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_WEIGHT

static const Case CASES[] = {
    {"matched", "encoding.md 3.1", US "gfr_measured_ml_min=79.5", FR, "matched fr2"},
    {"matched-cyclophosphamide", "encoding.md 3.1", US "gfr_measured_ml_min=24.5", CR,
     "matched cr2h"},
    {"one-row", "encoding.md 3.1", US, FH, "matched flu-hepatic-1"},
    {"weight-one-row", "encoding.md 3.1", US, FW, "matched flu-weight-1"},
    {"weight-axis", "encoding.md 3.11",
     "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=58; height_cm=165; "
     "weight_kg=128; bilirubin_mg_dl=1; gfr_measured_ml_min=90",
     CW, "matched cw3"},
    {"weight-axis-normal", "encoding.md 3.11",
     "regimen=us-yescarta; guidance=composed-example; bilirubin_mg_dl=1; "
     "gfr_measured_ml_min=90; " ADULT,
     FW, "matched fw2"},
    {"missing", "R01", US, FR, "incomplete"},
    {"missing-bilirubin", "R01", EU "gfr_measured_ml_min=90", CH, "incomplete"},
    {"missing-limit", "rules.md 1: xULN",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=1; gfr_measured_ml_min=90; " ADULT, CH,
     "incomplete"},
    {"no-table", "encoding.md 3.10",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=1; gfr_measured_ml_min=90; " ADULT, FR,
     "none"},
    {"table-of-its-regimen", "encoding.md 3.9",
     "regimen=uk-breyanzi; guidance=uk-uhs-car-t; gfr_measured_ml_min=60; " ADULT, FR,
     "matched fr3b"},
    {"table-of-another-regimen", "encoding.md 3.9",
     "regimen=uk-kymriah-fl; guidance=uk-uhs-car-t; gfr_measured_ml_min=60; " ADULT, FR,
     "matched fr3c"},
    {"table-of-no-regimen", "rules.md 1: applies",
     "regimen=us-yescarta; guidance=uk-uhs-car-t; gfr_measured_ml_min=60; " ADULT, FR, "none"},
    {"indexed", "encoding.md 3.2",
     "regimen=us-breyanzi; guidance=us-label-older; sex=M; age_years=58; height_cm=190; "
     "weight_kg=118; creatinine_mg_dl=1.9",
     FR, "matched fr2"},
    {"dialysis", "rules.md 2.3; R43", US "dialysis=hd; creatinine_mg_dl=0.6", FR,
     "matched fr6 dialysis"},
    {"dialysis-cyclophosphamide", "encoding.md 3.1", US "dialysis=hd", CR, "matched cr3 dialysis"},
    {"dialysis-no-axis", "encoding.md 3.4",
     "regimen=ch-yescarta; guidance=ch-fludara; dialysis=hd; " ADULT, CR, "matched cy-renal-1"},
    {"dialysis-named", "encoding.md 3.10",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=1; bilirubin_uln_mg_dl=1; "
     "dialysis=hd; " ADULT,
     CR, "matched cr5"},
    {"dialysis-named-crrt", "encoding.md 3.10",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=1; bilirubin_uln_mg_dl=1; "
     "dialysis=crrt; " ADULT,
     CR, "matched cr7"},
    {"dialysis-not-stated-is-none", "rules.md 1",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=1; bilirubin_uln_mg_dl=1; "
     "gfr_measured_ml_min=20; " ADULT,
     CR, "matched cr3"},
    {"bound-one-row", "rules.md 2.5", US "creatinine_mg_dl=<0.5", FR, "matched fr1"},
    {"bound-open-fludarabine", "rules.md 2.5", US "creatinine_mg_dl=<1.2", FR, "bound-open fr3"},
    {"bound-one-row-cyclophosphamide", "rules.md 2.5: 62.5 and above is one row",
     US "creatinine_mg_dl=<1.2", CR, "matched cr1"},
    {"unstable", "rules.md 2.5; R44", US "creatinine_mg_dl=1.4; creatinine_earlier_mg_dl=0.9", FR,
     "unstable"},
    {"exactly-30", "rules.md 2",
     "regimen=us-yescarta; guidance=us-label; sex=M; age_years=20; height_cm=165; weight_kg=37.8; "
     "creatinine_mg_dl=2.1",
     FR, "matched fr5"},
    {"exactly-30-cyclophosphamide-eu", "rules.md 2",
     "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=20; height_cm=165; weight_kg=37.8; "
     "creatinine_mg_dl=2.1; bilirubin_mg_dl=1",
     CR, "matched cr1"},
    {"k-x-ULN-as-value-against-k-x-ULN", "rules.md 2",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_mg_dl=0.3; bilirubin_uln_mg_dl=0.1; "
     "gfr_measured_ml_min=90; " ADULT,
     CH, "matched ch1"},
    {"k-x-ULN-umol", "rules.md 2",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_umol_l=63; bilirubin_uln_umol_l=21; "
     "gfr_measured_ml_min=90; " ADULT,
     CH, "matched ch1"},
    {"k-x-ULN-umol-above", "rules.md 2",
     "regimen=us-breyanzi; guidance=ie-nccp; bilirubin_umol_l=63.1; bilirubin_uln_umol_l=21; "
     "gfr_measured_ml_min=90; " ADULT,
     CH, "matched ch2"},
    {"umol-against-mg-dl", "R08: 17.1",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=51.3; gfr_measured_ml_min=90; " ADULT,
     CH, "matched ch1"},
    {"umol-against-mg-dl-above", "R08: 17.1",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=53.0; "
     "gfr_measured_ml_min=90; " ADULT,
     CH, "matched ch2"},
    {"umol-against-mg-dl-row", "R08: 3.1 mg/dL = 53.01 umol/L",
     "regimen=eu-yescarta; guidance=eu-smpc; bilirubin_umol_l=53.01; "
     "gfr_measured_ml_min=90; " ADULT,
     CH, "matched ch3"},
};

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_test_message("source: %s", row->source);
    g_autoptr(FixtureCase) fixture = fixture_plan(row->text);
    g_assert_true(fixture->planned);
    g_autofree char *found = row_text(&fixture->plan.drug[row->drug].row[row->cohort]);
    g_assert_cmpstr(found, ==, row->row);
}

/* R39: in a table in mL/min a child's row is not looked for, whatever is given. */
static void
test_child(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=us-kymriah-ball; guidance=kinderformularium; sex=M; age_years=10; "
                     "height_cm=140; weight_kg=35; gfr_measured_ml_min=20");
    g_autoptr(GError) error = NULL;
    const LdoseGuidance *us = ldose_library_guidance(fixture_library(), "us-label", &error);
    g_assert_no_error(error);
    for (guint i = 0; i < us->n_tables; i++) {
        LdoseRow row;
        if (us->tables[i].n_axes == 0)
            continue;
        ldose_row_find(&fixture->plan, &fixture->patient, &us->tables[i], &row, NULL);
        g_assert_cmpint((int)row.state, ==, (int)LDOSE_ROW_CHILD);
        g_assert_null(row.rule);
    }
}

/* ---- axis values ----------------------------------------------------------------------------- */

static void
test_axis_values(void)
{
    static const struct {
        LdoseQuantity quantity;
        LdoseUnit unit;
        const char *value;
        LdoseColumn missing;
    } rows[] = {
        {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_MG_DL, "2.0", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_UMOL_L, "34.2", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_BILIRUBIN, LDOSE_UNIT_XULN, "2.0", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_AST, LDOSE_UNIT_U_L, "165", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_AST, LDOSE_UNIT_XULN, "5.0", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_ALT, LDOSE_UNIT_U_L, "80", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_ALT, LDOSE_UNIT_XULN, NULL, LDOSE_COLUMN_ALT_ULN_U_L},
        {LDOSE_QUANTITY_WEIGHT, LDOSE_UNIT_KG, "60", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_AGE, LDOSE_UNIT_YEARS, "50", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_BMI, LDOSE_UNIT_KG_M2, "18.61", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_WBC, LDOSE_UNIT_10E9_L, "2.5", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_PLATELETS, LDOSE_UNIT_10E9_L, NULL, LDOSE_COLUMN_PLATELETS_10E9_L},
        {LDOSE_QUANTITY_WEIGHT_CHANGE, LDOSE_UNIT_PERCENT, "20.0", LDOSE_N_COLUMNS},
        {LDOSE_QUANTITY_DIALYSIS, LDOSE_UNIT_NONE, "2", LDOSE_N_COLUMNS},
    };
    g_autoptr(FixtureCase) fixture = fixture_plan(
        US "gfr_measured_ml_min=90; bilirubin_mg_dl=2; bilirubin_uln_mg_dl=1; ast_u_l=165; "
           "ast_uln_u_l=33; alt_u_l=80; wbc_10e9_l=2.5; previous_weight_kg=75; dialysis=pd");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseAxis axis = {.quantity = rows[i].quantity, .unit = rows[i].unit, .equation = -1};
        double value = -1;
        guint64 missing = 0;
        gboolean there =
            ldose_axis_value(&fixture->plan, &fixture->patient, &axis, &value, &missing);
        g_assert_true(there == (rows[i].value != NULL));
        if (there)
            assert_agrees_as_printed(value, rows[i].value);
        else
            g_assert_cmpuint(missing, ==, LDOSE_COLUMN_BIT(rows[i].missing));
    }
}

/* ---- what a row is for another clearance ----------------------------------------------------- */

static void
test_row_at_clearance(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=us-breyanzi; guidance=us-label-older; sex=M; age_years=58; "
                     "height_cm=190; weight_kg=118; creatinine_mg_dl=1.9");
    const LdoseRow *row = &fixture->plan.drug[LDOSE_FLUDARABINE].row[LDOSE_COHORT_RENAL];
    LdoseClearance other = fixture->plan.clearance[row->clearance];
    /* The table is indexed: only the indexed value counts. */
    other.absolute.ml_min = 20;
    other.indexed.ml_min_173 = 71;
    g_assert_cmpstr(ldose_row_at_clearance(row, &other)->id, ==, "fr1");
    other.absolute.ml_min = 90;
    other.indexed.ml_min_173 = 29;
    g_assert_cmpstr(ldose_row_at_clearance(row, &other)->id, ==, "fr3");
    /* A lower bound counts as just above itself. */
    other.indexed.ml_min_173 = 70;
    g_assert_cmpstr(ldose_row_at_clearance(row, &other)->id, ==, "fr2");
    other.is_lower_bound = TRUE;
    g_assert_cmpstr(ldose_row_at_clearance(row, &other)->id, ==, "fr1");
}

/* ---- stops and columns ----------------------------------------------------------------------- */

static void
test_stops(void)
{
    g_autoptr(FixtureCase) fixture =
        fixture_plan(US "gfr_measured_ml_min=90; conditions=pentostatin; conditions_absent=fluid");
    static const struct {
        int drug;
        LdoseCondition condition;
        gboolean flu, cy;
    } rows[] = {
        {LDOSE_FLUDARABINE, LDOSE_CONDITION_PENTOSTATIN, TRUE, FALSE},
        {LDOSE_DRUG_ANY, LDOSE_CONDITION_PENTOSTATIN, TRUE, TRUE},
        {LDOSE_DRUG_ANY, LDOSE_CONDITION_FLUID, FALSE, FALSE},
        {LDOSE_DRUG_ANY, LDOSE_CONDITION_PREGNANCY, FALSE, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseStop stop = {.drug = rows[i].drug, .condition = rows[i].condition};
        g_assert_true(ldose_stop_applies(&stop, &fixture->patient, LDOSE_FLUDARABINE) ==
                      rows[i].flu);
        g_assert_true(ldose_stop_applies(&stop, &fixture->patient, LDOSE_CYCLOPHOSPHAMIDE) ==
                      rows[i].cy);
    }
    g_assert_cmpint((int)ldose_fraction_column(LDOSE_FLUDARABINE), ==,
                    LDOSE_COLUMN_FLUDARABINE_FRACTION);
    g_assert_cmpint((int)ldose_fraction_column(LDOSE_CYCLOPHOSPHAMIDE), ==,
                    LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION);
}

/* Every stop of the encoding sheet: which drug it stops (encoding.md 4). */
static void
test_stop_table(void)
{
    static const struct {
        const char *condition;
        LdosePlanStatus flu, cy;
    } rows[] = {
        {"pentostatin", LDOSE_PLAN_CONTRAINDICATED, LDOSE_PLAN_FINAL},
        {"haemolysis", LDOSE_PLAN_CONTRAINDICATED, LDOSE_PLAN_FINAL},
        {"haemolysis_on_fludarabine", LDOSE_PLAN_CONTRAINDICATED, LDOSE_PLAN_FINAL},
        {"outflow_obstruction", LDOSE_PLAN_FINAL, LDOSE_PLAN_CONTRAINDICATED},
        {"urinary_infection", LDOSE_PLAN_FINAL, LDOSE_PLAN_CONTRAINDICATED},
        {"cystitis_grade_4", LDOSE_PLAN_FINAL, LDOSE_PLAN_CONTRAINDICATED},
        {"active_infection", LDOSE_PLAN_CONTRAINDICATED, LDOSE_PLAN_CONTRAINDICATED},
        {"active_gvhd", LDOSE_PLAN_FINAL, LDOSE_PLAN_FINAL},
        {"breast_feeding", LDOSE_PLAN_CONTRAINDICATED, LDOSE_PLAN_CONTRAINDICATED},
        {"pregnancy", LDOSE_PLAN_DECISION, LDOSE_PLAN_DECISION},
        {"porphyria", LDOSE_PLAN_FINAL, LDOSE_PLAN_CONTRAINDICATED},
        {"amputation", LDOSE_PLAN_FINAL, LDOSE_PLAN_FINAL},
        {"fluid", LDOSE_PLAN_FINAL, LDOSE_PLAN_FINAL},
        {"emaciated", LDOSE_PLAN_FINAL, LDOSE_PLAN_FINAL},
        {"muscle_disease", LDOSE_PLAN_FINAL, LDOSE_PLAN_FINAL},
        {"product_not_on_site", LDOSE_PLAN_FINAL, LDOSE_PLAN_FINAL},
    };
    static const char *const documents[] = {US, "bilirubin_mg_dl=0.6; " EU};
    g_assert_cmpuint(G_N_ELEMENTS(rows), ==, LDOSE_N_CONDITIONS);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (guint k = 0; k < G_N_ELEMENTS(documents); k++) {
            g_autofree char *text = g_strdup_printf("%sgfr_measured_ml_min=90; conditions=%s",
                                                    documents[k], rows[i].condition);
            g_autoptr(FixtureCase) fixture = fixture_plan(text);
            g_assert_cmpint((int)fixture->plan.drug[LDOSE_FLUDARABINE].status, ==,
                            (int)rows[i].flu);
            g_assert_cmpint((int)fixture->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].status, ==,
                            (int)rows[i].cy);
        }
    }
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void
test_parts(void)
{
    static const struct {
        const char *source, *text;
        double flu, cy;
        gboolean proportion;
    } rows[] = {
        {"rules.md 1: full, not-read", US "gfr_measured_ml_min=90", 1, 1, FALSE},
        {"rules.md 1: silent", "bilirubin_mg_dl=1; " EU "gfr_measured_ml_min=90", 1, 1, FALSE},
        {"rules.md 1: caution is the whole dose",
         US "gfr_measured_ml_min=20; fludarabine_fraction=0.5; override_reason=r; decided_by=d; "
            "prescriber=p",
         0.5, 1, TRUE},
        {"rules.md 1: dose-of 15 of 25 on 30 mg/m2", US "gfr_measured_ml_min=40", 0.6, 1, TRUE},
        {"rules.md 1: dose-of on its own base",
         "regimen=us-kymriah-lbcl; guidance=us-label; gfr_measured_ml_min=40; " ADULT, 0.6, 1,
         FALSE},
        {"rules.md 1: a reading is its row", US "gfr_measured_ml_min=49.5", 0.6, 1, TRUE},
        {"rules.md 1: fraction", "bilirubin_mg_dl=4; " EU "gfr_measured_ml_min=90", 1, 0.75, FALSE},
        {"rules.md 1: kidneys and liver, one whole",
         "regimen=us-yescarta; guidance=composed-example; bilirubin_mg_dl=4; "
         "gfr_measured_ml_min=90; " ADULT,
         1, 0.75, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("source: %s", rows[i].source);
        g_autoptr(FixtureCase) fixture = fixture_plan(rows[i].text);
        g_assert_cmpint((int)fixture->plan.status, ==, (int)LDOSE_PLAN_FINAL);
        g_assert_cmpfloat_with_epsilon(fixture->plan.drug[LDOSE_FLUDARABINE].part, rows[i].flu,
                                       1e-12);
        g_assert_cmpfloat_with_epsilon(fixture->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].part, rows[i].cy,
                                       1e-12);
        if (i != 2)
            g_assert_true(fixture->plan.drug[LDOSE_FLUDARABINE].in_proportion ==
                          rows[i].proportion);
    }
}

/* 48 kg, 165 cm: 1.4832 m², so 741.62 mg of cyclophosphamide before any reduction. */
static const LdoseDecisionOption *
first_cyclophosphamide_option(const LdosePlan *plan)
{
    for (guint i = 0; i < plan->n_decisions; i++) {
        if (plan->decision[i].drug == (int)LDOSE_CYCLOPHOSPHAMIDE)
            return &plan->decision[i].option[0];
    }
    return NULL;
}

static void
test_option_doses(void)
{
    static const char patient[] =
        "regimen=us-yescarta; guidance=composed-example; sex=F; age_years=61; height_cm=165; "
        "weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=";
    g_autofree char *liver_well = g_strconcat(patient, "0.6", NULL);
    g_autofree char *liver_too = g_strconcat(patient, "3.4", NULL);
    g_autoptr(FixtureCase) one = fixture_plan(liver_well);
    const LdoseDecisionOption *option = first_cyclophosphamide_option(&one->plan);
    g_assert_nonnull(option);
    g_assert_true(option->has_dose);
    g_assert_cmpfloat_with_epsilon(option->low_mg, 741.62, 0.01);
    g_autoptr(FixtureCase) both = fixture_plan(liver_too);
    option = first_cyclophosphamide_option(&both->plan);
    g_assert_nonnull(option);
    g_assert_false(option->has_dose);
    g_assert_cmpfloat_with_epsilon(option->part.low, 1, 1e-12);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/drug-rules/row/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/drug-rules/R39-child", test_child);
    g_test_add_func("/drug-rules/axis-values", test_axis_values);
    g_test_add_func("/drug-rules/row-at-clearance", test_row_at_clearance);
    g_test_add_func("/drug-rules/stops", test_stops);
    g_test_add_func("/drug-rules/stop-table", test_stop_table);
    g_test_add_func("/drug-rules/R16-parts", test_parts);
    g_test_add_func("/drug-rules/doses-of-answers", test_option_doses);
    return g_test_run();
}
