/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare-page.h"

#include "compare-tables.h"
#include "gui-text.h"
#include "page-widgets.h"

struct _LdoseComparePage {
    GtkWidget parent;
    GtkWidget *content;
    LdoseSession *session;
    gulong handler;
    gboolean stale;
};

G_DEFINE_FINAL_TYPE(LdoseComparePage, ldose_compare_page, GTK_TYPE_WIDGET)

static void
fill(LdoseComparePage *self)
{
    ldose_page_clear(self->content);
    self->stale = FALSE;
    if (ldose_session_plan(self->session) == NULL) {
        gtk_box_append(GTK_BOX(self->content),
                       ldose_page_label(_("There is no plan yet, so there is nothing to compare."),
                                        "dim-label"));
        return;
    }
    ldose_compare_guidances_append(self->content, self->session);
    ldose_compare_clearances_append(self->content, self->session);
    ldose_compare_sizes_append(self->content, self->session);
}

/* What is not on screen is emptied at once and made when somebody looks. */
static void
update(LdoseComparePage *self)
{
    self->stale = TRUE;
    if (gtk_widget_get_mapped(GTK_WIDGET(self)))
        fill(self);
    else
        ldose_page_clear(self->content);
}

static void
on_map(LdoseComparePage *self)
{
    if (self->stale && self->session != NULL)
        fill(self);
}

void
ldose_compare_page_set_session(LdoseComparePage *self, LdoseSession *session)
{
    if (self->session != NULL)
        g_signal_handler_disconnect(self->session, self->handler);
    g_set_object(&self->session, session);
    if (session == NULL)
        return;
    self->handler = g_signal_connect_swapped(session, "updated", G_CALLBACK(update), self);
    update(self);
}

static void
ldose_compare_page_dispose(GObject *object)
{
    LdoseComparePage *self = LDOSE_COMPARE_PAGE(object);
    ldose_compare_page_set_session(self, NULL);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_COMPARE_PAGE);
    G_OBJECT_CLASS(ldose_compare_page_parent_class)->dispose(object);
}

static void
ldose_compare_page_class_init(LdoseComparePageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_compare_page_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/compare-page.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseComparePage, content);
}

static void
ldose_compare_page_init(LdoseComparePage *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self, "map", G_CALLBACK(on_map), self);
}
