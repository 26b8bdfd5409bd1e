/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace-text.h"

#include "phrase.h"
#include "text-page.h"

#define INDENT   2
#define COLUMN   28
#define DECIMALS 4

static void
append_result(GString *text, const LdoseTraceStep *step, const LdoseWording *wording)
{
    if (!step->has_result && step->result_text == NULL)
        return;
    g_string_append(text, text->len > 0 ? " → " : "");
    g_string_append(text, step->result_text != NULL
                              ? step->result_text
                              : LDOSE_VALUE(wording, step->result, DECIMALS, step->unit));
}

static const char *
outcome_words(LdoseStepOutcome outcome)
{
    switch (outcome) {
    case LDOSE_STEP_NOT_APPLIED: return N_("Not applied.");
    case LDOSE_STEP_NOT_EVALUATED: return N_("Could not be evaluated.");
    case LDOSE_STEP_OVERRIDDEN: return N_("OVERRIDE.");
    case LDOSE_STEP_APPLIED:
    default: return NULL;
    }
}

static void
print_step(GString *out, const LdoseTraceStep *step, const LdoseWording *wording)
{
    g_autofree char *operands = ldose_phrase_operands(wording, step, DECIMALS);
    g_autoptr(GString) first = g_string_new(operands);
    g_autoptr(GString) rest = g_string_new(NULL);
    const char *outcome = outcome_words(step->outcome);
    append_result(first, step, wording);
    if (outcome != NULL)
        g_string_append_printf(first, "%s%s", first->len > 0 ? ". " : "",
                               ldose_wording_text(wording, outcome));
    ldose_page_labelled(out, INDENT, COLUMN, step->id, first->str);
    if (step->formula != NULL)
        g_string_append(rest, step->formula);
    if (step->source != NULL)
        g_string_append_printf(rest, "%s%s", rest->len > 0 ? "; " : "", step->source);
    if (rest->len > 0)
        ldose_page_paragraph(out, COLUMN, COLUMN, rest->str);
    if (step->note != NULL && step->note[0] != '\0')
        ldose_page_paragraph(out, COLUMN, COLUMN, ldose_phrase_rule_text(wording, step->note));
}

gboolean
ldose_trace_step_is_dose(const LdoseTraceStep *step)
{
    for (guint i = 0; i < step->n_operands; i++) {
        if (step->operands[i].unit == LDOSE_UNIT_MG)
            return TRUE;
    }
    return step->has_result && step->unit == LDOSE_UNIT_MG;
}

void
ldose_trace_text(GString *out, const LdoseTrace *trace, gboolean final, const LdoseWording *wording)
{
    for (guint i = 0; i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (final || !ldose_trace_step_is_dose(step))
            print_step(out, step, wording);
    }
}

void
ldose_trace_lines(GString *out, const LdoseTrace *trace, const char *indent)
{
    char number[LDOSE_NUMBER_BUFFER];
    for (guint i = 0; i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        g_string_append_printf(out, "%s%s [%s]", indent, step->id,
                               ldose_step_outcome_id(step->outcome));
        if (step->formula != NULL)
            g_string_append_printf(out, " %s", step->formula);
        for (guint k = 0; k < step->n_operands; k++) {
            const LdoseOperand *operand = &step->operands[k];
            if (operand->text != NULL) {
                g_string_append_printf(out, "; %s %s", operand->symbol, operand->text);
                continue;
            }
            ldose_number_print(number, operand->value, 10);
            g_string_append_printf(out, "; %s %s %s", operand->symbol, number,
                                   ldose_unit_id(operand->unit));
        }
        if (step->has_result) {
            ldose_number_print(number, step->result, 10);
            g_string_append_printf(out, " = %s %s", number, ldose_unit_id(step->unit));
        }
        if (step->result_text != NULL)
            g_string_append_printf(out, " → %s", step->result_text);
        if (step->source != NULL)
            g_string_append_printf(out, " (%s)", step->source);
        g_string_append_c(out, '\n');
    }
}
