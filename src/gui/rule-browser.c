/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule-browser.h"

#include <string.h>

#include "document-chooser.h"
#include "file-chooser.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "rule-page.h"
#include "sign-window.h"
#include "today.h"
#include "two-panes.h"

struct _LdoseRuleBrowser {
    GtkWidget parent;
    GtkWidget *search, *list, *page, *check, *actions, *adopt, *withdraw, *add, *message;
    LdoseLibrary *library;
    LdoseSite *site;               /* NULL: nothing is in use, and nothing can be */
    LdoseCheckedDocument *checked; /* the document of one's own that is shown; NULL: none */
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
    return ldose_document_item_holds(
        item, self->library, gtk_editable_get_text(GTK_EDITABLE(self->search)), self->wording);
}

static const LdoseAdoptions *
adoptions_of(LdoseRuleBrowser *self)
{
    return self->site != NULL ? ldose_site_adoptions(self->site) : NULL;
}

/* What can be done with what is shown. */
static void
update_actions(LdoseRuleBrowser *self, const LdoseDocument *document)
{
    const LdoseAdoptions *adoptions = adoptions_of(self);
    gboolean used = document != NULL && ldose_adoptions_find(adoptions, document) != NULL;
    gboolean sound =
        self->checked != NULL && self->checked->fault == NULL && self->checked->n_errors == 0;
    gtk_label_set_text(GTK_LABEL(self->message), "");
    gtk_widget_set_visible(self->actions, self->site != NULL && (document != NULL || sound));
    gtk_widget_set_visible(self->adopt, document != NULL && !used);
    gtk_widget_set_sensitive(self->adopt,
                             document != NULL && document->status != LDOSE_STATUS_RETIRED);
    gtk_widget_set_visible(self->withdraw, used);
    gtk_widget_set_visible(self->add, sound);
}

static LdoseDocumentItem *
selected_item(LdoseRuleBrowser *self)
{
    return gtk_single_selection_get_selected_item(self->selection);
}

static void
on_selected(LdoseRuleBrowser *self)
{
    LdoseDocumentItem *item = selected_item(self);
    if (self->library == NULL)
        return;
    g_clear_pointer(&self->checked, ldose_checked_document_free);
    if (item == NULL) {
        ldose_page_clear(self->page);
        gtk_box_append(GTK_BOX(self->page),
                       ldose_page_label(_("No document holds all of these words."), NULL));
        update_actions(self, NULL);
        return;
    }
    const LdoseRulePageView view = {
        .rule = self->wanted,
        .search = gtk_editable_get_text(GTK_EDITABLE(self->search)),
        .adoptions = adoptions_of(self),
    };
    GtkWidget *row = ldose_rule_page_fill(self->page, item, self->library, &view, self->wording);
    update_actions(self, item->document);
    if (row != NULL)
        gtk_widget_grab_focus(row);
}

