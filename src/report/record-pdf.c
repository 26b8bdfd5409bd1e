/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-pdf.h"

#include <string.h>

#include "finding-acknowledge.h"
#include "paper-trace.h"
#include "phrase.h"
#include "plan-pdf.h"
#include "record-phrase.h"

/* What the pages are made from. */
typedef struct {
    LdosePaper *paper;
    const LdoseRecord *record;
    const LdoseRecheck *recheck; /* (nullable) */
    const LdoseRecordPdfOptions *options;
    const LdoseWording *wording;
} Sheet;

static const char *
tr(const Sheet *sheet, const char *text)
{
    return ldose_wording_text(sheet->wording, text);
}

static const LdoseRecordEntry *
entry_at(const LdoseRecord *record, guint index)
{
    return &g_array_index(record->entries, LdoseRecordEntry, index);
}

static const char *
last_seal(const LdoseRecord *record)
{
    return entry_at(record, record->entries->len - 1)->seal;
}

/* The plan as it was made, computed again with the same result. */
static gboolean
is_same(const Sheet *sheet)
{
    return sheet->recheck != NULL && sheet->recheck->state == LDOSE_RECHECK_SAME &&
           sheet->recheck->again.computed;
}

static const char *
shown(const char *text)
{
    return text == NULL || text[0] == '\0' ? "–" : text;
}

/* A value of the record with the decimal sign of the page. (transfer full) */
static char *
value_text(const Sheet *sheet, const char *text)
{
    return ldose_paper_number_text(shown(text), sheet->wording);
}

/* ---- rows of a label and a text -------------------------------------------------------------- */

static void
rows(const Sheet *sheet)
{
    static const LdosePaperColumn columns[] = {{NULL, 0.2, FALSE}, {NULL, 0.8, FALSE}};
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
}

/* @text: (transfer full) */
static void
row(const Sheet *sheet, const char *label, LdoseStyle style, char *text)
{
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_LABEL, tr(sheet, label));
    ldose_paper_cell_take(sheet->paper, style, text);
}

/* ---- the head -------------------------------------------------------------------------------- */

static const char *
recheck_words(const Sheet *sheet)
{
    if (sheet->recheck == NULL)
        return N_("Not computed again.");
    switch (sheet->recheck->state) {
    case LDOSE_RECHECK_SAME: return N_("The same documents give the same plan.");
    case LDOSE_RECHECK_DOCUMENT_MISSING: return N_("A document of the record is missing here.");
    case LDOSE_RECHECK_DIFFERS:
    default: return N_("NOT the same as when the record was made.");
    }
}

static void
head(const Sheet *sheet)
{
    const LdoseRecord *record = sheet->record;
    const char *case_id = ldose_record_value(record->inputs, "case_id");
    const char *status = ldose_record_value(ldose_record_current_values(record), "status");
    int known = status != NULL ? ldose_vocabulary_find(&ldose_plan_statuses, status, -1) : -1;
    ldose_paper_headline(sheet->paper, tr(sheet, N_("Record of a plan")));
    rows(sheet);
    row(sheet, N_("Case"), LDOSE_STYLE_STRONG, g_strdup(shown(case_id)));
    row(sheet, N_("Status"), LDOSE_STYLE_NORMAL,
        g_strdup(known >= 0 ? tr(sheet, ldose_vocabulary_label(&ldose_plan_statuses, known))
                            : shown(status)));
    row(sheet, N_("Made"), LDOSE_STYLE_NORMAL,
        ldose_record_entry_line(entry_at(record, 0), sheet->wording));
    row(sheet, N_("Program"), LDOSE_STYLE_NORMAL,
        ldose_tell(sheet->wording, N_("Lymphodose %1$s"), record->program));
    row(sheet, N_("Site"), LDOSE_STYLE_NORMAL,
        g_strdup(tr(sheet, ldose_adoption_line(record->adopted))));
    row(sheet, N_("Entries"), LDOSE_STYLE_NORMAL,
        ldose_tell(sheet->wording, N_("%1$s, every seal intact"),
                   LDOSE_WHOLE(sheet->wording, record->entries->len)));
    row(sheet, N_("Computed again"), LDOSE_STYLE_NORMAL,
        ldose_sentences(2, ldose_tell(sheet->wording, N_("With Lymphodose %1$s."), LDOSE_VERSION),
                        g_strdup(tr(sheet, recheck_words(sheet)))));
    for (guint i = 0; sheet->recheck != NULL && i < sheet->recheck->differences->len; i++)
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "•",
                         g_ptr_array_index(sheet->recheck->differences, i));
}

