/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Site policies: from the file to the model, and what ships (encoding.md 5; R12, R13, R17, R22,
 * R42). */
#include "formulary.h"

#include <string.h>

#include "error.h"
#include "fixture.h"

static LdoseFormulary *
load_text(const char *text, GError **error)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "f.xml", NULL);
    fixture_write(directory, "f.xml", text, -1);
    LdoseFormulary *formulary = ldose_formulary_load(path, error);
    fixture_remove_directory(g_steal_pointer(&directory));
    return formulary;
}

static const LdoseFormulary *
shipped(const char *id)
{
    g_autoptr(GError) error = NULL;
    const LdoseFormulary *formulary = ldose_library_formulary(fixture_library(), id, &error);
    g_assert_no_error(error);
    return formulary;
}

/* ---- what ships: encoding.md 5.2 ------------------------------------------------------------- */

static void
test_shipped(gconstpointer data)
{
    const char *id = data;
    const LdoseFormulary *formulary = shipped(id);
    const LdoseDrugPolicy *flu = &formulary->drug[LDOSE_FLUDARABINE],
                          *cy = &formulary->drug[LDOSE_CYCLOPHOSPHAMIDE];
    gboolean nhs = strcmp(id, "uk-nhs-bands") == 0;
    g_test_message("source: encoding.md 5.2");
    g_assert_cmpint((int)formulary->bsa_formula, ==, LDOSE_FORMULA_BSA_MOSTELLER);
    g_assert_cmpfloat(formulary->bsa_cap_m2, ==, 0);
    g_assert_cmpint((int)formulary->dosing_weight, ==, LDOSE_WEIGHT_ACTUAL);
    g_assert_cmpint(formulary->creatinine_days, ==, 7);
    g_assert_cmpint(formulary->creatinine_days_abnormal, ==, 1);
    g_assert_cmpint(formulary->weight_days, ==, 0); /* each site sets it */
    g_assert_cmpuint(formulary->house_values->len, ==, 0);
    g_assert_true(formulary->creatinine_in_umol == nhs && formulary->bilirubin_in_umol == nhs);
    g_assert_cmpfloat(flu->permitted_deviation_percent, ==, 5);
    g_assert_cmpfloat(cy->permitted_deviation_percent, ==, nhs ? 7 : 5);
    g_assert_true(flu->tenth_step);
    g_assert_cmpfloat(flu->normal_maximum_percent, ==, 110);
    g_assert_cmpfloat(cy->normal_maximum_percent, ==, 110);
    /* One absolute maximum, and in mg/m² only (R13). */
    g_assert_cmpfloat(flu->absolute_maximum_mg_m2, ==, 96);
    g_assert_cmpfloat(flu->absolute_maximum_mg_kg + flu->absolute_maximum_mg, ==, 0);
    g_assert_cmpfloat(
        cy->absolute_maximum_mg_m2 + cy->absolute_maximum_mg_kg + cy->absolute_maximum_mg, ==, 0);
    g_assert_null(flu->bands);
    /* Each value keeps its source, and the document its notes. */
    g_assert_cmpstr(formulary->bsa_source->id, ==, "W-S34");
    g_assert_cmpstr(formulary->weight_source->id, ==, "W-S01");
    g_assert_cmpstr(formulary->age_source->id, ==, "S52");
    g_assert_cmpstr(flu->deviation_source->id, ==, "W-S88");
    g_assert_cmpstr(flu->normal_source->id, ==, "SITE");
    g_assert_cmpstr(flu->mg_m2_source->id, ==, "S3");
    g_assert_null(cy->mg_m2_source);
    g_assert_cmpuint(formulary->notes->len, ==, nhs ? 2 : 1);
    g_assert_true((cy->bands != NULL) == nhs);
    g_assert_cmpuint(flu->tiers->len, ==, 2);
    g_assert_cmpuint(cy->tiers->len, ==, nhs ? 0 : 2);
}