static void
on_search_changed(LdoseRuleBrowser *self)
{
    gtk_filter_changed(GTK_FILTER(self->filter), GTK_FILTER_CHANGE_DIFFERENT);
    on_selected(self);
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

void
ldose_rule_browser_refresh(LdoseRuleBrowser *self)
{
    g_autofree char *shown = NULL;
    LdoseDocumentItem *item = selected_item(self);
    if (self->checked != NULL && self->checked->document != NULL)
        shown =
            g_strdup_printf("%s@%s", self->checked->document->id, self->checked->document->version);
    else if (item != NULL)
        shown = g_strdup(item->id);
    ldose_rule_browser_set_library(self, self->library, self->wording);
    if (shown != NULL)
        ldose_rule_browser_show(self, shown);
}

void
ldose_rule_browser_set_site(LdoseRuleBrowser *self, LdoseSite *site)
{
    g_set_object(&self->site, site);
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

/* ---- a document of one's own ----------------------------------------------------------------- */

void
ldose_rule_browser_check(LdoseRuleBrowser *self, const char *path)
{
    g_clear_pointer(&self->checked, ldose_checked_document_free);
    self->checked = ldose_checked_document_new(path, self->library, ldose_today());
    ldose_rule_page_fill_check(self->page, self->checked, self->wording);
    update_actions(self, NULL);
}

static void
on_check_chosen(const char *path, gpointer data)
{
    ldose_rule_browser_check(data, path);
}

static void
on_add(LdoseRuleBrowser *self)
{
    g_autoptr(GError) error = NULL;
    if (self->site != NULL && self->checked != NULL &&
        !ldose_site_add_document(self->site, self->checked, &error))
        gtk_label_set_text(GTK_LABEL(self->message), error->message);
}

static void
on_check(LdoseRuleBrowser *self)
{
    GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
    ldose_choose_file_to_open(GTK_WINDOW(root), _("Load a document of your own"), "*.xml",
                              on_check_chosen, self);
}

/* ---- in use ---------------------------------------------------------------------------------- */

static gboolean
on_adopt_signed(const char *const *texts, gpointer data, GError **error)
{
    LdoseRuleBrowser *self = data;
    LdoseDocumentItem *item = selected_item(self);
    return item != NULL &&
           ldose_site_take_into_use(self->site, item->document, texts[0], texts[1], error);
}

static gboolean
on_withdraw_signed(const char *const *texts, gpointer data, GError **error)
{
    LdoseRuleBrowser *self = data;
    LdoseDocumentItem *item = selected_item(self);
    return item != NULL && ldose_site_take_out_of_use(self->site, item->document, texts[0],
                                                      texts[1], texts[2], error);
}

static void
ask(LdoseRuleBrowser *self, const LdoseSignQuestion *question, LdoseSignAccept accept)
{
    GtkWindow *root = GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self)));
    gtk_window_present(GTK_WINDOW(ldose_sign_window_new(root, question, accept, self, NULL)));
}

static void
on_adopt(LdoseRuleBrowser *self)
{
    LdoseDocumentItem *item = selected_item(self);
    if (item == NULL)
        return;
    g_autofree char *title = ldose_tell(self->wording, N_("Take %1$s %2$s into use here?"),
                                        item->document->id, item->document->version);
    const LdoseSignQuestion question = {
        title,
        _("Two people take a document into use, once, in exactly these bytes. Plans with it no "
          "longer say “not adopted at this site”. The shipped cases with it are computed first; "
          "one "
          "that fails stops it."),
        {_("Taken into use by"), _("Checked by"), NULL},
        _("_Take Into Use"),
    };
    ask(self, &question, on_adopt_signed);
}

static void
on_withdraw(LdoseRuleBrowser *self)
{
    LdoseDocumentItem *item = selected_item(self);
    if (item == NULL)
        return;
    g_autofree char *title = ldose_tell(self->wording, N_("Take %1$s %2$s out of use here?"),
                                        item->document->id, item->document->version);
    const LdoseSignQuestion question = {
        title,
        _("Plans with it say again that it is not adopted at this site. The list keeps who took it "
          "into use and who took it out."),
        {_("Reason"), _("Taken out of use by"), _("Checked by")},
        _("_Take Out of Use"),
    };
    ask(self, &question, on_withdraw_signed);
}

static void
ldose_rule_browser_dispose(GObject *object)
{
    LdoseRuleBrowser *self = LDOSE_RULE_BROWSER(object);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_RULE_BROWSER);
    g_clear_object(&self->selection);
    g_clear_object(&self->items);
    g_clear_object(&self->site);
    g_clear_pointer(&self->checked, ldose_checked_document_free);
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
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, actions);
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, adopt);
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, withdraw);
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, add);
    gtk_widget_class_bind_template_child(widget_class, LdoseRuleBrowser, message);
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
    g_signal_connect_swapped(self->adopt, "clicked", G_CALLBACK(on_adopt), self);
    g_signal_connect_swapped(self->withdraw, "clicked", G_CALLBACK(on_withdraw), self);
    g_signal_connect_swapped(self->add, "clicked", G_CALLBACK(on_add), self);
}
