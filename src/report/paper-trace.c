/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper-trace.h"

#include "phrase.h"

#define DECIMALS 4

void
ldose_paper_trace_table(LdosePaper *paper, const LdoseWording *wording)
{
    const LdosePaperColumn columns[] = {
        {ldose_wording_text(wording, N_("Step")), 0.175, FALSE},
        {ldose_wording_text(wording, N_("Formula")), 0.2, FALSE},
        {ldose_wording_text(wording, N_("Values")), 0.23, FALSE},
        {ldose_wording_text(wording, N_("Result")), 0.165, FALSE},
        {ldose_wording_text(wording, N_("Source")), 0.23, FALSE},
    };
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
}

void
ldose_paper_trace_texts(LdosePaper *paper, const char *id, const char *formula, const char *values,
                        const char *result, const char *source, const char *note)
{
    gboolean both = source != NULL && source[0] != '\0' && note != NULL && note[0] != '\0';
    ldose_paper_cell(paper, LDOSE_STYLE_CODE, id);
    ldose_paper_cell(paper, LDOSE_STYLE_FINE, formula);
    ldose_paper_cell(paper, LDOSE_STYLE_FINE, values);
    ldose_paper_cell(paper, LDOSE_STYLE_FINE, result);
    ldose_paper_cell_take(paper, LDOSE_STYLE_FINE,
                          g_strconcat(source != NULL ? source : "", both ? "\n" : "",
                                      note != NULL ? note : "", NULL));
}

char *
ldose_paper_decimals(const char *text, const LdoseWording *wording)
{
    g_autoptr(GRegex) decimal = g_regex_new("(?<=[0-9])\\.(?=[0-9])", 0, 0, NULL);
    if (text == NULL || wording->decimal_sign == '.')
        return g_strdup(text);
    return g_regex_replace_literal(decimal, text, -1, 0, ",", 0, NULL);
}

/* "height_cm 178 cm, weight_kg 80 kg" */
static char *
result_text(const LdoseTraceStep *step, const LdoseWording *wording)
{
    switch (step->outcome) {
    case LDOSE_STEP_NOT_APPLIED: return g_strdup(ldose_wording_text(wording, N_("Not applied.")));
    case LDOSE_STEP_NOT_EVALUATED:
        return g_strdup(ldose_wording_text(wording, N_("Could not be evaluated.")));
    case LDOSE_STEP_OVERRIDDEN:
    case LDOSE_STEP_APPLIED:
    default: break;
    }
    g_autofree char *result =
        step->result_text != NULL ? g_strdup(step->result_text)
        : step->has_result ? g_strdup(LDOSE_VALUE(wording, step->result, DECIMALS, step->unit))
                           : g_strdup("");
    if (step->outcome != LDOSE_STEP_OVERRIDDEN)
        return g_steal_pointer(&result);
    return g_strjoin(" ", ldose_wording_text(wording, N_("OVERRIDE.")), result, NULL);
}

void
ldose_paper_trace_step(LdosePaper *paper, const LdoseTraceStep *step, const LdoseWording *wording)
{
    g_autofree char *formula = ldose_paper_decimals(step->formula, wording);
    g_autofree char *values = ldose_phrase_operands(wording, step, DECIMALS);
    g_autofree char *result = result_text(step, wording);
    gboolean noted = step->kind != LDOSE_STEP_RULE && step->note != NULL && step->note[0] != '\0';
    ldose_paper_trace_texts(paper, step->id, formula, values, result, step->source,
                            noted ? ldose_phrase_rule_text(wording, step->note) : NULL);
}
