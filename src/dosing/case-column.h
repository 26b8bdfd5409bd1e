/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a case: CSV header, --set name and JSON key are one name, and each stands once, in
 * case-column.c. */
#pragma once

#include <glib.h>

#include "quantity.h"
#include "vocabulary.h"

G_BEGIN_DECLS

typedef enum {
    /* treatment */
    LDOSE_COLUMN_CASE_ID,
    LDOSE_COLUMN_REGIMEN,
    LDOSE_COLUMN_GUIDANCE,
    LDOSE_COLUMN_FORMULARY,
    LDOSE_COLUMN_AS_OF,
    LDOSE_COLUMN_INFUSION_DATE,
    LDOSE_COLUMN_LD_START_DATE,
    /* patient */
    LDOSE_COLUMN_SEX,
    LDOSE_COLUMN_AGE_YEARS,
    LDOSE_COLUMN_BIRTH_DATE,
    LDOSE_COLUMN_HEIGHT_CM,
    LDOSE_COLUMN_WEIGHT_KG,
    LDOSE_COLUMN_WEIGHT_DATE,
    LDOSE_COLUMN_PREVIOUS_WEIGHT_KG,
    LDOSE_COLUMN_DRY_WEIGHT_KG,
    /* kidney */
    LDOSE_COLUMN_CREATININE_MG_DL,
    LDOSE_COLUMN_CREATININE_UMOL_L,
    LDOSE_COLUMN_CREATININE_DATE,
    LDOSE_COLUMN_CREATININE_EARLIER_MG_DL,
    LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L,
    LDOSE_COLUMN_CREATININE_EARLIER_DATE,
    LDOSE_COLUMN_CYSTATIN_C_MG_L,
    LDOSE_COLUMN_GFR_MEASURED_ML_MIN,
    LDOSE_COLUMN_DIALYSIS,
    /* liver */
    LDOSE_COLUMN_BILIRUBIN_MG_DL,
    LDOSE_COLUMN_BILIRUBIN_UMOL_L,
    LDOSE_COLUMN_BILIRUBIN_DIRECT_MG_DL,
    LDOSE_COLUMN_BILIRUBIN_DIRECT_UMOL_L,
    LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL,
    LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L,
    LDOSE_COLUMN_AST_U_L,
    LDOSE_COLUMN_AST_ULN_U_L,
    LDOSE_COLUMN_ALT_U_L,
    LDOSE_COLUMN_ALT_ULN_U_L,
    LDOSE_COLUMN_ALBUMIN_G_L,
    LDOSE_COLUMN_INR,
    LDOSE_COLUMN_CIRRHOSIS,
    LDOSE_COLUMN_ASCITES,
    LDOSE_COLUMN_ENCEPHALOPATHY,
    LDOSE_COLUMN_GILBERT,
    /* counts */
    LDOSE_COLUMN_WBC_10E9_L,
    LDOSE_COLUMN_ANC_10E9_L,
    LDOSE_COLUMN_PLATELETS_10E9_L,
    /* lists */
    LDOSE_COLUMN_CONDITIONS,
    LDOSE_COLUMN_CONDITIONS_ABSENT,
    LDOSE_COLUMN_CONFIRM,
    /* choices */
    LDOSE_COLUMN_ESTIMATOR,
    LDOSE_COLUMN_CLEARANCE_WEIGHT,
    LDOSE_COLUMN_BSA_FORMULA,
    LDOSE_COLUMN_BSA_CAP_M2,
    LDOSE_COLUMN_DOSING_WEIGHT_KG,
    LDOSE_COLUMN_FLUDARABINE_FRACTION,
    LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION,
    LDOSE_COLUMN_COMBINE,
    LDOSE_COLUMN_FLUDARABINE_PRODUCT,
    LDOSE_COLUMN_CYCLOPHOSPHAMIDE_PRODUCT,
    LDOSE_COLUMN_ACCEPT_UNVERIFIED,
    /* order */
    LDOSE_COLUMN_ORDERED_FLUDARABINE_MG_PER_DAY,
    LDOSE_COLUMN_ORDERED_CYCLOPHOSPHAMIDE_MG_PER_DAY,
    /* override */
    LDOSE_COLUMN_OVERRIDE_REASON,
    LDOSE_COLUMN_DECIDED_BY,
    LDOSE_COLUMN_PRESCRIBER,
    LDOSE_N_COLUMNS
} LdoseColumn;

/* A set of columns is one word. */
G_STATIC_ASSERT(LDOSE_N_COLUMNS < 64);
#define LDOSE_COLUMN_BIT(column) (G_GUINT64_CONSTANT(1) << (column))

/* In `confirm`, beside the names of columns: a dose by body surface under 10 kg. */
#define LDOSE_CONFIRM_BSA_UNDER_10_KG      "bsa-under-10-kg"
#define LDOSE_CONFIRM_BSA_UNDER_10_KG_BIT  (G_GUINT64_CONSTANT(1) << 63)

typedef enum {
    LDOSE_COLUMN_KIND_TEXT,
    LDOSE_COLUMN_KIND_NUMBER,
    LDOSE_COLUMN_KIND_BOUNDED_NUMBER, /* a leading "<" makes it a bound */
    LDOSE_COLUMN_KIND_DATE,
    LDOSE_COLUMN_KIND_WORD,
    LDOSE_COLUMN_KIND_FORMULA,        /* a formula id of a certain kind */
    LDOSE_COLUMN_KIND_CONDITIONS,
    LDOSE_COLUMN_KIND_CONFIRM,
} LdoseColumnKind;

typedef struct {
    const char *name;
    LdoseColumnKind kind;
    const LdoseVocabulary *words; /* of a word */
    LdoseUnit unit;               /* of a number */
    double least, most;           /* of a number: outside is impossible */
    gboolean least_excluded;      /* @least itself is impossible too */
    const char *label;            /* for people, to be translated */
} LdoseColumnInfo;

const LdoseColumnInfo *ldose_column_info(LdoseColumn column);

/* What every plan needs; besides, an age or a date of birth. */
#define LDOSE_N_REQUIRED_COLUMNS 5
extern const LdoseColumn ldose_required_columns[LDOSE_N_REQUIRED_COLUMNS];

/* The column of a name, or -1. @length: bytes of @name. */
int ldose_column_find(const char *name, gsize length);

/* Words that only cases use. */
extern const LdoseVocabulary ldose_sexes, ldose_yes_no, ldose_ascites_grades,
    ldose_encephalopathy_grades, ldose_combine_answers;

G_END_DECLS
