/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases in files: records, the paper, and the draft that outlives a crash. */
#pragma once

#include <glib.h>

#include "session.h"

G_BEGIN_DECLS

/* Saves the case as a record with its plan, its acknowledgements and its override.
 *
 * @session: planned
 * Errors: of record.h. */
gboolean ldose_case_file_save(LdoseSession *session, const char *path, GError **error);

/* Reads a record into the session. @differences_out: (out) (transfer full) (element-type utf8):
 * what is not as it was when the record was made; empty where all is. Errors: of record.h; the
 * session is then as it was. */
gboolean ldose_case_file_open(LdoseSession *session, const char *path, GPtrArray **differences_out,
                              GError **error);

/* The chart page as a PDF, mode 0600. @session: planned. Errors: LDOSE_ERROR_OUTPUT. */
gboolean ldose_case_file_pdf(LdoseSession *session, const char *path, GError **error);

/* The draft: one file in a private folder, written while somebody works and gone when the work is
 * saved or given up. */
void ldose_draft_write(LdoseSession *session);
void ldose_draft_remove(void);
gboolean ldose_draft_exists(void);
gboolean ldose_draft_restore(LdoseSession *session);

G_END_DECLS
