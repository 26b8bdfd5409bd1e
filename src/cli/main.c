/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose: the headless program. Finds the data, the language and the command. */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "catalogue.h"
#include "command.h"
#include "version.h"

static const LdoseCommand *const commands[] = {
    &ldose_calc_command,      &ldose_batch_command,    &ldose_verify_command,
    &ldose_formula_command,   &ldose_guidance_command, &ldose_record_command,
    &ldose_selfcheck_command,
};

/* --data (each), LYMPHODOSE_DATA instead of the installed directory, and the user's own. */
static LdoseLibrary *
open_library(char **given)
{
    g_autoptr(GPtrArray) directories = g_ptr_array_new();
    const char *replaced = g_getenv("LYMPHODOSE_DATA");
    g_autofree char *own = g_build_filename(g_get_user_data_dir(), "lymphodose", NULL);
    for (guint i = 0; given != NULL && given[i] != NULL; i++)
        g_ptr_array_add(directories, given[i]);
    g_autofree char *installed =
        g_strdup(replaced != NULL && replaced[0] != '\0' ? replaced : LDOSE_DATADIR);
    if (replaced != NULL && replaced[0] != '\0') {
        g_ptr_array_add(directories, installed);
        g_ptr_array_add(directories, own);
    } else {
        g_ptr_array_add(directories, own);
        g_ptr_array_add(directories, installed);
    }
    g_ptr_array_add(directories, NULL);
    return ldose_library_new((const char *const *)directories->pdata);
}

static void
print_usage(FILE *out, const LdoseWording *wording)
{
    fprintf(out, "%s\n\n",
            ldose_wording_text(wording, N_("Usage: lymphodose [--data DIR] [--strict] "
                                           "[--lang LANGUAGE] COMMAND …")));
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        fprintf(out, "  %-9s %s\n", commands[i]->name,
                ldose_wording_text(wording, commands[i]->summary));
    fprintf(out, "\n%s\n",
            ldose_wording_text(wording, N_("lymphodose COMMAND --help tells more of a command; "
                                           "lymphodose --version names every document.")));
}

static int
run_command(LdoseSession *session, char **argv)
{
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(argv[0], commands[i]->name) == 0)
            return commands[i]->run(session, argv);
    }
    ldose_complain("unknown command \"%s\"; lymphodose --help lists them", argv[0]);
    return LDOSE_EXIT_USAGE;
}

typedef struct {
    char **data;
    char *language;
    gboolean strict, version, help;
} Options;

static gboolean
parse_global_options(char ***argv, Options *options)
{
    const GOptionEntry entries[] = {
        {"data", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->data,
         "Also look for documents in DIR; first of all", "DIR"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &options->strict, "Warnings count as errors", NULL},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &options->language, "The language of texts",
         "LANGUAGE"},
        {"version", 0, 0, G_OPTION_ARG_NONE, &options->version,
         "Show the version of the program and of every document", NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &options->help, "Show this help", NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_strict_posix(context, TRUE); /* the command's options are its own */
    g_option_context_add_main_entries(context, entries, NULL);
    if (g_option_context_parse_strv(context, argv, &error))
        return TRUE;
    ldose_complain("%s; lymphodose --help lists the options", error->message);
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
    signal(SIGXFSZ, SIG_IGN); /* so is a file size limit */
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error to tell, not a death */
    g_auto(GStrv) arguments = global_options_first(argc, argv);
    Options options = {NULL, NULL, FALSE, FALSE, FALSE};
    if (!parse_global_options(&arguments, &options))
        return LDOSE_EXIT_USAGE;
    LdoseSession session = {NULL, ldose_catalogue_open(options.language), options.strict};
    int status = LDOSE_EXIT_USAGE;
    if (options.help) {
        print_usage(stdout, &session.wording);
        status = LDOSE_EXIT_DONE;
    } else if (!options.version && arguments[1] == NULL) {
        print_usage(stderr, &session.wording);
    } else {
        session.library = open_library(options.data);
        status =
            options.version ? ldose_print_version(&session) : run_command(&session, arguments + 1);
        ldose_library_free(session.library);
    }
    g_strfreev(options.data);
    g_free(options.language);
    return status;
}
