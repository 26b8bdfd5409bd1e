/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase.h"

#include <math.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"

/* Between signs that isolate its direction (Unicode FSI and PDI), "−5 mg" stays as it is in a sentence that
 * runs from right to left. */
static char *
isolate_places(const char *format)
{
    static gsize once;
    static GRegex *places;
    if (g_once_init_enter(&once)) {
        places = g_regex_new("%(?:\\d+\\$)?s", G_REGEX_OPTIMIZE, 0, NULL);
        g_assert(places != NULL);
        g_once_init_leave(&once, 1);
    }
    return g_regex_replace(places, format, -1, 0, "\u2068\\0\u2069", 0, NULL);
}

static char *tell(const LdoseWording *wording, const char *format, va_list arguments)
    G_GNUC_PRINTF(2, 0);

static char *
tell(const LdoseWording *wording, const char *format, va_list arguments)
{
    if (!wording->right_to_left)
        return g_strdup_vprintf(format, arguments);
    g_autofree char *isolated = isolate_places(format);
    return g_strdup_vprintf(isolated, arguments);
}

char *
ldose_tell(const LdoseWording *wording, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = tell(wording, ldose_wording_text(wording, format), arguments);
    va_end(arguments);
    return text;
}

char *
ldose_tell_count(const LdoseWording *wording, gulong n, const char *one, const char *many, ...)
{
    va_list arguments;
    va_start(arguments, many);
    char *text = tell(wording, ldose_wording_plural(wording, one, many, n), arguments);
    va_end(arguments);
    return text;
}

/* What a language's rules for plurals take of a measured number: 1 for one, and "1.5 years" are
 * many. */
static gulong
count_of(double value)
{
    double whole = nearbyint(value);
    return ldose_limit_compare(value, whole) == 0 && whole >= 0 ? (gulong)whole : 2;
}

/* The decimals of an English text that measure something: a unit follows, or such a number. */
static const GRegex *
measured_decimals(void)
{
    static gsize once;
    static GRegex *regex;
    if (g_once_init_enter(&once)) {
        regex = g_regex_new("(?<![\\d.])(\\d+)\\.(\\d+)"
                            "(?=(?: (?:to|and|or) \\d+(?:\\.\\d+)?)* (?:mg|mL|kg|m²|cm|µmol|%|×))",
                            G_REGEX_OPTIMIZE, 0, NULL);
        g_assert(regex != NULL);
        g_once_init_leave(&once, 1);
    }
    return regex;
}

/* A translation has its language's sign; the page may be set to another: "--lang de" in an English
 * locale. */
static const GRegex *
decimal_commas(void)
{
    static gsize once;
    static GRegex *regex;
    if (g_once_init_enter(&once)) {
        regex = g_regex_new("(?<=\\d),(?=\\d)", G_REGEX_OPTIMIZE, 0, NULL);
        g_assert(regex != NULL);
        g_once_init_leave(&once, 1);
    }
    return regex;
}

