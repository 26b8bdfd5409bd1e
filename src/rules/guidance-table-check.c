/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the proof that asks each row and each axis of a table. */
#include "guidance-cells.h"

#include "number.h"
#include "wording.h"

/* What each quantity can be, in which units, and which end is the sick one. */
static const LdoseDomain domains[] = {
    {LDOSE_UNIT_ML_MIN, LDOSE_QUANTITY_CLEARANCE, 300, LDOSE_WORSE_LOW},
    {LDOSE_UNIT_ML_MIN_173, LDOSE_QUANTITY_CLEARANCE, 300, LDOSE_WORSE_LOW},
    {LDOSE_UNIT_MG_DL, LDOSE_QUANTITY_BILIRUBIN, 80, LDOSE_WORSE_HIGH},
    {LDOSE_UNIT_UMOL_L, LDOSE_QUANTITY_BILIRUBIN, 1400, LDOSE_WORSE_HIGH},
    {LDOSE_UNIT_XULN, LDOSE_QUANTITY_BILIRUBIN, 100, LDOSE_WORSE_HIGH},
    {LDOSE_UNIT_U_L, LDOSE_QUANTITY_AST, 20000, LDOSE_WORSE_HIGH},
    {LDOSE_UNIT_XULN, LDOSE_QUANTITY_AST, 500, LDOSE_WORSE_HIGH},
    {LDOSE_UNIT_U_L, LDOSE_QUANTITY_ALT, 20000, LDOSE_WORSE_HIGH},
    {LDOSE_UNIT_XULN, LDOSE_QUANTITY_ALT, 500, LDOSE_WORSE_HIGH},
    {LDOSE_UNIT_KG_M2, LDOSE_QUANTITY_BMI, 150, LDOSE_WORSE_NONE},
    {LDOSE_UNIT_KG, LDOSE_QUANTITY_WEIGHT, 650, LDOSE_WORSE_NONE},
    {LDOSE_UNIT_YEARS, LDOSE_QUANTITY_AGE, 130, LDOSE_WORSE_NONE},
    {LDOSE_UNIT_10E9_L, LDOSE_QUANTITY_WBC, 1000, LDOSE_WORSE_NONE},
    {LDOSE_UNIT_10E9_L, LDOSE_QUANTITY_PLATELETS, 5000, LDOSE_WORSE_NONE},
    {LDOSE_UNIT_PERCENT, LDOSE_QUANTITY_WEIGHT_CHANGE, 100, LDOSE_WORSE_NONE},
    {LDOSE_UNIT_NONE, LDOSE_QUANTITY_DIALYSIS, LDOSE_N_DIALYSIS, LDOSE_WORSE_NONE},
};

const LdoseDomain *
ldose_axis_domain(const LdoseAxis *axis)
{
    for (guint i = 0; i < G_N_ELEMENTS(domains); i++) {
        if (domains[i].quantity == axis->quantity && domains[i].unit == axis->unit)
            return &domains[i];
    }
    return NULL;
}

/* ---- what is asked of every row -------------------------------------------------------------- */

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
            gboolean has_part = option->part.low > 0 && option->part.low <= option->part.high;
            if (option->stop == has_part)
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

/* How an outcome that is not complete could be written. (transfer full) */
static char *
propose_outcome(const LdoseRule *rule)
{
    if (rule->outcome == LDOSE_OUTCOME_UNDEFINED && rule->reading != NULL &&
        rule->reading->outcome == LDOSE_OUTCOME_UNDEFINED)
        return ldose_propose_reading(rule->reading);
    switch (rule->outcome) {
    case LDOSE_OUTCOME_UNDEFINED:
        return g_strdup("<undefined reading=\"…\"/> or <undefined otherwise=\"ask\"/> or "
                        "<undefined otherwise=\"stop\"/>");
    case LDOSE_OUTCOME_FRACTION_RANGE:
        return g_strdup("<fraction-range from=\"0.50\" below=\"1\"/>, the lower end first");
    case LDOSE_OUTCOME_DOSE_OF:
        return g_strdup("<dose-of value=\"20\" of=\"25\" unit=\"mg/m2\"/>, the lower amount first");
    case LDOSE_OUTCOME_CHOICE:
        return g_strdup("<option source=\"…\" fraction=\"0.80\"/> or <option source=\"…\" "
                        "from=\"0.50\" below=\"1\"/> or <option source=\"…\" stop=\"true\"/>");
    case LDOSE_OUTCOME_DECIDE:
        return g_strdup("<decide>…</decide> with the source's words, or a <note>");
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_NOT_READ:
    case LDOSE_OUTCOME_CAUTION:
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_AVOID:
    case LDOSE_OUTCOME_CONTRAINDICATED:
    case LDOSE_OUTCOME_SIZE:
    case LDOSE_N_OUTCOMES:
    default: return g_strdup("");
    }
}

