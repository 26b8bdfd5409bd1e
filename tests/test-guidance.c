/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A guidance from its file to the model, and what a model answers (R19, R20, R22). */
#include "guidance.h"

#include <string.h>

#include "error.h"
#include "fixture.h"

static LdoseGuidance *
load_text(const char *text, GError **error)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "g.xml", NULL);
    fixture_write(directory, "g.xml", text, -1);
    LdoseGuidance *guidance = ldose_guidance_load(path, FALSE, error);
    fixture_remove_directory(g_steal_pointer(&directory));
    return guidance;
}

static char *
valid_text(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "invalid", "valid.xml", NULL);
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

/* ---- what the loader refuses before any proof ------------------------------------------------ */

typedef struct {
    const char *name;
    const char *from, *to; /* an edit of valid.xml */
    const char *expected;  /* part of the message */
} Refusal;

static const Refusal REFUSALS[] = {
    /* the schema */
    {"unknown-element", "<full/>\n    </row>\n    <row id=\"f2\"",
     "<whole/>\n    </row>\n    <row id=\"f2\"", "whole"},
    {"two-outcomes", "<caution>use with caution</caution>",
     "<caution>use with caution</caution><full/>", "full"},
    {"no-outcome", "<caution>use with caution</caution>", "", "row"},
    {"comma", "from=\"50\" to=\"79\"", "from=\"50\" to=\"79,5\"", "79,5"},
    {"negative", "from=\"50\" to=\"79\"", "from=\"-50\" to=\"79\"", "-50"},
    {"exponent", "from=\"50\" to=\"79\"", "from=\"5e1\" to=\"79\"", "5e1"},
    {"not-a-number", "from=\"50\" to=\"79\"", "from=\"NaN\" to=\"79\"", "NaN"},
    {"part-above-1", "<option source=\"S1\" fraction=\"0.75\"/>",
     "<option source=\"S1\" fraction=\"1.5\"/>", "1.5"},
    {"part-0", "<option source=\"S1\" fraction=\"0.75\"/>",
     "<option source=\"S1\" fraction=\"0\"/>", "fraction"},
    {"one-option", "<option source=\"S2\" from=\"0.5\" below=\"0.75\"/>", "", "choice"},
    {"evidence",
     "evidence=\"secondary\" edge-basis=\"text\">\n      <range axis=\"clearance\" from",
     "evidence=\"rumour\" edge-basis=\"text\">\n      <range axis=\"clearance\" from", "rumour"},
    {"no-source", "<row id=\"h1\" source=\"S1\"", "<row id=\"h1\"", "source"},
    {"no-edge-basis", "<row id=\"h1\" source=\"S1\" evidence=\"label\" edge-basis=\"text\"",
     "<row id=\"h1\" source=\"S1\" evidence=\"label\"", "edge-basis"},
    {"same-row-twice", "<row id=\"h1\"", "<row id=\"f1\"", "f1"},
    {"same-table-twice", "<table id=\"flu-hepatic\"", "<table id=\"flu-renal\"", "flu-renal"},
    {"same-source-twice", "<source id=\"S2\"", "<source id=\"S1\"", "S1"},
    {"unknown-drug", "<table id=\"flu-hepatic\" drug=\"fludarabine\"",
     "<table id=\"flu-hepatic\" drug=\"bendamustine\"", "bendamustine"},
    {"unknown-status", "status=\"draft\"", "status=\"final\"", "final"},
    {"version", "version=\"1.0\" status", "version=\"one\" status", "one"},
    {"empty-title", "<title>A sample for the tests, made up</title>", "<title> </title>", "title"},
    {"date", "issued=\"2026-11-24\"", "issued=\"2026-02-30\"", "2026-02-30"},
    {"no-metric",
     "<axis quantity=\"clearance\" unit=\"mL/min\" indexed=\"no\" equation=\"cockcroft_gault\"/>",
     "<axis quantity=\"creatinine\" unit=\"mg/dL\"/>", "creatinine"},
    /* format version */
    {"other-format", "urn:lymphodose:guidance:1", "urn:lymphodose:guidance:2",
     "urn:lymphodose:guidance:2"},
    {"other-kind", "urn:lymphodose:guidance:1", "urn:lymphodose:regimens:1",
     "urn:lymphodose:regimens:1"},
    {"no-namespace", " xmlns=\"urn:lymphodose:guidance:1\"", "", "namespace"},
    /* the model */
    {"from-and-above", "<range from=\"50\" to=\"79\"/>",
     "<range from=\"50\" above=\"49\" to=\"79\"/>", "from and above"},
    {"to-and-below", "<range from=\"50\" to=\"79\"/>",
     "<range from=\"50\" to=\"79\" below=\"80\"/>", "to and below"},
    {"axis-not-of-the-table", "<range from=\"50\" to=\"79\"/>",
     "<range axis=\"bmi\" from=\"50\" to=\"79\"/>", "axis"},
    {"axis-twice-in-a-row", "<range from=\"50\" to=\"79\"/>",
     "<range from=\"50\" to=\"79\"/><range from=\"50\" to=\"79\"/>", "once"},
    {"axis-not-named", "<range axis=\"clearance\" from=\"10\"/>", "<range from=\"10\"/>", "axis"},
    {"word-for-a-number", "<range from=\"50\" to=\"79\"/>", "<is axis=\"clearance\" value=\"hd\"/>",
     "kind"},
    {"number-for-a-word", "<is axis=\"dialysis\" value=\"pd\"/>",
     "<range axis=\"dialysis\" from=\"1\"/>", "kind"},
    {"unknown-word", "<is axis=\"dialysis\" value=\"pd\"/>",
     "<is axis=\"dialysis\" value=\"capd\"/>", "dialysis is"},
    {"reading-of-another-table", "<undefined reading=\"f3\"/>", "<undefined reading=\"h1\"/>",
     "reading"},
    {"reading-itself", "<undefined reading=\"f3\"/>", "<undefined reading=\"f2\"/>", "reading"},
    {"reading-nowhere", "<undefined reading=\"f3\"/>", "<undefined reading=\"f9\"/>", "f9"},
    {"five-axes", "<axis quantity=\"bmi\" unit=\"kg/m2\"/>",
     "<axis quantity=\"bmi\" unit=\"kg/m2\"/><axis quantity=\"age\" unit=\"years\"/><axis "
     "quantity=\"weight\" unit=\"kg\"/><axis quantity=\"ast\" unit=\"U/L\"/><axis quantity=\"alt\" "
     "unit=\"U/L\"/>",
     "axes"},
    /* hostile */
    {"doctype", "<guidance ", "<!DOCTYPE guidance><guidance ", "DOCTYPE"},
    {"truncated", "</guidance>", "", "g.xml:"},
};

