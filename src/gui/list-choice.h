/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A choice of the case out of a list that is too long to stand side by side: an equation, a weight, a
 * product. The first row is "as the documents say", and that is what stands there until somebody
 * chooses. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_LIST_CHOICE (ldose_list_choice_get_type())
G_DECLARE_FINAL_TYPE(LdoseListChoice, ldose_list_choice, LDOSE, LIST_CHOICE, GtkWidget)

/* Property for templates: "column": a column of a formula, of a word, or of a product of the site
 * policy.
 *
 * @session: (nullable) */
void ldose_list_choice_set_session(LdoseListChoice *self, LdoseSession *session);

LdoseColumn ldose_list_choice_column(LdoseListChoice *self);
GtkDropDown *ldose_list_choice_get_list(LdoseListChoice *self);

G_END_DECLS
