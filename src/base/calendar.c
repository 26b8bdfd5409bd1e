/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar days of the proleptic Gregorian calendar, years 1900 to 2199. */
#include "calendar.h"

#define FIRST_YEAR 1900
#define LAST_YEAR  2199

static gboolean
is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : DAYS[month - 1];
}

static gboolean
is_date(LdoseDate date)
{
    return date.year >= FIRST_YEAR && date.year <= LAST_YEAR && date.month >= 1 &&
           date.month <= 12 && date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

/* Leap days of all years before @year, counted from year 1. */
static int
leap_days_before(int year)
{
    int before = year - 1;
    return before / 4 - before / 100 + before / 400;
}

/* Days before 1 January of @year, counted from 1 January 1900. */
static int
days_before_year(int year)
{
    return 365 * (year - FIRST_YEAR) + leap_days_before(year) - leap_days_before(FIRST_YEAR);
}

/* Days since 1 January 1900, a Monday. */
static int
day_number(LdoseDate date)
{
    g_assert(is_date(date));

    static const int BEFORE_MONTH[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int leap_day = date.month > 2 && is_leap_year(date.year) ? 1 : 0;
    return days_before_year(date.year) + BEFORE_MONTH[date.month - 1] + leap_day + date.day - 1;
}

static gboolean
read_digits(const char *text, int n_digits, int *number)
{
    *number = 0;
    for (int i = 0; i < n_digits; i++) {
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
        *number = 10 * *number + (text[i] - '0');
    }
    return TRUE;
}

gboolean
ldose_date_parse(const char *text, gsize length, LdoseDate *date_out)
{
    LdoseDate date;
    if (length != 10 || text[4] != '-' || text[7] != '-' || !read_digits(text, 4, &date.year) ||
        !read_digits(text + 5, 2, &date.month) || !read_digits(text + 8, 2, &date.day) ||
        !is_date(date))
        return FALSE;
    *date_out = date;
    return TRUE;
}

static char *
put_two_digits(char *out, int number)
{
    *out++ = (char)('0' + number / 10);
    *out++ = (char)('0' + number % 10);
    return out;
}

void
ldose_date_print(LdoseDate date, char buffer[11])
{
    char *out = buffer;
    if (date.year != 0) {
        g_assert(is_date(date));
        out = put_two_digits(out, date.year / 100);
        out = put_two_digits(out, date.year % 100);
        *out++ = '-';
        out = put_two_digits(out, date.month);
        *out++ = '-';
        out = put_two_digits(out, date.day);
    }
    *out = '\0';
}

int
ldose_date_days_between(LdoseDate from, LdoseDate to)
{
    return day_number(to) - day_number(from);
}

LdoseDate
ldose_date_add_days(LdoseDate date, int days)
{
    gint64 number = (gint64)day_number(date) + days;
    if (number < 0 || number >= days_before_year(LAST_YEAR + 1))
        return (LdoseDate){0};

    /* A year has at least 365 days: the quotient is the year or a later one. */
    int left = (int)number;
    LdoseDate moved = {.year = FIRST_YEAR + left / 365, .month = 1};
    while (days_before_year(moved.year) > left)
        moved.year--;
    left -= days_before_year(moved.year);
    while (left >= days_in_month(moved.year, moved.month))
        left -= days_in_month(moved.year, moved.month++);
    moved.day = left + 1;
    return moved;
}

LdoseWeekday
ldose_date_weekday(LdoseDate date)
{
    return (LdoseWeekday)(LDOSE_MONDAY + day_number(date) % 7);
}

int
ldose_date_completed_months(LdoseDate birth, LdoseDate on)
{
    g_assert(is_date(birth) && is_date(on));

    /* Where the day of birth does not exist in the month of @on, every day of it is earlier, so the
     * month completes on the first of the next. */
    int months = 12 * (on.year - birth.year) + on.month - birth.month;
    if (on.day < birth.day)
        months--;
    return MAX(months, 0);
}

double
ldose_date_age_years(LdoseDate birth, LdoseDate on)
{
    int months = ldose_date_completed_months(birth, on);
    return months < 24 ? months / 12.0 : (double)(months / 12);
}
