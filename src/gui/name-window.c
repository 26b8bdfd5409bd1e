/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-window.h"

#include "signature.h"

struct _LdoseNameWindow {
    GtkWindow parent;
    GtkWidget *name, *message, *cancel, *accept;
    LdoseNameGiven given;
    gpointer data;
};

G_DEFINE_FINAL_TYPE(LdoseNameWindow, ldose_name_window, GTK_TYPE_WINDOW)

static void
on_accept(LdoseNameWindow *self)
{
    g_autofree char *name = g_strstrip(g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->name))));
    gboolean valid = ldose_person_check(name, "name", NULL);
    LdoseNameGiven given = self->given;
    gpointer data = self->data;
    gtk_widget_set_visible(self->message, !valid);
    gtk_accessible_update_state(GTK_ACCESSIBLE(self->name), GTK_ACCESSIBLE_STATE_INVALID,
                                valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                                -1);
    if (!valid)
        return;
    gtk_window_destroy(GTK_WINDOW(self));
    given(name, data);
}

static void
ldose_name_window_dispose(GObject *object)
{
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_NAME_WINDOW);
    G_OBJECT_CLASS(ldose_name_window_parent_class)->dispose(object);
}

static void
ldose_name_window_class_init(LdoseNameWindowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_name_window_dispose;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/name-window.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseNameWindow, name);
    gtk_widget_class_bind_template_child(widget_class, LdoseNameWindow, message);
    gtk_widget_class_bind_template_child(widget_class, LdoseNameWindow, cancel);
    gtk_widget_class_bind_template_child(widget_class, LdoseNameWindow, accept);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ldose_name_window_init(LdoseNameWindow *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self->cancel, "clicked", G_CALLBACK(gtk_window_destroy), self);
    g_signal_connect_swapped(self->accept, "clicked", G_CALLBACK(on_accept), self);
    g_signal_connect_swapped(self->name, "activate", G_CALLBACK(on_accept), self);
}

GtkWidget *
ldose_name_window_new(GtkWindow *parent, LdoseNameGiven given, gpointer data)
{
    LdoseNameWindow *self = g_object_new(LDOSE_TYPE_NAME_WINDOW, "transient-for", parent, NULL);
    self->given = given;
    self->data = data;
    return GTK_WIDGET(self);
}
