/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding-acknowledge.h"

#include <string.h>

#include "guidance-check.h"
#include "phrase.h"
#include "rule-row.h"

/* ---- what several texts share ---------------------------------------------------------------- */

char *
ldose_sentences(guint n, ...)
{
    GString *text = g_string_new(NULL);
    va_list arguments;
    va_start(arguments, n);
    for (guint i = 0; i < n; i++) {
        g_autofree char *sentence = va_arg(arguments, char *);
        if (sentence != NULL && sentence[0] != '\0')
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", sentence);
    }
    va_end(arguments);
    return g_string_free(text, FALSE);
}

char *
ldose_source_sentence(const LdoseWording *wording, const LdoseRule *rule)
{
    if (rule == NULL || rule->source == NULL)
        return NULL;
    g_autofree char *source = ldose_phrase_rule_source(rule);
    return ldose_tell(wording, N_("Source: %1$s."), source);
}

char *
ldose_note_sentence(const LdoseWording *wording, const LdoseRule *rule)
{
    if (rule == NULL || rule->note == NULL || rule->note[0] == '\0')
        return NULL;
    return g_strdup(ldose_phrase_rule_text(wording, rule->note));
}

/* The clearance that a table reads, where one is known. Result: (nullable). */
static const LdoseClearance *
table_clearance(const LdosePlan *plan, const LdoseTable *table)
{
    int axis = ldose_table_axis(table, LDOSE_QUANTITY_CLEARANCE);
    for (guint i = 0; axis >= 0 && i < plan->n_clearances; i++) {
        if (plan->clearance_equation[i] == table->axes[axis].equation)
            return &plan->clearance[i];
    }
    return NULL;
}

/* "clearance 28.5 mL/min": what this patient has on one axis of any table; NULL: no value. */
static char *
patient_value(const LdoseTelling *telling, const LdoseTable *table, guint axis)
{
    const LdoseAxis *definition = &table->axes[axis];
    double value = 0;
    guint64 missing = 0;
    if (definition->quantity == LDOSE_QUANTITY_DIALYSIS)
        return NULL;
    if (definition->quantity == LDOSE_QUANTITY_CLEARANCE) {
        const LdoseClearance *clearance = table_clearance(telling->plan, table);
        if (clearance == NULL || clearance->state != LDOSE_CLEARANCE_KNOWN)
            return NULL;
        value = definition->indexed ? clearance->indexed.ml_min_173 : clearance->absolute.ml_min;
    } else if (!ldose_axis_value(telling->plan, telling->patient, definition, &value, &missing)) {
        return NULL;
    }
    const char *label = ldose_wording_text(
        telling->wording, ldose_vocabulary_label(&ldose_quantities, (int)definition->quantity));
    return g_strdup_printf(
        "%s %s", label,
        ldose_phrase_axis_value(telling->wording, LDOSE_BLOCK_BUFFER, table, axis, value));
}

/* "clearance 28.5 mL/min, bilirubin 2 mg/dL"; under dialysis its kind, because no estimate
 * counts. */
static char *
patient_values(const LdoseTelling *telling, const LdoseTable *table)
{
    GString *values = g_string_new(NULL);
    if (ldose_table_axis(table, LDOSE_QUANTITY_CLEARANCE) >= 0 &&
        telling->patient->dialysis != LDOSE_DIALYSIS_NONE)
        g_string_append(values,
                        ldose_phrase_dialysis(telling->wording, telling->patient->dialysis));
    for (guint axis = 0; axis < table->n_axes; axis++) {
        g_autofree char *value = patient_value(telling, table, axis);
        if (value != NULL)
            g_string_append_printf(values, "%s%s", values->len > 0 ? ", " : "", value);
    }
    return g_string_free(values, FALSE);
}

static char *
patient_sentence(const LdoseTelling *telling, const LdoseTable *table)
{
    g_autofree char *values = patient_values(telling, table);
    return values[0] != '\0' ? ldose_tell(telling->wording, N_("This patient: %1$s."), values)
                             : NULL;
}

/* ---- one text a code ------------------------------------------------------------------------- */

