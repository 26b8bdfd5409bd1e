/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new version of a guidance changes for patients (R21): two plans of one patient compared,
 * and made-up patients who between them lie in every band of both versions and at each of their
 * limits. */
#pragma once

#include <glib.h>

#include "library.h"
#include "made-up-case.h"
#include "plan.h"

G_BEGIN_DECLS

/* What differs between two plans; each a bit. */
typedef enum {
    LDOSE_IMPACT_STATUS = 1 << 0,   /* of the plan or of a drug */
    LDOSE_IMPACT_PART = 1 << 1,     /* the part of the base dose */
    LDOSE_IMPACT_DOSE = 1 << 2,     /* in mg, also the ends of an open range */
    LDOSE_IMPACT_DECISION = 1 << 3, /* an open question or its options */
    LDOSE_IMPACT_FINDING = 1 << 4,
} LdoseImpactBit;

#define LDOSE_N_IMPACT_BITS 5

/* "status", "part" … */
const char *ldose_impact_bit_id(guint number);

typedef struct {
    guint32 changed; /* LdoseImpactBit */
    guint32 cohorts; /* a bit a LdoseCohort whose rows differ; general: what no other explains */
} LdoseImpact;

/* Compares two plans of one patient, of two rule sets that differ in a document. */
void ldose_impact_compare(const LdosePlan *older, const LdosePlan *newer, LdoseImpact *out);

/* Whether two plans rest on another row of a table, by what it says and not by its id. */
gboolean ldose_impact_row_differs(const LdosePlan *older, const LdosePlan *newer, LdoseDrug drug,
                                  LdoseCohort cohort);

/* ---- made-up patients ------------------------------------------------------------------------ */

/* Is given each patient of the grid. Result: FALSE stops the walk. */
typedef gboolean (*LdoseImpactVisit)(LdoseMadeUp *made_up, const LdoseRegimen *regimen,
                                     gpointer data);

/* Walks the patients for each regimen that one of the versions is for (one, where neither names
 * any): every limit of both versions, just below and above it, and every interval between; all
 * quantities together as far as they are not too many, else one table's at a time; each kind of
 * dialysis, each condition, each limit of age.
 *
 * Result: FALSE: stopped by @visit, or no regimen was found */
gboolean
ldose_impact_walk(const LdoseGuidance *older, const LdoseGuidance *newer, LdoseLibrary *library,
                  const LdoseFormulary *formulary, LdoseImpactVisit visit, gpointer data);

G_END_DECLS
