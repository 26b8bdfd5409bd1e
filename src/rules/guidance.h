/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A guidance: one body of adjustment rules, as tables cut by organ function or size, and stops that
 * hang on a condition. Immutable once loaded; a document with errors does not load. */
#pragma once

#include <glib.h>

#include "document.h"
#include "finding.h"
#include "formula.h"
#include "quantity.h"

G_BEGIN_DECLS

#define LDOSE_TABLE_MAX_AXES 4

typedef struct {
    LdoseQuantity quantity;
    LdoseUnit unit;
    gboolean indexed;         /* clearance only: per 1.73 m² */
    int equation;             /* the clearance formula (LdoseFormulaId) that the source names; -1: it
                                 names none; -2: none of this program's, refused by the check */
} LdoseAxis;

/* A part of the base dose, or a range of parts: [low, high] or [low, high). */
typedef struct {
    double low, high;
    gboolean high_owned;
} LdosePart;

/* One source's answer where sources differ. */
typedef struct {
    const char *source_id;
    gboolean stop; /* else @part */
    LdosePart part;
    const char *remark;
} LdoseOption;

typedef enum { LDOSE_OTHERWISE_NONE, LDOSE_OTHERWISE_ASK, LDOSE_OTHERWISE_STOP } LdoseOtherwise;

typedef struct _LdoseRule LdoseRule;
struct _LdoseRule {
    const char *id, *locator, *note;
    const char *source_ids;     /* one or more, separated by blanks; the first is shown */
    const LdoseSource *source;  /* the first */
    LdoseEvidence evidence;
    LdoseEdgeBasis edge_basis;
    int finding;                /* LdoseFindingCode, or -1 */
    gboolean quiet_with_clearance; /* says nothing once a clearance is in use */
    gboolean under_10_kg;          /* the decision on doses below 10 kg */
    int line;

    LdoseInterval ranges[LDOSE_TABLE_MAX_AXES]; /* by axis; unbounded where the row names none */
    guint words[LDOSE_TABLE_MAX_AXES];          /* by enumerated axis: a bit a word */

    LdoseOutcomeKind outcome;
    const char *text;        /* the source's verb, or the section not read */
    LdosePart part;          /* fraction, dose-of, fraction-range; 1 for full, silent, not-read, caution */
    double dose, dose_base;  /* dose-of: @dose instead of @dose_base */
    LdoseUnit dose_unit;
    GArray *options;         /* LdoseOption, of a choice; else NULL */
    const LdoseRule *reading; /* undefined: the row that we read here, or NULL */
    LdoseOtherwise otherwise;
    double fallback;         /* avoid: the source's part for an override; 0: none */
    LdoseWeightKind size_weight;
    double size_cap_m2;      /* 0: none */
};

/* Whom a document or a table is for. */
typedef struct {
    LdoseInterval age_years;
    GArray *regimens; /* const char *; empty: any */
    GArray *products; /* const char *; empty: any */
} LdoseApplies;

typedef struct {
    const char *id;
    int drug; /* LdoseDrug or LDOSE_DRUG_ANY */
    LdoseCohort cohort;
    LdoseApplies applies;
    LdoseAxis axes[LDOSE_TABLE_MAX_AXES];
    guint n_axes;
    LdoseRule *rules;
    guint n_rules;
    double *limits[LDOSE_TABLE_MAX_AXES]; /* by numeric axis: every limit of its rows, rising */
    guint n_limits[LDOSE_TABLE_MAX_AXES];
    /* Of a table with one numeric axis: the first row that holds each of its 2 × limits + 1 cells, from
     * below the first limit, at it, above it … on. NULL: another kind of table. */
    const LdoseRule **cells;
    int line;
} LdoseTable;

typedef struct {
    LdoseRule rule;
    int drug; /* LdoseDrug or LDOSE_DRUG_ANY */
    LdoseCondition condition;
} LdoseStop;

/* The course that a document's parts refer to, for one drug. */
typedef struct {
    double amount;
    LdoseUnit unit;
    int days;
} LdoseBaseCourse;

typedef struct {
    LdoseDocument document;
    LdoseGuidanceKind kind;
    LdoseCombine combine;
    LdoseApplies applies;
    gboolean not_covered[LDOSE_N_DRUGS];
    LdoseBaseCourse base[LDOSE_N_DRUGS]; /* amount 0: not stated */
    LdoseTable *tables;
    guint n_tables;
    LdoseStop *stops;
    guint n_stops;
} LdoseGuidance;

/* Loads a guidance in the order of defence: size, hash, parse, format version, schema, model, and the
 * proof that its tables are sound (see guidance-check.h).
 *
 * @unsound: also take a document that fails the proof, for seeing a witness
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_DOCUMENT, one line a fault with line number and rule id. */
LdoseGuidance *ldose_guidance_load(const char *path, gboolean unsound, GError **error);
void ldose_guidance_free(LdoseGuidance *guidance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseGuidance, ldose_guidance_free)

/* The first row that holds all of @values (one an axis, in the axis's unit; a word's number for an
 * enumerated axis). A sound table has exactly one. Result: (nullable). */
const LdoseRule *ldose_table_match(const LdoseTable *table, const double *values);

/* Whether row @rule of @table holds @values. */
gboolean ldose_rule_holds(const LdoseTable *table, const LdoseRule *rule, const double *values);

/* The row whose outcome counts: the reading of an undefined row, else the row itself. */
const LdoseRule *ldose_rule_resolved(const LdoseRule *rule);

/* The neighbours of an undefined row that asks, in a table of one numeric axis: the rows that begin
 * and end where it ends and begins. Result: FALSE where either is missing. */
gboolean ldose_rule_neighbours(const LdoseTable *table, const LdoseRule *rule,
                               const LdoseRule **below_out, const LdoseRule **above_out);

gboolean ldose_applies_to_age(const LdoseApplies *applies, double age_years);
gboolean ldose_applies_to_regimen(const LdoseApplies *applies, const char *regimen_id,
                                  const char *product);

/* Whether the document's domain begins at 18 years or later: it has no rows for children. */
gboolean ldose_guidance_is_for_adults(const LdoseGuidance *guidance);

/* The number of the axis, or -1. */
int ldose_table_axis(const LdoseTable *table, LdoseQuantity quantity);

/* Whether two parts hold the same values: their ends, and whether the upper one belongs to them. */
gboolean ldose_part_equal(const LdosePart *one, const LdosePart *other);

gboolean ldose_part_contains(const LdosePart *part, double value);

G_END_DECLS
