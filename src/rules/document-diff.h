/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two versions of a rule document, by meaning and not by line: which rule says
 * what for whom. The order of rows, blanks and comments are no difference; everything else that a
 * document can say is. */
#pragma once

#include <glib.h>

#include "formulary.h"
#include "guidance.h"
#include "regimen.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_CHANGE_HEADER,      /* title, version, people, dates */
    LDOSE_CHANGE_SOURCE,      /* a source of the header */
    LDOSE_CHANGE_APPLIES,     /* whom a document or table is for; which drugs it covers */
    LDOSE_CHANGE_BASE,        /* the course that parts refer to; how parts combine */
    LDOSE_CHANGE_TABLE,       /* a table added, removed, renamed or for another drug or cohort */
    LDOSE_CHANGE_AXIS,        /* what a table is cut by */
    LDOSE_CHANGE_RULE,        /* a row or condition added, removed or renamed */
    LDOSE_CHANGE_LIMIT,       /* where a row begins or ends, and who owns that limit */
    LDOSE_CHANGE_OUTCOME,     /* what a row says */
    LDOSE_CHANGE_EVIDENCE,    /* how well a row is known, and whether its limits are the source's */
    LDOSE_CHANGE_FINDING,     /* what a row tells or waits for: the attribute finding */
    LDOSE_CHANGE_RULE_SOURCE, /* which sources a row cites, and where */
    LDOSE_CHANGE_TEXT,        /* a note, a warning, a name, who signed a house value */
    LDOSE_CHANGE_REGION,      /* the sum of it: a region where another outcome counts */
    LDOSE_CHANGE_VALUE,       /* a value of a regimen or site policy */
    LDOSE_CHANGE_DISPLAY,     /* in which units values are shown, and whether exposure is */
    LDOSE_N_CHANGES
} LdoseChangeKind;

/* "header", "limit" … and whether such a change can change a dose. */
const char *ldose_change_id(LdoseChangeKind kind);
gboolean ldose_change_is_about_dose(LdoseChangeKind kind);

typedef struct {
    LdoseChangeKind kind;
    char *place; /* "table flu-renal, row fr2"; "" the document */
    char *what;  /* "title", "upper limit of clearance" … */
    char *from;  /* NULL: it was not there */
    char *to;    /* NULL: it is there no more */
} LdoseChange;

/* Tables are matched by id, else by drug, cohort and whom they are for; rows by id, else by region.
 *
 * Result: (transfer full) (element-type LdoseChange), in the order of the newer document */
GPtrArray *ldose_guidance_diff(const LdoseGuidance *older, const LdoseGuidance *newer);
GPtrArray *ldose_regimen_diff(const LdoseRegimen *older, const LdoseRegimen *newer);
GPtrArray *ldose_formulary_diff(const LdoseFormulary *older, const LdoseFormulary *newer);

/* An outcome in the words that documents are written in: "dose-of 20 of 25 mg/m2", "undefined,
 * reading fr3", "choice S1 0.8; S5 from 0.5 below 1". (transfer full) */
char *ldose_outcome_words(const LdoseRule *rule);

/* What counts of a row: the outcome that it reads, without the source's own words. (transfer full) */
char *ldose_counting_outcome_words(const LdoseRule *rule);

G_END_DECLS
