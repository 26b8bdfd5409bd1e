/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <string.h>

#include "case-answer.h"
#include "compare-text.h"
#include "rule-set.h"

/* The site policy where none is named: every dose as published, not rounded by a site. */

struct _LdoseSession {
    GObject parent;
    LdoseLibrary *library;
    const LdoseAdoptions *adoptions;
    const LdoseWording *wording;

    char *text[LDOSE_N_COLUMNS];     /* NULL: none */
    char *unitless[LDOSE_N_COLUMNS]; /* a number without its unit, under the column of mg/dL */
    guint64 pending;                 /* columns that are half typed */
    guint64 dropped;                 /* answers that a change took away; not yet told */
    guint frozen;
    gboolean changed, guidance_proposed, answers_dropped;

    LdoseSessionState state;
    LdoseCase c;
    LdosePatient patient;
    LdoseFaults faults;
    LdosePlan *plan;
    LdoseTrace *trace;
    GPtrArray *others;
    GPtrArray
        *spare; /* plans to write the next ones into: they are large, and made at every edit */
    char *error;
    GHashTable *rule_sets; /* "regimen guidance formulary" -> LdoseRuleSet */
    LdoseCasePeople people;
};

G_DEFINE_FINAL_TYPE(LdoseSession, ldose_session, G_TYPE_OBJECT)

enum { UPDATED, TEXT_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- documents ------------------------------------------------------------------------------- */

static void
rule_set_free(gpointer set)
{
    ldose_rule_set_clear(set);
    g_free(set);
}

static const char *
formulary_name(LdoseSession *self)
{
    const char *named = self->text[LDOSE_COLUMN_FORMULARY];
    return named != NULL ? named : LDOSE_DEFAULT_FORMULARY;
}

static const LdoseRuleSet *
find_rules(LdoseSession *self, const char *guidance, GError **error)
{
    const char *regimen = self->text[LDOSE_COLUMN_REGIMEN];
    const char *formulary = formulary_name(self);
    g_autofree char *key = g_strjoin(" ", regimen, guidance, formulary, NULL);
    LdoseRuleSet *set = g_hash_table_lookup(self->rule_sets, key);
    if (set != NULL)
        return set;
    set = g_new0(LdoseRuleSet, 1);
    if (!ldose_rule_set_load(set, self->library, regimen, guidance, formulary, NULL, error)) {
        g_free(set);
        return NULL;
    }
    set->site = ldose_adoptions_judge(self->adoptions, set->regimen, set->guidance, set->formulary);
    g_hash_table_insert(self->rule_sets, g_steal_pointer(&key), set);
    return set;
}

/* The guidance that the regimen's document names, unless somebody chose one. */
static void
propose_guidance(LdoseSession *self)
{
    const char *name = self->text[LDOSE_COLUMN_REGIMEN];
    if (self->text[LDOSE_COLUMN_GUIDANCE] != NULL && !self->guidance_proposed)
        return;
    const LdoseRegimen *regimen =
        name != NULL ? ldose_library_regimen(self->library, name, NULL) : NULL;
    const char *proposal =
        regimen != NULL && regimen->drug_label[0] != '\0' ? regimen->drug_label : NULL;
    g_free(self->text[LDOSE_COLUMN_GUIDANCE]);
    self->text[LDOSE_COLUMN_GUIDANCE] = g_strdup(proposal);
    self->guidance_proposed = proposal != NULL;
    g_signal_emit(self, signals[TEXT_CHANGED], 0, (int)LDOSE_COLUMN_GUIDANCE);
}

/* ---- computing ------------------------------------------------------------------------------- */

static void
keep_spare(LdoseSession *self, LdosePlan *plan)
{
    g_ptr_array_add(self->spare, plan);
}

static LdosePlan *
take_spare(LdoseSession *self)
{
    guint n = self->spare->len;
    return n > 0 ? g_ptr_array_steal_index_fast(self->spare, n - 1) : g_new(LdosePlan, 1);
}

/* A plan over these rules. Result: (nullable) (transfer full): NULL with faults. */
static LdosePlan *
make_plan(LdoseSession *self, const LdoseRuleSet *rules, LdoseTrace *trace, LdoseFaults *faults)
{
    LdosePlan *plan = take_spare(self);
    if (ldose_plan_compute(&self->patient, rules, plan, trace, faults))
        return plan;
    keep_spare(self, plan);
    return NULL;
}

static void
drop_result(LdoseSession *self)
{
    if (self->plan != NULL)
        keep_spare(self, g_steal_pointer(&self->plan));
    while (self->others->len > 0)
        keep_spare(self, g_ptr_array_steal_index_fast(self->others, self->others->len - 1));
    g_clear_pointer(&self->trace, ldose_trace_free);
    g_clear_pointer(&self->error, g_free);
    self->faults.n = 0;
}

static void
read_case(LdoseSession *self)
{
    ldose_case_clear(&self->c);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (self->text[i] != NULL)
            ldose_case_set(&self->c, (LdoseColumn)i, self->text[i], strlen(self->text[i]),
                           LDOSE_DECIMAL_EITHER, &self->faults);
    }
}

