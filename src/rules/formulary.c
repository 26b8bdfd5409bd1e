/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formulary.h"

#include <string.h>

#include "error.h"
#include "formulary-words.h"
#include "guidance-check.h"
#include "signature.h"

const char *const ldose_ascites_words[3] = {"none", "mild", "moderate"};
const char *const ldose_rounding_words[3] = {
    [LDOSE_ROUND_HALF_AWAY] = "half-away",
    [LDOSE_ROUND_HALF_EVEN] = "half-even",
    [LDOSE_ROUND_DOWN] = "down",
};

static gboolean
refuse(const LdoseFormulary *formulary, const LdoseXmlNode *node, const char *what, GError **error)
{
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT, "%1$s:%2$d: %3$s", formulary->document.path,
                    ldose_xml_node_line(node), ldose_error_text(what));
    return FALSE;
}

static gboolean
read_source(LdoseFormulary *formulary, const LdoseXmlNode *node, const LdoseSource **source_out,
            GError **error)
{
    const char *ids = ldose_xml_node_attribute(node, "source");
    *source_out = ids != NULL ? ldose_document_first_source(&formulary->document, ids) : NULL;
    g_auto(GStrv) list = g_strsplit_set(ids != NULL ? ids : "", " \t\n", -1);
    for (guint i = 0; list[i] != NULL; i++) {
        if (list[i][0] != '\0' && ldose_document_source(&formulary->document, list[i]) == NULL) {
            ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                            N_("%1$s:%2$d: source \"%3$s\" is not in the header"),
                            formulary->document.path, ldose_xml_node_line(node), list[i]);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
read_formula(LdoseFormulary *formulary, const LdoseXmlNode *node, const char *name,
             LdoseFormulaId *formula_out, GError **error)
{
    const char *id = ldose_xml_node_attribute(node, name);
    const LdoseFormula *formula = id != NULL ? ldose_formula_find(id) : NULL;
    if (formula != NULL) {
        *formula_out = formula->number;
        return TRUE;
    }
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                    N_("%1$s:%2$d: \"%3$s\" is not a formula of this program; lymphodose formula "
                       "--list shows them"),
                    formulary->document.path, ldose_xml_node_line(node), id);
    return FALSE;
}

static LdoseInterval
child_interval(const LdoseXmlNode *node, const char *name)
{
    const LdoseXmlNode *child = ldose_xml_node_child(node, name);
    return child != NULL ? ldose_node_interval(child) : (LdoseInterval){{FALSE}, {FALSE}};
}

static gboolean
read_policy_case(LdoseFormulary *formulary, const LdoseXmlNode *node, GError **error)
{
    LdosePolicyCase row = {
        .id = ldose_document_keep_attribute(&formulary->document, node, "id"),
        .note = ldose_document_keep_text(&formulary->document, ldose_xml_node_child(node, "note")),
        .weight = ldose_node_word(node, "weight", &ldose_weight_kinds, -1),
        .age_years = child_interval(node, "age-years"),
        .bmi_kg_m2 = child_interval(node, "bmi"),
        .height_cm = child_interval(node, "height-cm"),
        .percent_ideal = child_interval(node, "percent-ideal"),
        .condition = -1,
        .ascites = -1,
    };
    const LdoseXmlNode *condition = ldose_xml_node_child(node, "condition");
    if (condition != NULL) {
        row.condition = ldose_node_word(condition, "code", &ldose_conditions, -1);
        if (row.condition < 0)
            return refuse(formulary, condition, N_("unknown condition code"), error);
    }
    const LdoseXmlNode *ascites = ldose_xml_node_child(node, "ascites");
    if (ascites != NULL) {
        for (guint i = 0; i < G_N_ELEMENTS(ldose_ascites_words); i++) {
            if (strcmp(ldose_xml_node_attribute(ascites, "value"), ldose_ascites_words[i]) == 0)
                row.ascites = (int)i;
        }
    }
    if (!read_source(formulary, node, &row.source, error) ||
        !read_formula(formulary, node, "equation", &row.equation, error))
        return FALSE;
    if (!ldose_formula_is_clearance(row.equation))
        return refuse(formulary, node,
                      N_("the equation of a clearance policy must give a clearance"), error);
    if ((row.equation == LDOSE_FORMULA_COCKCROFT_GAULT) != (row.weight >= 0))
        return refuse(formulary, node,
                      N_("Cockcroft-Gault needs a weight, other equations take none"), error);
    g_array_append_val(formulary->policy, row);
    return TRUE;
}

static LdoseInterval
read_mass_range(const LdoseXmlNode *node)
{
    LdoseInterval interval = {{FALSE, TRUE, 0}, {FALSE, FALSE, 0}};
    interval.low.bounded = ldose_node_number(node, "from-mg", &interval.low.limit);
    interval.high.bounded = ldose_node_number(node, "below-mg", &interval.high.limit);
    return interval;
}

/* Tiers must follow each other from zero to infinity: each dose has exactly one step. */
static gboolean
check_tiers(LdoseFormulary *formulary, const LdoseXmlNode *node, const GArray *tiers,
            GError **error)
{
    double reached = 0;
    gboolean to_infinity = FALSE;
    for (guint found = 0; found < tiers->len; found++) {
        gboolean progressed = FALSE;
        for (guint i = 0; i < tiers->len && !progressed && !to_infinity; i++) {
            const LdoseInterval *range = &g_array_index(tiers, LdoseRoundingTier, i).calculated_mg;
            double low = range->low.bounded ? range->low.limit : 0;
            if (ldose_limit_compare(low, reached) != 0)
                continue;
            to_infinity = !range->high.bounded;
            reached = range->high.limit;
            progressed = TRUE;
        }
        if (!progressed)
            return refuse(formulary, node, N_("the rounding tiers leave a gap or overlap"), error);
    }
    return to_infinity
               ? TRUE
               : refuse(formulary, node, N_("the rounding tiers leave a gap or overlap"), error);
}

static gboolean
read_tiers(LdoseFormulary *formulary, LdoseDrugPolicy *policy, const LdoseXmlNode *drug,
           GError **error)
{
    for (const LdoseXmlNode *node = ldose_xml_node_child(drug, "round"); node != NULL;
         node = ldose_xml_node_next(node, "round")) {
        LdoseRoundingTier tier = {.calculated_mg = read_mass_range(node)};
        ldose_node_number(node, "step-mg", &tier.step_mg);
        for (guint i = 0; i < G_N_ELEMENTS(ldose_rounding_words); i++) {
            if (strcmp(ldose_xml_node_attribute(node, "mode"), ldose_rounding_words[i]) == 0)
                tier.mode = (LdoseRounding)i;
        }
        if (!read_source(formulary, node, &tier.source, error))
            return FALSE;
        g_array_append_val(policy->tiers, tier);
    }
    return TRUE;
}

static gboolean
read_bands(LdoseFormulary *formulary, LdoseDrugPolicy *policy, const LdoseXmlNode *bands,
           GError **error)
{
    policy->bands = g_array_new(FALSE, FALSE, sizeof(LdoseBand));
    for (const LdoseXmlNode *node = ldose_xml_node_child(bands, "band"); node != NULL;
         node = ldose_xml_node_next(node, "band")) {
        LdoseBand band = {0, 0, 0};
        gboolean complete = ldose_node_number(node, "from-mg", &band.from_mg) &&
                            ldose_node_number(node, "below-mg", &band.below_mg) &&
                            ldose_node_number(node, "mg", &band.dose_mg);
        if (!complete || band.from_mg >= band.below_mg)
            return refuse(formulary, node, N_("a band needs from-mg, a larger below-mg, and mg"),
                          error);
        if (policy->bands->len > 0) {
            const LdoseBand *last =
                &g_array_index(policy->bands, LdoseBand, policy->bands->len - 1);
            if (ldose_limit_compare(last->below_mg, band.from_mg) != 0)
                return refuse(formulary, node, N_("a band must begin where the one before it ends"),
                              error);
        }
        g_array_append_val(policy->bands, band);
    }
    return read_source(formulary, bands, &policy->band_source, error);
}

static gboolean
read_maximum(LdoseFormulary *formulary, LdoseDrugPolicy *policy, const LdoseXmlNode *node,
             GError **error)
{
    const char *kind = ldose_xml_node_attribute(node, "kind");
    const char *unit = ldose_xml_node_attribute(node, "unit");
    gboolean normal = strcmp(kind, "normal-percent") == 0;
    double value = 0;
    ldose_node_number(node, "value", &value);
    if (normal != (strcmp(unit, "percent") == 0))
        return refuse(formulary, node, N_("a normal maximum is in percent, an absolute one is not"),
                      error);
    if (normal) {
        policy->normal_maximum_percent = value;
        return read_source(formulary, node, &policy->normal_source, error);
    }
    if (strcmp(unit, "mg/m2") == 0) {
        policy->absolute_maximum_mg_m2 = value;
        return read_source(formulary, node, &policy->mg_m2_source, error);
    }
    if (strcmp(unit, "mg/kg") == 0) {
        policy->absolute_maximum_mg_kg = value;
        return read_source(formulary, node, &policy->mg_kg_source, error);
    }
    policy->absolute_maximum_mg = value;
    return read_source(formulary, node, &policy->mg_source, error);
}

static gboolean
read_product(LdoseFormulary *formulary, LdoseDrugPolicy *policy, const LdoseXmlNode *node,
             GError **error)
{
    LdoseProduct product = {
        .id = ldose_document_keep_attribute(&formulary->document, node, "id"),
        .name = ldose_document_keep_attribute(&formulary->document, node, "name"),
    };
    ldose_node_number(node, "mg-per-ml", &product.mg_per_ml);
    if (!read_source(formulary, node, &product.source, error))
        return FALSE;
    product.warnings = g_array_new(FALSE, FALSE, sizeof(const char *));
    ldose_document_keep_texts(&formulary->document, node, "warning", product.warnings);
    g_array_append_val(policy->products, product);
    return TRUE;
}

static gboolean
read_drug(LdoseFormulary *formulary, const LdoseXmlNode *node, GError **error)
{
    LdoseDrugPolicy *policy =
        &formulary->drug[ldose_node_word(node, "name", &ldose_drugs, LDOSE_FLUDARABINE)];
    const LdoseXmlNode *deviation = ldose_xml_node_child(node, "permitted-deviation");
    const LdoseXmlNode *bands = ldose_xml_node_child(node, "bands");
    policy->stated = TRUE;
    if (!read_source(formulary, deviation, &policy->deviation_source, error))
        return FALSE;
    ldose_node_number(deviation, "percent", &policy->permitted_deviation_percent);
    policy->tenth_step = g_strcmp0(ldose_xml_node_attribute(deviation, "tenth-step"), "yes") == 0;
    if (!read_tiers(formulary, policy, node, error))
        return FALSE;
    if ((bands != NULL) == (policy->tiers->len > 0))
        return refuse(formulary, node, N_("a drug is rounded or banded: one of both"), error);
    if (bands != NULL ? !read_bands(formulary, policy, bands, error)
                      : !check_tiers(formulary, node, policy->tiers, error))
        return FALSE;
    for (const LdoseXmlNode *child = ldose_xml_node_child(node, "maximum"); child != NULL;
         child = ldose_xml_node_next(child, "maximum")) {
        if (!read_maximum(formulary, policy, child, error))
            return FALSE;
    }
    for (const LdoseXmlNode *child = ldose_xml_node_child(node, "product"); child != NULL;
         child = ldose_xml_node_next(child, "product")) {
        if (!read_product(formulary, policy, child, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
check_people(const LdoseFormulary *formulary, const LdoseXmlNode *node,
             const LdoseHouseValue *value, GError **error)
{
    g_autoptr(GError) fault = NULL;
    if (!ldose_person_check(value->by, "by", &fault) ||
        !ldose_person_check(value->checked_by, "checked-by", &fault))
        return refuse(formulary, node, fault->message, error);
    if (ldose_person_is_same(value->by, value->checked_by))
        return refuse(formulary, node, N_("a house value needs two people: by and checked-by"),
                      error);
    return TRUE;
}

static gboolean
read_house_values(LdoseFormulary *formulary, const LdoseXmlNode *root, GError **error)
{
    LdoseDocument *document = &formulary->document;
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "house-value"); node != NULL;
         node = ldose_xml_node_next(node, "house-value")) {
        LdoseHouseValue value = {
            .guidance = ldose_document_keep_attribute(document, node, "guidance"),
            .version = ldose_document_keep_attribute(document, node, "version"),
            .row = ldose_document_keep_attribute(document, node, "row"),
            .by = ldose_document_keep_attribute(document, node, "by"),
            .checked_by = ldose_document_keep_attribute(document, node, "checked-by"),
        };
        ldose_node_number(node, "value", &value.value);
        if (!check_people(formulary, node, &value, error))
            return FALSE;
        g_array_append_val(formulary->house_values, value);
    }
    return TRUE;
}

static gboolean
read_children(LdoseFormulary *formulary, const LdoseXmlNode *root, GError **error)
{
    const LdoseXmlNode *policy = ldose_xml_node_child(root, "clearance-policy");
    for (const LdoseXmlNode *node = ldose_xml_node_child(policy, "case"); node != NULL;
         node = ldose_xml_node_next(node, "case")) {
        if (!read_policy_case(formulary, node, error))
            return FALSE;
    }
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "drug"); node != NULL;
         node = ldose_xml_node_next(node, "drug")) {
        if (!read_drug(formulary, node, error))
            return FALSE;
    }
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (!formulary->drug[drug].stated)
            return refuse(formulary, root, N_("both drugs need a rounding policy"), error);
    }
    return read_house_values(formulary, root, error);
}

