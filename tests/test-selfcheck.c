/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The self-check (R31) and the manifest of files. The installation below is a made-up one of two
 * files; its documents are the shipped ones. */
#include "selfcheck.h"

#include <string.h>

#include <glib/gstdio.h>

#include "error.h"
#include "fixture.h"

#define AT "2026-11-24T09:30:00Z"
#define HEADER                                                                                     \
    "case_id,regimen,guidance,sex,age_years,height_cm,weight_kg,creatinine_mg_dl,"                 \
    "expect_status,expect_fludarabine_mg_per_day,tolerance,source\n"
#define GOOD  HEADER "good,us-yescarta,us-label,F,61,165,48,1.1,final,27,,made by hand\n"
#define WRONG HEADER "wrong,us-yescarta,us-label,F,61,165,48,1.1,final,28,,made by hand\n"

static const LdoseReportFacts facts = {AT, "Linux, test", "C.UTF-8", "A. Example", NULL, NULL};

/* A piece may be broken over two lines: compares with every run of blanks as one. */
static void
assert_has(const char *text, const char *piece)
{
    g_autoptr(GRegex) blanks = g_regex_new("\\s+", 0, 0, NULL);
    g_autofree char *flat = g_regex_replace_literal(blanks, text, -1, 0, " ", 0, NULL);
    if (strstr(text, piece) == NULL && strstr(flat, piece) == NULL)
        g_error("lacks \"%s\": %s", piece, text);
}

/* ---- a made-up installation ------------------------------------------------------------------ */

static void
append_line(GString *manifest, const char *name, const char *text)
{
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_string_append_printf(manifest, "%s  %s\n", hash, name);
}

/* Two files and their manifest. (transfer full) */
static char *
installation(void)
{
    char *directory = fixture_make_directory();
    g_autoptr(GString) manifest = g_string_new(NULL);
    append_line(manifest, "regimens/a.txt", "a");
    append_line(manifest, "suites/tiny.csv", GOOD);
    fixture_write(directory, "regimens/a.txt", "a", -1);
    fixture_write(directory, "suites/tiny.csv", GOOD, -1);
    fixture_write(directory, LDOSE_MANIFEST_FILE, manifest->str, -1);
    return directory;
}

static void
remove_file(const char *directory, const char *name)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_assert_cmpint(g_remove(path), ==, 0);
}

static gboolean
check_manifest(const char *directory, LdoseManifestCheck *check, GError **error)
{
    g_autofree char *path = g_build_filename(directory, LDOSE_MANIFEST_FILE, NULL);
    return ldose_manifest_check(path, directory, check, error);
}

/* ---- the manifest ---------------------------------------------------------------------------- */

