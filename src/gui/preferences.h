/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: what is shown first and how. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_TYPE_PREFERENCES (ldose_preferences_get_type())
G_DECLARE_FINAL_TYPE(LdosePreferences, ldose_preferences, LDOSE, PREFERENCES, GtkWindow)

GtkWidget *ldose_preferences_new(GtkWindow *parent);

G_END_DECLS
