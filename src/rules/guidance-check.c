/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guidance-check.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "number.h"
#include "wording.h"

static const LdoseCheckKind kinds[LDOSE_N_CHECKS] = {
    [LDOSE_CHECK_GAP] = {"G01", "gap", LDOSE_CHECK_ERROR, N_("No row holds this region")},
    [LDOSE_CHECK_OVERLAP_CONFLICTS] = {"G02", "overlap-conflicts", LDOSE_CHECK_ERROR,
                                       N_("Rows with different outcomes overlap")},
    [LDOSE_CHECK_OVERLAP_AGREES] = {"G03", "overlap-agrees", LDOSE_CHECK_WARNING,
                                    N_("Rows with the same outcome overlap")},
    [LDOSE_CHECK_UNREACHABLE] = {"G04", "unreachable", LDOSE_CHECK_ERROR,
                                 N_("The row is never used")},
    [LDOSE_CHECK_DOMAIN] = {"G05", "domain", LDOSE_CHECK_ERROR,
                            N_("A limit is outside what the quantity can be")},
    [LDOSE_CHECK_DIRECTION] = {"G06", "direction", LDOSE_CHECK_ERROR,
                               N_("Worse organ function leads to a higher dose")},
    [LDOSE_CHECK_SILENT_WORSE] = {"G07", "silent-worse", LDOSE_CHECK_ERROR,
                                  N_("Silent or not read on the worse side of a stated row")},
    [LDOSE_CHECK_UNIT] = {"G08", "unit", LDOSE_CHECK_ERROR,
                          N_("Unit or metric does not fit the quantity")},
    [LDOSE_CHECK_COHORT_MISSING] = {"G09", "cohort-missing", LDOSE_CHECK_ERROR,
                                    N_("A covered drug lacks a table")},
    [LDOSE_CHECK_SOURCE_MISSING] = {"G10", "source-missing", LDOSE_CHECK_ERROR,
                                    N_("A source is not in the header")},
    [LDOSE_CHECK_RENAL_UNSTATED] = {"G11", "renal-unstated", LDOSE_CHECK_ERROR,
                                    N_("Fludarabine's kidney table states nothing")},
    [LDOSE_CHECK_OUTCOME] = {"G12", "outcome", LDOSE_CHECK_ERROR, N_("An outcome is not complete")},
    [LDOSE_CHECK_REVIEWER_MISSING] = {"G13", "reviewer-missing", LDOSE_CHECK_ERROR,
                                      N_("Released without a second person")},
    [LDOSE_CHECK_FINDING_UNKNOWN] = {"G14", "finding-unknown", LDOSE_CHECK_ERROR,
                                     N_("An unknown finding or condition")},
    [LDOSE_CHECK_TABLES_OVERLAP] = {"G15", "tables-overlap", LDOSE_CHECK_ERROR,
                                    N_("Two tables for one drug, cohort and regimen")},
    [LDOSE_CHECK_GENERAL_DOSES] = {"G16", "general-doses", LDOSE_CHECK_ERROR,
                                   N_("General findings may only warn, stop or ask")},
    [LDOSE_CHECK_PAST_REVIEW] = {"G17", "past-review", LDOSE_CHECK_WARNING,
                                 N_("Past its review date")},
    [LDOSE_CHECK_UNDEFINED] = {"G18", "undefined", LDOSE_CHECK_NOTE,
                               N_("The source leaves a hole here")},
    [LDOSE_CHECK_DRAFT] = {"G19", "draft", LDOSE_CHECK_NOTE,
                           N_("A draft: not yet checked by a second person")},
};

const LdoseCheckKind *
ldose_check_kind(LdoseCheckCode code)
{
    g_assert((int)code >= 0 && code < LDOSE_N_CHECKS);
    return &kinds[code];
}

/* What each quantity can be, in which units, and which end is the sick one. */
typedef enum { WORSE_NONE, WORSE_LOW, WORSE_HIGH } WorseEnd;

