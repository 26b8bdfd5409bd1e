/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person must know beside the dose (step 11), and whether the page may leave the pharmacy. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

/* Adds all findings to a plan whose status is settled, sorts them (most severe first, one a subject),
 * and sets its release. */
void ldose_release_judge(LdosePlan *plan, const LdosePatient *patient);

G_END_DECLS
