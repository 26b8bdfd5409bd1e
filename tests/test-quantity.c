/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units and their factors (R08). Factors: NIST SP 811 (2008) appendix B for pound and inch; 88.4
 * and 17.1 are named by R08. Products and quotients are worked out on paper. */
#include "quantity.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

typedef struct {
    const char *name;
    LdoseUnit unit;
    const char *id;
    const char *symbol; /* in bytes where it is not ASCII, so that no editor can change it */
} UnitCase;

/* Source: the list in the design (rules.md for ids, R23 for symbols). */
static const UnitCase UNIT_CASES[] = {
    {"none", LDOSE_UNIT_NONE, "", ""},
    {"mg", LDOSE_UNIT_MG, "mg", "mg"},
    {"mg-m2", LDOSE_UNIT_MG_M2, "mg/m2", "mg/m\xC2\xB2"},
    {"mg-kg", LDOSE_UNIT_MG_KG, "mg/kg", "mg/kg"},
    {"ml", LDOSE_UNIT_ML, "mL", "mL"},
    {"mg-ml", LDOSE_UNIT_MG_ML, "mg/mL", "mg/mL"},
    {"m2", LDOSE_UNIT_M2, "m2", "m\xC2\xB2"},
    {"kg", LDOSE_UNIT_KG, "kg", "kg"},
    {"kg-m2", LDOSE_UNIT_KG_M2, "kg/m2", "kg/m\xC2\xB2"},
    {"cm", LDOSE_UNIT_CM, "cm", "cm"},
    {"years", LDOSE_UNIT_YEARS, "years", "years"},
    {"months", LDOSE_UNIT_MONTHS, "months", "months"},
    {"days", LDOSE_UNIT_DAYS, "days", "days"},
    {"ml-min", LDOSE_UNIT_ML_MIN, "mL/min", "mL/min"},
    {"ml-min-173", LDOSE_UNIT_ML_MIN_173, "mL/min/1.73m2", "mL/min/1.73 m\xC2\xB2"},
    {"mg-dl", LDOSE_UNIT_MG_DL, "mg/dL", "mg/dL"},
    {"umol-l", LDOSE_UNIT_UMOL_L, "umol/L", "\xC2\xB5mol/L"},
    {"mg-l", LDOSE_UNIT_MG_L, "mg/L", "mg/L"},
    {"mg-h-l", LDOSE_UNIT_MG_H_L, "mg*h/L", "mg\xC2\xB7h/L"},
    {"g-l", LDOSE_UNIT_G_L, "g/L", "g/L"},
    {"u-l", LDOSE_UNIT_U_L, "U/L", "U/L"},
    {"xuln", LDOSE_UNIT_XULN, "xULN", "\xC3\x97 ULN"},
    {"10e9-l", LDOSE_UNIT_10E9_L, "10^9/L",
     "\xC3\x97"
     "10\xE2\x81\xB9/L"},
    {"percent", LDOSE_UNIT_PERCENT, "percent", "%"},
    {"score", LDOSE_UNIT_SCORE, "score", ""},
};

G_STATIC_ASSERT(G_N_ELEMENTS(UNIT_CASES) == LDOSE_N_UNITS);

static void
test_unit_case(gconstpointer data)
{
    const UnitCase *row = data;
    g_assert_cmpstr(ldose_unit_id(row->unit), ==, row->id);
    g_assert_cmpstr(ldose_unit_symbol(row->unit), ==, row->symbol);
    g_assert_true(g_utf8_validate(ldose_unit_symbol(row->unit), -1, NULL));

    LdoseUnit found = LDOSE_N_UNITS;
    g_assert_true(ldose_unit_from_id(row->id, &found));
    g_assert_cmpint(found, ==, row->unit);
}

/* R23: never "µg", "U" alone or "cc"; U/L is an enzyme activity, not a dose. */
static void
test_no_dangerous_symbol(void)
{
    for (int i = 0; i < LDOSE_N_UNITS; i++) {
        const char *symbol = ldose_unit_symbol((LdoseUnit)i);
        g_assert_null(strstr(symbol, "\u00B5g"));
        g_assert_null(strstr(symbol, "\u03BC"));
        g_assert_null(strstr(symbol, "cc"));
        g_assert_cmpstr(symbol, !=, "U");
    }
}

/* R08: an id is exact; a near one is another unit or none. */
static void
test_unknown_id(gconstpointer data)
{
    LdoseUnit found = LDOSE_UNIT_KG;
    g_assert_false(ldose_unit_from_id(data, &found));
    g_assert_cmpint(found, ==, LDOSE_UNIT_KG);
}

static const char *const UNKNOWN_IDS[] = {
    " ",
    "MG",
    "Mg",
    "mg ",
    " mg",
    "m",
    "mg/m\u00B2",
    "mg/m",
    "mg/m22",
    "ug",
    "mcg",
    "\u00B5g",
    "\u00B5mol/L",
    "umol/l",
    "mmol/L",
    "g",
    "lb",
    "in",
    "%",
    "ml/min",
    "mL/min/1.73",
    "U",
    "cc",
    "none",
    "xuln",
    "10^9",
    "x",
    "\u03BCmol/L",
    "mL/min/1.73 m2",
    "mg/dl",
};