static void
compute_others(LdoseSession *self)
{
    const GPtrArray *guidances = ldose_library_guidances(self->library, NULL);
    LdoseOtherPatient patient;
    ldose_compare_other_patient(&self->patient, self->plan->rules->regimen, &patient);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *other = g_ptr_array_index(guidances, i);
        if (!ldose_compare_covers(other, self->plan->rules, &self->patient))
            continue;
        g_autofree char *name =
            g_strdup_printf("%s@%s", other->document.id, other->document.version);
        const LdoseRuleSet *rules = find_rules(self, name, NULL);
        if (rules == NULL)
            continue;
        LdosePlan *plan = take_spare(self);
        ldose_compare_compute(&patient.patient, rules, plan);
        g_ptr_array_add(self->others, plan);
    }
}

static LdoseSessionState
compute(LdoseSession *self)
{
    g_autoptr(GError) error = NULL;
    read_case(self);
    if (!ldose_patient_from_case(&self->c, &self->patient, &self->faults) ||
        ldose_session_units_missing(self) != 0)
        return LDOSE_SESSION_NEEDS;
    const LdoseRuleSet *rules = find_rules(self, self->text[LDOSE_COLUMN_GUIDANCE], &error);
    if (rules == NULL) {
        self->error = g_strdup(error->message);
        return LDOSE_SESSION_REFUSED;
    }
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    self->plan = make_plan(self, rules, trace, &self->faults);
    if (self->plan == NULL)
        return LDOSE_SESSION_NEEDS;
    self->trace = g_steal_pointer(&trace);
    compute_others(self);
    return LDOSE_SESSION_PLANNED;
}

/* The one place where a plan comes into being. */
static void
recalculate(LdoseSession *self)
{
    if (self->frozen > 0)
        return;
    drop_result(self);
    g_clear_pointer(&self->people.check, ldose_blind_check_free);
    self->state = self->pending != 0 ? LDOSE_SESSION_ENTERING : compute(self);
    g_signal_emit(self, signals[UPDATED], 0);
}

/* ---- the case -------------------------------------------------------------------------------- */

static void
put(LdoseSession *self, LdoseColumn column, const char *text)
{
    g_free(self->text[column]);
    self->text[column] = text != NULL && text[0] != '\0' ? g_strdup(text) : NULL;
}

/* A choice was made for the values that stood there; for others it has to be made again. */
static void
drop_answers(LdoseSession *self)
{
    for (guint i = 0; i < LDOSE_N_ANSWERS; i++) {
        if (self->text[ldose_answer_columns[i]] == NULL)
            continue;
        put(self, ldose_answer_columns[i], NULL);
        self->dropped |= LDOSE_COLUMN_BIT(ldose_answer_columns[i]);
        self->answers_dropped = TRUE;
    }
    if (ldose_session_has_word(self, LDOSE_COLUMN_CONFIRM, LDOSE_CONFIRM_BSA_UNDER_10_KG)) {
        ldose_session_freeze(self);
        ldose_session_set_word(self, LDOSE_COLUMN_CONFIRM, LDOSE_CONFIRM_BSA_UNDER_10_KG, FALSE);
        self->frozen--;
        self->answers_dropped = TRUE;
    }
}

