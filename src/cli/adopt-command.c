/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose guidance adopt: two people take a document into use at their site (R46). */
#include "config.h"

#include "adopt-command.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "case-csv.h"
#include "error.h"
#include "guidance-commands.h"
#include "file-save.h"
#include "rule-set.h"
#include "suite.h"
#include "timestamp.h"

#define SYSTEM_FOLDER "/etc/lymphodose"
#define LIST_MODE     0644 /* no patient's data; every user's program reads the system's */

typedef struct {
    char *by, *checked_by, *at, *kind;
    char **attestations;
    gboolean system;
} Options;

/* ---- where the lists are --------------------------------------------------------------------- */

static char *
system_folder(void)
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
    g_autofree char *system = system_folder();
    g_autofree char *user = user_folder();
    return ldose_adoptions_load(system, user, error);
}

/* ---- the document ---------------------------------------------------------------------------- */

/* A document of any kind. */
typedef struct {
    const LdoseDocument *header;
    const LdoseRegimen *regimen;   /* NULL: another kind */
    const LdoseGuidance *guidance; /* likewise */
} Adopted;

static Adopted
load(LdoseLibrary *library, LdoseDocumentKind kind, const char *name, GError **error)
{
    Adopted adopted = {NULL, NULL, NULL};
    if (kind == LDOSE_DOCUMENT_REGIMENS) {
        adopted.regimen = ldose_library_regimen(library, name, error);
        adopted.header = adopted.regimen != NULL ? &adopted.regimen->document : NULL;
    } else if (kind == LDOSE_DOCUMENT_GUIDANCE) {
        adopted.guidance = ldose_library_guidance(library, name, error);
        adopted.header = adopted.guidance != NULL ? &adopted.guidance->document : NULL;
    } else {
        const LdoseFormulary *formulary = ldose_library_formulary(library, name, error);
        adopted.header = formulary != NULL ? &formulary->document : NULL;
    }
    return adopted;
}

static gboolean
is_there(LdoseLibrary *library, LdoseDocumentKind kind, const char *name)
{
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, kind);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_autofree char *full = g_strdup_printf("%s@%s", entry->id, entry->version);
        if (strcmp(full, name) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Finds ID@VERSION among all kinds, or in the kind that was named. What loads is proved. */
static gboolean
find_document(LdoseSession *session, const Options *options, const char *name, Adopted *adopted_out,
              GError **error)
{
    int found = -1;
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        const char *word = ldose_document_kind_id((LdoseDocumentKind)kind);
        if ((options->kind != NULL && strcmp(options->kind, word) != 0) ||
            !is_there(session->library, (LdoseDocumentKind)kind, name))
            continue;
        if (found >= 0) {
            g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_USAGE,
                        "%s is the name of two documents; say which with --kind", name);
            return FALSE;
        }
        found = kind;
    }
    if (found < 0) {
        g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT,
                    "%s: no such document; lymphodose guidance list shows what there is", name);
        return FALSE;
    }
    *adopted_out = load(session->library, (LdoseDocumentKind)found, name, error);
    if (adopted_out->header == NULL)
        return FALSE;
    if (adopted_out->header->status != LDOSE_STATUS_RETIRED)
        return TRUE;
    g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT,
                "%s: the document is retired; it cannot be taken into use", name);
    return FALSE;
}

/* ---- attestations ---------------------------------------------------------------------------- */

/* Each "ROW=text" names an unverified rule of the document. @owned: gets what they refer to. */
static gboolean
read_attestations(const Options *options, const Adopted *adopted, GArray *attestations,
                  GPtrArray *owned, GError **error)
{
    for (guint i = 0; options->attestations != NULL && options->attestations[i] != NULL; i++) {
        const char *text = options->attestations[i];
        const char *equals = strchr(text, '=');
        char *row = g_strndup(text, equals != NULL ? (gsize)(equals - text) : strlen(text));
        g_ptr_array_add(owned, row);
        gboolean can =
            equals != NULL &&
            ((adopted->regimen != NULL && ldose_regimen_can_attest(adopted->regimen, row)) ||
             (adopted->guidance != NULL && ldose_guidance_can_attest(adopted->guidance, row)));
        if (!can) {
            g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT,
                        equals == NULL
                            ? "--attest %s: expected ROW=TEXT"
                            : "--attest %s: the document has no such unverified rule; of a "
                              "regimen name the drug, of a guidance the row",
                        row);
            return FALSE;
        }
        LdoseAttestation attestation = {row, equals + 1};
        g_array_append_val(attestations, attestation);
    }
    return TRUE;
}

