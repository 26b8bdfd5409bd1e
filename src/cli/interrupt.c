/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

void
ldose_interrupts_catch(void)
{
    struct sigaction action = {.sa_handler = on_signal}; /* no SA_RESTART: a blocked read returns */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

gboolean
ldose_interrupted(void)
{
    return interrupted != 0;
}

void
ldose_interrupts_block(sigset_t *before)
{
    sigset_t both;
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &both, before);
}
