/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the calculated dose to the given one: tiers, ties, a tenth of the step, bands (R12). Each
 * row names where its expectation stands. */
#include "rounding.h"

#include <math.h>

#include "fixture.h"
#include "printed-digits.h"

#define TIERS "encoding.md 5.2; D15"
#define TIES  "rules.md 1: half away from zero; rules.md 2: ties with the margin of the comparator"
#define TENTH "rules.md 1: a tenth of the step when the nearest one exceeds 5 %"
#define BANDS "encoding.md 5.4 (NHS 20 mg/mL, version 7)"
#define FLU   LDOSE_FLUDARABINE
#define CY    LDOSE_CYCLOPHOSPHAMIDE

static const LdoseDrugPolicy *
policy(const char *id, LdoseDrug drug)
{
    g_autoptr(GError) error = NULL;
    const LdoseFormulary *formulary = ldose_library_formulary(fixture_library(), id, &error);
    g_assert_no_error(error);
    return &formulary->drug[drug];
}

typedef struct {
    const char *name;
    const char *source;
    LdoseDrug drug;
    double calculated_mg;
    const char *given_mg;
    double step_mg;
    gboolean tenth_step;
} Case;

static const Case CASES[] = {
    /* fludarabine: 1 mg from 20 mg, 0.5 mg below */
    {"fludarabine/26.70", "issue 2", FLU, 26.698, "27", 1, FALSE},
    {"fludarabine/P0", "patients.md P0", FLU, 59.67, "60", 1, FALSE},
    {"fludarabine/P3", "patients.md P3", FLU, 11.83, "12", 0.5, FALSE},
    {"fludarabine/K11", "encoding.md 7 K11", FLU, 19.74, "19.5", 0.5, FALSE},
    {"fludarabine/tie-up", TIES, FLU, 20.5, "21", 1, FALSE},
    {"fludarabine/tie-even", TIES, FLU, 21.5, "22", 1, FALSE},
    {"fludarabine/below-tie", TIES, FLU, 20.499, "20", 1, FALSE},
    {"fludarabine/tie-within-margin", TIES, FLU, 20.5 * (1 - 5e-10), "21", 1, FALSE},
    {"fludarabine/tie-outside-margin", TIES, FLU, 20.5 * (1 - 5e-9), "20", 1, FALSE},
    {"fludarabine/half-tie", TIES, FLU, 18.25, "18.5", 0.5, FALSE},
    {"fludarabine/half-tie-2", TIES, FLU, 18.75, "19", 0.5, FALSE},
    {"fludarabine/20-belongs-to-the-upper-tier", TIERS, FLU, 20, "20", 1, FALSE},
    {"fludarabine/20.3", TIERS, FLU, 20.3, "20", 1, FALSE},
    {"fludarabine/19.99", TIERS, FLU, 19.99, "20", 0.5, FALSE},
    {"fludarabine/19.74", TIERS, FLU, 19.7499, "19.5", 0.5, FALSE},
    {"fludarabine/20-within-margin", TIERS, FLU, 20 * (1 - 5e-10), "20", 1, FALSE},
    /* a tenth of the step beyond 5 % */
    {"fludarabine/4.74", TENTH, FLU, 4.74, "4.75", 0.05, TRUE},
    {"fludarabine/exactly-5-percent", TENTH ": exceeds", FLU, 100.0 / 21, "5", 0.5, FALSE},
    {"fludarabine/4.80", TENTH, FLU, 4.80, "5", 0.5, FALSE},
    {"fludarabine/0.1", TENTH, FLU, 0.11, "0.1", 0.05, TRUE},
    /* cyclophosphamide: 10 mg from 250 mg, 5 mg below */
    {"cyclophosphamide/741.6", "issue 2", CY, 741.6, "740", 10, FALSE},
    {"cyclophosphamide/P0", "patients.md P0", CY, 994.4, "990", 10, FALSE},
    {"cyclophosphamide/P3", "patients.md P3", CY, 197.2, "195", 5, FALSE},
    {"cyclophosphamide/tie", TIES, CY, 745, "750", 10, FALSE},
    {"cyclophosphamide/below-tie", TIES, CY, 744.99, "740", 10, FALSE},
    {"cyclophosphamide/250", TIERS, CY, 250, "250", 10, FALSE},
    {"cyclophosphamide/254.9", TIERS, CY, 254.9, "250", 10, FALSE},
    {"cyclophosphamide/249.99", TIERS, CY, 249.99, "250", 5, FALSE},
    {"cyclophosphamide/247.5", TIES, CY, 247.5, "250", 5, FALSE},
    {"cyclophosphamide/47.4", TENTH, CY, 47.4, "47.5", 0.5, TRUE},
    {"cyclophosphamide/5320", "issue 2 row 6: 5322", CY, 5322, "5320", 10, FALSE},
    {"cyclophosphamide/12345", TIES, CY, 12345, "12350", 10, FALSE},
};

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    LdoseRoundedDose rounded;
    g_test_message("source: %s", row->source);
    g_assert_true(
        ldose_round_dose(policy("as-published", row->drug), row->calculated_mg, &rounded));
    g_autofree char *given = fixture_number(rounded.given_mg);
    g_assert_cmpstr(given, ==, row->given_mg);
    g_assert_cmpfloat_with_epsilon(rounded.step_mg, row->step_mg, 1e-12);
    g_assert_true(rounded.tenth_step == row->tenth_step);
    g_assert_false(rounded.banded);
    /* The deviation is shown in mg and in percent of the calculated dose. */
    g_assert_cmpfloat_with_epsilon(rounded.deviation_mg, rounded.given_mg - row->calculated_mg,
                                   1e-9);
    g_assert_cmpfloat_with_epsilon(rounded.deviation_percent,
                                   100 * (rounded.given_mg / row->calculated_mg - 1), 1e-9);
    g_assert_true(rounded.over_permitted == (fabs(rounded.deviation_percent) > 5 * (1 + 1e-9)));
}

