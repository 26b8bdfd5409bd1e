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

static int
run_record(LdoseSession *session, char **argv)
{
    const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_record_command, entries, &argv, &status))
        return status;
    gboolean one_file = argv[1] != NULL && argv[2] != NULL && argv[3] == NULL;
    if (one_file && strcmp(argv[1], "show") == 0)
        return show_record(session, argv[2]);
    if (one_file && strcmp(argv[1], "check") == 0)
        return check_record(session, argv[2]);
    ldose_complain("record takes: show FILE, or check FILE");
    return LDOSE_EXIT_USAGE;
}

const LdoseCommand ldose_record_command = {"record", "show FILE | check FILE",
                                           N_("Show a saved plan, or check that it is as it was"),
                                           run_record};
