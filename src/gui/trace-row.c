/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace-row.h"

#include "gui-text.h"

#define DECIMALS 4

enum {
    PROP_0,
    PROP_NUMBER,
    PROP_STEP,
    PROP_VALUES,
    PROP_RESULT,
    PROP_FORMULA,
    PROP_SOURCE,
    N_PROPS
};
static GParamSpec *properties[N_PROPS];

struct _LdoseTraceRow {
    GObject parent;
    guint number;
    char *text[N_PROPS];
};

G_DEFINE_FINAL_TYPE(LdoseTraceRow, ldose_trace_row, G_TYPE_OBJECT)

static char *
result_text(const LdoseTraceStep *step, const LdoseWording *wording)
{
    switch (step->outcome) {
    case LDOSE_STEP_NOT_APPLIED: return g_strdup(_("not applied"));
    case LDOSE_STEP_NOT_EVALUATED: return g_strdup(_("could not be evaluated"));
    case LDOSE_STEP_OVERRIDDEN:
    case LDOSE_STEP_APPLIED:
    default: break;
    }
    if (step->result_text != NULL)
        return g_strdup(step->result_text);
    if (!step->has_result)
        return g_strdup("");
    return g_strdup(LDOSE_VALUE(wording, step->result, DECIMALS, step->unit));
}

LdoseTraceRow *
ldose_trace_row_new(guint number, const LdoseTraceStep *step, const LdoseWording *wording)
{
    LdoseTraceRow *self = g_object_new(LDOSE_TYPE_TRACE_ROW, NULL);
    const char *note = step->note != NULL ? ldose_wording_rule_text(wording, step->note) : "";
    const char *formula = step->formula != NULL ? step->formula : "";
    self->number = number;
    self->text[PROP_STEP] = g_strdup(step->id);
    self->text[PROP_VALUES] = ldose_phrase_operands(wording, step, DECIMALS);
    self->text[PROP_RESULT] = result_text(step, wording);
    self->text[PROP_FORMULA] =
        g_strconcat(formula, formula[0] != '\0' && note[0] != '\0' ? "\n" : "", note, NULL);
    self->text[PROP_SOURCE] = g_strdup(step->source != NULL ? step->source : "");
    return self;
}

char *
ldose_trace_row_line(LdoseTraceRow *self)
{
    return g_strjoin("\t", self->text[PROP_STEP], self->text[PROP_VALUES], self->text[PROP_RESULT],
                     self->text[PROP_FORMULA], self->text[PROP_SOURCE], NULL);
}

static void
ldose_trace_row_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
    LdoseTraceRow *self = LDOSE_TRACE_ROW(object);
    (void)pspec;
    if (id == PROP_NUMBER)
        g_value_set_uint(value, self->number);
    else
        g_value_set_string(value, self->text[id]);
}

static void
ldose_trace_row_finalize(GObject *object)
{
    LdoseTraceRow *self = LDOSE_TRACE_ROW(object);
    for (guint i = 0; i < N_PROPS; i++)
        g_free(self->text[i]);
    G_OBJECT_CLASS(ldose_trace_row_parent_class)->finalize(object);
}

static void
ldose_trace_row_class_init(LdoseTraceRowClass *klass)
{
    static const char *const names[] = {"step", "values", "result", "formula", "source"};
    GObjectClass *object_class = G_OBJECT_CLASS(klass);
    object_class->get_property = ldose_trace_row_get_property;
    object_class->finalize = ldose_trace_row_finalize;
    properties[PROP_NUMBER] = g_param_spec_uint("number", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        properties[PROP_STEP + i] = g_param_spec_string(names[i], NULL, NULL, NULL,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
    g_object_class_install_properties(object_class, N_PROPS, properties);
}

static void
ldose_trace_row_init(LdoseTraceRow *self)
{
    (void)self;
}
