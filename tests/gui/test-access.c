/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keyboard alone, and a name on every control: R36. */
#include "gui-fixture.h"

#include <locale.h>
#include <string.h>

#include "document-chooser.h"

#define P12                                                                                        \
    "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology; sex=F; age_years=68; "       \
    "height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6; dialysis=none"

/* ---- names ----------------------------------------------------------------------------------- */

/* What has no name of its own by nature: the inner parts of entries, lists and tables. */
static gboolean
is_inner(GtkWidget *widget)
{
    const char *type = G_OBJECT_TYPE_NAME(widget);
    static const char *const inner[] = {
        "GtkText",           "GtkColumnListView", "GtkListItemWidget", "GtkColumnViewTitle",
        "GtkPanedHandle",    "GtkStackSwitcher",  "GtkColumnView",     "GtkPopoverMenuBar",
        "GtkWindowControls", "GtkScrolledWindow", "GtkViewport",       "GtkListView",
        "GtkPaned"};
    for (guint i = 0; i < G_N_ELEMENTS(inner); i++) {
        if (g_str_equal(type, inner[i]))
            return TRUE;
    }
    return FALSE;
}

static gboolean
has_text(GtkWidget *widget)
{
    if (GTK_IS_LABEL(widget))
        return gtk_label_get_text(GTK_LABEL(widget))[0] != '\0';
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        if (has_text(child))
            return TRUE;
    }
    return FALSE;
}

