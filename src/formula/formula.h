/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of formulas (requirement R08): what each is called, how it is printed, what it
 * needs, whom it was made for, where it comes from, and how it is computed. The command line, the
 * suites and the texts read it from here; the functions themselves stand in body-size.h, kidney.h,
 * liver.h and exposure.h. */
#pragma once

#include <glib.h>

#include "body-size.h"
#include "exposure.h"
#include "interval.h"
#include "liver.h"
#include "quantity.h"

G_BEGIN_DECLS

/* In the order in which they are listed. */
typedef enum {
    LDOSE_FORMULA_BSA_MOSTELLER,
    LDOSE_FORMULA_BSA_DUBOIS,
    LDOSE_FORMULA_BSA_HAYCOCK,
    LDOSE_FORMULA_BSA_GEHAN_GEORGE,
    LDOSE_FORMULA_BSA_BOYD,
    LDOSE_FORMULA_BSA_BOYD_WEIGHT_ONLY,
    LDOSE_FORMULA_BSA_LIVINGSTON,
    LDOSE_FORMULA_BMI,
    LDOSE_FORMULA_IBW_DEVINE,
    LDOSE_FORMULA_IBW_ROBINSON,
    LDOSE_FORMULA_ADJBW_25,
    LDOSE_FORMULA_ADJBW_40,
    LDOSE_FORMULA_LBW_JANMAHASATIAN,
    LDOSE_FORMULA_COCKCROFT_GAULT,
    LDOSE_FORMULA_CKD_EPI_2021_CR,
    LDOSE_FORMULA_CKD_EPI_2009_CR_NORACE,
    LDOSE_FORMULA_CKD_EPI_2012_CYS,
    LDOSE_FORMULA_CKD_EPI_2021_CR_CYS,
    LDOSE_FORMULA_EKFC_2021_CR,
    LDOSE_FORMULA_EKFC_2023_CYS,
    LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009,
    LDOSE_FORMULA_CKID_U25_CR,
    LDOSE_FORMULA_CKID_U25_CYS,
    LDOSE_FORMULA_CKID_U25_MEAN,
    LDOSE_FORMULA_MDRD_175_NORACE,
    LDOSE_FORMULA_LUND_MALMO_REVISED,
    LDOSE_FORMULA_DEINDEX,
    LDOSE_FORMULA_NCI_ODWG,
    LDOSE_FORMULA_CHILD_PUGH,
    LDOSE_FORMULA_ALBI,
    LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019,
    LDOSE_FORMULA_FLUDARABINE_AUC_VARELA_2025,
    LDOSE_N_FORMULAS
} LdoseFormulaId;

typedef enum {
    LDOSE_FORMULA_KIND_BODY_SURFACE,
    LDOSE_FORMULA_KIND_BMI,
    LDOSE_FORMULA_KIND_BODY_WEIGHT,
    LDOSE_FORMULA_KIND_ABSOLUTE_CLEARANCE,
    LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
    LDOSE_FORMULA_KIND_LIVER,
    LDOSE_FORMULA_KIND_EXPOSURE, /* information only: never part of a plan */
} LdoseFormulaKind;

/* What stands in the first line of an answer. */
typedef enum {
    LDOSE_FORMULA_ANSWER_VALUE,       /* the value and its unit: "1.82 m2" */
    LDOSE_FORMULA_ANSWER_VALUE_LABEL, /* the value and its label: "8 B" */
    LDOSE_FORMULA_ANSWER_LABEL,       /* the label: "moderate" */
} LdoseFormulaAnswer;

