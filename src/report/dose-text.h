/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doses of a final plan: the schedule, and for each drug the way from the standard dose to the
 * dose that is given; and the ordered dose against it. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* Appends the ordered doses, against the given ones where the plan is final; nothing without an
 * order. */
void ldose_order_check_text(GString *out, const LdosePlan *plan, const LdoseWording *wording);

/* Appends schedule and drugs. @plan: final. */
void ldose_dose_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                     const LdoseWording *wording);

/* "30 mg/m² × 1.4832 m² = 44.5 mg a day" */
char *ldose_standard_dose_text(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording);

/* The part of the standard dose, and who or what gave it. */
char *ldose_part_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                      const LdoseWording *wording);

/* The rounding rule and the deviation. */
char *ldose_rounding_text(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording);

/* Volume with its concentration, and the product's warnings; NULL where no product is chosen. */
char *ldose_volume_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                        const LdoseWording *wording);

G_END_DECLS
