/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an author is told of a document that is not sound (R18, R20): each broken sample
 * (tests/witness) gives its finding with region and rule ids, and a patient that really lies there,
 * read back from the very arguments that are printed. What each sample must give was written before
 * running it. */
#include "check-report.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "fixture.h"
#include "rule-row.h"

typedef struct {
    const char *sample;
    const char *findings; /* "number table [rows] region" a line; "-" for the document; no notes */
    guint n_witnesses;    /* of these findings */
} Case;

static const Case CASES[] = {
    {"sound-adult", "", 0},
    {"sound-child", "", 0},
    {"sound-general", "", 0},
    {"g01-between", "G01 flu-renal [] clearance above 49 below 50 mL/min", 1},
    {"g01-at-limit", "G01 flu-renal [] clearance exactly 70 mL/min", 1},
    {"g01-worst-end", "G01 flu-renal [] clearance below 30 mL/min", 1},
    {"g01-best-end", "G01 flu-hepatic [] bilirubin to 1.5 xULN", 1},
    {"g01-two-axes", "G01 cy-hepatic [] bilirubin to 3 mg/dL, ast above 5 to 8 xULN", 1},
    {"g01-words", "G01 cy-renal [] dialysis pd crrt, clearance any", 1},
    {"g01-size", "G01 flu-weight [] bmi exactly 30 kg/m2", 1},
    {"g01-child", "G01 flu-renal [] clearance above 40 to 50 mL/min/1.73m2", 1},
    {"g01-general", "G01 white-cells [] wbc from 2 below 2.5 10^9/L", 1},
    {"g02-at-limit", "G02 flu-renal [fr1 fr2] clearance exactly 70 mL/min", 1},
    {"g02-range",
     "G02 flu-renal [fr4 fr4b] clearance from 30 to 35 mL/min\n"
     "G04 flu-renal [fr4b] clearance from 30 to 35 mL/min",
     2},
    {"g02-inside",
     "G02 cy-hepatic [ch3 ch5] bilirubin above 4 to 5 mg/dL, ast above 5 xULN\n"
     "G04 cy-hepatic [ch5] bilirubin above 4 to 5 mg/dL, ast above 5 xULN",
     2},
    {"g02-everybody", "G02 cy-weight [cw1 cw2] everybody\nG04 cy-weight [cw2] everybody", 2},
    {"g02-child", "G02 flu-renal [fr2 fr3] clearance exactly 30 mL/min/1.73m2", 1},
    {"g03-agrees", "G03 cy-hepatic [ch2 ch3] bilirubin exactly 3 mg/dL, ast above 5 xULN", 1},
    {"g04-unreachable",
     "G03 flu-renal [fr5 fr6] clearance below 10 mL/min\n"
     "G04 flu-renal [fr6] clearance below 10 mL/min",
     2},
    {"g05-empty",
     "G05 flu-renal [fr2] clearance from 70 to 50 mL/min\n"
     "G01 flu-renal [] clearance from 50 to 70 mL/min\n"
     "G04 flu-renal [fr2] clearance from 70 to 50 mL/min",
     1},
    {"g05-beyond",
     "G05 cy-hepatic [ch3] bilirubin above 3 to 85 mg/dL, ast any\n"
     "G05 cy-hepatic [ch4] bilirubin above 85 mg/dL, ast any",
     1}, /* nobody has more than 85 */
    {"g06-renal", "G06 flu-renal [fr2 fr3] clearance above 49 below 50 mL/min", 1},
    {"g06-hepatic", "G06 cy-hepatic [ch1 ch2] bilirubin below 3 mg/dL, ast above 5 xULN", 1},
    {"g06-choice", "G06 flu-hepatic [fh2 fh3] bilirubin above 3 xULN", 1},
    {"g07-silent", "G07 flu-renal [fr5] clearance below 30 mL/min", 1},
    {"g07-not-read", "G07 cy-hepatic [ch4] bilirubin above 5 mg/dL, ast below 5 xULN", 1},
    {"g08-unit", "G08 cy-hepatic [] ", 0},
    {"g08-indexed", "G08 flu-renal [] ", 0},
    {"g08-children", "G08 flu-renal [] ", 0},
    {"g08-base", "G08 flu-renal [fr2] clearance from 50 to 70 mL/min", 1},
    {"g09-table", "G09 - [] ", 1},
    {"g09-regimen", "G09 - [] ", 1},
    {"g09-age", "G09 cy-weight [] ", 1},
    {"g09-not-covered", "G09 flu-renal [] \nG09 flu-hepatic [] \nG09 flu-weight [] ", 3},
    {"g10-row", "G10 cy-renal [cr4] dialysis hd, clearance any", 1},
    {"g10-stop", "G10 - [porphyria] ", 1},
    {"g11-unstated", "G11 flu-renal [fr1] ", 1},
    {"g12-undefined", "G12 flu-renal [fr3] clearance above 49 below 50 mL/min", 1},
    {"g12-dose-of",
     "G12 flu-renal [fr2] clearance from 50 to 70 mL/min\n"
     "G06 flu-renal [fr1 fr2] clearance exactly 70 mL/min",
     2},
    {"g12-option", "G12 flu-hepatic [fh3] bilirubin above 3 xULN", 1},
    {"g12-range", "G12 cy-renal [cr2] dialysis none, clearance from 10 below 30 mL/min", 1},
    {"g12-base", "G12 flu-renal [fr2] clearance from 50 to 70 mL/min", 1},
    {"g13-alone", "G13 - [] ", 0},
    {"g13-same", "G13 - [] ", 0},
    {"g14-finding", "G14 - [fluid] ", 1},
    {"g14-condition", "G14 - [porphyria] ", 0},
    {"g15-tables", "G15 flu-renal-2 [] ", 1},
    {"g16-part", "G16 white-cells [wbc-low] wbc below 2.5 10^9/L", 1},
    {"g16-stop", "G16 - [porphyria] ", 1},
    {"g16-cohort", "G16 thin [] ", 0},
    {"g16-size", "G16 flu-weight [fw2] bmi from 30 kg/m2", 1},
    {"g20-too-large", "G20 huge [] ", 0},
};

