/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the printed plan that say why: stops, decisions, reasons, findings, documents. */
#include "config.h"

#include "plan-pdf.h"

#include "card-text.h"
#include "decision-text.h"
#include "finding-acknowledge.h"
#include "finding-text.h"
#include "intended-purpose.h"
#include "phrase.h"

static const char *
tr(const LdosePlanSheet *sheet, const char *text)
{
    return ldose_wording_text(sheet->wording, text);
}

/* ---- findings -------------------------------------------------------------------------------- */

/* "Near a limit"; a caution with its source's verb. */
static char *
finding_heading(const LdosePlanSheet *sheet, const LdoseFinding *finding)
{
    const char *title = tr(sheet, ldose_finding_kind(finding->code)->title);
    if (finding->code != LDOSE_FINDING_CAUTION)
        return g_strdup(title);
    return ldose_tell(sheet->wording, N_("%1$s: %2$s"), title,
                      ldose_wording_rule_text(sheet->wording, finding->rule->text));
}

/* What the finding says and what to do about it. */
static char *
finding_words(const LdosePlanSheet *sheet, const LdoseFinding *finding)
{
    const char *action = ldose_finding_kind(finding->code)->action;
    gboolean said = action[0] == '\0' || finding->code == LDOSE_FINDING_WEIGHT_FLUID;
    return ldose_sentences(2,
                           ldose_finding_text(sheet->plan, sheet->patient, finding, sheet->wording),
                           said ? NULL : g_strdup(tr(sheet, action)));
}

static guint
count_findings(const LdosePlanSheet *sheet, LdoseSeverity severity)
{
    guint n = 0;
    for (guint i = 0; i < sheet->plan->n_findings; i++)
        n += ldose_finding_kind(sheet->plan->finding[i].code)->severity == severity;
    return n;
}

/* The @index-th finding of a severity. */
static const LdoseFinding *
finding_at(const LdosePlanSheet *sheet, LdoseSeverity severity, guint index)
{
    for (guint i = 0; i < sheet->plan->n_findings; i++) {
        const LdoseFinding *finding = &sheet->plan->finding[i];
        if (ldose_finding_kind(finding->code)->severity == severity && index-- == 0)
            return finding;
    }
    g_assert_not_reached();
}

/* What somebody has signed of a point already, in the session or in the record. FALSE: nobody. */
static gboolean
acknowledged(const LdosePlanSheet *sheet, const LdoseFinding *finding,
             LdosePlanAcknowledged *done_out)
{
    const LdosePlanPdfOptions *options = sheet->options;
    const char *code = ldose_finding_kind(finding->code)->id;
    g_autofree char *text =
        ldose_finding_text(sheet->plan, sheet->patient, finding, sheet->wording);
    for (guint i = 0; i < options->n_acknowledged; i++) {
        *done_out = options->acknowledged[i];
        if (g_str_equal(done_out->code, code) &&
            (done_out->text == NULL || g_str_equal(done_out->text, text)))
            return TRUE;
    }
    for (guint i = 0; options->record != NULL && i < options->record->entries->len; i++) {
        const LdoseRecordEntry *entry =
            &g_array_index(options->record->entries, LdoseRecordEntry, i);
        *done_out = (LdosePlanAcknowledged){code, NULL, entry->text, entry->by, entry->at};
        if (entry->kind == LDOSE_ENTRY_ACKNOWLEDGEMENT && g_str_equal(entry->code, code))
            return TRUE;
    }
    return FALSE;
}

/* (transfer full) */
static char *
acknowledged_text(const LdosePlanSheet *sheet, const LdoseFinding *finding)
{
    LdosePlanAcknowledged done;
    if (!acknowledged(sheet, finding, &done))
        return NULL;
    if (done.at == NULL)
        return ldose_tell(sheet->wording, N_("Acknowledged by %1$s: %2$s"), done.by, done.reason);
    g_autofree char *time = ldose_paper_time(done.at);
    return ldose_tell(sheet->wording, N_("Acknowledged by %1$s, %2$s: %3$s"), done.by, time,
                      done.reason);
}

