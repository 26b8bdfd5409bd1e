/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The self-check's report: part of selfcheck.h. */
#include "selfcheck.h"

#include "phrase.h"
#include "suite-pdf.h"

static const char *
tr(const LdoseWording *wording, const char *text)
{
    return ldose_wording_text(wording, text);
}

static void
add_items(LdosePaper *paper, const LdoseSelfcheck *check, LdoseSelfcheckPart part,
          const LdoseWording *wording)
{
    const LdosePaperColumn columns[] = {
        {tr(wording, N_("Check")), 0.2, FALSE},
        {tr(wording, N_("Found")), 0.7, FALSE},
        {tr(wording, N_("Result")), 0.1, FALSE},
    };
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < check->items->len; i++) {
        const LdoseSelfcheckItem *item = g_ptr_array_index(check->items, i);
        if (item->part != part)
            continue;
        ldose_paper_cell(paper, LDOSE_STYLE_NORMAL, tr(wording, item->what));
        ldose_paper_cell(paper, LDOSE_STYLE_NORMAL, item->found);
        ldose_paper_cell(
            paper, item->outcome == LDOSE_SELFCHECK_NOTE ? LDOSE_STYLE_LABEL : LDOSE_STYLE_STRONG,
            tr(wording, ldose_selfcheck_outcome_word(item->outcome)));
    }
}

/* The files that deviate, each with both hashes. */
static void
add_files(LdosePaper *paper, const LdoseSelfcheck *check, const LdoseWording *wording)
{
    const LdosePaperColumn columns[] = {
        {tr(wording, N_("File")), 0.3, FALSE},
        {tr(wording, N_("Deviation")), 0.15, FALSE},
        {tr(wording, N_("SHA-256 in the manifest; found")), 0.55, FALSE},
    };
    if (!check->has_files || check->files.faults->len == 0)
        return;
    ldose_paper_paragraph(paper, LDOSE_STYLE_STRONG,
                          tr(wording, N_("Files that deviate from the manifest")));
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < check->files.faults->len; i++) {
        const LdoseFileFault *fault = g_ptr_array_index(check->files.faults, i);
        ldose_paper_cell(paper, LDOSE_STYLE_SMALL, fault->name);
        ldose_paper_cell(paper, LDOSE_STYLE_STRONG,
                         tr(wording, ldose_file_fault_word(fault->kind)));
        ldose_paper_cell_take(paper, LDOSE_STYLE_CODE,
                              g_strdup_printf("%s\n%s",
                                              fault->expected[0] != '\0' ? fault->expected : "–",
                                              fault->got[0] != '\0' ? fault->got : "–"));
    }
}

/* @suites: of one part */
static void
add_part(LdosePaper *paper, const LdoseSelfcheck *check, LdoseSelfcheckPart part,
         const GPtrArray *suites, const LdoseWording *wording)
{
    add_items(paper, check, part, wording);
    if (suites->len > 0)
        ldose_paper_add_suite_hashes(paper, suites, wording);
    ldose_paper_add_deviations(paper, suites, wording);
}

LdosePaper *
ldose_selfcheck_pdf(const LdoseSelfcheck *check, LdoseSheet sheet, const LdoseWording *wording)
{
    LdosePaper *paper = ldose_report_paper(tr(wording, N_("Lymphodose: self-check report")),
                                           &check->facts, sheet, wording);
    g_autofree char *summary =
        ldose_tell(wording, N_("%1$s checks good, %2$s bad."), LDOSE_WHOLE(wording, check->good),
                   LDOSE_WHOLE(wording, check->bad));
    ldose_paper_headline(paper, ldose_selfcheck_passed(check)
                                    ? tr(wording, N_("Self-check: all good"))
                                    : tr(wording, N_("Self-check: NOT all good")));
    ldose_paper_paragraph(paper, LDOSE_STYLE_STRONG, summary);
    ldose_paper_heading(paper, tr(wording, N_("Run")));
    ldose_paper_add_run(paper, &check->facts, wording);
    ldose_paper_heading(paper, tr(wording, N_("1. Installation qualification")));
    add_items(paper, check, LDOSE_SELFCHECK_INSTALLATION, wording);
    add_files(paper, check, wording);
    ldose_paper_heading(paper, tr(wording, N_("2. Operation qualification: the suites that ship")));
    add_part(paper, check, LDOSE_SELFCHECK_OPERATION, check->suites, wording);
    ldose_paper_heading(paper,
                        tr(wording, N_("3. Performance qualification: the site’s own suite")));
    add_part(paper, check, LDOSE_SELFCHECK_PERFORMANCE, check->own, wording);
    ldose_paper_heading(paper, tr(wording, N_("Documents")));
    ldose_paper_add_documents(paper, &check->facts, wording);
    ldose_paper_add_end(paper, wording);
    return paper;
}
