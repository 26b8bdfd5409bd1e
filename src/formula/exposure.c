/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exposure.h"

#include <math.h>
#include <string.h>

#define REFERENCE_WEIGHT_KG 70.0
#define CLEARANCE_EXPONENT  0.75

const LdoseExposurePopulation ldose_langenhorst_2019_population = {
    .age_low_years = 0.3,
    .age_high_years = 74,
    .weight_low_kg = 4.3,
    .weight_high_kg = 130,
    .egfr_low_ml_min_173 = 25,
};

const LdoseExposurePopulation ldose_varela_2025_population = {
    .age_low_years = 23,
    .age_high_years = 82,
    .weight_low_kg = 52,
    .weight_high_kg = 101,
    .crcl_low_ml_min = 39,
    .crcl_high_ml_min = 214,
};

static const char *const product_ids[LDOSE_N_VARELA_PRODUCTS] = {
    [LDOSE_VARELA_AXI_CEL] = "axi-cel",
    [LDOSE_VARELA_TISA_CEL] = "tisa-cel",
};

const char *
ldose_varela_product_id(LdoseVarelaProduct product)
{
    g_assert((guint)product < LDOSE_N_VARELA_PRODUCTS);
    return product_ids[product];
}

gboolean
ldose_varela_product_find(const char *id, LdoseVarelaProduct *product_out)
{
    for (int i = 0; i < LDOSE_N_VARELA_PRODUCTS; i++) {
        if (strcmp(id, product_ids[i]) == 0) {
            *product_out = (LdoseVarelaProduct)i;
            return TRUE;
        }
    }
    return FALSE;
}

static double
size_factor(double weight_kg)
{
    g_assert(isfinite(weight_kg) && weight_kg > 0);
    return pow(weight_kg / REFERENCE_WEIGHT_KG, CLEARANCE_EXPONENT);
}

double
ldose_langenhorst_2019_egfr_ceiling_ml_min_173(double age_years)
{
    g_assert(isfinite(age_years) && age_years >= 0);
    if (age_years < 1.5)
        return 35 + (140 - 35) * age_years / 1.5;
    if (age_years <= 30)
        return 140;
    return 140 - 8 * (age_years - 30) / 10;
}

LdoseFludarabineClearance
ldose_langenhorst_2019_clearance_l_h(double weight_kg, double egfr_ml_min_173)
{
    double size = size_factor(weight_kg);
    g_assert(isfinite(egfr_ml_min_173) && egfr_ml_min_173 > 0);
    LdoseFludarabineClearance clearance = {
        .non_renal_l_h = 3.24 * size,
        .renal_l_h = 0.782 * egfr_ml_min_173 * 60 / 1000 * size,
    };
    clearance.total_l_h = clearance.non_renal_l_h + clearance.renal_l_h;
    return clearance;
}

double
ldose_varela_2025_clearance_l_h(LdoseVarelaProduct product, double weight_kg, double crcl_ml_min)
{
    static const double constant_l_h[LDOSE_N_VARELA_PRODUCTS] = {
        [LDOSE_VARELA_AXI_CEL] = 4.4,
        [LDOSE_VARELA_TISA_CEL] = 3.9,
    };
    g_assert((guint)product < LDOSE_N_VARELA_PRODUCTS);
    g_assert(isfinite(crcl_ml_min) && crcl_ml_min > 0);
    return (constant_l_h[product] + 1.7 * crcl_ml_min / 96) * size_factor(weight_kg);
}

double
ldose_fludarabine_auc_mg_h_l(double phosphate_mg, double clearance_l_h)
{
    g_assert(isfinite(phosphate_mg) && phosphate_mg > 0);
    g_assert(isfinite(clearance_l_h) && clearance_l_h > 0);
    return phosphate_mg * LDOSE_FARA_A_PER_PHOSPHATE / clearance_l_h;
}

LdoseExposureInterval
ldose_langenhorst_2019_interval_mg_h_l(double auc_mg_h_l, int n_doses)
{
    g_assert(n_doses >= 1);
    double between_patients = log(1 + 0.23 * 0.23);
    double between_doses = log(1 + 0.12 * 0.12);
    double half = 1.645 * sqrt(between_patients + between_doses / n_doses);
    return (LdoseExposureInterval){auc_mg_h_l * exp(-half), auc_mg_h_l * exp(half)};
}
