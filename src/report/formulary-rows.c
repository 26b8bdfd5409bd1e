/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-rows.h"

#include "case-column.h"
#include "phrase.h"

typedef struct {
    GPtrArray *rows;
    const LdoseFormulary *formulary;
    const LdoseWording *wording;
} Writer;

/* ---- pieces ---------------------------------------------------------------------------------- */

static void
section(const Writer *writer, const char *heading)
{
    ldose_document_rows_section(writer->rows, ldose_wording_text(writer->wording, heading));
}

/* Takes @text; @source: (nullable) */
static void
say(const Writer *writer, char *text, const LdoseSource *source)
{
    ldose_document_rows_take(writer->rows, text, NULL, ldose_phrase_source(source, NULL));
}

/* "Weight for the dose: actual weight". @label: to be translated; @value: translated */
static void
say_value(const Writer *writer, const char *label, const char *value, const LdoseSource *source)
{
    say(writer,
        ldose_tell(writer->wording, N_("%1$s: %2$s"), ldose_wording_text(writer->wording, label),
                   value),
        source);
}

/* Texts of the document, each on a line of its own. (transfer full) */
static char *
lines_of(const Writer *writer, const GArray *texts)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < texts->len; i++)
        g_string_append_printf(
            lines, "%s%s", i > 0 ? "\n" : "",
            ldose_phrase_rule_text(writer->wording, g_array_index(texts, const char *, i)));
    return g_string_free(lines, FALSE);
}

/* ---- body size and clearance ----------------------------------------------------------------- */

static void
add_size(const Writer *writer)
{
    const LdoseFormulary *formulary = writer->formulary;
    const LdoseWording *wording = writer->wording;
    section(writer, N_("Body size"));
    say(writer,
        ldose_tell(wording, N_("Body surface by %1$s."),
                   ldose_phrase_formula(wording, formulary->bsa_formula)),
        formulary->bsa_source);
    if (formulary->bsa_cap_m2 > 0)
        say_value(writer, N_("Cap on body surface"),
                  LDOSE_VALUE(wording, formulary->bsa_cap_m2, 4, LDOSE_UNIT_M2),
                  formulary->bsa_source);
    else
        say(writer, ldose_tell(wording, N_("Body surface is not capped.")), NULL);
    say_value(writer, N_("Weight for the dose"),
              ldose_phrase_weight(wording, formulary->dosing_weight), formulary->weight_source);
}

static void
append_condition(GString *text, const char *condition)
{
    g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", condition);
}

static void
append_range(const Writer *writer, GString *text, const char *label, const LdoseInterval *range,
             LdoseUnit unit)
{
    if (!range->low.bounded && !range->high.bounded)
        return;
    g_autofree char *interval = ldose_phrase_interval(writer->wording, range, unit);
    g_autofree char *condition = ldose_tell(writer->wording, N_("%1$s: %2$s"),
                                            ldose_wording_text(writer->wording, label), interval);
    append_condition(text, condition);
}

/* For whom a row of the clearance policy is: all that must hold. (transfer full) */
static char *
whom(const Writer *writer, const LdosePolicyCase *row)
{
    const LdoseWording *wording = writer->wording;
    GString *text = g_string_new(NULL);
    append_range(writer, text, N_("age"), &row->age_years, LDOSE_UNIT_YEARS);
    append_range(writer, text, N_("body mass index"), &row->bmi_kg_m2, LDOSE_UNIT_KG_M2);
    append_range(writer, text, N_("height"), &row->height_cm, LDOSE_UNIT_CM);
    append_range(writer, text, N_("actual weight in percent of ideal weight"), &row->percent_ideal,
                 LDOSE_UNIT_PERCENT);
    if (row->condition >= 0)
        append_condition(text, ldose_wording_text(wording, ldose_vocabulary_label(&ldose_conditions,
                                                                                  row->condition)));
    if (row->ascites >= 0) {
        g_autofree char *grade =
            ldose_tell(wording, N_("%1$s: %2$s"), ldose_wording_text(wording, N_("Ascites")),
                       ldose_wording_text(
                           wording, ldose_vocabulary_label(&ldose_ascites_grades, row->ascites)));
        append_condition(text, grade);
    }
    if (text->len == 0)
        g_string_append(text, ldose_wording_text(wording, N_("everybody")));
    return g_string_free(text, FALSE);
}

static void
add_case(const Writer *writer, const LdosePolicyCase *row)
{
    const LdoseWording *wording = writer->wording;
    const char *equation = ldose_phrase_formula(wording, row->equation);
    g_autofree char *people = whom(writer, row);
    g_autofree char *estimate =
        row->weight >= 0 ? ldose_tell(wording, N_("%1$s with %2$s"), equation,
                                      ldose_phrase_weight(wording, (LdoseWeightKind)row->weight))
                         : g_strdup(equation);
    ldose_document_rows_take(
        writer->rows, ldose_tell(wording, N_("%1$s · %2$s: %3$s"), row->id, people, estimate),
        g_strdup(ldose_phrase_rule_text(wording, row->note)),
        ldose_phrase_source(row->source, NULL));
}

