/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SIGINT and SIGTERM as a wish to stop, for a command that first finishes its line. */
#pragma once

#include <glib.h>
#include <signal.h>

G_BEGIN_DECLS

/* From here on both signals are only noted. A command that does not call it ends at once, as usual. */
void ldose_interrupts_catch(void);

gboolean ldose_interrupted(void);

/* Holds both signals back in the calling thread.
 *
 * @before: (out): its mask until now, for pthread_sigmask() and ppoll() */
void ldose_interrupts_block(sigset_t *before);

G_END_DECLS