static void
test_refusal(gconstpointer data)
{
    const Refusal *row = data;
    g_autofree char *text = fixture_replace(valid_text(), row->from, row->to);
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseGuidance) guidance = load_text(text, &error);
    g_assert_null(guidance);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_nonnull(strstr(error->message, "g.xml:"));
    if (strstr(error->message, row->expected) == NULL)
        g_error("\"%s\" does not say \"%s\"", error->message, row->expected);
}

static void
test_too_large(void)
{
    g_autofree char *text = valid_text();
    g_autoptr(GString) large = g_string_new(text);
    while (large->len < LDOSE_DOCUMENT_MAX_SIZE)
        g_string_append(large, "\n<!-- filling filling filling filling filling filling -->");
    g_autoptr(GError) error = NULL;
    g_assert_null(load_text(large->str, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

/* ---- the model ------------------------------------------------------------------------------- */

static const LdoseTable *
table_of(const LdoseGuidance *guidance, const char *id)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        if (strcmp(guidance->tables[i].id, id) == 0)
            return &guidance->tables[i];
    }
    g_error("no table %s", id);
}

static const LdoseRule *
rule_of(const LdoseGuidance *guidance, const char *table, const char *id)
{
    const LdoseTable *found = table_of(guidance, table);
    for (guint i = 0; i < found->n_rules; i++) {
        if (strcmp(found->rules[i].id, id) == 0)
            return &found->rules[i];
    }
    g_error("no row %s", id);
}

static void
test_model(void)
{
    g_autofree char *text = valid_text();
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseGuidance) guidance = load_text(text, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(guidance->document.id, ==, "valid");
    g_assert_cmpint((int)guidance->kind, ==, LDOSE_GUIDANCE_LABEL);
    g_assert_cmpint((int)guidance->combine, ==, LDOSE_COMBINE_DECIDE);
    g_assert_cmpuint(guidance->n_tables, ==, 6);
    g_assert_cmpuint(guidance->n_stops, ==, 1);
    g_assert_false(guidance->not_covered[LDOSE_FLUDARABINE]);

    const LdoseTable *renal = table_of(guidance, "flu-renal");
    g_assert_cmpuint(renal->n_axes, ==, 1);
    g_assert_cmpint((int)renal->axes[0].quantity, ==, LDOSE_QUANTITY_CLEARANCE);
    g_assert_cmpint((int)renal->axes[0].unit, ==, LDOSE_UNIT_ML_MIN);
    g_assert_false(renal->axes[0].indexed);
    g_assert_cmpint(renal->axes[0].equation, ==, LDOSE_FORMULA_COCKCROFT_GAULT);
    g_assert_cmpint(table_of(guidance, "cy-renal")->axes[1].equation, ==, -1);
    g_assert_cmpint(ldose_table_axis(table_of(guidance, "cy-renal"), LDOSE_QUANTITY_DIALYSIS), ==,
                    0);
    g_assert_cmpint(ldose_table_axis(table_of(guidance, "cy-renal"), LDOSE_QUANTITY_CLEARANCE), ==,
                    1);
    g_assert_cmpint(ldose_table_axis(renal, LDOSE_QUANTITY_BILIRUBIN), ==, -1);

    const LdoseRule *hole = rule_of(guidance, "flu-renal", "f2");
    g_assert_cmpint((int)hole->outcome, ==, LDOSE_OUTCOME_UNDEFINED);
    g_assert_cmpint((int)hole->edge_basis, ==, LDOSE_EDGE_INTERPRETATION);
    g_assert_true(hole->reading == rule_of(guidance, "flu-renal", "f3"));
    g_assert_true(ldose_rule_resolved(hole) == hole->reading);
    const LdoseRule *dose = rule_of(guidance, "flu-renal", "f3");
    g_assert_cmpfloat(dose->dose, ==, 20);
    g_assert_cmpfloat(dose->dose_base, ==, 25);
    g_assert_cmpfloat(dose->part.low, ==, 0.8);
    g_assert_true(dose->ranges[0].low.owned && dose->ranges[0].high.owned);
    const LdoseRule *range = rule_of(guidance, "flu-renal", "f4");
    g_assert_cmpfloat(range->part.low, ==, 0.5);
    g_assert_cmpfloat(range->part.high, ==, 0.8);
    g_assert_false(range->part.high_owned);
    g_assert_false(range->ranges[0].high.owned);
    g_assert_cmpstr(rule_of(guidance, "flu-renal", "f5")->text, ==, "do not give");
    g_assert_cmpstr(rule_of(guidance, "flu-weight", "w1")->text, ==,
                    "5"); /* the section not read */
    const LdoseRule *choice = rule_of(guidance, "cy-hepatic", "b2");
    g_assert_cmpuint(choice->options->len, ==, 2);
    g_assert_cmpstr(g_array_index(choice->options, LdoseOption, 1).source_id, ==, "S2");
    g_assert_cmpfloat(g_array_index(choice->options, LdoseOption, 1).part.high, ==, 0.75);
    g_assert_cmpint((int)rule_of(guidance, "cy-hepatic", "b3")->otherwise, ==,
                    LDOSE_OTHERWISE_STOP);
    const LdoseRule *size = rule_of(guidance, "cy-weight", "w3");
    g_assert_cmpint((int)size->size_weight, ==, LDOSE_WEIGHT_ADJUSTED40);
    g_assert_cmpfloat(size->size_cap_m2, ==, 2.2);
    const LdoseRule *two = rule_of(guidance, "cy-renal", "c1");
    g_assert_cmpstr(two->source_ids, ==, "S1 S2");
    g_assert_cmpstr(two->source->id, ==, "S1"); /* the first is shown */
    g_assert_cmpint((int)guidance->stops[0].condition, ==, LDOSE_CONDITION_PREGNANCY);
    g_assert_cmpint(guidance->stops[0].drug, ==, LDOSE_DRUG_ANY);
    g_assert_cmpint(guidance->stops[0].rule.finding, ==, LDOSE_FINDING_OUTSIDE_GATE);
    g_assert_cmpint(dose->line, >, 10);
}

static void
test_match(void)
{
    static const struct {
        const char *table;
        double values[2];
        const char *rule;
    } rows[] = {
        {"flu-renal", {80, 0}, "f1"},
        {"flu-renal", {80 * (1 - 5e-10), 0}, "f1"},
        {"flu-renal", {80 * (1 - 5e-9), 0}, "f2"},
        {"flu-renal", {79, 0}, "f3"},
        {"flu-renal", {79 * (1 + 5e-9), 0}, "f2"},
        {"flu-renal", {29.999999999999996, 0}, "f4"},
        {"flu-renal", {0, 0}, "f5"},
        {"flu-renal", {1e6, 0}, "f1"},
        {"cy-renal", {LDOSE_DIALYSIS_NONE, 10}, "c1"},
        {"cy-renal", {LDOSE_DIALYSIS_NONE, 9.99}, "c2"},
        {"cy-renal", {LDOSE_DIALYSIS_HD, 100}, "c3"},
        {"cy-renal", {LDOSE_DIALYSIS_CRRT, 0}, "c5"},
        {"flu-hepatic", {0, 0}, "h1"},
    };
    g_autofree char *text = valid_text();
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseGuidance) guidance = load_text(text, &error);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseTable *table = table_of(guidance, rows[i].table);
        const LdoseRule *rule = ldose_table_match(table, rows[i].values);
        g_assert_nonnull(rule);
        g_assert_cmpstr(rule->id, ==, rows[i].rule);
        g_assert_true(ldose_rule_holds(table, rule, rows[i].values));
    }
}

