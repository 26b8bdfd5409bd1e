/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-json.h"

#include "config.h"

#include <string.h>

#include "card-text.h"
#include "case-json.h"
#include "decision-text.h"
#include "exposure-json.h"
#include "finding-text.h"
#include "intended-purpose.h"
#include "phrase.h"
#include "plan-columns.h"
#include "trace-text.h"

static const LdoseWording *const english = &ldose_wording_plain;

/* ---- small pieces ---------------------------------------------------------------------------- */

/* The drug's word, or null where every drug is meant. */
static void
drug_member(LdoseJsonWriter *json, int drug)
{
    ldose_json_member(json, "drug",
                      drug == LDOSE_DRUG_ANY ? NULL : ldose_vocabulary_id(&ldose_drugs, drug));
}

static void
document_member(LdoseJsonWriter *json, const LdoseDocument *document)
{
    ldose_json_member_take(json, "document",
                           document != NULL ? ldose_phrase_document(document) : NULL);
}

static const char *
or_null(const char *text)
{
    return text != NULL && text[0] != '\0' ? text : NULL;
}

/* A source as its document names it; null: none. */
static void
source_member(LdoseJsonWriter *json, const LdoseSource *source, const char *locator)
{
    ldose_json_key(json, "source");
    if (source == NULL) {
        ldose_json_null(json);
        return;
    }
    ldose_json_open_object(json);
    ldose_json_member(json, "id", source->id);
    ldose_json_member(json, "title", source->title);
    ldose_json_member(json, "edition", or_null(source->edition));
    ldose_json_member(json, "locator",
                      or_null(or_null(locator) != NULL ? locator : source->locator));
    ldose_json_member(json, "doi", or_null(source->doi));
    ldose_json_member(json, "url", or_null(source->url));
    ldose_json_close_object(json);
}

/* ---- the columns ----------------------------------------------------------------------------- */

/* Codes separated by blanks, as an array. */
static void
codes(LdoseJsonWriter *json, const char *text, gsize length)
{
    const char *end = text + length;
    ldose_json_open_array(json);
    while (text < end) {
        const char *stop = memchr(text, ' ', (gsize)(end - text));
        gsize n = (gsize)((stop != NULL ? stop : end) - text);
        ldose_json_string_n(json, text, n);
        text += n + 1;
    }
    ldose_json_close_array(json);
}

static void
output_columns(LdoseJsonWriter *json, const LdosePlan *plan)
{
    char buffer[LDOSE_OUTPUT_BUFFER];
    for (int i = 0; i < LDOSE_N_OUTPUTS; i++) {
        LdoseOutput output = (LdoseOutput)i;
        if (output == LDOSE_OUTPUT_FINDINGS || output == LDOSE_OUTPUT_ERROR)
            continue; /* findings are objects here; a plan has no error */
        gsize length = ldose_output_write(plan, output, buffer);
        ldose_json_key(json, ldose_output_name(output));
        if (output == LDOSE_OUTPUT_ACKNOWLEDGE)
            codes(json, buffer, length);
        else if (ldose_output_is_number(output))
            ldose_json_number_text(json, buffer, length);
        else if (length > 0)
            ldose_json_string_n(json, buffer, length);
        else
            ldose_json_null(json);
    }
    ldose_json_member_boolean(json, "overridden", plan->overridden);
}

static void
number_or_null(LdoseJsonWriter *json, const char *name, gboolean given, double value)
{
    ldose_json_key(json, name);
    if (given)
        ldose_json_number(json, value);
    else
        ldose_json_null(json);
}

/* What the rules gave of each drug that was overridden (R29). */
static void
originals(LdoseJsonWriter *json, const LdosePlan *plan)
{
    ldose_json_key(json, "originals");
    ldose_json_open_array(json);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &plan->drug[drug];
        if (!drug_plan->overridden)
            continue;
        ldose_json_open_object(json);
        drug_member(json, drug);
        ldose_json_member(
            json, "status",
            ldose_vocabulary_id(&ldose_plan_statuses, (int)drug_plan->original_status));
        number_or_null(json, "part", drug_plan->has_original_part, drug_plan->original_part);
        number_or_null(json, "mg_per_day", drug_plan->original_given_mg > 0,
                       drug_plan->original_given_mg);
        ldose_json_close_object(json);
    }
    ldose_json_close_array(json);
}

/* What each drug's tables need and the case does not give (R01); of a quantity with two units the first. */
static void
missing_columns(LdoseJsonWriter *json, const LdosePlan *plan)
{
    ldose_json_key(json, "missing");
    ldose_json_open_array(json);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (plan->drug[drug].missing == 0)
            continue;
        ldose_json_open_object(json);
        drug_member(json, drug);
        ldose_json_key(json, "columns");
        ldose_json_open_array(json);
        for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
            if ((plan->drug[drug].missing & LDOSE_COLUMN_BIT(column)) != 0)
                ldose_json_string(json, ldose_column_info((LdoseColumn)column)->name);
        }
        ldose_json_close_array(json);
        ldose_json_close_object(json);
    }
    ldose_json_close_array(json);
}

