/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two exposure models against an implementation that shares nothing with ours.
 *
 * tests/oracle/flu-pk-values.csv: 40 cases of a reference implementation in Python, written from
 * the same papers (Langenhorst 2019, doi:10.1007/s40262-018-0715-9; Varela-Gonzalez-Aller 2025,
 * doi:10.3390/pharmaceutics17121592). Its AUC was found three ways that agree to 1e-10: dose over
 * clearance, the sum of three exponentials, and the differential equations step by step. */
#include "exposure.h"

#include <string.h>

#include "formula.h"
#include "number.h"

#define TOLERANCE 1e-6 /* relative */

typedef struct {
    char **header;
    GPtrArray *rows; /* char ** */
} Table;

static Table *
table_read(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "oracle", "flu-pk-values.csv", NULL);
    g_autofree char *bytes = NULL;
    if (!g_file_get_contents(path, &bytes, NULL, NULL))
        g_error("%s: cannot be read", path);
    g_auto(GStrv) lines = g_strsplit_set(bytes, "\r\n", -1);
    Table *table = g_new0(Table, 1);
    table->header = g_strsplit(lines[0], ",", -1);
    table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (guint i = 1; lines[i] != NULL; i++) {
        if (*lines[i] != '\0')
            g_ptr_array_add(table->rows, g_strsplit(lines[i], ",", -1)); /* no quotes in it */
    }
    return table;
}

