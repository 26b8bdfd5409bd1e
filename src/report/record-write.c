/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a record from a plan, and the bytes that every entry ends with. */
#include "record-parts.h"

#include "config.h"

#include <string.h>

#include "decision-text.h"
#include "error.h"
#include "finding-text.h"
#include "plan-columns.h"
#include "trace-text.h"
#include "xml-text.h"

#define DIGITS 10

static const LdoseWording *const english = &ldose_wording_plain;

static const char *
yes_no(gboolean yes)
{
    return yes ? "yes" : "no";
}

/* NULL instead of an empty text: the attribute is left out. */
static const char *
or_null(const char *text)
{
    return text != NULL && text[0] != '\0' ? text : NULL;
}

static const char *
drug_word(int drug)
{
    return drug == LDOSE_DRUG_ANY ? NULL : ldose_vocabulary_id(&ldose_drugs, drug);
}

void
ldose_record_write_value(GString *out, const char *indent, const char *element, const char *name,
                         const char *text)
{
    g_string_append_printf(out, "%s<%s", indent, element);
    ldose_xml_attribute(out, "name", name);
    ldose_xml_attribute(out, "text", text);
    g_string_append(out, "/>\n");
}

/* ---- inputs and documents -------------------------------------------------------------------- */

static void
write_inputs(GString *out, const char *const *entered)
{
    g_string_append(out, "  <inputs>\n");
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (or_null(entered[i]) != NULL)
            ldose_record_write_value(out, "    ", "input", ldose_column_info((LdoseColumn)i)->name,
                                     entered[i]);
    }
    g_string_append(out, "  </inputs>\n");
}

static void
write_document(GString *out, const char *role, const LdoseDocument *document, const char *attested)
{
    g_string_append(out, "    <document");
    ldose_xml_attribute(out, "role", role);
    ldose_xml_attribute(out, "kind", ldose_document_kind_id(document->kind));
    ldose_xml_attribute(out, "id", document->id);
    ldose_xml_attribute(out, "version", document->version);
    ldose_xml_attribute(out, "sha256", document->sha256);
    ldose_xml_attribute(out, "status", ldose_document_status_id(document->status));
    ldose_xml_attribute(out, "title", document->title);
    ldose_xml_attribute(out, "attested", or_null(attested));
    g_string_append(out, "/>\n");
}

/* The drugs whose doses the site has attested, all of them or none. (transfer full) */
static char *
attested_drugs(const LdoseRuleSet *rules)
{
    GString *drugs = g_string_new(NULL);
    for (int drug = 0; rules->site.regimen_attested && drug < LDOSE_N_DRUGS; drug++) {
        const char *name = ldose_vocabulary_id(&ldose_drugs, drug);
        if (ldose_regimen_can_attest(rules->regimen, name))
            g_string_append_printf(drugs, "%s%s", drugs->len > 0 ? " " : "", name);
    }
    return g_string_free(drugs, FALSE);
}

/* @rows: (nullable), NULL-terminated. (transfer full) */
static char *
joined(const char *const *rows)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; rows != NULL && rows[i] != NULL; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", rows[i]);
    return g_string_free(text, FALSE);
}

static void
write_documents(GString *out, const LdoseRuleSet *rules)
{
    g_autofree char *drugs = attested_drugs(rules);
    g_autofree char *rows = joined(rules->site.rows);
    const LdoseGuidance *last = NULL;
    g_string_append(out, "  <documents>\n");
    write_document(out, "regimen", &rules->regimen->document, drugs);
    write_document(out, "guidance", &rules->guidance->document, rows);
    write_document(out, "formulary", &rules->formulary->document, NULL);
    write_document(out, "general", &rules->general->document, NULL);
    /* The stops of one guidance stand together. */
    for (guint i = 0; i < rules->elsewhere->len; i++) {
        const LdoseGuidance *other =
            g_array_index(rules->elsewhere, LdoseStopElsewhere, i).guidance;
        if (other != last)
            write_document(out, "elsewhere", &other->document, NULL);
        last = other;
    }
    g_string_append(out, "  </documents>\n");
}

/* ---- the plan -------------------------------------------------------------------------------- */

void
ldose_record_write_values(GString *out, const char *indent, const LdosePlan *plan)
{
    char buffer[LDOSE_OUTPUT_BUFFER];
    for (int i = 0; i < LDOSE_OUTPUT_ERROR; i++) {
        gsize length = ldose_output_write(plan, (LdoseOutput)i, buffer);
        g_autofree char *text = g_strndup(buffer, length);
        ldose_record_write_value(out, indent, "value", ldose_output_name((LdoseOutput)i), text);
    }
}