/* What the other document says, in its own words where it has any. */
static char *
elsewhere_sentence(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    const LdoseRule *rule = finding->rule;
    g_autofree char *document = ldose_phrase_document(&finding->guidance->document);
    g_autofree char *where = finding->table != NULL
                                 ? ldose_phrase_band(wording, finding->table, rule)
                                 : ldose_phrase_conditions(wording, finding->conditions);
    const char *drug = ldose_phrase_drug_title(wording, finding->drug);
    if (rule->text == NULL || rule->text[0] == '\0')
        return ldose_tell(
            wording,
            N_("%1$s: %2$s has no published row there (row %3$s: %4$s); our reading: do "
               "not give."),
            drug, document, rule->id, where);
    const char *verb = ldose_phrase_rule_text(wording, rule->text);
    return finding->table != NULL
               ? ldose_tell(wording, N_("%1$s: %2$s says “%3$s” (row %4$s: %5$s)."), drug, document,
                            verb, rule->id, where)
               : ldose_tell(wording, N_("%1$s: %2$s says “%3$s” with %4$s."), drug, document, verb,
                            where);
}

static char *
contraindicated_elsewhere(const LdoseTelling *telling)
{
    const LdoseFinding *finding = telling->finding;
    return ldose_sentences(3, elsewhere_sentence(telling),
                           finding->table != NULL ? patient_sentence(telling, finding->table)
                                                  : NULL,
                           ldose_source_sentence(telling->wording, finding->rule));
}

/* What one clearance leads to for a drug: "CKD-EPI 2021, de-indexed 88.1 mL/min: full dose, 40.89
 * mg." */
static char *
clearance_sentence(const LdoseTelling *telling, LdoseDrug drug, const LdoseClearance *clearance,
                   const LdoseRule *rule, gboolean in_use)
{
    const LdoseWording *wording = telling->wording;
    const LdoseTable *table = telling->plan->drug[drug].row[LDOSE_COHORT_RENAL].table;
    guint axis = (guint)ldose_table_axis(table, LDOSE_QUANTITY_CLEARANCE);
    gboolean indexed = table->axes[axis].indexed;
    g_autofree char *name = ldose_phrase_clearance_name(wording, clearance, indexed);
    g_autofree char *outcome = ldose_phrase_outcome(
        wording, rule, ldose_phrase_base_mg(telling->plan, drug, LDOSE_COHORT_RENAL));
    const char *value = ldose_phrase_axis_value(wording, LDOSE_BLOCK_BUFFER, table, axis,
                                                indexed ? clearance->indexed.ml_min_173
                                                        : clearance->absolute.ml_min);
    return in_use ? ldose_tell(wording, N_("%1$s: in use is %2$s, %3$s: %4$s."),
                               ldose_phrase_drug_title(wording, (int)drug), name, value, outcome)
                  : ldose_tell(wording, N_("%1$s %2$s: %3$s."), name, value, outcome);
}

char *
ldose_finding_clearance_chosen(const LdoseTelling *telling)
{
    const LdosePlan *plan = telling->plan;
    const LdoseVariant *unchosen = &plan->unchosen;
    char *text = NULL;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
        if (!unchosen->drug_differs[drug])
            continue;
        text = ldose_sentences(3, text,
                               clearance_sentence(telling, (LdoseDrug)drug,
                                                  &plan->clearance[row->clearance], row->rule, TRUE),
                               clearance_sentence(telling, (LdoseDrug)drug, &unchosen->clearance,
                                                  unchosen->rule[drug], FALSE));
    }
    return text;
}

static char *
clearance_disagrees(const LdoseTelling *telling)
{
    const LdosePlan *plan = telling->plan;
    char *text = NULL;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
        gboolean first = TRUE;
        for (guint i = 0; i < plan->n_variants; i++) {
            const LdoseVariant *variant = &plan->variant[i];
            if (!variant->drug_differs[drug])
                continue;
            if (first)
                text = ldose_sentences(2, text,
                                       clearance_sentence(telling, (LdoseDrug)drug,
                                                          &plan->clearance[row->clearance],
                                                          row->rule, TRUE));
            first = FALSE;
            text = ldose_sentences(2, text,
                                   clearance_sentence(telling, (LdoseDrug)drug, &variant->clearance,
                                                      variant->rule[drug], FALSE));
        }
    }
    return text;
}