static void
miss_source(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table,
            const LdoseRule *rule, const char *id)
{
    if (id[0] == '\0' || ldose_document_source(&guidance->document, id) != NULL)
        return;
    LdoseCheckFinding *finding =
        ldose_check_add(findings, LDOSE_CHECK_SOURCE_MISSING, table, rule->id, rule->line,
                        N_("source \"%s\" is not in the header"), id);
    ldose_check_propose(finding, g_strdup_printf("<source id=\"%s\" kind=\"…\" title=\"…\" "
                                                 "edition=\"…\" read=\"YYYY-MM-DD\"/>",
                                                 id));
}

static void
check_sources(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table,
              const LdoseRule *rule)
{
    g_auto(GStrv) ids = g_strsplit_set(rule->source_ids, " \t\n", -1);
    for (guint i = 0; ids[i] != NULL; i++)
        miss_source(findings, guidance, table, rule, ids[i]);
    for (guint i = 0; rule->options != NULL && i < rule->options->len; i++)
        miss_source(findings, guidance, table, rule,
                    g_array_index(rule->options, LdoseOption, i).source_id);
}

/* What a table of the cohort may hold. */
static gboolean
outcome_fits(const LdoseGuidance *guidance, LdoseCohort cohort, const LdoseRule *rule)
{
    gboolean doses =
        rule->outcome == LDOSE_OUTCOME_FRACTION || rule->outcome == LDOSE_OUTCOME_DOSE_OF ||
        rule->outcome == LDOSE_OUTCOME_FRACTION_RANGE || rule->outcome == LDOSE_OUTCOME_CHOICE;
    if (guidance->kind == LDOSE_GUIDANCE_GENERAL || cohort == LDOSE_COHORT_GENERAL)
        return !doses && rule->outcome != LDOSE_OUTCOME_SIZE;
    if (cohort == LDOSE_COHORT_WEIGHT)
        return !doses;
    return rule->outcome != LDOSE_OUTCOME_SIZE;
}

/* A stated amount refers to the course that the header names. */
static void
check_base(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table,
           const LdoseRule *rule)
{
    if (rule->outcome != LDOSE_OUTCOME_DOSE_OF || table == NULL || table->drug == LDOSE_DRUG_ANY)
        return;
    const LdoseBaseCourse *base = &guidance->base[table->drug];
    gboolean other_unit = base->amount > 0 && base->unit != rule->dose_unit;
    gboolean other_amount =
        base->amount > 0 && ldose_limit_compare(base->amount, rule->dose_base) != 0;
    if (!other_unit && !other_amount)
        return;
    char dose[LDOSE_NUMBER_BUFFER], of[LDOSE_NUMBER_BUFFER], amount[LDOSE_NUMBER_BUFFER];
    ldose_number_print(dose, rule->dose, 10);
    ldose_number_print(of, rule->dose_base, 10);
    ldose_number_print(amount, base->amount, 10);
    LdoseCheckFinding *finding = ldose_check_add(
        findings, other_unit ? LDOSE_CHECK_UNIT : LDOSE_CHECK_OUTCOME, table, rule->id, rule->line,
        N_("row %1$s refers to %2$s %3$s, the header's base course to %4$s %5$s"), rule->id, of,
        ldose_unit_id(rule->dose_unit), amount, ldose_unit_id(base->unit));
    ldose_check_propose(finding, g_strdup_printf("<dose-of value=\"%s\" of=\"%s\" unit=\"%s\"/>",
                                                 dose, amount, ldose_unit_id(base->unit)));
}

