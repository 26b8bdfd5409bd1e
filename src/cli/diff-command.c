/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose guidance diff: what differs between two versions of a document. */
#include "guidance-commands.h"

#include <string.h>

#include "diff-report.h"
#include "error.h"

/* Two documents of one kind, owned. */
typedef struct {
    LdoseGuidance *guidance[2];
    LdoseRegimen *regimen[2];
    LdoseFormulary *formulary[2];
    const LdoseDocument *document[2];
} Pair;

static void
pair_clear(Pair *pair)
{
    for (guint i = 0; i < 2; i++) {
        ldose_guidance_free(pair->guidance[i]);
        ldose_regimen_free(pair->regimen[i]);
        ldose_formulary_free(pair->formulary[i]);
    }
}

static gboolean
load(Pair *pair, guint i, LdoseDocumentKind kind, const char *path, GError **error)
{
    switch (kind) {
    case LDOSE_DOCUMENT_GUIDANCE:
        pair->guidance[i] = ldose_guidance_load(path, FALSE, error);
        pair->document[i] = pair->guidance[i] != NULL ? &pair->guidance[i]->document : NULL;
        break;
    case LDOSE_DOCUMENT_REGIMENS:
        pair->regimen[i] = ldose_regimen_load(path, error);
        pair->document[i] = pair->regimen[i] != NULL ? &pair->regimen[i]->document : NULL;
        break;
    case LDOSE_DOCUMENT_FORMULARY:
        pair->formulary[i] = ldose_formulary_load(path, error);
        pair->document[i] = pair->formulary[i] != NULL ? &pair->formulary[i]->document : NULL;
        break;
    case LDOSE_N_DOCUMENT_KINDS:
    default: g_assert_not_reached();
    }
    return pair->document[i] != NULL;
}

static GPtrArray *
find_changes(const Pair *pair)
{
    if (pair->guidance[0] != NULL)
        return ldose_guidance_diff(pair->guidance[0], pair->guidance[1]);
    if (pair->regimen[0] != NULL)
        return ldose_regimen_diff(pair->regimen[0], pair->regimen[1]);
    return ldose_formulary_diff(pair->formulary[0], pair->formulary[1]);
}

static gboolean
open_pair(LdoseCommandContext *session, Pair *pair, char **names, GError **error)
{
    LdoseDocumentKind kinds[2];
    for (guint i = 0; i < 2; i++) {
        g_autofree char *path =
            ldose_document_path(session, LDOSE_N_DOCUMENT_KINDS, names[i], error);
        if (path == NULL || !ldose_document_find_kind(path, &kinds[i], error) ||
            !load(pair, i, kinds[i], path, error))
            return FALSE;
    }
    if (kinds[0] == kinds[1])
        return TRUE;
    ldose_set_error(
        error, LDOSE_ERROR_DOCUMENT,
        N_("%1$s and %2$s are of different kinds (%3$s, %4$s): compare two of one kind"), names[0],
        names[1], ldose_document_kind_id(kinds[0]), ldose_document_kind_id(kinds[1]));
    return FALSE;
}

static int
print_changes(LdoseCommandContext *session, const Pair *pair, gboolean json, const char *output)
{
    g_autoptr(GPtrArray) changes = find_changes(pair);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    if (json)
        ldose_diff_report_json(out, pair->document[0], pair->document[1], changes);
    else
        ldose_diff_report_text(out, pair->document[0], pair->document[1], changes,
                               &session->wording);
    if (!ldose_write_output(output, out->str, out->len, &error))
        return ldose_fail(error);
    return LDOSE_EXIT_DONE;
}

static int
run_action(LdoseCommandContext *session, char **argv)
{
    g_autofree char *format = NULL, *output = NULL;
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text (default) or json"), "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write to FILE"), "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    g_autoptr(GError) error = NULL;
    if (!ldose_command_parse(&ldose_guidance_diff_command, entries, &argv, &status))
        return status;
    gboolean json = g_strcmp0(format, "json") == 0;
    if (format != NULL && !json && strcmp(format, "text") != 0) {
        ldose_complain(N_("guidance diff: unknown format \"%s\"; there are text and json"), format);
        return LDOSE_EXIT_USAGE;
    }
    if (argv[1] == NULL || argv[2] == NULL || argv[3] != NULL) {
        ldose_complain(N_("guidance diff takes two documents: files, ids or id@version"));
        return LDOSE_EXIT_USAGE;
    }
    Pair pair = {0};
    status = open_pair(session, &pair, argv + 1, &error)
                 ? print_changes(session, &pair, json, output)
                 : ldose_fail(error);
    pair_clear(&pair);
    return status;
}

static const LdoseExample examples[] = {
    {"lymphodose guidance diff us-label-older us-label",
     N_("By meaning, not by line; files, ids or ID@VERSION:")},
    {NULL, NULL},
};

const LdoseCommand ldose_guidance_diff_command = {
    .name = "guidance diff",
    .arguments = "OLD NEW",
    .summary = N_("Tell what differs between two versions"),
    .examples = examples,
    .run = run_action,
};