/* ---- factors ---- */

typedef struct {
    const char *name;
    const char *source;
    double (*convert)(double);
    double from;
    double expected;
} FactorCase;

static const FactorCase FACTOR_CASES[] = {
    {"creatinine-1-mg-dl", "R08: 88.4", ldose_creatinine_umol_l_from_mg_dl, 1, 88.4},
    {"creatinine-2.1-mg-dl", "paper", ldose_creatinine_umol_l_from_mg_dl, 2.1, 185.64},
    {"creatinine-88.4-umol-l", "R08: 88.4", ldose_creatinine_mg_dl_from_umol_l, 88.4, 1},
    {"creatinine-221-umol-l", "paper", ldose_creatinine_mg_dl_from_umol_l, 221, 2.5},
    {"creatinine-44.2-umol-l", "paper", ldose_creatinine_mg_dl_from_umol_l, 44.2, 0.5},
    {"bilirubin-1-mg-dl", "R08: 17.1", ldose_bilirubin_umol_l_from_mg_dl, 1, 17.1},
    {"bilirubin-1.2-mg-dl", "paper", ldose_bilirubin_umol_l_from_mg_dl, 1.2, 20.52},
    {"bilirubin-17.1-umol-l", "R08: 17.1", ldose_bilirubin_mg_dl_from_umol_l, 17.1, 1},
    {"bilirubin-51.3-umol-l", "paper", ldose_bilirubin_mg_dl_from_umol_l, 51.3, 3},
};

static void
test_factor_case(gconstpointer data)
{
    const FactorCase *row = data;
    g_assert_cmpfloat_with_epsilon(row->convert(row->from), row->expected, 1e-13);
}

/* There and back is the same number, to the last bits; the molar masses of the header agree with
 * the laboratories' factors: 10^4 / 113.12 = 88.40 and 10^4 / 584.66 = 17.10. */
static void
test_round_trip(void)
{
    for (int tenths = 1; tenths < 3000; tenths++) {
        double mg_dl = tenths / 100.0;
        g_assert_cmpfloat_with_epsilon(
            ldose_creatinine_mg_dl_from_umol_l(ldose_creatinine_umol_l_from_mg_dl(mg_dl)), mg_dl,
            1e-15 * 30);
        g_assert_cmpfloat_with_epsilon(
            ldose_bilirubin_mg_dl_from_umol_l(ldose_bilirubin_umol_l_from_mg_dl(mg_dl)), mg_dl,
            1e-15 * 30);
    }
}

static void
test_constants(void)
{
    g_assert_cmpfloat_with_epsilon(LDOSE_CREATININE_UMOL_L_PER_MG_DL, 1e4 / 113.12, 0.05);
    g_assert_cmpfloat_with_epsilon(LDOSE_BILIRUBIN_UMOL_L_PER_MG_DL, 1e4 / 584.66, 0.05);
    g_assert_cmpfloat_with_epsilon(LDOSE_REFERENCE_BSA_M2, 1.73, 1e-15);
}

/* ---- programmer errors ---- */

static void
test_programmer_error(gconstpointer data)
{
    LdoseUnit none = (LdoseUnit)LDOSE_N_UNITS;
    if (g_test_subprocess()) {
        switch (GPOINTER_TO_INT(data)) {
        case 0: ldose_unit_id(none); break;
        case 1: ldose_unit_symbol(none); break;
        default: ldose_unit_from_id(NULL, &none); break;
        }
        exit(0);
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*assertion*failed*");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(UNIT_CASES); i++) {
        char *path = g_strconcat("/quantity/unit/R08/", UNIT_CASES[i].name, NULL);
        g_test_add_data_func(path, &UNIT_CASES[i], test_unit_case);
        g_free(path);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(UNKNOWN_IDS); i++) {
        char *path = g_strdup_printf("/quantity/unknown-id/R08/%" G_GSIZE_FORMAT, i);
        g_test_add_data_func(path, UNKNOWN_IDS[i], test_unknown_id);
        g_free(path);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(FACTOR_CASES); i++) {
        char *path = g_strconcat("/quantity/factor/R08/", FACTOR_CASES[i].name, NULL);
        g_test_add_data_func(path, &FACTOR_CASES[i], test_factor_case);
        g_free(path);
    }
    g_test_add_func("/quantity/unit/R23/no-dangerous-symbol", test_no_dangerous_symbol);
    g_test_add_func("/quantity/factor/R08/round-trip", test_round_trip);
    g_test_add_func("/quantity/factor/R08/constants", test_constants);
    for (int i = 0; i < 3; i++) {
        char *path = g_strdup_printf("/quantity/programmer-error/%d", i);
        g_test_add_data_func(path, GINT_TO_POINTER(i), test_programmer_error);
        g_free(path);
    }
    return g_test_run();
}
