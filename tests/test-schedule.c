/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On which days each drug is given, and the window to the infusion (rules.md 2.10; R07). Days and
 * windows: encoding.md 2.1 and 2.2. */
#include "schedule.h"

#include <string.h>

#include "fixture.h"

#define DAYS   "encoding.md 2.1"
#define WINDOW "encoding.md 2.2"
#define WHO    "guidance=g; regimen=r; sex=M; age_years=50; height_cm=170; weight_kg=70; "

static const LdoseRegimen *
regimen(const char *id)
{
    g_autoptr(GError) error = NULL;
    const LdoseRegimen *found = ldose_library_regimen(fixture_library(), id, &error);
    g_assert_no_error(error);
    return found;
}

static LdoseSchedule
schedule_of(const char *id, const char *dates)
{
    g_autofree char *text = g_strconcat(WHO, dates, NULL);
    g_autoptr(FixtureCase) fixture = fixture_case(text);
    LdoseSchedule schedule;
    g_assert_true(fixture->valid);
    ldose_schedule_compute(&fixture->patient, regimen(id), &schedule);
    return schedule;
}

/* ---- the days -------------------------------------------------------------------------------- */

typedef struct {
    const char *regimen;
    const char *dates;
    const char *days; /* "number:drugs@date" separated by blanks; drugs f, c or fc */
} DayCase;

static const DayCase DAY_CASES[] = {
    {"us-yescarta", "", "-5:fc -4:fc -3:fc"},
    {"us-yescarta", "infusion_date=2026-12-06",
     "-5:fc@2026-12-01 -4:fc@2026-12-02 -3:fc@2026-12-03"},
    {"us-yescarta", "ld_start_date=2026-12-01",
     "-5:fc@2026-12-01 -4:fc@2026-12-02 -3:fc@2026-12-03"},
    {"us-yescarta", "ld_start_date=2026-12-30",
     "-5:fc@2026-12-30 -4:fc@2026-12-31 -3:fc@2027-01-01"},
    {"us-yescarta", "infusion_date=2028-03-02",
     "-5:fc@2028-02-26 -4:fc@2028-02-27 -3:fc@2028-02-28"},
    {"uk-tecartus-ball", "infusion_date=2026-12-06",
     "-4:f@2026-12-02 -3:f@2026-12-03 -2:fc@2026-12-04"},
    {"us-amtagvi", "ld_start_date=2026-12-01",
     "1:c@2026-12-01 2:c@2026-12-02 3:f@2026-12-03 4:f@2026-12-04 5:f@2026-12-05 6:f@2026-12-06 "
     "7:f@2026-12-07"},
    {"us-amtagvi", "infusion_date=2026-12-08",
     "1:c 2:c 3:f 4:f 5:f 6:f 7:f"}, /* relative: only from a start */
    {"us-kymriah-ball", "ld_start_date=2026-12-01",
     "1:fc@2026-12-01 2:fc@2026-12-02 3:f@2026-12-03 4:f@2026-12-04"},
    {"us-tecelra", "ld_start_date=2026-12-01",
     "-7:fc@2026-12-01 -6:fc@2026-12-02 -5:fc@2026-12-03 -4:f@2026-12-04"},
    {"us-aucatzyl", "", "-6:fc -5:fc -4:f -3:f"},
    {"cn-zevorcabtagene", "ld_start_date=2026-12-01", ""}, /* a number of days, never dates */
    {"in-nexcar19", "infusion_date=2026-12-01", ""},
};

static char *
days_text(const LdoseSchedule *schedule, const LdoseRegimen *course)
{
    LdoseScheduleDay days[LDOSE_SCHEDULE_MAX_DAYS];
    guint n = ldose_schedule_days(schedule, course, days);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(text, "%s%d:%s%s", i > 0 ? " " : "", days[i].number,
                               days[i].drug[LDOSE_FLUDARABINE] ? "f" : "",
                               days[i].drug[LDOSE_CYCLOPHOSPHAMIDE] ? "c" : "");
        if (days[i].date.year != 0) {
            char date[11];
            ldose_date_print(days[i].date, date);
            g_string_append_printf(text, "@%s", date);
        }
    }
    return g_string_free(text, FALSE);
}

