/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose batch: one record in, one record out, in the same order, in constant memory. */
#include "command.h"
#include "progress-bar.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "adopt-command.h"
#include "batch-rows.h"
#include "csv-reader.h"
#include "error.h"
#include "file-read.h"
#include "file-save.h"
#include "interrupt.h"

#define MAX_JOBS 64

typedef struct {
    char *output, *header_from, *dialect;
    int jobs;
    gboolean progress, summary, no_output_header, require_adopted;
} Options;

/* ---- a block on its way ---------------------------------------------------------------------- */

typedef enum { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE } SlotState;

typedef struct {
    SlotState state;
    guint64 first_line;
    LdoseBuffer in, out, complaints;
    LdoseBatchCounts counts;
} Slot;

typedef struct {
    const LdoseBatchJob *job;
    Slot *slots;
    guint n_slots;
    pthread_mutex_t lock;
    pthread_cond_t filled, done;
    guint64 next_to_take; /* sequence number of the block that the next free worker takes */
    guint64 n_filled;
    gboolean closing;
} Pool;

static void
process(LdoseBatchWorker *worker, Slot *slot)
{
    slot->out.length = slot->complaints.length = 0;
    ldose_batch_counts_reset(&slot->counts);
    ldose_batch_worker_run(worker, slot->in.data, slot->in.length, slot->first_line, &slot->out,
                           &slot->complaints, &slot->counts);
}

static void *
work(void *data)
{
    Pool *pool = data;
    LdoseBatchWorker *worker = ldose_batch_worker_new(pool->job);
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->next_to_take == pool->n_filled && !pool->closing)
            pthread_cond_wait(&pool->filled, &pool->lock);
        if (pool->next_to_take == pool->n_filled)
            break;
        Slot *slot = &pool->slots[pool->next_to_take++ % pool->n_slots];
        slot->state = SLOT_TAKEN;
        pthread_mutex_unlock(&pool->lock);
        process(worker, slot);
        pthread_mutex_lock(&pool->lock);
        slot->state = SLOT_DONE;
        pthread_cond_signal(&pool->done);
    }
    pthread_mutex_unlock(&pool->lock);
    ldose_batch_worker_free(worker);
    return NULL;
}

/* ---- reading whole records ------------------------------------------------------------------- */

/* Says why there is nothing to read; an interrupt is no error, and the end is none either.
 *
 * Errors: LDOSE_ERROR_INPUT: unreadable, a record too long, or an open quote at the end. */
static gboolean
is_good(const LdoseCsvReader *reader, LdoseCsvOutcome outcome, GError **error)
{
    switch (outcome) {
    case LDOSE_CSV_READ:
    case LDOSE_CSV_AT_END:
    case LDOSE_CSV_INTERRUPTED: return TRUE;
    case LDOSE_CSV_TOO_LONG:
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("%1$s: line %2$lu: a record longer than %3$d KiB: is a quote left open?"),
                        reader->name, (gulong)reader->line, LDOSE_CSV_MAX_RECORD / 1024);
        return FALSE;
    case LDOSE_CSV_OPEN_QUOTE:
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("%1$s: line %2$lu: a quoted field is still open at the end"),
                        reader->name, (gulong)reader->line);
        return FALSE;
    case LDOSE_CSV_UNREADABLE:
    default:
        ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", reader->name, g_strerror(errno));
        return FALSE;
    }
}

/* Fills a slot with the next block; empty at the end of the input. Errors: as above. */
static gboolean
next_block(LdoseCsvReader *reader, Slot *slot, GError **error)
{
    char *block;
    gsize length;
    LdoseCsvOutcome outcome = ldose_csv_reader_block(reader, &block, &length);
    slot->first_line = reader->line;
    slot->in.length = 0;
    if (outcome == LDOSE_CSV_READ)
        ldose_buffer_append(&slot->in, block, length);
    return is_good(reader, outcome, error);
}

/* ---- writing --------------------------------------------------------------------------------- */

typedef struct {
    int descriptor;
    const char *name;
    LdoseProgressBar bar;
    LdoseBatchCounts counts;
} Writer;