/* A label given to assistive technology, a relation to a label, or the control's own text. */
static gboolean
has_name(GtkWidget *widget)
{
    GtkAccessible *accessible = GTK_ACCESSIBLE(widget);
    return gtk_test_accessible_has_property(accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
           gtk_test_accessible_has_relation(accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
           has_text(widget);
}

static guint
check_names(GtkWidget *widget)
{
    guint n = 0;
    if (!gtk_widget_get_visible(widget) || !gtk_widget_get_child_visible(widget))
        return 0;
    if (gtk_widget_get_focusable(widget) && !is_inner(widget) &&
        (GTK_IS_BUTTON(widget) || GTK_IS_ENTRY(widget) || GTK_IS_DROP_DOWN(widget) ||
         GTK_IS_CHECK_BUTTON(widget) || GTK_IS_SEARCH_ENTRY(widget) || GTK_IS_EXPANDER(widget) ||
         GTK_IS_MENU_BUTTON(widget))) {
        n++;
        GtkWidget *parent = gtk_widget_get_parent(widget);
        gboolean part = GTK_IS_DROP_DOWN(parent) || GTK_IS_MENU_BUTTON(parent) ||
                        g_str_equal(G_OBJECT_TYPE_NAME(parent), "GtkWindowControls");
        GtkWidget *named = part ? parent : widget;
        if (!g_str_equal(G_OBJECT_TYPE_NAME(parent), "GtkWindowControls") && !has_name(named)) {
            g_test_message("%s “%s” has no name", G_OBJECT_TYPE_NAME(widget),
                           gtk_widget_get_name(widget));
            g_test_fail();
        }
    }
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        n += check_names(child);
    return n;
}

static void
test_names(void)
{
    static const char *const pages[] = {"plan", "why", "compare", "where"};
    LdoseMainWindow *window = gui_fixture_window();
    guint n = 0;
    gui_fixture_case(window, P12);
    ldose_patient_form_go_to(ldose_main_window_form(window), LDOSE_COLUMN_CYSTATIN_C_MG_L);
    ldose_patient_form_go_to(ldose_main_window_form(window), LDOSE_COLUMN_INR);
    ldose_patient_form_go_to(ldose_main_window_form(window), LDOSE_COLUMN_CONDITIONS);
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        ldose_main_window_show_page(window, pages[i]);
        gui_fixture_frame(GTK_WIDGET(window));
        n += check_names(GTK_WIDGET(window));
    }
    gtk_widget_activate_action(GTK_WIDGET(window), "win.second-check", NULL);
    n += check_names(GTK_WIDGET(window));
    gtk_widget_activate_action(GTK_WIDGET(window), "win.back", NULL);
    gtk_widget_activate_action(GTK_WIDGET(window), "win.rules", NULL);
    n += check_names(GTK_WIDGET(window));
    g_test_message("%u controls", n);
    g_assert_cmpuint(n, >, 200);
    gui_fixture_close(window);
}

/* An entry is named by its column, and by nothing else. */
static void
test_entry_name(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseValueEntry *field = LDOSE_VALUE_ENTRY(
        ldose_patient_form_field(ldose_main_window_form(window), LDOSE_COLUMN_CREATININE_MG_DL));
    gtk_test_accessible_assert_property(GTK_ACCESSIBLE(ldose_value_entry_get_entry(field)),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL, "Creatinine");
    /* A drop-down tells what is chosen, also where the focus is: on its inner button. */
    GtkWidget *units = GTK_WIDGET(ldose_value_entry_get_units(field));
    gui_fixture_unit(ldose_main_window_form(window), LDOSE_COLUMN_CREATININE_MG_DL, 0);
    gtk_test_accessible_assert_property(GTK_ACCESSIBLE(units), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        "Unit of “Creatinine”: mg/dL");
    gtk_test_accessible_assert_property(GTK_ACCESSIBLE(gtk_widget_get_first_child(units)),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        "Unit of “Creatinine”: mg/dL");
    gui_fixture_close(window);
}

/* ---- the keyboard ---------------------------------------------------------------------------- */

static gboolean
is_within(GtkWidget *widget, GtkWidget *ancestor)
{
    return widget != NULL && (widget == ancestor || gtk_widget_is_ancestor(widget, ancestor));
}

/* Tab goes through the form in its order and then on to the plan. */
static void
test_tab(void)
{
    static const LdoseColumn order[] = {
        LDOSE_COLUMN_REGIMEN,
        LDOSE_COLUMN_GUIDANCE,
        LDOSE_COLUMN_FORMULARY,
        LDOSE_COLUMN_INFUSION_DATE,
        LDOSE_COLUMN_ORDERED_FLUDARABINE_MG_PER_DAY,
        LDOSE_COLUMN_ORDERED_CYCLOPHOSPHAMIDE_MG_PER_DAY,
        LDOSE_COLUMN_AGE_YEARS,
        LDOSE_COLUMN_SEX,
        LDOSE_COLUMN_HEIGHT_CM,
        LDOSE_COLUMN_WEIGHT_KG,
        LDOSE_COLUMN_CREATININE_MG_DL,
        LDOSE_COLUMN_CREATININE_DATE,
        LDOSE_COLUMN_DIALYSIS,
        LDOSE_COLUMN_BILIRUBIN_MG_DL,
    };
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    guint next = 0;
    gui_fixture_case(window, P12);
    ldose_patient_form_go_to(form, LDOSE_COLUMN_CASE_ID);
    gboolean left_form = FALSE;
    for (guint i = 0; i < 120 && !left_form; i++) {
        g_signal_emit_by_name(window, "move-focus", GTK_DIR_TAB_FORWARD);
        GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(window));
        if (next < G_N_ELEMENTS(order) &&
            is_within(focus, ldose_patient_form_field(form, order[next])))
            next++;
        left_form = !is_within(focus, GTK_WIDGET(form));
    }
    g_assert_cmpuint(next, ==, G_N_ELEMENTS(order));
    g_assert_true(left_form);
    gui_fixture_close(window);
}

/* Access keys lead to the entries. */
static void
test_mnemonics(void)
{
    static const LdoseColumn columns[] = {LDOSE_COLUMN_WEIGHT_KG, LDOSE_COLUMN_CREATININE_MG_DL,
                                          LDOSE_COLUMN_SEX, LDOSE_COLUMN_DIALYSIS};
    LdoseMainWindow *window = gui_fixture_window();
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        GtkWidget *field = ldose_patient_form_field(ldose_main_window_form(window), columns[i]);
        g_assert_true(gtk_widget_mnemonic_activate(field, FALSE));
        g_assert_true(is_within(gtk_window_get_focus(GTK_WINDOW(window)), field));
    }
    gui_fixture_close(window);
}

static void
collect_keys(GtkWidget *widget, GHashTable *keys)
{
    guint key = GTK_IS_LABEL(widget) ? gtk_label_get_mnemonic_keyval(GTK_LABEL(widget))
                                     : GDK_KEY_VoidSymbol;
    if (!gtk_widget_get_mapped(widget))
        return;
    if (key != GDK_KEY_VoidSymbol && strchr(gtk_label_get_label(GTK_LABEL(widget)), '_') != NULL) {
        const char *text = gtk_label_get_label(GTK_LABEL(widget));
        const char *before = g_hash_table_lookup(keys, GUINT_TO_POINTER(key));
        if (before != NULL) {
            g_test_message("“%s” and “%s” have one access key", before, text);
            g_test_fail();
        }
        g_hash_table_insert(keys, GUINT_TO_POINTER(key), g_strdup(text));
    }
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        collect_keys(child, keys);
}

