/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record on paper: what was saved, who signed what, and the seals; then the plan's own pages. The
 * last seal stands on every page, so that a page shows which state of the record it was made
 * from. */
#pragma once

#include <glib.h>

#include "paper.h"
#include "record.h"

G_BEGIN_DECLS

typedef struct {
    LdoseSheet sheet;
    const char *at; /* ISO 8601: when the page was made */
} LdoseRecordPdfOptions;

/* The plan's pages are made anew, in the reader's language, where the recheck found everything the
 * same; else the plan stands in the record's own English texts, which is said. Without a final plan
 * no dose is shown.
 *
 * @recheck: (nullable): nothing was computed again
 * Result: (transfer full): for ldose_pdf_render(). */
LdosePaper *ldose_record_pdf(const LdoseRecord *record, const LdoseRecheck *recheck,
                             const LdoseRecordPdfOptions *options, const LdoseWording *wording);

G_END_DECLS
