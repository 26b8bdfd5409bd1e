/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks who worked the case out. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_TYPE_NAME_WINDOW (ldose_name_window_get_type())
G_DECLARE_FINAL_TYPE(LdoseNameWindow, ldose_name_window, LDOSE, NAME_WINDOW, GtkWindow)

typedef void (*LdoseNameGiven)(const char *name, gpointer data);

GtkWidget *ldose_name_window_new(GtkWindow *parent, LdoseNameGiven given, gpointer data);

G_END_DECLS
