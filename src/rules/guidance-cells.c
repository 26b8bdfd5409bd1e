/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the proof that walks a table's cells. */
#include "guidance-cells.h"

#include <string.h>

#include "guidance-grid.h"
#include "wording.h"

/* What is known of a row after the walk. */
typedef struct {
    gboolean held, used; /* it holds a cell; it is the first to hold one */
    guint points; /* how many coordinates of @values are limits: fewer make a better witness */
    double values[LDOSE_TABLE_MAX_AXES]; /* of a cell that it decides, else of one that it holds */
} Seen;

typedef struct {
    const LdoseTable *table;
    GPtrArray *findings;
    LdoseGrid grid;
    guint at[LDOSE_TABLE_MAX_AXES];
    Seen *seen; /* by row */
} Walk;

/* Cells next to each other with the same rows, whose ids are the key. */
typedef struct {
    LdoseGridBox box;
    guint n; /* rows */
    const LdoseRule
        *row[2]; /* the first, and the first that does not agree with it, else the second */
    gboolean agree;
} Box;

static void
box_free(gpointer data)
{
    Box *box = data;
    g_free(box->box.key);
    g_free(box);
}

static gboolean
is_enumerated(const Walk *walk, guint axis)
{
    return ldose_grid_is_enumerated(&walk->grid, axis);
}

static const LdoseCut *
cut_at(const Walk *walk, guint axis, guint index)
{
    return ldose_grid_cut(&walk->grid, axis, index);
}

/* A cell of the box that a patient can lie in: inside an open interval rather than at a limit;
 * under dialysis, where no clearance is compared, at the sick end of the clearance. */
static void
set_witness(LdoseCheckFinding *finding, const Walk *walk, const guint *first, const guint *last)
{
    guint at[LDOSE_TABLE_MAX_AXES];
    gboolean dialysed = FALSE;
    for (guint axis = 0; axis < walk->table->n_axes; axis++) {
        at[axis] = first[axis];
        if (is_enumerated(walk, axis))
            dialysed = first[axis] != LDOSE_DIALYSIS_NONE;
    }
    for (guint axis = 0; axis < walk->table->n_axes; axis++) {
        gboolean clearance = walk->table->axes[axis].quantity == LDOSE_QUANTITY_CLEARANCE;
        if (!is_enumerated(walk, axis) && !(dialysed && clearance) && first[axis] < last[axis] &&
            cut_at(walk, axis, first[axis])->is_point)
            at[axis]++;
    }
    ldose_grid_values(&walk->grid, at, finding->witness);
    finding->has_witness = TRUE;
    LdoseRegion region = ldose_grid_region(&walk->grid, first, last);
    ldose_check_place(finding, &region);
}

/* ---- gaps and overlaps ----------------------------------------------------------------------- */

static void
see_row(Walk *walk, guint row, gboolean decides, const double *values)
{
    Seen *seen = &walk->seen[row];
    guint points = 0;
    for (guint axis = 0; axis < walk->table->n_axes; axis++) {
        if (!is_enumerated(walk, axis) && cut_at(walk, axis, walk->at[axis])->is_point)
            points++;
    }
    gboolean better =
        !seen->held || (decides && !seen->used) || (decides == seen->used && points < seen->points);
    seen->held = TRUE;
    seen->used = seen->used || decides;
    if (!better)
        return;
    seen->points = points;
    memcpy(seen->values, values, sizeof seen->values);
}

