/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the part of the base dose to what is given (steps 8 and 9): override, limits, rounding. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

/* Doses one drug where nothing is open or an override closes it. Its base dose and its part must be
 * known where its status is final.
 *
 * @trace: (nullable)
 * @faults: gets what refuses the whole case: an override without its part, a dose that may not be */
void ldose_plan_dose_drug(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                          LdoseTrace *trace, LdoseFaults *faults);

/* The amount of a regimen for a size, mg a day. @weight_kg: for a dose per kg; @bsa_m2: for one per m². */
double ldose_regimen_dose_mg(const LdoseRegimenDose *dose, double weight_kg, double bsa_m2);

/* Whether a dose of @mg a day reaches an absolute maximum of the site policy; per m² and per kg of the
 * measured size, so that a wrong dosing weight is caught. */
gboolean ldose_plan_reaches_absolute_maximum(const LdosePlan *plan, const LdosePatient *patient,
                                             LdoseDrug drug, double mg);

G_END_DECLS
