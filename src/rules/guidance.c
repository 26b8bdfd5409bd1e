/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guidance.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "guidance-check.h"
#include "number.h"

/* Finding names that are roles of a row and not codes. */
#define QUIET_WITH_CLEARANCE "quiet-with-clearance"
#define UNDER_10_KG          "bsa-under-10-kg"

/* ---- building the model ---------------------------------------------------------------------- */

/* A fault of the structure, by its number; the model cannot be built with it. */
static gboolean
refuse(const LdoseDocument *document, LdoseCheckCode code, int line, const char *where,
       const char *what, GError **error)
{
    const LdoseCheckKind *kind = ldose_check_kind(code);
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT, "%1$s:%2$d: %3$s %4$s: %5$s: %6$s", document->path,
                    line, kind->number, kind->id, where, ldose_error_text(what));
    return FALSE;
}

static LdoseApplies
read_applies(LdoseDocument *document, const LdoseXmlNode *parent)
{
    LdoseApplies applies = {
        .regimens = g_array_new(FALSE, FALSE, sizeof(const char *)),
        .products = g_array_new(FALSE, FALSE, sizeof(const char *)),
    };
    const LdoseXmlNode *node = ldose_xml_node_child(parent, "applies");
    if (node == NULL)
        return applies;
    const LdoseXmlNode *age = ldose_xml_node_child(node, "age-years");
    if (age != NULL)
        applies.age_years = ldose_node_interval(age);
    ldose_document_keep_texts(document, node, "regimen", applies.regimens);
    ldose_document_keep_texts(document, node, "product", applies.products);
    return applies;
}

/* One number, or a lower and an upper end. Anything else is a part that the check does not take for
 * complete. */
static LdosePart
read_part(const LdoseXmlNode *node)
{
    LdosePart part = {1, 1, TRUE};
    gboolean single = ldose_xml_node_attribute(node, "fraction") != NULL ||
                      ldose_xml_node_attribute(node, "value") != NULL;
    gboolean from = ldose_xml_node_attribute(node, "from") != NULL;
    gboolean to = ldose_xml_node_attribute(node, "to") != NULL;
    gboolean below = ldose_xml_node_attribute(node, "below") != NULL;
    if (single ? from || to || below : !from || to == below)
        return (LdosePart){1, 0, FALSE}; /* upside down */
    if (ldose_node_number(node, "fraction", &part.low) ||
        ldose_node_number(node, "value", &part.low)) {
        part.high = part.low;
        return part;
    }
    ldose_node_number(node, "from", &part.low);
    part.high_owned = !ldose_node_number(node, "below", &part.high);
    if (part.high_owned)
        ldose_node_number(node, "to", &part.high);
    return part;
}

static GArray *
read_options(LdoseDocument *document, const LdoseXmlNode *choice)
{
    GArray *options = g_array_new(FALSE, FALSE, sizeof(LdoseOption));
    for (const LdoseXmlNode *node = ldose_xml_node_child(choice, "option"); node != NULL;
         node = ldose_xml_node_next(node, "option")) {
        const char *stop = ldose_xml_node_attribute(node, "stop");
        LdoseOption option = {
            .source_id = ldose_document_keep_attribute(document, node, "source"),
            .stop = stop != NULL && (strcmp(stop, "true") == 0 || strcmp(stop, "1") == 0),
            .part = read_part(node), /* not complete beside a stop */
            .remark = ldose_document_keep_text(document, node),
        };
        g_array_append_val(options, option);
    }
    return options;
}

