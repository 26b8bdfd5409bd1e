/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "given.h"

#include <string.h>
#include <unistd.h>

#include "case-csv.h"
#include "case-json.h"
#include "error.h"
#include "fault-text.h"
#include "file-read.h"

void
ldose_given_clear(LdoseGiven *given)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        g_free(given->text[i]);
}

void
ldose_given_set(LdoseGiven *given, LdoseColumn column, const char *text, gsize length)
{
    g_free(given->text[column]);
    given->text[column] = length > 0 ? g_strndup(text, length) : NULL;
}

static gboolean
refuse(GError **error, const char *where, const char *what)
{
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", where, ldose_error_text(what));
    return FALSE;
}

/* A CSV file of a header and one row. */
static gboolean
read_csv(LdoseGiven *given, const char *path, char *text, gsize length, GError **error)
{
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    LdoseCaseHeader header = {0};
    char *p = text, *end = text + length;
    gboolean open_quote, in_header = TRUE, found = FALSE, good = TRUE;
    while (good && p < end) {
        const char *stop = ldose_csv_record_end(p, end, ',', &open_quote);
        gsize record = stop != NULL ? (gsize)(stop - p) : (gsize)(end - p);
        int n = ldose_csv_split(p, record, ',', fields);
        p += record + 1;
        if (n == 0)
            continue;
        if (in_header) {
            good = n > 0 ? ldose_case_header_read(&header, fields, (guint)n, error) &&
                               ldose_case_header_check_names(&header, error)
                         : refuse(error, path, N_("line 1: a stray or open quote"));
            in_header = FALSE;
        } else if (n < 0 || (guint)n != header.n) {
            good = refuse(error, path, N_("the row has not as many fields as the header"));
        } else if (found) {
            good = refuse(error, path, N_("more than one row: use batch"));
        } else {
            found = TRUE;
            for (guint i = 0; i < header.n; i++) {
                if (header.field[i].role == LDOSE_HEADER_CASE)
                    ldose_given_set(given, header.field[i].column, fields[i].text,
                                    fields[i].length);
            }
        }
    }
    ldose_case_header_clear(&header);
    if (good && !found)
        good = refuse(error, path, N_("no row with a case"));
    return good;
}

/* Only the texts are taken: the whole case is read once, with what --set gives. */
static gboolean
read_json(LdoseGiven *given, const char *path, const char *text, gsize length, GError **error)
{
    LdoseFaults ignored = {.n = 0};
    g_autoptr(LdoseCaseJson) json = ldose_case_json_read(text, length, &ignored, error);
    if (json == NULL) {
        g_prefix_error(error, "%s: ", path);
        return FALSE;
    }
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (json->entered[i] != NULL)
            ldose_given_set(given, (LdoseColumn)i, json->entered[i], strlen(json->entered[i]));
    }
    return TRUE;
}

gboolean
ldose_given_read(LdoseGiven *given, const char *path, GError **error)
{
    gboolean from_stdin = strcmp(path, "-") == 0;
    const char *name = from_stdin ? ldose_error_text(N_("standard input")) : path;
    GBytes *bytes =
        from_stdin
            ? ldose_descriptor_read_capped(STDIN_FILENO, name, LDOSE_CASE_JSON_MAX_SIZE,
                                           LDOSE_ERROR_INPUT, error)
            : ldose_file_read_capped(path, LDOSE_CASE_JSON_MAX_SIZE, LDOSE_ERROR_INPUT, error);
    if (bytes == NULL)
        return FALSE;
    gsize length = 0, blanks = 0;
    g_autofree char *data = g_bytes_unref_to_data(bytes, &length);
    char *text = data;
    gsize mark = ldose_byte_order_mark(text, length);
    text += mark;
    length -= mark;
    while (blanks < length && g_ascii_isspace(text[blanks]))
        blanks++;
    if (blanks < length && text[blanks] == '{')
        return read_json(given, name, text, length, error);
    return read_csv(given, name, text, length, error);
}

/* --set name=value; each name once. */
gboolean
ldose_given_read_settings(LdoseGiven *given, char **settings, GError **error)
{
    guint64 seen = 0;
    for (guint i = 0; settings != NULL && settings[i] != NULL; i++) {
        const char *equals = strchr(settings[i], '=');
        if (equals == NULL)
            return refuse(error, settings[i], N_("expected --set name=value"));
        gsize length = (gsize)(equals - settings[i]);
        int column = ldose_column_find(settings[i], length);
        g_autofree char *name = g_strndup(settings[i], length);
        if (column < 0)
            return refuse(error, name, N_("unknown name; lymphodose calc --help lists the names"));
        if ((seen & LDOSE_COLUMN_BIT(column)) != 0)
            return refuse(error, name, N_("set twice"));
        seen |= LDOSE_COLUMN_BIT(column);
        ldose_given_set(given, (LdoseColumn)column, equals + 1, strlen(equals + 1));
    }
    return TRUE;
}

void
ldose_given_fill_case(LdoseGiven *given, LdoseFaults *faults)
{
    ldose_case_clear(&given->c);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (given->text[i] != NULL)
            ldose_case_set(&given->c, (LdoseColumn)i, given->text[i], strlen(given->text[i]),
                           LDOSE_DECIMAL_POINT, faults);
    }
}

int
ldose_given_complain(const LdoseCommandContext *session, const LdoseGiven *given,
                     const LdoseFaults *faults)
{
    for (guint i = 0; i < faults->n; i++) {
        int column = faults->fault[i].column;
        g_autofree char *text =
            ldose_fault_text(&faults->fault[i], &given->c, column >= 0 ? given->text[column] : NULL,
                             LDOSE_DECIMAL_POINT, &session->wording);
        ldose_complain("%s", text);
    }
    return LDOSE_EXIT_INPUT;
}
