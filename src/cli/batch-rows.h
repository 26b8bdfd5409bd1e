/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a block of whole CSV records into a block of whole output lines: the part of `batch` that runs
 * on several threads. Each thread has a worker of its own; blocks share nothing but the library. */
#pragma once

#include <glib.h>

#include "adoption.h"
#include "batch-summary.h"
#include "case-csv.h"
#include "library.h"
#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* Bytes that grow. */
typedef struct {
    char *data;
    gsize length, capacity;
} LdoseBuffer;

void ldose_buffer_append(LdoseBuffer *buffer, const char *text, gsize length);
void ldose_buffer_clear(LdoseBuffer *buffer);

typedef struct {
    guint64 rows, refused;
    guint64 status[LDOSE_N_PLAN_STATUSES];
    guint64 fault[LDOSE_N_FAULTS];
    LdoseBatchSummary summary; /* only where the job asks for it */
} LdoseBatchCounts;

/* Empties counts; what they hold is kept for the next block. */
void ldose_batch_counts_reset(LdoseBatchCounts *counts);
/* Frees what they hold; the plain counters stay. */
void ldose_batch_counts_clear(LdoseBatchCounts *counts);

void ldose_batch_counts_add(LdoseBatchCounts *sum, const LdoseBatchCounts *counts);

/* What all workers share; not changed while they run. */
typedef struct {
    LdoseLibrary *library;
    const LdoseWording *wording;
    const LdoseCaseHeader *header;
    LdoseCsvDialect dialect;
    const LdoseAdoptions *adoptions;
    gboolean require_adopted;
    gboolean summary; /* count for --summary */
} LdoseBatchJob;

typedef struct _LdoseBatchWorker LdoseBatchWorker;

LdoseBatchWorker *ldose_batch_worker_new(const LdoseBatchJob *job);
void ldose_batch_worker_free(LdoseBatchWorker *worker);

/* @block: whole records; changed in place
 * @first_line: the line number of its first record
 * @out: gets one line a record
 * @complaints: gets one sentence a fault, with its line number */
void ldose_batch_worker_run(LdoseBatchWorker *worker, char *block, gsize length, guint64 first_line,
                            LdoseBuffer *out, LdoseBuffer *complaints, LdoseBatchCounts *counts);

/* The header line of the output. */
void ldose_batch_write_header(const LdoseCaseHeader *header, LdoseBuffer *out);

G_END_DECLS