/* ---- entries --------------------------------------------------------------------------------- */

/* @text: (transfer full) */
static void
line(const Sheet *sheet, char *text)
{
    ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "", text);
    g_free(text);
}

static const char *
column_label(const Sheet *sheet, const char *name)
{
    int column = ldose_column_find(name, strlen(name));
    return column >= 0 ? tr(sheet, ldose_column_info((LdoseColumn)column)->label) : name;
}

static guint
count_same(const LdoseRecordEntry *entry)
{
    guint n = 0;
    for (guint i = 0; i < entry->fields->len; i++)
        n += g_array_index(entry->fields, LdoseCheckedField, i).result == LDOSE_COMPARED_SAME;
    return n;
}

/* Every field that the second person entered, side by side with the first's. */
static void
checked_fields(const Sheet *sheet, const LdoseRecordEntry *entry)
{
    const LdosePaperColumn columns[] = {
        {tr(sheet, N_("Field")), 0.34, FALSE},
        {tr(sheet, N_("First")), 0.22, FALSE},
        {tr(sheet, N_("Second")), 0.22, FALSE},
        {tr(sheet, N_("Comparison")), 0.22, FALSE},
    };
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < entry->fields->len; i++) {
        const LdoseCheckedField *field = &g_array_index(entry->fields, LdoseCheckedField, i);
        LdoseStyle style =
            field->result == LDOSE_COMPARED_SAME ? LDOSE_STYLE_SMALL : LDOSE_STYLE_STRONG;
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL, field->name);
        ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_SMALL, value_text(sheet, field->first));
        ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_SMALL, value_text(sheet, field->second));
        ldose_paper_cell(
            sheet->paper, style,
            tr(sheet, ldose_vocabulary_label(&ldose_field_results, (int)field->result)));
    }
}

static void
second_check(const Sheet *sheet, const LdoseRecordEntry *entry)
{
    const LdoseWording *wording = sheet->wording;
    line(sheet, ldose_tell(wording, N_("The same in both: %1$s of %2$s fields."),
                           LDOSE_WHOLE(wording, count_same(entry)),
                           LDOSE_WHOLE(wording, entry->fields->len)));
    for (guint i = 0; i < entry->points->len; i++) {
        const LdoseCheckedPoint *point = &g_array_index(entry->points, LdoseCheckedPoint, i);
        const char *label = column_label(sheet, point->name);
        g_autofree char *text = value_text(sheet, point->text);
        line(sheet, point->confirmed ? ldose_tell(wording, N_("%1$s=%2$s: confirmed"), label, text)
                                     : ldose_tell(wording, N_("%1$s=%2$s: contested: %3$s"), label,
                                                  text, point->reason));
    }
    for (guint i = 0; i < entry->acknowledged->len; i++) {
        const LdoseCheckedAcknowledgement *point =
            &g_array_index(entry->acknowledged, LdoseCheckedAcknowledgement, i);
        line(sheet, point->confirmed
                        ? ldose_tell(wording, N_("acknowledgement of %1$s: confirmed"), point->code)
                        : ldose_tell(wording, N_("acknowledgement of %1$s: contested: %2$s"),
                                     point->code, point->reason));
    }
    for (guint i = 0; i < entry->outcomes->len; i++) {
        const LdoseCheckedOutcome *outcome =
            &g_array_index(entry->outcomes, LdoseCheckedOutcome, i);
        g_autofree char *first = value_text(sheet, outcome->first);
        g_autofree char *second = value_text(sheet, outcome->second);
        if (strcmp(first, second) != 0)
            line(sheet, ldose_tell(wording, N_("%1$s: first %2$s, second %3$s"), outcome->name,
                                   first, second));
    }
    if (entry->fields->len > 0)
        checked_fields(sheet, entry);
}

/* What an entry of later changed of the plan: its status and the dose of a final one. */
static gboolean
is_result(const char *name)
{
    return strcmp(name, "status") == 0 || g_str_has_suffix(name, "_mg_per_day") ||
           g_str_has_suffix(name, "_mg_total");
}

