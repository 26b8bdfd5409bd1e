/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of a guidance. */
#include "document-diff-parts.h"

#include <string.h>

#include "guidance-grid.h"
#include "guidance-region.h"
#include "number.h"

/* ---- outcomes as words ----------------------------------------------------------------------- */

static void
append_number(GString *out, double value)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    ldose_number_print(buffer, value, 10);
    g_string_append(out, buffer);
}

static void
append_part(GString *out, const LdosePart *part)
{
    if (ldose_limit_compare(part->low, part->high) == 0) {
        append_number(out, part->low);
        return;
    }
    g_string_append(out, "from ");
    append_number(out, part->low);
    g_string_append(out, part->high_owned ? " to " : " below ");
    append_number(out, part->high);
}

static void
append_options(GString *out, const LdoseRule *rule, gboolean with_text)
{
    for (guint i = 0; i < rule->options->len; i++) {
        const LdoseOption *option = &g_array_index(rule->options, LdoseOption, i);
        g_string_append_printf(out, "%s %s ", i > 0 ? ";" : "", option->source_id);
        if (option->stop)
            g_string_append(out, "stop");
        else
            append_part(out, &option->part);
        if (with_text && option->remark[0] != '\0')
            g_string_append_printf(out, " (%s)", option->remark);
    }
}

static void
append_undefined(GString *out, const LdoseRule *rule)
{
    if (rule->reading != NULL)
        g_string_append_printf(out, ", reading %s", rule->reading->id);
    else if (rule->otherwise != LDOSE_OTHERWISE_NONE)
        g_string_append(out, rule->otherwise == LDOSE_OTHERWISE_STOP ? ", otherwise stop"
                                                                     : ", otherwise ask");
}

/* @with_text: also the source's words, which change no dose */
static char *
outcome_words(const LdoseRule *rule, gboolean with_text)
{
    GString *out = g_string_new(ldose_vocabulary_id(&ldose_outcome_kinds, (int)rule->outcome));
    switch (rule->outcome) {
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_FRACTION_RANGE:
        g_string_append_c(out, ' ');
        append_part(out, &rule->part);
        break;
    case LDOSE_OUTCOME_DOSE_OF:
        g_string_append_c(out, ' ');
        append_number(out, rule->dose);
        g_string_append(out, " of ");
        append_number(out, rule->dose_base);
        g_string_append_printf(out, " %s", ldose_unit_id(rule->dose_unit));
        break;
    case LDOSE_OUTCOME_CHOICE: append_options(out, rule, with_text); break;
    case LDOSE_OUTCOME_UNDEFINED: append_undefined(out, rule); break;
    case LDOSE_OUTCOME_SIZE:
        g_string_append_printf(out, " %s",
                               ldose_vocabulary_id(&ldose_weight_kinds, (int)rule->size_weight));
        if (rule->size_cap_m2 > 0) {
            g_string_append(out, ", cap ");
            append_number(out, rule->size_cap_m2);
            g_string_append(out, " m2");
        }
        break;
    case LDOSE_OUTCOME_AVOID:
        if (rule->fallback > 0) {
            g_string_append(out, ", fallback ");
            append_number(out, rule->fallback);
        }
        break;
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_NOT_READ:
    case LDOSE_OUTCOME_CAUTION:
    case LDOSE_OUTCOME_DECIDE:
    case LDOSE_OUTCOME_CONTRAINDICATED:
    case LDOSE_N_OUTCOMES:
    default: break;
    }
    if (with_text && rule->text != NULL && rule->text[0] != '\0' &&
        rule->outcome != LDOSE_OUTCOME_CHOICE)
        g_string_append_printf(out, ": %s", rule->text);
    return g_string_free(out, FALSE);
}

char *
ldose_outcome_words(const LdoseRule *rule)
{
    return outcome_words(rule, TRUE);
}