static const struct {
    LdoseUnit unit;
    LdoseQuantity quantity;
    double most;
    WorseEnd worse;
} domains[] = {
    {LDOSE_UNIT_ML_MIN, LDOSE_QUANTITY_CLEARANCE, 300, WORSE_LOW},
    {LDOSE_UNIT_ML_MIN_173, LDOSE_QUANTITY_CLEARANCE, 300, WORSE_LOW},
    {LDOSE_UNIT_MG_DL, LDOSE_QUANTITY_BILIRUBIN, 80, WORSE_HIGH},
    {LDOSE_UNIT_UMOL_L, LDOSE_QUANTITY_BILIRUBIN, 1400, WORSE_HIGH},
    {LDOSE_UNIT_XULN, LDOSE_QUANTITY_BILIRUBIN, 100, WORSE_HIGH},
    {LDOSE_UNIT_U_L, LDOSE_QUANTITY_AST, 20000, WORSE_HIGH},
    {LDOSE_UNIT_XULN, LDOSE_QUANTITY_AST, 500, WORSE_HIGH},
    {LDOSE_UNIT_U_L, LDOSE_QUANTITY_ALT, 20000, WORSE_HIGH},
    {LDOSE_UNIT_XULN, LDOSE_QUANTITY_ALT, 500, WORSE_HIGH},
    {LDOSE_UNIT_KG_M2, LDOSE_QUANTITY_BMI, 150, WORSE_NONE},
    {LDOSE_UNIT_KG, LDOSE_QUANTITY_WEIGHT, 650, WORSE_NONE},
    {LDOSE_UNIT_YEARS, LDOSE_QUANTITY_AGE, 130, WORSE_NONE},
    {LDOSE_UNIT_10E9_L, LDOSE_QUANTITY_WBC, 1000, WORSE_NONE},
    {LDOSE_UNIT_10E9_L, LDOSE_QUANTITY_PLATELETS, 5000, WORSE_NONE},
    {LDOSE_UNIT_PERCENT, LDOSE_QUANTITY_WEIGHT_CHANGE, 100, WORSE_NONE},
    {LDOSE_UNIT_NONE, LDOSE_QUANTITY_DIALYSIS, LDOSE_N_DIALYSIS, WORSE_NONE},
};

static int
find_domain(const LdoseAxis *axis)
{
    for (guint i = 0; i < G_N_ELEMENTS(domains); i++) {
        if (domains[i].quantity == axis->quantity && domains[i].unit == axis->unit)
            return (int)i;
    }
    return -1;
}

/* ---- findings ---------------------------------------------------------------------------------- */

static void
finding_free(gpointer data)
{
    LdoseCheckFinding *finding = data;
    g_free(finding->rule_ids);
    g_free(finding->region);
    g_free(finding->message);
    g_free(finding);
}

static LdoseCheckFinding *
add_finding(GPtrArray *findings, LdoseCheckCode code, const LdoseTable *table, const char *rule_ids,
            int line, const char *format, ...) G_GNUC_PRINTF(6, 7);

static LdoseCheckFinding *
add_finding(GPtrArray *findings, LdoseCheckCode code, const LdoseTable *table, const char *rule_ids,
            int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    LdoseCheckFinding *finding = g_new0(LdoseCheckFinding, 1);
    finding->code = code;
    finding->table = table;
    finding->rule_ids = g_strdup(rule_ids);
    finding->region = g_strdup("");
    finding->message = g_strdup_vprintf(format, arguments);
    finding->line = line;
    va_end(arguments);
    g_ptr_array_add(findings, finding);
    return finding;
}

/* ---- comparing outcomes ------------------------------------------------------------------------ */

static LdoseEffect
option_effect(const LdoseOption *option)
{
    return option->stop ? (LdoseEffect){TRUE, 0, 0}
                        : (LdoseEffect){TRUE, option->part.low, option->part.high};
}

static LdoseEffect
spanned(LdoseEffect one, LdoseEffect other)
{
    return (LdoseEffect){one.known && other.known, MIN(one.low, other.low),
                         MAX(one.high, other.high)};
}

LdoseEffect
ldose_rule_effect(const LdoseTable *table, const LdoseRule *rule)
{
    rule = ldose_rule_resolved(rule);
    switch (rule->outcome) {
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_NOT_READ:
    case LDOSE_OUTCOME_CAUTION: return (LdoseEffect){TRUE, 1, 1};
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_DOSE_OF:
    case LDOSE_OUTCOME_FRACTION_RANGE:
        return (LdoseEffect){TRUE, rule->part.low, rule->part.high};
    case LDOSE_OUTCOME_CHOICE: {
        LdoseEffect effect = option_effect(&g_array_index(rule->options, LdoseOption, 0));
        for (guint i = 1; i < rule->options->len; i++)
            effect = spanned(effect, option_effect(&g_array_index(rule->options, LdoseOption, i)));
        return effect;
    }
    case LDOSE_OUTCOME_UNDEFINED: {
        const LdoseRule *below, *above;
        if (rule->otherwise == LDOSE_OTHERWISE_STOP)
            return (LdoseEffect){TRUE, 0, 0};
        if (table != NULL && ldose_rule_neighbours(table, rule, &below, &above) &&
            below->outcome != LDOSE_OUTCOME_UNDEFINED && above->outcome != LDOSE_OUTCOME_UNDEFINED)
            return spanned(ldose_rule_effect(table, below), ldose_rule_effect(table, above));
        return (LdoseEffect){FALSE, 0, 0};
    }
    case LDOSE_OUTCOME_AVOID:
    case LDOSE_OUTCOME_CONTRAINDICATED: return (LdoseEffect){TRUE, 0, 0};
    case LDOSE_OUTCOME_DECIDE:
    case LDOSE_OUTCOME_SIZE:
    case LDOSE_N_OUTCOMES:
    default: return (LdoseEffect){FALSE, 0, 0};
    }
}

