/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The made-up patients of an impact. */
#include "impact.h"

#include <stdlib.h>
#include <string.h>

#include "measures.h"
#include "number.h"

/* More patients for one regimen than this are not made: then each table's quantities are walked by
 * themselves, the others being ordinary. */
#define MOST_TOGETHER 50000

#define NEAR 1e-3 /* how far beside a limit "just below" and "just above" lie */

/* One quantity and every value of it that is tried. */
typedef struct {
    LdoseQuantity quantity;
    GArray *samples; /* Sample */
} Dimension;

typedef struct {
    LdoseUnit unit;
    double value;
} Sample;

typedef struct {
    const LdoseGuidance *versions[2];
    const LdoseRegimen *regimen;
    const LdoseFormulary *formulary;
    LdoseImpactVisit visit;
    gpointer data;
    gboolean mixes_metrics;    /* absolute and indexed clearances: then sizes matter */
    gboolean equation_differs; /* then a clearance must also come from creatinine */
} Walk;

/* ---- values to try --------------------------------------------------------------------------- */

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void
add_sample(GArray *samples, LdoseUnit unit, double value)
{
    Sample sample = {unit, value};
    g_array_append_val(samples, sample);
}

/* Each limit, beside it on both sides, and between two: so that every band is met too. */
static void
add_samples(GArray *samples, LdoseUnit unit, GArray *limits)
{
    double reached = 0;
    g_array_sort(limits, compare_numbers);
    for (guint i = 0; i < limits->len; i++) {
        double limit = g_array_index(limits, double, i);
        if (i > 0 && ldose_limit_compare(limit, reached) == 0)
            continue;
        if (limit > 0) {
            add_sample(samples, unit, reached + (limit - reached) / 2);
            add_sample(samples, unit, limit * (1 - NEAR));
        }
        add_sample(samples, unit, limit);
        add_sample(samples, unit, limit > 0 ? limit * (1 + NEAR) : NEAR);
        reached = limit;
    }
    add_sample(samples, unit, reached > 0 ? reached * 1.25 : 1);
}

static gboolean
concerns(const Walk *walk, const LdoseTable *table)
{
    return ldose_applies_to_regimen(&table->applies, walk->regimen->document.id,
                                    walk->regimen->brand);
}

/* The limits of one quantity in one unit, of every table of both versions. @found_out: whether any
 * table asks for it. (transfer full) */
static GArray *
collect_limits(const Walk *walk, LdoseQuantity quantity, LdoseUnit unit, gboolean *found_out)
{
    GArray *limits = g_array_new(FALSE, FALSE, sizeof(double));
    *found_out = FALSE;
    for (guint v = 0; v < G_N_ELEMENTS(walk->versions); v++) {
        const LdoseGuidance *version = walk->versions[v];
        for (guint i = 0; i < version->n_tables; i++) {
            const LdoseTable *table = &version->tables[i];
            int axis = ldose_table_axis(table, quantity);
            if (axis < 0 || table->axes[axis].unit != unit || !concerns(walk, table))
                continue;
            *found_out = TRUE;
            g_array_append_vals(limits, table->limits[axis], table->n_limits[axis]);
        }
    }
    return limits;
}

/* Every quantity that a table of either version is cut by, but age and dialysis. */
static GArray *
collect_dimensions(Walk *walk)
{
    GArray *dimensions = g_array_new(FALSE, FALSE, sizeof(Dimension));
    guint metrics = 0;
    for (int quantity = 0; quantity < LDOSE_N_QUANTITIES; quantity++) {
        Dimension dimension = {(LdoseQuantity)quantity, g_array_new(FALSE, FALSE, sizeof(Sample))};
        for (int unit = 0; unit < LDOSE_N_UNITS; unit++) {
            gboolean found;
            g_autoptr(GArray) limits =
                collect_limits(walk, dimension.quantity, (LdoseUnit)unit, &found);
            if (!found || quantity == LDOSE_QUANTITY_DIALYSIS || quantity == LDOSE_QUANTITY_AGE)
                continue;
            add_samples(dimension.samples, (LdoseUnit)unit, limits);
            metrics += quantity == LDOSE_QUANTITY_CLEARANCE ? 1 : 0;
        }
        if (dimension.samples->len > 0)
            g_array_append_val(dimensions, dimension);
        else
            g_array_unref(dimension.samples);
    }
    walk->mixes_metrics = metrics > 1;
    return dimensions;
}

static void
free_dimensions(GArray *dimensions)
{
    for (guint i = 0; i < dimensions->len; i++)
        g_array_unref(g_array_index(dimensions, Dimension, i).samples);
    g_array_unref(dimensions);
}

/* ---- one patient ----------------------------------------------------------------------------- */