/* The three shipped policies round alike where they are not banded. */
static void
test_same_steps(void)
{
    static const char *const ids[] = {"adult-oncology", "uk-nhs-bands"};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        for (guint k = 0; k < G_N_ELEMENTS(ids); k++) {
            LdoseRoundedDose one, other;
            if (k == 1 && CASES[i].drug == CY)
                continue;
            g_assert_true(ldose_round_dose(policy("as-published", CASES[i].drug),
                                           CASES[i].calculated_mg, &one));
            g_assert_true(
                ldose_round_dose(policy(ids[k], CASES[i].drug), CASES[i].calculated_mg, &other));
            g_assert_cmpfloat(one.given_mg, ==, other.given_mg);
        }
    }
}

/* ---- modes that a site may choose ------------------------------------------------------------ */

static void
test_modes(void)
{
    static const struct {
        LdoseRounding mode;
        gboolean tenth;
        double calculated_mg, given_mg;
    } rows[] = {
        {LDOSE_ROUND_HALF_AWAY, FALSE, 20.5, 21},        {LDOSE_ROUND_HALF_EVEN, FALSE, 20.5, 20},
        {LDOSE_ROUND_HALF_EVEN, FALSE, 21.5, 22},        {LDOSE_ROUND_DOWN, FALSE, 20.99, 20},
        {LDOSE_ROUND_DOWN, FALSE, 21 * (1 - 5e-10), 21}, {LDOSE_ROUND_DOWN, TRUE, 10.9, 10.9},
        {LDOSE_ROUND_HALF_AWAY, FALSE, 5.49, 5},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GArray) tiers = g_array_new(FALSE, FALSE, sizeof(LdoseRoundingTier));
        LdoseRoundingTier tier = {rows[i].mode, 1, {{FALSE, FALSE, 0}, {FALSE, FALSE, 0}}};
        g_array_append_val(tiers, tier);
        LdoseDrugPolicy drug = {.stated = TRUE,
                                .permitted_deviation_percent = 5,
                                .tenth_step = rows[i].tenth,
                                .tiers = tiers};
        LdoseRoundedDose rounded;
        g_assert_true(ldose_round_dose(&drug, rows[i].calculated_mg, &rounded));
        g_assert_cmpfloat_with_epsilon(rounded.given_mg, rows[i].given_mg, 1e-12);
        g_assert_cmpint((int)rounded.mode, ==, (int)rows[i].mode);
    }
}

