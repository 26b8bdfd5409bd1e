/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimal numbers: strict reading, named rounding, comparing with a limit, printing. */
#include "config.h"

#include "number.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The fast paths rest on each operation rounding once, to a double: the 80-bit registers of a
 * 32-bit PC would round twice. */
#if LDOSE_FAST_NUMBERS && FLT_EVAL_METHOD == 0
#define USE_FAST_PATHS TRUE
#else
#define USE_FAST_PATHS FALSE
#endif

/* Every integer up to here is a double. */
#define MAX_EXACT_INTEGER 9007199254740992.0 /* 2^53 */

/* No text of so many digits overflows 64 bits. */
#define MAX_DIGITS_IN_64_BITS 19

#define MAX_SIGNIFICANT_DIGITS 15
#define MAX_STEP_DECIMALS      9

/* All powers of ten that are doubles. */
static const double POWERS_OF_TEN[] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* ---- reading ---- */

/* What the one pass over a well-formed text gathers. */
typedef struct {
    guint64 mantissa; /* all digits as one integer; meaningless beyond MAX_DIGITS_IN_64_BITS */
    gsize n_whole;    /* digits before the decimal sign, leading zeros included */
    gsize n_decimals; /* digits after it */
    gboolean is_negative;
} Scan;

static inline gboolean
is_allowed_sign(char c, LdoseDecimalSign sign)
{
    return (c == '.' && sign != LDOSE_DECIMAL_COMMA) || (c == ',' && sign != LDOSE_DECIMAL_POINT);
}

static inline const char *
scan_digits(const char *at, const char *end, guint64 *mantissa)
{
    guint64 gathered = *mantissa;
    for (; at < end && g_ascii_isdigit(*at); at++)
        gathered = 10 * gathered + (guint64)(*at - '0');
    *mantissa = gathered;
    return at;
}

/* Whether the whole text has the form -?[0-9]+(S[0-9]+)? with S an allowed decimal sign. */
static inline gboolean
scan_number(const char *text, gsize length, LdoseDecimalSign sign, Scan *scan)
{
    const char *at = text;
    const char *end = text + length;

    *scan = (Scan){.is_negative = length > 0 && *at == '-'};
    if (scan->is_negative)
        at++;

    const char *whole = at;
    at = scan_digits(at, end, &scan->mantissa);
    scan->n_whole = (gsize)(at - whole);
    if (at == end)
        return scan->n_whole > 0;
    if (!is_allowed_sign(*at, sign))
        return FALSE;

    const char *decimals = ++at;
    at = scan_digits(at, end, &scan->mantissa);
    scan->n_decimals = (gsize)(at - decimals);
    return at == end && scan->n_whole > 0 && scan->n_decimals > 0;
}

/* "1,000" and "20.000": one person's thousand is another's three decimals. */
static gboolean
may_be_group(const char *text, const Scan *scan)
{
    char first = text[scan->is_negative ? 1 : 0];
    return scan->n_decimals == 3 && scan->n_whole <= 3 && first != '0';
}

/* The bytes of the blank at @at; 0 when there is none. Besides ASCII: the no-break space and the
 * spaces U+2000 to U+200A and U+202F, which word processors put between digits. */
static gsize
blank_length(const char *at, const char *end)
{
    gsize left = (gsize)(end - at);
    if (g_ascii_isspace(*at) || *at == '\v')
        return 1;
    if (left >= 2 && memcmp(at, "\xC2\xA0", 2) == 0)
        return 2;
    if (left >= 3 && memcmp(at, "\xE2\x80", 2) == 0) {
        guchar last = (guchar)at[2];
        return (last >= 0x80 && last <= 0x8A) || last == 0xAF ? 3 : 0;
    }
    return 0;
}

