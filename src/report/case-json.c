/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-json.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "error.h"
#include "file-read.h"

#define DIGITS 10

/* ---- before the parser ----------------------------------------------------------------------- */

/* What the library takes outside of strings although JSON has none of it: comments, single quotes,
 * assignments; and a second level, which it reads by recursion, however deep. NULL: nothing. */
static const char *
fault_outside_string(char c, guint *braces)
{
    if (c == '[')
        return N_("the case holds a list: a case is one flat object of strings; write lists of "
                  "words as one string, separated by blanks");
    if (c == '{' && (*braces)++ > 0)
        return N_(
            "the case holds an object inside the object: a case is one flat object of strings");
    if (c == '/')
        return N_("the case holds a comment: JSON has none");
    if (c == '\'')
        return N_("the case holds a single quote: strings stand in double quotes");
    if (!g_ascii_isalnum(c) && !g_ascii_isspace(c) && strchr("{}]:,+-.", c) == NULL)
        return N_("the case holds a character that JSON does not have outside of strings");
    return NULL;
}

/* The code of "\uXXXX"; -1: it is none. */
static int
unicode_escape(const char *text)
{
    int code = 0;
    if (text[0] != '\\' || text[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = g_ascii_xdigit_value(text[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* What is wrong with the escape that begins at @text, of which *length_out bytes belong together. The
 * library takes half of a surrogate pair and digits that are none, and makes bytes of them that are
 * no UTF-8. */
static const char *
fault_in_escape(const char *text, gsize *length_out)
{
    *length_out = 2;
    if (text[1] != 'u')
        return text[1] != '\0' && strchr("\"\\/bfnrt", text[1]) != NULL
                   ? NULL
                   : N_("the case holds an escape that JSON does not have");
    int code = unicode_escape(text);
    if (code < 0)
        return N_("the case holds an escape that JSON does not have");
    if (code == 0)
        return N_("the case holds a zero character inside a string");
    *length_out = 6;
    if (code < 0xd800 || code > 0xdfff)
        return NULL;
    *length_out = 12;
    int second = code <= 0xdbff ? unicode_escape(text + 6) : -1;
    return second >= 0xdc00 && second <= 0xdfff ? NULL
                                                : N_("the case holds half of a pair of escapes");
}

/* One pass over the bytes before the library reads them. It would also cut a string at a zero
 * character. */
static const char *
find_fault(const char *data, gsize length)
{
    gboolean in_string = FALSE;
    const char *fault = NULL;
    guint braces = 0;
    for (gsize i = 0; i < length && fault == NULL; i++) {
        char c = data[i];
        if (c == '"')
            in_string = !in_string;
        else if (!in_string)
            fault = fault_outside_string(c, &braces);
        else if (c == '\\') {
            gsize escape = 0;
            fault = fault_in_escape(data + i, &escape);
            i += escape - 1;
        }
    }
    return fault;
}

static char *
copy_text(const char *data, gsize length, GError **error)
{
    if (length > LDOSE_CASE_JSON_MAX_SIZE) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("the case is larger than %d bytes: one case is one small object"),
                        LDOSE_CASE_JSON_MAX_SIZE);
        return NULL;
    }
    gsize mark = ldose_byte_order_mark(data, length);
    data += mark;
    length -= mark;
    if (!g_utf8_validate_len(data, length, NULL)) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("the case is not UTF-8 text: save it as UTF-8"));
        return NULL;
    }
    return length > 0 ? g_strndup(data, length) : g_strdup("");
}

/* ---- members --------------------------------------------------------------------------------- */

typedef struct {
    LdoseCaseJson *json;
    LdoseFaults *faults;
    GHashTable *seen; /* names */
    GError *error;    /* the first */
} Reading;

static const char *
what_it_is(JsonNode *node)
{
    if (JSON_NODE_HOLDS_NULL(node))
        return "null";
    return json_node_get_value_type(node) == G_TYPE_BOOLEAN ? N_("true or false") : N_("a number");
}

static gboolean
check_value(const char *name, JsonNode *node, GError **error)
{
    if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_INPUT,
                    N_("\"%1$s\" is %2$s: every value of a case is a string, so put it in quotes "
                       "(\"%3$s\": \"…\"); leave the member out where nothing is given"),
                    name, ldose_error_text(what_it_is(node)), name);
    return FALSE;
}

static gboolean
take_member(Reading *reading, const char *name, JsonNode *node, GError **error)
{
    if (!g_hash_table_add(reading->seen, g_strdup(name))) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("\"%s\" stands twice: keep the one that is meant"), name);
        return FALSE;
    }
    if (g_str_has_prefix(name, "x_"))
        return TRUE;
    int column = ldose_column_find(name, strlen(name));
    if (column < 0) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("\"%s\" is not a column of a case: check its spelling, or begin it with "
                           "x_ if the program is to pass it over"),
                        name);
        return FALSE;
    }
    if (!check_value(name, node, error))
        return FALSE;
    char *text = g_strdup(json_node_get_string(node));
    reading->json->entered[column] = text;
    ldose_case_set(&reading->json->c, (LdoseColumn)column, text, strlen(text), LDOSE_DECIMAL_POINT,
                   reading->faults);
    return TRUE;
}

