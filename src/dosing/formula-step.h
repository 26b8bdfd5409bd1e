/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step of a formula of the registry in a trace: its printed form, its source, and every operand that
 * the form reads, so that a reader can compute the result again. */
#pragma once

#include <glib.h>

#include "formula.h"
#include "trace.h"

G_BEGIN_DECLS

/* Adds the step; the caller gives it its result.
 *
 * @input: what the formula is computed from; what it needs and is not present is left out
 * @weight: (nullable): what the weight is called, where it is another one than the measured
 * Result: (nullable) (transfer none): NULL without a trace */
LdoseTraceStep *ldose_formula_step_add(LdoseTrace *trace, LdoseFormulaId formula,
                                       LdoseStepOutcome outcome, const LdoseFormulaInput *input,
                                       const char *weight);

G_END_DECLS
