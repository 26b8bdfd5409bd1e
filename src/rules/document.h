/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every rule document has: its header, its sources, its bytes' hash; and how it is opened. */
#pragma once

#include <glib.h>

#include "calendar.h"
#include "interval.h"
#include "number.h"
#include "vocabulary.h"
#include "xml-document.h"

G_BEGIN_DECLS

#define LDOSE_DOCUMENT_MAX_SIZE (512 * 1024)

typedef enum {
    LDOSE_DOCUMENT_REGIMENS,
    LDOSE_DOCUMENT_GUIDANCE,
    LDOSE_DOCUMENT_FORMULARY,
    LDOSE_N_DOCUMENT_KINDS
} LdoseDocumentKind;

typedef enum { LDOSE_STATUS_DRAFT, LDOSE_STATUS_RELEASED, LDOSE_STATUS_RETIRED } LdoseDocumentStatus;

typedef struct {
    const char *id, *kind, *title, *issuer, *edition, *locator, *doi, *url; /* "" where absent */
    LdoseDate read;
} LdoseSource;

/* Immutable once loaded. All strings live in @strings and die with the document. */
typedef struct {
    LdoseDocumentKind kind;
    const char *id, *version, *title, *jurisdiction, *prepared_by, *checked_by; /* "" where absent */
    LdoseDocumentStatus status;
    LdoseDate issued, review_by;
    GArray *changes;    /* const char *, newest last */
    GArray *sources;    /* LdoseSource */
    GArray *details;    /* LdoseDetail; see document-details.h */
    char sha256[65];    /* of the file's bytes, lower-case hex */
    const char *path;   /* as opened, for messages only */
    GStringChunk *strings;
} LdoseDocument;

/* The folder below the data directory, and the root element: "regimens", "guidance", "formulary". */
const char *ldose_document_kind_id(LdoseDocumentKind kind);
const char *ldose_document_status_id(LdoseDocumentStatus status);

/* As strcmp(), but "1.10" is later than "1.9". 0 only for the same text. */
int ldose_document_compare_versions(const char *one, const char *other);

/* Which kind of document a file says it is, by its root element's namespace.
 * Errors: LDOSE_ERROR_DOCUMENT: it cannot be read so far, or is no rule document. */
gboolean ldose_document_find_kind(const char *path, LdoseDocumentKind *kind_out, GError **error);

/* Opens a file as far as every kind needs it: reads it capped, hashes it, parses it with all defences,
 * asks whether this program knows its format version, and validates it against that version's schema.
 *
 * @xml_out: (out) (transfer full): the tree to build the model from
 * Errors: LDOSE_ERROR_DOCUMENT. */
gboolean ldose_document_open(LdoseDocument *document, LdoseDocumentKind kind, const char *path,
                             LdoseXmlDocument **xml_out, GError **error);

void ldose_document_clear(LdoseDocument *document);

const LdoseSource *ldose_document_source(const LdoseDocument *document, const char *id);

/* For the loaders of the three kinds. */
const char *ldose_document_keep(LdoseDocument *document, const char *text);
const char *ldose_document_keep_attribute(LdoseDocument *document, const LdoseXmlNode *node,
                                          const char *name); /* "" where absent */
const char *ldose_document_keep_text(LdoseDocument *document, const LdoseXmlNode *node);

/* The document's first source of a list of ids separated by blanks. */
const LdoseSource *ldose_document_first_source(const LdoseDocument *document, const char *ids);

/* Appends the text of every child element @name to an array of const char *. */
void ldose_document_keep_texts(LdoseDocument *document, const LdoseXmlNode *parent, const char *name,
                               GArray *texts);

/* The number in an attribute that the schema has already found to be a decimal. FALSE: absent. */
gboolean ldose_node_number(const LdoseXmlNode *node, const char *name, double *value_out);
int ldose_node_integer(const LdoseXmlNode *node, const char *name, int otherwise);
/* The word in an attribute that the schema has already restricted; @otherwise where it is absent. */
int ldose_node_word(const LdoseXmlNode *node, const char *name, const LdoseVocabulary *vocabulary,
                    int otherwise);

/* from/above … to/below; an absent end is open to infinity. */
LdoseInterval ldose_node_interval(const LdoseXmlNode *node);
/* FALSE where the element names both from and above, or both to and below. */
gboolean ldose_node_interval_is_clear(const LdoseXmlNode *node);

G_END_DECLS
