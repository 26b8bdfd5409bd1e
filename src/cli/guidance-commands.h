/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules author's commands below `guidance`, and how they name their documents. */
#pragma once

#include "command.h"

G_BEGIN_DECLS

extern const LdoseCommand ldose_guidance_list_command, ldose_guidance_show_command,
    ldose_guidance_check_command, ldose_guidance_diff_command, ldose_guidance_impact_command,
    ldose_guidance_adopt_command, ldose_guidance_withdraw_command;

/* The file of a document: the argument itself where it is a path, else the file of "id" (its
 * highest version that is not retired) or "id@version".
 *
 * @kinds: LDOSE_N_DOCUMENT_KINDS: every kind, else one
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_DOCUMENT: neither a file nor a document of the library. */
char *ldose_document_path(LdoseCommandContext *session, LdoseDocumentKind kind,
                          const char *argument, GError **error);

G_END_DECLS
