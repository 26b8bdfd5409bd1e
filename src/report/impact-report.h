/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The patients whom a new version of a guidance changes: one after the other, and counted. */
#pragma once

#include <glib.h>

#include "impact.h"
#include "wording.h"

G_BEGIN_DECLS

typedef struct {
    gboolean csv; /* else text */
    gboolean only_totals;
    const LdoseWording *wording; /* of the text */
    guint64 patients, changed, refused;
    guint64 by_bit[LDOSE_N_IMPACT_BITS];
    guint64 by_cohort[LDOSE_N_COHORTS];
} LdoseImpactReport;

/* What comes before the first patient: the two documents, or the header line of a CSV file. */
void ldose_impact_report_begin(GString *out, const LdoseImpactReport *report,
                               const LdoseDocument *older, const LdoseDocument *newer);

/* Counts a patient, and tells of him if anything changes for him.
 *
 * @name: what the cohort calls the patient ("line 12, case P3"), or what was made up
 * @patient: his columns as "name=value; name=value", or "": they stand in the cohort
 * @older, @newer: his plans under the two versions */
void
ldose_impact_report_patient(LdoseImpactReport *report, GString *out, const char *name,
                            const char *patient, const LdosePlan *older, const LdosePlan *newer);

/* How many of each kind, and for each cohort. A patient whose rows differ in several counts in
 * each. */
void ldose_impact_report_totals(GString *out, const LdoseImpactReport *report);

G_END_DECLS
