/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clearance of the kidneys (R08, R09). Each row names where its value was printed. */
#include "kidney.h"

#include "printed-digits.h"
#include "quantity.h"

/* R09: indexed and absolute clearance are two types, and each conversion takes only the other
 * one. */
G_STATIC_ASSERT(!__builtin_types_compatible_p(LdoseAbsoluteClearance, LdoseIndexedClearance));
G_STATIC_ASSERT(!__builtin_types_compatible_p(LdoseAbsoluteClearance, double));
G_STATIC_ASSERT(__builtin_types_compatible_p(__typeof__(&ldose_deindex),
                                             LdoseAbsoluteClearance (*)(LdoseIndexedClearance,
                                                                        double)));
G_STATIC_ASSERT(__builtin_types_compatible_p(__typeof__(&ldose_index),
                                             LdoseIndexedClearance (*)(LdoseAbsoluteClearance,
                                                                       double)));

#define ORACLE   "tests/oracle/reference-values.csv"
#define ADMIRAL  "dossier B3.3, admiral quoting the NKF calculator (S44)"
#define CLINPK   "dossier B3.3, clinPK's tests (S43)"
#define DIGITS   "tests/oracle/reference_formulas.py, called directly for more digits"
#define AUTHORS  "dossier B3.3, the CKiD authors' code (S40)"
#define PATIENTS "patients.md"
#define F        LDOSE_SEX_FEMALE
#define M        LDOSE_SEX_MALE

/* ---- equations of sex, age and one marker ---- */

typedef LdoseIndexedClearance (*ByMarker)(LdoseSex sex, double age_years, double marker);

typedef struct {
    const char *name;
    const char *source;
    ByMarker formula;
    LdoseSex sex;
    double age_years, marker;
    const char *expected;
} MarkerCase;

