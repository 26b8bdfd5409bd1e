/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch-rows.h"

#include <string.h>

#include "command.h"
#include "error.h"
#include "fault-text.h"
#include "phrase.h"
#include "plan-columns.h"

/* ---- bytes that grow ------------------------------------------------------------------------- */

static char *
reserve(LdoseBuffer *buffer, gsize more)
{
    if (buffer->capacity - buffer->length < more) {
        buffer->capacity = MAX(buffer->capacity * 2, buffer->length + more);
        buffer->data = g_realloc(buffer->data, buffer->capacity);
    }
    return buffer->data + buffer->length;
}

void
ldose_buffer_append(LdoseBuffer *buffer, const char *text, gsize length)
{
    if (length == 0)
        return;
    memcpy(reserve(buffer, length), text, length);
    buffer->length += length;
}

void
ldose_buffer_clear(LdoseBuffer *buffer)
{
    g_clear_pointer(&buffer->data, g_free);
    buffer->length = buffer->capacity = 0;
}

void
ldose_batch_counts_reset(LdoseBatchCounts *counts)
{
    LdoseBatchSummary summary = counts->summary;
    ldose_batch_summary_reset(&summary);
    memset(counts, 0, sizeof *counts);
    counts->summary = summary;
}

void
ldose_batch_counts_clear(LdoseBatchCounts *counts)
{
    ldose_batch_summary_clear(&counts->summary);
}

void
ldose_batch_counts_add(LdoseBatchCounts *sum, const LdoseBatchCounts *counts)
{
    sum->rows += counts->rows;
    sum->refused += counts->refused;
    for (guint i = 0; i < LDOSE_N_PLAN_STATUSES; i++)
        sum->status[i] += counts->status[i];
    for (guint i = 0; i < LDOSE_N_FAULTS; i++)
        sum->fault[i] += counts->fault[i];
    ldose_batch_summary_merge(&sum->summary, &counts->summary);
}

/* ---- the documents of a row ------------------------------------------------------------------ */

/* A combination of documents, found once a worker; or why it was not found. */
typedef struct {
    char *regimen, *guidance, *formulary;
    gboolean found;
    LdoseRuleSet set;
    LdoseColumn refused; /* only where not found or not adopted */
    gboolean unadopted;
    char *message;
} Documents;

static void
documents_free(gpointer data)
{
    Documents *documents = data;
    if (documents->found)
        ldose_rule_set_clear(&documents->set);
    g_free(documents->regimen);
    g_free(documents->guidance);
    g_free(documents->formulary);
    g_free(documents->message);
    g_free(documents);
}

struct _LdoseBatchWorker {
    const LdoseBatchJob *job;
    GPtrArray *documents;
    const Documents *last;
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    LdoseCase c;
    LdosePatient patient;
    LdosePlan plan;
    LdoseFaults faults;
};

LdoseBatchWorker *
ldose_batch_worker_new(const LdoseBatchJob *job)
{
    LdoseBatchWorker *worker = g_new0(LdoseBatchWorker, 1);
    worker->job = job;
    worker->documents = g_ptr_array_new_with_free_func(documents_free);
    return worker;
}

void
ldose_batch_worker_free(LdoseBatchWorker *worker)
{
    g_ptr_array_unref(worker->documents);
    g_free(worker);
}

static gboolean
equals(LdoseSlice slice, const char *text)
{
    return strncmp(text, slice.text, slice.length) == 0 && strlen(text) == slice.length;
}

static LdoseSlice
text_of(const LdoseCase *c, LdoseColumn column, const char *otherwise)
{
    return LDOSE_CASE_HAS(c, column) ? c->value[column].text
                                     : (LdoseSlice){otherwise, strlen(otherwise)};
}

static gboolean
is_for(const Documents *documents, LdoseSlice regimen, LdoseSlice guidance, LdoseSlice formulary)
{
    return equals(regimen, documents->regimen) && equals(guidance, documents->guidance) &&
           equals(formulary, documents->formulary);
}

