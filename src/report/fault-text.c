/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-text.h"

#include <string.h>

#include "body-size.h"
#include "case-json.h"
#include "finding-acknowledge.h"
#include "phrase.h"

#define DIGITS 10

static const char *
name_of(int column)
{
    return ldose_column_info((LdoseColumn)column)->name;
}

/* ---- what a column takes --------------------------------------------------------------------- */

static char *
words_of(const LdoseVocabulary *vocabulary)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < vocabulary->n_words; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", vocabulary->words[i].id);
    return g_string_free(text, FALSE);
}

static char *
number_expectation(const LdoseColumnInfo *info, const LdoseWording *wording)
{
    char least[LDOSE_NUMBER_BUFFER], most[LDOSE_NUMBER_BUFFER];
    const char *unit = ldose_unit_symbol(info->unit);
    ldose_number_print(least, info->least, DIGITS);
    ldose_number_print(most, info->most, DIGITS);
    if (unit[0] == '\0')
        return info->least_excluded
                   ? ldose_tell(wording, N_("a number above %1$s, up to %2$s"), least, most)
                   : ldose_tell(wording, N_("a number from %1$s to %2$s"), least, most);
    return info->least_excluded
               ? ldose_tell(wording, N_("a number in %1$s above %2$s, up to %3$s"), unit, least,
                            most)
               : ldose_tell(wording, N_("a number in %1$s from %2$s to %3$s"), unit, least, most);
}

char *
ldose_column_expectation(LdoseColumn column, const LdoseWording *wording)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    switch (info->kind) {
    case LDOSE_COLUMN_KIND_NUMBER: return number_expectation(info, wording);
    case LDOSE_COLUMN_KIND_BOUNDED_NUMBER: {
        g_autofree char *number = number_expectation(info, wording);
        return ldose_tell(wording, N_("%1$s; a leading “<” makes it a bound"), number);
    }
    case LDOSE_COLUMN_KIND_DATE: return ldose_tell(wording, N_("a date that exists, YYYY-MM-DD"));
    case LDOSE_COLUMN_KIND_WORD: {
        g_autofree char *words = words_of(info->words);
        return ldose_tell(wording, N_("one of: %1$s"), words);
    }
    case LDOSE_COLUMN_KIND_FORMULA:
        return column == LDOSE_COLUMN_BSA_FORMULA
                   ? ldose_tell(wording,
                                N_("the id of a body surface formula, as “lymphodose formula "
                                   "--list” shows them"))
                   : ldose_tell(wording, N_("the id of a clearance formula, as “lymphodose formula "
                                            "--list” shows them"));
    case LDOSE_COLUMN_KIND_CONDITIONS: {
        g_autofree char *words = words_of(&ldose_conditions);
        return ldose_tell(wording, N_("any of these, separated by blanks: %1$s"), words);
    }
    case LDOSE_COLUMN_KIND_CONFIRM:
        return ldose_tell(wording, N_("names of columns to confirm, or %1$s, separated by blanks"),
                          LDOSE_CONFIRM_BSA_UNDER_10_KG);
    case LDOSE_COLUMN_KIND_TEXT:
    default: return ldose_tell(wording, N_("a text"));
    }
}

/* ---- what was entered ------------------------------------------------------------------------ */

/* As it was entered, else as the case holds it; NULL: not known. */
static char *
value_of(const LdoseFault *fault, const LdoseCase *c, const char *entered)
{
    if (entered != NULL)
        return g_utf8_make_valid(entered, -1);
    if (c != NULL && fault->column >= 0 && LDOSE_CASE_HAS(c, fault->column))
        return ldose_case_value_text(c, (LdoseColumn)fault->column);
    return NULL;
}

/* "height_cm: “170 cm” …": the beginning of every sentence that names a value. */
static char *
value_sentence(const LdoseFault *fault, const char *value, const LdoseWording *wording)
{
    return value != NULL ? ldose_tell(wording, N_("%1$s: “%2$s” is not accepted."),
                                      name_of(fault->column), value)
                         : ldose_tell(wording, N_("%1$s: the value is not accepted."),
                                      name_of(fault->column));
}

static char *
expected_sentence(const LdoseFault *fault, const LdoseWording *wording)
{
    g_autofree char *expected = ldose_column_expectation((LdoseColumn)fault->column, wording);
    return ldose_tell(wording, N_("Expected: %1$s."), expected);
}

/* ---- one text a fault ------------------------------------------------------------------------ */

