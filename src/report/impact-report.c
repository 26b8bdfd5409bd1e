/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "impact-report.h"

#include <string.h>

#include "case-csv.h"
#include "document-diff.h"
#include "number.h"
#include "plan-rows.h"

#define DIGITS 10

/* ---- words ----------------------------------------------------------------------------------- */

static char *
part_words(const LdoseDrugPlan *drug_plan)
{
    GString *out = g_string_new(NULL);
    LdosePart part = {drug_plan->part, drug_plan->part, TRUE};
    if (drug_plan->has_part)
        ldose_part_write(out, &part);
    return g_string_free(out, FALSE);
}

/* The given dose a day; of an open range both ends as calculated. "": none. */
static char *
dose_words(const LdoseDrugPlan *drug_plan)
{
    char low[LDOSE_NUMBER_BUFFER], high[LDOSE_NUMBER_BUFFER];
    if (drug_plan->has_dose) {
        ldose_number_print(low, drug_plan->rounded.given_mg, DIGITS);
        return g_strdup(low);
    }
    if (!drug_plan->has_range)
        return g_strdup("");
    ldose_number_print(low, drug_plan->range_low_mg, DIGITS);
    ldose_number_print(high, drug_plan->range_high_mg, DIGITS);
    return g_strdup_printf("[%s,%s%s", low, high, drug_plan->range_high_owned ? "]" : ")");
}

static char *
decision_words(const LdosePlan *plan)
{
    GString *out = g_string_new(NULL);
    ldose_plan_decisions_write(out, plan);
    return g_string_free(out, FALSE);
}

static char *
finding_words(const LdoseFinding *finding)
{
    GString *out = g_string_new(NULL);
    if (finding->drug != LDOSE_DRUG_ANY)
        g_string_append_printf(out, "%s:", ldose_vocabulary_id(&ldose_drugs, finding->drug));
    g_string_append(out, ldose_finding_kind(finding->code)->id);
    if (finding->code == LDOSE_FINDING_CAUTION)
        g_string_append_printf(out, ":%s", finding->rule->id);
    return g_string_free(out, FALSE);
}

static gboolean
has_finding(const LdosePlan *plan, const char *words)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        g_autofree char *other = finding_words(&plan->finding[i]);
        if (strcmp(other, words) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The findings of one plan that the other does not have. */
static char *
findings_beyond(const LdosePlan *plan, const LdosePlan *other)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < plan->n_findings; i++) {
        g_autofree char *words = finding_words(&plan->finding[i]);
        if (!has_finding(other, words))
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", words);
    }
    return g_string_free(out, FALSE);
}

static char *
row_words(const LdoseRow *row)
{
    if (row->state != LDOSE_ROW_MATCHED)
        return g_strdup(row->table == NULL ? "no table" : "no row");
    g_autofree char *outcome = ldose_outcome_words(row->rule);
    return g_strdup_printf("%s %s", row->rule->id, outcome);
}

static const char *
stop_id(const LdoseRule *stop)
{
    return stop != NULL ? stop->id : "none";
}

/* Whether another condition, or one that says something else, stops the drug. */
static gboolean
stops_differ(const LdoseRule *one, const LdoseRule *other)
{
    if (one == NULL || other == NULL)
        return one != other;
    g_autofree char *a = ldose_counting_outcome_words(one);
    g_autofree char *b = ldose_counting_outcome_words(other);
    return strcmp(a, b) != 0;
}

/* The rows and conditions that decide, where they differ. */
static char *
why_words(const LdosePlan *older, const LdosePlan *newer)
{
    GString *out = g_string_new(NULL);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *a = &older->drug[drug], *b = &newer->drug[drug];
        const char *name = ldose_vocabulary_id(&ldose_drugs, drug);
        gboolean row_told = FALSE;
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
            if (!ldose_impact_row_differs(older, newer, (LdoseDrug)drug, (LdoseCohort)cohort))
                continue;
            g_autofree char *from = row_words(&a->row[cohort]), *to = row_words(&b->row[cohort]);
            g_string_append_printf(out, "%s%s %s: %s -> %s", out->len > 0 ? "; " : "", name,
                                   ldose_vocabulary_id(&ldose_cohorts, cohort), from, to);
            row_told = TRUE;
        }
        if (!row_told && stops_differ(a->stop, b->stop))
            g_string_append_printf(out, "%s%s stop: %s -> %s", out->len > 0 ? "; " : "", name,
                                   stop_id(a->stop), stop_id(b->stop));
    }
    if (out->len == 0)
        g_string_append(out, "the same rows");
    return g_string_free(out, FALSE);
}

