/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a finding says to a person, with this patient's values and the limits. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* One or two whole sentences: what, with values and limits, and the source where the reasons do not
 * show it. What to do about it stands in the finding's kind.
 *
 * A dose in mg stands in it only where the plan is final.
 * Result: (transfer full). */
char *ldose_finding_text(const LdosePlan *plan, const LdosePatient *patient,
                         const LdoseFinding *finding, const LdoseWording *wording);

G_END_DECLS