const char *
ldose_phrase_rule_text(const LdoseWording *wording, const char *text)
{
    const char *translated = ldose_wording_rule_text(wording, text);
    gboolean is_translated = strcmp(translated, text) != 0;
    /* The texts of the documents are few, so that what is made of them can stay. */
    g_autofree char *dressed = NULL;
    if (is_translated && wording->decimal_sign == '.')
        dressed = g_regex_replace(decimal_commas(), translated, -1, 0, ".", 0, NULL);
    else if (wording->decimal_sign == ',')
        dressed = g_regex_replace(measured_decimals(), translated, -1, 0, "\\1,\\2", 0, NULL);
    return dressed != NULL ? g_intern_string(dressed) : translated;
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* Words among the units are translated, symbols never; one of them holds a decimal sign (R24). */
static const char *
unit_text(const LdoseWording *wording, LdoseUnit unit, double value)
{
    switch ((int)unit) {
    case LDOSE_UNIT_ML_MIN_173:
        return wording->decimal_sign == ',' ? "mL/min/1,73 m²" : ldose_unit_symbol(unit);
    case LDOSE_UNIT_YEARS: return ldose_wording_plural(wording, "year", "years", count_of(value));
    case LDOSE_UNIT_MONTHS:
        return ldose_wording_plural(wording, "month", "months", count_of(value));
    case LDOSE_UNIT_DAYS: return ldose_wording_plural(wording, "day", "days", count_of(value));
    default: return ldose_unit_symbol(unit);
    }
}

const char *
ldose_phrase_value(const LdoseWording *wording, char *buffer, double value, int decimals,
                   LdoseUnit unit)
{
    const char *symbol = unit_text(wording, unit, value);
    ldose_wording_number(wording, buffer, value, decimals);
    if (symbol[0] != '\0') {
        g_strlcat(buffer, " ", LDOSE_PHRASE_BUFFER);
        g_strlcat(buffer, symbol, LDOSE_PHRASE_BUFFER);
    }
    return buffer;
}

const char *
ldose_phrase_unit(const LdoseWording *wording, LdoseUnit unit)
{
    return unit_text(wording, unit, 2);
}

const char *
ldose_phrase_signed(const LdoseWording *wording, char *buffer, double value, int decimals)
{
    char number[LDOSE_NUMBER_BUFFER];
    ldose_wording_number(wording, number, fabs(value), decimals);
    const char *sign = value < 0 ? MINUS : "+";
    g_strlcpy(buffer, strcmp(number, "0") == 0 ? "" : sign, LDOSE_PHRASE_BUFFER);
    g_strlcat(buffer, number, LDOSE_PHRASE_BUFFER);
    return buffer;
}

int
ldose_phrase_decimals(LdoseUnit unit)
{
    switch ((int)unit) {
    case LDOSE_UNIT_M2: return 4;
    case LDOSE_UNIT_MG:
    case LDOSE_UNIT_MG_M2:
    case LDOSE_UNIT_MG_KG:
    case LDOSE_UNIT_ML:
    case LDOSE_UNIT_MG_DL:
    case LDOSE_UNIT_XULN:
    case LDOSE_UNIT_10E9_L: return 2;
    case LDOSE_UNIT_DAYS: return 0;
    default: return 1;
    }
}

static void
consider_limit(const LdoseBound *bound, double value, gboolean *found, double *nearest)
{
    if (bound->bounded && (!*found || fabs(bound->limit - value) < fabs(*nearest - value))) {
        *nearest = bound->limit;
        *found = TRUE;
    }
}

gboolean
ldose_phrase_nearest_limit(const LdoseTable *table, guint axis, double value, double *limit_out)
{
    gboolean found = FALSE;
    for (guint i = 0; i < table->n_rules; i++) {
        consider_limit(&table->rules[i].ranges[axis].low, value, &found, limit_out);
        consider_limit(&table->rules[i].ranges[axis].high, value, &found, limit_out);
    }
    return found;
}

const char *
ldose_phrase_axis_value(const LdoseWording *wording, char *buffer, const LdoseTable *table,
                        guint axis, double value)
{
    LdoseUnit unit = table->axes[axis].unit;
    double limit;
    if (!ldose_phrase_nearest_limit(table, axis, value, &limit))
        return ldose_phrase_value(wording, buffer, value, ldose_phrase_decimals(unit), unit);
    ldose_wording_number_beside(wording, buffer, value, ldose_phrase_decimals(unit), limit);
    g_strlcat(buffer, " ", LDOSE_PHRASE_BUFFER);
    g_strlcat(buffer, unit_text(wording, unit, value), LDOSE_PHRASE_BUFFER);
    return buffer;
}

/* ---- limits and parts ------------------------------------------------------------------------ */

static char *
between_limits(const LdoseWording *wording, const LdoseInterval *interval, const char *low,
               const char *high)
{
    if (interval->low.owned)
        return interval->high.owned ? ldose_tell(wording, N_("from %1$s to %2$s"), low, high)
                                    : ldose_tell(wording, N_("from %1$s to below %2$s"), low, high);
    return interval->high.owned ? ldose_tell(wording, N_("above %1$s to %2$s"), low, high)
                                : ldose_tell(wording, N_("above %1$s and below %2$s"), low, high);
}

char *
ldose_phrase_interval(const LdoseWording *wording, const LdoseInterval *interval, LdoseUnit unit)
{
    const LdoseBound *low = &interval->low, *high = &interval->high;
    const char *high_text = LDOSE_VALUE(wording, high->limit, 4, unit);
    if (low->bounded && high->bounded)
        return between_limits(wording, interval, LDOSE_NUMBER(wording, low->limit, 4), high_text);
    const char *low_text = LDOSE_VALUE(wording, low->limit, 4, unit);
    if (low->bounded)
        return low->owned ? ldose_tell(wording, N_("%1$s or more"), low_text)
                          : ldose_tell(wording, N_("above %1$s"), low_text);
    if (high->bounded)
        return high->owned ? ldose_tell(wording, N_("up to %1$s"), high_text)
                           : ldose_tell(wording, N_("below %1$s"), high_text);
    return g_strdup(ldose_wording_text(wording, N_("any value")));
}

/* The kinds of dialysis that a row takes; NULL where it takes all. */
static char *
dialysis_words(const LdoseWording *wording, guint words)
{
    if (words == 0 || words == (1u << LDOSE_N_DIALYSIS) - 1)
        return NULL;
    GString *text = g_string_new(NULL);
    for (int i = 0; i < LDOSE_N_DIALYSIS; i++) {
        if ((words & (1u << i)) == 0)
            continue;
        g_string_append(text, text->len > 0 ? ", " : "");
        g_string_append(text, ldose_phrase_dialysis(wording, (LdoseDialysis)i));
    }
    return g_string_free(text, FALSE);
}

/* What a row takes of one axis; NULL: everything. */
static char *
axis_band(const LdoseWording *wording, const LdoseAxis *axis, const LdoseRule *rule, guint number)
{
    const LdoseInterval *range = &rule->ranges[number];
    if (axis->quantity == LDOSE_QUANTITY_DIALYSIS)
        return dialysis_words(wording, rule->words[number]);
    return range->low.bounded || range->high.bounded
               ? ldose_phrase_interval(wording, range, axis->unit)
               : NULL;
}

char *
ldose_phrase_band(const LdoseWording *wording, const LdoseTable *table, const LdoseRule *rule)
{
    GString *band = g_string_new(NULL);
    for (guint i = 0; i < table->n_axes; i++) {
        const LdoseAxis *axis = &table->axes[i];
        g_autofree char *text = axis_band(wording, axis, rule, i);
        if (text == NULL)
            continue;
        g_string_append(band, band->len > 0 ? ", " : "");
        if (table->n_axes > 1 && axis->quantity != LDOSE_QUANTITY_DIALYSIS)
            g_string_append_printf(
                band, "%s ",
                ldose_wording_text(wording,
                                   ldose_vocabulary_label(&ldose_quantities, (int)axis->quantity)));
        g_string_append(band, text);
    }
    return g_string_free(band, FALSE);
}

char *
ldose_phrase_part(const LdoseWording *wording, const LdosePart *part)
{
    const char *low = LDOSE_VALUE(wording, 100 * part->low, 2, LDOSE_UNIT_PERCENT);
    const char *high = LDOSE_VALUE(wording, 100 * part->high, 2, LDOSE_UNIT_PERCENT);
    if (ldose_limit_compare(part->low, part->high) != 0)
        return part->high_owned
                   ? ldose_tell(wording, N_("%1$s to %2$s of the standard dose"), low, high)
                   : ldose_tell(wording, N_("%1$s to below %2$s of the standard dose"), low, high);
    if (ldose_limit_compare(part->low, 1) == 0)
        return g_strdup(ldose_wording_text(wording, N_("full dose")));
    return ldose_tell(wording, N_("%1$s of the standard dose"), low);
}

char *
ldose_phrase_part_amount(const LdoseWording *wording, double part, const LdoseRegimenDose *dose)
{
    return ldose_tell(wording, N_("%1$s of the standard dose (%2$s instead of %3$s)"),
                      LDOSE_VALUE(wording, 100 * part, 2, LDOSE_UNIT_PERCENT),
                      LDOSE_NUMBER(wording, part * dose->amount, 2),
                      LDOSE_VALUE(wording, dose->amount, 2, dose->unit));
}

char *
ldose_phrase_dose(const LdoseWording *wording, double low_mg, double high_mg, gboolean high_owned)
{
    const char *low = LDOSE_NUMBER(wording, low_mg, 2), *high = LDOSE_MG(wording, high_mg);
    if (ldose_limit_compare(low_mg, high_mg) == 0)
        return g_strdup(high);
    return high_owned ? ldose_tell(wording, N_("%1$s to %2$s"), low, high)
                      : ldose_tell(wording, N_("%1$s to below %2$s"), low, high);
}

static char *
full_dose_outcome(const LdoseWording *wording, LdoseOutcomeKind outcome, double base_mg)
{
    const char *dose = LDOSE_MG(wording, base_mg);
    gboolean shown = base_mg > 0;
    switch ((int)outcome) {
    case LDOSE_OUTCOME_SILENT:
        return shown
                   ? ldose_tell(wording, N_("full dose, %1$s (no statement in this source)"), dose)
                   : ldose_tell(wording, N_("full dose (no statement in this source)"));
    case LDOSE_OUTCOME_NOT_READ:
        return shown ? ldose_tell(wording, N_("full dose, %1$s (not checked by us)"), dose)
                     : ldose_tell(wording, N_("full dose (not checked by us)"));
    case LDOSE_OUTCOME_CAUTION:
        return shown ? ldose_tell(wording, N_("full dose with caution, %1$s"), dose)
                     : ldose_tell(wording, N_("full dose with caution"));
    default:
        return shown ? ldose_tell(wording, N_("full dose, %1$s"), dose)
                     : ldose_tell(wording, N_("full dose"));
    }
}

char *
ldose_phrase_outcome(const LdoseWording *wording, const LdoseRule *rule, double base_mg)
{
    const LdoseRule *resolved = ldose_rule_resolved(rule);
    switch (resolved->outcome) {
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_NOT_READ:
    case LDOSE_OUTCOME_CAUTION: return full_dose_outcome(wording, resolved->outcome, base_mg);
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_DOSE_OF:
    case LDOSE_OUTCOME_FRACTION_RANGE: {
        g_autofree char *part = ldose_phrase_part(wording, &resolved->part);
        g_autofree char *dose =
            ldose_phrase_dose(wording, resolved->part.low * base_mg, resolved->part.high * base_mg,
                              resolved->part.high_owned);
        return base_mg > 0 ? g_strdup_printf("%s, %s", part, dose) : g_steal_pointer(&part);
    }
    case LDOSE_OUTCOME_CHOICE:
        return ldose_tell(wording, N_("to be chosen, because sources differ there"));
    case LDOSE_OUTCOME_UNDEFINED:
        return resolved->otherwise == LDOSE_OTHERWISE_STOP
                   ? ldose_tell(wording, N_("do not give (no published row there; our reading)"))
                   : ldose_tell(wording, N_("to be decided, because the source has no row there"));
    case LDOSE_OUTCOME_DECIDE:
        return ldose_tell(wording, N_("to be decided, because the source gives no figure there"));
    case LDOSE_OUTCOME_AVOID:
    case LDOSE_OUTCOME_CONTRAINDICATED: return ldose_tell(wording, N_("do not give"));
    case LDOSE_OUTCOME_SIZE:
    case LDOSE_N_OUTCOMES:
    default: return g_strdup("");
    }
}

double
ldose_phrase_base_mg(const LdosePlan *plan, LdoseDrug drug, LdoseCohort cohort)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    LdoseCohort other = cohort == LDOSE_COHORT_RENAL ? LDOSE_COHORT_HEPATIC : LDOSE_COHORT_RENAL;
    gboolean alone = ldose_limit_compare(drug_plan->part_of_cohort[other], 1) == 0;
    return plan->status == LDOSE_PLAN_FINAL && alone ? drug_plan->base_mg : 0;
}

