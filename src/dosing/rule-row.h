/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of a table that holds the patient (step 7). */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

/* A clearance that is only a lower bound counts as this much above it, relative: more than limits are
 * compared to, less than anybody measures. */
#define LDOSE_JUST_ABOVE 1e-6

/* The row of a table that holds the patient, with the values that were compared.
 *
 * @plan: its measures must be computed; its clearances are chosen here as they are needed
 * @table: (nullable): of any guidance
 * @trace: (nullable): gets the steps of a clearance that is chosen here */
void ldose_row_find(LdosePlan *plan, const LdosePatient *patient, const LdoseTable *table,
                    LdoseRow *out, LdoseTrace *trace);

/* The row of a table for given values of its clearance axis; the other axes as in @row. */
const LdoseRule *ldose_row_at_clearance(const LdoseRow *row, const LdoseClearance *clearance);

/* The value of one axis for this patient. FALSE: it is missing, and @missing names the columns. */
gboolean ldose_axis_value(const LdosePlan *plan, const LdosePatient *patient, const LdoseAxis *axis,
                          double *value_out, guint64 *missing);

G_END_DECLS
