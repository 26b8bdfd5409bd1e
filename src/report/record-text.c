/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as a page of plain text. */
#include "record-parts.h"

#include <string.h>

#include "phrase.h"
#include "plan-columns.h"
#include "plan-text.h"
#include "record-phrase.h"
#include "text-page.h"

#define INDENT 2
#define COLUMN 16

/* What a page is made from. */
typedef struct {
    GString *out;
    const LdoseRecord *record;
    const LdoseWording *wording;
} Page;

static void
title(const Page *page, const char *text)
{
    ldose_page_paragraph(page->out, 0, 0, ldose_wording_text(page->wording, text));
}

/* @text: (transfer full) */
static void
paragraph(const Page *page, guint first, guint rest, char *text)
{
    g_autofree char *owned = text;
    ldose_page_paragraph(page->out, first, rest, owned);
}

/* @text: (transfer full) */
static void
labelled(const Page *page, const char *label, char *text)
{
    g_autofree char *owned = text;
    ldose_page_labelled(page->out, 0, COLUMN, ldose_wording_text(page->wording, label), owned);
}

static const char *
shown(const char *text)
{
    return text == NULL || text[0] == '\0' ? "–" : text;
}

/* ---- the head -------------------------------------------------------------------------------- */

static const LdoseRecordEntry *
entry_at(const LdoseRecord *record, guint index)
{
    return &g_array_index(record->entries, LdoseRecordEntry, index);
}

static void
head(const Page *page)
{
    const LdoseRecord *record = page->record;
    const LdoseRecordEntry *first = entry_at(record, 0);
    const LdoseRecordEntry *last = entry_at(record, record->entries->len - 1);
    title(page, N_("Record of a plan"));
    labelled(page, N_("Made"),
             first->by[0] != '\0'
                 ? ldose_tell(page->wording, N_("%1$s by %2$s"), first->at, first->by)
                 : ldose_tell(page->wording, N_("%1$s; no name was given"), first->at));
    labelled(page, N_("Program"),
             ldose_tell(page->wording, N_("Lymphodose %1$s"), record->program));
    labelled(page, N_("Site"),
             g_strdup(ldose_wording_text(page->wording, ldose_adoption_line(record->adopted))));
    labelled(page, N_("Entries"),
             ldose_tell(page->wording, N_("%1$s, every seal intact"),
                        LDOSE_WHOLE(page->wording, record->entries->len)));
    labelled(page, N_("Last seal"), g_strdup(last->seal));
    g_string_append_c(page->out, '\n');
}

/* ---- the plan in the record's own words ------------------------------------------------------ */

static void
stored_values(const Page *page, const GArray *values)
{
    static const gboolean right[] = {FALSE, FALSE};
    LdosePageTable table;
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    for (guint i = 0; i < values->len; i++) {
        const LdoseRecordValue *value = &g_array_index(values, LdoseRecordValue, i);
        if (value->text[0] == '\0')
            continue;
        ldose_page_table_add(&table, g_strdup(value->name));
        ldose_page_table_add(&table, g_strdup(value->text));
    }
    ldose_page_table_print(&table, page->out, INDENT);
    g_string_append_c(page->out, '\n');
}

static void
stored_documents(const Page *page)
{
    static const gboolean right[] = {FALSE, FALSE, FALSE, FALSE};
    LdosePageTable table;
    title(page, N_("Documents"));
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    for (guint i = 0; i < page->record->documents->len; i++) {
        const LdoseRecordDocument *document =
            &g_array_index(page->record->documents, LdoseRecordDocument, i);
        ldose_page_table_add(&table, g_strdup(document->role));
        ldose_page_table_add(&table, g_strdup_printf("%s@%s", document->id, document->version));
        ldose_page_table_add(&table, g_strdup(document->status));
        ldose_page_table_add(&table, g_strdup_printf("sha256 %.12s", document->sha256));
    }
    ldose_page_table_print(&table, page->out, INDENT);
    g_string_append_c(page->out, '\n');
}

