/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the calculated dose to the dose that is given (step 9): rounded to a step, or taken from a
 * published table of bands. */
#pragma once

#include <glib.h>

#include "formulary.h"

G_BEGIN_DECLS

typedef struct {
    double given_mg;
    double step_mg;             /* 0: a band, or not rounded */
    gboolean tenth_step;        /* the tier's step deviated too much */
    gboolean banded;
    LdoseBand band;
    LdoseRounding mode;
    double deviation_mg;        /* given - calculated */
    double deviation_percent;   /* of the calculated dose */
    gboolean over_permitted;    /* more than the site's permitted deviation */
} LdoseRoundedDose;

/* @calculated_mg: the dose after reduction, above 0
 * Result: FALSE when the drug is banded and no band holds the dose. */
gboolean ldose_round_dose(const LdoseDrugPolicy *policy, double calculated_mg,
                          LdoseRoundedDose *out);

G_END_DECLS