static void
read_outcome(LdoseDocument *document, LdoseRule *rule, const LdoseXmlNode *node)
{
    rule->text = ldose_document_keep_text(document, node);
    rule->part = (LdosePart){1, 1, TRUE};
    switch (rule->outcome) {
    case LDOSE_OUTCOME_NOT_READ:
        rule->text = ldose_document_keep_attribute(document, node, "section");
        break;
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_FRACTION_RANGE: rule->part = read_part(node); break;
    case LDOSE_OUTCOME_DOSE_OF: {
        const char *unit = ldose_xml_node_attribute(node, "unit");
        ldose_node_number(node, "value", &rule->dose);
        ldose_node_number(node, "of", &rule->dose_base);
        ldose_unit_from_id(unit != NULL ? unit : "", &rule->dose_unit);
        rule->part.low = rule->part.high = rule->dose / rule->dose_base;
        break;
    }
    case LDOSE_OUTCOME_CHOICE: rule->options = read_options(document, node); break;
    case LDOSE_OUTCOME_UNDEFINED: {
        const char *otherwise = ldose_xml_node_attribute(node, "otherwise");
        if (otherwise != NULL)
            rule->otherwise =
                strcmp(otherwise, "stop") == 0 ? LDOSE_OTHERWISE_STOP : LDOSE_OTHERWISE_ASK;
        break; /* the reading is linked once all rows are there */
    }
    case LDOSE_OUTCOME_AVOID: ldose_node_number(node, "fallback", &rule->fallback); break;
    case LDOSE_OUTCOME_SIZE:
        rule->size_weight = (LdoseWeightKind)ldose_node_word(node, "weight", &ldose_weight_kinds,
                                                             LDOSE_WEIGHT_ACTUAL);
        ldose_node_number(node, "cap-m2", &rule->size_cap_m2);
        break;
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_CAUTION:
    case LDOSE_OUTCOME_DECIDE:
    case LDOSE_OUTCOME_CONTRAINDICATED:
    case LDOSE_N_OUTCOMES:
    default: break;
    }
}

static void
read_rule(LdoseDocument *document, LdoseRule *rule, const LdoseXmlNode *node)
{
    rule->id = ldose_document_keep_attribute(document, node, "id");
    rule->locator = ldose_document_keep_attribute(document, node, "locator");
    rule->source_ids = ldose_document_keep_attribute(document, node, "source");
    rule->source = ldose_document_first_source(document, rule->source_ids);
    rule->note = ldose_document_keep_text(document, ldose_xml_node_child(node, "note"));
    rule->evidence = (LdoseEvidence)ldose_node_word(node, "evidence", &ldose_evidence_grades,
                                                    LDOSE_EVIDENCE_UNVERIFIED);
    rule->edge_basis = (LdoseEdgeBasis)ldose_node_word(node, "edge-basis", &ldose_edge_bases,
                                                       LDOSE_EDGE_INTERPRETATION);
    rule->line = ldose_xml_node_line(node);
    rule->finding = -1;
    const char *finding = ldose_xml_node_attribute(node, "finding");
    LdoseFindingCode code;
    rule->under_10_kg = g_strcmp0(finding, UNDER_10_KG) == 0;
    if (finding != NULL && strcmp(finding, QUIET_WITH_CLEARANCE) == 0)
        rule->quiet_with_clearance = TRUE;
    else if (finding != NULL && ldose_finding_from_id(finding, &code))
        rule->finding = (int)code;
    else if (finding != NULL && strcmp(finding, UNDER_10_KG) != 0)
        rule->finding = -2; /* told by the check */

    for (const LdoseXmlNode *child = ldose_xml_node_child(node, NULL); child != NULL;
         child = ldose_xml_node_next(child, NULL)) {
        int outcome = ldose_vocabulary_find(&ldose_outcome_kinds, ldose_xml_node_name(child), -1);
        if (outcome < 0)
            continue;
        rule->outcome = (LdoseOutcomeKind)outcome;
        read_outcome(document, rule, child);
    }
}

