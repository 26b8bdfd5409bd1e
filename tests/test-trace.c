/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trace: data written at the moment of computing; nothing with a NULL trace (R10, R11). */
#include "trace.h"

#include <string.h>

static void
test_steps(void)
{
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    g_assert_cmpuint(ldose_trace_length(trace), ==, 0);
    LdoseTraceStep *step = ldose_trace_add(trace, "bsa", LDOSE_STEP_FORMULA, LDOSE_STEP_APPLIED);
    ldose_trace_operand(step, "height_cm", 165, LDOSE_UNIT_CM);
    ldose_trace_operand_text(step, "drug", "fludarabine");
    ldose_trace_formula(step, "√(cm × kg / 3600)", "Mosteller 1987");
    ldose_trace_result(step, 1.48, LDOSE_UNIT_M2);
    ldose_trace_note(step, "why");
    LdoseTraceStep *word =
        ldose_trace_add(trace, "rule", LDOSE_STEP_RULE, LDOSE_STEP_NOT_EVALUATED);
    ldose_trace_result_text(word, "silent");

    g_assert_cmpuint(ldose_trace_length(trace), ==, 2);
    const LdoseTraceStep *first = ldose_trace_step(trace, 0);
    g_assert_cmpstr(first->id, ==, "bsa");
    g_assert_cmpint((int)first->kind, ==, LDOSE_STEP_FORMULA);
    g_assert_cmpint((int)first->outcome, ==, LDOSE_STEP_APPLIED);
    g_assert_cmpuint(first->n_operands, ==, 2);
    g_assert_cmpstr(first->operands[0].symbol, ==, "height_cm");
    g_assert_cmpfloat(first->operands[0].value, ==, 165);
    g_assert_cmpint((int)first->operands[0].unit, ==, LDOSE_UNIT_CM);
    g_assert_null(first->operands[0].text);
    g_assert_cmpstr(first->operands[1].text, ==, "fludarabine");
    g_assert_true(first->has_result);
    g_assert_cmpfloat(first->result, ==, 1.48);
    g_assert_cmpstr(first->source, ==, "Mosteller 1987");
    g_assert_cmpstr(first->note, ==, "why");
    const LdoseTraceStep *second = ldose_trace_step(trace, 1);
    g_assert_false(second->has_result);
    g_assert_cmpstr(second->result_text, ==, "silent");
    g_assert_null(second->formula);
    g_assert_null(second->note);
}

static void
test_many_steps(void)
{
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    /* A step stays where it is while others follow. */
    LdoseTraceStep *first = ldose_trace_add(trace, "first", LDOSE_STEP_INPUT, LDOSE_STEP_APPLIED);
    for (guint i = 1; i < 1000; i++)
        ldose_trace_add(trace, ldose_trace_keep(trace, "step-%u", i), LDOSE_STEP_INPUT,
                        LDOSE_STEP_APPLIED);
    ldose_trace_result(first, 1, LDOSE_UNIT_NONE);
    g_assert_cmpuint(ldose_trace_length(trace), ==, 1000);
    g_assert_true(ldose_trace_step(trace, 0)->has_result);
    g_assert_cmpstr(ldose_trace_step(trace, 999)->id, ==, "step-999");
}

static void
test_null(void)
{
    g_assert_null(ldose_trace_add(NULL, "bsa", LDOSE_STEP_FORMULA, LDOSE_STEP_APPLIED));
    ldose_trace_operand(NULL, "x", 1, LDOSE_UNIT_NONE);
    ldose_trace_operand_text(NULL, "x", "y");
    ldose_trace_formula(NULL, "x", "y");
    ldose_trace_result(NULL, 1, LDOSE_UNIT_NONE);
    ldose_trace_result_text(NULL, "x");
    ldose_trace_note(NULL, "x");
    g_assert_null(ldose_trace_keep(NULL, "%d", 1));
    ldose_trace_free(NULL);
}

static void
test_ids(void)
{
    static const char *const kinds[] = {"input", "conversion", "formula",  "choice",
                                        "rule",  "limit",      "rounding", "result"};
    static const char *const outcomes[] = {"applied", "not-applied", "not-evaluated", "overridden"};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        g_assert_cmpstr(ldose_step_kind_id((LdoseStepKind)i), ==, kinds[i]);
    for (guint i = 0; i < G_N_ELEMENTS(outcomes); i++)
        g_assert_cmpstr(ldose_step_outcome_id((LdoseStepOutcome)i), ==, outcomes[i]);
    g_assert_cmpint(LDOSE_STEP_RESULT + 1, ==, G_N_ELEMENTS(kinds));
    g_assert_cmpint(LDOSE_STEP_OVERRIDDEN + 1, ==, G_N_ELEMENTS(outcomes));
}

static void
test_too_many_operands(void)
{
    if (g_test_subprocess()) {
        g_autoptr(LdoseTrace) trace = ldose_trace_new();
        LdoseTraceStep *step = ldose_trace_add(trace, "x", LDOSE_STEP_INPUT, LDOSE_STEP_APPLIED);
        for (int i = 0; i <= LDOSE_STEP_MAX_OPERANDS; i++)
            ldose_trace_operand(step, "x", i, LDOSE_UNIT_NONE);
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/trace/steps", test_steps);
    g_test_add_func("/trace/many-steps", test_many_steps);
    g_test_add_func("/trace/null", test_null);
    g_test_add_func("/trace/ids", test_ids);
    g_test_add_func("/trace/programmer-error/too-many-operands", test_too_many_operands);
    return g_test_run();
}
