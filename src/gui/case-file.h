/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases in files: records. */
#pragma once

#include <glib.h>

#include "session.h"

G_BEGIN_DECLS

/* Saves the case with what people said of it. Where the file is the one that the case was opened
 * from or saved to, and holds it, what was added since is appended to it; no byte before changes.
 *
 * @session: planned
 * Errors: of record.h. A record that people signed is not replaced by another case. */
gboolean ldose_case_file_save(LdoseSession *session, const char *path, GError **error);

/* Reads a record into the session. @differences_out: (out) (transfer full) (element-type utf8):
 * what is not as it was when the record was made; empty where all is. Errors: of record.h; the
 * session is then as it was. */
gboolean ldose_case_file_open(LdoseSession *session, const char *path, GPtrArray **differences_out,
                              GError **error);

G_END_DECLS
