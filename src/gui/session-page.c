/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-page.h"

typedef struct {
    LdoseSession *session;
    gulong handler;
    gboolean stale;
} LdoseSessionPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE(LdoseSessionPage, ldose_session_page, GTK_TYPE_WIDGET)

#define PRIVATE(page) ((LdoseSessionPagePrivate *)ldose_session_page_get_instance_private(page))

LdoseSession *
ldose_session_page_session(LdoseSessionPage *page)
{
    return PRIVATE(page)->session;
}

static void
fill(LdoseSessionPage *page)
{
    PRIVATE(page)->stale = FALSE;
    LDOSE_SESSION_PAGE_GET_CLASS(page)->fill(page, PRIVATE(page)->session);
}

static void
update(LdoseSessionPage *page)
{
    if (gtk_widget_get_mapped(GTK_WIDGET(page))) {
        fill(page);
        return;
    }
    PRIVATE(page)->stale = TRUE;
    LDOSE_SESSION_PAGE_GET_CLASS(page)->empty(page);
}

static void
on_map(LdoseSessionPage *page)
{
    if (PRIVATE(page)->stale && PRIVATE(page)->session != NULL)
        fill(page);
}

void
ldose_session_page_set_session(LdoseSessionPage *page, LdoseSession *session)
{
    LdoseSessionPagePrivate *private = PRIVATE(page);
    if (private->session != NULL)
        g_signal_handler_disconnect(private->session, private->handler);
    g_set_object(&private->session, session);
    if (session == NULL)
        return;
    private->handler = g_signal_connect_swapped(session, "updated", G_CALLBACK(update), page);
    update(page);
}

static void
ldose_session_page_dispose(GObject *object)
{
    ldose_session_page_set_session(LDOSE_SESSION_PAGE(object), NULL);
    G_OBJECT_CLASS(ldose_session_page_parent_class)->dispose(object);
}

static void
ldose_session_page_class_init(LdoseSessionPageClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = ldose_session_page_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ldose_session_page_init(LdoseSessionPage *page)
{
    g_signal_connect_swapped(page, "map", G_CALLBACK(on_map), page);
}
