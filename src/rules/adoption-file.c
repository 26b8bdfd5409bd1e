/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an adoption list: how it is written and read. */
#include "adoption.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "file-read.h"
#include "schemas.h"
#include "wording.h"
#include "xml-text.h"

#define NAMESPACE "urn:lymphodose:adopted:1"
#define SCHEMA    "/lymphodose/schema/adopted-1.xsd"
#define CHECK     "sound" /* a document that loads has passed its proof */

/* ---- writing --------------------------------------------------------------------------------- */

static void
count_attribute(GString *out, const char *name, guint count)
{
    g_string_append_printf(out, " %s=\"%u\"", name, count);
}

static void
write_document(GString *out, const LdoseAdoption *adoption)
{
    g_string_append(out, "  <document");
    ldose_xml_attribute(out, "kind", ldose_document_kind_id(adoption->kind));
    ldose_xml_attribute(out, "id", adoption->id);
    ldose_xml_attribute(out, "version", adoption->version);
    ldose_xml_attribute(out, "sha256", adoption->sha256);
    ldose_xml_attribute(out, "status", ldose_document_status_id(adoption->status));
    ldose_xml_attribute(out, "by", adoption->by);
    ldose_xml_attribute(out, "checked-by", adoption->checked_by);
    ldose_xml_attribute(out, "at", adoption->at);
    ldose_xml_attribute(out, "program", adoption->program);
    ldose_xml_attribute(out, "check", CHECK);
    g_string_append(out, ">\n");
    for (guint i = 0; i < adoption->n_attestations; i++) {
        g_string_append(out, "    <attest");
        ldose_xml_attribute(out, "row", adoption->attestations[i].row);
        ldose_xml_attribute(out, "text", adoption->attestations[i].text);
        g_string_append(out, "/>\n");
    }
    for (guint i = 0; i < adoption->n_suites; i++) {
        g_string_append(out, "    <suite");
        ldose_xml_attribute(out, "name", adoption->suites[i].name);
        ldose_xml_attribute(out, "sha256", adoption->suites[i].sha256);
        count_attribute(out, "passed", adoption->suites[i].passed);
        count_attribute(out, "failed", adoption->suites[i].failed);
        g_string_append(out, "/>\n");
    }
    if (adoption->withdrawal != NULL) {
        g_string_append(out, "    <withdrawn");
        ldose_xml_attribute(out, "by", adoption->withdrawal->by);
        ldose_xml_attribute(out, "checked-by", adoption->withdrawal->checked_by);
        ldose_xml_attribute(out, "at", adoption->withdrawal->at);
        ldose_xml_attribute(out, "reason", adoption->withdrawal->reason);
        g_string_append(out, "/>\n");
    }
    g_string_append(out, "  </document>\n");
}

GBytes *
ldose_adoption_list_serialize(const LdoseAdoptionList *list)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<adopted xmlns=\"" NAMESPACE "\">\n");
    for (guint i = 0; i < ldose_adoption_list_length(list); i++)
        write_document(out, ldose_adoption_list_get(list, i));
    g_string_append(out, "</adopted>\n");
    return g_string_free_to_bytes(out);
}

/* ---- reading --------------------------------------------------------------------------------- */

static const char *
attribute(const LdoseXmlNode *node, const char *name)
{
    const char *text = ldose_xml_node_attribute(node, name);
    return text != NULL ? text : "";
}

static guint
count_of(const LdoseXmlNode *node, const char *name)
{
    return (guint)strtoul(attribute(node, name), NULL, 10);
}

static void
read_parts(const LdoseXmlNode *node, GArray *attestations, GArray *suites)
{
    for (const LdoseXmlNode *child = ldose_xml_node_child(node, "attest"); child != NULL;
         child = ldose_xml_node_next(child, "attest")) {
        LdoseAttestation attestation = {attribute(child, "row"), attribute(child, "text")};
        g_array_append_val(attestations, attestation);
    }
    for (const LdoseXmlNode *child = ldose_xml_node_child(node, "suite"); child != NULL;
         child = ldose_xml_node_next(child, "suite")) {
        LdoseAdoptionSuite suite = {attribute(child, "name"), attribute(child, "sha256"),
                                    count_of(child, "passed"), count_of(child, "failed")};
        g_array_append_val(suites, suite);
    }
}

