/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exposure to fludarabine that two published models predict for a final plan. Information only:
 * it is made from a finished plan, and nothing in a plan is made from it. */
#pragma once

#include <glib.h>

#include "exposure.h"
#include "plan.h"

G_BEGIN_DECLS

/* Why a model gives no number for this plan. */
typedef enum {
    LDOSE_EXPOSURE_NOT_FINAL,      /* the plan is not final */
    LDOSE_EXPOSURE_NO_FLUDARABINE, /* the regimen has none */
    LDOSE_EXPOSURE_DIALYSIS,
    LDOSE_EXPOSURE_UNSTABLE,      /* creatinine is rising */
    LDOSE_EXPOSURE_BOUND,         /* creatinine is only known to lie below a value */
    LDOSE_EXPOSURE_NO_CREATININE, /* neither a creatinine nor a measured GFR */
    LDOSE_EXPOSURE_AGE,           /* outside the people whom the model was made from */
    LDOSE_EXPOSURE_WEIGHT,
    LDOSE_EXPOSURE_CLEARANCE,
    LDOSE_N_EXPOSURE_REFUSALS
} LdoseExposureRefusal;

/* What must be known beside the number. */
typedef enum {
    LDOSE_EXPOSURE_CAPPED,        /* eGFR is above the model's ceiling */
    LDOSE_EXPOSURE_UNDER_2,       /* clearance has no term for maturation */
    LDOSE_EXPOSURE_CHILD,         /* the model lies 22 % above the children it was made from */
    LDOSE_EXPOSURE_SCHWARTZ,      /* which Schwartz constant the model takes was not found */
    LDOSE_EXPOSURE_OBESE,         /* actual weight, BMI from 30 */
    LDOSE_EXPOSURE_MEASURED_GFR,  /* a measured GFR takes the place of the model's own eGFR */
    LDOSE_EXPOSURE_SPARSE,        /* eGFR 25–45 */
    LDOSE_EXPOSURE_NO_STUDY,      /* no finding exists for this product and indication */
    LDOSE_EXPOSURE_OTHER_DISEASE, /* the second model was made from large B-cell lymphoma */
    LDOSE_EXPOSURE_OTHER_PRODUCT, /* the second model has no constant for this product */
    LDOSE_N_EXPOSURE_WARNINGS
} LdoseExposureWarning;

/* A published finding about exposure and outcome. Its texts are in the report. */
typedef enum {
    LDOSE_STUDY_FABRIZIO_2022,
    LDOSE_STUDY_DEKKER_2022,
    LDOSE_STUDY_SCORDO_2023,
    LDOSE_N_STUDIES
} LdoseStudy;

typedef struct {
    guint32 refused;        /* a bit a LdoseExposureRefusal; 0: @auc_mg_h_l is there */
    guint32 varela_refused; /* the same of the second model; always refused under 18 years */
    guint32 warnings;       /* a bit a LdoseExposureWarning */

    /* Of the plan. */
    double phosphate_mg, fara_a_mg; /* whole course */
    int n_doses;

    /* Langenhorst 2019, with its own eGFR. */
    gboolean has_egfr;
    LdoseFormulaId egfr_formula; /* Cockcroft–Gault, indexed by Mosteller, or bedside Schwartz */
    double egfr_ml_min_173, egfr_used_ml_min_173; /* as estimated, and under the ceiling */
    LdoseFludarabineClearance clearance;
    double auc_mg_h_l;
    LdoseExposureInterval interval;

    /* Varela 2025: one product, or both where the plan's is neither. */
    double crcl_ml_min;
    int varela_product;                         /* LdoseVarelaProduct; -1: both are told */
    double varela_auc_mg_h_l[LDOSE_N_VARELA_PRODUCTS]; /* 0: not told */

    guint32 applies; /* a bit a LdoseStudy: whose product and indication are the plan's */
} LdosePlanExposure;

#define LDOSE_EXPOSURE_BIT(number) (1u << (guint)(number))

/* @plan: made from @patient; may be of any status
 * Result: in @out, complete whatever is refused. */
void
ldose_plan_exposure(const LdosePlan *plan, const LdosePatient *patient, LdosePlanExposure *out);

G_END_DECLS