static void
table_free(Table *table)
{
    g_strfreev(table->header);
    g_ptr_array_unref(table->rows);
    g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

static const char *
cell(const Table *table, guint row, const char *column)
{
    char **fields = g_ptr_array_index(table->rows, row);
    g_assert_cmpuint(g_strv_length(fields), ==, g_strv_length(table->header));
    for (guint i = 0; table->header[i] != NULL; i++) {
        if (strcmp(table->header[i], column) == 0)
            return fields[i];
    }
    g_error("no column %s", column);
}

static double
number(const Table *table, guint row, const char *column)
{
    const char *text = cell(table, row, column);
    double value = NAN;
    if (ldose_number_parse(text, strlen(text), LDOSE_DECIMAL_POINT, &value) != LDOSE_NUMBER_OK)
        g_error("%s: \"%s\" is not a number", column, text);
    return value;
}

static gboolean
agrees(double got, double expected)
{
    return fabs(got - expected) <= TOLERANCE * fabs(expected);
}

static void
assert_agrees(const Table *table, guint row, const char *column, double got)
{
    double expected = number(table, row, column);
    if (!agrees(got, expected))
        g_error("%s, %s: %.9g, expected %.9g", cell(table, row, "case_id"), column, got, expected);
}

/* Four decimals are printed. */
static void
assert_agrees_as_printed(const Table *table, guint row, const char *column, double got)
{
    double expected = number(table, row, column);
    if (!(fabs(got - expected) <= 0.5e-4 * (1 + 1e-6)))
        g_error("%s, %s: %.9g, expected %.9g", cell(table, row, "case_id"), column, got, expected);
}

static void
test_langenhorst(void)
{
    g_autoptr(Table) table = table_read();
    g_assert_cmpuint(table->rows->len, ==, 40);
    for (guint row = 0; row < table->rows->len; row++) {
        double ceiling =
            ldose_langenhorst_2019_egfr_ceiling_ml_min_173(number(table, row, "age_y"));
        double egfr = MIN(number(table, row, "egfr_input"), ceiling);
        double weight_kg = number(table, row, "weight_kg");
        double bsa_m2 = ldose_bsa_mosteller_m2(number(table, row, "height_cm"), weight_kg);
        double mg = number(table, row, "dose_mg_m2_day") * bsa_m2 * number(table, row, "days");
        LdoseFludarabineClearance clearance = ldose_langenhorst_2019_clearance_l_h(weight_kg, egfr);
        double auc = ldose_fludarabine_auc_mg_h_l(mg, clearance.total_l_h);
        LdoseExposureInterval interval =
            ldose_langenhorst_2019_interval_mg_h_l(auc, (int)number(table, row, "days"));
        assert_agrees_as_printed(table, row, "egfr_used", egfr);
        assert_agrees(table, row, "cl_nonrenal_L_h", clearance.non_renal_l_h);
        assert_agrees(table, row, "cl_renal_L_h", clearance.renal_l_h);
        assert_agrees(table, row, "cl_total_L_h", clearance.total_l_h);
        assert_agrees(table, row, "auc_cum_mg_h_L", auc);
        assert_agrees(table, row, "auc_triexp", auc);
        assert_agrees(table, row, "auc_ode_rk4", auc);
        assert_agrees_as_printed(table, row, "auc_pi90_lo", interval.low_mg_h_l);
        assert_agrees_as_printed(table, row, "auc_pi90_hi", interval.high_mg_h_l);
        /* What comes of forgetting that the dose is of the phosphate. */
        g_assert_false(agrees(auc, number(table, row, "auc_if_molar_factor_omitted_WRONG")));
        g_assert_true(fabs(number(table, row, "auc_if_molar_factor_omitted_WRONG") / auc -
                           365.2 / 285.2) < 1e-4);
    }
}

static void
test_varela(void)
{
    g_autoptr(Table) table = table_read();
    guint checked = 0;
    for (guint row = 0; row < table->rows->len; row++) {
        if (*cell(table, row, "auc_varela2025_comparator") == '\0')
            continue;
        double weight_kg = number(table, row, "weight_kg");
        double bsa_m2 = ldose_bsa_mosteller_m2(number(table, row, "height_cm"), weight_kg);
        double mg = number(table, row, "dose_mg_m2_day") * bsa_m2 * number(table, row, "days");
        const char *description = cell(table, row, "description");
        LdoseVarelaProduct product =
            strstr(description, "tisa-cel") != NULL ? LDOSE_VARELA_TISA_CEL : LDOSE_VARELA_AXI_CEL;
        double clearance = ldose_varela_2025_clearance_l_h(
            product, weight_kg, number(table, row, "egfr_input") * bsa_m2 / 1.73);
        assert_agrees_as_printed(table, row, "auc_varela2025_comparator",
                                 ldose_fludarabine_auc_mg_h_l(mg, clearance));
        checked++;
    }
    g_assert_cmpuint(checked, ==, 21);
}

/* The guard rails of the models, by the same cases: the reference implementation marks three. */
static void
test_refuses(void)
{
    g_autoptr(Table) table = table_read();
    guint refused = 0;
    for (guint row = 0; row < table->rows->len; row++) {
        LdoseFormulaInput input = {0};
        LdoseFormulaResult result = {NAN, NULL};
        ldose_formula_input_set(&input, LDOSE_FIELD_AGE_YEARS, number(table, row, "age_y"));
        ldose_formula_input_set(&input, LDOSE_FIELD_WEIGHT_KG, number(table, row, "weight_kg"));
        ldose_formula_input_set(&input, LDOSE_FIELD_HEIGHT_CM, number(table, row, "height_cm"));
        ldose_formula_input_set(&input, LDOSE_FIELD_EGFR_ML_MIN_173,
                                number(table, row, "egfr_input"));
        ldose_formula_input_set(&input, LDOSE_FIELD_DOSE_MG_M2,
                                number(table, row, "dose_mg_m2_day"));
        ldose_formula_input_set(&input, LDOSE_FIELD_DAYS, number(table, row, "days"));
        gboolean outside = strstr(cell(table, row, "flags"), "outside") != NULL;
        gboolean computed =
            ldose_formula_compute(LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019, &input, &result);
        g_assert_cmpint(computed, ==, !outside);
        if (computed)
            assert_agrees(table, row, "auc_cum_mg_h_L", result.value);
        refused += outside ? 1 : 0;
    }
    g_assert_cmpuint(refused, ==, 3);
}

typedef struct {
    LdoseFormulaId formula;
    LdoseFormulaField field;
    double inside, outside;
} Guard;

#define LANGENHORST LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019
#define VARELA      LDOSE_FORMULA_FLUDARABINE_AUC_VARELA_2025

/* Each end of each range: the end itself is inside. eGFR of the second model is told per 1.73 m²
 * and compared in mL/min; 170 cm and 70 kg have 1.8181 m². */
static const Guard guards[] = {
    {LANGENHORST, LDOSE_FIELD_AGE_YEARS, 0.3, 0.29},
    {LANGENHORST, LDOSE_FIELD_AGE_YEARS, 74, 74.1},
    {LANGENHORST, LDOSE_FIELD_WEIGHT_KG, 4.3, 4.2},
    {LANGENHORST, LDOSE_FIELD_WEIGHT_KG, 130, 130.1},
    {LANGENHORST, LDOSE_FIELD_EGFR_ML_MIN_173, 25, 24.9},
    {LANGENHORST, LDOSE_FIELD_EGFR_ML_MIN_173, 300, 24.9}, /* no upper end: capped */
    {VARELA, LDOSE_FIELD_AGE_YEARS, 23, 22.9},
    {VARELA, LDOSE_FIELD_AGE_YEARS, 82, 82.1},
    {VARELA, LDOSE_FIELD_WEIGHT_KG, 52, 51.9},
    {VARELA, LDOSE_FIELD_WEIGHT_KG, 101, 101.1},
    {VARELA, LDOSE_FIELD_EGFR_ML_MIN_173, 37.2, 37.0},
    {VARELA, LDOSE_FIELD_EGFR_ML_MIN_173, 203.5, 203.8},
};

static LdoseFormulaInput
ordinary(void)
{
    LdoseFormulaInput input = {0};
    ldose_formula_input_set(&input, LDOSE_FIELD_AGE_YEARS, 50);
    ldose_formula_input_set(&input, LDOSE_FIELD_WEIGHT_KG, 70);
    ldose_formula_input_set(&input, LDOSE_FIELD_HEIGHT_CM, 170);
    ldose_formula_input_set(&input, LDOSE_FIELD_EGFR_ML_MIN_173, 80);
    ldose_formula_input_set(&input, LDOSE_FIELD_DOSE_MG_M2, 30);
    ldose_formula_input_set(&input, LDOSE_FIELD_DAYS, 3);
    input.product = LDOSE_VARELA_AXI_CEL;
    input.dialysis = FALSE;
    input.present |= LDOSE_FIELD_PRODUCT | LDOSE_FIELD_DIALYSIS;
    return input;
}

static void
test_guards(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(guards); i++) {
        const Guard *guard = &guards[i];
        LdoseFormulaInput input = ordinary();
        LdoseFormulaResult result = {-1, NULL};
        guint32 outside = 0;
        ldose_formula_input_set(&input, guard->field, guard->inside);
        g_assert_true(ldose_formula_compute(guard->formula, &input, &result));
        ldose_formula_input_set(&input, guard->field, guard->outside);
        result.value = -1;
        g_assert_false(ldose_formula_compute(guard->formula, &input, &result));
        g_assert_true(result.value < 0); /* nothing was written */
        g_assert_false(ldose_formula_in_population(guard->formula, &input, &outside));
        g_assert_cmpuint(outside, ==, guard->field);
    }
    for (int formula = LANGENHORST; formula <= VARELA; formula++) {
        LdoseFormulaInput input = ordinary();
        LdoseFormulaResult result;
        input.dialysis = TRUE;
        g_assert_false(ldose_formula_compute((LdoseFormulaId)formula, &input, &result));
    }
}

