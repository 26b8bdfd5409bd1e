/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan on paper, as a hospital files it: everything that R26 lists. What the plan does not give
 * stands in large words on every page; a plan that is not final shows no dose. */
#pragma once

#include <glib.h>

#include "paper.h"
#include "plan.h"
#include "record.h"

G_BEGIN_DECLS

typedef struct {
    LdoseSheet sheet;
    /* Of the patient label: two that the hospital knows the patient by. NULL: a line to write on.
     * They stand nowhere but on the paper. */
    const char *first_identifier, *second_identifier;
    const char *at;            /* ISO 8601: when the page was made */
    const LdoseRecord *record; /* (nullable): holds this plan; who signed it is told */
} LdosePlanPdfOptions;

/* A plan whose documents are not in use at this site (its rules say so, R46) says that on every
 * page and has no place to sign.
 *
 * @plan, @patient: need to live no longer than this call
 * Result: (transfer full): for ldose_pdf_render(). */
LdosePaper *ldose_plan_pdf(const LdosePlan *plan, const LdosePatient *patient,
                           const LdosePlanPdfOptions *options, const LdoseWording *wording);

/* ---- for plan-pdf-why.c ---------------------------------------------------------------------- */

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

/* Appends a row of a label and a text to a table of two columns; nothing where there is no text.
 * @text: (transfer full) (nullable) */
void
ldose_plan_sheet_row(const LdosePlanSheet *sheet, const char *label, LdoseStyle style, char *text);
/* Opens that table. */
void ldose_plan_sheet_rows(const LdosePlanSheet *sheet);

G_END_DECLS