/* The bytes of an apostrophe (straight, or U+2019) at @at, the Swiss group separator, or 0. */
static gsize
apostrophe_length(const char *at, const char *end)
{
    if (*at == '\'')
        return 1;
    return end - at >= 3 && memcmp(at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static gboolean
is_all_blank(const char *text, gsize length)
{
    const char *end = text + length;
    gsize step;
    for (const char *at = text; at < end; at += step) {
        step = blank_length(at, end);
        if (step == 0)
            return FALSE;
    }
    return TRUE;
}

/* Why a text that is not a number is none. Of several reasons, the one is told that says most about
 * what the person meant: "1,000.5" holds a separator, not two decimal signs. */
static LdoseNumberFault
find_fault(const char *text, gsize length, LdoseDecimalSign sign)
{
    if (is_all_blank(text, length))
        return LDOSE_NUMBER_EMPTY;
    if (length > LDOSE_NUMBER_MAX_LENGTH)
        return LDOSE_NUMBER_TOO_LONG;

    const char *end = text + length;
    guint n_blanks = 0, n_signs = 0, n_wrong = 0;
    gsize step;
    for (const char *at = text; at < end; at += step) {
        step = 1;
        gsize blank = blank_length(at, end);
        gsize apostrophe = apostrophe_length(at, end);
        if (blank > 0) {
            n_blanks++;
            step = blank;
        } else if (apostrophe > 0) {
            n_wrong++;
            step = apostrophe;
        } else if (is_allowed_sign(*at, sign)) {
            n_signs++;
        } else if (*at == '.' || *at == ',') {
            n_wrong++;
        } else if (!g_ascii_isdigit(*at) && !(*at == '-' && at == text)) {
            return LDOSE_NUMBER_NOT_DECIMAL;
        }
    }
    if (n_blanks > 0)
        return LDOSE_NUMBER_BLANKS;
    if (n_wrong > 0)
        return LDOSE_NUMBER_WRONG_SIGN;
    if (n_signs > 1)
        return LDOSE_NUMBER_TWO_SIGNS;
    return LDOSE_NUMBER_NOT_DECIMAL; /* "-", ".5", "5." */
}

static double
convert_by_library(const char *text, gsize length)
{
    char copy[LDOSE_NUMBER_MAX_LENGTH + 1];
    memcpy(copy, text, length);
    copy[length] = '\0';
    char *comma = strchr(copy, ',');
    if (comma != NULL)
        *comma = '.';
    return g_ascii_strtod(copy, NULL);
}

LdoseNumberFault
ldose_number_parse(const char *text, gsize length, LdoseDecimalSign sign, double *value_out)
{
    if (length == 0)
        return LDOSE_NUMBER_EMPTY;

    Scan scan;
    if (G_UNLIKELY(length > LDOSE_NUMBER_MAX_LENGTH || !scan_number(text, length, sign, &scan)))
        return find_fault(text, length, sign);
    if (sign == LDOSE_DECIMAL_EITHER && may_be_group(text, &scan))
        return LDOSE_NUMBER_WRONG_SIGN;

    /* Both operands are exact, so the one division rounds once: it cannot differ from strtod. */
    if (USE_FAST_PATHS && scan.n_whole + scan.n_decimals <= MAX_DIGITS_IN_64_BITS &&
        scan.mantissa <= (guint64)MAX_EXACT_INTEGER) {
        double value = (double)(gint64)scan.mantissa / POWERS_OF_TEN[scan.n_decimals];
        *value_out = scan.is_negative ? -value : value;
    } else {
        *value_out = convert_by_library(text, length);
    }
    return LDOSE_NUMBER_OK;
}

/* ---- rounding and comparing ---- */

/* A step as numerator / denominator, both exact: 0.25 is 25 / 100. */
typedef struct {
    double numerator;
    double denominator;
} Step;

/* The integer nearest to a number that is at least 0 and below 2^52. */
static inline double
nearest_integer(double number)
{
    return (double)(gint64)(number + 0.5);
}

static Step
step_as_fraction(double step)
{
    for (guint n_decimals = 0; n_decimals <= MAX_STEP_DECIMALS; n_decimals++) {
        double scaled = step * POWERS_OF_TEN[n_decimals];
        if (!(scaled < POWERS_OF_TEN[MAX_SIGNIFICANT_DIGITS]))
            break;
        double nearest = nearest_integer(scaled);
        if (nearest >= 1 && fabs(scaled - nearest) <= 4 * DBL_EPSILON * nearest)
            return (Step){nearest, POWERS_OF_TEN[n_decimals]};
    }
    return (Step){step, 1}; /* not a short decimal: 1.0 / 3 */
}

/* Brings a count of steps, at least 0 and below 2^53, to a whole one. */
static gint64
round_count(double count, LdoseRounding rounding)
{
    /* Below a quarter, so that no count is near a tie and near a whole one at once. */
    double margin = MIN(LDOSE_SAME_DECIMAL * count, 0.25);
    gint64 below = (gint64)count;
    double part = count - (double)below;

    if (1 - part <= margin)
        return below + 1;

    gboolean is_tie = fabs(part - 0.5) <= margin;
    switch (rounding) {
    case LDOSE_ROUND_HALF_AWAY: return below + (is_tie || part > 0.5);
    case LDOSE_ROUND_HALF_EVEN: return below + (is_tie ? below % 2 : part > 0.5);
    case LDOSE_ROUND_DOWN: return below;
    default: g_assert_not_reached();
    }
}

double
ldose_number_round(double value, double step, LdoseRounding rounding)
{
    g_assert(isfinite(value));
    g_assert(isfinite(step) && step > 0);

    Step fraction = step_as_fraction(step);
    double count = fabs(value) * fraction.denominator / fraction.numerator;
    if (!(count < MAX_EXACT_INTEGER))
        return value; /* its last bit is worth a step or more */

    gint64 whole = round_count(count, rounding);
    if (whole == 0)
        return 0; /* never -0 */
    /* Dividing two exact numbers gives the double nearest to the decimal: 267 / 10 is 26.7,
     * 267 * 0.1 is not. */
    return copysign((double)whole * fraction.numerator / fraction.denominator, value);
}

/* ---- printing ---- */

static const char DIGIT_PAIRS[] = "00010203040506070809"
                                  "10111213141516171819"
                                  "20212223242526272829"
                                  "30313233343536373839"
                                  "40414243444546474849"
                                  "50515253545556575859"
                                  "60616263646566676869"
                                  "70717273747576777879"
                                  "80818283848586878889"
                                  "90919293949596979899";

/* Enough for 10^15, the largest integer that is printed, and a size that is copied in one move. */
#define DIGITS_ROOM 16

/* Writes the digits of @n so that they end before @end; returns the first. */
static inline char *
put_digits(guint64 n, char *end)
{
    char *first = end;
    while (n >= 100) {
        first -= 2;
        memcpy(first, DIGIT_PAIRS + 2 * (n % 100), 2);
        n /= 100;
    }
    if (n >= 10) {
        first -= 2;
        memcpy(first, DIGIT_PAIRS + 2 * n, 2);
    } else {
        *--first = (char)('0' + n);
    }
    return first;
}

/* How many of the digits before @end are trailing zeros, at most 8. Eight bytes lie before it. */
static inline int
count_trailing_zeros(const char *end)
{
    guint64 bytes;
    memcpy(&bytes, end - 8, 8);
    bytes = GUINT64_FROM_LE(bytes) ^ G_GUINT64_CONSTANT(0x3030303030303030);
    return bytes == 0 ? 8 : __builtin_clzll(bytes) / 8;
}

/* Writes n * 10^-n_decimals. A negative count appends zeros, so that zeros cut off before the point
 * come back: @trim cuts all trailing zeros off @n. Returns the end.
 *
 * Digits are always copied DIGITS_ROOM at a time, which is one instruction where their number would
 * take a loop; what comes after them is overwritten or cut off, and both buffers have the room. */
static inline char *
put_decimal(char *out, guint64 n, int n_decimals, gboolean trim)
{
    char room[2 * DIGITS_ROOM] = {0};
    char *end = room + DIGITS_ROOM;
    const char *digits = put_digits(n, end);
    int n_digits = (int)(end - digits);

    if (n_decimals > 0 && trim) {
        int n_zeros;
        do {
            n_zeros = count_trailing_zeros(end);
            end -= n_zeros;
            n_digits -= n_zeros;
            n_decimals -= n_zeros;
        } while (n_zeros == 8 && n_decimals > 0);
    }

    if (n_decimals <= 0) {
        memcpy(out, digits, DIGITS_ROOM);
        memset(out + n_digits, '0', (gsize)-n_decimals);
        return out + n_digits - n_decimals;
    }

    int n_whole = n_digits - n_decimals;
    if (n_whole > 0) {
        memcpy(out, digits, DIGITS_ROOM);
        out[n_whole] = '.';
        memcpy(out + n_whole + 1, digits + n_whole, DIGITS_ROOM);
        return out + n_digits + 1;
    }
    memcpy(out, "0.", 2);
    memset(out + 2, '0', (gsize)-n_whole);
    memcpy(out + 2 - n_whole, digits, DIGITS_ROOM);
    return out + 2 + n_decimals;
}

/* Rounds @scaled, the double nearest to some exact number, to the integer nearest to that number.
 * @scaled is at least 0 and below 2^51.
 *
 * There every tie is a double. So an exact number beside a tie may land on it when it is made a
 * double, but never beyond: only @scaled on the tie itself leaves a doubt. Returns FALSE then. */
static inline gboolean
round_off_tie(double scaled, guint64 *nearest)
{
    gint64 below = (gint64)scaled;
    double from_tie = scaled - (double)below - 0.5;
    *nearest = (guint64)(below + (from_tie > 0));
    return from_tie > 0 || from_tie < 0;
}

/* @value * 10^@exponent, rounded once: every power of ten up to the 22nd is a double. */
static inline double
scale(double value, int exponent)
{
    return exponent >= 0 ? value * POWERS_OF_TEN[exponent] : value / POWERS_OF_TEN[-exponent];
}

/* floor(log10(@magnitude)), or one less. From the binary exponent: 1233 / 4096 is log10(2) to 5e-6,
 * enough for any exponent between -90 and 90; the bias keeps the shift off negative numbers. */
static inline int
estimate_exponent(double magnitude)
{
    guint64 bits;
    memcpy(&bits, &magnitude, sizeof bits);
    int binary_exponent = (int)(bits >> 52) - 1023;
    return ((binary_exponent * 1233 + (1024 << 12)) >> 12) - 1024;
}

/* Finds @mantissa and @n_decimals with @magnitude = mantissa * 10^-n_decimals to @digits
 * significant digits. Returns FALSE when the C library has to. */
static inline gboolean
find_digits(double magnitude, int digits, guint64 *mantissa, int *n_decimals)
{
    /* Whole numbers, the most frequent of all. */
    double limit = POWERS_OF_TEN[digits];
    if (magnitude < limit) {
        gint64 whole = (gint64)magnitude;
        if (!(magnitude - (double)whole > 0)) {
            *mantissa = (guint64)whole;
            *n_decimals = 0;
            return TRUE;
        }
    }

    /* Within these bounds no power of ten beyond the 22nd is needed. */
    if (!(magnitude >= 1e-7 && magnitude < 1e21))
        return FALSE;

    /* A power of ten that rounding moves across @limit, in either direction, prints the same. */
    int n = digits - 1 - estimate_exponent(magnitude);
    double scaled = scale(magnitude, n);
    if (scaled >= limit)
        scaled = scale(magnitude, --n);
    *n_decimals = n;
    return round_off_tie(scaled, mantissa);
}

/* As find_digits, for any finite number, by "%.*e": d.ddde-dd. */
static void
find_digits_by_library(double magnitude, int digits, guint64 *mantissa, int *n_decimals)
{
    char format[8];
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_snprintf(format, sizeof format, "%%.%de", digits - 1);
    g_ascii_formatd(text, sizeof text, format, magnitude);

    const char *at = text;
    guint64 gathered = 0;
    for (; *at != 'e'; at++)
        if (*at != '.')
            gathered = 10 * gathered + (guint64)(*at - '0');
    *mantissa = gathered;
    *n_decimals = gathered == 0 ? 0 : digits - 1 - (int)g_ascii_strtoll(at + 1, NULL, 10);
}

gsize
ldose_number_print(char *buffer, double value, int digits)
{
    g_assert(isfinite(value));
    g_assert(digits >= 1 && digits <= MAX_SIGNIFICANT_DIGITS);

    double magnitude = fabs(value);
    guint64 mantissa;
    int n_decimals;
    if (!USE_FAST_PATHS || !find_digits(magnitude, digits, &mantissa, &n_decimals))
        find_digits_by_library(magnitude, digits, &mantissa, &n_decimals);

    char *out = buffer;
    if (value < 0)
        *out++ = '-';
    char *end = put_decimal(out, mantissa, n_decimals, TRUE);
    *end = '\0';
    return (gsize)(end - buffer);
}

static gsize
print_fixed_by_library(char *buffer, double value, int decimals)
{
    char format[8];
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(buffer, LDOSE_NUMBER_BUFFER, format, value);

    gsize length = strlen(buffer);
    if (buffer[0] == '-' && strspn(buffer + 1, "0.") == length - 1)
        memmove(buffer, buffer + 1, length--); /* never "-0" */
    return length;
}

gsize
ldose_number_print_fixed(char *buffer, double value, int decimals)
{
    g_assert(isfinite(value));
    g_assert(decimals >= 0 && decimals <= LDOSE_NUMBER_MAX_DECIMALS);

    double scaled = fabs(value) * POWERS_OF_TEN[decimals];
    guint64 mantissa;
    if (!USE_FAST_PATHS || !(scaled < POWERS_OF_TEN[MAX_SIGNIFICANT_DIGITS]) ||
        !round_off_tie(scaled, &mantissa))
        return print_fixed_by_library(buffer, value, decimals);

    char *out = buffer;
    if (value < 0 && mantissa > 0)
        *out++ = '-';
    char *end = put_decimal(out, mantissa, decimals, FALSE);
    *end = '\0';
    return (gsize)(end - buffer);
}
