/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-record.h"

#include <string.h>

#include "case-answer.h"
#include "case-json.h"
#include "finding-text.h"
#include "plan-columns.h"

/* ---- what is compared ------------------------------------------------------------------------ */

void
ldose_case_texts(LdoseSession *session, char **texts)
{
    const LdoseCase *c = ldose_session_case(session);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        texts[i] = LDOSE_CASE_HAS(c, i) ? ldose_case_value_text(c, (LdoseColumn)i) : NULL;
}

void
ldose_case_texts_clear(char **texts)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        g_clear_pointer(&texts[i], g_free);
}

/* @overridden: the columns of an override may differ */
static gboolean
inputs_are_equal(LdoseSession *session, const LdoseRecord *record, gboolean overridden)
{
    char *texts[LDOSE_N_COLUMNS];
    gboolean equal = TRUE;
    ldose_case_texts(session, texts);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        if (overridden && ldose_column_is_override(column))
            continue;
        equal = equal && g_str_equal(ldose_record_current_input(record, column),
                                     texts[i] != NULL ? texts[i] : "");
    }
    ldose_case_texts_clear(texts);
    return equal;
}

static gboolean
results_are_equal(LdoseSession *session, const LdoseRecord *record)
{
    const GArray *values = ldose_record_current_values(record);
    g_autofree char *buffer = g_malloc(LDOSE_OUTPUT_BUFFER);
    for (int i = 0; i < LDOSE_N_OUTPUTS; i++) {
        LdoseOutput output = (LdoseOutput)i;
        if (output == LDOSE_OUTPUT_ERROR)
            continue;
        gsize length = ldose_output_write(ldose_session_plan(session), output, buffer);
        const char *held = ldose_record_value(values, ldose_output_name(output));
        if (held == NULL || strlen(held) != length || memcmp(held, buffer, length) != 0)
            return FALSE;
    }
    return TRUE;
}

static gboolean
holds(LdoseSession *session, const LdoseRecord *record)
{
    return inputs_are_equal(session, record, FALSE) && results_are_equal(session, record);
}

gboolean
ldose_case_record_holds(LdoseSession *session)
{
    const LdoseRecord *record = ldose_session_people(session)->record;
    return record != NULL && ldose_session_plan(session) != NULL && holds(session, record);
}

/* ---- the record that is added to ------------------------------------------------------------- */

static LdoseRecord *
new_record(LdoseSession *session, GError **error)
{
    char *texts[LDOSE_N_COLUMNS];
    g_autofree char *now = ldose_now_text();
    const char *author = ldose_session_author(session);
    ldose_case_texts(session, texts);
    const LdoseRecordDraft draft = {
        .plan = ldose_session_plan(session),
        .patient = ldose_session_patient(session),
        .trace = ldose_session_trace(session),
        .entered = (const char *const *)texts,
        .at = now,
        .made_by = author[0] != '\0' ? author : NULL,
    };
    LdoseRecord *record = ldose_record_new(&draft, error);
    ldose_case_texts_clear(texts);
    return record;
}

/* The record with the override that the case has and the record has not; NULL: that is not all that
 * changed. */
static LdoseRecord *
with_override(LdoseSession *session, const LdoseRecord *record)
{
    const LdosePlan *plan = ldose_session_plan(session);
    char *texts[LDOSE_N_COLUMNS];
    g_autofree char *now = ldose_now_text();
    if (!plan->overridden || !inputs_are_equal(session, record, TRUE))
        return NULL;
    ldose_case_texts(session, texts);
    const LdoseSignature signature = {texts[LDOSE_COLUMN_DECIDED_BY], now};
    const LdoseRecordOverride override = {
        .reason = texts[LDOSE_COLUMN_OVERRIDE_REASON],
        .prescriber = texts[LDOSE_COLUMN_PRESCRIBER],
        .fraction = {[LDOSE_FLUDARABINE] = texts[LDOSE_COLUMN_FLUDARABINE_FRACTION],
                     [LDOSE_CYCLOPHOSPHAMIDE] = texts[LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION]},
    };
    g_autoptr(LdoseRecord) after = ldose_record_add_override(record, ldose_session_library(session),
                                                             &signature, &override, NULL);
    ldose_case_texts_clear(texts);
    return after != NULL && holds(session, after) ? g_steal_pointer(&after) : NULL;
}