/* Notes which of the documents this site has not taken into use. */
static void
judge_site(Documents *documents, const LdoseBatchJob *job, const LdoseColumn *columns)
{
    LdoseRuleSet *rules = &documents->set;
    rules->site = ldose_adoptions_judge(job->adoptions, rules->regimen, rules->guidance,
                                        rules->formulary);
    if (!job->require_adopted || rules->site.adopted)
        return;
    const LdoseDocument *const of_kind[LDOSE_N_DOCUMENT_KINDS] = {
        [LDOSE_DOCUMENT_REGIMENS] = &rules->regimen->document,
        [LDOSE_DOCUMENT_GUIDANCE] = &rules->guidance->document,
        [LDOSE_DOCUMENT_FORMULARY] = &rules->formulary->document,
    };
    documents->unadopted = TRUE;
    documents->refused = columns[rules->site.missing];
    documents->message = ldose_adoption_refusal(of_kind[rules->site.missing]);
}

static const Documents *
load_documents(LdoseBatchWorker *worker, LdoseSlice regimen, LdoseSlice guidance,
               LdoseSlice formulary)
{
    static const LdoseColumn columns[LDOSE_N_DOCUMENT_KINDS] = {
        [LDOSE_DOCUMENT_REGIMENS] = LDOSE_COLUMN_REGIMEN,
        [LDOSE_DOCUMENT_GUIDANCE] = LDOSE_COLUMN_GUIDANCE,
        [LDOSE_DOCUMENT_FORMULARY] = LDOSE_COLUMN_FORMULARY,
    };
    Documents *documents = g_new0(Documents, 1);
    LdoseDocumentKind unknown = LDOSE_DOCUMENT_REGIMENS;
    g_autoptr(GError) error = NULL;
    documents->regimen = g_strndup(regimen.text, regimen.length);
    documents->guidance = g_strndup(guidance.text, guidance.length);
    documents->formulary = g_strndup(formulary.text, formulary.length);
    documents->found = ldose_rule_set_load(&documents->set, worker->job->library,
                                           documents->regimen, documents->guidance,
                                           documents->formulary, &unknown, &error);
    if (!documents->found) {
        documents->refused = columns[unknown];
        documents->message = g_strdup(error->message);
    } else {
        judge_site(documents, worker->job, columns);
    }
    g_ptr_array_add(worker->documents, documents);
    return documents;
}

static const Documents *
find_documents(LdoseBatchWorker *worker)
{
    LdoseSlice regimen = text_of(&worker->c, LDOSE_COLUMN_REGIMEN, "");
    LdoseSlice guidance = text_of(&worker->c, LDOSE_COLUMN_GUIDANCE, "");
    LdoseSlice formulary =
        text_of(&worker->c, LDOSE_COLUMN_FORMULARY, LDOSE_DEFAULT_FORMULARY);
    if (worker->last != NULL && is_for(worker->last, regimen, guidance, formulary))
        return worker->last;
    worker->last = NULL;
    for (guint i = 0; i < worker->documents->len && worker->last == NULL; i++) {
        const Documents *documents = g_ptr_array_index(worker->documents, i);
        if (is_for(documents, regimen, guidance, formulary))
            worker->last = documents;
    }
    if (worker->last == NULL)
        worker->last = load_documents(worker, regimen, guidance, formulary);
    return worker->last;
}

/* ---- one row --------------------------------------------------------------------------------- */

