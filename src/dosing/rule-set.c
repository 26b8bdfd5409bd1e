/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule-set.h"

#include <string.h>

gboolean
ldose_rule_stops(const LdoseRule *rule)
{
    const LdoseRule *resolved = ldose_rule_resolved(rule);
    return resolved->outcome == LDOSE_OUTCOME_AVOID ||
           resolved->outcome == LDOSE_OUTCOME_CONTRAINDICATED ||
           (resolved->outcome == LDOSE_OUTCOME_UNDEFINED &&
            resolved->otherwise == LDOSE_OTHERWISE_STOP);
}

static gboolean
concerns(int drug, LdoseDrug wanted)
{
    return drug == (int)wanted || drug == LDOSE_DRUG_ANY;
}

const LdoseTable *
ldose_guidance_table(const LdoseGuidance *guidance, const LdoseRegimen *regimen, LdoseDrug drug,
                     LdoseCohort cohort)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        const LdoseTable *table = &guidance->tables[i];
        if (table->cohort == cohort && concerns(table->drug, drug) &&
            ldose_applies_to_regimen(&table->applies, regimen->document.id, regimen->brand))
            return table;
    }
    return NULL;
}

/* The region whose drug labels hold in a jurisdiction. The United Kingdom counts with the European
 * Union until a label of its own ships. */
static const char *
region_of(const char *jurisdiction)
{
    static const char *const with_eu[] = {"UK", "ES", "NL", "IE", "DE", "FR", "IT", "AT", "BE",
                                          "BG", "CY", "CZ", "DK", "EE", "EL", "FI", "HR", "HU",
                                          "LT", "LU", "LV", "MT", "PL", "PT", "RO", "SE", "SI",
                                          "SK", "IS", "LI", "NO"};
    for (guint i = 0; i < G_N_ELEMENTS(with_eu); i++) {
        if (strcmp(jurisdiction, with_eu[i]) == 0)
            return "EU";
    }
    return jurisdiction;
}

static gboolean
holds_outcome(const LdoseTable *table, LdoseOutcomeKind outcome)
{
    for (guint i = 0; table != NULL && i < table->n_rules; i++) {
        if (table->rules[i].outcome == outcome)
            return TRUE;
    }
    return FALSE;
}

static gboolean
asks_under_10_kg(const LdoseTable *table)
{
    for (guint i = 0; i < table->n_rules; i++) {
        if (table->rules[i].under_10_kg)
            return TRUE;
    }
    return FALSE;
}

static void
collect_table_stops(LdoseRuleSet *set, const LdoseGuidance *guidance, LdoseDrug drug,
                    LdoseCohort cohort)
{
    const LdoseTable *table = ldose_guidance_table(guidance, set->regimen, drug, cohort);
    for (guint i = 0; table != NULL && i < table->n_rules; i++) {
        if (ldose_rule_stops(&table->rules[i])) {
            LdoseStopElsewhere stop = {guidance, drug, table, &table->rules[i], -1};
            g_array_append_val(set->elsewhere, stop);
        }
    }
}

static void
collect_stops(LdoseRuleSet *set, const LdoseGuidance *guidance)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (guidance->not_covered[drug])
            continue;
        collect_table_stops(set, guidance, (LdoseDrug)drug, LDOSE_COHORT_RENAL);
        collect_table_stops(set, guidance, (LdoseDrug)drug, LDOSE_COHORT_HEPATIC);
        for (guint i = 0; i < guidance->n_stops; i++) {
            const LdoseStop *stop = &guidance->stops[i];
            if (concerns(stop->drug, (LdoseDrug)drug) && ldose_rule_stops(&stop->rule)) {
                LdoseStopElsewhere other = {guidance, (LdoseDrug)drug, NULL, &stop->rule,
                                            (int)stop->condition};
                g_array_append_val(set->elsewhere, other);
            }
        }
    }
}

static void
add_equation(LdoseQuietZone *quiet, int equation)
{
    for (guint i = 0; i < quiet->n_equations; i++) {
        if (quiet->equations[i] == equation)
            return;
    }
    if (quiet->n_equations == G_N_ELEMENTS(quiet->equations))
        quiet->exists = FALSE;
    else
        quiet->equations[quiet->n_equations++] = equation;
}