static gboolean
is_decision(const LdoseRule *rule)
{
    return rule->outcome == LDOSE_OUTCOME_FRACTION_RANGE || rule->outcome == LDOSE_OUTCOME_CHOICE ||
           rule->outcome == LDOSE_OUTCOME_DECIDE ||
           (rule->outcome == LDOSE_OUTCOME_UNDEFINED && rule->otherwise == LDOSE_OTHERWISE_ASK);
}

static gboolean
choices_agree(const LdoseRule *one, const LdoseRule *other)
{
    if (one->options->len != other->options->len)
        return FALSE;
    for (guint i = 0; i < one->options->len; i++) {
        const LdoseOption *a = &g_array_index(one->options, LdoseOption, i);
        const LdoseOption *b = &g_array_index(other->options, LdoseOption, i);
        LdoseEffect x = option_effect(a), y = option_effect(b);
        if (strcmp(a->source_id, b->source_id) != 0 || a->stop != b->stop ||
            ldose_limit_compare(x.low, y.low) != 0 || ldose_limit_compare(x.high, y.high) != 0)
            return FALSE;
    }
    return TRUE;
}

gboolean
ldose_rules_agree(const LdoseTable *table, const LdoseRule *one, const LdoseRule *other)
{
    const LdoseRule *a = ldose_rule_resolved(one), *b = ldose_rule_resolved(other);
    if (a == b)
        return TRUE;
    if (is_decision(a) != is_decision(b))
        return FALSE;
    if (a->outcome == LDOSE_OUTCOME_CHOICE && b->outcome == LDOSE_OUTCOME_CHOICE)
        return choices_agree(a, b);
    if (a->outcome == LDOSE_OUTCOME_SIZE || b->outcome == LDOSE_OUTCOME_SIZE)
        return a->outcome == b->outcome && a->size_weight == b->size_weight &&
               ldose_limit_compare(a->size_cap_m2, b->size_cap_m2) == 0;
    LdoseEffect x = ldose_rule_effect(table, a), y = ldose_rule_effect(table, b);
    return x.known && y.known && ldose_limit_compare(x.low, y.low) == 0 &&
           ldose_limit_compare(x.high, y.high) == 0;
}

/* Whether the worse of two cells allows more than the better one. Two choices are compared source by
 * source: a source that speaks only in one of them proves nothing. */
static gboolean
allows_more(const LdoseTable *table, const LdoseRule *worse, const LdoseRule *better)
{
    worse = ldose_rule_resolved(worse);
    better = ldose_rule_resolved(better);
    if (worse->outcome == LDOSE_OUTCOME_CHOICE && better->outcome == LDOSE_OUTCOME_CHOICE) {
        for (guint i = 0; i < worse->options->len; i++) {
            const LdoseOption *low = &g_array_index(worse->options, LdoseOption, i);
            for (guint k = 0; k < better->options->len; k++) {
                const LdoseOption *high = &g_array_index(better->options, LdoseOption, k);
                if (strcmp(low->source_id, high->source_id) == 0 &&
                    ldose_limit_compare(option_effect(low).high, option_effect(high).high) > 0)
                    return TRUE;
            }
        }
        return FALSE;
    }
    LdoseEffect x = ldose_rule_effect(table, worse), y = ldose_rule_effect(table, better);
    return x.known && y.known &&
           (ldose_limit_compare(x.high, y.high) > 0 || ldose_limit_compare(x.low, y.low) > 0);
}

/* ---- cutting a table into cells ---------------------------------------------------------------- */

/* One coordinate of a cell: a limit itself, the open interval between two limits, or a word. */
typedef struct {
    double value;      /* the limit, a value inside the interval, or the word's number */
    gboolean is_point; /* a limit or a word */
    double low, high;  /* the open interval's ends; @high INFINITY: no end */
} Cut;

static void
add_interval(GArray *cuts, double low, double high)
{
    Cut cut = {isinf(high) ? low + 1 : low + (high - low) / 2, FALSE, low, high};
    g_array_append_val(cuts, cut);
}

static GArray *
cut_axis(const LdoseTable *table, guint axis)
{
    GArray *cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
    if (table->axes[axis].quantity == LDOSE_QUANTITY_DIALYSIS) {
        for (int word = 0; word < LDOSE_N_DIALYSIS; word++) {
            Cut cut = {word, TRUE, word, word};
            g_array_append_val(cuts, cut);
        }
        return cuts;
    }
    double reached = 0;
    for (guint i = 0; i < table->n_limits[axis]; i++) {
        double limit = table->limits[axis][i];
        if (limit > reached)
            add_interval(cuts, reached, limit);
        Cut cut = {limit, TRUE, limit, limit};
        g_array_append_val(cuts, cut);
        reached = limit;
    }
    add_interval(cuts, reached, INFINITY);
    return cuts;
}

typedef struct {
    const LdoseTable *table;
    GPtrArray *findings;
    GArray *cuts[LDOSE_TABLE_MAX_AXES];
    guint at[LDOSE_TABLE_MAX_AXES];
    gboolean *used; /* by row */
} Walk;

