/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of one table, or of several with the same axes: each axis is cut at every limit of all
 * of them, into the limits themselves and the open intervals between; an enumerated axis into its
 * words. */
#pragma once

#include <glib.h>

#include "guidance-region.h"

G_BEGIN_DECLS

/* One coordinate of a cell. */
typedef struct {
    double value;      /* the limit, a value inside the interval, or the word's number */
    gboolean is_point; /* a limit or a word */
    double low, high;  /* the open interval's ends; @high INFINITY: no end */
} LdoseCut;

typedef struct {
    guint n_axes;
    const LdoseAxis *axes;              /* of the first table */
    GArray *cuts[LDOSE_TABLE_MAX_AXES]; /* LdoseCut */
} LdoseGrid;

/* @tables: at least one; the others have the same quantities and units in the same order */
void ldose_grid_init(LdoseGrid *grid, const LdoseTable *const *tables, guint n_tables);
void ldose_grid_clear(LdoseGrid *grid);

gboolean ldose_grid_is_enumerated(const LdoseGrid *grid, guint axis);
const LdoseCut *ldose_grid_cut(const LdoseGrid *grid, guint axis, guint index);

/* How many cells there are. */
double ldose_grid_size(const LdoseGrid *grid);

/* The values of a cell, one an axis. */
void ldose_grid_values(const LdoseGrid *grid, const guint *at, double *values);

/* The region from cut @first to cut @last on every axis. */
LdoseRegion ldose_grid_region(const LdoseGrid *grid, const guint *first, const guint *last);

/* Moves to the next cell, axis 0 innermost, leaving out the axis @fixed (-1: none). FALSE when all
 * have been seen; @at is then where it began. */
gboolean ldose_grid_next(const LdoseGrid *grid, guint *at, int fixed);

/* Cells next to each other that are the same in whatever @key tells; the first member of a caller's
 * own structure. */
typedef struct {
    guint first[LDOSE_TABLE_MAX_AXES], last[LDOSE_TABLE_MAX_AXES];
    char *key;
} LdoseGridBox;

/* Joins boxes of equal key that touch on one axis and are equal on the others, axis by axis. Boxes
 * come in the order of ldose_grid_next(). Takes @boxes; its free function frees those that were
 * joined. (transfer full) (element-type LdoseGridBox) */
GPtrArray *ldose_grid_join(const LdoseGrid *grid, GPtrArray *boxes, GDestroyNotify box_free);

G_END_DECLS