char *
ldose_counting_outcome_words(const LdoseRule *rule)
{
    return outcome_words(ldose_rule_resolved(rule), FALSE);
}

/* ---- whom it is for -------------------------------------------------------------------------- */

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in alphabetical order: their order in the document means nothing. NULL: none. */
static char *
names_text(const GArray *names)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint i = 0; i < names->len; i++)
        g_ptr_array_add(sorted, g_array_index(names, char *, i));
    if (sorted->len == 0)
        return NULL;
    g_ptr_array_sort(sorted, compare_texts);
    g_ptr_array_add(sorted, NULL);
    return g_strjoinv(" ", (char **)sorted->pdata);
}

static void
diff_applies(GPtrArray *changes, const char *place, const LdoseApplies *from,
             const LdoseApplies *to)
{
    const LdoseChangeKind kind = LDOSE_CHANGE_APPLIES;
    ldose_change_take(changes, kind, place, "ages in years", ldose_interval_words(&from->age_years),
                      ldose_interval_words(&to->age_years));
    ldose_change_take(changes, kind, place, "regimens", names_text(from->regimens),
                      names_text(to->regimens));
    ldose_change_take(changes, kind, place, "products", names_text(from->products),
                      names_text(to->products));
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* The attribute finding, as the document writes it. */
static const char *
finding_name(const LdoseRule *rule)
{
    if (rule->under_10_kg)
        return "bsa-under-10-kg";
    if (rule->quiet_with_clearance)
        return "quiet-with-clearance";
    return rule->finding >= 0 ? ldose_finding_kind((LdoseFindingCode)rule->finding)->id : "";
}

static void
diff_rule(GPtrArray *changes, const char *place, const LdoseRule *from, const LdoseRule *to)
{
    ldose_change_take(changes, LDOSE_CHANGE_OUTCOME, place, "outcome", ldose_outcome_words(from),
                      ldose_outcome_words(to));
    ldose_change_text(changes, LDOSE_CHANGE_EVIDENCE, place, "evidence",
                      ldose_vocabulary_id(&ldose_evidence_grades, (int)from->evidence),
                      ldose_vocabulary_id(&ldose_evidence_grades, (int)to->evidence));
    ldose_change_text(changes, LDOSE_CHANGE_EVIDENCE, place, "edge-basis",
                      ldose_vocabulary_id(&ldose_edge_bases, (int)from->edge_basis),
                      ldose_vocabulary_id(&ldose_edge_bases, (int)to->edge_basis));
    ldose_change_text(changes, LDOSE_CHANGE_RULE_SOURCE, place, "source", from->source_ids,
                      to->source_ids);
    ldose_change_text(changes, LDOSE_CHANGE_RULE_SOURCE, place, "locator", from->locator,
                      to->locator);
    ldose_change_text(changes, LDOSE_CHANGE_TEXT, place, "note", from->note, to->note);
    ldose_change_text(changes, LDOSE_CHANGE_FINDING, place, "finding", finding_name(from),
                      finding_name(to));
}

/* One end of a row, as the document writes it. */
static char *
bound_text(const LdoseBound *bound, const char *owned, const char *open, LdoseUnit unit)
{
    if (!bound->bounded)
        return g_strdup("none");
    GString *text = g_string_new(bound->owned ? owned : open);
    g_string_append_c(text, ' ');
    append_number(text, bound->limit);
    g_string_append_printf(text, " %s", ldose_unit_id(unit));
    return g_string_free(text, FALSE);
}

/* The words of an enumerated axis that a row holds. */
static char *
words_text(guint words)
{
    GString *text = g_string_new(NULL);
    const guint all = (1u << LDOSE_N_DIALYSIS) - 1;
    for (int word = 0; word < LDOSE_N_DIALYSIS && (words & all) != all; word++) {
        if ((words & (1u << word)) != 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "",
                                   ldose_vocabulary_id(&ldose_dialysis_kinds, word));
    }
    if (text->len == 0)
        g_string_append(text, "any");
    return g_string_free(text, FALSE);
}

static void
diff_limits(GPtrArray *changes, const char *place, const LdoseTable *older, const LdoseRule *from,
            const LdoseTable *newer, const LdoseRule *to)
{
    for (guint i = 0; i < newer->n_axes; i++) {
        const LdoseAxis *axis = &newer->axes[i];
        int k = ldose_table_axis(older, axis->quantity);
        const char *quantity = ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity);
        if (k < 0)
            continue; /* told as a change of the axes */
        if (axis->quantity == LDOSE_QUANTITY_DIALYSIS) {
            ldose_change_take(changes, LDOSE_CHANGE_LIMIT, place, quantity,
                              words_text(from->words[k]), words_text(to->words[i]));
            continue;
        }
        g_autofree char *lower = g_strdup_printf("lower limit of %s", quantity);
        g_autofree char *upper = g_strdup_printf("upper limit of %s", quantity);
        const LdoseInterval *before = &from->ranges[k], *after = &to->ranges[i];
        LdoseUnit unit = older->axes[k].unit;
        ldose_change_take(changes, LDOSE_CHANGE_LIMIT, place, lower,
                          bound_text(&before->low, "from", "above", unit),
                          bound_text(&after->low, "from", "above", axis->unit));
        ldose_change_take(changes, LDOSE_CHANGE_LIMIT, place, upper,
                          bound_text(&before->high, "to", "below", unit),
                          bound_text(&after->high, "to", "below", axis->unit));
    }
}

