/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For finding-text.c: the texts of the twelve findings that somebody has to acknowledge. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* What a finding's text is made from. */
typedef struct {
    const LdosePlan *plan;
    const LdosePatient *patient;
    const LdoseFinding *finding;
    const LdoseWording *wording;
} LdoseTelling;

/* Result: (nullable): NULL for a code that needs no acknowledgement. */
char *ldose_acknowledge_text(const LdoseTelling *telling);

/* Of the note clearance-chosen: the clearance in use, and what the documents would take. */
char *ldose_finding_clearance_chosen(const LdoseTelling *telling);

/* Joins @n whole sentences by blanks and frees them; NULL and "" are left out. (transfer full) */
char *ldose_sentences(guint n, ...);

/* "Source: …." of a rule; NULL where it has none. */
char *ldose_source_sentence(const LdoseWording *wording, const LdoseRule *rule);

/* A rule's own note, translated; NULL where it has none. */
char *ldose_note_sentence(const LdoseWording *wording, const LdoseRule *rule);

G_END_DECLS
