/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of a site policy: value by value. */
#include "document-diff-parts.h"

#include "formulary-words.h"
#include "guidance-region.h"

#define VALUE LDOSE_CHANGE_VALUE

static char *
tiers_words(const LdoseDrugPolicy *policy)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; policy->tiers != NULL && i < policy->tiers->len; i++) {
        const LdoseRoundingTier *tier = &g_array_index(policy->tiers, LdoseRoundingTier, i);
        g_autofree char *range = ldose_interval_text(&tier->calculated_mg);
        g_autofree char *step = ldose_number_words(tier->step_mg, "mg");
        g_string_append_printf(text, "%s%s: step %s, %s", i > 0 ? "; " : "", range, step,
                               ldose_rounding_words[tier->mode]);
    }
    return g_string_free(text, FALSE);
}

static char *
bands_words(const LdoseDrugPolicy *policy)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; policy->bands != NULL && i < policy->bands->len; i++) {
        const LdoseBand *band = &g_array_index(policy->bands, LdoseBand, i);
        g_autofree char *from = ldose_number_words(band->from_mg, "");
        g_autofree char *below = ldose_number_words(band->below_mg, "");
        g_autofree char *dose = ldose_number_words(band->dose_mg, "mg");
        g_string_append_printf(text, "%s%s to below %s: %s", i > 0 ? "; " : "", from, below, dose);
    }
    return g_string_free(text, FALSE);
}

static char *
products_words(const LdoseDrugPolicy *policy)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; policy->products != NULL && i < policy->products->len; i++) {
        const LdoseProduct *product = &g_array_index(policy->products, LdoseProduct, i);
        g_autofree char *strength = ldose_number_words(product->mg_per_ml, "mg/mL");
        g_string_append_printf(text, "%s%s (%s)", i > 0 ? "; " : "", product->id, strength);
    }
    return g_string_free(text, FALSE);
}

static void
diff_drug_policy(GPtrArray *changes, LdoseDrug drug, const LdoseDrugPolicy *from,
                 const LdoseDrugPolicy *to)
{
    const char *place = ldose_vocabulary_id(&ldose_drugs, (int)drug);
    const struct {
        const char *what;
        double from, to;
    } numbers[] = {
        {"permitted deviation in percent", from->permitted_deviation_percent,
         to->permitted_deviation_percent},
        {"normal maximum in percent", from->normal_maximum_percent, to->normal_maximum_percent},
        {"absolute maximum in mg/m2", from->absolute_maximum_mg_m2, to->absolute_maximum_mg_m2},
        {"absolute maximum in mg/kg", from->absolute_maximum_mg_kg, to->absolute_maximum_mg_kg},
        {"absolute maximum in mg", from->absolute_maximum_mg, to->absolute_maximum_mg},
    };
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        ldose_change_number(changes, VALUE, place, numbers[i].what, numbers[i].from, numbers[i].to);
    ldose_change_text(changes, VALUE, place, "tenth of the step", from->tenth_step ? "yes" : "no",
                      to->tenth_step ? "yes" : "no");
    ldose_change_take(changes, VALUE, place, "rounding", tiers_words(from), tiers_words(to));
    ldose_change_take(changes, VALUE, place, "bands", bands_words(from), bands_words(to));
    ldose_change_take(changes, VALUE, place, "products", products_words(from), products_words(to));
}

static char *
policy_words(const LdosePolicyCase *row)
{
    GString *text = g_string_new(ldose_formula_get(row->equation)->id);
    const struct {
        const char *name;
        const LdoseInterval *interval;
    } ranges[] = {{"age", &row->age_years},
                  {"body mass index", &row->bmi_kg_m2},
                  {"height", &row->height_cm},
                  {"percent of ideal", &row->percent_ideal}};
    if (row->weight >= 0)
        g_string_append_printf(text, " with %s weight",
                               ldose_vocabulary_id(&ldose_weight_kinds, row->weight));
    for (guint i = 0; i < G_N_ELEMENTS(ranges); i++) {
        g_autofree char *range = ldose_interval_words(ranges[i].interval);
        if (range != NULL)
            g_string_append_printf(text, ", %s %s", ranges[i].name, range);
    }
    if (row->condition >= 0)
        g_string_append_printf(text, ", %s",
                               ldose_vocabulary_id(&ldose_conditions, row->condition));
    if (row->ascites >= 0)
        g_string_append_printf(text, ", ascites %s", ldose_ascites_words[row->ascites]);
    return g_string_free(text, FALSE);
}

static char *
policies_words(const GArray *policy)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < policy->len; i++) {
        g_autofree char *row = policy_words(&g_array_index(policy, LdosePolicyCase, i));
        g_string_append_printf(text, "%s%u. %s", i > 0 ? "; " : "", i + 1, row);
    }
    return g_string_free(text, FALSE);
}

static char *
house_words(const GArray *values)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < values->len; i++) {
        const LdoseHouseValue *value = &g_array_index(values, LdoseHouseValue, i);
        g_autofree char *number = ldose_number_words(value->value, "");
        g_string_append_printf(text, "%s%s@%s %s: %s", i > 0 ? "; " : "", value->guidance,
                               value->version, value->row, number);
    }
    return g_string_free(text, FALSE);
}

GPtrArray *
ldose_formulary_diff(const LdoseFormulary *older, const LdoseFormulary *newer)
{
    GPtrArray *changes = ldose_changes_new();
    ldose_diff_header(changes, &older->document, &newer->document);
    ldose_change_text(changes, VALUE, "", "body surface", ldose_formula_get(older->bsa_formula)->id,
                      ldose_formula_get(newer->bsa_formula)->id);
    ldose_change_number(changes, VALUE, "", "cap of the body surface in m2", older->bsa_cap_m2,
                        newer->bsa_cap_m2);
    ldose_change_text(changes, VALUE, "", "dosing weight",
                      ldose_vocabulary_id(&ldose_weight_kinds, (int)older->dosing_weight),
                      ldose_vocabulary_id(&ldose_weight_kinds, (int)newer->dosing_weight));
    ldose_change_take(changes, VALUE, "", "clearance policy", policies_words(older->policy),
                      policies_words(newer->policy));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        diff_drug_policy(changes, (LdoseDrug)drug, &older->drug[drug], &newer->drug[drug]);
    ldose_change_take(changes, VALUE, "", "house values", house_words(older->house_values),
                      house_words(newer->house_values));
    ldose_change_number(changes, VALUE, "", "days of a creatinine", older->creatinine_days,
                        newer->creatinine_days);
    ldose_change_number(changes, VALUE, "", "days of an abnormal creatinine",
                        older->creatinine_days_abnormal, newer->creatinine_days_abnormal);
    ldose_change_number(changes, VALUE, "", "days of a weight", older->weight_days,
                        newer->weight_days);
    return changes;
}
