/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons: a card for kidneys, liver and body size with what the rule says of each drug. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/* Rows offer the action win.show-rule with the rule's document and table as its target. */
void ldose_reason_list_append(GtkWidget *page, LdoseSession *session);

/* Notes, folded, with how many there are. */
void ldose_note_list_append(GtkWidget *page, LdoseSession *session);

G_END_DECLS
