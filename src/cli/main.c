/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose: the headless program. Finds the data, the language and the command. */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "catalogue.h"
#include "command.h"
#include "help.h"
#include "install-place.h"
#include "version.h"

const LdoseCommand *const ldose_commands[] = {
    &ldose_calc_command,      &ldose_batch_command,
    &ldose_verify_command,    &ldose_formula_command,
    &ldose_guidance_command,  &ldose_record_command,
    &ldose_selfcheck_command, NULL,
};

/* --data (each), LYMPHODOSE_DATA instead of the installed directory, and the user's own. */
static LdoseLibrary *
open_library(char **given)
{
    g_autoptr(GPtrArray) directories = g_ptr_array_new();
    g_autofree char *data = g_strdup(ldose_place(LDOSE_PLACE_DATA));
    g_autofree char *own = g_build_filename(g_get_user_data_dir(), "lymphodose", NULL);
    for (guint i = 0; given != NULL && given[i] != NULL; i++)
        g_ptr_array_add(directories, given[i]);
    gboolean is_replaced = ldose_place_is_replaced(LDOSE_PLACE_DATA);
    g_ptr_array_add(directories, is_replaced ? data : own);
    g_ptr_array_add(directories, is_replaced ? own : data);
    g_ptr_array_add(directories, NULL);
    return ldose_library_new((const char *const *)directories->pdata);
}

static int
run_command(LdoseCommandContext *session, char **argv)
{
    for (guint i = 0; ldose_commands[i] != NULL; i++) {
        if (strcmp(argv[0], ldose_commands[i]->name) == 0)
            return ldose_commands[i]->run(session, argv);
    }
    ldose_complain(N_("unknown command \"%s\"; lymphodose --help lists them"), argv[0]);
    return LDOSE_EXIT_USAGE;
}

typedef struct {
    char **data;
    char *language;
    gboolean strict, version, help, describe;
} Options;

/* Parses the options before the command, and prints what they ask for alone.
 *
 * Result: FALSE when the program is over; @status_out then holds the exit status. */
static gboolean
parse_global_options(char ***argv, Options *options, LdoseCommandContext *session, int *status_out)
{
    const GOptionEntry entries[] = {
        {"data", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->data,
         N_("Also look for documents in DIR; first of all"), "DIR"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &options->strict, N_("Warnings count as errors"), NULL},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &options->language, N_("The language of texts"),
         "LANGUAGE"},
        {"version", 0, 0, G_OPTION_ARG_NONE, &options->version,
         N_("Show the version of the program and of every document"), NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &options->help, N_("Show this help"), NULL},
        {"describe", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->describe, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new("COMMAND …");
    g_autoptr(GError) error = NULL;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_strict_posix(context, TRUE); /* the command's options are its own */
    g_option_context_add_main_entries(context, entries, GETTEXT_PACKAGE);
    gboolean good = g_option_context_parse_strv(context, argv, &error);
    session->wording = ldose_catalogue_open(options->language);
    session->strict = options->strict;
    *status_out = LDOSE_EXIT_USAGE;
    if (!good)
        ldose_complain(N_("%s; lymphodose --help lists the options"), error->message);
    else if (options->describe)
        ldose_describe_program(entries);
    else if (options->help || (!options->version && (*argv)[1] == NULL))
        ldose_print_overview(context, options->help ? stdout : stderr);
    else
        return TRUE;
    if (options->help || options->describe)
        *status_out = ldose_finish_output(LDOSE_EXIT_DONE);
    return FALSE;
}

/* Global options may also follow the command: moves them before it. */
static char **
global_options_first(int argc, char **argv)
{
    static const char *const with_value[] = {"--data", "--lang"};
    static const char *const alone[] = {"--strict"};
    g_autoptr(GPtrArray) first = g_ptr_array_new(), rest = g_ptr_array_new();
    gboolean own = TRUE;
    g_ptr_array_add(first, g_strdup(argv[0]));
    for (int i = 1; i < argc; i++) {
        gboolean moved = FALSE;
        own = own && strcmp(argv[i], "--") != 0;
        for (guint k = 0; own && k < G_N_ELEMENTS(with_value) && !moved; k++) {
            g_autofree char *joined = g_strconcat(with_value[k], "=", NULL);
            gboolean apart = strcmp(argv[i], with_value[k]) == 0 && i + 1 < argc;
            if (!apart && !g_str_has_prefix(argv[i], joined))
                continue;
            g_ptr_array_add(first, g_strdup(argv[i]));
            if (apart)
                g_ptr_array_add(first, g_strdup(argv[++i]));
            moved = TRUE;
        }
        for (guint k = 0; own && k < G_N_ELEMENTS(alone) && !moved; k++) {
            moved = strcmp(argv[i], alone[k]) == 0;
            if (moved)
                g_ptr_array_add(first, g_strdup(argv[i]));
        }
        if (!moved)
            g_ptr_array_add(rest, g_strdup(argv[i]));
    }
    g_ptr_array_extend_and_steal(first, g_steal_pointer(&rest));
    g_ptr_array_add(first, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&first), FALSE);
}

int
main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error to tell, not a death */
    signal(SIGXFSZ, SIG_IGN); /* so is a file size limit */
    g_auto(GStrv) arguments = global_options_first(argc, argv);
    Options options = {NULL};
    LdoseCommandContext session = {NULL};
    int status = LDOSE_EXIT_USAGE;
    if (parse_global_options(&arguments, &options, &session, &status)) {
        session.library = open_library(options.data);
        status =
            options.version ? ldose_print_version(&session) : run_command(&session, arguments + 1);
        ldose_library_free(session.library);
    }
    g_strfreev(options.data);
    g_free(options.language);
    return status;
}
