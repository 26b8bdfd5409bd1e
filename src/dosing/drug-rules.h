/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules say for one drug (step 7): its rows, its stops, the questions that they leave open,
 * and the part of the base dose that follows. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

/* Whether a stop that hangs on a condition applies to the patient and the drug. */
gboolean ldose_stop_applies(const LdoseStop *stop, const LdosePatient *patient, LdoseDrug drug);

/* Applies rows and stops of the plan's guidance and of the general findings to one drug: status, open
 * decisions, and the part where nothing is open. Its base dose must be known where it can be. */
void ldose_drug_rules_apply(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                            LdoseTrace *trace);

/* The answer column of a drug's part. */
LdoseColumn ldose_fraction_column(LdoseDrug drug);

G_END_DECLS
