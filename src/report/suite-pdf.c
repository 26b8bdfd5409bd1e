/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "suite-pdf.h"

#include "intended-purpose.h"
#include "phrase.h"

static const char *
tr(const LdoseWording *wording, const char *text)
{
    return ldose_wording_text(wording, text);
}

LdosePaper *
ldose_report_paper(const char *title, const LdoseReportFacts *facts, LdoseSheet sheet,
                   const LdoseWording *wording)
{
    LdosePaper *paper = ldose_paper_new(sheet, title, facts->at, wording);
    ldose_paper_set_running(paper, facts->machine, FALSE, NULL);
    ldose_paper_set_foot(paper, wording);
    return paper;
}

/* ---- the run --------------------------------------------------------------------------------- */

static void
run_row(LdosePaper *paper, const char *label, const char *text)
{
    ldose_paper_cell(paper, LDOSE_STYLE_LABEL, label);
    ldose_paper_cell(paper, LDOSE_STYLE_NORMAL, text);
}

void
ldose_paper_add_run(LdosePaper *paper, const LdoseReportFacts *facts, const LdoseWording *wording)
{
    static const LdosePaperColumn columns[] = {{NULL, 0.16, FALSE}, {NULL, 0.84, FALSE}};
    g_autofree char *program = ldose_tell(wording, N_("Lymphodose %1$s"), LDOSE_VERSION);
    g_autofree char *time = ldose_paper_time(facts->at);
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    run_row(paper, tr(wording, N_("Program")), program);
    run_row(paper, tr(wording, N_("Machine")), facts->machine);
    run_row(paper, tr(wording, N_("Locale")), facts->locale);
    run_row(paper, tr(wording, N_("Date and time")), time);
    run_row(paper, tr(wording, N_("Operator")),
            facts->operator_name != NULL ? facts->operator_name : tr(wording, N_("not named")));
}

/* ---- suites ---------------------------------------------------------------------------------- */

static void
count_cell(LdosePaper *paper, guint n, const LdoseWording *wording)
{
    ldose_paper_cell(paper, LDOSE_STYLE_NORMAL, LDOSE_WHOLE(wording, n));
}

void
ldose_paper_add_suites(LdosePaper *paper, const GPtrArray *suites, const LdoseWording *wording)
{
    const LdosePaperColumn columns[] = {
        {tr(wording, N_("Suite")), 0.32, FALSE},  {tr(wording, N_("Rows")), 0.17, TRUE},
        {tr(wording, N_("passed")), 0.17, TRUE},  {tr(wording, N_("failed")), 0.17, TRUE},
        {tr(wording, N_("refused")), 0.17, TRUE},
    };
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < suites->len; i++) {
        const LdoseSuite *suite = g_ptr_array_index(suites, i);
        ldose_paper_cell_take(paper, LDOSE_STYLE_NORMAL, g_path_get_basename(suite->path));
        count_cell(paper, suite->rows->len, wording);
        count_cell(paper, suite->passed, wording);
        count_cell(paper, suite->failed + suite->unusable, wording);
        count_cell(paper, suite->refused, wording);
    }
}

void
ldose_paper_add_suite_hashes(LdosePaper *paper, const GPtrArray *suites,
                             const LdoseWording *wording)
{
    const LdosePaperColumn columns[] = {
        {tr(wording, N_("Suite")), 0.32, FALSE},
        {"SHA-256", 0.68, FALSE},
    };
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < suites->len; i++) {
        const LdoseSuite *suite = g_ptr_array_index(suites, i);
        ldose_paper_cell_take(paper, LDOSE_STYLE_SMALL, g_path_get_basename(suite->path));
        ldose_paper_cell(paper, LDOSE_STYLE_CODE, suite->sha256);
    }
}

/* ---- deviations ------------------------------------------------------------------------------ */

/* The lines of a trace without their indentation. (transfer full) */
static char *
trace_text(const char *trace)
{
    g_auto(GStrv) lines = g_strsplit(trace, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        g_strstrip(lines[i]);
    char *text = g_strjoinv("\n", lines);
    return g_strchomp(text);
}

static void
add_row(LdosePaper *paper, const LdoseSuite *suite, const LdoseSuiteRow *row,
        const LdoseWording *wording)
{
    const LdosePaperColumn columns[] = {
        {tr(wording, N_("Column")), 0.3, FALSE},
        {tr(wording, N_("Expected")), 0.35, FALSE},
        {tr(wording, N_("Got")), 0.35, FALSE},
    };
    g_autofree char *name = g_path_get_basename(suite->path);
    g_autofree char *line = g_strdup_printf("%" G_GUINT64_FORMAT, row->line);
    g_autofree char *title =
        ldose_tell(wording, N_("%1$s, line %2$s: %3$s: %4$s"), name, line, row->case_id,
                   tr(wording, ldose_suite_outcome_word(row->outcome)));
    g_autofree char *source =
        ldose_tell(wording, N_("Source of the expectation: %1$s"), row->source);
    g_autofree char *trace = trace_text(row->trace);
    ldose_paper_paragraph(paper, LDOSE_STYLE_STRONG, title);
    if (row->source[0] != '\0')
        ldose_paper_paragraph(paper, LDOSE_STYLE_SMALL, source);
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < row->deviations->len; i++) {
        const LdoseDeviation *deviation = g_ptr_array_index(row->deviations, i);
        ldose_paper_cell(paper, LDOSE_STYLE_NORMAL,
                         deviation->column[0] != '\0' ? deviation->column
                                                      : tr(wording, N_("the row as a whole")));
        ldose_paper_cell(paper, LDOSE_STYLE_NORMAL, deviation->expected);
        ldose_paper_cell(paper, LDOSE_STYLE_STRONG, deviation->got);
    }
    ldose_paper_paragraph(paper, LDOSE_STYLE_CODE, trace);
}