static gboolean
build_formulary(LdoseFormulary *formulary, const LdoseXmlNode *root, GError **error)
{
    const LdoseXmlNode *bsa = ldose_xml_node_child(root, "bsa");
    const LdoseXmlNode *weight = ldose_xml_node_child(root, "dosing-weight");
    const LdoseXmlNode *age = ldose_xml_node_child(root, "data-age");
    const LdoseXmlNode *display = ldose_xml_node_child(root, "display");
    if (!read_source(formulary, bsa, &formulary->bsa_source, error) ||
        !read_source(formulary, weight, &formulary->weight_source, error) ||
        !read_source(formulary, age, &formulary->age_source, error) ||
        !read_formula(formulary, bsa, "formula", &formulary->bsa_formula, error))
        return FALSE;
    if (ldose_formula_get(formulary->bsa_formula)->kind != LDOSE_FORMULA_KIND_BODY_SURFACE)
        return refuse(formulary, bsa, N_("the formula must give a body surface"), error);
    ldose_document_keep_texts(&formulary->document, root, "note", formulary->notes);
    ldose_node_number(bsa, "cap-m2", &formulary->bsa_cap_m2);
    formulary->dosing_weight = (LdoseWeightKind)ldose_node_word(
        weight, "weight", &ldose_weight_kinds, LDOSE_WEIGHT_ACTUAL);
    formulary->creatinine_days = ldose_node_integer(age, "creatinine-days", 0);
    formulary->creatinine_days_abnormal = ldose_node_integer(age, "creatinine-days-abnormal", 0);
    formulary->weight_days = ldose_node_integer(age, "weight-days", 0);
    formulary->creatinine_in_umol =
        strcmp(ldose_xml_node_attribute(display, "creatinine"), "umol/L") == 0;
    formulary->bilirubin_in_umol =
        strcmp(ldose_xml_node_attribute(display, "bilirubin"), "umol/L") == 0;
    const char *exposure = ldose_xml_node_attribute(display, "exposure");
    formulary->shows_exposure = exposure != NULL && strcmp(exposure, "yes") == 0;
    return read_children(formulary, root, error);
}

