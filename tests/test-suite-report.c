/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of suites: counts, deviations with both values and the trace, in every format. The suite
 * below has one row of each outcome; its patient is synthetic. */
#include "suite-report.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "fixture.h"
#include "suite-pdf.h"

#define AT "2026-11-24T09:30:00Z"
#define HEADER                                                                                     \
    "case_id,regimen,guidance,sex,age_years,height_cm,weight_kg,creatinine_mg_dl,"                 \
    "expect_status,expect_fludarabine_mg_per_day,tolerance,source\n"
#define GOOD "good,us-yescarta,us-label,F,61,165,48,1.1,final,27,,made by hand\n"

static const char all_good[] = HEADER GOOD;
static const char mixed[] = HEADER GOOD
    "\"wrong <a> & \"\"b\"\"\x01\",us-yescarta,us-label,F,61,165,48,1.1,final,28,,made by hand\n"
    "refused,us-yescarta,us-label,F,61,165,,1.1,final,,,made by hand\n"
    "expects nothing,us-yescarta,us-label,F,61,165,48,1.1,,,,made by hand\n";

/* ---- one run --------------------------------------------------------------------------------- */

typedef struct {
    GPtrArray *suites;
    LdoseReportFacts facts;
} Run;

static void
suite_free(gpointer suite)
{
    ldose_suite_free(suite);
}

static void
run_init(Run *run, const char *text)
{
    g_autoptr(GError) error = NULL;
    char *directory = fixture_make_directory();
    fixture_write(directory, "mixed.csv", text, -1);
    g_autofree char *path = g_build_filename(directory, "mixed.csv", NULL);
    run->suites = g_ptr_array_new_with_free_func(suite_free);
    g_ptr_array_add(run->suites, ldose_suite_run(fixture_library(), "as-published", path, &error));
    g_assert_no_error(error);
    run->facts = (LdoseReportFacts){AT, "Linux, test", "C.UTF-8", "A. Example", NULL, NULL};
    ldose_report_facts_load(&run->facts, fixture_library());
    fixture_remove_directory(directory);
}

static void
run_clear(Run *run)
{
    g_ptr_array_unref(run->suites);
    ldose_report_facts_clear(&run->facts);
}

/* A piece may be broken over two lines: compares with every run of blanks as one. */
static void
assert_has(const char *text, const char *piece)
{
    g_autoptr(GRegex) blanks = g_regex_new("\\s+", 0, 0, NULL);
    g_autofree char *flat = g_regex_replace_literal(blanks, text, -1, 0, " ", 0, NULL);
    if (strstr(text, piece) == NULL && strstr(flat, piece) == NULL)
        g_error("lacks \"%s\": %s", piece, text);
}

/* ---- counts and lines ------------------------------------------------------------------------ */

static void
test_counts(void)
{
    Run run, good;
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    run_init(&run, mixed);
    run_init(&good, all_good);
    LdoseSuiteCounts counts = ldose_suites_count(run.suites);
    g_assert_cmpuint(counts.suites, ==, 1);
    g_assert_cmpuint(counts.rows, ==, 4);
    g_assert_cmpuint(counts.passed, ==, 1);
    g_assert_cmpuint(counts.failed, ==, 2);
    g_assert_cmpuint(counts.unusable, ==, 1);
    g_assert_cmpuint(counts.refused, ==, 1);
    g_assert_false(ldose_suites_passed(run.suites));
    g_assert_true(ldose_suites_passed(good.suites));
    g_assert_false(ldose_suites_passed(none));
    run_clear(&run);
    run_clear(&good);
}

static void
test_lines(void)
{
    Run run;
    g_autoptr(GString) out = g_string_new(NULL);
    run_init(&run, mixed);
    ldose_suite_lines(out, g_ptr_array_index(run.suites, 0));
    ldose_suites_closing_line(out, run.suites);
    g_assert_true(g_str_has_prefix(
        out->str, "mixed.csv: 4 rows, 1 passed, 1 failed, 1 refused, 1 not usable (sha256 "));
    g_assert_true(g_str_has_suffix(out->str, "\n1 passed, 2 failed, 1 refused\n"));
    assert_has(out->str, "fludarabine_mg_per_day: expected \"28\", got \"27\"");
    assert_has(out->str, "bsa_mosteller [applied]");
    assert_has(out->str, "missing:weight_kg");
    run_clear(&run);
}

