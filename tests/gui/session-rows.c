/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases of a CSV file through the app's session, a field after the other as the form sets them;
 * writes what `lymphodose batch` writes, so that both can be told apart by their bytes:
 *
 *     session-rows CASES.csv > PLANS.csv
 *
 * One session takes all cases. Every tenth begins as a new one; the others are typed over the case
 * before them, so that nothing of it may stay. Needs no display. Exit status 1: the file cannot be
 * read as cases. */
#include <stdio.h>
#include <string.h>

#include "case-answer.h"
#include "case-csv.h"
#include "data-library.h"
#include "plan-columns.h"
#include "session.h"

#define NEW_CASE_EVERY 10

/* ---- typing ---------------------------------------------------------------------------------- */

/* A number as a person types it where both decimal signs are allowed: three digits behind one may
 * be meant as a group, a fourth says that they are not. */
static char *
typed_number(LdoseColumn column, const char *text)
{
    LdoseColumnKind kind = ldose_column_info(column)->kind;
    gboolean number = kind == LDOSE_COLUMN_KIND_NUMBER || kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER;
    const char *sign = number ? strchr(text, '.') : NULL;
    return sign != NULL && strlen(sign + 1) == 3 ? g_strconcat(text, "0", NULL) : g_strdup(text);
}

/* While somebody types there is no plan, whatever stood there. */
static void
begin(LdoseSession *session, LdoseColumn column)
{
    ldose_session_begin(session, column);
    g_assert_cmpint(ldose_session_state(session), ==, LDOSE_SESSION_ENTERING);
    g_assert_null(ldose_session_plan(session));
}

/* A quantity with a choice of unit, in one step. Only a file can hold it in both units. */
static void
type_quantity(LdoseSession *session, LdoseColumn column, const char *mg_dl, const char *umol_l)
{
    const LdoseColumn columns[2] = {column, (LdoseColumn)(column + 1)};
    g_autofree char *one = typed_number(columns[0], mg_dl);
    g_autofree char *other = typed_number(columns[1], umol_l);
    begin(session, columns[0]);
    if (one[0] != '\0' && other[0] != '\0') {
        ldose_session_set(session, columns[0], one);
        ldose_session_set(session, columns[1], other);
    } else {
        ldose_session_set_quantity(session, columns, other[0] != '\0',
                                   other[0] != '\0' ? other : one);
    }
}

static gboolean
are_conditions(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        if (words[i][0] != '\0' && ldose_vocabulary_find(&ldose_conditions, words[i], -1) < 0)
            return FALSE;
    }
    return TRUE;
}

/* A button for each; words that no button has, as a file may hold them, are set. */
static void
press_conditions(LdoseSession *session, LdoseColumn column, const char *text)
{
    if (!are_conditions(text) || !are_conditions(ldose_session_text(session, column))) {
        ldose_session_set(session, column, text);
        return;
    }
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (int i = 0; i < LDOSE_N_CONDITIONS; i++) {
        const char *id = ldose_vocabulary_id(&ldose_conditions, i);
        ldose_session_set_word(session, column, id,
                               g_strv_contains((const char *const *)words, id));
    }
}

static void
type(LdoseSession *session, LdoseColumn column, const char *const *text)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    if (info->unit == LDOSE_UNIT_MG_DL) {
        type_quantity(session, column, text[column], text[column + 1]);
    } else if (info->unit == LDOSE_UNIT_UMOL_L) {
        return; /* with the column before it */
    } else if (info->kind == LDOSE_COLUMN_KIND_CONDITIONS) {
        press_conditions(session, column, text[column]);
    } else {
        g_autofree char *typed = typed_number(column, text[column]);
        begin(session, column);
        ldose_session_set(session, column, typed);
    }
}

/* The form from top to bottom, then the answers to what it asks. */
static void
type_case(LdoseSession *session, const char *const *text)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (i != LDOSE_COLUMN_CONFIRM && !ldose_column_is_answer((LdoseColumn)i))
            type(session, (LdoseColumn)i, text);
    }
    type(session, LDOSE_COLUMN_CONFIRM, text);
    for (guint i = 0; i < LDOSE_N_ANSWERS; i++)
        type(session, ldose_answer_columns[i], text);
}

/* ---- the row --------------------------------------------------------------------------------- */

