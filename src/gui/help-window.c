/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "help-window.h"

#include "gui-text.h"
#include "help-pages.h"
#include "page-widgets.h"
#include "two-panes.h"

/* Where the parent keeps its help window. */
#define HELP_KEY "lymphodose-help"

struct _LdoseHelpWindow {
    GtkWindow parent;
    GtkWidget *search, *list, *scroller, *page, *nothing;
};

G_DEFINE_FINAL_TYPE(LdoseHelpWindow, ldose_help_window, GTK_TYPE_WINDOW)

/* ---- a page ---------------------------------------------------------------------------------- */

static void
append_step(GtkWidget *box, guint number, const char *text)
{
    g_autofree char *shown = g_strdup_printf("%u.", number);
    GtkWidget *row = ldose_page_row(9);
    GtkWidget *label = ldose_page_label(shown, "numeric");
    GtkWidget *words = ldose_page_label(text, NULL);
    gtk_widget_set_valign(label, GTK_ALIGN_START);
    gtk_widget_set_hexpand(words, TRUE);
    ldose_page_row_append(row, label);
    ldose_page_row_append(row, words);
    gtk_box_append(GTK_BOX(box), row);
}

static void
show_page(LdoseHelpWindow *self, const LdoseHelpPage *page)
{
    GtkAdjustment *adjustment =
        gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(self->scroller));
    ldose_page_clear(self->page);
    gtk_box_append(GTK_BOX(self->page), ldose_page_label(_(page->title), "title-2"));
    for (guint i = 0; page->steps != NULL && page->steps[i] != NULL; i++)
        append_step(self->page, i + 1, _(page->steps[i]));
    for (guint i = 0; page->notes != NULL && page->notes[i] != NULL; i++)
        gtk_box_append(GTK_BOX(self->page), ldose_page_label(_(page->notes[i]), NULL));
    if (page->last_note != NULL)
        gtk_box_append(GTK_BOX(self->page), ldose_page_label(_(page->last_note()), NULL));
    gtk_adjustment_set_value(adjustment, 0);
}

/* ---- the list -------------------------------------------------------------------------------- */

static void
on_row_selected(LdoseHelpWindow *self, GtkListBoxRow *row)
{
    if (row != NULL)
        show_page(self, ldose_help_page((guint)gtk_list_box_row_get_index(row)));
}

static gboolean
is_wanted(GtkListBoxRow *row, gpointer data)
{
    LdoseHelpWindow *self = data;
    return ldose_help_matches(ldose_help_page((guint)gtk_list_box_row_get_index(row)),
                              gtk_editable_get_text(GTK_EDITABLE(self->search)));
}

/* The page in sight is one of those in the list: else the first of them. */
static void
on_search_changed(LdoseHelpWindow *self)
{
    GtkListBox *list = GTK_LIST_BOX(self->list);
    GtkListBoxRow *selected = gtk_list_box_get_selected_row(list), *first = NULL;
    gtk_list_box_invalidate_filter(list);
    for (guint i = 0; i < ldose_help_n_pages(); i++) {
        GtkListBoxRow *row = gtk_list_box_get_row_at_index(list, (int)i);
        if (is_wanted(row, self) && (first == NULL || row == selected))
            first = row;
    }
    gtk_list_box_select_row(list, first);
    gtk_widget_set_visible(self->nothing, first == NULL);
}

static GtkWidget *
row_new(const LdoseHelpPage *page)
{
    GtkWidget *label = ldose_page_label(_(page->title), NULL);
    gtk_widget_set_margin_top(label, 6);
    gtk_widget_set_margin_bottom(label, 6);
    return label;
}

static void
show_wanted(LdoseHelpWindow *self, const char *page)
{
    GtkListBox *list = GTK_LIST_BOX(self->list);
    gtk_editable_set_text(GTK_EDITABLE(self->search), "");
    GtkListBoxRow *row = gtk_list_box_get_row_at_index(list, (int)ldose_help_find(page));
    gtk_list_box_select_row(list, row);
    gtk_window_set_focus(GTK_WINDOW(self), GTK_WIDGET(row));
}

/* ---- the window ------------------------------------------------------------------------------ */

static void
ldose_help_window_dispose(GObject *object)
{
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_HELP_WINDOW);
    G_OBJECT_CLASS(ldose_help_window_parent_class)->dispose(object);
}

static void
ldose_help_window_class_init(LdoseHelpWindowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_help_window_dispose;
    g_type_ensure(LDOSE_TYPE_TWO_PANES);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/help-window.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseHelpWindow, search);
    gtk_widget_class_bind_template_child(widget_class, LdoseHelpWindow, list);
    gtk_widget_class_bind_template_child(widget_class, LdoseHelpWindow, scroller);
    gtk_widget_class_bind_template_child(widget_class, LdoseHelpWindow, page);
    gtk_widget_class_bind_template_child(widget_class, LdoseHelpWindow, nothing);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                        NULL);
}

static void
ldose_help_window_init(LdoseHelpWindow *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    for (guint i = 0; i < ldose_help_n_pages(); i++)
        gtk_list_box_append(GTK_LIST_BOX(self->list), row_new(ldose_help_page(i)));
    gtk_list_box_set_filter_func(GTK_LIST_BOX(self->list), is_wanted, self, NULL);
    gtk_search_entry_set_key_capture_widget(GTK_SEARCH_ENTRY(self->search), GTK_WIDGET(self));
    g_signal_connect_swapped(self->search, "search-changed", G_CALLBACK(on_search_changed), self);
    g_signal_connect_swapped(self->search, "stop-search", G_CALLBACK(gtk_window_close), self);
    g_signal_connect_swapped(self->list, "row-selected", G_CALLBACK(on_row_selected), self);
}

static void
on_destroyed(GtkWidget *self, GObject *parent)
{
    (void)self;
    g_object_set_data(parent, HELP_KEY, NULL);
}

void
ldose_help_window_present(GtkWindow *parent, const char *page)
{
    LdoseHelpWindow *self = g_object_get_data(G_OBJECT(parent), HELP_KEY);
    if (self == NULL) {
        self = g_object_new(LDOSE_TYPE_HELP_WINDOW, "transient-for", parent, NULL);
        g_object_set_data(G_OBJECT(parent), HELP_KEY, self);
        g_signal_connect_object(self, "destroy", G_CALLBACK(on_destroyed), parent, 0);
    }
    show_wanted(self, page);
    gtk_window_present(GTK_WINDOW(self));
}
