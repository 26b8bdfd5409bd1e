/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every step from inputs to plan as a table on paper. Ids and formulas are not translated. */
#pragma once

#include <glib.h>

#include "paper.h"
#include "trace.h"

G_BEGIN_DECLS

/* Opens the table; a step a row follows. A rule's own words are left out: they are among the
 * reasons. */
void ldose_paper_trace_table(LdosePaper *paper, const LdoseWording *wording);
void
ldose_paper_trace_step(LdosePaper *paper, const LdoseTraceStep *step, const LdoseWording *wording);

/* The decimals of a formula, or of values with units, with the decimal sign of the page (R24).
 * @text: (nullable). (transfer full) (nullable) */
char *ldose_paper_decimals(const char *text, const LdoseWording *wording);

/* A row of texts. @source, @note: nullable */
void
ldose_paper_trace_texts(LdosePaper *paper, const char *id, const char *formula, const char *values,
                        const char *result, const char *source, const char *note);

G_END_DECLS
