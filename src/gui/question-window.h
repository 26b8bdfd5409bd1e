/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small question in front of a window. The answer that loses nothing has the focus. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_TYPE_QUESTION_WINDOW (ldose_question_window_get_type())
G_DECLARE_FINAL_TYPE(LdoseQuestionWindow, ldose_question_window, LDOSE, QUESTION_WINDOW, GtkWindow)

typedef void (*LdoseQuestionAnswered)(gpointer data);

/* @accept: (nullable): the label of the other answer; NULL: a message with one button only
 * @accepted: (nullable): called for it */
GtkWidget *
ldose_question_window_new(GtkWindow *parent, const char *title, const char *text, const char *keep,
                          const char *accept, LdoseQuestionAnswered accepted, gpointer data);

G_END_DECLS