/* The section that nobody of us has read, for each drug whose table of the organ is "not read". */
static char *
not_read_sentence(const LdoseTelling *telling, LdoseCohort cohort)
{
    char *text = NULL;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &telling->plan->drug[drug].row[cohort];
        if (row->state != LDOSE_ROW_MATCHED || row->rule->outcome != LDOSE_OUTCOME_NOT_READ)
            continue;
        g_autofree char *document =
            ldose_phrase_document(&telling->plan->rules->guidance->document);
        text = ldose_sentences(
            2, text,
            ldose_tell(telling->wording,
                       N_("Not checked by us for %1$s under %2$s: open section “%3$s”."),
                       ldose_phrase_drug(telling->wording, drug), document,
                       ldose_phrase_rule_text(telling->wording, row->rule->text)));
    }
    return text;
}

/* "Bilirubin …, limit 34 µmol/L": the value in the unit of the limit, and as it was entered. */
static char *
gate_value_sentence(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    const LdoseInterval *range = &finding->rule->ranges[0];
    double limit = range->low.bounded ? range->low.limit : range->high.limit;
    g_autofree char *value = patient_value(telling, finding->table, 0);
    const char *limit_text = LDOSE_VALUE(wording, limit, 2, finding->unit);
    gboolean bilirubin_mg_dl = finding->table->axes[0].quantity == LDOSE_QUANTITY_BILIRUBIN &&
                               LDOSE_CASE_HAS(telling->patient->c, LDOSE_COLUMN_BILIRUBIN_MG_DL);
    if (value == NULL)
        return NULL;
    if (!bilirubin_mg_dl)
        return ldose_tell(wording, N_("This patient: %1$s, limit %2$s."), value, limit_text);
    g_autofree char *entered = ldose_phrase_bilirubin(wording, telling->patient);
    return ldose_tell(wording, N_("This patient: %1$s (%2$s), limit %3$s."), value, entered,
                      limit_text);
}

static char *
outside_gate(const LdoseTelling *telling)
{
    const LdoseFinding *finding = telling->finding;
    const LdoseWording *wording = telling->wording;
    if (finding->table == NULL) {
        g_autofree char *conditions = ldose_phrase_conditions(wording, finding->conditions);
        return ldose_sentences(3, ldose_tell(wording, N_("This patient: %1$s."), conditions),
                               ldose_note_sentence(wording, finding->rule),
                               ldose_source_sentence(wording, finding->rule));
    }
    gboolean kidneys = finding->table->axes[0].quantity == LDOSE_QUANTITY_CLEARANCE;
    return ldose_sentences(
        4, gate_value_sentence(telling), ldose_note_sentence(wording, finding->rule),
        not_read_sentence(telling, kidneys ? LDOSE_COHORT_RENAL : LDOSE_COHORT_HEPATIC),
        ldose_source_sentence(wording, finding->rule));
}

static char *
outside_population(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    const LdoseRegimen *regimen = telling->plan->rules->regimen;
    const LdoseGuidance *guidance = finding->guidance;
    const char *regimen_title = ldose_phrase_rule_text(wording, regimen->document.title);
    if ((finding->columns & LDOSE_COLUMN_BIT(LDOSE_COLUMN_REGIMEN)) != 0)
        return ldose_tell(wording, N_("The document “%1$s” is not meant for the regimen “%2$s”."),
                          ldose_phrase_rule_text(wording, guidance->document.title), regimen_title);
    g_autofree char *age = ldose_phrase_age(wording, telling->patient->age_years);
    g_autofree char *ages = ldose_phrase_interval(
        wording, guidance != NULL ? &guidance->applies.age_years : &regimen->age_years,
        LDOSE_UNIT_YEARS);
    if (guidance == NULL)
        return ldose_tell(wording,
                          N_("The patient is %1$s old; the regimen “%2$s” is for ages: %3$s."), age,
                          regimen_title, ages);
    return ldose_tell(wording,
                      N_("The patient is %1$s old; the document “%2$s” is for ages: %3$s."), age,
                      ldose_phrase_rule_text(wording, guidance->document.title), ages);
}

