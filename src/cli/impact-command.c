/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose guidance impact: the patients whose plan a new version of a guidance changes. */
#include "guidance-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "case-csv.h"
#include "csv-reader.h"
#include "error.h"
#include "fault-text.h"
#include "file-read.h"
#include "impact-report.h"

typedef struct {
    LdoseCommandContext *session;
    LdoseGuidance *version[2];   /* older, newer */
    const LdoseGuidance *beside; /* for general findings: the guidance that they are run with */
    GHashTable *documents;       /* "regimen\nformulary" -> Documents */
    LdoseImpactReport report;
    FILE *out;
    GString *text; /* of one patient */
    gboolean output_failed;
    LdoseCase c;
    LdosePatient patient;
    LdosePlan plan[2];
} Run;

/* ---- documents ------------------------------------------------------------------------------- */

/* The two rule sets of a regimen and a site policy; or why there are none. */
typedef struct {
    gboolean found;
    LdoseColumn unknown;
    char *message;
    LdoseRuleSet set[2];
} Documents;

static void
documents_free(gpointer data)
{
    Documents *documents = data;
    for (guint i = 0; i < 2 && documents->found; i++)
        ldose_rule_set_clear(&documents->set[i]);
    g_free(documents->message);
    g_free(documents);
}

static void
init_sets(const Run *run, Documents *documents, const LdoseRegimen *regimen,
          const LdoseFormulary *formulary, const LdoseGuidance *general)
{
    const GPtrArray *others = ldose_library_guidances(run->session->library, NULL);
    for (guint i = 0; i < 2; i++) {
        const LdoseGuidance *version = run->version[i];
        gboolean is_general = version->kind == LDOSE_GUIDANCE_GENERAL;
        ldose_rule_set_init(&documents->set[i], regimen, is_general ? run->beside : version,
                            formulary, is_general ? version : general, others);
    }
    documents->found = TRUE;
}

static const Documents *
find_documents(Run *run, const char *regimen_name, const char *formulary_name)
{
    LdoseLibrary *library = run->session->library;
    g_autofree char *key = g_strdup_printf("%s\n%s", regimen_name, formulary_name);
    Documents *documents = g_hash_table_lookup(run->documents, key);
    if (documents != NULL)
        return documents;
    g_autoptr(GError) error = NULL;
    documents = g_new0(Documents, 1);
    documents->unknown = LDOSE_COLUMN_REGIMEN;
    const LdoseRegimen *regimen = ldose_library_regimen(library, regimen_name, &error);
    const LdoseFormulary *formulary = NULL;
    const LdoseGuidance *general = NULL;
    if (regimen != NULL) {
        documents->unknown = LDOSE_COLUMN_FORMULARY;
        formulary = ldose_library_formulary(library, formulary_name, &error);
    }
    if (formulary != NULL) {
        documents->unknown = LDOSE_COLUMN_GUIDANCE;
        general = ldose_library_guidance(library, LDOSE_GENERAL_FINDINGS, &error);
    }
    if (general != NULL)
        init_sets(run, documents, regimen, formulary, general);
    else
        documents->message = g_strdup(error->message);
    g_hash_table_insert(run->documents, g_steal_pointer(&key), documents);
    return documents;
}

/* ---- one patient ----------------------------------------------------------------------------- */

static gboolean
write_text(Run *run)
{
    if (fwrite(run->text->str, 1, run->text->len, run->out) != run->text->len)
        run->output_failed = TRUE;
    g_string_truncate(run->text, 0);
    return !run->output_failed;
}

static void
refuse(Run *run, guint64 line, const char *sentence)
{
    run->report.refused++;
    if (line > 0)
        ldose_complain(N_("line %1$lu: %2$s"), (gulong)line, sentence);
}

static void
refuse_faults(Run *run, guint64 line, const LdoseFaults *faults)
{
    g_autofree char *sentence =
        ldose_fault_text(&faults->fault[0], &run->c, NULL, LDOSE_DECIMAL_POINT,
                         &run->session->wording);
    refuse(run, line, sentence);
}

