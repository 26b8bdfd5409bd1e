/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How libFuzzer changes a text: besides its own ways, one field is replaced by another field of the
 * text or by a value at some limit, and whole lines are doubled or taken out. Without that hardly
 * any XML would get past the parser. */
#include <string.h>

#include <glib.h>

#include "fuzz.h"

static const char *const VALUES[] = {
    "",
    "0",
    "-0",
    "1",
    "0.5",
    "30",
    "70",
    "80",
    "1.0",
    "007",
    "1e9",
    "0.0000001",
    "99999999999999999999",
    "-1",
    "INF",
    "NaN",
    "<0.2",
    "2199-12-31",
    "1900-01-01",
    "2026-02-29",
    "yes",
    "no",
    "\"\"",
    "é",
    "2147483647",
    "4294967296",
    "1.7976931348623157",
    "0,5",
    "#",
    "&amp;",
    "stop",
    "decision",
};

/* What ends a field: a quote in XML and JSON; in a table the separators, too. */
static gboolean
ends_field(char c, gboolean table)
{
    return c == '"' || (table && (c == ',' || c == ';' || c == '\n'));
}

typedef struct {
    const char *text;
    size_t length;
} Field;

/* Every field, or in XML only what stands in quotes. */
static GArray *
find_fields(const char *text, size_t size, gboolean table)
{
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(Field));
    size_t start = 0;
    guint n = 0;
    for (size_t i = 0; i <= size; i++) {
        if (i < size && !ends_field(text[i], table))
            continue;
        Field field = {text + start, i - start};
        if (table || n % 2 == 1)
            g_array_append_val(fields, field);
        start = i + 1;
        n++;
    }
    return fields;
}

/* @text with the bytes from @from to @to replaced, if there is room. */
static size_t
splice(char *text, size_t size, size_t max_size, Field from, const char *by, size_t length)
{
    size_t at = (size_t)(from.text - text), after = at + from.length;
    if (size - from.length + length > max_size)
        return size;
    g_autofree char *copy = g_memdup2(by, length);
    memmove(text + at + length, text + after, size - after);
    if (length > 0)
        memcpy(text + at, copy, length);
    return size - from.length + length;
}

static size_t
change_field(char *text, size_t size, size_t max_size, GRand *random)
{
    gboolean table = size == 0 || (*text != '<' && *text != '{');
    g_autoptr(GArray) fields = find_fields(text, size, table);
    if (fields->len == 0)
        return 0;
    Field from = g_array_index(fields, Field, g_rand_int_range(random, 0, (int)fields->len));
    if (g_rand_boolean(random)) {
        Field by = g_array_index(fields, Field, g_rand_int_range(random, 0, (int)fields->len));
        return splice(text, size, max_size, from, by.text, by.length);
    }
    const char *value = VALUES[g_rand_int_range(random, 0, G_N_ELEMENTS(VALUES))];
    return splice(text, size, max_size, from, value, strlen(value));
}

/* One to four lines from a random line on. */
static Field
pick_lines(const char *text, size_t size, GRand *random)
{
    const char *end = text + size, *p = text + g_rand_int_range(random, 0, (int)size);
    while (p > text && p[-1] != '\n')
        p--;
    const char *stop = p;
    for (int n = g_rand_int_range(random, 1, 5); n > 0 && stop < end; n--) {
        const char *line_end = memchr(stop, '\n', (size_t)(end - stop));
        stop = line_end != NULL ? line_end + 1 : end;
    }
    return (Field){p, (size_t)(stop - p)};
}

static size_t
change_lines(char *text, size_t size, size_t max_size, GRand *random)
{
    Field lines = pick_lines(text, size, random);
    if (g_rand_boolean(random))
        return splice(text, size, max_size, lines, "", 0);
    Field place = pick_lines(text, size, random);
    place.length = 0;
    return splice(text, size, max_size, place, lines.text, lines.length);
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    int way = g_rand_int_range(random, 0, 100);
    size_t changed = 0;
    if (size > 0 && way < 50)
        changed = change_field((char *)data, size, max_size, random);
    else if (size > 0 && way < 70)
        changed = change_lines((char *)data, size, max_size, random);
    return changed > 0 ? changed : LLVMFuzzerMutate(data, size, max_size);
}
