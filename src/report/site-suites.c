/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of shipped suites that are computed with a document, run before it is adopted. */
#include "site-adopt.h"

#include <string.h>

#include "case-csv.h"
#include "file-read.h"
#include "rule-set.h"
#include "suite.h"

/* Whose rows are looked for. */
typedef struct {
    const LdoseDocument *document;
    gboolean is_newest; /* a row that names the id alone means it */
    const char *default_formulary;
} Wanted;

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
row_concerns(const LdoseCaseHeader *header, const LdoseSlice *fields, const Wanted *wanted)
{
    const LdoseDocument *document = wanted->document;
    static const LdoseColumn columns[LDOSE_N_DOCUMENT_KINDS] = {
        [LDOSE_DOCUMENT_REGIMENS] = LDOSE_COLUMN_REGIMEN,
        [LDOSE_DOCUMENT_GUIDANCE] = LDOSE_COLUMN_GUIDANCE,
        [LDOSE_DOCUMENT_FORMULARY] = LDOSE_COLUMN_FORMULARY,
    };
    if (document->kind == LDOSE_DOCUMENT_GUIDANCE &&
        strcmp(document->id, LDOSE_GENERAL_FINDINGS) == 0)
        return wanted->is_newest;
    LdoseSlice field = {"", 0};
    for (guint i = 0; i < header->n; i++) {
        if (header->field[i].role == LDOSE_HEADER_CASE &&
            header->field[i].column == columns[document->kind])
            field = fields[i];
    }
    if (field.length == 0 && document->kind == LDOSE_DOCUMENT_FORMULARY)
        field = (LdoseSlice){wanted->default_formulary, strlen(wanted->default_formulary)};
    return names_document(field, document, wanted->is_newest);
}

/* The lines of a plan suite that concern the document, as keys. (transfer full) */
static GHashTable *
concerned_lines(const char *path, const Wanted *wanted)
{
    GHashTable *lines = g_hash_table_new(NULL, NULL);
    LdoseSlice *fields = g_new(LdoseSlice, LDOSE_CSV_MAX_FIELDS);
    LdoseCaseHeader header = {0};
    GBytes *bytes = ldose_file_read_capped(path, LDOSE_SUITE_MAX_SIZE, LDOSE_ERROR_INPUT, NULL);
    gsize length = 0;
    guint line = 1;
    gboolean readable = bytes != NULL;
    g_autofree char *text = readable ? g_bytes_unref_to_data(bytes, &length) : NULL;
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
        else if (n > 0 && (guint)n == header.n && row_concerns(&header, fields, wanted))
            g_hash_table_add(lines, GUINT_TO_POINTER(first_line));
        p += record;
    }
    ldose_case_header_clear(&header);
    g_free(fields);
    return lines;
}

/* Counts how the concerned rows of a suite went. FALSE: the suite cannot be run. */
static gboolean
run_suite(LdoseLibrary *library, const char *default_formulary, const char *path, GHashTable *lines,
          LdoseAdoptionSuite *result, char **sha256_out, GError **error)
{
    g_autoptr(LdoseSuite) suite = ldose_suite_run(library, default_formulary, path, error);
    if (suite == NULL)
        return FALSE;
    for (guint i = 0; i < suite->rows->len; i++) {
        const LdoseSuiteRow *row = g_ptr_array_index(suite->rows, i);
        if (!g_hash_table_contains(lines, GUINT_TO_POINTER((guint)row->line)))
            continue;
        result->passed += row->outcome == LDOSE_SUITE_ROW_PASSED;
        result->failed += row->outcome != LDOSE_SUITE_ROW_PASSED;
    }
    *sha256_out = g_strdup(suite->sha256);
    return TRUE;
}

gboolean
ldose_site_run_suites(LdoseLibrary *library, const LdoseDocument *document, gboolean is_newest,
                      const char *default_formulary, GArray *suites, GPtrArray *owned,
                      GError **error)
{
    const Wanted wanted = {document, is_newest, default_formulary};
    g_autofree char *kind_folder = g_path_get_dirname(document->path);
    g_autofree char *data = g_path_get_dirname(kind_folder);
    g_autofree char *folder = g_build_filename(data, "suites", NULL);
    g_autoptr(GPtrArray) names = ldose_suite_names(folder);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        g_autoptr(GHashTable) lines = concerned_lines(path, &wanted);
        LdoseAdoptionSuite result = {.passed = 0};
        char *sha256 = NULL;
        if (g_hash_table_size(lines) == 0)
            continue;
        if (!run_suite(library, default_formulary, path, lines, &result, &sha256, error))
            return FALSE;
        result.name = g_strdup(g_ptr_array_index(names, i));
        result.sha256 = sha256;
        g_ptr_array_add(owned, (gpointer)(gsize)result.name);
        g_ptr_array_add(owned, sha256);
        g_array_append_val(suites, result);
    }
    return TRUE;
}