/* Plans run->patient under both versions. @line: 0 for a made-up patient. */
static gboolean
compare(Run *run, const Documents *documents, guint64 line, const char *name, const char *columns)
{
    LdoseFaults faults = {.n = 0};
    for (guint i = 0; i < 2; i++) {
        if (!ldose_plan_compute(&run->patient, &documents->set[i], &run->plan[i], NULL, &faults)) {
            refuse_faults(run, line, &faults);
            return TRUE;
        }
    }
    ldose_impact_report_patient(&run->report, run->text, name, columns, &run->plan[0],
                                &run->plan[1]);
    return write_text(run);
}

/* ---- a grid ---------------------------------------------------------------------------------- */

static gboolean
visit(LdoseMadeUp *made_up, const LdoseRegimen *regimen, gpointer data)
{
    Run *run = data;
    g_autoptr(GString) columns = g_string_new(NULL);
    const Documents *documents = find_documents(run, regimen->document.id, LDOSE_DEFAULT_FORMULARY);
    if (!documents->found)
        return TRUE;
    ldose_made_up_complete(made_up, documents->set[1].guidance, regimen->brand);
    if (!ldose_made_up_finish(made_up, run->version[1]->document.id, &run->c, &run->patient))
        return TRUE; /* nobody can have these values together */
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        char buffer[LDOSE_MADE_UP_TEXT];
        const char *text = ldose_made_up_text(made_up, (LdoseColumn)column, buffer);
        if (text[0] != '\0')
            g_string_append_printf(columns, "%s%s=%s", columns->len > 0 ? "; " : "",
                                   ldose_column_info((LdoseColumn)column)->name, text);
    }
    return compare(run, documents, 0, "made up", columns->str);
}

static gboolean
walk_grid(Run *run, GError **error)
{
    const LdoseFormulary *formulary =
        ldose_library_formulary(run->session->library, LDOSE_DEFAULT_FORMULARY, error);
    if (formulary == NULL)
        return FALSE;
    if (!ldose_impact_walk(run->version[0], run->version[1], run->session->library, formulary,
                           visit, run) &&
        !run->output_failed) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("no regimen of the library is one that these documents are for"));
        return FALSE;
    }
    return TRUE;
}

/* ---- a cohort -------------------------------------------------------------------------------- */

/* The next record. A quote that is still open at the end is left to who splits the record.
 *
 * FALSE: there is none, or @error is set. */
static gboolean
read_record(LdoseCsvReader *reader, char **record, gsize *length, GError **error)
{
    switch (ldose_csv_reader_record(reader, record, length)) {
    case LDOSE_CSV_READ:
    case LDOSE_CSV_OPEN_QUOTE: return TRUE;
    case LDOSE_CSV_TOO_LONG:
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("%1$s: line %2$lu: a record of more than 1 MiB"), reader->name,
                        (gulong)reader->line);
        return FALSE;
    case LDOSE_CSV_UNREADABLE:
        ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", reader->name, g_strerror(errno));
        return FALSE;
    case LDOSE_CSV_AT_END:
    case LDOSE_CSV_INTERRUPTED:
    default: return FALSE;
    }
}

static gboolean
read_header(LdoseCsvReader *reader, LdoseCaseHeader *header, GError **error)
{
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    char *record;
    gsize length;
    if (!read_record(reader, &record, &length, error)) {
        if (error != NULL && *error == NULL)
            ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%s: no header line"), reader->name);
        return FALSE;
    }
    gsize mark = ldose_byte_order_mark(record, length);
    record += mark;
    length -= mark;
    int n = ldose_csv_split(record, length, ',', fields);
    if (n <= 0) {
        ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%s: line 1: not a header line"),
                        reader->name);
        return FALSE;
    }
    return ldose_case_header_read(header, fields, (guint)n, error) &&
           ldose_case_header_check_names(header, error);
}

