/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person has to decide, in place: the questions with their answers as buttons, and the
 * answers that were given. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/* Open decisions of a plan. Buttons use the session, win.override and win.go-to (a column's
 * name). */
void ldose_decision_list_append(GtkWidget *page, LdoseSession *session);

/* What was decided, with a way back. */
void ldose_decided_list_append(GtkWidget *page, LdoseSession *session);

G_END_DECLS