static void
note_undefined(GPtrArray *findings, const LdoseTable *table, const LdoseRule *rule)
{
    if (rule->reading != NULL)
        ldose_check_add(findings, LDOSE_CHECK_UNDEFINED, table, rule->id, rule->line,
                        N_("our reading here is row %s"), rule->reading->id);
    else
        ldose_check_add(findings, LDOSE_CHECK_UNDEFINED, table, rule->id, rule->line,
                        rule->otherwise == LDOSE_OTHERWISE_STOP
                            ? N_("our reading here is: do not give")
                            : N_("a person chooses here"));
}

void
ldose_check_rule(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table,
                 LdoseCohort cohort, const LdoseRule *rule)
{
    check_sources(findings, guidance, table, rule);
    if (!outcome_is_complete(rule)) {
        LdoseCheckFinding *finding = ldose_check_add(
            findings, LDOSE_CHECK_OUTCOME, table, rule->id, rule->line,
            N_("the outcome of row %s is not complete: undefined takes a reading (a row that is "
               "not undefined) or otherwise=\"ask\" or \"stop\"; a range goes upwards; a dose-of "
               "is not above its base; an option takes one of a fraction, a range and a stop"),
            rule->id);
        ldose_check_propose(finding, propose_outcome(rule));
    }
    check_base(findings, guidance, table, rule);
    if (!outcome_fits(guidance, cohort, rule)) {
        LdoseCheckFinding *finding =
            ldose_check_add(findings, LDOSE_CHECK_GENERAL_DOSES, table, rule->id, rule->line,
                            N_("row %s: this outcome does not belong in a table of this cohort: "
                               "parts stand in renal and hepatic tables, size in weight tables"),
                            rule->id);
        ldose_check_propose(finding, g_strdup("<caution>…</caution> or <decide>…</decide> here"));
    }
    if (rule->finding < -1) {
        LdoseCheckFinding *finding =
            ldose_check_add(findings, LDOSE_CHECK_FINDING_UNKNOWN, table, rule->id, rule->line,
                            N_("row %s names a finding that this program does not know"), rule->id);
        ldose_check_propose(finding, g_strdup("leave the attribute finding out: a note is told"));
    }
    if (rule->outcome == LDOSE_OUTCOME_UNDEFINED)
        note_undefined(findings, table, rule);
}

/* ---- what is asked of a table ---------------------------------------------------------------- */

/* Whether nobody from 18 years on is meant: a limit in mL/min is then never compared with
 * anything. */
static gboolean
is_for_children(const LdoseApplies *applies)
{
    const LdoseBound *oldest = &applies->age_years.high;
    int side = oldest->bounded ? ldose_limit_compare(oldest->limit, LDOSE_ADULT_YEARS) : 1;
    return side < 0 || (side == 0 && !oldest->owned);
}

static gboolean
axis_fits(const LdoseGuidance *guidance, const LdoseTable *table, guint i)
{
    const LdoseAxis *axis = &table->axes[i];
    gboolean fits = ldose_axis_domain(axis) != NULL;
    if (axis->quantity == LDOSE_QUANTITY_CLEARANCE) {
        gboolean children = is_for_children(&guidance->applies) || is_for_children(&table->applies);
        fits = fits && axis->indexed == (axis->unit == LDOSE_UNIT_ML_MIN_173) &&
               (axis->indexed || !children);
    }
    if (axis->equation != -1)
        fits = fits && axis->quantity == LDOSE_QUANTITY_CLEARANCE && axis->equation >= 0;
    for (guint other = 0; other < i; other++)
        fits = fits && table->axes[other].quantity != axis->quantity;
    return fits;
}

