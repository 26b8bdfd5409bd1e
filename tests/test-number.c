/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers: reading (R04, R05), rounding and comparing (R12), printing (R23), all of them in any
 * locale (R05, R27). Expected values come from requirements, from decimal arithmetic on paper and,
 * for millions of generated numbers, from the C library; never from the code under test. */
#include "number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POISON -12345.678

/* ---- helpers ---- */

/* xorshift64* (Vigna 2016) with a fixed seed: the same numbers in every run. */
typedef struct {
    guint64 state;
} Random;

static guint64
random_bits(Random *random)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * G_GUINT64_CONSTANT(2685821657736338717);
}

/* 0 to @n - 1. */
static guint
random_below(Random *random, guint n)
{
    return (guint)((random_bits(random) >> 33) % n);
}

static double
random_unit(Random *random)
{
    return (double)(gint64)(random_bits(random) >> 11) * 0x1p-53;
}

static guint64
bits_of(double value)
{
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double
double_from_bits(guint64 bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Equal to the last bit; tells 0 from -0. */
static void
assert_same_double(const char *what, double actual, double expected)
{
    if (bits_of(actual) != bits_of(expected))
        g_error("%s: %.17g, expected %.17g", what, actual, expected);
}

/* The text in a block of exactly its size, so that the address sanitizer sees one byte too far. */
static LdoseNumberFault
parse_exact_block(const char *text, gsize length, LdoseDecimalSign sign, double *value_out)
{
    char *block = g_memdup2(text, length);
    LdoseNumberFault fault = ldose_number_parse(block, length, sign, value_out);
    g_free(block);
    return fault;
}

/* ---- reading: tables ---- */

typedef struct {
    const char *name;
    const char *source;
    const char *text;
    LdoseDecimalSign sign;
    LdoseNumberFault fault;
    double value;
} ParseCase;

#define POINT  LDOSE_DECIMAL_POINT
#define COMMA  LDOSE_DECIMAL_COMMA
#define EITHER LDOSE_DECIMAL_EITHER

static const ParseCase PARSE_CASES[] = {
    /* R04: what must not pass as a number. */
    {"two-points", "R04", "1.5.5", POINT, LDOSE_NUMBER_TWO_SIGNS, 0},
    {"two-points-either", "R04", "1.5.5", EITHER, LDOSE_NUMBER_TWO_SIGNS, 0},
    {"two-commas", "R04", "1,5,5", COMMA, LDOSE_NUMBER_TWO_SIGNS, 0},
    {"thousand-point", "R04", "1,000", POINT, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"thousand-either", "R04", "1,000", EITHER, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"hex", "R04", "0x10", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"hex-either", "R04", "0x10", EITHER, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"nan", "R04", "NaN", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"inf", "R04", "inf", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"minus-infinity", "R04", "-Infinity", EITHER, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"underscore", "R04", "1_000", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"exponent", "R04", "1e1", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"exponent-capital", "R04", "1.5E+02", EITHER, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"hex-float", "R04", "0x1p4", COMMA, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"bound", "R04", "<0.2", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"nothing", "R04", "", POINT, LDOSE_NUMBER_EMPTY, 0},
    {"one-blank", "R04", " ", POINT, LDOSE_NUMBER_EMPTY, 0},
    {"blanks", "R04", " \t\r\n\v\f ", EITHER, LDOSE_NUMBER_EMPTY, 0},
    {"no-break-blanks", "R04", "\u00A0\u202F\u2009", EITHER, LDOSE_NUMBER_EMPTY, 0},
    {"50-blanks", "R04", "                                                  ", POINT,
     LDOSE_NUMBER_EMPTY, 0},

    /* number.h: blanks. */
    {"blank-before", "number.h", " 70", POINT, LDOSE_NUMBER_BLANKS, 0},
    {"blank-after", "number.h", "70 ", EITHER, LDOSE_NUMBER_BLANKS, 0},
    {"line-end", "number.h", "70\n", POINT, LDOSE_NUMBER_BLANKS, 0},
    {"carriage-return", "number.h", "70\r", COMMA, LDOSE_NUMBER_BLANKS, 0},
    {"vertical-tab", "number.h", "70\v", POINT, LDOSE_NUMBER_BLANKS, 0},
    {"blank-inside", "number.h", "1 000", EITHER, LDOSE_NUMBER_BLANKS, 0},
    {"no-break-inside", "number.h", "1\u00A0000", EITHER, LDOSE_NUMBER_BLANKS, 0},
    {"narrow-no-break-inside", "number.h", "1\u202F000,5", COMMA, LDOSE_NUMBER_BLANKS, 0},
    {"thin-inside", "number.h", "1\u2009000", POINT, LDOSE_NUMBER_BLANKS, 0},
    {"minus-blank", "number.h", "- 5", POINT, LDOSE_NUMBER_BLANKS, 0},
    {"blank-and-unit", "number.h", "70 kg", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},

    /* number.h and R05: the wrong sign, and what separates groups. */
    {"comma-for-point", "R05", "0,5", POINT, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"point-for-comma", "R05", "0.5", COMMA, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"english-group", "R05", "1,000.5", POINT, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"german-group", "R05", "1.000,5", COMMA, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"english-group-either", "R05", "1,000.5", EITHER, LDOSE_NUMBER_TWO_SIGNS, 0},
    {"german-group-either", "R05", "1.000,5", EITHER, LDOSE_NUMBER_TWO_SIGNS, 0},
    {"million-either", "R05", "1,000,000", EITHER, LDOSE_NUMBER_TWO_SIGNS, 0},
    {"swiss-group", "R05", "1'000", EITHER, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"swiss-group-curly", "R05", "1\u2019000.5", POINT, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"group-1-point-either", "R05", "1.200", EITHER, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"group-2-either", "R05", "10,000", EITHER, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"group-3-either", "R05", "100.000", EITHER, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"group-negative-either", "R05", "-1,000", EITHER, LDOSE_NUMBER_WRONG_SIGN, 0},
    {"no-group-zero-first", "R05", "0,850", EITHER, LDOSE_NUMBER_OK, 0.85},
    {"no-group-four-whole", "R05", "1000.125", EITHER, LDOSE_NUMBER_OK, 1000.125},
    {"no-group-two-decimals", "R05", "1,25", EITHER, LDOSE_NUMBER_OK, 1.25},
    {"no-group-four-decimals", "R05", "1,2500", EITHER, LDOSE_NUMBER_OK, 1.25},
    {"no-group-in-files", "R05", "1.125", POINT, LDOSE_NUMBER_OK, 1.125},
    {"no-group-in-comma-files", "R05", "1,125", COMMA, LDOSE_NUMBER_OK, 1.125},

    /* number.h: the form. */
    {"plus", "number.h", "+5", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"point-first", "number.h", ".5", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"point-last", "number.h", "5.", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"comma-first", "number.h", ",5", EITHER, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"comma-last", "number.h", "5,", COMMA, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"minus-point-first", "number.h", "-.5", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"point-alone", "number.h", ".", EITHER, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"minus-alone", "number.h", "-", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"two-minus", "number.h", "--5", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"range", "number.h", "5-10,5", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"minus-last", "number.h", "5-", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"typographic-minus", "number.h", "\u22125", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"arabic-digits", "number.h", "\u0667\u0660", EITHER, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"arabic-decimal-sign", "number.h", "0\u066B5", EITHER, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"full-width-digit", "number.h", "\uFF15", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"letter-o", "number.h", "7O", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"unit", "number.h", "70kg", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"broken-utf8", "number.h", "7\xE2\x80", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"broken-utf8-c2", "number.h", "7\xC2", POINT, LDOSE_NUMBER_NOT_DECIMAL, 0},
    {"40-bytes", "number.h", "0000000000000000000000000000000000000070", POINT, LDOSE_NUMBER_OK,
     70},
    {"41-bytes", "number.h", "00000000000000000000000000000000000000070", POINT,
     LDOSE_NUMBER_TOO_LONG, 0},
    {"41-letters", "number.h", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", POINT,
     LDOSE_NUMBER_TOO_LONG, 0},

    /* Accepted: the values are what the digits say. */
    {"integer", "digits", "70", POINT, LDOSE_NUMBER_OK, 70},
    {"decimal", "digits", "0.5", POINT, LDOSE_NUMBER_OK, 0.5},
    {"decimal-either", "digits", "0.5", EITHER, LDOSE_NUMBER_OK, 0.5},
    {"comma", "digits", "0,5", COMMA, LDOSE_NUMBER_OK, 0.5},
    {"comma-either", "digits", "172,5", EITHER, LDOSE_NUMBER_OK, 172.5},
    {"leading-zero", "digits", "070", POINT, LDOSE_NUMBER_OK, 70},
    {"leading-zeros", "digits", "007", EITHER, LDOSE_NUMBER_OK, 7},
    {"trailing-zeros", "digits", "5.50", POINT, LDOSE_NUMBER_OK, 5.5},
    {"negative", "digits", "-0.5", POINT, LDOSE_NUMBER_OK, -0.5},
    {"zero", "digits", "0", POINT, LDOSE_NUMBER_OK, 0},
    {"zero-decimals", "digits", "0.000", EITHER, LDOSE_NUMBER_OK, 0},
    {"15-digits", "digits", "123456789012.345", POINT, LDOSE_NUMBER_OK, 123456789012.345},
    {"19-digits", "digits", "1234567890.123456789", POINT, LDOSE_NUMBER_OK, 1234567890.123456789},
    {"20-digits", "digits", "99999999999999999999", POINT, LDOSE_NUMBER_OK, 99999999999999999999.0},
    {"39-digits-comma", "digits", "0,1000000000000000055511151231257827021", COMMA, LDOSE_NUMBER_OK,
     0.1},
    {"small", "digits", "0.00000000000000000000000000000000000001", POINT, LDOSE_NUMBER_OK, 1e-38},

    /* Halfway between two doubles: IEEE 754, ties to even. */
    {"2^53", "IEEE 754", "9007199254740992", POINT, LDOSE_NUMBER_OK, 0x1p53},
    {"2^53+1", "IEEE 754", "9007199254740993", POINT, LDOSE_NUMBER_OK, 0x1p53},
    {"2^53+3", "IEEE 754", "9007199254740995", POINT, LDOSE_NUMBER_OK, 0x1p53 + 4},
    {"2^53+1+bit", "IEEE 754", "9007199254740993.0000000000000000000001", POINT, LDOSE_NUMBER_OK,
     0x1p53 + 2},
};

static void
check_parse_case(const ParseCase *row)
{
    double value = POISON;
    LdoseNumberFault fault = parse_exact_block(row->text, strlen(row->text), row->sign, &value);
    if (fault != row->fault)
        g_error("%s: \"%s\": fault %d, expected %d", row->name, row->text, fault, row->fault);
    assert_same_double(row->name, value, fault == LDOSE_NUMBER_OK ? row->value : POISON);
}

static void
test_parse_case(gconstpointer data)
{
    check_parse_case(data);
}

/* The length counts, not a zero byte: part of a line is read, a zero byte inside is refused. */
static void
test_parse_length(void)
{
    double value = POISON;
    g_assert_cmpint(ldose_number_parse("70.5;1", 4, POINT, &value), ==, LDOSE_NUMBER_OK);
    assert_same_double("part of a line", value, 70.5);
    value = POISON;
    g_assert_cmpint(ldose_number_parse("7\0005", 3, POINT, &value), ==, LDOSE_NUMBER_NOT_DECIMAL);
    g_assert_cmpint(ldose_number_parse("75\0", 3, POINT, &value), ==, LDOSE_NUMBER_NOT_DECIMAL);
    g_assert_cmpint(ldose_number_parse(NULL, 0, POINT, &value), ==, LDOSE_NUMBER_EMPTY);
    assert_same_double("untouched", value, POISON);
}

static void
test_parse_negative_zero(void)
{
    double value = POISON;
    g_assert_cmpint(ldose_number_parse("-0.0", 4, POINT, &value), ==, LDOSE_NUMBER_OK);
    assert_same_double("as strtod", value, -0.0);
}

/* ---- reading: generated texts ---- */

/* 1 to 38 digits with a point somewhere, or none. */
static gsize
random_number_text(Random *random, char *text)
{
    guint n_digits = 1 + random_below(random, random_below(random, 4) == 0 ? 38 : 17);
    guint point_after = random_below(random, 3 * n_digits / 2 + 1);
    gsize length = 0;
    if (random_below(random, 8) == 0)
        text[length++] = '-';
    for (guint i = 0; i < n_digits; i++) {
        text[length++] = (char)('0' + random_below(random, 10));
        if (i + 1 == point_after && i + 1 < n_digits)
            text[length++] = '.';
    }
    text[length] = '\0';
    return length;
}

/* An integer halfway between two doubles of 2^54 to 2^57, and its neighbours. */
static gsize
random_halfway_text(Random *random, char *text)
{
    guint shift = 1 + random_below(random, 4);
    guint64 significand = (G_GUINT64_CONSTANT(1) << 53) | (random_bits(random) >> 11);
    guint64 halfway = (significand << shift) | (G_GUINT64_CONSTANT(1) << (shift - 1));
    guint64 near_it = halfway - 1 + random_below(random, 3);
    return (gsize)sprintf(text, "%" G_GUINT64_FORMAT, near_it);
}

static void
test_parse_as_strtod(void)
{
    Random random = {0x9E3779B97F4A7C15};
    char text[LDOSE_NUMBER_MAX_LENGTH + 1];

    for (int i = 0; i < 1200000; i++) {
        gsize length =
            i % 8 == 0 ? random_halfway_text(&random, text) : random_number_text(&random, text);
        double value = POISON;
        g_assert_cmpint(ldose_number_parse(text, length, POINT, &value), ==, LDOSE_NUMBER_OK);
        assert_same_double(text, value, strtod(text, NULL));
    }
}

/* The grammar of number.h, as a regular expression of another library. */
static gboolean
matches_grammar(GRegex *const regexes[3], const char *text, gsize length, LdoseDecimalSign sign)
{
    return length <= LDOSE_NUMBER_MAX_LENGTH &&
           g_regex_match_full(regexes[sign], text, (gssize)length, 0, 0, NULL, NULL);
}

/* R04: random bytes, most of them from an alphabet that makes near misses. Nothing crashes, nothing
 * is accepted that the grammar refuses or the other way round, no output is touched on a fault. */
static void
test_parse_random_bytes(void)
{
    static const char ALPHABET[] =
        "0123456789012345678901234567890123456789..,,-- +eExX_'\t\xC2\xA0";
    static const char *const GRAMMAR[3] = {
        [POINT] = "\\A-?[0-9]+(\\.[0-9]+)?\\z",
        [COMMA] = "\\A-?[0-9]+(,[0-9]+)?\\z",
        [EITHER] = "\\A(?!-?[1-9][0-9]{0,2}[.,][0-9]{3}\\z)-?[0-9]+([.,][0-9]+)?\\z",
    };
    GRegex *regexes[3];
    for (int i = 0; i < 3; i++) {
        regexes[i] = g_regex_new(GRAMMAR[i], G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
        g_assert_nonnull(regexes[i]);
    }

    Random random = {0xD1B54A32D192ED03};
    guint n_accepted = 0;
    for (int i = 0; i < 400000; i++) {
        char text[64];
        gsize length = random_below(&random, i % 16 == 0 ? sizeof text : 9);
        for (gsize at = 0; at < length; at++)
            text[at] = i % 5 == 0 ? (char)random_bits(&random)
                                  : ALPHABET[random_below(&random, sizeof ALPHABET - 1)];

        LdoseDecimalSign sign = (LdoseDecimalSign)random_below(&random, 3);
        double value = POISON;
        LdoseNumberFault fault = parse_exact_block(text, length, sign, &value);
        g_assert_cmpint(fault, <=, LDOSE_NUMBER_TOO_LONG);
        g_assert_cmpint(fault == LDOSE_NUMBER_OK, ==, matches_grammar(regexes, text, length, sign));
        if (fault == LDOSE_NUMBER_OK) {
            n_accepted++;
            for (gsize at = 0; at < length; at++)
                g_assert_true(text[at] != '\0' && strchr("0123456789.,-", text[at]) != NULL);
        } else {
            assert_same_double("untouched", value, POISON);
        }
    }
    g_assert_cmpuint(n_accepted, >, 10000); /* else the test says nothing */

    for (int i = 0; i < 3; i++)
        g_regex_unref(regexes[i]);
}

/* ---- rounding ---- */

typedef struct {
    const char *name;
    const char *source;
    double value;
    double step;
    double half_away;
    double half_even;
    double down;
} RoundCase;

/* All by decimal arithmetic on paper; the expected double is the one nearest to the decimal. */
static const RoundCase ROUND_CASES[] = {
    {"tie-2.5", "number.h", 2.5, 1, 3, 2, 2},
    {"tie-3.5", "number.h", 3.5, 1, 4, 4, 3},
    {"tie-0.5", "paper", 0.5, 1, 1, 0, 0},
    {"tie-minus-2.5", "number.h", -2.5, 1, -3, -2, -2},
    {"tie-minus-0.5", "paper", -0.5, 1, -1, 0, 0},
    {"below-tie", "paper", 2.4999, 1, 2, 2, 2},
    {"above-tie", "paper", 2.5001, 1, 3, 3, 2},
    {"decimal-tie-2.675", "paper", 2.675, 0.01, 2.68, 2.68, 2.67},
    {"decimal-tie-2.665", "paper", 2.665, 0.01, 2.67, 2.66, 2.66},
    {"decimal-tie-1.005", "paper", 1.005, 0.01, 1.01, 1, 1},
    {"decimal-tie-0.25", "style 4.7", 0.25, 0.1, 0.3, 0.2, 0.2},
    {"decimal-tie-0.35", "paper", 0.35, 0.1, 0.4, 0.4, 0.3},
    {"decimal-tie-8.35", "paper", 8.35, 0.1, 8.4, 8.4, 8.3},
    {"computed-tie", "paper: 3 * 0.115 = 0.345", 3 * 0.115, 0.01, 0.35, 0.34, 0.34},
    {"within-margin-below-tie", "number.h", 2.5 * (1 - 5e-10), 1, 3, 2, 2},
    {"within-margin-above-tie", "number.h", 2.5 * (1 + 5e-10), 1, 3, 2, 2},
    {"outside-margin-below-tie", "number.h", 2.5 * (1 - 5e-9), 1, 2, 2, 2},
    {"outside-margin-above-tie", "number.h", 2.5 * (1 + 5e-9), 1, 3, 3, 2},
    {"multiple-0.1", "number.h", 26.7, 0.1, 26.7, 26.7, 26.7},
    {"multiple-0.3", "paper", 0.3, 0.1, 0.3, 0.3, 0.3},
    {"computed-multiple", "paper: 0.1 + 0.2 = 0.3", 0.1 + 0.2, 0.1, 0.3, 0.3, 0.3},
    {"computed-multiple-below", "paper: 4.35 * 100 = 435", 4.35 * 100, 1, 435, 435, 435},
    {"multiple-from-below", "number.h", 3 * (1 - 5e-10), 1, 3, 3, 3},
    {"not-multiple-from-below", "number.h", 3 * (1 - 5e-9), 1, 3, 3, 2},
    {"just-above-26.6", "paper", 26.65001, 0.1, 26.7, 26.7, 26.6},
    {"step-0.5-tie", "paper", 46.25, 0.5, 46.5, 46, 46},
    {"step-0.5-tie-odd", "paper", 46.75, 0.5, 47, 47, 46.5},
    {"step-0.5", "paper", 46.74, 0.5, 46.5, 46.5, 46.5},
    {"step-2.5-tie", "paper", 53.75, 2.5, 55, 55, 52.5},
    {"step-2.5-tie-even", "paper", 51.25, 2.5, 52.5, 50, 50},
    {"step-0.25", "paper", 1.13, 0.25, 1.25, 1.25, 1},
    {"step-0.3", "paper: 3 * 0.3 = 0.9", 0.91, 0.3, 0.9, 0.9, 0.9},
    {"step-0.05", "paper", 1.17, 0.05, 1.15, 1.15, 1.15},
    {"step-5", "paper", 927.5, 5, 930, 930, 925},
    {"step-10", "paper", 925, 10, 930, 920, 920},
    {"step-50", "paper", 925, 50, 950, 900, 900},
    {"step-100", "paper", 949.99, 100, 900, 900, 900},
    {"step-0.001", "paper", 0.0025, 0.001, 0.003, 0.002, 0.002},
    {"step-third", "paper: 1 is 3 thirds", 1.01, 1.0 / 3, 1, 1, 1},
    {"below-one-step", "paper", 0.04, 0.1, 0, 0, 0},
    {"minus-below-one-step", "number.h: never -0", -0.04, 0.1, 0, 0, 0},
    {"zero", "paper", 0, 0.1, 0, 0, 0},
    {"minus-zero", "number.h: never -0", -0.0, 0.1, 0, 0, 0},
    {"many-steps", "paper", 600000000.1, 1, 600000000, 600000000, 600000000},
    {"huge", "number.h: 2^53 steps or more", 1e300, 0.1, 1e300, 1e300, 1e300},
    {"huge-negative", "number.h: 2^53 steps or more", -0x1p53, 1, -0x1p53, -0x1p53, -0x1p53},
    {"largest", "number.h: 2^53 steps or more", DBL_MAX, 0.001, DBL_MAX, DBL_MAX, DBL_MAX},
};

static void
test_round_case(gconstpointer data)
{
    const RoundCase *row = data;
    assert_same_double("half away",
                       ldose_number_round(row->value, row->step, LDOSE_ROUND_HALF_AWAY),
                       row->half_away);
    assert_same_double("half even",
                       ldose_number_round(row->value, row->step, LDOSE_ROUND_HALF_EVEN),
                       row->half_even);
    assert_same_double("down", ldose_number_round(row->value, row->step, LDOSE_ROUND_DOWN),
                       row->down);
}

/* The integer @k brought to a multiple of 10 in integer arithmetic. */
static gint64
round_to_ten(gint64 k, LdoseRounding rounding)
{
    gint64 below = k / 10, rest = k % 10;
    gboolean is_up = rest > 5;
    if (rest == 5)
        is_up = rounding == LDOSE_ROUND_HALF_AWAY || below % 2 != 0;
    return below + (is_up && rounding != LDOSE_ROUND_DOWN ? 1 : 0);
}

/* Every decimal up to 50,000 units of a tenth of the step, ties included, for each usual step:
 * equal to the bit to the text of the multiple read by strtod. */
static void
test_round_all_decimals(void)
{
    static const struct {
        double step;
        int numerator, denominator;
    } STEPS[] = {
        {0.01, 1, 100}, {0.05, 5, 100}, {0.1, 1, 10}, {0.2, 2, 10}, {0.25, 25, 100}, {0.5, 5, 10},
        {1, 1, 1},      {2.5, 25, 10},  {5, 5, 1},    {10, 10, 1},  {25, 25, 1},     {50, 50, 1},
    };
    static const LdoseRounding ROUNDINGS[] = {LDOSE_ROUND_HALF_AWAY, LDOSE_ROUND_HALF_EVEN,
                                              LDOSE_ROUND_DOWN};

    for (gsize s = 0; s < G_N_ELEMENTS(STEPS); s++) {
        for (gint64 k = 0; k < 20000; k++) {
            double value = (double)(k * STEPS[s].numerator) / (10 * STEPS[s].denominator);
            for (gsize r = 0; r < G_N_ELEMENTS(ROUNDINGS); r++) {
                gint64 units = round_to_ten(k, ROUNDINGS[r]) * STEPS[s].numerator;
                char text[32];
                g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT ".%02d",
                           units / STEPS[s].denominator,
                           (int)(units % STEPS[s].denominator) * (100 / STEPS[s].denominator));
                assert_same_double(text, ldose_number_round(value, STEPS[s].step, ROUNDINGS[r]),
                                   strtod(text, NULL));
            }
        }
    }
}

/* ---- comparing with a limit ---- */

typedef struct {
    const char *name;
    const char *source;
    double value;
    double limit;
    int expected;
} CompareCase;

static const CompareCase COMPARE_CASES[] = {
    {"cockcroft-gault-30", "number.h: exactly 30 on paper", (140 - 20) * 37.8 / (72 * 2.1), 30, 0},
    {"equal", "identity", 70, 70, 0},
    {"below", "order", 69.99, 70, -1},
    {"above", "order", 70.01, 70, 1},
    {"sum-0.3", "paper", 0.1 + 0.2, 0.3, 0},
    {"within-below", "number.h: 1e-9", 70 * (1 - 9e-10), 70, 0},
    {"within-above", "number.h: 1e-9", 70 * (1 + 9e-10), 70, 0},
    {"outside-below", "number.h: 1e-9", 70 * (1 - 1.1e-9), 70, -1},
    {"outside-above", "number.h: 1e-9", 70 * (1 + 1.1e-9), 70, 1},
    {"zero", "number.h: limit 0", 0, 0, 0},
    {"minus-zero", "number.h: limit 0", -0.0, 0, 0},
    {"tiny-above-zero", "number.h: limit 0", 1e-300, 0, 1},
    {"tiny-below-zero", "number.h: limit 0", -1e-300, 0, -1},
    {"negative-limit", "order", -3, -2, -1},
    {"negative-limit-within", "number.h: |limit|", -2 * (1 + 5e-10), -2, 0},
    {"infinite-value", "order", INFINITY, 1e300, 1},
    {"minus-infinite-value", "order", -INFINITY, 0, -1},
    {"extremes", "order", -DBL_MAX, DBL_MAX, -1},
};

static void
test_compare_case(gconstpointer data)
{
    const CompareCase *row = data;
    g_assert_cmpint(ldose_limit_compare(row->value, row->limit), ==, row->expected);
}

/* ---- printing: tables ---- */

typedef struct {
    const char *name;
    const char *source;
    double value;
    int digits;
    const char *expected;
} PrintCase;

static const PrintCase PRINT_CASES[] = {
    {"no-trailing-zero", "R23", 5.0, 10, "5"},
    {"leading-zero", "R23", 0.5, 10, "0.5"},
    {"bsa", "sqrt(3) to ten digits, OEIS A002194", 1.7320508075688772, 10, "1.732050808"},
    {"zero", "number.h", 0, 10, "0"},
    {"minus-zero", "number.h", -0.0, 10, "0"},
    {"one-digit-zero", "number.h", 0, 1, "0"},
    {"negative", "digits", -0.25, 10, "-0.25"},
    {"sum-0.3", "paper", 0.1 + 0.2, 10, "0.3"},
    {"26.7", "paper: 267 * 0.1", 267 * 0.1, 10, "26.7"},
    {"1.82", "toolchain 9: json-glib prints 1.8200000000000001", 1.82, 15, "1.82"},
    {"third", "paper", 1.0 / 3, 10, "0.3333333333"},
    {"two-thirds", "paper", 2.0 / 3, 15, "0.666666666666667"},
    {"small", "digits", 0.000012345, 10, "0.000012345"},
    {"very-small", "digits", 1.5e-20, 10, "0.000000000000000000015"},
    {"large", "digits", 1234567890123, 10, "1234567890000"},
    {"large-exact", "digits", 123456789012345, 15, "123456789012345"},
    {"1e15", "digits", 1e15, 15, "1000000000000000"},
    {"1e21", "digits", 1e21, 10, "1000000000000000000000"},
    {"carry", "paper", 9.99999999999, 10, "10"},
    {"carry-large", "paper", 99999999999.0, 10, "100000000000"},
    {"carry-small", "paper", 0.00099999999999, 10, "0.001"},
    {"tie-to-even-down", "number.h", 2.5, 1, "2"},
    {"tie-to-even-up", "number.h", 3.5, 1, "4"},
    {"tie-to-even-0.125", "number.h", 0.125, 2, "0.12"},
    {"tie-to-even-0.375", "number.h", 0.375, 2, "0.38"},
    {"no-tie-0.15", "0.15 is 0.1499999999999999944...", 0.15, 1, "0.1"},
    {"no-tie-0.35", "0.35 is 0.3499999999999999777...", 0.35, 1, "0.3"},
    {"tie-integer", "number.h", 12345678905, 10, "12345678900"},
    {"tie-integer-odd", "number.h", 12345678915, 10, "12345678920"},
    {"100-digits-7", "digits", 100, 7, "100"},
    {"whole-zeros", "digits", 1200300, 10, "1200300"},
    {"inner-zeros", "digits", 1002.003, 10, "1002.003"},
};

static const PrintCase FIXED_CASES[] = {
    {"integer", "digits", 5, 0, "5"},
    {"keeps-zeros", "number.h", 5, 2, "5.00"},
    {"leading-zero", "R23", 0.5, 1, "0.5"},
    {"zero", "digits", 0, 3, "0.000"},
    {"minus-zero", "number.h", -0.0, 1, "0.0"},
    {"rounds-to-zero", "number.h", -0.04, 1, "0.0"},
    {"rounds-to-zero-0", "number.h", -0.4, 0, "0"},
    {"tie-rounds-to-zero", "number.h", -0.5, 0, "0"},
    {"minus-tiny", "number.h", -1e-300, 12, "0.000000000000"},
    {"negative", "paper", -0.06, 1, "-0.1"},
    {"tie-2.5", "style 4.7", 2.5, 0, "2"},
    {"tie-0.25", "style 4.7", 0.25, 1, "0.2"},
    {"tie-0.75", "paper", 0.75, 1, "0.8"},
    {"no-tie-2.675", "2.675 is 2.67499999999999982...", 2.675, 2, "2.67"},
    {"no-tie-1.005", "1.005 is 1.00499999999999989...", 1.005, 2, "1.00"},
    {"carry", "paper", 9.996, 2, "10.00"},
    {"carry-0", "paper", 99.5, 0, "100"},
    {"twelve", "paper", 1.0 / 3, 12, "0.333333333333"},
    {"small", "paper", 0.00123, 5, "0.00123"},
    {"small-cut", "paper", 0.00123, 4, "0.0012"},
    {"large", "digits", 1e15, 2, "1000000000000000.00"},
    {"large-decimals", "digits", 123456789012.25, 2, "123456789012.25"},
    {"below-one-half", "paper", 0.49999999999999994, 0, "0"},
};

static void
check_print_case(const PrintCase *row)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    gsize length = ldose_number_print(buffer, row->value, row->digits);
    g_assert_cmpstr(buffer, ==, row->expected);
    g_assert_cmpuint(length, ==, strlen(row->expected));
}

static void
check_fixed_case(const PrintCase *row)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    gsize length = ldose_number_print_fixed(buffer, row->value, row->digits);
    g_assert_cmpstr(buffer, ==, row->expected);
    g_assert_cmpuint(length, ==, strlen(row->expected));
}