static char *
jurisdiction_mixed(const LdoseTelling *telling)
{
    const LdoseDocument *regimen = &telling->plan->rules->regimen->document;
    const LdoseDocument *guidance = &telling->plan->rules->guidance->document;
    g_autofree char *regimen_name = ldose_phrase_document(regimen);
    g_autofree char *guidance_name = ldose_phrase_document(guidance);
    return ldose_tell(
        telling->wording,
        N_("The regimen %1$s is from %2$s, the drug label %3$s from %4$s: the label’s "
           "rows were not written for this regimen."),
        regimen_name, regimen->jurisdiction, guidance_name, guidance->jurisdiction);
}

static char *
creatinine_old(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    LdoseDate start = telling->plan->schedule.ld_start;
    g_autofree char *taken = ldose_phrase_date(wording, telling->patient->creatinine_date);
    g_autofree char *on =
        ldose_phrase_date(wording, start.year != 0 ? start : telling->patient->as_of);
    const char *days = LDOSE_WHOLE(wording, finding->value);
    const char *limit = LDOSE_WHOLE(wording, finding->limit);
    char *age =
        start.year != 0
            ? ldose_tell_count(wording, (gulong)finding->value,
                               "Creatinine is of %1$s, %2$s day before the first day of "
                               "lymphodepletion (%3$s); limit of this site policy: %4$s.",
                               "Creatinine is of %1$s, %2$s days before the first day of "
                               "lymphodepletion (%3$s); limit of this site policy: %4$s.",
                               taken, days, on, limit)
            : ldose_tell_count(wording, (gulong)finding->value,
                               "Creatinine is of %1$s, %2$s day before %3$s; limit of this site "
                               "policy: %4$s.",
                               "Creatinine is of %1$s, %2$s days before %3$s; limit of this site "
                               "policy: %4$s.",
                               taken, days, on, limit);
    return ldose_sentences(
        2, age,
        finding->other > 0
            ? ldose_tell(wording, N_("It is short because clearance is below %1$s."),
                         LDOSE_VALUE(wording, finding->other, 1, LDOSE_UNIT_ML_MIN))
            : NULL);
}

static char *
creatinine_unreliable(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    GString *reasons = g_string_new(NULL);
    g_autofree char *conditions = ldose_phrase_conditions(wording, finding->conditions);
    if (finding->table != NULL) {
        g_autofree char *value = patient_value(telling, finding->table, 0);
        g_string_append(reasons, value != NULL ? value : "");
    }
    if (conditions[0] != '\0')
        g_string_append_printf(reasons, "%s%s", reasons->len > 0 ? ", " : "", conditions);
    if ((finding->columns & LDOSE_COLUMN_BIT(LDOSE_COLUMN_CIRRHOSIS)) != 0)
        g_string_append_printf(reasons, "%s%s", reasons->len > 0 ? ", " : "",
                               ldose_wording_text(wording, N_("cirrhosis")));
    g_autofree char *list = g_string_free(reasons, FALSE);
    return ldose_sentences(
        3, ldose_tell(wording, N_("This patient: %1$s."), list),
        finding->rule != NULL
            ? ldose_note_sentence(wording, finding->rule)
            : ldose_tell(wording, N_("Clearance by creatinine may look better than it is.")),
        ldose_source_sentence(wording, finding->rule));
}

static char *
rule_hole(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    g_autofree char *band = ldose_phrase_band(wording, finding->table, finding->rule);
    g_autofree char *values = patient_values(telling, finding->table);
    g_autofree char *outcome = ldose_phrase_outcome(wording, finding->rule, 0);
    return ldose_sentences(
        2,
        ldose_tell(wording,
                   N_("%1$s: %2$s lies in a hole of the source (%3$s); our reading is row %4$s."),
                   ldose_phrase_drug_title(wording, finding->drug), values, band,
                   finding->rule->reading->id),
        finding->rule->note[0] != '\0' ? ldose_note_sentence(wording, finding->rule)
                                       : ldose_tell(wording, N_("It leads to: %1$s."), outcome));
}

