/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computing a record's plan again, with the same versions of its documents. */
#include "record-parts.h"

#include <string.h>

#include "error.h"
#include "phrase.h"
#include "plan-columns.h"

/* ---- documents ------------------------------------------------------------------------------- */

/* A document of the record as the library has it. */
typedef struct {
    gconstpointer loaded; /* LdoseRegimen, LdoseGuidance or LdoseFormulary */
    const LdoseDocument *header;
} Found;

static Found
load(LdoseLibrary *library, LdoseDocumentKind kind, const char *name, GError **error)
{
    switch (kind) {
    case LDOSE_DOCUMENT_REGIMENS: {
        const LdoseRegimen *regimen = ldose_library_regimen(library, name, error);
        return (Found){regimen, regimen != NULL ? &regimen->document : NULL};
    }
    case LDOSE_DOCUMENT_GUIDANCE: {
        const LdoseGuidance *guidance = ldose_library_guidance(library, name, error);
        return (Found){guidance, guidance != NULL ? &guidance->document : NULL};
    }
    case LDOSE_DOCUMENT_FORMULARY: {
        const LdoseFormulary *formulary = ldose_library_formulary(library, name, error);
        return (Found){formulary, formulary != NULL ? &formulary->document : NULL};
    }
    case LDOSE_N_DOCUMENT_KINDS:
    default: g_assert_not_reached();
    }
}

/* What is told of documents: how bad it is, and a sentence for each; or an error for the first. */
typedef struct {
    LdoseRecheckState *state;
    GPtrArray *sentences; /* NULL: an error instead */
    const LdoseWording *wording;
    GError **error;
} Telling;

/* @sentence: (transfer full). Result: whether to go on. */
static gboolean
tell(const Telling *telling, LdoseRecheckState state, char *sentence)
{
    g_autofree char *owned = sentence;
    *telling->state = MAX(*telling->state, state);
    if (telling->sentences == NULL) {
        g_set_error_literal(telling->error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT, owned);
        return FALSE;
    }
    g_ptr_array_add(telling->sentences, g_steal_pointer(&owned));
    return TRUE;
}

/* Finds one document in its own version; another version only to say what would differ. */
static gboolean
find(LdoseLibrary *library, const LdoseRecordDocument *document, const Telling *telling,
     Found *found_out)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *name = g_strdup_printf("%s@%s", document->id, document->version);
    g_autoptr(GError) cause = NULL;
    *found_out = load(library, document->kind, name, &cause);
    if (found_out->header != NULL) {
        if (strcmp(found_out->header->sha256, document->sha256) == 0)
            return TRUE;
        return tell(
            telling, LDOSE_RECHECK_DIFFERS,
            ldose_tell(wording,
                       N_("%1$s has other bytes now: sha256 %2$s in the record, %3$s here."), name,
                       document->sha256, found_out->header->sha256));
    }
    *found_out = load(library, document->kind, document->id, NULL);
    if (found_out->header == NULL)
        return tell(telling, LDOSE_RECHECK_DOCUMENT_MISSING,
                    ldose_tell(wording, N_("%1$s is missing: %2$s."), name, cause->message));
    return tell(telling, LDOSE_RECHECK_DOCUMENT_MISSING,
                ldose_tell(wording,
                           N_("%1$s is missing; what follows was computed with version %2$s."),
                           name, found_out->header->version));
}

/* The rows that the site had attested, as the rules want them. */
static const char *const *
attested_rows(const LdoseRecordDocument *document, LdoseRecomputed *again)
{
    if (document->attested[0] == '\0')
        return NULL;
    char **rows = g_strsplit(document->attested, " ", -1);
    g_ptr_array_add(again->rows, rows);
    return (const char *const *)(gpointer)rows;
}

gboolean
ldose_record_find_documents(const LdoseRecord *record, LdoseLibrary *library,
                            LdoseRecomputed *again, LdoseRecheckState *state, GPtrArray *missing,
                            const LdoseWording *wording, GError **error)
{
    const Telling telling = {state, missing, wording, error};
    Found own[4] = {{NULL, NULL}}; /* regimen, guidance, site policy, general findings */
    *state = LDOSE_RECHECK_SAME;
    again->guidances = g_ptr_array_new();
    again->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (guint i = 0; i < record->documents->len; i++) {
        Found found;
        if (!find(library, &g_array_index(record->documents, LdoseRecordDocument, i), &telling,
                  &found))
            return FALSE;
        if (i < G_N_ELEMENTS(own))
            own[i] = found;
        else if (found.loaded != NULL)
            g_ptr_array_add(again->guidances, (gpointer)(gsize)found.loaded);
    }
    for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
        if (own[i].loaded == NULL)
            return FALSE;
    }
    ldose_rule_set_init(&again->rules, own[0].loaded, own[1].loaded, own[2].loaded, own[3].loaded,
                        again->guidances);
    again->has_rules = TRUE;
    const LdoseRecordDocument *documents =
        (const LdoseRecordDocument *)(const void *)record->documents->data;
    again->rules.site.adopted = record->adopted;
    again->rules.site.regimen_attested = documents[0].attested[0] != '\0';
    again->rules.site.rows = attested_rows(&documents[1], again);
    return TRUE;
}