static gboolean
read_document(LdoseAdoptionList *list, const LdoseXmlNode *node, GError **error)
{
    g_autoptr(GArray) attestations = g_array_new(FALSE, FALSE, sizeof(LdoseAttestation));
    g_autoptr(GArray) suites = g_array_new(FALSE, FALSE, sizeof(LdoseAdoptionSuite));
    LdoseAdoption adoption = {
        .id = attribute(node, "id"),
        .version = attribute(node, "version"),
        .sha256 = attribute(node, "sha256"),
        .by = attribute(node, "by"),
        .checked_by = attribute(node, "checked-by"),
        .at = attribute(node, "at"),
        .program = attribute(node, "program"),
    };
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        if (strcmp(attribute(node, "kind"), ldose_document_kind_id((LdoseDocumentKind)kind)) == 0)
            adoption.kind = (LdoseDocumentKind)kind;
    }
    if (strcmp(attribute(node, "status"), ldose_document_status_id(LDOSE_STATUS_RELEASED)) == 0)
        adoption.status = LDOSE_STATUS_RELEASED;
    read_parts(node, attestations, suites);
    const LdoseXmlNode *withdrawn = ldose_xml_node_child(node, "withdrawn");
    LdoseWithdrawal withdrawal = {NULL, NULL, NULL, NULL};
    if (withdrawn != NULL) {
        withdrawal = (LdoseWithdrawal){
            .by = attribute(withdrawn, "by"),
            .checked_by = attribute(withdrawn, "checked-by"),
            .at = attribute(withdrawn, "at"),
            .reason = attribute(withdrawn, "reason"),
        };
        adoption.withdrawal = &withdrawal;
    }
    adoption.attestations = (const LdoseAttestation *)(const void *)attestations->data;
    adoption.n_attestations = attestations->len;
    adoption.suites = (const LdoseAdoptionSuite *)(const void *)suites->data;
    adoption.n_suites = suites->len;
    return ldose_adoption_list_put(list, &adoption, error);
}

/* Compiled once a process. */
static const LdoseXmlSchema *
get_schema(void)
{
    static LdoseXmlSchema *schema;
    if (g_once_init_enter(&schema)) {
        g_autoptr(GBytes) bytes = g_resource_lookup_data(schemas_get_resource(), SCHEMA,
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
        g_assert(bytes != NULL);
        g_once_init_leave(&schema, ldose_xml_schema_compile(bytes));
    }
    return schema;
}

static gboolean
check_format(const char *path, LdoseXmlDocument *xml, GError **error)
{
    const char *namespace = ldose_xml_document_namespace(xml);
    if (strcmp(namespace, NAMESPACE) != 0) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("%1$s:1: the root's namespace is \"%2$s\"; this version reads \"%3$s\""),
                        path, namespace, NAMESPACE);
        return FALSE;
    }
    return ldose_xml_document_validate(xml, get_schema(), error);
}

LdoseAdoptionList *
ldose_adoption_list_parse(const char *path, GBytes *bytes, GError **error)
{
    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse(path, bytes, error);
    if (xml == NULL || !check_format(path, xml, error))
        return NULL;
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    const LdoseXmlNode *root = ldose_xml_document_root(xml);
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "document"); node != NULL;
         node = ldose_xml_node_next(node, "document")) {
        g_autoptr(GError) cause = NULL;
        if (!read_document(list, node, &cause)) {
            ldose_set_error(error, LDOSE_ERROR_DOCUMENT, "%1$s:%2$d: %3$s", path,
                            ldose_xml_node_line(node), cause->message);
            return NULL;
        }
    }
    return g_steal_pointer(&list);
}

LdoseAdoptionList *
ldose_adoption_list_load(const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) cause = NULL;
    if (!ldose_file_read_if_there(path, LDOSE_DOCUMENT_MAX_SIZE, LDOSE_ERROR_DOCUMENT, &bytes,
                                  &cause)) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("%1$s: this list may say which documents are in use here; let it be "
                           "read, or remove it"),
                        cause->message);
        return NULL;
    }
    if (bytes == NULL)
        return ldose_adoption_list_new();
    return ldose_adoption_list_parse(path, bytes, error);
}