static char *
both_organs(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    g_autofree char *bilirubin = ldose_phrase_bilirubin(wording, telling->patient);
    gboolean mg_dl = LDOSE_CASE_HAS(telling->patient->c, LDOSE_COLUMN_BILIRUBIN_MG_DL);
    double limit_umol_l = finding->other_limit;
    const char *limit =
        mg_dl ? LDOSE_VALUE(wording, ldose_bilirubin_mg_dl_from_umol_l(limit_umol_l), 2,
                            LDOSE_UNIT_MG_DL)
              : LDOSE_VALUE(wording, limit_umol_l, 0, LDOSE_UNIT_UMOL_L);
    return ldose_tell(
        wording, N_("Clearance is %1$s mL/min (limit %2$s), bilirubin %3$s (limit %4$s)."),
        ldose_wording_number_beside(wording, LDOSE_BLOCK_BUFFER, finding->value, 1, finding->limit),
        LDOSE_NUMBER(wording, finding->limit, 1), bilirubin, limit);
}

static char *
unverified(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    if (finding->rule == NULL)
        return ldose_tell(
            wording, N_("Doses or days of the regimen “%1$s” were not read in any label."),
            ldose_phrase_rule_text(wording, telling->plan->rules->regimen->document.title));
    g_autofree char *document = ldose_phrase_document(&finding->guidance->document);
    return ldose_sentences(2,
                           ldose_tell(wording, N_("%1$s: row %2$s of %3$s is unverified."),
                                      ldose_phrase_drug_title(wording, finding->drug),
                                      finding->rule->id, document),
                           ldose_source_sentence(wording, finding->rule));
}

static char *
over_limit(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    const LdoseDrugPolicy *policy = &telling->plan->rules->formulary->drug[finding->drug];
    return ldose_tell(
        wording,
        N_("%1$s: the calculated %2$s a day is above the normal maximum of %3$s (%4$s of "
           "the regimen’s own amount)."),
        ldose_phrase_drug_title(wording, finding->drug), LDOSE_MG(wording, finding->value),
        LDOSE_MG(wording, finding->limit),
        LDOSE_VALUE(wording, policy->normal_maximum_percent, 1, LDOSE_UNIT_PERCENT));
}

/* ---- fluid in the weight --------------------------------------------------------------------- */

/* What one drug would get if one weight fed both its size and its clearance; NULL: cannot be
 * told. */
static char *
dose_with_weight(const LdoseTelling *telling, LdoseDrug drug, LdoseWeightKind weight)
{
    const LdoseRule *rule;
    double base_mg;
    if (ldose_phrase_base_mg(telling->plan, drug, LDOSE_COHORT_RENAL) <= 0 ||
        !ldose_plan_with_weight(telling->plan, telling->patient, drug, weight, &base_mg, &rule))
        return NULL;
    g_autofree char *outcome = ldose_phrase_outcome(telling->wording, rule, base_mg);
    return g_strdup_printf("%s %s", ldose_phrase_drug(telling->wording, (int)drug), outcome);
}

static char *
throughout_sentence(const LdoseTelling *telling, LdoseWeightKind weight)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *flu = dose_with_weight(telling, LDOSE_FLUDARABINE, weight);
    g_autofree char *cy = dose_with_weight(telling, LDOSE_CYCLOPHOSPHAMIDE, weight);
    if (flu == NULL || cy == NULL)
        return NULL;
    return ldose_tell(
        wording, N_("With %1$s, %2$s, for size and clearance alike: %3$s; %4$s."),
        ldose_phrase_weight(wording, weight),
        LDOSE_VALUE(wording, telling->plan->measures.weight_kg[weight], 2, LDOSE_UNIT_KG), flu, cy);
}