static void
read_axes(LdoseTable *table, const LdoseXmlNode *table_node)
{
    for (const LdoseXmlNode *node = ldose_xml_node_child(table_node, "axis"); node != NULL;
         node = ldose_xml_node_next(node, "axis")) {
        g_assert(table->n_axes < LDOSE_TABLE_MAX_AXES); /* read_table() counts them first */
        LdoseAxis *axis = &table->axes[table->n_axes++];
        axis->quantity = (LdoseQuantity)ldose_node_word(node, "quantity", &ldose_quantities, 0);
        const char *unit = ldose_xml_node_attribute(node, "unit");
        if (unit == NULL || !ldose_unit_from_id(unit, &axis->unit))
            axis->unit = LDOSE_UNIT_NONE;
        axis->indexed = g_strcmp0(ldose_xml_node_attribute(node, "indexed"), "yes") == 0;
        axis->equation = -1;
        const char *equation = ldose_xml_node_attribute(node, "equation");
        const LdoseFormula *formula = equation != NULL ? ldose_formula_find(equation) : NULL;
        if (formula != NULL && ldose_formula_is_clearance(formula->number))
            axis->equation = (int)formula->number;
        else if (equation != NULL)
            axis->equation = -2; /* told by the check */
    }
}

/* The axis that a row's range or word belongs to: the one it names, else the only one there is. */
static int
axis_of(const LdoseTable *table, const LdoseXmlNode *node)
{
    int quantity = ldose_node_word(node, "axis", &ldose_quantities, -1);
    if (quantity < 0)
        return table->n_axes == 1 ? 0 : -1;
    return ldose_table_axis(table, (LdoseQuantity)quantity);
}

static gboolean
read_row(LdoseDocument *document, LdoseTable *table, LdoseRule *rule, const LdoseXmlNode *node,
         GError **error)
{
    read_rule(document, rule, node);
    g_autofree char *where = g_strdup_printf(ldose_error_text(N_("row %s")), rule->id);
    guint named = 0;
    for (guint i = 0; i < table->n_axes; i++)
        rule->words[i] = ~0u;
    for (const LdoseXmlNode *child = ldose_xml_node_child(node, NULL); child != NULL;
         child = ldose_xml_node_next(child, NULL)) {
        gboolean is_range = strcmp(ldose_xml_node_name(child), "range") == 0;
        gboolean is_word = strcmp(ldose_xml_node_name(child), "is") == 0;
        if (!is_range && !is_word)
            continue;
        int axis = axis_of(table, child);
        gboolean enumerated = axis >= 0 && table->axes[axis].quantity == LDOSE_QUANTITY_DIALYSIS;
        int line = ldose_xml_node_line(child);
        if (axis < 0 || enumerated != is_word || (named & (1u << axis)) != 0)
            return refuse(
                document, LDOSE_CHECK_RANGE_AXIS, line, where,
                N_("this element must name one axis of its table, once, of its kind (range: a "
                   "number; is: a word)"),
                error);
        named |= 1u << axis;
        if (is_range && !ldose_node_interval_is_clear(child))
            return refuse(document, LDOSE_CHECK_RANGE_ENDS, line, where,
                          N_("a range takes one of from and above, and one of to and below"),
                          error);
        if (is_range) {
            rule->ranges[axis] = ldose_node_interval(child);
            continue;
        }
        int word = ldose_node_word(child, "value", &ldose_dialysis_kinds, -1);
        if (word < 0)
            return refuse(document, LDOSE_CHECK_WORD_UNKNOWN, line, where,
                          N_("dialysis is none, hd, pd or crrt"), error);
        rule->words[axis] = 1u << word;
    }
    return TRUE;
}

