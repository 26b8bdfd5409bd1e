/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding-text.h"

#include <string.h>

#include "finding-acknowledge.h"
#include "finding-size.h"
#include "phrase.h"
#include "regimen-text.h"

/* ---- why there is no dose -------------------------------------------------------------------- */

/* Limits of fludarabine's kidney table below a value, the nearest first: "50, 49, 30"; "" none. */
static char *
limits_ahead(const LdoseTelling *telling, const LdoseTable *table, guint axis, double value)
{
    GString *text = g_string_new(NULL);
    const char *unit = ldose_unit_symbol(table->axes[axis].unit);
    double below = value;
    for (;;) {
        double next = 0;
        for (guint i = 0; i < table->n_rules; i++) {
            const LdoseInterval *range = &table->rules[i].ranges[axis];
            if (range->low.bounded && ldose_limit_compare(range->low.limit, below) < 0)
                next = MAX(next, range->low.limit);
            if (range->high.bounded && ldose_limit_compare(range->high.limit, below) < 0)
                next = MAX(next, range->high.limit);
        }
        if (next <= 0) {
            if (text->len > 0)
                g_string_append_printf(text, " %s", unit);
            return g_string_free(text, FALSE);
        }
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                               LDOSE_NUMBER(telling->wording, next, 4));
        below = next;
    }
}

static char *
last_estimate(const LdoseTelling *telling)
{
    const LdosePlan *plan = telling->plan;
    const LdoseRow *row = &plan->drug[LDOSE_FLUDARABINE].row[LDOSE_COHORT_RENAL];
    if (row->table == NULL || row->clearance < 0)
        return NULL;
    guint axis = (guint)ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE);
    const LdoseClearance *clearance = &plan->clearance[row->clearance];
    double value =
        row->table->axes[axis].indexed ? clearance->indexed.ml_min_173 : clearance->absolute.ml_min;
    g_autofree char *limits = limits_ahead(telling, row->table, axis, value);
    const char *text =
        ldose_phrase_axis_value(telling->wording, LDOSE_BLOCK_BUFFER, row->table, axis, value);
    if (limits[0] == '\0')
        return ldose_tell(telling->wording,
                          N_("The last value would give %1$s, an upper estimate while it rises."),
                          text);
    return ldose_tell(telling->wording,
                      N_("The last value would give %1$s, an upper estimate while it rises; limits "
                         "ahead in %2$s: %3$s."),
                      text, plan->rules->guidance->document.id, limits);
}

static char *
creatinine_unstable(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdosePatient *patient = telling->patient;
    g_autofree char *now = ldose_phrase_creatinine(wording, patient, patient->creatinine_mg_dl);
    g_autofree char *earlier =
        ldose_phrase_creatinine(wording, patient, patient->creatinine_earlier_mg_dl);
    const char *times =
        LDOSE_NUMBER(wording, patient->creatinine_mg_dl / patient->creatinine_earlier_mg_dl, 2);
    gboolean dated =
        patient->creatinine_date.year != 0 && patient->creatinine_earlier_date.year != 0;
    char *rise;
    if (patient->creatinine_is_bound) {
        rise = ldose_tell(
            wording,
            N_("Creatinine may have risen: it was %1$s and is now given only as below %2$s (up to "
               "%3$s times): no estimate of clearance is valid."),
            earlier, now, times);
    } else if (dated) {
        int days =
            ldose_date_days_between(patient->creatinine_earlier_date, patient->creatinine_date);
        rise = ldose_tell(
            wording,
            N_("Creatinine rose from %1$s to %2$s (%3$s times; number of days: %4$s): no "
               "estimate of clearance is valid."),
            earlier, now, times, LDOSE_WHOLE(wording, days));
    } else {
        rise =
            ldose_tell(wording,
                       N_("Creatinine rose from %1$s to %2$s (%3$s times; without both dates the "
                          "shortest time is assumed): no estimate of clearance is valid."),
                       earlier, now, times);
    }
    return ldose_sentences(2, rise, last_estimate(telling));
}

