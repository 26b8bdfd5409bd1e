/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: does a computed number agree with a printed one? */
#pragma once

#include <math.h>
#include <string.h>

#include <glib.h>

/* TRUE when @value lies within @tolerance of @expected. NaN agrees with nothing. */
static inline gboolean
within_tolerance(double value, double expected, double tolerance)
{
    return fabs(value - expected) <= tolerance;
}

/* TRUE when @value, rounded to @decimals, is the printed @expected; a tie may go either way. */
static inline gboolean
agrees_to_decimals(double value, double expected, int decimals)
{
    return within_tolerance(value, expected, 0.5 * pow(10.0, -decimals) * (1.0 + 1e-9));
}

/* The decimals of a printed number: 3 for "1.996", 0 for "97". */
static inline int
printed_decimals(const char *text)
{
    const char *point = strchr(text, '.');
    return point != NULL ? (int)strlen(point + 1) : 0;
}

/* Stops the test unless @value, rounded to the decimals that @expected is printed with, is
 * @expected. */
#define assert_agrees_as_printed(value, expected)                                                  \
    G_STMT_START                                                                                   \
    {                                                                                              \
        double value_ = (value);                                                                   \
        const char *expected_ = (expected);                                                        \
        if (!agrees_to_decimals(value_, g_ascii_strtod(expected_, NULL),                           \
                                printed_decimals(expected_)))                                      \
            g_error("%s is %.12g, expected %s", #value, value_, expected_);                        \
    }                                                                                              \
    G_STMT_END