static const Cut *
cut_at(const Walk *walk, guint axis, guint index)
{
    return &g_array_index(walk->cuts[axis], Cut, index);
}

static void
cell_values(const Walk *walk, double *values)
{
    for (guint axis = 0; axis < walk->table->n_axes; axis++)
        values[axis] = cut_at(walk, axis, walk->at[axis])->value;
}

/* Moves on all axes but the first @fixed ones. FALSE when all have been seen. */
static gboolean
next_cell(Walk *walk, guint fixed)
{
    for (guint axis = fixed; axis < walk->table->n_axes; axis++) {
        if (++walk->at[axis] < walk->cuts[axis]->len)
            return TRUE;
        walk->at[axis] = 0;
    }
    return FALSE;
}

static void
append_limit(GString *text, const char *word, double limit)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    ldose_number_print(buffer, limit, 10);
    g_string_append_printf(text, " %s %s", word, buffer);
}

/* "clearance above 79 below 80 mL/min, dialysis hd": from cut @first to cut @last on axis 0. */
static char *
describe_region(const Walk *walk, guint first, guint last)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < walk->table->n_axes; i++) {
        const LdoseAxis *axis = &walk->table->axes[i];
        const Cut *low = cut_at(walk, i, i == 0 ? first : walk->at[i]);
        const Cut *high = cut_at(walk, i, i == 0 ? last : walk->at[i]);
        if (i > 0)
            g_string_append(text, ", ");
        g_string_append(text, ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity));
        if (axis->quantity == LDOSE_QUANTITY_DIALYSIS) {
            for (int word = (int)low->value; word <= (int)high->value; word++)
                g_string_append_printf(text, " %s",
                                       ldose_vocabulary_id(&ldose_dialysis_kinds, word));
            continue;
        }
        if (low == high && low->is_point)
            append_limit(text, "exactly", low->value);
        else {
            append_limit(text, low->is_point ? "from" : "above", low->low);
            if (!isinf(high->high))
                append_limit(text, high->is_point ? "to" : "below", high->high);
        }
        g_string_append_printf(text, " %s", ldose_unit_id(axis->unit));
    }
    return g_string_free(text, FALSE);
}

static void
set_witness(LdoseCheckFinding *finding, const Walk *walk, guint first, guint last)
{
    cell_values(walk, finding->witness);
    /* An open interval makes a better witness than one of its limits. */
    guint chosen = first;
    if (first < last && cut_at(walk, 0, first)->is_point)
        chosen = first + 1;
    finding->witness[0] = cut_at(walk, 0, chosen)->value;
    finding->has_witness = TRUE;
    g_free(finding->region);
    finding->region = describe_region(walk, first, last);
}

/* ---- what is asked of every cell --------------------------------------------------------------- */

/* The rows that hold a cell, as one text of ids, and whether they agree. */
typedef struct {
    guint n;
    const LdoseRule *first;
    gboolean agree;
    char *ids;
} Held;

static Held
rows_at(Walk *walk)
{
    double values[LDOSE_TABLE_MAX_AXES];
    g_autoptr(GString) ids = g_string_new(NULL);
    Held held = {0, NULL, TRUE, NULL};
    cell_values(walk, values);
    for (guint i = 0; i < walk->table->n_rules; i++) {
        const LdoseRule *rule = &walk->table->rules[i];
        if (!ldose_rule_holds(walk->table, rule, values))
            continue;
        if (held.n++ == 0) {
            held.first = rule;
            walk->used[i] = TRUE;
        } else if (!ldose_rules_agree(walk->table, held.first, rule))
            held.agree = FALSE;
        g_string_append_printf(ids, "%s%s", ids->len > 0 ? " " : "", rule->id);
    }
    held.ids = g_strdup(ids->str);
    return held;
}

/* The rows beside a gap: the region could be given to either. */
static char *
propose_row(const Walk *walk, guint first, guint last)
{
    g_autofree char *region = describe_region(walk, first, last);
    return g_strdup_printf("add a row for it, or widen a neighbour; where the source has no row, "
                           "write <undefined reading=\"…\"/> for: %s",
                           region);
}

static void
tell_run(Walk *walk, const Held *held, guint first, guint last)
{
    const LdoseTable *table = walk->table;
    LdoseCheckFinding *finding = NULL;
    if (held->n == 0) {
        g_autofree char *proposal = propose_row(walk, first, last);
        finding = add_finding(walk->findings, LDOSE_CHECK_GAP, table, "", table->line,
                              "no row of this table holds it: a patient here gets no dose (%s)",
                              proposal);
    } else if (held->n > 1 && !held->agree) {
        finding = add_finding(walk->findings, LDOSE_CHECK_OVERLAP_CONFLICTS, table, held->ids,
                              held->first->line,
                              "these rows have different outcomes; the first one would count: cut "
                              "their limits so that one row holds each value");
    } else if (held->n > 1) {
        finding = add_finding(walk->findings, LDOSE_CHECK_OVERLAP_AGREES, table, held->ids,
                              held->first->line, "these rows have the same outcome: leave one");
    }
    if (finding != NULL)
        set_witness(finding, walk, first, last);
}