static const LdoseRule *
rule_by_id(const LdoseTable *table, const char *id)
{
    for (guint i = 0; i < table->n_rules; i++) {
        if (strcmp(table->rules[i].id, id) == 0)
            return &table->rules[i];
    }
    return NULL;
}

static gboolean
have_same_axes(const LdoseTable *one, const LdoseTable *other)
{
    gboolean same = one->n_axes == other->n_axes;
    for (guint i = 0; i < one->n_axes && same; i++)
        same = one->axes[i].quantity == other->axes[i].quantity &&
               one->axes[i].unit == other->axes[i].unit;
    return same;
}

/* The row of @in that is this one under another id: the same region, and an id that @out has
 * not. */
static const LdoseRule *
rule_by_region(const LdoseTable *in, const LdoseTable *out, const LdoseRule *rule)
{
    if (!have_same_axes(in, out))
        return NULL;
    LdoseRegion region = ldose_region_of_rule(out, rule);
    for (guint i = 0; i < in->n_rules; i++) {
        LdoseRegion other = ldose_region_of_rule(in, &in->rules[i]);
        if (rule_by_id(out, in->rules[i].id) == NULL && ldose_region_equal(in, &region, &other))
            return &in->rules[i];
    }
    return NULL;
}

/* A whole row: region and outcome. */
static char *
row_text(const LdoseTable *table, const LdoseRule *rule)
{
    LdoseRegion region = ldose_region_of_rule(table, rule);
    g_autofree char *place = ldose_region_text(table, &region);
    g_autofree char *outcome = ldose_outcome_words(rule);
    return g_strdup_printf("%s: %s", place, outcome);
}

static char *
row_place(const LdoseTable *table, const LdoseRule *rule)
{
    return g_strdup_printf("table %s, row %s", table->id, rule->id);
}

