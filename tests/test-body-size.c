/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Body surface, body mass index, body weights (R08). Each row names where its value was printed. */
#include "body-size.h"

#include "printed-digits.h"
#include "quantity.h"

#define CLINPK   "dossier B1/B3.3, clinPK's tests (S43)"
#define ORACLE   "tests/oracle/reference-values.csv"
#define DIGITS   "tests/oracle/reference_formulas.py, called directly for more digits"
#define PATIENTS "patients.md"

typedef double (*BySize)(double height_cm, double weight_kg);
typedef double (*ByWeight)(double weight_kg);
typedef double (*BySexHeight)(LdoseSex sex, double height_cm);

/* ---- height and weight ---- */

typedef struct {
    const char *name;
    const char *source;
    BySize formula;
    double height_cm, weight_kg;
    const char *expected;
} SizeCase;

static const SizeCase SIZE_CASES[] = {
    {"dubois/adult", CLINPK, ldose_bsa_dubois_m2, 180, 80, "1.996"},
    {"mosteller/adult", CLINPK, ldose_bsa_mosteller_m2, 180, 80, "2.000"},
    {"haycock/adult", CLINPK, ldose_bsa_haycock_m2, 180, 80, "2.007"},
    {"gehan-george/adult", CLINPK, ldose_bsa_gehan_george_m2, 180, 80, "2.009"},
    {"boyd/adult", CLINPK, ldose_bsa_boyd_m2, 180, 80, "2.007"},
    {"mosteller/newborn", ORACLE, ldose_bsa_mosteller_m2, 50, 3.5, "0.2205"},
    {"dubois/newborn", ORACLE, ldose_bsa_dubois_m2, 50, 3.5, "0.2086"},
    {"haycock/newborn", ORACLE, ldose_bsa_haycock_m2, 50, 3.5, "0.2244"},
    {"gehan-george/newborn", ORACLE, ldose_bsa_gehan_george_m2, 50, 3.5, "0.2338"},
    {"boyd/newborn", ORACLE, ldose_bsa_boyd_m2, 50, 3.5, "0.2299"},
    {"mosteller/largest", ORACLE, ldose_bsa_mosteller_m2, 185, 200, "3.2059"},
    {"mosteller/smallest", DIGITS, ldose_bsa_mosteller_m2, 30, 0.5, "0.064550"},
    {"dubois/smallest", DIGITS, ldose_bsa_dubois_m2, 30, 0.5, "0.063000"},
    {"haycock/smallest", DIGITS, ldose_bsa_haycock_m2, 30, 0.5, "0.064360"},
    {"gehan-george/smallest", DIGITS, ldose_bsa_gehan_george_m2, 30, 0.5, "0.069214"},
    {"boyd/smallest", DIGITS, ldose_bsa_boyd_m2, 30, 0.5, "0.060046"},
    {"mosteller/usp", "worked-cases.md F9 (S84)", ldose_bsa_mosteller_m2, 187.96, 83.00740371,
     "2.08"},
    {"mosteller/61-in", "worked-cases.md F10 (S85)", ldose_bsa_mosteller_m2, 154.94, 90.7, "1.98"},
    {"mosteller/P0", PATIENTS, ldose_bsa_mosteller_m2, 178, 80, "1.9889"},
    {"mosteller/P1", PATIENTS, ldose_bsa_mosteller_m2, 165, 128, "2.4221"},
    {"dubois/P1", PATIENTS, ldose_bsa_dubois_m2, 165, 128, "2.289"},
    {"haycock/P1", PATIENTS, ldose_bsa_haycock_m2, 165, 128, "2.496"},
    {"mosteller/P2", PATIENTS, ldose_bsa_mosteller_m2, 176, 38, "1.3630"},
    {"mosteller/P3", PATIENTS, ldose_bsa_mosteller_m2, 70, 8, "0.3944"},
    {"bmi/who", "dossier S30, WHO page", ldose_bmi_kg_m2, 175, 70, "22.9"},
    {"bmi/P1", PATIENTS, ldose_bmi_kg_m2, 165, 128, "47.0"},
    {"bmi/P2", PATIENTS, ldose_bmi_kg_m2, 176, 38, "12.3"},
};

static void
test_size(gconstpointer data)
{
    const SizeCase *c = data;
    assert_agrees_as_printed(c->formula(c->height_cm, c->weight_kg), c->expected);
}

/* ---- weight alone ---- */

typedef struct {
    const char *name;
    const char *source;
    ByWeight formula;
    double weight_kg;
    const char *expected;
} WeightCase;

static const WeightCase WEIGHT_CASES[] = {
    {"boyd-weight/textbook", "dossier S57", ldose_bsa_boyd_weight_only_m2, 18, "0.74"},
    {"boyd-weight/more-digits", DIGITS, ldose_bsa_boyd_weight_only_m2, 18, "0.737634"},
    {"boyd-weight/3.5-kg", ORACLE, ldose_bsa_boyd_weight_only_m2, 3.5, "0.2357"},
    {"boyd-weight/30-kg", ORACLE, ldose_bsa_boyd_weight_only_m2, 30, "1.0452"},
    {"livingston/smallest", DIGITS, ldose_bsa_livingston_m2, 0.5, "0.065068"},
    {"livingston/below-10-kg", ORACLE, ldose_bsa_livingston_m2, 9.9, "0.4844"},
    {"livingston/10-kg", ORACLE, ldose_bsa_livingston_m2, 10, "0.5199"},
    {"livingston/200-kg", ORACLE, ldose_bsa_livingston_m2, 200, "3.6070"},
};

