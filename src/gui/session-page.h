/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that shows a session: filled anew whenever its plan changes, but only while somebody
 * looks; what is not on screen is emptied at once, because a plan's documents may go, and made when
 * it comes into view. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_SESSION_PAGE (ldose_session_page_get_type())
G_DECLARE_DERIVABLE_TYPE(LdoseSessionPage, ldose_session_page, LDOSE, SESSION_PAGE, GtkWidget)

struct _LdoseSessionPageClass {
    GtkWidgetClass parent_class;
    void (*fill)(LdoseSessionPage *page, LdoseSession *session); /* as it is now */
    void (*empty)(LdoseSessionPage *page);
};

/* @session: (nullable): none, before the page goes */
void ldose_session_page_set_session(LdoseSessionPage *page, LdoseSession *session);
LdoseSession *ldose_session_page_session(LdoseSessionPage *page);

G_END_DECLS
