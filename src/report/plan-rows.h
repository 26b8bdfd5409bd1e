/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a plan rests on, and what it still asks: as words for machines, in the order of the
 * plan. Suites expect them and two plans are told apart by them. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

/* A word for each row that holds the patient, "fludarabine_renal:fr5", for the condition that stops
 * a drug with its document, "fludarabine_stop:us-label:pentostatin", and for each dose that a
 * source names if unavoidable, "cyclophosphamide_fallback:0.5". */
void ldose_plan_rows_write(GString *out, const LdosePlan *plan);

/* A word for each open decision with its options:
 * "fludarabine:choice=S1:0.8|S5:[0.5,1)|S9:stop". */
void ldose_plan_decisions_write(GString *out, const LdosePlan *plan);

/* A part as these words tell it: "0.8", "[0.5,1)". */
void ldose_part_write(GString *out, const LdosePart *part);

G_END_DECLS
