/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A region of a table: an interval on each numeric axis and a set of words on each enumerated one.
 * Told as text and as the elements that a row writes it with. */
#pragma once

#include <glib.h>

#include "guidance.h"

G_BEGIN_DECLS

typedef struct {
    LdoseInterval ranges[LDOSE_TABLE_MAX_AXES]; /* by axis */
    guint words[LDOSE_TABLE_MAX_AXES];          /* by axis: a bit a word; all bits: any */
} LdoseRegion;

/* The region of a row. */
LdoseRegion ldose_region_of_rule(const LdoseTable *table, const LdoseRule *rule);

/* Whether the region holds @values, one an axis. */
gboolean
ldose_region_contains(const LdoseTable *table, const LdoseRegion *region, const double *values);

/* Whether two regions of one table are the same. */
gboolean
ldose_region_equal(const LdoseTable *table, const LdoseRegion *one, const LdoseRegion *other);

/* "from 30 to 49", "exactly 70", "below 30", "any". (transfer full) */
char *ldose_interval_text(const LdoseInterval *interval);

/* "clearance above 79 below 80 mL/min, dialysis hd"; "everybody" where there is no axis.
 * (transfer full) */
char *ldose_region_text(const LdoseTable *table, const LdoseRegion *region);

/* The elements of a row: <range above="79" below="80"/>. An axis with several of its words cannot
 * be written in one row: @word is then the one that is written.
 *
 * @word: a word's number, or -1: the first of the region's. */
void ldose_region_xml(GString *out, const LdoseTable *table, const LdoseRegion *region, int word);

/* The part of an interval below and above another one that it overlaps. FALSE: there is none. */
gboolean
ldose_interval_below(const LdoseInterval *whole, const LdoseInterval *taken, LdoseInterval *rest);
gboolean
ldose_interval_above(const LdoseInterval *whole, const LdoseInterval *taken, LdoseInterval *rest);

G_END_DECLS
