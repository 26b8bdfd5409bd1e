/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rounding.h"

#include <math.h>
#include <string.h>

static gboolean
deviates(const LdoseDrugPolicy *policy, double given_mg, double calculated_mg)
{
    double percent = 100 * fabs(given_mg - calculated_mg) / calculated_mg;
    return ldose_limit_compare(percent, policy->permitted_deviation_percent) > 0;
}

static const LdoseRoundingTier *
find_tier(const LdoseDrugPolicy *policy, double calculated_mg)
{
    for (guint i = 0; i < policy->tiers->len; i++) {
        const LdoseRoundingTier *tier = &g_array_index(policy->tiers, LdoseRoundingTier, i);
        if (ldose_interval_contains(&tier->calculated_mg, calculated_mg))
            return tier;
    }
    return NULL;
}

static const LdoseBand *
find_band(const LdoseDrugPolicy *policy, double calculated_mg)
{
    for (guint i = 0; i < policy->bands->len; i++) {
        const LdoseBand *band = &g_array_index(policy->bands, LdoseBand, i);
        if (ldose_limit_compare(calculated_mg, band->from_mg) >= 0 &&
            ldose_limit_compare(calculated_mg, band->below_mg) < 0)
            return band;
    }
    return NULL;
}

gboolean
ldose_round_dose(const LdoseDrugPolicy *policy, double calculated_mg, LdoseRoundedDose *out)
{
    g_assert(calculated_mg > 0);
    memset(out, 0, sizeof *out);
    if (policy->bands != NULL) {
        const LdoseBand *band = find_band(policy, calculated_mg);
        if (band == NULL)
            return FALSE;
        out->banded = TRUE;
        out->band = *band;
        out->given_mg = band->dose_mg;
    } else {
        const LdoseRoundingTier *tier = find_tier(policy, calculated_mg);
        g_assert(tier != NULL); /* the loader has proved the tiers free of gaps */
        out->mode = tier->mode;
        out->step_mg = tier->step_mg;
        out->given_mg = ldose_number_round(calculated_mg, tier->step_mg, tier->mode);
        if (policy->tenth_step && deviates(policy, out->given_mg, calculated_mg)) {
            out->tenth_step = TRUE;
            out->step_mg = tier->step_mg / 10;
            out->given_mg = ldose_number_round(calculated_mg, out->step_mg, tier->mode);
        }
    }
    out->deviation_mg = out->given_mg - calculated_mg;
    out->deviation_percent = 100 * out->deviation_mg / calculated_mg;
    out->over_permitted = deviates(policy, out->given_mg, calculated_mg);
    return TRUE;
}
