/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-diff-parts.h"

#include <string.h>

#include "document-details.h"
#include "guidance-region.h"
#include "number.h"

static const struct {
    const char *id;
    gboolean about_dose;
} kinds[LDOSE_N_CHANGES] = {
    [LDOSE_CHANGE_HEADER] = {"header", FALSE},
    [LDOSE_CHANGE_SOURCE] = {"source", FALSE},
    [LDOSE_CHANGE_APPLIES] = {"applies", TRUE},
    [LDOSE_CHANGE_BASE] = {"base", TRUE},
    [LDOSE_CHANGE_TABLE] = {"table", TRUE},
    [LDOSE_CHANGE_AXIS] = {"axis", TRUE},
    [LDOSE_CHANGE_RULE] = {"rule", TRUE},
    [LDOSE_CHANGE_LIMIT] = {"limit", TRUE},
    [LDOSE_CHANGE_OUTCOME] = {"outcome", TRUE},
    [LDOSE_CHANGE_EVIDENCE] = {"evidence", TRUE}, /* what is unverified gives no dose */
    [LDOSE_CHANGE_FINDING] = {"finding", TRUE},
    [LDOSE_CHANGE_RULE_SOURCE] = {"rule-source", FALSE},
    [LDOSE_CHANGE_TEXT] = {"text", FALSE},
    [LDOSE_CHANGE_REGION] = {"region", TRUE},
    [LDOSE_CHANGE_VALUE] = {"value", TRUE},
    [LDOSE_CHANGE_DISPLAY] = {"display", FALSE},
};

const char *
ldose_change_id(LdoseChangeKind kind)
{
    g_assert((int)kind >= 0 && kind < LDOSE_N_CHANGES);
    return kinds[kind].id;
}

gboolean
ldose_change_is_about_dose(LdoseChangeKind kind)
{
    g_assert((int)kind >= 0 && kind < LDOSE_N_CHANGES);
    return kinds[kind].about_dose;
}

/* ---- collecting ------------------------------------------------------------------------------ */

static void
change_free(gpointer data)
{
    LdoseChange *change = data;
    g_free(change->place);
    g_free(change->what);
    g_free(change->from);
    g_free(change->to);
    g_free(change);
}

GPtrArray *
ldose_changes_new(void)
{
    return g_ptr_array_new_with_free_func(change_free);
}

void
ldose_change_take(GPtrArray *changes, LdoseChangeKind kind, const char *place, const char *what,
                  char *from, char *to)
{
    if (g_strcmp0(from, to) == 0) {
        g_free(from);
        g_free(to);
        return;
    }
    LdoseChange *change = g_new0(LdoseChange, 1);
    change->kind = kind;
    change->place = g_strdup(place);
    change->what = g_strdup(what);
    change->from = from;
    change->to = to;
    g_ptr_array_add(changes, change);
}

void
ldose_change_text(GPtrArray *changes, LdoseChangeKind kind, const char *place, const char *what,
                  const char *from, const char *to)
{
    /* An absent text of a document is "". */
    ldose_change_take(changes, kind, place, what,
                      from != NULL && from[0] != '\0' ? g_strdup(from) : NULL,
                      to != NULL && to[0] != '\0' ? g_strdup(to) : NULL);
}

char *
ldose_number_words(double value, const char *unit)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    ldose_number_print(buffer, value, 10);
    return g_strdup_printf("%s%s%s", buffer, unit[0] != '\0' ? " " : "", unit);
}

char *
ldose_interval_words(const LdoseInterval *interval)
{
    return interval->low.bounded || interval->high.bounded ? ldose_interval_text(interval) : NULL;
}

static char *
number_text(double value)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    if (ldose_limit_compare(value, 0) == 0)
        return NULL;
    ldose_number_print(buffer, value, 10);
    return g_strdup(buffer);
}

void
ldose_change_number(GPtrArray *changes, LdoseChangeKind kind, const char *place, const char *what,
                    double from, double to)
{
    ldose_change_take(changes, kind, place, what, number_text(from), number_text(to));
}

/* ---- header and sources ---------------------------------------------------------------------- */

static char *
date_text(LdoseDate date)
{
    char text[11];
    if (date.year == 0)
        return NULL;
    ldose_date_print(date, text);
    return g_strdup(text);
}

static void
diff_dates(GPtrArray *changes, const char *what, LdoseDate from, LdoseDate to)
{
    ldose_change_take(changes, LDOSE_CHANGE_HEADER, "", what, date_text(from), date_text(to));
}

static char *
joined(const GArray *texts)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < texts->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " | " : "",
                               g_array_index(texts, const char *, i));
    return g_string_free(text, FALSE);
}

