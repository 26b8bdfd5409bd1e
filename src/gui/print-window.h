/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to print, with the pages as they will be beside it; from here they go to a printer or into a
 * file. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_PRINT_WINDOW (ldose_print_window_get_type())
G_DECLARE_FINAL_TYPE(LdosePrintWindow, ldose_print_window, LDOSE, PRINT_WINDOW, GtkWindow)

/* @session: planned; it cannot change while this window stands in front of it */
GtkWidget *ldose_print_window_new(GtkWindow *parent, LdoseSession *session);

/* How many pages are shown. */
guint ldose_print_window_count(LdosePrintWindow *self);

/* Writes what is shown. Errors: LDOSE_ERROR_OUTPUT. */
gboolean ldose_print_window_export(LdosePrintWindow *self, const char *path, GError **error);

G_END_DECLS