static const MarkerCase MARKER_CASES[] = {
    {"ckd-epi-2021-cr/M-55", ADMIRAL, ldose_ckd_epi_2021_cr, M, 55, 1.09, "80"},
    {"ckd-epi-2021-cr/F-80", CLINPK, ldose_ckd_epi_2021_cr, F, 80, 0.8, "74"},
    {"ckd-epi-2021-cr/M-80", CLINPK, ldose_ckd_epi_2021_cr, M, 80, 0.8, "89"},
    {"ckd-epi-2021-cr/M-96.3-umol", ADMIRAL, ldose_ckd_epi_2021_cr, M, 55, 96.3 / 88.42, "80.2293"},
    {"ckd-epi-2021-cr/F-65-umol", ADMIRAL, ldose_ckd_epi_2021_cr, F, 76, 65 / 88.42, "84.4646"},
    {"ckd-epi-2021-cr/P2", PATIENTS, ldose_ckd_epi_2021_cr, M, 67, 0.5, "111.8"},
    {"ckd-epi-2009-cr/M-45.2", "dossier S42", ldose_ckd_epi_2009_cr_norace, M, 45.2, 120 / 88.42,
     "62.5"},
    {"ckd-epi-2009-cr/M-60", ORACLE, ldose_ckd_epi_2009_cr_norace, M, 60, 1.4, "54.22"},
    {"ckd-epi-2009-cr/F-60", ORACLE, ldose_ckd_epi_2009_cr_norace, F, 60, 1.1, "54.53"},
    {"ckd-epi-2012-cys/M-19", ORACLE, ldose_ckd_epi_2012_cys, M, 19, 0.75, "127.28"},
    {"ckd-epi-2012-cys/F-60", ORACLE, ldose_ckd_epi_2012_cys, F, 60, 1.3, "51.15"},
    {"ckd-epi-2012-cys/at-0.8", ORACLE, ldose_ckd_epi_2012_cys, M, 40, 0.8, "113.30"},
    {"ekfc-2021-cr/M-2", ORACLE, ldose_ekfc_2021_cr, M, 2, 0.25, "115.03"},
    {"ekfc-2021-cr/F-9", ORACLE, ldose_ekfc_2021_cr, F, 9, 0.6, "83.57"},
    {"ekfc-2021-cr/M-25", ORACLE, ldose_ekfc_2021_cr, M, 25, 1.0, "97.01"},
    {"ekfc-2021-cr/M-40", ORACLE, ldose_ekfc_2021_cr, M, 40, 0.9, "107.49"},
    {"ekfc-2021-cr/F-82", ORACLE, ldose_ekfc_2021_cr, F, 82, 0.45, "81.16"},
    {"ckid-u25-cys/M-11", AUTHORS, ldose_ckid_u25_cys, M, 11, 1.3, "64.2"},
    {"ckid-u25-cys/F-11", AUTHORS, ldose_ckid_u25_cys, F, 11, 1.3, "61.2"},
    {"ckid-u25-cys/M-15", AUTHORS, ldose_ckid_u25_cys, M, 15, 1.6, "54.5"},
    {"ckid-u25-cys/F-15", AUTHORS, ldose_ckid_u25_cys, F, 15, 1.6, "46.1"},
    {"ckid-u25-cys/M-20", AUTHORS, ldose_ckid_u25_cys, M, 20, 1.8, "42.8"},
    {"ckid-u25-cys/F-20", AUTHORS, ldose_ckid_u25_cys, F, 20, 1.8, "37.9"},
    {"mdrd/M-55", "dossier B3.3, admiral quoting MDCalc (S44)", ldose_mdrd_175_norace, M, 55, 1.09,
     "70.2"},
    {"mdrd/M-19", ORACLE, ldose_mdrd_175_norace, M, 19, 0.85, "116.12"},
    {"mdrd/F-60", ORACLE, ldose_mdrd_175_norace, F, 60, 1.1, "50.67"},
    {"lund-malmo/M-40", CLINPK, ldose_lund_malmo_revised, M, 40, 1.0, "84"},
    {"lund-malmo/M-above-180-umol", ORACLE, ldose_lund_malmo_revised, M, 75, 2.5, "21.67"},
    {"lund-malmo/F-82", ORACLE, ldose_lund_malmo_revised, F, 82, 0.45, "87.20"},
    {"ckd-epi-2009-cr/M-50-umol", "dossier C6: we get 128.85", ldose_ckd_epi_2009_cr_norace, M, 40,
     50 / 88.4, "128.85"},
    {"ekfc-2021-cr/above-25", DIGITS, ldose_ekfc_2021_cr, M, 25.05, 1.0, "95.8327"},
    {"ekfc-2021-cr/above-40", DIGITS, ldose_ekfc_2021_cr, F, 40.05, 0.7, "107.3130"},
    {"lund-malmo/M-far-above-180-umol", DIGITS, ldose_lund_malmo_revised, M, 60, 8.0, "8.4844"},
    {"lund-malmo/F-above-150-umol", DIGITS, ldose_lund_malmo_revised, F, 70, 4.0, "11.7138"},
    /* K at an age, as another implementation tabulates it (S47). */
    {"ckid-u25-cys/K-M-1", "reference_formulas.py, K table of S47", ldose_ckid_u25_cys, M, 1, 1,
     "74.8"},
    {"ckid-u25-cys/K-M-16", "reference_formulas.py, K table of S47", ldose_ckid_u25_cys, M, 16, 1,
     "83.7"},
    {"ckid-u25-cys/K-F-1", "reference_formulas.py, K table of S47", ldose_ckid_u25_cys, F, 1, 1,
     "76.5"},
    {"ckid-u25-cys/K-F-17", "reference_formulas.py, K table of S47", ldose_ckid_u25_cys, F, 17, 1,
     "70.0"},
};

static void
test_marker(gconstpointer data)
{
    const MarkerCase *c = data;
    assert_agrees_as_printed(c->formula(c->sex, c->age_years, c->marker).ml_min_173, c->expected);
}

/* ---- CKiD U25 from creatinine ---- */

