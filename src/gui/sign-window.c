/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sign-window.h"

#include "gui-text.h"
#include "page-widgets.h"

struct _LdoseSignWindow {
    GtkWindow parent;
    GtkWidget *title_label, *text, *fields, *message, *cancel, *accept;
    GtkWidget *entries[LDOSE_SIGN_MAX_FIELDS]; /* NULL: no more */
    LdoseSignAccept accepted;
    gpointer data;
    GDestroyNotify free_data;
};

G_DEFINE_FINAL_TYPE(LdoseSignWindow, ldose_sign_window, GTK_TYPE_WINDOW)

static void
refuse(LdoseSignWindow *self, const char *text, GtkWidget *entry)
{
    gtk_label_set_text(GTK_LABEL(self->message), text);
    gtk_widget_set_visible(self->message, TRUE);
    if (entry == NULL)
        return;
    gtk_accessible_update_state(GTK_ACCESSIBLE(entry), GTK_ACCESSIBLE_STATE_INVALID,
                                GTK_ACCESSIBLE_INVALID_TRUE, -1);
    gtk_widget_grab_focus(entry);
}

static void
on_accept(LdoseSignWindow *self)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    GtkWidget *blank = NULL;
    for (guint i = 0; i < LDOSE_SIGN_MAX_FIELDS && self->entries[i] != NULL; i++) {
        char *text = g_strstrip(g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->entries[i]))));
        g_ptr_array_add(texts, text);
        gtk_accessible_reset_state(GTK_ACCESSIBLE(self->entries[i]), GTK_ACCESSIBLE_STATE_INVALID);
        if (text[0] == '\0' && blank == NULL)
            blank = self->entries[i];
    }
    if (blank != NULL) {
        refuse(self, _("Nothing may be left empty here."), blank);
        return;
    }
    if (self->accepted((const char *const *)texts->pdata, self->data, &error))
        gtk_window_destroy(GTK_WINDOW(self));
    else
        refuse(self, error->message, NULL);
}

static void
ldose_sign_window_dispose(GObject *object)
{
    LdoseSignWindow *self = LDOSE_SIGN_WINDOW(object);
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_SIGN_WINDOW);
    if (self->free_data != NULL)
        self->free_data(self->data);
    self->free_data = NULL;
    G_OBJECT_CLASS(ldose_sign_window_parent_class)->dispose(object);
}

static void
ldose_sign_window_class_init(LdoseSignWindowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_sign_window_dispose;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/sign-window.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseSignWindow, title_label);
    gtk_widget_class_bind_template_child(widget_class, LdoseSignWindow, text);
    gtk_widget_class_bind_template_child(widget_class, LdoseSignWindow, fields);
    gtk_widget_class_bind_template_child(widget_class, LdoseSignWindow, message);
    gtk_widget_class_bind_template_child(widget_class, LdoseSignWindow, cancel);
    gtk_widget_class_bind_template_child(widget_class, LdoseSignWindow, accept);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ldose_sign_window_init(LdoseSignWindow *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self->cancel, "clicked", G_CALLBACK(gtk_window_destroy), self);
    g_signal_connect_swapped(self->accept, "clicked", G_CALLBACK(on_accept), self);
}

GtkWidget *
ldose_sign_window_new(GtkWindow *parent, const LdoseSignQuestion *question, LdoseSignAccept accept,
                      gpointer data, GDestroyNotify free_data)
{
    LdoseSignWindow *self = g_object_new(LDOSE_TYPE_SIGN_WINDOW, "transient-for", parent, "title",
                                         question->title, NULL);
    gtk_label_set_text(GTK_LABEL(self->title_label), question->title);
    gtk_label_set_text(GTK_LABEL(self->text), question->text);
    gtk_button_set_label(GTK_BUTTON(self->accept), question->accept);
    for (guint i = 0; i < LDOSE_SIGN_MAX_FIELDS && question->labels[i] != NULL; i++) {
        gtk_box_append(GTK_BOX(self->fields),
                       ldose_page_entry(question->labels[i], &self->entries[i]));
        g_signal_connect_swapped(self->entries[i], "activate", G_CALLBACK(on_accept), self);
    }
    self->accepted = accept;
    self->data = data;
    self->free_data = free_data;
    gtk_window_set_focus(GTK_WINDOW(self), self->entries[0]);
    return GTK_WIDGET(self);
}

GtkWidget *
ldose_sign_window_entry(LdoseSignWindow *self, guint field)
{
    return self->entries[field];
}
