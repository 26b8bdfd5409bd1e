/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules say for one drug (step 7): its rows, its stops, the questions that they leave open,
 * and the part of the base dose that follows. */
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
 * @table: (nullable): of any guidance */
void ldose_row_find(LdosePlan *plan, const LdosePatient *patient, const LdoseTable *table,
                    LdoseRow *out);

/* The row of a table for given values of its clearance axis; the other axes as in @row. */
const LdoseRule *ldose_row_at_clearance(const LdoseRow *row, const LdoseClearance *clearance);

/* The value of one axis for this patient. FALSE: it is missing, and @missing names the columns. */
gboolean ldose_axis_value(const LdosePlan *plan, const LdosePatient *patient, const LdoseAxis *axis,
                          double *value_out, guint64 *missing);

/* Whether a stop that hangs on a condition applies to the patient and the drug. */
gboolean ldose_stop_applies(const LdoseStop *stop, const LdosePatient *patient, LdoseDrug drug);

/* Applies rows and stops of the plan's guidance and of the general findings to one drug: status, open
 * decisions, and the part where nothing is open. Its base dose must be known where it can be. */
void ldose_drug_rules_apply(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                            LdoseTrace *trace);

/* The answer column of a drug's part. */
LdoseColumn ldose_fraction_column(LdoseDrug drug);

G_END_DECLS