static void
test_products(void)
{
    LdoseVarelaProduct product = LDOSE_N_VARELA_PRODUCTS;
    g_assert_true(ldose_varela_product_find("tisa-cel", &product));
    g_assert_cmpint(product, ==, LDOSE_VARELA_TISA_CEL);
    g_assert_false(ldose_varela_product_find("liso-cel", &product));
    g_assert_cmpint(product, ==, LDOSE_VARELA_TISA_CEL);
    g_assert_cmpstr(ldose_varela_product_id(LDOSE_VARELA_AXI_CEL), ==, "axi-cel");
}

/* The two models differ by 27 % (axi-cel) and 38 % (tisa-cel) at 70 kg and 96 mL/min: the sentence
 * on top of every exposure. */
static void
test_disagreement(void)
{
    double one = ldose_langenhorst_2019_clearance_l_h(70, 96).total_l_h;
    double axi_cel = ldose_varela_2025_clearance_l_h(LDOSE_VARELA_AXI_CEL, 70, 96);
    double tisa_cel = ldose_varela_2025_clearance_l_h(LDOSE_VARELA_TISA_CEL, 70, 96);
    g_assert_cmpint((int)round(100 * (one / axi_cel - 1)), ==, 27);
    g_assert_cmpint((int)round(100 * (one / tisa_cel - 1)), ==, 38);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exposure/langenhorst-2019", test_langenhorst);
    g_test_add_func("/exposure/varela-2025", test_varela);
    g_test_add_func("/exposure/refuses", test_refuses);
    g_test_add_func("/exposure/guards", test_guards);
    g_test_add_func("/exposure/products", test_products);
    g_test_add_func("/exposure/disagreement", test_disagreement);
    return g_test_run();
}
