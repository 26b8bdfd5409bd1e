/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-phrase.h"

#include <string.h>

#include "number.h"
#include "paper.h"
#include "phrase.h"

#define SEAL_DIGITS 12

const char *
ldose_record_finding_title(const char *code, const LdoseWording *wording)
{
    LdoseFindingCode number;
    return ldose_finding_from_id(code, &number)
               ? ldose_wording_text(wording, ldose_finding_kind(number)->title)
               : code;
}

char *
ldose_record_entry_line(const LdoseRecordEntry *entry, const LdoseWording *wording)
{
    g_autofree char *at = ldose_paper_time(entry->at);
    switch (entry->kind) {
    case LDOSE_ENTRY_ACKNOWLEDGEMENT:
        return ldose_tell(wording, N_("%1$s: acknowledged by %2$s: %3$s"), at, entry->by,
                          ldose_record_finding_title(entry->code, wording));
    case LDOSE_ENTRY_SECOND_CHECK:
        return ldose_tell(wording,
                          entry->agrees ? N_("%1$s: second check by %2$s: agrees")
                                        : N_("%1$s: second check by %2$s: does not agree"),
                          at, entry->by);
    case LDOSE_ENTRY_OVERRIDE:
        return ldose_tell(wording, N_("%1$s: override by %2$s"), at, entry->by);
    case LDOSE_ENTRY_NOTE: return ldose_tell(wording, N_("%1$s: note by %2$s"), at, entry->by);
    case LDOSE_ENTRY_CREATED:
    case LDOSE_N_ENTRY_KINDS:
    default:
        return entry->by[0] != '\0' ? ldose_tell(wording, N_("%1$s: made by %2$s"), at, entry->by)
                                    : ldose_tell(wording, N_("%1$s: made; no name was given"), at);
    }
}

/* 0: the record gives none */
static double
read_number(const char *text)
{
    double value;
    return ldose_number_parse(text, strlen(text), LDOSE_DECIMAL_POINT, &value) == LDOSE_NUMBER_OK
               ? value
               : 0;
}

char *
ldose_record_original_line(const LdoseOverriddenDrug *original, const LdoseWording *wording)
{
    int drug = ldose_vocabulary_find(&ldose_drugs, original->drug, -1);
    int status = ldose_vocabulary_find(&ldose_plan_statuses, original->status, -1);
    g_autofree char *ruled = ldose_phrase_ruled(
        wording,
        status >= 0 ? ldose_wording_text(wording, ldose_vocabulary_label(&ldose_plan_statuses, status))
                    : original->status,
        read_number(original->part), read_number(original->mg_per_day));
    return ldose_tell(wording, N_("%1$s: the rules say “%2$s”."),
                      ldose_phrase_drug_title(wording, drug), ruled);
}

char *
ldose_record_seal_line(const LdoseRecord *record, const LdoseWording *wording)
{
    const LdoseRecordEntry *last =
        &g_array_index(record->entries, LdoseRecordEntry, record->entries->len - 1);
    g_autofree char *seal = g_strndup(last->seal, SEAL_DIGITS);
    return ldose_tell(wording, N_("Last seal %1$s…"), seal);
}
