/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: the pages on the left, searchable by any of their words; the text of one on the right. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_TYPE_HELP_WINDOW (ldose_help_window_get_type())
G_DECLARE_FINAL_TYPE(LdoseHelpWindow, ldose_help_window, LDOSE, HELP_WINDOW, GtkWindow)

/* Shows a page, by its id (help-pages.h), in the help window of @parent: the one that is open, or a
 * new one. It is not modal: help can stay open beside the work. */
void ldose_help_window_present(GtkWindow *parent, const char *page);

G_END_DECLS
