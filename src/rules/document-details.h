/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document says beside what the program computes with: which sources a value cites, how well
 * it is known, notes and warnings, who signed. For the comparison of two versions, which tells all
 * that was changed. */
#pragma once

#include "document.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_DETAIL_SOURCE,
    LDOSE_DETAIL_EVIDENCE,
    LDOSE_DETAIL_VALUE,
    LDOSE_DETAIL_TEXT,
    LDOSE_DETAIL_DISPLAY,
} LdoseDetailKind;

/* All strings live in the document. */
typedef struct {
    LdoseDetailKind kind;
    const char *place; /* "regimen, dose fludarabine, day -5" */
    const char *what;  /* the attribute, or "text" */
    const char *text;
} LdoseDetail;

/* Fills document->details from the validated tree; for ldose_document_open(). */
void ldose_document_read_details(LdoseDocument *document, const LdoseXmlNode *root);

G_END_DECLS
