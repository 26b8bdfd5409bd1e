/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derived sizes of a patient that rules and clearances are built on (step 2 of the computation). */
#pragma once

#include <glib.h>

#include "formulary.h"
#include "patient.h"
#include "trace.h"

G_BEGIN_DECLS

/* A size that is 0 is undefined for this patient, or its input is missing. */
typedef struct {
    gboolean adult;
    double bmi_kg_m2;
    double weight_kg[LDOSE_N_WEIGHTS]; /* by LdoseWeightKind */
    LdoseFormulaId bsa_formula;        /* the case's, else the site policy's */
    double bsa_m2;                     /* measured weight, no cap */
} LdoseMeasures;

/* Notes: ideal, adjusted and lean weight are defined for adults, the first two from 152.4 cm on. */
void ldose_measures_compute(const LdosePatient *patient, const LdoseFormulary *formulary,
                            LdoseMeasures *out, LdoseTrace *trace);

/* Body surface of this patient by any formula, for a weight in kg. */
double ldose_measures_bsa_m2(const LdosePatient *patient, LdoseFormulaId formula, double weight_kg);

G_END_DECLS