LdoseFormulary *
ldose_formulary_load(const char *path, GError **error)
{
    g_autoptr(LdoseFormulary) formulary = g_new0(LdoseFormulary, 1);
    g_autoptr(LdoseXmlDocument) xml = NULL;
    formulary->policy = g_array_new(FALSE, FALSE, sizeof(LdosePolicyCase));
    formulary->house_values = g_array_new(FALSE, FALSE, sizeof(LdoseHouseValue));
    formulary->notes = g_array_new(FALSE, FALSE, sizeof(const char *));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        formulary->drug[drug].tiers = g_array_new(FALSE, FALSE, sizeof(LdoseRoundingTier));
        formulary->drug[drug].products = g_array_new(FALSE, FALSE, sizeof(LdoseProduct));
    }
    if (!ldose_document_open(&formulary->document, LDOSE_DOCUMENT_FORMULARY, path, &xml, error) ||
        !build_formulary(formulary, ldose_xml_document_root(xml), error) ||
        !ldose_document_prove(&formulary->document, error))
        return NULL;
    return g_steal_pointer(&formulary);
}

void
ldose_formulary_free(LdoseFormulary *formulary)
{
    if (formulary == NULL)
        return;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        LdoseDrugPolicy *policy = &formulary->drug[drug];
        for (guint i = 0; policy->products != NULL && i < policy->products->len; i++)
            g_array_unref(g_array_index(policy->products, LdoseProduct, i).warnings);
        g_clear_pointer(&policy->products, g_array_unref);
        g_clear_pointer(&policy->tiers, g_array_unref);
        g_clear_pointer(&policy->bands, g_array_unref);
    }
    g_clear_pointer(&formulary->policy, g_array_unref);
    g_clear_pointer(&formulary->house_values, g_array_unref);
    g_clear_pointer(&formulary->notes, g_array_unref);
    ldose_document_clear(&formulary->document);
    g_free(formulary);
}

const LdoseHouseValue *
ldose_formulary_house_value(const LdoseFormulary *formulary, const char *guidance,
                            const char *version, const char *row)
{
    for (guint i = 0; i < formulary->house_values->len; i++) {
        const LdoseHouseValue *value = &g_array_index(formulary->house_values, LdoseHouseValue, i);
        if (strcmp(value->guidance, guidance) == 0 && strcmp(value->version, version) == 0 &&
            strcmp(value->row, row) == 0)
            return value;
    }
    return NULL;
}

const LdoseProduct *
ldose_formulary_product(const LdoseFormulary *formulary, LdoseDrug drug, const char *id,
                        gsize length)
{
    const GArray *products = formulary->drug[drug].products;
    for (guint i = 0; i < products->len; i++) {
        const LdoseProduct *product = &g_array_index(products, LdoseProduct, i);
        if (strncmp(product->id, id, length) == 0 && strlen(product->id) == length)
            return product;
    }
    return NULL;
}
