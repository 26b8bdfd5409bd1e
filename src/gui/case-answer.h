/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns of a case are answers to decisions, and which inputs no answer depends on. */
#pragma once

#include <glib.h>

#include "case-column.h"

G_BEGIN_DECLS

#define LDOSE_N_ANSWERS 8

/* In the order in which they are shown. */
extern const LdoseColumn ldose_answer_columns[LDOSE_N_ANSWERS];

gboolean ldose_column_is_answer(LdoseColumn column);

/* Whether a column is a part of an override. */
gboolean ldose_column_is_override(LdoseColumn column);

/* Whether a change of the column leaves every answer as good as before. */
gboolean ldose_column_keeps_answers(LdoseColumn column);

G_END_DECLS
