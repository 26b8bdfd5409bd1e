/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Why": every step from inputs to plan as a table that can be sorted. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_WHY_PAGE (ldose_why_page_get_type())
G_DECLARE_FINAL_TYPE(LdoseWhyPage, ldose_why_page, LDOSE, WHY_PAGE, GtkWidget)

void ldose_why_page_set_session(LdoseWhyPage *self, LdoseSession *session);

G_END_DECLS