void
ldose_plan_sheet_acknowledge(const LdosePlanSheet *sheet)
{
    guint n = count_findings(sheet, LDOSE_SEVERITY_ACKNOWLEDGE);
    const char *const labels[] = {tr(sheet, N_("Reason for going on")), tr(sheet, N_("Name")),
                                  tr(sheet, N_("Date and time")), NULL};
    if (n == 0)
        return;
    ldose_paper_heading(sheet->paper, tr(sheet, N_("To acknowledge")));
    for (guint i = 0; i < n; i++) {
        const LdoseFinding *finding = finding_at(sheet, LDOSE_SEVERITY_ACKNOWLEDGE, i);
        g_autofree char *mark = g_strdup_printf("%u.", i + 1);
        g_autofree char *title = finding_heading(sheet, finding);
        g_autofree char *words = finding_words(sheet, finding);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_STRONG, mark, title);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "", words);
        g_autofree char *signed_words = acknowledged_text(sheet, finding);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_STRONG, "", signed_words);
        if (signed_words == NULL && sheet->plan->rules->site.adopted)
            ldose_paper_lines(sheet->paper, NULL, labels);
    }
}

void
ldose_plan_sheet_notes(const LdosePlanSheet *sheet)
{
    guint n = count_findings(sheet, LDOSE_SEVERITY_NOTE);
    if (n == 0)
        return;
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Notes")));
    for (guint i = 0; i < n; i++) {
        const LdoseFinding *finding = finding_at(sheet, LDOSE_SEVERITY_NOTE, i);
        g_autofree char *title = finding_heading(sheet, finding);
        g_autofree char *words = finding_words(sheet, finding);
        g_autofree char *text = ldose_tell(sheet->wording, N_("%1$s. %2$s"), title, words);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_SMALL, "•", text);
    }
}

/* ---- stops ----------------------------------------------------------------------------------- */

/* The condition that a stop hangs on, or -1. */
static int
stop_condition(const LdoseGuidance *guidance, const LdoseRule *rule)
{
    for (guint i = 0; i < guidance->n_stops; i++) {
        if (&guidance->stops[i].rule == rule)
            return (int)guidance->stops[i].condition;
    }
    return -1;
}

static char *
condition_words(const LdosePlanSheet *sheet, const LdoseRule *stop)
{
    int condition = stop_condition(sheet->plan->rules->guidance, stop);
    if (condition < 0)
        condition = stop_condition(sheet->plan->rules->general, stop);
    return ldose_sentences(
        4,
        condition >= 0 ? ldose_tell(sheet->wording, N_("This patient: %1$s."),
                                    tr(sheet, ldose_vocabulary_label(&ldose_conditions, condition)))
                       : NULL,
        stop->text != NULL && stop->text[0] != '\0'
            ? ldose_tell(sheet->wording, N_("The source says “%1$s”."),
                         ldose_wording_rule_text(sheet->wording, stop->text))
            : NULL,
        ldose_note_sentence(sheet->wording, stop), ldose_source_sentence(sheet->wording, stop));
}

/* Why a drug is not to be given: a row of a table with this patient's value, or a condition. */
static char *
stop_words(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
    for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
        g_auto(LdoseCard) card = {NULL};
        if (drug_plan->row[cohort].rule != drug_plan->stop)
            continue;
        ldose_card_init(&card, sheet->plan, sheet->patient, drug, (LdoseCohort)cohort,
                        sheet->wording);
        return ldose_sentences(3, g_steal_pointer(&card.outcome), g_steal_pointer(&card.value),
                               card.source != NULL
                                   ? ldose_tell(sheet->wording, N_("Source: %1$s."), card.source)
                                   : NULL);
    }
    return condition_words(sheet, drug_plan->stop);
}

static void
stops(const LdosePlanSheet *sheet)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
        if (drug_plan->stop == NULL ||
            (drug_plan->status == LDOSE_PLAN_FINAL && !drug_plan->overridden))
            continue;
        g_autofree char *words = stop_words(sheet, (LdoseDrug)drug);
        g_autofree char *text = ldose_tell(sheet->wording, N_("%1$s: %2$s"),
                                           ldose_phrase_drug_title(sheet->wording, drug), words);
        ldose_paper_box(sheet->paper, LDOSE_STYLE_STRONG, text);
    }
}

