/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose guidance adopt and withdraw: two people take a document into use at their site, and
 * out of it (R46). */
#include "config.h"

#include "adopt-command.h"

#include <string.h>

#include "guidance-commands.h"
#include "site-adopt.h"
#include "timestamp.h"

#define SYSTEM_FOLDER "/etc/lymphodose"

typedef struct {
    char *by, *checked_by, *at, *kind, *reason;
    char **attestations;
    gboolean system;
} Options;

/* ---- where the lists are --------------------------------------------------------------------- */

char *
ldose_site_folder(void)
{
    const char *replaced = g_getenv("LYMPHODOSE_SITE");
    return g_strdup(replaced != NULL && replaced[0] != '\0' ? replaced : SYSTEM_FOLDER);
}

static char *
user_folder(void)
{
    return g_build_filename(g_get_user_config_dir(), "lymphodose", NULL);
}

LdoseAdoptions *
ldose_site_adoptions(GError **error)
{
    g_autofree char *system = ldose_site_folder();
    g_autofree char *user = user_folder();
    return ldose_adoptions_load(system, user, error);
}

/* Where a command acts, and what it is asked for. */
typedef struct {
    char *at, *system, *user;
    LdoseSitePlace place;
    LdoseSiteAct act;
} Deed;

/* @options, @name: live as long as the deed
 * Errors: LDOSE_ERROR_INPUT: --at is no time. */
static gboolean
deed_init(Deed *deed, const Options *options, const char *name, GError **error)
{
    deed->at = ldose_timestamp(options->at, error);
    deed->system = ldose_site_folder();
    deed->user = user_folder();
    deed->place = (LdoseSitePlace){.system_folder = deed->system,
                                   .user_folder = deed->user,
                                   .system = options->system};
    deed->act = (LdoseSiteAct){.name = name,
                               .kind = options->kind,
                               .by = options->by,
                               .checked_by = options->checked_by,
                               .at = deed->at,
                               .reason = options->reason,
                               .attestations = (const char *const *)options->attestations,
                               .default_formulary = LDOSE_DEFAULT_FORMULARY};
    return deed->at != NULL;
}

static void
deed_clear(Deed *deed)
{
    g_free(deed->at);
    g_free(deed->system);
    g_free(deed->user);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Deed, deed_clear)

/* ---- adopting -------------------------------------------------------------------------------- */

static void
print_adoption(const LdoseSiteResult *result)
{
    const LdoseAdoption *adoption = &result->adoption;
    printf("adopted %s %s@%s (%s)\n", ldose_document_kind_id(adoption->kind), adoption->id,
           adoption->version, ldose_document_status_id(adoption->status));
    printf("sha256 %s\nby %s, checked by %s, %s\n", adoption->sha256, adoption->by,
           adoption->checked_by, adoption->at);
    printf("check: sound\n");
    for (guint i = 0; i < adoption->n_attestations; i++)
        printf("attested %s: %s\n", adoption->attestations[i].row, adoption->attestations[i].text);
    for (guint i = 0; i < adoption->n_suites; i++)
        printf("suite %s: %u rows with this document, all passed\n", adoption->suites[i].name,
               adoption->suites[i].passed);
    if (adoption->n_suites == 0)
        printf("no shipped suite has a row with this document\n");
    printf("written to %s\n", result->path);
}

static int
adopt(LdoseCommandContext *session, const Options *options, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_auto(Deed) deed = {.at = NULL};
    g_auto(LdoseSiteResult) result = {.path = NULL};
    if (!deed_init(&deed, options, name, &error) ||
        !ldose_site_adopt(session->library, &deed.place, &deed.act, &result, &error))
        return ldose_fail(error);
    if (result.failing != NULL) {
        ldose_complain(N_("%1$s: %2$u of the rows with this document fail; lymphodose verify tells "
                          "which. Nothing was adopted"),
                       result.failing->name, result.failing->failed);
        return LDOSE_EXIT_ANSWER;
    }
    print_adoption(&result);
    return ldose_finish_output(LDOSE_EXIT_DONE);
}

/* ---- withdrawing ----------------------------------------------------------------------------- */

static void
print_withdrawal(const LdoseSiteResult *result)
{
    const LdoseAdoption *adoption = &result->adoption;
    printf("withdrawn %s %s@%s\nsha256 %s\n", ldose_document_kind_id(adoption->kind), adoption->id,
           adoption->version, adoption->sha256);
    printf("adopted by %s, checked by %s, %s\n", adoption->by, adoption->checked_by, adoption->at);
    printf("withdrawn by %s, checked by %s, %s: %s\n", result->withdrawal.by,
           result->withdrawal.checked_by, result->withdrawal.at, result->withdrawal.reason);
    printf("written to %s\n", result->path);
}