/* Walks every cell, axis 0 innermost, so that neighbouring cells with the same rows are told once. */
static void
check_cells(Walk *walk)
{
    gboolean more = TRUE;
    while (more) {
        walk->at[0] = 0;
        Held run = rows_at(walk);
        guint first = 0;
        for (guint i = 1; i < walk->cuts[0]->len; i++) {
            walk->at[0] = i;
            Held held = rows_at(walk);
            if (strcmp(held.ids, run.ids) == 0) {
                g_free(held.ids);
                continue;
            }
            tell_run(walk, &run, first, i - 1);
            g_free(run.ids);
            run = held;
            first = i;
        }
        tell_run(walk, &run, first, walk->cuts[0]->len - 1);
        g_free(run.ids);
        walk->at[0] = 0;
        more = next_cell(walk, 1);
    }
}

static gboolean
is_unstated(const LdoseRule *rule)
{
    return rule->outcome == LDOSE_OUTCOME_SILENT || rule->outcome == LDOSE_OUTCOME_NOT_READ;
}

/* One line of cells from the better to the worse end of @axis. */
static void
check_line(Walk *walk, guint axis, WorseEnd worse)
{
    const LdoseRule *better = NULL, *stated = NULL;
    guint n = walk->cuts[axis]->len;
    for (guint i = 0; i < n; i++) {
        double values[LDOSE_TABLE_MAX_AXES];
        walk->at[axis] = worse == WORSE_LOW ? n - 1 - i : i;
        cell_values(walk, values);
        const LdoseRule *rule = ldose_table_match(walk->table, values);
        if (rule == NULL)
            continue;
        guint here = axis == 0 ? walk->at[0] : walk->at[0];
        LdoseCheckFinding *finding = NULL;
        if (stated != NULL && is_unstated(rule) && rule != better) {
            finding = add_finding(walk->findings, LDOSE_CHECK_SILENT_WORSE, walk->table, rule->id,
                                  rule->line,
                                  "row %s is on the worse side of row %s: the sickest patient would "
                                  "get the full dose; write what the source says, or <undefined>",
                                  rule->id, stated->id);
        } else if (better != NULL && rule != better && allows_more(walk->table, rule, better)) {
            g_autofree char *ids = g_strdup_printf("%s %s", better->id, rule->id);
            finding = add_finding(walk->findings, LDOSE_CHECK_DIRECTION, walk->table, ids, rule->line,
                                  "row %s allows more than row %s, although its patients are worse "
                                  "off: check limits and outcomes",
                                  rule->id, better->id);
        }
        if (finding != NULL)
            set_witness(finding, walk, here, here);
        if (ldose_rule_effect(walk->table, rule).known)
            better = rule;
        if (!is_unstated(rule))
            stated = rule;
    }
    walk->at[axis] = 0;
}

