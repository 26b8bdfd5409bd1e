/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan, live: what the rules give for the case as it stands, or why there is none yet. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_PLAN_PAGE (ldose_plan_page_get_type())
G_DECLARE_FINAL_TYPE(LdosePlanPage, ldose_plan_page, LDOSE, PLAN_PAGE, GtkWidget)

void ldose_plan_page_set_session(LdosePlanPage *self, LdoseSession *session);

G_END_DECLS
