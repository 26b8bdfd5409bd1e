/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-chooser.h"

#include <string.h>

#include "document-item.h"
#include "entry-fault.h"
#include "gui-text.h"
#include "page-widgets.h"

struct _LdoseDocumentChooser {
    GtkWidget parent;
    GtkWidget *button, *label, *popover, *search, *list, *empty;
    LdoseSession *session;
    gulong handler;
    LdoseColumn column;
    char *country;
    GListStore *items;
    GtkCustomFilter *filter;
    GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE(LdoseDocumentChooser, ldose_document_chooser, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_COLUMN, N_PROPS };
static GParamSpec *properties[N_PROPS];

static LdoseDocumentKind
kind_of(LdoseColumn column)
{
    return column == LDOSE_COLUMN_REGIMEN    ? LDOSE_DOCUMENT_REGIMENS
           : column == LDOSE_COLUMN_GUIDANCE ? LDOSE_DOCUMENT_GUIDANCE
                                             : LDOSE_DOCUMENT_FORMULARY;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static GtkWidget *
row_label(const char *css_class)
{
    GtkWidget *label = gtk_label_new(NULL);
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    if (css_class != NULL) {
        gtk_widget_add_css_class(label, "caption");
        gtk_widget_add_css_class(label, css_class);
    }
    return label;
}

static void
on_row_setup(GtkSignalListItemFactory *factory, GtkListItem *row)
{
    (void)factory;
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
    gtk_box_append(GTK_BOX(box), row_label(NULL));
    gtk_box_append(GTK_BOX(box), row_label("dim-label"));
    gtk_list_item_set_child(row, box);
}

static void
on_row_bind(GtkSignalListItemFactory *factory, GtkListItem *row)
{
    (void)factory;
    LdoseDocumentItem *item = gtk_list_item_get_item(row);
    GtkWidget *child = gtk_list_item_get_child(row);
    GtkWidget *title = gtk_widget_get_first_child(child);
    g_autofree char *name = g_strdup_printf(_("%1$s: %2$s"), item->title, item->subtitle);
    gtk_label_set_text(GTK_LABEL(title), item->title);
    gtk_label_set_text(GTK_LABEL(gtk_widget_get_next_sibling(title)), item->subtitle);
    /* The focus stands on the row around it. */
    gtk_accessible_update_property(GTK_ACCESSIBLE(gtk_widget_get_parent(child)),
                                   GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkListItemFactory *
ldose_document_row_factory(void)
{
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
    g_signal_connect(factory, "setup", G_CALLBACK(on_row_setup), NULL);
    g_signal_connect(factory, "bind", G_CALLBACK(on_row_bind), NULL);
    return factory;
}

/* ---- choosing -------------------------------------------------------------------------------- */

static void
choose(LdoseDocumentChooser *self, guint position)
{
    g_autoptr(LdoseDocumentItem) item =
        g_list_model_get_item(G_LIST_MODEL(self->selection), position);
    if (item == NULL || self->session == NULL)
        return;
    gtk_menu_button_popdown(GTK_MENU_BUTTON(self->button));
    ldose_session_set(self->session, self->column, item->id);
}

static void
on_activate(LdoseDocumentChooser *self, guint position)
{
    choose(self, position);
}

static void
on_search_activate(LdoseDocumentChooser *self)
{
    choose(self, gtk_single_selection_get_selected(self->selection));
}

static gboolean
match(gpointer item, gpointer data)
{
    LdoseDocumentChooser *self = data;
    return ldose_document_item_matches(item, gtk_editable_get_text(GTK_EDITABLE(self->search)));
}

/* The row of the document that the case names; none: GTK_INVALID_LIST_POSITION. */
static guint
chosen_row(LdoseDocumentChooser *self)
{
    const char *id = self->session != NULL ? ldose_session_text(self->session, self->column) : "";
    guint n = g_list_model_get_n_items(G_LIST_MODEL(self->selection));
    for (guint row = 0; row < n; row++) {
        g_autoptr(LdoseDocumentItem) item =
            g_list_model_get_item(G_LIST_MODEL(self->selection), row);
        if (g_str_equal(item->id, id))
            return row;
    }
    return GTK_INVALID_LIST_POSITION;
}

/* Enter takes the first that was searched for. Without a search it takes nothing that was not
 * chosen before. */
static void
on_search_changed(LdoseDocumentChooser *self)
{
    gboolean searched = gtk_editable_get_text(GTK_EDITABLE(self->search))[0] != '\0';
    gtk_filter_changed(GTK_FILTER(self->filter), GTK_FILTER_CHANGE_DIFFERENT);
    guint n = g_list_model_get_n_items(G_LIST_MODEL(self->selection));
    gtk_widget_set_visible(self->empty, n == 0);
    gtk_single_selection_set_selected(self->selection, searched && n > 0 ? 0 : chosen_row(self));
}

static void
on_popup(LdoseDocumentChooser *self)
{
    if (!gtk_widget_get_visible(self->popover) || self->session == NULL)
        return;
    gtk_editable_set_text(GTK_EDITABLE(self->search), "");
    on_search_changed(self);
    gtk_widget_grab_focus(self->search);
}

/* From the search entry, Down goes on to the list. */
static gboolean
on_search_key(LdoseDocumentChooser *self, guint key)
{
    if (key != GDK_KEY_Down)
        return GDK_EVENT_PROPAGATE;
    return gtk_widget_grab_focus(self->list);
}

static void
fill(LdoseDocumentChooser *self)
{
    if (self->session == NULL)
        return;
    g_autoptr(GListStore) items =
        ldose_document_items(ldose_session_library(self->session), kind_of(self->column),
                             self->country, ldose_session_wording(self->session));
    g_list_store_remove_all(self->items);
    for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(items)); i++) {
        g_autoptr(LdoseDocumentItem) item = g_list_model_get_item(G_LIST_MODEL(items), i);
        g_list_store_append(self->items, item);
    }
}

/* ---- the session ----------------------------------------------------------------------------- */

static char *
chosen_title(LdoseDocumentChooser *self, const char *id)
{
    LdoseLibrary *library = ldose_session_library(self->session);
    const LdoseWording *wording = ldose_session_wording(self->session);
    const LdoseDocument *document = ldose_document_of(library, kind_of(self->column), id);
    if (document == NULL)
        return g_strdup(id);
    const char *title = ldose_wording_rule_text(wording, document->title);
    if (self->column != LDOSE_COLUMN_REGIMEN)
        return g_strdup(title);
    const LdoseRegimen *regimen = ldose_library_regimen(library, id, NULL);
    const char *name = regimen->brand[0] != '\0' ? regimen->brand : regimen->product;
    return ldose_tell(wording, N_("%1$s · %2$s · %3$s"), name,
                      ldose_document_jurisdiction_text(document),
                      ldose_wording_rule_text(wording, regimen->indication));
}

static void
refresh(LdoseDocumentChooser *self)
{
    const char *id = ldose_session_text(self->session, self->column);
    g_autofree char *title = id[0] != '\0' ? chosen_title(self, id) : NULL;
    const char *none =
        self->column == LDOSE_COLUMN_FORMULARY ? _("As published (none chosen)") : _("Choose …");
    gtk_label_set_text(GTK_LABEL(self->label), title != NULL ? title : none);
    gtk_widget_set_tooltip_text(self->button, title);
    if (title != NULL)
        gtk_widget_remove_css_class(self->label, "dim-label");
    else
        gtk_widget_add_css_class(self->label, "dim-label");
    const char *subject = ldose_entry_label(self->column, ldose_session_wording(self->session));
    g_autofree char *name = g_strdup_printf("%s: %s", subject, title != NULL ? title : none);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   name, -1);
}

static void
on_text_changed(LdoseDocumentChooser *self, int column)
{
    if (column < 0 || column == (int)self->column)
        refresh(self);
}

void
ldose_document_chooser_set_session(LdoseDocumentChooser *self, LdoseSession *session)
{
    if (self->session != NULL)
        g_signal_handler_disconnect(self->session, self->handler);
    g_set_object(&self->session, session);
    if (session == NULL)
        return;
    self->handler =
        g_signal_connect_swapped(session, "text-changed", G_CALLBACK(on_text_changed), self);
    fill(self);
    refresh(self);
}

void
ldose_document_chooser_set_country(LdoseDocumentChooser *self, const char *country)
{
    g_free(self->country);
    self->country = g_strdup(country);
    fill(self);
}

GtkWidget *
ldose_document_chooser_button(LdoseDocumentChooser *self)
{
    return self->button;
}

GtkWidget *
ldose_document_chooser_search(LdoseDocumentChooser *self)
{
    return self->search;
}

/* ---- the widget ------------------------------------------------------------------------------ */

static void
ldose_document_chooser_set_property(GObject *object, guint id, const GValue *value,
                                    GParamSpec *pspec)
{
    LdoseDocumentChooser *self = LDOSE_DOCUMENT_CHOOSER(object);
    const char *name = g_value_get_string(value);
    int column = ldose_column_find(name, strlen(name));
    if (id != PROP_COLUMN) {
        G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
        return;
    }
    g_return_if_fail(column >= 0);
    self->column = (LdoseColumn)column;
    const char *label = _(ldose_column_info(self->column)->label);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                   -1);
}

