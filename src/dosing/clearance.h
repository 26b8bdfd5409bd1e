/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which clearance counts (step 3 of the computation), in the order: dialysis, measured GFR, the case's
 * estimator, the equation that the guidance names, the site's policy. */
#pragma once

#include <glib.h>

#include "kidney.h"
#include "measures.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_CLEARANCE_KNOWN,
    LDOSE_CLEARANCE_DIALYSIS,       /* no estimate is used for any row */
    LDOSE_CLEARANCE_MISSING,        /* a value that the equation needs is not given */
    LDOSE_CLEARANCE_UNSTABLE,       /* creatinine is rising: every estimate is invalid */
    LDOSE_CLEARANCE_NOT_APPLICABLE, /* no confirmed equation for this patient */
} LdoseClearanceState;

typedef enum {
    LDOSE_CHOSEN_NONE, /* nothing was: under dialysis, or where no equation is for this patient */
    LDOSE_CHOSEN_MEASURED,
    LDOSE_CHOSEN_BY_CASE,
    LDOSE_CHOSEN_BY_GUIDANCE,
    LDOSE_CHOSEN_BY_POLICY,
    LDOSE_CHOSEN_AS_VARIANT, /* only beside the one in use */
} LdoseClearanceChoice;

typedef struct {
    LdoseClearanceState state;
    LdoseClearanceChoice choice;
    LdoseFormulaId formula;      /* not where nothing or a measured GFR was chosen */
    int weight;                  /* LdoseWeightKind in Cockcroft-Gault, or -1 */
    double weight_kg;
    LdoseAbsoluteClearance absolute; /* converted with the uncapped surface of the measured weight */
    LdoseIndexedClearance indexed;
    gboolean is_lower_bound;     /* creatinine is a bound: the clearance is higher than this */
    guint64 missing;             /* columns */
    const LdosePolicyCase *policy; /* the row that gave equation or weight; NULL: none */
} LdoseClearance;

/* @equation: the LdoseFormulaId that the guidance names, or -1 */
void ldose_clearance_choose(const LdosePatient *patient, const LdoseMeasures *measures,
                            const LdoseFormulary *formulary, int equation, LdoseClearance *out);

/* One estimator for this patient, whatever counts. @formula: one that ldose_formula_is_clearance().
 * @weight: for Cockcroft-Gault, else -1. */
void ldose_clearance_estimate(const LdosePatient *patient, const LdoseMeasures *measures,
                              LdoseFormulaId formula, int weight, LdoseClearance *out);

/* Whether creatinine has risen so much that no estimate is valid: by 0.3 mg/dL in 48 h, to 1.5 times in
 * 7 days, or by more than 20 µmol/L in 24 h. Without both dates the shortest time is assumed.
 * Source: KDIGO 2012 (recalled) and the 2013 network guideline; see the policy of the formularies. */
gboolean ldose_creatinine_is_unstable(const LdosePatient *patient);

/* The creatinine in mg/dL at which @clearance would be @target (in the metric of @indexed); 0 where it
 * does not depend on creatinine. Found by bisection, to 1e-9 of itself. */
double ldose_clearance_creatinine_at(const LdosePatient *patient, const LdoseMeasures *measures,
                                     const LdoseClearance *clearance, double target,
                                     gboolean indexed);

/* The weight in kg at which Cockcroft-Gault would be @target mL/min, all else equal; 0: not so. */
double ldose_clearance_weight_at(const LdoseClearance *clearance, double target_ml_min);

/* Whether two clearances are one: of the same equation and weight, or both measured. */
gboolean ldose_clearance_is_same(const LdoseClearance *one, const LdoseClearance *other);

/* Writes the choice into a trace, and the step from the metric that it came in to the other one. */
void ldose_clearance_trace(const LdosePatient *patient, const LdoseMeasures *measures,
                           const LdoseClearance *clearance, LdoseTrace *trace);

/* @clearance: one that was chosen */
const char *ldose_clearance_estimator_id(const LdoseClearance *clearance);

G_END_DECLS
