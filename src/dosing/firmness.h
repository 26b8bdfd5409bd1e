/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How firm the patient's band is: what the plan would be if a measured value were 10 % off, and how
 * far creatinine is from the limits of the row. Each answer is a whole plan of the engine. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_FIRM_CREATININE,
    LDOSE_FIRM_WEIGHT,
    LDOSE_FIRM_HEIGHT,
    LDOSE_N_FIRM_INPUTS
} LdoseFirmInput;

extern const LdoseVocabulary ldose_firm_inputs;

#define LDOSE_FIRM_PERCENT 10

typedef struct {
    LdoseFirmInput input;
    int percent;      /* −10 or +10 */
    double value;     /* creatinine in mg/dL, weight in kg, height in cm */
    gboolean refused; /* such a case is refused as a whole */
    LdosePlanStatus status;
    struct {
        LdosePlanStatus status;
        gboolean has_part;
        double part;
        gboolean has_dose; /* the whole plan is final */
        double given_mg;
        const LdoseRule *rule; /* of the kidneys' table; NULL: none */
    } drug[LDOSE_N_DRUGS];
    gboolean differs; /* a row, a part or a status is another one; the dose alone is not counted */
} LdoseFirmCase;

/* One end of the row that holds the patient. */
typedef struct {
    gboolean known;
    double limit; /* of the table's axis */
    LdoseUnit unit;
    double creatinine_mg_dl; /* at which the row changes, all else equal */
    const LdoseRule *beyond; /* the row on the other side */
} LdoseFirmLimit;

typedef struct {
    guint n_cases; /* creatinine is left out where it is not given, or only a bound */
    LdoseFirmCase cases[2 * LDOSE_N_FIRM_INPUTS];
    LdoseFirmLimit below[LDOSE_N_DRUGS], above[LDOSE_N_DRUGS]; /* in clearance */
    guint32 differ; /* a bit a LdoseFirmInput: a plan 10 % off is another one */
} LdoseFirmness;

/* @plan: made from @patient */
void ldose_firmness_compute(const LdosePlan *plan, const LdosePatient *patient, LdoseFirmness *out);

G_END_DECLS