static void
test_print_case(gconstpointer data)
{
    check_print_case(data);
}

static void
test_fixed_case(gconstpointer data)
{
    check_fixed_case(data);
}

/* ---- printing: generated numbers against printf in the C locale ---- */

/* What ldose_number_print must write, from the text d.ddde-dd of "%.*e". */
static void
reference_print(char *out, double value, int digits)
{
    char text[64], mantissa[32];
    snprintf(text, sizeof text, "%.*e", digits - 1, fabs(value));
    char *e = strchr(text, 'e');
    int exponent = atoi(e + 1);
    int n = 0;
    for (const char *at = text; at < e; at++)
        if (*at != '.')
            mantissa[n++] = *at;

    if (value < 0)
        *out++ = '-';
    if (exponent < 0) {
        *out++ = '0';
        *out++ = '.';
    }
    for (int i = exponent; i < -1; i++)
        *out++ = '0';
    for (int i = 0; i < n || i <= exponent; i++) {
        *out++ = i < n ? mantissa[i] : '0';
        if (i == exponent && i + 1 < n)
            *out++ = '.';
    }
    *out = '\0';
    if (exponent < n - 1) {
        while (out[-1] == '0')
            *--out = '\0';
        if (out[-1] == '.')
            *--out = '\0';
    }
}