static char *
missing(const LdoseFault *fault, const LdoseWording *wording)
{
    const char *name = name_of(fault->column);
    switch (fault->column) {
    case LDOSE_COLUMN_AGE_YEARS:
        return ldose_tell(wording,
                          N_("The age is missing. Give age_years, or birth_date together with "
                             "as_of."));
    case LDOSE_COLUMN_AS_OF:
        return ldose_tell(wording,
                          N_("as_of is missing. With birth_date the day is needed on which the "
                             "age counts, YYYY-MM-DD."));
    case LDOSE_COLUMN_DECIDED_BY:
    case LDOSE_COLUMN_PRESCRIBER:
        return ldose_tell(wording,
                          N_("%1$s is missing. An override needs override_reason, decided_by and "
                             "prescriber together."),
                          name);
    default: break;
    }
    if (fault->column2 == LDOSE_COLUMN_OVERRIDE_REASON)
        return ldose_tell(
            wording,
            N_("%1$s is missing. An override names the part of the dose of every drug that "
               "the rules leave without one, e.g. %1$s=0.5."),
            name);
    g_autofree char *expected = ldose_column_expectation((LdoseColumn)fault->column, wording);
    return ldose_tell(
        wording,
        N_("%1$s is missing. Every plan needs it and nothing is assumed for it. Expected: "
           "%2$s."),
        name, expected);
}

/* Why a text is no number, and what to do; NULL: nothing more to say than what was expected. */
static const char *
number_fault_words(const LdoseFault *fault, const char *value, LdoseDecimalSign sign)
{
    gboolean comma = sign == LDOSE_DECIMAL_COMMA;
    switch (fault->number) {
    case LDOSE_NUMBER_EMPTY:
        return N_("It holds blanks only. Leave it empty if nothing is to be given.");
    case LDOSE_NUMBER_BLANKS:
        return N_("It holds a blank. Write the number alone, without a unit.");
    case LDOSE_NUMBER_WRONG_SIGN:
        return comma ? N_("Here the decimal sign is a comma, and there is no sign between "
                          "thousands: write 1,5, not 1.5, and 1000, not 1.000.")
                     : N_("Here the decimal sign is a point, and there is no sign between "
                          "thousands: write 1.5, not 1,5, and 1000, not 1,000.");
    case LDOSE_NUMBER_TWO_SIGNS: return N_("It holds more than one decimal sign.");
    case LDOSE_NUMBER_TOO_LONG: return N_("It is too long to be a measured value.");
    case LDOSE_NUMBER_NOT_DECIMAL:
        if (value != NULL && value[0] == '<')
            return N_("Only a creatinine may be a bound (“<”).");
        return comma
                   ? N_("Write digits with at most one decimal comma between them, without a unit.")
                   : N_("Write digits with at most one decimal point between them, without a unit.");
    case LDOSE_NUMBER_OK:
    default: return NULL;
    }
}

static char *
malformed(const LdoseFault *fault, const char *value, LdoseDecimalSign sign,
          const LdoseWording *wording)
{
    const char *words = number_fault_words(fault, value, sign);
    return ldose_sentences(3, value_sentence(fault, value, wording),
                           words != NULL ? g_strdup(ldose_wording_text(wording, words)) : NULL,
                           expected_sentence(fault, wording));
}

/* Two dates in the wrong order, or two lists that contradict each other. */
static char *
contradiction(const LdoseFault *fault, const LdoseCase *c, const LdoseWording *wording)
{
    const char *first = name_of(fault->column), *second = name_of(fault->column2);
    gboolean dates = ldose_column_info((LdoseColumn)fault->column)->kind == LDOSE_COLUMN_KIND_DATE;
    if (!dates)
        return ldose_tell(
            wording,
            N_("%1$s and %2$s name the same condition. A condition is present, absent, or in "
               "neither list."),
            first, second);
    if (c == NULL || !LDOSE_CASE_HAS(c, fault->column) || !LDOSE_CASE_HAS(c, fault->column2))
        return ldose_tell(wording, N_("%1$s is later than %2$s. Check both dates."), first, second);
    g_autofree char *one = ldose_case_value_text(c, (LdoseColumn)fault->column);
    g_autofree char *other = ldose_case_value_text(c, (LdoseColumn)fault->column2);
    return ldose_tell(wording, N_("%1$s (%2$s) is later than %3$s (%4$s). Check both dates."),
                      first, one, second, other);
}

