/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for what a person signs: a few texts, all of them needed. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_TYPE_SIGN_WINDOW (ldose_sign_window_get_type())
G_DECLARE_FINAL_TYPE(LdoseSignWindow, ldose_sign_window, LDOSE, SIGN_WINDOW, GtkWindow)

#define LDOSE_SIGN_MAX_FIELDS 3

/* Takes the texts, without the blanks around them. FALSE with an error that the person can do
 * something about: the window stays. */
typedef gboolean (*LdoseSignAccept)(const char *const *texts, gpointer data, GError **error);

typedef struct {
    const char *title, *text;
    const char *labels[LDOSE_SIGN_MAX_FIELDS]; /* NULL: no more */
    const char *accept;                        /* with a mnemonic */
} LdoseSignQuestion;

/* All texts are translated. @free_data: (nullable): called when the window goes */
GtkWidget *ldose_sign_window_new(GtkWindow *parent, const LdoseSignQuestion *question,
                                 LdoseSignAccept accept, gpointer data, GDestroyNotify free_data);

/* The entry of a field. */
GtkWidget *ldose_sign_window_entry(LdoseSignWindow *self, guint field);

G_END_DECLS