static void
add_clearance(const Writer *writer)
{
    const GArray *policy = writer->formulary->policy;
    section(writer, N_("Clearance equation"));
    ldose_document_rows_take(
        writer->rows, NULL,
        ldose_tell(writer->wording,
                   N_("Used where no GFR was measured and neither case nor guidance names an "
                      "equation; the weight also where one of them names Cockcroft–Gault. The "
                      "first row that holds and whose weight is known counts.")),
        NULL);
    for (guint i = 0; i < policy->len; i++)
        add_case(writer, &g_array_index(policy, LdosePolicyCase, i));
}

/* ---- a drug ---------------------------------------------------------------------------------- */

static void
add_rounding(const Writer *writer, const LdoseDrugPolicy *policy, const char *drug)
{
    const LdoseWording *wording = writer->wording;
    for (guint i = 0; i < policy->tiers->len; i++) {
        const LdoseRoundingTier *tier = &g_array_index(policy->tiers, LdoseRoundingTier, i);
        g_autofree char *range =
            ldose_phrase_interval(wording, &tier->calculated_mg, LDOSE_UNIT_MG);
        g_autofree char *rule = ldose_phrase_rounding(wording, tier->mode, tier->step_mg);
        say(writer, ldose_tell(wording, N_("Doses %1$s: %2$s."), range, rule), tier->source);
    }
    ldose_document_rows_take(
        writer->rows,
        ldose_tell(
            wording, N_("%1$s: permitted deviation %2$s."), drug,
            LDOSE_VALUE(wording, policy->permitted_deviation_percent, 2, LDOSE_UNIT_PERCENT)),
        policy->tenth_step && policy->bands == NULL
            ? ldose_tell(wording,
                         N_("Where rounding would deviate by more, a tenth of the step is used."))
            : NULL,
        ldose_phrase_source(policy->deviation_source, NULL));
}

/* Every band on a line: the page is what a pharmacist checks the published table against. */
static void
add_bands(const Writer *writer, const LdoseDrugPolicy *policy)
{
    const LdoseWording *wording = writer->wording;
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < policy->bands->len; i++) {
        const LdoseBand *band = &g_array_index(policy->bands, LdoseBand, i);
        const LdoseInterval range = {{TRUE, TRUE, band->from_mg}, {TRUE, FALSE, band->below_mg}};
        g_autofree char *doses = ldose_phrase_interval(wording, &range, LDOSE_UNIT_MG);
        g_autofree char *line =
            ldose_tell(wording, N_("%1$s: %2$s"), doses, LDOSE_MG(wording, band->dose_mg));
        g_string_append_printf(lines, "%s%s", i > 0 ? "\n" : "", line);
    }
    ldose_document_rows_take(
        writer->rows,
        ldose_tell(wording, N_("%1$s dose bands."), LDOSE_WHOLE(wording, policy->bands->len)),
        g_string_free(lines, FALSE), ldose_phrase_source(policy->band_source, NULL));
}

static void
add_maxima(const Writer *writer, const LdoseDrugPolicy *policy)
{
    const LdoseWording *wording = writer->wording;
    const struct {
        double limit;
        LdoseUnit unit;
        const LdoseSource *source;
    } absolute[] = {
        {policy->absolute_maximum_mg_m2, LDOSE_UNIT_MG_M2, policy->mg_m2_source},
        {policy->absolute_maximum_mg_kg, LDOSE_UNIT_MG_KG, policy->mg_kg_source},
        {policy->absolute_maximum_mg, LDOSE_UNIT_MG, policy->mg_source},
    };
    gboolean stated = FALSE;
    if (policy->normal_maximum_percent > 0)
        say(writer,
            ldose_tell(wording,
                       N_("Normal maximum: %1$s of the dose that the regimen states. More needs an "
                          "override."),
                       LDOSE_VALUE(wording, policy->normal_maximum_percent, 2, LDOSE_UNIT_PERCENT)),
            policy->normal_source);
    else
        say(writer, ldose_tell(wording, N_("No normal maximum is stated.")), NULL);
    for (guint i = 0; i < G_N_ELEMENTS(absolute); i++) {
        if (absolute[i].limit <= 0)
            continue;
        stated = TRUE;
        say(writer,
            ldose_tell(wording,
                       N_("Absolute maximum: %1$s a day. From there on the dose is refused."),
                       LDOSE_VALUE(wording, absolute[i].limit, 2, absolute[i].unit)),
            absolute[i].source);
    }
    if (!stated)
        say(writer, ldose_tell(wording, N_("No absolute maximum is stated.")), NULL);
}

