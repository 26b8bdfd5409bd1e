/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formula-step.h"

#include "case-column.h"

static void
add_operand(LdoseTraceStep *step, const LdoseFormulaInput *input, LdoseFormulaField field,
            const char *weight)
{
    const char *column = ldose_formula_field_column(field);
    if (field == LDOSE_FIELD_SEX) {
        ldose_trace_operand_text(step, column, ldose_vocabulary_id(&ldose_sexes, (int)input->sex));
        return;
    }
    ldose_trace_operand(step, field == LDOSE_FIELD_WEIGHT_KG && weight != NULL ? weight : column,
                        ldose_formula_input_number(input, field), ldose_formula_field_unit(field));
}

LdoseTraceStep *
ldose_formula_step_add(LdoseTrace *trace, LdoseFormulaId formula, LdoseStepOutcome outcome,
                       const LdoseFormulaInput *input, const char *weight)
{
    if (trace == NULL)
        return NULL;
    const LdoseFormula *row = ldose_formula_get(formula);
    LdoseTraceStep *step = ldose_trace_add(trace, row->id, LDOSE_STEP_FORMULA, outcome);
    ldose_trace_formula(step, row->printed_form, row->source);
    gulong fields = row->inputs & input->present;
    for (int bit = -1; (bit = g_bit_nth_lsf(fields, bit)) >= 0;)
        add_operand(step, input, (LdoseFormulaField)(1u << bit), weight);
    return step;
}