static void
diff_rows(GPtrArray *changes, const LdoseTable *older, const LdoseTable *newer)
{
    for (guint i = 0; i < newer->n_rules; i++) {
        const LdoseRule *to = &newer->rules[i];
        const LdoseRule *from = rule_by_id(older, to->id);
        g_autofree char *place = row_place(newer, to);
        if (from == NULL) {
            from = rule_by_region(older, newer, to);
            if (from != NULL)
                ldose_change_text(changes, LDOSE_CHANGE_RULE, place, "id", from->id, to->id);
        }
        if (from == NULL) {
            ldose_change_take(changes, LDOSE_CHANGE_RULE, place, "row", NULL, row_text(newer, to));
            continue;
        }
        diff_limits(changes, place, older, from, newer, to);
        diff_rule(changes, place, from, to);
    }
    for (guint i = 0; i < older->n_rules; i++) {
        const LdoseRule *from = &older->rules[i];
        if (rule_by_id(newer, from->id) != NULL || rule_by_region(newer, older, from) != NULL)
            continue;
        g_autofree char *place = row_place(older, from);
        ldose_change_take(changes, LDOSE_CHANGE_RULE, place, "row", row_text(older, from), NULL);
    }
}

/* ---- where another outcome counts ------------------------------------------------------------ */

typedef struct {
    LdoseGridBox box;
    char *from, *to; /* outcomes that count; NULL: no row */
} Box;

static void
box_free(gpointer data)
{
    Box *box = data;
    g_free(box->box.key);
    g_free(box->from);
    g_free(box->to);
    g_free(box);
}

/* What counts in a cell: a reading is what it reads. NULL: no row holds it. */
static char *
counting_words(const LdoseTable *table, const double *values)
{
    const LdoseRule *rule = ldose_table_match(table, values);
    return rule != NULL ? ldose_counting_outcome_words(rule) : NULL;
}

static void
diff_regions(GPtrArray *changes, const LdoseTable *older, const LdoseTable *newer)
{
    const LdoseTable *tables[] = {newer, older};
    guint at[LDOSE_TABLE_MAX_AXES] = {0};
    g_autofree char *place = g_strdup_printf("table %s", newer->id);
    LdoseGrid grid;
    GPtrArray *boxes = g_ptr_array_new_with_free_func(box_free);
    if (have_same_axes(older, newer) && newer->n_axes > 0) {
        ldose_grid_init(&grid, tables, G_N_ELEMENTS(tables));
        do {
            double values[LDOSE_TABLE_MAX_AXES] = {0};
            Box *box = g_new0(Box, 1);
            ldose_grid_values(&grid, at, values);
            memcpy(box->box.first, at, sizeof at);
            memcpy(box->box.last, at, sizeof at);
            box->from = counting_words(older, values);
            box->to = counting_words(newer, values);
            box->box.key = g_strdup_printf("%s\n%s", box->from, box->to);
            g_ptr_array_add(boxes, box);
        } while (ldose_grid_next(&grid, at, -1));
        boxes = ldose_grid_join(&grid, boxes, box_free);
        for (guint i = 0; i < boxes->len; i++) {
            const Box *box = g_ptr_array_index(boxes, i);
            LdoseRegion region = ldose_grid_region(&grid, box->box.first, box->box.last);
            g_autofree char *text = ldose_region_text(newer, &region);
            ldose_change_text(changes, LDOSE_CHANGE_REGION, place, text, box->from, box->to);
        }
        ldose_grid_clear(&grid);
    }
    g_ptr_array_unref(boxes);
}

/* ---- tables ---------------------------------------------------------------------------------- */

static gboolean
for_the_same(const LdoseTable *one, const LdoseTable *other)
{
    g_autofree char *a = names_text(one->applies.regimens),
                    *b = names_text(other->applies.regimens);
    return one->drug == other->drug && one->cohort == other->cohort && g_strcmp0(a, b) == 0;
}

static const LdoseTable *
table_by_id(const LdoseGuidance *guidance, const char *id)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        if (strcmp(guidance->tables[i].id, id) == 0)
            return &guidance->tables[i];
    }
    return NULL;
}

/* The table of @in that is this one of @out: the same id, else the same use and an id of its
 * own. */