/* ---- suites ---------------------------------------------------------------------------------- */

/* A name as a row writes it: the id (where that version is the newest), or id@version. */
static gboolean
names_document(LdoseSlice field, const LdoseDocument *document, gboolean newest)
{
    g_autofree char *text = g_strndup(field.text, field.length);
    g_autofree char *full = g_strdup_printf("%s@%s", document->id, document->version);
    return strcmp(text, full) == 0 || (newest && strcmp(text, document->id) == 0);
}

/* Whether a row of a plan suite is computed with the document. */
static gboolean
row_concerns(const LdoseCaseHeader *header, const LdoseSlice *fields, const LdoseDocument *document,
             gboolean newest)
{
    static const LdoseColumn columns[LDOSE_N_DOCUMENT_KINDS] = {
        [LDOSE_DOCUMENT_REGIMENS] = LDOSE_COLUMN_REGIMEN,
        [LDOSE_DOCUMENT_GUIDANCE] = LDOSE_COLUMN_GUIDANCE,
        [LDOSE_DOCUMENT_FORMULARY] = LDOSE_COLUMN_FORMULARY,
    };
    if (document->kind == LDOSE_DOCUMENT_GUIDANCE &&
        strcmp(document->id, LDOSE_GENERAL_FINDINGS) == 0)
        return newest;
    LdoseSlice field = {"", 0};
    for (guint i = 0; i < header->n; i++) {
        if (header->field[i].role == LDOSE_FIELD_CASE &&
            header->field[i].column == columns[document->kind])
            field = fields[i];
    }
    if (field.length == 0 && document->kind == LDOSE_DOCUMENT_FORMULARY)
        field = (LdoseSlice){LDOSE_DEFAULT_FORMULARY, strlen(LDOSE_DEFAULT_FORMULARY)};
    return names_document(field, document, newest);
}

/* The lines of a plan suite that concern the document, as keys. (transfer full) */
static GHashTable *
concerned_lines(const char *path, const LdoseDocument *document, gboolean newest)
{
    GHashTable *lines = g_hash_table_new(NULL, NULL);
    LdoseSlice *fields = g_new(LdoseSlice, LDOSE_CSV_MAX_FIELDS);
    LdoseCaseHeader header = {0};
    g_autofree char *text = NULL;
    gsize length = 0;
    guint line = 1;
    gboolean readable = g_file_get_contents(path, &text, &length, NULL);
    for (char *p = text; readable && p < text + length; p++) {
        gboolean open_quote = FALSE;
        const char *stop = ldose_csv_record_end(p, text + length, ',', &open_quote);
        gsize record = stop != NULL ? (gsize)(stop - p) : (gsize)(text + length - p);
        guint first_line = line++;
        for (gsize i = 0; i < record; i++)
            line += p[i] == '\n';
        int n = ldose_csv_split(p, record, ',', fields);
        if (first_line == 1)
            readable = n > 0 && ldose_case_header_read(&header, fields, (guint)n, NULL) &&
                       (header.columns & LDOSE_COLUMN_BIT(LDOSE_COLUMN_REGIMEN)) != 0;
        else if (n > 0 && (guint)n == header.n && row_concerns(&header, fields, document, newest))
            g_hash_table_add(lines, GUINT_TO_POINTER(first_line));
        p += record;
    }
    ldose_case_header_clear(&header);
    g_free(fields);
    return lines;
}