static char *
no_rule_for_children(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseGuidance *guidance = telling->plan->rules->guidance;
    const char *title = ldose_phrase_rule_text(wording, guidance->document.title);
    g_autofree char *age = ldose_phrase_age(wording, telling->patient->age_years);
    char *why;
    if (ldose_applies_to_age(&guidance->applies, telling->patient->age_years)) {
        why = ldose_tell(wording, N_("“%1$s” states limits in mL/min; the patient is %2$s old."),
                         title, age);
    } else {
        g_autofree char *ages =
            ldose_phrase_interval(wording, &guidance->applies.age_years, LDOSE_UNIT_YEARS);
        why = ldose_tell(wording, N_("“%1$s” is for ages: %2$s; the patient is %3$s old."), title,
                         ages, age);
    }
    return ldose_sentences(
        2, why,
        ldose_tell(wording, N_("In a child a limit in mL/min is never compared with anything.")));
}

static char *
drug_not_covered(const LdoseTelling *telling)
{
    const LdosePlan *plan = telling->plan;
    char *text = NULL;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (!plan->drug[drug].covered)
            text = ldose_sentences(
                2, text,
                ldose_tell(
                    telling->wording, N_("“%1$s” has no rows for %2$s with this regimen."),
                    ldose_phrase_rule_text(telling->wording, plan->rules->guidance->document.title),
                    ldose_phrase_drug(telling->wording, drug)));
    }
    return text;
}

/* ---- notes on rules -------------------------------------------------------------------------- */

static char *
overridden(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseDrugPlan *drug = &telling->plan->drug[telling->finding->drug];
    g_autofree char *reason =
        ldose_phrase_case_text(telling->patient, LDOSE_COLUMN_OVERRIDE_REASON);
    g_autofree char *by = ldose_phrase_case_text(telling->patient, LDOSE_COLUMN_DECIDED_BY);
    g_autofree char *prescriber = ldose_phrase_case_text(telling->patient, LDOSE_COLUMN_PRESCRIBER);
    LdosePart part = {drug->part, drug->part, TRUE};
    g_autofree char *part_text = ldose_phrase_part(wording, &part);
    g_autofree char *original =
        ldose_phrase_original(wording, telling->plan, (LdoseDrug)telling->finding->drug);
    return ldose_tell(
        wording,
        N_("%1$s: the rules say “%2$s”; decided instead: %3$s. Reason: %4$s. Decided by: %5$s. "
           "Prescriber: %6$s."),
        ldose_phrase_drug_title(wording, telling->finding->drug), original, part_text, reason, by,
        prescriber);
}

/* A caution of the chosen document stands among the reasons with its source; of any other, here. */
static char *
caution(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    gboolean of_guidance = finding->guidance == telling->plan->rules->guidance;
    const char *note = ldose_phrase_rule_text(wording, finding->rule->note);
    return ldose_sentences(2,
                           finding->drug == LDOSE_DRUG_ANY
                               ? g_strdup(note)
                               : ldose_tell(wording, N_("%1$s: %2$s"),
                                            ldose_phrase_drug_title(wording, finding->drug), note),
                           of_guidance ? NULL : ldose_source_sentence(wording, finding->rule));
}

/* The creatinine at which the patient's clearance would reach the limit; NULL: not so. */
static char *
creatinine_at_limit(const LdoseTelling *telling, guint axis)
{
    const LdosePlan *plan = telling->plan;
    const LdosePatient *patient = telling->patient;
    const LdoseFinding *finding = telling->finding;
    if (finding->clearance < 0)
        return NULL;
    const LdoseAxis *definition = &finding->table->axes[axis];
    double mg_dl = ldose_clearance_creatinine_at(patient, &plan->measures,
                                                 &plan->clearance[finding->clearance],
                                                 finding->limit, definition->indexed);
    if (mg_dl <= 0)
        return NULL;
    gboolean umol = LDOSE_CASE_HAS(patient->c, LDOSE_COLUMN_CREATININE_UMOL_L);
    double factor = umol ? LDOSE_CREATININE_UMOL_L_PER_MG_DL : 1;
    return g_strdup_printf("%s %s",
                           ldose_wording_number_beside(telling->wording, LDOSE_BLOCK_BUFFER,
                                                       mg_dl * factor, umol ? 0 : 2,
                                                       patient->creatinine_mg_dl * factor),
                           ldose_unit_symbol(umol ? LDOSE_UNIT_UMOL_L : LDOSE_UNIT_MG_DL));
}

/* Exactly at the limit the row does not change at the patient's own creatinine, but on the side of it
 * where the other row's clearances lie: the higher creatinine has the lower clearance. Result: 1 above
 * it, -1 below it, 0 at the creatinine that is told. */
