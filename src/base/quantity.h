/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units and the factors between them (requirement R08). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Creatinine: µmol/L per mg/dL (molar mass 113.12 g/mol, rounded as laboratories do). */
#define LDOSE_CREATININE_UMOL_L_PER_MG_DL 88.4
/* Bilirubin: µmol/L per mg/dL (molar mass 584.66 g/mol gives 17.104; laboratories use 17.1). */
#define LDOSE_BILIRUBIN_UMOL_L_PER_MG_DL 17.1
/* Body surface to which indexed clearances are scaled, m². */
#define LDOSE_REFERENCE_BSA_M2 1.73

typedef enum {
    LDOSE_UNIT_NONE,
    LDOSE_UNIT_MG,
    LDOSE_UNIT_MG_M2,
    LDOSE_UNIT_MG_KG,
    LDOSE_UNIT_ML,
    LDOSE_UNIT_MG_ML,
    LDOSE_UNIT_M2,
    LDOSE_UNIT_KG,
    LDOSE_UNIT_KG_M2,
    LDOSE_UNIT_CM,
    LDOSE_UNIT_YEARS,
    LDOSE_UNIT_MONTHS,
    LDOSE_UNIT_DAYS,
    LDOSE_UNIT_ML_MIN,
    LDOSE_UNIT_ML_MIN_173,
    LDOSE_UNIT_MG_DL,
    LDOSE_UNIT_UMOL_L,
    LDOSE_UNIT_MG_L,
    LDOSE_UNIT_MG_H_L, /* exposure: area under a concentration */
    LDOSE_UNIT_G_L,
    LDOSE_UNIT_U_L,
    LDOSE_UNIT_XULN,
    LDOSE_UNIT_10E9_L,
    LDOSE_UNIT_PERCENT,
    LDOSE_UNIT_SCORE,
    LDOSE_N_UNITS,
} LdoseUnit;

/* The unit as machine files and rule documents write it ("mL/min/1.73m2"; "" for none). */
const char *ldose_unit_id(LdoseUnit unit);

/* The unit as a person reads it ("mL/min/1.73 m²"). Never translated. */
const char *ldose_unit_symbol(LdoseUnit unit);

/* Finds a unit by its id. Returns FALSE when there is none. */
gboolean ldose_unit_from_id(const char *id, LdoseUnit *unit_out);

double ldose_creatinine_mg_dl_from_umol_l(double creatinine_umol_l);
double ldose_creatinine_umol_l_from_mg_dl(double creatinine_mg_dl);
double ldose_bilirubin_mg_dl_from_umol_l(double bilirubin_umol_l);
double ldose_bilirubin_umol_l_from_mg_dl(double bilirubin_mg_dl);

G_END_DECLS
