/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose record: shows a saved plan, or checks that it is as it was. */
#include "config.h"

#include "command.h"
#include "error.h"

#include <string.h>

#include "record-pdf.h"
#include "record.h"
#include "report-file.h"
#include "timestamp.h"

/* Of show. */
typedef struct {
    char *format, *output, *at, *sheet;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->format);
    g_free(options->output);
    g_free(options->at);
    g_free(options->sheet);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean
is_pdf(const Options *options)
{
    return options->format != NULL && strcmp(options->format, "pdf") == 0;
}

static gboolean
write_pdf(const LdoseCommandContext *session, const Options *options, const LdoseRecord *record,
          const LdoseRecheck *recheck, GError **error)
{
    g_autofree char *at = ldose_timestamp(options->at, error);
    LdoseRecordPdfOptions pdf = {.at = at};
    if (at == NULL || !ldose_sheet_parse(options->sheet, &pdf.sheet, error))
        return FALSE;
    g_autoptr(LdosePaper) paper = ldose_record_pdf(record, recheck, &pdf, &session->wording);
    return ldose_write_pdf(options->output, paper, error);
}

static int
show_record(LdoseCommandContext *session, const Options *options, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(LdoseRecord) record = ldose_record_load(path, &error);
    if (record == NULL)
        return ldose_fail(error);
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(record, session->library, &session->wording);
    if (is_pdf(options))
        return write_pdf(session, options, record, recheck, &error) ? LDOSE_EXIT_DONE
                                                                    : ldose_fail(error);
    ldose_record_text(text, record, recheck, &session->wording);
    if (!ldose_write_output(options->output, text->str, text->len, &error))
        return ldose_fail(error);
    return LDOSE_EXIT_DONE;
}

/* What the check found, a line each. */
static void
print_check(GString *out, const char *path, const LdoseRecord *record, const LdoseRecheck *recheck)
{
    const LdoseRecordEntry *last =
        &g_array_index(record->entries, LdoseRecordEntry, record->entries->len - 1);
    g_string_append_printf(out, "%s: entries: %u, every seal intact\n", path, record->entries->len);
    g_string_append_printf(out, "last seal %s\n", last->seal);
    g_string_append_printf(out, "made with lymphodose %s, computed again with lymphodose %s\n",
                           record->program, LDOSE_VERSION);
    for (guint i = 0; i < recheck->differences->len; i++)
        g_string_append_printf(out, "%s\n", (char *)g_ptr_array_index(recheck->differences, i));
    g_string_append(out, recheck->state == LDOSE_RECHECK_SAME
                             ? "same: the same documents give the same plan\n"
                         : recheck->state == LDOSE_RECHECK_DIFFERS
                             ? "not the same\n"
                             : "not checked: a document of the record is missing\n");
}

static int
check_record(LdoseCommandContext *session, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(LdoseRecord) record = ldose_record_load(path, &error);
    if (record == NULL)
        return ldose_fail(error);
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(record, session->library, &session->wording);
    print_check(text, path, record, recheck);
    if (!ldose_write_output(NULL, text->str, text->len, &error))
        return ldose_fail(error);
    if (recheck->state == LDOSE_RECHECK_SAME)
        return LDOSE_EXIT_DONE;
    if (recheck->state == LDOSE_RECHECK_DIFFERS)
        return LDOSE_EXIT_ANSWER;
    ldose_complain(N_("%s: a document of the record is missing"), path);
    return LDOSE_EXIT_DOCUMENT;
}

/* The one file of an action, or NULL: @status_out is then the exit status. */
static const char *
one_file(const LdoseCommand *command, const GOptionEntry *entries, char ***argv, int *status_out)
{
    if (!ldose_command_parse(command, entries, argv, status_out))
        return NULL;
    if ((*argv)[1] != NULL && (*argv)[2] == NULL)
        return (*argv)[1];
    ldose_complain(N_("%1$s takes one file; see lymphodose %2$s --help"), command->name,
                   command->name);
    *status_out = LDOSE_EXIT_USAGE;
    return NULL;
}

static const LdoseCommand show_command, check_command;

/* NULL: all is well. */
static const char *
usage_fault(const Options *options)
{
    if (options->format != NULL && !is_pdf(options) && strcmp(options->format, "text") != 0)
        return N_("unknown format; record show has text and pdf");
    if (!is_pdf(options) && (options->at != NULL || options->sheet != NULL))
        return N_("--at and --paper go with --format pdf");
    return NULL;
}

static int
run_show(LdoseCommandContext *session, char **argv)
{
    g_auto(Options) options = {NULL, NULL, NULL, NULL};
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_("text (default) or pdf"),
         "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Write to FILE"), "FILE"},
        {"at", 0, 0, G_OPTION_ARG_STRING, &options.at,
         N_("The time that a PDF carries, as 2026-11-24T09:30:00Z (default: now)"), "TIMESTAMP"},
        {"paper", 0, 0, G_OPTION_ARG_STRING, &options.sheet, N_("Of a PDF: a4 (default) or letter"),
         "SIZE"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    const char *path = one_file(&show_command, entries, &argv, &status);
    if (path == NULL)
        return status;
    const char *fault = usage_fault(&options);
    if (fault == NULL)
        return show_record(session, &options, path);
    ldose_complain(N_("%s; see lymphodose record show --help"), ldose_error_text(fault));
    return LDOSE_EXIT_USAGE;
}

static int
run_check(LdoseCommandContext *session, char **argv)
{
    const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
    int status = LDOSE_EXIT_USAGE;
    const char *path = one_file(&check_command, entries, &argv, &status);
    return path != NULL ? check_record(session, path) : status;
}

static int
run_record(LdoseCommandContext *session, char **argv)
{
    return ldose_run_action(session, &ldose_record_command, argv);
}

static const LdoseExample show_examples[] = {
    {"lymphodose record show plan.lymphodose", N_("Inputs, plan, who made it and who checked it:")},
    {"lymphodose record show plan.lymphodose --format pdf -o record.pdf",
     N_("The same on paper, with every entry and seal:")},
    {NULL, NULL},
};

static const LdoseExample check_examples[] = {
    {"lymphodose record check plan.lymphodose",
     N_("Seals of every entry, then the plan computed again from the same documents:")},
    {NULL, NULL},
};

static const LdoseCommand show_command = {
    .name = "record show",
    .arguments = "FILE",
    .summary = N_("Show a saved plan"),
    .examples = show_examples,
    .run = run_show,
};

static const LdoseCommand check_command = {
    .name = "record check",
    .arguments = "FILE",
    .summary = N_("Check that a saved plan is as it was, and compute it again"),
    .examples = check_examples,
    .more =
        N_("Exit status: 0 as it was and the same plan, 1 the plan differs, 3 a byte was changed, "
           "4 a document is missing."),
    .run = run_check,
};

static const LdoseCommand *const actions[] = {&show_command, &check_command, NULL};

const LdoseCommand ldose_record_command = {
    .name = "record",
    .arguments = "ACTION FILE",
    .summary = N_("Show a saved plan, or check that it is as it was"),
    .examples = check_examples,
    .run = run_record,
    .actions = actions,
};
