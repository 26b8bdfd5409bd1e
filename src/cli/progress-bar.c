/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress-bar.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "phrase.h"

#define CELLS       30
#define CLEAR_LINE  "\r\033[K"
#define REDRAW_TIME (G_USEC_PER_SEC / 4)

void
ldose_progress_bar_begin(LdoseProgressBar *bar, int input, const LdoseWording *wording)
{
    const char *terminal = g_getenv("TERM");
    struct stat status;
    *bar = (LdoseProgressBar){
        .shown = isatty(STDERR_FILENO) && g_strcmp0(terminal, "dumb") != 0,
        .begun = g_get_monotonic_time(),
        .wording = wording,
    };
    if (fstat(input, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
        bar->total_bytes = (guint64)status.st_size;
}

/* "[=========>                    ]  31 %  310 000 rows, 14 s left" */
static void
draw(const LdoseProgressBar *bar, gint64 now)
{
    g_autofree char *rows = ldose_tell_count(bar->wording, (gulong)bar->rows, "%1$s row",
                                             "%1$s rows", LDOSE_WHOLE(bar->wording, bar->rows));
    if (bar->total_bytes == 0) {
        fprintf(stderr, CLEAR_LINE "%s", rows);
        return;
    }
    double part = MIN((double)bar->bytes / (double)bar->total_bytes, 1.0);
    int full = (int)(part * CELLS);
    char cells[CELLS + 1];
    for (int i = 0; i < CELLS; i++)
        cells[i] = i < full ? '=' : i == full ? '>' : ' ';
    cells[CELLS] = '\0';
    double left_s = part > 0 ? (double)(now - bar->begun) / G_USEC_PER_SEC * (1 / part - 1) : 0;
    g_autofree char *left =
        ldose_tell(bar->wording, N_("%1$s s left"), LDOSE_NUMBER(bar->wording, left_s, 0));
    fprintf(stderr, CLEAR_LINE "[%s] %3.0f %%  %s, %s", cells, part * 100, rows, left);
}

void
ldose_progress_bar_advance(LdoseProgressBar *bar, gsize bytes, guint64 rows)
{
    bar->bytes += bytes;
    bar->rows = rows;
    gint64 now = g_get_monotonic_time();
    if (!bar->shown || now - bar->last < REDRAW_TIME)
        return;
    bar->last = now;
    draw(bar, now);
    fflush(stderr);
}

void
ldose_progress_bar_hide(LdoseProgressBar *bar)
{
    if (!bar->shown || bar->last == 0)
        return;
    fputs(CLEAR_LINE, stderr);
    fflush(stderr);
    bar->last = 0;
}