/* ---- decisions ------------------------------------------------------------------------------- */

static void
option(LdoseJsonWriter *json, const LdosePlan *plan, const LdoseDecision *decision,
       const LdoseDecisionOption *answer, const char *text)
{
    const LdoseSource *source =
        answer->source_id != NULL
            ? ldose_document_first_source(&plan->rules->guidance->document, answer->source_id)
            : NULL;
    gboolean has_part = !answer->stop;
    gboolean has_dose = answer->has_dose;
    gboolean one_dose = has_dose && answer->given_mg > 0;
    ldose_json_open_object(json);
    ldose_json_member(json, "text", text);
    ldose_json_member_take(json, "answer", ldose_decision_option_answer(decision, answer));
    ldose_json_member_boolean(json, "stop", answer->stop);
    number_or_null(json, "part_low", has_part, answer->part.low);
    number_or_null(json, "part_high", has_part, answer->part.high);
    ldose_json_member_boolean(json, "part_high_included", has_part && answer->part.high_owned);
    ldose_json_member(json, "weight",
                      answer->weight >= 0 ? ldose_vocabulary_id(&ldose_weight_kinds, answer->weight)
                                          : NULL);
    number_or_null(json, "weight_kg", answer->weight >= 0, answer->weight_kg);
    ldose_json_member(json, "combine",
                      answer->combine >= 0
                          ? ldose_vocabulary_id(&ldose_combine_policies, answer->combine)
                          : NULL);
    number_or_null(json, "mg_per_day_low", has_dose, answer->low_mg);
    number_or_null(json, "mg_per_day_high", has_dose, answer->high_mg);
    number_or_null(json, "mg_per_day", one_dose, answer->given_mg);
    source_member(json, source, NULL);
    ldose_json_close_object(json);
}

static void
decision_object(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient,
                const LdoseDecision *decision)
{
    g_autoptr(GPtrArray) answers = ldose_decision_answers(plan, decision, english);
    ldose_json_open_object(json);
    ldose_json_member(json, "id", ldose_decision_info(decision->kind)->id);
    drug_member(json, decision->drug);
    ldose_json_member(json, "question", ldose_decision_info(decision->kind)->question);
    ldose_json_member_take(json, "reason", ldose_decision_reason(plan, patient, decision, english));
    ldose_json_member(json, "answer_column", ldose_decision_answer_column(decision));
    ldose_json_member_take(json, "how", ldose_decision_how(decision, english));
    ldose_json_member(json, "rule", decision->rule != NULL ? decision->rule->id : NULL);
    ldose_json_member_boolean(json, "answer_refused", decision->answer_refused);
    ldose_json_member_boolean(json, "overridden", decision->overridden);
    ldose_json_key(json, "options");
    ldose_json_open_array(json);
    for (guint i = 0; i < decision->n_options; i++)
        option(json, plan, decision, &decision->option[i], g_ptr_array_index(answers, i));
    ldose_json_close_array(json);
    ldose_json_key(json, "answers");
    ldose_json_open_array(json);
    for (guint i = 0; i < answers->len; i++)
        ldose_json_string(json, g_ptr_array_index(answers, i));
    ldose_json_close_array(json);
    ldose_json_close_object(json);
}

static void
decisions(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient)
{
    ldose_json_key(json, "decisions");
    ldose_json_open_array(json);
    for (guint i = 0; i < plan->n_decisions; i++)
        decision_object(json, plan, patient, &plan->decision[i]);
    ldose_json_close_array(json);
}

/* ---- days ------------------------------------------------------------------------------------ */

static void
days(LdoseJsonWriter *json, const LdosePlan *plan)
{
    LdoseScheduleDay day[LDOSE_SCHEDULE_MAX_DAYS];
    guint n = ldose_schedule_days(&plan->schedule, plan->rules->regimen, day);
    ldose_json_key(json, "days");
    ldose_json_open_array(json);
    for (guint i = 0; i < n; i++) {
        char date[11];
        ldose_date_print(day[i].date, date);
        ldose_json_open_object(json);
        ldose_json_member_number(json, "day", day[i].number);
        ldose_json_member_take(json, "date", day[i].date.year != 0 ? g_strdup(date) : NULL);
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            g_autofree char *name =
                g_strdup_printf("%s_mg", ldose_vocabulary_id(&ldose_drugs, drug));
            gboolean dosed = day[i].drug[drug] && plan->drug[drug].has_dose;
            ldose_json_member_boolean(json, ldose_vocabulary_id(&ldose_drugs, drug),
                                      day[i].drug[drug]);
            number_or_null(json, name, dosed, plan->drug[drug].rounded.given_mg);
        }
        ldose_json_close_object(json);
    }
    ldose_json_close_array(json);
}