/* ---- names ----------------------------------------------------------------------------------- */

const char *
ldose_phrase_drug(const LdoseWording *wording, int drug)
{
    return ldose_wording_text(wording, drug == LDOSE_DRUG_ANY
                                           ? N_("both drugs")
                                           : ldose_vocabulary_label(&ldose_drugs, drug));
}

const char *
ldose_phrase_drug_title(const LdoseWording *wording, int drug)
{
    static const char *const titles[] = {N_("Fludarabine"), N_("Cyclophosphamide"),
                                         N_("Both drugs")};
    g_assert(drug >= 0 && drug <= LDOSE_DRUG_ANY);
    return ldose_wording_text(wording, titles[drug]);
}

const char *
ldose_phrase_dialysis(const LdoseWording *wording, LdoseDialysis dialysis)
{
    return ldose_wording_text(wording,
                              dialysis == LDOSE_DIALYSIS_NONE
                                  ? N_("no dialysis")
                                  : ldose_vocabulary_label(&ldose_dialysis_kinds, (int)dialysis));
}

const char *
ldose_phrase_count(const LdoseWording *wording, LdoseCount count)
{
    static const char *const names[LDOSE_N_COUNTS] = {N_("white cells"), N_("neutrophils"),
                                                      N_("platelets")};
    return ldose_wording_text(wording, names[count]);
}