/* ---- no dose --------------------------------------------------------------------------------- */

static void
missing_data(const LdosePlanSheet *sheet)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        guint64 missing = sheet->plan->drug[drug].missing;
        if (missing == 0)
            continue;
        g_autofree char *labels = ldose_phrase_column_labels(sheet->wording, missing);
        g_autofree char *text = ldose_tell(sheet->wording, N_("%1$s needs: %2$s."),
                                           ldose_phrase_drug_title(sheet->wording, drug), labels);
        ldose_paper_box(sheet->paper, LDOSE_STYLE_STRONG, text);
    }
}

static gboolean
was_told(const GPtrArray *told, const char *text)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)(gsize)told, text, g_str_equal, NULL);
}

void
ldose_plan_sheet_decisions(const LdosePlanSheet *sheet)
{
    g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
    if (sheet->plan->n_decisions == 0)
        return;
    ldose_paper_heading(sheet->paper, sheet->plan->overridden ? tr(sheet, N_("Decided by override"))
                                                              : tr(sheet, N_("To decide")));
    for (guint i = 0; i < sheet->plan->n_decisions; i++) {
        const LdoseDecision *decision = &sheet->plan->decision[i];
        char *question = ldose_decision_question(decision, sheet->wording);
        g_autofree char *reason =
            ldose_decision_reason(sheet->plan, sheet->patient, decision, sheet->wording);
        if (was_told(told, question)) {
            g_free(question);
            continue;
        }
        g_ptr_array_add(told, question);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_STRONG, "•", question);
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "", reason);
    }
}

static void
stop_findings(const LdosePlanSheet *sheet)
{
    guint n = count_findings(sheet, LDOSE_SEVERITY_STOP);
    for (guint i = 0; i < n; i++) {
        const LdoseFinding *finding = finding_at(sheet, LDOSE_SEVERITY_STOP, i);
        g_autofree char *title = finding_heading(sheet, finding);
        g_autofree char *words = finding_words(sheet, finding);
        g_autofree char *text = ldose_tell(sheet->wording, N_("%1$s. %2$s"), title, words);
        ldose_paper_box(sheet->paper, LDOSE_STYLE_STRONG, text);
    }
}

void
ldose_plan_sheet_no_dose(const LdosePlanSheet *sheet)
{
    if (sheet->plan->status == LDOSE_PLAN_FINAL)
        return;
    stops(sheet);
    missing_data(sheet);
    stop_findings(sheet);
    ldose_plan_sheet_decisions(sheet);
}

/* ---- override -------------------------------------------------------------------------------- */

static char *
ruled_status(const LdosePlanSheet *sheet)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
        if (!drug_plan->overridden)
            continue;
        g_autofree char *original =
            ldose_phrase_original(sheet->wording, sheet->plan, (LdoseDrug)drug);
        g_autofree char *one = ldose_tell(sheet->wording, N_("%1$s: the rules say “%2$s”."),
                                          ldose_phrase_drug_title(sheet->wording, drug), original);
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", one);
    }
    return g_strdup(text->str);
}

void
ldose_plan_sheet_override(const LdosePlanSheet *sheet)
{
    if (!sheet->plan->overridden)
        return;
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Override")));
    ldose_plan_sheet_rows(sheet);
    ldose_plan_sheet_row(sheet, N_("Rules"), LDOSE_STYLE_STRONG, ruled_status(sheet));
    ldose_plan_sheet_row(sheet, N_("Reason"), LDOSE_STYLE_STRONG,
                         ldose_phrase_case_text(sheet->patient, LDOSE_COLUMN_OVERRIDE_REASON));
    ldose_plan_sheet_row(sheet, N_("Decided by"), LDOSE_STYLE_NORMAL,
                         ldose_phrase_case_text(sheet->patient, LDOSE_COLUMN_DECIDED_BY));
    ldose_plan_sheet_row(sheet, N_("Prescriber"), LDOSE_STYLE_NORMAL,
                         ldose_phrase_case_text(sheet->patient, LDOSE_COLUMN_PRESCRIBER));
    stops(sheet);
    ldose_plan_sheet_decisions(sheet);
}

