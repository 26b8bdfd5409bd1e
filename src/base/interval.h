/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An interval that says of each end whether the limit itself lies inside: the bands of the rules, the
 * ages of a document, the people a formula was made for. */
#pragma once

#include <math.h>

#include <glib.h>

#include "number.h"

G_BEGIN_DECLS

/* One end of an interval. */
typedef struct {
    gboolean bounded; /* FALSE: open to infinity */
    gboolean owned;   /* the limit itself lies inside */
    double limit;     /* in the unit of what is compared; means nothing where not bounded */
} LdoseBound;

typedef struct {
    LdoseBound low, high;
} LdoseInterval;

/* Whether a value lies inside. Limits are compared by ldose_limit_compare(), so that a value that is one
 * but for the last binary digit counts as the limit. A value that is not a number lies in no interval. */
static inline gboolean
ldose_interval_contains(const LdoseInterval *interval, double value)
{
    if (isnan(value))
        return FALSE;
    if (interval->low.bounded) {
        int side = ldose_limit_compare(value, interval->low.limit);
        if (side < 0 || (side == 0 && !interval->low.owned))
            return FALSE;
    }
    if (interval->high.bounded) {
        int side = ldose_limit_compare(value, interval->high.limit);
        if (side > 0 || (side == 0 && !interval->high.owned))
            return FALSE;
    }
    return TRUE;
}

G_END_DECLS