static int
side_of_change(const LdoseFinding *finding, guint axis)
{
    const LdoseBound *high = &finding->rule->ranges[axis].high;
    if (ldose_limit_compare(finding->value, finding->limit) != 0)
        return 0;
    return high->bounded && ldose_limit_compare(high->limit, finding->limit) == 0 ? 1 : -1;
}

/* Whether the source leaves open to which row the limit belongs. */
static gboolean
limit_is_unclear(const LdoseFinding *finding, guint axis)
{
    for (guint i = 0; i < finding->table->n_rules; i++) {
        const LdoseRule *rule = &finding->table->rules[i];
        const LdoseInterval *range = &rule->ranges[axis];
        gboolean touches =
            (range->low.bounded && ldose_limit_compare(range->low.limit, finding->limit) == 0) ||
            (range->high.bounded && ldose_limit_compare(range->high.limit, finding->limit) == 0);
        if (touches && rule->edge_basis == LDOSE_EDGE_INTERPRETATION &&
            rule->outcome != LDOSE_OUTCOME_UNDEFINED)
            return TRUE;
    }
    return FALSE;
}

static char *
near_limit(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    guint axis = (guint)finding->axis;
    const LdoseAxis *definition = &finding->table->axes[axis];
    g_autofree char *creatinine = creatinine_at_limit(telling, axis);
    g_autofree char *outcome = ldose_phrase_outcome(
        wording, finding->rule,
        ldose_phrase_base_mg(telling->plan, (LdoseDrug)finding->drug, finding->table->cohort));
    const char *drug = ldose_phrase_drug_title(wording, finding->drug);
    const char *quantity = ldose_wording_text(
        wording, ldose_vocabulary_label(&ldose_quantities, (int)definition->quantity));
    const char *value =
        ldose_phrase_axis_value(wording, LDOSE_BLOCK_BUFFER, finding->table, axis, finding->value);
    const char *limit = LDOSE_NUMBER(wording, finding->limit, 4);
    int side = side_of_change(finding, axis);
    char *sentence =
        creatinine != NULL
            ? ldose_tell(wording,
                         side > 0   ? N_("%1$s: %2$s %3$s, limit %4$s. The row changes above "
                                         "creatinine %5$s: then %6$s.")
                         : side < 0 ? N_("%1$s: %2$s %3$s, limit %4$s. The row changes below "
                                         "creatinine %5$s: then %6$s.")
                                    : N_("%1$s: %2$s %3$s, limit %4$s. The row changes at "
                                         "creatinine %5$s: then %6$s."),
                         drug, quantity, value, limit, creatinine, outcome)
            : ldose_tell(wording, N_("%1$s: %2$s %3$s, limit %4$s. On its other side: %5$s."), drug,
                         quantity, value, limit, outcome);
    return ldose_sentences(
        2, sentence,
        limit_is_unclear(finding, axis)
            ? ldose_tell(wording, N_("The source leaves open to which row %1$s itself belongs."),
                         limit)
            : NULL);
}

static char *
interpreted_limit(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    g_autofree char *band = ldose_phrase_band(wording, finding->table, finding->rule);
    return ldose_tell(
        wording,
        N_("%1$s: %2$s is exactly the limit of row %3$s (%4$s). That the limit belongs to "
           "this row is our reading."),
        ldose_phrase_drug_title(wording, finding->drug),
        LDOSE_VALUE(wording, finding->value, 4, finding->unit), finding->rule->id, band);
}

static char *
dialysis_reading(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    g_autofree char *band = ldose_phrase_band(wording, finding->table, finding->rule);
    return ldose_tell(wording,
                      N_("%1$s: %2$s, so no estimate of clearance counts. The source does not name "
                         "dialysis; that its worst row counts (%3$s) is our reading."),
                      ldose_phrase_drug_title(wording, finding->drug),
                      ldose_phrase_dialysis(wording, telling->patient->dialysis), band);
}

static char *
in_proportion(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseRule *rule = telling->finding->rule;
    const LdoseRegimenDose *dose = &telling->plan->rules->regimen->dose[telling->finding->drug];
    return ldose_tell(wording,
                      N_("%1$s: %2$s of %3$s in the source, applied in proportion: %4$s of %5$s."),
                      ldose_phrase_drug_title(wording, telling->finding->drug),
                      LDOSE_NUMBER(wording, rule->dose, 2),
                      LDOSE_VALUE(wording, rule->dose_base, 2, rule->dose_unit),
                      LDOSE_NUMBER(wording, rule->part.low * dose->amount, 2),
                      LDOSE_VALUE(wording, dose->amount, 2, dose->unit));
}