static gboolean
write_all(const Writer *writer, const char *data, gsize length, GError **error)
{
    /* An interrupt never cuts a line: the block is finished first. */
    if (!ldose_write_all(writer->descriptor, data, length)) {
        ldose_set_error(error, LDOSE_ERROR_OUTPUT, "%1$s: %2$s", writer->name, g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}

static gboolean
write_slot(Writer *writer, Slot *slot, GError **error)
{
    ldose_batch_counts_add(&writer->counts, &slot->counts);
    if (slot->complaints.length > 0) {
        ldose_progress_bar_hide(&writer->bar);
        fwrite(slot->complaints.data, 1, slot->complaints.length, stderr);
    }
    ldose_progress_bar_advance(&writer->bar, slot->in.length, writer->counts.rows);
    return write_all(writer, slot->out.data, slot->out.length, error);
}

/* ---- the run --------------------------------------------------------------------------------- */

static gboolean
run_alone(const LdoseBatchJob *job, LdoseCsvReader *reader, Writer *writer, GError **error)
{
    LdoseBatchWorker *worker = ldose_batch_worker_new(job);
    Slot slot = {0};
    gboolean good = TRUE;
    while (good && !ldose_interrupted()) {
        good = next_block(reader, &slot, error);
        if (!good || slot.in.length == 0)
            break;
        process(worker, &slot);
        good = write_slot(writer, &slot, error);
    }
    ldose_batch_worker_free(worker);
    ldose_buffer_clear(&slot.in);
    ldose_buffer_clear(&slot.out);
    ldose_buffer_clear(&slot.complaints);
    ldose_batch_counts_clear(&slot.counts);
    return good;
}

/* Waits for the block with this sequence number and writes it. */
static gboolean
drain(Pool *pool, guint64 sequence, Writer *writer, GError **error)
{
    Slot *slot = &pool->slots[sequence % pool->n_slots];
    pthread_mutex_lock(&pool->lock);
    while (slot->state != SLOT_DONE)
        pthread_cond_wait(&pool->done, &pool->lock);
    slot->state = SLOT_FREE;
    pthread_mutex_unlock(&pool->lock);
    return write_slot(writer, slot, error);
}

static gboolean
feed(Pool *pool, LdoseCsvReader *reader, Writer *writer, GError **error)
{
    guint64 written = 0, filled = 0;
    gboolean good = TRUE;
    g_autoptr(GError) input_error = NULL;
    while (good && input_error == NULL && !ldose_interrupted()) {
        if (filled - written == pool->n_slots)
            good = drain(pool, written++, writer, error);
        Slot *slot = &pool->slots[filled % pool->n_slots];
        if (!good || !next_block(reader, slot, &input_error) || slot->in.length == 0)
            break;
        pthread_mutex_lock(&pool->lock);
        slot->state = SLOT_FILLED;
        pool->n_filled = ++filled;
        pthread_cond_signal(&pool->filled);
        pthread_mutex_unlock(&pool->lock);
    }
    while (good && written < filled)
        good = drain(pool, written++, writer, error);
    if (good && input_error != NULL) {
        g_propagate_error(error, g_steal_pointer(&input_error));
        return FALSE;
    }
    return good;
}

static gboolean
run_together(const LdoseBatchJob *job, int n_jobs, LdoseCsvReader *reader, Writer *writer,
             GError **error)
{
    Pool pool = {.job = job, .n_slots = (guint)n_jobs * 2 + 1};
    pthread_t threads[MAX_JOBS];
    pool.slots = g_new0(Slot, pool.n_slots);
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.filled, NULL);
    pthread_cond_init(&pool.done, NULL);
    /* The signals belong to this thread, the one that reads. */
    sigset_t before;
    ldose_interrupts_block(&before);
    for (int i = 0; i < n_jobs; i++) {
        if (pthread_create(&threads[i], NULL, work, &pool) != 0)
            g_error("cannot start a thread");
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    gboolean good = feed(&pool, reader, writer, error);
    pthread_mutex_lock(&pool.lock);
    pool.closing = TRUE;
    pthread_cond_broadcast(&pool.filled);
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < n_jobs; i++)
        pthread_join(threads[i], NULL);
    for (guint i = 0; i < pool.n_slots; i++) {
        ldose_buffer_clear(&pool.slots[i].in);
        ldose_buffer_clear(&pool.slots[i].out);
        ldose_buffer_clear(&pool.slots[i].complaints);
        ldose_batch_counts_clear(&pool.slots[i].counts);
    }
    g_free(pool.slots);
    pthread_cond_destroy(&pool.filled);
    pthread_cond_destroy(&pool.done);
    pthread_mutex_destroy(&pool.lock);
    return good;
}

/* ---- header ---------------------------------------------------------------------------------- */

static gboolean
header_from_line(LdoseCaseHeader *header, LdoseBuffer *line, char separator, const char *name,
                 GError **error)
{
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    char *text = line->data;
    gsize length = line->length;
    gsize mark = ldose_byte_order_mark(text, length);
    text += mark;
    length -= mark;
    if (length > 0 && text[length - 1] == '\n')
        length--;
    int n = length > 0 ? ldose_csv_split(text, length, separator, fields) : 0;
    if (n <= 0) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("%s: line 1: expected a header line with the names of the columns"),
                        name);
        return FALSE;
    }
    g_autoptr(GError) cause = NULL;
    if (ldose_case_header_read(header, fields, (guint)n, &cause) &&
        ldose_case_header_check(header, &cause))
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%1$s: line 1: %2$s"), name, cause->message);
    return FALSE;
}

