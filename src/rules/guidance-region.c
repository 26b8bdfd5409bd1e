/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guidance-region.h"

#include <string.h>

#include "number.h"

#define DIGITS 15

static gboolean
is_enumerated(const LdoseAxis *axis)
{
    return axis->quantity == LDOSE_QUANTITY_DIALYSIS;
}

/* Every word of the axis that there is. */
static guint
all_words(void)
{
    return (1u << LDOSE_N_DIALYSIS) - 1;
}

LdoseRegion
ldose_region_of_rule(const LdoseTable *table, const LdoseRule *rule)
{
    LdoseRegion region;
    memset(&region, 0, sizeof region);
    for (guint i = 0; i < table->n_axes; i++) {
        region.ranges[i] = rule->ranges[i];
        region.words[i] = rule->words[i];
    }
    return region;
}

gboolean
ldose_region_contains(const LdoseTable *table, const LdoseRegion *region, const double *values)
{
    for (guint i = 0; i < table->n_axes; i++) {
        gboolean inside = is_enumerated(&table->axes[i])
                              ? (region->words[i] & (1u << (guint)values[i])) != 0
                              : ldose_interval_contains(&region->ranges[i], values[i]);
        if (!inside)
            return FALSE;
    }
    return TRUE;
}

static gboolean
bounds_equal(const LdoseBound *one, const LdoseBound *other)
{
    if (!one->bounded || !other->bounded)
        return one->bounded == other->bounded;
    return one->owned == other->owned && ldose_limit_compare(one->limit, other->limit) == 0;
}

gboolean
ldose_region_equal(const LdoseTable *table, const LdoseRegion *one, const LdoseRegion *other)
{
    for (guint i = 0; i < table->n_axes; i++) {
        const LdoseInterval *a = &one->ranges[i], *b = &other->ranges[i];
        gboolean same = is_enumerated(&table->axes[i])
                            ? ((one->words[i] ^ other->words[i]) & all_words()) == 0
                            : bounds_equal(&a->low, &b->low) && bounds_equal(&a->high, &b->high);
        if (!same)
            return FALSE;
    }
    return TRUE;
}

/* ---- as text --------------------------------------------------------------------------------- */

static void
append_limit(GString *text, const char *word, double limit)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    ldose_number_print(buffer, limit, DIGITS);
    g_string_append_printf(text, "%s%s %s", text->len > 0 ? " " : "", word, buffer);
}

char *
ldose_interval_text(const LdoseInterval *interval)
{
    const LdoseBound *low = &interval->low, *high = &interval->high;
    GString *text = g_string_new(NULL);
    if (low->bounded && high->bounded && low->owned && high->owned &&
        ldose_limit_compare(low->limit, high->limit) == 0) {
        append_limit(text, "exactly", low->limit);
        return g_string_free(text, FALSE);
    }
    if (low->bounded)
        append_limit(text, low->owned ? "from" : "above", low->limit);
    if (high->bounded)
        append_limit(text, high->owned ? "to" : "below", high->limit);
    if (text->len == 0)
        g_string_append(text, "any");
    return g_string_free(text, FALSE);
}

static void
append_words(GString *text, guint words)
{
    if ((words & all_words()) == all_words()) {
        g_string_append(text, "any");
        return;
    }
    const char *before = "";
    for (int word = 0; word < LDOSE_N_DIALYSIS; word++) {
        if ((words & (1u << word)) == 0)
            continue;
        g_string_append_printf(text, "%s%s", before,
                               ldose_vocabulary_id(&ldose_dialysis_kinds, word));
        before = " ";
    }
}

char *
ldose_region_text(const LdoseTable *table, const LdoseRegion *region)
{
    GString *text = g_string_new(table->n_axes == 0 ? "everybody" : NULL);
    for (guint i = 0; i < table->n_axes; i++) {
        const LdoseAxis *axis = &table->axes[i];
        g_string_append_printf(text, "%s%s ", i > 0 ? ", " : "",
                               ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity));
        if (is_enumerated(axis)) {
            append_words(text, region->words[i]);
            continue;
        }
        g_autofree char *interval = ldose_interval_text(&region->ranges[i]);
        g_string_append(text, interval);
        if (region->ranges[i].low.bounded || region->ranges[i].high.bounded)
            g_string_append_printf(text, " %s", ldose_unit_id(axis->unit));
    }
    return g_string_free(text, FALSE);
}

/* ---- as elements ----------------------------------------------------------------------------- */

static void
append_attribute(GString *out, const char *name, double limit)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    ldose_number_print(buffer, limit, DIGITS);
    g_string_append_printf(out, " %s=\"%s\"", name, buffer);
}

static void
append_range(GString *out, const LdoseTable *table, guint i, const LdoseInterval *interval)
{
    if (!interval->low.bounded && !interval->high.bounded)
        return;
    g_string_append(out, "<range");
    if (table->n_axes > 1)
        g_string_append_printf(
            out, " axis=\"%s\"",
            ldose_vocabulary_id(&ldose_quantities, (int)table->axes[i].quantity));
    if (interval->low.bounded)
        append_attribute(out, interval->low.owned ? "from" : "above", interval->low.limit);
    if (interval->high.bounded)
        append_attribute(out, interval->high.owned ? "to" : "below", interval->high.limit);
    g_string_append(out, "/>");
}

void
ldose_region_xml(GString *out, const LdoseTable *table, const LdoseRegion *region, int word)
{
    /* Ranges come before words: the schema asks for that order. */
    for (guint i = 0; i < table->n_axes; i++) {
        if (!is_enumerated(&table->axes[i]))
            append_range(out, table, i, &region->ranges[i]);
    }
    for (guint i = 0; i < table->n_axes; i++) {
        guint words = region->words[i] & all_words();
        if (!is_enumerated(&table->axes[i]) || words == all_words() || words == 0)
            continue;
        int written = word;
        for (int first = 0; written < 0; first++) {
            if ((words & (1u << first)) != 0)
                written = first;
        }
        g_string_append_printf(out, "<is axis=\"%s\" value=\"%s\"/>",
                               ldose_vocabulary_id(&ldose_quantities, (int)table->axes[i].quantity),
                               ldose_vocabulary_id(&ldose_dialysis_kinds, written));
    }
}

/* ---- what is left of an interval ------------------------------------------------------------- */

/* Whether a low end begins before another one. */
static gboolean
begins_before(const LdoseBound *one, const LdoseBound *other)
{
    if (!one->bounded || !other->bounded)
        return !one->bounded && other->bounded;
    int side = ldose_limit_compare(one->limit, other->limit);
    return side < 0 || (side == 0 && one->owned && !other->owned);
}

static gboolean
ends_after(const LdoseBound *one, const LdoseBound *other)
{
    if (!one->bounded || !other->bounded)
        return !one->bounded && other->bounded;
    int side = ldose_limit_compare(one->limit, other->limit);
    return side > 0 || (side == 0 && one->owned && !other->owned);
}

gboolean
ldose_interval_below(const LdoseInterval *whole, const LdoseInterval *taken, LdoseInterval *rest)
{
    if (!begins_before(&whole->low, &taken->low))
        return FALSE;
    rest->low = whole->low;
    rest->high = (LdoseBound){TRUE, !taken->low.owned, taken->low.limit};
    return TRUE;
}

gboolean
ldose_interval_above(const LdoseInterval *whole, const LdoseInterval *taken, LdoseInterval *rest)
{
    if (!ends_after(&whole->high, &taken->high))
        return FALSE;
    rest->low = (LdoseBound){TRUE, !taken->high.owned, taken->high.limit};
    rest->high = whole->high;
    return TRUE;
}
