/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-exposure.h"

#include <math.h>
#include <string.h>

#define AXI_CEL  "axicabtagene ciloleucel"
#define TISA_CEL "tisagenlecleucel"

/* From these ages on the first model takes Cockcroft–Gault. */
#define ADULT_WOMAN_YEARS 17.0
#define ADULT_MAN_YEARS   14.0

#define REFUSE(set, reason) ((set) |= LDOSE_EXPOSURE_BIT(LDOSE_EXPOSURE_##reason))
#define WARN(out, warning)  ((out)->warnings |= LDOSE_EXPOSURE_BIT(LDOSE_EXPOSURE_##warning))

static gboolean
is_inside(double value, double low, double high)
{
    return ldose_limit_compare(value, low) >= 0 &&
           (high <= 0 || ldose_limit_compare(value, high) <= 0);
}

/* ---- eGFR, as the models define it ----------------------------------------------------------- */

static gboolean
is_adult_of_model(const LdosePatient *patient)
{
    return ldose_limit_compare(patient->age_years, patient->sex == LDOSE_SEX_FEMALE
                                                       ? ADULT_WOMAN_YEARS
                                                       : ADULT_MAN_YEARS) >= 0;
}

static void
estimate_clearance(const LdosePatient *patient, LdosePlanExposure *out)
{
    double bsa_m2 = ldose_bsa_mosteller_m2(patient->height_cm, patient->weight_kg);
    out->has_egfr = TRUE;
    if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL)) {
        double crcl_ml_min = ldose_cockcroft_gault(patient->sex, patient->age_years,
                                                   patient->weight_kg, patient->creatinine_mg_dl)
                                 .ml_min;
        out->crcl_ml_min = crcl_ml_min;
        if (is_adult_of_model(patient)) {
            out->egfr_formula = LDOSE_FORMULA_COCKCROFT_GAULT;
            out->egfr_ml_min_173 =
                ldose_index((LdoseAbsoluteClearance){crcl_ml_min}, bsa_m2).ml_min_173;
        } else {
            out->egfr_formula = LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009;
            out->egfr_ml_min_173 =
                ldose_schwartz_bedside_2009(patient->height_cm, patient->creatinine_mg_dl)
                    .ml_min_173;
            WARN(out, SCHWARTZ);
        }
    } else if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_GFR_MEASURED_ML_MIN)) {
        out->crcl_ml_min = patient->gfr_measured_ml_min;
        out->egfr_ml_min_173 =
            ldose_index((LdoseAbsoluteClearance){patient->gfr_measured_ml_min}, bsa_m2).ml_min_173;
        WARN(out, MEASURED_GFR);
    } else {
        out->has_egfr = FALSE;
    }
}

/* ---- what both models refuse ----------------------------------------------------------------- */

static guint32
refused_by_both(const LdosePlan *plan, const LdosePatient *patient, const LdosePlanExposure *out)
{
    guint32 refused = 0;
    if (plan->status != LDOSE_PLAN_FINAL)
        REFUSE(refused, NOT_FINAL);
    if (!(plan->rules->regimen->dose[LDOSE_FLUDARABINE].amount > 0))
        REFUSE(refused, NO_FLUDARABINE);
    if (patient->dialysis != LDOSE_DIALYSIS_NONE)
        REFUSE(refused, DIALYSIS);
    if (ldose_creatinine_is_unstable(patient))
        REFUSE(refused, UNSTABLE);
    if (!out->has_egfr)
        REFUSE(refused, NO_CREATININE);
    return refused;
}

/* A bound on creatinine is a number only where eGFR lies at the ceiling whatever it is. */
static gboolean
is_open_bound(const LdosePatient *patient, double egfr, double ceiling)
{
    return LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL) &&
           patient->creatinine_is_bound && ldose_limit_compare(egfr, ceiling) < 0;
}

/* ---- the two models -------------------------------------------------------------------------- */

static void
warn(const LdosePlan *plan, const LdosePatient *patient, LdosePlanExposure *out)
{
    if (ldose_limit_compare(out->egfr_ml_min_173, out->egfr_used_ml_min_173) > 0)
        WARN(out, CAPPED);
    if (ldose_limit_compare(patient->age_years, 2) < 0)
        WARN(out, UNDER_2);
    if (!plan->measures.adult)
        WARN(out, CHILD);
    if (ldose_limit_compare(plan->measures.bmi_kg_m2, LDOSE_OBESE_BMI_KG_M2) >= 0)
        WARN(out, OBESE);
    if (ldose_limit_compare(out->egfr_ml_min_173, 45) <= 0)
        WARN(out, SPARSE);
}