static char *
bits_words(const LdoseImpact *impact)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < LDOSE_N_IMPACT_BITS; i++) {
        if ((impact->changed & (1u << i)) != 0)
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", ldose_impact_bit_id(i));
    }
    return g_string_free(out, FALSE);
}

static char *
cohorts_words(const LdoseImpact *impact)
{
    GString *out = g_string_new(NULL);
    for (int cohort = 0; cohort < LDOSE_N_COHORTS; cohort++) {
        if ((impact->cohorts & (1u << cohort)) != 0)
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "",
                                   ldose_vocabulary_id(&ldose_cohorts, cohort));
    }
    return g_string_free(out, FALSE);
}

/* ---- text ------------------------------------------------------------------------------------ */

static void
append_pair(GString *out, const char *label, const char *from, const char *to)
{
    if (strcmp(from, to) != 0)
        g_string_append_printf(out, "  %s: %s -> %s\n", label, from[0] != '\0' ? from : "none",
                               to[0] != '\0' ? to : "none");
}

static void
append_text(GString *out, const LdoseImpact *impact, const char *name, const char *patient,
            const LdosePlan *older, const LdosePlan *newer)
{
    g_autofree char *bits = bits_words(impact), *cohorts = cohorts_words(impact);
    g_autofree char *asked = decision_words(older), *asks = decision_words(newer);
    g_autofree char *gained = findings_beyond(newer, older), *lost = findings_beyond(older, newer);
    g_autofree char *why = why_words(older, newer);
    g_string_append_printf(out, "%s (%s): %s\n", name, cohorts, bits);
    if (patient[0] != '\0')
        g_string_append_printf(out, "  %s\n", patient);
    append_pair(out, "status", ldose_vocabulary_id(&ldose_plan_statuses, (int)older->status),
                ldose_vocabulary_id(&ldose_plan_statuses, (int)newer->status));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *a = &older->drug[drug], *b = &newer->drug[drug];
        const char *id = ldose_vocabulary_id(&ldose_drugs, drug);
        g_autofree char *status = g_strdup_printf("%s status", id);
        g_autofree char *part = g_strdup_printf("%s part", id);
        g_autofree char *dose = g_strdup_printf("%s mg a day", id);
        g_autofree char *part_from = part_words(a), *part_to = part_words(b);
        g_autofree char *dose_from = dose_words(a), *dose_to = dose_words(b);
        append_pair(out, status, ldose_vocabulary_id(&ldose_plan_statuses, (int)a->status),
                    ldose_vocabulary_id(&ldose_plan_statuses, (int)b->status));
        append_pair(out, part, part_from, part_to);
        append_pair(out, dose, dose_from, dose_to);
    }
    append_pair(out, "to decide", asked, asks);
    if (gained[0] != '\0')
        g_string_append_printf(out, "  findings more: %s\n", gained);
    if (lost[0] != '\0')
        g_string_append_printf(out, "  findings less: %s\n", lost);
    g_string_append_printf(out, "  why: %s\n", why);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static const char *const head_columns[] = {"patient", "regimen", "changed", "cohorts"};
static const char *const drug_columns[] = {"status", "fraction", "mg_per_day"};
static const char *const tail_columns[] = {"findings_more", "findings_less", "why", "columns"};

static void
append_names(GString *out, const char *const *names, guint n)
{
    for (guint i = 0; i < n; i++)
        g_string_append_printf(out, "%s%s", out->len > 0 ? "," : "", names[i]);
}

static void
append_header(GString *out)
{
    g_autoptr(GString) line = g_string_new(NULL);
    append_names(line, head_columns, G_N_ELEMENTS(head_columns));
    g_string_append(line, ",old_status,new_status");
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const char *name = ldose_vocabulary_id(&ldose_drugs, drug);
        for (guint i = 0; i < G_N_ELEMENTS(drug_columns); i++)
            g_string_append_printf(line, ",old_%s_%s,new_%s_%s", name, drug_columns[i], name,
                                   drug_columns[i]);
    }
    g_string_append(line, ",old_decisions,new_decisions");
    append_names(line, tail_columns, G_N_ELEMENTS(tail_columns));
    g_string_append_printf(out, "%s\n", line->str);
}

