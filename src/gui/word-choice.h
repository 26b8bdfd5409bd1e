/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A word of the case, chosen from all its words side by side. Nothing is preset, and a second press
 * takes a choice back: "not stated" is a state of its own. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_WORD_CHOICE (ldose_word_choice_get_type())
G_DECLARE_FINAL_TYPE(LdoseWordChoice, ldose_word_choice, LDOSE, WORD_CHOICE, GtkWidget)

/* Property for templates: "column", a case column with a vocabulary. */
void ldose_word_choice_set_session(LdoseWordChoice *self, LdoseSession *session);

/* Whether a condition is absent or present: the same with two words that stand in two lists. */
GtkWidget *ldose_word_choice_new_for_condition(LdoseCondition condition);

GtkWidget *ldose_word_choice_button(LdoseWordChoice *self, guint word);

G_END_DECLS
