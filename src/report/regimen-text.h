/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the regimen says beside its doses: order, window, repeating, leaving out, conditions,
 * supportive care; and how this patient's dates lie in its window. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* The label's window: "2 to 14 days after the last day of lymphodepletion."; NULL: none stated. */
char *ldose_window_text(const LdoseRegimen *regimen, const LdoseWording *wording);

/* How the planned dates lie in it, with both ways of counting days; NULL: a date is missing. */
char *ldose_window_judgement(const LdosePlan *plan, const LdoseWording *wording);

/* When lymphodepletion is repeated, when it may be left out; NULL: not stated. */
char *ldose_repeat_text(const LdoseRegimen *regimen, const LdoseWording *wording);
char *ldose_omission_text(const LdoseRegimen *regimen, const LdoseWording *wording);

/* What the product's own label says on the kidneys; what the document holds nothing on, NULL: no
 * gap. */
const char *ldose_regimen_kidneys_text(const LdoseRegimen *regimen, const LdoseWording *wording);
char *ldose_regimen_gaps_text(const LdoseRegimen *regimen, const LdoseWording *wording);

/* Appends the whole section to a page. */
void ldose_regimen_text(GString *out, const LdosePlan *plan, const LdoseWording *wording);

G_END_DECLS