gboolean
ldose_paper_add_deviations(LdosePaper *paper, const GPtrArray *suites, const LdoseWording *wording)
{
    gboolean any = FALSE;
    for (guint i = 0; i < suites->len; i++) {
        const LdoseSuite *suite = g_ptr_array_index(suites, i);
        for (guint k = 0; k < suite->rows->len; k++) {
            const LdoseSuiteRow *row = g_ptr_array_index(suite->rows, k);
            if (row->outcome == LDOSE_SUITE_ROW_PASSED)
                continue;
            add_row(paper, suite, row, wording);
            any = TRUE;
        }
    }
    return any;
}

/* ---- documents ------------------------------------------------------------------------------- */

void
ldose_paper_add_documents(LdosePaper *paper, const LdoseReportFacts *facts,
                          const LdoseWording *wording)
{
    const LdosePaperColumn columns[] = {
        {tr(wording, N_("Document")), 0.12, FALSE},
        {tr(wording, N_("Version")), 0.235, FALSE},
        {tr(wording, N_("Status")), 0.085, FALSE},
        {"SHA-256", 0.56, FALSE},
    };
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < facts->documents->len; i++) {
        const LdoseDocument *document = g_ptr_array_index(facts->documents, i);
        ldose_paper_cell(paper, LDOSE_STYLE_SMALL, ldose_document_kind_id(document->kind));
        ldose_paper_cell_take(paper, LDOSE_STYLE_SMALL, ldose_phrase_document(document));
        ldose_paper_cell(paper, LDOSE_STYLE_SMALL, ldose_document_status_id(document->status));
        ldose_paper_cell(paper, LDOSE_STYLE_CODE, document->sha256);
    }
    if (facts->faults->len > 0)
        ldose_paper_paragraph(paper, LDOSE_STYLE_STRONG,
                              tr(wording, N_("These documents do not load and cannot be used:")));
    for (guint i = 0; i < facts->faults->len; i++)
        ldose_paper_item(paper, LDOSE_STYLE_NORMAL, "•", g_ptr_array_index(facts->faults, i));
}

/* ---- the end --------------------------------------------------------------------------------- */

void
ldose_paper_add_end(LdosePaper *paper, const LdoseWording *wording)
{
    ldose_paper_heading(paper, tr(wording, N_("What this shows")));
    ldose_paper_paragraph(
        paper, LDOSE_STYLE_NORMAL,
        tr(wording,
           N_("That this program, with these documents and on this machine, gives the expected "
              "values of the suites named above, or where it does not. It is no judgement of "
              "the documents, of their sources or of their use for a patient. Values stand as "
              "machine files write them, with a decimal point.")));
    ldose_paper_heading(paper, tr(wording, N_("Signatures")));
    ldose_paper_signature(paper, tr(wording, N_("Performed by")), wording);
    ldose_paper_signature(paper, tr(wording, N_("Reviewed by")), wording);
    ldose_paper_heading(paper, tr(wording, N_("Intended purpose")));
    ldose_paper_box(paper, LDOSE_STYLE_SMALL, tr(wording, ldose_intended_purpose()));
}

/* ---- the report of suites -------------------------------------------------------------------- */

LdosePaper *
ldose_suites_pdf(const GPtrArray *suites, const LdoseReportFacts *facts, LdoseSheet sheet,
                 const LdoseWording *wording)
{
    LdosePaper *paper = ldose_report_paper(tr(wording, N_("Lymphodose: verification report")),
                                           facts, sheet, wording);
    LdoseSuiteCounts counts = ldose_suites_count(suites);
    g_autofree char *summary =
        ldose_tell(wording, N_("%1$s rows in %2$s suites: %3$s passed, %4$s failed, %5$s refused."),
                   LDOSE_WHOLE(wording, counts.rows), LDOSE_WHOLE(wording, counts.suites),
                   LDOSE_WHOLE(wording, counts.passed), LDOSE_WHOLE(wording, counts.failed),
                   LDOSE_WHOLE(wording, counts.refused));
    ldose_paper_headline(paper, ldose_suites_passed(suites)
                                    ? tr(wording, N_("Verification: all rows passed"))
                                    : tr(wording, N_("Verification: NOT all rows passed")));
    ldose_paper_paragraph(paper, LDOSE_STYLE_STRONG, summary);
    ldose_paper_heading(paper, tr(wording, N_("Run")));
    ldose_paper_add_run(paper, facts, wording);
    ldose_paper_heading(paper, tr(wording, N_("Suites")));
    ldose_paper_add_suites(paper, suites, wording);
    ldose_paper_add_suite_hashes(paper, suites, wording);
    ldose_paper_heading(paper, tr(wording, N_("Deviations")));
    if (!ldose_paper_add_deviations(paper, suites, wording))
        ldose_paper_paragraph(paper, LDOSE_STYLE_NORMAL, tr(wording, N_("None.")));
    ldose_paper_heading(paper, tr(wording, N_("Documents")));
    ldose_paper_add_documents(paper, facts, wording);
    ldose_paper_add_end(paper, wording);
    return paper;
}