static void
predict_langenhorst(const LdosePlan *plan, const LdosePatient *patient, LdosePlanExposure *out)
{
    const LdoseExposurePopulation *people = &ldose_langenhorst_2019_population;
    double ceiling = ldose_langenhorst_2019_egfr_ceiling_ml_min_173(patient->age_years);
    if (!is_inside(patient->age_years, people->age_low_years, people->age_high_years))
        REFUSE(out->refused, AGE);
    if (!is_inside(patient->weight_kg, people->weight_low_kg, people->weight_high_kg))
        REFUSE(out->refused, WEIGHT);
    if (out->has_egfr && is_open_bound(patient, out->egfr_ml_min_173, ceiling))
        REFUSE(out->refused, BOUND);
    else if (out->has_egfr && !is_inside(out->egfr_ml_min_173, people->egfr_low_ml_min_173, 0))
        REFUSE(out->refused, CLEARANCE);
    out->egfr_used_ml_min_173 = MIN(out->egfr_ml_min_173, ceiling);
    if (out->refused != 0)
        return;
    out->clearance =
        ldose_langenhorst_2019_clearance_l_h(patient->weight_kg, out->egfr_used_ml_min_173);
    out->auc_mg_h_l = ldose_fludarabine_auc_mg_h_l(out->phosphate_mg, out->clearance.total_l_h);
    out->interval = ldose_langenhorst_2019_interval_mg_h_l(out->auc_mg_h_l, out->n_doses);
    warn(plan, patient, out);
}

static int
varela_product(const LdoseRegimen *regimen)
{
    return strcmp(regimen->product, AXI_CEL) == 0    ? (int)LDOSE_VARELA_AXI_CEL
           : strcmp(regimen->product, TISA_CEL) == 0 ? (int)LDOSE_VARELA_TISA_CEL
                                                     : -1;
}

static gboolean
is_large_b_cell(const LdoseRegimen *regimen)
{
    return strcmp(regimen->indication, "large B-cell lymphoma") == 0 ||
           strcmp(regimen->indication, "diffuse large B-cell lymphoma") == 0;
}

static void
predict_varela(const LdoseRegimen *regimen, const LdosePatient *patient, LdosePlanExposure *out)
{
    const LdoseExposurePopulation *people = &ldose_varela_2025_population;
    if (!is_inside(patient->age_years, people->age_low_years, people->age_high_years))
        REFUSE(out->varela_refused, AGE);
    if (!is_inside(patient->weight_kg, people->weight_low_kg, people->weight_high_kg))
        REFUSE(out->varela_refused, WEIGHT);
    if (out->has_egfr && LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL) &&
        patient->creatinine_is_bound)
        REFUSE(out->varela_refused, BOUND); /* it has no ceiling */
    else if (out->has_egfr &&
             !is_inside(out->crcl_ml_min, people->crcl_low_ml_min, people->crcl_high_ml_min))
        REFUSE(out->varela_refused, CLEARANCE);
    if (out->varela_refused != 0)
        return;
    if (!is_large_b_cell(regimen))
        WARN(out, OTHER_DISEASE);
    if (out->varela_product < 0)
        WARN(out, OTHER_PRODUCT);
    for (int i = 0; i < LDOSE_N_VARELA_PRODUCTS; i++) {
        if (out->varela_product >= 0 && out->varela_product != i)
            continue;
        double clearance = ldose_varela_2025_clearance_l_h((LdoseVarelaProduct)i,
                                                           patient->weight_kg, out->crcl_ml_min);
        out->varela_auc_mg_h_l[i] = ldose_fludarabine_auc_mg_h_l(out->phosphate_mg, clearance);
    }
}

/* ---- the studies ----------------------------------------------------------------------------- */

static void
match_studies(const LdosePlan *plan, LdosePlanExposure *out)
{
    const LdoseRegimen *regimen = plan->rules->regimen;
    gboolean b_all = g_str_has_prefix(regimen->indication, "B-cell ALL");
    if (strcmp(regimen->product, TISA_CEL) == 0 && b_all)
        out->applies |= LDOSE_EXPOSURE_BIT(LDOSE_STUDY_FABRIZIO_2022) |
                        LDOSE_EXPOSURE_BIT(LDOSE_STUDY_DEKKER_2022);
    if (strcmp(regimen->product, AXI_CEL) == 0 && is_large_b_cell(regimen))
        out->applies |= LDOSE_EXPOSURE_BIT(LDOSE_STUDY_SCORDO_2023);
    if (out->applies == 0)
        WARN(out, NO_STUDY);
}

/* ---------------------------------------------------------------------------------------------- */

void
ldose_plan_exposure(const LdosePlan *plan, const LdosePatient *patient, LdosePlanExposure *out)
{
    memset(out, 0, sizeof *out);
    out->varela_product = varela_product(plan->rules->regimen);
    estimate_clearance(patient, out);
    out->refused = out->varela_refused = refused_by_both(plan, patient, out);
    match_studies(plan, out);
    if (plan->status == LDOSE_PLAN_FINAL) {
        out->phosphate_mg = plan->drug[LDOSE_FLUDARABINE].total_mg;
        out->fara_a_mg = out->phosphate_mg * LDOSE_FARA_A_PER_PHOSPHATE;
        out->n_doses = plan->rules->regimen->dose[LDOSE_FLUDARABINE].n_days;
    }
    predict_langenhorst(plan, patient, out);
    predict_varela(plan->rules->regimen, patient, out);
}