/* What a formula may need. Each is one bit, so that a set of them is a guint32. */
typedef enum {
    LDOSE_FIELD_SEX = 1 << 0,
    LDOSE_FIELD_AGE_YEARS = 1 << 1,
    LDOSE_FIELD_HEIGHT_CM = 1 << 2,
    LDOSE_FIELD_WEIGHT_KG = 1 << 3,
    LDOSE_FIELD_CREATININE_MG_DL = 1 << 4,
    LDOSE_FIELD_CREATININE_UMOL_L = 1 << 5, /* only for ldose_formula_input_set() */
    LDOSE_FIELD_CYSTATIN_C_MG_L = 1 << 6,
    LDOSE_FIELD_BILIRUBIN_MG_DL = 1 << 7,
    LDOSE_FIELD_BILIRUBIN_UMOL_L = 1 << 8,
    LDOSE_FIELD_BILIRUBIN_ULN_MG_DL = 1 << 9,
    LDOSE_FIELD_BILIRUBIN_ULN_UMOL_L = 1 << 10, /* only for ldose_formula_input_set() */
    LDOSE_FIELD_AST_U_L = 1 << 11,
    LDOSE_FIELD_AST_ULN_U_L = 1 << 12,
    LDOSE_FIELD_ALBUMIN_G_L = 1 << 13,
    LDOSE_FIELD_INR = 1 << 14,
    LDOSE_FIELD_ASCITES = 1 << 15,
    LDOSE_FIELD_ENCEPHALOPATHY = 1 << 16,
    LDOSE_FIELD_CIRRHOSIS = 1 << 17,
    LDOSE_FIELD_EGFR_ML_MIN_173 = 1 << 18,
    LDOSE_FIELD_BSA_M2 = 1 << 19,
    LDOSE_FIELD_DOSE_MG_M2 = 1 << 20, /* of fludarabine phosphate, a day */
    LDOSE_FIELD_DAYS = 1 << 21,
    LDOSE_FIELD_PRODUCT = 1 << 22,
    LDOSE_FIELD_DIALYSIS = 1 << 23,
} LdoseFormulaField;

#define LDOSE_N_FORMULA_FIELDS 24

/* The case column of a field: "creatinine_mg_dl". To walk through a set of fields:
 *
 *     for (int bit = -1; (bit = g_bit_nth_lsf(fields, bit)) >= 0;)
 *         puts(ldose_formula_field_column((LdoseFormulaField)(1u << bit)));
 */
const char *ldose_formula_field_column(LdoseFormulaField field);

/* The unit of a field; LDOSE_UNIT_NONE for a word, a grade or a ratio. */
LdoseUnit ldose_formula_field_unit(LdoseFormulaField field);

/* Finds a field by its case column; FALSE when no formula takes it. */
gboolean ldose_formula_field_find(const char *column, LdoseFormulaField *field_out);

/* The inputs of a formula. Only fields that @present names are read. */
typedef struct {
    guint32 present; /* set of LdoseFormulaField */
    LdoseSex sex;
    double age_years;
    double height_cm;
    double weight_kg;
    double creatinine_mg_dl;
    double cystatin_c_mg_l;
    double bilirubin_mg_dl;
    double bilirubin_umol_l; /* beside bilirubin_mg_dl, when it was measured in this unit */
    double bilirubin_uln_mg_dl;
    double ast_u_l;
    double ast_uln_u_l;
    double albumin_g_l;
    double inr;
    LdoseAscites ascites;
    int encephalopathy; /* grade 0–4 */
    gboolean cirrhosis;
    double egfr_ml_min_173;
    double bsa_m2;
    double dose_mg_m2;
    double days;
    LdoseVarelaProduct product;
    gboolean dialysis;
} LdoseFormulaInput;

/* Gives a field that is a number: stores it and marks it as present. A value in µmol/L is converted
 * and stored in mg/dL; a bilirubin is kept in µmol/L as well, because Child–Pugh has limits of its
 * own there.
 *
 * @field: not the sex, ascites, encephalopathy, cirrhosis, product or dialysis, which are set by hand
 * @value: in the unit of the field; not checked here, see ldose_formula_unusable() */
void ldose_formula_input_set(LdoseFormulaInput *input, LdoseFormulaField field, double value);

/* A number that was given: of any field that is one and is kept, in the unit of the field. */
double ldose_formula_input_number(const LdoseFormulaInput *input, LdoseFormulaField field);