/* ---- on paper -------------------------------------------------------------------------------- */

static void
test_paper(void)
{
    static const char *const pieces[] = {
        "Verification: NOT all rows passed",
        "4 rows in 1 suites: 1 passed, 2 failed, 1 refused.",
        "Linux, test",
        "C.UTF-8",
        "2026-11-24 09:30 UTC",
        "A. Example",
        "mixed.csv, line 3: wrong <a>",
        "fludarabine_mg_per_day",
        "bsa_mosteller [applied]",
        "mixed.csv, line 4: refused: refused",
        "mixed.csv, line 5: expects nothing: not usable",
        "Source of the expectation: made by hand",
        "us-label@1.0",
        "Performed by",
        "Reviewed by",
        "It has not been assessed or CE-marked",
    };
    Run run;
    g_autoptr(GString) out = g_string_new(NULL);
    run_init(&run, mixed);
    g_autoptr(LdosePaper) paper =
        ldose_suites_pdf(run.suites, &run.facts, LDOSE_SHEET_A4, &ldose_wording_plain);
    ldose_paper_text(out, paper);
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
        assert_has(out->str, pieces[i]);
    assert_has(out->str, ((const LdoseSuite *)g_ptr_array_index(run.suites, 0))->sha256);
    run_clear(&run);

    g_string_truncate(out, 0);
    run_init(&run, all_good);
    g_autoptr(LdosePaper) good =
        ldose_suites_pdf(run.suites, &run.facts, LDOSE_SHEET_A4, &ldose_wording_plain);
    ldose_paper_text(out, good);
    assert_has(out->str, "Verification: all rows passed");
    assert_has(out->str, "None.");
    run_clear(&run);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static JsonObject *
object_at(JsonArray *array, guint index)
{
    return json_array_get_object_element(array, index);
}

static void
test_json(void)
{
    Run run;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) error = NULL;
    run_init(&run, mixed);
    ldose_suites_json(out, run.suites, &run.facts);
    json_parser_load_from_data(parser, out->str, -1, &error);
    g_assert_no_error(error);
    JsonObject *report = json_node_get_object(json_parser_get_root(parser));
    g_assert_cmpint(json_object_get_int_member(report, "passed"), ==, 1);
    g_assert_cmpint(json_object_get_int_member(report, "failed"), ==, 2);
    g_assert_cmpint(json_object_get_int_member(report, "refused"), ==, 1);
    g_assert_false(json_object_get_boolean_member(report, "good"));
    g_assert_cmpstr(json_object_get_string_member(report, "at"), ==, AT);
    g_assert_cmpuint(json_array_get_length(json_object_get_array_member(report, "documents")), ==,
                     run.facts.documents->len);
    JsonArray *rows = json_object_get_array_member(
        object_at(json_object_get_array_member(report, "suites"), 0), "rows");
    g_assert_cmpuint(json_array_get_length(rows), ==, 4);
    g_assert_cmpstr(json_object_get_string_member(object_at(rows, 0), "outcome"), ==, "passed");
    g_assert_false(json_object_has_member(object_at(rows, 0), "deviations"));
    JsonObject *wrong = object_at(rows, 1);
    g_assert_cmpint(json_object_get_int_member(wrong, "line"), ==, 3);
    JsonObject *deviation = object_at(json_object_get_array_member(wrong, "deviations"), 0);
    g_assert_cmpstr(json_object_get_string_member(deviation, "expected"), ==, "28");
    g_assert_cmpstr(json_object_get_string_member(deviation, "got"), ==, "27");
    g_assert_cmpuint(json_array_get_length(json_object_get_array_member(wrong, "trace")), >, 10);
    run_clear(&run);
}

/* ---- JUnit XML ------------------------------------------------------------------------------- */

typedef struct {
    guint suites, cases, failures, errors;
    char *wrong_name, *message;
} Seen;