static gboolean
ldose_document_chooser_mnemonic_activate(GtkWidget *widget, gboolean cycling)
{
    return gtk_widget_mnemonic_activate(LDOSE_DOCUMENT_CHOOSER(widget)->button, cycling);
}

static gboolean
ldose_document_chooser_grab_focus(GtkWidget *widget)
{
    return gtk_widget_grab_focus(LDOSE_DOCUMENT_CHOOSER(widget)->button);
}

static void
ldose_document_chooser_dispose(GObject *object)
{
    LdoseDocumentChooser *self = LDOSE_DOCUMENT_CHOOSER(object);
    ldose_document_chooser_set_session(self, NULL);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_DOCUMENT_CHOOSER);
    g_clear_object(&self->selection);
    g_clear_object(&self->items);
    g_clear_pointer(&self->country, g_free);
    G_OBJECT_CLASS(ldose_document_chooser_parent_class)->dispose(object);
}

static void
ldose_document_chooser_class_init(LdoseDocumentChooserClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_document_chooser_dispose;
    G_OBJECT_CLASS(klass)->set_property = ldose_document_chooser_set_property;
    widget_class->mnemonic_activate = ldose_document_chooser_mnemonic_activate;
    widget_class->grab_focus = ldose_document_chooser_grab_focus;
    properties[PROP_COLUMN] =
        g_param_spec_string("column", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
    g_object_class_install_properties(G_OBJECT_CLASS(klass), N_PROPS, properties);
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/document-chooser.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseDocumentChooser, button);
    gtk_widget_class_bind_template_child(widget_class, LdoseDocumentChooser, label);
    gtk_widget_class_bind_template_child(widget_class, LdoseDocumentChooser, popover);
    gtk_widget_class_bind_template_child(widget_class, LdoseDocumentChooser, search);
    gtk_widget_class_bind_template_child(widget_class, LdoseDocumentChooser, list);
    gtk_widget_class_bind_template_child(widget_class, LdoseDocumentChooser, empty);
}

