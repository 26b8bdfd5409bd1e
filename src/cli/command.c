/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "file-save.h"
#include "help.h"

void
ldose_complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(ldose_error_text(format), arguments);
    va_end(arguments);
    g_auto(GStrv) lines = g_strsplit(message, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        fprintf(stderr, "lymphodose: %s\n", lines[i]);
}

int
ldose_exit_status(const GError *error)
{
    if (error->domain == G_OPTION_ERROR)
        return LDOSE_EXIT_USAGE;
    if (error->domain != LDOSE_ERROR)
        return LDOSE_EXIT_OUTPUT;
    switch ((LdoseError)error->code) {
    case LDOSE_ERROR_USAGE: return LDOSE_EXIT_USAGE;
    case LDOSE_ERROR_INPUT: return LDOSE_EXIT_INPUT;
    case LDOSE_ERROR_DOCUMENT: return LDOSE_EXIT_DOCUMENT;
    case LDOSE_ERROR_OUTPUT:
    case LDOSE_ERROR_NOT_DURABLE:
    default: return LDOSE_EXIT_OUTPUT;
    }
}

int
ldose_fail(const GError *error)
{
    ldose_complain("%s", error->message);
    return ldose_exit_status(error);
}

int
ldose_finish_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    ldose_complain(N_("standard output: %s"), g_strerror(errno));
    return LDOSE_EXIT_OUTPUT;
}

gboolean
ldose_command_parse(const LdoseCommand *command, const GOptionEntry *entries, char ***argv,
                    int *status_out)
{
    gboolean help = FALSE, describe = FALSE;
    const GOptionEntry common[] = {
        {"help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL},
        {"describe", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &describe, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new(command->arguments);
    g_autoptr(GError) error = NULL;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, GETTEXT_PACKAGE);
    g_option_context_add_main_entries(context, common, GETTEXT_PACKAGE);
    if (!g_option_context_parse_strv(context, argv, &error)) {
        ldose_complain(N_("%1$s; see lymphodose %2$s --help"), error->message, command->name);
        *status_out = LDOSE_EXIT_USAGE;
        return FALSE;
    }
    if (!help && !describe)
        return TRUE;
    if (describe)
        ldose_describe_command(command, entries);
    else
        ldose_print_help(command, context);
    *status_out = ldose_finish_output(LDOSE_EXIT_DONE);
    return FALSE;
}

/* "lymphodose guidance takes: list, show ID, …" */
static void
complain_of_actions(const LdoseCommand *command)
{
    g_autoptr(GString) takes = g_string_new(NULL);
    for (guint i = 0; command->actions[i] != NULL; i++) {
        const LdoseCommand *action = command->actions[i];
        const char *name = strchr(action->name, ' ') + 1;
        g_string_append_printf(takes, "%s%s%s%s", i > 0 ? "; " : "", name,
                               action->arguments != NULL ? " " : "",
                               action->arguments != NULL ? action->arguments : "");
    }
    ldose_complain(N_("%1$s takes: %2$s. lymphodose %3$s ACTION --help tells more"), command->name,
                   takes->str, command->name);
}

int
ldose_run_action(LdoseCommandContext *session, const LdoseCommand *command, char **argv)
{
    const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
    int status = LDOSE_EXIT_USAGE;
    /* An action has options of its own. */
    for (guint i = 0; argv[1] != NULL && command->actions[i] != NULL; i++) {
        if (strcmp(argv[1], strchr(command->actions[i]->name, ' ') + 1) == 0)
            return command->actions[i]->run(session, argv + 1);
    }
    if (ldose_command_parse(command, entries, &argv, &status))
        complain_of_actions(command);
    return status;
}

/* A device or pipe is written into: to save a file in its place would take it away. */
static gboolean
is_stream(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static gboolean
write_into(const char *path, const char *text, gsize length, GError **error)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    gboolean good = descriptor >= 0 && ldose_write_all(descriptor, text, length);
    int reason = errno;
    if (descriptor >= 0 && close(descriptor) != 0 && good) {
        good = FALSE;
        reason = errno;
    }
    if (!good)
        ldose_set_error(error, LDOSE_ERROR_OUTPUT, "%s: %s", path, g_strerror(reason));
    return good;
}

gboolean
ldose_write_output(const char *path, const char *text, gsize length, GError **error)
{
    if (path == NULL || strcmp(path, "-") == 0) {
        if (fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0)
            return TRUE;
        ldose_set_error(error, LDOSE_ERROR_OUTPUT, N_("standard output: %s"), g_strerror(errno));
        return FALSE;
    }
    return is_stream(path) ? write_into(path, text, length, error)
                           : ldose_file_save(path, text, length, 0600, error);
}
