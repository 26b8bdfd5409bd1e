/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <errno.h>
#include <string.h>

#include "error.h"

void
ldose_complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
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
    ldose_complain("standard output: %s", g_strerror(errno));
    return LDOSE_EXIT_OUTPUT;
}

gboolean
ldose_command_parse(const LdoseCommand *command, const GOptionEntry *entries, char ***argv,
                    int *status_out)
{
    gboolean help = FALSE;
    const GOptionEntry common[] = {
        {"help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new(command->arguments);
    g_autoptr(GError) error = NULL;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, command->summary);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, common, NULL);
    if (!g_option_context_parse_strv(context, argv, &error)) {
        ldose_complain("%s; see lymphodose %s --help", error->message, command->name);
        *status_out = LDOSE_EXIT_USAGE;
        return FALSE;
    }
    if (!help)
        return TRUE;
    g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);
    fputs(text, stdout);
    *status_out = ldose_finish_output(LDOSE_EXIT_DONE);
    return FALSE;
}

gboolean
ldose_write_output(const char *path, const char *text, gsize length, GError **error)
{
    if (path == NULL || strcmp(path, "-") == 0) {
        if (fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0)
            return TRUE;
        g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT, "standard output: %s",
                    g_strerror(errno));
        return FALSE;
    }
    g_autoptr(GError) cause = NULL;
    if (g_file_set_contents_full(path, text, (gssize)length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &cause))
        return TRUE;
    g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT, "%s", cause->message);
    return FALSE;
}