typedef struct {
    const char *name;
    const char *source;
    LdoseSex sex;
    double age_years, height_cm, creatinine_mg_dl;
    const char *expected;
} U25Case;

static const U25Case U25_CASES[] = {
    {"M-11", AUTHORS, M, 11, 120, 0.9, "51.6"},
    {"F-11", AUTHORS, F, 11, 120, 0.9, "47.8"},
    {"M-15", AUTHORS, M, 15, 160, 1.9, "37.5"},
    {"F-15", AUTHORS, F, 15, 160, 1.9, "32.5"},
    {"M-20", AUTHORS, M, 20, 181, 2.1, "43.8"},
    {"F-20", AUTHORS, F, 20, 181, 2.1, "35.7"},
    {"P3", PATIENTS, F, 1, 70, 0.20, "115.7"},
    {"P11", PATIENTS, M, 15, 178, 0.80, "99.0"},
    {"M-18", ORACLE, M, 18, 176, 0.9, "99.34"},
    {"M-below-18", ORACLE, M, 17.99, 176, 0.9, "99.28"},
    {"M-12", ORACLE, M, 12, 148, 0.55, "104.95"},
    {"M-below-12", ORACLE, M, 11.99, 148, 0.55, "104.94"},
    {"M-25", ORACLE, M, 25, 180, 1.0, "91.44"},
    /* The abstract's ends of K at 1 year (height 1 m, creatinine 1). */
    {"K-M-1", "dossier K9, S48", M, 1, 100, 1, "35.7"},
    {"K-F-1", "dossier K9, S48", F, 1, 100, 1, "33.1"},
};

static void
test_u25(gconstpointer data)
{
    const U25Case *c = data;
    assert_agrees_as_printed(
        ldose_ckid_u25_cr(c->sex, c->age_years, c->height_cm, c->creatinine_mg_dl).ml_min_173,
        c->expected);
}

/* ---- the other equations ---- */

typedef struct {
    const char *name;
    const char *source;
    LdoseSex sex;
    double age_years, weight_kg, creatinine_mg_dl;
    const char *expected;
} GaultCase;

static const GaultCase GAULT_CASES[] = {
    {"nkf", ADMIRAL, M, 55, 90, 1.09, "97"},
    {"transplantr", "dossier S42", F, 25, 60, 1.0, "81.46"},
    {"clinpk", CLINPK, M, 40, 80, 1.0, "111"},
    {"web-M", "dossier S53", M, 65, 70, 1.4, "52.1"},
    {"web-F", "dossier S53", F, 45, 60, 0.9, "74.8"},
    {"not-truncated", "dossier C12", F, 45, 65, 0.9, "81.0"},
    {"exactly-30", "rules.md section 2", M, 20, 37.8, 2.1, "30.000000000000"},
    {"P0", PATIENTS, M, 55, 80, 0.90, "104.9"},
    {"P1", PATIENTS, F, 58, 128, 0.60, "206.5"},
    {"P2", PATIENTS, M, 67, 38, 0.50, "77.06"},
    {"P12", PATIENTS, F, 68, 62, 1.10, "47.9"},
};

static void
test_gault(gconstpointer data)
{
    const GaultCase *c = data;
    assert_agrees_as_printed(
        ldose_cockcroft_gault(c->sex, c->age_years, c->weight_kg, c->creatinine_mg_dl).ml_min,
        c->expected);
}

