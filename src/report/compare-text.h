/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several guidances side by side for one patient. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* Whether a guidance belongs to the line of other documents of a plan: another one, not the general
 * findings, whose domain covers patient and regimen. */
gboolean ldose_compare_covers(const LdoseGuidance *guidance, const LdoseRuleSet *rules,
                              const LdosePatient *patient);

/* Appends one document to that line: what it would give of each drug. @plan: made under it. */
void ldose_compare_other_text(GString *out, const LdosePlan *plan, const LdoseWording *wording);

/* Appends a table, a row a plan: status, parts and doses, deciding rules, how it differs from the first.
 *
 * @plans: (element-type LdosePlan) */
void ldose_compare_table_text(GString *out, const GPtrArray *plans, const LdoseWording *wording);

G_END_DECLS