/* Counts how the concerned rows of a suite went. FALSE: the suite cannot be run. */
static gboolean
run_suite(LdoseSession *session, const char *path, GHashTable *lines, LdoseAdoptionSuite *result,
          char **sha256_out, GError **error)
{
    g_autoptr(LdoseSuite) suite =
        ldose_suite_run(session->library, LDOSE_DEFAULT_FORMULARY, path, error);
    if (suite == NULL)
        return FALSE;
    for (guint i = 0; i < suite->rows->len; i++) {
        const LdoseSuiteRow *row = g_ptr_array_index(suite->rows, i);
        if (!g_hash_table_contains(lines, GUINT_TO_POINTER((guint)row->line)))
            continue;
        result->passed += row->outcome == LDOSE_ROW_PASSED;
        result->failed += row->outcome != LDOSE_ROW_PASSED;
    }
    *sha256_out = g_strdup(suite->sha256);
    return TRUE;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the suites that ship beside the document, sorted. (transfer full) */
static GPtrArray *
list_suites(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    while (listing != NULL && (name = g_dir_read_name(listing)) != NULL) {
        if (g_str_has_suffix(name, ".csv"))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* Runs every shipped suite that has rows with the document. */
static gboolean
run_suites(LdoseSession *session, const LdoseDocument *document, GArray *suites, GPtrArray *owned,
           GError **error)
{
    g_autofree char *kind_folder = g_path_get_dirname(document->path);
    g_autofree char *data = g_path_get_dirname(kind_folder);
    g_autofree char *folder = g_build_filename(data, "suites", NULL);
    g_autoptr(GPtrArray) names = list_suites(folder);
    const LdoseDocument *newest = load(session->library, document->kind, document->id, NULL).header;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        g_autoptr(GHashTable) lines = concerned_lines(path, document, newest == document);
        LdoseAdoptionSuite result = {.passed = 0};
        char *sha256 = NULL;
        if (g_hash_table_size(lines) == 0)
            continue;
        if (!run_suite(session, path, lines, &result, &sha256, error))
            return FALSE;
        result.name = g_strdup(g_ptr_array_index(names, i));
        result.sha256 = sha256;
        g_ptr_array_add(owned, (gpointer)(gsize)result.name);
        g_ptr_array_add(owned, sha256);
        g_array_append_val(suites, result);
    }
    return TRUE;
}

static gboolean
all_passed(const GArray *suites)
{
    for (guint i = 0; i < suites->len; i++) {
        const LdoseAdoptionSuite *suite = &g_array_index(suites, LdoseAdoptionSuite, i);
        if (suite->failed > 0) {
            ldose_complain(
                "%s: %u of the rows with this document fail; lymphodose verify tells which. "
                "Nothing was adopted",
                suite->name, suite->failed);
            return FALSE;
        }
    }
    return TRUE;
}

/* ---- the list -------------------------------------------------------------------------------- */

/* The list that is added to, and the bytes that it was read from. */
typedef struct {
    char *path;
    GBytes *before; /* NULL: there is no file yet */
    LdoseAdoptionList *list;
} Target;

static void
target_clear(Target *target)
{
    g_free(target->path);
    g_clear_pointer(&target->before, g_bytes_unref);
    ldose_adoption_list_free(target->list);
}

/* A user's list says nothing of a document that the system's names. */
static gboolean
check_system(const LdoseDocument *document, GError **error)
{
    g_autofree char *folder = system_folder();
    g_autofree char *path = g_build_filename(folder, LDOSE_ADOPTED_FILE, NULL);
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_load(path, error);
    if (list == NULL)
        return FALSE;
    if (!ldose_adoption_list_names(list, document->kind, document->id))
        return TRUE;
    g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT,
                "%s names %s, and decides about it for every user: adopt it there, with --system",
                path, document->id);
    return FALSE;
}

static gboolean
open_target(const Options *options, Target *target, GError **error)
{
    g_autofree char *folder = options->system ? system_folder() : user_folder();
    target->path = g_build_filename(folder, LDOSE_ADOPTED_FILE, NULL);
    if (!g_file_test(target->path, G_FILE_TEST_EXISTS)) {
        target->list = ldose_adoption_list_new();
        return TRUE;
    }
    target->before = ldose_file_read_capped(target->path, LDOSE_DOCUMENT_MAX_SIZE, error);
    if (target->before != NULL)
        target->list = ldose_adoption_list_parse(target->path, target->before, error);
    return target->list != NULL;
}

static gboolean
save_target(const Options *options, const Target *target, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(target->path);
    g_autoptr(GBytes) after = ldose_adoption_list_serialize(target->list);
    if (g_mkdir_with_parents(folder, options->system ? 0755 : 0700) != 0) {
        g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT, "%s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    return ldose_file_save_over(target->path, target->before, after, LIST_MODE, error);
}

/* ---- the command ----------------------------------------------------------------------------- */

static void
print_adoption(const LdoseAdoption *adoption, const char *path)
{
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
    printf("written to %s\n", path);
}

static gboolean
put(LdoseSession *session, const Options *options, const Adopted *adopted, const char *at,
    Target *target, int *status, GError **error)
{
    g_autoptr(GArray) attestations = g_array_new(FALSE, FALSE, sizeof(LdoseAttestation));
    g_autoptr(GArray) suites = g_array_new(FALSE, FALSE, sizeof(LdoseAdoptionSuite));
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
    const LdoseDocument *document = adopted->header;
    LdoseAdoption adoption = {.kind = document->kind,
                              .id = document->id,
                              .version = document->version,
                              .sha256 = document->sha256,
                              .status = document->status,
                              .by = options->by,
                              .checked_by = options->checked_by,
                              .at = at,
                              .program = LDOSE_VERSION};
    if (!read_attestations(options, adopted, attestations, owned, error))
        return FALSE;
    adoption.attestations = (const LdoseAttestation *)(const void *)attestations->data;
    adoption.n_attestations = attestations->len;
    /* Once without the suites: what is wrong with the names is told before anything is run. */
    if (!ldose_adoption_list_put(target->list, &adoption, error) ||
        !run_suites(session, document, suites, owned, error))
        return FALSE;
    if (!all_passed(suites)) {
        *status = LDOSE_EXIT_ANSWER;
        return TRUE;
    }
    adoption.suites = (const LdoseAdoptionSuite *)(const void *)suites->data;
    adoption.n_suites = suites->len;
    if (!ldose_adoption_list_put(target->list, &adoption, error) ||
        !save_target(options, target, error))
        return FALSE;
    print_adoption(&adoption, target->path);
    *status = ldose_finish_output(LDOSE_EXIT_DONE);
    return TRUE;
}

static int
adopt(LdoseSession *session, const Options *options, const char *name)
{
    Target target = {NULL, NULL, NULL};
    Adopted adopted = {NULL, NULL, NULL};
    g_autoptr(GError) error = NULL;
    g_autofree char *at = ldose_timestamp(options->at, &error);
    int status = LDOSE_EXIT_DONE;
    if (at != NULL && find_document(session, options, name, &adopted, &error) &&
        (options->system || check_system(adopted.header, &error)) &&
        open_target(options, &target, &error))
        put(session, options, &adopted, at, &target, &status, &error);
    target_clear(&target);
    return error != NULL ? ldose_fail(error) : status;
}

static void
options_clear(Options *options)
{
    g_free(options->by);
    g_free(options->checked_by);
    g_free(options->at);
    g_free(options->kind);
    g_strfreev(options->attestations);
}

static int
run_action(LdoseSession *session, char **argv)
{
    Options options = {NULL};
    const GOptionEntry entries[] = {
        {"by", 0, 0, G_OPTION_ARG_STRING, &options.by, N_("Who takes it into use"), "NAME"},
        {"checked-by", 0, 0, G_OPTION_ARG_STRING, &options.checked_by,
         N_("Who checked it: another person"), "NAME"},
        {"attest", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.attestations,
         N_("An unverified rule that was read in its source here"), "ROW=TEXT"},
        {"at", 0, 0, G_OPTION_ARG_STRING, &options.at, N_("When, in UTC; now where not given"),
         "2026-11-24T08:30:00Z"},
        {"kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, N_("regimens, guidance or formulary"),
         "KIND"},
        {"system", 0, 0, G_OPTION_ARG_NONE, &options.system, N_("Into the list for every user"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    if (ldose_command_parse(&ldose_guidance_adopt_command, entries, &argv, &status)) {
        gboolean one = argv[1] != NULL && argv[2] == NULL && strchr(argv[1], '@') != NULL;
        if (one && options.by != NULL && options.checked_by != NULL)
            status = adopt(session, &options, argv[1]);
        else
            ldose_complain(
                "guidance adopt takes ID@VERSION --by NAME --checked-by NAME: a version is "
                "adopted, not whatever is newest; see lymphodose guidance adopt --help");
    }
    options_clear(&options);
    return status;
}

static const LdoseExample examples[] = {
    {"lymphodose guidance adopt us-label@1.0 --by 'A. Example' --checked-by 'B. Sample'",
     N_("Into the list of this user:")},
    {NULL, NULL},
};

const LdoseCommand ldose_guidance_adopt_command = {
    .name = "guidance adopt",
    .arguments = "ID@VERSION",
    .summary = N_("Take a document into use at this site: two people, once, pinned by its hash"),
    .examples = examples,
    .more = N_("calc and batch refuse other documents with --require-adopted."),
    .run = run_action,
};