static char *
impossible(const LdoseFault *fault, const LdoseCase *c, const char *value,
           const LdoseWording *wording)
{
    if (fault->column2 == LDOSE_COLUMN_WEIGHT_KG)
        return ldose_tell(
            wording,
            N_("%1$s: the dose that it leads to reaches the absolute maximum of the site "
               "policy. It is refused, and no override lifts that."),
            name_of(fault->column));
    gboolean is_part = fault->column == LDOSE_COLUMN_FLUDARABINE_FRACTION ||
                       fault->column == LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION;
    if (is_part && c != NULL && LDOSE_CASE_HAS(c, fault->column))
        return ldose_tell(
            wording,
            N_("%1$s: rounded, nothing is left of the dose. A drug is not left out by "
               "making its part small."),
            name_of(fault->column));
    if (fault->column2 >= 0)
        return contradiction(fault, c, wording);
    if (fault->column == LDOSE_COLUMN_GUIDANCE)
        return ldose_tell(wording,
                          N_("For this patient the documents raise more points to acknowledge than a plan "
                             "can hold, so there is no plan. Remove the documents that are not in use."));
    if (fault->column == LDOSE_COLUMN_BIRTH_DATE)
        return ldose_tell(
            wording,
            N_("birth_date: the age would be above 130 years. Check birth_date and as_of."));
    char *hint =
        fault->column == LDOSE_COLUMN_ALBUMIN_G_L
            ? ldose_tell(wording, N_("A value below 5 is typical of g/dL: multiply it by 10."))
            : NULL;
    return ldose_sentences(4, value_sentence(fault, value, wording),
                           ldose_tell(wording, N_("Such a value is impossible.")),
                           expected_sentence(fault, wording), hint);
}

/* "60 cm" of a number column, in the person's own decimal sign. */
static char *
number_with_unit(const LdoseCase *c, int column, const LdoseWording *wording)
{
    return g_strdup(LDOSE_VALUE(wording, c->value[column].number, 4,
                                ldose_column_info((LdoseColumn)column)->unit));
}

static char *
confirm_size(const LdoseCase *c, const LdoseWording *wording)
{
    g_autofree char *height = number_with_unit(c, LDOSE_COLUMN_HEIGHT_CM, wording);
    g_autofree char *weight = number_with_unit(c, LDOSE_COLUMN_WEIGHT_KG, wording);
    double height_cm = c->value[LDOSE_COLUMN_HEIGHT_CM].number;
    double weight_kg = c->value[LDOSE_COLUMN_WEIGHT_KG].number;
    const char *bmi =
        LDOSE_VALUE(wording, ldose_bmi_kg_m2(height_cm, weight_kg), 1, LDOSE_UNIT_KG_M2);
    if (height_cm < weight_kg)
        return ldose_tell(
            wording, N_("height_cm (%1$s) is smaller than weight_kg (%2$s): they may be swapped."),
            height, weight);
    return ldose_tell(
        wording,
        N_("height_cm (%1$s) and weight_kg (%2$s) make a body mass index of %3$s: one of "
           "them may be wrong."),
        height, weight, bmi);
}

static char *
confirm_dry_weight(const LdoseCase *c, const LdoseWording *wording)
{
    g_autofree char *dry = number_with_unit(c, LDOSE_COLUMN_DRY_WEIGHT_KG, wording);
    g_autofree char *weight = number_with_unit(c, LDOSE_COLUMN_WEIGHT_KG, wording);
    return ldose_tell(
        wording,
        N_("dry_weight_kg (%1$s) is above weight_kg (%2$s): without the fluid a patient weighs less."),
        dry, weight);
}

/* The unit of which a value that asks is typical; NULL: it is only implausible. */
static const char *
typical_unit(int column)
{
    switch (column) {
    case LDOSE_COLUMN_CREATININE_MG_DL:
    case LDOSE_COLUMN_CREATININE_EARLIER_MG_DL:
    case LDOSE_COLUMN_BILIRUBIN_MG_DL: return ldose_unit_symbol(LDOSE_UNIT_UMOL_L);
    case LDOSE_COLUMN_CREATININE_UMOL_L:
    case LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L:
    case LDOSE_COLUMN_BILIRUBIN_UMOL_L: return ldose_unit_symbol(LDOSE_UNIT_MG_DL);
    default: return NULL;
    }
}