const char *
ldose_phrase_formula(const LdoseWording *wording, LdoseFormulaId formula)
{
    static const char *const names[LDOSE_N_FORMULAS] = {
        [LDOSE_FORMULA_BSA_MOSTELLER] = N_("Mosteller"),
        [LDOSE_FORMULA_BSA_DUBOIS] = N_("Du Bois"),
        [LDOSE_FORMULA_BSA_HAYCOCK] = N_("Haycock"),
        [LDOSE_FORMULA_BSA_GEHAN_GEORGE] = N_("Gehan and George"),
        [LDOSE_FORMULA_BSA_BOYD] = N_("Boyd"),
        [LDOSE_FORMULA_BSA_BOYD_WEIGHT_ONLY] = N_("Boyd, by weight only"),
        [LDOSE_FORMULA_BSA_LIVINGSTON] = N_("Livingston and Lee"),
        [LDOSE_FORMULA_COCKCROFT_GAULT] = N_("Cockcroft–Gault"),
        [LDOSE_FORMULA_CKD_EPI_2021_CR] = N_("CKD-EPI 2021"),
        [LDOSE_FORMULA_CKD_EPI_2009_CR_NORACE] = N_("CKD-EPI 2009 without race"),
        [LDOSE_FORMULA_CKD_EPI_2012_CYS] = N_("CKD-EPI 2012 by cystatin C"),
        [LDOSE_FORMULA_CKD_EPI_2021_CR_CYS] = N_("CKD-EPI 2021 with cystatin C"),
        [LDOSE_FORMULA_EKFC_2021_CR] = N_("EKFC 2021"),
        [LDOSE_FORMULA_EKFC_2023_CYS] = N_("EKFC 2023 by cystatin C"),
        [LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009] = N_("bedside Schwartz 2009"),
        [LDOSE_FORMULA_CKID_U25_CR] = N_("CKiD U25"),
        [LDOSE_FORMULA_CKID_U25_CYS] = N_("CKiD U25 by cystatin C"),
        [LDOSE_FORMULA_CKID_U25_MEAN] = N_("CKiD U25, mean of both"),
        [LDOSE_FORMULA_MDRD_175_NORACE] = N_("MDRD 175 without race"),
        [LDOSE_FORMULA_LUND_MALMO_REVISED] = N_("Lund–Malmö revised"),
        [LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019] = N_("Langenhorst 2019"),
        [LDOSE_FORMULA_FLUDARABINE_AUC_VARELA_2025] = N_("Varela 2025"),
    };
    const char *name = names[formula];
    return name != NULL ? ldose_wording_text(wording, name) : ldose_formula_get(formula)->id;
}

