/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files of the proof only: what guidance-check.c, guidance-table-check.c, guidance-cells.c,
 * guidance-proposal.c and rule-effect.c ask of each other. */
#pragma once

#include "guidance-check.h"

G_BEGIN_DECLS

/* Which end of a quantity is the sick one. */
typedef enum { LDOSE_WORSE_NONE, LDOSE_WORSE_LOW, LDOSE_WORSE_HIGH } LdoseWorseEnd;

typedef struct {
    LdoseUnit unit;
    LdoseQuantity quantity;
    double most; /* more than anybody has */
    LdoseWorseEnd worse;
} LdoseDomain;

/* What the axis's quantity can be in its unit. Result: (nullable): NULL, the unit does not fit. */
const LdoseDomain *ldose_axis_domain(const LdoseAxis *axis);

/* The axis elements that fit a quantity, ready to be written. @children: a clearance is indexed.
 * (transfer full) */
char *ldose_propose_axis(const LdoseAxis *axis, gboolean children);

LdoseCheckFinding *
ldose_check_add(GPtrArray *findings, LdoseCheckCode code, const LdoseTable *table,
                const char *rule_ids, int line, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* (transfer full) @proposal */
void ldose_check_propose(LdoseCheckFinding *finding, char *proposal);

void ldose_check_place(LdoseCheckFinding *finding, const LdoseRegion *region);

gboolean ldose_rule_is_unstated(const LdoseRule *rule);

/* Whether the worse of two cells allows more than the better one. */
gboolean
ldose_rule_allows_more(const LdoseTable *table, const LdoseRule *worse, const LdoseRule *better);

/* What is asked of a row, also of a condition's (@table NULL), and of a table. */
void ldose_check_rule(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table,
                      LdoseCohort cohort, const LdoseRule *rule);
void ldose_check_table(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table);

/* Asks every cell of a table with axes whose units fit: gaps, overlaps, unreachable rows,
 * direction; and gives a witness to the findings about single rows that stand in @findings from
 * @first on. */
void ldose_check_cells(GPtrArray *findings, guint first, const LdoseTable *table);

/* ---- what would mend a fault; all (transfer full) -------------------------------------------- */

/* A row for a region that none holds.
 *
 * @worse, @better: (nullable): the rows beside it
 * @directed: the table has a sick end */
char *ldose_propose_row(const LdoseTable *table, const LdoseRegion *gap, const LdoseRule *worse,
                        const LdoseRule *better, gboolean directed);

/* Two rows hold a region: the range of the milder one (or of the later one) without it. */
char *ldose_propose_cut(const LdoseTable *table, const LdoseRegion *overlap, const LdoseRule *one,
                        const LdoseRule *other);

/* The outcome that reads @rule: <undefined reading="…"/>. */
char *ldose_propose_reading(const LdoseRule *rule);

/* An outcome that allows no more than @better. */
char *ldose_propose_at_most(const LdoseTable *table, const LdoseRule *better);

G_END_DECLS