static gboolean
header_of_all_columns(LdoseCaseHeader *header, GError **error)
{
    LdoseSlice fields[LDOSE_N_COLUMNS];
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const char *name = ldose_column_info((LdoseColumn)i)->name;
        fields[i] = (LdoseSlice){name, strlen(name)};
    }
    return ldose_case_header_read(header, fields, LDOSE_N_COLUMNS, error);
}

static gboolean
header_from_file(LdoseCaseHeader *header, const char *path, char separator, GError **error)
{
    GBytes *bytes = ldose_file_read_capped(path, LDOSE_CSV_MAX_RECORD, LDOSE_ERROR_INPUT, error);
    if (bytes == NULL)
        return FALSE;
    gsize length = 0;
    g_autofree char *text = g_bytes_unref_to_data(bytes, &length);
    const char *line_end = length > 0 ? memchr(text, '\n', length) : NULL;
    LdoseBuffer line = {text, line_end != NULL ? (gsize)(line_end - text) : length, 0};
    return header_from_line(header, &line, separator, path, error);
}

static gboolean
read_header(const Options *options, LdoseCsvReader *reader, LdoseCaseHeader *header, GError **error)
{
    const char *from = options->header_from != NULL ? options->header_from : "given";
    if (strcmp(from, "none") == 0)
        return header_of_all_columns(header, error);
    if (strcmp(from, "given") != 0)
        return header_from_file(header, from, reader->separator, error);
    LdoseBuffer line = {0};
    LdoseCsvOutcome outcome = ldose_csv_reader_record(reader, &line.data, &line.length);
    return is_good(reader, outcome, error) &&
           header_from_line(header, &line, reader->separator, reader->name, error);
}

/* ---- opening and closing --------------------------------------------------------------------- */

static gboolean
open_output(Writer *writer, const char *path, const LdoseCsvReader *reader, GError **error)
{
    struct stat in, out;
    writer->descriptor = STDOUT_FILENO;
    writer->name = ldose_error_text(N_("standard output"));
    if (path == NULL || strcmp(path, "-") == 0)
        return TRUE;
    writer->name = path;
    if (fstat(reader->descriptor, &in) == 0 && stat(path, &out) == 0 && in.st_dev == out.st_dev &&
        in.st_ino == out.st_ino) {
        ldose_set_error(error, LDOSE_ERROR_USAGE,
                        N_("%s is the input: choose another name for the output"), path);
        return FALSE;
    }
    writer->descriptor = g_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (writer->descriptor >= 0)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_OUTPUT, "%1$s: %2$s", path, g_strerror(errno));
    return FALSE;
}

static gboolean
close_output(Writer *writer, GError **error)
{
    if (writer->descriptor == STDOUT_FILENO || close(writer->descriptor) == 0)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_OUTPUT, "%1$s: %2$s", writer->name, g_strerror(errno));
    return FALSE;
}

/* How many of each kind: R33. */
static void
print_footer(const LdoseBatchCounts *counts)
{
    fprintf(stderr, "%" G_GUINT64_FORMAT " rows: ", counts->rows);
    for (int status = 0; status < LDOSE_N_PLAN_STATUSES; status++)
        fprintf(stderr, "%" G_GUINT64_FORMAT " %s, ", counts->status[status],
                ldose_vocabulary_id(&ldose_plan_statuses, status));
    fprintf(stderr, "%" G_GUINT64_FORMAT " refused", counts->refused);
    const char *separator = " (";
    for (int code = 0; code < LDOSE_N_FAULTS; code++) {
        if (counts->fault[code] == 0)
            continue;
        fprintf(stderr, "%s%" G_GUINT64_FORMAT " %s", separator, counts->fault[code],
                ldose_fault_id((LdoseFaultCode)code));
        separator = ", ";
    }
    fprintf(stderr, "%s\n", counts->refused > 0 ? ")" : "");
}

