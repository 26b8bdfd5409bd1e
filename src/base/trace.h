/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trace: every step from inputs to plan, written down by the code that computes at the moment it
 * computes. A NULL trace gives the same plan bit for bit. */
#pragma once

#include <glib.h>

#include "quantity.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_STEP_INPUT,
    LDOSE_STEP_CONVERSION,
    LDOSE_STEP_FORMULA,
    LDOSE_STEP_CHOICE,
    LDOSE_STEP_RULE,
    LDOSE_STEP_LIMIT,
    LDOSE_STEP_ROUNDING,
    LDOSE_STEP_RESULT,
} LdoseStepKind;

typedef enum {
    LDOSE_STEP_APPLIED,
    LDOSE_STEP_NOT_APPLIED,   /* its condition is not met */
    LDOSE_STEP_NOT_EVALUATED, /* a value that it needs is missing */
    LDOSE_STEP_OVERRIDDEN,
} LdoseStepOutcome;

typedef struct {
    const char *symbol; /* a case column or a measure's id */
    double value;
    LdoseUnit unit;
    const char *text; /* where the operand is a word; then @value means nothing */
} LdoseOperand;

#define LDOSE_STEP_MAX_OPERANDS 6

typedef struct {
    const char *id;      /* stable, e.g. "bsa", "fludarabine-renal" */
    LdoseStepKind kind;
    LdoseStepOutcome outcome;
    const char *formula; /* printed form, or NULL */
    LdoseOperand operands[LDOSE_STEP_MAX_OPERANDS];
    guint n_operands;
    gboolean has_result;
    double result;
    LdoseUnit unit;
    const char *result_text; /* a word as the result, or NULL */
    const char *source;      /* document and rule, or a citation; NULL: none */
    const char *note;        /* why, to be translated as a rule text; NULL: none */
} LdoseTraceStep;

typedef struct _LdoseTrace LdoseTrace;

LdoseTrace *ldose_trace_new(void);
void ldose_trace_free(LdoseTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseTrace, ldose_trace_free)

guint ldose_trace_length(const LdoseTrace *trace);
const LdoseTraceStep *ldose_trace_step(const LdoseTrace *trace, guint index);

/* Adds a step. All functions below do nothing with a NULL trace or step. The strings that they take
 * must live as long as the trace; ldose_trace_keep() copies one that does not.
 *
 * Result: (nullable) (transfer none): the step, to be completed by the functions below. */
LdoseTraceStep *ldose_trace_add(LdoseTrace *trace, const char *id, LdoseStepKind kind,
                                LdoseStepOutcome outcome);
void ldose_trace_operand(LdoseTraceStep *step, const char *symbol, double value, LdoseUnit unit);
void ldose_trace_operand_text(LdoseTraceStep *step, const char *symbol, const char *text);
void ldose_trace_formula(LdoseTraceStep *step, const char *formula, const char *source);
void ldose_trace_result(LdoseTraceStep *step, double value, LdoseUnit unit);
void ldose_trace_result_text(LdoseTraceStep *step, const char *text);
void ldose_trace_note(LdoseTraceStep *step, const char *note);
const char *ldose_trace_keep(LdoseTrace *trace, const char *format, ...) G_GNUC_PRINTF(2, 3);

const char *ldose_step_kind_id(LdoseStepKind kind);
const char *ldose_step_outcome_id(LdoseStepOutcome outcome);

G_END_DECLS