/* ---- notes on kidneys and liver -------------------------------------------------------------- */

static char *
estimator_other(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseClearance *used = &telling->plan->clearance[telling->finding->clearance];
    const char *named = ldose_phrase_formula(wording, (LdoseFormulaId)telling->finding->formula);
    g_autofree char *name = ldose_phrase_clearance_name(
        wording, used,
        used->choice != LDOSE_CHOSEN_MEASURED &&
            ldose_formula_get(used->formula)->kind == LDOSE_FORMULA_KIND_INDEXED_CLEARANCE);
    return ldose_tell(wording, N_("The source names %1$s; in use is %2$s."), named, name);
}

static char *
creatinine_bound(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *bound =
        ldose_phrase_creatinine(wording, telling->patient, telling->finding->value);
    return ldose_tell(
        wording,
        N_("Creatinine is only known to be below %1$s; every value below it leads to the "
           "same row."),
        bound);
}

static char *
gilbert(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *bilirubin = ldose_phrase_bilirubin(wording, telling->patient);
    return ldose_tell(
        wording,
        N_("Bilirubin %1$s with Gilbert syndrome: EBMT accepts a higher bilirubin here and "
           "prints no upper figure."),
        bilirubin);
}

static char *
clearances_agree(const LdoseTelling *telling)
{
    const LdosePlan *plan = telling->plan;
    const LdoseWording *wording = telling->wording;
    GString *list = g_string_new(NULL);
    for (guint i = 0; i <= plan->n_variants; i++) {
        const LdoseClearance *clearance =
            i == 0 ? &plan->clearance[plan->clearance_in_use] : &plan->variant[i - 1].clearance;
        g_autofree char *name = ldose_phrase_clearance_name(wording, clearance, FALSE);
        g_string_append_printf(list, "%s%s: %s", i > 0 ? "; " : "", name,
                               LDOSE_NUMBER(wording, clearance->absolute.ml_min, 1));
    }
    g_autofree char *text = g_string_free(list, FALSE);
    return ldose_tell(
        wording, N_("The clearances compared, in mL/min, are all in the same row. %1$s."), text);
}

/* ---- notes on the course --------------------------------------------------------------------- */

static char *
dates_past(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *start = ldose_phrase_date(wording, telling->plan->schedule.ld_start);
    g_autofree char *today = ldose_phrase_date(wording, telling->patient->as_of);
    return ldose_tell(wording, N_("Lymphodepletion begins on %1$s; the plan is of %2$s."), start,
                      today);
}

/* The counts that the omission hangs on; it is only told where all of them are given. */
static char *
counts_text(const LdoseTelling *telling)
{
    static const LdoseColumn columns[LDOSE_N_COUNTS] = {
        LDOSE_COLUMN_WBC_10E9_L, LDOSE_COLUMN_ANC_10E9_L, LDOSE_COLUMN_PLATELETS_10E9_L};
    const GArray *conditions = telling->plan->rules->regimen->omission.conditions;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < conditions->len; i++) {
        int count = g_array_index(conditions, LdoseCountCondition, i).count;
        if (count < 0)
            continue;
        g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "",
                               ldose_phrase_count(telling->wording, (LdoseCount)count),
                               LDOSE_VALUE(telling->wording,
                                           telling->patient->c->value[columns[count]].number, 3,
                                           LDOSE_UNIT_10E9_L));
    }
    return g_string_free(text, FALSE);
}

static char *
omission_possible(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *counts = counts_text(telling);
    return ldose_sentences(2, ldose_tell(wording, N_("This patient: %1$s."), counts),
                           ldose_omission_text(telling->plan->rules->regimen, wording));
}

static char *
alternative_named(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *conditions = ldose_phrase_conditions(wording, telling->finding->conditions);
    return ldose_tell(wording, N_("With %1$s the regimen’s source names: %2$s"), conditions,
                      ldose_phrase_rule_text(wording, telling->finding->text));
}