/* ---- cards ----------------------------------------------------------------------------------- */

static void
card_values(LdoseJsonWriter *json, const LdosePlan *plan, const LdoseRow *row)
{
    ldose_json_key(json, "values");
    ldose_json_open_array(json);
    for (guint i = 0; row->state == LDOSE_ROW_MATCHED && i < row->table->n_axes; i++) {
        const LdoseAxis *axis = &row->table->axes[i];
        gboolean is_clearance = axis->quantity == LDOSE_QUANTITY_CLEARANCE;
        if (row->dialysis_reading && is_clearance)
            continue; /* no estimate counts */
        ldose_json_open_object(json);
        ldose_json_member(json, "quantity",
                          ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity));
        if (axis->quantity == LDOSE_QUANTITY_DIALYSIS) {
            ldose_json_member(json, "value",
                              ldose_vocabulary_id(&ldose_dialysis_kinds, (int)row->values[i]));
        } else {
            ldose_json_member_number(json, "value", row->values[i]);
            ldose_json_member(json, "unit", ldose_unit_id(axis->unit));
        }
        if (is_clearance && plan->clearance[row->clearance].state == LDOSE_CLEARANCE_KNOWN)
            ldose_json_member(json, "estimator",
                              ldose_clearance_estimator_id(&plan->clearance[row->clearance]));
        ldose_json_close_object(json);
    }
    ldose_json_close_array(json);
}

/* The row, or nulls where none holds the patient. */
static void
card_rule(LdoseJsonWriter *json, const LdosePlan *plan, const LdoseRow *row)
{
    const LdoseRule *rule = row->state == LDOSE_ROW_MATCHED ? row->rule : NULL;
    gboolean read =
        rule != NULL && rule->outcome == LDOSE_OUTCOME_UNDEFINED && rule->reading != NULL;
    ldose_json_member(json, "table", row->table != NULL ? row->table->id : NULL);
    ldose_json_member(json, "rule", rule != NULL ? rule->id : NULL);
    ldose_json_member(json, "reading", read ? rule->reading->id : NULL);
    ldose_json_member_take(json, "band",
                           rule != NULL ? ldose_phrase_band(english, row->table, rule) : NULL);
    ldose_json_member_boolean(json, "dialysis_reading", row->dialysis_reading);
    ldose_json_member(json, "edge_basis",
                      rule != NULL ? ldose_vocabulary_id(&ldose_edge_bases, (int)rule->edge_basis)
                                   : NULL);
    ldose_json_member(
        json, "evidence",
        rule != NULL ? ldose_vocabulary_id(&ldose_evidence_grades, (int)rule->evidence) : NULL);
    source_member(json, rule != NULL ? rule->source : NULL, rule != NULL ? rule->locator : NULL);
    document_member(json, row->table != NULL ? &plan->rules->guidance->document : NULL);
}

static void
card(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
     LdoseCohort cohort)
{
    const LdoseRow *row = &plan->drug[drug].row[cohort];
    ldose_json_open_object(json);
    drug_member(json, (int)drug);
    ldose_json_member(json, "cohort", ldose_vocabulary_id(&ldose_cohorts, (int)cohort));
    ldose_json_member(json, "outcome",
                      row->state == LDOSE_ROW_MATCHED
                          ? ldose_vocabulary_id(&ldose_outcome_kinds, (int)row->rule->outcome)
                          : "not-assessed");
    card_values(json, plan, row);
    card_rule(json, plan, row);
    ldose_json_member_take(json, "text", ldose_row_text(plan, patient, drug, cohort, english));
    ldose_json_close_object(json);
}

static void
cards(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient)
{
    ldose_json_key(json, "cards");
    ldose_json_open_array(json);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++)
            card(json, plan, patient, (LdoseDrug)drug, (LdoseCohort)cohort);
    }
    ldose_json_close_array(json);
}

/* ---- trace ----------------------------------------------------------------------------------- */

static void
operand(LdoseJsonWriter *json, const LdoseOperand *value)
{
    ldose_json_open_object(json);
    ldose_json_member(json, "symbol", value->symbol);
    if (value->text != NULL) {
        ldose_json_member(json, "value", value->text);
    } else {
        ldose_json_member_number(json, "value", value->value);
        ldose_json_member(json, "unit", ldose_unit_id(value->unit));
    }
    ldose_json_close_object(json);
}