static char *
text_of(const Run *run, LdoseColumn column, const char *otherwise)
{
    const LdoseCase *c = &run->c;
    return LDOSE_CASE_HAS(c, column)
               ? g_strndup(c->value[column].text.text, c->value[column].text.length)
               : g_strdup(otherwise);
}

static gboolean
take_row(Run *run, guint64 line, const LdoseCaseHeader *header, const LdoseSlice *fields,
         int n_fields)
{
    LdoseFaults faults = {.n = 0};
    if (n_fields < 0 || (guint)n_fields != header->n) {
        refuse(run, line,
               ldose_error_text(N_("not as many fields as the header, or a stray quote")));
        return TRUE;
    }
    ldose_case_from_fields(&run->c, header, fields, LDOSE_DECIMAL_POINT, &faults);
    const char *id = run->version[1]->document.id;
    ldose_case_set(&run->c, LDOSE_COLUMN_GUIDANCE, id, strlen(id), LDOSE_DECIMAL_POINT, &faults);
    if (!ldose_patient_from_case(&run->c, &run->patient, &faults)) {
        refuse_faults(run, line, &faults);
        return TRUE;
    }
    g_autofree char *regimen = text_of(run, LDOSE_COLUMN_REGIMEN, "");
    g_autofree char *formulary = text_of(run, LDOSE_COLUMN_FORMULARY, LDOSE_DEFAULT_FORMULARY);
    g_autofree char *case_id = text_of(run, LDOSE_COLUMN_CASE_ID, "");
    const Documents *documents = find_documents(run, regimen, formulary);
    if (!documents->found) {
        refuse(run, line, documents->message);
        return TRUE;
    }
    g_autofree char *name = g_strdup_printf("line %" G_GUINT64_FORMAT "%s%s", line,
                                            case_id[0] != '\0' ? ", case " : "", case_id);
    return compare(run, documents, line, name, "");
}

static gboolean
walk_cohort(Run *run, const char *path, GError **error)
{
    LdoseCsvReader reader;
    LdoseCaseHeader header = {0};
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    char *record;
    gsize length;
    gboolean good = ldose_csv_reader_open(&reader, path, ',', error) &&
                    read_header(&reader, &header, error);
    GError *fault = NULL;
    gboolean more = good;
    while (more && read_record(&reader, &record, &length, &fault)) {
        int n = ldose_csv_split(record, length, ',', fields);
        more = take_row(run, reader.line, &header, fields, n);
    }
    if (fault != NULL) {
        g_propagate_error(error, fault);
        good = FALSE;
    }
    ldose_case_header_clear(&header);
    ldose_csv_reader_close(&reader);
    return good;
}

/* ---- the command ----------------------------------------------------------------------------- */

/* General findings are run beside a guidance that is for everybody. */
static gboolean
find_beside(Run *run, GError **error)
{
    const GPtrArray *all = ldose_library_guidances(run->session->library, NULL);
    gboolean general[2];
    for (guint i = 0; i < 2; i++)
        general[i] = run->version[i]->kind == LDOSE_GUIDANCE_GENERAL;
    if (general[0] != general[1]) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("general findings and a guidance cannot be compared"));
        return FALSE;
    }
    for (guint i = 0; i < all->len && run->beside == NULL; i++) {
        const LdoseGuidance *other = g_ptr_array_index(all, i);
        if (other->kind == LDOSE_GUIDANCE_LABEL && other->applies.regimens->len == 0)
            run->beside = other;
    }
    if (general[0] && run->beside == NULL) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("no guidance to run the general findings with"));
        return FALSE;
    }
    return TRUE;
}

static gboolean
open_versions(Run *run, char **names, GError **error)
{
    for (guint i = 0; i < 2; i++) {
        g_autofree char *path =
            ldose_document_path(run->session, LDOSE_DOCUMENT_GUIDANCE, names[i], error);
        run->version[i] = path != NULL ? ldose_guidance_load(path, FALSE, error) : NULL;
        if (run->version[i] == NULL)
            return FALSE;
    }
    return find_beside(run, error);
}

