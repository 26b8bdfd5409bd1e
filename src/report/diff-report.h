/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The differences between two versions of a rule document, as a person reads them and as JSON. */
#pragma once

#include <glib.h>

#include "document-diff.h"
#include "wording.h"

G_BEGIN_DECLS

/* What can change a dose first, then what cannot.
 *
 * @changes: (element-type LdoseChange) */
void ldose_diff_report_text(GString *out, const LdoseDocument *older, const LdoseDocument *newer,
                            const GPtrArray *changes, const LdoseWording *wording);
void ldose_diff_report_json(GString *out, const LdoseDocument *older, const LdoseDocument *newer,
                            const GPtrArray *changes);

G_END_DECLS