/* The same pair of rows along several lines is one fault. */
static gboolean
is_told(const GPtrArray *findings, guint before, const LdoseCheckFinding *finding)
{
    for (guint i = 0; i < before; i++) {
        const LdoseCheckFinding *other = g_ptr_array_index(findings, i);
        if (other->code == finding->code && other->table == finding->table &&
            strcmp(other->rule_ids, finding->rule_ids) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
check_direction(Walk *walk)
{
    guint first_new = walk->findings->len;
    for (guint axis = 0; axis < walk->table->n_axes; axis++) {
        int domain = find_domain(&walk->table->axes[axis]);
        if (domain < 0 || domains[domain].worse == WORSE_NONE)
            continue;
        memset(walk->at, 0, sizeof walk->at);
        gboolean more = TRUE;
        while (more) {
            check_line(walk, axis, domains[domain].worse);
            /* Step over the axis that was just walked. */
            more = FALSE;
            for (guint other = 0; other < walk->table->n_axes && !more; other++) {
                if (other == axis)
                    continue;
                if (++walk->at[other] < walk->cuts[other]->len)
                    more = TRUE;
                else
                    walk->at[other] = 0;
            }
        }
    }
    for (guint i = walk->findings->len; i > first_new; i--) {
        if (is_told(walk->findings, i - 1, g_ptr_array_index(walk->findings, i - 1)))
            g_ptr_array_remove_index(walk->findings, i - 1);
    }
}

static void
check_unreachable(const Walk *walk)
{
    for (guint i = 0; i < walk->table->n_rules; i++) {
        const LdoseRule *rule = &walk->table->rules[i];
        if (!walk->used[i])
            add_finding(walk->findings, LDOSE_CHECK_UNREACHABLE, walk->table, rule->id, rule->line,
                        "no patient is decided by row %s: its region is empty or other rows hold "
                        "all of it",
                        rule->id);
    }
}

/* ---- what is asked of every row ---------------------------------------------------------------- */

static gboolean
outcome_is_complete(const LdoseRule *rule)
{
    switch (rule->outcome) {
    case LDOSE_OUTCOME_UNDEFINED:
        return (rule->reading != NULL) != (rule->otherwise != LDOSE_OTHERWISE_NONE) &&
               (rule->reading == NULL || rule->reading->outcome != LDOSE_OUTCOME_UNDEFINED);
    case LDOSE_OUTCOME_FRACTION_RANGE: return rule->part.low < rule->part.high;
    case LDOSE_OUTCOME_DOSE_OF: return rule->dose > 0 && rule->dose <= rule->dose_base;
    case LDOSE_OUTCOME_CHOICE:
        for (guint i = 0; i < rule->options->len; i++) {
            const LdoseOption *option = &g_array_index(rule->options, LdoseOption, i);
            if (!option->stop && !(option->part.low > 0 && option->part.low <= option->part.high))
                return FALSE;
        }
        return TRUE;
    case LDOSE_OUTCOME_DECIDE: return rule->text[0] != '\0' || rule->note[0] != '\0';
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_NOT_READ:
    case LDOSE_OUTCOME_CAUTION:
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_AVOID:
    case LDOSE_OUTCOME_CONTRAINDICATED:
    case LDOSE_OUTCOME_SIZE:
    case LDOSE_N_OUTCOMES:
    default: return TRUE;
    }
}

static void
check_sources(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table,
              const LdoseRule *rule)
{
    g_auto(GStrv) ids = g_strsplit_set(rule->source_ids, " \t\n", -1);
    for (guint i = 0; ids[i] != NULL; i++) {
        if (ids[i][0] != '\0' && ldose_document_source(&guidance->document, ids[i]) == NULL)
            add_finding(findings, LDOSE_CHECK_SOURCE_MISSING, table, rule->id, rule->line,
                        "source \"%s\" is not in the header: add a <source id=\"%s\" …/>", ids[i],
                        ids[i]);
    }
    for (guint i = 0; rule->options != NULL && i < rule->options->len; i++) {
        const LdoseOption *option = &g_array_index(rule->options, LdoseOption, i);
        if (ldose_document_source(&guidance->document, option->source_id) == NULL)
            add_finding(findings, LDOSE_CHECK_SOURCE_MISSING, table, rule->id, rule->line,
                        "source \"%s\" of an option is not in the header", option->source_id);
    }
}

/* What a table of the cohort may hold. */
static gboolean
outcome_fits(const LdoseGuidance *guidance, LdoseCohort cohort, const LdoseRule *rule)
{
    gboolean doses = rule->outcome == LDOSE_OUTCOME_FRACTION ||
                     rule->outcome == LDOSE_OUTCOME_DOSE_OF ||
                     rule->outcome == LDOSE_OUTCOME_FRACTION_RANGE ||
                     rule->outcome == LDOSE_OUTCOME_CHOICE;
    if (guidance->kind == LDOSE_GUIDANCE_GENERAL || cohort == LDOSE_COHORT_GENERAL)
        return !doses && rule->outcome != LDOSE_OUTCOME_SIZE;
    if (cohort == LDOSE_COHORT_WEIGHT)
        return !doses;
    return rule->outcome != LDOSE_OUTCOME_SIZE;
}

static void
check_rule(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table,
           LdoseCohort cohort, const LdoseRule *rule)
{
    check_sources(findings, guidance, table, rule);
    if (!outcome_is_complete(rule))
        add_finding(findings, LDOSE_CHECK_OUTCOME, table, rule->id, rule->line,
                    "the outcome of row %s is not complete: undefined takes a reading (a row that is "
                    "not undefined) or otherwise=\"ask\" or \"stop\"; a range goes upwards; a "
                    "dose-of is not above its base",
                    rule->id);
    if (!outcome_fits(guidance, cohort, rule))
        add_finding(findings, LDOSE_CHECK_GENERAL_DOSES, table, rule->id, rule->line,
                    "row %s: this outcome does not belong in a table of this cohort: parts stand in "
                    "renal and hepatic tables, size in weight tables",
                    rule->id);
    if (rule->finding < -1)
        add_finding(findings, LDOSE_CHECK_FINDING_UNKNOWN, table, rule->id, rule->line,
                    "row %s names a finding that this program does not know", rule->id);
    if (rule->outcome == LDOSE_OUTCOME_UNDEFINED)
        add_finding(findings, LDOSE_CHECK_UNDEFINED, table, rule->id, rule->line,
                    rule->reading != NULL ? "our reading here is row %s"
                    : rule->otherwise == LDOSE_OTHERWISE_STOP
                        ? "our reading here is: do not give (row %s)"
                        : "a person chooses here (row %s)",
                    rule->reading != NULL ? rule->reading->id : rule->id);
}

/* ---- what is asked of a table ------------------------------------------------------------------ */

static gboolean
check_units(GPtrArray *findings, const LdoseTable *table)
{
    gboolean good = TRUE;
    for (guint i = 0; i < table->n_axes; i++) {
        const LdoseAxis *axis = &table->axes[i];
        gboolean fits = find_domain(axis) >= 0;
        if (axis->quantity == LDOSE_QUANTITY_CLEARANCE)
            fits = fits && axis->indexed == (axis->unit == LDOSE_UNIT_ML_MIN_173);
        if (axis->equation != -1)
            fits = fits && axis->quantity == LDOSE_QUANTITY_CLEARANCE && axis->equation >= 0;
        for (guint other = 0; other < i; other++)
            fits = fits && table->axes[other].quantity != axis->quantity;
        if (!fits) {
            add_finding(findings, LDOSE_CHECK_UNIT, table, "", table->line,
                        "axis %s: unit \"%s\" does not fit (a clearance is mL/min, or mL/min/1.73m2 "
                        "with indexed=\"yes\"; each quantity once; an equation is a formula of this "
                        "program)",
                        ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity),
                        ldose_unit_id(axis->unit));
            good = FALSE;
        }
    }
    return good;
}

static gboolean
bound_in_domain(const LdoseBound *bound, double most)
{
    return !bound->bounded || (bound->limit >= 0 && bound->limit <= most);
}

static void
check_domain(GPtrArray *findings, const LdoseTable *table)
{
    for (guint i = 0; i < table->n_rules; i++) {
        const LdoseRule *rule = &table->rules[i];
        for (guint axis = 0; axis < table->n_axes; axis++) {
            const LdoseInterval *range = &rule->ranges[axis];
            double most = domains[find_domain(&table->axes[axis])].most;
            gboolean empty = FALSE;
            if (range->low.bounded && range->high.bounded) {
                int order = ldose_limit_compare(range->low.limit, range->high.limit);
                empty = order > 0 || (order == 0 && !(range->low.owned && range->high.owned));
            }
            if (empty || !bound_in_domain(&range->low, most) || !bound_in_domain(&range->high, most))
                add_finding(findings, LDOSE_CHECK_DOMAIN, table, rule->id, rule->line,
                            "row %s: its range is empty, or a limit is not between 0 and %g %s",
                            rule->id, most, ldose_unit_id(table->axes[axis].unit));
        }
    }
}

static void
check_table(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table)
{
    for (guint i = 0; i < table->n_rules; i++)
        check_rule(findings, guidance, table, table->cohort, &table->rules[i]);
    if (!check_units(findings, table))
        return;
    check_domain(findings, table);

    g_autofree gboolean *used = g_new0(gboolean, table->n_rules);
    Walk walk = {.table = table, .findings = findings, .used = used};
    if (table->n_axes == 0) {
        if (table->n_rules > 1)
            add_finding(findings, LDOSE_CHECK_OVERLAP_CONFLICTS, table, "", table->line,
                        "a table without an axis is one row for everybody; this one has %u",
                        table->n_rules);
        return;
    }
    for (guint axis = 0; axis < table->n_axes; axis++)
        walk.cuts[axis] = cut_axis(table, axis);
    check_cells(&walk);
    check_unreachable(&walk);
    if (table->cohort == LDOSE_COHORT_RENAL || table->cohort == LDOSE_COHORT_HEPATIC)
        check_direction(&walk);
    for (guint axis = 0; axis < table->n_axes; axis++)
        g_array_unref(walk.cuts[axis]);
}

/* ---- what is asked of the document ------------------------------------------------------------- */

static gboolean
table_concerns(const LdoseTable *table, LdoseDrug drug, LdoseCohort cohort)
{
    return table->cohort == cohort && (table->drug == (int)drug || table->drug == LDOSE_DRUG_ANY);
}

static void
check_cohorts(GPtrArray *findings, const LdoseGuidance *guidance)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (guidance->not_covered[drug])
            continue;
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
            gboolean found = FALSE;
            for (guint i = 0; i < guidance->n_tables; i++)
                found = found || table_concerns(&guidance->tables[i], (LdoseDrug)drug,
                                                (LdoseCohort)cohort);
            if (!found)
                add_finding(findings, LDOSE_CHECK_COHORT_MISSING, NULL, "", 1,
                            "%s has no %s table: add one (one row is enough), or write "
                            "<not-covered drug=\"%s\"/>",
                            ldose_vocabulary_id(&ldose_drugs, drug),
                            ldose_vocabulary_id(&ldose_cohorts, cohort),
                            ldose_vocabulary_id(&ldose_drugs, drug));
        }
    }
}