/* The rows that hold the cell at walk->at. (transfer full) */
static Box *
box_of_cell(Walk *walk)
{
    double values[LDOSE_TABLE_MAX_AXES] = {0};
    GString *ids = g_string_new(NULL);
    Box *box = g_new0(Box, 1);
    box->agree = TRUE;
    memcpy(box->box.first, walk->at, sizeof box->box.first);
    memcpy(box->box.last, walk->at, sizeof box->box.last);
    ldose_grid_values(&walk->grid, walk->at, values);
    for (guint i = 0; i < walk->table->n_rules; i++) {
        const LdoseRule *rule = &walk->table->rules[i];
        if (!ldose_rule_holds(walk->table, rule, values))
            continue;
        see_row(walk, i, box->n == 0, values);
        if (box->n == 0) {
            box->row[0] = rule;
        } else if (box->agree) {
            box->agree = ldose_rules_agree(walk->table, box->row[0], rule);
            if (!box->agree || box->row[1] == NULL)
                box->row[1] = rule;
        }
        box->n++;
        g_string_append_printf(ids, "%s%s", ids->len > 0 ? " " : "", rule->id);
    }
    box->box.key = g_string_free(ids, FALSE);
    return box;
}

/* The row beside a box towards the sick end of an axis, or towards the other. Result:
 * (nullable). */
static const LdoseRule *
row_beside(const Walk *walk, const Box *box, guint axis, gboolean upwards)
{
    guint at[LDOSE_TABLE_MAX_AXES];
    double values[LDOSE_TABLE_MAX_AXES];
    memcpy(at, box->box.first, sizeof at);
    if (upwards ? box->box.last[axis] + 1 == walk->grid.cuts[axis]->len : box->box.first[axis] == 0)
        return NULL;
    at[axis] = upwards ? box->box.last[axis] + 1 : box->box.first[axis] - 1;
    ldose_grid_values(&walk->grid, at, values);
    return ldose_table_match(walk->table, values);
}

/* For a gap under dialysis the worst row without it, as the engine reads a table that does not name
 * dialysis. Result: (nullable). */
static const LdoseRule *
row_without_dialysis(const Walk *walk, const Box *box)
{
    guint at[LDOSE_TABLE_MAX_AXES];
    double values[LDOSE_TABLE_MAX_AXES];
    gboolean dialysed = FALSE;
    memcpy(at, box->box.first, sizeof at);
    for (guint axis = 0; axis < walk->table->n_axes; axis++) {
        if (is_enumerated(walk, axis)) {
            dialysed = box->box.first[axis] != LDOSE_DIALYSIS_NONE;
            at[axis] = LDOSE_DIALYSIS_NONE;
        } else if (walk->table->axes[axis].quantity == LDOSE_QUANTITY_CLEARANCE)
            at[axis] = 0;
    }
    ldose_grid_values(&walk->grid, at, values);
    return dialysed ? ldose_table_match(walk->table, values) : NULL;
}

static char *
propose_for_gap(const Walk *walk, const Box *box)
{
    const LdoseRule *worse = NULL, *better = NULL;
    gboolean directed = FALSE;
    for (guint axis = 0; axis < walk->table->n_axes && worse == NULL; axis++) {
        const LdoseDomain *domain = ldose_axis_domain(&walk->table->axes[axis]);
        gboolean upwards = domain->worse == LDOSE_WORSE_HIGH;
        if (is_enumerated(walk, axis))
            continue;
        directed = directed || domain->worse != LDOSE_WORSE_NONE;
        better = row_beside(walk, box, axis, !upwards);
        worse = row_beside(walk, box, axis, upwards);
    }
    if (worse == NULL)
        worse = row_without_dialysis(walk, box);
    LdoseRegion region = ldose_grid_region(&walk->grid, box->box.first, box->box.last);
    return ldose_propose_row(walk->table, &region, worse, better, directed);
}

static void
tell_box(Walk *walk, const Box *box)
{
    const LdoseTable *table = walk->table;
    LdoseCheckFinding *finding = NULL;
    LdoseRegion region = ldose_grid_region(&walk->grid, box->box.first, box->box.last);
    if (box->n == 0) {
        finding = ldose_check_add(walk->findings, LDOSE_CHECK_GAP, table, "", table->line,
                                  N_("no row of this table holds it: a patient here gets no dose"));
        ldose_check_propose(finding, propose_for_gap(walk, box));
    } else if (box->n > 1) {
        finding = ldose_check_add(
            walk->findings, box->agree ? LDOSE_CHECK_OVERLAP_AGREES : LDOSE_CHECK_OVERLAP_CONFLICTS,
            table, box->box.key, box->row[1]->line,
            box->agree ? N_("these rows have the same outcome: one of them is enough")
                       : N_("these rows have different outcomes and the first one would count: one "
                            "row must hold each value"));
        ldose_check_propose(finding, ldose_propose_cut(table, &region, box->row[0], box->row[1]));
    }
    if (finding != NULL)
        set_witness(finding, walk, box->box.first, box->box.last);
}

