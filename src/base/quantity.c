/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units and the factors between them. */
#include "quantity.h"

#include <string.h>

typedef struct {
    const char *id;
    const char *symbol;
} Unit;

static const Unit UNITS[LDOSE_N_UNITS] = {
    [LDOSE_UNIT_NONE] = {"", ""},
    [LDOSE_UNIT_MG] = {"mg", "mg"},
    [LDOSE_UNIT_MG_M2] = {"mg/m2", "mg/m²"},
    [LDOSE_UNIT_MG_KG] = {"mg/kg", "mg/kg"},
    [LDOSE_UNIT_ML] = {"mL", "mL"},
    [LDOSE_UNIT_MG_ML] = {"mg/mL", "mg/mL"},
    [LDOSE_UNIT_M2] = {"m2", "m²"},
    [LDOSE_UNIT_KG] = {"kg", "kg"},
    [LDOSE_UNIT_KG_M2] = {"kg/m2", "kg/m²"},
    [LDOSE_UNIT_CM] = {"cm", "cm"},
    [LDOSE_UNIT_YEARS] = {"years", "years"},
    [LDOSE_UNIT_MONTHS] = {"months", "months"},
    [LDOSE_UNIT_DAYS] = {"days", "days"},
    [LDOSE_UNIT_ML_MIN] = {"mL/min", "mL/min"},
    [LDOSE_UNIT_ML_MIN_173] = {"mL/min/1.73m2", "mL/min/1.73 m²"},
    [LDOSE_UNIT_MG_DL] = {"mg/dL", "mg/dL"},
    [LDOSE_UNIT_UMOL_L] = {"umol/L", "\u00B5mol/L"}, /* the micro sign, not the Greek letter */
    [LDOSE_UNIT_MG_L] = {"mg/L", "mg/L"},
    [LDOSE_UNIT_MG_H_L] = {"mg*h/L", "mg·h/L"},
    [LDOSE_UNIT_G_L] = {"g/L", "g/L"},
    [LDOSE_UNIT_U_L] = {"U/L", "U/L"},
    [LDOSE_UNIT_XULN] = {"xULN", "× ULN"},
    [LDOSE_UNIT_10E9_L] = {"10^9/L", "×10⁹/L"},
    [LDOSE_UNIT_PERCENT] = {"percent", "%"},
    [LDOSE_UNIT_SCORE] = {"score", ""},
};

static gboolean
is_unit(LdoseUnit unit)
{
    return (guint)unit < LDOSE_N_UNITS;
}

const char *
ldose_unit_id(LdoseUnit unit)
{
    g_assert(is_unit(unit));
    return UNITS[unit].id;
}

const char *
ldose_unit_symbol(LdoseUnit unit)
{
    g_assert(is_unit(unit));
    return UNITS[unit].symbol;
}

gboolean
ldose_unit_from_id(const char *id, LdoseUnit *unit_out)
{
    g_return_val_if_fail(id != NULL, FALSE);

    for (guint i = 0; i < LDOSE_N_UNITS; i++) {
        if (strcmp(UNITS[i].id, id) == 0) {
            *unit_out = (LdoseUnit)i;
            return TRUE;
        }
    }
    return FALSE;
}

double
ldose_creatinine_mg_dl_from_umol_l(double creatinine_umol_l)
{
    return creatinine_umol_l / LDOSE_CREATININE_UMOL_L_PER_MG_DL;
}

double
ldose_creatinine_umol_l_from_mg_dl(double creatinine_mg_dl)
{
    return creatinine_mg_dl * LDOSE_CREATININE_UMOL_L_PER_MG_DL;
}

double
ldose_bilirubin_mg_dl_from_umol_l(double bilirubin_umol_l)
{
    return bilirubin_umol_l / LDOSE_BILIRUBIN_UMOL_L_PER_MG_DL;
}

double
ldose_bilirubin_umol_l_from_mg_dl(double bilirubin_mg_dl)
{
    return bilirubin_mg_dl * LDOSE_BILIRUBIN_UMOL_L_PER_MG_DL;
}
