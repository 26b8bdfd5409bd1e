/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person reads of a number: no trailing zero, a leading zero, thousands from 10 000 on, one
 * decimal sign (R23, R24), and never a number on the wrong side of its limit. */
#include "wording.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "number.h"

#define NNBSP "\xe2\x80\xaf" /* narrow no-break space */

static const LdoseWording COMMA = {NULL, NULL, ','};

typedef struct {
    const char *name, *source;
    double value;
    int decimals;
    const char *point, *comma;
} Case;

#define R23 "requirements.md R23"

static const Case CASES[] = {
    {"whole", R23 ": 5 mg", 5, 1, "5", "5"},
    {"whole-from-decimals", R23, 27.0, 3, "27", "27"},
    {"leading-zero", R23 ": 0.5", 0.5, 2, "0.5", "0,5"},
    {"no-trailing-zero", R23, 26.70, 2, "26.7", "26,7"},
    {"zero", R23, 0, 2, "0", "0"},
    {"negative-zero", "number.h: never -0", -0.001, 1, "0", "0"},
    {"negative", R23, -1.25, 2, "-1.25", "-1,25"},
    {"rounds", "number.h: as printf", 59.6674, 2, "59.67", "59,67"},
    {"rounds-up-to-whole", R23, 9.996, 2, "10", "10"},
    {"no-decimals", R23, 1234.4, 0, "1234", "1234"},
    {"9999", R23 ": below 10 000 none", 9999, 0, "9999", "9999"},
    {"9999.5", R23, 9999.5, 1, "9999.5", "9999,5"},
    {"10000", R23, 10000, 0, "10" NNBSP "000", "10" NNBSP "000"},
    {"9999.96-rounds-to-10000", R23, 9999.96, 1, "10" NNBSP "000", "10" NNBSP "000"},
    {"12345.6", R23, 12345.6, 1, "12" NNBSP "345.6", "12" NNBSP "345,6"},
    {"123456", R23, 123456, 0, "123" NNBSP "456", "123" NNBSP "456"},
    {"1234567.25", R23, 1234567.25, 2, "1" NNBSP "234" NNBSP "567.25",
     "1" NNBSP "234" NNBSP "567,25"},
    {"-12345", R23, -12345, 0, "-12" NNBSP "345", "-12" NNBSP "345"},
    {"-1234", R23, -1234, 0, "-1234", "-1234"},
};

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    char buffer[LDOSE_NUMBER_BUFFER];
    g_test_message("source: %s", row->source);
    g_assert_cmpstr(ldose_wording_number(&ldose_wording_plain, buffer, row->value, row->decimals),
                    ==, row->point);
    g_assert_cmpstr(ldose_wording_number(&COMMA, buffer, row->value, row->decimals), ==,
                    row->comma);
    g_assert_true(strlen(buffer) < LDOSE_NUMBER_BUFFER);
}

/* The longest numbers that there are fit into the buffer, with all their thousands spaces. */
static void
test_longest(void)
{
    for (int decimals = 0; decimals <= LDOSE_NUMBER_MAX_DECIMALS; decimals++) {
        char buffer[LDOSE_NUMBER_BUFFER];
        ldose_wording_number(&COMMA, buffer, -G_MAXDOUBLE, decimals);
        g_assert_cmpuint(strlen(buffer), ==, 1 + 309 + 102 * strlen(NNBSP));
        g_assert_true(g_str_has_prefix(buffer, "-179" NNBSP "769" NNBSP "313"));
        ldose_wording_number_beside(&COMMA, buffer, -G_MAXDOUBLE, decimals, 0);
        g_assert_cmpuint(strlen(buffer), ==, 1 + 309 + 102 * strlen(NNBSP));
    }
}

/* However close to its limit a value is, and however many decimals are asked for, a number stands
 * there. */
static void
test_beside_end(void)
{
    char buffer[LDOSE_NUMBER_BUFFER] = "not written";
    ldose_wording_number_beside(&ldose_wording_plain, buffer, 72.5, LDOSE_NUMBER_MAX_DECIMALS, 70);
    g_assert_cmpstr(buffer, ==, "72.5");
    ldose_wording_number_beside(&ldose_wording_plain, buffer, 1e-300, 0, 0);
    g_assert_cmpstr(buffer, ==, "0");
}