const char *
ldose_phrase_weight(const LdoseWording *wording, LdoseWeightKind weight)
{
    static const char *const names[LDOSE_N_WEIGHTS] = {
        [LDOSE_WEIGHT_ACTUAL] = N_("actual weight"),
        [LDOSE_WEIGHT_IDEAL] = N_("ideal weight"),
        [LDOSE_WEIGHT_ADJUSTED25] = N_("adjusted weight (25 %)"),
        [LDOSE_WEIGHT_ADJUSTED40] = N_("adjusted weight (40 %)"),
        [LDOSE_WEIGHT_LEAN] = N_("lean weight"),
        [LDOSE_WEIGHT_DRY] = N_("dry weight"),
    };
    return ldose_wording_text(wording, names[weight]);
}

char *
ldose_phrase_clearance_name(const LdoseWording *wording, const LdoseClearance *clearance,
                            gboolean indexed)
{
    if (clearance->choice == LDOSE_CHOSEN_MEASURED)
        return indexed ? ldose_tell(wording, N_("measured GFR, indexed"))
                       : ldose_tell(wording, N_("measured GFR"));
    const char *name = ldose_phrase_formula(wording, clearance->formula);
    gboolean is_absolute =
        ldose_formula_get(clearance->formula)->kind == LDOSE_FORMULA_KIND_ABSOLUTE_CLEARANCE;
    if (clearance->weight >= 0) {
        const char *weight = ldose_phrase_weight(wording, (LdoseWeightKind)clearance->weight);
        return indexed ? ldose_tell(wording, N_("%1$s with %2$s, indexed"), name, weight)
                       : ldose_tell(wording, N_("%1$s with %2$s"), name, weight);
    }
    if (is_absolute == indexed)
        return indexed ? ldose_tell(wording, N_("%1$s, indexed"), name)
                       : ldose_tell(wording, N_("%1$s, de-indexed"), name);
    return g_strdup(name);
}

