/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "document-details.h"
#include "error.h"
#include "file-read.h"
#include "number.h"
#include "schemas.h"

/* The format versions that this program reads, newest first for each kind. */
static const struct {
    LdoseDocumentKind kind;
    const char *namespace;
    const char *schema; /* resource path */
} formats[] = {
    {LDOSE_DOCUMENT_REGIMENS, "urn:lymphodose:regimens:1", "/lymphodose/schema/regimens-1.xsd"},
    {LDOSE_DOCUMENT_GUIDANCE, "urn:lymphodose:guidance:1", "/lymphodose/schema/guidance-1.xsd"},
    {LDOSE_DOCUMENT_FORMULARY, "urn:lymphodose:formulary:1", "/lymphodose/schema/formulary-1.xsd"},
};

static const char *const kind_ids[] = {"regimens", "guidance", "formulary"};
static const char *const status_ids[] = {"draft", "released", "retired"};

const char *
ldose_document_kind_id(LdoseDocumentKind kind)
{
    g_assert((gsize)kind < G_N_ELEMENTS(kind_ids));
    return kind_ids[kind];
}

const char *
ldose_document_status_id(LdoseDocumentStatus status)
{
    g_assert((gsize)status < G_N_ELEMENTS(status_ids));
    return status_ids[status];
}

int
ldose_document_compare_versions(const char *one, const char *other)
{
    const char *p = one, *q = other;
    for (;;) {
        char *p_end, *q_end;
        unsigned long a = strtoul(p, &p_end, 10), b = strtoul(q, &q_end, 10);
        if (a != b)
            return a < b ? -1 : 1;
        if (*p_end != '.' || *q_end != '.')
            return *p_end == '.' ? 1 : *q_end == '.' ? -1 : strcmp(one, other);
        p = p_end + 1;
        q = q_end + 1;
    }
}

const char *
ldose_document_keep(LdoseDocument *document, const char *text)
{
    return text != NULL ? g_string_chunk_insert_const(document->strings, text) : "";
}

const char *
ldose_document_keep_attribute(LdoseDocument *document, const LdoseXmlNode *node, const char *name)
{
    return ldose_document_keep(document, ldose_xml_node_attribute(node, name));
}

const char *
ldose_document_keep_text(LdoseDocument *document, const LdoseXmlNode *node)
{
    if (node == NULL)
        return "";
    g_autofree char *text = ldose_xml_node_text(node);
    return ldose_document_keep(document, text);
}

void
ldose_document_keep_texts(LdoseDocument *document, const LdoseXmlNode *parent, const char *name,
                          GArray *texts)
{
    for (const LdoseXmlNode *node = ldose_xml_node_child(parent, name); node != NULL;
         node = ldose_xml_node_next(node, name)) {
        const char *text = ldose_document_keep_text(document, node);
        g_array_append_val(texts, text);
    }
}

gboolean
ldose_node_number(const LdoseXmlNode *node, const char *name, double *value_out)
{
    const char *text = ldose_xml_node_attribute(node, name);
    if (text == NULL)
        return FALSE;
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    LdoseNumberFault fault =
        ldose_number_parse(trimmed, strlen(trimmed), LDOSE_DECIMAL_POINT, value_out);
    if (fault != LDOSE_NUMBER_OK) /* xs:decimal allows forms such as ".5" that we do not write */
        *value_out = g_ascii_strtod(trimmed, NULL);
    return TRUE;
}

int
ldose_node_integer(const LdoseXmlNode *node, const char *name, int otherwise)
{
    double value = 0;
    return ldose_node_number(node, name, &value) ? (int)value : otherwise;
}

int
ldose_node_word(const LdoseXmlNode *node, const char *name, const LdoseVocabulary *vocabulary,
                int otherwise)
{
    const char *text = ldose_xml_node_attribute(node, name);
    return text != NULL ? ldose_vocabulary_find(vocabulary, text, -1) : otherwise;
}

static LdoseBound
read_bound(const LdoseXmlNode *node, const char *owning, const char *open)
{
    LdoseBound bound = {FALSE, FALSE, 0};
    if (ldose_node_number(node, owning, &bound.limit))
        bound.bounded = bound.owned = TRUE;
    else if (ldose_node_number(node, open, &bound.limit))
        bound.bounded = TRUE;
    return bound;
}

LdoseInterval
ldose_node_interval(const LdoseXmlNode *node)
{
    return (LdoseInterval){read_bound(node, "from", "above"), read_bound(node, "to", "below")};
}

gboolean
ldose_node_interval_is_clear(const LdoseXmlNode *node)
{
    gboolean two_low = ldose_xml_node_attribute(node, "from") != NULL &&
                       ldose_xml_node_attribute(node, "above") != NULL;
    gboolean two_high = ldose_xml_node_attribute(node, "to") != NULL &&
                        ldose_xml_node_attribute(node, "below") != NULL;
    return !two_low && !two_high;
}

static LdoseDate
read_date(const LdoseXmlNode *node, const char *name)
{
    LdoseDate date = {0, 0, 0};
    const char *text = ldose_xml_node_attribute(node, name);
    if (text != NULL && !ldose_date_parse(text, strlen(text), &date))
        return (LdoseDate){0, 0, 0};
    return date;
}

static void
read_source(LdoseDocument *document, const LdoseXmlNode *node)
{
    LdoseSource source = {
        .id = ldose_document_keep_attribute(document, node, "id"),
        .kind = ldose_document_keep_attribute(document, node, "kind"),
        .title = ldose_document_keep_attribute(document, node, "title"),
        .issuer = ldose_document_keep_attribute(document, node, "issuer"),
        .edition = ldose_document_keep_attribute(document, node, "edition"),
        .locator = ldose_document_keep_attribute(document, node, "locator"),
        .doi = ldose_document_keep_attribute(document, node, "doi"),
        .url = ldose_document_keep_attribute(document, node, "url"),
        .read = read_date(node, "read"),
    };
    g_array_append_val(document->sources, source);
}

