/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as JSON: the case as it was given, the output columns of batch under the same names and
 * with the same digits, then what a table cannot hold. Texts are English and never translated. The
 * form is data/schema/plan-1.schema.json. */
#pragma once

#include <glib.h>

#include "json-writer.h"
#include "plan.h"

G_BEGIN_DECLS

/* Writes one plan as a value. A dose in mg stands in it only where the plan is final, and in the
 * options of a decision.
 *
 * @trace: (nullable): without it "trace" is empty */
void ldose_plan_json(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient,
                     const LdoseTrace *trace);

/* Appends {"plans":[…]} with this one plan, as calc writes it. */
void ldose_plan_json_document(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                              const LdoseTrace *trace);

G_END_DECLS
