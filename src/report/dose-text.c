/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dose-text.h"

#include <math.h>

#include "drug-rules.h"
#include "finding-acknowledge.h"
#include "phrase.h"
#include "text-page.h"

#define INDENT 2
#define COLUMN 16

/* ---- the schedule ---------------------------------------------------------------------------- */

static void
schedule_title(GString *out, const LdoseRegimen *regimen, const LdoseWording *wording)
{
    g_autofree char *title = NULL;
    g_autofree char *infusion = ldose_phrase_day_number(regimen->infusion_day);
    switch (regimen->dose[LDOSE_FLUDARABINE].days_kind) {
    case LDOSE_DAYS_NUMBERED:
        title = ldose_tell(wording,
                           N_("Schedule (days as the source numbers them; the infusion is Day "
                              "%1$s)"),
                           infusion);
        break;
    case LDOSE_DAYS_RELATIVE:
        title = ldose_tell(wording, N_("Schedule (Day 1 is the first day of lymphodepletion)"));
        break;
    case LDOSE_DAYS_COUNTED:
    default:
        title =
            ldose_tell(wording, N_("Schedule (the document says on how many days, not on which)"));
    }
    ldose_page_paragraph(out, 0, 0, title);
}

static char *
total_cell(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    return g_strdup_printf("%s × %d = %s", LDOSE_MG(wording, drug_plan->rounded.given_mg),
                           plan->rules->regimen->dose[drug].n_days,
                           LDOSE_MG(wording, drug_plan->total_mg));
}

static void
schedule_rows(LdosePageTable *table, const LdosePlan *plan, const LdoseWording *wording)
{
    LdoseScheduleDay days[LDOSE_SCHEDULE_MAX_DAYS];
    guint n = ldose_schedule_days(&plan->schedule, plan->rules->regimen, days);
    for (guint i = 0; i < n; i++) {
        g_autofree char *number = ldose_phrase_day_number(days[i].number);
        ldose_page_table_add(table, ldose_tell(wording, N_("Day %1$s"), number));
        ldose_page_table_add(table, days[i].date.year != 0 ? ldose_phrase_day(wording, days[i].date)
                                                           : g_strdup(""));
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
            ldose_page_table_add(table,
                                 g_strdup(days[i].drug[drug]
                                              ? LDOSE_MG(wording, plan->drug[drug].rounded.given_mg)
                                              : "–"));
    }
}

static void
schedule(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    static const gboolean right[] = {FALSE, FALSE, TRUE, TRUE};
    LdosePageTable table;
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    ldose_page_table_add(&table, g_strdup(""));
    ldose_page_table_add(&table, g_strdup(""));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        ldose_page_table_add(&table, g_strdup(ldose_phrase_drug_title(wording, drug)));
    schedule_rows(&table, plan, wording);
    ldose_page_table_add(&table, g_strdup(ldose_wording_text(wording, N_("Total"))));
    ldose_page_table_add(&table, g_strdup(""));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        ldose_page_table_add(&table, total_cell(plan, (LdoseDrug)drug, wording));

    schedule_title(out, plan->rules->regimen, wording);
    ldose_page_table_print(&table, out, INDENT);
    if (plan->schedule.infusion.year != 0) {
        g_autofree char *day = ldose_phrase_day(wording, plan->schedule.infusion);
        g_autofree char *text = ldose_tell(wording, N_("Infusion of the cells: %1$s."), day);
        ldose_page_paragraph(out, INDENT, INDENT, text);
    }
    g_string_append_c(out, '\n');
}

/* ---- one drug -------------------------------------------------------------------------------- */

char *
ldose_standard_dose_text(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseRegimenDose *dose = &plan->rules->regimen->dose[drug];
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    gboolean per_kg = dose->unit == LDOSE_UNIT_MG_KG;
    return ldose_tell(wording, N_("%1$s × %2$s = %3$s a day"),
                      LDOSE_VALUE(wording, dose->amount, 3, dose->unit),
                      per_kg ? LDOSE_VALUE(wording, drug_plan->size_kg, 2, LDOSE_UNIT_KG)
                             : LDOSE_VALUE(wording, drug_plan->bsa_m2, 5, LDOSE_UNIT_M2),
                      LDOSE_MG(wording, drug_plan->base_mg));
}

