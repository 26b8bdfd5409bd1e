/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui-fixture.h"

#include <string.h>

#include "application.h"
#include "data-library.h"

#define FRAME_WAIT_US (5 * G_USEC_PER_SEC)

static LdoseLibrary *library;

void
gui_fixture_init(int *argc, char ***argv)
{
    if (!gtk_init_check())
        exit(77);
    g_test_init(argc, argv, NULL);
    g_object_set(gtk_settings_get_default(), "gtk-enable-animations", FALSE, NULL);
    ldose_application_load_style();
    library = ldose_data_library_new();
}

/* ---- frames ------------------------------------------------------------------------------------
 */

static void
on_after_paint(GdkFrameClock *clock, gpointer data)
{
    (void)clock;
    *(gboolean *)data = TRUE;
}

void
gui_fixture_frame(GtkWidget *widget)
{
    gboolean drawn = FALSE;
    GdkFrameClock *clock = gtk_widget_get_frame_clock(widget);
    gulong handler = g_signal_connect(clock, "after-paint", G_CALLBACK(on_after_paint), &drawn);
    gint64 end = g_get_monotonic_time() + FRAME_WAIT_US;
    gtk_widget_queue_draw(widget);
    while (!drawn && g_get_monotonic_time() < end)
        g_main_context_iteration(NULL, FALSE);
    g_signal_handler_disconnect(clock, handler);
    g_assert_true(drawn);
}

static gboolean
on_time(gpointer data)
{
    *(gboolean *)data = TRUE;
    return G_SOURCE_REMOVE;
}

void
gui_fixture_wait(guint milliseconds)
{
    gboolean over = FALSE;
    g_timeout_add(milliseconds, on_time, &over);
    while (!over)
        g_main_context_iteration(NULL, TRUE);
}

LdoseMainWindow *
gui_fixture_window(void)
{
    GtkWidget *window = ldose_main_window_new(NULL, library, ldose_data_wording());
    gtk_window_present(GTK_WINDOW(window));
    gui_fixture_frame(window);
    return LDOSE_MAIN_WINDOW(window);
}

void
gui_fixture_close(LdoseMainWindow *window)
{
    gtk_window_destroy(GTK_WINDOW(window));
    while (g_main_context_iteration(NULL, FALSE))
        ;
}

/* ---- typing ------------------------------------------------------------------------------------
 */

void
gui_fixture_begin(LdosePatientForm *form, LdoseColumn column, const char *text)
{
    GtkWidget *field = ldose_patient_form_field(form, column);
    g_assert_true(LDOSE_IS_VALUE_ENTRY(field));
    gtk_editable_set_text(GTK_EDITABLE(ldose_value_entry_get_entry(LDOSE_VALUE_ENTRY(field))),
                          text);
}

void
gui_fixture_type(LdosePatientForm *form, LdoseColumn column, const char *text)
{
    gui_fixture_begin(form, column, text);
    gtk_widget_activate(GTK_WIDGET(
        ldose_value_entry_get_entry(LDOSE_VALUE_ENTRY(ldose_patient_form_field(form, column)))));
    ldose_value_entry_commit(LDOSE_VALUE_ENTRY(ldose_patient_form_field(form, column)));
}

void
gui_fixture_unit(LdosePatientForm *form, LdoseColumn column, guint unit)
{
    GtkWidget *field = ldose_patient_form_field(form, column);
    gtk_drop_down_set_selected(ldose_value_entry_get_units(LDOSE_VALUE_ENTRY(field)), unit + 1);
}

void
gui_fixture_case(LdoseMainWindow *window, const char *text)
{
    LdoseSession *session = ldose_main_window_session(window);
    g_auto(GStrv) fields = g_strsplit(text, ";", -1);
    ldose_session_clear(session, NULL);
    ldose_session_freeze(session);
    for (guint i = 0; fields[i] != NULL; i++) {
        char *field = g_strstrip(fields[i]);
        char *equals = strchr(field, '=');
        if (equals == NULL)
            continue;
        int column = ldose_column_find(field, (gsize)(equals - field));
        g_assert_cmpint(column, >=, 0);
        ldose_session_set(session, (LdoseColumn)column, equals + 1);
    }
    ldose_session_thaw(session);
}

/* ---- finding -----------------------------------------------------------------------------------
 */

typedef gboolean (*Matches)(GtkWidget *widget, const char *what);

static GtkWidget *
find(GtkWidget *root, Matches matches, const char *what)
{
    if (!gtk_widget_get_visible(root) || !gtk_widget_get_child_visible(root))
        return NULL;
    if (matches(root, what))
        return root;
    for (GtkWidget *child = gtk_widget_get_first_child(root); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = find(child, matches, what);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static gboolean
has_name(GtkWidget *widget, const char *name)
{
    return g_str_equal(gtk_widget_get_name(widget), name);
}

static gboolean
label_holds(GtkWidget *widget, const char *part)
{
    return GTK_IS_LABEL(widget) && strstr(gtk_label_get_text(GTK_LABEL(widget)), part) != NULL;
}

static gboolean
label_begins(GtkWidget *widget, const char *beginning)
{
    return GTK_IS_LABEL(widget) &&
           g_str_has_prefix(gtk_label_get_text(GTK_LABEL(widget)), beginning);
}

static gboolean
is_button(GtkWidget *widget, const char *beginning)
{
    return GTK_IS_BUTTON(widget) && find(widget, label_begins, beginning) != NULL;
}

GtkWidget *
gui_fixture_named(GtkWidget *root, const char *name)
{
    return find(root, has_name, name);
}

GtkWidget *
gui_fixture_button(GtkWidget *root, const char *beginning)
{
    return find(root, is_button, beginning);
}

GtkWidget *
gui_fixture_label(GtkWidget *root, const char *part)
{
    return find(root, label_holds, part);
}

const char *
gui_fixture_text(GtkWidget *root, const char *name)
{
    GtkWidget *label = find(root, has_name, name);
    return label != NULL ? gtk_label_get_text(GTK_LABEL(label)) : NULL;
}

void
gui_fixture_click(GtkWidget *button)
{
    g_assert_nonnull(button);
    g_signal_emit_by_name(button, "clicked");
}

/* ---- pictures ----------------------------------------------------------------------------------
 */

void
gui_fixture_png(GtkWidget *window, const char *path)
{
    g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(window);
    int width = gtk_widget_get_width(window), height = gtk_widget_get_height(window);
    GtkSnapshot *snapshot = gtk_snapshot_new();
    gdk_paintable_snapshot(paintable, snapshot, width, height);
    GskRenderNode *node = gtk_snapshot_free_to_node(snapshot);
    g_assert_nonnull(node);
    g_autoptr(GdkTexture) texture =
        gsk_renderer_render_texture(gtk_native_get_renderer(GTK_NATIVE(window)), node,
                                    &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
    g_assert_true(gdk_texture_save_to_png(texture, path));
    gsk_render_node_unref(node);
}