static void
add_products(const Writer *writer, const LdoseDrugPolicy *policy)
{
    const LdoseWording *wording = writer->wording;
    for (guint i = 0; i < policy->products->len; i++) {
        const LdoseProduct *product = &g_array_index(policy->products, LdoseProduct, i);
        const char *strength =
            product->mg_per_ml > 0
                ? LDOSE_VALUE(wording, product->mg_per_ml, 4, LDOSE_UNIT_MG_ML)
                : ldose_wording_text(wording, N_("strength not read, so no volume is computed"));
        ldose_document_rows_take(
            writer->rows,
            ldose_tell(wording, N_("%1$s · %2$s: %3$s"), product->id,
                       ldose_phrase_rule_text(wording, product->name), strength),
            lines_of(writer, product->warnings), ldose_phrase_source(product->source, NULL));
    }
}

static void
add_drug(const Writer *writer, LdoseDrug drug)
{
    const LdoseDrugPolicy *policy = &writer->formulary->drug[drug];
    const char *name = ldose_phrase_drug_title(writer->wording, (int)drug);
    ldose_document_rows_section(writer->rows, name);
    add_rounding(writer, policy, name);
    if (policy->bands != NULL)
        add_bands(writer, policy);
    add_maxima(writer, policy);
    add_products(writer, policy);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static void
add_house_values(const Writer *writer)
{
    const LdoseWording *wording = writer->wording;
    const GArray *values = writer->formulary->house_values;
    section(writer, N_("House values"));
    for (guint i = 0; i < values->len; i++) {
        const LdoseHouseValue *value = &g_array_index(values, LdoseHouseValue, i);
        g_autofree char *guidance = g_strdup_printf("%s@%s", value->guidance, value->version);
        ldose_document_rows_take(
            writer->rows,
            ldose_tell(wording, N_("%1$s, row %2$s: %3$s of the standard dose"), guidance,
                       value->row, LDOSE_VALUE(wording, 100 * value->value, 2, LDOSE_UNIT_PERCENT)),
            NULL,
            ldose_tell(wording, N_("by %1$s, checked by %2$s"), value->by, value->checked_by));
    }
    if (values->len == 0)
        say(writer,
            ldose_tell(wording, N_("None: where a source gives a range, a person chooses.")), NULL);
}

static void
say_days(const Writer *writer, const char *label, int days)
{
    say_value(writer, label,
              days > 0 ? LDOSE_VALUE(writer->wording, days, 0, LDOSE_UNIT_DAYS)
                       : ldose_wording_text(writer->wording, N_("no limit")),
              writer->formulary->age_source);
}

static void
add_ages(const Writer *writer)
{
    const LdoseFormulary *formulary = writer->formulary;
    section(writer, N_("How old a value may be"));
    say_days(writer, N_("Creatinine"), formulary->creatinine_days);
    if (formulary->creatinine_days_abnormal > 0)
        say_days(writer, N_("Creatinine of an adult whose clearance is below 60 mL/min"),
                 formulary->creatinine_days_abnormal);
    say_days(writer, N_("Weight"), formulary->weight_days);
}

static void
add_display(const Writer *writer)
{
    const LdoseFormulary *formulary = writer->formulary;
    const LdoseWording *wording = writer->wording;
    section(writer, N_("Display"));
    say_value(
        writer, N_("Unit of creatinine"),
        ldose_unit_symbol(formulary->creatinine_in_umol ? LDOSE_UNIT_UMOL_L : LDOSE_UNIT_MG_DL),
        NULL);
    say_value(
        writer, N_("Unit of bilirubin"),
        ldose_unit_symbol(formulary->bilirubin_in_umol ? LDOSE_UNIT_UMOL_L : LDOSE_UNIT_MG_DL),
        NULL);
    say_value(writer, N_("Predicted exposure to fludarabine is shown"),
              ldose_wording_text(wording, formulary->shows_exposure ? N_("yes") : N_("no")), NULL);
}

GPtrArray *
ldose_formulary_rows(const LdoseFormulary *formulary, const LdoseWording *wording)
{
    const Writer writer = {ldose_document_rows_new(), formulary, wording};
    add_size(&writer);
    add_clearance(&writer);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        add_drug(&writer, (LdoseDrug)drug);
    add_house_values(&writer);
    add_ages(&writer);
    add_display(&writer);
    if (formulary->notes->len > 0) {
        section(&writer, N_("Notes"));
        ldose_document_rows_take(writer.rows, NULL, lines_of(&writer, formulary->notes), NULL);
    }
    return writer.rows;
}