/* Faults of the structure, after which there is no model to check. */
static const struct {
    const char *sample, *fault;
} STRUCTURES[] = {
    {"g10-option", ":26: Element 'option': No match found for key-sequence ['S4']"},
    {"g21-ends", ":17: G21 range-ends: row fr2: a range takes one of from and above"},
    {"g22-axis", ":49: G22 range-axis: row ch4: this element must name one axis of its table"},
    {"g22-twice", ":17: G22 range-axis: row fr2: this element must name one axis of its table"},
    {"g23-word", ":41: G23 word-unknown: row cr6: dialysis is none, hd, pd or crrt"},
    {"g24-reading", ":18: G24 reading-unknown: row fr3, reading \"fh2\": a reading is another row"},
    {"g25-axes", ":10: G25 axes-many: white-cells: a table has at most 4 axes"},
};

static char *
sample_path(const char *sample)
{
    g_autofree char *name = g_strconcat(sample, ".xml", NULL);
    return g_test_build_filename(G_TEST_DIST, "witness", name, NULL);
}

static LdoseCheckedDocument *
check(const char *sample)
{
    g_autofree char *path = sample_path(sample);
    return ldose_checked_document_new(path, fixture_library(), (LdoseDate){2026, 12, 1});
}

/* ---- a witness, from its arguments ----------------------------------------------------------- */

/* The arguments as the fixture reads them: "name=value; name=value". */
static char *
case_text(const LdoseMadeUp *made_up)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GString) arguments = g_string_new(NULL);
    g_auto(GStrv) words = NULL;
    int n;
    ldose_check_witness_arguments(arguments, made_up);
    g_assert_true(g_shell_parse_argv(arguments->str, &n, &words, NULL));
    for (int i = 0; i < n; i += 2) {
        g_assert_cmpstr(words[i], ==, "--set");
        g_string_append_printf(text, "%s%s", i > 0 ? "; " : "", words[i + 1]);
    }
    return g_string_free(text, FALSE);
}

static char *
value_in(const char *text, const char *name)
{
    g_auto(GStrv) pairs = g_strsplit(text, "; ", -1);
    g_autofree char *prefix = g_strconcat(name, "=", NULL);
    for (guint i = 0; pairs[i] != NULL; i++) {
        if (g_str_has_prefix(pairs[i], prefix))
            return g_strdup(pairs[i] + strlen(prefix));
    }
    g_error("%s is not in %s", name, text);
}

