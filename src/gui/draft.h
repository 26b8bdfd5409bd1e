/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: what outlives a crash. A window keeps one while somebody works; it is gone when the work
 * is saved or given up. The files are private to the user, and a lock says whose window still runs:
 * a draft is offered only when nobody works at it. */
#pragma once

#include <glib.h>

#include "session.h"

G_BEGIN_DECLS

typedef struct _LdoseDraft LdoseDraft;

/* A place for a draft: one that a crash left, if there is any, else a new one. Without a folder to
 * write to there is still a draft, that keeps nothing. (transfer full) */
LdoseDraft *ldose_draft_open(void);

/* Gives the place up; what was written stays. */
void ldose_draft_close(LdoseDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseDraft, ldose_draft_close)

/* Whether a draft stands there. */
gboolean ldose_draft_is_there(LdoseDraft *draft);

/* Writes the case; an empty one removes the draft. */
void ldose_draft_write(LdoseDraft *draft, LdoseSession *session);
void ldose_draft_remove(LdoseDraft *draft);

/* FALSE: it cannot be read; the session is as it was. */
gboolean ldose_draft_restore(LdoseDraft *draft, LdoseSession *session);

G_END_DECLS
