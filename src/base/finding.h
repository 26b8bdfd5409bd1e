/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary of findings: what a person must know beside the dose. Each code stands once, here;
 * columns, JSON, text, help and tests read it from this table. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    LDOSE_SEVERITY_STOP,        /* part of why there is no dose */
    LDOSE_SEVERITY_ACKNOWLEDGE, /* the page may not leave before somebody gives a reason and a name */
    LDOSE_SEVERITY_NOTE,
} LdoseSeverity;

/* In the order in which they are told: why there is no dose, then the twelve to acknowledge, then
 * notes. */
typedef enum {
    /* Why there is no dose. */
    LDOSE_FINDING_CREATININE_UNSTABLE,
    LDOSE_FINDING_NO_RULE_FOR_CHILDREN,
    LDOSE_FINDING_DRUG_NOT_COVERED,
    /* To acknowledge. */
    LDOSE_FINDING_CONTRAINDICATED_ELSEWHERE,
    LDOSE_FINDING_CLEARANCE_DISAGREES,
    LDOSE_FINDING_OUTSIDE_GATE,
    LDOSE_FINDING_OUTSIDE_POPULATION,
    LDOSE_FINDING_JURISDICTION_MIXED,
    LDOSE_FINDING_CREATININE_OLD,
    LDOSE_FINDING_CREATININE_UNRELIABLE,
    LDOSE_FINDING_WEIGHT_FLUID,
    LDOSE_FINDING_RULE_HOLE,
    LDOSE_FINDING_BOTH_ORGANS,
    LDOSE_FINDING_UNVERIFIED,
    LDOSE_FINDING_OVER_LIMIT,
    /* Notes. */
    LDOSE_FINDING_OVERRIDDEN,
    LDOSE_FINDING_CAUTION, /* a caution of a rule document; its text is the rule's */
    LDOSE_FINDING_NEAR_LIMIT,
    LDOSE_FINDING_INTERPRETED_LIMIT,
    LDOSE_FINDING_DIALYSIS_READING,
    LDOSE_FINDING_IN_PROPORTION,
    LDOSE_FINDING_ESTIMATOR_OTHER,
    LDOSE_FINDING_CLEARANCE_CHOSEN,
    LDOSE_FINDING_CREATININE_BOUND,
    LDOSE_FINDING_GILBERT,
    LDOSE_FINDING_ORDER_DIFFERS,
    LDOSE_FINDING_ROUNDING_FINER,
    LDOSE_FINDING_SIZE_CAPPED,
    LDOSE_FINDING_DOSING_WEIGHT_GIVEN,
    LDOSE_FINDING_WEIGHT_CHANGE,
    LDOSE_FINDING_WEIGHT_OLD,
    LDOSE_FINDING_WEIGHT_FLUID_MILD,
    LDOSE_FINDING_CLEARANCES_AGREE,
    LDOSE_FINDING_DATES_PAST,
    LDOSE_FINDING_WINDOW_OUTSIDE,
    LDOSE_FINDING_WINDOW_BOUNDARY,
    LDOSE_FINDING_OMISSION_POSSIBLE,
    LDOSE_FINDING_ALTERNATIVE_NAMED,
    LDOSE_FINDING_UNUSED_ANSWER,
    LDOSE_FINDING_PAST_REVIEW,
    LDOSE_FINDING_NOT_STATED,
    LDOSE_N_FINDINGS,
} LdoseFindingCode;

typedef struct {
    const char *id;         /* as columns and JSON write it */
    LdoseSeverity severity;
    const char *title;      /* a short heading, to be translated */
    const char *action;     /* what to do, to be translated; "" where the text says it */
} LdoseFindingKind;

const LdoseFindingKind *ldose_finding_kind(LdoseFindingCode code);

/* As machine files write it: "stop", "acknowledge", "note". */
const char *ldose_severity_id(LdoseSeverity severity);

/* Finds a code by its id; FALSE when there is none. */
gboolean ldose_finding_from_id(const char *id, LdoseFindingCode *code_out);

G_END_DECLS
