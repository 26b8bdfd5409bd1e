/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question-window.h"

struct _LdoseQuestionWindow {
    GtkWindow parent;
    GtkWidget *title_label, *text, *keep, *accept;
    LdoseQuestionAnswered accepted;
    gpointer data;
};

G_DEFINE_FINAL_TYPE(LdoseQuestionWindow, ldose_question_window, GTK_TYPE_WINDOW)

static void
on_accept(LdoseQuestionWindow *self)
{
    LdoseQuestionAnswered accepted = self->accepted;
    gpointer data = self->data;
    gtk_window_destroy(GTK_WINDOW(self));
    if (accepted != NULL)
        accepted(data);
}

static void
ldose_question_window_dispose(GObject *object)
{
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_QUESTION_WINDOW);
    G_OBJECT_CLASS(ldose_question_window_parent_class)->dispose(object);
}

static void
ldose_question_window_class_init(LdoseQuestionWindowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_question_window_dispose;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/question-window.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseQuestionWindow, title_label);
    gtk_widget_class_bind_template_child(widget_class, LdoseQuestionWindow, text);
    gtk_widget_class_bind_template_child(widget_class, LdoseQuestionWindow, keep);
    gtk_widget_class_bind_template_child(widget_class, LdoseQuestionWindow, accept);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ldose_question_window_init(LdoseQuestionWindow *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self->keep, "clicked", G_CALLBACK(gtk_window_destroy), self);
    g_signal_connect_swapped(self->accept, "clicked", G_CALLBACK(on_accept), self);
}

GtkWidget *
ldose_question_window_new(GtkWindow *parent, const char *title, const char *text, const char *keep,
                          const char *accept, LdoseQuestionAnswered accepted, gpointer data)
{
    LdoseQuestionWindow *self =
        g_object_new(LDOSE_TYPE_QUESTION_WINDOW, "transient-for", parent, "title", title, NULL);
    gtk_label_set_text(GTK_LABEL(self->title_label), title);
    gtk_label_set_text(GTK_LABEL(self->text), text);
    gtk_button_set_label(GTK_BUTTON(self->keep), keep);
    gtk_widget_set_visible(self->accept, accept != NULL);
    if (accept != NULL)
        gtk_button_set_label(GTK_BUTTON(self->accept), accept);
    self->accepted = accepted;
    self->data = data;
    gtk_window_set_focus(GTK_WINDOW(self), self->keep);
    return GTK_WIDGET(self);
}
