/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimal numbers: strict reading, named rounding, comparing with a limit, printing.
 *
 * Nothing here depends on the locale. The fast paths are exact: wherever they could differ from the
 * correctly rounded result by one bit or one digit, the C library does the work instead. */
#pragma once

#include <math.h>

#include <glib.h>

G_BEGIN_DECLS

/* Which decimal sign a text may carry. Files and the command line take the point only; the desktop
 * takes exactly one of both; a spreadsheet dialect takes the comma only. */
typedef enum {
    LDOSE_DECIMAL_POINT,
    LDOSE_DECIMAL_COMMA,
    LDOSE_DECIMAL_EITHER,
} LdoseDecimalSign;

/* Why a text is not a number (requirement R04). */
typedef enum {
    LDOSE_NUMBER_OK,
    LDOSE_NUMBER_EMPTY,          /* no text, or blanks only */
    LDOSE_NUMBER_BLANKS,         /* blanks before, inside or after it */
    LDOSE_NUMBER_WRONG_SIGN,     /* the other decimal sign, or what may be a group separator */
    LDOSE_NUMBER_TWO_SIGNS,      /* more than one decimal sign */
    LDOSE_NUMBER_NOT_DECIMAL,    /* anything else: letters, exponent, hex, underscore, ".5", "5." */
    LDOSE_NUMBER_TOO_LONG,       /* more than LDOSE_NUMBER_MAX_LENGTH bytes */
} LdoseNumberFault;

#define LDOSE_NUMBER_MAX_LENGTH 40

/* Reads a decimal number: an optional "-", digits, and at most one decimal sign with digits on both
 * sides. The whole text must be the number. Leading zeros are allowed ("070"); a plus sign is not.
 *
 * @text: the bytes, not necessarily zero-terminated
 * @length: how many of them
 * @sign: the decimal sign(s) that are allowed
 * @value_out: (out): the nearest double; written only on success
 *
 * Result: LDOSE_NUMBER_OK, or the reason why not.
 * Note: where both signs are allowed, one to three digits, a sign and exactly three digits are
 * refused unless the first digit is 0: "1,000" or "1.200" may be a thousand (R04, R05). "0.850" and
 * "70.1250" are read.
 * Rounding: to nearest even, as strtod in the C locale.
 * Tested against: strtod over millions of generated texts. */
LdoseNumberFault ldose_number_parse(const char *text, gsize length, LdoseDecimalSign sign,
                                    double *value_out);

/* How a dose is brought to a step. */
typedef enum {
    LDOSE_ROUND_HALF_AWAY, /* 2.5 -> 3, -2.5 -> -3 */
    LDOSE_ROUND_HALF_EVEN, /* 2.5 -> 2, 3.5 -> 4 */
    LDOSE_ROUND_DOWN,      /* toward zero */
} LdoseRounding;

/* Brings @value to a multiple of @step (> 0). A value within 1e-9 (relative) of a tie counts as the
 * tie, and one within 1e-9 of a multiple counts as that multiple, because 0.1 has no exact double.
 *
 * Result: for a step of at most nine decimals the double nearest to the decimal number, so that it
 * prints as one (26.7, not 26.700000000000003); never -0. A value of 2^53 steps or more is returned
 * as it is. An infinite value, NaN, or a step of 0 or below is a programmer error. */
double ldose_number_round(double value, double step, LdoseRounding rounding);

/* Two values that differ by less than this part of themselves are the same decimal. */
#define LDOSE_SAME_DECIMAL 1e-9

/* Compares a value with a limit: the one comparison of the whole program.
 *
 * Result: 0 when |value - limit| <= 1e-9 * |limit|, else -1 or 1.
 * Note: M 20 y, 37.8 kg, creatinine 2.1 mg/dL is exactly 30 mL/min; binary arithmetic says
 * 29.999999999999996. A limit of 0 is equalled by 0 only. NaN and an infinite limit are programmer
 * errors. */
static inline int
ldose_limit_compare(double value, double limit)
{
    double distance = value - limit;
    double margin = LDOSE_SAME_DECIMAL * fabs(limit);

    if (distance > margin)
        return 1;
    if (distance < -margin)
        return -1;
    /* What is neither greater nor less is equal, or one of both is not a number. */
    g_assert(fabs(distance) <= margin && margin <= G_MAXDOUBLE);
    return 0;
}

/* Enough for any output of the two functions below and for what people see of it (wording.h), with
 * the closing zero byte: a sign, 309 digits, 102 thousands spaces of 3 bytes, and decimals. Both take
 * finite numbers only: printing infinity or NaN is a programmer error. */
#define LDOSE_NUMBER_BUFFER 640

#define LDOSE_NUMBER_MAX_DECIMALS 12

/* Prints @value with at most @digits significant digits (1..15), no exponent, no trailing zero, a
 * point, and a leading zero ("0.5"); never "-0". Returns the number of bytes; @buffer (at least
 * LDOSE_NUMBER_BUFFER bytes) is zero-terminated.
 * Rounding: the decimal nearest to the double, ties to even, as printf("%.*e"). */
gsize ldose_number_print(char *buffer, double value, int digits);

/* Prints @value with exactly @decimals decimals (0 to
 * LDOSE_NUMBER_MAX_DECIMALS), a point; never "-0". Returns the number of
 * bytes; rounding as printf("%.*f"). */
gsize ldose_number_print_fixed(char *buffer, double value, int decimals);

G_END_DECLS
