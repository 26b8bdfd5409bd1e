/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A site policy and a regimen as a person reads them: all that they say, row by row, each with its
 * source. A guidance has its own text (guidance-text.h). */
#pragma once

#include <glib.h>

#include "formulary.h"
#include "regimen.h"
#include "wording.h"

G_BEGIN_DECLS

typedef struct {
    char *heading; /* of the section that begins with this row; NULL: the section goes on */
    char *text;    /* what the row says; "" where the section only has a remark */
    char *more;    /* notes and lists below it; "" none */
    char *source;  /* "" none */
} LdoseDocumentRow;

/* Rows of LdoseDocumentRow, in the order of reading; the first has a heading. (transfer full) */
GPtrArray *ldose_formulary_rows(const LdoseFormulary *formulary, const LdoseWording *wording);
GPtrArray *ldose_regimen_rows(const LdoseRegimen *regimen, const LdoseWording *wording);

/* ---- for those two --------------------------------------------------------------------------- */

GPtrArray *ldose_document_rows_new(void);

/* The row that is added next begins a section. @heading: a translated text */
void ldose_document_rows_section(GPtrArray *rows, const char *heading);

/* Takes @text, @more and @source; each may be NULL. */
void ldose_document_rows_take(GPtrArray *rows, char *text, char *more, char *source);

G_END_DECLS
