/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing files. GtkFileChooserNative stands here alone: what follows it is newer than GTK 4.8. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*LdosePathChosen)(const char *path, gpointer data);

/* Calls @chosen once, or never where nothing is chosen. Nothing goes to the list of recent
 * files. */
void ldose_choose_file_to_open(GtkWindow *parent, const char *title, const char *pattern,
                               LdosePathChosen chosen, gpointer data);
void ldose_choose_file_to_save(GtkWindow *parent, const char *title, const char *name,
                               LdosePathChosen chosen, gpointer data);

G_END_DECLS