static const LdoseTable *
partner(const LdoseGuidance *in, const LdoseGuidance *out, const LdoseTable *table)
{
    const LdoseTable *found = table_by_id(in, table->id);
    for (guint i = 0; i < in->n_tables && found == NULL; i++) {
        const LdoseTable *other = &in->tables[i];
        if (table_by_id(out, other->id) == NULL && for_the_same(table, other))
            found = other;
    }
    return found;
}

static const char *
drug_text(int drug)
{
    return drug == LDOSE_DRUG_ANY ? "any" : ldose_vocabulary_id(&ldose_drugs, drug);
}

static char *
axis_text(const LdoseAxis *axis)
{
    GString *text = g_string_new(ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity));
    if (axis->unit != LDOSE_UNIT_NONE)
        g_string_append_printf(text, " in %s", ldose_unit_id(axis->unit));
    if (axis->equation >= 0)
        g_string_append_printf(text, " by %s",
                               ldose_formula_get((LdoseFormulaId)axis->equation)->id);
    return g_string_free(text, FALSE);
}

static void
diff_axes(GPtrArray *changes, const char *place, const LdoseTable *older, const LdoseTable *newer)
{
    for (guint i = 0; i < newer->n_axes; i++) {
        const LdoseAxis *axis = &newer->axes[i];
        int k = ldose_table_axis(older, axis->quantity);
        ldose_change_take(changes, LDOSE_CHANGE_AXIS, place, "axis",
                          k >= 0 ? axis_text(&older->axes[k]) : NULL, axis_text(axis));
    }
    for (guint i = 0; i < older->n_axes; i++) {
        if (ldose_table_axis(newer, older->axes[i].quantity) < 0)
            ldose_change_take(changes, LDOSE_CHANGE_AXIS, place, "axis", axis_text(&older->axes[i]),
                              NULL);
    }
}

/* A whole table, for one that is only there in one of the two. */
static char *
table_text(const LdoseTable *table)
{
    return g_strdup_printf("%s, %s, %u rows", drug_text(table->drug),
                           ldose_vocabulary_id(&ldose_cohorts, (int)table->cohort), table->n_rules);
}

static void
diff_table(GPtrArray *changes, const LdoseTable *older, const LdoseTable *newer)
{
    g_autofree char *place = g_strdup_printf("table %s", newer->id);
    ldose_change_text(changes, LDOSE_CHANGE_TABLE, place, "id", older->id, newer->id);
    ldose_change_text(changes, LDOSE_CHANGE_TABLE, place, "drug", drug_text(older->drug),
                      drug_text(newer->drug));
    ldose_change_text(changes, LDOSE_CHANGE_TABLE, place, "cohort",
                      ldose_vocabulary_id(&ldose_cohorts, (int)older->cohort),
                      ldose_vocabulary_id(&ldose_cohorts, (int)newer->cohort));
    diff_applies(changes, place, &older->applies, &newer->applies);
    diff_axes(changes, place, older, newer);
    diff_rows(changes, older, newer);
    diff_regions(changes, older, newer);
}

static void
diff_tables(GPtrArray *changes, const LdoseGuidance *older, const LdoseGuidance *newer)
{
    for (guint i = 0; i < newer->n_tables; i++) {
        const LdoseTable *to = &newer->tables[i], *from = partner(older, newer, to);
        g_autofree char *place = g_strdup_printf("table %s", to->id);
        if (from != NULL)
            diff_table(changes, from, to);
        else
            ldose_change_take(changes, LDOSE_CHANGE_TABLE, place, "table", NULL, table_text(to));
    }
    for (guint i = 0; i < older->n_tables; i++) {
        const LdoseTable *from = &older->tables[i];
        g_autofree char *place = g_strdup_printf("table %s", from->id);
        if (partner(newer, older, from) == NULL)
            ldose_change_take(changes, LDOSE_CHANGE_TABLE, place, "table", table_text(from), NULL);
    }
}

/* ---- conditions ------------------------------------------------------------------------------ */

