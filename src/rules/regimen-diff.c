/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of a regimen, and of a site policy: value by value. */
#include "document-diff-parts.h"

#include "guidance-region.h"
#include "number.h"

#define VALUE LDOSE_CHANGE_VALUE

static char *
number_words(double value, const char *unit)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    ldose_number_print(buffer, value, 10);
    return g_strdup_printf("%s%s%s", buffer, unit[0] != '\0' ? " " : "", unit);
}

static char *
interval_words(const LdoseInterval *interval)
{
    return interval->low.bounded || interval->high.bounded ? ldose_interval_text(interval) : NULL;
}

/* ---- a regimen ------------------------------------------------------------------------------- */

static char *
days_words(const LdoseRegimenDose *dose)
{
    static const char *const kinds[] = {"day", "ld-day", "number of days"};
    GString *text = g_string_new(kinds[dose->days_kind]);
    if (dose->days_kind == LDOSE_DAYS_COUNTED)
        g_string_append_printf(text, " %d", dose->n_days);
    for (int i = 0; i < dose->n_days && dose->days_kind != LDOSE_DAYS_COUNTED; i++)
        g_string_append_printf(text, " %d", dose->days[i]);
    return g_string_free(text, FALSE);
}

static void
diff_dose(GPtrArray *changes, LdoseDrug drug, const LdoseRegimenDose *from,
          const LdoseRegimenDose *to)
{
    const char *place = ldose_vocabulary_id(&ldose_drugs, (int)drug);
    gboolean before = from->amount > 0, after = to->amount > 0;
    ldose_change_take(changes, VALUE, place, "dose a day",
                      before ? number_words(from->amount, ldose_unit_id(from->unit)) : NULL,
                      after ? number_words(to->amount, ldose_unit_id(to->unit)) : NULL);
    ldose_change_take(changes, VALUE, place, "days", before ? days_words(from) : NULL,
                      after ? days_words(to) : NULL);
    ldose_change_number(changes, VALUE, place, "minutes", from->minutes, to->minutes);
}

static char *
conditions_words(const GArray *conditions)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; conditions != NULL && i < conditions->len; i++) {
        const LdoseCountCondition *condition = &g_array_index(conditions, LdoseCountCondition, i);
        g_autofree char *range = interval_words(&condition->range);
        g_string_append_printf(text, "%s%s%s%s", i > 0 ? "; " : "",
                               condition->text != NULL ? condition->text : "",
                               range != NULL ? " " : "", range != NULL ? range : "");
    }
    return g_string_free(text, FALSE);
}

static char *
window_words(const LdoseWindow *window)
{
    if (!window->stated)
        return NULL;
    return g_strdup_printf("after the %s, from %d %s, to %d days, deferral %d days%s",
                           window->anchor == LDOSE_ANCHOR_END ? "end" : "start",
                           window->from_hours >= 0 ? window->from_hours : window->from_days,
                           window->from_hours >= 0 ? "hours" : "days", window->to_days,
                           window->defer_days, window->clear_days ? ", clear days" : "");
}

static char *
repeat_words(const LdoseRepeat *repeat)
{
    if (!repeat->stated)
        return NULL;
    g_autofree char *conditions = conditions_words(repeat->conditions);
    return g_strdup_printf("%s after %s %d days since the %s %s", repeat->verb,
                           repeat->more_than ? "more than" : "at least", repeat->after_days,
                           repeat->anchor == LDOSE_ANCHOR_END ? "end" : "start", conditions);
}

static char *
omission_words(const LdoseOmission *omission)
{
    if (!omission->stated)
        return NULL;
    g_autofree char *conditions = conditions_words(omission->conditions);
    return g_strdup_printf("%s within %d days: %s", omission->verb, omission->within_days,
                           conditions);
}

