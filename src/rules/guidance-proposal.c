/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an author could write to mend a fault, in the words of the document. */
#include "guidance-cells.h"

#include <string.h>

#include "number.h"

/* ---- a row for a gap ------------------------------------------------------------------------- */

static gboolean
has_row(const LdoseTable *table, const char *id)
{
    for (guint i = 0; i < table->n_rules; i++) {
        if (strcmp(table->rules[i].id, id) == 0)
            return TRUE;
    }
    return FALSE;
}

/* An id that no row of the table has; rows of other tables begin with their own table's id. */
static char *
new_row_id(const LdoseTable *table, guint n)
{
    char *id = NULL;
    for (guint number = 1;; number++) {
        g_free(id);
        id = g_strdup_printf("%s-new-%u", table->id, number);
        if (!has_row(table, id) && n-- == 0)
            return id;
    }
}

char *
ldose_propose_reading(const LdoseRule *rule)
{
    if (rule->outcome != LDOSE_OUTCOME_UNDEFINED)
        return g_strdup_printf("<undefined reading=\"%s\"/>", rule->id);
    if (rule->reading != NULL)
        return g_strdup_printf("<undefined reading=\"%s\"/>", rule->reading->id);
    return g_strdup(rule->otherwise == LDOSE_OTHERWISE_STOP ? "<undefined otherwise=\"stop\"/>"
                                                            : "<undefined otherwise=\"ask\"/>");
}

/* The more severe neighbour; beyond the worst row a stop; where no end is the sick one, nothing. */
static char *
outcome_for_gap(const LdoseRule *worse, gboolean directed)
{
    if (!directed)
        return g_strdup("<silent/>");
    return worse != NULL ? ldose_propose_reading(worse)
                         : g_strdup("<undefined otherwise=\"stop\"/>");
}

/* The words of the region's enumerated axis, where they need a row each. */
static guint
words_apart(const LdoseTable *table, const LdoseRegion *region)
{
    const guint all = (1u << LDOSE_N_DIALYSIS) - 1;
    for (guint i = 0; i < table->n_axes; i++) {
        if (table->axes[i].quantity == LDOSE_QUANTITY_DIALYSIS && (region->words[i] & all) != all)
            return region->words[i] & all;
    }
    return 0;
}

char *
ldose_propose_row(const LdoseTable *table, const LdoseRegion *gap, const LdoseRule *worse,
                  const LdoseRule *better, gboolean directed)
{
    const LdoseRule *like = worse != NULL ? worse : better;
    guint words = words_apart(table, gap), n = 0;
    g_autofree char *outcome = outcome_for_gap(worse, directed);
    g_autofree char *first_source =
        like != NULL ? g_strndup(like->source_ids, strcspn(like->source_ids, " \t\n"))
                     : g_strdup("…");
    GString *out = g_string_new(NULL);
    for (int word = words == 0 ? -1 : 0; word < LDOSE_N_DIALYSIS; word++) {
        if (word >= 0 && (words & (1u << word)) == 0)
            continue;
        g_autofree char *id = new_row_id(table, n++);
        g_string_append_printf(
            out, "%s<row id=\"%s\" source=\"%s\" evidence=\"%s\" edge-basis=\"interpretation\">",
            out->len > 0 ? " " : "", id, first_source,
            ldose_vocabulary_id(&ldose_evidence_grades,
                                like != NULL ? (int)like->evidence : LDOSE_EVIDENCE_UNVERIFIED));
        ldose_region_xml(out, table, gap, word);
        g_string_append_printf(out, "%s</row>", outcome);
        if (word < 0)
            break;
    }
    return g_string_free(out, FALSE);
}

/* ---- an overlap ------------------------------------------------------------------------------ */

/* The one to shrink: the one that allows more, so that the sickest are safe; else the later one. */
static const LdoseRule *
milder(const LdoseTable *table, const LdoseRule *one, const LdoseRule *other)
{
    return ldose_rule_allows_more(table, one, other) ? one : other;
}

char *
ldose_propose_cut(const LdoseTable *table, const LdoseRegion *overlap, const LdoseRule *one,
                  const LdoseRule *other)
{
    const LdoseRule *rule = milder(table, one, other);
    LdoseRegion region = ldose_region_of_rule(table, rule), below = region, above = region;
    if (table->n_axes == 0)
        return g_strdup_printf("leave out row %s", rule->id);
    if (table->n_axes > 1 || table->axes[0].quantity == LDOSE_QUANTITY_DIALYSIS) {
        g_autofree char *text = ldose_region_text(table, overlap);
        return g_strdup_printf("in row %s leave out %s", rule->id, text);
    }
    gboolean has_below =
        ldose_interval_below(&region.ranges[0], &overlap->ranges[0], &below.ranges[0]);
    gboolean has_above =
        ldose_interval_above(&region.ranges[0], &overlap->ranges[0], &above.ranges[0]);
    if (!has_below && !has_above)
        return g_strdup_printf("leave out row %s", rule->id);
    GString *out = g_string_new(NULL);
    g_string_append_printf(
        out, has_below && has_above ? "split row %s in two: " : "in row %s write ", rule->id);
    if (has_below)
        ldose_region_xml(out, table, &below, -1);
    if (has_below && has_above)
        g_string_append(out, " and ");
    if (has_above)
        ldose_region_xml(out, table, &above, -1);
    return g_string_free(out, FALSE);
}

/* ---- outcomes and axes ----------------------------------------------------------------------- */

char *
ldose_propose_at_most(const LdoseTable *table, const LdoseRule *better)
{
    char low[LDOSE_NUMBER_BUFFER], high[LDOSE_NUMBER_BUFFER];
    const LdoseRule *rule = ldose_rule_resolved(better);
    if (rule->outcome == LDOSE_OUTCOME_CHOICE)
        return g_strdup_printf("no option above that of the same source in row %s", better->id);
    const LdosePart part = ldose_rule_effect(table, rule).part;
    if (part.high <= 0)
        return g_strdup("<contraindicated>…</contraindicated>");
    ldose_number_print(low, part.low, 10);
    ldose_number_print(high, part.high, 10);
    if (ldose_limit_compare(part.low, part.high) == 0)
        return g_strdup_printf("<fraction value=\"%s\"/> or less", low);
    return g_strdup_printf("<fraction-range from=\"%s\" %s=\"%s\"/> or less", low,
                           part.high_owned ? "to" : "below", high);
}

char *
ldose_propose_axis(const LdoseAxis *axis, gboolean children)
{
    GString *out = g_string_new(NULL);
    for (int unit = 0; unit < LDOSE_N_UNITS; unit++) {
        LdoseAxis other = {axis->quantity, (LdoseUnit)unit, FALSE, -1};
        if (ldose_axis_domain(&other) == NULL || (children && unit == LDOSE_UNIT_ML_MIN))
            continue;
        g_string_append_printf(out, "%s<axis quantity=\"%s\"", out->len > 0 ? " or " : "",
                               ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity));
        if (unit != LDOSE_UNIT_NONE)
            g_string_append_printf(out, " unit=\"%s\"", ldose_unit_id((LdoseUnit)unit));
        if (axis->quantity == LDOSE_QUANTITY_CLEARANCE)
            g_string_append_printf(out, " indexed=\"%s\"",
                                   unit == LDOSE_UNIT_ML_MIN_173 ? "yes" : "no");
        g_string_append(out, "/>");
    }
    return g_string_free(out, FALSE);
}
