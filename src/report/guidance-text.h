/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A guidance as a person reads it: every rule with its limits, its outcome and its source. */
#pragma once

#include <glib.h>

#include "guidance.h"
#include "wording.h"

G_BEGIN_DECLS

void ldose_guidance_text(GString *out, const LdoseGuidance *guidance, const LdoseWording *wording);

/* "from 30 to 49 mL/min", "below 30 mL/min", "any"; one text for all axes of the row.
 * (transfer full) */
char *ldose_rule_region_text(const LdoseTable *table, const LdoseRule *rule,
                             const LdoseWording *wording);

/* What the row gives: "full dose", "60 % of the dose", "50 % to below 100 % of the dose", "do not give".
 * (transfer full) */
char *ldose_rule_outcome_text(const LdoseRule *rule, const LdoseWording *wording);

G_END_DECLS