static void
reference_fixed(char *out, double value, int decimals)
{
    snprintf(out, LDOSE_NUMBER_BUFFER, "%.*f", decimals, value);
    if (out[0] == '-' && strpbrk(out, "123456789") == NULL)
        memmove(out, out + 1, strlen(out));
}

static double
neighbour(Random *random, double value)
{
    switch (random_below(random, 3)) {
    case 0: return nextafter(value, INFINITY);
    case 1: return nextafter(value, -INFINITY);
    default: return value;
    }
}

/* A decimal of 1 to 17 digits around 1e-12 to 1e+14, as a file would bring it. */
static double
random_decimal(Random *random)
{
    char text[48];
    int n_digits = 1 + (int)random_below(random, 17);
    guint64 mantissa = random_bits(random) % (guint64)pow(10, n_digits);
    snprintf(text, sizeof text, "%" G_GUINT64_FORMAT "e%d", mantissa,
             (int)random_below(random, 18) - n_digits - 3);
    return strtod(text, NULL);
}

/* (k + 0.5) * 10^-d for a k of @digits digits, or the double next to it. */
static double
random_near_tie(Random *random, int digits, int decimals)
{
    guint64 k = random_bits(random) % (guint64)pow(10, digits);
    char text[48];
    snprintf(text, sizeof text, "%" G_GUINT64_FORMAT "5e%d", k, -decimals - 1);
    return neighbour(random, strtod(text, NULL));
}