const char *
ldose_phrase_document_status(const LdoseWording *wording, const LdoseDocument *document)
{
    switch (document->status) {
    case LDOSE_STATUS_DRAFT: return ldose_wording_text(wording, N_("draft"));
    case LDOSE_STATUS_RELEASED: return ldose_wording_text(wording, N_("released"));
    case LDOSE_STATUS_RETIRED: return ldose_wording_text(wording, N_("retired"));
    default: g_return_val_if_reached("");
    }
}

char *
ldose_phrase_document(const LdoseDocument *document)
{
    return g_strdup_printf("%s@%s", document->id, document->version);
}

static gboolean
is_among(const LdoseDocument *document, const LdoseDocument *const *documents, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (documents[i] == document)
            return TRUE;
    }
    return FALSE;
}

guint
ldose_phrase_documents(const LdosePlan *plan,
                       const LdoseDocument *documents[LDOSE_PLAN_MAX_DOCUMENTS])
{
    const LdoseRuleSet *rules = plan->rules;
    guint n = 0;
    documents[n++] = &rules->regimen->document;
    documents[n++] = &rules->guidance->document;
    documents[n++] = &rules->formulary->document;
    documents[n++] = &rules->general->document;
    g_assert(n == LDOSE_PLAN_OWN_DOCUMENTS);
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseGuidance *guidance = plan->finding[i].guidance;
        if (guidance != NULL && !is_among(&guidance->document, documents, n))
            documents[n++] = &guidance->document;
    }
    return n;
}

char *
ldose_phrase_source(const LdoseSource *source, const char *locator)
{
    if (source == NULL)
        return g_strdup("");
    const char *where = locator != NULL && locator[0] != '\0' ? locator : source->locator;
    const char *pieces[] = {source->title, source->edition, where};
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        if (pieces[i][0] != '\0')
            g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", pieces[i]);
    }
    return g_string_free(text, FALSE);
}

char *
ldose_phrase_rule_source(const LdoseRule *rule)
{
    return ldose_phrase_source(rule->source, rule->locator);
}

static char *
join(const LdoseWording *wording, guint64 set, guint n, const char *(*label)(guint))
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        if ((set & (G_GUINT64_CONSTANT(1) << i)) == 0)
            continue;
        if (text->len > 0)
            g_string_append(text, ", ");
        g_string_append(text, ldose_wording_text(wording, label(i)));
    }
    return g_string_free(text, FALSE);
}

static const char *
column_label(guint column)
{
    return ldose_column_info((LdoseColumn)column)->label;
}

char *
ldose_phrase_column_labels(const LdoseWording *wording, guint64 columns)
{
    return join(wording, columns, LDOSE_N_COLUMNS, column_label);
}