static const LdoseRule *
find_rule(const LdoseTable *table, const char *id)
{
    for (guint i = 0; i < table->n_rules; i++) {
        if (strcmp(table->rules[i].id, id) == 0)
            return &table->rules[i];
    }
    g_error("no row %s", id);
}

static void
assert_holds(const LdoseRow *row, const char *id)
{
    g_assert_true(ldose_rule_holds(row->table, find_rule(row->table, id), row->values));
}

/* What the engine must say of a patient in the region of a finding about a table. */
static void
assert_row(const LdoseCheckFinding *finding, const LdoseRow *row, const LdosePlan *plan)
{
    g_auto(GStrv) ids = g_strsplit(finding->rule_ids, " ", -1);
    guint n = g_strv_length(ids);
    switch ((int)finding->code) {
    case LDOSE_CHECK_GAP:
        g_assert_cmpint((int)row->state, ==, LDOSE_ROW_NONE);
        g_assert_nonnull(row->table);
        g_assert_null(row->rule);
        break;
    case LDOSE_CHECK_OVERLAP_CONFLICTS:
    case LDOSE_CHECK_OVERLAP_AGREES:
        g_assert_cmpuint(n, >=, 2);
        g_assert_cmpstr(row->rule->id, ==, ids[0]);
        for (guint i = 0; i < n; i++)
            assert_holds(row, ids[i]);
        break;
    case LDOSE_CHECK_UNREACHABLE:
        assert_holds(row, ids[0]);
        g_assert_cmpstr(row->rule->id, !=, ids[0]);
        break;
    case LDOSE_CHECK_COHORT_MISSING:
        g_assert_true(finding->age_years > 0 ? row->table == NULL
                                             : !plan->drug[finding->table->drug].covered);
        break;
    case LDOSE_CHECK_TABLES_OVERLAP:
        g_assert_true(plan->drug[finding->table->drug].row[finding->table->cohort].table !=
                      finding->table);
        break;
    default: g_assert_cmpstr(row->rule->id, ==, ids[n - 1]); break;
    }
}

/* The plan of a witness under the document as it was loaded in spite of its faults. */
static void
check_witness(const LdoseCheckedDocument *checked, const LdoseCheckFinding *finding,
              const LdoseCheckWitness *witness)
{
    LdoseRuleSet rules;
    LdoseRow row;
    g_autofree char *text = case_text(&witness->made_up);
    g_autofree char *regimen = value_in(text, "regimen");
    LdoseLibrary *library = fixture_library();
    gboolean general = checked->guidance->kind == LDOSE_GUIDANCE_GENERAL;
    g_autofree char *named = g_strconcat(text, "; guidance=", checked->guidance->document.id, NULL);
    ldose_rule_set_init(
        &rules, ldose_library_regimen(library, regimen, NULL),
        general ? ldose_library_guidance(library, "eu-smpc", NULL) : checked->guidance,
        ldose_library_formulary(library, "as-published", NULL),
        general ? checked->guidance : ldose_library_guidance(library, "general-findings", NULL),
        NULL);
    g_autoptr(FixtureCase) fixture = fixture_plan_under(named, &rules);
    g_assert_true(fixture->valid && fixture->planned);
    if (finding->table != NULL) {
        ldose_row_find(&fixture->plan, &fixture->patient, finding->table, &row, NULL);
        assert_row(finding, &row, &fixture->plan);
        if (finding->has_place)
            g_assert_true(ldose_region_contains(finding->table, &finding->place, row.values));
    } else if (finding->cohort >= 0) {
        const LdoseDrugPlan *drug = &fixture->plan.drug[finding->drug];
        g_assert_cmpint((int)drug->row[finding->cohort].state, ==, LDOSE_ROW_NONE);
        g_assert_cmpint((int)drug->status, !=, LDOSE_PLAN_FINAL);
    }
    g_assert_cmpint((int)strlen(witness->today), >, 10);
    ldose_rule_set_clear(&rules);
}

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    LdoseCheckedDocument *checked = check(row->sample);
    g_autoptr(GString) text = g_string_new(NULL);
    guint n_witnesses = 0;
    g_assert_null(checked->fault);
    g_assert_cmpuint(checked->witnesses->len, ==, checked->findings->len);
    for (guint i = 0; i < checked->findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
        const LdoseCheckWitness *witness = g_ptr_array_index(checked->witnesses, i);
        const LdoseCheckKind *kind = ldose_check_kind(finding->code);
        if (witness->found)
            check_witness(checked, finding, witness);
        if (kind->severity == LDOSE_CHECK_NOTE)
            continue;
        n_witnesses += witness->found ? 1 : 0;
        g_string_append_printf(text, "%s%s %s [%s] %s", text->len > 0 ? "\n" : "", kind->number,
                               finding->table != NULL ? finding->table->id : "-", finding->rule_ids,
                               finding->region);
    }
    g_assert_cmpstr(text->str, ==, row->findings);
    g_assert_cmpuint(n_witnesses, ==, row->n_witnesses);
    ldose_checked_document_free(checked);
}