/* encoding.md 5.1: products, their concentration, and what was not read. */
static void
test_products(gconstpointer data)
{
    static const struct {
        LdoseDrug drug;
        const char *id;
        double mg_per_ml;
        gboolean warns;
    } rows[] = {
        {LDOSE_FLUDARABINE, "flu-eu-concentrate", 25, FALSE},
        {LDOSE_FLUDARABINE, "flu-eu-powder", 25, FALSE},
        {LDOSE_FLUDARABINE, "flu-us", 25, FALSE},
        {LDOSE_CYCLOPHOSPHAMIDE, "cy-uk-sandoz", 20, FALSE},
        {LDOSE_CYCLOPHOSPHAMIDE, "cy-us-powder", 20, FALSE},
        {LDOSE_CYCLOPHOSPHAMIDE, "cy-de-baxter", 0, TRUE},
        {LDOSE_CYCLOPHOSPHAMIDE, "cy-us-solution", 200, TRUE},
        {LDOSE_CYCLOPHOSPHAMIDE, "cy-de-beta", 500, TRUE},
    };
    const LdoseFormulary *formulary = shipped(data);
    g_test_message("source: encoding.md 5.1");
    g_assert_cmpuint(formulary->drug[LDOSE_FLUDARABINE].products->len +
                         formulary->drug[LDOSE_CYCLOPHOSPHAMIDE].products->len,
                     ==, G_N_ELEMENTS(rows));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseProduct *product =
            ldose_formulary_product(formulary, rows[i].drug, rows[i].id, strlen(rows[i].id));
        g_assert_nonnull(product);
        g_assert_cmpfloat(product->mg_per_ml, ==, rows[i].mg_per_ml);
        g_assert_true((product->warnings->len > 0) == rows[i].warns);
        g_assert_nonnull(product->source);
        /* Of the other drug, or a part of the name: none. */
        g_assert_null(ldose_formulary_product(
            formulary,
            rows[i].drug == LDOSE_FLUDARABINE ? LDOSE_CYCLOPHOSPHAMIDE : LDOSE_FLUDARABINE,
            rows[i].id, strlen(rows[i].id)));
        g_assert_null(
            ldose_formulary_product(formulary, rows[i].drug, rows[i].id, strlen(rows[i].id) - 1));
    }
}

/* R42: each row of a clearance policy has its source (clearance-policy.md). */
static void
test_policy(void)
{
    static const struct {
        const char *id;
        LdoseFormulaId equation;
        int weight;
    } rows[] = {
        {"child", LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009, -1},
        {"fluid", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_DRY},
        {"ascites-mild", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_DRY},
        {"ascites-moderate", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_DRY},
        {"emaciated", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_ACTUAL},
        {"obese", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_ADJUSTED40},
        {"obese-short", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_LEAN},
        {"above-130-percent", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_ADJUSTED40},
        {"rest", LDOSE_FORMULA_COCKCROFT_GAULT, LDOSE_WEIGHT_ACTUAL},
    };
    const GArray *policy = shipped("adult-oncology")->policy;
    g_assert_cmpuint(policy->len, ==, G_N_ELEMENTS(rows));
    for (guint i = 0; i < policy->len; i++) {
        const LdosePolicyCase *row = &g_array_index(policy, LdosePolicyCase, i);
        g_assert_cmpstr(row->id, ==, rows[i].id);
        g_assert_cmpint((int)row->equation, ==, (int)rows[i].equation);
        g_assert_cmpint(row->weight, ==, rows[i].weight);
        g_assert_nonnull(row->source);
    }
    static const char *const others[] = {"as-published", "uk-nhs-bands"};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        const GArray *two = shipped(others[i])->policy;
        g_assert_cmpuint(two->len, ==, 2);
        g_assert_cmpint(g_array_index(two, LdosePolicyCase, 1).weight, ==, LDOSE_WEIGHT_ACTUAL);
    }
}

static void
test_house_values(void)
{
    g_autofree char *text =
        fixture_replace(fixture_read("formulary/as-published-1.0.xml"), "<data-age",
                        "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" "
                        "value=\"0.60\" by=\"A\" checked-by=\"B\"/>\n  <data-age");
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseFormulary) formulary = load_text(text, &error);
    g_assert_no_error(error);
    const LdoseHouseValue *value = ldose_formulary_house_value(formulary, "eu-smpc", "1.0", "fr2");
    g_assert_nonnull(value);
    g_assert_cmpfloat(value->value, ==, 0.6);
    g_assert_cmpstr(value->by, ==, "A");
    g_assert_cmpstr(value->checked_by, ==, "B");
    /* It is tied to guidance, version and row: another version of the source is another text. */
    g_assert_null(ldose_formulary_house_value(formulary, "eu-smpc", "1.1", "fr2"));
    g_assert_null(ldose_formulary_house_value(formulary, "eu-smpc", "1.0", "fr3"));
    g_assert_null(ldose_formulary_house_value(formulary, "ch-actavis-2016", "1.0", "fr2"));
}

