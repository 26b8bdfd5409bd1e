/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of cases as batch reads it: dialect (the first byte), header, rows, plans, output
 * lines. */
#include <string.h>

#include "batch-rows.h"
#include "fuzz-plan.h"
#include "fuzz.h"
#include "plan-columns.h"

static gboolean
read_header(char *record, gsize length, char separator, LdoseCaseHeader *header)
{
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    g_autoptr(GError) error = NULL;
    int n = ldose_csv_split(record, length, separator, fields);
    memset(header, 0, sizeof *header);
    if (n <= 0)
        return FALSE;
    if (ldose_case_header_read(header, fields, (guint)n, &error) &&
        ldose_case_header_check(header, &error))
        return TRUE;
    g_assert_nonnull(error);
    return FALSE;
}

/* The output is CSV with as many records as rows were counted, each with as many fields as the
 * first. */
static void
check_output(const LdoseBuffer *out, const LdoseBatchCounts *counts, guint n_columns)
{
    guint64 records = 0;
    const char *p = out->data, *end = out->data + out->length;
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    while (p != NULL && p < end) {
        gboolean open_quote = FALSE;
        const char *stop = ldose_csv_record_end(p, end, ',', &open_quote);
        g_assert_nonnull(stop);
        g_autofree char *record = g_memdup2(p, (gsize)(stop - p) + 1);
        int n = ldose_csv_split(record, (gsize)(stop - p), ',', fields);
        if (n_columns + LDOSE_N_OUTPUTS <= LDOSE_CSV_MAX_FIELDS)
            g_assert_cmpint(n, ==, (int)(n_columns + LDOSE_N_OUTPUTS));
        records++;
        p = stop + 1;
    }
    g_assert_cmpuint(records, ==, counts->rows);
}

static void
run(const LdoseBatchJob *job, char *rows, gsize length)
{
    LdoseBuffer out = {NULL, 0, 0}, complaints = {NULL, 0, 0};
    LdoseBatchCounts counts;
    memset(&counts, 0, sizeof counts);
    LdoseBatchWorker *worker = ldose_batch_worker_new(job);
    ldose_batch_counts_reset(&counts);
    ldose_batch_worker_run(worker, rows, length, 2, &out, &complaints, &counts);

    guint64 sum = counts.refused;
    for (int i = 0; i < LDOSE_N_PLAN_STATUSES; i++)
        sum += counts.status[i];
    g_assert_cmpuint(sum, ==, counts.rows);
    g_assert_cmpint(counts.refused > 0, ==, complaints.length > 0);
    check_output(&out, &counts, job->header->n);

    ldose_batch_worker_free(worker);
    ldose_batch_counts_clear(&counts);
    ldose_buffer_clear(&out);
    ldose_buffer_clear(&complaints);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    LdoseBatchJob job = {
        .library = fuzz_library(),
        .wording = &ldose_wording_plain,
        .dialect = data[0] == ';' ? ldose_csv_semicolon_comma : ldose_csv_plain,
        .require_adopted = data[0] == '!',
        .summary = TRUE,
    };
    gsize length = size - 1;
    g_autofree char *text = g_memdup2(data + 1, length);
    gboolean open_quote = FALSE;
    const char *stop =
        ldose_csv_record_end(text, text + length, job.dialect.separator, &open_quote);
    if (stop == NULL)
        return 0;
    gsize head = (gsize)(stop - text) + 1;
    LdoseCaseHeader header;
    if (read_header(text, head - 1, job.dialect.separator, &header)) {
        job.header = &header;
        /* As in a file: nothing stands behind the last byte. */
        g_autofree char *rows = length > head ? g_memdup2(text + head, length - head) : NULL;
        if (rows != NULL)
            run(&job, rows, length - head);
    }
    ldose_case_header_clear(&header);
    return 0;
}