/* Whom a formula was made for. */
typedef struct {
    LdoseInterval age_years, height_cm, weight_kg, bmi_kg_m2;
    LdoseInterval creatinine_mg_dl, cystatin_c_mg_l, egfr_ml_min_173;
    LdoseInterval absolute_ml_min; /* of egfr_ml_min_173, made absolute with height and weight */
    gboolean cirrhosis;   /* only for patients with cirrhosis */
    gboolean no_dialysis; /* only for patients without dialysis */
    gboolean refuses;     /* outside it there is no value at all */
    const char *text;   /* the same in words, with what the ranges cannot say; to be translated */
} LdoseFormulaPopulation;

typedef struct {
    double value;      /* in the unit of the formula; of nci_odwg the number of the LdoseNciClass */
    const char *label; /* of child_pugh "A" to "C", of nci_odwg "normal" to "severe"; else NULL */
} LdoseFormulaResult;

typedef struct {
    LdoseFormulaId number;
    const char *id; /* what files and the command line write */
    LdoseFormulaKind kind;
    LdoseUnit unit;
    LdoseFormulaAnswer answer;
    const char *printed_form; /* UTF-8, with every constant */
    guint32 inputs;           /* needed */
    guint32 optional;         /* read when given */
    guint32 zero_allowed;     /* inputs that may be 0; all other numbers are above it */
    LdoseFormulaPopulation population;
    const char *source;
    /* Called by ldose_formula_compute() alone, which has checked the inputs. */
    void (*evaluate)(const LdoseFormulaInput *input, LdoseFormulaResult *out);
} LdoseFormula;

/* The row of a formula; never NULL. */
const LdoseFormula *ldose_formula_get(LdoseFormulaId formula);

/* Finds a formula by its id; NULL when there is none. */
const LdoseFormula *ldose_formula_find(const char *id);

/* Whether it estimates a patient's clearance, absolute or indexed. Not so the conversion of one
 * into the other, which needs an estimate first. Only such a formula may be an estimator of a case,
 * the equation of a rule or of a clearance policy. */
gboolean ldose_formula_is_clearance(LdoseFormulaId formula);

/* The needed inputs that are not given: a set of fields, 0 when none is missing. */
guint32 ldose_formula_missing(LdoseFormulaId formula, const LdoseFormulaInput *input);

/* The given inputs that the formula cannot take: a set of fields, 0 when all can be used. A number
 * is finite and above 0 (or 0, where zero_allowed says so), an age below 140 years, a grade or a
 * word one of those that exist. These are the limits of the mathematics, much wider than those of a
 * plausible case. */
guint32 ldose_formula_unusable(LdoseFormulaId formula, const LdoseFormulaInput *input);

/* Whether the formula was made for such a patient, as far as @input tells: what is not given is not
 * held against it, and what is given counts also where the formula itself does not need it (the
 * age, with an ideal weight).
 *
 * @outside_out: (out) (optional): the fields that lie outside; 0 when the result is TRUE
 *
 * Notes: limits are compared by ldose_limit_compare(). A body mass index outside names height and
 * weight. */
gboolean ldose_formula_in_population(LdoseFormulaId formula, const LdoseFormulaInput *input,
                                     guint32 *outside_out);

/* Computes a formula from its inputs, whoever it was made for.
 *
 * @formula: which one
 * @input: the inputs; only those present are read
 * @out: (out caller-allocates): the result, unrounded; written only on success
 *
 * Result: FALSE when ldose_formula_missing() or ldose_formula_unusable() names a field, when the
 * formula has no value for these inputs: it comes out not finite, or a size or clearance that
 * is not above zero (Devine's line, below about 102 cm), or when the patient lies outside the
 * population of an exposure model, which refuses there.
 * Rounding: none. Same inputs, same bits as the function that the formula stands for.
 * Tested against: every row of tests/oracle/reference-values.csv. */
gboolean ldose_formula_compute(LdoseFormulaId formula, const LdoseFormulaInput *input,
                               LdoseFormulaResult *out);

G_END_DECLS