/* Without a tenth step the deviation may stay over what is permitted, and says so. */
static void
test_over_permitted(void)
{
    g_autoptr(GArray) tiers = g_array_new(FALSE, FALSE, sizeof(LdoseRoundingTier));
    LdoseRoundingTier tier = {LDOSE_ROUND_HALF_AWAY, 1, {{FALSE, FALSE, 0}, {FALSE, FALSE, 0}}};
    g_array_append_val(tiers, tier);
    LdoseDrugPolicy drug = {.stated = TRUE, .permitted_deviation_percent = 5, .tiers = tiers};
    LdoseRoundedDose rounded;
    g_assert_true(ldose_round_dose(&drug, 4.5, &rounded));
    g_assert_true(rounded.over_permitted && !rounded.tenth_step);
    g_assert_true(ldose_round_dose(&drug, 20.4, &rounded));
    g_assert_false(rounded.over_permitted);
}

/* ---- bands ----------------------------------------------------------------------------------- */

static const struct {
    double from_mg, dose_mg;
} NHS[] = {{5.00, 5.2},     {5.40, 5.6},     {5.80, 6},       {6.38, 6.8},     {7.18, 7.6},
           {7.98, 8.4},     {8.80, 9.2},     {9.78, 10.4},    {10.98, 11.6},   {12.18, 12.8},
           {13.58, 14.4},   {15.18, 16},     {16.98, 18},     {18.98, 20},     {20.98, 22},
           {22.98, 24},     {24.98, 26},     {26.98, 28},     {28.98, 30},     {30.98, 32},
           {32.98, 34},     {34.98, 36},     {37.94, 40},     {41.96, 44},     {45.96, 48},
           {49.96, 52},     {53.96, 56},     {57.96, 60},     {61.96, 64},     {65.96, 68},
           {69.98, 72},     {75.90, 80},     {83.90, 88},     {91.92, 96},     {101.82, 108},
           {113.84, 120},   {125.86, 132},   {139.78, 148},   {155.80, 164},   {171.82, 180},
           {189.74, 200},   {209.76, 220},   {229.78, 240},   {249.80, 260},   {269.82, 280},
           {289.82, 300},   {309.84, 320},   {339.42, 360},   {379.48, 400},   {419.52, 440},
           {459.56, 480},   {509.12, 540},   {569.20, 600},   {629.28, 660},   {689.34, 720},
           {758.94, 800},   {848.52, 900},   {948.68, 1000},  {1058.30, 1120}, {1187.94, 1260},
           {1328.16, 1400}, {1487.28, 1580}, {1677.02, 1780}, {1886.80, 2000}, {2126.02, 2260},
           {2405.32, 2560}, {2724.70, 2900}, {3084.16, 3280}, {3483.68, 3700}, {3932.68, 4180},
           {4441.80, 4720}, {5020.44, 5340}, {5660.38, 6000}};
#define NHS_END 6368.68

static void
assert_band(double calculated_mg, double dose_mg)
{
    LdoseRoundedDose rounded;
    if (!ldose_round_dose(policy("uk-nhs-bands", CY), calculated_mg, &rounded))
        g_error("no band for %g mg", calculated_mg);
    if (fabs(rounded.given_mg - dose_mg) > 1e-9)
        g_error("%.10g mg gives band %g, expected %g", calculated_mg, rounded.given_mg, dose_mg);
    g_assert_true(rounded.banded);
    g_assert_cmpfloat(rounded.step_mg, ==, 0);
    g_assert_cmpfloat_with_epsilon(rounded.deviation_mg, dose_mg - calculated_mg, 1e-9);
}

