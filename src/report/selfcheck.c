/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "selfcheck.h"

#include <string.h>

#include "library-versions.h"
#include "number.h"
#include "pdf-loader.h"
#include "suite-report.h"

#define SUITE_FOLDER "suites"

const char *
ldose_selfcheck_outcome_word(LdoseSelfcheckOutcome outcome)
{
    static const char *const words[] = {
        [LDOSE_SELFCHECK_GOOD] = N_("good"),
        [LDOSE_SELFCHECK_BAD] = N_("BAD"),
        [LDOSE_SELFCHECK_NOTE] = N_("note"),
    };
    return words[outcome];
}

/* ---- items ----------------------------------------------------------------------------------- */

static void
item_free(gpointer data)
{
    LdoseSelfcheckItem *item = data;
    g_free(item->found);
    g_free(item);
}

/* @found: (transfer full). Result: the item, of @check. */
static LdoseSelfcheckItem *
add(LdoseSelfcheck *check, LdoseSelfcheckPart part, const char *what, LdoseSelfcheckOutcome outcome,
    char *found)
{
    LdoseSelfcheckItem *item = g_new0(LdoseSelfcheckItem, 1);
    *item = (LdoseSelfcheckItem){part, what, found, outcome, LDOSE_SELFCHECK_NO_LIST};
    g_ptr_array_add(check->items, item);
    check->good += outcome == LDOSE_SELFCHECK_GOOD;
    check->bad += outcome == LDOSE_SELFCHECK_BAD;
    return item;
}

static LdoseSelfcheckOutcome
judge(gboolean good)
{
    return good ? LDOSE_SELFCHECK_GOOD : LDOSE_SELFCHECK_BAD;
}

/* ---- installation: program and libraries ----------------------------------------------------- */

static void
check_program(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting)
{
    g_autofree char *hash = setting->program != NULL ? ldose_file_sha256(setting->program) : NULL;
    add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Program"), LDOSE_SELFCHECK_NOTE,
        g_strdup_printf("Lymphodose %s, SHA-256 of its file %s", LDOSE_VERSION,
                        hash != NULL ? hash : "not known"));
}

static void
check_libraries(LdoseSelfcheck *check)
{
    g_autoptr(GPtrArray) versions = ldose_library_versions();
    for (guint i = 0; i < versions->len; i++) {
        const LdoseLibraryVersion *version = g_ptr_array_index(versions, i);
        char *found = version->running != NULL
                          ? g_strdup_printf("%s, built with %s", version->running, version->built)
                          : g_strdup_printf("built with %s", version->built);
        add(check, LDOSE_SELFCHECK_INSTALLATION, version->name, judge(version->good), found);
    }
}

/* Without the module everything but PDF works: a fact, not a fault. */
static void
check_pdf(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting)
{
    g_autoptr(GError) error = NULL;
    char *libraries = ldose_pdf_libraries(setting->module_directory, &error);
    g_autofree char *path = ldose_pdf_module_path(setting->module_directory);
    if (libraries == NULL) {
        add(check, LDOSE_SELFCHECK_INSTALLATION, N_("PDF"), LDOSE_SELFCHECK_NOTE,
            g_strdup(error->message));
        return;
    }
    g_autofree char *hash = ldose_file_sha256(path);
    add(check, LDOSE_SELFCHECK_INSTALLATION, N_("PDF"), LDOSE_SELFCHECK_GOOD,
        g_strdup_printf("%s, SHA-256 of its file %s", libraries,
                        hash != NULL ? hash : "not known"));
    g_free(libraries);
}

/* ---- installation: files and documents ------------------------------------------------------- */

static void
check_files(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting)
{
    g_autofree char *usual = g_build_filename(setting->data_directory, LDOSE_MANIFEST_FILE, NULL);
    const char *path = setting->manifest != NULL ? setting->manifest : usual;
    g_autoptr(GError) error = NULL;
    check->has_files = ldose_manifest_check(path, setting->data_directory, &check->files, &error);
    if (!check->has_files) {
        add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Files"), LDOSE_SELFCHECK_BAD,
            g_strdup(error->message));
        return;
    }
    LdoseSelfcheckItem *item =
        add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Files"), judge(check->files.faults->len == 0),
            g_strdup_printf(
                "%u of %u files as in the manifest, %u deviations; SHA-256 of the manifest %s",
                check->files.good, check->files.n, check->files.faults->len, check->files.sha256));
    item->list = LDOSE_SELFCHECK_LIST_OF_FILES;
}

static void
check_documents(LdoseSelfcheck *check)
{
    guint n = check->facts.documents->len, bad = check->facts.faults->len;
    LdoseSelfcheckItem *item =
        add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Documents"), judge(n > 0 && bad == 0),
            g_strdup_printf("%u load and prove to be complete, %u do not", n, bad));
    item->list = LDOSE_SELFCHECK_LIST_OF_DOCUMENTS;
}

/* ---- installation: locale and terminal ------------------------------------------------------- */

/* Machine files must be read and written alike in every locale. */
static void
check_numbers(LdoseSelfcheck *check)
{
    char text[LDOSE_NUMBER_BUFFER];
    double value = 0, refused = 0;
    gboolean point =
        ldose_number_parse("1234.5", 6, LDOSE_DECIMAL_POINT, &value) == LDOSE_NUMBER_OK;
    gboolean comma =
        ldose_number_parse("1234,5", 6, LDOSE_DECIMAL_POINT, &refused) == LDOSE_NUMBER_OK;
    ldose_number_print(text, value, 10);
    add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Numbers in this locale"),
        judge(point && !comma && strcmp(text, "1234.5") == 0),
        g_strdup_printf("\"1234.5\" is read and written as \"%s\"; \"1234,5\" is %s", text,
                        comma ? "read" : "refused"));
}

