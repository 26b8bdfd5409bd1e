/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drop-down.h"

#include "gui-text.h"

#define SUBJECT "ldose-subject"

/* In characters. */
#define BUTTON_WIDTH 24
#define ROW_WIDTH    48

/* ---- the name -------------------------------------------------------------------------------- */

static void
set_label(gpointer widget, const char *label)
{
    gtk_accessible_update_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                   -1);
}

static void
update_name(GtkDropDown *list)
{
    const char *subject = g_object_get_data(G_OBJECT(list), SUBJECT);
    gpointer row = gtk_drop_down_get_selected_item(list);
    g_autofree char *name =
        GTK_IS_STRING_OBJECT(row)
            /* Translators: a choice and what is chosen: "Body surface formula: Mosteller" */
            ? g_strdup_printf(_("%1$s: %2$s"), subject,
                              gtk_string_object_get_string(GTK_STRING_OBJECT(row)))
            : g_strdup(subject);
    set_label(list, name);
    set_label(gtk_widget_get_first_child(GTK_WIDGET(list)), name);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void
on_button_setup(GtkSignalListItemFactory *factory, GtkListItem *item)
{
    GtkWidget *label = gtk_label_new(NULL);
    (void)factory;
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars(GTK_LABEL(label), BUTTON_WIDTH);
    gtk_label_set_max_width_chars(GTK_LABEL(label), BUTTON_WIDTH);
    gtk_list_item_set_child(item, label);
}

static void
on_row_setup(GtkSignalListItemFactory *factory, GtkListItem *item)
{
    GtkWidget *label = gtk_label_new(NULL);
    (void)factory;
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_max_width_chars(GTK_LABEL(label), ROW_WIDTH);
    gtk_list_item_set_child(item, label);
}

static void
on_bind(GtkSignalListItemFactory *factory, GtkListItem *item)
{
    const char *text = gtk_string_object_get_string(gtk_list_item_get_item(item));
    (void)factory;
    gtk_label_set_text(GTK_LABEL(gtk_list_item_get_child(item)), text);
}

/* In the list the focus stands on the row around the label. */
static void
on_row_bind(GtkSignalListItemFactory *factory, GtkListItem *item)
{
    on_bind(factory, item);
    set_label(gtk_widget_get_parent(gtk_list_item_get_child(item)),
              gtk_string_object_get_string(gtk_list_item_get_item(item)));
}

static GtkListItemFactory *
factory_new(GCallback setup, GCallback bind)
{
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
    g_signal_connect(factory, "setup", setup, NULL);
    g_signal_connect(factory, "bind", bind, NULL);
    return factory;
}

void
ldose_drop_down_set_name(GtkDropDown *list, const char *subject)
{
    gboolean first = g_object_get_data(G_OBJECT(list), SUBJECT) == NULL;
    g_object_set_data_full(G_OBJECT(list), SUBJECT, g_strdup(subject), g_free);
    if (first) {
        g_autoptr(GtkListItemFactory) rows =
            factory_new(G_CALLBACK(on_row_setup), G_CALLBACK(on_row_bind));
        gtk_drop_down_set_list_factory(list, rows);
        g_signal_connect(list, "notify::selected-item", G_CALLBACK(update_name), NULL);
    }
    update_name(list);
}

static gboolean
row_text(GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
    gpointer row = g_value_get_object(from);
    (void)binding;
    (void)data;
    g_value_set_string(to, row != NULL ? gtk_string_object_get_string(row) : NULL);
    return TRUE;
}

void
ldose_drop_down_shorten(GtkDropDown *list)
{
    g_autoptr(GtkListItemFactory) of_button =
        factory_new(G_CALLBACK(on_button_setup), G_CALLBACK(on_bind));
    gtk_drop_down_set_factory(list, of_button);
    g_object_bind_property_full(list, "selected-item", list, "tooltip-text", G_BINDING_SYNC_CREATE,
                                row_text, NULL, NULL, NULL);
}
