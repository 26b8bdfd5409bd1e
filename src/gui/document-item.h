/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as a row of a list: what it is called, whom it is for, how firm it is. */
#pragma once

#include <gio/gio.h>

#include "library.h"
#include "wording.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_DOCUMENT_ITEM (ldose_document_item_get_type())
G_DECLARE_FINAL_TYPE(LdoseDocumentItem, ldose_document_item, LDOSE, DOCUMENT_ITEM, GObject)

struct _LdoseDocumentItem {
    GObject parent;
    LdoseDocumentKind kind;
    const LdoseDocument *document; /* of the library */
    char *id;                      /* as a case names it */
    char *title;                   /* "Yescarta" */
    char *subtitle;                /* indication, jurisdiction, evidence, status */
    char *search;                  /* case-folded */
    char *contents;                /* likewise, of the whole document; NULL: not asked for yet */
};

/* The newest version of every document of a kind that can be used; those of @country first.
 *
 * @country: (nullable): "US"
 * Result: (transfer full) (element-type LdoseDocumentItem) */
GListStore *ldose_document_items(LdoseLibrary *library, LdoseDocumentKind kind, const char *country,
                                 const LdoseWording *wording);

/* Every version of every document. (transfer full) */
GListStore *ldose_document_items_all(LdoseLibrary *library, const LdoseWording *wording);

/* Any document of the library by "id" or "id@version". Result: (transfer none) (nullable). */
const LdoseDocument *
ldose_document_of(LdoseLibrary *library, LdoseDocumentKind kind, const char *name);

/* Whether all words of @text occur in the item. */
gboolean ldose_document_item_matches(LdoseDocumentItem *item, const char *text);

/* The same over everything that stands in the document: rules, notes, sources, hash. */
gboolean ldose_document_item_holds(LdoseDocumentItem *item, LdoseLibrary *library, const char *text,
                                   const LdoseWording *wording);

/* Whether all words of @words occur in @text, in whatever case. */
gboolean ldose_text_holds_words(const char *text, const char *words);

/* "draft", "released", "retired", for a person. */
const char *ldose_document_status_word(LdoseDocumentStatus status);

/* A country's code stays as it is; "any" and "none" are words. */
const char *ldose_document_jurisdiction_text(const LdoseDocument *document);

G_END_DECLS