static void
test_structure(gconstpointer data)
{
    const char *sample = data, *expected = NULL;
    LdoseCheckedDocument *checked = check(sample);
    for (guint i = 0; i < G_N_ELEMENTS(STRUCTURES); i++) {
        if (strcmp(STRUCTURES[i].sample, sample) == 0)
            expected = STRUCTURES[i].fault;
    }
    g_assert_nonnull(checked->fault);
    g_assert_null(checked->document);
    g_assert_false(checked->missing);
    if (strstr(checked->fault, expected) == NULL)
        g_error("%s does not hold %s", checked->fault, expected);
    ldose_checked_document_free(checked);
}

/* A sample without an expectation would be tested by nobody. */
static void
test_every_sample(void)
{
    g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "witness", NULL);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    guint n = 0;
    g_assert_nonnull(listing);
    while ((name = g_dir_read_name(listing)) != NULL)
        n += g_str_has_suffix(name, ".xml") ? 1 : 0;
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(CASES) + G_N_ELEMENTS(STRUCTURES));
}

/* ---- what is proposed mends the fault -------------------------------------------------------- */

static char *
read_sample(const char *sample)
{
    g_autofree char *path = sample_path(sample);
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* The document with the rows put at the end of their table. (transfer full) */
static char *
with_rows(char *text, const char *table, const char *rows)
{
    g_autofree char *opening = g_strdup_printf("<table id=\"%s\"", table);
    char *end = strstr(strstr(text, opening), "</table>");
    char *whole = g_strdup_printf("%.*s%s%s", (int)(end - text), text, rows, end);
    g_free(text);
    return whole;
}

static void
assert_loads(const char *text)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "mended.xml", NULL);
    g_autoptr(GError) error = NULL;
    fixture_write(directory, "mended.xml", text, -1);
    g_autoptr(LdoseGuidance) guidance = ldose_guidance_load(path, FALSE, &error);
    g_assert_no_error(error);
    g_assert_nonnull(guidance);
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* R18: the row that is proposed for a gap, put in as it stands, makes the document sound. */
static void
test_proposed_row(gconstpointer data)
{
    LdoseCheckedDocument *checked = check(data);
    g_autofree char *text = read_sample(data);
    for (guint i = 0; i < checked->findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
        if (finding->code != LDOSE_CHECK_GAP)
            continue;
        g_assert_true(g_str_has_prefix(finding->proposal, "<row id="));
        text = with_rows(g_steal_pointer(&text), finding->table->id, finding->proposal);
    }
    assert_loads(text);
    ldose_checked_document_free(checked);
}

/* Likewise the range that is proposed for the milder one of two rows. */
static void
test_proposed_range(gconstpointer data)
{
    LdoseCheckedDocument *checked = check(data);
    g_autofree char *text = read_sample(data);
    for (guint i = 0; i < checked->findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
        if (finding->code != LDOSE_CHECK_OVERLAP_CONFLICTS)
            continue;
        g_auto(GStrv) words =
            g_strsplit(finding->proposal, " ", 5); /* in row ID write <range …/> */
        g_assert_cmpstr(words[3], ==, "write");
        const LdoseRule *rule = find_rule(finding->table, words[2]);
        LdoseRegion region = ldose_region_of_rule(finding->table, rule);
        g_autoptr(GString) range = g_string_new(NULL);
        ldose_region_xml(range, finding->table, &region, -1);
        g_autofree char *row = g_strdup_printf("<row id=\"%s\"", rule->id);
        char *place = strstr(strstr(text, row), range->str);
        char *mended =
            g_strdup_printf("%.*s%s%s", (int)(place - text), text, words[4], place + range->len);
        g_free(text);
        text = mended;
    }
    assert_loads(text);
    ldose_checked_document_free(checked);
}

