/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a long run has come, on one line of a terminal; nothing where standard error is no
 * terminal. */
#pragma once

#include <glib.h>

#include "wording.h"

G_BEGIN_DECLS

typedef struct {
    gboolean shown;
    guint64 total_bytes; /* of the input; 0: not known beforehand, as of a pipe */
    guint64 bytes;
    guint64 rows;
    gint64 begun, last; /* monotonic time, microseconds */
    const LdoseWording *wording;
} LdoseProgressBar;

/* @input: the descriptor of the input. */
void ldose_progress_bar_begin(LdoseProgressBar *bar, int input, const LdoseWording *wording);

/* Counts what was done; draws anew at most four times a second. */
void ldose_progress_bar_advance(LdoseProgressBar *bar, gsize bytes, guint64 rows);

/* Takes the line away, so that a message can be written in its place; the next advance draws it
 * again. */
void ldose_progress_bar_hide(LdoseProgressBar *bar);

G_END_DECLS
