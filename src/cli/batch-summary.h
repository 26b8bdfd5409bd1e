/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of `batch --summary`: rows by guidance, status and how far the ordered doses lie from
 * the given ones (R45). */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

/* How far a row's order lies from the plan. The row's class is that of the drug which lies
 * farthest; a drug without an order, or with one where the plan is not final, has no distance.
 * "Permitted" is the site policy's permitted deviation of that drug. */
typedef enum {
    LDOSE_ORDER_NONE,           /* no drug is ordered */
    LDOSE_ORDER_NOT_COMPARABLE, /* ordered, but the plan is not final */
    LDOSE_ORDER_PERMITTED,      /* every ordered drug within the permitted deviation */
    LDOSE_ORDER_LOW,            /* beyond it, lower by at most 10 % */
    LDOSE_ORDER_HIGH,           /* beyond it, higher by at most 10 % */
    LDOSE_ORDER_FAR_LOW,        /* lower by more than 10 %, and beyond the permitted deviation */
    LDOSE_ORDER_FAR_HIGH,       /* higher by more than 10 %, and beyond the permitted deviation */
    LDOSE_N_ORDER_CLASSES
} LdoseOrderClass;

#define LDOSE_ORDER_FAR_PERCENT 10.0

LdoseOrderClass ldose_order_class(const LdosePlan *plan);

/* Counts of a part of a run; zeroed memory is an empty one. As large as the number of guidances,
 * however many rows are counted. */
typedef struct {
    GArray *guidances; /* one entry a guidance */
    guint64 refused;   /* rows without a plan */
} LdoseBatchSummary;

void ldose_batch_summary_add(LdoseBatchSummary *summary, const LdosePlan *plan);
void ldose_batch_summary_add_refused(LdoseBatchSummary *summary);
/* Adds what another part has counted. */
void ldose_batch_summary_merge(LdoseBatchSummary *sum, const LdoseBatchSummary *part);
/* Empties it; what it holds is kept for the next block. */
void ldose_batch_summary_reset(LdoseBatchSummary *summary);
void ldose_batch_summary_clear(LdoseBatchSummary *summary);

/* Appends the table, sorted by guidance; the same for any number of threads. */
void ldose_batch_summary_print(const LdoseBatchSummary *summary, GString *out);

G_END_DECLS
