/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people signed in the record of a printed plan. It stands above the lines for pen and ink,
 * and does not replace them. */
#include "plan-pdf.h"

#include "phrase.h"
#include "record-phrase.h"

void
ldose_plan_sheet_signed(const LdosePlanSheet *sheet)
{
    const LdoseRecord *record = sheet->options->record;
    if (record == NULL)
        return;
    ldose_paper_heading(sheet->paper,
                        ldose_wording_text(sheet->wording, N_("Signed in the record")));
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        g_autofree char *line = ldose_record_entry_line(entry, sheet->wording);
        g_autofree char *whole =
            entry->text[0] != '\0'
                ? ldose_tell(sheet->wording, N_("%1$s. “%2$s”"), line, entry->text)
                : g_strdup(line);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_SMALL, "•", whole);
    }
    g_autofree char *seal = ldose_record_seal_line(record, sheet->wording);
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_SMALL, seal);
}