static void
test_neighbours(void)
{
    g_autoptr(GError) error = NULL;
    const LdoseGuidance *guidance =
        ldose_library_guidance(fixture_library(), "uk-uhs-car-t", &error);
    g_assert_no_error(error);
    const LdoseTable *table = table_of(guidance, "flu-renal-a");
    const LdoseRule *below = NULL, *above = NULL;
    /* encoding.md 3.9: full dose (fr1a), or 80 % as in the row below (fr3a) */
    g_assert_true(
        ldose_rule_neighbours(table, rule_of(guidance, "flu-renal-a", "fr2a"), &below, &above));
    g_assert_cmpstr(below->id, ==, "fr3a");
    g_assert_cmpstr(above->id, ==, "fr1a");
    /* A row at the end of the axis has one neighbour only; two axes have none. */
    g_assert_false(
        ldose_rule_neighbours(table, rule_of(guidance, "flu-renal-a", "fr6a"), &below, &above));
    const LdoseGuidance *two = ldose_library_guidance(fixture_library(), "ie-nccp", &error);
    g_assert_false(ldose_rule_neighbours(table_of(two, "cy-renal"), rule_of(two, "cy-renal", "cr2"),
                                         &below, &above));
}

static void
test_applies(void)
{
    g_autoptr(GError) error = NULL;
    const LdoseGuidance *centre = ldose_library_guidance(fixture_library(), "dana-farber", &error);
    const LdoseGuidance *label = ldose_library_guidance(fixture_library(), "us-label", &error);
    const LdoseGuidance *children =
        ldose_library_guidance(fixture_library(), "kinderformularium", &error);
    g_assert_no_error(error);
    g_assert_true(ldose_applies_to_regimen(&centre->applies, "us-abecma", "Abecma"));
    g_assert_false(ldose_applies_to_regimen(&centre->applies, "us-yescarta", "Yescarta"));
    g_assert_false(ldose_applies_to_regimen(&centre->applies, "us-abecm", "Abecma"));
    g_assert_true(ldose_applies_to_regimen(&label->applies, "anything", ""));
    g_assert_false(ldose_applies_to_age(&label->applies, 17.99));
    g_assert_true(ldose_applies_to_age(&label->applies, 18));
    g_assert_false(ldose_applies_to_age(&children->applies, 0.25));
    g_assert_true(ldose_applies_to_age(&children->applies, 0.26));
    g_assert_false(ldose_applies_to_age(&children->applies, 18));
}