static void
read_header(LdoseDocument *document, const LdoseXmlNode *root)
{
    document->id = ldose_document_keep_attribute(document, root, "id");
    document->version = ldose_document_keep_attribute(document, root, "version");
    document->jurisdiction = ldose_document_keep_attribute(document, root, "jurisdiction");
    document->issued = read_date(root, "issued");
    document->review_by = read_date(root, "review-by");
    document->title = ldose_document_keep_text(document, ldose_xml_node_child(root, "title"));
    document->prepared_by =
        ldose_document_keep_text(document, ldose_xml_node_child(root, "prepared-by"));
    document->checked_by =
        ldose_document_keep_text(document, ldose_xml_node_child(root, "checked-by"));

    const char *status = ldose_xml_node_attribute(root, "status");
    for (guint i = 0; i < G_N_ELEMENTS(status_ids); i++) {
        if (g_strcmp0(status, status_ids[i]) == 0)
            document->status = (LdoseDocumentStatus)i;
    }
    ldose_document_keep_texts(document, root, "change", document->changes);
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "source"); node != NULL;
         node = ldose_xml_node_next(node, "source"))
        read_source(document, node);
}

/* The schema of the root's format version, compiled once a process; NULL when this program does not
 * know it. */
static const LdoseXmlSchema *
find_schema(LdoseDocumentKind kind, const char *namespace)
{
    static LdoseXmlSchema *compiled[G_N_ELEMENTS(formats)];
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (formats[i].kind != kind || strcmp(formats[i].namespace, namespace) != 0)
            continue;
        if (g_once_init_enter(&compiled[i])) {
            g_autoptr(GBytes) bytes = g_resource_lookup_data(
                schemas_get_resource(), formats[i].schema, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
            g_once_init_leave(&compiled[i], ldose_xml_schema_compile(bytes));
        }
        return compiled[i];
    }
    return NULL;
}

gboolean
ldose_document_find_kind(const char *path, LdoseDocumentKind *kind_out, GError **error)
{
    g_autoptr(GBytes) bytes =
        ldose_file_read_capped(path, LDOSE_DOCUMENT_MAX_SIZE, LDOSE_ERROR_DOCUMENT, error);
    if (bytes == NULL)
        return FALSE;
    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse(path, bytes, error);
    if (xml == NULL)
        return FALSE;
    const char *namespace = ldose_xml_document_namespace(xml);
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        g_autofree char *prefix =
            g_strdup_printf("urn:lymphodose:%s:", ldose_document_kind_id((LdoseDocumentKind)kind));
        if (g_str_has_prefix(namespace, prefix)) {
            *kind_out = (LdoseDocumentKind)kind;
            return TRUE;
        }
    }
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                    N_("%1$s:1: the root's namespace is \"%2$s\"; a rule document's begins with "
                       "\"urn:lymphodose:\""),
                    path, namespace);
    return FALSE;
}

gboolean
ldose_document_open(LdoseDocument *document, LdoseDocumentKind kind, const char *path,
                    LdoseXmlDocument **xml_out, GError **error)
{
    memset(document, 0, sizeof *document);
    document->kind = kind;
    document->strings = g_string_chunk_new(4096);
    document->changes = g_array_new(FALSE, FALSE, sizeof(const char *));
    document->sources = g_array_new(FALSE, FALSE, sizeof(LdoseSource));
    document->details = g_array_new(FALSE, FALSE, sizeof(LdoseDetail));
    document->path = ldose_document_keep(document, path);

    g_autoptr(GBytes) bytes =
        ldose_file_read_capped(path, LDOSE_DOCUMENT_MAX_SIZE, LDOSE_ERROR_DOCUMENT, error);
    if (bytes == NULL)
        return FALSE;
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_strlcpy(document->sha256, hash, sizeof document->sha256);

    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse(path, bytes, error);
    if (xml == NULL)
        return FALSE;
    const char *namespace = ldose_xml_document_namespace(xml);
    const LdoseXmlSchema *schema = find_schema(kind, namespace);
    if (schema == NULL) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("%1$s:1: the root's namespace is \"%2$s\"; this version reads \"%3$s\""),
                        path, namespace, formats[kind].namespace);
        return FALSE;
    }
    if (!ldose_xml_document_validate(xml, schema, error))
        return FALSE;
    read_header(document, ldose_xml_document_root(xml));
    ldose_document_read_details(document, ldose_xml_document_root(xml));
    *xml_out = g_steal_pointer(&xml);
    return TRUE;
}

void
ldose_document_clear(LdoseDocument *document)
{
    g_clear_pointer(&document->sources, g_array_unref);
    g_clear_pointer(&document->changes, g_array_unref);
    g_clear_pointer(&document->details, g_array_unref);
    g_clear_pointer(&document->strings, g_string_chunk_free);
}

const LdoseSource *
ldose_document_source(const LdoseDocument *document, const char *id)
{
    for (guint i = 0; i < document->sources->len; i++) {
        const LdoseSource *source = &g_array_index(document->sources, LdoseSource, i);
        if (strcmp(source->id, id) == 0)
            return source;
    }
    return NULL;
}

const LdoseSource *
ldose_document_first_source(const LdoseDocument *document, const char *ids)
{
    g_auto(GStrv) list = g_strsplit_set(ids, " \t\r\n", -1);
    for (guint i = 0; list[i] != NULL; i++) {
        if (list[i][0] != '\0')
            return ldose_document_source(document, list[i]);
    }
    return NULL;
}