static void
check_surroundings(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting)
{
    add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Machine"), LDOSE_SELFCHECK_NOTE,
        g_strdup(check->facts.machine));
    add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Locale"), LDOSE_SELFCHECK_NOTE,
        g_strdup(check->facts.locale));
    check_numbers(check);
    add(check, LDOSE_SELFCHECK_INSTALLATION, N_("Terminal"), LDOSE_SELFCHECK_NOTE,
        g_strdup(setting->terminal));
}

/* ---- suites ---------------------------------------------------------------------------------- */

static void
run_suite(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting, LdoseSelfcheckPart part,
          const char *path, GPtrArray *suites)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_path_get_basename(path);
    LdoseSuite *suite = ldose_suite_run(setting->library, setting->default_formulary, path, &error);
    if (suite == NULL) {
        add(check, part, g_intern_string(name), LDOSE_SELFCHECK_BAD, g_strdup(error->message));
        return;
    }
    g_ptr_array_add(suites, suite);
    add(check, part, g_intern_string(name), judge(ldose_suite_passed(suite)),
        g_strdup_printf("%u rows: %u passed, %u failed, %u refused", suite->rows->len,
                        suite->passed, suite->failed + suite->unusable, suite->refused));
}

static void
run_shipped_suites(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting)
{
    g_autofree char *folder = g_build_filename(setting->data_directory, SUITE_FOLDER, NULL);
    g_autoptr(GPtrArray) names = ldose_suite_names(folder);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        run_suite(check, setting, LDOSE_SELFCHECK_OPERATION, path, check->suites);
    }
    if (names->len == 0)
        add(check, LDOSE_SELFCHECK_OPERATION, N_("Suites"), LDOSE_SELFCHECK_BAD,
            g_strdup_printf("no suite in %s", folder));
}

static void
run_own_suite(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting)
{
    if (setting->own_suite == NULL)
        add(check, LDOSE_SELFCHECK_PERFORMANCE, N_("The site’s own suite"), LDOSE_SELFCHECK_NOTE,
            g_strdup("none was given: the performance qualification is open"));
    else
        run_suite(check, setting, LDOSE_SELFCHECK_PERFORMANCE, setting->own_suite, check->own);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void
suite_free(gpointer suite)
{
    ldose_suite_free(suite);
}

void
ldose_selfcheck_run(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting,
                    const LdoseReportFacts *facts)
{
    memset(check, 0, sizeof *check);
    check->facts = *facts;
    check->items = g_ptr_array_new_with_free_func(item_free);
    check->suites = g_ptr_array_new_with_free_func(suite_free);
    check->own = g_ptr_array_new_with_free_func(suite_free);
    ldose_report_facts_load(&check->facts, setting->library);
    check_program(check, setting);
    check_libraries(check);
    check_pdf(check, setting);
    check_files(check, setting);
    check_documents(check);
    check_surroundings(check, setting);
    run_shipped_suites(check, setting);
    run_own_suite(check, setting);
}

void
ldose_selfcheck_clear(LdoseSelfcheck *check)
{
    ldose_report_facts_clear(&check->facts);
    if (check->has_files)
        ldose_manifest_check_clear(&check->files);
    g_clear_pointer(&check->items, g_ptr_array_unref);
    g_clear_pointer(&check->suites, g_ptr_array_unref);
    g_clear_pointer(&check->own, g_ptr_array_unref);
}

gboolean
ldose_selfcheck_passed(const LdoseSelfcheck *check)
{
    return check->bad == 0 && check->good > 0;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void
file_lines(GString *out, const LdoseSelfcheck *check)
{
    for (guint i = 0; check->has_files && i < check->files.faults->len; i++) {
        const LdoseFileFault *fault = g_ptr_array_index(check->files.faults, i);
        g_string_append_printf(out, "        %s: %s\n", fault->name,
                               ldose_file_fault_word(fault->kind));
    }
}

static void
document_lines(GString *out, const LdoseSelfcheck *check)
{
    for (guint i = 0; i < check->facts.faults->len; i++)
        g_string_append_printf(out, "        %s\n",
                               (const char *)g_ptr_array_index(check->facts.faults, i));
}

static void
deviating_suites(GString *out, const GPtrArray *suites)
{
    for (guint i = 0; i < suites->len; i++) {
        const LdoseSuite *suite = g_ptr_array_index(suites, i);
        if (!ldose_suite_passed(suite))
            ldose_suite_lines(out, suite);
    }
}

void
ldose_selfcheck_lines(GString *out, const LdoseSelfcheck *check)
{
    for (guint i = 0; i < check->items->len; i++) {
        const LdoseSelfcheckItem *item = g_ptr_array_index(check->items, i);
        g_string_append_printf(out, "%-4s  %s: %s\n", ldose_selfcheck_outcome_word(item->outcome),
                               item->what, item->found);
        if (item->list == LDOSE_SELFCHECK_LIST_OF_FILES)
            file_lines(out, check);
        if (item->list == LDOSE_SELFCHECK_LIST_OF_DOCUMENTS)
            document_lines(out, check);
    }
    deviating_suites(out, check->suites);
    deviating_suites(out, check->own);
    g_string_append_printf(out, "%u checks good, %u bad\n", check->good, check->bad);
}