static void
test_part_contains(void)
{
    const LdosePart half_open = {0.5, 1, FALSE}, closed = {0.5, 1, TRUE},
                    point = {0.75, 0.75, TRUE};
    static const struct {
        double value;
        gboolean half_open, closed, point;
    } rows[] = {
        {0.4999, FALSE, FALSE, FALSE},          {0.5, TRUE, TRUE, FALSE},
        {0.5 * (1 - 5e-10), TRUE, TRUE, FALSE}, {0.75, TRUE, TRUE, TRUE},
        {0.7500001, TRUE, TRUE, FALSE},         {0.9999, TRUE, TRUE, FALSE},
        {1 - 5e-10, FALSE, TRUE, FALSE},        {1, FALSE, TRUE, FALSE},
        {1.0001, FALSE, FALSE, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_true(ldose_part_contains(&half_open, rows[i].value) == rows[i].half_open);
        g_assert_true(ldose_part_contains(&closed, rows[i].value) == rows[i].closed);
        g_assert_true(ldose_part_contains(&point, rows[i].value) == rows[i].point);
    }
}

/* ---- what ships: rules.md 4 and encoding.md 3 ------------------------------------------------ */

static void
test_shipped(void)
{
    static const struct {
        const char *id, *jurisdiction;
        LdoseGuidanceKind kind;
        guint n_regimens;
        gboolean adults;
    } rows[] = {
        {"us-label", "US", LDOSE_GUIDANCE_LABEL, 0, TRUE},
        {"us-label-older", "US", LDOSE_GUIDANCE_LABEL, 0, TRUE},
        {"eu-smpc", "EU", LDOSE_GUIDANCE_LABEL, 0, TRUE},
        {"ch-fludara", "CH", LDOSE_GUIDANCE_LABEL, 0, TRUE},
        {"ch-actavis-2016", "CH", LDOSE_GUIDANCE_LABEL, 0, TRUE},
        {"dana-farber", "US", LDOSE_GUIDANCE_CENTRE, 2, TRUE},
        {"vall-hebron", "ES", LDOSE_GUIDANCE_CENTRE, 2, TRUE},
        {"kinderformularium", "NL", LDOSE_GUIDANCE_CHILDREN, 0, FALSE},
        {"uk-uhs-car-t", "UK", LDOSE_GUIDANCE_CENTRE, 7, TRUE},
        {"ie-nccp", "IE", LDOSE_GUIDANCE_NETWORK, 0, TRUE},
        {"composed-example", "none", LDOSE_GUIDANCE_COMPOSED, 0, TRUE},
        {"general-findings", "any", LDOSE_GUIDANCE_GENERAL, 0, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        const LdoseGuidance *guidance =
            ldose_library_guidance(fixture_library(), rows[i].id, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(guidance->document.jurisdiction, ==, rows[i].jurisdiction);
        g_assert_cmpint((int)guidance->kind, ==, (int)rows[i].kind);
        g_assert_cmpuint(guidance->applies.regimens->len, ==, rows[i].n_regimens);
        g_assert_true(ldose_guidance_is_for_adults(guidance) == rows[i].adults);
        g_assert_cmpint((int)guidance->combine, ==,
                        LDOSE_COMBINE_DECIDE); /* no source states a rule */
        g_assert_true(guidance->not_covered[LDOSE_FLUDARABINE] ==
                      (strcmp(rows[i].id, "ie-nccp") == 0));
        g_assert_false(guidance->not_covered[LDOSE_CYCLOPHOSPHAMIDE]);
        g_assert_cmpint((int)guidance->document.status, ==, LDOSE_STATUS_DRAFT);
    }
}

/* rules.md 4: 70 belongs to the reduced band, 45 to the lower one; all interpretation. */
static void
test_owners_of_limits(void)
{
    static const struct {
        const char *guidance, *table;
        double limit;
        const char *rule;
    } rows[] = {
        {"eu-smpc", "flu-renal", 70, "fr2"},         {"ch-fludara", "flu-renal", 70, "fr2"},
        {"ch-actavis-2016", "flu-renal", 70, "fr2"}, {"us-label-older", "flu-renal", 70, "fr2"},
        {"vall-hebron", "flu-renal", 45, "fr3"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        const LdoseGuidance *guidance =
            ldose_library_guidance(fixture_library(), rows[i].guidance, &error);
        const LdoseRule *rule =
            ldose_table_match(table_of(guidance, rows[i].table), &rows[i].limit);
        g_assert_cmpstr(rule->id, ==, rows[i].rule);
        g_assert_cmpint((int)rule->edge_basis, ==, LDOSE_EDGE_INTERPRETATION);
    }
}

/* encoding.md 3: no row without source and note of its own document. */
static void
test_every_row_is_sourced(void)
{
    const GPtrArray *guidances = ldose_library_guidances(fixture_library(), NULL);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(guidances, i);
        for (guint k = 0; k < guidance->n_tables; k++) {
            for (guint r = 0; r < guidance->tables[k].n_rules; r++) {
                const LdoseRule *rule = &guidance->tables[k].rules[r];
                g_assert_nonnull(rule->source);
                g_assert_true(ldose_document_source(&guidance->document, rule->source->id) ==
                              rule->source);
                if (guidance->kind != LDOSE_GUIDANCE_GENERAL)
                    g_assert_cmpint((int)strlen(rule->note), >, 0);
            }
        }
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(REFUSALS); i++) {
        g_autofree char *path = g_strdup_printf("/guidance/R22-refused/%s", REFUSALS[i].name);
        g_test_add_data_func(path, &REFUSALS[i], test_refusal);
    }
    g_test_add_func("/guidance/R22-refused/too-large", test_too_large);
    g_test_add_func("/guidance/model", test_model);
    g_test_add_func("/guidance/R19-match", test_match);
    g_test_add_func("/guidance/neighbours", test_neighbours);
    g_test_add_func("/guidance/applies", test_applies);
    g_test_add_func("/guidance/part-contains", test_part_contains);
    g_test_add_func("/guidance/shipped", test_shipped);
    g_test_add_func("/guidance/R19-owners-of-limits", test_owners_of_limits);
    g_test_add_func("/guidance/R17-every-row-is-sourced", test_every_row_is_sourced);
    return g_test_run();
}
