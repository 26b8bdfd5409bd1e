/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card-text.h"

#include <string.h>

#include "finding-acknowledge.h"
#include "phrase.h"
#include "text-page.h"

#define INDENT 2

static char *
heading(const LdoseWording *wording, int drug, LdoseCohort cohort)
{
    return ldose_tell(
        wording, N_("%1$s, %2$s"), ldose_phrase_drug_title(wording, drug),
        ldose_wording_text(wording, ldose_vocabulary_label(&ldose_cohorts, (int)cohort)));
}

/* ---- the outcome of a row -------------------------------------------------------------------- */

/* A note that begins with the words of its outcome takes their place: they stand once. */
static gboolean
note_says_outcome(const LdoseRule *rule)
{
    switch ((int)rule->outcome) {
    case LDOSE_OUTCOME_SILENT: return g_str_has_prefix(rule->note, "No statement in th");
    case LDOSE_OUTCOME_NOT_READ: return g_str_has_prefix(rule->note, "Not checked by us");
    default: return FALSE;
    }
}

/* The source's verb behind the words of an outcome: "Do not give (“contraindicated”)". */
static char *
outcome_with_verb(const LdoseWording *wording, const LdoseRule *rule)
{
    const char *label = ldose_wording_text(
        wording, ldose_vocabulary_label(&ldose_outcome_kinds, (int)rule->outcome));
    if (rule->text == NULL || rule->text[0] == '\0')
        return ldose_tell(wording, N_("%1$s."), label);
    return ldose_tell(wording, N_("%1$s: “%2$s”."), label,
                      ldose_phrase_rule_text(wording, rule->text));
}

static char *
outcome_text(const LdoseWording *wording, const LdoseRule *rule)
{
    const char *label = ldose_wording_text(
        wording, ldose_vocabulary_label(&ldose_outcome_kinds, (int)rule->outcome));
    if (note_says_outcome(rule))
        return g_strdup(ldose_phrase_rule_text(wording, rule->note));
    switch ((int)rule->outcome) {
    case LDOSE_OUTCOME_NOT_READ:
        return ldose_tell(wording, N_("Not checked by us: open section “%1$s”."),
                          ldose_phrase_rule_text(wording, rule->text));
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_DOSE_OF:
    case LDOSE_OUTCOME_FRACTION_RANGE: {
        g_autofree char *part = ldose_phrase_part(wording, &rule->part);
        return ldose_tell(wording, N_("%1$s: %2$s."), label, part);
    }
    case LDOSE_OUTCOME_UNDEFINED:
        if (rule->otherwise == LDOSE_OTHERWISE_STOP)
            return ldose_tell(wording,
                              N_("No published row beyond the last one; our reading: do not "
                                 "give."));
        return ldose_tell(wording, N_("%1$s."), label);
    case LDOSE_OUTCOME_SIZE: {
        const char *weight = ldose_phrase_weight(wording, rule->size_weight);
        return rule->size_cap_m2 > 0
                   ? ldose_tell(wording, N_("%1$s: %2$s, body surface up to %3$s."), label, weight,
                                LDOSE_VALUE(wording, rule->size_cap_m2, 2, LDOSE_UNIT_M2))
                   : ldose_tell(wording, N_("%1$s: %2$s, no cap."), label, weight);
    }
    default: return outcome_with_verb(wording, rule);
    }
}

/* ---- value and band -------------------------------------------------------------------------- */

static gboolean
is_in_use(const LdosePlan *plan, const LdoseClearance *clearance)
{
    const LdoseClearance *in_use = &plan->clearance[plan->clearance_in_use];
    return clearance->choice == LDOSE_CHOSEN_MEASURED ||
           (clearance->formula == in_use->formula && clearance->weight == in_use->weight);
}

/* "clearance 40.7 mL/min"; with the equation where another one than the plan's is read. */
static char *
value_text(const LdosePlan *plan, const LdoseRow *row, guint axis, const LdoseWording *wording)
{
    const LdoseAxis *definition = &row->table->axes[axis];
    const char *label = ldose_wording_text(
        wording, ldose_vocabulary_label(&ldose_quantities, (int)definition->quantity));
    if (definition->quantity == LDOSE_QUANTITY_DIALYSIS)
        return g_strdup(ldose_phrase_dialysis(wording, (LdoseDialysis)row->values[axis]));
    const char *value =
        ldose_phrase_axis_value(wording, LDOSE_BLOCK_BUFFER, row->table, axis, row->values[axis]);
    if (definition->quantity != LDOSE_QUANTITY_CLEARANCE)
        return g_strdup_printf("%s %s", label, value);
    const LdoseClearance *clearance = &plan->clearance[row->clearance];
    if (clearance->is_lower_bound)
        return ldose_tell(wording, N_("%1$s above %2$s"), label, value);
    if (is_in_use(plan, clearance))
        return g_strdup_printf("%s %s", label, value); /* its equation stands with the patient */
    g_autofree char *name = ldose_phrase_clearance_name(wording, clearance, definition->indexed);
    return ldose_tell(wording, N_("%1$s %2$s by %3$s"), label, value, name);
}

