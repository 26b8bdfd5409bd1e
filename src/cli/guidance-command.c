/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose guidance: what documents there are, what stands in one, and the actions for their
 * authors. */
#include "command.h"

#include <string.h>

#include "adopt-command.h"
#include "error.h"
#include "guidance-commands.h"
#include "guidance-text.h"

/* ---- list ------------------------------------------------------------------------------------ */

static void
print_header(const LdoseDocument *document, const LdoseWording *wording)
{
    printf("  %-20s %-5s %-9s %-5s %s\n", document->id, document->version,
           ldose_document_status_id(document->status), document->jurisdiction,
           ldose_wording_rule_text(wording, document->title));
}

static gboolean
print_kind(LdoseCommandContext *session, LdoseDocumentKind kind, const char *title)
{
    g_autoptr(GPtrArray) entries = ldose_library_entries(session->library, kind);
    gboolean good = TRUE;
    printf("%s\n", ldose_wording_text(&session->wording, title));
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_autofree char *name = g_strdup_printf("%s@%s", entry->id, entry->version);
        g_autoptr(GError) error = NULL;
        const LdoseDocument *document =
            ldose_library_document(session->library, kind, name, &error);
        if (document != NULL) {
            print_header(document, &session->wording);
        } else {
            good = FALSE;
            printf("  %-20s %-5s cannot be read\n", entry->id, entry->version);
            ldose_complain("%s", error->message);
        }
    }
    return good;
}

static int
list_documents(LdoseCommandContext *session)
{
    gboolean good = print_kind(session, LDOSE_DOCUMENT_GUIDANCE, N_("Guidance"));
    good = print_kind(session, LDOSE_DOCUMENT_REGIMENS, N_("Regimens")) && good;
    good = print_kind(session, LDOSE_DOCUMENT_FORMULARY, N_("Site policies")) && good;
    return ldose_finish_output(good ? LDOSE_EXIT_DONE : LDOSE_EXIT_DOCUMENT);
}

/* ---- show ------------------------------------------------------------------------------------ */

static int
show_document(LdoseCommandContext *session, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    const LdoseGuidance *guidance = ldose_library_guidance(session->library, name, &error);
    if (guidance == NULL)
        return ldose_fail(error);
    ldose_guidance_text(text, guidance, &session->wording);
    if (!ldose_write_output(NULL, text->str, text->len, &error))
        return ldose_fail(error);
    return LDOSE_EXIT_DONE;
}

/* ---- the command ----------------------------------------------------------------------------- */

static int
run_list(LdoseCommandContext *session, char **argv)
{
    const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_guidance_list_command, entries, &argv, &status))
        return status;
    if (argv[1] == NULL)
        return list_documents(session);
    ldose_complain(N_("guidance list takes no argument"));
    return LDOSE_EXIT_USAGE;
}

static int
run_show(LdoseCommandContext *session, char **argv)
{
    const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_guidance_show_command, entries, &argv, &status))
        return status;
    if (argv[1] != NULL && argv[2] == NULL)
        return show_document(session, argv[1]);
    ldose_complain(N_(
        "guidance show takes one guidance: ID or ID@VERSION; lymphodose guidance list names them"));
    return LDOSE_EXIT_USAGE;
}

static int
run_guidance(LdoseCommandContext *session, char **argv)
{
    return ldose_run_action(session, &ldose_guidance_command, argv);
}

static const LdoseExample list_examples[] = {
    {"lymphodose guidance list", N_("Guidances, regimens and site policies, with their status:")},
    {NULL, NULL},
};

static const LdoseExample show_examples[] = {
    {"lymphodose guidance show us-label", N_("Every rule of a guidance, with its source:")},
    {NULL, NULL},
};

static const LdoseExample examples[] = {
    {"lymphodose guidance list", N_("What rule documents there are:")},
    {NULL, NULL},
};

const LdoseCommand ldose_guidance_list_command = {
    .name = "guidance list",
    .summary = N_("List the rule documents: guidances, regimens and site policies"),
    .examples = list_examples,
    .run = run_list,
};

const LdoseCommand ldose_guidance_show_command = {
    .name = "guidance show",
    .arguments = "ID[@VERSION]",
    .summary = N_("Show every rule of a guidance, with its source"),
    .examples = show_examples,
    .run = run_show,
};

static const LdoseCommand *const actions[] = {
    &ldose_guidance_list_command,
    &ldose_guidance_show_command,
    &ldose_guidance_check_command,
    &ldose_guidance_diff_command,
    &ldose_guidance_impact_command,
    &ldose_guidance_adopt_command,
    &ldose_guidance_withdraw_command,
    NULL,
};

const LdoseCommand ldose_guidance_command = {
    .name = "guidance",
    .arguments = "ACTION …",
    .summary = N_("List rule documents, show one, prove that they are sound, compare them"),
    .examples = examples,
    .run = run_guidance,
    .actions = actions,
};