/* A source as one text. */
static char *
source_text(const LdoseSource *source)
{
    const struct {
        const char *name, *value;
    } parts[] = {
        {"", source->kind},    {"", source->title},
        {"", source->issuer},  {"edition ", source->edition},
        {"", source->locator}, {"doi:", source->doi},
        {"", source->url},
    };
    GString *text = g_string_new(NULL);
    char read[11];
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (parts[i].value[0] != '\0')
            g_string_append_printf(text, "%s%s%s", text->len > 0 ? ", " : "", parts[i].name,
                                   parts[i].value);
    }
    ldose_date_print(source->read, read);
    g_string_append_printf(text, ", read %s", read);
    return g_string_free(text, FALSE);
}

static void
diff_sources(GPtrArray *changes, const LdoseDocument *older, const LdoseDocument *newer)
{
    for (guint i = 0; i < newer->sources->len; i++) {
        const LdoseSource *to = &g_array_index(newer->sources, LdoseSource, i);
        const LdoseSource *from = ldose_document_source(older, to->id);
        g_autofree char *what = g_strdup_printf("source %s", to->id);
        ldose_change_take(changes, LDOSE_CHANGE_SOURCE, "", what,
                          from != NULL ? source_text(from) : NULL, source_text(to));
    }
    for (guint i = 0; i < older->sources->len; i++) {
        const LdoseSource *from = &g_array_index(older->sources, LdoseSource, i);
        g_autofree char *what = g_strdup_printf("source %s", from->id);
        if (ldose_document_source(newer, from->id) == NULL)
            ldose_change_take(changes, LDOSE_CHANGE_SOURCE, "", what, source_text(from), NULL);
    }
}

static const LdoseDetail *
find_detail(const LdoseDocument *document, const LdoseDetail *wanted)
{
    for (guint i = 0; i < document->details->len; i++) {
        const LdoseDetail *detail = &g_array_index(document->details, LdoseDetail, i);
        if (strcmp(detail->place, wanted->place) == 0 && strcmp(detail->what, wanted->what) == 0)
            return detail;
    }
    return NULL;
}

/* @from, @to: (nullable): the texts of @detail in the older and in the newer document */
static void
diff_detail(GPtrArray *changes, const LdoseDetail *detail, const char *from, const char *to)
{
    static const LdoseChangeKind change_kinds[] = {
        [LDOSE_DETAIL_SOURCE] = LDOSE_CHANGE_RULE_SOURCE,
        [LDOSE_DETAIL_EVIDENCE] = LDOSE_CHANGE_EVIDENCE,
        [LDOSE_DETAIL_VALUE] = LDOSE_CHANGE_VALUE,
        [LDOSE_DETAIL_TEXT] = LDOSE_CHANGE_TEXT,
        [LDOSE_DETAIL_DISPLAY] = LDOSE_CHANGE_DISPLAY,
    };
    ldose_change_text(changes, change_kinds[detail->kind], detail->place, detail->what, from, to);
}

static void
diff_details(GPtrArray *changes, const LdoseDocument *older, const LdoseDocument *newer)
{
    for (guint i = 0; i < newer->details->len; i++) {
        const LdoseDetail *to = &g_array_index(newer->details, LdoseDetail, i);
        const LdoseDetail *from = find_detail(older, to);
        diff_detail(changes, to, from != NULL ? from->text : NULL, to->text);
    }
    for (guint i = 0; i < older->details->len; i++) {
        const LdoseDetail *from = &g_array_index(older->details, LdoseDetail, i);
        if (find_detail(newer, from) == NULL)
            diff_detail(changes, from, from->text, NULL);
    }
}

void
ldose_diff_header(GPtrArray *changes, const LdoseDocument *older, const LdoseDocument *newer)
{
    const LdoseChangeKind kind = LDOSE_CHANGE_HEADER;
    ldose_change_text(changes, kind, "", "id", older->id, newer->id);
    ldose_change_text(changes, kind, "", "version", older->version, newer->version);
    ldose_change_text(changes, kind, "", "status", ldose_document_status_id(older->status),
                      ldose_document_status_id(newer->status));
    ldose_change_text(changes, kind, "", "title", older->title, newer->title);
    ldose_change_text(changes, kind, "", "jurisdiction", older->jurisdiction, newer->jurisdiction);
    ldose_change_text(changes, kind, "", "prepared-by", older->prepared_by, newer->prepared_by);
    ldose_change_text(changes, kind, "", "checked-by", older->checked_by, newer->checked_by);
    diff_dates(changes, "issued", older->issued, newer->issued);
    diff_dates(changes, "review-by", older->review_by, newer->review_by);
    g_autofree char *from = joined(older->changes), *to = joined(newer->changes);
    ldose_change_text(changes, kind, "", "change notes", from, to);
    diff_sources(changes, older, newer);
    diff_details(changes, older, newer);
}
