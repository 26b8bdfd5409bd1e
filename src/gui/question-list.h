/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why there is no plan, or no whole one: values that need a second look, that are wrong, or that
 * are missing; each leads to its entry. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/* Of a case that is not planned. */
void ldose_question_list_append(GtkWidget *page, LdoseSession *session);

/* Of a plan that is incomplete. */
void ldose_missing_list_append(GtkWidget *page, LdoseSession *session);

G_END_DECLS