static gboolean
open_output(Run *run, const char *path, GError **error)
{
    run->out = stdout;
    if (path == NULL || strcmp(path, "-") == 0)
        return TRUE;
    int descriptor = g_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    run->out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (run->out != NULL)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_OUTPUT, "%1$s: %2$s", path, g_strerror(errno));
    return FALSE;
}

static gboolean
close_output(Run *run, GError **error)
{
    gboolean good = fflush(run->out) == 0 && !run->output_failed;
    if (run->out != stdout && fclose(run->out) != 0)
        good = FALSE;
    if (!good)
        ldose_set_error(error, LDOSE_ERROR_OUTPUT, N_("the output could not be written"));
    return good;
}

/* Totals belong to a text; beside a CSV file they stand on standard error. */
static void
print_totals(Run *run)
{
    ldose_impact_report_totals(run->text, &run->report);
    if (run->report.csv)
        fputs(run->text->str, stderr);
    else
        write_text(run);
}

static int
run_impact(Run *run, char **names, const char *cohort, const char *output)
{
    g_autoptr(GError) error = NULL;
    if (!open_versions(run, names, &error) || !open_output(run, output, &error))
        return ldose_fail(error);
    ldose_impact_report_begin(run->text, &run->report, &run->version[0]->document,
                              &run->version[1]->document);
    write_text(run);
    gboolean walked = cohort != NULL ? walk_cohort(run, cohort, &error) : walk_grid(run, &error);
    if (walked)
        print_totals(run);
    g_autoptr(GError) fault = NULL;
    gboolean written = close_output(run, &fault);
    if (!walked)
        return ldose_fail(error);
    return written ? LDOSE_EXIT_DONE : ldose_fail(fault);
}

static int
run_action(LdoseCommandContext *session, char **argv)
{
    g_autofree char *format = NULL, *output = NULL, *cohort = NULL;
    gboolean summary = FALSE;
    const GOptionEntry entries[] = {
        {"cohort", 0, 0, G_OPTION_ARG_FILENAME, &cohort,
         N_("Cases to compare; without it patients are made up at every limit"), "IN.csv"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, N_("text (default) or csv"), "FORMAT"},
        {"summary", 0, 0, G_OPTION_ARG_NONE, &summary, N_("Only the totals"), NULL},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write to FILE"), "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_guidance_impact_command, entries, &argv, &status))
        return status;
    if (format != NULL && strcmp(format, "text") != 0 && strcmp(format, "csv") != 0) {
        ldose_complain(N_("guidance impact: unknown format \"%s\"; there are text and csv"),
                       format);
        return LDOSE_EXIT_USAGE;
    }
    if (argv[1] == NULL || argv[2] == NULL || argv[3] != NULL) {
        ldose_complain(N_("guidance impact takes two documents: files, ids or id@version"));
        return LDOSE_EXIT_USAGE;
    }
    Run *run = g_new0(Run, 1);
    run->session = session;
    run->documents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, documents_free);
    run->text = g_string_new(NULL);
    run->report = (LdoseImpactReport){
        .csv = g_strcmp0(format, "csv") == 0, .only_totals = summary, .wording = &session->wording};
    status = run_impact(run, argv + 1, cohort, output);
    g_hash_table_unref(run->documents);
    g_string_free(run->text, TRUE);
    for (guint i = 0; i < 2; i++)
        ldose_guidance_free(run->version[i]);
    g_free(run);
    return status;
}

static const LdoseExample examples[] = {
    {"lymphodose guidance impact us-label-older us-label --summary",
     N_("Patients made up at every limit; only the totals:")},
    {"lymphodose guidance impact us-label-older us-label --cohort patients.csv --format csv",
     N_("Patients of your own, as a table:")},
    {NULL, NULL},
};

const LdoseCommand ldose_guidance_impact_command = {
    .name = "guidance impact",
    .arguments = "OLD NEW",
    .summary = N_("List the patients whom a new version changes"),
    .examples = examples,
    .run = run_action,
};
