/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan on paper, as a hospital files it. Three kinds of pages: the chart page with everything
 * that R26 lists, one side of A4 where there is nothing to acknowledge; a preparation sheet a drug,
 * a row a day; the check page with every input, choice, reason and step. What the plan does not
 * give stands in large words on every page; a plan that is not final shows no dose. */
#pragma once

#include <glib.h>

#include "paper.h"
#include "plan.h"
#include "record.h"

G_BEGIN_DECLS

/* Kinds of pages: a bit each. */
enum {
    LDOSE_PLAN_PAGE_CHART = 1 << 0,
    LDOSE_PLAN_PAGE_PREPARATION = 1 << 1,
    LDOSE_PLAN_PAGE_CHECK = 1 << 2,
    /* What is filed with the patient's chart unless other pages are asked for. */
    LDOSE_PLAN_PAGES_FILED = LDOSE_PLAN_PAGE_CHART | LDOSE_PLAN_PAGE_CHECK,
};

/* A point that somebody has acknowledged, and that no record holds yet. */
typedef struct {
    const char *code; /* of the finding */
    const char *text; /* its words; NULL: each point of that code */
    const char *reason, *by;
    const char *at; /* ISO 8601; NULL: not known */
} LdosePlanAcknowledged;

typedef struct {
    LdoseSheet sheet;
    guint pages; /* LDOSE_PLAN_PAGE_…; not 0 */
    /* For the check page. NULL: it says nothing of the steps. */
    const LdoseTrace *trace;
    const LdosePlanAcknowledged *acknowledged; /* beside those of @record */
    guint n_acknowledged;
    /* Of the patient label: two that the hospital knows the patient by. NULL: a line to write on.
     * They stand nowhere but on the paper. */
    const char *first_identifier, *second_identifier;
    const char *at;            /* ISO 8601: when the page was made */
    const LdoseRecord *record; /* (nullable): holds this plan; who signed it is told */
} LdosePlanPdfOptions;

/* "chart", "preparation", "check", separated by commas, or "all". FALSE: something else stands
 * there. */
gboolean ldose_plan_pages_parse(const char *text, guint *pages_out);

/* A plan whose documents are not in use at this site (its rules say so, R46) says that on every
 * page and has no place to sign.
 *
 * @plan, @patient: need to live no longer than this call
 * Result: (transfer full): for ldose_pdf_render(). */
LdosePaper *ldose_plan_pdf(const LdosePlan *plan, const LdosePatient *patient,
                           const LdosePlanPdfOptions *options, const LdoseWording *wording);

/* Appends the same to a document that is begun, each kind of page as a part of it. */
void ldose_plan_pdf_append(LdosePaper *paper, const LdosePlan *plan, const LdosePatient *patient,
                           const LdosePlanPdfOptions *options, const LdoseWording *wording);

/* What stands on every page of this plan in large words; "" where there is nothing to say.
 * (transfer full) */
char *ldose_plan_pdf_banner(const LdosePlan *plan, const LdoseWording *wording);

/* ---- for the files of this page -------------------------------------------------------------- */

/* What every part of the page is made from. */
typedef struct {
    LdosePaper *paper;
    const LdosePlan *plan;
    const LdosePatient *patient;
    const LdosePlanPdfOptions *options;
    const LdoseWording *wording;
} LdosePlanSheet;

/* Why there is no dose: stops, missing data, open decisions. */
void ldose_plan_sheet_no_dose(const LdosePlanSheet *sheet);
/* Who decided against the rules, and what the rules say. */
void ldose_plan_sheet_override(const LdosePlanSheet *sheet);
/* Who signed what in the record; nothing without one. */
void ldose_plan_sheet_signed(const LdosePlanSheet *sheet);
void ldose_plan_sheet_reasons(const LdosePlanSheet *sheet);
void ldose_plan_sheet_acknowledge(const LdosePlanSheet *sheet);
void ldose_plan_sheet_notes(const LdosePlanSheet *sheet);
void ldose_plan_sheet_documents(const LdosePlanSheet *sheet);
/* The same for the other kinds of pages: in short where the chart page tells all. */
void ldose_plan_sheet_origin(const LdosePlanSheet *sheet);
void ldose_plan_sheet_purpose(const LdosePlanSheet *sheet);
/* What is open, as questions; their answers carry doses and are for the screen. */
void ldose_plan_sheet_decisions(const LdosePlanSheet *sheet);

/* The other kinds of pages. */
void ldose_plan_sheet_preparation(const LdosePlanSheet *sheet);
void ldose_plan_sheet_check(const LdosePlanSheet *sheet);
/* A row a step: its id, formula, operands, result and source. */
void ldose_plan_sheet_trace(const LdosePlanSheet *sheet);

/* Lines for the patient's label, where it is not known; then label, case and date. Opens a table of
 * four columns: each further half row is two cells. */
void ldose_plan_sheet_identity(const LdosePlanSheet *sheet);
void
ldose_plan_sheet_half(const LdosePlanSheet *sheet, const char *label, LdoseStyle style, char *text);
/* "intravenous, over 30 minutes"; "3 days: Day −5, −4, −3"; "60 mg × 3 = 180 mg". (transfer
 * full) */
char *ldose_plan_sheet_route(const LdosePlanSheet *sheet, LdoseDrug drug);
char *ldose_plan_sheet_days(const LdosePlanSheet *sheet, LdoseDrug drug);
char *ldose_plan_sheet_total(const LdosePlanSheet *sheet, LdoseDrug drug);
/* A document's title. Its version, status and hash stand below. (transfer full) */
char *ldose_plan_sheet_title(const LdosePlanSheet *sheet, const LdoseDocument *document);

/* Appends a row of a label and a text to a table of two columns; nothing where there is no text.
 * @text: (transfer full) (nullable) */
void
ldose_plan_sheet_row(const LdosePlanSheet *sheet, const char *label, LdoseStyle style, char *text);
/* Opens that table. */
void ldose_plan_sheet_rows(const LdosePlanSheet *sheet);

G_END_DECLS
