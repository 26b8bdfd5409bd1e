/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case as a record: the one it stands in with what was added since, or a new one. Whatever a
 * record holds already is never written again. */
#pragma once

#include <glib.h>

#include "session.h"

G_BEGIN_DECLS

/* Every column as machine files write it: with a point, whatever sign was typed.
 *
 * @texts: room for LDOSE_N_COLUMNS; (transfer full) each; NULL where not given */
void ldose_case_texts(LdoseSession *session, char **texts);
void ldose_case_texts_clear(char **texts);

/* Whether the record of the session holds this case: the same inputs and the same results. FALSE
 * also where there is no record or no plan. */
gboolean ldose_case_record_holds(LdoseSession *session);

/* Whether there is anything that the next saving would add to the record or, where there is none, a
 * note or a second check. Without a plan nothing is added to a record. */
gboolean ldose_case_record_has_additions(LdoseSession *session);

/* @session: planned
 * @addition_out: (out): the result begins with all bytes of the session's record
 * Result: (transfer full) (nullable)
 * Errors: of record.h. */
LdoseRecord *ldose_case_record_build(LdoseSession *session, gboolean *addition_out, GError **error);

/* Takes a second check into the session if a record can hold it; says whether it agrees.
 *
 * @check: (transfer full)
 * Errors: of ldose_record_add_second_check(). */
gboolean ldose_case_record_check(LdoseSession *session, LdoseBlindCheck *check, GError **error);

/* The second check that stands for the case as it is on screen. */
typedef struct {
    const char *by, *at;
    gboolean agrees;
} LdoseCaseCheck;

/* FALSE: there is none, or something changed since. */
gboolean ldose_case_record_last_check(LdoseSession *session, LdoseCaseCheck *check_out);

G_END_DECLS
