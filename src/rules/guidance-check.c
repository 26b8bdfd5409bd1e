/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guidance-cells.h"

#include <string.h>

#include "error.h"
#include "signature.h"
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
    [LDOSE_CHECK_TOO_LARGE] = {"G20", "too-large", LDOSE_CHECK_ERROR,
                               N_("A table with more cells than are checked")},
    [LDOSE_CHECK_RANGE_ENDS] = {"G21", "range-ends", LDOSE_CHECK_ERROR,
                                N_("A range has two lower or two upper ends")},
    [LDOSE_CHECK_RANGE_AXIS] = {"G22", "range-axis", LDOSE_CHECK_ERROR,
                                N_("A range or word does not belong to one axis")},
    [LDOSE_CHECK_WORD_UNKNOWN] = {"G23", "word-unknown", LDOSE_CHECK_ERROR,
                                  N_("An axis does not have this word")},
    [LDOSE_CHECK_READING_UNKNOWN] = {"G24", "reading-unknown", LDOSE_CHECK_ERROR,
                                     N_("A reading is not another row of its table")},
    [LDOSE_CHECK_AXES_MANY] = {"G25", "axes-many", LDOSE_CHECK_ERROR,
                               N_("More axes than a table can have")},
};

const LdoseCheckKind *
ldose_check_kind(LdoseCheckCode code)
{
    g_assert((int)code >= 0 && code < LDOSE_N_CHECKS);
    return &kinds[code];
}

/* ---- findings -------------------------------------------------------------------------------- */

static void
finding_free(gpointer data)
{
    LdoseCheckFinding *finding = data;
    g_free(finding->rule_ids);
    g_free(finding->region);
    g_free(finding->message);
    g_free(finding->english);
    g_free(finding->proposal);
    g_free(finding);
}

LdoseCheckFinding *
ldose_check_add(GPtrArray *findings, LdoseCheckCode code, const LdoseTable *table,
                const char *rule_ids, int line, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    LdoseCheckFinding *finding = g_new0(LdoseCheckFinding, 1);
    finding->code = code;
    finding->table = table;
    finding->rule_ids = g_strdup(rule_ids);
    finding->region = g_strdup("");
    finding->proposal = g_strdup("");
    va_copy(again, arguments);
    finding->message = g_strdup_vprintf(ldose_error_text(format), arguments);
    finding->english = g_strdup_vprintf(format, again);
    va_end(again);
    finding->line = line;
    finding->drug = finding->cohort = -1;
    va_end(arguments);
    g_ptr_array_add(findings, finding);
    return finding;
}

void
ldose_check_propose(LdoseCheckFinding *finding, char *proposal)
{
    g_free(finding->proposal);
    finding->proposal = proposal;
}

void
ldose_check_place(LdoseCheckFinding *finding, const LdoseRegion *region)
{
    finding->has_place = TRUE;
    finding->place = *region;
    g_free(finding->region);
    finding->region = ldose_region_text(finding->table, region);
}

/* ---- what is asked of the document ----------------------------------------------------------- */

static gboolean
table_concerns(const LdoseTable *table, LdoseDrug drug, LdoseCohort cohort)
{
    return table->cohort == cohort && (table->drug == (int)drug || table->drug == LDOSE_DRUG_ANY);
}

/* @name NULL: everything that is not named. */
static gboolean
holds_name(const GArray *names, const char *name)
{
    for (guint i = 0; name != NULL && i < names->len; i++) {
        if (strcmp(g_array_index(names, const char *, i), name) == 0)
            return TRUE;
    }
    return names->len == 0;
}

static void
miss_table(GPtrArray *findings, LdoseDrug drug, LdoseCohort cohort, const char *regimen,
           gboolean others_have)
{
    const char *drug_id = ldose_vocabulary_id(&ldose_drugs, (int)drug);
    const char *cohort_id = ldose_vocabulary_id(&ldose_cohorts, (int)cohort);
    LdoseCheckFinding *finding;
    if (regimen != NULL)
        finding = ldose_check_add(
            findings, LDOSE_CHECK_COHORT_MISSING, NULL, "", 1,
            N_("%1$s has no %2$s table for regimen %3$s: without one there is no dose of it"),
            drug_id, cohort_id, regimen);
    else if (others_have)
        finding = ldose_check_add(findings, LDOSE_CHECK_COHORT_MISSING, NULL, "", 1,
                                  N_("%1$s has no %2$s table but for the regimens that its tables "
                                     "name: without one there is no dose of it"),
                                  drug_id, cohort_id);
    else
        finding = ldose_check_add(findings, LDOSE_CHECK_COHORT_MISSING, NULL, "", 1,
                                  N_("%1$s has no %2$s table: without one there is no dose of it"),
                                  drug_id, cohort_id);
    finding->drug = (int)drug;
    finding->cohort = (int)cohort;
    finding->regimen = regimen;
    ldose_check_propose(
        finding,
        g_strdup_printf("<table id=\"%s-%s\" drug=\"%s\" cohort=\"%s\"><row id=\"%s-%s-1\" "
                        "source=\"…\" evidence=\"…\" edge-basis=\"text\"><not-read "
                        "section=\"…\"/></row></table> (one row is enough), or <not-covered "
                        "drug=\"%s\"/>",
                        drug == LDOSE_FLUDARABINE ? "flu" : "cy", cohort_id, drug_id, cohort_id,
                        drug == LDOSE_FLUDARABINE ? "flu" : "cy", cohort_id, drug_id));
}

