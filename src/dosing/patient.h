/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the fields of a case, as somebody entered them, to a validated patient. A value that is missing
 * stays missing: nothing here has a default (requirement R01). */
#pragma once

#include <glib.h>

#include "calendar.h"
#include "case-column.h"
#include "formula.h"
#include "number.h"

G_BEGIN_DECLS

/* ---- what can be wrong with an input --------------------------------------------------------- */

typedef enum {
    LDOSE_FAULT_MISSING,    /* any plan needs it */
    LDOSE_FAULT_MALFORMED,  /* not a number, date or word of its column */
    LDOSE_FAULT_IMPOSSIBLE, /* outside what can be, or it contradicts another value */
    LDOSE_FAULT_CONFIRM,    /* implausible: a person must confirm it by name */
    LDOSE_FAULT_UNKNOWN,    /* a word or document that does not exist */
    LDOSE_FAULT_UNADOPTED,  /* a document that this site has not taken into use */
    LDOSE_FAULT_TWICE,      /* both units of one quantity, or age and birth date */
    LDOSE_FAULT_EMPTY_ROW,  /* a line without a field */
    LDOSE_FAULT_FIELD_COUNT, /* more or fewer fields than the header */
    LDOSE_FAULT_QUOTE,      /* text beside a quoted field, or an open quote */
    LDOSE_N_FAULTS
} LdoseFaultCode;

typedef struct {
    LdoseFaultCode code;
    int column;  /* LdoseColumn, or -1 for the row as a whole */
    int column2; /* a second column that the fault concerns, or -1 */
    LdoseNumberFault number;
} LdoseFault;

#define LDOSE_MAX_FAULTS 64

typedef struct {
    LdoseFault fault[LDOSE_MAX_FAULTS];
    guint n;
} LdoseFaults;

const char *ldose_fault_id(LdoseFaultCode code);
void ldose_faults_add(LdoseFaults *faults, LdoseFaultCode code, int column, int column2);

/* ---- the case: fields as entered ------------------------------------------------------------- */

/* Bytes that belong to the caller and outlive the case. */
typedef struct {
    const char *text;
    gsize length;
} LdoseSlice;

typedef union {
    double number;
    LdoseDate date;
    int word; /* number in the column's vocabulary, or LdoseFormulaId */
    guint64 set; /* conditions, or columns to confirm */
    LdoseSlice text;
} LdoseCaseValue;

typedef struct {
    guint64 given;       /* a bit a column */
    guint64 bound;       /* numbers written as "<x" */
    LdoseCaseValue value[LDOSE_N_COLUMNS];
} LdoseCase;

#define LDOSE_CASE_HAS(c, column) (((c)->given & LDOSE_COLUMN_BIT(column)) != 0)

/* Empties a case. */
void ldose_case_clear(LdoseCase *c);

/* Takes one field. Empty text is "not given"; a zero byte is
 * malformed in every column.
 *
 * @text: must outlive the case for text columns
 * @sign: the decimal sign(s) allowed
 * @faults: gets at most one fault: malformed, impossible (outside the column's range) or unknown
 * Result: whether the field was taken or was empty. */
gboolean ldose_case_set(LdoseCase *c, LdoseColumn column, const char *text, gsize length,
                        LdoseDecimalSign sign, LdoseFaults *faults);

/* ---- the patient: validated, one unit a quantity --------------------------------------------- */

typedef struct {
    const LdoseCase *c; /* for the texts and choices that need no validation */
    guint64 given;      /* as the case's; a quantity in its other unit sets the bit of mg/dL */
    guint64 confirmed;

    LdoseSex sex;
    double age_years;
    gboolean age_in_months; /* told in months: under 2 years */
    double height_cm, weight_kg;
    double previous_weight_kg, dry_weight_kg;

    double creatinine_mg_dl;
    gboolean creatinine_is_bound; /* below creatinine_mg_dl */
    double creatinine_earlier_mg_dl;
    double cystatin_c_mg_l, gfr_measured_ml_min;
    LdoseDialysis dialysis; /* LDOSE_DIALYSIS_NONE also where not stated */

    double bilirubin_umol_l, bilirubin_uln_umol_l;
    double bilirubin_mg_dl, bilirubin_uln_mg_dl;
    double ast_u_l, ast_uln_u_l, alt_u_l, alt_uln_u_l, albumin_g_l, inr;
    gboolean cirrhosis, gilbert; /* FALSE also where not stated */
    LdoseAscites ascites;        /* none also where not stated */
    int encephalopathy;

    guint32 conditions, conditions_absent; /* a bit a LdoseCondition */
    LdoseDate as_of, creatinine_date, creatinine_earlier_date, weight_date; /* year 0: not given */
    LdoseDate infusion_date, ld_start_date;
} LdosePatient;

#define LDOSE_PATIENT_HAS(p, column) (((p)->given & LDOSE_COLUMN_BIT(column)) != 0)

/* Validates a case as a whole: what any plan needs is there, units are named once, values can be
 * (the limits stand in case-column.c), and implausible ones are confirmed (case column "confirm").
 *
 * @c: must outlive the patient
 * @out: written only on success
 * @faults: gets every fault found
 * Result: TRUE when @faults is empty. */
gboolean ldose_patient_from_case(const LdoseCase *c, LdosePatient *out, LdoseFaults *faults);

gboolean ldose_patient_has_condition(const LdosePatient *patient, LdoseCondition condition);

/* Whether the case accepts what was not read in its source. */
gboolean ldose_patient_accepts_unverified(const LdosePatient *patient);

G_END_DECLS