static void
step_object(LdoseJsonWriter *json, const LdoseTraceStep *step)
{
    ldose_json_open_object(json);
    ldose_json_member(json, "id", step->id);
    ldose_json_member(json, "kind", ldose_step_kind_id(step->kind));
    ldose_json_member(json, "outcome", ldose_step_outcome_id(step->outcome));
    ldose_json_member(json, "formula", step->formula);
    ldose_json_key(json, "operands");
    ldose_json_open_array(json);
    for (guint i = 0; i < step->n_operands; i++)
        operand(json, &step->operands[i]);
    ldose_json_close_array(json);
    ldose_json_key(json, "result");
    if (step->result_text != NULL)
        ldose_json_string(json, step->result_text);
    else if (step->has_result)
        ldose_json_number(json, step->result);
    else
        ldose_json_null(json);
    ldose_json_member(json, "unit",
                      step->has_result && step->result_text == NULL ? ldose_unit_id(step->unit)
                                                                    : NULL);
    ldose_json_member(json, "source", step->source);
    ldose_json_member(json, "note", or_null(step->note));
    ldose_json_close_object(json);
}

static void
trace_member(LdoseJsonWriter *json, const LdosePlan *plan, const LdoseTrace *trace)
{
    ldose_json_key(json, "trace");
    ldose_json_open_array(json);
    for (guint i = 0; trace != NULL && i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (plan->status == LDOSE_PLAN_FINAL || !ldose_trace_step_is_dose(step))
            step_object(json, step);
    }
    ldose_json_close_array(json);
}

/* ---- findings and documents ------------------------------------------------------------------ */

static void
findings(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient)
{
    ldose_json_key(json, "findings");
    ldose_json_open_array(json);
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        ldose_json_open_object(json);
        ldose_json_member(json, "code", kind->id);
        ldose_json_member(json, "severity", ldose_severity_id(kind->severity));
        drug_member(json, finding->drug);
        ldose_json_member(json, "title", kind->title);
        ldose_json_member_take(json, "text", ldose_finding_text(plan, patient, finding, english));
        ldose_json_member(json, "action", or_null(kind->action));
        ldose_json_member(json, "rule", finding->rule != NULL ? finding->rule->id : NULL);
        document_member(json, finding->guidance != NULL ? &finding->guidance->document : NULL);
        ldose_json_close_object(json);
    }
    ldose_json_close_array(json);
}

static void
document_object(LdoseJsonWriter *json, const LdoseDocument *document)
{
    ldose_json_open_object(json);
    ldose_json_member(json, "kind", ldose_document_kind_id(document->kind));
    ldose_json_member(json, "id", document->id);
    ldose_json_member(json, "version", document->version);
    ldose_json_member(json, "status", ldose_document_status_id(document->status));
    ldose_json_member(json, "sha256", document->sha256);
    ldose_json_member(json, "title", document->title);
    ldose_json_close_object(json);
}

static void
documents(LdoseJsonWriter *json, const LdosePlan *plan)
{
    const LdoseDocument *list[LDOSE_PLAN_MAX_DOCUMENTS];
    guint n = ldose_phrase_documents(plan, list);
    ldose_json_key(json, "documents");
    ldose_json_open_array(json);
    for (guint i = 0; i < n; i++)
        document_object(json, list[i]);
    ldose_json_close_array(json);
}

/* ---------------------------------------------------------------------------------------------- */

void
ldose_plan_json(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient,
                const LdoseTrace *trace)
{
    ldose_json_open_object(json);
    ldose_case_json_write(json, patient->c);
    output_columns(json, plan);
    originals(json, plan);
    missing_columns(json, plan);
    decisions(json, plan, patient);
    days(json, plan);
    cards(json, plan, patient);
    trace_member(json, plan, trace);
    findings(json, plan, patient);
    ldose_firmness_json(json, plan, patient);
    ldose_exposure_json(json, plan, patient);
    documents(json, plan);
    ldose_json_key(json, "program");
    ldose_json_open_object(json);
    ldose_json_member(json, "name", "Lymphodose");
    ldose_json_member(json, "version", LDOSE_VERSION);
    ldose_json_close_object(json);
    ldose_json_member(json, "information", ldose_intended_purpose());
    ldose_json_close_object(json);
}

void
ldose_plan_json_document(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                         const LdoseTrace *trace)
{
    LdoseJsonWriter json;
    ldose_json_init(&json, out);
    ldose_json_open_object(&json);
    ldose_json_key(&json, "plans");
    ldose_json_open_array(&json);
    ldose_plan_json(&json, plan, patient, trace);
    ldose_json_close_array(&json);
    ldose_json_close_object(&json);
    ldose_json_end(&json);
}
