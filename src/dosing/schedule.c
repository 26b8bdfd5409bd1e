/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule.h"

#include <string.h>

/* Days from the first lymphodepletion day to the infusion, where the regimen numbers its days. Where the
 * label calls the infusion Day 1 it does not say whether there is a Day 0, so the days are one fewer or
 * not: neither date is made from the other, and both readings of a pair of dates are right. */
static int
days_to_infusion(const LdoseRegimen *regimen)
{
    return regimen->infusion_day - ldose_regimen_first_day(regimen);
}

static void
fit_numbered_days(const LdoseRegimen *regimen, LdoseSchedule *out)
{
    int offset = days_to_infusion(regimen);
    gboolean day_0 = regimen->infusion_day == 0;
    if (out->ld_start.year != 0 && out->infusion.year != 0) {
        int days = ldose_date_days_between(out->ld_start, out->infusion);
        out->dates_disagree = days != offset && (day_0 || days != offset - 1);
    } else if (day_0 && out->infusion.year != 0)
        out->ld_start = ldose_date_add_days(out->infusion, -offset);
    else if (day_0 && out->ld_start.year != 0)
        out->infusion = ldose_date_add_days(out->ld_start, offset);
}

/* @days: as a calendar difference; a label that counts clear days has one fewer. */
static LdoseWindowState
judge_window(const LdoseWindow *window, int days)
{
    if (window->clear_days)
        days--;
    /* 24 h are one calendar day at least. */
    int from = window->from_days >= 0 ? window->from_days : (window->from_hours + 23) / 24;
    int to = window->to_days;
    if (days < from)
        return LDOSE_WINDOW_OUTSIDE;
    if (to >= 0 && days > to)
        return days <= to + window->defer_days ? LDOSE_WINDOW_DEFERRED : LDOSE_WINDOW_OUTSIDE;
    return days == from || days == to ? LDOSE_WINDOW_BOUNDARY : LDOSE_WINDOW_INSIDE;
}

void
ldose_schedule_compute(const LdosePatient *patient, const LdoseRegimen *regimen, LdoseSchedule *out)
{
    memset(out, 0, sizeof *out);
    out->ld_start = patient->ld_start_date;
    out->infusion = patient->infusion_date;
    if (!ldose_regimen_has_days(regimen))
        return;

    if (regimen->dose[LDOSE_FLUDARABINE].days_kind == LDOSE_DAYS_NUMBERED)
        fit_numbered_days(regimen, out);
    if (out->ld_start.year == 0)
        return;
    out->ld_end = ldose_date_add_days(out->ld_start, ldose_regimen_last_day(regimen) -
                                                         ldose_regimen_first_day(regimen));
    if (!regimen->window.stated || out->infusion.year == 0 || out->ld_end.year == 0)
        return;
    LdoseDate anchor = regimen->window.anchor == LDOSE_ANCHOR_END ? out->ld_end : out->ld_start;
    out->window_days = ldose_date_days_between(anchor, out->infusion);
    out->window = judge_window(&regimen->window, out->window_days);
}

static gboolean
gives_on(const LdoseRegimenDose *dose, int day)
{
    for (int i = 0; i < dose->n_days; i++) {
        if (dose->days[i] == day)
            return TRUE;
    }
    return FALSE;
}

guint
ldose_schedule_days(const LdoseSchedule *schedule, const LdoseRegimen *regimen,
                    LdoseScheduleDay days[LDOSE_SCHEDULE_MAX_DAYS])
{
    guint n = 0;
    if (!ldose_regimen_has_days(regimen))
        return 0;
    int first = ldose_regimen_first_day(regimen), last = ldose_regimen_last_day(regimen);
    for (int day = first; day <= last && n < LDOSE_SCHEDULE_MAX_DAYS; day++) {
        LdoseScheduleDay entry = {.number = day};
        gboolean any = FALSE;
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            entry.drug[drug] = gives_on(&regimen->dose[drug], day);
            any = any || entry.drug[drug];
        }
        if (!any)
            continue;
        if (schedule->ld_start.year != 0)
            entry.date = ldose_date_add_days(schedule->ld_start, day - first);
        days[n++] = entry;
    }
    return n;
}
