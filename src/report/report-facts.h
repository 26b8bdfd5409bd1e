/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every report of a run says of the run itself: when, where, by whom, with which documents.
 * The caller knows the clock, the machine and the locale; nothing here asks for them. */
#pragma once

#include <glib.h>

#include "library.h"
#include "wording.h"

G_BEGIN_DECLS

typedef struct {
    const char *at;      /* ISO 8601 */
    const char *machine; /* "Linux 6.1.0-13-amd64 x86_64, pharmacy-3" */
    const char *locale;
    const char *operator_name; /* NULL: not told */
    GPtrArray
        *documents;    /* const LdoseDocument *: every one that can be used, by kind, id, version */
    GPtrArray *faults; /* char *: why a document does not load */
} LdoseReportFacts;

/* Loads every document of the library, which proves it. A plan looks into each of them (a stop
 * elsewhere is a finding), so each belongs to the run. */
void ldose_report_facts_load(LdoseReportFacts *facts, LdoseLibrary *library);
void ldose_report_facts_clear(LdoseReportFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LdoseReportFacts, ldose_report_facts_clear)

G_END_DECLS
