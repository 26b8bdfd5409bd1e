/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite-compare.h"

#include <math.h>
#include <string.h>

#include "number.h"

#define MOST_DECIMALS 15 /* more than a double has after a point */

gboolean
ldose_suite_tolerance_parse(const char *text, double expected, double *tolerance_out)
{
    gboolean decimals = g_str_has_suffix(text, "dp"), percent = g_str_has_suffix(text, "%");
    gsize length = strlen(text) - (decimals ? 2 : percent ? 1 : 0);
    double number;
    if (ldose_number_parse(text, length, LDOSE_DECIMAL_POINT, &number) != LDOSE_NUMBER_OK ||
        !(number >= 0) || (decimals && (number > floor(number) || number > MOST_DECIMALS)))
        return FALSE;
    *tolerance_out = decimals  ? 0.5 * pow(10, -number) * (1 + 1e-9)
                     : percent ? fabs(expected) * number / 100 * (1 + 1e-9)
                               : number;
    return TRUE;
}

gboolean
ldose_suite_numbers_match(const char *expected, const char *got, const char *tolerance)
{
    double wanted, value, allowed;
    if (tolerance[0] == '\0')
        return strcmp(expected, got) == 0;
    if (ldose_number_parse(expected, strlen(expected), LDOSE_DECIMAL_POINT, &wanted) !=
            LDOSE_NUMBER_OK ||
        ldose_number_parse(got, strlen(got), LDOSE_DECIMAL_POINT, &value) != LDOSE_NUMBER_OK ||
        !ldose_suite_tolerance_parse(tolerance, wanted, &allowed))
        return strcmp(expected, got) == 0;
    return fabs(value - wanted) <= allowed;
}

static gboolean
holds_word(const char *words, const char *word)
{
    g_auto(GStrv) list = g_strsplit(words, " ", -1);
    return g_strv_contains((const char *const *)list, word);
}

/* Every word of one in the other. */
static gboolean
is_subset(const char *words, const char *of)
{
    g_auto(GStrv) list = g_strsplit(words, " ", -1);
    for (guint i = 0; list[i] != NULL; i++) {
        if (list[i][0] != '\0' && !holds_word(of, list[i]))
            return FALSE;
    }
    return TRUE;
}

gboolean
ldose_suite_words_are(const char *expected, const char *got)
{
    return is_subset(expected, got) && is_subset(got, expected);
}

gboolean
ldose_suite_words_stand(const char *expected, const char *got)
{
    g_auto(GStrv) list = g_strsplit(expected, " ", -1);
    for (guint i = 0; list[i] != NULL; i++) {
        if (list[i][0] == '-' ? holds_word(got, list[i] + 1)
                              : list[i][0] != '\0' && !holds_word(got, list[i]))
            return FALSE;
    }
    return TRUE;
}