static void
stored_decisions(const Page *page)
{
    const GArray *decisions = page->record->decisions;
    if (decisions->len == 0)
        return;
    title(page, N_("Decisions"));
    for (guint i = 0; i < decisions->len; i++) {
        const LdoseRecordDecision *decision = &g_array_index(decisions, LdoseRecordDecision, i);
        ldose_page_paragraph(page->out, INDENT, INDENT + 2, decision->question);
        if (decision->reason[0] != '\0')
            ldose_page_paragraph(page->out, INDENT + 2, INDENT + 2, decision->reason);
        if (decision->overridden)
            paragraph(page, INDENT + 2, INDENT + 2,
                      g_strdup(ldose_wording_text(page->wording, N_("Decided by override."))));
        for (guint k = 0; k < decision->answers->len; k++)
            paragraph(page, INDENT + 2, INDENT + 4,
                      g_strdup_printf("• %s", g_array_index(decision->answers, const char *, k)));
    }
    g_string_append_c(page->out, '\n');
}

static void
stored_findings(const Page *page)
{
    const GArray *findings = page->record->findings;
    if (findings->len == 0)
        return;
    title(page, N_("Findings"));
    for (guint i = 0; i < findings->len; i++) {
        const LdoseRecordFinding *finding = &g_array_index(findings, LdoseRecordFinding, i);
        paragraph(page, INDENT, INDENT + 2,
                  g_strdup_printf("• %s [%s]", finding->title, finding->code));
        ldose_page_paragraph(page->out, INDENT + 2, INDENT + 2, finding->text);
        if (finding->action[0] != '\0')
            paragraph(page, INDENT + 2, INDENT + 4, g_strdup_printf("→ %s", finding->action));
    }
    g_string_append_c(page->out, '\n');
}

static void
stored_plan(const Page *page)
{
    title(page, N_("Inputs"));
    stored_values(page, page->record->inputs);
    title(page, N_("Plan"));
    stored_values(page, page->record->values);
    stored_decisions(page);
    stored_findings(page);
    stored_documents(page);
}

/* Why the plan's own page cannot be shown. */
static void
differences(const Page *page, const LdoseRecheck *recheck)
{
    title(page, N_("The plan could not be made again as it was. What follows are the record’s own "
                   "texts."));
    for (guint i = 0; recheck != NULL && i < recheck->differences->len; i++)
        paragraph(page, INDENT, INDENT + 2,
                  g_strdup_printf("• %s", (char *)g_ptr_array_index(recheck->differences, i)));
    g_string_append_c(page->out, '\n');
}

/* ---- entries --------------------------------------------------------------------------------- */

static void
second_check(const Page *page, const LdoseRecordEntry *entry)
{
    const LdoseWording *wording = page->wording;
    guint n_same = 0;
    for (guint i = 0; i < entry->fields->len; i++) {
        const LdoseCheckedField *field = &g_array_index(entry->fields, LdoseCheckedField, i);
        if (field->result == LDOSE_COMPARED_SAME) {
            n_same++;
            continue;
        }
        paragraph(page, INDENT + 3, INDENT + 5,
                  ldose_tell(wording, N_("%1$s: first %2$s, second %3$s"), field->name,
                             shown(field->first), shown(field->second)));
    }
    paragraph(page, INDENT + 3, INDENT + 5,
              ldose_tell(wording, N_("The same in both: %1$s of %2$s fields."),
                         LDOSE_WHOLE(wording, n_same), LDOSE_WHOLE(wording, entry->fields->len)));
    for (guint i = 0; i < entry->points->len; i++) {
        const LdoseCheckedPoint *point = &g_array_index(entry->points, LdoseCheckedPoint, i);
        paragraph(page, INDENT + 3, INDENT + 5,
                  point->confirmed
                      ? ldose_tell(wording, N_("%1$s=%2$s: confirmed"), point->name, point->text)
                      : ldose_tell(wording, N_("%1$s=%2$s: contested: %3$s"), point->name,
                                   point->text, point->reason));
    }
    for (guint i = 0; i < entry->acknowledged->len; i++) {
        const LdoseCheckedAcknowledgement *point =
            &g_array_index(entry->acknowledged, LdoseCheckedAcknowledgement, i);
        paragraph(page, INDENT + 3, INDENT + 5,
                  point->confirmed
                      ? ldose_tell(wording, N_("acknowledgement of %1$s: confirmed"), point->code)
                      : ldose_tell(wording, N_("acknowledgement of %1$s: contested: %2$s"),
                                   point->code, point->reason));
    }
    for (guint i = 0; i < entry->outcomes->len; i++) {
        const LdoseCheckedOutcome *outcome =
            &g_array_index(entry->outcomes, LdoseCheckedOutcome, i);
        if (strcmp(outcome->first, outcome->second) != 0)
            paragraph(page, INDENT + 3, INDENT + 5,
                      ldose_tell(wording, N_("%1$s: first %2$s, second %3$s"), outcome->name,
                                 shown(outcome->first), shown(outcome->second)));
    }
}