static void
override_details(const Sheet *sheet, const LdoseRecordEntry *entry)
{
    const LdoseWording *wording = sheet->wording;
    if (entry->prescriber[0] != '\0')
        line(sheet, ldose_tell(wording, N_("Prescriber: %1$s"), entry->prescriber));
    for (guint i = 0; i < entry->originals->len; i++) {
        const LdoseOverriddenDrug *original =
            &g_array_index(entry->originals, LdoseOverriddenDrug, i);
        line(sheet, ldose_record_original_line(original, wording));
    }
    for (guint i = 0; i < entry->inputs->len; i++) {
        const LdoseRecordValue *input = &g_array_index(entry->inputs, LdoseRecordValue, i);
        g_autofree char *text = value_text(sheet, input->text);
        if (g_str_has_suffix(input->name, "_fraction")) /* the others were told already */
            line(sheet,
                 ldose_tell(wording, N_("%1$s: %2$s"), column_label(sheet, input->name), text));
    }
    for (guint i = 0; i < entry->values->len; i++) {
        const LdoseRecordValue *value = &g_array_index(entry->values, LdoseRecordValue, i);
        g_autofree char *text = value_text(sheet, value->text);
        if (is_result(value->name))
            line(sheet, ldose_tell(wording, N_("%1$s: %2$s"), value->name, text));
    }
}

static void
entries(const Sheet *sheet)
{
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Entries")));
    for (guint i = 0; i < sheet->record->entries->len; i++) {
        const LdoseRecordEntry *entry = entry_at(sheet->record, i);
        g_autofree char *mark = g_strdup_printf("%u.", i + 1);
        g_autofree char *words = ldose_record_entry_line(entry, sheet->wording);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_STRONG, mark, words);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "", entry->text);
        if (entry->kind == LDOSE_ENTRY_SECOND_CHECK)
            second_check(sheet, entry);
        if (entry->kind == LDOSE_ENTRY_OVERRIDE)
            override_details(sheet, entry);
    }
}

static void
seals(const Sheet *sheet)
{
    const LdosePaperColumn columns[] = {
        {tr(sheet, N_("Entry")), 0.08, FALSE},
        {tr(sheet, N_("Kind")), 0.22, FALSE},
        {tr(sheet, N_("Seal (SHA-256 of all bytes before it)")), 0.7, FALSE},
    };
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Seals")));
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < sheet->record->entries->len; i++) {
        const LdoseRecordEntry *entry = entry_at(sheet->record, i);
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL, LDOSE_WHOLE(sheet->wording, i + 1));
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL,
                         tr(sheet, ldose_vocabulary_label(&ldose_entry_kinds, (int)entry->kind)));
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_CODE, entry->seal);
    }
    ldose_paper_paragraph(
        sheet->paper, LDOSE_STYLE_SMALL,
        tr(sheet, N_("A seal shows that no byte before it was changed. It does not show who wrote "
                     "it, nor that entries at the end were removed: compare the last seal with "
                     "earlier prints.")));
}

static void
documents(const Sheet *sheet)
{
    const LdosePaperColumn columns[] = {
        {tr(sheet, N_("Document")), 0.12, FALSE},
        {tr(sheet, N_("Version")), 0.235, FALSE},
        {tr(sheet, N_("Status")), 0.085, FALSE},
        {"SHA-256", 0.56, FALSE},
    };
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Documents")));
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < sheet->record->documents->len; i++) {
        const LdoseRecordDocument *document =
            &g_array_index(sheet->record->documents, LdoseRecordDocument, i);
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL, document->role);
        ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_SMALL,
                              g_strdup_printf("%s@%s", document->id, document->version));
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL, document->status);
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_CODE, document->sha256);
    }
}

/* ---- the plan in the record's own words ------------------------------------------------------ */

static void
stored_values(const Sheet *sheet, const char *title, const GArray *values)
{
    static const LdosePaperColumn columns[] = {{NULL, 0.45, FALSE}, {NULL, 0.55, FALSE}};
    const char *status = ldose_record_value(sheet->record->values, "status");
    gboolean final = g_strcmp0(status, "final") == 0; /* else not even an ordered dose */
    ldose_paper_heading(sheet->paper, tr(sheet, title));
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < values->len; i++) {
        const LdoseRecordValue *value = &g_array_index(values, LdoseRecordValue, i);
        if (value->text[0] == '\0' || (!final && g_str_has_prefix(value->name, "ordered_")))
            continue;
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_LABEL, value->name);
        ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_SMALL, value_text(sheet, value->text));
    }
}

