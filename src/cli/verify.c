/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose verify: runs suites of cases with expected values. */
#include "config.h"

#include "command.h"

#include <string.h>

#include "error.h"
#include "suite.h"

static const char *const outcome_words[] = {
    [LDOSE_ROW_PASSED] = "passed",
    [LDOSE_ROW_FAILED] = "failed",
    [LDOSE_ROW_REFUSED] = "refused",
    [LDOSE_ROW_UNUSABLE] = "not usable",
};

static void
append_deviations(GString *out, const LdoseSuite *suite)
{
    for (guint i = 0; i < suite->rows->len; i++) {
        const LdoseSuiteRow *row = g_ptr_array_index(suite->rows, i);
        if (row->outcome == LDOSE_ROW_PASSED)
            continue;
        g_string_append_printf(out, "  line %" G_GUINT64_FORMAT " %s: %s (%s)\n", row->line,
                               row->case_id, outcome_words[row->outcome], row->source);
        for (guint k = 0; k < row->deviations->len; k++) {
            const LdoseDeviation *deviation = g_ptr_array_index(row->deviations, k);
            g_string_append_printf(out, "    %s: expected \"%s\", got \"%s\"\n", deviation->column,
                                   deviation->expected, deviation->got);
        }
        g_string_append(out, row->trace);
    }
}

static void
append_suite(GString *out, const LdoseSuite *suite)
{
    g_autofree char *name = g_path_get_basename(suite->path);
    g_string_append_printf(out, "%s: %u rows, %u passed, %u failed, %u refused", name,
                           suite->rows->len, suite->passed, suite->failed, suite->refused);
    if (suite->unusable > 0)
        g_string_append_printf(out, ", %u not usable", suite->unusable);
    g_string_append_printf(out, " (sha256 %s)\n", suite->sha256);
    append_deviations(out, suite);
}

static int
verify_all(LdoseSession *session, char **paths, GString *out)
{
    int status = LDOSE_EXIT_DONE;
    guint passed = 0, failed = 0, refused = 0;
    g_string_append_printf(out, "lymphodose %s, verification\n", LDOSE_VERSION);
    for (guint i = 0; paths[i] != NULL; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(LdoseSuite) suite =
            ldose_suite_run(session->library, LDOSE_DEFAULT_FORMULARY, paths[i], &error);
        if (suite == NULL)
            return ldose_fail(error);
        append_suite(out, suite);
        passed += suite->passed;
        failed += suite->failed + suite->unusable;
        refused += suite->refused;
        if (!ldose_suite_passed(suite))
            status = LDOSE_EXIT_ANSWER;
    }
    g_string_append_printf(out, "%u passed, %u failed, %u refused\n", passed, failed, refused);
    return status;
}

static int
run_verify(LdoseSession *session, char **argv)
{
    g_autofree char *report = NULL;
    const GOptionEntry entries[] = {
        {"report", 0, 0, G_OPTION_ARG_FILENAME, &report, "Also write the report to FILE.txt", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_verify_command, entries, &argv, &status))
        return status;
    if (argv[1] == NULL) {
        ldose_complain("verify takes one suite or more; see lymphodose verify --help");
        return LDOSE_EXIT_USAGE;
    }
    if (report != NULL && !g_str_has_suffix(report, ".txt")) {
        ldose_complain("%s: of the report's formats only .txt is in this version", report);
        return LDOSE_EXIT_USAGE;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    status = verify_all(session, argv + 1, text);
    if (status > LDOSE_EXIT_ANSWER)
        return status;
    if (!ldose_write_output(NULL, text->str, text->len, &error) ||
        (report != NULL && !ldose_write_output(report, text->str, text->len, &error)))
        return ldose_fail(error);
    return status;
}

const LdoseCommand ldose_verify_command = {
    "verify", "SUITE.csv…", N_("Run suites of cases with expected values"), run_verify};