static gboolean
holds_text(const GArray *texts, const char *text)
{
    for (guint i = 0; i < texts->len; i++) {
        if (g_strcmp0(g_array_index(texts, LdoseCitedText, i).text, text) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Texts are the same or not: one that was reworded is one less and one more. */
static void
diff_texts(GPtrArray *changes, const char *what, const GArray *from, const GArray *to)
{
    for (guint i = 0; i < to->len; i++) {
        const char *text = g_array_index(to, LdoseCitedText, i).text;
        if (!holds_text(from, text))
            ldose_change_text(changes, LDOSE_CHANGE_TEXT, "", what, NULL, text);
    }
    for (guint i = 0; i < from->len; i++) {
        const char *text = g_array_index(from, LdoseCitedText, i).text;
        if (!holds_text(to, text))
            ldose_change_text(changes, LDOSE_CHANGE_TEXT, "", what, text, NULL);
    }
}

/* What calls for the alternatives, each with its own. */
static GArray *
triggers_of(const LdoseRegimen *regimen)
{
    GArray *triggers = g_array_new(FALSE, TRUE, sizeof(LdoseCitedText));
    for (guint i = 0; i < regimen->alternatives->len; i++) {
        const LdoseCitedText *text = &g_array_index(regimen->alternatives, LdoseCitedText, i);
        for (const char *const *trigger = text->trigger; *trigger != NULL; trigger++) {
            const LdoseCitedText one = {.text = *trigger};
            g_array_append_val(triggers, one);
        }
    }
    return triggers;
}

GPtrArray *
ldose_regimen_diff(const LdoseRegimen *older, const LdoseRegimen *newer)
{
    GPtrArray *changes = ldose_changes_new();
    ldose_diff_header(changes, &older->document, &newer->document);
    ldose_change_text(changes, VALUE, "", "product", older->product, newer->product);
    ldose_change_text(changes, VALUE, "", "brand", older->brand, newer->brand);
    ldose_change_text(changes, VALUE, "", "indication", older->indication, newer->indication);
    ldose_change_take(changes, VALUE, "", "day of infusion", number_words(older->infusion_day, ""),
                      number_words(newer->infusion_day, ""));
    ldose_change_text(changes, VALUE, "", "label of the drugs", older->drug_label,
                      newer->drug_label);
    ldose_change_text(changes, LDOSE_CHANGE_TEXT, "", "renal wording", older->renal_wording,
                      newer->renal_wording);
    ldose_change_take(changes, LDOSE_CHANGE_APPLIES, "", "ages in years",
                      interval_words(&older->age_years), interval_words(&newer->age_years));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        diff_dose(changes, (LdoseDrug)drug, &older->dose[drug], &newer->dose[drug]);
    ldose_change_text(changes, VALUE, "", "order", older->order.text, newer->order.text);
    ldose_change_take(changes, VALUE, "", "window to the infusion", window_words(&older->window),
                      window_words(&newer->window));
    ldose_change_take(changes, VALUE, "", "repeating", repeat_words(&older->repeat),
                      repeat_words(&newer->repeat));
    ldose_change_take(changes, VALUE, "", "leaving out", omission_words(&older->omission),
                      omission_words(&newer->omission));
    diff_texts(changes, "alternative", older->alternatives, newer->alternatives);
    g_autoptr(GArray) before = triggers_of(older), after = triggers_of(newer);
    diff_texts(changes, "condition of an alternative", before, after);
    diff_texts(changes, "precondition", older->preconditions, newer->preconditions);
    diff_texts(changes, "supportive care", older->supportive, newer->supportive);
    return changes;
}

/* ---- a site policy --------------------------------------------------------------------------- */

static char *
tiers_words(const LdoseDrugPolicy *policy)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; policy->tiers != NULL && i < policy->tiers->len; i++) {
        const LdoseRoundingTier *tier = &g_array_index(policy->tiers, LdoseRoundingTier, i);
        g_autofree char *range = ldose_interval_text(&tier->calculated_mg);
        g_autofree char *step = number_words(tier->step_mg, "mg");
        g_string_append_printf(text, "%s%s: step %s, mode %d", i > 0 ? "; " : "", range, step,
                               (int)tier->mode);
    }
    return g_string_free(text, FALSE);
}

static char *
bands_words(const LdoseDrugPolicy *policy)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; policy->bands != NULL && i < policy->bands->len; i++) {
        const LdoseBand *band = &g_array_index(policy->bands, LdoseBand, i);
        g_autofree char *from = number_words(band->from_mg, "");
        g_autofree char *below = number_words(band->below_mg, "");
        g_autofree char *dose = number_words(band->dose_mg, "mg");
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
        g_autofree char *strength = number_words(product->mg_per_ml, "mg/mL");
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
        g_autofree char *range = interval_words(ranges[i].interval);
        if (range != NULL)
            g_string_append_printf(text, ", %s %s", ranges[i].name, range);
    }
    if (row->condition >= 0)
        g_string_append_printf(text, ", %s",
                               ldose_vocabulary_id(&ldose_conditions, row->condition));
    if (row->ascites >= 0)
        g_string_append_printf(text, ", ascites grade %d", row->ascites);
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
        g_autofree char *number = number_words(value->value, "");
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
