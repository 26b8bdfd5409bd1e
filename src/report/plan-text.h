/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as a page of plain text, about 100 columns wide: the headline in words, the order check,
 * the schedule, the reasons, what needs acknowledgement, notes, the regimen, the documents. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* "Dose calculated", "Dose calculated, 2 points to acknowledge", "Choose", "Do not give", "Data
 * missing". (transfer full) */
char *ldose_plan_headline(const LdosePlan *plan, const LdoseWording *wording);

/* What the status and the release mean, in one sentence. (transfer full) */
char *ldose_plan_release_text(const LdosePlan *plan, const LdoseWording *wording);

/* Appends the whole page. A plan that is not final shows no dose as the plan; the answers of a
 * decision carry theirs.
 *
 * @trace: (nullable): "Why" is printed only with one */
void ldose_plan_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                     const LdoseTrace *trace, const LdoseWording *wording);

/* The same with what other documents would give this patient, one line each.
 *
 * @others: "" : nothing is said of them */
void ldose_plan_text_beside(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                            const LdoseTrace *trace, const char *others,
                            const LdoseWording *wording);

G_END_DECLS