/* ---- the plan -------------------------------------------------------------------------------- */

/* Fills the case from the record's inputs, with @changes laid over them. */
static gboolean
fill_case(const LdoseRecord *record, LdoseCase *c, const char *const *changes, GError **error)
{
    LdoseFaults faults = {.n = 0};
    ldose_case_clear(c);
    for (guint i = 0; i < record->inputs->len; i++) {
        const char *name = g_array_index(record->inputs, LdoseRecordValue, i).name;
        if (ldose_column_find(name, strlen(name)) >= 0)
            continue;
        ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%s: this version knows no such input"), name);
        return FALSE;
    }
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        const char *text = changes != NULL ? changes[i] : NULL;
        if (text == NULL)
            text = ldose_record_value(record->inputs, ldose_column_info(column)->name);
        if (text != NULL)
            ldose_case_set(c, column, text, strlen(text), LDOSE_DECIMAL_POINT, &faults);
    }
    if (faults.n == 0)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_INPUT,
                    N_("%s: this version refuses the value: make a new plan and record"),
                    ldose_column_info((LdoseColumn)faults.fault[0].column)->name);
    return FALSE;
}

static gboolean
refuse_faults(const LdoseFaults *faults, GError **error)
{
    char buffer[LDOSE_OUTPUT_BUFFER];
    g_autofree char *codes = g_strndup(buffer, ldose_output_write_faults(faults, buffer));
    ldose_set_error(error, LDOSE_ERROR_INPUT,
                    N_("this version refuses the inputs (%s): make a new plan and record"), codes);
    return FALSE;
}

gboolean
ldose_record_recompute(const LdoseRecord *record, LdoseRecomputed *again,
                       const char *const *changes, GError **error)
{
    LdoseFaults faults = {.n = 0};
    again->computed = FALSE;
    ldose_trace_free(again->trace);
    again->trace = ldose_trace_new();
    if (!fill_case(record, &again->c, changes, error))
        return FALSE;
    if (!ldose_patient_from_case(&again->c, &again->patient, &faults) ||
        !ldose_plan_compute(&again->patient, &again->rules, &again->plan, again->trace, &faults))
        return refuse_faults(&faults, error);
    again->computed = TRUE;
    return TRUE;
}

void
ldose_recomputed_clear(LdoseRecomputed *again)
{
    if (again->has_rules)
        ldose_rule_set_clear(&again->rules);
    g_clear_pointer(&again->trace, ldose_trace_free);
    g_clear_pointer(&again->guidances, g_ptr_array_unref);
    g_clear_pointer(&again->rows, g_ptr_array_unref);
}

/* ---- comparing ------------------------------------------------------------------------------- */

static void
differ(LdoseRecheck *recheck, char *sentence)
{
    recheck->state = MAX(recheck->state, LDOSE_RECHECK_DIFFERS);
    g_ptr_array_add(recheck->differences, sentence);
}

static const char *
shown(const char *text)
{
    return text == NULL || text[0] == '\0' ? "–" : text;
}

/* @then: the record's columns; those that this program does not know any more differ. */
static void
compare_values(LdoseRecheck *recheck, const GArray *then, const LdosePlan *plan,
               const LdoseWording *wording)
{
    for (guint i = 0; i < then->len; i++) {
        const LdoseRecordValue *value = &g_array_index(then, LdoseRecordValue, i);
        char buffer[LDOSE_OUTPUT_BUFFER];
        int output = ldose_output_find(value->name, strlen(value->name));
        g_autofree char *now =
            output >= 0 && output != LDOSE_OUTPUT_ERROR
                ? g_strndup(buffer, ldose_output_write(plan, (LdoseOutput)output, buffer))
                : NULL;
        if (g_strcmp0(now, value->text) != 0)
            differ(recheck, ldose_tell(wording, N_("%1$s: %2$s in the record, %3$s now."),
                                       value->name, shown(value->text), shown(now)));
    }
}

/* "fludarabine:range" for each, those that were overridden with a star. (transfer full) */
static char *
decisions_then(const LdoseRecord *record)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < record->decisions->len; i++) {
        const LdoseRecordDecision *decision =
            &g_array_index(record->decisions, LdoseRecordDecision, i);
        g_string_append_printf(text, "%s%s%s%s%s", i > 0 ? " " : "", decision->drug,
                               decision->drug[0] != '\0' ? ":" : "", decision->id,
                               decision->overridden ? "*" : "");
    }
    return g_string_free(text, FALSE);
}