static LdoseRecord *
begin(LdoseSession *session, gboolean *addition_out, GError **error)
{
    const LdoseCasePeople *people = ldose_session_people(session);
    *addition_out = people->record != NULL;
    if (people->record != NULL && holds(session, people->record))
        return ldose_record_parse(people->path, people->record->bytes, error);
    LdoseRecord *record = people->record != NULL ? with_override(session, people->record) : NULL;
    *addition_out = record != NULL;
    return record != NULL ? record : new_record(session, error);
}

/* ---- what is added --------------------------------------------------------------------------- */

typedef struct {
    const char *at, *code;
    const LdoseAcknowledgement *acknowledgement; /* or */
    const LdoseNote *note;                       /* or */
    const LdoseBlindCheck *check;
} Act;

static gboolean
is_recorded(const LdoseRecord *record, const char *code, const LdoseAcknowledgement *done)
{
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->kind == LDOSE_ENTRY_ACKNOWLEDGEMENT && g_str_equal(entry->code, code) &&
            g_str_equal(entry->by, done->name) && g_str_equal(entry->text, done->reason))
            return TRUE;
    }
    return FALSE;
}

/* Two points of one code that one person acknowledged for one reason are one entry. */
static gboolean
is_listed(const GArray *acts, const char *code, const LdoseAcknowledgement *done)
{
    for (guint i = 0; i < acts->len; i++) {
        const Act *act = &g_array_index(acts, Act, i);
        if (act->acknowledgement != NULL && g_str_equal(act->code, code) &&
            g_str_equal(act->acknowledgement->name, done->name) &&
            g_str_equal(act->acknowledgement->reason, done->reason))
            return TRUE;
    }
    return FALSE;
}

static void
list_acknowledgements(LdoseSession *session, const LdoseRecord *record, GArray *acts)
{
    const LdosePlan *plan = ldose_session_plan(session);
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        if (kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        g_autofree char *text = ldose_finding_text(plan, ldose_session_patient(session), finding,
                                                   ldose_session_wording(session));
        const LdoseAcknowledgement *done = ldose_session_acknowledgement(session, text);
        if (done == NULL || is_recorded(record, kind->id, done) || is_listed(acts, kind->id, done))
            continue;
        Act act = {.at = done->at, .code = kind->id, .acknowledgement = done};
        g_array_append_val(acts, act);
    }
}

/* By time; of one second, in the order in which they are listed: qsort alone does not promise
 * it. */
static void
sort_by_time(GArray *acts)
{
    for (guint i = 1; i < acts->len; i++) {
        Act act = g_array_index(acts, Act, i);
        guint place = i;
        for (; place > 0 && strcmp(g_array_index(acts, Act, place - 1).at, act.at) > 0; place--)
            g_array_index(acts, Act, place) = g_array_index(acts, Act, place - 1);
        g_array_index(acts, Act, place) = act;
    }
}

static GArray *
list_acts(LdoseSession *session, const LdoseRecord *record)
{
    const LdoseCasePeople *people = ldose_session_people(session);
    GArray *acts = g_array_new(FALSE, FALSE, sizeof(Act));
    list_acknowledgements(session, record, acts);
    for (guint i = 0; i < people->notes->len; i++) {
        const LdoseNote *note = g_ptr_array_index(people->notes, i);
        Act act = {.at = note->at, .note = note};
        g_array_append_val(acts, act);
    }
    if (people->check != NULL) {
        Act act = {.at = people->check->at, .check = people->check};
        g_array_append_val(acts, act);
    }
    sort_by_time(acts);
    return acts;
}