/* ---- reasons --------------------------------------------------------------------------------- */

void
ldose_plan_sheet_reasons(const LdosePlanSheet *sheet)
{
    static const LdosePaperColumn columns[] = {{NULL, 0.2, FALSE}, {NULL, 0.8, FALSE}};
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Reasons")));
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            g_auto(LdoseCard) card = {NULL};
            ldose_card_init(&card, sheet->plan, sheet->patient, (LdoseDrug)drug,
                            (LdoseCohort)cohort, sheet->wording);
            ldose_paper_cell(sheet->paper, LDOSE_STYLE_LABEL, card.heading);
            ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_SMALL,
                                  ldose_row_text(sheet->plan, sheet->patient, (LdoseDrug)drug,
                                                 (LdoseCohort)cohort, sheet->wording));
        }
    }
}

/* ---- documents ------------------------------------------------------------------------------- */

static void
document_table(const LdosePlanSheet *sheet)
{
    static const char *const own[LDOSE_PLAN_OWN_DOCUMENTS] = {
        N_("Regimen"), N_("Guidance"), N_("Site policy"), N_("General findings")};
    const LdosePaperColumn columns[] = {
        {tr(sheet, N_("Document")), 0.14, FALSE},
        {tr(sheet, N_("Version")), 0.215, FALSE},
        {tr(sheet, N_("Status")), 0.085, FALSE},
        {"SHA-256", 0.56, FALSE},
    };
    const LdoseDocument *documents[LDOSE_PLAN_MAX_DOCUMENTS];
    guint n = ldose_phrase_documents(sheet->plan, documents);
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < n; i++) {
        const char *kind = i < LDOSE_PLAN_OWN_DOCUMENTS ? own[i] : N_("Other guidance");
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL, tr(sheet, kind));
        ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_SMALL, ldose_phrase_document(documents[i]));
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL,
                         ldose_phrase_document_status(sheet->wording, documents[i]));
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_CODE, documents[i]->sha256);
    }
}

/* Each document with the beginning of its hash, for pages that go with the chart page. */
static void
document_line(const LdosePlanSheet *sheet)
{
    const LdoseDocument *documents[LDOSE_PLAN_MAX_DOCUMENTS];
    guint n = ldose_phrase_documents(sheet->plan, documents);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_autofree char *id = ldose_phrase_document(documents[i]);
        g_string_append_printf(text, "%s%s SHA-256 %.12s…", i > 0 ? ", " : "", id,
                               documents[i]->sha256);
    }
    g_autofree char *line =
        ldose_tell(sheet->wording, N_("%1$s: %2$s"), tr(sheet, N_("Documents")), text->str);
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_FINE, line);
}

static void
program_line(const LdosePlanSheet *sheet)
{
    char *program = ldose_tell(sheet->wording, N_("Program: Lymphodose %1$s."), LDOSE_VERSION);
    char *sign =
        sheet->wording->decimal_sign == ','
            ? ldose_tell(sheet->wording, N_("Decimal sign of this page: comma, in formulas "
                                            "too. Numbers of sections, versions and "
                                            "sources keep their point."))
            : ldose_tell(sheet->wording, N_("Decimal sign of this page: point."));
    g_autofree char *all = ldose_sentences(
        3, program, sign,
        sheet->plan->rules->site.adopted ? g_strdup(tr(sheet, ldose_adoption_line(TRUE))) : NULL);
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_SMALL, all);
}

void
ldose_plan_sheet_documents(const LdosePlanSheet *sheet)
{
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Documents and program")));
    program_line(sheet);
    document_table(sheet);
}

void
ldose_plan_sheet_origin(const LdosePlanSheet *sheet)
{
    if ((sheet->options->pages & LDOSE_PLAN_PAGE_CHART) != 0)
        document_line(sheet);
    else
        ldose_plan_sheet_documents(sheet);
}

void
ldose_plan_sheet_purpose(const LdosePlanSheet *sheet)
{
    g_autofree char *text =
        ldose_tell(sheet->wording, N_("%1$s: %2$s"), tr(sheet, N_("Intended purpose")),
                   tr(sheet, ldose_intended_purpose()));
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_FINE, text);
}
