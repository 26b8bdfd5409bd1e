/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimal numbers. The first byte says which decimal sign is allowed, the second how many digits
 * are printed; the rest is the text. */
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "number.h"

/* Bit for bit: the tests of numbers compare doubles on purpose. */
static gboolean
same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* An accepted text is what strtod reads, and nothing but digits. */
static void
check_value(const char *text, gsize length, double value)
{
    char plain[LDOSE_NUMBER_MAX_LENGTH + 1];
    g_assert_cmpuint(length, <=, LDOSE_NUMBER_MAX_LENGTH);
    memcpy(plain, text, length);
    plain[length] = '\0';
    for (char *p = plain; *p != '\0'; p++) {
        if (*p == ',')
            *p = '.';
        g_assert_true(g_ascii_isdigit(*p) || *p == '.' || *p == '-');
    }
    g_assert_true(same(g_ascii_strtod(plain, NULL), value));
}

/* What is printed reads back, and as good as its digits. */
static void
check_printing(double value, int digits)
{
    char text[LDOSE_NUMBER_BUFFER], expected[LDOSE_NUMBER_BUFFER];
    double again = 0;
    gsize length = ldose_number_print(text, value, digits);
    g_assert_cmpuint(length, ==, strlen(text));
    if (length <= LDOSE_NUMBER_MAX_LENGTH) {
        g_assert_cmpint(ldose_number_parse(text, length, LDOSE_DECIMAL_POINT, &again), ==,
                        LDOSE_NUMBER_OK);
        g_assert_cmpfloat(fabs(again - value), <=, fabs(value) * pow(10, 1 - digits));
    }
    int decimals = digits % 13;
    length = ldose_number_print_fixed(text, value, decimals);
    g_assert_cmpuint(length, ==, strlen(text));
    g_snprintf(expected, sizeof expected, "%.*f", decimals, value);
    gboolean nothing = strspn(expected, "-0.") == strlen(expected);
    g_assert_cmpstr(text, ==, nothing && *expected == '-' ? expected + 1 : expected);
}

static void
check_rounding(double value, int digits)
{
    static const double steps[] = {0.1, 0.5, 1, 2.5, 5, 10, 25, 50, 0.001};
    double step = steps[digits % (int)G_N_ELEMENTS(steps)];
    double down = ldose_number_round(value, step, LDOSE_ROUND_DOWN);
    double even = ldose_number_round(value, step, LDOSE_ROUND_HALF_EVEN);
    double away = ldose_number_round(value, step, LDOSE_ROUND_HALF_AWAY);
    /* A tie is one within a billionth; a little more for the last digits of this sum itself. */
    double slack = 1.000001e-9 * (fabs(value) + step);
    g_assert_cmpfloat(fabs(down), <=, fabs(value) + slack);
    g_assert_cmpfloat(fabs(value - down), <=, step + slack);
    g_assert_cmpfloat(fabs(value - even), <=, step / 2 + slack);
    g_assert_cmpfloat(fabs(value - away), <=, step / 2 + slack);
    /* What is rounded stays, up to where a billionth of the value reaches from one multiple to a
     * tie. */
    if (fabs(value) < 1e8 * step)
        g_assert_true(same(ldose_number_round(away, step, LDOSE_ROUND_HALF_AWAY), away));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    LdoseDecimalSign sign = (LdoseDecimalSign)(data[0] % 3);
    int digits = 1 + data[1] % 15;
    const char *text = (const char *)data + 2;
    double value = 0;
    if (ldose_number_parse(text, size - 2, sign, &value) != LDOSE_NUMBER_OK) {
        g_assert_true(same(value, 0));
        return 0;
    }
    check_value(text, size - 2, value);
    check_printing(value, digits);
    check_rounding(value, digits);
    return 0;
}
