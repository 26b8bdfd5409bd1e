/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar days and ages (R07). Expected values come from the calendar itself, from dates whose
 * weekday is on record, and from GDate over all days of 1900 to 2199. */
#include "calendar.h"

#include <stdlib.h>
#include <string.h>

#define N_DAYS 109573 /* 1900 to 2199: 300 * 365 and 73 leap years (75 less 1900 and 2100) */

/* ---- helpers ---- */

static LdoseDate
date_from_text(const char *text)
{
    LdoseDate date;
    g_assert_true(ldose_date_parse(text, strlen(text), &date));
    return date;
}

static void
assert_same_date(LdoseDate actual, LdoseDate expected)
{
    g_assert_cmpint(actual.year, ==, expected.year);
    g_assert_cmpint(actual.month, ==, expected.month);
    g_assert_cmpint(actual.day, ==, expected.day);
}

static LdoseDate
date_from_gdate(const GDate *gdate)
{
    return (LdoseDate){g_date_get_year(gdate), (int)g_date_get_month(gdate), g_date_get_day(gdate)};
}

/* ---- reading and writing ---- */

typedef struct {
    const char *name;
    const char *source;
    const char *text;
    gboolean is_date;
} ParseCase;

static const ParseCase PARSE_CASES[] = {
    {"plain", "calendar.h", "2026-12-12", TRUE},
    {"first-day", "calendar.h", "1900-01-01", TRUE},
    {"last-day", "calendar.h", "2199-12-31", TRUE},
    {"year-before", "calendar.h", "1899-12-31", FALSE},
    {"year-after", "calendar.h", "2200-01-01", FALSE},
    {"year-0", "calendar.h", "0000-01-01", FALSE},
    {"leap-day", "Gregorian rule", "2024-02-29", TRUE},
    {"leap-day-2000", "Gregorian rule: divisible by 400", "2000-02-29", TRUE},
    {"no-leap-day", "Gregorian rule", "2023-02-29", FALSE},
    {"no-leap-day-1900", "Gregorian rule: divisible by 100", "1900-02-29", FALSE},
    {"no-leap-day-2100", "Gregorian rule: divisible by 100", "2100-02-29", FALSE},
    {"february-30", "calendar", "2024-02-30", FALSE},
    {"january-31", "calendar", "2026-01-31", TRUE},
    {"april-30", "calendar", "2026-04-30", TRUE},
    {"april-31", "calendar", "2026-04-31", FALSE},
    {"june-31", "calendar", "2026-06-31", FALSE},
    {"september-31", "calendar", "2026-09-31", FALSE},
    {"november-31", "calendar", "2026-11-31", FALSE},
    {"december-32", "calendar", "2026-12-32", FALSE},
    {"day-0", "calendar", "2026-12-00", FALSE},
    {"month-0", "calendar", "2026-00-12", FALSE},
    {"month-13", "calendar", "2026-13-12", FALSE},
    {"nothing", "calendar.h", "", FALSE},
    {"blank-before", "calendar.h", " 2026-12-1", FALSE},
    {"blank-after", "calendar.h", "2026-12-12 ", FALSE},
    {"line-end", "calendar.h", "2026-12-12\n", FALSE},
    {"one-digit-day", "calendar.h", "2026-12-1", FALSE},
    {"one-digit-month", "calendar.h", "2026-1-012", FALSE},
    {"two-digit-year", "calendar.h", "26-12-0012", FALSE},
    {"slashes", "calendar.h", "2026/12/12", FALSE},
    {"german", "calendar.h", "12.12.2026", FALSE},
    {"american", "calendar.h", "12-12-2026", FALSE},
    {"compact", "calendar.h", "20261212", FALSE},
    {"minus-month", "calendar.h", "2026--1-12", FALSE},
    {"plus-day", "calendar.h", "2026-12-+1", FALSE},
    {"letters", "calendar.h", "yyyy-mm-dd", FALSE},
    {"letter-o", "calendar.h", "2O26-12-12", FALSE},
    {"time", "calendar.h", "2026-12-12T00:00", FALSE},
};