/* Mosteller's surface, as it is or rounded to cm², times 30 mg/m². */
static double
random_dose(Random *random)
{
    double height_cm = (double)(400 + random_below(random, 1700)) / 10;
    double weight_kg = (double)(30 + random_below(random, 2500)) / 10;
    double bsa_m2 = sqrt(height_cm * weight_kg / 3600);
    switch (random_below(random, 4)) {
    case 0: return bsa_m2;
    case 1: return round(bsa_m2 * 100) / 100 * 30;
    case 2: return (140 - height_cm / 4) * weight_kg / (72 * 1.1);
    default: return bsa_m2 * 30;
    }
}

static double
random_finite(Random *random)
{
    double value;
    do
        value = double_from_bits(random_bits(random));
    while (!isfinite(value));
    return value;
}

static double
random_power_of_ten(Random *random)
{
    char text[16];
    snprintf(text, sizeof text, "1e%d", (int)random_below(random, 60) - 30);
    return neighbour(random, strtod(text, NULL));
}

/* A multiple of 1/16 to 1: its exact ties are many. */
static double
random_dyadic(Random *random)
{
    return (double)random_below(random, 1000000) / (double)(1 << random_below(random, 5));
}

static double
random_value(Random *random, int digits, int decimals)
{
    double value;
    switch (random_below(random, 16)) {
    case 0: value = random_finite(random); break;
    case 1: value = random_power_of_ten(random); break;
    case 2:
    case 3: value = random_dyadic(random); break;
    case 4: value = random_unit(random); break;
    case 5:
    case 6:
    case 7: value = random_near_tie(random, digits, decimals); break;
    case 8:
    case 9:
    case 10: value = random_dose(random); break;
    default: value = random_decimal(random); break;
    }
    return random_below(random, 8) == 0 ? -value : value;
}