static char *
decisions_now(const LdosePlan *plan)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < plan->n_decisions; i++) {
        const LdoseDecision *decision = &plan->decision[i];
        gboolean one = decision->drug != LDOSE_DRUG_ANY;
        g_string_append_printf(text, "%s%s%s%s%s", i > 0 ? " " : "",
                               one ? ldose_vocabulary_id(&ldose_drugs, decision->drug) : "",
                               one ? ":" : "", ldose_decision_info(decision->kind)->id,
                               decision->overridden ? "*" : "");
    }
    return g_string_free(text, FALSE);
}

/* The @nth step of an id; NULL: there is none. */
static const LdoseTraceStep *
step_now(const LdoseTrace *trace, const char *id, guint nth)
{
    for (guint i = 0; i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (strcmp(step->id, id) == 0 && nth-- == 0)
            return step;
    }
    return NULL;
}

static char *
result_now(const LdoseTraceStep *step)
{
    char number[LDOSE_NUMBER_BUFFER] = "";
    if (step->has_result)
        ldose_number_print(number, step->result, 10);
    return g_strdup_printf("%s %s%s%s%s", ldose_step_outcome_id(step->outcome), number,
                           step->has_result && step->unit != LDOSE_UNIT_NONE ? " " : "",
                           step->has_result ? ldose_unit_id(step->unit) : "",
                           step->result_text != NULL ? step->result_text : "");
}

static char *
result_then(const LdoseRecordStep *step)
{
    return g_strdup_printf("%s %s%s%s%s", step->outcome, step->result,
                           step->unit[0] != '\0' ? " " : "", step->unit, step->result_text);
}

/* Steps that both have. One that only a later program makes is not a difference of the plan. */
static void
compare_steps(LdoseRecheck *recheck, const LdoseRecord *record, const LdoseTrace *trace,
              const LdoseWording *wording)
{
    for (guint i = 0; i < record->steps->len; i++) {
        const LdoseRecordStep *then = &g_array_index(record->steps, LdoseRecordStep, i);
        guint nth = 0;
        for (guint k = 0; k < i; k++)
            nth += strcmp(g_array_index(record->steps, LdoseRecordStep, k).id, then->id) == 0;
        const LdoseTraceStep *now = step_now(trace, then->id, nth);
        g_autofree char *was = result_then(then);
        g_autofree char *is = now != NULL ? result_now(now) : NULL;
        if (is != NULL && strcmp(was, is) != 0)
            differ(recheck, ldose_tell(wording, N_("Step %1$s: %2$s in the record, %3$s now."),
                                       then->id, was, is));
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* An override that was added later has its own columns. */
static void
compare_override(LdoseRecheck *recheck, const LdoseRecord *record, const LdoseRecordEntry *entry,
                 const LdoseWording *wording)
{
    const char *changes[LDOSE_N_COLUMNS] = {NULL};
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < entry->inputs->len; i++) {
        const LdoseRecordValue *input = &g_array_index(entry->inputs, LdoseRecordValue, i);
        int column = ldose_column_find(input->name, strlen(input->name));
        if (column >= 0)
            changes[column] = input->text;
    }
    if (ldose_record_recompute(record, &recheck->again, changes, &error))
        compare_values(recheck, entry->values, &recheck->again.plan, wording);
    else
        differ(recheck, g_strdup(error->message));
}

static void
compare_all(LdoseRecheck *recheck, const LdoseRecord *record, const LdoseWording *wording)
{
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->values->len > 0)
            compare_override(recheck, record, entry, wording);
    }
    /* Last, because its plan is the one that stays in the recheck. */
    if (!ldose_record_recompute(record, &recheck->again, NULL, &error)) {
        differ(recheck, g_strdup(error->message));
        return;
    }
    const LdosePlan *plan = &recheck->again.plan;
    compare_values(recheck, record->values, plan, wording);
    g_autofree char *then = decisions_then(record);
    g_autofree char *now = decisions_now(plan);
    if (strcmp(then, now) != 0)
        differ(recheck, ldose_tell(wording, N_("Decisions: %1$s in the record, %2$s now."),
                                   shown(then), shown(now)));
    compare_steps(recheck, record, recheck->again.trace, wording);
}

LdoseRecheck *
ldose_record_recheck(const LdoseRecord *record, LdoseLibrary *library, const LdoseWording *wording)
{
    LdoseRecheck *recheck = g_new0(LdoseRecheck, 1);
    recheck->differences = g_ptr_array_new_with_free_func(g_free);
    if (ldose_record_find_documents(record, library, &recheck->again, &recheck->state,
                                    recheck->differences, wording, NULL))
        compare_all(recheck, record, wording);
    return recheck;
}

void
ldose_recheck_free(LdoseRecheck *recheck)
{
    if (recheck == NULL)
        return;
    ldose_recomputed_clear(&recheck->again);
    g_ptr_array_unref(recheck->differences);
    g_free(recheck);
}