static void
test_parse_case(gconstpointer data)
{
    const ParseCase *row = data;
    const LdoseDate poison = {-7, -7, -7};
    LdoseDate date = poison;
    gsize length = strlen(row->text);
    char *block = g_memdup2(row->text, length); /* no zero byte: a byte too far is found by ASan */

    g_assert_cmpint(ldose_date_parse(block, length, &date), ==, row->is_date);
    if (row->is_date) {
        char buffer[11];
        ldose_date_print(date, buffer);
        g_assert_cmpstr(buffer, ==, row->text);
    } else {
        assert_same_date(date, poison);
    }
    g_free(block);
}

static void
test_parse_fields(void)
{
    assert_same_date(date_from_text("2026-12-03"), (LdoseDate){2026, 12, 3});

    LdoseDate date = {0};
    g_assert_true(ldose_date_parse("1987-06-05;F", 10, &date));
    assert_same_date(date, (LdoseDate){1987, 6, 5});
    g_assert_false(ldose_date_parse("2026-12-0\0", 10, &date));
    g_assert_false(ldose_date_parse(NULL, 0, &date));
}

/* One to three bytes of a date replaced: what is still read is a day that exists, and prints as it
 * was written. */
static void
test_parse_random_bytes(void)
{
    static const char ALPHABET[] = "0123456789012-- /.T";
    GRand *random = g_rand_new_with_seed(20261212);
    for (int i = 0; i < 300000; i++) {
        char text[11] = "2026-12-12";
        for (int n_changes = 1 + i % 3; n_changes > 0; n_changes--)
            text[g_rand_int_range(random, 0, 10)] =
                i % 7 == 0 ? (char)g_rand_int_range(random, 0, 256)
                           : ALPHABET[g_rand_int_range(random, 0, sizeof ALPHABET - 1)];

        LdoseDate date;
        if (ldose_date_parse(text, 10, &date)) {
            char buffer[11];
            ldose_date_print(date, buffer);
            g_assert_cmpstr(buffer, ==, text);
            g_assert_true(
                g_date_valid_dmy((GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year));
        }
    }
    g_rand_free(random);
}

static void
test_print_no_date(void)
{
    char buffer[11] = "poison";
    ldose_date_print((LdoseDate){0}, buffer);
    g_assert_cmpstr(buffer, ==, "");
}

/* ---- weekdays ---- */

typedef struct {
    const char *name;
    const char *source;
    const char *date;
    LdoseWeekday expected;
} WeekdayCase;

static const WeekdayCase WEEKDAY_CASES[] = {
    {"2026-12-12", "printed calendar 2026", "2026-12-12", LDOSE_SATURDAY},
    {"1969-07-20", "Moon landing, a Sunday", "1969-07-20", LDOSE_SUNDAY},
    {"1970-01-01", "POSIX epoch, tm_wday 4", "1970-01-01", LDOSE_THURSDAY},
    {"1900-01-01", "printed calendar 1900", "1900-01-01", LDOSE_MONDAY},
    {"2000-01-01", "ISO 8601 week table: 1999-W52-6", "2000-01-01", LDOSE_SATURDAY},
    {"2000-02-29", "printed calendar 2000", "2000-02-29", LDOSE_TUESDAY},
    {"1989-11-09", "fall of the Berlin wall, a Thursday", "1989-11-09", LDOSE_THURSDAY},
    {"2001-09-11", "a Tuesday on record", "2001-09-11", LDOSE_TUESDAY},
    {"2024-02-29", "printed calendar 2024", "2024-02-29", LDOSE_THURSDAY},
    {"2005-01-02", "ISO 8601 week table: 2004-W53-7", "2005-01-02", LDOSE_SUNDAY},
    {"2008-12-29", "ISO 8601 week table: 2009-W01-1", "2008-12-29", LDOSE_MONDAY},
    {"2025-12-31", "printed calendar 2025", "2025-12-31", LDOSE_WEDNESDAY},
    {"1963-11-22", "a Friday on record", "1963-11-22", LDOSE_FRIDAY},
};

static void
test_weekday_case(gconstpointer data)
{
    const WeekdayCase *row = data;
    g_assert_cmpint(ldose_date_weekday(date_from_text(row->date)), ==, row->expected);
}

/* ---- days ---- */

typedef struct {
    const char *name;
    const char *source;
    const char *from;
    const char *to;
    int days;
} DaysCase;

static const DaysCase DAYS_CASES[] = {
    {"same", "identity", "2026-12-12", "2026-12-12", 0},
    {"next", "calendar", "2026-12-12", "2026-12-13", 1},
    {"before", "calendar", "2026-12-12", "2026-12-11", -1},
    {"course", "day -5 to day 0", "2026-12-07", "2026-12-12", 5},
    {"over-new-year", "calendar", "2026-12-30", "2027-01-02", 3},
    {"over-leap-day", "calendar", "2024-02-28", "2024-03-01", 2},
    {"over-no-leap-day", "calendar", "2023-02-28", "2023-03-01", 1},
    {"over-no-leap-day-2100", "Gregorian rule", "2100-02-28", "2100-03-01", 1},
    {"over-leap-day-2000", "Gregorian rule", "2000-02-28", "2000-03-01", 2},
    {"leap-year", "366 days", "2024-01-01", "2025-01-01", 366},
    {"common-year", "365 days", "2023-01-01", "2024-01-01", 365},
    {"epoch", "POSIX: 10957 * 86400 s is 2000-01-01", "1970-01-01", "2000-01-01", 10957},
    {"400-years-less-100", "146097 - 36524 - 60", "1900-03-01", "2199-12-31", 109513},
    {"whole-range", "300 * 365 + 73 - 1", "1900-01-01", "2199-12-31", 109572},
};

static void
test_days_case(gconstpointer data)
{
    const DaysCase *row = data;
    LdoseDate from = date_from_text(row->from);
    LdoseDate to = date_from_text(row->to);
    g_assert_cmpint(ldose_date_days_between(from, to), ==, row->days);
    g_assert_cmpint(ldose_date_days_between(to, from), ==, -row->days);
    assert_same_date(ldose_date_add_days(from, row->days), to);
    assert_same_date(ldose_date_add_days(to, -row->days), from);
}

/* Every day of three centuries, one after the other. */
static void
test_days_as_gdate(void)
{
    const LdoseDate first = {1900, 1, 1};
    const LdoseDate middle = {2026, 12, 12};
    GDate gdate, gmiddle;
    g_date_set_dmy(&gdate, 1, G_DATE_JANUARY, 1900);
    g_date_clear(&gmiddle, 1);
    g_date_set_dmy(&gmiddle, 12, G_DATE_DECEMBER, 2026);

    int n_days = 0;
    for (; g_date_get_year(&gdate) < 2200; g_date_add_days(&gdate, 1), n_days++) {
        LdoseDate date = date_from_gdate(&gdate);
        g_assert_cmpint(ldose_date_weekday(date), ==, g_date_get_weekday(&gdate));
        g_assert_cmpint(ldose_date_days_between(first, date), ==, n_days);
        g_assert_cmpint(ldose_date_days_between(middle, date), ==,
                        g_date_days_between(&gmiddle, &gdate));
        assert_same_date(ldose_date_add_days(first, n_days), date);
        assert_same_date(ldose_date_add_days(date, -n_days), first);
    }
    g_assert_cmpint(n_days, ==, N_DAYS);
}

static void
test_add_days_outside(void)
{
    const LdoseDate first = {1900, 1, 1}, last = {2199, 12, 31}, none = {0};
    assert_same_date(ldose_date_add_days(last, 1), none);
    assert_same_date(ldose_date_add_days(first, -1), none);
    assert_same_date(ldose_date_add_days(last, G_MAXINT), none);
    assert_same_date(ldose_date_add_days(first, G_MININT), none);
    assert_same_date(ldose_date_add_days(last, 0), last);
    assert_same_date(ldose_date_add_days(first, 0), first);
}

/* ---- ages ---- */

typedef struct {
    const char *name;
    const char *source;
    const char *birth;
    const char *on;
    int months;
    double years;
} AgeCase;

static const AgeCase AGE_CASES[] = {
    {"day-before-birthday", "calendar", "1986-12-13", "2026-12-12", 479, 39},
    {"birthday", "calendar", "1986-12-12", "2026-12-12", 480, 40},
    {"day-after-birthday", "calendar", "1986-12-11", "2026-12-12", 480, 40},
    {"new-year-eve", "calendar", "2000-01-01", "2026-12-31", 323, 26},
    {"eighteen-tomorrow", "calendar", "2008-12-13", "2026-12-12", 215, 17},
    {"eighteen-today", "calendar", "2008-12-12", "2026-12-12", 216, 18},
    {"one-hundred", "calendar", "1926-12-12", "2026-12-12", 1200, 100},

    /* Born on 29 February: complete on 1 March (calendar.h). */
    {"leap-28-february", "calendar.h", "2008-02-29", "2026-02-28", 215, 17},
    {"leap-1-march", "calendar.h", "2008-02-29", "2026-03-01", 216, 18},
    {"leap-28-february-leap-year", "calendar", "2008-02-29", "2024-02-28", 191, 15},
    {"leap-29-february", "calendar", "2008-02-29", "2024-02-29", 192, 16},
    {"leap-2100", "calendar.h", "2096-02-29", "2100-02-28", 47, 3},
    {"leap-2100-march", "calendar.h", "2096-02-29", "2100-03-01", 48, 4},
    {"leap-first-year", "calendar.h", "2024-02-29", "2025-02-28", 11, 11 / 12.0},
    {"leap-first-year-march", "calendar.h", "2024-02-29", "2025-03-01", 12, 1},

    /* Month ends. */
    {"31-january-28-february", "calendar.h", "2026-01-31", "2026-02-28", 0, 0},
    {"31-january-1-march", "calendar.h", "2026-01-31", "2026-03-01", 1, 1 / 12.0},
    {"31-january-30-april", "calendar.h", "2026-01-31", "2026-04-30", 2, 2 / 12.0},
    {"31-january-1-may", "calendar.h", "2026-01-31", "2026-05-01", 3, 0.25},
    {"30-november-28-february", "calendar.h", "2025-11-30", "2026-02-28", 2, 2 / 12.0},

    /* Under two years: completed months / 12. */
    {"birth-day", "calendar", "2026-12-12", "2026-12-12", 0, 0},
    {"one-day", "calendar", "2026-12-11", "2026-12-12", 0, 0},
    {"three-months", "calendar", "2026-09-12", "2026-12-12", 3, 0.25},
    {"six-months", "calendar", "2026-06-12", "2026-12-12", 6, 0.5},
    {"six-months-less-a-day", "calendar", "2026-06-13", "2026-12-12", 5, 5 / 12.0},
    {"one-year", "calendar", "2025-12-12", "2026-12-12", 12, 1},
    {"eighteen-months", "calendar", "2025-06-12", "2026-12-12", 18, 1.5},
    {"two-years-less-a-day", "calendar", "2024-12-13", "2026-12-12", 23, 23 / 12.0},
    {"two-years", "calendar", "2024-12-12", "2026-12-12", 24, 2},
    {"two-years-11-months", "calendar", "2024-01-12", "2026-12-12", 35, 2},
    {"three-years", "calendar", "2023-12-12", "2026-12-12", 36, 3},

    /* Born later than the day in question. */
    {"tomorrow", "calendar.h", "2026-12-13", "2026-12-12", 0, 0},
    {"next-year", "calendar.h", "2027-12-12", "2026-12-12", 0, 0},
};

static void
test_age_case(gconstpointer data)
{
    const AgeCase *row = data;
    LdoseDate birth = date_from_text(row->birth);
    LdoseDate on = date_from_text(row->on);
    g_assert_cmpint(ldose_date_completed_months(birth, on), ==, row->months);
    g_assert_cmpfloat_with_epsilon(ldose_date_age_years(birth, on), row->years, 1e-15);
}

/* The day on which the @n-th month of life is complete: the same day of the month, or the first of
 * the next where there is none. */
static void
set_month_day(GDate *gdate, LdoseDate birth, int n)
{
    int month0 = 12 * birth.year + birth.month - 1 + n;
    GDateYear year = (GDateYear)(month0 / 12);
    GDateMonth month = (GDateMonth)(month0 % 12 + 1);
    if (g_date_valid_dmy((GDateDay)birth.day, month, year)) {
        g_date_set_dmy(gdate, (GDateDay)birth.day, month, year);
    } else {
        g_date_set_dmy(gdate, 1, month, year);
        g_date_add_months(gdate, 1);
    }
}

/* All births of four years that hold a leap day, followed day by day for more than two years. */
static void
test_months_as_gdate(void)
{
    GDate birth_gdate, next, on_gdate;
    g_date_clear(&next, 1);
    g_date_set_dmy(&birth_gdate, 1, G_DATE_JANUARY, 2022);

    for (int i = 0; i < 1461; i++, g_date_add_days(&birth_gdate, 1)) {
        LdoseDate birth = date_from_gdate(&birth_gdate);
        int months = 0;
        set_month_day(&next, birth, 1);
        on_gdate = birth_gdate;
        for (int age_days = 0; age_days < 800; age_days++, g_date_add_days(&on_gdate, 1)) {
            if (g_date_compare(&on_gdate, &next) >= 0)
                set_month_day(&next, birth, ++months + 1);
            g_assert_cmpint(ldose_date_completed_months(birth, date_from_gdate(&on_gdate)), ==,
                            months);
        }
    }
}

/* ---- programmer errors ---- */

static void
test_programmer_error(gconstpointer data)
{
    const LdoseDate today = {2026, 12, 12}, none = {0}, wrong = {2026, 2, 29};
    if (g_test_subprocess()) {
        char buffer[11];
        switch (GPOINTER_TO_INT(data)) {
        case 0: ldose_date_days_between(none, today); break;
        case 1: ldose_date_days_between(today, none); break;
        case 2: ldose_date_add_days(none, 1); break;
        case 3: ldose_date_weekday(none); break;
        case 4: ldose_date_age_years(none, today); break;
        case 5: ldose_date_completed_months(today, none); break;
        case 6: ldose_date_weekday(wrong); break;
        default: ldose_date_print(wrong, buffer); break;
        }
        exit(0);
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*assertion failed*");
}

#define N_PROGRAMMER_ERRORS 8

#define ADD_TABLE(prefix, cases, function)                                                         \
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {                                              \
        char *path = g_strconcat(prefix, cases[i].name, NULL);                                     \
        g_test_add_data_func(path, &cases[i], function);                                           \
        g_free(path);                                                                              \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TABLE("/calendar/parse/R07/", PARSE_CASES, test_parse_case)
    ADD_TABLE("/calendar/weekday/", WEEKDAY_CASES, test_weekday_case)
    ADD_TABLE("/calendar/days/", DAYS_CASES, test_days_case)
    ADD_TABLE("/calendar/age/R07/", AGE_CASES, test_age_case)
    g_test_add_func("/calendar/parse/R07/fields", test_parse_fields);
    g_test_add_func("/calendar/parse/R07/random-bytes", test_parse_random_bytes);
    g_test_add_func("/calendar/print/no-date", test_print_no_date);
    g_test_add_func("/calendar/days/as-gdate", test_days_as_gdate);
    g_test_add_func("/calendar/days/outside", test_add_days_outside);
    g_test_add_func("/calendar/age/R07/as-gdate", test_months_as_gdate);
    for (int i = 0; i < N_PROGRAMMER_ERRORS; i++) {
        char *path = g_strdup_printf("/calendar/programmer-error/%d", i);
        g_test_add_data_func(path, GINT_TO_POINTER(i), test_programmer_error);
        g_free(path);
    }
    return g_test_run();
}
