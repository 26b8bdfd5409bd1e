/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons: one card a drug and cohort. What the rule says, the patient's value, the band and
 * how firm it is, the source, the evidence. "No adjustment", "no statement", "not checked by us"
 * and "not assessed" are four different texts (R16). */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* Each text is whole sentences, or NULL where there is nothing to say. */
typedef struct {
    char *heading;   /* "Fludarabine, kidneys" */
    char *outcome;   /* "Reduced dose: 60 % of the standard dose" */
    char *statement; /* the rule's own note, where the outcome does not already say it */
    char *value;     /* the patient's value and the band */
    char *firmness;  /* who says to which row a limit belongs */
    char *source;    /* title, edition, locator */
    char *evidence;  /* how well the source was read */
} LdoseCard;

void ldose_card_init(LdoseCard *card, const LdosePlan *plan, const LdosePatient *patient,
                     LdoseDrug drug, LdoseCohort cohort, const LdoseWording *wording);
void ldose_card_clear(LdoseCard *card);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LdoseCard, ldose_card_clear)

/* All texts of a card but its heading, joined by blanks. (transfer full) */
char *ldose_row_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                     LdoseCohort cohort, const LdoseWording *wording);

/* Appends all cards to a page; what both drugs share stands once. */
void ldose_cards_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                      const LdoseWording *wording);

G_END_DECLS