/* Which weight and which cap, where they are not the plain ones. */
static char *
size_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
          const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    char *weight = NULL, *cap = NULL;
    if (drug_plan->size_by_case && ldose_limit_compare(drug_plan->size_kg, patient->weight_kg) != 0)
        weight = ldose_tell(wording, N_("Size from dosing_weight_kg: %1$s instead of %2$s."),
                            LDOSE_VALUE(wording, drug_plan->size_kg, 2, LDOSE_UNIT_KG),
                            LDOSE_VALUE(wording, patient->weight_kg, 2, LDOSE_UNIT_KG));
    else if (!drug_plan->size_by_case && drug_plan->size_weight != LDOSE_WEIGHT_ACTUAL)
        weight = ldose_tell(wording, N_("Size from %1$s: %2$s."),
                            ldose_phrase_weight(wording, drug_plan->size_weight),
                            LDOSE_VALUE(wording, drug_plan->size_kg, 2, LDOSE_UNIT_KG));
    if (drug_plan->bsa_m2 < drug_plan->bsa_uncapped_m2)
        cap = ldose_tell(
            wording, N_("Body surface capped at %1$s instead of %2$s: %3$s %%."),
            LDOSE_VALUE(wording, drug_plan->bsa_m2, 4, LDOSE_UNIT_M2),
            LDOSE_VALUE(wording, drug_plan->bsa_uncapped_m2, 4, LDOSE_UNIT_M2),
            LDOSE_SIGNED(wording, 100 * (drug_plan->bsa_m2 / drug_plan->bsa_uncapped_m2 - 1), 1));
    return ldose_sentences(2, weight, cap);
}

/* "15 of 25 mg/m² in the source, applied in proportion." */
static char *
proportion_sentence(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    if (!plan->drug[drug].in_proportion || plan->drug[drug].overridden)
        return NULL;
    for (int cohort = 0; cohort < LDOSE_COHORT_WEIGHT; cohort++) {
        const LdoseRow *row = &plan->drug[drug].row[cohort];
        const LdoseRule *rule = row->rule != NULL ? ldose_rule_resolved(row->rule) : NULL;
        if (rule != NULL && rule->outcome == LDOSE_OUTCOME_DOSE_OF)
            return ldose_tell(wording, N_("%1$s of %2$s in the source, applied in proportion."),
                              LDOSE_NUMBER(wording, rule->dose, 2),
                              LDOSE_VALUE(wording, rule->dose_base, 2, rule->dose_unit));
    }
    return NULL;
}

/* Who chose the part inside what a row leaves open; NULL: no row does. */
static char *
chosen_sentence(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                const LdoseRow *row, const LdoseWording *wording)
{
    if (row->state != LDOSE_ROW_MATCHED)
        return NULL;
    const LdoseRule *rule = ldose_rule_resolved(row->rule);
    LdoseColumn column = ldose_fraction_column(drug);
    if (rule->outcome != LDOSE_OUTCOME_FRACTION_RANGE && rule->outcome != LDOSE_OUTCOME_CHOICE &&
        rule->outcome != LDOSE_OUTCOME_UNDEFINED)
        return NULL;
    double answer = LDOSE_PATIENT_HAS(patient, column) ? patient->c->value[column].number : 0;
    if (answer > 0 && ldose_limit_compare(answer, plan->drug[drug].part) != 0)
        return ldose_tell(wording, N_("Chosen for the %1$s alone: %2$s (%3$s)."),
                          ldose_wording_text(wording, ldose_vocabulary_label(
                                                          &ldose_cohorts, (int)row->table->cohort)),
                          LDOSE_VALUE(wording, 100 * answer, 2, LDOSE_UNIT_PERCENT),
                          ldose_column_info(column)->name);
    if (answer > 0) {
        g_autofree char *by = ldose_phrase_case_text(patient, LDOSE_COLUMN_DECIDED_BY);
        return by[0] != '\0' ? ldose_tell(wording, N_("Chosen by %1$s (%2$s)."), by,
                                          ldose_column_info(column)->name)
                             : ldose_tell(wording, N_("Chosen by a person (%1$s)."),
                                          ldose_column_info(column)->name);
    }
    const LdoseDocument *document = &plan->rules->guidance->document;
    const LdoseHouseValue *house = ldose_formulary_house_value(plan->rules->formulary, document->id,
                                                               document->version, rule->id);
    return house != NULL ? ldose_tell(wording,
                                      N_("House value of the site policy, by %1$s, checked by "
                                         "%2$s."),
                                      house->by, house->checked_by)
                         : NULL;
}