static void
test_days(gconstpointer data)
{
    const DayCase *row = data;
    g_test_message("source: " DAYS);
    LdoseSchedule schedule = schedule_of(row->regimen, row->dates);
    g_autofree char *days = days_text(&schedule, regimen(row->regimen));
    g_assert_cmpstr(days, ==, row->days);
}

/* Every shipped regimen has as many days as it counts for each drug. */
static void
test_all_regimens(void)
{
    g_autoptr(GPtrArray) entries =
        ldose_library_entries(fixture_library(), LDOSE_DOCUMENT_REGIMENS);
    g_assert_cmpuint(entries->len, >, 30);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        const LdoseRegimen *course = regimen(entry->id);
        LdoseSchedule schedule = schedule_of(entry->id, "ld_start_date=2026-12-01");
        LdoseScheduleDay days[LDOSE_SCHEDULE_MAX_DAYS];
        guint n = ldose_schedule_days(&schedule, course, days);
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            int given = 0;
            for (guint k = 0; k < n; k++)
                given += days[k].drug[drug] ? 1 : 0;
            g_assert_cmpint(given, ==,
                            ldose_regimen_has_days(course) ? course->dose[drug].n_days : 0);
        }
    }
}

/* A day on which neither drug is given is none of the course. */
static void
test_day_between(void)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "r.xml", NULL);
    g_autofree char *text =
        fixture_replace(fixture_read("regimens/us-yescarta-1.0.xml"), "      <day n=\"-4\"/>\n", "");
    g_autoptr(GError) error = NULL;
    fixture_write(directory, "r.xml", text, -1);
    g_autoptr(LdoseRegimen) course = ldose_regimen_load(path, &error);
    g_assert_no_error(error);
    LdoseSchedule schedule = schedule_of("us-yescarta", "infusion_date=2026-12-06");
    g_autofree char *days = days_text(&schedule, course);
    g_assert_cmpstr(days, ==, "-5:fc@2026-12-01 -3:fc@2026-12-03");
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* ---- dates ----------------------------------------------------------------------------------- */

static void
test_dates(void)
{
    LdoseSchedule schedule = schedule_of("us-yescarta", "infusion_date=2026-12-06");
    g_assert_cmpint(ldose_date_days_between(schedule.ld_start, schedule.infusion), ==, 5);
    g_assert_cmpint(ldose_date_days_between(schedule.ld_end, schedule.infusion), ==, 3);
    schedule = schedule_of("us-yescarta", "");
    g_assert_cmpint(schedule.ld_start.year + schedule.ld_end.year + schedule.infusion.year, ==, 0);
    g_assert_cmpint((int)schedule.window, ==, (int)LDOSE_WINDOW_NOT_ASKED);
    /* At the end of the calendar there is no date, and no crash. */
    schedule = schedule_of("us-yescarta", "ld_start_date=2199-12-31");
    g_assert_cmpint(schedule.infusion.year, ==, 0);
    schedule = schedule_of("us-yescarta", "infusion_date=1900-01-02");
    g_assert_cmpint(schedule.ld_start.year, ==, 0);
}

