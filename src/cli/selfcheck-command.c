/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose selfcheck: installation and operation qualification, and the site's own suite. */
#include "config.h"

#include "command.h"

#include <unistd.h>

#include <sys/ioctl.h>

#include "install-place.h"
#include "report-file.h"
#include "selfcheck.h"

#define DOSSIER_FILE "quality-dossier.md"

/* What the standard output is. (transfer full) */
static char *
terminal_text(void)
{
    struct winsize size = {0};
    const char *kind = g_getenv("TERM");
    if (!isatty(STDOUT_FILENO))
        return g_strdup("standard output is no terminal");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return g_strdup_printf("%s, width not known", kind != NULL ? kind : "kind not known");
    return g_strdup_printf("%s, %u columns (texts are about 100 columns wide)",
                           kind != NULL ? kind : "kind not known", size.ws_col);
}

static const char *
environment_or(const char *name, const char *otherwise)
{
    const char *value = g_getenv(name);
    return value != NULL && value[0] != '\0' ? value : otherwise;
}

static int
check_all(LdoseCommandContext *session, const LdoseReportOptions *options, const char *own_suite)
{
    g_auto(LdoseReportRun) run = {0};
    g_auto(LdoseSelfcheck) check = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *terminal = terminal_text();
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (!ldose_report_run_init(&run, options, &error))
        return ldose_fail(error);
    const LdoseReportFacts facts = ldose_report_run_facts(&run);
    const LdoseSelfcheckSetting setting = {
        .library = session->library,
        .default_formulary = LDOSE_DEFAULT_FORMULARY,
        .data_directory = ldose_place(LDOSE_PLACE_DATA),
        .manifest = environment_or("LYMPHODOSE_MANIFEST", NULL),
        .module_directory = ldose_module_directory(),
        .program = program,
        .terminal = terminal,
        .own_suite = own_suite,
    };
    ldose_selfcheck_run(&check, &setting, &facts);
    g_string_append_printf(text, "lymphodose %s, self-check\n", LDOSE_VERSION);
    ldose_selfcheck_lines(text, &check);
    if (!ldose_write_output(NULL, text->str, text->len, &error))
        return ldose_fail(error);
    if (options->path != NULL) {
        g_autoptr(LdosePaper) paper = ldose_selfcheck_pdf(&check, run.sheet, &session->wording);
        if (!ldose_write_paper(options->path, paper, &error))
            return ldose_fail(error);
    }
    return ldose_selfcheck_passed(&check) ? LDOSE_EXIT_DONE : LDOSE_EXIT_ANSWER;
}

/* What the build wrote from the sources: requirements, hazards, formulas, documents. */
static int
print_dossier(void)
{
    g_autofree char *usual =
g_build_filename(ldose_place(LDOSE_PLACE_DATA), DOSSIER_FILE, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    if (!g_file_get_contents(environment_or("LYMPHODOSE_DOSSIER", usual), &text, &length, &error)) {
        ldose_complain("%s", error->message);
        return LDOSE_EXIT_DOCUMENT;
    }
    if (!ldose_write_output(NULL, text, length, &error))
        return ldose_fail(error);
    return LDOSE_EXIT_DONE;
}

static int
run_selfcheck(LdoseCommandContext *session, char **argv)
{
    g_auto(LdoseReportOptions) options = {0};
    g_autofree char *own_suite = NULL;
    gboolean dossier = FALSE;
    const GOptionEntry entries[] = {
        LDOSE_REPORT_ENTRIES(
            options, N_("Also write a report to FILE, by its ending text (.txt) or PDF (.pdf)")),
        {"own", 0, 0, G_OPTION_ARG_FILENAME, &own_suite,
         N_("Also run the site’s own suite: performance qualification"), "SUITE.csv"},
        {"dossier", 0, 0, G_OPTION_ARG_NONE, &dossier,
         N_("Print the quality dossier of this version instead"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_selfcheck_command, entries, &argv, &status))
        return status;
    if (argv[1] != NULL) {
        ldose_complain(N_("selfcheck takes no argument; the site’s own suite is given by --own"));
        return LDOSE_EXIT_USAGE;
    }
    if (dossier)
        return print_dossier();
    if (options.path != NULL && !g_str_has_suffix(options.path, ".txt") &&
        !g_str_has_suffix(options.path, ".pdf")) {
        ldose_complain(N_("%s: a report is .txt or .pdf"), options.path);
        return LDOSE_EXIT_USAGE;
    }
    return check_all(session, &options, own_suite);
}

static const LdoseExample examples[] = {
    {"lymphodose selfcheck", N_("Before go-live and after each update:")},
    {"lymphodose selfcheck --own suite.csv --report qualification.pdf --operator 'A. Example'",
     N_("With a report to sign and file, and with cases of your own:")},
    {"lymphodose selfcheck --dossier",
     N_("The quality dossier: requirements, hazards, formulas, documents:")},
    {NULL, NULL},
};

const LdoseCommand ldose_selfcheck_command = {
    .name = "selfcheck",
    .summary = N_("Check the installation, the operation and the site’s own cases"),
    .examples = examples,
    .more = N_("Exit status: 0 nothing is bad, 1 something is."),
    .run = run_selfcheck,
};