/* Takes back that an implausible value is right: it is another value now. */
static void
drop_confirmation(LdoseSession *self, LdoseColumn column)
{
    g_auto(GStrv) words = g_strsplit(ldose_session_text(self, LDOSE_COLUMN_CONFIRM), " ", -1);
    GString *kept = g_string_new(NULL);
    gboolean size = column == LDOSE_COLUMN_HEIGHT_CM || column == LDOSE_COLUMN_WEIGHT_KG;
    for (guint i = 0; words[i] != NULL; i++) {
        int named = ldose_column_find(words[i], strlen(words[i]));
        gboolean mine =
            named == (int)column ||
            (size && (named == LDOSE_COLUMN_HEIGHT_CM || named == LDOSE_COLUMN_WEIGHT_KG));
        if (!mine && words[i][0] != '\0')
            g_string_append_printf(kept, "%s%s", kept->len > 0 ? " " : "", words[i]);
    }
    put(self, LDOSE_COLUMN_CONFIRM, kept->str);
    g_string_free(kept, TRUE);
}

static void
change(LdoseSession *self, LdoseColumn column, const char *text)
{
    /* A proposal that somebody chooses is one no longer. */
    if (column == LDOSE_COLUMN_GUIDANCE && self->frozen == 0)
        self->guidance_proposed = FALSE;
    if (g_str_equal(text, ldose_session_text(self, column)))
        return;
    self->changed = TRUE;
    put(self, column, text);
    if (self->frozen > 0)
        return;
    if (column != LDOSE_COLUMN_CONFIRM)
        drop_confirmation(self, column);
    self->answers_dropped = FALSE;
    if (!ldose_column_keeps_answers(column))
        drop_answers(self);
    if (column == LDOSE_COLUMN_REGIMEN)
        propose_guidance(self);
}

/* An answer that has an entry of its own must not stay there either. */
static void
tell_dropped(LdoseSession *self)
{
    guint64 dropped = self->dropped;
    self->dropped = 0;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if ((dropped & LDOSE_COLUMN_BIT(i)) != 0)
            g_signal_emit(self, signals[TEXT_CHANGED], 0, i);
    }
}

const char *
ldose_session_text(LdoseSession *self, LdoseColumn column)
{
    return self->text[column] != NULL ? self->text[column] : "";
}

void
ldose_session_begin(LdoseSession *self, LdoseColumn column)
{
    self->pending |= LDOSE_COLUMN_BIT(column);
    self->changed = TRUE;
    recalculate(self);
}

void
ldose_session_set(LdoseSession *self, LdoseColumn column, const char *text)
{
    self->pending &= ~LDOSE_COLUMN_BIT(column);
    change(self, column, text);
    recalculate(self);
    g_signal_emit(self, signals[TEXT_CHANGED], 0, (int)column);
    tell_dropped(self);
}

void
ldose_session_set_quantity(LdoseSession *self, const LdoseColumn columns[2], int unit,
                           const char *text)
{
    for (int i = 0; i < 2; i++) {
        self->pending &= ~LDOSE_COLUMN_BIT(columns[i]);
        change(self, columns[i], i == unit ? text : "");
    }
    g_free(self->unitless[columns[0]]);
    self->unitless[columns[0]] = unit < 0 && text[0] != '\0' ? g_strdup(text) : NULL;
    recalculate(self);
    g_signal_emit(self, signals[TEXT_CHANGED], 0, (int)columns[0]);
    tell_dropped(self);
}

const char *
ldose_session_quantity(LdoseSession *self, const LdoseColumn columns[2], int *unit_out)
{
    *unit_out = self->text[columns[0]] != NULL ? 0 : self->text[columns[1]] != NULL ? 1 : -1;
    if (*unit_out >= 0)
        return self->text[columns[*unit_out]];
    return self->unitless[columns[0]] != NULL ? self->unitless[columns[0]] : "";
}

void
ldose_session_freeze(LdoseSession *self)
{
    self->frozen++;
}

void
ldose_session_thaw(LdoseSession *self)
{
    g_return_if_fail(self->frozen > 0);
    if (--self->frozen > 0)
        return;
    recalculate(self);
    g_signal_emit(self, signals[TEXT_CHANGED], 0, -1);
}