static const char *
condition_label(guint condition)
{
    return ldose_vocabulary_label(&ldose_conditions, (int)condition);
}

char *
ldose_phrase_conditions(const LdoseWording *wording, guint32 conditions)
{
    return join(wording, conditions, LDOSE_N_CONDITIONS, condition_label);
}

/* The column that takes the same quantity in the other unit, or the column itself. */
static LdoseColumn
other_unit(LdoseColumn column)
{
    switch ((int)column) {
    case LDOSE_COLUMN_CREATININE_MG_DL: return LDOSE_COLUMN_CREATININE_UMOL_L;
    case LDOSE_COLUMN_BILIRUBIN_MG_DL: return LDOSE_COLUMN_BILIRUBIN_UMOL_L;
    case LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL: return LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L;
    default: return column;
    }
}

char *
ldose_phrase_column_names(const LdoseWording *wording, guint64 columns)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if ((columns & LDOSE_COLUMN_BIT(i)) == 0)
            continue;
        LdoseColumn column = (LdoseColumn)i, other = other_unit(column);
        g_autofree char *name = other == column ? g_strdup(ldose_column_info(column)->name)
                                                : ldose_tell(wording, N_("%1$s or %2$s"),
                                                             ldose_column_info(column)->name,
                                                             ldose_column_info(other)->name);
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", name);
    }
    return g_string_free(text, FALSE);
}

/* ---- the patient ----------------------------------------------------------------------------- */

char *
ldose_phrase_age(const LdoseWording *wording, double age_years)
{
    if (ldose_limit_compare(age_years, 2) >= 0)
        return ldose_tell_count(wording, count_of(age_years), "%1$s year", "%1$s years",
                                LDOSE_NUMBER(wording, age_years, 2));
    double months = age_years * 12;
    return ldose_tell_count(wording, count_of(months), "%1$s month", "%1$s months",
                            LDOSE_NUMBER(wording, months, 1));
}

char *
ldose_phrase_creatinine(const LdoseWording *wording, const LdosePatient *patient,
                        double creatinine_mg_dl)
{
    if (LDOSE_CASE_HAS(patient->c, LDOSE_COLUMN_CREATININE_UMOL_L))
        return g_strdup(LDOSE_VALUE(wording, ldose_creatinine_umol_l_from_mg_dl(creatinine_mg_dl),
                                    1, LDOSE_UNIT_UMOL_L));
    return g_strdup(LDOSE_VALUE(wording, creatinine_mg_dl, 3, LDOSE_UNIT_MG_DL));
}

char *
ldose_phrase_bilirubin(const LdoseWording *wording, const LdosePatient *patient)
{
    if (LDOSE_CASE_HAS(patient->c, LDOSE_COLUMN_BILIRUBIN_UMOL_L))
        return g_strdup(LDOSE_VALUE(wording, patient->bilirubin_umol_l, 2, LDOSE_UNIT_UMOL_L));
    return g_strdup(LDOSE_VALUE(wording, patient->bilirubin_mg_dl, 3, LDOSE_UNIT_MG_DL));
}

char *
ldose_phrase_date(LdoseDate date)
{
    char buffer[11];
    ldose_date_print(date, buffer);
    return g_strdup(buffer);
}

char *
ldose_phrase_day(const LdoseWording *wording, LdoseDate date)
{
    static const char *const names[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
                                        N_("Fri"), N_("Sat"), N_("Sun")};
    g_autofree char *text = ldose_phrase_date(date);
    LdoseWeekday weekday = ldose_date_weekday(date);
    return g_strdup_printf("%s %s", ldose_wording_text(wording, names[weekday - LDOSE_MONDAY]),
                           text);
}

char *
ldose_phrase_day_number(int number)
{
    return g_strdup_printf("%s%d", number < 0 ? MINUS : "", ABS(number));
}

char *
ldose_phrase_case_text(const LdosePatient *patient, LdoseColumn column)
{
    if (!LDOSE_CASE_HAS(patient->c, column))
        return g_strdup("");
    LdoseSlice slice = patient->c->value[column].text;
    return g_utf8_make_valid(slice.text, (gssize)slice.length);
}
