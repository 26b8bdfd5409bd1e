/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule-browser.h"

#include <string.h>

#include "document-chooser.h"
#include "file-chooser.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "rule-page.h"
#include "today.h"
#include "two-panes.h"

struct _LdoseRuleBrowser {
    GtkWidget parent;
    GtkWidget *search, *list, *page, *check;
    LdoseLibrary *library;
    const LdoseWording *wording;
    GListStore *items;
    GtkCustomFilter *filter;
    GtkSingleSelection *selection;
    char *wanted; /* "table/rule" */
};

G_DEFINE_FINAL_TYPE(LdoseRuleBrowser, ldose_rule_browser, GTK_TYPE_WIDGET)

static gboolean
match(gpointer item, gpointer data)
{
    LdoseRuleBrowser *self = data;
    return ldose_document_item_matches(item, gtk_editable_get_text(GTK_EDITABLE(self->search)));
}

static void
on_search_changed(LdoseRuleBrowser *self)
{
    gtk_filter_changed(GTK_FILTER(self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_selected(LdoseRuleBrowser *self)
{
    LdoseDocumentItem *item = gtk_single_selection_get_selected_item(self->selection);
    if (item == NULL || self->library == NULL)
        return;
    GtkWidget *row =
        ldose_rule_page_fill(self->page, item, self->library, self->wanted, self->wording);
    if (row != NULL)
        gtk_widget_grab_focus(row);
}

void
ldose_rule_browser_set_library(LdoseRuleBrowser *self, LdoseLibrary *library,
                               const LdoseWording *wording)
{
    self->library = library;
    self->wording = wording;
    g_autoptr(GListStore) items = ldose_document_items_all(library, wording);
    g_list_store_remove_all(self->items);
    for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(items)); i++) {
        g_autoptr(LdoseDocumentItem) item = g_list_model_get_item(G_LIST_MODEL(items), i);
        g_list_store_append(self->items, item);
    }
    on_selected(self);
}

gboolean
ldose_rule_browser_show(LdoseRuleBrowser *self, const char *target)
{
    const char *hash = strchr(target, '#');
    g_autofree char *document =
        hash != NULL ? g_strndup(target, (gsize)(hash - target)) : g_strdup(target);
    gtk_editable_set_text(GTK_EDITABLE(self->search), "");
    on_search_changed(self);
    g_free(self->wanted);
    self->wanted = g_strdup(hash != NULL ? hash + 1 : NULL);
    guint n = g_list_model_get_n_items(G_LIST_MODEL(self->selection));
    for (guint i = 0; i < n; i++) {
        g_autoptr(LdoseDocumentItem) item = g_list_model_get_item(G_LIST_MODEL(self->selection), i);
        if (!g_str_equal(item->id, document))
            continue;
        gtk_single_selection_set_selected(self->selection, i);
        on_selected(self);
        gtk_widget_activate_action(self->list, "list.scroll-to-item", "u", i);
        g_clear_pointer(&self->wanted, g_free);
        return TRUE;
    }
    return FALSE;
}

static void
on_check_chosen(const char *path, gpointer data)
{
    LdoseRuleBrowser *self = data;
    ldose_rule_page_fill_check(self->page, path, ldose_today(), self->wording);
}

static void
on_check(LdoseRuleBrowser *self)
{
    GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
    ldose_choose_file_to_open(GTK_WINDOW(root), _("Check a guidance document"), "*.xml",
                              on_check_chosen, self);
}

static void
ldose_rule_browser_dispose(GObject *object)
{
    LdoseRuleBrowser *self = LDOSE_RULE_BROWSER(object);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_RULE_BROWSER);
    g_clear_object(&self->selection);
    g_clear_object(&self->items);
    g_clear_pointer(&self->wanted, g_free);
    G_OBJECT_CLASS(ldose_rule_browser_parent_class)->dispose(object);
}

static void
ldose_rule_browser_class_init(LdoseRuleBrowserClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_rule_browser_dispose;
    g_type_ensure(LDOSE_TYPE_TWO_PANES);
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/rule-browser.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, search);
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, list);
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, page);
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, check);
}

static void
ldose_rule_browser_init(LdoseRuleBrowser *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    self->items = g_list_store_new(LDOSE_TYPE_DOCUMENT_ITEM);
    self->filter = gtk_custom_filter_new(match, self, NULL);
    GtkFilterListModel *filtered = gtk_filter_list_model_new(
        G_LIST_MODEL(g_object_ref(self->items)), GTK_FILTER(self->filter));
    self->selection = gtk_single_selection_new(G_LIST_MODEL(filtered));
    g_autoptr(GtkListItemFactory) factory = ldose_document_row_factory();
    gtk_list_view_set_factory(GTK_LIST_VIEW(self->list), factory);
    gtk_list_view_set_model(GTK_LIST_VIEW(self->list), GTK_SELECTION_MODEL(self->selection));
    g_signal_connect_swapped(self->search, "search-changed", G_CALLBACK(on_search_changed), self);
    g_signal_connect_swapped(self->selection, "notify::selected-item", G_CALLBACK(on_selected),
                             self);
    g_signal_connect_swapped(self->check, "clicked", G_CALLBACK(on_check), self);
}
