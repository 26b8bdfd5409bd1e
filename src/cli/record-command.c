/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose record: shows a saved plan, or checks that it is as it was. */
#include "config.h"

#include "command.h"

#include <string.h>

#include "record.h"

static int
show_record(LdoseSession *session, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(LdoseRecord) record = ldose_record_load(path, &error);
    if (record == NULL)
        return ldose_fail(error);
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(record, session->library, &session->wording);
    ldose_record_text(text, record, recheck, &session->wording);
    if (!ldose_write_output(NULL, text->str, text->len, &error))
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
check_record(LdoseSession *session, const char *path)
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
    ldose_complain("%s: a document of the record is missing", path);
    return LDOSE_EXIT_DOCUMENT;
}

/* The one file of an action, or NULL: @status_out is then the exit status. */
static const char *
one_file(const LdoseCommand *command, char ***argv, int *status_out)
{
    const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
    if (!ldose_command_parse(command, entries, argv, status_out))
        return NULL;
    if ((*argv)[1] != NULL && (*argv)[2] == NULL)
        return (*argv)[1];
    ldose_complain("%s takes one file; see lymphodose %s --help", command->name, command->name);
    *status_out = LDOSE_EXIT_USAGE;
    return NULL;
}

static const LdoseCommand show_command, check_command;

static int
run_show(LdoseSession *session, char **argv)
{
    int status = LDOSE_EXIT_USAGE;
    const char *path = one_file(&show_command, &argv, &status);
    return path != NULL ? show_record(session, path) : status;
}

static int
run_check(LdoseSession *session, char **argv)
{
    int status = LDOSE_EXIT_USAGE;
    const char *path = one_file(&check_command, &argv, &status);
    return path != NULL ? check_record(session, path) : status;
}

static int
run_record(LdoseSession *session, char **argv)
{
    return ldose_run_action(session, &ldose_record_command, argv);
}

static const LdoseExample show_examples[] = {
    {"lymphodose record show plan.lymphodose", N_("Inputs, plan, who made it and who checked it:")},
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