/* Moves the edge of the zone so that this stop lies outside. */
static void
keep_outside(LdoseQuietZone *quiet, const LdoseTable *table, const LdoseRule *rule)
{
    int dialysis = ldose_table_axis(table, LDOSE_QUANTITY_DIALYSIS);
    int clearance = ldose_table_axis(table, LDOSE_QUANTITY_CLEARANCE);
    int bilirubin = ldose_table_axis(table, LDOSE_QUANTITY_BILIRUBIN);
    if (dialysis >= 0 && (rule->words[dialysis] & (1u << LDOSE_DIALYSIS_NONE)) == 0)
        return; /* only on dialysis */
    if (clearance >= 0 && rule->ranges[clearance].high.bounded) {
        const LdoseAxis *axis = &table->axes[clearance];
        double *edge = axis->indexed ? &quiet->above_ml_min_173 : &quiet->above_ml_min;
        *edge = MAX(*edge, rule->ranges[clearance].high.limit);
        add_equation(quiet, axis->equation);
    } else if (bilirubin >= 0 && table->axes[bilirubin].unit == LDOSE_UNIT_XULN) {
        return; /* only with a bilirubin limit */
    } else if (bilirubin >= 0 && table->axes[bilirubin].unit == LDOSE_UNIT_MG_DL &&
               rule->ranges[bilirubin].low.bounded) {
        quiet->below_bilirubin_mg_dl =
            MIN(quiet->below_bilirubin_mg_dl, rule->ranges[bilirubin].low.limit);
    } else
        quiet->exists = FALSE;
}

static void
find_quiet_zone(LdoseRuleSet *set)
{
    set->quiet = (LdoseQuietZone){.exists = TRUE, .below_bilirubin_mg_dl = G_MAXDOUBLE};
    for (guint i = 0; i < set->elsewhere->len; i++) {
        const LdoseStopElsewhere *stop = &g_array_index(set->elsewhere, LdoseStopElsewhere, i);
        if (stop->table != NULL)
            keep_outside(&set->quiet, stop->table, stop->rule);
    }
}

void
ldose_rule_set_init(LdoseRuleSet *set, const LdoseRegimen *regimen, const LdoseGuidance *guidance,
                    const LdoseFormulary *formulary, const LdoseGuidance *general,
                    const GPtrArray *guidances)
{
    memset(set, 0, sizeof *set);
    set->regimen = regimen;
    set->guidance = guidance;
    set->formulary = formulary;
    set->general = general;
    set->guidance_has_regimen =
        ldose_applies_to_regimen(&guidance->applies, regimen->document.id, regimen->brand);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++)
            set->table[drug][cohort] =
                ldose_guidance_table(guidance, regimen, (LdoseDrug)drug, (LdoseCohort)cohort);
        set->names_size[drug] =
            holds_outcome(set->table[drug][LDOSE_COHORT_WEIGHT], LDOSE_OUTCOME_SIZE);
    }
    set->for_adults = ldose_guidance_is_for_adults(guidance);
    set->regions_differ = guidance->kind == LDOSE_GUIDANCE_LABEL &&
                          strcmp(region_of(guidance->document.jurisdiction),
                                 region_of(regimen->document.jurisdiction)) != 0;
    set->general_tables = g_array_new(FALSE, FALSE, sizeof(const LdoseTable *));
    for (guint i = 0; i < general->n_tables; i++) {
        const LdoseTable *table = &general->tables[i];
        if (ldose_applies_to_regimen(&table->applies, regimen->document.id, regimen->brand))
            g_array_append_val(set->general_tables, table);
        if (asks_under_10_kg(table))
            set->under_10_kg = table;
    }
    set->elsewhere = g_array_new(FALSE, FALSE, sizeof(LdoseStopElsewhere));
    for (guint i = 0; guidances != NULL && i < guidances->len; i++) {
        const LdoseGuidance *other = g_ptr_array_index(guidances, i);
        if (strcmp(other->document.id, guidance->document.id) != 0 &&
            other->kind != LDOSE_GUIDANCE_GENERAL &&
            ldose_applies_to_regimen(&other->applies, regimen->document.id, regimen->brand))
            collect_stops(set, other);
    }
    find_quiet_zone(set);
}

void
ldose_rule_set_clear(LdoseRuleSet *set)
{
    g_clear_pointer(&set->elsewhere, g_array_unref);
    g_clear_pointer(&set->general_tables, g_array_unref);
}

gboolean
ldose_rule_set_load(LdoseRuleSet *set, LdoseLibrary *library, const char *regimen,
                    const char *guidance, const char *formulary, LdoseDocumentKind *unknown_out,
                    GError **error)
{
    LdoseDocumentKind kind = LDOSE_DOCUMENT_REGIMENS;
    const LdoseGuidance *chosen = NULL, *general = NULL;
    const LdoseFormulary *policy = NULL;
    const LdoseRegimen *course = ldose_library_regimen(library, regimen, error);
    if (course != NULL) {
        kind = LDOSE_DOCUMENT_GUIDANCE;
        chosen = ldose_library_guidance(library, guidance, error);
    }
    if (chosen != NULL) {
        kind = LDOSE_DOCUMENT_FORMULARY;
        policy = ldose_library_formulary(library, formulary, error);
    }
    if (policy != NULL) {
        kind = LDOSE_DOCUMENT_GUIDANCE;
        general = ldose_library_guidance(library, LDOSE_GENERAL_FINDINGS, error);
    }
    if (general == NULL) {
        if (unknown_out != NULL)
            *unknown_out = kind;
        return FALSE;
    }
    ldose_rule_set_init(set, course, chosen, policy, general,
                        ldose_library_guidances(library, NULL));
    return TRUE;
}
