/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose guidance check: proves that rule documents are sound, or shows where they are not. */
#include "guidance-commands.h"

#include <string.h>

#include "check-report.h"
#include "error.h"

/* ---- naming documents ------------------------------------------------------------------------ */

/* The library's file of a name that it could load. Result: (nullable). */
static const char *
loaded_path(LdoseLibrary *library, LdoseDocumentKind kind, const char *name)
{
    const LdoseDocument *document = ldose_library_document(library, kind, name, NULL);
    return document != NULL ? document->path : NULL;
}

/* The file of a document that does not load: it is what a check is for. (transfer full)
 * (nullable) */
static char *
entry_path(LdoseLibrary *library, LdoseDocumentKind kind, const char *name)
{
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, kind);
    char *path = NULL;
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_autofree char *full_name = g_strdup_printf("%s@%s", entry->id, entry->version);
        if (strcmp(entry->id, name) == 0 || strcmp(full_name, name) == 0) {
            g_free(path);
            path = g_strdup(entry->path); /* versions rise: the last one is the highest */
        }
    }
    return path;
}

char *
ldose_document_path(LdoseCommandContext *session, LdoseDocumentKind wanted, const char *argument,
                    GError **error)
{
    static const LdoseDocumentKind kinds[] = {LDOSE_DOCUMENT_GUIDANCE, LDOSE_DOCUMENT_REGIMENS,
                                              LDOSE_DOCUMENT_FORMULARY};
    gboolean is_path =
        strchr(argument, G_DIR_SEPARATOR) != NULL || g_str_has_suffix(argument, ".xml");
    if (is_path || g_file_test(argument, G_FILE_TEST_EXISTS))
        return g_strdup(argument);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (wanted != LDOSE_N_DOCUMENT_KINDS && wanted != kinds[i])
            continue;
        const char *path = loaded_path(session->library, kinds[i], argument);
        char *found =
            path != NULL ? g_strdup(path) : entry_path(session->library, kinds[i], argument);
        if (found != NULL)
            return found;
    }
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                    N_("%s: neither a file nor a document of the library; lymphodose guidance list "
                       "shows what there is"),
                    argument);
    return NULL;
}

/* ---- the command ----------------------------------------------------------------------------- */

static gboolean
read_day(const char *text, LdoseDate *on)
{
    if (text != NULL)
        return ldose_date_parse(text, strlen(text), on);
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    *on = (LdoseDate){g_date_time_get_year(now), g_date_time_get_month(now),
                      g_date_time_get_day_of_month(now)};
    return TRUE;
}

static int
status_of(const LdoseCommandContext *session, const GPtrArray *checked)
{
    int status = LDOSE_EXIT_DONE;
    for (guint i = 0; i < checked->len; i++) {
        const LdoseCheckedDocument *document = g_ptr_array_index(checked, i);
        if (document->missing)
            status = LDOSE_EXIT_DOCUMENT;
        else if (status == LDOSE_EXIT_DONE &&
                 (document->n_errors > 0 || (session->strict && document->n_warnings > 0)))
            status = LDOSE_EXIT_ANSWER;
    }
    return status;
}

static void
free_checked(gpointer data)
{
    ldose_checked_document_free(data);
}

static int
check_files(LdoseCommandContext *session, char **names, const char *format, LdoseDate on,
            const char *output)
{
    g_autoptr(GPtrArray) checked = g_ptr_array_new_with_free_func(free_checked);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    int unknown = LDOSE_EXIT_DONE;
    for (guint i = 0; names[i] != NULL; i++) {
        g_autoptr(GError) fault = NULL;
        g_autofree char *path =
            ldose_document_path(session, LDOSE_N_DOCUMENT_KINDS, names[i], &fault);
        if (path == NULL)
            unknown = ldose_fail(fault);
        else
            g_ptr_array_add(checked, ldose_checked_document_new(path, session->library, on));
    }
    if (strcmp(format, "json") == 0)
        ldose_check_report_json(out, checked);
    else if (strcmp(format, "junit") == 0)
        ldose_check_report_junit(out, checked, session->strict);
    else
        ldose_check_report_text(out, checked, &session->wording);
    if (!ldose_write_output(output, out->str, out->len, &error))
        return ldose_fail(error);
    return unknown != LDOSE_EXIT_DONE ? unknown : status_of(session, checked);
}

static int
run_action(LdoseCommandContext *session, char **argv)
{
    g_autofree char *format = NULL, *at = NULL, *output = NULL;
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text (default), json or junit"),
         "FORMAT"},
        {"at", 0, 0, G_OPTION_ARG_STRING, &at,
         N_("The day to compare review dates with; default today"), "YYYY-MM-DD"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write to FILE"), "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    LdoseDate on;
    if (!ldose_command_parse(&ldose_guidance_check_command, entries, &argv, &status))
        return status;
    if (format == NULL)
        format = g_strdup("text");
    if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0 && strcmp(format, "junit") != 0)
        ldose_complain(N_("guidance check: unknown format \"%s\"; there are text, json and junit"),
                       format);
    else if (!read_day(at, &on))
        ldose_complain(N_("guidance check: --at \"%s\" is not a day as YYYY-MM-DD"), at);
    else if (argv[1] == NULL)
        ldose_complain(N_("guidance check takes one file or id, or more"));
    else
        return check_files(session, argv + 1, format, on, output);
    return LDOSE_EXIT_USAGE;
}

static const LdoseExample examples[] = {
    {"lymphodose guidance check draft.xml", N_("A document of your own, before anybody uses it:")},
    {"lymphodose guidance check us-label --format junit",
     N_("One that ships, as JUnit XML for a build server:")},
    {NULL, NULL},
};

const LdoseCommand ldose_guidance_check_command = {
    .name = "guidance check",
    .arguments = "FILE…|ID…",
    .summary = N_("Prove that rule documents are sound"),
    .examples = examples,
    .more = N_("Exit status: 0 sound, 1 it has errors, with --strict also warnings."),
    .run = run_action,
};