static const LdoseStop *
stop_by_id(const LdoseGuidance *guidance, const char *id)
{
    for (guint i = 0; i < guidance->n_stops; i++) {
        if (strcmp(guidance->stops[i].rule.id, id) == 0)
            return &guidance->stops[i];
    }
    return NULL;
}

static char *
stop_text(const LdoseStop *stop)
{
    g_autofree char *outcome = ldose_outcome_words(&stop->rule);
    return g_strdup_printf("%s, %s: %s", drug_text(stop->drug),
                           ldose_vocabulary_id(&ldose_conditions, (int)stop->condition), outcome);
}

static void
diff_stops(GPtrArray *changes, const LdoseGuidance *older, const LdoseGuidance *newer)
{
    for (guint i = 0; i < newer->n_stops; i++) {
        const LdoseStop *to = &newer->stops[i], *from = stop_by_id(older, to->rule.id);
        g_autofree char *place = g_strdup_printf("condition %s", to->rule.id);
        if (from == NULL) {
            ldose_change_take(changes, LDOSE_CHANGE_RULE, place, "condition", NULL, stop_text(to));
            continue;
        }
        ldose_change_text(changes, LDOSE_CHANGE_APPLIES, place, "drug", drug_text(from->drug),
                          drug_text(to->drug));
        ldose_change_text(changes, LDOSE_CHANGE_APPLIES, place, "condition",
                          ldose_vocabulary_id(&ldose_conditions, (int)from->condition),
                          ldose_vocabulary_id(&ldose_conditions, (int)to->condition));
        diff_rule(changes, place, &from->rule, &to->rule);
    }
    for (guint i = 0; i < older->n_stops; i++) {
        const LdoseStop *from = &older->stops[i];
        g_autofree char *place = g_strdup_printf("condition %s", from->rule.id);
        if (stop_by_id(newer, from->rule.id) == NULL)
            ldose_change_take(changes, LDOSE_CHANGE_RULE, place, "condition", stop_text(from),
                              NULL);
    }
}

/* ---- the document ---------------------------------------------------------------------------- */

static char *
base_text(const LdoseBaseCourse *base)
{
    if (base->amount <= 0)
        return NULL;
    GString *text = g_string_new(NULL);
    append_number(text, base->amount);
    g_string_append_printf(text, " %s a day", ldose_unit_id(base->unit));
    if (base->days > 0)
        g_string_append_printf(text, ", %d days", base->days);
    return g_string_free(text, FALSE);
}

GPtrArray *
ldose_guidance_diff(const LdoseGuidance *older, const LdoseGuidance *newer)
{
    GPtrArray *changes = ldose_changes_new();
    ldose_diff_header(changes, &older->document, &newer->document);
    ldose_change_text(changes, LDOSE_CHANGE_BASE, "", "kind",
                      ldose_vocabulary_id(&ldose_guidance_kinds, (int)older->kind),
                      ldose_vocabulary_id(&ldose_guidance_kinds, (int)newer->kind));
    ldose_change_text(changes, LDOSE_CHANGE_BASE, "", "combine",
                      ldose_vocabulary_id(&ldose_combine_policies, (int)older->combine),
                      ldose_vocabulary_id(&ldose_combine_policies, (int)newer->combine));
    diff_applies(changes, "", &older->applies, &newer->applies);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const char *name = ldose_vocabulary_id(&ldose_drugs, drug);
        g_autofree char *what = g_strdup_printf("base course of %s", name);
        ldose_change_text(changes, LDOSE_CHANGE_APPLIES, "", name,
                          older->not_covered[drug] ? "not covered" : "covered",
                          newer->not_covered[drug] ? "not covered" : "covered");
        ldose_change_take(changes, LDOSE_CHANGE_BASE, "", what, base_text(&older->base[drug]),
                          base_text(&newer->base[drug]));
    }
    diff_tables(changes, older, newer);
    diff_stops(changes, older, newer);
    return changes;
}