static void
test_weight(gconstpointer data)
{
    const WeightCase *c = data;
    assert_agrees_as_printed(c->formula(c->weight_kg), c->expected);
}

/* ---- ideal weight ---- */

typedef struct {
    const char *name;
    const char *source;
    BySexHeight formula;
    LdoseSex sex;
    double height_cm;
    const char *expected;
} IdealCase;

static const IdealCase IDEAL_CASES[] = {
    {"devine/M-180", "dossier S43", ldose_ibw_devine_kg, LDOSE_SEX_MALE, 180, "75.0"},
    {"devine/F-160", "dossier S43", ldose_ibw_devine_kg, LDOSE_SEX_FEMALE, 160, "52.381890"},
    {"devine/M-160", "dossier S43", ldose_ibw_devine_kg, LDOSE_SEX_MALE, 160, "56.881890"},
    {"devine/M-60-in", "dossier B2.2", ldose_ibw_devine_kg, LDOSE_SEX_MALE, 152.4, "50.0"},
    {"devine/F-60-in", "dossier B2.2", ldose_ibw_devine_kg, LDOSE_SEX_FEMALE, 152.4, "45.5"},
    /* Below 60 inches the line goes on and is not stopped; whether it applies the registry
     * knows. */
    {"devine/M-150", "dossier S43", ldose_ibw_devine_kg, LDOSE_SEX_MALE, 150, "47.8"},
    {"devine/F-120", "dossier B2.3", ldose_ibw_devine_kg, LDOSE_SEX_FEMALE, 120, "16.2"},
    {"devine/F-100", "dossier B2.3", ldose_ibw_devine_kg, LDOSE_SEX_FEMALE, 100, "-1.9"},
    {"robinson/M-178", ORACLE, ldose_ibw_robinson_kg, LDOSE_SEX_MALE, 178, "71.15"},
    {"robinson/F-165", ORACLE, ldose_ibw_robinson_kg, LDOSE_SEX_FEMALE, 165, "57.43"},
};

static void
test_ideal(gconstpointer data)
{
    const IdealCase *c = data;
    assert_agrees_as_printed(c->formula(c->sex, c->height_cm), c->expected);
}

/* ---- adjusted and lean weight ---- */

static void
test_adjusted(void)
{
    assert_agrees_as_printed(ldose_adjusted_weight_kg(70, 120, 0.4), "90.0"); /* worked-cases F31 */
    assert_agrees_as_printed(ldose_adjusted_weight_kg(85, 125, 0.5), "105");  /* dossier A1.13 */
    /* Dossier B2.6, S43: 180 cm and 80 kg, 150 cm and 150 kg. */
    assert_agrees_as_printed(
        ldose_adjusted_weight_kg(ldose_ibw_devine_kg(LDOSE_SEX_MALE, 180), 80, 0.4), "77.0");
    assert_agrees_as_printed(
        ldose_adjusted_weight_kg(ldose_ibw_devine_kg(LDOSE_SEX_MALE, 150), 150, 0.4), "88.7");
    /* By definition: nothing of the excess is ideal weight, all of it is actual weight. */
    assert_agrees_as_printed(ldose_adjusted_weight_kg(70, 120, 0), "70.000000000");
    assert_agrees_as_printed(ldose_adjusted_weight_kg(70, 120, 1), "120.000000000");
}

static void
test_lean(void)
{
    assert_agrees_as_printed(ldose_lean_weight_janmahasatian_kg(LDOSE_SEX_MALE, 150, 80),
                             "51.643454"); /* dossier S43 */
    assert_agrees_as_printed(ldose_lean_weight_janmahasatian_kg(LDOSE_SEX_MALE, 178, 110),
                             "71.92"); /* dossier C11 */
    assert_agrees_as_printed(ldose_lean_weight_janmahasatian_kg(LDOSE_SEX_FEMALE, 165, 95),
                             "50.921598"); /* oracle, called directly */
}

/* ---- what must hold for every size ---- */

static const BySize SURFACES[] = {ldose_bsa_mosteller_m2, ldose_bsa_dubois_m2, ldose_bsa_haycock_m2,
                                  ldose_bsa_gehan_george_m2, ldose_bsa_boyd_m2};
static const ByWeight WEIGHT_SURFACES[] = {ldose_bsa_boyd_weight_only_m2, ldose_bsa_livingston_m2};