static int
compare_limits(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Every limit of a numeric axis once, in rising order. */
static void
collect_limits(LdoseTable *table, guint axis)
{
    double *limits = g_new(double, 2 * table->n_rules + 1);
    guint n = 0, kept = 0;
    for (guint i = 0; i < table->n_rules; i++) {
        const LdoseInterval *range = &table->rules[i].ranges[axis];
        if (range->low.bounded)
            limits[n++] = range->low.limit;
        if (range->high.bounded)
            limits[n++] = range->high.limit;
    }
    qsort(limits, n, sizeof *limits, compare_limits);
    for (guint i = 0; i < n; i++) {
        if (kept == 0 || ldose_limit_compare(limits[i], limits[kept - 1]) != 0)
            limits[kept++] = limits[i];
    }
    table->limits[axis] = limits;
    table->n_limits[axis] = kept;
}

/* A table of one numeric axis is its cells: each limit, and each open interval between two. */
static void
fill_cells(LdoseTable *table)
{
    if (table->n_axes != 1 || table->axes[0].quantity == LDOSE_QUANTITY_DIALYSIS)
        return;
    guint n = table->n_limits[0];
    const double *limits = table->limits[0];
    table->cells = g_new0(const LdoseRule *, 2 * n + 1);
    for (guint cell = 0; cell < 2 * n + 1; cell++) {
        guint k = cell / 2; /* the limit at or above the cell */
        double value = cell % 2 == 1 ? limits[k]
                       : n == 0      ? 0
                       : k == 0      ? limits[0] - 1
                       : k == n      ? limits[n - 1] + 1
                                     : limits[k - 1] + (limits[k] - limits[k - 1]) / 2;
        for (guint i = 0; i < table->n_rules && table->cells[cell] == NULL; i++) {
            if (ldose_interval_contains(&table->rules[i].ranges[0], value))
                table->cells[cell] = &table->rules[i];
        }
    }
}

static const LdoseRule *
match_cell(const LdoseTable *table, double value)
{
    guint k = 0;
    while (k < table->n_limits[0]) {
        int side = ldose_limit_compare(value, table->limits[0][k]);
        if (side <= 0)
            return table->cells[side < 0 ? 2 * k : 2 * k + 1];
        k++;
    }
    return table->cells[2 * k];
}

static gboolean
link_readings(LdoseDocument *document, LdoseTable *table, const LdoseXmlNode *table_node,
              GError **error)
{
    guint i = 0;
    for (const LdoseXmlNode *node = ldose_xml_node_child(table_node, "row"); node != NULL;
         node = ldose_xml_node_next(node, "row"), i++) {
        const LdoseXmlNode *undefined = ldose_xml_node_child(node, "undefined");
        const char *id = undefined != NULL ? ldose_xml_node_attribute(undefined, "reading") : NULL;
        if (id == NULL)
            continue;
        for (guint other = 0; other < table->n_rules; other++) {
            if (strcmp(table->rules[other].id, id) == 0 && other != i)
                table->rules[i].reading = &table->rules[other];
        }
        if (table->rules[i].reading == NULL) {
            g_autofree char *where = g_strdup_printf(
                ldose_error_text(N_("row %1$s, reading \"%2$s\"")), table->rules[i].id, id);
            return refuse(document, LDOSE_CHECK_READING_UNKNOWN, ldose_xml_node_line(node), where,
                          N_("a reading is another row of the same table"), error);
        }
    }
    return TRUE;
}

static guint
count_children(const LdoseXmlNode *node, const char *name)
{
    guint n = 0;
    for (const LdoseXmlNode *child = ldose_xml_node_child(node, name); child != NULL;
         child = ldose_xml_node_next(child, name))
        n++;
    return n;
}

static gboolean
read_table(LdoseDocument *document, LdoseTable *table, const LdoseXmlNode *node, GError **error)
{
    table->id = ldose_document_keep_attribute(document, node, "id");
    table->line = ldose_xml_node_line(node);
    table->drug = ldose_node_word(node, "drug", &ldose_drugs, LDOSE_DRUG_ANY);
    if (table->drug < 0)
        table->drug = LDOSE_DRUG_ANY;
    table->cohort =
        (LdoseCohort)ldose_node_word(node, "cohort", &ldose_cohorts, LDOSE_COHORT_GENERAL);
    table->applies = read_applies(document, node);
    if (count_children(node, "axis") > LDOSE_TABLE_MAX_AXES)
        return refuse(document, LDOSE_CHECK_AXES_MANY, table->line, table->id,
                      N_("a table has at most 4 axes"), error);
    read_axes(table, node);
    table->n_rules = count_children(node, "row");
    table->rules = g_new0(LdoseRule, table->n_rules);
    guint i = 0;
    for (const LdoseXmlNode *row = ldose_xml_node_child(node, "row"); row != NULL;
         row = ldose_xml_node_next(row, "row")) {
        if (!read_row(document, table, &table->rules[i++], row, error))
            return FALSE;
    }
    for (guint axis = 0; axis < table->n_axes; axis++)
        collect_limits(table, axis);
    fill_cells(table);
    return link_readings(document, table, node, error);
}

static void
read_stop(LdoseDocument *document, LdoseStop *stop, const LdoseXmlNode *node)
{
    read_rule(document, &stop->rule, node);
    stop->drug = ldose_node_word(node, "drug", &ldose_drugs, LDOSE_DRUG_ANY);
    if (stop->drug < 0)
        stop->drug = LDOSE_DRUG_ANY;
    stop->condition =
        (LdoseCondition)ldose_node_word(node, "condition", &ldose_conditions, LDOSE_N_CONDITIONS);
}

static void
read_base_courses(LdoseGuidance *guidance, const LdoseXmlNode *root)
{
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "base"); node != NULL;
         node = ldose_xml_node_next(node, "base")) {
        int drug = ldose_node_word(node, "drug", &ldose_drugs, -1);
        const char *unit = ldose_xml_node_attribute(node, "unit");
        if (drug < 0 || unit == NULL)
            continue;
        LdoseBaseCourse *base = &guidance->base[drug];
        ldose_node_number(node, "amount", &base->amount);
        ldose_unit_from_id(unit, &base->unit);
        base->days = ldose_node_integer(node, "days", 0);
    }
}