void
ldose_session_clear(LdoseSession *self, const char *today)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        g_clear_pointer(&self->text[i], g_free);
        g_clear_pointer(&self->unitless[i], g_free);
    }
    put(self, LDOSE_COLUMN_AS_OF, today);
    self->pending = 0;
    self->guidance_proposed = FALSE;
    self->answers_dropped = FALSE;
    self->changed = FALSE;
    ldose_case_people_clear(&self->people);
    ldose_session_freeze(self);
    ldose_session_thaw(self);
}

gboolean
ldose_session_is_empty(LdoseSession *self)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (i != LDOSE_COLUMN_AS_OF && (self->text[i] != NULL || self->unitless[i] != NULL))
            return FALSE;
    }
    return TRUE;
}

gboolean
ldose_session_is_changed(LdoseSession *self)
{
    return self->changed;
}

/* ---- lists of words -------------------------------------------------------------------------- */

gboolean
ldose_session_has_word(LdoseSession *self, LdoseColumn column, const char *word)
{
    g_auto(GStrv) words = g_strsplit(ldose_session_text(self, column), " ", -1);
    return g_strv_contains((const char *const *)words, word);
}

void
ldose_session_set_word(LdoseSession *self, LdoseColumn column, const char *word, gboolean present)
{
    if (ldose_session_has_word(self, column, word) == present)
        return;
    g_auto(GStrv) words = g_strsplit(ldose_session_text(self, column), " ", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; words[i] != NULL; i++) {
        if (words[i][0] != '\0' && !g_str_equal(words[i], word))
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", words[i]);
    }
    if (present)
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", word);
    ldose_session_set(self, column, text->str);
}

/* ---- the result ------------------------------------------------------------------------------ */

gboolean
ldose_session_guidance_is_proposed(LdoseSession *self)
{
    return self->guidance_proposed;
}

gboolean
ldose_session_answers_dropped(LdoseSession *self)
{
    return self->answers_dropped;
}

LdoseSessionState
ldose_session_state(LdoseSession *self)
{
    return self->state;
}

const LdosePlan *
ldose_session_plan(LdoseSession *self)
{
    return self->state == LDOSE_SESSION_PLANNED ? self->plan : NULL;
}

const LdosePatient *
ldose_session_patient(LdoseSession *self)
{
    return self->state == LDOSE_SESSION_PLANNED ? &self->patient : NULL;
}

const LdoseTrace *
ldose_session_trace(LdoseSession *self)
{
    return self->state == LDOSE_SESSION_PLANNED ? self->trace : NULL;
}

const GPtrArray *
ldose_session_other_plans(LdoseSession *self)
{
    return self->others;
}

const LdoseFaults *
ldose_session_faults(LdoseSession *self)
{
    return &self->faults;
}

const LdoseFault *
ldose_session_fault(LdoseSession *self, LdoseColumn column)
{
    for (guint i = 0; i < self->faults.n; i++) {
        const LdoseFault *fault = &self->faults.fault[i];
        if (fault->column == (int)column || fault->column2 == (int)column)
            return fault;
    }
    return NULL;
}

guint64
ldose_session_units_missing(LdoseSession *self)
{
    guint64 columns = 0;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (self->unitless[i] != NULL)
            columns |= LDOSE_COLUMN_BIT(i);
    }
    return columns;
}

const char *
ldose_session_error(LdoseSession *self)
{
    return self->error;
}

const LdoseCase *
ldose_session_case(LdoseSession *self)
{
    return &self->c;
}

void
ldose_session_set_adoptions(LdoseSession *self, const LdoseAdoptions *adoptions)
{
    self->adoptions = adoptions;
}

const LdoseAdoptions *
ldose_session_adoptions(LdoseSession *self)
{
    return self->adoptions;
}

void
ldose_session_documents_changed(LdoseSession *self, const LdoseAdoptions *adoptions)
{
    self->adoptions = adoptions;
    drop_result(self);
    g_hash_table_remove_all(self->rule_sets);
    recalculate(self);
}

LdoseLibrary *
ldose_session_library(LdoseSession *self)
{
    return self->library;
}

