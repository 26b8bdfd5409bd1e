/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check page: what a second person works the plan out from: every input and choice, the
 * reasons, every step. */
#include "plan-pdf.h"

#include <string.h>

#include "case-json.h"
#include "paper-trace.h"
#include "patient-text.h"
#include "phrase.h"
#include "picture.h"
#include "record.h"
#include "trace-text.h"

#define INPUT_DECIMALS 6 /* more than any input carries */

static const char *
tr(const LdosePlanSheet *sheet, const char *text)
{
    return ldose_wording_text(sheet->wording, text);
}

/* ---- inputs and choices ---------------------------------------------------------------------- */

/* A value as it was given, in the words and with the decimal sign of the page. (transfer full) */
static char *
input_text(const LdosePlanSheet *sheet, LdoseColumn column)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    const LdoseCase *c = sheet->patient->c;
    const char *number;
    switch (info->kind) {
    case LDOSE_COLUMN_KIND_NUMBER:
    case LDOSE_COLUMN_KIND_BOUNDED_NUMBER:
        number = LDOSE_VALUE(sheet->wording, c->value[column].number, INPUT_DECIMALS, info->unit);
        return (c->bound & LDOSE_COLUMN_BIT(column)) != 0
                   ? ldose_tell(sheet->wording, N_("below %1$s"), number)
                   : g_strdup(number);
    case LDOSE_COLUMN_KIND_WORD:
        return g_strdup(tr(sheet, ldose_vocabulary_label(info->words, c->value[column].word)));
    case LDOSE_COLUMN_KIND_FORMULA:
        return g_strdup(
            ldose_phrase_formula(sheet->wording, (LdoseFormulaId)c->value[column].word));
    case LDOSE_COLUMN_KIND_CONDITIONS:
        return ldose_phrase_conditions(sheet->wording, (guint32)c->value[column].set);
    case LDOSE_COLUMN_KIND_TEXT: return ldose_phrase_case_text(sheet->patient, column);
    case LDOSE_COLUMN_KIND_DATE:
    case LDOSE_COLUMN_KIND_CONFIRM:
    default: return ldose_case_value_text(c, column);
    }
}

/* A page without a dose carries no dose, not even an ordered one. */
static gboolean
stands_here(const LdosePlanSheet *sheet, LdoseColumn column)
{
    gboolean ordered = column == LDOSE_COLUMN_ORDERED_FLUDARABINE_MG_PER_DAY ||
                       column == LDOSE_COLUMN_ORDERED_CYCLOPHOSPHAMIDE_MG_PER_DAY;
    return LDOSE_CASE_HAS(sheet->patient->c, column) &&
           (!ordered || sheet->plan->status == LDOSE_PLAN_FINAL);
}

/* All columns that are given, of choices or of data, two side by side. Result: how many. */
static guint
columns_table(const LdosePlanSheet *sheet, gboolean choices)
{
    static const LdosePaperColumn columns[] = {
        {NULL, 0.22, FALSE}, {NULL, 0.28, FALSE}, {NULL, 0.22, FALSE}, {NULL, 0.28, FALSE}};
    guint n = 0;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        if (!stands_here(sheet, column) || ldose_column_is_choice(column) != choices)
            continue;
        if (n++ == 0)
            ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
        ldose_plan_sheet_half(sheet, ldose_column_info(column)->label, LDOSE_STYLE_NORMAL,
                              input_text(sheet, column));
    }
    if (n % 2 != 0)
        ldose_plan_sheet_half(sheet, "", LDOSE_STYLE_NORMAL, g_strdup(""));
    return n;
}

static void
inputs(const LdosePlanSheet *sheet)
{
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Inputs as they were given")));
    columns_table(sheet, FALSE);
}

/* Open questions stand on the chart page, where there is one. */
static void
decisions(const LdosePlanSheet *sheet)
{
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Decisions and choices")));
    if (columns_table(sheet, TRUE) == 0)
        ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_NORMAL,
                              tr(sheet, N_("None was made for this case.")));
    if ((sheet->options->pages & LDOSE_PLAN_PAGE_CHART) == 0)
        ldose_plan_sheet_no_dose(sheet);
}

/* ---- the steps ------------------------------------------------------------------------------- */

void
ldose_plan_sheet_trace(const LdosePlanSheet *sheet)
{
    const LdoseTrace *trace = sheet->options->trace;
    gboolean final = sheet->plan->status == LDOSE_PLAN_FINAL;
    if (trace == NULL)
        return;
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Every step")));
    ldose_paper_trace_table(sheet->paper, sheet->wording);
    for (guint i = 0; i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (final || !ldose_trace_step_is_dose(step))
            ldose_paper_trace_step(sheet->paper, step, sheet->wording);
    }
    if (!final)
        ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_SMALL,
                              tr(sheet, N_("Steps that come to a dose are left out: this plan "
                                           "gives none.")));
}

/* ---- where the patient stands ---------------------------------------------------------------- */

/* Only pictures with a step: one row for everybody is told by its reason. */
static void
picture(const LdosePlanSheet *sheet, LdoseDrug drug, LdosePictureAxis axis, gboolean *headed)
{
    LdosePicture *drawn = ldose_picture_new(sheet->plan, sheet->patient, NULL, drug, axis);
    if (drawn->state != LDOSE_PICTURE_DRAWN) {
        ldose_picture_free(drawn);
        return;
    }
    if (!*headed)
        ldose_paper_heading(sheet->paper, tr(sheet, N_("Where the patient stands")));
    *headed = TRUE;
    ldose_paper_picture(sheet->paper, drawn, sheet->wording);
}

static void
pictures(const LdosePlanSheet *sheet)
{
    gboolean headed = FALSE;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        picture(sheet, (LdoseDrug)drug, LDOSE_PICTURE_CLEARANCE, &headed);
        picture(sheet, (LdoseDrug)drug, LDOSE_PICTURE_BILIRUBIN, &headed);
    }
}

/* ---- the page -------------------------------------------------------------------------------- */

void
ldose_plan_sheet_check(const LdosePlanSheet *sheet)
{
    g_autofree char *patient = ldose_patient_line(sheet->plan, sheet->patient, sheet->wording);
    ldose_paper_part(sheet->paper, tr(sheet, N_("Lymphodepletion: check page")));
    ldose_paper_headline(sheet->paper, tr(sheet, N_("Check page")));
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_NORMAL, patient);
    inputs(sheet);
    decisions(sheet);
    ldose_plan_sheet_reasons(sheet);
    pictures(sheet);
    ldose_plan_sheet_trace(sheet);

    ldose_plan_sheet_origin(sheet);
    if ((sheet->options->pages & LDOSE_PLAN_PAGE_CHART) == 0)
        ldose_plan_sheet_purpose(sheet);
}
