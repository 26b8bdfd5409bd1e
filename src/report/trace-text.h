/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Why": every step from inputs to plan, as the computing code wrote it down. */
#pragma once

#include <glib.h>

#include "trace.h"
#include "wording.h"

G_BEGIN_DECLS

/* Appends a line a step with its operands and result, and below it formula, source and note. The ids
 * of steps and formulas are not translated.
 *
 * @final: whether the plan is; otherwise steps that come to a dose in mg are left out */
void ldose_trace_text(GString *out, const LdoseTrace *trace, gboolean final,
                      const LdoseWording *wording);

/* Whether a step comes to a dose in mg. */
gboolean ldose_trace_step_is_dose(const LdoseTraceStep *step);

/* The trace as plain lines, for the reports of deviations. */
void ldose_trace_lines(GString *out, const LdoseTrace *trace, const char *indent);

G_END_DECLS