/* Every limit of the table: below, at, above (R19). The limit belongs to its band. */
static void
test_bands(void)
{
    g_test_message("source: " BANDS);
    g_assert_cmpuint(G_N_ELEMENTS(NHS), ==, 73);
    g_assert_cmpuint(policy("uk-nhs-bands", CY)->bands->len, ==, 73);
    for (guint i = 0; i < G_N_ELEMENTS(NHS); i++) {
        double end = i + 1 < G_N_ELEMENTS(NHS) ? NHS[i + 1].from_mg : NHS_END;
        if (i > 0)
            assert_band(NHS[i].from_mg - 0.005, NHS[i - 1].dose_mg);
        assert_band(NHS[i].from_mg, NHS[i].dose_mg);
        assert_band(NHS[i].from_mg + 0.005, NHS[i].dose_mg);
        assert_band(end - 0.005, NHS[i].dose_mg);
    }
}

static void
test_outside_bands(void)
{
    LdoseRoundedDose rounded;
    g_test_message("source: " BANDS ": below 5.00 and from 6368.68 mg there is no band");
    g_assert_false(ldose_round_dose(policy("uk-nhs-bands", CY), 4.995, &rounded));
    g_assert_false(ldose_round_dose(policy("uk-nhs-bands", CY), NHS_END, &rounded));
    g_assert_false(ldose_round_dose(policy("uk-nhs-bands", CY), 10000, &rounded));
    assert_band(5, 5.2);
    assert_band(NHS_END - 0.01, 6000);
    g_assert_null(policy("uk-nhs-bands", FLU)->bands);
}

/* encoding.md 5.2: +6.58 to -6.04 % on exact limits, so 7 % is permitted there. */
static void
test_band_deviation(void)
{
    double most = 0, least = 0;
    for (guint i = 0; i < G_N_ELEMENTS(NHS); i++) {
        LdoseRoundedDose rounded;
        g_assert_true(ldose_round_dose(policy("uk-nhs-bands", CY), NHS[i].from_mg, &rounded));
        g_assert_false(rounded.over_permitted);
        most = MAX(most, rounded.deviation_percent);
        if (i + 1 < G_N_ELEMENTS(NHS)) {
            g_assert_true(ldose_round_dose(policy("uk-nhs-bands", CY),
                                           NHS[i + 1].from_mg * (1 - 1e-8), &rounded));
            g_assert_false(rounded.over_permitted);
            least = MIN(least, rounded.deviation_percent);
        }
    }
    assert_agrees_as_printed(most, "6.58");
    assert_agrees_as_printed(least, "-6.04");
}

/* A higher calculated dose never gives a lower one. */
static void
test_monotonic(gconstpointer data)
{
    const char *id = data;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        double last = 0;
        for (double calculated_mg = 0.5; calculated_mg < 7000; calculated_mg *= 1.0003) {
            LdoseRoundedDose rounded;
            if (!ldose_round_dose(policy(id, (LdoseDrug)drug), calculated_mg, &rounded))
                continue;
            if (rounded.given_mg < last)
                g_error("%g mg gives %g, less than %g", calculated_mg, rounded.given_mg, last);
            last = rounded.given_mg;
        }
    }
}

static void
test_no_dose(void)
{
    if (g_test_subprocess()) {
        LdoseRoundedDose rounded;
        ldose_round_dose(policy("as-published", FLU), 0, &rounded);
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/rounding/R12-tier/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/rounding/R12-same-steps", test_same_steps);
    g_test_add_func("/rounding/R12-modes", test_modes);
    g_test_add_func("/rounding/R12-over-permitted", test_over_permitted);
    g_test_add_func("/rounding/R19-bands", test_bands);
    g_test_add_func("/rounding/R19-outside-bands", test_outside_bands);
    g_test_add_func("/rounding/R12-band-deviation", test_band_deviation);
    g_test_add_data_func("/rounding/R15-monotonic/as-published", "as-published", test_monotonic);
    g_test_add_data_func("/rounding/R15-monotonic/uk-nhs-bands", "uk-nhs-bands", test_monotonic);
    g_test_add_func("/rounding/programmer-error/no-dose", test_no_dose);
    return g_test_run();
}
