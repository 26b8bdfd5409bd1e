/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a case: names, kinds, units, limits, as cli.md lists them (R02). */
#include "case-column.h"

#include <string.h>

#include "fixture.h"

/* cli.md, "Case columns", word by word. */
static const char *const NAMES[] = {
    "case_id",
    "regimen",
    "guidance",
    "formulary",
    "as_of",
    "infusion_date",
    "ld_start_date",
    "sex",
    "age_years",
    "birth_date",
    "height_cm",
    "weight_kg",
    "weight_date",
    "previous_weight_kg",
    "dry_weight_kg",
    "creatinine_mg_dl",
    "creatinine_umol_l",
    "creatinine_date",
    "creatinine_earlier_mg_dl",
    "creatinine_earlier_umol_l",
    "creatinine_earlier_date",
    "cystatin_c_mg_l",
    "gfr_measured_ml_min",
    "dialysis",
    "bilirubin_mg_dl",
    "bilirubin_umol_l",
    "bilirubin_direct_mg_dl",
    "bilirubin_direct_umol_l",
    "bilirubin_uln_mg_dl",
    "bilirubin_uln_umol_l",
    "ast_u_l",
    "ast_uln_u_l",
    "alt_u_l",
    "alt_uln_u_l",
    "albumin_g_l",
    "inr",
    "cirrhosis",
    "ascites",
    "encephalopathy",
    "gilbert",
    "wbc_10e9_l",
    "anc_10e9_l",
    "platelets_10e9_l",
    "conditions",
    "conditions_absent",
    "confirm",
    "estimator",
    "clearance_weight",
    "bsa_formula",
    "bsa_cap_m2",
    "dosing_weight_kg",
    "fludarabine_fraction",
    "cyclophosphamide_fraction",
    "combine",
    "fludarabine_product",
    "cyclophosphamide_product",
    "accept_unverified",
    "ordered_fludarabine_mg_per_day",
    "ordered_cyclophosphamide_mg_per_day",
    "override_reason",
    "decided_by",
    "prescriber",
};

static void
test_names(void)
{
    g_assert_cmpuint(G_N_ELEMENTS(NAMES), ==, LDOSE_N_COLUMNS);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)i);
        g_assert_cmpstr(info->name, ==, NAMES[i]);
        g_assert_cmpint(ldose_column_find(NAMES[i], strlen(NAMES[i])), ==, i);
        g_assert_cmpint((int)strlen(info->label), >, 0);
    }
}

static void
test_unknown_names(void)
{
    static const char *const unknown[] = {"",
                                          "sexx",
                                          "se",
                                          "Sex",
                                          "SEX",
                                          "weight",
                                          "weight_k",
                                          "weight_kg ",
                                          " weight_kg",
                                          "x_weight",
                                          "creatinine",
                                          "creatinine_mg/dl",
                                          "expect_status"};
    for (guint i = 0; i < G_N_ELEMENTS(unknown); i++)
        g_assert_cmpint(ldose_column_find(unknown[i], strlen(unknown[i])), <, 0);
    /* The name need not end in a zero byte. */
    g_assert_cmpint(ldose_column_find("sex,age_years", 3), ==, LDOSE_COLUMN_SEX);
}

/* The unit of a number stands in its name. */
static void
test_units(void)
{
    static const struct {
        const char *suffix;
        LdoseUnit unit;
    } rows[] = {
        {"_cm", LDOSE_UNIT_CM},         {"_kg", LDOSE_UNIT_KG},
        {"_years", LDOSE_UNIT_YEARS},   {"_mg_dl", LDOSE_UNIT_MG_DL},
        {"_umol_l", LDOSE_UNIT_UMOL_L}, {"_mg_l", LDOSE_UNIT_MG_L},
        {"_g_l", LDOSE_UNIT_G_L},       {"_u_l", LDOSE_UNIT_U_L},
        {"_ml_min", LDOSE_UNIT_ML_MIN}, {"_10e9_l", LDOSE_UNIT_10E9_L},
        {"_m2", LDOSE_UNIT_M2},         {"_mg_per_day", LDOSE_UNIT_MG},
    };
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)i);
        gboolean number = info->kind == LDOSE_COLUMN_KIND_NUMBER ||
                          info->kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER;
        gboolean matched = FALSE;
        for (guint k = 0; k < G_N_ELEMENTS(rows) && !matched; k++) {
            if (!g_str_has_suffix(info->name, rows[k].suffix))
                continue;
            matched = TRUE;
            g_assert_true(number);
            g_assert_cmpint((int)info->unit, ==, (int)rows[k].unit);
        }
        /* Only a score and a part of a dose are numbers without a unit. */
        if (number && !matched)
            g_assert_true(i == LDOSE_COLUMN_INR || i == LDOSE_COLUMN_FLUDARABINE_FRACTION ||
                          i == LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION);
    }
}

