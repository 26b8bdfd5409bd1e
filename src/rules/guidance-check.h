/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof that the tables of a guidance are sound: no gap, no conflicting overlap, no unreachable
 * row, units and direction right, every row sourced. Exact: each axis is cut at every limit, and
 * every cell of the product (each limit and each open interval between) is asked which rows hold
 * it. */
#pragma once

#include <glib.h>

#include "guidance-region.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_CHECK_ERROR,   /* the document does not load */
    LDOSE_CHECK_WARNING, /* counts under --strict */
    LDOSE_CHECK_NOTE,
} LdoseCheckSeverity;

/* The numbered rules of soundness (R20). A number keeps its meaning for ever. */
typedef enum {
    LDOSE_CHECK_GAP,               /* G01 no row holds a cell */
    LDOSE_CHECK_OVERLAP_CONFLICTS, /* G02 two rows with different outcomes hold a cell */
    LDOSE_CHECK_OVERLAP_AGREES,    /* G03 two rows with the same outcome hold a cell */
    LDOSE_CHECK_UNREACHABLE,       /* G04 no cell is decided by the row */
    LDOSE_CHECK_DOMAIN,       /* G05 a limit outside what the quantity can be, or an empty range */
    LDOSE_CHECK_DIRECTION,    /* G06 worse organ function, higher dose */
    LDOSE_CHECK_SILENT_WORSE, /* G07 silent or not-read on the worse side of a stated row */
    LDOSE_CHECK_UNIT,         /* G08 unit or metric does not fit the quantity */
    LDOSE_CHECK_COHORT_MISSING,   /* G09 a covered drug without a renal, hepatic or weight table */
    LDOSE_CHECK_SOURCE_MISSING,   /* G10 a source id that the header does not hold */
    LDOSE_CHECK_RENAL_UNSTATED,   /* G11 fludarabine's renal table states nothing */
    LDOSE_CHECK_OUTCOME,          /* G12 an outcome is incomplete or contradicts itself */
    LDOSE_CHECK_REVIEWER_MISSING, /* G13 released without a second person */
    LDOSE_CHECK_FINDING_UNKNOWN,  /* G14 an unknown finding or condition */
    LDOSE_CHECK_TABLES_OVERLAP,   /* G15 two tables of one drug and cohort for one regimen */
    LDOSE_CHECK_GENERAL_DOSES,    /* G16 general findings may only warn, stop or ask */
    LDOSE_CHECK_PAST_REVIEW,      /* G17 past its review date */
    LDOSE_CHECK_UNDEFINED,        /* G18 the source leaves a hole; which reading is used */
    LDOSE_CHECK_DRAFT,            /* G19 not yet checked by a second person */
    LDOSE_CHECK_TOO_LARGE,        /* G20 a table with more cells than are checked */
    /* Told by the loader as it builds the model, so that no others follow. */
    LDOSE_CHECK_RANGE_ENDS,      /* G21 a range with two lower or two upper ends */
    LDOSE_CHECK_RANGE_AXIS,      /* G22 a range or word that belongs to no axis, or to one twice */
    LDOSE_CHECK_WORD_UNKNOWN,    /* G23 a word that its axis does not have */
    LDOSE_CHECK_READING_UNKNOWN, /* G24 a reading that is not another row of its table */
    LDOSE_CHECK_AXES_MANY,       /* G25 more axes than a table can have */
    LDOSE_N_CHECKS
} LdoseCheckCode;

typedef struct {
    const char *number; /* "G01" */
    const char *id;     /* "gap" */
    LdoseCheckSeverity severity;
    const char *title; /* to be translated */
} LdoseCheckKind;

const LdoseCheckKind *ldose_check_kind(LdoseCheckCode code);

typedef struct {
    LdoseCheckCode code;
    const LdoseTable *table; /* NULL: the document as a whole */
    char *rule_ids;          /* separated by blanks; "" none */
    char *region;            /* @place as text: "clearance above 79 below 80 mL/min"; "" none */
    char *message;           /* what is wrong, in the language of errors */
    char *english;           /* the same for files of machines, which have one language */
    char *proposal;          /* what would mend it, as elements where that can be said; "" none */
    int line;
    /* Of a table that is missing: */
    int drug, cohort;    /* LdoseDrug, LdoseCohort; -1: another fault */
    const char *regimen; /* which one lacks it; NULL: all */
    double age_years;    /* an age that a table leaves out; 0: another fault */
    gboolean has_place;
    LdoseRegion place;
    gboolean has_witness;
    double witness[LDOSE_TABLE_MAX_AXES]; /* one value an axis of @table, inside @place */
} LdoseCheckFinding;

/* All findings, in the order of the document.
 *
 * @on: the day for "past review"; year 0: not asked
 * Result: (transfer full) (element-type LdoseCheckFinding). */
GPtrArray *ldose_guidance_check(const LdoseGuidance *guidance, LdoseDate on);

/* The findings about the header alone, which every kind of document has; otherwise likewise. */
GPtrArray *ldose_document_check(const LdoseDocument *document, LdoseDate on);

/* More comparisons of a row with a cell than this are not made for one table: a document that asks
 * for them is refused. Shipped tables need a few hundred. */
#define LDOSE_CHECK_MAX_WORK 2e6

/* What the loader asks: FALSE with LDOSE_ERROR_DOCUMENT and one line an error, if there is any. */
gboolean ldose_guidance_prove(const LdoseGuidance *guidance, GError **error);

/* Likewise for the header alone. */
gboolean ldose_document_prove(const LdoseDocument *document, GError **error);

/* What an outcome allows, for comparing two rows: parts of the base dose (0 to 0: none), or nothing
 * that can be compared (@known FALSE: left to a person, or not about a dose). */
typedef struct {
    gboolean known;
    LdosePart part;
} LdoseEffect;

LdoseEffect ldose_rule_effect(const LdoseTable *table, const LdoseRule *rule);

/* Whether two rows lead to the same dose, decision or stop. */
gboolean ldose_rules_agree(const LdoseTable *table, const LdoseRule *one, const LdoseRule *other);

G_END_DECLS
