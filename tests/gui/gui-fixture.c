/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui-fixture.h"

#include <string.h>

#include "application.h"
#include "case-answer.h"
#include "case-csv.h"
#include "data-library.h"
#include "document-chooser.h"
#include "list-choice.h"

#define FRAME_WAIT_US (30 * G_USEC_PER_SEC)

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

/* ---- frames ---------------------------------------------------------------------------------- */

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

/* ---- typing ---------------------------------------------------------------------------------- */

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

/* ---- tables ---------------------------------------------------------------------------------- */

GPtrArray *
gui_fixture_table(const char *path)
{
    g_autofree char *whole = g_test_build_filename(G_TEST_DIST, "..", path, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) error = NULL;
    GPtrArray *table = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_file_get_contents(whole, &text, &length, &error);
    g_assert_no_error(error);
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
    char *line = text, *const end = text + length;
    while (line < end) {
        gboolean open_quote = FALSE;
        const char *line_end = ldose_csv_record_end(line, end, ',', &open_quote);
        g_assert_nonnull(line_end);
        int n = ldose_csv_split(line, (gsize)(line_end - line), ',', fields);
        g_assert_cmpint(n, >, 0);
        g_assert_true(table->len == 0 || g_strv_length(table->pdata[0]) == (guint)n);
        g_autoptr(GStrvBuilder) row = g_strv_builder_new();
        for (int i = 0; i < n; i++) {
            g_autofree char *field = g_strndup(fields[i].text, fields[i].length);
            g_strv_builder_add(row, field);
        }
        g_ptr_array_add(table, g_strv_builder_end(row));
        line = text + (line_end - text) + 1;
    }
    return table;
}

const char *
gui_fixture_cell(const GPtrArray *table, guint row, const char *column)
{
    char **header = table->pdata[0], **fields = table->pdata[row];
    for (guint i = 0; header[i] != NULL; i++) {
        if (g_str_equal(header[i], column))
            return fields[i];
    }
    return "";
}

/* ---- entering -------------------------------------------------------------------------------- */

/* Opens the chooser, searches for the document and takes the first that is found, with Enter. */
static void
choose_document(LdoseMainWindow *window, LdoseColumn column, const char *id)
{
    LdoseDocumentChooser *chooser =
        LDOSE_DOCUMENT_CHOOSER(ldose_patient_form_field(ldose_main_window_form(window), column));
    GtkWidget *search = ldose_document_chooser_search(chooser);
    gtk_menu_button_popup(GTK_MENU_BUTTON(ldose_document_chooser_button(chooser)));
    gtk_editable_set_text(GTK_EDITABLE(search), id);
    g_signal_emit_by_name(search, "search-changed");
    g_signal_emit_by_name(search, "activate");
    g_assert_cmpstr(ldose_session_text(ldose_main_window_session(window), column), ==, id);
}

static void
press_words(LdoseWordChoice *choice, const LdoseVocabulary *words, const char *text)
{
    int word = ldose_vocabulary_find(words, text, -1);
    g_assert_cmpint(word, >=, 0);
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(ldose_word_choice_button(choice, (guint)word)),
                                 TRUE);
}

static void
tick_conditions(LdosePatientForm *form, LdoseColumn column, const char *text)
{
    g_auto(GStrv) ids = g_strsplit(text, " ", -1);
    for (guint i = 0; ids[i] != NULL; i++) {
        int condition = ldose_vocabulary_find(&ldose_conditions, ids[i], -1);
        g_assert_cmpint(condition, >=, 0);
        GtkWidget *choice = ldose_patient_form_condition(form, (LdoseCondition)condition);
        gtk_toggle_button_set_active(
            GTK_TOGGLE_BUTTON(ldose_word_choice_button(LDOSE_WORD_CHOICE(choice),
                                                       column == LDOSE_COLUMN_CONDITIONS)),
            TRUE);
    }
}

/* A list holds the words of its column in their order, behind its first row. */
static void
choose_in_list(LdoseMainWindow *window, LdoseListChoice *choice, const char *text)
{
    GtkDropDown *list = ldose_list_choice_get_list(choice);
    LdoseSession *session = ldose_main_window_session(window);
    LdoseColumn column = ldose_list_choice_column(choice);
    guint n = g_list_model_get_n_items(gtk_drop_down_get_model(list));
    for (guint row = 0; row < n && !g_str_equal(ldose_session_text(session, column), text); row++)
        gtk_drop_down_set_selected(list, row);
    g_assert_cmpstr(ldose_session_text(session, column), ==, text);
}

void
gui_fixture_enter(LdoseMainWindow *window, LdoseColumn column, const char *text)
{
    LdosePatientForm *form = ldose_main_window_form(window);
    GtkWidget *field = ldose_patient_form_field(form, column);
    if (field == NULL) {
        g_assert_true(column == LDOSE_COLUMN_CONFIRM || ldose_column_is_answer(column));
        ldose_session_set(ldose_main_window_session(window), column, text);
    } else if (column == LDOSE_COLUMN_CONDITIONS || column == LDOSE_COLUMN_CONDITIONS_ABSENT) {
        tick_conditions(form, column, text);
    } else if (LDOSE_IS_VALUE_ENTRY(field)) {
        gui_fixture_type(form, column, text);
        if (ldose_value_entry_get_units(LDOSE_VALUE_ENTRY(field)) != NULL)
            gui_fixture_unit(form, column,
                             ldose_value_entry_column(LDOSE_VALUE_ENTRY(field)) != column);
    } else if (LDOSE_IS_WORD_CHOICE(field)) {
        press_words(LDOSE_WORD_CHOICE(field), ldose_column_info(column)->words, text);
    } else if (LDOSE_IS_LIST_CHOICE(field)) {
        choose_in_list(window, LDOSE_LIST_CHOICE(field), text);
    } else {
        choose_document(window, column, text);
    }
}

/* ---- finding --------------------------------------------------------------------------------- */

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

/* ---- pictures -------------------------------------------------------------------------------- */

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