/* ---- reports --------------------------------------------------------------------------------- */

static GPtrArray *
check_all(void)
{
    GPtrArray *checked =
        g_ptr_array_new_with_free_func((GDestroyNotify)ldose_checked_document_free);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_ptr_array_add(checked, check(CASES[i].sample));
    g_ptr_array_add(checked, check(STRUCTURES[0].sample));
    return checked;
}

static void
test_text(void)
{
    g_autoptr(GPtrArray) checked = check_all();
    g_autoptr(GString) text = g_string_new(NULL);
    ldose_check_report_text(text, checked, &ldose_wording_plain);
    for (guint i = 0; i < checked->len; i++) {
        const LdoseCheckedDocument *document = g_ptr_array_index(checked, i);
        g_assert_nonnull(strstr(text->str, document->path));
    }
    g_assert_nonnull(strstr(text->str,
                            "error G01 gap: No row holds this region\n    line 14, table "
                            "flu-renal: clearance above 49 below 50 mL/min\n"));
    g_assert_nonnull(strstr(text->str, "If it were used: status decision; fludarabine decision;"));
    g_assert_nonnull(strstr(text->str, " --set gfr_measured_ml_min=49.5 "));
    g_assert_nonnull(strstr(text->str,
                            "Write: <row id=\"flu-renal-new-1\" source=\"S1\" "
                            "evidence=\"secondary\" edge-basis=\"interpretation\"><range "
                            "above=\"49\" below=\"50\"/><undefined reading=\"fr4\"/></row>"));
    g_assert_nonnull(strstr(text->str, "nobody who can be entered lies here"));
}

static void
test_json(void)
{
    g_autoptr(GPtrArray) checked = check_all();
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) error = NULL;
    ldose_check_report_json(text, checked);
    json_parser_load_from_data(parser, text->str, (gssize)text->len, &error);
    g_assert_no_error(error);
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonArray *documents = json_object_get_array_member(root, "documents");
    g_assert_cmpuint(json_array_get_length(documents), ==, checked->len);
    JsonObject *between = json_array_get_object_element(documents, 3); /* g01-between */
    g_assert_false(json_object_get_boolean_member(between, "loads"));
    g_assert_cmpint(json_object_get_int_member(between, "errors"), ==, 1);
    JsonArray *findings = json_object_get_array_member(between, "findings");
    for (guint i = 0; i < json_array_get_length(findings); i++) {
        JsonObject *finding = json_array_get_object_element(findings, i);
        if (strcmp(json_object_get_string_member(finding, "number"), "G01") != 0)
            continue;
        JsonObject *axis =
            json_array_get_object_element(json_object_get_array_member(finding, "region"), 0);
        g_assert_cmpstr(json_object_get_string_member(axis, "axis"), ==, "clearance");
        g_assert_cmpfloat(json_object_get_double_member(axis, "above"), ==, 49);
        g_assert_cmpfloat(json_object_get_double_member(axis, "below"), ==, 50);
        JsonObject *witness = json_object_get_object_member(finding, "witness");
        g_assert_cmpstr(json_object_get_string_member(witness, "gfr_measured_ml_min"), ==, "49.5");
        return;
    }
    g_error("no gap in g01-between");
}

static void
test_junit(void)
{
    g_autoptr(GPtrArray) checked = check_all();
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    ldose_check_report_junit(text, checked, FALSE);
    g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse("junit", bytes, &error);
    g_assert_no_error(error);
    guint n_suites = 0;
    for (const LdoseXmlNode *suite =
             ldose_xml_node_child(ldose_xml_document_root(xml), "testsuite");
         suite != NULL; suite = ldose_xml_node_next(suite, "testsuite")) {
        const LdoseCheckedDocument *document = g_ptr_array_index(checked, n_suites++);
        gboolean failed = strcmp(ldose_xml_node_attribute(suite, "failures"), "0") != 0;
        g_assert_true(failed == (document->n_errors > 0));
    }
    g_assert_cmpuint(n_suites, ==, checked->len);
}

/* Warnings are failures only where they are asked to be. */
static void
test_junit_strict(void)
{
    g_autoptr(GPtrArray) checked =
        g_ptr_array_new_with_free_func((GDestroyNotify)ldose_checked_document_free);
    g_ptr_array_add(checked, check("g03-agrees"));
    for (int strict = 0; strict < 2; strict++) {
        g_autoptr(GString) text = g_string_new(NULL);
        ldose_check_report_junit(text, checked, strict != 0);
        g_assert_true((strstr(text->str, "<failure") != NULL) == (strict != 0));
    }
}