/* The session tells in a sentence which document it cannot use; a row tells it by its column. */
static void
add_unknown_document(LdoseSession *session, LdoseFaults *faults)
{
    static const LdoseColumn columns[LDOSE_N_DOCUMENT_KINDS] = {
        [LDOSE_DOCUMENT_REGIMENS] = LDOSE_COLUMN_REGIMEN,
        [LDOSE_DOCUMENT_GUIDANCE] = LDOSE_COLUMN_GUIDANCE,
        [LDOSE_DOCUMENT_FORMULARY] = LDOSE_COLUMN_FORMULARY,
    };
    const LdoseFormulary *formulary = ldose_session_formulary(session);
    LdoseDocumentKind unknown = LDOSE_DOCUMENT_FORMULARY;
    LdoseRuleSet set;
    g_assert_nonnull(ldose_session_error(session));
    if (formulary != NULL) {
        g_assert_false(ldose_rule_set_load(&set, ldose_session_library(session),
                                           ldose_session_text(session, LDOSE_COLUMN_REGIMEN),
                                           ldose_session_text(session, LDOSE_COLUMN_GUIDANCE),
                                           formulary->document.id, &unknown, NULL));
    }
    ldose_faults_add(faults, LDOSE_FAULT_UNKNOWN, (int)columns[unknown], -1);
}

static void
write_result(LdoseSession *session)
{
    char buffer[LDOSE_OUTPUT_ROW_BUFFER];
    const LdosePlan *plan = ldose_session_plan(session);
    if (plan != NULL) {
        fwrite(buffer, 1, ldose_output_write_row(plan, buffer), stdout);
        fputs(",\n", stdout); /* no error */
        return;
    }
    LdoseFaults faults = *ldose_session_faults(session);
    if (ldose_session_state(session) == LDOSE_SESSION_REFUSED)
        add_unknown_document(session, &faults);
    g_assert_cmpuint(faults.n, >, 0);
    for (int output = 0; output <= LDOSE_OUTPUT_ERROR; output++)
        putchar(',');
    fwrite(buffer, 1, ldose_output_write_faults(&faults, buffer), stdout);
    putchar('\n');
}

static void
write_fields(const LdoseSlice *fields, guint n)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        ldose_csv_append(text, fields[i].text, fields[i].length);
    }
    fputs(text->str, stdout);
}

static void
run_row(LdoseSession *session, const LdoseCaseHeader *header, const LdoseSlice *fields, guint64 row)
{
    const char *text[LDOSE_N_COLUMNS];
    g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        text[i] = "";
    for (guint i = 0; i < header->n; i++) {
        if (header->field[i].role != LDOSE_HEADER_CASE)
            continue;
        char *copy = g_strndup(fields[i].text, fields[i].length);
        g_ptr_array_add(copies, copy);
        text[header->field[i].column] = copy;
    }
    if (row % NEW_CASE_EVERY == 0)
        ldose_session_clear(session, NULL);
    type_case(session, text);
    write_fields(fields, header->n);
    write_result(session);
}

/* ---- the file -------------------------------------------------------------------------------- */

typedef struct {
    char *text, *end;
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
} Cases;

/* Result: the number of fields of the next record, 0 at the end. */
static guint
next_record(Cases *cases)
{
    gboolean open_quote = FALSE;
    if (cases->text >= cases->end)
        return 0;
    const char *stop = ldose_csv_record_end(cases->text, cases->end, ',', &open_quote);
    gsize length = (gsize)((stop != NULL ? stop : cases->end) - cases->text);
    int n = ldose_csv_split(cases->text, length, ',', cases->fields);
    cases->text += length + 1;
    return (guint)MAX(n, 0);
}

static gboolean
run_rows(Cases *cases, LdoseSession *session, GError **error)
{
    LdoseCaseHeader header = {0};
    guint n = next_record(cases);
    gboolean good = ldose_case_header_read(&header, cases->fields, n, error) &&
                    ldose_case_header_check(&header, error);
    if (good) {
        write_fields(cases->fields, n);
        for (int output = 0; output < LDOSE_N_OUTPUTS; output++)
            printf(",%s", ldose_output_name((LdoseOutput)output));
        putchar('\n');
    }
    for (guint64 row = 0; good && (n = next_record(cases)) > 0; row++) {
        g_assert_cmpuint(n, ==, header.n);
        run_row(session, &header, cases->fields, row);
    }
    ldose_case_header_clear(&header);
    return good;
}

static gboolean
run(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &text, &length, error))
        return FALSE;
    LdoseLibrary *library = ldose_data_library_new();
    LdoseSite *site = ldose_data_site_new(library);
    LdoseSession *session = ldose_session_new(library, ldose_data_wording());
    g_autofree Cases *cases = g_new0(Cases, 1);
    cases->text = text;
    cases->end = text + length;
    gboolean good = ldose_site_load(site, error);
    ldose_session_set_adoptions(session, ldose_site_adoptions(site));
    good = good && run_rows(cases, session, error);
    g_object_unref(session);
    g_object_unref(site);
    ldose_library_free(library);
    return good;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc != 2) {
        fputs("usage: session-rows CASES.csv\n", stderr);
        return 2;
    }
    if (run(argv[1], &error))
        return fflush(stdout) == 0 ? 0 : 1;
    fprintf(stderr, "session-rows: %s\n", error->message);
    return 1;
}