static char *
combined_sentence(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    double kidneys = drug_plan->part_of_cohort[LDOSE_COHORT_RENAL];
    double liver = drug_plan->part_of_cohort[LDOSE_COHORT_HEPATIC];
    if (drug_plan->overridden || kidneys <= 0 || liver <= 0 ||
        ldose_limit_compare(kidneys, 1) == 0 || ldose_limit_compare(liver, 1) == 0)
        return NULL;
    gboolean product = ldose_limit_compare(drug_plan->part, kidneys * liver) == 0;
    return ldose_tell(
        wording, N_("Kidneys %1$s, liver %2$s, combined as %3$s."),
        LDOSE_VALUE(wording, 100 * kidneys, 2, LDOSE_UNIT_PERCENT),
        LDOSE_VALUE(wording, 100 * liver, 2, LDOSE_UNIT_PERCENT),
        ldose_wording_text(wording, ldose_vocabulary_label(&ldose_combine_policies,
                                                           product ? LDOSE_COMBINE_PRODUCT
                                                                   : LDOSE_COMBINE_LOWEST)));
}

char *
ldose_part_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseRegimenDose *dose = &plan->rules->regimen->dose[drug];
    g_autofree char *part = ldose_limit_compare(drug_plan->part, 1) == 0
                                ? ldose_tell(wording, N_("100 %% of the standard dose"))
                                : ldose_phrase_part_amount(wording, drug_plan->part, dose);
    char *first = ldose_tell(wording, N_("%1$s."), part);
    if (drug_plan->overridden) {
        g_autofree char *original = ldose_phrase_original(wording, plan, drug);
        return ldose_sentences(
            2, first, ldose_tell(wording, N_("OVERRIDE: the rules say “%1$s”."), original));
    }
    return ldose_sentences(
        5, first, proportion_sentence(plan, drug, wording),
        chosen_sentence(plan, patient, drug, &drug_plan->row[LDOSE_COHORT_RENAL], wording),
        chosen_sentence(plan, patient, drug, &drug_plan->row[LDOSE_COHORT_HEPATIC], wording),
        combined_sentence(plan, drug, wording));
}

/* ---- rounding -------------------------------------------------------------------------------- */

static char *
rounding_rule(const LdoseRoundedDose *rounded, const LdoseWording *wording)
{
    if (rounded->banded)
        return ldose_tell(wording, N_("dose band of the site policy for %1$s to below %2$s"),
                          LDOSE_NUMBER(wording, rounded->band.from_mg, 2),
                          LDOSE_MG(wording, rounded->band.below_mg));
    if (rounded->step_mg <= 0)
        return ldose_tell(wording, N_("not rounded"));
    return ldose_phrase_rounding(wording, rounded->mode, rounded->step_mg);
}

char *
ldose_rounding_text(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseRoundedDose *rounded = &plan->drug[drug].rounded;
    const LdoseDrugPolicy *policy = &plan->rules->formulary->drug[drug];
    g_autofree char *rule = rounding_rule(rounded, wording);
    const char *given = LDOSE_MG(wording, rounded->given_mg);
    const double smallest_mg = 0.01;
    char *first;
    if (ldose_limit_compare(rounded->given_mg, plan->drug[drug].calculated_mg) == 0)
        first = ldose_tell(wording, N_("%1$s a day; %2$s; no deviation."), given, rule);
    else if (fabs(rounded->deviation_mg) < smallest_mg)
        first = ldose_tell(wording, N_("%1$s a day; %2$s; deviation below %3$s."), given, rule,
                           LDOSE_MG(wording, smallest_mg));
    else
        first = ldose_tell(wording, N_("%1$s a day; %2$s; deviation %3$s mg (%4$s %%)."), given,
                           rule, LDOSE_SIGNED(wording, rounded->deviation_mg, 2),
                           LDOSE_SIGNED(wording, rounded->deviation_percent, 2));
    return ldose_sentences(
        2, first,
        rounded->over_permitted
            ? ldose_tell(
                  wording, N_("This is more than the permitted %1$s."),
                  LDOSE_VALUE(wording, policy->permitted_deviation_percent, 2, LDOSE_UNIT_PERCENT))
            : NULL);
}

/* ---- volume ---------------------------------------------------------------------------------- */

