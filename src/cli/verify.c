/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose verify: runs suites of cases with expected values. */
#include "config.h"

#include "command.h"

#include "report-file.h"
#include "suite-pdf.h"
#include "suite-report.h"

static const char *const formats[] = {".txt", ".json", ".xml", ".pdf"};

static gboolean
is_known_format(const char *path)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (g_str_has_suffix(path, formats[i]))
            return TRUE;
    }
    return FALSE;
}

static void
suite_free(gpointer suite)
{
    ldose_suite_free(suite);
}

/* Result: (transfer full) (nullable): NULL when a file cannot be run. */
static GPtrArray *
run_all(LdoseCommandContext *session, char **paths, GError **error)
{
    g_autoptr(GPtrArray) suites = g_ptr_array_new_with_free_func(suite_free);
    for (guint i = 0; paths[i] != NULL; i++) {
        LdoseSuite *suite =
            ldose_suite_run(session->library, LDOSE_DEFAULT_FORMULARY, paths[i], error);
        if (suite == NULL)
            return NULL;
        g_ptr_array_add(suites, suite);
    }
    return g_steal_pointer(&suites);
}

static gboolean
write_report(LdoseCommandContext *session, const LdoseReportOptions *options,
             const LdoseReportRun *run, const GPtrArray *suites, GError **error)
{
    g_auto(LdoseReportFacts) facts = ldose_report_run_facts(run);
    g_autoptr(GString) text = g_string_new(NULL);
    ldose_report_facts_load(&facts, session->library);
    if (g_str_has_suffix(options->path, ".json"))
        ldose_suites_json(text, suites, &facts);
    else if (g_str_has_suffix(options->path, ".xml"))
        ldose_suites_junit(text, suites, &facts);
    else {
        g_autoptr(LdosePaper) paper =
            ldose_suites_pdf(suites, &facts, run->sheet, &session->wording);
        return ldose_write_paper(options->path, paper, error);
    }
    return ldose_write_output(options->path, text->str, text->len, error);
}

/* Runs, prints, reports. Result: an exit status. */
static int
verify(LdoseCommandContext *session, char **paths, const LdoseReportOptions *options)
{
    g_auto(LdoseReportRun) run = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    if (!ldose_report_run_init(&run, options, &error))
        return ldose_fail(error);
    g_autoptr(GPtrArray) suites = run_all(session, paths, &error);
    if (suites == NULL)
        return ldose_fail(error);
    g_string_append_printf(text, "lymphodose %s, verification\n", LDOSE_VERSION);
    for (guint i = 0; i < suites->len; i++)
        ldose_suite_lines(text, g_ptr_array_index(suites, i));
    ldose_suites_closing_line(text, suites);
    if (!ldose_write_output(NULL, text->str, text->len, &error) ||
        (options->path != NULL && !write_report(session, options, &run, suites, &error)))
        return ldose_fail(error);
    return ldose_suites_passed(suites) ? LDOSE_EXIT_DONE : LDOSE_EXIT_ANSWER;
}

static int
run_verify(LdoseCommandContext *session, char **argv)
{
    g_auto(LdoseReportOptions) options = {0};
    const GOptionEntry entries[] = {
        LDOSE_REPORT_ENTRIES(options,
                             N_("Also write a report to FILE, by its ending text (.txt), JSON "
                                "(.json), JUnit XML (.xml) or PDF (.pdf)")),
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_verify_command, entries, &argv, &status))
        return status;
    if (argv[1] == NULL) {
        ldose_complain(N_("verify takes one suite or more; see lymphodose verify --help"));
        return LDOSE_EXIT_USAGE;
    }
    if (options.path != NULL && !is_known_format(options.path)) {
        ldose_complain(N_("%s: a report is .txt, .json, .xml or .pdf"), options.path);
        return LDOSE_EXIT_USAGE;
    }
    return verify(session, argv + 1, &options);
}

static const LdoseExample examples[] = {
    {"lymphodose verify suite.csv", N_("A suite, each deviation with both values:")},
    {"lymphodose verify suite.csv --report verification.pdf --operator 'A. Example'",
     N_("The same, with a report to sign and file:")},
    {"lymphodose verify suite.csv --report verification.xml",
     N_("For a build server, as JUnit XML:")},
    {NULL, NULL},
};

const LdoseCommand ldose_verify_command = {
    .name = "verify",
    .arguments = "SUITE.csv…",
    .summary = N_("Run suites of cases with expected values"),
    .examples = examples,
    .more = N_("Exit status: 0 every row passed, 1 a row failed or nothing passed."),
    .run = run_verify,
};