static void
test_grows_with_size(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(SURFACES); i++) {
        for (double height_cm = 45; height_cm < 230; height_cm += 5) {
            for (double weight_kg = 2.5; weight_kg < 250; weight_kg += 2.5) {
                double here = SURFACES[i](height_cm, weight_kg);
                g_assert_cmpfloat(SURFACES[i](height_cm + 1, weight_kg), >, here);
                g_assert_cmpfloat(SURFACES[i](height_cm, weight_kg + 1), >, here);
            }
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(WEIGHT_SURFACES); i++)
        for (double weight_kg = 2.5; weight_kg < 250; weight_kg += 0.5)
            g_assert_cmpfloat(WEIGHT_SURFACES[i](weight_kg + 0.5), >,
                              WEIGHT_SURFACES[i](weight_kg));
}

static void
test_scaling(void)
{
    /* By definition: four times the product of height and weight is twice Mosteller's surface;
     * twice the height at four times the weight is the same body mass index. */
    g_assert_cmpfloat_with_epsilon(ldose_bsa_mosteller_m2(120, 40),
                                   2 * ldose_bsa_mosteller_m2(60, 20), 1e-15);
    g_assert_cmpfloat_with_epsilon(ldose_bmi_kg_m2(200, 100), ldose_bmi_kg_m2(100, 25), 1e-12);
}

static void
test_sixty_inches(void)
{
    /* A man of 60 inches has Devine's 50 kg; an inch is 2.54 cm, exactly. */
    g_assert_cmpfloat_with_epsilon(ldose_ibw_devine_kg(LDOSE_SEX_MALE, 60 * 2.54), 50, 1e-12);
    g_assert_cmpfloat_with_epsilon(60 * 2.54, LDOSE_IDEAL_WEIGHT_FROM_HEIGHT_CM, 1e-12);
}

static void
test_livingston_branch(void)
{
    /* 10 kg that came out of an arithmetic as a hair less still belongs to the upper branch. */
    g_assert_cmpfloat_with_epsilon(ldose_bsa_livingston_m2(10 - 1e-12), ldose_bsa_livingston_m2(10),
                                   1e-9);
    g_assert_cmpfloat(ldose_bsa_livingston_m2(9.9999), <, 0.95 * ldose_bsa_livingston_m2(10));
}

/* ---- preconditions: a bad number stops the program, it does not become a dose ---- */

static volatile double sink;

static void
call_sizes(double height_cm, double weight_kg, guint which)
{
    const BySize by_size[] = {ldose_bmi_kg_m2,      ldose_bsa_mosteller_m2,    ldose_bsa_dubois_m2,
                              ldose_bsa_haycock_m2, ldose_bsa_gehan_george_m2, ldose_bsa_boyd_m2};

    if (which < G_N_ELEMENTS(by_size))
        sink = by_size[which](height_cm, weight_kg);
    else if (which == 6)
        sink = ldose_bsa_boyd_weight_only_m2(weight_kg);
    else if (which == 7)
        sink = ldose_bsa_livingston_m2(weight_kg);
    else
        sink = ldose_lean_weight_janmahasatian_kg(LDOSE_SEX_MALE, height_cm, weight_kg);
}

static void
test_weight_not_a_number(gconstpointer data)
{
    if (g_test_subprocess()) {
        call_sizes(170, NAN, GPOINTER_TO_UINT(data));
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
}

static void
test_height_zero(void)
{
    if (g_test_subprocess()) {
        sink = ldose_ibw_devine_kg(LDOSE_SEX_FEMALE, 0);
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
}

static void
test_factor_above_1(void)
{
    if (g_test_subprocess()) {
        sink = ldose_adjusted_weight_kg(70, 120, 1.01);
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
}

static void
add_row(const char *name, const char *source, const void *row, GTestDataFunc test)
{
    g_autofree char *path = g_strconcat("/body-size/", name, NULL);
    g_assert(*source != '\0');
    g_test_add_data_func(path, row, test);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(SIZE_CASES); i++)
        add_row(SIZE_CASES[i].name, SIZE_CASES[i].source, &SIZE_CASES[i], test_size);
    for (guint i = 0; i < G_N_ELEMENTS(WEIGHT_CASES); i++)
        add_row(WEIGHT_CASES[i].name, WEIGHT_CASES[i].source, &WEIGHT_CASES[i], test_weight);
    for (guint i = 0; i < G_N_ELEMENTS(IDEAL_CASES); i++)
        add_row(IDEAL_CASES[i].name, IDEAL_CASES[i].source, &IDEAL_CASES[i], test_ideal);
    g_test_add_func("/body-size/adjusted", test_adjusted);
    g_test_add_func("/body-size/lean", test_lean);
    g_test_add_func("/body-size/grows-with-size", test_grows_with_size);
    g_test_add_func("/body-size/scaling", test_scaling);
    g_test_add_func("/body-size/sixty-inches", test_sixty_inches);
    g_test_add_func("/body-size/livingston-branch", test_livingston_branch);
    for (guint i = 0; i < 9; i++) {
        g_autofree char *path = g_strdup_printf("/body-size/precondition/weight-nan-%u", i);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_weight_not_a_number);
    }
    g_test_add_func("/body-size/precondition/height-zero", test_height_zero);
    g_test_add_func("/body-size/precondition/factor-above-1", test_factor_above_1);
    return g_test_run();
}