static gboolean
build_guidance(LdoseGuidance *guidance, const LdoseXmlNode *root, GError **error)
{
    LdoseDocument *document = &guidance->document;
    guidance->kind = (LdoseGuidanceKind)ldose_node_word(root, "kind", &ldose_guidance_kinds, 0);
    guidance->combine = (LdoseCombine)ldose_node_word(root, "combine", &ldose_combine_policies,
                                                      LDOSE_COMBINE_DECIDE);
    guidance->applies = read_applies(document, root);
    read_base_courses(guidance, root);
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "not-covered"); node != NULL;
         node = ldose_xml_node_next(node, "not-covered")) {
        int drug = ldose_node_word(node, "drug", &ldose_drugs, -1);
        if (drug >= 0)
            guidance->not_covered[drug] = TRUE;
    }

    guidance->n_tables = count_children(root, "table");
    guidance->tables = g_new0(LdoseTable, guidance->n_tables);
    guint i = 0;
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "table"); node != NULL;
         node = ldose_xml_node_next(node, "table")) {
        if (!read_table(document, &guidance->tables[i++], node, error))
            return FALSE;
    }

    guidance->n_stops = count_children(root, "stop");
    guidance->stops = g_new0(LdoseStop, guidance->n_stops);
    i = 0;
    for (const LdoseXmlNode *node = ldose_xml_node_child(root, "stop"); node != NULL;
         node = ldose_xml_node_next(node, "stop"))
        read_stop(document, &guidance->stops[i++], node);
    return TRUE;
}

LdoseGuidance *
ldose_guidance_load(const char *path, gboolean unsound, GError **error)
{
    g_autoptr(LdoseGuidance) guidance = g_new0(LdoseGuidance, 1);
    g_autoptr(LdoseXmlDocument) xml = NULL;
    if (!ldose_document_open(&guidance->document, LDOSE_DOCUMENT_GUIDANCE, path, &xml, error) ||
        !build_guidance(guidance, ldose_xml_document_root(xml), error))
        return NULL;
    if (!unsound && !ldose_guidance_prove(guidance, error))
        return NULL;
    return g_steal_pointer(&guidance);
}

static void
clear_applies(LdoseApplies *applies)
{
    g_clear_pointer(&applies->regimens, g_array_unref);
    g_clear_pointer(&applies->products, g_array_unref);
}

void
ldose_guidance_free(LdoseGuidance *guidance)
{
    if (guidance == NULL)
        return;
    for (guint i = 0; i < guidance->n_tables; i++) {
        LdoseTable *table = &guidance->tables[i];
        for (guint row = 0; row < table->n_rules; row++)
            g_clear_pointer(&table->rules[row].options, g_array_unref);
        g_free(table->rules);
        g_free(table->cells);
        for (guint axis = 0; axis < table->n_axes; axis++)
            g_free(table->limits[axis]);
        clear_applies(&table->applies);
    }
    for (guint i = 0; i < guidance->n_stops; i++)
        g_clear_pointer(&guidance->stops[i].rule.options, g_array_unref);
    g_free(guidance->tables);
    g_free(guidance->stops);
    clear_applies(&guidance->applies);
    ldose_document_clear(&guidance->document);
    g_free(guidance);
}