char *
ldose_volume_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                  const LdoseWording *wording)
{
    LdoseColumn column = drug == LDOSE_FLUDARABINE ? LDOSE_COLUMN_FLUDARABINE_PRODUCT
                                                   : LDOSE_COLUMN_CYCLOPHOSPHAMIDE_PRODUCT;
    if (!LDOSE_CASE_HAS(patient->c, column))
        return NULL;
    LdoseSlice id = patient->c->value[column].text;
    const LdoseProduct *product =
        ldose_formulary_product(plan->rules->formulary, drug, id.text, id.length);
    if (product == NULL) {
        g_autofree char *name = ldose_phrase_case_text(patient, column);
        return ldose_tell(wording, N_("The site policy has no product “%1$s”: no volume."), name);
    }
    const char *name = ldose_phrase_rule_text(wording, product->name);
    char *text =
        product->mg_per_ml > 0
            ? ldose_tell(wording, N_("%1$s a day at %2$s: %3$s."),
                         LDOSE_VALUE(wording,
                                     plan->drug[drug].rounded.given_mg / product->mg_per_ml, 2,
                                     LDOSE_UNIT_ML),
                         LDOSE_VALUE(wording, product->mg_per_ml, 2, LDOSE_UNIT_MG_ML), name)
            : ldose_tell(wording, N_("No volume, because no concentration was read: %1$s."), name);
    for (guint i = 0; i < product->warnings->len; i++)
        text = ldose_sentences(2, text,
                               g_strdup(ldose_phrase_rule_text(
                                   wording, g_array_index(product->warnings, const char *, i))));
    return text;
}

/* ---- the section ----------------------------------------------------------------------------- */

static void
line(GString *out, const char *label, char *text, const LdoseWording *wording)
{
    g_autofree char *owned = text;
    if (owned != NULL && owned[0] != '\0')
        ldose_page_labelled(out, INDENT, COLUMN, ldose_wording_text(wording, label), owned);
}

static void
drug_section(GString *out, const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
             const LdoseWording *wording)
{
    ldose_page_paragraph(out, 0, 0, ldose_phrase_drug_title(wording, (int)drug));
    line(out, N_("Standard dose"), ldose_standard_dose_text(plan, drug, wording), wording);
    line(out, "", size_text(plan, patient, drug, wording), wording);
    line(out, N_("Part"), ldose_part_text(plan, patient, drug, wording), wording);
    line(out, N_("Calculated"),
         ldose_tell(wording, N_("%1$s a day"), LDOSE_MG(wording, plan->drug[drug].calculated_mg)),
         wording);
    line(out, N_("Given"), ldose_rounding_text(plan, drug, wording), wording);
    line(out, N_("Volume"), ldose_volume_text(plan, patient, drug, wording), wording);
    g_string_append_c(out, '\n');
}

void
ldose_dose_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                const LdoseWording *wording)
{
    schedule(out, plan, wording);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        drug_section(out, plan, patient, (LdoseDrug)drug, wording);
}

/* ---- the order ------------------------------------------------------------------------------- */

static char *
difference(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const char *permitted =
        LDOSE_NUMBER(wording, plan->rules->formulary->drug[drug].permitted_deviation_percent, 2);
    const char *mg = LDOSE_SIGNED(wording, drug_plan->order_deviation_mg, 2);
    const char *percent = LDOSE_SIGNED(wording, drug_plan->order_deviation_percent, 1);
    gboolean within =
        ldose_limit_compare(fabs(drug_plan->order_deviation_percent),
                            plan->rules->formulary->drug[drug].permitted_deviation_percent) <= 0;
    return within ? ldose_tell(wording, N_("%1$s mg (%2$s %%), within the permitted %3$s %%"), mg,
                               percent, permitted)
                  : ldose_tell(wording, N_("%1$s mg (%2$s %%), MORE than the permitted %3$s %%"),
                               mg, percent, permitted);
}

void
ldose_order_check_text(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    static const gboolean right[] = {FALSE, TRUE, TRUE, FALSE};
    static const char *const titles[] = {"", N_("ordered a day"), N_("rounded dose"),
                                         N_("difference")};
    LdosePageTable table;
    if (!plan->drug[LDOSE_FLUDARABINE].ordered && !plan->drug[LDOSE_CYCLOPHOSPHAMIDE].ordered)
        return;
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
        ldose_page_table_add(&table, g_strdup(i > 0 ? ldose_wording_text(wording, titles[i]) : ""));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &plan->drug[drug];
        if (!drug_plan->ordered)
            continue;
        ldose_page_table_add(&table, g_strdup(ldose_phrase_drug_title(wording, drug)));
        ldose_page_table_add(&table, g_strdup(LDOSE_MG(wording, drug_plan->ordered_mg)));
        ldose_page_table_add(&table, g_strdup(drug_plan->has_order_deviation
                                                  ? LDOSE_MG(wording, drug_plan->rounded.given_mg)
                                                  : "–"));
        ldose_page_table_add(&table, drug_plan->has_order_deviation
                                         ? difference(plan, (LdoseDrug)drug, wording)
                                         : ldose_tell(wording, N_("nothing to compare with yet")));
    }
    ldose_page_paragraph(out, 0, 0, ldose_wording_text(wording, N_("Order")));
    ldose_page_table_print(&table, out, INDENT);
    g_string_append_c(out, '\n');
}