/* A table for a regimen of the document; @regimen NULL: for those that no table names. */
static void
check_table_for(GPtrArray *findings, const LdoseGuidance *guidance, LdoseDrug drug,
                LdoseCohort cohort, const char *regimen)
{
    gboolean others_have = FALSE;
    for (guint i = 0; i < guidance->n_tables; i++) {
        const LdoseTable *table = &guidance->tables[i];
        if (!table_concerns(table, drug, cohort))
            continue;
        if (holds_name(table->applies.regimens, regimen))
            return;
        others_have = TRUE;
    }
    miss_table(findings, drug, cohort, regimen, others_have);
}

static void
check_cohorts(GPtrArray *findings, const LdoseGuidance *guidance)
{
    const GArray *regimens = guidance->applies.regimens;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL && !guidance->not_covered[drug];
             cohort++) {
            for (guint i = 0; i < regimens->len; i++)
                check_table_for(findings, guidance, (LdoseDrug)drug, (LdoseCohort)cohort,
                                g_array_index(regimens, const char *, i));
            if (regimens->len == 0)
                check_table_for(findings, guidance, (LdoseDrug)drug, (LdoseCohort)cohort, NULL);
        }
    }
}

/* An age that an interval holds. */
static double
inside_ages(const LdoseInterval *ages)
{
    double low = ages->low.bounded ? ages->low.limit : 0;
    return ages->high.bounded ? low + (ages->high.limit - low) / 2 : low + 1;
}

/* A table that is meant for fewer ages than its document leaves the others without a row; one of a
 * drug that is not covered is never read. */
static void
check_reach(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseTable *table)
{
    const LdoseInterval *ages = &guidance->applies.age_years;
    LdoseInterval rest;
    if (table->cohort == LDOSE_COHORT_GENERAL)
        return;
    if (ldose_interval_below(ages, &table->applies.age_years, &rest) ||
        ldose_interval_above(ages, &table->applies.age_years, &rest)) {
        g_autofree char *text = ldose_interval_text(&rest);
        LdoseCheckFinding *finding = ldose_check_add(
            findings, LDOSE_CHECK_COHORT_MISSING, table, "", table->line,
            N_("the table leaves out the ages %s years, which the document is for"), text);
        ldose_check_propose(finding, g_strdup("the same <age-years> in both <applies>"));
        finding->age_years = inside_ages(&rest);
    }
    if (table->drug != LDOSE_DRUG_ANY && guidance->not_covered[table->drug]) {
        const char *drug = ldose_vocabulary_id(&ldose_drugs, table->drug);
        LdoseCheckFinding *finding = ldose_check_add(
            findings, LDOSE_CHECK_COHORT_MISSING, table, "", table->line,
            N_("the document says that it does not cover %s: nothing reads this table"), drug);
        ldose_check_propose(
            finding, g_strdup_printf("leave out the table, or <not-covered drug=\"%s\"/>", drug));
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
            stated = stated || !ldose_rule_is_unstated(&table->rules[row]);
        if (stated)
            continue;
        LdoseCheckFinding *finding = ldose_check_add(
            findings, LDOSE_CHECK_RENAL_UNSTATED, table, table->rules[0].id, table->line,
            N_("fludarabine's kidney table may not be wholly silent or not-read: a patient without "
               "kidneys would get the full dose"));
        ldose_check_propose(finding, g_strdup("leave the table out and write <not-covered "
                                              "drug=\"fludarabine\"/>"));
    }
}

static gboolean
names_meet(const GArray *one, const GArray *other)
{
    for (guint i = 0; i < one->len; i++) {
        if (holds_name(other, g_array_index(one, const char *, i)))
            return TRUE;
    }
    return one->len == 0 || other->len == 0;
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
            if (one->cohort != other->cohort || !same_drug ||
                !names_meet(one->applies.regimens, other->applies.regimens) ||
                !names_meet(one->applies.products, other->applies.products))
                continue;
            LdoseCheckFinding *finding =
                ldose_check_add(findings, LDOSE_CHECK_TABLES_OVERLAP, one, "", one->line,
                                N_("tables %1$s and %2$s concern the same drug, cohort and "
                                   "regimen, and the first one would count"),
                                other->id, one->id);
            ldose_check_propose(finding, g_strdup("one table, or in each "
                                                  "<applies><regimen>…</regimen></applies>"));
        }
    }
}