const LdoseFormulary *
ldose_session_formulary(LdoseSession *self)
{
    return ldose_library_formulary(self->library, formulary_name(self), NULL);
}

const LdoseWording *
ldose_session_wording(LdoseSession *self)
{
    return self->wording;
}

/* ---- people ---------------------------------------------------------------------------------- */

static void
tell_people_changed(LdoseSession *self)
{
    self->changed = TRUE;
    g_signal_emit(self, signals[UPDATED], 0);
}

void
ldose_session_take_acknowledgement(LdoseSession *self, const char *text, const char *reason,
                                   const char *name, const char *at)
{
    LdoseAcknowledgement *acknowledgement = g_new0(LdoseAcknowledgement, 1);
    acknowledgement->reason = g_strdup(reason);
    acknowledgement->name = g_strdup(name);
    acknowledgement->at = g_strdup(at);
    g_hash_table_replace(self->people.acknowledgements, g_strdup(text), acknowledgement);
    tell_people_changed(self);
}

void
ldose_session_acknowledge(LdoseSession *self, const char *text, const char *reason,
                          const char *name)
{
    g_autofree char *now = ldose_now_text();
    ldose_session_take_acknowledgement(self, text, reason, name, now);
}

const LdoseAcknowledgement *
ldose_session_acknowledgement(LdoseSession *self, const char *text)
{
    return g_hash_table_lookup(self->people.acknowledgements, text);
}

void
ldose_session_add_note(LdoseSession *self, const char *text, const char *name)
{
    LdoseNote *note = g_new0(LdoseNote, 1);
    note->text = g_strdup(text);
    note->name = g_strdup(name);
    note->at = ldose_now_text();
    g_ptr_array_add(self->people.notes, note);
    tell_people_changed(self);
}

const char *
ldose_session_author(LdoseSession *self)
{
    return self->people.author != NULL ? self->people.author : "";
}

void
ldose_session_set_author(LdoseSession *self, const char *name)
{
    char *copy = g_strdup(name);
    g_free(self->people.author);
    self->people.author = copy;
}

void
ldose_session_take_check(LdoseSession *self, LdoseBlindCheck *check)
{
    ldose_blind_check_free(self->people.check);
    self->people.check = check;
    tell_people_changed(self);
}

void
ldose_session_take_record(LdoseSession *self, LdoseRecord *record, const char *path)
{
    char *copy = g_strdup(path);
    ldose_record_free(self->people.record);
    g_free(self->people.path);
    self->people.record = record;
    self->people.path = copy;
    g_ptr_array_set_size(self->people.notes, 0);
    g_clear_pointer(&self->people.check, ldose_blind_check_free);
    self->changed = FALSE;
    g_signal_emit(self, signals[UPDATED], 0);
}

const LdoseCasePeople *
ldose_session_people(LdoseSession *self)
{
    return &self->people;
}

/* ---- the object ------------------------------------------------------------------------------ */

static void
ldose_session_finalize(GObject *object)
{
    LdoseSession *self = LDOSE_SESSION(object);
    drop_result(self);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        g_free(self->text[i]);
        g_free(self->unitless[i]);
    }
    g_ptr_array_unref(self->others);
    g_ptr_array_unref(self->spare);
    g_hash_table_unref(self->rule_sets);
    ldose_case_people_free(&self->people);
    G_OBJECT_CLASS(ldose_session_parent_class)->finalize(object);
}

static void
ldose_session_class_init(LdoseSessionClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = ldose_session_finalize;
    signals[UPDATED] = g_signal_new("updated", LDOSE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
    signals[TEXT_CHANGED] = g_signal_new("text-changed", LDOSE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
ldose_session_init(LdoseSession *self)
{
    self->state = LDOSE_SESSION_NEEDS;
    self->others = g_ptr_array_new_with_free_func(g_free);
    self->spare = g_ptr_array_new_with_free_func(g_free);
    self->rule_sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, rule_set_free);
    ldose_case_people_init(&self->people);
}

LdoseSession *
ldose_session_new(LdoseLibrary *library, const LdoseWording *wording)
{
    LdoseSession *self = g_object_new(LDOSE_TYPE_SESSION, NULL);
    self->library = library;
    self->wording = wording;
    return self;
}
