/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On which days each drug is given, and how the infusion lies in the label's window (step 10). */
#pragma once

#include <glib.h>

#include "patient.h"
#include "regimen.h"

G_BEGIN_DECLS

#define LDOSE_SCHEDULE_MAX_DAYS 32

typedef struct {
    int number;      /* as the regimen counts: Day -5, or 1 = first day of lymphodepletion */
    LdoseDate date;  /* year 0: not known */
    gboolean drug[LDOSE_N_DRUGS];
} LdoseScheduleDay;

typedef enum {
    LDOSE_WINDOW_NOT_ASKED, /* no window, or a date is missing */
    LDOSE_WINDOW_INSIDE,
    LDOSE_WINDOW_BOUNDARY,  /* on the first or last day */
    LDOSE_WINDOW_DEFERRED,  /* later, but within what the label allows to put off */
    LDOSE_WINDOW_OUTSIDE,
} LdoseWindowState;

typedef struct {
    LdoseDate ld_start, ld_end, infusion; /* year 0: not known */
    gboolean dates_disagree;  /* the case's first day and infusion do not fit the numbered days */
    LdoseWindowState window;
    int window_days;          /* calendar days from the anchor to the infusion */
} LdoseSchedule;

/* Dates and window from the dates of the case. Regimens that number their days to a Day 0 date them from
 * the infusion or from the first day; others only from the first day; those that only count days, never. */
void ldose_schedule_compute(const LdosePatient *patient, const LdoseRegimen *regimen,
                            LdoseSchedule *out);

/* The days on which anything is given, in order. Result: how many. */
guint ldose_schedule_days(const LdoseSchedule *schedule, const LdoseRegimen *regimen,
                          LdoseScheduleDay days[LDOSE_SCHEDULE_MAX_DAYS]);

G_END_DECLS
