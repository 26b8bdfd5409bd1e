/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entry of a record says on screen and on paper, in one line. */
#pragma once

#include <glib.h>

#include "record.h"

G_BEGIN_DECLS

/* The title of a finding by its code; the code itself where it is unknown. */
const char *ldose_record_finding_title(const char *code, const LdoseWording *wording);

/* "2026-11-24 08:30 UTC: second check by B. Other: agrees". (transfer full) */
char *ldose_record_entry_line(const LdoseRecordEntry *entry, const LdoseWording *wording);

/* "Fludarabine: the rules say “Do not give”."; "… say “full dose, 60 mg”." (transfer full) */
char *
ldose_record_original_line(const LdoseOverriddenDrug *original, const LdoseWording *wording);

/* "Last seal 0123456789ab…": what ties a page to the record. (transfer full) */
char *ldose_record_seal_line(const LdoseRecord *record, const LdoseWording *wording);

G_END_DECLS