static void
ldose_document_chooser_init(LdoseDocumentChooser *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    /* The button's own box would centre the title. */
    GtkWidget *toggle = gtk_widget_get_first_child(self->button);
    gtk_widget_set_halign(gtk_button_get_child(GTK_BUTTON(toggle)), GTK_ALIGN_FILL);
    self->items = g_list_store_new(LDOSE_TYPE_DOCUMENT_ITEM);
    self->filter = gtk_custom_filter_new(match, self, NULL);
    GtkFilterListModel *filtered = gtk_filter_list_model_new(
        G_LIST_MODEL(g_object_ref(self->items)), GTK_FILTER(self->filter));
    self->selection = gtk_single_selection_new(G_LIST_MODEL(filtered));
    gtk_single_selection_set_autoselect(self->selection, FALSE);
    gtk_single_selection_set_can_unselect(self->selection, TRUE);
    g_autoptr(GtkListItemFactory) factory = ldose_document_row_factory();
    gtk_list_view_set_factory(GTK_LIST_VIEW(self->list), factory);
    gtk_list_view_set_model(GTK_LIST_VIEW(self->list), GTK_SELECTION_MODEL(self->selection));
    GtkEventController *keys = gtk_event_controller_key_new();
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(on_search_key), self);
    gtk_widget_add_controller(self->search, keys);
    g_signal_connect_swapped(self->list, "activate", G_CALLBACK(on_activate), self);
    g_signal_connect_swapped(self->search, "activate", G_CALLBACK(on_search_activate), self);
    g_signal_connect_swapped(self->search, "search-changed", G_CALLBACK(on_search_changed), self);
    g_signal_connect_swapped(self->popover, "notify::visible", G_CALLBACK(on_popup), self);
}