static char *
past_review(const LdoseTelling *telling)
{
    const LdoseRuleSet *rules = telling->plan->rules;
    const LdoseDocument *documents[] = {&rules->regimen->document, &rules->guidance->document,
                                        &rules->formulary->document, &rules->general->document};
    char *text = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
        const LdoseDocument *document = documents[i];
        if (document->review_by.year == 0 ||
            ldose_date_days_between(document->review_by, telling->patient->as_of) <= 0)
            continue;
        g_autofree char *name = ldose_phrase_document(document);
        g_autofree char *by = ldose_phrase_date(telling->wording, document->review_by);
        text = ldose_sentences(
            2, text,
            ldose_tell(telling->wording, N_("%1$s was to be reviewed by %2$s."), name, by));
    }
    return text;
}

/* Few conditions by name, many by number. */
static char *
not_stated(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    guint n_conditions = (guint)__builtin_popcount(finding->conditions);
    g_autofree char *columns = ldose_phrase_column_labels(wording, finding->columns);
    g_autofree char *conditions = NULL;
    if (n_conditions == LDOSE_N_CONDITIONS)
        conditions = ldose_tell(wording, N_("every condition"));
    else if (n_conditions > 4)
        conditions = ldose_tell(wording, N_("%1$s conditions"), LDOSE_WHOLE(wording, n_conditions));
    else
        conditions = ldose_phrase_conditions(wording, finding->conditions);
    gboolean both = columns[0] != '\0' && conditions[0] != '\0';
    g_autofree char *list = g_strconcat(columns, both ? ", " : "", conditions, NULL);
    return ldose_tell(wording, N_("No rule that hangs on one of these was applied: %1$s."), list);
}

/* ---------------------------------------------------------------------------------------------- */

static char *
unused_answer(const LdoseTelling *telling)
{
    g_autofree char *labels = ldose_phrase_column_labels(telling->wording, telling->finding->columns);
    return ldose_tell(telling->wording, N_("Nothing asked for: %1$s."), labels);
}

static char *
stop_or_note_text(const LdoseTelling *telling)
{
    switch ((int)telling->finding->code) {
    case LDOSE_FINDING_CREATININE_UNSTABLE: return creatinine_unstable(telling);
    case LDOSE_FINDING_NO_RULE_FOR_CHILDREN: return no_rule_for_children(telling);
    case LDOSE_FINDING_DRUG_NOT_COVERED: return drug_not_covered(telling);
    case LDOSE_FINDING_OVERRIDDEN: return overridden(telling);
    case LDOSE_FINDING_CAUTION: return caution(telling);
    case LDOSE_FINDING_NEAR_LIMIT: return near_limit(telling);
    case LDOSE_FINDING_INTERPRETED_LIMIT: return interpreted_limit(telling);
    case LDOSE_FINDING_DIALYSIS_READING: return dialysis_reading(telling);
    case LDOSE_FINDING_IN_PROPORTION: return in_proportion(telling);
    case LDOSE_FINDING_ESTIMATOR_OTHER: return estimator_other(telling);
    case LDOSE_FINDING_CLEARANCE_CHOSEN: return ldose_finding_clearance_chosen(telling);
    case LDOSE_FINDING_CREATININE_BOUND: return creatinine_bound(telling);
    case LDOSE_FINDING_GILBERT: return gilbert(telling);
    case LDOSE_FINDING_CLEARANCES_AGREE: return clearances_agree(telling);
    case LDOSE_FINDING_DATES_PAST: return dates_past(telling);
    case LDOSE_FINDING_WINDOW_OUTSIDE:
    case LDOSE_FINDING_WINDOW_BOUNDARY:
        return ldose_window_judgement(telling->plan, telling->wording);
    case LDOSE_FINDING_OMISSION_POSSIBLE: return omission_possible(telling);
    case LDOSE_FINDING_ALTERNATIVE_NAMED: return alternative_named(telling);
    case LDOSE_FINDING_UNUSED_ANSWER: return unused_answer(telling);
    case LDOSE_FINDING_PAST_REVIEW: return past_review(telling);
    case LDOSE_FINDING_NOT_STATED: return not_stated(telling);
    default: g_assert_not_reached();
    }
}

char *
ldose_finding_text(const LdosePlan *plan, const LdosePatient *patient, const LdoseFinding *finding,
                   const LdoseWording *wording)
{
    LdoseTelling telling = {plan, patient, finding, wording};
    char *text = ldose_acknowledge_text(&telling);
    if (text == NULL)
        text = ldose_size_note_text(&telling);
    return text != NULL ? text : stop_or_note_text(&telling);
}
