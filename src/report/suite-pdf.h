/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of a run of suites on paper, to sign and file; and the parts that the self-check's
 * report shares with it. As plain text by ldose_paper_text(). */
#pragma once

#include <glib.h>

#include "paper.h"
#include "suite-report.h"

G_BEGIN_DECLS

/* (transfer full) */
LdosePaper *ldose_suites_pdf(const GPtrArray *suites, const LdoseReportFacts *facts,
                             LdoseSheet sheet, const LdoseWording *wording);

/* ---- parts ----------------------------------------------------------------------------------- */

/* A document with the running words of a report. (transfer full) */
LdosePaper *ldose_report_paper(const char *title, const LdoseReportFacts *facts, LdoseSheet sheet,
                               const LdoseWording *wording);
/* Program, machine, locale, time, operator. */
void
ldose_paper_add_run(LdosePaper *paper, const LdoseReportFacts *facts, const LdoseWording *wording);
/* A table of suites with their counts. */
void
ldose_paper_add_suites(LdosePaper *paper, const GPtrArray *suites, const LdoseWording *wording);
/* A table of suites with the hashes of their files. */
void ldose_paper_add_suite_hashes(LdosePaper *paper, const GPtrArray *suites,
                                  const LdoseWording *wording);
/* Every row that did not pass, with both values and its trace. Result: whether there is any. */
gboolean
ldose_paper_add_deviations(LdosePaper *paper, const GPtrArray *suites, const LdoseWording *wording);
/* All documents with status and hash, and those that do not load. */
void ldose_paper_add_documents(LdosePaper *paper, const LdoseReportFacts *facts,
                               const LdoseWording *wording);
/* What the result means, places for two signatures, intended purpose. */
void ldose_paper_add_end(LdosePaper *paper, const LdoseWording *wording);

G_END_DECLS