/* With everything unfolded, on each page, no access key leads to two places. */
static void
test_unique_keys(void)
{
    static const char *const pages[] = {"plan", "why", "compare"};
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    gui_fixture_case(window, P12);
    for (int column = 0; column < LDOSE_N_COLUMNS; column++)
        ldose_patient_form_go_to(form, (LdoseColumn)column);
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autoptr(GHashTable) keys = g_hash_table_new_full(NULL, NULL, NULL, g_free);
        ldose_main_window_show_page(window, pages[i]);
        gui_fixture_frame(GTK_WIDGET(window));
        collect_keys(GTK_WIDGET(window), keys);
        g_assert_cmpuint(g_hash_table_size(keys), >, 15);
    }
    gui_fixture_close(window);
}

/* Enter in a list of documents takes what was searched for, and nothing else. */
static void
test_no_blind_choice(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    LdoseDocumentChooser *chooser = LDOSE_DOCUMENT_CHOOSER(
        ldose_patient_form_field(ldose_main_window_form(window), LDOSE_COLUMN_REGIMEN));
    GtkWidget *search = ldose_document_chooser_search(chooser);
    gtk_menu_button_popup(GTK_MENU_BUTTON(ldose_document_chooser_button(chooser)));
    gui_fixture_wait(50);
    g_signal_emit_by_name(search, "activate");
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_REGIMEN), ==, "");
    gui_fixture_enter(window, LDOSE_COLUMN_REGIMEN, "us-yescarta");
    gtk_menu_button_popup(GTK_MENU_BUTTON(ldose_document_chooser_button(chooser)));
    gui_fixture_wait(50);
    g_signal_emit_by_name(search, "activate");
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_REGIMEN), ==, "us-yescarta");
    gui_fixture_close(window);
}

/* Every deed of the pages is an action, and keys come to the same place. */
static void
test_actions(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    GtkWidget *widget = GTK_WIDGET(window);
    gui_fixture_case(window, P12);
    gtk_widget_activate_action(widget, "win.page", "s", "compare");
    g_assert_nonnull(gui_fixture_label(widget, "✓ eu-smpc 1.0 (in use)"));
    gtk_widget_activate_action(widget, "win.page", "s", "why");
    gtk_widget_activate_action(widget, "win.page", "s", "plan");
    gtk_widget_activate_action(widget, "win.go-to", "s", "cystatin_c_mg_l");
    g_assert_true(is_within(
        gtk_window_get_focus(GTK_WINDOW(window)),
        ldose_patient_form_field(ldose_main_window_form(window), LDOSE_COLUMN_CYSTATIN_C_MG_L)));
    gtk_widget_activate_action(widget, "win.show-rule", "s", "eu-smpc@1.0#flu-renal/fr2");
    g_assert_cmpstr(ldose_main_window_view(window), ==, "rules");
    gtk_widget_activate_action(widget, "win.back", NULL);
    g_assert_cmpstr(ldose_main_window_view(window), ==, "work");
    gui_fixture_close(window);
}

/* No patient in the title of a window. */
static void
test_title(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    gui_fixture_type(ldose_main_window_form(window), LDOSE_COLUMN_CASE_ID, "Secret 1234");
    g_assert_cmpstr(gtk_window_get_title(GTK_WINDOW(window)), ==, "Lymphodose");
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/access/R36-names", test_names);
    g_test_add_func("/gui/access/R36-entry-name", test_entry_name);
    g_test_add_func("/gui/access/R36-tab", test_tab);
    g_test_add_func("/gui/access/R36-mnemonics", test_mnemonics);
    g_test_add_func("/gui/access/R36-unique-keys", test_unique_keys);
    g_test_add_func("/gui/access/no-blind-choice", test_no_blind_choice);
    g_test_add_func("/gui/access/actions", test_actions);
    g_test_add_func("/gui/access/R37-title", test_title);
    return g_test_run();
}