static char *
confirm_value(const LdoseFault *fault, const LdoseCase *c, const char *value,
              const LdoseWording *wording)
{
    const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)fault->column);
    const char *unit = typical_unit(fault->column);
    gboolean known =
        c != NULL && LDOSE_CASE_HAS(c, fault->column) &&
        (info->kind == LDOSE_COLUMN_KIND_NUMBER || info->kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER);
    g_autofree char *shown =
        known ? number_with_unit(c, fault->column, wording) : g_strdup(value != NULL ? value : "");
    if (fault->column == LDOSE_COLUMN_BIRTH_DATE)
        return ldose_tell(wording, N_("birth_date (%1$s) makes an age above 110 years."), shown);
    if (unit != NULL)
        return ldose_tell(wording, N_("%1$s is %2$s: such a value is typical of %3$s."), info->name,
                          shown, unit);
    return ldose_tell(wording, N_("%1$s is %2$s: such a value is very rare."), info->name, shown);
}

static char *
confirm(const LdoseFault *fault, const LdoseCase *c, const char *value, const LdoseWording *wording)
{
    gboolean both = fault->column2 >= 0 && c != NULL && LDOSE_CASE_HAS(c, fault->column) &&
                    LDOSE_CASE_HAS(c, fault->column2);
    char *what = !both ? confirm_value(fault, c, value, wording)
                 : fault->column == LDOSE_COLUMN_DRY_WEIGHT_KG ? confirm_dry_weight(c, wording)
                                                               : confirm_size(c, wording);
    return ldose_sentences(
        2, what,
        ldose_tell(wording, N_("Correct it; only if it is true, confirm it: confirm=%1$s."),
                   name_of(fault->column)));
}

static char *
unknown(const LdoseFault *fault, const char *value, const LdoseWording *wording)
{
    const char *name = name_of(fault->column), *shown = value != NULL ? value : "";
    switch (fault->column) {
    case LDOSE_COLUMN_REGIMEN:
        return ldose_tell(
            wording, N_("%1$s: no regimen document “%2$s” was found, or it could not be read."),
            name, shown);
    case LDOSE_COLUMN_GUIDANCE:
        return ldose_tell(
            wording,
            N_("%1$s: no guidance document “%2$s” was found, or it could not be read. "
               "“lymphodose guidance list” shows what there is."),
            name, shown);
    case LDOSE_COLUMN_FORMULARY:
        return ldose_tell(wording,
                          N_("%1$s: no site policy “%2$s” was found, or it could not be read."),
                          name, shown);
    default:
        return ldose_sentences(2, value_sentence(fault, value, wording),
                               expected_sentence(fault, wording));
    }
}

static char *
twice(const LdoseFault *fault, const LdoseWording *wording)
{
    if (fault->column2 < 0)
        return ldose_tell(wording, N_("%1$s is given twice: give it once."),
                          name_of(fault->column));
    return ldose_tell(
        wording,
        N_("%1$s and %2$s are both given, and say one thing in two ways: give the one that "
           "was measured or documented."),
        name_of(fault->column2), name_of(fault->column));
}

char *
ldose_fault_text(const LdoseFault *fault, const LdoseCase *c, const char *entered,
                 LdoseDecimalSign sign, const LdoseWording *wording)
{
    g_autofree char *value = value_of(fault, c, entered);
    switch (fault->code) {
    case LDOSE_FAULT_MISSING: return missing(fault, wording);
    case LDOSE_FAULT_MALFORMED: return malformed(fault, value, sign, wording);
    case LDOSE_FAULT_IMPOSSIBLE: return impossible(fault, c, value, wording);
    case LDOSE_FAULT_CONFIRM: return confirm(fault, c, value, wording);
    case LDOSE_FAULT_UNKNOWN: return unknown(fault, value, wording);
    case LDOSE_FAULT_UNADOPTED:
        return ldose_tell(wording, N_("%1$s %2$s is not in use at this site."),
                          name_of(fault->column),
                          value != NULL ? value : "");
    case LDOSE_FAULT_TWICE: return twice(fault, wording);
    case LDOSE_FAULT_EMPTY_ROW:
        return ldose_tell(wording, N_("The line is empty. Remove it, or write a case on it."));
    case LDOSE_FAULT_FIELD_COUNT:
        return ldose_tell(wording,
                          N_("The line has more or fewer fields than the header. A comma inside a "
                             "field needs quotes around the field."));
    case LDOSE_FAULT_QUOTE:
        return ldose_tell(wording,
                          N_("A quote is open, or text stands beside a quoted field. A quote "
                             "inside a field is written twice."));
    case LDOSE_N_FAULTS:
    default: g_assert_not_reached();
    }
}
