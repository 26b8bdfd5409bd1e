/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clearance of the kidneys: the published equations and nothing else. */
#include "kidney.h"

#include <math.h>

#include "number.h"
#include "quantity.h"

#define CM_PER_M 100.0

/* The cystatin C at which CKD-EPI changes slope. */
#define CKD_EPI_CYSTATIN_C_MG_L 0.8

static gboolean
is_positive(double value)
{
    return value > 0 && isfinite(value);
}

LdoseAbsoluteClearance
ldose_deindex(LdoseIndexedClearance clearance, double bsa_m2)
{
    g_assert(is_positive(clearance.ml_min_173) && is_positive(bsa_m2));

    return (LdoseAbsoluteClearance){clearance.ml_min_173 * bsa_m2 / LDOSE_REFERENCE_BSA_M2};
}

LdoseIndexedClearance
ldose_index(LdoseAbsoluteClearance clearance, double bsa_m2)
{
    g_assert(is_positive(clearance.ml_min) && is_positive(bsa_m2));

    return (LdoseIndexedClearance){clearance.ml_min * LDOSE_REFERENCE_BSA_M2 / bsa_m2};
}

LdoseAbsoluteClearance
ldose_cockcroft_gault(LdoseSex sex, double age_years, double weight_kg, double creatinine_mg_dl)
{
    g_assert(is_positive(age_years) && age_years < 140.0);
    g_assert(is_positive(weight_kg) && is_positive(creatinine_mg_dl));

    double clearance_ml_min = (140.0 - age_years) * weight_kg / (72.0 * creatinine_mg_dl);
    if (sex == LDOSE_SEX_FEMALE)
        clearance_ml_min *= 0.85;
    return (LdoseAbsoluteClearance){clearance_ml_min};
}

/* min(ratio, 1)^below × max(ratio, 1)^above: one of the two factors is always 1. */
static double
two_slopes(double ratio, double below, double above)
{
    return pow(ratio, ratio < 1.0 ? below : above);
}

/* What CKD-EPI makes of sex: where creatinine changes slope, the slope below, and a factor. */
typedef struct {
    double kappa_mg_dl;
    double alpha;
    double factor;
} CkdEpiSex;

LdoseIndexedClearance
ldose_ckd_epi_2021_cr(LdoseSex sex, double age_years, double creatinine_mg_dl)
{
    static const CkdEpiSex by_sex[] = {
        [LDOSE_SEX_FEMALE] = {0.7, -0.241, 1.012},
        [LDOSE_SEX_MALE] = {0.9, -0.302, 1.0},
    };
    g_assert(is_positive(age_years) && is_positive(creatinine_mg_dl));

    const CkdEpiSex *s = &by_sex[sex];
    return (LdoseIndexedClearance){142.0 *
                                   two_slopes(creatinine_mg_dl / s->kappa_mg_dl, s->alpha, -1.200) *
                                   pow(0.9938, age_years) * s->factor};
}

LdoseIndexedClearance
ldose_ckd_epi_2009_cr_norace(LdoseSex sex, double age_years, double creatinine_mg_dl)
{
    static const CkdEpiSex by_sex[] = {
        [LDOSE_SEX_FEMALE] = {0.7, -0.329, 1.018},
        [LDOSE_SEX_MALE] = {0.9, -0.411, 1.0},
    };
    g_assert(is_positive(age_years) && is_positive(creatinine_mg_dl));

    const CkdEpiSex *s = &by_sex[sex];
    return (LdoseIndexedClearance){141.0 *
                                   two_slopes(creatinine_mg_dl / s->kappa_mg_dl, s->alpha, -1.209) *
                                   pow(0.993, age_years) * s->factor};
}

LdoseIndexedClearance
ldose_ckd_epi_2012_cys(LdoseSex sex, double age_years, double cystatin_c_mg_l)
{
    g_assert(is_positive(age_years) && is_positive(cystatin_c_mg_l));

    double clearance_ml_min_173 =
        133.0 * two_slopes(cystatin_c_mg_l / CKD_EPI_CYSTATIN_C_MG_L, -0.499, -1.328) *
        pow(0.996, age_years);
    if (sex == LDOSE_SEX_FEMALE)
        clearance_ml_min_173 *= 0.932;
    return (LdoseIndexedClearance){clearance_ml_min_173};
}