static void
begin(const Walk *walk, LdoseMadeUp *made_up)
{
    ldose_made_up_begin(made_up, walk->regimen->document.id, walk->formulary,
                        &walk->versions[1]->applies, NULL);
    made_up->accepts_unverified = walk->regimen->evidence == LDOSE_EVIDENCE_UNVERIFIED;
}

/* What none of the dimensions has given, both versions may ask. */
static gboolean
visit(const Walk *walk, const LdoseMadeUp *wanted)
{
    LdoseMadeUp made_up = *wanted;
    for (guint v = 0; v < G_N_ELEMENTS(walk->versions); v++)
        ldose_made_up_complete(&made_up, walk->versions[v], walk->regimen->brand);
    return walk->visit(&made_up, walk->regimen, walk->data);
}

/* ---- products of dimensions ------------------------------------------------------------------ */

static gboolean
walk_product(const Walk *walk, const GArray *dimensions, guint next, const LdoseMadeUp *made_up)
{
    if (next == dimensions->len)
        return visit(walk, made_up);
    const Dimension *dimension = &g_array_index(dimensions, Dimension, next);
    gboolean unseen = dimension->quantity == LDOSE_QUANTITY_CLEARANCE && made_up->has_dialysis &&
                      made_up->dialysis != LDOSE_DIALYSIS_NONE;
    for (guint i = 0; i < dimension->samples->len; i++) {
        const Sample *sample = &g_array_index(dimension->samples, Sample, i);
        LdoseAxis axis = {dimension->quantity, sample->unit, FALSE, -1};
        LdoseMadeUp here = *made_up;
        ldose_made_up_want(&here, &axis, sample->value);
        if (!walk_product(walk, dimensions, next + 1, &here))
            return FALSE;
        if (unseen) /* no clearance is compared: one is enough */
            return TRUE;
    }
    return TRUE;
}

static gboolean
walk_sizes(const Walk *walk, const GArray *dimensions, LdoseMadeUp *made_up)
{
    static const double sizes[][2] = {{150, 45}, {190, 115}};
    if (!walk_product(walk, dimensions, 0, made_up))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(sizes) && walk->mixes_metrics; i++) {
        LdoseMadeUp other = *made_up;
        ldose_made_up_set_size(&other, sizes[i][0], sizes[i][1]);
        if (!walk_product(walk, dimensions, 0, &other))
            return FALSE;
    }
    return TRUE;
}

static gboolean
walk_dialysis(const Walk *walk, const GArray *dimensions)
{
    LdoseMadeUp made_up;
    begin(walk, &made_up);
    if (!walk_sizes(walk, dimensions, &made_up))
        return FALSE;
    for (int word = LDOSE_DIALYSIS_HD; word < LDOSE_N_DIALYSIS; word++) {
        LdoseMadeUp dialysed = made_up;
        dialysed.has_dialysis = TRUE;
        dialysed.dialysis = (LdoseDialysis)word;
        if (!walk_product(walk, dimensions, 0, &dialysed))
            return FALSE;
    }
    if (!walk->equation_differs)
        return TRUE;
    made_up.by_creatinine = TRUE;
    return walk_product(walk, dimensions, 0, &made_up);
}

static double
count_product(const GArray *dimensions)
{
    double n = 1;
    for (guint i = 0; i < dimensions->len; i++)
        n *= g_array_index(dimensions, Dimension, i).samples->len;
    return n;
}

static const Dimension *
find_dimension(const GArray *dimensions, LdoseQuantity quantity)
{
    for (guint i = 0; i < dimensions->len; i++) {
        const Dimension *dimension = &g_array_index(dimensions, Dimension, i);
        if (dimension->quantity == quantity)
            return dimension;
    }
    return NULL;
}

/* All quantities together, or each table's by themselves. */
static gboolean
walk_tables(const Walk *walk, const GArray *dimensions)
{
    gboolean good = TRUE;
    if (count_product(dimensions) <= MOST_TOGETHER)
        return walk_dialysis(walk, dimensions);
    for (guint v = 0; v < G_N_ELEMENTS(walk->versions); v++) {
        for (guint i = 0; i < walk->versions[v]->n_tables && good; i++) {
            const LdoseTable *table = &walk->versions[v]->tables[i];
            g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(Dimension));
            for (guint axis = 0; axis < table->n_axes && concerns(walk, table); axis++) {
                const Dimension *dimension = find_dimension(dimensions, table->axes[axis].quantity);
                if (dimension != NULL)
                    g_array_append_val(own, *dimension);
            }
            if (own->len > 0)
                good = walk_dialysis(walk, own);
        }
    }
    return good;
}

/* ---- ages and conditions, one at a time ------------------------------------------------------ */

static void
add_age_limits(GArray *limits, const LdoseApplies *applies)
{
    if (applies->age_years.low.bounded)
        g_array_append_val(limits, applies->age_years.low.limit);
    if (applies->age_years.high.bounded)
        g_array_append_val(limits, applies->age_years.high.limit);
}