/* The questions alone: their answers carry doses. */
static void
stored_decisions(const Sheet *sheet)
{
    const GArray *decisions = sheet->record->decisions;
    if (decisions->len == 0)
        return;
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Decisions")));
    for (guint i = 0; i < decisions->len; i++) {
        const LdoseRecordDecision *decision = &g_array_index(decisions, LdoseRecordDecision, i);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_STRONG, "•",
                         ldose_phrase_rule_text(sheet->wording, decision->question));
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "",
                         ldose_phrase_rule_text(sheet->wording, decision->reason));
        if (decision->overridden)
            ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "",
                             tr(sheet, N_("Decided by override.")));
    }
}

static void
stored_findings(const Sheet *sheet)
{
    const GArray *findings = sheet->record->findings;
    if (findings->len == 0)
        return;
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Findings")));
    for (guint i = 0; i < findings->len; i++) {
        const LdoseRecordFinding *finding = &g_array_index(findings, LdoseRecordFinding, i);
        g_autofree char *title = g_strdup_printf("%s [%s]", finding->title, finding->code);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_STRONG, "•", title);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "",
                         ldose_phrase_rule_text(sheet->wording, finding->text));
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "",
                         ldose_phrase_rule_text(sheet->wording, finding->action));
    }
}

static void
stored_steps(const Sheet *sheet)
{
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Every step")));
    ldose_paper_trace_table(sheet->paper, sheet->wording);
    for (guint i = 0; i < sheet->record->steps->len; i++) {
        const LdoseRecordStep *step = &g_array_index(sheet->record->steps, LdoseRecordStep, i);
        g_autofree char *number = g_strstrip(g_strdup_printf("%s %s", step->result, step->unit));
        g_autofree char *result = ldose_paper_decimals(
            step->result_text[0] != '\0' ? step->result_text : number, sheet->wording);
        g_autofree char *formula = ldose_paper_decimals(step->formula, sheet->wording);
        g_autofree char *values = ldose_paper_decimals(step->operands, sheet->wording);
        ldose_paper_trace_texts(sheet->paper, step->id, formula, values, result, step->source,
                                NULL);
    }
}

static void
stored_plan(const Sheet *sheet)
{
    ldose_paper_part(sheet->paper, tr(sheet, N_("Lymphodepletion: plan of the record")));
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_STRONG,
                          tr(sheet, N_("The plan could not be made again as it was. What follows "
                                       "are the record’s own texts.")));
    stored_values(sheet, N_("Inputs"), sheet->record->inputs);
    stored_values(sheet, N_("Plan"), sheet->record->values);
    stored_decisions(sheet);
    stored_findings(sheet);
    stored_steps(sheet);
}

/* ---- the plan made anew ---------------------------------------------------------------------- */

static void
plan_pages(const Sheet *sheet)
{
    const LdoseRecomputed *again = &sheet->recheck->again;
    const LdosePlanPdfOptions options = {
        .sheet = sheet->options->sheet,
        .pages = LDOSE_PLAN_PAGES_FILED,
        .trace = again->trace,
        .at = sheet->options->at,
        .record = sheet->record,
    };
    ldose_plan_pdf_append(sheet->paper, &again->plan, &again->patient, &options, sheet->wording);
}

/* ---- the document ---------------------------------------------------------------------------- */

/* What stands on every page in large words. */
static char *
banner(const Sheet *sheet)
{
    if (is_same(sheet))
        return ldose_plan_pdf_banner(&sheet->recheck->again.plan, sheet->wording);
    const char *words = tr(sheet, N_("NOT computed again with the same result"));
    return sheet->record->adopted
               ? g_strdup(words)
               : g_strdup_printf("%s\n%s", words, tr(sheet, ldose_adoption_line(FALSE)));
}

LdosePaper *
ldose_record_pdf(const LdoseRecord *record, const LdoseRecheck *recheck,
                 const LdoseRecordPdfOptions *options, const LdoseWording *wording)
{
    LdosePaper *paper =
        ldose_paper_new(options->sheet, ldose_wording_text(wording, N_("Lymphodepletion: record")),
                        options->at, wording);
    const Sheet sheet = {paper, record, recheck, options, wording};
    g_autofree char *over = banner(&sheet);
    g_autofree char *seal = ldose_tell(wording, N_("Last seal %1$s"), last_seal(record));
    ldose_paper_set_running(paper, tr(&sheet, N_("Patient label")), TRUE, over);
    ldose_paper_set_foot(paper, wording);
    ldose_paper_add_foot(paper, seal);
    head(&sheet);
    entries(&sheet);
    seals(&sheet);
    documents(&sheet);
    if (is_same(&sheet))
        plan_pages(&sheet);
    else
        stored_plan(&sheet);
    return paper;
}
