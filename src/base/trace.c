/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace.h"

struct _LdoseTrace {
    GPtrArray *steps;
    GStringChunk *texts;
};

LdoseTrace *
ldose_trace_new(void)
{
    LdoseTrace *trace = g_new0(LdoseTrace, 1);
    trace->steps = g_ptr_array_new_with_free_func(g_free);
    trace->texts = g_string_chunk_new(1024);
    return trace;
}

void
ldose_trace_free(LdoseTrace *trace)
{
    if (trace == NULL)
        return;
    g_ptr_array_unref(trace->steps);
    g_string_chunk_free(trace->texts);
    g_free(trace);
}

guint
ldose_trace_length(const LdoseTrace *trace)
{
    return trace->steps->len;
}

const LdoseTraceStep *
ldose_trace_step(const LdoseTrace *trace, guint index)
{
    return g_ptr_array_index(trace->steps, index);
}

LdoseTraceStep *
ldose_trace_add(LdoseTrace *trace, const char *id, LdoseStepKind kind, LdoseStepOutcome outcome)
{
    if (trace == NULL)
        return NULL;
    LdoseTraceStep *step = g_new0(LdoseTraceStep, 1);
    step->id = id;
    step->kind = kind;
    step->outcome = outcome;
    g_ptr_array_add(trace->steps, step);
    return step;
}

void
ldose_trace_operand(LdoseTraceStep *step, const char *symbol, double value, LdoseUnit unit)
{
    if (step == NULL)
        return;
    g_assert(step->n_operands < LDOSE_STEP_MAX_OPERANDS);
    step->operands[step->n_operands++] = (LdoseOperand){symbol, value, unit, NULL};
}

void
ldose_trace_operand_text(LdoseTraceStep *step, const char *symbol, const char *text)
{
    if (step == NULL)
        return;
    g_assert(step->n_operands < LDOSE_STEP_MAX_OPERANDS);
    step->operands[step->n_operands++] = (LdoseOperand){symbol, 0, LDOSE_UNIT_NONE, text};
}

void
ldose_trace_formula(LdoseTraceStep *step, const char *formula, const char *source)
{
    if (step == NULL)
        return;
    step->formula = formula;
    step->source = source;
}

void
ldose_trace_result(LdoseTraceStep *step, double value, LdoseUnit unit)
{
    if (step == NULL)
        return;
    step->has_result = TRUE;
    step->result = value;
    step->unit = unit;
}

void
ldose_trace_result_text(LdoseTraceStep *step, const char *text)
{
    if (step != NULL)
        step->result_text = text;
}

void
ldose_trace_note(LdoseTraceStep *step, const char *note)
{
    if (step != NULL)
        step->note = note;
}

const char *
ldose_trace_keep(LdoseTrace *trace, const char *format, ...)
{
    if (trace == NULL)
        return NULL;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return g_string_chunk_insert(trace->texts, text);
}

const char *
ldose_step_kind_id(LdoseStepKind kind)
{
    static const char *const ids[] = {"input", "conversion", "formula", "choice",
                                      "rule",  "limit",      "rounding", "result"};
    g_assert((gsize)kind < G_N_ELEMENTS(ids));
    return ids[kind];
}

const char *
ldose_step_outcome_id(LdoseStepOutcome outcome)
{
    static const char *const ids[] = {"applied", "not-applied", "not-evaluated", "overridden"};
    g_assert((gsize)outcome < G_N_ELEMENTS(ids));
    return ids[outcome];
}