static void
test_two_markers(void)
{
    /* patients.md P2, which prints 66.0; the oracle has 65.946. */
    assert_agrees_as_printed(ldose_ckd_epi_2021_cr_cys(M, 67, 0.5, 1.6).ml_min_173, "66");
    /* Oracle. */
    assert_agrees_as_printed(ldose_ckd_epi_2021_cr_cys(M, 19, 0.85, 0.75).ml_min_173, "129.04");
    assert_agrees_as_printed(ldose_ckd_epi_2021_cr_cys(F, 60, 1.1, 1.3).ml_min_173, "55.12");
    assert_agrees_as_printed(ldose_ckd_epi_2021_cr_cys(F, 82, 0.45, 1.0).ml_min_173, "87.38");
    assert_agrees_as_printed(ldose_ckid_u25_mean(F, 9, 133, 0.6, 1.0).ml_min_173, "78.54");
    assert_agrees_as_printed(ldose_ekfc_2023_cys(40, 0.8).ml_min_173, "108.58");
    assert_agrees_as_printed(ldose_ekfc_2023_cys(82, 1.0).ml_min_173, "69.56");
    /* The oracle's functions called directly: just above 40 and 50 years. */
    assert_agrees_as_printed(ldose_ekfc_2023_cys(40.05, 0.8).ml_min_173, "108.5250");
    assert_agrees_as_printed(ldose_ekfc_2023_cys(50.05, 1.2).ml_min_173, "63.9212");
}

static void
test_schwartz(void)
{
    assert_agrees_as_printed(ldose_schwartz_bedside_2009(50, 0.5).ml_min_173, "41.3");  /* S43 */
    assert_agrees_as_printed(ldose_schwartz_bedside_2009(101, 0.6).ml_min_173, "69.5"); /* S42 */
    assert_agrees_as_printed(ldose_schwartz_bedside_2009(100, 0.4).ml_min_173, "103");  /* S51b */
    assert_agrees_as_printed(ldose_schwartz_bedside_2009(178, 0.8).ml_min_173, "91.9"); /* P11 */
}

static void
test_deindexed(void)
{
    /* Dossier B3.3, S43: F 62 y, 156 cm, 45 kg, Lund–Malmö de-indexed with Du Bois. */
    static const struct {
        double creatinine_umol_l;
        const char *expected;
    } cases[] = {{63, "65"}, {54, "73"}, {60, "67"}, {52, "74"}};
    double dubois_m2 = ldose_bsa_dubois_m2(156, 45);

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        double creatinine_mg_dl = ldose_creatinine_mg_dl_from_umol_l(cases[i].creatinine_umol_l);
        LdoseIndexedClearance indexed = ldose_lund_malmo_revised(F, 62, creatinine_mg_dl);
        assert_agrees_as_printed(ldose_deindex(indexed, dubois_m2).ml_min, cases[i].expected);
    }

    /* Oracle, CKD-EPI 2021 de-indexed with Mosteller. */
    assert_agrees_as_printed(
        ldose_deindex(ldose_ckd_epi_2021_cr(M, 75, 2.5), ldose_bsa_mosteller_m2(172, 90)).ml_min,
        "31.33");
    assert_agrees_as_printed(
        ldose_deindex(ldose_ckd_epi_2021_cr(F, 82, 0.45), ldose_bsa_mosteller_m2(150, 42)).ml_min,
        "73.40");
    /* patients.md P2. */
    assert_agrees_as_printed(ldose_deindex((LdoseIndexedClearance){111.8}, 1.3630).ml_min, "88.1");
    /* requirements.md R39: a healthy infant of 8 kg. */
    assert_agrees_as_printed(
        ldose_deindex(ldose_schwartz_bedside_2009(70, 0.2), ldose_bsa_mosteller_m2(70, 8)).ml_min,
        "33");
}

static void
test_index_round_trip(void)
{
    for (double bsa_m2 = 0.2; bsa_m2 < 3.5; bsa_m2 += 0.1) {
        LdoseIndexedClearance there = {72.5};
        LdoseIndexedClearance back = ldose_index(ldose_deindex(there, bsa_m2), bsa_m2);
        g_assert_cmpfloat_with_epsilon(back.ml_min_173, there.ml_min_173, 1e-12);
    }
    /* By definition, at 1.73 m² the two are the same number. */
    g_assert_cmpfloat_with_epsilon(ldose_deindex((LdoseIndexedClearance){90}, 1.73).ml_min, 90,
                                   1e-12);
    /* A larger body clears more than its indexed value, a smaller one less (dossier C9). */
    g_assert_cmpfloat(ldose_deindex((LdoseIndexedClearance){90}, 2.5).ml_min, >, 90);
    g_assert_cmpfloat(ldose_deindex((LdoseIndexedClearance){90}, 0.4).ml_min, <, 90);
}