/* Takes @text. */
static void
append_field(GString *out, char *text)
{
    g_string_append_c(out, ',');
    ldose_csv_append(out, text, strlen(text));
    g_free(text);
}

static void
append_record(GString *out, const LdoseImpact *impact, const char *name, const char *patient,
              const LdosePlan *older, const LdosePlan *newer)
{
    ldose_csv_append(out, name, strlen(name));
    append_field(out, g_strdup(newer->rules->regimen->document.id));
    append_field(out, bits_words(impact));
    append_field(out, cohorts_words(impact));
    append_field(out, g_strdup(ldose_vocabulary_id(&ldose_plan_statuses, (int)older->status)));
    append_field(out, g_strdup(ldose_vocabulary_id(&ldose_plan_statuses, (int)newer->status)));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *a = &older->drug[drug], *b = &newer->drug[drug];
        append_field(out, g_strdup(ldose_vocabulary_id(&ldose_plan_statuses, (int)a->status)));
        append_field(out, g_strdup(ldose_vocabulary_id(&ldose_plan_statuses, (int)b->status)));
        append_field(out, part_words(a));
        append_field(out, part_words(b));
        append_field(out, dose_words(a));
        append_field(out, dose_words(b));
    }
    append_field(out, decision_words(older));
    append_field(out, decision_words(newer));
    append_field(out, findings_beyond(newer, older));
    append_field(out, findings_beyond(older, newer));
    append_field(out, why_words(older, newer));
    append_field(out, g_strdup(patient));
    g_string_append_c(out, '\n');
}

/* ---- the report ------------------------------------------------------------------------------ */

void
ldose_impact_report_begin(GString *out, const LdoseImpactReport *report, const LdoseDocument *older,
                          const LdoseDocument *newer)
{
    if (report->csv) {
        append_header(out);
        return;
    }
    g_string_append_printf(out, "- %s %s, sha256 %s\n+ %s %s, sha256 %s\n\n", older->id,
                           older->version, older->sha256, newer->id, newer->version, newer->sha256);
}

void
ldose_impact_report_patient(LdoseImpactReport *report, GString *out, const char *name,
                            const char *patient, const LdosePlan *older, const LdosePlan *newer)
{
    LdoseImpact impact;
    report->patients++;
    ldose_impact_compare(older, newer, &impact);
    if (impact.changed == 0)
        return;
    report->changed++;
    for (guint i = 0; i < LDOSE_N_IMPACT_BITS; i++)
        report->by_bit[i] += (impact.changed >> i) & 1;
    for (guint i = 0; i < LDOSE_N_COHORTS; i++)
        report->by_cohort[i] += (impact.cohorts >> i) & 1;
    if (report->only_totals)
        return;
    if (report->csv)
        append_record(out, &impact, name, patient, older, newer);
    else
        append_text(out, &impact, name, patient, older, newer);
}

void
ldose_impact_report_totals(GString *out, const LdoseImpactReport *report)
{
    const struct {
        const char *label;
        guint64 n;
    } counts[] = {{N_("patients"), report->patients},
                  {N_("refused"), report->refused},
                  {N_("changed"), report->changed}};
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        g_string_append_printf(out, "%s: %" G_GUINT64_FORMAT "\n",
                               ldose_wording_text(report->wording, counts[i].label), counts[i].n);
    for (guint i = 0; i < LDOSE_N_IMPACT_BITS; i++)
        g_string_append_printf(out, "  %s: %" G_GUINT64_FORMAT "\n", ldose_impact_bit_id(i),
                               report->by_bit[i]);
    g_string_append_printf(
        out, "%s\n", ldose_wording_text(report->wording, N_("of these, by the rows that differ:")));
    for (int cohort = 0; cohort < LDOSE_N_COHORTS; cohort++)
        g_string_append_printf(out, "  %s: %" G_GUINT64_FORMAT "\n",
                               ldose_vocabulary_id(&ldose_cohorts, cohort),
                               report->by_cohort[cohort]);
}