/* rules.md 2: a displayed value has enough digits never to contradict its band. */
static void
test_beside(void)
{
    static const struct {
        double value;
        int decimals;
        double limit;
        const char *shown;
    } rows[] = {
        {72.33, 0, 70, "72"},
        {70.04, 0, 70, "70.04"},
        {70.04, 1, 70, "70.04"},
        {69.96, 1, 70, "69.96"},
        {69.999, 0, 70, "69.999"},
        {70, 1, 70, "70"},
        {70 * (1 + 5e-10), 1, 70, "70"},
        {29.9999999, 0, 30, "29.9999999"},
        {30.4, 0, 30, "30.4"},
        {49.5, 0, 49, "50"},
        {3.05, 1, 3.1, "3"},
        {3.05, 1, 3, "3.05"},
        {79.5, 0, 80, "79.5"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        char buffer[LDOSE_NUMBER_BUFFER];
        ldose_wording_number_beside(&ldose_wording_plain, buffer, rows[i].value, rows[i].decimals,
                                    rows[i].limit);
        double shown = g_ascii_strtod(buffer, NULL);
        g_assert_cmpint(ldose_limit_compare(shown, rows[i].limit), ==,
                        ldose_limit_compare(rows[i].value, rows[i].limit));
        if (strcmp(buffer, rows[i].shown) != 0)
            g_test_message("%s, expected %s", buffer, rows[i].shown);
        /* Which of two equal decimals a tie takes is the printer's; the side is what counts. */
        g_assert_cmpfloat(fabs(shown - rows[i].value), <=, 0.5);
    }
    char buffer[LDOSE_NUMBER_BUFFER];
    g_assert_cmpstr(ldose_wording_number_beside(&COMMA, buffer, 70.04, 0, 70), ==, "70,04");
    g_assert_cmpstr(ldose_wording_number_beside(&ldose_wording_plain, buffer, 72.33, 1, 70), ==,
                    "72.3"); /* patients.md P5 */
    g_assert_cmpstr(ldose_wording_number_beside(&ldose_wording_plain, buffer, 69.96, 1, 70), ==,
                    "69.96");
}

/* Property: whatever the value and the limit, the printed number stands on the value's side. */
static void
test_beside_property(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(23);
    for (int i = 0; i < 20000; i++) {
        double limit = g_rand_int_range(random, 1, 2000) / 10.0;
        double distance = pow(10, g_rand_double_range(random, -8, 1));
        double value = limit + (g_rand_boolean(random) ? distance : -distance);
        char buffer[LDOSE_NUMBER_BUFFER];
        if (value <= 0)
            continue;
        ldose_wording_number_beside(&ldose_wording_plain, buffer, value,
                                    g_rand_int_range(random, 0, 3), limit);
        g_assert_cmpint(ldose_limit_compare(g_ascii_strtod(buffer, NULL), limit), ==,
                        ldose_limit_compare(value, limit));
    }
}

/* ---- catalogues ------------------------------------------------------------------------------ */

static const char *
shout(const char *text)
{
    g_assert_cmpstr(text, !=, ""); /* the empty text is the catalogue's header */
    return strcmp(text, "Choose") == 0 ? "CHOOSE" : text;
}

static const char *
murmur(const char *text)
{
    g_assert_cmpstr(text, !=, "");
    return strcmp(text, "Choose") == 0 ? "choose" : text;
}

static void
test_catalogues(void)
{
    LdoseWording wording = {shout, murmur, '.'};
    g_assert_cmpstr(ldose_wording_text(&wording, "Choose"), ==, "CHOOSE");
    g_assert_cmpstr(ldose_wording_rule_text(&wording, "Choose"), ==,
                    "choose"); /* two domains, never mixed */
    g_assert_cmpstr(ldose_wording_text(&wording, "other"), ==,
                    "other"); /* a missing translation falls back */
    g_assert_cmpstr(ldose_wording_text(&wording, ""), ==, "");
    g_assert_cmpstr(ldose_wording_rule_text(&wording, ""), ==, "");
    g_assert_cmpstr(ldose_wording_text(&ldose_wording_plain, "Choose"), ==, "Choose");
    g_assert_cmpint(ldose_wording_plain.decimal_sign, ==, '.');
}

/* Three forms, as Polish and Czech have them. */
static const char *
three_forms(const char *one, const char *many, gulong n)
{
    return n == 1 ? one : n < 5 ? "FEW" : many;
}

static void
test_plurals(void)
{
    LdoseWording wording = {.plural = three_forms, .decimal_sign = '.'};
    g_assert_cmpstr(ldose_wording_plural(&wording, "day", "days", 1), ==, "day");
    g_assert_cmpstr(ldose_wording_plural(&wording, "day", "days", 3), ==, "FEW");
    g_assert_cmpstr(ldose_wording_plural(&wording, "day", "days", 5), ==, "days");
    g_assert_cmpstr(ldose_wording_plural(&ldose_wording_plain, "day", "days", 1), ==, "day");
    g_assert_cmpstr(ldose_wording_plural(&ldose_wording_plain, "day", "days", 0), ==, "days");
    g_assert_cmpstr(ldose_wording_plural(&ldose_wording_plain, "day", "days", 2), ==, "days");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, ""); /* nothing here may look at it (R27) */
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/wording/R23/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/wording/R23/longest", test_longest);
    g_test_add_func("/wording/R24/beside-end", test_beside_end);
    g_test_add_func("/wording/R24/beside", test_beside);
    g_test_add_func("/wording/R24/beside-property", test_beside_property);
    g_test_add_func("/wording/R34/catalogues", test_catalogues);
    g_test_add_func("/wording/R34 plural forms", test_plurals);
    return g_test_run();
}
