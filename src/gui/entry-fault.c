/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "entry-fault.h"

#include <string.h>

#include "gui-text.h"

#define DIGITS_SHOWN 6 /* decimals of a value as somebody typed it */

const char *
ldose_entry_label(LdoseColumn column, const LdoseWording *wording)
{
    /* A regimen is chosen by its product. */
    if (column == LDOSE_COLUMN_REGIMEN)
        return _("Product");
    return ldose_wording_text(wording, ldose_column_info(column)->label);
}

static const char *
malformed_number(LdoseNumberFault fault)
{
    switch (fault) {
    case LDOSE_NUMBER_WRONG_SIGN:
        return _("This may be a thousand or a decimal. Write 1000 or 1.0, without a sign between "
                 "thousands.");
    case LDOSE_NUMBER_TWO_SIGNS:
        return _("There is more than one decimal sign. Write one, and no sign between thousands.");
    case LDOSE_NUMBER_BLANKS: return _("Remove the blanks and write the number alone.");
    case LDOSE_NUMBER_TOO_LONG: return _("This is too long to be a measured value.");
    case LDOSE_NUMBER_EMPTY: return _("Write a number.");
    case LDOSE_NUMBER_NOT_DECIMAL:
    case LDOSE_NUMBER_OK:
    default: return _("Write digits with at most one decimal sign, without a unit.");
    }
}

static char *
malformed(const LdoseFault *fault)
{
    const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)fault->column);
    if (info->kind == LDOSE_COLUMN_KIND_DATE)
        return g_strdup(_("Write a date that exists as year-month-day, for example 2026-12-01."));
    return g_strdup(malformed_number(fault->number));
}

static char *
impossible(const LdoseFault *fault, const LdoseWording *wording)
{
    const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)fault->column);
    const char *label = ldose_entry_label((LdoseColumn)fault->column, wording);
    if (fault->column2 >= 0)
        return ldose_tell(wording, N_("“%1$s” and “%2$s” contradict each other."), label,
                          ldose_entry_label((LdoseColumn)fault->column2, wording));
    if (fault->column == LDOSE_COLUMN_GUIDANCE)
        return ldose_tell(wording,
                          N_("For this patient the documents raise more points to acknowledge than a plan "
                             "can hold, so there is no plan. Remove the documents that are not in use."));
    if (info->kind == LDOSE_COLUMN_KIND_DATE)
        return ldose_tell(wording, N_("“%1$s” is impossible."), label);
    return ldose_tell(wording,
                      info->least_excluded ? N_("Impossible: expected above %1$s and up to %2$s.")
                                           : N_("Impossible: expected from %1$s to %2$s."),
                      LDOSE_NUMBER(wording, info->least, DIGITS_SHOWN),
                      LDOSE_VALUE(wording, info->most, DIGITS_SHOWN, info->unit));
}

/* A value that a person has to look at again. */
static char *
question(const LdoseFault *fault, const LdoseCase *c, const LdoseWording *wording)
{
    LdoseColumn column = (LdoseColumn)fault->column;
    const LdoseColumnInfo *info = ldose_column_info(column);
    const char *label = ldose_entry_label(column, wording);
    if (fault->column2 >= 0 && c != NULL) {
        double height = c->value[LDOSE_COLUMN_HEIGHT_CM].number;
        double weight = c->value[LDOSE_COLUMN_WEIGHT_KG].number;
        double bmi = ldose_bmi_kg_m2(height, weight);
        if (height < weight)
            return ldose_tell(wording, N_("Height %1$s and weight %2$s: are they swapped?"),
                              LDOSE_VALUE(wording, height, DIGITS_SHOWN, LDOSE_UNIT_CM),
                              LDOSE_VALUE(wording, weight, DIGITS_SHOWN, LDOSE_UNIT_KG));
        return ldose_tell(
            wording,
            N_("Height %1$s and weight %2$s make a body mass index of %3$s: is one of "
               "them wrong?"),
            LDOSE_VALUE(wording, height, DIGITS_SHOWN, LDOSE_UNIT_CM),
            LDOSE_VALUE(wording, weight, DIGITS_SHOWN, LDOSE_UNIT_KG),
            LDOSE_VALUE(wording, bmi, 1, LDOSE_UNIT_KG_M2));
    }
    if (c == NULL || info->kind == LDOSE_COLUMN_KIND_DATE)
        return ldose_tell(wording, N_("%1$s: is this right?"), label);
    const char *value = LDOSE_VALUE(wording, c->value[column].number, DIGITS_SHOWN, info->unit);
    if (info->unit == LDOSE_UNIT_MG_DL)
        return ldose_tell(wording, N_("%1$s %2$s is typical of µmol/L: is the unit right?"), label,
                          value);
    if (info->unit == LDOSE_UNIT_UMOL_L)
        return ldose_tell(wording, N_("%1$s %2$s is typical of mg/dL: is the unit right?"), label,
                          value);
    return ldose_tell(wording, N_("%1$s %2$s is unusual: is it right?"), label, value);
}

char *
ldose_entry_fault_text(const LdoseFault *fault, const LdoseCase *c, const LdoseWording *wording)
{
    const char *label =
        fault->column >= 0 ? ldose_entry_label((LdoseColumn)fault->column, wording) : "";
    switch (fault->code) {
    case LDOSE_FAULT_MISSING: return ldose_tell(wording, N_("%1$s is missing."), label);
    case LDOSE_FAULT_MALFORMED: return malformed(fault);
    case LDOSE_FAULT_IMPOSSIBLE: return impossible(fault, wording);
    case LDOSE_FAULT_CONFIRM: return question(fault, c, wording);
    case LDOSE_FAULT_UNKNOWN: return ldose_tell(wording, N_("%1$s is not known here."), label);
    case LDOSE_FAULT_UNADOPTED:
        return ldose_tell(wording, N_("%1$s is not in use at this site."), label);
    case LDOSE_FAULT_TWICE:
        return ldose_tell(
            wording, N_("%1$s and %2$s are both given: give one of them."), label,
            fault->column2 >= 0 ? ldose_entry_label((LdoseColumn)fault->column2, wording) : "");
    case LDOSE_FAULT_EMPTY_ROW:
    case LDOSE_FAULT_FIELD_COUNT:
    case LDOSE_FAULT_QUOTE:
    case LDOSE_N_FAULTS:
    default: g_return_val_if_reached(g_strdup(label));
    }
}

char *
ldose_entry_understood(LdoseColumn column, const char *text, const LdoseWording *wording)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    g_autofree LdoseCase *c = g_new0(LdoseCase, 1);
    LdoseFaults faults = {.n = 0};
    ldose_case_set(c, column, text, strlen(text), LDOSE_DECIMAL_EITHER, &faults);
    if (!LDOSE_CASE_HAS(c, column))
        return NULL;
    if (info->kind == LDOSE_COLUMN_KIND_DATE)
        return ldose_phrase_day(wording, c->value[column].date);
    const char *value = LDOSE_VALUE(wording, c->value[column].number, DIGITS_SHOWN, info->unit);
    if ((c->bound & LDOSE_COLUMN_BIT(column)) != 0)
        return ldose_tell(wording, N_("below %1$s"), value);
    return g_strdup(value);
}