static gboolean
check_units(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table)
{
    gboolean good = TRUE;
    for (guint i = 0; i < table->n_axes; i++) {
        const LdoseAxis *axis = &table->axes[i];
        if (axis_fits(guidance, table, i))
            continue;
        LdoseCheckFinding *finding = ldose_check_add(
            findings, LDOSE_CHECK_UNIT, table, "", table->line,
            N_("axis %1$s: unit \"%2$s\" does not fit (a clearance is mL/min, or mL/min/1.73m2 "
               "with indexed=\"yes\", which is the only one for children; each quantity once; an "
               "equation is a formula of this program that gives a clearance)"),
            ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity), ldose_unit_id(axis->unit));
        ldose_check_propose(finding,
                            ldose_propose_axis(axis, is_for_children(&guidance->applies) ||
                                                         is_for_children(&table->applies)));
        good = good && ldose_axis_domain(axis) != NULL;
    }
    return good;
}

static gboolean
bound_in_domain(const LdoseBound *bound, double most)
{
    return !bound->bounded || (bound->limit >= 0 && bound->limit <= most);
}

/* The range the right way round, or the one value that it could mean. (transfer full) */
static char *
propose_range(const LdoseTable *table, const LdoseRule *rule, guint axis)
{
    LdoseRegion region = ldose_region_of_rule(table, rule);
    LdoseInterval *range = &region.ranges[axis];
    if (ldose_limit_compare(range->low.limit, range->high.limit) == 0) {
        range->low.owned = range->high.owned = TRUE;
    } else {
        double low = range->low.limit;
        range->low.limit = range->high.limit;
        range->high.limit = low;
    }
    GString *out = g_string_new(NULL);
    ldose_region_xml(out, table, &region, -1);
    return g_string_free(out, FALSE);
}

static void
check_range(GPtrArray *findings, const LdoseTable *table, const LdoseRule *rule, guint axis)
{
    const LdoseInterval *range = &rule->ranges[axis];
    double most = ldose_axis_domain(&table->axes[axis])->most;
    gboolean empty = FALSE;
    if (range->low.bounded && range->high.bounded) {
        int order = ldose_limit_compare(range->low.limit, range->high.limit);
        empty = order > 0 || (order == 0 && !(range->low.owned && range->high.owned));
    }
    if (empty) {
        LdoseCheckFinding *finding = ldose_check_add(
            findings, LDOSE_CHECK_DOMAIN, table, rule->id, rule->line,
            N_("the range of row %s holds nothing: its lower end is not below its upper one"),
            rule->id);
        ldose_check_propose(finding, propose_range(table, rule, axis));
    }
    if (!bound_in_domain(&range->low, most) || !bound_in_domain(&range->high, most)) {
        char text[LDOSE_NUMBER_BUFFER];
        ldose_number_print(text, most, 10);
        ldose_check_add(findings, LDOSE_CHECK_DOMAIN, table, rule->id, rule->line,
                        N_("a limit of row %1$s is not between 0 and %2$s %3$s, where every "
                           "patient lies: is it in another unit?"),
                        rule->id, text, ldose_unit_id(table->axes[axis].unit));
    }
}

/* Tables of general findings stand in the one document that is always evaluated. */
static void
check_cohort_of(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table)
{
    gboolean general = table->cohort == LDOSE_COHORT_GENERAL;
    if (general == (guidance->kind == LDOSE_GUIDANCE_GENERAL))
        return;
    ldose_check_add(findings, LDOSE_CHECK_GENERAL_DOSES, table, "", table->line,
                    general
                        ? N_("nothing reads a table of cohort general in this kind of document")
                        : N_("a document of general findings holds tables of cohort general only"));
}

void
ldose_check_table(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table)
{
    guint first = findings->len;
    check_cohort_of(findings, guidance, table);
    for (guint i = 0; i < table->n_rules; i++)
        ldose_check_rule(findings, guidance, table, table->cohort, &table->rules[i]);
    if (!check_units(findings, guidance, table))
        return;
    for (guint i = 0; i < table->n_rules; i++) {
        for (guint axis = 0; axis < table->n_axes; axis++)
            check_range(findings, table, &table->rules[i], axis);
    }
    ldose_check_cells(findings, first, table);
}