static gboolean
walk_ages(const Walk *walk)
{
    gboolean good = TRUE, found;
    g_autoptr(GArray) limits = collect_limits(walk, LDOSE_QUANTITY_AGE, LDOSE_UNIT_YEARS, &found);
    g_autoptr(GArray) samples = g_array_new(FALSE, FALSE, sizeof(Sample));
    for (guint v = 0; v < G_N_ELEMENTS(walk->versions); v++) {
        add_age_limits(limits, &walk->versions[v]->applies);
        for (guint i = 0; i < walk->versions[v]->n_tables; i++)
            add_age_limits(limits, &walk->versions[v]->tables[i].applies);
    }
    add_samples(samples, LDOSE_UNIT_YEARS, limits);
    for (guint i = 0; i < samples->len && limits->len > 0 && good; i++) {
        LdoseMadeUp made_up;
        begin(walk, &made_up);
        ldose_made_up_set_age(&made_up, g_array_index(samples, Sample, i).value);
        good = visit(walk, &made_up);
    }
    return good;
}

static gboolean
walk_conditions(const Walk *walk)
{
    guint32 conditions = 0;
    for (guint v = 0; v < G_N_ELEMENTS(walk->versions); v++) {
        for (guint i = 0; i < walk->versions[v]->n_stops; i++)
            conditions |= 1u << walk->versions[v]->stops[i].condition;
    }
    for (guint condition = 0; condition < LDOSE_N_CONDITIONS; condition++) {
        LdoseMadeUp made_up;
        if ((conditions & (1u << condition)) == 0)
            continue;
        begin(walk, &made_up);
        made_up.conditions = 1u << condition;
        if (!visit(walk, &made_up))
            return FALSE;
    }
    return TRUE;
}

/* ---- regimens -------------------------------------------------------------------------------- */

/* The equation that the clearance of one version's kidney tables names, or -1. */
static int
named_equation(const LdoseGuidance *guidance, int drug)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        const LdoseTable *table = &guidance->tables[i];
        int axis = ldose_table_axis(table, LDOSE_QUANTITY_CLEARANCE);
        if (axis >= 0 && table->drug == drug)
            return table->axes[axis].equation;
    }
    return -1;
}

static gboolean
walk_regimen(Walk *walk)
{
    GArray *dimensions = collect_dimensions(walk);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        walk->equation_differs =
            walk->equation_differs ||
            named_equation(walk->versions[0], drug) != named_equation(walk->versions[1], drug);
    gboolean good = walk_tables(walk, dimensions) && walk_ages(walk) && walk_conditions(walk);
    free_dimensions(dimensions);
    return good;
}

static gboolean
is_for(const LdoseApplies *applies, const LdoseRegimen *regimen)
{
    return ldose_applies_to_regimen(applies, regimen->document.id, regimen->brand);
}

/* Whether the regimen is named: by a version, or by one of its tables. */
static gboolean
is_named(const LdoseGuidance *guidance, const LdoseRegimen *regimen)
{
    const LdoseApplies *applies = &guidance->applies;
    gboolean named = applies->regimens->len > 0 || applies->products->len > 0;
    if (!is_for(applies, regimen))
        return FALSE;
    for (guint i = 0; i < guidance->n_tables && !named; i++) {
        applies = &guidance->tables[i].applies;
        named =
            (applies->regimens->len > 0 || applies->products->len > 0) && is_for(applies, regimen);
    }
    return named;
}

gboolean
ldose_impact_walk(const LdoseGuidance *older, const LdoseGuidance *newer, LdoseLibrary *library,
                  const LdoseFormulary *formulary, LdoseImpactVisit visit_patient, gpointer data)
{
    Walk walk = {
        .versions = {older, newer}, .formulary = formulary, .visit = visit_patient, .data = data};
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, LDOSE_DOCUMENT_REGIMENS);
    gboolean good = TRUE, found = FALSE;
    const char *last_id = "";
    for (guint i = 0; i < entries->len && good; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        gboolean again = strcmp(entry->id, last_id) == 0;
        last_id = entry->id;
        walk.regimen = again ? NULL : ldose_library_regimen(library, entry->id, NULL);
        if (walk.regimen == NULL ||
            (!is_named(older, walk.regimen) && !is_named(newer, walk.regimen)))
            continue;
        found = TRUE;
        good = walk_regimen(&walk);
    }
    walk.regimen = ldose_library_regimen(library, LDOSE_ORDINARY_REGIMEN, NULL);
    if (good && walk.regimen != NULL &&
        (is_for(&older->applies, walk.regimen) || is_for(&newer->applies, walk.regimen)) &&
        !is_named(older, walk.regimen) && !is_named(newer, walk.regimen)) {
        found = TRUE;
        good = walk_regimen(&walk);
    }
    return good && found;
}
