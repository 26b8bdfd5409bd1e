/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare-page.h"

#include "compare-tables.h"
#include "gui-text.h"
#include "page-widgets.h"

struct _LdoseComparePage {
    LdoseSessionPage parent;
    GtkWidget *content;
};

G_DEFINE_FINAL_TYPE(LdoseComparePage, ldose_compare_page, LDOSE_TYPE_SESSION_PAGE)

static void
fill(LdoseSessionPage *page, LdoseSession *session)
{
    LdoseComparePage *self = LDOSE_COMPARE_PAGE(page);
    ldose_page_clear(self->content);
    if (ldose_session_plan(session) == NULL) {
        gtk_box_append(GTK_BOX(self->content),
                       ldose_page_label(_("There is no plan yet, so there is nothing to compare."),
                                        "dim-label"));
        return;
    }
    ldose_compare_guidances_append(self->content, session);
    ldose_compare_clearances_append(self->content, session);
    ldose_compare_sizes_append(self->content, session);
}

static void
empty(LdoseSessionPage *page)
{
    ldose_page_clear(LDOSE_COMPARE_PAGE(page)->content);
}

static void
ldose_compare_page_dispose(GObject *object)
{
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_COMPARE_PAGE);
    G_OBJECT_CLASS(ldose_compare_page_parent_class)->dispose(object);
}

static void
ldose_compare_page_class_init(LdoseComparePageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    LdoseSessionPageClass *page_class = LDOSE_SESSION_PAGE_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_compare_page_dispose;
    page_class->fill = fill;
    page_class->empty = empty;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/compare-page.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseComparePage, content);
}

static void
ldose_compare_page_init(LdoseComparePage *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
}
