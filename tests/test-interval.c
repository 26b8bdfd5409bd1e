/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which side of a limit a value is on: the limit itself, the last binary digit beside it, and the first
 * value that is another one. */
#include "interval.h"

#define OWNED(value)     {TRUE, TRUE, (value)}
#define NOT_OWNED(value) {TRUE, FALSE, (value)}
#define OPEN             {FALSE, FALSE, 0}

/* By hand: limits are equal to 1e-9 of themselves (rules.md 2). */
static void
test_limits(void)
{
    static const struct {
        LdoseInterval interval;
        double value;
        gboolean inside;
    } rows[] = {
        {{OWNED(30), NOT_OWNED(50)}, 30, TRUE},
        {{OWNED(30), NOT_OWNED(50)}, 29.999999999999996, TRUE},
        {{OWNED(30), NOT_OWNED(50)}, 29.9999999, FALSE},
        {{OWNED(30), NOT_OWNED(50)}, 50, FALSE},
        {{OWNED(30), NOT_OWNED(50)}, 49.999999999999993, FALSE},
        {{OWNED(30), NOT_OWNED(50)}, 49.9999999, TRUE},
        {{NOT_OWNED(30), OWNED(50)}, 30, FALSE},
        {{NOT_OWNED(30), OWNED(50)}, 30.000000000000004, FALSE},
        {{NOT_OWNED(30), OWNED(50)}, 30.0000001, TRUE},
        {{NOT_OWNED(30), OWNED(50)}, 50.000000000000007, TRUE},
        {{NOT_OWNED(30), OWNED(50)}, 50.0000001, FALSE},
        {{OPEN, OWNED(50)}, 0, TRUE},
        {{OPEN, NOT_OWNED(50)}, 50, FALSE},
        {{OWNED(30), OPEN}, G_MAXDOUBLE, TRUE},
        {{OWNED(30), OPEN}, 29, FALSE},
        {{OWNED(30), OWNED(30)}, 30, TRUE},
        {{OWNED(30), NOT_OWNED(30)}, 30, FALSE},
        {{OWNED(0), OPEN}, 0, TRUE},
        {{NOT_OWNED(0), OPEN}, 0, FALSE},
        {{OPEN, OPEN}, 0, TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (ldose_interval_contains(&rows[i].interval, rows[i].value) != rows[i].inside)
            g_error("row %u: %.17g", i, rows[i].value);
    }
}

static void
test_not_a_number(void)
{
    static const LdoseInterval all = {OPEN, OPEN}, some = {OWNED(30), OWNED(50)};
    g_assert_false(ldose_interval_contains(&all, NAN));
    g_assert_false(ldose_interval_contains(&some, NAN));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/interval/limits", test_limits);
    g_test_add_func("/interval/not-a-number", test_not_a_number);
    return g_test_run();
}
