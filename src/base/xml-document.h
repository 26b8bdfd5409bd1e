/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where XML is read, for rule documents and records alike: hostile files are refused in
 * bounded time and memory, every message has a line number, and callers never see libxml2. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LDOSE_XML_MAX_ATTRIBUTES 64

typedef struct _LdoseXmlDocument LdoseXmlDocument;
typedef struct _LdoseXmlSchema LdoseXmlSchema;
typedef struct _LdoseXmlNode LdoseXmlNode; /* an element, owned by its document */

/* Parses @bytes. Refuses any DOCTYPE, any encoding but UTF-8, more than LDOSE_XML_MAX_ATTRIBUTES
 * attributes on an element, and whatever libxml2 refuses by default (depth above 256, a text above
 * 10 MB). Never opens another file and never touches the network.
 *
 * @path: the name that messages carry; not opened
 * Result: (transfer full) (nullable): the document
 * Errors: LDOSE_ERROR_DOCUMENT with one line a fault, "path:line: what". */
LdoseXmlDocument *ldose_xml_document_parse(const char *path, GBytes *bytes, GError **error);
void ldose_xml_document_free(LdoseXmlDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseXmlDocument, ldose_xml_document_free)

/* Compiles an XSD 1.0 schema without imports. One that does not compile is a programmer error.
 * Result: (transfer full) */
LdoseXmlSchema *ldose_xml_schema_compile(GBytes *schema);
void ldose_xml_schema_free(LdoseXmlSchema *schema);

/* Checks the document against a schema; tells all faults, not only the first.
 * Errors: LDOSE_ERROR_DOCUMENT. */
gboolean ldose_xml_document_validate(LdoseXmlDocument *document, const LdoseXmlSchema *schema,
                                     GError **error);

/* The namespace of the root element ("" for none): it names kind and format version. */
const char *ldose_xml_document_namespace(const LdoseXmlDocument *document);

const LdoseXmlNode *ldose_xml_document_root(const LdoseXmlDocument *document);

/* The first child element, and the next sibling element. @name NULL: any. Result: (nullable). */
const LdoseXmlNode *ldose_xml_node_child(const LdoseXmlNode *node, const char *name);
const LdoseXmlNode *ldose_xml_node_next(const LdoseXmlNode *node, const char *name);
const char *ldose_xml_node_name(const LdoseXmlNode *node);
int ldose_xml_node_line(const LdoseXmlNode *node);

/* The value of an attribute; NULL where it is absent. Owned by the document. */
const char *ldose_xml_node_attribute(const LdoseXmlNode *node, const char *name);

/* All text below @node, blanks trimmed and collapsed as the translation extractor does, so that it can
 * be looked up in a catalogue. (transfer full), "" where there is none. */
char *ldose_xml_node_text(const LdoseXmlNode *node);

G_END_DECLS