static void
override_details(const Page *page, const LdoseRecordEntry *entry)
{
    const LdoseWording *wording = page->wording;
    if (entry->prescriber[0] != '\0')
        paragraph(page, INDENT + 3, INDENT + 5,
                  ldose_tell(wording, N_("Prescriber: %1$s"), entry->prescriber));
    for (guint i = 0; i < entry->originals->len; i++) {
        const LdoseOverriddenDrug *original =
            &g_array_index(entry->originals, LdoseOverriddenDrug, i);
        paragraph(page, INDENT + 3, INDENT + 5, ldose_record_original_line(original, wording));
    }
    for (guint i = 0; i < entry->inputs->len; i++) {
        const LdoseRecordValue *input = &g_array_index(entry->inputs, LdoseRecordValue, i);
        if (g_str_has_suffix(input->name, "_fraction")) /* the others were told already */
            paragraph(page, INDENT + 3, INDENT + 5,
                      g_strdup_printf("%s=%s", input->name, input->text));
    }
    for (guint i = 0; i < entry->values->len; i++) {
        const LdoseRecordValue *value = &g_array_index(entry->values, LdoseRecordValue, i);
        gboolean is_result = strcmp(value->name, "status") == 0 ||
                             g_str_has_suffix(value->name, "_mg_per_day") ||
                             g_str_has_suffix(value->name, "_mg_total");
        if (is_result)
            paragraph(page, INDENT + 3, INDENT + 5,
                      g_strdup_printf("%s: %s", value->name, shown(value->text)));
    }
}

/* "acknowledgement of creatinine-old", "second check: agrees". (transfer full) */
static char *
entry_name(const LdoseRecordEntry *entry, const LdoseWording *wording)
{
    switch (entry->kind) {
    case LDOSE_ENTRY_ACKNOWLEDGEMENT:
        return ldose_tell(wording, N_("acknowledgement of %1$s"), entry->code);
    case LDOSE_ENTRY_SECOND_CHECK:
        return g_strdup(ldose_wording_text(wording, entry->agrees ? N_("second check: agrees")
                                                                  : N_("second check: differs")));
    case LDOSE_ENTRY_CREATED:
    case LDOSE_ENTRY_OVERRIDE:
    case LDOSE_ENTRY_NOTE:
    case LDOSE_N_ENTRY_KINDS:
    default:
        return g_strdup(ldose_wording_text(
            wording, ldose_vocabulary_label(&ldose_entry_kinds, (int)entry->kind)));
    }
}

static void
entries(const Page *page)
{
    const LdoseWording *wording = page->wording;
    title(page, N_("Entries"));
    for (guint i = 0; i < page->record->entries->len; i++) {
        const LdoseRecordEntry *entry = entry_at(page->record, i);
        g_autofree char *name = entry_name(entry, wording);
        const char *number = LDOSE_WHOLE(wording, i + 1);
        paragraph(page, INDENT, INDENT + 3,
                  entry->by[0] != '\0'
                      ? ldose_tell(wording, N_("%1$s. %2$s, %3$s, %4$s"), number, entry->at, name,
                                   entry->by)
                      : ldose_tell(wording, N_("%1$s. %2$s, %3$s"), number, entry->at, name));
        if (entry->text[0] != '\0')
            ldose_page_paragraph(page->out, INDENT + 3, INDENT + 3, entry->text);
        if (entry->kind == LDOSE_ENTRY_SECOND_CHECK)
            second_check(page, entry);
        if (entry->kind == LDOSE_ENTRY_OVERRIDE)
            override_details(page, entry);
    }
}

void
ldose_record_text(GString *out, const LdoseRecord *record, const LdoseRecheck *recheck,
                  const LdoseWording *wording)
{
    const Page page = {out, record, wording};
    head(&page);
    if (recheck != NULL && recheck->state == LDOSE_RECHECK_SAME && recheck->again.computed) {
        ldose_plan_text(out, &recheck->again.plan, &recheck->again.patient, NULL, wording);
        g_string_append_c(out, '\n');
    } else {
        differences(&page, recheck);
        stored_plan(&page);
    }
    entries(&page);
}
