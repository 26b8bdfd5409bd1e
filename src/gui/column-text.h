/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text of a column says to a person. */
#pragma once

#include <glib.h>

#include "case-column.h"
#include "wording.h"

G_BEGIN_DECLS

/* "48 kg", "female", "not given" for "". A text that is no value of the column stands as it is.
 * (transfer full) */
char *ldose_column_told(LdoseColumn column, const char *text, const LdoseWording *wording);

G_END_DECLS
