/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Body surface, body mass index and body weights: the published equations and nothing else. */
#include "body-size.h"

#include <math.h>

#include "number.h"

#define CM_PER_M   100.0
#define CM2_PER_M2 10000.0
#define G_PER_KG   1000.0
#define CM_PER_IN  2.54

/* Below it Livingston and Lee have a second branch, kg. */
#define LIVINGSTON_UPPER_BRANCH_FROM_KG 10.0

static gboolean
is_positive(double value)
{
    return value > 0 && isfinite(value);
}

double
ldose_bmi_kg_m2(double height_cm, double weight_kg)
{
    g_assert(is_positive(height_cm) && is_positive(weight_kg));

    double height_m = height_cm / CM_PER_M;
    return weight_kg / (height_m * height_m);
}

double
ldose_bsa_mosteller_m2(double height_cm, double weight_kg)
{
    g_assert(is_positive(height_cm) && is_positive(weight_kg));

    return sqrt(height_cm * weight_kg / 3600.0);
}

double
ldose_bsa_dubois_m2(double height_cm, double weight_kg)
{
    g_assert(is_positive(height_cm) && is_positive(weight_kg));

    return 0.007184 * pow(height_cm, 0.725) * pow(weight_kg, 0.425);
}

double
ldose_bsa_haycock_m2(double height_cm, double weight_kg)
{
    g_assert(is_positive(height_cm) && is_positive(weight_kg));

    return 0.024265 * pow(height_cm, 0.3964) * pow(weight_kg, 0.5378);
}

double
ldose_bsa_gehan_george_m2(double height_cm, double weight_kg)
{
    g_assert(is_positive(height_cm) && is_positive(weight_kg));

    return 0.0235 * pow(height_cm, 0.42246) * pow(weight_kg, 0.51456);
}

double
ldose_bsa_boyd_m2(double height_cm, double weight_kg)
{
    g_assert(is_positive(height_cm) && is_positive(weight_kg));

    double weight_g = weight_kg * G_PER_KG;
    return 0.0003207 * pow(height_cm, 0.3) * pow(weight_g, 0.7285 - 0.0188 * log10(weight_g));
}

double
ldose_bsa_boyd_weight_only_m2(double weight_kg)
{
    g_assert(is_positive(weight_kg));

    double weight_g = weight_kg * G_PER_KG;
    double surface_cm2 = 4.688 * pow(weight_g, 0.8168 - 0.0154 * log10(weight_g));
    return surface_cm2 / CM2_PER_M2;
}

double
ldose_bsa_livingston_m2(double weight_kg)
{
    g_assert(is_positive(weight_kg));

    if (ldose_limit_compare(weight_kg, LIVINGSTON_UPPER_BRANCH_FROM_KG) < 0)
        return 0.1037 * pow(weight_kg, 0.6724);
    return 0.1173 * pow(weight_kg, 0.6466);
}

/* The line that Devine and Robinson share: a weight at 60 inches and a weight for each further
 * inch. */
static double
weight_on_line_kg(double height_cm, double at_60_in_kg, double per_in_kg)
{
    g_assert(is_positive(height_cm));

    return at_60_in_kg + per_in_kg * (height_cm / CM_PER_IN - 60.0);
}

double
ldose_ibw_devine_kg(LdoseSex sex, double height_cm)
{
    return weight_on_line_kg(height_cm, sex == LDOSE_SEX_FEMALE ? 45.5 : 50.0, 2.3);
}

double
ldose_ibw_robinson_kg(LdoseSex sex, double height_cm)
{
    return sex == LDOSE_SEX_FEMALE ? weight_on_line_kg(height_cm, 49.0, 1.7)
                                   : weight_on_line_kg(height_cm, 52.0, 1.9);
}

double
ldose_adjusted_weight_kg(double ideal_weight_kg, double actual_weight_kg, double factor)
{
    g_assert(isfinite(ideal_weight_kg) && is_positive(actual_weight_kg));
    g_assert(factor >= 0 && factor <= 1);

    return ideal_weight_kg + factor * (actual_weight_kg - ideal_weight_kg);
}

double
ldose_lean_weight_janmahasatian_kg(LdoseSex sex, double height_cm, double weight_kg)
{
    double bmi_kg_m2 = ldose_bmi_kg_m2(height_cm, weight_kg);

    return sex == LDOSE_SEX_FEMALE ? 9270.0 * weight_kg / (8780.0 + 244.0 * bmi_kg_m2)
                                   : 9270.0 * weight_kg / (6680.0 + 216.0 * bmi_kg_m2);
}
