/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"

#include "data-library.h"
#include "display-settings.h"
#include "gui-text.h"
#include "main-window.h"
#include "window-files.h"

struct _LdoseApplication {
    GtkApplication parent;
    LdoseLibrary *library;
    LdoseSite *site;
    GPtrArray *faults;
};

G_DEFINE_FINAL_TYPE(LdoseApplication, ldose_application, GTK_TYPE_APPLICATION)

static void
on_quit(GSimpleAction *action, GVariant *parameter, gpointer data)
{
    GList *windows = g_list_copy(gtk_application_get_windows(GTK_APPLICATION(data)));
    (void)action;
    (void)parameter;
    /* Each window asks for itself whether it may go. */
    for (GList *item = windows; item != NULL; item = item->next)
        gtk_window_close(item->data);
    g_list_free(windows);
}

static void
on_new_window(GSimpleAction *action, GVariant *parameter, gpointer data)
{
    (void)action;
    (void)parameter;
    g_application_activate(data);
}

void
ldose_application_load_style(void)
{
    g_autoptr(GtkCssProvider) provider = gtk_css_provider_new();
    gtk_css_provider_load_from_resource(provider, "/lymphodose/ui/style.css");
    gtk_style_context_add_provider_for_display(gdk_display_get_default(),
                                               GTK_STYLE_PROVIDER(provider),
                                               GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
ldose_application_startup(GApplication *application)
{
    static const GActionEntry entries[] = {{"quit", on_quit, NULL, NULL, NULL, {0}},
                                           {"new-window", on_new_window, NULL, NULL, NULL, {0}}};
    LdoseApplication *self = LDOSE_APPLICATION(application);
    G_APPLICATION_CLASS(ldose_application_parent_class)->startup(application);
    self->library = ldose_data_library_new();
    self->faults = ldose_data_library_faults(self->library);
    g_autoptr(GError) error = NULL;
    self->site = ldose_data_site_new(self->library);
    if (!ldose_site_load(self->site, &error))
        g_ptr_array_add(self->faults, g_strdup(error->message));
    ldose_application_load_style();
    gtk_window_set_default_icon_name(LDOSE_APPLICATION_ID);
    g_action_map_add_action_entries(G_ACTION_MAP(self), entries, G_N_ELEMENTS(entries), self);
    gtk_application_set_accels_for_action(GTK_APPLICATION(self), "app.quit",
                                          (const char *const[]){"<Control>q", NULL});
    gtk_application_set_accels_for_action(GTK_APPLICATION(self), "app.new-window",
                                          (const char *const[]){"<Control><Shift>n", NULL});
    gtk_application_set_accels_for_action(GTK_APPLICATION(self), "win.show-help-overlay",
                                          (const char *const[]){"<Control>question", NULL});
}

static LdoseMainWindow *
window_new(LdoseApplication *self)
{
    GtkWidget *window =
        ldose_main_window_new(GTK_APPLICATION(self), self->library, ldose_data_wording());
    ldose_main_window_set_site(LDOSE_MAIN_WINDOW(window), self->site);
    ldose_main_window_show_faults(LDOSE_MAIN_WINDOW(window), self->faults);
    gtk_window_present(GTK_WINDOW(window));
    ldose_main_window_keep_draft(LDOSE_MAIN_WINDOW(window));
    return LDOSE_MAIN_WINDOW(window);
}

static void
ldose_application_activate(GApplication *application)
{
    ldose_window_offer_draft(window_new(LDOSE_APPLICATION(application)));
}

/* A window for each record. A draft waits until the app is started without one. */
static void
ldose_application_open(GApplication *application, GFile **files, int n_files, const char *hint)
{
    (void)hint;
    for (int i = 0; i < n_files; i++) {
        g_autofree char *path = g_file_get_path(files[i]);
        if (path == NULL) /* not of this computer: the attempt says so */
            path = g_file_get_parse_name(files[i]);
        ldose_window_open_path(window_new(LDOSE_APPLICATION(application)), path);
    }
}

static void
ldose_application_shutdown(GApplication *application)
{
    LdoseApplication *self = LDOSE_APPLICATION(application);
    G_APPLICATION_CLASS(ldose_application_parent_class)->shutdown(application);
    g_clear_pointer(&self->faults, g_ptr_array_unref);
    g_clear_object(&self->site);
    g_clear_pointer(&self->library, ldose_library_free);
}

static void
ldose_application_class_init(LdoseApplicationClass *klass)
{
    GApplicationClass *application_class = G_APPLICATION_CLASS(klass);
    application_class->startup = ldose_application_startup;
    application_class->activate = ldose_application_activate;
    application_class->open = ldose_application_open;
    application_class->shutdown = ldose_application_shutdown;
}

static void
ldose_application_init(LdoseApplication *self)
{
    (void)self;
}

/* Never unique: two people at two windows must not share one process's case by accident, and
 * nothing has to be asked of a bus. */
LdoseApplication *
ldose_application_new(void)
{
    return g_object_new(LDOSE_TYPE_APPLICATION, "application-id", LDOSE_APPLICATION_ID, "flags",
                        G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN, NULL);
}