/* ---- asking the model ------------------------------------------------------------------------ */

gboolean
ldose_rule_holds(const LdoseTable *table, const LdoseRule *rule, const double *values)
{
    for (guint i = 0; i < table->n_axes; i++) {
        gboolean inside = table->axes[i].quantity == LDOSE_QUANTITY_DIALYSIS
                              ? (rule->words[i] & (1u << (guint)values[i])) != 0
                              : ldose_interval_contains(&rule->ranges[i], values[i]);
        if (!inside)
            return FALSE;
    }
    return TRUE;
}

const LdoseRule *
ldose_table_match(const LdoseTable *table, const double *values)
{
    if (table->cells != NULL)
        return match_cell(table, values[0]);
    for (guint i = 0; i < table->n_rules; i++) {
        if (ldose_rule_holds(table, &table->rules[i], values))
            return &table->rules[i];
    }
    return NULL;
}

const LdoseRule *
ldose_rule_resolved(const LdoseRule *rule)
{
    return rule->reading != NULL ? rule->reading : rule;
}

/* Whether one interval begins exactly where the other ends, without gap or overlap. */
static gboolean
meets(const LdoseBound *end, const LdoseBound *begin)
{
    return end->bounded && begin->bounded && end->owned != begin->owned &&
           ldose_limit_compare(end->limit, begin->limit) == 0;
}

gboolean
ldose_rule_neighbours(const LdoseTable *table, const LdoseRule *rule, const LdoseRule **below_out,
                      const LdoseRule **above_out)
{
    const LdoseRule *below = NULL, *above = NULL;
    if (table->n_axes != 1)
        return FALSE;
    for (guint i = 0; i < table->n_rules; i++) {
        const LdoseRule *other = &table->rules[i];
        if (meets(&other->ranges[0].high, &rule->ranges[0].low))
            below = other;
        if (meets(&rule->ranges[0].high, &other->ranges[0].low))
            above = other;
    }
    if (below == NULL || above == NULL)
        return FALSE;
    *below_out = below;
    *above_out = above;
    return TRUE;
}

gboolean
ldose_applies_to_age(const LdoseApplies *applies, double age_years)
{
    return ldose_interval_contains(&applies->age_years, age_years);
}

static gboolean
lists(const GArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++) {
        if (strcmp(g_array_index(names, const char *, i), name) == 0)
            return TRUE;
    }
    return names->len == 0;
}

gboolean
ldose_applies_to_regimen(const LdoseApplies *applies, const char *regimen_id, const char *product)
{
    return lists(applies->regimens, regimen_id) && lists(applies->products, product);
}

gboolean
ldose_guidance_is_for_adults(const LdoseGuidance *guidance)
{
    const LdoseBound *youngest = &guidance->applies.age_years.low;
    return youngest->bounded && ldose_limit_compare(youngest->limit, LDOSE_ADULT_YEARS) >= 0;
}

int
ldose_table_axis(const LdoseTable *table, LdoseQuantity quantity)
{
    for (guint i = 0; i < table->n_axes; i++) {
        if (table->axes[i].quantity == quantity)
            return (int)i;
    }
    return -1;
}

gboolean
ldose_part_equal(const LdosePart *one, const LdosePart *other)
{
    return ldose_limit_compare(one->low, other->low) == 0 &&
           ldose_limit_compare(one->high, other->high) == 0 && one->high_owned == other->high_owned;
}

gboolean
ldose_part_contains(const LdosePart *part, double value)
{
    int high = ldose_limit_compare(value, part->high);
    return ldose_limit_compare(value, part->low) >= 0 &&
           (high < 0 || (high == 0 && part->high_owned));
}