/* Called for each member as it is parsed: the only moment at which a repeated name can be seen. */
static void
on_member(JsonParser *parser, JsonObject *object, const char *name, Reading *reading)
{
    (void)parser;
    if (reading->error == NULL)
        take_member(reading, name, json_object_get_member(object, name), &reading->error);
}

static gboolean
parse(Reading *reading, const char *text, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autoptr(GError) syntax = NULL;
    g_signal_connect(parser, "object-member", G_CALLBACK(on_member), reading);
    gboolean parsed = json_parser_load_from_data(parser, text, -1, &syntax);
    if (reading->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&reading->error));
        return FALSE;
    }
    if (!parsed) {
        ldose_set_error(error, LDOSE_ERROR_INPUT, N_("the case is not JSON: %s"), syntax->message);
        return FALSE;
    }
    JsonNode *root = json_parser_get_root(parser);
    if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root)) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("the case is not an object: expected {\"name\": \"value\", …}"));
        return FALSE;
    }
    return TRUE;
}

LdoseCaseJson *
ldose_case_json_read(const char *data, gsize length, LdoseFaults *faults, GError **error)
{
    g_autoptr(LdoseCaseJson) json = g_new0(LdoseCaseJson, 1);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reading reading = {.json = json, .faults = faults, .seen = seen};
    ldose_case_clear(&json->c);
    g_autofree char *text = copy_text(data, length, error);
    if (text == NULL)
        return NULL;
    const char *fault = find_fault(text, strlen(text));
    if (fault != NULL) {
        ldose_set_error(error, LDOSE_ERROR_INPUT, "%s", ldose_error_text(fault));
        return NULL;
    }
    return parse(&reading, text, error) ? g_steal_pointer(&json) : NULL;
}

void
ldose_case_json_free(LdoseCaseJson *json)
{
    if (json == NULL)
        return;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        g_free(json->entered[i]);
    g_free(json);
}

/* ---- writing --------------------------------------------------------------------------------- */

static char *
set_text(const LdoseCase *c, LdoseColumn column, LdoseColumnKind kind)
{
    GString *text = g_string_new(NULL);
    guint64 set = c->value[column].set;
    int n = kind == LDOSE_COLUMN_KIND_CONDITIONS ? LDOSE_N_CONDITIONS : LDOSE_N_COLUMNS;
    for (int i = 0; i < n; i++) {
        if ((set & (G_GUINT64_CONSTANT(1) << i)) == 0)
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "",
                               kind == LDOSE_COLUMN_KIND_CONDITIONS
                                   ? ldose_vocabulary_id(&ldose_conditions, i)
                                   : ldose_column_info((LdoseColumn)i)->name);
    }
    if (kind == LDOSE_COLUMN_KIND_CONFIRM && (set & LDOSE_CONFIRM_BSA_UNDER_10_KG_BIT) != 0)
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "",
                               LDOSE_CONFIRM_BSA_UNDER_10_KG);
    return g_string_free(text, FALSE);
}

static char *
number_text(const LdoseCase *c, LdoseColumn column)
{
    char digits[LDOSE_NUMBER_BUFFER];
    gboolean bound = (c->bound & LDOSE_COLUMN_BIT(column)) != 0;
    ldose_number_print(digits, c->value[column].number, DIGITS);
    return g_strdup_printf("%s%s", bound ? "<" : "", digits);
}

char *
ldose_case_value_text(const LdoseCase *c, LdoseColumn column)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    const LdoseCaseValue *value = &c->value[column];
    g_assert(LDOSE_CASE_HAS(c, column));
    switch (info->kind) {
    case LDOSE_COLUMN_KIND_NUMBER:
    case LDOSE_COLUMN_KIND_BOUNDED_NUMBER: return number_text(c, column);
    case LDOSE_COLUMN_KIND_DATE: {
        char date[11];
        ldose_date_print(value->date, date);
        return g_strdup(date);
    }
    case LDOSE_COLUMN_KIND_WORD: return g_strdup(ldose_vocabulary_id(info->words, value->word));
    case LDOSE_COLUMN_KIND_FORMULA:
        return g_strdup(ldose_formula_get((LdoseFormulaId)value->word)->id);
    case LDOSE_COLUMN_KIND_CONDITIONS:
    case LDOSE_COLUMN_KIND_CONFIRM: return set_text(c, column, info->kind);
    case LDOSE_COLUMN_KIND_TEXT:
    default: return g_strndup(value->text.text, value->text.length);
    }
}

void
ldose_case_json_write(LdoseJsonWriter *json, const LdoseCase *c)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        if (LDOSE_CASE_HAS(c, column))
            ldose_json_member_take(json, ldose_column_info(column)->name,
                                   ldose_case_value_text(c, column));
    }
}