static void
check_fludarabine_renal(GPtrArray *findings, const LdoseGuidance *guidance)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        const LdoseTable *table = &guidance->tables[i];
        gboolean stated = FALSE;
        if (!table_concerns(table, LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL))
            continue;
        for (guint row = 0; row < table->n_rules; row++)
            stated = stated || !is_unstated(&table->rules[row]);
        if (!stated)
            add_finding(findings, LDOSE_CHECK_RENAL_UNSTATED, table, "", table->line,
                        "fludarabine's kidney table may not be wholly silent or not-read: leave it "
                        "out and write <not-covered drug=\"fludarabine\"/>");
    }
}

static gboolean
regimens_meet(const LdoseApplies *one, const LdoseApplies *other)
{
    if (one->regimens->len == 0 || other->regimens->len == 0)
        return TRUE;
    for (guint i = 0; i < one->regimens->len; i++) {
        for (guint k = 0; k < other->regimens->len; k++) {
            if (strcmp(g_array_index(one->regimens, const char *, i),
                       g_array_index(other->regimens, const char *, k)) == 0)
                return TRUE;
        }
    }
    return FALSE;
}

static void
check_tables_apart(GPtrArray *findings, const LdoseGuidance *guidance)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        const LdoseTable *one = &guidance->tables[i];
        for (guint k = 0; k < i && one->cohort != LDOSE_COHORT_GENERAL; k++) {
            const LdoseTable *other = &guidance->tables[k];
            gboolean same_drug = one->drug == other->drug || one->drug == LDOSE_DRUG_ANY ||
                                 other->drug == LDOSE_DRUG_ANY;
            if (one->cohort == other->cohort && same_drug &&
                regimens_meet(&one->applies, &other->applies))
                add_finding(findings, LDOSE_CHECK_TABLES_OVERLAP, one, "", one->line,
                            "tables %s and %s concern the same drug, cohort and regimen: make one of "
                            "them, or tie each to its own regimens",
                            other->id, one->id);
        }
    }
}

