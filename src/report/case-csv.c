/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-csv.h"

#include <string.h>

#include "error.h"

const LdoseCsvDialect ldose_csv_plain = {',', LDOSE_DECIMAL_POINT};
const LdoseCsvDialect ldose_csv_semicolon_comma = {';', LDOSE_DECIMAL_COMMA};

/* ---- splitting ------------------------------------------------------------------------------- */

/* The quote that closes a field whose text begins at @text; NULL: none before @end. */
static const char *
closing_quote(const char *text, const char *end)
{
    while (text < end) {
        const char *quote = memchr(text, '"', (gsize)(end - text));
        if (quote == NULL)
            return NULL;
        if (quote + 1 == end || quote[1] != '"')
            return quote;
        text = quote + 2;
    }
    return NULL;
}

const char *
ldose_csv_record_end(const char *text, const char *end, char separator, gboolean *open_quote)
{
    *open_quote = FALSE;
    /* Most records hold no quote at all. */
    const char *line_end = memchr(text, '\n', (gsize)(end - text));
    const char *stop = line_end != NULL ? line_end : end;
    if (memchr(text, '"', (gsize)(stop - text)) == NULL)
        return line_end;

    /* A quote means something only at the beginning of a field. */
    gboolean at_field_start = TRUE;
    for (const char *p = text; p < end; p++) {
        if (at_field_start && *p == '"') {
            p = closing_quote(p + 1, end);
            if (p == NULL) {
                *open_quote = TRUE;
                return NULL;
            }
            at_field_start = FALSE;
        } else if (*p == '\n')
            return p;
        else
            at_field_start = *p == separator;
    }
    return NULL;
}

/* Takes a quoted field that begins at @p, moving its text together over doubled quotes. Result:
 * where the field ends (a separator or @end), or NULL. */
static char *
take_quoted(char *p, char *end, char separator, LdoseSlice *field)
{
    char *out = p;
    char *in = p + 1;
    field->text = out;
    while (in < end) {
        if (*in == '"' && in + 1 < end && in[1] == '"') {
            *out++ = '"';
            in += 2;
        } else if (*in == '"') {
            field->length = (gsize)(out - field->text);
            in++;
            return in == end || *in == separator ? in : NULL;
        } else
            *out++ = *in++;
    }
    return NULL;
}

int
ldose_csv_split(char *record, gsize length, char separator, LdoseSlice *fields)
{
    if (length > 0 && record[length - 1] == '\r')
        length--;
    if (length == 0)
        return 0;
    char *p = record, *end = record + length;
    int n = 0;
    for (;;) {
        if (n == LDOSE_CSV_MAX_FIELDS)
            return -1;
        LdoseSlice *field = &fields[n++];
        if (p < end && *p == '"') {
            p = take_quoted(p, end, separator, field);
            if (p == NULL)
                return -1;
        } else {
            char *start = p;
            while (p < end && *p != separator)
                p++;
            *field = (LdoseSlice){start, (gsize)(p - start)};
        }
        if (p == end)
            return n;
        p++;
    }
}

void
ldose_csv_append(GString *out, const char *text, gsize length)
{
    gboolean quote = FALSE;
    for (gsize i = 0; i < length && !quote; i++)
        quote = text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
    if (!quote) {
        g_string_append_len(out, text, (gssize)length);
        return;
    }
    g_string_append_c(out, '"');
    for (gsize i = 0; i < length; i++) {
        if (text[i] == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, text[i]);
    }
    g_string_append_c(out, '"');
}

/* ---- the header ------------------------------------------------------------------------------ */

gboolean
ldose_case_header_read(LdoseCaseHeader *header, const LdoseSlice *fields, guint n, GError **error)
{
    memset(header, 0, sizeof *header);
    header->field = g_new0(LdoseHeaderField, n);
    for (guint i = 0; i < n; i++) {
        LdoseHeaderField *field = &header->field[i];
        field->name = g_strndup(fields[i].text, fields[i].length);
        header->n = i + 1;
        int column = ldose_column_find(fields[i].text, fields[i].length);
        field->role = column >= 0                           ? LDOSE_HEADER_CASE
                      : g_str_has_prefix(field->name, "x_") ? LDOSE_HEADER_CARRIED
                                                            : LDOSE_HEADER_OTHER;
        if (column >= 0) {
            field->column = (LdoseColumn)column;
            header->columns |= LDOSE_COLUMN_BIT(column);
        }
        for (guint other = 0; other < i; other++) {
            if (strcmp(header->field[other].name, field->name) == 0) {
                ldose_set_error(error, LDOSE_ERROR_INPUT,
                                N_("column \"%s\" stands twice in the header: remove one"),
                                field->name);
                return FALSE;
            }
        }
    }
    return TRUE;
}

void
ldose_case_header_clear(LdoseCaseHeader *header)
{
    for (guint i = 0; i < header->n; i++)
        g_free(header->field[i].name);
    g_clear_pointer(&header->field, g_free);
    header->n = 0;
}

gboolean
ldose_case_header_check_names(const LdoseCaseHeader *header, GError **error)
{
    for (guint i = 0; i < header->n; i++) {
        if (header->field[i].role == LDOSE_HEADER_OTHER) {
            ldose_set_error(
                error, LDOSE_ERROR_INPUT,
                N_("unknown column \"%1$s\": name it x_%2$s to carry it through, or correct it"),
                header->field[i].name, header->field[i].name);
            return FALSE;
        }
    }
    return TRUE;
}

gboolean
ldose_case_header_check(const LdoseCaseHeader *header, GError **error)
{
    if (!ldose_case_header_check_names(header, error))
        return FALSE;
    for (guint i = 0; i < LDOSE_N_REQUIRED_COLUMNS; i++) {
        if ((header->columns & LDOSE_COLUMN_BIT(ldose_required_columns[i])) == 0) {
            ldose_set_error(error, LDOSE_ERROR_INPUT,
                            N_("column \"%s\" is missing: every plan needs it"),
                            ldose_column_info(ldose_required_columns[i])->name);
            return FALSE;
        }
    }
    guint64 age =
        LDOSE_COLUMN_BIT(LDOSE_COLUMN_AGE_YEARS) | LDOSE_COLUMN_BIT(LDOSE_COLUMN_BIRTH_DATE);
    if ((header->columns & age) == 0) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("column \"age_years\" (or \"birth_date\" with \"as_of\") is missing: "
                           "every plan needs it"));
        return FALSE;
    }
    return TRUE;
}

void
ldose_case_from_fields(LdoseCase *c, const LdoseCaseHeader *header, const LdoseSlice *fields,
                       LdoseDecimalSign sign, LdoseFaults *faults)
{
    ldose_case_clear(c);
    for (guint i = 0; i < header->n; i++) {
        if (header->field[i].role == LDOSE_HEADER_CASE)
            ldose_case_set(c, header->field[i].column, fields[i].text, fields[i].length, sign,
                           faults);
    }
}