gboolean
ldose_case_record_has_additions(LdoseSession *session)
{
    const LdoseCasePeople *people = ldose_session_people(session);
    if (people->notes->len > 0 || people->check != NULL)
        return TRUE;
    const LdosePlan *plan = ldose_session_plan(session);
    if (people->record == NULL || plan == NULL)
        return FALSE;
    if (!holds(session, people->record))
        return plan->overridden;
    g_autoptr(GArray) acts = list_acts(session, people->record);
    return acts->len > 0;
}

static LdoseRecord *
add_check(LdoseSession *session, const LdoseRecord *record, const LdoseBlindCheck *check,
          GError **error)
{
    const LdoseSignature signature = {check->name, check->at};
    const LdoseSecondCheckDraft draft = {
        .entered = check->entered,
        .answers = (const LdosePointAnswer *)(const void *)check->points->data,
        .n_answers = check->points->len,
        .acknowledgements =
            (const LdoseAcknowledgementAnswer *)(const void *)check->acknowledgements->data,
        .n_acknowledgements = check->acknowledgements->len,
    };
    return ldose_record_add_second_check(record, ldose_session_library(session), &signature, &draft,
                                         error);
}

static LdoseRecord *
add_act(LdoseSession *session, const LdoseRecord *record, const Act *act, GError **error)
{
    if (act->check != NULL)
        return add_check(session, record, act->check, error);
    if (act->note != NULL) {
        const LdoseSignature signature = {act->note->name, act->at};
        return ldose_record_add_note(record, &signature, act->note->text, error);
    }
    const LdoseSignature signature = {act->acknowledgement->name, act->at};
    return ldose_record_add_acknowledgement(record, &signature, act->code,
                                            act->acknowledgement->reason, error);
}

LdoseRecord *
ldose_case_record_build(LdoseSession *session, gboolean *addition_out, GError **error)
{
    LdoseRecord *record = begin(session, addition_out, error);
    if (record == NULL)
        return NULL;
    g_autoptr(GArray) acts = list_acts(session, record);
    for (guint i = 0; record != NULL && i < acts->len; i++) {
        LdoseRecord *more = add_act(session, record, &g_array_index(acts, Act, i), error);
        ldose_record_free(record);
        record = more;
    }
    return record;
}

/* ---- the second check ------------------------------------------------------------------------ */

gboolean
ldose_case_record_check(LdoseSession *session, LdoseBlindCheck *check, GError **error)
{
    g_autoptr(LdoseBlindCheck) taken = check;
    gboolean addition = FALSE;
    g_autoptr(LdoseRecord) before = ldose_case_record_build(session, &addition, error);
    g_autoptr(LdoseRecord) after = before != NULL ? add_check(session, before, taken, error) : NULL;
    if (after == NULL)
        return FALSE;
    taken->agrees = g_array_index(after->entries, LdoseRecordEntry, after->entries->len - 1).agrees;
    ldose_session_take_check(session, g_steal_pointer(&taken));
    return TRUE;
}

gboolean
ldose_case_record_last_check(LdoseSession *session, LdoseCaseCheck *check_out)
{
    const LdoseCasePeople *people = ldose_session_people(session);
    if (people->check != NULL) {
        *check_out =
            (LdoseCaseCheck){people->check->name, people->check->at, people->check->agrees};
        return TRUE;
    }
    if (!ldose_case_record_holds(session))
        return FALSE;
    for (guint i = people->record->entries->len; i > 0; i--) {
        const LdoseRecordEntry *entry =
            &g_array_index(people->record->entries, LdoseRecordEntry, i - 1);
        if (entry->kind == LDOSE_ENTRY_OVERRIDE)
            return FALSE; /* what was checked before it is another plan */
        if (entry->kind != LDOSE_ENTRY_SECOND_CHECK)
            continue;
        *check_out = (LdoseCaseCheck){entry->by, entry->at, entry->agrees};
        return TRUE;
    }
    return FALSE;
}
