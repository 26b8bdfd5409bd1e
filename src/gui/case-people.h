/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people have said of a case: who worked it out, what was acknowledged, noted and checked, and
 * the record that holds it. */
#pragma once

#include <glib.h>

#include "record.h"

G_BEGIN_DECLS

/* Times are UTC, "2026-11-24T08:30:00Z". */
typedef struct {
    char *reason, *name, *at;
} LdoseAcknowledgement;

typedef struct {
    char *text, *name, *at;
} LdoseNote;

/* What a second person entered and answered, until it stands in the record. All texts are in
 * @strings. */
typedef struct {
    const char *name, *at;
    const char *entered[LDOSE_N_COLUMNS]; /* as machine files write them; NULL: not given */
    GArray *points;                       /* LdosePointAnswer */
    GArray *acknowledgements;             /* LdoseAcknowledgementAnswer */
    GStringChunk *strings;
    gboolean agrees;
} LdoseBlindCheck;

LdoseBlindCheck *ldose_blind_check_new(const char *name, const char *at);
void ldose_blind_check_free(LdoseBlindCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseBlindCheck, ldose_blind_check_free)

/* @reason: (nullable): of what is contested; NULL: it is confirmed */
void ldose_blind_check_answer_point(LdoseBlindCheck *check, LdoseColumn column, const char *reason);
void ldose_blind_check_answer_code(LdoseBlindCheck *check, const char *code, const char *reason);

typedef struct {
    char *author;                 /* NULL: nobody has said */
    GHashTable *acknowledgements; /* text -> LdoseAcknowledgement */
    GPtrArray *notes;             /* LdoseNote: not in the record yet */
    LdoseBlindCheck *check;       /* likewise; NULL: none */
    LdoseRecord *record;          /* as it stands in its file; NULL: not saved */
    char *path;                   /* of that file */
} LdoseCasePeople;

void ldose_case_people_init(LdoseCasePeople *people);
void ldose_case_people_clear(LdoseCasePeople *people); /* as after the initialisation */
void ldose_case_people_free(LdoseCasePeople *people);  /* what it holds, not itself */

/* Now, in UTC. (transfer full) */
char *ldose_now_text(void);

G_END_DECLS