/* ---- EKFC ---- */

static void
test_ekfc_at_q(void)
{
    /* Oracle, ekfc_q_umol: at the median creatinine of an age to 40 years the result is 107.3. Q is
     * printed with two decimals, hence the tolerance. */
    static const struct {
        LdoseSex sex;
        double age_years, q_umol_l;
    } cases[] = {
        {M, 2, 27.43},  {F, 2, 25.95},  {M, 5, 31.19},  {F, 5, 32.00},  {M, 10, 47.26},
        {F, 10, 45.11}, {M, 15, 64.35}, {F, 15, 55.79}, {M, 20, 76.20}, {F, 20, 61.36},
        {M, 25, 80.86}, {F, 25, 62.43}, {M, 26, 80.00}, {F, 26, 62.00},
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        double creatinine_mg_dl = ldose_creatinine_mg_dl_from_umol_l(cases[i].q_umol_l);
        double tolerance = 107.3 * 1.132 * 0.0051 / cases[i].q_umol_l;
        g_assert_cmpfloat_with_epsilon(
            ldose_ekfc_2021_cr(cases[i].sex, cases[i].age_years, creatinine_mg_dl).ml_min_173,
            107.3, tolerance);
    }
    g_assert_cmpfloat_with_epsilon(ldose_ekfc_2023_cys(30, 0.83).ml_min_173, 107.3, 1e-12);
}

static void
test_ekfc_owner_of_25(void)
{
    /* Dossier B3.2: the polynomial to 25 years, the constant above. */
    double at = ldose_ekfc_2021_cr(M, 25, 1.0).ml_min_173;
    assert_agrees_as_printed(at, "97.01"); /* oracle */
    g_assert_cmpfloat(fabs(ldose_ekfc_2021_cr(M, 24.999, 1.0).ml_min_173 - at), <, 0.01);
    g_assert_cmpfloat(fabs(ldose_ekfc_2021_cr(M, 25.001, 1.0).ml_min_173 - at), >, 1.0);
    /* An age that came out of an arithmetic as a hair more is still 25. */
    g_assert_cmpfloat(fabs(ldose_ekfc_2021_cr(M, 25 + 1e-12, 1.0).ml_min_173 - at), <, 1e-9);
}

/* ---- what must hold for every patient ---- */

typedef LdoseIndexedClearance (*AnyMarker)(double marker);

#define MARKER_OF(name, expression)                                                                \
    static LdoseIndexedClearance name(double marker)                                               \
    {                                                                                              \
        return (expression);                                                                       \
    }

MARKER_OF(cr_2021_f, ldose_ckd_epi_2021_cr(F, 50, marker))
MARKER_OF(cr_2021_m, ldose_ckd_epi_2021_cr(M, 50, marker))
MARKER_OF(cr_2009_f, ldose_ckd_epi_2009_cr_norace(F, 50, marker))
MARKER_OF(cr_2009_m, ldose_ckd_epi_2009_cr_norace(M, 50, marker))
MARKER_OF(cys_2012_f, ldose_ckd_epi_2012_cys(F, 50, marker))
MARKER_OF(cr_cys_creatinine, ldose_ckd_epi_2021_cr_cys(F, 50, marker, 1.0))
MARKER_OF(cr_cys_cystatin, ldose_ckd_epi_2021_cr_cys(M, 50, 1.0, marker))
MARKER_OF(ekfc_child, ldose_ekfc_2021_cr(F, 8, marker))
MARKER_OF(ekfc_adult, ldose_ekfc_2021_cr(M, 60, marker))
MARKER_OF(ekfc_cys, ldose_ekfc_2023_cys(60, marker))
MARKER_OF(schwartz, ldose_schwartz_bedside_2009(120, marker))
MARKER_OF(u25_creatinine, ldose_ckid_u25_cr(M, 14, 160, marker))
MARKER_OF(u25_cystatin, ldose_ckid_u25_cys(F, 14, marker))
MARKER_OF(u25_mean_creatinine, ldose_ckid_u25_mean(F, 14, 160, marker, 1.0))
MARKER_OF(u25_mean_cystatin, ldose_ckid_u25_mean(M, 14, 160, 0.7, marker))
MARKER_OF(mdrd, ldose_mdrd_175_norace(F, 50, marker))
MARKER_OF(lund_malmo_f, ldose_lund_malmo_revised(F, 50, marker))
MARKER_OF(lund_malmo_m, ldose_lund_malmo_revised(M, 50, marker))
MARKER_OF(gault, ldose_index(ldose_cockcroft_gault(F, 50, 70, marker), 1.73))