static char *
values_text(const LdosePlan *plan, const LdoseRow *row, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    for (guint axis = 0; axis < row->table->n_axes; axis++) {
        g_autofree char *value = value_text(plan, row, axis, wording);
        g_string_append_printf(text, "%s%s", axis > 0 ? ", " : "", value);
    }
    return g_string_free(text, FALSE);
}

static char *
value_and_band(const LdosePlan *plan, const LdosePatient *patient, const LdoseRow *row,
               const LdoseWording *wording)
{
    g_autofree char *band = ldose_phrase_band(wording, row->table, row->rule);
    if (row->table->n_axes == 0)
        return NULL;
    if (row->dialysis_reading)
        return ldose_tell(wording,
                          N_("This patient: %1$s; row %2$s: %3$s. That it counts is our reading."),
                          ldose_phrase_dialysis(wording, patient->dialysis), row->rule->id, band);
    g_autofree char *values = values_text(plan, row, wording);
    if (band[0] == '\0')
        return ldose_tell(wording, N_("This patient: %1$s; row %2$s, any value."), values,
                          row->rule->id);
    return ldose_tell(wording, N_("This patient: %1$s; row %2$s: %3$s."), values, row->rule->id,
                      band);
}

static char *
edge_basis(const LdoseRow *row, const LdoseWording *wording)
{
    if (row->rule->outcome == LDOSE_OUTCOME_UNDEFINED && row->rule->reading != NULL)
        return ldose_tell(wording, N_("A hole of the source: our reading is row %1$s."),
                          row->rule->reading->id);
    if (row->rule->edge_basis == LDOSE_EDGE_TEXT)
        return ldose_tell(wording, N_("Limits as the source states them."));
    return ldose_tell(wording, N_("Which row a limit belongs to is our reading."));
}

/* The limit that the patient's value is near to; NULL: none. */
static char *
nearness(const LdosePlan *plan, const LdoseRow *row, LdoseDrug drug, const LdoseWording *wording)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        if (finding->code == LDOSE_FINDING_NEAR_LIMIT && finding->drug == (int)drug &&
            finding->table == row->table)
            return ldose_tell(wording, N_("Within 10 %% of the limit %1$s."),
                              LDOSE_VALUE(wording, finding->limit, 4, finding->unit));
    }
    return NULL;
}

static char *
firmness(const LdosePlan *plan, const LdoseRow *row, LdoseDrug drug, const LdoseWording *wording)
{
    if (row->table->n_axes == 0 || row->dialysis_reading)
        return NULL;
    return ldose_sentences(2, edge_basis(row, wording), nearness(plan, row, drug, wording));
}

/* ---- rows that hold no patient --------------------------------------------------------------- */

static char *
no_row_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug, const LdoseRow *row,
            const LdoseWording *wording)
{
    const LdoseGuidance *guidance = plan->rules->guidance;
    switch (row->state) {
    case LDOSE_ROW_INCOMPLETE: {
        g_autofree char *labels = ldose_phrase_column_labels(wording, row->missing);
        return ldose_tell(wording, N_("Not assessed: %1$s is missing."), labels);
    }
    case LDOSE_ROW_NO_ESTIMATE:
        return ldose_tell(wording,
                          N_("Not assessed: no confirmed clearance equation for this patient."));
    case LDOSE_ROW_UNSTABLE:
        return ldose_tell(wording, N_("Not assessed: creatinine is rising, no estimate is valid."));
    case LDOSE_ROW_BOUND_OPEN:
        return ldose_tell(
            wording,
            N_("Not assessed: creatinine is only a bound, and several rows are possible."));
    case LDOSE_ROW_CHILD:
        return ldose_tell(wording, N_("Not assessed: limits in mL/min do not hold for a child."));
    case LDOSE_ROW_NONE:
    case LDOSE_ROW_MATCHED:
    default: break;
    }
    if (!ldose_applies_to_age(&guidance->applies, patient->age_years))
        return ldose_tell(wording, N_("Not assessed: this document is not for this age."));
    if (!plan->drug[drug].covered)
        return ldose_tell(wording, N_("Not assessed: this document does not cover the drug here."));
    return ldose_tell(wording, N_("Not assessed: this document has no row for this patient."));
}

/* ---- the card -------------------------------------------------------------------------------- */

void
ldose_card_init(LdoseCard *card, const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                LdoseCohort cohort, const LdoseWording *wording)
{
    const LdoseRow *row = &plan->drug[drug].row[cohort];
    memset(card, 0, sizeof *card);
    card->heading = heading(wording, (int)drug, cohort);
    if (row->state != LDOSE_ROW_MATCHED) {
        card->outcome = no_row_text(plan, patient, drug, row, wording);
        return;
    }
    const LdoseRule *rule = ldose_rule_resolved(row->rule);
    const LdoseRule *noted = row->rule->note[0] != '\0' ? row->rule : rule;
    card->outcome = outcome_text(wording, rule);
    if (!note_says_outcome(rule))
        card->statement = ldose_note_sentence(wording, noted);
    card->value = value_and_band(plan, patient, row, wording);
    card->firmness = firmness(plan, row, drug, wording);
    card->source = ldose_phrase_rule_source(row->rule);
    card->evidence = g_strdup(ldose_wording_text(
        wording, ldose_vocabulary_label(&ldose_evidence_grades, (int)rule->evidence)));
}