/* ---- refusals -------------------------------------------------------------------------------- */

typedef struct {
    const char *name, *file, *from, *to, *expected;
} Refusal;

static const Refusal REFUSALS[] = {
    {"tiers/gap", "as-published", "step-mg=\"0.5\" below-mg=\"20\"",
     "step-mg=\"0.5\" below-mg=\"19\"", "tiers"},
    {"tiers/overlap", "as-published", "step-mg=\"0.5\" below-mg=\"20\"",
     "step-mg=\"0.5\" below-mg=\"21\"", "tiers"},
    {"tiers/no-beginning", "as-published", "step-mg=\"0.5\" below-mg=\"20\"",
     "step-mg=\"0.5\" from-mg=\"5\" below-mg=\"20\"", "tiers"},
    {"tiers/no-end", "as-published", "step-mg=\"1\" from-mg=\"20\"",
     "step-mg=\"1\" from-mg=\"20\" below-mg=\"100\"", "tiers"},
    {"tiers/none", "as-published",
     "<round mode=\"half-away\" step-mg=\"0.5\" below-mg=\"20\" source=\"SITE\"/>\n    <round "
     "mode=\"half-away\" step-mg=\"1\" from-mg=\"20\" source=\"SITE\"/>",
     "", "f.xml:"},
    {"tiers/step-0", "as-published", "step-mg=\"0.5\"", "step-mg=\"0\"", "step-mg"},
    {"bands/gap", "uk-nhs-bands", "from-mg=\"5.40\"", "from-mg=\"5.41\"", "band"},
    {"bands/upside-down", "uk-nhs-bands", "from-mg=\"5.00\" below-mg=\"5.40\"",
     "from-mg=\"5.40\" below-mg=\"5.40\"", "band"},
    {"maximum/normal-in-mg", "as-published",
     "kind=\"normal-percent\" value=\"110\" unit=\"percent\" source=\"SITE\"/>\n    <maximum "
     "kind=\"absolute\"",
     "kind=\"normal-percent\" value=\"110\" unit=\"mg/m2\" source=\"SITE\"/>\n    <maximum "
     "kind=\"absolute\"",
     "percent"},
    {"maximum/absolute-in-percent", "as-published", "kind=\"absolute\" value=\"96\" unit=\"mg/m2\"",
     "kind=\"absolute\" value=\"96\" unit=\"percent\"", "percent"},
    {"maximum/unknown-unit", "as-published", "kind=\"absolute\" value=\"96\" unit=\"mg/m2\"",
     "kind=\"absolute\" value=\"96\" unit=\"mg/min\"", "mg/min"},
    {"bsa/unknown-formula", "as-published", "<bsa formula=\"bsa_mosteller\"",
     "<bsa formula=\"bsa_moesteller\"", "bsa_moesteller"},
    {"bsa/no-body-surface", "as-published", "<bsa formula=\"bsa_mosteller\"",
     "<bsa formula=\"bmi\"", "body surface"},
    {"policy/unknown-equation", "as-published", "equation=\"cockcroft_gault\"",
     "equation=\"cockroft_gault\"", "cockroft_gault"},
    {"policy/no-clearance", "as-published", "equation=\"schwartz_bedside_2009\"",
     "equation=\"bmi\"", "clearance"},
    {"policy/deindex", "as-published", "equation=\"schwartz_bedside_2009\"",
     "equation=\"deindex\"", "clearance"},
    {"policy/weight-missing", "as-published", "equation=\"cockcroft_gault\" weight=\"actual\"",
     "equation=\"cockcroft_gault\"", "weight"},
    {"policy/weight-too-much", "as-published", "equation=\"schwartz_bedside_2009\"",
     "equation=\"schwartz_bedside_2009\" weight=\"actual\"", "weight"},
    {"policy/unknown-condition", "adult-oncology", "<condition code=\"emaciated\"/>",
     "<condition code=\"thin\"/>", "condition"},
    {"source/missing", "as-published", "<dosing-weight weight=\"actual\" source=\"W-S01 W-S02\"/>",
     "<dosing-weight weight=\"actual\" source=\"W-S01 W-S77\"/>", "W-S77"},
    {"source/missing-in-tier", "as-published", "below-mg=\"20\" source=\"SITE\"",
     "below-mg=\"20\" source=\"SITE2\"", "SITE2"},
    {"source/missing-in-deviation", "as-published", "tenth-step=\"yes\" source=\"W-S88\"",
     "tenth-step=\"yes\" source=\"W-S78\"", "W-S78"},
    {"source/missing-in-product", "as-published", "mg-per-ml=\"25\" source=\"W-S89\"",
     "mg-per-ml=\"25\" source=\"W-S79\"", "W-S79"},
    {"source/missing-in-policy", "as-published", "source=\"S61 S70\"", "source=\"S61 S71\"", "S71"},
    {"drug/missing", "as-published", "<drug name=\"cyclophosphamide\">",
     "<drug name=\"fludarabine\">", "f.xml:"},
    {"house-value/one-person", "as-published", "<data-age",
     "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" value=\"0.60\" by=\"A\" "
     "checked-by=\"A\"/>\n  <data-age",
     "two people"},
    {"house-value/one-person-in-small-letters", "as-published", "<data-age",
     "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" value=\"0.60\" by=\"A. Weber\" "
     "checked-by=\"a. weber\"/>\n  <data-age",
     "two people"},
    {"house-value/one-person-with-blanks", "as-published", "<data-age",
     "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" value=\"0.60\" by=\"A. Weber\" "
     "checked-by=\"A.  Weber\"/>\n  <data-age",
     "two people"},
    {"house-value/a-name-of-nothing", "as-published", "<data-age",
     "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" value=\"0.60\" by=\"A. Weber\" "
     "checked-by=\"&#x200B;\"/>\n  <data-age",
     "checked-by: "},
    {"house-value/by-a-name-of-nothing", "as-published", "<data-age",
     "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" value=\"0.60\" "
     "by=\"&#x200B;\" checked-by=\"A. Weber\"/>\n  <data-age",
     "by: "},
    {"house-value/above-1", "as-published", "<data-age",
     "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" value=\"1.2\" by=\"A\" "
     "checked-by=\"B\"/>\n  <data-age",
     "1.2"},
    {"hostile/doctype", "as-published", "<formulary ", "<!DOCTYPE formulary><formulary ",
     "DOCTYPE"},
};

