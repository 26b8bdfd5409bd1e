/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a value, in the words of the form: labels instead of the names of columns. */
#pragma once

#include <glib.h>

#include "patient.h"
#include "wording.h"

G_BEGIN_DECLS

/* The name of a column on the form ("Height"). */
const char *ldose_entry_label(LdoseColumn column, const LdoseWording *wording);

/* One or two sentences. @c: (nullable): for the values that a question names. (transfer full) */
char *
ldose_entry_fault_text(const LdoseFault *fault, const LdoseCase *c, const LdoseWording *wording);

/* What a number or date was understood as: "1.1 mg/dL", "below 0.2 mg/dL"; NULL where the column's
 * text is no valid value. (transfer full) (nullable) */
char *ldose_entry_understood(LdoseColumn column, const char *text, const LdoseWording *wording);

G_END_DECLS