static void
check_boxes(Walk *walk)
{
    GPtrArray *boxes = g_ptr_array_new_with_free_func(box_free);
    do
        g_ptr_array_add(boxes, box_of_cell(walk));
    while (ldose_grid_next(&walk->grid, walk->at, -1));
    boxes = ldose_grid_join(&walk->grid, boxes, box_free);
    for (guint i = 0; i < boxes->len; i++)
        tell_box(walk, g_ptr_array_index(boxes, i));
    g_ptr_array_unref(boxes);
}

static void
check_unreachable(const Walk *walk)
{
    for (guint i = 0; i < walk->table->n_rules; i++) {
        const LdoseRule *rule = &walk->table->rules[i];
        if (walk->seen[i].used)
            continue;
        LdoseCheckFinding *finding = ldose_check_add(
            walk->findings, LDOSE_CHECK_UNREACHABLE, walk->table, rule->id, rule->line,
            N_("no patient is decided by row %s: its region is empty or earlier rows hold all of "
               "it"),
            rule->id);
        ldose_check_propose(finding,
                            g_strdup_printf("leave out row %s, or mend its limits", rule->id));
    }
}

/* ---- direction ------------------------------------------------------------------------------- */

/* Cell @step of a line of cells, from the better to the worse end of an axis. Result:
 * (nullable). */
static const LdoseRule *
rule_on_line(Walk *walk, guint axis, LdoseWorseEnd worse, guint step)
{
    double values[LDOSE_TABLE_MAX_AXES];
    guint n = walk->grid.cuts[axis]->len;
    walk->at[axis] = worse == LDOSE_WORSE_LOW ? n - 1 - step : step;
    ldose_grid_values(&walk->grid, walk->at, values);
    return ldose_table_match(walk->table, values);
}

/* What a silent row on the worse side could say: what the next row says that says anything, and do
 * not give where there is none. (transfer full) */
static char *
propose_for_silent(Walk *walk, guint axis, LdoseWorseEnd worse, guint step)
{
    guint here = walk->at[axis];
    const LdoseRule *next = NULL;
    while (++step < walk->grid.cuts[axis]->len && (next == NULL || ldose_rule_is_unstated(next)))
        next = rule_on_line(walk, axis, worse, step);
    walk->at[axis] = here;
    return next != NULL && !ldose_rule_is_unstated(next)
               ? ldose_propose_reading(next)
               : g_strdup("<undefined otherwise=\"stop\"/>");
}

static void
tell_silent(Walk *walk, const LdoseRule *rule, const LdoseRule *stated, char *proposal)
{
    LdoseCheckFinding *finding =
        ldose_check_add(walk->findings, LDOSE_CHECK_SILENT_WORSE, walk->table, rule->id, rule->line,
                        N_("row %1$s is on the worse side of row %2$s: the sickest patient would "
                           "get the full dose; write what the source says, or <undefined>"),
                        rule->id, stated->id);
    ldose_check_propose(finding, proposal);
    set_witness(finding, walk, walk->at, walk->at);
}

static void
tell_direction(Walk *walk, const LdoseRule *rule, const LdoseRule *better)
{
    g_autofree char *ids = g_strdup_printf("%s %s", better->id, rule->id);
    LdoseCheckFinding *finding =
        ldose_check_add(walk->findings, LDOSE_CHECK_DIRECTION, walk->table, ids, rule->line,
                        N_("row %1$s allows more than row %2$s, although its patients are worse "
                           "off: check limits and outcomes"),
                        rule->id, better->id);
    ldose_check_propose(finding, ldose_propose_at_most(walk->table, better));
    set_witness(finding, walk, walk->at, walk->at);
}