/* Both drugs need a policy: without one of them nothing says how its dose is rounded. */
static void
test_one_drug(void)
{
    g_autofree char *text = fixture_read("formulary/as-published-1.0.xml");
    char *begin = strstr(text, "<drug name=\"cyclophosphamide\">");
    char *end = strstr(begin, "</drug>") + strlen("</drug>");
    memset(begin, ' ', (gsize)(end - begin));
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseFormulary) formulary = load_text(text, &error);
    g_assert_null(formulary);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_nonnull(strstr(error->message, "both drugs"));
}

static void
test_refusal(gconstpointer data)
{
    const Refusal *row = data;
    g_autofree char *name = g_strdup_printf("formulary/%s-1.0.xml", row->file);
    g_autofree char *text = fixture_replace(fixture_read(name), row->from, row->to);
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseFormulary) formulary = load_text(text, &error);
    g_assert_null(formulary);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    if (strstr(error->message, row->expected) == NULL)
        g_error("\"%s\" does not say \"%s\"", error->message, row->expected);
}

int
main(int argc, char **argv)
{
    static const char *const ids[] = {"as-published", "adult-oncology", "uk-nhs-bands"};
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_autofree char *path = g_strdup_printf("/formulary/R13-shipped/%s", ids[i]);
        g_autofree char *products = g_strdup_printf("/formulary/products/%s", ids[i]);
        g_test_add_data_func(path, ids[i], test_shipped);
        g_test_add_data_func(products, ids[i], test_products);
    }
    g_test_add_func("/formulary/R42-policy", test_policy);
    g_test_add_func("/formulary/house-values", test_house_values);
    g_test_add_func("/formulary/R22-refused/drug/one", test_one_drug);
    for (guint i = 0; i < G_N_ELEMENTS(REFUSALS); i++) {
        g_autofree char *path = g_strdup_printf("/formulary/R22-refused/%s", REFUSALS[i].name);
        g_test_add_data_func(path, &REFUSALS[i], test_refusal);
    }
    return g_test_run();
}