static const AnyMarker ALL[] = {
    cr_2021_f,    cr_2021_m,         cr_2009_f,         cr_2009_m,  cys_2012_f,
    ekfc_child,   cr_cys_creatinine, cr_cys_cystatin,   ekfc_adult, ekfc_cys,
    schwartz,     u25_creatinine,    u25_cystatin,      mdrd,       u25_mean_creatinine,
    lund_malmo_f, lund_malmo_m,      u25_mean_cystatin, gault,
};

static void
test_falls_with_marker(void)
{
    /* R15 rests on this: a worse marker never gives a better clearance, and there is no jump. */
    for (guint i = 0; i < G_N_ELEMENTS(ALL); i++) {
        for (double marker = 0.1; marker < 12; marker += 0.005) {
            double here = ALL[i](marker).ml_min_173;
            double worse = ALL[i](marker + 0.005).ml_min_173;
            g_assert_cmpfloat(worse, <, here);
            g_assert_cmpfloat(worse, >, 0.90 * here);
        }
    }
}

static void
test_falls_with_age(void)
{
    for (double age_years = 26; age_years < 100; age_years += 1) {
        for (LdoseSex sex = F; sex <= M; sex++) {
            g_assert_cmpfloat(ldose_cockcroft_gault(sex, age_years + 1, 70, 1).ml_min, <,
                              ldose_cockcroft_gault(sex, age_years, 70, 1).ml_min);
            g_assert_cmpfloat(ldose_ckd_epi_2021_cr(sex, age_years + 1, 1).ml_min_173, <,
                              ldose_ckd_epi_2021_cr(sex, age_years, 1).ml_min_173);
            g_assert_cmpfloat(ldose_ekfc_2021_cr(sex, age_years + 1, 1).ml_min_173, <=,
                              ldose_ekfc_2021_cr(sex, age_years, 1).ml_min_173);
        }
    }
}

static void
test_scaling(void)
{
    /* By definition of the equations. */
    g_assert_cmpfloat_with_epsilon(ldose_cockcroft_gault(F, 50, 140, 1).ml_min,
                                   2 * ldose_cockcroft_gault(F, 50, 70, 1).ml_min, 1e-12);
    g_assert_cmpfloat_with_epsilon(ldose_cockcroft_gault(F, 50, 70, 1).ml_min,
                                   0.85 * ldose_cockcroft_gault(M, 50, 70, 1).ml_min, 1e-12);
    g_assert_cmpfloat_with_epsilon(ldose_schwartz_bedside_2009(120, 1.2).ml_min_173,
                                   ldose_schwartz_bedside_2009(60, 0.6).ml_min_173, 1e-12);
    g_assert_cmpfloat_with_epsilon(ldose_ckid_u25_cys(M, 9, 2).ml_min_173,
                                   ldose_ckid_u25_cys(M, 9, 1).ml_min_173 / 2, 1e-12);
}