/* The highest limit below the value in use at which the row changes; 0: none. */
static double
next_limit_below(const LdoseRow *row, guint axis)
{
    double found = 0;
    for (guint i = 0; i < row->table->n_rules; i++) {
        const LdoseBound *bound = &row->table->rules[i].ranges[axis].high;
        double values[LDOSE_TABLE_MAX_AXES];
        if (!bound->bounded || bound->limit <= found ||
            ldose_limit_compare(bound->limit, row->values[axis]) >= 0)
            continue;
        memcpy(values, row->values, sizeof values);
        values[axis] = bound->limit * (1 - LDOSE_JUST_ABOVE);
        const LdoseRule *rule = ldose_table_match(row->table, values);
        if (rule != NULL && !ldose_rules_agree(row->table, row->rule, rule))
            found = bound->limit;
    }
    return found;
}

/* "Enter a dry weight: below 76.3 kg the row of fludarabine changes." */
static char *
dry_weight_sentence(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &telling->plan->drug[drug].row[LDOSE_COHORT_RENAL];
        if (row->state != LDOSE_ROW_MATCHED || row->clearance < 0)
            continue;
        int axis = ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE);
        double limit = next_limit_below(row, (guint)axis);
        if (row->table->axes[axis].indexed || limit <= 0)
            continue;
        const LdoseClearance *clearance = &telling->plan->clearance[row->clearance];
        double kg = ldose_clearance_weight_at(clearance, limit);
        if (kg > 0)
            return ldose_tell(wording,
                              N_("Enter a dry weight: the row of %1$s changes below %2$s, where "
                                 "clearance falls below "
                                 "%3$s."),
                              ldose_phrase_drug(wording, drug),
                              LDOSE_VALUE(wording, kg, 1, LDOSE_UNIT_KG),
                              LDOSE_VALUE(wording, limit, 1, LDOSE_UNIT_ML_MIN));
    }
    return ldose_tell(wording, N_("Enter a dry weight and compare."));
}

static char *
weight_fluid(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdosePatient *patient = telling->patient;
    const char *weight = LDOSE_VALUE(wording, patient->weight_kg, 2, LDOSE_UNIT_KG);
    char *first =
        LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_DRY_WEIGHT_KG)
            ? ldose_tell(
                  wording,
                  N_("The weight of %1$s holds ascites or oedema; the dry weight is %2$s. No "
                     "source says which one to use."),
                  weight, LDOSE_VALUE(wording, patient->dry_weight_kg, 2, LDOSE_UNIT_KG))
            : ldose_tell(
                  wording,
                  N_("The weight of %1$s holds ascites or oedema, and no dry weight is given. No "
                     "source says which one to use."),
                  weight);
    char *source = ldose_source_sentence(wording, telling->finding->rule);
    if (!LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_DRY_WEIGHT_KG))
        return ldose_sentences(3, first, dry_weight_sentence(telling), source);
    return ldose_sentences(4, first, throughout_sentence(telling, LDOSE_WEIGHT_ACTUAL),
                           throughout_sentence(telling, LDOSE_WEIGHT_DRY), source);
}

/* ---------------------------------------------------------------------------------------------- */

char *
ldose_acknowledge_text(const LdoseTelling *telling)
{
    switch ((int)telling->finding->code) {
    case LDOSE_FINDING_CONTRAINDICATED_ELSEWHERE: return contraindicated_elsewhere(telling);
    case LDOSE_FINDING_CLEARANCE_DISAGREES: return clearance_disagrees(telling);
    case LDOSE_FINDING_OUTSIDE_GATE: return outside_gate(telling);
    case LDOSE_FINDING_OUTSIDE_POPULATION: return outside_population(telling);
    case LDOSE_FINDING_JURISDICTION_MIXED: return jurisdiction_mixed(telling);
    case LDOSE_FINDING_CREATININE_OLD: return creatinine_old(telling);
    case LDOSE_FINDING_CREATININE_UNRELIABLE: return creatinine_unreliable(telling);
    case LDOSE_FINDING_WEIGHT_FLUID: return weight_fluid(telling);
    case LDOSE_FINDING_RULE_HOLE: return rule_hole(telling);
    case LDOSE_FINDING_BOTH_ORGANS: return both_organs(telling);
    case LDOSE_FINDING_UNVERIFIED: return unverified(telling);
    case LDOSE_FINDING_OVER_LIMIT: return over_limit(telling);
    default: return NULL;
    }
}