static void
test_dates_disagree(void)
{
    static const struct {
        const char *regimen, *dates;
        gboolean disagree;
    } rows[] = {
        {"us-yescarta", "ld_start_date=2026-12-01; infusion_date=2026-12-06", FALSE},
        {"us-yescarta", "ld_start_date=2026-12-01; infusion_date=2026-12-07", TRUE},
        {"us-yescarta", "ld_start_date=2026-12-01; infusion_date=2026-12-05", TRUE},
        {"us-breyanzi", "ld_start_date=2026-12-01; infusion_date=2026-12-20",
         FALSE}, /* relative days */
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_true(schedule_of(rows[i].regimen, rows[i].dates).dates_disagree ==
                      rows[i].disagree);
}

/* Where the label calls the infusion "Day 1" it is not said whether there is a Day 0: one day of
 * the gap hangs on it (regimens.md T1: never convert silently; rules.md 1). So nothing is derived
 * from one date to the other, and both readings of a pair of dates are right. */
static void
test_day_1_is_not_converted(void)
{
    LdoseSchedule schedule = schedule_of("us-tecelra", "infusion_date=2026-12-09");
    g_assert_cmpint(schedule.ld_start.year, ==, 0);
    schedule = schedule_of("us-tecelra", "ld_start_date=2026-12-01");
    g_assert_cmpint(schedule.infusion.year, ==, 0);
    g_assert_cmpint(schedule.ld_end.day, ==, 4);
    g_assert_false(schedule_of("us-tecelra", "ld_start_date=2026-12-01; infusion_date=2026-12-09")
                       .dates_disagree); /* with a Day 0 */
    g_assert_false(schedule_of("us-tecelra", "ld_start_date=2026-12-01; infusion_date=2026-12-08")
                       .dates_disagree); /* without */
    g_assert_true(schedule_of("us-tecelra", "ld_start_date=2026-12-01; infusion_date=2026-12-10")
                      .dates_disagree);
}

/* ---- the window ------------------------------------------------------------------------------ */

typedef struct {
    const char *name, *source, *regimen, *infusion;
    LdoseWindowState window;
    int days; /* calendar days from the anchor */
} WindowCase;

/* Lymphodepletion starts on 2026-12-01. */
static const WindowCase WINDOW_CASES[] = {
    {"breyanzi/early", WINDOW ": 2 to 7 days after the end", "us-breyanzi", "2026-12-04",
     LDOSE_WINDOW_OUTSIDE, 1},
    {"breyanzi/first", WINDOW, "us-breyanzi", "2026-12-05", LDOSE_WINDOW_BOUNDARY, 2},
    {"breyanzi/inside", WINDOW, "us-breyanzi", "2026-12-06", LDOSE_WINDOW_INSIDE, 3},
    {"breyanzi/last", WINDOW, "us-breyanzi", "2026-12-10", LDOSE_WINDOW_BOUNDARY, 7},
    {"breyanzi/late", WINDOW, "us-breyanzi", "2026-12-11", LDOSE_WINDOW_OUTSIDE, 8},
    {"carvykti-us/end", WINDOW ": 2 to 4 days after the end", "us-carvykti", "2026-12-05",
     LDOSE_WINDOW_BOUNDARY, 2},
    {"carvykti-us/late", WINDOW, "us-carvykti", "2026-12-08", LDOSE_WINDOW_OUTSIDE, 5},
    {"carvykti-uk/early", WINDOW ": 5 to 7 days after the start", "uk-carvykti", "2026-12-05",
     LDOSE_WINDOW_OUTSIDE, 4},
    {"carvykti-uk/start", WINDOW, "uk-carvykti", "2026-12-06", LDOSE_WINDOW_BOUNDARY, 5},
    {"carvykti-uk/inside", WINDOW, "uk-carvykti", "2026-12-07", LDOSE_WINDOW_INSIDE, 6},
    {"carvykti-uk/late", WINDOW, "uk-carvykti", "2026-12-09", LDOSE_WINDOW_OUTSIDE, 8},
    {"tecartus-mcl/numbered", WINDOW ": 3 to 14 days, calendar difference", "uk-tecartus-mcl",
     "2026-12-06", LDOSE_WINDOW_BOUNDARY, 3},
    {"tecartus-mcl/early", WINDOW, "uk-tecartus-mcl", "2026-12-05", LDOSE_WINDOW_OUTSIDE, 2},
    {"tecartus-mcl/14", WINDOW, "uk-tecartus-mcl", "2026-12-17", LDOSE_WINDOW_BOUNDARY, 14},
    {"tecartus-mcl/15", WINDOW, "uk-tecartus-mcl", "2026-12-18", LDOSE_WINDOW_OUTSIDE, 15},
    {"abecma-ch/2", WINDOW ": 2, at most 9", "ch-abecma", "2026-12-05", LDOSE_WINDOW_BOUNDARY, 2},
    {"abecma-ch/10", WINDOW, "ch-abecma", "2026-12-13", LDOSE_WINDOW_OUTSIDE, 10},
    {"amtagvi/same-day", WINDOW ": once 24 h have passed", "us-amtagvi", "2026-12-07",
     LDOSE_WINDOW_OUTSIDE, 0},
    {"amtagvi/next-day", WINDOW, "us-amtagvi", "2026-12-08", LDOSE_WINDOW_BOUNDARY, 1},
    {"amtagvi/4-days", WINDOW, "us-amtagvi", "2026-12-11", LDOSE_WINDOW_BOUNDARY, 4},
    {"amtagvi/5-days", WINDOW, "us-amtagvi", "2026-12-12", LDOSE_WINDOW_OUTSIDE, 5},
    {"kymriah-lbcl/11", WINDOW ": 2 to 11 days", "us-kymriah-lbcl", "2026-12-14",
     LDOSE_WINDOW_BOUNDARY, 11},
    {"kymriah-lbcl/12", WINDOW, "us-kymriah-lbcl", "2026-12-15", LDOSE_WINDOW_OUTSIDE, 12},
    {"kymriah-uk/not-stated", WINDOW ": not stated", "uk-kymriah-lbcl", "2026-12-05",
     LDOSE_WINDOW_NOT_ASKED, 0},
    /* 2 clear days: start 5 days before the infusion, on 1, 2 and 3; the infusion on 6 December */
    {"abecma-us/nominal", WINDOW ": convention: 2 clear days (start 5 days before)", "us-abecma",
     "2026-12-06", LDOSE_WINDOW_BOUNDARY, 3},
    {"abecma-us/early", WINDOW ": convention: 2 clear days", "us-abecma", "2026-12-05",
     LDOSE_WINDOW_OUTSIDE, 2},
    {"abecma-us/put-off", WINDOW ": may be put off by up to 7 days", "us-abecma", "2026-12-07",
     LDOSE_WINDOW_DEFERRED, 4},
    {"abecma-us/put-off-7", WINDOW, "us-abecma", "2026-12-13", LDOSE_WINDOW_DEFERRED, 10},
    {"abecma-us/too-late", WINDOW, "us-abecma", "2026-12-14", LDOSE_WINDOW_OUTSIDE, 11},
};

static void
test_window(gconstpointer data)
{
    const WindowCase *row = data;
    g_test_message("source: %s", row->source);
    g_autofree char *dates =
        g_strdup_printf("ld_start_date=2026-12-01; infusion_date=%s", row->infusion);
    LdoseSchedule schedule = schedule_of(row->regimen, dates);
    g_assert_cmpint((int)schedule.window, ==, (int)row->window);
    if (row->window != LDOSE_WINDOW_NOT_ASKED)
        g_assert_cmpint(schedule.window_days, ==, row->days);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(DAY_CASES); i++) {
        g_autofree char *path = g_strdup_printf("/schedule/days/%s-%u", DAY_CASES[i].regimen, i);
        g_test_add_data_func(path, &DAY_CASES[i], test_days);
    }
    g_test_add_func("/schedule/day-between", test_day_between);
    g_test_add_func("/schedule/days/all-regimens", test_all_regimens);
    g_test_add_func("/schedule/dates/R07", test_dates);
    g_test_add_func("/schedule/dates/disagree", test_dates_disagree);
    g_test_add_func("/schedule/dates/day-1-is-not-converted", test_day_1_is_not_converted);
    for (guint i = 0; i < G_N_ELEMENTS(WINDOW_CASES); i++) {
        g_autofree char *path = g_strdup_printf("/schedule/window/%s", WINDOW_CASES[i].name);
        g_test_add_data_func(path, &WINDOW_CASES[i], test_window);
    }
    return g_test_run();
}