LdoseIndexedClearance
ldose_ckd_epi_2021_cr_cys(LdoseSex sex, double age_years, double creatinine_mg_dl,
                          double cystatin_c_mg_l)
{
    static const CkdEpiSex by_sex[] = {
        [LDOSE_SEX_FEMALE] = {0.7, -0.219, 0.963},
        [LDOSE_SEX_MALE] = {0.9, -0.144, 1.0},
    };
    g_assert(is_positive(age_years));
    g_assert(is_positive(creatinine_mg_dl) && is_positive(cystatin_c_mg_l));

    const CkdEpiSex *s = &by_sex[sex];
    return (LdoseIndexedClearance){
        135.0 * two_slopes(creatinine_mg_dl / s->kappa_mg_dl, s->alpha, -0.544) *
        two_slopes(cystatin_c_mg_l / CKD_EPI_CYSTATIN_C_MG_L, -0.323, -0.778) *
        pow(0.9961, age_years) * s->factor};
}

/* Both EKFC equations: @ratio is the marker over its median in healthy people of that age. */
static LdoseIndexedClearance
ekfc(double ratio, double age_years)
{
    double clearance_ml_min_173 = 107.3 * two_slopes(ratio, -0.322, -1.132);
    if (age_years > 40.0)
        clearance_ml_min_173 *= pow(0.990, age_years - 40.0);
    return (LdoseIndexedClearance){clearance_ml_min_173};
}

/* Median creatinine of healthy people: constant above 25 years, to 25 years a polynomial in age. */
static double
ekfc_creatinine_q_umol_l(LdoseSex sex, double age_years)
{
    static const struct {
        double adult_umol_l;
        double constant, per_age, per_log_age, per_age2, per_age3;
    } by_sex[] = {
        [LDOSE_SEX_FEMALE] = {62.0, 3.080, 0.177, -0.223, -0.00596, 0.0000686},
        [LDOSE_SEX_MALE] = {80.0, 3.200, 0.259, -0.543, -0.00763, 0.0000790},
    };

    if (ldose_limit_compare(age_years, 25.0) > 0)
        return by_sex[sex].adult_umol_l;

    double age2 = age_years * age_years;
    return exp(by_sex[sex].constant + by_sex[sex].per_age * age_years +
               by_sex[sex].per_log_age * log(age_years) + by_sex[sex].per_age2 * age2 +
               by_sex[sex].per_age3 * age2 * age_years);
}

LdoseIndexedClearance
ldose_ekfc_2021_cr(LdoseSex sex, double age_years, double creatinine_mg_dl)
{
    g_assert(is_positive(age_years) && is_positive(creatinine_mg_dl));

    double creatinine_umol_l = ldose_creatinine_umol_l_from_mg_dl(creatinine_mg_dl);
    return ekfc(creatinine_umol_l / ekfc_creatinine_q_umol_l(sex, age_years), age_years);
}

LdoseIndexedClearance
ldose_ekfc_2023_cys(double age_years, double cystatin_c_mg_l)
{
    g_assert(is_positive(age_years) && is_positive(cystatin_c_mg_l));

    double q_mg_l = age_years > 50.0 ? 0.83 + 0.005 * (age_years - 50.0) : 0.83;
    return ekfc(cystatin_c_mg_l / q_mg_l, age_years);
}

LdoseIndexedClearance
ldose_schwartz_bedside_2009(double height_cm, double creatinine_mg_dl)
{
    g_assert(is_positive(height_cm) && is_positive(creatinine_mg_dl));

    return (LdoseIndexedClearance){0.413 * height_cm / creatinine_mg_dl};
}

/* The constant K of CKiD U25: it grows by one rate up to a turning age, where the next rate takes
 * over without a step, and is constant from 18 years, where there is a small one. */