static void
test_manifest_good(void)
{
    char *directory = installation();
    LdoseManifestCheck check;
    g_autoptr(GError) error = NULL;
    /* A folder that the manifest does not name is none of its business. */
    fixture_write(directory, "own/more.xml", "x", -1);
    g_assert_true(check_manifest(directory, &check, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(check.n, ==, 2);
    g_assert_cmpuint(check.good, ==, 2);
    g_assert_cmpuint(check.faults->len, ==, 0);
    g_assert_cmpuint(strlen(check.sha256), ==, 64);
    ldose_manifest_check_clear(&check);
    fixture_remove_directory(directory);
}

static void
test_manifest_faults(void)
{
    char *directory = installation();
    LdoseManifestCheck check;
    g_autoptr(GError) error = NULL;
    fixture_write(directory, "regimens/a.txt", "b", -1);
    remove_file(directory, "suites/tiny.csv");
    fixture_write(directory, "suites/other.csv", GOOD, -1);
    g_assert_true(check_manifest(directory, &check, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(check.n, ==, 2);
    g_assert_cmpuint(check.good, ==, 0);
    static const struct {
        LdoseFileFaultKind kind;
        const char *name;
    } expected[] = {{LDOSE_FILE_CHANGED, "regimens/a.txt"},
                    {LDOSE_FILE_MISSING, "suites/tiny.csv"},
                    {LDOSE_FILE_EXTRA, "suites/other.csv"}};
    g_assert_cmpuint(check.faults->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        const LdoseFileFault *fault = g_ptr_array_index(check.faults, i);
        g_assert_cmpint(fault->kind, ==, expected[i].kind);
        g_assert_cmpstr(fault->name, ==, expected[i].name);
        g_assert_cmpuint(strlen(fault->expected), ==, fault->kind == LDOSE_FILE_EXTRA ? 0 : 64);
        g_assert_cmpuint(strlen(fault->got), ==, fault->kind == LDOSE_FILE_MISSING ? 0 : 64);
    }
    ldose_manifest_check_clear(&check);
    fixture_remove_directory(directory);
}

#define HASH "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb" /* of "a" */

static void
test_manifest_refused(void)
{
    static const char *const texts[] = {
        "",
        "\n",
        HASH " regimens/a.txt\n",
        HASH "  /etc/hostname\n",
        HASH "  ../a.txt\n",
        HASH "  regimens/../../a.txt\n",
        HASH "  regimens//a.txt\n",
        HASH "  \n",
        "CA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB  regimens/a.txt\n",
        "ca978112  regimens/a.txt\n",
        HASH "  regimens/a.txt\n" HASH "  regimens/a.txt\n",
    };
    char *directory = installation();
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        LdoseManifestCheck check = {.n = 77};
        g_autoptr(GError) error = NULL;
        fixture_write(directory, LDOSE_MANIFEST_FILE, texts[i], -1);
        g_assert_false(check_manifest(directory, &check, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        g_assert_cmpuint(check.n, ==, 77); /* untouched */
    }
    remove_file(directory, LDOSE_MANIFEST_FILE);
    LdoseManifestCheck check;
    g_autoptr(GError) error = NULL;
    g_assert_false(check_manifest(directory, &check, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    fixture_remove_directory(directory);
}

/* The manifest of this build against the source tree. */
static void
test_manifest_of_build(void)
{
    const char *path = g_getenv("LYMPHODOSE_MANIFEST");
    LdoseManifestCheck check;
    g_autoptr(GError) error = NULL;
    if (path == NULL) {
        g_test_skip("LYMPHODOSE_MANIFEST is not set: the manifest of the build is not looked at");
        return;
    }
    g_assert_true(ldose_manifest_check(path, fixture_data_dir(), &check, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < check.faults->len; i++)
        g_error("%s", ((const LdoseFileFault *)g_ptr_array_index(check.faults, i))->name);
    g_assert_cmpuint(check.n, >, 50);
    ldose_manifest_check_clear(&check);
}

/* ---- the self-check -------------------------------------------------------------------------- */

static void
run(LdoseSelfcheck *check, const char *directory, const char *own_suite)
{
    const LdoseSelfcheckSetting setting = {
        .library = fixture_library(),
        .default_formulary = "as-published",
        .data_directory = directory,
        .module_directory = "/nowhere",
        .terminal = "no terminal",
        .own_suite = own_suite,
    };
    ldose_selfcheck_run(check, &setting, &facts);
}

static const LdoseSelfcheckItem *
item(const LdoseSelfcheck *check, const char *what)
{
    for (guint i = 0; i < check->items->len; i++) {
        const LdoseSelfcheckItem *it = g_ptr_array_index(check->items, i);
        if (strcmp(it->what, what) == 0)
            return it;
    }
    g_error("no item \"%s\"", what);
}

static char *
report_text(const LdoseSelfcheck *check)
{
    g_autoptr(LdosePaper) paper = ldose_selfcheck_pdf(check, LDOSE_SHEET_A4, &ldose_wording_plain);
    GString *out = g_string_new(NULL);
    ldose_paper_text(out, paper);
    return g_string_free(out, FALSE);
}

static void
test_good(void)
{
    static const char *const pieces[] = {
        "Self-check: all good",
        "1. Installation qualification",
        "2. Operation qualification",
        "3. Performance qualification",
        "GLib",
        "libxml2",
        "json-glib",
        "C library",
        "2 of 2 files as in the manifest",
        "the performance qualification is open",
        "A. Example",
        "Linux, test",
        "2026-11-24 09:30 UTC",
        "tiny.csv",
        "us-label@1.0",
        "Performed by",
        "Reviewed by",
        "It has not been assessed or CE-marked",
    };
    char *directory = installation();
    g_auto(LdoseSelfcheck) check = {0};
    g_autoptr(GString) lines = g_string_new(NULL);
    run(&check, directory, NULL);
    g_assert_true(ldose_selfcheck_passed(&check));
    g_assert_cmpuint(check.bad, ==, 0);
    g_assert_cmpint(item(&check, "PDF")->outcome, ==,
                    LDOSE_SELFCHECK_NOTE); /* no module is no fault */
    g_assert_cmpint(item(&check, "tiny.csv")->part, ==, LDOSE_SELFCHECK_OPERATION);
    g_autofree char *text = report_text(&check);
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
        assert_has(text, pieces[i]);
    ldose_selfcheck_lines(lines, &check);
    assert_has(lines->str, "good  tiny.csv: 1 rows: 1 passed, 0 failed, 0 refused\n");
    g_assert_true(g_str_has_suffix(lines->str, " checks good, 0 bad\n"));
    fixture_remove_directory(directory);
}

static void
test_changed_file(void)
{
    char *directory = installation();
    g_auto(LdoseSelfcheck) check = {0};
    g_autoptr(GString) lines = g_string_new(NULL);
    fixture_write(directory, "regimens/a.txt", "b", -1);
    run(&check, directory, NULL);
    g_assert_false(ldose_selfcheck_passed(&check));
    g_assert_cmpint(item(&check, "Files")->outcome, ==, LDOSE_SELFCHECK_BAD);
    g_autofree char *text = report_text(&check);
    assert_has(text, "Self-check: NOT all good");
    assert_has(text, "regimens/a.txt");
    assert_has(text, HASH);
    ldose_selfcheck_lines(lines, &check);
    assert_has(lines->str, "regimens/a.txt: changed\n");
    fixture_remove_directory(directory);
}

static void
test_no_manifest(void)
{
    char *directory = installation();
    g_auto(LdoseSelfcheck) check = {0};
    remove_file(directory, LDOSE_MANIFEST_FILE);
    run(&check, directory, NULL);
    g_assert_false(check.has_files);
    g_assert_false(ldose_selfcheck_passed(&check));
    g_autofree char *text = report_text(&check);
    assert_has(text, LDOSE_MANIFEST_FILE);
    fixture_remove_directory(directory);
}

static void
test_failing_suite(void)
{
    char *directory = installation();
    g_auto(LdoseSelfcheck) check = {0};
    fixture_write(directory, "suites/tiny.csv", WRONG, -1);
    run(&check, directory, NULL);
    g_assert_cmpint(item(&check, "tiny.csv")->outcome, ==, LDOSE_SELFCHECK_BAD);
    g_autofree char *text = report_text(&check);
    assert_has(text, "fludarabine_mg_per_day");
    assert_has(text, "bsa_mosteller [applied]");
    fixture_remove_directory(directory);
}

static void
test_no_suite(void)
{
    char *directory = installation();
    g_auto(LdoseSelfcheck) check = {0};
    remove_file(directory, "suites/tiny.csv");
    fixture_write(directory, LDOSE_MANIFEST_FILE, HASH "  regimens/a.txt\n", -1);
    run(&check, directory, NULL);
    g_assert_cmpint(item(&check, "Files")->outcome, ==, LDOSE_SELFCHECK_GOOD);
    g_assert_cmpint(item(&check, "Suites")->outcome, ==, LDOSE_SELFCHECK_BAD);
    fixture_remove_directory(directory);
}

/* The site's own suite: passed, failed, and not to be read. */
static void
test_own_suite(void)
{
    static const struct {
        const char *text;
        LdoseSelfcheckOutcome outcome;
    } rows[] = {{GOOD, LDOSE_SELFCHECK_GOOD},
                {WRONG, LDOSE_SELFCHECK_BAD},
                {"nonsense\n", LDOSE_SELFCHECK_BAD}};
    char *directory = installation();
    g_autofree char *path = g_build_filename(directory, "site", "ours.csv", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(LdoseSelfcheck) check = {0};
        fixture_write(directory, "site/ours.csv", rows[i].text, -1);
        run(&check, directory, path);
        g_assert_cmpint(item(&check, "ours.csv")->part, ==, LDOSE_SELFCHECK_PERFORMANCE);
        g_assert_cmpint(item(&check, "ours.csv")->outcome, ==, rows[i].outcome);
        g_assert_true(ldose_selfcheck_passed(&check) == (rows[i].outcome == LDOSE_SELFCHECK_GOOD));
        g_autofree char *text = report_text(&check);
        assert_has(text, "ours.csv");
    }
    fixture_remove_directory(directory);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/selfcheck/manifest/good", test_manifest_good);
    g_test_add_func("/selfcheck/manifest/faults", test_manifest_faults);
    g_test_add_func("/selfcheck/manifest/refused", test_manifest_refused);
    g_test_add_func("/selfcheck/manifest/of-this-build", test_manifest_of_build);
    g_test_add_func("/selfcheck/R31/good", test_good);
    g_test_add_func("/selfcheck/R31/changed-file", test_changed_file);
    g_test_add_func("/selfcheck/R31/no-manifest", test_no_manifest);
    g_test_add_func("/selfcheck/R31/failing-suite", test_failing_suite);
    g_test_add_func("/selfcheck/R31/no-suite", test_no_suite);
    g_test_add_func("/selfcheck/R31/own-suite", test_own_suite);
    return g_test_run();
}