/* One line of cells from the better to the worse end of @axis. */
static void
check_line(Walk *walk, guint axis, LdoseWorseEnd worse)
{
    const LdoseRule *better = NULL, *stated = NULL, *last = NULL;
    for (guint step = 0; step < walk->grid.cuts[axis]->len; step++) {
        const LdoseRule *rule = rule_on_line(walk, axis, worse, step);
        if (rule == NULL || rule == last)
            continue;
        if (stated != NULL && ldose_rule_is_unstated(rule))
            tell_silent(walk, rule, stated, propose_for_silent(walk, axis, worse, step));
        else if (better != NULL && ldose_rule_allows_more(walk->table, rule, better))
            tell_direction(walk, rule, better);
        if (ldose_rule_effect(walk->table, rule).known)
            better = rule;
        if (!ldose_rule_is_unstated(rule))
            stated = rule;
        last = rule;
    }
    walk->at[axis] = 0;
}

/* The same pair of rows along several lines is one fault. */
static gboolean
is_told(const GPtrArray *findings, guint first, guint index)
{
    const LdoseCheckFinding *finding = g_ptr_array_index(findings, index);
    for (guint i = first; i < index; i++) {
        const LdoseCheckFinding *other = g_ptr_array_index(findings, i);
        if (other->code == finding->code && strcmp(other->rule_ids, finding->rule_ids) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
check_direction(Walk *walk)
{
    guint first = walk->findings->len;
    for (guint axis = 0; axis < walk->table->n_axes; axis++) {
        LdoseWorseEnd worse = ldose_axis_domain(&walk->table->axes[axis])->worse;
        if (worse == LDOSE_WORSE_NONE)
            continue;
        memset(walk->at, 0, sizeof walk->at);
        do {
            guint before = walk->findings->len;
            check_line(walk, axis, worse);
            for (guint i = walk->findings->len; i > before; i--) {
                if (is_told(walk->findings, first, i - 1))
                    g_ptr_array_remove_index(walk->findings, i - 1);
            }
        } while (ldose_grid_next(&walk->grid, walk->at, (int)axis));
    }
}

/* ---- the table ------------------------------------------------------------------------------- */

/* A finding about one row gets a patient whom the row decides, or whom it would hold. */
static void
give_witness(const Walk *walk, LdoseCheckFinding *finding)
{
    if (finding->table != walk->table || finding->has_witness || finding->rule_ids[0] == '\0')
        return;
    for (guint i = 0; i < walk->table->n_rules; i++) {
        const LdoseRule *rule = &walk->table->rules[i];
        if (strcmp(rule->id, finding->rule_ids) != 0)
            continue;
        LdoseRegion region = ldose_region_of_rule(walk->table, rule);
        ldose_check_place(finding, &region);
        finding->has_witness = walk->seen[i].held;
        memcpy(finding->witness, walk->seen[i].values, sizeof finding->witness);
        return;
    }
}

void
ldose_check_cells(GPtrArray *findings, guint first, const LdoseTable *table)
{
    g_autofree Seen *seen = g_new0(Seen, table->n_rules);
    Walk walk = {.table = table, .findings = findings, .seen = seen};
    ldose_grid_init(&walk.grid, &table, 1);
    if (ldose_grid_size(&walk.grid) * table->n_rules > LDOSE_CHECK_MAX_WORK) {
        ldose_check_add(findings, LDOSE_CHECK_TOO_LARGE, table, "", table->line,
                        N_("%u rows with so many limits are more than this program checks: make "
                           "several tables of them"),
                        table->n_rules);
    } else {
        check_boxes(&walk);
        check_unreachable(&walk);
        if (table->cohort == LDOSE_COHORT_RENAL || table->cohort == LDOSE_COHORT_HEPATIC)
            check_direction(&walk);
        for (guint i = first; i < findings->len; i++)
            give_witness(&walk, g_ptr_array_index(findings, i));
    }
    ldose_grid_clear(&walk.grid);
}
