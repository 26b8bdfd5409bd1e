/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-rows.h"

#include "number.h"

#define DIGITS 10

static void
append_number(GString *out, double value)
{
    char number[LDOSE_NUMBER_BUFFER];
    ldose_number_print(number, value, DIGITS);
    g_string_append(out, number);
}

static void
begin_word(GString *out)
{
    if (out->len > 0)
        g_string_append_c(out, ' ');
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void
append_row(GString *out, const char *drug, const LdoseRow *row)
{
    if (row->rule == NULL || row->state != LDOSE_ROW_MATCHED)
        return;
    begin_word(out);
    g_string_append_printf(out, "%s_%s:%s", drug,
                           ldose_vocabulary_id(&ldose_cohorts, (int)row->table->cohort),
                           row->rule->id);
    if (row->rule->fallback > 0) {
        g_string_append_printf(out, " %s_fallback:", drug);
        append_number(out, row->rule->fallback);
    }
}

static gboolean
is_row_of(const LdoseDrugPlan *drug_plan, const LdoseRule *rule)
{
    for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
        if (drug_plan->row[cohort].rule == rule)
            return TRUE;
    }
    return FALSE;
}

/* The document whose condition it is: the chosen guidance's, else that of the general findings. */
static const char *
document_of_stop(const LdosePlan *plan, const LdoseRule *rule)
{
    const LdoseGuidance *guidance = plan->rules->guidance;
    for (guint i = 0; i < guidance->n_stops; i++) {
        if (&guidance->stops[i].rule == rule)
            return guidance->document.id;
    }
    return plan->rules->general->document.id;
}

void
ldose_plan_rows_write(GString *out, const LdosePlan *plan)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &plan->drug[drug];
        const char *name = ldose_vocabulary_id(&ldose_drugs, drug);
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++)
            append_row(out, name, &drug_plan->row[cohort]);
        if (drug_plan->stop != NULL && !is_row_of(drug_plan, drug_plan->stop)) {
            begin_word(out);
            g_string_append_printf(out, "%s_stop:%s:%s", name,
                                   document_of_stop(plan, drug_plan->stop), drug_plan->stop->id);
        }
    }
}

/* ---- decisions ------------------------------------------------------------------------------- */

void
ldose_part_write(GString *out, const LdosePart *part)
{
    if (ldose_limit_compare(part->low, part->high) == 0) {
        append_number(out, part->low);
        return;
    }
    g_string_append_c(out, '[');
    append_number(out, part->low);
    g_string_append_c(out, ',');
    append_number(out, part->high);
    g_string_append_c(out, part->high_owned ? ']' : ')');
}

static void
append_option(GString *out, const LdoseDecisionOption *option)
{
    if (option->source_id != NULL)
        g_string_append_printf(out, "%s:", option->source_id);
    else if (option->weight >= 0)
        g_string_append_printf(out,
                               "%s:", ldose_vocabulary_id(&ldose_weight_kinds, option->weight));
    else if (option->combine >= 0)
        g_string_append_printf(
            out, "%s:", ldose_vocabulary_id(&ldose_combine_policies, option->combine));
    if (option->stop)
        g_string_append(out, "stop");
    else
        ldose_part_write(out, &option->part);
}

void
ldose_plan_decisions_write(GString *out, const LdosePlan *plan)
{
    for (guint i = 0; i < plan->n_decisions; i++) {
        const LdoseDecision *decision = &plan->decision[i];
        begin_word(out);
        if (decision->drug != LDOSE_DRUG_ANY)
            g_string_append_printf(out, "%s:", ldose_vocabulary_id(&ldose_drugs, decision->drug));
        g_string_append(out, ldose_decision_info(decision->kind)->id);
        for (guint k = 0; k < decision->n_options; k++) {
            g_string_append_c(out, k == 0 ? '=' : '|');
            append_option(out, &decision->option[k]);
        }
    }
}