static void
check_header(GPtrArray *findings, const LdoseGuidance *guidance, LdoseDate on)
{
    const LdoseDocument *document = &guidance->document;
    gboolean second_person = document->checked_by[0] != '\0' &&
                             strcmp(document->checked_by, document->prepared_by) != 0;
    if (document->status == LDOSE_STATUS_RELEASED && !second_person)
        add_finding(findings, LDOSE_CHECK_REVIEWER_MISSING, NULL, "", 1,
                    "a released document needs <checked-by> with another person than <prepared-by>");
    if (document->status == LDOSE_STATUS_DRAFT)
        add_finding(findings, LDOSE_CHECK_DRAFT, NULL, "", 1,
                    "each row is to be compared with the live source before release");
    if (on.year != 0 && document->review_by.year != 0 &&
        ldose_date_days_between(document->review_by, on) > 0)
        add_finding(findings, LDOSE_CHECK_PAST_REVIEW, NULL, "", 1,
                    "compare it with its sources and issue a new version");
}

GPtrArray *
ldose_guidance_check(const LdoseGuidance *guidance, LdoseDate on)
{
    GPtrArray *findings = g_ptr_array_new_with_free_func(finding_free);
    check_header(findings, guidance, on);
    for (guint i = 0; i < guidance->n_tables; i++)
        check_table(findings, guidance, &guidance->tables[i]);
    for (guint i = 0; i < guidance->n_stops; i++) {
        const LdoseStop *stop = &guidance->stops[i];
        check_rule(findings, guidance, NULL, LDOSE_COHORT_GENERAL, &stop->rule);
        if ((int)stop->condition < 0 || stop->condition >= LDOSE_N_CONDITIONS)
            add_finding(findings, LDOSE_CHECK_FINDING_UNKNOWN, NULL, stop->rule.id, stop->rule.line,
                        "stop %s hangs on a condition that this program does not know",
                        stop->rule.id);
    }
    if (guidance->kind != LDOSE_GUIDANCE_GENERAL) {
        check_cohorts(findings, guidance);
        check_fludarabine_renal(findings, guidance);
    }
    check_tables_apart(findings, guidance);
    return findings;
}

gboolean
ldose_guidance_prove(const LdoseGuidance *guidance, GError **error)
{
    g_autoptr(GPtrArray) findings = ldose_guidance_check(guidance, (LdoseDate){0, 0, 0});
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(findings, i);
        const LdoseCheckKind *kind = ldose_check_kind(finding->code);
        if (kind->severity != LDOSE_CHECK_ERROR)
            continue;
        g_string_append_printf(text, "%s%s:%d: %s %s: ", text->len > 0 ? "\n" : "",
                               guidance->document.path, finding->line, kind->number, kind->id);
        if (finding->table != NULL)
            g_string_append_printf(text, "table %s: ", finding->table->id);
        if (finding->rule_ids[0] != '\0')
            g_string_append_printf(text, "rows %s: ", finding->rule_ids);
        if (finding->region[0] != '\0')
            g_string_append_printf(text, "%s: ", finding->region);
        g_string_append(text, finding->message);
    }
    if (text->len == 0)
        return TRUE;
    g_set_error_literal(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT, text->str);
    return FALSE;
}