static int
run(LdoseCommandContext *session, const Options *options, LdoseCsvReader *reader, Writer *writer)
{
    LdoseCaseHeader header = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseAdoptions) adoptions = ldose_site_adoptions(&error);
    LdoseBuffer first = {0};
    if (adoptions == NULL || !read_header(options, reader, &header, &error)) {
        ldose_case_header_clear(&header);
        return ldose_fail(error);
    }
    const LdoseBatchJob job = {
        .library = session->library,
        .wording = &session->wording,
        .header = &header,
        .dialect = {reader->separator,
                    reader->separator == ';' ? LDOSE_DECIMAL_COMMA : LDOSE_DECIMAL_POINT},
        .adoptions = adoptions,
        .require_adopted = options->require_adopted,
        .summary = options->summary,
    };
    if (options->progress)
        ldose_progress_bar_begin(&writer->bar, reader->descriptor, &session->wording);
    if (!options->no_output_header)
        ldose_batch_write_header(&header, &first);
    gboolean good = write_all(writer, first.data, first.length, &error) &&
                    (options->jobs > 1 ? run_together(&job, options->jobs, reader, writer, &error)
                                       : run_alone(&job, reader, writer, &error));
    ldose_progress_bar_hide(&writer->bar);
    ldose_buffer_clear(&first);
    ldose_case_header_clear(&header);
    if (good)
        good = close_output(writer, &error);
    print_footer(&writer->counts);
    if (options->summary) {
        g_autoptr(GString) table = g_string_new(NULL);
        ldose_batch_summary_print(&writer->counts.summary, table);
        fputs(table->str, stderr);
    }
    ldose_batch_counts_clear(&writer->counts);
    if (ldose_interrupted())
        return LDOSE_EXIT_INTERRUPTED;
    if (!good)
        return ldose_fail(error);
    return writer->counts.refused > 0 ? LDOSE_EXIT_ANSWER : LDOSE_EXIT_DONE;
}

static int
run_batch(LdoseCommandContext *session, char **argv)
{
    Options options = {.jobs = 1};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Write to FILE"), "FILE"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &options.jobs, N_("Number of threads (default 1)"), "N"},
        {"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
         N_("Show on a terminal how far the run has come"), NULL},
        {"summary", 0, 0, G_OPTION_ARG_NONE, &options.summary, N_("Print a table of the run"),
         NULL},
        {"require-adopted", 0, 0, G_OPTION_ARG_NONE, &options.require_adopted,
         N_("Refuse rows whose documents this site has not taken into use"), NULL},
        {"header", 0, 0, G_OPTION_ARG_FILENAME, &options.header_from,
         N_("given: the first line (default); none: all columns in their order; or a file with the "
            "line"),
         "given|none|FILE"},
        {"no-output-header", 0, 0, G_OPTION_ARG_NONE, &options.no_output_header,
         N_("Write no header line"), NULL},
        {"csv-dialect", 0, 0, G_OPTION_ARG_STRING, &options.dialect,
         N_("semicolon-comma: a spreadsheet’s semicolons and decimal commas"), "NAME"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_batch_command, entries, &argv, &status))
        return status;

    LdoseCsvReader reader;
    Writer writer = {0};
    g_autoptr(GError) error = NULL;
    if (argv[1] != NULL && argv[2] != NULL)
        ldose_complain(N_("batch takes one input file"));
    else if (options.jobs < 1 || options.jobs > MAX_JOBS)
        ldose_complain(N_("--jobs takes a number from 1 to %d"), MAX_JOBS);
    else if (options.dialect != NULL && strcmp(options.dialect, "semicolon-comma") != 0)
        ldose_complain(N_("unknown CSV dialect \"%s\"; there is semicolon-comma"), options.dialect);
    else {
        ldose_interrupts_catch();
        if (ldose_csv_reader_open(&reader, argv[1], options.dialect != NULL ? ';' : ',', &error) &&
            open_output(&writer, options.output, &reader, &error))
            status = run(session, &options, &reader, &writer);
        else
            status = ldose_fail(error);
        ldose_csv_reader_close(&reader);
    }
    g_free(options.output);
    g_free(options.header_from);
    g_free(options.dialect);
    return status;
}

static const LdoseExample examples[] = {
    {"lymphodose batch patients.csv -o plans.csv",
     N_("One row in, one row out, in the same order:")},
    {"lymphodose batch --jobs 2 --summary patients.csv -o plans.csv",
     N_("On two threads, with a table of the run; the same bytes:")},
    {"lymphodose batch < patients.csv | cut -d, -f1", N_("From one program to another:")},
    {NULL, NULL},
};

const LdoseCommand ldose_batch_command = {
    .name = "batch",
    .arguments = "[IN.csv|-]",
    .summary = N_("Compute a plan for every row of a CSV file"),
    .examples = examples,
    .more =
        N_("The header of the input names its columns: lymphodose calc --help lists them. A bad "
           "row is refused by name and never stops the run. "
           "Exit status: 0 no row was refused, 1 a row was refused, 3 the file cannot be read "
           "as cases."),
    .run = run_batch,
};