static void
start_element(GMarkupParseContext *context, const char *name, const char **names,
              const char **values, gpointer data, GError **error)
{
    Seen *seen = data;
    (void)context;
    (void)error;
    seen->suites += strcmp(name, "testsuite") == 0;
    seen->cases += strcmp(name, "testcase") == 0;
    seen->failures += strcmp(name, "failure") == 0;
    seen->errors += strcmp(name, "error") == 0;
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(name, "testcase") == 0 && strcmp(names[i], "name") == 0 && seen->cases == 2)
            seen->wrong_name = g_strdup(values[i]);
        if (strcmp(name, "failure") == 0 && strcmp(names[i], "message") == 0)
            seen->message = g_strdup(values[i]);
    }
}

static void
test_junit(void)
{
    static const GMarkupParser parser = {.start_element = start_element};
    Run run;
    Seen seen = {0};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    run_init(&run, mixed);
    ldose_suites_junit(out, run.suites, &run.facts);
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &seen, NULL);
    g_markup_parse_context_parse(context, out->str, (gssize)out->len, &error);
    g_assert_no_error(error);
    g_markup_parse_context_end_parse(context, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(seen.suites, ==, 2); /* the run, and the file */
    g_assert_cmpuint(seen.cases, ==, 4);
    g_assert_cmpuint(seen.failures, ==, 1);
    g_assert_cmpuint(seen.errors, ==, 2);
    /* XML cannot hold U+0001. */
    g_assert_cmpstr(seen.wrong_name, ==, "line 3: wrong <a> & \"b\"\xef\xbf\xbd");
    g_assert_cmpstr(seen.message, ==, "fludarabine_mg_per_day: expected \"28\", got \"27\"");
    assert_has(out->str, "tests=\"4\" failures=\"1\" errors=\"2\"");
    g_free(seen.wrong_name);
    g_free(seen.message);
    run_clear(&run);
}

/* ---- R27 and documents ----------------------------------------------------------------------- */

static void
test_same_bytes(void)
{
    GString *out[2];
    for (guint i = 0; i < 2; i++) {
        Run run;
        run_init(&run, mixed);
        out[i] = g_string_new(NULL);
        g_autoptr(LdosePaper) paper =
            ldose_suites_pdf(run.suites, &run.facts, LDOSE_SHEET_A4, &ldose_wording_plain);
        ldose_paper_text(out[i], paper);
        ldose_suites_json(out[i], run.suites, &run.facts);
        ldose_suites_junit(out[i], run.suites, &run.facts);
        run_clear(&run);
    }
    g_assert_cmpstr(out[0]->str, ==, out[1]->str);
    g_string_free(out[0], TRUE);
    g_string_free(out[1], TRUE);
}

/* A document that does not load is named, and those that do are all there. */
static void
test_faulty_document(void)
{
    char *directory = fixture_make_directory();
    fixture_write(directory, "guidance/broken-1.0.xml", "<guidance", -1);
    const char *const directories[] = {directory, fixture_data_dir(), NULL};
    g_autoptr(LdoseLibrary) library = ldose_library_new(directories);
    g_auto(LdoseReportFacts) facts = {0}, shipped = {0};
    ldose_report_facts_load(&facts, library);
    ldose_report_facts_load(&shipped, fixture_library());
    g_assert_cmpuint(shipped.faults->len, ==, 0);
    g_assert_cmpuint(shipped.documents->len, >, 40);
    g_assert_cmpuint(facts.documents->len, ==, shipped.documents->len);
    g_assert_cmpuint(facts.faults->len, ==, 1);
    assert_has(g_ptr_array_index(facts.faults, 0), "broken-1.0.xml");
    fixture_remove_directory(directory);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/suite-report/counts", test_counts);
    g_test_add_func("/suite-report/lines", test_lines);
    g_test_add_func("/suite-report/paper", test_paper);
    g_test_add_func("/suite-report/json", test_json);
    g_test_add_func("/suite-report/junit", test_junit);
    g_test_add_func("/suite-report/R27/same-bytes", test_same_bytes);
    g_test_add_func("/suite-report/faulty-document", test_faulty_document);
    return g_test_run();
}
