/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-chooser.h"

#include "gui-text.h"

typedef struct {
    LdosePathChosen chosen;
    gpointer data;
} Request;

static void
on_response(GtkNativeDialog *dialog, int response, gpointer data)
{
    Request *request = data;
    if (response == GTK_RESPONSE_ACCEPT) {
        g_autoptr(GFile) file = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog));
        g_autofree char *path = file != NULL ? g_file_get_path(file) : NULL;
        if (path != NULL)
            request->chosen(path, request->data);
    }
    g_free(request);
    g_object_unref(dialog);
}

/* GTK's chooser puts whatever was chosen on the list of recent files, which the whole desktop
 * shows; no property of a chooser keeps it from that, and the setting that does empties the list of
 * everybody. The list is written by this handler of the class alone: without it, never by this
 * program. */
static void
keep_off_recent_files(void)
{
    GTK_RECENT_MANAGER_GET_CLASS(gtk_recent_manager_get_default())->changed = NULL;
}

static void
run(GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *accept,
    const char *pattern, const char *name, LdosePathChosen chosen, gpointer data)
{
    GtkFileChooserNative *dialog =
        gtk_file_chooser_native_new(title, parent, action, accept, _("_Cancel"));
    Request *request = g_new0(Request, 1);
    keep_off_recent_files();
    request->chosen = chosen;
    request->data = data;
    if (pattern != NULL) {
        g_autoptr(GtkFileFilter) filter = gtk_file_filter_new();
        gtk_file_filter_set_name(filter, pattern);
        gtk_file_filter_add_pattern(filter, pattern);
        gtk_file_chooser_add_filter(GTK_FILE_CHOOSER(dialog), filter);
    }
    if (name != NULL)
        gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog), name);
    gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
    g_signal_connect(dialog, "response", G_CALLBACK(on_response), request);
    gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

void
ldose_choose_file_to_open(GtkWindow *parent, const char *title, const char *pattern,
                          LdosePathChosen chosen, gpointer data)
{
    run(parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), pattern, NULL, chosen, data);
}

void
ldose_choose_file_to_save(GtkWindow *parent, const char *title, const char *name,
                          LdosePathChosen chosen, gpointer data)
{
    run(parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL, name, chosen, data);
}
