/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guidance-grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

/* ---- cutting --------------------------------------------------------------------------------- */

static void
add_interval(GArray *cuts, double low, double high)
{
    LdoseCut cut = {isinf(high) ? low + 1 : low + (high - low) / 2, FALSE, low, high};
    g_array_append_val(cuts, cut);
}

static GArray *
cut_words(void)
{
    GArray *cuts = g_array_new(FALSE, FALSE, sizeof(LdoseCut));
    for (int word = 0; word < LDOSE_N_DIALYSIS; word++) {
        LdoseCut cut = {word, TRUE, word, word};
        g_array_append_val(cuts, cut);
    }
    return cuts;
}

static int
compare_limits(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static GArray *
cut_axis(const LdoseTable *const *tables, guint n_tables, guint axis)
{
    GArray *cuts = g_array_new(FALSE, FALSE, sizeof(LdoseCut));
    g_autoptr(GArray) limits = g_array_new(FALSE, FALSE, sizeof(double));
    double reached = 0;
    for (guint i = 0; i < n_tables; i++)
        g_array_append_vals(limits, tables[i]->limits[axis], tables[i]->n_limits[axis]);
    if (limits->len > 0)
        qsort(limits->data, limits->len, sizeof(double), compare_limits);
    for (guint i = 0; i < limits->len; i++) {
        double limit = g_array_index(limits, double, i);
        if (i > 0 && ldose_limit_compare(limit, reached) == 0)
            continue;
        if (limit > reached)
            add_interval(cuts, reached, limit);
        LdoseCut cut = {limit, TRUE, limit, limit};
        g_array_append_val(cuts, cut);
        reached = limit;
    }
    add_interval(cuts, reached, INFINITY);
    return cuts;
}

void
ldose_grid_init(LdoseGrid *grid, const LdoseTable *const *tables, guint n_tables)
{
    memset(grid, 0, sizeof *grid);
    grid->n_axes = tables[0]->n_axes;
    grid->axes = tables[0]->axes;
    for (guint axis = 0; axis < grid->n_axes; axis++)
        grid->cuts[axis] =
            ldose_grid_is_enumerated(grid, axis) ? cut_words() : cut_axis(tables, n_tables, axis);
}

void
ldose_grid_clear(LdoseGrid *grid)
{
    for (guint axis = 0; axis < grid->n_axes; axis++)
        g_array_unref(grid->cuts[axis]);
}

/* ---- cells ----------------------------------------------------------------------------------- */

gboolean
ldose_grid_is_enumerated(const LdoseGrid *grid, guint axis)
{
    return grid->axes[axis].quantity == LDOSE_QUANTITY_DIALYSIS;
}

const LdoseCut *
ldose_grid_cut(const LdoseGrid *grid, guint axis, guint index)
{
    return &g_array_index(grid->cuts[axis], LdoseCut, index);
}

double
ldose_grid_size(const LdoseGrid *grid)
{
    double size = 1;
    for (guint axis = 0; axis < grid->n_axes; axis++)
        size *= grid->cuts[axis]->len;
    return size;
}

void
ldose_grid_values(const LdoseGrid *grid, const guint *at, double *values)
{
    for (guint axis = 0; axis < grid->n_axes; axis++)
        values[axis] = ldose_grid_cut(grid, axis, at[axis])->value;
}

static LdoseInterval
interval_between(const LdoseCut *low, gboolean at_beginning, const LdoseCut *high)
{
    LdoseInterval interval = {{FALSE, FALSE, 0}, {FALSE, FALSE, 0}};
    if (!at_beginning || low->is_point) /* the first open interval begins at 0, which it holds */
        interval.low = (LdoseBound){TRUE, low->is_point, low->low};
    if (!isinf(high->high))
        interval.high = (LdoseBound){TRUE, high->is_point, high->high};
    return interval;
}

LdoseRegion
ldose_grid_region(const LdoseGrid *grid, const guint *first, const guint *last)
{
    LdoseRegion region;
    memset(&region, 0, sizeof region);
    for (guint axis = 0; axis < grid->n_axes; axis++) {
        region.words[axis] = ~0u;
        if (!ldose_grid_is_enumerated(grid, axis)) {
            region.ranges[axis] =
                interval_between(ldose_grid_cut(grid, axis, first[axis]), first[axis] == 0,
                                 ldose_grid_cut(grid, axis, last[axis]));
            continue;
        }
        region.words[axis] = 0;
        for (guint word = first[axis]; word <= last[axis]; word++)
            region.words[axis] |= 1u << word;
    }
    return region;
}

gboolean
ldose_grid_next(const LdoseGrid *grid, guint *at, int fixed)
{
    for (guint axis = 0; axis < grid->n_axes; axis++) {
        if ((int)axis == fixed)
            continue;
        if (++at[axis] < grid->cuts[axis]->len)
            return TRUE;
        at[axis] = 0;
    }
    return FALSE;
}

/* ---- joining --------------------------------------------------------------------------------- */

/* What a box is on every axis but one. */
static char *
side_key(const LdoseGrid *grid, const LdoseGridBox *box, guint axis)
{
    GString *key = g_string_new(NULL);
    for (guint other = 0; other < grid->n_axes; other++) {
        if (other != axis)
            g_string_append_printf(key, "%u-%u ", box->first[other], box->last[other]);
    }
    g_string_append(key, box->key);
    return g_string_free(key, FALSE);
}

static GPtrArray *
join_axis(const LdoseGrid *grid, GPtrArray *boxes, GDestroyNotify box_free, guint axis)
{
    GPtrArray *joined = g_ptr_array_new_with_free_func(box_free);
    g_autoptr(GHashTable) open = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < boxes->len; i++) {
        LdoseGridBox *box = g_ptr_array_index(boxes, i);
        char *key = side_key(grid, box, axis);
        LdoseGridBox *before = g_hash_table_lookup(open, key);
        if (before != NULL && before->last[axis] + 1 == box->first[axis]) {
            before->last[axis] = box->last[axis];
            box_free(box);
            g_free(key);
        } else {
            g_hash_table_insert(open, key, box);
            g_ptr_array_add(joined, box);
        }
    }
    g_ptr_array_set_free_func(boxes, NULL);
    g_ptr_array_unref(boxes);
    return joined;
}

GPtrArray *
ldose_grid_join(const LdoseGrid *grid, GPtrArray *boxes, GDestroyNotify box_free)
{
    for (guint axis = 0; axis < grid->n_axes; axis++)
        boxes = join_axis(grid, boxes, box_free, axis);
    return boxes;
}