/* ---- other kinds, and what is not there ------------------------------------------------------ */

static void
test_other_kinds(void)
{
    static const struct {
        const char *file;
        LdoseDocumentKind kind;
    } rows[] = {{"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_REGIMENS},
                {"formulary/as-published-1.0.xml", LDOSE_DOCUMENT_FORMULARY},
                {"guidance/us-label-1.0.xml", LDOSE_DOCUMENT_GUIDANCE}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_build_filename(fixture_data_dir(), rows[i].file, NULL);
        LdoseCheckedDocument *checked =
            ldose_checked_document_new(path, fixture_library(), (LdoseDate){2028, 1, 1});
        g_assert_null(checked->fault);
        g_assert_cmpint((int)checked->kind, ==, (int)rows[i].kind);
        g_assert_cmpuint(checked->n_errors, ==, 0);
        g_assert_cmpuint(checked->n_warnings, ==, 1); /* past its review */
        ldose_checked_document_free(checked);
    }
}

static void
test_unreadable(void)
{
    g_autofree char *missing = sample_path("no-such-sample");
    LdoseCheckedDocument *checked =
        ldose_checked_document_new(missing, fixture_library(), (LdoseDate){0, 0, 0});
    g_assert_true(checked->missing);
    g_assert_nonnull(checked->fault);
    ldose_checked_document_free(checked);

    g_autofree char *suite = g_build_filename(fixture_data_dir(), "suites/limits.csv", NULL);
    checked = ldose_checked_document_new(suite, fixture_library(), (LdoseDate){0, 0, 0});
    g_assert_false(checked->missing);
    g_assert_nonnull(strstr(checked->fault, "limits.csv:1:"));
    ldose_checked_document_free(checked);
}

/* A library without anything finds no witness, and checks all the same. */
static void
test_empty_library(void)
{
    const char *none[] = {NULL};
    g_autoptr(LdoseLibrary) library = ldose_library_new(none);
    g_autofree char *path = sample_path("g01-between");
    LdoseCheckedDocument *checked = ldose_checked_document_new(path, library, (LdoseDate){0, 0, 0});
    g_assert_cmpuint(checked->n_errors, ==, 1);
    for (guint i = 0; i < checked->witnesses->len; i++)
        g_assert_false(((LdoseCheckWitness *)g_ptr_array_index(checked->witnesses, i))->found);
    ldose_checked_document_free(checked);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/check-report/R18-witness/%s", CASES[i].sample);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    for (guint i = 0; i < G_N_ELEMENTS(STRUCTURES); i++) {
        g_autofree char *path =
            g_strdup_printf("/check-report/R20-structure/%s", STRUCTURES[i].sample);
        g_test_add_data_func(path, STRUCTURES[i].sample, test_structure);
    }
    g_test_add_func("/check-report/R20-every-sample", test_every_sample);
    static const char *const gaps[] = {"g01-between",  "g01-at-limit", "g01-worst-end",
                                       "g01-best-end", "g01-two-axes", "g01-words",
                                       "g01-size",     "g01-child",    "g01-general"};
    for (guint i = 0; i < G_N_ELEMENTS(gaps); i++) {
        g_autofree char *path = g_strdup_printf("/check-report/R18-proposed-row/%s", gaps[i]);
        g_test_add_data_func(path, gaps[i], test_proposed_row);
    }
    g_test_add_data_func("/check-report/R18-proposed-range/g02-at-limit", "g02-at-limit",
                         test_proposed_range);
    g_test_add_data_func("/check-report/R18-proposed-range/g02-range", "g02-range",
                         test_proposed_range);
    g_test_add_data_func("/check-report/R18-proposed-range/g02-child", "g02-child",
                         test_proposed_range);
    g_test_add_func("/check-report/text", test_text);
    g_test_add_func("/check-report/json", test_json);
    g_test_add_func("/check-report/junit", test_junit);
    g_test_add_func("/check-report/junit-strict", test_junit_strict);
    g_test_add_func("/check-report/other-kinds", test_other_kinds);
    g_test_add_func("/check-report/unreadable", test_unreadable);
    g_test_add_func("/check-report/empty-library", test_empty_library);
    return g_test_run();
}