static void
test_unit_round_trip(void)
{
    for (double creatinine_umol_l = 10; creatinine_umol_l < 1000; creatinine_umol_l += 7) {
        double creatinine_mg_dl = ldose_creatinine_mg_dl_from_umol_l(creatinine_umol_l);
        g_assert_cmpfloat_with_epsilon(ldose_cockcroft_gault(M, 60, 70, creatinine_mg_dl).ml_min,
                                       80.0 * 70 * 88.4 / (72 * creatinine_umol_l), 1e-9);
    }
}

/* ---- preconditions: a bad number stops the program, it does not become a clearance ---- */

static volatile double sink;

static void
test_marker_not_a_number(gconstpointer data)
{
    if (g_test_subprocess()) {
        sink = ALL[GPOINTER_TO_UINT(data)](NAN).ml_min_173;
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
}

typedef struct {
    const char *name;
    LdoseSex sex;
    double age_years, weight_kg, height_cm, bsa_m2;
} BadCase;

static const BadCase BAD_CASES[] = {
    {"age-zero", M, 0, 70, 170, 1.8},
    {"age-nan", M, NAN, 70, 170, 1.8},
    {"age-140", M, 140, 70, 170, 1.8},
    {"weight-zero", M, 50, 0, 170, 1.8},
    {"weight-nan", M, 50, NAN, 170, 1.8},
    {"height-negative", M, 50, 70, -170, 1.8},
    {"bsa-zero", M, 50, 70, 170, 0},
    {"bsa-nan", M, 50, 70, 170, NAN},
    {"bsa-infinite", M, 50, 70, 170, INFINITY},
};

static void
test_bad(gconstpointer data)
{
    const BadCase *c = data;

    if (g_test_subprocess()) {
        sink = ldose_ckid_u25_cr(c->sex, 10, c->height_cm, 1).ml_min_173;
        sink = ldose_cockcroft_gault(c->sex, c->age_years, c->weight_kg, 1).ml_min;
        sink = ldose_index((LdoseAbsoluteClearance){80}, c->bsa_m2).ml_min_173;
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
}

static void
add_row(const char *group, const char *name, const char *source, const void *row,
        GTestDataFunc test)
{
    g_autofree char *path = g_strconcat("/kidney/", group, name, NULL);
    g_assert(*source != '\0');
    g_test_add_data_func(path, row, test);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(MARKER_CASES); i++)
        add_row("", MARKER_CASES[i].name, MARKER_CASES[i].source, &MARKER_CASES[i], test_marker);
    for (guint i = 0; i < G_N_ELEMENTS(U25_CASES); i++)
        add_row("ckid-u25-cr/", U25_CASES[i].name, U25_CASES[i].source, &U25_CASES[i], test_u25);
    for (guint i = 0; i < G_N_ELEMENTS(GAULT_CASES); i++)
        add_row("cockcroft-gault/", GAULT_CASES[i].name, GAULT_CASES[i].source, &GAULT_CASES[i],
                test_gault);
    g_test_add_func("/kidney/two-markers", test_two_markers);
    g_test_add_func("/kidney/schwartz", test_schwartz);
    g_test_add_func("/kidney/deindexed", test_deindexed);
    g_test_add_func("/kidney/index-round-trip", test_index_round_trip);
    g_test_add_func("/kidney/ekfc-at-q", test_ekfc_at_q);
    g_test_add_func("/kidney/ekfc-owner-of-25", test_ekfc_owner_of_25);
    g_test_add_func("/kidney/falls-with-marker", test_falls_with_marker);
    g_test_add_func("/kidney/falls-with-age", test_falls_with_age);
    g_test_add_func("/kidney/scaling", test_scaling);
    g_test_add_func("/kidney/unit-round-trip", test_unit_round_trip);
    for (guint i = 0; i < G_N_ELEMENTS(ALL); i++) {
        g_autofree char *path = g_strdup_printf("/kidney/precondition/marker-nan-%u", i);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_marker_not_a_number);
    }
    for (guint i = 0; i < G_N_ELEMENTS(BAD_CASES); i++)
        add_row("precondition/", BAD_CASES[i].name, "header", &BAD_CASES[i], test_bad);
    return g_test_run();
}