static void
assert_same_text(double value, int digits, const char *actual, gsize length, const char *expected)
{
    if (strcmp(actual, expected) != 0 || length != strlen(expected))
        g_error("%.17g (%a), %d: \"%s\", expected \"%s\"", value, value, digits, actual, expected);
}

static void
test_print_as_printf(void)
{
    Random random = {0x2545F4914F6CDD1D};
    char actual[LDOSE_NUMBER_BUFFER], expected[LDOSE_NUMBER_BUFFER];

    for (int i = 0; i < 1200000; i++) {
        int digits = i % 2 == 0 ? 10 : 1 + (int)random_below(&random, 15);
        double value = random_value(&random, digits, (int)random_below(&random, 20));
        gsize length = ldose_number_print(actual, value, digits);
        reference_print(expected, value, digits);
        assert_same_text(value, digits, actual, length, expected);
    }
}

static void
test_fixed_as_printf(void)
{
    Random random = {0x6C62272E07BB0142};
    char actual[LDOSE_NUMBER_BUFFER], expected[LDOSE_NUMBER_BUFFER];

    for (int i = 0; i < 800000; i++) {
        int decimals = (int)random_below(&random, i % 2 == 0 ? 4 : 13);
        double value = random_value(&random, 1 + (int)random_below(&random, 12), decimals);
        gsize length = ldose_number_print_fixed(actual, value, decimals);
        reference_fixed(expected, value, decimals);
        assert_same_text(value, decimals, actual, length, expected);
    }
}