typedef struct {
    double turn_years;
    double at_turn;
    double rate_before;
    double rate_after;
    double from_18_years;
} U25Constant;

static double
u25_constant(const U25Constant *k, double age_years)
{
    if (ldose_limit_compare(age_years, 18.0) >= 0)
        return k->from_18_years;

    double rate = age_years < k->turn_years ? k->rate_before : k->rate_after;
    return k->at_turn * pow(rate, age_years - k->turn_years);
}

LdoseIndexedClearance
ldose_ckid_u25_cr(LdoseSex sex, double age_years, double height_cm, double creatinine_mg_dl)
{
    static const U25Constant by_sex[] = {
        [LDOSE_SEX_FEMALE] = {12.0, 36.1, 1.008, 1.023, 41.4},
        [LDOSE_SEX_MALE] = {12.0, 39.0, 1.008, 1.045, 50.8},
    };
    g_assert(is_positive(age_years));
    g_assert(is_positive(height_cm) && is_positive(creatinine_mg_dl));

    double height_m = height_cm / CM_PER_M;
    return (LdoseIndexedClearance){u25_constant(&by_sex[sex], age_years) * height_m /
                                   creatinine_mg_dl};
}

LdoseIndexedClearance
ldose_ckid_u25_cys(LdoseSex sex, double age_years, double cystatin_c_mg_l)
{
    static const U25Constant by_sex[] = {
        [LDOSE_SEX_FEMALE] = {12.0, 79.9, 1.004, 0.974, 68.3},
        [LDOSE_SEX_MALE] = {15.0, 87.2, 1.011, 0.960, 77.1},
    };
    g_assert(is_positive(age_years) && is_positive(cystatin_c_mg_l));

    return (LdoseIndexedClearance){u25_constant(&by_sex[sex], age_years) / cystatin_c_mg_l};
}

LdoseIndexedClearance
ldose_ckid_u25_mean(LdoseSex sex, double age_years, double height_cm, double creatinine_mg_dl,
                    double cystatin_c_mg_l)
{
    LdoseIndexedClearance by_creatinine =
        ldose_ckid_u25_cr(sex, age_years, height_cm, creatinine_mg_dl);
    LdoseIndexedClearance by_cystatin_c = ldose_ckid_u25_cys(sex, age_years, cystatin_c_mg_l);
    return (LdoseIndexedClearance){(by_creatinine.ml_min_173 + by_cystatin_c.ml_min_173) / 2.0};
}

LdoseIndexedClearance
ldose_mdrd_175_norace(LdoseSex sex, double age_years, double creatinine_mg_dl)
{
    g_assert(is_positive(age_years) && is_positive(creatinine_mg_dl));

    double clearance_ml_min_173 = 175.0 * pow(creatinine_mg_dl, -1.154) * pow(age_years, -0.203);
    if (sex == LDOSE_SEX_FEMALE)
        clearance_ml_min_173 *= 0.742;
    return (LdoseIndexedClearance){clearance_ml_min_173};
}

LdoseIndexedClearance
ldose_lund_malmo_revised(LdoseSex sex, double age_years, double creatinine_mg_dl)
{
    static const struct {
        double x_at_turn;
        double turn_umol_l;
        double per_umol_l_below;
    } by_sex[] = {
        [LDOSE_SEX_FEMALE] = {2.50, 150.0, 0.0121},
        [LDOSE_SEX_MALE] = {2.56, 180.0, 0.00968},
    };
    g_assert(is_positive(age_years) && is_positive(creatinine_mg_dl));

    double creatinine_umol_l = ldose_creatinine_umol_l_from_mg_dl(creatinine_mg_dl);
    double turn_umol_l = by_sex[sex].turn_umol_l;
    double x = by_sex[sex].x_at_turn;
    if (creatinine_umol_l < turn_umol_l)
        x += by_sex[sex].per_umol_l_below * (turn_umol_l - creatinine_umol_l);
    else
        x -= 0.926 * log(creatinine_umol_l / turn_umol_l);
    return (LdoseIndexedClearance){exp(x - 0.0158 * age_years + 0.438 * log(age_years))};
}