static void
write_decision(GString *out, const LdosePlan *plan, const LdosePatient *patient,
               const LdoseDecision *decision)
{
    g_autofree char *question = ldose_decision_question(decision, english);
    g_autofree char *reason = ldose_decision_reason(plan, patient, decision, english);
    g_autoptr(GPtrArray) answers = ldose_decision_answers(plan, decision, english);
    g_string_append(out, "    <decision");
    ldose_xml_attribute(out, "id", ldose_decision_info(decision->kind)->id);
    ldose_xml_attribute(out, "drug", drug_word(decision->drug));
    ldose_xml_attribute(out, "overridden", yes_no(decision->overridden));
    ldose_xml_attribute(out, "question", question);
    ldose_xml_attribute(out, "reason", or_null(reason));
    g_string_append(out, ">\n");
    for (guint i = 0; i < answers->len; i++) {
        g_string_append(out, "      <answer");
        ldose_xml_attribute(out, "text", g_ptr_array_index(answers, i));
        g_string_append(out, "/>\n");
    }
    g_string_append(out, "    </decision>\n");
}

static void
write_finding(GString *out, const LdosePlan *plan, const LdosePatient *patient,
              const LdoseFinding *finding)
{
    const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
    g_autofree char *text = ldose_finding_text(plan, patient, finding, english);
    g_string_append(out, "    <finding");
    ldose_xml_attribute(out, "code", kind->id);
    ldose_xml_attribute(out, "severity", ldose_severity_id(kind->severity));
    ldose_xml_attribute(out, "drug", drug_word(finding->drug));
    ldose_xml_attribute(out, "rule", finding->rule != NULL ? finding->rule->id : NULL);
    ldose_xml_attribute(out, "title", kind->title);
    ldose_xml_attribute(out, "text", text);
    ldose_xml_attribute(out, "action", or_null(kind->action));
    g_string_append(out, "/>\n");
}

static void
number_attribute(GString *out, const char *name, double value, LdoseUnit unit)
{
    char number[LDOSE_NUMBER_BUFFER];
    ldose_number_print(number, value, DIGITS);
    ldose_xml_attribute(out, name, number);
    ldose_xml_attribute(out, "unit", or_null(ldose_unit_id(unit)));
}

static void
write_operand(GString *out, const LdoseOperand *operand)
{
    g_string_append(out, "      <operand");
    ldose_xml_attribute(out, "symbol", operand->symbol);
    if (operand->text != NULL)
        ldose_xml_attribute(out, "text", operand->text);
    else
        number_attribute(out, "value", operand->value, operand->unit);
    g_string_append(out, "/>\n");
}

static void
write_step(GString *out, const LdoseTraceStep *step)
{
    g_string_append(out, "    <step");
    ldose_xml_attribute(out, "id", step->id);
    ldose_xml_attribute(out, "kind", ldose_step_kind_id(step->kind));
    ldose_xml_attribute(out, "outcome", ldose_step_outcome_id(step->outcome));
    ldose_xml_attribute(out, "formula", or_null(step->formula));
    if (step->has_result)
        number_attribute(out, "result", step->result, step->unit);
    ldose_xml_attribute(out, "result-text", or_null(step->result_text));
    ldose_xml_attribute(out, "source", or_null(step->source));
    ldose_xml_attribute(out, "note", or_null(step->note));
    g_string_append(out, ">\n");
    for (guint i = 0; i < step->n_operands; i++)
        write_operand(out, &step->operands[i]);
    g_string_append(out, "    </step>\n");
}

static void
write_plan(GString *out, const LdoseRecordDraft *draft)
{
    const LdosePlan *plan = draft->plan;
    g_string_append(out, "  <plan>\n");
    ldose_record_write_values(out, "    ", plan);
    g_string_append(out, "  </plan>\n  <decisions>\n");
    for (guint i = 0; i < plan->n_decisions; i++)
        write_decision(out, plan, draft->patient, &plan->decision[i]);
    g_string_append(out, "  </decisions>\n  <findings>\n");
    for (guint i = 0; i < plan->n_findings; i++)
        write_finding(out, plan, draft->patient, &plan->finding[i]);
    g_string_append(out, "  </findings>\n  <trace>\n");
    for (guint i = 0; i < ldose_trace_length(draft->trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(draft->trace, i);
        if (plan->status == LDOSE_PLAN_FINAL || !ldose_trace_step_is_dose(step))
            write_step(out, step);
    }
    g_string_append(out, "  </trace>\n");
}

/* ---- entries --------------------------------------------------------------------------------- */

static void
open_entry(GString *file, LdoseEntryKind kind, const char *at, const char *by)
{
    g_string_append(file, "  <entry");
    ldose_xml_attribute(file, "kind", ldose_vocabulary_id(&ldose_entry_kinds, (int)kind));
    ldose_xml_attribute(file, "at", at);
    ldose_xml_attribute(file, "by", by);
}

GString *
ldose_record_open_entry(const LdoseRecord *record, LdoseEntryKind kind,
                        const LdoseSignature *signature)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(record->bytes, &length);
    GString *file = g_string_new_len(data, (gssize)(length - strlen(LDOSE_RECORD_CLOSE)));
    open_entry(file, kind, signature->at, signature->by);
    return file;
}

