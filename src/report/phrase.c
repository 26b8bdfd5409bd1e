/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase.h"

#include <math.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"

/* ---- numbers --------------------------------------------------------------------------------- */

/* What a language's rules for plurals take of a measured number: 1 for one, and "1.5 years" are
 * many. */
static gulong
count_of(double value)
{
    double whole = nearbyint(value);
    return ldose_limit_compare(value, whole) == 0 && whole >= 0 ? (gulong)whole : 2;
}

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
    /* Never “100 %” for a part that is not the whole. */
    const char *percent = ldose_wording_number_beside(wording, LDOSE_BLOCK_BUFFER, 100 * part, 2, 100);
    g_autofree char *share = g_strconcat(percent, " ", ldose_unit_symbol(LDOSE_UNIT_PERCENT), NULL);
    return ldose_tell(wording, N_("%1$s of the standard dose (%2$s instead of %3$s)"), share,
                      ldose_wording_number_beside(wording, LDOSE_BLOCK_BUFFER, part * dose->amount, 2,
                                                  dose->amount),
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

char *
ldose_phrase_rounding(const LdoseWording *wording, LdoseRounding mode, double step_mg)
{
    const char *step = LDOSE_MG(wording, step_mg);
    switch (mode) {
    case LDOSE_ROUND_HALF_EVEN:
        return ldose_tell(wording, N_("rounded to the nearest %1$s, half to even"), step);
    case LDOSE_ROUND_DOWN: return ldose_tell(wording, N_("rounded down to the last %1$s"), step);
    case LDOSE_ROUND_HALF_AWAY:
    default:
        return ldose_tell(wording, N_("rounded to the nearest %1$s, half away from zero"), step);
    }
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

char *
ldose_phrase_ruled(const LdoseWording *wording, const char *status, double part, double mg_per_day)
{
    if (part <= 0)
        return g_strdup(status);
    g_autofree char *part_text = ldose_phrase_part(wording, &(LdosePart){part, part, TRUE});
    return mg_per_day > 0
               ? ldose_tell(wording, N_("%1$s, %2$s"), part_text, LDOSE_MG(wording, mg_per_day))
               : ldose_tell(wording, N_("%1$s: %2$s"), status, part_text);
}

char *
ldose_phrase_original(const LdoseWording *wording, const LdosePlan *plan, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    return ldose_phrase_ruled(
        wording,
        ldose_wording_text(wording, ldose_vocabulary_label(&ldose_plan_statuses,
                                                           (int)drug_plan->original_status)),
        drug_plan->has_original_part ? drug_plan->original_part : 0, drug_plan->original_given_mg);
}

double
ldose_phrase_base_mg(const LdosePlan *plan, LdoseDrug drug, LdoseCohort cohort)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    LdoseCohort other = cohort == LDOSE_COHORT_RENAL ? LDOSE_COHORT_HEPATIC : LDOSE_COHORT_RENAL;
    gboolean alone = ldose_limit_compare(drug_plan->part_of_cohort[other], 1) == 0;
    return plan->status == LDOSE_PLAN_FINAL && alone ? drug_plan->base_mg : 0;
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
ldose_phrase_date(const LdoseWording *wording, LdoseDate date)
{
    if (date.year == 0)
        return g_strdup("");
    g_autofree char *day = g_strdup_printf("%d", date.day);
    g_autofree char *year = g_strdup_printf("%d", date.year);
    switch (date.month) {
    /* Translators: day, abbreviated month and year as your language writes them in a text; the month
     * in letters, so that nobody takes the day for the month. */
    case 1: return ldose_tell(wording, N_("%1$s Jan %2$s"), day, year);
    case 2: return ldose_tell(wording, N_("%1$s Feb %2$s"), day, year);
    case 3: return ldose_tell(wording, N_("%1$s Mar %2$s"), day, year);
    case 4: return ldose_tell(wording, N_("%1$s Apr %2$s"), day, year);
    case 5: return ldose_tell(wording, N_("%1$s May %2$s"), day, year);
    case 6: return ldose_tell(wording, N_("%1$s Jun %2$s"), day, year);
    case 7: return ldose_tell(wording, N_("%1$s Jul %2$s"), day, year);
    case 8: return ldose_tell(wording, N_("%1$s Aug %2$s"), day, year);
    case 9: return ldose_tell(wording, N_("%1$s Sep %2$s"), day, year);
    case 10: return ldose_tell(wording, N_("%1$s Oct %2$s"), day, year);
    case 11: return ldose_tell(wording, N_("%1$s Nov %2$s"), day, year);
    case 12:
    default: return ldose_tell(wording, N_("%1$s Dec %2$s"), day, year);
    }
}

char *
ldose_phrase_day(const LdoseWording *wording, LdoseDate date)
{
    static const char *const names[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
                                        N_("Fri"), N_("Sat"), N_("Sun")};
    g_autofree char *text = ldose_phrase_date(wording, date);
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

/* ---- the trace ------------------------------------------------------------------------------- */

/* A case column by its label, "Height"; other symbols as the formula has them. */
static const char *
operand_name(const LdoseWording *wording, const LdoseOperand *operand)
{
    int column = ldose_column_find(operand->symbol, strlen(operand->symbol));
    return column >= 0
               ? ldose_wording_text(wording, ldose_column_info((LdoseColumn)column)->label)
               : operand->symbol;
}

/* A word of a case column as people read it, "female"; other texts as they stand. */
static const char *
operand_word(const LdoseWording *wording, const LdoseOperand *operand)
{
    int column = ldose_column_find(operand->symbol, strlen(operand->symbol));
    if (column < 0 || ldose_column_info((LdoseColumn)column)->kind != LDOSE_COLUMN_KIND_WORD)
        return operand->text;
    const LdoseVocabulary *words = ldose_column_info((LdoseColumn)column)->words;
    int word = ldose_vocabulary_find(words, operand->text, -1);
    return word >= 0 ? ldose_wording_text(wording, ldose_vocabulary_label(words, word))
                     : operand->text;
}

char *
ldose_phrase_operands(const LdoseWording *wording, const LdoseTraceStep *step, int decimals)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < step->n_operands; i++) {
        const LdoseOperand *operand = &step->operands[i];
        g_string_append_printf(text, "%s%s %s", i > 0 ? ", " : "", operand_name(wording, operand),
                               operand->text != NULL
                                   ? operand_word(wording, operand)
                                   : LDOSE_VALUE(wording, operand->value, decimals, operand->unit));
    }
    return g_string_free(text, FALSE);
}
