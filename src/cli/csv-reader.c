/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "case-csv.h"
#include "error.h"
#include "interrupt.h"

#define BLOCK_SIZE (256 * 1024)

gboolean
ldose_csv_reader_open(LdoseCsvReader *reader, const char *path, char separator, GError **error)
{
    *reader = (LdoseCsvReader){.descriptor = STDIN_FILENO,
                               .name = ldose_error_text(N_("standard input")),
                               .separator = separator,
                               .line = 1,
                               .next_line = 1};
    if (path == NULL || strcmp(path, "-") == 0)
        return TRUE;
    reader->name = path;
    reader->descriptor = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    if (reader->descriptor >= 0)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", path, g_strerror(errno));
    return FALSE;
}

void
ldose_csv_reader_close(LdoseCsvReader *reader)
{
    if (reader->descriptor > STDIN_FILENO)
        close(reader->descriptor);
    g_clear_pointer(&reader->data, g_free);
}

/* ---- bytes ------------------------------------------------------------------------------------- */

/* Blocks until there is something to read. A signal that comes before the wait ends it too: it is
 * let through only inside of ppoll. FALSE: interrupted, or an error, told by errno. */
static gboolean
wait_readable(int descriptor)
{
    struct pollfd ready = {.fd = descriptor, .events = POLLIN};
    sigset_t before;
    ldose_interrupts_block(&before);
    int n = 0;
    while (!ldose_interrupted() && (n = ppoll(&ready, 1, NULL, &before)) < 0 && errno == EINTR)
        continue;
    int wrong = n < 0 ? errno : EINTR;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = wrong;
    return n > 0;
}

/* Room for one block more; what was handed out makes way. */
static void
make_room(LdoseCsvReader *reader)
{
    reader->length -= reader->taken;
    if (reader->taken > 0 && reader->length > 0)
        memmove(reader->data, reader->data + reader->taken, reader->length);
    reader->taken = 0;
    if (reader->capacity - reader->length < BLOCK_SIZE) {
        reader->capacity = reader->length + BLOCK_SIZE;
        reader->data = g_realloc(reader->data, reader->capacity);
    }
}

/* Appends up to one block of bytes. FALSE: interrupted, or an error, told by errno. */
static gboolean
read_more(LdoseCsvReader *reader)
{
    make_room(reader);
    for (;;) {
        if (!wait_readable(reader->descriptor))
            return FALSE;
        ssize_t n = read(reader->descriptor, reader->data + reader->length, BLOCK_SIZE);
        if (n < 0 && errno == EINTR && !ldose_interrupted())
            continue;
        if (n < 0)
            return FALSE;
        reader->length += (gsize)n;
        reader->at_end = n == 0;
        return TRUE;
    }
}

/* ---- records ----------------------------------------------------------------------------------- */

/* How many of the bytes at hand are to be handed out; 0: not one whole record yet. */
typedef gsize (*Measure)(const LdoseCsvReader *reader, gboolean *open_quote);

static gsize
first_record(const LdoseCsvReader *reader, gboolean *open_quote)
{
    *open_quote = FALSE;
    if (reader->taken == reader->length)
        return 0;
    const char *start = reader->data + reader->taken, *end = reader->data + reader->length;
    const char *stop = ldose_csv_record_end(start, end, reader->separator, open_quote);
    return stop != NULL ? (gsize)(stop + 1 - start) : 0;
}

static gsize
whole_records(const LdoseCsvReader *reader, gboolean *open_quote)
{
    *open_quote = FALSE;
    if (reader->taken == reader->length)
        return 0;
    const char *start = reader->data + reader->taken, *end = reader->data + reader->length;
    if (memchr(start, '"', (gsize)(end - start)) == NULL) {
        const char *last = memrchr(start, '\n', (gsize)(end - start));
        return last != NULL ? (gsize)(last + 1 - start) : 0;
    }
    const char *p = start;
    while (p < end) {
        const char *stop = ldose_csv_record_end(p, end, reader->separator, open_quote);
        if (stop == NULL)
            break;
        p = stop + 1;
    }
    return (gsize)(p - start);
}

static guint64
count_newlines(const char *p, gsize length)
{
    guint64 n = 0;
    const char *end = p + length;
    while (p < end && (p = memchr(p, '\n', (gsize)(end - p))) != NULL) {
        n++;
        p++;
    }
    return n;
}

/* Reads until something is whole, and hands it out. */
static LdoseCsvOutcome
take(LdoseCsvReader *reader, Measure measure, char **out, gsize *length)
{
    gboolean open_quote = FALSE;
    reader->line = reader->next_line;
    *length = measure(reader, &open_quote);
    while (*length == 0 && !reader->at_end) {
        if (reader->length - reader->taken > LDOSE_CSV_MAX_RECORD)
            return LDOSE_CSV_TOO_LONG;
        if (!read_more(reader))
            return ldose_interrupted() ? LDOSE_CSV_INTERRUPTED : LDOSE_CSV_UNREADABLE;
        *length = measure(reader, &open_quote);
    }
    gboolean whole = *length > 0;
    if (!whole)
        *length = reader->length - reader->taken; /* the last line, without its LF */
    if (*length == 0)
        return LDOSE_CSV_AT_END;
    *out = reader->data + reader->taken;
    reader->taken += *length;
    reader->next_line += count_newlines(*out, *length);
    return open_quote && !whole ? LDOSE_CSV_OPEN_QUOTE : LDOSE_CSV_READ;
}

LdoseCsvOutcome
ldose_csv_reader_record(LdoseCsvReader *reader, char **record, gsize *length)
{
    LdoseCsvOutcome outcome = take(reader, first_record, record, length);
    if (outcome != LDOSE_CSV_READ && outcome != LDOSE_CSV_OPEN_QUOTE)
        return outcome;
    if (*length > LDOSE_CSV_MAX_RECORD)
        return LDOSE_CSV_TOO_LONG;
    if (outcome == LDOSE_CSV_READ && (*record)[*length - 1] == '\n')
        (*length)--;
    return outcome;
}

LdoseCsvOutcome
ldose_csv_reader_block(LdoseCsvReader *reader, char **block, gsize *length)
{
    return take(reader, whole_records, block, length);
}
