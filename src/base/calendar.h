/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar days of the proleptic Gregorian calendar, years 1900 to 2199. No clock: "today" is always
 * an argument (requirement R07). Not GDate: that counts in years up to 65535, takes a missing day for a
 * programmer error and reads dates by the locale, while here three plain numbers stand in plans and
 * lists, and a text is one date or none. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    int year;  /* 1900..2199; 0: no date */
    int month; /* 1..12 */
    int day;   /* 1..31 */
} LdoseDate;

typedef enum {
    LDOSE_MONDAY = 1,
    LDOSE_TUESDAY,
    LDOSE_WEDNESDAY,
    LDOSE_THURSDAY,
    LDOSE_FRIDAY,
    LDOSE_SATURDAY,
    LDOSE_SUNDAY,
} LdoseWeekday;

/* Reads YYYY-MM-DD, nothing else; a day that does not exist is refused. @date_out is written only on
 * success. */
gboolean ldose_date_parse(const char *text, gsize length, LdoseDate *date_out);

/* Writes YYYY-MM-DD and a zero byte; for no date the empty text. The functions below take dates
 * only: no date, or a day that does not exist, is a programmer error. */
void ldose_date_print(LdoseDate date, char buffer[11]);

/* Days from @from to @to; negative when @to is earlier. */
int ldose_date_days_between(LdoseDate from, LdoseDate to);

/* @date moved by @days (may be negative); no date when that leaves the years 1900 to 2199. */
LdoseDate ldose_date_add_days(LdoseDate date, int days);

LdoseWeekday ldose_date_weekday(LdoseDate date);

/* Completed months between birth and @on (0 when @on is earlier). Where the day of birth does not
 * exist, the month or year is complete on the first of the next: born on 29 February, on 1 March. */
int ldose_date_completed_months(LdoseDate birth, LdoseDate on);

/* The age that formulas use: completed years; under 2 years completed months / 12. */
double ldose_date_age_years(LdoseDate birth, LdoseDate on);

G_END_DECLS