/* Computes the row's plan. Result: FALSE with faults when the row is refused. */
static gboolean
compute(LdoseBatchWorker *worker, int n_fields, const char **message_out)
{
    const LdoseBatchJob *job = worker->job;
    LdoseFaults *faults = &worker->faults;
    faults->n = 0;
    *message_out = NULL;
    if (n_fields <= 0 || (guint)n_fields != job->header->n) {
        ldose_faults_add(faults,
                         n_fields == 0  ? LDOSE_FAULT_EMPTY_ROW
                         : n_fields < 0 ? LDOSE_FAULT_QUOTE
                                        : LDOSE_FAULT_FIELD_COUNT,
                         -1, -1);
        ldose_case_clear(&worker->c);
        return FALSE;
    }
    ldose_case_from_fields(&worker->c, job->header, worker->fields, job->dialect.sign, faults);
    if (!ldose_patient_from_case(&worker->c, &worker->patient, faults))
        return FALSE;
    const Documents *documents = find_documents(worker);
    if (!documents->found) {
        ldose_faults_add(faults, LDOSE_FAULT_UNKNOWN, (int)documents->refused, -1);
        *message_out = documents->message;
        return FALSE;
    }
    if (documents->unadopted) {
        ldose_faults_add(faults, LDOSE_FAULT_UNADOPTED, (int)documents->refused, -1);
        *message_out = documents->message;
        return FALSE;
    }
    return ldose_plan_compute(&worker->patient, &documents->set, &worker->plan, NULL, faults);
}

/* The row's own fields, as they came; a spreadsheet's decimal commas become points. */
static void
echo_fields(const LdoseBatchWorker *worker, int n_fields, LdoseBuffer *out)
{
    const LdoseBatchJob *job = worker->job;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < job->header->n; i++) {
        LdoseSlice field = (int)i < n_fields ? worker->fields[i] : (LdoseSlice){"", 0};
        const LdoseHeaderField *header = &job->header->field[i];
        gboolean number = FALSE;
        if (header->role == LDOSE_HEADER_CASE) {
            LdoseColumnKind kind = ldose_column_info(header->column)->kind;
            number = kind == LDOSE_COLUMN_KIND_NUMBER || kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER;
        }
        if (i > 0)
            g_string_append_c(text, ',');
        if (number && job->dialect.sign == LDOSE_DECIMAL_COMMA) {
            g_autofree char *point = g_strndup(field.text, field.length);
            g_strdelimit(point, ",", '.');
            ldose_csv_append(text, point, field.length);
        } else
            ldose_csv_append(text, field.text, field.length);
    }
    ldose_buffer_append(out, text->str, text->len);
}

static void
write_plan(LdoseBatchWorker *worker, LdoseBuffer *out)
{
    out->length += ldose_output_write_row(&worker->plan, reserve(out, LDOSE_OUTPUT_ROW_BUFFER));
    ldose_buffer_append(out, ",\n", 2); /* no error */
}

static void
write_refusal(const LdoseBatchWorker *worker, LdoseBuffer *out)
{
    for (int output = 0; output <= LDOSE_OUTPUT_ERROR; output++)
        ldose_buffer_append(out, ",", 1);
    char *end = reserve(out, LDOSE_OUTPUT_BUFFER + 1);
    gsize length = ldose_output_write_faults(&worker->faults, end);
    end[length] = '\n';
    out->length += length + 1;
}

/* What was entered in a column of this row. */
static char *
entered(const LdoseBatchWorker *worker, int n_fields, int column)
{
    const LdoseCaseHeader *header = worker->job->header;
    for (guint i = 0; i < header->n && (int)i < n_fields; i++) {
        if (header->field[i].role == LDOSE_HEADER_CASE && (int)header->field[i].column == column)
            return g_strndup(worker->fields[i].text, worker->fields[i].length);
    }
    return NULL;
}

static void
append_complaint(LdoseBuffer *complaints, guint64 line, const char *sentence)
{
    g_autofree char *whole =
        g_strdup_printf(ldose_error_text(N_("line %1$lu: %2$s")), (gulong)line, sentence);
    ldose_buffer_append(complaints, "lymphodose: ", strlen("lymphodose: "));
    ldose_buffer_append(complaints, whole, strlen(whole));
    ldose_buffer_append(complaints, "\n", 1);
}

static void
complain(const LdoseBatchWorker *worker, int n_fields, guint64 line, const char *message,
         LdoseBuffer *complaints)
{
    for (guint i = 0; i < worker->faults.n; i++) {
        const LdoseFault *fault = &worker->faults.fault[i];
        g_autofree char *text = entered(worker, n_fields, fault->column);
        g_autofree char *sentence =
            message != NULL ? g_strdup(message)
                            : ldose_fault_text(fault, &worker->c, text, worker->job->dialect.sign,
                                               worker->job->wording);
        append_complaint(complaints, line, sentence);
    }
}