/* cli.md, table of limits: what is refused. */
static void
test_limits(void)
{
    static const struct {
        LdoseColumn column;
        double least, most;
        gboolean least_excluded;
    } rows[] = {
        {LDOSE_COLUMN_AGE_YEARS, 0, 130, FALSE},
        {LDOSE_COLUMN_HEIGHT_CM, 20, 275, FALSE},
        {LDOSE_COLUMN_WEIGHT_KG, 0.5, 650, FALSE},
        {LDOSE_COLUMN_CREATININE_MG_DL, 0, 50, TRUE},
        {LDOSE_COLUMN_CREATININE_UMOL_L, 0, 4400, TRUE},
        {LDOSE_COLUMN_CREATININE_EARLIER_MG_DL, 0, 50, TRUE},
        {LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L, 0, 4400, TRUE},
        {LDOSE_COLUMN_BILIRUBIN_MG_DL, 0, 80, FALSE},
        {LDOSE_COLUMN_BILIRUBIN_UMOL_L, 0, 1400, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseColumnInfo *info = ldose_column_info(rows[i].column);
        g_assert_cmpfloat(info->least, ==, rows[i].least);
        g_assert_cmpfloat(info->most, ==, rows[i].most);
        g_assert_true(info->least_excluded == rows[i].least_excluded);
    }
}

/* R04: a bound is creatinine's only. Whatever divides has no zero. */
static void
test_bounds_and_zeros(void)
{
    static const LdoseColumn divisors[] = {LDOSE_COLUMN_WEIGHT_KG,
                                           LDOSE_COLUMN_HEIGHT_CM,
                                           LDOSE_COLUMN_CREATININE_MG_DL,
                                           LDOSE_COLUMN_CREATININE_UMOL_L,
                                           LDOSE_COLUMN_CYSTATIN_C_MG_L,
                                           LDOSE_COLUMN_GFR_MEASURED_ML_MIN,
                                           LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL,
                                           LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L,
                                           LDOSE_COLUMN_AST_ULN_U_L,
                                           LDOSE_COLUMN_ALT_ULN_U_L,
                                           LDOSE_COLUMN_PREVIOUS_WEIGHT_KG,
                                           LDOSE_COLUMN_DRY_WEIGHT_KG,
                                           LDOSE_COLUMN_FLUDARABINE_FRACTION,
                                           LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION,
                                           LDOSE_COLUMN_BSA_CAP_M2,
                                           LDOSE_COLUMN_DOSING_WEIGHT_KG};
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)i);
        g_assert_true((info->kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER) ==
                      (i == LDOSE_COLUMN_CREATININE_MG_DL || i == LDOSE_COLUMN_CREATININE_UMOL_L));
        if (info->kind == LDOSE_COLUMN_KIND_NUMBER ||
            info->kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER)
            g_assert_cmpfloat(info->least, <, info->most);
    }
    for (guint i = 0; i < G_N_ELEMENTS(divisors); i++) {
        const LdoseColumnInfo *info = ldose_column_info(divisors[i]);
        if (!(info->least > 0 || info->least_excluded))
            g_error("%s may be 0", info->name);
    }
}

static void
test_words(void)
{
    static const struct {
        LdoseColumn column;
        const char *words;
    } rows[] = {
        {LDOSE_COLUMN_SEX, "F M"},
        {LDOSE_COLUMN_DIALYSIS, "none hd pd crrt"},
        {LDOSE_COLUMN_CIRRHOSIS, "no yes"},
        {LDOSE_COLUMN_GILBERT, "no yes"},
        {LDOSE_COLUMN_ASCITES, "none mild moderate"},
        {LDOSE_COLUMN_ENCEPHALOPATHY, "0 1 2 3 4"},
        {LDOSE_COLUMN_CLEARANCE_WEIGHT, "actual ideal adjusted25 adjusted40 lean dry"},
        {LDOSE_COLUMN_COMBINE, "lowest product"},
        {LDOSE_COLUMN_ACCEPT_UNVERIFIED, "no yes"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseVocabulary *words = ldose_column_info(rows[i].column)->words;
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint k = 0; k < words->n_words; k++)
            g_string_append_printf(text, "%s%s", k > 0 ? " " : "", words->words[k].id);
        g_assert_cmpstr(text->str, ==, rows[i].words);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/case-column/names", test_names);
    g_test_add_func("/case-column/unknown-names", test_unknown_names);
    g_test_add_func("/case-column/R02-units", test_units);
    g_test_add_func("/case-column/R03-limits", test_limits);
    g_test_add_func("/case-column/R04-bounds-and-zeros", test_bounds_and_zeros);
    g_test_add_func("/case-column/words", test_words);
    return g_test_run();
}
