/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the proof found in rule documents, told to their author: each finding with its region, a
 * patient that the engine confirms to lie there, what would happen today, and what to write. */
#pragma once

#include <glib.h>

#include "guidance-check.h"
#include "library.h"
#include "made-up-case.h"
#include "wording.h"

G_BEGIN_DECLS

/* A patient in a finding's region. */
typedef struct {
    gboolean found;        /* else nobody that can be entered lies there */
    gboolean runs_in_calc; /* calc --unsound shows it; not for general findings */
    LdoseMadeUp made_up;
    char *today; /* what a plan with this document says of him */
} LdoseCheckWitness;

typedef struct {
    char *path;
    LdoseDocumentKind kind;
    gboolean missing; /* there is no such file, or it cannot be opened */
    char *fault;      /* what keeps it from being read at all, a line each; NULL: read */
    const LdoseDocument *document; /* NULL where it was not read */
    LdoseGuidance *guidance;       /* the one of its kind */
    LdoseRegimen *regimen;
    LdoseFormulary *formulary;
    GPtrArray *findings;  /* LdoseCheckFinding */
    GPtrArray *witnesses; /* LdoseCheckWitness, one a finding */
    guint n_errors, n_warnings, n_notes;
} LdoseCheckedDocument;

/* Opens and checks a file of any kind, in the loader's own order.
 *
 * @library: where the other documents of a witness's plan come from; none of it is an error
 * @on: the day for "past review"; year 0: not asked
 * Result: (transfer full) */
LdoseCheckedDocument *
ldose_checked_document_new(const char *path, LdoseLibrary *library, LdoseDate on);
void ldose_checked_document_free(LdoseCheckedDocument *checked);

/* A witness as "--set name=value …". */
void ldose_check_witness_arguments(GString *out, const LdoseMadeUp *made_up);

/* @checked: (element-type LdoseCheckedDocument) */
void ldose_check_report_text(GString *out, const GPtrArray *checked, const LdoseWording *wording);
void ldose_check_report_json(GString *out, const GPtrArray *checked);
/* @strict: warnings are failures */
void ldose_check_report_junit(GString *out, const GPtrArray *checked, gboolean strict);

G_END_DECLS