static void
check_header(GPtrArray *findings, const LdoseDocument *document, LdoseDate on)
{
    gboolean second_person = document->checked_by[0] != '\0' &&
                             !ldose_person_is_same(document->checked_by, document->prepared_by);
    LdoseCheckFinding *finding;
    if (document->status == LDOSE_STATUS_RELEASED && !second_person) {
        finding = ldose_check_add(
            findings, LDOSE_CHECK_REVIEWER_MISSING, NULL, "", 1,
            N_("a released document needs <checked-by> with another person than <prepared-by>"));
        ldose_check_propose(finding, g_strdup("<checked-by>…</checked-by>, or status=\"draft\""));
    }
    if (document->status == LDOSE_STATUS_DRAFT)
        ldose_check_add(findings, LDOSE_CHECK_DRAFT, NULL, "", 1,
                        N_("each row is to be compared with the live source before release"));
    if (on.year != 0 && document->review_by.year != 0 &&
        ldose_date_days_between(document->review_by, on) > 0) {
        finding = ldose_check_add(findings, LDOSE_CHECK_PAST_REVIEW, NULL, "", 1,
                                  N_("compare it with its sources and issue a new version"));
        ldose_check_propose(finding, g_strdup("a new file with a later version and review-by"));
    }
}

static void
check_stop(GPtrArray *findings, const LdoseGuidance *guidance, const LdoseStop *stop)
{
    const LdoseRule *rule = &stop->rule;
    ldose_check_rule(findings, guidance, NULL, LDOSE_COHORT_GENERAL, rule);
    if ((int)stop->condition < 0 || stop->condition >= LDOSE_N_CONDITIONS)
        ldose_check_add(findings, LDOSE_CHECK_FINDING_UNKNOWN, NULL, rule->id, rule->line,
                        N_("stop %s hangs on a condition that this program does not know"),
                        rule->id);
    if (rule->outcome == LDOSE_OUTCOME_FULL || ldose_rule_is_unstated(rule))
        ldose_check_add(findings, LDOSE_CHECK_GENERAL_DOSES, NULL, rule->id, rule->line,
                        N_("stop %s says nothing: a condition warns, stops or asks"), rule->id);
}

GPtrArray *
ldose_document_check(const LdoseDocument *document, LdoseDate on)
{
    GPtrArray *findings = g_ptr_array_new_with_free_func(finding_free);
    check_header(findings, document, on);
    return findings;
}

GPtrArray *
ldose_guidance_check(const LdoseGuidance *guidance, LdoseDate on)
{
    GPtrArray *findings = ldose_document_check(&guidance->document, on);
    for (guint i = 0; i < guidance->n_tables; i++) {
        ldose_check_table(findings, guidance, &guidance->tables[i]);
        check_reach(findings, guidance, &guidance->tables[i]);
    }
    for (guint i = 0; i < guidance->n_stops; i++)
        check_stop(findings, guidance, &guidance->stops[i]);
    if (guidance->kind != LDOSE_GUIDANCE_GENERAL) {
        check_cohorts(findings, guidance);
        check_fludarabine_renal(findings, guidance);
    }
    check_tables_apart(findings, guidance);
    return findings;
}

/* One line for each error: where, what, and what would mend it. */
static gboolean
refuse_errors(const LdoseDocument *document, const GPtrArray *findings, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(findings, i);
        const LdoseCheckKind *kind = ldose_check_kind(finding->code);
        if (kind->severity != LDOSE_CHECK_ERROR)
            continue;
        g_string_append_printf(text, "%s%s:%d: %s %s: ", text->len > 0 ? "\n" : "", document->path,
                               finding->line, kind->number, kind->id);
        if (finding->table != NULL)
            g_string_append_printf(text, ldose_error_text(N_("table %s: ")), finding->table->id);
        if (finding->rule_ids[0] != '\0')
            g_string_append_printf(text, ldose_error_text(N_("rows %s: ")), finding->rule_ids);
        if (finding->region[0] != '\0')
            g_string_append_printf(text, "%s: ", finding->region);
        g_string_append(text, finding->message);
        if (finding->proposal[0] != '\0')
            g_string_append_printf(text, ldose_error_text(N_("; for example: %s")),
                                   finding->proposal);
    }
    if (text->len == 0)
        return TRUE;
    g_set_error_literal(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT, text->str);
    return FALSE;
}

gboolean
ldose_guidance_prove(const LdoseGuidance *guidance, GError **error)
{
    g_autoptr(GPtrArray) findings = ldose_guidance_check(guidance, (LdoseDate){0, 0, 0});
    return refuse_errors(&guidance->document, findings, error);
}

gboolean
ldose_document_prove(const LdoseDocument *document, GError **error)
{
    g_autoptr(GPtrArray) findings = ldose_document_check(document, (LdoseDate){0, 0, 0});
    return refuse_errors(document, findings, error);
}
