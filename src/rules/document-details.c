/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document says beside what the program computes with. */
#include "document-details.h"

#include <string.h>

#include "number.h"

/* Which attributes (NULL: the text) of which elements (NULL: any). What the models of regimens and
 * site policies hold is compared there. A guidance's model holds all but the notes on the document. */
static const struct {
    LdoseDocumentKind kind;
    const char *element, *attribute;
    LdoseDetailKind detail;
} details[] = {
    {LDOSE_DOCUMENT_REGIMENS, NULL, "source", LDOSE_DETAIL_SOURCE},
    {LDOSE_DOCUMENT_REGIMENS, NULL, "evidence", LDOSE_DETAIL_EVIDENCE},
    {LDOSE_DOCUMENT_REGIMENS, NULL, "basis", LDOSE_DETAIL_EVIDENCE},
    {LDOSE_DOCUMENT_REGIMENS, "trigger", "condition", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "condition", "quantity", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "condition", "unit", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "precondition", "condition", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "precondition", "quantity", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "precondition", "unit", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "precondition", "from", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "precondition", "above", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "precondition", "to", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "precondition", "below", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_REGIMENS, "supportive", "item", LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_REGIMENS, "supportive", "dose-known", LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_REGIMENS, "convention", NULL, LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_REGIMENS, "defer", NULL, LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_REGIMENS, "note", NULL, LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_FORMULARY, NULL, "source", LDOSE_DETAIL_SOURCE},
    {LDOSE_DOCUMENT_FORMULARY, NULL, "evidence", LDOSE_DETAIL_EVIDENCE},
    {LDOSE_DOCUMENT_FORMULARY, "bands", "upper-limit", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_FORMULARY, "vial", "mg", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_FORMULARY, "vial", "ml", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_FORMULARY, "vial", "holds-mg", LDOSE_DETAIL_VALUE},
    {LDOSE_DOCUMENT_FORMULARY, "product", "name", LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_FORMULARY, "warning", NULL, LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_FORMULARY, "note", NULL, LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_FORMULARY, "house-value", "by", LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_FORMULARY, "house-value", "checked-by", LDOSE_DETAIL_TEXT},
    {LDOSE_DOCUMENT_FORMULARY, "display", "creatinine", LDOSE_DETAIL_DISPLAY},
    {LDOSE_DOCUMENT_FORMULARY, "display", "bilirubin", LDOSE_DETAIL_DISPLAY},
    {LDOSE_DOCUMENT_FORMULARY, "display", "exposure", LDOSE_DETAIL_DISPLAY},
    {LDOSE_DOCUMENT_GUIDANCE, "note", NULL, LDOSE_DETAIL_TEXT},
};

/* By which attributes an element is known among its kind; others by their number. */
static const struct {
    const char *element, *attribute[3];
} names[] = {
    {"case", {"id", NULL, NULL}},        {"drug", {"name", NULL, NULL}},
    {"product", {"id", NULL, NULL}},     {"dose", {"drug", NULL, NULL}},
    {"day", {"n", NULL, NULL}},          {"ld-day", {"n", NULL, NULL}},
    {"maximum", {"kind", "unit", NULL}}, {"house-value", {"guidance", "version", "row"}},
};

/* Blanks are no difference, nor is "0.60" beside "0.6". (transfer full) */
static char *
plain(const char *text)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    double number;
    g_autofree char *copy = g_strdelimit(g_strdup(text), "\t\r\n", ' ');
    g_auto(GStrv) words = g_strsplit(g_strstrip(copy), " ", -1);
    GString *out = g_string_new(NULL);
    for (guint i = 0; words[i] != NULL; i++) {
        if (words[i][0] != '\0')
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", words[i]);
    }
    if (ldose_number_parse(out->str, out->len, LDOSE_DECIMAL_POINT, &number) == LDOSE_NUMBER_OK) {
        ldose_number_print(buffer, number, 15);
        g_string_assign(out, buffer);
    }
    return g_string_free(out, FALSE);
}

static void
append_name(GString *place, const LdoseXmlNode *node, guint number)
{
    const char *element = ldose_xml_node_name(node);
    g_string_append_printf(place, "%s%s", place->len > 0 ? ", " : "", element);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(names[i].element, element) != 0)
            continue;
        for (guint k = 0; k < G_N_ELEMENTS(names[i].attribute); k++) {
            const char *name = names[i].attribute[k];
            const char *text = name != NULL ? ldose_xml_node_attribute(node, name) : NULL;
            if (text != NULL)
                g_string_append_printf(place, " %s", text);
        }
        return;
    }
    if (number > 1)
        g_string_append_printf(place, " %u", number);
}

static void
keep(LdoseDocument *document, const LdoseXmlNode *node, const char *place)
{
    for (guint i = 0; i < G_N_ELEMENTS(details); i++) {
        if (details[i].kind != document->kind ||
            (details[i].element != NULL &&
             strcmp(details[i].element, ldose_xml_node_name(node)) != 0))
            continue;
        const char *attribute = details[i].attribute;
        g_autofree char *whole = attribute == NULL ? ldose_xml_node_text(node) : NULL;
        const char *text = attribute != NULL ? ldose_xml_node_attribute(node, attribute) : whole;
        if (text == NULL)
            continue;
        g_autofree char *value = plain(text);
        LdoseDetail detail = {
            .kind = details[i].detail,
            .place = ldose_document_keep(document, place),
            .what = attribute != NULL ? attribute : "text",
            .text = ldose_document_keep(document, value),
        };
        g_array_append_val(document->details, detail);
    }
}

/* @place: of @parent, and as it was on return */
static void
keep_children(LdoseDocument *document, const LdoseXmlNode *parent, GString *place)
{
    g_autoptr(GHashTable) numbers =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const gsize length = place->len;
    for (const LdoseXmlNode *node = ldose_xml_node_child(parent, NULL); node != NULL;
         node = ldose_xml_node_next(node, NULL)) {
        const char *element = ldose_xml_node_name(node);
        guint number = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, element)) + 1;
        g_hash_table_insert(numbers, g_strdup(element), GUINT_TO_POINTER(number));
        append_name(place, node, number);
        keep(document, node, place->str);
        if (document->kind != LDOSE_DOCUMENT_GUIDANCE)
            keep_children(document, node, place);
        g_string_truncate(place, length);
    }
}

void
ldose_document_read_details(LdoseDocument *document, const LdoseXmlNode *root)
{
    g_autoptr(GString) place = g_string_new(NULL);
    keep_children(document, root, place);
}
