/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: the page for what is on screen, every page, and the search. */
#include "gui-fixture.h"

#include <locale.h>
#include <string.h>

#include "help-pages.h"
#include "help-window.h"

#define P12                                                                                        \
    "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology; sex=F; age_years=68; "       \
    "height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6; dialysis=none"

/* The help window on screen; NULL: none. */
static GtkWidget *
help_window(void)
{
    GListModel *windows = gtk_window_get_toplevels();
    for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
        g_autoptr(GtkWidget) window = g_list_model_get_item(windows, i);
        if (LDOSE_IS_HELP_WINDOW(window))
            return window;
    }
    return NULL;
}

static GtkWidget *
child_of(GtkWidget *widget, GType type)
{
    if (g_type_is_a(G_OBJECT_TYPE(widget), type))
        return widget;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = child_of(child, type);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static GtkListBox *
list_of(GtkWidget *help)
{
    return GTK_LIST_BOX(child_of(help, GTK_TYPE_LIST_BOX));
}

static void
assert_shown(const char *id)
{
    GtkWidget *help = help_window();
    const LdoseHelpPage *page = ldose_help_page(ldose_help_find(id));
    g_assert_nonnull(help);
    g_assert_cmpstr(page->id, ==, id);
    gui_fixture_frame(help);
    GtkListBoxRow *row = gtk_list_box_get_selected_row(list_of(help));
    g_assert_cmpint(gtk_list_box_row_get_index(row), ==, (int)ldose_help_find(id));
    g_assert_nonnull(gui_fixture_label(help, page->title));
    if (page->notes != NULL)
        g_assert_nonnull(gui_fixture_label(help, page->notes[0]));
}

/* F1 leads to the page for what is on screen, in one window. */
static void
test_context(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    GtkWidget *widget = GTK_WIDGET(window);
    gtk_widget_activate_action(widget, "win.help", NULL);
    assert_shown("first-plan");
    GtkWidget *help = help_window();
    gui_fixture_case(window, P12);
    gtk_widget_activate_action(widget, "win.help", NULL);
    assert_shown("plan");
    g_assert_true(help_window() == help);
    ldose_main_window_show_page(window, "compare");
    gtk_widget_activate_action(widget, "win.help", NULL);
    assert_shown("why");
    ldose_main_window_show_page(window, "where");
    gtk_widget_activate_action(widget, "win.help", NULL);
    assert_shown("where");
    gtk_widget_activate_action(widget, "win.second-check", NULL);
    gtk_widget_activate_action(widget, "win.help", NULL);
    assert_shown("second-check");
    gtk_widget_activate_action(widget, "win.rules", NULL);
    gtk_widget_activate_action(widget, "win.help", NULL);
    assert_shown("rules");
    gtk_widget_activate_action(help, "window.close", NULL);
    gui_fixture_wait(50);
    g_assert_null(help_window());
    gtk_widget_activate_action(widget, "win.help", NULL);
    assert_shown("rules");
    gui_fixture_close(window);
    gui_fixture_wait(50);
    g_assert_null(help_window());
}

/* Every page has a title of its own and says something. */
static void
test_pages(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    for (guint i = 0; i < ldose_help_n_pages(); i++) {
        const LdoseHelpPage *page = ldose_help_page(i);
        g_assert_cmpuint(ldose_help_find(page->id), ==, i);
        g_assert_true(page->steps != NULL || page->notes != NULL || page->last_note != NULL);
        ldose_help_window_present(GTK_WINDOW(window), page->id);
        assert_shown(page->id);
        for (guint k = 0; page->steps != NULL && page->steps[k] != NULL; k++)
            g_assert_nonnull(gui_fixture_label(help_window(), page->steps[k]));
        for (guint k = i + 1; k < ldose_help_n_pages(); k++)
            g_assert_cmpstr(page->title, !=, ldose_help_page(k)->title);
    }
    gui_fixture_close(window);
}

static guint
matching(const char *search)
{
    guint n = 0;
    for (guint i = 0; i < ldose_help_n_pages(); i++)
        n += ldose_help_matches(ldose_help_page(i), search) ? 1 : 0;
    return n;
}

/* Every word counts, in any case, wherever it stands in the page. */
static void
test_search(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    g_assert_cmpuint(matching(""), ==, ldose_help_n_pages());
    g_assert_cmpuint(matching("OVERRIDE reason"), ==, 1);
    g_assert_cmpuint(matching("qwertz"), ==, 0);
    ldose_help_window_present(GTK_WINDOW(window), "plan");
    GtkWidget *help = help_window(), *search = child_of(help, GTK_TYPE_SEARCH_ENTRY);
    gtk_editable_set_text(GTK_EDITABLE(search), "Override reason");
    gui_fixture_wait(400);
    assert_shown("override");
    gtk_editable_set_text(GTK_EDITABLE(search), "qwertz");
    gui_fixture_wait(400);
    g_assert_nonnull(gui_fixture_label(help, "No page has these words."));
    gtk_editable_set_text(GTK_EDITABLE(search), "");
    gui_fixture_wait(400);
    assert_shown("first-plan");
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/help/context", test_context);
    g_test_add_func("/gui/help/pages", test_pages);
    g_test_add_func("/gui/help/search", test_search);
    return g_test_run();
}
