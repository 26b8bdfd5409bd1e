/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members "firmness" and "exposure" of a plan in JSON. Texts are English. */
#pragma once

#include <glib.h>

#include "json-writer.h"
#include "plan.h"

G_BEGIN_DECLS

/* How firm the band is. Doses only where the plan is final. */
void ldose_firmness_json(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient);

/* Predicted exposure; null unless the site policy asks for it. */
void ldose_exposure_json(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient);

G_END_DECLS
