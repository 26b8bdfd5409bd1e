/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and moments: four bytes of a distance in days, a date of ten bytes, and a second text.
 * Judged by the calendar of GLib. */
#include <string.h>

#include <glib.h>

#include "calendar.h"
#include "fuzz.h"
#include "signature.h"

static int
julian(LdoseDate date)
{
    GDate other;
    g_date_clear(&other, 1);
    g_assert_true(
        g_date_valid_dmy((GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year));
    g_date_set_dmy(&other, (GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year);
    return (int)g_date_get_julian(&other);
}

static gboolean
take(const char *text, gsize length, LdoseDate *date)
{
    char printed[11];
    if (!ldose_date_parse(text, length, date))
        return FALSE;
    ldose_date_print(*date, printed);
    g_assert_cmpuint(length, ==, 10);
    g_assert_cmpint(memcmp(printed, text, length), ==, 0);
    return TRUE;
}

static void
check_moved(LdoseDate date, int days)
{
    const LdoseDate first = {1900, 1, 1}, last = {2199, 12, 31};
    LdoseDate moved = ldose_date_add_days(date, days);
    gint64 target = (gint64)julian(date) + days;
    gboolean inside = target >= julian(first) && target <= julian(last);
    g_assert_cmpint(moved.year != 0, ==, inside);
    if (!inside)
        return;
    g_assert_cmpint(julian(moved), ==, target);
    g_assert_cmpint(ldose_date_days_between(date, moved), ==, days);
    g_assert_cmpint((int)ldose_date_weekday(moved), ==, (julian(moved) - 1) % 7 + 1);
}

static void
check_age(LdoseDate birth, LdoseDate on)
{
    int months = ldose_date_completed_months(birth, on);
    double age = ldose_date_age_years(birth, on);
    g_assert_cmpint(ldose_date_days_between(birth, on), ==, julian(on) - julian(birth));
    if (julian(on) < julian(birth)) {
        g_assert_cmpint(months, ==, 0);
        return;
    }
    /* A month has 28 to 31 days. */
    int days = julian(on) - julian(birth);
    g_assert_cmpint(months, >=, days / 31 - 1);
    g_assert_cmpint(months, <=, days / 28);
    g_assert_cmpfloat(age, >=, 0);
    g_assert_cmpfloat(age, <=, months / 12.0 + 1e-9);
    LdoseDate next = ldose_date_add_days(on, 1);
    if (next.year != 0) {
        g_assert_cmpint(ldose_date_completed_months(birth, next), >=, months);
        g_assert_cmpint(ldose_date_completed_months(birth, next), <=, months + 1);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int days;
    LdoseDate one, other;
    if (size < sizeof days)
        return 0;
    memcpy(&days, data, sizeof days);
    const char *text = (const char *)data + sizeof days;
    gsize length = size - sizeof days;

    g_autofree char *moment = g_strndup(text, length);
    if (ldose_timestamp_is_valid(moment)) {
        g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
        g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(moment, utc);
        g_assert_cmpuint(strlen(moment), ==, strlen("2026-11-24T08:30:00Z"));
        g_assert_nonnull(time);
    }

    gsize first = MIN(length, 10);
    if (!take(text, first, &one))
        return 0;
    check_moved(one, days);
    check_moved(one, days % 70000);
    if (take(text + first, length - first, &other)) {
        check_age(one, other);
        check_age(other, one);
    }
    return 0;
}