/* What an incomplete plan needs (R01). */
static void
tell_missing(const LdoseBatchWorker *worker, guint64 line, LdoseBuffer *complaints)
{
    const LdoseWording *wording = worker->job->wording;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        guint64 missing = worker->plan.drug[drug].missing;
        if (missing == 0)
            continue;
        g_autofree char *labels = ldose_phrase_column_labels(wording, missing);
        g_autofree char *names = ldose_phrase_column_names(wording, missing);
        g_autofree char *sentence =
            ldose_tell(wording, N_("%1$s needs: %2$s. Columns: %3$s."),
                       ldose_phrase_drug_title(wording, drug), labels, names);
        append_complaint(complaints, line, sentence);
    }
}

static void
count(const LdoseBatchWorker *worker, gboolean computed, LdoseBatchCounts *counts)
{
    counts->rows++;
    if (computed) {
        counts->status[worker->plan.status]++;
        if (worker->job->summary)
            ldose_batch_summary_add(&counts->summary, &worker->plan);
        return;
    }
    counts->refused++;
    ldose_batch_summary_add_refused(&counts->summary);
    for (guint i = 0; i < worker->faults.n; i++)
        counts->fault[worker->faults.fault[i].code]++;
}

static guint64
count_lines(const char *text, gsize length)
{
    guint64 lines = 0;
    for (const char *p = text, *end = text + length; p < end; p++, lines++) {
        p = memchr(p, '\n', (gsize)(end - p));
        if (p == NULL)
            break;
    }
    return lines;
}

void
ldose_batch_worker_run(LdoseBatchWorker *worker, char *block, gsize length, guint64 first_line,
                       LdoseBuffer *out, LdoseBuffer *complaints, LdoseBatchCounts *counts)
{
    const LdoseBatchJob *job = worker->job;
    char *p = block, *end = block + length;
    guint64 line = first_line;
    while (p < end) {
        gboolean open_quote = FALSE;
        const char *stop = ldose_csv_record_end(p, end, job->dialect.separator, &open_quote);
        gsize record = stop != NULL ? (gsize)(stop - p) : (gsize)(end - p);
        gboolean quoted = memchr(p, '"', record) != NULL;
        gboolean plain = job->dialect.separator == ',' && !quoted;
        gsize text = record > 0 && p[record - 1] == '\r' ? record - 1 : record;
        guint64 lines = plain ? 1 : 1 + count_lines(p, record);
        const char *message;

        if (plain)
            ldose_buffer_append(out, p, text);
        int n_fields = ldose_csv_split(p, record, job->dialect.separator, worker->fields);
        /* Without a quote there is only one fault: more fields than any header has. */
        if (n_fields < 0 && !quoted)
            n_fields = LDOSE_CSV_MAX_FIELDS + 1;
        gboolean computed = compute(worker, n_fields, &message);
        /* A row with another number of fields is brought to the header's, so that columns stay. */
        if (plain && n_fields != (int)job->header->n) {
            out->length -= text;
            plain = FALSE;
        }
        if (!plain)
            echo_fields(worker, n_fields, out);
        if (computed) {
            write_plan(worker, out);
            if (worker->plan.status == LDOSE_PLAN_INCOMPLETE)
                tell_missing(worker, line, complaints);
        } else {
            write_refusal(worker, out);
            complain(worker, n_fields, line, message, complaints);
        }
        count(worker, computed, counts);
        line += lines;
        p += record + 1;
    }
}

void
ldose_batch_write_header(const LdoseCaseHeader *header, LdoseBuffer *out)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < header->n; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        ldose_csv_append(text, header->field[i].name, strlen(header->field[i].name));
    }
    for (int output = 0; output < LDOSE_N_OUTPUTS; output++)
        g_string_append_printf(text, ",%s", ldose_output_name((LdoseOutput)output));
    g_string_append_c(text, '\n');
    ldose_buffer_append(out, text->str, text->len);
}