void
ldose_card_clear(LdoseCard *card)
{
    g_clear_pointer(&card->heading, g_free);
    g_clear_pointer(&card->outcome, g_free);
    g_clear_pointer(&card->statement, g_free);
    g_clear_pointer(&card->value, g_free);
    g_clear_pointer(&card->firmness, g_free);
    g_clear_pointer(&card->source, g_free);
    g_clear_pointer(&card->evidence, g_free);
}

char *
ldose_row_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
               LdoseCohort cohort, const LdoseWording *wording)
{
    g_auto(LdoseCard) card = {NULL};
    ldose_card_init(&card, plan, patient, drug, cohort, wording);
    char *source = card.source != NULL
                       ? ldose_tell(wording, N_("Source: %1$s (%2$s)."), card.source, card.evidence)
                       : NULL;
    return ldose_sentences(5, g_steal_pointer(&card.outcome), g_steal_pointer(&card.statement),
                           g_steal_pointer(&card.value), g_steal_pointer(&card.firmness), source);
}

/* ---- the page -------------------------------------------------------------------------------- */

/* Every source once, with a number that the cards refer to. */
typedef struct {
    GPtrArray *texts; /* char * */
} Sources;

/* Result: the number of a source, from 1 on. */
static guint
number_of(Sources *sources, const char *text)
{
    guint index;
    if (!g_ptr_array_find_with_equal_func(sources->texts, text, g_str_equal, &index)) {
        index = sources->texts->len;
        g_ptr_array_add(sources->texts, g_strdup(text));
    }
    return index + 1;
}

static void
print_sources(GString *out, const Sources *sources)
{
    for (guint i = 0; i < sources->texts->len; i++) {
        g_autofree char *number = g_strdup_printf("[%u]", i + 1);
        ldose_page_labelled(out, INDENT, INDENT + 4, number, g_ptr_array_index(sources->texts, i));
    }
}

static gboolean
says_the_same(const LdoseCard *one, const LdoseCard *other)
{
    return g_strcmp0(one->outcome, other->outcome) == 0 &&
           g_strcmp0(one->statement, other->statement) == 0 &&
           g_strcmp0(one->value, other->value) == 0 &&
           g_strcmp0(one->firmness, other->firmness) == 0;
}

/* "Source [1], read in the label itself." */
static char *
source_reference(const LdoseCard *card, Sources *sources, const LdoseWording *wording)
{
    if (card->source == NULL)
        return NULL;
    return ldose_tell(wording, N_("Source [%1$s], %2$s."),
                      LDOSE_WHOLE(wording, number_of(sources, card->source)), card->evidence);
}

/* @other: (nullable): the card of the other drug, which says the same from a source of its own */
static void
print_card(GString *out, const LdoseCard *card, const LdoseCard *other, Sources *sources,
           const LdoseWording *wording)
{
    gboolean two_sources = other != NULL && g_strcmp0(card->source, other->source) != 0;
    g_autofree char *first = ldose_tell(wording, N_("%1$s: %2$s"), card->heading, card->outcome);
    g_autofree char *rest =
        ldose_sentences(5, g_strdup(card->statement), g_strdup(card->value),
                        g_strdup(card->firmness), source_reference(card, sources, wording),
                        two_sources ? source_reference(other, sources, wording) : NULL);
    ldose_page_paragraph(out, INDENT, INDENT + 2, first);
    if (rest[0] != '\0')
        ldose_page_paragraph(out, INDENT + 2, INDENT + 2, rest);
}

void
ldose_cards_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                 const LdoseWording *wording)
{
    Sources sources = {g_ptr_array_new_with_free_func(g_free)};
    for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
        g_auto(LdoseCard) flu = {NULL};
        g_auto(LdoseCard) cy = {NULL};
        ldose_card_init(&flu, plan, patient, LDOSE_FLUDARABINE, (LdoseCohort)cohort, wording);
        ldose_card_init(&cy, plan, patient, LDOSE_CYCLOPHOSPHAMIDE, (LdoseCohort)cohort, wording);
        gboolean once = says_the_same(&flu, &cy);
        if (once) {
            g_free(flu.heading);
            flu.heading = heading(wording, LDOSE_DRUG_ANY, (LdoseCohort)cohort);
        }
        print_card(out, &flu, once ? &cy : NULL, &sources, wording);
        if (!once)
            print_card(out, &cy, NULL, &sources, wording);
    }
    print_sources(out, &sources);
    g_ptr_array_unref(sources.texts);
}