static int
withdraw(const Options *options, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_auto(Deed) deed = {.at = NULL};
    g_auto(LdoseSiteResult) result = {.path = NULL};
    if (!deed_init(&deed, options, name, &error) ||
        !ldose_site_withdraw(&deed.place, &deed.act, &result, &error))
        return ldose_fail(error);
    print_withdrawal(&result);
    return ldose_finish_output(LDOSE_EXIT_DONE);
}

/* ---- the commands ---------------------------------------------------------------------------- */

static void
options_clear(Options *options)
{
    g_free(options->by);
    g_free(options->checked_by);
    g_free(options->at);
    g_free(options->kind);
    g_free(options->reason);
    g_strfreev(options->attestations);
}

/* The options of both commands.
 *
 * @who, @list: what --by and --system mean here; not yet translated
 * @own: the option that the other command has not
 * FALSE: nothing is left to do, and @status says how it ended. */
static gboolean
parse(const LdoseCommand *command, Options *options, const char *who, const GOptionEntry *own,
      const char *list, char ***argv, int *status)
{
    const GOptionEntry entries[] = {
        {"by", 0, 0, G_OPTION_ARG_STRING, &options->by, who, "NAME"},
        {"checked-by", 0, 0, G_OPTION_ARG_STRING, &options->checked_by,
         N_("Who checked it: another person"), "NAME"},
        *own,
        {"at", 0, 0, G_OPTION_ARG_STRING, &options->at, N_("When, in UTC; now where not given"),
         "2026-11-24T08:30:00Z"},
        {"kind", 0, 0, G_OPTION_ARG_STRING, &options->kind, N_("regimens, guidance or formulary"),
         "KIND"},
        {"system", 0, 0, G_OPTION_ARG_NONE, &options->system, list, NULL},
        G_OPTION_ENTRY_NULL,
    };
    return ldose_command_parse(command, entries, argv, status);
}

static gboolean
names_version_and_people(char **argv, const Options *options)
{
    return argv[1] != NULL && argv[2] == NULL && strchr(argv[1], '@') != NULL &&
           options->by != NULL && options->checked_by != NULL;
}

static int
run_adopt(LdoseCommandContext *session, char **argv)
{
    Options options = {NULL};
    const GOptionEntry attest = {"attest", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.attestations,
                                 N_("An unverified rule that was read in its source here"),
                                 "ROW=TEXT"};
    int status = LDOSE_EXIT_USAGE;
    if (parse(&ldose_guidance_adopt_command, &options, N_("Who takes it into use"), &attest,
              N_("Into the list for every user"), &argv, &status)) {
        if (names_version_and_people(argv, &options))
            status = adopt(session, &options, argv[1]);
        else
            ldose_complain(
                N_("guidance adopt takes ID@VERSION --by NAME --checked-by NAME: a version is "
                   "adopted, not whatever is newest; see lymphodose guidance adopt --help"));
    }
    options_clear(&options);
    return status;
}

static int
run_withdraw(LdoseCommandContext *session, char **argv)
{
    Options options = {NULL};
    const GOptionEntry reason = {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
                                 N_("Why it is taken out of use"), "TEXT"};
    int status = LDOSE_EXIT_USAGE;
    (void)session;
    if (parse(&ldose_guidance_withdraw_command, &options, N_("Who takes it out of use"), &reason,
              N_("In the list for every user"), &argv, &status)) {
        if (names_version_and_people(argv, &options) && options.reason != NULL)
            status = withdraw(&options, argv[1]);
        else
            ldose_complain(N_("guidance withdraw takes ID@VERSION --by NAME --checked-by NAME "
                              "--reason TEXT; see lymphodose guidance withdraw --help"));
    }
    options_clear(&options);
    return status;
}

static const LdoseExample adopt_examples[] = {
    {"lymphodose guidance adopt us-label@1.0 --by 'A. Example' --checked-by 'B. Sample'",
     N_("Into the list of this user:")},
    {NULL, NULL},
};

static const LdoseExample withdraw_examples[] = {
    {"lymphodose guidance withdraw us-label@1.0 --by 'A. Example' --checked-by 'B. Sample' "
     "--reason 'a newer version is in use'",
     N_("From the list of this user:")},
    {NULL, NULL},
};

const LdoseCommand ldose_guidance_adopt_command = {
    .name = "guidance adopt",
    .arguments = "ID@VERSION",
    .summary = N_("Take a document into use at this site: two people, once, pinned by its hash"),
    .examples = adopt_examples,
    .more = N_("calc and batch refuse other documents with --require-adopted."),
    .run = run_adopt,
};

const LdoseCommand ldose_guidance_withdraw_command = {
    .name = "guidance withdraw",
    .arguments = "ID@VERSION",
    .summary = N_("Take a document out of use at this site: two people, with the reason"),
    .examples = withdraw_examples,
    .more =
        N_("The list keeps who took it into use and who withdrew it. Adopting it again takes it "
           "into use again."),
    .run = run_withdraw,
};