void
ldose_record_seal(GString *file)
{
    g_string_append(file, LDOSE_SEAL_INDENT);
    g_autofree char *sha256 =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)file->str, file->len);
    g_string_append_printf(file, LDOSE_SEAL_OPEN "%s" LDOSE_SEAL_CLOSE LDOSE_RECORD_CLOSE, sha256);
}

LdoseRecord *
ldose_record_close_entry(GString *file, GError **error)
{
    ldose_record_seal(file);
    g_autoptr(GBytes) bytes = g_string_free_to_bytes(file);
    if (g_bytes_get_size(bytes) > LDOSE_RECORD_MAX_SIZE) {
        ldose_set_error(
            error, LDOSE_ERROR_OUTPUT,
            N_("the record would be larger than 4 MiB, the most allowed: begin a new record"));
        return NULL;
    }
    return ldose_record_parse("the new record", bytes, error);
}

void
ldose_record_write_originals(GString *out, const LdosePlan *plan)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &plan->drug[drug];
        if (!drug_plan->overridden)
            continue;
        g_string_append(out, "    <original");
        ldose_xml_attribute(out, "drug", drug_word(drug));
        ldose_xml_attribute(
            out, "status",
            ldose_vocabulary_id(&ldose_plan_statuses, (int)drug_plan->original_status));
        if (drug_plan->has_original_part)
            number_attribute(out, "part", drug_plan->original_part, LDOSE_UNIT_NONE);
        if (drug_plan->original_given_mg > 0)
            number_attribute(out, "mg_per_day", drug_plan->original_given_mg, LDOSE_UNIT_NONE);
        g_string_append(out, "/>\n");
    }
}

/* The override that the plan was computed with (R29). */
static void
write_own_override(GString *file, const LdoseRecordDraft *draft)
{
    /* The creation was sealed, and the root closed after it: the entry takes the closing tag's
     * place. */
    g_string_truncate(file, file->len - strlen(LDOSE_RECORD_CLOSE));
    open_entry(file, LDOSE_ENTRY_OVERRIDE, draft->at, draft->entered[LDOSE_COLUMN_DECIDED_BY]);
    ldose_xml_attribute(file, "reason", draft->entered[LDOSE_COLUMN_OVERRIDE_REASON]);
    ldose_xml_attribute(file, "prescriber", draft->entered[LDOSE_COLUMN_PRESCRIBER]);
    g_string_append(file, ">\n");
    ldose_record_write_originals(file, draft->plan);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static gboolean
check_draft(const LdoseRecordDraft *draft, GError **error)
{
    if (draft->made_by != NULL && !ldose_person_check(draft->made_by, "by", error))
        return FALSE;
    if (draft->at == NULL || !ldose_timestamp_is_valid(draft->at)) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("at: expected a time in UTC as 2026-11-24T08:30:00Z"));
        return FALSE;
    }
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (draft->entered[i] == NULL || ldose_xml_text_is_allowed(draft->entered[i]))
            continue;
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("%s: the text holds a byte that a record cannot hold; expected UTF-8 "
                           "without control characters"),
                        ldose_column_info((LdoseColumn)i)->name);
        return FALSE;
    }
    if (draft->plan->overridden)
        return ldose_person_check(draft->entered[LDOSE_COLUMN_DECIDED_BY], "decided_by", error) &&
               ldose_person_check(draft->entered[LDOSE_COLUMN_PRESCRIBER], "prescriber", error);
    return TRUE;
}

LdoseRecord *
ldose_record_new(const LdoseRecordDraft *draft, GError **error)
{
    if (!check_draft(draft, error))
        return NULL;
    GString *file = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                 "<record xmlns=\"" LDOSE_RECORD_NAMESPACE "\"");
    ldose_xml_attribute(file, "program", LDOSE_VERSION);
    ldose_xml_attribute(file, "adopted", yes_no(draft->plan->rules->site.adopted));
    g_string_append(file, ">\n");
    write_inputs(file, draft->entered);
    write_documents(file, draft->plan->rules);
    write_plan(file, draft);
    open_entry(file, LDOSE_ENTRY_CREATED, draft->at, draft->made_by);
    g_string_append(file, ">\n");
    if (draft->plan->overridden) {
        ldose_record_seal(file);
        write_own_override(file, draft);
    }
    return ldose_record_close_entry(file, error);
}