/* The longest outputs fit, and so do the extremes of the format. */
static void
test_print_extremes(void)
{
    static const double EXTREMES[] = {DBL_MAX,      -DBL_MAX,       DBL_MIN, -DBL_MIN,
                                      DBL_TRUE_MIN, -DBL_TRUE_MIN,  1e22,    1e23,
                                      1e-7,         9.999999999e20, 0x1p53,  0x1p-1074};
    char actual[LDOSE_NUMBER_BUFFER], expected[LDOSE_NUMBER_BUFFER];

    for (gsize i = 0; i < G_N_ELEMENTS(EXTREMES); i++) {
        for (int digits = 1; digits <= 15; digits++) {
            gsize length = ldose_number_print(actual, EXTREMES[i], digits);
            reference_print(expected, EXTREMES[i], digits);
            assert_same_text(EXTREMES[i], digits, actual, length, expected);
        }
        for (int decimals = 0; decimals <= 12; decimals++) {
            gsize length = ldose_number_print_fixed(actual, EXTREMES[i], decimals);
            reference_fixed(expected, EXTREMES[i], decimals);
            assert_same_text(EXTREMES[i], decimals, actual, length, expected);
        }
    }
}

/* C11 5.2.4.2.2: a decimal of DBL_DIG (15) digits survives the way through a double. */
static void
test_round_trip(void)
{
    Random random = {0x27D4EB2F165667C5};
    for (int i = 0; i < 200000; i++) {
        char text[LDOSE_NUMBER_MAX_LENGTH + 1], printed[LDOSE_NUMBER_BUFFER];
        guint64 mantissa = random_bits(&random) % G_GUINT64_CONSTANT(1000000000000000);
        int decimals = (int)random_below(&random, 16);
        guint64 unit = (guint64)pow(10, decimals);
        gsize length = (gsize)g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, mantissa / unit);
        if (decimals > 0 && mantissa % unit > 0) {
            length += (gsize)g_snprintf(text + length, sizeof text - length,
                                        ".%0*" G_GUINT64_FORMAT, decimals, mantissa % unit);
            while (text[length - 1] == '0')
                text[--length] = '\0';
        }

        double value = POISON;
        g_assert_cmpint(ldose_number_parse(text, length, POINT, &value), ==, LDOSE_NUMBER_OK);
        ldose_number_print(printed, value, 15);
        g_assert_cmpstr(printed, ==, text);
    }
}

/* ---- locales ---- */

#define N_LOCALE_SAMPLES 20000

typedef struct {
    double value;
    int digits;
    int decimals;
    char printed[LDOSE_NUMBER_BUFFER];
    char fixed[LDOSE_NUMBER_BUFFER];
} LocaleSample;

/* Runs all tables and a sample of generated numbers under another locale. The sample's expected
 * texts are made before, in the C locale, and half of its values need the C library's help. */
static void
test_locale(gconstpointer data)
{
    const char *locale = data;
    Random random = {0x165667B19E3779F9};
    LocaleSample *samples = g_new(LocaleSample, N_LOCALE_SAMPLES);
    for (int i = 0; i < N_LOCALE_SAMPLES; i++) {
        LocaleSample *sample = &samples[i];
        sample->digits = 1 + (int)random_below(&random, 15);
        sample->decimals = (int)random_below(&random, 13);
        sample->value = i % 2 == 0 ? random_near_tie(&random, sample->digits, sample->decimals)
                                   : random_value(&random, sample->digits, sample->decimals);
        reference_print(sample->printed, sample->value, sample->digits);
        reference_fixed(sample->fixed, sample->value, sample->decimals);
    }

    if (setlocale(LC_ALL, locale) == NULL) {
        g_test_message("no locale %s: the build makes it with localedef", locale);
        g_test_fail();
        g_free(samples);
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(PARSE_CASES); i++)
        check_parse_case(&PARSE_CASES[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(PRINT_CASES); i++)
        check_print_case(&PRINT_CASES[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(FIXED_CASES); i++)
        check_fixed_case(&FIXED_CASES[i]);
    for (int i = 0; i < N_LOCALE_SAMPLES; i++) {
        const LocaleSample *sample = &samples[i];
        char actual[LDOSE_NUMBER_BUFFER];
        gsize length = ldose_number_print(actual, sample->value, sample->digits);
        assert_same_text(sample->value, sample->digits, actual, length, sample->printed);
        length = ldose_number_print_fixed(actual, sample->value, sample->decimals);
        assert_same_text(sample->value, sample->decimals, actual, length, sample->fixed);
    }
    setlocale(LC_ALL, "C");
    g_free(samples);
}

/* ---- programmer errors ---- */

/* Each must stop the program: a wrong number is worse. */
static void
test_programmer_error(gconstpointer data)
{
    int error = GPOINTER_TO_INT(data);
    if (g_test_subprocess()) {
        char buffer[LDOSE_NUMBER_BUFFER];
        switch (error) {
        case 0: ldose_limit_compare(NAN, 30); break;
        case 1: ldose_limit_compare(30, NAN); break;
        case 2: ldose_number_round(30, 0, LDOSE_ROUND_DOWN); break;
        case 3: ldose_number_round(30, -1, LDOSE_ROUND_DOWN); break;
        case 4: ldose_number_round(30, NAN, LDOSE_ROUND_DOWN); break;
        case 5: ldose_number_round(NAN, 1, LDOSE_ROUND_DOWN); break;
        case 6: ldose_number_round(INFINITY, 1, LDOSE_ROUND_DOWN); break;
        case 7: ldose_number_print(buffer, NAN, 10); break;
        case 8: ldose_number_print(buffer, 1, 16); break;
        case 9: ldose_number_print(buffer, 1, 0); break;
        case 10: ldose_number_print_fixed(buffer, INFINITY, 2); break;
        case 11: ldose_number_print_fixed(buffer, 1, 13); break;
        default: ldose_number_print_fixed(buffer, 1, -1); break;
        }
        exit(0);
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*assertion failed*");
}

#define N_PROGRAMMER_ERRORS 13

static void
add_tables(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(PARSE_CASES); i++) {
        char *path = g_strconcat("/number/parse/R04/R05/", PARSE_CASES[i].name, NULL);
        g_test_add_data_func(path, &PARSE_CASES[i], test_parse_case);
        g_free(path);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(ROUND_CASES); i++) {
        char *path = g_strconcat("/number/round/R12/", ROUND_CASES[i].name, NULL);
        g_test_add_data_func(path, &ROUND_CASES[i], test_round_case);
        g_free(path);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(COMPARE_CASES); i++) {
        char *path = g_strconcat("/number/compare/", COMPARE_CASES[i].name, NULL);
        g_test_add_data_func(path, &COMPARE_CASES[i], test_compare_case);
        g_free(path);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(PRINT_CASES); i++) {
        char *path = g_strconcat("/number/print/R23/", PRINT_CASES[i].name, NULL);
        g_test_add_data_func(path, &PRINT_CASES[i], test_print_case);
        g_free(path);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(FIXED_CASES); i++) {
        char *path = g_strconcat("/number/print-fixed/R23/", FIXED_CASES[i].name, NULL);
        g_test_add_data_func(path, &FIXED_CASES[i], test_fixed_case);
        g_free(path);
    }
}

int
main(int argc, char **argv)
{
    /* The languages of R05; all but Hebrew write a decimal comma. */
    static const char *const LOCALES[] = {
        "de_DE.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8", "it_IT.UTF-8", "nl_NL.UTF-8", "pl_PL.UTF-8",
        "pt_PT.UTF-8", "cs_CZ.UTF-8", "sv_SE.UTF-8", "el_GR.UTF-8", "tr_TR.UTF-8", "he_IL.UTF-8"};

    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, "C"); /* g_test_init may have set another: the references need this one */

    add_tables();
    g_test_add_func("/number/parse/R04/length", test_parse_length);
    g_test_add_func("/number/parse/R04/negative-zero", test_parse_negative_zero);
    g_test_add_func("/number/parse/R04/random-bytes", test_parse_random_bytes);
    g_test_add_func("/number/parse/R05/as-strtod", test_parse_as_strtod);
    g_test_add_func("/number/round/R12/all-decimals", test_round_all_decimals);
    g_test_add_func("/number/print/R23/as-printf", test_print_as_printf);
    g_test_add_func("/number/print-fixed/R23/as-printf", test_fixed_as_printf);
    g_test_add_func("/number/print/extremes", test_print_extremes);
    g_test_add_func("/number/round-trip/R27", test_round_trip);
    for (gsize i = 0; i < G_N_ELEMENTS(LOCALES); i++) {
        char *path = g_strconcat("/number/locale/R05/R27/", LOCALES[i], NULL);
        g_test_add_data_func(path, LOCALES[i], test_locale);
        g_free(path);
    }
    for (int i = 0; i < N_PROGRAMMER_ERRORS; i++) {
        char *path = g_strdup_printf("/number/programmer-error/%d", i);
        g_test_add_data_func(path, GINT_TO_POINTER(i), test_programmer_error);
        g_free(path);
    }
    return g_test_run();
}
